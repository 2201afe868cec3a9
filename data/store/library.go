package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"
	"sync/atomic"

	_ "github.com/mattn/go-sqlite3" // the driver "sqlite3"

	"rodatraden/data/database"
	"rodatraden/data/fault"
	"rodatraden/data/schema"
)

// BuildTag is the tag that the program must be built with for its SQLite to have FTS5.
const BuildTag = "sqlite_fts5"

// readers is how many reads go on at once; more wait their turn.
const readers = 4

// Library is an open library.
type Library struct {
	path   string
	layout *layout
	writer *sql.DB // one connection
	reader *sql.DB

	generation atomic.Uint64 // the last one seen

	mu         sync.Mutex
	committees map[string]*committee // by Scope.path, of one generation
	of         uint64                // that generation
	warm       warm
	changed    chan struct{}
}

// Open opens the library at the path, and makes it where there is none. A library whose tables
// another version of the program made is emptied: Installed then says that nothing is.
//
// Faults: Build where the program lacks BuildTag, Local where the path lies on a network drive or
// holds another program's database, LocalCorrupt where the file is broken (Delete it and install
// the packages anew), Locked where another process keeps it from being made.
func Open(path string) (*Library, error) { return open(path, database.NetworkDrive) }

func open(path string, drive func(folder string) string) (*Library, error) {
	const op = "store.Open"
	ctx := context.Background()
	if err := checkBuild(ctx, "ENABLE_FTS5"); err != nil {
		return nil, err
	}
	path, err := database.Place(op, path, drive)
	if err != nil {
		return nil, err
	}
	l := &Library{path: path, layout: newLayout(schema.All()), changed: make(chan struct{})}
	if err := l.connect(ctx); err != nil {
		l.Close()
		return nil, database.Wrap(ctx, op, path, err)
	}
	return l, nil
}

// errForeign is why a database of another program is left alone.
var errForeign = errors.New("the file is a database, but not a library")

// errOtherVersion is why a library is neither read nor written any more.
var errOtherVersion = errors.New("another version of the program has changed the library's tables")

// checkBuild asks SQLite itself whether it was built with the option, before any file is touched.
func checkBuild(ctx context.Context, option string) error {
	const op = "store.Open"
	db, err := sql.Open("sqlite3", ":memory:")
	if err != nil {
		return fault.New(op, fault.Build, "", err)
	}
	defer db.Close()
	var has bool
	if err := db.QueryRowContext(ctx, "SELECT sqlite_compileoption_used(?)", option).Scan(&has); err != nil {
		return fault.New(op, fault.Build, "", err)
	}
	if !has {
		return fault.New(op, fault.Build, BuildTag, fmt.Errorf("SQLite lacks %s: build with -tags %s", option, BuildTag))
	}
	return nil
}

func (l *Library) connect(ctx context.Context) (err error) {
	l.writer, err = sql.Open("sqlite3", database.URI(l.path, "mode=rwc", "_txlock=immediate", "_busy_timeout=10000",
		"_synchronous=NORMAL", "_cache_size=-32000", "_stmt_cache_size=400"))
	if err != nil {
		return err
	}
	l.writer.SetMaxOpenConns(1)
	ok, err := fits(ctx, l.writer, l.layout.fingerprint)
	if err != nil {
		return err
	}
	var journal string
	if err := l.writer.QueryRowContext(ctx, "PRAGMA journal_mode = WAL").Scan(&journal); err != nil {
		return err
	}
	if journal != "wal" {
		return fmt.Errorf("the disk does not take SQLite's WAL: journal mode %q", journal)
	}
	// Several packages go into the log before it is emptied, since they write the same pages; 64 MB
	// is the most that it keeps afterwards.
	for _, pragma := range []string{"PRAGMA wal_autocheckpoint = 4000", "PRAGMA journal_size_limit = 67108864"} {
		if _, err := l.writer.ExecContext(ctx, pragma); err != nil {
			return err
		}
	}
	if !ok {
		if err := l.create(ctx, "store.Open", false); err != nil {
			return err
		}
	}
	l.reader, err = sql.Open("sqlite3", database.URI(l.path, "mode=ro", "_query_only=true", "_busy_timeout=10000",
		"_cache_size=-16000", "_stmt_cache_size=100"))
	if err != nil {
		return err
	}
	l.reader.SetMaxOpenConns(readers)
	l.reader.SetMaxIdleConns(readers)
	return l.read(ctx, "store.Open", l.path, func(*view) error { return nil })
}

type asker interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// fits reports whether the file holds the tables that this program uses. A file that is another
// program's is an error.
func fits(ctx context.Context, db asker, fingerprint string) (bool, error) {
	var id, tables, ours int64
	err := db.QueryRowContext(ctx, "SELECT a.application_id, (SELECT count(*) FROM sqlite_schema),"+
		" (SELECT count(*) FROM sqlite_schema WHERE name = 'library') FROM pragma_application_id AS a").Scan(&id, &tables, &ours)
	switch {
	case err != nil:
		return false, err
	case tables == 0:
		return false, nil
	case id != applicationID:
		return false, errForeign
	case ours == 0:
		return false, nil
	}
	var found string
	err = db.QueryRowContext(ctx, "SELECT fingerprint FROM library").Scan(&found)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return found == fingerprint, err
}

// Close ends all reading and writing.
func (l *Library) Close() error {
	var errs []error
	if l.reader != nil {
		errs = append(errs, l.reader.Close())
	}
	if l.writer != nil { // last, so that it empties the write-ahead log
		errs = append(errs, l.writer.Close())
	}
	if err := errors.Join(errs...); err != nil {
		return fault.New("store.Close", fault.Local, l.path, err)
	}
	return nil
}

// Delete removes a library's files. No process may have it open.
func Delete(path string) error {
	for _, ending := range []string{"-wal", "-shm", "-journal", ""} {
		if err := os.Remove(path + ending); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fault.New("store.Delete", fault.Local, path, err)
		}
	}
	return nil
}

// Clear empties the library in one transaction, for building it again from the packages. Other
// processes may have it open.
func (l *Library) Clear(ctx context.Context) error { return l.create(ctx, "store.Clear", true) }

// create makes the tables anew: always, or where another process has not just done it.
func (l *Library) create(ctx context.Context, op string, always bool) error {
	return l.write(ctx, op, l.path, func(tx *sql.Tx) error {
		ok, err := fits(ctx, tx, l.layout.fingerprint)
		if err != nil || ok && !always {
			return err
		}
		generation, err := generationOf(ctx, tx)
		if err != nil {
			return err
		}
		if err := drop(ctx, tx); err != nil {
			return err
		}
		for _, statements := range l.layout.create {
			if _, err := tx.ExecContext(context.WithoutCancel(ctx), statements); err != nil {
				return err
			}
		}
		if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d", applicationID)); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "INSERT INTO library (only, fingerprint, generation) VALUES (1, ?, ?)",
			l.layout.fingerprint, generation)
		return err
	})
}

// generationOf reads the generation of a library of any version, 0 where it cannot be told.
func generationOf(ctx context.Context, tx *sql.Tx) (uint64, error) {
	var has bool
	err := tx.QueryRowContext(ctx, "SELECT count(*) = 1 FROM pragma_table_info('library') WHERE name = 'generation'").Scan(&has)
	if err != nil || !has {
		return 0, err
	}
	var g uint64
	err = tx.QueryRowContext(ctx, "SELECT generation FROM library").Scan(&g)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return g, err
}

// drop removes every table: virtual ones first, which take their own tables with them.
func drop(ctx context.Context, tx *sql.Tx) error {
	for _, which := range []string{
		"sql LIKE 'CREATE VIRTUAL TABLE%fts5vocab%'",
		"sql LIKE 'CREATE VIRTUAL TABLE%'",
		"name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
	} {
		var names []string
		rows, err := tx.QueryContext(ctx, "SELECT name FROM sqlite_schema WHERE type = 'table' AND "+which)
		if err != nil {
			return err
		}
		for rows.Next() {
			var name string
			if err := rows.Scan(&name); err != nil {
				rows.Close()
				return err
			}
			names = append(names, name)
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			return err
		}
		for _, name := range names {
			if _, err := tx.ExecContext(context.WithoutCancel(ctx), "DROP TABLE "+quoted(name)); err != nil {
				return err
			}
		}
	}
	return nil
}

// write runs do in one transaction, counts the generation up, and tells those who wait for
// changes. Nothing of it stands where do or the disk fails.
func (l *Library) write(ctx context.Context, op, path string, do func(*sql.Tx) error) error {
	err := l.transact(ctx, do)
	if err != nil {
		return database.Wrap(ctx, op, path, err)
	}
	l.mu.Lock()
	close(l.changed)
	l.changed = make(chan struct{})
	l.mu.Unlock()
	return nil
}

func (l *Library) transact(ctx context.Context, do func(*sql.Tx) error) error {
	tx, err := l.writer.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing after Commit
	if err := do(tx); err != nil {
		return err
	}
	done, err := tx.ExecContext(ctx, "UPDATE library SET generation = generation + 1 WHERE fingerprint = ?", l.layout.fingerprint)
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); err != nil || n != 1 {
		return errors.Join(err, errOtherVersion)
	}
	return tx.Commit()
}

// view is one snapshot of the library.
type view struct {
	*sql.Tx
	ctx        context.Context
	library    *Library
	generation uint64
}

// read runs do on one snapshot.
func (l *Library) read(ctx context.Context, op, path string, do func(*view) error) error {
	tx, err := l.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return database.Wrap(ctx, op, path, err)
	}
	defer tx.Rollback() // nothing was changed
	v := &view{Tx: tx, ctx: ctx, library: l}
	var fingerprint string
	err = tx.QueryRowContext(ctx, "SELECT generation, fingerprint FROM library").Scan(&v.generation, &fingerprint)
	if err == nil && fingerprint != l.layout.fingerprint {
		err = errOtherVersion
	}
	if err != nil {
		return database.Wrap(ctx, op, path, err)
	}
	return database.Wrap(ctx, op, path, do(v))
}

// Generation grows with every change of the library, by whatever process. Where the disk does not
// answer it is the last one seen.
func (l *Library) Generation() uint64 {
	err := l.read(context.Background(), "store.Generation", l.path, func(v *view) error {
		l.generation.Store(v.generation)
		return nil
	})
	_ = err // what is read next tells the fault
	return l.generation.Load()
}

// Changed returns a channel that is closed when this process next changes the library.
func (l *Library) Changed() <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.changed
}
