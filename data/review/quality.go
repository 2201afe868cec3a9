package review

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"rodatraden/data/model"
)

// qualityRules are those of internal control, of counts by unit, and of steering documents.
var qualityRules = []Rule{
	{"control-without-result", "quality", 44, (*material).controlWithoutResult},
	{"document-contradictory", "quality", 51, (*material).documentContradictory},
	{"reporting-habit", "quality", 55, (*material).reportingHabit},
	{"document-review", "quality", 56, (*material).documentReview},
}

// controlWithoutResult asks what a planned control showed, where a whole report tells what others did.
func (m *material) controlWithoutResult() []Question {
	if m.About.Extent != model.Full || m.About.Kind != model.Quality && m.About.Kind != model.Annual ||
		!slices.ContainsFunc(m.By(m.About, "assessments"), m.ofControl) {
		return nil
	}
	var out []Question
	for _, r := range m.Standing("controls") {
		if year, _, ok := day(r.Get("year")); !ok || year.To.Year != m.year {
			continue
		}
		looked := []model.Record{r}
		answered := false
		for _, said := range m.Under("assessments", r.Ref(), nil) {
			if _, to, ok := day(said.Get("period")); !ok || to.Year() != m.year {
				continue
			}
			looked = append(looked, said)
			s := said.Get("status")
			answered = answered || s != "not_assessed" && s != string(model.NotReported)
		}
		if answered {
			continue
		}
		out = append(out, Question{
			Kind: NotReported, Looked: looked, Text: say("control-without-result.question", "Control", controlName(r)),
			Reason: []Message{say("control-without-result.reason", "Now", m.About)},
		})
	}
	return out
}

// ofControl reports whether an assessment is the result of a control for the state's year.
func (m *material) ofControl(r model.Record) bool {
	_, to, ok := day(r.Get("period"))
	return ok && to.Year() == m.year && strings.HasPrefix(r.Get("subject"), "controls:")
}

// controlName is the risk of a control, else its method.
func controlName(r model.Record) string {
	if risk := r.Get("risk"); risk != "" {
		return risk
	}
	return nameOf(r)
}

// reportingHabit asks what lies behind one unit's reporting half of what it did while the others report more.
func (m *material) reportingHabit() []Question {
	var out []Question
	for _, indicator := range m.Of("indicators", "topic", "deviation") {
		now, then := m.unitsOf(indicator.ID())
		var fell string
		var looked []model.Record
		fallen, risen, compared := 0, 0, 0
		for _, unit := range now.units {
			before, ok := then.of[unit]
			if !ok {
				continue
			}
			compared++
			looked = append(looked, before.Record, now.of[unit].Record)
			switch now.of[unit].Value.Cmp(before.Value) {
			case 1:
				risen++
			case -1:
				fallen++
				fell = unit
			}
		}
		if fallen != 1 || 2*risen <= compared-1 || now.of[fell].Value.Mul(decimal.NewFromInt(2)).GreaterThan(then.of[fell].Value) {
			continue
		}
		reason := "reporting-habit.reason"
		if risen == compared-1 {
			reason += ".all"
		}
		out = append(out, Question{
			Kind: Comparison, Looked: append([]model.Record{indicator}, looked...),
			Text: say("reporting-habit.question", "Unit", m.Name("units:"+fell)),
			Reason: []Message{say(reason, "Unit", m.Name("units:"+fell), "Value", now.of[fell].Quantity, "Before", then.of[fell].Quantity,
				"Now", now.of[fell].Period, "Then", then.of[fell].Period, "Count", risen, "Others", compared-1)},
		})
	}
	return out
}

// byUnit are the numbers of one year, unit by unit as they are told.
type byUnit struct {
	units []string
	of    map[string]value
}

// unitsOf are the numbers by unit of the last whole year that the state's own package tells, and of the
// year before.
func (m *material) unitsOf(indicator string) (now, then byUnit) {
	years := map[int]*byUnit{}
	last := 0
	for _, v := range m.Values(indicator, m.year-2) {
		year := v.year()
		if year == 0 || !v.Known || v.Part != "all" || v.Unit == "all" || v.Unit == "unknown" {
			continue
		}
		if years[year] == nil {
			years[year] = &byUnit{of: map[string]value{}}
		}
		if _, told := years[year].of[v.Unit]; !told {
			years[year].units = append(years[year].units, v.Unit)
		}
		years[year].of[v.Unit] = v
		if v.Record.Package.ID == m.About.ID {
			last = max(last, year)
		}
	}
	if years[last] == nil || years[last-1] == nil {
		return now, then
	}
	return *years[last], *years[last-1]
}

// documents are the steering documents of the municipality that none has replaced.
func (m *material) documents() []model.Record {
	return slices.DeleteFunc(slices.Clone(m.Standing("steering_documents")), func(r model.Record) bool {
		return r.Get("level") == "national" || len(m.Of("steering_documents", "replaces", r.ID())) > 0
	})
}

// guiding are the levels whose documents the committee can have reviewed.
var guiding = []string{"committee", "operative"}

// documentReview asks when a document is reviewed whose time for it has passed, or that is said to be out of date.
func (m *material) documentReview() []Question {
	var out []Question
	for _, r := range m.documents() {
		args := []any{"Document", nameOf(r)}
		adopted, on, dated := day(r.Get("adopted_on"))
		review, by, fixed := day(r.Get("review"))
		years, recurs := recurrence(r.Get("review"))
		reason := ""
		switch {
		case slices.Contains(strings.Split(r.Get("states"), "|"), "outdated"):
			reason = "outdated"
			if words := sentence(r.Get("note"), outdated); words != "" {
				reason, args = "words", append(args, "Report", r.Package, "Words", words)
			}
		case !full(r) || !slices.Contains(guiding, r.Get("level")):
		case fixed && by.Before(m.About.AsAt):
			reason, args = "day", append(args, "Due", review)
		case years == 1 && sentence(r.Get("note"), reviewed) != "":
		case recurs && dated && on.AddDate(years, 0, 0).Before(m.About.AsAt):
			reason, args = "recurring", append(args, "Adopted", adopted, "Every", strconv.Itoa(years))
		}
		if reason == "" {
			continue
		}
		out = append(out, Question{
			Kind: Outdated, Looked: []model.Record{r},
			Text: say("document-review.question", args...), Reason: []Message{say("document-review.reason."+reason, args...)},
		})
	}
	return out
}

// What a document's own row may say of it in words: that some of what it gathers is out of date, or unclear, and
// that it is reviewed.
var (
	outdated = regexp.MustCompile(`(?i)\binaktuell`)
	unclear  = regexp.MustCompile(`(?i)\b(motstridig|tvetydig)`)
	reviewed = regexp.MustCompile(`(?i)\b(granskas|revideras|ses över|gås igenom)\b`)
	denied   = regexp.MustCompile(`(?i)\b(inte|aldrig|ej)\b`)
)

// sentence is the first clause of a note that says a thing without denying it, as it stands there; "" where none does.
func sentence(note string, says *regexp.Regexp) string {
	for _, s := range strings.FieldsFunc(note, func(r rune) bool { return r == '.' || r == ';' }) {
		if says.MatchString(s) && !denied.MatchString(s) {
			return strings.TrimSpace(s)
		}
	}
	return ""
}

// How often a document is to be reviewed, as Swedish says it.
var (
	yearly    = regexp.MustCompile(`(?i)^(årligen|varje år|en gång (om året|per år))$`)
	everyYear = regexp.MustCompile(`(?i)^vart ?(annat|tredje|fjärde|femte) år$`)
	ordinals  = map[string]int{"annat": 2, "tredje": 3, "fjärde": 4, "femte": 5}
)

// recurrence reads how many years there are between reviews.
func recurrence(review string) (years int, ok bool) {
	review = strings.TrimSpace(review)
	if yearly.MatchString(review) {
		return 1, true
	}
	if found := everyYear.FindStringSubmatch(review); found != nil {
		return ordinals[strings.ToLower(found[1])], true
	}
	return 0, false
}

// documentContradictory asks what holds where a document is said to contradict itself or another, or to be unclear.
func (m *material) documentContradictory() []Question {
	var out []Question
	for _, r := range m.documents() {
		var said []string
		for _, state := range []string{"contradictory", "ambiguous"} {
			if slices.Contains(strings.Split(r.Get("states"), "|"), state) {
				said = append(said, state)
			}
		}
		if len(said) == 0 {
			continue
		}
		args, reason := []any{"Document", nameOf(r)}, strings.Join(said, "_")
		if words := sentence(r.Get("note"), unclear); words != "" {
			args, reason = append(args, "Report", r.Package, "Words", words), "words"
		}
		out = append(out, Question{
			Kind: Contradicted, Looked: []model.Record{r},
			Text: say("document-contradictory.question", args...), Reason: []Message{say("document-contradictory.reason."+reason, args...)},
		})
	}
	return out
}
