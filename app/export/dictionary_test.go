package export

import (
	"strings"
	"testing"

	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/data/schema"
)

func TestTheDictionaryHoldsEveryTableColumnAndValue(t *testing.T) {
	for name, write := range map[string]func(*strings.Builder) error{
		"html": func(b *strings.Builder) error { return DictionaryHTML(b, i18n.New(i18n.Swedish)) },
		"md":   func(b *strings.Builder) error { return DictionaryMarkdown(b, i18n.New(i18n.Swedish)) },
	} {
		var b strings.Builder
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		text := b.String()
		tables := 0
		for _, table := range schema.All() {
			start := strings.Index(text, table.Name+".csv")
			if start < 0 {
				t.Errorf("%s: the table %s is not there", name, table.Name)
				continue
			}
			tables++
			section := text[start:]
			if end := strings.Index(section, map[string]string{"html": "</section>", "md": "\n## "}[name]); end > 0 {
				section = section[:end]
			}
			for _, f := range table.Fields {
				if !strings.Contains(section, f.Name) || !strings.Contains(section, f.Title) {
					t.Errorf("%s: %s.%s is not there", name, table.Name, f.Name)
				}
				for _, v := range f.Allowed() {
					if !strings.Contains(section, v) {
						t.Errorf("%s: the value %s of %s.%s is not there", name, v, table.Name, f.Name)
					}
				}
			}
		}
		if strings.Contains(text, "<script") || strings.Contains(text, "http:") || strings.Contains(text, "url(") {
			t.Errorf("%s: the page needs more than itself", name)
		}
		if strings.ContainsAny(text, "⟦⟧") {
			t.Errorf("%s: words are missing", name)
		}
	}
}

func TestEveryValueOfEveryColumnHasItsWordsInBothLanguages(t *testing.T) {
	for _, lang := range []string{i18n.Swedish, i18n.English} {
		l := i18n.New(lang)
		for _, table := range schema.All() {
			for _, f := range table.Fields {
				for _, v := range f.Allowed() {
					if page.ValueWord(l, table.Name, f.Name, v) == "" {
						t.Errorf("%s: the value %s of %s.%s has no words", lang, v, table.Name, f.Name)
					}
				}
			}
		}
	}
}

func TestTheFormOfAColumnSaysWhatMayStandInIt(t *testing.T) {
	forms := map[string]string{}
	for _, table := range dictionaryOf(i18n.New(i18n.Swedish)) {
		for _, c := range table.Columns {
			forms[table.Name+"."+c.Name] = c.Form
		}
	}
	for column, want := range map[string][]string{
		"goals.parent":        {"Mål"},
		"responses.points":    {"Revisionspunkter", "|"},
		"observations.unit":   {"Enheter", "all", "unknown"},
		"amounts.line":        {"Budgetrader", "Besparingar"},
		"assessments.subject": {"Mål", "Indikatorer", "Enheter", "Internkontroll", "Revisionsfrågor"},
		"goals.valid_from":    {"2019-04"},
		"units.aliases":       {"|"},
		"savings.permanent":   {"true", "false"},
	} {
		for _, words := range want {
			if !strings.Contains(forms[column], words) {
				t.Errorf("%s says %q, not %s", column, forms[column], words)
			}
		}
	}
}

// A cell that holds | would else be taken for two.
func TestEveryRowOfTheMarkdownHasItsFourCells(t *testing.T) {
	var b strings.Builder
	if err := DictionaryMarkdown(&b, i18n.New(i18n.Swedish)); err != nil {
		t.Fatal(err)
	}
	rows := 0
	for _, line := range strings.Split(b.String(), "\n") {
		if strings.HasPrefix(line, "|") {
			rows++
			if n := strings.Count(strings.ReplaceAll(line, `\|`, ""), "|"); n != 5 {
				t.Errorf("%d bars: %s", n, line)
			}
		}
	}
	want := 0
	for _, table := range schema.All() {
		want += len(table.Fields) + 2
	}
	if rows != want {
		t.Errorf("%d rows, want %d", rows, want)
	}
}
