// Package cmd_test holds what is true of the house as a whole: which way dependencies run, and
// what may lie at its root.
package cmd_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const tags = "sqlite_fts5 migrated_fynedo"

func list(t *testing.T, args ...string) []string {
	t.Helper()
	c := exec.Command("go", append([]string{"list", "-tags", tags}, args...)...)
	c.Dir = ".."
	var faults strings.Builder
	c.Stderr = &faults
	out, err := c.Output()
	if err != nil {
		t.Fatalf("go list %v: %v\n%s", args, err, &faults)
	}
	return strings.Fields(string(out))
}

func TestDependenciesRunOneWay(t *testing.T) {
	isFyne := func(p string) bool { return strings.HasPrefix(p, "fyne.io/") }
	isApp := func(p string) bool { return p == "rodatraden/app" || strings.HasPrefix(p, "rodatraden/app/") }
	isPublishers := func(p string) bool {
		return strings.HasPrefix(p, "rodatraden/app/publish") || strings.HasPrefix(p, "rodatraden/app/ui/publish") || strings.HasPrefix(p, "rodatraden/app/ui/guided") || strings.HasPrefix(p, "rodatraden/data/importer") || strings.HasPrefix(p, "rodatraden/data/template") || strings.HasPrefix(p, "github.com/xuri/")
	}
	isStore := func(p string) bool {
		return strings.HasPrefix(p, "gocloud.dev") || strings.HasPrefix(p, "github.com/aws/") || strings.HasPrefix(p, "rodatraden/data/repository/objectstore")
	}
	isCmd := func(p string) bool { return strings.HasPrefix(p, "rodatraden/cmd") }
	for _, rule := range []struct {
		room  string
		never map[string]func(string) bool
	}{
		{"./data/...", map[string]func(string) bool{"app": isApp, "Fyne": isFyne, "cmd": isCmd}},
		{"./assets/...", map[string]func(string) bool{"app": isApp, "Fyne": isFyne, "cmd": isCmd}},
		{"./app/page/...", map[string]func(string) bool{"Fyne": isFyne, "cmd": isCmd}},
		{"./app/diagram/...", map[string]func(string) bool{"Fyne": isFyne, "cmd": isCmd}},
		{"./app/export/...", map[string]func(string) bool{"Fyne": isFyne, "cmd": isCmd}},
		{"./app/i18n/...", map[string]func(string) bool{"Fyne": isFyne, "cmd": isCmd}},
		{"./app/publishing/...", map[string]func(string) bool{"Fyne": isFyne, "cmd": isCmd}},
		{"./app/terminal/...", map[string]func(string) bool{"Fyne": isFyne, "cmd": isCmd}},
		{"./app/...", map[string]func(string) bool{"cmd": isCmd}},
		{"./cmd/rodatraden-publish", map[string]func(string) bool{"Fyne": isFyne}},
		{"./cmd/rodatraden", map[string]func(string) bool{"what only a publisher needs": isPublishers, "object stores": isStore}},
		{"./data/syncing", map[string]func(string) bool{"object stores": isStore}},
		{"./data/repository", map[string]func(string) bool{"object stores": isStore}},
	} {
		for _, dep := range list(t, "-deps", rule.room) {
			for what, is := range rule.never {
				if is(dep) {
					t.Errorf("%s reaches %s through %s", rule.room, what, dep)
				}
			}
		}
	}
}

func TestOnlyTheWindowKnowsFyne(t *testing.T) {
	for _, p := range list(t, "-f", "{{.ImportPath}}:{{join .Imports \",\"}}", "./...") {
		room, imports, _ := strings.Cut(p, ":")
		roots := []string{"rodatraden/app", "rodatraden/app/publisher"}
		for _, i := range strings.Split(imports, ",") {
			if strings.HasPrefix(i, "fyne.io/") && !strings.HasPrefix(room, "rodatraden/app/ui") && !slices.Contains(roots, room) {
				t.Errorf("%s imports %s; only app/ui and its composition roots may", room, i)
			}
		}
	}
}

func TestNoPackageHasANameThatSaysNothing(t *testing.T) {
	vague := []string{"util", "utils", "common", "helpers", "helper", "misc", "base", "shared", "sync", "theme", "widget", "chart"}
	for _, p := range list(t, "-f", "{{.Name}}", "./...") {
		if slices.Contains(vague, p) {
			t.Errorf("a package is called %s", p)
		}
	}
}

func TestTheRootHoldsNoCode(t *testing.T) {
	files, err := filepath.Glob("../*.go")
	if err != nil || len(files) > 0 {
		t.Errorf("%v %v", files, err)
	}
	entries, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{".ci", ".git", ".gitignore", "FyneApp.toml", "LICENSE", "Makefile", "README.md", "app", "assets", "build", "cmd", "data", "go.mod", "go.sum"}
	for _, e := range entries {
		if !slices.Contains(want, e.Name()) {
			t.Errorf("%s lies at the root", e.Name())
		}
	}
}
