package page

import (
	"slices"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
)

// judge fills how a subject is judged: by the package or one after it, else as last known.
func (g *goalState) judge(out *Goal, subject string) {
	out.Assessments = []Assessment{}
	now, former := g.judgements(subject)
	last := g.reading(former)
	for _, r := range now {
		a := g.assessment(r)
		if last.Text != "" && last != a.Reading {
			a.Before = g.l.Text("goals.before", "Reading", i18n.Small(last.Text), "When", g.since(former[0].Package))
		}
		out.Assessments = append(out.Assessments, a)
		out.judged = append(out.judged, readings[a.Status].verdict)
	}
	if len(now) > 0 {
		return
	}
	for _, r := range former {
		a := g.assessment(r)
		a.Former = g.l.Text("goals.last_judged", "When", g.l.PackageWhen(r.Package))
		out.Assessments = append(out.Assessments, a)
	}
	switch {
	case !g.about.Kind.Report():
	case !g.full():
		if len(former) > 0 || g.sameKindJudged(subject) {
			out.Absent = &Mark{MarkNotQuoted, g.l.Text("goals.absent_judgement", "Absent", g.l.Status(model.NotQuoted))}
		}
	case g.sameKindJudged(subject):
		out.Absent = &Mark{MarkMissing, g.l.Text("goals.absent_judgement", "Absent", g.l.Status(model.NotReported))}
		g.gap("assessment "+subject, true)
	}
}

// judgements are the rows that judge a subject: those of the package itself or one of greater rank,
// and of those before the last.
func (g *goalState) judgements(subject string) (now, former []model.Record) {
	var at *model.Package
	for _, t := range g.judged[subject] {
		switch {
		case !t.Package.Less(*g.about):
			now = append(now, t.Rows...)
		case at == nil || at.Less(*t.Package):
			at, former = t.Package, slices.Clone(t.Rows)
		case at.ID == t.Package.ID:
			former = append(former, t.Rows...)
		}
	}
	return now, former
}

// sameKindJudged reports whether the whole package of the same kind before judged a subject: then
// this one was to as well.
func (g *goalState) sameKindJudged(subject string) bool {
	return g.prevShown != nil && slices.ContainsFunc(g.assessments.toldBy(g.prevShown), func(r model.Record) bool {
		return r.Get("subject") == subject
	})
}

// reading is how the first of some assessments is read, where all are read alike.
func (g *goalState) reading(rows []model.Record) Mark {
	var m Mark
	for i, r := range rows {
		one := g.assessed(r.Get("status"))
		if i > 0 && one != m {
			return Mark{}
		}
		m = one
	}
	return m
}

// assessment writes one row.
func (g *goalState) assessment(r model.Record) Assessment {
	a := Assessment{
		Verbatim: r.Get("verbatim"), Status: r.Get("status"), Reading: g.assessed(r.Get("status")), Place: r.Get("place"),
		Action: r.Get("action"), Note: r.Get("note"), Source: g.source(r), Record: r.Ref(),
	}
	if p, ok := model.ParsePeriod(r.Get("period")); ok {
		a.Period = g.l.Period(p)
	}
	if about := r.Get("about"); about != "not_stated" {
		a.Beside = g.l.Text("goals.about." + about)
	}
	if r.Package.Extent == model.Full {
		a.Told = a.Note
	}
	a.By = g.saidBy(r, a.Source)
	return a
}

// saidBy is who says the words, and where: Ordagrant, Granskning 2021 om delårsrapporten.
func (g *goalState) saidBy(r model.Record, src *Source) string {
	where := r.Package.Title
	if src != nil && r.Package.Extent == model.Excerpt && src.Document != where {
		if d, ok := g.sourceDocument(r); ok {
			where = g.l.Text("goals.said.in", "Document", d)
			if key := "goals.said.about." + string(r.Package.Kind); g.l.Has(key) {
				where = g.l.Text(key, "Document", d)
			}
		}
	}
	if row, ok := g.sources.record(r.Source()); ok {
		if by := row.Get("said_by"); by != "" && by != "not_stated" && g.l.Has("goals.by."+by) && r.Package.Extent == model.Full {
			where = g.l.Text("goals.by."+by, "Where", where)
		}
	}
	return joined(", ", g.l.Text("goals.verbatim"), where, r.Get("place"))
}

// sourceDocument is the short name of the document that a record is known through.
func (g *goalState) sourceDocument(r model.Record) (string, bool) {
	row, ok := g.sources.record(r.Source())
	if !ok {
		return "", false
	}
	d, ok := g.documents.record(row.Get("document"))
	return g.shortDocument(d), ok
}

// gap counts something that the package was to tell; missing says that it does not. Once is enough.
func (g *goalState) gap(what string, missing bool) {
	if g.counted[what] {
		return
	}
	g.counted[what] = true
	g.gaps.Expected++
	g.gaps.NotReported += btoi(missing)
}

// countStated counts the assessments that a whole package was to tell and does.
func (g *goalState) countStated() {
	if !g.full() || g.prevShown == nil {
		return
	}
	for _, r := range g.assessments.toldBy(g.prevShown) {
		subject := r.Get("subject")
		if now, _ := g.judgements(subject); len(now) > 0 {
			g.gap("assessment "+subject, false)
		}
	}
}
