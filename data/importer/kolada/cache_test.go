package kolada

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rodatraden/data/fault"
	"rodatraden/data/followup"
)

// cached reads with a cache, some days after today.
func (s *server) cached(t *testing.T, dir string, days int) (string, followup.Report) {
	t.Helper()
	o := s.options(nil)
	o.Cache, o.Now = dir, func() time.Time { return today.AddDate(0, 0, days) }
	facts, report, err := Read(context.Background(), trollhattan, o)
	if err != nil {
		t.Fatalf("%v %v", err, report)
	}
	return table(t, facts, "observations", "period", "value"), report
}

func TestYoungAnswersAreUsedWithoutAsking(t *testing.T) {
	s, dir := newServer(t), filepath.Join(t.TempDir(), "kolada")
	s.has("N31807", "1488", "2024", whole("4.10000000000000001"))
	first, _ := s.cached(t, dir, 0)
	asked := len(s.paths())
	second, report := s.cached(t, dir, 1)
	if first != second || first == "" || len(s.paths()) != asked {
		t.Errorf("%q, %q, %d more requests", first, second, len(s.paths())-asked)
	}
	if f := told(report, Fetched); len(f) != 1 || f[0].Args["Date"] != "2026-06-01" {
		t.Errorf("%v", f)
	}
}

func TestOldAnswersAreAskedAboutAndStandWhereNothingChanged(t *testing.T) {
	s, dir := newServer(t), t.TempDir()
	s.has("N31807", "1488", "2024", whole("4.1"))
	unchanged := 0
	s.hook = func(w http.ResponseWriter, r *http.Request, _ int) bool {
		if r.Header.Get("If-None-Match") == `"1"` && r.Header.Get("If-Modified-Since") == "Mon, 01 Jun 2026 00:00:00 GMT" {
			unchanged++
			w.WriteHeader(http.StatusNotModified)
			return true
		}
		w.Header().Set("ETag", `"1"`)
		w.Header().Set("Last-Modified", "Mon, 01 Jun 2026 00:00:00 GMT")
		return false
	}
	first, _ := s.cached(t, dir, 0)
	second, report := s.cached(t, dir, 5)
	if first != second || unchanged != 3 {
		t.Errorf("%q, %q, %d unchanged", first, second, unchanged)
	}
	if f := told(report, Fetched); len(f) != 1 || f[0].Args["Date"] != "2026-06-06" {
		t.Errorf("%v", f)
	}
	s.cached(t, dir, 6) // young again
	if unchanged != 3 {
		t.Errorf("asked again after a day")
	}
}

func TestOldAnswersAreUsedWithTheirDateWhereTheNetworkFails(t *testing.T) {
	s, dir := newServer(t), t.TempDir()
	s.has("N31807", "1488", "2024", whole("4.1"))
	first, _ := s.cached(t, dir, 0)
	for name, hook := range map[string]func(w http.ResponseWriter, _ *http.Request, _ int) bool{
		"a login page": func(w http.ResponseWriter, _ *http.Request, _ int) bool { fmt.Fprint(w, "<html>"); return true },
		"throttled":    func(w http.ResponseWriter, _ *http.Request, _ int) bool { w.WriteHeader(429); return true },
		"nobody":       nil,
	} {
		s.hook = hook
		if hook == nil {
			s.Close()
		}
		again, report := s.cached(t, dir, 40)
		if again != first {
			t.Errorf("%s: %q", name, again)
		}
		if f := told(report, Old); len(f) != 1 || f[0].Severity != followup.Assumed || f[0].Args["Date"] != "2026-06-01" {
			t.Errorf("%s: %v", name, report.Findings)
		} else {
			fills(t, f[0])
		}
		if hook == nil {
			return
		}
	}
}

func TestPagesOfDifferentDaysAreNeverPutTogether(t *testing.T) {
	s, dir := newServer(t), t.TempDir()
	s.has("N31807", "1488", "2023", whole("1"))
	s.has("N31807", "1488", "2024", whole("2"))
	s.hook = func(_ http.ResponseWriter, r *http.Request, _ int) bool {
		s.perPage = 0
		if strings.HasPrefix(r.URL.Path, "/v3/data/") {
			s.perPage = 1
		}
		return false
	}
	s.cached(t, dir, 0)
	s.data = nil // both are revised
	s.has("N31807", "1488", "2023", whole("10"))
	s.has("N31807", "1488", "2024", whole("20"))
	fails := s.hook
	s.hook = func(w http.ResponseWriter, r *http.Request, n int) bool {
		if strings.Contains(r.URL.RawQuery, "page=1") {
			w.WriteHeader(http.StatusBadRequest + 100)
			return true
		}
		return fails(w, r, n)
	}
	// The second page does not come: the first of today is not put with the second of long ago.
	got, _ := s.cached(t, dir, 30)
	same(t, got, "2023|1\n2024|2\n")
	s.hook = fails
	got, _ = s.cached(t, dir, 31)
	same(t, got, "2023|10\n2024|20\n")
}

func TestABrokenAnswerInTheCacheIsAskedForAgain(t *testing.T) {
	s, dir := newServer(t), t.TempDir()
	s.has("N31807", "1488", "2024", whole("4.1"))
	first, _ := s.cached(t, dir, 0)
	files, _ := filepath.Glob(filepath.Join(dir, "*.json"))
	for _, file := range files {
		if err := os.WriteFile(file, []byte(`{"address": "`), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if again, _ := s.cached(t, dir, 0); again != first || len(files) != 3 || len(s.paths()) != 6 {
		t.Errorf("%q, %d files, %d requests", again, len(files), len(s.paths()))
	}
}

func TestAFolderThatWasFetchedElsewhereIsReadWithoutANetwork(t *testing.T) {
	s, dir := newServer(t), t.TempDir()
	s.has("N31807", "1488", "2024", whole("4.1"))
	first, _ := s.cached(t, dir, 0)
	asked := len(s.paths())

	o := s.options(nil)
	o.Offline, o.Now = dir, func() time.Time { return today.AddDate(1, 0, 0) }
	facts, report, err := Read(context.Background(), trollhattan, o)
	if err != nil || table(t, facts, "observations", "period", "value") != first || len(s.paths()) != asked {
		t.Errorf("%v", err)
	}
	if f := told(report, Fetched); len(f) != 1 || f[0].Args["Date"] != "2026-06-01" {
		t.Errorf("%v", f)
	}

	// What it lacks is told all at once.
	q := trollhattan
	q.Years, _ = Years("1970-2025")
	_, report, err = Read(context.Background(), q, o)
	missing := told(report, OfflineMissing)
	if fault.KindOf(err) != fault.NotFound || len(missing) != 3 || len(s.paths()) != asked {
		t.Fatalf("%v %v", err, report.Findings)
	}
	for _, f := range missing {
		if f.Args["File"] != filepath.Base(cacheFile(dir, f.Args["Address"])) || f.Args["Folder"] != dir {
			t.Errorf("%v", f.Args)
		}
		fills(t, f)
	}

	// A file under another's name answers another question.
	files, _ := filepath.Glob(filepath.Join(dir, "v3-data-*.json"))
	other, _ := filepath.Glob(filepath.Join(dir, "v3-municipality-*.json"))
	raw, err := os.ReadFile(files[0])
	if err == nil {
		err = os.WriteFile(other[0], raw, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	if _, report, err = Read(context.Background(), trollhattan, o); fault.KindOf(err) != fault.LocalCorrupt || len(told(report, OfflineBroken)) != 1 {
		t.Errorf("%v %v", err, report.Findings)
	} else {
		fills(t, told(report, OfflineBroken)[0])
	}
}

func TestACacheThatCannotBeWrittenIsAFault(t *testing.T) {
	s := newServer(t)
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	o := s.options(nil)
	o.Cache = filepath.Join(file, "kolada")
	if _, _, err := Read(context.Background(), trollhattan, o); fault.KindOf(err) != fault.Local {
		t.Errorf("%v", err)
	}
}
