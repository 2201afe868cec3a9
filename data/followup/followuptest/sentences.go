// Package followuptest is for the tests of what makes findings: each has two sentences, in two languages.
package followuptest

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"
	"text/template"

	"rodatraden/assets"
	"rodatraden/data/followup"
)

// Languages are those of the program.
var Languages = []string{"sv", "en"}

// Codes are the texts among the constants in code.go of the package that is tested: its codes.
func Codes(t testing.TB) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "code.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, d := range file.Decls {
		if g, is := d.(*ast.GenDecl); !is || g.Tok != token.CONST {
			continue
		}
		ast.Inspect(d, func(n ast.Node) bool {
			if lit, is := n.(*ast.BasicLit); is && lit.Kind == token.STRING {
				code, err := strconv.Unquote(lit.Value)
				if err != nil {
					t.Fatal(err)
				}
				out = append(out, code)
			}
			return true
		})
	}
	if len(out) == 0 {
		t.Fatal("code.go has no codes")
	}
	return out
}

// Sentences are the texts of a subject in a language, by id.
func Sentences(t testing.TB, subject, lang string) map[string]string {
	t.Helper()
	raw, err := assets.Translations.ReadFile("translations/" + subject + "." + lang + ".json")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	if err := json.Unmarshal(raw, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// parts are what a code's sentences say: what is wrong, and what to do.
var parts = []string{".wrong", ".do"}

// EveryCodeHasSentences tests that both sentences of every code are there in both languages, and that each
// sentence about a finding is for a code.
func EveryCodeHasSentences(t testing.TB, subject string, codes []string) {
	t.Helper()
	for _, lang := range Languages {
		got := Sentences(t, subject, lang)
		for _, code := range codes {
			for _, part := range parts {
				s := got["check."+code+part]
				if s == "" || strings.TrimSpace(s) != s || !strings.ContainsAny(s[len(s)-1:], ".?}:") {
					t.Errorf("%s: check.%s%s is %q", lang, code, part, s)
				}
			}
		}
		for id := range got {
			name, is := strings.CutPrefix(id, "check.")
			if code := strings.TrimSuffix(strings.TrimSuffix(name, ".wrong"), ".do"); is && !slices.Contains(codes, code) {
				t.Errorf("%s: %s is for no code", lang, id)
			}
		}
	}
}

// odd is what a sentence holds that a finding has left something out of.
var odd = []string{"  ", " . ", "””", "“”", "()"}

// Filled tests that a finding fills its sentences in both languages: all that they name is there.
func Filled(t testing.TB, subject string, f followup.Finding) {
	t.Helper()
	for _, lang := range Languages {
		got := Sentences(t, subject, lang)
		for _, part := range parts {
			tmpl, err := template.New("").Option("missingkey=error").Parse(got["check."+f.Code+part])
			var b strings.Builder
			if err == nil {
				err = tmpl.Execute(&b, f.Args)
			}
			s := b.String()
			if err != nil {
				t.Errorf("%s: %s: %v, args %v", lang, f.Code, err, f.Args)
			} else if s == "" || strings.HasSuffix(s, ":") || strings.HasSuffix(s, " .") || slices.ContainsFunc(odd, func(o string) bool { return strings.Contains(s, o) }) {
				t.Errorf("%s: %s leaves something out: %q", lang, f.Code, s)
			} else if lang == Languages[0] && testing.Verbose() {
				t.Logf("%s: %s", f, s)
			}
		}
	}
}

// EveryCodeIsFound tests that every code is among the findings, but for those that are found elsewhere, and
// that the first of each fills its sentences.
func EveryCodeIsFound(t testing.TB, subject string, codes []string, findings []followup.Finding, elsewhere ...string) {
	t.Helper()
	found := map[string]bool{}
	for _, f := range findings {
		if !found[f.Code] && slices.Contains(codes, f.Code) {
			Filled(t, subject, f)
		}
		found[f.Code] = true
	}
	for _, code := range codes {
		if !found[code] && !slices.Contains(elsewhere, code) {
			t.Errorf("%s: no finding", code)
		}
	}
}
