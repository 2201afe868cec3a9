package wholeway_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/xuri/excelize/v2"

	"rodatraden/assets"
	"rodatraden/data/repository/objectstore/objectstoretest"
	"rodatraden/data/repository/repositorytest"
)

// guidePort is the port that the guide tries things out on, and guideStore where its object store answers; the
// test takes a port that is free, and a store of its own.
const (
	guidePort  = "8017"
	guideStore = "https://s3.example"
)

// guidePart is what a person who follows the guide has to do something about: a box to write as it stands, what
// the program then says, a table to fill in, or files to move.
type guidePart struct {
	line  int    // of the Markdown
	kind  string // what stands after the fence; "fyll i" and "flytta" for tables
	text  []string
	sheet string     // of a table
	rows  [][]string // of a table, its heads first
}

var (
	guideSheet  = regexp.MustCompile(`bladet \*\*([^*]+)\*\*[^*]*:$`)
	guideInline = regexp.MustCompile("`(rodatraden[^`]*)`")
)

// readGuide takes the guide apart, in its order. inline are the commands that stand in running text.
func readGuide(t *testing.T) (parts []guidePart, inline map[string]int) {
	t.Helper()
	raw, err := assets.Guide.ReadFile("guide/utgivare.sv.md")
	if err != nil {
		t.Fatal(err)
	}
	inline = map[string]int{}
	var open, table *guidePart
	paragraph := "" // what was said last
	for i, line := range strings.Split(string(raw), "\n") {
		if boxed, ok := strings.CutPrefix(line, ">"); ok {
			line = strings.TrimPrefix(boxed, " ")
		}
		if kind, fence := strings.CutPrefix(line, "```"); fence {
			if open == nil {
				open = &guidePart{line: i + 1, kind: kind}
				continue
			}
			parts, open = append(parts, *open), nil
			continue
		}
		if open != nil {
			open.text = append(open.text, line)
			continue
		}
		for _, m := range guideInline.FindAllStringSubmatch(line, -1) {
			inline[m[1]] = i + 1
		}
		if !strings.HasPrefix(line, "|") {
			if table != nil {
				parts, table = append(parts, *table), nil
			}
			if line != "" {
				paragraph = line
			}
			continue
		}
		var cells []string
		for _, c := range strings.Split(strings.Trim(line, "|"), "|") {
			cells = append(cells, strings.TrimSpace(c))
		}
		switch {
		case table != nil && strings.Trim(cells[0], "-") != "":
			table.rows = append(table.rows, cells)
		case table == nil && cells[0] == "Flytta":
			table = &guidePart{line: i + 1, kind: "flytta", rows: [][]string{cells}}
		case table == nil && (cells[0] == "Uppgift" || cells[0] == "Excelrad"):
			m := guideSheet.FindStringSubmatch(paragraph)
			if m == nil {
				t.Fatalf("line %d: a table to fill in, under a line that does not name its sheet: %s", i+1, paragraph)
			}
			table = &guidePart{line: i + 1, kind: "fyll i", sheet: m[1], rows: [][]string{cells}}
		}
	}
	if open != nil || table != nil {
		t.Fatal("the guide ends in the middle of something")
	}
	return parts, inline
}

// follower is somebody who does what the guide says, in a folder of their own.
type follower struct {
	dir      string
	env      []string
	port     string
	store    string // the address of the object store, where there is one
	workbook string // the one that was made last
	said     string // what the last box made the programs say
}

func TestTheGuideLeadsFromAnEmptyFolderToAFigureThatAReaderSees(t *testing.T) {
	parts, inline := readGuide(t)
	dir := t.TempDir()
	nobody := filepath.Join(dir, "nobody")
	f := &follower{dir: filepath.Join(dir, "arbete"), port: freePort(t)}
	for _, d := range []string{nobody, f.dir} {
		if err := os.Mkdir(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	f.env = append(os.Environ(), "HOME="+nobody, "XDG_DATA_HOME="+nobody, "XDG_CONFIG_HOME="+nobody, "XDG_CACHE_HOME="+nobody,
		"APPDATA="+nobody, "LOCALAPPDATA="+nobody, "LANG=sv_SE.UTF-8", "RODATRADEN_PASSPHRASE="+repositorytest.Passphrase, "RODATRADEN_NEW_PASSPHRASE=en annan lösenfras")
	written := map[string]bool{} // commands that were run
	var store []guidePart        // what takes an object store
	for i, p := range parts {
		if strings.HasPrefix(p.kind, "kommando") && p.kind != "kommando fönster" && (i+1 == len(parts) || parts[i+1].kind != "svar") {
			t.Errorf("line %d: the guide does not tell what is answered", p.line)
		}
		switch p.kind {
		case "kommando":
			f.runAll(t, p)
			for _, line := range p.text {
				written[line] = true
			}
		case "kommando objektlager":
			store = append(store, p, parts[i+1])
		case "kommando fönster":
			for _, line := range p.text {
				written[line] = true
				t.Run("in a window", func(t *testing.T) { f.opens(t, p.line, line) })
			}
		case "kommando bakgrund":
			if len(p.text) != 1 {
				t.Fatalf("line %d: one command at a time stays", p.line)
			}
			written[p.text[0]] = true
			f.stay(t, p.line, p.text[0])
		case "svar":
			if parts[i-1].kind != "kommando objektlager" {
				f.answers(t, p)
			}
		case "fyll i":
			f.fill(t, p)
		case "flytta":
			f.move(t, p)
		default:
			name, ok := strings.CutPrefix(p.kind, "exempel ")
			if _, err := assets.Packaging.Open("packaging/" + name); !ok || err != nil {
				t.Errorf("line %d: nobody knows what to do with a box of %q", p.line, p.kind)
			}
		}
		if t.Failed() {
			t.FailNow()
		}
	}
	for command, line := range inline {
		switch {
		case written[command] || slices.Contains(exampleFiles(t), command):
		case strings.HasSuffix(command, " --help"):
			f.run(t, line, command)
		case command == "rodatraden-publish" || command == "rodatraden":
		default:
			t.Errorf("line %d: %q is run nowhere", line, command)
		}
	}

	t.Run("to an object store", func(t *testing.T) { f.toStore(t, store) })

	// The reader of chapter 8 fetches the rest, and sees the figure of the correction.
	f.run(t, 0, "rodatraden sync --home lasare")
	f.run(t, 0, "rodatraden export --page economy --home lasare --format json --out ekonomi.json")
	raw, err := os.ReadFile(filepath.Join(f.dir, "ekonomi.json"))
	if err != nil {
		t.Fatal(err)
	}
	var economy struct {
		Package  struct{ Name string }
		Forecast struct{ Text string }
	}
	if err := json.Unmarshal(raw, &economy); err != nil {
		t.Fatal(err)
	}
	if economy.Package.Name != "socialnamnden-2024-05-monthly-2" || economy.Forecast.Text != "−5,4\u00a0mkr" {
		t.Errorf("the reader sees %+v", economy)
	}
	if left, err := os.ReadDir(nobody); err != nil || len(left) > 0 {
		t.Errorf("written outside of where the guide is followed: %v %v", left, err)
	}
}

// opens runs a command that opens a window, on a screen of its own, and closes it again.
func (f *follower) opens(t *testing.T, at int, line string) {
	if runtime.GOOS != "linux" {
		t.Skip("the screen of this test is an X server")
	}
	home := t.TempDir()
	s := newScreen(t, home)
	c := f.command(t, t.Context(), at, line)
	c.Env = append(s.env, "XDG_DATA_HOME="+home)
	var said bytes.Buffer
	c.Stdout, c.Stderr = &said, &said
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	s.window(t, ".*Röda tråden.*")
	s.press(t, "ctrl+q")
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("line %d: %s: %v\n%s", at, line, err, &said)
		}
	case <-time.After(patience):
		t.Errorf("line %d: Ctrl+Q does not close it\n%s", at, &said)
	}
}

// What the guide says in bold of the window is what its steps and buttons are called.
func TestTheGuideCallsWhatIsInTheWindowByItsName(t *testing.T) {
	guide, err := assets.Guide.ReadFile("guide/utgivare.sv.md")
	if err != nil {
		t.Fatal(err)
	}
	raw, err := assets.Translations.ReadFile("translations/publish_window.sv.json")
	if err != nil {
		t.Fatal(err)
	}
	var texts map[string]any
	if err := json.Unmarshal(raw, &texts); err != nil {
		t.Fatal(err)
	}
	called := map[string]bool{}
	for _, text := range texts {
		if name, ok := text.(string); ok {
			called[name] = true
		}
	}
	_, chapter, found := strings.Cut(string(guide), "{#fonstret}")
	chapter, _, _ = strings.Cut(chapter, "\n## ")
	names := regexp.MustCompile(`\*\*([^*]+)\*\*`).FindAllStringSubmatch(chapter, -1)
	if !found || len(names) < 10 {
		t.Fatalf("the guide says little of the window: %v", names)
	}
	for _, name := range names {
		if !called[name[1]] {
			t.Errorf("nothing in the window is called %s", name[1])
		}
	}
}

// toStore does what the guide says of object stores, with a real S3 server that has the guide's policy.
func (f *follower) toStore(t *testing.T, parts []guidePart) {
	s := objectstoretest.Start(t)
	s.Bucket("uppfoljning")
	setPolicy(t, s.URL, "uppfoljning")
	f = &follower{dir: f.dir, env: append(f.env, "XDG_DATA_HOME="+t.TempDir()), port: f.port, store: s.URL}
	for _, e := range os.Environ() {
		if strings.HasPrefix(e, "AWS_") {
			f.env = append(f.env, e)
		}
	}
	for _, p := range parts {
		if p.kind == "svar" {
			f.answers(t, p)
		} else {
			f.runAll(t, p)
		}
	}
	f.run(t, 0, "rodatraden subscribe lager.prenumeration --home lagerlasare")
	f.run(t, 0, "rodatraden sync --home lagerlasare")
	if !strings.Contains(f.said, "Älvbro: ett nytt paket installerat.") {
		t.Errorf("a reader of the object store is told\n%s", f.said)
	}
	for _, list := range []string{"/uppfoljning", "/uppfoljning/?list-type=2&prefix=namnderna/", "/uppfoljning/namnderna/"} {
		res, err := http.Get(s.URL + list)
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		if res.StatusCode == http.StatusOK {
			t.Errorf("anybody may list %s", list)
		}
	}
}

// setPolicy gives a bucket the policy of the example. The publisher of the policy is the user
// that the server has.
func setPolicy(t *testing.T, endpoint, bucket string) {
	t.Helper()
	policy := strings.ReplaceAll(packaged(t, "bucket-policy.json"), "arn:aws:iam::111122223333:user/rodatraden-publish", os.Getenv("AWS_ACCESS_KEY_ID"))
	c, err := config.LoadDefaultConfig(t.Context(), config.WithRegion("us-east-1"))
	if err != nil {
		t.Fatal(err)
	}
	client := s3.NewFromConfig(c, func(o *s3.Options) { o.BaseEndpoint, o.UsePathStyle = &endpoint, true })
	if _, err := client.DeleteBucketPolicy(t.Context(), &s3.DeleteBucketPolicyInput{Bucket: &bucket}); err != nil {
		t.Fatal(err)
	}
	if _, err := client.PutBucketPolicy(t.Context(), &s3.PutBucketPolicyInput{Bucket: &bucket, Policy: &policy}); err != nil {
		t.Fatal(err)
	}
}

func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port
}

// exampleFiles are the names of the example files.
func exampleFiles(t *testing.T) (names []string) {
	t.Helper()
	all, err := assets.Packaging.ReadDir("packaging")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range all {
		names = append(names, e.Name())
	}
	return names
}

// command makes what is written in the guide a command of one of the built programs.
func (f *follower) command(t *testing.T, ctx context.Context, at int, line string) *exec.Cmd {
	t.Helper()
	var words []string
	bare := ""
	for i, piece := range strings.Split(f.here(line), `"`) {
		if i%2 == 1 {
			words = append(words, piece)
			continue
		}
		words, bare = append(words, strings.Fields(piece)...), bare+piece
	}
	if len(words) < 2 || words[0] != "rodatraden" && words[0] != "rodatraden-publish" || strings.ContainsAny(bare, `'\$|&<>*?;`) {
		t.Fatalf("line %d: %q is not a command of ours, as it would be written in any terminal", at, line)
	}
	c := exec.CommandContext(ctx, words[0], words[1:]...)
	c.Dir, c.Env = f.dir, f.env
	return c
}

// here is a text of the guide with the addresses of this test in the place of those that it has.
func (f *follower) here(text string) string {
	text = strings.ReplaceAll(text, ":"+guidePort, ":"+f.port)
	if f.store != "" {
		text = strings.ReplaceAll(text, guideStore, f.store)
	}
	return text
}

// runAll writes the commands of a box.
func (f *follower) runAll(t *testing.T, p guidePart) {
	t.Helper()
	f.said = ""
	for _, line := range p.text {
		f.run(t, p.line, line)
	}
}

func (f *follower) run(t *testing.T, at int, line string) {
	t.Helper()
	c := f.command(t, t.Context(), at, line)
	var out, messages bytes.Buffer
	c.Stdout, c.Stderr = &out, &messages
	began := time.Now()
	if err := c.Run(); err != nil {
		t.Fatalf("line %d: %s: %v\n%s%s", at, line, err, &out, &messages)
	}
	t.Logf("%6.2f s  %s", time.Since(began).Seconds(), line)
	f.said += out.String()
	if i := slices.Index(c.Args, "--out"); i > 0 && path.Ext(c.Args[i+1]) == ".xlsx" {
		f.workbook = c.Args[i+1]
	}
}

// stay starts a command that goes on until the test ends, and waits for its first line.
func (f *follower) stay(t *testing.T, at int, line string) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	c := f.command(t, ctx, at, line)
	if runtime.GOOS != "windows" {
		c.Cancel = func() error { return c.Process.Signal(os.Interrupt) }
	}
	c.Stderr = os.Stderr
	out, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		t.Fatalf("line %d: %s: %v", at, line, err)
	}
	t.Cleanup(func() { stop(); _ = c.Wait() })
	var first []byte
	for one := make([]byte, 1); !bytes.HasSuffix(first, []byte("\n")); first = append(first, one[0]) {
		if _, err := io.ReadFull(out, one); err != nil {
			t.Fatalf("line %d: %s: %v", at, line, err)
		}
	}
	f.said = string(first)
}

// answers holds what the programs said against what the guide says that they do. Three points stand for
// anything; alone on a line, for any lines.
func (f *follower) answers(t *testing.T, p guidePart) {
	t.Helper()
	plain := strings.NewReplacer("\u00a0", " ", "\u202f", " ")
	want := ""
	for _, line := range p.text {
		if line == "…" {
			want += `(?:.*\n)*?`
			continue
		}
		line = f.here(plain.Replace(line))
		want += strings.ReplaceAll(regexp.QuoteMeta(line), "…", ".*") + `\n`
	}
	if !regexp.MustCompile("^" + want + "$").MatchString(plain.Replace(f.said)) {
		t.Errorf("line %d: the guide says\n%s\nthe program says\n%s", p.line, strings.Join(p.text, "\n"), f.said)
	}
}

// fill types a table of the guide in the workbook, and puts a report in its folder of documents where the sheet
// names one.
func (f *follower) fill(t *testing.T, p guidePart) {
	t.Helper()
	at := filepath.Join(f.dir, f.workbook)
	book, err := excelize.OpenFile(at)
	if err != nil {
		t.Fatalf("line %d: %v", p.line, err)
	}
	defer book.Close()
	rows, err := book.GetRows(p.sheet)
	if err != nil || len(rows) < 3 {
		t.Fatalf("line %d: the sheet %s: %v", p.line, p.sheet, err)
	}
	same := func(head, name string) bool { return strings.TrimSuffix(head, " *") == name }
	set := func(cell, value string) {
		if err := book.SetCellValue(p.sheet, cell, value); err != nil {
			t.Fatal(err)
		}
	}
	heads := p.rows[0]
	for _, row := range p.rows[1:] {
		if heads[0] == "Uppgift" {
			i := slices.IndexFunc(rows, func(r []string) bool { return len(r) > 1 && same(r[1], row[0]) })
			if i < 0 {
				t.Fatalf("line %d: the sheet %s has no %q", p.line, p.sheet, row[0])
			}
			set(fmt.Sprintf("C%d", i+1), row[1])
			continue
		}
		for j, value := range row[1:] {
			column := slices.IndexFunc(rows[2], func(head string) bool { return same(head, heads[j+1]) })
			if column < 0 {
				t.Fatalf("line %d: the sheet %s has no column %q", p.line, p.sheet, heads[j+1])
			}
			name, err := excelize.ColumnNumberToName(column + 1)
			if err != nil {
				t.Fatal(err)
			}
			set(name+row[0], value)
			if heads[j+1] == "Fil" {
				f.report(t, value)
			}
		}
	}
	if err := book.Save(); err != nil {
		t.Fatal(err)
	}
}

// move moves keys, with their public halves, from the folder where they were made to a safe.
func (f *follower) move(t *testing.T, p guidePart) {
	t.Helper()
	for _, row := range p.rows[1:] {
		if err := os.MkdirAll(filepath.Join(f.dir, row[1]), 0o700); err != nil {
			t.Fatal(err)
		}
		for _, name := range strings.Split(row[0], ", ") {
			found, err := filepath.Glob(filepath.Join(f.dir, "publicering-keys", name+".*"))
			if err != nil || len(found) == 0 {
				t.Fatalf("line %d: there is no key %s: %v", p.line, name, err)
			}
			for _, at := range found {
				if err := os.Rename(at, filepath.Join(f.dir, row[1], filepath.Base(at))); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// report puts a PDF among the workbook's documents.
func (f *follower) report(t *testing.T, name string) {
	t.Helper()
	pdf, err := assets.Demo.ReadFile("demo/alvbro/082-socialnamnden-2024-review/documents/granskning-2024.pdf")
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(f.dir, strings.TrimSuffix(f.workbook, ".xlsx"), "documents")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, name), pdf, 0o644); err != nil {
		t.Fatal(err)
	}
}

// packaged is an example file.
func packaged(t *testing.T, name string) string {
	t.Helper()
	raw, err := assets.Packaging.ReadFile("packaging/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
