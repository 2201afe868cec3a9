package shell

import (
	"strings"

	"fyne.io/fyne/v2"

	"rodatraden/app/ui/bars"
	"rodatraden/app/ui/look"
)

// newSearchField returns the line where the words to search for are written: in the bar, or in the
// narrow layout on the page of results. Enter searches; Down goes to what was found; Esc clears, and
// leaves the results when there is nothing to clear.
func (s *Shell) newSearchField(text string) *bars.Field {
	hint := ""
	if !s.narrow {
		hint = "Ctrl+K"
	}
	f := s.bars.NewField("search", s.l.Text("ui.top.search"), hint, text)
	f.OnChange(nil)
	f.Entry.OnSubmitted = s.searchFor
	f.OnClear(s.clearSearch)
	f.Entry.Escape = func() {
		if f.Entry.Text != "" {
			s.clearSearch()
			return
		}
		s.refocus("page")
		s.leave()
	}
	f.Entry.Key = func(key fyne.KeyName) bool {
		r, ok := s.view.(interface{ First() fyne.Focusable })
		if key != fyne.KeyDown || !ok || r.First() == nil {
			return false
		}
		s.focus(r.First())
		return true
	}
	return f
}

// searchFor shows what is found of the words.
func (s *Shell) searchFor(words string) {
	if words = strings.TrimSpace(words); words != "" {
		s.remember(words)
		s.visit(s.at("search", words), "search")
	}
}

// clearSearch takes away the words that are searched for. On the page of results that is a page
// without results, ready for other words.
func (s *Shell) clearSearch() {
	if e := s.searchEntry(); e != nil {
		e.SetText("")
	}
	if s.place.searched() == "" {
		s.refocus("search")
		return
	}
	if now := s.trail.now(); now != nil {
		now.place = s.at("search", "")
		now.kept = nil
	}
	s.show(s.at("search", ""), 0, "search")
}

// focusSearch puts the reader in the entry with what stands there selected. In the narrow layout
// the entry is on the page of results.
func (s *Shell) focusSearch() {
	e := s.searchEntry()
	if e == nil {
		s.visit(s.at("search", s.place.searched()), "search")
		return
	}
	s.focus(e)
	e.Entry.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// searchEntry returns the entry that is shown; nil in the narrow layout on any other page than that
// of the results.
func (s *Shell) searchEntry() *bars.Entry {
	e, _ := s.bars.Named("search").(*bars.Entry)
	return e
}

// draft returns what shall stand in the search entry when the bars are made anew: what the page was
// searched for, or what the reader is writing.
func (s *Shell) draft() string {
	e := s.searchEntry()
	if e != nil && (s.shown.place == s.dressed || !e.Rests && e.Text != s.dressed.searched()) {
		return e.Text
	}
	return s.shown.place.searched()
}

// searchWidth is the width of the entry in the bar.
func (s *Shell) searchWidth() (wanted, least float32) {
	scale := s.theme.TextScale()
	return bars.Round(214 * scale), bars.Round(120*scale) + s.theme.Size(look.MarkIcon)
}
