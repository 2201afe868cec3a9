package spreadsheet

import (
	"bytes"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"rodatraden/data/fault"
	"rodatraden/data/followup"
)

func TestNumbersAreTheDecimalsThatSomebodyWrote(t *testing.T) {
	for stored, want := range map[string]string{
		"18.399999999999999":       "18.4",
		"18.4":                     "18.4",
		"18.40":                    "18.4",
		"0":                        "0",
		"-0":                       "0",
		"1E-3":                     "0.001",
		"1.2E7":                    "12000000",
		"-16.8":                    "-16.8",
		"0.30000000000000004":      "0.3",
		"1234.5600000000002":       "1234.56",
		"0.051000000000000004":     "0.051",
		"123456789012345680":       "123456789012345680",
		"9007199254740993":         "9007199254740992",
		"1234567890123456":         "1234567890123456",
		"-4.4999999999999998E-2":   "-0.045",
		"0.1234567890123456":       "0.123456789012346",
		"1e20":                     "100000000000000000000",
		" 12 ":                     "12",
		"123456789.12":             "123456789.12",
		"99999999999999.9":         "99999999999999.9",
		"0.99999999999999999":      "1",
		"2.9999999999999996":       "3",
		"-1.7976931348623157E+308": "-17976931348623157" + strings.Repeat("0", 292),
	} {
		got := cellsOf(t, `<row><c><v>`+stored+`</v></c></row>`, nil)["A1"]
		if got.Kind != Number || got.Text != want {
			t.Errorf("%s is %v %q, want %q", stored, got.Kind, got.Text, want)
		}
	}
	for _, stored := range []string{"1,5", "inf", "NaN", "0x1p-2", "1_000", "1e999", "ca 34", "--1"} {
		got := cellsOf(t, `<row><c><v>`+stored+`</v></c></row>`, nil)["A1"]
		if got.Kind != Text || got.Text != stored {
			t.Errorf("%s is %v %q", stored, got.Kind, got.Text)
		}
	}
}

func TestCellsOfEverySort(t *testing.T) {
	got := cellsOf(t, `<row r="2" hidden="1">`+
		`<c r="A2" t="s"><v>0</v></c>`+
		`<c r="B2" t="s"><v>1</v></c>`+
		`<c r="C2" t="inlineStr"><is><r><rPr><b/></rPr><t>Fet</t></r><r><t xml:space="preserve"> och mager</t></r><rPh sb="0" eb="1"><t>uttal</t></rPh></is></c>`+
		`<c r="D2" t="b"><v>1</v></c><c r="E2" t="b"><v>0</v></c>`+
		`<c r="F2" t="e"><v>#REF!</v></c>`+
		`<c r="G2"><f>SUM(A1:A3)</f><v>7</v></c>`+
		`<c r="H2"><f>SUM(A1:A3)</f></c>`+
		`<c r="I2" t="str"><f>A1&amp;"x"</f><v>ax</v></c>`+
		`<c r="J2" t="str"><f>""</f><v></v></c>`+
		`<c r="K2" t="e"><f>1/0</f><v>#DIV/0!</v></c>`+
		`<c r="L2" s="1"/><c r="M2" s="1"><v></v></c>`+
		`<c r="N2" t="d"><v>2019-04-30T00:00:00</v></c>`+
		`<c r="O2" t="inlineStr"><is><t></t></is></c>`+
		`<c r="AB2" t="s"><v>2</v></c></row>`,
		[]string{"0.00"}, `<si><t>Försörjningsstöd</t></si>`, `<si><t>12</t></si>`, `<si><t>sist</t></si>`)
	want := map[string]Cell{
		"A2":  {Column: 1, Kind: Text, Text: "Försörjningsstöd"},
		"B2":  {Column: 2, Kind: Text, Text: "12"},
		"C2":  {Column: 3, Kind: Text, Text: "Fet och mager"},
		"D2":  {Column: 4, Kind: Boolean, Text: "TRUE"},
		"E2":  {Column: 5, Kind: Boolean, Text: "FALSE"},
		"F2":  {Column: 6, Kind: Broken, Text: "#REF!"},
		"G2":  {Column: 7, Kind: Number, Text: "7", Formula: true, Format: Format{Decimals: -1}},
		"H2":  {Column: 8, Kind: Broken, Text: "=SUM(A1:A3)", Formula: true},
		"I2":  {Column: 9, Kind: Text, Text: "ax", Formula: true},
		"K2":  {Column: 11, Kind: Broken, Text: "#DIV/0!", Formula: true},
		"N2":  {Column: 14, Kind: Date, Text: "2019-04-30", Format: Format{Decimals: -1}},
		"AB2": {Column: 28, Kind: Text, Text: "sist"},
	}
	same(t, got, want)
}

func TestTextsAreWhatExcelShows(t *testing.T) {
	for stored, want := range map[string]string{
		`_x0041_`:                         "A",
		`_x005F_x0041_`:                   "_x0041_",
		`rad ett_x000A_rad två`:           "rad ett\nrad två",
		`rad ett_x000D_` + "\nrad två":    "rad ett\nrad två",
		`&lt;b&gt; &amp; &#229;&#xE4;`:    "<b> & åä",
		`<![CDATA[<a> & b]]>`:             "<a> & b",
		`  ledande `:                      "ledande",
		`_xD83D__xDE00_`:                  "😀",
		`_xD83D_ensam`:                    "\uFFFDensam",
		`_x00e5_ _X0041_ _x41_ _x004G_ _`: "å _X0041_ _x41_ _x004G_ _",
		"a<!-- gömt -->b":                 "ab",
		"a\r\nb":                          "a\nb",
	} {
		got := cellsOf(t, `<row><c t="s"><v>0</v></c></row>`, nil, `<si><t>`+stored+`</t></si>`)["A1"]
		if got.Text != want {
			t.Errorf("%s is %q, want %q", stored, got.Text, want)
		}
	}
	kept := cellsOf(t, `<row><c t="s"><v>0</v></c></row>`, nil, `<si><t xml:space="preserve">  ledande </t></si>`)["A1"]
	same(t, kept.Text, "  ledande ")
}

func TestRowsAndCellsThatDoNotSayWhereTheyAreFollowEachOther(t *testing.T) {
	got := cellsOf(t, `<row><c><v>1</v></c><c><v>2</v></c></row><row r="4"><c r="C4"><v>3</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row>`, nil)
	for name, text := range map[string]string{"A1": "1", "B1": "2", "C4": "3", "D4": "4", "A5": "5"} {
		if got[name].Text != text {
			t.Errorf("%s is %q", name, got[name].Text)
		}
	}
}

func TestADateIsToldAsItsFormatShowsIt(t *testing.T) {
	for _, c := range []struct{ code, stored, want string }{
		{"yyyy-mm-dd", "43585", "2019-04-30"},
		{"id 14", "43585", "2019-04-30"},
		{"mmm-yy", "43556", "2019-04-01"},
		{"[$-41D]mmmm yyyy;@", "43556", "2019-04-01"},
		{"id 22", "43585.75", "2019-04-30T18:00:00"},
		{"yyyy-mm-dd", "43584.999999999", "2019-04-30"},
		{"h:mm", "0.5", "12:00:00"},
		{"id 45", "0.5", "12:00:00"},
		{"h:mm", "43585.5", "2019-04-30T12:00:00"},
		{"[h]:mm", "1.5625", "37:30:00"},
		{"id 46", "1.5625", "37:30:00"},
		{"yyyy-mm-dd", "1", "1900-01-01"},
		{"yyyy-mm-dd", "59", "1900-02-28"},
		{"yyyy-mm-dd", "60", "1900-02-29"},
		{"yyyy-mm-dd", "61", "1900-03-01"},
		{"yyyy-mm-dd", "0", "1900-01-00"},
		{"yyyy-mm-dd", "2958465", "9999-12-31"},
		{"ÅÅÅÅ-MM-DD", "43585", "2019-04-30"},
		{"mm:ss.0", "0.25", "06:00:00"},
	} {
		got := cellsOf(t, `<row><c s="1"><v>`+c.stored+`</v></c></row>`, []string{c.code})["A1"]
		if got.Kind != Date || got.Text != c.want {
			t.Errorf("%s as %s is %v %q, want %q", c.stored, c.code, got.Kind, got.Text, c.want)
		}
	}
	for _, stored := range []string{"-1", "2958466", "1e300"} {
		got := cellsOf(t, `<row><c s="1"><v>`+stored+`</v></c></row>`, []string{"yyyy-mm-dd"})["A1"]
		if got.Kind != Broken || !strings.HasPrefix(got.Text, "###") {
			t.Errorf("%s is %v %q", stored, got.Kind, got.Text)
		}
	}
	files := workbookFiles(`<row><c s="1"><v>0</v></c><c s="1"><v>42123</v></c></row>`, []string{"yyyy-mm-dd"})
	files["xl/workbook.xml"] = strings.Replace(files["xl/workbook.xml"], "<workbookPr/>", `<workbookPr date1904="1"/>`, 1)
	got, _ := texts(t, "bok.xlsx", zipped(t, files))
	same(t, got, []string{"1|1904-01-01|2019-04-30"})
}

func TestMergedBlocksAndHiddenSheetsAreTold(t *testing.T) {
	f := excelize.NewFile()
	f.SetCellValue("Sheet1", "A1", "Utfall\njanuari–april")
	f.MergeCell("Sheet1", "A1", "C2")
	f.MergeCell("Sheet1", "B5", "B7")
	f.NewSheet("Gömt")
	f.SetSheetVisible("Gömt", false)
	f.SetCellValue("Sheet1", "A3", "dold rad")
	f.SetRowVisible("Sheet1", 3, false)
	b, _ := opened(t, "bok.xlsx", written(t, f))
	same(t, b.Sheets(), []Sheet{{Name: "Sheet1"}, {Name: "Gömt", Hidden: true}})
	merged, report, err := b.Merged("sheet1")
	if err != nil || len(report.Findings) > 0 {
		t.Fatal(err, report)
	}
	same(t, merged, []Range{{1, 1, 2, 3}, {5, 2, 7, 2}})
	rows, _, err := rowsOf(t, b)
	if err != nil || len(rows) != 2 || rows[0].Hidden || !rows[1].Hidden || rows[0].Cell(1).Text != "Utfall\njanuari–april" {
		t.Error(rows, err)
	}
	if _, err := b.Rows("Blad9", nil); fault.KindOf(err) != fault.NotFound {
		t.Error(err)
	}
}

// written is a workbook as excelize writes it.
func written(t testing.TB, f *excelize.File) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWhatExcelizeWritesIsReadBack(t *testing.T) {
	f := excelize.NewFile()
	style := func(code string) int {
		id, err := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	percent, _ := f.NewStyle(&excelize.Style{NumFmt: 10})
	money := style(`# ##0.0 "tkr"`)
	set := func(cell string, v any, s int) {
		if err := f.SetCellValue("Sheet1", cell, v); err != nil {
			t.Fatal(err)
		}
		if s > 0 {
			f.SetCellStyle("Sheet1", cell, cell, s)
		}
	}
	set("A1", 18.4, money)
	set("B1", 0.051, percent)
	set("C1", "Å, ä & ö", 0)
	set("D1", "  blanksteg omkring\n", 0)
	set("E1", true, 0)
	set("F1", time.Date(2019, 4, 30, 0, 0, 0, 0, time.UTC), style("yyyy-mm-dd"))
	set("G1", `<>&"'`, 0)
	f.SetCellFormula("Sheet1", "H1", "SUM(A1:B1)")
	path := filepath.Join(t.TempDir(), "bok.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	b, report, err := Open(path)
	if err != nil || len(report.Findings) > 0 || !b.Workbook() {
		t.Fatal(err, report)
	}
	defer b.Close()
	rows, _, err := rowsOf(t, b)
	if err != nil || len(rows) != 1 {
		t.Fatal(err, rows)
	}
	same(t, rows[0].Cells, []Cell{
		{Column: 1, Kind: Number, Text: "18.4", Format: Format{Code: `# ##0.0 "tkr"`, Decimals: 1}},
		{Column: 2, Kind: Number, Text: "0.051", Format: Format{Code: "0.00%", Decimals: 2, Percent: true}},
		{Column: 3, Kind: Text, Text: "Å, ä & ö"},
		{Column: 4, Kind: Text, Text: "  blanksteg omkring\n"},
		{Column: 5, Kind: Boolean, Text: "TRUE"},
		{Column: 6, Kind: Date, Text: "2019-04-30", Format: Format{Code: "yyyy-mm-dd", Decimals: -1}},
		{Column: 7, Kind: Text, Text: `<>&"'`},
		{Column: 8, Kind: Broken, Text: "=SUM(A1:B1)", Formula: true},
	})
}

func TestAWorkbookOfAnotherHandIsRead(t *testing.T) {
	files := workbookFiles("", nil)
	main := strings.NewReplacer("</", "</x:", "<", "<x:").Replace(`<worksheet xmlns:x="urn"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Enhet</t></is></c></row></sheetData></worksheet>`)
	delete(files, "xl/worksheets/sheet1.xml")
	files[`XL\Worksheets\Sheet1.xml`] = "\uFEFF" + main
	got, _ := texts(t, "bok.xlsx", zipped(t, files))
	same(t, got, []string{"1|Enhet"})

	files = workbookFiles("", nil)
	files["xl/worksheets/sheet1.xml"] = string(wide(`<?xml version="1.0" encoding="UTF-16"?><worksheet><sheetData><row><c t="str"><v>Å</v></c></row></sheetData></worksheet>`))
	got, _ = texts(t, "bok.xlsx", zipped(t, files))
	same(t, got, []string{"1|Å"})
}

func TestATooLongTextIsToldAndTheRestIsRead(t *testing.T) {
	long := strings.Repeat("å", followup.MaxCellUnits+1)
	data := `<row><c t="inlineStr"><is><t>` + long + `</t></is></c><c><v>1</v></c></row>`
	b, _ := opened(t, "bok.xlsx", zipped(t, workbookFiles(data, nil)))
	rows, report, err := rowsOf(t, b)
	if err != nil || len(rows) != 1 || followup.Units(rows[0].Cells[0].Text) != followup.MaxCellUnits || rows[0].Cells[1].Text != "1" {
		t.Error(err, len(rows))
	}
	if len(report.Findings) != 1 || report.Findings[0].Code != LimitCell || report.Findings[0].Cell != "A1" || report.Findings[0].Sheet != "Blad1" {
		t.Error(report)
	}
}

func TestRowsAndColumnsBeyondTheLimitAreRefused(t *testing.T) {
	var wideRow, many strings.Builder
	wideRow.WriteString("<row>")
	for range followup.MaxColumns + 1 {
		wideRow.WriteString("<c><v>1</v></c>")
	}
	wideRow.WriteString("</row>")
	for i := range MaxRows + 1 {
		many.WriteString("<row><c><v>" + strconv.Itoa(i*7919) + "</v></c></row>")
	}
	for code, data := range map[string]string{LimitColumn: wideRow.String(), LimitRows: many.String()} {
		b, _ := opened(t, "bok.xlsx", zipped(t, workbookFiles(data, nil)))
		report, err := b.Rows("Blad1", func(Row) error { return nil })
		if fault.KindOf(err) != fault.Limit || len(report.Findings) != 1 || report.Findings[0].Code != code {
			t.Errorf("%s: %v %v", code, err, report)
		}
	}
	// Rows and columns with nothing but formats are no part of the table.
	empty := strings.Repeat(`<row><c s="0"/></row>`, 5000) + `<row><c r="XFD5001"><v>1</v></c></row>`
	if got, report := texts(t, "bok.xlsx", zipped(t, workbookFiles(empty, nil))); len(got) != 1 || len(report.Findings) > 0 {
		t.Error(len(got), report)
	}
}
