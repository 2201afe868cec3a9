package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/ui/look"
)

// GroupHead is the name of a group of rows in a list, with how many they are at the right end, over a
// line.
type GroupHead struct {
	block
	name, count *lines
	line        *canvas.Rectangle
}

const groupAir = 2 // over and under the name

// NewGroupHead returns the head of a group.
func NewGroupHead(env Env, name, count string) *GroupHead {
	h := &GroupHead{line: env.fill(look.Line2), count: env.muted(look.Caption, count)}
	h.name = env.newLines(look.Body, span{text: name, role: look.Body, bold: true, tone: look.Ink})
	h.tall = func(width float32) float32 { return h.flow(width, nil) }
	h.lay = func(size fyne.Size) {
		objects := []fyne.CanvasObject{h.line}
		h.flow(size.Width, &objects)
		place(h.line, 0, size.Height-1, size.Width, 1)
		h.objects = objects
	}
	h.init(h, env)
	return h
}

func (h *GroupHead) flow(width float32, objects *[]fyne.CanvasObject) float32 {
	wants := h.count.natural()
	room := width - wants - asideGap
	if objects != nil {
		*objects = append(*objects, h.name.objects(0, groupAir, room)...)
		*objects = append(*objects, h.count.objects(width-wants, groupAir+h.env.base(look.Body)-h.env.base(look.Caption), wants)...)
	}
	return groupAir + h.name.height(room) + groupAir + 1
}
