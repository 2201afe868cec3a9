package wholeway_test

import (
	"context"
	"image"
	"image/png"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"

	"rodatraden/app/ui/look"
	"rodatraden/assets"
	"rodatraden/data/repository"
	"rodatraden/data/repository/repositorytest"
)

// picturesVariable names a folder where the pictures of the steps are kept, for those who want to see them.
const picturesVariable = "RODATRADEN_PICTURES"

// typed is a passphrase of letters that every keyboard has.
const typed = "sju meter rep"

func TestAPackageIsPublishedInTheWindowFromAFileToAReceipt(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the screen of this test is an X server")
	}
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	if err := os.Mkdir(at("nobody"), 0o755); err != nil {
		t.Fatal(err)
	}
	s := newScreen(t, at("nobody"))
	s.where = func() string { return savePicture(t, s) }

	// Something is published already: there is something to compare with.
	for _, name := range []string{"010-socialnamnden-2023-05-monthly", "020-socialnamnden-2023-06-monthly"} {
		source, err := fs.Sub(assets.Demo, "demo/alvbro/"+name)
		if err == nil {
			err = os.CopyFS(at(name), source)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	place := at("uppföljning")
	r, err := repository.New(repository.Config{
		Storage: repository.Folder(place), Keys: []string{place + "-keys"}, WorkFactor: repositorytest.WorkFactor,
		Passphrase: func(string, bool) (string, error) { return typed, nil },
	})
	if err == nil {
		err = r.Init(context.Background(), repository.InitOptions{})
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"build", at("010-socialnamnden-2023-05-monthly"), "--out", at("built")},
		{"publish", at("built"), "--repository", place},
	} {
		c := exec.Command("rodatraden-publish", append([]string{"--home", at("hem")}, args...)...)
		c.Env = append(s.env, "RODATRADEN_PASSPHRASE="+typed)
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%v: %v\n%s", args, err, out)
		}
	}

	light := look.New(look.Light, 1)
	o := openProgram(t, s, "Röda tråden, publicering", "rodatraden-publish", "window", "--home", at("hem"), "--repository", place, at("020-socialnamnden-2023-06-monthly"))
	mark := 0
	// step waits until the red bar stands so many places further down, on a page with text and nothing under way.
	step := func(name string, down int) {
		t.Helper()
		s.wait(t, name, func() bool {
			img := s.picture(t)
			now := bar(img, light)
			if now == 0 || count(img, img.Bounds(), light.Tone(look.Ink)) < 1000 || mark > 0 && now < mark+down*30 {
				return false
			}
			mark = now
			return true
		})
		keep(t, s, name)
	}
	step("1 choose", 0)
	s.press(t, "ctrl+Return")
	step("2 review", 1)
	s.press(t, "ctrl+Return")
	step("3 preview", 1)
	s.wait(t, "the pages of the preview", func() bool {
		img := s.picture(t)
		left, right := image.Rect(240, 220, 790, 620), image.Rect(800, 220, 1366, 620)
		return count(img, left, light.Tone(look.Ink)) > 500 && count(img, right, light.Tone(look.Ink)) > 500
	})
	keep(t, s, "3 preview")
	s.press(t, "ctrl+Return")
	step("4 publish", 1)

	// A passphrase that is wrong publishes nothing, and is asked for again: the focus stands there.
	published := func() int {
		x, err := repository.Inspect(context.Background(), repository.Folder(place))
		if err != nil {
			t.Fatal(err)
		}
		return len(x.Committees[0].Packages)
	}
	s.do(t, "type", "fel")
	s.press(t, "Return")
	s.wait(t, "what is wrong with the passphrase", func() bool {
		img := s.picture(t)
		return count(img, img.Bounds(), light.Tone(look.Negative)) > 60
	})
	keep(t, s, "4 publish, refused")
	if n := published(); n != 1 {
		t.Errorf("%d packages are published with a wrong passphrase", n)
	}
	s.do(t, "type", typed)
	s.press(t, "Return")
	step("5 receipt", 1)
	if n := published(); n != 2 {
		t.Errorf("%d packages are published", n)
	}
	receipts, err := filepath.Glob(filepath.Join(at("hem"), "receipts", "*.json"))
	if err != nil || len(receipts) != 1 {
		t.Errorf("%v, %v", receipts, err)
	}
	o.quit(t)
}

// keep writes what the screen shows, where that is asked for.
func keep(t *testing.T, s *screen, name string) {
	t.Helper()
	dir := os.Getenv(picturesVariable)
	if dir == "" {
		return
	}
	f, err := os.Create(filepath.Join(dir, name+".png"))
	if err == nil {
		err = png.Encode(f, s.picture(t))
	}
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		t.Error(err)
	}
}
