package app

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/app/ui/canvastest"
	"rodatraden/app/ui/part"
	"rodatraden/app/ui/shell"
)

// qualityReport is the state of the design's picture of Kvalitet.
var qualityReport = shell.Place{Committee: "socialnamnden", Package: "socialnamnden-2024-quality", Compare: "socialnamnden-2023-quality"}

func controlRows(c fyne.Canvas) []*part.ControlRow {
	return canvastest.All[*part.ControlRow](c.Content())
}

func TestKvalitetIsReachedByAlt8AndItsNumbersLeadToWhereTheyStand(t *testing.T) {
	s, c := opened(t)
	s.Go(at(qualityReport, "overview", ""))
	press(c, fyne.Key8, fyne.KeyModifierAlt)
	wantShown(t, c, "Två av sju kontroller visar avvikelse, en är ej genomförd")
	tabTo(t, c, "Barn och familj")
	for range 3 {
		typed(c, fyne.KeyDown)
	}
	if got := focusSays(c); !strings.HasPrefix(got, "Hemtjänst norr") {
		t.Fatalf("the focus is on %q", got)
	}
	typed(c, fyne.KeyReturn)
	wantShown(t, c, "Kvalitetsberättelse 2024, s. 5")
	press(c, fyne.KeyLeft, fyne.KeyModifierAlt)
	if got := focusSays(c); !strings.HasPrefix(got, "Hemtjänst norr") {
		t.Errorf("on the way back the focus is on %q", got)
	}
}

func TestAControlHasAPageOfItsOwnThatIsReadWithTheWhole(t *testing.T) {
	for name, size := range map[string]fyne.Size{"wide": wide, "tablet": tablet} {
		d := countingDesk(t)
		s, c := openedAs(t, shell.Config{Desk: d}, size)
		s.Go(at(qualityReport, "quality", ""))
		rows := controlRows(c)
		if len(rows) != 7 {
			t.Fatalf("%s: %d controls", name, len(rows))
		}
		for _, back := range []func(){
			func() { tabTo(t, c, "Tillbaka"); typed(c, fyne.KeyReturn) },
			func() { typed(c, fyne.KeyEscape) },
			func() { press(c, fyne.KeyLeft, fyne.KeyModifierAlt) },
		} {
			c.Focus(rows[1])
			typed(c, fyne.KeyReturn)
			wantShown(t, c, "Påminnelse läggs in i systemet")
			if len(controlRows(c)) != 0 {
				t.Errorf("%s: the control's page has the list too", name)
			}
			back()
			if rows = controlRows(c); len(rows) != 7 || c.Focused() != rows[1] {
				t.Errorf("%s: back in the list the focus is on %q", name, focusSays(c))
			}
		}
		if d.reads["quality"] != 1 {
			t.Errorf("%s: the page was read %d times", name, d.reads["quality"])
		}
	}
}

func TestAControlsPageSaysThatTheMunicipalityIsInventedAndStaysInAnotherThemeAndLanguage(t *testing.T) {
	s, c := openedAs(t, shell.Config{Desk: openDesk(t, i18n.Swedish)}, tablet)
	s.Go(at(qualityReport, "quality", "controls:kontroll-2024-lakemedel"))
	wantShown(t, c, "Kontrollen görs under våren 2025")
	if !strings.Contains(strings.ToLower(shown(c)), "påhittad kommun") {
		t.Errorf("the page of a control says\n%s", shown(c))
	}
	press(c, fyne.Key2, ctrlShift)
	press(c, fyne.KeyE, ctrlShift)
	wantShown(t, c, "The control in the plan")
}

func TestAControlThatAnotherPackageLacksGivesWayToTheWhole(t *testing.T) {
	s, c := opened(t)
	s.Go(at(shell.Place{Committee: "socialnamnden", Package: "socialnamnden-2025-04-interim", Compare: page.Previous}, "quality", "controls:kontroll-2024-attest"))
	wantShown(t, c, "En av sex kontroller visar avvikelse, en är ej genomförd")
	if s.Trouble() != nil {
		t.Error(s.Trouble())
	}
}
