package bars

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"rodatraden/app/ui/look"
)

// Pressed is the behaviour of what a window's bars hold: it can be pressed, tapped and have the
// focus, which it shows with a ring. What is made of it draws itself.
type Pressed struct {
	widget.BaseWidget
	bars     *Bars
	Theme    *look.Theme
	Press    func()
	Key      func(fyne.KeyName) bool // further keys; reports whether it took the key
	Paint    func()                  // shows the state
	ring     [4]*canvas.Rectangle
	Ground   *canvas.Rectangle
	Resting  fyne.ThemeColorName // the ground when nothing points at it; empty is none
	Hovered  bool
	HasFocus bool
}

var (
	_ fyne.Tappable     = (*Pressed)(nil)
	_ fyne.Focusable    = (*Pressed)(nil)
	_ desktop.Hoverable = (*Pressed)(nil)
)

// Prepare makes it ready to be drawn, before anything else is done with it.
func (p *Pressed) Prepare(b *Bars, press func()) {
	p.bars, p.Theme, p.Press = b, b.of.Theme(), press
	p.Paint = p.paintRing
	p.Ground = canvas.NewRectangle(p.Theme.Tone(look.Paper))
	for i := range p.ring {
		p.ring[i] = canvas.NewRectangle(p.Theme.Tone(look.Blue))
		p.ring[i].Hide()
	}
}

// Frame lays the ground and the ring over the whole size.
func (p *Pressed) Frame(size fyne.Size) {
	thick := p.Theme.Size(look.FocusLine)
	Place(p.Ground, 0, 0, size.Width, size.Height)
	Place(p.ring[0], 0, 0, size.Width, thick)
	Place(p.ring[1], 0, size.Height-thick, size.Width, thick)
	Place(p.ring[2], 0, 0, thick, size.Height)
	Place(p.ring[3], size.Width-thick, 0, thick, size.Height)
	p.Paint()
}

func (p *Pressed) paintRing() {
	tone := p.Resting
	if p.Hovered && tone == "" {
		tone = look.Selected
	}
	if tone == "" {
		tone = look.Paper
	}
	p.Ground.FillColor = p.Theme.Tone(tone)
	p.Ground.Refresh()
	for _, r := range p.ring {
		if p.HasFocus {
			r.Show()
		} else {
			r.Hide()
		}
	}
}

// Edges returns the ring, to be drawn over the rest.
func (p *Pressed) Edges() []fyne.CanvasObject {
	return []fyne.CanvasObject{p.ring[0], p.ring[1], p.ring[2], p.ring[3]}
}

// Tapped presses it.
func (p *Pressed) Tapped(*fyne.PointEvent) { p.Press() }

// FocusGained shows the ring.
func (p *Pressed) FocusGained() { p.HasFocus = true; p.Paint() }

// FocusLost hides the ring.
func (p *Pressed) FocusLost() { p.HasFocus = false; p.Paint() }

// TypedRune heeds nothing: single letters are for lists.
func (p *Pressed) TypedRune(rune) {}

// TypedKey presses it on Enter and Space; what it has no use for is the window's.
func (p *Pressed) TypedKey(e *fyne.KeyEvent) {
	if p.Key != nil && p.Key(e.Name) {
		return
	}
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		p.Press()
	default:
		p.bars.of.Typed(e)
	}
}

// Cursor is a pointing hand.
func (p *Pressed) Cursor() desktop.Cursor { return desktop.PointerCursor }

// MouseIn shows that it can be pressed.
func (p *Pressed) MouseIn(*desktop.MouseEvent) { p.Hovered = true; p.Paint() }

// MouseMoved heeds nothing.
func (p *Pressed) MouseMoved(*desktop.MouseEvent) {}

// MouseOut shows it at rest.
func (p *Pressed) MouseOut() { p.Hovered = false; p.Paint() }

// Drawn is a renderer of objects that one function lays.
type Drawn struct {
	Shown []fyne.CanvasObject
	Lay   func(fyne.Size)
	Least func() fyne.Size
}

// Layout is called by Fyne.
func (d *Drawn) Layout(size fyne.Size) { d.Lay(size) }

// MinSize is called by Fyne.
func (d *Drawn) MinSize() fyne.Size { return d.Least() }

// Objects is called by Fyne.
func (d *Drawn) Objects() []fyne.CanvasObject { return d.Shown }

// Destroy is called by Fyne.
func (d *Drawn) Destroy() {}

// Refresh is called by Fyne.
func (d *Drawn) Refresh() {
	for _, o := range d.Shown {
		o.Refresh()
	}
}
