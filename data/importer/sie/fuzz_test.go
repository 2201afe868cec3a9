package sie

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

// excerpt is the head of a file and every eighth line of the rest: short inputs are tried more often.
func excerpt(raw []byte) []byte {
	var out []byte
	n := 0
	for line := range bytes.Lines(raw) {
		if n < 20 || n%8 == 0 || !bytes.HasPrefix(line, []byte("#")) {
			out = append(out, line...)
		}
		n++
	}
	return out
}

// Whatever bytes a file has, it is read or its faults are told, twice alike.
func FuzzAFileIsReadOrItsFaultsAreTold(f *testing.F) {
	files, err := filepath.Glob(filepath.Join("testdata", "*.[sS]*"))
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(excerpt(raw))
	}
	f.Add([]byte(head("3") + "#PSALDO 0 201904 4010 {1 \"\"} 4\n#PSALDO 0 201904 \"\" {1 10} 4\n"))
	for _, e := range examples() {
		for _, content := range e.files {
			if len(content) < 10_000 {
				f.Add([]byte(content))
			}
		}
	}
	m, _ := DecodeMapping("mapping.toml", []byte(inParts))
	f.Fuzz(func(t *testing.T, raw []byte) {
		file, report, err := Parse("a.se", bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		_, again, err := Parse("a.se", bytes.NewReader(raw))
		if err != nil || !reflect.DeepEqual(report, again) {
			t.Fatalf("%v\n%v\n%v", err, report, again)
		}
		if report.Faults() > 0 {
			return
		}
		for _, period := range []string{"", "2019-04", "2010-06"} {
			FactsOf([]*File{file}, m, Options{Period: period})
		}
		s := suggestion{file: file, groups: file.groups()}
		if !s.write() {
			return
		}
		if _, report := DecodeMapping("mapping.toml", s.out.Bytes()); report.Faults() > 0 {
			t.Errorf("%v\n%s", report, s.out.Bytes())
		}
	})
}

func FuzzAMappingIsReadOrItsFaultsAreTold(f *testing.F) {
	for _, e := range examples() {
		f.Add([]byte(e.mapping))
	}
	file, _, err := Parse("a.se", bytes.NewReader([]byte(head("3")+april+"#PSALDO 0 201904 4010 {1 10} 60\n")))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		m, report := DecodeMapping("mapping.toml", raw)
		if report.Faults() == 0 {
			FactsOf([]*File{file}, m, Options{Period: "2019-04"})
		}
	})
}
