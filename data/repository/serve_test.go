package repository_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rodatraden/data/repository"
	"rodatraden/data/repository/layout"
	. "rodatraden/data/repository/repositorytest"
)

func get(t *testing.T, url string, header ...string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	return res, string(body)
}

func TestEveryPublishedFileIsServedWithTheHeadersThatSuitIt(t *testing.T) {
	r := New(t, NewClock())
	r.Add(t, Package{Name: "mars", Order: 3})
	if err := os.WriteFile(filepath.Join(r.Dir, "trollhattan.prenumeration"), []byte("{}"), 0o644); err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(repository.Handler(r.Dir))
	defer s.Close()
	for f, content := range tree(t, r.Dir) {
		res, body := get(t, s.URL+"/"+f)
		if res.StatusCode != 200 || body != content {
			t.Errorf("%s: %s", f, res.Status)
		}
		fresh := f == layout.Timestamp || strings.HasSuffix(f, ".prenumeration")
		cache := res.Header.Get("Cache-Control")
		if fresh != (cache == "no-cache") || fresh == strings.Contains(cache, "immutable") {
			t.Errorf("%s: Cache-Control %q", f, cache)
		}
		tag := res.Header.Get("ETag")
		if res, body := get(t, s.URL+"/"+f, "If-None-Match", tag); res.StatusCode != 304 || body != "" || tag == "" {
			t.Errorf("%s with its tag: %s %q", f, res.Status, body)
		}
		if res, body := get(t, s.URL+"/"+f, "Range", "bytes=1-"); res.StatusCode != 206 || body != content[1:] {
			t.Errorf("%s from its second byte: %s", f, res.Status)
		}
	}
}

func TestATimestampThatChangesChangesItsTag(t *testing.T) {
	r := New(t, NewClock())
	s := httptest.NewServer(repository.Handler(r.Dir))
	defer s.Close()
	res, _ := get(t, s.URL+"/"+layout.Timestamp)
	if _, err := r.Refresh(ctx); err != nil {
		t.Fatal(err)
	}
	if res, _ := get(t, s.URL+"/"+layout.Timestamp, "If-None-Match", res.Header.Get("ETag")); res.StatusCode != 200 {
		t.Errorf("%s", res.Status)
	}
}

func TestNothingElseIsServed(t *testing.T) {
	r := New(t, NewClock())
	r.Add(t, Package{Name: "mars", Order: 3})
	outside := filepath.Join(t.TempDir(), "hemlig")
	if err := os.WriteFile(outside, []byte("hemlig"), 0o644); err != nil {
		t.Fatal(err)
	}
	sum := strings.Repeat("ab", 32)
	if err := os.MkdirAll(filepath.Join(r.Dir, "blobs", "ab"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(r.Dir, "blobs", "ab", sum)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(r.Dir, "anteckning.txt"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(repository.Handler(r.Dir))
	defer s.Close()
	for _, path := range []string{
		"/", "/metadata", "/metadata/", "/.lock", "/anteckning.txt", "/metadata/2.root.json", "/metadata/../anteckning.txt",
		"/targets/../metadata/" + sum + ".index.json", "/blobs/ab/" + sum, "/blobs/%2e%2e/" + sum,
	} {
		res, body := get(t, s.URL+path)
		if res.StatusCode == 200 || strings.Contains(body, "hemlig") {
			t.Errorf("%s: %s %q", path, res.Status, body)
		}
		if res.Header.Get("Cache-Control") != "no-cache" {
			t.Errorf("%s: that it is not there may be remembered", path)
		}
	}
	res, err := http.Post(s.URL+"/"+layout.Timestamp, "application/json", strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	if res.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("posting: %s", res.Status)
	}
}
