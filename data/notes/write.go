package notes

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"

	"rodatraden/data/database"
	"rodatraden/data/fault"
)

// edition is a change of the notes while it is made: one transaction.
type edition struct {
	*sql.Tx
	ctx     context.Context
	n       *Notes
	device  string
	shelf   *shelf            // as it was before
	changed map[string]*Entry // what the changed entries say after; nil where deleted
	kept    int               // revisions
}

// change runs do in one transaction, which is on the disk when change returns; nothing of it stands
// where do or the disk fails, and nobody is told where nothing was changed.
func (n *Notes) change(ctx context.Context, op, path string, do func(*edition) error) error {
	var next *shelf
	err := func() error {
		tx, err := n.writer.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer tx.Rollback() // does nothing after Commit
		x := &edition{Tx: tx, ctx: ctx, n: n, changed: map[string]*Entry{}}
		if x.shelf, err = n.current(ctx, tx); err != nil {
			return err
		}
		if err := tx.QueryRowContext(ctx, "SELECT device FROM notebook").Scan(&x.device); err != nil {
			return err
		}
		if err := do(x); err != nil || x.kept == 0 {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE notebook SET generation = generation + 1"); err != nil {
			return err
		}
		if err := tx.Commit(); err != nil {
			return err
		}
		next = x.shelf.with(x.shelf.generation+1, x.changed)
		return nil
	}()
	if err != nil {
		return database.Wrap(ctx, op, path, err)
	}
	if next != nil {
		n.keep(next)
		n.tell()
	}
	return nil
}

// tell tells those who wait for changes.
func (n *Notes) tell() {
	n.mu.Lock()
	defer n.mu.Unlock()
	close(n.changed)
	n.changed = make(chan struct{})
}

// keep keeps a revision that is not there yet, and reports whether it was so.
func (x *edition) keep(r *revision) (bool, error) {
	done, err := x.ExecContext(x.ctx, "INSERT OR IGNORE INTO revision (id, entry, device, time, act, content) VALUES (?, ?, ?, ?, ?, ?)",
		r.ID, r.Entry, r.Device, r.Time, string(r.Act), r.Content)
	if err != nil {
		return false, err
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return false, err
	}
	for _, p := range r.Parents {
		if _, err := x.ExecContext(x.ctx, "INSERT INTO parent (parent, revision) VALUES (?, ?)", p, r.ID); err != nil {
			return false, err
		}
	}
	x.kept++
	return true, nil
}

// revise makes a revision of an entry from others of its history, and keeps it.
func (x *edition) revise(h history, id string, parents []string, a act, c content) error {
	if err := c.check(); err != nil {
		kind := fault.Usage
		if errors.Is(err, errTooLong) {
			kind = fault.Limit
		}
		return fault.New("notes.revise", kind, id, err)
	}
	r, err := newRevision(id, parents, x.device, x.n.opts.Now().UnixMicro(), a, c)
	if err != nil {
		return err
	}
	if _, err := x.keep(r); err != nil {
		return err
	}
	h[r.ID] = r
	return x.settle(h, id)
}

// settle works out what an entry says, once its history has changed.
func (x *edition) settle(h history, id string) error {
	now, err := h.now()
	if err != nil {
		return err
	}
	x.changed[id] = nil
	if !now.deleted {
		e := now.entry(id)
		x.changed[id] = &e
	}
	return nil
}

// Put keeps an entry: a new one where ID is empty, else what the reader has made of the one that was
// read. It returns the entry as it then is, from which the next edit is made. When it returns, the
// entry is on the disk.
//
// Where ID is empty and the notes have already what two devices can only mean one thing by, as a
// rule's question about the record, that is the entry: what is given replaces what it says there,
// and an empty field leaves it. An entry that has been deleted comes back.
//
// Faults: NotFound where no entry has the ID, Usage where the entry is of no kind, or has another
// than before, Limit where a text is longer than any note.
func (n *Notes) Put(ctx context.Context, e Entry) (Entry, error) {
	const op = "notes.Put"
	given := says(e)
	for _, text := range given.texts() {
		*text = strings.ToValidUTF8(*text, "\uFFFD")
	}
	c := given
	if c.Kind == Question && c.State == "" {
		c.State = NotAsked
	}
	id := e.ID
	if id == "" {
		id = newID(e)
	}
	var kept Entry
	err := n.change(ctx, op, id, func(x *edition) error {
		h, err := historyOf(ctx, x.Tx, id)
		if err != nil {
			return err
		}
		if len(h) == 0 {
			if e.ID != "" {
				return fault.New(op, fault.NotFound, id, nil)
			}
			c.Place = x.last()
			if err := x.revise(h, id, nil, edit, c); err != nil {
				return err
			}
			kept = x.changed[id].clone()
			return nil
		}
		now, err := h.now()
		if err != nil {
			return err
		}
		base := now
		if e.ID != "" && len(e.Base) > 0 {
			for _, p := range e.Base {
				if h[p] == nil {
					return fault.New(op, fault.Usage, id, errGap)
				}
			}
			if base, err = h.at(slices.Compact(slices.Sorted(slices.Values(e.Base)))); err != nil {
				return err
			}
		}
		switch {
		case e.ID != "" && c.Place == "":
			c.Place = base.Place
		case e.ID == "" && now.deleted:
			c.Place = x.last()
		case e.ID == "":
			c = now.filled(given)
		}
		if c.Kind != base.Kind {
			return fault.New(op, fault.Usage, id, errors.New("an entry stays of its kind"))
		}
		if c == base.content && !base.deleted && !now.deleted && len(base.conflict) == 0 {
			kept = now.entry(id)
			kept = kept.clone()
			return nil
		}
		if err := x.revise(h, id, base.heads, edit, c); err != nil {
			return err
		}
		kept = x.changed[id].clone()
		return nil
	})
	return kept, err
}

// filled returns what the entry says with what else is said, field by field.
func (s state) filled(with content) content {
	c := s.content
	with.Place = ""
	for _, f := range fields {
		if f.value(&with) != f.value(&zero) {
			f.take(&c, &with)
		}
	}
	return c
}

// last returns a place after every other.
func (x *edition) last() string {
	p := placeAt(x.n.opts.Now())
	if n := len(x.shelf.ordered); n > 0 {
		if last := x.shelf.ordered[n-1].Place; last >= p {
			return between(last, "")
		}
	}
	return p
}

// Delete deletes an entry. Restore brings it back: what it said stays among the revisions, until
// Erase. To delete what is deleted changes nothing.
//
// Faults: NotFound where there is no such entry.
func (n *Notes) Delete(ctx context.Context, id string) error {
	return n.turn(ctx, "notes.Delete", id, remove)
}

// Restore brings back a deleted entry as it was.
//
// Faults: NotFound where there was no such entry.
func (n *Notes) Restore(ctx context.Context, id string) error {
	return n.turn(ctx, "notes.Restore", id, restore)
}

func (n *Notes) turn(ctx context.Context, op, id string, a act) error {
	return n.change(ctx, op, id, func(x *edition) error {
		h, err := historyOf(ctx, x.Tx, id)
		if err != nil {
			return err
		}
		if len(h) == 0 {
			return fault.New(op, fault.NotFound, id, nil)
		}
		now, err := h.now()
		if err != nil || now.deleted == (a == remove) {
			return err
		}
		return x.revise(h, id, now.heads, a, now.content)
	})
}

// Move puts an entry right before another in the meeting's order, last where before is empty.
//
// Faults: NotFound where one of them is not there.
func (n *Notes) Move(ctx context.Context, id, before string) error {
	const op = "notes.Move"
	return n.change(ctx, op, id, func(x *edition) error {
		for _, one := range []string{id, before} {
			if one != "" && x.shelf.find(one) == nil {
				return fault.New(op, fault.NotFound, one, nil)
			}
		}
		for _, m := range moved(x.shelf.ordered, id, before) {
			h, err := historyOf(ctx, x.Tx, m.id)
			if err != nil {
				return err
			}
			now, err := h.now()
			if err != nil {
				return err
			}
			c := now.content
			c.Place = m.place
			if err := x.revise(h, m.id, now.heads, move, c); err != nil {
				return err
			}
		}
		return nil
	})
}

// placed is an entry's new place.
type placed struct{ id, place string }

// moved returns the places that put an entry right before another: its own, and those of what two
// devices had given the same place there.
func moved(ordered []*Entry, id, before string) []placed {
	if id == before {
		return nil
	}
	was := slices.IndexFunc(ordered, func(e *Entry) bool { return e.ID == id })
	rest := slices.Delete(slices.Clone(ordered), was, was+1)
	at := len(rest)
	if before != "" {
		at = slices.IndexFunc(rest, func(e *Entry) bool { return e.ID == before })
	}
	if at == was { // it stands there already
		return nil
	}
	lo, hi := "", ""
	if at > 0 {
		lo = rest[at-1].Place
	}
	all := []placed{{id: id}}
	for _, e := range rest[at:] {
		if hi = e.Place; hi != lo {
			break
		}
		all, hi = append(all, placed{id: e.ID}), ""
	}
	for i := range all {
		all[i].place = between(lo, hi)
		lo = all[i].place
	}
	return all
}
