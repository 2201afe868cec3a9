package export

import (
	"fmt"
	"html/template"
	"io"
	"strings"

	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/data/schema"
)

// dictionaryTable is one table of the data dictionary.
type dictionaryTable struct {
	Name, Title, Description string
	Notes                    []string // its key, what parts its rows, and how long what it tells stands
	Columns                  []dictionaryColumn
}

// dictionaryColumn is one column: what it is called and means, and what may stand in it.
type dictionaryColumn struct {
	Name, Title, Description string
	Required                 bool
	Form                     string
	Values                   []dictionaryValue
}

// dictionaryValue is one value that a column may have, and what it means.
type dictionaryValue struct{ Value, Word string }

// dictionaryOf describes every table of the format, from the schemas alone.
func dictionaryOf(l *i18n.Localizer) []dictionaryTable {
	var out []dictionaryTable
	for _, t := range schema.All() {
		d := dictionaryTable{Name: t.Name, Title: t.Title, Description: t.Description}
		names := func(columns []int) string {
			var all []string
			for _, i := range columns {
				all = append(all, t.Fields[i].Title)
			}
			return l.List(all)
		}
		d.Notes = append(d.Notes, l.Text("dictionary.key", "Columns", names(t.KeyColumns())))
		if len(t.RowColumns()) > 0 {
			d.Notes = append(d.Notes, l.Text("dictionary.rows", "Columns", names(t.RowColumns())))
		}
		stands := "dictionary.anew"
		if t.Standing {
			stands = "dictionary.standing"
		}
		d.Notes = append(d.Notes, l.Text(stands))
		for _, f := range t.Fields {
			c := dictionaryColumn{Name: f.Name, Title: f.Title, Description: f.Description, Required: f.Required, Form: formOf(l, t, f)}
			for _, v := range f.Allowed() {
				c.Values = append(c.Values, dictionaryValue{v, page.ValueWord(l, t.Name, f.Name, v)})
			}
			d.Columns = append(d.Columns, c)
		}
		out = append(out, d)
	}
	return out
}

// formOf says what a column may hold.
func formOf(l *i18n.Localizer, t *schema.Table, f schema.Field) string {
	form := ""
	switch {
	case f.Name == "id":
		form = l.Text("dictionary.form.id")
	case len(f.Refers) > 0:
		var tables []string
		for _, name := range f.Refers {
			if name == "*" {
				tables = []string{l.Text("dictionary.form.any")}
				break
			}
			to, _ := schema.Get(name)
			tables = append(tables, to.Title)
		}
		key := "dictionary.form.reference"
		if f.Qualified() {
			key = "dictionary.form.qualified"
		}
		form = l.Text(key, "Tables", l.List(tables))
		if len(f.Words) > 0 {
			form += " " + l.Text("dictionary.form.words", "Words", strings.Join(f.Words, ", "))
		}
		if f.Bare == schema.Group {
			form += " " + l.Text("dictionary.form.group")
		} else if to, ok := schema.Get(f.Bare); ok {
			form += " " + l.Text("dictionary.form.bare", "Table", to.Title)
		}
	case f.As == schema.Period:
		form = l.Text("dictionary.form.period")
	case f.As == schema.Decimal:
		form = l.Text("dictionary.form.number")
	case f.As == schema.Resource:
		form = l.Text("dictionary.form.resource")
	case len(f.Allowed()) > 0:
		form = l.Text("dictionary.form.values")
	case f.Type == "integer":
		form = l.Text("dictionary.form.integer")
	case f.Type == "boolean":
		form = l.Text("dictionary.form.boolean")
	default:
		form = l.Text("dictionary.form.text")
	}
	if f.List {
		form += " " + l.Text("dictionary.form.list")
	}
	return form
}

// DictionaryMarkdown writes the data dictionary as Markdown.
func DictionaryMarkdown(w io.Writer, l *i18n.Localizer) error {
	var b strings.Builder
	cell := func(s string) string { return strings.NewReplacer("|", `\|`, "\n", " ").Replace(s) }
	fmt.Fprintf(&b, "# %s\n\n%s\n", l.Text("dictionary.title"), l.Text("dictionary.about"))
	for _, t := range dictionaryOf(l) {
		fmt.Fprintf(&b, "\n## %s (`%s.csv`)\n\n%s\n\n", t.Title, t.Name, t.Description)
		for _, n := range t.Notes {
			fmt.Fprintf(&b, "- %s\n", n)
		}
		fmt.Fprintf(&b, "\n| %s | %s | %s | %s |\n|---|---|---|---|\n", l.Text("dictionary.column"), l.Text("dictionary.name"), l.Text("dictionary.meaning"), l.Text("dictionary.form"))
		for _, c := range t.Columns {
			form := c.Form
			if c.Required {
				form = l.Text("dictionary.required") + " " + form
			}
			for _, v := range c.Values {
				form += fmt.Sprintf("<br>`%s`: %s", v.Value, v.Word)
			}
			fmt.Fprintf(&b, "| %s | `%s` | %s | %s |\n", cell(c.Title), c.Name, cell(c.Description), cell(form))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// DictionaryHTML writes the data dictionary as one page that needs nothing else, to read or to print.
func DictionaryHTML(w io.Writer, l *i18n.Localizer) error {
	return dictionaryPage.Execute(w, map[string]any{
		"Lang": l.Lang(), "Title": l.Text("dictionary.title"), "About": l.Text("dictionary.about"), "Contents": l.Text("dictionary.contents"),
		"Column": l.Text("dictionary.column"), "Name": l.Text("dictionary.name"), "Meaning": l.Text("dictionary.meaning"), "Form": l.Text("dictionary.form"),
		"Required": l.Text("dictionary.required"), "Tables": dictionaryOf(l),
	})
}

var dictionaryPage = template.Must(template.New("dictionary").Parse(`<!DOCTYPE html>
<html lang="{{.Lang}}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{.Title}}</title>
<style>
@page { size: A4; margin: 16mm 14mm; }
body { font: 16px/1.4 "Source Sans 3", "Source Sans Pro", system-ui, sans-serif; color: #16191D; background: #FBFAF7; max-width: 70rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.75rem; margin: 0 0 .5rem; }
h2 { font-size: 1.25rem; border-top: 2px solid #16191D; padding-top: .5rem; margin: 2rem 0 .25rem; break-after: avoid; }
code { font-size: .9em; }
ul { margin: .25rem 0 .75rem; padding-left: 1.25rem; color: #545B64; }
nav ul { columns: 3; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; }
th, td { text-align: left; vertical-align: top; padding: .375rem .75rem .375rem 0; border-bottom: 1px solid #DEDCD5; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
td:first-child { font-weight: 600; width: 17%; } td:nth-child(2) { width: 16%; } td:nth-child(3) { width: 32%; }
dl { margin: .25rem 0 0; } dt { float: left; clear: left; margin-right: .5rem; } dd { margin: 0; }
@media print { body { background: none; padding: 0; font-size: 10pt; } a { color: inherit; text-decoration: none; } }
</style>
<h1>{{.Title}}</h1>
<p>{{.About}}</p>
<nav aria-label="{{.Contents}}"><ul>{{range .Tables}}<li><a href="#{{.Name}}">{{.Title}}</a></li>{{end}}</ul></nav>
{{$page := .}}{{range .Tables}}<section id="{{.Name}}">
<h2>{{.Title}} <code>{{.Name}}.csv</code></h2>
<p>{{.Description}}</p>
<ul>{{range .Notes}}<li>{{.}}</li>{{end}}</ul>
<table><thead><tr><th>{{$page.Column}}</th><th>{{$page.Name}}</th><th>{{$page.Meaning}}</th><th>{{$page.Form}}</th></tr></thead>
<tbody>
{{range .Columns}}<tr><td>{{.Title}}</td><td><code>{{.Name}}</code></td><td>{{.Description}}</td><td>{{if .Required}}{{$page.Required}} {{end}}{{.Form}}{{if .Values}}<dl>{{range .Values}}<dt><code>{{.Value}}</code></dt><dd>{{.Word}}</dd>{{end}}</dl>{{end}}</td></tr>
{{end}}</tbody></table>
</section>
{{end}}</html>
`))
