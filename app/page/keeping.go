package page

import (
	"errors"
	"path/filepath"
	"strings"
	"time"

	"rodatraden/app/i18n"
	"rodatraden/data/fault"
	"rodatraden/data/notes"
)

// OwnKinds are the kinds of entries that a reader thinks of as notes: what has been read, silenced or searched
// for is not told of.
var OwnKinds = []notes.Kind{notes.Note, notes.Question, notes.Bookmark, notes.Verdict}

// Kept is how the notes are kept from being lost.
type Kept struct {
	Home      string
	Folder    string // where backups are made
	Chosen    bool   // the reader has chosen it
	Entries   int    // of the kinds of OwnKinds
	Backups   []notes.BackupFile
	Others    int   // of other computers, in the chosen folder
	Unreached error // why the chosen folder does not answer; nil where it does
	Trouble   error // why the notes cannot be read, or were begun anew; nil where all is well
}

// newest is this computer's newest backup; nil where it has none.
func (k Kept) newest() *notes.BackupFile {
	for i := range k.Backups {
		if k.Backups[i].Own {
			return &k.Backups[i]
		}
	}
	return nil
}

// Keeping is the page on which notes are moved to another computer, and taken back from a copy.
type Keeping struct {
	Headline string
	Sub      string
	Notice   *StateNotice // what is wrong with the notes; nil where nothing is
	Export   string       // what an export is
	Import   string
	Backups  []BackupCopy
	Hidden   int    // older ones that are not listed
	Copies   string // where they lie
	Erase    string
}

// BackupCopy is a copy of the notes that can be taken in.
type BackupCopy struct {
	Path   string
	Label  string // when it was made
	Device string // on which computer, and how large it is
}

// mostCopies is how many backups are listed before the reader asks for all.
const mostCopies = 5

// BuildKeeping makes the page; all lists every backup.
func BuildKeeping(k Kept, all bool, l *i18n.Localizer) *Keeping {
	p := &Keeping{
		Sub: l.Text("notes.sub"), Export: l.Text("notes.export.what"), Import: l.Text("notes.import.what"),
		Erase: l.Text("notes.erase.what"), Copies: l.Text("notes.copies.own", "Folder", k.Folder),
	}
	newest := k.newest()
	switch {
	case k.Entries == 0 && newest == nil:
		p.Headline = l.Text("notes.headline.empty")
	case newest == nil:
		p.Headline = l.Text("notes.headline.none", "Count", k.Entries, "Number", l.Int(k.Entries))
	default:
		p.Headline = l.Text("notes.headline.copied", "Count", k.Entries, "Number", l.Int(k.Entries), "When", l.Moment(newest.Made))
	}
	if k.Chosen {
		p.Copies = l.Text("notes.copies.chosen", "Folder", k.Folder)
	}
	if k.Unreached != nil {
		p.Copies = l.Text("notes.copies.unreached", "Folder", k.Folder)
	}
	p.Notice = trouble(k, l)
	for i, b := range k.Backups {
		if i == mostCopies && !all {
			p.Hidden = len(k.Backups) - i
			break
		}
		device := l.Text("notes.device.this")
		if !b.Own {
			device = l.Text("notes.device.other", "Device", b.Device)
		}
		p.Backups = append(p.Backups, BackupCopy{b.Path, l.Moment(b.Made), joined(" · ", device, l.Bytes(b.Bytes))})
	}
	return p
}

// trouble tells what is wrong with the notes.
func trouble(k Kept, l *i18n.Localizer) *StateNotice {
	title, text := NotesTrouble(k.Trouble, l)
	if title == "" {
		return nil
	}
	return &StateNotice{Mark: MarkNotDone, Title: title, Text: text}
}

// NotesTrouble says what is wrong with the notes' file and what has been done about it; "" where nothing
// is.
func NotesTrouble(err error, l *i18n.Localizer) (title, text string) {
	if broken := BrokenIn(err); broken != nil {
		title = l.Text("notes.broken")
		if len(broken.Backups) == 0 {
			return title, l.Text("notes.broken.none", "Path", broken.Aside)
		}
		made, _ := notes.BackupTime(broken.Backups[0])
		return title, l.Text("notes.broken.backup", "When", l.Moment(made), "Path", broken.Aside)
	}
	switch kind := fault.KindOf(err); {
	case err == nil:
		return "", ""
	case kind == fault.Newer:
		return l.Text("notes.newer"), l.Text("notes.newer.do")
	}
	return l.Text("notes.unread"), l.Text("notes.unread.do", "Path", fault.PathOf(err))
}

// BrokenIn is the broken file of notes that a fault tells of; nil where it tells of none.
func BrokenIn(err error) *notes.BrokenError {
	var broken *notes.BrokenError
	if errors.As(err, &broken) {
		return broken
	}
	return nil
}

// NewestWhole is the backup that can take the place of a broken file; "" where there is none.
func NewestWhole(err error) string {
	if broken := BrokenIn(err); broken != nil && len(broken.Backups) > 0 {
		return broken.Backups[0]
	}
	return ""
}

// TakenIn tells in words what taking in notes has changed.
func TakenIn(r notes.Report, l *i18n.Localizer) string {
	count := func(what string, n int) string {
		return l.Text("notes.taken."+what, "Count", n, "Number", l.Int(n))
	}
	if r == (notes.Report{}) {
		return l.Text("notes.taken.empty")
	}
	if r.Added+r.Changed == 0 {
		return l.Text("notes.taken.nothing", "Count", r.Same, "Number", l.Int(r.Same))
	}
	said := []string{count("added", r.Added), count("changed", r.Changed), count("same", r.Same)}
	text := i18n.Capital(l.List(said)) + "."
	if r.Conflicts > 0 {
		text += " " + count("conflicts", r.Conflicts)
	}
	return text
}

// ExportName is what a file with notes is called that is written at a time.
func ExportName(now time.Time, l *i18n.Localizer) string {
	return l.Text("notes.file", "Day", now.Local().Format("2006-01-02")) + notes.ExportExt
}

// Erasing is the page that asks before a computer is emptied.
type Erasing struct {
	Headline string
	Sub      string
	Gone     []string // what goes, a line each
	Stays    []string // what does not
	Word     string   // that the reader writes to say so
	Ask      string   // asks for it
}

// BuildErasing makes the question.
func BuildErasing(k Kept, l *i18n.Localizer) *Erasing {
	p := &Erasing{Headline: l.Text("notes.erase.headline"), Sub: l.Text("notes.erase.sub", "Path", k.Home), Word: l.Text("notes.erase.word")}
	p.Ask = l.Text("notes.erase.ask", "Word", p.Word)
	own := 0
	for _, b := range k.Backups {
		if b.Own && filepath.Dir(b.Path) == k.Folder {
			own++
		}
	}
	switch {
	case k.Trouble != nil:
		p.Gone = append(p.Gone, l.Text("notes.erase.gone.unread"))
	case k.Entries == 0:
		p.Gone = append(p.Gone, l.Text("notes.erase.gone.nothing"))
	default:
		p.Gone = append(p.Gone, l.Text("notes.erase.gone.notes", "Count", k.Entries, "Number", l.Int(k.Entries)))
	}
	switch {
	case !k.Chosen:
		p.Gone = append(p.Gone, l.Text("notes.erase.gone.own"))
	case k.Unreached == nil && k.Trouble == nil:
		p.Gone = append(p.Gone, l.Text("notes.erase.gone.chosen", "Count", own, "Number", l.Int(own), "Folder", k.Folder))
	default:
		p.Stays = append(p.Stays, l.Text("notes.erase.stays.unreached", "Folder", k.Folder))
	}
	p.Gone = append(p.Gone, l.Text("notes.erase.gone.rest"))
	if k.Others > 0 {
		p.Stays = append(p.Stays, l.Text("notes.erase.stays.others", "Count", k.Others, "Number", l.Int(k.Others), "Folder", k.Folder))
	}
	p.Stays = append(p.Stays, l.Text("notes.erase.stays.files"))
	return p
}

// Erased is the page that tells that a computer has been emptied.
type Erased struct {
	Headline string
	Sub      string
	Told     []string
}

// Emptied is what came of emptying a computer.
type Emptied struct {
	Home      string
	Folder    string   // the folder of backups that the reader had chosen; "" where none
	Backups   int      // this computer's backups there, which were removed
	Others    int      // other computers' backups there, which were left
	Unreached error    // why this computer's backups there could not be removed; nil where they were
	Left      []string // files in the home that are not the program's, which were left
}

// BuildErased makes the page.
func BuildErased(e Emptied, l *i18n.Localizer) *Erased {
	p := &Erased{Headline: l.Text("notes.erased"), Sub: l.Text("notes.erased.sub")}
	count := func(what string, n int) {
		if n > 0 {
			p.Told = append(p.Told, l.Text("notes.erased."+what, "Count", n, "Number", l.Int(n), "Folder", e.Folder, "Files", strings.Join(e.Left, ", ")))
		}
	}
	count("backups", e.Backups)
	if e.Unreached != nil {
		p.Told = append(p.Told, l.Text("notes.erased.unreached", "Folder", e.Folder))
	}
	count("others", e.Others)
	count("left", len(e.Left))
	return p
}
