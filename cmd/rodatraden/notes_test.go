package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// asked adds a suggested question to a home's notes.
func asked(t *testing.T, home string) {
	t.Helper()
	a := reader(t, "questions", "--home", home, "--committee", "asn", "--json").want(t, 0)
	asks, _ := a.json["asks"].([]any)
	if len(asks) == 0 {
		t.Fatalf("nothing is suggested: %s", a.out)
	}
	id, _ := asks[0].(map[string]any)["id"].(string)
	reader(t, "questions", "--home", home, "--committee", "asn", "--add", id).want(t, 0)
}

// owned counts a home's notes.
func owned(t *testing.T, home string) int {
	t.Helper()
	a := reader(t, "questions", "--home", home, "--committee", "asn", "--json").want(t, 0)
	n := 0
	groups, _ := a.json["groups"].([]any)
	for _, g := range groups {
		rows, _ := g.(map[string]any)["rows"].([]any)
		n += len(rows)
	}
	return n
}

func TestNotesAreMovedByTheCommandLine(t *testing.T) {
	from, to := emptyHome(t), emptyHome(t)
	asked(t, from)
	dir := t.TempDir()
	secret, wrong, file := filepath.Join(dir, "fras"), filepath.Join(dir, "fel"), filepath.Join(dir, "mina.anteckningar")
	for path, words := range map[string]string{secret: "lampa granit sjöbod fiol\nandra raden\n", wrong: "annat\n", filepath.Join(dir, "tom"): ""} {
		if err := os.WriteFile(path, []byte(words), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	a := reader(t, "notes", "export", file, "--passphrase-file", secret, "--home", from, "--json").want(t, 0)
	if a.json["path"] != file || a.json["strength"] != "strong" {
		t.Errorf("%v", a.json)
	}
	if raw, err := os.ReadFile(file); err != nil || !bytes.HasPrefix(raw, []byte("age-encryption.org/v1")) {
		t.Fatalf("%v", err)
	}
	a = reader(t, "notes", "export", file, "--passphrase-file", secret, "--home", from, "--json").want(t, 1)
	if a.kind() != "exists" {
		t.Errorf("%v", a.json)
	}
	reader(t, "notes", "import", file, "--passphrase-file", wrong, "--home", to).want(t, 1, "Lösenfrasen stämmer inte.", "Inget har ändrats.")
	reader(t, "notes", "import", file, "--passphrase-file", filepath.Join(dir, "tom"), "--home", to).want(t, 1)
	reader(t, "notes", "import", secret, "--passphrase-file", secret, "--home", to).want(t, 1, "ingen fil med anteckningar")
	if n := owned(t, to); n != 0 {
		t.Fatalf("%d notes of nothing", n)
	}
	reader(t, "notes", "import", file, "--passphrase-file", secret, "--home", to).want(t, 0, "1 tillagd, 0 ändrade och 0 som var samma.")
	a = reader(t, "notes", "import", file, "--passphrase-file", secret, "--home", to, "--json").want(t, 0)
	if a.json["added"] != 0.0 || a.json["same"] != 1.0 || owned(t, to) != 1 {
		t.Errorf("%v, %d notes", a.json, owned(t, to))
	}
	// Where nobody can be asked there is no passphrase.
	reader(t, "notes", "export", filepath.Join(dir, "en till"), "--home", from).want(t, 1)
	reader(t, "notes", "flytta", "--home", from).want(t, 2)
	reader(t, "notes", "export", "--home", from).want(t, 2, "export FILE")
	reader(t, "notes", "export", "--help").want(t, 0, "visar den här hjälpen")
}

func TestNotesAreBackedUpAndTakenBackByTheCommandLine(t *testing.T) {
	home := emptyHome(t)
	asked(t, home)
	folder := t.TempDir()
	reader(t, "notes", "backup", filepath.Join(folder, "borta"), "--home", home).want(t, 1, "Filen eller mappen finns inte")
	reader(t, "notes", "backup", folder, "--home", home).want(t, 0, folder)
	reader(t, "notes", "backup", "--home", home).want(t, 0, "notes-backup")
	a := reader(t, "notes", "list", "--home", home, "--json").want(t, 0)
	if all, _ := a.json["backups"].([]any); len(all) != 1 || all[0].(map[string]any)["own"] != true {
		t.Errorf("%v", a.json)
	}
	reader(t, "notes", "list", "--home", home).want(t, 0, "den här datorn")
	copies, err := filepath.Glob(filepath.Join(folder, "notes-*.db"))
	if err != nil || len(copies) != 1 {
		t.Fatal(copies, err)
	}
	other := emptyHome(t)
	reader(t, "notes", "restore", copies[0], "--home", other).want(t, 0, "1 tillagd")
	reader(t, "notes", "restore", copies[0], "--home", other, "--lang", "en").want(t, 0, "Nothing new")
	if owned(t, other) != 1 {
		t.Error("it is not among the notes")
	}
	reader(t, "notes", "restore", copies[0]+"x", "--home", other).want(t, 1)
}

func TestBrokenNotesAreToldOfUntilTheyAreTakenBack(t *testing.T) {
	home := emptyHome(t)
	asked(t, home)
	reader(t, "notes", "backup", "--home", home).want(t, 0)
	if err := os.WriteFile(filepath.Join(home, "notes.db"), bytes.Repeat([]byte("trasig"), 4000), 0o600); err != nil {
		t.Fatal(err)
	}
	reader(t, "questions", "--home", home, "--committee", "asn", "--json").want(t, 1)
	reader(t, "questions", "--home", home, "--committee", "asn").want(t, 0, "var skadad", "Det finns en hel kopia")
	entries, err := os.ReadDir(filepath.Join(home, "notes-backup"))
	if err != nil || len(entries) != 1 {
		t.Fatal(entries, err)
	}
	reader(t, "notes", "restore", filepath.Join(home, "notes-backup", entries[0].Name()), "--home", home).want(t, 0, "1 tillagd")
	if a := reader(t, "questions", "--home", home, "--committee", "asn").want(t, 0); strings.Contains(a.err, "skadad") {
		t.Errorf("it is told when they have been taken back: %s", a.err)
	}
	if n := owned(t, home); n != 1 {
		t.Errorf("%d notes", n)
	}
}

func TestEverythingIsErasedByWhoSaysYes(t *testing.T) {
	home := emptyHome(t)
	asked(t, home)
	reader(t, "notes", "backup", "--home", home).want(t, 0)
	reader(t, "erase", "--home", home).want(t, 2, "1 anteckning, och vad du har läst", "Inget har raderats.", "--yes")
	a := reader(t, "erase", "--home", home, "--json").want(t, 2)
	if a.json["erased"] != false || owned(t, home) != 1 {
		t.Fatalf("%v", a.json)
	}
	out := reader(t, "erase", "--yes", "--home", home).want(t, 0, "Allt är raderat").out
	if entries, err := os.ReadDir(home); err != nil || len(entries) != 0 {
		t.Errorf("%v, %v: %s", entries, err, out)
	}
	a = reader(t, "erase", "--yes", "--home", home, "--json").want(t, 0)
	if a.json["erased"] != true || strings.Contains(a.out, "null") {
		t.Errorf("%s", a.out)
	}
}
