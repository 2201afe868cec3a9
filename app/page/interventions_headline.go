package page

import (
	"rodatraden/app/i18n"
	"rodatraden/data/model"
)

// ladderTally counts the steps of those that are followed up.
type ladderTally struct {
	rows, withNumber, withEffect                                 int
	steps, reported, notReported, notQuoted, trend, notYet, said int // said is of notReported: those that a report itself states
}

func (s *interventionState) tally(p *Interventions) ladderTally {
	var c ladderTally
	for _, r := range p.Rows[:p.Followed] {
		c.rows++
		c.withNumber += btoi(r.numbers() > 0)
		effect := false
		for _, step := range r.Ladder {
			c.steps++
			switch {
			case step.Figure.Present():
				c.reported++
				effect = effect || step.Step != "enrolled" && step.Step != "completed"
			case step.Mark.Kind == MarkMissing:
				c.notReported++
				c.said += btoi(len(s.effects) > 0 && step.Figure.Record == s.effects[0].record.Ref())
			case step.Mark.Kind == MarkNotQuoted:
				c.notQuoted++
			case step.Mark.Kind == MarkNotYet:
				c.notYet++
			default:
				c.trend++
			}
		}
		for _, step := range r.Course { // that some study is an effect too
			effect = effect || step.Step == "studying" && step.Figure.Present()
		}
		c.withEffect += btoi(effect)
	}
	return c
}

// gaps are the steps that were to be told. In an excerpt none was, but for those that a report itself
// says are not reported.
func (c ladderTally) gaps(full bool) Gaps {
	if full {
		return Gaps{Expected: c.reported + c.notReported, NotReported: c.notReported}
	}
	return Gaps{Expected: c.notReported, NotReported: c.notReported}
}

// headline says of how many interventions a number is told, and of how many an effect. That none has an
// effect is said only where it is known that none is reported.
func (s *interventionState) headline(p *Interventions, c ladderTally) string {
	short := s.l.Text("interventions.headline.short")
	if len(p.Rows) == 0 {
		return fit(s.l.Text("interventions.headline.none", "Package", s.within(s.about)), short)
	}
	say := func(key string, n int, more ...any) string {
		return i18n.Capital(s.l.Text("interventions.headline."+key, append([]any{"Count", n, "Number", s.l.Counted(n)}, more...)...))
	}
	absent := s.l.Status(model.NotQuoted)
	var out []string
	switch {
	case c.withNumber == 0 && c.notYet == c.steps:
		out = append(out, say("planned", c.rows))
	case c.withNumber == 0 && c.notReported > 0:
		out = append(out, say("no_number", c.rows, "Absent", s.l.Status(model.NotReported)))
	case c.withNumber == 0:
		out = append(out, say("no_number", c.rows, "Absent", absent))
	case c.withEffect > 0:
		out = append(out, say("effect", c.withNumber, "Effect", s.l.Text("interventions.headline.with_effect", "Count", c.withEffect, "Number", s.l.Counted(c.withEffect))))
	case c.notReported > 0:
		out = append(out, say("no_effect", c.withNumber))
	default:
		out = append(out, say("unquoted", c.withNumber, "Absent", absent))
	}
	return fit(append(out, say("known", len(p.Rows)), short)...)
}

// subline counts the steps of those that are followed up, by how they are told.
func (s *interventionState) subline(p *Interventions, c ladderTally) string {
	var parts []string
	add := func(key string, n int, more ...any) {
		if n == 0 {
			return
		}
		if len(parts) == 0 {
			key += "_of"
		}
		parts = append(parts, s.l.Text("interventions.sub."+key, append([]any{"Count", n, "Number", s.l.Int(n), "Total", s.l.Int(c.steps)}, more...)...))
	}
	switch {
	case c.said > 0 && c.said == c.notReported:
		add("stated", c.said, "By", s.speaker(s.effects[0]))
	default:
		add("not_reported", c.notReported)
	}
	add("not_quoted", c.notQuoted)
	add("trend", c.trend)
	add("not_yet", c.notYet)
	add("reported", c.reported)
	middle := joined(" · ", parts...)
	if s.about.Kind == model.Audit && len(parts) > 0 { // what it says is told as its own
		return joined(" · ", append(s.standing(), middle)...)
	}
	for i, src := range s.used { // 4.1, tabell is in 4.1
		s.used[i].Section = beforeComma(src.Section)
	}
	return s.sub(middle, Gaps{})
}

func beforeComma(text string) string {
	for i, r := range text {
		if r == ',' {
			return text[:i]
		}
	}
	return text
}
