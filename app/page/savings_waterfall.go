package page

import (
	"rodatraden/app/i18n"
	"rodatraden/data/model"
)

// The rows of the waterfall: at most so many, and equal amounts are one row from so many on.
const (
	waterfallRows = 7
	alikeFrom     = 3
)

// waterfall is the measures with amounts as they add up; nil where none has.
func (s *savings) waterfall() *Waterfall {
	ms := s.withAmounts()
	if len(ms) == 0 {
		return nil
	}
	shorts := map[*measure]string{}
	for i, name := range s.shortNames() {
		shorts[s.measures[i]] = name
	}
	groups := s.grouped(ms)
	sum := model.Sum(quantities(ms))
	w := &Waterfall{Unit: coarsest(ms), Source: s.sourceOf(ms)}
	for i, g := range groups {
		if len(groups) > waterfallRows && i == waterfallRows-1 {
			var rest []*measure
			for _, g := range groups[i:] {
				rest = append(rest, g...)
			}
			w.Rows = append(w.Rows, s.waterfallRow(rest, s.l.Text("savings.waterfall.rest", "Count", len(rest), "Number", s.l.Int(len(rest)))))
			break
		}
		label := shorts[g[0]]
		if len(g) > 1 {
			label = s.l.Text("savings.waterfall.alike", "Count", len(g), "Number", i18n.Capital(s.l.Counted(len(g))), "Amount", s.l.Amount(g[0].amount, i18n.Plain))
		}
		w.Rows = append(w.Rows, s.waterfallRow(g, label))
	}
	w.Total = s.waterfallRow(ms, s.l.Text("savings.waterfall.total", "Count", len(ms), "Number", s.l.Int(len(ms))))
	w.Total.Measures = nil
	w.Total.Amount = s.computed(sum, i18n.Plain, false)
	if c := s.comparisons(s.statedTotals()); len(c) == 1 && c[0].total != nil {
		t := c[0].total
		w.Reference = &WaterfallRow{Label: s.referenceLabel(t), Amount: s.statedFigure(t.row("decided"), t.decided)}
	}
	largest := 0
	for _, m := range ms {
		if m.amount.Kronor().Equal(ms[0].amount.Kronor()) {
			largest++
		}
	}
	w.Title = s.l.Text("savings.waterfall.title", "Count", largest, "Number", i18n.Capital(s.l.Counted(largest)), "Amount", s.l.Amount(ms[0].amount, i18n.Plain))
	w.Note = s.l.Text("savings.waterfall.note")
	return w
}

// grouped parts measures, largest first, into rows: equal amounts together where they are several.
func (s *savings) grouped(ms []*measure) [][]*measure {
	var out [][]*measure
	for i := 0; i < len(ms); {
		end := i + 1
		for end < len(ms) && ms[end].amount.Kronor().Equal(ms[i].amount.Kronor()) {
			end++
		}
		if end-i >= alikeFrom {
			out = append(out, ms[i:end])
		} else {
			for _, m := range ms[i:end] {
				out = append(out, []*measure{m})
			}
		}
		i = end
	}
	return out
}

// coarsest is the largest unit of money that an amount is told in.
func coarsest(ms []*measure) string {
	unit := ms[0].amount.Unit
	for _, m := range ms {
		if model.MoneyExponent(m.amount.Unit) > model.MoneyExponent(unit) {
			unit = m.amount.Unit
		}
	}
	return unit
}

// waterfallRow is one row: a measure's figures as told, or what several add up to. Of several, some of
// whose effects are told, the effect is the sum of those.
func (s *savings) waterfallRow(ms []*measure, label string) WaterfallRow {
	row := WaterfallRow{Label: label}
	var effects []model.Quantity
	status := model.NotApplicable
	for _, m := range ms {
		row.Measures = append(row.Measures, m.record.Ref())
		switch {
		case m.effect.Known:
			effects = append(effects, m.effect)
		case m.effect.Status != model.NotApplicable && status != model.NotReported:
			status = m.effect.Status
		}
	}
	if len(ms) == 1 {
		row.Amount, row.Effect = s.amountFigure(ms[0]), s.effectFigure(ms[0])
		return row
	}
	row.Amount = s.computed(model.Sum(quantities(ms)), i18n.Plain, false)
	row.Effect = s.write(model.Quantity{Status: status}, i18n.Plain, false)
	if len(effects) > 0 {
		row.Effect = s.computed(model.Sum(effects), i18n.Plain, false)
	}
	return row
}

// referenceLabel names a total beside the waterfall: uppges beslutat i februari.
func (s *savings) referenceLabel(t *total) string {
	p, ok := t.stated()
	if !ok || p.From != p.To || p.From.Day > 0 || p.Approximate {
		return i18n.Small(t.label)
	}
	when := s.l.Period(p)
	if p.From.Month > 0 && p.From.Year == i18n.PackageEnd(s.about).Year() {
		when = s.l.Month(p.From.Month)
	}
	return s.l.Text("savings.waterfall.reference", "Stated", s.statedWord(t), "When", when)
}
