package part

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// MeasureList is measures with their amounts and effects, of which one is chosen. It shows so many
// rows around the chosen one, or all. Up, Down, Home and End choose among all of them.
type MeasureList struct {
	block
	rows   []*MeasureRow
	shown  int // how many are shown; 0 is all
	from   int // the first of them
	chosen int // −1 where none is
	choose func(row int)
}

// MeasureRow is one measure.
type MeasureRow struct {
	linedRow
	list    *MeasureList
	at      int
	present bool      // it has an amount
	name    [2]*lines // regular, bold
	amount  [2]*lines
	effect  *inline
}

const (
	measureLeft = 12 // text begins here, after the place of the bar
	measureGap  = 12 // between the columns
	measureAir  = 5
)

// NewMeasureList returns the list. chosen is the row that is chosen, or −1; choose is told when the
// reader chooses another, or presses a row; whoever is told shows it.
func NewMeasureList(env Env, measures []page.Saving, chosen, shown int, choose func(row int)) *MeasureList {
	l := &MeasureList{chosen: chosen, shown: shown, choose: choose}
	l.env = env
	for i, m := range measures {
		l.rows = append(l.rows, newMeasureRow(env, l, i, m))
	}
	l.tall = func(width float32) float32 {
		var high float32
		for _, r := range l.window() {
			high += r.HeightAt(width)
		}
		return high
	}
	l.lay = func(size fyne.Size) {
		l.objects = l.objects[:0:0]
		var y float32
		for _, r := range l.window() {
			high := r.HeightAt(size.Width)
			place(r, 0, y, size.Width, high)
			l.objects = append(l.objects, r)
			y += high
		}
	}
	l.follow()
	l.init(l, env)
	return l
}

// window is the rows that are shown.
func (l *MeasureList) window() []*MeasureRow {
	if l.shown == 0 || l.shown >= len(l.rows) {
		return l.rows
	}
	return l.rows[l.from : l.from+l.shown]
}

// Hidden counts the rows that are not shown: those with an amount, and those without.
func (l *MeasureList) Hidden() (with, without int) {
	shown := l.window()
	for i, r := range l.rows {
		switch {
		case i >= shown[0].at && i <= shown[len(shown)-1].at:
		case r.present:
			with++
		default:
			without++
		}
	}
	return with, without
}

// follow moves the window so that the chosen row is in it.
func (l *MeasureList) follow() {
	if l.shown == 0 || l.shown >= len(l.rows) {
		return
	}
	if l.chosen >= 0 {
		l.from = min(l.from, l.chosen)
		l.from = max(l.from, l.chosen-l.shown+1)
	}
	l.from = max(min(l.from, len(l.rows)-l.shown), 0)
}

// Row returns a row, to give it the focus; nil where it is not shown.
func (l *MeasureList) Row(i int) *MeasureRow {
	for _, r := range l.window() {
		if r.at == i {
			return r
		}
	}
	return nil
}

// pieces lets the page stop between the rows.
func (l *MeasureList) pieces(at fyne.Position) []piece {
	var out []piece
	for _, r := range l.window() {
		p := r.Position()
		out = append(out, piece{block: r, x: at.X + p.X, y: at.Y + p.Y, w: r.Size().Width, h: r.Size().Height})
	}
	return out
}

func newMeasureRow(env Env, l *MeasureList, at int, m page.Saving) *MeasureRow {
	r := &MeasureRow{list: l, at: at, present: m.Amount.Present()}
	amount := m.Amount.Text
	for i, bold := range []bool{false, true} {
		r.name[i] = env.newLines(look.Body, span{text: m.Title, role: look.Body, bold: bold, tone: look.Ink})
		r.amount[i] = env.newLines(look.Body, span{text: amount, role: look.Body, bold: true, tone: look.Ink})
		if !m.Amount.Present() {
			r.amount[i] = env.muted(look.Caption, env.L.Text("ui.savings.no_amount"))
		}
	}
	r.effect = env.measureEffect(m.Effect)
	r.do = func() { l.choose(at) }
	r.onKey = r.typed
	r.current = func() bool { return l.chosen == at }
	r.begin(r, env, r.flow)
	return r
}

// measureEffect is the effect of a measure, or its absence, or the words in its place.
func (e Env) measureEffect(f page.Figure) *inline {
	switch {
	case f.Present():
		return &inline{env: e, text: e.text(look.Body, f.Text)}
	case f.Words != "" && (f.Status == "not_applicable" || f.Status == "reported"):
		return e.newInline(page.Mark{Text: f.Words}, look.Caption, look.Ink2)
	}
	return e.newInline(e.absence(f), look.Caption, look.Ink2)
}

// typed moves the choice, where there is one; else the focus.
func (r *MeasureRow) typed(key fyne.KeyName) bool {
	to, ok := step(key, r.at, len(r.list.rows))
	if !ok {
		return false
	}
	if to == r.at {
		return true
	}
	if r.list.chosen >= 0 {
		r.list.choose(to)
	} else {
		focus(r.list.rows[to])
	}
	return true
}

// WithColumn puts a muted head over the list's column of effects, in the head of its section.
func (l *MeasureList) WithColumn(head string) SectionRight {
	return func(env Env) []aside {
		c := newCaption(env, head)
		return []aside{&columnHead{caption: c, list: l}}
	}
}

// columnHead is as wide as the column that it stands over.
type columnHead struct {
	*caption
	list *MeasureList
}

func (c *columnHead) natural() fyne.Size {
	return fyne.NewSize(max(c.list.effectWidth(), c.caption.natural().Width), c.caption.natural().Height)
}

// effectWidth is the width of the column of effects.
func (l *MeasureList) effectWidth() float32 {
	need := round(100 * l.env.Theme.TextScale())
	for _, r := range l.rows {
		need = max(need, r.effect.natural())
	}
	return min(need, round(160*l.env.Theme.TextScale()))
}

// effectColumn returns where the column of effects begins.
func (l *MeasureList) effectColumn(width float32) float32 {
	return width - l.effectWidth()
}

func (r *MeasureRow) flow(width float32, objects *[]fyne.CanvasObject) float32 {
	env := r.env
	draw := func(more []fyne.CanvasObject) {
		if objects != nil {
			*objects = append(*objects, more...)
		}
	}
	i := 0
	if r.current() {
		i = 1
	}
	name, amount := r.name[i], r.amount[i]
	effect := r.list.effectColumn(width)
	right := effect - measureGap
	sum := amount.natural()
	room := right - sum - measureGap - measureLeft
	base := func(l *lines) float32 { return env.base(look.Body) - env.base(l.role) }
	least := env.touch() - 1
	if room < 150*env.Theme.TextScale() && room < name.natural() {
		// Too short for one line: the name, and amount and effect under it.
		y := float32(measureAir)
		draw(name.objects(measureLeft, y, width-2*measureLeft))
		y += name.height(width - 2*measureLeft)
		draw(amount.objects(measureLeft, y+base(amount), sum+1))
		x := measureLeft + sum + 2*measureGap
		if x+r.effect.natural() > width {
			x, y = measureLeft, y+env.line(look.Body)
		}
		draw(r.effect.objects(x, y+base(r.effect.text), width-x))
		y += max(env.line(look.Body), r.effect.height(width-x))
		return max(y+measureAir, least) + 1
	}
	high := max(name.height(room), r.effect.height(width-effect))
	pad := float32(measureAir)
	if high+2*pad < least {
		pad = round((least - high) / 2)
	}
	draw(name.objects(measureLeft, pad, room))
	draw(amount.objects(right-sum, pad+base(amount), sum+1))
	draw(r.effect.objects(effect, pad+base(r.effect.text), width-effect))
	return high + 2*pad + 1
}
