package export

import "rodatraden/app/page"

// decided writes every decision with the figure that it stood beside and what became of it, those that
// stand apart too, and what stands beside them.
func (t *table) decided(p *page.DecisionsPage) {
	t.head(p.Head)
	t.decisionRows("decisions", p.Decided.Rows)
	t.decisionRows("older_decisions", p.Decided.Older)
	for _, r := range p.Steering.Rows {
		t.told("steering", r.Title, r.Beside, absence(r.State), r.State.Text, r.Note, r.Source, r.Record)
	}
	for _, r := range p.Collaborations.Rows {
		t.told("collaborations", r.Title, r.Beside, absence(r.Form), r.Form.Text, r.Note, r.Source, r.Record)
		if r.Written != nil {
			t.told("collaborations", r.Title, "", absence(*r.Written), r.Written.Text, "", r.Source, r.Record)
		}
	}
	for _, r := range p.Documents.Rows {
		t.statement("documents", r.Title, r.Beside, r.Mark.Text, "", nil, r.Record)
	}
}

func (t *table) decisionRows(section string, rows []page.DecisionRow) {
	for _, r := range rows {
		t.statement(section, r.When, r.Kind, r.Text, "", r.Source, r.Record)
		t.figure(section, r.When, "beside", r.Figure, r.FigureNote)
		t.told(section, r.When, "became", absence(r.Became), r.Became.Text, r.BecameNote, nil, r.Record)
		for _, part := range r.Parts {
			t.statement("parts", r.When, part.Label, part.Text, part.Note, part.Source, part.Record)
		}
	}
}
