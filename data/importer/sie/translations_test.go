package sie

import (
	"encoding/json"
	"go/ast"
	goparser "go/parser"
	"go/token"
	"path"
	"strconv"
	"strings"
	"testing"
	"text/template"

	"rodatraden/assets"
	"rodatraden/data/followup"
)

// codes reads the constants of code.go.
func codes(t *testing.T) []string {
	t.Helper()
	file, err := goparser.ParseFile(token.NewFileSet(), "code.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	ast.Inspect(file, func(n ast.Node) bool {
		if l, ok := n.(*ast.BasicLit); ok {
			code, err := strconv.Unquote(l.Value)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, code)
		}
		return true
	})
	return out
}

func sentences(t *testing.T, lang string) map[string]string {
	t.Helper()
	raw, err := assets.Translations.ReadFile(path.Join("translations", "sie."+lang+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]string
	if err := json.Unmarshal(raw, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestEveryCodeSaysWhatIsWrongAndWhatToDoInBothLanguages(t *testing.T) {
	for _, lang := range []string{"sv", "en"} {
		got := sentences(t, lang)
		for _, code := range codes(t) {
			if !strings.HasPrefix(code, "sie_") {
				t.Errorf("%s may be another's", code)
			}
			for _, part := range []string{".wrong", ".do"} {
				s := got["check."+code+part]
				if s == "" || strings.TrimSpace(s) != s || !strings.ContainsAny(s[len(s)-1:], ".?}:") {
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

// Every finding of the examples fills the sentences in, in both languages, and every code has one.
func TestEveryFindingFillsItsSentences(t *testing.T) {
	var all []followup.Finding
	for _, e := range examples() {
		_, report := run(t, e.mapping, e.period, e.files...)
		all = append(all, report.Findings...)
	}
	for _, s := range []string{"BL0001_typ2.SE", "BL0001_typ3.SE", "BL0001_typ4I.SI"} {
		_, report, err := Suggest(path.Join("testdata", s), SuggestOptions{})
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, report.Findings...)
	}
	_, none, _ := Suggest(written(t, head("2")+"#PSALDO 0 201904 1910 {} 7\n")[0], SuggestOptions{})
	all = append(all, none.Findings...)
	all = append(all, finding(followup.Fault, TooLarge, "a.se", 0, "", "Limit", strconv.Itoa(most)))
	filled := map[string]bool{}
	for _, lang := range []string{"sv", "en"} {
		got := sentences(t, lang)
		for _, f := range all {
			if !strings.HasPrefix(f.Code, "sie_") {
				continue
			}
			for _, part := range []string{".wrong", ".do"} {
				tmpl, err := template.New("").Option("missingkey=error").Parse(got["check."+f.Code+part])
				if err != nil {
					t.Fatalf("%s: %s: %v", lang, f.Code, err)
				}
				var b strings.Builder
				if err := tmpl.Execute(&b, f.Args); err != nil {
					t.Errorf("%s: %s: %v, args %v", lang, f.Code, err, f.Args)
				}
				s := b.String()
				if strings.Contains(s, "  ") || strings.HasSuffix(s, " .") || strings.Contains(s, "()") || strings.HasSuffix(s, ":") {
					t.Errorf("%s: %s leaves something out: %s", lang, f.Code, s)
				}
				if lang == "sv" && testing.Verbose() && !filled[f.Code+part] {
					t.Logf("%s: %s", f, s)
					filled[f.Code+part] = true
				}
			}
			filled[f.Code] = true
		}
	}
	for _, code := range codes(t) {
		if !filled[code] {
			t.Errorf("%s: no finding", code)
		}
	}
}
