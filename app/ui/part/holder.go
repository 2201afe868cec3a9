package part

import "fyne.io/fyne/v2"

// Holder gives an object that is no block, such as an entry, its place in a column.
type Holder struct{ block }

// NewHolder returns a block of a height that holds the object, as wide as the column up to a width
// at which a line is still easy to read.
func NewHolder(env Env, o fyne.CanvasObject, high float32) *Holder {
	const widest = 680
	h := &Holder{}
	h.objects = []fyne.CanvasObject{o}
	h.tall = func(float32) float32 { return high }
	h.lay = func(size fyne.Size) { place(o, 0, 0, min(size.Width, round(widest*env.Theme.TextScale())), high) }
	h.init(h, env)
	return h
}
