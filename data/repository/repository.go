package repository

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"rodatraden/data/fault"
	"rodatraden/data/repository/layout"
)

// Config says where a repository and its keys are.
type Config struct {
	Storage    Storage                // where it lies: Folder, or an object store
	Keys       []string               // key folders, searched in this order; new keys go into the first
	Passphrase Passphrase             // asked for each key that is needed
	WorkFactor int                    // log2 of scrypt's work for new keys; 0 is 17: 128 MB, and half a second or so for each key
	Now        func() time.Time       // nil is the computer's clock
	AnyClock   bool                   // sign although the last signing is more than a day ahead of Now
	Check      func(dir string) error // checks a package folder before it is published; may be nil
	Progress   func(Progress)         // told after each file of a package that is in its place; may be nil
}

// Progress tells how far a publish has come with the files of its packages. They are what takes time; the
// metadata that comes after them is small.
type Progress struct {
	Files, AllFiles int
	Bytes, AllBytes int64 // of the files
}

// Repository publishes in one storage. Its methods may be used by one goroutine at a time. What another
// program publishes meanwhile is never lost: it is kept out, or one of the two is refused.
type Repository struct {
	storage  Storage
	keys     *keyring
	now      func() time.Time
	anyClock bool
	check    func(dir string) error
	progress func(Progress)
	step     func(path string) error // called before each file is put in its place; tests stop there
}

const workFactor = 17

// New returns a Repository. It reads and writes nothing yet. Key folders inside a published folder are
// refused (fault.Usage).
func New(c Config) (*Repository, error) {
	const op = "repository.New"
	if c.Storage == nil || c.Storage == folder("") {
		return nil, fault.New(op, fault.Usage, "", errors.New("no folder"))
	}
	if dir, ok := c.Storage.(folder); ok {
		for _, k := range c.Keys {
			abs, err := filepath.Abs(k)
			if err != nil {
				return nil, fault.New(op, fault.Local, k, err)
			}
			if rel, err := filepath.Rel(real(string(dir)), real(abs)); err == nil && filepath.IsLocal(rel) {
				return nil, fault.New(op, fault.Usage, k, errors.New("the keys would be published"))
			}
		}
	}
	if c.WorkFactor == 0 {
		c.WorkFactor = workFactor
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Progress == nil {
		c.Progress = func(Progress) {}
	}
	return &Repository{
		storage: c.Storage,
		keys: &keyring{
			dirs: c.Keys, passphrase: c.Passphrase, workFactor: c.WorkFactor, open: map[string]*key{},
		},
		now:      func() time.Time { return c.Now().UTC().Truncate(time.Second) },
		anyClock: c.AnyClock,
		check:    c.Check,
		progress: c.Progress,
		step:     func(string) error { return nil },
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

// exclusively runs f while no other program can publish, where the storage can see to that.
func (r *Repository) exclusively(ctx context.Context, f func() error) error {
	return r.storage.Exclusively(ctx, func() error {
		if err := ctx.Err(); err != nil {
			return err
		}
		return f()
	})
}

// has tells whether there is a file of metadata.
func (r *Repository) has(ctx context.Context, op, rel string) (bool, error) {
	_, _, err := r.storage.Read(ctx, rel, layout.MaxTargets)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fault.New(op, diskKind(err), rel, err)
	}
	return true, nil
}

// put writes a new file of the repository.
func (r *Repository) put(ctx context.Context, op, rel string, data []byte) error {
	if err := r.step(rel); err != nil {
		return err
	}
	err := r.storage.Create(ctx, rel, int64(len(data)), func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
	if err != nil {
		return fault.New(op, diskKind(err), rel, err)
	}
	return nil
}
