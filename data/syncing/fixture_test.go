package syncing_test

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/cenkalti/backoff/v5"

	"rodatraden/data/fault"
	"rodatraden/data/repository"
	"rodatraden/data/repository/layout"
	. "rodatraden/data/repository/repositorytest"
	"rodatraden/data/syncing"
)

var ctx = context.Background()

// library is an installer that remembers every byte it was given.
type library struct {
	mu       sync.Mutex
	packages map[string]map[string]string            // repository → id → manifest hash
	content  map[string]map[string]map[string]string // repository → package name → path → content
	order    []string                                // names, as they were installed
	refuse   func(layout.Manifest) error
}

func newLibrary() *library {
	return &library{packages: map[string]map[string]string{}, content: map[string]map[string]map[string]string{}}
}

func (l *library) Installed(_ context.Context, repository string) (map[string]string, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	out := map[string]string{}
	maps.Copy(out, l.packages[repository])
	return out, nil
}

func (l *library) Install(_ context.Context, repository string, manifest []byte, open syncing.Open) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	m, err := layout.ParseManifest("installer", manifest)
	if err != nil {
		return err
	}
	if l.refuse != nil {
		if err := l.refuse(m); err != nil {
			return err
		}
	}
	files := map[string]string{}
	for _, r := range m.Resources {
		f, err := open(r.SHA256, r.Bytes)
		if err != nil {
			return err
		}
		data, err := io.ReadAll(f)
		_ = f.Close()
		if err != nil {
			return err
		}
		if layout.Sum(data) != r.SHA256 {
			return fmt.Errorf("%s was given with a wrong content", r.Path)
		}
		files[r.Path] = string(data)
	}
	if l.packages[repository] == nil {
		l.packages[repository] = map[string]string{}
		l.content[repository] = map[string]map[string]string{}
	}
	l.packages[repository][m.ID] = layout.Sum(manifest)
	l.content[repository][m.Name] = files
	l.order = append(l.order, m.Name)
	return nil
}

// names are the installed packages in the order of their installation.
func (l *library) names() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Join(l.order, " ")
}

// host serves a repository, remembers what was asked for, and can be made to misbehave.
type host struct {
	*httptest.Server
	mu     sync.Mutex
	dir    string
	asked  []string // paths without the first slash
	before func(w http.ResponseWriter, req *http.Request) (answered bool)
}

func serve(t *testing.T, dir string) *host {
	t.Helper()
	h := &host{dir: dir}
	h.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		h.mu.Lock()
		h.asked = append(h.asked, strings.TrimPrefix(req.URL.Path, "/"))
		before, dir := h.before, h.dir
		h.mu.Unlock()
		if before != nil && before(w, req) {
			return
		}
		repository.Handler(dir).ServeHTTP(w, req)
	}))
	t.Cleanup(h.Close)
	return h
}

// requests returns what was asked for since the last call.
func (h *host) requests() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	out := h.asked
	h.asked = nil
	return out
}

// blobs are the tables and documents among what was asked for.
func blobs(asked []string) []string {
	return slices.DeleteFunc(asked, func(path string) bool { return !strings.HasPrefix(path, "blobs/") })
}

func (h *host) misbehave(f func(w http.ResponseWriter, req *http.Request) bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.before = f
}

// world is a publisher, a host and a reader.
type world struct {
	t     *testing.T
	clock *Clock
	repo  *Repo
	host  *host
	home  string
	lib   *library
	free  uint64
	*syncing.Client
	id string
}

// newWorld makes a repository with these packages, a host that serves it, and a reader that has
// subscribed to it and has not yet synced.
func newWorld(t *testing.T, packages ...Package) *world {
	t.Helper()
	clock := NewClock()
	w := &world{t: t, clock: clock, repo: New(t, clock), home: t.TempDir(), free: 1 << 40}
	if len(packages) > 0 {
		w.repo.Add(t, packages...)
	}
	w.host = serve(t, w.repo.Dir)
	w.reader()
	w.subscribe()
	return w
}

// reader makes a reader with an empty library for the home.
func (w *world) reader() {
	w.t.Helper()
	w.lib = newLibrary()
	c, err := syncing.New(syncing.Config{
		Home: w.home, Installer: w.lib, Now: w.clock.Now,
		Backoff:   func() backoff.BackOff { return &backoff.ZeroBackOff{} },
		FreeSpace: func(string) (uint64, error) { return w.free, nil },
	})
	if err != nil {
		w.t.Fatal(err)
	}
	w.Client = c
}

func (w *world) subscribe(committees ...string) {
	w.t.Helper()
	id, err := w.Subscribe("x.prenumeration", w.repo.SubscriptionFile(w.t, w.host.URL, committees...))
	if err != nil {
		w.t.Fatal(err)
	}
	w.id = id
}

func (w *world) sync() syncing.Result {
	w.t.Helper()
	r, err := w.SyncOne(ctx, w.id, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	return r
}

// refused syncs and wants it to end with a kind of fault about a path.
func (w *world) refused(kind fault.Kind, state syncing.State, path string) syncing.Result {
	w.t.Helper()
	r, err := w.SyncOne(ctx, w.id, nil)
	if got := fault.KindOf(err); got != kind {
		w.t.Fatalf("fault kind %q, want %q; error: %v", got, kind, err)
	}
	if r.State != state {
		w.t.Errorf("state %q, want %q", r.State, state)
	}
	if path != "" && fault.PathOf(err) != path {
		w.t.Errorf("the fault is about %q, want %q", fault.PathOf(err), path)
	}
	return r
}

func (w *world) status() syncing.Status {
	w.t.Helper()
	all, err := w.Status(ctx)
	if err != nil || len(all) != 1 {
		w.t.Fatalf("%d statuses, %v", len(all), err)
	}
	return all[0]
}

func (w *world) wantInstalled(names string) {
	w.t.Helper()
	if got := w.lib.names(); got != names {
		w.t.Fatalf("installed %q, want %q", got, names)
	}
}

// meta is the path of the folder of trusted metadata.
func (w *world) meta() string { return filepath.Join(w.home, "repositories", w.id, "metadata") }

// files returns every file under dir with its content.
func files(t testing.TB, dir string) map[string]string {
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

func write(t testing.TB, path string, data string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
		t.Fatal(err)
	}
}

func blobFile(home, content string) string {
	return filepath.Join(home, filepath.FromSlash(layout.BlobPath(layout.Sum([]byte(content)))))
}
