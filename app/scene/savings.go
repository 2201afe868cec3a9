package scene

import (
	"slices"

	"rodatraden/app/diagram"
	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/data/model"
)

// SavingsName is the name of the chart of savings, for exports.
const SavingsName = "savings"

// Savings is the chart of what was decided and what came of it. selected is the table:id of the
// measure whose row is marked, or "".
func Savings(w page.Waterfall, selected string, l *i18n.Localizer) diagram.Savings {
	in := unit(model.MoneyExponent(w.Unit))
	value := func(f page.Figure) diagram.Value {
		v := in.value(f)
		if f.Present() {
			v.Text = f.Text // every amount with its own unit
		}
		return v
	}
	row := func(r page.WaterfallRow) diagram.Saving {
		out := diagram.Saving{Name: r.Label, Amount: value(r.Amount), Realised: value(r.Effect)}
		if len(r.Measures) == 1 {
			out.ID = r.Measures[0]
		}
		if r.Effect.Status == string(model.NotApplicable) {
			out.Realised = diagram.Missing(diagram.None) // nothing was to be expected yet
		}
		out.Selected = selected != "" && slices.Contains(r.Measures, selected)
		return out
	}
	d := diagram.Savings{Words: words(l), Title: w.Title, Finding: w.Title, Total: row(w.Total)}
	for _, r := range w.Rows {
		d.Rows = append(d.Rows, row(r))
	}
	if r := w.Reference; r != nil {
		d.Reference = diagram.Reference{Label: r.Label, Value: value(r.Amount)}
	}
	return d
}

func savings(p *page.Savings, l *i18n.Localizer) []Scene {
	if p.Waterfall == nil {
		return nil
	}
	d := Savings(*p.Waterfall, "", l)
	d.Legend = true
	return []Scene{{
		Name: SavingsName, Diagram: d, Title: p.Waterfall.Title, Sub: under(p.Head, ""), Foot: foot(p.Waterfall.Note, p.Waterfall.Source),
	}}
}
