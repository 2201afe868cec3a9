package repositorytest

import (
	"net/http"
	"regexp"
	"strings"
	"sync"
)

// Traffic remembers what a host was asked for and what it answered. Its zero value is ready.
type Traffic struct {
	mu      sync.Mutex
	answers []Answer
}

// Answer is what one request was given.
type Answer struct {
	Path   string // without the first slash
	Status int
	Bytes  int64 // of the body
}

// Of wraps what serves a repository.
func (t *Traffic) Of(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		c := &counting{ResponseWriter: w, status: http.StatusOK}
		h.ServeHTTP(c, req)
		t.mu.Lock()
		defer t.mu.Unlock()
		t.answers = append(t.answers, Answer{strings.TrimPrefix(req.URL.Path, "/"), c.status, c.bytes})
	})
}

// Take returns the answers since it was last called, in the order in which they were complete.
func (t *Traffic) Take() []Answer {
	t.mu.Lock()
	defer t.mu.Unlock()
	out := t.answers
	t.answers = nil
	return out
}

type counting struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (c *counting) WriteHeader(status int) {
	c.status = status
	c.ResponseWriter.WriteHeader(status)
}

func (c *counting) Write(data []byte) (int, error) {
	n, err := c.ResponseWriter.Write(data)
	c.bytes += int64(n)
	return n, err
}

var kinds = []struct {
	name string
	path *regexp.Regexp
}{
	{"root", regexp.MustCompile(`^metadata/\d+\.root\.json$`)},
	{"timestamp", regexp.MustCompile(`^metadata/timestamp\.json$`)},
	{"snapshot", regexp.MustCompile(`^metadata/\d+\.snapshot\.json$`)},
	{"targets", regexp.MustCompile(`^metadata/\d+\.targets\.json$`)},
	{"committee", regexp.MustCompile(`^metadata/\d+\.[a-z0-9-]+\.json$`)},
	{"index", regexp.MustCompile(`^targets/.*\.index\.json$`)},
	{"manifest", regexp.MustCompile(`^targets/.*\.datapackage\.json$`)},
	{"blob", regexp.MustCompile(`^blobs/`)},
}

// KindOf names what a path of a repository is: root, timestamp, snapshot, targets, committee, index,
// manifest or blob, and nothing for what is none of them.
func KindOf(path string) string {
	for _, k := range kinds {
		if k.path.MatchString(path) {
			return k.name
		}
	}
	return ""
}
