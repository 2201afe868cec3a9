package page

import (
	"cmp"
	"strconv"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
)

// monthsSection is the committee's year month by month; nil where no month's budget or outcome is
// told.
func (s *state) monthsSection() *Months {
	if s.report == nil || s.root.ID == "" {
		return nil
	}
	end := s.month
	if s.annual() {
		end = 12
	}
	m := &Months{Unit: "mkr", Year: s.year, NoReport: s.noReport()}
	reported := s.reportedMonths()
	var without []int
	known := 0
	for i := range m.Points {
		month := i + 1
		p := MonthPoint{Label: s.l.MonthShort(month), Reported: reported[month] && month <= end, Future: month > end}
		p.Budget, p.Outcome, p.Variance = s.monthFigures(month, p.Future, p.Reported)
		if p.Outcome.Present() {
			known++
			m.Unit = p.Outcome.Unit
		}
		if !p.Reported && !p.Future && !p.Outcome.Present() {
			without = append(without, month)
		}
		m.Points[i] = p
	}
	if known == 0 {
		return nil
	}
	m.Budget = s.cell(s.root.ID, model.BudgetYear)
	m.Variance = s.cell(s.root.ID, s.varianceMeasure())
	if s.annual() {
		m.Forecast = s.write(model.Quantity{Status: model.NotApplicable}, i18n.Plain, false)
	} else {
		m.Forecast = s.cell(s.root.ID, model.ForecastYear)
	}
	m.Title = s.monthsTitle(m, end)
	if len(without) > 0 {
		m.Note = s.l.Text("page.months.without", "Months", i18n.Capital(s.l.Months(without)), "NoReport", m.NoReport)
	}
	return m
}

// reportedMonths says which months of the year end a known report's period.
func (s *state) reportedMonths() [13]bool {
	var out [13]bool
	for _, p := range s.packages {
		if s.ofYear(p) {
			out[i18n.PackageEnd(p).Month()] = true
		}
	}
	return out
}

// monthFigures is what is known, by whichever report, of the year to the end of a month. Of a month
// to come only its budget is.
func (s *state) monthFigures(month int, future, reported bool) (budget, outcome, variance Figure) {
	absent := model.NotApplicable
	if !future && reported {
		absent = s.absentStatus()
	}
	get := func(measures ...model.Measure) (Figure, model.Quantity) {
		for _, m := range measures {
			f, ok := s.settled(factKey{s.root.ID, m, yearTo(s.year, month)})
			if ok && (!future || m == model.BudgetYTD || m == model.BudgetYear) {
				return s.reported(f.rows[0]), f.rows[0].Quantity
			}
		}
		return s.write(model.Quantity{Status: absent}, i18n.Plain, false), model.Quantity{}
	}
	budgets, outcomes, variances := []model.Measure{model.BudgetYTD}, []model.Measure{model.OutcomeYTD}, []model.Measure{model.VarianceYTD}
	if month == 12 {
		budgets, outcomes = append(budgets, model.BudgetYear), append(outcomes, model.OutcomeYear)
		variances = append(variances, model.VarianceOutcome)
	}
	var b, o model.Quantity
	budget, b = get(budgets...)
	outcome, o = get(outcomes...)
	variance, _ = get(variances...)
	if stale := s.restated(month); !variance.Present() || stale {
		if d := s.ytdVariance(b, o); d.Known {
			variance = s.computed(d, i18n.Signed, true)
		}
	}
	return budget, outcome, variance
}

// restated reports whether a month's outcome was told anew by a package that did not tell its
// variance anew: the variance told before it no longer belongs to it.
func (s *state) restated(month int) bool {
	o, ok := s.settled(factKey{s.root.ID, model.OutcomeYTD, yearTo(s.year, month)})
	v, told := s.settled(factKey{s.root.ID, model.VarianceYTD, yearTo(s.year, month)})
	if !ok || !told || !v.pkg.Less(*o.pkg) {
		return false
	}
	for _, f := range s.told(factKey{s.root.ID, model.OutcomeYTD, yearTo(s.year, month)}) {
		if f.pkg.ID == v.pkg.ID && len(f.rows) > 0 {
			return !f.rows[0].Known || !o.rows[0].Known || !f.rows[0].Kronor().Equal(o.rows[0].Kronor())
		}
	}
	return false
}

// ytdVariance is budget less outcome, with minus for a deficit in either of the two sign worlds.
func (s *state) ytdVariance(budget, outcome model.Quantity) model.Quantity {
	switch s.report.Variance {
	case "budget-minus-actual":
		return model.Difference(budget, outcome)
	case "actual-minus-budget-costs-negative":
		return model.Difference(outcome, budget)
	}
	return model.Quantity{}
}

// monthsTitle says since when the outcome is over or under the budget, or was when the year had
// ended.
func (s *state) monthsTitle(m *Months, end int) string {
	last, first := 0, 0
	for i := range m.Points[:end] {
		if m.Points[i].Variance.Present() {
			last = i + 1
			first = cmp.Or(first, last)
		}
	}
	if last == 0 {
		return s.l.Text("page.months.title", "Year", strconv.Itoa(s.year))
	}
	sign := m.Points[last-1].Variance.Sign
	since := last
	for i := last; i >= 1; i-- {
		if !m.Points[i-1].Variance.Present() {
			continue
		}
		if m.Points[i-1].Variance.Sign != sign {
			break
		}
		since = i
	}
	key := "page.months." + map[int]string{-1: "over", 0: "on", 1: "under"}[sign]
	switch {
	case s.annual() && (sign == 0 || since == last):
		return s.l.Text(key+"_ended", "Year", strconv.Itoa(s.year))
	case s.annual() && since == first:
		return s.l.Text(key + "_was_throughout")
	case s.annual():
		return s.l.Text(key+"_was_since", "When", s.l.Month(since))
	case sign == 0 || since == last:
		return s.l.Text(key, "When", s.l.Month(last))
	}
	return s.l.Text(key+"_since", "When", s.l.Month(since))
}
