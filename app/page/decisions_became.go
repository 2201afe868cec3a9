package page

import (
	"slices"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
)

// becameOf is what became of a row, and a line beside it. Where nothing was to come of what was decided the
// mark has no text; where nothing is told an excerpt does not repeat it, and a whole report does not
// report it, once a report has been told after it.
func (s *decisionState) becameOf(g *decisionGroup) (Mark, string) {
	switch g.lead().kind() {
	case "assign":
		return s.answered(g)
	case "adopt_measures", "report":
		return s.measured(g)
	case "approve", "notify", "forward":
		return s.followedBy(g)
	}
	return Mark{}, ""
}

// unheard is that a thing is not told: Svar: återges inte. yet is said while no whole report has been told
// after the decision.
func (s *decisionState) unheard(g *decisionGroup, what string) Mark {
	say := func(kind MarkKind, words string) Mark {
		return Mark{kind, s.l.Text("decided.unheard", "What", s.l.Text("decided.what."+what), "Absent", words)}
	}
	told := g.lead().record.Package
	if told.Extent != model.Full {
		return say(MarkNotQuoted, s.l.Status(model.NotQuoted))
	}
	first := told // the package that told of it first
	for _, t := range s.decisions.byKey[g.lead().record.Key] {
		if t.Package.Less(*first) {
			first = t.Package
		}
	}
	later := slices.ContainsFunc(s.packages, func(p *model.Package) bool {
		return p.Extent == model.Full && p.Kind.Report() && first.Less(*p)
	})
	if !later {
		return Mark{MarkNotYet, s.l.Text("decided.not_yet")}
	}
	return say(MarkMissing, s.l.Status(model.NotReported))
}

// answered is what became of assignments: their answers, and what answered those.
func (s *decisionState) answered(g *decisionGroup) (Mark, string) {
	asked := 0
	var due model.Period
	late := false
	for _, d := range g.parts {
		asked += btoi(d.kind() == "assign")
		if p, ok := model.ParsePeriod(d.record.Get("due")); ok && !p.Unknown && !p.To.IsZero() {
			due = p
		}
		late = late || g.late(s, d)
	}
	known := s.chain(g)
	says := func(r model.Record) string {
		for _, d := range s.list {
			if d.record.ID() == r.ID() {
				return joined(" ", s.decisionKind(r), s.takenWhen(d))
			}
		}
		return s.decisionKind(r)
	}
	note := ""
	for _, r := range known {
		if r.Get("kind") != known[0].Get("kind") {
			note = i18n.Small(says(r))
		}
	}
	switch {
	case g.unanswered == 0:
		return Mark{MarkDone, says(known[0])}, note
	case g.unanswered < asked:
		return Mark{MarkPartly, s.l.Text("decided.answered_some", "Number", s.l.Int(asked-g.unanswered), "Total", s.l.Int(asked))}, note
	}
	if due.Text != "" {
		note = s.l.Text("decided.due", "Due", s.l.Period(due))
	}
	switch m := s.unheard(g, "answer"); {
	case late:
		return Mark{MarkMissing, s.l.Text("decided.unheard", "What", s.l.Text("decided.what.answer"), "Absent", s.l.Status(model.NotReported))}, note
	case m.Kind == MarkMissing && due.Text != "": // its day is not past
		return Mark{MarkNotYet, s.l.Text("decided.not_yet")}, note
	default:
		return m, note
	}
}

// measured is what became of measures that were decided: those that belong to the decision and what they
// are told to have given, or what was counted on, or that measures are known which no decision is told of.
func (s *decisionState) measured(g *decisionGroup) (Mark, string) {
	id := g.lead().record.ID()
	var own, expected, given, loose int
	for _, m := range s.savings.measures {
		if m.decision() == "" {
			loose += btoi(m.amount.Known && m.counted())
		}
		if m.decision() != id {
			continue
		}
		own++
		if m.effect.Status != model.NotApplicable || m.told != nil {
			expected++
			given += btoi(m.effect.Known)
		}
	}
	count := func(key string, n int) string { return s.l.Text("decided."+key, "Count", n, "Number", s.l.Int(n)) }
	switch {
	case own > 0 && expected == 0:
		return Mark{MarkNotYet, count("measures", own)}, s.l.Text("savings.effect.not_begun")
	case own > 0 && given == expected:
		return Mark{MarkDone, count("measures", own)}, s.l.Text("decided.effect_all")
	case own > 0:
		return Mark{MarkPartly, count("measures", own)}, s.l.Text("decided.effect_some", "Number", s.l.Int(given), "Total", s.l.Int(expected))
	}
	for _, t := range s.savings.statedTotals() {
		if t.get("decision") == id && t.effect.Known {
			return Mark{MarkPartly, s.l.Text("decided.counted_on", "Amount", s.l.Amount(t.effect, i18n.Plain))}, s.unheard(g, "effect").Text
		}
	}
	if loose > 0 && g.lead().kind() == "adopt_measures" {
		return Mark{MarkPartly, count("measures_amount", loose)}, s.l.Text("decided.not_said_which")
	}
	return s.unheard(g, "effect"), ""
}

// inDeficit reports whether the report that a decision was taken on told of a deficit then. Where it told
// of none there was no measure to decide on.
func (s *decisionState) inDeficit(d decided) bool {
	told, _, ok := s.stood(d)
	return ok && told.Known && told.Value.IsNegative()
}

// followedBy is what became of what was approved: what was decided on the same report, what the source
// says was not, or what is not told.
func (s *decisionState) followedBy(g *decisionGroup) (Mark, string) {
	none := Mark{MarkMissing, s.l.Text("decided.no_measures")}
	if g.noMeasures != nil {
		return none, ""
	}
	lead := g.lead()
	for _, d := range s.list {
		if lead.taken == nil || d.taken != lead.taken || lead.kind() != "approve" {
			continue
		}
		if k := d.kind(); k == "assign" || k == "adopt_measures" {
			note := s.l.Text("decided.same_day")
			if d.record.Get("date") != lead.record.Get("date") {
				note = s.takenWhen(d)
			}
			return Mark{MarkDone, s.decisionKind(d.record)}, note
		}
	}
	for _, d := range g.parts {
		if d.kind() == "notify" && len(s.answers[d.record.ID()]) == 0 {
			return s.unheard(g, "answer"), ""
		}
	}
	full := lead.record.Package.Extent == model.Full
	switch {
	case noMeasure.MatchString(lead.record.Get("text")):
		return none, ""
	case full && lead.kind() == "approve" && s.inDeficit(lead):
		return none, ""
	case full:
		return Mark{}, ""
	}
	return s.unheard(g, "measures"), ""
}
