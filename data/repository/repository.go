package repository

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"rodatraden/data/fault"
)

// Config says where a repository and its keys are.
type Config struct {
	Dir        string                 // the published folder
	Keys       []string               // key folders, searched in this order; new keys go into the first
	Passphrase Passphrase             // asked for each key that is needed
	WorkFactor int                    // log2 of scrypt's work for new keys; 0 is 17: 128 MB, and half a second or so for each key
	Now        func() time.Time       // nil is the computer's clock
	Check      func(dir string) error // checks a package folder before it is published; may be nil
}

// Repository publishes in one folder. Its methods may be used by one goroutine at a time; other
// programs are kept out by a lock on the folder.
type Repository struct {
	dir   string
	keys  *keyring
	now   func() time.Time
	check func(dir string) error
	step  func(path string) error // called before each file is put in its place; tests stop there
}

const workFactor = 17

// Hidden names in a published folder. They are never served, and need not be copied to a host.
const (
	lockName    = ".lock"
	scratchName = ".writing"
)

// New returns a Repository for the folder. It reads and writes nothing yet. Key folders inside the
// published folder are refused (fault.Usage).
func New(c Config) (*Repository, error) {
	const op = "repository.New"
	if c.Dir == "" {
		return nil, fault.New(op, fault.Usage, "", errors.New("no folder"))
	}
	dir, err := filepath.Abs(c.Dir)
	if err != nil {
		return nil, fault.New(op, fault.Local, c.Dir, err)
	}
	for _, k := range c.Keys {
		abs, err := filepath.Abs(k)
		if err != nil {
			return nil, fault.New(op, fault.Local, k, err)
		}
		if rel, err := filepath.Rel(real(dir), real(abs)); err == nil && filepath.IsLocal(rel) {
			return nil, fault.New(op, fault.Usage, k, errors.New("the keys would be published"))
		}
	}
	if c.WorkFactor == 0 {
		c.WorkFactor = workFactor
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	return &Repository{
		dir: dir,
		keys: &keyring{
			dirs: c.Keys, passphrase: c.Passphrase, workFactor: c.WorkFactor, open: map[string]*key{},
		},
		now:   func() time.Time { return c.Now().UTC().Truncate(time.Second) },
		check: c.Check,
		step:  func(string) error { return nil },
	}, nil
}

// real follows the symbolic links of as much of a path as exists.
func real(path string) string {
	rest := ""
	for p := path; ; {
		if r, err := filepath.EvalSymlinks(p); err == nil {
			return filepath.Join(r, rest)
		}
		up := filepath.Dir(p)
		if up == p {
			return path
		}
		rest = filepath.Join(strings.TrimPrefix(p[len(up):], string(filepath.Separator)), rest)
		p = up
	}
}

// exclusively runs f while no other program can publish in the folder.
func (r *Repository) exclusively(ctx context.Context, op string, f func() error) error {
	if err := os.MkdirAll(r.dir, 0o755); err != nil {
		return fault.New(op, diskKind(err), r.dir, err)
	}
	l := flock.New(filepath.Join(r.dir, lockName))
	ok, err := l.TryLock()
	if err != nil {
		return fault.New(op, fault.Local, r.dir, err)
	}
	if !ok {
		return fault.New(op, fault.Locked, r.dir, nil)
	}
	defer l.Close()
	// What a publish that was cut short had not yet put in its place.
	scratch := r.path(scratchName)
	if err := os.RemoveAll(scratch); err != nil {
		return fault.New(op, fault.Local, scratch, err)
	}
	if err := os.Mkdir(scratch, 0o755); err != nil {
		return fault.New(op, diskKind(err), scratch, err)
	}
	defer os.Remove(scratch)
	if err := ctx.Err(); err != nil {
		return err
	}
	return f()
}

// path is the place on disk of a repository path.
func (r *Repository) path(rel string) string { return filepath.Join(r.dir, filepath.FromSlash(rel)) }

// put writes a new file of the repository.
func (r *Repository) put(op, rel string, data []byte) error {
	if err := r.step(rel); err != nil {
		return err
	}
	if err := writeNew(r.path(scratchName), r.path(rel), data, 0o644); err != nil {
		return fault.New(op, diskKind(err), rel, err)
	}
	return nil
}
