package part

import (
	"slices"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// ChangeRow is one fact that differs: its name, what was told, what is told, and a mark; under the name
// why, and what else differs. Where what was told has not room in its column the row has it under the
// name. A silent change has the selected fill, as in a DiffRow.
type ChangeRow struct {
	linedRow
	change page.FactChange
	cuts   []float32 // where the row may be cut if it must: after each line of its texts
}

// The columns of a wide row at 100 % text; the name has what is left.
const (
	changeFigure = 148 // before, and now
	changeMark   = 210
	changeName   = 250 // the name has at least this, or the row is as in the narrow layout
	changeGap    = 10
	changeAir    = 6   // over and under
	changePad    = 8   // left and right in a row that is lit
	changeWords  = 220 // letters of what was told that a row shows; the record has all of it
)

// NewChangeRows returns a row for each fact. The arrows go from row to row through all of the group.
func NewChangeRows(env Env, changes []page.FactChange, group *Group) []*ChangeRow {
	rows := make([]*ChangeRow, len(changes))
	for i, c := range changes {
		r := &ChangeRow{change: c}
		r.lit = c.Mark.Kind == page.MarkSilent
		r.group = group
		group.add(r)
		if c.Record != "" {
			r.opens(c.Record)
		}
		r.begin(r, env, r.flow)
		rows[i] = r
	}
	return rows
}

// Change returns what the row is about.
func (r *ChangeRow) Change() page.FactChange { return r.change }

// figure is how what was told, or is told, stands in the row.
func (r *ChangeRow) figure(f page.Figure, bold bool) *inline {
	env := r.env
	if m := env.absence(f); m.Kind != "" {
		return env.newInline(m, look.Caption, look.Ink2)
	}
	s := span{text: clipped(f.Text), role: look.Body, bold: bold, tone: look.Ink2}
	if bold {
		s.tone = look.Ink
	}
	return &inline{env: env, text: env.newLines(look.Body, s)}
}

// clipped is the beginning of a text that is too long for a row, up to a whole word.
func clipped(text string) string {
	if utf8.RuneCountInString(text) <= changeWords {
		return text
	}
	cut := string([]rune(text)[:changeWords])
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,.;:") + " …"
}

// under are the muted lines under the name: why, what else differs, and where it stands.
func (r *ChangeRow) under() []string {
	c := r.change
	var out []string
	if c.Note != "" {
		out = append(out, strings.TrimRight(c.Note, "."))
	}
	if c.Delta.Present() && !strings.Contains(c.Mark.Text, strings.TrimLeft(c.Delta.Text, "−+")) {
		out = append(out, r.env.L.Text("ui.changes.difference", "Amount", c.Delta.Text))
	}
	for _, also := range c.Also {
		before, now := also.Before, also.Now
		if before == "" {
			before = r.env.L.Text("page.unstated")
		}
		if now == "" {
			now = r.env.L.Text("page.unstated")
		}
		out = append(out, clipped(r.env.L.Text("ui.changes.also", "Label", also.Label, "Before", before, "Now", now)))
	}
	if c.Source != nil && c.Source.Label != "" {
		out = append(out, c.Source.Label)
	}
	return out
}

// flow lays the row out from its top and returns its height, the line included.
func (r *ChangeRow) flow(width float32, objects *[]fyne.CanvasObject) float32 {
	env := r.env
	draw := func(what paints, x, y, width float32) {
		if objects != nil {
			*objects = append(*objects, what.objects(x, y, width)...)
		}
	}
	scale := env.Theme.TextScale()
	icon := env.size(look.MarkIcon)
	line := env.line(look.Body)
	pad := float32(0)
	if r.lit {
		pad = changePad
	}
	name := env.text(look.Body, clipped(r.change.Label))
	before, now := r.figure(r.change.Before, false), r.figure(r.change.Now, true)
	mark := env.newInline(r.change.Mark, look.Caption, look.Ink)
	under := env.muted(look.Caption, strings.Join(r.under(), " · "))
	base := func(in *inline) float32 { return env.base(look.Body) - env.base(in.text.role) }

	markWide, figure := round(changeMark*scale), round(changeFigure*scale)
	markAt := width - pad - markWide
	nowAt := markAt - changeGap - figure
	arrowAt := nowAt - changeGap - icon
	beforeTo := arrowAt - changeGap
	room := beforeTo - figure - 2*changeGap - pad
	y := float32(changeAir)
	r.cuts = r.cuts[:0]
	switch columns := !env.Narrow && room >= changeName*scale; {
	case columns && before.natural() <= figure && now.natural() <= figure:
		if r.change.Before.Text != "" {
			w := before.natural()
			draw(before, beforeTo-w, y+base(before), w)
			draw(arrow{env}, arrowAt, y, 0)
		}
		draw(now, nowAt, y+base(now), figure)
		draw(mark, markAt, y+base(mark), markWide)
		draw(name, pad, y, room)
		high := max(name.height(room), mark.height(markWide)+base(mark), line)
		// What is told under the name has the room up to the mark, unless that is higher than a line.
		y += high
		if under.spans[0].text != "" {
			draw(under, pad, y, markAt-changeGap-pad)
			r.cut(under, y, markAt-changeGap-pad)
			y += under.height(markAt - changeGap - pad)
		}
	default:
		wide := width - 2*pad
		if columns { // the name and its mark on one line, what was told and is told under them
			wide = markAt - changeGap - pad
			draw(mark, markAt, y+base(mark), markWide)
			draw(name, pad, y, wide)
			y += max(name.height(wide), mark.height(markWide)+base(mark))
		} else {
			draw(name, pad, y, wide)
			r.cut(name, y, wide)
			y += name.height(wide)
		}
		if columns {
			mark = nil
		}
		y = r.told(before, now, mark, pad, y, wide, draw)
		if under.spans[0].text != "" {
			draw(under, pad, y, wide)
			r.cut(under, y, wide)
			y += under.height(wide)
		}
	}
	return max(y+changeAir, env.touch()) + 1
}

// told draws what was told and what is told, and the mark where there is one: on one line, or under each
// other where that is too short. It returns where the next line begins.
func (r *ChangeRow) told(before, now, mark *inline, x, y, width float32, draw func(what paints, x, y, width float32)) float32 {
	env := r.env
	icon, line := env.size(look.MarkIcon), env.line(look.Body)
	base := func(in *inline) float32 { return env.base(look.Body) - env.base(in.text.role) }
	high := func(in *inline, w float32) float32 { return max(in.height(w)+base(in), line) }
	at := x
	if r.change.Before.Text != "" {
		w := before.natural()
		if w+2*changeGap+icon+now.natural() > width {
			draw(before, x, y+base(before), width)
			r.cut(before.text, y+base(before), width-before.lead())
			y += high(before, width)
		} else {
			draw(before, x, y+base(before), w)
			at += w + changeGap
		}
		draw(arrow{env}, at, y, 0)
		at += icon + changeGap
	}
	room := x + width - at
	draw(now, at, y+base(now), room)
	r.cut(now.text, y+base(now), room-now.lead())
	if mark == nil {
		return y + high(now, room)
	}
	if next := at + now.natural() + 2*changeGap; next+mark.natural() <= x+width {
		draw(mark, next, y+base(mark), mark.natural())
		return y + high(now, room)
	}
	y += high(now, room)
	draw(mark, x, y+base(mark), width)
	return y + high(mark, width)
}

// cut notes where a text that begins at y may be cut: before it, and after each of its lines but the last.
func (r *ChangeRow) cut(text *lines, y, width float32) {
	for i := range text.count(width) {
		r.cuts = append(r.cuts, y+float32(i)*r.env.line(text.role))
	}
}

// pieces lets the page stop between the lines of a row that a window hardly holds.
func (r *ChangeRow) pieces(at fyne.Position) []piece {
	size := r.Size()
	if p := r.env.page; p == nil || size.Height <= p.view()/2 {
		return []piece{{block: r, x: at.X, y: at.Y, w: size.Width, h: size.Height}}
	}
	var out []piece
	var top float32
	for _, cut := range append(slices.Clone(r.cuts), size.Height) {
		if cut > top {
			out = append(out, piece{block: r, x: at.X, y: at.Y + top, w: size.Width, h: cut - top})
			top = cut
		}
	}
	return out
}

// paints is what makes its objects when it is drawn, and only then: a row is measured more often.
type paints interface {
	objects(x, y, width float32) []fyne.CanvasObject
}

// arrow stands between what was told and what is told, on the line that begins at y.
type arrow struct{ env Env }

func (a arrow) objects(x, y, _ float32) []fyne.CanvasObject {
	side := a.env.size(look.MarkIcon)
	icon := NewIcon(a.env, "arrow-right", look.Ink2, look.MarkIcon)
	place(icon, x, y+a.env.base(look.Body)-round(side*13/16), side, side)
	return []fyne.CanvasObject{icon}
}
