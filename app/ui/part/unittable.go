package part

import (
	"strings"

	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// UnitTable is what units reported of a year beside the year before. The first indicator has its change
// too; a second one has its two years. Where that does not fit a row has its numbers under its name.
type UnitTable struct {
	Head *UnitHead
	Rows []*UnitReportRow

	env     Env
	data    page.UnitTable
	group   Group
	columns []unitColumn
	longest float32 // the widest name
	word    float32 // and the widest word of one: a name may break between words
}

// unitColumn is a column of numbers.
type unitColumn struct {
	of     int // the indicator
	what   byte
	head   *lines
	pitch  float32 // from the column to its left, at a width of 438
	needed float32
}

// The columns of a table 438 wide, and the height of its rows.
const (
	unitWide   = 438
	unitThen   = 54
	unitNow    = 54
	unitChange = 66
	unitOther  = 62 // the first year of a second indicator
	unitHigh   = 29
	reportGap  = 8
	unitAir    = 4
)

// NewUnitTable returns head and rows.
func NewUnitTable(env Env, data page.UnitTable) *UnitTable {
	t := &UnitTable{env: env, data: data}
	for i, c := range data.Columns {
		add := func(what byte, head string, pitch float32) {
			l := env.muted(look.Caption, head)
			t.columns = append(t.columns, unitColumn{of: i, what: what, head: l, pitch: pitch, needed: l.natural()})
		}
		first := float32(unitThen)
		if i > 0 {
			first = unitOther
		}
		if c.Then != "" {
			add('t', c.Then, first)
			add('n', c.Now, unitNow)
			if i == 0 {
				add('c', env.L.Text("ui.quality.change"), unitChange)
			}
			continue
		}
		add('n', c.Now, first)
		if last := &t.columns[len(t.columns)-1]; len(data.Columns) > 1 { // its only column holds its name
			last.needed = max(last.needed, env.muted(look.Caption, c.Title).natural())
		}
	}
	for _, row := range data.Rows {
		t.longest = max(t.longest, env.measure(span{text: row.Unit, role: look.Body, bold: row.Total}))
		for _, word := range splitWords(row.Unit) {
			t.word = max(t.word, env.measure(span{text: word, role: look.Body, bold: row.Total}))
		}
		for i := range t.columns {
			c := &t.columns[i]
			if f := c.figure(row); f.Present() {
				c.needed = max(c.needed, env.measure(t.number(*c, row)))
			}
		}
	}
	for i := range data.Rows {
		t.Rows = append(t.Rows, newUnitReportRow(env, t, data.Rows[i]))
	}
	t.Head = newUnitHead(env, t)
	return t
}

// figure is what a column holds of a row.
func (c unitColumn) figure(row page.UnitRow) page.Figure {
	if c.of >= len(row.Cells) {
		return page.Figure{}
	}
	switch cell := row.Cells[c.of]; c.what {
	case 't':
		return cell.Then
	case 'n':
		return cell.Now
	default:
		return cell.Change
	}
}

// number is how a column writes its figure.
func (t *UnitTable) number(c unitColumn, row page.UnitRow) span {
	s := span{text: numberText(c.figure(row)), role: look.Body, bold: row.Total, tone: look.Ink}
	switch c.what {
	case 't':
		s.tone = look.Ink2
	case 'c':
		s.role, s.tone = look.Caption, look.Ink2
	}
	return s
}

// rights are the right edges of the columns, and left is where the first begins; ok is false where a
// name has too little room.
func (t *UnitTable) rights(width float32) (rights []float32, left float32, ok bool) {
	rights = make([]float32, len(t.columns))
	shrunk := min(width/unitWide, t.env.Theme.TextScale())
	left = width
	for i := len(t.columns) - 1; i >= 0; i-- {
		rights[i] = left
		left -= max(round(t.columns[i].pitch*shrunk), ceil(t.columns[i].needed)+reportGap)
	}
	left += reportGap
	return rights, left, left-reportGap >= max(t.word, t.longest/2)
}

// UnitHead names the columns; of two indicators each stands over its own.
type UnitHead struct{ block }

func newUnitHead(env Env, t *UnitTable) *UnitHead {
	h := &UnitHead{}
	rule := env.fill(look.Line2)
	unit := env.muted(look.Caption, env.L.Text("ui.quality.unit"))
	var names []*lines
	for _, c := range t.data.Columns {
		names = append(names, env.muted(look.Caption, c.Title))
	}
	several := len(names) > 1
	h.tall = func(width float32) float32 {
		high := env.line(look.Caption) + 3
		if _, _, ok := t.rights(width); ok && several {
			high += env.line(look.Caption)
		}
		return high
	}
	h.lay = func(size fyne.Size) {
		place(rule, 0, size.Height-1, size.Width, 1)
		h.objects = []fyne.CanvasObject{rule}
		rights, _, ok := t.rights(size.Width)
		y := size.Height - 3 - env.line(look.Caption)
		h.objects = append(h.objects, unit.objects(0, y, unit.natural()+1)...)
		if !ok {
			return
		}
		end := map[int]float32{}
		for i, c := range t.columns {
			w := c.head.natural()
			h.objects = append(h.objects, c.head.objects(rights[i]-w, y, w+1)...)
			end[c.of] = rights[i]
		}
		for i, n := range names {
			if several {
				w := n.natural()
				h.objects = append(h.objects, n.objects(end[i]-w, y-env.line(look.Caption), w+1)...)
			}
		}
	}
	h.steady = true
	h.init(h, env)
	return h
}

// UnitReportRow is one unit, or the sum. It opens the record of its first number.
type UnitReportRow struct {
	linedRow
	table *UnitTable
	row   page.UnitRow
	name  *lines
}

func newUnitReportRow(env Env, t *UnitTable, row page.UnitRow) *UnitReportRow {
	r := &UnitReportRow{table: t, row: row}
	r.name = env.newLines(look.Body, span{text: row.Unit, role: look.Body, bold: row.Total, tone: look.Ink})
	r.lit = row.Lit
	var refs []string
	for _, c := range row.Cells {
		refs = append(refs, c.Now.Record, c.Then.Record)
	}
	for _, ref := range append(refs, row.Record) {
		if ref != "" {
			r.opens(ref)
			break
		}
	}
	r.group = &t.group
	t.group.add(r)
	r.begin(r, env, r.flow)
	return r
}

func (r *UnitReportRow) flow(width float32, objects *[]fyne.CanvasObject) float32 {
	env, t := r.env, r.table
	draw := func(more ...fyne.CanvasObject) {
		if objects != nil {
			*objects = append(*objects, more...)
		}
	}
	rights, first, ok := t.rights(width)
	if !ok {
		return r.folded(width, draw)
	}
	high := round(unitHigh*env.Theme.TextScale()) - 1
	if env.Narrow {
		high = env.touch()
	}
	room := first - reportGap
	high = max(high, r.name.height(room)+unitAir)
	var cells []func(high float32)
	for i := 0; i < len(t.columns); i++ {
		f := t.columns[i].figure(r.row)
		if f.Present() {
			text, right := t.number(t.columns[i], r.row), rights[i]
			cells = append(cells, func(high float32) {
				letters := env.letters(text)
				toRight(letters, right, round((high-env.line(look.Body))/2)+env.base(look.Body))
				draw(letters)
			})
			continue
		}
		if f.Status == "" { // a change that cannot be worked out
			continue
		}
		// The mark has the room of the change after it too, which cannot be there.
		left, right := first, rights[i]
		if i > 0 {
			left = rights[i-1] + reportGap
		}
		if i+1 < len(t.columns) && t.columns[i+1].what == 'c' {
			right = rights[i+1]
		}
		mark := env.newInline(env.absence(f), look.Caption, look.Ink2)
		if mark.natural() > right-left {
			mark.kind = "" // too narrow for shape and word
			mark.text.atRight = true
		}
		w := min(ceil(mark.natural()), right-left)
		high = max(high, mark.height(w)+unitAir)
		cells = append(cells, func(high float32) {
			top := round((high-env.line(look.Body))/2) + env.base(look.Body) - env.base(look.Caption)
			if n := mark.height(w); n > env.line(look.Caption) {
				top = round((high - n) / 2)
			}
			draw(mark.objects(right-w, top, w)...)
		})
	}
	top := round((high - r.name.height(room)) / 2)
	draw(r.name.objects(0, top, room)...)
	for _, cell := range cells {
		cell(high)
	}
	return high + 1
}

// folded is the row where its columns do not fit: the name, and a line for each indicator.
func (r *UnitReportRow) folded(width float32, draw func(...fyne.CanvasObject)) float32 {
	env, t := r.env, r.table
	y := float32(unitAir)
	draw(r.name.objects(0, y, width)...)
	y += r.name.height(width)
	for of, c := range t.data.Columns {
		var parts []string
		for _, col := range t.columns {
			f := col.figure(r.row)
			if col.of != of || f.Text == "" {
				continue
			}
			head := map[byte]string{'t': c.Then, 'n': c.Now, 'c': env.L.Text("ui.quality.change")}[col.what]
			parts = append(parts, head+": "+f.Text)
		}
		line := env.muted(look.Caption, c.Title+" "+strings.Join(parts, ", "))
		draw(line.objects(0, y, width)...)
		y += line.height(width)
	}
	return max(y+unitAir, env.touch()) + 1
}
