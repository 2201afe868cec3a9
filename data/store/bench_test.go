package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// The generated library: committees, each with ten years of monthly reports. STORE_BENCH sets the
// number of committees; 15 make about a million rows and take some minutes to build.
func benchCommittees() int {
	if n, err := strconv.Atoi(os.Getenv("STORE_BENCH")); err == nil {
		return n
	}
	return 2
}

const (
	benchYears = 10
	benchLines = 60
)

var benchWords = strings.Fields("budget utfall prognos avvikelse försörjningsstöd placeringar vikariekostnader sjukfrånvaro " +
	"hemtjänst äldreomsorg förskola gymnasium lokaler hyror intäkter statsbidrag effektivisering åtgärder ökning minskning " +
	"volymer ärenden handläggning bistånd ekonomiskt arbetsmarknad insatser ungdomar vuxna nämnden förvaltningen områden")

func benchText(r *rand.Rand, words int) string {
	all := make([]string, words)
	for i := range all {
		all[i] = benchWords[r.IntN(len(benchWords))]
	}
	return strings.Join(all, " ")
}

// benchPack is the report of one month, the first being 0, of one committee.
func benchPack(committee, month int) pack {
	r := rand.New(rand.NewPCG(uint64(committee), uint64(month)))
	end := time.Date(2015, time.Month(2+month), 0, 0, 0, 0, 0, time.UTC)
	p := newPack(int64(month+1), end.Format(time.DateOnly))
	p.of(fmt.Sprintf("k%02d", committee))
	p.Manifest.ID = fmt.Sprintf("id-%02d-%04d", committee, month)
	p.Manifest.Followup.Committee.ID = fmt.Sprintf("k%02d", committee)
	year, running := end.Format("2006"), end.Format("2006")+"-01/"+end.Format("2006-01")
	steady := rand.New(rand.NewPCG(uint64(committee), 9999)) // what is restated alike
	for i := range 20 {
		p.row("units", fmt.Sprintf("id=enhet-%d", i), "name=Enhet "+benchText(steady, 2), "kind=unit", "mandate="+benchText(steady, 12))
	}
	for i := range 20 {
		p.row("sources", fmt.Sprintf("id=kalla-%d-%d", month, i), "document=rapport", fmt.Sprintf("section=Avsnitt %d", i), "form=written")
	}
	p.row("documents", fmt.Sprintf("id=rapport-%d", month), "title=Månadsuppföljning "+running, "kind=monthly")
	for i := range 5 {
		name := fmt.Sprintf("avsnitt-%d", i)
		p.markdown(name, "# "+benchText(r, 3)+"\n\n"+benchText(r, 250))
		p.Manifest.Resources[i].Hash = fmt.Sprintf("sha256:%02d-%04d-%d", committee, month, i)
		p.row("texts", fmt.Sprintf("id=text-%d-%d", month, i), "heading="+benchText(r, 3), "resource="+name)
	}
	for i := range benchLines {
		line := fmt.Sprintf("rad-%02d", i)
		p.row("budget_lines", "id="+line, "title="+benchText(steady, 2), "kind=net", fmt.Sprintf("order=%d", i))
		value := func() (string, string) {
			v := r.IntN(200_000) - 100_000
			return strconv.Itoa(v), "as_written=" + strconv.Itoa(v) + " tkr"
		}
		for _, m := range []string{"budget_ytd", "outcome_ytd", "outcome_ytd_previous", "variance_ytd"} {
			v, written := value()
			p.amount(line, m, running, v, written, "source=kalla-1", "status=reported")
		}
		for _, m := range []string{"budget_year", "forecast_year", "variance_forecast"} {
			v, written := value()
			p.amount(line, m, year, v, written, "source=kalla-1", "status=reported")
		}
	}
	for i := range 15 {
		p.row("causes", fmt.Sprintf("id=orsak-%d", i), fmt.Sprintf("subject=budget_lines:rad-%02d", i), "period="+year,
			"title="+benchText(r, 4), "amount=-4.5", "amount_unit=mkr")
	}
	for i := range 10 {
		p.row("assumptions", fmt.Sprintf("id=antagande-%d-%d", month, i), "kind=assumption", "text="+benchText(r, 15))
	}
	return p
}

var bench struct {
	sync.Mutex
	path string
	rows int
}

// benchLibrary builds the library once for all benchmarks, and opens it. TestMain deletes it.
func benchLibrary(b *testing.B) *Library {
	b.Helper()
	bench.Lock()
	defer bench.Unlock()
	if bench.path == "" {
		dir, err := os.MkdirTemp("", "store-bench")
		if err != nil {
			b.Fatal(err)
		}
		benchDir = dir
		l, err := Open(filepath.Join(dir, "library.db"))
		if err != nil {
			b.Fatal(err)
		}
		began := time.Now()
		for month := range benchYears * 12 {
			for c := range benchCommittees() {
				p := benchPack(c, month)
				bench.rows += p.Info(repo).Rows
				install(b, l, p)
			}
		}
		took := time.Since(began)
		if err := l.Close(); err != nil {
			b.Fatal(err)
		}
		bench.path = l.path
		info, err := os.Stat(l.path)
		if err != nil {
			b.Fatal(err)
		}
		fmt.Printf("library: %d committees, %d packages, %d rows, %d MB, built in %v\n", benchCommittees(),
			benchCommittees()*benchYears*12, bench.rows, info.Size()>>20, took.Round(time.Second))
	}
	return openAt(b, bench.path)
}

var benchDir string

func benchScope() Scope { return Scope{Repository: repo, Committee: "k01", At: Latest} }

func BenchmarkCurrent(b *testing.B) {
	l := benchLibrary(b)
	old := benchScope()
	old.At = 60
	for _, c := range []struct {
		name  string
		s     Scope
		table string
		where []Match
	}{
		{"a-year's-yearly-amounts", benchScope(), "amounts", []Match{Is("period", "2019")}},
		{"the-same-five-years-ago", old, "amounts", []Match{Is("period", "2019")}},
		{"a-month's-amounts", benchScope(), "amounts", []Match{Is("period", "2019-01/2019-04")}},
		{"a-line's-year", benchScope(), "amounts", []Match{Is("line", "rad-07"), Starts("period", "2019")}},
		{"a-measure's-year", benchScope(), "amounts", []Match{Is("measure", "variance_ytd"), Starts("period", "2019")}},
		{"every-amount-of-a-year", benchScope(), "amounts", []Match{Starts("period", "2019")}},
		{"budget-lines", benchScope(), "budget_lines", nil},
		{"budget-lines-five-years-ago", old, "budget_lines", nil},
		{"an-amount-by-id", benchScope(), "amounts", []Match{Is("id", "rad-07-variance-forecast-2019")}},
	} {
		b.Run(c.name, func(b *testing.B) {
			var n int
			for b.Loop() {
				n = len(current(b, l, c.s, c.table, c.where...))
			}
			b.ReportMetric(float64(n), "rows")
		})
	}
}

func BenchmarkHistory(b *testing.B) {
	l := benchLibrary(b)
	for _, c := range []struct {
		name  string
		where []Match
	}{
		{"a-forecast's-journey", []Match{Is("line", "rad-07"), Is("measure", "variance_forecast"), Is("period", "2019")}},
		{"a-measure's-year", []Match{Is("measure", "variance_forecast"), Is("period", "2019")}},
		{"a-year's-yearly-amounts", []Match{Is("period", "2019")}},
	} {
		b.Run(c.name, func(b *testing.B) {
			var n int
			for b.Loop() {
				s, err := l.History(context.Background(), benchScope(), "amounts", c.where...)
				if err != nil {
					b.Fatal(err)
				}
				n = len(s)
			}
			b.ReportMetric(float64(n), "statements")
		})
	}
}

func BenchmarkSearch(b *testing.B) {
	l := benchLibrary(b)
	for _, text := range []string{"försörjningsstöd", "ungdomar äldreomsorg", "åk", "af", "finnsinte", "rsörj", "enhet", "tkr", "försörjningsstöd åk"} {
		b.Run(text, func(b *testing.B) {
			var n int
			for b.Loop() {
				r, err := l.Search(context.Background(), benchScope(), text, First(50))
				if err != nil {
					b.Fatal(err)
				}
				n = len(r.Found)
			}
			b.ReportMetric(float64(n), "hits")
		})
	}
}

// BenchmarkInstallOneMore installs the next month into an empty library, into the generated one,
// and compares: the second must not cost more than 1.3 times the first.
func BenchmarkInstallOneMore(b *testing.B) {
	full := benchLibrary(b)
	next := benchYears * 12
	b.Run("first-year", func(b *testing.B) {
		l := newLibrary(b)
		for month := range 12 {
			install(b, l, benchPack(1, month))
		}
		installNext(b, l, 12)
	})
	b.Run("after-ten-years", func(b *testing.B) { installNext(b, full, next) })
}

// installNext installs month after month, and counts only that.
func installNext(b *testing.B, l *Library, month int) {
	packages, err := l.Packages(context.Background(), repo, "k01")
	if err != nil {
		b.Fatal(err)
	}
	month = max(month, len(packages))
	for b.Loop() {
		b.StopTimer()
		p := benchPack(1, month)
		month++
		b.StartTimer()
		install(b, l, p)
	}
}
