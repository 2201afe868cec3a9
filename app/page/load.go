package page

import (
	"context"
	"fmt"
	"slices"

	"golang.org/x/sync/errgroup"

	"rodatraden/app/i18n"
	"rodatraden/data/compare"
	"rodatraden/data/model"
	"rodatraden/data/schema"
	"rodatraden/data/store"
)

// Library is what the pages read: the part of *store.Library that they need.
type Library interface {
	Packages(ctx context.Context, repository, committee string) ([]*model.Package, error)
	History(ctx context.Context, s store.Scope, table string, where ...store.Match) ([]store.Statement, error)
	Current(ctx context.Context, s store.Scope, table string, where ...store.Match) ([]model.Record, error)
	Record(ctx context.Context, s store.Scope, ref string) (model.Record, error)
	Document(ctx context.Context, r model.Record) (store.Document, error)
	Documents(ctx context.Context, s store.Scope) ([]store.Document, error)
	Text(ctx context.Context, hash string) (string, error)
	Search(ctx context.Context, s store.Scope, text string, choose func([]store.Found) []store.Found) (store.Results, error)
	Snapshot(ctx context.Context, repository, committee string, do func(*store.Snapshot) error) error
}

// BuildOverview makes Översikt of the chosen states.
func BuildOverview(ctx context.Context, lib Library, c Choice, l *i18n.Localizer) (*Overview, error) {
	var s *state
	var e earlier
	var b besides
	var found []compare.Change
	once := newReadOnce(newSparing(lib, c))
	all, under := errgroup.WithContext(ctx)
	all.Go(func() (err error) {
		s, e, err = load(under, once, c, l)
		return err
	})
	all.Go(func() (err error) {
		b, err = loadBesides(under, once, c, l)
		return err
	})
	all.Go(func() (err error) {
		found, err = c.compared(under, lib)
		return err
	})
	if err := all.Wait(); err != nil {
		return nil, err
	}
	s.found = found
	if err := s.loadToldAgain(ctx, lib, c, e); err != nil {
		return nil, err
	}
	return s.overview(e, b), nil
}

// loadToldAgain finds which amounts of the page's years are told anew after their period had ended: since
// the state compared with, and by the page's own report where other packages have been told since that
// state, so that what they told is told anew. Of what differs from that state found knows already, where
// it is filled.
func (s *state) loadToldAgain(ctx context.Context, lib compare.Library, c Choice, e earlier) (err error) {
	take := func(found []compare.Change) {
		for _, r := range amountsOf(found, compare.Silent, compare.Revised) {
			again := slices.ContainsFunc(s.toldAgain, func(other compare.Change) bool { return other.Key == r.Key })
			if _, ofYears := s.facts[r.key]; ofYears && !again && (e.state != nil && e.knows(r.Before[0].Package) || s.knows(r.Before[0].Package)) {
				s.toldAgain = append(s.toldAgain, r.Change)
			}
		}
	}
	found := s.found
	if c.Compare != nil && found == nil {
		if found, err = compare.Between(ctx, lib, c.before(), c.now(), "amounts"); err != nil {
			return err
		}
	}
	take(found)
	if s.report == nil || e.state != nil && (e.knows(s.report) || !slices.ContainsFunc(s.packages, func(p *model.Package) bool {
		return p.ID != s.report.ID && !e.knows(p) && p.Order < s.report.Order
	})) {
		return nil
	}
	if found, err = compare.Between(ctx, lib, compare.State{About: s.report, At: s.report.Order - 1}, c.now(), "amounts"); err != nil {
		return err
	}
	take(found)
	return nil
}

// BuildEconomy makes Ekonomi of the chosen states.
func BuildEconomy(ctx context.Context, lib Library, c Choice, l *i18n.Localizer) (*Economy, error) {
	s, e, err := load(ctx, newSparing(lib, c), c, l)
	if err != nil {
		return nil, err
	}
	if err := s.loadToldAgain(ctx, lib, c, e); err != nil {
		return nil, err
	}
	return s.economy(e), nil
}

// scope is the committee as known at a time.
func (c Choice) scope(at int64) store.Scope {
	of := c.Package.Committee
	return store.Scope{Repository: of.Repository, Committee: of.ID, At: at}
}

// load reads both states.
func load(ctx context.Context, lib Library, c Choice, l *i18n.Localizer) (*state, earlier, error) {
	years := c.years()
	s, e, err := atBoth(c,
		func(scope store.Scope) (*Tables, error) { return loadTables(ctx, lib, scope, years) },
		func(t *Tables, about *model.Package, at int64) *state { return newState(t, c.Packages, about, at, l) })
	if err != nil {
		return nil, earlier{}, err
	}
	return s, earlier{e}, s.loadReplaced(ctx, lib, c, s.decisionsOf())
}

// loadReplaced reads what reports told that have been replaced since a decision was taken on them.
func (s *state) loadReplaced(ctx context.Context, lib Library, c Choice, decisions []decided) error {
	s.formerly = map[string]model.Amount{}
	for _, d := range decisions {
		p := d.taken
		if p == nil || p.KnownAt(s.at) || !p.Kind.Report() {
			continue
		}
		if _, read := s.formerly[p.ID]; read {
			continue
		}
		k := s.chiefOf(p)
		told, err := lib.History(ctx, c.scope(p.Order), "amounts",
			store.Is("line", k.line), store.Is("measure", string(k.measure)), store.Starts("period", fmt.Sprintf("%04d", k.span.from.Year())))
		if err != nil {
			return err
		}
		s.formerly[p.ID] = untold(p)
		for _, st := range told {
			if parts := schema.SplitKey(st.Key); st.Package.ID == p.ID && len(st.Rows) > 0 && len(parts) == 3 {
				if period, ok := model.ParsePeriod(parts[2]); ok && spanOf(period) == k.span {
					s.formerly[p.ID] = model.AmountOf(st.Rows[0])
				}
			}
		}
		if a := s.formerly[p.ID]; a.Known {
			if err := s.loadSource(ctx, lib, c.scope(p.Order), a.Record); err != nil {
				return err
			}
		}
	}
	return nil
}

// loadSource reads where a record of a replaced package stood, where nothing that is known now says so.
func (s *state) loadSource(ctx context.Context, lib Library, scope store.Scope, r model.Record) error {
	var told []Told
	if _, known := s.sources.record(r.Source()); known || r.Source() == "" {
		return nil
	}
	if err := loadTable(ctx, lib, scope, "sources", &told, store.Is("id", r.Source())); err != nil {
		return err
	}
	s.sources.add(told)
	row, ok := s.sources.record(r.Source())
	if !ok {
		return nil
	}
	if err := loadTable(ctx, lib, scope, "documents", &told, store.Is("id", row.Get("document"), row.Get("said_in"))); err != nil {
		return err
	}
	s.documents.add(told)
	return nil
}

// keptSince reports whether all that was known when the compared package was told is still known,
// so that one reading serves both states.
func (c Choice) keptSince() bool {
	for _, p := range c.Packages {
		if p.KnownAt(c.CompareAt) && !p.KnownAt(c.At) {
			return false
		}
	}
	return true
}

// years are those whose amounts and causes the pages tell of: each state's report's, the year before
// it and the year after it, whose budget may be told already, and what a plan is for.
func (c Choice) years() []string {
	seen := map[int]bool{}
	add := func(about *model.Package, at int64) {
		if about == nil {
			return
		}
		seen[i18n.PackageEnd(about).Year()] = true
		if report := reportOf(c.Packages, about, at); report != nil {
			year := i18n.PackageEnd(report).Year()
			seen[year-1], seen[year], seen[year+1] = true, true, true
		}
	}
	add(c.Package, c.At)
	add(c.Compare, c.CompareAt)
	out := make([]string, 0, len(seen))
	for y := range seen {
		out = append(out, fmt.Sprintf("%04d", y))
	}
	slices.Sort(out)
	return out
}

// loadTables reads everything told by a time in the tables that the pages are made from; of amounts
// and causes what is told of the years.
func loadTables(ctx context.Context, lib Library, scope store.Scope, years []string) (*Tables, error) {
	t := new(Tables)
	ofYears := store.Starts("period", years...)
	return t, loadEach(ctx, lib, scope, []wanted{
		{"amounts", &t.Amounts, []store.Match{ofYears}},
		{"causes", &t.Causes, []store.Match{ofYears}},
		{table: "budget_lines", into: &t.Lines}, {table: "decisions", into: &t.Decisions},
		{table: "assumptions", into: &t.Assumptions}, {table: "sources", into: &t.Sources},
		{table: "documents", into: &t.Documents}, {table: "units", into: &t.Units},
		{table: "withdrawn", into: &t.Withdrawn},
	})
}

// atBoth makes what is known at the chosen states; then is nil where nothing is compared with. One
// reading serves both where that is enough.
func atBoth[T, S any](c Choice, load func(store.Scope) (T, error), known func(t T, about *model.Package, at int64) *S) (now, then *S, err error) {
	t, err := load(c.scope(c.At))
	if err != nil {
		return nil, nil, err
	}
	now = known(t, c.Package, c.At)
	if c.Compare == nil {
		return now, nil, nil
	}
	if !c.keptSince() {
		if t, err = load(c.scope(c.CompareAt)); err != nil {
			return nil, nil, err
		}
	}
	return now, known(t, c.Compare, c.CompareAt), nil
}

// wanted is a table to read, where it matches.
type wanted struct {
	table string
	into  *[]Told
	where []store.Match
}

// loadEach reads the tables side by side.
func loadEach(ctx context.Context, lib Library, scope store.Scope, tables []wanted) error {
	each, ctx := errgroup.WithContext(ctx)
	for _, r := range tables {
		each.Go(func() error { return loadTable(ctx, lib, scope, r.table, r.into, r.where...) })
	}
	return each.Wait()
}

func loadTable(ctx context.Context, lib Library, scope store.Scope, table string, into *[]Told, where ...store.Match) error {
	statements, err := lib.History(ctx, scope, table, where...)
	if err != nil {
		return err
	}
	*into = make([]Told, len(statements))
	for i, st := range statements {
		(*into)[i] = Told{Package: st.Package, Key: st.Key, Rows: st.Rows}
	}
	return nil
}
