package dictionary

import (
	"bytes"
	"html"
	"regexp"
	"strings"
	"testing"

	"rodatraden/app/i18n"
	"rodatraden/data/schema"
)

func written(t *testing.T, lang string) (markdown, page string) {
	t.Helper()
	var md, ht bytes.Buffer
	d := Of(i18n.New(lang))
	if err := Markdown(&md, d); err != nil {
		t.Fatal(err)
	}
	if err := HTML(&ht, d); err != nil {
		t.Fatal(err)
	}
	return md.String(), ht.String()
}

func TestEveryColumnOfEverySchemaIsInTheDictionaryWithItsValuesInWords(t *testing.T) {
	for _, lang := range []string{i18n.Swedish, i18n.English} {
		l := i18n.New(lang)
		md, page := written(t, lang)
		if strings.Contains(md+page, "⟦") {
			t.Errorf("%s: a message is missing", lang)
		}
		for _, table := range schema.All() {
			_, chapter, there := strings.Cut(md, "(`"+table.Name+"`)\n")
			if chapter, _, _ = strings.Cut(chapter, "\n## "); !there {
				t.Fatalf("%s is not in the Markdown", table.Name)
			}
			_, section, there := strings.Cut(page, `<section id="`+table.Name+`">`)
			if section, _, _ = strings.Cut(section, "</section>"); !there {
				t.Fatalf("%s is not in the page", table.Name)
			}
			section = html.UnescapeString(section)
			has := func(what, text string) {
				if !strings.Contains(chapter, plain(text)) {
					t.Errorf("%s: %s is not in the Markdown of %s: %s", lang, what, table.Name, text)
				}
				if !strings.Contains(section, text) {
					t.Errorf("%s: %s is not in the page of %s: %s", lang, what, table.Name, text)
				}
			}
			has("the description", table.Description)
			has("the file", table.Name+".csv")
			for _, f := range table.Fields {
				if !strings.Contains(chapter, "| `"+f.Name+"` | "+plain(f.Title)+" | "+plain(f.Description)+" | ") || !strings.Contains(section, "<code>"+f.Name+"</code>") {
					t.Errorf("%s.%s is not there", table.Name, f.Name)
				}
				has("a title", f.Title)
				has("a meaning", f.Description)
				for _, v := range f.Enum {
					has("a value's words", l.Value(table.Name, f.Name, v))
					if !strings.Contains(chapter, "`"+v+"`") || !strings.Contains(section, "<code>"+v+"</code>") {
						t.Errorf("%s.%s: the value %s is not there", table.Name, f.Name, v)
					}
				}
				for _, to := range f.Refers {
					if to != "*" {
						has("a table that is referred to", to)
					}
				}
				for _, w := range f.Words {
					has("a word in place of a reference", w)
				}
			}
		}
	}
}

func TestTheFormOfAColumnIsSaidInWords(t *testing.T) {
	forms := map[string]Column{}
	for _, table := range Of(i18n.New(i18n.Swedish)).Tables {
		for _, c := range table.Columns {
			forms[table.Name+"."+c.Name] = c
		}
	}
	for _, c := range []struct{ column, form, required string }{
		{"goals.id", "id", "ja"},
		{"goals.parent", "id i goals", "nej"},
		{"goals.level", "ett av:", "ja"},
		{"goals.valid_from", "tid", "nej"},
		{"interventions.forms", "ett eller flera, åtskilda med |, av:", "nej"},
		{"responses.points", "id i audit_points; flera skiljs åt med |", "nej"},
		{"observations.unit", "id i units, eller all, unknown", "ja"},
		{"amounts.line", "id i budget_lines, eller tabell:id i savings", "ja"},
		{"assessments.subject", "tabell:id i goals, indicators, units, controls, audit_questions", "ja"},
		{"links.from", "tabell:id i vilken tabell som helst, eller en grupps namn", "ja"},
		{"texts.about", "tabell:id i vilken tabell som helst", "nej"},
		{"documents.resource", "namnet på en fil i paketet", "nej"},
		{"decisions.package", "id", "nej"},
		{"units.aliases", "text; flera skiljs åt med |", "nej"},
		{"savings.permanent", "true eller false", "nej"},
		{"controls.likelihood", "heltal", "nej"},
		{"amounts.value", "tal", "nej"},
		{"amounts.text", "text", "nej"},
	} {
		if got := forms[c.column]; got.Form != c.form || got.Required != c.required {
			t.Errorf("%s: %q, required %s", c.column, got.Form, got.Required)
		}
	}
}

func TestTheMarkdownHasFiveCellsInEveryRow(t *testing.T) {
	md, _ := written(t, i18n.Swedish)
	rows := 0
	for _, line := range strings.Split(md, "\n") {
		if strings.HasPrefix(line, "|") {
			rows++
			if n := strings.Count(strings.ReplaceAll(line, `\|`, ""), "|"); n != 6 {
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

// The page is sent about, opened without a network and printed.
func TestThePageFetchesNothingRunsNothingAndIsMadeForA4(t *testing.T) {
	_, page := written(t, i18n.Swedish)
	if m := regexp.MustCompile(`(?i)<script|https?://|url\(|@import|<link|<img|<iframe| on[a-z]+=`).FindString(page); m != "" {
		t.Errorf("the page has %q", m)
	}
	for _, want := range []string{"@page { size: A4", "@media print", `<html lang="sv">`, "table-header-group"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for _, to := range regexp.MustCompile(`href="#([^"]+)"`).FindAllStringSubmatch(page, -1) {
		if !strings.Contains(page, `id="`+to[1]+`"`) {
			t.Errorf("a link leads to %s, which is not there", to[1])
		}
	}
}
