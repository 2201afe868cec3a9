package notes

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// many fills notes with so many entries, some of them edited, as of a reader with years of meetings.
func many(b *testing.B, entries int) *Notes {
	b.Helper()
	n := openAt(b, filepath.Join(b.TempDir(), "notes.db"), quick(newClock()))
	if _, err := n.writer.Exec("PRAGMA synchronous = OFF"); err != nil {
		b.Fatal(err)
	}
	for k := range entries {
		e := full
		e.Rule, e.Kind = "", Kinds()[k%3]
		e.About.Ref = fmt.Sprint("causes:", k)
		e.Text = strings.Repeat("egna ord om saken ", 1+k%20)
		e = put(b, n, e)
		if k%5 == 0 {
			e.Answer = "svar"
			put(b, n, e)
		}
	}
	if _, err := n.writer.Exec("PRAGMA synchronous = FULL"); err != nil {
		b.Fatal(err)
	}
	return n
}

func BenchmarkPut(b *testing.B) {
	for _, entries := range []int{0, 5000} {
		b.Run(fmt.Sprintf("beside %d", entries), func(b *testing.B) {
			n := many(b, entries)
			for b.Loop() {
				put(b, n, Entry{Kind: Note, Text: "en mening som sparas medan den skrivs"})
			}
		})
	}
}

func BenchmarkMove(b *testing.B) {
	n := many(b, 5000)
	l := list(b, n)
	for k := 0; b.Loop(); k++ {
		if err := n.Move(ctx, l[k%len(l)].ID, l[(k*7+1)%len(l)].ID); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkList(b *testing.B) {
	n := many(b, 5000)
	for _, f := range []struct {
		name string
		Filter
		want int
	}{{"all of 5000", Filter{}, 5000}, {"those of a record of 5000", Filter{Ref: "causes:17"}, 1}} {
		b.Run(f.name, func(b *testing.B) {
			for b.Loop() {
				if l, err := n.List(ctx, f.Filter); err != nil || len(l) != f.want {
					b.Fatal(len(l), err)
				}
			}
		})
	}
}

func BenchmarkOpen(b *testing.B) {
	n := many(b, 5000)
	for b.Loop() {
		again, err := Open(ctx, n.path, n.opts)
		if err != nil {
			b.Fatal(err)
		}
		if err := again.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkBackup(b *testing.B) {
	n := many(b, 5000)
	for b.Loop() {
		if err := n.Backup(ctx, n.ownFolder()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkImport(b *testing.B) {
	n := many(b, 5000)
	sent := export(b, n)
	for b.Loop() {
		b.StopTimer()
		to := openAt(b, filepath.Join(b.TempDir(), "notes.db"), quick(newClock()))
		b.StartTimer()
		if r, err := to.Import(ctx, bytes.NewReader(sent), passphrase); err != nil || r.Added != 5000 {
			b.Fatal(r, err)
		}
	}
}
