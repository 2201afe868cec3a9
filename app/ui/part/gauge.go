package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/ui/look"
)

// gauge is a bar that shows how much of something has come.
type gauge struct{ track, done *canvas.Rectangle }

const gaugeLow = 8 // its height

func (e Env) newGauge() gauge {
	g := gauge{e.fill(look.Line), e.fill(look.Blue)}
	g.track.CornerRadius, g.done.CornerRadius = gaugeLow/2, gaugeLow/2
	return g
}

func (g gauge) objects() []fyne.CanvasObject { return []fyne.CanvasObject{g.track, g.done} }

// set lays the bar from (x, y) with a part of it filled, from 0 to 1. Nothing of it is drawn as nothing.
func (g gauge) set(x, y, w, h float32, part float64) {
	place(g.track, x, y, w, h)
	part = min(max(part, 0), 1)
	g.done.Hidden = part == 0
	place(g.done, x, y, max(w*float32(part), h), h)
}

// FetchHead is the head of what is being fetched: a rule, whose it is, how much of it there is in words,
// and under them the same as a bar.
type FetchHead struct {
	block
	rule  *canvas.Rectangle
	title *lines
	sum   *lines
	gauge gauge
	part  float64
}

const fetchHeadGap = 3 // between the words and the bar

// NewFetchHead returns a head; part is from 0 to 1.
func NewFetchHead(env Env, title, sum string, part float64) *FetchHead {
	h := &FetchHead{rule: env.fill(look.Ink), gauge: env.newGauge()}
	h.title = env.newLines(look.Section, span{text: title, role: look.Section, bold: true, tone: look.Ink})
	h.tall = func(width float32) float32 { return h.flow(width, nil) }
	h.lay = func(size fyne.Size) {
		place(h.rule, 0, 0, size.Width, env.size(look.Rule))
		objects := []fyne.CanvasObject{h.rule}
		h.flow(size.Width, &objects)
		h.objects = append(objects, h.gauge.objects()...)
	}
	h.init(h, env)
	h.tell(sum, part)
	return h
}

func (h *FetchHead) tell(sum string, part float64) {
	h.sum = h.env.newLines(look.Body, span{text: sum, role: look.Body, bold: true, tone: look.Ink})
	h.part = part
}

// Set tells how far it has come by now.
func (h *FetchHead) Set(sum string, part float64) {
	h.tell(sum, part)
	h.Refresh()
}

func (h *FetchHead) flow(width float32, objects *[]fyne.CanvasObject) float32 {
	env := h.env
	y := env.size(look.Rule) + sectionPad
	sum := h.sum.natural()
	beside := h.title.natural()+asideGap+sum <= width
	high := h.title.height(width)
	if objects != nil {
		*objects = append(*objects, h.title.objects(0, y, width)...)
		if beside {
			*objects = append(*objects, h.sum.objects(width-sum, y+env.base(look.Section)-env.base(look.Body), sum+1)...)
		} else {
			*objects = append(*objects, h.sum.objects(0, y+high, width)...)
		}
	}
	if !beside {
		high += h.sum.height(width)
	}
	y += high + fetchHeadGap
	if objects != nil {
		h.gauge.set(0, y, width, gaugeLow, h.part)
	}
	return y + gaugeLow + fetchHeadGap
}
