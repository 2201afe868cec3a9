package publisher

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"rodatraden/app/i18n"
	"rodatraden/app/legible"
	"rodatraden/app/publishing/steps"
	"rodatraden/app/ui/bars"
	"rodatraden/app/ui/canvastest"
	"rodatraden/app/ui/guided"
	"rodatraden/app/ui/part"
)

// broken is a package with faults, made once.
func broken(t *testing.T) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "fel")
	if err := os.CopyFS(to, os.DirFS(source())); err != nil {
		t.Fatal(err)
	}
	table := filepath.Join(to, "amounts.csv")
	raw, err := os.ReadFile(table)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(table, []byte(strings.Replace(string(raw), ",mkr,", ",mkx,", 3)), 0o644); err != nil {
		t.Fatal(err)
	}
	return to
}

func TestEveryTextOfEveryStepCanBeRead(t *testing.T) {
	at := copied(t)
	faulty := broken(t)
	sizes := []fyne.Size{{Width: 1366, Height: 690}, {Width: 1280, Height: 620}, {Width: 1024, Height: 600}, {Width: 820, Height: 1180}}
	for _, lang := range []string{i18n.Swedish, i18n.English} {
		for _, theme := range []string{"light", "dark", "contrast"} {
			for _, text := range []int{100, 150, 200} {
				if theme != "light" && text > 100 {
					continue // colours move nothing
				}
				t.Run(fmt.Sprintf("%s/%s/%d", lang, theme, text), func(t *testing.T) {
					s := open(t, Config{Repository: at, Files: []string{source()}}, Picture{Width: 1366, Height: 690, Text: text, Theme: theme, Language: lang}, nil)
					shown := sizes
					if theme != "light" {
						shown = sizes[:2]
					}
					everyStep(t, s, faulty, func(name string) {
						for _, size := range shown {
							s.canvas.(interface{ Resize(fyne.Size) }).Resize(size)
							inspect(t, s, name, size)
						}
					})
				})
			}
		}
	}
}

// everyStep goes to all that the window shows before something is published, and some that went wrong.
func everyStep(t *testing.T, s *stand, faulty string, look func(name string)) {
	t.Helper()
	to := func(n steps.Name) {
		s.Go(n)
		s.is(t, n)
		look(string(n))
	}
	s.Start()
	look("home")
	for _, n := range []steps.Name{steps.Place, steps.Letter, steps.Workbook, steps.Subscription, steps.Renew, steps.Choose} {
		to(n)
	}
	s.Go(steps.Place)
	s.Do("protection/1")
	look("place, with thresholds")
	s.Write("place", "")
	s.Do("make")
	look("place, refused")
	s.Do("begin")
	s.Take(faulty)
	s.Do("read")
	s.is(t, steps.Review)
	look("review, faults")
	jump := ""
	for _, block := range s.page().Main {
		if f, ok := block.(steps.Found); ok && jump == "" {
			jump = string(f.Jump.Act)
		}
	}
	s.Do(steps.Act(jump))
	look("review, jumped")
	s.Take(source())
	s.Do("remove/0")
	s.Do("read")
	to(steps.Review)
	to(steps.Preview)
	for i := range s.Known().Shown.Pages {
		s.Do(steps.Act(fmt.Sprint("page/", i)))
		look("preview of " + s.Known().Shown.Pages[i])
	}
	to(steps.Publish)
	s.Do("send")
	look("publish, refused")
	for _, leaf := range []string{"help", "keys", "about"} {
		s.Open(leaf)
		look(leaf)
	}
	s.Go(steps.Publish)
}

// inspect finds what cannot be read of what the window shows.
func inspect(t *testing.T, s *stand, name string, size fyne.Size) {
	t.Helper()
	rules := canvastest.Rules{Lacks: legible.Lacks}
	var faults []string
	pages := canvastest.All[*part.Page](s.canvas.Content())
	pages = slices.DeleteFunc(pages, func(p *part.Page) bool { return p.Hidden })
	if len(pages) == 1 {
		faults = canvastest.Scrolled(s.canvas.Content(), pages[0], size, rules)
	} else {
		faults = canvastest.Look(s.canvas.Content(), size, rules)
	}
	for _, shown := range canvastest.Texts(s.canvas.Content(), size) {
		if strings.ContainsAny(shown.Text, "⟦⟧") || strings.Contains(shown.Text, "steps.") {
			faults = append(faults, "words are missing: "+shown.Text)
		}
	}
	for i, f := range faults {
		if i == 4 {
			t.Errorf("%s at %v: and %d more", name, size, len(faults)-i)
			break
		}
		t.Errorf("%s at %v: %s", name, size, f)
	}
}

func TestEveryCommandHasAShortcutAndWords(t *testing.T) {
	s := open(t, Config{}, usual, nil)
	taken := map[string]string{}
	for _, c := range bars.Commands(s.Menus()) {
		for _, lang := range []string{i18n.Swedish, i18n.English} {
			if !i18n.New(lang).Has("ui.command." + c.ID) {
				t.Errorf("%s: no words for %s", lang, c.ID)
			}
		}
		k := c.Shortcut()
		if k == nil || k.Modifier&(bars.Ctrl|bars.Alt) == 0 || k.Modifier&bars.Ctrl != 0 && k.Modifier&bars.Alt != 0 {
			t.Errorf("%s has no shortcut with Ctrl or Alt", c.ID)
			continue
		}
		for _, key := range append(slices.Clone(c.Also), *k) {
			if other, ok := taken[key.ShortcutName()]; ok {
				t.Errorf("%s and %s have the same shortcut", c.ID, other)
			}
			taken[key.ShortcutName()] = c.ID
		}
	}
	if len(taken) < 25 {
		t.Errorf("there are only %d shortcuts", len(taken))
	}
}

func TestTheWholeWayIsGoneByTheKeyboard(t *testing.T) {
	at := copied(t)
	s := open(t, Config{Repository: at, Files: []string{source()}}, usual, nil)
	on := func() { s.press(fyne.KeyReturn, bars.Ctrl) }
	s.is(t, steps.Choose)
	on()
	s.is(t, steps.Review)
	on()
	s.is(t, steps.Preview)
	on()
	s.is(t, steps.Publish)
	// Tab comes to everything in the order of reading, and to the passphrase among it.
	found := false
	for range 60 {
		s.canvas.(interface{ FocusNext() }).FocusNext()
		if e, ok := s.canvas.Focused().(*bars.Entry); ok && e.Password {
			found = true
			for _, r := range word {
				e.TypedRune(r)
			}
			e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
			break
		}
	}
	if !found {
		t.Fatal("Tab never comes to the passphrase")
	}
	s.is(t, steps.Receipt)
	for _, size := range []fyne.Size{{Width: 1366, Height: 690}, {Width: 1024, Height: 600}, {Width: 820, Height: 1180}} {
		s.canvas.(interface{ Resize(fyne.Size) }).Resize(size)
		inspect(t, s, "receipt", size)
	}
	s.press(fyne.KeyLeft, bars.Alt)
	s.is(t, steps.Home)
}

func TestEscLeavesHelpAndThenTheStep(t *testing.T) {
	at := copied(t)
	s := open(t, Config{Repository: at, Files: []string{source()}}, usual, nil)
	s.Do("read")
	s.canvas.OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyF1})
	if texts := canvastest.Texts(s.canvas.Content(), s.canvas.Size()); !slices.ContainsFunc(texts, func(p canvastest.Placed) bool { return p.Text == "Så publicerar du" }) {
		t.Error("F1 shows no help")
	}
	esc := func() { s.canvas.OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape}) }
	esc()
	s.is(t, steps.Review)
	esc()
	s.is(t, steps.Choose)
	esc()
	s.is(t, steps.Home)
}

func TestAPublishUnderWayIsShownAndNothingElseCanBeDone(t *testing.T) {
	at := copied(t)
	var s *stand
	seen := []string{}
	s = open(t, Config{Repository: at, Files: []string{source()}}, usual, func(c *guided.Config) {
		c.Loop.Do = func(then func()) {
			then()
			if s == nil || s.Guide == nil || s.Known().Sending == nil || s.Known().Sending.OfFiles == 0 {
				return
			}
			for _, size := range []fyne.Size{{Width: 1366, Height: 690}, {Width: 820, Height: 1180}} {
				s.canvas.(interface{ Resize(fyne.Size) }).Resize(size)
				inspect(t, s, "sending", size)
			}
			for _, block := range s.page().Main {
				if p, ok := block.(steps.Progress); ok {
					seen = append(seen, p.Sum)
				}
			}
			s.Go(steps.Choose)
			if s.At() != steps.Publish {
				t.Error("one can leave a publish that is under way")
			}
		}
	})
	s.Do("read")
	s.Go(steps.Publish)
	s.Write("passphrase", word)
	s.Do("send")
	s.is(t, steps.Receipt)
	if len(seen) < 2 || !strings.Contains(seen[0], "filer · ") {
		t.Errorf("the progress was %q", seen)
	}
}
