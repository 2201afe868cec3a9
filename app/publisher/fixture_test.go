package publisher

import (
	"context"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"

	"rodatraden/app/i18n"
	"rodatraden/app/publishing"
	"rodatraden/app/publishing/steps"
	"rodatraden/app/ui/guided"
	"rodatraden/assets"
	"rodatraden/data/home"
	"rodatraden/data/repository"
)

func TestMain(m *testing.M) { os.Exit(run(m)) }

// shared is a folder for what is made once for all tests.
var shared string

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "publisher-")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	shared = dir
	h, err := home.Open(filepath.Join(dir, "home"))
	if err != nil {
		panic(err)
	}
	Headless(h)
	return m.Run()
}

const (
	word   = "lösen för prov"
	latest = "230-socialnamnden-2025-04-interim" // the newest of the demonstration's committee
	work   = 10                                  // keys that are quick to open
)

// published is a repository where all of a committee but its newest package is published, made once.
var published = sync.OnceValues(func() (string, error) {
	ctx := context.Background()
	sources, built, at := filepath.Join(shared, "sources"), filepath.Join(shared, "built"), filepath.Join(shared, "published")
	entries, err := fs.ReadDir(assets.Demo, "demo/alvbro")
	if err != nil {
		return "", err
	}
	var paths []string
	for _, e := range entries {
		if !e.IsDir() || !strings.Contains(e.Name(), "-socialnamnden-") {
			continue
		}
		to := filepath.Join(sources, e.Name())
		inner, err := fs.Sub(assets.Demo, "demo/alvbro/"+e.Name())
		if err != nil {
			return "", err
		}
		if err := os.CopyFS(to, inner); err != nil {
			return "", err
		}
		if e.Name() != latest {
			paths = append(paths, to)
		}
	}
	d, err := publishing.Open(ctx, publishing.Config{
		Home: filepath.Join(shared, "made"), Repository: at, WorkFactor: work,
		Passphrase: func(string, bool) (string, error) { return word, nil },
	})
	if err != nil {
		return "", err
	}
	if err := d.Init(ctx, repository.InitOptions{}); err != nil {
		return "", err
	}
	b, err := d.Read(ctx, paths)
	if err != nil {
		return "", err
	}
	folders, err := b.Build(ctx, built)
	if err != nil {
		return "", err
	}
	if b, err = d.Gather(folders); err != nil {
		return "", err
	}
	_, err = d.PublishBuilt(ctx, b, nil, nil)
	return at, err
})

// source is the folder of the package that has not been published.
func source() string { return filepath.Join(shared, "sources", latest) }

// copied is a repository of one's own, with its keys, like published.
func copied(t *testing.T) string {
	t.Helper()
	from, err := published()
	if err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "uppfoljning")
	for _, end := range []string{"", "-keys"} {
		if err := os.CopyFS(to+end, os.DirFS(from+end)); err != nil {
			t.Fatal(err)
		}
	}
	return to
}

// workbook is the package that has not been published as a workbook.
func workbook(t *testing.T, repository string) string {
	t.Helper()
	ctx := context.Background()
	d, err := publishing.Open(ctx, publishing.Config{Home: t.TempDir(), Repository: repository})
	if err != nil {
		t.Fatal(err)
	}
	b, err := d.Gather([]string{source()})
	if err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "delårsrapport.xlsx")
	if _, err := d.Workbook(ctx, publishing.WorkbookAsk{Copy: b}, to); err != nil {
		t.Fatal(err)
	}
	return to
}

// stand is a window without a screen, and what it was given.
type stand struct {
	*guided.Guide
	p      *Publisher
	canvas fyne.Canvas
	opened []string // given to the system
	copies []string // given to the clipboard
	saved  string   // the folder of what was saved
}

// open opens a window that publishes in a repository; change may change how it is made.
func open(t *testing.T, c Config, at Picture, change func(*guided.Config)) *stand {
	t.Helper()
	if c.Home == "" {
		c.Home = t.TempDir()
	}
	c.WorkFactor = work
	p, err := New(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	s := &stand{p: p, saved: t.TempDir()}
	made := software.NewCanvas()
	made.SetPadded(false)
	s.canvas = made
	config := p.drawn(made, at)
	config.OpenURL, config.Copy = func(to *url.URL) error { s.opened = append(s.opened, to.Path); return nil }, func(text string) { s.copies = append(s.copies, text) }
	config.Ask = guided.Ask{
		Open: func([]string, func(string)) {}, Folder: func(func(string)) {},
		Save: func(name string, then func(string)) { then(filepath.Join(s.saved, name)) },
	}
	if change != nil {
		change(&config)
	}
	s.Guide = guided.New(config)
	s.Attach()
	made.SetContent(s.Object())
	made.Resize(fyne.NewSize(at.Width, at.Height))
	s.Begin(c.Files)
	t.Cleanup(func() {
		s.Close()
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

var usual = Picture{Width: 1366, Height: 690, Text: 100, Theme: "light", Language: i18n.Swedish}

// page is what the place that is shown says.
func (s *stand) page() *steps.Page {
	k := s.Known()
	k.Now = time.Now()
	return steps.Build(s.At(), k, i18n.New(s.Settings().Language))
}

// is fails where another place is shown.
func (s *stand) is(t *testing.T, n steps.Name) {
	t.Helper()
	if s.At() != n {
		wrong := ""
		if w := s.Known().Wrong; w != nil {
			wrong = w.Wrong + " " + w.Do
		}
		t.Fatalf("the window is at %s, not %s: %s", s.At(), n, wrong)
	}
}
