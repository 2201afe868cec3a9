// Package objectstoretest runs a real S3 server (versitygw) for tests, and stands between it and them: it
// counts requests, and breaks off what a test wants broken off.
package objectstoretest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// Version is that of the server.
const Version = "v1.8.0"

const (
	programEnv = "RODATRADEN_VERSITYGW" // the path of the server's program
	buildEnv   = "RODATRADEN_S3"        // "build": it may be built

	accessKey = "provnyckel"
	secretKey = "provhemlighet"

	region   = "us-east-1"
	patience = 30 * time.Second // until the server answers
)

// Program returns the path of the server's program: that of RODATRADEN_VERSITYGW, or the one in the user's
// cache, which is built there if RODATRADEN_S3=build or CI=true says so. Where there is none the test is
// passed over, with how to get one.
func Program(t testing.TB) string {
	t.Helper()
	if p := os.Getenv(programEnv); p != "" {
		return p
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Skipf("no S3 server: %s can name versitygw %s (%v)", programEnv, Version, err)
	}
	dir := filepath.Join(cache, "rodatraden-test", "versitygw-"+Version)
	program := filepath.Join(dir, "versitygw")
	if runtime.GOOS == "windows" {
		program += ".exe"
	}
	if _, err := os.Stat(program); err == nil {
		return program
	}
	const source = "github.com/versity/versitygw/cmd/versitygw@" + Version
	if os.Getenv(buildEnv) != "build" && os.Getenv("CI") != "true" {
		t.Skipf("no S3 server: %s=build builds one, which takes ten minutes once, or GOBIN=%s go install %s", buildEnv, dir, source)
	}
	// Built beside its place, so that a build that is cut short leaves no half of a program there.
	building, err := os.MkdirTemp("", "versitygw-*")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(building)
	build := exec.Command("go", "install", source)
	build.Dir = building
	build.Env = append(os.Environ(), "GOBIN="+building, "GOFLAGS=")
	if out, err := build.CombinedOutput(); err != nil {
		t.Skipf("no S3 server: it could not be built: %v\n%s", err, out)
	}
	data, err := os.ReadFile(filepath.Join(building, filepath.Base(program)))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	part, err := os.CreateTemp(dir, "versitygw-*.part")
	if err != nil {
		t.Fatal(err)
	}
	_, err = part.Write(data)
	if cerr := part.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Chmod(part.Name(), 0o755)
	}
	if err == nil {
		err = os.Rename(part.Name(), program)
	}
	if err != nil {
		t.Fatal(err)
	}
	return program
}

// Server is an S3 server on this computer, with what stands before it.
type Server struct {
	// Dir holds a folder for each bucket, with a file for each object.
	Dir string
	// URL is the address that requests are counted and broken off at. Anybody may read there.
	URL string

	t      testing.TB
	direct string // the server itself

	mu     sync.Mutex
	seen   []Request
	before func(Request, *http.Request) Verdict

	underWay int
	idle     *sync.Cond
}

// Start runs a server until the test ends. The environment of the test has the key to it and no other.
func Start(t testing.TB) *Server {
	t.Helper()
	program := Program(t)
	none := filepath.Join(t.TempDir(), "none")
	for name, value := range map[string]string{
		"AWS_ACCESS_KEY_ID": accessKey, "AWS_SECRET_ACCESS_KEY": secretKey, "AWS_SESSION_TOKEN": "",
		"AWS_PROFILE": "", "AWS_REGION": "", "AWS_DEFAULT_REGION": "", "AWS_ENDPOINT_URL": "", "AWS_ENDPOINT_URL_S3": "",
		"AWS_CONFIG_FILE": none, "AWS_SHARED_CREDENTIALS_FILE": none, "AWS_EC2_METADATA_DISABLED": "true",
	} {
		t.Setenv(name, value)
	}
	s := &Server{Dir: t.TempDir(), t: t}
	s.idle = sync.NewCond(&s.mu)
	for try := 1; s.direct == ""; try++ {
		var said string
		if s.direct, said = run(t, program, s.Dir); s.direct == "" && try == 5 {
			t.Fatalf("the S3 server does not start: %s", said)
		}
	}
	to, err := url.Parse(s.direct)
	if err != nil {
		t.Fatal(err)
	}
	s.URL = s.front(to)
	return s
}

// run starts the server on a port that was free a moment ago, and waits for it to answer. Another program may
// have taken the port: then the address is empty.
func run(t testing.TB, program, dir string) (address, said string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	at := l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	cmd := exec.Command(program, "--quiet", "--port", at, "--region", region, "--health", "/health", "posix", dir)
	cmd.Env = append(os.Environ(), "ROOT_ACCESS_KEY="+accessKey, "ROOT_SECRET_KEY="+secretKey)
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		_ = cmd.Wait()
		close(ended)
	}()
	stop := func() {
		_ = cmd.Process.Kill()
		<-ended
	}
	poll := time.NewTicker(10 * time.Millisecond)
	defer poll.Stop()
	late := time.After(patience)
	for {
		select {
		case <-ended:
			return "", out.String()
		case <-late:
			stop()
			return "", "no answer; " + out.String()
		case <-poll.C:
		}
		res, err := http.Get("http://" + at + "/health")
		if err != nil {
			continue
		}
		_ = res.Body.Close()
		if res.StatusCode != http.StatusOK {
			continue
		}
		select {
		case <-ended: // it was another program that answered
			return "", out.String()
		default:
		}
		t.Cleanup(stop)
		return "http://" + at, ""
	}
}

// Request is what a test is told of a request.
type Request struct {
	Method string
	Path   string // bucket and object
}

// Verdict is what becomes of a request.
type Verdict int

// The verdicts.
const (
	Pass   Verdict = iota
	Cut            // the connection is broken off, and the server hears nothing
	Lose           // the server does it, and the connection is broken off in place of an answer
	Refuse         // 403
	Fail           // 503
)

// Judge lets f say what becomes of each request from now on; nil lets all pass. It is called for one at a
// time, and may look at the request's headers.
func (s *Server) Judge(f func(Request, *http.Request) Verdict) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.before = f
}

// Seen returns the requests since the last call, in the order in which they came.
func (s *Server) Seen() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	seen := s.seen
	s.seen = nil
	return seen
}

// Count is how many of the requests are of a method and have a path that contains part.
func Count(seen []Request, method, part string) int {
	n := 0
	for _, r := range seen {
		if r.Method == method && strings.Contains(r.Path, part) {
			n++
		}
	}
	return n
}

// front starts what stands before the server. It passes on the name that the request was signed for.
func (s *Server) front(to *url.URL) string {
	pass := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(to)
			r.Out.Host = r.In.Host
		},
		ErrorHandler: func(http.ResponseWriter, *http.Request, error) { panic(http.ErrAbortHandler) },
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		s.t.Fatal(err)
	}
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		// What a client has sent is done whether or not it is there to hear of it.
		body, err := io.ReadAll(req.Body)
		if err != nil {
			panic(http.ErrAbortHandler)
		}
		req = req.WithContext(context.WithoutCancel(req.Context()))
		req.Body = io.NopCloser(bytes.NewReader(body))
		verdict := s.judge(req)
		defer s.done()
		switch verdict {
		case Cut:
			panic(http.ErrAbortHandler)
		case Lose:
			pass.ServeHTTP(nowhere{http.Header{}}, req)
			panic(http.ErrAbortHandler)
		case Refuse:
			http.Error(w, "", http.StatusForbidden)
		case Fail:
			http.Error(w, "", http.StatusServiceUnavailable)
		default:
			pass.ServeHTTP(w, req)
		}
	})}
	go func() { _ = server.Serve(l) }()
	s.t.Cleanup(func() { _ = server.Close() })
	return "http://" + l.Addr().String()
}

// judge enters a request among those seen and under way, and says what becomes of it.
func (s *Server) judge(req *http.Request) Verdict {
	r := Request{req.Method, strings.TrimPrefix(req.URL.Path, "/")}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seen = append(s.seen, r)
	s.underWay++
	if s.before == nil {
		return Pass
	}
	return s.before(r, req)
}

func (s *Server) done() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.underWay--; s.underWay == 0 {
		s.idle.Broadcast()
	}
}

// Settle returns when the server is done with all that it has been asked, also by clients that are gone.
func (s *Server) Settle() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for s.underWay > 0 {
		s.idle.Wait()
	}
}

// nowhere is where an answer goes that is lost.
type nowhere struct{ h http.Header }

func (n nowhere) Header() http.Header         { return n.h }
func (n nowhere) Write(p []byte) (int, error) { return len(p), nil }
func (n nowhere) WriteHeader(int)             {}

// Bucket makes a bucket and returns the address of a repository in it. The requests that it takes are not
// among those seen.
func (s *Server) Bucket(name string) (address string) {
	s.t.Helper()
	if err := makeBucket(context.Background(), s.direct, name); err != nil {
		s.t.Fatal(err)
	}
	return s.Address(name, "rodatraden")
}

// Address is that of a repository under a prefix in a bucket.
func (s *Server) Address(bucket, prefix string) string {
	return fmt.Sprintf("s3://%s/%s?region=%s&endpoint=%s", bucket, prefix, region, url.QueryEscape(s.URL))
}

// Folder is where the files of a repository in a bucket lie.
func (s *Server) Folder(bucket, prefix string) string {
	return filepath.Join(s.Dir, bucket, filepath.FromSlash(prefix))
}
