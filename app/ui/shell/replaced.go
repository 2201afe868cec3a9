package shell

import (
	"slices"

	"rodatraden/app/page"
	"rodatraden/data/syncing"
)

// tellReplaced says that the package which is read has been replaced since, and how much differs. The
// page stays as it is.
func (s *Shell) tellReplaced(r *page.Replaced) *telling {
	t := &telling{text: r.Text, progress: -1, hide: func() {
		s.putAway = r.Old.Name
		s.dressNotice()
	}}
	t.actions = []action{{"changes", s.l.Text("ui.replaced.changes"), func() { s.showReplaced(r) }}}
	return t
}

// showReplaced goes to what differs between the package that was replaced, as it was known, and the
// one that stands in its place.
func (s *Shell) showReplaced(r *page.Replaced) {
	p := s.at("changes", "")
	p.Package, p.Compare = r.By.Name, r.Old.Name
	s.Go(p)
}

// replacedNow reports whether a fetch brought what replaces the package that is read.
func (s *Shell) replacedNow(results []syncing.Result) bool {
	read := s.choice.Package
	if read == nil {
		return false
	}
	return slices.ContainsFunc(results, func(r syncing.Result) bool {
		return r.Repository == read.Committee.Repository && slices.ContainsFunc(r.Packages, func(p syncing.Package) bool {
			return p.Supersedes != "" && p.Supersedes == read.ID
		})
	})
}

// stay keeps the page that is read as it is when its package has been replaced, by naming the package:
// the newest is another now. What surrounds the page is made anew, and says what differs.
func (s *Shell) stay() {
	named, read := s.shown.place, s.choice.Package
	named.Package, named.Compare = read.Name, page.None
	if s.choice.Compare != nil {
		named.Compare = s.choice.Compare.Name
	}
	s.rename(named)
	s.background(func() func() {
		m := made{place: named, standing: s.desk.Standing(s.ctx)}
		if m.committees, m.err = s.desk.Committees(s.ctx); m.err == nil {
			m.choice, m.err = s.desk.Choose(s.ctx, named.Repository+"/"+named.Committee, named.Package, named.Compare)
		}
		if m.err == nil {
			m.replaced, m.err = s.desk.Replaced(s.ctx, m.choice)
		}
		return func() { s.stayed(m) }
	})
}

// stayed shows what surrounds the page that stays, unless the reader has gone on to another package.
func (s *Shell) stayed(m made) {
	if m.err != nil {
		s.log.Error("replaced", "error", m.err)
		s.again()
		return
	}
	if s.choice.Package == nil || s.choice.Package.ID != m.choice.Package.ID {
		return
	}
	had := s.focused()
	s.shown.standing, s.shown.committees, s.shown.replaced = m.standing, m.committees, m.replaced
	s.shown.choice, s.choice = m.choice, m.choice
	s.dressBars()
	s.refocus(had)
}
