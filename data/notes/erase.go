package notes

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"

	"github.com/google/uuid"

	"rodatraden/data/database"
	"rodatraden/data/fault"
)

// Erase empties the notes, for a computer that is handed back: every word is written over in the
// database and in SQLite's log, and files that were set aside or left beside them are written over and
// removed. The notes can then be used again, as those of a new device. It cannot be undone.
//
// Backups are not touched: RemoveBackups, before this, removes them.
//
// Faults: Locked where another process reads the notes and does not stop.
func (n *Notes) Erase(ctx context.Context) error {
	const op = "notes.Erase"
	if err := n.erase(ctx); err != nil {
		return database.Wrap(ctx, op, n.path, err)
	}
	return nil
}

func (n *Notes) erase(ctx context.Context) error {
	tx, err := n.writer.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing after Commit
	for _, q := range []string{"DELETE FROM parent", "DELETE FROM revision"} {
		if _, err := tx.ExecContext(ctx, q); err != nil {
			return err
		}
	}
	var generation uint64
	if err := tx.QueryRowContext(ctx, "UPDATE notebook SET device = ?, generation = generation + 1 RETURNING generation",
		uuid.NewString()).Scan(&generation); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	n.keep(&shelf{generation: generation})
	n.tell()
	// From here on a stop leaves notes that are empty, with words in the log: asking again ends it.
	if err := n.overwrite(ctx); err != nil {
		return err
	}
	n.sweep(0)
	left, err := filesOf(filepath.Dir(n.path), filepath.Base(n.path)+brokenEnding)
	for _, path := range left {
		err = errors.Join(err, shred(path))
	}
	return err
}

// overwrite writes the log over with zeros, and the database anew.
func (n *Notes) overwrite(ctx context.Context) error {
	if err := n.overwriteLog(ctx); err != nil {
		return err
	}
	if err := n.checkpoint(ctx, "TRUNCATE"); err != nil {
		return err
	}
	if _, err := n.writer.ExecContext(ctx, "VACUUM"); err != nil {
		return err
	}
	return n.checkpoint(ctx, "TRUNCATE")
}

// overwriteLog writes zeros to the database, as much as the log is long: they go into the log, from its
// beginning.
func (n *Notes) overwriteLog(ctx context.Context) error {
	if err := n.checkpoint(ctx, "RESTART"); err != nil {
		return err
	}
	info, err := os.Stat(n.path + "-wal")
	if err != nil {
		return err
	}
	_, err = n.writer.ExecContext(ctx, "DROP TABLE IF EXISTS zeros; CREATE TABLE zeros (z BLOB) STRICT;"+
		" INSERT INTO zeros VALUES (zeroblob(?)); DROP TABLE zeros", info.Size())
	return err
}

func (n *Notes) checkpoint(ctx context.Context, how string) error {
	var busy, frames, done int64
	err := n.writer.QueryRowContext(ctx, "PRAGMA wal_checkpoint("+how+")").Scan(&busy, &frames, &done)
	if err == nil && busy != 0 {
		err = fault.New("notes.checkpoint", fault.Locked, n.path, nil)
	}
	return err
}

// RemoveBackups writes over and removes this device's backups in a folder, and those of all devices
// where all is true: for a folder that only this computer has. It returns how many.
func (n *Notes) RemoveBackups(dir string, all bool) (int, error) {
	const op = "notes.RemoveBackups"
	files, err := n.Backups(dir)
	if err != nil {
		return 0, err
	}
	removed := 0
	for _, f := range files {
		if !f.Own && !all {
			continue
		}
		if err := shred(f.Path); err != nil {
			return removed, database.Wrap(context.Background(), op, f.Path, err)
		}
		removed++
	}
	return removed, nil
}

// shred writes a file over with zeros and removes it.
func shred(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	info, err := f.Stat()
	if err == nil {
		_, err = io.Copy(f, io.LimitReader(zeros{}, info.Size()))
	}
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Remove(path)
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// Remove writes over and removes the notes at the path, which nobody has open, with everything that lies
// beside them: files that were set aside or left, and the folder notes-backup with whatever devices'
// backups. Notes that cannot be opened are removed as well.
func Remove(path string) error {
	const op = "notes.Remove"
	files, err := filesOf(filepath.Dir(path), filepath.Base(path))
	own := ownFolderOf(path)
	backups, unread := filesOf(own, "")
	err = errors.Join(err, unread)
	for _, file := range append(files, backups...) {
		err = errors.Join(err, shred(file))
	}
	if err == nil {
		err = os.RemoveAll(own)
	}
	return database.Wrap(context.Background(), op, path, err)
}
