package app

import (
	"bytes"
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"fyne.io/fyne/v2"

	"rodatraden/app/desk"
	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/app/ui/canvastest"
	"rodatraden/app/ui/part"
	"rodatraden/app/ui/shell"
	"rodatraden/data/home"
	"rodatraden/data/notes"
)

// noted is the desk of a home on which a passphrase costs nothing; empty dir is a new home.
func noted(t *testing.T, dir string) *desk.Desk {
	t.Helper()
	if dir == "" {
		dir = filepath.Join(t.TempDir(), "hem")
	}
	d, err := desk.Open(context.Background(), desk.Config{Home: dir, L: i18n.New(i18n.Swedish), WorkFactor: 5})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

// jot writes a note about the first package.
func jot(t *testing.T, d *desk.Desk, words string) {
	t.Helper()
	ctx := context.Background()
	c, err := d.Choose(ctx, "", page.Latest, page.Previous)
	if err != nil {
		t.Fatal(err)
	}
	id, err := d.NewNote(ctx, c, "")
	if err == nil {
		err = d.Edit(ctx, page.Entry{ID: id}, page.Entry{ID: id, Text: words})
	}
	if err != nil {
		t.Fatal(err)
	}
}

// fill replaces what stands in the line that has the focus.
func fill(t *testing.T, c fyne.Canvas, words string) {
	t.Helper()
	e, ok := c.Focused().(interface{ SetText(string) })
	if !ok {
		t.Fatalf("one does not write in %T", c.Focused())
	}
	e.SetText(words)
}

// copiesIn are the backups in a folder.
func copiesIn(t *testing.T, dir string) []string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(dir, "notes-*.db"))
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// putAway puts away what is told under the bar.
func putAway(t *testing.T, c fyne.Canvas) {
	t.Helper()
	for _, b := range canvastest.All[*part.Button](c.Content()) {
		if b.Label() == i18n.New(i18n.Swedish).Text("ui.hide") {
			b.Tapped(nil)
			return
		}
	}
	t.Fatal("nothing can be put away")
}

func TestNotesAreMovedToAnotherComputerByTheKeyboard(t *testing.T) {
	const secret = "lampa granit sjöbod fiol"
	d := noted(t, "")
	jot(t, d, "till en annan dator")
	_, c := openedAs(t, shell.Config{Desk: d}, wide)
	file := filepath.Join(t.TempDir(), "mina.anteckningar")

	press(c, fyne.KeyM, ctrlShift)
	wantShown(t, c, "En anteckning har ingen säkerhetskopia ännu")
	tabTo(t, c, "Spara filen")
	c.FocusPrevious()
	fill(t, c, file)
	c.FocusPrevious()
	write(c, secret)
	c.FocusPrevious()
	write(c, "lampa")
	wantShown(t, c, "Svag:")
	pressed(t, c, "Spara filen")
	wantShown(t, c, "De två lösenfraserna är inte lika.")
	if _, err := os.Stat(file); err == nil {
		t.Fatal("it is written all the same")
	}
	c.FocusPrevious() // the focus is on the second
	write(c, strings.TrimPrefix(secret, "lampa"))
	wantShown(t, c, "Stark:")
	if strings.Contains(shown(c), "granit") {
		t.Error("the passphrase can be read")
	}
	pressed(t, c, "Visa lösenfrasen")
	wantShown(t, c, secret)
	pressed(t, c, "Dölj lösenfrasen")
	pressed(t, c, "Spara filen")
	wantShown(t, c, "Sparad: "+file)
	if raw, err := os.ReadFile(file); err != nil || bytes.Contains(raw, []byte("annan dator")) {
		t.Fatalf("the words can be read in the file, %v", err)
	}
	pressed(t, c, "Spara filen")
	wantShown(t, c, "Utan lösenfrasen går filen aldrig att läsa") // which has been forgotten

	other := noted(t, "")
	_, c = openedAs(t, shell.Config{Desk: other}, wide)
	press(c, fyne.KeyM, ctrlShift)
	tabTo(t, c, "Läs in filen")
	c.FocusPrevious()
	write(c, "fel")
	c.FocusPrevious()
	fill(t, c, file)
	typed(c, fyne.KeyReturn)
	wantShown(t, c, "Lösenfrasen stämmer inte.")
	tabTo(t, c, "Läs in filen")
	c.FocusPrevious()
	fill(t, c, secret)
	typed(c, fyne.KeyReturn)
	wantShown(t, c, "1 tillagd, 0 ändrade och 0 som var samma.")
	typed(c, fyne.KeyEscape)
	press(c, fyne.Key0, fyne.KeyModifierAlt)
	s := shown(c)
	if strings.Contains(s, "Du har inga egna frågor ännu") {
		t.Error("what was taken in is not among the notes")
	}
}

func TestNotesAreBackedUpAMinuteAfterTheLastChangeAndWhenTheWindowCloses(t *testing.T) {
	d := noted(t, "")
	own := d.Home().NotesBackup()
	hand := newByHand()
	s, c := openedAs(t, shell.Config{Desk: d, Loop: hand.loop()}, wide)
	hand.says(t, c, "Nytt sedan förra uppföljningen")
	hand.take()
	if timersOf(hand) != 0 {
		t.Fatal("something waits before anything has been written")
	}
	press(c, fyne.KeyN, fyne.KeyModifierControl)
	hand.says(t, c, "Skriv det du vill minnas")
	if got := copiesIn(t, own); len(got) != 0 || timersOf(hand) != 1 {
		t.Fatalf("%v, %d timers", got, timersOf(hand))
	}
	hand.pass()
	hand.until(t, c, func() bool { return len(copiesIn(t, own)) == 1 })
	if hand.take(); timersOf(hand) != 0 {
		t.Errorf("%d timers run when all has been copied", timersOf(hand))
	}
	for _, path := range copiesIn(t, own) {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
	write(c, "sist")
	s.Close()
	if got := copiesIn(t, own); len(got) != 1 {
		t.Errorf("when the window has closed there are %v", got)
	}
}

// backing is a desk that counts the backups that have been asked for and answered.
type backing struct {
	*desk.Desk
	answered atomic.Int32
}

func (b *backing) BackupNotes(ctx context.Context) (desk.Backup, error) {
	defer b.answered.Add(1)
	return b.Desk.BackupNotes(ctx)
}

func TestAFolderThatDoesNotTakeTheBackupIsToldOfOnce(t *testing.T) {
	d := &backing{Desk: noted(t, "")}
	gone := filepath.Join(t.TempDir(), "urdraget")
	if err := d.Home().WriteSettings(home.Settings{NotesBackup: gone}); err != nil {
		t.Fatal(err)
	}
	hand := newByHand()
	loop := hand.loop()
	var running atomic.Int32
	loop.Go = func(work func()) {
		running.Add(1)
		go func() {
			work()
			running.Add(-1)
			hand.arrived <- struct{}{}
		}()
	}
	s, c := openedAs(t, shell.Config{Desk: d, Loop: loop}, wide)
	hand.says(t, c, "Nytt sedan förra uppföljningen")
	changed := func() {
		t.Helper()
		press(c, fyne.KeyN, fyne.KeyModifierControl)
		hand.until(t, c, func() bool { return timersOf(hand) == 1 && strings.Contains(shown(c), "Skriv det du vill minnas") })
		hand.pass()
	}
	changed()
	hand.says(t, c, "gick inte att lägga i "+gone)
	if got := copiesIn(t, d.Home().NotesBackup()); len(got) != 1 {
		t.Errorf("in the program's own folder lie %v", got)
	}
	putAway(t, c)
	s.Go(at(states[0], "overview", ""))
	hand.says(t, c, "Nytt sedan förra uppföljningen")
	changed()
	hand.until(t, c, func() bool { return d.answered.Load() == 2 && running.Load() == 0 })
	hand.take()
	if strings.Contains(shown(c), "gick inte att lägga i") {
		t.Error("it is told again")
	}
}

func TestBrokenNotesAreToldOfAndMendedFromTheWindow(t *testing.T) {
	d := noted(t, "")
	jot(t, d, "före olyckan")
	if _, err := d.BackupNotes(context.Background()); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(d.Home().Notes(), bytes.Repeat([]byte("trasig"), 4000), 0o600); err != nil {
		t.Fatal(err)
	}
	d = noted(t, d.Home().Dir())
	_, c := openedAs(t, shell.Config{Desk: d}, wide)
	wantShown(t, c, "Filen med dina anteckningar var skadad.")
	wantShown(t, c, "Nytt sedan förra uppföljningen") // the material is read
	press(c, fyne.Key2, fyne.KeyModifierAlt)
	wantShown(t, c, "Filen med dina anteckningar var skadad.") // until something is done about it
	pressed(t, c, "Ta tillbaka kopian")
	wantShown(t, c, "1 tillagd")
	putAway(t, c)
	if strings.Contains(shown(c), "skadad") {
		t.Error("it is told when it has been mended")
	}
	press(c, fyne.KeyM, ctrlShift)
	wantShown(t, c, "eller den här innan")
}

func TestEverythingIsErasedOnlyByWhoWritesTheWord(t *testing.T) {
	const phrase = "ord som ingen annan ska läsa"
	d := noted(t, "")
	jot(t, d, phrase)
	var saved int
	s, c := openedAs(t, shell.Config{Desk: d, Save: func(now home.Settings) {
		saved++
		if err := d.Home().WriteSettings(now); err != nil {
			t.Error(err)
		}
	}}, wide)
	press(c, fyne.KeyM, ctrlShift)
	pressed(t, c, "Radera allt här…")
	wantShown(t, c, "1 anteckning, och vad du har läst och sökt på")
	if got := focusSays(c); got != "Behåll" {
		t.Errorf("the focus is on %q", got)
	}
	typed(c, fyne.KeyReturn)
	wantShown(t, c, "Flytta härifrån")
	pressed(t, c, "Radera allt här…")
	pressed(t, c, "Radera allt")
	if s.Erased() {
		t.Fatal("it is erased without the word")
	}
	write(c, "ja")
	typed(c, fyne.KeyReturn)
	if s.Erased() {
		t.Fatal("it is erased by another word")
	}
	fill(t, c, "radera")
	typed(c, fyne.KeyReturn)
	wantShown(t, c, "Allt är raderat på den här datorn")
	before := saved
	if got := focusSays(c); !s.Erased() || got != "Avsluta" {
		t.Errorf("%v, the focus is on %q", s.Erased(), got)
	}
	for _, key := range []fyne.KeyName{fyne.Key1, fyne.Key0} {
		press(c, key, fyne.KeyModifierAlt)
	}
	press(c, fyne.KeyPlus, fyne.KeyModifierControl)
	press(c, fyne.KeyE, ctrlShift)
	typed(c, fyne.KeyEscape)
	wantShown(t, c, "Allt är raderat på den här datorn")
	s.Close()
	if entries, err := os.ReadDir(d.Home().Dir()); err != nil || len(entries) != 0 || saved != before {
		t.Errorf("the home holds %v, %v; settings were kept %d times", entries, err, saved-before)
	}
}

func TestNotesAreMovedFromMinaFragor(t *testing.T) {
	d := noted(t, "")
	jot(t, d, "en")
	s, c := openedAs(t, shell.Config{Desk: d}, wide)
	s.Go(at(states[2], "questions", ""))
	pressed(t, c, "Flytta eller säkerhetskopiera")
	wantShown(t, c, "Flytta härifrån")
	typed(c, fyne.KeyEscape)
	wantShown(t, c, "En anteckning, inga frågor")
}

func TestOpeningARecordMarksItReadAndTellsWhenItHasChanged(t *testing.T) {
	ctx := context.Background()
	d := noted(t, "")
	s, c := openedAs(t, shell.Config{Desk: d}, wide)
	const forecast = "amounts:alvbro-total-variance-forecast-2024"
	place := func(name string) shell.Place {
		return shell.Place{Page: "record", Repository: "demo", Committee: "socialnamnden", Package: name, Compare: page.None, Argument: forecast}
	}
	read := func() int {
		t.Helper()
		n, err := notes.Open(ctx, d.Home().Notes(), notes.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer n.Close()
		count, err := n.Count(ctx, notes.Filter{Kinds: []notes.Kind{notes.Read}})
		if err != nil {
			t.Fatal(err)
		}
		return count
	}
	s.Go(place("socialnamnden-2024-09-monthly"))
	if read() != 1 || strings.Contains(shown(c), "ändrad sedan dess") {
		t.Fatalf("%d records are read, and the window says\n%s", read(), shown(c))
	}
	s.Go(place("socialnamnden-2024-10-monthly"))
	wantShown(t, c, "ändrad sedan dess")
	s.Go(place("socialnamnden-2024-09-monthly")) // what was so before is no change
	if strings.Contains(shown(c), "ändrad sedan dess") {
		t.Error("an older package is told as a change")
	}
	s.Go(place("socialnamnden-2024-10-monthly"))
	if read() != 1 || strings.Contains(shown(c), "ändrad sedan dess") {
		t.Errorf("%d records are read, and what has been read is told as changed", read())
	}

	// A note on the record stands on its page, and leads to where it is written.
	press(c, fyne.KeyN, fyne.KeyModifierControl)
	wantShown(t, c, "Min text")
	write(c, "Varför sämre?")
	s.Go(place("socialnamnden-2024-10-monthly"))
	wantShown(t, c, "Dina anteckningar")
	wantShown(t, c, "Varför sämre?")
	pressed(t, c, "Öppna")
	wantShown(t, c, "Min text")
}

func TestNotesOfANewerProgramAreToldOfAndThePagesAreRead(t *testing.T) {
	d := noted(t, "")
	jot(t, d, "från framtiden")
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite3", d.Home().Notes())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("INSERT INTO migration (version_id, is_applied) VALUES (9999, 1)"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	_, c := openedAs(t, shell.Config{Desk: noted(t, d.Home().Dir())}, wide)
	wantShown(t, c, "Dina anteckningar är skrivna med en nyare version av programmet.")
	wantShown(t, c, "Nytt sedan förra uppföljningen")
	putAway(t, c)
	press(c, fyne.Key2, fyne.KeyModifierAlt)
	if strings.Contains(shown(c), "nyare version") {
		t.Error("what has been put away is back on the next page")
	}
	press(c, fyne.KeyM, ctrlShift)
	wantShown(t, c, "nyare version") // on its own page it stands
}

func TestTheWindowTakesTheLastOfAnErasedHomeWithItWhenItCloses(t *testing.T) {
	a, err := New(context.Background(), Config{Home: filepath.Join(t.TempDir(), "hem")})
	if err != nil {
		t.Fatal(err)
	}
	jot(t, a.desk, "ord")
	a.log.Info("något")
	if _, err := a.desk.EraseAll(context.Background(), a.held()...); err != nil {
		t.Fatal(err)
	}
	a.erased = true
	a.log.Info("något mer")
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	if entries, err := os.ReadDir(a.desk.Home().Dir()); err != nil || len(entries) != 0 {
		t.Errorf("the home holds %v, %v", entries, err)
	}
}
