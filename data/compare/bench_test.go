package compare

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"rodatraden/data/model"
	"rodatraden/data/store"
)

// The generated library: committees, each with ten years of reports and about 20 000 rows.
// COMPARE_BENCH sets the number of committees.
func benchCommittees() int {
	if n, err := strconv.Atoi(os.Getenv("COMPARE_BENCH")); err == nil {
		return n
	}
	return 2
}

const benchYears = 10

// benchPacks are one committee's packages: every year a plan, ten reports, an annual one and a
// quality report.
func benchPacks(committee int) []pack {
	r := rand.New(rand.NewPCG(uint64(committee), 1))
	var all []pack
	begin := func(kind model.Kind, end time.Time) pack {
		p := newPack(int64(len(all)+1), kind, end.Format(time.DateOnly))
		p.Manifest.ID = fmt.Sprintf("id-%02d-%04d", committee, len(all))
		p.Manifest.Name = fmt.Sprintf("p%04d", len(all)+1)
		p.Manifest.Followup.Committee.ID = fmt.Sprintf("k%02d", committee)
		name := fmt.Sprintf("%s-%s", kind, end.Format("2006-01"))
		p.row("documents", "id="+name, "title="+name, "kind="+string(kind))
		for i := range 15 {
			p.row("sources", fmt.Sprintf("id=%s-s%d", name, i), "document="+name, fmt.Sprintf("page=%d", i), "form=written")
		}
		for i := range 3 {
			p.row("decisions", fmt.Sprintf("id=beslut-%s-%d", name, i), "date="+end.Format(time.DateOnly), "body=sn", "text=Nämnden godkänner rapporten", "due=2019-12-31")
			p.row("texts", fmt.Sprintf("id=text-%s-%d", name, i), "heading=Sammanfattning", fmt.Sprintf("order=%d", i))
		}
		all = append(all, p)
		return p
	}
	value := func() string { return fmt.Sprintf("%.1f", float64(r.IntN(2000)-1000)/10) }
	for year := 2015; year < 2015+benchYears; year++ {
		y := strconv.Itoa(year)
		plan := begin(model.Plan, time.Date(year-1, 12, 31, 0, 0, 0, 0, time.UTC))
		for i := range 30 {
			plan.row("goals", fmt.Sprintf("id=g%d", i), fmt.Sprintf("title=Mål %d", i), "text=Fler får stöd i tid", "valid_to="+strconv.Itoa(year+2))
			plan.row("indicators", fmt.Sprintf("id=i%d", i), fmt.Sprintf("subject=goals:g%d", i), "title=Väntetid")
			plan.row("targets", fmt.Sprintf("indicator=i%d", i), "period="+y, "value=10")
			plan.row("savings", fmt.Sprintf("id=s%d-%s", i, y), "title=Färre platser", "amount=1.2", "amount_unit=mkr", "status=decided")
			plan.row("units", fmt.Sprintf("id=u%d", i), fmt.Sprintf("name=Enhet %d", i), "kind=unit")
		}
		for line := range 12 {
			parent := ""
			if line > 0 {
				parent = "l0"
			}
			plan.row("budget_lines", fmt.Sprintf("id=l%d", line), "parent="+parent, "title=Område", "unit=u0", fmt.Sprintf("order=%d", line))
			plan.amount(fmt.Sprintf("l%d", line), "budget_year", y, value())
		}
		for _, month := range []int{2, 3, 4, 5, 6, 8, 9, 10, 11, 12} {
			end := time.Date(year, time.Month(month+1), 0, 0, 0, 0, 0, time.UTC)
			kind := map[int]model.Kind{4: model.Interim, 8: model.Interim, 12: model.Annual}[month]
			if kind == "" {
				kind = model.Monthly
			}
			p := begin(kind, end)
			running := y + "-01/" + end.Format("2006-01")
			for line := range 12 {
				id := fmt.Sprintf("l%d", line)
				for _, m := range []string{"budget_ytd", "outcome_ytd", "outcome_ytd_previous", "variance_ytd"} {
					p.amount(id, m, running, value(), "status=reported", "as_written=12,3 mkr", "source="+string(kind)+"-s1")
				}
				measures := []string{"forecast_year", "variance_forecast"}
				if kind == model.Annual {
					measures = []string{"outcome_year", "variance_outcome"}
				}
				for _, m := range measures {
					p.amount(id, m, y, value(), "status=reported", "as_written=12,3 mkr")
				}
			}
			for i := range 8 {
				p.row("causes", "subject=budget_lines:l0", "period="+y, fmt.Sprintf("title=Orsak %d", i), "amount="+value(), "amount_unit=mkr")
			}
			if kind == model.Monthly {
				continue
			}
			for i := range 30 {
				p.row("assessments", fmt.Sprintf("subject=goals:g%d", i), "period="+y, "about=forecast", "status="+[]string{"expected", "uncertain"}[r.IntN(2)], "verbatim=Osäkert")
				p.row("observations", fmt.Sprintf("indicator=i%d", i), "unit=all", "period="+end.Format("2006-01"), "part=all", "value="+value())
				p.row("savings", fmt.Sprintf("id=s%d-%s", i, y), "title=Färre platser", "amount=1.2", "amount_unit=mkr", "status="+[]string{"started", "done"}[r.IntN(2)])
			}
			for i := range 8 {
				p.row("status_events", fmt.Sprintf("point=p%d", i), "date="+end.Format(time.DateOnly), "actor=administration", "status=started", "due=2026-01-01")
			}
		}
		q := begin(model.Quality, time.Date(year, 12, 31, 0, 0, 0, 0, time.UTC))
		for i := range 60 {
			q.row("observations", fmt.Sprintf("indicator=q%d", i%12), fmt.Sprintf("unit=u%d", i/12), "period="+y, "part=all", "value="+value())
		}
	}
	return all
}

var bench struct {
	sync.Mutex
	dir string
}

func TestMain(m *testing.M) {
	code := m.Run()
	if bench.dir != "" {
		os.RemoveAll(bench.dir)
	}
	os.Exit(code)
}

// benchLibrary builds the library once for all benchmarks, and opens it.
func benchLibrary(b *testing.B) (*store.Library, []*model.Package) {
	b.Helper()
	bench.Lock()
	defer bench.Unlock()
	path := filepath.Join(bench.dir, "library.db")
	if bench.dir == "" {
		dir, err := os.MkdirTemp("", "compare-bench")
		if err != nil {
			b.Fatal(err)
		}
		bench.dir, path = dir, filepath.Join(dir, "library.db")
		l, err := store.Open(path)
		if err != nil {
			b.Fatal(err)
		}
		rows, packages := 0, 0
		for committee := range benchCommittees() {
			for _, p := range benchPacks(committee) {
				if err := l.Install(context.Background(), "demo", p.Manifest.ID, p.Package); err != nil {
					b.Fatal(err)
				}
				rows += p.Info("demo").Rows
				packages++
			}
		}
		if err := l.Close(); err != nil {
			b.Fatal(err)
		}
		fmt.Printf("library: %d committees, %d packages, %d rows\n", benchCommittees(), packages, rows)
	}
	l, err := store.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { l.Close() })
	packages, err := l.Packages(context.Background(), "demo", "k00")
	if err != nil {
		b.Fatal(err)
	}
	return l, packages
}

// BenchmarkBetween compares packages of one committee. Neighbours should take under 16 ms and any two
// under 50, at the median and the 95th percentile; first is with nothing of the committee in memory.
func BenchmarkBetween(b *testing.B) {
	l, packages := benchLibrary(b)
	last := len(packages) - 1
	r := rand.New(rand.NewPCG(1, 2))
	for _, c := range []struct {
		name string
		pick func(n int) (before, now int)
		cold bool
	}{
		{"neighbours", func(n int) (int, int) { return n % last, n%last + 1 }, false},
		{"a-year-apart", func(n int) (int, int) { return n % (last - 12), n%(last-12) + 12 }, false},
		{"any-two", func(int) (int, int) { a, b := r.IntN(last+1), r.IntN(last+1); return min(a, b), max(a, b) }, false},
		{"first-and-last", func(int) (int, int) { return 0, last }, false},
		{"neighbours-first", func(n int) (int, int) { return n % last, n%last + 1 }, true},
	} {
		b.Run(c.name, func(b *testing.B) {
			var took []time.Duration
			var changes int
			n := 0
			for b.Loop() {
				i, j := c.pick(n)
				n++
				if c.cold {
					b.StopTimer()
					if err := l.Close(); err != nil {
						b.Fatal(err)
					}
					var err error
					if l, err = store.Open(filepath.Join(bench.dir, "library.db")); err != nil {
						b.Fatal(err)
					}
					b.StartTimer()
				}
				began := time.Now()
				all, err := Between(context.Background(), l, State{packages[i], packages[i].Order}, State{packages[j], packages[j].Order})
				if err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(began))
				changes += len(all)
			}
			slices.Sort(took)
			ms := func(at int) float64 { return float64(took[len(took)*at/100].Microseconds()) / 1000 }
			b.ReportMetric(ms(50), "ms/median")
			b.ReportMetric(ms(95), "ms/p95")
			b.ReportMetric(float64(changes)/float64(n), "changes")
		})
	}
}
