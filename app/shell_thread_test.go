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

func TestTheThreadIsTheFourthPageAndEveryStepOpensItsRecord(t *testing.T) {
	s, c := opened(t)
	s.Go(at(review, "overview", ""))
	press(c, fyne.Key4, fyne.KeyModifierAlt)
	wantShown(t, c, "Tråden är belagd i en av nio länkar, delvis i tre och bruten i en")
	tabTo(t, c, "Likvärdiga förutsättningar")
	for range 5 {
		typed(c, fyne.KeyRight)
	}
	if got := focusSays(c); !strings.HasPrefix(got, "Alla behövs i jobb") {
		t.Fatalf("the focus is on %q", got)
	}
	typed(c, fyne.KeyReturn)
	wantShown(t, c, "En översyn av verksamhetsområdets processer och arbetssätt.")
	press(c, fyne.KeyLeft, fyne.KeyModifierAlt)
	if got := focusSays(c); !strings.HasPrefix(got, "Alla behövs i jobb") {
		t.Errorf("on the way back the focus is on %q", got)
	}
}

func TestAnotherThreadIsShownInTheWindowWithoutReadingAnything(t *testing.T) {
	d := &slow{Desk: openDesk(t, i18n.Swedish)}
	s, c := openedAs(t, shell.Config{Desk: d}, wide)
	s.Go(at(review, "thread", ""))
	tabTo(t, c, "Öka jämlikhet och")
	s.Close() // nothing can be read any more
	typed(c, fyne.KeyDown)
	if got := focusSays(c); !strings.HasPrefix(got, "Öka hastigheten mot ett") {
		t.Errorf("the focus is on %q", got)
	}
	wantShown(t, c, "Länk 2 till 3: delvis")
}

func TestTheThreadThatIsChosenStaysSoInAnotherTheme(t *testing.T) {
	s, c := opened(t)
	s.Go(at(review, "thread", ""))
	tabTo(t, c, "Öka jämlikhet och")
	typed(c, fyne.KeyDown)
	press(c, fyne.Key2, ctrlShift)
	wantShown(t, c, "Öka hastigheten mot ett")
}

func TestFromARecordARowAndAFigureTheThreadIsFollowedByOneShortcut(t *testing.T) {
	s, c := opened(t)
	follow := func() { press(c, fyne.KeyL, fyne.KeyModifierShortcutDefault) }
	s.Go(at(review, "record", "savings:stodboende-2019")) // a record's page
	follow()
	wantShown(t, c, "Nedläggning av")
	follow() // on the page of the thread there is nothing more to follow
	wantShown(t, c, "Nedläggning av")
	s.Go(at(review, "goals", "goals:namnd-forebyggande")) // what is chosen in a list
	follow()
	wantShown(t, c, "Förebyggande arbete ger")
	s.Go(at(review, "audit", "audit_points:rek-2021-stoddokument"))
	follow()
	wantShown(t, c, "Se över och implementera")
	s.Go(at(review, "economy", "")) // what has the focus
	rows := canvastest.All[*part.TableRow](c.Content())
	if len(rows) == 0 {
		t.Fatal("the economy has no rows")
	}
	for _, r := range rows {
		if r.Record() != "" {
			c.Focus(r)
		}
	}
	follow()
	wantShown(t, c, "Röda tråden")
	wantShown(t, c, "Länk")
}

func TestWhatTellsOfMuchIsNotFollowed(t *testing.T) {
	s, c := opened(t)
	s.Go(at(review, "record", "sources:gr-4-6"))
	before := shown(c)
	press(c, fyne.KeyL, fyne.KeyModifierShortcutDefault)
	if shown(c) != before {
		t.Error("a source led to the thread")
	}
	for _, b := range canvastest.All[*part.Button](c.Content()) {
		if b.Label() == "Följ i tråden" {
			t.Error("a source offers to be followed")
		}
	}
}

func TestTheButtonsThatFollowLeadToTheThreadThroughWhatIsChosen(t *testing.T) {
	s, c := opened(t)
	for _, one := range []struct{ page, record, want string }{
		{"record", "amounts:asn-total-budget-year-2021", "364,4"},
		{"interventions", "interventions:jobbspar", "Jobbspår"},
		{"goals", "goals:kf-klimatsmart", "Öka hastigheten mot ett"},
		{"audit", "audit_points:rek-2021-stoddokument", "Se över och implementera"},
		{"decisions", "decisions:uppdrag-handlingsplan-2019", "Uppdrag, oktober 2019"},
	} {
		s.Go(at(review, one.page, one.record))
		pressed := false
		for _, b := range canvastest.All[*part.Button](c.Content()) {
			if (b.Label() == "Följ i tråden" || b.Label() == "Följ") && !pressed {
				pressed = true
				b.Tapped(nil)
			}
		}
		if !pressed {
			t.Errorf("%s has no button that follows", one.page)
			continue
		}
		wantShown(t, c, one.want)
		wantShown(t, c, "Belagd i materialet")
	}
}

func TestOnATabletTheThreadHasAPlaceBelowAndStandsUpright(t *testing.T) {
	s, c := openedAs(t, shell.Config{Desk: openDesk(t, i18n.Swedish)}, tablet)
	s.Go(at(review, "thread", ""))
	wantShown(t, c, "Tråden")
	maps := canvastest.All[*part.ThreadMap](c.Content())
	if len(maps) != 1 || !maps[0].Upright(maps[0].Size().Width) {
		t.Fatalf("%d maps are shown", len(maps))
	}
	wantShown(t, c, "Länk 5 till 6: belagd")
}
