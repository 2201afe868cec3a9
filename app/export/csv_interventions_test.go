package export

import (
	"slices"
	"testing"

	"rodatraden/app/page"
)

func TestInterventionsAreWrittenWithEveryStepItsAbsenceAndItsShare(t *testing.T) {
	found := false
	for _, made := range pages(t) {
		p, ok := made.(*page.Interventions)
		if !ok {
			continue
		}
		found = true
		rows := written(t, p)
		has := func(section, label, column, value, status string) {
			t.Helper()
			if !slices.ContainsFunc(rows, func(r []string) bool {
				return r[0] == section && r[1] == label && r[2] == column && r[3] == value && r[5] == status
			}) {
				t.Errorf("%s %q %q: no row with %q, %q", section, label, column, value, status)
			}
		}
		for _, r := range p.Rows {
			for _, step := range r.Ladder {
				value := ""
				if step.Figure.Value != nil {
					value = *step.Figure.Value
				}
				has("ladder", r.Title, step.Label, value, step.Figure.Status)
			}
		}
		has("course", "Jobbvägen", "Platser", "60", "reported")
		has("course", "Jobbvägen", "Avslutade, av inskrivna", "61", "reported")
		has("ladder", "Språkpraktik", "Avslutade", "", "not_reported")
		has("links", "Språkpraktik", "Mål", "", "not_reported")
		has("everyone", "Ärenden som avslutas till arbete eller studier", "januari–april 2025", "34", "reported")
		for _, r := range rows[1:] {
			if r[0] == "course" && r[2] == "Avslutade, av inskrivna" && r[7] != "true" {
				t.Errorf("a share is not marked as worked out: %q", r)
			}
		}
	}
	if !found {
		t.Fatal("no page has an intervention")
	}
}
