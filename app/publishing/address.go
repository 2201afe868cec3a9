package publishing

import (
	"context"
	"errors"
	"net/url"
	"path/filepath"
	"strings"

	"rodatraden/data/fault"
	usual "rodatraden/data/home"
	"rodatraden/data/repository"
)

// openStorage opens the place that an address names.
func openStorage(_ context.Context, c Config) (repository.Storage, error) {
	dir, ok := FolderOf(c.Repository)
	if !ok {
		return nil, fault.New("repository", fault.Usage, c.Repository, errors.New("no folder"))
	}
	return repository.Folder(dir), nil
}

// FolderOf returns the folder that an address names; ok is false where it names none on this computer.
func FolderOf(address string) (dir string, ok bool) {
	if !strings.Contains(address, "://") {
		return address, address != ""
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "file" || u.Host != "" || u.RawQuery != "" || u.Path == "" {
		return "", false
	}
	path := u.Path
	if len(path) > 2 && path[2] == ':' { // file:///C:/…
		path = path[1:]
	}
	return filepath.FromSlash(path), true
}

// UsualKeys returns the folder of keys of an address where none is named: beside a published folder under
// its name and "-keys", and of another place in the publisher's home, under the place's name. home may be
// empty, as Config.Home.
func UsualKeys(address, home string) string {
	if dir, ok := FolderOf(address); ok {
		return filepath.Clean(dir) + "-keys"
	}
	if home == "" {
		home = usual.Publishers()
	}
	return filepath.Join(home, "keys", placeName(address))
}

// placeName is a file name that tells which place an address names.
func placeName(address string) string {
	address, _, _ = strings.Cut(address, "?")
	_, rest, _ := strings.Cut(address, "://")
	var b strings.Builder
	for _, r := range rest {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '.', r == '-':
			b.WriteRune(r)
		default:
			b.WriteByte('_')
		}
	}
	return strings.Trim(b.String(), "_.")
}
