package shell

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"rodatraden/app/desk"
	"rodatraden/app/page"
	"rodatraden/app/terminal"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/subscribe"
	"rodatraden/data/syncing"
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

	compared bool            // the reader says that the words are those of the letter
	followed bool            // it is subscribed to
	fetch    *page.Fetch     // nil before it is followed
	status   *syncing.Status // of the subscription, as last read; nil before
	tries    int             // in a row that the repository did not answer
	unwait   func()          // calls off the next try; nil where none waits
	after    func()          // what is done when the fetching that is under way has ended
}

// Take asks about a subscription file that another start of the program has left, or that was
// dropped on the window: it is read at once. What lies in the inbox is removed when it has been read.
func (s *Shell) Take(file string) {
	s.welcomed()
	s.Go(s.at(subscribing, file))
	s.readSubscription(file)
}

// subscribing is the page on which one subscribes.
const subscribing = "subscribe"

// askSubscription goes to the page that subscribes: to what is being fetched, where something still is.
func (s *Shell) askSubscription() {
	s.welcomed()
	a := &s.asking
	if a.fetch != nil && a.fetch.State != page.FetchDone {
		s.visit(s.at(subscribing, a.about), "")
		return
	}
	s.forgetAsking()
	s.visit(s.at(subscribing, ""), "ask.address")
}

// forgetAsking begins the page anew.
func (s *Shell) forgetAsking() {
	a := &s.asking
	s.callOff()
	a.waitNoMore()
	*a = asking{about: a.about, number: a.number}
}

// ask returns the asking of the place that is shown, begun anew where it is another one.
func (s *Shell) ask(about string) *asking {
	a := &s.asking
	if a.number == 0 || a.about != about {
		s.forgetAsking()
		a.about, a.from = about, about
		a.number++
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
	s.forgetAsking()
	ctx, cancel := context.WithCancel(s.ctx)
	a.from, a.busy, a.cancel = from, true, cancel
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

// chooseFile lets the reader choose a subscription file.
func (s *Shell) chooseFile() {
	choose := dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
		if err != nil || file == nil {
			return
		}
		path := file.URI().Path()
		_ = file.Close() // it is read by its name, as every other
		s.readSubscription(path)
	}, s.config.Window)
	choose.SetFilter(storage.NewExtensionFileFilter([]string{".prenumeration"}))
	choose.Show()
}

// whenFree does something when nothing is fetched: at once, or when the fetching that is under way has
// stopped.
func (s *Shell) whenFree(do func()) {
	if s.fetching == nil {
		do()
		return
	}
	s.asking.after = do
	s.fetching.paused = true
	s.stopFetch()
}

// wordsHold is the reader who says that the words are those of the letter: only now is it subscribed to
// what was read, and anything fetched.
func (s *Shell) wordsHold() {
	a := &s.asking
	if a.busy || a.read == nil || a.compared {
		return
	}
	a.compared, a.problem = true, nil
	s.whenFree(s.follow)
	s.redrawAsking()
}

// compareAgain takes it back: nothing more is fetched.
func (s *Shell) compareAgain() {
	s.asking.compared = false
	s.pause()
}

// follow subscribes to what was read, where that has not been done, and fetches it.
func (s *Shell) follow() {
	a := &s.asking
	if a.read == nil || !a.compared || a.busy {
		return
	}
	if a.followed {
		s.goOn()
		return
	}
	s.callOff()
	a.busy = true
	mine, read := a.number, *a.read
	s.background(func() func() {
		err := s.desk.Follow(read)
		return func() {
			if mine != s.asking.number {
				return
			}
			s.callOff()
			if a.problem = err; err != nil {
				a.compared = false
				s.redrawAsking()
				return
			}
			a.followed, a.fetch = true, &page.Fetch{Repository: read.Repository}
			s.revision++
			s.trail = trail{} // where the reader was is perhaps not there now
			s.trail.push(s.place)
			s.goOn()
		}
	})
}

// differ is the reader who says that the words are not those of the letter.
func (s *Shell) differ() {
	a := &s.asking
	if a.busy || a.read == nil {
		return
	}
	repository, followed := a.read.Repository, a.followed
	stop := func() {
		s.forgetAsking()
		s.redrawAsking()
		s.say(&news{text: s.l.Text("subscribe.letter.stopped")})
	}
	if !followed {
		stop()
		return
	}
	s.whenFree(func() { s.unsubscribe(repository, stop) })
}

// pause stops the fetching; what has come stays, also in parts.
func (s *Shell) pause() {
	a := &s.asking
	a.waitNoMore()
	a.after = nil
	if a.fetch != nil {
		a.fetch.Pause()
	}
	if s.fetching != nil {
		s.fetching.paused = true
		s.stopFetch()
	}
	s.redrawAsking()
}

// goOn fetches, now, or when what is being stopped has stopped.
func (s *Shell) goOn() {
	if s.fetching == nil {
		s.sync()
	} else if s.fetching.stopped {
		s.asking.after = s.sync
	}
	s.redrawAsking()
}

// beginFollowing is told that a fetch begins.
func (s *Shell) beginFollowing() {
	a := &s.asking
	a.waitNoMore()
	if a.fetch != nil {
		a.fetch.Begin()
	}
}

func (a *asking) waitNoMore() {
	if a.unwait != nil {
		a.unwait()
		a.unwait = nil
	}
}

// How long a repository that did not answer is left alone: longer each time, as long as none is answered.
const (
	firstWait = 5 * time.Second
	lastWait  = 5 * time.Minute
)

// waitFor tries again by itself in a while. One timer runs, and nothing while it does.
func (s *Shell) waitFor() {
	a := &s.asking
	wait := lastWait
	if a.tries < 7 {
		wait = min(firstWait<<a.tries, lastWait)
	}
	a.tries++
	a.waitNoMore()
	a.unwait = s.loop.After(wait, func() {
		s.loop.Do(func() {
			if !s.running.Closed() && a.fetch != nil && a.fetch.State == page.FetchWaiting {
				s.goOn()
			}
		})
	})
}

// followFetch is told how far a fetch has come.
func (s *Shell) followFetch(p syncing.Progress) {
	a := &s.asking
	if a.fetch == nil || p.Repository != a.fetch.Repository {
		return
	}
	known := len(a.fetch.Items) > 0
	a.fetch.Take(p)
	if p.BytesDone > 0 {
		a.tries = 0
	}
	if !known && len(a.fetch.Items) > 0 {
		s.readStatus() // it has been checked
	}
	s.retellAsking()
}

// endFollowing is told how a fetch ended.
func (s *Shell) endFollowing(f *fetch, results []syncing.Result, err error) {
	a := &s.asking
	if a.fetch == nil {
		return
	}
	for _, r := range results {
		if r.Repository == a.fetch.Repository {
			err = r.Err
		}
	}
	if f.paused || f.stopped {
		if f.stopped && !f.paused {
			a.fetch.Pause()
		}
	} else {
		wrong, do := "", ""
		if err != nil {
			wrong, do = sentences(s, err)
		}
		a.fetch.End(err, wrong, do)
		if a.fetch.State == page.FetchWaiting {
			s.waitFor()
		}
	}
	s.readStatus()
}

// readStatus reads how the subscription stands.
func (s *Shell) readStatus() {
	mine := s.asking.fetch
	s.background(func() func() {
		all, err := s.desk.Status(s.ctx)
		return func() {
			if err != nil || mine == nil || s.asking.fetch != mine {
				return
			}
			for _, one := range all {
				if one.Repository == mine.Repository {
					s.asking.status = &one
				}
			}
			s.retellAsking()
		}
	})
}

// startReading goes to what has come, while the rest comes.
func (s *Shell) startReading() {
	a := &s.asking
	if a.fetch == nil || a.fetch.Saved() == 0 {
		return
	}
	repository, committee := a.fetch.Repository, a.fetch.Newest()
	if a.fetch.State == page.FetchDone {
		s.forgetAsking()
	}
	s.revision++
	s.trail = trail{}
	s.showNew(repository, committee)
}

// onAsking reports whether the page that subscribes is what is shown.
func (s *Shell) onAsking() bool {
	return s.shown.place.Page == subscribing && s.shown.place == s.place && !s.size.IsZero()
}

// retellAsking shows how far the fetching has come, where its page is shown.
func (s *Shell) retellAsking() {
	if !s.onAsking() {
		return
	}
	if v, ok := s.view.(*subscribe.View); ok && v.Show(s.subscribingPage()) {
		return
	}
	s.redrawAsking()
}

// redrawAsking shows what the asking has come to, where its page is shown.
func (s *Shell) redrawAsking() {
	if !s.onAsking() {
		return
	}
	before, _ := s.view.(*subscribe.View)
	s.redrawView("ask.")
	if now, ok := s.view.(*subscribe.View); ok && before != nil && before.Step() != now.Step() {
		now.Page().ScrollTo(0) // another step is read from its beginning
	}
}

// redrawView makes the view of the page that is shown anew, where it stands. Its controls begin with a
// name.
func (s *Shell) redrawView(begin string) {
	had, offset := s.focused(), s.offset()
	s.bars.Forget(begin)
	s.view = s.newView()
	s.fillBody()
	s.scrollTo(offset)
	s.refocus(had)
}

// subscribingPage is the page of what the asking has come to.
func (s *Shell) subscribingPage() *page.Subscribing {
	a := &s.asking
	asked := page.Asked{Busy: a.busy && a.read == nil, Compared: a.compared, Fetch: a.fetch, Status: a.status}
	if a.problem != nil {
		asked.Wrong, asked.Do = sentences(s, a.problem)
	}
	if r := a.read; r != nil {
		asked.Read, asked.File, asked.Name, asked.Address, asked.Mirrors = true, r.File, r.Name, r.Address, r.Mirrors
		asked.Committees, asked.Words = r.Committees, r.Fingerprint
	}
	return page.BuildSubscribing(asked, s.desk.Now(), s.l)
}

// newSubscribe shows what the asking has come to.
func (s *Shell) newSubscribe() view {
	a := s.ask(s.shown.place.Argument)
	f := s.bars.NewField("", s.l.Text("subscribe.where.hint"), "", a.from)
	f.OnChange(func(text string) { s.asking.from = text })
	f.Entry.OnSubmitted = s.readSubscription
	f.Entry.Escape = s.leave
	if a.read == nil {
		s.control("ask.address", f.Entry)
	}
	does := subscribe.Does{
		Entry: f, High: s.theme.Size(look.Control),
		Read: func() { s.readSubscription(s.asking.from) },
		Stop: func() { s.callOff(); s.redrawAsking() },
		Good: s.wordsHold, Bad: s.differ, Again: s.compareAgain,
		Pause: s.pause, GoOn: s.goOn, Retry: s.goOn, Start: s.startReading, Back: s.leave,
		Details: func() { s.open(subscriptions) },
		Name:    func(name string, f fyne.Focusable) { s.control("ask."+name, f) },
	}
	if s.config.Window != nil {
		does.Choose = s.chooseFile
	}
	return subscribe.New(s.env(), s.subscribingPage(), does)
}

// bare reports whether the page stands alone in the window, without the navigation: who subscribes reads
// nothing yet, and who has erased everything no more.
func (s *Shell) bare() bool { return s.shown.place.Page == subscribing || s.erased != nil }
