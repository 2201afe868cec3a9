package sie

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rodatraden/data/followup"
	"rodatraden/data/importer"
	"rodatraden/data/schema"
)

// head begins a file of a type for the calendar year 2019.
func head(kind string) string {
	return "#FLAGGA 0\n#PROGRAM \"Ekonomi\" 1\n#FORMAT PC8\n#GEN 20190502\n#SIETYP " + kind + "\n" +
		"#RAR 0 20190101 20191231\n#RAR -1 20180101 20181231\n#OMFATTN 20190430\n" +
		"#DIM 1 \"Kostnadsst\x84lle\"\n#DIM 6 Projekt\n#OBJEKT 1 10 \"Norr\"\n#OBJEKT 1 20 \"S\x94der\"\n#OBJEKT 6 P1 \"Ett\"\n" +
		"#KONTO 3010 \"Avgifter\"\n#KONTO 4010 \"Bidrag\"\n#KONTO 5010 \"Lokaler\"\n#KONTO 1910 \"Kassa\"\n#UB 0 1910 5\n"
}

// base is a mapping that takes one account.
const base = `variance = "budget-minus-actual"
amount_unit = "kr"
decimals = 2
`

// lines ends a mapping with lines, each as "id kind accounts…".
func lines(all ...string) string {
	var b strings.Builder
	for _, l := range all {
		parts := strings.Fields(l)
		b.WriteString("\n[[line]]\nid = \"" + parts[0] + "\"\ntitle = \"" + parts[0] + "\"\nkind = \"" + parts[1] + "\"\n")
		if len(parts) > 2 {
			b.WriteString("accounts = [\"" + strings.Join(parts[2:], "\", \"") + "\"]\n")
		}
	}
	return b.String()
}

// written puts contents in files, named a.se, b.se and so on.
func written(t testing.TB, contents ...string) []string {
	t.Helper()
	dir := t.TempDir()
	var paths []string
	for i, c := range contents {
		path := filepath.Join(dir, string(rune('a'+i))+".se")
		if err := os.WriteFile(path, []byte(c), 0o644); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	return paths
}

// run reads contents by a mapping's text.
func run(t testing.TB, mapping, period string, contents ...string) (*importer.Facts, followup.Report) {
	t.Helper()
	m, report := DecodeMapping("mapping.toml", []byte(mapping))
	if report.Faults() > 0 {
		return nil, report
	}
	facts, report, err := Read(written(t, contents...), m, Options{Period: period})
	if (err == nil) != (report.Faults() == 0) {
		t.Errorf("%d faults and the error %v", report.Faults(), err)
	}
	return facts, report
}

// amounts gives what is stated, as "line measure period" → value.
func amounts(facts *importer.Facts) map[string]string {
	out := map[string]string{}
	if facts == nil {
		return out
	}
	table := schema.MustGet("amounts")
	for _, row := range facts.Rows("amounts") {
		name := func(column string) string { return row[table.Column(column)] }
		out[name("line")+" "+name("measure")+" "+name("period")] = name("value") + " " + name("amount_unit")
	}
	return out
}

// want compares what is stated with what should be; an empty text is an amount that must be absent.
func want(t *testing.T, facts *importer.Facts, report followup.Report, expected map[string]string) {
	t.Helper()
	got := amounts(facts)
	for name, value := range expected {
		if got[name] != value {
			t.Errorf("%s: got %q, want %q", name, got[name], value)
		}
	}
	if t.Failed() {
		for _, f := range report.Findings {
			t.Logf("%s %v", f, f.Args)
		}
		t.Logf("%v", got)
	}
}

// codesOf are the codes of a severity, without those that tell what was read.
func codesOf(report followup.Report, severities ...followup.Severity) []string {
	var out []string
	for _, f := range report.Findings {
		if slices.Contains(severities, f.Severity) && f.Code != FileRead && f.Code != LineRead && !slices.Contains(out, f.Code) {
			out = append(out, f.Code)
		}
	}
	slices.Sort(out)
	return out
}

// find gives the first finding of a code.
func find(t *testing.T, report followup.Report, code string) followup.Finding {
	t.Helper()
	for _, f := range report.Findings {
		if f.Code == code {
			return f
		}
	}
	t.Errorf("no %s among %v", code, report.Findings)
	return followup.Finding{}
}
