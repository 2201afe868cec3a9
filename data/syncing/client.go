package syncing

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/cenkalti/backoff/v5"
	"github.com/gofrs/flock"

	"rodatraden/data/fault"
	"rodatraden/data/repository/layout"
)

// Open opens a verified table or document by its hash and size. The caller closes it.
type Open = func(sha256 string, bytes int64) (io.ReadCloser, error)

// Installer is the library that packages are installed in.
type Installer interface {
	// Installed returns the manifest hash of each package of a repository that is installed, by the
	// package's id.
	Installed(ctx context.Context, repository string) (map[string]string, error)
	// Install makes one verified package visible, in one transaction or not at all. A package that
	// breaks the format is a fault.Error of kind Format, Limit, Content or NotAuthorised; anything
	// else is taken for trouble with this computer.
	Install(ctx context.Context, repository string, manifest []byte, open Open) error
}

// Config says where and with what a Client works. Only Home is needed by all methods; Sync and Rebuild
// need the Installer too.
type Config struct {
	Home      string
	Installer Installer
	Now       func() time.Time                           // nil is the computer's clock
	Transport http.RoundTripper                          // nil is Go's own, with the system's proxy
	Backoff   func() backoff.BackOff                     // waits between tries after 5xx and 429; nil is exponential with jitter
	Stall     time.Duration                              // silence after which a server is given up; 0 is 30 seconds
	FreeSpace func(dir string) (bytes uint64, err error) // nil asks the system
}

// Client is a reader of repositories. Its methods may be called from several goroutines; those that
// write wait for nobody: while one of them runs, here or in another program, the others are
// fault.Locked.
type Client struct {
	home      string
	installer Installer
	now       func() time.Time
	web       *http.Client
	backoff   func() backoff.BackOff
	stall     time.Duration
	free      func(string) (uint64, error)
}

// New returns a Client. It reads and writes nothing yet.
func New(c Config) (*Client, error) {
	const op = "syncing.New"
	if c.Home == "" {
		return nil, fault.New(op, fault.Usage, "", errors.New("no home"))
	}
	home, err := filepath.Abs(c.Home)
	if err != nil {
		return nil, fault.New(op, fault.Local, c.Home, err)
	}
	out := &Client{home: home, installer: c.Installer, now: c.Now, backoff: c.Backoff, stall: c.Stall, free: c.FreeSpace}
	if out.now == nil {
		out.now = time.Now
	}
	if out.backoff == nil {
		out.backoff = func() backoff.BackOff { return backoff.NewExponentialBackOff() }
	}
	if out.stall == 0 {
		out.stall = 30 * time.Second
	}
	if out.free == nil {
		out.free = freeSpace
	}
	transport := c.Transport
	if transport == nil {
		t := http.DefaultTransport.(*http.Transport).Clone()
		t.DisableCompression = true // sizes and ranges are of the files themselves
		t.MaxIdleConnsPerHost = parallel
		transport = t
	}
	out.web = &http.Client{Transport: transport, CheckRedirect: checkRedirect}
	return out, nil
}

const (
	repositoriesDir  = "repositories"
	lockName         = ".lock"
	subscriptionName = "subscription.json"
	stateName        = "state.json"
	metadataDir      = "metadata"
	rejectedDir      = "rejected"
	partExt          = ".part"
)

// exclusively runs f while no other program writes in the home.
func (c *Client) exclusively(op string, f func() error) error {
	dir := filepath.Join(c.home, repositoriesDir)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fault.New(op, diskKind(err), dir, err)
	}
	l := flock.New(filepath.Join(dir, lockName))
	ok, err := l.TryLock()
	if err != nil {
		return fault.New(op, fault.Local, dir, err)
	}
	if !ok {
		return fault.New(op, fault.Locked, dir, nil)
	}
	defer l.Close()
	return f()
}

// subscribed is one subscription with what is known of its repository.
type subscribed struct {
	id  string
	dir string
	sub layout.Subscription
	memory
	recovered []string // broken local files that were dropped
}

// all reads every subscription in the home, by id.
func (c *Client) all() ([]*subscribed, error) {
	const op = "syncing.subscriptions"
	dir := filepath.Join(c.home, repositoriesDir)
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fault.New(op, fault.Local, dir, err)
	}
	var out []*subscribed
	for _, e := range entries {
		if !e.IsDir() {
			continue
		}
		r, err := c.open(e.Name())
		if errors.Is(err, fs.ErrNotExist) {
			continue // a folder that is no subscription
		}
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b *subscribed) int {
		if a.id < b.id {
			return -1
		}
		return 1
	})
	return out, nil
}

// open reads one subscription. A state.json that cannot be read is begun anew.
func (c *Client) open(id string) (*subscribed, error) {
	const op = "syncing.open"
	r := &subscribed{id: id, dir: filepath.Join(c.home, repositoriesDir, id)}
	path := filepath.Join(r.dir, subscriptionName)
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fault.New(op, diskKind(err), path, err)
	}
	if r.sub, err = layout.ParseSubscription(path, data); err != nil {
		return nil, fault.New(op, fault.LocalCorrupt, path, err)
	}
	if r.sub.Root.ID != id {
		return nil, fault.New(op, fault.LocalCorrupt, path, errors.New("the subscription lies in another repository's folder"))
	}
	path = filepath.Join(r.dir, stateName)
	data, err = os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, fault.New(op, fault.Local, path, err)
	default:
		if err := json.Unmarshal(data, &r.memory); err != nil {
			r.memory = memory{}
			r.recovered = append(r.recovered, repositoriesDir+"/"+id+"/"+stateName)
		}
	}
	if r.State == "" {
		r.State = Pinned
	}
	if r.Seen == nil {
		r.Seen = map[string]seen{}
	}
	return r, nil
}

// save writes state.json.
func (r *subscribed) save() error {
	const op = "syncing.save"
	data, err := json.MarshalIndent(r.memory, "", " ")
	if err != nil {
		return fault.New(op, fault.Local, r.dir, err)
	}
	path := filepath.Join(r.dir, stateName)
	if err := replace(path, data); err != nil {
		return fault.New(op, diskKind(err), path, err)
	}
	return nil
}
