package store

import (
	"bytes"
	"context"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"rodatraden/data/schema"
)

// drawPackages makes packages of two committees that correct, restate, withdraw and supersede each
// other, and some that supersede what is not there.
func drawPackages(t *rapid.T) []pack {
	orders := rapid.SliceOfNDistinct(rapid.Int64Range(1, 12), 1, 8, rapid.ID[int64]).Draw(t, "orders")
	var all []pack
	for _, order := range orders {
		p := newPack(order, rapid.SampledFrom([]string{"2019-03-31", "2019-04-30", "2019-05-31"}).Draw(t, "as at"))
		if rapid.IntRange(0, 3).Draw(t, "committee") == 0 {
			p = p.of("kn")
		}
		fill(t, p)
		all = append(all, p)
	}
	ids := []string{"", "", "not-installed"}
	for _, p := range all {
		ids = append(ids, p.Manifest.ID)
	}
	for _, p := range all {
		if id := rapid.SampledFrom(ids).Draw(t, "supersedes"); id != p.Manifest.ID {
			p.Manifest.Followup.Supersedes = id
		}
	}
	return all
}

var vocabulary = []string{"", "FÖRSÖRJNINGSSTÖD", "stod (AF)", "Åkerbo, båk", "Öppen ÅK 7", "a|b\\c ”x”"}

func fill(t *rapid.T, p pack) {
	some := func(label string) bool { return rapid.Bool().Draw(t, label) }
	word := rapid.SampledFrom(vocabulary)
	for _, line := range []string{"a", "b"} {
		for _, period := range []string{"2019", "2020"} {
			switch rapid.IntRange(0, 3).Draw(t, "amount") {
			case 1:
				p.amount(line, "variance_forecast", period, strconv.Itoa(rapid.IntRange(-3, 3).Draw(t, "value")), "note="+word.Draw(t, "note"))
			case 2:
				p.amount(line, "variance_forecast", period, "-18.0", "place=x", "text="+word.Draw(t, "text"))
				if some("two places") {
					p.amount(line, "variance_forecast", period, "-18", "place=a")
				}
			case 3:
				p.withdraw("amounts", line+"|variance_forecast|"+period)
			}
		}
	}
	for _, id := range []string{"u1", "u2"} {
		if some("unit") {
			p.row("units", "id="+id, "name="+word.Draw(t, "name"), "kind=unit", "mandate="+word.Draw(t, "mandate"))
			if some("stated and withdrawn") { // a check refuses it; it counts as stated
				p.withdraw("units", id)
			}
		} else if some("withdraw unit") {
			p.withdraw("units", id)
		}
	}
	if some("cause") {
		p.row("causes", "id=c1", `subject=budget_lines:a|b\`, "period=2019", "title="+word.Draw(t, "title"))
	} else if some("withdraw cause") {
		p.withdraw("causes", `budget_lines:a\|b\\|2019`)
	}
}

// drawn are the tables that fill fills.
var drawn = []string{"amounts", "units", "causes", "withdrawn"}

func TestAnyOrderOfInstallationGivesTheLibraryOfTheDefinition(t *testing.T) {
	l := openAt(t, filepath.Join(t.TempDir(), "library.db"))
	ctx := context.Background()
	rapid.Check(t, func(t *rapid.T) {
		packages := drawPackages(t)
		var first string
		for n := range 2 {
			if err := l.Clear(ctx); err != nil {
				t.Fatal(err)
			}
			var so reference // installed so far
			for _, p := range rapid.Permutation(packages).Draw(t, "installation") {
				if err := l.Install(ctx, repo, p.hash(), p.Package); err != nil {
					t.Fatal(err)
				}
				so = append(so, p.Package)
				if n == 0 {
					agrees(t, l, so, Latest)
				}
			}
			var b bytes.Buffer
			if err := l.Dump(ctx, &b); err != nil {
				t.Fatal(err)
			}
			if n == 0 {
				first = b.String()
				for moment := int64(0); moment <= 13; moment++ {
					agrees(t, l, so, moment)
				}
			} else if b.String() != first {
				t.Fatalf("two orders of installation give two libraries:\n%s\nand\n%s", first, b.String())
			}
		}
	})
}

// agrees compares every answer at a moment with the reference's.
func agrees(t *rapid.T, l *Library, all reference, moment int64) {
	ctx := context.Background()
	for _, committee := range []string{"asn", "kn"} {
		own := all.of(committee)
		if len(own) == 0 {
			continue
		}
		s := Scope{Repository: repo, Committee: committee, At: moment}
		for _, name := range drawn {
			table := schema.MustGet(name)
			records, err := l.Current(ctx, s, name)
			if err != nil {
				t.Fatal(err)
			}
			var current []string
			for _, r := range records {
				current = append(current, line(r.Package.Name, r.Key, r.Cells))
			}
			slices.Sort(current)
			same(t, "current "+name, moment, current, own.current(moment, table))

			statements, err := l.History(ctx, s, name)
			if err != nil {
				t.Fatal(err)
			}
			var history []string
			for _, s := range statements {
				if s.Withdrawn() {
					history = append(history, line(s.Package.Name, s.Key, nil))
				}
				for _, r := range s.Rows {
					history = append(history, line(r.Package.Name, r.Key, r.Cells))
				}
			}
			same(t, "history "+name, moment, history, own.history(moment, table))
		}
		text := rapid.SampledFrom([]string{"stöd", "af", "åk b", "öppen å", "stod"}).Draw(t, "search")
		results, err := l.Search(ctx, s, text, First(1000))
		if err != nil {
			t.Fatal(err)
		}
		var hits []string
		for _, h := range results.Hits {
			hits = append(hits, line(h.Record.Package.Name, h.Record.Key, h.Record.Cells))
		}
		slices.Sort(hits)
		same(t, "search "+text, moment, hits, own.search(moment, text))
		if len(results.Found) != len(hits) {
			t.Fatalf("search %s counts %d of %d", text, len(results.Found), len(hits))
		}
		for i, f := range results.Found {
			r := results.Hits[i].Record
			if f.Table != r.Table || f.Package.ID != r.Package.ID || r.Table.When != "" && f.When != r.Get(r.Table.When) {
				t.Fatalf("search %s counts %s by %s in %q, which is read as %v", text, f.Table.Name, f.Package.Name, f.When, r)
			}
		}
		packages, err := l.Packages(ctx, repo, committee)
		if err != nil {
			t.Fatal(err)
		}
		var known, want []string
		for _, p := range packages {
			if p.KnownAt(min(moment, math.MaxInt64-1)) {
				known = append(known, p.Name)
			}
		}
		for _, p := range own.known(moment) {
			want = append(want, p.Manifest.Name)
		}
		same(t, "known packages", moment, known, want)
	}
}

func same(t *rapid.T, what string, moment int64, got, want []string) {
	if !slices.Equal(got, want) {
		t.Fatalf("%s at %d:\n%q\nwant\n%q", what, moment, got, want)
	}
}

func TestLongHistoriesAreWonAsTheDefinitionSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var stating []told
		for n, order := range rapid.SliceOfNDistinct(rapid.Int64Range(1, 30), 0, 15, rapid.ID[int64]).Draw(t, "orders") {
			p := told{id: int64(n + 1), order: order, supersededAt: forever, asAt: rapid.SampledFrom([]string{"1", "2", "3"}).Draw(t, "as at")}
			if rapid.Bool().Draw(t, "superseded") {
				p.supersededAt = rapid.Int64Range(1, 31).Draw(t, "at")
			}
			stating = append(stating, p)
		}
		won := winners(stating)
		for i := 1; i < len(won); i++ {
			if won[i-1].to > won[i].from || won[i-1].to == won[i].from && won[i-1].pkg == won[i].pkg {
				t.Fatalf("%v overlaps, or is parted needlessly", won)
			}
		}
		for moment := int64(0); moment < 33; moment++ {
			var want, got int64
			var best told
			for _, p := range stating {
				if p.order <= moment && moment < p.supersededAt && (want == 0 || p.asAt > best.asAt || p.asAt == best.asAt && p.order > best.order) {
					want, best = p.id, p
				}
			}
			for _, s := range won {
				if s.from <= moment && moment < s.to {
					got = s.pkg
				}
			}
			if got != want {
				t.Fatalf("at %d %d wins, want %d of %v", moment, got, want, stating)
			}
		}
	})
}
