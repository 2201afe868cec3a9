package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// What has the focus is known by name where it stands in the bars, so that it has it again when the
// bars have been made anew; everything else is "page".

// control gives a thing in the bars its name.
func (s *Shell) control(name string, f fyne.Focusable) { s.controls[name] = f }

// focused returns the name of what has the focus: "" where nothing has.
func (s *Shell) focused() string {
	f := s.canvas().Focused()
	if f == nil {
		return ""
	}
	for name, c := range s.controls {
		if c == f {
			return name
		}
	}
	return "page"
}

// refocus gives the focus to what has a name; where that is not there, to the beginning of the page,
// so that no key goes to something that is no longer shown.
func (s *Shell) refocus(name string) {
	if name == "" {
		return
	}
	if c, ok := s.controls[name]; ok {
		s.canvas().Focus(c)
		return
	}
	s.canvas().Focus(s.start.take())
}

// focus gives something the focus.
func (s *Shell) focus(f fyne.Focusable) { s.canvas().Focus(f) }

// pageStart is where the focus stands when a page has just been opened: before everything on it. It
// is not seen, and Tab never comes to it, only from it.
type pageStart struct {
	widget.BaseWidget
	shell *Shell
	taken bool
}

func newPageStart(s *Shell) *pageStart {
	p := &pageStart{shell: s}
	p.ExtendBaseWidget(p)
	return p
}

// take makes it ready to be given the focus.
func (p *pageStart) take() *pageStart {
	p.taken = true
	return p
}

// CreateRenderer is called by Fyne; there is nothing to see.
func (p *pageStart) CreateRenderer() fyne.WidgetRenderer {
	return &drawn{lay: func(fyne.Size) {}, least: func() fyne.Size { return fyne.Size{} }}
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
func (p *pageStart) TypedKey(e *fyne.KeyEvent) { p.shell.typedKey(e) }

// typedKey is told the keys that what has the focus has no use for.
func (s *Shell) typedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyEscape:
		s.leave()
		return
	case fyne.KeyF10:
		s.openMenu(0, false)
		return
	}
	for _, c := range s.commands() {
		for _, k := range c.also {
			if k.Modifier == 0 && k.KeyName == e.Name {
				s.give(c)
				return
			}
		}
	}
	if v, ok := s.view.(scrolled); ok {
		v.Page().TypedKey(e)
	}
}
