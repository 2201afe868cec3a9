package objectstore_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"rodatraden/data/fault"
	"rodatraden/data/repository"
	"rodatraden/data/repository/layout"
	"rodatraden/data/repository/objectstore"
	"rodatraden/data/repository/objectstore/objectstoretest"
	. "rodatraden/data/repository/repositorytest"
	"rodatraden/data/syncing"
)

// publisher opens the repository at an address as a program does that has just been started.
func publisher(t testing.TB, address, keys, cache string, clock *Clock) *Repo {
	t.Helper()
	s, err := objectstore.OpenAddress(ctx, address, objectstore.Options{Cache: cache, Tries: 1})
	if err != nil {
		t.Fatal(err)
	}
	return On(t, s, keys, clock)
}

// reader is a politician's computer. It keeps the names of packages in the order of their installation.
type reader struct {
	t     *testing.T
	c     *syncing.Client
	id    string
	names []string
	held  map[string]string
}

func (r *reader) Installed(context.Context, string) (map[string]string, error) { return r.held, nil }

func (r *reader) Install(_ context.Context, _ string, manifest []byte, open syncing.Open) error {
	m, err := layout.ParseManifest("", manifest)
	if err != nil {
		return err
	}
	for _, res := range m.Resources {
		f, err := open(res.SHA256, res.Bytes)
		if err != nil {
			return err
		}
		if err := f.Close(); err != nil {
			return err
		}
	}
	r.held[m.ID] = layout.Sum(manifest)
	r.names = append(r.names, m.Name)
	return nil
}

// subscribe makes a reader of the repository that anybody may fetch at web.
func subscribe(t *testing.T, repo *Repo, web string) *reader {
	t.Helper()
	r := &reader{t: t, held: map[string]string{}}
	c, err := syncing.New(syncing.Config{Home: t.TempDir(), Installer: r, Now: repo.Clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	if r.id, err = c.Subscribe("x.prenumeration", repo.SubscriptionFile(t, web)); err != nil {
		t.Fatal(err)
	}
	r.c = c
	return r
}

// sync fetches what is new, which must be accepted, and returns all that is installed.
func (r *reader) sync() string {
	r.t.Helper()
	res, err := r.c.SyncOne(ctx, r.id, nil)
	if err != nil || res.Err != nil || res.State != syncing.Current {
		r.t.Fatalf("%s: %v %v", res.State, err, res.Err)
	}
	return strings.Join(r.names, " ")
}

// web is where readers fetch what is published in the server's bucket.
func web(s *objectstoretest.Server, bucket string) string {
	return s.URL + "/" + bucket + "/rodatraden/"
}

func TestPublishingTwoHundredPackagesAndOneMoreUploadsOnlyWhatIsNew(t *testing.T) {
	server := objectstoretest.Start(t)
	address := server.Bucket("publicerat")
	keys, cache, clock := filepath.Join(t.TempDir(), "keys"), t.TempDir(), NewClock()
	repo := publisher(t, address, keys, cache, clock)
	if err := repo.Init(ctx, repository.InitOptions{}); err != nil {
		t.Fatal(err)
	}
	var packages []Package
	for i := range 200 {
		packages = append(packages, Package{Name: fmt.Sprintf("manad-%03d", i+1), Order: int64(i + 1)})
	}
	server.Seen()
	repo.Add(t, packages...)
	first := server.Seen()
	for part, want := range map[string]int{
		"/blobs/":          2*200 + 1, // one table is the same in all
		"datapackage.json": 200, "index.json": 1,
		"/metadata/1.asn.json": 1, "/metadata/2.targets.json": 1, "/metadata/2.snapshot.json": 1, layout.Timestamp: 1,
	} {
		if n := objectstoretest.Count(first, "PUT", part); n != want {
			t.Errorf("%s is written %d times, want %d", part, n, want)
		}
	}

	next := publisher(t, address, keys, cache, clock)
	server.Seen()
	next.Add(t, Package{Name: "manad-201", Order: 201})
	seen := server.Seen()
	want := map[string]int{
		"/blobs/": 2, "datapackage.json": 1, "index.json": 1, layout.Timestamp: 1,
		"/metadata/2.asn.json":      1 + 2, // whether the store heeds conditions is tried by two, which it refuses
		"/metadata/3.snapshot.json": 1,
	}
	all := 0
	for part, want := range want {
		if n := objectstoretest.Count(seen, "PUT", part); n != want {
			t.Errorf("%s is written %d times, want %d", part, n, want)
		}
		all += want
	}
	if n := objectstoretest.Count(seen, "PUT", ""); n != all {
		t.Errorf("%d are written, want %d: %v", n, all, seen)
	}
	if n := objectstoretest.Count(seen, "GET", ""); n > 12 || objectstoretest.Count(seen, "GET", "/blobs/")+objectstoretest.Count(seen, "GET", "datapackage.json") > 0 {
		t.Errorf("%d are read: %v", n, seen)
	}
	if n := objectstoretest.Count(seen, "HEAD", ""); n > 5 {
		t.Errorf("%d are asked for: %v", n, seen)
	}

	// What is published already is not written, not even the timestamp.
	again := publisher(t, address, keys, cache, clock)
	server.Seen()
	if p := again.Add(t, packages...); len(p.Unchanged) != 200 || len(p.Packages) != 0 {
		t.Errorf("%d unchanged, %d new", len(p.Unchanged), len(p.Packages))
	}
	if seen := server.Seen(); objectstoretest.Count(seen, "PUT", "") != 0 || len(seen) > 8 {
		t.Errorf("%v", seen)
	}
	if x, err := repository.Inspect(ctx, open(t, address)); err != nil || x.Blobs != 2*201+1 {
		t.Errorf("%+v %v", x, err)
	}
	if got := len(strings.Fields(subscribe(t, next, web(server, "publicerat")).sync())); got != 201 {
		t.Errorf("a reader has %d packages", got)
	}
}

// A publisher is killed before each of its requests, or before each of the answers to them. Whatever lies
// there then, readers accept it, and the next publish completes it.
func TestAPublisherMayBeKilledAtEveryRequest(t *testing.T) {
	for what, verdict := range map[string]objectstoretest.Verdict{"before a request": objectstoretest.Cut, "before an answer": objectstoretest.Lose} {
		t.Run(what, func(t *testing.T) {
			server := objectstoretest.Start(t)
			address := server.Bucket("publicerat")
			keys, clock := filepath.Join(t.TempDir(), "keys"), NewClock()
			repo := publisher(t, address, keys, "", clock)
			if err := repo.Init(ctx, repository.InitOptions{}); err != nil {
				t.Fatal(err)
			}
			r := subscribe(t, repo, web(server, "publicerat"))
			want := r.sync()
			// Every other package is of a committee that publishes for the first time, which takes more
			// requests. What lies there after one more request is what the other verdict leaves.
			for n, enough := 0, 0; enough < 2; n++ {
				p := Package{Name: fmt.Sprintf("manad-%03d", n), Order: int64(n + 1)}
				if n%2 == 0 {
					p.Committee = fmt.Sprintf("namnd-%03d", n)
				}
				dir := p.Write(t)
				publish := func(ctx context.Context, r *Repo) error {
					_, err := r.Publish(ctx, []string{dir})
					return err
				}
				done := kill(t, server, verdict, n, publish, publisher(t, address, keys, "", clock))
				with := strings.TrimSpace(want + " " + p.Name)
				if got := r.sync(); got != with && (got != want || done) {
					t.Fatalf("killed at request %d: a reader has %q, and had %q", n, got, want)
				}
				want = with
				if err := publish(ctx, publisher(t, address, keys, "", clock)); err != nil {
					t.Fatalf("killed at request %d, and then: %v", n, err)
				}
				if got := r.sync(); got != want {
					t.Fatalf("killed at request %d and completed: a reader has %q, want %q", n, got, want)
				}
				if enough++; !done {
					enough = 0
				}
			}
			if _, err := repository.Inspect(ctx, open(t, address)); err != nil {
				t.Errorf("%v", err)
			}
			refresh := func(ctx context.Context, r *Repo) error {
				_, err := r.Refresh(ctx)
				return err
			}
			for n, done := 0, false; !done; n++ {
				done = kill(t, server, verdict, n, refresh, publisher(t, address, keys, "", clock))
				if got := r.sync(); got != want {
					t.Fatalf("refreshed until request %d: a reader has %q, want %q", n, got, want)
				}
			}
		})
	}
}

func TestARepositoryMayBeMadeAgainWhenItsMakingWasKilledAtAnyRequest(t *testing.T) {
	for what, verdict := range map[string]objectstoretest.Verdict{"before a request": objectstoretest.Cut, "before an answer": objectstoretest.Lose} {
		t.Run(what, func(t *testing.T) {
			server := objectstoretest.Start(t)
			server.Bucket("publicerat")
			begin := func(ctx context.Context, r *Repo) error { return r.Init(ctx, repository.InitOptions{}) }
			for n, done := 0, false; !done; n++ {
				prefix := fmt.Sprintf("efter-%02d", n)
				address, keys, clock := server.Address("publicerat", prefix), filepath.Join(t.TempDir(), "keys"), NewClock()
				done = kill(t, server, verdict, n, begin, publisher(t, address, keys, "", clock))
				// Where all of it was there already it says so.
				if err := begin(ctx, publisher(t, address, keys, "", clock)); err != nil && fault.KindOf(err) != fault.Exists {
					t.Fatalf("killed at request %d, and then: %v", n, err)
				}
				repo := publisher(t, address, keys, "", clock)
				repo.Add(t, Package{Name: "mars", Order: 3})
				if got := subscribe(t, repo, server.URL+"/publicerat/"+prefix+"/").sync(); got != "mars" {
					t.Errorf("killed at request %d: a reader has %q", n, got)
				}
			}
		})
	}
}

// kill lets a publisher make n requests and kills it at the next, by what becomes of that one. done tells
// that it needed no more.
func kill(t *testing.T, server *objectstoretest.Server, verdict objectstoretest.Verdict, n int, f func(context.Context, *Repo) error, r *Repo) (done bool) {
	t.Helper()
	doomed, die := context.WithCancel(ctx)
	defer die()
	dead := false
	server.Judge(func(objectstoretest.Request, *http.Request) objectstoretest.Verdict {
		if n--; n >= 0 {
			return objectstoretest.Pass
		}
		if dead {
			return objectstoretest.Cut
		}
		dead = true
		die()
		return verdict
	})
	err := f(doomed, r)
	server.Settle()
	server.Judge(nil)
	if (err != nil) != dead {
		t.Fatalf("killed: %t, and %v", dead, err)
	}
	return err == nil
}

func TestOfTwoPublishersAtTheSameMomentOneWinsAndTheOtherIsToldSo(t *testing.T) {
	server := objectstoretest.Start(t)
	for name, address := range map[string]string{
		"folder": filepath.Join(t.TempDir(), "publicerat"), "object store": server.Bucket("publicerat"),
	} {
		t.Run(name, func(t *testing.T) {
			keys, clock := filepath.Join(t.TempDir(), "keys"), NewClock()
			repo := publisher(t, address, keys, "", clock)
			if err := repo.Init(ctx, repository.InitOptions{}); err != nil {
				t.Fatal(err)
			}
			repo.Add(t, Package{Name: "a-000", Committee: "asn", Order: 1}, Package{Name: "b-000", Committee: "bun", Order: 1})
			lost := 0
			for round := range 50 {
				// In every other round they are of one committee.
				packages := [2]Package{
					{Name: fmt.Sprintf("a-%03d", round+1), Committee: "asn", Order: int64(2*round + 2)},
					{Name: fmt.Sprintf("b-%03d", round+1), Committee: []string{"asn", "bun"}[round%2], Order: int64(2*round + 3)},
				}
				var (
					both   [2]*Repo
					dirs   [2]string
					errs   [2]error
					wait   sync.WaitGroup
					starts = make(chan struct{})
				)
				for i := range both {
					both[i], dirs[i] = publisher(t, address, keys, "", clock), packages[i].Write(t)
				}
				for i := range both {
					wait.Go(func() {
						<-starts
						_, errs[i] = both[i].Publish(ctx, []string{dirs[i]})
					})
				}
				close(starts)
				wait.Wait()
				x, err := repository.Look(ctx, open(t, address))
				if err != nil {
					t.Fatalf("broken by round %d: %v; %v", round, err, errs)
				}
				won := 0
				for i, err := range errs {
					there := has(x, packages[i])
					switch kind := fault.KindOf(err); {
					case err == nil && there:
						won++
					case (kind == fault.Overtaken || kind == fault.Locked) && !there:
						lost++
					default:
						t.Errorf("round %d: %v, and its package is there: %t", round, err, there)
					}
				}
				if won == 0 {
					t.Errorf("round %d has no winner: %v", round, errs)
				}
				for i, err := range errs {
					if err == nil {
						continue
					}
					if _, err := both[i].Publish(ctx, []string{dirs[i]}); err != nil {
						t.Fatalf("round %d, the loser's next try: %v", round, err)
					}
				}
			}
			if lost == 0 {
				t.Error("nobody ever met another")
			}
			t.Logf("of 50 rounds %d had a loser", lost)
			x, err := repository.Inspect(ctx, open(t, address))
			if err != nil {
				t.Fatal(err)
			}
			n := 0
			for _, c := range x.Committees {
				n += len(c.Packages)
			}
			if n != 2+2*50 {
				t.Errorf("%d packages are published", n)
			}
			if name == "object store" {
				if got := len(strings.Fields(subscribe(t, repo, web(server, "publicerat")).sync())); got != 2+2*50 {
					t.Errorf("a reader has %d packages", got)
				}
			}
		})
	}
}

func has(x *repository.Inspection, p Package) bool {
	for _, c := range x.Committees {
		for _, q := range c.Packages {
			if c.ID == p.Committee && q.Name == p.Name {
				return true
			}
		}
	}
	return false
}

// One who publishes and one who renews the signatures are kept apart as two who publish are.
func TestAPublishAndARefreshAtTheSameMomentLeaveBothOrOne(t *testing.T) {
	server := objectstoretest.Start(t)
	address := server.Bucket("publicerat")
	keys, clock := filepath.Join(t.TempDir(), "keys"), NewClock()
	repo := publisher(t, address, keys, "", clock)
	if err := repo.Init(ctx, repository.InitOptions{}); err != nil {
		t.Fatal(err)
	}
	r := subscribe(t, repo, web(server, "publicerat"))
	for round := range 10 {
		a, b := publisher(t, address, keys, "", clock), publisher(t, address, keys, "", clock)
		p := Package{Name: fmt.Sprintf("a-%03d", round), Committee: "asn", Order: int64(round + 1)}
		dir := p.Write(t)
		var published, refreshed error
		var wait sync.WaitGroup
		wait.Go(func() { _, published = a.Publish(ctx, []string{dir}) })
		wait.Go(func() { _, refreshed = b.Refresh(ctx) })
		wait.Wait()
		for _, err := range []error{published, refreshed} {
			if err != nil && fault.KindOf(err) != fault.Overtaken {
				t.Errorf("%v", err)
			}
		}
		if published != nil && refreshed != nil {
			t.Errorf("neither: %v", errors.Join(published, refreshed))
		}
		if published != nil {
			if _, err := a.Publish(ctx, []string{dir}); err != nil {
				t.Fatal(err)
			}
		}
		if got := len(strings.Fields(r.sync())); got != round+1 {
			t.Errorf("a reader has %d packages after %d rounds", got, round+1)
		}
	}
}

// keyOf is the name of a role's newest key.
func keyOf(t *testing.T, r *Repo, role string) string {
	t.Helper()
	all, err := r.ListKeys(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, of := range all {
		if of.Role == role && len(of.Keys) > 0 {
			return of.Keys[len(of.Keys)-1].Name
		}
	}
	t.Fatalf("%s has no key: %+v", role, all)
	return ""
}

// An object store keeps nobody out while keys are changed: one who publishes then may have signed with a key
// that is being replaced.
func TestAPublishAndAChangeOfKeysAtTheSameMomentLeaveWhatReadersAccept(t *testing.T) {
	server := objectstoretest.Start(t)
	address := server.Bucket("publicerat")
	keys, clock := filepath.Join(t.TempDir(), "keys"), NewClock()
	repo := publisher(t, address, keys, "", clock)
	if err := repo.Init(ctx, repository.InitOptions{}); err != nil {
		t.Fatal(err)
	}
	repo.Add(t, Package{Name: "a-000", Order: 1})
	r := subscribe(t, repo, web(server, "publicerat"))
	want := r.sync()
	roles := []string{"timestamp", "snapshot", "asn", "targets", "root"}
	for round := range 4 * len(roles) {
		a, b := publisher(t, address, keys, "", clock), publisher(t, address, keys, "", clock)
		name := keyOf(t, a, roles[round%len(roles)])
		p := Package{Name: fmt.Sprintf("a-%03d", round+1), Order: int64(round + 2)}
		dir := p.Write(t)
		var published, changed error
		var wait sync.WaitGroup
		wait.Go(func() { _, published = a.Publish(ctx, []string{dir}) })
		wait.Go(func() { _, changed = b.RotateKey(ctx, name) })
		wait.Wait()
		for _, err := range []error{published, changed} {
			if err != nil && fault.KindOf(err) != fault.Overtaken {
				t.Errorf("round %d, changing %s: %v", round, name, err)
			}
		}
		if published == nil {
			want += " " + p.Name
		}
		if got := r.sync(); got != want {
			t.Fatalf("round %d, changing %s: a reader has %q, want %q", round, name, got, want)
		}
		if changed != nil {
			if _, err := publisher(t, address, keys, "", clock).RotateKey(ctx, name); err != nil {
				t.Fatalf("round %d, changing %s again: %v", round, name, err)
			}
		}
		if published != nil {
			if _, err := publisher(t, address, keys, "", clock).Publish(ctx, []string{dir}); err != nil {
				t.Fatalf("round %d, publishing again: %v", round, err)
			}
			want += " " + p.Name
		}
		if got := r.sync(); got != want {
			t.Fatalf("round %d, changing %s, and all done: a reader has %q, want %q", round, name, got, want)
		}
	}
	if _, err := repository.Inspect(ctx, open(t, address)); err != nil {
		t.Error(err)
	}
}
