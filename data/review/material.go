package review

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"rodatraden/data/compare"
	"rodatraden/data/model"
	"rodatraden/data/schema"
	"rodatraden/data/store"
)

// Told is what one package says of one key: its rows, or none where it withdraws the key.
type Told struct {
	Package *model.Package
	Rows    []model.Record
}

// material is what is known at a state, for the rules to look at. A reading that fails leaves its
// error in err and answers with nothing; all that was found is then dropped.
type material struct {
	compare.State
	report *model.Package // the report whose economy is told: About, or the one of greatest rank that is known
	end    time.Time      // the last day that About is about
	year   int            // of end

	snapshot *store.Snapshot
	packages []*model.Package // every one of the committee's, by rank
	known    []bool           // which of them are of the state, by their places
	tables   map[string]*table
	changes  []compare.Change // of amounts and observations, since the state compared with
	err      error

	followed followed
}

// table is one table of the material.
type table struct {
	index    *store.Index
	standing []model.Record // nil until it has been asked for
	byID     map[string]int
	by       map[string][]model.Record // what a package tells, by its id
}

func newMaterial(snapshot *store.Snapshot, at compare.State) *material {
	m := &material{State: at, snapshot: snapshot, packages: snapshot.Packages(), tables: map[string]*table{}}
	m.known = make([]bool, len(m.packages))
	for i, p := range m.packages {
		if m.known[i] = p.KnownAt(at.At) && !at.About.Less(*p); m.known[i] && p.Kind.Report() && p.Rows > 0 {
			m.report = p
		}
	}
	if at.About.Kind.Report() {
		m.report = at.About
	}
	m.end = at.About.To
	if m.end.IsZero() {
		m.end = at.About.AsAt
	}
	m.year = m.end.Year()
	return m
}

// table opens a table, once.
func (m *material) table(name string) *table {
	t := m.tables[name]
	if t == nil {
		t = &table{index: &store.Index{}, by: map[string][]model.Record{}}
		m.tables[name] = t
		if x, err := m.snapshot.Index(name); m.fail(err) {
			t.index = x
		}
	}
	return t
}

// fail keeps the first error; it reports whether there is none.
func (m *material) fail(err error) bool {
	m.err = cmp.Or(m.err, err)
	return err == nil
}

// winner is the statement that stands of a key; ok is false where there is none, or a withdrawal.
func (m *material) winner(k store.Key) (store.Said, bool) {
	for _, said := range slices.Backward(k.Said) {
		if m.known[said.Package] {
			return said, !said.Withdrawn()
		}
	}
	return store.Said{}, false
}

// rows reads statements' rows, all at once.
func (m *material) rows(t *table, wanted []store.Said) [][]model.Record {
	rows, err := m.snapshot.Rows(t.index, wanted)
	if !m.fail(err) {
		return make([][]model.Record, len(wanted))
	}
	return rows
}

// Standing returns the rows of what stands in a table, ordered by the rank of the packages that tell it
// and then as those tell it. They are shared and must not be changed.
func (m *material) Standing(name string) []model.Record {
	t := m.table(name)
	if t.standing != nil {
		return t.standing
	}
	var wanted []store.Said
	for _, k := range t.index.Keys {
		if said, ok := m.winner(k); ok {
			wanted = append(wanted, said)
		}
	}
	slices.SortStableFunc(wanted, store.Said.Compare)
	t.standing, t.byID = []model.Record{}, map[string]int{}
	for _, rows := range m.rows(t, wanted) {
		t.standing = append(t.standing, rows...)
	}
	for i, r := range t.standing {
		t.byID[r.ID()] = i
	}
	return t.standing
}

// Get returns the record that a reference, table:id, means at the state.
func (m *material) Get(ref string) (model.Record, bool) {
	name, id, ok := strings.Cut(ref, ":")
	if !ok {
		return model.Record{}, false
	}
	if _, ok := schema.Get(name); !ok {
		return model.Record{}, false
	}
	rows := m.Standing(name)
	i, ok := m.table(name).byID[id]
	if !ok {
		return model.Record{}, false
	}
	return rows[i], true
}

// Name is what a person would call the record of a reference, from its own row; its id where nobody
// tells of it.
func (m *material) Name(ref string) string {
	r, ok := m.Get(ref)
	if !ok {
		_, id, _ := strings.Cut(ref, ":")
		return cmp.Or(id, ref)
	}
	return nameOf(r)
}

// nameOf is a record's name without the full stop of one that is a sentence.
func nameOf(r model.Record) string {
	return cmp.Or(strings.TrimSuffix(r.Table.LabelOf(r.Cells), "."), r.ID())
}

// History returns what the packages of the state tell of a key, by their rank, withdrawals too. key is
// as schema.Table.KeyOf gives it.
func (m *material) History(name, key string) []Told {
	t := m.table(name)
	at, ok := t.index.At[key]
	if !ok {
		return nil
	}
	var said []store.Said
	for _, s := range t.index.Keys[at].Said {
		if m.known[s.Package] {
			said = append(said, s)
		}
	}
	told := make([]Told, len(said))
	for i, rows := range m.rows(t, said) {
		told[i] = Told{m.packages[said[i].Package], rows}
	}
	return told
}

// By returns what one package itself tells in a table, whether it stands or not.
func (m *material) By(p *model.Package, name string) []model.Record {
	t := m.table(name)
	if rows, read := t.by[p.ID]; read || p == nil {
		return rows
	}
	at := slices.IndexFunc(m.packages, func(q *model.Package) bool { return q.ID == p.ID })
	var wanted []store.Said
	for _, k := range t.index.Keys {
		for _, said := range k.Said {
			if said.Package == at && !said.Withdrawn() {
				wanted = append(wanted, said)
			}
		}
	}
	slices.SortStableFunc(wanted, store.Said.Compare)
	rows := slices.Concat(m.rows(t, wanted)...)
	t.by[p.ID] = rows
	return rows
}

// Packages returns those of the state, by rank.
func (m *material) Packages() []*model.Package {
	var out []*model.Package
	for i, p := range m.packages {
		if m.known[i] {
			out = append(out, p)
		}
	}
	return out
}

// Reports returns the reports of a year that are of the state, by rank.
func (m *material) Reports(year int) []*model.Package {
	return slices.DeleteFunc(m.Packages(), func(p *model.Package) bool {
		return !p.Kind.Report() || p.To.Year() != year || p.Rows == 0
	})
}

// Previous is the package of greatest rank below p that is of the state and for which is holds; nil
// where there is none.
func (m *material) Previous(p *model.Package, is func(*model.Package) bool) *model.Package {
	all := m.Packages()
	for _, q := range slices.Backward(all) {
		if q.Less(*p) && is(q) {
			return q
		}
	}
	return nil
}

// Root is the line of the committee as a whole: the first without a parent.
func (m *material) Root() (model.BudgetLine, bool) {
	for _, r := range m.Standing("budget_lines") {
		if r.Get("parent") == "" {
			return model.BudgetLineOf(r), true
		}
	}
	return model.BudgetLine{}, false
}

// Amounts returns what stands of a line's measure for a year as a whole: several rows where it is told
// in several places.
func (m *material) Amounts(line string, measure model.Measure, year int) []model.Amount {
	t := m.table("amounts")
	at, ok := t.index.At[joined(line, string(measure), yearText(year))]
	if !ok {
		return nil
	}
	said, ok := m.winner(t.index.Keys[at])
	if !ok {
		return nil
	}
	var out []model.Amount
	for _, r := range m.rows(t, []store.Said{said})[0] {
		out = append(out, model.AmountOf(r))
	}
	return out
}

// Forecasts is the journey of a line's forecast for a year, as variance: of each report of the state
// that tells one, by rank, the first row.
func (m *material) Forecasts(line string, year int) []model.Amount {
	var out []model.Amount
	for _, told := range m.History("amounts", joined(line, string(model.VarianceForecast), yearText(year))) {
		if len(told.Rows) > 0 {
			if a := model.AmountOf(told.Rows[0]); a.Known {
				out = append(out, a)
			}
		}
	}
	return out
}
