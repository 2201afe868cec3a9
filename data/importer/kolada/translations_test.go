package kolada

import (
	"encoding/json"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"text/template"

	"rodatraden/assets"
	"rodatraden/data/fault"
	"rodatraden/data/followup"
)

func sentences(t *testing.T, lang string) map[string]string {
	t.Helper()
	raw, err := assets.Translations.ReadFile(path.Join("translations", "kolada."+lang+".json"))
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

// fills reports what a finding leaves empty in its sentences.
func fills(t *testing.T, f followup.Finding) {
	t.Helper()
	for _, lang := range []string{"sv", "en"} {
		for _, part := range []string{".wrong", ".do"} {
			tmpl, err := template.New("").Option("missingkey=error").Parse(sentences(t, lang)["check."+f.Code+part])
			if err != nil {
				t.Fatalf("%s: %s: %v", lang, f.Code, err)
			}
			var b strings.Builder
			if err := tmpl.Execute(&b, f.Args); err != nil {
				t.Errorf("%s: %s: %v, args %v", lang, f.Code, err, f.Args)
			}
			s := b.String()
			if s == "" || strings.Contains(s, "  ") || strings.Contains(s, "””") || strings.Contains(s, "“”") || strings.HasSuffix(s, " .") || strings.Contains(s, "()") {
				t.Errorf("%s: %s leaves something out: %s", lang, f.Code, s)
			}
			if testing.Verbose() && lang == "sv" {
				t.Log(f.Severity, s)
			}
		}
	}
}

func TestEveryFindingFillsItsSentences(t *testing.T) {
	filled := map[string]bool{}
	for _, e := range examples {
		report, _ := e.run(t)
		for _, f := range report.Findings {
			if !filled[f.Code] {
				fills(t, f)
			}
			filled[f.Code] = true
		}
	}
	if len(filled) < 25 {
		t.Errorf("only %d codes", len(filled))
	}
}

func TestAMappingThatNoTableTakesIsToldInBothLanguages(t *testing.T) {
	for text, code := range map[string]string{
		"[kpi.31807]\ntitle='x'":             MappingForm,
		"[kpi.N31807]\ndirection='sideways'": MappingValue,
		"[kpi.N31807]\nnature='x'":           MappingValue,
		"[kpi.N31807]\nsubject='arbete'":     MappingForm,
		"[kpi.N31807]\nindicator='Å'":        MappingForm,
		"[kpi.N31807]\ndecimals=10":          MappingValue,
		"[status]\nMissing='gone'":           MappingValue,
		"[unit]\ngoteborg='x'":               MappingForm,
		"[unit]\n1480='Göteborg'":            MappingForm,
	} {
		_, report := DecodeMapping("kolada.toml", []byte(text))
		if len(report.Findings) != 1 || report.Findings[0].Code != code || report.Findings[0].Severity != followup.Fault || report.Findings[0].File != "kolada.toml" {
			t.Errorf("%s: %v", text, report.Findings)
			continue
		}
		fills(t, report.Findings[0])
	}
}

func TestAMappingFileIsReadOrItsAbsenceIsAFault(t *testing.T) {
	file := filepath.Join(t.TempDir(), "kolada.toml")
	if _, _, err := ReadMapping(file); fault.KindOf(err) != fault.NotFound {
		t.Errorf("%v", err)
	}
	if err := os.WriteFile(file, []byte("[kpi.N31807]\nunit='%'\nunits='x'\ntiming='yearly'\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	m, report, err := ReadMapping(file)
	if err != nil || m.figure("N31807").Unit != "%" || report.Faults() != 2 || len(told(report, MappingValue)) != 1 {
		t.Errorf("%v %v %v", m, report.Findings, err)
	}
}
