package audit

import (
	"slices"
	"strings"

	"rodatraden/app/page"
)

// Chosen is a point or a question, and the filter that it was chosen under. Both may be empty.
type Chosen struct{ Record, Filter string }

// ParseChosen reads what String wrote: a record, a filter after a space, or both.
func ParseChosen(argument string) Chosen {
	record, filter, _ := strings.Cut(argument, " ")
	return Chosen{record, filter}
}

// String writes the choice for a place. A filter that the record itself tells is not written.
func (c Chosen) String() string {
	if c.Filter == "" || c.Filter == own(c.Record) {
		return c.Record
	}
	return c.Record + " " + c.Filter
}

// own is the filter that a record stands under where no other is chosen.
func own(record string) string {
	if strings.HasPrefix(record, "audit_questions:") {
		return page.AuditQuestions
	}
	return page.AuditAll
}

// among returns the choice as it is on a page, which may lack the record or the filter.
func (c Chosen) among(p *page.Audit) Chosen {
	known := slices.ContainsFunc(p.Filters, func(f page.AuditFilter) bool { return f.Name == c.Filter })
	if !known {
		c.Filter = own(c.Record)
	}
	if c.Record != "" && !holds(p, c.Filter, c.Record) {
		if c.Filter = own(c.Record); !holds(p, c.Filter, c.Record) {
			c.Record = ""
		}
	}
	if len(records(p, c.Filter)) == 0 {
		c.Filter = page.AuditAll
		if len(p.Points) == 0 {
			c.Filter = page.AuditQuestions
		}
	}
	return c
}

// records are the points or questions that a filter chooses.
func records(p *page.Audit, filter string) []string {
	var out []string
	if filter == page.AuditQuestions {
		for _, q := range p.Questions {
			out = append(out, q.Record)
		}
		return out
	}
	for _, one := range p.Chosen(filter) {
		out = append(out, one.Record)
	}
	return out
}

func holds(p *page.Audit, filter, record string) bool {
	return slices.Contains(records(p, filter), record)
}

func first(p *page.Audit, filter string) string {
	if all := records(p, filter); len(all) > 0 {
		return all[0]
	}
	return ""
}
