package notes

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"rodatraden/data/database"
	"rodatraden/data/fault"
)

// upTo returns the program's versions of the tables up to one, and then more that are made up.
func upTo(t testing.TB, newest int, more ...string) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	names, err := fs.Glob(migrations(), "*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for i, name := range names {
		if want := fmt.Sprintf("%05d_", i+1); !strings.HasPrefix(name, want) {
			t.Fatalf("%s should begin with %s", name, want)
		}
		raw, err := fs.ReadFile(migrations(), name)
		if err != nil {
			t.Fatal(err)
		}
		if i < newest {
			files[name] = &fstest.MapFile{Data: raw}
		}
	}
	for _, up := range more {
		files[fmt.Sprintf("%05d_later.sql", len(files)+1)] = &fstest.MapFile{Data: []byte("-- +goose Up\n" + up)}
	}
	return files
}

func versions(t testing.TB) int {
	t.Helper()
	names, err := fs.Glob(migrations(), "*.sql")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	return len(names)
}

func openVersion(path string, o Options, files fs.FS) (*Notes, error) {
	return open(ctx, path, o, func(string) string { return "" }, files)
}

// later are versions that this program does not have.
var laterVersions = []string{
	"ALTER TABLE notebook ADD COLUMN colour TEXT NOT NULL DEFAULT 'red';",
	"CREATE TABLE shelf_mark (entry TEXT PRIMARY KEY) STRICT; INSERT INTO shelf_mark SELECT DISTINCT entry FROM revision;",
}

func TestNotesOfEveryOlderVersionAreReadAndABackupIsMadeFirst(t *testing.T) {
	newest := upTo(t, versions(t), laterVersions...)
	for old := 1; old < versions(t)+len(laterVersions); old++ {
		c := newClock()
		o := quick(c)
		o.Backup = t.TempDir()
		path := filepath.Join(t.TempDir(), "notes.db")
		older := upTo(t, min(old, versions(t)), laterVersions[:max(0, old-versions(t))]...)
		n, err := openVersion(path, o, older)
		if err != nil {
			t.Fatal(err)
		}
		e := put(t, n, full)
		e.Text = "ändrad"
		put(t, n, e)
		before := dump(t, n)
		if err := n.Close(); err != nil {
			t.Fatal(err)
		}
		if len(names(t, o.Backup)) != 0 {
			t.Fatal("a backup without cause")
		}
		n, err = openVersion(path, o, newest)
		if err != nil {
			t.Fatalf("from version %d: %v", old, err)
		}
		if got := dump(t, n); got != before {
			t.Errorf("from version %d:\n%s\nwas\n%s", old, got, before)
		}
		files := backups(t, n, o.Backup)
		if len(files) != 1 {
			t.Fatalf("from version %d: %d backups", old, len(files))
		}
		db, err := still(files[0].Path)
		if err != nil {
			t.Fatal(err)
		}
		if v, err := versionOf(ctx, db); err != nil || v != int64(old) {
			t.Errorf("the backup is of version %d, not %d: %v", v, old, err)
		}
		db.Close()
		put(t, n, Entry{Kind: Note, Text: "och vidare"})
		if err := n.Close(); err != nil {
			t.Fatal(err)
		}

		empty, err := openVersion(filepath.Join(t.TempDir(), "notes.db"), o, newest)
		if err != nil {
			t.Fatal(err)
		}
		if r, err := empty.RestoreFrom(ctx, files[0].Path); err != nil || r.Added != 1 || dump(t, empty) != before {
			t.Errorf("a backup of version %d is restored as %+v, %v:\n%s", old, r, err, dump(t, empty))
		}
		empty.Close()
	}
}

func TestNotesOfANewerVersionAreLeftAsTheyAre(t *testing.T) {
	c := newClock()
	path := filepath.Join(t.TempDir(), "notes.db")
	n, err := openVersion(path, quick(c), upTo(t, versions(t), laterVersions...))
	if err != nil {
		t.Fatal(err)
	}
	put(t, n, full)
	dir := t.TempDir()
	if err := n.Backup(ctx, dir); err != nil {
		t.Fatal(err)
	}
	file := backups(t, n, dir)[0].Path
	if err := n.Close(); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	_, err = Open(ctx, path, quick(c))
	if fault.KindOf(err) != fault.Newer || fault.PathOf(err) != path {
		t.Error(err)
	}
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
		t.Error("the file was changed", err)
	}
	this := device(t, c)
	_, err = this.RestoreFrom(ctx, file)
	if fault.KindOf(err) != fault.Newer || fault.PathOf(err) != file || len(all(t, this)) != 0 {
		t.Error("a newer version's backup:", err)
	}
}

func TestTablesThatCannotBeChangedStayAsTheyWere(t *testing.T) {
	c := newClock()
	path := filepath.Join(t.TempDir(), "notes.db")
	n := openAt(t, path, quick(c))
	put(t, n, full)
	before := dump(t, n)
	if err := n.Close(); err != nil {
		t.Fatal(err)
	}
	_, err := openVersion(path, quick(c), upTo(t, versions(t), "DELETE FROM revision; CREATE TABLE notebook (x TEXT);"))
	if fault.KindOf(err) != fault.Local {
		t.Error(err)
	}
	again := openAt(t, path, quick(c))
	if got := dump(t, again); got != before {
		t.Errorf("%s\nwas\n%s", got, before)
	}
	if files := backups(t, again, again.ownFolder()); len(files) != 1 {
		t.Errorf("%d backups", len(files))
	}
}

func TestTablesAreNotChangedWhereNoBackupCanBeMade(t *testing.T) {
	c := newClock()
	path := filepath.Join(t.TempDir(), "notes.db")
	n := openAt(t, path, quick(c))
	put(t, n, full)
	if err := n.Close(); err != nil {
		t.Fatal(err)
	}
	o := quick(c)
	o.Backup = filepath.Join(t.TempDir(), "stick that is not in")
	inTheWay := n.ownFolder()
	if err := os.WriteFile(inTheWay, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := openVersion(path, o, upTo(t, versions(t), laterVersions...)); err == nil || fault.PathOf(err) != path {
		t.Error("opened:", err)
	}
	openAt(t, path, o).Close() // the tables are this version's still
	if err := os.Remove(inTheWay); err != nil {
		t.Fatal(err)
	}
	n, err := openVersion(path, o, upTo(t, versions(t), laterVersions...))
	if err != nil {
		t.Fatal(err)
	}
	defer n.Close()
	if files := backups(t, n, inTheWay); len(files) != 1 || there(o.Backup) {
		t.Errorf("where the reader's folder is not there, the home's is: %v", files)
	}
}

func TestNotesOnANetworkDriveAreRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "notes.db")
	_, err := open(ctx, path, Options{}, func(string) string { return "smb2" }, migrations())
	var network *database.NetworkDriveError
	if fault.KindOf(err) != fault.Local || !errors.As(err, &network) || network.Kind != "smb2" || fault.PathOf(err) != path || there(path) {
		t.Error(err)
	}
}

func TestAnotherProgramsDatabaseIsLeftAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "notes.db")
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("CREATE TABLE notebook (note TEXT); INSERT INTO notebook VALUES ('dyrbar')"); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	_, err = Open(ctx, path, Options{})
	if fault.KindOf(err) != fault.Local || !errors.Is(err, errForeign) {
		t.Error(err)
	}
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
		t.Error("it was changed", err)
	}
}

func TestARevisionIsNeverWrittenOver(t *testing.T) {
	n := device(t, newClock())
	put(t, n, full)
	if _, err := n.writer.Exec("UPDATE revision SET content = '{}'"); err == nil || !strings.Contains(err.Error(), "never changes") {
		t.Error(err)
	}
}
