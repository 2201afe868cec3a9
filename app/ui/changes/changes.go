// Package changes shows Alla ändringar: every value that differs between the two states.
package changes

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/part"
)

// Place is where the view stands: what is chosen, and how the window follows when that changes. What
// is nil is not done.
type Place struct {
	Argument string                  // what is chosen, as Choose or Turn was told
	Choose   func(argument string)   // remembers what is chosen
	Turn     func(argument string)   // narrow: opens what is chosen as a page of its own
	Back     func()                  // narrow: from that page to the list
	Sub      func(sub string) string // narrow: the line under the headline of that page
}

// View is the page on the screen. It is made for one Env and one page, and made anew when either
// changes.
type View struct {
	page *part.Page
	env  part.Env
	data *page.ChangesPage
	at   Place
}

// New returns the view of a page.
func New(env part.Env, p *page.ChangesPage, at Place) *View {
	v := &View{page: part.NewPage(env), data: p, at: at}
	v.env = v.page.Env()
	v.page.SetContent(part.NewColumn(v.env, part.Item{Block: part.NewHeadline(v.env, p.Headline, p.Sub)}))
	return v
}

// Object returns what fills the content area.
func (v *View) Object() fyne.CanvasObject { return v.page }

// Page returns the page that scrolls.
func (v *View) Page() *part.Page { return v.page }
