package sheet

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/xuri/excelize/v2"
)

// benchRows is as many rows as a table may have.
const benchRows = 200_000

const benchMapping = `variance = "budget-minus-actual"
period = "2019-04"
[source]
id = "bench"
[[part]]
table = "amounts"
header_rows = [1]
unit = "tkr"
costs = "positive"
deficit = "minus"
set = { measure = "outcome_ytd" }
column = [
	{ header = "Rad", field = "line" },
	{ header = "Utfall", field = "value" },
	{ header = "Anmärkning", field = "note" },
]
[[part.total]]
name = "Summa"
of = ["*"]
`

// BenchmarkReading reads a table of the greatest size from a workbook and from separated text. live is what
// the rows that were read keep in memory.
func BenchmarkReading(b *testing.B) {
	m, report := DecodeMapping("bench.toml", []byte(benchMapping))
	if report.Faults() > 0 {
		b.Fatal(report)
	}
	for name, make := range map[string]func(*testing.B, string){"xlsx": benchWorkbook, "csv": benchText} {
		b.Run(name, func(b *testing.B) {
			file := filepath.Join(b.TempDir(), "bench."+name)
			make(b, file)
			info, err := os.Stat(file)
			if err != nil {
				b.Fatal(err)
			}
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			b.SetBytes(info.Size())
			b.ResetTimer()
			for range b.N {
				facts, report, err := Read([]string{file}, m, Options{})
				if err != nil || report.Faults() > 0 || len(facts.Rows("amounts")) != benchRows {
					b.Fatal(err, report)
				}
				b.StopTimer()
				runtime.GC()
				runtime.ReadMemStats(&after)
				b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "live-MB")
				runtime.KeepAlive(facts)
				b.StartTimer()
			}
			b.ReportMetric(float64(benchRows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

func benchWorkbook(b *testing.B, path string) {
	f := excelize.NewFile()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	if err := w.SetRow("A1", []any{"Rad", "Utfall", "Anmärkning"}); err != nil {
		b.Fatal(err)
	}
	for n := range benchRows {
		if err := w.SetRow(fmt.Sprintf("A%d", n+2), []any{fmt.Sprintf("rad-%d", n), float64(n) / 10, "Enligt bokslut"}); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	if err := f.SaveAs(path); err != nil {
		b.Fatal(err)
	}
}

func benchText(b *testing.B, path string) {
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	w := bufio.NewWriter(f)
	fmt.Fprintln(w, "Rad;Utfall;Anmärkning")
	for n := range benchRows {
		fmt.Fprintf(w, "rad-%d;%d,5;Enligt bokslut\n", n, n)
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
}
