package sie

import (
	"strings"
	"testing"
)

func TestAnEntryTakesOneABeginningOrARange(t *testing.T) {
	for _, c := range []struct{ entry, takes, leaves string }{
		{"4010", "4010", "401 40100 04010"},
		{"40*", "40 4010 40x", "4 410"},
		{"*", "4010 x", ""},
		{"4000-4099", "4000 4050 4099 04050", "3999 4100 40500 x"},
		{"4000 - 4099", "4050", "4100"},
		{"1-12", "1 2 9 12", "13 20 111"},
		{"A1-A9", "A1 A5", "A10 B1 A"},
		{"M-1", "M-1", "M 1"},
		{"P10-2", "P10-2", "P10 2"},
	} {
		e, ok := parseEntry(c.entry)
		if !ok {
			t.Errorf("%q is no entry", c.entry)
		}
		for _, text := range strings.Fields(c.takes) {
			if !e.has(text) {
				t.Errorf("%q does not take %q", c.entry, text)
			}
		}
		for _, text := range strings.Fields(c.leaves) {
			if e.has(text) {
				t.Errorf("%q takes %q", c.entry, text)
			}
		}
	}
	if e, _ := parseEntry("*"); e.has("") {
		t.Error("* takes what is on no object")
	}
	for _, wrong := range []string{"", " ", "4099-4000"} {
		if _, ok := parseEntry(wrong); ok {
			t.Errorf("%q is an entry", wrong)
		}
	}
}

func TestAmountsAreReadAsWritten(t *testing.T) {
	for text, expected := range map[string]string{
		"0": "0.00", "-1": "-1.00", "+1": "1.00", "1.5": "1.50", "-0.05": "-0.05", "1234567890123.45": "1234567890123.45",
		"1,5": "1.50", "-1234,50": "-1234.50", "0.125": "0.125", "5.": "5.00", ".5": "0.50", "-.5": "-0.50",
	} {
		m, is := parseMoney([]byte(text))
		if is == garbled || figure(m.kronor()) != expected {
			t.Errorf("%q: %s, %d", text, figure(m.kronor()), is)
		}
	}
	for _, text := range []string{"", "-", ".", ",", "1 000", "1,234", "1.234,50", "1.2.3", "1e3", "NaN", "--1", "1-", "(5)", "−5", "1,", strings.Repeat("9", 41)} {
		if m, is := parseMoney([]byte(text)); is != garbled {
			t.Errorf("%q is read as %s", text, figure(m.kronor()))
		}
	}
}

func TestAmountsDoNotOverflow(t *testing.T) {
	var sum money
	one, _ := parseMoney([]byte("9999999999999.99"))
	for range 100_000 {
		sum.add(one)
	}
	if got := figure(sum.kronor()); got != "999999999999999000.00" {
		t.Error(got)
	}
}
