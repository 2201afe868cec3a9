package sie

import (
	"bytes"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"rodatraden/data/fault"
	"rodatraden/data/followup"
)

func parsed(t *testing.T, content string) (*File, followup.Report) {
	t.Helper()
	f, report, err := Parse("a.se", strings.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	return f, report
}

func TestAFileSaysWhoseAndWhenItIs(t *testing.T) {
	f, report := parsed(t, head("3")+"#FNAMN \"Bolaget \\\"\x8e\\\" AB\"\n#KTYP 3010 I\n"+april)
	if report.Faults() > 0 {
		t.Fatal(report)
	}
	if f.Type != 3 || f.Program != "Ekonomi" || f.Company != `Bolaget "Ä" AB` || dateText(f.Made) != "2019-05-02" ||
		dateText(f.AsAt) != "2019-04-30" || f.Years[0].String() != "2019" || f.Years[-1].String() != "2018" || f.Encoding != PC8 {
		t.Errorf("%+v", f)
	}
	got := fmt.Sprint(f.Accounts)
	for _, a := range []Account{
		{Number: "1910", Name: "Kassa", Declared: true, Balance: true}, {Number: "3010", Name: "Avgifter", Type: "I", Declared: true},
	} {
		if !slices.Contains(f.Accounts, a) {
			t.Errorf("%v is not among %s", a, got)
		}
	}
	if want := []Object{{"1", "10", "Norr"}, {"1", "20", "Söder"}, {"6", "P1", "Ett"}}; !slices.Equal(f.Objects, want) {
		t.Errorf("%v", f.Objects)
	}
	if f.dimensions["1"] != "Kostnadsställe" {
		t.Errorf("%v", f.dimensions)
	}
}

func TestFieldsAreWhatStandsBetweenSpacesAndMarks(t *testing.T) {
	for line, want := range map[string]string{
		`#A b  c	d`:               "#A [b] [c] [d]",
		`#A "b c" "" d`:           "#A [b c] [] [d]",
		`#A "b \"c\" d" e`:        `#A [b "c" d] [e]`,
		`#A {1 "2 3"} 4`:          `#A {1 "2 3"} [4]`,
		`#A {}4`:                  "#A {} [4]",
		`#A {1 "a } b"} 4`:        `#A {1 "a } b"} [4]`,
		`#A "c:\dir\" e`:          `#A [c:\dir" e] open`,
		`#A b{1 2}c`:              "#A [b] {1 2} [c]",
		`#A "b`:                   "#A [b] open",
		`#A {1 "2`:                `#A {1 "2} open`,
		`#A`:                      "#A",
		`  #A  `:                  "#A",
		`}`:                       "}",
		`text`:                    "text",
		`#A "x\"y" "z" "w\"" "q"`: `#A [x"y] [z] [w"] [q]`,
	} {
		s := NewScanner(strings.NewReader(line))
		if !s.Next() {
			t.Fatalf("%q: nothing", line)
		}
		r := s.Record()
		got := string(r.Label)
		for _, f := range r.Fields {
			if f.List {
				got += " {" + string(f.Text) + "}"
			} else {
				got += " [" + string(f.Text) + "]"
			}
		}
		if r.Open {
			got += " open"
		}
		if got != want {
			t.Errorf("%q: got %s, want %s", line, got, want)
		}
	}
}

func TestARecordMayBeLongerThanABuffer(t *testing.T) {
	long := strings.Repeat("x", 300_000)
	s := NewScanner(strings.NewReader("#A \"" + long + "\"\n#B\n"))
	if !s.Next() || string(s.Record().Text(0)) != long || !s.Next() || !strings.EqualFold(string(s.Record().Label), "#b") || s.Record().Row != 2 || s.Next() || s.Err() != nil {
		t.Errorf("%v", s.Err())
	}
}

// Sie1.se states the checksum that its program counted.
func TestTheChecksumOfASampleIsRight(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("testdata", "Sie1.se"))
	if err != nil {
		t.Fatal(err)
	}
	text, err := charmap.CodePage437.NewDecoder().String(string(raw))
	if err != nil {
		t.Fatal(err)
	}
	latin, err := charmap.Windows1252.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{
		"as it is": string(raw), "in UTF-8": text, "in Latin-1": latin,
		"with other spaces": strings.ReplaceAll(string(raw), "\t", "   "),
	} {
		if _, report := parsed(t, content); len(codesOf(report, followup.Warning)) > 0 {
			t.Errorf("%s: %v", name, report.Findings)
		}
	}
	for name, content := range map[string]string{
		"an amount changed": strings.Replace(string(raw), "50112.91", "50112.19", 1),
		"a row lost":        strings.Replace(string(raw), "#RES\t-1\t8811\t25000.00\n", "", 1),
	} {
		_, report := parsed(t, content)
		f := find(t, report, ChecksumDiffers)
		if f.Args["Stated"] != "909685525" || f.Row == 0 {
			t.Errorf("%s: %v", name, f)
		}
	}
}

func TestTheChecksumIsOfLabelsAndFields(t *testing.T) {
	sum := crc32.ChecksumIEEE([]byte("#KONTO4010\"A\" \x8f#PSALDO02019044010110100"))
	stated := []string{fmt.Sprint(sum), fmt.Sprint(int32(sum))}
	for _, s := range stated {
		file := "#FLAGGA 0\n#KSUMMA\n#KONTO 4010 \"\\\"A\\\" \x8f\"\n#PSALDO 0 201904 4010 {1 \"10\"} 100\n#KSUMMA " + s + "\n"
		_, report := parsed(t, file)
		if codes := codesOf(report, followup.Warning); len(codes) > 0 {
			t.Errorf("%s: %v", s, codes)
		}
	}
}

func TestAFileThatIsNotThereIsNotFound(t *testing.T) {
	_, _, err := ParseFile(filepath.Join(t.TempDir(), "a.se"))
	if fault.KindOf(err) != fault.NotFound {
		t.Error(err)
	}
}

// A file cut anywhere is refused, or gives amounts that the whole file has.
func TestAFileThatIsCutGivesNothingFalse(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("testdata", "BL0001_typ4.SE"))
	if err != nil {
		t.Fatal(err)
	}
	whole, _, err := Parse("a.se", bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	refused := 0
	for cut := len(raw) - 1; cut > len(raw)/2; cut -= 97 {
		f, report, err := Parse("a.se", bytes.NewReader(raw[:cut]))
		if err != nil {
			t.Fatal(err)
		}
		if report.Faults() > 0 {
			refused++
			continue
		}
		for k, c := range f.cells {
			if k.kind != vouchers && !same(whole.cells[k].sum, c.sum) && !slices.Contains(codesOf(report, followup.Warning), LastLine) {
				t.Errorf("cut at %d: %v", cut, k)
			}
		}
	}
	if refused < 10 {
		t.Errorf("%d were refused", refused)
	}
}
