package review

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"

	"rodatraden/data/model"
)

// goalRules are those of goals and the indicators that follow them.
var goalRules = []Rule{
	{"goal-not-followed", "goals", 30, (*material).goalNotFollowed},
	{"goal-against-indicator", "goals", 32, (*material).goalAgainstIndicator},
	{"series-break", "goals", 38, (*material).seriesBreak},
	{"goal-without-indicator", "goals", 46, (*material).goalWithoutIndicator},
	{"target-stale", "goals", 48, (*material).targetStale},
}

// followedLevels are the levels whose goals are to have indicators of their own.
var followedLevels = []string{"committee_goal", "area_goal", "unit_goal"}

// goalWithoutIndicator asks how one will see that a goal is reached that nothing follows.
func (m *material) goalWithoutIndicator() []Question {
	var out []Question
	for _, goal := range m.Standing("goals") {
		if !slices.Contains(followedLevels, goal.Get("level")) || !full(goal) || !m.Holds(goal) || m.followedAtAll(goal) {
			continue
		}
		out = append(out, Question{
			Kind: NotReported, Looked: []model.Record{goal}, Text: say("goal-without-indicator.question", "Goal", nameOf(goal)),
			Reason: []Message{say("goal-without-indicator.reason", "Report", goal.Package)},
		})
	}
	return out
}

// good are the words of an assessment that a goal is, or will be, reached.
var good = []string{"met", "expected"}

// goalAgainstIndicator asks how an assessment goes with an indicator that does not reach its target.
func (m *material) goalAgainstIndicator() []Question {
	var out []Question
	for _, goal := range m.Standing("goals") {
		said, period := m.lastJudged(goal.Ref())
		if len(said) == 0 || period.To.Last().After(m.end) ||
			!slices.ContainsFunc(said, func(r model.Record) bool { return slices.Contains(good, r.Get("status")) }) {
			continue
		}
		// Of several that differ the one that says that it is reached is asked about.
		slices.SortStableFunc(said, func(a, b model.Record) int {
			return btoi(slices.Contains(good, b.Get("status"))) - btoi(slices.Contains(good, a.Get("status")))
		})
		looked := append([]model.Record{goal}, said...)
		reason := []Message{say("goal-against-indicator.reason", "Verbatim", cmp.Or(said[0].Get("verbatim"), said[0].Get("status")), "Period", period)}
		missed := false
		for _, indicator := range m.IndicatorsOf(goal) {
			v, ok := m.lastIn(indicator.ID(), period)
			target, there := m.targetFor(indicator.ID(), m.year)
			aim := model.QuantityOf(target, "value")
			if !ok || !there || !aim.Known || reaches(v.Quantity, aim, target.Get("comparator")) {
				continue
			}
			missed = true
			aim.Unit = v.Quantity.Unit
			looked = append(looked, indicator, v.Record, target)
			reason = append(reason, say("goal-against-indicator.reason.missed."+target.Get("comparator"), "Indicator", nameOf(indicator), "Value", v.Quantity, "Target", aim))
		}
		if missed {
			out = append(out, Question{Kind: Contradicted, Looked: looked, Text: say("goal-against-indicator.question", "Goal", nameOf(goal)), Reason: reason})
		}
	}
	return out
}

// lastJudged are the assessments of a goal for the last period of the year that some stand for, in every place, of the
// package of greatest rank: an outcome, and not what was expected before it.
func (m *material) lastJudged(ref string) (said []model.Record, last model.Period) {
	for _, r := range m.Under("assessments", ref, func(rest string) bool { return endYear(rest) == m.year }) {
		p, to, ok := day(r.Get("period"))
		if !ok || p.From.IsZero() {
			continue
		}
		switch d := to.Compare(last.To.Last()); {
		case len(said) == 0, d > 0, d == 0 && said[0].Package.ID != r.Package.ID:
			said, last = []model.Record{r}, p
		case d == 0:
			said = append(said, r)
		}
	}
	return said, last
}

// lastIn is the last number of an indicator as a whole for a time within a period.
func (m *material) lastIn(indicator string, p model.Period) (value, bool) {
	for _, v := range slices.Backward(m.Whole(indicator, p.From.Year)) {
		if v.Known && !v.To.Before(p.From.First()) && !v.To.After(p.To.Last()) {
			return v, true
		}
	}
	return value{}, false
}

// targetFor is what an indicator is to reach in a year: what is said of just that year before what holds
// for longer.
func (m *material) targetFor(indicator string, year int) (found model.Record, ok bool) {
	for _, r := range m.Of("targets", "indicator", indicator) {
		p, valid := model.ParsePeriod(r.Get("period"))
		if !valid || p.Unknown || p.From.Year > year || !p.To.IsZero() && p.To.Year < year {
			continue
		}
		if found, ok = r, true; p.From == p.To {
			break
		}
	}
	return found, ok
}

// reaches reports whether a value reaches a target; without a comparator none is known not to.
func reaches(v, target model.Quantity, comparator string) bool {
	d := v.Value.Cmp(target.Value)
	switch comparator {
	case "at_least":
		return d >= 0
	case "at_most":
		return d <= 0
	case "above":
		return d > 0
	case "below":
		return d < 0
	case "equal":
		return d == 0
	}
	return true
}

// goalNotFollowed asks of goals that a report no longer tells how they go: by name, or as it counts them.
func (m *material) goalNotFollowed() []Question {
	out := m.goalsCounted()
	if m.About.Extent != model.Full {
		return out
	}
	judged := map[*model.Package]map[string][]model.Record{}
	of := func(p *model.Package) map[string][]model.Record {
		if _, read := judged[p]; !read {
			judged[p] = m.goalsJudgedBy(p)
		}
		return judged[p]
	}
	out = append(out, m.indicatorsGone()...)
	now := m.goalsJudgedBy(m.About)
	if len(now) == 0 {
		return out
	}
	tells := func(p *model.Package) bool {
		return family(p.Kind) == family(m.About.Kind) && p.Extent == model.Full && len(of(p)) > 0
	}
	before := m.Previous(m.About, tells)
	var passed []model.Record // the council's goals that are not assessed, and were not before
	alike := m.Previous(m.About, func(p *model.Package) bool { return p.Kind == m.About.Kind && tells(p) })
	for _, goal := range m.Standing("goals") {
		ref := goal.Ref()
		if len(now[ref]) > 0 || !m.Holds(goal) {
			continue
		}
		last := before
		if alike != nil && !alike.Less(*m.firstTold(goal)) {
			last = alike
		}
		if last == nil || len(of(last)[ref]) == 0 {
			if goal.Get("level") == "council_goal" {
				passed = append(passed, goal)
			}
			continue
		}
		said := of(last)[ref]
		reason := "goal-not-followed.reason"
		if !slices.ContainsFunc(said, func(r model.Record) bool { return r.Get("status") != "not_assessed" }) {
			reason += ".not_assessed" // it was told that it could not be assessed; now nothing is
		}
		out = append(out, Question{
			Kind: Fallen, Looked: append([]model.Record{goal}, said...), Text: say("goal-not-followed.question", "Goal", nameOf(goal)),
			Reason: []Message{say(reason, "Verbatim", cmp.Or(said[0].Get("verbatim"), said[0].Get("status")), "Then", last, "Now", m.About)},
		})
	}
	return append(out, m.councilGoals(now, passed)...)
}

// councilGoals asks once of the council's goals that a report passes by where it assesses others of them.
func (m *material) councilGoals(now map[string][]model.Record, passed []model.Record) []Question {
	followed := 0
	looked := slices.Clone(passed)
	for _, goal := range m.Of("goals", "level", "council_goal") {
		if said := now[goal.Ref()]; len(said) > 0 {
			followed++
			looked = append(looked, said...)
		}
	}
	if followed == 0 || len(passed) == 0 {
		return nil
	}
	q := Question{Kind: NotReported, Looked: looked, Text: say("goal-not-followed.question.counted.council", "Count", followed+len(passed), "Followed", followed)}
	for _, goal := range passed {
		q.Reason = append(q.Reason, say("goal-not-followed.reason.passed", "Goal", nameOf(goal), "Now", m.About))
	}
	return []Question{q}
}

// indicatorsGone asks of indicators with a target for the year that a whole interim or annual report does
// not tell, though the one before it did, and the interim report before that did too where this is one.
func (m *material) indicatorsGone() []Question {
	measured := func(p *model.Package) bool {
		return (p.Kind == model.Interim || p.Kind == model.Annual) && p.Extent == model.Full && len(m.By(p, "observations")) > 0
	}
	if !measured(m.About) {
		return nil
	}
	before := m.Previous(m.About, measured)
	if before == nil {
		return nil
	}
	alike := m.Previous(m.About, func(p *model.Package) bool { return measured(p) && p.Kind == model.Interim })
	if m.About.Kind == model.Annual || alike == nil {
		alike = before
	}
	now, then := m.toldIndicators(m.About), m.toldIndicators(alike)
	var out []Question
	seen := map[string]bool{}
	for _, r := range m.By(before, "observations") {
		id := r.Get("indicator")
		if seen[id] || now[id] || !then[id] || !model.QuantityOf(r, "value").Known {
			continue
		}
		seen[id] = true
		indicator, ok := m.Get("indicators:" + id)
		target, aims := m.targetFor(id, m.year)
		if goal, is := m.Get(indicator.Get("subject")); !ok || !aims || is && goal.Table.Name == "goals" && !m.Holds(goal) {
			continue
		}
		out = append(out, Question{
			Kind: Fallen, Looked: []model.Record{indicator, target, r}, Text: say("goal-not-followed.question.indicator", "Indicator", nameOf(indicator)),
			Reason: []Message{say("goal-not-followed.reason.indicator", "Then", before, "Now", m.About)},
		})
	}
	return out
}

// toldIndicators are the indicators that a package tells something of.
func (m *material) toldIndicators(p *model.Package) map[string]bool {
	out := map[string]bool{}
	for _, r := range m.By(p, "observations") {
		out[r.Get("indicator")] = true
	}
	return out
}

// family is what kinds of packages tell how the same goals go, time after time.
func family(k model.Kind) model.Kind {
	if k.Report() {
		return model.Annual
	}
	return k
}

// goalsJudgedBy are the assessments that a package makes of goals, by what they are of; those of one status
// may be left out.
func (m *material) goalsJudgedBy(p *model.Package) map[string][]model.Record {
	out := map[string][]model.Record{}
	for _, r := range m.By(p, "assessments") {
		if s := r.Get("status"); strings.HasPrefix(r.Get("subject"), "goals:") && s != string(model.NotQuoted) {
			out[r.Get("subject")] = append(out[r.Get("subject")], r)
		}
	}
	return out
}

// firstTold is the first package of the state that tells of a record of a table whose key is its id.
func (m *material) firstTold(r model.Record) *model.Package {
	for _, told := range m.History(r.Table.Name, r.Key) {
		if len(told.Rows) > 0 {
			return told.Package
		}
	}
	return r.Package
}

// followedUp is the part of an indicator that counts goals, which counts those that are followed up.
const followedUp = "followed_up"

// goalsCounted asks of goals that the package itself counts without naming them.
func (m *material) goalsCounted() []Question {
	var out []Question
	for _, r := range m.By(m.About, "observations") {
		now, ok := m.valueOf(r)
		if !ok || !now.Known || now.Part != followedUp {
			continue
		}
		indicator, ok := m.Get("indicators:" + r.Get("indicator"))
		if !ok {
			continue
		}
		var all, then value
		for _, v := range m.Values(indicator.ID(), 0) {
			switch {
			case !v.Known || v.Unit != now.Unit:
			case v.Part == "all" && v.Period.Text == now.Period.Text:
				all = v
			case v.Part == followedUp && v.To.Before(now.To):
				then = v
			}
		}
		fewer := then.Known && now.Value.LessThan(then.Value)
		if !all.Known || !fewer && !now.Value.LessThan(all.Value) {
			continue
		}
		q := Question{Kind: NotReported, Looked: append([]model.Record{indicator}, records(now, all)...)}
		count := []any{"Count", int(all.Value.IntPart()), "Followed", int(now.Value.IntPart()), "Now", now.Period}
		variant := ""
		if strings.Contains(strings.ToLower(indicator.Get("title")), "fullmäktige") {
			variant = ".council"
		}
		q.Text = say("goal-not-followed.question.counted"+variant, count...)
		q.Reason = []Message{say("goal-not-followed.reason.counted", count...)}
		if fewer {
			q.Kind, q.Looked = Fallen, append(q.Looked, then.Record)
			variant = "fewer"
			if then.year() > 0 && now.year() == 0 {
				variant = "fewer_than_year"
			}
			q.Reason = []Message{say("goal-not-followed.reason."+variant, append(count, "Before", int(then.Value.IntPart()), "Then", then.Period)...)}
		}
		out = append(out, q)
	}
	return out
}

// targetStale asks which target holds where a value is newer than the last one.
func (m *material) targetStale() []Question {
	var out []Question
	asked := map[string]bool{}
	tellers := slices.DeleteFunc([]*model.Package{m.About, m.report}, func(p *model.Package) bool { return p == nil || p.Extent != model.Full })
	for _, p := range tellers {
		for _, r := range m.By(p, "observations") {
			id := r.Get("indicator")
			if asked[id] {
				continue
			}
			asked[id] = true
			indicator, ok := m.Get("indicators:" + id)
			if !ok {
				continue
			}
			if goal, ok := m.Get(indicator.Get("subject")); ok && goal.Table.Name == "goals" && !m.Holds(goal) {
				continue
			}
			target, until := m.lastTarget(id)
			if until.IsZero() || until.Year() >= m.year {
				continue
			}
			var v value
			for _, one := range m.Whole(id, until.Year()) {
				if one.Known && slices.ContainsFunc(tellers, func(p *model.Package) bool { return p.ID == one.Record.Package.ID }) {
					v = one
				}
			}
			if !v.Known || until.Year() >= v.To.Year() {
				continue
			}
			period, _ := model.ParsePeriod(target.Get("period"))
			aim := model.QuantityOf(target, "value")
			aim.Unit = v.Quantity.Unit
			args := []any{"Indicator", nameOf(indicator), "Period", period, "Value", v.Quantity, "Now", v.Period, "Target", aim, "Words", target.Get("text")}
			reason := "target-stale.reason"
			if !aim.Known {
				reason += ".words"
			}
			out = append(out, Question{
				Kind: Outdated, Looked: []model.Record{indicator, target, v.Record},
				Text: say("target-stale.question", args...), Reason: []Message{say(reason, args...)},
			})
		}
	}
	return out
}

// lastTarget is the target that holds longest, and its last day; the zero day where none is set or one has
// no end.
func (m *material) lastTarget(indicator string) (last model.Record, until time.Time) {
	for _, r := range m.Of("targets", "indicator", indicator) {
		_, to, ok := day(r.Get("period"))
		if !ok {
			return r, time.Time{}
		}
		if to.After(until) {
			last, until = r, to
		}
	}
	return last, until
}

// incomparable is how a break's reason says that what is on its two sides cannot be compared.
var incomparable = regexp.MustCompile(`(?i)(kan|går) inte (att )?jämföra|inte jämförbar`)

// seriesBreak asks what can be compared where a series may have been broken between its last value and
// those before it.
func (m *material) seriesBreak() []Question {
	var out []Question
	asked := map[string]bool{}
	for _, r := range m.Standing("series_breaks") {
		indicator, ok := m.Get("indicators:" + r.Get("indicator"))
		if !ok || asked[indicator.ID()] {
			continue
		}
		values := numbers(m.Whole(indicator.ID(), 0))
		if len(values) < 2 || values[len(values)-1].To.Year() != m.year {
			continue
		}
		q := Question{Kind: Comparison, Looked: append([]model.Record{indicator, r}, records(values...)...)}
		args := []any{"Indicator", nameOf(indicator), "Because", strings.TrimSuffix(r.Get("reason"), ".")}
		variant := ""
		if p, ok := model.ParsePeriod(r.Get("between")); ok && !p.Unknown {
			now, then, found := across(p, values, m.year)
			if !found {
				continue
			}
			q.Looked = append([]model.Record{indicator, r}, records(then, now)...)
			args = append(args, "Then", then.Period, "Now", now.Period)
			variant = ".between"
			if r.Get("certainty") == "stated" && incomparable.MatchString(r.Get("reason")) {
				variant = ".apart"
			}
		} else {
			args = append(args, "Then", values[0].Period, "Now", values[len(values)-1].Period)
		}
		q.Text = say("series-break.question"+variant, args...)
		reason := "series-break.reason." + cmp.Or(r.Get("certainty"), "possible")
		if r.Get("reason") == "" {
			reason += ".bare"
		}
		q.Reason = []Message{say(reason, args...)}
		asked[indicator.ID()] = true
		out = append(out, q)
	}
	return out
}

// across finds the last value of a year and the last of those before it, where a break lies between them.
func across(between model.Period, values []value, year int) (now, then value, ok bool) {
	if between.From.IsZero() || between.To.IsZero() {
		return now, then, false
	}
	for _, v := range values {
		if v.To.Year() < year {
			then = v
		} else {
			now = v
		}
	}
	return now, then, then.Known && now.Known && !then.To.After(between.From.Last()) && !now.To.Before(between.To.First())
}
