package shell

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"rodatraden/app/desk"
	"rodatraden/app/page"
	"rodatraden/app/terminal"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
)

func sentences(s *Shell, err error) (wrong, do string) { return terminal.Sentences(s.l, err) }

// asking is what the page that subscribes has come to. It outlives the page's view, which is made
// anew when the text grows or the window shrinks.
type asking struct {
	about   string // the argument of the place that it belongs to
	from    string // what stands in the entry: a path or an address
	cancel  context.CancelFunc
	number  int  // of the reading that is under way or was the last
	busy    bool // the file is read, or the subscription written
	read    *desk.Subscription
	problem error
}

// Take asks about a subscription file that another start of the program has left, or that was
// dropped on the window: it is read at once. What lies in the inbox is removed when it has been read.
func (s *Shell) Take(file string) {
	s.Go(s.at("subscribe", file))
	s.readSubscription(file)
}

// ask returns the asking of the place that is shown, begun anew where it is another one.
func (s *Shell) ask(about string) *asking {
	a := &s.asking
	if a.number == 0 || a.about != about {
		s.callOff()
		*a = asking{about: about, from: about, number: a.number + 1}
	}
	return a
}

// callOff drops the reading that is under way, if any.
func (s *Shell) callOff() {
	a := &s.asking
	a.number++
	a.busy = false
	if a.cancel != nil {
		a.cancel()
		a.cancel = nil
	}
}

// readSubscription reads the file or the address, and shows what it is.
func (s *Shell) readSubscription(from string) {
	from = strings.TrimSpace(from)
	a := s.ask(s.place.Argument)
	if a.busy || from == "" {
		return
	}
	s.callOff()
	ctx, cancel := context.WithCancel(s.ctx)
	a.from, a.busy, a.read, a.problem, a.cancel = from, true, nil, nil, cancel
	mine := a.number
	s.redrawAsking()
	s.background(func() func() {
		read, err := s.desk.ReadSubscription(ctx, from)
		cancel()
		s.emptied(from)
		return func() {
			if mine != s.asking.number {
				return // called off, or another was asked for
			}
			s.callOff()
			if s.asking.problem = err; err == nil {
				s.asking.read = &read
			}
			s.redrawAsking()
		}
	})
}

// emptied removes a file that was left in the inbox, when it has been read. It may run on any
// goroutine.
func (s *Shell) emptied(file string) {
	if filepath.Dir(file) != filepath.Clean(s.desk.Home().Inbox()) {
		return
	}
	if err := os.Remove(file); err != nil && !os.IsNotExist(err) {
		s.log.Error("inbox", "error", err)
	}
}

// follow subscribes to what was read, and fetches it.
func (s *Shell) follow() {
	a := &s.asking
	if a.busy || a.read == nil {
		return
	}
	s.callOff()
	a.busy = true
	mine, read := a.number, *a.read
	s.redrawAsking()
	s.background(func() func() {
		err := s.desk.Follow(read)
		return func() {
			if mine != s.asking.number {
				return
			}
			s.callOff()
			if err != nil {
				s.asking.problem = err
				s.redrawAsking()
				return
			}
			s.asking = asking{number: s.asking.number}
			s.revision++
			s.trail = trail{} // where the reader was is perhaps not there now
			s.Go(Place{Page: "overview", Package: page.Latest, Compare: page.Previous})
			s.sync()
		}
	})
}

// redrawAsking shows what the asking has come to, where its page is shown.
func (s *Shell) redrawAsking() {
	if s.shown.place.Page != "subscribe" || s.shown.place != s.place || s.size.IsZero() {
		return
	}
	had := s.focused()
	for _, name := range []string{"read", "read again", "call off", "follow"} {
		delete(s.controls, name)
	}
	s.view = s.newView()
	s.fillBody()
	s.refocus(had)
}

// newSubscribe asks for a subscription file, by name or address, and shows the publisher's
// fingerprint, to compare with the letter, before anything is followed.
func (s *Shell) newSubscribe() view {
	a := s.ask(s.shown.place.Argument)
	f := s.newField("", s.l.Text("ui.subscribe.where"), "", a.from)
	f.onChange(func(text string) { s.asking.from = text })
	f.entry.OnSubmitted = s.readSubscription
	f.entry.escape = s.leave
	s.control("address", f.entry)

	p := part.NewPage(s.env())
	env := p.Env()
	words := func(text string) part.Item {
		return part.Item{Block: part.NewProse(env, look.Section, page.Passage{Text: text, Bold: true}), Gap: 4}
	}
	prose := func(text string, bold bool) part.Item {
		return part.Item{Block: part.NewProse(env, look.Body, page.Passage{Text: text, Bold: bold}), Gap: 12}
	}
	items := []part.Item{
		{Block: part.NewHeadline(env, s.l.Text("ui.subscribe.headline"), s.l.Text("ui.subscribe.sub"))},
		{Block: part.NewHolder(env, f, env.Theme.Size(look.Control)), Gap: 12},
	}
	read := func() { s.readSubscription(s.asking.from) }
	// Each button has a name of its own: the focus never goes by itself from the one that reads to the
	// one that follows.
	name, button := "read", part.NewPrimaryButton(env, "", s.l.Text("ui.subscribe.read"), read)
	switch {
	case a.busy:
		items = append(items, prose(s.l.Text("ui.subscribe.reading"), false))
		name, button = "call off", part.NewButton(env, "close", s.l.Text("ui.stop"), func() {
			s.callOff()
			s.redrawAsking()
		})
	case a.problem != nil:
		wrong, do := sentences(s, a.problem)
		items = append(items, prose(wrong, true), prose(do, false))
		name, button = "read again", part.NewPrimaryButton(env, "", s.l.Text("ui.retry"), read)
	case a.read != nil:
		all := a.read.Fingerprint
		half := (len(all) + 1) / 2
		items = append(items,
			prose(fmt.Sprintf("%s: %s", a.read.Name, s.l.Text("ui.subscribe.compare")), false),
			words(strings.Join(all[:half], "   ")), words(strings.Join(all[half:], "   ")))
		name, button = "follow", part.NewPrimaryButton(env, "check", s.l.Text("ui.subscribe.follow"), s.follow)
	}
	s.control(name, button)
	back := part.NewButton(env, "back", s.l.Text("ui.back"), s.leave)
	s.control("back", back)
	items = append(items, part.Item{Block: part.NewRow(env, button, back), Gap: 16})
	p.SetContent(part.NewColumn(env, items...))
	return paged{p}
}
