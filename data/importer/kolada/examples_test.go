package kolada

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"rodatraden/data/fault"
	"rodatraden/data/followup"
	"rodatraden/data/followup/followuptest"
)

// example is one thing that may be wrong, and how it is told.
type example struct {
	name     string
	server   func(*server)
	query    func(*Query)
	options  func(*Options)
	code     string
	severity followup.Severity
	kind     fault.Kind // of the error; "" where facts come all the same
	args     map[string]string
}

// onData answers in the server's place where values are asked for.
func onData(answer func(w http.ResponseWriter, r *http.Request)) func(*server) {
	return func(s *server) {
		s.hook = func(w http.ResponseWriter, r *http.Request, _ int) bool {
			if !strings.HasPrefix(r.URL.Path, "/v3/data/") {
				return false
			}
			answer(w, r)
			return true
		}
	}
}

// body answers with a text that says it is JSON.
func body(text string) func(*server) {
	return onData(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, text)
	})
}

func values(inner string) func(*server) {
	return func(s *server) { s.has("N31807", "1488", "2024", inner) }
}

var examples = []example{
	{name: "nothing is asked", query: func(q *Query) { *q = Query{} }, code: QueryEmpty, severity: followup.Fault, kind: fault.Faults},
	{name: "a number without its letter", query: func(q *Query) { q.KPIs = []string{"31807"} }, code: KPIForm, severity: followup.Fault, kind: fault.Faults},
	{name: "a key figure that is not there", query: func(q *Query) { q.KPIs = append(q.KPIs, "N39807") }, code: KPIUnknown, severity: followup.Fault, kind: fault.Faults,
		args: map[string]string{"KPI": "N39807", "Suggestion": "N31807"}},
	{name: "a misspelt municipality", query: func(q *Query) { q.Municipality = "Trollhätan" }, code: MunicipalityUnknown, severity: followup.Fault, kind: fault.Faults,
		args: map[string]string{"Suggestion": "Trollhättan"}},
	{name: "a municipality like none", query: func(q *Query) { q.Compare = []string{"Xqzwvxqz"} }, code: MunicipalityUnknown, severity: followup.Fault, kind: fault.Faults,
		args: map[string]string{"Suggestion": ""}},
	{name: "a group that is gone", query: func(q *Query) { q.Groups = []string{"G1"} }, code: GroupUnknown, severity: followup.Fault, kind: fault.Faults},
	{name: "an area with no group", query: func(q *Query) { q.Similar = []string{"badhus"} }, code: SimilarUnknown, severity: followup.Fault, kind: fault.Faults},
	{name: "a municipality that nobody is like", query: func(q *Query) { q.Municipality, q.Similar = "1490", []string{"IFO"} }, code: SimilarUnknown, severity: followup.Fault,
		kind: fault.Faults, args: map[string]string{"There": ""}},

	{name: "answers of a day", code: Fetched, severity: followup.Assumed, args: map[string]string{"Date": "2026-06-01", "Values": "0", "KPIs": "1"}},
	{name: "a key figure that has ended", query: func(q *Query) { q.KPIs = []string{"U31462"} }, server: func(s *server) {
		s.kpis = []json.RawMessage{json.RawMessage(`{"id": "U31462", "title": "Väntetid, median (- 2024)"}`)}
	}, code: Discontinued, severity: followup.Warning, args: map[string]string{"Year": "2024"}},
	{name: "a description that warns", query: func(q *Query) { q.KPIs = []string{"N30001"} }, code: Comparability, severity: followup.Assumed,
		args: map[string]string{"Sentence": "Detta påverkar jämförbarheten med tidigare år from 2019"}},
	{name: "values that are not final", server: func(s *server) { s.has("N31807", "1488", "2025", whole("4.1")) }, options: func(o *Options) {
		o.Now = func() time.Time { return time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC) }
	}, code: NotFinal, severity: followup.Assumed, args: map[string]string{"Year": "2025"}},
	{name: "a title without a unit", query: func(q *Query) { q.KPIs = []string{"U30446"} }, server: func(s *server) {
		s.kpis = []json.RawMessage{json.RawMessage(`{"id": "U30446", "title": "Väntetid, median"}`)}
	}, code: UnitUnknown, severity: followup.Assumed},
	{name: "more decimals than have room", server: values(whole("4.12345678949")), code: Rounded, severity: followup.Assumed,
		args: map[string]string{"Count": "1", "Value": "4.12345678949", "Rounded": "4.123456789"}},
	{name: "years without an answer", server: values(whole("4.1")), code: NoValues, severity: followup.Skipped, args: map[string]string{"Years": "2023, 2025"}},
	{name: "no answer for any year", query: func(q *Query) { q.Years = nil }, code: NoValues, severity: followup.Skipped, args: map[string]string{"Years": ""}},
	{name: "an answer to another question", server: body(`{"values": [{"kpi": "N00001", "municipality": "1488", "period": 2024, "values": []}], "next_url": null}`),
		code: Unasked, severity: followup.Skipped},
	{name: "a part of its own", server: values(`{"gender": "X", "status": "", "value": 1}`), code: GenderUnknown, severity: followup.Skipped},
	{name: "a status of its own", server: values(`{"gender": "T", "status": "Hemlig", "value": null}`), code: StatusUnknown, severity: followup.Warning},
	{name: "missing, and yet a value", server: values(`{"gender": "T", "status": "Missing", "value": 0}`), code: StatusWithValue, severity: followup.Warning},
	{name: "null without a reason", server: values(`{"gender": "T", "status": "", "value": null}`), code: NullNoStatus, severity: followup.Assumed},
	{name: "a value that is a text", server: values(whole(`"4,1"`)), code: ValueForm, severity: followup.Fault, kind: fault.Faults},
	{name: "a value beyond all numbers", server: values(whole(`1e999999999`)), code: ValueForm, severity: followup.Fault, kind: fault.Faults},
	{name: "a period that is no year", server: body(`{"values": [{"kpi": "N31807", "municipality": "1488", "period": "2024-Q1", "values": []}], "next_url": null}`),
		code: PeriodForm, severity: followup.Fault, kind: fault.Faults},
	{name: "values that changed between pages", server: func(s *server) {
		s.has("N31807", "1488", "2024", whole("4.1"))
		s.has("N31807", "1488", "2024", whole("4.2"))
		s.perPage = 400
		s.hook = func(w http.ResponseWriter, r *http.Request, _ int) bool {
			if strings.HasPrefix(r.URL.Path, "/v3/data/") {
				s.perPage = 1
			}
			return false
		}
	}, code: Twice, severity: followup.Fault, kind: fault.Faults, args: map[string]string{"One": "4.1", "Other": "4.2"}},

	{name: "nobody there", options: func(o *Options) { o.Base = "http://127.0.0.1:1/v3" }, code: Unreachable, severity: followup.Fault, kind: fault.Offline},
	{name: "an answer cut off, again and again", server: onData(func(w http.ResponseWriter, _ *http.Request) { cut(w) }), code: Unreachable, severity: followup.Fault, kind: fault.Offline},
	{name: "throttled without end", server: onData(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTooManyRequests) }),
		code: Throttled, severity: followup.Fault, kind: fault.HTTP, args: map[string]string{"Seconds": "0"}},
	{name: "told to come back tomorrow", server: onData(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "86400")
		w.WriteHeader(http.StatusServiceUnavailable)
	}), code: Throttled, severity: followup.Fault, kind: fault.HTTP, args: map[string]string{"Seconds": "86400"}},
	{name: "an error that stays", server: onData(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) }),
		code: ServerFault, severity: followup.Fault, kind: fault.HTTP, args: map[string]string{"Status": "500"}},
	{name: "a version that is closed", server: onData(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) }),
		code: ServerFault, severity: followup.Fault, kind: fault.HTTP, args: map[string]string{"Status": "410"}},
	{name: "a login page", server: func(s *server) {
		s.hook = func(w http.ResponseWriter, _ *http.Request, _ int) bool {
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, "<!doctype html><title>Logga in</title>")
			return true
		}
	}, code: Intercepted, severity: followup.Fault, kind: fault.Intercepted},
	{name: "a picture", server: onData(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "image/png")
		fmt.Fprint(w, "\x89PNG")
	}), code: Intercepted, severity: followup.Fault, kind: fault.Intercepted},
	{name: "nothing at all", server: body(""), code: Intercepted, severity: followup.Fault, kind: fault.Intercepted},
	{name: "sent to another server", server: onData(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://127.0.0.1:1/", http.StatusFound)
	}), code: Intercepted, severity: followup.Fault, kind: fault.Intercepted},
	{name: "a page elsewhere", server: body(`{"values": [{}], "next_url": "https://example.org/v3/data"}`), code: Elsewhere, severity: followup.Fault, kind: fault.Intercepted},
	{name: "a page in a file", server: body(`{"values": [{}], "next_url": "file:///etc/passwd"}`), code: Elsewhere, severity: followup.Fault, kind: fault.Intercepted},
	{name: "pages that go round", server: onData(func(w http.ResponseWriter, r *http.Request) {
		answer(w, []json.RawMessage{json.RawMessage("{}")}, fmt.Sprintf("%q", r.URL.Path+"?page=1"))
	}), code: Loop, severity: followup.Fault, kind: fault.Format},
	{name: "pages without end", server: onData(func(w http.ResponseWriter, r *http.Request) {
		answer(w, []json.RawMessage{json.RawMessage("{}")}, fmt.Sprintf("%q", r.URL.Path+"?page="+r.URL.Query().Get("page")+"1"))
	}), code: Loop, severity: followup.Fault, kind: fault.Format, args: map[string]string{"Pages": "1000"}},
	{name: "an answer without end", server: onData(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		for range 40 {
			if _, err := w.Write(bytes.Repeat([]byte(" "), 1<<20)); err != nil {
				return
			}
		}
	}), code: TooLarge, severity: followup.Fault, kind: fault.Limit},
	{name: "more values than a table holds", server: body(`{"values": [` + strings.Repeat("0,", mostValues) + `0]}`), code: TooLarge, severity: followup.Fault, kind: fault.Limit},
	{name: "broken JSON", server: body(`{"values": [`), code: AnswerForm, severity: followup.Fault, kind: fault.Format},
	{name: "something after the answer", server: body(`{"values": []} {"values": []}`), code: AnswerForm, severity: followup.Fault, kind: fault.Format},
	{name: "another shape", server: body(`{"detail": "ok"}`), code: AnswerForm, severity: followup.Fault, kind: fault.Format},
	{name: "values of another shape", server: body(`{"values": ["a"]}`), code: AnswerForm, severity: followup.Fault, kind: fault.Format},
	{name: "a bottomless answer", server: body(`{"values": ` + strings.Repeat("[", 5000) + strings.Repeat("]", 5000) + `}`), code: AnswerForm, severity: followup.Fault, kind: fault.Format},
}

func (e example) run(t *testing.T) (followup.Report, error) {
	t.Helper()
	s, q := newServer(t), trollhattan
	if e.server != nil {
		e.server(s)
	}
	if e.query != nil {
		e.query(&q)
	}
	o := s.options(nil)
	if e.options != nil {
		e.options(&o)
	}
	facts, report, err := Read(context.Background(), q, o)
	if (facts == nil) != (err != nil) {
		t.Errorf("%v facts, and %v", facts, err)
	}
	return report, err
}

func TestEachThingThatMayBeWrongIsToldAndNothingElseIsAFault(t *testing.T) {
	for _, e := range examples {
		t.Run(e.name, func(t *testing.T) {
			report, err := e.run(t)
			if fault.KindOf(err) != e.kind {
				t.Errorf("%v, want the kind %q", err, e.kind)
			}
			found := told(report, e.code)
			if len(found) != 1 || found[0].Severity != e.severity || found[0].File != source {
				t.Fatalf("%s: %v", e.code, report.Findings)
			}
			for name, want := range e.args {
				if got := found[0].Args[name]; got != want {
					t.Errorf("%s is %q, want %q", name, got, want)
				}
			}
			for _, f := range report.Findings {
				if f.Severity == followup.Fault && f.Code != e.code {
					t.Errorf("%v", f)
				}
			}
		})
	}
}

func TestEveryCodeHasAnExample(t *testing.T) {
	elsewhere := []string{Old, OfflineMissing, OfflineBroken} // have tests of their own
	for _, code := range followuptest.Codes(t) {
		if !slices.Contains(elsewhere, code) && !slices.ContainsFunc(examples, func(e example) bool { return e.code == code }) {
			t.Error(code)
		}
	}
}
