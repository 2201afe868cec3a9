package export

import (
	"slices"
	"testing"

	"rodatraden/app/page"
)

func TestTheThreadIsWrittenStepByStepWithTheGradeOfEveryLink(t *testing.T) {
	found := false
	for _, made := range pages(t) {
		p, ok := made.(*page.Thread)
		if !ok {
			continue
		}
		found = true
		rows := written(t, p)
		has := func(section, label, value, status, record string) {
			t.Helper()
			if !slices.ContainsFunc(rows, func(r []string) bool {
				return r[0] == section && r[1] == label && r[3] == value && r[5] == status && r[11] == record
			}) {
				t.Errorf("%s %q: no row with %q, %q, %q", section, label, value, status, record)
			}
		}
		has("thread", "7. Budget", "64.0", "reported", "budget_lines:ekonomiskt-bistand")
		has("thread", "4. Områdesmål", "", "", "goals:omrade-ekb-kortare-tid")
		has("thread_links", "Länk 5 till 6: bruten", "", "broken", "")
		has("thread_links", "Länk 4 till 5: belagd", "", "stated", "indicators:tid-med-bistand")
		has("levels", "Indikator", "7.1", "reported", "indicators:tid-med-bistand")
		nodes, ties := 0, 0
		for _, level := range p.Levels {
			nodes += len(level.Nodes)
		}
		for _, r := range rows {
			nodes -= count(r[0] == "levels")
			ties += count(r[0] == "links")
		}
		if nodes != 0 || ties != len(p.Ties) || ties == 0 {
			t.Errorf("%d records too few are written, and %d of %d links", nodes, ties, len(p.Ties))
		}
	}
	if !found {
		t.Fatal("no page is the thread")
	}
}

func count(is bool) int {
	if is {
		return 1
	}
	return 0
}
