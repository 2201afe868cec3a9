package sie

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"rodatraden/data/followup"
	"rodatraden/data/importer"
)

// inParts takes an account, of it a kostnadsställe, and of that a project.
const inParts = base + `
[[line]]
id = "allt"
title = "Allt"
kind = "net"
accounts = ["4010"]

[[line]]
id = "norr"
parent = "allt"
title = "Norr"
kind = "cost"
accounts = ["4010"]
[line.objects]
1 = ["10"]

[[line]]
id = "norr-ett"
parent = "norr"
title = "Norr, projekt ett"
kind = "cost"
accounts = ["4010"]
[line.objects]
1 = ["10"]
6 = ["P*"]
`

// saldo writes balances of April as "objects amount" parted by semicolons.
func saldo(all string) string {
	var b strings.Builder
	for s := range strings.SplitSeq(all, ";") {
		b.WriteString("#PSALDO 0 201904 4010 " + strings.TrimSpace(s) + "\n")
	}
	return b.String()
}

func TestMoneyIsCountedOnce(t *testing.T) {
	for _, c := range []struct{ name, rows, all, norr, both string }{
		{"total and objects", "{} 100; {1 10} 60; {1 20} 40", "100.00", "60.00", ""},
		{"objects alone", "{1 10} 60; {1 20} 40", "100.00", "60.00", ""},
		{"a total alone beside objects elsewhere", "{} 100; {1 20} 40", "100.00", "0.00", ""},
		{"an object without name", "{1 \"\"} 40; {1 10} 60", "100.00", "60.00", ""},
		{"a part on no object", "{} 100; {1 10} 60", "100.00", "60.00", ""},
		{"seen from two sides, with a total", "{} 100; {1 10} 60; {1 20} 40; {6 P1} 30", "100.00", "60.00", "0.00"},
		{"two dimensions on a row", "{} 100; {1 10 6 P1} 25; {1 10 6 P2} 35; {1 20 6 P1} 40", "100.00", "60.00", "60.00"},
		{"two dimensions on every row", "{1 10 6 P1} 25; {1 10 6 P2} 35; {1 20 6 P1} 40", "100.00", "60.00", "60.00"},
		{"the two dimensions in another order", "{6 P1 1 10} 25; {6 \"P2\" 1 \"10\"} 35", "60.00", "60.00", "60.00"},
		{"an object and its parts", "{} 100; {1 10} 60; {1 10 6 P1} 25; {1 20} 40; {1 20 6 P1} 40", "100.00", "60.00", "25.00"},
		{"an object beside its parts", "{} 100; {1 10} 35; {1 10 6 P1} 25; {1 20} 40", "100.00", "60.00", "25.00"},
		{"two sides with equal sums", "{1 10} 60; {1 20} 40; {6 P1} 100", "100.00", "60.00", "0.00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			facts, report := run(t, inParts, "2019-04", head("3")+saldo(c.rows))
			expected := map[string]string{
				"allt outcome_ytd 2019-01/2019-04": c.all + " kr",
				"norr outcome_ytd 2019-01/2019-04": c.norr + " kr",
			}
			if c.both != "" {
				expected["norr-ett outcome_ytd 2019-01/2019-04"] = c.both + " kr"
			} else {
				expected["norr-ett outcome_ytd 2019-01/2019-04"] = "" // no figures by project: absent, not nought
			}
			want(t, facts, report, expected)
		})
	}
}

func TestWhatATotalIsIsDecidedForEachMonthAndAccountAndLabel(t *testing.T) {
	facts, report := run(t, allOf, "2019-04", head("3")+
		"#PSALDO 0 201903 4010 {1 10} 10\n#PSALDO 0 201903 4010 {1 20} 20\n"+
		"#PSALDO 0 201904 4010 {} 100\n#PSALDO 0 201904 4010 {1 10} 60\n"+
		"#PSALDO 0 201904 5010 {1 10} 7\n"+
		"#PBUDGET 0 201904 4010 {1 10} 50\n#PBUDGET 0 201904 4010 {1 20} 50\n#PBUDGET 0 201912 4010 {} 900\n")
	want(t, facts, report, map[string]string{
		"allt outcome_ytd 2019-01/2019-04": "137.00 kr",
		"allt budget_ytd 2019-01/2019-04":  "100.00 kr",
		"allt budget_year 2019":            "1000.00 kr",
	})
}

func TestTheMappingSaysWhichDimensionIsComplete(t *testing.T) {
	file := head("3") + saldo("{1 10} 60; {1 20} 40; {6 P1} 30")
	if _, report := run(t, allOf, "2019-04", file); report.Faults() == 0 {
		t.Error("which side is the whole amount was guessed")
	}
	facts, report := run(t, "total_dimension = 1\n"+allOf, "2019-04", file)
	want(t, facts, report, map[string]string{"allt outcome_ytd 2019-01/2019-04": "100.00 kr"})
}

const voucher = "#VER A 1 20190402 \"Text\"\n{\n#TRANS 4010 {1 10} 60\n#TRANS 4010 {1 10 6 P1} 25\n#TRANS 4010 {} 15\n#BTRANS 4010 {} 1000\n#TRANS 1910 {} -100\n}\n"

func TestRowsOfVouchersAreAdded(t *testing.T) {
	facts, report := run(t, inParts, "2019-04", head("4")+voucher+"#VER A 2 20190502\n{\n#TRANS 4010 {} 7\n#TRANS 1910 {} -7\n}\n")
	want(t, facts, report, map[string]string{
		"allt outcome_ytd 2019-01/2019-04":     "100.00 kr",
		"norr outcome_ytd 2019-01/2019-04":     "85.00 kr",
		"norr-ett outcome_ytd 2019-01/2019-04": "25.00 kr",
	})
}

func TestVouchersAndBalancesAreNeverBothCounted(t *testing.T) {
	facts, report := run(t, allOf, "2019-04", head("4")+saldo("{} 100")+voucher)
	want(t, facts, report, map[string]string{"allt outcome_ytd 2019-01/2019-04": "100.00 kr"})
	find(t, report, VouchersLeft)
}

func TestTheBlockOfAVoucherMayBeginOnItsOwnLine(t *testing.T) {
	facts, report := run(t, allOf, "2019-04", head("4")+strings.Replace(voucher, "\n{", " {", 1))
	want(t, facts, report, map[string]string{"allt outcome_ytd 2019-01/2019-04": "100.00 kr"})
}

func TestTheYearBeforeIsCountedToTheSameMonth(t *testing.T) {
	previous := "#PSALDO -1 201801 4010 {} 10\n#PSALDO -1 201804 4010 {} 20\n#PSALDO -1 201805 4010 {} 400\n"
	facts, report := run(t, allOf, "2019-04", head("2")+april+previous+"#RES -1 4010 430\n")
	want(t, facts, report, map[string]string{
		"allt outcome_ytd 2019-01/2019-04":          "100.00 kr",
		"allt outcome_ytd_previous 2019-01/2019-04": "30.00 kr",
		"allt outcome_year 2019":                    "",
	})
	// In a file of its own the year before is that file's year.
	then := strings.NewReplacer("2019", "2018", "2018", "2017").Replace(head("2")) +
		strings.ReplaceAll(previous, "#PSALDO -1", "#PSALDO 0")
	then = strings.Replace(then, "#OMFATTN 20180430\n", "", 1)
	facts, report = run(t, allOf, "2019-04", head("2")+april, then)
	want(t, facts, report, map[string]string{"allt outcome_ytd_previous 2019-01/2019-04": "30.00 kr"})
	// Where both files have it, the one whose own year it is goes before.
	facts, report = run(t, allOf, "2019-04", head("2")+april+previous, then)
	want(t, facts, report, map[string]string{"allt outcome_ytd_previous 2019-01/2019-04": "30.00 kr"})
}

// A year of which the file has totals alone says nothing of a kostnadsställe: what is missing is not nought.
func TestObjectsOfOneYearSayNothingOfAnother(t *testing.T) {
	mapping := base + lines("norr cost 4010") + "[line.objects]\n1 = [\"10\"]\n"
	byObject := "#PSALDO 0 201904 4010 {} 100\n#PSALDO 0 201904 4010 {1 10} 60\n#PSALDO 0 201904 4010 {1 20} 40\n"
	previous := "#PSALDO -1 201801 4010 {} 10\n#PSALDO -1 201804 4010 {} 20\n"
	facts, report := run(t, mapping, "2019-04", head("3")+byObject+previous)
	want(t, facts, report, map[string]string{
		"norr outcome_ytd 2019-01/2019-04":          "60.00 kr",
		"norr outcome_ytd_previous 2019-01/2019-04": "",
	})
	if !slices.ContainsFunc(report.Findings, func(f followup.Finding) bool { return f.Code == ObjectsMissing && f.Args["Year"] == "2018" }) {
		t.Errorf("nothing is said of it: %v", report.Findings)
	}
	facts, report = run(t, mapping, "2018-04", head("3")+byObject+previous)
	want(t, facts, report, map[string]string{"norr outcome_ytd 2018-01/2018-04": ""})
	// Where the year has some, an object without figures is nought.
	facts, report = run(t, mapping, "2019-04", head("3")+byObject+previous+"#PSALDO -1 201801 4010 {1 20} 10\n#PSALDO -1 201804 4010 {1 20} 20\n")
	want(t, facts, report, map[string]string{"norr outcome_ytd_previous 2019-01/2019-04": "0.00 kr"})
}

func TestTheResultOfTheYearIsTheOutcomeAtItsEnd(t *testing.T) {
	results := "#RES 0 4010 1200\n#RES -1 4010 1100\n"
	whole := strings.Replace(head("1"), "#OMFATTN 20190430\n", "", 1)
	facts, report := run(t, allOf, "2019-12", whole+results)
	want(t, facts, report, map[string]string{
		"allt outcome_ytd 2019-01/2019-12":          "1200.00 kr",
		"allt outcome_year 2019":                    "1200.00 kr",
		"allt outcome_ytd_previous 2019-01/2019-12": "1100.00 kr",
	})
	facts, report = run(t, allOf, "2019-04", whole+results)
	want(t, facts, report, map[string]string{"allt outcome_ytd 2019-01/2019-04": "", "allt outcome_ytd_previous 2019-01/2019-04": ""})
	// A file that goes up to a day has the result up to that day.
	facts, report = run(t, allOf, "2019-04", head("1")+results)
	want(t, facts, report, map[string]string{
		"allt outcome_ytd 2019-01/2019-04":          "1200.00 kr",
		"allt outcome_ytd_previous 2019-01/2019-04": "",
		"allt outcome_year 2019":                    "",
	})
}

func TestWhatALineWasReadAsIsToldAsSwedishWritesNumbers(t *testing.T) {
	_, report := run(t, allOf, "2019-04", head("2")+"#PSALDO 0 201904 4010 {} -1234.5\n")
	at := slices.IndexFunc(report.Findings, func(f followup.Finding) bool { return f.Code == LineRead })
	if at < 0 || report.Findings[at].Args["OutcomeYTD"] != "−1234,50 kr" {
		t.Errorf("%v", report.Findings)
	}
}

func TestAYearNeedNotBeginInJanuary(t *testing.T) {
	broken := strings.NewReplacer("20190101 20191231", "20180701 20190630", "20180101 20181231", "20170701 20180630").Replace(head("2"))
	facts, report := run(t, allOf, "2019-04", broken+
		"#PSALDO 0 201807 4010 {} 1\n#PSALDO 0 201904 4010 {} 2\n#PSALDO 0 201905 4010 {} 4\n"+
		"#PSALDO -1 201707 4010 {} 10\n#PSALDO -1 201804 4010 {} 20\n#PSALDO -1 201805 4010 {} 40\n"+
		"#PBUDGET 0 201807 4010 {} 100\n#PBUDGET 0 201906 4010 {} 200\n")
	want(t, facts, report, map[string]string{
		"allt outcome_ytd 2018-07/2019-04":          "3.00 kr",
		"allt outcome_ytd_previous 2018-07/2019-04": "30.00 kr",
		"allt budget_ytd 2018-07/2019-04":           "100.00 kr",
		"allt budget_year 2018-07/2019-06":          "300.00 kr",
	})
}

const signed = `amount_unit = "tkr"
decimals = 1

[[line]]
id = "netto"
title = "Netto"
kind = "net"

[[line]]
id = "kostnader"
parent = "netto"
title = "Kostnader"
kind = "cost"
accounts = ["4000-5999"]
except = ["5010"]

[[line]]
id = "avgifter"
parent = "netto"
title = "Avgifter"
kind = "income"
accounts = ["3*"]
`

func TestAmountsHaveThePackagesSignsUnitAndDecimals(t *testing.T) {
	file := head("2") + "#PSALDO 0 201904 4010 {} 1250.00\n#PSALDO 0 201904 5010 {} 99\n#PSALDO 0 201904 3010 {} -2250.00\n"
	for rule, expected := range map[string][3]string{ // half is rounded away from nought
		followup.BudgetMinusActual: {"-1.0", "1.3", "2.3"},
		followup.ActualMinusBudget: {"1.0", "-1.3", "2.3"},
	} {
		facts, report := run(t, "variance = \""+rule+"\"\n"+signed, "2019-04", file)
		want(t, facts, report, map[string]string{
			"netto outcome_ytd 2019-01/2019-04":     expected[0] + " tkr", // of the exact parts
			"kostnader outcome_ytd 2019-01/2019-04": expected[1] + " tkr",
			"avgifter outcome_ytd 2019-01/2019-04":  expected[2] + " tkr",
		})
		if f := find(t, report, AccountLeft); f.Args["Account"] != "5010" || f.Args["Amount"] != "99.00" {
			t.Errorf("%v", f.Args)
		}
	}
}

func TestTheMonthsBeforeAreStatedWhereTheMappingAsks(t *testing.T) {
	facts, report := run(t, "months = true\n"+allOf, "2019-03", strings.Replace(head("2"), "20190430", "20190331", 1)+
		"#PSALDO 0 201901 4010 {} 1\n#PSALDO 0 201903 4010 {} 4\n#PSALDO 0 201904 4010 {} 8\n")
	want(t, facts, report, map[string]string{
		"allt outcome_ytd 2019-01":         "1.00 kr",
		"allt outcome_ytd 2019-01/2019-02": "1.00 kr",
		"allt outcome_ytd 2019-01/2019-03": "5.00 kr",
		"allt outcome_ytd 2019-01/2019-04": "",
	})
}

func TestFilesOfVouchersAreMonthsOfOneYear(t *testing.T) {
	of := func(month string) string {
		return "#FLAGGA 0\n#FORMAT PC8\n#SIETYP 4\n#FNAMN X\n#VER A 1 2019" + month + "02\n{\n#TRANS 4010 {} 5\n#TRANS 1910 {} -5\n}\n"
	}
	facts, report := run(t, allOf, "2019-04", of("03"), of("04"))
	want(t, facts, report, map[string]string{"allt outcome_ytd 2019-01/2019-04": "10.00 kr"})
	if _, report = run(t, allOf, "2019-04", of("04"), of("04")); report.Faults() == 0 {
		t.Error("the same month twice was added")
	}
}

func TestObjectsAreFoundInEveryEncoding(t *testing.T) {
	mapping := base + "\n[[line]]\nid = \"a\"\ntitle = \"A\"\nkind = \"cost\"\naccounts = [\"4010\"]\n[line.objects]\n1 = [\"Å1-Å9\"]\n"
	for name, letter := range map[Encoding]string{PC8: "\x8f", Latin1: "\xc5", UTF8: "Å"} {
		file := strings.NewReplacer("\x84", "", "\x94", "").Replace(head("3")) +
			"#OBJEKT 1 \"" + letter + "5\" \"" + letter + letter + "\"\n" + saldo("{} 100; {1 "+letter+"5} 60")
		for _, mark := range []string{"", "\uFEFF"} {
			if mark != "" && name != UTF8 {
				continue
			}
			facts, report := run(t, mapping, "2019-04", mark+file)
			want(t, facts, report, map[string]string{"a outcome_ytd 2019-01/2019-04": "60.00 kr"})
		}
	}
}

func TestLineEndsTabsAndSmallLettersAreRight(t *testing.T) {
	file := head("2") + "#psaldo\t0\t201904\t4010\t{ }\t\"100\"\n\x1a"
	for _, end := range []string{"\n", "\r\n", "\r"} {
		facts, report := run(t, allOf, "2019-04", strings.ReplaceAll(file, "\n", end))
		want(t, facts, report, map[string]string{"allt outcome_ytd 2019-01/2019-04": "100.00 kr"})
	}
}

func TestAmountsAreExact(t *testing.T) {
	facts, report := run(t, strings.Replace(allOf, "decimals = 2", "decimals = 4", 1), "2019-04", head("2")+
		"#PSALDO 0 201901 4010 {} 0.0001\n#PSALDO 0 201902 4010 {} 90071992547409.93\n#PSALDO 0 201903 4010 {} 123456789012345678901234.5\n#PSALDO 0 201904 4010 {} .1\n")
	want(t, facts, report, map[string]string{"allt outcome_ytd 2019-01/2019-04": "123456789102417671448644.5301 kr"})
}

func TestTheSameFilesGiveTheSameRowsAndReport(t *testing.T) {
	m, _ := DecodeMapping("mapping.toml", []byte(everything))
	files := []string{filepath.Join("testdata", "BL0001_typ4.SE")}
	facts, report, err := Read(files, m, Options{Period: "2010-02"})
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		again, other, err := Read(files, m, Options{Period: "2010-02"})
		if err != nil || !reflect.DeepEqual(amounts(facts), amounts(again)) || !reflect.DeepEqual(report, other) {
			t.Fatalf("%v\n%v\n%v", err, report, other)
		}
	}
}

// What is made goes into a source folder without a fault, and a second time changes nothing.
func TestFactsGoIntoAFolder(t *testing.T) {
	dir := t.TempDir()
	mapping := strings.Replace(allOf, "[[line]]", "[source]\ndocument = \"Bokföring {month} {year}\"\nkind = \"other\"\n\n[[line]]", 1)
	for n := range 2 {
		facts, report := run(t, mapping, "2019-04", head("2")+april+"#PBUDGET 0 201904 4010 {} 90\n")
		if facts == nil {
			t.Fatal(report)
		}
		changes, into, err := importer.Into(dir, facts)
		if err != nil {
			t.Fatal(err, into)
		}
		for _, c := range changes {
			if (c.Added > 0) != (n == 0) || c.Changed+c.Removed > 0 {
				t.Errorf("%d: %+v", n, c)
			}
		}
	}
	for table, expected := range map[string]string{
		"sources":      "bokforing-2019-04,bokforing-april-2019,,,,written,administration,2019-05-02,",
		"documents":    "bokforing-april-2019,Bokföring april 2019,,,2019-05-02,other",
		"budget_lines": "allt,,,Allt,net,1,bokforing-2019-04",
		"amounts":      "allt-outcome-ytd-2019-01-2019-04,allt,outcome_ytd,2019-01/2019-04,,100.00,kr,,,reported,,bokforing-2019-04",
	} {
		raw, err := os.ReadFile(filepath.Join(dir, table+".csv"))
		if err != nil || !strings.Contains(string(raw), "\n"+expected) {
			t.Errorf("%v\n%s", err, raw)
		}
	}
}

// A package built of nothing but what an import made has no fault, and no sum or rule that does not hold.
func TestAPackageOfAnImportHasNoFault(t *testing.T) {
	dir := t.TempDir()
	mapping := strings.Replace(signed, "[[line]]", "[source]\ndocument = \"Bokföring {month} {year}\"\n\n[[line]]", 1)
	facts, report := run(t, "variance = \"budget-minus-actual\"\n"+mapping, "2019-04", head("2")+
		"#PSALDO 0 201904 4010 {} 1250.00\n#PSALDO 0 201904 3010 {} -2250.00\n#PBUDGET 0 201904 4010 {} 1349\n#PBUDGET 0 201912 3010 {} -2449\n#PSALDO -1 201804 4010 {} 1\n")
	if facts == nil {
		t.Fatal(report)
	}
	if _, report, err := importer.Into(dir, facts); err != nil {
		t.Fatal(err, report)
	}
	manifest := `{"name": "nn-2019-04-interim", "title": "Delårsrapport april 2019", "licenses": [{"name": "CC0-1.0"}],
		"contributors": [{"title": "Förvaltningen"}],
		"followup": {"format": 1, "municipality": {"code": "9999", "name": "Älvbro"}, "fictional": true, "committee": {"id": "nn", "name": "Nämnden"},
		"kind": "interim", "extent": "full", "period": {"from": "2019-01-01", "to": "2019-04-30"}, "as_at": "2019-04-30", "order": 1,
		"published": "2019-05", "published_basis": "stated", "variance": "budget-minus-actual", "audience": "public"}}`
	if err := os.WriteFile(filepath.Join(dir, "datapackage.json"), []byte(manifest), 0o644); err != nil {
		t.Fatal(err)
	}
	p, report, err := followup.BuildFS(os.DirFS(dir), followup.BuildOptions{})
	if err != nil {
		t.Fatal(err, report)
	}
	if len(report.Findings) > 0 || p == nil {
		t.Errorf("%v", report.Findings)
	}
}
