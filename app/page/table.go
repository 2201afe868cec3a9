package page

import (
	"slices"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
)

// column is one column of the table: a measure for a time.
type column struct {
	measure model.Measure
	name    string // the message of its heading
}

// columns are those of the conventional table; an annual report has no forecast and no part of the
// year.
func (s *state) columns() []column {
	if s.annual() {
		return []column{
			{model.BudgetYear, "page.column.budget_year"},
			{model.OutcomeYear, "page.column.outcome_year"},
			{model.OutcomeYTDPrevious, "page.column.outcome_year_previous"},
			{model.VarianceOutcome, "page.column.variance"},
		}
	}
	return []column{
		{model.BudgetYear, "page.column.budget_year"},
		{model.BudgetYTD, "page.column.budget_ytd"},
		{model.OutcomeYTD, "page.column.outcome_ytd"},
		{model.OutcomeYTDPrevious, "page.column.outcome_ytd_previous"},
		{model.ForecastYear, "page.column.forecast_year"},
		{model.VarianceForecast, "page.column.variance"},
	}
}

// cellKeys are the facts that may stand in a cell of a report's table, the usual one first.
func cellKeys(line string, m model.Measure, report *model.Package) []factKey {
	end := i18n.PackageEnd(report)
	year, month := end.Year(), int(end.Month())
	if report.Kind == model.Annual {
		month = 12
	}
	switch m {
	case model.BudgetYTD, model.OutcomeYTD, model.VarianceYTD:
		return []factKey{{line, m, yearTo(year, month)}}
	case model.OutcomeYTDPrevious:
		keys := []factKey{{line, m, yearTo(year, month)}, {line, m, yearTo(year-1, month)}}
		if report.Kind == model.Annual {
			keys = append(keys, factKey{line, model.OutcomeYear, yearSpan(year - 1)})
		}
		return keys
	case model.OutcomeYear:
		return []factKey{{line, m, yearSpan(year)}, {line, model.OutcomeYTD, yearSpan(year)}}
	}
	return []factKey{{line, m, yearSpan(year)}}
}

// cell is what the report tells for a place in the table.
func (s *state) cell(line string, m model.Measure) Figure {
	keys := cellKeys(line, m, s.report)
	for _, k := range keys {
		if _, ok := s.current(k); ok {
			return s.figure(k)
		}
	}
	return s.figure(keys[0])
}

// tells reports whether a package itself states something for a place in its own table.
func (s *state) tells(p *model.Package, line string, m model.Measure) bool {
	for _, k := range cellKeys(line, m, p) {
		for _, f := range s.told(k) {
			if f.pkg.ID == p.ID && len(f.rows) > 0 {
				return true
			}
		}
	}
	return false
}

// before returns the report of the same kind that was whole and ranks next below: what it held was
// to be expected again.
func (s *state) before() *model.Package {
	var found *model.Package
	for _, p := range s.packages {
		if s.full() && p.Kind == s.report.Kind && p.Extent == model.Full && !withdraws(p) && p.Less(*s.report) {
			found = p
		}
	}
	return found
}

// expected reports whether a whole report should hold a place of its table: the one before did, or
// it does itself, or it is a place of the committee or an area in a column that is used.
func (s *state) expected(line model.BudgetLine, m model.Measure, used map[model.Measure]bool) bool {
	if !s.full() {
		return false
	}
	if before := s.before(); before != nil && s.tells(before, line.ID, m) {
		return true
	}
	return s.tells(s.report, line.ID, m) || used[m] && (line.ID == s.root.ID || s.depth(line) == 0)
}

// tableLines are the lines that the table shows: those of which the report, or the whole report
// before it, tells something, and the committee last.
func (s *state) tableLines() []model.BudgetLine {
	if s.report == nil {
		return nil
	}
	before := s.before()
	var out []model.BudgetLine
	for _, line := range s.areas {
		for _, c := range s.columns() {
			if s.cell(line.ID, c.measure).Present() || s.tells(s.report, line.ID, c.measure) ||
				before != nil && s.tells(before, line.ID, c.measure) {
				out = append(out, line)
				break
			}
		}
	}
	if s.root.ID != "" {
		out = append(out, s.root)
	}
	return out
}

// table is the conventional table of a Swedish follow-up, with the gaps that it shows.
func (s *state) table() (LineTable, Gaps) {
	t := LineTable{Columns: []string{}, Rows: []LineRow{}}
	var gaps Gaps
	if s.report == nil {
		t.Title = s.l.Text("page.table.none", "Absent", s.l.Status(s.absentStatus()))
		return t, gaps
	}
	columns := s.columns()
	for _, c := range columns {
		t.Columns = append(t.Columns, s.l.Text(c.name))
	}
	lines := s.tableLines()
	before := s.before()
	used := map[model.Measure]bool{}
	for _, c := range columns {
		used[c.measure] = slices.ContainsFunc(lines, func(line model.BudgetLine) bool {
			return s.tells(s.report, line.ID, c.measure) || before != nil && s.tells(before, line.ID, c.measure)
		})
	}
	units := map[string]int{}
	var sources []*Source
	var worded []string // the columns of what is told in words alone
	present := make([]bool, len(columns))
	for _, line := range lines {
		row := LineRow{Line: line.ID, Title: line.Title, Total: line.ID == s.root.ID, Trend: s.trend(line.ID)}
		if !row.Total {
			row.Depth = s.depth(line)
		}
		for i, c := range columns {
			f := s.cell(line.ID, c.measure)
			expected := s.expected(line, c.measure, used)
			switch {
			case f.Present():
				units[f.Unit]++
				present[i] = true
				sources = append(sources, f.Source)
				if f.Status == string(model.Preliminary) {
					f.Number = s.l.Text("page.table.preliminary", "Number", f.Number)
				}
			case f.Words != "":
				worded = append(worded, s.l.Text(c.name))
			case s.full() && !expected:
				f = s.write(model.Quantity{Status: model.NotApplicable}, i18n.Plain, false)
			}
			if expected && f.Status != string(model.NotApplicable) {
				gaps.Expected++
			}
			if f.Status == string(model.NotReported) {
				gaps.NotReported++
				gaps.Expected += btoi(!expected)
			}
			row.Cells = append(row.Cells, f)
		}
		t.Rows = append(t.Rows, row)
	}
	t.Unit = s.tableUnit(&t, units)
	t.Title = s.tableTitle(present, worded, gaps)
	t.Note = s.signRule()
	t.Source = shared(sources...)
	return t, gaps
}

// tableUnit names the unit that the numbers share; a number in another unit carries its own.
func (s *state) tableUnit(t *LineTable, units map[string]int) string {
	common := "mkr"
	for u, n := range units {
		if n > units[common] || n == units[common] && u > common {
			common = u
		}
	}
	for _, row := range t.Rows {
		for i, f := range row.Cells {
			if f.Present() && f.Unit != common {
				row.Cells[i].Number = f.Text
			}
		}
	}
	return s.l.Text("page.table.unit", "Unit", common)
}

// tableTitle says what of the table is there.
func (s *state) tableTitle(present []bool, worded []string, gaps Gaps) string {
	n := 0
	only := 0
	for i, p := range present {
		if p {
			n++
			only = i
		}
	}
	absent := s.l.Status(s.absentStatus())
	switch {
	case n == 0:
		return s.l.Text("page.table.none", "Absent", absent)
	case s.full() && gaps.NotReported > 0:
		return s.l.Text("page.table.gaps", "Count", gaps.NotReported, "Number", s.l.Int(gaps.NotReported), "Total", s.l.Int(gaps.Expected))
	case s.full() && s.annual():
		return s.l.Text("page.table.full_annual")
	case s.full():
		return s.l.Text("page.table.full")
	case n == 1 && only == len(present)-1 && s.annual():
		return s.l.Text("page.table.only_variance_annual")
	case n == 1 && only == len(present)-1:
		return s.l.Text("page.table.only_variance")
	case n == 1 && len(worded) > 0:
		return s.l.Text("page.table.only_and_words", "Column", s.l.Text(s.columns()[only].name), "Words", i18n.Small(worded[0]))
	case n == 1 && s.annual():
		return s.l.Text("page.table.only_annual", "Column", i18n.Small(s.l.Text(s.columns()[only].name)))
	case n == 1:
		return s.l.Text("page.table.only", "Column", i18n.Small(s.l.Text(s.columns()[only].name)))
	}
	return s.l.Text("page.table.some", "Count", n, "Number", i18n.Capital(s.l.Counted(n)), "Total", s.l.Counted(len(present)))
}

// signRule says what a deviation is, as the report counts it.
func (s *state) signRule() string {
	switch s.report.Variance {
	case "budget-minus-actual":
		if s.annual() {
			return s.l.Text("page.sign.budget_minus_outcome")
		}
		return s.l.Text("page.sign.budget_minus_forecast")
	case "actual-minus-budget-costs-negative":
		if s.annual() {
			return s.l.Text("page.sign.outcome_minus_budget")
		}
		return s.l.Text("page.sign.forecast_minus_budget")
	}
	return s.l.Text("page.sign.not_stated")
}

// trend is a line's forecast of its variance, report by report of the year.
func (s *state) trend(line string) []Figure {
	out := []Figure{}
	k := factKey{line, model.VarianceForecast, yearSpan(s.year)}
	for _, p := range s.packages {
		if !p.Kind.Report() || withdraws(p) || p.Kind == model.Annual || i18n.PackageEnd(p).Year() != s.year || s.report.Less(*p) {
			continue
		}
		f := s.write(model.Quantity{Status: model.AbsentIn(p.Extent)}, i18n.Plain, false)
		for _, told := range s.told(k) {
			if told.pkg.ID == p.ID && len(told.rows) > 0 {
				f = s.reported(told.rows[0])
			}
		}
		out = append(out, f)
	}
	return out
}

// areasSection is budget, outcome and forecast per area; nil where no area has budget beside
// either of the others.
func (s *state) areasSection() *Areas {
	if s.report == nil {
		return nil
	}
	outcome := model.OutcomeYTD
	names := [3]string{
		s.l.Text("page.areas.budget"),
		s.l.Text("page.areas.outcome", "Months", s.l.MonthSpan(1, s.month)),
		s.l.Text("page.areas.forecast"),
	}
	if s.annual() {
		outcome = model.OutcomeYear
		names[1], names[2] = s.l.Text("page.areas.outcome_year"), ""
	}
	a := &Areas{Unit: "mkr", Names: names, Rows: []AreaRow{}}
	enough := false
	over, known := 0, 0
	for _, line := range s.tableLines() {
		if line.ID == s.root.ID || s.depth(line) > 0 {
			continue
		}
		row := AreaRow{
			Line: line.ID, Title: line.Title,
			Budget: s.cell(line.ID, model.BudgetYear), Outcome: s.cell(line.ID, outcome),
			Variance: s.cell(line.ID, s.varianceMeasure()),
		}
		if s.annual() {
			row.Forecast = s.write(model.Quantity{Status: model.NotApplicable}, i18n.Plain, false)
		} else {
			row.Forecast = s.cell(line.ID, model.ForecastYear)
		}
		enough = enough || row.Budget.Present() && (row.Outcome.Present() || row.Forecast.Present())
		if row.Variance.Present() {
			known++
			over += btoi(row.Variance.Sign < 0)
		}
		for _, f := range []Figure{row.Budget, row.Outcome, row.Forecast} {
			if f.Present() {
				a.Unit = f.Unit
			}
		}
		a.Rows = append(a.Rows, row)
	}
	if !enough {
		return nil
	}
	a.Title = s.areasTitle(over, known, len(a.Rows))
	if silent := len(s.silentAreas()); silent > 0 && known > 0 {
		a.Title = s.l.Text("page.areas.but", "Title", a.Title, "Count", silent, "Number", s.l.CountedNeuter(silent), "Absent", s.l.Status(model.NotReported))
	}
	a.Note = s.signRule()
	return a
}

func (s *state) areasTitle(over, known, total int) string {
	tense := "goes"
	if s.annual() {
		tense = "went"
	}
	switch {
	case known == 0:
		return s.l.Text("page.areas.unknown", "Absent", s.l.Status(s.absentStatus()))
	case over == 0:
		return s.l.Text("page.areas."+tense+".none", "Total", s.l.Counted(total))
	case over == total:
		return s.l.Text("page.areas."+tense+".all", "Total", s.l.Counted(total))
	}
	return s.l.Text("page.areas."+tense+".some", "Count", over, "Over", i18n.Capital(s.l.CountedNeuter(over)), "Total", s.l.Counted(total))
}
