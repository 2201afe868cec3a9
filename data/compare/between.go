package compare

import (
	"cmp"
	"context"
	"slices"

	"rodatraden/data/model"
	"rodatraden/data/schema"
	"rodatraden/data/store"
)

// knows reports whether a package is one of the state's.
func (s State) knows(p *model.Package) bool { return p.KnownAt(s.At) && !s.About.Less(*p) }

// Between returns what differs between two states of one committee's library, in the order in which
// a politician should read it; of the named tables only, where any are named.
//
// Faults: those of the library's reading.
func Between(ctx context.Context, lib Library, before, now State, tables ...string) ([]Change, error) {
	of := now.About.Committee
	c := &comparison{ctx: ctx, before: before, now: now, read: map[string]*ledger{}}
	var out []Change
	if quick, ok := lib.(indexed); ok {
		err := quick.Snapshot(ctx, of.Repository, of.ID, func(s *store.Snapshot) (err error) {
			c.open = func(t *schema.Table) (*ledger, error) { return snapshotLedger(s, t) }
			out, err = c.all(s.Packages(), tables)
			return err
		})
		return out, err
	}
	packages, err := lib.Packages(ctx, of.Repository, of.ID)
	if err != nil {
		return nil, err
	}
	packages = slices.Clone(packages)
	slices.SortFunc(packages, byRank)
	c.open = func(t *schema.Table) (*ledger, error) { return c.historyLedger(lib, t) }
	return c.all(packages, tables)
}

func byRank(p, q *model.Package) int {
	return cmp.Or(p.AsAt.Compare(q.AsAt), cmp.Compare(p.Order, q.Order))
}

// comparison is two states, and what has been read of them.
type comparison struct {
	ctx         context.Context
	before, now State
	packages    []*model.Package // every one of the committee's, by rank
	then, today side             // before and now
	open        func(t *schema.Table) (*ledger, error)
	read        map[string]*ledger
}

// all compares every table that is asked for.
func (c *comparison) all(packages []*model.Package, tables []string) ([]Change, error) {
	c.packages = packages
	c.then, c.today = c.before.side(packages), c.now.side(packages)
	var all []Change
	if slices.Equal(c.then, c.today) {
		return nil, nil
	}
	for _, t := range schema.All() {
		if t.Name == "withdrawn" || len(tables) > 0 && !slices.Contains(tables, t.Name) {
			continue // what is withdrawn is told of where it stood
		}
		l, err := c.ledger(t.Name)
		if err != nil {
			return nil, err
		}
		compare := c.table
		if t.Name == "status_events" {
			compare = c.events
		}
		found, err := compare(l)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return c.inOrder(all)
}

// ledger reads a table, once.
func (c *comparison) ledger(name string) (*ledger, error) {
	if l := c.read[name]; l != nil {
		return l, nil
	}
	l, err := c.open(schema.MustGet(name))
	c.read[name] = l
	return l, err
}

// differs reports whether a package that speaks of the key is known in one state alone.
func (c *comparison) differs(l *ledger, key int) bool {
	for _, s := range l.keys[key].Said {
		if c.then[s.Package] != c.today[s.Package] {
			return true
		}
	}
	return false
}

// pair is a key whose statements in the two states are to be compared.
type pair struct {
	key         int
	before, now ref
	next        bool // before is of the period before
}

// table compares one table.
func (c *comparison) table(l *ledger) ([]Change, error) {
	var pairs []pair
	var untold []int // keys that are told now, and were not
	for key := range l.keys {
		if !c.differs(l, key) {
			continue
		}
		p := pair{key: key, before: l.winner(c.then, key), now: l.winner(c.today, key)}
		if p.before == p.now || !l.told(p.before) && !l.told(p.now) {
			continue
		}
		if !l.told(p.before) {
			untold = append(untold, len(pairs))
		}
		pairs = append(pairs, p)
	}
	c.pairPeriods(l, pairs, untold)
	pairs = slices.DeleteFunc(pairs, func(p pair) bool { return p.key < 0 })
	wanted := make([]ref, 0, 2*len(pairs))
	for _, p := range pairs {
		wanted = append(wanted, p.before, p.now)
	}
	if err := l.load(wanted...); err != nil {
		return nil, err
	}
	fallen, err := c.fallen(l)
	if err != nil {
		return nil, err
	}
	all := make([]Change, 0, len(pairs)+len(fallen))
	for _, p := range pairs {
		change, differs, err := c.change(l, p)
		if err != nil {
			return nil, err
		}
		if _, has := fallen[p.key]; differs && !has {
			all = append(all, change)
		}
	}
	for _, f := range fallen {
		all = append(all, f)
	}
	return all, nil
}

// change is what has become of one key; ok is false where it is told alike.
func (c *comparison) change(l *ledger, p pair) (out Change, ok bool, err error) {
	out = Change{Table: l.table, Key: l.keys[p.key].Key, Before: l.rows[p.before], Now: l.rows[p.now]}
	switch {
	case p.now == none:
		return c.gone(out, c.packages[l.said(p.before).Package])
	case len(out.Now) == 0:
		out.Kind = Withdrawn
		out.Reason, err = c.reason(l, p.now)
		return out, true, err
	}
	out.Reason = noteOf(out.Now)
	if len(out.Before) == 0 {
		out.Kind = New
		return out, true, nil
	}
	out.Cells = differences(l.table, out.Before, out.Now)
	if len(out.Cells) == 0 {
		return out, false, nil
	}
	out.Kind = Next
	if !p.next {
		out.Kind = c.restated(out)
	}
	if moved(out) {
		out.Kind = Status
	}
	if !p.next && putOff(out) {
		out.Kind = Extended
		out.Times, err = c.times(l, p.key)
	}
	return out, true, err
}

// gone is what has become of a key of which nobody says anything any more. What a package told that
// is merely not told yet now is no change.
func (c *comparison) gone(out Change, told *model.Package) (Change, bool, error) {
	if told.SupersededAt == 0 || told.SupersededAt > c.now.At {
		return out, false, nil
	}
	out.Kind, out.Occasion = Fallen, told
	for _, p := range c.packages {
		if p.Order == told.SupersededAt && p.Rows == 0 {
			out.Kind, out.Occasion, out.Reason = Withdrawn, nil, p.Reason
		}
	}
	return out, true, nil
}

// reason is why a package withdraws a key, as it says.
func (c *comparison) reason(of *ledger, r ref) (string, error) {
	l, err := c.ledger("withdrawn")
	if err != nil {
		return "", err
	}
	row := make([]string, len(l.table.Fields))
	row[l.table.Column("table")], row[l.table.Column("key")] = of.table.Name, of.keys[r.key].Key
	key, ok := l.at[l.table.KeyOf(row)]
	if !ok {
		return "", nil
	}
	rows, err := l.read(l.of(key, of.said(r).Package))
	if err != nil || len(rows) == 0 {
		return "", err
	}
	return rows[0].Get("reason"), nil
}

// noteOf is why a statement tells anew, as it says.
func noteOf(rows []model.Record) string {
	for _, r := range rows {
		if note := r.Get("revision_note"); note != "" {
			return note
		}
	}
	return ""
}
