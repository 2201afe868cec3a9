package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/ui/look"
)

// Subhead is the heading of a part of a detail: a hairline, unless a row's line stands over it, the
// words in bold, and at the right end a short text with an icon before it.
type Subhead struct {
	block
	line  *canvas.Rectangle // nil under a row that has one
	title *lines
	right *lines
	icon  *canvas.Image
}

const (
	subheadGap = 6 // between the icon and its text
	subheadPad = 7 // between the line and the words
)

// NewSubhead returns a heading with its line; right and icon may be empty. The thread's icon is in its
// colour.
func NewSubhead(env Env, title, right, icon string) *Subhead {
	h := NewBareSubhead(env, title, right, icon)
	h.line = env.fill(look.Line)
	return h
}

// NewBareSubhead returns a heading for under a row that ends in a line.
func NewBareSubhead(env Env, title, right, icon string) *Subhead {
	h := &Subhead{}
	h.title = env.newLines(look.Body, span{text: title, role: look.Body, bold: true, tone: look.Ink})
	if right != "" {
		h.right = env.text(look.Caption, right)
		if icon != "" {
			tone := look.Ink2
			if icon == "thread" {
				tone = look.Thread
			}
			h.icon = NewIcon(env, icon, tone, look.MarkIcon)
		}
	}
	h.tall = func(width float32) float32 { return h.flow(width, nil) }
	h.lay = func(size fyne.Size) {
		var objects []fyne.CanvasObject
		if h.line != nil {
			place(h.line, 0, 0, size.Width, env.size(look.Hairline))
			objects = append(objects, h.line)
		}
		h.flow(size.Width, &objects)
		h.objects = objects
	}
	h.init(h, env)
	return h
}

func (h *Subhead) flow(width float32, objects *[]fyne.CanvasObject) float32 {
	env := h.env
	top := float32(subheadPad)
	if h.line != nil {
		top += env.size(look.Hairline)
	}
	high := h.title.height(width)
	if objects != nil {
		*objects = append(*objects, h.title.objects(0, top, width)...)
	}
	if h.right == nil {
		return top + high
	}
	lead := float32(0)
	if h.icon != nil {
		lead = env.size(look.MarkIcon) + subheadGap
	}
	wants := lead + h.right.natural()
	x, y := width-wants, top+env.base(look.Body)-env.base(look.Caption)
	if h.title.natural()+asideGap+wants > width {
		x, y = 0, top+high
		high += h.right.height(width - lead)
	}
	if objects != nil {
		if h.icon != nil {
			side := env.size(look.MarkIcon)
			place(h.icon, x, y+env.base(look.Caption)-round(side*13/16), side, side)
			*objects = append(*objects, h.icon)
		}
		*objects = append(*objects, h.right.objects(x+lead, y, width-x-lead)...)
	}
	return top + high
}
