package review

import (
	"slices"
	"strings"
	"time"

	"rodatraden/data/model"
)

// auditRules are those of what the auditors have said, and of what became of it.
var auditRules = []Rule{
	{"recommendation-answer", "audit", 39, (*material).recommendationAnswer},
	{"recommendation-unconfirmed", "audit", 40, (*material).recommendationUnconfirmed},
	{"recommendation-overdue", "audit", 41, (*material).recommendationOverdue},
	{"recommendation-extended", "audit", 42, (*material).recommendationExtended},
	{"criticism-repeated", "audit", 43, (*material).criticismRepeated},
	{"recommendation-owner", "audit", 52, (*material).recommendationOwner},
	{"recommendation-date", "audit", 53, (*material).recommendationDate},
}

// point is a recommendation or a criticism with what has been said of it.
type point struct {
	model.Record
	report       model.Record // where it stands; without cells where that is not told
	answers      []model.Record
	says         []model.Record // by the administration or the committee, in the order of their days
	dones        []model.Record // the last of those, where they say without a break that it is done
	confirms     []model.Record // by the auditors
	days         []until        // by which it is to be done: each that was told after another
	extended     int            // how many of them are later than the one before
	done, closed bool           // by the last word of the administration; and of the auditors too
}

// until is a day by which a thing is to be done.
type until struct {
	Period model.Period
	last   time.Time
	from   model.Record
}

// points are those that stand, with what stands of each. They are made once.
func (m *material) points() []point {
	if m.followed.points != nil {
		return m.followed.points
	}
	answers := map[string][]model.Record{}
	for _, r := range m.Standing("responses") {
		for _, id := range strings.Split(r.Get("points"), "|") {
			answers[id] = append(answers[id], r)
		}
	}
	m.followed.points = []point{}
	for _, r := range m.Standing("audit_points") {
		if kind := r.Get("kind"); kind != "recommendation" && kind != "criticism" {
			continue
		}
		p := point{Record: r, answers: answers[r.ID()]}
		p.report, _ = m.Get("audit_reports:" + r.Get("report"))
		events := slices.Clone(m.Of("status_events", "point", r.ID()))
		slices.SortStableFunc(events, func(a, b model.Record) int { return eventDay(a).Compare(eventDay(b)) }) // then by rank, as they stand
		for _, e := range events {
			if e.Get("actor") == "audit" {
				p.confirms = append(p.confirms, e)
			} else {
				p.says = append(p.says, e)
			}
		}
		for _, told := range append(slices.Clone(p.answers), events...) {
			p.until(told)
		}
		for _, e := range p.says {
			if e.Get("status") != "done" {
				p.dones = nil
				continue
			}
			p.dones = append(p.dones, e)
		}
		p.done = len(p.dones) > 0
		p.closed = p.done && statusOf(p.confirms) == "done"
		m.followed.points = append(m.followed.points, p)
	}
	return m.followed.points
}

// until takes the day that a record tells, where it is another than the last.
func (p *point) until(told model.Record) {
	period, last, ok := day(told.Get("due"))
	n := len(p.days)
	if !ok || n > 0 && p.days[n-1].Period.Text == period.Text {
		return
	}
	if n > 0 && last.After(p.days[n-1].last) {
		p.extended++
	}
	p.days = append(p.days, until{period, last, told})
}

// eventDay is the last day of what an event's date says; the zero day where it says nothing.
func eventDay(r model.Record) time.Time {
	_, last, _ := day(r.Get("date"))
	return last
}

// statusOf is the last word of some events; "" where there is none.
func statusOf(events []model.Record) string {
	if len(events) == 0 {
		return ""
	}
	return events[len(events)-1].Get("status")
}

// due reports whether the day by which the auditors wanted an answer is past, and a point was told before a
// whole report that could tell it: an interim or an annual report, of the state, of that day or later.
func (m *material) due(p point) bool {
	var wanted time.Time
	if p.report.Table != nil {
		_, wanted, _ = day(p.report.Get("response_due"))
	}
	return m.About.AsAt.After(wanted) && slices.ContainsFunc(m.Packages(), func(q *model.Package) bool {
		return (q.Kind == model.Interim || q.Kind == model.Annual) && q.Extent == model.Full && p.Package.Less(*q) && !q.AsAt.Before(wanted)
	})
}

// recommendationAnswer asks when the committee answers: of an audit that has just been told once for its
// report, later of each point that a whole report should have answered.
func (m *material) recommendationAnswer() []Question {
	var out []Question
	if m.About.Kind == model.Audit {
		for _, report := range m.By(m.About, "audit_reports") {
			if q, ok := m.answerOfReport(report); ok {
				out = append(out, q)
			}
		}
	}
	if m.About.Extent != model.Full {
		return out
	}
	for _, p := range m.points() {
		if len(p.answers) > 0 || p.closed || !full(p.Record) || p.Package.ID == m.About.ID || !m.due(p) {
			continue
		}
		q := Question{Kind: NotReported, Looked: []model.Record{p.Record}, Text: say("recommendation-answer.question.point."+p.Get("kind"), "Point", nameOf(p.Record))}
		var args []any
		reason := "recommendation-answer.reason.point"
		if p.report.Table != nil {
			q.Looked = append(q.Looked, p.report)
			if due, _, ok := day(p.report.Get("response_due")); ok {
				reason, args = reason+"_due", append(args, "Due", due)
			}
		}
		q.Reason = []Message{say(reason, args...)}
		out = append(out, q)
	}
	return out
}

// answerOfReport is the question of a report that the state's own package tells and nobody has answered.
func (m *material) answerOfReport(report model.Record) (Question, bool) {
	q := Question{Kind: Answer, Looked: []model.Record{report}}
	recommendations, criticisms := 0, 0
	for _, p := range m.points() {
		if p.Get("report") != report.ID() {
			continue
		}
		if len(p.answers) > 0 {
			return q, false
		}
		if p.Get("kind") == "criticism" {
			criticisms++
		} else {
			recommendations++
		}
		q.Looked = append(q.Looked, p.Record)
	}
	args := []any{"Report", nameOf(report), "Count", recommendations}
	kind := "recommendations"
	switch {
	case recommendations == 0 && criticisms == 0:
		return q, false
	case recommendations == 0:
		kind, args = "criticism", []any{"Report", nameOf(report), "Count", criticisms}
	}
	q.Text = say("recommendation-answer.question."+kind, args...)
	q.Reason = []Message{say("recommendation-answer.reason."+kind, args...)}
	if due, _, ok := day(report.Get("response_due")); ok {
		q.Reason = append(q.Reason, say("recommendation-answer.reason.due", "Due", due))
	}
	return q, true
}

// recommendationOwner asks who does what the answer to a point promises.
func (m *material) recommendationOwner() []Question {
	return m.answersWithout("recommendation-owner.question", "recommendation-owner.reason", func(p point) bool {
		return slices.ContainsFunc(p.answers, func(r model.Record) bool { return r.Get("responsible") != "" })
	})
}

// recommendationDate asks when what the answer to a point promises is to be done.
func (m *material) recommendationDate() []Question {
	return m.answersWithout("recommendation-date.question", "recommendation-date.reason", func(p point) bool { return len(p.days) > 0 })
}

// answersWithout asks of the answers of whole reports that lack something.
func (m *material) answersWithout(question, reason string, has func(point) bool) []Question {
	var out []Question
	for _, p := range m.points() {
		if len(p.answers) == 0 || p.closed || has(p) || slices.ContainsFunc(p.answers, func(r model.Record) bool { return !full(r) }) {
			continue
		}
		out = append(out, Question{
			Kind: NotReported, Looked: append([]model.Record{p.Record}, p.answers...),
			Text: say(question, "Point", nameOf(p.Record)), Reason: []Message{say(reason)},
		})
	}
	return out
}

// putOff reports whether a point's day has been put off twice or more, without its being done by both.
func (p point) putOff() bool { return p.extended > 1 && !p.closed }

// recommendationExtended asks what is needed where the day has been put off time after time.
func (m *material) recommendationExtended() []Question {
	var out []Question
	for _, p := range m.points() {
		if !p.putOff() {
			continue
		}
		q := Question{Kind: Postponed, Looked: []model.Record{p.Record}, Text: say("recommendation-extended.question", "Point", nameOf(p.Record))}
		for _, d := range p.days {
			q.Looked = append(q.Looked, d.from)
		}
		q.Reason = []Message{say("recommendation-extended.reason", "Count", p.extended, "First", p.days[0].Period, "Last", p.days[len(p.days)-1].Period)}
		out = append(out, q)
	}
	return out
}

// recommendationOverdue asks of what was to be done by a day that has passed.
func (m *material) recommendationOverdue() []Question {
	var out []Question
	if m.About.Extent != model.Full {
		return nil
	}
	for _, p := range m.points() {
		if len(p.days) == 0 || p.putOff() || p.done || statusOf(p.says) == "declined" {
			continue
		}
		last := p.days[len(p.days)-1]
		if !last.last.Before(m.About.AsAt) || !full(last.from) {
			continue
		}
		q := Question{
			Kind: Overdue, Looked: []model.Record{p.Record, last.from}, Text: say("recommendation-overdue.question."+p.Get("kind"), "Point", nameOf(p.Record)),
			Reason: []Message{say("recommendation-overdue.reason", "Last", last.Period)},
		}
		if n := len(p.says); n > 0 {
			q.Looked = append(q.Looked, p.says[n-1])
			q.Reason = append(q.Reason, word("recommendation-overdue.reason.says", p.says[n-1]))
		}
		out = append(out, q)
	}
	return out
}

// word is what an event says, in its own words where it has any, and of which day.
func word(id string, event model.Record) Message {
	date, _ := model.ParsePeriod(event.Get("date"))
	if text := event.Get("text"); text != "" {
		return say(id+".words", "Words", text, "Date", date)
	}
	return say(id, "Status", event.Get("status"), "Date", date)
}

// auditSince is the last whole audit that has been told since a day; nil where none has.
func (m *material) auditSince(day time.Time) *model.Package {
	for _, p := range slices.Backward(m.Packages()) {
		if p.Kind == model.Audit && p.Extent == model.Full && p.Rows > 0 && p.AsAt.After(day) {
			return p
		}
	}
	return nil
}

// recommendationUnconfirmed asks what shows that a thing is done which the auditors, who have had the time to
// say so, do not say is.
func (m *material) recommendationUnconfirmed() []Question {
	var out []Question
	for _, p := range m.points() {
		if !p.done || p.closed {
			continue
		}
		since := eventDay(p.dones[0])
		q := Question{
			Kind: Unconfirmed, Looked: append([]model.Record{p.Record}, p.dones...), Text: say("recommendation-unconfirmed.question", "Point", nameOf(p.Record)),
			Reason: []Message{word("recommendation-unconfirmed.reason.says", p.dones[0])},
		}
		n := len(p.confirms)
		if n > 0 {
			q.Looked = append(q.Looked, p.confirms[n-1])
		}
		switch silent := m.auditSince(since); {
		case n > 0 && !eventDay(p.confirms[n-1]).Before(since):
			q.Reason = append(q.Reason, word("recommendation-unconfirmed.reason.audit", p.confirms[n-1]))
		case silent != nil && m.About.Extent == model.Full:
			q.Reason = append(q.Reason, say("recommendation-unconfirmed.reason.silent", "Audit", silent, "Date", model.Date{Year: silent.AsAt.Year(), Month: int(silent.AsAt.Month()), Day: silent.AsAt.Day()}))
		default:
			continue
		}
		out = append(out, q)
	}
	return out
}

// criticismRepeated asks what will be done otherwise where the auditors say the same again.
func (m *material) criticismRepeated() []Question {
	var out []Question
	for _, p := range m.points() {
		if p.closed {
			continue
		}
		first, ok := m.repeats(p)
		if !ok {
			continue
		}
		q := Question{Kind: Repeated, Looked: []model.Record{p.Record, first.Record}, Text: say("criticism-repeated.question."+p.Get("kind"), "Point", nameOf(p.Record))}
		q.Reason = []Message{say("criticism-repeated.reason."+p.Get("kind"), "Report", nameOrID(p), "First", nameOf(first.Record), "FirstReport", nameOrID(first))}
		out = append(out, q)
	}
	return out
}

func nameOrID(p point) string {
	if p.report.Table == nil {
		return p.Get("report")
	}
	return nameOf(p.report)
}

// repeats finds the earlier point of the same kind, of another report, that a point is a part of, is linked
// with, or is about the same record as; a unit is too much to be the same thing.
func (m *material) repeats(p point) (point, bool) {
	linked := func(other point) bool {
		return slices.ContainsFunc(m.Of("links", "from", p.Ref()), func(l model.Record) bool {
			return l.Get("to") == other.Ref() && l.Get("strength") != "stated_absent"
		})
	}
	for _, other := range m.points() {
		if other.Get("kind") != p.Get("kind") || other.Get("report") == p.Get("report") || !told(other).Before(told(p)) {
			continue
		}
		about := p.Get("about")
		if p.Get("parent") == other.ID() || linked(other) || about != "" && about == other.Get("about") && !strings.HasPrefix(about, "units:") {
			return other, true
		}
	}
	return point{}, false
}

// told is the day of the report that a point stands in, else of the package that tells it.
func told(p point) time.Time {
	if p.report.Table != nil {
		if _, last, ok := day(p.report.Get("date")); ok {
			return last
		}
	}
	return p.Package.AsAt
}
