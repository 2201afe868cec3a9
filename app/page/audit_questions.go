package page

import (
	"cmp"
	"slices"
	"strconv"

	"rodatraden/data/model"
)

// questionOrder is the questions by report, the newest first, each followed by its parts.
func (a *auditState) questionOrder() []model.Record {
	known := map[string]bool{}
	for _, r := range a.questions {
		known[r.ID()] = true
	}
	tops := slices.DeleteFunc(slices.Clone(a.questions), func(r model.Record) bool { return known[r.Get("parent")] })
	slices.SortStableFunc(tops, func(x, y model.Record) int {
		return cmp.Or(a.newestFirst(x.Get("report"), y.Get("report")), cmp.Compare(readingPlace(x), readingPlace(y)))
	})
	var out []model.Record
	listed := map[string]bool{}
	var list func(r model.Record)
	list = func(r model.Record) {
		if listed[r.ID()] {
			return
		}
		listed[r.ID()] = true
		out = append(out, r)
		for _, part := range a.questions {
			if part.Get("parent") == r.ID() {
				list(part)
			}
		}
	}
	for _, r := range slices.Concat(tops, a.questions) { // last those whose parents go round in a ring
		list(r)
	}
	return out
}

// question makes one question with every answer that is told of it.
func (a *auditState) question(r model.Record) AuditQuestion {
	q := AuditQuestion{
		Record: r.Ref(), Report: a.reportName(r.Get("report")), Text: r.Get("text"), Answers: []AuditAnswer{}, Note: r.Get("note"), Source: a.source(r),
	}
	if slices.ContainsFunc(a.questions, func(o model.Record) bool { return o.ID() == r.Get("parent") }) {
		q.Depth = 1
	}
	if report, ok := a.reports.record(r.Get("report")); ok {
		q.Year = strconv.Itoa(a.reportYear(report))
		q.Overall, q.OverallSource, q.OverallRecord = report.Get("overall"), a.source(report), report.Ref()
	}
	for _, t := range a.assessments[r.Ref()] {
		for _, row := range t.Rows {
			q.Answers = append(q.Answers, a.answer(row))
		}
	}
	if len(q.Answers) == 0 {
		absent := Mark{MarkNotQuoted, a.l.Status(model.NotQuoted)}
		if r.Package.Extent == model.Full {
			absent = Mark{MarkMissing, a.l.Status(model.NotReported)}
		}
		q.Absent, q.Mark = &absent, absent
		return q
	}
	first := q.Answers[0]
	q.Differs = slices.ContainsFunc(q.Answers, func(other AuditAnswer) bool { return other.Status != first.Status })
	q.Mark = Mark{first.Reading.Kind, a.l.Text("audit.answered", "Words", first.Verbatim)}
	if first.Verbatim == "" {
		q.Mark.Text = first.Reading.Text
	}
	if q.Differs {
		var words []string
		for _, answer := range q.Answers {
			words = append(words, a.l.Text("audit.answered", "Words", answer.Verbatim))
		}
		q.Mark = Mark{MarkSilent, a.l.Text("audit.differs", "Answers", a.l.List(slices.Compact(words)))}
	}
	return q
}

func (a *auditState) answer(r model.Record) AuditAnswer {
	status := r.Get("status")
	return AuditAnswer{
		Place: r.Get("place"), Verbatim: r.Get("verbatim"), Status: status,
		Reading: a.assessed(status),
		Note:    r.Get("note"), Source: a.source(r), Record: r.Ref(),
	}
}
