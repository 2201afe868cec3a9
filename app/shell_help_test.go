package app

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/canvastest"
	"rodatraden/app/ui/part"
)

func TestHelpIsAboutThePageThatIsReadAndLeadsBackToIt(t *testing.T) {
	for _, of := range []struct{ id, headline string }{
		{"overview", "Hjälp: Översikt"}, {"audit", "Hjälp: Revision"}, {"interventions", "Hjälp: Insatser"},
		{"changes", "Hjälp: Alla ändringar"}, {"keys", "Hjälp: Översikt"}, {"subscribe", "Hjälp: Prenumerationer"},
	} {
		s, c := opened(t)
		s.Go(at(preStudy, of.id, ""))
		typed(c, fyne.KeyF1)
		wantShown(t, c, of.headline)
		typed(c, fyne.KeyF1)
		wantShown(t, c, of.headline)
		typed(c, fyne.KeyEscape)
		if strings.Contains(shown(c), "Hjälp: ") {
			t.Errorf("Esc does not lead from the help of %s", of.id)
		}
	}
}

func TestTheHelpOfAnotherPageIsOnePressAway(t *testing.T) {
	s, c := opened(t)
	s.Go(at(preStudy, "savings", ""))
	press(c, fyne.KeyH, fyne.KeyModifierShortcutDefault)
	wantShown(t, c, "Hjälp: Besparingar")
	wantShown(t, c, "Vad märkena betyder")
	canvastest.All[*part.ChapterRow](c.Content())[slices.Index(page.HelpPages(), "quality")].Tapped(nil)
	wantShown(t, c, "Hjälp: Kvalitet")
	press(c, fyne.KeyLeft, fyne.KeyModifierAlt)
	wantShown(t, c, "Hjälp: Besparingar")
}

func TestThePageStandsAsItWasLeftWhenHelpHasBeenRead(t *testing.T) {
	s, c := opened(t)
	s.Go(at(preStudy, "audit", ""))
	onPage(t, c).ScrollTo(120)
	was := onPage(t, c).Offset()
	if was == 0 {
		t.Fatal("the page does not scroll")
	}
	typed(c, fyne.KeyF1)
	wantShown(t, c, "Hjälp: Revision")
	typed(c, fyne.KeyEscape)
	if now := onPage(t, c).Offset(); now != was {
		t.Errorf("the page stood at %v and stands at %v", was, now)
	}
}
