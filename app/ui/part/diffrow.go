package part

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// DiffRow is one thing that changed: its name, what it was, what it is, and a mark. Where the row
// is too short for all of that the name stands over the rest. A silent change has the selected fill
// and a sentence under it.
type DiffRow struct {
	linedRow
	change page.Change
	table  *DiffTable
}

// DiffTable keeps the columns of rows of what changed alike.
type DiffTable struct {
	env           Env
	before, now   float32 // widths of the columns
	mark, longest float32
	rows          []*DiffRow
	Group         Group
}

const (
	diffArrow = 10 // left of the arrow
	diffNow   = 36 // least room between the arrow and the new figure
	diffMark  = 10 // between the new figure and its mark
	diffNote  = 4  // over and under the sentence of a silent change
	markRoom  = 152
)

// NewDiffRows returns a row for each change.
func NewDiffRows(env Env, changes []page.Change) []*DiffRow {
	t := &DiffTable{env: env}
	for _, c := range changes {
		r := newDiffRow(env, t, c)
		t.rows = append(t.rows, r)
		t.Group.add(r)
	}
	t.measure()
	return t.rows
}

func newDiffRow(env Env, t *DiffTable, c page.Change) *DiffRow {
	r := &DiffRow{change: c, table: t}
	r.lit = r.silent()
	r.group = &t.Group
	if c.Record != "" {
		r.opens(c.Record)
	}
	r.begin(r, env, r.flow)
	return r
}

func (r *DiffRow) silent() bool { return r.change.Mark.Kind == page.MarkSilent }

// figure returns how a figure stands in a row: itself, or the mark of its absence.
func (r *DiffRow) figure(f page.Figure, bold bool) *inline {
	env := r.env
	tone := look.Ink2
	if bold {
		tone = look.Ink
	}
	if m := env.absence(f); m.Text != "" {
		return env.newInline(m, look.Caption, look.Ink2)
	}
	return &inline{env: env, text: env.newLines(look.Body, span{text: f.Text, role: look.Body, bold: bold, tone: tone})}
}

// measure finds the widths that the columns need.
func (t *DiffTable) measure() {
	t.longest = 0
	for _, r := range t.rows {
		t.before = max(t.before, r.figure(r.change.Before, false).natural())
		t.now = max(t.now, r.figure(r.change.Now, true).natural())
		t.mark = max(t.mark, t.env.newInline(r.change.Mark, look.Caption, look.Ink).natural())
		t.longest = max(t.longest, t.env.text(look.Body, r.change.Label).natural())
	}
	scale := t.env.Theme.TextScale()
	t.mark = max(t.mark, t.env.size(look.MarkIcon)+markGap+round(markRoom*scale))
	t.now = max(t.now, round(72*scale))
}

// columns returns where the columns stand: the right edge of before, the left of the arrow, the
// right edge of now and the left of the mark. ok is false where one row has not room for them.
func (t *DiffTable) columns(width float32) (before, arrow, now, mark float32, ok bool) {
	icon := t.env.size(look.MarkIcon)
	mark = width - t.mark
	now = mark - diffMark
	// What is left over is shared, so that the figures stand nearer the middle in a wide row.
	arrowRight := now - t.now - diffNow
	arrow = arrowRight - icon
	before = arrow - diffArrow
	return before, arrow, now, mark, before-t.before-16 >= t.longest
}

func (r *DiffRow) flow(width float32, objects *[]fyne.CanvasObject) float32 {
	env := r.env
	draw := func(more ...fyne.CanvasObject) {
		if objects != nil {
			*objects = append(*objects, more...)
		}
	}
	before, now := r.figure(r.change.Before, false), r.figure(r.change.Now, true)
	mark := env.newInline(r.change.Mark, look.Caption, look.Ink)
	name := env.text(look.Body, r.change.Label)
	least := env.size(look.DiffLine)
	if env.Narrow {
		least = round(4 + least) // 40 at 100 %
	}
	pad := float32(0)
	if r.silent() {
		pad = 8
	}
	high := least - 1
	baseline := round((high-env.line(look.Body))/2) + env.base(look.Body)
	// Lines of another role are placed so that they stand on the same baseline.
	at := func(in *inline) float32 { return baseline - env.base(in.text.role) }

	if beforeRight, arrow, nowRight, markLeft, ok := r.table.columns(width); ok {
		draw(name.objects(pad, baseline-env.base(look.Body), r.table.longest)...)
		if r.change.Before.Present() || r.change.Before.Text != "" {
			w := before.natural()
			draw(before.objects(beforeRight-w, at(before), w)...)
			draw(r.arrow(arrow, baseline))
		}
		w := now.natural()
		draw(now.objects(nowRight-w, at(now), w)...)
		draw(mark.objects(markLeft, at(mark), width-markLeft)...)
	} else {
		// Two lines: the name, then was, is and mark, which may break once more.
		nameTop := float32(6)
		draw(name.objects(pad, nameTop, width-2*pad)...)
		y := nameTop + name.height(width-2*pad)
		x := pad
		icon := env.size(look.MarkIcon)
		line := max(env.line(look.Body), icon)
		step := func(w float32) {
			if x > pad && x+w > width-pad {
				x, y = pad, y+line
			}
		}
		base := func(in *inline) float32 { return y + env.base(look.Body) - env.base(in.text.role) }
		if r.change.Before.Present() || r.change.Before.Text != "" {
			w := min(before.natural(), width-2*pad)
			draw(before.objects(x, base(before), w)...)
			x += w + diffArrow
			step(icon)
			draw(r.arrow(x, y+env.base(look.Body)))
			x += icon + diffArrow
		}
		w := min(now.natural(), width-2*pad)
		step(w)
		draw(now.objects(x, base(now), w)...)
		x += w + 16
		w = mark.natural()
		if x > pad && x+w > width-pad {
			x, y = pad, y+line
		}
		draw(mark.objects(x, base(mark), width-pad-x)...)
		y += max(line, mark.height(width-pad-x))
		high = max(high, y+6)
	}
	if r.change.Note != "" {
		note := env.muted(look.Caption, r.change.Note)
		draw(note.objects(pad, high, width-2*pad)...)
		high += note.height(width-2*pad) + diffNote*2
	}
	return high + 1
}

func (r *DiffRow) arrow(x, baseline float32) fyne.CanvasObject {
	side := r.env.size(look.MarkIcon)
	a := NewIcon(r.env, "arrow-right", look.Ink2, look.MarkIcon)
	place(a, x, baseline-round(side*13/16), side, side)
	return a
}
