package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/ui/look"
)

// Empty says why nothing is there: an icon at the left, and beside it what there is to say.
type Empty struct {
	block
	icon *canvas.Image
	text *lines
}

const (
	emptyGrow = 1.2 // the icon is so much larger than in the navigation
	emptyGap  = 12  // between the icon and the text
	emptyWide = 680 // at which a line is still easy to read, at 100 %
)

// NewEmpty returns what stands where nothing is known.
func NewEmpty(env Env, icon, text string) *Empty {
	e := &Empty{icon: NewIcon(env, icon, look.Ink2, look.NavIcon), text: env.text(look.Body, text)}
	side := round(emptyGrow * env.size(look.NavIcon))
	left := side + emptyGap
	room := func(width float32) float32 { return min(width-left, round(emptyWide*env.Theme.TextScale())) }
	e.tall = func(width float32) float32 { return max(side, e.text.height(room(width))) }
	e.lay = func(size fyne.Size) {
		place(e.icon, 0, max(round((env.line(look.Body)-side)/2), 0), side, side)
		e.objects = append([]fyne.CanvasObject{e.icon}, e.text.objects(left, 0, room(size.Width))...)
	}
	e.steady = true
	e.init(e, env)
	return e
}
