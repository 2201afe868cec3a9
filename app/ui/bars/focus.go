package bars

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// What has the focus is known by name where it has one, so that it has it again when the bars have been
// made anew; everything else is "page".

// Focused returns the name of what has the focus: "" where nothing has.
func (b *Bars) Focused() string {
	f := b.of.Canvas().Focused()
	if f == nil {
		return ""
	}
	for name, c := range b.controls {
		if c == f {
			return name
		}
	}
	return "page"
}

// Refocus gives the focus to what has a name; where that is not there, to the beginning of the page,
// so that no key goes to something that is no longer shown.
func (b *Bars) Refocus(name string) {
	if name == "" {
		return
	}
	if c, ok := b.controls[name]; ok {
		b.Focus(c)
		return
	}
	b.FocusStart()
}

// Focus gives something the focus.
func (b *Bars) Focus(f fyne.Focusable) { b.of.Canvas().Focus(f) }

// FocusStart gives the focus to the beginning of the page.
func (b *Bars) FocusStart() {
	b.start.taken = true
	b.Focus(b.start)
}

// Start is where the focus stands when a page has just been opened. It lies before the page in the
// window, and takes no room there.
func (b *Bars) Start() fyne.CanvasObject { return b.start }

// AtStart reports whether something is the beginning of the page.
func (b *Bars) AtStart(f fyne.Focusable) bool { return f == fyne.Focusable(b.start) }

// pageStart is where the focus stands when a page has just been opened: before everything on it. It
// is not seen, and Tab never comes to it, only from it.
type pageStart struct {
	widget.BaseWidget
	bars  *Bars
	taken bool
}

func newPageStart(b *Bars) *pageStart {
	p := &pageStart{bars: b}
	p.ExtendBaseWidget(p)
	return p
}

// CreateRenderer is called by Fyne; there is nothing to see.
func (p *pageStart) CreateRenderer() fyne.WidgetRenderer {
	return &Drawn{Lay: func(fyne.Size) {}, Least: func() fyne.Size { return fyne.Size{} }}
}

// Disabled keeps Tab away.
func (p *pageStart) Disabled() bool { return !p.taken }

// Enable and Disable complete what Fyne asks of what can be disabled.
func (p *pageStart) Enable() {}

// Disable does nothing.
func (p *pageStart) Disable() {}

// FocusGained is called by Fyne.
func (p *pageStart) FocusGained() {}

// FocusLost is called by Fyne.
func (p *pageStart) FocusLost() { p.taken = false }

// TypedRune heeds nothing.
func (p *pageStart) TypedRune(rune) {}

// TypedKey does what a key does when nothing has the focus.
func (p *pageStart) TypedKey(e *fyne.KeyEvent) { p.bars.of.Typed(e) }
