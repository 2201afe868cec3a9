package diagram

import (
	"image"
	"io"
	"testing"

	"github.com/golang/freetype/truetype"
	"github.com/wcharczuk/go-chart/v2"
)

// written is a text as a renderer was told to draw it, with the ink of its glyphs as they are
// rasterized: nothing of the layout's own reckoning.
type written struct {
	text string
	font *truetype.Font
	size float64
	box  image.Rectangle
}

// watcher is a renderer that draws nothing and notes what it is told.
type watcher struct {
	raster
	texts []written
	far   bool // a coordinate beyond all pictures
}

func (w *watcher) MoveTo(x, y int) { w.see(x, y) }
func (w *watcher) LineTo(x, y int) { w.see(x, y) }
func (w *watcher) Close()          {}
func (w *watcher) Fill()           {}
func (w *watcher) Stroke()         {}
func (w *watcher) FillStroke()     {}

func (w *watcher) Circle(radius float64, x, y int) { w.see(x, y) }
func (w *watcher) Save(io.Writer) error            { return nil }

func (w *watcher) see(x, y int) {
	w.far = w.far || max(x, -x, y, -y) > 2*largestSide
}

func (w *watcher) Text(body string, x, y int) {
	t := written{text: body, font: w.font, size: w.size}
	key := glyphKey{font: w.font, size: w.pixels()}
	pen := float64(x)
	for _, c := range body {
		quarters := int(pen*4 + 0.5)
		key.r, key.quarter = c, uint8(quarters&3)
		g := masks.get(key)
		if !g.box.Empty() {
			t.box = t.box.Union(g.box.Add(image.Pt(quarters>>2, y)))
		}
		pen += g.advance
	}
	w.texts = append(w.texts, t)
}

// watch lets d draw itself before a watcher.
func watch(t *testing.T, d Diagram, s Spec) *watcher {
	t.Helper()
	w := &watcher{}
	w.dpi = dotsPerInch
	var hits []Hit
	if err := d.Chart(s, &hits).Render(func(int, int) (chart.Renderer, error) { return w, nil }, discard{}); err != nil {
		t.Fatalf("drawing: %v", err)
	}
	s = s.normal()
	picture := image.Rect(0, 0, s.deviceW(), s.deviceH())
	for _, h := range hits {
		if h.Rect.Empty() || !h.Rect.In(picture) {
			t.Errorf("hit %q at %v is not in the picture %v", h.Text, h.Rect, picture)
		}
		if h.Row < 0 || h.Row >= len(d.Table().Rows) {
			t.Errorf("hit %q names row %d of %d", h.Text, h.Row, len(d.Table().Rows))
		}
	}
	return w
}

// legible fails the test where a text meets another, leaves the picture, is smaller than 12 logical
// pixels or holds a rune that its typeface lacks.
func (w *watcher) legible(t *testing.T, s Spec) {
	t.Helper()
	s = s.normal()
	picture := image.Rect(0, 0, s.deviceW(), s.deviceH())
	for i, a := range w.texts {
		if !a.box.In(picture) {
			t.Errorf("%q at %v leaves the picture %v", a.text, a.box, picture)
		}
		if least := sizeAxis * s.TextScale * s.Scale; a.size < least-1e-6 {
			t.Errorf("%q is written at %.1f, under %.1f", a.text, a.size, least)
		}
		for _, r := range a.text {
			if a.font.Index(r) == 0 {
				t.Errorf("%q holds %q, which the typeface lacks", a.text, r)
			}
		}
		for _, b := range w.texts[:i] {
			if a.box.Overlaps(b.box) {
				t.Errorf("%q at %v meets %q at %v", a.text, a.box, b.text, b.box)
			}
		}
	}
	if w.far {
		t.Error("something is drawn far outside the picture")
	}
}

// has reports whether a text was written, whole or over several lines.
func (w *watcher) has(text string) bool {
	for _, t := range w.texts {
		if t.text == text {
			return true
		}
	}
	return false
}
