package page

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"rodatraden/app/i18n"
	"rodatraden/data/followup"
	"rodatraden/data/model"
	"rodatraden/data/sample"
	"rodatraden/data/store"
)

// The committees of the demonstration libraries.
const (
	trollhattan = "asn"
	alvbro      = "socialnamnden"
	generated   = "barn-och-utbildningsnamnden" // also of Älvbro; one of its reports is taken back
)

var committees = []string{trollhattan, alvbro, generated}

// samples are the packages of the demonstration libraries, by committee, in the order of publishing.
var samples = sync.OnceValue(func() map[string][]*followup.Package {
	out := map[string][]*followup.Package{}
	for _, name := range sample.Names() {
		packages, _, err := sample.Packages(name)
		if err != nil {
			panic(err)
		}
		for _, p := range packages {
			id := p.Manifest.Followup.Committee.ID
			out[id] = append(out[id], p)
		}
	}
	return out
})

func open(t testing.TB) *store.Library {
	t.Helper()
	lib, err := store.Open(filepath.Join(t.TempDir(), "library.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = lib.Close() })
	return lib
}

func install(t testing.TB, lib *store.Library, p *followup.Package) {
	t.Helper()
	if err := lib.Install(context.Background(), "demo", p.Manifest.ID, p); err != nil {
		t.Fatal(err)
	}
}

// both is a library with both demonstration libraries, which the tests only read.
var both struct {
	once sync.Once
	dir  string
	lib  *store.Library
	err  error
}

func TestMain(m *testing.M) {
	code := m.Run()
	if both.lib != nil {
		_ = both.lib.Close()
	}
	if both.dir != "" {
		_ = os.RemoveAll(both.dir)
	}
	if scale.lib != nil {
		_ = scale.lib.Close()
	}
	if scale.dir != "" {
		_ = os.RemoveAll(scale.dir)
	}
	os.Exit(code)
}

// library returns a library with both demonstration libraries; it is not to be changed.
func library(t testing.TB) *store.Library {
	t.Helper()
	both.once.Do(func() {
		if both.dir, both.err = os.MkdirTemp("", "page"); both.err != nil {
			return
		}
		if both.lib, both.err = store.Open(filepath.Join(both.dir, "library.db")); both.err != nil {
			return
		}
		for _, c := range committees {
			for _, p := range samples()[c] {
				if both.err = both.lib.Install(context.Background(), "demo", p.Manifest.ID, p); both.err != nil {
					return
				}
			}
		}
	})
	if both.err != nil {
		t.Fatal(both.err)
	}
	return both.lib
}

func packagesOf(t testing.TB, lib Library, committee string) []*model.Package {
	t.Helper()
	packages, err := lib.Packages(context.Background(), "demo", committee)
	if err != nil {
		t.Fatal(err)
	}
	return packages
}

func choose(t testing.TB, lib Library, committee, name, compare string) Choice {
	t.Helper()
	c, err := Choose(packagesOf(t, lib, committee), name, compare)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// builtPage is a page of a choice.
func builtPage[P any](t testing.TB, build func(context.Context, Library, Choice, *i18n.Localizer) (*P, error), lib Library, committee, name, compare, lang string) *P {
	t.Helper()
	p, err := build(context.Background(), lib, choose(t, lib, committee, name, compare), i18n.New(lang))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func economy(t testing.TB, lib Library, committee, name, compare, lang string) *Economy {
	t.Helper()
	return builtPage(t, BuildEconomy, lib, committee, name, compare, lang)
}

func overview(t testing.TB, lib Library, committee, name, compare, lang string) *Overview {
	t.Helper()
	return builtPage(t, BuildOverview, lib, committee, name, compare, lang)
}

// written is a page as its JSON.
func written(t testing.TB, page any) []byte {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(page); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// walk calls do with every string in a page's JSON and the path to it.
func walk(t testing.TB, page any, do func(path, text string)) {
	t.Helper()
	var v any
	if err := json.Unmarshal(written(t, page), &v); err != nil {
		t.Fatal(err)
	}
	var step func(path string, v any)
	step = func(path string, v any) {
		switch v := v.(type) {
		case string:
			do(path, v)
		case []any:
			for i, x := range v {
				step(fmt.Sprintf("%s[%d]", path, i), x)
			}
		case map[string]any:
			for k, x := range v {
				step(path+"."+k, x)
			}
		}
	}
	step("", v)
}
