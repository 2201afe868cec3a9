package export

import "rodatraden/app/page"

// questions writes Mina frågor: every question in the order of the meeting, with to whom it is put, how far
// it has come and its answer, then the notes.
func (t *table) questions(p *page.Questions) {
	t.head(p.Head)
	for _, e := range p.Entries() {
		record, label := "", ""
		var source *page.Source
		if h := e.Hangs; h != nil {
			record, label, source = h.Record, h.Title, h.Source
		}
		t.statement(e.Kind, e.Title, e.State, e.Text, label, source, record)
		if e.ToText != "" {
			t.statement(e.Kind, e.Title, "to", e.ToText, "", nil, record)
		}
		if e.Answer != "" {
			t.statement(e.Kind, e.Title, "answer", e.Answer, "", nil, record)
		}
		if e.Hangs != nil && e.Hangs.Changed != "" {
			t.statement(e.Kind, e.Title, "changed", e.Hangs.Changed, "", source, record)
		}
	}
	for _, s := range p.Silent {
		t.statement("silenced", s.Ask.Text, s.Ask.Rule, s.Ask.Reason, s.Ask.Kind, s.Ask.Source, s.Ask.Record)
	}
}

// asks writes what there is to ask about on a page.
func (t *table) asks(asks []page.Ask) {
	for _, a := range asks {
		t.statement("asks", a.Text, a.Rule, a.Reason, a.Kind, a.Source, a.Record)
	}
}
