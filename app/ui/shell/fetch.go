package shell

import (
	"context"
	"errors"
	"sync"
	"time"

	"rodatraden/app/page"
	"rodatraden/data/fault"
	"rodatraden/data/syncing"
)

// fetch is a fetching of what is new that is under way.
type fetch struct {
	cancel  context.CancelFunc
	stopped bool
	paused  bool // by the page that subscribes, which tells of it
	now     syncing.Progress
}

// progressEvery is how often progress is shown at most: what is faster nobody reads.
const progressEvery = 100 * time.Millisecond

// sync fetches what is new, off the UI goroutine, and tells how far it has come. One runs at a time.
func (s *Shell) sync() {
	if s.fetching != nil || s.running.Closed() || s.desk.Demo() {
		return
	}
	ctx, cancel := context.WithCancel(s.ctx)
	f := &fetch{cancel: cancel}
	s.fetching, s.news, s.dismissed = f, nil, ""
	s.beginFollowing()
	s.dressNotice()
	s.background(func() func() {
		tell := &telltale{shell: s, fetch: f}
		results, err := s.desk.Sync(ctx, tell.progress)
		cancel()
		last := tell.end()
		return func() {
			s.fetched(f, last)
			s.endFetch(f, results, err)
		}
	})
}

// telltale hands a fetch's progress to the UI goroutine, so often that it can be read.
type telltale struct {
	shell *Shell
	fetch *fetch

	mu   sync.Mutex
	last syncing.Progress
	told time.Time
	owed func() // calls off the telling of what came last, which waits; nil where nothing is owed
	over bool
}

// progress is told of every step, on the goroutine that fetches.
func (t *telltale) progress(p syncing.Progress) {
	t.mu.Lock()
	defer t.mu.Unlock()
	before := t.last
	t.last = p
	if before.Items != nil && p.Repository != before.Repository {
		t.hand(before) // what one repository came to, before the next is begun
	}
	// That a package has come, or is begun, is told at once: nothing may follow for a while.
	another := len(p.Items) > 0 && (len(before.Items) == 0 || &p.Items[0] != &before.Items[0])
	switch {
	case another || time.Since(t.told) >= progressEvery || p.BytesTotal > 0 && p.BytesDone >= p.BytesTotal:
		t.hand(p)
	case t.owed == nil:
		t.owed = t.shell.loop.After(progressEvery, t.pay)
	}
}

// pay tells what came last, when nothing more has come for a while.
func (t *telltale) pay() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.owed = nil; !t.over {
		t.hand(t.last)
	}
}

// hand hands it over. The caller holds mu.
func (t *telltale) hand(p syncing.Progress) {
	if t.told = time.Now(); t.owed != nil {
		t.owed()
		t.owed = nil
	}
	t.shell.loop.Do(func() { t.shell.fetched(t.fetch, p) })
}

// end returns what was told last; nothing is told after it.
func (t *telltale) end() syncing.Progress {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.over = true; t.owed != nil {
		t.owed()
		t.owed = nil
	}
	return t.last
}

// fetched shows how far a fetch has come.
func (s *Shell) fetched(f *fetch, p syncing.Progress) {
	if s.running.Closed() || s.fetching != f {
		return
	}
	s.followFetch(p)
	begun := f.now.Packages > 0
	f.now = p
	if begun && s.band != nil && s.band.track != nil {
		t := f.telling(s)
		s.band.say(t.text, t.progress)
		return
	}
	s.dressNotice()
}

// stopFetch asks a fetch to end; what is installed stays.
func (s *Shell) stopFetch() {
	if f := s.fetching; f != nil && !f.stopped {
		f.stopped = true
		f.cancel()
		s.dressNotice()
	}
}

// telling says how far the fetch has come.
func (f *fetch) telling(s *Shell) *telling {
	t := &telling{text: s.l.Text("ui.fetch.begun"), progress: -1, actions: []action{{"stop", s.l.Text("ui.stop"), s.stopFetch}}}
	if p := f.now; p.Packages > 0 {
		t.text = s.l.Text("ui.fetch.package", "Nth", max(p.Package, 1), "Of", p.Packages,
			"Done", s.l.Bytes(p.BytesDone), "Total", s.l.Bytes(p.BytesTotal))
		t.progress = 0
		if p.BytesTotal > 0 {
			t.progress = float32(float64(p.BytesDone) / float64(p.BytesTotal))
		}
	}
	if f.stopped {
		t.text, t.actions = s.l.Text("ui.fetch.stopping"), nil
	}
	return t
}

// endFetch tells what came of a fetch, and reads again what can be read.
func (s *Shell) endFetch(f *fetch, results []syncing.Result, err error) {
	if s.fetching != f {
		return
	}
	s.fetching = nil
	s.endFollowing(f, results, err)
	after := s.asking.after
	s.asking.after = nil
	if after != nil {
		defer after()
	}
	if len(results) > 0 {
		err = untold(results)
	}
	count, newest := installed(results)
	retry := action{"retry", s.l.Text("ui.retry"), s.sync}
	switch {
	case f.paused, s.bare() && s.asking.fetch != nil:
	case f.stopped:
		s.news = &news{text: s.l.Text("ui.fetch.stopped"), actions: []action{retry}}
	case err != nil:
		s.log.Error("fetch", "kind", fault.KindOf(err), "error", err)
		wrong, do := sentences(s, err)
		s.news = &news{text: wrong + " " + do, grave: true, actions: []action{retry}}
	case count > 0:
		s.news = &news{
			text:    s.l.Text("ui.fetch.new", "Count", count, "Title", newest.Title),
			actions: []action{{"changes", s.l.Text("ui.fetch.changes"), func() { s.showNew(newest.repository, newest.Committee) }}},
		}
	case allCurrent(results):
		s.news = &news{text: s.l.Text("ui.fetch.nothing")}
	}
	if count > 0 {
		s.revision++ // the pages that were kept are of the library as it was
	}
	if s.replacedNow(results) {
		if err == nil {
			s.news = nil // the line that tells of it says what is new
		}
		s.putAway = ""
		s.stay()
		return
	}
	s.again()
}

// untold returns the fault of the first subscription whose state does not tell it: what was refused,
// has expired or was not reached is told by the notice of where the material comes from.
func untold(results []syncing.Result) error {
	for _, r := range results {
		switch r.State {
		case syncing.Rejected, syncing.Stale, syncing.Offline:
			continue
		}
		if r.Err != nil && !errors.Is(r.Err, context.Canceled) {
			return r.Err
		}
	}
	return nil
}

// arrived is a package that a fetch installed.
type arrived struct {
	repository string
	syncing.Package
}

// installed counts the packages that a fetch installed and returns the one that is about the newest
// state.
func installed(results []syncing.Result) (count int, newest arrived) {
	for _, r := range results {
		for _, p := range r.Packages {
			count++
			if count == 1 || p.AsAt >= newest.AsAt {
				newest = arrived{r.Repository, p}
			}
		}
	}
	return count, newest
}

func allCurrent(results []syncing.Result) bool {
	for _, r := range results {
		if r.State != syncing.Current {
			return false
		}
	}
	return len(results) > 0
}

// showNew goes to the overview of a committee's newest package.
func (s *Shell) showNew(repository, committee string) {
	s.news = nil
	s.Go(Place{Page: "overview", Repository: repository, Committee: committee, Package: page.Latest, Compare: page.Previous})
}
