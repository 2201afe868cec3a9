package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image/png"
	"io"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rodatraden/data/followup"
	"rodatraden/data/repository"
	"rodatraden/data/repository/repositorytest"
	"rodatraden/data/sample"
)

// answer is what a command gave.
type answer struct {
	code     int
	out, err string
	json     map[string]any // with --json: the one document
}

func reader(t *testing.T, args ...string) answer {
	t.Helper()
	return readerWith(t, context.Background(), args...)
}

func readerWith(t *testing.T, ctx context.Context, args ...string) answer {
	t.Helper()
	var out, messages bytes.Buffer
	a := answer{code: run(ctx, args, &out, &messages)}
	a.out, a.err = out.String(), messages.String()
	if strings.Contains(a.out+a.err, "⟦") {
		t.Errorf("%v: a message is missing: %s%s", args, a.out, a.err)
	}
	if slices.Contains(args, "--json") {
		d := json.NewDecoder(&out)
		if err := d.Decode(&a.json); err != nil {
			t.Fatalf("%v: %v\n%s", args, err, a.out)
		}
		if err := d.Decode(new(any)); err != io.EOF {
			t.Fatalf("%v: more than one document:\n%s", args, a.out)
		}
		if told := a.json["error"] != nil; told != (a.code != 0) {
			t.Errorf("%v: exit %d, error %v", args, a.code, a.json["error"])
		}
	}
	if a.code != 0 && a.err == "" {
		t.Errorf("%v: exit %d without a word", args, a.code)
	}
	return a
}

func (a answer) want(t *testing.T, code int, contains ...string) answer {
	t.Helper()
	if a.code != code {
		t.Fatalf("exit %d, want %d\n%s%s", a.code, code, a.out, a.err)
	}
	for _, s := range contains {
		if !strings.Contains(a.out+a.err, s) {
			t.Errorf("%q is not said:\n%s%s", s, a.out, a.err)
		}
	}
	return a
}

func (a answer) kind() any {
	told, _ := a.json["error"].(map[string]any)
	return told["kind"]
}

// emptyHome returns a home whose name is as hard as names are.
func emptyHome(t *testing.T) string {
	t.Helper()
	return filepath.Join(t.TempDir(), "läsare [1] å")
}

// repositoryOf publishes the first packages of a demonstration library and serves them on loopback.
type repositoryOf struct {
	*repositorytest.Repo
	built []string
	web   *httptest.Server
	file  string // the subscription
}

func publish(t *testing.T, name string, n int) *repositoryOf {
	t.Helper()
	dir := t.TempDir()
	if err := sample.Write(name, filepath.Join(dir, "sources")); err != nil {
		t.Fatal(err)
	}
	folders, err := sample.Folders(name)
	if err != nil {
		t.Fatal(err)
	}
	r := &repositoryOf{Repo: repositorytest.New(t, &repositorytest.Clock{T: time.Now()}), file: filepath.Join(dir, "a.prenumeration")}
	var known []*followup.Package
	for _, f := range folders[:n] {
		to := filepath.Join(dir, "built", f)
		p, _, err := followup.Build(filepath.Join(dir, "sources", f), to, followup.BuildOptions{Known: known})
		if err != nil {
			t.Fatal(err)
		}
		known, r.built = append(known, p), append(r.built, to)
	}
	if _, err := r.Publish(context.Background(), r.built); err != nil {
		t.Fatal(err)
	}
	r.web = httptest.NewServer(repository.Handler(r.Dir))
	t.Cleanup(r.web.Close)
	if err := os.WriteFile(r.file, r.SubscriptionFile(t, r.web.URL), 0o644); err != nil {
		t.Fatal(err)
	}
	return r
}

func TestEveryReadingCommandWorksOnAnEmptyHome(t *testing.T) {
	home := emptyHome(t)
	for _, args := range [][]string{
		{"status"}, {"files"}, {"sync"}, {"verify"}, {"search", "prognos"}, {"rebuild"},
		{"export", "--page", "overview"}, {"export", "--page", "economy", "--committee", "socialnamnden"},
		{"export", "--page", "search", "--query", "prognos"},
	} {
		reader(t, append(args, "--home", home)...).want(t, 0)
		reader(t, append(args, "--home", home, "--lang", "en")...).want(t, 0)
		reader(t, append(args, "--home", home, "--json")...).want(t, 0)
	}
	reader(t, "search", "--home", home, "--lang", "en", "prognos").want(t, 0, "hits")
	entries, err := os.ReadDir(filepath.Dir(home))
	if err != nil || len(entries) != 1 {
		t.Errorf("something lies outside the home: %v %v", entries, err)
	}
}

func TestWrongUseIsToldBeforeAnythingIsDone(t *testing.T) {
	home := emptyHome(t)
	for _, args := range [][]string{
		{"nosuchcommand"}, {"export", "x"}, {"export", "--page", "nowhere"}, {"export", "--format", "pdf"},
		{"export", "--page", "search"}, {"export", "--page", "economy", "--query", "prognos"},
		{"export", "--format", "csv"}, // with --json, on standard output
		{"search"}, {"search", "x", "--limit", "0"}, {"subscribe"}, {"subscribe", "a", "b"},
		{"snapshot"}, {"snapshot", "--out", home, "--size", "NaNxNaN"}, {"snapshot", "--out", home, "--size", "1366x690x"},
		{"snapshot", "--out", home, "--text", "90"}, {"snapshot", "--out", home, "--theme", "pink"}, {"snapshot", "--out", home, "--page", "nowhere"},
		{"status", "--lang", "tlh"}, {"subscribe", "http://example.org/a.prenumeration"}, {t.TempDir()},
	} {
		a := reader(t, append(args, "--json", "--home", home)...).want(t, 2)
		if a.kind() != "usage" {
			t.Errorf("%v: %v", args, a.kind())
		}
	}
	reader(t, "statsu", "--home", home).want(t, 2, "statsu (status?)")
	reader(t, "nowhere.prenumeration", "--home", home).want(t, 1, "nowhere.prenumeration")
}

func TestWithoutADisplayTheWindowSaysSo(t *testing.T) {
	t.Setenv("DISPLAY", "")
	t.Setenv("WAYLAND_DISPLAY", "")
	if a := reader(t, "--home", emptyHome(t), "--json"); a.code != 3 || a.kind() != "no_display" {
		t.Skip("this system opens windows without either variable")
	}
}

func TestNamesThatAreNotThereAreAnsweredWithThoseLikeThem(t *testing.T) {
	home := emptyHome(t)
	for _, c := range []struct {
		args  []string
		first string
	}{
		{[]string{"--package", "asn-2019-04"}, "asn-2019-04-interim"},
		{[]string{"--package", "asn-2019-04-interim", "--compare", "asn-2019-3-monthly"}, "asn-2019-03-monthly"},
		{[]string{"--committee", "social"}, "socialnamnden"},
		{[]string{"--chart", "jurney", "--format", "svg", "--out", filepath.Join(home, "x.svg")}, "journey"},
	} {
		a := reader(t, append([]string{"export", "--json", "--home", home}, c.args...)...).want(t, 1)
		near := a.json["error"].(map[string]any)["near"].([]any)
		if a.kind() != "not_found" || len(near) == 0 || near[0] != c.first {
			t.Errorf("%v: %v", c.args, near)
		}
	}
	if _, err := os.Stat(filepath.Join(home, "x.svg")); err == nil {
		t.Error("a file was left for a chart that there is none of")
	}
}

func TestExportsAreWrittenWholeOrNotAtAll(t *testing.T) {
	home, dir := emptyHome(t), t.TempDir()
	for format, begin := range map[string]string{"json": "{", "csv": "\ufeff", "png": "\x89PNG", "svg": "<svg"} {
		path := filepath.Join(dir, "sida åäö."+format)
		a := reader(t, "export", "--home", home, "--page", "economy", "--format", format, "--out", path)
		a.want(t, 0)
		raw, err := os.ReadFile(path)
		if err != nil || a.out != "" {
			t.Fatalf("%v %q", err, a.out)
		}
		if format != "csv" && !bytes.HasPrefix(raw, []byte(begin)) || len(raw) < 200 {
			t.Errorf("%s begins %q", format, raw[:20])
		}
		if out := reader(t, "export", "--home", home, "--page", "economy", "--format", format, "--out", "-").want(t, 0).out; out != string(raw) {
			t.Errorf("%s: standard output differs from the file", format)
		}
		a = reader(t, "export", "--home", home, "--page", "economy", "--format", format, "--out", path, "--json").want(t, 0)
		if a.json["out"] != path || a.json["bytes"] != float64(len(raw)) {
			t.Errorf("%v", a.json)
		}
	}
	for format, begin := range map[string]string{"json": "{", "csv": "section,"} {
		out := reader(t, "export", "--home", home, "--page", "audit", "--committee", "socialnamnden", "--format", format).want(t, 0).out
		if !strings.HasPrefix(out, begin) || !strings.Contains(out, "Revisionen bekräftar") {
			t.Errorf("audit as %s begins %.20q", format, out)
		}
	}
	for _, format := range []string{"png", "svg"} { // the page has no chart
		reader(t, "export", "--home", home, "--page", "audit", "--format", format, "--out", filepath.Join(dir, "x."+format)).want(t, 1)
	}
	for format, begin := range map[string]string{"json": "{", "csv": "section,", "png": "\x89PNG", "svg": "<svg"} {
		out := reader(t, "export", "--home", home, "--page", "savings", "--committee", "socialnamnden", "--format", format).want(t, 0).out
		if !strings.HasPrefix(out, begin) {
			t.Errorf("savings as %s begins %.20q", format, out)
		}
	}
	entries, _ := os.ReadDir(dir)
	if len(entries) != 4 {
		t.Errorf("%v", entries)
	}
	reader(t, "export", "--home", home, "--out", filepath.Join(dir, "nowhere", "x.json")).want(t, 3)
	reader(t, "export", "--home", home, "--out", dir).want(t, 3)
	if _, err := os.Stat("/dev/full"); err == nil {
		reader(t, "export", "--home", home, "--out", "/dev/full").want(t, 3, "Disken är full")
	}
}

func TestSnapshotsAreDrawn(t *testing.T) {
	home, dir := emptyHome(t), filepath.Join(t.TempDir(), "bilder å")
	a := reader(t, "snapshot", "--home", home, "--out", dir, "--page", "economy", "--size", "1024x600", "--theme", "dark", "--lang", "en", "--json").want(t, 0)
	made := a.json["pictures"].([]any)
	if len(made) != 1 {
		t.Fatalf("%v", made)
	}
	f, err := os.Open(made[0].(string))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := png.DecodeConfig(f)
	if err != nil || img.Width != 1024 || img.Height != 600 {
		t.Errorf("%+v %v", img, err)
	}
	review := []string{"snapshot", "--home", home, "--out", dir, "--page", "audit", "--committee", "asn", "--package", "asn-2021-review", "--size", "1024x600", "--select"}
	seen := map[string]bool{}
	for _, record := range []string{"audit_points:rek-2021-analys", "audit_points:rek-2021-stoddokument"} {
		raw, err := os.ReadFile(strings.TrimSpace(reader(t, append(review, record)...).want(t, 0).out))
		if err != nil {
			t.Fatal(err)
		}
		seen[string(raw)] = true
	}
	if len(seen) != 2 {
		t.Error("another point that is chosen is not seen")
	}
	a = reader(t, append(review, "audit_points:rek-2021-analyz", "--json")...).want(t, 1)
	if near := a.json["error"].(map[string]any)["near"].([]any); len(near) == 0 || near[0] != "audit_points:rek-2021-analys" {
		t.Errorf("for a point that is not there: %v", near)
	}
	chosen := []string{"snapshot", "--home", home, "--out", dir, "--page", "savings", "--committee", "asn", "--package", "asn-2019-10-prestudy", "--size", "1024x600", "--select"}
	drawn := map[string]bool{}
	for _, record := range []string{"savings:stodboende-2019", "savings:handlaggare-2019"} {
		path := strings.TrimSpace(reader(t, append(chosen, record)...).want(t, 0).out)
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		drawn[string(raw)] = true
	}
	if len(drawn) != 2 {
		t.Error("another saving that is chosen is not seen")
	}
	reader(t, "snapshot", "--home", home, "--out", filepath.Join(dir, "x"), "--page", "economy", "--package", "nosuch").want(t, 1)
	if _, err := os.Stat(filepath.Join(dir, "x")); err == nil {
		t.Error("a folder was made for nothing")
	}
}

func TestASubscriptionIsFollowedFromItsFileToThePage(t *testing.T) {
	home := emptyHome(t)
	p := publish(t, "trollhattan", 3)
	a := reader(t, "subscribe", p.file, "--home", home, "--json").want(t, 0)
	if a.json["name"] != "Trollhättan" || len(a.json["fingerprint"].([]any)) != 12 {
		t.Errorf("%v", a.json)
	}
	a = reader(t, "status", "--home", home, "--json").want(t, 0)
	one := a.json["subscriptions"].([]any)[0].(map[string]any)
	if a.json["demo"] != false || one["state"] != "pinned" || one["checked"] != nil || one["address"] != p.web.URL+"/" {
		t.Errorf("%v", a.json)
	}
	reader(t, "status", "--home", home).want(t, 0, "senast kontrollerad: aldrig", "gäller till: –")
	reader(t, "export", "--home", home).want(t, 1, "inget hämtat ännu", "rodatraden sync")

	a = reader(t, "sync", "--home", home, "--json").want(t, 0)
	one = a.json["subscriptions"].([]any)[0].(map[string]any)
	packages := one["packages"].([]any)
	if one["state"] != "current" || len(packages) != 3 || packages[0].(map[string]any)["name"] != "asn-2018-annual" || one["error"] != nil {
		t.Errorf("%v", one)
	}
	for key := range packages[0].(map[string]any) {
		if strings.ToLower(key) != key {
			t.Errorf("the key %q", key)
		}
	}
	reader(t, "sync", "--home", home).want(t, 0, "inget nytt")
	reader(t, "verify", "--home", home).want(t, 0, "filer stämmer")
	reader(t, "rebuild", "--home", home).want(t, 0, "3 paket")
	reader(t, "export", "--home", home, "--committee", "asn").want(t, 0)

	p.web.Close()
	a = reader(t, "sync", "--home", home, "--json").want(t, 3)
	one = a.json["subscriptions"].([]any)[0].(map[string]any)
	if a.kind() != "offline" || one["state"] != "offline" || one["error"].(map[string]any)["path"] != p.web.URL+"/" {
		t.Errorf("%v", a.json)
	}
	reader(t, "sync", "--home", home, "--lang", "en").want(t, 3, "No connection to "+p.web.URL)
	reader(t, "export", "--home", home, "--committee", "asn").want(t, 0)
}

func TestOneSubscriptionThatIsRefusedDoesNotHideTheOthers(t *testing.T) {
	home := emptyHome(t)
	good, bad, away := publish(t, "trollhattan", 2), publish(t, "alvbro", 2), publish(t, "alvbro", 1)
	for _, p := range []*repositoryOf{good, bad, away} {
		reader(t, "subscribe", p.file, "--home", home).want(t, 0)
	}
	away.web.Close()
	blobs, err := filepath.Glob(filepath.Join(bad.Dir, "blobs", "*", "*"))
	if err != nil || len(blobs) == 0 {
		t.Fatal(err)
	}
	for _, path := range blobs {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		raw[len(raw)/2] ^= 1
		if err := os.WriteFile(path, raw, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	a := reader(t, "sync", "--home", home, "--json").want(t, 1)
	states := map[any]int{}
	for _, s := range a.json["subscriptions"].([]any) {
		states[s.(map[string]any)["state"]]++
	}
	if a.kind() != "content" || fmt.Sprint(states) != "map[current:1 offline:1 rejected:1]" {
		t.Errorf("%v %v", a.kind(), states)
	}
	a = reader(t, "sync", "--home", home).want(t, 1, "inget nytt", "Ingen anslutning", "inte det som signerades")
	if strings.Contains(a.out, "Ingen anslutning") {
		t.Errorf("a message on standard output: %s", a.out)
	}
	reader(t, "export", "--home", home, "--committee", "asn").want(t, 0)
	reader(t, "status", "--home", home, "--lang", "en").want(t, 0, "last refused")
}

func TestDamagedFilesAreANoFromVerify(t *testing.T) {
	home := emptyHome(t)
	p := publish(t, "trollhattan", 2)
	reader(t, "subscribe", p.file, "--home", home).want(t, 0)
	reader(t, "sync", "--home", home).want(t, 0)
	blobs, err := filepath.Glob(filepath.Join(strings.NewReplacer("[", `\[`).Replace(home), "blobs", "*", "*"))
	if err != nil || len(blobs) == 0 {
		t.Fatalf("%v %v", blobs, err)
	}
	if err := os.WriteFile(blobs[0], []byte("something else"), 0o600); err != nil {
		t.Fatal(err)
	}
	a := reader(t, "verify", "--home", home, "--json").want(t, 1)
	if a.kind() != "local_corrupt" || len(a.json["damaged"].([]any)) == 0 {
		t.Errorf("%v", a.json)
	}
	reader(t, "sync", "--home", home).want(t, 0)
	reader(t, "verify", "--home", home).want(t, 0)
}

func TestACommandThatIsCalledOffSaysSo(t *testing.T) {
	home := emptyHome(t)
	p := publish(t, "trollhattan", 2)
	reader(t, "subscribe", p.file, "--home", home).want(t, 0)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	off := func(command string) {
		t.Helper()
		if a := readerWith(t, ctx, command, "--home", home, "--json").want(t, 3); a.kind() != "cancelled" {
			t.Errorf("%s: %v", command, a.json)
		}
	}
	off("sync")
	reader(t, "sync", "--home", home).want(t, 0, "2 nya paket")
	before := reader(t, "export", "--home", home).want(t, 0).out
	off("verify")
	off("rebuild")
	off("export")
	if after := reader(t, "export", "--home", home).want(t, 0).out; after != before {
		t.Error("what was called off has changed what is read")
	}
}

func TestFilesThatAreNoSubscriptionsAreRefused(t *testing.T) {
	home, dir := emptyHome(t), t.TempDir()
	p := publish(t, "trollhattan", 1)
	raw, err := os.ReadFile(p.file)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		content string
		code    int
		kind    string
	}{
		"empty":       {"", 1, "format"},
		"not JSON":    {"<html>", 1, "format"},
		"fingerprint": {strings.Replace(string(raw), `"fingerprint": "`, `"fingerprint": "annat `, 1), 1, "signature"},
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(c.content), 0o644); err != nil {
			t.Fatal(err)
		}
		if a := reader(t, "subscribe", path, "--home", home, "--json").want(t, c.code); a.kind() != c.kind {
			t.Errorf("%s: %v", name, a.kind())
		}
	}
	reader(t, "status", "--home", home).want(t, 0, "Exempelsamlingen")
}

func TestASubscriptionIsEndedByItsNameOrItsId(t *testing.T) {
	home := emptyHome(t)
	p, other := publish(t, "trollhattan", 2), publish(t, "alvbro", 1)
	for _, one := range []*repositoryOf{p, other} {
		reader(t, "subscribe", one.file, "--home", home).want(t, 0)
	}
	reader(t, "sync", "--home", home).want(t, 0)
	a := reader(t, "unsubscribe", "Trollhättan i Västra Götaland", "--home", home, "--json").want(t, 1)
	if near := a.json["error"].(map[string]any)["near"].([]any); a.kind() != "not_found" || len(near) != 2 {
		t.Errorf("%v", a.json)
	}
	a = reader(t, "unsubscribe", "trollhättan", "--home", home, "--json").want(t, 0)
	if a.json["packages"] != 2.0 || a.json["name"] != "Trollhättan" {
		t.Errorf("%v", a.json)
	}
	a = reader(t, "status", "--home", home, "--json").want(t, 0)
	left := a.json["subscriptions"].([]any)
	if len(left) != 1 {
		t.Fatalf("%v", left)
	}
	id := left[0].(map[string]any)["repository"].(string)
	reader(t, "unsubscribe", id, "--home", home).want(t, 0, "prenumerationen är avslutad")
	reader(t, "status", "--home", home).want(t, 0, "Exempelsamlingen visas")
}
