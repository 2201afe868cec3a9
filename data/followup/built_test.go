package followup

import (
	"archive/zip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"rodatraden/data/fault"
)

// builtFiles returns the files of a built package.
func builtFiles(t testing.TB) files {
	t.Helper()
	p := aSource().build(t)
	out := files{manifest: string(p.ManifestBytes())}
	for _, res := range p.Manifest.Resources {
		raw, err := contentOf(p.Files, res)
		if err != nil {
			t.Fatal(err)
		}
		out[res.Path] = string(raw)
	}
	return out
}

// manifestEdit changes the manifest as JSON.
func manifestEdit(edit func(m map[string]any)) func(files) {
	return func(f files) {
		var m map[string]any
		if err := json.Unmarshal([]byte(f[manifest]), &m); err != nil {
			panic(err)
		}
		edit(m)
		raw, err := json.Marshal(m)
		if err != nil {
			panic(err)
		}
		f[manifest] = string(raw)
	}
}

// resource finds a resource in a manifest that is being changed.
func resource(m map[string]any, name string) map[string]any {
	for _, r := range m["resources"].([]any) {
		if r := r.(map[string]any); r["name"] == name {
			return r
		}
	}
	panic("no resource " + name)
}

func set(name, property string, value any) func(files) {
	return manifestEdit(func(m map[string]any) { resource(m, name)[property] = value })
}

var builtExamples = []example{
	{FileMissing, drop("units.csv"), Finding{File: "units.csv"}},
	{FileUnlisted, put("extra.csv", "x"), Finding{File: "extra.csv"}},
	{HashForm, set("units", "hash", "md5:1234"), Finding{File: manifest, Row: 1, Column: "resources.0.hash", Value: "md5:1234"}},
	{HashDiffers, change("units.csv", "Område norr", "Område sorr"), Finding{File: "units.csv"}},
	{SizeDiffers, func(f files) { f["units.csv"] += "\n" }, Finding{File: "units.csv"}},
	{SchemaMissing, manifestEdit(func(m map[string]any) { delete(resource(m, "units"), "schema") }), Finding{File: manifest, Row: 1, Column: "resources.0.schema"}},
	{ResourceTwice, set("sources", "path", "units.csv"), Finding{File: manifest, Row: 1, Column: "resources.1.path", Value: "units.csv"}},
	{ResourceTwice, set("sources", "name", "units"), Finding{File: manifest, Row: 1, Column: "resources.1.name", Value: "units"}},
	{ResourceForm, set("rapport.pdf", "name", "Rapport.pdf"), Finding{File: manifest, Row: 1, Column: "resources.9.name", Value: "Rapport.pdf"}},
	{PathOutside, set("rapport.pdf", "path", "../rapport.pdf"), Finding{File: manifest, Row: 1, Column: "resources.9.path", Value: "../rapport.pdf"}},
	{PathOutside, set("rapport.pdf", "path", "/etc/passwd"), Finding{File: manifest, Row: 1, Column: "resources.9.path", Value: "/etc/passwd"}},
	{PathOutside, set("rapport.pdf", "path", `documents\rapport.pdf`), Finding{File: manifest, Row: 1, Column: "resources.9.path", Value: `documents\rapport.pdf`}},
	{PathOutside, set("rapport.pdf", "path", "https://example.org/a.pdf"), Finding{File: manifest, Row: 1, Column: "resources.9.path", Value: "https://example.org/a.pdf"}},
	{PathReserved, set("rapport.pdf", "path", "documents/com1.pdf"), Finding{File: manifest, Row: 1, Column: "resources.9.path", Value: "documents/com1.pdf"}},
	{LimitFile, set("rapport.pdf", "bytes", MaxFileBytes+1), Finding{File: manifest, Row: 1, Column: "resources.9.bytes", Value: "50000001"}},
	{SizeDiffers, set("rapport.pdf", "bytes", -1), Finding{File: manifest, Row: 1, Column: "resources.9.bytes", Value: "-1"}},
	{PropertyRequired, manifestEdit(func(m map[string]any) { delete(m, "id") }), Finding{File: manifest, Column: "id"}},
}

func TestABuiltPackageThatWasChangedIsTold(t *testing.T) {
	for i, e := range builtExamples {
		t.Run(strconv.Itoa(i)+" "+e.code, func(t *testing.T) {
			_, report := builtFiles(t).with(e.edit).open(t)
			checkFinding(t, report, e)
		})
	}
}

func TestABuiltPackageIsNoSource(t *testing.T) {
	_, report, err := BuildFS(builtFiles(t).inMemory(), BuildOptions{})
	if fault.KindOf(err) != fault.Faults || report.Faults() == 0 {
		t.Errorf("%v %v", err, report)
	}
}

func TestPersonalNumbersInABuiltPackageWarn(t *testing.T) {
	src := aSource().with(change("units.csv", "Område norr", "Område 850709-9805"),
		put(overridesName, "file,row,column,value,reason\nunits.csv,,,850709-9805,Enskild firma\n"))
	out := filepath.Join(t.TempDir(), "out")
	if _, _, err := Build(src.onDisk(t), out, BuildOptions{}); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(out, overridesName)); !errors.Is(err, os.ErrNotExist) {
		t.Error("the overrides are published")
	}
	_, report, err := Open(out)
	if err != nil || report.Faults() > 0 || report.Warnings() != 1 || report.Findings[0].Code != PersonalNumber {
		t.Errorf("%v %v", err, report)
	}
}

// A reader takes what a later program of the same format has added, and refuses the rest.
func TestReadersPassOverWhatTheyDoNotKnow(t *testing.T) {
	f := builtFiles(t)
	units := "kind,new,id,name\ncommittee,9,nn,Nämnden\n"
	later := "id,x\na,b\n"
	f = f.with(put("units.csv", units), put("later.csv", later), manifestEdit(func(m map[string]any) {
		m["new"] = map[string]any{"x": []any{1}}
		m["followup"].(map[string]any)["new"] = true
		rehash(resource(m, "units"), units)
		r := map[string]any{"name": "later", "path": "later.csv", "type": "table", "schema": map[string]any{}, "new": 1}
		rehash(r, later)
		m["resources"] = append(m["resources"].([]any), r)
	}))
	p, err := ReadVerified([]byte(f[manifest]), FSFiles(f.inMemory()))
	if err != nil {
		t.Fatal(err)
	}
	if rows := p.Table("units"); len(rows) != 1 || rows[0][0] != "nn" || p.Table("later") != nil {
		t.Errorf("got %v", rows)
	}
	if _, report := f.open(t); report.Faults() > 0 {
		t.Errorf("Open: %v", report)
	}
}

func rehash(r map[string]any, content string) {
	sum := sha([]byte(content))
	r["hash"], r["bytes"] = sum, len(content)
}

func TestReadersRefuse(t *testing.T) {
	long := strings.Repeat("x", MaxCellUnits+1)
	edited := func(table, content string) func(files) {
		return all(put(table+".csv", content), manifestEdit(func(m map[string]any) { rehash(resource(m, table), content) }))
	}
	for _, c := range []struct {
		name string
		edit func(files)
		kind fault.Kind
		path string
	}{
		{"a newer format", change(manifest, `"format": 1`, `"format": 2`), fault.Format, manifest},
		{"one byte changed", change("units.csv", "Område norr", "Område sorr"), fault.Content, "units.csv"},
		{"one byte more", func(f files) { f["units.csv"] += "x" }, fault.Content, "units.csv"},
		{"one byte less", func(f files) { f["units.csv"] = f["units.csv"][1:] }, fault.Content, "units.csv"},
		{"a file that is not there", drop("units.csv"), fault.NotFound, "units.csv"},
		{"a file outside its folder", set("units", "path", "../units.csv"), fault.Format, manifest},
		{"a file beyond the limit", set("units", "bytes", MaxFileBytes+1), fault.Limit, manifest},
		{"files beyond the limit", manifestEdit(func(m map[string]any) {
			for _, n := range []string{"units", "sources", "documents", "texts", "amounts"} {
				resource(m, n)["bytes"] = MaxFileBytes
			}
		}), fault.Limit, manifest},
		{"a manifest beyond the limit", func(f files) { f[manifest] += strings.Repeat(" ", MaxManifestBytes) }, fault.Limit, manifest},
		{"a manifest that is no JSON", put(manifest, "<html>"), fault.Format, manifest},
		{"an enumeration broken", edited("units", "id,name,kind\nnn,Nämnden,nämnd\n"), fault.Format, "units.csv"},
		{"a key twice", edited("units", "id,name,kind\nnn,A,area\nnn,B,area\n"), fault.Format, "units.csv"},
		{"a number without a status", edited("amounts", "id,line,measure,period,value,amount_unit,status\na,total,budget_year,2024,1,mkr,confidential\n"), fault.Format, "amounts.csv"},
		{"a cell beyond the limit", edited("units", "id,name,kind\nnn,"+long+",area\n"), fault.Limit, "units.csv"},
		{"a table that cannot be read", edited("units", "id,name,kind\nnn,\"A,area\n"), fault.Format, "units.csv"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := builtFiles(t).with(c.edit)
			p, err := ReadVerified([]byte(f[manifest]), FSFiles(f.inMemory()))
			if p != nil || fault.KindOf(err) != c.kind || fault.PathOf(err) != c.path {
				t.Errorf("%v: %s %s, want %s %s", err, fault.KindOf(err), fault.PathOf(err), c.kind, c.path)
			}
			if newer := errors.Is(err, ErrNewerFormat); newer != (c.name == "a newer format") {
				t.Errorf("newer format: %v", newer)
			}
		})
	}
}

func TestDocumentsAreCheckedWhileTheyAreRead(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	p, _, err := Build(aSource().onDisk(t), out, BuildOptions{})
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(p.Manifest.Resources, func(r Resource) bool { return r.Format == "pdf" })
	pdf := p.Manifest.Resources[i]
	if _, err := contentOf(p.Files, pdf); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(out, "documents", "rapport.pdf")
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	raw[20] ^= 1
	if err := os.WriteFile(name, raw, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := contentOf(p.Files, pdf); fault.KindOf(err) != fault.Content {
		t.Errorf("changed: %v", err)
	}
	if err := errors.Join(os.Remove(name), os.Symlink("/etc/passwd", name)); err != nil {
		t.Fatal(err)
	}
	if _, err := contentOf(p.Files, pdf); fault.KindOf(err) != fault.Format {
		t.Errorf("a link: %v", err)
	}
	pdf.Path = "../x"
	for _, f := range []Files{p.Files, FSFiles(fstest.MapFS{})} {
		if _, err := f.Open(pdf); fault.KindOf(err) != fault.Format {
			t.Errorf("outside: %v", err)
		}
	}
}

func TestALinkInASourceIsNotFollowed(t *testing.T) {
	dir := aSource().onDisk(t)
	if err := os.Symlink("/etc", filepath.Join(dir, "documents", "etc")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/etc/hostname", filepath.Join(dir, "texts", "host.md")); err != nil {
		t.Fatal(err)
	}
	_, report, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	checkFinding(t, report, example{FileNotRegular, nil, Finding{File: "documents/etc"}})
	checkFinding(t, report, example{FileNotRegular, nil, Finding{File: "texts/host.md"}})
	if report.Faults() != 2 {
		t.Errorf("%v", report)
	}
}

// zipExamples change how aSource is packed; TestHostileArchives packs them.
var zipExamples = []example{
	{ZipBroken, nil, Finding{File: manifest}},
	{ZipMethod, nil, Finding{File: "units.csv"}},
	{LimitZipRatio, nil, Finding{File: "texts/bomb.md"}},
	{FileNotRegular, nil, Finding{File: "link.csv"}},
}

func TestHostileArchives(t *testing.T) {
	packAll := func(z *zip.Writer, f files) {
		for _, name := range slices.Sorted(maps.Keys(f)) {
			w, err := z.Create(name)
			if err == nil {
				_, err = io.WriteString(w, f[name])
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	add := func(z *zip.Writer, h zip.FileHeader, content string) {
		w, err := z.CreateHeader(&h)
		if err == nil {
			_, err = io.WriteString(w, content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		name string
		pack func(z *zip.Writer)
		want example
	}{
		{"a bomb", func(z *zip.Writer) {
			packAll(z, aSource())
			add(z, zip.FileHeader{Name: "texts/bomb.md", Method: zip.Deflate}, strings.Repeat("a", 10_000_000))
		}, zipExamples[2]},
		{"a link", func(z *zip.Writer) {
			packAll(z, aSource())
			h := zip.FileHeader{Name: "link.csv"}
			h.SetMode(os.ModeSymlink | 0o777)
			add(z, h, "/etc/passwd")
		}, zipExamples[3]},
		{"an encrypted file", func(z *zip.Writer) {
			packAll(z, aSource().with(drop("units.csv")))
			add(z, zip.FileHeader{Name: "units.csv", Flags: 1}, "x")
		}, zipExamples[1]},
		{"a path above", func(z *zip.Writer) {
			packAll(z, aSource())
			add(z, zip.FileHeader{Name: "../evil.csv"}, "x")
		}, example{PathOutside, nil, Finding{File: "../evil.csv"}}},
		{"an absolute path", func(z *zip.Writer) {
			packAll(z, aSource())
			add(z, zip.FileHeader{Name: "/etc/evil.csv"}, "x")
		}, example{PathOutside, nil, Finding{File: "/etc/evil.csv"}}},
		{"a folder above", func(z *zip.Writer) {
			packAll(z, aSource())
			add(z, zip.FileHeader{Name: "../evil/"}, "")
		}, example{PathOutside, nil, Finding{File: "../evil/"}}},
		{"a path of Windows", func(z *zip.Writer) {
			packAll(z, aSource())
			add(z, zip.FileHeader{Name: `C:\evil.csv`}, "x")
		}, example{PathOutside, nil, Finding{File: `C:\evil.csv`}}},
		{"a file twice", func(z *zip.Writer) {
			packAll(z, aSource())
			add(z, zip.FileHeader{Name: "units.csv"}, "x")
		}, example{FileTwice, nil, Finding{File: "units.csv"}}},
		{"a folder around", func(z *zip.Writer) {
			f := files{}
			for name, content := range aSource() {
				f["package/"+name] = content
			}
			packAll(z, f)
		}, example{ManifestMissing, nil, Finding{File: manifest}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, report, err := Open(zipped(t, c.pack))
			if err != nil {
				t.Fatal(err)
			}
			checkFinding(t, report, c.want)
		})
	}
	t.Run("no archive", func(t *testing.T) {
		name := filepath.Join(t.TempDir(), "x.zip")
		if err := os.WriteFile(name, []byte("not a zip"), 0o644); err != nil {
			t.Fatal(err)
		}
		_, report, err := Open(name)
		if err != nil {
			t.Fatal(err)
		}
		checkFinding(t, report, zipExamples[0])
	})
	t.Run("broken bytes", func(t *testing.T) {
		name := zipped(t, func(z *zip.Writer) {
			packAll(z, aSource().with(drop("units.csv")))
			add(z, zip.FileHeader{Name: "units.csv", Method: zip.Store}, aSource()["units.csv"])
		})
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		i := strings.Index(string(raw), "committee,nn")
		raw[i] ^= 1
		if err := os.WriteFile(name, raw, 0o644); err != nil {
			t.Fatal(err)
		}
		_, report, err := Open(name)
		if err != nil {
			t.Fatal(err)
		}
		checkFinding(t, report, example{ZipBroken, nil, Finding{File: "units.csv"}})
	})
	t.Run("shared bytes", func(t *testing.T) {
		// Every entry of the directory points at the same packed megabyte.
		name := zipped(t, func(z *zip.Writer) {
			packAll(z, aSource())
			add(z, zip.FileHeader{Name: "documents/a.md", Method: zip.Store}, strings.Repeat("a", 100_000))
		})
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		raw = doubleLastEntry(raw)
		if err := os.WriteFile(name, raw, 0o644); err != nil {
			t.Fatal(err)
		}
		_, report, err := Open(name)
		if err != nil {
			t.Fatal(err)
		}
		checkFinding(t, report, zipExamples[0])
	})
}

// doubleLastEntry repeats the last entry of an archive's directory five times, as if each were a
// file of its own.
func doubleLastEntry(raw []byte) []byte {
	last := strings.LastIndex(string(raw), "PK\x01\x02")
	end := strings.LastIndex(string(raw), "PK\x05\x06")
	entry := raw[last:end]
	out := slices.Clone(raw[:end])
	for range 5 {
		out = append(out, entry...)
	}
	tail := slices.Clone(raw[end:])
	count := int(tail[10]) + 5
	size := int(tail[12]) | int(tail[13])<<8 | int(tail[14])<<16
	size += 5 * len(entry)
	tail[8], tail[10] = byte(count), byte(count)
	tail[12], tail[13], tail[14] = byte(size), byte(size>>8), byte(size>>16)
	return append(out, tail...)
}

func sha(raw []byte) string {
	return fmt.Sprintf("sha256:%x", sha256Sum(raw))
}
