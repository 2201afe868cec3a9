package sheet

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"rodatraden/data/followup"
	"rodatraden/data/model"
	"rodatraden/data/spreadsheet"
)

// running is a sum with the rounding that its parts may hide.
type running struct {
	sum, slack decimal.Decimal
	items      int
	unit       string
	places     int32 // of decimals, the most of any part
}

func (s *running) add(f rowFigure) {
	if !f.known {
		return
	}
	q := quantity(f)
	s.sum = s.sum.Add(q.Kronor())
	s.slack = s.slack.Add(half(q))
	s.unit = q.Unit
	s.places = max(s.places, -q.Value.Exponent())
	s.items++
}

// shown writes the sum in the unit of its parts.
func (s running) shown() string {
	return comma(at(s.sum.Shift(-model.MoneyExponent(s.unit)), int(s.places)))
}

// quantity is a row's figure with the unit that it is in.
func quantity(f rowFigure) model.Quantity {
	unit := f.figure.unit
	if unit == "" {
		unit = f.bound.unit
	}
	return model.Quantity{Value: f.value, Known: f.known, Unit: unit}
}

// half is half of the last digit that a figure shows, in kronor.
func half(q model.Quantity) decimal.Decimal { return decimal.New(5, q.Step()-1) }

// sums keeps what the totals of a part must be.
type sums struct {
	totals []Total
	seen   []bool
	since  map[*bound]*running // since the total before
	all    map[*bound]*running
	named  map[string]map[*bound]*running // of the rows that totals name
	made   bool
}

func newSums(totals []Total) sums {
	s := sums{totals: totals, seen: make([]bool, len(totals)), since: map[*bound]*running{}, all: map[*bound]*running{}, named: map[string]map[*bound]*running{}, made: true}
	for _, t := range totals {
		for _, name := range t.Of {
			if name != "*" {
				s.named[alike(name)] = nil
			}
		}
	}
	return s
}

// total finds the total that a row is.
func (s *sums) total(name string) *Total {
	for i := range s.totals {
		if like(s.totals[i].Name, name) {
			s.seen[i] = true
			return &s.totals[i]
		}
	}
	return nil
}

// missing are the totals that no row was.
func (s *sums) missing() []string {
	var out []string
	for i, t := range s.totals {
		if !s.seen[i] {
			out = append(out, t.Name)
		}
	}
	return out
}

// add adds a row that is no total.
func (s *sums) add(name string, figures []rowFigure) {
	if len(s.totals) == 0 {
		return
	}
	for _, f := range figures {
		for _, sum := range []map[*bound]*running{s.since, s.all} {
			if sum[f.bound] == nil {
				sum[f.bound] = &running{}
			}
			sum[f.bound].add(f)
		}
	}
	s.name(name, figures)
}

// name keeps the figures of a row that a total names.
func (s *sums) name(name string, figures []rowFigure) {
	key := alike(name)
	if _, wanted := s.named[key]; !wanted {
		return
	}
	if s.named[key] == nil {
		s.named[key] = map[*bound]*running{}
	}
	for _, f := range figures {
		if s.named[key][f.bound] == nil {
			s.named[key][f.bound] = &running{}
		}
		s.named[key][f.bound].add(f)
	}
}

// checkTotal warns where a total is not the sum of its rows.
func (p *part) checkTotal(row spreadsheet.Row, name string, t *Total, figures []rowFigure) {
	s := &p.sums
	defer s.name(name, figures) // other totals may be made of this one
	var lacking []string
	for _, name := range t.Of {
		if name != "*" && s.named[alike(name)] == nil {
			lacking = append(lacking, name)
		}
	}
	if len(lacking) > 0 {
		p.tell(followup.Warning, TotalPart, row.Number, nil, name, "Name", name, "Parts", strings.Join(lacking, ", "))
		figures = nil // there is nothing to compare with
	}
	for _, f := range figures {
		sum := running{}
		switch {
		case len(t.Of) == 0 && s.since[f.bound] != nil:
			sum = *s.since[f.bound]
		case slices.Contains(t.Of, "*") && s.all[f.bound] != nil:
			sum = *s.all[f.bound]
		default:
			for _, part := range t.Of {
				if one := s.named[alike(part)][f.bound]; one != nil {
					sum.sum, sum.slack, sum.items = sum.sum.Add(one.sum), sum.slack.Add(one.slack), sum.items+one.items
					sum.unit, sum.places = one.unit, max(sum.places, one.places)
				}
			}
		}
		if !f.known || sum.items == 0 {
			continue
		}
		q := quantity(f)
		if q.Kronor().Sub(sum.sum).Abs().LessThanOrEqual(sum.slack.Add(half(q))) {
			continue
		}
		shown := comma(f.value)
		p.tell(followup.Warning, TotalDiffers, row.Number, f.bound, shown, "Name", name, "Total", shown, "Sum", sum.shown(),
			"Rows", strconv.Itoa(sum.items), "Unit", q.Unit)
	}
	if len(t.Of) == 0 {
		clear(s.since)
	}
}
