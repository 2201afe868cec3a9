package importer_test

import (
	"os"
	"path/filepath"
	"testing"

	"rodatraden/data/fault"
	"rodatraden/data/importer"
)

func TestAnIDFollowsTheTextsItIsMadeOf(t *testing.T) {
	for _, c := range []struct {
		texts []string
		want  string
	}{
		{[]string{"Försörjningsstöd", "budget_year", "2019"}, "forsorjningsstod-budget-year-2019"},
		{[]string{"Å–Ö & 3,5 %"}, "a-o-3-5"},
		{[]string{"2019-01/2019-04"}, "2019-01-2019-04"},
	} {
		if got := importer.ID(c.texts...); got != c.want {
			t.Errorf("%q gives %q, want %q", c.texts, got, c.want)
		}
	}
	if a, b := importer.ID("東京"), importer.ID("大阪"); a == b || a == "" {
		t.Errorf("texts that nothing is left of are told apart: %q, %q", a, b)
	}
	long := make([]byte, 500)
	for i := range long {
		long[i] = 'a'
	}
	if a, b := importer.ID(string(long)), importer.ID(string(long)+"b"); len(a) > 120 || a == b {
		t.Errorf("long texts: %q, %q", a, b)
	}
}

func TestTwoRecordsThatReadAlikeAreTwo(t *testing.T) {
	var f importer.Facts
	a := f.Add("amounts", map[string]string{"line": "a", "measure": "budget_year", "period": "2019-01"})
	b := f.Add("amounts", map[string]string{"line": "a", "measure": "budget_year", "period": "2019/01"})
	if a == b || f.Len() != 2 {
		t.Errorf("%q and %q, %d rows", a, b, f.Len())
	}
}

func imported(value string, lines ...string) *importer.Facts {
	var f importer.Facts
	f.Add("sources", map[string]string{"id": "ledger"})
	for _, line := range lines {
		f.Add("amounts", map[string]string{"line": line, "measure": "outcome_ytd", "period": "2019-04", "value": value, "amount_unit": "tkr", "source": "ledger"})
	}
	return &f
}

func TestAnImportDoneAgainChangesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "source")
	if _, _, err := importer.Into(dir, imported("1", "a", "b")); err != nil {
		t.Fatal(err)
	}
	before, _ := os.ReadFile(filepath.Join(dir, "amounts.csv"))
	changes, _, err := importer.Into(dir, imported("1", "a", "b"))
	if err != nil {
		t.Fatal(err)
	}
	after, _ := os.ReadFile(filepath.Join(dir, "amounts.csv"))
	if string(before) != string(after) || len(before) == 0 {
		t.Errorf("before\n%s\nafter\n%s", before, after)
	}
	for _, c := range changes {
		if c.Added+c.Changed+c.Removed != 0 || c.Unchanged == 0 {
			t.Errorf("%+v", c)
		}
	}
}

func TestAnImportReplacesItsOwnRowsAndKeepsWhatAPersonWrote(t *testing.T) {
	dir := t.TempDir()
	own := "id,line,measure,period,value,amount_unit,source,note\n" +
		"mine,c,forecast_year,2019,5,tkr,report,Min egen\n" +
		"a-outcome-ytd-2019-04,a,outcome_ytd,2019-04,1,tkr,ledger,Dubbelbokning i mars\n" +
		"gone,d,outcome_ytd,2019-04,1,tkr,ledger,\n"
	if err := os.WriteFile(filepath.Join(dir, "amounts.csv"), []byte(own), 0o644); err != nil {
		t.Fatal(err)
	}
	changes, _, err := importer.Into(dir, imported("2", "a", "b"))
	if err != nil {
		t.Fatal(err)
	}
	got, _ := os.ReadFile(filepath.Join(dir, "amounts.csv"))
	want := "id,line,measure,period,place,value,amount_unit,as_written,approximate,status,text,source,note,revision_note\n" +
		"mine,c,forecast_year,2019,,5,tkr,,,,,report,Min egen,\n" +
		"a-outcome-ytd-2019-04,a,outcome_ytd,2019-04,,2,tkr,,,,,ledger,Dubbelbokning i mars,\n" +
		"b-outcome-ytd-2019-04,b,outcome_ytd,2019-04,,2,tkr,,,,,ledger,,\n"
	if string(got) != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for _, c := range changes {
		if c.Table == "amounts" && (c.Added != 1 || c.Changed != 1 || c.Removed != 1) {
			t.Errorf("%+v", c)
		}
	}
}

func TestATableThatCannotBeReadIsLeftAsItIs(t *testing.T) {
	dir := t.TempDir()
	broken := "id;line\nx;y\n"
	if err := os.WriteFile(filepath.Join(dir, "amounts.csv"), []byte(broken), 0o644); err != nil {
		t.Fatal(err)
	}
	_, report, err := importer.Into(dir, imported("1", "a"))
	if fault.KindOf(err) != fault.Faults || report.Faults() == 0 {
		t.Errorf("%v, %v", err, report)
	}
	if got, _ := os.ReadFile(filepath.Join(dir, "amounts.csv")); string(got) != broken {
		t.Errorf("%s", got)
	}
	if _, err := os.Stat(filepath.Join(dir, "sources.csv")); err == nil {
		t.Error("something was written")
	}
}

func FuzzAMappingIsReadOrItsFaultsAreTold(f *testing.F) {
	f.Add("a = 1\n[x]\ny = 'z'\n")
	f.Add("a = [[1,2],\n")
	f.Fuzz(func(t *testing.T, raw string) {
		var into struct{ A int }
		importer.DecodeMapping("mapping.toml", []byte(raw), &into)
	})
}
