package search

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"rodatraden/app/i18n"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
)

// head is the name of a group of hits: its icon, its name and how many there are, over a line. Over
// the first stands the rule of a section.
type head struct {
	widget.BaseWidget
	th    *look.Theme
	rule  *canvas.Rectangle // nil but over the first
	icon  *canvas.Image
	name  *canvas.Text
	count *canvas.Text
	line  *canvas.Rectangle
}

const (
	iconLeft = 1  // of the icon
	nameLeft = 26 // of the name, at 100 %
	headAir  = 5  // over and under the name together
)

// icons are the drawings of the groups, by the end of the key of their names; others have that of a
// document.
var icons = []string{"economy", "decisions"}

// icon returns the drawing of a group by its name.
func icon(l *i18n.Localizer, name string) string {
	for _, id := range icons {
		if l.Text("page.group."+id) == name {
			return id
		}
	}
	return "document"
}

func newHead(env part.Env, icon, name, count string, first bool) *head {
	h := &head{th: env.Theme, icon: part.NewIcon(env, icon, look.Ink2, look.MarkIcon), line: canvas.NewRectangle(env.Theme.Tone(look.Line2))}
	h.name = text(env.Theme, name, look.Body, look.Ink)
	h.name.TextStyle.Bold = true
	h.count = text(env.Theme, count, look.Caption, look.Ink2)
	if first {
		h.rule = canvas.NewRectangle(env.Theme.Tone(look.Ink))
	}
	h.ExtendBaseWidget(h)
	return h
}

func text(th *look.Theme, words string, role fyne.ThemeSizeName, tone fyne.ThemeColorName) *canvas.Text {
	t := canvas.NewText(words, th.Tone(tone))
	t.TextSize = th.Size(role)
	return t
}

// HeightAt is the height, whatever the width.
func (h *head) HeightAt(float32) float32 {
	high := h.th.Line(look.Body) + headAir + h.th.Size(look.Hairline)
	if h.rule != nil {
		high += h.th.Size(look.Rule)
	}
	return high
}

// MinSize is the height, and a width to begin with.
func (h *head) MinSize() fyne.Size { return fyne.NewSize(100, h.HeightAt(0)) }

// CreateRenderer is called by Fyne.
func (h *head) CreateRenderer() fyne.WidgetRenderer { return &headRenderer{h} }

type headRenderer struct{ h *head }

func (r *headRenderer) Destroy()           {}
func (r *headRenderer) MinSize() fyne.Size { return r.h.MinSize() }
func (r *headRenderer) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{r.h.icon, r.h.name, r.h.count, r.h.line}
	if r.h.rule != nil {
		objects = append(objects, r.h.rule)
	}
	return objects
}

func (r *headRenderer) Refresh() {
	for _, o := range r.Objects() {
		o.Refresh()
	}
}

// Layout sets icon and name at the left, and the count at the right, on one baseline.
func (r *headRenderer) Layout(size fyne.Size) {
	h, th := r.h, r.h.th
	top := float32(0)
	if h.rule != nil {
		top = th.Size(look.Rule)
		place(h.rule, 0, 0, size.Width, top)
	}
	side := th.Size(look.MarkIcon)
	middle := top + round(headAir/2) + th.Line(look.Body)/2
	baseline := top + round(headAir/2) + th.Baseline(look.Body)
	place(h.icon, iconLeft, middle-side/2, side, side)
	stand(h.name, round(nameLeft*th.TextScale()), baseline)
	stand(h.count, size.Width-h.count.MinSize().Width, baseline)
	place(h.line, 0, size.Height-th.Size(look.Hairline), size.Width, th.Size(look.Hairline))
}

// stand places a text with its left end at x and its letters on a baseline.
func stand(t *canvas.Text, x, baseline float32) {
	size, ascent := fyne.CurrentApp().Driver().RenderedTextSize(t.Text, t.TextSize, t.TextStyle, t.FontSource)
	t.Move(fyne.NewPos(round(x), round(baseline)-float32(math.Ceil(float64(ascent)))))
	t.Resize(size)
}

func place(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(round(x), round(y)))
	o.Resize(fyne.NewSize(round(w), round(h)))
}

func round(v float32) float32 { return float32(math.Round(float64(v))) }
