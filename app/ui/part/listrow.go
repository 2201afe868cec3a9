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
	space  func(i int) // what Space does on a row; nil is as Enter
}

// OnSpace lets Space do something of its own on a row.
func (l *List) OnSpace(do func(i int)) { l.space = do }

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

// listRow is what the rows of a List are built on.
type listRow struct {
	linedRow
	list *List
	at   int
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
	r.list, r.at, r.current = list, len(list.rows), r.Chosen
	list.rows = append(list.rows, r)
	r.do = func() {
		if list.open != nil {
			list.open(r.at)
		}
	}
	r.onKey = r.typed
	r.linedRow.begin(self, list.env, flow)
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
	if key == fyne.KeySpace && r.list.space != nil {
		r.list.space(r.at)
		return true
	}
	to, ok := step(key, r.at, len(r.list.rows))
	if !ok {
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
