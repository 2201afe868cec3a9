package shell

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/ui/bars"
	"rodatraden/app/ui/search"
)

// Version is what the program calls itself; FyneApp.toml says the same.
const Version = "0.1.0"

// Place is somewhere in the program: a page about one package compared with another, and for the
// pages that need it a record or the words searched for.
type Place struct {
	Page       string // one of the navigation, search, record or document
	Repository string
	Committee  string
	Package    string // a name, or latest
	Compare    string // a name, previous or none
	Argument   string // a record's table:id, also of what is chosen on a page; the words, with what is chosen of the hits; or the address of a link
}

// searched returns the words that the place is a search for.
func (p Place) searched() string {
	if p.Page == "search" {
		return search.ParseChosen(p.Argument).Words
	}
	return ""
}

// stop is a place where the reader has been, and how it looked when it was left.
type stop struct {
	place  Place
	offset float32 // how far it was scrolled, in logical pixels at 100 % text
	kept   *kept   // the view itself; nil where it was not kept
}

// kept is a page that was left, to be shown again as it was: with its scrolling, its lists and
// tables opened, and the focus on the row that led away.
type kept struct {
	view  view
	shown made
	focus fyne.Focusable // nil where the focus was not on the page
	entry *bars.Entry    // the search entry, where it stands on the page
	looks looks
}

// looks is what a view is made for. A view of other looks cannot be shown.
type looks struct {
	language, theme string
	text            int
	narrow          bool
	revision        int // of what can be read
}

func (s *Shell) looks() looks {
	return looks{s.l.Lang(), s.settings.Theme, s.settings.TextSize, s.narrow, s.revision}
}

// trail is where the reader has been, for back and forward.
type trail struct {
	stops []stop
	at    int // the place that is shown or asked for; meaningless while there are no stops
}

// keptViews is how many stops behind and ahead of the reader keep their views.
const keptViews = 8

// push goes to a place: what lay ahead is forgotten. The place that is shown already is not
// pushed twice.
func (t *trail) push(p Place) {
	if len(t.stops) > 0 && t.stops[t.at].place == p {
		return
	}
	if len(t.stops) > 0 {
		clear(t.stops[t.at+1:])
		t.stops = t.stops[:t.at+1]
	}
	t.stops = append(t.stops, stop{place: p})
	t.at = len(t.stops) - 1
}

// forget lets go of the views that lie far from where the reader is.
func (t *trail) forget() {
	for i := range t.stops {
		if i < t.at-keptViews || i > t.at+keptViews {
			t.stops[i].kept = nil
		}
	}
}

// now returns the stop that the reader is at; nil before the first.
func (t *trail) now() *stop {
	if len(t.stops) == 0 {
		return nil
	}
	return &t.stops[t.at]
}

// step moves by −1 or 1 and reports whether there was anywhere to go.
func (t *trail) step(by int) (*stop, bool) {
	if !t.canStep(by) {
		return nil, false
	}
	t.at += by
	return &t.stops[t.at], true
}

func (t *trail) canStep(by int) bool { return t.at+by >= 0 && t.at+by < len(t.stops) }
