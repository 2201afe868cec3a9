package page

import (
	"slices"
	"strings"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
)

// trail fills the four steps from what the auditors said to what shows that it was done, and counts
// what a whole report lacks of them.
func (a *auditState) trail(p *AuditPoint, r model.Record) {
	step := func(name string, lines []TrailLine, label string) {
		s := TrailStep{Step: name, Label: label, Filled: len(lines) > 0, Lines: lines}
		if !s.Filled {
			s.Lines, s.Absent = []TrailLine{}, a.unsaid(r)
		}
		p.Trail = append(p.Trail, s)
	}
	step("point", []TrailLine{{p.Text, p.Source, p.Record}}, a.l.Text("page.kind.audit_points."+p.Kind))
	var responses, actions []TrailLine
	for _, answer := range a.answers(r) {
		responses = append(responses, TrailLine{answer.Get("text"), a.source(answer), answer.Ref()})
		if action := a.action(answer); action != "" {
			actions = append(actions, TrailLine{action, a.source(answer), answer.Ref()})
		}
	}
	step("response", responses, a.l.Text("audit.step.response"))
	step("action", actions, a.l.Text("audit.step.action"))
	evidence := a.evidence(r)
	step("evidence", evidence, a.l.Text("audit.step.evidence"))
	filled := 0
	for _, s := range p.Trail {
		filled += btoi(s.Filled)
	}
	word := "audit.trail.reported"
	if a.about.Extent != model.Full {
		word = "audit.trail.quoted"
	}
	p.TrailNote = a.l.Text(word, "Number", a.l.Int(filled), "Total", a.l.Int(len(p.Trail)))
	expected, lacks := a.expected(r, *p)
	a.gaps.Expected += expected
	a.gaps.NotReported += len(lacks)
}

// expected counts what a whole report was to tell of the answer to a point, and says what it lacks.
func (a *auditState) expected(r model.Record, p AuditPoint) (n int, lacks []string) {
	if p.Kind == "risk" || p.Done || a.about.Extent != model.Full || !a.due(r) {
		return 0, nil
	}
	all := []struct {
		there bool
		what  string
	}{
		{len(a.answers(r)) > 0, "response"}, {p.Trail[2].Filled, "action"}, {a.responsible(r), "responsible"},
		{p.Deadline.First != "", "due"}, {p.Says.Status != "", "says"},
	}
	for _, one := range all {
		if !one.there {
			lacks = append(lacks, a.l.Text("audit.lacks."+one.what))
		}
	}
	return len(all), lacks
}

// action is what an answer says shall be done, and by whom: Register över placeringar. Ansvarig:
// controller. Klart senast 31 december 2024.
func (a *auditState) action(answer model.Record) string {
	if answer.Get("action") == "" {
		return ""
	}
	parts := []string{i18n.Capital(answer.Get("action")) + "."}
	if who := answer.Get("responsible"); who != "" {
		parts = append(parts, a.l.Text("audit.responsible", "Who", i18n.Small(who)))
	}
	return strings.Join(parts, " ")
}

func (a *auditState) responsible(r model.Record) bool {
	return slices.ContainsFunc(a.answers(r), func(answer model.Record) bool { return answer.Get("responsible") != "" })
}

// evidence is what the material itself names as evidence of a point: records and documents that its
// states point to, and what links tie to it.
func (a *auditState) evidence(r model.Record) []TrailLine {
	out := []TrailLine{}
	seen := map[string]bool{}
	add := func(ref string, source *Source) {
		if ref == "" || seen[ref] {
			return
		}
		seen[ref] = true
		out = append(out, TrailLine{a.named(ref), source, ref})
	}
	for _, event := range slices.Backward(a.events[r.ID()]) {
		add(event.Get("evidence"), a.source(event))
	}
	for _, link := range a.links {
		if link.Get("strength") == "stated_absent" {
			continue
		}
		if other := otherEnd(link, r.Ref()); strings.Contains(other, ":") && !strings.HasPrefix(other, "audit_") {
			add(other, a.source(link))
		}
	}
	return out
}

// linked is the point that a link ties to something; "" where it ties none.
func (a *auditState) linked(link model.Record) string {
	for _, column := range []string{"from", "to"} {
		if id, is := strings.CutPrefix(link.Get(column), "audit_points:"); is {
			if _, known := a.byID[id]; known {
				return id
			}
		}
	}
	return ""
}

// named is what a record is called by its reference.
func (a *auditState) named(ref string) string {
	table, id, ok := strings.Cut(ref, ":")
	if !ok {
		return a.wordOf(ref)
	}
	return a.refersTo(table, id)
}

// related are the findings, gaps and views that the material ties to a point: it is a part of them,
// they are a part of it, or a link says so. Points that it repeats, or that repeat it, are told too.
func (a *auditState) related(r model.Record) []Related {
	out := []Related{}
	seen := map[string]bool{r.ID(): true}
	add := func(o model.Record) {
		if seen[o.ID()] {
			return
		}
		seen[o.ID()] = true
		kind := a.l.Text("page.kind.audit_points." + o.Get("kind"))
		if kindRank(o.Get("kind")) >= 0 {
			kind = a.kindYear(o)
		}
		out = append(out, Related{Kind: kind, Text: o.Get("text"), By: a.sayer(o), Source: a.source(o), Record: o.Ref()})
	}
	if parent, ok := a.byID[r.Get("parent")]; ok {
		add(parent)
	}
	for _, o := range a.points {
		if o.Get("parent") == r.ID() {
			add(o)
		}
	}
	for _, link := range a.links {
		id, is := strings.CutPrefix(otherEnd(link, r.Ref()), "audit_points:")
		if o, known := a.byID[id]; is && known {
			add(o)
		}
	}
	return out
}

// sayer is who says a thing, where it is not the auditors: Medarbetare, Förvaltningen.
func (a *auditState) sayer(r model.Record) string {
	row, ok := a.sources.record(r.Source())
	if !ok {
		return ""
	}
	by := row.Get("said_by")
	if by == "" || by == "auditor" || by == "not_stated" {
		return ""
	}
	return a.l.Text("audit.said_by." + by)
}

// beforeAnswer is what someone who is to review or decide an answer should know, beyond the two
// keys: by when the auditors want it, how strongly they put it, what the answer lacks, what it
// repeats, and what the report itself says otherwise elsewhere.
func (a *auditState) beforeAnswer(r model.Record, p AuditPoint) []NamedText {
	out := []NamedText{}
	add := func(label, text string) {
		if text != "" {
			out = append(out, NamedText{a.l.Text("audit.before." + label), text})
		}
	}
	if report, ok := a.reports.record(r.Get("report")); ok {
		if due, ok := model.ParsePeriod(report.Get("response_due")); ok && !due.Unknown {
			add("response_due", a.l.Period(due))
		}
	}
	if s := r.Get("strength"); s != "" {
		add("strength", a.l.Text("audit.quoted", "Words", s))
	}
	if _, lacks := a.expected(r, p); len(lacks) > 0 {
		add("lacks", a.l.Text("audit.lacks", "What", a.l.List(lacks), "Absent", a.l.Status(model.NotReported)))
	}
	if p.Says.Status == "done" && p.Confirms.Status != "done" {
		add("keys", a.l.Text("audit.not_confirmed"))
	}
	if parent, ok := a.byID[r.Get("parent")]; ok && kindRank(parent.Get("kind")) >= 0 && parent.Get("kind") == r.Get("kind") {
		add("repeats", joined(", ", parent.Get("title"), a.kindYear(parent)))
	}
	add("note", r.Get("note"))
	return out
}
