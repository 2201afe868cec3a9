package page

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
	"rodatraden/data/schema"
)

// causeList is what is said to explain one variance.
type causeList struct {
	line  model.BudgetLine
	span  span
	rows  []model.Cause // worst first, those without amount last
	known bool          // the report, or a package after it, tells of causes
}

// causeLists returns what is told of causes at the page's report: the committee's for the year
// first, then those of other lines.
func (s *state) causeLists() []causeList {
	var out []causeList
	for _, key := range s.causes.keys {
		parts := schema.SplitKey(key)
		if len(parts) != 2 {
			continue
		}
		id, ok := strings.CutPrefix(parts[0], "budget_lines:")
		line, known := s.lines[id]
		p, parsed := model.ParsePeriod(parts[1])
		t, _ := s.causes.winner(key)
		if !ok || !known || !parsed || len(t.Rows) == 0 || s.report == nil || t.Package.Less(*s.report) {
			continue
		}
		list := causeList{line: line, span: spanOf(p), known: true}
		if list.span.to.Year() != s.year {
			continue
		}
		for _, r := range t.Rows {
			list.rows = append(list.rows, model.CauseOf(r))
		}
		slices.SortStableFunc(list.rows, func(a, b model.Cause) int {
			if a.Known && b.Known {
				return a.Kronor().Cmp(b.Kronor())
			}
			return cmp.Compare(btoi(!a.Known), btoi(!b.Known))
		})
		out = append(out, list)
	}
	slices.SortStableFunc(out, func(a, b causeList) int {
		return cmp.Compare(btoi(!s.chief(a)), btoi(!s.chief(b)))
	})
	return out
}

// chief reports whether a list explains the variance that the page is chiefly about.
func (s *state) chief(c causeList) bool { return c.line.ID == s.root.ID && c.span == yearSpan(s.year) }

// chiefCauses returns the causes of the committee's variance of the year; its known is false where
// none are told.
func (s *state) chiefCauses() causeList {
	for _, c := range s.causeLists() {
		if s.chief(c) {
			return c
		}
	}
	return causeList{line: s.root, span: yearSpan(s.year)}
}

// amounts returns the amounts of the place that gives the most of them, each cause once.
func (c causeList) amounts() []model.Quantity {
	byPlace := map[string][]model.Quantity{}
	var best []model.Quantity
	for _, r := range c.rows {
		if r.Known {
			byPlace[r.Place] = append(byPlace[r.Place], r.Quantity)
			if len(byPlace[r.Place]) > len(best) {
				best = byPlace[r.Place]
			}
		}
	}
	return best
}

// titles counts the causes: one that is told in two places is one.
func (c causeList) titles() int {
	seen := map[string]bool{}
	for _, r := range c.rows {
		seen[r.Title] = true
	}
	return len(seen)
}

// exhaustive says whether the list is complete: yes where every place says so, no where any says
// that it is not. places are those that differ.
func (c causeList) exhaustive() (answer string, differ bool) {
	answer = "not_stated"
	for i, r := range c.rows {
		if i > 0 && r.Exhaustive != c.rows[0].Exhaustive {
			differ = true
		}
	}
	switch {
	case len(c.rows) == 0:
	case slices.ContainsFunc(c.rows, func(r model.Cause) bool { return r.Exhaustive == "no" }):
		answer = "no"
	case !differ:
		answer = c.rows[0].Exhaustive
	}
	return answer, differ
}

// complete reports whether what the causes leave can be called unexplained: the list says that it
// is complete, and each cause in it has an amount.
func (c causeList) complete() bool {
	answer, _ := c.exhaustive()
	return answer == "yes" && !slices.ContainsFunc(c.rows, func(r model.Cause) bool { return !r.Known })
}

// explained is the variance that a list of causes is about.
func (s *state) explained(c causeList) (factKey, model.Quantity) {
	measures := []model.Measure{s.varianceMeasure(), model.VarianceYTD, model.VarianceOutcome, model.VarianceForecast}
	first := factKey{c.line.ID, measures[0], c.span}
	if c.span != yearSpan(s.year) {
		first.measure = model.VarianceYTD
	}
	for _, m := range append([]model.Measure{first.measure}, measures...) {
		k := factKey{c.line.ID, m, c.span}
		if q := s.quantity(k); q.Known {
			return k, q
		}
	}
	return first, s.quantity(first)
}

// remainder is the variance less what the causes add up to; it is not Known where either is not.
func remainder(variance model.Quantity, causes []model.Quantity) model.Quantity {
	if len(causes) == 0 {
		return model.Quantity{}
	}
	return model.Combine(variance, causes, -1)
}

// rounded reports whether what the causes leave is no more than the rounding of the numbers that it
// is computed from: half of the last digit of each.
func rounded(variance model.Quantity, causes []model.Quantity) bool {
	rest, most := variance.Kronor(), half(variance)
	for _, c := range causes {
		rest, most = rest.Sub(c.Kronor()), most.Add(half(c))
	}
	return rest.Abs().LessThanOrEqual(most)
}

// half is half of a quantity's last digit, in kronor.
func half(q model.Quantity) decimal.Decimal {
	return decimal.New(5, min(q.Value.Exponent(), 0)-1+model.MoneyExponent(q.Unit))
}

// causesSection is the waterfall from causes to variance.
func (s *state) causesSection() Causes {
	list := s.chiefCauses()
	if others := s.causeLists(); !list.known && len(others) > 0 {
		list = others[0]
	}
	key, variance := s.explained(list)
	c := Causes{Items: []CauseItem{}, Sum: s.figure(key), Status: string(s.absentStatus())}
	c.Exhaustive, _ = list.exhaustive()
	c.SumLabel = s.sumLabel(list, key)
	unit := "mkr"
	for _, r := range list.rows {
		f := s.write(r.Quantity, i18n.Signed, true)
		f.Source, f.Place, f.Record = s.source(r.Record), r.Place, r.Record.Ref()
		if r.Known {
			unit = r.Unit
		}
		c.Items = append(c.Items, CauseItem{Title: r.Title, Figure: f, Place: r.Place, Source: f.Source})
	}
	c.Unit = unit + ", " + s.spanLabel(list.span)
	if list.known {
		c.Status = string(model.Reported)
	}
	rest := remainder(variance, list.amounts())
	if rest.Known {
		f := s.computed(rest, i18n.Signed, false) // what is not known is neither better nor worse
		c.Remainder = &f
		c.RemainderLabel = s.l.Text("page.causes.other_or_unexplained")
		if list.complete() {
			c.RemainderLabel = s.l.Text("page.causes.unexplained_computed")
		}
	}
	c.Title = s.causesTitle(list, variance, rest)
	c.Note = s.causesNote(list, variance, rest)
	sources := make([]*Source, 0, len(c.Items))
	for _, item := range c.Items {
		sources = append(sources, item.Source)
	}
	c.Source = shared(sources...)
	return c
}

func (s *state) sumLabel(list causeList, key factKey) string {
	switch {
	case list.line.ID != s.root.ID:
		return list.line.Title
	case key.measure == model.VarianceOutcome:
		return s.l.Text("page.causes.outcome_year")
	}
	return s.l.Text("page.causes.forecast_year")
}

// spanLabel writes a span under a chart: helår 2019, januari–juli 2021.
func (s *state) spanLabel(sp span) string {
	if sp == yearSpan(sp.from.Year()) {
		return s.l.Text("page.whole_year", "Year", strconv.Itoa(sp.from.Year()))
	}
	return s.l.Period(sp.period())
}

func (s *state) causesTitle(list causeList, variance, rest model.Quantity) string {
	amounts := list.amounts()
	sum := model.Sum(amounts)
	switch {
	case !list.known:
		return s.l.Text("page.causes.none", "Absent", s.l.Status(s.absentStatus()))
	case len(amounts) == 0 && list.line.ID != s.root.ID:
		return s.l.Text("page.causes.no_amounts_of", "Count", list.titles(), "Number", s.l.Counted(list.titles()), "Line", list.line.Title)
	case len(amounts) == 0:
		return s.l.Text("page.causes.no_amounts", "Count", list.titles(), "Number", i18n.Capital(s.l.Counted(list.titles())))
	case !variance.Known:
		return s.l.Text("page.causes.no_variance", "Sum", s.l.Amount(sum, i18n.Signed))
	case rest.Value.IsZero():
		return s.l.Text("page.causes.all", "Variance", s.l.Amount(variance, i18n.Signed))
	case rounded(variance, amounts):
		return s.l.Text("page.causes.rounded", "Sum", s.l.Amount(sum, i18n.Signed), "Variance", s.l.Amount(variance, i18n.Signed))
	case overshoots(variance, rest):
		return s.l.Text("page.causes.beyond", "Variance", s.l.Amount(variance, i18n.Signed))
	case list.complete():
		return s.l.Text("page.causes.leave_unexplained", "Rest", s.size(rest))
	}
	return s.l.Text("page.causes.leave_other", "Rest", s.size(rest))
}

// overshoots reports whether the causes add up to more than the variance that they explain.
func overshoots(variance, rest model.Quantity) bool {
	return variance.Known && rest.Known && variance.Value.Sign()*rest.Value.Sign() < 0
}

func (s *state) causesNote(list causeList, variance, rest model.Quantity) string {
	if !list.known {
		return ""
	}
	var parts []string
	if rest.Known && !rest.Value.IsZero() {
		left := i18n.Capital(s.l.Number(rest, i18n.Signed))
		switch {
		case rounded(variance, list.amounts()):
			parts = append(parts, s.l.Text("page.causes.computed_rounded", "Rest", left))
		case !list.complete(): // otherwise its label says so
			parts = append(parts, s.l.Text("page.causes.computed", "Rest", left))
		}
	}
	if _, differ := list.exhaustive(); differ {
		return joined(" ", append(parts, s.exhaustiveByPlace(list)...)...)
	}
	answer, _ := list.exhaustive()
	return joined(" ", append(parts, s.l.Text("page.causes.exhaustive."+answer))...)
}

// exhaustiveByPlace says what each place of the report says of whether its list is complete.
func (s *state) exhaustiveByPlace(list causeList) []string {
	places := map[string][]string{}
	for _, r := range list.rows {
		if r.Place != "" && !slices.Contains(places[r.Exhaustive], s.section(r.Place)) {
			places[r.Exhaustive] = append(places[r.Exhaustive], s.section(r.Place))
		}
	}
	var out []string
	for _, answer := range []string{"yes", "no", "not_stated"} {
		if in := places[answer]; len(in) > 0 {
			out = append(out, s.l.Text("page.causes.exhaustive_in."+answer, "Places", i18n.Capital(s.l.List(in)), "Count", len(in)))
		}
	}
	return out
}
