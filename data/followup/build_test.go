package followup

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"rodatraden/data/fault"
	"rodatraden/data/schema"
)

// sameContent compares what two packages say, wherever they lie.
func sameContent(a, b *Package) string {
	return cmp.Diff(a, b,
		cmpopts.IgnoreFields(Package{}, "Files", "raw", "supersedes", "documents"),
		cmpopts.IgnoreFields(Table{}, "file", "lines"),
		cmpopts.IgnoreFields(Resource{}, "Schema"), // the same JSON, otherwise indented
		cmp.Comparer(func(a, b *schema.Table) bool { return a == b }),
	)
}

func TestASourceWithoutFaultsIsToldAsSuch(t *testing.T) {
	_, report := aSource().open(t)
	if len(report.Findings) > 0 {
		t.Errorf("got %v", report.Findings)
	}
}

func TestABuiltPackageIsReadBackAsItWasBuilt(t *testing.T) {
	for _, out := range []string{"package", "package.zip"} {
		t.Run(out, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "deep", out)
			built, report, err := Build(aSource().onDisk(t), out, BuildOptions{})
			if err != nil || len(report.Findings) > 0 {
				t.Fatal(err, report.Findings)
			}
			opened, report, err := Open(out)
			if err != nil || len(report.Findings) > 0 {
				t.Fatal(err, report.Findings)
			}
			if d := sameContent(built, opened); d != "" {
				t.Error(d)
			}
			if !bytes.Equal(built.ManifestBytes(), opened.ManifestBytes()) || len(opened.ManifestBytes()) == 0 {
				t.Error("the manifest's bytes differ")
			}
			read, err := ReadVerified(opened.ManifestBytes(), opened.Files)
			if err != nil {
				t.Fatal(err)
			}
			if d := sameContent(opened, read); d != "" {
				t.Error(d)
			}
			for _, res := range opened.Manifest.Resources {
				if _, err := contentOf(opened.Files, res); err != nil {
					t.Error(err)
				}
			}
			if left, _ := filepath.Glob(filepath.Join(filepath.Dir(out), ".*")); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

func contentOf(files Files, res Resource) ([]byte, error) {
	r, err := files.Open(res)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

func TestTheSameSourceGivesTheSameBytes(t *testing.T) {
	// Columns and line ends differ, and a letter is written as two characters: the facts do not.
	other := aSource().with(
		func(f files) { f["units.csv"] = strings.ReplaceAll(f["units.csv"], "\n", "\r\n") },
		func(f files) { f["sources.csv"] = "\uFEFF" + f["sources.csv"] },
		change("assumptions.csv", "Inflationen", "\"Inflationen"), change("assumptions.csv", "procent.", "procent.\""),
		change("budget_lines.csv", "Område söder", "Omra\u030Ade so\u0308der"),
		func(f files) { f["texts/ekonomi.md"] = strings.ReplaceAll(f["texts/ekonomi.md"], "\n", "\r\n") },
	)
	dir := t.TempDir()
	var want files
	for i, src := range []files{aSource(), aSource(), other} {
		out := filepath.Join(dir, string(rune('a'+i)))
		if _, report, err := Build(src.onDisk(t), out, BuildOptions{}); err != nil {
			t.Fatal(err, report.Findings)
		}
		got := readFolder(t, out)
		if want == nil {
			want = got
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("build %d: %s", i, d)
		}
	}
	var zips [][]byte
	for _, name := range []string{"a.zip", "b.zip"} {
		if _, _, err := Build(aSource().onDisk(t), filepath.Join(dir, name), BuildOptions{}); err != nil {
			t.Fatal(err)
		}
		raw, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		zips = append(zips, raw)
	}
	if !bytes.Equal(zips[0], zips[1]) {
		t.Error("two ZIPs of one source differ")
	}
}

func TestTablesAreWrittenInTheSchemasOrderOfColumns(t *testing.T) {
	p := aSource().build(t)
	for _, res := range p.Manifest.Resources {
		if res.Type != "table" {
			continue
		}
		raw, err := contentOf(p.Files, res)
		if err != nil {
			t.Fatal(err)
		}
		header, _, _ := strings.Cut(string(raw), "\n")
		var want []string
		for _, f := range schema.MustGet(res.Name).Fields {
			want = append(want, f.Name)
		}
		if header != strings.Join(want, ",") {
			t.Errorf("%s: %s", res.Path, header)
		}
		if bytes.Contains(raw, []byte("\r")) || !bytes.HasSuffix(raw, []byte("\n")) {
			t.Errorf("%s: line ends", res.Path)
		}
	}
}

func TestWithAnyFaultNothingIsWritten(t *testing.T) {
	dir := t.TempDir()
	src := aSource().with(change("amounts.csv", "-4.0,mkr,a3", "−4,mkr,a3"), change("units.csv", "committee,nn", "nämnd,nn"))
	p, report, err := Build(src.onDisk(t), filepath.Join(dir, "out"), BuildOptions{})
	if p != nil || fault.KindOf(err) != fault.Faults || report.Faults() != 2 {
		t.Errorf("package %v, %v, %v", p, err, report.Findings)
	}
	if left := readFolder(t, dir); len(left) > 0 {
		t.Errorf("written: %v", left)
	}
}

func TestABuildTakesThePlaceOfAnOldOneOnlyWhenTold(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	build := func(src files, opt BuildOptions) error {
		_, _, err := Build(src.onDisk(t), out, opt)
		return err
	}
	if err := build(aSource(), BuildOptions{}); err != nil {
		t.Fatal(err)
	}
	before := readFolder(t, out)
	if err := build(aSource(), BuildOptions{}); fault.KindOf(err) != fault.Exists {
		t.Errorf("got %v", err)
	}
	bad := aSource().with(change("units.csv", "committee,nn", "nämnd,nn"))
	if err := build(bad, BuildOptions{Replace: true}); fault.KindOf(err) != fault.Faults {
		t.Errorf("got %v", err)
	}
	if d := cmp.Diff(before, readFolder(t, out)); d != "" {
		t.Errorf("a refused build has changed the old one: %s", d)
	}
	if err := build(aSource().with(change("datapackage.json", "Delårsrapport april 2024", "Ny titel")), BuildOptions{Replace: true}); err != nil {
		t.Fatal(err)
	}
	if got := readFolder(t, out); !strings.Contains(got["datapackage.json"], "Ny titel") || len(got) != len(before) {
		t.Errorf("not replaced: %v", got["datapackage.json"])
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(out), ".*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestIDAndCreatedAreMadeWhereTheSourceStatesNone(t *testing.T) {
	src := aSource().with(change("datapackage.json", `  "created": "2024-05-02T08:00:00+02:00",`+"\n", ""))
	now := time.Date(2024, 6, 1, 12, 30, 15, 999, time.FixedZone("", 7200))
	p, _, err := BuildFS(src.inMemory(), BuildOptions{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	if p.Manifest.Created != "2024-06-01T10:30:15Z" {
		t.Errorf("created %q", p.Manifest.Created)
	}
	if want := DeriveID("9999", "nn", "nn-2024-04-interim"); p.Manifest.ID != want || want != "6d7b333e-d88b-5350-85f6-d81fba25b02f" {
		t.Errorf("id %s, want %s for ever", p.Manifest.ID, want)
	}
	if p.Info("r").ID != p.Manifest.ID || p.Info("r").Rows != 19 {
		t.Errorf("info %+v", p.Info("r"))
	}
}

func TestAnEmptyPackageThatWithdrawsAnotherIsAValidDataPackage(t *testing.T) {
	first := aSource().build(t)
	empty := files{"datapackage.json": aSource()["datapackage.json"]}.with(
		change("datapackage.json", `"name": "nn-2024-04-interim"`, `"name": "nn-2024-04-withdrawn"`),
		change("datapackage.json", `"order": 4`, `"order": 5`),
		change("datapackage.json", `"supersedes": null`, `"supersedes": "nn-2024-04-interim", "reason": "Rapporten drogs tillbaka."`),
	)
	p := empty.build(t, first)
	if p.Manifest.Followup.Supersedes != first.Manifest.ID {
		t.Errorf("supersedes %q, want the id of the package named", p.Manifest.Followup.Supersedes)
	}
	if len(p.Manifest.Resources) != 1 || len(p.Tables) != 0 || p.Info("").Rows != 0 {
		t.Errorf("%d resources, %d tables", len(p.Manifest.Resources), len(p.Tables))
	}
	checkDataPackage(t, p.ManifestBytes())
	read, err := ReadVerified(p.ManifestBytes(), p.Files)
	if err != nil {
		t.Fatal(err)
	}
	if d := sameContent(p, read); d != "" {
		t.Error(d)
	}
}

func TestADocumentAloneIsAPackage(t *testing.T) {
	alone := files{}
	for _, n := range []string{"datapackage.json", "documents/rapport.pdf"} {
		alone[n] = aSource()[n]
	}
	p := alone.build(t)
	checkDataPackage(t, p.ManifestBytes())
	if _, err := ReadVerified(p.ManifestBytes(), p.Files); err != nil {
		t.Error(err)
	}
}

func TestADocumentThatChangesDuringTheBuildStopsIt(t *testing.T) {
	fsys := aSource().inMemory()
	r, err := read(fsFolder{fsys})
	if err != nil {
		t.Fatal(err)
	}
	b, err := r.compose(BuildOptions{})
	if err != nil || b == nil {
		t.Fatal(err, r.findings)
	}
	fsys["documents/rapport.pdf"].Data = []byte("%PDF-1.4 something else")
	out := filepath.Join(t.TempDir(), "out")
	if err := b.write(out); fault.KindOf(err) != fault.Content {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(out); !errors.Is(err, os.ErrNotExist) {
		t.Error("written all the same")
	}
}

func TestOpenSaysWhatCannotBeOpened(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file.txt")
	if err := os.WriteFile(file, []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]fault.Kind{filepath.Join(dir, "none"): fault.NotFound, file: fault.Usage} {
		if _, _, err := Open(path); fault.KindOf(err) != want {
			t.Errorf("%s: %v, want %s", path, err, want)
		}
	}
}

// zipped packs files as they are given, in order of name or of the list.
func zipped(t testing.TB, write func(z *zip.Writer)) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "package.zip")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(f)
	write(z)
	if err := errors.Join(z.Close(), f.Close()); err != nil {
		t.Fatal(err)
	}
	return name
}

func sha256Sum(raw []byte) []byte {
	sum := sha256.Sum256(raw)
	return sum[:]
}
