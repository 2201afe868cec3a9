package template

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rodatraden/data/followup"
)

// beside puts a package's documents and texts in the folder of a workbook.
func beside(t testing.TB, path string, p *followup.Package) {
	t.Helper()
	for _, res := range p.Manifest.Resources {
		if res.Type == "table" {
			continue
		}
		f, err := p.Files.Open(res)
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(f)
		to := filepath.Join(strings.TrimSuffix(path, ".xlsx"), filepath.FromSlash(res.Path))
		err = errors.Join(err, f.Close(), os.MkdirAll(filepath.Dir(to), 0o755), os.WriteFile(to, content, 0o644))
		if err != nil {
			t.Fatal(err)
		}
	}
}

// canonical are the files of a package's tables, by name.
func canonical(t testing.TB, p *followup.Package) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, table := range p.Tables {
		raw, err := table.Canonical()
		if err != nil {
			t.Fatal(err)
		}
		out[table.Schema.Name] = string(raw)
	}
	return out
}

func TestEveryPackageOfTheDemosComesThroughTheWorkbookUnchanged(t *testing.T) {
	w := wordsOf(t, "sv")
	for _, name := range []string{"trollhattan", "alvbro"} {
		known := map[string][]*followup.Package{} // by committee
		for _, p := range demo(t, name) {
			committee := p.Manifest.Followup.Committee.ID
			path := made(t, Copy(p), w)
			beside(t, path, p)
			s := opened(t, path, w)
			for _, f := range s.Report.Findings {
				t.Errorf("%s: %v", p.Manifest.Name, f)
			}
			got, report, err := followup.BuildFS(s.FS, followup.BuildOptions{Known: known[committee]})
			if err != nil {
				t.Fatalf("%s: %v: %v", p.Manifest.Name, err, s.Locate(report).Findings)
			}
			if d := cmp.Diff(canonical(t, p), canonical(t, got)); d != "" {
				t.Errorf("%s: %s", p.Manifest.Name, d)
			}
			if !bytes.Equal(p.ManifestBytes(), got.ManifestBytes()) {
				t.Errorf("%s: %s", p.Manifest.Name, cmp.Diff(string(p.ManifestBytes()), string(got.ManifestBytes())))
			}
			known[committee] = append(known[committee], p)
		}
	}
}
