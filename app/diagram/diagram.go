package diagram

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"math"
	"sync"

	"github.com/wcharczuk/go-chart/v2"

	"rodatraden/data/fault"
)

// Spec says how large, at which scale and in which colours a diagram is drawn. With Title, Sub and
// Foot empty the picture is the chart alone, laid out to its edges, for a page that writes its own
// headline; otherwise it is a picture that stands by itself, with margins and a legend.
type Spec struct {
	W, H      int     // logical pixels
	Scale     float64 // device pixels per logical pixel; 0 means 1
	TextScale float64 // the reader's text size; 0 means 1
	Theme     *Theme  // nil means Light

	Title, Sub, Foot string
}

// Diagram is a chart and what it says.
type Diagram interface {
	// Chart lays the diagram out as a scene for go-chart, and gives the hits. Either a renderer of
	// this package or one of go-chart's can draw it.
	Chart(Spec, *[]Hit) chart.Chart

	// Table gives the same data as rows.
	Table() Table

	// Describe gives the finding in a sentence.
	Describe() string

	// Fits reports whether the diagram can be read at this size. Where it cannot, it is to be
	// replaced by its table.
	Fits(Spec) bool
}

// Hit is a part of the picture that stands for a row of the table.
type Hit struct {
	Rect image.Rectangle // device pixels
	Row  int             // in Table().Rows
	ID   string          // what the caller gave the row
	Text string          // what it says
}

// Table is a diagram's data as people read it. Numeric tells which columns hold figures.
type Table struct {
	Title   string
	Columns []string
	Rows    [][]string
	Numeric []bool
}

// largestSide bounds a picture's sides, in device pixels.
const largestSide = 16384

// normal fills in what is left out and keeps scales within reason.
func (s Spec) normal() Spec {
	if !(s.Scale > 0) || math.IsInf(s.Scale, 0) {
		s.Scale = 1
	}
	if !(s.TextScale > 0) || math.IsInf(s.TextScale, 0) {
		s.TextScale = 1
	}
	s.Scale = max(0.25, min(s.Scale, 16))
	s.TextScale = max(0.5, min(s.TextScale, 8))
	if s.Theme == nil {
		s.Theme = &Light
	}
	return s
}

func (s Spec) deviceW() int { return max(1, min(largestSide, round(float64(s.W)*s.Scale))) }
func (s Spec) deviceH() int { return max(1, min(largestSide, round(float64(s.H)*s.Scale))) }

// bare reports whether the chart stands alone, without headline and margins.
func (s Spec) bare() bool { return s.Title == "" && s.Sub == "" && s.Foot == "" }

func (s Spec) check(op string) error {
	if s.W <= 0 || s.H <= 0 {
		return fault.New(op, fault.Usage, "", errors.New("a diagram needs a width and a height"))
	}
	n := s.normal()
	if float64(s.W)*n.Scale > largestSide || float64(s.H)*n.Scale > largestSide {
		return fault.New(op, fault.Limit, "", errors.New("the picture is too large"))
	}
	return nil
}

// attempt lays a chart out in the rectangle given; it spoils the scene when something does not fit.
type attempt func(sc *scene, in image.Rectangle)

// layOut takes the first attempt whose words all have room. When none has, the scene holds the
// sentence that points to the table, and the answer is false.
func layOut(s Spec, w *Words, attempts ...attempt) (*scene, bool) {
	s = s.normal()
	sc := newScene(s)
	for _, try := range attempts {
		sc.clear()
		in := sc.headline(s)
		if !sc.bad && in.Dx() > 0 && in.Dy() > 0 {
			try(sc, in)
			if !sc.bad {
				return sc, true
			}
		}
	}
	sc.clear()
	sc.seeTable(w.SeeTable)
	if sc.bad {
		sc.clear()
	}
	return sc, false
}

// headline writes what stands around the chart, and returns what is left for it.
func (sc *scene) headline(s Spec) image.Rectangle {
	in := image.Rect(0, 0, sc.w, sc.h)
	if s.bare() {
		return in
	}
	pad := sc.px(24)
	in = in.Inset(pad)
	head := style{bold, sizeHeading, sc.theme.Text}
	note := style{regular, sizeLabel, sc.theme.Muted}
	if s.Title != "" {
		for _, line := range sc.wrap(s.Title, head, in.Dx()) {
			sc.write(line, head, in.Min.X, in.Min.Y+sc.tx(19), left)
			in.Min.Y += sc.tx(26)
		}
	}
	if s.Sub != "" {
		for _, line := range sc.wrap(s.Sub, note, in.Dx()) {
			sc.write(line, note, in.Min.X, in.Min.Y+sc.tx(14), left)
			in.Min.Y += sc.tx(19)
		}
	}
	if s.Title != "" || s.Sub != "" {
		in.Min.Y += sc.px(12)
	}
	if s.Foot != "" {
		lines := sc.wrap(s.Foot, note, in.Dx())
		in.Max.Y -= len(lines) * sc.tx(19)
		for i, line := range lines {
			sc.write(line, note, in.Min.X, in.Max.Y+i*sc.tx(19)+sc.tx(14), left)
		}
		in.Max.Y -= sc.px(12)
	}
	return in
}

func (sc *scene) seeTable(text string) {
	st := style{regular, sizeLabel, sc.theme.Muted}
	lines := sc.wrap(text, st, sc.w-sc.px(16))
	y := sc.h/2 - len(lines)*sc.tx(19)/2 + sc.tx(14)
	for _, line := range lines {
		sc.write(line, st, sc.w/2, y, centre)
		y += sc.tx(19)
	}
}

// chart wraps the scene for go-chart.
func (sc *scene) chart(hits *[]Hit) chart.Chart {
	if hits != nil {
		*hits = append(*hits, sc.hits...)
	}
	return chart.Chart{
		Width: sc.w, Height: sc.h, DPI: dotsPerInch,
		Font:         regular.ttf, // without a font go-chart loads its own, in a race
		ColorPalette: palette{sc.theme},
		Background:   chart.Style{FillColor: ink(sc.theme.Background)},
		// Ranges of its own, since SetDomain changes them; not empty, since go-chart refuses that.
		XAxis:          chart.XAxis{Style: chart.Hidden(), Range: &chart.ContinuousRange{Max: 1}},
		YAxis:          chart.YAxis{Style: chart.Hidden(), Range: &chart.ContinuousRange{Max: 1}},
		YAxisSecondary: chart.YAxis{Style: chart.Hidden(), Range: &chart.ContinuousRange{Max: 1}},
		Series:         []chart.Series{series{sc, ground}, series{sc, data}, series{sc, words}},
	}
}

// spare keeps raster renderers for reuse: more than a screen has charts in drawing at once is not
// worth keeping. It is no sync.Pool, which forgets whenever memory is swept.
var spare struct {
	mu   sync.Mutex
	list []*raster
}

const maxSpare = 4

func takeRaster() *raster {
	spare.mu.Lock()
	defer spare.mu.Unlock()
	if n := len(spare.list); n > 0 {
		r := spare.list[n-1]
		spare.list = spare.list[:n-1]
		return r
	}
	return new(raster)
}

func giveRaster(r *raster) {
	r.img = nil
	spare.mu.Lock()
	defer spare.mu.Unlock()
	if len(spare.list) < maxSpare {
		spare.list = append(spare.list, r)
	}
}

// discard is the writer that go-chart is given where the picture is already in our hands.
type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }
func (discard) SetRGBA(*image.RGBA)         {}

// Render draws d into a picture of s's device size, taking into where it has that size, and gives
// the hits. It may be called by many goroutines at once, each with its own picture.
func Render(d Diagram, s Spec, into *image.RGBA) (*image.RGBA, []Hit, error) {
	const op = "diagram.Render"
	if err := s.check(op); err != nil {
		return nil, nil, err
	}
	s = s.normal()
	size := image.Rect(0, 0, s.deviceW(), s.deviceH())
	if into == nil || into.Rect != size || into.Stride != size.Dx()*4 {
		into = image.NewRGBA(size)
	}
	var hits []Hit
	c := d.Chart(s, &hits)
	if err := renderInto(c, into, s.Theme.Background.A != 255); err != nil {
		return nil, nil, fault.New(op, fault.Usage, "", err)
	}
	return into, hits, nil
}

// renderInto draws a chart with our renderer. wipe says that the picture must be emptied first,
// because the chart lays no opaque ground.
func renderInto(c chart.Chart, img *image.RGBA, wipe bool) error {
	r := takeRaster()
	defer giveRaster(r)
	return c.Render(func(int, int) (chart.Renderer, error) {
		r.begin(img, wipe)
		return r, nil
	}, discard{})
}

// PNG draws d and encodes the picture.
func PNG(d Diagram, s Spec) ([]byte, error) {
	img, _, err := Render(d, s, nil)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		return nil, fault.New("diagram.PNG", fault.Local, "", err)
	}
	return b.Bytes(), nil
}

// SVG writes d as SVG. Coordinates are logical pixels, whole ones at Scale 1; the text is text.
func SVG(d Diagram, s Spec) ([]byte, error) {
	const op = "diagram.SVG"
	if err := s.check(op); err != nil {
		return nil, err
	}
	s = s.normal()
	title := s.Title
	if title == "" {
		title = d.Table().Title
	}
	v := &vectors{scale: s.Scale}
	var out bytes.Buffer
	err := d.Chart(s, nil).Render(func(int, int) (chart.Renderer, error) {
		v.open(s.W, s.H, title, d.Describe())
		return v, nil
	}, &out)
	if err != nil {
		return nil, fault.New(op, fault.Usage, "", err)
	}
	return out.Bytes(), nil
}

// MinHeight returns the least height in logical pixels at which d fits s's width, or 0 where no
// height helps.
func MinHeight(d Diagram, s Spec) int {
	s = s.normal()
	highest := int(largestSide / s.Scale)
	fits := func(h int) bool {
		s.H = h
		return d.Fits(s)
	}
	low, high := 0, 32
	for !fits(high) {
		if high >= highest {
			return 0
		}
		low, high = high, min(high*2, highest)
	}
	for high-low > 1 {
		if mid := (low + high) / 2; fits(mid) {
			high = mid
		} else {
			low = mid
		}
	}
	return high
}

// Kind is a series that a legend explains.
type Kind uint8

// The kinds.
const (
	Budget     Kind = iota // hollow
	Outcome                // solid
	Forecast               // hatched
	Unreported             // a dashed frame: the effect is not reported
	Unquoted               // a dotted frame: the effect is not quoted
	Altered                // hatched in the colour of what went the other way
	Pending                // a dashed frame: not decided yet
)

// Swatch draws a legend's sample of a series, for a page that writes the legend itself.
func Swatch(k Kind, s Spec) (*image.RGBA, error) {
	const op = "diagram.Swatch"
	if err := s.check(op); err != nil {
		return nil, err
	}
	s = s.normal()
	sc := newScene(s)
	sc.swatch(k, image.Rect(0, 0, sc.w, sc.h))
	img := image.NewRGBA(image.Rect(0, 0, sc.w, sc.h))
	if err := renderInto(sc.chart(nil), img, s.Theme.Background.A != 255); err != nil {
		return nil, fault.New(op, fault.Usage, "", err)
	}
	return img, nil
}

func (sc *scene) swatch(k Kind, r image.Rectangle) {
	switch k {
	case Budget:
		sc.frame(data, sc.theme.Budget, r, sc.edge())
	case Outcome:
		sc.rect(data, sc.theme.Outcome, r.Min.X, r.Min.Y, r.Max.X, r.Max.Y)
	case Forecast:
		sc.hatch(data, sc.theme.Forecast, r)
	case Altered:
		sc.hatch(data, sc.theme.Negative, r)
	case Unreported, Pending:
		sc.mark(NotReported, r)
	case Unquoted:
		sc.unquoted(r)
	}
}

// entry is one sample and its name.
type entry struct {
	kind Kind
	name string
}

// legend writes the samples in rows from the top of in, and returns what is left below them.
func (sc *scene) legend(in image.Rectangle, entries ...entry) image.Rectangle {
	st := style{regular, sizeLabel, sc.theme.Muted}
	box, gap, between, row := sc.tx(14), sc.tx(8), sc.tx(16), sc.tx(22)
	x, y := in.Min.X, in.Min.Y
	for _, e := range entries {
		if e.name == "" {
			continue
		}
		w := box + gap + sc.width(e.name, st)
		if x > in.Min.X && x+w > in.Max.X {
			x, y = in.Min.X, y+row
		}
		sc.swatch(e.kind, image.Rect(x, y, x+box, y+box))
		sc.write(e.name, st, x+box+gap, sc.middle(y+box/2, st), left)
		x += w + between
	}
	if x > in.Min.X {
		y += row
	}
	in.Min.Y = y
	return in
}

// signed returns the colour of a variance: crimson below zero, green above, muted at zero.
func (sc *scene) signed(v Value) color.RGBA {
	switch {
	case v.V.Sign() < 0:
		return sc.theme.Negative
	case v.V.Sign() > 0:
		return sc.theme.Positive
	}
	return sc.theme.Muted
}
