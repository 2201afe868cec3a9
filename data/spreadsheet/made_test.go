package spreadsheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rodatraden/data/followup"
)

// zipped is an archive of files.
func zipped(t testing.TB, files map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(files[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// workbookFiles are the parts of a workbook with one sheet. data is what stands in its <sheetData>, formats
// are the codes of the styles from 1 on, texts the <si> of its shared strings.
func workbookFiles(data string, formats []string, texts ...string) map[string]string {
	var numFmts, xfs strings.Builder
	xfs.WriteString(`<xf numFmtId="0"/>`)
	for i, code := range formats {
		id := strconv.Itoa(200 + i)
		if n, err := strconv.Atoi(strings.TrimPrefix(code, "id ")); err == nil && strings.HasPrefix(code, "id ") {
			id = strconv.Itoa(n)
		} else {
			numFmts.WriteString(`<numFmt numFmtId="` + id + `" formatCode="` + attributeOf(code) + `"/>`)
		}
		xfs.WriteString(`<xf numFmtId="` + id + `"/>`)
	}
	const relations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	const kind = `Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
	return map[string]string{
		"_rels/.rels": relations + `<Relationship Id="rId1" ` + kind + `officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml": `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" +
			`<workbook xmlns:r="x"><workbookPr/><sheets><sheet name="Blad1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": relations + `<Relationship Id="rId1" ` + kind + `worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="rId2" ` + kind + `styles" Target="styles.xml"/>` +
			`<Relationship Id="rId3" ` + kind + `sharedStrings" Target="/xl/sharedStrings.xml"/>` +
			`<Relationship Id="rId4" ` + kind + `externalLink" Target="file:///elsewhere.xlsx" TargetMode="External"/></Relationships>`,
		"xl/styles.xml":            `<styleSheet><numFmts>` + numFmts.String() + `</numFmts><cellXfs>` + xfs.String() + `</cellXfs></styleSheet>`,
		"xl/sharedStrings.xml":     `<sst>` + strings.Join(texts, "") + `</sst>`,
		"xl/worksheets/sheet1.xml": `<worksheet><sheetData>` + data + `</sheetData></worksheet>`,
	}
}

func attributeOf(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(s)
}

// opened opens bytes, which must be readable.
func opened(t testing.TB, name string, raw []byte) (*Book, followup.Report) {
	t.Helper()
	b, report, err := Read(name, bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err, report)
	}
	return b, report
}

// rowsOf reads all rows of the first sheet.
func rowsOf(t testing.TB, b *Book) ([]Row, followup.Report, error) {
	t.Helper()
	var all []Row
	report, err := b.Rows(b.Sheets()[0].Name, func(r Row) error {
		all = append(all, r)
		return nil
	})
	return all, report, err
}

// cellsOf are the cells of a workbook's one row by their columns' letters.
func cellsOf(t testing.TB, data string, formats []string, texts ...string) map[string]Cell {
	t.Helper()
	b, _ := opened(t, "bok.xlsx", zipped(t, workbookFiles(data, formats, texts...)))
	rows, report, err := rowsOf(t, b)
	if err != nil || len(report.Findings) > 0 {
		t.Fatal(err, report)
	}
	cells := map[string]Cell{}
	for _, r := range rows {
		for _, c := range r.Cells {
			cells[CellName(r.Number, c.Column)] = c
		}
	}
	return cells
}

// texts are the rows of a file as texts, each with its number before it.
func texts(t testing.TB, name string, raw []byte) ([]string, followup.Report) {
	t.Helper()
	b, report := opened(t, name, raw)
	rows, found, err := rowsOf(t, b)
	if err != nil {
		t.Fatal(err, found)
	}
	var all []string
	for _, r := range rows {
		line := strconv.Itoa(r.Number)
		column := 0
		for _, c := range r.Cells {
			for ; column < c.Column; column++ {
				line += "|"
			}
			line += c.Text
		}
		all = append(all, line)
	}
	return all, followup.Join(report, found)
}

// codes are those of a report.
func codes(r followup.Report) []string {
	var all []string
	for _, f := range r.Findings {
		all = append(all, f.Code)
	}
	return all
}

func same(t testing.TB, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAVisitorEndsTheReadingAndGetsItsErrorBack(t *testing.T) {
	stop := errors.New("stop")
	for name, raw := range map[string][]byte{
		"bok.xlsx": zipped(t, workbookFiles(`<row><c><v>1</v></c></row><row><c><v>2</v></c></row>`, nil)),
		"text.csv": []byte("1;a\n2;b\n"),
	} {
		b, _ := opened(t, name, raw)
		n := 0
		report, err := b.Rows(b.Sheets()[0].Name, func(Row) error { n++; return stop })
		if err != stop || n != 1 || len(report.Findings) > 0 {
			t.Errorf("%s: %v after %d rows, %v", name, err, n, report)
		}
	}
}
