// Package publisher is the publisher's program with its window: it puts the publisher's desk, the guided
// steps and Fyne together, and owns every goroutine that outlives a call.
package publisher

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/theme"
	"github.com/adrg/xdg"
	"github.com/gofrs/flock"

	"rodatraden/app/confine"
	"rodatraden/app/i18n"
	"rodatraden/app/publishing"
	"rodatraden/app/ui/guided"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/shell"
	"rodatraden/assets"
	"rodatraden/data/fault"
	"rodatraden/data/home"
)

// ID is the program's name to the system.
const ID = "se.rodatraden.publisher"

// Config says how the window is opened.
type Config struct {
	Home       string   // a folder; empty is the usual one
	Language   string   // sv or en; empty is what the settings say
	Repository string   // an address; empty is where was published last
	Keys       string   // the folder of keys; empty is the usual one
	Files      []string // chosen from the start

	Now        func() time.Time // nil is time.Now
	WorkFactor int              // as publishing.Config has it
}

// Publisher is the program with its window. Make it with New, and Close it.
type Publisher struct {
	config Config
	home   publishing.Home
	bench  *bench
	lock   *flock.Flock
	log    *slog.Logger
	endLog func()
}

// New opens the home.
//
// Faults: Locked where another window holds it already; those of the disk.
func New(_ context.Context, c Config) (*Publisher, error) {
	const op = "publisher.New"
	h, err := publishing.OpenHome(c.Home)
	if err != nil {
		return nil, err
	}
	for i, file := range c.Files {
		if whole, err := filepath.Abs(file); err == nil {
			c.Files[i] = whole
		}
	}
	p := &Publisher{config: c, home: h, lock: flock.New(h.Home.Lock())}
	got, err := p.lock.TryLock()
	if err != nil {
		return nil, fault.New(op, fault.Local, h.Home.Lock(), err)
	}
	if !got {
		return nil, fault.New(op, fault.Locked, h.Dir(), nil)
	}
	p.bench = newBench(h, c)
	p.log, p.endLog = h.OpenLog("rodatraden-publish.log")
	return p, nil
}

// Close lets go of the home.
func (p *Publisher) Close() error {
	p.endLog()
	return p.lock.Unlock()
}

// Run shows the window until it is closed, or the context ends. It must be called on the main goroutine.
func (p *Publisher) Run(ctx context.Context) error {
	settings := p.home.ReadSettings()
	if p.config.Language != "" {
		settings.Language = p.config.Language
	}
	confine.In(p.home.Home)
	program := fyneapp.NewWithID(ID)
	if icon, err := assets.Icons.ReadFile("icons/app.png"); err == nil {
		program.SetIcon(fyne.NewStaticResource("app.png", icon))
	}
	w := program.NewWindow(i18n.New(settings.Language).Text("steps.about.headline"))
	w.SetPadded(false)
	w.SetMaster()
	var g *guided.Guide
	program.Lifecycle().SetOnStarted(func() {
		// On Linux Fyne takes dark where the desktop does not say; the program as it comes is light.
		kind := look.Light
		if runtime.GOOS != "linux" && program.Settings().ThemeVariant() == theme.VariantDark {
			kind = look.Dark
		}
		g = guided.New(guided.Config{
			Desk: p.bench, Settings: settings, Canvas: w.Canvas(), Window: w, Kind: kind, NoMenu: runtime.GOOS == "darwin",
			Ask: dialogs(w), Save: func(now home.Settings) { p.save(now, w) }, Log: p.log, Version: shell.Version, Home: p.home.Dir(),
		})
		g.Attach()
		w.SetContent(g.Object())
		g.Begin(p.config.Files)
		context.AfterFunc(ctx, func() { fyne.Do(w.Close) })
		w.SetOnDropped(func(_ fyne.Position, dropped []fyne.URI) {
			for _, uri := range dropped {
				if uri.Scheme() == "file" {
					g.Take(filepath.FromSlash(uri.Path()))
				}
			}
		})
	})
	w.SetOnClosed(func() {
		if g != nil {
			p.save(g.Settings(), w)
			g.Close()
		}
	})
	size := fyne.NewSize(1366, 690)
	if settings.Width > 0 && settings.Height > 0 {
		size = fyne.NewSize(settings.Width, settings.Height)
	}
	w.Resize(size)
	w.ShowAndRun()
	return nil
}

// save keeps the settings, with the window's size.
func (p *Publisher) save(now home.Settings, w fyne.Window) {
	if size := w.Canvas().Size(); size.Width > 0 {
		now.Width, now.Height = size.Width, size.Height
	}
	if err := p.home.WriteSettings(now); err != nil {
		p.log.Error("settings", "error", err)
	}
}

// dialogs lets a person choose files in a window.
func dialogs(w fyne.Window) guided.Ask {
	return guided.Ask{
		Open: func(extensions []string, then func(string)) {
			choose := dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
				if err != nil || file == nil {
					return
				}
				path := file.URI().Path()
				_ = file.Close() // it is read by its name, as every other
				then(path)
			}, w)
			choose.SetFilter(storage.NewExtensionFileFilter(extensions))
			choose.Show()
		},
		Folder: func(then func(string)) {
			dialog.ShowFolderOpen(func(folder fyne.ListableURI, err error) {
				if err == nil && folder != nil {
					then(folder.Path())
				}
			}, w)
		},
		Save: func(name string, then func(string)) {
			ask := dialog.NewFileSave(func(to fyne.URIWriteCloser, err error) {
				if err != nil || to == nil {
					return
				}
				path := to.URI().Path()
				_ = to.Close() // it is written by its name, whole or not at all
				then(path)
			}, w)
			ask.SetFileName(name)
			ask.Show()
		},
	}
}

// documents is the folder of the user's own documents.
func documents() string {
	dir := xdg.UserDirs.Documents
	if publishing.IsFolder(dir) {
		return dir
	}
	if at, err := os.UserHomeDir(); err == nil {
		return at
	}
	return os.TempDir()
}
