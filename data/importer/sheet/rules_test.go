package sheet

import (
	"strings"
	"testing"

	"rodatraden/data/followup"
	"rodatraden/data/followup/followuptest"
	"rodatraden/data/importer"
)

// base is a mapping that reads table.csv as it stands.
const (
	base = `variance = "budget-minus-actual"
period = "2019-04"
[source]
id = "test"
[names.line]
"Placeringar" = "placeringar"
"Stöd" = "stod"
[[part]]
table = "amounts"
header_rows = [1]
unit = "tkr"
costs = "positive"
deficit = "minus"
[[part.column]]
header = "Område"
field = "line"
[[part.column]]
header = "Budget"
field = "value"
set = { measure = "budget_year" }
[[part.column]]
header = "Prognos"
field = "value"
set = { measure = "forecast_year" }
`
	table = "Område;Budget;Prognos\nPlaceringar;100;110\nStöd;50;45\n"
)

// example is a change to the mapping or to the file, and the finding that it gives.
type example struct {
	name              string
	mapping, instead  string // what in base becomes what
	file, insteadFile string // and in the table
	code              string // of a finding; "" for none at all but sheet_read
	says              string // a part of its Swedish sentence
}

var examples = []example{
	{name: "a mapping that fits its file"},
	// The mapping.
	{"a setting that must be there", `costs = "positive"`, ``, "", "", MappingMissing, "costs"},
	{"a setting that cannot be", `deficit = "minus"`, `deficit = "maybe"`, "", "", importer.MappingValue, "maybe"},
	{"a table that there is none of", `table = "amounts"`, `table = "amount"`, "", "", MappingTable, "Menas amounts"},
	{"a field that there is none of", `field = "line"`, `field = "lines"`, "", "", MappingField, "Menas line"},
	{"rows in no order", `header_rows = [1]`, "header_rows = [2, 1]", "", "", MappingRows, "header_rows"},
	{"a period that is none", `period = "2019-04"`, `period = "april"`, "", "", MappingPeriod, "april"},
	{"a dictionary that is not there", `field = "line"`, "field = \"line\"\nnames = \"rader\"", "", "", MappingNames, "rader"},
	{"making what cannot be made", `field = "line"`, "field = \"line\"\n[[part.column]]\nheader = \"Område\"\nfield = \"note\"\nmake = {}", "", "", MappingMake, "note"},
	{"a word that no mapping has", `costs = "positive"`, "costs = \"positive\"\nkostnader = 1", "", "", importer.MappingUnknown, ""},
	{"what is no TOML", `costs = "positive"`, `costs = `, "", "", importer.MappingForm, ""},
	// Sheets and columns.
	{"a part for another file", `header_rows = [1]`, "header_rows = [1]\nfile = \"*.xlsx\"", "", "", FileUnused, ""},
	{"an optional column that is lacking", `header = "Prognos"`, "header = \"Prognos\"\noptional = true", "Prognos", "Forecast", ColumnUnused, "Forecast (C)"},
	{"a lacking column", "", "", "Prognos", "Prognoser", ColumnMissing, "Menas Prognoser"},
	{"a unit that nothing says", "unit = \"tkr\"\n", "", "", "", UnitMissing, "Budget"},
	{"a unit above the header", "header_rows = [1]\nunit = \"tkr\"", "header_rows = [2]", "Område", "Belopp i miljoner kronor\nOmråde", UnitFromFile, "mkr"},
	{"a row without its unit", "unit = \"tkr\"\ncosts = \"positive\"\ndeficit = \"minus\"", "costs = \"positive\"\ndeficit = \"minus\"\n[[part.column]]\nheader = \"Enhet\"\nfield = \"amount_unit\"", "Område;Budget;Prognos\nPlaceringar;100;110\nStöd;50;45", "Område;Budget;Prognos;Enhet\nPlaceringar;100;110;tkr\nStöd;50;45;", UnitMissing, "Budget"},
	{"an id that stands twice", `unit = "tkr"`, "unit = \"tkr\"\nset = { id = \"samma\" }", "", "", KeyTwice, "samma"},
	{"no period", "period = \"2019-04\"\n", "", "", "", PeriodMissing, "amounts"},
	{"a header without its period", `set = { measure = "forecast_year" }`, "set = { measure = \"forecast_year\" }\nperiod = \"header\"", "", "", PeriodNotInHeader, "Prognos"},
	{"a source that waits for its period", "period = \"2019-04\"\n[source]\nid = \"test", "[source]\nid = \"test-{period}", "", "", SourcePeriodUnsaid, ""},
	// Rows.
	{"no rows", "", "", "Placeringar;100;110\nStöd;50;45\n", "", RowsNone, ""},
	{"an empty row that ends reading", `header_rows = [1]`, "header_rows = [1]\nuntil_blank = true", "Stöd", "\nStöd", ReadingEnded, "1"},
	{"a row that ends reading by number", `header_rows = [1]`, "header_rows = [1]\nlast_row = 2", "", "", ReadingEnded, "rad 3"},
	{"a row without a name", "", "", "Stöd;50", ";50", RowNameless, "Område"},
	{"a total of nothing", "", "[[part.total]]\nname = \"Summa\"\n", "", "", TotalMissing, "Summa"},
	{"a total of a row that is not there", "", "[[part.total]]\nname = \"Stöd\"\nof = [\"Vård\"]\n", "", "", TotalPart, "Vård"},
	{"a total that does not sum", "", "[[part.total]]\nname = \"Stöd\"\n", "", "", TotalDiffers, "50"},
	{"two names that give one id", "field = \"line\"", "field = \"line\"\nmake = { kind = \"cost\" }", "Stöd;50;45", "STÖD;50;45\nVård;1;1\nVård!;;2", NameAlike, "Vård"},
	// Cells.
	{"a character that cannot be seen", "", "", "Stöd;", "St\u00ADöd\u0007;", CellControl, "Stöd"},
	{"a cell that its field cannot hold", "", "[[part.column]]\nheader = \"Läge\"\nfield = \"status\"\n", "Område;Budget;Prognos\nPlaceringar;100;110", "Område;Budget;Prognos;Läge\nPlaceringar;100;110;repoted", CellForm, "Menas reported"},
	{"a name that is no id and has no dictionary", "[names.line]\n\"Placeringar\" = \"placeringar\"\n\"Stöd\" = \"stod\"\n", "", "", "", CellForm, "Placeringar"},
}

func (e example) made() (mapping, file string) {
	mapping, file = base, table
	switch {
	case e.mapping != "":
		mapping = strings.Replace(mapping, e.mapping, e.instead, 1)
	case e.instead != "":
		mapping += e.instead
	}
	if e.file != "" {
		file = strings.Replace(file, e.file, e.insteadFile, 1)
	}
	return mapping, file
}

// report reads the example.
func (e example) report(t *testing.T) followup.Report {
	t.Helper()
	mapping, file := e.made()
	m, report := DecodeMapping("mapping.toml", []byte(mapping))
	if report.Faults() > 0 {
		return report
	}
	_, report, err := read([]string{written(t, "table.csv", file)}, m, Options{}, openFile)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func TestEachRuleIsTold(t *testing.T) {
	for _, e := range examples {
		t.Run(e.name, func(t *testing.T) {
			report := e.report(t)
			told := false
			for _, f := range report.Findings {
				if f.Code != e.code {
					continue
				}
				if strings.HasPrefix(f.Code, "sheet_") && !strings.Contains(sentence(t, "sv", f, ".wrong"), e.says) {
					continue
				}
				told = true
				if strings.HasPrefix(f.Code, "sheet_mapping") && f.Row == 0 {
					t.Errorf("%s has no line", f)
				}
			}
			if !told && e.code != "" || e.code == "" && len(report.Findings) != 1 {
				t.Errorf("want %q: %v", e.code, report.Findings)
			}
		})
	}
}

// Every finding of the examples and of the awkward files fills its sentences in: a name that a sentence uses
// and a finding lacks is an error, and so is one that leaves nothing in its place.
func TestEveryFindingFillsItsSentences(t *testing.T) {
	var all []followup.Finding
	for _, e := range examples {
		all = append(all, e.report(t).Findings...)
	}
	for name, make := range awkward {
		_, report, err := read([]string{make(t)}, mappingOf(t, name), Options{}, openFile)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, report.Findings...)
	}
	for _, make := range suggested {
		file := make(t)
		raw, report := suggestion(t, file, SuggestOptions{})
		all = append(all, report.Findings...)
		_, report, err := read([]string{file}, decoded(t, string(raw)), Options{}, openFile)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, report.Findings...)
	}
	for _, file := range []string{
		"Hej;du\nHur;mår\n",
		"Område;Budget;Avvikelse;Anteckning\nStöd;;5;x\nVård;;6;\nSumma;;20;\n",
		"Område;Utfall;Prognos\nStöd;;\n",
	} {
		_, report := suggestion(t, written(t, "fil.csv", file), SuggestOptions{})
		all = append(all, report.Findings...)
	}
	for _, e := range moreExamples(t) {
		all = append(all, e.Findings...)
	}
	filled := map[string]bool{}
	for _, lang := range []string{"sv", "en"} {
		for _, f := range all {
			if !strings.HasPrefix(f.Code, "sheet_") {
				continue
			}
			for _, part := range []string{".wrong", ".do"} {
				if s := sentence(t, lang, f, part); strings.Contains(s, "  ") || strings.Contains(s, "””") || strings.Contains(s, "“”") || strings.HasSuffix(s, " .") || strings.Contains(s, "()") || strings.Contains(s, ": .") {
					t.Errorf("%s: %s leaves something out: %s", lang, f.Code, s)
				}
			}
			filled[f.Code] = true
		}
	}
	for _, code := range followuptest.Codes(t) {
		if !filled[code] {
			t.Errorf("%s: no finding", code)
		}
	}
}

// moreExamples are reports of workbooks that show what a row of text cannot.
func moreExamples(t *testing.T) []followup.Report {
	var out []followup.Report
	m := newWorkbook(t, "Dold")
	m.row(1, "Område", "Budget", "Prognos")
	m.row(2, "Placeringar", 100, 110)
	m.row(3, "Stöd", 50, 45)
	m.hideRow(3)
	m.sheet("Synlig")
	m.f.SetActiveSheet(1)
	m.do(m.f.SetSheetVisible("Dold", false))
	file := m.save("dold.xlsx")
	mapping, report := DecodeMapping("m.toml", []byte(strings.Replace(base, `header_rows`, "sheet = \"dold\"\nhidden = \"read\"\nheader_rows", 1)))
	if report.Faults() > 0 {
		t.Fatal(report)
	}
	facts, report, err := read([]string{file}, mapping, Options{}, openFile)
	if err != nil || len(facts.Rows("amounts")) != 4 {
		t.Fatal(err, report)
	}
	out = append(out, report)

	m = newWorkbook(t, "Ett")
	m.row(1, "Brev")
	m.sheet("Två")
	m.row(1, "Område", "Budget", "Prognos", "Anm")
	m.row(2, "Placeringar", 100, 110)
	b, _, err := openFile(m.save("två.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	_, report, err = suggest("två.xlsx", b, SuggestOptions{})
	if err != nil {
		t.Fatal(err)
	}
	out = append(out, report)
	_, report, err = read([]string{written(t, "table.csv", table)}, decoded(t, base), Options{maxRows: 3}, openFile)
	if err != nil || report.Faults() != 1 {
		t.Fatal(err, report)
	}
	return append(out, report)
}
