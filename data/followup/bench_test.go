package followup

import (
	"bytes"
	"strconv"
	"testing"
)

// manyAmounts is a table of n rows, each another line's budget.
func manyAmounts(n int) files {
	var lines, amounts bytes.Buffer
	lines.WriteString("id,title,kind\n")
	amounts.WriteString("id,line,measure,period,value,amount_unit,as_written,status\n")
	for i := range n {
		id := "l" + strconv.Itoa(i)
		lines.WriteString(id + ",Område " + id + ",net\n")
		amounts.WriteString("a-" + id + "," + id + ",budget_year,2024,-" + strconv.Itoa(i) + ".5,tkr,\"−" + strconv.Itoa(i) + ",5 tkr\",reported\n")
	}
	return aSource().with(put("budget_lines.csv", lines.String()), put("amounts.csv", amounts.String()),
		drop("causes.csv", "assumptions.csv", "texts.csv", "texts/ekonomi.md"))
}

func BenchmarkOpenSource(b *testing.B) {
	for _, rows := range []int{10, 10_000, MaxRows} {
		b.Run(strconv.Itoa(rows), func(b *testing.B) {
			fsys := manyAmounts(rows).inMemory()
			b.ReportAllocs()
			for b.Loop() {
				if _, report, err := OpenFS(fsys); err != nil || report.Faults() > 0 {
					b.Fatal(err, report)
				}
			}
		})
	}
}

func BenchmarkReadVerified(b *testing.B) {
	for _, rows := range []int{10, 10_000, MaxRows} {
		b.Run(strconv.Itoa(rows), func(b *testing.B) {
			p := manyAmounts(rows).build(b)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := ReadVerified(p.ManifestBytes(), p.Files); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
