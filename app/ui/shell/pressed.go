package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"rodatraden/app/ui/look"
)

// pressed is the behaviour of what the shell's bars hold: it can be pressed, tapped and have the
// focus, which it shows with a ring. What is made of it draws itself.
type pressed struct {
	widget.BaseWidget
	shell   *Shell
	th      *look.Theme
	press   func()
	key     func(fyne.KeyName) bool // further keys; reports whether it took the key
	paint   func()                  // shows the state
	ring    [4]*canvas.Rectangle
	ground  *canvas.Rectangle
	resting fyne.ThemeColorName // the ground when nothing points at it; empty is none
	hovered bool
	focused bool
}

var (
	_ fyne.Tappable     = (*pressed)(nil)
	_ fyne.Focusable    = (*pressed)(nil)
	_ desktop.Hoverable = (*pressed)(nil)
)

func (p *pressed) prepare(s *Shell, press func()) {
	p.shell, p.th, p.press = s, s.theme, press
	p.paint = p.paintRing
	p.ground = canvas.NewRectangle(p.th.Tone(look.Paper))
	for i := range p.ring {
		p.ring[i] = canvas.NewRectangle(p.th.Tone(look.Blue))
		p.ring[i].Hide()
	}
}

// frame lays the ground and the ring over the whole size.
func (p *pressed) frame(size fyne.Size) {
	thick := p.th.Size(look.FocusLine)
	place(p.ground, 0, 0, size.Width, size.Height)
	place(p.ring[0], 0, 0, size.Width, thick)
	place(p.ring[1], 0, size.Height-thick, size.Width, thick)
	place(p.ring[2], 0, 0, thick, size.Height)
	place(p.ring[3], size.Width-thick, 0, thick, size.Height)
	p.paint()
}

func (p *pressed) paintRing() {
	tone := p.resting
	if p.hovered && tone == "" {
		tone = look.Selected
	}
	if tone == "" {
		tone = look.Paper
	}
	p.ground.FillColor = p.th.Tone(tone)
	p.ground.Refresh()
	for _, r := range p.ring {
		if p.focused {
			r.Show()
		} else {
			r.Hide()
		}
	}
}

// edges returns the ring, to be drawn over the rest.
func (p *pressed) edges() []fyne.CanvasObject {
	return []fyne.CanvasObject{p.ring[0], p.ring[1], p.ring[2], p.ring[3]}
}

// Tapped presses it.
func (p *pressed) Tapped(*fyne.PointEvent) { p.press() }

// FocusGained shows the ring.
func (p *pressed) FocusGained() { p.focused = true; p.paint() }

// FocusLost hides the ring.
func (p *pressed) FocusLost() { p.focused = false; p.paint() }

// TypedRune heeds nothing: single letters are for lists.
func (p *pressed) TypedRune(rune) {}

// TypedKey presses it on Enter and Space; what it has no use for is the window's.
func (p *pressed) TypedKey(e *fyne.KeyEvent) {
	if p.key != nil && p.key(e.Name) {
		return
	}
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		p.press()
	default:
		p.shell.typedKey(e)
	}
}

// Cursor is a pointing hand.
func (p *pressed) Cursor() desktop.Cursor { return desktop.PointerCursor }

// MouseIn shows that it can be pressed.
func (p *pressed) MouseIn(*desktop.MouseEvent) { p.hovered = true; p.paint() }

// MouseMoved heeds nothing.
func (p *pressed) MouseMoved(*desktop.MouseEvent) {}

// MouseOut shows it at rest.
func (p *pressed) MouseOut() { p.hovered = false; p.paint() }

// drawn is a renderer of objects that one function lays.
type drawn struct {
	objects []fyne.CanvasObject
	lay     func(fyne.Size)
	least   func() fyne.Size
}

func (d *drawn) Layout(size fyne.Size)        { d.lay(size) }
func (d *drawn) MinSize() fyne.Size           { return d.least() }
func (d *drawn) Objects() []fyne.CanvasObject { return d.objects }
func (d *drawn) Destroy()                     {}
func (d *drawn) Refresh() {
	for _, o := range d.objects {
		o.Refresh()
	}
}
