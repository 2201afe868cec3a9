package template

import (
	"strings"
	"testing"

	"rodatraden/data/schema"
	"rodatraden/data/spreadsheet"
)

func text_(s string) spreadsheet.Cell { return spreadsheet.Cell{Kind: spreadsheet.Text, Text: s} }

func number_(s string, decimals int, percent bool) spreadsheet.Cell {
	return spreadsheet.Cell{Kind: spreadsheet.Number, Text: s, Format: spreadsheet.Format{Decimals: decimals, Percent: percent}}
}

func date_(s, code string) spreadsheet.Cell {
	return spreadsheet.Cell{Kind: spreadsheet.Date, Text: s, Format: spreadsheet.Format{Code: code}}
}

func TestANumberIsReadWithTheDecimalsThatItIsWrittenWith(t *testing.T) {
	for _, c := range []struct {
		cell spreadsheet.Cell
		want string
		code string
	}{
		{number_("18", 1, false), "18.0", ""},
		{number_("18", -1, false), "18", ""},
		{number_("18.4", -1, false), "18.4", ""},
		{number_("-16.8", 0, false), "-17", NumberRounded},
		{number_("0.051", 1, true), "5.1", ""},
		{number_("0.5", 0, true), "50", ""},
		{number_("0.333333", -1, false), "0.333333", ""},
		{number_("0.3333333333333333", -1, false), "", NumberDecimals},
		{text_("18,0"), "18.0", ""},
		{text_(" −1\u00A0234\u202F567,50 "), "-1234567.50", ""},
		{text_("–4"), "-4", ""},
		{text_("+3"), "3", ""},
		{text_("18.4"), "18.4", ""},
		{text_("18.400"), "", NumberForm},
		{text_("1.234,5"), "", NumberForm},
		{text_("cirka 18"), "", NumberForm},
		{text_("18 mkr"), "", NumberForm},
		{text_("(18)"), "", NumberForm},
		{text_("  "), "", ""},
		{date_("2019-04-18", "yyyy-mm-dd"), "", NumberDate},
		{spreadsheet.Cell{Kind: spreadsheet.Broken, Text: "#REF!"}, "", BrokenCell},
		{spreadsheet.Cell{Kind: spreadsheet.Boolean, Text: "TRUE"}, "", NumberForm},
	} {
		got, p := number(c.cell)
		code := ""
		if p != nil {
			code = p.code
		}
		if got != c.want || code != c.code {
			t.Errorf("%+v gives %q %s, want %q %s", c.cell, got, code, c.want, c.code)
		}
	}
}

func TestATimeThatExcelMadeADateIsReadByItsFormatOrIsAFault(t *testing.T) {
	w := wordsOf(t, "sv")
	for _, c := range []struct {
		cell spreadsheet.Cell
		want string
		code string
	}{
		{text_("2019-04"), "2019-04", ""},
		{text_(" 2018-12~ "), "2018-12~", ""},
		{text_("okänd"), "unknown", ""},
		{number_("2019", -1, false), "2019", ""},
		{number_("43556", -1, false), "", PeriodNumber},
		{number_("2019.5", -1, false), "", PeriodNumber},
		{date_("2019-04-01", "mmm-yy"), "2019-04", ""},
		{date_("2019-04-01", "yyyy-mm"), "2019-04", ""},
		{date_("2019-04-01", `[$-41D]mmm/yy;@`), "2019-04", ""},
		{date_("2019-04-25", "yyyy-mm-dd"), "2019-04-25", ""},
		{date_("2019-04-25", "yyyy-mm"), "", PeriodDate},
		{date_("2019-01-01", "yyyy"), "2019", ""},
		{date_("2019-04-25", "d-mmm"), "", PeriodDate},
		{date_("2019-04-25T12:30:00", "yyyy-mm-dd hh:mm"), "", PeriodDate},
		{spreadsheet.Cell{Kind: spreadsheet.Broken}, "", BrokenCell},
	} {
		got, p := period(c.cell, w)
		code := ""
		if p != nil {
			code = p.code
		}
		if got != c.want || code != c.code {
			t.Errorf("%+v gives %q %s, want %q %s", c.cell, got, code, c.want, c.code)
		}
	}
}

func TestATextKeepsItsLinesAndANumberAmongTextsIsAsShown(t *testing.T) {
	for cell, want := range map[spreadsheet.Cell]string{
		text_("en\r\ntvå\rtre"):       "en\ntvå\ntre",
		text_("A\u030Angest"):         "Ångest",
		text_(" \n "):                 "",
		text_("=1+1"):                 "=1+1",
		number_("3.1", -1, false):     "3,1",
		number_("12", 2, false):       "12",
		text_("  inledande, bevarad"): "  inledande, bevarad",
	} {
		if got, p := text(cell); got != want || p != nil {
			t.Errorf("%+v gives %q, want %q", cell, got, want)
		}
	}
	if _, p := text(date_("2019-02-01", "d/m")); p == nil || p.code != TextDate {
		t.Error("a section that became a date is taken")
	}
}

// A word that stood for two values of a column could not be read back.
func TestTheWordsOfAColumnAreEachItsOwn(t *testing.T) {
	for _, lang := range []string{"sv", "en"} {
		w := wordsOf(t, lang)
		for _, table := range schema.All() {
			for _, f := range table.Fields {
				seen := map[string]string{}
				for _, v := range append(values(table, f), f.Words...) {
					s := word(w, table, f, v)
					if strings.Contains(s, "⟦") || strings.ContainsAny(s, "|\n") || s == "" {
						t.Errorf("%s: %s.%s %s is %q", lang, table.Name, f.Name, v, s)
					}
					if other := seen[strings.ToLower(s)]; other != "" {
						t.Errorf("%s: %s.%s: %q is %s and %s", lang, table.Name, f.Name, s, other, v)
					}
					seen[strings.ToLower(s)] = v
					if got, ok := valueOf(w, table, f, s); !ok || got != v {
						t.Errorf("%s: %s.%s: %q reads as %q", lang, table.Name, f.Name, s, got)
					}
					if got, ok := valueOf(w, table, f, v); !ok || got != v {
						t.Errorf("%s: %s.%s: the value %q reads as %q", lang, table.Name, f.Name, v, got)
					}
				}
			}
		}
	}
}

func TestTheCommentsSpeakOfTheWorkbookAndNotOfTheFiles(t *testing.T) {
	b := &writing{w: wordsOf(t, "sv")}
	for _, table := range tables() {
		for _, f := range table.Fields {
			got := b.meaning(f)
			for _, foreign := range []string{"true", "false", "tabell:id", "savings:id"} {
				if strings.Contains(got, foreign) {
					t.Errorf("%s.%s: %s", table.Name, f.Name, got)
				}
			}
		}
	}
}

func TestSheetsAndHeadingsAreNamesThatExcelTakes(t *testing.T) {
	names := map[string]bool{}
	w := wordsOf(t, "sv")
	for _, id := range []string{"guide", "example", "report", "lists", "known"} {
		names[w.Text("template.sheet."+id)] = true
	}
	for _, table := range tables() {
		name := sheetName(table)
		if names[name] || len([]rune(name)) > 31 || strings.ContainsAny(name, `:\/?*[]'`) {
			t.Errorf("%q", name)
		}
		names[name] = true
		seen := map[string]bool{}
		for _, h := range headings(table) {
			if seen[h] {
				t.Errorf("%s: %q twice", table.Name, h)
			}
			seen[h] = true
		}
	}
	if len(names) != len(schema.All())+5 {
		t.Errorf("%d sheets", len(names))
	}
}

func TestTheExampleIsOfSheetsHeadingsAndWordsThatThereAre(t *testing.T) {
	for _, lang := range []string{"sv", "en"} {
		w := wordsOf(t, lang)
		for _, rows := range exampleTables(w) {
			var table *schema.Table
			for _, s := range schema.All() {
				if sheetName(s) == rows[0][0] {
					table = s
				}
			}
			if table == nil {
				t.Errorf("no sheet %q", rows[0][0])
				continue
			}
			for _, row := range rows[2:] {
				for n, cell := range row {
					at := -1
					for i, h := range headings(table) {
						if h == rows[1][n] {
							at = i
						}
					}
					if at < 0 {
						t.Errorf("%s has no %q", rows[0][0], rows[1][n])
						continue
					}
					f := table.Fields[at]
					if len(values(table, f)) > 0 && cell != "" {
						if _, ok := valueOf(w, table, f, cell); !ok {
							t.Errorf("%s: %s.%s: %q", lang, table.Name, f.Name, cell)
						}
					}
					if _, p := number(text_(cell)); f.As == schema.Decimal && p != nil {
						t.Errorf("%s: %q", f.Name, cell)
					}
				}
			}
		}
	}
}
