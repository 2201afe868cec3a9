// Package desk is the reader without its window: it opens the home, chooses the library, makes
// the pages and carries out what the commands and the window ask for. It knows no screen.
//
// A Desk is safe for concurrent use. Whoever opened it closes it.
package desk

import (
	"context"
	"net/http"
	"slices"
	"sync"
	"time"

	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/data/fault"
	"rodatraden/data/home"
	"rodatraden/data/model"
	"rodatraden/data/store"
)

// Config says how a desk is opened. The zero Config opens the usual home, in Swedish.
type Config struct {
	Home      string            // a folder; empty is home.Default
	L         *i18n.Localizer   // nil is Swedish
	Transport http.RoundTripper // nil is Go's own
	Now       func() time.Time  // nil is time.Now
}

// Desk is an opened reader.
type Desk struct {
	home      home.Home
	l         *i18n.Localizer
	transport http.RoundTripper
	now       func() time.Time

	mu      sync.Mutex
	library *store.Library // what is subscribed to; nil until something is
	demo    *store.Library // nil until it is needed
}

// Open opens the desk of a home.
func Open(_ context.Context, c Config) (*Desk, error) {
	at, err := home.Open(c.Home)
	if err != nil {
		return nil, err
	}
	d := &Desk{home: at, l: c.L, transport: c.Transport, now: c.Now}
	if d.l == nil {
		d.l = i18n.New(i18n.Swedish)
	}
	if d.now == nil {
		d.now = time.Now
	}
	return d, nil
}

// Close closes the libraries.
func (d *Desk) Close() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	var err error
	for _, lib := range []*store.Library{d.library, d.demo} {
		if lib != nil {
			err = lib.Close()
		}
	}
	d.library, d.demo = nil, nil
	return err
}

// Home returns where everything lies.
func (d *Desk) Home() home.Home { return d.home }

// Localizer returns the language that pages are written in.
func (d *Desk) Localizer() *i18n.Localizer { return d.l }

// Speak changes the language of the pages made from now on.
func (d *Desk) Speak(l *i18n.Localizer) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.l = l
}

// Demo reports whether the demonstration library is what is read: where nothing is subscribed to.
func (d *Desk) Demo() bool { return !d.subscribed() }

// Committees returns every committee there is something to read about: a real municipality's
// before an invented one's, then by name.
func (d *Desk) Committees(ctx context.Context) ([]model.Committee, error) {
	lib, err := d.open(ctx)
	if err != nil {
		return nil, err
	}
	all, err := lib.Committees(ctx)
	slices.SortStableFunc(all, func(a, b model.Committee) int {
		switch {
		case a.Fictional == b.Fictional:
			return 0
		case a.Fictional:
			return 1
		}
		return -1
	})
	return all, err
}

// Choose finds the two states that are asked for. An empty committee is the first there is; one
// id is enough where no two repositories share it, else repository/id.
func (d *Desk) Choose(ctx context.Context, committee, about, compare string) (page.Choice, error) {
	all, err := d.Committees(ctx)
	if err != nil {
		return page.Choice{}, err
	}
	i := slices.IndexFunc(all, func(c model.Committee) bool {
		return committee == "" || c.ID == committee || c.Repository+"/"+c.ID == committee
	})
	if i < 0 {
		return page.Choice{}, fault.New("desk.Choose", fault.NotFound, committee, nil)
	}
	lib, err := d.open(ctx)
	if err != nil {
		return page.Choice{}, err
	}
	packages, err := lib.Packages(ctx, all[i].Repository, all[i].ID)
	if err != nil {
		return page.Choice{}, err
	}
	return page.Choose(packages, about, compare)
}

// Overview makes Översikt.
func (d *Desk) Overview(ctx context.Context, c page.Choice) (*page.Overview, error) {
	lib, err := d.open(ctx)
	if err != nil {
		return nil, err
	}
	return page.BuildOverview(ctx, lib, c, d.l)
}

// Economy makes Ekonomi.
func (d *Desk) Economy(ctx context.Context, c page.Choice) (*page.Economy, error) {
	lib, err := d.open(ctx)
	if err != nil {
		return nil, err
	}
	return page.BuildEconomy(ctx, lib, c, d.l)
}

// Record makes the page of one record, written table:id.
func (d *Desk) Record(ctx context.Context, c page.Choice, ref string) (*page.RecordView, error) {
	lib, err := d.open(ctx)
	if err != nil {
		return nil, err
	}
	return page.BuildRecord(ctx, lib, c, ref, d.l)
}

// Search finds words in everything known at the choice.
func (d *Desk) Search(ctx context.Context, c page.Choice, words string, limit int) (*page.SearchPage, error) {
	lib, err := d.open(ctx)
	if err != nil {
		return nil, err
	}
	return page.BuildSearch(ctx, lib, c, words, limit, d.l)
}

// open returns the library that is read.
func (d *Desk) open(ctx context.Context) (*store.Library, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.subscribed() {
		return d.openDemo(ctx)
	}
	return d.openLibrary(ctx)
}

// openLibrary returns the library of what is subscribed to. The caller holds mu.
func (d *Desk) openLibrary(ctx context.Context) (*store.Library, error) {
	if d.library != nil {
		return d.library, nil
	}
	lib, err := store.Open(d.home.Library())
	if err != nil {
		return nil, err
	}
	if err := d.refill(ctx, lib); err != nil {
		lib.Close()
		return nil, err
	}
	d.library = lib
	return lib, nil
}

// SomeRecord returns the record that a page's forecast stands in, to show what a record looks like.
func (d *Desk) SomeRecord(ctx context.Context, c page.Choice) (string, error) {
	p, err := d.Economy(ctx, c)
	if err != nil {
		return "", err
	}
	if p.Forecast.Record != "" {
		return p.Forecast.Record, nil
	}
	lib, err := d.open(ctx)
	if err != nil {
		return "", err
	}
	about := c.Package.Committee
	all, err := lib.Current(ctx, store.Scope{Repository: about.Repository, Committee: about.ID, At: c.At}, "documents")
	if err != nil || len(all) == 0 {
		return "", fault.New("desk.SomeRecord", fault.NotFound, c.Package.Name, err)
	}
	return all[0].Ref(), nil
}
