package shell

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	views "rodatraden/app/ui/subscriptions"
	"rodatraden/data/syncing"
)

// subscriptions is the page that tells how each subscription stands. Its argument is the one that the
// reader is asked about before it is ended.
const subscriptions = "subscriptions"

// newSubscriptions tells how each subscription stands: who publishes, from where, when it was last
// checked, how long its signatures hold, and what was refused.
func (s *Shell) newSubscriptions(all []syncing.Status) view {
	p := page.BuildSubscriptions(all, s.shown.place.Argument, s.desk.Now(), s.l)
	does := views.Does{
		Subscribe: s.askSubscription, Back: s.leave, Keep: s.leave, Fetch: s.sync,
		Ask:  func(repository string) { s.visit(s.at(subscriptions, repository), "subs.keep") },
		End:  s.end,
		Name: func(name string, f fyne.Focusable) { s.control("subs."+name, f) },
	}
	if s.fetching != nil {
		does.Fetch = nil
	}
	return views.New(s.env(), p, does)
}

// end ends a subscription that the reader has been asked about.
func (s *Shell) end(repository string) {
	if s.fetching != nil {
		s.say(&news{text: s.l.Text("subscriptions.end.first")})
		return
	}
	s.unsubscribe(repository, nil)
}

// unsubscribe ends a subscription, off the UI goroutine, and then does something; or else goes to what is
// left and tells what was taken away.
func (s *Shell) unsubscribe(repository string, then func()) {
	s.background(func() func() {
		ended, err := s.desk.Unsubscribe(s.ctx, repository)
		return func() {
			if err != nil {
				s.log.Error("unsubscribe", "error", err)
				s.sayTrouble(err)
				return
			}
			s.revision++
			s.trail = trail{}
			if f := s.asking.fetch; then == nil && f != nil && f.Repository == repository {
				s.forgetAsking()
			}
			if then != nil {
				s.trail.push(s.place)
				then()
				return
			}
			if s.desk.Demo() {
				s.Go(Place{Page: "overview", Package: page.Latest, Compare: page.Previous})
			} else {
				s.Go(s.at(subscriptions, ""))
			}
			s.say(&news{text: s.l.Text("subscriptions.ended", "Bytes", s.l.Bytes(ended.Bytes))})
		}
	})
}
