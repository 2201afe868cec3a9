package importer_test

import (
	"testing"

	"rodatraden/data/followup"
	"rodatraden/data/followup/followuptest"
	"rodatraden/data/importer"
)

// written is a mapping of no kind, with what the kinds have.
const written = `period = "2019-04"
perod = "2019"

[source]
id = "a"
"datum" = "2019"

[[part]]
table = "amounts"
[[part.column]]
header = "Område"
[[part.column]]
feld = "value"

[[part]]
[[part.column]]
feld = "value"

[names.line]
"Vård och omsorg" = "vard"
`

type kind struct {
	Period string                       `toml:"period"`
	Source struct{ ID string }          `toml:"source"`
	Names  map[string]map[string]string `toml:"names"`
	Parts  []struct {
		Table   string `toml:"table"`
		Columns []struct {
			Header string `toml:"header"`
			Field  string `toml:"field"`
		} `toml:"column"`
	} `toml:"part"`
}

func TestTheWordsOfAMappingAreFoundOnTheirLines(t *testing.T) {
	places := importer.PlacesOf([]byte(written))
	for word, line := range map[string]int{
		"period": 1, "source": 4, "source.id": 5, "source.datum": 6, "part[0].table": 9, "part[0].column[0].header": 11,
		"part[0].column[1].feld": 13, "part[1].column[0].feld": 17, "names.line.Vård och omsorg": 20,
		"part[1].column[0].set.measure": 16, "variance": 0,
	} {
		if got := places.Of(word); got != line {
			t.Errorf("%s: line %d, want %d", word, got, line)
		}
	}
}

func TestAWordThatNoMappingHasIsToldWithItsLineAndTheOneThatMayBeMeant(t *testing.T) {
	var into kind
	report := importer.DecodeMapping("mapping.toml", []byte(written), &into)
	want := []struct {
		row           int
		word, nearest string
	}{{2, "perod", "period"}, {6, "source.datum", ""}, {13, "part.column.feld", "field"}, {17, "part.column.feld", "field"}}
	if len(report.Findings) != len(want) {
		t.Fatal(report)
	}
	for i, f := range report.Findings {
		w := want[i]
		if f.Code != importer.MappingUnknown || f.Severity != followup.Fault || f.Row != w.row || f.Args["Word"] != w.word || f.Args["Nearest"] != w.nearest {
			t.Errorf("%v %v, want %v", f, f.Args, w)
		}
	}
}

func TestAValueOfTheWrongKindIsToldWithItsLineAndWord(t *testing.T) {
	var into kind
	report := importer.DecodeMapping("mapping.toml", []byte("# month\nperiod = 201904\n"), &into)
	if len(report.Findings) != 1 {
		t.Fatal(report)
	}
	if f := report.Findings[0]; f.Code != importer.MappingForm || f.Row != 2 || f.Args["Word"] != "period" {
		t.Errorf("%v %v", f, f.Args)
	}
}

func TestWhatIsWrongWithAnyMappingIsSaidInBothLanguages(t *testing.T) {
	followuptest.EveryCodeHasSentences(t, "importer", []string{importer.MappingForm, importer.MappingUnknown, importer.MappingValue, importer.MappingLike})
	for _, raw := range []string{written, "a = \n", "period = 2019\n", "a = 1\na = 2\n", "\x00"} {
		var into kind
		report := importer.DecodeMapping("mapping.toml", []byte(raw), &into)
		if report.Faults() == 0 {
			t.Errorf("%q is taken", raw)
		}
		for _, f := range report.Findings {
			followuptest.Filled(t, "importer", f)
		}
	}
}
