package desk_test

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"rodatraden/app/desk"
	"rodatraden/app/export"
	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/data/followup"
	"rodatraden/data/home"
	"rodatraden/data/repository"
	"rodatraden/data/repository/repositorytest"
	"rodatraden/data/sample"
)

// start is when a test's clock begins: noon, so that it is the same day wherever the test runs.
var start = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// publisher is an administration: built packages, a repository with real keys, and a web server on
// loopback that hands the published folder out.
type publisher struct {
	*repositorytest.Repo
	web     *httptest.Server
	down    atomic.Bool  // the server does not answer
	tamper  atomic.Value // func(path string, body []byte) []byte
	sources []string     // built packages, in the order of publishing
}

// built are the built packages of a demonstration library, made once for all tests.
var built = map[string][]string{}

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "desk-")
	if err == nil {
		for _, name := range sample.Names() {
			built[name], err = buildSample(name, dir)
			if err != nil {
				break
			}
		}
	}
	code := 1
	if err == nil {
		code = m.Run()
	} else {
		os.Stderr.WriteString(err.Error() + "\n")
	}
	os.RemoveAll(dir)
	os.Exit(code)
}

func buildSample(name, dir string) ([]string, error) {
	from := filepath.Join(dir, name)
	if err := sample.Write(name, from); err != nil {
		return nil, err
	}
	folders, err := sample.Folders(name)
	if err != nil {
		return nil, err
	}
	var known []*followup.Package
	var out []string
	for _, folder := range folders {
		to := filepath.Join(dir, name+"-built", folder)
		p, _, err := followup.Build(filepath.Join(from, folder), to, followup.BuildOptions{Known: known})
		if err != nil {
			return nil, err
		}
		known, out = append(known, p), append(out, to)
	}
	return out, nil
}

// newPublisher publishes nothing yet.
func newPublisher(t testing.TB, clock *repositorytest.Clock, name string) *publisher {
	t.Helper()
	p := &publisher{Repo: repositorytest.New(t, clock), sources: built[name]}
	files := repository.Handler(p.Dir)
	p.web = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if p.down.Load() {
			panic(http.ErrAbortHandler)
		}
		change, _ := p.tamper.Load().(func(string, []byte) []byte)
		if change == nil {
			files.ServeHTTP(w, r)
			return
		}
		r.Header.Del("If-None-Match")
		r.Header.Del("Range")
		got := httptest.NewRecorder()
		files.ServeHTTP(got, r)
		w.WriteHeader(got.Code)
		_, _ = w.Write(change(r.URL.Path, got.Body.Bytes()))
	}))
	t.Cleanup(p.web.Close)
	return p
}

// publish publishes the first n packages.
func (p *publisher) publish(t testing.TB, n int) {
	t.Helper()
	if _, err := p.Publish(context.Background(), p.sources[:n]); err != nil {
		t.Fatal(err)
	}
}

// file writes a subscription file.
func (p *publisher) file(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.prenumeration")
	if err := os.WriteFile(path, p.SubscriptionFile(t, p.web.URL), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// openDesk opens the desk of a home, which is made where dir is empty.
func openDesk(t testing.TB, dir string, clock *repositorytest.Clock, lang string) *desk.Desk {
	t.Helper()
	if dir == "" {
		dir = filepath.Join(t.TempDir(), "hem åäö [1]")
	}
	d, err := desk.Open(context.Background(), desk.Config{Home: dir, L: i18n.New(lang), Now: clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

// follow subscribes to a publisher.
func follow(t testing.TB, d *desk.Desk, p *publisher) {
	t.Helper()
	s, err := d.ReadSubscription(context.Background(), p.file(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Follow(s); err != nil {
		t.Fatal(err)
	}
}

func fetch(t testing.TB, d *desk.Desk) {
	t.Helper()
	if _, err := d.Sync(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
}

// economy returns the economy of every package of a committee as JSON, without what is the
// repository's own.
func economy(t testing.TB, d *desk.Desk, committee string) map[string]string {
	t.Helper()
	ctx := context.Background()
	latest, err := d.Choose(ctx, committee, page.Latest, page.Previous)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, p := range latest.Packages {
		c, err := d.Choose(ctx, committee, p.Name, page.Previous)
		if err != nil {
			t.Fatal(err)
		}
		made, err := d.Page(ctx, "economy", c)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := export.JSON(&b, made); err != nil {
			t.Fatal(err)
		}
		out[p.Name] = withoutRepository(t, b.Bytes())
	}
	return out
}

func withoutRepository(t testing.TB, raw []byte) string {
	t.Helper()
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			delete(v, "repository")
			for _, w := range v {
				walk(w)
			}
		case []any:
			for _, w := range v {
				walk(w)
			}
		}
	}
	walk(v)
	out, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// removeLibrary removes the library of a home that nobody has open.
func removeLibrary(t testing.TB, at home.Home) {
	t.Helper()
	for _, ending := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(at.Library() + ending); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
}
