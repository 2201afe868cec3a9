package page

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"rodatraden/data/model"
	"rodatraden/data/notes"
	"rodatraden/data/store"
)

// readOnce is a library that reads each history, and what stands of each table, once: for what is made of
// several pages' facts.
type readOnce struct {
	Library
	mu   sync.Mutex
	read map[string]func() ([]store.Statement, error)
	now  map[string]func() ([]model.Record, error)
}

func newReadOnce(lib Library) *readOnce {
	return &readOnce{Library: lib, read: map[string]func() ([]store.Statement, error){}, now: map[string]func() ([]model.Record, error){}}
}

// Current is what the library said the first time.
func (r *readOnce) Current(ctx context.Context, s store.Scope, table string, where ...store.Match) ([]model.Record, error) {
	key := fmt.Sprint(s, table, where)
	r.mu.Lock()
	found, asked := r.now[key]
	if !asked {
		found = sync.OnceValues(func() ([]model.Record, error) { return r.Library.Current(ctx, s, table, where...) })
		r.now[key] = found
	}
	r.mu.Unlock()
	return found()
}

// readOnceOf is a library that reads each history once, and keeps the notes that it has.
func readOnceOf(lib Library) Library {
	if book, ok := lib.(Notebook); ok {
		return readOnceBook{newReadOnce(lib), book}
	}
	return newReadOnce(lib)
}

type readOnceBook struct {
	*readOnce
	book Notebook
}

// Written is what the reader has written.
func (b readOnceBook) Written(ctx context.Context, repository, committee string) ([]notes.Entry, error) {
	return b.book.Written(ctx, repository, committee)
}

// History is what the library said the first time.
func (r *readOnce) History(ctx context.Context, s store.Scope, table string, where ...store.Match) ([]store.Statement, error) {
	key := fmt.Sprint(s, table, where)
	r.mu.Lock()
	found, asked := r.read[key]
	if !asked {
		found = sync.OnceValues(func() ([]store.Statement, error) { return r.Library.History(ctx, s, table, where...) })
		r.read[key] = found
	}
	r.mu.Unlock()
	return found()
}

// sparing is a library that reads no more than what stands of the tables that every report states
// anew: after ten years a committee's units have been stated a thousand times.
type sparing struct {
	Library
	choice Choice
}

// newSparing returns a library for the pages of a choice; the library itself where something known
// then ranks above what the pages are about, so that what stands there is not what wins.
func newSparing(lib Library, c Choice) Library {
	if !c.highest() || !c.earlier().highest() {
		return lib
	}
	return sparing{lib, c}
}

// earlier is the state compared with as a choice of its own; the same choice where there is none.
func (c Choice) earlier() Choice {
	if c.Compare != nil {
		c.Package, c.At = c.Compare, c.CompareAt
	}
	return c
}

// History is what stands at the scope's moment, and at that of the state compared with, of the tables
// restated; of every other all that was told.
func (r sparing) History(ctx context.Context, s store.Scope, table string, where ...store.Match) ([]store.Statement, error) {
	if !slices.Contains([]string{"units", "budget_lines"}, table) || len(where) > 0 {
		return r.Library.History(ctx, s, table, where...)
	}
	moments := []int64{s.At}
	if r.choice.Compare != nil && r.choice.CompareAt < s.At {
		moments = append(moments, r.choice.CompareAt)
	}
	var out []store.Statement
	seen := map[string]bool{}
	for _, at := range moments {
		records, err := r.Current(ctx, r.choice.scope(at), table)
		if err != nil {
			return nil, err
		}
		for _, rec := range records { // neither table has several rows of a key
			if said := rec.Package.ID + " " + rec.Key; !seen[said] {
				seen[said] = true
				out = append(out, store.Statement{Table: rec.Table, Package: rec.Package, Key: rec.Key, Rows: []model.Record{rec}})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b store.Statement) int { return compareRank(a.Package, b.Package) })
	return out, nil
}
