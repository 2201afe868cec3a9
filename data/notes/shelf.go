package notes

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"

	"rodatraden/data/database"
	"rodatraden/data/fault"
)

// shelf is every entry that is not deleted, in the meeting's order, as of one generation. It is never
// changed.
type shelf struct {
	generation uint64
	ordered    []*Entry
}

func inOrder(a, b *Entry) int {
	return cmp.Or(strings.Compare(a.Place, b.Place), strings.Compare(a.ID, b.ID))
}

// find returns an entry, or nil.
func (s *shelf) find(id string) *Entry {
	if i := slices.IndexFunc(s.ordered, func(e *Entry) bool { return e.ID == id }); i >= 0 {
		return s.ordered[i]
	}
	return nil
}

// with returns the shelf after changes: an entry by its id, nil where it is deleted.
func (s *shelf) with(generation uint64, changed map[string]*Entry) *shelf {
	next := &shelf{generation: generation, ordered: make([]*Entry, 0, len(s.ordered)+len(changed))}
	for _, e := range s.ordered {
		if _, ok := changed[e.ID]; !ok {
			next.ordered = append(next.ordered, e)
		}
	}
	for _, e := range changed {
		if e == nil {
			continue
		}
		at := len(next.ordered)
		if len(changed) == 1 { // else they are sorted below
			at, _ = slices.BinarySearchFunc(next.ordered, e, inOrder)
		}
		next.ordered = slices.Insert(next.ordered, at, e)
	}
	if len(changed) > 1 {
		slices.SortFunc(next.ordered, inOrder)
	}
	return next
}

// current returns the shelf as the transaction sees the file.
func (n *Notes) current(ctx context.Context, tx *sql.Tx) (*shelf, error) {
	var generation uint64
	if err := tx.QueryRowContext(ctx, "SELECT generation FROM notebook").Scan(&generation); err != nil {
		return nil, err
	}
	n.generation.Store(generation)
	n.mu.Lock()
	s := n.shelf
	n.mu.Unlock()
	if s != nil && s.generation == generation {
		return s, nil
	}
	s, err := load(ctx, tx, generation)
	if err != nil {
		return nil, err
	}
	n.keep(s)
	return s, nil
}

// keep keeps the shelf until a later one is.
func (n *Notes) keep(s *shelf) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.shelf == nil || n.shelf.generation < s.generation {
		n.shelf = s
	}
}

// load reads every entry. The whole history is read only of those that one revision does not tell.
func load(ctx context.Context, tx *sql.Tx, generation uint64) (*shelf, error) {
	s := &shelf{generation: generation}
	rows, err := tx.QueryContext(ctx, "SELECT r.id, r.entry, r.time, r.act, r.content,"+
		" (SELECT min(time) FROM revision AS o WHERE o.entry = r.entry)"+
		" FROM revision AS r WHERE NOT EXISTS (SELECT 1 FROM parent AS p WHERE p.parent = r.id) ORDER BY r.entry")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var last *revision
	var woven []string // entries of several heads, or whose head is no edit
	var created int64
	done := func() error {
		if last == nil {
			return nil
		}
		c, err := last.read()
		if err != nil {
			return err
		}
		e := state{content: c, heads: []string{last.ID}, created: created, changed: last.Time}.entry(last.Entry)
		s.ordered = append(s.ordered, &e)
		return nil
	}
	for rows.Next() {
		r := &revision{}
		var first int64
		if err := rows.Scan(&r.ID, &r.Entry, &r.Time, &r.Act, &r.Content, &first); err != nil {
			return nil, err
		}
		again := last != nil && last.Entry == r.Entry || len(woven) > 0 && woven[len(woven)-1] == r.Entry
		if !again {
			if err := done(); err != nil {
				return nil, err
			}
		}
		last = nil
		switch {
		case again:
			if len(woven) == 0 || woven[len(woven)-1] != r.Entry {
				woven = append(woven, r.Entry)
			}
		case r.Act != edit:
			woven = append(woven, r.Entry)
		default:
			last, created = r, first
		}
	}
	if err := errors.Join(done(), rows.Err(), rows.Close()); err != nil {
		return nil, err
	}
	for _, id := range woven {
		now, err := stateOf(ctx, tx, id)
		if err != nil {
			return nil, err
		}
		if !now.deleted {
			e := now.entry(id)
			s.ordered = append(s.ordered, &e)
		}
	}
	slices.SortFunc(s.ordered, inOrder)
	return s, nil
}

func stateOf(ctx context.Context, tx *sql.Tx, id string) (state, error) {
	h, err := historyOf(ctx, tx, id)
	if err != nil {
		return state{}, err
	}
	return h.now()
}

// historyOf reads every revision of an entry; none is an empty history.
func historyOf(ctx context.Context, tx *sql.Tx, entry string) (history, error) {
	h := history{}
	err := revisions(ctx, tx, "WHERE r.entry = ?", []any{entry}, func(r *revision) error {
		h[r.ID] = r
		return nil
	})
	return h, err
}

// revisions reads revisions, in order of entry and time.
func revisions(ctx context.Context, tx *sql.Tx, where string, args []any, do func(*revision) error) error {
	rows, err := tx.QueryContext(ctx, "SELECT r.id, r.entry, r.device, r.time, r.act, r.content,"+
		" (SELECT group_concat(p.parent, ' ') FROM parent AS p WHERE p.revision = r.id)"+
		" FROM revision AS r "+where+" ORDER BY r.entry, r.time, r.id", args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		r := &revision{}
		var parents sql.NullString
		if err := rows.Scan(&r.ID, &r.Entry, &r.Device, &r.Time, &r.Act, &r.Content, &parents); err != nil {
			return err
		}
		if r.Parents = strings.Fields(parents.String); len(r.Parents) == 0 {
			r.Parents = nil
		}
		slices.Sort(r.Parents)
		if err := do(r); err != nil {
			return err
		}
	}
	return errors.Join(rows.Err(), rows.Close())
}

// read runs do on the entries as they are.
func (n *Notes) read(ctx context.Context, op string, do func(*shelf) error) error {
	tx, err := n.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return database.Wrap(ctx, op, n.path, err)
	}
	defer tx.Rollback() // nothing was changed
	s, err := n.current(ctx, tx)
	if err == nil {
		err = do(s)
	}
	return database.Wrap(ctx, op, n.path, err)
}

// Filter narrows what is listed. An empty field lets everything through.
type Filter struct {
	Repository, Committee string
	Kinds                 []Kind
	Ref                   string
}

func (f Filter) takes(e *Entry) bool {
	return (f.Repository == "" || f.Repository == e.About.Repository) &&
		(f.Committee == "" || f.Committee == e.About.Committee) &&
		(f.Ref == "" || f.Ref == e.About.Ref) &&
		(len(f.Kinds) == 0 || slices.Contains(f.Kinds, e.Kind))
}

func (f Filter) count(s *shelf) int {
	n := 0
	for _, e := range s.ordered {
		if f.takes(e) {
			n++
		}
	}
	return n
}

// List returns the entries that are not deleted, in the meeting's order.
func (n *Notes) List(ctx context.Context, f Filter) ([]Entry, error) {
	var list []Entry
	err := n.read(ctx, "notes.List", func(s *shelf) error {
		list = make([]Entry, 0, f.count(s))
		for _, e := range s.ordered {
			if f.takes(e) {
				list = append(list, e.clone())
			}
		}
		return nil
	})
	return list, err
}

// Count returns how many List would return.
func (n *Notes) Count(ctx context.Context, f Filter) (int, error) {
	count := 0
	err := n.read(ctx, "notes.Count", func(s *shelf) error {
		count = f.count(s)
		return nil
	})
	return count, err
}

// Get returns an entry.
//
// Faults: NotFound where there is none, or it is deleted.
func (n *Notes) Get(ctx context.Context, id string) (Entry, error) {
	var found Entry
	err := n.read(ctx, "notes.Get", func(s *shelf) error {
		e := s.find(id)
		if e == nil {
			return fault.New("notes.Get", fault.NotFound, id, nil)
		}
		found = e.clone()
		return nil
	})
	return found, err
}

// clone returns a copy that shares nothing.
func (e *Entry) clone() Entry {
	c := *e
	c.Base, c.Conflict = slices.Clone(e.Base), slices.Clone(e.Conflict)
	return c
}
