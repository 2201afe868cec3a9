package main

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"rodatraden/app/publishing"
	"rodatraden/data/followup"
)

// typed is what a person types: the sheet, the column's name in the package (of the sheet Rapport the
// property's), the row, the value.
type typed struct {
	sheet, column string
	row           int
	value         any
}

// april is enough of a report to be a package.
var april = []typed{
	{"Rapport", "title", 0, "Delårsrapport april 2024"},
	{"Rapport", "followup.committee.name", 0, "Socialnämnden"},
	{"Rapport", "followup.municipality.name", 0, "Älvbro"},
	{"Rapport", "followup.variance", 0, "budget-minus-actual"},
	{"Budgetrader", "title", 4, "Socialnämnden"},
	{"Budgetrader", "kind", 4, "netto"},
	{"Belopp", "line", 4, "Socialnämnden"},
	{"Belopp", "measure", 4, "budget_year"},
	{"Belopp", "period", 4, "2024"},
	{"Belopp", "value", 4, "412,0"},
	{"Belopp", "amount_unit", 4, "mkr"},
	{"Belopp", "line", 5, "Socialnämnden"},
	{"Belopp", "measure", 5, "forecast_year"},
	{"Belopp", "period", 5, "2024"},
	{"Belopp", "value", 5, "418,5"},
	{"Belopp", "amount_unit", 5, "mkr"},
}

// fill types in a workbook.
func fill(t *testing.T, path string, values ...typed) {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range values {
		rows, err := f.GetRows(v.sheet)
		if err != nil {
			t.Fatal(err)
		}
		cell := ""
		if v.sheet == "Rapport" {
			n := slices.IndexFunc(rows, func(row []string) bool { return len(row) > 0 && row[0] == v.column })
			cell = "C" + strconv.Itoa(n+1)
		} else {
			column, err := excelize.ColumnNumberToName(slices.Index(rows[1], v.column) + 1)
			if err != nil {
				t.Fatal(v, err)
			}
			cell = column + strconv.Itoa(v.row)
		}
		if err := f.SetCellValue(v.sheet, cell, v.value); err != nil {
			t.Fatal(v, err)
		}
	}
	if err := f.Save(); err != nil {
		t.Fatal(err)
	}
}

// workbook makes a template for an invented committee and types in it.
func workbook(t *testing.T, values ...typed) string {
	t.Helper()
	path := filepath.Join(folder(t), "april.xlsx")
	publisher(t, "template", "--committee", "socialnamnden", "--municipality", "9999", "--period", "2024-04", "--out", path).want(t, 0, "april.xlsx", "documents")
	fill(t, path, values...)
	return path
}

func TestAWorkbookThatIsFilledInIsBuilt(t *testing.T) {
	path := workbook(t, april...)
	publisher(t, "check", path).want(t, 0, "Ett paket kontrollerade: 0 fel")
	out := filepath.Join(folder(t), "byggt")
	publisher(t, "build", path, "--out", out).want(t, 0, "Ett paket byggt")
	p, _, err := followup.Open(filepath.Join(out, "socialnamnden-2024-04-interim"))
	if err != nil {
		t.Fatal(err)
	}
	f := p.Manifest.Followup
	if f.Kind != "interim" || f.Period != (followup.Span{From: "2024-01-01", To: "2024-04-30"}) || f.AsAt != "2024-04-30" {
		t.Errorf("%+v", f)
	}
	rows := p.Table("amounts")
	if len(rows) != 2 || rows[0][0] != "socialnamnden-budget-year-2024" || rows[0][1] != "socialnamnden" || rows[0][5] != "412.0" {
		t.Errorf("%q", rows)
	}
}

func TestWarningsOfAWorkbookStopAStrictBuildUntilTheyAreAnswered(t *testing.T) {
	path := workbook(t, append(slices.Clone(april), typed{"Besparingar", "title", 4, "Färre lokaler"})...)
	out := filepath.Join(folder(t), "byggt")
	publisher(t, "build", path, "--strict", "--out", out).want(t, 1, "bladet Besparingar, cell", "Anmärkning")
	if publishing.There(out) {
		t.Error("something was built")
	}
	fill(t, path, typed{"Besparingar", "note", 4, "Beräknas till juni."})
	publisher(t, "build", path, "--strict", "--out", out).want(t, 0)
	p, _, err := followup.Open(filepath.Join(out, "socialnamnden-2024-04-interim"))
	if err != nil {
		t.Fatal(err)
	}
	if rows := p.Table("savings"); len(rows) != 1 || !slices.Contains(rows[0], "Beräknas till juni.") {
		t.Errorf("%q", rows)
	}
}

func TestAFaultInAWorkbookIsToldByItsCell(t *testing.T) {
	path := workbook(t, append(slices.Clone(april), typed{"Belopp", "value", 5, "fyrahundra"}, typed{"Belopp", "line", 5, "Socialnämden"})...)
	before, _ := os.ReadFile(path)
	out, html, comments := filepath.Join(folder(t), "byggt"), filepath.Join(folder(t), "svar.html"), filepath.Join(folder(t), "svar.xlsx")
	a := publisher(t, "build", path, "--out", out, "--html", html, "--annotate", comments).want(t, 1, "bladet Belopp, cell", html, comments)
	if publishing.There(out) {
		t.Error("something was built")
	}
	if after, _ := os.ReadFile(path); string(after) != string(before) {
		t.Error("the workbook was changed")
	}
	if !strings.Contains(a.err, "cell F5") || !strings.Contains(a.err, "cell B5") {
		t.Errorf("not all faults are told: %s", a.err)
	}
	f, err := excelize.OpenFile(comments)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	told := 0
	all, _ := f.GetComments("Belopp")
	for _, comment := range all {
		if row := strings.TrimLeft(comment.Cell, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"); row == "5" {
			told++
		}
	}
	if told < 2 {
		t.Errorf("%d comments in the row: %v", told, all)
	}
	page, _ := os.ReadFile(html)
	if !strings.Contains(string(page), "Belopp") || !strings.Contains(string(page), "fyrahundra") {
		t.Errorf("%s", page)
	}
	a = publisher(t, "check", "--json", path).want(t, 1)
	cells := 0
	for _, f := range a.json["packages"].([]any)[0].(map[string]any)["findings"].([]any) {
		if f := f.(map[string]any); f["sheet"] == "Belopp" && strings.HasSuffix(f["cell"].(string), "5") {
			cells++
		}
	}
	if cells < 2 {
		t.Errorf("%v", a.json)
	}
	publisher(t, "check", path, path, "--annotate", comments).want(t, 1, "finns redan")
	publisher(t, "check", path, sources(t, "trollhattan")[0], "--annotate", comments+"2.xlsx").want(t, 2, "en enda arbetsbok")
}

func TestTheNextMonthIsWhatIsNew(t *testing.T) {
	all := sources(t, "alvbro")
	from := filepath.Dir(all[0])
	path := filepath.Join(folder(t), "maj.xlsx")
	a := publisher(t, "template", "--from", from, "--out", path).want(t, 1, "socialnamnden")
	a = publisher(t, "template", "--from", from, "--committee", "socialnamnden", "--out", path, "--json").want(t, 0)
	if a.json["before"].(float64) < 100 || a.json["expected"].(float64) < 10 || a.json["rows"].(float64) != 0 {
		t.Errorf("%v", a.json)
	}
	a = publisher(t, "check", path).want(t, 1, "Paketet är tomt")
	if strings.Count(a.err, ": fel") != 1 {
		t.Errorf("what stood before is found fault with: %s", a.err)
	}
	publisher(t, "template", "--from", from, "--committee", "socialnamnden", "--out", path).want(t, 1, "finns redan")
	publisher(t, "template", "--from", from, "--committee", "socialnamden", "--out", path+".xlsx").want(t, 1, "socialnamnden")
	publisher(t, "template", "--committee", "x", "--kind", "veckorapport", "--out", path+".xlsx").want(t, 2, "monthly")
	publisher(t, "template", "--committee", "x", "--period", "våren", "--out", path+".xlsx").want(t, 2, "--period=våren")
	publisher(t, "template", "--out", path+".xlsx").want(t, 2, "--committee")
	publisher(t, "template", "--committee", "A S N", "--out", path+".xlsx").want(t, 2, "--committee=A S N")
	publisher(t, "template", "--committee", "x", "--municipality", "Trollhättan", "--out", path+".xlsx").want(t, 2, "--municipality=Trollhättan")
	publisher(t, "template", "--copy", all[0], "--period", "2031-04", "--out", path+".xlsx").want(t, 2, "--copy")
	publisher(t, "template", "--committee", "x", "--out", path+".csv").want(t, 2, ".xlsx")
}

func TestACorrectionIsACopyThatSupersedes(t *testing.T) {
	dir := folder(t)
	pub := repositoryIn(t, dir)
	all := sources(t, "trollhattan")
	publisher(t, append([]string{"publish", "--repository", pub}, built(t, all...)...)...).want(t, 0)
	original := all[4]
	path := filepath.Join(dir, "rätta.xlsx")
	publisher(t, "template", "--copy", original, "--repository", pub, "--out", path).want(t, 0)
	if !publishing.There(filepath.Join(dir, "rätta", "texts")) {
		t.Error("the texts are not beside the workbook")
	}
	out := filepath.Join(dir, "byggt")
	publisher(t, "build", path, "--repository", pub, "--out", out).want(t, 0)
	found, err := os.ReadDir(out)
	if err != nil || len(found) != 1 {
		t.Fatal(found, err)
	}
	corrected, _, err := followup.Open(filepath.Join(out, found[0].Name()))
	if err != nil {
		t.Fatal(err)
	}
	was, _, err := followup.Open(original)
	if err != nil {
		t.Fatal(err)
	}
	if f := corrected.Manifest.Followup; f.Supersedes != was.Manifest.ID || f.AsAt != was.Manifest.Followup.AsAt || corrected.Manifest.Name == was.Manifest.Name {
		t.Errorf("%+v", corrected.Manifest)
	}
	for _, table := range was.Tables {
		if got := corrected.Table(table.Schema.Name); len(got) != len(table.Rows) {
			t.Errorf("%s: %d rows, want %d", table.Schema.Name, len(got), len(table.Rows))
		}
	}
	publisher(t, "publish", "--repository", pub, filepath.Join(out, found[0].Name())).want(t, 0, "Ett nytt paket")
}

func TestAWorkbookThatCannotBeReadSaysWhy(t *testing.T) {
	dir := folder(t)
	for name, content := range map[string]string{"webb.xlsx": "<!DOCTYPE html><html></html>", "tom.xlsx": ""} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		publisher(t, "check", path).want(t, 1, name)
	}
	other := filepath.Join(dir, "budget.xlsx")
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetCellValue("Sheet1", "A1", "Budget"); err != nil {
		t.Fatal(err)
	}
	if err := f.SaveAs(other); err != nil {
		t.Fatal(err)
	}
	a := publisher(t, "check", other).want(t, 1, "budget.xlsx: fel", "ett blad ur mallen")
	if strings.Count(a.err, ": fel") != 1 {
		t.Errorf("%s", a.err)
	}
	publisher(t, "check", filepath.Join(dir, "finns-inte.xlsx")).want(t, 1, "finns-inte.xlsx")
}

func TestAWorkbookIsReadWhicheverLanguageTheProgramSpeaks(t *testing.T) {
	for _, lang := range []string{"sv", "en"} {
		path := filepath.Join(folder(t), "april.xlsx")
		publisher(t, "template", "--committee", "socialnamnden", "--municipality", "9999", "--period", "2024-04", "--lang", lang, "--out", path).want(t, 0)
		before := publisher(t, "check", path, "--lang", lang, "--json").want(t, 1).json["faults"]
		for _, other := range []string{"sv", "en"} {
			if got := publisher(t, "check", path, "--lang", other, "--json").want(t, 1).json["faults"]; got != before {
				t.Errorf("of one made in %s, %s finds %v faults, not %v", lang, other, got, before)
			}
		}
	}
}
