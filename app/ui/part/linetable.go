package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// LineTable is the conventional table of a follow-up: a name and six columns of figures. It is a
// head and rows that stand in a column of their own, so that a page can scroll by rows.
//
// A run of cells that hold nothing, for the same reason, has one mark with hairlines on both sides.
// In the narrow layout a row keeps its name and its last column, the variance, and opens to show
// the rest.
type LineTable struct {
	Head *TableHead
	Rows []*TableRow

	env     Env
	data    page.LineTable
	columns int
	dense   bool
	least   float32 // the least width of a column of figures
	longest float32 // the widest name
	group   Group
}

const (
	tableColumn  = 85 // a column of figures at 100 %, of a table 680 wide
	tableWidth   = 680
	columnGap    = 12 // between a figure and the column to its left
	denseFrom    = 5  // a table with so many rows stands closer
	hairGap      = 9  // between a gap's mark and its hairlines
	tableFold    = 5  // rows further in stand so much to the right
	openRowInset = 16
)

// NewLineTable returns the table's head and rows. reflow is called when a row opens or closes.
func NewLineTable(env Env, t page.LineTable, reflow func()) *LineTable {
	lt := &LineTable{env: env, data: t, columns: len(t.Columns), dense: len(t.Rows) >= denseFrom}
	for _, c := range t.Columns {
		for _, part := range twoLines(c) {
			lt.least = max(lt.least, env.measure(span{text: part, role: look.Caption}))
		}
	}
	for _, r := range t.Rows {
		lt.longest = max(lt.longest, env.measure(span{text: r.Title, role: look.Body, bold: r.Total})+indent(r))
		for _, f := range r.Cells {
			if f.Present() {
				lt.least = max(lt.least, env.measure(span{text: numberText(f), role: look.Body, bold: true}))
			}
		}
	}
	lt.least = ceil(lt.least) + columnGap
	lt.Head = newTableHead(env, lt)
	for i := range t.Rows {
		row := newTableRow(env, lt, t.Rows[i], reflow)
		row.group = &lt.group
		lt.group.add(row)
		lt.Rows = append(lt.Rows, row)
	}
	return lt
}

func indent(r page.LineRow) float32 { return float32(r.Depth) * tableFold * 3 }

// twoLines breaks a column's head at its last space: Budget, helår; Utfall ack, föreg år.
func twoLines(head string) []string {
	words := splitWords(head)
	if len(words) < 2 {
		return []string{head}
	}
	// The break that leaves the shortest longest line.
	best, at := 1<<30, 1
	for i := 1; i < len(words); i++ {
		if n := max(runes(words[:i]), runes(words[i:])); n < best || n == best {
			best, at = n, i
		}
	}
	return []string{joinWords(words[:at]), joinWords(words[at:])}
}

// folded reports whether only the name and the last column fit, or shall be shown.
func (t *LineTable) folded(width float32) bool {
	return t.env.Narrow || t.columns == 0 || width-float32(t.columns)*t.least < min(t.longest, 110*t.env.Theme.TextScale())
}

// pitch returns the width of a column of figures.
func (t *LineTable) pitch(width float32) float32 {
	want := round(width * tableColumn / tableWidth)
	if room := (width - t.longest - columnGap) / float32(t.columns); want > room {
		want = room // names come first, as long as the figures have theirs
	}
	return max(round(want), t.least)
}

// right returns the right edge of the i-th column.
func (t *LineTable) right(i int, width float32) float32 {
	return width - float32(t.columns-1-i)*t.pitch(width)
}

func (t *LineTable) name(width float32) float32 {
	if t.folded(width) {
		return width - t.lastWidth() - columnGap
	}
	return width - float32(t.columns)*t.pitch(width)
}

// lastWidth is the room of the last column in a folded table.
func (t *LineTable) lastWidth() float32 {
	w := t.least
	for _, r := range t.data.Rows {
		if n := len(r.Cells); n > 0 && !r.Cells[n-1].Present() {
			w = max(w, t.env.newInline(t.env.absence(r.Cells[n-1]), look.Caption, look.Ink2).natural())
		}
	}
	return w
}

// TableHead is the heads of the columns, in two lines at the right, over a line.
type TableHead struct {
	block
	table *LineTable
	line  *canvas.Rectangle
}

func newTableHead(env Env, t *LineTable) *TableHead {
	h := &TableHead{table: t, line: env.fill(look.Line2)}
	h.tall = func(width float32) float32 {
		if t.folded(width) {
			return env.line(look.Caption) + 2
		}
		return 2*env.line(look.Caption) + 2
	}
	h.lay = func(size fyne.Size) {
		h.objects = []fyne.CanvasObject{h.line}
		place(h.line, 0, size.Height-1, size.Width, 1)
		last := size.Height - 2 - env.line(look.Caption) + env.base(look.Caption)
		unit := env.letters(span{text: t.data.Unit, role: look.Caption, tone: look.Ink2})
		onLine(unit, 0, last)
		h.objects = append(h.objects, unit)
		for i, c := range t.data.Columns {
			if t.folded(size.Width) && i < t.columns-1 {
				continue
			}
			parts := twoLines(c)
			if t.folded(size.Width) {
				parts = []string{c}
			}
			for k, part := range parts {
				text := env.letters(span{text: part, role: look.Caption, tone: look.Ink2})
				toRight(text, t.right(i, size.Width), last-float32(len(parts)-1-k)*env.line(look.Caption))
				h.objects = append(h.objects, text)
			}
		}
	}
	h.init(h, env)
	return h
}

// TableRow is one budget line.
type TableRow struct {
	press
	table  *LineTable
	row    page.LineRow
	open   bool
	reflow func()
	ground *canvas.Rectangle
	ring   *ring
}

func newTableRow(env Env, t *LineTable, row page.LineRow, reflow func()) *TableRow {
	r := &TableRow{table: t, row: row, reflow: reflow, ground: env.fill(look.Selected), ring: env.newRing()}
	r.do = r.pressed
	r.tall = func(width float32) float32 { return r.flow(width, nil) }
	r.lay = func(size fyne.Size) {
		objects := []fyne.CanvasObject{r.ground}
		r.flow(size.Width, &objects)
		place(r.ground, 0, 0, size.Width, size.Height-1)
		r.ring.set(0, 0, size.Width, size.Height-1)
		r.objects = append(objects, r.ring.objects()...)
	}
	r.paint = func() {
		r.ring.show(r.focused)
		r.ground.Hidden = !r.hovered
	}
	r.paint()
	r.onKey = func(key fyne.KeyName) bool {
		if !t.folded(r.Size().Width) || (key == fyne.KeyRight) == r.open || key != fyne.KeyRight && key != fyne.KeyLeft {
			return false
		}
		r.toggle()
		return true
	}
	r.steady = true
	r.start(r, env)
	return r
}

// pressed opens a folded row, or the record behind a row whose figures are all shown.
func (r *TableRow) pressed() {
	if r.table.folded(r.Size().Width) {
		r.toggle()
		return
	}
	r.env.open(r.Record())
}

// Record returns the record of the row's last figure that has one.
func (r *TableRow) Record() string {
	for i := len(r.row.Cells) - 1; i >= 0; i-- {
		if ref := r.row.Cells[i].Record; ref != "" {
			return ref
		}
	}
	return ""
}

func (r *TableRow) toggle() {
	r.open = !r.open
	r.forget()
	if r.reflow != nil {
		r.reflow()
	}
	r.Refresh()
}

func (r *TableRow) flow(width float32, objects *[]fyne.CanvasObject) float32 {
	env, t := r.env, r.table
	draw := func(more ...fyne.CanvasObject) {
		if objects != nil {
			*objects = append(*objects, more...)
		}
	}
	size := look.OpenLine
	if t.dense {
		size = look.DenseLine
	}
	high := env.size(size) - 1
	if env.Narrow {
		high = env.size(look.TouchLine) - 1
	}
	var top float32
	if r.row.Total && t.dense {
		rule := env.fill(look.Line2)
		place(rule, 0, 0, width, 1)
		draw(rule)
		top = 1
	}
	folded := t.folded(width)
	in := indent(r.row)
	nameLeft := in
	if folded {
		nameLeft += env.size(look.MarkIcon) + markGap
	}
	name := env.newLines(look.Body, span{text: r.row.Title, role: look.Body, bold: r.row.Total, tone: look.Ink})
	nameRoom := t.name(width) - nameLeft
	nameHigh := name.height(nameRoom)
	high = max(high, nameHigh+4)
	baseline := top + round((high-nameHigh)/2) + env.base(look.Body)
	draw(name.objects(nameLeft, baseline-env.base(look.Body), nameRoom)...)

	if folded {
		chevron := "chevron-right"
		if r.open {
			chevron = "chevron-down"
		}
		side := env.size(look.MarkIcon)
		icon := NewIcon(env, chevron, look.Ink2, look.MarkIcon)
		place(icon, in, baseline-round(side*13/16), side, side)
		draw(icon)
		if n := len(r.row.Cells); n > 0 {
			r.cell(n-1, width, baseline, draw)
		}
		if r.open {
			high += r.opened(top+high, width, draw)
		}
	} else {
		high = max(high, r.cells(width, top, high, baseline, draw))
	}
	line := env.fill(look.Line)
	place(line, 0, top+high, width, 1)
	draw(line)
	return top + high + 1
}

// cells draws all columns: figures, and a mark for each run of cells that hold nothing.
func (r *TableRow) cells(width, top, high, baseline float32, draw func(...fyne.CanvasObject)) float32 {
	env, t := r.env, r.table
	for i := 0; i < len(r.row.Cells) && i < t.columns; {
		if r.row.Cells[i].Present() {
			r.cell(i, width, baseline, draw)
			i++
			continue
		}
		first := i
		for i < len(r.row.Cells) && i < t.columns && !r.row.Cells[i].Present() &&
			r.row.Cells[i].Status == r.row.Cells[first].Status {
			i++
		}
		left, right := t.right(first, width)-t.pitch(width)+hairGap-1, t.right(i-1, width)
		mark := env.newInline(env.absence(r.row.Cells[first]), look.Caption, look.Ink2)
		w := mark.natural()
		if w <= right-left {
			x := round((left + right - w) / 2)
			if i-first == 1 {
				x = right - w // alone it stands as a figure does
			}
			draw(mark.objects(x, baseline-1-env.base(look.Caption), w)...)
			middle := top + round(high/2)
			for _, hair := range [][2]float32{{left, x - hairGap}, {x + w + hairGap, right}} {
				if i-first > 1 && hair[1]-hair[0] >= 8 {
					line := env.fill(look.Line)
					place(line, hair[0], middle-1, hair[1]-hair[0], 1)
					draw(line)
				}
			}
			continue
		}
		// A column too narrow for shape and word has the word alone, on as many lines as it takes.
		mark.kind = ""
		mark.text.atRight = true
		need := mark.height(right-left) + 4
		high = max(high, need)
		draw(mark.objects(left, top+round((high-mark.height(right-left))/2), right-left)...)
	}
	return high
}

// cell draws one figure, or the mark of its absence, at its column's right edge.
func (r *TableRow) cell(i int, width, baseline float32, draw func(...fyne.CanvasObject)) {
	env, t := r.env, r.table
	f := r.row.Cells[i]
	if !f.Present() {
		mark := env.newInline(env.absence(f), look.Caption, look.Ink2)
		w := mark.natural()
		draw(mark.objects(t.right(i, width)-w, baseline-1-env.base(look.Caption), w)...)
		return
	}
	text := env.letters(r.digits(i))
	toRight(text, t.right(i, width), baseline)
	draw(text)
}

// digits returns a cell's figure: the variance bold and coloured by its sign, a total bold.
func (r *TableRow) digits(i int) span {
	f := r.row.Cells[i]
	s := span{text: numberText(f), role: look.Body, bold: r.row.Total, tone: look.Ink}
	if i == r.table.columns-1 {
		s.bold, s.tone = true, signTone(f)
	}
	return s
}

// opened draws the columns that a folded row leaves out, under each other.
func (r *TableRow) opened(y, width float32, draw func(...fyne.CanvasObject)) float32 {
	env, t := r.env, r.table
	left := indent(r.row) + env.size(look.MarkIcon) + markGap
	var high float32
	for i := 0; i < len(r.row.Cells)-1 && i < t.columns-1; i++ {
		label := env.muted(look.Caption, t.data.Columns[i])
		var value *inline
		if m := env.absence(r.row.Cells[i]); m.Text != "" {
			value = env.newInline(m, look.Caption, look.Ink2)
		} else {
			value = &inline{env: env, text: env.newLines(look.Body, r.digits(i))}
		}
		line := env.line(look.Body) + 4
		baseline := y + high + 2 + env.base(look.Body)
		w := value.natural()
		if left+label.natural()+columnGap+w <= width {
			draw(label.objects(left, baseline-env.base(look.Caption), width-left-w-columnGap)...)
			draw(value.objects(width-w, baseline-env.base(value.text.role), w)...)
			high += line
			continue
		}
		draw(label.objects(left, y+high+2, width-left)...)
		high += label.height(width-left) + 2
		draw(value.objects(left, y+high, width-left)...)
		high += value.height(width-left) + 2
	}
	return high + 6
}
