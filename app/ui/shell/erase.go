package shell

import (
	"strings"

	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/keeping"
	"rodatraden/data/fault"
)

// erasePage is the page that asks before the computer is emptied, and tells that it has been.
const erasePage = "erase"

// askErase asks whether everything shall be erased. The focus stands on the button that keeps it.
func (s *Shell) askErase() {
	s.safe.word = ""
	s.visit(s.at(erasePage, ""), "erase.keep")
}

// newErase asks, or tells what has been done.
func (s *Shell) newErase() view {
	name := func(name string, f fyne.Focusable) { s.control("erase."+name, f) }
	if s.erased != nil {
		return keeping.NewErased(s.env(), page.BuildErased(*s.erased, s.l), s.quit, name)
	}
	k, _ := s.shown.data.(page.Kept)
	p := page.BuildErasing(k, s.l)
	f := s.bars.NewField("", "", "", s.safe.word)
	f.OnChange(func(text string) { s.safe.word = text })
	f.Entry.OnSubmitted = func(string) { s.erase(p.Word) }
	f.Entry.Escape = s.leave
	s.control("erase.word", f.Entry)
	return keeping.NewErase(s.env(), p, keeping.Asks{
		Word: f, High: s.fieldHigh(), Erase: func() { s.erase(p.Word) }, Keep: s.leave, Name: name,
	})
}

// erase empties the computer, where the reader has written the word. Nothing else can be done in the window
// afterwards than to close it.
func (s *Shell) erase(word string) {
	if s.safe.busy {
		return
	}
	if !strings.EqualFold(strings.TrimSpace(s.safe.word), word) {
		s.say(&news{text: s.l.Text("notes.erase.ask", "Word", word)})
		s.visitField("erase.word")
		return
	}
	s.forgetOwn()
	s.safe.busy = true
	s.say(&news{text: s.l.Text("notes.erase.busy")})
	s.background(func() func() {
		e, err := s.desk.EraseAll(s.ctx, s.config.Held...)
		return func() {
			s.safe.busy = false
			if err != nil {
				s.log.Error("erase", "kind", fault.KindOf(err), "error", err)
				s.sayTrouble(err)
				return
			}
			s.endLoading()
			s.request++
			s.erased, s.news, s.trail, s.fetching = &e, nil, trail{}, nil
			s.safe, s.shown = safekeeping{}, made{place: Place{Page: erasePage}}
			s.place, s.choice, s.searched, s.words = s.shown.place, page.Choice{}, nil, ""
			s.dress()
			s.visitField("erase.quit")
		}
	})
}

// forgetOwn lets go of what has been written and not kept.
func (s *Shell) forgetOwn() {
	for _, stop := range []func(){s.own.stop, s.own.unwait} {
		if stop != nil {
			stop()
		}
	}
	s.own = saving{busy: s.own.busy}
}

// Erased reports whether everything has been erased: what the program keeps for itself shall not be written
// again.
func (s *Shell) Erased() bool { return s.erased != nil }
