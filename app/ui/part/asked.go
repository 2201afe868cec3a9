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
	add            *Button // nil where nothing can be asked
	ring           *ring
}

const askedAir = 9 // over and under the words

// NewAsked returns the band; add is the button that adds the question, or nil.
func NewAsked(env Env, r *page.Revisit, add *Button) *Asked {
	a := &Asked{add: add, ground: env.fill(look.Selected), ring: env.newRing()}
	a.question = env.newLines(look.Body, span{text: r.Question, role: look.Body, bold: true, tone: look.Ink})
	a.text = env.muted(look.Caption, r.Text)
	a.opens(r.Record)
	a.tall = func(width float32) float32 { return a.flow(width, nil) }
	a.lay = func(size fyne.Size) {
		place(a.ground, 0, 0, size.Width, size.Height)
		a.ground.CornerRadius = env.size(look.Radius)
		a.ring.set(0, 0, size.Width, size.Height)
		objects := []fyne.CanvasObject{a.ground}
		a.flow(size.Width, &objects)
		a.objects = append(objects, a.ring.objects()...)
	}
	a.paint = func() { a.ring.show(a.focused) }
	a.steady = true
	a.start(a, env)
	return a
}

// flow lays the words out, with the button at their right, or under them where they have too little room.
func (a *Asked) flow(width float32, objects *[]fyne.CanvasObject) float32 {
	w := width - 2*noticePad
	var button fyne.Size
	under := false
	if a.add != nil {
		button = a.add.natural()
		if beside := w - button.Width - noticePad; beside < besideLeast*a.env.Theme.TextScale() {
			under = true
		} else {
			w = beside
		}
	}
	words := a.question.height(w) + a.text.height(w)
	high := words + 2*askedAir
	switch {
	case under:
		high += button.Height + askedAir
	case a.add != nil:
		high = max(high, button.Height+2*noticeAir)
	}
	if objects == nil {
		return high
	}
	top := round((high - words) / 2)
	if under {
		top = askedAir
	}
	*objects = append(*objects, a.question.objects(noticePad, top, w)...)
	*objects = append(*objects, a.text.objects(noticePad, top+a.question.height(w), w)...)
	if a.add != nil {
		x, y := width-noticePad-button.Width, round((high-button.Height)/2)
		if under {
			x, y = noticePad, top+words+askedAir
		}
		place(a.add, x, y, button.Width, button.Height)
		*objects = append(*objects, a.add)
	}
	return high
}
