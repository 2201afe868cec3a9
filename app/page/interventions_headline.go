package page

import (
	"slices"

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

// changes are what moved since the state compared with: numbers told since, steps that are missing in
// another way, and interventions that are told of for the first time or no longer.
func (s *interventionState) changes(p *Interventions, e *interventionState) []Change {
	out := []Change{}
	if e == nil {
		return out
	}
	none := s.write(model.Quantity{Status: model.NotApplicable}, i18n.Plain, false)
	followed := e.followed()
	var fresh []string
	var first *Intervention
	moved := map[[2]string][]*LadderStep{}
	var order [][2]string
	for i := range p.Rows {
		r := &p.Rows[i]
		then, known := e.byRef[r.Record]
		if !known {
			fresh = append(fresh, r.Title)
			if first == nil {
				first = r
			}
			continue
		}
		for k := range r.Ladder {
			now, was := &r.Ladder[k], e.step(then, ladder[k], followed[then.ID()])
			label := s.l.Text("interventions.change.step", "Title", r.Title, "Step", i18n.Small(now.Label))
			switch {
			case now.Figure.Present() && now.Figure.Record != was.Figure.Record:
				out = append(out, s.moved(label, *now, was, e))
			case !now.Figure.Present() && was.Figure.Present():
				out = append(out, Change{Label: label, Before: was.Figure, Now: now.Figure, Delta: none, Mark: Mark{MarkFallen, s.l.Text("page.mark.no_longer")}, Record: r.Record})
			case i < p.Followed && now.Mark != was.Mark:
				key := [2]string{was.Mark.Text, now.Mark.Text}
				if moved[key] == nil {
					order = append(order, key)
				}
				moved[key] = append(moved[key], now)
			}
		}
	}
	for _, key := range order {
		steps := moved[key]
		before := Figure{Status: string(model.NotQuoted), Text: key[0], Number: key[0]}
		out = append(out, Change{
			Label:  s.l.Text("interventions.change.steps", "Count", len(steps), "Number", s.l.Int(len(steps))),
			Before: before, Now: steps[0].Figure, Delta: none, Mark: s.movedMark(steps[0]), Record: steps[0].Figure.Record,
		})
	}
	if n := len(fresh); n > 0 && len(e.rows) > 0 {
		slices.Sort(fresh)
		label := s.l.Text("interventions.change.fresh", "Titles", s.l.List(fresh))
		if n > mostNamed {
			label = s.l.Text("interventions.change.many")
		}
		out = append(out, Change{
			Label: label, Before: s.unstated(), Now: s.state.count(n, s.l.Text("interventions.change.count", "Count", n, "Number", s.l.Int(n))),
			Delta: none, Mark: s.newMark(earlier{e.state}), Record: first.Record,
		})
	}
	for _, r := range e.rows {
		if _, known := s.byRef[r.Ref()]; !known {
			out = append(out, Change{
				Label: r.Get("title"), Before: inWords(s.l.Text("interventions.change.stood")), Now: inWords(s.l.Text("interventions.change.gone")), Delta: none,
				Mark: Mark{MarkFallen, s.l.Text("page.mark.no_longer")}, Record: r.Ref(),
			})
		}
	}
	return out
}

// mostNamed is how many names a row of what changed holds.
const mostNamed = 4

// movedMark says what it means that a step is missing in another way than before.
func (s *interventionState) movedMark(now *LadderStep) Mark {
	if now.Mark.Kind == MarkMissing && len(s.effects) > 0 && now.Figure.Record == s.effects[0].record.Ref() {
		return Mark{MarkNew, s.l.Text("interventions.change.stated", "By", s.speaker(s.effects[0]))}
	}
	return Mark{MarkNeutral, s.l.Text("interventions.change.otherwise")}
}

// moved is a number told since. A difference is worked out only between the same months of two years.
func (s *interventionState) moved(label string, now, was LadderStep, e *interventionState) Change {
	c := Change{Label: label, Before: was.Figure, Now: now.Figure, Record: now.Figure.Record, Delta: s.write(model.Quantity{Status: model.NotApplicable}, i18n.Plain, false)}
	if !was.Figure.Present() {
		c.Mark = s.newMark(earlier{e.state})
		return c
	}
	x, y := now.observed, was.observed
	when := s.l.Text("interventions.change.when", "Now", s.short(x.period), "Before", s.short(y.period))
	if x.span.from.Month() != y.span.from.Month() || x.span.to.Month() != y.span.to.Month() || s.unitOf(now.key) != s.unitOf(was.key) {
		c.Mark = Mark{MarkNeutral, when}
		return c
	}
	q := model.Difference(x.Quantity, y.Quantity)
	c.Delta = s.computed(q, i18n.Signed, false)
	m := s.changeMark(q, s.unitOf(now.key), "", false)
	c.Mark = Mark{m.Kind, joined(", ", m.Text, when)}
	return c
}
