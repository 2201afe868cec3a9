package repository_test

import (
	"context"
	"errors"
	"io/fs"
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
)

var ctx = context.Background()

func wantKind(t *testing.T, err error, want fault.Kind) {
	t.Helper()
	if got := fault.KindOf(err); got != want {
		t.Fatalf("fault kind %q, want %q; error: %v", got, want, err)
	}
}

func inspect(t *testing.T, dir string) *repository.Inspection {
	t.Helper()
	x, err := repository.Inspect(ctx, repository.Folder(dir))
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// tree returns every published file with its content.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil || strings.HasPrefix(rel, ".") {
			return err
		}
		data, err := os.ReadFile(path)
		out[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func packageNames(x *repository.Inspection) []string {
	var out []string
	for _, c := range x.Committees {
		for _, p := range c.Packages {
			out = append(out, c.ID+"/"+p.Name)
		}
	}
	return out
}

func TestAPublishedFolderHasTheFormThatIsPromised(t *testing.T) {
	r := New(t, NewClock())
	p := Package{Name: "asn-2019-04-interim", Order: 4}
	out := r.Add(t, p)
	if diff := cmp.Diff([]string{"asn"}, out.Committees); diff != "" {
		t.Error(diff)
	}
	if out.Blobs != 3 || len(out.Packages) != 1 {
		t.Errorf("published %+v", out)
	}
	x := inspect(t, r.Dir)
	index := x.Committees[0].Packages[0]
	got := slices.Collect(func(yield func(string) bool) {
		for f := range tree(t, r.Dir) {
			if !strings.HasPrefix(f, "blobs/") && !strings.Contains(f, ".index.json") && !yield(f) {
				return
			}
		}
	})
	slices.Sort(got)
	want := []string{
		"metadata/1.asn.json", "metadata/1.root.json", "metadata/1.snapshot.json", "metadata/1.targets.json",
		"metadata/2.snapshot.json", "metadata/2.targets.json", "metadata/timestamp.json",
		"targets/asn/asn-2019-04-interim/" + layout.Sum(p.Manifest()) + ".datapackage.json",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for f, content := range tree(t, r.Dir) {
		if blob, ok := strings.CutPrefix(f, "blobs/"); ok && blob != layout.Sum([]byte(content))[:2]+"/"+layout.Sum([]byte(content)) {
			t.Errorf("%s does not bear its hash", f)
		}
	}
	wantLine := layout.Package{
		Name: p.Name, ID: p.ID(), Title: "Uppföljning " + p.Name, Kind: "monthly", Order: 4, AsAt: "2019-04-30",
		Manifest: layout.File{SHA256: layout.Sum(p.Manifest()), Length: int64(len(p.Manifest()))}, Bytes: out.Bytes,
	}
	if diff := cmp.Diff(wantLine, index); diff != "" {
		t.Error(diff)
	}
	wantRoles := []repository.Role{
		{Name: "root", Version: 1, Expires: Start.AddDate(0, 0, 3*365).UTC(), Keys: 1, Threshold: 1},
		{Name: "targets", Version: 2, Expires: Start.AddDate(0, 0, 365).UTC(), Keys: 1, Threshold: 1},
		{Name: "snapshot", Version: 2, Expires: Start.AddDate(0, 0, 365).UTC(), Keys: 1, Threshold: 1},
		{Name: "timestamp", Version: 2, Expires: Start.AddDate(0, 0, 40).UTC(), Keys: 1, Threshold: 1},
		{Name: "asn", Version: 1, Expires: Start.AddDate(0, 0, 400).UTC(), Keys: 1, Threshold: 1},
	}
	if diff := cmp.Diff(wantRoles, x.Roles); diff != "" {
		t.Error(diff)
	}
	if x.Municipality.Name != "Trollhättan" || x.Audience != layout.Public || !x.Signed.Equal(Start) {
		t.Errorf("the repository says %+v", x)
	}
}

func TestNothingIsOverwrittenButTheTimestamp(t *testing.T) {
	clock := NewClock()
	r := New(t, clock)
	before := tree(t, r.Dir)
	steps := []func(){
		func() { r.Add(t, Package{Name: "mars", Order: 3}) },
		func() {
			r.Add(t, Package{Name: "april", Order: 4}, Package{Name: "bun-april", Order: 1, Committee: "bun"})
		},
		func() {
			if _, err := r.Refresh(ctx); err != nil {
				t.Fatal(err)
			}
		},
		func() {
			if err := r.RaiseThresholds(ctx); err != nil {
				t.Fatal(err)
			}
		},
		func() {
			if err := r.Retire(ctx, "bun"); err != nil {
				t.Fatal(err)
			}
		},
	}
	for i, step := range steps {
		clock.Add(time.Hour)
		step()
		after := tree(t, r.Dir)
		for f, content := range before {
			if changed := after[f] != content; changed != (f == layout.Timestamp) {
				t.Errorf("step %d: %s changed: %v", i, f, changed)
			}
		}
		before = after
		inspect(t, r.Dir)
	}
}

func TestFilesWithTheSameContentAreStoredOnce(t *testing.T) {
	r := New(t, NewClock())
	r.Add(t, Package{Name: "mars", Order: 3})
	out := r.Add(t, Package{Name: "april", Order: 4})
	if out.Blobs != 2 { // units.csv is the same in both
		t.Errorf("%d new blobs, want 2", out.Blobs)
	}
}

func TestPublishingTheSameAgainChangesNothing(t *testing.T) {
	r := New(t, NewClock())
	p := Package{Name: "mars", Order: 3}
	r.Add(t, p)
	before := tree(t, r.Dir)
	out := r.Add(t, p, p)
	if len(out.Packages) != 0 || len(out.Unchanged) != 1 {
		t.Errorf("published %+v", out)
	}
	if diff := cmp.Diff(before, tree(t, r.Dir)); diff != "" {
		t.Error(diff)
	}
}

func TestAPackageGivenTwiceIsPublishedOnce(t *testing.T) {
	r := New(t, NewClock())
	p := Package{Name: "mars", Order: 3}
	if out := r.Add(t, p, p); len(out.Packages) != 1 || len(out.Unchanged) != 0 {
		t.Errorf("published %+v", out)
	}
	if got := packageNames(inspect(t, r.Dir)); !slices.Equal(got, []string{"asn/mars"}) {
		t.Errorf("the repository has %v", got)
	}
}

func TestWhatIsRefusedIsRefusedWholeAndByItsKind(t *testing.T) {
	changedFile := func(t *testing.T) string {
		dir := Package{Name: "april", Order: 4}.Write(t)
		if err := os.WriteFile(filepath.Join(dir, "data", "amounts.csv"), []byte("id,line,value\na-1,total,-17\napril\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	linked := func(t *testing.T) string {
		outside := filepath.Join(t.TempDir(), "secret")
		p := Package{Name: "april", Order: 4, Files: map[string]string{"documents/a.md": "hemligt"}}
		dir := p.Write(t)
		if err := os.WriteFile(outside, []byte("hemligt"), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(os.Remove(filepath.Join(dir, "documents", "a.md")), os.Symlink(outside, filepath.Join(dir, "documents", "a.md"))); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	is := func(p Package) func(*testing.T) string { return func(t *testing.T) string { return p.Write(t) } }
	for name, c := range map[string]struct {
		dir  func(*testing.T) string
		kind fault.Kind
	}{
		"a published name with another content":        {is(Package{Name: "mars", Order: 3, Files: map[string]string{"a.md": "nytt"}}), fault.Content},
		"a published name with another order":          {is(Package{Name: "mars", Order: 9}), fault.Content},
		"an order that is taken":                       {is(Package{Name: "april", Order: 3}), fault.Format},
		"superseding what is not published":            {is(Package{Name: "april", Order: 4, Supersedes: "februari"}), fault.Format},
		"superseding what comes after":                 {is(Package{Name: "april", Order: 2, Supersedes: "mars"}), fault.Format},
		"another audience":                             {is(Package{Name: "april", Order: 4, Audience: layout.Presidium}), fault.NotAuthorised},
		"another municipality":                         {is(Package{Name: "april", Order: 4, Code: "0180"}), fault.NotAuthorised},
		"a file that is not what its manifest says":    {changedFile, fault.Content},
		"a file outside the folder":                    {is(Package{Name: "april", Order: 4, Files: map[string]string{"../utanför.csv": "x"}}), fault.Format},
		"a link to a file outside the folder":          {linked, fault.Format},
		"a folder that is not there":                   {func(t *testing.T) string { return filepath.Join(t.TempDir(), "saknas") }, fault.NotFound},
		"a committee that is named like a role":        {is(Package{Name: "april", Order: 4, Committee: "root"}), fault.Format},
		"a committee that is named like a device":      {is(Package{Name: "april", Order: 4, Committee: "con"}), fault.Format},
		"a package that is named like a parent folder": {is(Package{Name: "..", Order: 4}), fault.Format},
	} {
		t.Run(name, func(t *testing.T) {
			r := New(t, NewClock())
			r.Add(t, Package{Name: "mars", Order: 3})
			before, keys := tree(t, r.Dir), tree(t, r.Keys)
			good := Package{Name: "maj", Order: 5, Committee: "bun"}.Write(t)
			_, err := r.Publish(ctx, []string{good, c.dir(t)})
			wantKind(t, err, c.kind)
			if diff := cmp.Diff(before, tree(t, r.Dir)); diff != "" {
				t.Error("something was published:", diff)
			}
			if diff := cmp.Diff(keys, tree(t, r.Keys)); diff != "" {
				t.Error("a key was made:", diff)
			}
		})
	}
}

func TestACorrectionSupersedesAndBothStayPublished(t *testing.T) {
	r := New(t, NewClock())
	r.Add(t, Package{Name: "mars", Order: 3}, Package{Name: "mars-2", Order: 5, Supersedes: "mars"}, Package{Name: "april", Order: 4})
	x := inspect(t, r.Dir)
	if diff := cmp.Diff([]string{"asn/mars", "asn/april", "asn/mars-2"}, packageNames(x)); diff != "" {
		t.Error(diff)
	}
	if got := x.Committees[0].Packages[2].Supersedes; got != ID("asn", "mars") {
		t.Errorf("supersedes %q", got)
	}
}

func TestTheCheckOfACommandStopsAPublish(t *testing.T) {
	r := New(t, NewClock())
	faults := fault.New("check", fault.Faults, "amounts.csv", nil)
	bad, err := repository.New(repository.Config{Storage: repository.Folder(r.Dir), Keys: []string{r.Keys}, Check: func(string) error { return faults }})
	if err != nil {
		t.Fatal(err)
	}
	_, err = bad.Publish(ctx, []string{Package{Name: "mars", Order: 3}.Write(t)})
	if !errors.Is(err, faults) {
		t.Fatalf("got %v", err)
	}
}

func TestARetiredCommitteeSignsNothingAndStaysClosed(t *testing.T) {
	r := New(t, NewClock())
	r.Add(t, Package{Name: "mars", Order: 3}, Package{Name: "b", Order: 1, Committee: "bun"})
	if err := r.Retire(ctx, "bun"); err != nil {
		t.Fatal(err)
	}
	x := inspect(t, r.Dir)
	if !x.Committees[1].Retired || len(x.Committees[1].Packages) != 0 || x.Committees[0].Retired {
		t.Errorf("committees %+v", x.Committees)
	}
	_, err := r.Publish(ctx, []string{Package{Name: "b2", Order: 2, Committee: "bun"}.Write(t)})
	wantKind(t, err, fault.NotAuthorised)
	wantKind(t, r.Retire(ctx, "kfn"), fault.NotFound)
}

func TestRefreshSignsTheTimestampAndWhatIsNearItsEnd(t *testing.T) {
	clock := NewClock()
	r := New(t, clock)
	r.Add(t, Package{Name: "mars", Order: 3})
	for _, c := range []struct {
		after time.Duration
		want  []string
	}{
		{7 * 24 * time.Hour, []string{"timestamp"}},
		{310 * 24 * time.Hour, []string{"targets", "snapshot", "timestamp"}},
		{30 * 24 * time.Hour, []string{"asn", "snapshot", "timestamp"}},
		{2 * 365 * 24 * time.Hour, []string{"root", "targets", "asn", "snapshot", "timestamp"}},
	} {
		clock.Add(c.after)
		out, err := r.Refresh(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, out.Signed); diff != "" {
			t.Errorf("after %v: %s", c.after, diff)
		}
		if want := clock.T.Add(40 * 24 * time.Hour); !out.Expires.Equal(want) || len(out.Due) != 0 {
			t.Errorf("expires %v, want %v; due %v", out.Expires, want, out.Due)
		}
		x := inspect(t, r.Dir)
		for _, role := range x.Roles {
			if role.Expires.Before(clock.T.Add(40 * 24 * time.Hour)) {
				t.Errorf("after %v: %s expires %v", c.after, role.Name, role.Expires)
			}
		}
		if diff := cmp.Diff([]string{"asn/mars"}, packageNames(x)); diff != "" {
			t.Error(diff)
		}
	}
}

func TestRefreshNeedsOnlyThePublishingJobsKeys(t *testing.T) {
	clock := NewClock()
	r := New(t, clock)
	r.Add(t, Package{Name: "mars", Order: 3})
	safe, job := t.TempDir(), t.TempDir()
	for _, k := range []string{"root-1", "targets-1", "committee-asn"} {
		if err := os.Rename(filepath.Join(r.Keys, k+".key"), filepath.Join(safe, k+".key")); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.CopyFS(filepath.Join(job, "keys"), os.DirFS(r.Keys)); err != nil {
		t.Fatal(err)
	}
	clock.Add(320 * 24 * time.Hour)
	out, err := Open(t, r.Dir, filepath.Join(job, "keys"), clock).Refresh(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]repository.Due{{Role: "targets", Expires: Start.AddDate(0, 0, 365).UTC()}}, out.Due); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"snapshot", "timestamp"}, out.Signed); diff != "" {
		t.Error(diff)
	}
}

func TestAKeyThatCannotBeOpenedKeepsNothingElseFromBeingRenewed(t *testing.T) {
	clock := NewClock()
	r := New(t, clock)
	r.Add(t, Package{Name: "mars", Order: 3})
	x := subscribe(t, r)
	clock.Add(390 * 24 * time.Hour)
	if err := os.Truncate(filepath.Join(r.Keys, "committee-asn.key"), 40); err != nil {
		t.Fatal(err)
	}
	r = Open(t, r.Dir, r.Keys, clock)
	out, err := r.Refresh(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if len(out.Due) != 1 || out.Due[0].Role != "asn" {
		t.Errorf("due %v", out.Due)
	}
	x.follows(t, "asn/mars")
}

func TestFullThresholdsAreTwoOfThreeAndTwoOfTwo(t *testing.T) {
	clock := NewClock()
	r := Open(t, filepath.Join(t.TempDir(), "r"), filepath.Join(t.TempDir(), "k"), clock)
	if err := r.Init(ctx, repository.InitOptions{Full: true, Municipality: layout.Municipality{Code: "1488", Name: "Trollhättan"}}); err != nil {
		t.Fatal(err)
	}
	r.Add(t, Package{Name: "mars", Order: 3})
	x := inspect(t, r.Dir)
	if x.Roles[0].Keys != 3 || x.Roles[0].Threshold != 2 || x.Roles[1].Keys != 2 || x.Roles[1].Threshold != 2 {
		t.Errorf("roles %+v", x.Roles)
	}

	// One root key is lost: the other two are enough. One targets key is lost: no new committee.
	if err := errors.Join(os.Remove(filepath.Join(r.Keys, "root-1.key")), os.Remove(filepath.Join(r.Keys, "targets-2.key"))); err != nil {
		t.Fatal(err)
	}
	clock.Add(3 * 365 * 24 * time.Hour)
	again := Open(t, r.Dir, r.Keys, clock)
	out, err := again.Refresh(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(out.Signed, "root") || len(out.Due) != 1 || out.Due[0].Role != "targets" {
		t.Errorf("refreshed %+v", out)
	}
	before := tree(t, r.Dir)
	_, err = again.Publish(ctx, []string{Package{Name: "b", Order: 1, Committee: "bun"}.Write(t)})
	wantKind(t, err, fault.Secret)
	if diff := cmp.Diff(before, tree(t, r.Dir)); diff != "" {
		t.Error(diff)
	}
}

func TestASimpleRepositoryCanRaiseItsThresholds(t *testing.T) {
	clock := NewClock()
	r := New(t, clock)
	r.Add(t, Package{Name: "mars", Order: 3})
	was := inspect(t, r.Dir)
	if err := r.RaiseThresholds(ctx); err != nil {
		t.Fatal(err)
	}
	x := inspect(t, r.Dir)
	if x.ID != was.ID || slices.Equal(x.Fingerprint, was.Fingerprint) {
		t.Error("the id must stay and the fingerprint change")
	}
	if x.Roles[0].Version != 2 || x.Roles[0].Threshold != 2 || x.Roles[1].Threshold != 2 {
		t.Errorf("roles %+v", x.Roles)
	}
	wantKind(t, r.RaiseThresholds(ctx), fault.Exists)
	Open(t, r.Dir, r.Keys, clock).Add(t, Package{Name: "b", Order: 1, Committee: "bun"})
	inspect(t, r.Dir)
}

func TestAFingerprintStaysWhenTheRootIsOnlySignedAnew(t *testing.T) {
	clock := NewClock()
	r := New(t, clock)
	was := inspect(t, r.Dir)
	clock.Add(3 * 365 * 24 * time.Hour)
	if _, err := r.Refresh(ctx); err != nil {
		t.Fatal(err)
	}
	x := inspect(t, r.Dir)
	if x.Roles[0].Version != 2 {
		t.Fatalf("root version %d", x.Roles[0].Version)
	}
	if diff := cmp.Diff(was.Fingerprint, x.Fingerprint); diff != "" {
		t.Error(diff)
	}
	if len(x.Fingerprint) != 12 {
		t.Errorf("%d words", len(x.Fingerprint))
	}
	if other := inspect(t, New(t, clock).Dir); slices.Equal(other.Fingerprint, x.Fingerprint) {
		t.Error("two repositories have the same fingerprint")
	}
}

func TestInitRefusesFoldersThatAreTaken(t *testing.T) {
	clock := NewClock()
	r := New(t, clock)
	wantKind(t, r.Init(ctx, repository.InitOptions{}), fault.Exists)
	other := Open(t, filepath.Join(t.TempDir(), "other"), r.Keys, clock)
	wantKind(t, other.Init(ctx, repository.InitOptions{}), fault.Exists)
	other = Open(t, r.Dir, filepath.Join(t.TempDir(), "keys"), clock)
	wantKind(t, other.Init(ctx, repository.InitOptions{}), fault.Exists)
	_, err := repository.New(repository.Config{Storage: repository.Folder(r.Dir), Keys: []string{filepath.Join(r.Dir, "keys")}})
	wantKind(t, err, fault.Usage)
}

func TestKeysAreEncryptedAndBelongToOneRepository(t *testing.T) {
	clock := NewClock()
	r := New(t, clock)
	for name, content := range tree(t, r.Keys) {
		if strings.HasSuffix(name, ".pub") { // what need not be kept secret lies beside
			if k, err := repository.ParsePublicKey(name, []byte(content)); err != nil || k.Name+".pub" != name {
				t.Errorf("%s: %+v %v", name, k, err)
			}
			continue
		}
		if !strings.HasPrefix(content, "-----BEGIN AGE ENCRYPTED FILE-----") {
			t.Errorf("%s is not encrypted", name)
		}
		info, err := os.Stat(filepath.Join(r.Keys, name))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: mode %v %v", name, info.Mode(), err)
		}
	}
	wrong := func(phrase string, keys string) error {
		c, err := repository.New(repository.Config{
			Storage: repository.Folder(r.Dir), Keys: []string{keys}, WorkFactor: WorkFactor, Now: clock.Now,
			Passphrase: func(string, bool) (string, error) { return phrase, nil },
		})
		if err != nil {
			t.Fatal(err)
		}
		_, err = c.Refresh(ctx)
		return err
	}
	wantKind(t, wrong("fel", r.Keys), fault.Secret)
	wantKind(t, wrong("", r.Keys), fault.Secret)
	wantKind(t, wrong(Passphrase, t.TempDir()), fault.Secret)
	wantKind(t, wrong(Passphrase, New(t, clock).Keys), fault.Secret)
}

func TestExtractGivesTheDataPackageBack(t *testing.T) {
	r := New(t, NewClock())
	p, q := Package{Name: "mars", Order: 3}, Package{Name: "mars", Order: 1, Committee: "bun"}
	r.Add(t, p, q, Package{Name: "april", Order: 4})
	x := inspect(t, r.Dir)
	out := filepath.Join(t.TempDir(), "ut")
	if err := x.ExtractTo(ctx, "bun/mars", out); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(tree(t, q.Write(t)), tree(t, out)); diff != "" {
		t.Error(diff)
	}
	wantKind(t, x.ExtractTo(ctx, "april", out), fault.Exists)
	wantKind(t, x.ExtractTo(ctx, "mars", filepath.Join(t.TempDir(), "ut")), fault.Usage)
	wantKind(t, x.ExtractTo(ctx, "maj", filepath.Join(t.TempDir(), "ut")), fault.NotFound)

	blob := filepath.Join(r.Dir, filepath.FromSlash(layout.BlobPath(layout.Sum([]byte("# april\n")))))
	if err := os.WriteFile(blob, []byte("# aprix\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	out = t.TempDir()
	wantKind(t, x.ExtractTo(ctx, "april", out), fault.Content)
	if left := tree(t, out); len(left) != 0 {
		t.Errorf("a half package was left: %v", left)
	}
}

func TestInspectRefusesOneChangedByteInAnythingThatIsPublished(t *testing.T) {
	r := New(t, NewClock())
	r.Add(t, Package{Name: "mars", Order: 3}, Package{Name: "b", Order: 1, Committee: "bun"})
	superseded := []string{"metadata/1.snapshot.json", "metadata/1.targets.json"} // nothing leads to them any more
	for f, content := range tree(t, r.Dir) {
		if slices.Contains(superseded, f) {
			continue
		}
		for _, at := range []int{0, len(content) / 2, len(content) - 1} {
			changed := []byte(content)
			changed[at] ^= 0x20
			if err := os.WriteFile(filepath.Join(r.Dir, f), changed, 0o644); err != nil {
				t.Fatal(err)
			}
			_, err := repository.Inspect(ctx, repository.Folder(r.Dir))
			want := fault.Content
			if strings.HasSuffix(f, "root.json") || f == layout.Timestamp {
				want = fault.Signature
			}
			if fault.KindOf(err) != want {
				t.Errorf("%s at %d: %v, want %s", f, at, err, want)
			}
		}
		if err := os.WriteFile(filepath.Join(r.Dir, f), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	inspect(t, r.Dir)
}

func TestAClockThatHasStoppedSignsNothing(t *testing.T) {
	clock := NewClock()
	r := New(t, clock)
	r.Add(t, Package{Name: "mars", Order: 3})
	before := tree(t, r.Dir)
	clock.Add(-25 * time.Hour)
	_, err := r.Refresh(ctx)
	wantKind(t, err, fault.ClockWrong)
	_, err = r.Publish(ctx, []string{Package{Name: "april", Order: 4}.Write(t)})
	wantKind(t, err, fault.ClockWrong)
	_, err = r.RotateKey(ctx, "timestamp")
	wantKind(t, err, fault.ClockWrong)
	for path, content := range tree(t, r.Dir) {
		if before[path] != content {
			t.Errorf("%s was written", path)
		}
	}
	// A clock that went wrong the last time, and is right now, shuts nobody out.
	again, err := repository.New(repository.Config{
		Storage: repository.Folder(r.Dir), Keys: []string{r.Keys}, Now: clock.Now, AnyClock: true,
		Passphrase: func(string, bool) (string, error) { return Passphrase, nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := again.Refresh(ctx); err != nil {
		t.Error(err)
	}
}
