package page

import (
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
)

// ladder is the steps of the effect ladder, and course every step of an intervention in their order.
var (
	ladder = []string{"enrolled", "completed", "self_supporting", "remaining_after_12_months"}
	course = []string{"places", "referred", "enrolled", "completed", "self_supporting", "studying", "remaining_after_12_months"}
)

// stepBefore is the step that each is a share of.
var stepBefore = map[string]string{
	"enrolled": "referred", "completed": "enrolled", "self_supporting": "completed", "studying": "completed", "remaining_after_12_months": "self_supporting",
}

func (s *interventionState) stepName(step string) string {
	return s.l.Text("interventions.step." + step)
}

// toldStep is what is told of a step: the last of it, and the last number.
type toldStep struct {
	indicator model.Record
	key       seriesKey
	last      *observation
	known     *observation
}

// lastStep finds what is told of a step up to the package's end. Of several indicators the one with the
// last number is taken; of one, the whole before its parts.
func (s *interventionState) lastStep(r model.Record, step string) toldStep {
	var best toldStep
	for _, indicator := range s.followedBy[r.Ref()] {
		if indicator.Get("step") != step {
			continue
		}
		t := toldStep{indicator: indicator, key: seriesKey{indicator.ID(), "all", "all"}}
		if keys := s.keys[indicator.ID()]; len(keys) > 0 {
			t.key = keys[0]
		}
		for i, o := range s.series[t.key] {
			if kind := o.record.Get("kind"); kind == "difference" || kind == "rank" || o.span.to.After(s.end.to) {
				continue
			}
			t.last = &s.series[t.key][i]
			if o.Known {
				t.known = t.last
			}
		}
		if best.indicator.Table == nil || t.known != nil && (best.known == nil || best.known.span.to.Before(t.known.span.to)) || best.last == nil && t.last != nil {
			best = t
		}
	}
	return best
}

// step is one step of an intervention. What is not there says how: a report that is whole lacks it, or
// says itself that it is not told; an excerpt does not repeat it; or it was not to be told yet.
func (s *interventionState) step(r model.Record, name string, followed bool) LadderStep {
	out := LadderStep{Step: name, Label: s.stepName(name)}
	t := s.lastStep(r, name)
	out.key = t.key
	if t.last != nil && t.last.Known && !s.silent(r, t) {
		unit := shownUnit(t.indicator)
		out.Figure, out.observed = s.observed(*t.last, unit), t.last
		out.When = s.short(t.last.period)
		out.Beside = joined(", ", unit, out.When)
		if name == "remaining_after_12_months" { // of whom is not told by its name
			out.Note = t.indicator.Get("definition")
		}
		return out
	}
	if t.known != nil {
		out.Last = s.l.Text("interventions.last", "Amount", s.observed(*t.known, shownUnit(t.indicator)).Text, "When", s.l.Period(t.known.period))
	}
	gap := s.effectGap(name, followed)
	switch {
	case t.last != nil && !t.last.Known:
		out.Figure = s.observed(*t.last, "")
	case t.last != nil: // a whole report was to tell it
		out.Figure = s.write(model.Quantity{Status: model.NotReported}, i18n.Plain, false)
	case gap != nil:
		out.Figure = s.write(model.Quantity{Status: model.NotReported}, i18n.Plain, false)
		out.Figure.Record, out.Figure.Source = gap.record.Ref(), s.source(gap.record)
	case r.Package.Extent == model.Full && !s.due(r):
		out.Figure = s.write(model.Quantity{Status: model.NotApplicable}, i18n.Plain, false)
		out.Figure.Text = s.l.Text("interventions.not_yet")
		out.Mark = Mark{MarkNotYet, out.Figure.Text}
		return out
	default:
		out.Figure = s.write(model.Quantity{Status: model.AbsentIn(r.Package.Extent)}, i18n.Plain, false)
	}
	out.Mark = s.absentStep(out.Figure, t)
	out.Figure.Text = out.Mark.Text
	return out
}

// absentStep is the mark of a step without a number.
func (s *interventionState) absentStep(f Figure, t toldStep) Mark {
	switch model.Status(f.Status) {
	case model.NotReported:
		return Mark{MarkMissing, s.l.Status(model.NotReported)}
	case model.NotQuoted:
		return Mark{MarkNotQuoted, s.l.Status(model.NotQuoted)}
	case model.TrendOnly:
		if trend := t.last.record.Get("trend"); s.l.Has("interventions.trend." + trend) {
			return Mark{MarkNeutral, s.l.Text("interventions.trend." + trend)}
		}
	}
	return Mark{MarkNeutral, f.Text}
}

// silent reports whether a whole report that was to tell a series does not. Of what had ended before
// its time none was.
func (s *interventionState) silent(r model.Record, t toldStep) bool {
	if to, ends := model.ParsePeriod(r.Get("ends")); ends && !to.Unknown && !to.To.IsZero() && spanOf(to).to.Before(s.end.from) {
		return false
	}
	return s.about.Kind.Report() && s.goalState.due(t.key) && s.now(t.key) == nil
}

// due reports whether a step was to be told by now: a whole report has followed interventions up since
// this one was told and had begun.
func (s *interventionState) due(r model.Record) bool {
	first := s.statements.byKey[r.Key][0].Package
	from, begins := model.ParsePeriod(r.Get("starts"))
	if begins && !from.Unknown && spanOf(from).from.After(s.end.to) {
		return false
	}
	for p, to := range s.followUps {
		if !p.Less(*first) && (!begins || !to.Before(spanOf(from).from)) {
			return true
		}
	}
	return false
}

// effectGap is where a report itself says that the effect of interventions is not told: said of all of
// them, so of every step after the first, of those that are followed.
type effectGap struct{ indicator, record model.Record }

// The format has no field that says that an indicator is about interventions at large; its words do.
var (
	ofInterventions = regexp.MustCompile(`(?i)\binsats`)
	ofEffect        = regexp.MustCompile(`(?i)effekt|resultat`)
)

// statedGaps are the last words of the indicators of interventions' effect at large, where these are
// that it is not reported.
func (s *interventionState) statedGaps() []effectGap {
	var out []effectGap
	for _, r := range s.indicators {
		words := r.Get("title") + " " + r.Get("definition")
		if r.Get("step") != "" || r.Get("topic") != "" || s.follows(r) != "" || !ofInterventions.MatchString(words) || !ofEffect.MatchString(words) {
			continue
		}
		for _, k := range s.keys[r.ID()] {
			list := s.series[k]
			if last := list[len(list)-1]; last.Status == model.NotReported && k.order() == 0 {
				out = append(out, effectGap{r, last.record})
			}
		}
	}
	slices.SortStableFunc(out, func(x, y effectGap) int { return compareRank(y.record.Package, x.record.Package) })
	return out
}

func (s *interventionState) effectGap(step string, followed bool) *effectGap {
	if step == ladder[0] || !followed || !slices.Contains(ladder, step) || len(s.effects) == 0 {
		return nil
	}
	return &s.effects[0]
}

// course is every step that is told, where there is more to say than the ladder has: steps beside it, or
// shares of the step before.
func (s *interventionState) course(out *Intervention, r model.Record) {
	steps := map[string]*LadderStep{}
	for i := range out.Ladder {
		steps[out.Ladder[i].Step] = &out.Ladder[i]
	}
	more := false
	var list []*LadderStep
	for _, name := range course {
		step := steps[name]
		if step == nil {
			if t := s.lastStep(r, name); t.last == nil {
				continue
			}
			one := s.step(r, name, false)
			step, more = &one, true
			steps[name] = step
		}
		list = append(list, step)
	}
	for _, step := range list {
		more = s.share(step, steps[stepBefore[step.Step]]) || more
	}
	if !more {
		return
	}
	for _, step := range list {
		out.Course = append(out.Course, *step)
	}
}

// share works out how great a part of the step before took this one, where the two are counted alike over
// the same time. Those who remain after twelve months left a year before: then that year is the one.
func (s *interventionState) share(step, of *LadderStep) bool {
	if of == nil || step.observed == nil {
		return false
	}
	whole := of.observed
	if step.Step == "remaining_after_12_months" {
		whole = s.yearEarlier(of.key, step.observed)
	}
	part := step.observed
	if whole == nil || !whole.Known || step.Step != "remaining_after_12_months" && whole.span != part.span ||
		part.Approximate || whole.Approximate || !whole.Value.IsPositive() || part.Value.GreaterThan(whole.Value) || part.Value.IsNegative() ||
		s.unitOf(step.key) != s.unitOf(of.key) {
		return false
	}
	percent := part.Value.Mul(decimal.NewFromInt(100)).DivRound(whole.Value, 0)
	f := s.computed(model.Quantity{Value: percent, Known: true, Unit: "%", Status: model.Reported}, i18n.Plain, false)
	step.Share = &f
	step.Of = s.l.Text("interventions.of."+of.Step, "When", s.short(whole.period))
	return true
}

// yearEarlier is a series' number of the same months of the year before; nil where none is told.
func (s *interventionState) yearEarlier(k seriesKey, than *observation) *observation {
	from, to := than.span.from.AddDate(-1, 0, 0), than.span.to.AddDate(0, 0, 1).AddDate(-1, 0, 0).AddDate(0, 0, -1)
	for i, o := range s.series[k] {
		if o.Known && o.span.from.Equal(from) && o.span.to.Equal(to) {
			return &s.series[k][i]
		}
	}
	return nil
}

func (s *interventionState) unitOf(k seriesKey) string {
	for _, r := range s.indicators {
		if r.ID() == k.indicator {
			return r.Get("unit_of_measure")
		}
	}
	return ""
}

// overTime is the step that has most numbers over time, the first of those that have as many.
func (s *interventionState) overTime(out *Intervention) {
	most := -1
	var points []SeriesPoint
	for i, step := range out.Ladder {
		if p := s.pointsOf(step.key); known(p) > 1 && (most < 0 || known(p) > known(points)) {
			most, points = i, p
		}
	}
	out.SeriesTitle = s.l.Text("interventions.series", "Title", out.Title, "Step", i18n.Small(s.stepName(ladder[max(most, 0)])))
	if most < 0 {
		if step := out.Ladder[0]; step.observed != nil {
			out.Note = s.ofPart(step.key, *step.observed)
		}
		return
	}
	k := out.Ladder[most].key
	indicator := s.referred["indicators:"+k.indicator]
	series := Series{
		Record: indicator.Ref(), Title: out.SeriesTitle, Unit: shownUnit(indicator), Note: indicator.Get("note"), key: k,
		Points: points, Spark: points, Breaks: []SeriesBreak{}, Now: out.Ladder[most].Figure, Source: out.Ladder[most].Figure.Source,
	}
	series.When = points[len(points)-1].Label
	s.breaksOf(&series)
	series.Spark = series.Points
	out.Series = &series
	notes := []string{}
	for _, o := range s.series[k] {
		if last := points[len(points)-1]; o.span == last.at && last.Part {
			notes = append(notes, s.ofPart(k, o))
		}
	}
	for _, b := range series.Breaks {
		notes = append(notes, b.Note)
	}
	out.Note = joined(" ", notes...)
}

func known(points []SeriesPoint) int {
	n := 0
	for _, p := range points {
		n += btoi(p.Figure.Present())
	}
	return n
}

// pointsOf are the numbers of the years, and last the newest where it is of no whole year. Without any
// year every number is told.
func (s *interventionState) pointsOf(k seriesKey) []SeriesPoint {
	var list []observation
	for _, o := range s.series[k] {
		if kind := o.record.Get("kind"); kind != "difference" && kind != "rank" && !o.period.Unknown && !o.span.to.After(s.end.to) {
			list = append(list, o)
		}
	}
	indicator := s.referred["indicators:"+k.indicator]
	years := slices.ContainsFunc(list, wholeYear)
	out := []SeriesPoint{}
	for i, o := range list {
		if years && !wholeYear(o) && i < len(list)-1 {
			continue
		}
		out = append(out, SeriesPoint{
			Label: s.l.Period(o.period), Short: s.short(o.period), Figure: s.observed(o, shownUnit(indicator)),
			Part: s.partOfYear(k, o, indicator), at: o.span,
		})
	}
	return out[max(0, len(out)-mostPoints):]
}

// ofPart says that a number is of a part of a year, or that it may be, where the source does not say.
func (s *interventionState) ofPart(k seriesKey, o observation) string {
	indicator := s.referred["indicators:"+k.indicator]
	switch {
	case o.period.Unknown || !s.partOfYear(k, o, indicator):
		return ""
	case indicator.Get("timing") == "not_stated" || indicator.Get("timing") == "":
		return s.l.Text("interventions.part_unsaid", "When", i18n.Capital(s.l.Period(o.period)))
	}
	return s.l.Text("interventions.part", "When", i18n.Capital(s.l.Period(o.period)))
}

// ofEveryone are the words of figures that a reader could take for an intervention's: how many leave, and
// how many support themselves.
var ofEveryone = regexp.MustCompile(`(?i)avsluta|självförsörj|egen försörjning|12 månader`)

// everyone are the last numbers of what concerns everybody: indicators that follow no intervention, in no
// step of a ladder, but about the same thing.
func (s *interventionState) everyone() []EveryoneFigure {
	out := []EveryoneFigure{}
	for _, r := range s.indicators {
		if r.Get("step") != "" || r.Get("topic") != "" || strings.HasPrefix(r.Get("subject"), "interventions:") || s.follows(r) != "" || !ofEveryone.MatchString(r.Get("title")) {
			continue
		}
		keys := s.keys[r.ID()]
		if len(keys) == 0 || keys[0].order() > 1 {
			continue
		}
		o := s.now(keys[0])
		if o == nil || !o.Known {
			o = s.last(keys[0])
		}
		if o == nil || !o.Known || o.span.to.Year() < s.year-1 {
			continue
		}
		f, when := s.observed(*o, shownUnit(r)), s.l.Period(o.period)
		out = append(out, EveryoneFigure{
			Title: r.Get("title"), When: when, Figure: f,
			Text: s.l.Text("interventions.everyone", "Title", r.Get("title"), "Amount", f.Text, "When", when),
		})
	}
	return out
}
