package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheGuideIsShownOrWrittenAsAPage(t *testing.T) {
	a := publisher(t, "guide").want(t, 0)
	if !strings.HasPrefix(a.out, "Så publicerar ni") || a.err != "" {
		t.Errorf("got %.80q, messages %q", a.out, a.err)
	}
	file := filepath.Join(folder(t), "handbok.html")
	publisher(t, "guide", "--out", file).want(t, 0, file)
	raw, err := os.ReadFile(file)
	if err != nil || !strings.HasPrefix(string(raw), "<!doctype html>") {
		t.Errorf("%v %.80q", err, raw)
	}
	a = publisher(t, "guide", "--out", file, "--json").want(t, 0)
	if a.json["out"] != file || a.json["bytes"].(float64) < 10_000 {
		t.Errorf("%v", a.json)
	}
	publisher(t, "guide", "--json").want(t, 2) // one document on standard output, and that is JSON
	publisher(t, "guide", "--out", file, "--examples", folder(t)).want(t, 2)
}

func TestTheGuidesExamplesAreWrittenAllOrNone(t *testing.T) {
	to := filepath.Join(folder(t), "exempel")
	a := publisher(t, "guide", "--examples", to, "--json").want(t, 0)
	files := a.json["files"].([]any)
	if len(files) < 5 {
		t.Fatalf("%v", files)
	}
	for _, name := range files {
		if _, err := os.Stat(filepath.Join(to, name.(string))); err != nil {
			t.Error(err)
		}
	}
	// One that has been edited is not written over, nor are the others written beside it.
	if err := os.Remove(filepath.Join(to, files[0].(string))); err != nil {
		t.Fatal(err)
	}
	publisher(t, "guide", "--examples", to).want(t, 1)
	if left, err := os.ReadDir(to); err != nil || len(left) != len(files)-1 {
		t.Errorf("%v %v", left, err)
	}
}
