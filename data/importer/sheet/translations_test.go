package sheet

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"strconv"
	"strings"
	"testing"

	"rodatraden/assets"
)

// sentences reads sheet.<lang>.json by id.
func sentences(t *testing.T, lang string) map[string]string {
	t.Helper()
	raw, err := assets.Translations.ReadFile(path.Join("translations", "sheet."+lang+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]string
	if err := json.Unmarshal(raw, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// codes are the constants of code.go.
func codes(t *testing.T) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "code.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, is := n.(*ast.BasicLit); is && lit.Kind == token.STRING {
			code, err := strconv.Unquote(lit.Value)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, code)
		}
		return true
	})
	return out
}

func TestEveryCodeSaysWhatIsWrongAndWhatToDoInBothLanguages(t *testing.T) {
	for _, lang := range []string{"sv", "en"} {
		got := sentences(t, lang)
		for _, code := range codes(t) {
			for _, part := range []string{".wrong", ".do"} {
				s := got["check."+code+part]
				if s == "" || strings.TrimSpace(s) != s || !strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "{{end}}") {
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
