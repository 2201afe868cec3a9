package part

import (
	"strings"

	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// LadderRow is one intervention with its steps: a filled box for a number that is reported, an empty one
// with the mark of its absence for any other. A row of which nothing is quoted has one box for all.
type LadderRow struct {
	linedRow
	list  *LadderList
	at    int
	data  *page.Intervention
	name  [2]*lines // regular, bold
	sub   *lines
	boxes []*ladderBox
}

func newLadderRow(env Env, l *LadderList, at int, data *page.Intervention) *LadderRow {
	r := &LadderRow{list: l, at: at, data: data, sub: env.muted(look.Caption, data.Sub)}
	for i, bold := range []bool{false, true} {
		r.name[i] = env.newLines(look.Body, span{text: data.Title, role: look.Body, bold: bold, tone: look.Ink})
	}
	for i := range data.Ladder {
		r.boxes = append(r.boxes, newLadderBox(env, &data.Ladder[i]))
	}
	if r.unquoted() {
		r.boxes = r.boxes[:1]
	}
	r.do = func() { l.choose(at) }
	r.onKey = r.typed
	r.current = func() bool { return l.chosen == at }
	r.begin(r, env, r.flow)
	return r
}

// unquoted reports whether every step of the row is missing since the excerpt does not repeat it.
func (r *LadderRow) unquoted() bool {
	for _, step := range r.data.Ladder {
		if step.Mark.Kind != page.MarkNotQuoted || step.Last != "" {
			return false
		}
	}
	return len(r.data.Ladder) > 0
}

// Chosen reports whether the row is the chosen one.
func (r *LadderRow) Chosen() bool { return r.current() }

// typed moves the choice, where there is one; else the focus.
func (r *LadderRow) typed(key fyne.KeyName) bool {
	rows := r.list.rows
	if r.list.chosen < 0 {
		rows = r.list.window()
	}
	at := r.at
	if r.list.chosen < 0 {
		at -= rows[0].at
	}
	to, ok := step(key, at, len(rows))
	switch {
	case !ok:
		return false
	case to == at:
	case r.list.chosen >= 0:
		r.list.choose(to)
	default:
		focus(rows[to])
	}
	return true
}

func (r *LadderRow) flow(width float32, objects *[]fyne.CanvasObject) float32 {
	env := r.env
	form, left, box := r.list.form(width)
	draw := func(more []fyne.CanvasObject) {
		if objects != nil {
			*objects = append(*objects, more...)
		}
	}
	name := r.name[0]
	if r.Chosen() { // broken as it is when it is not chosen would be: nothing moves
		name = r.name[1]
	}
	room := width - ladderLeft - ladderRight
	if form == ladderBeside {
		room = left - ladderLeft - ladderGap
	}
	words := max(r.name[0].height(room), r.name[1].height(room)) + r.sub.height(room)
	if form == ladderLines {
		return r.lines(width, words, name, room, draw)
	}
	wide := box
	if len(r.boxes) == 1 {
		wide = float32(len(r.list.steps))*(box+ladderGap) - ladderGap
	}
	oneLine := r.list.oneLine(box)
	high := round(ladderLow * env.Theme.TextScale())
	for _, b := range r.boxes {
		high = max(high, b.height(wide, oneLine))
	}
	y, top := float32(ladderAir), float32(ladderText)
	total := max(high+2*ladderAir, words+2*ladderText) - 1 // the line is part of the air
	if form == ladderUnder {
		y = ladderText + words + 3
		total = y + high + ladderAir + 3
	} else {
		y, top = round((total-high)/2), round((total-words)/2)
	}
	draw(name.objects(ladderLeft, top, room))
	draw(r.sub.objects(ladderLeft, top+words-r.sub.height(room), room))
	for i, b := range r.boxes {
		x := round(left + float32(i)*(box+ladderGap))
		draw(b.objects(x, y, round(left+float32(i)*(box+ladderGap)+wide)-x, high, oneLine))
	}
	return total + 1
}

// lines tells the steps in lines: each number, and each run of steps that are missing alike.
func (r *LadderRow) lines(width, words float32, name *lines, room float32, draw func([]fyne.CanvasObject)) float32 {
	env := r.env
	y := float32(2 * ladderText)
	draw(name.objects(ladderLeft, y, room))
	draw(r.sub.objects(ladderLeft, y+words-r.sub.height(room), room))
	y += words + 2
	steps := r.data.Ladder
	for i := 0; i < len(steps); {
		from := i
		for i++; i < len(steps) && !steps[from].Figure.Present() && steps[i].Mark == steps[from].Mark && steps[from].Last == "" && steps[i].Last == ""; i++ {
		}
		line := r.line(steps, from, i)
		draw(line.objects(ladderLeft, y, room))
		y += line.height(room)
	}
	return max(y+2*ladderText, env.touch()) + 1
}

// line tells the steps from one to the one before another.
func (r *LadderRow) line(steps []page.LadderStep, from, to int) *inline {
	env, one := r.env, steps[from]
	if one.Figure.Present() {
		return &inline{env: env, text: env.newLines(look.Caption,
			span{text: r.list.steps[from] + ": ", role: look.Caption, tone: look.Ink2},
			span{text: one.Figure.Number, role: look.Caption, bold: true, tone: look.Ink},
			span{text: " " + one.Beside, role: look.Caption, tone: look.Ink})}
	}
	m := one.Mark
	id := "ui.interventions.one"
	if to-from > 1 {
		id = "ui.interventions.run"
	}
	m.Text = env.L.Text(id, "From", env.L.Int(from+1), "To", env.L.Int(to), "Absent", strings.TrimSpace(m.Text+" "+bracketed(one.Last)))
	return env.newInline(m, look.Caption, look.Ink2)
}

func bracketed(text string) string {
	if text == "" {
		return ""
	}
	return "(" + text + ")"
}
