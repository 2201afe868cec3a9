package part

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/diagram"
	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// Trend is a small chart with its values as rows beside it, each with its time. A row opens where its
// value stands. What is of one time only has no chart.
type Trend struct {
	block
	chart *canvas.Raster // nil for none
	rows  []*TrendValue
}

// The design's picture has the chart from 38 to 144, and the values 160 from the left.
const (
	trendInset = 38
	trendWide  = 144
	trendLeft  = 160
	trendLeast = 66 // height of the chart at 100 %
	trendMany  = 4  // more values than these may stand in two columns
	trendGap   = 16
)

// NewTrend returns the values of a series; chart may be nil.
func NewTrend(env Env, points []page.SeriesPoint, chart diagram.Diagram) *Trend {
	t := &Trend{}
	if chart != nil {
		t.chart = canvas.NewRaster(smallChart(env, chart))
	}
	group := &Group{}
	for _, p := range points {
		r := newTrendValue(env, p)
		r.group = group
		group.add(r)
		t.rows = append(t.rows, r)
	}
	scale := env.Theme.TextScale()
	left := func(width float32) float32 {
		if t.chart == nil {
			return 0
		}
		return min(round(trendLeft*scale), width/2)
	}
	// Many values stand in two columns, where both have room.
	columns := func(width float32) (count int, wide float32) {
		half := round((width - trendGap) / 2)
		for _, r := range t.rows {
			if len(t.rows) <= trendMany || r.text.natural() > half {
				return 1, width
			}
		}
		return 2, half
	}
	flow := func(width float32, put func(r *TrendValue, x, y, w, h float32)) (high float32) {
		count, wide := columns(width)
		each := (len(t.rows) + count - 1) / count
		var y float32
		for i, r := range t.rows {
			if i%each == 0 {
				y = 0
			}
			h := r.HeightAt(wide)
			if put != nil {
				put(r, float32(i/each)*(wide+trendGap), y, wide, h)
			}
			y += h
			high = max(high, y)
		}
		return high
	}
	t.tall = func(width float32) float32 {
		high := flow(width-left(width), nil)
		if t.chart != nil {
			high = max(high, round(trendLeast*scale))
		}
		return high
	}
	t.lay = func(size fyne.Size) {
		t.objects = nil
		x := left(size.Width)
		if t.chart != nil {
			inset := round(trendInset * scale)
			place(t.chart, inset, 0, x-round((trendLeft-trendWide)*scale)-inset, min(size.Height, round(2*trendLeast*scale)))
			t.objects = append(t.objects, t.chart)
		}
		flow(size.Width-x, func(r *TrendValue, left, y, w, h float32) {
			place(r, x+left, y, w, h)
			t.objects = append(t.objects, r)
		})
	}
	t.init(t, env)
	return t
}

// TrendValue is a value at its time.
type TrendValue struct {
	press
	text  *lines
	under *canvas.Rectangle
	ring  *ring
}

func newTrendValue(env Env, p page.SeriesPoint) *TrendValue {
	r := &TrendValue{under: env.fill(look.Selected), ring: env.newRing()}
	spans := []span{{text: env.L.Text("ui.interventions.value", "When", i18n.Capital(p.Label)), role: look.Body, tone: look.Ink}}
	if p.Figure.Present() {
		spans = append(spans, span{text: p.Figure.Number, role: look.Body, bold: true, tone: look.Ink})
		spans = append(spans, span{text: strings.TrimPrefix(p.Figure.Text, p.Figure.Number), role: look.Body, tone: look.Ink})
	} else {
		spans = append(spans, span{text: p.Figure.Text, role: look.Body, italic: true, tone: look.Ink2})
	}
	r.text = env.newLines(look.Body, spans...)
	if ref := p.Figure.Record; ref != "" {
		r.opens(ref)
	}
	r.tall = func(width float32) float32 {
		high := r.text.height(width)
		if env.Narrow {
			high = max(high, env.touch())
		}
		return high
	}
	r.lay = func(size fyne.Size) {
		place(r.under, 0, 0, size.Width, size.Height)
		r.ring.set(-2, 0, min(size.Width, r.text.natural())+4, size.Height)
		high := r.text.height(size.Width)
		r.objects = append([]fyne.CanvasObject{r.under}, r.text.objects(0, round((size.Height-high)/2), size.Width)...)
		r.objects = append(r.objects, r.ring.objects()...)
	}
	r.paint = func() {
		r.ring.show(r.focused)
		r.under.Hidden = !r.hovered
	}
	r.paint()
	r.steady = true
	r.start(r, env)
	return r
}
