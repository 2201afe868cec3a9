package spreadsheet

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"
	"unicode/utf8"

	"pgregory.net/rapid"

	"rodatraden/data/fault"
	"rodatraden/data/followup"
)

// wide is a text in UTF-16 with a byte order mark, as Excel saves "Unicode text".
func wide(s string) []byte {
	b := []byte{0xFF, 0xFE}
	for _, u := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return b
}

func TestTheSeparatorIsFound(t *testing.T) {
	for name, c := range map[string]struct {
		text  string
		want  []string
		codes []string
	}{
		"semicolons with decimal commas": {"Enhet;Jan;Feb\nA;1,5;2,5\nB;3,5;4,5\n", []string{"1|Enhet|Jan|Feb", "2|A|1,5|2,5", "3|B|3,5|4,5"}, nil},
		"commas":                         {"a,b\n\"1;2\",3\n", []string{"1|a|b", "2|1;2|3"}, nil},
		"tabs with decimal commas":       {"Enhet\tJan\nA\t1,5\nB\t2,5\n", []string{"1|Enhet|Jan", "2|A|1,5", "3|B|2,5"}, nil},
		"bars":                           {"a|b\n1|2\n", []string{"1|a|b", "2|1|2"}, nil},
		"told in the first line":         {"sep=,\na;b,c\n", []string{"2|a;b|c"}, nil},
		"told in quotes":                 {"\"sep=|\"\r\na;b|c\r\n", []string{"2|a;b|c"}, nil},
		"none":                           {"Enhet\nA\nB\n", []string{"1|Enhet", "2|A", "3|B"}, nil},
		"a heading above the table":      {"Rapport, april 2019\n\nEnhet;Utfall\nA;1\nB;2\nC;3\n", []string{"1|Rapport, april 2019", "3|Enhet|Utfall", "4|A|1", "5|B|2", "6|C|3"}, nil},
		"decimal commas in every row":    {"1,5;2,5\n3,5;4,5\n", []string{"1|1,5|2,5", "2|3,5|4,5"}, nil},
		"two that would do":              {"a,b;c\nd,e;f\n", []string{"1|a,b|c", "2|d,e|f"}, []string{SeparatorSeen}},
		"quoted separators":              {"a;\"b;c;d\";e\nf;\"g;;\";h\n", []string{"1|a|b;c;d|e", "2|f|g;;|h"}, nil},
	} {
		got, report := texts(t, "t.csv", []byte(c.text))
		if strings.Join(got, "\n") != strings.Join(c.want, "\n") || strings.Join(codes(report), " ") != strings.Join(c.codes, " ") {
			t.Errorf("%s: %q, %v", name, got, report)
		}
	}
}

func TestLinesAndQuotesAsTheyAreMet(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"CRLF":                        {"a;b\r\nc;d\r\n", []string{"1|a|b", "2|c|d"}},
		"CR alone":                    {"a;b\rc;d\r", []string{"1|a|b", "2|c|d"}},
		"no last line ending":         {"a;b\nc;d", []string{"1|a|b", "2|c|d"}},
		"rows of unequal length":      {"a;b\nc\nd;e;f\ng;h\n", []string{"1|a|b", "2|c", "3|d|e|f", "4|g|h"}},
		"line breaks within quotes":   {"a;\"b\r\nc\rd\"\r\ne;f\r\n", []string{"1|a|b\nc\nd", "4|e|f"}},
		"quotes within quotes":        {"a;\"b \"\"c\"\"\"\n", []string{`1|a|b "c"`}},
		"quotes within a text":        {"a;5\" rör\nb;6\" rör\n", []string{`1|a|5" rör`, `2|b|6" rör`}},
		"text after a closing quote":  {"a;\"b\"c\n", []string{"1|a|bc"}},
		"empty lines and empty cells": {"\n;;\na;;b\n", []string{"3|a||b"}},
		"spaces stand":                {" a ;b\n", []string{"1| a |b"}},
	} {
		got, report := texts(t, "t.csv", []byte(c.text))
		if strings.Join(got, "\n") != strings.Join(c.want, "\n") || len(report.Findings) > 0 {
			t.Errorf("%s: %q, %v", name, got, report)
		}
	}
}

func TestTheEncodingIsFound(t *testing.T) {
	want := "1|Försörjningsstöd|1,5\n2|Öppenvård – ”a”|2,5"
	plain := "Försörjningsstöd\t1,5\r\nÖppenvård – ”a”\t2,5\r\n"
	order := func(b []byte, mark bool, big bool) []byte {
		if !mark {
			b = b[2:]
		}
		if big {
			b = bytes.Clone(b)
			for i := 0; i+1 < len(b); i += 2 {
				b[i], b[i+1] = b[i+1], b[i]
			}
		}
		return b
	}
	windows := []byte("F\xF6rs\xF6rjningsst\xF6d\t1,5\r\n\xD6ppenv\xE5rd \x96 \x94a\x94\t2,5\r\n")
	for name, c := range map[string]struct {
		raw   []byte
		codes string
	}{
		"UTF-8":               {[]byte(plain), ""},
		"UTF-8 with a mark":   {[]byte("\uFEFF" + plain), ""},
		"UTF-16":              {wide(plain), ""},
		"UTF-16 big":          {order(wide(plain), true, true), ""},
		"UTF-16 without mark": {order(wide(plain), false, false), ""},
		"Windows-1252":        {windows, Encoding},
	} {
		got, report := texts(t, "t.txt", c.raw)
		if strings.Join(got, "\n") != want || strings.Join(codes(report), " ") != c.codes {
			t.Errorf("%s: %q, %v", name, got, report)
		}
		for _, f := range report.Findings {
			if f.Severity != followup.Assumed || f.Row != 1 || f.Args["Word"] != "Försörjningsstöd" {
				t.Errorf("%+v", f)
			}
		}
	}
	got, report := texts(t, "t.csv", []byte("Försörjning;å\nÖppenv\xE5rd;ä\n"))
	if strings.Join(got, "\n") != "1|Försörjning|å\n2|Öppenv\uFFFDrd|ä" || len(report.Findings) != 1 || report.Findings[0].Code != Unreadable || report.Findings[0].Row != 2 {
		t.Errorf("one bad byte in UTF-8: %q, %v", got, report)
	}
}

func TestWhatIsFoundOutOfAnEncodingHoldsAcrossTheEdgesOfReading(t *testing.T) {
	for _, s := range []string{"å", "aå\xE5", "\xE5\n\xE4", strings.Repeat("å", 300_000), strings.Repeat("å", 131_071) + "a\n\xC3"} {
		a, err := scanUTF8(iotest.OneByteReader(strings.NewReader(s[:min(len(s), 100)])))
		b, err2 := scanUTF8(strings.NewReader(s[:min(len(s), 100)]))
		if a != b || err != nil || err2 != nil {
			t.Errorf("%+v, %+v", a, b)
		}
		whole, _ := scanUTF8(strings.NewReader(s))
		good, bad := 0, 0
		for i := 0; i < len(s); {
			r, n := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && n == 1 {
				bad++
			} else if n > 1 {
				good++
			}
			i += n
		}
		if whole.good != good || whole.bad != bad {
			t.Errorf("%+v, want %d and %d", whole, good, bad)
		}
	}
}

func TestAQuotationMarkThatNeverClosesIsTold(t *testing.T) {
	b, _ := opened(t, "t.csv", []byte("a;b\nc;\"d\ne;f\n"))
	rows, report, err := rowsOf(t, b)
	if fault.KindOf(err) != fault.Format || len(rows) != 1 || len(report.Findings) != 1 || report.Findings[0].Code != QuoteOpen || report.Findings[0].Row != 2 {
		t.Error(rows, report, err)
	}
}

func TestALongCellAndAWideRowOfText(t *testing.T) {
	for _, unit := range []string{"a", "å", "€", "😀", "aå€😀"} {
		for _, before := range []string{"", "a", "aa"} {
			text := "x;y\n" + before + strings.Repeat(unit, 4*followup.MaxCellUnits) + ";1\n"
			b, _ := opened(t, "t.csv", []byte(text))
			rows, report, err := rowsOf(t, b)
			if err != nil || len(rows) != 2 || len(report.Findings) != 1 || report.Findings[0].Code != LimitCell || rows[1].Cell(2).Text != "1" {
				t.Fatal(len(rows), report, err)
			}
			if got := rows[1].Cells[0].Text; !utf8.ValidString(got) || followup.Units(got) < followup.MaxCellUnits-1 || followup.Units(got) > followup.MaxCellUnits {
				t.Errorf("%q: %d units", unit, followup.Units(got))
			}
		}
	}
	b, _ := opened(t, "t.csv", []byte(strings.Repeat("1;", followup.MaxColumns)+"1\n"))
	_, report, err := rowsOf(t, b)
	if fault.KindOf(err) != fault.Limit || report.Findings[0].Code != LimitColumn {
		t.Error(report, err)
	}
}

// What encoding/csv writes comes back, whatever the edges of reading.
func TestAnyTableComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.StringOfN(rapid.SampledFrom([]rune("aå€😀 \",;\t|\n'=")), 0, 8, -1)
		table := rapid.SliceOfN(rapid.SliceOfN(cell, 1, 5), 1, 8).Draw(t, "table")
		separator := rapid.SampledFrom([]rune(separators)).Draw(t, "separator")
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		w.Comma = separator
		w.UseCRLF = rapid.Bool().Draw(t, "crlf")
		if err := w.WriteAll(table); err != nil {
			t.Fatal(err)
		}
		s := newSplitter(iotest.OneByteReader(&b), byte(separator))
		for _, row := range table {
			fields, err := s.next()
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range fields {
				got = append(got, f.text)
			}
			if strings.Join(got, "\x00") != strings.Join(row, "\x00") {
				t.Fatalf("%q, want %q", got, row)
			}
		}
	})
}

func FuzzSeparatedTextIsReadOrRefused(f *testing.F) {
	for _, s := range []string{"a;b\n1;2\n", "sep=|\na|b", "\"a\nb\";c", "\uFEFFa\tb", string(wide("å\tä")), "F\xF6r;1\n", "\r\r\n\n", `"`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) { readAny(t, "t.csv", raw) })
}

// readAny reads bytes of which nothing is known: each row is sound, or the reason is told.
func readAny(t *testing.T, name string, raw []byte) {
	b, report, err := Read(name, bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		if b != nil || report.Faults() == 0 {
			t.Fatalf("%v, %v", err, report)
		}
		return
	}
	for _, sheet := range b.Sheets() {
		last := 0
		report, err := b.Rows(sheet.Name, func(r Row) error {
			if r.Number <= last || len(r.Cells) == 0 {
				t.Fatalf("row %d after %d: %v", r.Number, last, r.Cells)
			}
			last = r.Number
			column := 0
			for _, c := range r.Cells {
				if c.Column <= column || c.Kind == Blank || c.Text == "" || !utf8.ValidString(c.Text) || followup.Units(c.Text) > followup.MaxCellUnits {
					t.Fatalf("row %d: %+v", r.Number, c)
				}
				if strings.ContainsRune(c.Text, '\r') && c.Kind == Text {
					t.Fatalf("%q", c.Text)
				}
				column = c.Column
			}
			return nil
		})
		if err != nil && report.Faults() == 0 {
			t.Fatalf("%v without a finding", err)
		}
		if _, report, err := b.Merged(sheet.Name); err != nil && report.Faults() == 0 {
			t.Fatalf("%v without a finding", err)
		}
	}
}
