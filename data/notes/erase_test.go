package notes

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// said reports which files of a folder hold the words.
func said(t testing.TB, dir, words string) (files []string) {
	t.Helper()
	for _, name := range names(t, dir) {
		raw, err := os.ReadFile(filepath.Join(dir, name))
		if err == nil && bytes.Contains(raw, []byte(words)) {
			files = append(files, name)
		}
	}
	return files
}

func TestNothingCanBeReadOfWhatWasErased(t *testing.T) {
	const secret = "Hemligaorden"
	c := newClock()
	n := device(t, c)
	dir := filepath.Dir(n.Path())
	for k := range 200 {
		e := put(t, n, Entry{Kind: Note, Text: fmt.Sprint(secret, k, strings.Repeat(" fyllnad", k*3))})
		if k%3 == 0 {
			if err := n.Delete(ctx, e.ID); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, left := range []string{"notes.db.broken-2019-01-01T080000Z", "notes.db.broken-2019-01-01T080000Z-wal", "notes.db.backup-123"} {
		if err := os.WriteFile(filepath.Join(dir, left), []byte(secret), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := n.checkpoint(ctx, "PASSIVE"); err != nil {
		t.Fatal(err)
	}
	put(t, n, Entry{Kind: Note, Text: secret + " i loggen"})
	if got := said(t, dir, secret); len(got) != 5 {
		t.Fatalf("the words stand only in %v: there is nothing to erase", got)
	}
	if err := n.overwriteLog(ctx); err != nil {
		t.Fatal(err)
	}
	if raw, err := os.ReadFile(n.Path() + "-wal"); err != nil || len(raw) == 0 || bytes.Contains(raw, []byte(secret)) {
		t.Errorf("the log holds the words still: %d bytes, %v", len(raw), err)
	}

	list(t, n) // so that they are kept in memory
	if err := n.Erase(ctx); err != nil {
		t.Fatal(err)
	}
	if got := said(t, dir, secret); len(got) != 0 {
		t.Errorf("the words stand still in %v", got)
	}
	if got := names(t, dir); len(got) != 3 {
		t.Errorf("%v", got)
	}
	if info, err := os.Stat(n.Path()); err != nil || info.Size() > 100<<10 {
		t.Errorf("the file is as large as it was: %d %v", info.Size(), err)
	}
	if got := list(t, n); len(got) != 0 {
		t.Errorf("%d entries", len(got))
	}
	e := put(t, n, Entry{Kind: Note, Text: "nästa läsare"})
	if texts(t, n) != "nästa läsare" || len(e.Base) != 1 {
		t.Error(texts(t, n))
	}
	isWhole(t, n)
}

func TestWhatTheDatabaseLetsGoOfIsWrittenOverAtOnce(t *testing.T) {
	const secret = "Hemligaorden"
	n := device(t, newClock())
	for range 50 {
		put(t, n, Entry{Kind: Note, Text: strings.Repeat(secret, 400)})
	}
	if _, err := n.writer.Exec("DELETE FROM revision"); err != nil { // and stopped before the rest of Erase
		t.Fatal(err)
	}
	if err := n.checkpoint(ctx, "TRUNCATE"); err != nil {
		t.Fatal(err)
	}
	if got := said(t, filepath.Dir(n.Path()), secret); len(got) != 0 {
		t.Errorf("the words stand in %v", got)
	}
}

func TestErasedNotesAreThoseOfANewDevice(t *testing.T) {
	c := newClock()
	n := device(t, c)
	put(t, n, full)
	synced := t.TempDir()
	if err := n.Backup(ctx, synced); err != nil {
		t.Fatal(err)
	}
	if err := n.Erase(ctx); err != nil {
		t.Fatal(err)
	}
	if files := backups(t, n, synced); len(files) != 1 || files[0].Own {
		t.Errorf("%+v", files)
	}
	if done, err := n.BackupIfNeeded(ctx, synced); err != nil || done {
		t.Error("what is empty is backed up", err)
	}
}

func TestBackupsAreRemovedOnlyWhereThatIsAskedFor(t *testing.T) {
	c := newClock()
	a, b := device(t, c), device(t, c)
	synced := t.TempDir()
	for _, n := range []*Notes{a, b, a} {
		put(t, n, full)
		c.Time = c.Add(time.Minute)
		if err := n.Backup(ctx, synced); err != nil {
			t.Fatal(err)
		}
	}
	photo := filepath.Join(synced, "notes.jpg")
	if err := os.WriteFile(photo, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if removed, err := a.RemoveBackups(synced, false); err != nil || removed != 2 || len(backups(t, b, synced)) != 1 {
		t.Errorf("%d %v", removed, err)
	}
	if removed, err := a.RemoveBackups(synced, true); err != nil || removed != 1 || !there(photo) {
		t.Errorf("%d %v", removed, err)
	}
}

func TestNotesThatNobodyHasOpenAreRemovedWithAllThatLiesBesideThem(t *testing.T) {
	const secret = "Hemligaorden"
	n := device(t, newClock())
	dir := filepath.Dir(n.Path())
	put(t, n, Entry{Kind: Note, Text: secret})
	if err := n.Backup(ctx, filepath.Join(dir, "notes-backup")); err != nil {
		t.Fatal(err)
	}
	if err := n.Close(); err != nil {
		t.Fatal(err)
	}
	for _, left := range []string{"notes.db.broken-2019-01-01T080000Z", "notes.db.restore-123", "annat.txt"} {
		if err := os.WriteFile(filepath.Join(dir, left), []byte(secret), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got := Asides(n.Path()); len(got) != 1 || filepath.Base(got[0]) != "notes.db.broken-2019-01-01T080000Z" {
		t.Errorf("set aside are %v", got)
	}
	// Another name for a file's content tells what is left of it on the disk.
	kept := filepath.Join(t.TempDir(), "samma innehåll")
	if err := os.Link(n.Path(), kept); err != nil {
		t.Skip("no links here:", err)
	}
	for range 2 { // the second time there is nothing to remove
		if err := Remove(n.Path()); err != nil {
			t.Fatal(err)
		}
	}
	if got := names(t, dir); len(got) != 1 || got[0] != "annat.txt" {
		t.Errorf("left are %v", got)
	}
	if raw, err := os.ReadFile(kept); err != nil || len(raw) == 0 || len(bytes.Trim(raw, "\x00")) > 0 {
		t.Errorf("it was not written over: %d bytes, %v", len(raw), err)
	}
}
