package page

import "testing"

func TestTheBudgetOfMonthsToComeIsKnownAndTheirOutcomeIsNot(t *testing.T) {
	m := economy(t, library(t), alvbro, "socialnamnden-2025-04-interim", Previous, "sv").Months
	if m == nil {
		t.Fatal("the page has no months")
	}
	for month, want := range map[int]string{1: "40,5 mkr", 5: "203,7 mkr", 12: "489,0 mkr"} {
		p := m.Points[month-1]
		same(t, p.Label+" budget", p.Budget.Text, want)
		if p.Outcome.Present() || p.Variance.Present() {
			t.Errorf("%s has an outcome: %+v", p.Label, p)
		}
	}
}
