package notes

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rodatraden/data/fault"
)

func names(t testing.TB, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

func backups(t testing.TB, n *Notes, dir string) []BackupFile {
	t.Helper()
	files, err := n.Backups(dir)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestALostLaptopsNotesComeBackFromABackup(t *testing.T) {
	c := newClock()
	a := device(t, c)
	synced := t.TempDir()
	put(t, a, full)
	e := put(t, a, Entry{Kind: Note, Text: "kvar"})
	if err := a.Backup(ctx, synced); err != nil {
		t.Fatal(err)
	}
	files := backups(t, a, synced)
	if len(files) != 1 || !files[0].Own || files[0].Bytes == 0 || files[0].Made.Format(time.DateOnly) != "2019-05-02" ||
		!strings.HasPrefix(filepath.Base(files[0].Path), "notes-2019-05-02T") {
		t.Fatalf("%+v", files)
	}
	if info, err := os.Stat(files[0].Path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("a backup is its reader's own: %v %v", info.Mode(), err)
	}
	before, err := os.ReadFile(files[0].Path)
	if err != nil {
		t.Fatal(err)
	}

	b := device(t, c)
	mine := put(t, b, Entry{Kind: Note, Text: "nytt"})
	if r, err := b.RestoreFrom(ctx, files[0].Path); err != nil || r != (Report{Added: 2}) {
		t.Fatalf("%+v %v", r, err)
	}
	if get(t, b, e.ID).Text != "kvar" || get(t, b, mine.ID).Text != "nytt" {
		t.Error("something is missing")
	}
	if backups(t, b, synced)[0].Own {
		t.Error("another device's backup is taken for this one's")
	}
	if after, err := os.ReadFile(files[0].Path); err != nil || !bytes.Equal(before, after) || len(names(t, synced)) != 1 {
		t.Error("reading a backup writes in its folder")
	}
	for _, dir := range []string{filepath.Dir(a.Path()), filepath.Dir(b.Path())} {
		for _, name := range names(t, dir) {
			if name != "notes.db" && name != "notes.db-wal" && name != "notes.db-shm" {
				t.Errorf("%s is left beside the notes", name)
			}
		}
	}
}

func TestABackupIsMadeWhereSomethingHasChanged(t *testing.T) {
	n := device(t, newClock())
	dir := n.ownFolder()
	made := func() bool {
		done, err := n.BackupIfNeeded(ctx, dir)
		if err != nil {
			t.Fatal(err)
		}
		return done
	}
	if made() || len(backups(t, n, dir)) != 0 {
		t.Error("empty notes are backed up")
	}
	e := put(t, n, full)
	if !made() || made() {
		t.Error("once after a change")
	}
	e.Text = "ändrad"
	put(t, n, e)
	if !made() {
		t.Error("a change is not backed up")
	}
	newest := backups(t, n, dir)[0]
	if err := os.WriteFile(newest.Path, []byte("broken"), 0o600); err != nil {
		t.Fatal(err)
	}
	if !made() {
		t.Error("a broken backup is taken for one")
	}
}

func TestOlderBackupsGoButForOneAMonth(t *testing.T) {
	c := newClock()
	o := quick(c)
	o.Keep = 3
	n := openAt(t, filepath.Join(t.TempDir(), "notes.db"), o)
	dir := t.TempDir()
	others := []string{"notes-2019-04-30T080000Z-00000000.db", "notes-2001-01-01T080000Z-ffffffff.db", "~notes-2001-01-01T080000Z-ffffffff.db.tmp",
		"semester.jpg", "notes-2019-05-01.db", "notes.db"}
	for _, name := range others {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	own := func() (days []string) {
		for _, f := range backups(t, n, dir) {
			if f.Own {
				days = append(days, f.Made.Format("01-02"))
			}
		}
		return days
	}
	put(t, n, full)
	for _, day := range []string{"05-03", "05-20", "05-31", "06-01", "06-15", "08-01", "08-02", "08-03", "08-04"} {
		at, err := time.Parse(time.DateOnly, "2019-"+day)
		if err != nil {
			t.Fatal(err)
		}
		c.Time = at
		if err := n.Backup(ctx, dir); err != nil {
			t.Fatal(err)
		}
	}
	if got := strings.Join(own(), " "); got != "08-04 08-03 08-02 06-15 05-31" {
		t.Errorf("%s", got)
	}
	for _, name := range others {
		if !there(filepath.Join(dir, name)) {
			t.Errorf("%s, which is not this device's, is gone", name)
		}
	}
}

func TestAFolderThatIsNotThereIsNotMade(t *testing.T) {
	n := device(t, newClock())
	put(t, n, full)
	stick := filepath.Join(t.TempDir(), "stick")
	wantKind(t, n.Backup(ctx, stick), fault.NotFound)
	if there(stick) {
		t.Error("it was made")
	}
	if files := backups(t, n, stick); len(files) != 0 {
		t.Errorf("%v", files)
	}
	if err := n.Backup(ctx, n.ownFolder()); err != nil {
		t.Error("the home's own folder:", err)
	}
}

func TestABackupOnAnotherDiskComesWholeToo(t *testing.T) {
	n := device(t, newClock())
	put(t, n, full)
	whole, err := n.copyTo(ctx, n.Path()+backupEnding)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	to := filepath.Join(dir, "notes-2019-05-02T080000Z-00000000.db")
	if err := carry(whole, to); err != nil { // what bring does where a file cannot be renamed
		t.Fatal(err)
	}
	if err := checkWhole(ctx, to); err != nil || len(names(t, dir)) != 1 {
		t.Errorf("%v %v", err, names(t, dir))
	}
	device, err := n.device(ctx)
	if err != nil {
		t.Fatal(err)
	}
	left := filepath.Join(dir, "~notes-2019-05-01T080000Z-"+device+".db.tmp") // by a stop in the middle
	if err := os.WriteFile(left, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := n.Backup(ctx, dir); err != nil || there(left) {
		t.Errorf("what was left is there still: %v", err)
	}
}

func TestWhatIsNoBackupIsRefusedAndNothingIsWritten(t *testing.T) {
	c := newClock()
	a, b := device(t, c), device(t, c)
	for range 50 {
		put(t, a, Entry{Kind: Note, Text: strings.Repeat("ord ", 400)})
	}
	dir := t.TempDir()
	if err := a.Backup(ctx, dir); err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(backups(t, a, dir)[0].Path)
	if err != nil {
		t.Fatal(err)
	}
	holed := bytes.Clone(good)
	clear(holed[len(holed)/2 : len(holed)/2+2*4096])
	changed := bytes.ReplaceAll(good, []byte("ord ord"), []byte("ard ord"))
	for what, one := range map[string]struct {
		content []byte
		kind    fault.Kind
	}{
		"nothing":              {nil, fault.Format},
		"a letter":             {[]byte(strings.Repeat("Kära läsare, ", 100)), fault.Content},
		"one with a hole":      {holed, fault.Content},
		"one cut short":        {good[:len(good)*2/3], fault.Content},
		"one with other words": {changed, fault.Format},
	} {
		path := filepath.Join(dir, "fil.db")
		if err := os.WriteFile(path, one.content, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := b.RestoreFrom(ctx, path)
		if fault.KindOf(err) != one.kind || fault.PathOf(err) != path {
			t.Errorf("%s: %v, want %s", what, err, one.kind)
		}
		if len(all(t, b)) != 0 {
			t.Fatalf("%s: something was written", what)
		}
	}
	_, err = b.RestoreFrom(ctx, filepath.Join(dir, "nowhere"))
	wantKind(t, err, fault.NotFound)
	if got := names(t, filepath.Dir(b.Path())); slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, restoreEnding) }) {
		t.Errorf("left: %v", got)
	}
}

func TestABrokenFileIsSetAsideAndTheNewestWholeBackupsAreOffered(t *testing.T) {
	c := newClock()
	path, synced := filepath.Join(t.TempDir(), "notes.db"), t.TempDir()
	o := quick(c)
	o.Backup = synced
	n := openAt(t, path, o)
	other := device(t, c)
	var want []string
	for k, at := range []*Notes{n, other, n} {
		put(t, at, Entry{Kind: Note, Text: string(rune('a' + k))})
		if err := at.Backup(ctx, synced); err != nil {
			t.Fatal(err)
		}
		want = append(want, backups(t, at, synced)[0].Path)
	}
	put(t, n, Entry{Kind: Note, Text: strings.Repeat("fyllnad ", 10_000)})
	if err := n.Backup(ctx, synced); err != nil { // the newest, but it will not be whole
		t.Fatal(err)
	}
	last := backups(t, n, synced)[0].Path
	if err := os.WriteFile(last, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := n.Close(); err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	holed := bytes.Clone(good)
	clear(holed[4096*3 : 4096*8])
	for what, content := range map[string][]byte{
		"no database": []byte(strings.Repeat("SQLite", 100)),
		"a hole":      holed,
		"half a file": good[:len(good)/2/4096*4096],
	} {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := Open(ctx, path, o)
		var b *BrokenError
		if fault.KindOf(err) != fault.LocalCorrupt || !errors.As(err, &b) || fault.PathOf(err) != b.Aside {
			t.Fatalf("%s: %v", what, err)
		}
		if aside, err := os.ReadFile(b.Aside); err != nil || !bytes.Equal(aside, content) || there(path) {
			t.Errorf("%s: the broken file was not just set aside: %v", what, err)
		}
		if !slices.Equal(b.Backups, []string{want[2], want[1]}) {
			t.Errorf("%s: offers %v, want %v", what, b.Backups, []string{want[2], want[1]})
		}
		again, err := Open(ctx, path, o)
		if err != nil {
			t.Fatalf("%s: the program does not start again: %v", what, err)
		}
		for _, file := range b.Backups {
			if _, err := again.RestoreFrom(ctx, file); err != nil {
				t.Fatal(err)
			}
		}
		if got := texts(t, again); got != "a b c" {
			t.Errorf("%s: %q comes back", what, got)
		}
		if err := again.Backup(ctx, synced); err != nil || !there(want[2]) {
			t.Errorf("%s: the next backup removes those of what was lost: %v", what, err)
		}
		if err := again.Close(); err != nil {
			t.Fatal(err)
		}
		newest := backups(t, other, synced)[0]
		if err := os.Remove(newest.Path); err != nil { // for the next way of being broken
			t.Fatal(err)
		}
	}
}

func TestABackupsNameSaysWhenItWasMade(t *testing.T) {
	made, ok := BackupTime(filepath.Join("moln", "notes-2026-11-12T140500Z-0123abcd.db"))
	if !ok || !made.Equal(time.Date(2026, 11, 12, 14, 5, 0, 0, time.UTC)) {
		t.Error(made, ok)
	}
	for _, other := range []string{"notes.db", "notes-2026-11-12T140500Z-0123abcd.db.tmp", "notes-2026-13-12T140500Z-0123abcd.db"} {
		if _, ok := BackupTime(other); ok {
			t.Errorf("%s is taken for a backup", other)
		}
	}
}
