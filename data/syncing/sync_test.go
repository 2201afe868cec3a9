package syncing_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rodatraden/data/fault"
	"rodatraden/data/repository"
	"rodatraden/data/repository/layout"
	. "rodatraden/data/repository/repositorytest"
	"rodatraden/data/syncing"
)

var (
	mars  = Package{Name: "asn-2019-03-monthly", Order: 3}
	april = Package{Name: "asn-2019-04-interim", Order: 4}
	bun   = Package{Name: "bun-2019-04-interim", Order: 1, Committee: "bun"}
)

func TestTheWholeWayFromInitToInstalled(t *testing.T) {
	t.Parallel()
	w := newWorld(t, april, mars, bun)
	if s := w.status(); s.State != syncing.Pinned || !s.Checked.IsZero() {
		t.Errorf("before the first sync: %+v", s)
	}
	r := w.sync()
	w.wantInstalled(mars.Name + " " + april.Name + " " + bun.Name)
	if r.State != syncing.Current || len(r.Packages) != 3 || r.Packages[2].Committee != "bun" || len(r.Recovered) != 0 {
		t.Errorf("result %+v", r)
	}
	want := map[string]string{}
	for path, content := range files(t, mars.Write(t)) {
		if path != layout.ManifestFile {
			want[path] = content
		}
	}
	if diff := cmp.Diff(want, w.lib.content[w.id][mars.Name]); diff != "" {
		t.Error("what was installed is not what was published:", diff)
	}
	s := w.status()
	if s.State != syncing.Current || s.Packages != 3 || s.Refusal != nil || s.Municipality.Name != "" && s.Municipality.Name != "Trollhättan" {
		t.Errorf("status %+v", s)
	}
	if !s.Checked.Equal(Start) || !s.VerifiedUntil.Equal(Start.AddDate(0, 0, 40)) {
		t.Errorf("checked %v, verified until %v", s.Checked, s.VerifiedUntil)
	}
	if _, offset := s.Checked.Zone(); offset != 2*60*60 {
		t.Errorf("the zone of %v is lost", s.Checked)
	}
	x, err := repository.Inspect(ctx, repository.Folder(w.repo.Dir))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(x.Fingerprint, s.Fingerprint); diff != "" {
		t.Error(diff)
	}
}

func TestNothingIsWrittenOutsideItsPlaces(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mars)
	w.sync()
	for f := range files(t, w.home) {
		ok := strings.HasPrefix(f, "blobs/") || strings.HasPrefix(f, "repositories/"+w.id+"/metadata/") || f == "repositories/.lock" ||
			f == "repositories/"+w.id+"/state.json" || f == "repositories/"+w.id+"/subscription.json"
		if !ok {
			t.Errorf("wrote %s", f)
		}
	}
}

func TestACheckWithNothingNewIsTwoSmallRequests(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mars, bun)
	w.sync()
	w.host.requests()
	r := w.sync()
	if diff := cmp.Diff([]string{"metadata/2.root.json", "metadata/timestamp.json"}, w.host.requests()); diff != "" {
		t.Error(diff)
	}
	if r.State != syncing.Current || len(r.Packages) != 0 {
		t.Errorf("result %+v", r)
	}
}

func TestATimestampThatWasOnlySignedAnewIsOneFileMore(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mars)
	w.sync()
	w.clock.Add(7 * 24 * time.Hour)
	if _, err := w.repo.Refresh(ctx); err != nil {
		t.Fatal(err)
	}
	w.host.requests()
	w.sync()
	if diff := cmp.Diff([]string{"metadata/2.root.json", "metadata/timestamp.json"}, w.host.requests()); diff != "" {
		t.Error(diff)
	}
	if s := w.status(); !s.VerifiedUntil.Equal(w.clock.T.AddDate(0, 0, 40)) {
		t.Errorf("verified until %v", s.VerifiedUntil)
	}
}

func TestANewPackageFetchesOnlyWhatIsNew(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mars)
	w.sync()
	w.repo.Add(t, april)
	w.host.requests()
	w.sync()
	w.wantInstalled(mars.Name + " " + april.Name)
	if got := blobs(w.host.requests()); len(got) != 2 { // the third is the same as in March
		t.Errorf("tables and documents were fetched: %v, want 2", got)
	}
}

func TestProgressTellsTheStatesInOrderAndEndsComplete(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mars, april)
	var states []syncing.State
	var last syncing.Progress
	var most int64
	_, err := w.Sync(ctx, func(p syncing.Progress) {
		if len(states) == 0 || states[len(states)-1] != p.State {
			states = append(states, p.State)
		}
		if p.State == syncing.Downloading && (p.Package < 1 || p.Package > p.Packages || p.Packages != 2 || p.Title == "") {
			t.Errorf("progress %+v", p)
		}
		most = max(most, p.BytesDone)
		last = p
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []syncing.State{
		syncing.Checking, syncing.Updates,
		syncing.Downloading, syncing.Verifying, syncing.Staged, syncing.Installing,
		syncing.Downloading, syncing.Verifying, syncing.Staged, syncing.Installing,
		syncing.Installed, syncing.Current,
	}
	if diff := cmp.Diff(want, states); diff != "" {
		t.Error(diff)
	}
	if last.BytesDone != last.BytesTotal || last.BytesTotal == 0 || most != last.BytesTotal {
		t.Errorf("%d of %d bytes, at most %d", last.BytesDone, last.BytesTotal, most)
	}
}

func TestOnlyTheCommitteesOfTheSubscriptionAreFollowed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mars, bun)
	w.home = t.TempDir()
	w.reader()
	w.subscribe("bun")
	w.sync()
	w.wantInstalled(bun.Name)
	w.subscribe("asn") // a second file for the same repository adds its committee
	w.sync()
	w.wantInstalled(bun.Name + " " + mars.Name)
	if got := w.status().Committees; len(got) != 2 || got[1].Name != "Nämnden asn" {
		t.Errorf("follows %+v", got)
	}
}

func TestASubscriptionMadeBeforeTheFirstPackageWorks(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	if r := w.sync(); r.State != syncing.Current {
		t.Errorf("state %s", r.State)
	}
	w.repo.Add(t, mars)
	w.sync()
	w.wantInstalled(mars.Name)
}

func TestACorrectionIsInstalledAfterWhatItSupersedes(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mars, april, Package{Name: "asn-2019-03-monthly-2", Order: 5, Supersedes: mars.Name})
	w.sync()
	w.wantInstalled(mars.Name + " " + april.Name + " asn-2019-03-monthly-2")
}

func TestARetiredCommitteeKeepsWhatItTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mars, bun)
	w.sync()
	if err := w.repo.Retire(ctx, "bun"); err != nil {
		t.Fatal(err)
	}
	if r := w.sync(); r.State != syncing.Current {
		t.Errorf("state %s", r.State)
	}
	if s := w.status(); s.Packages != 2 {
		t.Errorf("%d packages are kept", s.Packages)
	}
}

func TestReadersFollowARootThatRaisesItsThresholds(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mars)
	w.sync()
	was := w.status().Fingerprint
	old := w.repo.SubscriptionFile(t, w.host.URL)
	if err := w.repo.RaiseThresholds(ctx); err != nil {
		t.Fatal(err)
	}
	w.repo.Add(t, april, bun)
	w.sync()
	w.wantInstalled(mars.Name + " " + april.Name + " " + bun.Name)
	if slices.Equal(was, w.status().Fingerprint) {
		t.Error("the fingerprint has not changed with the keys")
	}
	// The new file is the same repository; the old one, with other keys, is not taken for it any more.
	w.subscribe()
	_, err := w.Subscribe("old", old)
	if fault.KindOf(err) != fault.Signature {
		t.Errorf("the old file: %v", err)
	}
	// A new reader with an old file follows too.
	w.home = t.TempDir()
	w.reader()
	if _, err := w.Subscribe("old", old); err != nil {
		t.Fatal(err)
	}
	w.sync()
	w.wantInstalled(mars.Name + " " + april.Name + " " + bun.Name)
}

func TestRebuildNeedsNoNetworkAndNoSignatureThatHolds(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mars, april, bun)
	w.sync()
	want := w.lib.content
	w.host.Close()
	w.clock.Add(10 * 365 * 24 * time.Hour)
	if err := os.RemoveAll(w.meta()); err != nil {
		t.Fatal(err)
	}
	w.reader() // the library is lost
	var shown []int
	if err := w.Rebuild(ctx, func(p syncing.Progress) { shown = append(shown, p.Package*10+p.Packages) }); err != nil {
		t.Fatal(err)
	}
	w.wantInstalled(mars.Name + " " + april.Name + " " + bun.Name)
	if diff := cmp.Diff(want, w.lib.content); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]int{13, 23, 33, 33}, shown); diff != "" {
		t.Error(diff)
	}
	if err := w.Rebuild(ctx, nil); err != nil {
		t.Fatal(err)
	}
	w.wantInstalled(mars.Name + " " + april.Name + " " + bun.Name) // once is enough
}

func TestABrokenFileOfOursIsReportedLeftOutAndFetchedAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mars, april)
	w.sync()
	path := blobFile(w.home, "# "+mars.Name+"\n")
	write(t, path, strings.Repeat("x", len("# "+mars.Name+"\n")))

	w.reader()
	err := w.Rebuild(ctx, nil)
	if fault.KindOf(err) != fault.LocalCorrupt || fault.PathOf(err) != layout.BlobPath(layout.Sum([]byte("# "+mars.Name+"\n"))) {
		t.Fatalf("rebuild: %v", err)
	}
	w.wantInstalled(april.Name)
	if s := w.status(); s.Damaged != 1 {
		t.Errorf("%d damaged", s.Damaged)
	}

	w.host.requests()
	r := w.sync()
	w.wantInstalled(april.Name + " " + mars.Name)
	if len(r.Recovered) != 1 {
		t.Errorf("recovered %v", r.Recovered)
	}
	if got := w.host.requests(); len(got) != 3 || !strings.HasPrefix(got[2], "blobs/") {
		t.Errorf("asked for %v", got)
	}
	if v, err := w.Verify(ctx); err != nil || len(v.Faults) != 0 || v.Packages != 2 || w.status().Damaged != 0 {
		t.Errorf("verify: %+v %v", v, err)
	}
}

func TestVerifyFindsEveryFileThatWasChangedOrLost(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mars)
	w.sync()
	good, err := w.Verify(ctx)
	if err != nil || len(good.Faults) != 0 || good.Packages != 1 || good.Files != 5 {
		t.Fatalf("verify: %+v %v", good, err)
	}
	stored := files(t, filepath.Join(w.home, "blobs"))
	for f, content := range stored {
		path := filepath.Join(w.home, "blobs", f)
		for _, damage := range []func(){
			func() { write(t, path, "x"+content[1:]) },
			func() { write(t, path, content[1:]) },
			func() {
				if err := os.Remove(path); err != nil {
					t.Fatal(err)
				}
			},
		} {
			damage()
			v, err := w.Verify(ctx)
			if err != nil {
				t.Fatal(err)
			}
			isIndex := strings.Contains(content, `"packages"`)
			if _, err := os.Stat(path); err == nil {
				t.Errorf("%s: the broken file still lies there", f)
			}
			if len(v.Faults) == 0 && !isIndex || len(v.Faults) > 0 && v.Faults[0].Kind != fault.LocalCorrupt {
				t.Errorf("%s: faults %v", f, v.Faults)
			}
			if !isIndex && v.Packages != 0 {
				t.Errorf("%s: the package is said to be whole", f)
			}
			w.sync()
			if diff := cmp.Diff(stored, files(t, filepath.Join(w.home, "blobs"))); diff != "" {
				t.Errorf("%s was not mended: %s", f, diff)
			}
			w.wantInstalled(mars.Name)
		}
	}
}

func TestEachGivesEveryPackageAndStopsAtAnError(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mars, april)
	w.sync()
	var names []string
	err := w.Each(ctx, func(repository string, manifest []byte, open syncing.Open) error {
		m, err := layout.ParseManifest("x", manifest)
		names = append(names, m.Name)
		if repository != w.id {
			t.Errorf("repository %s", repository)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{mars.Name, april.Name}, names); diff != "" {
		t.Error(diff)
	}
	stop := errors.New("enough")
	if err := w.Each(ctx, func(string, []byte, syncing.Open) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("got %v", err)
	}
}

func TestTwoSubscriptionsAreSyncedApart(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mars)
	other := New(t, w.clock)
	other.Add(t, Package{Name: "annan", Order: 1, Code: "0180"})
	second := serve(t, other.Dir)
	if _, err := w.Subscribe("x", other.SubscriptionFile(t, second.URL)); err != nil {
		t.Fatal(err)
	}
	w.host.Close()
	results, err := w.Sync(ctx, nil)
	if fault.KindOf(err) != fault.Offline || len(results) != 2 {
		t.Fatalf("%d results, %v", len(results), err)
	}
	w.wantInstalled("annan")
}

func TestASyncThatIsCalledOffLeavesTheRestForTheNext(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mars, april)
	stop, cancel := context.WithCancel(ctx)
	_, err := w.Sync(stop, func(p syncing.Progress) {
		if p.State == syncing.Installing && p.Package == 1 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	w.wantInstalled(mars.Name)
	if s := w.status(); s.State != syncing.Idle || s.Packages != 1 {
		t.Errorf("status %+v", s)
	}
	w.host.requests()
	w.sync()
	w.wantInstalled(mars.Name + " " + april.Name)
	if got := blobs(w.host.requests()); len(got) != 2 { // April's own; the third is the same as in March
		t.Errorf("fetched: %v", got)
	}
}

func TestTwoProgramsDoNotSyncOneHomeAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mars)
	first := w.Client
	lib := w.lib
	_, err := first.Sync(ctx, func(p syncing.Progress) {
		if p.State != syncing.Downloading {
			return
		}
		w.reader()
		for name, err := range map[string]error{
			"sync":    func() error { _, err := w.Sync(ctx, nil); return err }(),
			"rebuild": w.Rebuild(ctx, nil),
			"verify":  func() error { _, err := w.Verify(ctx); return err }(),
		} {
			if fault.KindOf(err) != fault.Locked {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if lib.names() != mars.Name || w.lib.names() != "" {
		t.Errorf("installed %q and %q", lib.names(), w.lib.names())
	}
}

func TestASubscriptionFileIsReadFromAPathOrAnAddress(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mars)
	want := w.repo.SubscriptionFile(t, w.host.URL)
	path := filepath.Join(w.repo.Dir, "trollhattan.prenumeration")
	write(t, path, string(want))
	for _, source := range []string{path, w.host.URL + "/trollhattan.prenumeration"} {
		got, err := w.Read(ctx, source)
		if err != nil || string(got) != string(want) {
			t.Errorf("%s: %v", source, err)
		}
	}
	for source, kind := range map[string]fault.Kind{
		path + "x": fault.NotFound, w.host.URL + "/x.prenumeration": fault.HTTP, "http://trollhattan.se/x.prenumeration": fault.Usage,
	} {
		if _, err := w.Read(ctx, source); fault.KindOf(err) != kind {
			t.Errorf("%s: %v", source, err)
		}
	}
}
