package sie

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// large writes a file of type 4 with vouchers of a whole year, on accounts and objects as a municipality has
// them: 400 accounts, 300 kostnadsställen, 50 projects.
func large(b *testing.B, bytes int) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "large.se")
	out, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	w := bufio.NewWriterSize(out, 1<<20)
	n, _ := fmt.Fprint(w, head("4"))
	for a := range 400 {
		m, _ := fmt.Fprintf(w, "#KONTO %d \"Konto f\x94r %d\"\n", 4000+a*5, a)
		n += m
	}
	for v := 0; n < bytes; v++ {
		m, _ := fmt.Fprintf(w, "#VER A %d 2019%02d%02d \"Leverant\x94rsfaktura %d\" 20190102 \"sign\"\n{\n", v, v%12+1, v%28+1, v)
		n += m
		for t := range 4 {
			r := (v*7919 + t*104729) % 1_000_003
			m, _ = fmt.Fprintf(w, "   #TRANS %d {1 \"%d\" 6 \"P%d\"} %d.%02d 2019%02d%02d \"Bidrag enligt beslut\"\n", 4000+r%400*5, 100+r/7%300, r/11%50, r%90000, r%100, v%12+1, v%28+1)
			n += m
			m, _ = fmt.Fprintf(w, "   #TRANS 2440 {} -%d.%02d\n", r%90000, r%100)
			n += m
		}
		m, _ = fmt.Fprint(w, "}\n")
		n += m
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	if err := out.Close(); err != nil {
		b.Fatal(err)
	}
	return path
}

// BenchmarkParse reads a file of 100 MB. live-MB is what the file as read holds, heap-MB what the program
// ever asked the system for.
func BenchmarkParse(b *testing.B) {
	path := large(b, 100_000_000)
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(info.Size())
	b.ReportAllocs()
	var f *File
	for b.Loop() {
		read, report, err := ParseFile(path)
		if err != nil || report.Faults() > 0 {
			b.Fatal(err, report)
		}
		f = read
	}
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.HeapAlloc)/1e6, "live-MB")
	b.ReportMetric(float64(m.HeapSys)/1e6, "heap-MB")
	b.ReportMetric(float64(len(f.cells)), "sums")
	runtime.KeepAlive(f)
}

// BenchmarkScan reads the records alone.
func BenchmarkScan(b *testing.B) {
	path := large(b, 100_000_000)
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(info.Size())
	b.ReportAllocs()
	for b.Loop() {
		in, err := os.Open(path)
		if err != nil {
			b.Fatal(err)
		}
		n := 0
		for s := NewScanner(in); s.Next(); n++ {
		}
		in.Close()
		if n < 1_000_000 {
			b.Fatal(n)
		}
	}
}

// BenchmarkFacts makes the lines of a mapping of that file.
func BenchmarkFacts(b *testing.B) {
	f, _, err := ParseFile(large(b, 100_000_000))
	if err != nil {
		b.Fatal(err)
	}
	text := base
	for n := range 50 {
		text += fmt.Sprintf("\n[[line]]\nid = \"l%d\"\ntitle = \"L\"\nkind = \"cost\"\naccounts = [\"4000-5999\"]\n[line.objects]\n1 = [\"%d-%d\"]\n", n, 100+n*6, 105+n*6)
	}
	m, report := DecodeMapping("mapping.toml", []byte(text))
	if report.Faults() > 0 {
		b.Fatal(report)
	}
	for b.Loop() {
		facts, report := FactsOf([]*File{f}, m, Options{Period: "2019-04"})
		if report.Faults() > 0 || len(facts.Rows("amounts")) != 50 {
			b.Fatal(report)
		}
	}
}
