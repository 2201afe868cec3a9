package wholeway_test

import (
	"context"
	"encoding/json"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"rodatraden/app"
	"rodatraden/app/desk"
	"rodatraden/app/page"
	"rodatraden/app/ui/canvastest"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/shell"
	"rodatraden/data/home"
)

// person is somebody with a new laptop: an empty home, and a window on a screen.
type person struct {
	*screen
	at   home.Home
	home string // where files are saved when nothing else is said
}

func newPerson(t *testing.T, width, height int) *person {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("the screen of this test is an X server")
	}
	dir := t.TempDir()
	empty := filepath.Join(dir, "nobody")
	if err := os.Mkdir(empty, 0o755); err != nil {
		t.Fatal(err)
	}
	at, err := home.Open(filepath.Join(dir, "hem"))
	if err != nil {
		t.Fatal(err)
	}
	s := newScreenOf(t, empty, width, height)
	s.where = func() string { return savePicture(t, s) }
	return &person{screen: s, at: at, home: empty}
}

// questions are what the person has written, as the command tells of them beside the open window.
func (p *person) questions(t *testing.T) *page.Questions {
	t.Helper()
	c := exec.Command("rodatraden", "questions", "--json", "--home", p.at.Dir())
	c.Env = p.env
	out, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	var q page.Questions
	if err := json.Unmarshal(out, &q); err != nil {
		t.Fatal(err)
	}
	return &q
}

// opensOn waits until a page of the navigation is where the reader is.
func (p *person) opensOn(t *testing.T, place string) {
	t.Helper()
	p.wait(t, place+" in the settings", func() bool { return settings(t, p.at).Place.Page == place })
}

// saved waits for a file that reads as it should.
func (p *person) saved(t *testing.T, path string, says ...string) {
	t.Helper()
	p.wait(t, "the file "+filepath.Base(path), func() bool {
		raw, err := os.ReadFile(path)
		if err != nil {
			return false
		}
		for _, want := range says {
			if !strings.Contains(strings.ReplaceAll(string(raw), "\u00a0", " "), want) {
				return false
			}
		}
		return true
	})
}

func TestAPersonComesFromTheFirstStartToAnExportedQuestionByTheKeyboardAlone(t *testing.T) {
	p := newPerson(t, 1366, 768)
	o := openWindow(t, p.screen, p.at.Dir())
	p.opensOn(t, "overview")
	light := look.New(look.Light, 1)
	p.wait(t, "Översikt", func() bool { img := p.picture(t); return count(img, img.Bounds(), light.Tone(look.Ink)) > 1000 })

	p.press(t, "ctrl+shift+f") // ask about the gap that weighs most
	p.wait(t, "a question of one's own", func() bool { return len(p.questions(t).Order) == 1 })
	first := p.questions(t).Entries()[0]

	p.press(t, "alt+0")
	p.opensOn(t, "questions")
	p.press(t, "ctrl+m") // asked
	p.wait(t, "a question that is asked", func() bool { return p.questions(t).Entries()[0].State == "asked" })

	p.press(t, "ctrl+n") // a note, and its words
	p.wait(t, "a note", func() bool { return len(p.questions(t).Entries()) == 2 })
	p.do(t, "type", "--delay", "20", "Ring ordforanden")
	p.wait(t, "the words of the note", func() bool {
		for _, e := range p.questions(t).Entries() {
			if e.Kind == "note" && e.Text == "Ring ordforanden" {
				return true
			}
		}
		return false
	})

	p.press(t, "ctrl+p") // export: the first button is the page to read
	p.tabTo(t, light)
	p.press(t, "Return")
	file := filepath.Join(p.home, "fragor.html")
	p.wait(t, "a place to save in", func() bool { return p.dialog(t, light) })
	p.press(t, "ctrl+a")
	p.do(t, "type", "--delay", "20", "fragor.html")
	p.press(t, "Return")
	p.saved(t, file, "<html", strings.ReplaceAll(first.Title, "\u00a0", " "), "Ställd", "Ring ordforanden")
	o.quit(t)

	again := openWindow(t, p.screen, p.at.Dir())
	p.opensOn(t, "overview")
	if got := p.questions(t); len(got.Entries()) != 2 {
		t.Errorf("after a new start there are %d", len(got.Entries()))
	}
	again.quit(t)
}

// tabTo waits for the page that exports, and goes to its first button.
func (p *person) tabTo(t *testing.T, theme *look.Theme) {
	t.Helper()
	p.wait(t, "a page without a place in the navigation", func() bool { return bar(p.picture(t), theme) == 0 })
	p.press(t, "Tab")
	p.wait(t, "a button with the focus", func() bool { _, found := ring(p.picture(t), theme.Tone(look.Blue)); return found })
}

// dialog reports whether a dialog lies over the page: its button is filled with blue.
func (p *person) dialog(t *testing.T, theme *look.Theme) bool {
	img := p.picture(t)
	return count(img, img.Bounds(), theme.Tone(look.Blue)) > 1200
}

// twin is the same window without a screen, on which the same is done: it tells where things stand.
type twin struct {
	shell  *shell.Shell
	canvas fyne.Canvas
	window fyne.Window
}

func newTwin(t *testing.T, dir string, size fyne.Size) *twin {
	t.Helper()
	d, err := desk.Open(context.Background(), desk.Config{Home: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	app.Headless(d.Home())
	w := test.NewTempWindow(t, nil)
	w.SetPadded(false)
	s := shell.New(shell.Config{Desk: d, Searches: d.Searches(), Settings: home.Settings{Language: "sv", Theme: "light"}, Canvas: w.Canvas(), Window: w, Headless: true, Welcome: true})
	t.Cleanup(s.Close)
	s.Attach()
	w.SetContent(s.Object())
	w.Resize(size)
	s.Go(shell.Place{Page: "overview", Package: page.Latest, Compare: page.Previous})
	if err := s.Trouble(); err != nil {
		t.Fatal(err)
	}
	return &twin{s, w.Canvas(), w}
}

// find returns where a text begins, of what lies on top.
func (w *twin) find(t *testing.T, text string) fyne.Position {
	t.Helper()
	var on fyne.CanvasObject = w.canvas.Content()
	if top := w.canvas.Overlays().Top(); top != nil {
		on = top
	}
	var said []string
	for _, placed := range canvastest.Texts(on, w.canvas.Size()) {
		if strings.ReplaceAll(placed.Text, "\u00a0", " ") == text {
			return fyne.NewPos(placed.X+3, placed.Baseline-4)
		}
		said = append(said, placed.Text)
	}
	t.Fatalf("%q is not shown; shown is\n%s", text, strings.Join(said, "\n"))
	return fyne.Position{}
}

func TestAPersonComesFromTheFirstStartToAnExportedQuestionByTheMouseOnATablet(t *testing.T) {
	const width, height = 820, 1180
	p := newPerson(t, width, height)
	o := openWindow(t, p.screen, p.at.Dir())
	p.opensOn(t, "overview")
	light := look.New(look.Light, 1)
	p.wait(t, "Översikt", func() bool { img := p.picture(t); return count(img, img.Bounds(), light.Tone(look.Ink)) > 1000 })
	p.fill(t, width, height)
	p.wait(t, "the place marked under the content", func() bool {
		return count(p.picture(t), image.Rect(0, height-90, width, height), light.Tone(look.Thread)) > 200
	})

	w := newTwin(t, t.TempDir(), fyne.NewSize(width, height))
	click := func(text string) {
		t.Helper()
		at := w.find(t, text)
		p.do(t, "mousemove", strconv.Itoa(int(at.X)), strconv.Itoa(int(at.Y)), "click", "1")
		test.TapCanvas(w.canvas, at)
	}
	click("Lägg till")
	p.wait(t, "a question of one's own", func() bool { return len(p.questions(t).Order) == 1 })
	first := p.questions(t).Entries()[0]
	click("Frågor")
	p.opensOn(t, "questions")
	click(strings.ReplaceAll(first.Title, "\u00a0", " "))
	click("Ställd")
	p.wait(t, "a question that is asked", func() bool { return p.questions(t).Entries()[0].State == "asked" })
	click("Tillbaka")
	click("Exportera för mötet")
	click("Som läsbar sida (HTML)")
	p.wait(t, "a place to save in", func() bool { return p.dialog(t, light) })
	p.do(t, "type", "--delay", "20", "fragor") // in the name that is offered
	p.press(t, "Return")
	p.wait(t, "a file that was saved", func() bool {
		files, err := filepath.Glob(filepath.Join(p.home, "*"))
		return err == nil && len(files) > 0
	})
	o.quit(t)
}

// fill gives the window the whole screen.
func (p *person) fill(t *testing.T, width, height int) {
	t.Helper()
	id, _, _ := strings.Cut(p.do(t, "search", "--onlyvisible", "--name", "Röda tråden$"), "\n")
	p.do(t, "windowmove", id, "0", "0")
	p.do(t, "windowsize", "--sync", id, strconv.Itoa(width), strconv.Itoa(height))
	p.do(t, "windowfocus", "--sync", id)
}
