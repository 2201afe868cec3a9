// Package scene makes the charts of a page out of what the page says, so that the window and the
// exports draw the same.
package scene

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"rodatraden/app/diagram"
	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/data/model"
)

// The names of the charts, for exports.
const (
	JourneyName = "journey"
	AreasName   = "areas"
	MonthsName  = "months"
	CausesName  = "causes"
)

// Names lists the charts that there are.
var Names = []string{JourneyName, AreasName, MonthsName, CausesName, IndicatorName, SavingsName, InterventionName}

// Scene is one chart of a page with what surrounds it when it stands alone.
type Scene struct {
	Name    string
	Diagram diagram.Diagram
	Title   string // the finding
	Sub     string // unit and period
	Foot    string // sign rule and source
}

// Spec is the chart as a picture of its own, at the size of a page in a report.
func (s Scene) Spec() diagram.Spec {
	spec := diagram.Spec{W: 1600, H: 600, Scale: 1, TextScale: 1.5, Title: s.Title, Sub: s.Sub, Foot: s.Foot}
	spec.H = max(spec.H, diagram.MinHeight(s.Diagram, spec))
	return spec
}

// Of returns the charts of a page, first the one that says most. A page without charts has none.
func Of(made any, l *i18n.Localizer) []Scene {
	switch p := made.(type) {
	case *page.Overview:
		return []Scene{journey(p.Head, p.Journey, l)}
	case *page.Economy:
		var out []Scene
		if p.Areas != nil {
			out = append(out, Scene{
				Name: AreasName, Diagram: Areas(*p.Areas, l), Title: p.Areas.Title,
				Sub: under(p.Head, p.Areas.Unit), Foot: foot(p.Areas.Note, p.Source),
			})
		}
		if p.Months != nil {
			out = append(out, Scene{
				Name: MonthsName, Diagram: Months(*p.Months, l), Title: p.Months.Title,
				Sub: under(p.Head, p.Months.Unit), Foot: foot(p.Months.Note, p.Source),
			})
		}
		out = append(out, journey(p.Head, p.Journey, l))
		if p.Causes.Status == string(model.Reported) {
			out = append(out, Scene{
				Name: CausesName, Diagram: Causes(p.Causes, l), Title: p.Causes.Title,
				Sub: under(p.Head, p.Causes.Unit), Foot: foot(p.Causes.Note, p.Causes.Source),
			})
		}
		return out
	case *page.Goals:
		return indicators(p, l)
	case *page.Savings:
		return savings(p, l)
	case *page.Interventions:
		return interventions(p, l)
	}
	return nil
}

func journey(h page.Head, j page.Journey, l *i18n.Localizer) Scene {
	d := Journey(j, l)
	d.Legend = true
	return Scene{Name: JourneyName, Diagram: d, Title: j.Title, Sub: under(h, j.Unit), Foot: foot(j.Note, j.Source)}
}

// under names what the chart is of: an invented municipality is told on every picture.
func under(h page.Head, unit string) string {
	parts := []string{h.Committee.Name, h.About.Title}
	if unit != "" {
		parts = append(parts, unit)
	}
	if h.Committee.Fictional {
		parts = append(parts, h.Sub)
	}
	return strings.Join(parts, " · ")
}

func foot(note string, source *page.Source) string {
	if source == nil {
		return note
	}
	return strings.TrimSpace(note + " " + source.Label)
}

// Journey is the chart of how the forecast moved.
func Journey(j page.Journey, l *i18n.Localizer) diagram.ForecastJourney {
	var figures []page.Figure
	for _, s := range j.Steps {
		figures = append(figures, s.Figure)
	}
	in := common(figures)
	d := diagram.ForecastJourney{Words: words(l), Title: j.Title, Finding: j.Title}
	d.Words.NoReport = j.NoReport
	for _, s := range j.Steps {
		r := diagram.Report{
			ID: s.Figure.Record, Label: s.Label, Short: s.Short, Outcome: s.Kind == page.StepOutcome,
			Value: in.value(s.Figure), Note: s.AlsoText,
		}
		if s.Kind == page.StepNoReport {
			r.Value = diagram.Missing(diagram.NoReport)
		}
		if s.Delta != nil && s.Delta.Present() {
			r.Change = diagram.Change{Text: s.Delta.Number, Sign: s.Delta.Sign}
		}
		d.Reports = append(d.Reports, r)
	}
	return d
}

// Areas is the chart of budget, outcome and forecast per line.
func Areas(a page.Areas, l *i18n.Localizer) diagram.GroupedBars {
	var figures []page.Figure
	for _, r := range a.Rows {
		figures = append(figures, r.Budget, r.Outcome, r.Forecast, r.Variance)
	}
	in := common(figures)
	w := words(l)
	w.Budget, w.Outcome, w.Forecast = a.Names[0], a.Names[1], a.Names[2]
	d := diagram.GroupedBars{Words: w, Title: a.Title, Finding: a.Title}
	for _, r := range a.Rows {
		area := diagram.Area{
			ID: r.Forecast.Record, Name: r.Title, Budget: in.value(r.Budget), Outcome: in.value(r.Outcome),
			Forecast: in.value(r.Forecast), Variance: in.value(r.Variance),
		}
		if a.Names[2] == "" { // a year that has ended has no forecast to draw, nor a gap where it would stand
			area.ID, area.Forecast = r.Outcome.Record, diagram.Missing(diagram.None)
		}
		d.Areas = append(d.Areas, area)
	}
	return d
}

// Months is the chart of the year, month by month.
func Months(m page.Months, l *i18n.Localizer) diagram.Cumulative {
	figures := []page.Figure{m.Budget, m.Forecast, m.Variance}
	for _, p := range m.Points {
		figures = append(figures, p.Budget, p.Outcome, p.Variance)
	}
	in := common(figures)
	d := diagram.Cumulative{Words: words(l), Title: m.Title, Finding: m.Title}
	d.Words.NoReport = m.NoReport
	for i, p := range m.Points {
		month := diagram.Month{
			ID: p.Outcome.Record, Short: p.Label, Name: l.Month(i + 1),
			Budget: in.value(p.Budget), Outcome: in.value(p.Outcome), Variance: in.value(p.Variance),
		}
		switch {
		case p.Future:
			month.Outcome, month.Variance = diagram.Value{}, diagram.Value{}
			if !p.Budget.Present() {
				month.Budget = diagram.Value{} // nothing is asked of a month to come
			}
		case !p.Reported:
			month.Outcome, month.Variance = diagram.Missing(diagram.NoReport), diagram.Value{}
		}
		if i == len(m.Points)-1 {
			if m.Forecast.Status != string(model.NotApplicable) {
				month.Forecast = in.value(m.Forecast)
			}
			if p.Future || !p.Outcome.Present() {
				month.Variance = in.value(m.Variance)
			}
			if m.Budget.Present() {
				month.Budget = in.value(m.Budget)
			}
		}
		d.Months = append(d.Months, month)
	}
	return d
}

// Causes is the chart of what is said to explain the variance. Where no cause has an amount, as its
// title says, their names alone stand there: a mark beside each would say the same again.
func Causes(c page.Causes, l *i18n.Localizer) diagram.Causes {
	figures := []page.Figure{c.Sum}
	for _, item := range c.Items {
		figures = append(figures, item.Figure)
	}
	in := common(figures)
	d := diagram.Causes{Words: words(l), Title: c.Title, Finding: c.Title}
	amounts := slices.ContainsFunc(c.Items, func(item page.CauseItem) bool { return item.Figure.Present() })
	rest := in.value(c.Sum).V
	for _, item := range c.Items {
		v := in.value(item.Figure)
		if !amounts {
			v = diagram.Missing(diagram.None)
		}
		rest = rest.Sub(v.V)
		d.Causes = append(d.Causes, diagram.Cause{ID: item.Figure.Record, Name: causeName(c, item), Value: v})
	}
	if c.Remainder != nil && c.Remainder.Present() {
		d.Remainder = diagram.Cause{Name: c.RemainderLabel, Value: diagram.Known(rest, c.Remainder.Number)}
	}
	if amounts || c.Sum.Present() {
		d.Sum = diagram.Cause{ID: c.Sum.Record, Name: c.SumLabel, Value: in.value(c.Sum)}
	}
	return d
}

// causeName is a cause's title, with its place in the report where another place tells it too.
func causeName(c page.Causes, item page.CauseItem) string {
	for _, other := range c.Items {
		if other.Title == item.Title && other.Place != item.Place && item.Place != "" {
			return item.Title + ", " + item.Place
		}
	}
	return item.Title
}

// Trend is the small chart of a line's forecasts, report by report.
func Trend(title string, trend []page.Figure, l *i18n.Localizer) diagram.Spark {
	in := common(trend)
	d := diagram.Spark{Words: words(l), Title: title, Finding: title}
	for _, f := range trend {
		d.Points = append(d.Points, diagram.SparkPoint{ID: f.Record, Value: in.value(f)})
	}
	return d
}

// unit is the power of ten, in kronor, that all amounts of a chart are drawn in.
type unit int32

// common returns the unit of the first figure that has a number.
func common(figures []page.Figure) unit {
	for _, f := range figures {
		if f.Present() {
			return unit(model.MoneyExponent(f.AmountUnit))
		}
	}
	return 0
}

// value is a figure in the chart's unit, with the text that the page has for it.
func (u unit) value(f page.Figure) diagram.Value {
	if !f.Present() {
		return diagram.Missing(missing(f.Status))
	}
	v, err := decimal.NewFromString(*f.Value)
	if err != nil {
		return diagram.Missing(diagram.None)
	}
	out := diagram.Known(v.Shift(model.MoneyExponent(f.AmountUnit)-int32(u)), f.Number)
	if f.Status == string(model.Preliminary) {
		out.Status = diagram.Preliminary
	}
	return out
}

func missing(status string) diagram.Status {
	switch model.Status(status) {
	case model.NotReported:
		return diagram.NotReported
	case model.NotQuoted, model.TrendOnly:
		return diagram.NotQuoted
	case model.NotApplicable:
		return diagram.NotApplicable
	case model.Confidential:
		return diagram.Confidential
	}
	return diagram.None
}

func words(l *i18n.Localizer) diagram.Words {
	w := func(id string) string { return l.Text("chart." + id) }
	return diagram.Words{
		NotReported: l.Status(model.NotReported), NotQuoted: l.Status(model.NotQuoted),
		NotApplicable: l.Status(model.NotApplicable), Confidential: l.Status(model.Confidential),
		Preliminary: l.Status(model.Preliminary),
		Budget:      w("budget"), Outcome: w("outcome"), Forecast: w("forecast"), Variance: w("variance"),
		InBalance: w("in_balance"), Better: w("better"), Worse: w("worse"),
		Target: w("target"), Break: w("break"), PossibleBreak: w("possible_break"), PartOfYear: w("part_of_year"),
		Decided: w("decided"), Realised: w("realised"), Of: w("of"), Measured: w("measured"), Saving: w("saving"),
		Area: w("area"), Month: w("month"), Report: w("report"), Cause: w("cause"), Amount: w("amount"),
		Change: w("change"), Note: w("note"), Period: w("period"), SeeTable: w("see_table"),
		Number: func(d decimal.Decimal) string { return l.Decimal(d, i18n.Plain) },
	}
}
