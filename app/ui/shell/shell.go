// Package shell is the window around the pages: navigation, the bar with committee, package,
// comparison and search, the menus and their shortcuts, back and forward, and what is said about
// where the material comes from.
//
// Everything here runs on the UI goroutine. What takes time is done on goroutines of its own, and
// what comes of it is handed back with fyne.Do; what is no longer asked for when it is ready is
// dropped. In a headless shell everything happens at once, on the caller's goroutine.
package shell

import (
	"context"
	"log/slog"
	"net/url"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rodatraden/app/desk"
	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/app/ui/bars"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/loop"
	"rodatraden/app/ui/part"
	"rodatraden/data/home"
	"rodatraden/data/model"
	"rodatraden/data/notes"
	"rodatraden/data/syncing"
)

// Desk is what the shell asks of the reader behind it.
type Desk interface {
	Committees(ctx context.Context) ([]model.Committee, error)
	Choose(ctx context.Context, committee, about, compare string) (page.Choice, error)
	Page(ctx context.Context, name string, c page.Choice) (any, error) // what page.Build makes
	Replaced(ctx context.Context, c page.Choice) (*page.Replaced, error)
	Record(ctx context.Context, c page.Choice, ref string) (*page.RecordView, error)
	Document(ctx context.Context, c page.Choice, ref string) (*page.Document, error)
	CopyPDF(ctx context.Context, a page.Attached) (string, error)
	Search(ctx context.Context, c page.Choice, ask page.SearchAsk) (*page.SearchPage, error)
	SearchDetail(ctx context.Context, c page.Choice, words, ref string) (*page.SearchDetail, error)
	CountHits(ctx context.Context, c page.Choice, searches []string) ([]int, error)
	Demo() bool
	Speak(l *i18n.Localizer)
	Standing(ctx context.Context) desk.Standing
	Status(ctx context.Context) ([]syncing.Status, error)
	Sync(ctx context.Context, progress func(syncing.Progress)) ([]syncing.Result, error)
	ReadSubscription(ctx context.Context, from string) (desk.Subscription, error)
	Follow(s desk.Subscription) error
	Own(ctx context.Context, repository, committee string) (desk.Own, error)
	AskAbout(ctx context.Context, c page.Choice, a page.Ask) (id string, err error)
	Silence(ctx context.Context, c page.Choice, a page.Ask) (id string, err error)
	NewNote(ctx context.Context, c page.Choice, record string) (id string, err error)
	NewQuestion(ctx context.Context, c page.Choice, record, words string) (id string, err error)
	Bookmark(ctx context.Context, c page.Choice, record string) (id string, err error)
	MarkRead(ctx context.Context, c page.Choice, record string) error
	Judge(ctx context.Context, c page.Choice, record string, verdict notes.Opinion, comment string) error
	Edit(ctx context.Context, was, now page.Entry) error
	MoveQuestion(ctx context.Context, order []string, id string, by int) error
	DeleteNote(ctx context.Context, id string) error
	RestoreNote(ctx context.Context, id string) error
	NotesTrouble() error
	Kept(ctx context.Context) (page.Kept, error)
	BackupNotes(ctx context.Context) (desk.Backup, error)
	BackupNotesNow(ctx context.Context) (desk.Backup, error)
	ExportNotesTo(ctx context.Context, path, passphrase string, over bool) (string, error)
	ImportNotesFrom(ctx context.Context, path, passphrase string) (notes.Report, error)
	RestoreNotes(ctx context.Context, file string) (notes.Report, error)
	EraseAll(ctx context.Context, held ...string) (page.Emptied, error)
	Unsubscribe(ctx context.Context, repository string) (syncing.Ended, error)
	Home() home.Home
	Now() time.Time
}

// Searches keeps the searches that the reader wants to make again.
type Searches interface {
	Saved(ctx context.Context) ([]string, error)
	Save(ctx context.Context, words string) error
	Forget(ctx context.Context, words string) error
}

// Config is what a shell is made of.
type Config struct {
	Desk     Desk
	Searches Searches // nil where no searches can be kept
	Settings home.Settings
	Canvas   fyne.Canvas // that the shell will stand on
	Window   fyne.Window // nil where headless
	Kind     look.Kind
	Headless bool // nobody waits at a screen: what takes time is done at once
	NoMenu   bool // the system shows the menus
	Welcome  bool // who reads the demonstration is offered to subscribe, until the offer is put away
	Save     func(home.Settings)
	Held     []string             // paths in the home that whoever opened the window removes, when everything is erased
	OpenURL  func(*url.URL) error // gives an address to the system; nil is as Fyne does it
	Log      *slog.Logger
	Loop     loop.Loop
}

// Shell is the window's content. Make it with New.
type Shell struct {
	desk     Desk
	bars     *bars.Bars
	config   Config
	loop     loop.Loop
	settings home.Settings
	l        *i18n.Localizer
	theme    *look.Theme
	log      *slog.Logger

	ctx     context.Context
	cancel  context.CancelFunc
	running loop.Running // what was started with background

	place    Place // that was asked for last
	trail    trail
	loading  *loading // the page that is being made; nil while none is
	request  int      // the newest page asked for
	revision int      // grows whenever what can be read changes
	shown    made     // what the window shows
	choice   page.Choice
	view     view
	drawn    looks    // that the view was made for
	dressed  Place    // that the bars were made for
	words    string   // that stand in the search entry
	searched []string // for since the program was opened, the last one first

	fetching  *fetch          // nil while nothing is fetched
	own       saving          // the changes of notes that are under way
	counters  []*bars.NavItem // that tell how many questions there are
	asking    asking          // what the page that subscribes has come to
	safe      safekeeping     // what is written on the page that moves notes
	hidden    string          // what is told of the notes' trouble and has been put away
	erased    *page.Emptied   // what came of erasing everything; nil before
	folder    *string         // what is written for the folder of backups and not yet used; nil where nothing is
	news      *news           // what came of something the reader asked for; nil when put away
	dismissed string          // the notice that the reader has put away
	putAway   string          // the package that was replaced, of which the reader has put the line away
	band      *band           // what stands under the top bar

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

// scrolled is a view of a page that scrolls.
type scrolled interface {
	view
	Page() *part.Page
}

// New returns the shell, which shows nothing until Go is called.
func New(c Config) *Shell {
	s := &Shell{desk: c.Desk, config: c, loop: loop.Of(c.Loop, c.Headless), settings: c.Settings, log: c.Log}
	s.bars = s.newBars()
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
	s.own.unsaved = !c.Headless // by a window that was not closed as it should be
	s.l = i18n.New(s.settings.Language)
	s.desk.Speak(s.l)
	s.restyle()
	s.menu, s.beside, s.above = container.NewStack(), container.NewStack(), container.NewStack()
	s.told, s.body, s.under = container.NewStack(), container.New(&middle{s}), container.NewStack()
	// In this order Tab goes: navigation, top bar, content, and last the menus, which have keys of
	// their own.
	s.root = container.New(&frame{s}, s.beside, s.under, s.above, s.told, s.body, s.menu)
	return s
}

// Object returns the window's content.
func (s *Shell) Object() fyne.CanvasObject { return s.root }

// Close stops what the shell has under way and waits until it has stopped: what lies behind the
// shell can be closed after it.
func (s *Shell) Close() {
	s.running.Close()
	s.flush()
	s.asking.waitNoMore()
	s.cancel()
	if s.loading != nil {
		s.loading.end()
	}
	if !s.running.Wait() {
		s.log.Warn("something did not stop")
	}
	s.backUpLast()
}

// background does work that may take time, and then what the work returns, on the UI goroutine. A
// closed shell does neither.
func (s *Shell) background(work func() (then func())) { s.running.Background(s.loop, work) }

// Settings returns the settings as the reader has them now.
func (s *Shell) Settings() home.Settings { return s.settings }

// Theme returns the theme that the shell is drawn in.
func (s *Shell) Theme() *look.Theme { return s.theme }

func (s *Shell) canvas() fyne.Canvas { return s.config.Canvas }

// env is what the parts need to know of where they stand.
func (s *Shell) env() part.Env {
	return part.Env{
		L: s.l, Theme: s.theme, Narrow: s.narrow, Headless: s.config.Headless,
		Open:     func(ref string) { s.Go(s.at("record", ref)) },
		OpenPage: s.open, Follow: s.toThread, Sub: s.withFoot, Escape: s.leave, Asking: ownAsks{s}, Judging: ownVerdicts{s}, Write: s.newWriting,
	}
}

// Attach gives the canvas the shell's shortcuts, and the keys that work when nothing has the focus.
func (s *Shell) Attach() {
	s.bars.Attach()
}

// Trouble is why the place could not be shown; nil where it could.
func (s *Shell) Trouble() error { return s.shown.err }
