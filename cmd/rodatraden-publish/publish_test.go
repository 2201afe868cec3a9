package main

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rodatraden/app/publishing"
)

func TestPackagesAreBuiltAndPublishedOneAtATime(t *testing.T) {
	all := sources(t, "alvbro")
	dir := folder(t)
	pub := repositoryIn(t, dir)
	correction := slices.IndexFunc(all, func(s string) bool { return strings.HasSuffix(s, "2024-09-monthly-2") })
	// The first with nothing before it, then the rest up to the correction, each against what is
	// published. Without that, what replaces an earlier package is refused.
	for i, source := range all[:correction+1] {
		out := filepath.Join(dir, "byggt")
		if i == correction {
			publisher(t, "build", source, "--out", filepath.Join(dir, "ensamt")).want(t, 1, "supersedes")
		}
		publisher(t, "check", source, "--repository", pub).want(t, 0, ": 0 fel")
		publisher(t, "build", source, "--repository", pub, "--out", out).want(t, 0)
		if i == 0 { // the committee's key, which every publish opens, is made here
			if _, err := quick(t, pub).Publish(context.Background(), []string{filepath.Join(out, filepath.Base(source))}); err != nil {
				t.Fatal(err)
			}
			continue
		}
		a := publisher(t, "publish", filepath.Join(out, filepath.Base(source)), "--repository", pub, "--json").want(t, 0)
		published := a.json["published"].([]any)
		if len(published) != 1 || published[0].(map[string]any)["name"] != filepath.Base(source) {
			t.Fatalf("%v", published)
		}
		if i == correction && published[0].(map[string]any)["supersedes"] == nil {
			t.Errorf("the correction does not say what it replaces: %v", published)
		}
	}
	a := publisher(t, "inspect", "--repository", pub, "--json").want(t, 0)
	committee := a.json["committees"].([]any)[0].(map[string]any)
	if n := len(committee["packages"].([]any)); n != correction+1 || committee["id"] != "socialnamnden" {
		t.Errorf("%d packages of %v", n, committee["id"])
	}
	// All of them again: nothing new, and no findings of what is published long since.
	a = publisher(t, "publish", filepath.Join(dir, "byggt"), "--repository", pub).want(t, 0, "Inget nytt")
	if strings.Contains(a.err, "order") {
		t.Errorf("%s", a.err)
	}
}

func TestAPackageWhoseReferencesLeadNowhereIsNotPublished(t *testing.T) {
	dir := folder(t)
	pub := repositoryIn(t, dir)
	done := built(t, sources(t, "trollhattan")[:5]...)
	before := everything(t, pub)
	a := publisher(t, "publish", done[4], "--repository", pub, "--json").want(t, 1)
	told := a.json["error"].(map[string]any)
	findings := a.json["packages"].([]any)[0].(map[string]any)["findings"].([]any)
	if told["kind"] != "faults" || len(findings) == 0 || a.json["faults"].(float64) == 0 {
		t.Errorf("%v\n%v", told, findings)
	}
	publisher(t, "publish", done[4], "--repository", pub, "--lang", "en").want(t, 1, "amounts.csv:2 Rad (line): fault")
	if diff := cmp.Diff(before, everything(t, pub), ignoreLock); diff != "" {
		t.Errorf("something was published:\n%s", diff)
	}
	if keys, err := filepath.Glob(filepath.Join(dir, "publicerat-keys", "committee-*")); err != nil || len(keys) != 0 {
		t.Errorf("a key was made: %v %v", keys, err)
	}
}

// ignoreLock leaves out the lock that a publish takes, which is no part of what is published.
var ignoreLock = cmp.FilterPath(func(p cmp.Path) bool {
	i, ok := p.Last().(cmp.MapIndex)
	return ok && strings.HasSuffix(i.Key().String(), ".lock")
}, cmp.Ignore())

func TestOnlyBuiltPackagesInFoldersArePublished(t *testing.T) {
	dir := folder(t)
	pub := repositoryIn(t, dir)
	source := sources(t, "trollhattan")[0]
	publisher(t, "publish", source, "--repository", pub).want(t, 2, source, "rodatraden-publish build")
	publisher(t, "publish", packZip(t, built(t, source)[0], filepath.Join(dir, "p.zip")), "--repository", pub).want(t, 2, "p.zip")
	publisher(t, "publish", filepath.Join(dir, "nowhere"), "--repository", pub).want(t, 1, "finns inte")
	if publishing.There(filepath.Join(pub, "targets")) {
		t.Error("something was published")
	}
}

func TestAChangedFileIsNotPublished(t *testing.T) {
	dir := folder(t)
	pub := repositoryIn(t, dir)
	done := built(t, sources(t, "trollhattan")[0])
	path := filepath.Join(done[0], "amounts.csv")
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	spoilt(t, done[0], "amounts.csv", strings.Replace(string(raw), "mkr", "tkr", 1))
	publisher(t, "publish", done[0], "--repository", pub).want(t, 1)
	if publishing.There(filepath.Join(pub, "targets")) {
		t.Error("something was published")
	}
}

func TestAPackageOfAnotherMunicipalityIsRefusedWithItsFinding(t *testing.T) {
	pub := repositoryIn(t, folder(t))
	publisher(t, "publish", built(t, sources(t, "trollhattan")[0])[0], "--repository", pub).want(t, 0)
	a := publisher(t, "publish", built(t, sources(t, "alvbro")[0])[0], "--repository", pub, "--json").want(t, 1)
	if !strings.Contains(a.out, "municipality_differs") {
		t.Errorf("%s", a.out)
	}
}

func TestAWrongPassphraseDoesNotShutThePublisherOut(t *testing.T) {
	dir := folder(t)
	pub := repositoryIn(t, dir)
	first := built(t, sources(t, "trollhattan")[0])[0]
	right := os.Getenv(passphraseVariable)
	for _, wrong := range []string{"en annan lösenfras", ""} {
		t.Setenv(passphraseVariable, wrong)
		publisher(t, "publish", first, "--repository", pub).want(t, 1, "Lösenfrasen")
		publisher(t, "refresh", "--repository", pub).want(t, 1, "Lösenfrasen")
	}
	t.Setenv(passphraseVariable, right)
	publisher(t, "publish", first, "--repository", pub).want(t, 0)
	publisher(t, "publish", first, "--repository", pub).want(t, 0, "Inget nytt")
}

func TestASubscriptionFileComesWithThePublishedPackages(t *testing.T) {
	dir := folder(t)
	pub := repositoryIn(t, dir)
	first := built(t, sources(t, "trollhattan")[0])[0]
	file := filepath.Join(dir, "asn.prenumeration")
	for _, wrong := range [][]string{
		{"--address", "https://example.org/"},
		{"--subscription", file},
		{"--mirror", "https://example.org/"},
		{"--address", "http://example.org/", "--subscription", file},
		{"--address", "https://example.org/", "--mirror", "ftp://example.org", "--subscription", file},
	} {
		publisher(t, append([]string{"publish", first, "--repository", pub, "--json"}, wrong...)...).want(t, 2)
	}
	publisher(t, "publish", first, "--repository", pub, "--address", "https://example.org/", "--subscription", filepath.Join(dir, "nowhere", "a")).want(t, 1)
	if publishing.There(filepath.Join(pub, "targets")) || publishing.There(file) {
		t.Error("it was published though it was asked for wrongly")
	}
	publisher(t, "publish", first, "--repository", pub, "--address", "https://example.org/asn", "--subscription", file).want(t, 0, file)
	var s struct{ Address, Fingerprint string }
	raw, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(raw, &s)
	}
	if err != nil || s.Address != "https://example.org/asn/" || len(strings.Fields(s.Fingerprint)) != 12 {
		t.Errorf("%+v %v", s, err)
	}
}

func TestCommandsThatWantARepositoryMakeNone(t *testing.T) {
	dir := folder(t)
	nowhere := filepath.Join(dir, "felstavat")
	first := built(t, sources(t, "trollhattan")[0])[0]
	for _, args := range [][]string{
		{"publish", first}, {"refresh"}, {"inspect"}, {"serve", "--listen", "127.0.0.1:0"},
		{"check", first}, {"build", first, "--out", filepath.Join(dir, "ut")},
	} {
		publisher(t, append(args, "--repository", nowhere, "--json")...).want(t, 1)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 0 {
		t.Errorf("something was made: %v %v", entries, err)
	}
}

func TestRefreshAnswersWhatItSigned(t *testing.T) {
	pub := repositoryIn(t, folder(t))
	a := publisher(t, "refresh", "--repository", pub, "--json").want(t, 0)
	if signed := a.json["signed"].([]any); len(signed) != 1 || signed[0] != "timestamp" {
		t.Errorf("%v", signed)
	}
	if due := a.json["due"].([]any); len(due) != 0 {
		t.Errorf("%v", due)
	}
	publisher(t, "refresh", "--repository", pub).want(t, 0, "Signaturen är förnyad")
}

func TestInspectGivesThePackagesBack(t *testing.T) {
	dir := folder(t)
	pub := repositoryIn(t, dir)
	done := built(t, sources(t, "trollhattan")[:4]...)
	publisher(t, "publish", filepath.Dir(done[0]), "--repository", pub).want(t, 0)
	out := filepath.Join(dir, "igen")
	a := publisher(t, "inspect", "--repository", pub, "--extract", out, "--json").want(t, 0)
	if len(a.json["roles"].([]any)) != 5 || a.json["audience"] != "public" || len(a.json["fingerprint"].([]any)) != 12 {
		t.Errorf("%v", a.json)
	}
	for _, p := range done {
		want, got := everything(t, p), everything(t, filepath.Join(out, "asn", filepath.Base(p)))
		if len(want) != len(got) {
			t.Errorf("%s: %d files, want %d", p, len(got), len(want))
		}
		for path, content := range want {
			rel, _ := filepath.Rel(p, path)
			if got[filepath.Join(out, "asn", filepath.Base(p), rel)] != content {
				t.Errorf("%s differs", rel)
			}
		}
	}
	publisher(t, "inspect", "--repository", pub, "--extract", out).want(t, 1, "finns redan")
	publisher(t, "inspect", "--repository", pub).want(t, 0, "Trollhättan", "asn-2018-annual", "timestamp: version 2")

	blob := ""
	for path := range everything(t, filepath.Join(pub, "blobs")) {
		blob = path
	}
	spoilt(t, filepath.Dir(blob), filepath.Base(blob), "changed")
	again := filepath.Join(dir, "en gång till")
	publisher(t, "inspect", "--repository", pub, "--extract", again).want(t, 1, "ett annat än det som är byggt eller publicerat")
	if publishing.There(again) {
		t.Error("something was extracted from a repository that does not hold")
	}
}

func TestKeysAreNotMadeInThePublishedFolder(t *testing.T) {
	dir := folder(t)
	pub := filepath.Join(dir, "pub")
	t.Setenv(passphraseVariable, "en fras")
	publisher(t, "init", "--repository", pub, "--keys", filepath.Join(pub, "keys")).want(t, 2)
	if publishing.There(pub) {
		t.Error("something was made")
	}
}

func TestACommandThatIsCalledOffSaysSo(t *testing.T) {
	pub := repositoryIn(t, folder(t))
	first := built(t, sources(t, "trollhattan")[0])[0]
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	a := publisherWith(t, ctx, "publish", first, "--repository", pub, "--json").want(t, 3)
	if kind := a.json["error"].(map[string]any)["kind"]; kind != "cancelled" {
		t.Errorf("%v", kind)
	}
	publisher(t, "publish", first, "--repository", pub).want(t, 0)
}

func TestServeHandsOutTheFolderUntilItIsStopped(t *testing.T) {
	pub := repositoryIn(t, folder(t))
	for _, listen := range []string{"0.0.0.0:0", "example.org:80", "127.0.0.1", ":0"} {
		publisher(t, "serve", "--repository", pub, "--listen", listen).want(t, 2, listen)
	}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	out := &said{}
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, []string{"serve", "--repository", pub, "--listen", "127.0.0.1:0", "--json"}, out, os.Stderr)
	}()
	var answer struct{ Address, Repository string }
	if err := json.Unmarshal(out.document(t), &answer); err != nil {
		t.Fatal(err)
	}
	res, err := http.Get(answer.Address + "metadata/timestamp.json")
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusOK || res.Header.Get("Cache-Control") != "no-cache" {
		t.Errorf("%s %v", res.Status, res.Header)
	}
	listen := strings.TrimSuffix(strings.TrimPrefix(answer.Address, "http://"), "/")
	publisher(t, "serve", "--repository", pub, "--listen", listen).want(t, 3, "Någon annan håller på här just nu")
	stop()
	if got := <-code; got != 0 {
		t.Errorf("exit %d", got)
	}
}

// said is an output that one goroutine writes and another waits for.
type said struct {
	mu   sync.Mutex
	text bytes.Buffer
	came chan struct{}
}

func (s *said) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n, err := s.text.Write(p)
	if s.came != nil && bytes.HasSuffix(s.text.Bytes(), []byte("}\n")) {
		close(s.came)
		s.came = nil
	}
	return n, err
}

// document waits for a whole document.
func (s *said) document(t *testing.T) []byte {
	t.Helper()
	came := make(chan struct{})
	s.mu.Lock()
	if bytes.HasSuffix(s.text.Bytes(), []byte("}\n")) {
		close(came)
	} else {
		s.came = came
	}
	s.mu.Unlock()
	select {
	case <-came:
	case <-time.After(20 * time.Second):
		t.Fatal("it never answered")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return bytes.Clone(s.text.Bytes())
}
