package store

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"rodatraden/data/fault"
	"rodatraden/data/model"
	"rodatraden/data/schema"
)

func TestTheIndexSaysWhoSaysWhatOfEveryKey(t *testing.T) {
	l := openAt(t, filepath.Join(t.TempDir(), "library.db"))
	ctx := context.Background()
	rapid.Check(t, func(t *rapid.T) {
		if err := l.Clear(ctx); err != nil {
			t.Fatal(err)
		}
		var all reference
		for _, p := range drawPackages(t) {
			if err := l.Install(ctx, repo, p.hash(), p.Package); err != nil {
				t.Fatal(err)
			}
			all = append(all, p.Package)
			indexed(t, l, all) // after each, so that no index outlives its generation
		}
	})
}

// indexed compares the index with what the packages say.
func indexed(t *rapid.T, l *Library, all reference) {
	for _, committee := range []string{"asn", "kn"} {
		own := all.of(committee)
		if len(own) == 0 {
			continue
		}
		err := l.Snapshot(context.Background(), repo, committee, func(s *Snapshot) error {
			for _, name := range drawn {
				table := schema.MustGet(name)
				x, err := s.Index(name)
				if err != nil {
					return err
				}
				var got, want []string
				for i, key := range x.Keys {
					if x.At[key.Key] != i {
						t.Fatalf("%s %s is looked for at %d and stands at %d", name, key.Key, x.At[key.Key], i)
					}
					if !slices.IsSortedFunc(key.Said, func(a, b Said) int { return a.Package - b.Package }) {
						t.Fatalf("%s %s is told in another order than the packages' rank", name, key.Key)
					}
					rows, err := s.Rows(x, key.Said)
					if err != nil {
						return err
					}
					for n, said := range key.Said {
						pkg := s.Packages()[said.Package]
						if said.Withdrawn() {
							got = append(got, line(pkg.Name, key.Key, nil))
						}
						if len(rows[n]) != said.Rows {
							t.Fatalf("%s %s has %d rows, and says %d", name, key.Key, len(rows[n]), said.Rows)
						}
						for _, r := range rows[n] {
							if r.Package != pkg || r.Key != key.Key {
								t.Fatalf("%s %s of %s has a row of %s of %s", name, key.Key, pkg.Name, r.Key, r.Package.Name)
							}
							got = append(got, line(pkg.Name, key.Key, r.Cells))
						}
					}
				}
				for _, p := range own {
					for _, key := range own.keys(table) {
						rows, ok := statement(p, table, key)
						if ok && rows == nil {
							want = append(want, line(p.Manifest.Name, key, nil))
						}
						for _, row := range rows {
							want = append(want, line(p.Manifest.Name, key, row))
						}
					}
				}
				slices.Sort(got)
				slices.Sort(want)
				same(t, "index of "+name+" of "+committee, Latest, got, want)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestRowsKeepTheOrderOfTheirFile(t *testing.T) {
	l := newLibrary(t)
	install(t, l, newPack(1, "2019-03-31").
		amount("a", "variance_forecast", "2019", "-18", "place=x").
		amount("b", "variance_forecast", "2019", "-2").
		amount("a", "variance_forecast", "2019", "-18.0", "place=a"))
	err := l.Snapshot(context.Background(), repo, "asn", func(s *Snapshot) error {
		x, err := s.Index("amounts")
		if err != nil {
			return err
		}
		at := x.At["a|variance_forecast|2019"]
		rows, err := s.Rows(x, x.Keys[at].Said)
		if err == nil && (len(rows) != 1 || cellsOf(rows[0], "value") != "p01:-18 p01:-18.0") {
			t.Errorf("the rows are %v", rows)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestASnapshotSaysWhatItLacks(t *testing.T) {
	l := newLibrary(t)
	install(t, l, newPack(1, "2019-03-31").amount("a", "variance_forecast", "2019", "-18"))
	kind := func(committee, table string) fault.Kind {
		var f *fault.Error
		err := l.Snapshot(context.Background(), repo, committee, func(s *Snapshot) error {
			x, err := s.Index(table)
			if err == nil {
				var rows [][]model.Record
				if rows, err = s.Rows(x, nil); len(rows) != 0 {
					t.Errorf("of nothing the rows are %v", rows)
				}
			}
			return err
		})
		if err != nil && !errors.As(err, &f) {
			t.Fatal(err)
		}
		if f == nil {
			return ""
		}
		return f.Kind
	}
	for _, c := range []struct {
		committee, table string
		want             fault.Kind
	}{{"asn", "amounts", ""}, {"asn", "causes", ""}, {"asn", "nothing", fault.Usage}, {"nobody", "amounts", fault.NotFound}} {
		if got := kind(c.committee, c.table); got != c.want {
			t.Errorf("%s of %s gives %q, want %q", c.table, c.committee, got, c.want)
		}
	}
}
