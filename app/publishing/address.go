package publishing

import (
	"context"
	"path/filepath"
	"strings"

	"rodatraden/app/terminal"
	"rodatraden/data/fault"
	"rodatraden/data/home"
	"rodatraden/data/repository"
	"rodatraden/data/repository/objectstore"
)

// FolderOf returns the folder that an address names: a path, or file:///….
//
// Faults: Usage where it names none on this computer.
func FolderOf(address string) (string, error) {
	dir, err := objectstore.FolderOf(address)
	if err != nil {
		return "", terminal.About("address", fault.New("repository", fault.Usage, address, err))
	}
	return dir, nil
}

// openStorage opens the place that an address names. What is read of an object store is kept in the home.
func openStorage(ctx context.Context, c Config) (repository.Storage, error) {
	s, err := objectstore.OpenAddress(ctx, c.Repository, objectstore.Options{Cache: filepath.Join(homeOf(c.Home), keptName)})
	return s, terminal.About("address", err)
}

// homeOf is the folder of the publisher's home, whether or not it is there.
func homeOf(dir string) string {
	if dir == "" {
		return home.Publishers()
	}
	return dir
}

// UsualKeys returns the folder of keys of an address where none is named: beside a published folder under
// its name and "-keys", and of an object store in the publisher's home, under the store's name. home may be
// empty, as Config.Home.
func UsualKeys(address, home string) string {
	if dir, err := FolderOf(address); err == nil {
		return filepath.Clean(dir) + "-keys"
	}
	return filepath.Join(homeOf(home), "keys", storeName(address))
}

// storeName is a file name that tells which object store an address names.
func storeName(address string) string {
	address, _, _ = strings.Cut(address, "?")
	_, rest, _ := strings.Cut(address, "://")
	return strings.Trim(strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '.', r == '-':
			return r
		}
		return '_'
	}, rest), "_.")
}
