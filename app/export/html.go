package export

import (
	"embed"
	"html/template"
	"io"
	"slices"

	"rodatraden/app/i18n"
	"rodatraden/app/legible"
	"rodatraden/app/page"
	"rodatraden/data/fault"
)

//go:embed html
var htmlFiles embed.FS

var reading = template.Must(template.ParseFS(htmlFiles, "html/*.tmpl"))

// copyOf is what the reading copy of a page says.
type copyOf struct {
	Language, Title, Sub, Committee string
	Words                           map[string]string
	Groups                          []page.QuestionGroup
	Items                           []page.ProtocolItem
	Own                             string
	Sections                        []section
}

// section is rows of a page that stand under one heading: its first part's. A page that tells of one goal
// with its indicators, and then of the next, has one section, of which each goal is a part and so are its
// indicators.
type section []part

// part is rows of the same sort.
type part struct {
	Name string
	Rows []tableRow
}

// into adds a row to the last part, where it is of its sort, or else to a new one. What a page comes back to
// belongs together with all that came since.
func into(all []section, name string, row tableRow) []section {
	if n := len(all) - 1; n >= 0 {
		last := &all[n][len(all[n])-1]
		if last.Name == name {
			last.Rows = append(last.Rows, row)
			return all
		}
	}
	first := slices.IndexFunc(all, func(s section) bool {
		return slices.ContainsFunc(s, func(p part) bool { return p.Name == name })
	})
	next := part{name, []tableRow{row}}
	if first < 0 {
		return append(all, section{next})
	}
	all[first] = append(slices.Concat(all[first:]...), next)
	return all[:first+1]
}

// tableRow is one figure or statement, as the columns of CSV have it.
type tableRow struct{ Label, Column, Text, Note, Source string }

// columnFor says which of a thing's figures a row has. Names that are for programs alone, and what the row's
// own words tell, are left out.
func columnFor(section, column string, l *i18n.Localizer) string {
	switch section {
	case "asks", "silenced", "journey", "links":
		return ""
	}
	for _, id := range []string{"export.column." + column, section + ".level." + column} {
		if l.Has(id) {
			return l.Text(id)
		}
	}
	return column
}

// HTML writes a page as one file that can be read, printed and mailed: it refers to nothing outside itself.
// Mina frågor and the minutes of a review are written for the meeting; of every other page the rows of CSV
// stand in tables. Whatever the material says is text, never markup;
// what of it cannot be seen is named, and what is written from right to left turns nothing beside it.
func HTML(w io.Writer, p any, l *i18n.Localizer) error {
	c, err := copyFor(p, l)
	if err != nil {
		return err
	}
	name := "page.tmpl"
	switch p.(type) {
	case *page.Questions:
		name = "questions.tmpl"
	case *page.Protocol:
		name = "protocol.tmpl"
	}
	if err := reading.ExecuteTemplate(legible.NewWriter(w), name, c); err != nil {
		return fault.New("export.HTML", fault.Local, "", err)
	}
	return nil
}

// copyFor is the reading copy of a page.
func copyFor(p any, l *i18n.Localizer) (copyOf, error) {
	c := copyOf{Language: l.Lang(), Words: map[string]string{}}
	for _, id := range []string{"hangs", "to", "answer", "text", "verdict", "label", "what", "note", "source"} {
		c.Words[id] = l.Text("export.html." + id)
	}
	if h, ok := p.(interface{ Top() page.Head }); ok {
		head := h.Top()
		c.Title, c.Sub, c.Committee = head.Headline, head.Sub, head.Committee.Name+", "+head.Committee.Municipality
	}
	switch p := p.(type) {
	case *page.Questions:
		c.Groups = p.Groups
	case *page.Protocol:
		c.Items, c.Own = p.Items, p.Own
	default:
		t, err := tableOf("export.HTML", p)
		if err != nil {
			return c, err
		}
		for _, row := range t.rows {
			if row[0] == "page" {
				continue
			}
			c.Sections = into(c.Sections, row[0], tableRow{row[1], columnFor(row[0], row[2], l), row[8], row[9], row[10]})
		}
		for i := range c.Sections {
			for j := range c.Sections[i] {
				if id := "export.section." + c.Sections[i][j].Name; l.Has(id) {
					c.Sections[i][j].Name = l.Text(id)
				}
			}
		}
	}
	return c, nil
}
