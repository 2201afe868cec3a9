package desk_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rodatraden/app/desk"
	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/app/terminal"
	"rodatraden/data/fault"
	"rodatraden/data/home"
	"rodatraden/data/repository/repositorytest"
	"rodatraden/data/sample"
	"rodatraden/data/store"
	"rodatraden/data/syncing"
)

func clockAt(t time.Time) *repositorytest.Clock { return &repositorytest.Clock{T: t} }

func TestAnEmptyHomeReadsTheDemonstrationLibrary(t *testing.T) {
	ctx := context.Background()
	d := openDesk(t, "", clockAt(start), "sv")
	if !d.Demo() {
		t.Error("nothing is subscribed to, and it is not the demonstration library")
	}
	all, err := d.Committees(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range all {
		got = append(got, fmt.Sprintf("%s/%s fictional=%v", c.Repository, c.ID, c.Fictional))
	}
	want := []string{"demo/asn fictional=false", "demo/socialnamnden fictional=true", "demo/barn-och-utbildningsnamnden fictional=true", "demo/samhallsbyggnadsnamnden fictional=true"}
	if !slices.Equal(got, want) {
		t.Errorf("committees %v, want %v", got, want)
	}
	c, err := d.Choose(ctx, "", "", "")
	if err != nil || c.Package.Committee.ID != "asn" || c.Package.Name != "asn-2021-review" {
		t.Errorf("the first choice is %+v, %v", c.Package, err)
	}
	made, err := d.Page(ctx, "overview", c)
	if o, ok := made.(*page.Overview); !ok || o.Headline == "" {
		t.Errorf("%+v, %v", made, err)
	}
	if _, err := d.Page(ctx, "nowhere", c); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a page that is not there: %v", err)
	}
}

func TestACommitteeIsChosenByIdOrWithItsRepository(t *testing.T) {
	ctx := context.Background()
	d := openDesk(t, "", clockAt(start), "sv")
	for _, committee := range []string{"socialnamnden", "demo/socialnamnden"} {
		c, err := d.Choose(ctx, committee, page.Latest, page.None)
		if err != nil || c.Package.Committee.ID != "socialnamnden" || c.Compare != nil {
			t.Errorf("%s: %+v, %v", committee, c.Package, err)
		}
	}
	for _, committee := range []string{"social", "other/asn", "Socialnämnden"} {
		_, err := d.Choose(ctx, committee, page.Latest, page.None)
		var near *page.NearError
		if fault.KindOf(err) != fault.NotFound || !errors.As(err, &near) || len(near.Names) != 4 {
			t.Errorf("%s: %v", committee, err)
		}
	}
	_, err := d.Choose(ctx, "social", page.Latest, page.None)
	var near *page.NearError
	if !errors.As(err, &near) || near.Names[0] != "socialnamnden" {
		t.Errorf("the nearest to social is %v", near)
	}
	_, err = d.Choose(ctx, "asn", "asn-2019-04", page.None)
	if fault.KindOf(err) != fault.NotFound || !errors.As(err, &near) || near.Names[0] != "asn-2019-04-interim" {
		t.Errorf("%v, near %v", err, near)
	}
}

func TestAnIdThatTwoRepositoriesShareMustBeNamedWithIts(t *testing.T) {
	ctx := context.Background()
	clock := clockAt(start)
	d := openDesk(t, "", clock, "sv")
	for range 2 {
		p := newPublisher(t, clock, "trollhattan")
		p.publish(t, 1)
		follow(t, d, p)
	}
	fetch(t, d)
	_, err := d.Choose(ctx, "asn", "", "")
	var near *page.NearError
	if fault.KindOf(err) != fault.Usage || !errors.As(err, &near) || len(near.Names) != 2 {
		t.Fatalf("%v, %v", err, near)
	}
	for _, name := range near.Names {
		c, err := d.Choose(ctx, name, "", "")
		if err != nil || c.Package.Committee.Repository+"/asn" != name {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTheDemonstrationLibraryIsMadeAnewWhenItIsStale(t *testing.T) {
	ctx := context.Background()
	d := openDesk(t, "", clockAt(start), "sv")
	whole := economy(t, d, "asn")
	at := d.Home()
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	packages, _, err := sample.Packages("alvbro")
	if err != nil {
		t.Fatal(err)
	}
	for what, spoil := range map[string]func(t *testing.T){
		"made from other sources": func(t *testing.T) {
			change(t, at.Demo(), func(lib *store.Library) error {
				if err := lib.Clear(ctx); err != nil {
					return err
				}
				return lib.Install(ctx, desk.DemoRepository, "another fingerprint", packages[0])
			})
		},
		"called off in the middle": func(t *testing.T) {
			change(t, at.Demo(), func(lib *store.Library) error {
				if err := lib.Clear(ctx); err != nil {
					return err
				}
				return lib.Install(ctx, desk.DemoRepository, sample.Fingerprint(), packages[0])
			})
		},
		"broken": func(t *testing.T) {
			if err := os.WriteFile(at.Demo(), []byte(strings.Repeat("not a database ", 1000)), 0o600); err != nil {
				t.Fatal(err)
			}
		},
		"removed": func(t *testing.T) {
			if err := os.Remove(at.Demo()); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(what, func(t *testing.T) {
			spoil(t)
			again := openDesk(t, at.Dir(), clockAt(start), "sv")
			if diff := cmp.Diff(whole, economy(t, again, "asn")); diff != "" {
				t.Error(diff)
			}
			if err := again.Close(); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func change(t *testing.T, path string, do func(*store.Library) error) {
	t.Helper()
	lib, err := store.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(do(lib), lib.Close()); err != nil {
		t.Fatal(err)
	}
}

func TestTheDemonstrationLibraryIsNotMadeAnewWhenItIsCurrent(t *testing.T) {
	ctx := context.Background()
	d := openDesk(t, "", clockAt(start), "sv")
	if _, err := d.Committees(ctx); err != nil {
		t.Fatal(err)
	}
	at := d.Home()
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	generation := func() (g uint64) {
		change(t, at.Demo(), func(lib *store.Library) error { g = lib.Generation(); return nil })
		return g
	}
	before := generation()
	again := openDesk(t, at.Dir(), clockAt(start), "sv")
	if _, err := again.Committees(ctx); err != nil {
		t.Fatal(err)
	}
	if err := again.Close(); err != nil {
		t.Fatal(err)
	}
	if after := generation(); after != before {
		t.Errorf("it was changed: generation %d, then %d", before, after)
	}
}

func TestTwoProgramsThatStartAtOnceMakeOneDemonstrationLibrary(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	var wg sync.WaitGroup
	for range 3 {
		d := openDesk(t, dir, clockAt(start), "sv")
		wg.Go(func() {
			c, err := d.Choose(ctx, "", "", "")
			if err != nil || len(c.Packages) != 19 {
				t.Errorf("%d packages, %v", len(c.Packages), err)
			}
		})
	}
	wg.Wait()
}

func TestWhatIsInstalledIsWhatTheDemonstrationShows(t *testing.T) {
	clock := clockAt(start)
	demo := openDesk(t, "", clock, "sv")
	for name, committee := range map[string]string{"trollhattan": "asn", "alvbro": "socialnamnden"} {
		t.Run(name, func(t *testing.T) {
			p := newPublisher(t, clock, name)
			p.publish(t, len(p.sources))
			d := openDesk(t, "", clock, "sv")
			follow(t, d, p)
			fetch(t, d)
			if diff := cmp.Diff(economy(t, demo, committee), economy(t, d, committee)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestASubscriptionIsReadBeforeItIsFollowed(t *testing.T) {
	ctx := context.Background()
	clock := clockAt(start)
	p := newPublisher(t, clock, "trollhattan")
	p.publish(t, 3)
	d := openDesk(t, "", clock, "sv")
	s, err := d.ReadSubscription(ctx, p.file(t))
	if err != nil {
		t.Fatal(err)
	}
	if s.Name != "Trollhättan" || len(s.Fingerprint) != 12 {
		t.Errorf("%+v", s)
	}
	if !d.Demo() {
		t.Error("it was followed by being read")
	}
	if err := d.Follow(s); err != nil {
		t.Fatal(err)
	}
	if d.Demo() {
		t.Error("it is not followed")
	}
	_, err = d.Choose(ctx, "", "", "")
	if !errors.Is(err, terminal.ErrNothingYet) {
		t.Errorf("before anything has been fetched: %v", err)
	}
	results, err := d.Sync(ctx, nil)
	if err != nil || len(results) != 1 || len(results[0].Packages) != 3 || results[0].State != syncing.Current {
		t.Fatalf("%+v, %v", results, err)
	}
	status, err := d.Status(ctx)
	if err != nil || len(status) != 1 || status[0].Packages != 3 {
		t.Errorf("%+v, %v", status, err)
	}
	if v, err := d.Verify(ctx); err != nil || len(v.Faults) > 0 || v.Packages != 3 {
		t.Errorf("%+v, %v", v, err)
	}
}

func TestAFileFromTheInboxIsFollowedLikeAnyOther(t *testing.T) {
	ctx := context.Background()
	clock := clockAt(start)
	p := newPublisher(t, clock, "trollhattan")
	d := openDesk(t, "", clock, "sv")
	file := p.file(t)
	if err := d.Home().Leave(file); err != nil {
		t.Fatal(err)
	}
	left := d.Inbox()
	if len(left) != 1 || filepath.Base(left[0]) != filepath.Base(file) {
		t.Fatalf("the inbox holds %v", left)
	}
	s, err := d.ReadSubscription(ctx, left[0])
	if err != nil {
		t.Fatal(err)
	}
	if s.Name != p.web.URL+"/" {
		t.Errorf("a repository without packages is called %q", s.Name)
	}
	if err := d.Follow(s); err != nil {
		t.Fatal(err)
	}
	if d.Demo() {
		t.Error("it is not followed")
	}
}

// spoil makes a library less than the packages on the disk.
var spoil = map[string]func(t *testing.T, d *desk.Desk, at home.Home){
	"removed": func(t *testing.T, _ *desk.Desk, at home.Home) { removeLibrary(t, at) },
	"broken": func(t *testing.T, _ *desk.Desk, at home.Home) {
		removeLibrary(t, at)
		if err := os.WriteFile(at.Library(), []byte(strings.Repeat("garbage ", 5000)), 0o600); err != nil {
			t.Fatal(err)
		}
	},
	"of another version's tables": func(t *testing.T, _ *desk.Desk, at home.Home) {
		change(t, at.Library(), func(lib *store.Library) error { return lib.Clear(context.Background()) })
	},
	"filled in part": func(t *testing.T, _ *desk.Desk, at home.Home) {
		packages, _, err := sample.Packages("trollhattan")
		if err != nil {
			t.Fatal(err)
		}
		var repository string
		entries, err := os.ReadDir(at.Repositories())
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if e.IsDir() {
				repository = e.Name()
			}
		}
		change(t, at.Library(), func(lib *store.Library) error {
			there, err := lib.Installed(context.Background(), repository)
			if err != nil {
				return err
			}
			if err := lib.Clear(context.Background()); err != nil {
				return err
			}
			return lib.Install(context.Background(), repository, there[packages[0].Manifest.ID], packages[0])
		})
	},
}

func TestALibraryThatIsLessThanTheDiskIsFilledWithoutTheNetwork(t *testing.T) {
	clock := clockAt(start)
	p := newPublisher(t, clock, "trollhattan")
	p.publish(t, 6)
	d := openDesk(t, "", clock, "sv")
	follow(t, d, p)
	fetch(t, d)
	whole := economy(t, d, "asn")
	if len(whole) != 6 {
		t.Fatalf("%d packages", len(whole))
	}
	at := d.Home()
	p.web.Close()
	for what, do := range spoil {
		t.Run(what, func(t *testing.T) {
			if err := d.Close(); err != nil {
				t.Fatal(err)
			}
			do(t, d, at)
			d = openDesk(t, at.Dir(), clock, "sv")
			if diff := cmp.Diff(whole, economy(t, d, "asn")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAPackageThatHasLostAFileDoesNotKeepTheOthersFromBeingRead(t *testing.T) {
	clock := clockAt(start)
	p := newPublisher(t, clock, "trollhattan")
	p.publish(t, 6)
	d := openDesk(t, "", clock, "sv")
	follow(t, d, p)
	fetch(t, d)
	whole := economy(t, d, "asn")
	at := d.Home()
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	removeLibrary(t, at)
	lost := blobOf(t, at, p.sources[5], "decisions.csv")
	if err := os.Remove(lost); err != nil {
		t.Fatal(err)
	}

	d = openDesk(t, at.Dir(), clock, "sv")
	some := economy(t, d, "asn")
	delete(whole, filepath.Base(p.sources[5]))
	if diff := cmp.Diff(whole, some); diff != "" {
		t.Error(diff)
	}
	if n, err := d.Rebuild(context.Background(), nil); fault.KindOf(err) != fault.LocalCorrupt {
		t.Errorf("a rebuild says nothing of the lost file: %d, %v", n, err)
	}
	fetch(t, d)
	if again := economy(t, d, "asn"); len(again) != 6 {
		t.Errorf("the next sync did not mend it: %d packages", len(again))
	}
}

// blobOf returns the place on the disk of one file of a built package.
func blobOf(t *testing.T, at home.Home, pkg, name string) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(pkg, name))
	if err != nil {
		t.Fatal(err)
	}
	var found string
	err = filepath.WalkDir(at.Blobs(), func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err == nil && string(data) == string(raw) {
			found = path
		}
		return err
	})
	if err != nil || found == "" {
		t.Fatalf("%s is not on the disk: %v", name, err)
	}
	return found
}

func TestRebuildMakesTheSameLibrary(t *testing.T) {
	ctx := context.Background()
	clock := clockAt(start)
	d := openDesk(t, "", clock, "sv")
	demo := economy(t, d, "asn")
	if n, err := d.Rebuild(ctx, nil); err != nil || n != len(built["trollhattan"])+len(built["alvbro"]) {
		t.Errorf("the demonstration library: %d packages, %v", n, err)
	}
	if diff := cmp.Diff(demo, economy(t, d, "asn")); diff != "" {
		t.Error(diff)
	}

	p := newPublisher(t, clock, "trollhattan")
	p.publish(t, 5)
	follow(t, d, p)
	fetch(t, d)
	p.web.Close()
	before := economy(t, d, "asn")
	var told []int
	n, err := d.Rebuild(ctx, func(p syncing.Progress) { told = append(told, p.Package) })
	if err != nil || n != 5 || len(told) < 5 {
		t.Errorf("%d packages, progress %v, %v", n, told, err)
	}
	if diff := cmp.Diff(before, economy(t, d, "asn")); diff != "" {
		t.Error(diff)
	}
}

func TestARebuildBesideASyncIsRefusedAndChangesNothing(t *testing.T) {
	ctx := context.Background()
	clock := clockAt(start)
	p := newPublisher(t, clock, "trollhattan")
	p.publish(t, 3)
	d := openDesk(t, "", clock, "sv")
	follow(t, d, p)
	fetch(t, d)
	before := economy(t, d, "asn")
	p.publish(t, 6)

	other := openDesk(t, d.Home().Dir(), clock, "sv")
	var once sync.Once
	_, err := d.Sync(ctx, func(syncing.Progress) {
		once.Do(func() {
			if _, err := other.Rebuild(ctx, nil); fault.KindOf(err) != fault.Locked {
				t.Errorf("%v", err)
			}
			if diff := cmp.Diff(before, economy(t, other, "asn")); diff != "" {
				t.Error(diff)
			}
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	if now := economy(t, other, "asn"); len(now) != 6 {
		t.Errorf("the other program sees %d packages", len(now))
	}
}

func TestPagesAreReadAndTheLanguageIsChangedWhileASyncInstalls(t *testing.T) {
	ctx := context.Background()
	clock := clockAt(start)
	p := newPublisher(t, clock, "trollhattan")
	p.publish(t, 2)
	d := openDesk(t, "", clock, "sv")
	follow(t, d, p)
	fetch(t, d)
	p.publish(t, len(p.sources))

	synced := make(chan error, 1)
	go func() {
		_, err := d.Sync(ctx, nil)
		synced <- err
	}()
	var wg sync.WaitGroup
	for worker := range 3 {
		wg.Go(func() {
			for n := range 20 {
				d.Speak(i18n.New([]string{"sv", "en"}[(n+worker)%2]))
				c, err := d.Choose(ctx, "asn", "asn-2018-annual", page.None)
				if err != nil {
					t.Error(err)
					return
				}
				made, err := d.Page(ctx, "economy", c)
				if err != nil {
					t.Error(err)
					return
				}
				e := made.(*page.Economy)
				if e.Language != "sv" && e.Language != "en" {
					t.Errorf("language %q", e.Language)
				}
				d.Standing(ctx)
			}
		})
	}
	wg.Wait()
	if err := <-synced; err != nil {
		t.Fatal(err)
	}
	if all := economy(t, d, "asn"); len(all) != len(p.sources) {
		t.Errorf("%d packages, want %d", len(all), len(p.sources))
	}
}

func TestCloseEndsWhatIsBeingDone(t *testing.T) {
	ctx := context.Background()
	clock := clockAt(start)
	p := newPublisher(t, clock, "trollhattan")
	p.publish(t, len(p.sources))
	d := openDesk(t, "", clock, "sv")
	follow(t, d, p)

	begun := make(chan struct{})
	var once sync.Once
	synced := make(chan error, 1)
	go func() {
		_, err := d.Sync(ctx, func(s syncing.Progress) {
			if s.State == syncing.Installing && s.Package == 2 {
				once.Do(func() { close(begun) })
			}
		})
		synced <- err
	}()
	<-begun
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-synced; err != nil && !errors.Is(err, context.Canceled) {
		t.Errorf("the sync ended with %v", err)
	}
	for what, err := range map[string]error{
		"Committees": second(d.Committees(ctx)),
		"Status":     second(d.Status(ctx)),
		"Sync":       second(d.Sync(ctx, nil)),
		"Rebuild":    second(d.Rebuild(ctx, nil)),
	} {
		if fault.KindOf(err) != fault.Local {
			t.Errorf("%s on a closed desk: %v", what, err)
		}
	}
	if err := d.Close(); err != nil {
		t.Errorf("closing it twice: %v", err)
	}
	// What had come is whole: the next program goes on from there.
	again := openDesk(t, d.Home().Dir(), clock, "sv")
	fetch(t, again)
	if all := economy(t, again, "asn"); len(all) != len(p.sources) {
		t.Errorf("%d packages", len(all))
	}
}

func second[T any](_ T, err error) error { return err }

func TestAFaultOfTheNetworkNamesTheAddress(t *testing.T) {
	ctx := context.Background()
	clock := clockAt(start)
	p := newPublisher(t, clock, "trollhattan")
	p.publish(t, 1)
	d := openDesk(t, "", clock, "sv")
	follow(t, d, p)
	p.web.Close()
	results, err := d.Sync(ctx, nil)
	if fault.KindOf(err) != fault.Offline || fault.PathOf(err) != p.web.URL+"/" {
		t.Errorf("%v", err)
	}
	if len(results) != 1 || fault.PathOf(results[0].Err) != p.web.URL+"/" {
		t.Errorf("%+v", results)
	}
}

func TestASubscriptionThatIsEndedIsReadNoMoreAndTheOthersAre(t *testing.T) {
	clock := &repositorytest.Clock{T: start}
	d := openDesk(t, "", clock, "sv")
	ctx := context.Background()
	one, two := newPublisher(t, clock, "trollhattan"), newPublisher(t, clock, "alvbro")
	one.publish(t, 2)
	two.publish(t, 1)
	follow(t, d, one)
	follow(t, d, two)
	fetch(t, d)
	all, err := d.Status(ctx)
	if err != nil || len(all) != 2 {
		t.Fatalf("%d subscriptions, %v", len(all), err)
	}
	first := all[0]
	ended, err := d.Unsubscribe(ctx, first.Repository)
	if err != nil || ended.Packages != first.Packages || ended.Bytes == 0 {
		t.Fatalf("%+v, %v", ended, err)
	}
	committees, err := d.Committees(ctx)
	if err != nil || len(committees) != 1 || committees[0].Repository != all[1].Repository {
		t.Errorf("one reads %+v, %v", committees, err)
	}
	if _, err := d.Unsubscribe(ctx, all[1].Repository); err != nil {
		t.Fatal(err)
	}
	if committees, err = d.Committees(ctx); err != nil || !d.Demo() || len(committees) == 0 || committees[0].Repository != desk.DemoRepository {
		t.Errorf("without a subscription one reads %+v, %v", committees, err)
	}
	// Who subscribes again reads nothing that was fetched before.
	follow(t, d, one)
	if committees, err = d.Committees(ctx); err != nil || len(committees) > 0 {
		t.Errorf("before anything is fetched one reads %+v, %v", committees, err)
	}
	fetch(t, d)
	if committees, err = d.Committees(ctx); err != nil || len(committees) != 1 {
		t.Errorf("one reads %+v, %v", committees, err)
	}
}

func TestALibraryThatHoldsWhatIsFollowedNoMoreIsMadeAnew(t *testing.T) {
	clock := &repositorytest.Clock{T: start}
	dir := filepath.Join(t.TempDir(), "hem")
	one, two := newPublisher(t, clock, "trollhattan"), newPublisher(t, clock, "alvbro")
	one.publish(t, 1)
	two.publish(t, 1)
	d := openDesk(t, dir, clock, "sv")
	follow(t, d, one)
	follow(t, d, two)
	fetch(t, d)
	all, err := d.Status(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	// The program stopped when the subscription had been ended, and before its library knew.
	if err := os.Remove(filepath.Join(dir, "repositories", all[0].Repository, "subscription.json")); err != nil {
		t.Fatal(err)
	}
	committees, err := openDesk(t, dir, clock, "sv").Committees(context.Background())
	if err != nil || len(committees) != 1 || committees[0].Repository != all[1].Repository {
		t.Errorf("one reads %+v, %v", committees, err)
	}
}
