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

// preStudy is the state of the design's picture of Besparingar.
var preStudy = shell.Place{Committee: "asn", Package: "asn-2019-10-prestudy", Compare: "asn-2019-06-monthly"}

func TestBesparingarIsTheFifthPageAndItsSumsLeadToWhereTheyStand(t *testing.T) {
	s, c := opened(t)
	s.Go(at(preStudy, "overview", ""))
	press(c, fyne.Key5, fyne.KeyModifierAlt)
	wantShown(t, c, "24 åtgärder summerar till 18\u202f400\u00a0tkr, 11,9\u00a0mkr uppges beslutat")
	tabTo(t, c, "Uppges beslutat, februari 2019")
	typed(c, fyne.KeyReturn)
	wantShown(t, c, "Förstudie 2019, avsnitt 4")
	press(c, fyne.KeyLeft, fyne.KeyModifierAlt)
	if got := focusSays(c); !strings.HasPrefix(got, "Uppges beslutat, februari 2019") {
		t.Errorf("on the way back the focus is on %q", got)
	}
}

func TestAMeasureIsChosenInTheWindowWithoutReadingAnything(t *testing.T) {
	d := &slow{Desk: openDesk(t, i18n.Swedish)}
	s, c := openedAs(t, shell.Config{Desk: d}, wide)
	s.Go(at(preStudy, "savings", ""))
	tabTo(t, c, "Nedläggning av stödboende")
	s.Close() // nothing can be read any more
	typed(c, fyne.KeyReturn)
	for range 2 {
		typed(c, fyne.KeyDown)
	}
	if got := focusSays(c); !strings.HasPrefix(got, "Två handläggartjänster färre") {
		t.Errorf("the focus is on %q", got)
	}
	wantShown(t, c, "Längre tid med försörjningsstöd")
}

func TestOnATabletBesparingarIsFoundUnderMoreAndAMeasureHasItsOwnPage(t *testing.T) {
	s, c := openedAs(t, shell.Config{Desk: openDesk(t, i18n.Swedish)}, tablet)
	s.Go(at(preStudy, "more", ""))
	for _, b := range canvastest.All[*part.Button](c.Content()) {
		if b.Label() == "Besparingar" {
			b.Tapped(nil)
			break
		}
	}
	wantShown(t, c, "Beloppen går inte ihop")
	canvastest.All[*part.MeasureRow](c.Content())[1].Tapped(nil)
	wantShown(t, c, "Konsekvenser av den valda åtgärden")
	for _, b := range canvastest.All[*part.Button](c.Content()) {
		if b.Label() == "Alla åtgärder" {
			b.Tapped(nil)
			break
		}
	}
	wantShown(t, c, "Beloppen går inte ihop")
	s.Go(at(states[3], "savings", "savings:bes-hemmaplan"))
	if !strings.Contains(strings.ToLower(shown(c)), "påhittad kommun") {
		t.Errorf("the page of a measure does not say that the municipality is invented; it says\n%s", shown(c))
	}
	s.Go(at(preStudy, "savings", "savings:stodboende-2019"))
	typed(c, fyne.KeyEscape) // as on the other pages with a list: to the list, wherever the reader came from
	wantShown(t, c, "Beloppen går inte ihop")
}

func TestTheMeasureThatIsChosenStaysSoInAnotherTheme(t *testing.T) {
	s, c := opened(t)
	s.Go(at(preStudy, "savings", ""))
	tabTo(t, c, "Nedläggning av stödboende")
	typed(c, fyne.KeyDown)
	typed(c, fyne.KeyDown)
	wantShown(t, c, "Längre tid med försörjningsstöd")
	press(c, fyne.Key2, ctrlShift)
	wantShown(t, c, "Längre tid med försörjningsstöd")
}
