// Package app is the reader with its window: it puts the desk, the shell and Fyne together, and
// owns every goroutine that outlives a call.
package app

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/theme"
	"github.com/gofrs/flock"

	"rodatraden/app/confine"
	"rodatraden/app/desk"
	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/shell"
	"rodatraden/assets"
	"rodatraden/data/fault"
	"rodatraden/data/home"
)

// ID is the program's name to the system, and Version what it calls itself.
const ID = "se.rodatraden.reader"

// Config says how the window is opened.
type Config struct {
	Home     string // a folder; empty is the usual one
	Language string // sv or en; empty is what the settings say
	File     string // a subscription file that the program was opened with; may be empty
}

// App is the program with its window. Make it with New, and Close it.
type App struct {
	desk   *desk.Desk
	config Config
	lock   *flock.Flock
	log    *slog.Logger
	endLog func()
	erased bool // everything in the home is to be gone when the window is
}

// New opens the home. Where another window holds it already, the file that this start was given is
// left for that one, and the error is of kind Locked.
func New(ctx context.Context, c Config) (*App, error) {
	const op = "app.New"
	d, err := desk.Open(ctx, desk.Config{Home: c.Home, L: i18n.New(c.Language)})
	if err != nil {
		return nil, err
	}
	a := &App{desk: d, config: c, lock: flock.New(d.Home().Lock())}
	got, err := a.lock.TryLock()
	if err != nil {
		d.Close()
		return nil, fault.New(op, fault.Local, d.Home().Lock(), err)
	}
	if !got {
		defer d.Close()
		if c.File != "" {
			if err := d.Home().Leave(c.File); err != nil {
				return nil, err
			}
		}
		return nil, fault.New(op, fault.Locked, d.Home().Dir(), nil)
	}
	a.log, a.endLog = d.Home().OpenLog("rodatraden.log")
	d.ForgetOpened() // nobody else has a window on this home
	return a, nil
}

// Close lets go of the home.
func (a *App) Close() error {
	err := a.desk.Close()
	if unlocked := a.lock.Unlock(); err == nil {
		err = unlocked
	}
	a.endLog()
	if a.erased {
		if _, left := a.desk.Home().Empty(); err == nil {
			err = left
		}
	}
	return err
}

// held is what the window needs in the home as long as it is open.
func (a *App) held() []string {
	h := a.desk.Home()
	return []string{h.Lock(), h.Log(), h.Cache()}
}

// Run shows the window until it is closed. It must be called on the main goroutine.
func (a *App) Run(ctx context.Context) error {
	settings := a.desk.Home().ReadSettings()
	if a.config.Language != "" {
		settings.Language = a.config.Language
	}
	confine.In(a.desk.Home())
	program := fyneapp.NewWithID(ID)
	if icon, err := assets.Icons.ReadFile("icons/app.png"); err == nil {
		program.SetIcon(fyne.NewStaticResource("app.png", icon))
	}
	w := program.NewWindow("Röda tråden")
	w.SetPadded(false)
	w.SetMaster()
	var s *shell.Shell
	var stop func()
	program.Lifecycle().SetOnStarted(func() {
		// On Linux Fyne takes dark where the desktop does not say; the program as it comes is light.
		kind := look.Light
		if runtime.GOOS != "linux" && program.Settings().ThemeVariant() == theme.VariantDark {
			kind = look.Dark
		}
		s = shell.New(shell.Config{
			Desk: a.desk, Searches: a.desk.Searches(), Settings: settings, Canvas: w.Canvas(), Window: w, Kind: kind,
			Welcome: true, NoMenu: runtime.GOOS == "darwin", Log: a.log,
			Save: func(now home.Settings) { a.save(now, w) },
			Held: a.held(),
		})
		s.Attach()
		w.SetContent(s.Object())
		s.Go(first(settings))
		if a.config.File != "" {
			s.Take(a.config.File)
		}
		s.CheckNews()
		w.SetOnDropped(func(_ fyne.Position, dropped []fyne.URI) {
			if file := droppedFile(dropped); file != "" {
				s.Take(file)
			}
		})
		stop = a.watchInbox(ctx, func(file string) {
			w.RequestFocus()
			s.Take(file)
		})
	})
	w.SetOnClosed(func() {
		if s != nil {
			stop()
			if a.erased = s.Erased(); !a.erased {
				a.save(s.Settings(), w)
			}
			s.Close()
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

func first(s home.Settings) shell.Place {
	p := shell.Place{Page: s.Place.Page, Repository: s.Place.Repository, Committee: s.Place.Committee, Package: page.Latest, Compare: page.Previous}
	if !shell.InNavigation(p.Page) {
		p.Page = "overview"
	}
	return p
}

// save keeps the settings, with the window's size where there is a window.
func (a *App) save(now home.Settings, w fyne.Window) {
	if w != nil {
		if size := w.Canvas().Size(); size.Width > 0 {
			now.Width, now.Height = size.Width, size.Height
		}
	}
	if err := a.desk.Home().WriteSettings(now); err != nil {
		a.log.Error("settings", "error", err)
	}
}

// droppedFile returns the first of what was dropped on the window that is a file.
func droppedFile(dropped []fyne.URI) string {
	for _, uri := range dropped {
		if uri.Scheme() == "file" {
			return filepath.FromSlash(uri.Path())
		}
	}
	return ""
}

// inboxEvery is how often the inbox is looked in; a start that left a file there waits that long.
const inboxEvery = 2 * time.Second

// watchInbox gives the files that later starts leave to take, on the UI goroutine, each once: who
// takes a file removes it when it has been read. Call what it returns to end.
func (a *App) watchInbox(ctx context.Context, take func(file string)) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(inboxEvery)
		defer tick.Stop()
		var in inbox
		for {
			for _, file := range in.arrived(a.desk.Inbox()) {
				fyne.Do(func() { take(file) })
			}
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
		}
	}()
	return func() { cancel(); <-done }
}

// inbox remembers which of the files in the inbox have been given away.
type inbox struct{ given map[string]time.Time }

// arrived returns those of the files that are there now that have not been given away: a file that
// was taken and has come anew under the same name is another.
func (in *inbox) arrived(now []string) []string {
	was := in.given
	in.given = map[string]time.Time{}
	var out []string
	for _, file := range now {
		info, err := os.Stat(file)
		if err != nil {
			continue // gone while we looked
		}
		if left, ok := was[file]; !ok || !left.Equal(info.ModTime()) {
			out = append(out, file)
		}
		in.given[file] = info.ModTime()
	}
	return out
}
