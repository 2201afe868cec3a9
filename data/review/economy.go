package review

import (
	"slices"

	"rodatraden/data/model"
)

// economyRules are those of budget, outcome and forecast.
var economyRules = []Rule{
	{"causes-remainder", "economy", 10, (*material).causesRemainder},
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
		if !rest.Known || rest.Value.IsZero() {
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
