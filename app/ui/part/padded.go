package part

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/ui/look"
)

const captionRole = look.Caption

const notePad = 5 // above a note, from the line over it

// padded is a block with room above it that belongs to it.
type padded struct {
	block
	inner Block
}

func newPadded(env Env, inner Block, above float32) *padded {
	p := &padded{inner: inner}
	p.objects = []fyne.CanvasObject{inner}
	p.tall = func(width float32) float32 { return above + inner.HeightAt(width) }
	p.lay = func(size fyne.Size) { place(inner, 0, above, size.Width, size.Height-above) }
	p.init(p, env)
	return p
}
