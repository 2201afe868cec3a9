// Package home knows where things lie on a reader's disk. Nothing is written outside the home.
//
//	library.db       derived from the verified packages; can be deleted and rebuilt
//	demo.db          the demonstration library: embedded, unsigned, and said to be so
//	notes.db         the reader's own notes: precious, and never made again from anything else
//	notes-backup/    whole copies of the notes, by date, where the reader has chosen no other folder
//	settings.json    language, theme, text size and where the reader was
//	inbox/           a second start leaves its file here for the first
//	repositories/    one folder a subscription: subscription.json, state.json, metadata/, rejected/
//	blobs/           verified content by its hash
//	opened/          copies of documents that the system's viewer has been given; emptied at every start
//	cache/           what Fyne keeps for itself: an index of the system's typefaces, empty preferences
//	log/             what went wrong, in words for whoever helps
//	*.lock           held while a window is open, and while the demonstration library is made
package home

import (
	"os"
	"path/filepath"

	"github.com/adrg/xdg"

	"rodatraden/data/fault"
)

// Home is the folder of one reader. Make it with Open.
type Home struct{ dir string }

// Default returns the home used where none is named: in XDG_DATA_HOME on Linux, LocalAppData on
// Windows, Library/Application Support on macOS.
func Default() string { return filepath.Join(xdg.DataHome, name) }

// Publishers returns the home of a publisher where none is named, beside the reader's Default.
func Publishers() string { return filepath.Join(xdg.DataHome, publisher) }

// Open returns the home in dir, made if it was not there. An empty dir is Default.
func Open(dir string) (Home, error) {
	if dir == "" {
		dir = Default()
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return Home{}, fault.New("home.Open", fault.Local, dir, err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return Home{}, fault.New("home.Open", kindOf(err), dir, err)
	}
	return Home{dir: dir}, nil
}

// Dir returns the home's folder, absolute.
func (h Home) Dir() string { return h.dir }

// Library returns the path of the library of what is subscribed to.
func (h Home) Library() string { return filepath.Join(h.dir, "library.db") }

// Demo returns the path of the demonstration library.
func (h Home) Demo() string { return filepath.Join(h.dir, "demo.db") }

// DemoLock returns the path of the lock under which the demonstration library is made.
func (h Home) DemoLock() string { return filepath.Join(h.dir, "demo.lock") }

// Notes returns the path of the reader's own notes.
func (h Home) Notes() string { return filepath.Join(h.dir, "notes.db") }

// NotesBackup returns the folder of the copies of the notes where the reader has chosen no other.
func (h Home) NotesBackup() string { return filepath.Join(h.dir, "notes-backup") }

// Settings returns the path of the settings.
func (h Home) Settings() string { return filepath.Join(h.dir, "settings.json") }

// Inbox returns the folder where a second start leaves its file for the first.
func (h Home) Inbox() string { return filepath.Join(h.dir, "inbox") }

// Lock returns the path of the lock that one window holds.
func (h Home) Lock() string { return filepath.Join(h.dir, "window.lock") }

// Repositories returns the folder of the subscriptions.
func (h Home) Repositories() string { return filepath.Join(h.dir, "repositories") }

// Blobs returns the folder of verified content.
func (h Home) Blobs() string { return filepath.Join(h.dir, "blobs") }

// Opened returns the folder of the copies of documents that the system's viewer has been given.
func (h Home) Opened() string { return filepath.Join(h.dir, "opened") }

// Cache returns the folder of what the window's toolkit keeps for itself.
func (h Home) Cache() string { return filepath.Join(h.dir, "cache") }

// Log returns the folder of the logs.
func (h Home) Log() string { return filepath.Join(h.dir, "log") }

// Place is one thing that lies in a home.
type Place struct {
	Name  string `json:"name"` // library, demo, notes, notes-backup, settings, repositories, blobs, log
	Path  string `json:"path"`
	Bytes int64  `json:"bytes"` // of all its files; 0 where it is not there yet
	There bool   `json:"there"`
}

// Places returns everything that may lie in the home, with what it takes.
func (h Home) Places() []Place {
	places := []Place{
		{Name: "library", Path: h.Library()}, {Name: "demo", Path: h.Demo()},
		{Name: "notes", Path: h.Notes()}, {Name: "notes-backup", Path: h.NotesBackup()},
		{Name: "settings", Path: h.Settings()}, {Name: "repositories", Path: h.Repositories()},
		{Name: "blobs", Path: h.Blobs()}, {Name: "opened", Path: h.Opened()},
		{Name: "inbox", Path: h.Inbox()}, {Name: "log", Path: h.Log()},
	}
	for i := range places {
		places[i].Bytes, places[i].There = size(places[i].Path)
		for _, ending := range []string{"-wal", "-shm"} { // what an open database keeps beside itself
			bytes, _ := size(places[i].Path + ending)
			places[i].Bytes += bytes
		}
	}
	return places
}

func size(path string) (bytes int64, there bool) {
	_ = filepath.WalkDir(path, func(_ string, d os.DirEntry, err error) error {
		if err != nil {
			return nil // not there, or gone while we looked
		}
		there = true
		if info, err := d.Info(); err == nil && info.Mode().IsRegular() {
			bytes += info.Size()
		}
		return nil
	})
	return bytes, there
}
