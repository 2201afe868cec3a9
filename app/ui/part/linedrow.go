package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/ui/look"
)

// linedRow is what rows with a line under them are built on: a press opens where the row's figure or
// words stand, the ground shows where the pointer is, the ring where the focus is. Of rows of which one
// is chosen that one keeps the ground, and has the bar of the place where the reader is.
type linedRow struct {
	press
	bar, line, under *canvas.Rectangle
	ring             *ring
	current          func() bool // whether the row is the chosen one; nil where none can be
	lit              bool        // the ground stands always
}

// begin makes the row a widget. flow lays its words out from the top, where objects is not nil, and
// returns its height, the line included.
func (r *linedRow) begin(self interface {
	fyne.Widget
	fyne.Focusable
}, env Env, flow func(width float32, objects *[]fyne.CanvasObject) float32) {
	r.bar, r.line, r.under, r.ring = env.fill(look.Thread), env.fill(look.Line), env.fill(look.Selected), env.newRing()
	r.tall = func(width float32) float32 { return flow(width, nil) }
	r.lay = func(size fyne.Size) {
		objects := []fyne.CanvasObject{r.under, r.bar}
		flow(size.Width, &objects)
		place(r.under, 0, 0, size.Width, size.Height-1)
		place(r.bar, 0, 0, env.size(look.Bar), size.Height-1)
		place(r.line, 0, size.Height-1, size.Width, 1)
		r.ring.set(0, 0, size.Width, size.Height-1)
		r.objects = append(append(objects, r.line), r.ring.objects()...)
	}
	r.paint = func() {
		r.ring.show(r.focused)
		chosen := r.current != nil && r.current()
		r.bar.Hidden = !chosen
		r.under.Hidden = !chosen && !r.lit && !r.hovered
	}
	r.paint()
	r.steady = true
	r.start(self, env)
}

// rests is a row of a long column: built when it comes near the window, and let go of again.
type rests interface{ rest(on bool) }

// rest lets go of the row, but not while it has the focus.
func (r *linedRow) rest(on bool) {
	if !on || !r.focused {
		r.letGo(on)
	}
}
