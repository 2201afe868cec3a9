package syncing

import (
	"slices"
	"time"

	"rodatraden/data/fault"
	"rodatraden/data/repository/layout"
)

// State is where a subscription stands. It moves
//
//	NotSubscribed → Pinned → Idle → Checking → Current | Updates | Offline | Stale | Rejected
//	Updates → Downloading → Verifying → Staged → Installing, a package at a time → Installed
//
// What a finished Sync leaves behind is one of Current, Updates, Offline, Stale and Rejected, or Idle
// where it was called off.
type State string

// The states.
const (
	NotSubscribed State = "not_subscribed"
	Pinned        State = "pinned"      // subscribed, never checked
	Idle          State = "idle"        // the last Sync was called off, or this computer could not do it
	Checking      State = "checking"    // asking for news
	Current       State = "current"     // everything published is installed
	Updates       State = "updates"     // there is more than is installed
	Offline       State = "offline"     // the repository was not reached; nothing has changed
	Stale         State = "stale"       // the signatures have expired, or the clock is wrong; nothing new is installed
	Rejected      State = "rejected"    // something was refused; what is installed stays
	Downloading   State = "downloading" // fetching tables and documents
	Verifying     State = "verifying"   // everything is held against its hash once more
	Staged        State = "staged"      // whole and verified on this disk, not yet visible
	Installing    State = "installing"  // one transaction a package
	Installed     State = "installed"
)

// Progress is what a person can be shown while a Sync or Rebuild runs.
type Progress struct {
	Repository string
	State      State
	Package    int // of Packages, counted from 1; 0 before the first
	Packages   int
	Title      string // of the package
	BytesDone  int64  // of BytesTotal, which is what this computer lacked when the Sync began
	BytesTotal int64
	Items      []Item // what a Sync brings, in the order in which it comes; nil before it is known. Only to be read
	Came       int64  // of the item under way: how many of its bytes are on this disk by now
}

// All returns the items with the one under way brought up to now.
func (p Progress) All() []Item {
	all := slices.Clone(p.Items)
	for i := range all {
		if all[i].State == Fetching {
			all[i].Have = p.Came
		}
	}
	return all
}

// Item is one package that a Sync brings.
type Item struct {
	Committee string // its id
	ID        string
	Name      string
	Title     string
	Bytes     int64 // of its tables and documents
	Have      int64 // of them on this disk, what is there of a file included
	State     ItemState
}

// ItemState is how far one package has come.
type ItemState string

// The states of an item. What a finished Sync leaves behind is Waiting, Saved, Refused or Held.
const (
	Waiting  ItemState = "waiting"
	Fetching ItemState = "fetching" // and being verified and installed
	Saved    ItemState = "saved"    // installed
	Refused  ItemState = "refused"
	Held     ItemState = "held" // one told before it was refused
)

// memory is what state.json holds about one subscription.
type memory struct {
	State         State               `json:"state"`
	Tried         time.Time           `json:"tried,omitzero"`          // the last check, reached or not
	Checked       time.Time           `json:"checked,omitzero"`        // the last check that was answered and held
	VerifiedUntil time.Time           `json:"verified_until,omitzero"` // the earliest expiry among what then held
	Signed        time.Time           `json:"signed,omitzero"`         // when the newest timestamp was signed
	Confirmed     bool                `json:"confirmed"`               // the address has been seen to serve the pinned root
	Tag           string              `json:"tag,omitempty"`           // entity tag of the timestamp
	TagOf         string              `json:"tag_of,omitempty"`        // hash of the timestamp that it belongs to
	Seen          map[string]seen     `json:"seen"`                    // by role
	Publisher     layout.Municipality `json:"publisher,omitzero"`      // as the repository itself names it
	Committees    []layout.Committee  `json:"committees,omitempty"`    // as the repository itself names them
	Packages      []kept              `json:"packages"`                // verified and installed
	Indexes       map[string]string   `json:"indexes,omitempty"`       // the hash of the one that is here, by committee
	Damaged       []string            `json:"damaged,omitempty"`       // ids of packages of which a file was lost
	Refusal       *Refusal            `json:"refusal,omitempty"`       // the last one
}

// seen is the floor of one role: with these keys it has been at that version.
type seen struct {
	Version int64  `json:"version"`
	Keys    string `json:"keys"`
}

// kept is a package whose files are all on this disk.
type kept struct {
	Committee string `json:"committee"`
	layout.Package
}

// Refusal is an update that was refused.
type Refusal struct {
	Kind fault.Kind `json:"kind"`
	Path string     `json:"path"` // what it was about, as the repository names it
	Why  string     `json:"why"`  // for the log
	When time.Time  `json:"when"`
}
