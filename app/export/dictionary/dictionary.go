// Package dictionary prints the data dictionary: what the schemas say of every table and column that
// a follow-up package may have, for those who fill the tables in. It is made of the schemas and of
// the words that the record pages have, so that it cannot say anything else than they do.
package dictionary

import (
	"slices"
	"strings"

	"rodatraden/app/i18n"
	"rodatraden/data/followup"
	"rodatraden/data/schema"
)

// Dictionary is all of it, in words.
type Dictionary struct {
	Lang, Title, Intro, Contents string
	Legend                       string
	Forms                        []Fact    // how what many columns hold is written
	Head                         [5]string // what the columns of a table's table are called
	Tables                       []Table
}

// Table is what there is to know of one table.
type Table struct {
	Name, Title, Description string
	Facts                    []Fact
	Columns                  []Column
}

// Fact is something about a table, with its label.
type Fact struct{ Label, Text string }

// Column is one column of a table.
type Column struct {
	Name, Title, Meaning string
	Form                 string
	Values               []Value // those that there are, where there is a list
	Required             string
}

// Value is a value as it is written in a table, and what it means.
type Value struct{ Written, Means string }

// Of makes the dictionary of the format. The names and meanings are the schemas' own, in Swedish.
func Of(l *i18n.Localizer) *Dictionary {
	d := &Dictionary{Lang: l.Lang(), Title: l.Text("dictionary.title"), Contents: l.Text("dictionary.contents")}
	for i, name := range []string{"column", "name", "meaning", "form", "required"} {
		d.Head[i] = l.Text("dictionary." + name)
	}
	d.Legend = l.Text("dictionary.legend")
	for _, form := range []string{"id", "period", "decimal"} {
		d.Forms = append(d.Forms, Fact{i18n.Capital(l.Text("dictionary.form." + form)), l.Text("dictionary.legend." + form)})
	}
	columns := 0
	for _, t := range schema.All() {
		d.Tables = append(d.Tables, tableOf(l, t))
		columns += len(t.Fields)
	}
	d.Intro = l.Text("dictionary.intro", "Format", l.Int(followup.Format), "Tables", l.Int(len(d.Tables)), "Columns", l.Int(columns))
	return d
}

func tableOf(l *i18n.Localizer, t *schema.Table) Table {
	out := Table{Name: t.Name, Title: t.Title, Description: t.Description}
	names := func(at []int) string {
		var all []string
		for _, i := range at {
			all = append(all, t.Fields[i].Name)
		}
		return strings.Join(all, ", ")
	}
	tell := func(what, text string) {
		if text != "" {
			out.Facts = append(out.Facts, Fact{l.Text("dictionary." + what), text})
		}
	}
	tell("file", t.Name+".csv")
	tell("key", names(t.KeyColumns()))
	tell("rows", names(t.RowColumns()))
	tell("when", t.When)
	lasting := l.Text("dictionary.anew")
	if t.Standing {
		lasting = l.Text("dictionary.standing")
	}
	tell("lasting", lasting)
	for i, f := range t.Fields {
		c := Column{Name: f.Name, Title: f.Title, Meaning: f.Description, Form: form(l, f), Required: l.Text("dictionary.no")}
		if f.Required || slices.Contains(t.KeyColumns(), i) {
			c.Required = l.Text("dictionary.yes")
		}
		for _, v := range f.Enum {
			c.Values = append(c.Values, Value{v, l.Value(t.Name, f.Name, v)})
		}
		out.Columns = append(out.Columns, c)
	}
	return out
}

// form says how a column is filled in.
func form(l *i18n.Localizer, f schema.Field) string {
	text := func(name string, args ...any) string { return l.Text("dictionary.form."+name, args...) }
	several := func(form string) string {
		if f.List {
			form = text("several", "Form", form)
		}
		return form
	}
	switch {
	case len(f.Enum) > 0 && f.List:
		return text("enums")
	case len(f.Enum) > 0:
		return text("enum")
	case len(f.Refers) > 0:
		form := reference(l, f)
		if len(f.Words) > 0 {
			form = text("or_words", "Form", form, "Words", strings.Join(f.Words, ", "))
		}
		return several(form)
	case f.As == schema.Period:
		return text("period")
	case f.As == schema.Decimal || f.Type == "number":
		return text("decimal")
	case f.Type == "integer" || f.Type == "boolean":
		return text(f.Type)
	case f.As == schema.Resource:
		return text("resource")
	case f.Pattern != nil && f.Pattern.String() == idPattern():
		return several(text("id"))
	case f.Pattern != nil:
		return text("pattern", "Pattern", f.Pattern.String())
	case f.List:
		return text("texts")
	}
	return text("text")
}

// reference says which records a column may name, and how.
func reference(l *i18n.Localizer, f schema.Field) string {
	tables := strings.Join(f.Refers, ", ")
	switch {
	case tables == "*" && f.Bare == schema.Group:
		return l.Text("dictionary.form.refers_group")
	case tables == "*":
		return l.Text("dictionary.form.refers_any")
	case f.Bare != "":
		others := slices.DeleteFunc(slices.Clone(f.Refers), func(t string) bool { return t == f.Bare })
		return l.Text("dictionary.form.refers_bare", "Bare", f.Bare, "Tables", strings.Join(others, ", "))
	case f.Qualified():
		return l.Text("dictionary.form.refers_qualified", "Tables", tables)
	}
	return l.Text("dictionary.form.refers", "Tables", tables)
}

// idPattern is the form of every record's id.
func idPattern() string {
	t := schema.All()[0]
	return t.Fields[t.Column("id")].Pattern.String()
}
