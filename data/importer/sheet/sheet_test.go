package sheet

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"text/template"

	"rodatraden/data/followup"
	"rodatraden/data/followup/followuptest"
	"rodatraden/data/importer"
	"rodatraden/data/schema"
)

var update = flag.Bool("update", false, "write the expected reports anew")

// shown writes rows and report as the expected ones are kept: each row with the cells that it has, each
// finding with its place and what it says in Swedish.
func shown(t *testing.T, facts *importer.Facts, report followup.Report) string {
	t.Helper()
	var b strings.Builder
	for _, table := range schema.All() {
		for _, row := range facts.Rows(table.Name) {
			b.WriteString(table.Name)
			for i, cell := range row {
				if cell != "" {
					fmt.Fprintf(&b, " %s=%q", table.Fields[i].Name, cell)
				}
			}
			b.WriteByte('\n')
		}
	}
	b.WriteByte('\n')
	for _, f := range report.Findings {
		fmt.Fprintf(&b, "%s\n\t%s\n", f, sentence(t, "sv", f, ".wrong"))
	}
	return b.String()
}

// sentence fills in what a finding says.
func sentence(t *testing.T, lang string, f followup.Finding, part string) string {
	t.Helper()
	text := followuptest.Sentences(t, "sheet", lang)["check."+f.Code+part]
	tmpl, err := template.New("").Option("missingkey=error").Parse(text)
	if err != nil {
		t.Fatalf("%s: %s: %v", lang, f.Code, err)
	}
	var b strings.Builder
	if err := tmpl.Execute(&b, f.Args); err != nil {
		t.Errorf("%s: %s: %v, args %v", lang, f.Code, err, f.Args)
	}
	return b.String()
}

func mappingOf(t *testing.T, name string) Mapping {
	t.Helper()
	m, report, err := ReadMapping(filepath.Join("testdata", name+".toml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range report.Findings {
		t.Errorf("%s: %s", f, sentence(t, "sv", f, ".wrong"))
	}
	return m
}

func TestEachAwkwardWorkbookGivesExactlyTheRowsAndTheReportExpected(t *testing.T) {
	for name, make := range awkward {
		t.Run(name, func(t *testing.T) {
			period := ""
			if name == "ekonomi" {
				period = "2019-04"
			}
			facts, report, err := read([]string{make(t)}, mappingOf(t, name), Options{Period: period}, openFile)
			if err != nil {
				t.Fatal(err)
			}
			expect(t, name+".expected", shown(t, facts, report))
		})
	}
}

// expect compares with a file in testdata.
func expect(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got == string(want) {
		return
	}
	g, w := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range max(len(g), len(w)) {
		var a, b string
		if i < len(g) {
			a = g[i]
		}
		if i < len(w) {
			b = w[i]
		}
		if a != b {
			t.Errorf("%s, line %d:\ngot  %s\nwant %s", name, i+1, a, b)
			return
		}
	}
}
