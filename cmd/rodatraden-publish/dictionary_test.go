package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheDictionaryIsWrittenToAFileOrToStandardOutput(t *testing.T) {
	a := publisher(t, "dictionary").want(t, 0)
	if !strings.HasPrefix(a.out, "<!DOCTYPE html>") || a.err != "" {
		t.Errorf("got %.80q, messages %q", a.out, a.err)
	}
	file := filepath.Join(folder(t), "ordlista.md")
	publisher(t, "dictionary", "--format", "md", "--out", file).want(t, 0, file)
	raw, err := os.ReadFile(file)
	if err != nil || !strings.HasPrefix(string(raw), "# ") {
		t.Errorf("%v %.80q", err, raw)
	}
	a = publisher(t, "dictionary", "--out", file, "--json").want(t, 0)
	if a.json["out"] != file || a.json["bytes"].(float64) < 1000 {
		t.Errorf("%v", a.json)
	}
}

func TestTheDictionaryHasTwoForms(t *testing.T) {
	a := publisher(t, "dictionary", "--format", "pdf", "--json").want(t, 2)
	if near := a.json["error"].(map[string]any)["near"].([]any); len(near) != 2 {
		t.Errorf("%v", near)
	}
	publisher(t, "dictionary", "--json").want(t, 2) // one document on standard output, and that is JSON
}
