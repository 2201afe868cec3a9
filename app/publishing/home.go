package publishing

import (
	"encoding/json"
	"os"
	"path/filepath"

	"rodatraden/data/fault"
	"rodatraden/data/home"
)

// Home is the folder of one publisher: a home as the reader's program has, for the settings of a window,
// and what belongs to publishing.
type Home struct{ home.Home }

// OpenHome returns the home in dir, made if it was not there. An empty dir is home.Publishers.
func OpenHome(dir string) (Home, error) {
	h, err := home.Open(homeOf(dir))
	return Home{h}, err
}

// Waiting returns the folder of what was begun.
func (h Home) Waiting() string { return filepath.Join(h.Dir(), "waiting") }

// Receipts returns the folder of the receipts.
func (h Home) Receipts() string { return filepath.Join(h.Dir(), "receipts") }

// Kept returns the folder of what was read of published repositories.
func (h Home) Kept() string { return filepath.Join(h.Dir(), keptName) }

const keptName = "kept"

// Lock returns the path of the lock that a publish holds.
func (h Home) Lock() string { return filepath.Join(h.Dir(), "publish.lock") }

func (h Home) last() string { return filepath.Join(h.Dir(), "last.json") }

// Last is where was published last, and what was chosen: what a window begins with.
type Last struct {
	Repository string   `json:"repository,omitempty"` // its address
	Keys       string   `json:"keys,omitempty"`       // the folder of keys; empty is the usual one
	Files      []string `json:"files,omitempty"`      // what was chosen to publish
	Address    string   `json:"address,omitempty"`    // that subscription files name
	Mirrors    []string `json:"mirrors,omitempty"`
}

// ReadLast returns it. Where nothing is remembered, or it cannot be read, it is the zero Last.
func (h Home) ReadLast() Last {
	var l Last
	raw, err := os.ReadFile(h.last())
	if err != nil || json.Unmarshal(raw, &l) != nil {
		return Last{}
	}
	return l
}

// WriteLast remembers it; a stop in the middle leaves what was remembered before.
func (h Home) WriteLast(l Last) error {
	return writeJSON("publishing.WriteLast", h.last(), l)
}

// writeJSON writes a file for machines, whole or not at all.
func writeJSON(op, path string, v any) error {
	raw, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return fault.New(op, fault.Local, path, err)
	}
	return replace(op, path, append(raw, '\n'))
}
