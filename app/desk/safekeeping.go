package desk

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rodatraden/app/page"
	"rodatraden/app/terminal"
	"rodatraden/data/fault"
	"rodatraden/data/home"
	"rodatraden/data/notes"
)

// What keeps the notes from being lost with the computer: backups in a folder, and exports behind a
// passphrase.

// aboutNotes lets a fault be told in sentences about notes.
func aboutNotes(err error) error { return terminal.About("notes.fault", err) }

// backups is the folder that the notes are copied to: the reader's choice, or the program's own.
func (d *Desk) backups() string {
	return cmp.Or(d.home.ReadSettings().NotesBackup, d.home.NotesBackup())
}

// Backup tells of a backup that was asked for.
type Backup struct {
	Made    bool   // there was something to copy
	Folder  string // where it lies
	Refused error  // why it does not lie in the folder that the reader has chosen; nil where it does
}

// BackupNotes copies the notes to the folder of the backups, where something has been changed since the
// last copy. Where the reader's folder does not take it, it lies in the program's own.
func (d *Desk) BackupNotes(ctx context.Context) (Backup, error) {
	return d.backup(ctx, (*notes.Notes).BackupIfNeeded)
}

// BackupNotesNow is BackupNotes whether or not anything has been changed.
func (d *Desk) BackupNotesNow(ctx context.Context) (Backup, error) {
	return d.backup(ctx, func(n *notes.Notes, ctx context.Context, dir string) (bool, error) {
		return true, n.Backup(ctx, dir)
	})
}

// BackupNotesTo copies the notes to a folder.
//
// Faults: NotFound where it is not there.
func (d *Desk) BackupNotesTo(ctx context.Context, dir string) error {
	_, err := noting(ctx, d, func(n *notes.Notes, ctx context.Context) (struct{}, error) {
		return struct{}{}, n.Backup(ctx, dir)
	})
	return aboutNotes(err)
}

func (d *Desk) backup(ctx context.Context, do func(*notes.Notes, context.Context, string) (bool, error)) (Backup, error) {
	b, err := noting(ctx, d, func(n *notes.Notes, ctx context.Context) (Backup, error) {
		own := d.home.NotesBackup()
		b := Backup{Folder: d.backups()}
		var err error
		b.Made, err = do(n, ctx, b.Folder)
		if err == nil || b.Folder == own || ctx.Err() != nil {
			return b, err
		}
		b.Folder, b.Refused = own, aboutNotes(err)
		b.Made, err = do(n, ctx, own)
		return b, err
	})
	return b, aboutNotes(err)
}

// ExportNotes writes the notes, encrypted with a passphrase.
//
// Faults: Secret where it is empty.
func (d *Desk) ExportNotes(ctx context.Context, w io.Writer, passphrase string) error {
	_, err := noting(ctx, d, func(n *notes.Notes, ctx context.Context) (struct{}, error) {
		return struct{}{}, n.Export(ctx, w, passphrase)
	})
	return aboutNotes(err)
}

// ExportNotesTo is ExportNotes to a file, which is there whole or not at all. It returns the file's path,
// with the ending of such files.
//
// Faults: Exists where there is such a file and it shall not be written over.
func (d *Desk) ExportNotesTo(ctx context.Context, path, passphrase string, over bool) (string, error) {
	const op = "desk.ExportNotesTo"
	if !strings.HasSuffix(strings.ToLower(path), notes.ExportExt) {
		path += notes.ExportExt
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return path, aboutNotes(fault.New(op, fault.Local, path, err))
	}
	if _, err := os.Lstat(path); err == nil && !over {
		return path, aboutNotes(fault.New(op, fault.Exists, path, nil))
	}
	var sealed bytes.Buffer
	if err := d.ExportNotes(ctx, &sealed, passphrase); err != nil {
		return path, err
	}
	if err := home.Replace(path, sealed.Bytes()); err != nil {
		kind := terminal.DiskKind(err)
		if errors.Is(err, fs.ErrNotExist) {
			kind = fault.NotFound
		}
		return path, aboutNotes(fault.New(op, kind, filepath.Dir(path), err))
	}
	return path, nil
}

// ImportNotes takes in what ExportNotes wrote, on whatever computer.
func (d *Desk) ImportNotes(ctx context.Context, r io.Reader, passphrase string) (notes.Report, error) {
	report, err := noting(ctx, d, func(n *notes.Notes, ctx context.Context) (notes.Report, error) {
		return n.Import(ctx, r, passphrase)
	})
	return report, aboutNotes(err)
}

// ImportNotesFrom is ImportNotes from a file.
//
// Faults: NotFound where it is not there.
func (d *Desk) ImportNotesFrom(ctx context.Context, path, passphrase string) (notes.Report, error) {
	const op = "desk.ImportNotesFrom"
	f, err := os.Open(path)
	if err != nil {
		kind := fault.Local
		if errors.Is(err, fs.ErrNotExist) {
			kind = fault.NotFound
		}
		return notes.Report{}, aboutNotes(fault.New(op, kind, path, err))
	}
	defer f.Close()
	report, err := d.ImportNotes(ctx, f, passphrase)
	if kind := fault.KindOf(err); kind != "" && fault.PathOf(err) == "" {
		err = aboutNotes(fault.New(op, kind, path, err))
	}
	return report, err
}

// RestoreNotes takes in a backup. Where the notes were begun anew because they were broken, that is
// mended then.
func (d *Desk) RestoreNotes(ctx context.Context, file string) (notes.Report, error) {
	report, err := noting(ctx, d, func(n *notes.Notes, ctx context.Context) (notes.Report, error) {
		return n.RestoreFrom(ctx, file)
	})
	if err == nil {
		d.noting.Lock()
		d.trouble = nil
		d.noting.Unlock()
	}
	return report, aboutNotes(err)
}

// NotesTrouble is why the notes cannot be used, or with a notes.BrokenError for a cause, why they have
// been begun anew; nil where all is well.
func (d *Desk) NotesTrouble() error {
	d.noting.Lock()
	defer d.noting.Unlock()
	return d.trouble
}

// leftBroken tells of a broken file that was set aside at an earlier start, as long as the notes that were
// begun in its place are empty.
func (d *Desk) leftBroken(ctx context.Context, n *notes.Notes) error {
	aside := notes.Asides(d.home.Notes())
	if len(aside) == 0 {
		return nil
	}
	if count, err := n.Count(ctx, notes.Filter{Kinds: page.OwnKinds}); err != nil || count > 0 {
		return nil
	}
	broken := &notes.BrokenError{Aside: aside[0], Err: errors.New("it was set aside before")}
	var all []notes.BackupFile
	for _, dir := range []string{d.backups(), d.home.NotesBackup()} {
		found, _ := n.Backups(dir) // a folder that does not answer has none to offer
		all = append(all, found...)
	}
	if len(all) > 0 {
		newest := slices.MaxFunc(all, func(a, b notes.BackupFile) int { return a.Made.Compare(b.Made) })
		broken.Backups = []string{newest.Path}
	}
	return aboutNotes(fault.New("desk.leftBroken", fault.LocalCorrupt, broken.Aside, broken))
}

// Kept tells how the notes are kept from being lost. What cannot be read is told in it.
func (d *Desk) Kept(ctx context.Context) (page.Kept, error) {
	own := d.home.NotesBackup()
	k := page.Kept{Folder: d.backups(), Home: d.home.Dir()}
	k.Chosen = k.Folder != own
	_, err := noting(ctx, d, func(n *notes.Notes, ctx context.Context) (struct{}, error) {
		var err error
		if k.Entries, err = n.Count(ctx, notes.Filter{Kinds: page.OwnKinds}); err != nil {
			return struct{}{}, err
		}
		if k.Chosen {
			if _, k.Unreached = os.Stat(k.Folder); k.Unreached == nil {
				k.Backups, k.Unreached = n.Backups(k.Folder)
			}
		}
		for _, b := range k.Backups {
			if !b.Own {
				k.Others++
			}
		}
		more, err := n.Backups(own)
		k.Backups = append(k.Backups, more...)
		return struct{}{}, err
	})
	slices.SortStableFunc(k.Backups, func(a, b notes.BackupFile) int { return b.Made.Compare(a.Made) })
	if ctx.Err() != nil {
		return k, err
	}
	if k.Trouble = d.NotesTrouble(); k.Trouble == nil {
		k.Trouble = err
	}
	return k, nil
}
