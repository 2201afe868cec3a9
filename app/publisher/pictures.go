package publisher

import (
	"context"
	"errors"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"rodatraden/app/confine"
	"rodatraden/app/publishing"
	"rodatraden/app/publishing/steps"
	"rodatraden/app/ui/guided"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/shell"
	"rodatraden/data/fault"
	"rodatraden/data/home"
)

// Picture says how a step is drawn without a screen.
type Picture struct {
	Width, Height float32 // of the window, in logical pixels
	Text          int     // per cent
	Theme         string  // light, dark or contrast
	Language      string
}

// Headless starts Fyne without a screen. It is called once; what Fyne keeps for itself is kept in the home.
func Headless(h home.Home) {
	confine.In(h)
	test.NewApp()
}

// headless returns the window's content on a canvas without a screen, with the files chosen.
func (p *Publisher) headless(at Picture) (*guided.Guide, fyne.Canvas) {
	c := software.NewCanvas()
	c.SetPadded(false)
	g := guided.New(p.drawn(c, at))
	g.Attach()
	c.SetContent(g.Object())
	c.Resize(fyne.NewSize(at.Width, at.Height))
	g.Begin(p.config.Files)
	return g, c
}

// drawn is how a window without a screen is made.
func (p *Publisher) drawn(c fyne.Canvas, at Picture) guided.Config {
	return guided.Config{
		Desk: p.bench, Canvas: c, Kind: look.Light, Headless: true, Log: p.log, Version: shell.Version, Home: p.home.Dir(),
		Settings: home.Settings{Language: at.Language, Theme: at.Theme, TextSize: at.Text},
	}
}

// Draw starts Fyne without a screen, and draws the steps that the files of the Config lead to, as WritePictures does. It
// is called once.
func Draw(ctx context.Context, c Config, dir string, at Picture) (drawn []string, err error) {
	h, err := publishing.OpenHome(c.Home)
	if err != nil {
		return nil, err
	}
	Headless(h.Home)
	p, err := New(ctx, c)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	return p.WritePictures(ctx, dir, at)
}

// WritePictures draws every step that the chosen files lead to, as PNG in a folder. Nothing is published.
func (p *Publisher) WritePictures(_ context.Context, dir string, at Picture) ([]string, error) {
	const op = "publisher.WritePictures"
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fault.New(op, fault.Local, dir, err)
	}
	g, c := p.headless(at)
	defer g.Close()
	var out []string
	draw := func(n steps.Name) error {
		g.Go(n)
		if g.At() != n {
			return nil // one cannot go there with these files
		}
		path := filepath.Join(dir, string(n)+".png")
		out = append(out, path)
		return writePNG(op, path, c.Capture())
	}
	for _, n := range []steps.Name{steps.Home, steps.Place, steps.Letter, steps.Workbook, steps.Subscription, steps.Renew, steps.Resume, steps.Choose} {
		if err := draw(n); err != nil {
			return out, err
		}
	}
	if len(p.config.Files) > 0 {
		g.Do("read")
	}
	for _, n := range []steps.Name{steps.Review, steps.Preview, steps.Publish} {
		if err := draw(n); err != nil {
			return out, err
		}
	}
	return out, nil
}

func writePNG(op, path string, img image.Image) error {
	f, err := os.Create(path)
	if err == nil {
		err = png.Encode(f, img)
		if closed := f.Close(); err == nil {
			err = closed
		}
	}
	if err != nil {
		return fault.New(op, fault.Local, path, err)
	}
	return nil
}

// ParsePicture reads how a step is drawn, as it is written on a command line.
//
// Faults: Usage where a size, a text size or a theme is none.
func ParsePicture(size string, text int, theme, language string) (Picture, error) {
	const op = "publisher.ParsePicture"
	p := Picture{Text: text, Theme: theme, Language: language}
	w, h, _ := strings.Cut(size, "x")
	for side, written := range map[*float32]string{&p.Width: w, &p.Height: h} {
		n, err := strconv.ParseUint(written, 10, 16)
		if err != nil || n < 200 || n > 8000 {
			return p, fault.New(op, fault.Usage, "--size="+size, err)
		}
		*side = float32(n)
	}
	if text < 100 || text > 200 {
		return p, fault.New(op, fault.Usage, "--text="+strconv.Itoa(text), nil)
	}
	if !slices.Contains([]string{"light", "dark", "contrast"}, theme) {
		return p, fault.New(op, fault.Usage, "--theme="+theme, nil)
	}
	return p, nil
}
