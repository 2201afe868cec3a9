package syncing

import (
	"os"
	"slices"
)

// itemize tells what is to come. Nothing has been fetched yet.
func (s *session) itemize(plans []*plan) {
	var items []Item
	for _, p := range plans {
		for _, w := range p.wanted {
			items = append(items, Item{
				Committee: w.Committee, ID: w.ID, Name: w.Name, Title: w.Title,
				Bytes: w.parsed.Bytes(), Have: s.onDisk(w), State: Waiting,
			})
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.progress.Items = items
}

// mark gives a package's item a state, and what is on the disk of it by now. The items that have been
// told are not written to.
func (s *session) mark(w *wanted, state ItemState) {
	have := s.onDisk(w)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.progress.Items = slices.Clone(s.progress.Items)
	for i := range s.progress.Items {
		if one := &s.progress.Items[i]; one.ID == w.ID && one.Committee == w.Committee {
			one.State, one.Have = state, have
		}
	}
	s.progress.Came = have
}

// onDisk counts the bytes of a package's tables and documents that are on this disk.
func (s *session) onDisk(w *wanted) int64 {
	var have int64
	for _, res := range w.parsed.Resources {
		if b := blobOf(w, res); s.has(b) {
			have += b.bytes
		} else {
			have += s.partOf(b)
		}
	}
	return have
}

// partOf is how much there is of a blob that is not there whole.
func (c *Client) partOf(b blob) int64 {
	info, err := os.Lstat(c.blobPath(b.sha256) + partExt)
	if err != nil {
		return 0
	}
	return min(info.Size(), b.bytes)
}

// telling returns what a download of one of a package's blobs tells: a file that stands in the package
// twice comes once and counts twice, and what lay on the disk before has been counted.
func (s *session) telling(w *wanted, b blob) func(n int64) {
	var times int64
	for _, res := range w.parsed.Resources {
		if res.SHA256 == b.sha256 {
			times++
		}
	}
	before := s.partOf(b)
	return func(n int64) {
		s.moved(n, times*(n-before))
		before = 0
	}
}
