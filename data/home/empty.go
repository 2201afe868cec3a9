package home

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rodatraden/data/fault"
)

// Empty removes everything that the program keeps in the home, for a computer that is handed back, and
// sees that it is gone. What is held, by name, is left for who holds it. Other files that lie in the
// folder are nobody's to remove: they are left, and returned.
//
// Faults: those of the disk, about the first that could not be removed; the rest is removed all the same.
func (h Home) Empty(held ...string) (others []string, err error) {
	const op = "home.Empty"
	entries, err := os.ReadDir(h.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fault.New(op, kindOf(err), h.dir, err)
	}
	for _, e := range entries {
		path := filepath.Join(h.dir, e.Name())
		switch {
		case slices.Contains(held, path):
		case !ours(e.Name()):
			others = append(others, path)
		default:
			gone := os.RemoveAll(path)
			if _, there := os.Lstat(path); gone == nil && there == nil {
				gone = errors.New("it is there still")
			}
			if gone != nil && err == nil {
				err = fault.New(op, kindOf(gone), path, gone)
			}
		}
	}
	return others, err
}

// ours reports whether the program gives something in a home such a name.
func ours(name string) bool {
	switch name {
	case "notes-backup", "settings.json", "inbox", "repositories", "blobs", "opened", "cache", "log":
		return true
	}
	for _, database := range []string{"library.db", "demo.db", "notes.db"} {
		if strings.HasPrefix(name, database) { // and what lies beside it
			return true
		}
	}
	return strings.HasSuffix(name, ".lock") || strings.HasPrefix(name, ".rodatraden-") ||
		strings.HasPrefix(name, ".settings.json.") && strings.HasSuffix(name, ".part")
}
