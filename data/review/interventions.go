package review

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"rodatraden/data/model"
)

// interventionRules are those of what interventions lead to.
var interventionRules = []Rule{
	{"intervention-effect", "interventions", 36, (*material).interventionEffect},
	{"intervention-stay", "interventions", 50, (*material).interventionStay},
}

// The steps of the ladder that tell who takes part, the one that counts most first; all others tell what
// became of them. Those of effect tell what became of them afterwards.
var (
	takingPart = []string{"enrolled", "referred", "places"}
	effect     = []string{"self_supporting", "studying", "remaining_after_12_months"}
)

// The format has no field that says that an indicator is about interventions at large, or that what
// they are to lead to is a living of one's own; its words do.
var (
	ofInterventions = regexp.MustCompile(`(?i)\binsats`)
	ofEffect        = regexp.MustCompile(`(?i)effekt|resultat`)
	ofOwnLiving     = regexp.MustCompile(`(?i)självförsörj|egen försörjning`)
)

// interventionEffect asks what became of those who take part, where only they are counted.
func (m *material) interventionEffect() []Question {
	gap, untold := m.effectUntold()
	var out []Question
	var living []int // those that ask who lives by their own means: all but the largest name what after
	most, largest := -1, decimal.Decimal{}
	for _, r := range m.Standing("interventions") {
		if !full(r) && !untold {
			continue
		}
		steps := m.stepsOf(r, m.year-1)
		indicator, part, found := taking(steps, m.lately)
		switch {
		case !found:
			if q, ok := m.neverCounted(r); ok {
				out = append(out, q)
			}
			continue
		case m.leads(r, steps):
			continue
		}
		q := Question{Kind: NotReported, Looked: []model.Record{r, indicator, part.Record}}
		words, why := r.Get("aim"), say("intervention-effect.reason.full")
		if !full(r) {
			q.Looked, why = append(q.Looked, gap), say("intervention-effect.reason.untold", "By", gap.Package)
			if i, ok := m.Get("indicators:" + gap.Get("indicator")); ok {
				words += i.Get("title") + i.Get("definition")
			}
		}
		variant := ""
		if ofOwnLiving.MatchString(words) {
			variant = ".own_living"
		}
		args := []any{"Intervention", nameOf(r), "Step", indicator.Get("step"), "Indicator", nameOf(indicator), "Value", part.Quantity, "Now", part.Period}
		q.Text = say("intervention-effect.question"+variant, args...)
		reason := "intervention-effect.reason"
		switch named := namesStep(indicator); {
		case variant != "" && named:
			reason = "intervention-effect.reason.named"
		case variant != "":
			reason = "intervention-effect.reason.named.titled"
		case !named:
			reason = "intervention-effect.reason.titled"
		}
		if variant != "" {
			living = append(living, len(out))
			if most < 0 || part.Value.GreaterThan(largest) {
				most, largest = len(out), part.Value
			}
		}
		q.Reason = []Message{say(reason, args...), why}
		out = append(out, q)
	}
	for _, i := range living {
		if i != most {
			out[i].Text.ID = say("intervention-effect.question.own_living.after").ID
		}
	}
	return out
}

// stepWords are how an indicator's title says which step it counts.
var stepWords = map[string]*regexp.Regexp{
	"enrolled": regexp.MustCompile(`(?i)inskriv`), "referred": regexp.MustCompile(`(?i)anvis`), "places": regexp.MustCompile(`(?i)plats`),
}

// namesStep reports whether an indicator of those who take part is called after the step that it counts.
func namesStep(indicator model.Record) bool {
	return stepWords[indicator.Get("step")].MatchString(indicator.Get("title"))
}

// step is an indicator of an intervention with its values.
type step struct {
	indicator model.Record
	values    []value
}

// stepsOf are the steps of an intervention that have an indicator, by their names, with their values since a
// year: those that name it, and those that a link ties to it.
func (m *material) stepsOf(intervention model.Record, since int) map[string][]step {
	out := map[string][]step{}
	add := func(r model.Record) {
		if name := r.Get("step"); name != "" {
			out[name] = append(out[name], step{r, m.Whole(r.ID(), since)})
		}
	}
	for _, r := range m.Of("indicators", "subject", intervention.Ref()) {
		add(r)
	}
	for _, ends := range [][2]string{{"from", "to"}, {"to", "from"}} {
		for _, link := range m.Of("links", ends[0], intervention.Ref()) {
			if r, ok := m.Get(link.Get(ends[1])); ok && r.Table.Name == "indicators" && r.Get("subject") == "" && link.Get("strength") == "stated" {
				add(r)
			}
		}
	}
	return out
}

// taking is the last number that counts those who take part.
func taking(steps map[string][]step, lately func(value) bool) (indicator model.Record, last value, ok bool) {
	for _, name := range takingPart {
		for _, s := range steps[name] {
			for _, v := range s.values {
				if v.Known && lately(v) && (!ok || v.To.After(last.To)) {
					indicator, last, ok = s.indicator, v, true
				}
			}
		}
		if ok {
			return indicator, last, true
		}
	}
	return indicator, last, false
}

// leads reports whether it is told lately what became of those who take part in an intervention or in a
// part of it: an effect, or that they completed it where no effect is to be told.
func (m *material) leads(r model.Record, steps map[string][]step) bool {
	due := false
	for name, all := range steps {
		if !slices.Contains(effect, name) {
			continue
		}
		for _, s := range all {
			due = true
			if slices.ContainsFunc(s.values, func(v value) bool { return said(v) && m.lately(v) }) {
				return true
			}
		}
	}
	if !due && slices.ContainsFunc(steps["completed"], func(s step) bool {
		return slices.ContainsFunc(s.values, func(v value) bool { return said(v) && m.lately(v) })
	}) {
		return true
	}
	for _, below := range m.Of("interventions", "parent", r.ID()) {
		if below.ID() != r.ID() && m.anyEffect(below) {
			return true
		}
	}
	return false
}

// anyEffect reports whether an effect of an intervention is told lately.
func (m *material) anyEffect(r model.Record) bool {
	steps := m.stepsOf(r, m.year-1)
	return slices.ContainsFunc(effect, func(name string) bool {
		return slices.ContainsFunc(steps[name], func(s step) bool {
			return slices.ContainsFunc(s.values, func(v value) bool { return said(v) && m.lately(v) })
		})
	})
}

// said reports whether something is told of a step: a number, or words in place of one.
func said(v value) bool { return v.Known || v.Status == model.TrendOnly }

// neverCounted asks of an intervention that has gone on for half a year and has no number at all in a whole
// annual report.
func (m *material) neverCounted(r model.Record) (Question, bool) {
	if m.About.Kind != model.Annual || m.About.Extent != model.Full || !full(r) || len(m.Of("interventions", "parent", r.ID())) > 0 {
		return Question{}, false
	}
	for _, indicator := range m.Of("indicators", "subject", r.Ref()) {
		if slices.ContainsFunc(m.Values(indicator.ID(), m.year-1), func(v value) bool { return v.Known && m.lately(v) }) {
			return Question{}, false
		}
	}
	begun := m.firstTold(r).AsAt
	starts, ok := model.ParsePeriod(r.Get("starts"))
	if ok && !starts.From.IsZero() && starts.From.First().After(begun) {
		begun = starts.From.First()
	}
	if begun.AddDate(0, 6, 0).After(m.end) {
		return Question{}, false
	}
	if _, ends, ok := day(r.Get("ends")); ok && ends.Before(time.Date(m.year, 1, 1, 0, 0, 0, 0, time.UTC)) {
		return Question{}, false
	}
	args := []any{"Intervention", nameOf(r), "Now", m.About}
	return Question{
		Kind: NotReported, Looked: []model.Record{r},
		Text: say("intervention-effect.question", args...), Reason: []Message{say("intervention-effect.reason.uncounted", args...)},
	}, true
}

// effectUntold is the last word of an indicator of what interventions lead to at large, of the state's year
// or the one before, where it is that this is not reported.
func (m *material) effectUntold() (model.Record, bool) {
	for _, r := range m.Standing("indicators") {
		words := r.Get("title") + " " + r.Get("definition")
		if r.Get("step") != "" || r.Get("topic") != "" || strings.HasPrefix(r.Get("subject"), "interventions:") ||
			!ofInterventions.MatchString(words) || !ofEffect.MatchString(words) {
			continue
		}
		if all := m.Whole(r.ID(), m.year-1); len(all) > 0 {
			if last := all[len(all)-1]; last.Status == model.NotReported && m.lately(last) {
				return last.Record, true
			}
		}
	}
	return model.Record{}, false
}

// stays is from which share of those who took part a careful reader asks of those who are still there.
var stays = decimal.RequireFromString("0.3")

// interventionStay asks of those who are still in an intervention after a year, where that is not what it is for.
func (m *material) interventionStay() []Question {
	var out []Question
	asked := map[string]bool{}
	for _, indicator := range m.Of("indicators", "step", "remaining_after_12_months") {
		if indicator.Get("direction") != "down" {
			continue
		}
		r, ok := m.Get(indicator.Get("subject"))
		if !ok || asked[r.Ref()] {
			continue
		}
		known := numbers(m.Whole(indicator.ID(), 0))
		if len(known) == 0 || !m.lately(known[len(known)-1]) {
			continue
		}
		now := known[len(known)-1]
		args := []any{"Intervention", nameOf(r), "Value", now.Quantity, "Now", now.Period}
		q := Question{Kind: Stay, Looked: []model.Record{r, indicator}, Text: say("intervention-stay.question", args...)}
		if of, ok := takenPart(m.stepsOf(r, now.To.Year()), now); ok && !now.Value.LessThan(of.Value.Mul(stays)) {
			q.Looked = append(q.Looked, now.Record, of.Record)
			q.Reason = []Message{say("intervention-stay.reason.share", append(args, "Of", of.Quantity)...)}
		} else if three := alike(known, now); len(three) == 3 && three[0].Value.LessThan(three[1].Value) && three[1].Value.LessThan(three[2].Value) {
			q.Looked = append(q.Looked, records(three...)...)
			q.Reason = []Message{say("intervention-stay.reason.rising", append(args, "First", three[0].Quantity, "FirstIn", three[0].Period, "Second", three[1].Quantity, "SecondIn", three[1].Period)...)}
		} else {
			continue
		}
		asked[r.Ref()] = true
		out = append(out, q)
	}
	return out
}

// takenPart is how many were enrolled in, else completed, an intervention in the period of a value.
func takenPart(steps map[string][]step, in value) (value, bool) {
	for _, name := range []string{"enrolled", "completed"} {
		for _, s := range steps[name] {
			for _, v := range s.values {
				if v.Known && v.Period.Text == in.Period.Text && v.Value.IsPositive() {
					return v, true
				}
			}
		}
	}
	return value{}, false
}

// alike are the last three values, up to one, of the same part of a year each.
func alike(known []value, last value) []value {
	same := slices.DeleteFunc(slices.Clone(known), func(v value) bool {
		return v.From.YearDay() != last.From.YearDay() || v.To.Month() != last.To.Month() || v.To.Sub(v.From)/(27*24*time.Hour) != last.To.Sub(last.From)/(27*24*time.Hour)
	})
	return same[max(0, len(same)-3):]
}
