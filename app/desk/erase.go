package desk

import (
	"cmp"
	"context"
	"errors"
	"os"

	"github.com/gofrs/flock"

	"rodatraden/app/page"
	"rodatraden/data/fault"
	"rodatraden/data/notes"
)

// EraseAll empties a computer that is handed back: the notes, this computer's backups of them, what was
// fetched and what is subscribed to, settings, copies and logs; everything in the home. It cannot be undone,
// and nothing more can be asked of the desk. The words of the notes are written over first.
//
// held is what the caller holds and removes by itself, the lock of the window among it; a caller that
// holds nothing has no window.
//
// Faults: Locked where a window has the home open, with nothing erased; those of the disk, after
// which it can be asked for again.
func (d *Desk) EraseAll(ctx context.Context, held ...string) (page.Emptied, error) {
	erased, err := d.eraseAll(ctx, held)
	return erased, aboutNotes(err)
}

func (d *Desk) eraseAll(ctx context.Context, held []string) (page.Emptied, error) {
	const op = "desk.EraseAll"
	if len(held) == 0 {
		lock := flock.New(d.home.Lock())
		got, err := lock.TryLock()
		if err != nil {
			return page.Emptied{}, fault.New(op, fault.Local, d.home.Lock(), err)
		}
		if !got {
			return page.Emptied{}, fault.New(op, fault.Locked, d.home.Dir(), nil)
		}
		e, err := d.eraseAll(ctx, []string{d.home.Lock()})
		err = errors.Join(err, lock.Close())
		if err == nil {
			_, err = d.home.Empty()
		}
		return e, err
	}
	_, done, err := d.begin(ctx)
	if err != nil {
		return page.Emptied{}, err
	}
	done()
	d.stop()
	e, err := d.eraseNotes(ctx)
	if err == nil {
		err = d.letGo()
	}
	if err == nil {
		err = notes.Remove(d.home.Notes())
	}
	if err == nil {
		e.Left, err = d.home.Empty(held...)
	}
	if err != nil {
		d.reopen()
	}
	return e, err
}

// eraseNotes writes the notes over, and removes this computer's backups in the reader's folder. Notes
// that cannot be opened do not say which backups are this computer's.
func (d *Desk) eraseNotes(ctx context.Context) (page.Emptied, error) {
	e := page.Emptied{Home: d.home.Dir()}
	if folder := d.backups(); folder != d.home.NotesBackup() {
		e.Folder = folder
	}
	n, err := d.openNotes(ctx)
	if err != nil {
		if ctx.Err() != nil {
			return e, err
		}
		if e.Folder != "" {
			e.Unreached = err
		}
		return e, nil
	}
	if e.Folder == "" {
		return e, n.Erase(ctx)
	}
	if _, e.Unreached = os.Stat(e.Folder); e.Unreached == nil {
		e.Backups, e.Unreached = n.RemoveBackups(e.Folder, false)
		left, err := n.Backups(e.Folder)
		for _, b := range left {
			if !b.Own {
				e.Others++
			}
		}
		e.Unreached = cmp.Or(e.Unreached, err)
	}
	return e, n.Erase(ctx)
}

// reopen lets the desk be asked again.
func (d *Desk) reopen() {
	d.gate.Lock()
	defer d.gate.Unlock()
	d.life, d.end = context.WithCancel(context.Background())
	d.closed = false
}
