package spreadsheet

import (
	"archive/zip"
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"rodatraden/data/followup"
)

const benchColumns = 12

// bigWorkbook writes a workbook of so many rows: texts that are shared, amounts and dates.
func bigWorkbook(b *testing.B, rows, distinct int) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "stor.xlsx")
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	z := zip.NewWriter(f)
	files := workbookFiles("", []string{"#,##0.0", "yyyy-mm-dd"})
	for _, name := range []string{"_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"} {
		w, _ := z.Create(name)
		fmt.Fprint(w, files[name])
	}
	w, _ := z.Create("xl/sharedStrings.xml")
	out := bufio.NewWriter(w)
	fmt.Fprint(out, "<sst>")
	for i := range distinct {
		fmt.Fprintf(out, "<si><t>Försörjningsstöd, område %d</t></si>", i)
	}
	fmt.Fprint(out, "</sst>")
	out.Flush()
	w, _ = z.Create("xl/worksheets/sheet1.xml")
	out = bufio.NewWriter(w)
	fmt.Fprint(out, "<worksheet><sheetData>")
	for n := 1; n <= rows; n++ {
		fmt.Fprintf(out, `<row r="%d" spans="1:12">`, n)
		for c := 1; c <= benchColumns; c++ {
			name := CellName(n, c)
			switch {
			case c <= 3:
				fmt.Fprintf(out, `<c r="%s" t="s"><v>%d</v></c>`, name, (n*c)%distinct)
			case c == 4:
				fmt.Fprintf(out, `<c r="%s" s="2"><v>%d</v></c>`, name, 43000+n%1000)
			default:
				fmt.Fprintf(out, `<c r="%s" s="1"><v>-%d.%d99999999999999</v></c>`, name, n*c, c)
			}
		}
		fmt.Fprint(out, "</row>")
	}
	fmt.Fprint(out, "</sheetData></worksheet>")
	out.Flush()
	if err := z.Close(); err != nil {
		b.Fatal(err)
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
	return path
}

// bigText writes a text of about so many bytes, in rows of some five hundred.
func bigText(b *testing.B, size int) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "stor.csv")
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	out := bufio.NewWriter(f)
	long := strings.Repeat("Kommentar till utfallet för området. ", 10)
	for n, written := 0, 0; written < size; n++ {
		m, _ := fmt.Fprintf(out, "Försörjningsstöd;\"Område %d; öster\";2019-04;%d,5;%d,25;;;-%d;tkr;uppföljning;\"%s\";%d\r\n", n, n, n*3, n, long, n)
		written += m
	}
	out.Flush()
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
	return path
}

// reading reads a file again and again, and tells rows and bytes a second, and the most memory that was
// in use while it was read: as much as the smallest and the largest file need.
func reading(b *testing.B, path string) {
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	var before, now runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	var most uint64
	rows := 0
	b.ReportAllocs()
	b.SetBytes(info.Size())
	for b.Loop() {
		book, report, err := Open(path)
		if err != nil {
			b.Fatal(err, report)
		}
		report, err = book.Rows(book.Sheets()[0].Name, func(Row) error {
			if rows++; rows%10_000 == 0 {
				runtime.ReadMemStats(&now)
				most = max(most, now.HeapInuse)
			}
			return nil
		})
		if err != nil {
			b.Fatal(err, report)
		}
		book.Close()
	}
	b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
	b.ReportMetric(max(0, float64(most)-float64(before.HeapInuse))/1e6, "peak-MB")
}

func BenchmarkWorkbook(b *testing.B) {
	for _, rows := range []int{10_000, followup.MaxRows} {
		b.Run(fmt.Sprintf("%dx%d", rows, benchColumns), func(b *testing.B) { reading(b, bigWorkbook(b, rows, 5000)) })
	}
	b.Run(fmt.Sprintf("%dx%d/texts all differ", followup.MaxRows, benchColumns), func(b *testing.B) {
		reading(b, bigWorkbook(b, followup.MaxRows, 600_000))
	})
}

func BenchmarkText(b *testing.B) {
	for _, size := range []int{1_000_000, 100_000_000} {
		b.Run(fmt.Sprintf("%dMB", size/1_000_000), func(b *testing.B) { reading(b, bigText(b, size)) })
	}
}
