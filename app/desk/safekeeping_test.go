package desk_test

import (
	"bytes"
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	_ "github.com/mattn/go-sqlite3" // the driver "sqlite3"

	"rodatraden/app/desk"
	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/app/terminal"
	"rodatraden/data/fault"
	"rodatraden/data/home"
	"rodatraden/data/repository/repositorytest"
)

var everywhere = context.Background()

// notedDesk opens the desk of a home on which a passphrase costs nothing.
func notedDesk(t testing.TB, dir string, clock *repositorytest.Clock) *desk.Desk {
	t.Helper()
	d, err := desk.Open(everywhere, desk.Config{Home: dir, L: i18n.New("sv"), Now: clock.Now, WorkFactor: 5})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

// chosenFolder lets the reader choose a folder for the backups.
func chosenFolder(t testing.TB, d *desk.Desk, dir string) {
	t.Helper()
	if err := d.Home().WriteSettings(home.Settings{NotesBackup: dir}); err != nil {
		t.Fatal(err)
	}
}

// jot writes a note about the newest package, and returns its id.
func jot(t testing.TB, d *desk.Desk, words string) string {
	t.Helper()
	c, err := d.Choose(everywhere, "", page.Latest, page.Previous)
	if err != nil {
		t.Fatal(err)
	}
	id, err := d.NewNote(everywhere, c, "")
	if err == nil {
		err = d.Edit(everywhere, page.Entry{ID: id}, page.Entry{ID: id, Text: words})
	}
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// jotted are the words of all notes.
func jotted(t testing.TB, d *desk.Desk) string {
	t.Helper()
	c, err := d.Choose(everywhere, "", page.Latest, page.Previous)
	if err != nil {
		t.Fatal(err)
	}
	made, err := d.Page(everywhere, "questions", c)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range made.(*page.Questions).Entries() {
		all = append(all, e.Text)
	}
	return strings.Join(all, " | ")
}

func filesIn(t testing.TB, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		all = append(all, filepath.Join(dir, e.Name()))
	}
	return all
}

func TestNotesAreCopiedToTheReadersFolderWhenSomethingHasChanged(t *testing.T) {
	clock := clockAt(start)
	d := notedDesk(t, t.TempDir(), clock)
	b, err := d.BackupNotes(everywhere)
	if err != nil || b.Made {
		t.Fatalf("of nothing: %+v, %v", b, err)
	}
	folder := t.TempDir()
	chosenFolder(t, d, folder)
	jot(t, d, "en")
	for i, want := range []bool{true, false} {
		if b, err := d.BackupNotes(everywhere); err != nil || b.Made != want || b.Folder != folder || b.Refused != nil {
			t.Fatalf("%d: %+v, %v", i, b, err)
		}
	}
	clock.T = clock.T.AddDate(0, 0, 1)
	if b, err := d.BackupNotesNow(everywhere); err != nil || !b.Made {
		t.Fatalf("%+v, %v", b, err)
	}
	if got := filesIn(t, folder); len(got) != 2 {
		t.Errorf("%v", got)
	}
	if got := filesIn(t, d.Home().NotesBackup()); len(got) != 0 {
		t.Errorf("it lies in the program's own folder too: %v", got)
	}
	k, err := d.Kept(everywhere)
	if err != nil || len(k.Backups) != 2 || !k.Backups[0].Made.After(k.Backups[1].Made) || !k.Backups[0].Own || k.Entries != 1 || k.Trouble != nil {
		t.Errorf("%+v, %v", k, err)
	}
}

func TestAFolderThatDoesNotTakeTheCopyIsToldOfAndTheProgramsOwnDoes(t *testing.T) {
	d := notedDesk(t, t.TempDir(), clockAt(start))
	gone := filepath.Join(t.TempDir(), "minne som är urdraget")
	chosenFolder(t, d, gone)
	jot(t, d, "en")
	b, err := d.BackupNotes(everywhere)
	if err != nil || !b.Made || b.Folder != d.Home().NotesBackup() || fault.KindOf(b.Refused) != fault.NotFound {
		t.Fatalf("%+v, %v", b, err)
	}
	if _, err := os.Stat(gone); err == nil {
		t.Error("the folder has been made where the drive would have been")
	}
	k, err := d.Kept(everywhere)
	if err != nil || k.Unreached == nil || len(k.Backups) != 1 {
		t.Errorf("%+v, %v", k, err)
	}
}

func TestNotesAreMovedToAnotherComputerBehindAPassphrase(t *testing.T) {
	const secret = "fyra ord utan samband"
	from, to := notedDesk(t, t.TempDir(), clockAt(start)), notedDesk(t, t.TempDir(), clockAt(start))
	jot(t, from, "hemliga ord")
	path, err := from.ExportNotesTo(everywhere, filepath.Join(t.TempDir(), "mina"), secret, false)
	if err != nil || !strings.HasSuffix(path, "mina.anteckningar") {
		t.Fatal(path, err)
	}
	raw, err := os.ReadFile(path)
	if err != nil || bytes.Contains(raw, []byte("hemliga")) {
		t.Fatalf("the words can be read in the file, %v", err)
	}
	for i, want := range []int{1, 0} {
		r, err := to.ImportNotesFrom(everywhere, path, secret)
		if err != nil || r.Added != want || r.Same != 1-want {
			t.Fatalf("%d: %+v, %v", i, r, err)
		}
	}
	if got := jotted(t, to); got != "hemliga ord" {
		t.Errorf("%q", got)
	}

	cut := filepath.Join(t.TempDir(), "halv.anteckningar")
	other := filepath.Join(t.TempDir(), "annat.anteckningar")
	for file, content := range map[string][]byte{cut: raw[:len(raw)-20], other: []byte("inga anteckningar")} {
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		file, passphrase string
		kind             fault.Kind
		says             string
	}{
		{path, "fel", fault.Secret, "Lösenfrasen stämmer inte."},
		{path, "", fault.Secret, "Lösenfrasen stämmer inte."},
		{cut, secret, fault.Content, "Filen är skadad eller inte hel: " + cut},
		{other, secret, fault.Format, "Det är ingen fil med anteckningar: " + other},
		{other + "x", secret, fault.NotFound, "Filen eller mappen finns inte: " + other + "x"},
	} {
		_, err := to.ImportNotesFrom(everywhere, c.file, c.passphrase)
		if wrong, do := terminal.Sentences(i18n.New("sv"), err); fault.KindOf(err) != c.kind || wrong != c.says || do == "" {
			t.Errorf("%s: %v: %s", c.kind, err, wrong)
		}
	}
	if _, err := from.ExportNotesTo(everywhere, path, secret, false); fault.KindOf(err) != fault.Exists {
		t.Errorf("a file that is there is written over: %v", err)
	}
	if _, err := from.ExportNotesTo(everywhere, path, secret, true); err != nil {
		t.Error(err)
	}
	if _, err := from.ExportNotesTo(everywhere, filepath.Join(path, "under", "en fil"), secret, true); fault.KindOf(err) == "" {
		t.Error("a file under a file is written")
	}
}

// breakNotes writes over the middle of a home's notes, which nobody has open.
func breakNotes(t testing.TB, at home.Home) {
	t.Helper()
	raw, err := os.ReadFile(at.Notes())
	if err != nil {
		t.Fatal(err)
	}
	for i := 100; i < len(raw); i++ {
		raw[i] = 0xA5
	}
	if err := os.WriteFile(at.Notes(), raw, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestBrokenNotesAreToldOfAndTakenBackFromTheNewestBackup(t *testing.T) {
	dir := t.TempDir()
	d := notedDesk(t, dir, clockAt(start))
	jot(t, d, "före")
	if _, err := d.BackupNotes(everywhere); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	breakNotes(t, d.Home())

	d = notedDesk(t, dir, clockAt(start.AddDate(0, 0, 1)))
	c, err := d.Choose(everywhere, "", page.Latest, page.Previous)
	if err != nil {
		t.Fatal(err)
	}
	if made, err := d.Page(everywhere, "overview", c); err != nil || made.(*page.Overview).Headline == "" {
		t.Fatalf("the material is not read: %v", err)
	}
	trouble := d.NotesTrouble()
	backup := page.NewestWhole(trouble)
	if fault.KindOf(trouble) != fault.LocalCorrupt || backup == "" {
		t.Fatalf("%v, the backup is %q", trouble, backup)
	}
	title, text := page.NotesTrouble(trouble, i18n.New("sv"))
	if title == "" || !strings.Contains(strings.ReplaceAll(text, "\u00a0", " "), "2 mars 2026") || !strings.Contains(text, "notes.db.broken-") {
		t.Errorf("%s %s", title, text)
	}
	if err := d.Close(); err != nil { // who does nothing about it is told at the next start too
		t.Fatal(err)
	}
	d = notedDesk(t, dir, clockAt(start.AddDate(0, 0, 2)))
	if _, err := d.Own(everywhere, "demo", "asn"); err != nil || page.NewestWhole(d.NotesTrouble()) != backup {
		t.Fatalf("%v, %v", err, d.NotesTrouble())
	}
	if got := jotted(t, d); got != "" || d.NotesTrouble() == nil {
		t.Errorf("new notes say %q, and the trouble is %v", got, d.NotesTrouble())
	}
	jot(t, d, "efter")
	r, err := d.RestoreNotes(everywhere, backup)
	if err != nil || r.Added != 1 || d.NotesTrouble() != nil {
		t.Errorf("%+v, %v, %v", r, err, d.NotesTrouble())
	}
	if got := jotted(t, d); got != "före | efter" {
		t.Errorf("%q", got)
	}
}

func TestNotesOfANewerProgramAreLeftAsTheyAreAndTheRestIsRead(t *testing.T) {
	dir := t.TempDir()
	d := notedDesk(t, dir, clockAt(start))
	jot(t, d, "från framtiden")
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite3", d.Home().Notes())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("INSERT INTO migration (version_id, is_applied) VALUES (9999, 1); PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(d.Home().Notes())
	if err != nil {
		t.Fatal(err)
	}

	d = notedDesk(t, dir, clockAt(start))
	c, err := d.Choose(everywhere, "", page.Latest, page.Previous)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"overview", "economy", "audit"} {
		if _, err := d.Page(everywhere, name, c); err != nil {
			t.Errorf("%s is not read: %v", name, err)
		}
	}
	if _, err := d.Own(everywhere, "demo", "asn"); fault.KindOf(err) != fault.Newer || fault.KindOf(d.NotesTrouble()) != fault.Newer {
		t.Errorf("%v, %v", err, d.NotesTrouble())
	}
	if _, err := d.BackupNotes(everywhere); fault.KindOf(err) != fault.Newer {
		t.Errorf("%v", err)
	}
	k, err := d.Kept(everywhere)
	if p := page.BuildKeeping(k, false, i18n.New("sv")); err != nil || p.Notice == nil || !strings.Contains(p.Notice.Title, "nyare version") {
		t.Errorf("%+v, %v", p.Notice, err)
	}
	if after, err := os.ReadFile(d.Home().Notes()); err != nil || !bytes.Equal(after, before) {
		t.Errorf("the file has been changed: %v", err)
	}
}
