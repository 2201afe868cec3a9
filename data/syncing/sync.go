package syncing

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"

	"rodatraden/data/fault"
	"rodatraden/data/repository/layout"
)

// parallel is how many files are fetched at once.
const parallel = 4

// Result is what a Sync did with one subscription.
type Result struct {
	Repository string
	State      State     // Current, Updates, Offline, Stale, Rejected or Idle
	Packages   []Package // installed now, in the order of their installation
	Recovered  []string  // our own files that were broken and have been dropped or fetched again, from the home
	Err        error     // the fault that stopped it or a part of it; nil when all went well
}

// Package is a package of one committee.
type Package struct {
	Committee string
	layout.Package
}

// Sync checks every subscription, and downloads, verifies and installs what is new. Progress, which may
// be nil, is called from one goroutine at a time. One subscription's trouble does not keep the others
// from being synced; the error joins those of all. It is fault.Locked while another program syncs.
func (c *Client) Sync(ctx context.Context, progress func(Progress)) ([]Result, error) {
	return c.sync(ctx, "", progress)
}

// SyncOne is Sync for one repository. An unknown id is fault.NotFound.
func (c *Client) SyncOne(ctx context.Context, id string, progress func(Progress)) (Result, error) {
	const op = "syncing.SyncOne"
	results, err := c.sync(ctx, id, progress)
	if err == nil && len(results) == 0 {
		err = fault.New(op, fault.NotFound, id, nil)
	}
	if len(results) == 0 {
		return Result{Repository: id}, err
	}
	return results[0], err
}

func (c *Client) sync(ctx context.Context, only string, progress func(Progress)) ([]Result, error) {
	const op = "syncing.Sync"
	if c.installer == nil {
		return nil, fault.New(op, fault.Usage, "", errors.New("nothing to install in"))
	}
	if progress == nil {
		progress = func(Progress) {}
	}
	var results []Result
	var errs []error
	err := c.exclusively(op, func() error {
		all, err := c.all()
		if err != nil {
			return err
		}
		for _, r := range all {
			if only != "" && r.id != only {
				continue
			}
			s := &session{Client: c, ctx: ctx, r: r, tell: progress, now: c.now()}
			results = append(results, s.run())
			errs = append(errs, results[len(results)-1].Err)
		}
		return nil
	})
	if err != nil {
		return results, err
	}
	return results, join(errs...)
}

// session is one Sync of one subscription.
type session struct {
	*Client
	ctx   context.Context
	r     *subscribed
	now   time.Time
	tell  func(Progress)
	bases []string // addresses, the one that answered first
	check *checking
	about layout.About

	mu       sync.Mutex
	progress Progress
	fetched  map[string]bool // blobs that came in this session and belong to nothing installed yet, by hash
}

func (s *session) run() Result {
	out := Result{Repository: s.r.id}
	s.progress = Progress{Repository: s.r.id}
	s.fetched = map[string]bool{}
	packages, err := s.work()
	out.Packages = packages

	s.r.Tried = s.now
	switch {
	case err == nil:
		s.r.State = Current
	case s.ctx.Err() != nil:
		s.r.State = Idle
	default:
		s.r.State = stateAfter(err, Idle)
		if s.r.State == Idle && s.progress.Packages > 0 {
			s.r.State = Updates // known and wanted, but this computer could not take them
		}
	}
	if s.r.State == Idle && s.r.Checked.IsZero() {
		s.r.State = Pinned
	}
	if refused(fault.KindOf(err)) {
		err = join(err, s.refuse(err))
	}
	out.Err = join(err, s.r.save())
	out.State = s.r.State
	out.Recovered = s.r.recovered
	s.show(out.State)
	return out
}

// join is errors.Join, but for a single error, which it returns as it is.
func join(errs ...error) error {
	errs = slices.DeleteFunc(errs, func(err error) bool { return err == nil })
	if len(errs) == 1 {
		return errs[0]
	}
	return errors.Join(errs...)
}

// refuse remembers what was refused, and keeps the evidence.
func (s *session) refuse(err error) error {
	f := Refusal{Kind: fault.KindOf(err), Path: fault.PathOf(err), Why: err.Error(), When: s.now}
	s.r.Refusal = &f
	var data []byte
	var wrong *wrongContent
	if errors.As(err, &wrong) {
		data = wrong.begin
	} else if s.check != nil {
		path, _, _ := strings.Cut(f.Path, ": ")
		data = s.check.fetched[path]
	}
	base := s.r.sub.Address
	if len(s.bases) > 0 {
		base = s.bases[0]
	}
	return s.evidence(s.r, base, f, data)
}

// show tells of a new state.
func (s *session) show(state State) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.progress.State = state
	s.tell(s.progress)
}

// moved tells of bytes that came, and of how many they are of the package under way.
func (s *session) moved(n, came int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.progress.BytesDone += n
	s.progress.Came += came
	s.tell(s.progress)
}

// work checks and installs. Its error is the first refusal of a committee, or what stopped everything.
func (s *session) work() ([]Package, error) {
	s.show(Checking)
	if err := s.reach(); err != nil {
		return nil, err
	}
	installed, err := s.installer.Installed(s.ctx, s.r.id)
	if err != nil {
		return nil, local("syncing.Installed", err)
	}
	var plans []*plan
	var troubles trouble
	for _, id := range s.committees() {
		p, err := s.plan(id, installed)
		if err == nil {
			plans = append(plans, p)
			s.progress.Packages += len(p.wanted)
		} else if !troubles.add(err) {
			return nil, err
		}
	}
	s.checked()
	if s.progress.Packages == 0 {
		for _, p := range plans {
			s.keep(p, installed)
		}
		return nil, troubles.first
	}

	if err := s.r.save(); err != nil { // the floors do not wait for the downloads
		return nil, err
	}
	s.show(Updates)
	packages, err := s.obtain(plans, installed, &troubles)
	if fault.KindOf(err) == fault.DiskFull {
		err = join(err, s.rollBack())
	}
	if err == nil {
		err = troubles.first
	}
	if err == nil {
		s.show(Installed)
	}
	return packages, err
}

// trouble is what is wrong with single committees, and does not stop the others. A refusal is told
// before a committee whose signature has only expired.
type trouble struct{ first error }

// add takes an error that concerns one committee, and tells whether it does.
func (t *trouble) add(err error) bool {
	k := fault.KindOf(err)
	if !refused(k) && k != fault.Stale {
		return false
	}
	if t.first == nil || refused(k) && !refused(fault.KindOf(t.first)) {
		t.first = err
	}
	return true
}

// local gives an error of the installer a kind, if it has none.
func local(op string, err error) error {
	if fault.KindOf(err) != "" {
		return err
	}
	return fault.New(op, fault.Local, "", err)
}

// reach refreshes the metadata from the first address that answers as the repository would. A mirror
// may lag behind: only the address itself is believed to be rolled back.
func (s *session) reach() error {
	var first error
	for i, base := range append([]string{s.r.sub.Address}, s.r.sub.Mirrors...) {
		check, err := s.refresh(s.ctx, s.r, base)
		k := fault.KindOf(err)
		if err == nil {
			s.check = check
			s.bases = append([]string{base}, slices.DeleteFunc(append([]string{s.r.sub.Address}, s.r.sub.Mirrors...), func(b string) bool { return b == base })...)
			return nil
		}
		if first == nil {
			first = err
			s.check = check
		}
		if s.ctx.Err() != nil || i == 0 && !unreached(k) || i > 0 && !unreached(k) && k != fault.Rollback && k != fault.Stale {
			s.check = check
			return err
		}
	}
	return first
}

// committees are those that the subscription follows.
func (s *session) committees() []string {
	targets := s.check.up.GetTrustedMetadataSet().Targets[metadata.TARGETS].Signed
	s.about = layout.AboutOf(targets)
	s.r.Committees, s.r.Publisher = s.about.Committees, s.about.Municipality
	var out []string
	if len(s.r.sub.Committees) > 0 {
		for _, c := range s.r.sub.Committees {
			out = append(out, c.ID)
		}
		return out
	}
	if targets.Delegations != nil {
		for _, d := range targets.Delegations.Roles {
			if layout.ValidCommittee(d.Name) {
				out = append(out, d.Name)
			}
		}
	}
	return out
}

// checked remembers that the repository answered and held.
func (s *session) checked() {
	t := s.check.up.GetTrustedMetadataSet()
	until := t.Root.Signed.Expires
	for _, e := range []time.Time{t.Timestamp.Signed.Expires, t.Snapshot.Signed.Expires} {
		if e.Before(until) {
			until = e
		}
	}
	for _, role := range t.Targets {
		if role.Signed.Expires.Before(until) {
			until = role.Signed.Expires
		}
	}
	s.r.Checked, s.r.VerifiedUntil = s.now, until
	s.r.Tag, s.r.TagOf = s.check.tag, s.check.tagOf
}

// plan is what one committee has published that is not here.
type plan struct {
	committee string
	index     layout.Index
	wanted    []*wanted // by rising order
}

// wanted is one package to fetch, or to mend.
type wanted struct {
	Package
	manifest []byte
	parsed   layout.Manifest
	install  bool // false when it is installed, and only lost a file
}

// plan verifies a committee's role and index and holds them against what is installed.
func (s *session) plan(id string, installed map[string]string) (*plan, error) {
	const op = "syncing.plan"
	p := &plan{committee: id}
	role, err := s.check.role(id)
	if err != nil || role == nil {
		return p, err
	}
	target := layout.IndexTarget(id)
	file := role.Signed.Targets[target]
	if file == nil {
		if len(role.Signed.Targets) > 0 {
			return nil, fault.New(op, fault.Format, target, errors.New("packages without an index"))
		}
		return p, nil // retired
	}
	sum := file.Hashes["sha256"].String()
	if !layout.ValidSum(sum) {
		return nil, fault.New(op, fault.Format, target, errors.New("no sha256"))
	}
	if file.Length > layout.MaxIndex {
		return nil, fault.New(op, fault.Limit, target, fmt.Errorf("%d bytes", file.Length))
	}
	data, err := s.document(blob{sha256: sum, bytes: file.Length, path: layout.TargetPath(target, sum), about: target})
	if err != nil {
		return nil, err
	}
	s.replaceIndex(id, sum)
	if p.index, err = layout.ParseIndex(target, data); err != nil {
		return nil, err
	}
	if p.index.Committee.ID != id || p.index.Municipality.Code != s.about.Municipality.Code {
		return nil, fault.New(op, fault.NotAuthorised, target, fmt.Errorf("it speaks for %s in %s", p.index.Committee.ID, p.index.Municipality.Code))
	}
	if len(role.Signed.Targets) != len(p.index.Packages)+1 {
		return nil, fault.New(op, fault.Format, target, errors.New("the index and the signatures name different packages"))
	}
	for _, line := range p.index.Packages {
		name := layout.ManifestTarget(id, line.Name)
		signed := role.Signed.Targets[name]
		if signed == nil || signed.Hashes["sha256"].String() != line.Manifest.SHA256 || signed.Length != line.Manifest.Length {
			return nil, fault.New(op, fault.Content, name, errors.New("the index and the signatures differ"))
		}
		have, known := installed[line.ID]
		if known && have != line.Manifest.SHA256 {
			return nil, fault.New(op, fault.Content, name, fmt.Errorf("the package %s is installed with another content", line.ID))
		}
		if !known || slices.Contains(s.r.Damaged, line.ID) {
			p.wanted = append(p.wanted, &wanted{Package: Package{id, line}, install: !known})
		}
	}
	return p, nil
}

// document returns an index or manifest, from the disk or the repository.
func (s *session) document(b blob) ([]byte, error) {
	if data, err := s.read(b.sha256); err == nil {
		return data, nil
	} else if !errors.Is(err, fs.ErrNotExist) {
		if err := s.drop(b.sha256); err != nil {
			return nil, err
		}
	}
	if err := s.download(s.ctx, s.bases, b, func(int64) {}); err != nil {
		return nil, err
	}
	s.fetched[b.sha256] = true
	data, err := s.read(b.sha256)
	if err != nil {
		return nil, fault.New("syncing.document", fault.LocalCorrupt, layout.BlobPath(b.sha256), err)
	}
	s.check.fetched[b.about] = data
	return data, nil
}

// drop removes a blob of ours that is broken.
func (s *session) drop(sum string) error {
	rel := layout.BlobPath(sum)
	if err := os.Remove(s.blobPath(sum)); err != nil {
		return fault.New("syncing.drop", fault.Local, rel, err)
	}
	s.r.recovered = append(s.r.recovered, rel)
	return nil
}

// room refuses to begin what the disk cannot hold: missing bytes and a fifth more.
func (s *session) room(missing int64) error {
	const op = "syncing.room"
	free, err := s.free(s.home)
	if err != nil {
		return fault.New(op, fault.Local, s.home, err)
	}
	if need := uint64(missing) + uint64(missing)/5; missing > 0 && free < need {
		return fault.New(op, fault.DiskFull, s.home, fmt.Errorf("%d bytes are needed, %d are free", need, free))
	}
	return nil
}

// rollBack removes what this session brought for what is not installed, so that a full disk is not left
// fuller.
func (s *session) rollBack() error {
	for sum := range s.fetched {
		if err := os.Remove(s.blobPath(sum)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fault.New("syncing.rollBack", fault.Local, layout.BlobPath(sum), err)
		}
	}
	return nil
}

// obtain downloads, verifies and installs what is wanted, a package at a time, so that what has come can
// be read while the rest comes. When something of a package is refused, that package and those of its
// committee that were told after it are left: the library never lacks what a later package builds on.
func (s *session) obtain(plans []*plan, installed map[string]string, troubles *trouble) ([]Package, error) {
	var missing int64
	for _, p := range plans {
		for _, w := range p.wanted {
			if !s.has(blob{sha256: w.Manifest.SHA256, bytes: w.Manifest.Length}) {
				missing += w.Manifest.Length
			}
		}
	}
	if err := s.room(missing); err != nil {
		return nil, err
	}
	good := plans[:0:0]
	for _, p := range plans {
		if err := s.manifests(p); err == nil {
			good = append(good, p)
		} else if !troubles.add(err) {
			return nil, err
		}
	}
	s.progress.Packages, s.progress.BytesTotal = 0, 0
	counted := map[string]bool{}
	for _, p := range good {
		s.progress.Packages += len(p.wanted)
		for _, w := range p.wanted {
			for _, res := range w.parsed.Resources {
				if b := blobOf(w, res); !counted[b.sha256] && !s.has(b) {
					s.progress.BytesTotal += b.bytes
				}
				counted[res.SHA256] = true
			}
		}
	}
	if err := s.room(s.progress.BytesTotal); err != nil {
		return nil, err
	}

	s.itemize(good)
	var done []Package
	for _, p := range good {
		err := s.bring(p, installed, &done)
		s.keep(p, installed)
		if err != nil && !troubles.add(err) {
			return done, err
		}
	}
	return done, nil
}

// bring downloads, verifies and installs the packages of a committee by rising order, until one of them
// does not come or is refused.
func (s *session) bring(p *plan, installed map[string]string, done *[]Package) error {
	for i, w := range p.wanted {
		s.mu.Lock()
		s.progress.Package++
		s.progress.Title = w.Title
		s.mu.Unlock()
		err := s.bringOne(w, installed, done)
		if err == nil {
			s.mark(w, Saved)
			clear(s.fetched)
			continue
		}
		if !refused(fault.KindOf(err)) {
			s.mark(w, Waiting)
			return err
		}
		s.mark(w, Refused)
		for _, later := range p.wanted[i+1:] {
			s.mark(later, Held)
			s.mu.Lock()
			s.progress.Package++
			s.mu.Unlock()
		}
		return err
	}
	return nil
}

// bringOne downloads, verifies and installs one package.
func (s *session) bringOne(w *wanted, installed map[string]string, done *[]Package) error {
	s.mark(w, Fetching)
	s.show(Downloading)
	if err := s.fetchAll(w); err != nil {
		return err
	}
	s.show(Verifying)
	if err := s.verify(w); err != nil {
		return err
	}
	s.show(Staged)
	return s.install(w, installed, done)
}

// manifests fetches and reads the manifests of what is wanted, and holds them against the index.
func (s *session) manifests(p *plan) error {
	const op = "syncing.manifests"
	for _, w := range p.wanted {
		if err := s.ctx.Err(); err != nil {
			return fault.New(op, fault.Offline, "", err)
		}
		target := layout.ManifestTarget(p.committee, w.Name)
		data, err := s.document(blob{
			sha256: w.Manifest.SHA256, bytes: w.Manifest.Length,
			path: layout.TargetPath(target, w.Manifest.SHA256), about: target,
		})
		if err != nil {
			return err
		}
		s.check.fetched[target] = data
		m, err := layout.ParseManifest(target, data)
		if err != nil {
			return err
		}
		f := m.Followup
		switch {
		case f.Committee.ID != p.committee || f.Municipality.Code != s.about.Municipality.Code:
			return fault.New(op, fault.NotAuthorised, target, fmt.Errorf("it speaks for %s in %s", f.Committee.ID, f.Municipality.Code))
		case f.Audience != s.about.Audience:
			return fault.New(op, fault.NotAuthorised, target, fmt.Errorf("it is for %s", f.Audience))
		case m.Name != w.Name || m.ID != w.ID || f.Order != w.Order || f.Supersedes != w.Supersedes || m.Bytes() != w.Bytes:
			return fault.New(op, fault.Format, target, errors.New("the manifest and the index differ"))
		}
		w.manifest, w.parsed = data, m
	}
	return nil
}

func blobOf(w *wanted, res layout.Resource) blob {
	return blob{sha256: res.SHA256, bytes: res.Bytes, path: layout.BlobPath(res.SHA256)}
}

// fetchAll downloads the missing files of one package, several at once. The first fault stops the rest.
func (s *session) fetchAll(w *wanted) error {
	ctx, cancel := context.WithCancel(s.ctx)
	defer cancel()
	var missing []blob
	for _, res := range w.parsed.Resources {
		if b := blobOf(w, res); !s.has(b) && !slices.Contains(missing, b) {
			missing = append(missing, b)
		}
	}
	var (
		wg    sync.WaitGroup
		once  sync.Once
		first error
		queue = make(chan blob)
	)
	for range min(parallel, len(missing)) {
		wg.Go(func() {
			for b := range queue {
				err := s.download(ctx, s.bases, b, s.telling(w, b))
				if err != nil {
					once.Do(func() { first = err; cancel() })
					continue
				}
				s.mu.Lock()
				s.fetched[b.sha256] = true
				s.mu.Unlock()
			}
		})
	}
	for _, b := range missing {
		if ctx.Err() != nil {
			break
		}
		queue <- b
	}
	close(queue)
	wg.Wait()
	if first == nil && s.ctx.Err() != nil {
		first = fault.New("syncing.files", fault.Offline, "", s.ctx.Err())
	}
	return first
}

// verify holds everything against its hash once more: what did not come just now may have been
// damaged since. A file that has been is fetched again.
func (s *session) verify(w *wanted) error {
	if err := s.ctx.Err(); err != nil {
		return fault.New("syncing.verify", fault.Offline, "", err)
	}
	broken := false
	for _, res := range w.parsed.Resources {
		if s.fetched[res.SHA256] {
			continue
		}
		if err := s.intact(res.SHA256, res.Bytes); err == nil {
			continue
		}
		if err := s.drop(res.SHA256); err != nil {
			return err
		}
		broken = true
	}
	if !broken {
		return nil
	}
	s.mark(w, Fetching)
	return s.fetchAll(w)
}

// install makes a package visible, in one transaction.
func (s *session) install(w *wanted, installed map[string]string, done *[]Package) error {
	const op = "syncing.install"
	s.r.Damaged = slices.DeleteFunc(s.r.Damaged, func(id string) bool { return id == w.ID })
	if !w.install {
		return nil
	}
	if err := s.ctx.Err(); err != nil {
		return fault.New(op, fault.Offline, "", err)
	}
	s.show(Installing)
	if err := s.installer.Install(s.ctx, s.r.id, w.manifest, s.openBlob); err != nil {
		return local(op, err)
	}
	installed[w.ID] = w.Manifest.SHA256
	*done = append(*done, w.Package)
	return nil
}

// keep remembers which packages of a committee are here whole. Those that an index does not name any
// more, as when a committee has been retired, stay.
func (s *session) keep(p *plan, installed map[string]string) {
	have := map[string]bool{}
	for _, k := range s.r.Packages {
		have[k.ID] = true
	}
	for _, line := range p.index.Packages {
		if installed[line.ID] == line.Manifest.SHA256 && !have[line.ID] {
			s.r.Packages = append(s.r.Packages, kept{p.committee, line})
		}
	}
}

// replaceIndex removes the index that was here before this one. Every package brings another index, and
// each of them names all packages: kept, they would come to more than what they name.
func (s *session) replaceIndex(committee, sum string) {
	old := s.r.Indexes[committee]
	if old != "" && old != sum {
		if err := os.Remove(s.blobPath(old)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return // the next Sync tries again
		}
	}
	if s.r.Indexes == nil {
		s.r.Indexes = map[string]string{}
	}
	s.r.Indexes[committee] = sum
}
