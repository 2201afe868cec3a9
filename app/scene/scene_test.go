package scene

import (
	"strings"
	"testing"

	"rodatraden/app/diagram"
	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/data/model"
)

var sv = i18n.New("sv")

func amount(value, text string) page.Figure {
	return page.Figure{Value: &value, AmountUnit: "mkr", Unit: "mkr", Number: text, Text: text + " mkr", Status: string(model.Reported)}
}

func absent(s model.Status) page.Figure { return page.Figure{Status: string(s), Text: sv.Status(s)} }

// cells is a chart's table as text.
func cells(d diagram.Diagram) string {
	var rows []string
	for _, r := range d.Table().Rows {
		rows = append(rows, strings.Join(r, "|"))
	}
	return strings.Join(rows, "\n")
}

func TestAMonthWithoutAReportReadsAsThePageHasIt(t *testing.T) {
	j := page.Journey{NoReport: "ingen känd rapport", Steps: []page.Step{
		{Kind: page.StepForecast, Label: "Maj 2021", Figure: amount("-2", "−2")},
		{Kind: page.StepNoReport, Label: "Juni 2021", Figure: absent(model.NotApplicable)},
	}}
	if got := cells(Journey(j, sv)); !strings.Contains(got, "Juni 2021|ingen känd rapport") {
		t.Errorf("journey:\n%s", got)
	}
	m := page.Months{NoReport: "ingen känd rapport", Budget: absent(model.NotQuoted), Forecast: absent(model.NotQuoted), Variance: absent(model.NotQuoted)}
	for i := range m.Points {
		m.Points[i] = page.MonthPoint{Label: sv.MonthShort(i + 1), Future: i > 1, Reported: i == 1,
			Budget: amount("10", "10"), Outcome: absent(model.NotApplicable), Variance: absent(model.NotApplicable)}
	}
	m.Points[1].Outcome = amount("11", "11")
	if got := cells(Months(m, sv)); !strings.HasPrefix(got, "januari|10|ingen känd rapport") {
		t.Errorf("months:\n%s", got)
	}
}

func TestAYearThatHasEndedHasNoForecastToDraw(t *testing.T) {
	row := page.AreaRow{Title: "Skolan", Budget: amount("10", "10"), Outcome: amount("11", "11"), Forecast: absent(model.NotApplicable), Variance: amount("-1", "−1")}
	d := Areas(page.Areas{Names: [3]string{"budget", "utfall", ""}, Rows: []page.AreaRow{row}}, sv)
	if d.Areas[0].Forecast.Status != diagram.None {
		t.Errorf("areas: %+v", d.Areas[0].Forecast)
	}
	m := Months(page.Months{Forecast: absent(model.NotApplicable), Budget: amount("10", "10")}, sv)
	if last := m.Months[11]; last.Forecast.Status != diagram.None {
		t.Errorf("months: %+v", last.Forecast)
	}
}

func TestSavingsAreDrawnInOneUnitAndReadInTheirOwn(t *testing.T) {
	thousand := page.Figure{Value: new(string), AmountUnit: "tkr", Unit: "tkr", Number: "900", Text: "900 tkr", Status: string(model.Reported)}
	*thousand.Value = "900"
	w := page.Waterfall{Unit: "mkr", Rows: []page.WaterfallRow{
		{Label: "A", Amount: amount("2", "2"), Effect: absent(model.NotQuoted), Measures: []string{"savings:a"}},
		{Label: "Två övriga åtgärder", Amount: thousand, Effect: thousand, Measures: []string{"savings:b", "savings:c"}},
		{Label: "D", Amount: thousand, Effect: absent(model.NotApplicable), Measures: []string{"savings:d"}},
	}, Total: page.WaterfallRow{Label: "Summa", Amount: amount("3.8", "3,8"), Effect: absent(model.NotQuoted)}}
	d := Savings(w, "savings:c", sv)
	if got, want := cells(d), "A|2 mkr|återges inte\nTvå övriga åtgärder|900 tkr|900 tkr\nD|900 tkr|\nSumma|3,8 mkr|återges inte"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if v := d.Rows[1].Amount.V; v.String() != "0.9" {
		t.Errorf("900 tkr is drawn as %s mkr", v)
	}
	if d.Rows[0].Selected || !d.Rows[1].Selected || d.Rows[0].ID != "savings:a" || d.Rows[1].ID != "" {
		t.Errorf("chosen: %+v", d.Rows)
	}
}

func TestCausesWithoutAmountsAreNamesAlone(t *testing.T) {
	c := page.Causes{Sum: absent(model.NotQuoted), SumLabel: "Utfall helår", Items: []page.CauseItem{
		{Title: "Placeringar", Place: "avsnitt 4", Figure: absent(model.NotQuoted)}, {Title: "Placeringar", Place: "bilaga 1", Figure: absent(model.NotQuoted)},
		{Title: "Vakanser", Place: "bilaga 1", Figure: absent(model.NotQuoted)},
	}}
	if got, want := cells(Causes(c, sv)), "Placeringar, avsnitt 4|\nPlaceringar, bilaga 1|\nVakanser|"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	c.Items[2].Figure = amount("-3", "−3")
	if got := cells(Causes(c, sv)); !strings.Contains(got, "Placeringar, avsnitt 4|återges inte\n") || !strings.Contains(got, "Vakanser|−3\nUtfall helår|återges inte") {
		t.Errorf("with an amount:\n%s", got)
	}
}
