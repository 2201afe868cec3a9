package export

import (
	"bytes"
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/data/sample"
	"rodatraden/data/store"
)

// demos is a library with both demonstration libraries, which the tests only read.
var demos = sync.OnceValues(func() (*store.Library, error) {
	lib, err := store.Open(filepath.Join(dir, "library.db"))
	if err != nil {
		return nil, err
	}
	for _, name := range sample.Names() {
		packages, _, err := sample.Packages(name)
		if err != nil {
			return nil, err
		}
		for _, p := range packages {
			if err := lib.Install(context.Background(), "demo", p.Manifest.ID, p); err != nil {
				return nil, err
			}
		}
	}
	return lib, nil
})

var dir string

func TestMain(m *testing.M) {
	var err error
	if dir, err = os.MkdirTemp("", "export"); err != nil {
		panic(err)
	}
	code := m.Run()
	if lib, err := demos(); err == nil {
		_ = lib.Close()
	}
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

// chosen is a package of the demonstrations compared with another.
func chosen(t *testing.T, committee, name, compare string) (*store.Library, page.Choice) {
	t.Helper()
	lib, err := demos()
	if err != nil {
		t.Fatal(err)
	}
	known, err := lib.Packages(context.Background(), "demo", committee)
	if err != nil {
		t.Fatal(err)
	}
	c, err := page.Choose(known, name, compare)
	if err != nil {
		t.Fatal(err)
	}
	return lib, c
}

// made is a page of what is chosen, in Swedish.
func made[P any](t *testing.T, build func(context.Context, page.Library, page.Choice, *i18n.Localizer) (*P, error), committee, name, compare string) *P {
	t.Helper()
	lib, c := chosen(t, committee, name, compare)
	p, err := build(context.Background(), lib, c, i18n.New("sv"))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// written are the rows of a page's CSV.
func written(t *testing.T, p any) [][]string {
	t.Helper()
	var b bytes.Buffer
	if err := CSV(&b, p); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatalf("%T: %v", p, err)
	}
	return rows
}
