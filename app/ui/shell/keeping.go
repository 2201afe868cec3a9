package shell

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"rodatraden/app/page"
	"rodatraden/app/ui/bars"
	"rodatraden/app/ui/keeping"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/loop"
	"rodatraden/data/fault"
	"rodatraden/data/notes"
)

// keepingPage is the page on which notes are moved and taken back.
const keepingPage = "notes"

// safekeeping is what is written on that page and not yet used. It is forgotten when the page is left.
type safekeeping struct {
	to, from              string // paths
	sure                  string // the path that a dialog has asked about: it may be written over
	first, again, opening string // passphrases
	shown                 bool   // they can be read
	all                   bool   // every backup is listed
	busy                  bool
	word                  string // that is written to have everything erased
}

// resting is how long after the last change of the notes they are backed up.
const resting = time.Minute

// backUpSoon backs the notes up when they have rested. One timer runs, and nothing while it does.
func (s *Shell) backUpSoon() {
	s.own.unsaved = true
	if s.own.unwait != nil {
		s.own.unwait()
	}
	s.own.unwait = s.loop.After(resting, func() {
		s.loop.Do(func() {
			if !s.running.Closed() && s.erased == nil {
				s.own.unwait = nil
				s.backUp()
			}
		})
	})
}

// backUp backs the notes up; nobody has asked for it, so only what does not go well is told, once.
func (s *Shell) backUp() {
	s.own.unsaved = false
	s.background(func() func() {
		b, err := s.desk.BackupNotes(s.ctx)
		return func() {
			wrong := ""
			switch {
			case s.erased != nil:
				return
			case err != nil:
				s.own.unsaved = true
				s.log.Error("backup", "kind", fault.KindOf(err), "error", err)
				wrong = s.l.Text("notes.copies.failed")
			case b.Refused != nil:
				s.log.Error("backup", "kind", fault.KindOf(b.Refused), "error", b.Refused)
				wrong = s.l.Text("notes.copies.refused", "Folder", fault.PathOf(b.Refused))
			default:
				s.own.warned = false
			}
			if wrong != "" && !s.own.warned {
				s.own.warned = true
				s.say(&news{text: wrong, grave: true, actions: []action{{"keeping", s.l.Text("notes.details"), s.showKeeping}}})
			}
		}
	})
}

// backUpLast backs the notes up before the program ends. It does not wait long for a folder that does not
// answer.
func (s *Shell) backUpLast() {
	if s.own.unwait != nil {
		s.own.unwait()
	}
	if !s.own.unsaved || s.erased != nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), loop.Lingering)
	defer cancel()
	done := make(chan struct{})
	go func() {
		defer close(done)
		if _, err := s.desk.BackupNotes(ctx); err != nil {
			s.log.Error("backup", "kind", fault.KindOf(err), "error", err)
		}
	}()
	select {
	case <-done:
	case <-ctx.Done():
		s.log.Warn("the backup did not end")
	}
}

// showKeeping goes to the page on which notes are moved.
func (s *Shell) showKeeping() {
	s.safe = safekeeping{}
	s.open(keepingPage)
}

// secret is a field for a passphrase, which cannot be read until the reader says so.
func (s *Shell) secret(name string, text *string, changed func()) *bars.Field {
	f := s.bars.NewField("", "", "", *text)
	f.Entry.Password = !s.safe.shown
	f.OnChange(func(now string) {
		*text = now
		if changed != nil {
			changed()
		}
	})
	f.Entry.Escape = s.leave
	s.control("keep."+name, f.Entry)
	return f
}

// path is a field for a path.
func (s *Shell) path(name string, text *string, do func(string)) *bars.Field {
	f := s.bars.NewField("", "", "", *text)
	f.OnChange(func(now string) { *text = now })
	f.Entry.OnSubmitted = do
	f.Entry.Escape = s.leave
	s.control("keep."+name, f.Entry)
	return f
}

// fieldHigh is the height of a line to write in.
func (s *Shell) fieldHigh() float32 {
	if s.narrow {
		return s.theme.Size(look.TouchLine)
	}
	return s.theme.Size(look.Control)
}

// newKeeping shows the page on which notes are moved and taken back.
func (s *Shell) newKeeping() view {
	k, _ := s.shown.data.(page.Kept)
	if s.safe.to == "" {
		if dir, err := os.UserHomeDir(); err == nil {
			s.safe.to = filepath.Join(dir, page.ExportName(s.desk.Now(), s.l))
		}
	}
	var v *keeping.View
	first := s.secret("first", &s.safe.first, func() { v.Judge(page.StrengthOf(s.safe.first)) })
	again := s.secret("again", &s.safe.again, nil)
	again.Entry.OnSubmitted = func(string) { s.exportNotes() }
	opening := s.secret("opening", &s.safe.opening, nil)
	opening.Entry.OnSubmitted = func(string) { s.importNotes() }
	does := keeping.Does{
		First: first, Again: again, Opening: opening, High: s.fieldHigh(), Strength: page.StrengthOf(s.safe.first), Shown: s.safe.shown,
		To:     s.path("to", &s.safe.to, func(string) { s.exportNotes() }),
		From:   s.path("from", &s.safe.from, func(string) { s.importNotes() }),
		Show:   func() { s.safe.shown = !s.safe.shown; s.redrawView("keep.") },
		Export: s.exportNotes, Import: s.importNotes, Restore: s.restoreNotes, Backup: s.copyNotes,
		All:      func() { s.safe.all = true; s.redrawView("keep.") },
		Settings: s.showSettings, Erase: s.askErase, Back: s.leave,
		Name: func(name string, f fyne.Focusable) { s.control("keep."+name, f) },
	}
	if newest := page.NewestWhole(k.Trouble); newest != "" {
		does.Mend = func() { s.restoreNotes(newest) }
	}
	if s.config.Window != nil {
		does.BrowseTo, does.BrowseFrom = s.browseExport, s.browseImport
	}
	v = keeping.New(s.env(), page.BuildKeeping(k, s.safe.all, s.l), does)
	return v
}

// browseExport lets the reader choose where an export shall lie. Where there is such a file already, the
// dialog has asked.
func (s *Shell) browseExport() {
	choose := dialog.NewFileSave(func(file fyne.URIWriteCloser, err error) {
		if err != nil || file == nil {
			return
		}
		path := file.URI().Path()
		_ = file.Close() // it is written by its name, whole
		s.safe.to, s.safe.sure = path, path
		s.redrawView("keep.")
	}, s.config.Window)
	choose.SetFileName(page.ExportName(s.desk.Now(), s.l))
	choose.Show()
}

// browseImport lets the reader choose a file to take in.
func (s *Shell) browseImport() {
	choose := dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
		if err != nil || file == nil {
			return
		}
		s.safe.from = file.URI().Path()
		_ = file.Close()
		s.redrawView("keep.")
	}, s.config.Window)
	choose.SetFilter(storage.NewExtensionFileFilter([]string{notes.ExportExt}))
	choose.Show()
}

// tend does something with the notes that takes time, and tells what came of it.
func (s *Shell) tend(busy string, do func(ctx context.Context) (told func() string, err error)) {
	if s.safe.busy {
		return
	}
	s.safe.busy = true
	s.keepTyped()
	s.say(&news{text: s.l.Text(busy)})
	s.background(func() func() {
		told, err := do(s.ctx)
		return func() {
			s.safe.busy = false
			if err != nil {
				s.log.Error("notes", "kind", fault.KindOf(err), "error", err)
				s.sayTrouble(err)
				return
			}
			s.revision++
			s.say(&news{text: told()})
			s.again()
		}
	})
}

// exportNotes writes the notes to the file that the reader has named, locked with the passphrase.
func (s *Shell) exportNotes() {
	to, passphrase, over := strings.TrimSpace(s.safe.to), s.safe.first, s.safe.to == s.safe.sure
	switch {
	case to == "":
		s.visitField("keep.to")
		return
	case passphrase == "":
		s.say(&news{text: s.l.Text("notes.strength.none")})
		s.visitField("keep.first")
		return
	case passphrase != s.safe.again:
		s.say(&news{text: s.l.Text("notes.passphrase.differ"), grave: true})
		s.visitField("keep.again")
		return
	}
	s.tend("notes.export.busy", func(ctx context.Context) (func() string, error) {
		path, err := s.desk.ExportNotesTo(ctx, to, passphrase, over)
		return func() string {
			s.safe.first, s.safe.again, s.safe.sure = "", "", ""
			return s.l.Text("notes.export.done", "Path", path)
		}, err
	})
}

// visitField gives a field the focus.
func (s *Shell) visitField(name string) {
	if c := s.bars.Named(name); c != nil {
		s.canvas().Focus(c)
	}
}

// importNotes takes in the file that the reader has named.
func (s *Shell) importNotes() {
	from, passphrase := strings.TrimSpace(s.safe.from), s.safe.opening
	if from == "" {
		s.visitField("keep.from")
		return
	}
	if passphrase == "" {
		s.visitField("keep.opening")
		return
	}
	s.tend("notes.import.busy", func(ctx context.Context) (func() string, error) {
		report, err := s.desk.ImportNotesFrom(ctx, from, passphrase)
		return func() string {
			s.safe.opening = ""
			s.backUpSoon()
			return page.TakenIn(report, s.l)
		}, err
	})
}

// restoreNotes takes in a backup.
func (s *Shell) restoreNotes(path string) {
	s.tend("notes.copies.restoring", func(ctx context.Context) (func() string, error) {
		report, err := s.desk.RestoreNotes(ctx, path)
		return func() string {
			s.backUpSoon()
			return page.TakenIn(report, s.l)
		}, err
	})
}

// copyNotes makes a backup now.
func (s *Shell) copyNotes() {
	s.tend("notes.copies.busy", func(ctx context.Context) (func() string, error) {
		b, err := s.desk.BackupNotesNow(ctx)
		return func() string {
			if b.Refused != nil {
				return s.l.Text("notes.copies.refused", "Folder", fault.PathOf(b.Refused))
			}
			return s.l.Text("notes.copies.made", "Folder", b.Folder)
		}, err
	})
}

// tellNotes says that the notes cannot be read, or have been begun anew, and offers what can be done.
func (s *Shell) tellNotes(err error) *telling {
	title, text := page.NotesTrouble(err, s.l)
	t := &telling{text: title + ". " + text, grave: true, progress: -1, hide: func() {
		s.hidden = title
		s.dressNotice()
	}}
	switch newest := page.NewestWhole(err); {
	case newest != "":
		t.actions = []action{{"mend", s.l.Text("notes.broken.restore"), func() { s.restoreNotes(newest) }}}
	case page.BrokenIn(err) != nil:
		t.actions = []action{{"keeping", s.l.Text("notes.details"), s.showKeeping}}
	}
	return t
}

// troubled is what is told of the notes' trouble, unless the reader has put it away.
func (s *Shell) troubled() error {
	if s.shown.trouble == nil || s.place.Page == keepingPage {
		return nil
	}
	if title, _ := page.NotesTrouble(s.shown.trouble, s.l); title == s.hidden {
		return nil
	}
	return s.shown.trouble
}
