package export

import "rodatraden/app/page"

// changed writes every fact that differs: what it was, what it is, the difference, and what else of
// the same record differs, each with the kind of change as its note.
func (t *table) changed(p *page.ChangesPage) {
	t.head(p.Head)
	if p.Empty != "" {
		t.statement("page", p.Page, "empty", p.Empty, "", nil, "")
	}
	t.differing(p.Rows)
}

// differing writes facts that differ, each under its head.
func (t *table) differing(changes []page.FactChange) {
	for _, c := range changes {
		note := c.Mark.Text
		if c.Note != "" {
			note += ": " + c.Note
		}
		t.figure(c.Group, c.Label, "before", c.Before, "")
		now := c.Now
		if now.Source == nil {
			now.Source = c.Source
		}
		now.Record = c.Record
		t.figure(c.Group, c.Label, "now", now, note)
		t.figure(c.Group, c.Label, "difference", c.Delta, c.Kind)
		for _, also := range c.Also {
			t.statement(c.Group, c.Label, also.Label+", before", also.Before, c.Kind, nil, c.Record)
			t.statement(c.Group, c.Label, also.Label+", now", also.Now, c.Kind, nil, c.Record)
		}
	}
}
