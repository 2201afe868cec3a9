package settings

import (
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/app/ui/canvastest"
	"rodatraden/app/ui/part/parttest"
	"rodatraden/data/home"
)

func TestMain(m *testing.M) { parttest.Main(m) }

func view(w parttest.Window, t *testing.T, s home.Settings, does Does) *View {
	t.Helper()
	env := w.Env(t)
	h, err := home.Open(filepath.Join(t.TempDir(), "hem med ett långt namn", "Rodatraden"))
	if err != nil {
		t.Fatal(err)
	}
	if err := h.WriteSettings(s); err != nil {
		t.Fatal(err)
	}
	does.Entry, does.High = canvas.NewRectangle(nil), 40
	return New(env, page.BuildSettings(s, h, i18n.New(w.Lang)), does)
}

func TestNothingIsCutCoveredOrWrittenOverInAnyWindow(t *testing.T) {
	for _, s := range []home.Settings{{}, {Theme: "contrast", TextSize: 200, NoCheck: true, NotesBackup: "/home/anna/Moln/Säkerhetskopior av anteckningar"}} {
		for _, w := range parttest.Windows() {
			if w.Colours() && s.Theme == "" {
				continue
			}
			v := view(w, t, s, Does{Browse: func() {}, Name: func(string, fyne.Focusable) {}})
			for _, fault := range w.Check(v.Object(), v.Page()) {
				t.Errorf("%s: %s", w.Name, fault)
			}
			v.Object().Resize(w.Size)
			for _, shown := range canvastest.Texts(v.Object(), w.Size) {
				if strings.ContainsAny(shown.Text, "⟦⟧") {
					t.Errorf("%s: words are missing: %s", w.Name, shown.Text)
				}
			}
			if names := parttest.Restless(v.Object()); !w.Colours() && len(names) > 0 {
				t.Errorf("%s: %q make new objects at every layout", w.Name, names)
			}
		}
	}
}

func TestEveryChoiceIsMadeAndTheOneThatHoldsIsNotMadeAgain(t *testing.T) {
	chosen := ""
	names := map[string]fyne.Focusable{}
	view(parttest.First(false), t, home.Settings{Theme: "light", TextSize: 100}, Does{
		Choose: func(group, value string) { chosen += group + "=" + value + " " },
		Name:   func(name string, f fyne.Focusable) { names[name] = f },
	})
	for _, name := range []string{"language.0", "language.1", "theme.0", "theme.2", "text.3", "check.1", "check.0"} {
		names[name].TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	}
	if want := "language=en theme=contrast text=200 check=no check=yes "; chosen != want {
		t.Errorf("chosen: %q, want %q", chosen, want)
	}
}
