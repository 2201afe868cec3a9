package review

import (
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"rodatraden/data/compare"
	"rodatraden/data/model"
)

// economyRules are those of budget, outcome and forecast.
var economyRules = []Rule{
	{"causes-remainder", "economy", 10, (*material).causesRemainder},
	{"assumption-open", "economy", 14, (*material).assumptionOpen},
	{"forecast-worse", "economy", 20, (*material).forecastWorse},
	{"silently-revised", "economy", 24, (*material).silentlyRevised},
	{"value-not-reported", "economy", 36, (*material).valueNotReported},
	{"forecast-error", "economy", 40, (*material).forecastError},
}

// causesRemainder asks what lies behind that which the causes leave of a variance. Its contract is in
// the package comment.
func (m *material) causesRemainder() []Question {
	var out []Question
	if m.report == nil {
		return nil
	}
	measure := model.VarianceForecast
	if m.report.Kind == model.Annual {
		measure = model.VarianceOutcome
	}
	lists := map[string][]model.Cause{}
	var lines []string
	for _, r := range m.By(m.report, "causes") {
		c := model.CauseOf(r)
		if c.Period.Text != yearText(m.report.To.Year()) {
			continue
		}
		if lists[c.Subject] == nil {
			lines = append(lines, c.Subject)
		}
		lists[c.Subject] = append(lists[c.Subject], c)
	}
	for _, subject := range lines {
		line, ok := m.Get(subject)
		if !ok || line.Table.Name != "budget_lines" {
			continue
		}
		variance := m.Amounts(line.ID(), measure, m.report.To.Year())
		if len(variance) == 0 || !variance[0].Known {
			continue
		}
		causes, whole := best(lists[subject])
		if len(causes) == 0 {
			continue
		}
		quantities := make([]model.Quantity, len(causes))
		looked := []model.Record{line, variance[0].Record}
		var names []any
		for i, c := range causes {
			quantities[i] = c.Quantity
			looked = append(looked, c.Record)
			names = append(names, c.Title, c.Quantity)
		}
		rest := model.Combine(variance[0].Quantity, quantities, -1)
		if !rest.Known || rest.Value.IsZero() || addsUp(variance[0].Quantity, quantities) {
			continue
		}
		kind := Remainder
		if whole {
			kind = Unexplained
		}
		out = append(out, Question{
			Kind: kind, Looked: looked, Text: say("causes-remainder.question", "Rest", rest),
			Reason: []Message{say("causes-remainder.reason", "Causes", Pairs(names), "Sum", model.Sum(quantities), "Variance", variance[0].Quantity, "Measure", string(measure))},
		})
	}
	return out
}

// Pairs are names and what is told of each, in turn: a string and a model.Quantity.
type Pairs []any

// best are the causes with amounts of the place that gives most of them; whole is whether every row says
// that the list is complete, and has an amount.
func best(all []model.Cause) (causes []model.Cause, whole bool) {
	byPlace := map[string][]model.Cause{}
	whole = len(all) > 0
	for _, c := range all {
		whole = whole && c.Known && c.Exhaustive == "yes"
		if !c.Known || slices.ContainsFunc(byPlace[c.Place], func(o model.Cause) bool { return o.Title == c.Title }) {
			continue
		}
		if byPlace[c.Place] = append(byPlace[c.Place], c); len(byPlace[c.Place]) > len(causes) {
			causes = byPlace[c.Place]
		}
	}
	return causes, whole
}

// addsUp reports whether items make a total as near as their rounding says: half of the last digit of
// each.
func addsUp(total model.Quantity, items []model.Quantity) bool {
	off, slack := total.Kronor(), half(total)
	for _, q := range items {
		off, slack = off.Sub(q.Kronor()), slack.Add(half(q))
	}
	return off.Abs().LessThanOrEqual(slack)
}

func half(q model.Quantity) decimal.Decimal { return decimal.New(5, q.Step()-1) }

// forecastWorse asks what makes the forecast worse, time after time.
func (m *material) forecastWorse() []Question {
	root, ok := m.Root()
	if !ok || m.report == nil || m.report.Kind == model.Annual {
		return nil
	}
	told := m.reported(root.ID, m.report.To.Year())
	from := len(told) - 1
	for from > 0 && model.Difference(told[from].Quantity, told[from-1].Quantity).Value.IsNegative() {
		from--
	}
	run := told[max(0, from):]
	if len(run) < 3 {
		return nil
	}
	looked := []model.Record{root.Record}
	for _, a := range run {
		looked = append(looked, a.Record)
	}
	first, last := run[0], run[len(run)-1]
	return []Question{{
		Kind: Forecast, Looked: looked, Text: say("forecast-worse.question"),
		Reason: []Message{say("forecast-worse.reason", "Count", len(run)-1, "First", first.Quantity, "FirstReport", first.Record.Package,
			"Last", last.Quantity, "LastReport", last.Record.Package)},
	}}
}

// reported is the journey of a line's forecast through the reports of its year.
func (m *material) reported(line string, year int) []model.Amount {
	return slices.DeleteFunc(m.Forecasts(line, year), func(a model.Amount) bool {
		p := a.Record.Package
		return !p.Kind.Report() || p.To.Year() != year
	})
}

// forecastError asks how sure the forecast is, where that of the year before was far from how it ended.
func (m *material) forecastError() []Question {
	root, ok := m.Root()
	if !ok || m.report == nil || m.report.Kind == model.Annual {
		return nil
	}
	year := m.report.To.Year() - 1
	outcome, ok := firstKnown(m.Amounts(root.ID, model.VarianceOutcome, year))
	if !ok {
		return nil
	}
	var settled *model.Package // who told first how the year ended
	for _, told := range m.History("amounts", joined(root.ID, string(model.VarianceOutcome), yearText(year))) {
		if len(told.Rows) > 0 && model.AmountOf(told.Rows[0]).Known {
			settled = told.Package
			break
		}
	}
	forecasts := slices.DeleteFunc(m.reported(root.ID, year), func(a model.Amount) bool { return settled == nil || !a.Record.Package.Less(*settled) })
	if len(forecasts) == 0 {
		return nil
	}
	forecast := forecasts[len(forecasts)-1]
	looked := []model.Record{root.Record, forecast.Record, outcome.Record}
	off := model.Difference(outcome.Quantity, forecast.Quantity)
	off.Value = off.Value.Abs()
	limit := outcome.Kronor().Abs().Div(decimal.NewFromInt(4))
	if budget, ok := firstKnown(m.Amounts(root.ID, model.BudgetYear, year)); ok {
		limit = budget.Kronor().Abs().Shift(-2)
		looked = append(looked, budget.Record)
	}
	if off.Value.IsZero() || off.Kronor().LessThan(limit) {
		return nil
	}
	return []Question{{
		Kind: Forecast, Looked: looked, Text: say("forecast-error.question"),
		Reason: []Message{say("forecast-error.reason", "Year", outcome.Period, "Forecast", forecast.Quantity, "Report", forecast.Record.Package,
			"Outcome", outcome.Quantity, "Difference", off)},
	}}
}

// firstKnown is the first of the amounts that has a number.
func firstKnown(all []model.Amount) (model.Amount, bool) {
	at := slices.IndexFunc(all, func(a model.Amount) bool { return a.Known })
	if at < 0 {
		return model.Amount{}, false
	}
	return all[at], true
}

// silentlyRevised asks what explains that a number is told otherwise than before.
func (m *material) silentlyRevised() []Question {
	var out []Question
	for _, c := range m.changes {
		if c.Kind != compare.Silent {
			continue
		}
		for _, pair := range c.Pairs() {
			if pair.Before == nil || pair.Now == nil {
				continue
			}
			before, now := m.number(*pair.Before), m.number(*pair.Now)
			if !before.Known || !now.Known || before.Kronor().Equal(now.Kronor()) {
				continue
			}
			period, _ := model.ParsePeriod(pair.Now.Get("period"))
			reason := say("silently-revised.reason", "Name", m.Name(subjectOf(*pair.Now)), "Period", period,
				"Before", before, "Now", now, "Then", pair.Before.Package, "Report", pair.Now.Package)
			if pair.Now.Table.Name == "amounts" {
				reason.ID += ".amount"
				reason.Args["Measure"] = pair.Now.Get("measure")
			}
			out = append(out, Question{
				Kind: Silent, Looked: []model.Record{*pair.Now, *pair.Before},
				Text: say("silently-revised.question", "Before", before, "Now", now), Reason: []Message{reason},
			})
			break
		}
	}
	return out
}

// number is that of an amount or an observation, with the unit that its indicator has.
func (m *material) number(r model.Record) model.Quantity {
	q := model.QuantityOf(r, "value")
	if r.Table.Name == "observations" {
		if i, ok := m.Get(subjectOf(r)); ok {
			q.Unit = i.Get("unit_of_measure")
		}
	}
	return q
}

// subjectOf is what an amount or an observation is about: a line or a saving, or an indicator.
func subjectOf(r model.Record) string {
	if r.Table.Name == "observations" {
		return "indicators:" + r.Get("indicator")
	}
	if line := r.Get("line"); strings.Contains(line, ":") {
		return line
	}
	return "budget_lines:" + r.Get("line")
}

// valueNotReported asks when that will be told which the report itself says that it does not tell.
func (m *material) valueNotReported() []Question {
	var out []Question
	asked := map[string]bool{}
	for _, name := range []string{"amounts", "observations"} {
		for _, rows := range statements(m.By(m.About, name)) {
			at := slices.IndexFunc(rows, func(r model.Record) bool { return model.QuantityOf(r, "value").Status == model.NotReported })
			told := slices.ContainsFunc(rows, func(r model.Record) bool { return model.QuantityOf(r, "value").Known })
			if at < 0 || told {
				continue
			}
			row := rows[at]
			subject, ok := m.Get(subjectOf(row))
			if !ok || subject.Table.Name == "savings" || asked[subject.Ref()] {
				continue
			}
			asked[subject.Ref()] = true
			period, _ := model.ParsePeriod(row.Get("period"))
			reason := say("value-not-reported.reason", "Period", period, "Report", m.About)
			question := say("value-not-reported.question", "Name", nameOf(subject))
			if name == "amounts" {
				question.ID += ".amount"
				reason.ID += ".amount"
				reason.Args["Measure"] = row.Get("measure")
			} else if unit, ok := m.Get("units:" + row.Get("unit")); ok && unit.Get("kind") != "committee" {
				reason.ID += ".unit"
				reason.Args["Unit"] = nameOf(unit)
			}
			out = append(out, Question{
				Kind: NotReported, Page: pageOf(subject), Looked: []model.Record{subject, row},
				Text: question, Reason: []Message{reason},
			})
		}
	}
	return out
}

// pageOf is where an indicator is read; of a line the rule's own page.
func pageOf(subject model.Record) string {
	of, _, _ := strings.Cut(subject.Get("subject"), ":")
	switch {
	case subject.Table.Name != "indicators":
		return ""
	case of == "interventions":
		return "interventions"
	case subject.Get("topic") != "" && subject.Get("topic") != "staffing":
		return "quality"
	}
	return "goals"
}

// statements parts one package's rows of a table by their keys.
func statements(rows []model.Record) [][]model.Record {
	var out [][]model.Record
	for i, r := range rows {
		if i == 0 || r.Key != rows[i-1].Key {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], r)
	}
	return out
}

// assumptionOpen asks what became of an assumption that nobody has come back to.
func (m *material) assumptionOpen() []Question {
	if !m.About.Kind.Report() {
		return nil
	}
	var out []Question
	for _, r := range m.Standing("assumptions") {
		p, ok := model.ParsePeriod(r.Get("period"))
		if held := r.Get("held"); r.Get("kind") != "assumption" || held != "" && held != string(model.NotReported) || !ok || !within(p, m.year) {
			continue
		}
		told := m.History("assumptions", r.Key)
		if len(told) == 0 || !told[0].Package.Less(*m.About) {
			continue
		}
		about, known := m.Get(r.Get("about"))
		now, cause := m.tells(r.Get("about"))
		if m.About.Extent != model.Full && now.Record.Table == nil && cause.Table == nil {
			continue
		}
		q := Question{
			Kind: Assumption, Looked: []model.Record{r},
			Reason: []Message{say("assumption-open.reason", "Text", strings.TrimRight(r.Get("text"), ". "), "Report", told[0].Package)},
		}
		variant := ""
		if ofPast(r.Get("text"), told[0].Package) {
			variant = ".past"
		}
		q.Text = say("assumption-open.question" + variant)
		if known {
			q.Text = say("assumption-open.question.about"+variant, "Name", nameOf(about))
		}
		switch {
		case now.Known && (deviation(now.Measure) || m.About.Extent != model.Full):
			q.Looked = append(q.Looked, now.Record)
			q.Reason = append(q.Reason, say("assumption-open.reason.amount", "Name", nameOf(about), "Measure", string(now.Measure), "Amount", now.Quantity, "Report", m.About))
		case cause.Table != nil:
			q.Looked = append(q.Looked, cause)
			q.Reason = append(q.Reason, say("assumption-open.reason.cause", "Name", nameOf(cause), "Report", m.About))
		}
		if m.About.Extent == model.Full {
			q.Reason = append(q.Reason, say("assumption-open.reason.unsaid", "Report", m.About))
		}
		out = append(out, q)
	}
	return out
}

// ofForecast is how an assumption's text names the forecast of a month that it was made for.
var (
	months     = []string{"januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"}
	ofForecast = regexp.MustCompile(`(?i)\b(?:bedömning|prognos)\pL* (?:i|för|från|per) (` + strings.Join(months, "|") + `)\b`)
)

// ofPast reports whether an assumption is one that a forecast of an earlier month was made on, and not that of
// the package that tells it first.
func ofPast(text string, told *model.Package) bool {
	found := ofForecast.FindStringSubmatch(text)
	if found == nil {
		return false
	}
	month := slices.Index(months, strings.ToLower(found[1])) + 1
	return month < int(told.To.Month())
}

// tells is what the package itself tells of a line: an amount, one with a number before one without and
// then how its year ends before others, and the first cause.
func (m *material) tells(ref string) (now model.Amount, cause model.Record) {
	line, is := strings.CutPrefix(ref, "budget_lines:")
	if !is {
		return now, cause
	}
	rank := func(a model.Amount) int {
		return 4*btoi(a.Known) + 2*btoi(a.Measure == model.VarianceOutcome || a.Measure == model.VarianceForecast) + btoi(deviation(a.Measure))
	}
	for _, r := range m.By(m.About, "amounts") {
		if r.Get("line") != line {
			continue
		}
		if a := model.AmountOf(r); now.Record.Table == nil || rank(a) > rank(now) {
			now = a
		}
	}
	for _, r := range m.By(m.About, "causes") {
		if r.Get("subject") == ref {
			return now, r
		}
	}
	return now, cause
}

// deviation reports whether a measure is a variance: what stands beside an assumption that did not hold.
func deviation(m model.Measure) bool {
	return m == model.VarianceYTD || m == model.VarianceOutcome || m == model.VarianceForecast
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// within reports whether a period lies in one year.
func within(p model.Period, year int) bool {
	return !p.Unknown && p.From.Year == year && p.To.Year == year
}
