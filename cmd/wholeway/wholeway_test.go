// Package wholeway_test goes the whole way as people do: with the two built programs, from facts
// to a signed repository, over HTTP on loopback, to a page.
package wholeway_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"

	"rodatraden/data/repository"
	"rodatraden/data/repository/repositorytest"
)

const tags = "sqlite_fts5 migrated_fynedo"

func TestMain(m *testing.M) {
	os.Exit(run(m))
}

// run builds the programs into a folder that the scripts find on their PATH.
func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "wholeway-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	build := exec.Command("go", "build", "-tags", tags, "-o", dir+string(filepath.Separator), "./cmd/rodatraden", "./cmd/rodatraden-publish", "./cmd/rodatraden-publish-window")
	build.Dir = filepath.Join("..", "..")
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "%v\n%s", err, out)
		return 1
	}
	os.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	return m.Run()
}

func TestTheWholeWay(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(e *testscript.Env) error {
			e.Setenv("RODATRADEN_PASSPHRASE", repositorytest.Passphrase)
			e.Setenv("LANG", "sv_SE.UTF-8")
			e.Setenv("HOME", filepath.Join(e.WorkDir, "nobody"))
			e.Setenv("XDG_DATA_HOME", filepath.Join(e.WorkDir, "nobody"))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"serve":    serve,
			"json":     jsonHas,
			"flip":     flip,
			"onlyhome": onlyHome,
			"jsonget":  jsonGet,
			"quick":    quick,
			"fill":     fill,
			"forge":    func(ts *testscript.TestScript, neg bool, args []string) { forge(t, ts, neg, args) },
		},
	})
}

// fill WORKBOOK SHEET COLUMN VALUE… types a row after those that are there, as a person does; of the sheet
// Rapport the columns are properties. Columns are called what they are in the package.
func fill(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 4 || len(args)%2 != 0 {
		ts.Fatalf("usage: fill workbook sheet column value…")
	}
	f, err := excelize.OpenFile(ts.MkAbs(args[0]))
	ts.Check(err)
	defer f.Close()
	sheet := args[1]
	rows, err := f.GetRows(sheet)
	ts.Check(err)
	row := len(rows) + 1
	for row > 4 && len(strings.Join(rows[row-2], "")) == 0 {
		row--
	}
	for i := 2; i < len(args); i += 2 {
		cell := fmt.Sprintf("C%d", slices.IndexFunc(rows, func(r []string) bool { return len(r) > 0 && r[0] == args[i] })+1)
		if sheet != "Rapport" {
			column, err := excelize.ColumnNumberToName(slices.Index(rows[1], args[i]) + 1)
			ts.Check(err)
			cell = fmt.Sprintf("%s%d", column, max(row, 4))
		}
		ts.Check(f.SetCellValue(sheet, cell, args[i+1]))
	}
	ts.Check(f.Save())
}

// quick FOLDER is init with keys that open at once. How hard a key is to open stands in its file:
// the programs are as they are.
func quick(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: quick folder")
	}
	dir := ts.MkAbs(args[0])
	r, err := repository.New(repository.Config{
		Storage: repository.Folder(dir), Keys: []string{dir + "-keys"}, WorkFactor: repositorytest.WorkFactor,
		Passphrase: func(string, bool) (string, error) { return repositorytest.Passphrase, nil },
	})
	ts.Check(err)
	ts.Check(r.Init(context.Background(), repository.InitOptions{}))
}

// forge FOLDER COMMITTEE NAME PATH publishes, as somebody with the keys can, a package whose
// manifest names a file at the path.
func forge(t *testing.T, ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 4 {
		ts.Fatalf("usage: forge folder committee name path")
	}
	dir := ts.MkAbs(args[0])
	hostile := repositorytest.Package{Name: args[2], Committee: args[1], Files: map[string]string{args[3]: "id,name\n"}}
	repositorytest.Open(t, dir, dir+"-keys", repositorytest.NewClock()).Forge(t, args[1], func(f *repositorytest.Forgery) {
		f.List(args[2], hostile.Manifest())
		f.Blob([]byte("id,name\n"))
	})
}

// serve FOLDER VARIABLE serves a published folder until the script ends and sets the variable to
// its address, on a port that the system chooses.
func serve(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: serve folder variable")
	}
	ctx, stop := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, "rodatraden-publish", "serve", "--json", "--repository", ts.MkAbs(args[0]), "--listen", "127.0.0.1:0")
	if runtime.GOOS != "windows" {
		cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	}
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	ts.Check(err)
	ts.Check(cmd.Start())
	ts.Defer(func() { stop(); _ = cmd.Wait() })
	var answer struct{ Address string }
	ts.Check(json.NewDecoder(bufio.NewReader(out)).Decode(&answer))
	ts.Setenv(args[1], answer.Address)
}

// value returns what stands at a path in the JSON that the last command printed, or in a file:
// journey.steps.1.figure.text.
func value(ts *testscript.TestScript, from, path string) any {
	var v any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(from)), &v))
	for _, step := range strings.Split(path, ".") {
		switch at := v.(type) {
		case map[string]any:
			next, ok := at[step]
			if !ok {
				ts.Fatalf("%s: no %q", path, step)
			}
			v = next
		case []any:
			var i int
			if _, err := fmt.Sscan(step, &i); err != nil || i >= len(at) {
				ts.Fatalf("%s: no %q among %d", path, step, len(at))
			}
			v = at[i]
		default:
			ts.Fatalf("%s: nothing below %v", path, v)
		}
	}
	return v
}

// json FILE PATH WANT holds when the value at the path, as text, is what is wanted.
func jsonHas(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: json file path want")
	}
	got := fmt.Sprint(value(ts, args[0], args[1]))
	want := strings.NewReplacer("~", "\u00a0").Replace(args[2])
	if (got == want) == neg {
		ts.Fatalf("%s is %q, want %q (not: %v)", args[1], got, want, neg)
	}
}

// jsonget FILE PATH VARIABLE sets a variable.
func jsonGet(ts *testscript.TestScript, _ bool, args []string) {
	ts.Setenv(args[2], fmt.Sprint(value(ts, args[0], args[1])))
}

// flip PATTERN changes one byte in the middle of the one file that matches.
func flip(ts *testscript.TestScript, _ bool, args []string) {
	found, err := filepath.Glob(ts.MkAbs(args[0]))
	ts.Check(err)
	if len(found) == 0 {
		ts.Fatalf("nothing matches %s", args[0])
	}
	raw, err := os.ReadFile(found[0])
	ts.Check(err)
	raw[len(raw)/2] ^= 1
	ts.Check(os.WriteFile(found[0], raw, 0o644))
}

// onlyhome holds when the folders that programs use when nobody names a home are untouched.
func onlyHome(ts *testscript.TestScript, _ bool, _ []string) {
	dir := ts.MkAbs("nobody")
	_ = filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && path != dir {
			ts.Fatalf("written outside the home: %s", path)
		}
		return nil
	})
}
