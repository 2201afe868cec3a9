package part

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/i18n"
	"rodatraden/app/ui/look"
)

// Env is where a part stands: the language, the theme, the width class, and what its presses do.
// It is passed by value; a view makes its own with Page.Env.
type Env struct {
	L     *i18n.Localizer
	Theme *look.Theme

	// Narrow chooses the layout for tablets and large text: the window's width divided by the text
	// scale is under 1000.
	Narrow bool
	// Headless says that nobody waits at a screen: charts are drawn at once, on this goroutine.
	Headless bool

	Open     func(ref string)                  // opens the passage of a record, "table:id"; nil where nothing opens
	OpenPage func(page string)                 // goes to a page by its name, "economy"
	Sub      func(sub string) string           // what the line under a headline says beside its own words; nil adds nothing
	Follow   func(ref string)                  // follows a record in the thread; nil where that cannot be
	Asking   Asking                            // the reader's own questions; nil where none can be asked
	Judging  Judging                           // the reader's own verdicts; nil where none can be given
	Write    func(w Writing) fyne.CanvasObject // makes a field; nil where nothing can be written
	Escape   func()                            // what Esc does where the part that has the focus has no use for it; may be nil

	page *Page // what scrolls to show the part that gets the focus
}

// open opens a record's passage.
func (e Env) open(ref string) {
	if e.Open != nil && ref != "" {
		e.Open(ref)
	}
}

// size, line and base ask the theme.
func (e Env) size(name fyne.ThemeSizeName) float32 { return e.Theme.Size(name) }
func (e Env) line(name fyne.ThemeSizeName) float32 { return e.Theme.Line(name) }
func (e Env) base(name fyne.ThemeSizeName) float32 { return e.Theme.Baseline(name) }

// touch returns the least height of what is pressed.
func (e Env) touch() float32 {
	if e.Narrow {
		return e.size(look.TouchLine)
	}
	return e.size(look.Control)
}
