package template

import (
	"slices"
	"strings"
	"unicode/utf8"

	"rodatraden/data/model"
	"rodatraden/data/schema"
)

// Rows of a table's sheet.
const (
	aboutRow   = 1 // what the table is
	machineRow = 2 // hidden: the columns' names in the package
	headingRow = 3
	firstRow   = 4 // of the records
)

// spareRows is how many empty rows below the records the lists of references know of.
const spareRows = 300

// mark is what stands first in the machine row, before the table's name.
const mark = "rodatraden:"

// manifestMark stands first in the sheet of the report's own data.
const manifestMark = mark + "rapport"

// working is the order in which a report is written. Tables that it does not name come before what is
// withdrawn.
var working = []string{
	"documents", "sources", "texts", "units", "budget_lines", "amounts", "causes", "assumptions",
	"goals", "indicators", "targets", "observations", "assessments", "series_breaks",
	"savings_totals", "savings", "impacts", "decisions", "interventions",
	"audit_reports", "audit_questions", "audit_points", "responses", "status_events",
	"controls", "collaborations", "steering_documents", "links",
}

// tables returns every table in the order of the sheets.
func tables() []*schema.Table {
	all := slices.Clone(schema.All())
	place := func(t *schema.Table) int {
		switch i := slices.Index(working, t.Name); {
		case t.Name == withdrawn:
			return len(working) + 1
		case i >= 0:
			return i
		}
		return len(working)
	}
	slices.SortStableFunc(all, func(a, b *schema.Table) int { return place(a) - place(b) })
	return all
}

const withdrawn = "withdrawn"

// order returns the fields of a table in the order of the columns: as the schema has them, the id and what
// is seldom filled in last.
func order(t *schema.Table) []int {
	var first, last []int
	for i, f := range t.Fields {
		if f.Name == "id" || f.Name == "revision_note" {
			last = append(last, i)
		} else {
			first = append(first, i)
		}
	}
	slices.Reverse(last)
	return append(first, last...)
}

// headings returns the heading of each field, each its own within the table.
func headings(t *schema.Table) []string {
	out := make([]string, len(t.Fields))
	count := map[string]int{}
	for i, f := range t.Fields {
		out[i] = f.Title
		count[f.Title]++
	}
	for i, f := range t.Fields { // Enhet, belopp beside another Enhet
		if number := numberOf(t, i); count[f.Title] > 1 && number >= 0 {
			r, n := utf8.DecodeRuneInString(t.Fields[number].Title)
			out[i] += ", " + strings.ToLower(string(r)) + t.Fields[number].Title[n:]
		}
	}
	seen := map[string]bool{}
	for i := range out {
		for seen[out[i]] {
			out[i] += " (" + t.Fields[i].Name + ")"
		}
		seen[out[i]] = true
	}
	return out
}

// numberOf returns the number whose unit, state or wording a field is, or -1.
func numberOf(t *schema.Table, field int) int {
	for i, f := range t.Fields {
		if f.As != schema.Decimal {
			continue
		}
		if model.UnitColumn(t, f.Name) == t.Fields[field].Name {
			return i
		}
		for _, companion := range []string{"as_written", "approximate", "status"} {
			if t.Companion(f.Name, companion) == field {
				return i
			}
		}
	}
	return -1
}

// values returns the values that a field's may have, where they are listed.
func values(t *schema.Table, f schema.Field) []string {
	switch {
	case f.Type == "boolean":
		return []string{"true", "false"}
	case t.Name == withdrawn && f.Name == "table":
		var names []string
		for _, t := range tables() {
			if t.Name != withdrawn {
				names = append(names, t.Name)
			}
		}
		return names
	}
	return f.Allowed()
}

// word is a listed value in words; the value itself where there are none.
func word(w Words, t *schema.Table, f schema.Field, value string) string {
	out := ""
	switch {
	case f.Type == "boolean" && value == "true":
		out = w.Text("template.yes")
	case f.Type == "boolean":
		out = w.Text("template.no")
	case t.Name == withdrawn && f.Name == "table":
		if named, ok := schema.Get(value); ok {
			out = named.Title
		}
	case slices.Contains(f.Words, value):
		out = w.Text("template.word." + value)
	case model.Money(value):
		// As reports and ledgers have it: mkr.
	default:
		out = w.Value(t.Name, f.Name, value)
	}
	if out == "" {
		return value
	}
	return out
}

// valueOf is the value of a word, or of the value itself.
func valueOf(w Words, t *schema.Table, f schema.Field, text string) (string, bool) {
	all := append(values(t, f), f.Words...)
	for _, v := range all {
		if strings.EqualFold(word(w, t, f, v), text) || strings.EqualFold(w.Value(t.Name, f.Name, v), text) {
			return v, true
		}
	}
	return text, slices.Contains(all, text)
}

// targets returns the tables that a field may refer to, in the order of the sheets.
func targets(f schema.Field) []*schema.Table {
	return slices.DeleteFunc(tables(), func(t *schema.Table) bool {
		return t.Name == withdrawn || !slices.Contains(f.Refers, t.Name) && !slices.Contains(f.Refers, "*")
	})
}
