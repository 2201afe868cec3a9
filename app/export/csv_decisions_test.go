package export

import (
	"slices"
	"testing"

	"rodatraden/app/page"
)

func TestDecisionsAreWrittenWithTheirFigureWhatBecameOfThemAndEveryPart(t *testing.T) {
	p := made(t, page.BuildDecisions, "asn", "asn-2021-review", "asn-2021-09-monthly")
	rows := written(t, p)
	has := func(want map[int]string) {
		t.Helper()
		if !slices.ContainsFunc(rows, func(r []string) bool {
			for at, cell := range want {
				if r[at] != cell {
					return false
				}
			}
			return true
		}) {
			t.Errorf("no row is %v", want)
		}
	}
	has(map[int]string{0: "decisions", 1: "Mars 2019", 2: "beside", 3: "-20.1", 4: "mkr", 5: "reported", 10: "Förstudie 2019, avsnitt 4"})
	has(map[int]string{0: "decisions", 1: "2021, fyra gånger", 2: "became", 5: "not_reported", 8: "inget beslut om åtgärd"})
	has(map[int]string{0: "decisions", 1: "April 2019", 2: "became", 5: "not_quoted"})
	has(map[int]string{0: "steering", 1: "Stöddokument för myndighetsutövningen", 8: "Motstridigt"})
	has(map[int]string{0: "collaborations", 1: "Arbetsförmedlingen", 8: "Muntligt", 9: "uppger presidiet"})
	has(map[int]string{0: "collaborations", 1: "Arbetsförmedlingen", 5: "not_reported", 8: "redovisas inte skriftligt"})
	for _, list := range [][]page.DecisionRow{p.Decided.Rows, p.Decided.Older} {
		for _, r := range list {
			for _, part := range r.Parts {
				has(map[int]string{0: "parts", 2: part.Label, 8: part.Text, 11: part.Record})
			}
		}
	}
	for _, d := range p.Documents.Rows {
		has(map[int]string{0: "documents", 1: d.Title, 8: d.Mark.Text, 11: d.Record})
	}
}
