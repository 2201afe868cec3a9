package repository_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/cenkalti/backoff/v5"
	"github.com/google/go-cmp/cmp"

	"rodatraden/data/repository"
	"rodatraden/data/repository/layout"
	. "rodatraden/data/repository/repositorytest"
	"rodatraden/data/syncing"
)

// reader is a reader who subscribed once, and is never asked to do so again.
type reader struct {
	home string
	id   string
	host *httptest.Server
	dir  string // that the host serves
	now  *Clock
	*library
}

// library is where a reader puts packages.
type library struct{ names, ids []string }

func (s *library) Installed(context.Context, string) (map[string]string, error) {
	out := map[string]string{}
	for i := 0; i < len(s.ids); i += 2 {
		out[s.ids[i]] = s.ids[i+1]
	}
	return out, nil
}

func (s *library) Install(_ context.Context, _ string, manifest []byte, open syncing.Open) error {
	m, err := layout.ParseManifest("library", manifest)
	if err != nil {
		return err
	}
	for _, res := range m.Resources {
		f, err := open(res.SHA256, res.Bytes)
		if err != nil {
			return err
		}
		_, err = io.Copy(io.Discard, f)
		_ = f.Close()
		if err != nil {
			return err
		}
	}
	s.names, s.ids = append(s.names, m.Followup.Committee.ID+"/"+m.Name), append(s.ids, m.ID, layout.Sum(manifest))
	return nil
}

// subscribe makes a reader of a repository who has fetched what there is.
func subscribe(t testing.TB, r *Repo) *reader {
	t.Helper()
	x := &reader{home: t.TempDir(), dir: r.Dir, now: r.Clock, library: &library{}}
	x.host = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		repository.Handler(x.dir).ServeHTTP(w, req)
	}))
	t.Cleanup(x.host.Close)
	id, err := x.client(t, x.home).Subscribe("x.prenumeration", r.SubscriptionFile(t, x.host.URL))
	if err != nil {
		t.Fatal(err)
	}
	x.id = id
	x.follows(t)
	return x
}

func (x *reader) client(t testing.TB, home string) *syncing.Client {
	t.Helper()
	c, err := syncing.New(syncing.Config{
		Home: home, Installer: x.library, Now: x.now.Now,
		Backoff:   func() backoff.BackOff { return &backoff.ZeroBackOff{} },
		FreeSpace: func(string) (uint64, error) { return 1 << 40, nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// follows syncs, and wants nothing to be refused and these packages to be there.
func (x *reader) follows(t testing.TB, packages ...string) {
	t.Helper()
	res, err := x.client(t, x.home).SyncOne(ctx, x.id, nil)
	if err != nil || res.State != syncing.Current {
		t.Fatalf("the reader does not follow: %s %v", res.State, err)
	}
	for _, p := range packages {
		if !slices.Contains(x.names, p) {
			t.Fatalf("the reader has %v, and not %s", x.names, p)
		}
	}
}

// accepts lets a copy of the reader read another folder, and then the same folder after a change: it must follow both
// times.
func (x *reader) accepts(t testing.TB, dir string, change func(), packages ...string) {
	t.Helper()
	home := filepath.Join(t.TempDir(), "home")
	if err := os.CopyFS(home, os.DirFS(x.home)); err != nil {
		t.Fatal(err)
	}
	was := x.dir
	defer func() { x.dir = was }()
	x.dir = dir
	twin := *x
	twin.home, twin.library = home, &library{slices.Clone(x.names), slices.Clone(x.ids)}
	twin.follows(t)
	change()
	twin.follows(t, packages...)
}

// keyList is role by role what a repository's keys are called.
func keyList(t testing.TB, r *repository.Repository) map[string][]string {
	t.Helper()
	all, err := r.ListKeys(ctx)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]string{}
	for _, role := range all {
		for _, k := range role.Keys {
			out[role.Role] = append(out[role.Role], k.Name)
		}
	}
	return out
}

func wantKeys(t testing.TB, r *repository.Repository, role string, names ...string) {
	t.Helper()
	if diff := cmp.Diff(names, keyList(t, r)[role]); diff != "" {
		t.Errorf("keys of %s: %s", role, diff)
	}
}
