package notes

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"rodatraden/data/database"
	"rodatraden/data/fault"
)

// stamp is the form of a time, UTC, in the names of files.
const stamp = "2006-01-02T150405Z"

// backupForm is a backup's name: its time, and the beginning of its device's.
var backupForm = regexp.MustCompile(`^notes-([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{6}Z)-([0-9a-f]{8})\.db$`)

// BackupFile is one backup in a folder.
type BackupFile struct {
	Path   string
	Made   time.Time // UTC
	Device string    // the beginning of its name
	Own    bool      // this device's
	Bytes  int64
}

// Backups returns the backups in a folder, the newest first. A folder that is not there has none.
func (n *Notes) Backups(dir string) ([]BackupFile, error) {
	const op = "notes.Backups"
	device, err := n.device(context.Background())
	if err != nil {
		return nil, database.Wrap(context.Background(), op, n.path, err)
	}
	files, err := backupsIn(dir)
	for i := range files {
		files[i].Own = files[i].Device == device
	}
	return files, database.Wrap(context.Background(), op, dir, err)
}

// BackupTime is when the backup with such a name was made, UTC, and reports whether it is a backup's name.
func BackupTime(path string) (time.Time, bool) {
	m := backupForm.FindStringSubmatch(filepath.Base(path))
	if m == nil {
		return time.Time{}, false
	}
	made, err := time.Parse(stamp, m[1])
	return made, err == nil
}

func backupsIn(dir string) ([]BackupFile, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var files []BackupFile
	for _, e := range entries {
		m := backupForm.FindStringSubmatch(e.Name())
		if m == nil || !e.Type().IsRegular() {
			continue
		}
		made, wrong := time.Parse(stamp, m[1])
		info, gone := e.Info()
		if wrong == nil && gone == nil {
			files = append(files, BackupFile{Path: filepath.Join(dir, e.Name()), Made: made, Device: m[2], Bytes: info.Size()})
		}
	}
	slices.SortFunc(files, func(a, b BackupFile) int {
		return cmp.Or(b.Made.Compare(a.Made), strings.Compare(a.Path, b.Path))
	})
	return files, err
}

// device returns the beginning of this device's name, as it stands in those of its backups.
func (n *Notes) device(ctx context.Context) (device string, err error) {
	err = n.writer.QueryRowContext(ctx, "SELECT substr(device, 1, 8) FROM notebook").Scan(&device)
	return device, err
}

// Backup makes a backup in the folder, and removes this device's older ones but for the newest and
// one a month. It comes to lie there whole, or not at all.
//
// Faults: NotFound where the folder is not there, for a drive that is not plugged in must not be
// taken for an empty one; only notes-backup beside the notes is made.
func (n *Notes) Backup(ctx context.Context, dir string) error {
	_, err := n.backup(ctx, dir)
	return database.Wrap(ctx, "notes.Backup", dir, err)
}

// BackupIfNeeded is Backup where something has been changed since this device's newest backup in the
// folder, and reports whether it was. Empty notes need none.
func (n *Notes) BackupIfNeeded(ctx context.Context, dir string) (bool, error) {
	const op = "notes.BackupIfNeeded"
	files, err := n.Backups(dir)
	if err != nil {
		return false, err
	}
	var generation, revisions int64
	err = n.reader.QueryRowContext(ctx, "SELECT generation, (SELECT count(*) FROM revision) FROM notebook").Scan(&generation, &revisions)
	if err != nil {
		return false, database.Wrap(ctx, op, n.path, err)
	}
	if revisions == 0 {
		return false, nil
	}
	if i := slices.IndexFunc(files, func(f BackupFile) bool { return f.Own }); i >= 0 {
		if g, err := generationIn(ctx, files[i].Path); err == nil && g == generation {
			return false, nil
		}
	}
	return true, n.Backup(ctx, dir)
}

func (n *Notes) backup(ctx context.Context, dir string) (path string, err error) {
	if dir == n.ownFolder() {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return "", err
		}
	} else if _, err := os.Stat(dir); err != nil {
		return "", err
	}
	device, err := n.device(ctx)
	if err != nil {
		return "", err
	}
	n.sweep(time.Hour)
	whole, err := n.copyTo(ctx, n.path+backupEnding)
	if err != nil {
		return "", err
	}
	defer os.Remove(whole)
	path = filepath.Join(dir, "notes-"+n.opts.Now().UTC().Format(stamp)+"-"+device+".db")
	if err := bring(whole, path); err != nil {
		return "", err
	}
	return path, n.prune(dir, device)
}

// The endings, before a number, of files that are beside the notes while something is done.
const (
	backupEnding  = ".backup-"
	restoreEnding = ".restore-"
	brokenEnding  = ".broken-"
)

// copyTo copies the database to a file of that beginning, and sees that it is whole and on the disk.
func (n *Notes) copyTo(ctx context.Context, beginning string) (path string, err error) {
	path, err = newFile(beginning)
	if err != nil {
		return "", err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(path)
		}
	}()
	db, err := sql.Open("sqlite3", database.URI(n.path, "mode=ro", "_busy_timeout=10000"))
	if err != nil {
		return "", err
	}
	_, err = db.ExecContext(ctx, "VACUUM INTO ?", path)
	if err := errors.Join(err, db.Close()); err != nil {
		return "", err
	}
	if err := checkWhole(ctx, path); err != nil {
		return "", err
	}
	return path, syncFile(path)
}

// newFile makes an empty file of its reader's own.
func newFile(beginning string) (string, error) {
	f, err := os.CreateTemp(filepath.Dir(beginning), filepath.Base(beginning)+"*")
	if err != nil {
		return "", err
	}
	return f.Name(), f.Close()
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// bring moves a file to a path that may lie on another disk. Until it is whole there it has a name
// that programs which keep folders in step leave alone.
func bring(from, to string) error {
	dir := filepath.Dir(to)
	if err := os.Rename(from, to); err == nil {
		return syncFolder(dir)
	}
	return carry(from, to)
}

func carry(from, to string) error {
	dir, name := filepath.Split(to)
	passing := filepath.Join(dir, "~"+name+".tmp")
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(passing, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	if err == nil {
		err = out.Sync()
	}
	if err = errors.Join(err, out.Close()); err == nil {
		err = os.Rename(passing, to)
	}
	if err != nil {
		_ = os.Remove(passing)
		return err
	}
	return syncFolder(filepath.Clean(dir))
}

// prune removes the device's older backups, and what a stop in the middle has left of one.
func (n *Notes) prune(dir, device string) error {
	files, err := backupsIn(dir)
	if err != nil {
		return err
	}
	files = slices.DeleteFunc(files, func(f BackupFile) bool { return f.Device != device })
	for _, f := range spare(files, n.opts.Keep) {
		if err := os.Remove(f.Path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	left, err := filesOf(dir, "~notes-")
	for _, path := range left {
		if name, ok := strings.CutSuffix(strings.TrimPrefix(filepath.Base(path), "~"), ".tmp"); ok {
			if m := backupForm.FindStringSubmatch(name); m != nil && m[2] == device {
				err = errors.Join(err, os.Remove(path))
			}
		}
	}
	return err
}

// spare returns those of one device's backups, the newest first, that need not stay: neither among the
// newest nor the last of a month.
func spare(files []BackupFile, keep int) []BackupFile {
	var all []BackupFile
	months := map[string]bool{}
	for i, f := range files {
		month := f.Made.Format("2006-01")
		if i >= keep && months[month] {
			all = append(all, f)
		}
		months[month] = true
	}
	return all
}

// RestoreFrom takes in a backup, of whatever device and of this or an older version of the program:
// the notes are then what they were and what it holds. What has been deleted since stays deleted.
//
// Faults: NotFound, Newer where a newer version of the program made it, Format where it is no backup
// of notes, Content where it is broken.
func (n *Notes) RestoreFrom(ctx context.Context, file string) (Report, error) {
	const op = "notes.RestoreFrom"
	all, err := n.revisionsIn(ctx, file)
	switch {
	case err == nil:
	case errors.Is(err, errForeign):
		return Report{}, fault.New(op, fault.Format, file, err)
	case broken(err):
		return Report{}, fault.New(op, fault.Content, file, err)
	default:
		return Report{}, database.Wrap(ctx, op, file, err)
	}
	return n.merge(ctx, op, file, all)
}

// revisionsIn reads a backup from a copy of it: the backup itself is never written, by SQLite neither.
func (n *Notes) revisionsIn(ctx context.Context, file string) (all []*revision, err error) {
	in, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	n.sweep(time.Hour)
	path, err := newFile(n.path + restoreEnding)
	if err != nil {
		return nil, err
	}
	defer func() {
		for _, ending := range endings {
			_ = os.Remove(path + ending)
		}
	}()
	out, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return nil, err
	}
	_, err = io.Copy(out, in)
	if err := errors.Join(err, out.Close()); err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite3", database.URI(path, "mode=rw", "_journal_mode=MEMORY", "_synchronous=OFF"))
	if err != nil {
		return nil, err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	p, newest, err := provider(db, n.versions)
	if err != nil {
		return nil, err
	}
	found, err := versionOf(ctx, db)
	switch {
	case err != nil:
		return nil, err
	case found == 0:
		return nil, errForeign
	case found > newest:
		return nil, newer("notes.RestoreFrom", file, found, newest)
	}
	if err := sound(ctx, db); err != nil {
		return nil, err
	}
	if _, err := p.Up(ctx); err != nil {
		return nil, err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback() // nothing was changed
	err = revisions(ctx, tx, "", nil, func(r *revision) error {
		all = append(all, r)
		return nil
	})
	return all, err
}

// still opens a file that no one writes in, and leaves nothing beside it.
func still(path string) (*sql.DB, error) {
	return sql.Open("sqlite3", database.URI(path, "mode=ro", "immutable=1", "_query_only=true"))
}

// checkWhole fails where the file is not notes, or not whole.
func checkWhole(ctx context.Context, path string) error {
	db, err := still(path)
	if err != nil {
		return err
	}
	defer db.Close()
	switch v, err := versionOf(ctx, db); {
	case err != nil:
		return err
	case v == 0:
		return errForeign
	}
	if err := sound(ctx, db); err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	defer tx.Rollback() // nothing was changed
	return revisions(ctx, tx, "", nil, func(r *revision) error {
		if r.ID != r.hash() {
			return errUnsound
		}
		return nil
	})
}

func generationIn(ctx context.Context, path string) (g int64, err error) {
	db, err := still(path)
	if err != nil {
		return 0, err
	}
	defer db.Close()
	err = db.QueryRowContext(ctx, "SELECT generation FROM notebook").Scan(&g)
	return g, err
}

// wholeBackups returns each device's newest backup that is whole, the newest first, from where Open
// may look.
func (n *Notes) wholeBackups(ctx context.Context) []string {
	var files []BackupFile
	for _, dir := range n.backupFolders() {
		found, err := backupsIn(dir)
		_ = err // a folder that does not answer has none to offer
		files = append(files, found...)
	}
	slices.SortStableFunc(files, func(a, b BackupFile) int { return b.Made.Compare(a.Made) })
	var paths []string
	of := map[string]bool{}
	for _, f := range files {
		if !of[f.Device] && checkWhole(ctx, f.Path) == nil {
			of[f.Device] = true
			paths = append(paths, f.Path)
		}
	}
	return paths
}

// ownFolder is where backups lie where the reader has chosen no other.
func (n *Notes) ownFolder() string { return ownFolderOf(n.path) }

func ownFolderOf(path string) string { return filepath.Join(filepath.Dir(path), "notes-backup") }

// backupFolders are where backups made by Open may lie, the reader's own first.
func (n *Notes) backupFolders() []string {
	if n.opts.Backup == "" || n.opts.Backup == n.ownFolder() {
		return []string{n.ownFolder()}
	}
	return []string{n.opts.Backup, n.ownFolder()}
}

// sweep removes what a stop in the middle has left beside the notes, and is older than that.
func (n *Notes) sweep(age time.Duration) {
	for _, ending := range []string{backupEnding, restoreEnding} {
		left, err := filesOf(filepath.Dir(n.path), filepath.Base(n.path)+ending)
		_ = err // they are in no one's way
		for _, path := range left {
			if info, err := os.Stat(path); err == nil && time.Since(info.ModTime()) >= age {
				_ = os.Remove(path)
			}
		}
	}
}

// filesOf returns the files in a folder whose names begin so.
func filesOf(dir, beginning string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	var paths []string
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), beginning) && e.Type().IsRegular() {
			paths = append(paths, filepath.Join(dir, e.Name()))
		}
	}
	return paths, err
}
