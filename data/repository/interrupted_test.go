package repository_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rodatraden/data/fault"
	"rodatraden/data/repository"
	"rodatraden/data/repository/layout"
	. "rodatraden/data/repository/repositorytest"
)

// doomed is what a program that is going to be killed is told.
type doomed struct {
	Dir, Keys string
	Do        string         // init, publish, raise, apply, or nothing
	Ask       repository.Ask // what is to be done to keys, where nothing is done else
	Request   string         // the file that is applied
	Packages  []string       // folders
	After     int            // files
}

func TestMain(m *testing.M) {
	if d := (doomed{}); Doomed(&d) {
		d.run()
	}
	os.Exit(m.Run())
}

func (d doomed) run() {
	r, err := repository.New(repository.Config{
		Storage: repository.Folder(d.Dir), Keys: []string{d.Keys}, WorkFactor: WorkFactor, Now: NewClock().Now,
		Passphrase: func(string, bool) (string, error) { return Passphrase, nil },
	})
	if err != nil {
		panic(err)
	}
	n := 0
	r.BeforeEachFile(func(string) error {
		if n++; n > d.After {
			self, err := os.FindProcess(os.Getpid())
			if err != nil {
				panic(err)
			}
			if err := self.Kill(); err != nil {
				panic(err)
			}
			select {} // the signal is on its way
		}
		return nil
	})
	switch d.Do {
	case "init":
		err = r.Init(ctx, repository.InitOptions{})
	case "publish":
		_, err = r.Publish(ctx, d.Packages)
	case "raise":
		err = r.RaiseThresholds(ctx)
	case "apply":
		var q *repository.Request
		var data []byte
		if data, err = os.ReadFile(d.Request); err == nil {
			q, err = repository.ParseRequest(d.Request, data)
		}
		if err == nil {
			_, err = r.Apply(ctx, q)
		}
	default:
		_, err = r.ChangeKeys(ctx, d.Ask)
	}
	if err != nil {
		panic(err)
	}
	Survived()
}

// kill runs d in a program of its own, and tells whether it was killed before it was done.
func kill(t *testing.T, d doomed) bool {
	t.Helper()
	return Kill(t, d)
}

func copyTree(t *testing.T, dir string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "copy")
	if err := os.CopyFS(to, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	return to
}

func TestAPublishKilledAtAnyFileLeavesTheOldStateAndIsCompletedByTheNext(t *testing.T) {
	clock := NewClock()
	r := New(t, clock)
	r.Add(t, Package{Name: "mars", Order: 3})
	packages := []string{Package{Name: "april", Order: 4}.Write(t), Package{Name: "b", Order: 1, Committee: "bun"}.Write(t)}
	old, want := []string{"asn/mars"}, []string{"asn/mars", "asn/april", "bun/b"}
	for after := 0; ; after++ {
		d := doomed{Dir: r.Copy(t), Keys: copyTree(t, r.Keys), Do: "publish", Packages: packages, After: after}
		if !kill(t, d) {
			if after < 13 { // five blobs, two manifests, two indexes, two roles, targets, snapshot, timestamp
				t.Errorf("only %d files were written", after)
			}
			break
		}
		got := packageNames(inspect(t, d.Dir))
		if !slices.Equal(got, old) && !slices.Equal(got, want) {
			t.Errorf("killed after %d files: the repository has %v", after, got)
		}
		again := Open(t, d.Dir, d.Keys, clock)
		if _, err := again.Publish(ctx, packages); err != nil {
			t.Fatalf("killed after %d files: %v", after, err)
		}
		if diff := cmp.Diff(want, packageNames(inspect(t, d.Dir))); diff != "" {
			t.Errorf("killed after %d files: %s", after, diff)
		}
		if _, err := os.Stat(filepath.Join(d.Dir, ".writing")); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("killed after %d files: half-written files were left", after)
		}
	}
}

func TestAnInitKilledAtAnyFileIsCompletedByTheNext(t *testing.T) {
	for after := 0; ; after++ {
		d := doomed{Dir: filepath.Join(t.TempDir(), "r"), Keys: filepath.Join(t.TempDir(), "k"), Do: "init", After: after}
		if !kill(t, d) {
			if after < 4 {
				t.Errorf("only %d files were written", after)
			}
			break
		}
		r := Open(t, d.Dir, d.Keys, NewClock())
		if err := r.Init(ctx, repository.InitOptions{}); err != nil && fault.KindOf(err) != fault.Exists {
			t.Fatalf("killed after %d files: %v", after, err)
		}
		r.Add(t, Package{Name: "mars", Order: 3})
		inspect(t, d.Dir)
	}
}

func TestARaiseKilledAtAnyFileIsCompletedByTheNext(t *testing.T) {
	clock := NewClock()
	r := New(t, clock)
	r.Add(t, Package{Name: "mars", Order: 3})
	for after := 0; ; after++ {
		d := doomed{Dir: r.Copy(t), Keys: copyTree(t, r.Keys), Do: "raise", After: after}
		if !kill(t, d) {
			break
		}
		inspect(t, d.Dir)
		again := Open(t, d.Dir, d.Keys, clock)
		if err := again.RaiseThresholds(ctx); err != nil && fault.KindOf(err) != fault.Exists {
			t.Fatalf("killed after %d files: %v", after, err)
		}
		if x := inspect(t, d.Dir); x.Roles[0].Threshold != 2 || x.Roles[1].Threshold != 2 {
			t.Errorf("killed after %d files: roles %+v", after, x.Roles)
		}
	}
}

func TestFilesArePutInPlaceInTheOrderThatReadersNeed(t *testing.T) {
	r := New(t, NewClock())
	var order []string
	r.BeforeEachFile(func(path string) error {
		kind := strings.SplitN(path, "/", 2)[0]
		switch {
		case path == layout.Timestamp || path == "":
			kind = path
		case strings.HasSuffix(path, ".datapackage.json"):
			kind = "manifest"
		case strings.HasSuffix(path, ".index.json"):
			kind = "index"
		}
		if len(order) == 0 || order[len(order)-1] != kind {
			order = append(order, kind)
		}
		return nil
	})
	r.Add(t, Package{Name: "mars", Order: 3}, Package{Name: "b", Order: 1, Committee: "bun"})
	if diff := cmp.Diff([]string{"blobs", "manifest", "index", "metadata", layout.Timestamp, ""}, order); diff != "" {
		t.Error(diff)
	}
}

func TestOfTwoPublishersAtOnceOneIsToldThatItIsLocked(t *testing.T) {
	clock := NewClock()
	r := New(t, clock)
	first, second := Open(t, r.Dir, r.Keys, clock), Open(t, r.Dir, r.Keys, clock)
	a, b := Package{Name: "mars", Order: 3}.Write(t), Package{Name: "april", Order: 4}.Write(t)
	writing, done := make(chan struct{}), make(chan struct{})
	var once sync.Once
	first.BeforeEachFile(func(string) error {
		once.Do(func() { close(writing); <-done })
		return nil
	})
	won := make(chan error)
	go func() {
		_, err := first.Publish(ctx, []string{a})
		won <- err
	}()
	<-writing
	_, err := second.Publish(ctx, []string{b})
	wantKind(t, err, fault.Locked)
	_, err = second.Refresh(ctx)
	wantKind(t, err, fault.Locked)
	close(done)
	if err := <-won; err != nil {
		t.Fatal(err)
	}
	if _, err := second.Publish(ctx, []string{b}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"asn/mars", "asn/april"}, packageNames(inspect(t, r.Dir))); diff != "" {
		t.Error(diff)
	}
}
