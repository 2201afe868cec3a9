package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rodatraden/app/publishing"
	"rodatraden/data/sample"
)

func spoilt(t *testing.T, pkg, file, content string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(pkg, file), []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

const badAmounts = "id,line,measure,period,value,amount_unit,as_written,approximate,status,source\n" +
	"a,asn-total,variance_forecast,april 2019,-18,mkr,underskott om 18 mkr,false,reported,no-such-source\n" +
	"b,asn-total,no_such_measure,2019,minus arton,mkr,underskott om 18 mkr,kanske,reported,no-such-source\n"

func TestCheckTakesFoldersOfPackagesPackagesAndZips(t *testing.T) {
	all := sources(t, "trollhattan")
	publisher(t, "check", filepath.Dir(all[0])).want(t, 0, "19 paket kontrollerade: 0 fel")
	publisher(t, append([]string{"check"}, all...)...).want(t, 0, "19 paket")
	publisher(t, append([]string{"check", filepath.Dir(all[0])}, all...)...).want(t, 0, "19 paket")
	done := built(t, all...)
	publisher(t, "check", filepath.Dir(done[0])).want(t, 0, "19 paket kontrollerade: 0 fel")
	for _, name := range []string{"paket.zip", "PAKET.ZIP"} {
		publisher(t, "check", packZip(t, done[0], filepath.Join(folder(t), name))).want(t, 0, "Ett paket")
	}
	other := sources(t, "alvbro")
	publisher(t, "check", filepath.Dir(all[0]), filepath.Dir(other[0])).want(t, 0, "103 paket")
}

func TestCheckTellsEveryFaultOfEveryPackageAtOnce(t *testing.T) {
	all := sources(t, "trollhattan")
	spoilt(t, all[4], "amounts.csv", badAmounts)
	spoilt(t, all[0], "datapackage.json", "{")
	a := publisher(t, "check", filepath.Dir(all[0]))
	a.want(t, 1, filepath.Base(all[4])+"/amounts.csv:2", filepath.Base(all[4])+"/amounts.csv:3", filepath.Base(all[0])+"/datapackage.json")
	if a.out != "" {
		t.Errorf("findings are messages, and yet on standard output: %s", a.out)
	}
	a = publisher(t, "check", "--json", "--lang", "en", filepath.Dir(all[0])).want(t, 1)
	if len(a.json["packages"].([]any)) != 19 || a.json["faults"].(float64) < 4 {
		t.Errorf("%d packages, %v faults", len(a.json["packages"].([]any)), a.json["faults"])
	}
	// One that cannot be read does not put the others out of order.
	for _, p := range a.json["packages"].([]any) {
		p := p.(map[string]any)
		if name := p["package"]; name == filepath.Base(all[1]) || name == filepath.Base(all[2]) {
			for _, f := range p["findings"].([]any) {
				if f := f.(map[string]any); f["severity"] == "fault" && f["code"] != "reference_missing" && f["code"] != "supersedes_unknown" {
					t.Errorf("%v: %v", name, f)
				}
			}
		}
	}
}

func TestStrictMakesWarningsStop(t *testing.T) {
	all := sources(t, "alvbro")
	_, report, err := sample.Packages("alvbro")
	if err != nil {
		t.Fatal(err)
	}
	warnings := fmt.Sprintf("%d varningar", report.Warnings())
	publisher(t, "check", filepath.Dir(all[0])).want(t, 0, warnings)
	publisher(t, "check", "--strict", filepath.Dir(all[0])).want(t, 1, warnings)
	out := filepath.Join(folder(t), "byggt")
	publisher(t, "build", "--strict", "--out", out, filepath.Dir(all[0])).want(t, 1)
	if publishing.There(out) {
		t.Error("something was built")
	}
}

func TestWhatIsNoPackageIsNotFound(t *testing.T) {
	empty := folder(t)
	for _, path := range []string{filepath.Join(empty, "nowhere"), empty, filepath.Join(empty, "nowhere.zip")} {
		for _, command := range [][]string{{"check"}, {"build", "--out", filepath.Join(empty, "ut")}} {
			a := publisher(t, append(command, "--json", path)...).want(t, 1)
			if kind := a.json["error"].(map[string]any)["kind"]; kind != "not_found" {
				t.Errorf("%v %s: %v", command, path, kind)
			}
		}
	}
	if left := everything(t, empty); len(left) != 0 {
		t.Errorf("something was written: %v", left)
	}
}

func TestBuildIsAllOrNothing(t *testing.T) {
	all := sources(t, "trollhattan")
	out := filepath.Join(folder(t), "a", "b", "byggt")
	last := all[len(all)-1]
	spoilt(t, last, "amounts.csv", badAmounts)
	publisher(t, "build", "--out", out, filepath.Dir(last)).want(t, 1, "amounts.csv:2")
	if publishing.There(filepath.Dir(filepath.Dir(out))) {
		t.Error("a folder was made for nothing")
	}

	done := built(t, all[:3]...)
	before := everything(t, filepath.Dir(done[0]))
	publisher(t, "build", "--out", filepath.Dir(done[0]), all[0], all[1], all[2], all[3]).want(t, 1, "finns redan", filepath.Base(all[0]))
	if after := everything(t, filepath.Dir(done[0])); len(after) != len(before) {
		t.Errorf("%d files, then %d", len(before), len(after))
	}
	entries, err := os.ReadDir(filepath.Dir(done[0]))
	if err != nil || len(entries) != 3 {
		t.Errorf("something was left beside them: %v %v", entries, err)
	}
}

func TestAPackageThatIsBuiltAlreadySaysSo(t *testing.T) {
	done := built(t, sources(t, "trollhattan")[0])
	out := filepath.Join(folder(t), "igen")
	a := publisher(t, "build", "--out", out, done[0]).want(t, 1, "datapackage.json", "resources")
	if publishing.There(out) {
		t.Errorf("%s was made: %s", out, a.err)
	}
}

func TestTwoPackagesOfOneNameAreNotBuiltIntoOneFolder(t *testing.T) {
	one, two := sources(t, "trollhattan")[0], sources(t, "trollhattan")[0]
	out := filepath.Join(folder(t), "ut")
	publisher(t, "build", "--out", out, one, two).want(t, 1)
	if publishing.There(out) {
		t.Error("something was built")
	}
}

func TestSampleWritesAllOrNothing(t *testing.T) {
	dir := folder(t)
	first := filepath.Base(sources(t, "alvbro")[0])
	if err := os.Mkdir(filepath.Join(dir, first), 0o755); err != nil {
		t.Fatal(err)
	}
	publisher(t, "sample", "--name", "alvbro", "--out", dir).want(t, 1, "finns redan", first)
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("%v %v", entries, err)
	}
	a := publisher(t, "sample", "--name", "mellanköping", "--out", dir, "--json").want(t, 1)
	if near := a.json["error"].(map[string]any)["near"].([]any); len(near) != 2 {
		t.Errorf("%v", near)
	}
	a = publisher(t, "sample", "--name", "alvbro", "--out", filepath.Join(dir, "ny"), "--json").want(t, 0)
	if packages := a.json["packages"].([]any); len(packages) != sample.Count("alvbro") || packages[0] != first {
		t.Errorf("%v", packages)
	}
	if strings.Contains(a.err, "\n") {
		t.Errorf("%s", a.err)
	}
}

// A library of any size lists what is planted in it; one that comes in one size is not made in another.
func TestSampleMakesÄlvbroInAnySize(t *testing.T) {
	dir := folder(t)
	a := publisher(t, "sample", "--name", "alvbro", "--seed", "3", "--years", "1", "--committees", "2", "--out", dir, "--json").want(t, 0)
	packages := a.json["packages"].([]any)
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != len(packages)+2 { // INLAGT.md and inlagt.json
		t.Errorf("%d packages and %d entries, %v", len(packages), len(entries), err)
	}
	var listing struct {
		Planted []struct{ Package string }
	}
	raw, err := os.ReadFile(filepath.Join(dir, "inlagt.json"))
	if err == nil {
		err = json.Unmarshal(raw, &listing)
	}
	if err != nil || len(listing.Planted) == 0 {
		t.Errorf("%d are planted, %v", len(listing.Planted), err)
	}
	publisher(t, "check", dir).want(t, 0, ": 0 fel")
	publisher(t, "sample", "--name", "trollhattan", "--years", "3", "--out", folder(t)).want(t, 2, "--years gäller bara --name alvbro")
	for _, beyond := range [][]string{{"--years", "11"}, {"--years", "0"}, {"--committees", "16"}, {"--seed", "0"}} {
		publisher(t, append([]string{"sample", "--name", "alvbro", "--out", folder(t)}, beyond...)...).want(t, 2, "--years 1 till 10", "--committees 1 till 15")
	}
}
