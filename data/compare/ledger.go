package compare

import (
	"cmp"
	"context"
	"slices"

	"rodatraden/data/model"
	"rodatraden/data/schema"
	"rodatraden/data/store"
)

// indexed is a library that can say who says what without telling it all: *store.Library. Of any
// other the whole history is read.
type indexed interface {
	Snapshot(ctx context.Context, repository, committee string, do func(*store.Snapshot) error) error
}

// ledger is who says something of each key of a table, and the rows that have been read.
type ledger struct {
	table *schema.Table
	keys  []store.Key
	at    map[string]int
	rows  map[ref][]model.Record
	fetch func(wanted []ref) ([][]model.Record, error)
}

// ref is one statement: its key's place, and its own among the key's.
type ref struct{ key, said int }

// none is no statement.
var none = ref{-1, -1}

// side is a state: which packages are of it, by their places.
type side []bool

func (s State) side(packages []*model.Package) side {
	of := make(side, len(packages))
	for i, p := range packages {
		of[i] = s.knows(p)
	}
	return of
}

// winner returns the statement that stands of a key; none where nobody says anything of it.
func (l *ledger) winner(s side, key int) ref {
	said := l.keys[key].Said
	for i := len(said) - 1; i >= 0; i-- {
		if s[said[i].Package] {
			return ref{key, i}
		}
	}
	return none
}

// standing is winner where it is told, and not withdrawn.
func (l *ledger) standing(s side, key int) (ref, bool) {
	r := l.winner(s, key)
	return r, l.told(r)
}

func (l *ledger) said(r ref) store.Said { return l.keys[r.key].Said[r.said] }

// told reports whether there is a statement, and it is no withdrawal.
func (l *ledger) told(r ref) bool { return r != none && !l.said(r).Withdrawn() }

// of returns the statement of a key that one package makes.
func (l *ledger) of(key, pkg int) ref {
	for i, s := range l.keys[key].Said {
		if s.Package == pkg {
			return ref{key, i}
		}
	}
	return none
}

// load reads the rows of statements, those not read already all at once.
func (l *ledger) load(wanted ...ref) error {
	var missing []ref
	for _, r := range wanted {
		if _, read := l.rows[r]; !read && l.told(r) {
			l.rows[r] = nil
			missing = append(missing, r)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	found, err := l.fetch(missing)
	if err != nil {
		return err
	}
	for i, r := range missing {
		l.rows[r] = found[i]
	}
	return nil
}

// read returns the rows of one statement.
func (l *ledger) read(r ref) ([]model.Record, error) {
	err := l.load(r)
	return l.rows[r], err
}

// snapshotLedger reads a table of a library that has an index.
func snapshotLedger(s *store.Snapshot, t *schema.Table) (*ledger, error) {
	x, err := s.Index(t.Name)
	if err != nil {
		return nil, err
	}
	return &ledger{t, x.Keys, x.At, map[ref][]model.Record{}, func(wanted []ref) ([][]model.Record, error) {
		said := make([]store.Said, len(wanted))
		for i, r := range wanted {
			said[i] = x.Keys[r.key].Said[r.said]
		}
		return s.Rows(x, said)
	}}, nil
}

// historyLedger reads a table of any library: its whole history at both moments.
func (c *comparison) historyLedger(lib Library, t *schema.Table) (*ledger, error) {
	l := &ledger{table: t, at: map[string]int{}, rows: map[ref][]model.Record{}}
	of := c.now.About.Committee
	for _, s := range []State{c.now, c.before} {
		told, err := lib.History(c.ctx, store.Scope{Repository: of.Repository, Committee: of.ID, At: s.At}, t.Name)
		if err != nil {
			return nil, err
		}
		for _, statement := range told {
			pkg := slices.IndexFunc(c.packages, func(p *model.Package) bool { return p.ID == statement.Package.ID })
			key, seen := l.at[statement.Key]
			if !seen {
				key = len(l.keys)
				l.at[statement.Key] = key
				l.keys = append(l.keys, store.Key{Key: statement.Key})
			}
			if pkg < 0 || l.of(key, pkg) != none {
				continue
			}
			l.rows[ref{key, len(l.keys[key].Said)}] = statement.Rows
			l.keys[key].Said = append(l.keys[key].Said, store.Said{Package: pkg, Rows: len(statement.Rows)})
		}
	}
	for key := range l.keys {
		said := l.keys[key].Said
		rows := map[int][]model.Record{}
		for i, s := range said {
			rows[s.Package] = l.rows[ref{key, i}]
		}
		slices.SortFunc(said, func(a, b store.Said) int { return cmp.Compare(a.Package, b.Package) })
		for i, s := range said {
			l.rows[ref{key, i}] = rows[s.Package]
		}
	}
	return l, nil
}
