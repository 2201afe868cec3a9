package publishing

import (
	"context"
	"time"

	"rodatraden/data/fault"
	"rodatraden/data/repository"
	"rodatraden/data/repository/layout"
)

// Standing is what a publisher wants to know before anything else: what is published, who can read it, and
// until when it holds.
type Standing struct {
	Address string // where is published
	Keys    string // the folder of keys

	// There tells that there is a repository in the place. Where there is none nothing else is known but what
	// is waiting.
	There        bool
	ID           string
	Municipality layout.Municipality // empty until something is published
	Audience     layout.Audience
	Fingerprint  []string // the twelve words of the letter
	Signed       time.Time
	Expires      time.Time         // when readers will be told that what they read may be old: the timestamp's end
	Roles        []repository.Role // root, targets, snapshot, timestamp, then the committees
	Committees   []Committee
	Warnings     []repository.Warning // of what ends within thirty days, and of keys that are missing

	Waiting []Waiting
}

// Committee is a committee with what it has published.
type Committee struct {
	layout.Committee
	Retired  bool
	Packages int
	Latest   *layout.Package // of greatest rank among those not replaced; nil where none is published
}

// Standing reads it.
//
// Faults: those of reading the place. That there is no repository is none.
func (d *Desk) Standing(ctx context.Context) (Standing, error) {
	s := Standing{Address: d.Address()}
	waiting, err := d.Waiting()
	if err != nil {
		return s, err
	}
	s.Waiting = waiting
	if d.storage == nil {
		return s, nil
	}
	s.Keys = d.Keys()
	x, err := d.Look(ctx)
	if fault.KindOf(err) == fault.NotFound && fault.PathOf(err) == d.Address() {
		return s, nil
	}
	if err != nil {
		return s, err
	}
	s.There, s.ID, s.Municipality, s.Audience = true, x.ID, x.Municipality, x.Audience
	s.Fingerprint, s.Signed, s.Roles = x.Fingerprint, x.Signed, x.Roles
	s.Warnings = d.warnings(x)
	for _, r := range x.Roles {
		if r.Name == timestamp {
			s.Expires = r.Expires
		}
	}
	published := map[string]bool{}
	for _, c := range x.Committees {
		s.Committees = append(s.Committees, Committee{c.Committee, c.Retired, len(c.Packages), latest(c.Packages)})
		for _, p := range c.Packages {
			published[p.Manifest.SHA256] = true
		}
	}
	for i := range s.Waiting {
		s.Waiting[i].Published = s.Waiting[i].in(published)
	}
	return s, nil
}

func (d *Desk) warnings(x *repository.Inspection) []repository.Warning {
	return repository.Warnings(x, d.KeyFolders(), d.now())
}

const timestamp = "timestamp"

// latest is the package of greatest rank, by day and then by order, that no other replaces.
func latest(all []layout.Package) *layout.Package {
	replaced := map[string]bool{}
	for _, p := range all {
		replaced[p.Supersedes] = p.Supersedes != ""
	}
	var last *layout.Package
	for _, p := range all {
		if !replaced[p.ID] && (last == nil || p.AsAt > last.AsAt || p.AsAt == last.AsAt && p.Order > last.Order) {
			last = &p
		}
	}
	return last
}
