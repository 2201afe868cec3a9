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

func TestInsatserIsTheSeventhPageAndItsNumbersLeadToWhereTheyStand(t *testing.T) {
	s, c := opened(t)
	s.Go(at(review, "overview", ""))
	press(c, fyne.Key7, fyne.KeyModifierAlt)
	wantShown(t, c, "Granskningen säger själv att effekten inte redovisas")
	tabTo(t, c, "2020: ")
	typed(c, fyne.KeyReturn)
	wantShown(t, c, "Granskning 2021, avsnitt 4.1, tabell")
	press(c, fyne.KeyLeft, fyne.KeyModifierAlt)
	if got := focusSays(c); !strings.HasPrefix(got, "2020: ") {
		t.Errorf("on the way back the focus is on %q", got)
	}
}

func TestAnInterventionIsChosenInTheWindowWithoutReadingAnything(t *testing.T) {
	d := &slow{Desk: openDesk(t, i18n.Swedish)}
	s, c := openedAs(t, shell.Config{Desk: d}, wide)
	s.Go(at(review, "interventions", ""))
	tabTo(t, c, "Alla behövs i jobb")
	s.Close() // nothing can be read any more
	typed(c, fyne.KeyDown)
	typed(c, fyne.KeyDown)
	if got := focusSays(c); !strings.HasPrefix(got, "Arbetsintegrerade sociala företag") {
		t.Errorf("the focus is on %q", got)
	}
	wantShown(t, c, "Arbetsintegrerade sociala företag, inskrivna")
}

func TestTheInterventionThatIsChosenStaysSoInAnotherTheme(t *testing.T) {
	s, c := opened(t)
	s.Go(at(review, "interventions", ""))
	tabTo(t, c, "Alla behövs i jobb")
	typed(c, fyne.KeyDown)
	wantShown(t, c, "Arbetsmarknadsanställningar, inskrivna")
	press(c, fyne.Key2, ctrlShift)
	wantShown(t, c, "Arbetsmarknadsanställningar, inskrivna")
}

func TestOnATabletInsatserIsFoundUnderMoreAndAnInterventionHasItsOwnPage(t *testing.T) {
	s, c := openedAs(t, shell.Config{Desk: openDesk(t, i18n.Swedish)}, tablet)
	s.Go(at(review, "more", ""))
	for _, b := range canvastest.All[*part.Button](c.Content()) {
		if b.Label() == "Insatser" {
			b.Tapped(nil)
			break
		}
	}
	wantShown(t, c, "15 av 20 steg redovisas inte enligt granskningen")
	canvastest.All[*part.LadderRow](c.Content())[0].Tapped(nil)
	wantShown(t, c, "Effekttrappan")
	for _, b := range canvastest.All[*part.Button](c.Content()) {
		if b.Label() == "Alla insatser" {
			b.Tapped(nil)
			break
		}
	}
	wantShown(t, c, "15 av 20 steg redovisas inte enligt granskningen")
	s.Go(at(states[3], "interventions", "interventions:jobbvagen"))
	if !strings.Contains(strings.ToLower(shown(c)), "påhittad kommun") {
		t.Errorf("the page of an intervention does not say that the municipality is invented; it says\n%s", shown(c))
	}
	s.Go(at(review, "interventions", "interventions:jobbspar"))
	typed(c, fyne.KeyEscape) // to the list, wherever the reader came from
	wantShown(t, c, "15 av 20 steg redovisas inte enligt granskningen")
}
