package export

import "rodatraden/app/page"

func (t *table) savings(p *page.Savings) {
	t.head(p.Head)
	for _, r := range p.Reconciliation.Rows {
		t.figure("reconciliation", r.Label, string(r.Kind), r.Figure, r.Beside)
		if r.Effect != nil {
			t.figure("reconciliation", r.Label, "effect_this_year", *r.Effect, "")
		}
		if r.Sum != nil {
			t.figure("reconciliation", r.Label, "sum", *r.Sum, "")
		}
	}
	for _, m := range p.Measures.Rows {
		t.figure("measures", m.Title, "amount", m.Amount, m.Status)
		t.figure("measures", m.Title, "effect", m.Effect, m.EffectPeriod)
	}
	for _, m := range p.Measures.Rows {
		t.consequences(m.Title, m.Consequences, m.Revisit)
	}
	if s := p.Several; s != nil {
		t.consequences(s.Title, s.Consequences, s.Revisit)
	}
}

func (t *table) consequences(of string, rows []page.Consequence, r *page.Revisit) {
	for _, c := range rows {
		t.impacts(of, c.Perspective, "short", c.Short.Impacts)
		t.impacts(of, c.Perspective, "long", c.Long.Impacts)
		t.impacts(of, c.Perspective, "not_stated", c.Either)
	}
	if r != nil {
		t.statement("revisit", of, r.Question, r.Text, "", r.Source, r.Record)
	}
}

func (t *table) impacts(measure, perspective, horizon string, impacts []page.Impact) {
	for _, i := range impacts {
		t.statement("consequences", measure, perspective+"/"+horizon, i.Text, i.Beside, i.Source, i.Record)
	}
}
