package desk_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gofrs/flock"

	"rodatraden/app/desk"
	"rodatraden/app/page"
	"rodatraden/data/fault"
)

const phrase = "ord som ingen annan ska läsa"

// lived is a home with everything in it: a subscription that has been fetched, the demonstration, notes
// with backups in a folder of the reader's, and what a window leaves.
func lived(t *testing.T, folder string) *desk.Desk {
	t.Helper()
	clock := clockAt(start)
	d := notedDesk(t, filepath.Join(t.TempDir(), "hem åäö [1]"), clock)
	chosenFolder(t, d, folder)
	for i := range 30 {
		jot(t, d, phrase+strings.Repeat(" fyllnad", 40*i))
	}
	p := newPublisher(t, clock, "trollhattan")
	p.publish(t, 2)
	follow(t, d, p)
	fetch(t, d)
	jot(t, d, phrase)
	for _, dir := range []string{folder, d.Home().NotesBackup()} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := d.BackupNotesTo(everywhere, dir); err != nil {
			t.Fatal(err)
		}
	}
	for _, path := range []string{
		filepath.Join(d.Home().Log(), "rodatraden.log"), filepath.Join(d.Home().Cache(), "fyne", "typsnitt"),
		filepath.Join(d.Home().Opened(), "rapport.pdf"), filepath.Join(d.Home().Inbox(), "a.prenumeration"),
		d.Home().Notes() + ".broken-2019-01-01T080000Z", d.Home().Notes() + ".backup-12",
		filepath.Join(d.Home().NotesBackup(), "notes-2020-01-01T080000Z-0123abcd.db"), filepath.Join(d.Home().Dir(), ".settings.json.1.part"),
	} {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(phrase), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

// holding are the files under a folder that hold the phrase, and how many files there are.
func holding(t *testing.T, dir string) (all int, with []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		all++
		raw, err := os.ReadFile(path)
		if bytes.Contains(raw, []byte(phrase)) {
			with = append(with, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all, with
}

func TestAComputerThatIsHandedBackHoldsNothing(t *testing.T) {
	folder := t.TempDir()
	d := lived(t, folder)
	other := filepath.Join(folder, "notes-2020-01-01T080000Z-0123abcd.db")
	if err := os.WriteFile(other, []byte("en annan dators"), 0o600); err != nil {
		t.Fatal(err)
	}
	if all, with := holding(t, d.Home().Dir()); len(with) < 5 || all < 20 {
		t.Fatalf("%d files, and the words stand only in %v: there is nothing to erase", all, with)
	}
	if len(filesIn(t, folder)) != 2 {
		t.Fatalf("%v", filesIn(t, folder))
	}

	e, err := d.EraseAll(everywhere)
	if err != nil {
		t.Fatal(err)
	}
	if e.Folder != folder || e.Backups != 1 || e.Others != 1 || e.Unreached != nil || len(e.Left) != 0 {
		t.Errorf("%+v", e)
	}
	if entries, err := os.ReadDir(d.Home().Dir()); err != nil || len(entries) != 0 {
		t.Errorf("the home holds %v, %v", entries, err)
	}
	if all, with := holding(t, filepath.Dir(d.Home().Dir())); all != 0 {
		t.Errorf("%d files are left, the words stand in %v", all, with)
	}
	if got := filesIn(t, folder); len(got) != 1 || got[0] != other {
		t.Errorf("in the reader's folder lie %v", got)
	}
	if _, err := d.Committees(everywhere); fault.KindOf(err) != fault.Local {
		t.Errorf("the desk is asked on: %v", err)
	}
	if err := d.Close(); err != nil {
		t.Error(err)
	}
	if entries, err := os.ReadDir(d.Home().Dir()); err != nil || len(entries) != 0 {
		t.Errorf("closing wrote %v, %v", entries, err)
	}

	// The next start is the first.
	d = notedDesk(t, d.Home().Dir(), clockAt(start))
	if c, err := d.Choose(everywhere, "", page.Latest, page.Previous); err != nil || !d.Demo() || c.Package == nil || jotted(t, d) != "" {
		t.Errorf("%v, %v", c.Package, err)
	}
}

func TestWhatIsHeldIsLeftToWhoHoldsIt(t *testing.T) {
	d := lived(t, t.TempDir())
	lock := flock.New(d.Home().Lock())
	if got, err := lock.TryLock(); !got || err != nil {
		t.Fatal(got, err)
	}
	defer lock.Close()
	if _, err := d.EraseAll(everywhere); fault.KindOf(err) != fault.Locked {
		t.Fatalf("it is erased under a window: %v", err)
	}
	if got := jotted(t, d); got == "" {
		t.Fatal("something has been erased")
	}
	mine := filepath.Join(d.Home().Dir(), "semesterbild.jpg")
	if err := os.WriteFile(mine, []byte("hav"), 0o600); err != nil {
		t.Fatal(err)
	}
	e, err := d.EraseAll(everywhere, d.Home().Lock(), d.Home().Log())
	if err != nil || len(e.Left) != 1 || e.Left[0] != mine {
		t.Errorf("%+v, %v", e, err)
	}
	var names []string
	for _, path := range filesIn(t, d.Home().Dir()) {
		names = append(names, filepath.Base(path))
	}
	if got := strings.Join(names, " "); got != "log semesterbild.jpg window.lock" {
		t.Errorf("left are %s", got)
	}
}

func TestBrokenNotesAreErasedTooAndTheBackupsInTheReadersFolderAreToldOf(t *testing.T) {
	folder := t.TempDir()
	d := lived(t, folder)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	breakNotes(t, d.Home())
	d = notedDesk(t, d.Home().Dir(), clockAt(start))
	e, err := d.EraseAll(everywhere)
	if err != nil || e.Unreached == nil {
		t.Errorf("%+v, %v", e, err)
	}
	if all, with := holding(t, d.Home().Dir()); all != 0 {
		t.Errorf("%d files are left, the words stand in %v", all, with)
	}
	if got := filesIn(t, folder); len(got) != 1 {
		t.Errorf("%v", got)
	}
}

func TestAFolderThatCannotBeReachedIsToldOfAndTheRestIsErased(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "minne")
	d := lived(t, folder)
	if err := os.Rename(folder, folder+" urdraget"); err != nil {
		t.Fatal(err)
	}
	e, err := d.EraseAll(everywhere)
	if err != nil || e.Unreached == nil || e.Backups != 0 {
		t.Errorf("%+v, %v", e, err)
	}
	if all, _ := holding(t, d.Home().Dir()); all != 0 {
		t.Errorf("%d files are left", all)
	}
}
