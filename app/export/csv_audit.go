package export

import "rodatraden/app/page"

// absence is the status of a mark of something that is not there; "" of every other mark.
func absence(m page.Mark) string {
	switch m.Kind {
	case page.MarkNotQuoted:
		return "not_quoted"
	case page.MarkMissing:
		return "not_reported"
	}
	return ""
}

// audit writes every point with its two keys, its day, the steps of its answer and what belongs to
// it, and then every question with each of its answers. What is missing has its words: återges inte.
func (t *table) audit(a *page.Audit) {
	t.head(a.Head)
	for _, p := range a.Points {
		point := p.KindYear + ": " + p.Title
		t.statement("points", point, "text", p.Text, "", p.Source, p.Record)
		for _, k := range []page.AuditKey{p.Says, p.Confirms} {
			status := k.Status
			if status == "" {
				status = absence(k.Mark)
			}
			t.told("points", point, k.Label, status, k.Mark.Text, "", k.Source, k.Record)
			for _, h := range k.History {
				t.statement("points", point, k.Label+", "+h.Label, h.Text, "", h.Source, h.Record)
			}
		}
		t.told("points", point, p.Deadline.Label, absence(p.Deadline.Mark), p.Deadline.Mark.Text, p.Deadline.Note, p.Deadline.Source, p.Deadline.Record)
		for _, e := range p.Deadline.Extensions {
			t.statement("points", point, p.Deadline.Label+", "+e.Label, e.Text, "", e.Source, e.Record)
		}
		for _, s := range p.Trail {
			if !s.Filled {
				t.told("trail", point, s.Label, absence(s.Absent), s.Absent.Text, "", nil, "")
			}
			for _, line := range s.Lines {
				t.statement("trail", point, s.Label, line.Text, "", line.Source, line.Record)
			}
		}
		for _, b := range p.Before {
			t.statement("before", point, b.Label, b.Text, "", nil, "")
		}
		for _, r := range p.Related {
			t.statement("related", point, r.Kind, r.Text, r.By, r.Source, r.Record)
		}
	}
	for _, q := range a.Questions {
		t.statement("questions", q.Report, "", q.Text, q.Note, q.Source, q.Record)
		if q.Absent != nil {
			t.told("answers", q.Text, "", absence(*q.Absent), q.Absent.Text, "", nil, "")
		}
		for _, answer := range q.Answers {
			words := answer.Verbatim
			if words == "" {
				words = answer.Reading.Text
			}
			t.told("answers", q.Text, answer.Place, answer.Status, words, answer.Reading.Text, answer.Source, answer.Record)
		}
		if q.Overall != "" {
			t.statement("overall", q.Report, "", q.Overall, "", q.OverallSource, q.OverallRecord)
		}
	}
}
