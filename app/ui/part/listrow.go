package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/ui/look"
)

// List is the rows beside a detail. One of them is chosen: the arrow keys choose the next one, and
// Tab comes to the chosen one only, so that the detail is one step away. In the narrow layout, where
// the detail is a page of its own, none is chosen and every row has its place among the Tab stops.
type List struct {
	env    Env
	rows   []*listRow
	chosen int // −1 is none
	choose func(i int)
	open   func(i int)
}

// NewList returns a list without rows. choose is told which row was chosen, open which shall be
// opened; where choose is nil a press opens.
func NewList(env Env, choose, open func(i int)) *List {
	return &List{env: env, chosen: -1, choose: choose, open: open}
}

// Choose chooses a row, as a press does.
func (l *List) Choose(i int) {
	if i < 0 || i >= len(l.rows) || i == l.chosen || l.choose == nil {
		return
	}
	l.Mark(i)
	l.choose(i)
}

// take is Choose with the focus. The page has scrolled to the row before the detail is made, which
// stands where the page does.
func (l *List) take(i int) {
	fresh := i != l.chosen
	l.Mark(i)
	focus(l.rows[i].self)
	if fresh {
		l.choose(i)
	}
}

// Mark shows a row as chosen and tells no one.
func (l *List) Mark(i int) {
	if l.choose == nil {
		return
	}
	was := l.chosen
	l.chosen = i
	for _, at := range []int{was, i} {
		if at >= 0 && at < len(l.rows) {
			l.rows[at].forget()
			l.rows[at].paint()
			l.rows[at].settle()
			canvas.Refresh(l.rows[at].self.(fyne.CanvasObject))
		}
	}
}

// Chosen returns which row is chosen, −1 where none is.
func (l *List) Chosen() int { return l.chosen }

// listRow is what the rows of a List are built on: the chosen one has the selected fill and the bar
// of the place where the reader is.
type listRow struct {
	press
	list             *List
	at               int
	bar, line, under *canvas.Rectangle
	ring             *ring
	flow             func(width float32, objects *[]fyne.CanvasObject) float32
}

const (
	listLeft  = 13 // text begins here, after the bar
	listRight = 8
)

// begin makes the row the last one of its list. flow lays the words out and returns the row's height,
// its line included.
func (r *listRow) begin(self interface {
	fyne.Widget
	fyne.Focusable
}, list *List, flow func(width float32, objects *[]fyne.CanvasObject) float32) {
	env := list.env
	r.list, r.at, r.flow = list, len(list.rows), flow
	r.bar, r.line, r.under, r.ring = env.fill(look.Thread), env.fill(look.Line), env.fill(look.Selected), env.newRing()
	list.rows = append(list.rows, r)
	r.tall = func(width float32) float32 { return r.flow(width, nil) }
	r.lay = func(size fyne.Size) {
		objects := []fyne.CanvasObject{r.under}
		r.flow(size.Width, &objects)
		place(r.under, 0, 0, size.Width, size.Height-1)
		place(r.bar, 0, 0, env.size(look.Bar), size.Height-1)
		place(r.line, 0, size.Height-1, size.Width, 1)
		r.ring.set(0, 0, size.Width, size.Height-1)
		r.objects = append(append(objects, r.bar, r.line), r.ring.objects()...)
	}
	r.do = func() {
		if list.open != nil {
			list.open(r.at)
		}
	}
	r.onKey = r.typed
	r.paint = func() {
		r.ring.show(r.focused)
		r.bar.Hidden = !r.Chosen()
		r.under.Hidden = !r.Chosen() && !r.hovered
	}
	r.steady = true
	r.start(self, env)
	r.paint()
}

// Chosen reports whether the row is the chosen one.
func (r *listRow) Chosen() bool { return r.list.chosen == r.at }

// Tapped is called by Fyne: a press chooses the row, and the keys go on from there.
func (r *listRow) Tapped(*fyne.PointEvent) {
	if r.list.choose == nil {
		r.activate()
		return
	}
	r.list.take(r.at)
}

// typed moves to another row, which is chosen.
func (r *listRow) typed(key fyne.KeyName) bool {
	to := r.at
	switch key {
	case fyne.KeyDown:
		to++
	case fyne.KeyUp:
		to--
	case fyne.KeyHome:
		to = 0
	case fyne.KeyEnd:
		to = len(r.list.rows) - 1
	default:
		return false
	}
	if to < 0 || to >= len(r.list.rows) {
		return false
	}
	if r.list.choose == nil {
		focus(r.list.rows[to].self)
	} else {
		r.list.take(to)
	}
	return true
}

// Disabled keeps Tab away from the rows that are not chosen. They can be pressed all the same.
func (r *listRow) Disabled() bool { return r.list.choose != nil && !r.Chosen() }

// Enable and Disable complete what Fyne asks of what can be disabled.
func (r *listRow) Enable() {}

// Disable does nothing.
func (r *listRow) Disable() {}

// title draws a row's name from the top, bold where the row is chosen, with a muted text at the right
// end of its line, or under it where both have no room. It returns the height of both. The lines
// break alike whether the row is chosen or not, so that nothing moves.
func (r *listRow) title(name, right string, left, top, width float32, objects *[]fyne.CanvasObject) float32 {
	env := r.env
	const gap = 12
	bold := env.newLines(look.Body, span{text: name, role: look.Body, bold: true, tone: look.Ink})
	aside := env.muted(look.Caption, right)
	room, wants := width-left-listRight, aside.natural()
	if right == "" {
		wants = -gap
	}
	beside := room - wants - gap
	draw := func(l *lines, x, y, w float32) {
		if objects == nil {
			return
		}
		if l == bold && !r.Chosen() {
			l = env.text(look.Body, bold.brokenAt(w))
		}
		*objects = append(*objects, l.objects(x, y, w)...)
	}
	if n := bold.natural(); n > beside && (n <= room || beside < room*0.55) {
		draw(bold, left, top, room)
		high := bold.height(room)
		draw(aside, left, top+high, room)
		return high + aside.height(room)
	}
	draw(bold, left, top, beside)
	if right != "" {
		draw(aside, width-listRight-wants, top+env.base(look.Body)-env.base(look.Caption), wants)
	}
	return bold.height(beside)
}
