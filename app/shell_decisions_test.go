package app

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"rodatraden/app/i18n"
	"rodatraden/app/ui/canvastest"
	"rodatraden/app/ui/part"
	"rodatraden/app/ui/shell"
)

// decisionRows are the decisions that the window shows.
func decisionRows(c fyne.Canvas) []*part.DecisionRow {
	return canvastest.All[*part.DecisionRow](c.Content())
}

func TestBeslutIsTheNinthPageAndItsRowsOpenTheirRecords(t *testing.T) {
	s, c := opened(t)
	s.Go(at(review, "overview", ""))
	press(c, fyne.Key9, fyne.KeyModifierAlt)
	wantShown(t, c, "Fyra uppföljningar godkändes 2021, inget beslut om åtgärd fattades")
	rows := decisionRows(c)
	if len(rows) != 7 || !rows[6].Chosen() {
		t.Fatalf("%d rows, the last chosen: %v", len(rows), len(rows) == 7 && rows[6].Chosen())
	}
	tabTo(t, c, "2021, fyra gånger")
	typed(c, fyne.KeyHome)
	if got := focusSays(c); !strings.HasPrefix(got, "Februari 2019") {
		t.Errorf("the focus is on %q", got)
	}
	typed(c, fyne.KeyReturn)
	wantShown(t, c, "Besparingar om 11,9")
	press(c, fyne.KeyLeft, fyne.KeyModifierAlt)
	if rows := decisionRows(c); len(rows) != 7 || !rows[0].Chosen() {
		t.Error("on the way back another decision is chosen")
	}
}

func TestADecisionIsChosenInTheWindowWithoutReadingAnything(t *testing.T) {
	s, c := opened(t)
	s.Go(at(review, "decisions", ""))
	tabTo(t, c, "2021, fyra gånger")
	s.Close() // nothing can be read any more
	for range 4 {
		typed(c, fyne.KeyUp)
	}
	if rows := decisionRows(c); !rows[2].Chosen() {
		t.Errorf("the third is not chosen; the focus is on %q", focusSays(c))
	}
}

func TestOnATabletADecisionIsAPageOfItsOwnWithTheListBehindIt(t *testing.T) {
	s, c := openedAs(t, shell.Config{Desk: openDesk(t, i18n.Swedish)}, tablet)
	s.Go(at(review, "more", ""))
	tabTo(t, c, "Beslut")
	typed(c, fyne.KeyReturn)
	rows := decisionRows(c)
	if len(rows) != 7 {
		t.Fatalf("%d rows", len(rows))
	}
	c.Focus(rows[2])
	typed(c, fyne.KeyReturn)
	wantShown(t, c, "Svar: ")
	wantShown(t, c, "Delårsrapporten per april 2019 godkändes.")
	if len(decisionRows(c)) != 0 || !strings.Contains(strings.ToLower(shown(c)), "demo, ingen signatur") {
		t.Errorf("the page of the decision says\n%s", shown(c))
	}
	typed(c, fyne.KeyEscape)
	if c.Focused() != rows[2] {
		t.Errorf("back in the list the focus is on %q", focusSays(c))
	}
}
