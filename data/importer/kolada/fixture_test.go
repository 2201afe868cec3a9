package kolada

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/cenkalti/backoff/v5"

	"rodatraden/data/followup"
	"rodatraden/data/importer"
)

// today is the day of every test.
var today = time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)

// server is Kolada on this computer: it answers as the real one, by the lists in testdata, and with the
// values that a test gives it.
type server struct {
	*httptest.Server
	kpis, areas, groups []json.RawMessage
	data                []string // values as an answer writes them
	perPage             int      // 0 is all on one page

	mu    sync.Mutex
	asked []*http.Request
	hook  func(w http.ResponseWriter, r *http.Request, n int) bool // answers in the server's place; n counts from 1
}

func newServer(t testing.TB) *server {
	s := &server{}
	for name, into := range map[string]*[]json.RawMessage{
		"kpi_ifo_subset.json": &s.kpis, "municipality_312.json": &s.areas, "municipality_groups_trollhattan.json": &s.groups,
	} {
		raw, err := os.ReadFile(filepath.Join("testdata", name))
		if err == nil {
			err = json.Unmarshal(raw, into)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

// has gives the server a value: of a key figure, for a municipality and a year, as the inner list of an
// answer writes it.
func (s *server) has(kpi, place, year, values string) {
	s.data = append(s.data, fmt.Sprintf(`{"kpi": %q, "municipality": %q, "period": %s, "values": [%s]}`, kpi, place, year, values))
}

// whole is the value of all, as an answer writes it.
func whole(value string) string {
	return fmt.Sprintf(`{"gender": "T", "count": 1, "status": "", "value": %s}`, value)
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.asked = append(s.asked, r)
	n, hook := len(s.asked), s.hook
	s.mu.Unlock()
	if hook != nil && hook(w, r, n) {
		return
	}
	path, under := strings.CutPrefix(r.URL.Path, "/v3")
	segments := strings.Split(strings.Trim(path, "/"), "/")
	var values []json.RawMessage
	switch {
	case !under:
		http.NotFound(w, r)
		return
	case segments[0] == "municipality":
		values = s.areas
	case segments[0] == "municipality_groups":
		values = s.groups
	case segments[0] == "kpi" && len(segments) == 1:
		values = s.kpis
	case segments[0] == "kpi":
		ids := strings.Split(segments[1], ",")
		if len(ids) > 25 {
			http.Error(w, "too many ids", http.StatusBadRequest)
			return
		}
		values = slices.DeleteFunc(slices.Clone(s.kpis), func(raw json.RawMessage) bool {
			var k struct{ ID string }
			_ = json.Unmarshal(raw, &k)
			return !slices.Contains(ids, k.ID)
		})
	case segments[0] == "data":
		asked := map[string][]string{}
		for i := 1; i+1 < len(segments); i += 2 {
			asked[segments[i]] = strings.Split(segments[i+1], ",")
			if len(asked[segments[i]]) > 25 {
				http.Error(w, "too many ids", http.StatusBadRequest)
				return
			}
		}
		for _, raw := range s.data {
			var d datum
			if err := json.Unmarshal([]byte(raw), &d); err == nil && slices.Contains(asked["kpi"], d.KPI) && slices.Contains(asked["municipality"], d.Municipality) &&
				(asked["year"] == nil || slices.Contains(asked["year"], string(d.Period))) {
				values = append(values, json.RawMessage(raw))
			}
		}
	}
	next := "null"
	if s.perPage > 0 {
		p, _ := strconv.Atoi(r.URL.Query().Get("page"))
		from := min(p*s.perPage, len(values))
		to := min(from+s.perPage, len(values))
		// Kolada names a further page also after the last.
		if values = values[from:to]; len(values) > 0 {
			next = fmt.Sprintf("%q", "http://"+r.Host+r.URL.Path+"?per_page=5000&page="+strconv.Itoa(p+1))
		}
	}
	answer(w, values, next)
}

func answer(w http.ResponseWriter, values []json.RawMessage, next string) {
	w.Header().Set("Content-Type", "application/json")
	if values == nil {
		values = []json.RawMessage{}
	}
	raw, _ := json.Marshal(values)
	fmt.Fprintf(w, `{"values": %s, "count": %d, "next_url": %s, "previous_url": null}`, raw, len(values), next)
}

// paths are the paths that were asked for, in order.
func (s *server) paths() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for _, r := range s.asked {
		out = append(out, strings.TrimPrefix(r.URL.Path, "/v3"))
	}
	return out
}

// options ask the server, on a day that does not pass, and note the pauses instead of making them.
func (s *server) options(pauses *[]time.Duration) Options {
	return Options{
		Base: s.URL + "/v3", Now: func() time.Time { return today },
		Backoff: func() backoff.BackOff { return backoff.NewConstantBackOff(time.Second) },
		Wait: func(_ context.Context, d time.Duration) error {
			if pauses != nil {
				*pauses = append(*pauses, d)
			}
			return nil
		},
	}
}

var trollhattan = Query{KPIs: []string{"N31807"}, Municipality: "1488", Years: []int{2023, 2024, 2025}}

// read reads what must come without a fault.
func (s *server) read(t testing.TB, q Query) (*importer.Facts, followup.Report) {
	t.Helper()
	facts, report, err := Read(context.Background(), q, s.options(nil))
	if err != nil {
		t.Fatalf("%v\n%v", err, report.Findings)
	}
	return facts, report
}

// told are the findings with a code.
func told(r followup.Report, code string) []followup.Finding {
	return slices.DeleteFunc(slices.Clone(r.Findings), func(f followup.Finding) bool { return f.Code != code })
}

// table writes rows as a person reads them, by some columns.
func table(t testing.TB, facts *importer.Facts, name string, columns ...string) string {
	t.Helper()
	var b bytes.Buffer
	for _, row := range facts.Rows(name) {
		for i, column := range columns {
			if i > 0 {
				b.WriteByte('|')
			}
			b.WriteString(cell(name, row, column))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func same(t testing.TB, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// cut writes the beginning of an answer and then leaves.
func cut(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", "1000")
	fmt.Fprint(w, `{"values": [`)
	if f, ok := w.(http.Flusher); ok {
		f.Flush()
	}
	panic(http.ErrAbortHandler)
}
