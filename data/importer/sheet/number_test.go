package sheet

import (
	"fmt"
	"testing"

	"rodatraden/data/model"
	"rodatraden/data/spreadsheet"
)

func TestTextIsReadAsTheNumberItIs(t *testing.T) {
	for text, want := range map[string]string{
		"1 234,5": "1234.5", "1\u00A0234": "1234", "12\u202F345": "12345", "18,40": "18.40", "18.4": "18.4", "0.234": "0.234",
		"\u221218": "-18", "– 18": "-18", "-18": "-18", "18-": "-18", "18 −": "-18", "+ 8,2": "8.2",
		"1.234.567": "1234567", "1.234,5": "1234.5", "1,234.5": "1234.5", "1,234,567": "1234567",
		"cirka 34": "~34", "c:a 34": "~34", "drygt 18,4 mkr": "~18.4 mkr", "18,4 mkr": "18.4 mkr", "-16,8 mnkr": "-16.8 mkr",
		"12 tusen kronor": "12 tkr", "900 kr": "900 kr", "34 prel": "34 preliminary",
		"(18)": "()", "(−18)": "()", "45,2 (44,1)": "45.2 ()",
		"-": "", "–": "", "i.u.": "not_reported", "..": "not_reported", "x": "not_applicable", "Sekretess": "confidential", "": "",
		"1.234": NumberAmbiguous, "arton": NumberForm, "12 34": NumberForm, "1,2,3": NumberForm, "-18-": NumberForm, "18 (kanske)": NumberForm,
		"5 %": PercentMoney, "18 st": NumberForm, "1234567890123456789": NumberForm, "--5": NumberForm, "1/2": NumberForm,
	} {
		n := numbers{usualWords.or(usualWords), true}
		f, earlier, bad := n.read(spreadsheet.Cell{Kind: spreadsheet.Text, Text: text}, true)
		if got := told(f, earlier, bad); got != want {
			t.Errorf("%q is read as %q, want %q", text, got, want)
		}
	}
}

// told writes a figure in short.
func told(f figure, earlier *figure, bad string) string {
	if bad != "" {
		return bad
	}
	s := ""
	if f.known {
		s = plain(f.value)
		if f.approximate {
			s = "~" + s
		}
		if f.unit != "" {
			s += " " + f.unit
		}
		if f.status != model.Absent {
			s += " " + string(f.status)
		}
	} else {
		s = string(f.status)
	}
	if earlier != nil {
		if s != "" {
			s += " "
		}
		s += "()"
	}
	return s
}

func TestAnotherDecimalMarkCanBeTold(t *testing.T) {
	for text, want := range map[string][2]string{"1.234": {"1234", "1.234"}, "1,234": {"1.234", "1234"}, "1 234,5": {"1234.5", NumberForm}} {
		for i, mark := range []string{",", "."} {
			n := numbers{Words{Decimal: mark}.or(usualWords), true}
			f, e, bad := n.read(spreadsheet.Cell{Kind: spreadsheet.Text, Text: text}, true)
			if got := told(f, e, bad); got != want[i] {
				t.Errorf("%q with %q is %q, want %q", text, mark, got, want[i])
			}
		}
	}
}

func TestANumberIsReadAsItsFormatShowsIt(t *testing.T) {
	for _, c := range []struct {
		stored string
		format spreadsheet.Format
		want   string
	}{
		{"18.4", spreadsheet.Format{Decimals: -1}, "18.4"},
		{"18.4", spreadsheet.Format{Decimals: 0}, "18"},
		{"18.5", spreadsheet.Format{Decimals: 0}, "19"},
		{"-18.5", spreadsheet.Format{Decimals: 0}, "-19"},
		{"18", spreadsheet.Format{Decimals: 2}, "18.00"},
		{"0.051", spreadsheet.Format{Decimals: 1, Percent: true}, "5.1"},
		{"0.051", spreadsheet.Format{Decimals: -1, Percent: true}, "5.1"},
		{"0.3333333333", spreadsheet.Format{Decimals: -1}, "0.333333"},
		{"18400000", spreadsheet.Format{Decimals: 1, Thousands: 2}, "18.4"},
		{"-0.2", spreadsheet.Format{Decimals: 0}, "0"},
		{"1234567890123456789", spreadsheet.Format{Decimals: -1}, NumberForm},
	} {
		n := numbers{usualWords.or(usualWords), true}
		f, e, bad := n.read(spreadsheet.Cell{Kind: spreadsheet.Number, Text: c.stored, Format: c.format}, false)
		if got := told(f, e, bad); got != c.want {
			t.Errorf("%s by %+v is %q, want %q", c.stored, c.format, got, c.want)
		}
	}
}

func TestAPeriodIsFoundInWords(t *testing.T) {
	for text, want := range map[string]string{
		"2019": "2019", "2019-04": "2019-04", "2019-04-30": "2019-04-30", "2019-04-30 00:00:00": "2019-04-30", "201904": "2019-04", "20190430": "2019-04-30",
		"april 2019": "2019-04", "Utfall apr": "2018-04", "apr-19": "2019-04", "jan–apr 2019": "2019-01/2019-04", "T2 2019": "2019-05/2019-08", "tertial 1": "2018-01/2018-04",
		"30/4 2019": "2019-04-30", "Budget 2019": "2019", "vår": "", "maj": "2018-05", "marsvin": "", "2019-13": "", "Okt. 2019": "2019-10",
	} {
		p, ok := readPeriod(text, 2018)
		if got := p.Text; ok != (want != "") || ok && got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestAGrainIsMadeOfAPeriod(t *testing.T) {
	for _, c := range []struct{ text, grain, want string }{
		{"2019-04-25", "month", "2019-04"}, {"2019-04-25", "year", "2019"}, {"2019-04-25", "ytd", "2019-01/2019-04"},
		{"2019-04-25", "tertial", "2019-01/2019-04"}, {"2019-05", "tertial", "2019-05/2019-08"}, {"2019", "ytd", "2019-01/2019-12"}, {"2019-01-31", "ytd", "2019-01"},
		{"2019-04", "year_before", "2018"}, {"2019-04-25", "day", "2019-04-25"}, {"2019-04", "", "2019-04"},
	} {
		p, ok := readPeriod(c.text, 0)
		if got := inGrain(p, c.grain).Text; !ok || got != c.want {
			t.Errorf("%s as %q is %s, want %s", c.text, c.grain, got, c.want)
		}
	}
}

func ExampleMapping() {
	m, report := DecodeMapping("mapping.toml", []byte(base))
	fmt.Println(m.Parts[0].Columns[1].Set["measure"], report.Faults())
	// Output: budget_year 0
}
