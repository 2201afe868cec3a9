package keeping

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/app/ui/canvastest"
	"rodatraden/app/ui/part/parttest"
	"rodatraden/data/fault"
	"rodatraden/data/notes"
)

func TestMain(m *testing.M) { parttest.Main(m) }

// kept is how a reader's notes may be kept: with as many backups as are listed and then some, and broken.
func kept(broken bool) page.Kept {
	folder := "/home/anna/Moln/Säkerhetskopior av anteckningar"
	k := page.Kept{Home: "/home/anna/.local/share/rodatraden", Folder: folder, Chosen: true, Entries: 41, Others: 3}
	for i := range 8 {
		k.Backups = append(k.Backups, notes.BackupFile{
			Path: filepath.Join(folder, "notes.db"), Made: time.Date(2026, 11, 28-i, 14, 5, 0, 0, time.UTC), Own: i%3 > 0, Device: "0123abcd", Bytes: 48e6,
		})
	}
	if broken {
		aside := k.Home + "/notes.db.broken-2026-11-28T120000Z"
		k.Trouble = fault.New("x", fault.LocalCorrupt, aside, &notes.BrokenError{Aside: aside, Backups: []string{folder + "/notes-2026-11-12T120000Z-0123abcd.db"}})
		k.Unreached = k.Trouble
	}
	return k
}

type pressed struct {
	did   string
	names map[string]fyne.Focusable
}

func (p *pressed) press(name string) string {
	p.did = ""
	p.names[name].TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	return p.did
}

func view(w parttest.Window, t *testing.T, k page.Kept, all bool) (*View, *pressed) {
	t.Helper()
	p := &pressed{names: map[string]fyne.Focusable{}}
	do := func(what string) func() { return func() { p.did = what } }
	field := func() fyne.CanvasObject { return canvas.NewRectangle(nil) }
	does := Does{
		To: field(), First: field(), Again: field(), From: field(), Opening: field(), High: 40, Strength: page.NoPassphrase,
		BrowseTo: do("to.browse"), BrowseFrom: do("from.browse"), Show: do("show"), Export: do("export"), Import: do("import"),
		Restore: func(path string) { p.did = path }, Backup: do("backup"), All: do("all"), Settings: do("settings"), Erase: do("erase"), Back: do("back"),
		Name: func(name string, f fyne.Focusable) { p.names[name] = f },
	}
	if page.NewestWhole(k.Trouble) != "" {
		does.Mend = do("mend")
	}
	return New(w.Env(t), page.BuildKeeping(k, all, i18n.New(w.Lang)), does), p
}

func check(t *testing.T, w parttest.Window, what string, o fyne.CanvasObject, faults []string) {
	t.Helper()
	for _, fault := range faults {
		t.Errorf("%s, %s: %s", what, w.Name, fault)
	}
	o.Resize(w.Size)
	for _, said := range canvastest.Texts(o, w.Size) {
		if strings.ContainsAny(said.Text, "⟦⟧") {
			t.Errorf("%s, %s: words are missing: %s", what, w.Name, said.Text)
		}
	}
	if names := parttest.Restless(o); !w.Colours() && len(names) > 0 {
		t.Errorf("%s, %s: %q make new objects at every layout", what, w.Name, names)
	}
}

func TestNothingIsCutCoveredOrWrittenOverInAnyWindow(t *testing.T) {
	for _, w := range parttest.Windows() {
		if !w.Colours() {
			v, _ := view(w, t, page.Kept{Folder: "/hem/notes-backup"}, false)
			check(t, w, "nothing", v.Object(), w.Check(v.Object(), v.Page()))
			v, _ = view(w, t, kept(false), false)
			check(t, w, "copies", v.Object(), w.Check(v.Object(), v.Page()))
			v.Judge(page.Fair)
			check(t, w, "judged", v.Object(), w.Check(v.Object(), v.Page()))
			erased := NewErased(w.Env(t), page.BuildErased(page.Emptied{Folder: kept(false).Folder, Backups: 2, Others: 1, Left: []string{"/home/anna/a.jpg"}}, i18n.New(w.Lang)), func() {}, func(string, fyne.Focusable) {})
			check(t, w, "erased", erased.Object(), w.Check(erased.Object(), erased.Page()))
		}
		v, _ := view(w, t, kept(true), true)
		check(t, w, "broken", v.Object(), w.Check(v.Object(), v.Page()))
		asked := NewErase(w.Env(t), page.BuildErasing(kept(false), i18n.New(w.Lang)), Asks{Word: canvas.NewRectangle(nil), High: 40, Name: func(string, fyne.Focusable) {}})
		check(t, w, "asked", asked.Object(), w.Check(asked.Object(), asked.Page()))
	}
}

func TestEachButtonDoesWhatItSays(t *testing.T) {
	w := parttest.First(false)
	_, p := view(w, t, kept(true), false)
	for _, name := range []string{"to.browse", "from.browse", "show", "export", "import", "backup", "all", "settings", "erase", "back", "mend"} {
		if got := p.press(name); got != name {
			t.Errorf("%s did %q", name, got)
		}
	}
	if got := p.press("restore.2"); got != kept(true).Backups[2].Path {
		t.Errorf("it takes back %q", got)
	}
}

func TestTheStrengthIsSaidWhileThePassphraseIsWritten(t *testing.T) {
	w := parttest.First(false)
	v, _ := view(w, t, kept(false), false)
	v.Object().Resize(w.Size)
	says := func(what string) bool {
		for _, said := range canvastest.Texts(v.Object(), w.Size) {
			if strings.HasPrefix(said.Text, what) {
				return true
			}
		}
		return false
	}
	for s, words := range map[page.Strength]string{page.Weak: "Svag:", page.Fair: "Godtagbar:", page.Strong: "Stark:"} {
		v.Judge(s)
		if !says(words) {
			t.Errorf("%s is not said", words)
		}
	}
}
