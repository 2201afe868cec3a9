package notes

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"

	"rodatraden/data/database"
	"rodatraden/data/fault"
)

// applicationID marks a SQLite file as notes; the first migration sets it.
const applicationID = 0x526f416e

// versionTable is where goose keeps which migrations have been made.
const versionTable = "migration"

// errForeign is why a database of another program is left alone.
var errForeign = errors.New("the file is a database, but not notes")

// prepare sees that the file is notes and whole, and changes its tables for this program.
func (n *Notes) prepare(ctx context.Context) error {
	p, newest, err := provider(n.writer, n.versions)
	if err != nil {
		return err
	}
	found, err := versionOf(ctx, n.writer)
	if err != nil {
		return err
	}
	if found > newest {
		return newer("notes.Open", n.path, found, newest)
	}
	if found > 0 {
		if err := sound(ctx, n.writer); err != nil || found == newest {
			return err
		}
		if err := n.backupBefore(ctx); err != nil {
			return err
		}
	}
	if _, err := p.Up(ctx); err != nil {
		// Another process may have done it in the meantime.
		if now, again := versionOf(ctx, n.writer); again != nil || now != newest {
			return err
		}
	}
	return nil
}

// provider returns what changes the tables, and the newest version it knows.
func provider(db *sql.DB, versions fs.FS) (*goose.Provider, int64, error) {
	p, err := goose.NewProvider(goose.DialectSQLite3, db, versions,
		goose.WithTableName(versionTable), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return nil, 0, fault.New("notes.provider", fault.Build, "", err)
	}
	sources := p.ListSources()
	return p, sources[len(sources)-1].Version, nil
}

func newer(op, path string, found, newest int64) error {
	return fault.New(op, fault.Newer, path, fmt.Errorf("the tables are of version %d, this program's of %d", found, newest))
}

type asker interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// versionOf returns the version of the tables, 0 where there are none. It changes nothing.
func versionOf(ctx context.Context, db asker) (int64, error) {
	var id, others, versions int64
	err := db.QueryRowContext(ctx, "SELECT a.application_id,"+
		" (SELECT count(*) FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> ?1),"+
		" (SELECT count(*) FROM sqlite_schema WHERE name = ?1) FROM pragma_application_id AS a", versionTable).
		Scan(&id, &others, &versions)
	switch {
	case err != nil:
		return 0, err
	case id == 0 && others == 0: // nothing yet, or stopped before the first version
		return 0, nil
	case id != applicationID || versions == 0:
		return 0, errForeign
	}
	var version int64
	err = db.QueryRowContext(ctx, "SELECT coalesce(max(version_id), 0) FROM "+versionTable+" WHERE is_applied").Scan(&version)
	return version, err
}

// sound reads the whole database, and fails where it is not whole.
func sound(ctx context.Context, db asker) error {
	var answer string
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&answer); err != nil {
		return err
	}
	if answer != "ok" {
		return fmt.Errorf("%w: %s", errUnsound, answer)
	}
	return nil
}

// backupBefore makes the backup without which no table is changed: in the reader's folder, or where
// that does not take it, beside the notes.
func (n *Notes) backupBefore(ctx context.Context) error {
	var errs []error
	for _, dir := range n.backupFolders() {
		_, err := n.backup(ctx, dir)
		if err == nil {
			return nil
		}
		errs = append(errs, err)
	}
	return database.Wrap(ctx, "notes.Open", n.path, errors.Join(errs...))
}
