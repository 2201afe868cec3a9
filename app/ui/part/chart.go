package part

import (
	"image"
	"image/color"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/diagram"
	"rodatraden/app/ui/look"
)

// Chart shows a diagram, or the same data as a table. A press on a bar, or the arrow keys, tell what
// the bar says; T and Enter turn the picture into its table and back.
//
// The picture is drawn at the device's pixels, off the UI goroutine, into the one of two pictures
// that is not on the screen; headless it is drawn at once. It is drawn anew only when its size in
// device pixels changes.
type Chart struct {
	press
	diagram diagram.Diagram
	ideal   float32
	table   *DataTable
	asTable bool
	raster  *canvas.Raster
	ring    *ring
	tip     *tip
	chosen  int // the hit that is told of; -1 for none
	onTurn  []func(asTable bool)
	least   struct{ width, height float32 }

	mu      sync.Mutex
	front   *image.RGBA // on the screen
	back    *image.RGBA // free to draw in
	hits    []diagram.Hit
	drawn   pixels // the size of front
	wanted  pixels // the size asked for last
	drawing bool
}

// pixels is a picture's size: what it measures on the device, and in logical pixels.
type pixels struct {
	w, h          int
	width, height float32
}

// NewChart returns a chart that wants to be ideal high at 100 % text, and is never lower than it
// can be read.
func NewChart(env Env, d diagram.Diagram, ideal float32) *Chart {
	c := &Chart{diagram: d, ideal: round(ideal * env.Theme.TextScale()), chosen: -1}
	c.env = env
	c.least.width = -1
	c.table = NewDataTable(env, d.Table())
	c.raster = canvas.NewRaster(c.picture)
	c.ring, c.tip = env.newRing(), newTip(env)
	c.do = c.Toggle
	c.onKey = c.typed
	c.tall = c.height
	c.lay = c.layout
	c.paint = func() { c.ring.show(c.focused) }
	c.start(c, env)
	return c
}

// Describe returns the chart's finding in a sentence.
func (c *Chart) Describe() string { return c.diagram.Describe() }

// Toggle turns the chart into its table, and back.
func (c *Chart) Toggle() { c.ShowTable(!c.asTable) }

// ShowTable chooses between the chart and its table.
func (c *Chart) ShowTable(on bool) {
	if on == c.asTable {
		return
	}
	c.asTable = on
	c.choose(-1)
	for _, told := range c.onTurn {
		told(on)
	}
	if c.env.page != nil {
		c.env.page.Reflow()
	}
	c.Refresh()
}

// AsTable reports whether the table is shown, which it also is where the picture has no room.
func (c *Chart) AsTable() bool { return c.asTable || c.leastHeight(c.Size().Width) == 0 }

// leastHeight returns the height under which the picture cannot be read at a width; 0 where no
// height helps.
func (c *Chart) leastHeight(width float32) float32 {
	if c.least.width != width {
		s := c.spec(pixels{width: width, height: 1})
		s.Scale = 1
		c.least.width, c.least.height = width, float32(diagram.MinHeight(c.diagram, s))
	}
	return c.least.height
}

func (c *Chart) height(width float32) float32 {
	least := c.leastHeight(width)
	if c.asTable || least == 0 {
		return c.table.HeightAt(width)
	}
	return max(least, c.ideal)
}

func (c *Chart) layout(size fyne.Size) {
	if c.AsTable() {
		place(c.table, 0, 0, size.Width, c.table.HeightAt(size.Width))
		c.ring.set(-2, -2, size.Width+4, c.table.Size().Height+4)
		c.objects = append([]fyne.CanvasObject{c.table}, c.ring.objects()...)
		return
	}
	place(c.raster, 0, 0, size.Width, size.Height)
	c.ring.set(-2, -2, size.Width+4, size.Height+4)
	c.objects = append([]fyne.CanvasObject{c.raster, c.tip}, c.ring.objects()...)
	c.showTip()
}

// pieces lets the page stop between the rows of the table.
func (c *Chart) pieces(at fyne.Position) []piece {
	if !c.AsTable() {
		return []piece{{block: c, x: at.X, y: at.Y, w: c.Size().Width, h: c.Size().Height}}
	}
	return c.table.pieces(at, c)
}

func (c *Chart) spec(p pixels) diagram.Spec {
	theme := DiagramTheme(c.env.Theme)
	s := diagram.Spec{
		W: int(round(p.width)), H: int(round(p.height)), Scale: 1,
		TextScale: float64(c.env.Theme.TextScale()), Theme: &theme,
	}
	if p.width > 0 {
		s.Scale = float64(p.w) / float64(p.width)
	}
	return s
}

// picture is called by Fyne's painter for a picture of w by h device pixels.
func (c *Chart) picture(w, h int) image.Image {
	size := c.raster.Size()
	want := pixels{w, h, size.Width, size.Height}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.drawn == want && c.front != nil {
		return c.front
	}
	if c.env.Headless {
		c.front, c.hits, _ = diagram.Render(c.diagram, c.spec(want), c.front)
		c.drawn = want
		if c.front == nil {
			return image.NewUniform(color.Transparent)
		}
		return c.front
	}
	c.wanted = want
	if !c.drawing {
		c.drawing = true
		go c.draw()
	}
	if c.front == nil {
		return image.NewNRGBA(image.Rect(0, 0, w, h))
	}
	return c.front // of the size before, for the moment that the new one takes
}

// draw makes the picture that was asked for last, and swaps it in on the UI goroutine.
func (c *Chart) draw() {
	c.mu.Lock()
	want, into := c.wanted, c.back
	c.back = nil
	c.mu.Unlock()
	img, hits, err := diagram.Render(c.diagram, c.spec(want), into)
	fyne.Do(func() {
		c.mu.Lock()
		if err == nil {
			c.back, c.front, c.hits, c.drawn = c.front, img, hits, want
		}
		again := err == nil && c.wanted != want
		c.mu.Unlock()
		canvas.Refresh(c.raster)
		c.showTip()
		if again {
			go c.draw()
			return
		}
		c.mu.Lock()
		c.drawing = false
		c.mu.Unlock()
	})
}

// Tapped tells what the bar under the finger says.
func (c *Chart) Tapped(e *fyne.PointEvent) {
	if c.AsTable() {
		return
	}
	c.choose(c.hitAt(e.Position))
}

// hitAt returns the hit at a position, or -1.
func (c *Chart) hitAt(at fyne.Position) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.drawn.width == 0 {
		return -1
	}
	scale := float32(c.drawn.w) / c.drawn.width
	p := image.Pt(int(at.X*scale), int(at.Y*scale))
	for i, h := range c.hits {
		if p.In(h.Rect) {
			return i
		}
	}
	return -1
}

// typed moves between the bars, and turns the chart.
func (c *Chart) typed(key fyne.KeyName) bool {
	c.mu.Lock()
	n := len(c.hits)
	c.mu.Unlock()
	switch {
	case key == fyne.KeyT:
		c.Toggle()
	case key == fyne.KeyEscape && c.chosen >= 0:
		c.choose(-1)
	case key == fyne.KeyRight && !c.AsTable() && n > 0:
		c.choose(min(c.chosen+1, n-1))
	case key == fyne.KeyLeft && !c.AsTable() && n > 0:
		c.choose(max(c.chosen-1, 0))
	default:
		return false
	}
	return true
}

func (c *Chart) choose(hit int) {
	c.chosen = hit
	c.table.choose(-1)
	c.mu.Lock()
	if hit >= 0 && hit < len(c.hits) {
		c.table.choose(c.hits[hit].Row)
	}
	c.mu.Unlock()
	c.showTip()
}

// FocusLost takes away what was told of a bar.
func (c *Chart) FocusLost() {
	c.choose(-1)
	c.press.FocusLost()
}

// showTip places what the chosen bar says over the chart, near the bar.
func (c *Chart) showTip() {
	c.mu.Lock()
	var text string
	var at fyne.Position
	if c.chosen >= 0 && c.chosen < len(c.hits) && c.drawn.w > 0 {
		h, scale := c.hits[c.chosen], c.drawn.width/float32(c.drawn.w)
		text = h.Text
		at = fyne.NewPos(float32(h.Rect.Min.X+h.Rect.Max.X)/2*scale, float32(h.Rect.Max.Y)*scale)
	}
	c.mu.Unlock()
	c.tip.show(text, at, c.Size())
	canvas.Refresh(c.tip)
}

// DiagramTheme returns the charts' colours for a theme.
func DiagramTheme(t *look.Theme) diagram.Theme {
	tone := func(name fyne.ThemeColorName) color.RGBA {
		c := t.Tone(name)
		return color.RGBA{R: c.R, G: c.G, B: c.B, A: 255}
	}
	base := diagram.Light
	switch t.Kind() {
	case look.Dark:
		base = diagram.Dark
	case look.Contrast:
		base = diagram.ContrastLight
	case look.ContrastDark:
		base = diagram.ContrastDark
	}
	base.Background = color.RGBA{} // the page shows through
	base.Paper, base.Text, base.Muted = tone(look.Paper), tone(look.Ink), tone(look.Ink2)
	base.Budget, base.Outcome, base.Forecast = tone(look.Budget), tone(look.Blue), tone(look.Orange)
	base.Negative, base.Positive = tone(look.Negative), tone(look.Positive)
	base.Band, base.Edge, base.Thread = tone(look.Selected), tone(look.Line2), tone(look.Thread)
	return base
}

// tip is what a chosen bar says, in a frame over the chart.
type tip struct {
	block
	frame frame
	text  *lines
}

func newTip(env Env) *tip {
	t := &tip{frame: env.newFrame(), text: env.text(look.Caption, "")}
	t.tall = func(width float32) float32 { return t.text.height(width-2*noticePad) + 2*tipAir }
	t.lay = func(size fyne.Size) {
		t.frame.set(0, 0, size.Width, size.Height, env.size(look.Radius), 1)
		t.objects = append([]fyne.CanvasObject{t.frame.outer, t.frame.inner},
			t.text.objects(noticePad, tipAir, size.Width-2*noticePad)...)
	}
	t.init(t, env)
	t.Hide()
	return t
}

const tipAir = 6 // over and under what a bar says

func (t *tip) show(text string, at fyne.Position, within fyne.Size) {
	if text == "" || within.Width <= 0 {
		t.Hide()
		return
	}
	t.text = t.env.text(look.Caption, text)
	w := min(t.text.natural()+2*noticePad, within.Width)
	h := t.HeightAt(w)
	x := min(max(at.X-w/2, 0), within.Width-w)
	y := min(max(at.Y+4, 0), within.Height-h)
	t.Resize(fyne.Size{})
	place(t, x, y, w, h)
	t.Show()
}
