package repository

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"

	"rodatraden/data/fault"
	"rodatraden/data/repository/layout"
)

// Hidden names in a published folder. They are never served, and need not be copied to a host.
const (
	lockName    = ".lock"
	scratchName = ".writing"
)

// Folder is a folder as a Storage. Nothing is read or written yet; Create and Exclusively make it. One lock
// keeps other programs out while one publishes.
func Folder(dir string) Storage {
	if dir == "" {
		return folder("")
	}
	if abs, err := filepath.Abs(dir); err == nil {
		dir = abs
	}
	return folder(dir)
}

// folder is the path of the published folder.
type folder string

func (f folder) String() string { return string(f) }

// at is the place on disk of a repository path.
func (f folder) at(rel string) string { return filepath.Join(string(f), filepath.FromSlash(rel)) }

func (f folder) Read(_ context.Context, rel string, limit int64) ([]byte, string, error) {
	file, err := open(string(f), rel)
	if err != nil {
		return nil, "", err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, limit+1))
	switch {
	case err != nil:
		return nil, "", err
	case int64(len(data)) > limit:
		return nil, "", fault.New("folder.Read", fault.Limit, rel, nil)
	}
	return data, layout.Sum(data), nil
}

func (f folder) Open(_ context.Context, rel string) (io.ReadCloser, error) {
	return open(string(f), rel)
}

// Holds reads the file: anybody who may write in the folder can have changed it.
func (f folder) Holds(ctx context.Context, rel, sha256 string, n int64) error {
	sum, got, err := hashFile(f.at(rel))
	if err == nil && (sum != sha256 || got != n) {
		err = ErrOther
	}
	return errors.Join(err, ctx.Err())
}

func (f folder) Create(_ context.Context, rel string, _ int64, content func(io.Writer) error) error {
	path := f.at(rel)
	if _, err := os.Lstat(path); err == nil {
		return &fs.PathError{Op: "create", Path: path, Err: fs.ErrExist}
	}
	return f.write(path, content)
}

func (f folder) Replace(_ context.Context, rel string, data []byte, tag string) error {
	path := f.at(rel)
	old, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if tag != "" {
			return ErrOther
		}
	case err != nil:
		return err
	case layout.Sum(old) != tag:
		return ErrOther
	}
	return f.write(path, func(w io.Writer) error {
		_, err := io.Copy(w, bytes.NewReader(data))
		return err
	})
}

func (f folder) write(path string, content func(io.Writer) error) error {
	scratch := f.at(scratchName)
	if err := os.MkdirAll(scratch, 0o755); err != nil {
		return err
	}
	file, err := os.CreateTemp(scratch, "new-*")
	if err != nil {
		return err
	}
	if err = content(file); err == nil {
		err = file.Chmod(0o644)
	}
	return settle(file, path, err)
}

// Exclusively holds the folder's lock.
func (f folder) Exclusively(_ context.Context, do func() error) error {
	const op = "folder.Exclusively"
	dir := string(f)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fault.New(op, diskKind(err), dir, err)
	}
	l := flock.New(f.at(lockName))
	ok, err := l.TryLock()
	if err != nil {
		return fault.New(op, fault.Local, dir, err)
	}
	if !ok {
		return fault.New(op, fault.Locked, dir, nil)
	}
	defer l.Close()
	// What a publish that was cut short had not yet put in its place.
	scratch := f.at(scratchName)
	if err := os.RemoveAll(scratch); err != nil {
		return fault.New(op, fault.Local, scratch, err)
	}
	defer os.Remove(scratch)
	return do()
}
