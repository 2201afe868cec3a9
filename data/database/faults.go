package database

import (
	"context"
	"errors"
	"io/fs"
	"runtime"
	"syscall"

	"github.com/mattn/go-sqlite3"

	"rodatraden/data/fault"
)

// Wrap makes a fault of what the database or the disk answered. A fault that is one already passes
// unchanged. A cancelled context keeps its error in the chain.
func Wrap(ctx context.Context, op, path string, err error) error {
	if err == nil {
		return nil
	}
	var known *fault.Error
	if errors.As(err, &known) {
		return err
	}
	if cause := ctx.Err(); cause != nil {
		return fault.New(op, fault.Local, path, cause)
	}
	return fault.New(op, kindOf(err), path, err)
}

func kindOf(err error) fault.Kind {
	var s sqlite3.Error
	if !errors.As(err, &s) {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return fault.NotFound
		case full(err):
			return fault.DiskFull
		}
		return fault.Local
	}
	switch {
	case s.Code == sqlite3.ErrFull, s.SystemErrno != 0 && full(s.SystemErrno):
		return fault.DiskFull
	case s.Code == sqlite3.ErrBusy, s.Code == sqlite3.ErrLocked:
		return fault.Locked
	case s.Code == sqlite3.ErrCorrupt, s.Code == sqlite3.ErrNotADB:
		return fault.LocalCorrupt
	}
	return fault.Local
}

// Windows' ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL; other systems give these numbers another
// meaning.
const (
	errorHandleDiskFull = syscall.Errno(39)
	errorDiskFull       = syscall.Errno(112)
)

func full(err error) bool {
	if runtime.GOOS == "windows" {
		return errors.Is(err, errorHandleDiskFull) || errors.Is(err, errorDiskFull)
	}
	return errors.Is(err, syscall.ENOSPC)
}
