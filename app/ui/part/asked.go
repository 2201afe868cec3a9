package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// Asked is a band with a question and what is known of its answer. It opens the record that the
// question is about.
type Asked struct {
	press
	question, text *lines
	ground         *canvas.Rectangle
	ring           *ring
}

const askedAir = 9 // over and under the words

// NewAsked returns the band.
func NewAsked(env Env, r *page.Revisit) *Asked {
	a := &Asked{ground: env.fill(look.Selected), ring: env.newRing()}
	a.question = env.newLines(look.Body, span{text: r.Question, role: look.Body, bold: true, tone: look.Ink})
	a.text = env.muted(look.Caption, r.Text)
	a.opens(r.Record)
	a.tall = func(width float32) float32 {
		w := width - 2*noticePad
		return a.question.height(w) + a.text.height(w) + 2*askedAir
	}
	a.lay = func(size fyne.Size) {
		w := size.Width - 2*noticePad
		place(a.ground, 0, 0, size.Width, size.Height)
		a.ground.CornerRadius = env.size(look.Radius)
		a.ring.set(0, 0, size.Width, size.Height)
		a.objects = append([]fyne.CanvasObject{a.ground}, a.question.objects(noticePad, askedAir, w)...)
		a.objects = append(a.objects, a.text.objects(noticePad, askedAir+a.question.height(w), w)...)
		a.objects = append(a.objects, a.ring.objects()...)
	}
	a.paint = func() { a.ring.show(a.focused) }
	a.steady = true
	a.start(a, env)
	return a
}
