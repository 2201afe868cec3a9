package spreadsheet

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"
	"text/template"

	"rodatraden/assets"
	"rodatraden/data/followup"
)

// sentences are those of this package in a language, by id.
func sentences(t *testing.T, lang string) map[string]string {
	t.Helper()
	raw, err := assets.Translations.ReadFile("translations/workbook." + lang + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]string
	if err := json.Unmarshal(raw, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// allCodes are the codes that code.go declares.
func allCodes(t *testing.T) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "code.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, is := n.(*ast.BasicLit); is && lit.Kind == token.STRING {
			if s, _ := strconv.Unquote(lit.Value); strings.HasPrefix(s, "workbook_") {
				all = append(all, s)
			}
		}
		return true
	})
	if len(all) < 20 {
		t.Fatal(all)
	}
	return all
}

func TestEveryCodeSaysWhatIsWrongAndWhatToDoInBothLanguages(t *testing.T) {
	for _, lang := range []string{"sv", "en"} {
		got := sentences(t, lang)
		for _, code := range allCodes(t) {
			for _, part := range []string{".wrong", ".do"} {
				s := got["check."+code+part]
				if s == "" || strings.TrimSpace(s) != s || !strings.HasSuffix(s, ".") {
					t.Errorf("%s: check.%s%s is %q", lang, code, part, s)
				}
				delete(got, "check."+code+part)
			}
		}
		for id := range got {
			t.Errorf("%s: %s is for no code", lang, id)
		}
	}
}

// Each code is found in some file, and its finding fills the sentences.
func TestEveryFindingFillsItsSentences(t *testing.T) {
	var all []followup.Finding
	add := func(name string, raw []byte) {
		b, report, err := Read(name, bytes.NewReader(raw), int64(len(raw)))
		all = append(all, report.Findings...)
		if err != nil {
			return
		}
		_, report, _ = rowsOf(t, b)
		all = append(all, report.Findings...)
	}
	for _, c := range refusedFiles(t) {
		add(c.name, c.raw)
	}
	for _, c := range brokenSheets() {
		add("bok.xlsx", zipped(t, workbookFiles(c.data, nil)))
	}
	_, report, _ := Read("stor.csv", bytes.NewReader(nil), MaxBytes+1)
	all = append(all, report.Findings...)
	for _, text := range []string{
		"a,b;c\nd,e;f\n", "a|b\tc\n", "a;\"b\n", "F\xF6r;1\n", "å;ä\n\xF6;ö\n",
		strings.Repeat("1;", followup.MaxColumns+1) + "\n", strings.Repeat("a", followup.MaxCellUnits+1), strings.Repeat("a\n", MaxRows+1),
	} {
		add("text.xls", []byte(text))
	}
	add("bok.csv", zipped(t, workbookFiles("", nil)))
	filled := map[string]bool{}
	for _, lang := range []string{"sv", "en"} {
		got := sentences(t, lang)
		for _, f := range all {
			filled[f.Code] = true
			for _, part := range []string{".wrong", ".do"} {
				tmpl, err := template.New("").Option("missingkey=error").Parse(got["check."+f.Code+part])
				if err != nil {
					t.Fatalf("%s: %s: %v", lang, f.Code, err)
				}
				var b strings.Builder
				if err := tmpl.Execute(&b, f.Args); err != nil {
					t.Errorf("%s: %s: %v, args %v", lang, f.Code, err, f.Args)
				}
				if s := b.String(); strings.Contains(s, "  ") || strings.Contains(s, `""`) || strings.HasSuffix(s, " .") {
					t.Errorf("%s: %s leaves something out: %s", lang, f.Code, s)
				}
			}
		}
	}
	for _, code := range allCodes(t) {
		if !filled[code] {
			t.Errorf("%s: no finding", code)
		}
	}
}
