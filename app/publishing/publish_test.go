package publishing

import (
	"archive/zip"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rodatraden/app/i18n"
	"rodatraden/data/fault"
	"rodatraden/data/followup"
	"rodatraden/data/repository"
	"rodatraden/data/repository/layout"
	"rodatraden/data/repository/repositorytest"
)

func TestAPublishEndsWithAReceiptOfWhatReadersNowSee(t *testing.T) {
	d, c := begun(t)
	all := sources(t)
	var steps []Step
	var last Progress
	r, err := d.Publish(ctx, read(t, d, all[:2]...), func(p Progress) {
		if len(steps) == 0 || steps[len(steps)-1] != p.Step {
			steps = append(steps, p.Step)
		}
		last = p
	})
	if err != nil {
		t.Fatal(err)
	}
	if want := []Step{Building, Checking, Signing, Sending, Showing}; !slices.Equal(steps, want) || last.Files != last.AllFiles || last.Bytes != last.AllBytes || last.Files == 0 {
		t.Errorf("%v, %+v", steps, last)
	}
	x, err := d.Inspect(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Packages) != 2 || len(x.Committees) != 1 || len(x.Committees[0].Packages) != 2 || len(r.Earlier) != 0 {
		t.Fatalf("%+v\n%+v", r, x.Committees)
	}
	for i, p := range x.Committees[0].Packages {
		got := r.Packages[i]
		if got.SHA256 != p.Manifest.SHA256 || got.ID != p.ID || got.Bytes != p.Bytes || got.Committee != x.Committees[0].ID || got.From != all[i] || got.Files == 0 {
			t.Errorf("%+v, published is %+v", got, p)
		}
	}
	if r.RepositoryID != x.ID || !slices.Equal(r.Fingerprint, x.Fingerprint) || !r.Expires.Equal(repositorytest.NewClock().T.Add(40*24*time.Hour)) || r.Repository != c.Repository {
		t.Errorf("%+v", r)
	}
	h, err := d.Home()
	if err != nil {
		t.Fatal(err)
	}
	if kept := h.ReadReceipts(); len(kept) != 1 || kept[0].ID != r.ID || len(kept[0].Packages) != 2 {
		t.Errorf("%+v", kept)
	}
	raw, err := os.ReadFile(filepath.Join(h.Receipts(), r.ID+".txt"))
	for _, said := range []string{"2 paket är publicerade", r.Packages[1].Title, r.Packages[0].SHA256, x.Fingerprint[0], "Signaturen gäller till"} {
		if !strings.Contains(string(raw), said) {
			t.Errorf("the receipt does not say %q: %v\n%s", said, err, raw)
		}
	}
	waiting(t, d, 0)

	// What is published already is told as such.
	if r = published(t, d, filepath.Join(filepath.Dir(all[0]), filepath.Base(all[2]))); len(r.Packages) != 1 || len(r.Earlier) != 0 {
		t.Errorf("%+v", r)
	}
	if kept := h.ReadReceipts(); len(kept) != 2 || kept[0].ID == kept[1].ID {
		t.Errorf("two publishes in one second: %+v", kept)
	}
}

func TestAPublishThatFailsLeavesTheKeysThatAnotherLaysBesideItsOwn(t *testing.T) {
	_, c := begun(t)
	c.Passphrase = func(string, bool) (string, error) { return "en annan fras", nil }
	d := opened(t, c)
	// As a copy that is brought from the safe, or the key of another publish that is at work.
	brought := filepath.Join(d.Keys(), "committee-annan.key")
	_, err := d.Publish(ctx, read(t, d, sources(t)[0]), func(p Progress) {
		if p.Step != Signing {
			return
		}
		if err := os.WriteFile(brought, []byte("a key"), 0o600); err != nil {
			t.Error(err)
		}
	})
	kind(t, err, fault.Secret)
	if _, err := os.Stat(brought); err != nil {
		t.Error(err)
	}
}

func TestAPublishKilledAtAnyWriteIsCompletedWithTheSameBytes(t *testing.T) {
	all := sources(t)
	d, c := begun(t)
	published(t, d, all[0])
	base := filepath.Dir(c.Repository)
	for after := 0; ; after++ {
		dir := t.TempDir()
		if err := os.CopyFS(dir, os.DirFS(base)); err != nil {
			t.Fatal(err)
		}
		c := configOf(dir)
		d := opened(t, c)
		old, err := d.Look(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if !kill(t, doomed{Dir: dir, Source: all[1], After: after}) {
			if after < 8 {
				t.Errorf("a publish writes only %d times", after)
			}
			waiting(t, d, 0)
			break
		}
		left := waiting(t, d, 1)[0]
		x, err := d.Inspect(ctx)
		if err != nil {
			t.Fatalf("killed after %d writes: %v", after, err)
		}
		shown := len(x.Committees[0].Packages) == 2
		if !shown && !x.Signed.Equal(old.Signed) {
			t.Errorf("killed after %d writes, another state is shown: %+v", after, x)
		}
		s, err := d.Standing(ctx)
		if err != nil || len(s.Waiting) != 1 || s.Waiting[0].Published != shown {
			t.Errorf("killed after %d writes, shown %v: %+v, %v", after, shown, s.Waiting, err)
		}
		if shown { // then nobody need be asked
			c.Passphrase = nil
			d = opened(t, c)
		}
		_, err = d.Publish(ctx, read(t, d, all[2]), nil)
		kind(t, err, fault.Exists)
		r, err := d.Resume(ctx, left.ID, nil)
		if err != nil {
			t.Fatalf("killed after %d writes: %v", after, err)
		}
		x, err = d.Inspect(ctx)
		if err != nil || len(x.Committees[0].Packages) != 2 {
			t.Fatalf("killed after %d writes: %v, %+v", after, err, x)
		}
		if got := x.Committees[0].Packages[1].Manifest.SHA256; got != left.Packages[0].SHA256 || r.Packages[0].SHA256 != got {
			t.Errorf("killed after %d writes, another package is published than was begun", after)
		}
		waiting(t, d, 0)
		_, err = d.Resume(ctx, left.ID, nil)
		kind(t, err, fault.NotFound)
	}
}

func TestWhatStopsBeforeAnythingIsWrittenLeavesNothingWaitingAndNoKeys(t *testing.T) {
	_, c := begun(t)
	all := sources(t)
	keysOf := func() int {
		entries, err := os.ReadDir(c.Repository + "-keys")
		if err != nil {
			t.Fatal(err)
		}
		return len(entries)
	}
	before := keysOf()
	c.Passphrase = func(string, bool) (string, error) { return "en annan lösenfras", nil }
	d := opened(t, c)
	_, err := d.Publish(ctx, read(t, d, all[0]), nil)
	kind(t, err, fault.Secret)
	waiting(t, d, 0)
	if now := keysOf(); now != before {
		t.Errorf("%d keys, there were %d", now, before)
	}
	c.Passphrase = func(string, bool) (string, error) { return repositorytest.Passphrase, nil }
	published(t, opened(t, c), all[0])
}

func TestAPublishThatTheDiskStoppedWaitsAndCanBeDiscarded(t *testing.T) {
	d, c := begun(t)
	all := sources(t)
	broken := errors.New("the disk does not answer")
	whole := d.storage
	d.storage = &failing{Storage: whole, at: func(n int, path string) error {
		if strings.HasPrefix(path, "targets/") {
			return broken
		}
		return nil
	}}
	if _, err := d.Publish(ctx, read(t, d, all[0]), nil); !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
	d.storage = whole
	left := waiting(t, d, 1)[0]

	c.Repository += "-annat"
	other := opened(t, c)
	_, err := other.Resume(ctx, left.ID, nil)
	kind(t, err, fault.Usage)

	// A wrong passphrase completes nothing, and loses nothing.
	c = configOf(filepath.Dir(d.Address()))
	c.Passphrase = func(string, bool) (string, error) { return "en annan lösenfras", nil }
	_, err = opened(t, c).Resume(ctx, left.ID, nil)
	kind(t, err, fault.Secret)
	waiting(t, d, 1)

	kind(t, d.Discard("20190101T000000Z"), fault.NotFound)
	if err := d.Discard(left.ID); err != nil {
		t.Error(err)
	}
	waiting(t, d, 0)
	published(t, d, all[0])
}

func TestWhatWaitsAndHasBeenChangedIsNotPublished(t *testing.T) {
	d, _ := begun(t)
	all := sources(t)
	whole := d.storage
	d.storage = &failing{Storage: whole, at: func(_ int, path string) error {
		if strings.HasPrefix(path, "targets/") {
			return errors.New("stop")
		}
		return nil
	}}
	_, _ = d.Publish(ctx, read(t, d, all[0]), nil)
	d.storage = whole
	left := waiting(t, d, 1)[0]
	h, err := d.Home()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(left.part(h, 0), "datapackage.json")
	raw, err := os.ReadFile(path)
	if err == nil {
		err = os.WriteFile(path, []byte(strings.Replace(string(raw), left.Packages[0].Title, "Något annat", 1)), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	_, err = d.Resume(ctx, left.ID, nil)
	kind(t, err, fault.LocalCorrupt)
	if x, err := d.Look(ctx); err != nil || len(x.Committees) > 0 {
		t.Errorf("%+v, %v", x, err)
	}
}

func TestAPackageWithFaultsIsNotPublishedAndASourceThatChangedAfterItWasReadIsBuiltAsItIs(t *testing.T) {
	d, _ := begun(t)
	all := sources(t)
	path := filepath.Join(all[0], "datapackage.json")
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(strings.Replace(string(raw), `"municipality"`, `"kommun"`, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	b := read(t, d, all[0])
	if b.Faults() == 0 || len(b.Faulty()) != 1 {
		t.Fatalf("%+v", b.Packages())
	}
	_, err = d.Publish(ctx, b, nil)
	kind(t, err, fault.Faults)
	waiting(t, d, 0)
}

func TestABuiltPackageInAZipIsPublishedAsItIs(t *testing.T) {
	d, _ := begun(t)
	all := sources(t)
	out := filepath.Join(t.TempDir(), "byggt")
	built, err := read(t, d, all[0]).Build(ctx, out)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "paket.zip")
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(f)
	if err := errors.Join(z.AddFS(os.DirFS(built[0])), z.Close(), f.Close()); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(filepath.Join(built[0], "datapackage.json"))
	if err != nil {
		t.Fatal(err)
	}
	if r := published(t, d, file); r.Packages[0].SHA256 != layout.Sum(raw) {
		t.Errorf("%+v", r)
	}
	// Asked for again, and built in a folder this time, it is published already.
	b := read(t, d, built[0])
	if !b.Packages()[0].Published {
		t.Error("it is not told that it is published")
	}
	r, err := d.Publish(ctx, b, nil)
	if err != nil || len(r.Packages) != 0 || len(r.Earlier) != 1 || r.Title(i18n.New("sv")) != "Allt var redan publicerat" {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestOneMorePackageReadsNothingOfOtherCommittees(t *testing.T) {
	d, _ := begun(t)
	var first []string
	more := ""
	of := map[string]int{}
	for _, path := range sourcesOf(t, "alvbro") {
		committee, _, _ := strings.Cut(filepath.Base(path), "-20")
		switch of[committee]++; {
		case of[committee] <= 2:
			first = append(first, path)
		case of[committee] == 3 && committee == "socialnamnden":
			more = path
		}
	}
	published(t, d, first...)
	built, err := read(t, d, more).Build(ctx, filepath.Join(t.TempDir(), "byggt"))
	if err != nil {
		t.Fatal(err)
	}
	x, err := d.Look(ctx)
	if err != nil {
		t.Fatal(err)
	}
	documents, tables := map[string]bool{}, map[string]bool{}
	for _, c := range x.Committees {
		for _, p := range c.Packages {
			m, err := x.Manifest(ctx, c.ID, p)
			if err != nil {
				t.Fatal(err)
			}
			for _, res := range m.Resources {
				documents[layout.BlobPath(res.SHA256)] = documents[layout.BlobPath(res.SHA256)] || !strings.HasSuffix(res.Path, ".csv")
				tables[layout.BlobPath(res.SHA256)] = tables[layout.BlobPath(res.SHA256)] || c.ID == "socialnamnden"
			}
		}
	}
	if len(x.Committees) != 3 || len(first) != 6 {
		t.Fatalf("%v", first)
	}
	counted, seen := &repositorytest.Counted{Storage: d.storage}, map[string]bool{}
	d.storage = counted
	d.known = map[string]*followup.Package{} // as a desk that is opened anew
	if _, err := d.PublishBuilt(ctx, read(t, d, built...), nil, nil); err != nil {
		t.Fatal(err)
	}
	for _, call := range counted.Take() {
		other := strings.Contains(call.Path, "barn-och") || strings.Contains(call.Path, "samhallsbygg")
		blob := call.Method == "Open" && strings.HasPrefix(call.Path, "blobs/")
		manifest := call.Method == "Open" && strings.HasSuffix(call.Path, "datapackage.json")
		if other || blob && (documents[call.Path] || !tables[call.Path]) || manifest && seen[call.Path] {
			t.Errorf("%+v", call)
		}
		seen[call.Path] = seen[call.Path] || manifest
	}
	if len(seen) == 0 {
		t.Error("nothing of its own committee is read")
	}
}

func TestWithoutARepositoryThereIsNothingToStandOn(t *testing.T) {
	dir := t.TempDir()
	c := configOf(dir)
	d := opened(t, c)
	s, err := d.Standing(ctx)
	if err != nil || s.There || s.Keys != c.Repository+"-keys" {
		t.Errorf("%+v, %v", s, err)
	}
	kind(t, d.Exists(ctx), fault.NotFound)
	_, err = d.Refresh(ctx)
	kind(t, err, fault.NotFound)
	if _, err := os.Stat(c.Repository); !errors.Is(err, fs.ErrNotExist) {
		t.Error("asking has made the folder")
	}
	if err := d.Init(ctx, repository.InitOptions{}); err != nil {
		t.Fatal(err)
	}
	s, err = d.Standing(ctx)
	if err != nil || !s.There || len(s.Fingerprint) != 12 || len(s.Committees) != 0 || len(s.Roles) != 4 || s.Expires.IsZero() {
		t.Errorf("%+v, %v", s, err)
	}
	kind(t, d.Init(ctx, repository.InitOptions{}), fault.Exists)
	_, err = Open(ctx, Config{Home: dir, Repository: "ftp://någonstans/alls"})
	kind(t, err, fault.Usage)
}

func TestWhatEndsWithinThirtyDaysIsWarnedOf(t *testing.T) {
	_, c := begun(t)
	all := sources(t)
	clock := repositorytest.NewClock()
	c.Now = clock.Now
	for _, after := range []struct{ days, warnings int }{{9, 0}, {11, 1}, {41, 1}} {
		clock.T = repositorytest.Start.AddDate(0, 0, after.days)
		s, err := opened(t, c).Standing(ctx)
		if err != nil || len(s.Warnings) != after.warnings || after.warnings > 0 && s.Warnings[0].Role != timestamp {
			t.Errorf("after %d days: %+v, %v", after.days, s.Warnings, err)
		}
	}
	// A publish signs the timestamp anew. Without their folder keys are missed.
	d := opened(t, c)
	if r := published(t, d, all[0]); len(r.Warnings) != 0 {
		t.Errorf("%+v", r.Warnings)
	}
	c.Keys = t.TempDir()
	if s, err := opened(t, c).Standing(ctx); err != nil || len(s.Warnings) != 3 || s.Warnings[0].Worry != repository.KeysMissing {
		t.Errorf("%+v, %v", s.Warnings, err)
	}
}

func TestTheLatestPackageIsThatOfGreatestRankWhichNoneReplaces(t *testing.T) {
	all := []layout.Package{
		{ID: "1", Order: 10, AsAt: "2019-04-30"}, {ID: "2", Order: 20, AsAt: "2019-08-31"},
		{ID: "3", Order: 30, AsAt: "2019-06-30"}, {ID: "4", Order: 40, AsAt: "2019-08-31", Supersedes: "2"},
	}
	for n, want := range map[int]string{1: "1", 2: "2", 3: "2", 4: "4"} {
		if got := latest(all[:n]); got == nil || got.ID != want {
			t.Errorf("of %d: %+v", n, got)
		}
	}
	if latest(nil) != nil {
		t.Error("of none there is one")
	}
}

func TestAPublishThatIsCalledOffWaits(t *testing.T) {
	d, _ := begun(t)
	all := sources(t)
	under, cancel := context.WithCancel(ctx)
	b := read(t, d, all[0])
	_, err := d.Publish(under, b, func(p Progress) {
		if p.Step == Sending {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	if _, err := d.Resume(ctx, waiting(t, d, 1)[0].ID, nil); err != nil {
		t.Error(err)
	}
}

func TestWhileOneProgramPublishesAnotherWithTheSameHomeIsKeptOut(t *testing.T) {
	d, c := begun(t)
	all := sources(t)
	other := opened(t, c)
	_, err := d.Publish(ctx, read(t, d, all[0]), func(p Progress) {
		if p.Step != Sending {
			return
		}
		waiting(t, other, 0)
		_, err := other.Publish(ctx, read(t, other, all[0]), nil)
		kind(t, err, fault.Locked)
	})
	if err != nil {
		t.Error(err)
	}
}

func TestTheHomeRemembersWhereWasPublishedLast(t *testing.T) {
	h, err := OpenHome(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if got := h.ReadLast(); len(got.Files) > 0 || got.Repository != "" {
		t.Errorf("%+v", got)
	}
	want := Last{Repository: "s3://hink/prefix", Keys: "/nycklar", Files: []string{"a.xlsx"}, Address: "https://exempel.se/", Mirrors: []string{"https://spegel.se/"}}
	if err := h.WriteLast(want); err != nil {
		t.Fatal(err)
	}
	if got := h.ReadLast(); got.Repository != want.Repository || !slices.Equal(got.Files, want.Files) || !slices.Equal(got.Mirrors, want.Mirrors) {
		t.Errorf("%+v", got)
	}
	if err := os.WriteFile(filepath.Join(h.Dir(), "last.json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := h.ReadLast(); got.Repository != "" {
		t.Errorf("%+v", got)
	}
}

func TestKeysLieBesideAFolderAndInTheHomeForAnObjectStore(t *testing.T) {
	for address, want := range map[string]string{
		"/srv/publicerat/":                       "/srv/publicerat-keys",
		"file:///srv/publicerat":                 "/srv/publicerat-keys",
		"s3://hink/nämnd/A?endpoint=http://x:1/": "/hem/keys/hink_n_mnd_A",
	} {
		if got := filepath.ToSlash(UsualKeys(address, "/hem")); got != want {
			t.Errorf("%s: %s", address, got)
		}
	}
}
