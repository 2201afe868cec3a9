package page

import (
	"context"
	"fmt"
	"slices"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
	"rodatraden/data/store"
)

// Library is what the pages read: the part of *store.Library that they need.
type Library interface {
	Packages(ctx context.Context, repository, committee string) ([]*model.Package, error)
	History(ctx context.Context, s store.Scope, table string, where ...store.Match) ([]store.Statement, error)
	Record(ctx context.Context, s store.Scope, ref string) (model.Record, error)
	Search(ctx context.Context, s store.Scope, text string, limit int) (store.Results, error)
}

// BuildOverview makes Översikt of the chosen states.
func BuildOverview(ctx context.Context, lib Library, c Choice, l *i18n.Localizer) (*Overview, error) {
	s, e, err := load(ctx, lib, c, l)
	if err != nil {
		return nil, err
	}
	return s.overview(e), nil
}

// BuildEconomy makes Ekonomi of the chosen states.
func BuildEconomy(ctx context.Context, lib Library, c Choice, l *i18n.Localizer) (*Economy, error) {
	s, e, err := load(ctx, lib, c, l)
	if err != nil {
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
	t, err := loadTables(ctx, lib, c.scope(c.At), years)
	if err != nil {
		return nil, earlier{}, err
	}
	s := newState(t, c.Packages, c.Package, c.At, l)
	if c.Compare == nil {
		return s, earlier{}, nil
	}
	if !c.keptSince() {
		if t, err = loadTables(ctx, lib, c.scope(c.CompareAt), years); err != nil {
			return nil, earlier{}, err
		}
	}
	return s, earlier{newState(t, c.Packages, c.Compare, c.CompareAt, l)}, nil
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

// years are those whose amounts and causes the pages tell of: each state's report's and the year
// before it, and what a plan is for.
func (c Choice) years() []string {
	seen := map[int]bool{}
	add := func(about *model.Package, at int64) {
		if about == nil {
			return
		}
		seen[i18n.PackageEnd(about).Year()] = true
		if report := reportOf(c.Packages, about, at); report != nil {
			year := i18n.PackageEnd(report).Year()
			seen[year], seen[year-1] = true, true
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
	for _, read := range []struct {
		table string
		into  *[]Told
		where []store.Match
	}{
		{"amounts", &t.Amounts, []store.Match{ofYears}},
		{"causes", &t.Causes, []store.Match{ofYears}},
		{table: "budget_lines", into: &t.Lines}, {table: "decisions", into: &t.Decisions},
		{table: "assumptions", into: &t.Assumptions}, {table: "sources", into: &t.Sources},
		{table: "documents", into: &t.Documents}, {table: "units", into: &t.Units},
	} {
		if err := loadTable(ctx, lib, scope, read.table, read.into, read.where...); err != nil {
			return nil, err
		}
	}
	return t, nil
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
