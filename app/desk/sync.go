package desk

import (
	"context"
	"errors"
	"io"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"rodatraden/data/fault"
	"rodatraden/data/followup"
	"rodatraden/data/repository/layout"
	"rodatraden/data/store"
	"rodatraden/data/syncing"
)

// installer puts verified packages in a library, which is found when it is first needed.
type installer struct {
	library func() (*store.Library, error)
}

// Installed answers what is in the library already.
func (i installer) Installed(ctx context.Context, repository string) (map[string]string, error) {
	lib, err := i.library()
	if err != nil {
		return nil, err
	}
	return lib.Installed(ctx, repository)
}

// Install reads a verified package and puts it in the library, in one transaction.
func (i installer) Install(ctx context.Context, repository string, manifest []byte, open syncing.Open) error {
	lib, err := i.library()
	if err != nil {
		return err
	}
	p, err := followup.ReadVerified(manifest, blobs(open))
	if err != nil {
		return err
	}
	return lib.Install(ctx, repository, layout.Sum(manifest), p)
}

// blobs opens a package's files among the verified content.
type blobs syncing.Open

func (b blobs) Open(r followup.Resource) (io.ReadCloser, error) {
	return b(strings.TrimPrefix(r.Hash, "sha256:"), r.Bytes)
}

// syncer returns the client of the home's subscriptions, which installs in the library.
func (d *Desk) syncer(ctx context.Context) (*syncing.Client, error) {
	return d.syncerInto(func() (*store.Library, error) {
		d.mu.Lock()
		defer d.mu.Unlock()
		return d.openLibrary(ctx)
	})
}

func (d *Desk) syncerInto(library func() (*store.Library, error)) (*syncing.Client, error) {
	return syncing.New(syncing.Config{Home: d.home.Dir(), Installer: installer{library}, Now: d.now, Transport: d.transport})
}

// subscribed reports whether the home holds any subscription.
func (d *Desk) subscribed() bool {
	entries, _ := os.ReadDir(d.home.Repositories())
	for _, e := range entries {
		if _, err := os.Stat(filepath.Join(d.home.Repositories(), e.Name(), "subscription.json")); err == nil {
			return true
		}
	}
	return false
}

// Subscription is a subscription file that was read: what a person compares before following it. Of
// what stands in it only the fingerprint is more than the file's own word.
type Subscription struct {
	Repository  string   // its id
	Name        string   // the municipality
	Fingerprint []string // twelve words
	File        string   // the file's name, without its folder
	Address     string
	Mirrors     []string
	Committees  []string // by name; none is every committee that is published
	raw         []byte
	from        string
}

// ReadSubscription reads a subscription file from a path or an address without following it.
func (d *Desk) ReadSubscription(ctx context.Context, from string) (Subscription, error) {
	ctx, done, err := d.begin(ctx)
	if err != nil {
		return Subscription{}, err
	}
	defer done()
	client, err := d.syncer(ctx)
	if err != nil {
		return Subscription{}, err
	}
	raw, err := client.Read(ctx, from)
	if err != nil {
		return Subscription{}, err
	}
	s, err := layout.ParseSubscription(from, raw)
	if err != nil {
		return Subscription{}, err
	}
	name := s.Municipality.Name
	if name == "" { // nothing was published yet when the file was made
		name = s.Address
	}
	out := Subscription{
		Repository: s.Root.ID, Name: name, Fingerprint: s.Root.Fingerprint(), File: fileOf(from),
		Address: s.Address, Mirrors: s.Mirrors, raw: raw, from: from,
	}
	for _, c := range s.Committees {
		if c.Name == "" {
			c.Name = c.ID
		}
		out.Committees = append(out.Committees, c.Name)
	}
	return out, nil
}

// fileOf is the name of the file that a path or an address ends with.
func fileOf(from string) string {
	if u, err := url.Parse(from); err == nil && (u.Scheme == "https" || u.Scheme == "http") {
		if name := path.Base(u.Path); name != "." && name != "/" {
			return name
		}
		return u.Host
	}
	return filepath.Base(from)
}

// Follow follows a subscription from the next Sync on.
func (d *Desk) Follow(s Subscription) error {
	ctx, done, err := d.begin(context.Background())
	if err != nil {
		return err
	}
	defer done()
	client, err := d.syncer(ctx)
	if err != nil {
		return err
	}
	_, err = client.Subscribe(s.from, s.raw)
	return err
}

// Unsubscribe ends a subscription, and takes away what it alone had a use for. Notes are not touched.
// While something is fetched it is a fault of kind Locked, and nothing has changed.
func (d *Desk) Unsubscribe(ctx context.Context, repository string) (syncing.Ended, error) {
	ctx, done, err := d.begin(ctx)
	if err != nil {
		return syncing.Ended{}, err
	}
	defer done()
	client, err := d.syncer(ctx)
	if err != nil {
		return syncing.Ended{}, err
	}
	ended, err := client.Unsubscribe(ctx, repository)
	if err != nil {
		return ended, err
	}
	// From here on it is ended: the library is brought to hold what is left, now or when it is opened next.
	d.setWhole(false)
	return ended, d.shed(ctx)
}

// shed takes out of the library what is subscribed to no more.
func (d *Desk) shed(ctx context.Context) error {
	if d.subscribed() {
		_, err := d.open(ctx)
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.library == nil {
		if _, err := os.Stat(d.home.Library()); err != nil {
			return nil
		}
		lib, err := openDerived(d.home.Library())
		if err != nil {
			return err
		}
		d.library = lib
	}
	return d.library.Clear(ctx)
}

// Sync fetches, verifies and installs what is new in every subscription. progress may be nil.
func (d *Desk) Sync(ctx context.Context, progress func(syncing.Progress)) ([]syncing.Result, error) {
	ctx, done, err := d.begin(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	if d.subscribed() {
		// The library is whole before anything new comes: packages that a repository names no more are
		// only on this disk.
		if _, err := d.open(ctx); err != nil {
			return nil, err
		}
	}
	client, err := d.syncer(ctx)
	if err != nil {
		return nil, err
	}
	results, err := client.Sync(ctx, progress)
	if all, unread := client.Status(ctx); unread == nil && len(results) > 0 && err != nil {
		err = nil
		for i, r := range results {
			for _, s := range all {
				if s.Repository == r.Repository {
					results[i].Err = addressed(r.Err, s.Address)
				}
			}
			err = errors.Join(err, results[i].Err)
		}
	}
	return results, err
}

// addressed names the address that was asked in a fault about one of its files that did not come.
func addressed(err error, address string) error {
	kind, path := fault.KindOf(err), fault.PathOf(err)
	switch kind {
	case fault.Offline:
		path = address
	case fault.HTTP, fault.Intercepted:
		path = address + path
	default:
		return err
	}
	return fault.New("desk.Sync", kind, path, err)
}

// Status tells of every subscription without asking anybody.
func (d *Desk) Status(ctx context.Context) ([]syncing.Status, error) {
	ctx, done, err := d.begin(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	client, err := d.syncer(ctx)
	if err != nil {
		return nil, err
	}
	return client.Status(ctx)
}

// Verify holds everything that is saved against its hash.
func (d *Desk) Verify(ctx context.Context) (syncing.Verified, error) {
	ctx, done, err := d.begin(ctx)
	if err != nil {
		return syncing.Verified{}, err
	}
	defer done()
	client, err := d.syncer(ctx)
	if err != nil {
		return syncing.Verified{}, err
	}
	return client.Verify(ctx)
}

// Rebuild empties the library and makes it anew from the packages on this disk; without a
// subscription it is the demonstration library that is made anew. It returns how many packages the
// library then holds. While another program syncs it is a fault of kind Locked, and nothing has
// changed.
func (d *Desk) Rebuild(ctx context.Context, progress func(syncing.Progress)) (int, error) {
	ctx, done, err := d.begin(ctx)
	if err != nil {
		return 0, err
	}
	defer done()
	lib, err := d.open(ctx)
	if err != nil {
		return 0, err
	}
	if !d.subscribed() {
		err = fillDemo(ctx, lib, true)
	} else {
		err = d.rebuild(ctx, lib, progress)
	}
	if err != nil {
		return 0, err
	}
	return count(ctx, lib)
}

// rebuild empties a library and fills it, all of it while no other program syncs.
func (d *Desk) rebuild(ctx context.Context, lib *store.Library, progress func(syncing.Progress)) error {
	emptied := false
	client, err := d.syncerInto(func() (*store.Library, error) {
		if !emptied {
			if err := lib.Clear(ctx); err != nil {
				return nil, err
			}
			emptied = true
		}
		return lib, nil
	})
	if err != nil {
		return err
	}
	// Until it is through, whoever opens the library finds out what is missing.
	d.setWhole(false)
	if err := client.Rebuild(ctx, progress); err != nil {
		return err
	}
	d.setWhole(true)
	return nil
}

func (d *Desk) setWhole(whole bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.whole = whole
}

// count counts the packages in a library.
func count(ctx context.Context, lib *store.Library) (int, error) {
	committees, err := lib.Committees(ctx)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, c := range committees {
		all, err := lib.Packages(ctx, c.Repository, c.ID)
		if err != nil {
			return 0, err
		}
		n += len(all)
	}
	return n, nil
}

// refill installs the packages on the disk that a library lacks: after an update of the program
// that stores them differently, or where the library was removed or its making was called off. A library
// that holds what is subscribed to no more is made anew. It reports whether the library is whole then:
// not where another program is at it, nor where files of a package are lost, which the next Sync mends.
func (d *Desk) refill(ctx context.Context, lib *store.Library) (whole bool, err error) {
	client, err := d.syncerInto(func() (*store.Library, error) { return lib, nil })
	if err != nil {
		return false, err
	}
	all, err := client.Status(ctx)
	if err != nil {
		return false, err
	}
	lacks, err := forgets(ctx, lib, all)
	if err != nil {
		return false, err
	}
	for _, s := range all {
		installed, err := lib.Installed(ctx, s.Repository)
		if err != nil {
			return false, err
		}
		lacks = lacks || len(installed) < s.Packages-s.Damaged
	}
	if !lacks {
		return true, nil
	}
	switch err := client.Rebuild(ctx, nil); fault.KindOf(err) {
	case "":
		return err == nil, err
	case fault.Locked, fault.LocalCorrupt:
		return false, nil
	default:
		return false, err
	}
}

// forgets empties a library that holds anything of a repository which is not subscribed to, and reports
// whether it did.
func forgets(ctx context.Context, lib *store.Library, all []syncing.Status) (bool, error) {
	committees, err := lib.Committees(ctx)
	if err != nil {
		return false, err
	}
	for _, c := range committees {
		if !slices.ContainsFunc(all, func(s syncing.Status) bool { return s.Repository == c.Repository }) {
			return true, lib.Clear(ctx)
		}
	}
	return false, nil
}

// Inbox returns the files that later starts have left for this one, by name. Whoever has dealt with
// one removes it.
func (d *Desk) Inbox() []string {
	entries, err := os.ReadDir(d.home.Inbox())
	if err != nil {
		return nil
	}
	var out []string
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") {
			out = append(out, filepath.Join(d.home.Inbox(), e.Name()))
		}
	}
	return out
}
