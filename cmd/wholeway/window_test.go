package wholeway_test

import (
	"bytes"
	"encoding/json"
	"image"
	"image/png"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"rodatraden/app/ui/look"
	"rodatraden/data/home"
)

// opened is the reader with its window on a screen.
type opened struct {
	*screen
	program *exec.Cmd
	said    *bytes.Buffer
	ended   chan error
}

// openWindow starts the built program as a reader does, and waits for its window.
func openWindow(t *testing.T, s *screen, dir string) *opened {
	t.Helper()
	return openProgram(t, s, "Röda tråden", "rodatraden", "--home", dir)
}

// openProgram starts one of the built programs and waits for its window, which has a title.
func openProgram(t *testing.T, s *screen, title, name string, args ...string) *opened {
	t.Helper()
	o := &opened{screen: s, program: exec.Command(name, args...), said: &bytes.Buffer{}, ended: make(chan error, 1)}
	o.program.Env = s.env
	o.program.Stdout, o.program.Stderr = o.said, o.said
	if err := o.program.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { o.ended <- o.program.Wait(); close(o.ended) }()
	o.program.WaitDelay = patience // one that it started may hold what it says
	t.Cleanup(func() {
		_ = o.program.Process.Signal(os.Interrupt) // which ends what it started too
		select {
		case <-o.ended:
		case <-time.After(patience / 10):
			_ = o.program.Process.Kill()
			<-o.ended
		}
	})
	s.window(t, title)
	return o
}

// quit presses Ctrl+Q and waits for the program to end well.
func (o *opened) quit(t *testing.T) {
	t.Helper()
	o.press(t, "ctrl+q")
	select {
	case err := <-o.ended:
		if err != nil {
			t.Errorf("it ended with %v\n%s", err, o.said)
		}
	case <-time.After(patience):
		t.Fatal("Ctrl+Q did not end it")
	}
}

// settings reads what the program remembers.
func settings(t *testing.T, at home.Home) home.Settings {
	t.Helper()
	var s home.Settings
	raw, err := os.ReadFile(at.Settings())
	if os.IsNotExist(err) {
		return s
	}
	if err == nil {
		err = json.Unmarshal(raw, &s)
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestTheWindowIsUsedWithTheKeyboard(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the screen of this test is an X server")
	}
	dir := t.TempDir()
	empty := filepath.Join(dir, "nobody")
	if err := os.Mkdir(empty, 0o755); err != nil {
		t.Fatal(err)
	}
	at, err := home.Open(filepath.Join(dir, "hem åäö"))
	if err != nil {
		t.Fatal(err)
	}
	s := newScreen(t, empty)
	s.where = func() string { return savePicture(t, s) }
	light, dark := look.New(look.Light, 1), look.New(look.Dark, 1)
	shows := func(what string, theme *look.Theme, so func(img *image.RGBA) bool) {
		t.Helper()
		s.wait(t, what, func() bool {
			img := s.picture(t)
			return count(img, img.Bounds(), theme.Tone(look.Paper)) > img.Bounds().Dx()*img.Bounds().Dy()/3 && so(img)
		})
	}

	// The window opens on Översikt: text on paper, and the red bar at the place where the reader is.
	o := openWindow(t, s, at.Dir())
	var overview, economy int
	shows("a page with its place marked", light, func(img *image.RGBA) bool {
		overview = bar(img, light)
		return overview > 0 && count(img, img.Bounds(), light.Tone(look.Ink)) > 1000
	})
	// The bar may be there before the page is.
	s.wait(t, "the place in the settings", func() bool { return settings(t, at).Place.Page == "overview" })

	s.press(t, "alt+2")
	shows("Ekonomi, marked below Översikt", light, func(img *image.RGBA) bool {
		economy = bar(img, light)
		return economy > overview+10
	})
	s.wait(t, "the place in the settings", func() bool { return settings(t, at).Place.Page == "economy" })

	// Searching marks what was found.
	s.press(t, "ctrl+k")
	s.do(t, "type", "prognos")
	s.press(t, "Return")
	shows("search hits, marked", light, func(img *image.RGBA) bool {
		return count(img, img.Bounds(), light.Tone(look.Hit)) > 500 && bar(img, light) == 0
	})
	s.press(t, "Escape")
	shows("no search hits", light, func(img *image.RGBA) bool { return count(img, img.Bounds(), light.Tone(look.Hit)) == 0 })
	s.press(t, "alt+Left")
	shows("Ekonomi again", light, func(img *image.RGBA) bool { return bar(img, light) == economy })

	// Larger text, and another theme.
	s.press(t, "ctrl+plus")
	s.wait(t, "text of 125 % in the settings", func() bool { return settings(t, at).TextSize == 125 })
	shows("larger text: the place stands lower", light, func(img *image.RGBA) bool { return bar(img, light) > economy })
	s.press(t, "ctrl+shift+2")
	shows("dark paper", dark, func(img *image.RGBA) bool {
		return bar(img, dark) > 0 && count(img, img.Bounds(), light.Tone(look.Paper)) < 100
	})
	s.wait(t, "the dark theme in the settings", func() bool { return settings(t, at).Theme == "dark" })

	// Tab goes from one thing to the next, each with a blue ring.
	before, _ := ring(s.picture(t), dark.Tone(look.Blue))
	for range 3 {
		s.press(t, "Tab")
		shows("a focus ring in another place", dark, func(img *image.RGBA) bool {
			now, found := ring(img, dark.Tone(look.Blue))
			if !found || now == before {
				return false
			}
			before = now
			return true
		})
	}

	// A second start leaves its file with the first and ends.
	file := filepath.Join(dir, "kommun.prenumeration")
	if err := os.WriteFile(file, []byte("{}"), 0o644); err != nil {
		t.Fatal(err)
	}
	second := exec.Command("rodatraden", "--home", at.Dir(), file)
	second.Env = s.env
	out, err := second.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "redan öppet") {
		t.Errorf("the second start: %v\n%s", err, out)
	}
	shows("the file, offered in the first window", dark, func(img *image.RGBA) bool { return bar(img, dark) == 0 })
	s.wait(t, "an inbox that has been read", func() bool {
		left, err := filepath.Glob(filepath.Join(at.Inbox(), "*"))
		return err == nil && len(left) == 0
	})
	s.press(t, "Escape")
	shows("Ekonomi, when the file is not wanted", dark, func(img *image.RGBA) bool { return bar(img, dark) > 0 })

	// What it remembers is where the reader went last.
	for _, to := range [][2]string{{"alt+1", "overview"}, {"alt+2", "economy"}} {
		s.press(t, to[0])
		s.wait(t, to[1]+" in the settings", func() bool { return settings(t, at).Place.Page == to[1] })
	}
	o.quit(t)

	got := settings(t, at)
	if got.TextSize != 125 || got.Theme != "dark" || got.Place.Page != "economy" || got.Place.Committee != "asn" || got.Width < 1000 {
		t.Errorf("the settings hold %+v", got)
	}

	// The next start is as the last one was left, without a key being pressed.
	again := openWindow(t, s, at.Dir())
	shows("Ekonomi in the dark", dark, func(img *image.RGBA) bool { return bar(img, dark) > 0 })
	again.quit(t)

	err = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if rel, _ := filepath.Rel(at.Dir(), path); err != nil || filepath.IsLocal(rel) || path == dir || path == empty || path == file {
			return err
		}
		t.Errorf("written outside the home: %s", path)
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// bar returns the height at which the navigation marks the place where the reader is: the middle of
// the red bar at the window's left edge, 0 where there is none.
func bar(img *image.RGBA, theme *look.Theme) int {
	const edge, least = 8, 12
	sum, n := 0, 0
	for y := range img.Bounds().Dy() {
		if count(img, image.Rect(0, y, edge, y+1), theme.Tone(look.Thread)) >= 2 {
			sum, n = sum+y, n+1
		}
	}
	if n < least {
		return 0
	}
	return sum / n
}

// savePicture keeps what the screen shows, for whoever has to find out why a test failed.
func savePicture(t *testing.T, s *screen) string {
	var b bytes.Buffer
	if err := png.Encode(&b, s.picture(t)); err != nil {
		return ""
	}
	path := filepath.Join(os.TempDir(), "rodatraden-window.png")
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		return ""
	}
	return "; the screen is in " + path
}
