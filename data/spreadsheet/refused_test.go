package spreadsheet

import (
	"archive/zip"
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rodatraden/data/fault"
	"rodatraden/data/followup"
)

// A refused file, and the code and kind that it is refused with.
type refused struct {
	name string
	raw  []byte
	code string
	kind fault.Kind
}

// refusedFiles are files that cannot be read.
func refusedFiles(t testing.TB) []refused {
	t.Helper()
	with := func(edit func(files map[string]string)) []byte {
		files := workbookFiles(`<row><c><v>1</v></c></row>`, nil)
		edit(files)
		return zipped(t, files)
	}
	whole := with(func(map[string]string) {})
	compound := func(name string) []byte {
		b := append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), make([]byte, 504)...)
		b = append(b, wideName("Root Entry")...)
		b = append(b, make([]byte, 128-len(b)%128)...)
		return append(append(b, wideName(name)...), make([]byte, 300)...)
	}
	locked := bytes.Clone(whole)
	for _, mark := range []struct {
		sign string
		at   int
	}{{"PK\x03\x04", 6}, {"PK\x01\x02", 8}} {
		for i := 0; ; {
			n := bytes.Index(locked[i:], []byte(mark.sign))
			if n < 0 {
				break
			}
			locked[i+n+mark.at] |= 1
			i += n + 4
		}
	}
	var twice bytes.Buffer
	z := zip.NewWriter(&twice)
	for _, name := range []string{"xl/workbook.xml", "XL/Workbook.xml"} {
		w, _ := z.Create(name)
		w.Write([]byte("<workbook/>"))
	}
	z.Close()
	return []refused{
		{"tom.xlsx", nil, FileEmpty, fault.Format},
		{"tom.csv", []byte("\uFEFF"), FileEmpty, fault.Format},
		{"last.xlsx", compound("EncryptedPackage"), Encrypted, fault.Secret},
		{"arkivlas.xlsx", locked, Encrypted, fault.Secret},
		{"gammal.xls", compound("Workbook"), OldExcel, fault.Format},
		{"aldre.xls", compound("Book"), OldExcel, fault.Format},
		{"brev.doc", compound("WordDocument"), Unknown, fault.Format},
		{"binar.xlsb", with(func(f map[string]string) {
			f["_rels/.rels"] = strings.Replace(f["_rels/.rels"], "workbook.xml", "workbook.bin", 1)
			f["xl/workbook.bin"] = f["xl/workbook.xml"]
			delete(f, "xl/workbook.xml")
		}), Binary, fault.Format},
		{"blad.ods", zipped(t, map[string]string{"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}), OpenDoc, fault.Format},
		{"makro.xlsm", with(func(f map[string]string) { f["xl/vbaProject.bin"] = "x" }), Macro, fault.Format},
		{"makroblad.xlsx", with(func(f map[string]string) {
			f["xl/_rels/workbook.xml.rels"] = strings.Replace(f["xl/_rels/workbook.xml.rels"], "relationships/worksheet", "relationships/xlMacrosheet", 1)
		}), Macro, fault.Format},
		{"sida.xlsx", []byte("\uFEFF \r\n<!DOCTYPE html><html><body>Logga in</body></html>"), WebPage, fault.Format},
		{"rapport.xls", []byte("<html><table><tr><td>1</td></tr></table></html>"), WebPage, fault.Format},
		{"xml2003.xls", []byte(`<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>`), WebPage, fault.Format},
		{"sida16.xls", wide("<html><table></table></html>"), WebPage, fault.Format},
		{"protokoll.xlsx", []byte("%PDF-1.7\n"), Unknown, fault.Format},
		{"bild.csv", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR"), Unknown, fault.Format},
		{"avhuggen.xlsx", whole[:len(whole)/2], Damaged, fault.Format},
		{"dubbel.xlsx", twice.Bytes(), Damaged, fault.Format},
		{"brev.docx", zipped(t, map[string]string{
			"_rels/.rels":       `<Relationships><Relationship Id="rId1" Type="http://x/officeDocument" Target="word/document.xml"/></Relationships>`,
			"word/document.xml": "<document/>",
		}), NoWorkbook, fault.Format},
		{"arkiv.zip", zipped(t, map[string]string{"bok.xlsx": "x"}), NoWorkbook, fault.Format},
		{"utanfor.xlsx", zipped(t, map[string]string{"../xl/workbook.xml": "<workbook/>", "/../../xl/workbook.xml": "<workbook/>"}), NoWorkbook, fault.Format},
		{"diagram.xlsx", with(func(f map[string]string) {
			f["xl/_rels/workbook.xml.rels"] = strings.Replace(f["xl/_rels/workbook.xml.rels"], "relationships/worksheet", "relationships/chartsheet", 1)
		}), NoSheets, fault.Format},
		{"djup.xlsx", with(func(f map[string]string) {
			f["xl/workbook.xml"] = "<workbook>" + strings.Repeat("<a>", 10_000) + strings.Repeat("</a>", 10_000) + "</workbook>"
		}), Damaged, fault.Format},
		{"entitet.xlsx", with(func(f map[string]string) {
			f["xl/workbook.xml"] = `<!DOCTYPE w [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><workbook>&b;</workbook>`
		}), Damaged, fault.Format},
	}
}

func TestAFileThatCannotBeReadIsRefusedWithTheReason(t *testing.T) {
	for _, c := range refusedFiles(t) {
		path := filepath.Join(t.TempDir(), c.name)
		if err := os.WriteFile(path, c.raw, 0o600); err != nil {
			t.Fatal(err)
		}
		b, report, err := Open(path)
		if b != nil || fault.KindOf(err) != c.kind || len(report.Findings) != 1 {
			t.Errorf("%s: %v, %v", c.name, err, report)
			continue
		}
		if f := report.Findings[0]; f.Code != c.code || f.File != c.name || f.Severity != followup.Fault {
			t.Errorf("%s: %v", c.name, f)
		}
	}
	if _, _, err := Open(filepath.Join(t.TempDir(), "ingen.xlsx")); fault.KindOf(err) != fault.NotFound {
		t.Error(err)
	}
	if _, _, err := Open(t.TempDir()); fault.KindOf(err) != fault.Local {
		t.Error(err)
	}
	_, report, err := Read("stor.csv", bytes.NewReader(nil), MaxBytes+1)
	if fault.KindOf(err) != fault.Limit || report.Findings[0].Code != LimitFile {
		t.Error(err, report)
	}
}

// brokenSheets are sheets that are found to be broken, or too much, while they are read.
func brokenSheets() map[string]struct{ data, code, cell string } {
	return map[string]struct{ data, code, cell string }{
		"a text that is not there": {`<row><c><v>1</v></c><c t="s"><v>7</v></c></row>`, Damaged, "B1"},
		"rows out of order":        {`<row r="2"><c><v>1</v></c></row><row r="1"><c><v>1</v></c></row>`, Damaged, "A2"},
		"cells out of order":       {`<row><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>`, Damaged, "B1"},
		"a cell of another row":    {`<row r="2"><c r="A3"><v>1</v></c></row>`, Damaged, "A2"},
		"a tag that is not closed": {`<row><c><v>1</c></row>`, Damaged, "A1"},
		"an entity of its own":     {`<row><c t="str"><v>&lol;</v></c></row>`, Damaged, "A1"},
		"a control character":      {"<row><c t=\"str\"><v>\x07</v></c></row>", Damaged, "A1"},
		"a byte that is no text":   {"<row><c t=\"str\"><v>\xE5</v></c></row>", Damaged, "A1"},
		"a row beyond the last":    {`<row r="1048577"><c><v>1</v></c></row>`, Damaged, ""},
		"more than is reasonable":  {strings.Repeat("<row/>", 3_000_000), LimitUnpack, "A"},
		"elements without an end":  {strings.Repeat("<x>", 40), Damaged, ""},
	}
}

func TestASheetThatBreaksSaysWhere(t *testing.T) {
	for name, c := range brokenSheets() {
		raw := zipped(t, workbookFiles(c.data, nil))
		b, _ := opened(t, "bok.xlsx", raw)
		_, report, err := rowsOf(t, b)
		kind := fault.Format
		if c.code == LimitUnpack {
			kind = fault.Limit
		}
		if fault.KindOf(err) != kind || len(report.Findings) != 1 {
			t.Errorf("%s: %v, %v", name, err, report)
			continue
		}
		f := report.Findings[0]
		if f.Code != c.code || f.Sheet != "Blad1" || f.File != "bok.xlsx" || !strings.HasPrefix(f.Cell, c.cell) || c.cell == "" && f.Cell != "" {
			t.Errorf("%s: %v %v", name, f, err)
		}
	}
}

func TestDamageInAnyByteIsToldOrChangesNothing(t *testing.T) {
	raw := zipped(t, workbookFiles(`<row><c><v>18.4</v></c><c t="s"><v>0</v></c></row>`, []string{"0.0"}, `<si><t>Text</t></si>`))
	want, _ := texts(t, "bok.xlsx", raw)
	told := 0
	for i := range raw {
		bad := bytes.Clone(raw)
		bad[i] ^= 0x20
		b, _, err := Read("bok.xlsx", bytes.NewReader(bad), int64(len(bad)))
		if err != nil {
			told++
			continue
		}
		rows, _, err := rowsOf(t, b)
		if err != nil {
			told++
			continue
		}
		for _, r := range rows {
			if r.Cell(1).Text != "18.4" && r.Cell(1).Text != want[0] {
				t.Errorf("byte %d: %v", i, r)
			}
		}
	}
	if told < len(raw)/4 {
		t.Errorf("%d of %d told", told, len(raw))
	}
}

func TestAFileOfAnotherSortThanItsNameSaysIsReadAndTold(t *testing.T) {
	book := zipped(t, workbookFiles(`<row><c><v>1</v></c></row>`, nil))
	for _, c := range []struct {
		name string
		raw  []byte
		told bool
	}{
		{"bok.xlsx", book, false}, {"bok.XLSX", book, false}, {"mall.xltx", book, false}, {"bok.xls", book, true}, {"bok.csv", book, true},
		{"t.csv", []byte("a;b\n"), false}, {"t.txt", []byte("a;b\n"), false}, {"t", []byte("a;b\n"), false}, {"t.xls", []byte("a;b\n"), true}, {"t.xlsx", []byte("a;b\n"), true},
	} {
		_, report := opened(t, c.name, c.raw)
		if told := slices.Equal(codes(report), []string{Named}); told != c.told || !told && len(report.Findings) > 0 {
			t.Errorf("%s: %v", c.name, report)
		}
	}
}

func TestPartsThatLeadElsewhereAreNotFollowed(t *testing.T) {
	files := workbookFiles(`<row><c><f>[1]Blad1!A1</f><v>5</v></c><c t="str"><f>cmd|' /C calc'!A0</f><v>dde</v></c></row>`, nil)
	files["xl/externalLinks/externalLink1.xml"] = `<externalLink><externalBook/></externalLink>`
	got, report := texts(t, "bok.xlsx", zipped(t, files))
	if !slices.Equal(got, []string{"1|5|dde"}) || len(report.Findings) > 0 {
		t.Error(got, report)
	}
}

func FuzzAWorkbookIsReadOrRefused(f *testing.F) {
	for _, c := range refusedFiles(f) {
		f.Add(c.raw)
	}
	f.Add(zipped(f, workbookFiles(`<row><c s="1"><v>18.4</v></c><c t="s"><v>0</v></c></row>`, []string{"0.0"}, `<si><t>a</t></si>`)))
	f.Fuzz(func(t *testing.T, raw []byte) { readAny(t, "bok.xlsx", raw) })
}

// The fuzzer cannot make the checksums of an archive: here it makes what stands in the parts.
func FuzzTheCellsOfASheetAreReadOrRefused(f *testing.F) {
	for _, name := range slices.Sorted(maps.Keys(brokenSheets())) {
		if data := brokenSheets()[name].data; len(data) < 10_000 {
			f.Add(data, "0.0", "<si><t>a</t></si>")
		}
	}
	f.Add(`<row r="3"><c r="B3" s="1"><v>43585.5</v></c><c t="d"><v>2019-04-30</v></c><c t="inlineStr"><is><r><t>a_x000D_</t></r></is></c></row>`, "yyyy-mm-dd hh:mm", "<si><r><t>b</t></r></si>")
	f.Fuzz(func(t *testing.T, data, format, text string) {
		readAny(t, "bok.xlsx", zipped(t, workbookFiles(data, []string{format}, text)))
	})
}
