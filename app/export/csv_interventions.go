package export

import "rodatraden/app/page"

// interventions writes Insatser: every intervention with each step of its ladder, the steps beside it,
// its numbers over time, and what is told of it; then what concerns everybody, and what moved.
func (t *table) interventions(p *page.Interventions) {
	t.head(p.Head)
	for i, r := range p.Rows {
		section := "interventions"
		if i >= p.Followed {
			section = "named"
		}
		t.statement(section, r.Title, "", r.Sub, "", r.Source, r.Record)
		for _, step := range r.Ladder {
			t.step("ladder", r.Title, step)
		}
		for _, step := range r.Course {
			t.step("course", r.Title, step)
		}
		if r.Series != nil {
			for _, point := range r.Series.Points {
				t.figure("series", r.SeriesTitle, point.Label, point.Figure, r.Note)
			}
		}
		if e := r.Effect; e != nil {
			words := e.Text
			if e.Verbatim != "" {
				words = e.Verbatim
			}
			t.told("effect", r.Title, r.Finding, "not_reported", words, "", e.Source, e.Record)
		}
		for _, f := range r.Fields {
			t.statement("fields", r.Title, f.Label, f.Text, "", r.Source, r.Record)
		}
		for _, m := range r.Absent {
			t.told("fields", r.Title, "", absence(m), m.Text, "", nil, r.Record)
		}
		for _, one := range []struct {
			section string
			said    []page.InterventionSaid
		}{{"followed_with", r.Told}, {"links", r.Links}, {"impacts", r.Impacts}, {"said", r.Said}} {
			for _, s := range one.said {
				note := s.Mark.Text
				if note == "" {
					note = s.Note
				}
				t.told(one.section, r.Title, s.Label, absence(s.Mark), s.Text, note, s.Source, s.Record)
			}
		}
	}
	for _, e := range p.Everyone {
		t.figure("everyone", e.Title, e.When, e.Figure, e.Text)
	}
	t.differing(p.Changes)
}

// step writes one step, and its share of the step before where that was worked out.
func (t *table) step(section, label string, step page.LadderStep) {
	note := step.Beside
	if step.Last != "" {
		note = step.Last
	}
	t.figure(section, label, step.Label, step.Figure, note)
	if step.Share != nil {
		t.figure(section, label, step.Label+", "+step.Of, *step.Share, step.When)
	}
}
