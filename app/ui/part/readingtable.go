package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// ReadingTable is a table of a text. Where its columns do not fit beside each other every row has its
// cells under each other, each with its head.
type ReadingTable struct {
	block
	heads []*lines
	rows  [][]*lines
	needs []float32 // of each column, on one line
	least []float32 // of each column, for its widest word
	stays []spanOf  // what is not cut when the page is scrolled: rows, or the lines of high ones
}

const (
	tableAir  = 6 // over and under a cell
	wholeRows = 4 // lines of a row that is never cut
)

// NewReadingTable returns a table whose first row holds the heads.
func NewReadingTable(env Env, rows [][]page.TextCell) *ReadingTable {
	t := &ReadingTable{}
	cellOf := func(c page.TextCell, head bool) *lines {
		var spans []span
		role := look.Body
		if head {
			role = look.Caption
		}
		for _, run := range c.Runs {
			s := passages(role, []page.Passage{run.Passage})[0]
			switch {
			case head:
				s.tone = look.Ink2
			case run.Address != "" || run.Opens != "":
				s.tone = look.Blue
			}
			spans = append(spans, s)
		}
		l := env.newLines(role, spans...)
		l.atRight = c.Right
		return l
	}
	for i, row := range rows {
		cells := make([]*lines, len(row))
		for j, c := range row {
			cells[j] = cellOf(c, i == 0)
			for len(t.needs) <= j {
				t.needs, t.least = append(t.needs, 0), append(t.least, 0)
			}
			t.needs[j] = max(t.needs[j], cells[j].natural())
			for _, word := range words(cells[j].atoms()) {
				var w float32
				for _, a := range word {
					w += a.w
				}
				t.least[j] = max(t.least[j], ceil(w))
			}
		}
		if i == 0 {
			t.heads = cells
		} else {
			t.rows = append(t.rows, cells)
		}
	}
	t.tall = func(width float32) float32 { return t.flow(env, width, nil) }
	t.lay = func(size fyne.Size) {
		var objects []fyne.CanvasObject
		t.flow(env, size.Width, &objects)
		t.objects = objects
	}
	t.steady = true
	t.init(t, env)
	return t
}

// widths shares the width; ok is false where some word would not fit its column.
func (t *ReadingTable) widths(width float32) (widths []float32, ok bool) {
	left := width - dataGap*float32(max(len(t.needs)-1, 0))
	var need, least float32
	for i := range t.needs {
		need, least = need+t.needs[i], least+t.least[i]
	}
	widths = make([]float32, len(t.needs))
	if least > left {
		return widths, false
	}
	for i := range widths {
		widths[i] = t.needs[i]
		if need > left { // what is over the widest words is shared by what the columns lack
			widths[i] = t.least[i] + float32(int((left-least)*(t.needs[i]-t.least[i])/(need-least)))
		}
	}
	return widths, true
}

func (t *ReadingTable) flow(env Env, width float32, objects *[]fyne.CanvasObject) float32 {
	draw := func(l *lines, x, y, w float32) {
		if objects != nil {
			*objects = append(*objects, l.objects(x, y, w)...)
		}
	}
	var y float32
	var stays []spanOf
	// row notes a row that began at from, whose lines stand where given.
	row := func(from float32, rowLines []spanOf) {
		if len(rowLines) <= wholeRows {
			rowLines = []spanOf{{from, y - from}}
		}
		stays = append(stays, rowLines...)
	}
	each := func(l *lines, top, width float32) (out []spanOf) {
		for i := range l.count(width) {
			out = append(out, spanOf{top + float32(i)*env.line(l.role), env.line(l.role)})
		}
		return out
	}
	under := func() {
		if objects != nil {
			line := canvas.NewRectangle(env.Theme.Tone(look.Line))
			place(line, 0, y, width, 1)
			*objects = append(*objects, line)
		}
		y++
	}
	widths, ok := t.widths(width)
	across := func(cells []*lines) {
		var x, high float32
		var longest []spanOf
		for i, l := range cells {
			draw(l, x, y+tableAir, max(widths[i], 1))
			high = max(high, l.height(max(widths[i], 1)))
			if of := each(l, y+tableAir, max(widths[i], 1)); len(of) > len(longest) {
				longest = of
			}
			x += widths[i] + dataGap
		}
		from := y
		y += high + 2*tableAir
		under()
		row(from, longest)
	}
	if ok {
		across(t.heads)
		for _, cells := range t.rows {
			across(cells)
		}
	} else {
		for _, cells := range t.rows {
			from := y
			var of []spanOf
			y += tableAir
			for i, l := range cells {
				if l.natural() == 0 {
					continue
				}
				l, head := *l, (*lines)(nil)
				l.atRight = false
				if i < len(t.heads) && t.heads[i].natural() > 0 {
					one := *t.heads[i]
					one.atRight = false
					head = &one
					draw(head, 0, y, width)
					of = append(of, each(head, y, width)...)
					y += head.height(width)
				}
				draw(&l, 0, y, width)
				of = append(of, each(&l, y, width)...)
				y += l.height(width)
			}
			y += tableAir
			under()
			row(from, of)
		}
	}
	if objects != nil {
		t.stays = stays
	}
	return y
}

// pieces lets the page stop between the rows, and between the lines of high ones.
func (t *ReadingTable) pieces(at fyne.Position) []piece {
	var out []piece
	for _, s := range t.stays {
		out = append(out, piece{block: t, x: at.X, y: at.Y + s.top, w: t.Size().Width, h: s.height})
	}
	return out
}
