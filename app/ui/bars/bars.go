// Package bars is what a window has around its pages: menus whose commands have shortcuts, lines to write
// in, buttons and navigation, and a focus that is found again by name when all of it has been made anew.
//
// A window makes one Bars for as long as it lives and tells it by a Host what it stands in. Everything here
// runs on the UI goroutine.
package bars

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"rodatraden/app/i18n"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
)

// Host is the window that the bars stand in. What may change while it is open is asked for each time.
type Host struct {
	L          func() *i18n.Localizer
	Theme      func() *look.Theme
	Env        func() part.Env
	Canvas     func() fyne.Canvas
	High       func() float32       // of what stands in the bars
	Menus      func() []Menu        // every command there is, in the order of the main menu
	Give       func(*Command)       // carries out a command, unless it cannot be given now
	Typed      func(*fyne.KeyEvent) // is told the keys that what has the focus has no use for
	More       func()               // shows the menus where there is no bar of them
	CloseLists func()               // closes what the window itself has open over it; may be nil
	NoMenu     bool                 // the system shows the menus
}

// Bars is what one window has around its pages. Make it with New.
type Bars struct {
	of       Host
	controls map[string]fyne.Focusable // what can have the focus, by name
	bound    map[string]func()         // what the shortcuts do, by their names
	letters  []*desktop.CustomShortcut
	dropped  *menuList // the menu that was opened last
	start    *pageStart
}

// New returns the bars of a window.
func New(of Host) *Bars {
	b := &Bars{of: of, controls: map[string]fyne.Focusable{}, bound: map[string]func(){}}
	b.start = newPageStart(b)
	return b
}

// Attach gives the canvas the window's shortcuts, and the keys that work when nothing has the focus.
func (b *Bars) Attach() {
	b.addShortcuts()
	b.AddLetters()
	b.of.Canvas().SetOnTypedKey(b.of.Typed)
}

func (b *Bars) text(id string) string { return b.of.L().Text(id) }

// Control gives something that can have the focus its name.
func (b *Bars) Control(name string, f fyne.Focusable) { b.controls[name] = f }

// Named returns what has a name; nil where nothing has.
func (b *Bars) Named(name string) fyne.Focusable { return b.controls[name] }

// Forget forgets what has names that begin so: all of it where begin is empty.
func (b *Bars) Forget(begin string) {
	for name := range b.controls {
		if strings.HasPrefix(name, begin) {
			delete(b.controls, name)
		}
	}
}
