package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// DetailHead is the top of a detail: the rule, what kind of thing it is with a link to where it stands,
// and its name.
type DetailHead struct {
	block
	rule        *canvas.Rectangle
	kind, title *lines
	link        *Link // nil where nothing is linked to
}

// NewDetailHead returns the top of a detail. source may be nil.
func NewDetailHead(env Env, kind, title string, source *page.Source) *DetailHead {
	h := &DetailHead{rule: env.fill(look.Ink), kind: env.muted(look.Caption, kind)}
	h.title = env.newLines(look.Section, span{text: title, role: look.Section, bold: true, tone: look.Ink})
	if source != nil && source.Record != "" {
		h.link = NewSourceLink(env, source.Record, source.Label)
	}
	h.tall = func(width float32) float32 { return h.flow(width, nil) }
	h.lay = func(size fyne.Size) {
		place(h.rule, 0, 0, size.Width, env.size(look.Rule))
		objects := []fyne.CanvasObject{h.rule}
		h.flow(size.Width, &objects)
		h.objects = objects
	}
	h.init(h, env)
	return h
}

// flow lays the head out and returns its height. A link that has no room beside the kind goes under
// the name.
func (h *DetailHead) flow(width float32, objects *[]fyne.CanvasObject) float32 {
	env := h.env
	y := env.size(look.Rule) + sectionPad
	draw := func(more ...fyne.CanvasObject) {
		if objects != nil {
			*objects = append(*objects, more...)
		}
	}
	beside := h.link != nil && h.kind.natural()+asideGap+h.link.natural().Width <= width
	top := y
	draw(h.kind.objects(0, y, width)...)
	y += h.kind.height(width)
	draw(h.title.objects(0, y, width)...)
	y += h.title.height(width)
	if h.link == nil {
		return y
	}
	n, x := h.link.natural(), float32(0)
	if beside {
		x, top = width-n.Width, top+env.base(look.Caption)-h.link.baseline()
	} else {
		top = y
		y += n.Height
	}
	if objects != nil {
		place(h.link, x, top, min(n.Width, width), n.Height)
		*objects = append(*objects, h.link)
	}
	return y
}
