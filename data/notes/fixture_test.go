package notes

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rodatraden/data/fault"
)

var ctx = context.Background()

// clock goes on one second every time it is asked.
type clock struct{ time.Time }

func newClock() *clock { return &clock{time.Date(2019, 5, 2, 8, 0, 0, 0, time.UTC)} }

func (c *clock) now() time.Time {
	c.Time = c.Add(time.Second)
	return c.Time
}

// quick are options under which a passphrase costs nothing and time goes by the clock.
func quick(c *clock) Options { return Options{Now: c.now, WorkFactor: 5} }

type failing interface {
	Helper()
	Fatal(args ...any)
}

// device opens new notes, as those of another device.
func device(t testing.TB, c *clock) *Notes {
	t.Helper()
	return openAt(t, filepath.Join(t.TempDir(), "notes.db"), quick(c))
}

func openAt(t testing.TB, path string, o Options) *Notes {
	t.Helper()
	n, err := Open(ctx, path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { n.Close() })
	return n
}

func put(t failing, n *Notes, e Entry) Entry {
	t.Helper()
	kept, err := n.Put(ctx, e)
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

func get(t failing, n *Notes, id string) Entry {
	t.Helper()
	e, err := n.Get(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func list(t failing, n *Notes) []Entry {
	t.Helper()
	l, err := n.List(ctx, Filter{})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// texts writes what the entries say, in order.
func texts(t failing, n *Notes) string {
	t.Helper()
	var all []string
	for _, e := range list(t, n) {
		all = append(all, e.Text)
	}
	return strings.Join(all, " ")
}

// told writes a conflict as field:words.
func told(e Entry) string {
	var all []string
	for _, v := range e.Conflict {
		all = append(all, string(v.Field)+":"+v.Words)
	}
	return strings.Join(all, " ")
}

// bring takes what from has into to.
func bringInto(t failing, to, from *Notes) Report {
	t.Helper()
	plain, err := from.pack(ctx)
	if err != nil {
		t.Fatal(err)
	}
	all, err := unpack(plain)
	if err != nil {
		t.Fatal(err)
	}
	r, err := to.merge(ctx, "test", "", all)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// meet makes two devices have the same.
func meet(t failing, a, b *Notes) {
	t.Helper()
	bringInto(t, a, b)
	bringInto(t, b, a)
}

// all returns every revision of the notes, by its id.
func all(t failing, n *Notes) history {
	t.Helper()
	h := history{}
	tx, err := n.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	err = revisions(ctx, tx, "", nil, func(r *revision) error {
		if r.ID != r.hash() {
			return fmt.Errorf("revision %s does not say what its name says", r.ID)
		}
		h[r.ID] = r
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// dump writes all that can be seen of the notes.
func dump(t failing, n *Notes) string {
	t.Helper()
	var b strings.Builder
	for _, e := range list(t, n) {
		fmt.Fprintf(&b, "%+v\n", e)
	}
	return b.String()
}

func wantKind(t testing.TB, err error, kind fault.Kind) {
	t.Helper()
	if fault.KindOf(err) != kind {
		t.Errorf("%v, want a fault of kind %s", err, kind)
	}
}

func isWhole(t testing.TB, n *Notes) {
	t.Helper()
	var answers []string
	rows, err := n.reader.Query("PRAGMA integrity_check")
	for err == nil && rows.Next() {
		var s string
		err = rows.Scan(&s)
		answers = append(answers, s)
	}
	if err = errors.Join(err, rows.Err()); err != nil || !slices.Equal(answers, []string{"ok"}) {
		t.Fatal("the database is not whole:", answers, err)
	}
	for _, r := range all(t, n) {
		if err := r.check(); err != nil {
			t.Fatal(err)
		}
	}
}
