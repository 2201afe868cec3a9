package part

import (
	"fyne.io/fyne/v2"
)

// Fits is a block in two forms: one for where there is room for it, and one for where there is not.
type Fits struct {
	block
	whole, spare, shown Block
}

// NewFits returns the two forms of a block.
func NewFits(env Env, whole, spare Block) *Fits {
	f := &Fits{whole: whole, spare: spare, shown: spare}
	f.objects = []fyne.CanvasObject{spare}
	f.tall = spare.HeightAt
	f.lay = func(size fyne.Size) {
		if f.shown = spare; whole.HeightAt(size.Width) <= size.Height {
			f.shown = whole
		}
		f.objects = []fyne.CanvasObject{f.shown}
		place(f.shown, 0, 0, size.Width, size.Height)
		settle(f.shown)
	}
	f.init(f, env)
	return f
}

// settle lays out the form that is shown too.
func (f *Fits) settle() {
	f.stale = true
	f.block.settle()
}

func (f *Fits) pieces(at fyne.Position) []piece {
	return piecesOf(f.shown, at.Add(f.shown.Position()), false)
}
