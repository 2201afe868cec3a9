package shell

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"rodatraden/app/desk"
	"rodatraden/app/page"
	"rodatraden/app/ui/search"
	"rodatraden/data/fault"
	"rodatraden/data/home"
	"rodatraden/data/model"
)

// made is what came of a place.
type made struct {
	place      Place
	at         int // in the trail
	choice     page.Choice
	committees []model.Committee
	standing   desk.Standing
	own        desk.Own       // what the reader has written about the committee
	demo       bool           // nothing is subscribed to
	empty      bool           // something is subscribed to, and nothing has been fetched
	data       any            // the page's own struct, []syncing.Status or *searching
	replaced   *page.Replaced // what has become of the package since; nil where it still stands
	trouble    error          // why the reader's notes cannot be used, or were begun anew; nil where all is well
	err        error
}

// loading is a page that is being made.
type loading struct {
	cancel  context.CancelFunc
	unwatch func()
	slow    bool    // it has taken so long that the reader is told
	offset  float32 // where the page shall be scrolled to, in pixels at 100 % text
	focus   string  // what shall have the focus, by name; empty is what has it
}

func (l *loading) end() {
	l.cancel()
	l.unwatch()
}

// patience is how long a page may take before the reader is told that it is being made.
const patience = 300 * time.Millisecond

// at returns another page of the same package, with an argument.
func (s *Shell) at(name, argument string) Place {
	p := s.place
	p.Page, p.Argument = name, argument
	return p
}

// open goes to a page of the same package; what shall be chosen on it stands after a slash.
func (s *Shell) open(name string) {
	name, argument, _ := strings.Cut(name, "/")
	if s.place.Page != name || s.place.Argument != argument || s.shown.err != nil {
		s.Go(s.at(name, argument))
	}
}

// Go goes to a place and remembers it.
func (s *Shell) Go(p Place) { s.visit(p, "") }

// visit is Go, with the focus on what has a name when the page is there.
func (s *Shell) visit(p Place, focus string) {
	s.keep()
	s.news = nil // it has been seen
	s.trail.push(p)
	s.show(p, 0, focus)
}

// again makes the page that is shown anew, where it stands.
func (s *Shell) again() { s.show(s.place, s.offset(), "") }

// step goes back or forward: to the page as it was left, where it was kept.
func (s *Shell) step(by int) {
	s.keep()
	to, ok := s.trail.step(by)
	if !ok {
		return
	}
	s.news = nil
	if to.kept == nil || to.kept.looks != s.looks() {
		s.show(to.place, to.offset, "")
		return
	}
	s.endLoading()
	s.request++
	had, standing := s.focused(), s.shown.standing
	s.place, s.view, s.drawn = to.place, to.kept.view, to.kept.looks
	s.accept(to.kept.shown)
	s.shown.standing = standing
	s.dressBars()
	if to.kept.entry != nil {
		s.control("search", to.kept.entry)
	}
	s.fillBody()
	if to.kept.focus != nil {
		s.canvas().Focus(to.kept.focus)
	} else {
		s.refocus(had)
	}
}

// keep remembers the page that is shown in the stop that it belongs to, before it is left.
func (s *Shell) keep() {
	now := s.trail.now()
	if now == nil || s.view == nil || s.shown.place != now.place {
		return
	}
	now.offset, now.kept = s.offset(), nil
	if _, leaf := leaves[s.shown.place.Page]; leaf || s.shown.err != nil || s.shown.empty {
		return // made of what may change
	}
	k := &kept{view: s.view, shown: s.shown, looks: s.drawn}
	if s.narrow {
		k.entry = s.searchEntry()
	}
	if s.focused() == "page" {
		k.focus = s.canvas().Focused()
		if s.bars.AtStart(k.focus) {
			k.focus = nil
		}
	}
	now.kept = k
	s.trail.forget()
}

// offset is how far the page is scrolled, in pixels at 100 % text.
func (s *Shell) offset() float32 {
	if v, ok := s.view.(scrolled); ok {
		return v.Page().Offset() / s.drawn.scale()
	}
	return 0
}

func (l looks) scale() float32 { return max(float32(l.text), 1) / 100 }

// show asks for a place's page and shows it when it is ready.
func (s *Shell) show(p Place, offset float32, focus string) {
	if s.erased != nil {
		return
	}
	s.endLoading()
	s.place = p
	s.request++
	mine := s.request
	ctx, cancel := context.WithCancel(s.ctx)
	recent := slices.Clone(s.searched)
	s.loading = &loading{cancel: cancel, unwatch: func() {}, offset: offset, focus: focus}
	s.loading.unwatch = s.loop.After(patience, func() {
		s.loop.Do(func() {
			if !s.running.Closed() && mine == s.request && s.loading != nil {
				s.loading.slow = true
				s.dressNotice()
			}
		})
	})
	s.background(func() func() {
		m := s.make(ctx, p, recent)
		return func() { s.deliver(mine, m) }
	})
}

// endLoading drops the page that is being made, if any.
func (s *Shell) endLoading() {
	if s.loading != nil {
		s.loading.end()
		s.loading = nil
	}
}

// abandon is the reader who will not wait: what was shown before is the place again.
func (s *Shell) abandon() {
	if s.loading == nil {
		return
	}
	s.endLoading()
	s.request++
	if s.view == nil {
		s.shown.place, s.shown.err = s.place, context.Canceled
		s.dress()
		return
	}
	s.place = s.shown.place
	if at := s.shown.at; at < len(s.trail.stops) && s.trail.stops[at].place == s.place {
		s.trail.at = at
	}
	s.dressNotice()
}

// make reads everything that a place shows; recent is what has been searched for. It may run on any
// goroutine.
func (s *Shell) make(ctx context.Context, p Place, recent []string) (m made) {
	m.place = p
	defer func() { m.trouble = s.desk.NotesTrouble() }() // which reading has found out
	m.standing, m.demo = s.desk.Standing(ctx), s.desk.Demo()
	if m.committees, m.err = s.desk.Committees(ctx); m.err != nil {
		return m
	}
	m.empty = len(m.committees) == 0
	if p.Page == subscriptions {
		m.data, m.err = s.desk.Status(ctx)
	}
	if p.Page == keepingPage || p.Page == erasePage {
		m.data, m.err = s.desk.Kept(ctx)
	}
	if m.empty || m.err != nil {
		return m
	}
	if !slices.ContainsFunc(m.committees, func(c model.Committee) bool { return c.ID == p.Committee && c.Repository == p.Repository }) {
		// What was read when the program was last closed, or before another subscription, is not
		// there now; a name without its repository is taken as it is.
		if p.Repository != "" {
			p.Committee, p.Package, p.Compare = "", page.Latest, page.Previous
		}
	}
	committee := p.Committee
	if committee != "" && p.Repository != "" {
		committee = p.Repository + "/" + p.Committee
	}
	if m.choice, m.err = s.desk.Choose(ctx, committee, p.Package, p.Compare); m.err != nil {
		return m
	}
	if m.replaced, m.err = s.desk.Replaced(ctx, m.choice); m.err != nil {
		return m
	}
	about := m.choice.Package.Committee
	if m.own, m.err = s.desk.Own(ctx, about.Repository, about.ID); m.err != nil {
		s.log.Error("notes", "kind", fault.KindOf(m.err), "error", m.err)
		m.own, m.err = desk.Own{}, nil // the material is read all the same
	}
	m.place.Repository, m.place.Committee, m.place.Package, m.place.Compare = about.Repository, about.ID, p.Package, p.Compare
	if _, leaf := leaves[p.Page]; leaf {
		return m
	}
	switch p.Page {
	case subscriptions:
	case "search":
		m.data, m.err = s.search(ctx, m.choice, search.ParseChosen(p.Argument), recent)
	case "record":
		m.data, m.err = s.desk.Record(ctx, m.choice, p.Argument)
	case "document":
		m.data, m.err = s.desk.Document(ctx, m.choice, p.Argument)
	default:
		name := p.Page
		if !slices.Contains(page.Names(), name) {
			name = "overview"
		}
		m.data, m.err = s.desk.Page(ctx, name, m.choice)
	}
	return m
}

// deliver shows what was made, unless something else has been asked for since.
func (s *Shell) deliver(mine int, m made) {
	if mine != s.request || s.loading == nil {
		return
	}
	l := s.loading
	s.endLoading()
	had := s.focused()
	if s.shown.place == m.place && s.view != nil {
		l.offset = s.offset() // read anew: the reader may have scrolled meanwhile
	}
	if m.err != nil && !errors.Is(m.err, context.Canceled) {
		s.log.Error("page", "place", s.place, "kind", fault.KindOf(m.err), "error", m.err)
	}
	if now := s.trail.now(); now != nil && now.place == s.place {
		now.place = m.place
	}
	s.place = m.place
	m.at = s.trail.at
	s.accept(m)
	if m.err == nil && !m.empty {
		s.settings.Place = home.Where{Page: m.place.Page, Repository: m.place.Repository, Committee: m.place.Committee}
		s.save()
	}
	s.dress()
	s.scrollTo(l.offset)
	if l.focus != "" {
		had = l.focus
	}
	s.refocus(had)
	s.markRead()
}

// accept takes what was made as what is shown.
func (s *Shell) accept(m made) {
	s.shown = m
	s.choice = m.choice
	if m.place.Page != keepingPage && m.place.Page != erasePage {
		s.safe = safekeeping{busy: s.safe.busy} // no passphrase is kept longer than it is needed
	}
	if s.config.Window != nil {
		s.config.Window.SetTitle(s.title())
	}
}

// title is what the window is called: the page, the committee and the program.
func (s *Shell) title() string {
	parts := []string{s.pageName()}
	if p := s.choice.Package; p != nil {
		parts = append(parts, p.Committee.Name)
	}
	out := ""
	for _, part := range append(parts, s.l.Text("ui.name")) {
		if part == "" {
			continue
		}
		if out != "" {
			out += " – "
		}
		out += part
	}
	return out
}

// choose remembers what the reader has chosen on the page that is shown, for when it is made anew.
func (s *Shell) choose(argument string) {
	now := s.shown.place
	now.Argument = argument
	s.rename(now)
}

// rename calls the place that is shown by another name, wherever it is remembered.
func (s *Shell) rename(now Place) {
	was := s.shown.place
	s.shown.place = now
	if s.place == was {
		s.place = now
	}
	if s.dressed == was {
		s.dressed = now
	}
	if at := s.shown.at; at < len(s.trail.stops) && s.trail.stops[at].place == was {
		s.trail.stops[at].place = now
	}
}

// turn opens another part of the page that is shown, made of what has been read already. Back leads
// to where the reader was.
func (s *Shell) turn(argument string) {
	s.endLoading()
	s.request++
	s.keep()
	s.news = nil
	s.place = s.shown.place
	s.place.Argument = argument
	s.trail.push(s.place)
	s.shown.place, s.shown.at = s.place, s.trail.at
	s.dress()
	s.bars.FocusStart()
}

// turnBack goes from a part of the page to the whole of it.
func (s *Shell) turnBack() {
	if at := s.trail.at - 1; at >= 0 {
		before, now := s.trail.stops[at].place, s.shown.place
		before.Argument, now.Argument = "", ""
		if before == now {
			s.step(-1)
			return
		}
	}
	s.turn("")
}

// leave goes back from a page that was opened over another: a record, results, a page of the
// program itself. Where nothing lies behind it the overview is opened.
func (s *Shell) leave() {
	if v, ok := s.view.(interface{ Leave() bool }); ok && v.Leave() {
		return
	}
	_, leaf := leaves[s.place.Page]
	if !leaf && s.place.Page != "record" && s.place.Page != "document" && s.place.Page != "search" && s.place.Page != "changes" && s.place.Page != "protocol" && s.place.Page != subscriptions {
		return
	}
	if s.trail.canStep(-1) {
		s.step(-1)
		return
	}
	s.open("overview")
}
