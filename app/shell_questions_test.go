package app

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"rodatraden/app/desk"
	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/app/ui/canvastest"
	"rodatraden/app/ui/part"
	"rodatraden/app/ui/shell"
)

// notebookDesk is a desk with notes of its own.
func notebookDesk(t *testing.T, home string) *desk.Desk {
	t.Helper()
	d, err := desk.Open(context.Background(), desk.Config{Home: home, L: i18n.New(i18n.Swedish)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

// pressButton presses the first button that says a text.
func pressButton(t *testing.T, c fyne.Canvas, text string) {
	t.Helper()
	for _, b := range canvastest.All[*part.Button](c.Content()) {
		if b.Label() == text && b.Visible() {
			b.Tapped(nil)
			return
		}
	}
	t.Fatalf("no button says %q; shown is\n%s", text, shown(c))
}

func TestASuggestedQuestionIsAddedOnOversiktAndStandsAmongTheReadersOwnAlsoTomorrow(t *testing.T) {
	home := t.TempDir()
	d := notebookDesk(t, home)
	s, c := openedAs(t, shell.Config{Desk: d}, wide)
	s.Go(at(states[0], "overview", ""))
	wantShown(t, c, "Vad ligger bakom resten, ca +3 mkr?")
	pressButton(t, c, "Lägg till")
	press(c, fyne.Key0, fyne.KeyModifierAlt)
	wantShown(t, c, "En fråga till mötet, den är inte ställd")
	wantShown(t, c, "Sitter fast vid")
	s.Close()
	d.Close()
	s, c = openedAs(t, shell.Config{Desk: notebookDesk(t, home)}, wide)
	s.Go(at(states[0], "questions", ""))
	wantShown(t, c, "Vad ligger bakom resten, ca +3 mkr?")
	s.Go(at(states[0], "overview", ""))
	pressButton(t, c, "Tillagd") // and taken away again
	press(c, fyne.Key0, fyne.KeyModifierAlt)
	wantShown(t, c, "Du har inga egna frågor ännu")
}

func TestANoteIsBegunOnWhatIsChosenAndItsWordsAreKept(t *testing.T) {
	home := t.TempDir()
	d := notebookDesk(t, home)
	s, c := openedAs(t, shell.Config{Desk: d}, wide)
	s.Go(at(review, "audit", ""))
	tabTo(t, c, "Analys av om insatser ger självförsörjning")
	typed(c, fyne.KeyDown)
	press(c, fyne.KeyN, fyne.KeyModifierControl)
	wantShown(t, c, "Se över och implementera stöddokument")
	write(c, "Fråga kontoret om Publiceringen")
	s.Close()
	d.Close()
	s, c = openedAs(t, shell.Config{Desk: notebookDesk(t, home)}, wide)
	s.Go(at(review, "questions", ""))
	wantShown(t, c, "Fråga kontoret om Publiceringen")
}

func TestTheGapIsAskedAboutByAShortcutAndTakenAwayByTheSame(t *testing.T) {
	d := notebookDesk(t, t.TempDir())
	s, c := openedAs(t, shell.Config{Desk: d}, wide)
	s.Go(at(states[0], "economy", ""))
	press(c, fyne.KeyF, ctrlShift)
	wantShown(t, c, "Tillagd i Mina frågor: Vad ligger bakom resten, ca +3 mkr?")
	press(c, fyne.KeyF, ctrlShift)
	wantShown(t, c, "Borttagen ur Mina frågor: Vad ligger bakom resten, ca +3 mkr?")
	s.Go(at(states[0], "questions", ""))
	wantShown(t, c, "Du har inga egna frågor ännu")
}

func TestAQuestionThatIsTakenAwayCanBeBroughtBack(t *testing.T) {
	d := notebookDesk(t, t.TempDir())
	s, c := openedAs(t, shell.Config{Desk: d}, wide)
	s.Go(at(states[0], "overview", ""))
	pressButton(t, c, "Lägg till")
	s.Go(at(states[0], "questions", ""))
	pressButton(t, c, "Ta bort")
	wantShown(t, c, "Borttaget ur Mina frågor.")
	wantShown(t, c, "Du har inga egna frågor ännu")
	undo := false
	for _, b := range canvastest.All[interface {
		fyne.CanvasObject
		fyne.Tappable
	}](c.Content()) {
		if l, ok := b.(interface{ Label() string }); ok && l.Label() == "Ångra" {
			b.Tapped(nil)
			undo = true
			break
		}
	}
	if !undo {
		t.Fatal("nothing brings it back")
	}
	wantShown(t, c, "En fråga till mötet, den är inte ställd")
}

func TestQuestionsAreMovedInTheOrderOfTheMeeting(t *testing.T) {
	d := notebookDesk(t, t.TempDir())
	s, c := openedAs(t, shell.Config{Desk: d}, wide)
	s.Go(at(states[0], "overview", ""))
	for range 3 {
		pressButton(t, c, "Lägg till")
	}
	order := func() []string {
		choice, err := d.Choose(context.Background(), states[0].Committee, states[0].Package, states[0].Compare)
		if err != nil {
			t.Fatal(err)
		}
		p, err := d.Page(context.Background(), "questions", choice)
		if err != nil {
			t.Fatal(err)
		}
		return p.(*page.Questions).Order
	}
	before := order()
	s.Go(at(states[0], "questions", before[0]))
	pressButton(t, c, "Flytta ned")
	if now := order(); now[0] != before[1] || now[1] != before[0] || now[2] != before[2] {
		t.Errorf("%v became %v", before, now)
	}
	pressButton(t, c, "Flytta ned")
	pressButton(t, c, "Flytta upp")
	pressButton(t, c, "Flytta upp")
	if now := order(); now[0] != before[0] || now[1] != before[1] {
		t.Errorf("%v became %v", before, now)
	}
}

func TestASilencedSuggestionIsSilentAndCanSpeakAgain(t *testing.T) {
	d := notebookDesk(t, t.TempDir())
	s, c := openedAs(t, shell.Config{Desk: d}, wide)
	s.Go(at(states[0], "questions", page.FilterAsks))
	wantShown(t, c, "Förslag 3")
	pressButton(t, c, "Tysta")
	wantShown(t, c, "Förslag 2")
	s.Go(at(states[0], "overview", ""))
	if strings.Contains(plainly(shown(c)), "Vad ligger bakom resten") {
		t.Error("Översikt asks what has been silenced")
	}
	s.Go(at(states[0], "questions", page.FilterSilent))
	pressButton(t, c, "Visa igen")
	s.Go(at(states[0], "overview", ""))
	wantShown(t, c, "Vad ligger bakom resten, ca +3 mkr?")
}

func TestAVerdictIsKeptAndStandsInTheMinutes(t *testing.T) {
	home := t.TempDir()
	d := notebookDesk(t, home)
	s, c := openedAs(t, shell.Config{Desk: d}, wide)
	s.Go(at(review, "audit", ""))
	for _, chips := range canvastest.All[*part.Chips](c.Content()) {
		if strings.Contains(told(chips, c.Size()), "Inte klart") {
			chips.Choose(2)
		}
	}
	pressButton(t, c, "Spara")
	wantShown(t, c, "Bedömningen är sparad.")
	pressButton(t, c, "Protokoll")
	wantShown(t, c, "En av 6 punkter har en egen bedömning")
	pressButton(t, c, "Kopiera")
	if got := fyne.CurrentApp().Clipboard().Content(); !strings.Contains(got, "Inte klart") || !strings.Contains(got, "Granskning 2021, avsnitt 4.8") {
		t.Errorf("copied is %q", got)
	}
	s.Close()
	d.Close()
	s, c = openedAs(t, shell.Config{Desk: notebookDesk(t, home)}, tablet)
	s.Go(at(review, "protocol", ""))
	wantShown(t, c, "En av 6 punkter har en egen bedömning")
}
