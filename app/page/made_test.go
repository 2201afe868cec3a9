package page

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"rodatraden/app/i18n"
	"rodatraden/data/compare"
	"rodatraden/data/model"
	"rodatraden/data/schema"
	"rodatraden/data/store"
)

// made builds what packages tell by hand: rows of cells by column.
type made struct {
	Library  // nil: nothing but what it tells is asked for
	packages []*model.Package
	tables   Tables
	rows     int
}

// into is where what is told of a table is kept.
func (m *made) into(table string) *[]Told {
	return map[string]*[]Told{
		"amounts": &m.tables.Amounts, "causes": &m.tables.Causes, "budget_lines": &m.tables.Lines, "decisions": &m.tables.Decisions,
		"units": &m.tables.Units, "sources": &m.tables.Sources, "documents": &m.tables.Documents,
	}[table]
}

func (m *made) tell(p *model.Package, table string, cells map[string]string) {
	into := m.into(table)
	t := schema.MustGet(table)
	row := make([]string, len(t.Fields))
	m.rows++
	if cells["id"] == "" {
		cells["id"] = fmt.Sprintf("%s-%d", table, m.rows)
	}
	for name, cell := range cells {
		row[t.Column(name)] = cell
	}
	key := t.KeyOf(row)
	record := model.Record{Table: t, Package: p, Key: key, Cells: row}
	for i, told := range *into {
		if told.Package == p && told.Key == key {
			(*into)[i].Rows = append(told.Rows, record)
			return
		}
	}
	*into = append(*into, Told{Package: p, Key: key, Rows: []model.Record{record}})
}

func (m *made) withdraw(p *model.Package, key string) {
	m.tables.Amounts = append(m.tables.Amounts, Told{Package: p, Key: key})
}

func (m *made) amount(p *model.Package, line string, measure model.Measure, period, value, unit string, more ...string) {
	cells := map[string]string{"line": line, "measure": string(measure), "period": period, "value": value, "amount_unit": unit}
	if value != "" {
		cells["status"] = "reported"
	}
	for i := 0; i+1 < len(more); i += 2 {
		cells[more[i]] = more[i+1]
	}
	m.tell(p, "amounts", cells)
}

func (m *made) line(p *model.Package, id, parent, title string) {
	m.tell(p, "budget_lines", map[string]string{"id": id, "parent": parent, "title": title, "kind": "net"})
}

func (m *made) state(about string) *state {
	c, err := Choose(m.packages, about, None)
	if err != nil {
		panic(err)
	}
	return newState(&m.tables, c.Packages, c.Package, c.At, i18n.New("sv"))
}

func (m *made) compared(about, with string) (*state, earlier) {
	c, err := Choose(m.packages, about, with)
	if err != nil {
		panic(err)
	}
	l := i18n.New("sv")
	s := newState(&m.tables, c.Packages, c.Package, c.At, l)
	e := earlier{newState(&m.tables, c.Packages, c.Compare, c.CompareAt, l)}
	told := struct{ compare.Library }{m} // which has no snapshots
	if s.found, err = c.compared(context.Background(), told); err == nil {
		err = s.loadToldAgain(context.Background(), told, c, e)
	}
	if err != nil {
		panic(err)
	}
	return s, e
}

// Packages and History are what is told as a library has it.
func (m *made) Packages(context.Context, string, string) ([]*model.Package, error) {
	return m.packages, nil
}

func (m *made) History(_ context.Context, s store.Scope, table string, _ ...store.Match) ([]store.Statement, error) {
	var out []store.Statement
	if told := m.into(table); told != nil {
		for _, t := range *told {
			if t.Package.KnownAt(s.At) {
				out = append(out, store.Statement{Table: schema.MustGet(table), Package: t.Package, Key: t.Key, Rows: t.Rows})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b store.Statement) int { return compareRank(a.Package, b.Package) })
	return out, nil
}

func TestAWithdrawnAmountIsNeitherTheValueNorTheLastKnown(t *testing.T) {
	m := &made{packages: corrected()}
	feb, mar, apr := m.packages[0], m.packages[1], m.packages[2]
	m.line(feb, "total", "", "Nämnden totalt")
	m.amount(feb, "total", model.VarianceForecast, "2025", "-2.0", "mkr")
	m.amount(mar, "total", model.VarianceForecast, "2025", "-3.0", "mkr")
	m.withdraw(apr, "total|variance_forecast|2025")
	s := m.state("apr")
	f := s.figure(s.variance("total"))
	if f.Present() || f.LastKnown != "" || f.Text != "redovisas inte" {
		t.Errorf("withdrawn: %+v", f)
	}
	s = m.state("mar")
	same(t, "before it was", said(s.figure(s.variance("total"))), "−3,0 mkr")
}

func TestAPackageThatOnlyWithdrawsAnotherSaysWhyAndTellsTheReportBefore(t *testing.T) {
	m := &made{packages: corrected()}
	feb, mar := m.packages[0], m.packages[1]
	withdrawal := m.packages[3]
	withdrawal.Rows, withdrawal.Supersedes, withdrawal.Reason = 0, mar.ID, "fel nämnd"
	m.line(feb, "total", "", "Nämnden totalt")
	m.amount(feb, "total", model.VarianceForecast, "2025", "-2.0", "mkr")
	m.amount(mar, "total", model.VarianceForecast, "2025", "-3.0", "mkr")
	e := m.state("mar-2").economy(earlier{})
	if e.About.Reason != "fel nämnd" || e.Report == nil || e.Report.Name != "feb" {
		t.Errorf("%+v %+v", e.About, e.Report)
	}
	same(t, "sub", e.Sub, "Uppföljningen är återtagen: fel nämnd · Ekonomin enligt Månadsuppföljning feb · 1 av 1 belopp redovisas")
	same(t, "forecast", said(e.Forecast), "−2,0 mkr")
}

func TestCostsThatAreNegativeHaveTheSameSignForADeficit(t *testing.T) {
	m := &made{packages: []*model.Package{packageOf("mar", 1, 3, 0)}}
	p := m.packages[0]
	p.Variance = "actual-minus-budget-costs-negative"
	m.line(p, "total", "", "Nämnden totalt")
	m.amount(p, "total", model.BudgetYTD, "2025-01/2025-03", "-100.0", "mkr")
	m.amount(p, "total", model.OutcomeYTD, "2025-01/2025-03", "-103.5", "mkr")
	e := m.state("mar").economy(earlier{})
	same(t, "worked out", said(e.Months.Points[2].Variance), "−3,5 mkr")
	same(t, "title", e.Months.Title, "Utfallet ligger över budget i mars")
	same(t, "sign rule", e.Table.Note, "Avvikelse = prognos − budget, kostnader är negativa. Minus är underskott.")
	p.Variance = "not_stated"
	if v := m.state("mar").economy(earlier{}).Months.Points[2].Variance; v.Present() {
		t.Errorf("worked out although the report does not say how: %+v", v)
	}
}

func TestMixedUnitsKeepTheirOwn(t *testing.T) {
	m := &made{packages: []*model.Package{packageOf("mar", 1, 3, 0)}}
	p := m.packages[0]
	m.line(p, "total", "", "Nämnden totalt")
	m.line(p, "a", "total", "Område A")
	m.amount(p, "total", model.BudgetYear, "2025", "489.0", "mkr")
	m.amount(p, "total", model.VarianceForecast, "2025", "-2", "mkr")
	m.amount(p, "a", model.BudgetYear, "2025", "18400", "tkr")
	table, _ := m.state("mar").table()
	same(t, "unit", table.Unit, "Belopp i mkr")
	same(t, "cells", table.Rows[0].Cells[0].Number+" "+table.Rows[1].Cells[0].Number, "18\u202f400 tkr 489,0")
}

func TestTheSameForecastAndOneAsCoarseAreToldApart(t *testing.T) {
	for _, c := range []struct{ before, now, headline string }{
		{"-18", "-18", "Underskottet väntas bli 18 mkr, samma som i mars"},
		{"-18.2", "-18", "Underskottet väntas bli 18 mkr, ungefär som i mars"},
		{"-18.0", "-20.5", "Underskottet väntas bli 20,5 mkr, 2,5 mkr större än i mars"},
		{"-1.0", "2.0", "Överskottet väntas bli 2,0 mkr, 3,0 mkr bättre än i mars"},
		{"2.0", "-1.0", "Underskottet väntas bli 1,0 mkr, 3,0 mkr sämre än i mars"},
		{"2.0", "3.0", "Överskottet väntas bli 3,0 mkr, 1,0 mkr större än i mars"},
		{"3.0", "2.0", "Överskottet väntas bli 2,0 mkr, 1,0 mkr mindre än i mars"},
		{"-1.0", "0.0", "Budgeten väntas gå jämnt ut, 1,0 mkr bättre än i mars"},
		{"", "-4", "Underskottet väntas bli 4 mkr"},
		{"-4", "", "Prognosen redovisas inte, senast kända är −4 mkr (mars 2025)"},
	} {
		m := &made{packages: corrected()}
		mar, apr := m.packages[1], m.packages[2]
		m.line(mar, "total", "", "Nämnden totalt")
		if c.before != "" {
			m.amount(mar, "total", model.VarianceForecast, "2025", c.before, "mkr")
		}
		if c.now != "" {
			m.amount(apr, "total", model.VarianceForecast, "2025", c.now, "mkr")
		}
		s, e := m.compared("apr", "mar")
		same(t, c.before+" to "+c.now, s.overview(e, besides{}).Headline, c.headline)
	}
}

func TestTheJourneysTitleIsItsFinding(t *testing.T) {
	for _, c := range []struct{ forecasts, title string }{
		{"-2 -3", "Prognosen försämrades i mars"},
		{"-3 -2", "Prognosen förbättrades i mars"},
		{"-1 -2 -3 -4", "Prognosen har försämrats tre gånger i rad"},
		{"-4 -3 -2", "Prognosen har förbättrats två gånger i rad"},
		{"-1 -3 -2", "Prognosen vände i april men är kvar under noll"},
		{"-1 -3 2", "Prognosen vände uppåt i april"},
		{"-3 -1 -2", "Prognosen vände nedåt i april"},
		{"-3 -3 -3", "Prognosen är oförändrad sedan februari"},
		{"-2 -3 -3", "Prognosen är oförändrad sedan mars"},
		{"-3", "Årets första kända prognos är −3 mkr"},
	} {
		m := &made{}
		for i, v := range strings.Fields(c.forecasts) {
			p := packageOf(fmt.Sprintf("p%d", i), int64(i+1), i+2, 0)
			m.packages = append(m.packages, p)
			m.line(p, "total", "", "Nämnden totalt")
			m.amount(p, "total", model.VarianceForecast, "2025", v, "mkr")
		}
		same(t, c.forecasts, m.state(Latest).journey().Title, c.title)
	}
}

func TestWhatTheCausesLeaveIsCalledUnexplainedOnlyWhenTheListIsComplete(t *testing.T) {
	for _, c := range []struct{ exhaustive, second, title, label string }{
		{"yes", "-2.0", "Orsakerna lämnar 1,0 mkr oförklarat", "Oförklarat, uträknat"},
		{"no", "-2.0", "Orsakerna lämnar 1,0 mkr övrigt eller oförklarat", "Övrigt eller oförklarat"},
		{"not_stated", "-2.0", "Orsakerna lämnar 1,0 mkr övrigt eller oförklarat", "Övrigt eller oförklarat"},
		{"yes", "", "Orsakerna lämnar 3,0 mkr övrigt eller oförklarat", "Övrigt eller oförklarat"}, // one of them has no amount
		{"yes", "-3.0", "Orsakerna ger hela avvikelsen, −7,0 mkr", "Oförklarat, uträknat"},
		{"yes", "-6.0", "Orsakerna räcker längre än −7,0 mkr", "Oförklarat, uträknat"},
	} {
		m := &made{packages: []*model.Package{packageOf("mar", 1, 3, 0)}}
		p := m.packages[0]
		m.line(p, "total", "", "Nämnden totalt")
		m.amount(p, "total", model.VarianceForecast, "2025", "-7.0", "mkr")
		for i, v := range []string{"-4.0", c.second} {
			m.tell(p, "causes", map[string]string{
				"subject": "budget_lines:total", "period": "2025", "title": fmt.Sprintf("Orsak %d", i), "amount": v, "amount_unit": "mkr", "exhaustive": c.exhaustive,
			})
		}
		causes := m.state("mar").causesSection()
		same(t, c.exhaustive+" "+c.second, causes.Title, c.title)
		if causes.RemainderLabel != c.label {
			t.Errorf("%s %s: %q, want %q", c.exhaustive, c.second, causes.RemainderLabel, c.label)
		}
	}
}

func TestASilentChangeIsOneOfAClosedPeriodWithoutAWord(t *testing.T) {
	for _, c := range []struct {
		name    string
		measure model.Measure
		period  string
		more    []string
		extent  model.Extent
		silent  bool
	}{
		{"a closed period", model.OutcomeYTD, "2025-01/2025-03", nil, model.Full, true},
		{"explained", model.OutcomeYTD, "2025-01/2025-03", []string{"revision_note", "rättad faktura"}, model.Full, false},
		{"a new forecast", model.VarianceForecast, "2025", nil, model.Full, false},
		{"a new budget", model.BudgetYear, "2025", nil, model.Full, false},
		{"an excerpt may have left the word out", model.OutcomeYTD, "2025-01/2025-03", nil, model.Excerpt, false},
	} {
		m := &made{packages: corrected()}
		mar, apr := m.packages[1], m.packages[2]
		apr.Extent = c.extent
		m.line(mar, "total", "", "Nämnden totalt")
		m.amount(mar, "total", c.measure, c.period, "123.9", "mkr")
		m.amount(apr, "total", c.measure, c.period, "124.4", "mkr", c.more...)
		m.amount(apr, "total", c.measure, "2025-01/2025-04", "166.4", "mkr") // what April tells of itself
		s, e := m.compared("apr", "mar")
		if got := len(s.silentChanges(e)) == 1; got != c.silent {
			t.Errorf("%s: silent %v", c.name, got)
		}
	}
}

func TestAHeadlineFitsWhateverTheNamesAndNumbersAre(t *testing.T) {
	m := &made{packages: corrected()}
	mar, apr := m.packages[1], m.packages[2]
	m.line(mar, "total", "", "Nämnden totalt")
	long := strings.Repeat("Verksamhetsområdet för arbete och ", 3) + "stöd"
	for i, id := range []string{"a", "b"} {
		m.line(mar, id, "total", long)
		m.amount(apr, id, model.VarianceForecast, "2025", fmt.Sprintf("-12345678901%d.25", i), "kr")
	}
	m.amount(mar, "total", model.VarianceForecast, "2025", "-123456789012345.25", "kr")
	m.amount(apr, "total", model.VarianceForecast, "2025", "-1234567890123456.25", "kr")
	s, e := m.compared("apr", "mar")
	checkHead(t, "long", s.overview(e, besides{}).Head)
	checkHead(t, "long", s.economy(e).Head)
}

func TestAnEmptyLibraryOfFactsStillMakesPages(t *testing.T) {
	for _, kind := range []model.Kind{model.Monthly, model.Annual, model.Plan, model.Audit} {
		m := &made{packages: []*model.Package{packageOf("p", 1, 12, 0)}}
		m.packages[0].Kind = kind
		s := m.state("p")
		checkHead(t, string(kind), s.overview(earlier{}, besides{}).Head)
		e := s.economy(earlier{})
		checkHead(t, string(kind), e.Head)
		checkTexts(t, string(kind), e, faces(t), map[rune]bool{})
	}
}
