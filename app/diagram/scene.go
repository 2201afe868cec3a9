package diagram

import (
	"image"
	"image/color"
	"math"
	"strings"

	"github.com/golang/freetype/truetype"
	"github.com/wcharczuk/go-chart/v2"
)

// Text sizes in logical pixels, before the reader's text scale.
const (
	sizeAxis    = 12.0
	sizeLabel   = 14.0
	sizeFigure  = 16.0
	sizeHeading = 20.0
)

// style is how words are written.
type style struct {
	face *face
	size float64 // logical pixels, before the text scale
	ink  color.RGBA
}

// layer says what is drawn upon what. Each becomes one of go-chart's series.
type layer int

const (
	ground layer = iota // bands, gridlines
	data                // bars, lines, dots
	words               // lines in text colour and everything written
	layers
)

// scene is a chart laid out in device pixels and not yet drawn. Laying out knows where every word
// goes, so that a layout whose words collide is thrown away before a pixel is touched.
type scene struct {
	w, h      int     // device pixels
	k         float64 // device pixels per logical pixel
	textScale float64
	theme     *Theme

	ops    [layers][]op
	rects  []image.Rectangle
	points []image.Point
	boxes  []image.Rectangle // the ink of every text
	hits   []Hit
	bad    bool // something did not fit
}

type opKind uint8

const (
	opRects    opKind = iota // rectangles, filled
	opPolygons               // polygons, filled; parted by their lengths in rects' X (from, to)
	opLine                   // an open line
	opDot                    // a filled circle; with width, a ring around paper
	opText
)

// op is one stroke of the pen. from and to point into the scene's rects or points.
type op struct {
	kind     opKind
	ink      color.RGBA
	from, to int
	at       image.Point
	width    float64
	dash     []float64
	text     string
	font     *truetype.Font
}

func newScene(s Spec) *scene {
	return &scene{w: s.deviceW(), h: s.deviceH(), k: s.Scale, textScale: s.TextScale, theme: s.Theme}
}

// clear empties the scene for another try and keeps its memory.
func (sc *scene) clear() {
	for i := range sc.ops {
		sc.ops[i] = sc.ops[i][:0]
	}
	sc.rects, sc.points, sc.boxes, sc.hits, sc.bad = sc.rects[:0], sc.points[:0], sc.boxes[:0], sc.hits[:0], false
}

// px turns logical pixels into device pixels.
func (sc *scene) px(logical float64) int { return round(logical * sc.k) }

// tx is px for distances that grow with the text.
func (sc *scene) tx(logical float64) int { return round(logical * sc.k * sc.textScale) }

// hair is the thinnest line: one logical pixel. edge is that of a bar's outline.
func (sc *scene) hair() int { return max(1, sc.px(1)) }
func (sc *scene) edge() int { return max(1, sc.px(1.2)) }

// rule is a line of one and a half logical pixels. Where that is no whole number of device pixels
// the line takes the next whole one in a paler ink, which weighs the same and stays crisp.
func (sc *scene) rule(c color.RGBA) (int, color.RGBA) {
	exact := 1.5 * sc.k
	t := max(1, ceil(exact-1e-6))
	return t, sc.pale(c, min(1, exact/float64(t)))
}

// pale mixes a part of c with the paper.
func (sc *scene) pale(c color.RGBA, part float64) color.RGBA {
	p := sc.theme.Paper
	mix := func(a, b uint8) uint8 { return uint8(math.Round(float64(a)*part + float64(b)*(1-part))) }
	return color.RGBA{R: mix(c.R, p.R), G: mix(c.G, p.G), B: mix(c.B, p.B), A: c.A}
}

// zeroLevel and zeroUpright draw the line of zero, with its upper or left edge at y or x.
func (sc *scene) zeroLevel(x0, x1, y int) {
	t, c := sc.rule(sc.theme.Text)
	sc.rect(words, c, x0, y, x1, y+t)
}

func (sc *scene) zeroUpright(x, y0, y1 int) {
	t, c := sc.rule(sc.theme.Text)
	sc.rect(words, c, x, y0, x+t, y1)
}

// ruled is the thickness of the line of zero.
func (sc *scene) ruled() int {
	t, _ := sc.rule(sc.theme.Text)
	return t
}

func round(v float64) int { return int(math.Round(clamp(v))) }

// The strokes.

func (sc *scene) add(l layer, o op) { sc.ops[l] = append(sc.ops[l], o) }

// rect fills a rectangle; at least one device pixel of it is seen.
func (sc *scene) rect(l layer, c color.RGBA, x0, y0, x1, y1 int) {
	sc.fill(l, c, func() { sc.rects = append(sc.rects, image.Rect(x0, y0, max(x1, x0+1), max(y1, y0+1))) })
}

// fill gathers the rectangles that add appends to sc.rects into one stroke.
func (sc *scene) fill(l layer, c color.RGBA, add func()) {
	from := len(sc.rects)
	add()
	if len(sc.rects) > from {
		sc.add(l, op{kind: opRects, ink: c, from: from, to: len(sc.rects)})
	}
}

// hline and vline draw crisp lines of thickness t with their upper or left edge at y or x.
func (sc *scene) hline(l layer, c color.RGBA, x0, x1, y, t int) { sc.rect(l, c, x0, y, x1, y+t) }
func (sc *scene) vline(l layer, c color.RGBA, x, y0, y1, t int) { sc.rect(l, c, x, y0, x+t, y1) }

// frame draws the edge of r, inside it.
func (sc *scene) frame(l layer, c color.RGBA, r image.Rectangle, t int) {
	t = max(1, min(t, r.Dx()/2, r.Dy()/2))
	sc.fill(l, c, func() {
		sc.rects = append(sc.rects,
			image.Rect(r.Min.X, r.Min.Y, r.Max.X, r.Min.Y+t), image.Rect(r.Min.X, r.Max.Y-t, r.Max.X, r.Max.Y),
			image.Rect(r.Min.X, r.Min.Y+t, r.Min.X+t, r.Max.Y-t), image.Rect(r.Max.X-t, r.Min.Y+t, r.Max.X, r.Max.Y-t))
	})
}

// brokenFrame draws the edge of r in pieces of length on with gaps of length off.
func (sc *scene) brokenFrame(l layer, c color.RGBA, r image.Rectangle, t, on, off int) {
	t = max(1, min(t, r.Dx(), r.Dy()))
	sc.fill(l, c, func() {
		for x := r.Min.X; x < r.Max.X; x += on + off {
			end := min(x+on, r.Max.X)
			sc.rects = append(sc.rects, image.Rect(x, r.Min.Y, end, r.Min.Y+t), image.Rect(x, r.Max.Y-t, end, r.Max.Y))
		}
		for y := r.Min.Y + t; y < r.Max.Y-t; y += on + off {
			end := min(y+on, r.Max.Y-t)
			sc.rects = append(sc.rects, image.Rect(r.Min.X, y, r.Min.X+t, end), image.Rect(r.Max.X-t, y, r.Max.X, end))
		}
	})
}

// brokenLine draws a level line in pieces.
func (sc *scene) brokenLine(l layer, c color.RGBA, x0, x1, y, t, on, off int) {
	sc.fill(l, c, func() {
		for x := x0; x < x1; x += on + off {
			sc.rects = append(sc.rects, image.Rect(x, y, min(x+on, x1), y+t))
		}
	})
}

// hatch fills r with stripes at 45° and gives it an edge. Every corner of a stripe lies on a whole
// pixel, so that the stripes end exactly at the edge.
func (sc *scene) hatch(l layer, c color.RGBA, r image.Rectangle) {
	w, h := r.Dx(), r.Dy()
	if w <= 0 || h <= 0 {
		return
	}
	pitch, thick := max(4, sc.px(8.5)), max(1, sc.px(2.83)) // every sixth pixel across, two thick
	from := len(sc.rects)
	for a := pitch / 2; a < w+h; a += pitch {
		b := min(a+thick, w+h)
		first := len(sc.points)
		corner := func(x, y int) { sc.points = append(sc.points, image.Pt(r.Min.X+x, r.Min.Y+y)) }
		upper := func(u int) { corner(min(u, w), max(0, u-w)) }
		lower := func(u int) { corner(max(0, u-h), min(u, h)) }
		upper(a)
		if a < w && w < b {
			corner(w, 0)
		}
		upper(b)
		lower(b)
		if a < h && h < b {
			corner(0, h)
		}
		lower(a)
		sc.rects = append(sc.rects, image.Rectangle{Min: image.Pt(first, 0), Max: image.Pt(len(sc.points), 0)})
	}
	if len(sc.rects) > from {
		sc.add(l, op{kind: opPolygons, ink: c, from: from, to: len(sc.rects)})
	}
	sc.frame(l, c, r, sc.edge())
}

// line draws through points; fewer than two draw nothing.
func (sc *scene) line(l layer, c color.RGBA, width float64, dash []float64, ps ...image.Point) {
	if len(ps) < 2 {
		return
	}
	from := len(sc.points)
	sc.points = append(sc.points, ps...)
	sc.add(l, op{kind: opLine, ink: c, from: from, to: len(sc.points), width: width * sc.k, dash: dash})
}

// dashes returns a dash pattern in device pixels.
func (sc *scene) dashes(logical ...float64) []float64 {
	for i := range logical {
		logical[i] *= sc.k
	}
	return logical
}

// dot draws a filled circle, and ring one that shows the paper inside.
func (sc *scene) dot(l layer, c color.RGBA, at image.Point, radius float64) {
	sc.add(l, op{kind: opDot, ink: c, at: at, width: radius * sc.k})
}

func (sc *scene) ring(l layer, c color.RGBA, at image.Point, radius, thick float64) {
	sc.dot(l, c, at, radius)
	sc.dot(l, sc.theme.Paper, at, radius-thick)
}

// dashedFrame is the frame of what is not reported, and of what nobody has explained.
func (sc *scene) dashedFrame(r image.Rectangle) {
	sc.brokenFrame(data, sc.theme.Edge, r, max(1, sc.px(1.5)), max(2, sc.px(4)), max(2, sc.px(3)))
}

// unquoted is the dotted frame of an amount whose effect is not quoted; the band tells it from the
// dashes of what is not reported.
func (sc *scene) unquoted(r image.Rectangle) {
	sc.rect(data, sc.theme.Band, r.Min.X, r.Min.Y, r.Max.X, r.Max.Y)
	sc.mark(NotQuoted, r)
}

// mark draws what stands in the place of a value that is missing. What is not applicable has only
// its word.
func (sc *scene) mark(s Status, r image.Rectangle) {
	switch s {
	case NotReported:
		sc.dashedFrame(r)
	case NotQuoted:
		t := max(1, sc.px(1.5))
		sc.brokenFrame(data, sc.theme.Edge, r, t, t, max(2, sc.px(2)))
	case Confidential:
		sc.frame(data, sc.theme.Edge, r, sc.hair())
	case NoReport:
		sc.rect(ground, sc.theme.Band, r.Min.X, r.Min.Y, r.Max.X, r.Max.Y)
	}
}

// The words.

// align says which part of a text stands at its x.
type align int

const (
	left align = iota
	centre
	right
)

// em returns the device size of a style's letters.
func (sc *scene) em(st style) float64 { return st.size * sc.textScale * sc.k }

// width is how many device pixels a text takes.
func (sc *scene) width(text string, st style) int {
	return ceil(st.face.extent(drawable(text), sc.em(st)).advance)
}

// inkHeight is how many device pixels a text takes upwards and downwards.
func (sc *scene) inkHeight(text string, st style) int {
	e := st.face.extent(drawable(text), sc.em(st))
	return ceil(e.bottom - e.top)
}

// widest is the greatest width among texts.
func (sc *scene) widest(st style, texts ...string) (w int) {
	for _, t := range texts {
		w = max(w, sc.width(t, st))
	}
	return w
}

// place returns where a text would begin, and its ink.
func (sc *scene) place(text string, st style, x, y int, a align) (int, image.Rectangle) {
	e := st.face.extent(text, sc.em(st))
	switch a {
	case centre:
		x -= round(e.advance / 2)
	case right:
		x -= ceil(e.advance)
	}
	box := image.Rect(x+floor(e.left), y+floor(e.top), x+ceil(e.right), y+ceil(e.bottom))
	// Letters such as j and f reach beyond their own width; at an edge they are moved inside.
	if reach := ceil(sc.em(st) / 8); box.Min.X < 0 && box.Min.X >= -reach {
		x, box = x-box.Min.X, box.Sub(image.Pt(box.Min.X, 0))
	} else if over := box.Max.X - sc.w; over > 0 && over <= reach {
		x, box = x-over, box.Sub(image.Pt(over, 0))
	}
	return x, box
}

// write puts a text with its baseline at y and returns its ink. A text that meets another or leaves
// the picture spoils the scene.
func (sc *scene) write(text string, st style, x, y int, a align) image.Rectangle {
	text = drawable(text)
	x, box := sc.place(text, st, x, y, a)
	if box.Empty() {
		return box
	}
	if !sc.free(box) {
		sc.bad = true
	}
	sc.put(text, st, x, y, box)
	return box
}

// try writes a text only where it meets no other and stays inside, and reports whether it did.
func (sc *scene) try(text string, st style, x, y int, a align) bool {
	text = drawable(text)
	x, box := sc.place(text, st, x, y, a)
	if box.Empty() || !sc.free(box) {
		return false
	}
	sc.put(text, st, x, y, box)
	return true
}

func (sc *scene) put(text string, st style, x, y int, box image.Rectangle) {
	sc.boxes = append(sc.boxes, box)
	sc.add(words, op{kind: opText, ink: st.ink, at: image.Pt(x, y), text: text, font: st.face.ttf, width: sc.em(st)})
}

// free reports whether a text of this ink keeps its distance to the others and to the edges.
func (sc *scene) free(box image.Rectangle) bool {
	if !box.In(image.Rect(0, 0, sc.w, sc.h)) {
		return false
	}
	gap := max(2, sc.px(3))
	roomy := image.Rect(box.Min.X-gap, box.Min.Y, box.Max.X+gap, box.Max.Y)
	for _, b := range sc.boxes {
		if roomy.Overlaps(b) {
			return false
		}
	}
	return true
}

// middle returns the baseline that centres figures and capitals on y.
func (sc *scene) middle(y int, st style) int { return y + round(sc.em(st)*capHeight/2) }

// crosses reports whether one of the lines runs through box.
func (sc *scene) crosses(box image.Rectangle) bool {
	for _, o := range sc.ops[data] {
		if o.kind != opLine {
			continue
		}
		ps := sc.points[o.from:o.to]
		for j := 1; j < len(ps); j++ {
			a, b := ps[j-1], ps[j]
			if a.X > b.X {
				a, b = b, a
			}
			from, to := max(a.X, box.Min.X), min(b.X, box.Max.X)
			if from > to {
				continue
			}
			at := func(x int) int { return a.Y + (b.Y-a.Y)*(x-a.X)/max(1, b.X-a.X) }
			y0, y1 := at(from), at(to)
			if max(y0, y1) >= box.Min.Y-1 && min(y0, y1) <= box.Max.Y+1 {
				return true
			}
		}
	}
	return false
}

// thinned writes the names of n columns centred below them: every one, every second, and so on, as
// many as have room, and always that of the column kept.
func (sc *scene) thinned(n, kept int, x func(int) int, name func(int) string, st style, y int) {
	for stride := 1; stride <= n; stride++ {
		boxes, ops, ok := len(sc.boxes), len(sc.ops[words]), true
		for i := kept % stride; i < n && ok; i += stride {
			if name(i) != "" {
				ok = sc.try(name(i), st, x(i), y, centre)
			}
		}
		if ok {
			return
		}
		sc.boxes, sc.ops[words] = sc.boxes[:boxes], sc.ops[words][:ops]
	}
	sc.bad = sc.bad || n > 0
}

// wrap breaks a text between words into lines no wider than width; a word that is wider is left
// whole, and shows as a line that is too wide.
func (sc *scene) wrap(text string, st style, width int) []string {
	var lines []string
	for _, word := range strings.FieldsFunc(drawable(text), func(r rune) bool { return r == ' ' }) {
		if n := len(lines); n > 0 && sc.width(lines[n-1]+" "+word, st) <= width {
			lines[n-1] += " " + word
			continue
		}
		lines = append(lines, word)
	}
	return lines
}

// hit notes what lies under the pointer in r.
func (sc *scene) hit(r image.Rectangle, row int, id, text string) {
	r = r.Intersect(image.Rect(0, 0, sc.w, sc.h))
	if !r.Empty() {
		sc.hits = append(sc.hits, Hit{Rect: r, Row: row, ID: id, Text: text})
	}
}

// series is a layer of a scene on its way through go-chart.
type series struct {
	scene *scene
	layer layer
}

var _ chart.Series = series{}

func (s series) GetName() string           { return [layers]string{"ground", "data", "words"}[s.layer] }
func (s series) GetYAxis() chart.YAxisType { return chart.YAxisPrimary }
func (s series) GetStyle() chart.Style     { return chart.Style{} }
func (s series) Validate() error           { return nil }

// Render draws the layer. The scene is laid out in device pixels, so go-chart's ranges and boxes
// have no say.
func (s series) Render(r chart.Renderer, _ chart.Box, _, _ chart.Range, _ chart.Style) {
	sc := s.scene
	for i := range sc.ops[s.layer] {
		o := &sc.ops[s.layer][i]
		switch o.kind {
		case opRects:
			r.SetFillColor(ink(o.ink))
			for _, b := range sc.rects[o.from:o.to] {
				r.MoveTo(b.Min.X, b.Min.Y)
				r.LineTo(b.Max.X, b.Min.Y)
				r.LineTo(b.Max.X, b.Max.Y)
				r.LineTo(b.Min.X, b.Max.Y)
				r.Close()
			}
			r.Fill()
		case opPolygons:
			r.SetFillColor(ink(o.ink))
			for _, part := range sc.rects[o.from:o.to] {
				for j, p := range sc.points[part.Min.X:part.Max.X] {
					if j == 0 {
						r.MoveTo(p.X, p.Y)
					} else {
						r.LineTo(p.X, p.Y)
					}
				}
				r.Close()
			}
			r.Fill()
		case opLine:
			r.SetStrokeColor(ink(o.ink))
			r.SetStrokeWidth(o.width)
			r.SetStrokeDashArray(o.dash)
			for j, p := range sc.points[o.from:o.to] {
				if j == 0 {
					r.MoveTo(p.X, p.Y)
				} else {
					r.LineTo(p.X, p.Y)
				}
			}
			r.Stroke()
		case opDot:
			r.SetFillColor(ink(o.ink))
			r.Circle(o.width, o.at.X, o.at.Y)
			r.Fill()
		case opText:
			r.SetFont(o.font)
			r.SetFontSize(o.width)
			r.SetFontColor(ink(o.ink))
			r.Text(o.text, o.at.X, o.at.Y)
		}
	}
}
