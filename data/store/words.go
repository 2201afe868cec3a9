package store

import (
	"fmt"
	"strings"

	"rodatraden/data/schema"
)

// words says which of a table's cells are searched: its columns of text, those that name the
// record before the others, and the Markdown that a resource column points to.
type words struct {
	title     []int
	body      []int
	resources []int
}

func wordsOf(t *schema.Table) words {
	var w words
	label := map[string]bool{}
	for _, name := range t.Label {
		label[name] = true
		if i := t.Column(name); t.Fields[i].As == schema.Text {
			w.title = append(w.title, i)
		}
	}
	for i, f := range t.Fields {
		switch {
		case f.As == schema.Text && !label[f.Name]:
			w.body = append(w.body, i)
		case f.As == schema.Resource:
			w.resources = append(w.resources, i)
		}
	}
	return w
}

// String is part of the library's fingerprint.
func (w words) String() string { return fmt.Sprint(w.title, w.body, w.resources) }

// join puts the cells of the given columns together, a line each.
func join(cells []string, columns []int) string {
	var b strings.Builder
	for _, i := range columns {
		if cells[i] == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(cells[i])
	}
	return b.String()
}
