package compare

import (
	"cmp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"rodatraden/data/model"
)

// The weights of changes: less weighs more.
const (
	WeightVariance   = iota // how the committee's year is expected to end, or ended
	WeightAreas             // the same of its areas
	WeightCauses            // what explains it
	WeightBudget            // budgets, changed frames, demands to save
	WeightSoFar             // how the year so far deviates
	WeightAmounts           // every other amount
	WeightAudit             // the audit: states of its points, answers, days put off
	WeightDecisions         // decisions
	WeightGoals             // how goals are judged
	WeightSavings           // savings, their effects and consequences
	WeightIndicators        // indicators, their values and targets
	WeightInterventions
	WeightControls // controls and their results
	WeightDocuments
	WeightWording // names, texts, links: what is said of things that are the same
	WeightSources // where it stands
	WeightGaps    // what has fallen away, and what is told not to be reported
	WeightSilent  // told otherwise without a word of why
)

var tableWeights = map[string]int{
	"causes": WeightCauses, "amounts": WeightAmounts, "assumptions": WeightCauses, "budget_lines": WeightWording,
	"audit_reports": WeightAudit, "audit_questions": WeightAudit, "audit_points": WeightAudit,
	"responses": WeightAudit, "status_events": WeightAudit, "decisions": WeightDecisions,
	"savings": WeightSavings, "savings_totals": WeightSavings, "impacts": WeightSavings,
	"assessments": WeightGoals, "goals": WeightGoals, "indicators": WeightWording,
	"observations": WeightIndicators, "targets": WeightIndicators, "series_breaks": WeightIndicators,
	"interventions": WeightInterventions, "controls": WeightControls,
	"collaborations": WeightDocuments, "steering_documents": WeightDocuments,
	"units": WeightWording, "links": WeightWording, "texts": WeightWording,
	"documents": WeightSources, "sources": WeightSources,
}

// inOrder weighs the changes and puts them in order: by weight, then by size in kronor, the greatest
// first, then by table and key.
func (c *comparison) inOrder(all []Change) ([]Change, error) {
	root, err := c.root()
	if err != nil {
		return nil, err
	}
	sizes := make(map[*Change]decimal.Decimal)
	pointers := make([]*Change, len(all))
	for i := range all {
		all[i].Weight = all[i].weight(root)
		pointers[i] = &all[i]
		sizes[pointers[i]] = all[i].size()
	}
	slices.SortFunc(pointers, func(a, b *Change) int {
		return cmp.Or(cmp.Compare(a.Weight, b.Weight), sizes[b].Cmp(sizes[a]),
			cmp.Compare(a.Table.Order, b.Table.Order), cmp.Compare(a.Key, b.Key))
	})
	out := make([]Change, len(all))
	for i, p := range pointers {
		out[i] = *p
	}
	return out, nil
}

// root is the budget line of the committee as a whole, where it is known which.
func (c *comparison) root() (string, error) {
	l, err := c.ledger("budget_lines")
	if err != nil {
		return "", err
	}
	wanted := make([]ref, len(l.keys))
	for key := range l.keys {
		wanted[key] = l.winner(c.today, key)
	}
	if err := l.load(wanted...); err != nil {
		return "", err
	}
	lines, parents := map[string]model.Record{}, map[string]bool{}
	for _, r := range wanted {
		for _, row := range l.rows[r] {
			lines[row.ID()] = row
			parents[row.Get("parent")] = true
		}
	}
	best, most := "", -1
	for id, line := range lines {
		if _, part := lines[line.Get("parent")]; part {
			continue
		}
		likely := 0
		unit, _, err := c.standing("units", line.Get("unit"))
		if err != nil {
			return "", err
		}
		if unit.Get("kind") == "committee" {
			likely += 2
		}
		if parents[id] {
			likely++
		}
		if likely > most || likely == most && id < best {
			best, most = id, likely
		}
	}
	return best, nil
}

func (c Change) weight(root string) int {
	rows := c.Now
	if len(rows) == 0 {
		rows = c.Before
	}
	switch {
	case c.Kind == Silent:
		return WeightSilent
	case c.Kind == Fallen:
		return WeightGaps
	case len(c.Now) > 0 && c.Now[0].Get("status") == string(model.NotReported):
		return WeightGaps
	case len(rows) == 0:
		return tableWeights[c.Table.Name]
	}
	switch c.Table.Name {
	case "amounts":
		line := rows[0].Get("line")
		if strings.HasPrefix(line, "savings:") {
			return WeightSavings
		}
		switch model.Measure(rows[0].Get("measure")) {
		case model.VarianceForecast, model.VarianceOutcome:
			if line == root {
				return WeightVariance
			}
			return WeightAreas
		case model.BudgetYear, model.FrameChange, model.EfficiencyDemand:
			return WeightBudget
		case model.VarianceYTD:
			return WeightSoFar
		}
	case "assessments":
		if table, _, _ := strings.Cut(rows[0].Get("subject"), ":"); table != "goals" {
			switch table {
			case "controls":
				return WeightControls
			case "indicators":
				return WeightIndicators
			case "audit_questions":
				return WeightAudit
			case "interventions":
				return WeightInterventions
			}
		}
	}
	return tableWeights[c.Table.Name]
}

// size is how many kronor a change is about: the difference, or the amount that is told alone. It is
// 0 of what is no amount.
func (c Change) size() decimal.Decimal {
	shape := shapes[c.Table.Name]
	if len(shape.numbers) == 0 || shape.numbers[0].unit < 0 {
		return decimal.Zero
	}
	column := c.Table.Fields[shape.numbers[0].value].Name
	kronor := func(r *model.Record) decimal.Decimal {
		if r == nil {
			return decimal.Zero
		}
		q := model.QuantityOf(*r, column)
		if !q.Known || !model.Money(q.Unit) {
			return decimal.Zero
		}
		return q.Kronor()
	}
	if c.Kind == Next { // of another time: what it is, not what it differs by
		return kronor(&c.Now[0]).Abs()
	}
	var greatest decimal.Decimal
	for _, pair := range c.Pairs() {
		if d := kronor(pair.Now).Sub(kronor(pair.Before)).Abs(); d.GreaterThan(greatest) {
			greatest = d
		}
	}
	return greatest
}
