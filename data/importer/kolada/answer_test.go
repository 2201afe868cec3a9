package kolada

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"rodatraden/data/schema"
)

// numberForm is how the format writes a number.
var numberForm = regexp.MustCompile(`^-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,9})?$`)

func TestANumberKeepsTheDigitsOfTheAnswer(t *testing.T) {
	for _, c := range []struct {
		given    string
		decimals int
		want     string
		rounded  bool
	}{
		{"-3.0424", 9, "-3.0424", false},
		{"0", 9, "0", false},
		{"0.0", 9, "0.0", false},
		{"-0.0", 9, "0.0", false},
		{"5.20", 9, "5.20", false},
		{"0.1", 9, "0.1", false},
		{"0.30000000000000004", 9, "0.300000000", true},
		{"8.6397284e-1", 9, "0.86397284", false},
		{"1.5E+3", 9, "1500", false},
		{"1e18", 9, "", false},
		{"999999999999999999", 9, "999999999999999999", false},
		{"2.5", 0, "3", true},
		{"-2.5", 0, "-3", true},
		{"-0.4", 0, "0", true},
		{"2.50", 1, "2.5", false},
		{"7", 2, "7", false},
		{"1e99999999999", 9, "", false},
		{`"1"`, 9, "", false},
		{"true", 9, "", false},
		{"[1]", 9, "", false},
		{strings.Repeat("1", 70), 9, "", false},
	} {
		got, rounded, ok := value{Value: json.RawMessage(c.given)}.number(c.decimals)
		if ok != (c.want != "") || ok && (got != c.want || rounded != c.rounded) {
			t.Errorf("%s: %q, %v, %v", c.given, got, rounded, ok)
		}
	}
}

func TestATitleTellsItsUnitOfMeasureOrNone(t *testing.T) {
	for title, want := range map[string]string{
		"Invånare med ekonomiskt bistånd, andel (%) av bef.": "%", "Nettokostnad, kr/inv 0-20 år": "kr/inv", "Kostnad, kr/hushåll (-2023)": "kr/hushåll",
		"Utbetalt bistånd, tkr": "tkr", "Intäkter, miljoner kronor": "mkr", "Placerade barn, antal/1000 inv": "antal/1000 inv", "Svar, antal svar": "antal",
		"Väntetid, median (- 2024)": "", "Har kommunen en plan (Ja=1, Nej=0)": "", "Kvalitet, index för påståendet X": "", "": "",
	} {
		if got := unitOf(title); got != want {
			t.Errorf("%s: %q, want %q", title, got, want)
		}
	}
}

func TestTheSampleAnswerIsRead(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("testdata", "data-answer-v3.json"))
	if err != nil {
		t.Fatal(err)
	}
	p, err := readPage(raw)
	if err != nil || p.next != "" {
		t.Fatal(err)
	}
	data, err := readAll[datum](p.values)
	if err != nil || len(data) != 2 || data[0].Period != "2024" || string(data[0].Values[0].Value) != "-3.0424" || !data[1].Values[0].null() {
		t.Errorf("%v %v", data, err)
	}
}

// Whatever comes from outside is read or refused, and what is read fits the table.
func FuzzAnAnswerIsReadOrRefused(f *testing.F) {
	raw, err := os.ReadFile(filepath.Join("testdata", "data-answer-v3.json"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(raw))
	f.Add(`{"values":[{"kpi":"N31807","municipality":"1488","period":"2024","values":[{"gender":null,"count":"x","status":null,"value":1e-7}]}],"next_url":"?page=2"}`)
	f.Add(`{"values":[{"values":[{"value":-0.0000000004}]}]}`)
	field := schema.MustGet("observations").Fields[schema.MustGet("observations").Column("value")]
	if field.As != schema.Decimal {
		f.Fatal(field)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		p, err := readPage([]byte(raw))
		if err != nil {
			return
		}
		_, _ = readAll[keyFigure](p.values)
		_, _ = readAll[area](p.values)
		_, _ = readAll[group](p.values)
		data, err := readAll[datum](p.values)
		if err != nil {
			return
		}
		for _, d := range data {
			for _, v := range d.Values {
				_ = v.contributors()
				if text, _, ok := v.number(mostDecimals); ok && !numberForm.MatchString(text) {
					t.Errorf("%s becomes %q", v.Value, text)
				}
			}
		}
	})
}

func FuzzTitlesAndDescriptionsFitACell(f *testing.F) {
	f.Add("Andel (%), jämförbar\x00 år. (- 2024)")
	f.Fuzz(func(t *testing.T, text string) {
		tidied := tidy(text)
		if strings.ContainsAny(tidied, "\x00\n\r\t") || tidied != strings.TrimSpace(tidied) || len(tidied) > 32_000 {
			t.Errorf("%q", tidied)
		}
		_ = unitOf(tidied)
		_ = sentenceWith(tidied, compares)
		_, _, _, _ = group{Title: text}.similar()
	})
}
