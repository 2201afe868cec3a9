package syncing_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/cenkalti/backoff/v5"
	"github.com/google/go-cmp/cmp"

	"rodatraden/data/fault"
	"rodatraden/data/repository"
	"rodatraden/data/repository/layout"
	. "rodatraden/data/repository/repositorytest"
	"rodatraden/data/syncing"
)

func TestACaptivePortalIsNamedForWhatItIs(t *testing.T) {
	t.Parallel()
	page := func(w http.ResponseWriter) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, "\n<!DOCTYPE html><title>Logga in</title>")
	}
	for name, answers := range map[string]func(w http.ResponseWriter, req *http.Request) bool{
		"a page for everything": func(w http.ResponseWriter, _ *http.Request) bool { page(w); return true },
		"a page that does not say so": func(w http.ResponseWriter, _ *http.Request) bool {
			w.Header().Set("Content-Type", "application/json")
			fmt.Fprint(w, "<html>")
			return true
		},
		"nothing": func(w http.ResponseWriter, _ *http.Request) bool { w.WriteHeader(200); return true },
		"a page in the place of a missing root": func(w http.ResponseWriter, req *http.Request) bool {
			if req.URL.Path != "/metadata/2.root.json" {
				return false
			}
			page(w)
			return true
		},
		"a page in the place of the tables": func(w http.ResponseWriter, req *http.Request) bool {
			if !strings.HasPrefix(req.URL.Path, "/blobs/") {
				return false
			}
			page(w)
			return true
		},
		"sent to a page": func(w http.ResponseWriter, req *http.Request) bool {
			if req.URL.Path == "/login" {
				page(w)
			} else {
				http.Redirect(w, req, "/login", http.StatusFound)
			}
			return true
		},
		"sent in a circle": func(w http.ResponseWriter, req *http.Request) bool {
			http.Redirect(w, req, "/again", http.StatusFound)
			return true
		},
		"sent to another place without TLS": func(w http.ResponseWriter, req *http.Request) bool {
			http.Redirect(w, req, "http://portal.example/", http.StatusFound)
			return true
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, mars)
			w.sync()
			w.repo.Add(t, april)
			w.host.misbehave(answers)
			checked := w.status().Checked
			w.clock.Add(time.Hour)
			w.refused(fault.Intercepted, syncing.Offline, "")
			w.wantInstalled(mars.Name)
			if name != "a page in the place of the tables" && !w.status().Checked.Equal(checked) {
				t.Error("a portal counts as a check")
			}
			if w.status().Refusal != nil {
				t.Error("a portal counts as a refused update")
			}
			w.host.misbehave(nil)
			w.sync()
			w.wantInstalled(mars.Name + " " + april.Name)
		})
	}
}

func TestACertificateThatIsNotTheirsIsAnInterception(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mars)
	s := httptest.NewTLSServer(repository.Handler(w.repo.Dir))
	s.Config.ErrorLog = nil
	defer s.Close()
	w.home = t.TempDir()
	w.reader()
	id, err := w.Subscribe("x", w.repo.SubscriptionFile(t, s.URL))
	if err != nil {
		t.Fatal(err)
	}
	w.id = id
	w.refused(fault.Intercepted, syncing.Offline, "")
}

func TestAServerThatForbidsInsteadOfMissingTheNextRootIsUnderstood(t *testing.T) {
	t.Parallel()
	for _, status := range []int{403, 404, 410} {
		w := newWorld(t, mars)
		w.host.misbehave(func(rw http.ResponseWriter, req *http.Request) bool {
			if req.URL.Path == "/metadata/2.root.json" {
				http.Error(rw, "AccessDenied", status)
				return true
			}
			return false
		})
		w.sync()
		w.wantInstalled(mars.Name)
	}
	w := newWorld(t, mars)
	w.host.misbehave(func(rw http.ResponseWriter, req *http.Request) bool {
		if req.URL.Path == "/metadata/timestamp.json" {
			http.Error(rw, "AccessDenied", http.StatusForbidden)
			return true
		}
		return false
	})
	w.refused(fault.HTTP, syncing.Offline, layout.Timestamp)
}

func TestOnlyBusyAndBrokenServersAreAskedAgain(t *testing.T) {
	t.Parallel()
	for status, c := range map[int]struct {
		failures, requests int
		header             string
		kind               fault.Kind
	}{
		500: {failures: 2, requests: 3},
		503: {failures: 3, requests: 4, header: "0"},
		429: {failures: 3, requests: 4},
		502: {failures: 9, requests: 4, kind: fault.HTTP},
		504: {failures: 9, requests: 1, header: "3600", kind: fault.HTTP},
		404: {failures: 9, requests: 1, kind: fault.HTTP},
		401: {failures: 9, requests: 1, kind: fault.HTTP},
	} {
		t.Run(strconv.Itoa(status), func(t *testing.T) {
			w := newWorld(t, mars)
			var n atomic.Int64
			w.host.misbehave(func(rw http.ResponseWriter, req *http.Request) bool {
				if req.URL.Path != "/metadata/timestamp.json" || int(n.Add(1)) > c.failures {
					return false
				}
				if c.header != "" {
					rw.Header().Set("Retry-After", c.header)
				}
				http.Error(rw, "no", status)
				return true
			})
			_, err := w.SyncOne(ctx, w.id, nil)
			if fault.KindOf(err) != c.kind || int(n.Load()) != c.requests {
				t.Errorf("%d requests, want %d; kind %q, want %q: %v", n.Load(), c.requests, fault.KindOf(err), c.kind, err)
			}
		})
	}
}

func TestWithoutANetworkNothingChangesButThatItWasTried(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mars)
	w.sync()
	w.host.Close()
	w.clock.Add(24 * time.Hour)
	w.refused(fault.Offline, syncing.Offline, "metadata/2.root.json")
	w.wantInstalled(mars.Name)
	if s := w.status(); !s.Checked.Equal(Start) || !s.Tried.Equal(w.clock.T) || s.Packages != 1 {
		t.Errorf("status %+v", s)
	}
}

func TestAServerThatFallsSilentIsGivenUp(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"/metadata/timestamp.json", "/blobs/"} {
		w := newWorld(t, mars)
		release := make(chan struct{})
		w.host.misbehave(func(rw http.ResponseWriter, req *http.Request) bool {
			if !strings.HasPrefix(req.URL.Path, path) {
				return false
			}
			rw.Header().Set("Content-Length", "20")
			_, _ = rw.Write([]byte("{"))
			_ = http.NewResponseController(rw).Flush()
			<-release
			return true
		})
		c, err := syncing.New(syncing.Config{Home: w.home, Installer: w.lib, Now: w.clock.Now, Stall: 100 * time.Millisecond})
		if err != nil {
			t.Fatal(err)
		}
		w.Client = c
		w.refused(fault.Offline, syncing.Offline, "")
		close(release)
	}
}

func TestAMirrorIsAskedWhenTheAddressDoesNotAnswer(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mars)
	sub, err := w.repo.Subscription(ctx, "http://127.0.0.1:1/", []string{w.host.URL}, nil)
	if err != nil {
		t.Fatal(err)
	}
	data, err := sub.Encode()
	if err != nil {
		t.Fatal(err)
	}
	w.home = t.TempDir()
	w.reader()
	if _, err := w.Subscribe("x", data); err != nil {
		t.Fatal(err)
	}
	w.sync()
	w.wantInstalled(mars.Name)
}

func TestAMirrorThatLagsBehindIsNoRollback(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mars)
	mirror := serve(t, w.repo.Copy(t))
	sub, err := w.repo.Subscription(ctx, w.host.URL, []string{mirror.URL}, nil)
	if err != nil {
		t.Fatal(err)
	}
	data, err := sub.Encode()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Subscribe("x", data); err != nil {
		t.Fatal(err)
	}
	w.repo.Add(t, april)
	w.sync()
	w.host.Close()
	w.refused(fault.Offline, syncing.Offline, "")
}

func TestABlobThatAHostHasSpoiltIsTakenFromAMirror(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mars)
	mirror := serve(t, w.repo.Copy(t))
	sub, err := w.repo.Subscription(ctx, w.host.URL, []string{mirror.URL}, nil)
	if err != nil {
		t.Fatal(err)
	}
	data, err := sub.Encode()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Subscribe("x", data); err != nil {
		t.Fatal(err)
	}
	write(t, blobFile(w.repo.Dir, "# "+mars.Name+"\n"), "spoilt")
	w.sync()
	w.wantInstalled(mars.Name)
	if got := mirror.requests(); len(got) != 1 {
		t.Errorf("the mirror was asked for %v", got)
	}
}

// large is a package with a document that takes several packets.
func large() (Package, string) {
	content := strings.Repeat("Nämndens uppföljning, rad för rad.\n", 20000)
	return Package{Name: "asn-stor", Order: 9, Files: map[string]string{"documents/stor.md": content}}, content
}

// cut answers the first times with only a part of what was asked for, and breaks off.
func cut(content string, times int) func(http.ResponseWriter, *http.Request) bool {
	var n atomic.Int64
	return func(w http.ResponseWriter, req *http.Request) bool {
		if !strings.HasPrefix(req.URL.Path, "/blobs/") || int(n.Add(1)) > times {
			return false
		}
		from := 0
		if r := req.Header.Get("Range"); r != "" {
			from, _ = strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(r, "bytes="), "-"))
			w.Header().Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", from, len(content)-1, len(content)))
		}
		w.Header().Set("Content-Length", strconv.Itoa(len(content)-from))
		if from > 0 {
			w.WriteHeader(http.StatusPartialContent)
		}
		_, _ = w.Write([]byte(content[from : from+100000]))
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}
}

func TestADownloadThatBreaksOffIsTakenUpWhereItStopped(t *testing.T) {
	t.Parallel()
	p, content := large()
	w := newWorld(t, p)
	var ranges []string
	broken := cut(content, 2)
	w.host.misbehave(func(rw http.ResponseWriter, req *http.Request) bool {
		if strings.HasPrefix(req.URL.Path, "/blobs/") {
			ranges = append(ranges, req.Header.Get("Range"))
		}
		return broken(rw, req)
	})
	var last syncing.Progress
	if _, err := w.Sync(ctx, func(p syncing.Progress) { last = p }); err != nil {
		t.Fatal(err)
	}
	w.wantInstalled(p.Name)
	if len(ranges) != 3 || ranges[0] != "" || ranges[1] == "" || ranges[2] == "" {
		t.Errorf("ranges %q", ranges)
	}
	if last.BytesDone != int64(len(content)) || last.BytesTotal != last.BytesDone {
		t.Errorf("%d of %d bytes", last.BytesDone, last.BytesTotal)
	}
}

func TestADownloadThatBreaksOffForGoodIsTakenUpByTheNextSync(t *testing.T) {
	t.Parallel()
	p, content := large()
	w := newWorld(t, p)
	w.host.misbehave(func(rw http.ResponseWriter, req *http.Request) bool {
		if strings.HasPrefix(req.URL.Path, "/blobs/") && req.Header.Get("Range") != "" {
			panic(http.ErrAbortHandler)
		}
		return cut(content, 1)(rw, req)
	})
	w.refused(fault.Offline, syncing.Offline, layout.BlobPath(layout.Sum([]byte(content))))
	part, err := os.ReadFile(blobFile(w.home, content) + ".part")
	if err != nil || len(part) == 0 || !strings.HasPrefix(content, string(part)) {
		t.Fatalf("what had come is not kept: %d bytes, %v", len(part), err)
	}
	var asked string
	w.host.misbehave(func(rw http.ResponseWriter, req *http.Request) bool {
		if strings.HasPrefix(req.URL.Path, "/blobs/") {
			asked = req.Header.Get("Range")
		}
		return false
	})
	w.sync()
	w.wantInstalled(p.Name)
	if asked != fmt.Sprintf("bytes=%d-", len(part)) {
		t.Errorf("asked for %q with %d bytes there", asked, len(part))
	}
	if _, err := os.Stat(blobFile(w.home, content) + ".part"); err == nil {
		t.Error("the part was left")
	}
}

func TestAnInterruptedPartIsNeverTrusted(t *testing.T) {
	t.Parallel()
	p, content := large()
	for name, part := range map[string]string{
		"wrong bytes":      strings.Repeat("x", 1000),
		"whole but wrong":  strings.Repeat("x", len(content)),
		"longer":           content + "x",
		"whole and right":  content,
		"nothing":          "",
		"all but one byte": content[:len(content)-1],
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, p)
			path := blobFile(w.home, content) + ".part"
			if err := os.MkdirAll(strings.TrimSuffix(path, "/"+layout.Sum([]byte(content))+".part"), 0o700); err != nil {
				t.Fatal(err)
			}
			write(t, path, part)
			w.sync()
			w.wantInstalled(p.Name)
		})
	}
}

func TestAServerThatKnowsNoRangesIsReadFromTheBeginning(t *testing.T) {
	t.Parallel()
	p, content := large()
	for name, answer := range map[string]func(http.ResponseWriter){
		"the whole file": func(w http.ResponseWriter) { fmt.Fprint(w, content) },
		"another range": func(w http.ResponseWriter) {
			w.Header().Set("Content-Range", fmt.Sprintf("bytes 5-%d/%d", len(content)-1, len(content)))
			w.WriteHeader(http.StatusPartialContent)
			fmt.Fprint(w, content[5:])
		},
		"a range that does not say where": func(w http.ResponseWriter) {
			w.WriteHeader(http.StatusPartialContent)
			fmt.Fprint(w, content[1000:])
		},
		"no such range": func(w http.ResponseWriter) { http.Error(w, "no", http.StatusRequestedRangeNotSatisfiable) },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, p)
			ranged := 0
			w.host.misbehave(func(rw http.ResponseWriter, req *http.Request) bool {
				if !strings.HasPrefix(req.URL.Path, "/blobs/") || req.Header.Get("Range") == "" {
					return false
				}
				ranged++
				answer(rw)
				return true
			})
			path := blobFile(w.home, content) + ".part"
			if err := os.MkdirAll(strings.TrimSuffix(path, "/"+layout.Sum([]byte(content))+".part"), 0o700); err != nil {
				t.Fatal(err)
			}
			write(t, path, content[:1000])
			w.sync()
			w.wantInstalled(p.Name)
			if ranged != 1 {
				t.Errorf("%d ranges were asked for", ranged)
			}
		})
	}
}

func TestABlobThatIsTooShortOrTooLongIsRefused(t *testing.T) {
	t.Parallel()
	for name, content := range map[string]string{"shorter": "# asn", "longer": "# " + mars.Name + "\nx", "empty": ""} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, mars)
			write(t, blobFile(w.repo.Dir, "# "+mars.Name+"\n"), content)
			w.refused(fault.Content, syncing.Rejected, layout.BlobPath(layout.Sum([]byte("# "+mars.Name+"\n"))))
			w.wantInstalled("")
		})
	}
}

func TestABlobThatIsThereIsNeverFetchedAgain(t *testing.T) {
	t.Parallel()
	p, content := large()
	w := newWorld(t, p)
	w.sync()
	w.repo.Add(t, Package{Name: "asn-ny", Order: 10, Files: map[string]string{"documents/samma.md": content, "ny.md": "ny"}})
	w.host.requests()
	w.sync()
	blobs := []string{}
	for _, path := range w.host.requests() {
		if strings.HasPrefix(path, "blobs/") {
			blobs = append(blobs, path)
		}
	}
	if diff := cmp.Diff([]string{layout.BlobPath(layout.Sum([]byte("ny")))}, blobs); diff != "" {
		t.Error(diff)
	}
}

func TestAnEmptyFileIsAFile(t *testing.T) {
	t.Parallel()
	w := newWorld(t, Package{Name: "tom", Order: 1, Files: map[string]string{"tom.md": ""}})
	w.sync()
	w.wantInstalled("tom")
}

func TestAFullDiskIsSeenBeforeAnythingIsFetched(t *testing.T) {
	t.Parallel()
	p, content := large()
	w := newWorld(t, mars)
	w.sync()
	w.repo.Add(t, p)
	before := files(t, w.home)
	w.free = uint64(len(content)) + uint64(len(content))/5 - 1
	w.host.requests()
	w.refused(fault.DiskFull, syncing.Updates, w.home)
	for _, path := range w.host.requests() {
		if strings.HasPrefix(path, "blobs/") {
			t.Errorf("%s was fetched", path)
		}
	}
	for f := range files(t, w.home) {
		if _, had := before[f]; !had {
			t.Errorf("%s was left on the full disk", f)
		}
	}
	w.wantInstalled(mars.Name)
	w.free++
	w.sync()
	w.wantInstalled(mars.Name + " " + p.Name)
}

func TestALibraryThatCannotGrowLeavesThePackageForLater(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mars)
	w.lib.refuse = func(layout.Manifest) error { return fault.New("store", fault.DiskFull, "library.db", nil) }
	w.refused(fault.DiskFull, syncing.Updates, "library.db")
	w.lib.refuse = nil
	w.sync()
	w.wantInstalled(mars.Name)
}

func TestTheWaitBetweenTriesCanBeCutShort(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mars)
	w.host.misbehave(func(rw http.ResponseWriter, _ *http.Request) bool { http.Error(rw, "no", 500); return true })
	c, err := syncing.New(syncing.Config{Home: w.home, Installer: w.lib, Now: w.clock.Now,
		Backoff: func() backoff.BackOff { return &backoff.StopBackOff{} }})
	if err != nil {
		t.Fatal(err)
	}
	w.Client = c
	w.refused(fault.HTTP, syncing.Offline, "")
	if got := w.host.requests(); len(got) != 1 {
		t.Errorf("%d requests", len(got))
	}
}
