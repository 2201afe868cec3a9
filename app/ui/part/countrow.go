package part

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// CountRow is one count that stands for itself: its name, the number at the right end, and under them
// its time, its units and what is said of it. A part stands in from the whole.
type CountRow struct {
	linedRow
	name, beside *lines
	figure       *inline
	in           float32
}

const (
	countIn  = 16 // a part stands so far in
	countAir = 4
	countGap = 12
)

// NewCountRows returns a row for each count.
func NewCountRows(env Env, counts []page.Counted) []*CountRow {
	group := &Group{}
	rows := make([]*CountRow, len(counts))
	for i, c := range counts {
		r := &CountRow{beside: env.muted(look.Caption, c.Beside)}
		r.name = env.text(look.Body, c.Label)
		r.figure = env.counted(c.Figure)
		if c.Part {
			r.in = round(countIn * env.Theme.TextScale())
		}
		switch {
		case c.Record != "":
			r.opens(c.Record)
		case c.Figure.Source != nil && c.Figure.Source.Record != "":
			r.opens(c.Figure.Source.Record)
		}
		r.group = group
		group.add(r)
		r.begin(r, env, r.flow)
		rows[i] = r
	}
	return rows
}

// counted is a number in bold, the words that stand in its place, or the mark of its absence.
func (e Env) counted(f page.Figure) *inline {
	if !f.Present() && f.Words != "" {
		return &inline{env: e, text: e.newLines(look.Body, span{text: f.Words, role: look.Body, tone: look.Ink})}
	}
	return e.figure(f, true)
}

func (r *CountRow) flow(width float32, objects *[]fyne.CanvasObject) float32 {
	env := r.env
	draw := func(more []fyne.CanvasObject) {
		if objects != nil {
			*objects = append(*objects, more...)
		}
	}
	y, left := float32(countAir), r.in
	room := width - left
	n := r.figure.natural()
	beside := n <= room/2 || r.name.natural()+countGap+n <= room
	if beside {
		name := room - n - countGap
		dy := env.base(look.Body) - env.base(r.figure.text.role)
		draw(r.name.objects(left, y, name))
		draw(r.figure.objects(width-n, y+dy, n+1))
		y += r.name.height(name)
	} else {
		draw(r.name.objects(left, y, room))
		y += r.name.height(room)
		draw(r.figure.objects(left, y, room))
		y += r.figure.height(room)
	}
	if r.beside.natural() > 0 {
		draw(r.beside.objects(left, y, room))
		y += r.beside.height(room)
	}
	least := float32(0)
	if env.Narrow {
		least = env.touch()
	}
	return max(y+countAir+1, least)
}
