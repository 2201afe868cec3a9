package sie

import (
	"path/filepath"
	"testing"
)

func TestExplore(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.[sS]*")
	for _, p := range files {
		f, r, err := ParseFile(p)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s type %d enc %s asat %v years %v accounts %d objs %d cells %d", f.Name, f.Type, f.Encoding, f.AsAt, f.Years, len(f.Accounts), len(f.Objects), len(f.cells))
		for _, x := range r.Findings {
			t.Logf("   %s %v", x, x.Args)
		}
		l := ledger{files: []*File{f}, groups: map[*File]groups{f: f.groups()}, told: map[string]bool{}}
		l.results()
		for _, x := range l.c.Report().Findings {
			t.Logf("   RES %s %v", x, x.Args)
		}
	}
}

func TestExploreSuggest(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.[sS]*")
	for _, p := range files {
		raw, r, err := Suggest(p, SuggestOptions{})
		if err != nil {
			t.Error(p, err)
			continue
		}
		if len(raw) > 1500 {
			t.Logf("%s\n%s", p, raw[:1500])
		} else {
			t.Logf("%s\n%s", p, raw)
		}
		m, mr := DecodeMapping("m.toml", raw)
		for _, x := range mr.Findings {
			t.Logf("   MAP %s %v", x, x.Args)
		}
		facts, r, err := Read([]string{p}, m, Options{})
		if err != nil {
			t.Error(p, err)
		}
		for _, x := range r.Findings {
			t.Logf("   %s %v", x, x.Args)
		}
		if facts != nil {
			t.Log(facts.Len())
		}
	}
}
