package spreadsheet

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"rodatraden/data/fault"
)

func TestAFileOfLibreOfficeIsReadCellByCell(t *testing.T) {
	b, report, err := Open(filepath.Join("testdata", "budget.xlsx"))
	if err != nil || len(report.Findings) > 0 {
		t.Fatal(err, report)
	}
	defer b.Close()
	same(t, b.Sheets(), []Sheet{{Name: "Utfall april"}, {Name: "Mått"}})
	rows, report, err := rowsOf(t, b)
	if err != nil || len(report.Findings) > 0 {
		t.Fatal(err, report)
	}
	for r := range rows {
		for c := range rows[r].Cells {
			rows[r].Cells[c].Format.Code = "" // as LibreOffice writes it, tested beside
		}
	}
	tkr, general := Format{Decimals: 1}, Format{Decimals: -1}
	same(t, rows, []Row{
		{Number: 1, Cells: []Cell{{Column: 1, Kind: Text, Text: "Påhittade siffror\nför ett prov"}}},
		{Number: 2, Cells: []Cell{{Column: 1, Kind: Text, Text: "Område"}, {Column: 2, Kind: Text, Text: "Utfall"}, {Column: 3, Kind: Text, Text: "Andel"}, {Column: 4, Kind: Text, Text: "Datum"}}},
		{Number: 3, Cells: []Cell{
			{Column: 1, Kind: Text, Text: "Norra området"},
			{Column: 2, Kind: Number, Text: "-1234.5", Format: tkr},
			{Column: 3, Kind: Number, Text: "0.051", Format: Format{Decimals: 1, Percent: true}},
			{Column: 4, Kind: Date, Text: "2019-04-30", Format: general},
		}},
		{Number: 4, Cells: []Cell{
			{Column: 1, Kind: Text, Text: "Södra _x0041_ & <nya>"},
			{Column: 2, Kind: Number, Text: "18.4", Format: tkr},
			{Column: 4, Kind: Number, Text: "1", Format: general},
		}},
		{Number: 5, Hidden: true, Cells: []Cell{
			{Column: 1, Kind: Text, Text: "Summa"},
			{Column: 2, Kind: Number, Text: "-1216.1", Format: tkr, Formula: true},
			{Column: 3, Kind: Broken, Text: "#DIV/0!", Formula: true},
			{Column: 4, Kind: Number, Text: "0.3", Format: general, Formula: true},
		}},
	})
	merged, _, err := b.Merged("Utfall april")
	if err != nil {
		t.Fatal(err)
	}
	same(t, merged, []Range{{1, 1, 1, 3}})
}

func TestOtherFilesOfLibreOffice(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("testdata", "budget.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	got, report := texts(t, "budget.tsv", raw)
	same(t, got, []string{
		"1|Påhittade siffror\nför ett prov", "3|Område|Utfall|Andel|Datum", "4|Norra området|-1,234.5 tkr|5.1%|2019-04-30",
		"5|Södra _x0041_ & <nya>|18.4 tkr||1", "6|Summa|-1,216.1 tkr|#DIV/0!|0.3",
	})
	if len(report.Findings) > 0 {
		t.Error(report)
	}
	for name, code := range map[string]string{"budget.xls": OldExcel, "budget.ods": OpenDoc} {
		_, report, err := Open(filepath.Join("testdata", name))
		if fault.KindOf(err) != fault.Format || len(report.Findings) != 1 || report.Findings[0].Code != code {
			t.Errorf("%s: %v, %v", name, err, report)
		}
	}
}

func TestALockedWorkbookNeedsItsPassword(t *testing.T) {
	f := excelize.NewFile()
	f.SetCellValue("Sheet1", "A1", "hemligt")
	path := filepath.Join(t.TempDir(), "last.xlsx")
	if err := f.SaveAs(path, excelize.Options{Password: "lösen"}); err != nil {
		t.Fatal(err)
	}
	_, report, err := Open(path)
	if fault.KindOf(err) != fault.Secret || len(report.Findings) != 1 || report.Findings[0].Code != Encrypted {
		t.Error(err, report)
	}
}

// naughtyStrings reads the Big List of Naughty Strings.
func naughtyStrings(t *testing.T) []string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "followup", "testdata", "blns.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for line := range strings.SplitSeq(string(raw), "\n") {
		if line != "" && !strings.HasPrefix(line, "#") {
			all = append(all, line)
		}
	}
	if len(all) < 400 {
		t.Fatal(len(all))
	}
	return all
}

func TestHostileTextsComeOutOfAWorkbookAndOfTextAsTheyWentIn(t *testing.T) {
	var data, text strings.Builder
	var want []string
	for _, s := range naughtyStrings(t) {
		if strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) || r == 0xFFFE || r == 0xFFFF }) {
			continue // XML holds none of them
		}
		want = append(want, s)
		data.WriteString(`<row><c t="inlineStr"><is><t xml:space="preserve">` + attributeOf(s) + `</t></is></c></row>`)
		text.WriteString(`"` + strings.ReplaceAll(s, `"`, `""`) + `"` + "\n")
	}
	if len(want) < 400 {
		t.Fatal(len(want))
	}
	for name, raw := range map[string][]byte{
		"bok.xlsx":   zipped(t, workbookFiles(data.String(), nil)),
		"text.csv":   []byte("sep=;\n" + text.String()),
		"text16.txt": wide("sep=;\n" + text.String()),
	} {
		b, _ := opened(t, name, raw)
		rows, report, err := rowsOf(t, b)
		if err != nil || len(report.Findings) > 0 {
			t.Fatal(name, err, report)
		}
		var got []string
		for _, r := range rows {
			got = append(got, r.Cells[0].Text)
		}
		same(t, got, want)
	}
}

// What excelize writes of any table comes back: texts, and numbers to fifteen digits.
func TestAnyWorkbookComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := excelize.NewFile()
		cell := rapid.StringOfN(rapid.SampledFrom([]rune("aå€😀 \",;\t<&>'=-1,5")), 1, 12, -1)
		digits := rapid.StringMatching(`-?[1-9][0-9]{0,8}(\.[0-9]{0,5}[1-9])?`)
		want := map[string]string{}
		rows, columns := rapid.IntRange(1, 6).Draw(t, "rows"), rapid.IntRange(1, 4).Draw(t, "columns")
		for r := 1; r <= rows; r++ {
			for c := 1; c <= columns; c++ {
				name := CellName(r, c)
				if rapid.Bool().Draw(t, "number") {
					want[name] = digits.Draw(t, name)
					v, _ := strconv.ParseFloat(want[name], 64)
					f.SetCellValue("Sheet1", name, v)
					continue
				}
				want[name] = cell.Draw(t, name)
				f.SetCellStr("Sheet1", name, want[name])
			}
		}
		var raw bytes.Buffer
		if err := f.Write(&raw); err != nil {
			t.Fatal(err)
		}
		b, _, err := Read("bok.xlsx", bytes.NewReader(raw.Bytes()), int64(raw.Len()))
		if err != nil {
			t.Fatal(err)
		}
		got := 0
		_, err = b.Rows("Sheet1", func(r Row) error {
			for _, c := range r.Cells {
				got++
				if name := CellName(r.Number, c.Column); c.Text != want[name] {
					t.Errorf("%s is %q, want %q", name, c.Text, want[name])
				}
			}
			return nil
		})
		if err != nil || got != len(want) {
			t.Fatalf("%d of %d cells, %v", got, len(want), err)
		}
	})
}

func TestColumnsAndCellsAreNamedAsExcelNamesThem(t *testing.T) {
	for column := 1; column <= lastColumn; column++ {
		want, _ := excelize.ColumnNumberToName(column)
		if got := ColumnName(column); got != want {
			t.Fatalf("%d is %s, want %s", column, got, want)
		}
		if row, at, ok := parseCellName([]byte(CellName(7, column))); row != 7 || at != column || !ok {
			t.Fatal(column)
		}
	}
	for _, s := range []string{"", "A", "7", "A0", "XFE1", "A1048577", "A1B", "Å1"} {
		if _, _, ok := parseCellName([]byte(s)); ok {
			t.Errorf("%s is a cell", s)
		}
	}
	if (Row{Cells: []Cell{{Column: 2, Kind: Text, Text: "b"}}}).Cell(3) != (Cell{Column: 3}) {
		t.Error("a cell that is not there")
	}
}
