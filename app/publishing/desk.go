package publishing

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"rodatraden/app/i18n"
	"rodatraden/app/terminal"
	"rodatraden/data/fault"
	"rodatraden/data/followup"
	"rodatraden/data/repository"
	"rodatraden/data/repository/layout"
)

// Config says where is published, and how a desk is opened.
type Config struct {
	Home       string           // the publisher's home; empty is home.Publishers. It is made when it is needed
	Repository string           // an address: a folder, file:///… or s3://bucket/…; empty publishes nowhere, but checks and builds
	Keys       string           // the folder of keys; empty is beside a published folder, NAME-keys, and in the home for another place
	Safes      []string         // further folders of keys, as on a stick from a safe
	L          *i18n.Localizer  // nil is Swedish
	Now        func() time.Time // nil is time.Now
	AnyClock   bool             // as repository.Config has it
	WorkFactor int              // as repository.Config has it

	// Passphrase is asked for each key that is needed. It is nil where nothing is to be signed.
	Passphrase repository.Passphrase
}

// Desk is a publisher's desk: one place where is published, with its keys. What it publishes is safe from
// other programs; one goroutine at a time uses it.
type Desk struct {
	config  Config
	storage repository.Storage // nil where no place is named
	l       *i18n.Localizer
	now     func() time.Time
	known   map[string]*followup.Package // published packages that have been read, by their manifests' hashes
}

// Open returns the desk of a place. It reads and writes nothing there yet.
//
// Faults: Usage where the address is none.
func Open(ctx context.Context, c Config) (*Desk, error) {
	d := &Desk{config: c, l: c.L, now: c.Now, known: map[string]*followup.Package{}}
	if d.l == nil {
		d.l = i18n.New(i18n.Swedish)
	}
	if d.now == nil {
		d.now = time.Now
	}
	if c.Repository == "" {
		return d, nil
	}
	storage, err := openStorage(ctx, c)
	d.storage = storage
	return d, err
}

// Address returns where is published, as it was named; empty where nothing is.
func (d *Desk) Address() string { return d.config.Repository }

// Localizer returns the language of the desk.
func (d *Desk) Localizer() *i18n.Localizer { return d.l }

// Home opens the publisher's home.
func (d *Desk) Home() (Home, error) { return OpenHome(d.config.Home) }

// Keys returns the folder of keys.
func (d *Desk) Keys() string {
	if d.config.Keys != "" {
		return d.config.Keys
	}
	return UsualKeys(d.config.Repository, d.config.Home)
}

// KeyFolders returns the folder of keys and the further ones.
func (d *Desk) KeyFolders() []string { return append([]string{d.Keys()}, d.config.Safes...) }

// Exists is a fault of kind NotFound where there is no repository in the place, so that a name that was
// misspelt is not made a folder.
func (d *Desk) Exists(ctx context.Context) error {
	const op = "repository"
	if d.storage == nil {
		return fault.New(op, fault.Usage, "--repository", nil)
	}
	_, _, err := d.storage.Read(ctx, layout.Timestamp, layout.MaxTimestamp)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fault.New(op, fault.NotFound, d.config.Repository, err)
	case err != nil && fault.KindOf(err) != "":
		return err
	case err != nil:
		return fault.New(op, fault.Local, d.config.Repository, err)
	}
	return nil
}

// Repository returns what signs and publishes in the place. check and progress may be nil.
func (d *Desk) Repository(check func(dir string) error, progress func(repository.Progress)) (*repository.Repository, error) {
	r, err := repository.New(repository.Config{
		Storage: d.storage, Keys: d.KeyFolders(), Passphrase: d.config.Passphrase,
		WorkFactor: d.config.WorkFactor, AnyClock: d.config.AnyClock, Now: d.config.Now, Check: check, Progress: progress,
	})
	return r, terminal.About("keys_inside", err)
}

// Init makes the keys and an empty repository in the place.
//
// Faults: Exists where the place or the folder of keys has one; Secret where no passphrase is given.
func (d *Desk) Init(ctx context.Context, o repository.InitOptions) error {
	r, err := d.Repository(nil, nil)
	if err != nil {
		return err
	}
	return terminal.About("repository_there", r.Init(ctx, o))
}

// Refresh signs anew what is near its end, as repository.Refresh does.
func (d *Desk) Refresh(ctx context.Context) (repository.Refreshed, error) {
	if err := d.Exists(ctx); err != nil {
		return repository.Refreshed{}, err
	}
	r, err := d.Repository(nil, nil)
	if err != nil {
		return repository.Refreshed{}, err
	}
	return r.Refresh(ctx)
}

// Subscription writes the file with which readers subscribe to what is published at the address.
//
// Faults: Usage where an address is none that a reader can fetch from; NotFound where the file's folder is
// not there; those of the repository.
func (d *Desk) Subscription(ctx context.Context, address string, mirrors []string, to string) error {
	if err := CheckSubscription(address, mirrors, to); err != nil {
		return err
	}
	r, err := d.Repository(nil, nil)
	if err != nil {
		return err
	}
	s, err := r.Subscription(ctx, address, mirrors, nil)
	if err != nil {
		return err
	}
	raw, err := s.Encode()
	if err != nil {
		return fault.New("publish", fault.Format, to, err)
	}
	return terminal.WriteFile(to, raw)
}

// CheckSubscription tells what can be seen to be wrong with a subscription file before anything is published.
func CheckSubscription(address string, mirrors []string, to string) error {
	const op = "publish"
	for _, a := range append([]string{address}, mirrors...) {
		if _, err := layout.ParseAddress(a); err != nil {
			return fault.New(op, fault.Usage, a, err)
		}
	}
	if dir := filepath.Dir(to); !IsFolder(dir) {
		return fault.New(op, fault.NotFound, dir, nil)
	}
	return nil
}

// IsFolder reports whether there is a folder with the path.
func IsFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
