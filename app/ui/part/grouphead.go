package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/ui/look"
)

// GroupHead is the name of a group of rows: its icon, its name and how many they are or are shown, over a
// line. Where more are to be shown the count is a link to them. Over the first group stands the rule of
// a section.
type GroupHead struct {
	block
	rule  *canvas.Rectangle // nil but over the first
	icon  *canvas.Image     // nil where the group has none
	name  *lines
	count *lines
	link  *Link // instead of count, where there is more
	line  *canvas.Rectangle
}

const (
	groupIconLeft = 1  // of the icon
	groupNameLeft = 26 // of the name, at 100 %
	groupAir      = 5  // over and under the name together
)

// NewGroupHead returns the head of a group; icon may be empty. open shows the rest of the group; nil where all is shown.
func NewGroupHead(env Env, icon, name, count string, first bool, open func()) *GroupHead {
	h := &GroupHead{line: env.fill(look.Line2)}
	if icon != "" {
		h.icon = NewIcon(env, icon, look.Ink2, look.MarkIcon)
	}
	h.name = env.newLines(look.Body, span{text: name, role: look.Body, bold: true, tone: look.Ink})
	if open != nil {
		h.link = NewFoldLink(env, count, false, open)
	} else {
		h.count = env.muted(look.Caption, count)
	}
	if first {
		h.rule = env.fill(look.Ink)
	}
	h.tall = func(width float32) float32 { return h.flow(width, nil) }
	h.lay = func(size fyne.Size) {
		objects := []fyne.CanvasObject{h.line}
		if h.icon != nil {
			objects = append(objects, h.icon)
		}
		if h.rule != nil {
			objects = append(objects, h.rule)
		}
		h.flow(size.Width, &objects)
		place(h.line, 0, size.Height-env.size(look.Hairline), size.Width, env.size(look.Hairline))
		h.objects = objects
	}
	h.init(h, env)
	return h
}

// flow sets icon and name at the left, and the count at the right on the same baseline; where that has
// no room it goes under the name.
func (h *GroupHead) flow(width float32, objects *[]fyne.CanvasObject) float32 {
	env := h.env
	top := float32(0)
	if h.rule != nil {
		top = env.size(look.Rule)
		place(h.rule, 0, 0, width, top)
	}
	left := float32(0)
	if h.icon != nil {
		left = round(groupNameLeft * env.Theme.TextScale())
	}
	wants := float32(0)
	if h.link != nil {
		wants = h.link.natural().Width
	} else {
		wants = h.count.natural()
	}
	beside := left+h.name.natural()+asideGap+wants <= width
	room := width - left
	if beside {
		room -= asideGap + wants
	}
	air := float32(groupAir)
	if h.link != nil && beside && env.Narrow { // for fingers the pressed area lies in the head
		air = max(air, env.touch()-env.line(look.Body))
	}
	y := top + round(air/2)
	high := h.name.height(room)
	baseline := y + env.base(look.Body)
	x := width - wants
	if !beside {
		x = left
		baseline = y + high + env.base(look.Caption)
		if h.link != nil {
			baseline = y + high + h.link.baseline()
			high += env.touch()
		} else {
			high += env.line(look.Caption)
		}
	}
	if objects != nil {
		side := env.size(look.MarkIcon)
		if h.icon != nil {
			place(h.icon, groupIconLeft, y+round((env.line(look.Body)-side)/2), side, side)
		}
		*objects = append(*objects, h.name.objects(left, y, room)...)
		if h.link != nil {
			n := h.link.natural()
			place(h.link, x, baseline-h.link.baseline(), n.Width, n.Height)
			*objects = append(*objects, h.link)
		} else {
			*objects = append(*objects, h.count.objects(x, baseline-env.base(look.Caption), wants)...)
		}
	}
	return top + high + air + env.size(look.Hairline)
}
