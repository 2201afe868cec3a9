package page

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rodatraden/app/i18n"
	"rodatraden/data/fault"
	"rodatraden/data/notes"
)

var copiedAt = time.Date(2026, 11, 12, 12, 0, 0, 0, time.UTC)

// copies are so many backups, of this computer and of another in turn, the newest first.
func copies(n int) (all []notes.BackupFile) {
	for i := range n {
		all = append(all, notes.BackupFile{Path: filepath.Join("/moln", "notes.db"), Made: copiedAt.AddDate(0, 0, -i), Own: i%2 == 0, Device: "0123abcd", Bytes: 48000})
	}
	return all
}

func plainText(s string) string { return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(s) }

func TestTheHeadlineSaysWhetherTheNotesAreCopied(t *testing.T) {
	l := i18n.New("sv")
	for _, c := range []struct {
		kept Kept
		want string
	}{
		{Kept{}, "Det finns inget skrivet på den här datorn ännu"},
		{Kept{Entries: 1}, "En anteckning har ingen säkerhetskopia ännu"},
		{Kept{Entries: 11}, "11 anteckningar har ingen säkerhetskopia ännu"},
		{Kept{Entries: 11, Backups: copies(2)[1:]}, "11 anteckningar har ingen säkerhetskopia ännu"}, // another computer's
		{Kept{Entries: 11, Backups: copies(1)}, "11 anteckningar, senast kopierade " + plainText(l.Moment(copiedAt))},
	} {
		if got := plainText(BuildKeeping(c.kept, false, l).Headline); got != c.want {
			t.Errorf("%q, not %q", got, c.want)
		}
	}
}

func TestTheNewestBackupsAreListedAndTheOthersWhenAskedFor(t *testing.T) {
	l := i18n.New("sv")
	k := Kept{Folder: "/moln", Chosen: true, Entries: 1, Backups: copies(12)}
	p := BuildKeeping(k, false, l)
	if len(p.Backups) != 5 || p.Hidden != 7 || !strings.Contains(p.Backups[0].Device, "den här datorn") || !strings.Contains(p.Backups[1].Device, "0123abcd") {
		t.Errorf("%+v, %d hidden", p.Backups, p.Hidden)
	}
	if p := BuildKeeping(k, true, l); len(p.Backups) != 12 || p.Hidden != 0 {
		t.Errorf("%d, %d hidden", len(p.Backups), p.Hidden)
	}
	k.Unreached = errors.New("gone")
	if p := BuildKeeping(k, true, l); !strings.Contains(p.Copies, "går inte att nå") {
		t.Errorf("%q", p.Copies)
	}
}

func TestWhatIsWrongWithTheNotesIsSaidByItsKind(t *testing.T) {
	l := i18n.New("sv")
	backup := "/moln/notes-2026-11-12T120000Z-0123abcd.db"
	for _, c := range []struct {
		err    error
		says   string
		newest string
	}{
		{nil, "", ""},
		{fault.New("x", fault.Newer, "/hem/notes.db", nil), "nyare version", ""},
		{fault.New("x", fault.Local, "/hem/notes.db", nil), "/hem/notes.db", ""},
		{fault.New("x", fault.LocalCorrupt, "/hem/a", &notes.BrokenError{Aside: "/hem/a"}), "Det finns ingen hel kopia", ""},
		{fault.New("x", fault.LocalCorrupt, "/hem/a", &notes.BrokenError{Aside: "/hem/a", Backups: []string{backup}}), "en hel kopia från 12 november 2026", backup},
	} {
		title, text := NotesTrouble(c.err, l)
		if got := plainText(title + " " + text); !strings.Contains(got, c.says) || (c.err == nil) != (title == "") {
			t.Errorf("%v: %q", c.err, got)
		}
		if got := NewestWhole(c.err); got != c.newest {
			t.Errorf("%v: %q", c.err, got)
		}
	}
}

func TestWhatWasTakenInIsToldInWords(t *testing.T) {
	l := i18n.New("sv")
	for want, r := range map[string]notes.Report{
		"12 tillagda, 3 ändrade och 40 som var samma. 1 är motstridig: båda texterna står kvar, i Mina frågor.": {Added: 12, Changed: 3, Same: 40, Conflicts: 1},
		"1 tillagd, 0 ändrade och 0 som var samma.":                                                             {Added: 1},
		"Inget nytt: 2 anteckningar var samma som här.":                                                         {Same: 2},
		"Inget nytt: filen innehåller inga anteckningar.":                                                       {},
	} {
		if got := TakenIn(r, l); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}

func TestWhoErasesIsToldWhatGoesAndWhatStays(t *testing.T) {
	l := i18n.New("sv")
	k := Kept{Home: "/hem", Folder: "/moln", Chosen: true, Entries: 3, Backups: copies(4), Others: 2}
	p := BuildErasing(k, l)
	gone, stays := strings.Join(p.Gone, "; "), strings.Join(p.Stays, "; ")
	if !strings.Contains(gone, "3 anteckningar") || !strings.Contains(gone, "2 säkerhetskopior som den här datorn har lagt i /moln") || !strings.Contains(stays, "2 säkerhetskopior i /moln från andra datorer") {
		t.Errorf("goes: %s\nstays: %s", gone, stays)
	}
	k.Unreached = errors.New("gone")
	p = BuildErasing(k, l)
	if stays := strings.Join(p.Stays, "; "); !strings.Contains(stays, "Säkerhetskopior i /moln, som programmet inte kommer åt") || strings.Contains(strings.Join(p.Gone, "; "), "/moln") {
		t.Errorf("stays: %s", stays)
	}
	told := strings.Join(BuildErased(Emptied{Folder: "/moln", Backups: 2, Others: 1, Left: []string{"/hem/a.jpg"}}, l).Told, "; ")
	if told != "2 säkerhetskopior i /moln är borttagna.; 1 säkerhetskopia ligger kvar i /moln: den är från en annan dator, eller från innan anteckningarna började om.; En fil i mappen hör inte till programmet och ligger kvar: /hem/a.jpg" {
		t.Errorf("%s", told)
	}
}
