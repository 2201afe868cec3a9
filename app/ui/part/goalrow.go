package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// GoalRow is one goal in a list: a dot, its title, and where it is the chosen one a bar, a red dot and
// a chevron.
type GoalRow struct {
	linedRow
	title  string
	indent float32
	chosen bool
}

const (
	goalLeft = 10 // the dot stands so far in
	goalDot  = 10 // side of the dot
	goalText = 29 // the title begins
	goalEnd  = 12 // right of the chevron
	goalDeep = 14 // a goal under another stands so much further in
)

// NewGoalRow returns a row; do is what choosing it does.
func NewGoalRow(env Env, g page.Goal, group *Group, do func()) *GoalRow {
	r := &GoalRow{title: g.Title, indent: float32(g.Depth) * goalDeep}
	r.group = group
	group.add(r)
	r.do = do
	r.current = r.Chosen
	r.begin(r, env, r.flow)
	return r
}

// Choose shows whether the row is the chosen one.
func (r *GoalRow) Choose(on bool) {
	if r.chosen == on {
		return
	}
	r.chosen = on
	r.forget()
	r.paint()
	r.Refresh()
}

// Chosen reports whether the row is the chosen one.
func (r *GoalRow) Chosen() bool { return r.chosen }

// Title returns the goal's title.
func (r *GoalRow) Title() string { return r.title }

func (r *GoalRow) flow(width float32, objects *[]fyne.CanvasObject) float32 {
	env := r.env
	side := env.size(look.MarkIcon)
	scale := env.Theme.TextScale()
	left := round((r.indent + goalText) * scale)
	room := width - left - side - goalEnd/2 - 2
	title := env.newLines(look.Node, span{text: r.title, role: look.Node, bold: r.chosen, tone: look.Ink})
	// What is chosen becomes bold: the row keeps the height of its bold title.
	high := max(env.newLines(look.Node, span{text: r.title, role: look.Node, bold: true}).height(room)+8, env.touch()-1)
	top := round((high - title.height(room)) / 2)
	if objects != nil {
		*objects = append(*objects, title.objects(left, top, room)...)
		*objects = append(*objects, r.dot(round((r.indent+goalLeft)*scale), top+env.base(look.Node))...)
		if r.chosen {
			chevron := NewIcon(env, "chevron-right", look.Ink2, look.MarkIcon)
			place(chevron, width-goalEnd/2-side, top+env.base(look.Node)-round(side*13/16), side, side)
			*objects = append(*objects, chevron)
		}
	}
	return high + 1
}

// dot is a ring, or of what is chosen a whole dot in the thread's colour.
func (r *GoalRow) dot(x, baseline float32) []fyne.CanvasObject {
	side := round(goalDot * r.env.Theme.TextScale())
	y := baseline - round(side*11/10)
	outer := canvas.NewCircle(r.env.Theme.Tone(look.Line2))
	if r.chosen {
		outer.FillColor = r.env.Theme.Tone(look.Thread)
	}
	place(outer, x, y, side, side)
	if r.chosen {
		return []fyne.CanvasObject{outer}
	}
	inner := canvas.NewCircle(r.env.Theme.Tone(look.Paper))
	if r.hovered {
		inner.FillColor = r.env.Theme.Tone(look.Selected)
	}
	place(inner, x+1.5, y+1.5, side-3, side-3)
	inner.Move(fyne.NewPos(x+1, y+1))
	inner.Resize(fyne.NewSquareSize(side - 2))
	return []fyne.CanvasObject{outer, inner}
}

// NewLevelHead returns the head of a level: its name, and how many goals it has or the mark of their
// absence.
func NewLevelHead(env Env, level page.GoalLevel) Block {
	h := &levelHead{name: env.muted(look.Caption, level.Title)}
	if level.Absent != nil {
		h.right = env.newInline(*level.Absent, look.Caption, look.Ink2)
	} else {
		h.right = &inline{env: env, text: env.muted(look.Caption, env.L.Int(level.Count))}
	}
	h.tall = func(width float32) float32 { return h.name.height(width-h.right.natural()-levelGap) + 2*levelAir }
	h.lay = func(size fyne.Size) {
		w := h.right.natural()
		h.objects = append(h.name.objects(0, levelAir, size.Width-w-levelGap), h.right.objects(size.Width-w, levelAir, w)...)
	}
	h.steady = true
	h.init(h, env)
	return h
}

type levelHead struct {
	block
	name  *lines
	right *inline
}

const (
	levelGap = 12
	levelAir = 4
)

// GoalLinkRow is the link between two levels: its drawing, and in words how it is known. It opens what
// states the link.
type GoalLinkRow struct {
	press
	link page.GoalLink
	ring *ring
}

const (
	linkLine  = 43 // how long the link is drawn
	linkWords = 51 // where its words begin
	linkDash  = 8
	linkSpace = 5
)

// NewGoalLinkRow returns the row of a link.
func NewGoalLinkRow(env Env, link page.GoalLink) *GoalLinkRow {
	r := &GoalLinkRow{link: link, ring: env.newRing()}
	if link.Record != "" {
		r.opens(link.Record)
	}
	text := env.newLines(look.Caption, span{text: link.Text, role: look.Caption, italic: true, tone: look.Ink2})
	left := float32(goalLeft + linkWords)
	r.tall = func(width float32) float32 {
		high := text.height(width-left) + 2*levelAir
		if env.Narrow && r.do != nil {
			high = max(high, env.touch())
		}
		return high
	}
	r.lay = func(size fyne.Size) {
		top := round((size.Height - text.height(size.Width-left)) / 2)
		r.objects = append(r.drawing(goalLeft, top+round(env.line(look.Caption)/2)), text.objects(left, top, size.Width-left)...)
		r.ring.set(0, 0, size.Width, size.Height)
		r.objects = append(r.objects, r.ring.objects()...)
	}
	r.paint = func() { r.ring.show(r.focused) }
	r.steady = true
	r.start(r, env)
	return r
}

// drawing is the link as DESIGN.md's table draws it, of short pieces: lines have no dash.
func (r *GoalLinkRow) drawing(x, middle float32) []fyne.CanvasObject {
	env := r.env
	var out []fyne.CanvasObject
	piece := func(tone fyne.ThemeColorName, from, width, high float32) {
		p := env.fill(tone)
		place(p, x+from, middle-round(high/2), width, high)
		out = append(out, p)
	}
	thick := env.size(look.ThreadLine)
	switch r.link.Grade {
	case page.LinkStated:
		piece(look.Thread, 0, linkLine, thick)
	case page.LinkPartly:
		for at := float32(0); at < linkLine; at += linkDash + linkSpace {
			piece(look.Thread, at, min(linkDash, linkLine-at), thick)
		}
	case page.LinkBroken:
		piece(look.Line2, 0, linkLine, 2)
		cross := NewIcon(env, "close", look.Ink2, look.MarkIcon)
		side := env.size(look.MarkIcon)
		ground := env.fill(look.Paper)
		place(ground, x+linkLine/2-side/2, middle-side/2, side, side)
		place(cross, x+linkLine/2-side/2, middle-side/2, side, side)
		out = append(out, ground, cross)
	default:
		for at := float32(0); at < linkLine; at += 4 {
			piece(look.Line2, at, 2, 2)
		}
	}
	return out
}
