package sample

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"rodatraden/data/fault"
	"rodatraden/data/followup"
	"rodatraden/data/model"
)

func TestBothLibrariesBuildWithoutFaults(t *testing.T) {
	for _, name := range Names() {
		packages, report, err := Packages(name)
		for _, f := range report.Findings {
			t.Logf("%s: %s %v", name, f, f.Args)
		}
		if err != nil || report.Faults() > 0 {
			t.Errorf("%s: %d faults: %v", name, report.Faults(), err)
			continue
		}
		folders, err := Folders(name)
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range packages {
			if p.Manifest.Name != folders[i] {
				t.Errorf("%s lies in the folder %s", p.Manifest.Name, folders[i])
			}
			if i > 0 && p.Manifest.Followup.Committee.ID == packages[i-1].Manifest.Followup.Committee.ID && p.Manifest.Followup.Order <= packages[i-1].Manifest.Followup.Order {
				t.Errorf("%s comes after %s and has a lower order", p.Manifest.Name, packages[i-1].Manifest.Name)
			}
			if _, err := followup.ReadVerified(p.ManifestBytes(), p.Files); err != nil {
				t.Errorf("%s as a reader reads it: %v", p.Manifest.Name, err)
			}
		}
		t.Logf("%s: %d packages, %d warnings", name, len(packages), report.Warnings())
	}
}

func TestTrollhattanIsExcerptsInTheOrderOfItsReports(t *testing.T) {
	packages, _, err := Packages("trollhattan")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, p := range packages {
		names = append(names, p.Manifest.Name)
		if f := p.Manifest.Followup; f.Extent != model.Excerpt || f.Fictional || f.Municipality.Code != "1488" || f.PublishedBasis == "stated" {
			t.Errorf("%s: %+v", p.Manifest.Name, f)
		}
	}
	want := []string{
		"asn-2018-annual", "asn-2019-plan", "asn-2019-02-monthly", "asn-2019-03-monthly", "asn-2019-04-interim",
		"asn-2019-05-monthly", "asn-2019-06-monthly", "asn-2019-10-prestudy", "asn-2019-annual", "asn-2021-plan",
		"asn-2021-02-monthly", "asn-2020-quality", "asn-2021-03-monthly", "asn-2021-04-interim", "asn-2021-05-monthly",
		"asn-2021-07-monthly", "asn-2021-08-interim", "asn-2021-09-monthly", "asn-2021-review",
	}
	if !slices.Equal(names, want) {
		t.Errorf("got %v", names)
	}
}

func TestAlvbroIsMarkedAsInvented(t *testing.T) {
	packages, _, err := Packages("alvbro")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range packages {
		if f := p.Manifest.Followup; !f.Fictional || f.Extent != model.Full || !p.Info("demo").Committee.Fictional {
			t.Errorf("%s: %+v", p.Manifest.Name, f)
		}
	}
}

// What sample writes is what anyone can build for themselves, to the same bytes.
func TestWrittenSourcesBuildToTheSameBytes(t *testing.T) {
	for _, name := range Names() {
		want, _, err := Packages(name)
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		if err := Write(name, dir); err != nil {
			t.Fatal(err)
		}
		folders, err := Folders(name)
		if err != nil {
			t.Fatal(err)
		}
		var known []*followup.Package
		for i, folder := range folders {
			p, report, err := followup.Build(filepath.Join(dir, folder), filepath.Join(t.TempDir(), folder), followup.BuildOptions{Known: known, Now: built})
			if err != nil {
				t.Fatal(err, report)
			}
			if !bytes.Equal(p.ManifestBytes(), want[i].ManifestBytes()) {
				t.Errorf("%s: another manifest", folder)
			}
			known = append(known, p)
		}
	}
}

func TestNothingIsWrittenOverWhatIsThere(t *testing.T) {
	dir := t.TempDir()
	folders, err := Folders("trollhattan")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, folders[5]), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := Write("trollhattan", dir); fault.KindOf(err) != fault.Exists {
		t.Errorf("got %v", err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 {
		t.Errorf("%v %v", entries, err)
	}
}

func TestALibraryThatIsNotThereIsSaidToBeNotThere(t *testing.T) {
	for _, err := range []error{Write("borås", t.TempDir()), second(Folders("../trollhattan"))} {
		if fault.KindOf(err) != fault.NotFound {
			t.Errorf("got %v", err)
		}
	}
	if _, _, err := Packages(""); fault.KindOf(err) != fault.NotFound {
		t.Errorf("got %v", err)
	}
}

func second[T any](_ T, err error) error { return err }

func TestTheFingerprintIsTheSameEachTime(t *testing.T) {
	if a, b := Fingerprint(), Fingerprint(); a != b || len(a) != 64 {
		t.Errorf("%s %s", a, b)
	}
}

func BenchmarkPackages(b *testing.B) {
	for _, name := range Names() {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, _, err := Packages(name); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkFingerprint(b *testing.B) {
	for b.Loop() {
		Fingerprint()
	}
}
