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
	c := &comparison{ctx: ctx, lib: lib, before: before, now: now, read: map[string]*ledger{}}
	of := now.About.Committee
	var err error
	if c.packages, err = lib.Packages(ctx, of.Repository, of.ID); err != nil {
		return nil, err
	}
	var all []Change
	for _, t := range schema.All() {
		if t.Name == "withdrawn" || len(tables) > 0 && !slices.Contains(tables, t.Name) {
			continue
		}
		found, err := c.table(t)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return c.inOrder(all)
}

// comparison is two states, and what has been read of them.
type comparison struct {
	ctx         context.Context
	lib         Library
	before, now State
	packages    []*model.Package // every one of the committee's, by rank
	read        map[string]*ledger
}

// ledger is what the packages of either state say in one table.
type ledger struct {
	keys  []string // sorted
	byKey map[string][]store.Statement
}

// ledger reads a table, once.
func (c *comparison) ledger(t *schema.Table) (*ledger, error) {
	if l := c.read[t.Name]; l != nil {
		return l, nil
	}
	l := &ledger{byKey: map[string][]store.Statement{}}
	of := c.now.About.Committee
	seen := map[string]bool{} // the packages of the first reading
	for n, s := range []State{c.now, c.before} {
		told, err := c.lib.History(c.ctx, store.Scope{Repository: of.Repository, Committee: of.ID, At: s.At}, t.Name)
		if err != nil {
			return nil, err
		}
		for _, statement := range told {
			id := statement.Package.ID
			if !s.knows(statement.Package) || n == 1 && c.now.knows(statement.Package) && seen[id] {
				continue
			}
			if n == 0 {
				seen[id] = true
			}
			l.byKey[statement.Key] = append(l.byKey[statement.Key], statement)
		}
	}
	for key, told := range l.byKey {
		l.keys = append(l.keys, key)
		slices.SortStableFunc(told, func(a, b store.Statement) int { return byRank(a.Package, b.Package) })
	}
	slices.Sort(l.keys)
	c.read[t.Name] = l
	return l, nil
}

func byRank(p, q *model.Package) int {
	return cmp.Or(p.AsAt.Compare(q.AsAt), cmp.Compare(p.Order, q.Order))
}

// winner returns the statement that stands in a state; nil where nobody says anything of the key.
func (l *ledger) winner(s State, key string) *store.Statement {
	told := l.byKey[key]
	for i := len(told) - 1; i >= 0; i-- {
		if s.knows(told[i].Package) {
			return &told[i]
		}
	}
	return nil
}

// rows returns what stands of a key in a state; none where it is withdrawn or never told.
func (l *ledger) rows(s State, key string) []model.Record {
	if w := l.winner(s, key); w != nil {
		return w.Rows
	}
	return nil
}

// standing returns the first row of every key that stands now in a table whose key is its id.
func (c *comparison) standing(table string) (map[string]model.Record, error) {
	l, err := c.ledger(schema.MustGet(table))
	if err != nil {
		return nil, err
	}
	all := make(map[string]model.Record, len(l.keys))
	for _, key := range l.keys {
		if rows := l.rows(c.now, key); len(rows) > 0 {
			all[key] = rows[0]
		}
	}
	return all, nil
}

// differs reports whether a package that speaks of the key is known in one state alone.
func (c *comparison) differs(told []store.Statement) bool {
	return slices.ContainsFunc(told, func(s store.Statement) bool {
		return c.before.knows(s.Package) != c.now.knows(s.Package)
	})
}

// table compares one table.
func (c *comparison) table(t *schema.Table) ([]Change, error) {
	l, err := c.ledger(t)
	if err != nil {
		return nil, err
	}
	var all []Change
	if t.Name == "status_events" {
		return c.events(t, l)
	}
	next := c.newPairing(t, l)
	for _, key := range l.keys {
		if !c.differs(l.byKey[key]) {
			continue
		}
		change, ok, err := c.key(t, l, key, next)
		if err != nil {
			return nil, err
		}
		if ok {
			all = append(all, change)
		}
	}
	fallen, err := c.fallen(t, l)
	if err != nil {
		return nil, err
	}
	for _, f := range fallen {
		at := slices.IndexFunc(all, func(other Change) bool { return other.Key == f.Key })
		switch {
		case at < 0:
			all = append(all, f)
		case all[at].Kind != Withdrawn && all[at].Kind != Fallen:
			all[at] = f
		}
	}
	return all, nil
}

// key compares what stands of one key; ok is false where it is the same.
func (c *comparison) key(t *schema.Table, l *ledger, key string, next *pairing) (out Change, ok bool, err error) {
	b, n := l.winner(c.before, key), l.winner(c.now, key)
	out = Change{Table: t, Key: key}
	if b != nil {
		out.Before = b.Rows
	}
	if n != nil {
		out.Now = n.Rows
	}
	switch {
	case len(out.Before) == 0 && len(out.Now) == 0:
		return out, false, nil
	case n == nil:
		return c.gone(out, b.Package)
	case n.Withdrawn():
		out.Kind = Withdrawn
		out.Reason, err = c.reason(n)
		return out, true, err
	case len(out.Before) == 0:
		if next.passed(key) {
			return out, false, nil
		}
		out.Kind = New
		if out.Before = next.previous(key); len(out.Before) == 0 {
			out.Reason = noteOf(out.Now)
			return out, true, nil
		}
		out.Cells = differences(t, out.Before, out.Now)
		out.Kind = Next
	case b.Package.ID == n.Package.ID:
		return out, false, nil
	default:
		out.Cells = differences(t, out.Before, out.Now)
		out.Kind = c.restated(t, out)
	}
	if len(out.Cells) == 0 {
		return out, false, nil
	}
	out.Reason = noteOf(out.Now)
	if moved(t, out.Cells) {
		out.Kind = Status
	}
	if out.Kind != Next && putOff(t, out) {
		out.Kind = Extended
		out.Times = c.times(t, l, key)
	}
	return out, true, nil
}

// gone is what has become of a key of which nobody says anything any more. What a package told that
// is merely not told yet now is no change.
func (c *comparison) gone(out Change, told *model.Package) (Change, bool, error) {
	if told.SupersededAt == 0 || told.SupersededAt > c.now.At {
		return out, false, nil
	}
	out.Kind, out.Occasion = Fallen, told
	for _, p := range c.packages {
		if p.Supersedes == told.ID && p.Order <= c.now.At && p.Rows == 0 {
			out.Kind, out.Occasion, out.Reason = Withdrawn, nil, p.Reason
		}
	}
	return out, true, nil
}

// reason is why a package withdraws a key, as it says.
func (c *comparison) reason(s *store.Statement) (string, error) {
	l, err := c.ledger(schema.MustGet("withdrawn"))
	if err != nil {
		return "", err
	}
	t := schema.MustGet("withdrawn")
	row := make([]string, len(t.Fields))
	row[t.Column("table")], row[t.Column("key")] = s.Table.Name, s.Key
	for _, told := range l.byKey[t.KeyOf(row)] {
		if told.Package.ID == s.Package.ID && len(told.Rows) > 0 {
			return told.Rows[0].Get("reason"), nil
		}
	}
	return "", nil
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
