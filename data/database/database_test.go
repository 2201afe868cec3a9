package database

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"testing"

	_ "github.com/mattn/go-sqlite3" // the driver "sqlite3"

	"rodatraden/data/fault"
)

func none(string) string { return "" }

func TestAFileIsNamedToSQLiteWhateverItIsCalled(t *testing.T) {
	for _, name := range []string{"vanlig.db", "åäö [1].db", "a?b#c%20d&e.db", "it's; DROP.db"} {
		path, err := Place("test", filepath.Join(t.TempDir(), "ny mapp", name), none)
		if err != nil {
			t.Fatal(err)
		}
		db, err := sql.Open("sqlite3", URI(path, "mode=rwc", "_query_only=false"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec("CREATE TABLE t (x)"); err != nil {
			t.Fatal(name, err)
		}
		db.Close()
		if _, err := os.Stat(path); err != nil {
			t.Errorf("%s lies elsewhere: %v", name, err)
		}
	}
}

func TestADriveIsTriedWhereTheFolderReallyLies(t *testing.T) {
	there, link := t.TempDir(), filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(there, link); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	there, err := filepath.EvalSymlinks(there)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(link, "x.db")
	_, err = Place("test", path, func(folder string) string {
		if folder == there {
			return "nfs"
		}
		return ""
	})
	var network *NetworkDriveError
	if !errors.As(err, &network) || network.Kind != "nfs" || fault.KindOf(err) != fault.Local || fault.PathOf(err) != path {
		t.Error(err)
	}
}

func TestAFaultKeepsWhatItIs(t *testing.T) {
	ctx := context.Background()
	known := fault.New("x", fault.Limit, "y", nil)
	if Wrap(ctx, "op", "path", nil) != nil || Wrap(ctx, "op", "path", known) != error(known) {
		t.Error("no fault, and a known one, pass as they are")
	}
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	if err := Wrap(cancelled, "op", "path", errors.New("interrupted")); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if err := Wrap(ctx, "op", "path", os.ErrNotExist); fault.KindOf(err) != fault.NotFound {
		t.Error(err)
	}
}
