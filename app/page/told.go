package page

import (
	"cmp"
	"slices"
	"strconv"
	"sync"
	"time"

	"rodatraden/data/model"
	"rodatraden/data/schema"
)

// Told is what one package says of one key: its rows, or none where it withdraws the key.
type Told struct {
	Package *model.Package
	Key     string // as schema.Table.KeyOf gives it
	Rows    []model.Record
}

// Tables is what the pages are made from: everything told in each table, replaced packages left
// out or not.
type Tables struct {
	Amounts, Causes, Lines, Decisions, Assumptions, Sources, Documents, Units, Withdrawn []Told

	once  sync.Once
	facts factIndex // Amounts, by what they are about
}

// index orders the amounts, once for all states that are made from the tables.
func (t *Tables) index() factIndex {
	t.once.Do(func() { t.facts = indexFacts(t.Amounts) })
	return t.facts
}

// ledger is what is told in one table as known at a time: each key's statements by rank.
type ledger struct {
	keys  []string
	byKey map[string][]Told
}

// newLedger keeps what is known of told at the time, and ranks no higher than the package that the
// page is about.
func newLedger(told []Told, about *model.Package, at int64) ledger {
	kept := make([]Told, 0, len(told))
	count := make(map[string]int, len(told))
	var keys []string
	for _, t := range told {
		if !t.Package.KnownAt(at) || about.Less(*t.Package) {
			continue
		}
		kept = append(kept, t)
		if count[t.Key]++; count[t.Key] == 1 {
			keys = append(keys, t.Key)
		}
	}
	l := ledger{keys: keys, byKey: make(map[string][]Told, len(keys))}
	room := make([]Told, len(kept)) // of all keys, one after the other
	for _, k := range keys {
		l.byKey[k], room = room[:0:count[k]], room[count[k]:]
	}
	for _, t := range kept {
		l.byKey[t.Key] = append(l.byKey[t.Key], t)
	}
	for _, ts := range l.byKey {
		if len(ts) > 1 {
			slices.SortStableFunc(ts, func(a, b Told) int { return compareRank(a.Package, b.Package) })
		}
	}
	return l
}

// add takes what is told of keys that the ledger does not have.
func (l *ledger) add(told []Told) {
	for _, t := range told {
		if _, there := l.byKey[t.Key]; !there {
			l.keys = append(l.keys, t.Key)
			l.byKey[t.Key] = []Told{t}
		}
	}
}

// winner returns the statement of greatest rank.
func (l ledger) winner(key string) (Told, bool) {
	ts := l.byKey[key]
	if len(ts) == 0 {
		return Told{}, false
	}
	return ts[len(ts)-1], true
}

// asTold leaves what packages about a later time say of a key that one about this time, or an
// earlier one, tells: what a plan for next year says of a goal is not what this year's report is about.
func (l ledger) asTold(end time.Time) ledger {
	out := ledger{keys: l.keys, byKey: make(map[string][]Told, len(l.byKey))}
	for k, told := range l.byKey {
		kept := slices.DeleteFunc(slices.Clone(told), func(t Told) bool { return t.Package.From.After(end) })
		if len(kept) == 0 {
			kept = told
		}
		out.byKey[k] = kept
	}
	return out
}

// standing returns the rows of every key's winning statement, in the order that the keys were
// first told.
func (l ledger) standing() []model.Record {
	var out []model.Record
	for _, k := range l.keys {
		t, _ := l.winner(k)
		out = append(out, t.Rows...)
	}
	return out
}

// lastTold returns what was said last of an id, also where its key has been withdrawn since or is
// now told without it.
func (l ledger) lastTold(id string) (last model.Record, found bool) {
	for _, k := range l.keys {
		for _, t := range l.byKey[k] {
			i := slices.IndexFunc(t.Rows, func(row model.Record) bool { return row.ID() == id })
			if i >= 0 && (!found || compareRank(last.Package, t.Package) < 0) {
				last, found = t.Rows[i], true
			}
		}
	}
	return last, found
}

// record returns a row of a table whose key is its id.
func (l ledger) record(id string) (model.Record, bool) {
	t, ok := l.winner(id)
	if !ok || len(t.Rows) == 0 {
		return model.Record{}, false
	}
	return t.Rows[0], true
}

// toldBy returns the rows that one package tells, in the order of its keys.
func (l ledger) toldBy(p *model.Package) []model.Record {
	var out []model.Record
	for _, k := range l.keys {
		for _, t := range l.byKey[k] {
			if t.Package.ID == p.ID {
				out = append(out, t.Rows...)
			}
		}
	}
	return out
}

func compareRank(a, b *model.Package) int {
	if c := a.AsAt.Compare(b.AsAt); c != 0 {
		return c
	}
	return cmp.Compare(a.Order, b.Order)
}

// span is the days that a fact is about, so that 2019 and 2019-01/2019-12 are the same. An open end
// is zero.
type span struct{ from, to time.Time }

func yearSpan(year int) span { return yearTo(year, 12) }

// yearTo is January to the month.
func yearTo(year, month int) span {
	return span{
		model.Date{Year: year, Month: 1}.First(),
		model.Date{Year: year, Month: month}.Last(),
	}
}

func spanOf(p model.Period) span {
	var s span
	if !p.From.IsZero() {
		s.from = p.From.First()
	}
	if !p.To.IsZero() {
		s.to = p.To.Last()
	}
	return s
}

// period writes the span back as a period, in whole months or a whole year.
func (s span) period() model.Period {
	from := model.Date{Year: s.from.Year(), Month: int(s.from.Month())}
	to := model.Date{Year: s.to.Year(), Month: int(s.to.Month())}
	if from.Month == 1 && to.Month == 12 {
		from.Month, to.Month = 0, 0
	}
	return model.Period{From: from, To: to}
}

// factKey tells amounts apart.
type factKey struct {
	line    string
	measure model.Measure
	span    span
}

// fact is what one package says of an amount: one row a place, or none where it is withdrawn.
type fact struct {
	pkg  *model.Package
	key  string         // as schema.Table.KeyOf gives it
	rows []model.Amount // those that say the number exactly first; read on first use

	records []model.Record
	read    bool
}

// amounts reads the rows; most facts of a library are never asked for.
func (f *fact) amounts() []model.Amount {
	if !f.read {
		f.read = true
		f.rows = make([]model.Amount, len(f.records))
		for i, r := range f.records {
			f.rows[i] = model.AmountOf(r)
		}
		slices.SortStableFunc(f.rows, func(a, b model.Amount) int {
			return cmp.Compare(btoi(a.Approximate || !a.Known), btoi(b.Approximate || !b.Known))
		})
	}
	return f.rows
}

// factKeyOf reads the key of an amount, as schema.Table.KeyOf gives it.
func factKeyOf(key string) (factKey, bool) { return factKeyIn(key, map[string]span{}) }

// factKeyIn is factKeyOf with the spans that have been read already, by their text.
func factKeyIn(key string, spans map[string]span) (factKey, bool) {
	parts := schema.SplitKey(key)
	if len(parts) != 3 {
		return factKey{}, false
	}
	sp, read := spans[parts[2]]
	if !read {
		if p, ok := model.ParsePeriod(parts[2]); ok {
			sp = spanOf(p)
		}
		spans[parts[2]] = sp
	}
	return factKey{parts[0], model.Measure(parts[1]), sp}, true
}

// factIndex is every fact told, by what it is about; each one's statements stand by rank. Several
// states read one index, each no more than it knows.
type factIndex map[factKey][]*fact

func indexFacts(told []Told) factIndex {
	out := make(factIndex, len(told)/2)
	spans := map[string]span{} // by the period's text
	keys := map[string]factKey{}
	for _, t := range told {
		k, seen := keys[t.Key]
		if !seen {
			var ok bool
			if k, ok = factKeyIn(t.Key, spans); !ok {
				continue
			}
			keys[t.Key] = k
		}
		out[k] = append(out[k], &fact{pkg: t.Package, key: t.Key, records: t.Rows})
	}
	for _, fs := range out {
		slices.SortStableFunc(fs, func(a, b *fact) int { return compareRank(a.pkg, b.pkg) })
	}
	return out
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func orderOf(l model.BudgetLine) int {
	n, err := strconv.Atoi(l.Order)
	if err != nil {
		return 1 << 30
	}
	return n
}
