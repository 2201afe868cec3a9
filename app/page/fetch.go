package page

import (
	"slices"

	"rodatraden/data/fault"
	"rodatraden/data/syncing"
)

// Fetch is how far the fetching from one repository has come, over as many tries as it takes. Take and
// End keep it; it asks nobody.
type Fetch struct {
	Repository string
	Items      []syncing.Item // in the order in which they come; nil before it is known
	State      FetchState
	Kind       fault.Kind // why it waits or has stopped
	Wrong, Do  string     // the same in sentences
}

// FetchState is what a fetch does now.
type FetchState string

// The states of a fetch.
const (
	FetchAsking  FetchState = "asking"  // what there is to fetch
	FetchRunning FetchState = "running" // and verifying, and installing
	FetchPaused  FetchState = "paused"  // by the reader
	FetchWaiting FetchState = "waiting" // for the repository to answer: it goes on by itself
	FetchStopped FetchState = "stopped" // by what was refused, has expired, or this computer could not do
	FetchDone    FetchState = "done"
)

// Take takes in what a try tells of its progress. What earlier tries saved stays.
func (f *Fetch) Take(p syncing.Progress) {
	if p.Repository != f.Repository {
		return
	}
	if p.Items == nil {
		return
	}
	if f.State == FetchAsking {
		f.State = FetchRunning
	}
	type key struct{ committee, id string }
	now := map[key]bool{}
	for _, one := range p.Items {
		now[key{one.Committee, one.ID}] = true
	}
	items := f.Items[:0:0]
	for _, one := range f.Items {
		if one.State == syncing.Saved && !now[key{one.Committee, one.ID}] {
			items = append(items, one)
		}
	}
	f.Items = append(items, p.All()...)
}

// Begin is a new try.
func (f *Fetch) Begin() {
	f.State, f.Kind, f.Wrong, f.Do = FetchAsking, "", "", ""
}

// End is the end of a try that was not called off; err is why it did not get through, nil where it did,
// and wrong and do say it in sentences.
func (f *Fetch) End(err error, wrong, do string) {
	f.Kind, f.Wrong, f.Do = fault.KindOf(err), wrong, do
	switch {
	case err == nil:
		f.State = FetchDone
	case f.Kind == fault.Offline, f.Kind == fault.HTTP, f.Kind == fault.Intercepted:
		f.State = FetchWaiting
	default:
		f.State = FetchStopped
	}
}

// Pause is the reader's: what is on its way stops, and stays to be gone on with.
func (f *Fetch) Pause() { f.State, f.Kind, f.Wrong, f.Do = FetchPaused, "", "", "" }

// Saved counts the packages that can be read.
func (f *Fetch) Saved() int {
	n := 0
	for _, one := range f.Items {
		if one.State == syncing.Saved {
			n++
		}
	}
	return n
}

// Bytes adds up what has come, and all of it.
func (f *Fetch) Bytes() (have, all int64) {
	for _, one := range f.Items {
		have, all = have+one.Have, all+one.Bytes
	}
	return have, all
}

// Newest is the committee of the package that was told last of those that can be read; "" where none can.
func (f *Fetch) Newest() string {
	for _, one := range slices.Backward(f.Items) {
		if one.State == syncing.Saved {
			return one.Committee
		}
	}
	return ""
}
