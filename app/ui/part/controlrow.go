package part

import (
	"slices"

	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// ControlTable is the controls of a year: name, likelihood, consequence, their product in bold, and
// what came of it. Where these do not fit the product stands alone, and where that does not either a row
// has its weights and its result under its name.
type ControlTable struct {
	Head *ControlHead
	Rows []*ControlRow

	env    Env
	group  Group
	heads  [5]*lines
	result float32 // the widest result
	risk   float32 // and the widest risk that is a number
}

// The columns of a table 680 wide.
const (
	controlWide    = 680
	controlResult  = 172 // of the results
	controlApart   = 10  // between the risk and the result
	controlGap     = 14  // between two columns of numbers
	controlRisk    = 32  // between the consequence and the risk
	controlLeast   = 160 // room that a name wants at 100 %
	controlBeside  = 8   // between a name and what stands after it
	controlRowAir  = 6
	controlHeadAir = 2
)

// NewControlTable returns head and rows; open is told which row is pressed.
func NewControlTable(env Env, controls []page.Control, open func(i int)) *ControlTable {
	t := &ControlTable{env: env}
	for i, word := range []string{"name", "likelihood", "consequence", "risk", "result"} {
		t.heads[i] = env.muted(look.Caption, env.L.Text("ui.quality.column."+word))
	}
	if slices.ContainsFunc(controls, func(c page.Control) bool { return c.Beside != "" }) { // they are not all controls
		t.heads[0] = env.muted(look.Caption, env.L.Text("ui.quality.column.described"))
	}
	for i, c := range controls {
		r := newControlRow(env, t, c)
		r.do = func() { open(i) }
		t.result = max(t.result, r.result.natural())
		if c.Risk.Present() {
			t.risk = max(t.risk, r.weights[2].natural())
		}
		t.Rows = append(t.Rows, r)
	}
	t.Head = newControlHead(env, t)
	return t
}

// controlPlaces are the right edges of likelihood, consequence and risk, where the first of those that
// are shown begins, and where the results do.
type controlPlaces struct {
	rights        [3]float32
	from          int // the first that is shown: 0, or 2 where the risk stands alone
	first, result float32
}

// places finds them; ok is false where the rows must fold.
func (t *ControlTable) places(width float32) (p controlPlaces, ok bool) {
	scale := t.env.Theme.TextScale()
	p.result = width - min(max(round(width*controlResult/controlWide), t.result, t.heads[4].natural()), round(width*0.4))
	risk := p.result - controlApart
	consequence := risk - t.heads[3].natural() - round(controlRisk*scale)
	likelihood := consequence - t.heads[2].natural() - round(controlGap*scale)
	p.rights = [3]float32{likelihood, consequence, risk}
	if p.first = likelihood - t.heads[1].natural(); p.first-controlGap >= controlLeast*scale {
		return p, true
	}
	p.from, p.first = 2, risk-max(t.heads[3].natural(), t.risk)
	return p, p.first-controlGap >= controlLeast*scale
}

// ControlHead names the columns.
type ControlHead struct{ block }

func newControlHead(env Env, t *ControlTable) *ControlHead {
	h := &ControlHead{}
	rule := env.fill(look.Line2)
	h.tall = func(float32) float32 { return env.line(look.Caption) + controlHeadAir + 1 }
	h.lay = func(size fyne.Size) {
		place(rule, 0, size.Height-1, size.Width, 1)
		h.objects = append([]fyne.CanvasObject{rule}, t.heads[0].objects(0, 0, t.heads[0].natural())...)
		p, ok := t.places(size.Width)
		if !ok {
			w := t.heads[3].natural()
			h.objects = append(h.objects, t.heads[3].objects(size.Width-w, 0, w)...)
			return
		}
		for i, right := range p.rights {
			if i < p.from {
				continue
			}
			w := t.heads[i+1].natural()
			h.objects = append(h.objects, t.heads[i+1].objects(right-w, 0, w+1)...)
		}
		h.objects = append(h.objects, t.heads[4].objects(p.result, 0, t.heads[4].natural())...)
	}
	h.steady = true
	h.init(h, env)
	return h
}

// ControlRow is one control. A press opens it.
type ControlRow struct {
	linedRow
	table          *ControlTable
	control        page.Control
	name, beside   *lines
	weights        [3]*inline // likelihood, consequence, risk
	weighs, absent *inline    // folded: the weights in words; the mark that stands for all three
	result         *inline
}

func newControlRow(env Env, t *ControlTable, c page.Control) *ControlRow {
	r := &ControlRow{table: t, control: c, name: env.text(look.Body, c.Title), beside: env.muted(look.Caption, c.Beside)}
	for i, f := range []page.Figure{c.Likelihood, c.Consequence, c.Risk} {
		r.weights[i] = env.figure(f, i == 2)
	}
	if !c.Likelihood.Present() && !c.Consequence.Present() && !c.Risk.Present() {
		r.absent = env.newInline(env.absence(c.Risk), look.Caption, look.Ink2)
	}
	r.weighs = &inline{env: env, text: env.muted(look.Caption, env.L.Text("ui.quality.weights", "Likelihood", c.Likelihood.Text, "Consequence", c.Consequence.Text))}
	tone := look.Ink
	if absent(c.Result.Kind) {
		tone = look.Ink2
	}
	r.result = env.newInline(c.Result, look.Caption, tone)
	r.group = &t.group
	t.group.add(r)
	r.begin(r, env, r.flow)
	return r
}

func (r *ControlRow) flow(width float32, objects *[]fyne.CanvasObject) float32 {
	env := r.env
	draw := func(more ...fyne.CanvasObject) {
		if objects != nil {
			*objects = append(*objects, more...)
		}
	}
	p, ok := r.table.places(width)
	if !ok {
		return r.folded(width, draw)
	}
	first, risk, result := p.first, p.rights[2], p.result
	room := first - controlGap
	nameHigh := r.name.height(room)
	after := r.beside.natural() > 0 && r.name.count(room) == 1 && r.name.natural()+controlBeside+r.beside.natural() <= room
	if r.beside.natural() > 0 && !after {
		nameHigh += r.beside.height(room)
	}
	least := env.size(look.DiffLine) - 1
	if env.Narrow {
		least = env.touch()
	}
	dy := env.base(look.Body) - env.base(look.Caption)
	high := max(least, nameHigh+controlRowAir, r.result.height(width-result)+dy+controlRowAir)
	top := round((high - max(nameHigh, r.result.height(width-result)+dy)) / 2)
	draw(r.name.objects(0, top, room)...)
	switch {
	case after:
		draw(r.beside.objects(r.name.natural()+controlBeside, top+dy, r.beside.natural()+1)...)
	case r.beside.natural() > 0:
		draw(r.beside.objects(0, top+r.name.height(room), room)...)
	}
	if r.absent != nil { // one mark for the run of cells that hold nothing
		mark, w := r.absent, r.absent.natural()
		if w > risk-first { // too narrow for shape and word: the shape alone says it
			mark, w = env.newInline(page.Mark{Kind: r.absent.kind}, look.Caption, look.Ink2), env.size(look.MarkIcon)
		}
		x := round((first + risk - w) / 2)
		if p.from == 2 {
			x = risk - w // alone it stands as a figure does
		}
		draw(mark.objects(x, top+dy, w+1)...)
		middle := top + dy + round(env.line(look.Caption)/2)
		for _, hair := range [][2]float32{{first, x - hairGap}, {x + w + hairGap, risk}} {
			if p.from == 0 && hair[1]-hair[0] >= 8 {
				line := env.fill(look.Line)
				place(line, hair[0], middle, hair[1]-hair[0], 1)
				draw(line)
			}
		}
	} else {
		left := first
		for i, right := range p.rights {
			if i < p.from {
				continue
			}
			in := r.weights[i]
			w, down := in.natural(), env.base(look.Body)-env.base(in.text.role)
			if w > right-left { // too narrow for shape and word: the shape alone says it
				in = env.newInline(page.Mark{Kind: in.kind}, look.Caption, look.Ink2)
				w = env.size(look.MarkIcon)
			}
			draw(in.objects(right-w, top+down, w+1)...)
			left = right + controlGap
		}
	}
	draw(r.result.objects(result, top+dy, width-result)...)
	return high + 1
}

// folded is the row where its columns do not fit: name and risk, then the weights and the result.
func (r *ControlRow) folded(width float32, draw func(...fyne.CanvasObject)) float32 {
	env := r.env
	y := float32(controlRowAir)
	in := r.weights[2]
	w := in.natural()
	name := width - w - controlGap
	if name < width/2 {
		name = width
	}
	draw(r.name.objects(0, y, name)...)
	if name < width {
		draw(in.objects(width-w, y+env.base(look.Body)-env.base(in.text.role), w+1)...)
	}
	y += r.name.height(name)
	if name == width {
		draw(in.objects(0, y, width)...)
		y += in.height(width)
	}
	if r.beside.natural() > 0 {
		draw(r.beside.objects(0, y, width)...)
		y += r.beside.height(width)
	}
	result := r.result
	if absent(r.control.Result.Kind) { // no head stands over it
		m := r.control.Result
		m.Text = env.L.Text("ui.quality.result_absent", "Absent", m.Text)
		result = env.newInline(m, look.Caption, look.Ink2)
	}
	draw(result.objects(0, y, width)...)
	y += result.height(width)
	if r.absent == nil {
		draw(r.weighs.objects(0, y, width)...)
		y += r.weighs.height(width)
	}
	return max(y+controlRowAir, env.touch()) + 1
}
