package wholeway_test

import (
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// screen is an X server without a monitor, whose picture is a file.
type screen struct {
	display string
	file    string   // of the picture, as XWD
	env     []string // of programs that are to appear on it
	where   func() string
}

// patience is how long something on the screen may take before it is taken never to come.
const patience = 60 * time.Second

// needed are the programs of this test that are not our own. The Makefile installs them.
var needed = []string{"Xvfb", "xdotool"}

// newScreen starts a screen of its own; programs on it find empty folders where people's settings
// lie. Where Xvfb or xdotool is not installed the test is skipped.
func newScreen(t *testing.T, empty string) *screen { return newScreenOf(t, empty, 1366, 768) }

// newScreenOf is newScreen of a size in pixels.
func newScreenOf(t *testing.T, empty string, width, height int) *screen {
	t.Helper()
	for _, program := range needed {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("%s is not installed: `make e2e` installs it where it can", program)
		}
	}
	dir := t.TempDir()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	server := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", fmt.Sprintf("%dx%dx24", width, height), "-fbdir", dir, "-nolisten", "tcp", "-noreset")
	server.ExtraFiles = []*os.File{w} // the server's descriptor 3
	var faults strings.Builder
	server.Stderr = &faults
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	w.Close()
	t.Cleanup(func() {
		_ = server.Process.Signal(os.Interrupt)
		_ = server.Wait()
		r.Close() // the server writes its number again whenever its last program has gone
	})
	if err := r.SetReadDeadline(time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	number := make([]byte, 16)
	n, err := r.Read(number)
	if err != nil {
		t.Fatalf("Xvfb did not start: %v\n%s", err, &faults)
	}
	s := &screen{display: ":" + strings.TrimSpace(string(number[:n])), file: filepath.Join(dir, "Xvfb_screen0")}
	for _, v := range os.Environ() {
		if name, _, _ := strings.Cut(v, "="); !strings.HasPrefix(name, "XDG_") && !strings.HasPrefix(name, "FYNE_") &&
			name != "HOME" && name != "DISPLAY" && name != "WAYLAND_DISPLAY" && name != "LANG" && name != "LC_ALL" {
			s.env = append(s.env, v)
		}
	}
	s.env = append(s.env, "DISPLAY="+s.display, "LANG=sv_SE.UTF-8", "HOME="+empty)
	for _, name := range []string{"DATA_HOME", "CONFIG_HOME", "CACHE_HOME", "STATE_HOME", "RUNTIME_DIR"} {
		s.env = append(s.env, "XDG_"+name+"="+filepath.Join(empty, strings.ToLower(name)))
	}
	return s
}

// do lets xdotool do something, and returns what it says.
func (s *screen) do(t *testing.T, args ...string) string {
	t.Helper()
	c := exec.Command("xdotool", args...)
	c.Env = s.env
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("xdotool %v: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

// press presses keys, one after the other: alt+2.
func (s *screen) press(t *testing.T, keys ...string) {
	t.Helper()
	s.do(t, append([]string{"key"}, keys...)...)
}

// window waits for a window with the name and gives it the keyboard.
func (s *screen) window(t *testing.T, name string) {
	t.Helper()
	var id string
	s.wait(t, "a window called "+name, func() bool {
		c := exec.Command("xdotool", "search", "--onlyvisible", "--name", "^"+name+"$")
		c.Env = s.env
		out, err := c.Output() // it fails as long as there is none
		id, _, _ = strings.Cut(string(out), "\n")
		return err == nil && id != ""
	})
	s.do(t, "windowfocus", "--sync", id)
}

// wait waits until something is so, and fails where it never comes to be.
func (s *screen) wait(t *testing.T, what string, so func() bool) {
	t.Helper()
	tick := time.NewTicker(25 * time.Millisecond)
	defer tick.Stop()
	late := time.After(patience)
	for !so() {
		select {
		case <-tick.C:
		case <-late:
			where := ""
			if s.where != nil {
				where = s.where()
			}
			t.Fatalf("this never came: %s%s", what, where)
		}
	}
}

// picture reads what the screen shows.
func (s *screen) picture(t *testing.T) *image.RGBA {
	t.Helper()
	f, err := os.Open(s.file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := decodeXWD(f)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// decodeXWD reads an X window dump of true colour, 32 bits a pixel, as Xvfb keeps it.
func decodeXWD(r io.Reader) (*image.RGBA, error) {
	var h struct {
		HeaderSize, FileVersion, PixmapFormat, PixmapDepth    uint32
		Width, Height, XOffset, ByteOrder                     uint32
		BitmapUnit, BitmapBitOrder, BitmapPad, BitsPerPixel   uint32
		BytesPerLine, VisualClass, RedMask, GreenMask         uint32
		BlueMask, BitsPerRGB, ColormapEntries, Colours        uint32
		WindowWidth, WindowHeight, WindowX, WindowY, WindowBW uint32
	}
	const colourSize, zPixmap = 12, 2
	if err := binary.Read(r, binary.BigEndian, &h); err != nil {
		return nil, err
	}
	switch {
	case h.FileVersion != 7 || h.HeaderSize < uint32(binary.Size(h)):
		return nil, errors.New("not an X window dump of version 7")
	case h.PixmapFormat != zPixmap || h.BitsPerPixel != 32 || h.RedMask != 0xff0000 || h.GreenMask != 0xff00 || h.BlueMask != 0xff:
		return nil, fmt.Errorf("pixels of another form: %+v", h)
	case h.Width == 0 || h.Height == 0 || h.Width > 1<<14 || h.Height > 1<<14 || h.BytesPerLine < 4*h.Width:
		return nil, fmt.Errorf("%d×%d pixels, %d bytes a line", h.Width, h.Height, h.BytesPerLine)
	}
	if _, err := io.CopyN(io.Discard, r, int64(h.HeaderSize)-int64(binary.Size(h))+int64(h.Colours)*colourSize); err != nil {
		return nil, err
	}
	order := binary.ByteOrder(binary.LittleEndian)
	if h.ByteOrder == 1 {
		order = binary.BigEndian
	}
	img := image.NewRGBA(image.Rect(0, 0, int(h.Width), int(h.Height)))
	line := make([]byte, h.BytesPerLine)
	for y := range int(h.Height) {
		if _, err := io.ReadFull(r, line); err != nil {
			return nil, err
		}
		for x := range int(h.Width) {
			p := order.Uint32(line[4*x:])
			img.SetRGBA(x, y, color.RGBA{R: uint8(p >> 16), G: uint8(p >> 8), B: uint8(p), A: 255})
		}
	}
	return img, nil
}

// How far a pixel may be from a colour: the ground only by rounding, a thin line also by the
// softening of its edges.
const (
	rounding  = 2
	softening = 48
)

// is tells whether a pixel has a colour.
func is(img *image.RGBA, x, y int, c color.NRGBA, but int) bool {
	p := img.RGBAAt(x, y)
	near := func(a, b uint8) bool { return max(int(a)-int(b), int(b)-int(a)) <= but }
	return near(p.R, c.R) && near(p.G, c.G) && near(p.B, c.B)
}

// count counts the pixels of a colour in a part of a picture.
func count(img *image.RGBA, in image.Rectangle, c color.NRGBA) int {
	return countBut(img, in, c, rounding)
}

func countBut(img *image.RGBA, in image.Rectangle, c color.NRGBA, but int) int {
	n := 0
	in = in.Intersect(img.Bounds())
	for y := in.Min.Y; y < in.Max.Y; y++ {
		for x := in.Min.X; x < in.Max.X; x++ {
			if is(img, x, y, c, but) {
				n++
			}
		}
	}
	return n
}

// ring finds a frame of a colour: two level lines, one under the other, that two upright ones join,
// around something that is not of that colour.
func ring(img *image.RGBA, c color.NRGBA) (image.Rectangle, bool) {
	const least, corner = 24, 12 // pixels: of the shortest level line; and that a corner may take
	type run struct{ y, x0, x1 int }
	var runs []run
	b := img.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if !is(img, x, y, c, softening) {
				continue
			}
			from := x
			for x < b.Max.X && is(img, x, y, c, softening) {
				x++
			}
			if x-from >= least {
				runs = append(runs, run{y, from, x})
			}
		}
	}
	for i, top := range runs {
		for _, bottom := range runs[i+1:] {
			if bottom.y-top.y < least || max(bottom.x0-top.x0, top.x0-bottom.x0, bottom.x1-top.x1, top.x1-bottom.x1) > 2 {
				continue
			}
			middle := (top.y + bottom.y) / 2
			side := func(x0, x1 int) bool { return countBut(img, image.Rect(x0, middle, x1, middle+1), c, softening) > 0 }
			inside := image.Rect(top.x0+corner, middle, top.x1-corner, middle+1)
			if side(top.x0-corner, top.x0+corner) && side(top.x1-corner, top.x1+corner) && countBut(img, inside, c, softening) < inside.Dx()/2 {
				return image.Rect(top.x0, top.y, top.x1, bottom.y), true
			}
		}
	}
	return image.Rectangle{}, false
}
