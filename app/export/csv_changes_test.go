package export

import (
	"slices"
	"testing"

	"rodatraden/app/page"
)

func TestEveryChangeIsWrittenWithBothItsValuesItsDifferenceAndWhy(t *testing.T) {
	kinds := map[string]bool{}
	for _, made := range pages(t) {
		p, ok := made.(*page.ChangesPage)
		if !ok {
			continue
		}
		rows := written(t, p)
		has := func(c page.FactChange, column string, f page.Figure, note string) {
			t.Helper()
			value := ""
			if f.Value != nil {
				value = *f.Value
			}
			if !slices.ContainsFunc(rows, func(r []string) bool {
				return r[0] == c.Group && r[1] == text(c.Label) && r[2] == column && r[3] == value && r[5] == f.Status && (note == "" || r[9] == text(note))
			}) {
				t.Errorf("%s %q: no row says %s %q, %q", c.Group, c.Label, column, f.Text, note)
			}
		}
		for _, c := range p.Rows {
			kinds[c.Kind] = true
			why := c.Mark.Text
			if c.Note != "" {
				why += ": " + c.Note
			}
			has(c, "before", c.Before, "")
			has(c, "now", c.Now, why)
			has(c, "difference", c.Delta, c.Kind)
			for _, also := range c.Also {
				if !slices.ContainsFunc(rows, func(r []string) bool {
					return r[0] == c.Group && r[1] == text(c.Label) && r[2] == also.Label+", now" && r[8] == text(also.Now)
				}) {
					t.Errorf("%q: no row says that %s is %q", c.Label, also.Label, also.Now)
				}
			}
		}
	}
	for _, kind := range []string{"silent", "fallen", "new", "next", "changed", "status"} {
		if !kinds[kind] {
			t.Errorf("no page has a change that is %s", kind)
		}
	}
}
