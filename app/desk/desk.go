// Package desk is the reader without its window: it opens the home, chooses the library, makes
// the pages and carries out what the commands and the window ask for. It knows no screen.
//
// A Desk is safe for concurrent use. Whoever opened it closes it.
package desk

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/app/terminal"
	"rodatraden/data/fault"
	"rodatraden/data/home"
	"rodatraden/data/model"
	"rodatraden/data/notes"
	"rodatraden/data/sample"
	"rodatraden/data/store"
)

// Config says how a desk is opened. The zero Config opens the usual home, in Swedish.
type Config struct {
	Home      string            // a folder; empty is home.Default
	L         *i18n.Localizer   // nil is Swedish
	Transport http.RoundTripper // nil is Go's own
	Now       func() time.Time  // nil is time.Now

	// Library is the path of a library that is read in place of what the home subscribes to: of packages that
	// are not published yet. Empty reads what is subscribed to, or else the demonstration library.
	Library string

	// WorkFactor is how costly the passphrase of exported notes is to guess, as notes.Options has it.
	WorkFactor int
}

// Desk is an opened reader.
type Desk struct {
	home      home.Home
	l         atomic.Pointer[i18n.Localizer]
	transport http.RoundTripper
	now       func() time.Time

	life context.Context // ends with Close
	end  context.CancelFunc

	gate    sync.Mutex
	closed  bool
	running sync.WaitGroup // what uses the libraries; added to while gate is held and closed is false

	mu      sync.Mutex     // held while a library is opened, which may take as long as filling it
	given   string         // Config.Library
	library *store.Library // what is given or subscribed to; nil until it is needed
	whole   bool           // library has been seen to hold every package on the disk
	demo    *store.Library // nil until it is needed

	asking page.Asking

	noting  sync.Mutex   // held while the notes are opened
	notes   *notes.Notes // nil until they are needed
	trouble error        // why the notes could not be opened, or were begun anew; nil where all is well
	work    int          // notes.Options.WorkFactor
}

// Open opens the desk of a home.
func Open(_ context.Context, c Config) (*Desk, error) {
	at, err := home.Open(c.Home)
	if err != nil {
		return nil, err
	}
	d := &Desk{home: at, given: c.Library, transport: c.Transport, now: c.Now, work: c.WorkFactor}
	d.life, d.end = context.WithCancel(context.Background())
	if c.L == nil {
		c.L = i18n.New(i18n.Swedish)
	}
	d.l.Store(c.L)
	if d.now == nil {
		d.now = time.Now
	}
	return d, nil
}

// errClosed is why a desk that has been closed does nothing more.
var errClosed = errors.New("the desk is closed")

// begin tells that something is done with the libraries until done is called. The context that it
// returns ends with the one given, and when the desk is closed.
func (d *Desk) begin(ctx context.Context) (_ context.Context, done func(), err error) {
	d.gate.Lock()
	defer d.gate.Unlock()
	if d.closed {
		return nil, nil, fault.New("desk.begin", fault.Local, d.home.Dir(), errClosed)
	}
	d.running.Add(1)
	ctx, cancel := context.WithCancel(ctx)
	stop := context.AfterFunc(d.life, cancel)
	return ctx, func() { stop(); cancel(); d.running.Done() }, nil
}

// Close ends what is being done, waits for it, and closes the libraries. What is asked of the desk
// afterwards is a fault of kind Local.
func (d *Desk) Close() error {
	d.stop()
	return d.letGo()
}

// stop ends what is being done, and waits for it. Nothing is begun afterwards.
func (d *Desk) stop() {
	d.gate.Lock()
	d.closed = true
	end := d.end
	d.gate.Unlock()
	end()
	d.running.Wait()
}

// letGo closes the libraries and the notes; they are opened again when they are needed.
func (d *Desk) letGo() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	var errs []error
	for _, lib := range []*store.Library{d.library, d.demo} {
		if lib != nil {
			errs = append(errs, lib.Close())
		}
	}
	d.library, d.demo = nil, nil
	d.noting.Lock()
	defer d.noting.Unlock()
	if d.notes != nil {
		errs = append(errs, d.notes.Close())
		d.notes = nil
	}
	return errors.Join(errs...)
}

// Home returns where everything lies.
func (d *Desk) Home() home.Home { return d.home }

// Now is what the desk's clock shows.
func (d *Desk) Now() time.Time { return d.now() }

// Localizer returns the language that pages are written in.
func (d *Desk) Localizer() *i18n.Localizer { return d.l.Load() }

// Speak changes the language of the pages made from now on.
func (d *Desk) Speak(l *i18n.Localizer) { d.l.Store(l) }

// Demo reports whether the demonstration library is what is read: where nothing is given or subscribed to.
func (d *Desk) Demo() bool { return d.given == "" && !d.subscribed() }

// Committees returns every committee there is something to read about: a real municipality's
// before an invented one's, then by municipality and name; those of the invented one that the program
// carries in the order in which it tells them.
func (d *Desk) Committees(ctx context.Context) ([]model.Committee, error) {
	order := sample.Committees()
	return using(ctx, d, (*store.Library).Committees, func(all []model.Committee) {
		slices.SortStableFunc(all, func(a, b model.Committee) int {
			switch {
			case a.Fictional && b.Fictional && a.Repository == DemoRepository && b.Repository == DemoRepository:
				return slices.Index(order, a.ID) - slices.Index(order, b.ID)
			case a.Fictional == b.Fictional:
				return 0
			case a.Fictional:
				return 1
			}
			return -1
		})
	})
}

// Choose finds the two states that are asked for. An empty committee is the first there is; its id
// is enough where no two repositories share it, else repository/id.
//
// A committee or package that is not there is a fault of kind NotFound, an id that several
// repositories share of kind Usage, both with a *page.NearError for a cause. Where something is
// subscribed to and nothing fetched yet, the cause of a NotFound is terminal.ErrNothingYet.
func (d *Desk) Choose(ctx context.Context, committee, about, compare string) (page.Choice, error) {
	all, err := d.Committees(ctx)
	if err != nil {
		return page.Choice{}, err
	}
	one, err := chosen(all, committee)
	if err != nil {
		return page.Choice{}, err
	}
	packages, err := using(ctx, d, func(lib *store.Library, ctx context.Context) ([]*model.Package, error) {
		return lib.Packages(ctx, one.Repository, one.ID)
	}, nil)
	if err != nil {
		return page.Choice{}, err
	}
	return page.Choose(packages, about, compare)
}

// chosen finds the committee that is asked for.
func chosen(all []model.Committee, committee string) (model.Committee, error) {
	const op = "desk.Choose"
	if len(all) == 0 {
		return model.Committee{}, fault.New(op, fault.NotFound, committee, terminal.ErrNothingYet)
	}
	if committee == "" {
		return all[0], nil
	}
	var found []model.Committee
	var names, like, named, rest []string
	for _, c := range all {
		whole := c.Repository + "/" + c.ID
		if committee == whole {
			return c, nil
		}
		switch {
		case committee == c.ID:
			found = append(found, c)
			names = append(names, whole)
		case strings.Contains(c.ID, committee) || strings.Contains(committee, c.ID):
			like = append(like, c.ID)
		case strings.Contains(strings.ToLower(c.Name), strings.ToLower(committee)):
			named = append(named, c.ID)
		default:
			rest = append(rest, c.ID)
		}
	}
	switch len(found) {
	case 0:
		near := slices.Concat(like, named, rest)
		return model.Committee{}, fault.New(op, fault.NotFound, committee, &page.NearError{Names: near[:min(len(near), mostNear)]})
	case 1:
		return found[0], nil
	}
	return model.Committee{}, fault.New(op, fault.Usage, committee, &page.NearError{Names: names})
}

// mostNear is how many names are told where one was not found.
const mostNear = 5

// Page makes a page of the chosen states by its name, as page.Build does.
func (d *Desk) Page(ctx context.Context, name string, c page.Choice) (any, error) {
	return using(ctx, d, func(lib *store.Library, ctx context.Context) (any, error) {
		return page.Build(ctx, notebook{lib, d}, c, name, &d.asking, d.Localizer())
	}, nil)
}

// Replaced tells what has become of the chosen package since; nil where it still stands.
func (d *Desk) Replaced(ctx context.Context, c page.Choice) (*page.Replaced, error) {
	return using(ctx, d, func(lib *store.Library, ctx context.Context) (*page.Replaced, error) {
		return page.BuildReplaced(ctx, notebook{lib, d}, c, d.Localizer())
	}, nil)
}

// Record makes the page of one record, written table:id.
func (d *Desk) Record(ctx context.Context, c page.Choice, ref string) (*page.RecordView, error) {
	return using(ctx, d, func(lib *store.Library, ctx context.Context) (*page.RecordView, error) {
		return page.BuildRecord(ctx, notebook{lib, d}, c, ref, d.Localizer())
	}, nil)
}

// Document makes the page on which a record's text is read.
func (d *Desk) Document(ctx context.Context, c page.Choice, ref string) (*page.Document, error) {
	return using(ctx, d, func(lib *store.Library, ctx context.Context) (*page.Document, error) {
		return page.BuildDocument(ctx, lib, c, ref, d.Localizer())
	}, nil)
}

// SomeText returns a text of the package, or else of one before it, to show what reading looks like.
func (d *Desk) SomeText(ctx context.Context, c page.Choice) (string, error) {
	about := c.Package.Committee
	all, err := using(ctx, d, func(lib *store.Library, ctx context.Context) ([]model.Record, error) {
		return lib.Current(ctx, store.Scope{Repository: about.Repository, Committee: about.ID, At: c.At}, "texts")
	}, nil)
	if err != nil {
		return "", err
	}
	ref := ""
	for _, r := range all {
		if r.Get("resource") != "" && (ref == "" || r.Package.ID == c.Package.ID) {
			ref = r.Ref()
		}
		if r.Package.ID == c.Package.ID {
			break
		}
	}
	if ref == "" {
		return "", fault.New("desk.SomeText", fault.NotFound, c.Package.Name, nil)
	}
	return ref, nil
}

// Search finds words in everything known at the choice.
func (d *Desk) Search(ctx context.Context, c page.Choice, ask page.SearchAsk) (*page.SearchPage, error) {
	return using(ctx, d, func(lib *store.Library, ctx context.Context) (*page.SearchPage, error) {
		return page.BuildSearch(ctx, lib, c, ask, d.Localizer())
	}, nil)
}

// SearchDetail makes what stands beside the hits of one of them.
func (d *Desk) SearchDetail(ctx context.Context, c page.Choice, words, ref string) (*page.SearchDetail, error) {
	return using(ctx, d, func(lib *store.Library, ctx context.Context) (*page.SearchDetail, error) {
		return page.BuildSearchDetail(ctx, lib, c, words, ref, d.Localizer())
	}, nil)
}

// CountHits tells how many records each search finds at the choice.
func (d *Desk) CountHits(ctx context.Context, c page.Choice, searches []string) ([]int, error) {
	return using(ctx, d, func(lib *store.Library, ctx context.Context) ([]int, error) {
		return page.CountHits(ctx, lib, c, searches)
	}, nil)
}

// SomeRecord returns the record that a page's forecast stands in, to show what a record looks like.
func (d *Desk) SomeRecord(ctx context.Context, c page.Choice) (string, error) {
	p, err := using(ctx, d, func(lib *store.Library, ctx context.Context) (*page.Economy, error) {
		return page.BuildEconomy(ctx, lib, c, d.Localizer())
	}, nil)
	if err != nil {
		return "", err
	}
	if p.Forecast.Record != "" {
		return p.Forecast.Record, nil
	}
	about := c.Package.Committee
	all, err := using(ctx, d, func(lib *store.Library, ctx context.Context) ([]model.Record, error) {
		return lib.Current(ctx, store.Scope{Repository: about.Repository, Committee: about.ID, At: c.At}, "documents")
	}, nil)
	if err != nil || len(all) == 0 {
		return "", fault.New("desk.SomeRecord", fault.NotFound, c.Package.Name, err)
	}
	return all[0].Ref(), nil
}

// using asks the library that is read; then, which may be nil, is given a good answer.
func using[T any](ctx context.Context, d *Desk, ask func(*store.Library, context.Context) (T, error), then func(T)) (T, error) {
	var none T
	ctx, done, err := d.begin(ctx)
	if err != nil {
		return none, err
	}
	defer done()
	lib, err := d.open(ctx)
	if err != nil {
		return none, err
	}
	out, err := ask(lib, ctx)
	if err != nil {
		return none, err
	}
	if then != nil {
		then(out)
	}
	return out, nil
}

// open returns the library that is read. It is asked for between begin and done.
func (d *Desk) open(ctx context.Context) (*store.Library, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	switch {
	case d.given != "":
		return d.openGiven()
	case !d.subscribed():
		return d.openDemo(ctx)
	}
	return d.openLibrary(ctx)
}

// openGiven returns the library that the desk was given. The caller holds mu.
func (d *Desk) openGiven() (*store.Library, error) {
	if d.library == nil {
		lib, err := store.Open(d.given)
		if err != nil {
			return nil, err
		}
		d.library = lib
	}
	return d.library, nil
}

// openLibrary returns the library of what is subscribed to. One that is broken, or that holds less
// than the disk does, is filled from the packages on it. The caller holds mu.
func (d *Desk) openLibrary(ctx context.Context) (*store.Library, error) {
	if d.library == nil {
		lib, err := openDerived(d.home.Library())
		if err != nil {
			return nil, err
		}
		d.library, d.whole = lib, false
	}
	if !d.whole {
		whole, err := d.refill(ctx, d.library)
		if err != nil {
			return nil, err
		}
		d.whole = whole
	}
	return d.library, nil
}

// openDerived opens a library. A broken one is removed: all that is in it can be made anew.
func openDerived(path string) (*store.Library, error) {
	lib, err := store.Open(path)
	if fault.KindOf(err) != fault.LocalCorrupt {
		return lib, err
	}
	if err := store.Delete(path); err != nil {
		return nil, err
	}
	return store.Open(path)
}
