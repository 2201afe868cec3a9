package template

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xuri/excelize/v2"

	"rodatraden/data/fault"
	"rodatraden/data/followup"
	"rodatraden/data/model"
	"rodatraden/data/schema"
	"rodatraden/data/spreadsheet"
)

func TestAFactIsExpectedForTheTimeOfTheNextReport(t *testing.T) {
	november := followup.Span{From: "2024-01-01", To: "2024-11-30"}
	february := followup.Span{From: "2025-01-01", To: "2025-02-28"}
	for was, want := range map[string]string{
		"2024": "2025", "2024-11": "2025-02", "2024-01/2024-11": "2025-01/2025-02", "2024-11-30": "2025-02-28",
		"2023": "", "2024-10": "", "2024-02/2024-11": "", "2024-11~": "", "unknown": "", "2024/..": "", "2024-11-15": "",
	} {
		if got, ok := moved(was, november, february, true); got != want && ok || ok != (want != "") {
			t.Errorf("%s gives %q, want %q", was, got, want)
		}
	}
	january, march := followup.Span{From: "2025-01-01", To: "2025-01-31"}, followup.Span{From: "2025-01-01", To: "2025-03-31"}
	for soFar, want := range map[bool]string{true: "2025-01/2025-03", false: "2025-03"} {
		if got, _ := moved("2025-01", january, march, soFar); got != want {
			t.Errorf("January, so far %t: %s, want %s", soFar, got, want)
		}
	}
	if got, _ := moved("2024-01/2024-12", followup.Span{From: "2024-01-01", To: "2024-12-31"}, january, true); got != "2025-01" {
		t.Errorf("January after December: %s", got)
	}
}

func TestTheNextPackageFollowsTheOneBefore(t *testing.T) {
	before, _ := upTo(t, "alvbro", "socialnamnden-2025-03-monthly")
	last := before[len(before)-1].Manifest.Followup
	got := Standing(before, followup.Manifest{Title: "Mars"}).Manifest
	f := got.Followup
	if f.Order != last.Order+1 || f.Committee != last.Committee || f.Municipality != last.Municipality || f.Audience != last.Audience || got.Title != "Mars" {
		t.Errorf("%+v", got)
	}
	if f.Kind != "" || f.Period != (followup.Span{}) {
		t.Errorf("what no package before can know: %+v", f)
	}
}

func TestAWithdrawalIsNoReportWhoseFactsAreExpectedAgain(t *testing.T) {
	before, _ := upTo(t, "alvbro", "barn-och-utbildningsnamnden-2025-03-monthly")
	next := followup.Manifest{Followup: followup.Followup{
		Kind: model.Monthly, Period: followup.Span{From: "2025-01-01", To: "2025-03-31"},
		Committee: followup.CommitteeName{ID: "barn-och-utbildningsnamnden"},
	}}
	if n := len(Standing(before, next).Expected["amounts"]); n == 0 {
		t.Error("nothing is expected after a month that was withdrawn")
	}
}

func TestListsOfChoiceAreRangesAndHoldTheWholeTable(t *testing.T) {
	w := wordsOf(t, "sv")
	path, _ := standing(t, w)
	edited(t, path, func(b *book) {
		for _, name := range []string{"lists", "known"} {
			if seen, err := b.GetSheetVisible(w.Text("template.sheet." + name)); err != nil || seen {
				t.Errorf("the sheet of %s is seen, %v", name, err)
			}
		}
		for _, table := range schema.All() {
			all, err := b.GetDataValidations(sheetName(table))
			if err != nil {
				t.Fatal(err)
			}
			byColumn := map[string]*excelize.DataValidation{}
			for _, v := range all {
				column := strings.TrimRight(strings.Split(v.Sqref, ":")[0], "0123456789")
				byColumn[column] = v
			}
			for _, f := range table.Fields {
				v := byColumn[b.column(table.Name, f.Name)]
				switch {
				case len(values(table, f)) > 0 || len(f.Refers) > 0 && !f.Qualified() && len(f.Words) == 0:
					if v == nil || v.Type != "list" || strings.HasPrefix(v.Formula1, `"`) {
						t.Errorf("%s.%s: %+v", table.Name, f.Name, v)
					}
				case f.As == schema.Period && v == nil:
					t.Errorf("%s.%s is not asked about", table.Name, f.Name)
				}
			}
		}
	})
}

func TestWhatReadsAPackageReadsTheSource(t *testing.T) {
	w := wordsOf(t, "sv")
	_, p := upTo(t, "trollhattan", "asn-2019-04-interim")
	path := made(t, Copy(p), w)
	beside(t, path, p)
	s := opened(t, path, w)
	if err := fstest.TestFS(s.FS, "datapackage.json", "amounts.csv", "texts/atgarder.md"); err != nil {
		t.Error(err)
	}
	out := filepath.Join(t.TempDir(), "package")
	before, _ := upTo(t, "trollhattan", "asn-2019-04-interim")
	if _, report, err := followup.BuildTo(s.FS, out, followup.BuildOptions{Known: before}); err != nil {
		t.Error(err, report.Findings)
	}
}

func TestAFileThatIsNoWorkbookIsRefused(t *testing.T) {
	w := wordsOf(t, "sv")
	dir := t.TempDir()
	for name, c := range map[string]struct {
		content string
		kind    fault.Kind
	}{
		"text.xlsx": {"a;b\n1;2\n", fault.Usage}, "sida.xlsx": {"<html><body>Logga in</body></html>", fault.Format},
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(c.content), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(path, w); fault.KindOf(err) != c.kind {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Open(filepath.Join(dir, "saknas.xlsx"), w); fault.KindOf(err) != fault.NotFound {
		t.Error(err)
	}
}

// A formula that stands ready in the list's hidden column is never taken for a cell of the table.
func TestTheHiddenTitlesAreWhatReferencesAreWrittenAs(t *testing.T) {
	w := wordsOf(t, "sv")
	path, _ := standing(t, w)
	book, _, err := spreadsheet.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	goals := schema.MustGet("goals")
	seen := 0
	_, err = book.Rows(sheetName(goals), func(row spreadsheet.Row) error {
		if c := row.Cell(len(goals.Fields) + 2); row.Number >= firstRow && len(row.Cells) > 1 {
			if !bracketed.MatchString(c.Text) || !c.Formula {
				t.Errorf("%+v", c)
			}
			seen++
		}
		return nil
	})
	if err != nil || seen < 10 {
		t.Error(seen, err)
	}
}
