package page

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"rodatraden/app/i18n"
	"rodatraden/data/followup"
	"rodatraden/data/model"
	"rodatraden/data/sample"
	invented "rodatraden/data/sample/alvbro"
	"rodatraden/data/store"
)

// scaleChoice is the library that the benchmarks of scale are run in. SCALE_BENCH=15x10 is ten years of
// fifteen committees, which takes some minutes to build; without it the demonstration's is used.
func scaleChoice(b *testing.B) invented.Choice {
	c := invented.Demo
	if size := os.Getenv("SCALE_BENCH"); size != "" {
		if _, err := fmt.Sscanf(size, "%dx%d", &c.Committees, &c.Years); err != nil {
			b.Fatalf("SCALE_BENCH is committees x years, not %q", size)
		}
	}
	return c
}

// scaledLibrary is what the benchmarks of scale share.
type scaledLibrary struct {
	once     sync.Once
	dir      string
	lib      *store.Library
	packages []*followup.Package
	err      error

	inFull, inEmpty []time.Duration // what it took to install each of the last ones, after all others and alone
}

var scale scaledLibrary

func committeeOf(p *followup.Package) string { return p.Manifest.Followup.Committee.ID }

// kept is how many of each committee's last packages are installed after all others, and alone.
const kept = 6

// more installs packages of one committee into the library, and into an empty one.
func (s *scaledLibrary) more(packages []*followup.Package) error {
	empty, err := store.Open(filepath.Join(s.dir, packages[0].Manifest.Name+".db"))
	if err != nil {
		return err
	}
	defer empty.Close()
	for _, p := range packages {
		for _, into := range []struct {
			lib  *store.Library
			took *[]time.Duration
		}{{empty, &s.inEmpty}, {s.lib, &s.inFull}} {
			began := time.Now()
			if err := into.lib.Install(context.Background(), "demo", p.Manifest.ID, p); err != nil {
				return err
			}
			*into.took = append(*into.took, time.Since(began))
		}
	}
	return nil
}

// sizes says how great the library's file is, and how much of it is the search index.
func (s *scaledLibrary) sizes(path string) error {
	db, err := sql.Open("sqlite3", "file:"+path)
	if err != nil {
		return err
	}
	defer db.Close()
	if _, err := db.Exec("PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		return err
	}
	var index int64
	for _, table := range []string{"passage_part_data", "passage_word_data"} {
		var n int64
		if err := db.QueryRow("SELECT SUM(LENGTH(block)) FROM " + table).Scan(&n); err != nil {
			return err
		}
		index += n
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	fmt.Printf("library.db: %.1f MB, of which the search index %.1f MB\n", float64(info.Size())/1e6, float64(index)/1e6)
	return nil
}

// scaled builds the library once for all benchmarks, and says how great it is.
func scaled(b *testing.B) *store.Library {
	b.Helper()
	scale.once.Do(func() {
		began := time.Now()
		scale.packages, _, scale.err = sample.Library{Name: "alvbro", Choice: scaleChoice(b)}.Packages()
		if scale.err != nil {
			return
		}
		made := time.Since(began)
		if scale.dir, scale.err = os.MkdirTemp("", "scale"); scale.err != nil {
			return
		}
		path := filepath.Join(scale.dir, "library.db")
		if scale.lib, scale.err = store.Open(path); scale.err != nil {
			return
		}
		began = time.Now()
		rows := 0
		last := map[string][]*followup.Package{} // each committee's
		for i, p := range scale.packages {
			rows += p.Info("demo").Rows
			if i+kept >= len(scale.packages) || committeeOf(p) != committeeOf(scale.packages[i+kept]) {
				last[committeeOf(p)] = append(last[committeeOf(p)], p)
				continue
			}
			if scale.err = scale.lib.Install(context.Background(), "demo", p.Manifest.ID, p); scale.err != nil {
				return
			}
		}
		fmt.Printf("%d packages, %d rows: made in %v, installed in %v\n", len(scale.packages), rows,
			made.Round(time.Second), time.Since(began).Round(time.Second))
		for _, committee := range slices.Sorted(maps.Keys(last)) {
			if scale.err = scale.more(last[committee]); scale.err != nil {
				return
			}
		}
		scale.err = scale.sizes(path)
	})
	if scale.err != nil {
		b.Fatal(scale.err)
	}
	return scale.lib
}

// spread reports the median and the 95th percentile of what each call of do takes.
func spread(b *testing.B, calls int, do func(i int)) {
	took := make([]time.Duration, calls)
	for b.Loop() {
		for i := range took {
			began := time.Now()
			do(i)
			took[i] = time.Since(began)
		}
	}
	b.ReportMetric(percentile(took, 50), "ms/median")
	b.ReportMetric(percentile(took, 95), "ms/p95")
}

// percentile is in milliseconds.
func percentile(took []time.Duration, p int) float64 {
	sorted := slices.Sorted(slices.Values(took))
	return float64(sorted[len(sorted)*p/100].Microseconds()) / 1000
}

// scaleChoices are the pages' choices that are measured: of every committee its latest packages and,
// with another step, those of all years, compared with the one before.
func scaleChoices(b *testing.B, lib Library, compared func(packages []*model.Package, i int) string) []Choice {
	var out []Choice
	committees := map[string]bool{}
	for _, p := range scale.packages {
		committees[committeeOf(p)] = true
	}
	names := make([]string, 0, len(committees))
	for name := range committees {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, committee := range names {
		packages, err := lib.Packages(context.Background(), "demo", committee)
		if err != nil {
			b.Fatal(err)
		}
		slices.SortFunc(packages, compareRank)
		for i := len(packages) - 1; i > 0; i -= 7 {
			c, err := Choose(packages, packages[i].Name, compared(packages, i))
			if err != nil {
				b.Fatal(err)
			}
			out = append(out, c)
		}
	}
	return out
}

// BenchmarkScaleInstall tells what one more package costs in the library and in an empty one.
func BenchmarkScaleInstall(b *testing.B) {
	scaled(b)
	for b.Loop() {
	}
	full, empty := percentile(scale.inFull, 50), percentile(scale.inEmpty, 50)
	b.ReportMetric(full, "ms/median")
	b.ReportMetric(empty, "ms/median-in-empty")
	b.ReportMetric(full/empty, "times-empty")
}

func BenchmarkScale(b *testing.B) {
	lib := scaled(b)
	ctx, l := context.Background(), i18n.New("sv")
	type measured struct {
		name string
		make func(c Choice) error
	}
	var pages []measured
	for _, name := range Names() {
		pages = append(pages, measured{name, func(c Choice) error { _, err := Build(ctx, lib, c, name, nil, l); return err }})
	}
	pages = append(pages, measured{"comparison", func(c Choice) error { _, err := c.compared(ctx, lib); return err }}) // without its page
	states := []struct {
		name     string
		compared func(packages []*model.Package, i int) string
	}{
		{"previous", func([]*model.Package, int) string { return Previous }},
		{"any", func(packages []*model.Package, i int) string {
			c := Choice{Packages: packages, Package: packages[i], At: packages[i].Order}
			before := c.Comparable()
			if len(before) == 0 {
				return None
			}
			return before[i*31%len(before)].Name
		}},
	}
	for _, s := range states {
		choices := scaleChoices(b, lib, s.compared)
		for _, p := range pages {
			b.Run(strings.Join([]string{p.name, s.name}, "/"), func(b *testing.B) {
				spread(b, len(choices), func(i int) {
					if err := p.make(choices[i]); err != nil {
						b.Fatal(err)
					}
				})
			})
		}
	}
}

// BenchmarkScaleSearch is the page of results as the window asks for it, what the arrow keys ask for, and
// the count of a saved search: for words that stand everywhere, in many places and in few.
func BenchmarkScaleSearch(b *testing.B) {
	lib := scaled(b)
	ctx, l := context.Background(), i18n.New("sv")
	choices := scaleChoices(b, lib, func([]*model.Package, int) string { return Previous })
	for _, words := range []string{"e", "prognos", "försörjningsstöd", "ekonomiskt bistånd", "jobbvägen", "finnsinte"} {
		hits := 0
		for _, c := range choices {
			hits = max(hits, searched(b, lib, c, SearchAsk{Words: words}).Total)
		}
		for _, of := range []struct {
			name string
			do   func(c Choice) error
		}{
			{"page", func(c Choice) error {
				_, err := BuildSearch(ctx, lib, c, SearchAsk{Words: words, Limit: 200, Few: true, Detail: true}, l)
				return err
			}},
			{"group", func(c Choice) error {
				_, err := BuildSearch(ctx, lib, c, SearchAsk{Words: words, Group: "economy", Limit: 200, Few: true, Detail: true}, l)
				return err
			}},
			{"count", func(c Choice) error { _, err := CountHits(ctx, lib, c, []string{words}); return err }},
		} {
			b.Run(of.name+"/"+words, func(b *testing.B) {
				spread(b, len(choices), func(i int) {
					if err := of.do(choices[i]); err != nil {
						b.Fatal(err)
					}
				})
				b.ReportMetric(float64(hits), "hits")
			})
		}
	}
	type hit struct {
		c   Choice
		ref string
	}
	var all []hit
	for _, c := range choices {
		for _, h := range searched(b, lib, c, SearchAsk{Words: "försörjningsstöd", Limit: 200, Few: true}).Hits {
			all = append(all, hit{c, h.Ref})
		}
	}
	b.Run("detail", func(b *testing.B) {
		spread(b, len(all), func(i int) { searchDetail(b, lib, all[i].c, "försörjningsstöd", all[i].ref) })
	})
}
