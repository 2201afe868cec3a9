package terminal

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"syscall"

	"rodatraden/data/fault"
)

// WriteFile writes a file that a command was asked for. It is there whole, or what was there before
// is; nothing else is left beside it.
func WriteFile(path string, data []byte) error {
	if err := writeFile(path, data); err != nil {
		return fault.New("terminal.WriteFile", DiskKind(err), path, err)
	}
	return nil
}

func writeFile(path string, data []byte) error {
	if to, err := filepath.EvalSymlinks(path); err == nil {
		path = to
	}
	old, err := os.Stat(path)
	if err == nil && !old.Mode().IsRegular() { // a device, a pipe
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		_, err = f.Write(data)
		return errors.Join(err, f.Close())
	}
	part := filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+"."+strconv.Itoa(os.Getpid()))
	f, err := os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil && old != nil {
		err = f.Chmod(old.Mode().Perm())
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(part, path)
	}
	if err != nil {
		_ = os.Remove(part)
	}
	return err
}

// DiskKind sorts an error of the disk: DiskFull or Local.
func DiskKind(err error) fault.Kind {
	if diskFull(err) {
		return fault.DiskFull
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
