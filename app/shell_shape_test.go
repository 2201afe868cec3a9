package app

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"rodatraden/app/desk"
	"rodatraden/app/i18n"
	"rodatraden/app/legible"
	"rodatraden/app/page"
	"rodatraden/app/ui/canvastest"
	"rodatraden/app/ui/part"
	"rodatraden/app/ui/shell"
	"rodatraden/data/home"
	"rodatraden/data/model"
	"rodatraden/data/syncing"
)

// windows are the sizes of windows and of text in which the bars must hold.
var windows = []struct {
	size fyne.Size
	text int
}{
	{wide, 100}, {fyne.NewSize(1280, 620), 125}, {fyne.NewSize(1024, 600), 100}, {fyne.NewSize(1024, 600), 200},
	{wide, 150}, {wide, 200}, {tablet, 100}, {tablet, 150}, {tablet, 200}, {fyne.NewSize(600, 800), 100}, {fyne.NewSize(480, 800), 200},
}

// readable says what of a window cannot be read.
func readable(t *testing.T, name string, c fyne.Canvas) {
	t.Helper()
	for _, fault := range canvastest.Look(c.Content(), c.Size(), canvastest.Rules{Lacks: legible.Lacks}) {
		t.Errorf("%s: %s", name, fault)
	}
}

func TestTheBarsHoldWhateverACommitteeAndAReportAreCalled(t *testing.T) {
	real := openDesk(t, i18n.Swedish)
	for _, name := range []string{
		"Kommunstyrelsens arbetsmarknads-, integrations- och näringslivsutskott för södra kommundelarna",
		"Gymnasieochvuxenutbildningsochkompetensförsörjningsnämnden",
		"Hälsa-vård-omsorg", "N",
	} {
		d := &slow{Desk: real}
		rename := func(c *model.Committee) { c.Name = name }
		d.committees = func(all []model.Committee) []model.Committee {
			for i := range all {
				rename(&all[i])
			}
			return all
		}
		d.choice = func(c page.Choice) page.Choice {
			about := *c.Package
			rename(&about.Committee)
			about.Title = "Sammanställning av nämndens uppföljning och analys av verksamheten med bilagor för perioden januari till och med april"
			for i, p := range c.Packages {
				if p == c.Package {
					c.Packages[i] = &about
				}
			}
			c.Package = &about
			return c
		}
		for _, w := range windows {
			s, c := openedAs(t, shell.Config{Desk: d, Settings: home.Settings{TextSize: w.text}}, w.size)
			s.Go(at(states[0], "about", ""))
			readable(t, fmt.Sprintf("%.12s… %v %d %%", name, w.size, w.text), c)
		}
	}
}

func TestACommitteeIsCalledByItsLettersWhereNothingLongerFits(t *testing.T) {
	_, c := openedAs(t, shell.Config{Desk: openDesk(t, i18n.Swedish), Settings: home.Settings{TextSize: 200}}, tablet)
	for _, want := range []string{"ASN\n", "mot mars\n", "Text 200 %\n"} {
		wantShown(t, c, want)
	}
}

func TestFortyReportsCanAllBeChosen(t *testing.T) {
	d := &slow{Desk: openDesk(t, i18n.Swedish)}
	d.choice = func(c page.Choice) page.Choice {
		first := *c.Packages[0]
		for i := range 40 {
			p := first
			p.Name, p.Title = fmt.Sprintf("extra-%02d", i), fmt.Sprintf("Extra rapport nummer %02d", i)
			c.Packages = append([]*model.Package{&p}, c.Packages...)
		}
		return c
	}
	for _, w := range windows {
		_, c := openedAs(t, shell.Config{Desk: d, Settings: home.Settings{TextSize: w.text}}, w.size)
		press(c, fyne.KeyP, ctrlShift)
		list, ok := c.Focused().(*part.PickList)
		if !ok {
			t.Fatalf("%v: the focus is on %T", w, c.Focused())
		}
		name := fmt.Sprintf("%v %d %%", w.size, w.text)
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(list)
		if bottom := at.Y + list.Size().Height; at.Y < 0 || bottom > w.size.Height || at.X < 0 || at.X+list.Size().Width > w.size.Width {
			t.Errorf("%s: the list reaches from %v by %v out of the window", name, at, list.Size())
		}
		typed(c, fyne.KeyEnd)
		if got := told(list, list.Size()); !strings.Contains(got, "Extra rapport nummer 39") {
			t.Errorf("%s: the last report is not in the list; it says\n%s", name, got)
		}
		typed(c, fyne.KeyEscape)
	}
}

func TestWhatIsToldUnderTheBarCanBeReadInEveryWindow(t *testing.T) {
	real := openDesk(t, i18n.Swedish)
	for _, w := range windows {
		for _, grave := range []bool{false, true} {
			d := &slow{Desk: real, subscribed: true, standing: &desk.Standing{
				Signature: "Signerad, gäller till 3 mars 2027", Material: "Älvbro kommun", Storage: "Sparat på datorn, läses utan nät", Grave: grave,
				Notice: "Förvaltningen har inte förnyat signaturen sedan 12 mars 2026. Du kan läsa allt som är sparat; nytt hämtas när den är förnyad.",
			}}
			s, c := openedAs(t, shell.Config{Desk: d, Settings: home.Settings{TextSize: w.text}}, w.size)
			s.Go(at(states[0], "about", ""))
			name := fmt.Sprintf("%v %d %% %v", w.size, w.text, grave)
			readable(t, name, c)
			want := "Försök igen"
			if grave {
				want = "Visa detaljer"
			}
			wantShown(t, c, want)
		}
	}
}

func TestAFetchUnderWayCanBeReadInEveryWindow(t *testing.T) {
	real := openDesk(t, i18n.Swedish)
	for _, w := range windows {
		d := &slow{Desk: real, subscribed: true}
		d.sync = func(ctx context.Context, progress func(syncing.Progress)) ([]syncing.Result, error) {
			progress(syncing.Progress{Package: 12, Packages: 240, BytesDone: 234e6, BytesTotal: 340e6})
			<-ctx.Done()
			return nil, ctx.Err()
		}
		hand := newByHand()
		s, c := openedAs(t, shell.Config{Desk: d, Loop: hand.loop(), Settings: home.Settings{TextSize: w.text}}, w.size)
		s.Go(at(states[0], "about", ""))
		press(c, fyne.KeyR, fyne.KeyModifierControl)
		hand.until(t, c, func() bool {
			return strings.Contains(shown(c), "Hämtar paket 12") && strings.Contains(shown(c), "Röda tråden läser")
		})
		readable(t, fmt.Sprintf("%v %d %%", w.size, w.text), c)
		s.Close()
	}
}

func TestWhatTheFootSaysIsOnEveryPageOfATablet(t *testing.T) {
	s, c := openedAs(t, shell.Config{Desk: openDesk(t, i18n.Swedish)}, tablet)
	for _, name := range []string{"overview", "economy", "search", "keys", "about", "subscribe"} {
		s.Go(at(states[0], name, ""))
		text := strings.ToLower(shown(c))
		if !strings.Contains(text, "demo, ingen signatur") || !strings.Contains(text, "utdrag") {
			t.Errorf("%s does not say where the material comes from:\n%s", name, text)
		}
	}
	s.Go(at(states[0], "overview", ""))
	wantShown(t, c, "Känd genom Förstudie 2019, avsnitt 3.3 och 4")
	s.Go(at(states[0], "more", ""))
	wantShown(t, c, "Sparat på datorn, läses utan nät")
}

func TestOnATabletOneSearchesOnThePage(t *testing.T) {
	_, c := openedAs(t, shell.Config{Desk: openDesk(t, i18n.Swedish)}, tablet)
	press(c, fyne.KeyK, fyne.KeyModifierControl)
	wantShown(t, c, "Sök i rapporter, beslut och belopp")
	if strings.Contains(shown(c), "träff") {
		t.Errorf("before anything is searched for the page tells of hits:\n%s", shown(c))
	}
	write(c, "prognos")
	typed(c, fyne.KeyReturn)
	wantShown(t, c, "träffar på ”prognos”")
	if got := focusSays(c); got != "prognos" {
		t.Fatalf("the focus is on %q", got)
	}
	typed(c, fyne.KeyDown)
	if got := focusSays(c); !strings.Contains(got, "Osäkerhet ·") {
		t.Errorf("Down goes to %q, not to the first hit", got)
	}
	row := c.Focused()
	typed(c, fyne.KeyReturn)
	wantShown(t, c, "Tillbaka")
	typed(c, fyne.KeyEscape)
	if c.Focused() != row {
		t.Errorf("back among the hits the focus is on %q", focusSays(c))
	}
	press(c, fyne.KeyK, fyne.KeyModifierControl)
	if e := searchEntry(t, c); e.SelectedText() != "prognos" {
		t.Errorf("%q is selected", e.SelectedText())
	}
}

func TestASearchWithoutHitsSaysWhatToDoAndKeepsTheWords(t *testing.T) {
	for _, size := range []fyne.Size{wide, tablet} {
		_, c := openedAs(t, shell.Config{Desk: openDesk(t, i18n.Swedish)}, size)
		press(c, fyne.KeyK, fyne.KeyModifierControl)
		write(c, "finns ingenstans")
		typed(c, fyne.KeyReturn)
		wantShown(t, c, "Inga träffar på ”finns ingenstans”")
		wantShown(t, c, "Kontrollera stavningen eller sök på ett kortare ord.")
		if got := focusSays(c); got != "finns ingenstans" {
			t.Errorf("the entry says %q", got)
		}
		tabTo(t, c, "Rensa")
		typed(c, fyne.KeyReturn)
		if got := focusSays(c); got != "Sök" && got != "Sök Ctrl+K" {
			t.Errorf("after Rensa the focus is on %q", got)
		}
		wantShown(t, c, "Sök i rapporter, beslut och belopp")
	}
}

func TestTheArrowsGoThroughTheHitsOfEveryGroupAndFiltersChooseOne(t *testing.T) {
	s, c := opened(t)
	s.Go(at(states[2], "search", "kostnad"))
	text := shown(c)
	for _, group := range []string{"Allt", "Ekonomi", "Beslut och dokument"} {
		if !strings.Contains(text, group) {
			t.Errorf("the results do not name %s:\n%s", group, text)
		}
	}
	searchEntry(t, c)
	typed(c, fyne.KeyDown)
	first := c.Focused()
	rows := 1
	for range 300 {
		was := c.Focused()
		typed(c, fyne.KeyDown)
		if c.Focused() == was {
			break
		}
		rows++
	}
	typed(c, fyne.KeyHome)
	if c.Focused() != first || rows < 5 {
		t.Errorf("the arrows went through %d hits and Home to %q", rows, focusSays(c))
	}
	tabTo(t, c, "Allt")
	typed(c, fyne.KeyRight)
	if got := focusSays(c); !strings.HasPrefix(got, "Mål och indikatorer") {
		t.Errorf("the next filter is %q", got)
	}
	if n := strings.Count(shown(c), "Beslut och dokument"); n != 1 {
		t.Errorf("with one group chosen Beslut och dokument is named %d times, not only in its filter", n)
	}
}

func TestTheCrossClearsTheSearch(t *testing.T) {
	_, c := opened(t)
	tapAt(c, fyne.NewPos(1250, 55)) // on the hint
	if got := focusSays(c); got != "Sök" {
		t.Fatalf("a press on the hint gives the focus to %q", got)
	}
	write(c, "prognos")
	typed(c, fyne.KeyReturn)
	wantShown(t, c, "träffar på ”prognos”")
	// The cross stands at the entry's right end, before the button for larger text.
	tapAt(c, fyne.NewPos(1259, 55))
	wantShown(t, c, "Sök i rapporter, beslut och belopp")
	if got := focusSays(c); got != "Sök" {
		t.Errorf("after the cross the focus is on %q", got)
	}
}

func TestAnEmptyLibraryCanBeReadInEveryWindow(t *testing.T) {
	real := openDesk(t, i18n.Swedish)
	for _, w := range windows {
		d := &slow{Desk: real, subscribed: true, standing: &desk.Standing{
			Signature: "Prenumererar, inget hämtat ännu", Material: "Älvbro kommun", Storage: "Sparat på datorn, läses utan nät",
		}}
		d.empty.Store(true)
		_, c := openedAs(t, shell.Config{Desk: d, Settings: home.Settings{TextSize: w.text}}, w.size)
		name := fmt.Sprintf("%v %d %%", w.size, w.text)
		readable(t, name, c)
		wantShown(t, c, "Hämta nytt")
		wantShown(t, c, "Älvbro kommun")
	}
}

func TestEveryMenuStandsWithinTheWindowAndCanBeRead(t *testing.T) {
	real := openDesk(t, i18n.Swedish)
	for _, w := range windows {
		if w.size.Width < 1000 {
			continue // a tablet has no menu bar
		}
		_, c := openedAs(t, shell.Config{Desk: real, Settings: home.Settings{TextSize: w.text}}, w.size)
		for _, letter := range []fyne.KeyName{fyne.KeyA, fyne.KeyV, fyne.KeyG, fyne.KeyH} {
			press(c, letter, fyne.KeyModifierAlt)
			name := fmt.Sprintf("%v %d %% Alt+%s", w.size, w.text, letter)
			menu := c.Overlays().Top()
			for _, fault := range canvastest.Look(menu, w.size, canvastest.Rules{Lacks: legible.Lacks}) {
				t.Errorf("%s: %s", name, fault)
			}
			first := focusSays(c)
			typed(c, fyne.KeyEnd)
			last := focusSays(c)
			for _, said := range []string{first, last} {
				if said == "" {
					t.Errorf("%s: the menu says nothing", name)
				}
			}
			list := c.Focused().(fyne.CanvasObject)
			at := fyne.CurrentApp().Driver().AbsolutePositionForObject(list)
			if at.Y+list.Size().Height > w.size.Height {
				t.Errorf("%s: the menu reaches out of the window", name)
			}
			typed(c, fyne.KeyEscape)
		}
	}
}

func TestTheLastCommandOfAMenuThatDoesNotFitIsReached(t *testing.T) {
	_, c := openedAs(t, shell.Config{Desk: openDesk(t, i18n.Swedish), Settings: home.Settings{TextSize: 200}}, fyne.NewSize(1024, 600))
	press(c, fyne.KeyV, fyne.KeyModifierAlt)
	if strings.Contains(focusSays(c), "English") {
		t.Skip("the whole menu fits")
	}
	typed(c, fyne.KeyEnd)
	if got := focusSays(c); !strings.Contains(got, "English") {
		t.Errorf("End shows %q", got)
	}
	typed(c, fyne.KeyReturn)
	wantShown(t, c, "Overview")
}
