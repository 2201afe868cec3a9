package kolada

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rodatraden/data/fault"
	"rodatraden/data/followup"
	"rodatraden/data/followup/followuptest"
	"rodatraden/data/importer"
)

func TestEveryCodeSaysWhatIsWrongAndWhatToDoInBothLanguages(t *testing.T) {
	followuptest.EveryCodeHasSentences(t, "kolada", followuptest.Codes(t))
}

// fills tests that a finding leaves nothing empty in its sentences.
func fills(t *testing.T, f followup.Finding) {
	t.Helper()
	subject := "kolada"
	if strings.HasPrefix(f.Code, "mapping_") {
		subject = "importer"
	}
	followuptest.Filled(t, subject, f)
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
		"[kpi.31807]\ntitle='x'":             importer.MappingLike,
		"[kpi.N31807]\ndirection='sideways'": importer.MappingValue,
		"[kpi.N31807]\nnature='x'":           importer.MappingValue,
		"[kpi.N31807]\nsubject='arbete'":     importer.MappingLike,
		"[kpi.N31807]\nindicator='Å'":        importer.MappingLike,
		"[kpi.N31807]\ndecimals=10":          importer.MappingValue,
		"[status]\nMissing='gone'":           importer.MappingValue,
		"[unit]\ngoteborg='x'":               importer.MappingLike,
		"[unit]\n1480='Göteborg'":            importer.MappingLike,
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
	if err != nil || m.figure("N31807").Unit != "%" || report.Faults() != 2 || len(told(report, importer.MappingValue)) != 1 {
		t.Errorf("%v %v %v", m, report.Findings, err)
	}
}
