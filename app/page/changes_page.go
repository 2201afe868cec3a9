package page

import (
	"cmp"
	"context"
	"slices"

	"rodatraden/app/i18n"
	"rodatraden/data/compare"
	"rodatraden/data/model"
	"rodatraden/data/schema"
	"rodatraden/data/store"
)

// BuildChanges makes Alla ändringar of the chosen states.
func BuildChanges(ctx context.Context, lib Library, c Choice, l *i18n.Localizer) (*ChangesPage, error) {
	found, err := c.compared(ctx, lib)
	if err != nil {
		return nil, err
	}
	d, err := loadDiffering(ctx, newReadOnce(lib), c, found, l)
	if err != nil {
		return nil, err
	}
	return d.page(found), nil
}

// changesUnder are the changes that stand under one head of Alla ändringar, for the page that tells of
// nothing else.
func changesUnder(ctx context.Context, lib Library, c Choice, head string, l *i18n.Localizer) ([]FactChange, error) {
	if c.Compare == nil {
		return []FactChange{}, nil
	}
	found, err := compare.Between(ctx, lib, c.before(), c.now(), tablesUnder(head)...)
	if err != nil {
		return nil, err
	}
	d, err := loadDiffering(ctx, newReadOnce(lib), c, found, l)
	if err != nil {
		return nil, err
	}
	return append([]FactChange{}, d.page(found).Chosen(head)...), nil
}

// now and before are the chosen states as they are compared.
func (c Choice) now() compare.State    { return compare.State{About: c.Package, At: c.At} }
func (c Choice) before() compare.State { return compare.State{About: c.Compare, At: c.CompareAt} }

// compared is everything that differs between the chosen states, in order of weight; nothing where
// there is none to compare with.
func (c Choice) compared(ctx context.Context, lib compare.Library) ([]compare.Change, error) {
	if c.Compare == nil {
		return nil, nil
	}
	return compare.Between(ctx, lib, c.before(), c.now())
}

// differing is what names the facts that differ between two states: how each state calls what its
// records refer to.
type differing struct {
	*state
	e earlier
}

// loadDiffering reads what the records of the changes are called by, a table at a time.
func loadDiffering(ctx context.Context, lib Library, c Choice, found []compare.Change, l *i18n.Localizer) (*differing, error) {
	d := new(differing)
	now, then, err := atBoth(c,
		func(scope store.Scope) (*Tables, error) { return loadNaming(ctx, lib, scope) },
		func(t *Tables, about *model.Package, at int64) *state { return newState(t, c.Packages, about, at, l) })
	if err != nil {
		return nil, err
	}
	d.state, d.e = now, earlier{then}
	if then == nil {
		return d, nil
	}
	read := map[string]bool{}
	for wanted := referredBy(found); len(wanted) > 0; {
		var next []model.Record
		for _, table := range wanted {
			read[table] = true
			told, before, err := atBoth(c,
				func(scope store.Scope) (*[]Told, error) {
					var rows []Told
					return &rows, loadTable(ctx, lib, scope, table, &rows)
				},
				func(rows *[]Told, about *model.Package, at int64) *ledger {
					all := newLedger(*rows, about, at)
					return &all
				})
			if err != nil {
				return nil, err
			}
			// What a state tells no more is called what it was last called.
			before.call(d.e.referred)
			before.call(d.referred)
			next = append(next, told.call(d.referred)...)
		}
		wanted = slices.DeleteFunc(referredIn(next, true), func(table string) bool { return read[table] })
	}
	return d, nil
}

// loadNaming is what loadNames reads, and what is withdrawn.
func loadNaming(ctx context.Context, lib Library, scope store.Scope) (*Tables, error) {
	t := new(Tables)
	return t, loadEach(ctx, lib, scope, []wanted{
		{table: "budget_lines", into: &t.Lines}, {table: "sources", into: &t.Sources}, {table: "documents", into: &t.Documents},
		{table: "units", into: &t.Units}, {table: "withdrawn", into: &t.Withdrawn},
	})
}

// call puts every record that was ever told into names, by what it is referred to as, and returns the
// records.
func (l ledger) call(names map[string]model.Record) []model.Record {
	var out []model.Record
	for _, k := range l.keys {
		for _, t := range l.byKey[k] {
			for _, r := range t.Rows {
				names[r.Ref()] = r
				out = append(out, r)
			}
		}
	}
	return out
}

// referredBy returns the tables that the records of the changes refer to, besides those of loadNaming.
func referredBy(found []compare.Change) []string {
	var all []model.Record
	for _, c := range found {
		all = append(all, c.Before...)
		all = append(all, c.Now...)
	}
	return referredIn(all, false)
}

// referredIn returns the tables that records refer to, in order; named leaves out what does not give a
// record its name.
func referredIn(all []model.Record, named bool) []string {
	wanted := map[string]bool{}
	for _, r := range all {
		if named && !namedByOthers[r.Table.Name] {
			continue
		}
		for i, f := range r.Table.Fields {
			if r.Cells[i] == "" || len(f.Refers) == 0 {
				continue
			}
			for _, name := range f.Values(r.Cells[i]) {
				if table, _, is := f.Target(name); is && !slices.Contains(naming, table) {
					wanted[table] = true
				}
			}
		}
	}
	var out []string
	for _, t := range schema.All() {
		if wanted[t.Name] {
			out = append(out, t.Name)
		}
	}
	return out
}

// changeGroups are the heads of the page in order, each with the groups of a search that stand under it.
var changeGroups = []struct{ name, search string }{
	{"economy", "economy"}, {"audit", "audit"}, {"goals", "goals"}, {"savings", "savings"}, {"interventions", "interventions"},
	{"quality", "quality"}, {"decisions", "decisions"}, {"other", "other"},
}

// ofOthers are the tables whose rows stand under the head of what they are about (see groupOf).
var ofOthers = []string{"assessments", "impacts", "causes", "links", "observations", "targets", "series_breaks", "indicators"}

// tablesUnder are the tables of which rows may stand under a head other than the economy's and that of
// the savings.
func tablesUnder(head string) []string {
	out := slices.Clone(ofOthers)
	for _, g := range groups {
		if i := slices.IndexFunc(changeGroups, func(h struct{ name, search string }) bool { return h.search == g.name }); i >= 0 && changeGroups[i].name == head {
			out = append(out, g.tables...)
		}
	}
	return out
}

// changeKinds are the kinds that have a filter of their own, the gravest first.
var changeKinds = []string{
	string(compare.Silent), string(compare.Fallen), string(compare.Withdrawn), string(compare.Extended), string(compare.Status),
	string(compare.Revised), string(compare.New), NotRepeated,
}

// page makes the page of what has been found.
func (d *differing) page(found []compare.Change) *ChangesPage {
	p := &ChangesPage{Head: d.head("changes", d.e), Rows: d.rows(found)}
	slices.SortStableFunc(p.Rows, func(a, b FactChange) int {
		return cmp.Or(cmp.Compare(headOrder(d.about, a.Group), headOrder(d.about, b.Group)), cmp.Compare(a.weight, b.weight), cmp.Compare(a.rank, b.rank))
	})
	p.Filters = d.filters(p)
	switch {
	case d.e.state == nil:
		p.Empty = d.l.Text("changes.empty.nothing_compared")
	case len(p.Rows) == 0:
		p.Empty = d.l.Text("changes.empty.none")
	default:
		p.Note = d.note(p)
	}
	p.Headline, p.Sub = d.headline(p), d.changesSub(p)
	return p
}

// foremost are the heads of what some kinds of packages are chiefly about: they come first there.
var foremost = map[model.Kind]string{model.Audit: "audit", model.Quality: "quality", model.DecisionKind: "decisions"}

// headOrder is a head's place on the page of a package.
func headOrder(about *model.Package, group string) int {
	if group == foremost[about.Kind] {
		return -1
	}
	return slices.IndexFunc(changeGroups, func(g struct{ name, search string }) bool { return g.name == group })
}

// filters are those that choose something, the first always.
func (d *differing) filters(p *ChangesPage) []ChangeFilter {
	out := []ChangeFilter{}
	add := func(name, label string) {
		if n := len(p.Chosen(name)); n > 0 || name == ChangesAll {
			out = append(out, ChangeFilter{name, d.l.Text("changes.filter", "Name", label, "Number", d.l.Int(n)), n})
		}
	}
	add(ChangesAll, d.l.Text("changes.all"))
	for _, kind := range changeKinds {
		add(kind, d.l.Text("changes.filter."+kind))
	}
	heads := slices.Clone(changeGroups)
	slices.SortStableFunc(heads, func(a, b struct{ name, search string }) int {
		return headOrder(d.about, a.name) - headOrder(d.about, b.name)
	})
	for _, g := range heads {
		add(g.name, d.l.Text("changes.group."+g.name))
	}
	return out
}

// findings are the kinds that the headline tells of, the gravest first.
var findings = []string{string(compare.Silent), string(compare.Fallen), string(compare.Withdrawn), string(compare.Extended)}

// headline is the finding: En uppgift har ändrats utan förklaring, tre har fallit bort.
func (d *differing) headline(p *ChangesPage) string {
	if d.e.state == nil {
		return d.l.Text("changes.headline.nothing_compared")
	}
	when := d.within(d.e.about)
	if d.l.PackageMonth(d.e.about) != "" {
		when = d.since(d.e.about)
	}
	all := d.l.Text("changes.headline.all", "Count", len(p.Rows), "Number", i18n.Capital(d.l.Counted(len(p.Rows))), "When", when)
	if len(p.Rows) == 0 {
		return fit(d.l.Text("changes.headline.none", "When", when), d.l.Text("changes.headline.none_short"))
	}
	var parts []string
	for _, kind := range findings {
		n := len(p.Chosen(kind))
		if n == 0 {
			continue
		}
		key := "changes.headline." + kind
		if len(parts) > 0 {
			key += ".too"
		}
		parts = append(parts, d.l.Text(key, "Count", n, "Number", d.l.Counted(n)))
	}
	for n := len(parts); n > 0; n-- {
		if told := i18n.Capital(joined(", ", parts[:n]...)); fit(told, "") != "" {
			return told
		}
	}
	return fit(all, d.l.Text("changes.headline.all_short", "Count", len(p.Rows), "Number", i18n.Capital(d.l.Counted(len(p.Rows)))))
}

// changesSub is the line under the headline: since when, and how many of each kind.
func (d *differing) changesSub(p *ChangesPage) string {
	parts := d.standing()
	if d.e.state == nil {
		return cmp.Or(joined(" · ", parts...), d.about.Title)
	}
	counts := []string{d.l.Text("changes.sub.all", "Count", len(p.Rows), "Number", d.l.Int(len(p.Rows)), "Package", d.within(d.e.about))}
	for _, kind := range []compare.Kind{compare.New, compare.Next, compare.Changed, compare.Status, compare.Revised} {
		if n := len(p.Chosen(string(kind))); n > 0 {
			counts = append(counts, d.l.Text("changes.sub."+string(kind), "Count", n, "Number", d.l.Int(n)))
		}
	}
	return joined(" · ", append(parts, joined(", ", counts...))...)
}

// note says what is worked out, and what an excerpt does not say.
func (d *differing) note(p *ChangesPage) string {
	var parts []string
	if slices.ContainsFunc(p.Rows, func(c FactChange) bool { return c.Delta.Present() }) {
		parts = append(parts, d.l.Text("page.computed_differences"))
	}
	if d.e.about.Extent == model.Excerpt && slices.ContainsFunc(p.Rows, func(c FactChange) bool { return c.Kind == string(compare.New) }) {
		parts = append(parts, d.l.Text("page.changes.excerpt", "Package", i18n.Capital(d.l.PackageShort(d.e.about))))
	}
	if d.about.Extent == model.Excerpt {
		parts = append(parts, d.l.Text("changes.note.excerpt", "Package", i18n.Capital(d.l.PackageShort(d.about))))
	}
	return joined(" ", parts...)
}
