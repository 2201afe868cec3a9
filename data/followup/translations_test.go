package followup

import (
	"encoding/json"
	"maps"
	"path"
	"strings"
	"testing"
	"text/template"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"rodatraden/assets"
)

// sentences reads check.<lang>.json by id.
func sentences(t *testing.T, lang language.Tag) map[string]string {
	t.Helper()
	name := path.Join("translations", "check."+lang.String()+".json")
	raw, err := assets.Translations.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	bundle := i18n.NewBundle(lang)
	file, err := bundle.ParseMessageFileBytes(raw, name)
	if err != nil {
		t.Fatal(err)
	}
	if file.Tag != lang {
		t.Errorf("%s is taken for %s", name, file.Tag)
	}
	out := map[string]string{}
	for _, m := range file.Messages {
		out[m.ID] = m.Other
	}
	var flat map[string]string
	if err := json.Unmarshal(raw, &flat); err != nil {
		t.Fatal(err)
	}
	if !maps.Equal(flat, out) {
		t.Errorf("%s: go-i18n reads it otherwise than it stands", name)
	}
	return out
}

func TestEveryCodeSaysWhatIsWrongAndWhatToDoInBothLanguages(t *testing.T) {
	for _, lang := range []language.Tag{language.Swedish, language.English} {
		got := sentences(t, lang)
		for _, code := range codes(t) {
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

// Every example's findings fill the sentences in: a name that a sentence uses and a finding lacks
// is an error, and so is one that leaves nothing in its place.
func TestEveryFindingFillsItsSentences(t *testing.T) {
	var all []Finding
	collect := func(r Report) { all = append(all, r.Findings...) }
	for _, e := range sourceExamples {
		_, r := aSource().with(e.edit).open(t)
		collect(r)
	}
	for _, e := range builtExamples {
		_, r := builtFiles(t).with(e.edit).open(t)
		collect(r)
	}
	for _, e := range allLibraryExamples() {
		collect(e.join(t))
	}
	_, r := aSource().with(put("assumptions.csv", "id,kind,text\n"+strings.Repeat("x,guess,Text\n", 200))).open(t)
	collect(r)
	_, r = aSource().with(manyFew(maxAlike+2, "Skälet står här.")).open(t)
	collect(r)
	for _, code := range []string{ZipBroken, ZipMethod, FileNotRegular} { // TestHostileArchives makes them
		all = append(all, Finding{Code: code})
	}
	all = append(all, Finding{Code: LimitZipRatio, Args: map[string]string{"Limit": "100"}})
	filled := map[string]bool{}
	for _, lang := range []language.Tag{language.Swedish, language.English} {
		got := sentences(t, lang)
		for _, f := range all {
			for _, part := range []string{".wrong", ".do"} {
				text := got["check."+f.Code+part]
				tmpl, err := template.New("").Option("missingkey=error").Parse(text)
				if err != nil {
					t.Fatalf("%s: %s: %v", lang, f.Code, err)
				}
				var b strings.Builder
				if err := tmpl.Execute(&b, f.Args); err != nil {
					t.Errorf("%s: %s: %v, args %v", lang, f.Code, err, f.Args)
				}
				if s := b.String(); strings.Contains(s, "  ") || strings.Contains(s, "””") || strings.HasSuffix(s, " .") || strings.Contains(s, "()") {
					t.Errorf("%s: %s leaves something out: %s", lang, f.Code, s)
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
	if testing.Verbose() {
		sv := sentences(t, language.Swedish)
		shown := map[string]bool{}
		for _, f := range all {
			if !shown[f.Code] {
				shown[f.Code] = true
				var b strings.Builder
				for _, part := range []string{".wrong", ".do"} {
					_ = template.Must(template.New("").Parse(sv["check."+f.Code+part])).Execute(&b, f.Args)
					b.WriteString(" ")
				}
				t.Logf("%s: %s", f, b.String())
			}
		}
	}
}
