package repository

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"

	"rodatraden/data/fault"
)

// writeNew writes a file that must not exist yet. It is there whole or not at all.
func writeNew(path string, data []byte, mode fs.FileMode) error {
	if _, err := os.Lstat(path); err == nil {
		return &fs.PathError{Op: "create", Path: path, Err: fs.ErrExist}
	}
	return rewrite(path, data, mode)
}

// rewrite writes a file in the place of what may be there: all of it, or nothing.
func rewrite(path string, data []byte, mode fs.FileMode) error {
	f, err := os.CreateTemp(filepath.Dir(path), "new-*")
	if err != nil {
		return err
	}
	if _, err = f.Write(data); err == nil {
		err = f.Chmod(mode)
	}
	return settle(f, path, err)
}

// settle flushes and closes a temporary file and renames it to path; if something failed, here or
// before (err), it removes the file.
func settle(f *os.File, path string, err error) error {
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.MkdirAll(filepath.Dir(path), 0o755)
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
		return err
	}
	return syncDir(filepath.Dir(path))
}

// syncDir makes a rename last through a power failure, where the system has such a call.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	err = d.Sync()
	if cerr := d.Close(); err == nil {
		err = cerr
	}
	return err
}

// hashFile returns the SHA-256 and the length of a file.
func hashFile(path string) (sum string, n int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	h := sha256.New()
	n, err = io.Copy(h, f)
	return hex.EncodeToString(h.Sum(nil)), n, err
}

// diskKind sorts an error from a disk or a storage; one that has a kind keeps it.
func diskKind(err error) fault.Kind {
	if kind := fault.KindOf(err); kind != "" {
		return kind
	}
	switch {
	case diskFull(err):
		return fault.DiskFull
	case errors.Is(err, fs.ErrExist):
		return fault.Exists
	case errors.Is(err, fs.ErrNotExist):
		return fault.NotFound
	}
	return fault.Local
}

// diskFull knows the error of a full disk; Windows has two of its own.
func diskFull(err error) bool {
	if runtime.GOOS == "windows" {
		return errors.Is(err, syscall.Errno(112)) || errors.Is(err, syscall.Errno(39))
	}
	return errors.Is(err, syscall.ENOSPC)
}
