package page

import (
	"slices"
	"strconv"
	"strings"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
)

// says is the administration's key: its own last word, or the committee's.
func (a *auditState) says(r model.Record) AuditKey {
	return a.key(r, "says", a.unsaid(r), func(actor string) bool { return actor != "audit" })
}

// confirms is the auditors' key.
func (a *auditState) confirms(r model.Record) AuditKey {
	absent := a.unsaid(r)
	if absent.Kind != MarkNotQuoted {
		absent = Mark{MarkNotYet, a.l.Text("audit.not_followed")}
		if a.followed(r) {
			absent = Mark{MarkMissing, a.l.Status(model.NotReported)}
		}
	}
	return a.key(r, "confirms", absent, func(actor string) bool { return actor == "audit" })
}

// key is the last word of those who hold it, and every word before it. Where none is told the mark
// of absence stands; of what has just been pointed out nobody has had time to say anything.
func (a *auditState) key(r model.Record, name string, absent Mark, holds func(actor string) bool) AuditKey {
	k := AuditKey{Label: a.l.Text("audit.key." + name), History: []AuditSaid{}, Mark: absent}
	for _, event := range a.events[r.ID()] {
		if !holds(event.Get("actor")) {
			continue
		}
		k.Status, k.Record, k.Source = event.Get("status"), event.Ref(), a.source(event)
		words := a.eventWords(event)
		k.Mark = Mark{eventMark(k.Status, event.Get("actor")), words}
		when := event.Package.Title
		if p, ok := model.ParsePeriod(event.Get("date")); ok && !p.Unknown {
			when = a.l.Period(p)
			k.Mark.Text = joined(", ", words, strconv.Itoa(max(p.From.Year, p.To.Year)))
		}
		k.History = append(k.History, AuditSaid{Label: i18n.Capital(when), Text: words, Source: k.Source, Record: k.Record})
	}
	return k
}

// eventWords is what a status event says: its own words, else those of its status. The committee's
// are told as such, for they stand where the administration's do.
func (a *auditState) eventWords(r model.Record) string {
	words := r.Get("text")
	if words == "" {
		words = i18n.Small(a.l.Text("page.value.status_events.status." + r.Get("status")))
	}
	if r.Get("actor") == "committee" {
		return a.l.Text("audit.by_committee", "Words", i18n.Small(words))
	}
	return words
}

// eventMark is the shape of a status: what the auditors say is not begun is not done, what the
// administration says so of has yet to begin.
func eventMark(status, actor string) MarkKind {
	switch status {
	case "done":
		return MarkDone
	case "started", "partly":
		return MarkPartly
	case "declined":
		return MarkFallen
	case "delayed":
		return MarkNotDone
	case "not_started":
		if actor == "audit" {
			return MarkNotDone
		}
		return MarkNotYet
	}
	return MarkNeutral
}

// unsaid is how a key, a day or a step is missing: an excerpt does not repeat it; a whole report does
// not report it, once a report has been told after the point itself.
func (a *auditState) unsaid(r model.Record) Mark {
	switch {
	case a.about.Extent != model.Full:
		return Mark{MarkNotQuoted, a.l.Status(model.NotQuoted)}
	case !a.due(r):
		return Mark{MarkNotYet, a.l.Text("audit.not_yet")}
	}
	return Mark{MarkMissing, a.l.Status(model.NotReported)}
}

// due reports whether a point was told before a report that could answer it: an interim or an annual
// report, up to the page's package, of a day by which the auditors wanted the answer.
func (a *auditState) due(r model.Record) bool {
	var wanted span
	if report, ok := a.reports.record(r.Get("report")); ok {
		if p, ok := model.ParsePeriod(report.Get("response_due")); ok {
			wanted = spanOf(p)
		}
	}
	return slices.ContainsFunc(a.packages, func(p *model.Package) bool {
		return (p.Kind == model.Interim || p.Kind == model.Annual) && p.Extent == model.Full && r.Package.Less(*p) && !p.AsAt.Before(wanted.to)
	})
}

// followed reports whether the auditors have come back to the report that a point stands in: then
// what they do not say of this one they leave out.
func (a *auditState) followed(r model.Record) bool {
	for id, events := range a.events {
		if point, known := a.byID[id]; !known || point.Get("report") != r.Get("report") {
			continue
		}
		if slices.ContainsFunc(events, func(e model.Record) bool { return e.Get("actor") == "audit" && r.Package.Less(*e.Package) }) {
			return true
		}
	}
	return false
}

// deadline is when a point shall be done. The first day stays; every later one is an extension, an
// earlier one is told as it is.
func (a *auditState) deadline(r model.Record) Deadline {
	d := Deadline{Label: a.l.Text("audit.deadline"), Mark: a.unsaid(r), Extensions: []AuditSaid{}}
	type told struct {
		period model.Period
		from   model.Record
	}
	var days []told
	take := func(from model.Record) {
		p, ok := model.ParsePeriod(from.Get("due"))
		if !ok || p.Unknown {
			return
		}
		if n := len(days); n > 0 && days[n-1].period.Text == p.Text {
			return // told again
		}
		days = append(days, told{p, from})
	}
	for _, answer := range a.answers(r) {
		take(answer)
	}
	for _, event := range a.events[r.ID()] {
		take(event)
	}
	if len(days) == 0 {
		d.Note = a.l.Text("audit.extended", "Count", 0, "Number", a.l.Int(0))
		return d
	}
	last := days[len(days)-1]
	d.Mark = Mark{Text: a.l.Period(last.period)}
	d.First = a.l.Period(days[0].period)
	d.Source, d.Record = a.source(last.from), last.from.Ref()
	extended := 0
	for i, day := range days[1:] {
		later := spanOf(day.period).to.After(spanOf(days[i].period).to)
		extended += btoi(later)
		when := day.from.Package.Title
		if p, ok := model.ParsePeriod(day.from.Get("date")); ok && !p.Unknown {
			when = a.l.Period(p)
		}
		d.Extensions = append(d.Extensions, AuditSaid{
			Label: i18n.Capital(when), Text: a.l.Text("audit.moved", "From", a.l.Period(days[i].period), "To", a.l.Period(day.period)),
			Source: a.source(day.from), Record: day.from.Ref(),
		})
	}
	switch {
	case extended > 0:
		d.Note = a.l.Text("audit.extended_from", "Count", extended, "Number", a.l.Int(extended), "First", d.First)
	case len(days) > 1:
		d.Note = a.l.Text("audit.first", "First", d.First)
	default:
		d.Note = a.l.Text("audit.extended", "Count", 0, "Number", a.l.Int(0))
	}
	return d
}

// answers are the responses that cover a point.
func (a *auditState) answers(r model.Record) []model.Record {
	var out []model.Record
	for _, answer := range a.responses {
		for _, id := range strings.Split(answer.Get("points"), "|") {
			if id == r.ID() {
				out = append(out, answer)
			}
		}
	}
	return out
}
