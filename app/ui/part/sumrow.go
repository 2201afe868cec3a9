package part

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// SumRow is one row of a reconciliation: its name, the amount at the right of its column, and what is
// said of it. Where the row is too short for the three the note stands under the others.
type SumRow struct {
	linedRow
	name, amount, note *lines
	mark               *inline // in the amount's place where there is none
	columns            *sumColumns
}

// sumColumns keeps the rows' columns alike.
type sumColumns struct {
	name, amount, note float32
	need               float32 // a name and its amount
	dense              bool
}

const (
	sumHigh  = 30 // of a row with its line, at 100 %
	sumDense = 27 // and of more rows than sumMany
	sumMany  = 6
	sumGap   = 12 // between the amount and the note
	sumName  = 12 // least room between a name and the amount
)

// NewSumRows returns a row for each sum.
func NewSumRows(env Env, sums []page.SavingsSum) []*SumRow {
	group, columns := &Group{}, &sumColumns{dense: len(sums) > sumMany}
	rows := make([]*SumRow, len(sums))
	for i, s := range sums {
		rows[i] = newSumRow(env, s, columns)
		rows[i].group = group
		group.add(rows[i])
	}
	return rows
}

func newSumRow(env Env, s page.SavingsSum, columns *sumColumns) *SumRow {
	r := &SumRow{columns: columns}
	bold := s.Kind == page.SumDifference
	r.name = env.newLines(look.Body, span{text: s.Label, role: look.Body, bold: bold, tone: look.Ink})
	r.amount = env.newLines(look.Body, span{text: s.Figure.Text, role: look.Body, bold: bold, tone: look.Ink})
	if m := env.absence(s.Figure); m.Text != "" {
		r.mark, r.amount = env.newInline(m, look.Caption, look.Ink2), env.text(look.Body, "")
	}
	r.note = env.muted(look.Caption, s.Beside)
	columns.name = max(columns.name, r.name.natural())
	columns.amount = max(columns.amount, r.amount.natural())
	columns.need = max(columns.need, r.name.natural()+sumName+r.amount.natural())
	columns.note = max(columns.note, r.note.natural())
	switch {
	case s.Figure.Record != "":
		r.opens(s.Figure.Record)
	case s.Figure.Source != nil && s.Figure.Source.Record != "":
		r.opens(s.Figure.Source.Record)
	}
	r.begin(r, env, r.flow)
	return r
}

// split returns the right edge of the amounts; ok is false where the note has no room beside them.
func (r *SumRow) split(width float32) (right float32, ok bool) {
	want := round(width * 350 / 568)
	right = min(max(want, r.columns.need), max(want, round(width*0.72)))
	note := width - right - sumGap
	return right, note >= min(r.columns.note, 150*r.env.Theme.TextScale())
}

func (r *SumRow) flow(width float32, objects *[]fyne.CanvasObject) float32 {
	env := r.env
	draw := func(more []fyne.CanvasObject) {
		if objects != nil {
			*objects = append(*objects, more...)
		}
	}
	right, beside := r.split(width)
	if !beside {
		right = width
	}
	amount := r.amount.natural()
	name := right - amount - sumName
	if amount == 0 {
		name = right
	}
	high := r.name.height(name)
	note := width
	var under float32
	dy := env.base(look.Body) - env.base(look.Caption)
	if beside {
		note = width - right - sumGap
		high = max(high, dy+r.note.height(note))
		if r.mark != nil {
			high = max(high, dy+r.mark.height(note))
		}
	} else {
		if r.mark != nil {
			under += r.mark.height(note)
		}
		if r.note.natural() > 0 {
			under += r.note.height(note)
		}
	}
	least := round(sumHigh * env.Theme.TextScale())
	if r.columns.dense {
		least = round(sumDense * env.Theme.TextScale())
	}
	if env.Narrow {
		least = env.touch()
	}
	pad := max(round((least-1-high-under)/2), 2)
	draw(r.name.objects(0, pad, name))
	if amount > 0 {
		draw(r.amount.objects(right-amount, pad, amount+1))
	}
	x, y := float32(0), pad+high
	if beside {
		x, y = right+sumGap, pad+dy
	}
	if r.mark != nil {
		draw(r.mark.objects(x, y, note))
		y += r.mark.height(note)
	}
	if r.note.natural() > 0 && (r.mark == nil || !beside) {
		draw(r.note.objects(x, y, note))
	}
	return max(high+under+2*pad, least-1) + 1
}
