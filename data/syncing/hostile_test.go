package syncing_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/theupdateframework/go-tuf/v2/metadata"

	"rodatraden/data/fault"
	"rodatraden/data/repository/layout"
	. "rodatraden/data/repository/repositorytest"
	"rodatraden/data/syncing"
)

// changed is the kind of fault that one changed byte in a published file must be.
func changed(path string) fault.Kind {
	if path == layout.Timestamp || strings.HasSuffix(path, ".root.json") {
		return fault.Signature
	}
	return fault.Content
}

func flip(t *testing.T, path, content string, at int, mask byte) {
	t.Helper()
	b := []byte(content)
	b[at] ^= mask
	write(t, path, string(b))
}

// concerned tells whether a changed file must keep a package from being installed: it is the package's
// own, or one that was told before it, or its committee's, or everybody's.
func concerned(path, content, name string) bool {
	own, _, _ := strings.Cut(name, "-")
	for _, committee := range []string{"asn", "bun"} {
		if strings.Contains(path, "."+committee+".") || strings.Contains(path, "/"+committee+"/") {
			return own == committee
		}
	}
	for _, p := range []Package{mars, april, bun} {
		if committee, _, _ := strings.Cut(p.Name, "-"); strings.HasPrefix(path, "blobs/") && strings.Contains(content, p.Name) {
			return own == committee && name >= p.Name // a committee's packages are named by their months
		}
	}
	return true
}

func TestOneChangedByteInAnyPublishedFileIsRefusedByItsKind(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mars)
	w.sync()
	had := filepath.Join(t.TempDir(), "home")
	if err := os.CopyFS(had, os.DirFS(w.home)); err != nil {
		t.Fatal(err)
	}
	w.repo.Add(t, april, bun)
	subscription := w.repo.SubscriptionFile(t, w.host.URL)
	refused := 0
	try := func(reader, path, content string) {
		t.Helper()
		w.home = filepath.Join(t.TempDir(), "home")
		w.reader()
		if reader == "old" {
			if err := os.CopyFS(w.home, os.DirFS(had)); err != nil {
				t.Fatal(err)
			}
			if err := w.Rebuild(ctx, nil); err != nil {
				t.Fatal(err)
			}
		} else if _, err := w.Subscribe("x", subscription); err != nil {
			t.Fatal(err)
		}
		before := maps.Clone(w.lib.content[w.id])
		w.host.requests()
		_, err := w.SyncOne(ctx, w.id, nil)
		if !slices.Contains(w.host.requests(), path) {
			// Nothing leads a reader to it: it has been superseded, or the reader has it.
			if err != nil {
				t.Errorf("%s reader, %s: never asked for, and yet: %v", reader, path, err)
			}
			return
		}
		refused++
		if got := fault.KindOf(err); got != changed(path) {
			t.Errorf("%s reader, %s: %v, want %s", reader, path, err, changed(path))
		}
		for name, files := range before {
			if diff := cmp.Diff(files, w.lib.content[w.id][name]); diff != "" {
				t.Errorf("%s reader, %s: what was installed has changed: %s", reader, path, diff)
			}
		}
		for name := range w.lib.content[w.id] {
			if before[name] == nil && concerned(path, content, name) {
				t.Errorf("%s reader, %s: %s was installed", reader, path, name)
			}
		}
		if s := w.status(); s.State != syncing.Rejected || s.Refusal == nil || s.Refusal.Kind != changed(path) || s.Refusal.Path == "" {
			t.Errorf("%s reader, %s: status %+v", reader, path, s)
		}
	}
	for path, content := range files(t, w.repo.Dir) {
		on := filepath.Join(w.repo.Dir, filepath.FromSlash(path))
		flip(t, on, content, 0, 1)
		try("new", path, content)
		flip(t, on, content, len(content)-1, 1)
		try("new", path, content)
		flip(t, on, content, len(content)/2, 0x20)
		try("new", path, content)
		try("old", path, content)
		write(t, on, content)
	}
	// root, timestamp, snapshot, targets, two roles, two indexes, three manifests, seven blobs; the old
	// reader has all of March.
	if want := 3*18 + 13; refused != want {
		t.Errorf("%d changes were seen by a reader, want %d", refused, want)
	}
}

func TestNotEvenAByteThatMeansNothingCanBeChangedInATimestamp(t *testing.T) {
	t.Parallel()
	// Upper case in a hexadecimal signature, or in the name of a field outside of what is signed, would
	// mean the same to a JSON reader that is not strict.
	w := newWorld(t, mars)
	w.sync()
	w.clock.Add(time.Hour)
	if _, err := w.repo.Refresh(ctx); err != nil {
		t.Fatal(err)
	}
	on := filepath.Join(w.repo.Dir, filepath.FromSlash(layout.Timestamp))
	content, err := os.ReadFile(on)
	if err != nil {
		t.Fatal(err)
	}
	unsigned := strings.Index(string(content), `"signed":`)
	if unsigned < 0 {
		t.Fatal("the parts of a timestamp are not told apart")
	}
	for at := range content {
		if at > unsigned+10 && at%10 > 0 { // what is signed needs no more than samples
			continue
		}
		flip(t, on, string(content), at, 0x20)
		w.refused(fault.Signature, syncing.Rejected, layout.Timestamp)
	}
	write(t, on, string(content)+"\n")
	w.refused(fault.Signature, syncing.Rejected, layout.Timestamp)
	write(t, on, string(content))
	w.sync()
}

func TestAnOlderTimestampIsARollbackEvenWhenTheMetadataWasLost(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mars)
	old := w.repo.Copy(t)
	w.repo.Add(t, april)
	w.sync()
	w.host.dir = old
	w.refused(fault.Rollback, syncing.Rejected, layout.Timestamp)
	if err := os.RemoveAll(w.meta()); err != nil {
		t.Fatal(err)
	}
	w.refused(fault.Rollback, syncing.Rejected, layout.Timestamp)
	w.refused(fault.Rollback, syncing.Rejected, layout.Timestamp) // also when the old one is what lies there now
	w.reader()
	if err := w.Rebuild(ctx, nil); err != nil {
		t.Fatal(err)
	}
	w.refused(fault.Rollback, syncing.Rejected, layout.Timestamp)
	w.wantInstalled(mars.Name + " " + april.Name)

	// Only the timestamp replayed, beside everything new.
	w.host.dir = w.repo.Dir
	replayed, err := os.ReadFile(filepath.Join(old, filepath.FromSlash(layout.Timestamp)))
	if err != nil {
		t.Fatal(err)
	}
	on := filepath.Join(w.repo.Dir, filepath.FromSlash(layout.Timestamp))
	now, err := os.ReadFile(on)
	if err != nil {
		t.Fatal(err)
	}
	write(t, on, string(replayed))
	w.refused(fault.Rollback, syncing.Rejected, layout.Timestamp)
	write(t, on, string(now))
	if r := w.sync(); r.State != syncing.Current {
		t.Errorf("state %s", r.State)
	}
	w.wantInstalled(mars.Name + " " + april.Name)
	if s := w.status(); s.Refusal == nil || s.Refusal.Kind != fault.Rollback {
		t.Errorf("the last refusal is forgotten: %+v", s.Refusal)
	}
}

func TestACommitteesOlderVersionIsARollback(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mars)
	w.repo.Add(t, april)
	w.sync()
	if err := os.RemoveAll(w.meta()); err != nil {
		t.Fatal(err)
	}
	w.repo.Forge(t, "asn", func(f *Forgery) {
		for name := range f.Committee.Signed.Targets {
			if strings.Contains(name, april.Name) {
				delete(f.Committee.Signed.Targets, name)
			}
		}
		x := f.Index()
		x.Packages = x.Packages[:1]
		f.PutIndex(x)
		f.Committee.Signed.Version = 0
	})
	w.refused(fault.Rollback, syncing.Rejected, "metadata/1.asn.json")
}

// forge publishes something evil in the name of asn after March was installed, and wants it refused.
func forge(t *testing.T, kind fault.Kind, path string, change func(*Forgery)) *world {
	t.Helper()
	w := newWorld(t, mars)
	w.sync()
	before := w.lib.content[w.id][mars.Name]
	w.repo.Add(t, bun)
	w.repo.Forge(t, "asn", change)
	w.refused(kind, syncing.Rejected, path)
	for _, name := range w.lib.order {
		if name != mars.Name && name != bun.Name {
			t.Errorf("%s was installed", name)
		}
	}
	if diff := cmp.Diff(before, w.lib.content[w.id][mars.Name]); diff != "" {
		t.Error(diff)
	}
	if s := w.status(); s.Refusal == nil || s.Refusal.Kind != kind {
		t.Errorf("refusal %+v", s.Refusal)
	}
	return w
}

func TestAManifestThatNamesAFileOutsideItsFolderIsRefused(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"../outside.csv", "/etc/passwd", "data/../../x", `data\..\x`, "https://x.se/a.csv", "con"} {
		evil := Package{Name: "evil", Order: 4, Files: map[string]string{path: "x"}}
		w := forge(t, fault.Format, "asn/evil/datapackage.json: "+path, func(f *Forgery) {
			f.List("evil", evil.Manifest())
			f.Blob([]byte("x"))
		})
		w.wantInstalled(mars.Name + " " + bun.Name) // the other committee is not stopped
		kept := files(t, filepath.Join(w.home, "repositories", w.id, "rejected"))
		found := false
		for name, content := range kept {
			found = found || strings.HasSuffix(name, "/content") && content == string(evil.Manifest())
		}
		if !found {
			t.Errorf("the evidence is not kept: %v", slices.Collect(maps.Keys(kept)))
		}
	}
}

func TestACommitteesKeySpeaksForItsOwnPathsOnly(t *testing.T) {
	t.Parallel()
	edit := func(p Package, change func(f map[string]any)) []byte {
		var m map[string]any
		if err := json.Unmarshal(p.Manifest(), &m); err != nil {
			t.Fatal(err)
		}
		change(m["followup"].(map[string]any))
		data, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	evil := Package{Name: "evil", Order: 4}
	for name, c := range map[string]struct {
		path   string
		change func(*Forgery)
	}{
		"another committee's index":    {"bun/index.json", func(f *Forgery) { f.Put("bun/index.json", []byte("{}")) }},
		"another committee's manifest": {"bun/evil/datapackage.json", func(f *Forgery) { f.Put("bun/evil/datapackage.json", evil.Manifest()) }},
		"a deeper path":                {"asn/a/b/datapackage.json", func(f *Forgery) { f.Put("asn/a/b/datapackage.json", evil.Manifest()) }},
		"a path out of the folder":     {"asn/../datapackage.json", func(f *Forgery) { f.Put("asn/../datapackage.json", evil.Manifest()) }},
		"another file":                 {"asn/evil.exe", func(f *Forgery) { f.Put("asn/evil.exe", []byte("MZ")) }},
		"an index of another committee": {"asn/index.json", func(f *Forgery) {
			x := f.Index()
			x.Committee.ID = "bun"
			f.PutIndex(x)
		}},
		"an index of another municipality": {"asn/index.json", func(f *Forgery) {
			x := f.Index()
			x.Municipality.Code = "0180"
			f.PutIndex(x)
		}},
		"a manifest of another committee": {"asn/evil/datapackage.json", func(f *Forgery) {
			f.List("evil", edit(evil, func(m map[string]any) { m["committee"].(map[string]any)["id"] = "bun" }))
		}},
		"a manifest of another municipality": {"asn/evil/datapackage.json", func(f *Forgery) {
			f.List("evil", edit(evil, func(m map[string]any) { m["municipality"].(map[string]any)["code"] = "0180" }))
		}},
		"a manifest for another audience": {"asn/evil/datapackage.json", func(f *Forgery) {
			f.List("evil", edit(evil, func(m map[string]any) { m["audience"] = "presidium" }))
		}},
		"a delegation of its own": {"asn", func(f *Forgery) {
			f.Committee.Signed.Delegations = &metadata.Delegations{Keys: map[string]*metadata.Key{}, Roles: []metadata.DelegatedRole{{
				Name: "ombud", KeyIDs: []string{"00"}, Threshold: 1, Paths: []string{"asn/*/datapackage.json"}}}}
		}},
		"an index that the targets role signs": {"asn/index.json", func(f *Forgery) {
			f.Targets.Signed.Targets["asn/index.json"] = f.Committee.Signed.Targets["asn/index.json"]
		}},
		"a delegation to two": {"asn/index.json", func(f *Forgery) {
			roles := f.Targets.Signed.Delegations.Roles
			roles[1].Paths = append(roles[1].Paths, "asn/index.json")
			roles[0], roles[1] = roles[1], roles[0]
		}},
	} {
		t.Run(name, func(t *testing.T) { forge(t, fault.NotAuthorised, c.path, c.change) })
	}
}

func TestAnIndexAndItsSignaturesMustAgree(t *testing.T) {
	t.Parallel()
	another := Package{Name: "evil", Order: 4}
	for name, c := range map[string]struct {
		kind   fault.Kind
		path   string
		change func(*Forgery)
	}{
		"a package that is not signed": {fault.Format, "asn/index.json", func(f *Forgery) {
			f.List("evil", another.Manifest())
			delete(f.Committee.Signed.Targets, "asn/evil/datapackage.json")
		}},
		"a package that is not listed": {fault.Format, "asn/index.json", func(f *Forgery) { f.Put("asn/evil/datapackage.json", another.Manifest()) }},
		"packages without an index":    {fault.Format, "asn/index.json", func(f *Forgery) { delete(f.Committee.Signed.Targets, "asn/index.json") }},
		"another hash": {fault.Content, "asn/" + mars.Name + "/datapackage.json", func(f *Forgery) {
			x := f.Index()
			x.Packages[0].Manifest.SHA256 = layout.Sum([]byte("x"))
			f.PutIndex(x)
		}},
		"another order": {fault.Format, "asn/evil/datapackage.json", func(f *Forgery) {
			f.List("evil", Package{Name: "evil", Order: 9}.Manifest())
		}},
		"a published package with another content": {fault.Content, "asn/" + mars.Name + "/datapackage.json", func(f *Forgery) {
			changed := Package{Name: mars.Name, Order: 3, Files: map[string]string{"a.md": "nytt"}}
			f.Put("asn/"+mars.Name+"/datapackage.json", changed.Manifest())
			x := f.Index()
			x.Packages[0].Manifest = layout.File{SHA256: layout.Sum(changed.Manifest()), Length: int64(len(changed.Manifest()))}
			f.PutIndex(x)
		}},
		"an index that is no index": {fault.Format, "asn/index.json", func(f *Forgery) { f.Put("asn/index.json", []byte(`{"format":1}`)) }},
		"an index of a later format": {fault.Format, "asn/index.json", func(f *Forgery) {
			x := f.Index()
			x.Format = 2
			f.PutIndex(x)
		}},
		"a manifest beyond a limit": {fault.Limit, "asn/evil/datapackage.json", func(f *Forgery) {
			many := map[string]string{}
			for i := range layout.MaxFiles + 1 {
				many["f"+strings.Repeat("x", i%50)+string(rune('a'+i/50))] = "x"
			}
			f.List("evil", Package{Name: "evil", Order: 4, Files: many}.Manifest())
		}},
	} {
		t.Run(name, func(t *testing.T) { forge(t, c.kind, c.path, c.change) })
	}
}

func TestSignedMetadataThatIsFullOfHolesIsRefused(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*Forgery){
		"a timestamp without a snapshot": func(f *Forgery) { f.Timestamp.Signed.Meta = nil },
		"a snapshot without targets":     func(f *Forgery) { f.Snapshot.Signed.Meta = map[string]*metadata.MetaFiles{} },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, mars)
			w.sync()
			w.repo.Forge(t, "asn", func(f *Forgery) {})
			w.repo.ForgeTop(t, "asn", change)
			_, err := w.SyncOne(ctx, w.id, nil)
			if k := fault.KindOf(err); k != fault.Signature && k != fault.Rollback {
				t.Errorf("got %v", err)
			}
			w.wantInstalled(mars.Name)
		})
	}
}

func TestAnotherRepositoryAtTheAddressIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mars)
	other := New(t, w.clock)
	other.Add(t, april)
	w.host.dir = other.Dir
	w.refused(fault.Signature, syncing.Rejected, "metadata/1.root.json")
	w.host.dir = w.repo.Dir
	w.sync()
	w.host.dir = other.Dir
	w.refused(fault.Signature, syncing.Rejected, layout.Timestamp)
	w.wantInstalled(mars.Name)
}

func TestATimestampThatIsTooLargeIsBeyondALimit(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mars)
	w.sync()
	write(t, filepath.Join(w.repo.Dir, filepath.FromSlash(layout.Timestamp)), "{"+strings.Repeat(" ", layout.MaxTimestamp)+"}")
	w.refused(fault.Limit, syncing.Rejected, layout.Timestamp)
}

func TestWhatTheInstallerRefusesIsRejectedAndHoldsUpItsCommitteeOnly(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mars, april, bun)
	w.lib.refuse = func(m layout.Manifest) error {
		if m.Name == mars.Name {
			return fault.New("followup.Read", fault.Format, "data/amounts.csv", nil)
		}
		return nil
	}
	w.refused(fault.Format, syncing.Rejected, "data/amounts.csv")
	w.wantInstalled(bun.Name)
	if s := w.status(); s.Packages != 1 {
		t.Errorf("%d packages are kept", s.Packages)
	}
	w.lib.refuse = nil
	w.host.requests()
	w.sync()
	w.wantInstalled(bun.Name + " " + mars.Name + " " + april.Name)
	if got := blobs(w.host.requests()); len(got) != 2 { // April's own; March's are there
		t.Errorf("fetched: %v", got)
	}
}

func TestEvidenceIsKeptOnceAndNotWithoutEnd(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mars)
	w.sync()
	on := filepath.Join(w.repo.Dir, filepath.FromSlash(layout.Timestamp))
	dir := filepath.Join(w.home, "repositories", w.id, "rejected")
	for i := range 30 {
		write(t, on, `{"evil":`+strings.Repeat("1", i+1)+`}`)
		w.refused(fault.Signature, syncing.Rejected, layout.Timestamp)
		w.refused(fault.Signature, syncing.Rejected, layout.Timestamp)
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		if want := min(i+1, 20); len(entries) != want {
			t.Fatalf("after %d refusals there are %d, want %d", i+1, len(entries), want)
		}
	}
	for name, content := range files(t, dir) {
		if strings.HasSuffix(name, "refusal.json") {
			var f struct {
				Kind, Path, Address string
				When                time.Time
			}
			if err := json.Unmarshal([]byte(content), &f); err != nil {
				t.Fatal(err)
			}
			if f.Kind != "signature" || f.Path != layout.Timestamp || f.Address != w.host.URL+"/" || !f.When.Equal(Start) {
				t.Errorf("%s: %+v", name, f)
			}
		}
	}
}

func TestExpiredSignaturesStopNewPackagesAndNothingElse(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mars)
	w.sync()
	w.repo.Add(t, april)
	w.clock.Add(41 * 24 * time.Hour)
	if s := w.status(); s.State != syncing.Stale {
		t.Errorf("before the check the state is %s", s.State)
	}
	w.refused(fault.Stale, syncing.Stale, layout.Timestamp)
	w.wantInstalled(mars.Name)
	w.reader()
	if err := w.Rebuild(ctx, nil); err != nil {
		t.Fatal(err)
	}
	w.wantInstalled(mars.Name)
	if _, err := w.repo.Refresh(ctx); err != nil {
		t.Fatal(err)
	}
	w.sync()
	w.wantInstalled(mars.Name + " " + april.Name)
}

func TestACommitteeWhoseSignatureExpiredDoesNotStopTheOthers(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mars, bun)
	w.sync()
	w.repo.Add(t, april)
	w.repo.Forge(t, "bun", func(f *Forgery) { f.Committee.Signed.Expires = w.clock.T.UTC().Truncate(time.Second).Add(-time.Hour) })
	w.refused(fault.Stale, syncing.Stale, "")
	w.wantInstalled(mars.Name + " " + bun.Name + " " + april.Name)
}

func TestAClockThatIsBehindTheLastSigningIsNamed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mars)
	w.clock.T = Start.AddDate(-1, 0, 0)
	w.refused(fault.ClockWrong, syncing.Stale, layout.Timestamp)
	w.clock.T = Start.Add(-2 * time.Hour) // a publisher's clock may be a little ahead
	w.sync()
	w.clock.T = Start.AddDate(-1, 0, 0)
	w.host.requests()
	w.refused(fault.ClockWrong, syncing.Stale, "")
	if got := w.host.requests(); len(got) != 0 {
		t.Errorf("asked for %v", got)
	}
	w.wantInstalled(mars.Name)
}

func TestLocalMetadataThatIsBrokenIsDroppedAndFetchedAgain(t *testing.T) {
	t.Parallel()
	for _, broken := range []string{"half", "", "{}", "null", `{"signed":{"_type":"root"}}`} {
		for _, name := range []string{"root.json", "timestamp.json", "snapshot.json", "targets.json", "asn.json"} {
			w := newWorld(t, mars)
			w.sync()
			path := filepath.Join(w.meta(), name)
			content, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			with := broken
			if broken == "half" {
				with = string(content[:len(content)/2])
			}
			write(t, path, with)
			write(t, filepath.Join(w.meta(), "tuf_tmp123"), "left by a power failure")
			r := w.sync()
			if diff := cmp.Diff([]string{"repositories/" + w.id + "/metadata/" + name}, r.Recovered); diff != "" {
				t.Errorf("%q in %s: %s", with, name, diff)
			}
			if again, err := os.ReadFile(path); err != nil || string(again) != string(content) {
				t.Errorf("%q in %s: not mended: %v", with, name, err)
			}
			if _, err := os.Stat(filepath.Join(w.meta(), "tuf_tmp123")); err == nil {
				t.Error("a temporary file was left")
			}
			w.wantInstalled(mars.Name)
		}
	}
}

func TestABrokenStateFileIsBegunAnew(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mars)
	w.sync()
	path := filepath.Join(w.home, "repositories", w.id, "state.json")
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	write(t, path, string(content[:len(content)/2]))
	r := w.sync()
	if diff := cmp.Diff([]string{"repositories/" + w.id + "/state.json"}, r.Recovered); diff != "" {
		t.Error(diff)
	}
	if s := w.status(); s.Packages != 1 || s.State != syncing.Current {
		t.Errorf("status %+v", s)
	}
	w.wantInstalled(mars.Name)
}

func TestTheStoredRootIsUsedAndNotTheSubscriptionsFirst(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mars)
	w.sync()
	if err := w.repo.RaiseThresholds(ctx); err != nil {
		t.Fatal(err)
	}
	w.sync()
	w.host.requests()
	w.sync()
	if diff := cmp.Diff([]string{"metadata/3.root.json", "metadata/timestamp.json"}, w.host.requests()); diff != "" {
		t.Error(diff)
	}
	// With the metadata lost, the chain is followed anew, and may not end before where it had been.
	if err := os.RemoveAll(w.meta()); err != nil {
		t.Fatal(err)
	}
	w.host.misbehave(func(rw http.ResponseWriter, req *http.Request) bool {
		if req.URL.Path == "/metadata/2.root.json" {
			http.NotFound(rw, req)
			return true
		}
		return false
	})
	_, err := w.SyncOne(ctx, w.id, nil)
	if fault.KindOf(err) != fault.Rollback {
		t.Errorf("got %v", err)
	}
	w.host.misbehave(nil)
	w.sync()
}
