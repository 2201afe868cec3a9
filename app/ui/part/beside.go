package part

import (
	"fyne.io/fyne/v2"
)

// Beside lays a block and what is pressed beside each other, the latter at the right end; where that
// leaves the block too little room it goes under the block.
type Beside struct {
	block
	main  Block
	right wants
}

const besideLeast = 280 // room that the block wants at 100 %

// NewBeside returns a block with a button, a link or a row of them at its right.
func NewBeside(env Env, main Block, right wants) *Beside {
	b := &Beside{main: main, right: right}
	b.objects = []fyne.CanvasObject{main, right}
	b.tall = func(width float32) float32 {
		n := b.wants(width)
		if b.under(width) {
			return main.HeightAt(width) + rowGap + n.Height
		}
		return max(main.HeightAt(width-n.Width-rowGap), n.Height)
	}
	b.lay = func(size fyne.Size) {
		n := b.wants(size.Width)
		if b.under(size.Width) {
			high := main.HeightAt(size.Width)
			place(main, 0, 0, size.Width, high)
			place(right, 0, high+rowGap, n.Width, n.Height)
			return
		}
		place(main, 0, 0, size.Width-n.Width-rowGap, size.Height)
		place(right, size.Width-n.Width, round((size.Height-n.Height)/2), n.Width, n.Height)
	}
	b.init(b, env)
	return b
}

// wants is the room of what stands at the right: a row that is too wide has several lines.
func (b *Beside) wants(width float32) fyne.Size {
	n := b.right.natural()
	if r, ok := b.right.(*Row); ok && n.Width > width {
		return fyne.NewSize(width, r.HeightAt(width))
	}
	return n
}

func (b *Beside) under(width float32) bool {
	return width-b.right.natural().Width-rowGap < besideLeast*b.env.Theme.TextScale()
}
