package kolada

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"rodatraden/data/fault"
)

func TestAThrottledServerIsLeftAloneAsLongAsItAsksAndThenAnswers(t *testing.T) {
	s := newServer(t)
	s.has("N31807", "1488", "2024", whole("4.1"))
	answers := []func(h http.Header) int{
		func(h http.Header) int { h.Set("Retry-After", "7"); return http.StatusTooManyRequests },
		func(h http.Header) int {
			h.Set("Retry-After", today.Add(20*time.Second).Format(http.TimeFormat))
			return http.StatusServiceUnavailable
		},
		func(http.Header) int { return http.StatusTooManyRequests },
		func(http.Header) int { return http.StatusBadGateway },
	}
	s.hook = func(w http.ResponseWriter, r *http.Request, _ int) bool {
		if len(answers) == 0 || !strings.HasPrefix(r.URL.Path, "/v3/data/") {
			return false
		}
		status := answers[0](w.Header())
		answers = answers[1:]
		w.WriteHeader(status)
		return true
	}
	var pauses []time.Duration
	facts, _, err := Read(context.Background(), trollhattan, s.options(&pauses))
	if err != nil || len(facts.Rows("observations")) != 1 {
		t.Fatalf("%v", err)
	}
	if want := []time.Duration{7 * time.Second, 20 * time.Second, time.Second, time.Second}; !slices.Equal(pauses, want) {
		t.Errorf("%v, want %v", pauses, want)
	}
}

func TestAServerThatKeepsFailingIsAskedABoundedNumberOfTimes(t *testing.T) {
	for status, want := range map[int]int{http.StatusTooManyRequests: tries, http.StatusInternalServerError: tries, http.StatusBadRequest: 1} {
		s := newServer(t)
		s.hook = func(w http.ResponseWriter, _ *http.Request, _ int) bool { w.WriteHeader(status); return true }
		if _, _, err := Read(context.Background(), trollhattan, s.options(nil)); fault.KindOf(err) != fault.HTTP || len(s.paths()) != want {
			t.Errorf("%d: %v after %d tries, want %d", status, err, len(s.paths()), want)
		}
	}
}

func TestAnAnswerThatIsCutOffIsAskedForAgain(t *testing.T) {
	s := newServer(t)
	s.has("N31807", "1488", "2024", whole("4.1"))
	was := false
	s.hook = func(w http.ResponseWriter, r *http.Request, _ int) bool {
		if was || !strings.HasPrefix(r.URL.Path, "/v3/data/") {
			return false
		}
		was = true
		cut(w)
		return true
	}
	if facts, _ := s.read(t, trollhattan); len(facts.Rows("observations")) != 1 {
		t.Errorf("%v", facts.Rows("observations"))
	}
}

func TestASlowServerCanBeLeft(t *testing.T) {
	s := newServer(t)
	ctx, cancel := context.WithCancel(context.Background())
	left := make(chan struct{})
	t.Cleanup(func() { close(left) })
	s.hook = func(_ http.ResponseWriter, r *http.Request, _ int) bool {
		cancel()
		select {
		case <-r.Context().Done():
		case <-left:
		}
		return true
	}
	_, report, err := Read(ctx, trollhattan, s.options(nil))
	if fault.KindOf(err) != fault.Offline || len(s.paths()) != 1 || len(report.Findings) != 0 {
		t.Errorf("%v %v after %d requests", err, report, len(s.paths()))
	}
}

func TestAServerThatFallsSilentIsGivenUp(t *testing.T) {
	s := newServer(t)
	left := make(chan struct{})
	t.Cleanup(func() { close(left) })
	s.hook = func(w http.ResponseWriter, _ *http.Request, _ int) bool {
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprint(w, `{"values": [`)
		w.(http.Flusher).Flush()
		<-left
		return true
	}
	o := s.options(nil)
	o.Stall = 20 * time.Millisecond
	if _, report, err := Read(context.Background(), trollhattan, o); fault.KindOf(err) != fault.Offline || len(told(report, Unreachable)) != 1 {
		t.Errorf("%v %v", err, report)
	}
}

func TestTheProgramSaysWhoItIsAndAsksOneThingAtATime(t *testing.T) {
	s := newServer(t)
	var now, most atomic.Int32
	s.hook = func(_ http.ResponseWriter, r *http.Request, _ int) bool {
		defer now.Add(-1)
		most.Store(max(most.Load(), now.Add(1)))
		if !strings.HasPrefix(r.UserAgent(), "rodatraden") {
			t.Errorf("%q", r.UserAgent())
		}
		return false
	}
	q := trollhattan
	q.Years, _ = Years("1950-2025")
	var steps []string
	o := s.options(nil)
	o.Progress = func(done, of int, _ string) { steps = append(steps, fmt.Sprint(done, "/", of)) }
	if _, _, err := Read(context.Background(), q, o); err != nil || most.Load() != 1 {
		t.Errorf("%v, %d at a time", err, most.Load())
	}
	if want := "0/1 1/2 2/6 3/6 4/6 5/6"; strings.Join(steps, " ") != want {
		t.Errorf("%v, want %s", steps, want)
	}
}

func TestOneUnknownKeyFigureDoesNotHideTheOthers(t *testing.T) {
	s := newServer(t)
	s.hook = func(w http.ResponseWriter, r *http.Request, _ int) bool {
		if strings.HasPrefix(r.URL.Path, "/v3/kpi/") && strings.Contains(r.URL.Path, "N99999") {
			http.NotFound(w, r)
			return true
		}
		return false
	}
	q := trollhattan
	q.KPIs = []string{"N99999", "N31807"}
	_, report, _ := Read(context.Background(), q, s.options(nil))
	if f := told(report, KPIUnknown); len(f) != 1 || f[0].Args["KPI"] != "N99999" {
		t.Errorf("%v", report.Findings)
	}
}

func TestAListGoesOnOnlyWithKolada(t *testing.T) {
	w, err := newWeb(Options{})
	if err != nil {
		t.Fatal(err)
	}
	at := w.address("/kpi?per_page=5000")
	for ref, want := range map[string]string{
		"https://api.kolada.se/v3/kpi?page=2":    "https://api.kolada.se/v3/kpi?page=2",
		"http://api.kolada.se/v3/kpi?page=2":     "https://api.kolada.se/v3/kpi?page=2", // as behind a proxy
		"http://api.kolada.se:80/v3/kpi?page=2":  "https://api.kolada.se/v3/kpi?page=2",
		"/v3/kpi?page=2":                         "https://api.kolada.se/v3/kpi?page=2",
		"?page=2":                                "https://api.kolada.se/v3/kpi?page=2",
		"https://api.kolada.se:8443/v3/kpi":      "",
		"https://kolada.se/v3/kpi":               "",
		"https://api.kolada.se.example.org/v3/k": "",
		"https://u:p@api.kolada.se/v3/kpi":       "",
		"https://api.kolada.se/v2/kpi":           "",
		"ftp://api.kolada.se/v3/kpi":             "",
		"//127.0.0.1/v3/kpi":                     "",
		"http://[::1":                            "",
	} {
		if got, err := w.next(at, ref); got != want || (want == "") != (err != nil) {
			t.Errorf("%s: %q, %v", ref, got, err)
		}
	}
}

func TestKoladaIsAskedOverHTTPSOrOnThisComputer(t *testing.T) {
	for _, base := range []string{"http://api.kolada.se/v3", "ftp://127.0.0.1", "kolada", "https://api.kolada.se/v3?x=1", "http://%"} {
		if _, _, err := Read(context.Background(), trollhattan, Options{Base: base}); fault.KindOf(err) != fault.Usage {
			t.Errorf("%s: %v", base, err)
		}
	}
}
