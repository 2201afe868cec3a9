package part

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"rodatraden/app/ui/look"
)

// Block is an object whose height follows from its width.
type Block interface {
	fyne.CanvasObject
	HeightAt(width float32) float32
}

// aside is a small part that stands at the right end of a heading.
type aside interface {
	Block
	natural() fyne.Size // the room it wants
	baseline() float32  // of its text, from its top
}

// block is what the parts are built on: objects that lay places, and tall, the height for a width.
// A part sets both and then calls init.
type block struct {
	widget.BaseWidget
	env     Env
	objects []fyne.CanvasObject
	lay     func(size fyne.Size)
	tall    func(width float32) float32
	least   float32 // width that MinSize asks for
	laid    fyne.Size
	stale   bool // lay has to run although the size is as before
	steady  bool // the height follows from the width alone, until forget is called
	resting bool // it stands far from the window: it keeps its place and holds nothing
	known   struct{ width, height float32 }
}

func (b *block) init(self fyne.Widget, env Env) {
	b.env = env
	b.ExtendBaseWidget(self)
}

// HeightAt returns the height for a width, in whole pixels.
func (b *block) HeightAt(width float32) float32 {
	if b.steady && b.known.width == width && width > 0 {
		return b.known.height
	}
	b.known.width, b.known.height = width, ceil(b.tall(width))
	return b.known.height
}

// forget makes a steady block's height be worked out anew, and what it shows be laid out anew.
func (b *block) forget() { b.known.width, b.stale = 0, true }

// arrangeIn lays the block out for a size. Fyne asks for a layout whenever it meets an object that it
// has not seen: a part that made new objects at every layout would never come to rest.
func (b *block) arrangeIn(size fyne.Size) {
	if size == b.laid && !b.stale {
		return
	}
	if b.resting {
		b.laid, b.stale = size, true
		return
	}
	b.laid, b.stale = size, false
	b.lay(size)
}

// letGo takes away what the block shows, or lays it out again: of a block that makes its objects when
// it is laid out.
func (b *block) letGo(on bool) {
	if b.resting == on {
		return
	}
	b.resting, b.stale = on, true
	if on {
		b.objects = nil
		b.Hide()
		return
	}
	b.Show()
	b.settle()
}

// settle lays out a block that has forgotten, and blocks that hold blocks.
func (b *block) settle() { b.arrangeIn(b.Size()) }

// CreateRenderer is called by Fyne.
func (b *block) CreateRenderer() fyne.WidgetRenderer { return &blockRenderer{b} }

type blockRenderer struct{ b *block }

func (r *blockRenderer) Layout(size fyne.Size)        { r.b.arrangeIn(size) }
func (r *blockRenderer) Objects() []fyne.CanvasObject { return r.b.objects }
func (r *blockRenderer) Destroy()                     {}
func (r *blockRenderer) Refresh() {
	r.b.stale = true
	r.b.settle()
	for _, o := range r.b.objects {
		o.Refresh()
	}
}

func (r *blockRenderer) MinSize() fyne.Size {
	width := max(r.b.least, r.b.Size().Width)
	return fyne.NewSize(r.b.least, r.b.HeightAt(width))
}

// fill returns a rectangle in a tone.
func (e Env) fill(tone fyne.ThemeColorName) *canvas.Rectangle {
	return canvas.NewRectangle(e.Theme.Tone(tone))
}

// place moves and sizes an object on whole pixels.
func place(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(round(x), round(y)))
	o.Resize(fyne.NewSize(round(w), round(h)))
}

// frame is an edge with a ground inside it: two rectangles, since a stroke is centred on its line
// by one painter and lies inside it for the other.
type frame struct{ outer, inner *canvas.Rectangle }

func (e Env) newFrame() frame {
	return frame{e.fill(look.Line2), e.fill(look.Surface)}
}

// set lays the frame with an edge of a thickness.
func (f frame) set(x, y, w, h, radius, thick float32) {
	f.outer.CornerRadius, f.inner.CornerRadius = radius, max(radius-thick, 0)
	place(f.outer, x, y, w, h)
	place(f.inner, x+thick, y+thick, w-2*thick, h-2*thick)
}

// ring is the mark of focus around what has no edge of its own: four lines inside its bounds.
type ring struct {
	lines [4]*canvas.Rectangle
	thick float32
}

func (e Env) newRing() *ring {
	r := &ring{thick: e.size(look.FocusLine)}
	for i := range r.lines {
		r.lines[i] = e.fill(look.Blue)
		r.lines[i].Hide()
	}
	return r
}

func (r *ring) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.lines[0], r.lines[1], r.lines[2], r.lines[3]}
}

func (r *ring) set(x, y, w, h float32) {
	place(r.lines[0], x, y, w, r.thick)
	place(r.lines[1], x, y+h-r.thick, w, r.thick)
	place(r.lines[2], x, y, r.thick, h)
	place(r.lines[3], x+w-r.thick, y, r.thick, h)
}

func (r *ring) show(on bool) {
	for _, l := range r.lines {
		if on {
			l.Show()
		} else {
			l.Hide()
		}
	}
}

func round(v float32) float32 { return float32(math.Round(float64(v))) }
func ceil(v float32) float32  { return float32(math.Ceil(float64(v) - 0.001)) }
