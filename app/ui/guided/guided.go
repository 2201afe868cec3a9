// Package guided is the publisher's window: the steps of a publish at the left, the step that one is at in
// the middle, and at the foot the way back and the one button that leads on.
//
// Everything here runs on the UI goroutine. What takes time is done on goroutines of its own, and what comes
// of it is handed back with fyne.Do; what has been called off when it is ready is dropped. In a headless
// window everything happens at once, on the caller's goroutine.
package guided

import (
	"context"
	"log/slog"
	"net/url"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"rodatraden/app/i18n"
	"rodatraden/app/publishing/steps"
	"rodatraden/app/ui/bars"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/loop"
	"rodatraden/app/ui/part"
	"rodatraden/app/ui/publish"
	"rodatraden/data/home"
)

// Desk is what the window asks of the publisher behind it. One thing is asked at a time, on any goroutine.
type Desk interface {
	Speak(l *i18n.Localizer)
	Now() time.Time
	Folder() string // where files are saved unless another place is named

	Standing(ctx context.Context) (*steps.Standing, error)
	Open(ctx context.Context, address string) error // chooses where is published
	Make(ctx context.Context, address, passphrase string, full bool) error

	Read(ctx context.Context, files []string) (*steps.Batch, error) // what is read is what later is asked for
	Reread(ctx context.Context, l *i18n.Localizer) *steps.Batch     // the same in another language, without reading
	Changed() bool                                                  // a file that was read is another now
	Annotate(ctx context.Context, at int, to string) error          // writes a copy of a workbook with comments
	Report(ctx context.Context, to string) error                    // writes what was found as a page
	Preview(ctx context.Context) (Preview, error)

	Publish(ctx context.Context, passphrase string, progress func(steps.Sending)) (*steps.Receipted, error)
	Resume(ctx context.Context, passphrase string, progress func(steps.Sending)) (*steps.Receipted, error)
	Discard(ctx context.Context) error
	Renew(ctx context.Context, passphrase string) (left int, err error) // left are the signatures that others have the keys of

	SaveReceipt(ctx context.Context, to string) error // as a text, or as a page where the name says so
	SaveLetter(ctx context.Context, to string) error
	Workbook(ctx context.Context, w steps.Wanted, to string) error
	Subscribe(ctx context.Context, address string, mirrors []string, to string) error
}

// Preview is what readers will see of the packages, beside what they see now.
type Preview interface {
	Packages() []string                                                            // by title
	Titles(at int) (then, now string)                                              // of a package, and of what is published; now is empty where nothing is
	Pages(l *i18n.Localizer) (names, titles []string)                              // in the order of the navigation
	Page(ctx context.Context, at int, name string, old bool) (made any, err error) // what page.Build makes
	Close() error
}

// Ask lets a person choose files. What is nil cannot be chosen.
type Ask struct {
	Open   func(extensions []string, then func(path string))
	Folder func(then func(path string))
	Save   func(name string, then func(path string))
}

// Config is what a window is made of.
type Config struct {
	Desk     Desk
	Settings home.Settings
	Canvas   fyne.Canvas // that the window will stand on
	Window   fyne.Window // nil where headless
	Kind     look.Kind
	Headless bool // nobody waits at a screen: what takes time is done at once
	NoMenu   bool // the system shows the menus
	Version  string
	Home     string // where the program keeps what is its own
	Ask      Ask
	Save     func(home.Settings)
	OpenURL  func(*url.URL) error // gives an address to the system; nil is as Fyne does it
	Copy     func(text string)    // gives a text to the clipboard; nil is as Fyne does it
	Log      *slog.Logger
	Loop     loop.Loop
}

// Guide is the window's content. Make it with New.
type Guide struct {
	desk     Desk
	config   Config
	bars     *bars.Bars
	loop     loop.Loop
	running  loop.Running
	settings home.Settings
	l        *i18n.Localizer
	theme    *look.Theme
	log      *slog.Logger
	ctx      context.Context
	end      context.CancelFunc

	at      steps.Name
	leaf    string // help, keys or about, over the step; empty is none
	known   steps.Known
	task    *task  // nil while nothing is under way
	unwatch func() // ends the watching of the chosen files
	sight   sight  // the preview
	begun   begun  // one that is not shown yet
	wants   string // what shall have the focus when the window is drawn next, by name; empty is what has it

	view   *publish.View // nil while a leaf is shown
	scroll *part.Page    // what scrolls by the keys; may be nil

	root   *fyne.Container
	menu   *fyne.Container // each holds what it shows, or nothing
	beside *fyne.Container
	above  *fyne.Container
	body   *fyne.Container
	under  *fyne.Container
	foot   *part.ActionFoot // nil where there is none
	top    *bars.TitleBar
	narrow bool
	size   fyne.Size
}

// task is something that takes time and can be called off.
type task struct{ cancel context.CancelFunc }

// New returns the window's content, which shows nothing until Go is called.
func New(c Config) *Guide {
	g := &Guide{desk: c.Desk, config: c, loop: loop.Of(c.Loop, c.Headless), settings: c.Settings, log: c.Log, at: steps.Home}
	if g.log == nil {
		g.log = slog.New(slog.DiscardHandler)
	}
	if g.settings.TextSize == 0 {
		g.settings.TextSize = 100
	}
	if g.settings.Theme == "" {
		g.settings.Theme = "light"
		if c.Kind.IsDark() {
			g.settings.Theme = "dark"
		}
	}
	g.ctx, g.end = context.WithCancel(context.Background())
	g.l = i18n.New(g.settings.Language)
	g.desk.Speak(g.l)
	g.known = steps.Known{Written: map[string]string{}, Options: map[string]int{}, Dialogs: c.Ask.Open != nil}
	g.bars = bars.New(bars.Host{
		L: func() *i18n.Localizer { return g.l }, Theme: func() *look.Theme { return g.theme }, Env: g.env, Canvas: func() fyne.Canvas { return g.config.Canvas },
		High: g.high, Menus: g.menus, Give: g.give, Typed: g.typed, More: func() { g.open("keys") }, NoMenu: c.NoMenu,
	})
	g.restyle()
	g.menu, g.beside, g.above = container.NewStack(), container.NewStack(), container.NewStack()
	g.body, g.under = container.NewStack(), container.NewStack()
	// In this order Tab goes: the steps, the bar, the step, what leads on, and last the menus.
	g.root = container.New(&frame{g}, g.beside, g.above, g.body, g.under, g.menu)
	return g
}

// Object returns the window's content.
func (g *Guide) Object() fyne.CanvasObject { return g.root }

// Attach gives the canvas the window's shortcuts, and the keys that work when nothing has the focus.
func (g *Guide) Attach() { g.bars.Attach() }

// Settings returns the settings as they are now.
func (g *Guide) Settings() home.Settings { return g.settings }

// At returns the place that is shown, and Known what has been come to.
func (g *Guide) At() steps.Name { return g.at }

// Known returns what has been come to.
func (g *Guide) Known() steps.Known { return g.known }

// Busy reports whether something is under way.
func (g *Guide) Busy() bool { return g.task != nil }

// Close calls off what is under way and waits until it has stopped.
func (g *Guide) Close() {
	g.running.Close()
	g.watchNoMore()
	g.end()
	if !g.running.Wait() {
		g.log.Warn("something did not stop")
	}
	g.begun.keep(nil)
	g.sight.close()
}

// env is what the parts need to know of where they stand.
func (g *Guide) env() part.Env {
	return part.Env{L: g.l, Theme: g.theme, Narrow: g.narrow, Headless: g.config.Headless, Escape: func() { g.leave() }, Write: func(w part.Writing) fyne.CanvasObject {
		return g.bars.NewWriting(w, func() { g.leave() })
	}}
}

// do begins something that takes time; words tell what. It is refused while something else is under way.
// work may run on any goroutine and returns what is done then; what was called off comes to nothing but
// that.
func (g *Guide) do(words string, work func(ctx context.Context) (then func())) {
	if g.task != nil {
		return
	}
	ctx, cancel := context.WithCancel(g.ctx)
	mine := &task{cancel}
	g.task = mine
	g.known.Busy, g.known.Wrong, g.known.Said = words, nil, ""
	g.draw()
	g.running.Background(g.loop, func() func() {
		then := work(ctx)
		return func() {
			cancel()
			if g.task != mine {
				return
			}
			g.task, g.known.Busy = nil, ""
			then()
			g.draw()
		}
	})
}

// stop calls off what is under way.
func (g *Guide) stop() {
	if g.task == nil {
		return
	}
	g.task.cancel()
	if s := g.known.Sending; s != nil {
		s.Stopping = true // what has begun to be published ends where it can be taken up again
		g.draw()
		return
	}
	g.task, g.known.Busy = nil, ""
	g.draw()
}

func (g *Guide) paper() fyne.CanvasObject { return canvas.NewRectangle(g.theme.Tone(look.Paper)) }
