package shell

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/i18n"
	"rodatraden/app/ui/bars"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
)

// newBars makes what the window has around its pages.
func (s *Shell) newBars() *bars.Bars {
	return bars.New(bars.Host{
		L: func() *i18n.Localizer { return s.l }, Theme: func() *look.Theme { return s.theme }, Env: func() part.Env { return s.env() },
		Canvas: s.canvas, High: s.barHigh, Menus: s.menus, Give: s.give, Typed: s.typedKey, More: s.showMore,
		CloseLists: s.closePickers, NoMenu: s.config.NoMenu,
	})
}

// control gives a thing its name, by which it has the focus again when it has been made anew.
func (s *Shell) control(name string, f fyne.Focusable) { s.bars.Control(name, f) }

// focused returns the name of what has the focus: "" where nothing has, and "page" for what has no name.
func (s *Shell) focused() string { return s.bars.Focused() }

// refocus gives the focus to what has a name, or else to the beginning of the page.
func (s *Shell) refocus(name string) { s.bars.Refocus(name) }

// focus gives something the focus.
func (s *Shell) focus(f fyne.Focusable) { s.bars.Focus(f) }

// closePickers closes the lists of the bar over the page.
func (s *Shell) closePickers() {
	if s.top == nil {
		return
	}
	for _, p := range s.top.pickers {
		if p.Opened() {
			p.Close()
		}
	}
}

// typedKey is told the keys that what has the focus has no use for.
func (s *Shell) typedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyEscape:
		s.leave()
		return
	case fyne.KeyF10:
		s.bars.OpenMenu(0, false)
		return
	}
	if s.bars.GiveKey(e.Name) {
		return
	}
	if v, ok := s.view.(scrolled); ok {
		v.Page().TypedKey(e)
	}
}
