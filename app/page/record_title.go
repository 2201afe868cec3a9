package page

import (
	"strings"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
	"rodatraden/data/schema"
)

// title is what a person would call a record: Försörjningsstöd −4,5 mkr.
func (s *state) title(r model.Record) string {
	switch r.Table.Name {
	case "amounts":
		line := s.cellNamed(r, "line")
		if a := model.AmountOf(r); !a.Known && a.Text != "" {
			return line + ": " + s.value(r)
		}
		return joined(" ", line, s.value(r))
	case "causes":
		if q := model.CauseOf(r); q.Known {
			return joined(" ", r.Get("title"), s.value(r))
		}
		return r.Get("title")
	case "sources":
		if src := s.label(r); src != "" {
			return src
		}
	case "targets", "observations":
		return joined(" ", s.cellNamed(r, "indicator"), s.partOf(r), s.value(r))
	case "savings", "savings_totals":
		if value := s.value(r); value != "" {
			return joined(" ", r.Get(r.Table.Label[0]), value)
		}
	case "series_breaks":
		return joined(", ", s.cellNamed(r, "indicator"), i18n.Small(s.cellNamed(r, "certainty")))
	case "assessments":
		said := r.Get("verbatim")
		if said == "" {
			said = i18n.Small(s.cellNamed(r, "status"))
		}
		return joined(": ", s.cellNamed(r, "subject"), said)
	case "status_events":
		said := r.Get("text")
		if said == "" {
			said = i18n.Small(s.cellNamed(r, "status"))
		}
		return joined(": ", s.cellNamed(r, "point"), said)
	case "links":
		if r.Get("text") == "" {
			return s.cellNamed(r, "from") + " → " + s.cellNamed(r, "to")
		}
	case "controls":
		if r.Get("risk") != "" {
			return r.Get("risk")
		}
	}
	return r.Table.LabelOf(r.Cells)
}

// partOf is what part of the whole an observation is of: (handläggning); empty where it is of all.
func (s *state) partOf(r model.Record) string {
	part := r.Get("part")
	if part == "" || part == "all" {
		return ""
	}
	return "(" + s.wordOf(part) + ")"
}

// cellNamed writes one cell of a record in words.
func (s *state) cellNamed(r model.Record, column string) string {
	i := r.Table.Column(column)
	if i < 0 || r.Cells[i] == "" {
		return ""
	}
	return s.cellText(r, r.Table.Fields[i], r.Cells[i])
}

// wordOf writes what stands in a reference's place: a word of the format, or the name of a group
// of records: council-goals-2021 is fullmäktiges mål 2021.
func (s *state) wordOf(v string) string {
	if key := "page.word." + v; s.l.Has(key) {
		return s.l.Text(key)
	}
	if at := strings.LastIndexByte(v, '-'); at > 0 && s.l.Has("page.word."+v[:at]) {
		return s.l.Text("page.word."+v[:at]) + " " + v[at+1:]
	}
	return v
}

// numbers are the columns of a record's table that hold numbers.
func (s *state) numbers(r model.Record) []schema.Field {
	var out []schema.Field
	for _, f := range r.Table.Fields {
		if f.As == schema.Decimal {
			out = append(out, f)
		}
	}
	return out
}

// companions are the columns that a number's own line tells of, so that they need none: its unit,
// whether it is approximate, and its state.
func companions(t *schema.Table) map[string]bool {
	out := map[string]bool{}
	for _, f := range t.Fields {
		if f.As != schema.Decimal {
			continue
		}
		out[model.UnitColumn(t, f.Name)] = true
		for _, c := range []string{"approximate", "status"} {
			if i := t.Companion(f.Name, c); i >= 0 {
				out[t.Fields[i].Name] = true
			}
		}
	}
	return out
}

// value is the chief number of a record that has one, or what is said in its place; empty where
// neither is.
func (s *state) value(r model.Record) string {
	numbers := s.numbers(r)
	if len(numbers) == 0 {
		return ""
	}
	if text := r.Get("text"); text != "" && !model.QuantityOf(r, numbers[0].Name).Known {
		return text
	}
	return s.numberText(r, numbers[0])
}

// numberText writes a number with its unit, or its state. A number that its table does not ask for
// and that is not told is nothing.
func (s *state) numberText(r model.Record, f schema.Field) string {
	q := model.QuantityOf(r, f.Name)
	asked := f.Name == "value" || r.Table.Name == "causes"
	if !q.Known && q.Status == model.Absent && !asked {
		return ""
	}
	unit := s.unitOf(r, f, q)
	if !q.Known && q.AsWritten != "" {
		return q.AsWritten
	}
	text := s.write(q, s.signOf(r), false).Text
	if q.Known && unit != "" {
		text = joined("\u00a0", text, unit)
	}
	return text
}

// signOf says how a record's number is signed.
func (s *state) signOf(r model.Record) i18n.Sign {
	switch {
	case r.Table.Name == "amounts":
		return signOf(model.Measure(r.Get("measure")))
	case r.Table.Name == "causes", r.Get("kind") == "difference":
		return i18n.Signed
	}
	return i18n.Plain
}

// unitOf is the unit that a number's indicator says, or that its column is of; empty where the number
// has its own, or none.
func (s *state) unitOf(r model.Record, f schema.Field, q model.Quantity) string {
	unit := ""
	if indicator, ok := s.referred["indicators:"+r.Get("indicator")]; ok {
		unit = indicator.Get("unit_of_measure")
	}
	if unit == "antal" || unit == "st" { // says no more than the number
		unit = ""
	}
	switch {
	case f.Name == "share":
		unit = "%"
	case unit == "%" && r.Get("kind") == "difference":
		unit = s.l.Text("page.unit.points", "Count", countOf(q))
	}
	return unit
}
