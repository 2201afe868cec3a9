package main

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

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

// publisher runs the program.
func publisher(t *testing.T, args ...string) answer {
	t.Helper()
	return publisherWith(t, context.Background(), args...)
}

func publisherWith(t *testing.T, ctx context.Context, args ...string) answer {
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
		snakeCase(t, a.json)
	}
	if a.code != 0 && a.err == "" {
		t.Errorf("%v: exit %d without a word", args, a.code)
	}
	return a
}

// snakeCase holds every key of an answer against how keys are written.
func snakeCase(t *testing.T, v any) {
	t.Helper()
	switch v := v.(type) {
	case map[string]any:
		for k, w := range v {
			if k == "args" { // what sentences name
				continue
			}
			if strings.ToLower(k) != k {
				t.Errorf("the key %q", k)
			}
			snakeCase(t, w)
		}
	case []any:
		for _, w := range v {
			snakeCase(t, w)
		}
	}
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

// folder returns a fresh folder whose name is as hard as names are.
func folder(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "förvaltning [1] å")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

// sources writes a demonstration library's sources and returns them in order.
func sources(t *testing.T, name string) []string {
	t.Helper()
	dir := filepath.Join(folder(t), "källor")
	publisher(t, "sample", "--name", name, "--out", dir).want(t, 0)
	names, err := sample.Folders(name)
	if err != nil {
		t.Fatal(err)
	}
	for i := range names {
		names[i] = filepath.Join(dir, names[i])
	}
	return names
}

// built builds sources.
func built(t *testing.T, sources ...string) []string {
	t.Helper()
	dir := filepath.Join(folder(t), "byggt")
	publisher(t, append([]string{"build", "--out", dir}, sources...)...).want(t, 0)
	var out []string
	for _, s := range sources {
		out = append(out, filepath.Join(dir, filepath.Base(s)))
	}
	return out
}

// repositoryIn makes a repository with keys that open at once.
func repositoryIn(t *testing.T, dir string) string {
	t.Helper()
	t.Setenv(passphraseVariable, repositorytest.Passphrase)
	pub := filepath.Join(dir, "publicerat")
	if err := quick(t, pub).Init(context.Background(), repository.InitOptions{}); err != nil {
		t.Fatal(err)
	}
	return pub
}

// quick opens a repository so that the keys that it makes open at once.
func quick(t *testing.T, pub string) *repositorytest.Repo {
	t.Helper()
	return repositorytest.Open(t, pub, pub+"-keys", &repositorytest.Clock{T: time.Now()})
}

// everything lists a folder with the content of its files.
func everything(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || e.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		all[path] = string(raw)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func packZip(t *testing.T, dir, to string) string {
	t.Helper()
	f, err := os.Create(to)
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(f)
	if err := errors.Join(z.AddFS(os.DirFS(dir)), z.Close(), f.Close()); err != nil {
		t.Fatal(err)
	}
	return to
}
