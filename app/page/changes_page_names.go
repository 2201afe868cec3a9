package page

import (
	"strings"

	"rodatraden/app/i18n"
	"rodatraden/data/compare"
	"rodatraden/data/model"
)

// factName is what a person would call the fact that differs. The next period of the same fact says
// what it stands against.
func (d *differing) factName(c compare.Change, p pair) string {
	name := i18n.Capital(d.named(p.either()))
	if !p.whole() || p.now.Table.When == "" {
		return name
	}
	then, now := p.before.Get(p.now.Table.When), p.now.Get(p.now.Table.When)
	period, ok := model.ParsePeriod(then)
	switch {
	case then == now && expected(p.before) && !expected(p.now):
		return d.l.Text("page.key.against", "Label", name, "What", d.l.Text("changes.the_forecast"))
	case !ok || then == now || period.Unknown:
		return name
	}
	what := d.l.Period(period)
	if of, ok := model.ParsePeriod(now); ok && soFar(period) && soFar(of) && of.To.Year == period.To.Year && spanOf(of) != yearSpan(of.To.Year) {
		what = d.l.Month(period.To.Month)
	}
	return d.l.Text("page.key.against", "Label", name, "What", what)
}

// expected reports whether a record is an amount that a forecast expects.
func expected(r model.Record) bool {
	m := model.Measure(r.Get("measure"))
	return r.Table.Name == "amounts" && (m == model.VarianceForecast || m == model.ForecastYear)
}

// soFar reports whether a period is January to a month.
func soFar(p model.Period) bool {
	return p.To.Month != 0 && p.To.Day == 0 && spanOf(p) == yearTo(p.To.Year, p.To.Month)
}

// named is what a record is called apart from what it says: Försörjningsstöd, and not Försörjningsstöd
// −4,5 mkr.
func (s *state) named(r model.Record) string {
	of := func(name, of string) string {
		if of == "" || strings.Contains(name, of) {
			return name
		}
		return s.l.Text("page.key.of_line", "Label", name, "Line", of)
	}
	when := func() string {
		if p, ok := model.ParsePeriod(r.Get(r.Table.When)); ok && !p.Unknown {
			return s.l.Period(p)
		}
		return ""
	}
	switch r.Table.Name {
	case "amounts":
		return s.amountName(r)
	case "causes":
		return of(s.l.Text("page.key.cause", "Title", r.Get("title")), s.lineName(r, "subject"))
	case "observations", "targets":
		name := joined(" ", s.refName(r, "indicator"), s.partOf(r))
		if r.Table.Name == "targets" {
			name = s.l.Text("changes.name.target", "Indicator", name)
		}
		if unit := r.Get("unit"); unit != "" && unit != "all" && unit != "unknown" && unit != s.about.Committee.ID && unit != s.root.Unit {
			name = of(name, s.cellNamed(r, "unit"))
		}
		return of(name, when())
	case "assessments":
		return of(s.refName(r, "subject"), when())
	case "status_events":
		return of(s.refName(r, "point"), i18n.Small(s.cellNamed(r, "actor")))
	case "series_breaks":
		return of(s.kind(r), s.refName(r, "indicator"))
	case "links":
		return s.refName(r, "from") + " → " + s.refName(r, "to")
	case "savings_totals":
		return of(r.Get("label"), i18n.Small(s.cellNamed(r, "measure")))
	case "sources":
		return s.title(r)
	case "impacts":
		return of(r.Get("title"), s.refName(r, "subject"))
	}
	if name := s.title(model.Record{Table: r.Table, Package: r.Package, Key: r.Key, Cells: withoutNumbers(r)}); name != "" {
		return strings.TrimRight(name, ".")
	}
	return s.kind(r)
}

// refName is what a cell refers to is called, apart from what that says.
func (s *state) refName(r model.Record, column string) string {
	if table, id, ok := refersIn(r, column); ok {
		if named, there := s.referred[table+":"+id]; there && named.Table.Name != "links" { // links may stand in a ring
			return s.named(named)
		}
	}
	return s.cellNamed(r, column)
}

// withoutNumbers is a record's cells but for its numbers and what is said of them.
func withoutNumbers(r model.Record) []string {
	out := append([]string(nil), r.Cells...)
	tells := companions(r.Table)
	for i, f := range r.Table.Fields {
		if f.As == "decimal" || tells[f.Name] || strings.HasSuffix(f.Name, "as_written") {
			out[i] = ""
		}
	}
	return out
}

// amountName is a fact's label; an amount of a saving has the saving's name.
func (s *state) amountName(r model.Record) string {
	a := model.AmountOf(r)
	if a.Period.Unknown || a.Period.From.IsZero() && a.Period.To.IsZero() {
		return s.l.Text("page.key.of_line", "Label", s.l.Text("page.fact_name."+string(a.Measure)), "Line", s.refName(r, "line"))
	}
	k := factKey{a.Line, a.Measure, spanOf(a.Period)}
	if _, there := s.lines[a.Line]; there || a.Line == s.root.ID {
		return s.factLabel(k)
	}
	k.line = s.root.ID
	return s.l.Text("page.key.of_line", "Label", s.factLabel(k), "Line", s.refName(r, "line"))
}

// lineName is the line that a record is about; empty where it is about the committee as a whole.
func (s *state) lineName(r model.Record, column string) string {
	if ref := r.Get(column); ref == s.root.ID || ref == "budget_lines:"+s.root.ID {
		return ""
	}
	return s.refName(r, column)
}

// groupOf is the head that a record's changes stand under: that of a search, but for what is about a
// thing of another head. How a control went is told by an assessment, and how many complaints there
// were by an observation.
func (s *state) groupOf(r model.Record) string {
	under := func(table string) string {
		name := groups[groupOf(table)].name
		for _, g := range changeGroups {
			if g.search == name {
				return g.name
			}
		}
		return "other"
	}
	switch r.Table.Name {
	case "amounts":
		if table, _, ok := refersIn(r, "line"); ok && table == "savings" {
			return under(table)
		}
	case "assessments", "impacts", "causes":
		switch table, id, ok := refersIn(r, "subject"); {
		case ok && table == "indicators":
			if indicator, named := s.referred["indicators:"+id]; named {
				return s.groupOf(indicator)
			}
		case ok && table != "units": // how a unit's work goes is read beside its goals
			return under(table)
		}
	case "links":
		table, id, ok := refersIn(r, "from")
		if from, named := s.referred[table+":"+id]; ok && named && table != "links" { // links may stand in a ring
			return s.groupOf(from)
		}
	case "observations", "targets", "series_breaks":
		if indicator, named := s.referred["indicators:"+r.Get("indicator")]; named {
			return s.groupOf(indicator)
		}
	case "indicators":
		if topic := r.Get("topic"); topic != "" && topic != "staffing" || countsControls(r) {
			return "quality"
		}
		if table, _, ok := refersIn(r, "subject"); ok && table == "interventions" {
			return under(table)
		}
	case "collaborations": // which Beslut tells of
		return "decisions"
	}
	return under(r.Table.Name)
}

// refersIn is what a cell of a record refers to.
func refersIn(r model.Record, column string) (table, id string, ok bool) {
	i := r.Table.Column(column)
	if i < 0 {
		return "", "", false
	}
	return r.Table.Fields[i].Target(r.Cells[i])
}
