package desk

import (
	"context"
	"io"
	"os"
	"path/filepath"
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

// libraryToFill returns the library of what is subscribed to, whether or not anything is yet.
func (d *Desk) libraryToFill() (*store.Library, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.openLibrary(context.Background())
}

// syncer returns the client of the home's subscriptions.
func (d *Desk) syncer() (*syncing.Client, error) { return d.syncerInto(d.libraryToFill) }

func (d *Desk) syncerInto(library func() (*store.Library, error)) (*syncing.Client, error) {
	return syncing.New(syncing.Config{Home: d.home.Dir(), Installer: installer{library}, Now: d.now, Transport: d.transport})
}

// subscribed reports whether the home holds any subscription.
func (d *Desk) subscribed() bool {
	found, err := filepath.Glob(filepath.Join(d.home.Repositories(), "*", "subscription.json"))
	return err == nil && len(found) > 0
}

// Subscription is a subscription file that was read: what a person compares before following it.
type Subscription struct {
	Name        string   // the municipality
	Fingerprint []string // twelve words
	raw         []byte
	from        string
}

// ReadSubscription reads a subscription file from a path or an address without following it.
func (d *Desk) ReadSubscription(ctx context.Context, from string) (Subscription, error) {
	client, err := d.syncer()
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
	return Subscription{Name: s.Municipality.Name, Fingerprint: s.Root.Fingerprint(), raw: raw, from: from}, nil
}

// Follow follows a subscription from the next Sync on.
func (d *Desk) Follow(s Subscription) error {
	client, err := d.syncer()
	if err != nil {
		return err
	}
	_, err = client.Subscribe(s.from, s.raw)
	return err
}

// Sync fetches, verifies and installs what is new in every subscription. progress may be nil.
func (d *Desk) Sync(ctx context.Context, progress func(syncing.Progress)) ([]syncing.Result, error) {
	client, err := d.syncer()
	if err != nil {
		return nil, err
	}
	return client.Sync(ctx, progress)
}

// Status tells of every subscription without asking anybody.
func (d *Desk) Status(ctx context.Context) ([]syncing.Status, error) {
	client, err := d.syncer()
	if err != nil {
		return nil, err
	}
	return client.Status(ctx)
}

// Verify holds everything that is saved against its hash.
func (d *Desk) Verify(ctx context.Context) (syncing.Verified, error) {
	client, err := d.syncer()
	if err != nil {
		return syncing.Verified{}, err
	}
	return client.Verify(ctx)
}

// Rebuild removes the library and makes it anew from the packages on this disk; without a
// subscription it is the demonstration library that is made anew. It returns how many packages the
// library then holds.
func (d *Desk) Rebuild(ctx context.Context, progress func(syncing.Progress)) (int, error) {
	path := d.home.Library()
	if !d.subscribed() {
		path = d.home.Demo()
	}
	if err := d.Close(); err != nil {
		return 0, err
	}
	if err := store.Delete(path); err != nil {
		return 0, err
	}
	if d.subscribed() {
		client, err := d.syncer()
		if err != nil {
			return 0, err
		}
		if err := client.Rebuild(ctx, progress); err != nil {
			return 0, err
		}
	}
	return d.packages(ctx)
}

// packages counts the packages in the library that is read.
func (d *Desk) packages(ctx context.Context) (int, error) {
	lib, err := d.open(ctx)
	if err != nil {
		return 0, err
	}
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

// refill makes a library anew that is empty though packages are on the disk: after an update of
// the program that stores them differently. The caller holds mu.
func (d *Desk) refill(ctx context.Context, lib *store.Library) error {
	committees, err := lib.Committees(ctx)
	if err != nil || len(committees) > 0 {
		return err
	}
	client, err := d.syncerInto(func() (*store.Library, error) { return lib, nil })
	if err != nil {
		return err
	}
	if err := client.Rebuild(ctx, nil); err != nil && fault.KindOf(err) != fault.Locked {
		return err
	}
	return nil
}

// Inbox returns the files that later starts have left for this one, and forgets them.
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
