package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// Hint is how the program reads something, beside a bar of its own so that nobody takes it for what a
// report says.
type Hint struct {
	block
	bar  *canvas.Rectangle
	text *lines
}

const hintLeft = 15 // text begins here, after the bar

// NewHint returns a hint: what kind of reading it is, and the reading.
func NewHint(env Env, label, text string) *Hint {
	h := &Hint{bar: env.fill(look.Line2)}
	h.text = env.newLines(look.Caption, passages(look.Caption, []page.Passage{{Text: label + " ", Muted: true}, {Text: text}})...)
	h.tall = func(width float32) float32 { return h.text.height(width - hintLeft) }
	h.lay = func(size fyne.Size) {
		place(h.bar, 0, 0, env.size(look.Bar), size.Height)
		h.objects = append([]fyne.CanvasObject{h.bar}, h.text.objects(hintLeft, 0, size.Width-hintLeft)...)
	}
	h.steady = true
	h.init(h, env)
	return h
}
