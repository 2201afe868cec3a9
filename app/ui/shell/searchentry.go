package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
)

// searchEntry is where the words to search for are written. Enter searches; Esc clears, and an
// empty entry is left by it. The window's shortcuts work in it too.
type searchEntry struct {
	widget.Entry
	shell *Shell
}

func (s *Shell) newSearchEntry(env part.Env) *searchEntry {
	e := &searchEntry{shell: s}
	e.PlaceHolder = s.l.Text("ui.top.search")
	e.Icon = part.Glyph(env, "search", look.Ink)
	e.ExtendBaseWidget(e)
	if s.place.Page == "search" {
		e.Text = s.place.Argument
	}
	e.OnSubmitted = func(words string) { s.searchFor(words) }
	return e
}

// searchFor shows what is found of the words.
func (s *Shell) searchFor(words string) {
	if words != "" {
		s.Go(s.at("search", words))
	}
}

// focusSearch puts the reader in the entry with what stands there selected. In the narrow layout
// the entry is on the page of results.
func (s *Shell) focusSearch() {
	if s.top.search == nil {
		s.Go(s.at("search", s.place.searched()))
		return
	}
	s.focus(s.top.search)
	s.top.search.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// searched returns the words that the place is a search for.
func (p Place) searched() string {
	if p.Page == "search" {
		return p.Argument
	}
	return ""
}

// TypedKey lets Esc clear.
func (e *searchEntry) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyEscape {
		if e.Text == "" {
			e.shell.canvas().Unfocus()
		}
		e.SetText("")
		return
	}
	e.Entry.TypedKey(k)
}

// TypedShortcut gives the window those that the entry has no use for.
func (e *searchEntry) TypedShortcut(sc fyne.Shortcut) {
	if !e.shell.giveShortcut(sc) {
		e.Entry.TypedShortcut(sc)
	}
}
