// Package database is what the program's SQLite files have in common: how a file is named to
// SQLite, where it may lie, and what the faults of database and disk are.
package database

import (
	"context"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"rodatraden/data/fault"
)

// URI names a file to SQLite. The parameters that begin with _ are the driver's.
func URI(path string, parameters ...string) string {
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") { // C:/Users
		slashed = "/" + slashed
	}
	u := url.URL{Scheme: "file", Path: slashed, RawQuery: strings.Join(parameters, "&")}
	return u.String()
}

// Place makes the path absolute and sees that a database can lie there: the folder is made where it
// was not, and drive, as NetworkDrive, must not name a network drive.
//
// Faults: Local with a NetworkDriveError where it lies on one, and those of the disk.
func Place(op, path string, drive func(folder string) string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return path, fault.New(op, fault.Local, path, err)
	}
	folder := filepath.Dir(path)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return path, Wrap(context.Background(), op, path, err)
	}
	if behind, err := filepath.EvalSymlinks(folder); err == nil {
		folder = behind
	}
	if kind := drive(folder); kind != "" {
		return path, fault.New(op, fault.Local, path, &NetworkDriveError{Kind: kind})
	}
	return path, nil
}

// NetworkDriveError is why a database is not opened on a network drive: the shared memory by which
// SQLite's readers and writer agree does not reach between machines.
type NetworkDriveError struct{ Kind string } // nfs, cifs, fuse.sshfs, \\server\share

func (e *NetworkDriveError) Error() string { return "the folder lies on a network drive: " + e.Kind }
