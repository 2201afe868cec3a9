package notes

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/google/uuid"
	"github.com/mattn/go-sqlite3"

	"rodatraden/data/database"
	"rodatraden/data/fault"
)

//go:embed sql/*.sql
var embedded embed.FS

// migrations are the tables' versions, one file each. A version that readers have is never edited.
func migrations() fs.FS {
	files, err := fs.Sub(embedded, "sql")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return files
}

// Options are how notes are opened. The zero value is how the program opens them.
type Options struct {
	// Backup is the folder that backups are made in before the tables are changed for a new version of
	// the program, and where the newest is looked for when the file is broken. Where it is empty, or
	// cannot be written in, it is notes-backup beside the file.
	Backup string

	Now  func() time.Time // time.Now where it is nil
	Keep int              // how many of this device's newest backups stay; 10 where it is 0

	// WorkFactor is how costly a passphrase is to guess, as age counts it; costly where it is 0. Tests
	// set it lower.
	WorkFactor int
}

// Notes are an open database of notes. It may be used by several goroutines, and the file by several
// processes.
type Notes struct {
	path     string
	opts     Options
	versions fs.FS   // the tables', by goose
	writer   *sql.DB // one connection
	reader   *sql.DB // one too: what is read is kept

	generation atomic.Uint64 // the last one seen

	mu      sync.Mutex
	shelf   *shelf
	changed chan struct{}
}

// Open opens the notes at the path, and makes them where there are none. Tables of an older version
// of the program are changed for this one, once a backup has been made.
//
// Faults: Newer where a newer version of the program made them, with nothing changed; Local where
// the path lies on a network drive or holds another program's database; LocalCorrupt with a
// BrokenError where the file was broken and has been set aside: the next Open makes new notes, and
// RestoreFrom fills them.
func Open(ctx context.Context, path string, o Options) (*Notes, error) {
	return open(ctx, path, o, database.NetworkDrive, migrations())
}

func open(ctx context.Context, path string, o Options, drive func(folder string) string, versions fs.FS) (*Notes, error) {
	const op = "notes.Open"
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Keep == 0 {
		o.Keep = 10
	}
	if o.WorkFactor == 0 {
		o.WorkFactor = costly
	}
	path, err := database.Place(op, path, drive)
	if err != nil {
		return nil, err
	}
	n := &Notes{path: path, opts: o, versions: versions, changed: make(chan struct{})}
	err = n.connect(ctx)
	if err == nil {
		return n, nil
	}
	n.Close()
	if broken(err) {
		return nil, n.setAside(ctx, op, err)
	}
	return nil, database.Wrap(ctx, op, path, err)
}

func (n *Notes) connect(ctx context.Context) (err error) {
	n.writer, err = sql.Open("sqlite3", database.URI(n.path, "mode=rwc", "_txlock=immediate", "_busy_timeout=10000",
		"_synchronous=FULL", "_secure_delete=true", "_cache_size=-8000"))
	if err != nil {
		return err
	}
	n.writer.SetMaxOpenConns(1)
	if err := n.prepare(ctx); err != nil {
		return err
	}
	var journal string
	if err := n.writer.QueryRowContext(ctx, "PRAGMA journal_mode = WAL").Scan(&journal); err != nil {
		return err
	}
	if journal != "wal" {
		return fmt.Errorf("the disk does not take SQLite's WAL: journal mode %q", journal)
	}
	if runtime.GOOS == "darwin" { // whose fsync alone does not reach the disk
		if _, err := n.writer.ExecContext(ctx, "PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON"); err != nil {
			return err
		}
	}
	_, err = n.writer.ExecContext(ctx, "INSERT OR IGNORE INTO notebook (only, device, generation) VALUES (1, ?, 1)", uuid.NewString())
	if err != nil {
		return err
	}
	n.reader, err = sql.Open("sqlite3", database.URI(n.path, "mode=ro", "_query_only=true", "_busy_timeout=10000", "_cache_size=-8000"))
	if err != nil {
		return err
	}
	n.reader.SetMaxOpenConns(1)
	return n.read(ctx, "notes.Open", func(*shelf) error { return nil })
}

// Close ends all reading and writing.
func (n *Notes) Close() error {
	var errs []error
	if n.reader != nil {
		errs = append(errs, n.reader.Close())
	}
	if n.writer != nil { // last, so that it empties the write-ahead log
		errs = append(errs, n.writer.Close())
	}
	if err := errors.Join(errs...); err != nil {
		return fault.New("notes.Close", fault.Local, n.path, err)
	}
	return nil
}

// Path returns where the notes lie.
func (n *Notes) Path() string { return n.path }

// Generation grows with every change of the notes, by whatever process. Where the disk does not
// answer it is the last one seen.
func (n *Notes) Generation() uint64 {
	var g uint64
	if err := n.reader.QueryRow("SELECT generation FROM notebook").Scan(&g); err == nil {
		n.generation.Store(g)
	} // else what is read next tells the fault
	return n.generation.Load()
}

// Changed returns a channel that is closed when this process next changes the notes.
func (n *Notes) Changed() <-chan struct{} {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.changed
}

// BrokenError is why notes could not be opened: the file is broken. It has not been deleted.
type BrokenError struct {
	Aside   string   // where it lies now
	Backups []string // each device's newest backup that is whole, the newest first
	Err     error
}

func (e *BrokenError) Error() string {
	return fmt.Sprintf("the notes are broken and lie in %s, there are backups in %q: %v", e.Aside, e.Backups, e.Err)
}

// Unwrap returns what SQLite said.
func (e *BrokenError) Unwrap() error { return e.Err }

// errUnsound is why a file that SQLite can open is broken all the same.
var errUnsound = errors.New("the database is not whole")

func broken(err error) bool {
	var s sqlite3.Error
	if errors.As(err, &s) {
		return s.Code == sqlite3.ErrCorrupt || s.Code == sqlite3.ErrNotADB
	}
	return errors.Is(err, errUnsound)
}

// setAside gives the broken file a name of its own, with what SQLite keeps beside it, so that new
// notes can be made and somebody who can may still get at the old.
func (n *Notes) setAside(ctx context.Context, op string, cause error) error {
	aside := n.path + brokenEnding + n.opts.Now().UTC().Format(stamp)
	for i := 2; there(aside); i++ {
		aside = fmt.Sprintf("%s%s%s-%d", n.path, brokenEnding, n.opts.Now().UTC().Format(stamp), i)
	}
	for _, ending := range endings {
		if err := os.Rename(n.path+ending, aside+ending); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return database.Wrap(ctx, op, n.path, errors.Join(err, cause))
		}
	}
	if err := syncFolder(filepath.Dir(n.path)); err != nil {
		return database.Wrap(ctx, op, n.path, errors.Join(err, cause))
	}
	return fault.New(op, fault.LocalCorrupt, aside, &BrokenError{Aside: aside, Backups: n.wholeBackups(ctx), Err: cause})
}

// Asides returns the broken files that have been set aside beside the notes at the path, the newest first.
func Asides(path string) []string {
	files, err := filesOf(filepath.Dir(path), filepath.Base(path)+brokenEnding)
	_ = err // a folder that cannot be read has none to tell of
	files = slices.DeleteFunc(files, func(f string) bool {
		return strings.HasSuffix(f, "-wal") || strings.HasSuffix(f, "-shm") || strings.HasSuffix(f, "-journal")
	})
	slices.Sort(files)
	slices.Reverse(files)
	return files
}

// endings are of the files that SQLite keeps for a database: what belongs to the file before the file
// itself, so that no moment leaves a new file with an old one's log.
var endings = []string{"-wal", "-shm", "-journal", ""}

func there(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// syncFolder makes a rename last through a power failure, where the system has such a call.
func syncFolder(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
