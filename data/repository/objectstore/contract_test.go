package objectstore_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"rodatraden/data/fault"
	"rodatraden/data/repository"
	"rodatraden/data/repository/layout"
	"rodatraden/data/repository/objectstore"
	"rodatraden/data/repository/objectstore/objectstoretest"
)

var ctx = context.Background()

// storages are the places that a repository can lie in, each opened twice: as two publishers have it.
func storages(t *testing.T) map[string][2]repository.Storage {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "publicerat")
	all := map[string][2]repository.Storage{"a folder": {open(t, dir), open(t, "file://"+filepath.ToSlash(dir))}}
	address := objectstoretest.Start(t).Bucket("publicerat")
	all["an object store"] = [2]repository.Storage{open(t, address), open(t, address)}
	return all
}

func open(t testing.TB, address string) repository.Storage {
	t.Helper()
	s, err := objectstore.OpenAddress(ctx, address, objectstore.Options{Tries: 1})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func content(data string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, data)
		return err
	}
}

func create(t testing.TB, s repository.Storage, path, data string) {
	t.Helper()
	if err := s.Create(ctx, path, int64(len(data)), content(data)); err != nil {
		t.Fatal(err)
	}
}

func read(t testing.TB, s repository.Storage, path string) (string, string) {
	t.Helper()
	data, tag, err := s.Read(ctx, path, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	return string(data), tag
}

// Every storage keeps the same promises.
func TestEveryStorage(t *testing.T) {
	for name, s := range storages(t) {
		a, b := s[0], s[1]
		t.Run(name, func(t *testing.T) {
			t.Run("has no file before one is made", func(t *testing.T) {
				if _, _, err := a.Read(ctx, layout.Timestamp, 10); !errors.Is(err, fs.ErrNotExist) {
					t.Errorf("reading: %v", err)
				}
				if f, err := a.Open(ctx, layout.BlobPath(layout.Sum(nil))); !errors.Is(err, fs.ErrNotExist) {
					t.Errorf("opening: %v %v", f, err)
				}
				if err := a.Holds(ctx, layout.BlobPath(layout.Sum(nil)), layout.Sum(nil), 0); !errors.Is(err, fs.ErrNotExist) {
					t.Errorf("holding: %v", err)
				}
				if err := a.Replace(ctx, layout.Timestamp, []byte("x"), "en etikett"); !errors.Is(err, repository.ErrOther) {
					t.Errorf("replacing what is not there: %v", err)
				}
			})
			t.Run("makes a file that another sees, once", func(t *testing.T) {
				path := layout.MetadataPath("root", 1)
				create(t, a, path, "ett")
				if got, _ := read(t, b, path); got != "ett" {
					t.Errorf("%q", got)
				}
				for _, other := range []string{"två", "ett"} {
					if err := b.Create(ctx, path, int64(len(other)), content(other)); !errors.Is(err, fs.ErrExist) {
						t.Errorf("making it again as %q: %v", other, err)
					}
				}
				if got, _ := read(t, a, path); got != "ett" {
					t.Errorf("%q", got)
				}
			})
			t.Run("writes nothing when the content cannot be read", func(t *testing.T) {
				path, broken := layout.MetadataPath("root", 2), errors.New("broken")
				err := a.Create(ctx, path, 6, func(w io.Writer) error {
					_, _ = io.WriteString(w, "hal")
					return broken
				})
				if err != broken {
					t.Errorf("%v", err)
				}
				if _, _, err := b.Read(ctx, path, 10); !errors.Is(err, fs.ErrNotExist) {
					t.Errorf("%v", err)
				}
			})
			t.Run("holds files of every size, the empty one too", func(t *testing.T) {
				for _, n := range []int{0, 1, 4 << 10, 6 << 20, 20 << 20} {
					data := bytes.Repeat([]byte{byte(n>>10) + 1}, n)
					sum := layout.Sum(data)
					path := layout.BlobPath(sum)
					if err := a.Create(ctx, path, int64(n), func(w io.Writer) error {
						_, err := w.Write(data)
						return err
					}); err != nil {
						t.Fatal(err)
					}
					f, err := b.Open(ctx, path)
					if err != nil {
						t.Fatal(err)
					}
					got, err := io.ReadAll(f)
					if cerr := f.Close(); err != nil || cerr != nil || !bytes.Equal(got, data) {
						t.Errorf("%d bytes: %d, %v, %v", n, len(got), err, cerr)
					}
					if err := b.Holds(ctx, path, sum, int64(n)); err != nil {
						t.Errorf("%d bytes: %v", n, err)
					}
					if err := b.Holds(ctx, path, sum, int64(n)+1); !errors.Is(err, repository.ErrOther) {
						t.Errorf("%d bytes and one more: %v", n, err)
					}
				}
			})
			t.Run("reads no more than it is told to", func(t *testing.T) {
				path := layout.MetadataPath("asn", 1)
				create(t, a, path, strings.Repeat("x", 100))
				if _, _, err := b.Read(ctx, path, 99); fault.KindOf(err) != fault.Limit {
					t.Errorf("%v", err)
				}
				if data, _, err := b.Read(ctx, path, 100); len(data) != 100 || err != nil {
					t.Errorf("%d %v", len(data), err)
				}
			})
			t.Run("replaces the file that was read, and no other", func(t *testing.T) {
				if err := a.Replace(ctx, layout.Timestamp, []byte("ett"), ""); err != nil {
					t.Fatal(err)
				}
				if err := b.Replace(ctx, layout.Timestamp, []byte("noll"), ""); !errors.Is(err, repository.ErrOther) {
					t.Errorf("as if there were none: %v", err)
				}
				_, tag := read(t, b, layout.Timestamp)
				if err := a.Replace(ctx, layout.Timestamp, []byte("två"), tag); err != nil {
					t.Fatal(err)
				}
				if err := b.Replace(ctx, layout.Timestamp, []byte("tre"), tag); !errors.Is(err, repository.ErrOther) {
					t.Errorf("over one that has changed: %v", err)
				}
				got, changed := read(t, b, layout.Timestamp)
				if got != "två" || changed == tag {
					t.Errorf("%q %s", got, changed)
				}
			})
			t.Run("calls what is to be done, and returns its error as it is", func(t *testing.T) {
				wrong := errors.New("wrong")
				if err := a.Exclusively(ctx, func() error { return wrong }); err != wrong {
					t.Errorf("%v", err)
				}
			})
			t.Run("stops when it is called off", func(t *testing.T) {
				off, cancel := context.WithCancel(ctx)
				cancel()
				if err := a.Holds(off, layout.BlobPath(layout.Sum(nil)), layout.Sum(nil), 0); !errors.Is(err, context.Canceled) {
					t.Errorf("%v", err)
				}
			})
		})
	}
}

// A folder keeps publishers apart by its lock; an object store must by itself.
func TestAnObjectStoreLetsOneOfManyMakeAFileAndOneReplaceIt(t *testing.T) {
	address := objectstoretest.Start(t).Bucket("publicerat")
	s := [2]repository.Storage{open(t, address), open(t, address)}
	if err := s[0].Replace(ctx, layout.Timestamp, []byte("först"), ""); err != nil {
		t.Fatal(err)
	}
	for round := range 10 {
		path := layout.MetadataPath("snapshot", int64(round+1))
		won := race(func(i int) error {
			data := strings.Repeat("x", i+1)
			return s[i%2].Create(ctx, path, int64(len(data)), content(data))
		})
		if got, _ := read(t, s[0], path); len(won) != 1 || len(got) != won[0]+1 {
			t.Errorf("made by %v, and %q lies there", won, got)
		}
		_, tag := read(t, s[0], layout.Timestamp)
		won = race(func(i int) error {
			return s[i%2].Replace(ctx, layout.Timestamp, []byte(strings.Repeat("y", 10*round+i+10)), tag)
		})
		if got, _ := read(t, s[0], layout.Timestamp); len(won) != 1 || len(got) != 10*round+won[0]+10 {
			t.Errorf("replaced by %v, and %q lies there", won, got)
		}
	}
}

// race lets eight do the same at once, and returns those that succeeded.
func race(do func(i int) error) []int {
	var (
		mu    sync.Mutex
		won   []int
		wait  sync.WaitGroup
		start = make(chan struct{})
	)
	for i := range 8 {
		wait.Go(func() {
			<-start
			if do(i) == nil {
				mu.Lock()
				won = append(won, i)
				mu.Unlock()
			}
		})
	}
	close(start)
	wait.Wait()
	slices.Sort(won)
	return won
}
