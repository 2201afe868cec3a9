package followup

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// files is a package source: content by path.
type files map[string]string

// aSource returns a source without faults or warnings: an interim report with one of everything.
func aSource() files {
	return files{
		"datapackage.json": `{
  "name": "nn-2024-04-interim",
  "title": "Delårsrapport april 2024",
  "created": "2024-05-02T08:00:00+02:00",
  "licenses": [{"name": "CC0-1.0"}],
  "sources": [{"title": "Delårsrapport", "path": "https://example.org/rapport"}],
  "contributors": [{"title": "Förvaltningen", "roles": ["publisher"]}],
  "followup": {
    "format": 1,
    "municipality": {"code": "9999", "name": "Älvbro"},
    "fictional": true,
    "committee": {"id": "nn", "name": "Nämnden"},
    "kind": "interim",
    "extent": "full",
    "period": {"from": "2024-01-01", "to": "2024-04-30"},
    "as_at": "2024-04-30",
    "order": 4,
    "published": "2024-05",
    "published_basis": "stated",
    "supersedes": null,
    "meeting": {"date": "2024-05-16", "item": "§ 4"},
    "variance": "budget-minus-actual",
    "audience": "public"
  }
}
`,
		"units.csv": "kind,id,name,parent,aliases\ncommittee,nn,Nämnden,,\narea,norr,Område norr,nn,Norra|Nord\narea,soder,Område söder,nn,\n",
		"documents.csv": "id,title,resource,media_type,date,kind\n" +
			"rapport,Delårsrapport april 2024,rapport.pdf,application/pdf,2024-05-02,interim\n",
		"sources.csv": "id,document,section,form,wording\ns1,rapport,3.1,written,\"Prognosen är −4,0 mkr, sämre än i mars\"\n",
		"texts.csv":   "id,heading,order,resource,about\nt1,Ekonomi,1,ekonomi.md,budget_lines:total\n",
		"budget_lines.csv": "id,parent,unit,title,kind,order\n" +
			"total,,nn,Nämnden,net,1\nnorr,total,norr,Område norr,net,2\nsoder,total,soder,Område söder,net,3\n",
		"amounts.csv": "value,amount_unit,id,line,measure,period,as_written,approximate,status,source\n" +
			"100.0,mkr,a1,total,budget_year,2024,\"100,0 mkr\",,reported,s1\n" +
			"104.0,mkr,a2,total,forecast_year,2024,\"104,0 mkr\",,reported,s1\n" +
			"-4.0,mkr,a3,total,variance_forecast,2024,\"−4,0 mkr\",,reported,s1\n" +
			"60.0,mkr,a4,norr,budget_year,2024,,,,s1\n" +
			"40000,tkr,a5,soder,budget_year,2024,40 000 tkr,,preliminary,s1\n" +
			",,a6,norr,forecast_year,2024,,,not_reported,s1\n",
		"causes.csv": "id,subject,period,title,amount,amount_unit,as_written,status,exhaustive,source\n" +
			"c1,budget_lines:total,2024,Färre ärenden,-3.0,mkr,\"−3,0\",reported,not_stated,s1\n" +
			"c2,budget_lines:total,2024,Vakanser,,,,,not_stated,s1\n",
		"assumptions.csv": "id,about,kind,text,period,held,source\nas1,budget_lines:total,assumption,Inflationen blir 2 procent.,2024,,s1\n",
		"decisions.csv":   "id,date,paragraph,body,kind,text,answers,due,package,source\nd1,2024-05-16,§ 4,nn,approve,Nämnden godkänner rapporten.,,,nn-2024-04-interim,s1\n",
		"documents/rapport.pdf": "%PDF-1.4\n1 0 obj\n<< /Title (Delarsrapport) /CreationDate (D:20240502080000+02'00') >>\nendobj\n" +
			"xref\n0 1\n0000000009 65535 f\ntrailer\n<< >>\n%%EOF\n",
		"texts/ekonomi.md": "# Ekonomi\n\nPrognosen är **−4,0 mkr**. Se [rapporten](https://example.org/rapport) och [ovan](#ekonomi).\n",
	}
}

// with returns the files after some edits.
func (f files) with(edits ...func(files)) files {
	out := maps.Clone(f)
	for _, e := range edits {
		e(out)
	}
	return out
}

// change replaces a text that must be there once in a file.
func change(file, old, new string) func(files) {
	return func(f files) {
		if strings.Count(f[file], old) != 1 {
			panic(file + " does not hold once: " + old)
		}
		f[file] = strings.Replace(f[file], old, new, 1)
	}
}

func put(file, content string) func(files) { return func(f files) { f[file] = content } }
func drop(names ...string) func(files) {
	return func(f files) {
		for _, n := range names {
			delete(f, n)
		}
	}
}

// onDisk writes the files to a folder.
func (f files) onDisk(t testing.TB) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "source")
	for name, content := range f {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// inMemory gives the files as a file system.
func (f files) inMemory() fstest.MapFS {
	m := fstest.MapFS{}
	for name, content := range f {
		m[name] = &fstest.MapFile{Data: []byte(content), Mode: 0o644}
	}
	return m
}

// open reads the files as a package, and fails where that is an error.
func (f files) open(t testing.TB) (*Package, Report) {
	t.Helper()
	p, report, err := OpenFS(f.inMemory())
	if err != nil {
		t.Fatal(err)
	}
	return p, report
}

// build builds the files in memory, and fails on faults.
func (f files) build(t testing.TB, known ...*Package) *Package {
	t.Helper()
	p, report, err := BuildFS(f.inMemory(), BuildOptions{Known: known})
	if err != nil {
		t.Fatalf("%v: %v", err, report.Findings)
	}
	return p
}

// read returns everything in a folder, by path.
func readFolder(t testing.TB, dir string) files {
	t.Helper()
	out := files{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		out[filepath.ToSlash(rel)] = string(raw)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
