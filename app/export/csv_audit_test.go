package export

import (
	"slices"
	"testing"

	"rodatraden/app/page"
)

func TestAnAuditIsWrittenWithBothKeysEveryStepAndEveryAnswer(t *testing.T) {
	found := false
	for _, made := range pages(t) {
		a, ok := made.(*page.Audit)
		if !ok || len(a.Points) == 0 {
			continue
		}
		found = true
		rows := written(t, a)
		has := func(section, label, column, status, words string) {
			t.Helper()
			if !slices.ContainsFunc(rows, func(r []string) bool {
				return r[0] == section && r[1] == label && r[2] == column && r[5] == status && r[8] == words
			}) {
				t.Errorf("%s %q %q: no row says %q with status %q", section, label, column, words, status)
			}
		}
		for _, p := range a.Points {
			label := p.KindYear + ": " + p.Title
			for _, k := range []page.AuditKey{p.Says, p.Confirms} {
				status := k.Status
				switch k.Mark.Kind {
				case page.MarkMissing:
					status = "not_reported"
				case page.MarkNotQuoted:
					status = "not_quoted"
				}
				has("points", label, k.Label, status, k.Mark.Text)
			}
			for _, e := range p.Deadline.Extensions {
				has("points", label, p.Deadline.Label+", "+e.Label, "", e.Text)
			}
			for _, s := range p.Trail {
				for _, line := range s.Lines {
					has("trail", label, s.Label, "", line.Text)
				}
				if !s.Filled && s.Absent.Kind == page.MarkMissing {
					has("trail", label, s.Label, "not_reported", s.Absent.Text)
				}
			}
		}
		for _, q := range a.Questions {
			for _, answer := range q.Answers {
				has("answers", q.Text, answer.Place, answer.Status, answer.Verbatim)
			}
		}
	}
	if !found {
		t.Fatal("no page has a point")
	}
}
