package sample

import "testing"

func TestBothLibrariesBuildWithoutFaults(t *testing.T) {
	for _, name := range Names() {
		packages, report, err := Packages(name)
		for _, f := range report.Findings {
			t.Logf("%s: %s %v", name, f, f.Args)
		}
		if err != nil || report.Faults() > 0 {
			t.Errorf("%s: %d faults: %v", name, report.Faults(), err)
			continue
		}
		t.Logf("%s: %d packages, %d warnings", name, len(packages), report.Warnings())
	}
}
