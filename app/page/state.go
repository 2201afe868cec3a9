package page

import (
	"cmp"
	"slices"

	"rodatraden/app/i18n"
	"rodatraden/data/compare"
	"rodatraden/data/model"
)

// state is what is known at one time, seen from one package: the ground of every page.
type state struct {
	l        *i18n.Localizer
	at       int64
	about    *model.Package
	report   *model.Package   // whose economy is told; nil where no report is known
	packages []*model.Package // known and ranking no higher than about, by rank
	all      []*model.Package // every package of the committee
	year     int              // that the report is about
	month    int              // the last month that it is about

	facts       factIndex
	causes      ledger
	decisions   ledger
	assumptions ledger
	sources     ledger
	documents   ledger
	units       ledger
	withdrawn   ledger

	lines map[string]model.BudgetLine
	areas []model.BudgetLine // below the committee, in order
	root  model.BudgetLine   // the committee as a whole; without id where no line is

	formerly map[string]model.Amount // the year's variance in reports replaced since, by their id, where a decision was taken on them

	referred map[string]model.Record // what a record's page names, by table:id

	found     []compare.Change // what differs from the state that the page is compared with, in order of weight
	toldAgain []compare.Change // the amounts that are told anew after their period had ended, silently or not

	used []Source // of what the report itself states and the page shows, in order
}

// newState makes the state of a package at a time from everything told.
func newState(t *Tables, packages []*model.Package, about *model.Package, at int64, l *i18n.Localizer) *state {
	s := &state{l: l, at: at, about: about, all: packages, referred: map[string]model.Record{}}
	for _, p := range packages {
		if s.knows(p) {
			s.packages = append(s.packages, p)
		}
	}
	slices.SortFunc(s.packages, compareRank)
	s.report = reportOf(packages, about, at)
	if s.report != nil {
		end := i18n.PackageEnd(s.report)
		s.year, s.month = end.Year(), int(end.Month())
	} else {
		s.year, s.month = i18n.PackageEnd(about).Year(), 12
	}
	s.facts = t.index()
	s.causes = newLedger(t.Causes, about, at)
	s.decisions = newLedger(t.Decisions, about, at)
	s.assumptions = newLedger(t.Assumptions, about, at)
	s.sources = newLedger(t.Sources, about, at)
	s.documents = newLedger(t.Documents, about, at)
	s.units = newLedger(t.Units, about, at)
	s.withdrawn = newLedger(t.Withdrawn, about, at)
	s.setLines(newLedger(t.Lines, about, at).standing())
	return s
}

// reportOf returns the report whose economy a package's page tells: the one of greatest rank known at
// the time that ranks no higher than the package; nil where there is none.
func reportOf(packages []*model.Package, about *model.Package, at int64) *model.Package {
	var found *model.Package
	for _, p := range packages {
		if p.KnownAt(at) && !about.Less(*p) && p.Kind.Report() && !withdraws(p) && (found == nil || found.Less(*p)) {
			found = p
		}
	}
	return found
}

// replaced returns the package that another one replaces; nil where it replaces none.
func (s *state) replaced(p *model.Package) *model.Package {
	i := slices.IndexFunc(s.all, func(q *model.Package) bool { return p.Supersedes != "" && q.ID == p.Supersedes })
	if i < 0 {
		return nil
	}
	return s.all[i]
}

// withdraws reports whether a package does nothing but take back the one that it replaces.
func withdraws(p *model.Package) bool { return p.Rows == 0 && p.Supersedes != "" }

// setLines finds the line of the committee as a whole, and the others in order, each followed by
// its parts.
func (s *state) setLines(records []model.Record) {
	s.lines = make(map[string]model.BudgetLine, len(records))
	children := map[string][]model.BudgetLine{}
	for _, r := range records {
		line := model.BudgetLineOf(r)
		s.lines[line.ID] = line
	}
	for _, r := range records {
		line := model.BudgetLineOf(r)
		if _, known := s.lines[line.Parent]; !known {
			line.Parent = ""
		}
		children[line.Parent] = append(children[line.Parent], line)
	}
	for _, c := range children {
		slices.SortStableFunc(c, func(a, b model.BudgetLine) int {
			return cmp.Or(cmp.Compare(orderOf(a), orderOf(b)), cmp.Compare(a.ID, b.ID))
		})
	}
	best := -1
	for _, line := range children[""] {
		weight := 0
		if u, ok := s.units.record(line.Unit); ok && u.Get("kind") == "committee" {
			weight += 2
		}
		if len(children[line.ID]) > 0 {
			weight++
		}
		if weight > best {
			best, s.root = weight, line
		}
	}
	var walk func(parent string)
	walk = func(parent string) {
		for _, line := range children[parent] {
			if line.ID != s.root.ID {
				s.areas = append(s.areas, line)
			}
			walk(line.ID)
		}
	}
	walk("")
}

// depth is 0 for the areas and deeper for their parts.
func (s *state) depth(line model.BudgetLine) int {
	d := 0
	for line.Parent != "" && line.Parent != s.root.ID && d < len(s.lines) {
		line = s.lines[line.Parent]
		d++
	}
	return d
}

// withdrawal is why a package withdraws a key of a table.
func (s *state) withdrawal(p *model.Package, table, key string) string {
	for _, r := range s.withdrawn.toldBy(p) {
		if r.Get("table") == table && r.Get("key") == key {
			return r.Get("reason")
		}
	}
	return ""
}

// withdrawnRow is the row that withdraws a key of a table.
func (s *state) withdrawnRow(table, key string) (model.Record, bool) {
	for _, r := range s.withdrawn.standing() {
		if r.Get("table") == table && r.Get("key") == key {
			return r, true
		}
	}
	return model.Record{}, false
}

// annual reports whether the report tells how the year ended, and not how it is expected to.
func (s *state) annual() bool { return s.report != nil && s.report.Kind == model.Annual }

// varianceMeasure is what the page is chiefly about.
func (s *state) varianceMeasure() model.Measure {
	if s.annual() {
		return model.VarianceOutcome
	}
	return model.VarianceForecast
}

func (s *state) variance(line string) factKey {
	return factKey{line, s.varianceMeasure(), yearSpan(s.year)}
}

// knows reports whether a package is known and ranks no higher than the page's.
func (s *state) knows(p *model.Package) bool { return p.KnownAt(s.at) && !s.about.Less(*p) }

// told returns what is told of a fact, by rank.
func (s *state) told(k factKey) []fact {
	var out []fact
	for _, f := range s.facts[k] {
		if s.knows(f.pkg) {
			f.amounts()
			out = append(out, *f)
		}
	}
	return out
}

// last returns what is told of a fact by the package of greatest rank.
func (s *state) last(k factKey) (fact, bool) {
	f := s.unread(k)
	if f == nil {
		return fact{}, false
	}
	f.amounts()
	return *f, true
}

// unread is last without reading the rows; nil where nothing is told.
func (s *state) unread(k factKey) *fact {
	fs := s.facts[k]
	for i := len(fs) - 1; i >= 0; i-- {
		if s.knows(fs[i].pkg) {
			return fs[i]
		}
	}
	return nil
}

// current returns what the report, or a package after it, tells of a fact. The budget of a year
// stands until it is told anew; every other fact is told anew each time.
func (s *state) current(k factKey) (fact, bool) {
	f, ok := s.last(k)
	if !ok || len(f.rows) == 0 {
		return fact{}, false
	}
	if stands(k.measure) {
		return f, true
	}
	if s.report == nil || f.pkg.Less(*s.report) {
		return fact{}, false
	}
	return f, true
}

// stands reports whether an amount holds for its year until it is told anew.
func stands(m model.Measure) bool {
	return m == model.BudgetYear || m == model.FrameChange || m == model.EfficiencyDemand
}

// settled returns the last that is told of a fact whose period has ended, by whichever package.
func (s *state) settled(k factKey) (fact, bool) {
	f, ok := s.last(k)
	return f, ok && len(f.rows) > 0
}

// quantity returns the number that is current of a fact; it is not Known where there is none.
func (s *state) quantity(k factKey) model.Quantity {
	if f, ok := s.current(k); ok {
		return f.rows[0].Quantity
	}
	return model.Quantity{Status: s.absentStatus()}
}

// absentStatus is the state of what the report lacks.
func (s *state) absentStatus() model.Status {
	if s.report == nil {
		return model.AbsentIn(s.about.Extent)
	}
	return model.AbsentIn(s.report.Extent)
}

// full reports whether what is absent was not reported.
func (s *state) full() bool { return s.report != nil && s.report.Extent == model.Full }
