package followup

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"rodatraden/data/model"
)

// budgetLine is what the arithmetic needs of a budget line.
type budgetLine struct{ parent, kind string }

// linesOf reads the budget lines of a package's own table.
func linesOf(p *Package) map[string]budgetLine {
	lines := map[string]budgetLine{}
	t := p.table("budget_lines")
	if t == nil {
		return lines
	}
	for n := range t.Rows {
		lines[t.cell(n, "id")] = budgetLine{t.cell(n, "parent"), t.cell(n, "kind")}
	}
	return lines
}

// sums is the amounts of a package by line, measure and period. A key that is stated more than
// once ('34' in one section, 'cirka 34' in another) has no one figure to compute with.
type sums struct {
	table *Table
	rows  map[amountKey]int
}

type amountKey struct {
	line, measure, period string
}

func amountsOf(p *Package) sums {
	s := sums{table: p.table("amounts"), rows: map[amountKey]int{}}
	if s.table == nil {
		return s
	}
	twice := map[amountKey]bool{}
	for n := range s.table.Rows {
		k := amountKey{s.table.cell(n, "line"), s.table.cell(n, "measure"), s.table.cell(n, "period")}
		if _, there := s.rows[k]; there {
			twice[k] = true
		}
		s.rows[k] = n
	}
	for k := range twice {
		delete(s.rows, k)
	}
	return s
}

// each visits the figures in the order of the rows.
func (s sums) each(visit func(k amountKey, n int)) {
	if s.table == nil {
		return
	}
	for n := range s.table.Rows {
		k := amountKey{s.table.cell(n, "line"), s.table.cell(n, "measure"), s.table.cell(n, "period")}
		if at, there := s.rows[k]; there && at == n {
			visit(k, n)
		}
	}
}

// get returns the figure of a key where it is known and exact.
func (s sums) get(k amountKey) (model.Quantity, int, bool) {
	n, there := s.rows[k]
	if !there {
		return model.Quantity{}, 0, false
	}
	q := s.table.quantity(n)
	return q, n, q.Known && !q.Approximate
}

// knowsItsLines reports whether the package's own table holds every line that its amounts name.
// Where it does not, the sums of parts wait for the library.
func knowsItsLines(p *Package, lines map[string]budgetLine) bool {
	for k := range amountsOf(p).rows {
		if strings.HasPrefix(k.line, "savings:") {
			continue // what a measure has given is no part of a line
		}
		if _, there := lines[k.line]; !there {
			return false
		}
	}
	return true
}

// checkParts warns where the parts of a line do not sum to it. In an excerpt the parts that are
// not quoted are unknown, and nothing can be summed.
func checkParts(c *collector, p *Package, lines map[string]budgetLine) {
	if p.Manifest.Followup.Extent != model.Full {
		return
	}
	parts := map[string][]string{}
	for id, l := range lines {
		if l.parent != "" && l.parent != id {
			parts[l.parent] = append(parts[l.parent], id)
		}
	}
	s := amountsOf(p)
	s.each(func(k amountKey, n int) {
		children := parts[k.line]
		total, _, known := s.get(k)
		if !known || len(children) == 0 {
			return
		}
		slices.Sort(children)
		items := make([]model.Quantity, 0, len(children))
		// Where costs are positive, an income is taken from them or is printed with a minus.
		signed := make([]model.Quantity, 0, len(children))
		for _, child := range children {
			q, _, ok := s.get(amountKey{child, k.measure, k.period})
			if !ok {
				items = nil
				break
			}
			items = append(items, q)
			if lines[child].kind == "income" && !strings.HasPrefix(k.measure, "variance_") {
				q.Value = q.Value.Neg()
			}
			signed = append(signed, q)
		}
		if items == nil || addsUp(total, items) || addsUp(total, signed) || addsUp(negated(total), signed) {
			return
		}
		sum := model.Sum(items)
		c.warn(PartsDiffer, s.table.at(n, "value"), "Line", k.line, "Measure", k.measure, "Period", k.period,
			"Total", figure(total), "Sum", figure(sum), "Parts", strings.Join(children, ", "))
	})
}

func negated(q model.Quantity) model.Quantity {
	q.Value = q.Value.Neg()
	return q
}

// addsUp reports whether the items sum to the total within their rounding: half of the last digit
// of each.
func addsUp(total model.Quantity, items []model.Quantity) bool {
	off := total.Kronor()
	slack := half(total)
	for _, q := range items {
		off = off.Sub(q.Kronor())
		slack = slack.Add(half(q))
	}
	return off.Abs().LessThanOrEqual(slack)
}

// half is half of the last digit that was reported, in kronor.
func half(q model.Quantity) decimal.Decimal { return decimal.New(5, q.Step()-1) }

// variances says which figures each variance is computed from.
var variancesFrom = []struct{ variance, budget, actual model.Measure }{
	{model.VarianceYTD, model.BudgetYTD, model.OutcomeYTD},
	{model.VarianceOutcome, model.BudgetYear, model.OutcomeYear},
	{model.VarianceForecast, model.BudgetYear, model.ForecastYear},
}

// checkVariances warns where a variance is not what the package's own rule makes of its figures.
func checkVariances(c *collector, p *Package, lines map[string]budgetLine) {
	s := amountsOf(p)
	checkVariancesFrom(c, p, lines, s, s.get)
}

// checkVariancesBefore does the same with the budgets of the year that the package does not tell, because
// they stand since before.
func checkVariancesBefore(c *collector, p *Package, then []*Package, lines map[string]budgetLine) {
	s := amountsOf(p)
	own := map[amountKey]bool{}
	untold := false
	if s.table != nil {
		for n := range s.table.Rows {
			own[amountKey{s.table.cell(n, "line"), s.table.cell(n, "measure"), s.table.cell(n, "period")}] = true
		}
	}
	s.each(func(k amountKey, _ int) {
		for _, from := range variancesFrom {
			untold = untold || from.budget == model.BudgetYear && k.measure == string(from.variance) &&
				!own[amountKey{k.line, string(from.budget), k.period}]
		}
	})
	if !untold {
		return
	}
	before := amountsOf(&Package{Tables: []Table{{Schema: s.table.Schema, Rows: Standing(then, "amounts")}}})
	checkVariancesFrom(c, p, lines, s, func(k amountKey) (model.Quantity, int, bool) {
		if own[k] || k.measure != string(model.BudgetYear) {
			return model.Quantity{}, 0, false
		}
		return before.get(k)
	})
}

func checkVariancesFrom(c *collector, p *Package, lines map[string]budgetLine, s sums, budgetOf func(amountKey) (model.Quantity, int, bool)) {
	rule := p.Manifest.Followup.Variance
	if rule != BudgetMinusActual && rule != ActualMinusBudget {
		return
	}
	s.each(func(k amountKey, n int) {
		for _, from := range variancesFrom {
			if k.measure != string(from.variance) {
				continue
			}
			stated, _, known := s.get(k)
			budget, _, hasBudget := budgetOf(amountKey{k.line, string(from.budget), k.period})
			actual, _, hasActual := s.get(amountKey{k.line, string(from.actual), k.period})
			if !known || !hasBudget || !hasActual {
				continue
			}
			computed := model.Difference(budget, actual)
			slack := half(stated).Add(half(budget)).Add(half(actual))
			off := func(sign int64) decimal.Decimal {
				exact := budget.Kronor().Sub(actual.Kronor()).Mul(decimal.NewFromInt(sign))
				return stated.Kronor().Sub(exact).Abs()
			}
			sign := int64(1)
			if rule == ActualMinusBudget {
				sign, computed = -1, negated(computed)
			}
			if off(sign).LessThanOrEqual(slack) {
				continue
			}
			// Where costs are positive, an income above its budget is a surplus.
			if rule == BudgetMinusActual && lines[k.line].kind == "income" && off(-1).LessThanOrEqual(slack) {
				continue
			}
			c.warn(VarianceDiffers, s.table.at(n, "value"), "Line", k.line, "Measure", k.measure, "Period", k.period,
				"Stated", figure(stated), "Computed", figure(computed),
				"Budget", figure(budget), "Actual", figure(actual))
		}
	})
}

// checkCauses warns where a list of causes that is called exhaustive leaves something over.
func checkCauses(c *collector, p *Package) {
	t := p.table("causes")
	if t == nil {
		return
	}
	type list struct {
		first int
		items []model.Quantity
		all   bool // every cause has a figure
	}
	lists := map[string]*list{}
	var order []string
	for n, row := range t.Rows {
		if t.cell(n, "exhaustive") != "yes" {
			continue
		}
		key := t.Schema.KeyOf(row) + "\x00" + t.cell(n, "place")
		l := lists[key]
		if l == nil {
			l = &list{first: n, all: true}
			lists[key] = l
			order = append(order, key)
		}
		q := t.quantity(n)
		l.items = append(l.items, q)
		l.all = l.all && q.Known && !q.Approximate
	}
	s := amountsOf(p)
	for _, key := range order {
		l := lists[key]
		line, isLine := strings.CutPrefix(t.cell(l.first, "subject"), "budget_lines:")
		if !l.all || !isLine {
			continue
		}
		var stated []model.Quantity
		fits := false
		for _, m := range []model.Measure{model.VarianceForecast, model.VarianceOutcome, model.VarianceYTD} {
			q, _, known := s.get(amountKey{line, string(m), t.cell(l.first, "period")})
			if known {
				stated = append(stated, q)
				fits = fits || addsUp(q, l.items)
			}
		}
		if len(stated) > 0 && !fits {
			c.warn(CausesDiffer, t.at(l.first, "amount"), "Line", line, "Period", t.cell(l.first, "period"),
				"Stated", figure(stated[0]), "Sum", figure(model.Sum(l.items)))
		}
	}
}

// figure writes a number as it stands in the tables, so that it can be found there.
func figure(q model.Quantity) string {
	s := q.Value.StringFixed(max(0, -q.Value.Exponent()))
	if q.Unit != "" {
		s += " " + q.Unit
	}
	return s
}
