// Package shell is the window around the pages: navigation, the bar with committee, package,
// comparison and search, the menus and their shortcuts, back and forward, and what is said about
// where the material comes from.
//
// Everything here runs on the UI goroutine. Pages are made on goroutines of their own and handed
// back with fyne.Do; a page that is no longer asked for when it is ready is dropped. In a headless
// shell everything happens at once, on the caller's goroutine.
package shell

import (
	"context"
	"log/slog"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rodatraden/app/desk"
	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
	"rodatraden/data/home"
	"rodatraden/data/model"
)

// Desk is what the shell asks of the reader behind it.
type Desk interface {
	Committees(ctx context.Context) ([]model.Committee, error)
	Choose(ctx context.Context, committee, about, compare string) (page.Choice, error)
	Overview(ctx context.Context, c page.Choice) (*page.Overview, error)
	Economy(ctx context.Context, c page.Choice) (*page.Economy, error)
	Record(ctx context.Context, c page.Choice, ref string) (*page.RecordView, error)
	Search(ctx context.Context, c page.Choice, words string, limit int) (*page.SearchPage, error)
	Demo() bool
	Speak(l *i18n.Localizer)
	Standing(ctx context.Context) desk.Standing
	Fetch(ctx context.Context, progress func(text string)) error
	ReadSubscription(ctx context.Context, from string) (desk.Subscription, error)
	Follow(s desk.Subscription) error
	Home() home.Home
}

// Config is what a shell is made of.
type Config struct {
	Desk     Desk
	Settings home.Settings
	Canvas   fyne.Canvas // that the shell will stand on
	Window   fyne.Window // nil where headless
	Kind     look.Kind
	Headless bool
	NoMenu   bool // the system shows the menus
	Save     func(home.Settings)
	Log      *slog.Logger
}

// Shell is the window's content. Make it with New.
type Shell struct {
	desk     Desk
	config   Config
	settings home.Settings
	l        *i18n.Localizer
	theme    *look.Theme
	log      *slog.Logger
	ctx      context.Context
	cancel   context.CancelFunc

	place   Place
	trail   trail
	request int         // the newest page asked for
	choice  page.Choice // of the page that is shown
	shown   made
	view    view

	fetching  *fetch // nil while nothing is fetched
	dismissed string // the notice that the reader has put away
	band      *band  // what stands under the top bar

	root   *fyne.Container
	menu   *fyne.Container // each holds what it shows, or nothing
	beside *fyne.Container
	above  *fyne.Container
	told   *fyne.Container
	body   *fyne.Container
	under  *fyne.Container
	top    *topBar
	narrow bool
	size   fyne.Size
}

// view is a page as it is shown.
type view interface{ Object() fyne.CanvasObject }

// charted is a view whose charts can be shown as tables.
type charted interface {
	view
	ToggleTables()
}

// New returns the shell, which shows nothing until Go is called.
func New(c Config) *Shell {
	s := &Shell{desk: c.Desk, config: c, settings: c.Settings, log: c.Log}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if s.settings.TextSize == 0 {
		s.settings.TextSize = 100
	}
	if s.settings.Theme == "" {
		s.settings.Theme = "light"
		if c.Kind.IsDark() {
			s.settings.Theme = "dark"
		}
	}
	s.ctx, s.cancel = context.WithCancel(context.Background())
	s.l = i18n.New(s.settings.Language)
	s.desk.Speak(s.l)
	s.restyle()
	s.menu, s.beside, s.above = container.NewStack(), container.NewStack(), container.NewStack()
	s.told, s.body, s.under = container.NewStack(), container.NewStack(), container.NewStack()
	s.root = container.New(&frame{s}, s.body, s.told, s.above, s.beside, s.under, s.menu)
	return s
}

// Object returns the window's content.
func (s *Shell) Object() fyne.CanvasObject { return s.root }

// Close stops what the shell has under way.
func (s *Shell) Close() { s.cancel() }

// Settings returns the settings as the reader has them now.
func (s *Shell) Settings() home.Settings { return s.settings }

// Theme returns the theme that the shell is drawn in.
func (s *Shell) Theme() *look.Theme { return s.theme }

func (s *Shell) canvas() fyne.Canvas { return s.config.Canvas }

func (s *Shell) focus(f fyne.Focusable) { s.canvas().Focus(f) }

// env is what the parts need to know of where they stand.
func (s *Shell) env() part.Env {
	return part.Env{
		L: s.l, Theme: s.theme, Narrow: s.narrow, Headless: s.config.Headless,
		Open:     func(ref string) { s.Go(s.at("record", ref)) },
		OpenPage: s.open,
	}
}

// at returns another page of the same package, with an argument.
func (s *Shell) at(name, argument string) Place {
	p := s.place
	p.Page, p.Argument = name, argument
	return p
}

// open goes to a page of the same package.
func (s *Shell) open(name string) {
	if s.place.Page != name {
		s.Go(s.at(name, ""))
	}
}

// Go goes to a place and remembers it.
func (s *Shell) Go(p Place) {
	s.trail.push(p)
	s.show(p)
}

// step goes back or forward.
func (s *Shell) step(by int) {
	if p, ok := s.trail.step(by); ok {
		s.show(p)
	}
}

// show asks for a place's page and shows it when it is ready.
func (s *Shell) show(p Place) {
	s.place = p
	s.request++
	mine, l := s.request, s.l
	if s.config.Headless {
		s.deliver(mine, s.make(s.ctx, p, l))
		return
	}
	go func() {
		made := s.make(s.ctx, p, l)
		fyne.Do(func() { s.deliver(mine, made) })
	}()
}

// made is what came of a place.
type made struct {
	choice     page.Choice
	committees []model.Committee
	standing   desk.Standing
	data       any // *page.Overview, *page.Economy, *page.SearchPage or *page.RecordView
	err        error
}

// make reads everything that a place shows. It may run on any goroutine.
func (s *Shell) make(ctx context.Context, p Place, _ *i18n.Localizer) made {
	var m made
	m.standing = s.desk.Standing(ctx)
	if m.committees, m.err = s.desk.Committees(ctx); m.err != nil {
		return m
	}
	committee := p.Committee
	if committee != "" && p.Repository != "" {
		committee = p.Repository + "/" + p.Committee
	}
	if m.choice, m.err = s.desk.Choose(ctx, committee, p.Package, p.Compare); m.err != nil {
		return m
	}
	if _, leaf := leaves[p.Page]; leaf {
		return m
	}
	switch p.Page {
	case "economy":
		m.data, m.err = s.desk.Economy(ctx, m.choice)
	case "search":
		m.data, m.err = s.desk.Search(ctx, m.choice, p.Argument, searchLimit)
	case "record":
		m.data, m.err = s.desk.Record(ctx, m.choice, p.Argument)
	default:
		m.data, m.err = s.desk.Overview(ctx, m.choice)
	}
	return m
}

// searchLimit is how many hits the page of results shows; how many there are is said.
const searchLimit = 200

// deliver shows what was made, unless something else has been asked for since.
func (s *Shell) deliver(mine int, m made) {
	if mine != s.request {
		return
	}
	s.shown = m
	if m.err != nil {
		s.log.Error("page", "place", s.place, "error", m.err)
	} else {
		s.choice = m.choice
		about := m.choice.Package.Committee
		s.place.Repository, s.place.Committee = about.Repository, about.ID
		s.settings.Place = home.Where{Page: s.place.Page, Repository: about.Repository, Committee: about.ID}
		s.save()
	}
	s.dress()
}

// Attach gives the canvas the shell's shortcuts, and Esc what it does when nothing has the focus.
func (s *Shell) Attach() {
	s.addShortcuts(s.canvas())
	s.canvas().SetOnTypedKey(func(e *fyne.KeyEvent) {
		if e.Name == fyne.KeyEscape {
			s.leave()
		}
	})
	if s.config.NoMenu && s.config.Window != nil {
		s.config.Window.SetMainMenu(fyne.NewMainMenu(s.mainMenu()...))
	}
}

// leave goes back from a page that was opened over another: a record, results, a page of the
// program itself.
func (s *Shell) leave() {
	_, leaf := leaves[s.place.Page]
	if leaf || s.place.Page == "record" || s.place.Page == "search" {
		s.step(-1)
	}
}

// Trouble is why the place could not be shown; nil where it could.
func (s *Shell) Trouble() error { return s.shown.err }
