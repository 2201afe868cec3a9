package objectstore_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"rodatraden/data/fault"
	"rodatraden/data/repository"
	"rodatraden/data/repository/layout"
	"rodatraden/data/repository/objectstore"
	"rodatraden/data/repository/objectstore/objectstoretest"
)

func with(t testing.TB, address string, o objectstore.Options) repository.Storage {
	t.Helper()
	s, err := objectstore.Open(ctx, address, o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestEachFileIsWrittenByOneRequestAndNothingIsListed(t *testing.T) {
	server := objectstoretest.Start(t)
	s := open(t, server.Bucket("publicerat"))
	data := strings.Repeat("stor ", 5<<20) // more than one part of what is sent in parts
	path := layout.BlobPath(layout.Sum([]byte(data)))
	server.Seen()
	create(t, s, path, data)
	if err := s.Holds(ctx, path, layout.Sum([]byte(data)), int64(len(data))); err != nil {
		t.Fatal(err)
	}
	object := objectstoretest.Request{Method: "PUT", Path: "publicerat/rodatraden/" + path}
	asked := object
	asked.Method = "HEAD"
	if seen := server.Seen(); !slices.Equal(seen, []objectstoretest.Request{object, asked}) {
		t.Errorf("%v", seen)
	}
	if s.String() != "s3://publicerat/rodatraden" {
		t.Errorf("%s", s)
	}
}

func TestLargeFilesWaitForEachOther(t *testing.T) {
	server := objectstoretest.Start(t)
	s := open(t, server.Bucket("publicerat"))
	var mu sync.Mutex
	held, most := 0, 0
	hold := func(n int) {
		mu.Lock()
		defer mu.Unlock()
		held += n
		most = max(most, held)
	}
	server.Judge(func(objectstoretest.Request, *http.Request) objectstoretest.Verdict {
		hold(-1) // all of the file has been sent
		return objectstoretest.Pass
	})
	var wait sync.WaitGroup
	for i := range 4 {
		data := bytes.Repeat([]byte{byte(i)}, 33<<20)
		path := layout.BlobPath(layout.Sum(data))
		wait.Go(func() {
			err := s.Create(ctx, path, int64(len(data)), func(w io.Writer) error {
				hold(1)
				_, err := w.Write(data)
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if most != 1 {
		t.Errorf("%d large files were held in memory at the same time", most)
	}
}

func TestObjectsBearTheHeadersOfAHost(t *testing.T) {
	server := objectstoretest.Start(t)
	s := open(t, server.Bucket("publicerat"))
	sum := layout.Sum([]byte("innehåll"))
	for _, path := range []string{
		layout.MetadataPath("root", 1), layout.BlobPath(sum), layout.TargetPath("asn/index.json", sum),
		layout.TargetPath("asn/mars/datapackage.json", sum), layout.Timestamp,
	} {
		if path == layout.Timestamp {
			if err := s.Replace(ctx, path, []byte("innehåll"), ""); err != nil {
				t.Fatal(err)
			}
		} else {
			create(t, s, path, "innehåll")
		}
		res, err := http.Get(server.URL + "/publicerat/rodatraden/" + path)
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		want, _ := layout.HeadersOf(path)
		if res.StatusCode != 200 || res.Header.Get("Cache-Control") != want.CacheControl || res.Header.Get("Content-Type") != want.ContentType {
			t.Errorf("%s: %s %q %q", path, res.Status, res.Header.Get("Cache-Control"), res.Header.Get("Content-Type"))
		}
	}
}

func TestAWriteWhoseAnswerIsLostIsOneOfOurOwn(t *testing.T) {
	server := objectstoretest.Start(t)
	s := with(t, server.Bucket("publicerat"), objectstore.Options{Tries: 2})
	lose := func(what objectstoretest.Verdict, then func()) {
		n := 0
		server.Judge(func(r objectstoretest.Request, _ *http.Request) objectstoretest.Verdict {
			if r.Method != "PUT" {
				return objectstoretest.Pass
			}
			if n++; n == 1 {
				return what
			}
			if n == 2 && then != nil {
				then()
			}
			return objectstoretest.Pass
		})
	}
	path := layout.TargetPath("asn/index.json", layout.Sum([]byte("ett")))
	lose(objectstoretest.Lose, nil)
	create(t, s, path, "ett")
	lose(objectstoretest.Lose, nil)
	if err := s.Replace(ctx, layout.Timestamp, []byte("ett"), ""); err != nil {
		t.Errorf("%v", err)
	}
	_, tag := read(t, s, layout.Timestamp)
	lose(objectstoretest.Lose, nil)
	if err := s.Replace(ctx, layout.Timestamp, []byte("två"), tag); err != nil {
		t.Errorf("%v", err)
	}

	// But one that another made meanwhile is not.
	file := func(path string) string {
		return filepath.Join(server.Folder("publicerat", "rodatraden"), filepath.FromSlash(path))
	}
	lose(objectstoretest.Cut, func() { server.Put(t, "publicerat/rodatraden/"+layout.MetadataPath("asn", 2), "annans") })
	if err := s.Create(ctx, layout.MetadataPath("asn", 2), 3, content("tre")); !errors.Is(err, fs.ErrExist) {
		t.Errorf("%v", err)
	}
	_, tag = read(t, s, layout.Timestamp)
	lose(objectstoretest.Cut, func() { server.Put(t, "publicerat/rodatraden/"+layout.Timestamp, "annans") })
	if err := s.Replace(ctx, layout.Timestamp, []byte("tre"), tag); !errors.Is(err, repository.ErrOther) {
		t.Errorf("%v", err)
	}
	if data, err := os.ReadFile(file(layout.Timestamp)); err != nil || string(data) != "annans" {
		t.Errorf("%q %v", data, err)
	}
}

func TestARequestIsMadeAFewTimesAndThenGivenUp(t *testing.T) {
	server := objectstoretest.Start(t)
	address := server.Bucket("publicerat")
	create(t, open(t, address), layout.MetadataPath("root", 1), "ett")
	s := with(t, address, objectstore.Options{Tries: 3})
	for verdict, want := range map[objectstoretest.Verdict]fault.Kind{
		objectstoretest.Fail: fault.HTTP, objectstoretest.Cut: fault.Offline,
	} {
		server.Seen()
		failures := 2
		server.Judge(func(objectstoretest.Request, *http.Request) objectstoretest.Verdict {
			if failures--; failures < 0 {
				return objectstoretest.Pass
			}
			return verdict
		})
		if got, _ := read(t, s, layout.MetadataPath("root", 1)); got != "ett" || len(server.Seen()) != 3 {
			t.Errorf("%v: %q", want, got)
		}
		server.Judge(func(objectstoretest.Request, *http.Request) objectstoretest.Verdict { return verdict })
		if err := s.Replace(ctx, layout.Timestamp, []byte("ett"), ""); fault.KindOf(err) != want {
			t.Errorf("%v, want %s", err, want)
		}
		if seen := server.Seen(); len(seen) != 3 {
			t.Errorf("%v", seen)
		}
		server.Judge(nil)
	}
}

func TestAPublisherIsToldWhatStandsInTheWay(t *testing.T) {
	server := objectstoretest.Start(t)
	address := server.Bucket("publicerat")
	create(t, open(t, address), layout.MetadataPath("root", 1), "ett")
	root := layout.MetadataPath("root", 1)
	another := httptest.NewServer(nil)
	defer another.Close()
	for name, c := range map[string]struct {
		key, address string
		want         fault.Kind
	}{
		"a key that is not known":      {"okänd", address, fault.Denied},
		"a bucket that is not there":   {"", server.Address("finnsinte", "a"), fault.NotFound},
		"a server that is not there":   {"", "s3://publicerat?endpoint=http://127.0.0.1:1", fault.Offline},
		"a server that is another":     {"", "s3://publicerat?endpoint=" + url.QueryEscape(another.URL), fault.HTTP},
		"a server that refuses a file": {"", address, fault.Denied},
	} {
		t.Run(name, func(t *testing.T) {
			if c.key != "" {
				t.Setenv("AWS_SECRET_ACCESS_KEY", c.key)
			}
			if name == "a server that refuses a file" {
				server.Judge(func(objectstoretest.Request, *http.Request) objectstoretest.Verdict { return objectstoretest.Refuse })
				defer server.Judge(nil)
			}
			s := open(t, c.address)
			if _, _, err := s.Read(ctx, root, 10); fault.KindOf(err) != c.want || errors.Is(err, fs.ErrNotExist) {
				t.Errorf("reading: %v", err)
			}
			if _, err := s.Open(ctx, root); fault.KindOf(err) != c.want || errors.Is(err, fs.ErrNotExist) {
				t.Errorf("opening: %v", err)
			}
			if err := s.Create(ctx, root, 3, content("tre")); fault.KindOf(err) != c.want || errors.Is(err, fs.ErrExist) {
				t.Errorf("making: %v", err)
			}
			if err := s.Replace(ctx, layout.Timestamp, []byte("två"), ""); fault.KindOf(err) != c.want || errors.Is(err, repository.ErrOther) {
				t.Errorf("replacing: %v", err)
			}
		})
	}
	t.Run("no key", func(t *testing.T) {
		t.Setenv("AWS_ACCESS_KEY_ID", "")
		t.Setenv("AWS_SECRET_ACCESS_KEY", "")
		if _, err := objectstore.Open(ctx, address, objectstore.Options{}); fault.KindOf(err) != fault.Denied {
			t.Errorf("%v", err)
		}
	})
	t.Run("no region", func(t *testing.T) {
		if _, err := objectstore.Open(ctx, "s3://publicerat", objectstore.Options{}); fault.KindOf(err) != fault.Usage {
			t.Errorf("%v", err)
		}
	})
}

func TestWhatBearsItsHashIsFetchedOnce(t *testing.T) {
	server := objectstoretest.Start(t)
	address := server.Bucket("publicerat")
	cache := t.TempDir()
	data := strings.Repeat("rad\n", 1000)
	sum := layout.Sum([]byte(data))
	index, blob, root := layout.TargetPath("asn/index.json", sum), layout.BlobPath(layout.Sum([]byte(data+"2"))), layout.MetadataPath("root", 1)
	first := with(t, address, objectstore.Options{Cache: cache, Tries: 1})
	create(t, first, index, data)
	create(t, first, blob, data+"2")
	create(t, first, root, data)

	fetched := func(s repository.Storage, path string) int {
		t.Helper()
		server.Seen()
		want := data
		if path == blob {
			want += "2"
		}
		f, err := s.Open(ctx, path)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(f)
		if cerr := f.Close(); err != nil || cerr != nil || string(got) != want {
			t.Errorf("%s: %d bytes, %v %v", path, len(got), err, cerr)
		}
		if got, _ := read(t, s, path); got != want {
			t.Errorf("%s: %d bytes", path, len(got))
		}
		return len(server.Seen())
	}
	for path, want := range map[string]int{index: 1, blob: 1, root: 2} {
		if n := fetched(first, path); n != want {
			t.Errorf("%s is fetched %d times", path, n)
		}
	}
	second := with(t, address, objectstore.Options{Cache: cache, Tries: 1})
	for path, want := range map[string]int{index: 0, blob: 0, root: 2} {
		if n := fetched(second, path); n != want {
			t.Errorf("%s is fetched %d times by the next program", path, n)
		}
	}
	if n := fetched(open(t, address), index); n != 2 {
		t.Errorf("without a cache it is fetched %d times", n)
	}
	if _, _, err := second.Read(ctx, index, 10); fault.KindOf(err) != fault.Limit {
		t.Errorf("a cache knows no limit: %v", err)
	}

	kept := filepath.Join(cache, sum[:2], sum)
	if err := os.WriteFile(kept, []byte(strings.Replace(data, "rad", "red", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	if n := fetched(second, index); n != 1 {
		t.Errorf("what is broken in the cache is fetched %d times", n)
	}
	if n := fetched(second, index); n != 0 {
		t.Errorf("and then it is fetched %d times", n)
	}
}

func TestACacheKeepsNothingByHalfAndNothingForEver(t *testing.T) {
	server := objectstoretest.Start(t)
	address := server.Bucket("publicerat")
	cache := t.TempDir()
	s := with(t, address, objectstore.Options{Cache: cache, Tries: 1})
	data := strings.Repeat("x", 1<<20)
	path := layout.BlobPath(layout.Sum([]byte(data)))
	create(t, s, path, data)
	files := func() (n int) {
		t.Helper()
		err := filepath.WalkDir(cache, func(_ string, e fs.DirEntry, err error) error {
			if err == nil && !e.IsDir() {
				n++
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	f, err := s.Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(f, make([]byte, 1000)); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if n := files(); n != 0 {
		t.Errorf("half a file is kept, among %d", n)
	}
	wrong := layout.BlobPath(layout.Sum([]byte("något annat")))
	create(t, s, wrong, "inte det som namnet säger")
	if got, _ := read(t, s, wrong); got != "inte det som namnet säger" || files() != 0 {
		t.Errorf("%q is kept under the hash of something else", got)
	}
	if read(t, s, path); files() != 1 {
		t.Errorf("%d files are kept", files())
	}
	sum := layout.Sum([]byte(data))
	long := time.Now().Add(-101 * 24 * time.Hour)
	if err := os.Chtimes(filepath.Join(cache, sum[:2], sum), long, long); err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(cache, "anteckning.txt")
	if err := os.WriteFile(other, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(other, long, long); err != nil {
		t.Fatal(err)
	}
	with(t, address, objectstore.Options{Cache: cache})
	if _, err := os.Stat(other); err != nil || files() != 1 {
		t.Errorf("%v, %d files", err, files())
	}
}

// careless is an object store that does not do all that it should.
type careless struct {
	mu       sync.Mutex
	objects  map[string][]byte
	ignores  string // a condition that it does not heed
	conflict int    // how many writes it answers that another is writing
	breaks   int    // how many answers it breaks off in the middle
	puts     int
}

func (c *careless) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	data, there := c.objects[req.URL.Path]
	tag := fmt.Sprintf("%q", layout.Sum(data)[:32])
	fail := func(status int, code string) {
		w.WriteHeader(status)
		fmt.Fprintf(w, "<Error><Code>%s</Code></Error>", code)
	}
	switch {
	case req.Method == http.MethodGet && !there:
		fail(404, "NoSuchKey")
	case req.Method == http.MethodGet:
		w.Header().Set("ETag", tag)
		w.Header().Set("Content-Length", fmt.Sprint(len(data)))
		if c.breaks--; c.breaks >= 0 {
			_, _ = w.Write(data[:len(data)/2])
			_ = http.NewResponseController(w).Flush()
			panic(http.ErrAbortHandler)
		}
		_, _ = w.Write(data)
	case req.Method != http.MethodPut:
		fail(400, "BadRequest")
	default:
		c.puts++
		if c.conflict--; c.conflict >= 0 {
			fail(409, "ConditionalRequestConflict")
			return
		}
		for _, condition := range []string{"If-None-Match", "If-Match"} {
			given := req.Header.Get(condition)
			if given == "" || condition == c.ignores {
				continue
			}
			if given == "*" && there || given != "*" && given != tag {
				fail(412, "PreconditionFailed")
				return
			}
		}
		body, err := io.ReadAll(req.Body)
		if err != nil {
			panic(http.ErrAbortHandler)
		}
		c.objects[req.URL.Path] = body
		w.Header().Set("ETag", fmt.Sprintf("%q", layout.Sum(body)[:32]))
	}
}

func (c *careless) start(t *testing.T, o objectstore.Options) repository.Storage {
	t.Helper()
	c.objects = map[string][]byte{}
	server := httptest.NewServer(c)
	t.Cleanup(server.Close)
	t.Setenv("AWS_ACCESS_KEY_ID", "nyckel")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "hemlig")
	t.Setenv("AWS_CONFIG_FILE", filepath.Join(t.TempDir(), "none"))
	return with(t, "s3://publicerat/a?endpoint="+url.QueryEscape(server.URL), o)
}

func TestAStoreThatHeedsNoConditionsIsNotPublishedTo(t *testing.T) {
	for _, ignored := range []string{"If-None-Match", "If-Match"} {
		t.Run(ignored, func(t *testing.T) {
			s := (&careless{ignores: ignored}).start(t, objectstore.Options{Tries: 1})
			if err := s.Create(ctx, layout.MetadataPath("root", 1), 3, content("ett")); fault.KindOf(err) != fault.Unguarded {
				t.Errorf("%v", err)
			}
		})
	}
	c := &careless{}
	s := c.start(t, objectstore.Options{Tries: 1})
	create(t, s, layout.MetadataPath("root", 1), "ett")
	create(t, s, layout.MetadataPath("root", 2), "två")
	if c.puts != 2+2 {
		t.Errorf("a store that heeds them is tried by %d requests, and should be once by two", c.puts-2)
	}
}

func TestAWriteThatMeetsAnotherIsTriedAgain(t *testing.T) {
	c := &careless{conflict: 2}
	s := c.start(t, objectstore.Options{Tries: 3})
	if err := s.Replace(ctx, layout.Timestamp, []byte("ett"), ""); err != nil || c.puts != 3 {
		t.Errorf("%v after %d", err, c.puts)
	}
	c.conflict = 5
	if err := s.Replace(ctx, layout.Timestamp, []byte("två"), ""); !errors.Is(err, repository.ErrOther) {
		t.Errorf("%v", err)
	}
}

func TestAnAnswerThatBreaksOffIsAskedForAgain(t *testing.T) {
	c := &careless{}
	s := c.start(t, objectstore.Options{Tries: 2})
	data := strings.Repeat("rad\n", 100<<10)
	create(t, s, layout.TargetPath("asn/index.json", layout.Sum([]byte(data))), data)
	path := layout.TargetPath("asn/index.json", layout.Sum([]byte(data)))
	c.breaks = 1
	if got, _, err := s.Read(ctx, path, layout.MaxIndex); err != nil || !bytes.Equal(got, []byte(data)) {
		t.Errorf("%d bytes, %v", len(got), err)
	}
	c.breaks = 9
	if got, _, err := s.Read(ctx, path, layout.MaxIndex); fault.KindOf(err) != fault.Offline {
		t.Errorf("%d bytes, %v", len(got), err)
	}
}
