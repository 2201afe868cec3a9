package part

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
	"rodatraden/data/model"
)

// DecisionRow is what was decided or assigned: when, what, the figure that it stood beside, and what became
// of it. Where the row is too short for four columns they stand under each other.
type DecisionRow struct {
	listRow
	when, text *lines
	fresh      *inline // that it is new; nil where it is not
	figure     *inline
	figureNote *lines
	became     *inline // nil where nothing was to come of it
	note       *inline
	columns    *decisionColumns
}

// decisionColumns keeps the rows' columns, and their heads, alike.
type decisionColumns struct {
	env            Env
	when, figure   float32 // the longest words in them
	width          float32
	at             [5]float32 // where each column begins, and the end
	stacked, known bool
}

const (
	decisionPad    = 5
	decisionLeft   = 10
	decisionGap    = 8
	decisionWhole  = 680 // the width of the design's table
	decisionWhen   = 112
	decisionBeside = 134
	decisionBecame = 196
	decisionLeast  = 118 // a column of words narrower than this, at 100 %, stands under the others
)

// NewDecisionRows adds a row for each decision to a list. The head stands over the columns.
func NewDecisionRows(list *List, decisions []page.DecisionRow, heads [4]string) (*DecisionHead, []*DecisionRow) {
	env := list.env
	columns := &decisionColumns{env: env}
	rows := make([]*DecisionRow, len(decisions))
	for i, d := range decisions {
		r := newDecisionRow(list, d, columns)
		columns.when = max(columns.when, longestWord(r.when))
		columns.figure = max(columns.figure, longestWord(r.figure.text)+r.figure.lead())
		rows[i] = r
	}
	return newDecisionHead(env, columns, heads), rows
}

// longestWord is the width of the longest word of a text, which no line can be narrower than.
func longestWord(l *lines) float32 {
	var longest float32
	for _, word := range words(l.atoms()) {
		var w float32
		for _, a := range word {
			w += a.w
		}
		longest = max(longest, w)
	}
	return ceil(longest)
}

// set shares a width between the columns.
func (c *decisionColumns) set(width float32) {
	if c.known && c.width == width {
		return
	}
	c.known, c.width = true, width
	scale := width / decisionWhole
	most := width / 4
	when := max(round(decisionWhen*scale), min(c.when+decisionGap, most))
	figure := max(round(decisionBeside*scale), min(c.figure+decisionGap, most))
	became := max(round(decisionBecame*scale), round(decisionLeast*c.env.Theme.TextScale()))
	text := width - decisionLeft - when - figure - became
	c.at = [5]float32{decisionLeft, decisionLeft + when, decisionLeft + when + text, width - became, width}
	c.stacked = c.env.Narrow || text < decisionLeast*c.env.Theme.TextScale()
}

func newDecisionRow(list *List, d page.DecisionRow, columns *decisionColumns) *DecisionRow {
	env := list.env
	r := &DecisionRow{columns: columns}
	r.when = env.muted(look.Caption, d.When)
	r.text = env.newLines(look.Node, span{text: ended(d.Kind) + " ", role: look.Body, bold: true, tone: look.Ink}, span{text: d.Text, role: look.Caption, tone: look.Ink})
	if d.New != nil {
		r.fresh = env.newInline(*d.New, look.Caption, look.Ink2)
	}
	if d.Figure.Present() {
		text := env.newLines(look.Caption, span{text: d.Figure.Text, role: look.Caption, bold: true, tone: look.Ink}, span{text: ", " + d.FigureWord, role: look.Caption, tone: look.Ink})
		r.figure = &inline{env: env, text: text}
	} else {
		r.figure = env.newInline(env.absence(d.Figure), look.Caption, look.Ink2)
	}
	if d.FigureNote != "" {
		r.figureNote = env.muted(look.Caption, d.FigureNote)
	}
	if d.Became.Text != "" {
		tone := look.Ink
		if absent(d.Became.Kind) {
			tone = look.Ink2
		}
		r.became = env.newInline(d.Became, look.Caption, tone)
	}
	if d.BecameNote != "" {
		mark := page.Mark{Text: d.BecameNote}
		for kind, status := range map[page.MarkKind]model.Status{page.MarkNotQuoted: model.NotQuoted, page.MarkMissing: model.NotReported} {
			if strings.HasSuffix(d.BecameNote, ": "+env.L.Status(status)) {
				mark.Kind = kind
			}
		}
		r.note = env.newInline(mark, look.Caption, look.Ink2)
		r.note.kind = "" // the shape stands on the line above
	}
	r.begin(r, list, r.flow)
	return r
}

// cell is what stands under each other in a column.
type cell []interface {
	height(width float32) float32
	objects(x, y, width float32) []fyne.CanvasObject
}

func (c cell) height(width float32) float32 {
	var high float32
	for _, l := range c {
		high += l.height(width)
	}
	return high
}

func (c cell) draw(x, y, width float32, objects *[]fyne.CanvasObject) {
	if objects == nil {
		return
	}
	for _, l := range c {
		*objects = append(*objects, l.objects(x, y, width)...)
		y += l.height(width)
	}
}

// hung is a text that stands under a mark's words.
type hung struct {
	*inline
	by float32
}

func (h hung) height(width float32) float32 { return h.inline.height(max(width-h.by, 1)) }
func (h hung) objects(x, y, width float32) []fyne.CanvasObject {
	return h.inline.objects(x+h.by, y, max(width-h.by, 1))
}

func (r *DecisionRow) parts() (when, text, figure, became cell) {
	when, text, figure = cell{r.when}, cell{r.text}, cell{r.figure}
	if r.fresh != nil {
		when = append(when, r.fresh)
	}
	if r.figureNote != nil {
		figure = append(figure, r.figureNote)
	}
	var by float32
	if r.became != nil {
		became, by = append(became, r.became), r.became.lead()
	}
	if r.note != nil {
		became = append(became, hung{r.note, by})
	}
	return when, text, figure, became
}

func (r *DecisionRow) flow(width float32, objects *[]fyne.CanvasObject) float32 {
	r.columns.set(width)
	when, text, figure, became := r.parts()
	if r.columns.stacked {
		return r.under(width, cell{r.when}, text, figure, became, objects)
	}
	at := r.columns.at
	cells := []cell{when, text, figure, became}
	var high float32
	for i, c := range cells {
		high = max(high, c.height(at[i+1]-at[i]-decisionGap))
	}
	high = max(high, r.env.touch()-2*decisionPad)
	for i, c := range cells {
		room := at[i+1] - at[i] - decisionGap
		c.draw(at[i], decisionPad+round((high-c.height(room))/2), room, objects)
	}
	return high + 2*decisionPad + 1
}

// under lays the columns under each other: the figure at the right end of the first line where it has room.
func (r *DecisionRow) under(width float32, when, text, figure, became cell, objects *[]fyne.CanvasObject) float32 {
	left, room := float32(decisionLeft), width-decisionLeft-listRight
	if r.env.Narrow {
		left, room = 0, width
	}
	y := float32(decisionPad)
	if wants := r.figure.natural(); r.when.natural()+asideGap+wants <= room && r.figureNote == nil {
		when.draw(left, y, room, objects)
		figure.draw(left+room-wants, y, wants+1, objects)
		y += when.height(room)
		figure = nil
	} else {
		when.draw(left, y, room, objects)
		y += when.height(room)
	}
	if r.fresh != nil {
		text = append(text, r.fresh)
	}
	for _, c := range []cell{text, figure, became} {
		c.draw(left, y, room, objects)
		y += c.height(room)
	}
	return max(y+decisionPad, r.env.touch()) + 1
}

// DecisionHead is the heads of the columns of decisions, with a line under them.
type DecisionHead struct {
	block
	heads   [4]*lines
	columns *decisionColumns
	line    *canvas.Rectangle
}

func newDecisionHead(env Env, columns *decisionColumns, heads [4]string) *DecisionHead {
	h := &DecisionHead{columns: columns, line: env.fill(look.Line2)}
	for i, text := range heads {
		h.heads[i] = env.muted(look.Caption, text)
	}
	h.tall = func(width float32) float32 {
		columns.set(width)
		if columns.stacked {
			return 1
		}
		return h.high() + 3
	}
	h.lay = func(size fyne.Size) {
		columns.set(size.Width)
		h.objects = []fyne.CanvasObject{h.line}
		place(h.line, 0, size.Height-1, size.Width, 1)
		if columns.stacked {
			return
		}
		high := h.high()
		for i, l := range h.heads {
			room := h.room(i)
			h.objects = append(h.objects, l.objects(columns.at[i], high-l.height(room), room)...)
		}
	}
	h.init(h, env)
	return h
}

func (h *DecisionHead) room(i int) float32 { return h.columns.at[i+1] - h.columns.at[i] - decisionGap }

func (h *DecisionHead) high() float32 {
	var high float32
	for i, l := range h.heads {
		high = max(high, l.height(h.room(i)))
	}
	return high
}
