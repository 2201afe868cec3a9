package sheet

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"rodatraden/data/fault"
	"rodatraden/data/followup"
	"rodatraden/data/importer"
	"rodatraden/data/spreadsheet"
)

func decoded(t *testing.T, mapping string) Mapping {
	t.Helper()
	m, report := DecodeMapping("mapping.toml", []byte(mapping))
	for _, f := range report.Findings {
		t.Fatalf("%s: %s", f, sentence(t, "sv", f, ".wrong"))
	}
	return m
}

func TestReadingIntoAFolderTwiceChangesNothing(t *testing.T) {
	m, file, dir := mappingOf(t, "manader"), awkward["manader"](t), t.TempDir()
	var before []byte
	for n := range 2 {
		facts, report, err := read([]string{file}, m, Options{}, openFile)
		if err != nil || report.Faults() > 0 {
			t.Fatal(err, report)
		}
		changes, _, err := importer.Into(dir, facts)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range changes {
			if n == 1 && c.Added+c.Changed+c.Removed > 0 || n == 0 && c.Added == 0 {
				t.Errorf("time %d: %+v", n+1, c)
			}
		}
		after, err := os.ReadFile(filepath.Join(dir, "observations.csv"))
		if err != nil {
			t.Fatal(err)
		}
		if n == 1 && string(before) != string(after) {
			t.Errorf("before\n%s\nafter\n%s", before, after)
		}
		before = after
	}
}

// What is read builds: every row keeps the format's own rules.
func TestWhatIsReadKeepsTheRulesOfTheTables(t *testing.T) {
	for name, make := range awkward {
		dir := t.TempDir()
		facts, _, err := read([]string{make(t)}, mappingOf(t, name), Options{}, openFile)
		if err != nil {
			t.Fatal(err)
		}
		if _, report, err := importer.Into(dir, facts); err != nil {
			t.Errorf("%s: %v, %v", name, err, report)
		}
		if _, report, err := importer.Into(dir, facts); err != nil || report.Faults() > 0 { // read back
			t.Errorf("%s: %v, %v", name, err, report)
		}
	}
}

// From a file that nobody has described to a package: suggested, read, built, and nothing to remark on but
// what the file lacks.
func TestASuggestedImportBuilds(t *testing.T) {
	file, dir := written(t, "liggare_201904.csv", ledger), t.TempDir()
	raw, _ := suggestion(t, file, SuggestOptions{})
	facts, report, err := Read([]string{file}, decoded(t, string(raw)), Options{})
	if err != nil || report.Faults() > 0 {
		t.Fatal(err, report)
	}
	if _, _, err := importer.Into(dir, facts); err != nil {
		t.Fatal(err)
	}
	const manifest = `{"name": "sn-2019-04-monthly", "title": "Månadsuppföljning", "version": "1.0.0", "licenses": [{"name": "CC0-1.0"}],
		"followup": {"format": 1, "municipality": {"code": "9999", "name": "Älvbro"}, "committee": {"id": "sn", "name": "Socialnämnden"},
		"kind": "monthly", "extent": "full", "period": {"from": "2019-01-01", "to": "2019-04-30"}, "as_at": "2019-04-30", "order": 1,
		"published_basis": "unknown", "variance": "actual-minus-budget-costs-negative", "audience": "public"}}`
	if err := os.WriteFile(filepath.Join(dir, "datapackage.json"), []byte(manifest), 0o644); err != nil {
		t.Fatal(err)
	}
	p, report, err := followup.Build(dir, filepath.Join(t.TempDir(), "built"), followup.BuildOptions{})
	if err != nil {
		for _, f := range report.Findings {
			t.Errorf("%s %v", f, f.Args)
		}
		t.Fatal(err)
	}
	for _, f := range report.Findings {
		t.Errorf("%s %v", f, f.Args)
	}
	if p == nil {
		t.Error("no package")
	}
}

func TestTheImportsPeriodGoesBeforeTheMappings(t *testing.T) {
	file := written(t, "table.csv", table)
	for period, want := range map[string]string{"": "2019", "2021-08": "2021"} {
		facts, _, err := read([]string{file}, decoded(t, base), Options{Period: period}, openFile)
		if err != nil {
			t.Fatal(err)
		}
		if got := facts.Rows("amounts")[0][3]; got != want {
			t.Errorf("%q: %q, want %q", period, got, want)
		}
	}
	if _, _, err := read([]string{file}, decoded(t, base), Options{Period: "april"}, openFile); fault.KindOf(err) != fault.Usage {
		t.Errorf("%v", err)
	}
}

func TestAMappingMayCallAUnitWhatItsFileDoes(t *testing.T) {
	for word, want := range map[string]string{"Mkr": "mkr", "mnkr": "mkr", "miljoner kronor": "mkr", "kkr": "tkr", "kronor": "kr"} {
		m := decoded(t, strings.Replace(base, `unit = "tkr"`, `unit = "`+word+`"`, 1))
		facts, _, err := Read([]string{written(t, "table.csv", table)}, m, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := facts.Rows("amounts")[0][6]; got != want {
			t.Errorf("%q is %q, want %q", word, got, want)
		}
	}
}

func TestAFileThatIsNotThereIsAnError(t *testing.T) {
	_, _, err := Read([]string{filepath.Join(t.TempDir(), "none.xlsx")}, decoded(t, base), Options{})
	if fault.KindOf(err) != fault.NotFound {
		t.Errorf("%v", err)
	}
}

func TestTheSameFactInTwoFilesIsToldWithBothPlaces(t *testing.T) {
	a, b := written(t, "a.csv", table), written(t, "b.csv", table)
	_, report, err := read([]string{a, b}, decoded(t, base), Options{}, openFile)
	if err != nil {
		t.Fatal(err)
	}
	var twice []followup.Finding
	for _, f := range report.Findings {
		if f.Code == KeyTwice {
			twice = append(twice, f)
		}
	}
	if len(twice) != 4 || twice[0].Args["First"] != "a.csv:2 Budget" || twice[0].Args["Second"] != "b.csv:2 Budget" {
		t.Errorf("%v", twice)
	}
}

func TestAPlanningSystemsExportCountsAnyDateInThePeriod(t *testing.T) {
	const mapping = `[source]
id = "planering-{period}"
[names.indicator]
"Väntetid" = "vantetid"
"Antal hushåll" = "hushall"
[names.unit]
"Individ- och familjeomsorg" = "ifo"
"Arbetsmarknad" = "arb"
[[part]]
table = "observations"
header_rows = [1]
only_period = true
set = { part = "all" }
column = [
	{ header = "Enhet", field = "unit" },
	{ header = "Period", field = "period" },
	{ header = "Mått", field = "indicator" },
	{ header = "Värde", field = "value" },
]
`
	facts, report, err := read([]string{written(t, "export.tsv", planning)}, decoded(t, mapping), Options{Period: "2019-04"}, openFile)
	if err != nil || report.Faults() > 0 {
		t.Fatal(err, report)
	}
	rows := facts.Rows("observations")
	if len(rows) != 2 || rows[0][3] != "2019-04" || rows[1][3] != "2019-04" || rows[1][6] != "1829" {
		t.Errorf("%q", rows)
	}
}

func TestANameHoldsForTheRowsBelowWhereTheMappingSaysSo(t *testing.T) {
	const file = "Område;Mått;Tkr\nPlaceringar;Budget;100\n;Prognos;110\nStöd;Budget;50\n"
	const mapping = `variance = "not_stated"
period = "2019-04"
[source]
id = "test"
[names.measure]
"Budget" = "budget_year"
"Prognos" = "forecast_year"
[[part]]
table = "amounts"
header_rows = [1]
costs = "positive"
deficit = "minus"
[[part.column]]
header = "Område"
field = "line"
fill_down = true
make = { kind = "cost" }
[[part.column]]
header = "Mått"
field = "measure"
[[part.column]]
header = "Tkr"
field = "value"
`
	facts, _, err := read([]string{written(t, "table.csv", file)}, decoded(t, mapping), Options{}, openFile)
	if err != nil {
		t.Fatal(err)
	}
	rows := facts.Rows("amounts")
	if len(rows) != 3 || rows[1][1] != "placeringar" || rows[1][5] != "110" {
		t.Errorf("%q", rows)
	}
}

// The sign of every kind of figure, in both worlds of the file and by each rule of the package.
func TestFiguresComeOutWithThePackagesSigns(t *testing.T) {
	for _, c := range []struct {
		rule, costs, deficit string
		budget, variance     string // of a cost of 100 and a deficit of 5, as the file has them
		want, wantVariance   string
	}{
		{followup.BudgetMinusActual, "positive", "minus", "100", "-5", "100", "-5"},
		{followup.BudgetMinusActual, "negative", "plus", "-100", "5", "100", "-5"},
		{followup.ActualMinusBudget, "positive", "plus", "100", "5", "-100", "-5"},
		{followup.ActualMinusBudget, "negative", "minus", "-100", "-5", "-100", "-5"},
		{followup.VarianceNotStated, "negative", "plus", "-100", "5", "-100", "-5"},
	} {
		mapping := `variance = "` + c.rule + `"
period = "2019-04"
[source]
id = "test"
[[part]]
table = "amounts"
unit = "tkr"
costs = "` + c.costs + `"
deficit = "` + c.deficit + `"
[[part.column]]
at = "A"
field = "line"
[[part.column]]
at = "B"
field = "value"
set = { measure = "budget_year" }
[[part.column]]
at = "C"
field = "value"
set = { measure = "variance_forecast" }
[[part.column]]
at = "D"
field = "value"
set = { measure = "saving_realised" }
`
		file := written(t, "t.csv", "stod;"+c.budget+";"+c.variance+";7\n")
		facts, _, err := read([]string{file}, decoded(t, mapping), Options{}, openFile)
		if err != nil {
			t.Fatal(err)
		}
		rows := facts.Rows("amounts")
		if len(rows) != 3 || rows[0][5] != c.want || rows[1][5] != c.wantVariance || rows[2][5] != "7" {
			t.Errorf("%+v: %q", c, rows)
		}
	}
}

func TestSeparatedTextAsWindowsWritesItIsRead(t *testing.T) {
	raw, err := charmap.Windows1252.NewEncoder().String("Område;Budget;Prognos\r\nPlaceringar;1\u00A0234,5;\"1 300\"\r\nStöd;–;45\r\n")
	if err != nil {
		t.Fatal(err)
	}
	facts, report, err := Read([]string{written(t, "table.csv", raw)}, decoded(t, base), Options{})
	if err != nil || report.Faults() > 0 {
		t.Fatal(err, report)
	}
	assumed := slices.ContainsFunc(report.Findings, func(f followup.Finding) bool { return f.Code == spreadsheet.Encoding })
	rows := facts.Rows("amounts")
	if len(rows) != 3 || rows[0][5] != "1234.5" || rows[1][5] != "1300" || rows[2][1] != "stod" || !assumed {
		t.Errorf("%q, %v", rows, report.Findings)
	}
}

// What data/spreadsheet refuses is refused, and its reason comes along.
func TestAFileThatCannotBeReadIsRefusedWithItsReason(t *testing.T) {
	for code, content := range map[string]string{
		spreadsheet.WebPage:   "<!DOCTYPE html><html><body>Logga in</body></html>",
		spreadsheet.FileEmpty: "",
		spreadsheet.Damaged:   "PK\x03\x04 and then nothing",
	} {
		_, report, err := Read([]string{written(t, "fil.xlsx", content)}, decoded(t, base), Options{})
		if fault.KindOf(err) != fault.Format || !slices.ContainsFunc(report.Findings, func(f followup.Finding) bool { return f.Code == code }) {
			t.Errorf("%s: %v, %v", code, err, report.Findings)
		}
		if _, again, err := Suggest(written(t, "fil.xlsx", content), SuggestOptions{}); fault.KindOf(err) != fault.Format || again.Faults() == 0 {
			t.Errorf("%s: %v, %v", code, err, again.Findings)
		}
	}
}
