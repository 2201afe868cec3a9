package page

import (
	"strings"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
)

// perspectives are whom a consequence is seen from, in the order of the table.
var perspectives = []string{"service_users", "staff", "economy", "organisation"}

// applying is an impact that is told of a measure, or of several of which it is one or may be.
type applying struct {
	record model.Record
	beside string // that it is told of several
	unsaid bool   // and not of which
}

// impactsOf are the impacts told of a measure itself, then those of its decision or of a total of that
// decision. Where the measure's decision is not told, those of any decision or total are told of
// several, and which is not said.
func (s *savings) impactsOf(m *measure) []applying {
	var own, others []applying
	for _, r := range s.impacts.standing() {
		subject := r.Get("subject")
		table, id, _ := strings.Cut(subject, ":")
		decision := ""
		switch table {
		case "savings":
			if subject == m.record.Ref() {
				own = append(own, applying{record: r})
			}
			continue
		case "decisions":
			decision = id
		case "savings_totals":
			for _, t := range s.totals.standing() {
				if t.ID() == id {
					decision = t.Get("decision")
				}
			}
		default:
			continue
		}
		switch {
		case m.decision() == "":
			others = append(others, applying{r, s.l.Text("savings.impact.several"), true})
		case m.decision() == decision:
			others = append(others, applying{record: r, beside: s.l.Text("savings.impact.several")})
		}
	}
	// What is told of several and of the measure itself, or twice of several, stands once.
	var out []applying
	seen := map[[3]string]bool{}
	for _, a := range append(own, others...) {
		key := [3]string{a.record.Get("title"), a.record.Get("perspective"), a.record.Get("horizon")}
		if !seen[key] {
			seen[key] = true
			out = append(out, a)
		}
	}
	return out
}

// consequences lays the impacts of a measure in the table of perspectives and horizons, and asks
// about one of them whether it came true.
func (s *savings) consequences(m *measure) ([]Consequence, string, *Revisit) {
	told := s.about
	if m.record.Package != nil {
		told = m.record.Package
	}
	absent := s.mark(model.AbsentIn(told.Extent))
	all := s.impactsOf(m)
	note := ""
	rows := make([]Consequence, len(perspectives))
	for i, p := range perspectives {
		rows[i] = Consequence{Perspective: s.l.Text("savings.perspective." + p)}
	}
	other := Consequence{Perspective: s.l.Text("savings.perspective.unsaid")}
	for _, a := range all {
		row := &other
		for i, p := range perspectives {
			if a.record.Get("perspective") == p {
				row = &rows[i]
			}
		}
		if a.unsaid {
			note = s.l.Text("savings.impact.unsaid")
		}
		impact := Impact{Text: a.record.Get("title"), Beside: a.beside, Record: a.record.Ref(), Source: s.source(a.record)}
		switch a.record.Get("horizon") {
		case "short":
			row.Short.Impacts = append(row.Short.Impacts, impact)
		case "long":
			row.Long.Impacts = append(row.Long.Impacts, impact)
		default:
			row.Either = append(row.Either, impact)
		}
	}
	if len(other.Short.Impacts)+len(other.Long.Impacts)+len(other.Either) > 0 {
		rows = append(rows, other)
	}
	for i := range rows {
		for _, cell := range []*ImpactCell{&rows[i].Short, &rows[i].Long} {
			if cell.Impacts == nil {
				cell.Impacts = []Impact{}
				cell.Absent = absent
			}
		}
	}
	return rows, note, s.revisit(all)
}

// several is what the measures were expected to lead to where none of them is told; nil where nothing
// is told of that either.
func (s *savings) several() *Several {
	none := &measure{}
	if len(s.measures) > 0 || len(s.impactsOf(none)) == 0 {
		return nil
	}
	out := &Several{Title: s.l.Text("savings.several.title")}
	out.Consequences, _, out.Revisit = s.consequences(none)
	for i := range out.Consequences { // the title says already that they are of several
		row := &out.Consequences[i]
		for _, impacts := range [][]Impact{row.Short.Impacts, row.Long.Impacts, row.Either} {
			for j := range impacts {
				impacts[j].Beside = ""
			}
		}
	}
	return out
}

// revisit asks about the first consequence that an indicator is to show, or else about the first that
// lies furthest ahead: with the indicator's latest value, or that nothing is told since.
func (s *savings) revisit(all []applying) *Revisit {
	best, weight := -1, 0
	for i, a := range all {
		w := 1
		if a.record.Get("horizon") == "long" {
			w = 2
		}
		if a.record.Get("revisit") != "" {
			w = 3
		}
		if w > weight {
			best, weight = i, w
		}
	}
	if best < 0 {
		return nil
	}
	r := all[best].record
	v := &Revisit{
		Question: s.l.Text("savings.revisit.question"), Record: r.Ref(), Source: s.source(r),
	}
	title := strings.TrimRight(r.Get("title"), ".")
	told := s.l.PackageWhen(r.Package)
	if indicator, ok := s.indicators.record(r.Get("revisit")); ok {
		v.Indicator = indicator.Get("title")
		if f, when, ok := s.latestObservation(indicator); ok {
			v.Figure = &f
			v.Text = s.l.Text("savings.revisit.indicator", "Impact", title, "When", told, "Indicator", v.Indicator, "Value", f.Text, "Period", when)
			return v
		}
		v.Text = s.l.Text("savings.revisit.no_value", "Impact", title, "When", told, "Indicator", v.Indicator, "Absent", s.l.Status(model.AbsentIn(indicator.Package.Extent)))
		return v
	}
	v.Text = s.l.Text("savings.revisit.nothing", "Impact", title, "When", told, "Absent", s.l.Status(model.AbsentIn(s.about.Extent)))
	return v
}

// latestObservation is the indicator's value for the whole, of the latest period told of.
func (s *savings) latestObservation(indicator model.Record) (Figure, string, bool) {
	var latest model.Record
	var at model.Period
	for _, r := range s.observations.standing() {
		p, ok := model.ParsePeriod(r.Get("period"))
		if !ok || r.Get("indicator") != indicator.ID() || r.Get("part") != "all" || !model.QuantityOf(r, "value").Known {
			continue
		}
		if kind := r.Get("kind"); kind != "" && kind != "level" {
			continue
		}
		if latest.Table == nil || spanOf(p).to.After(spanOf(at).to) {
			latest, at = r, p
		}
	}
	if latest.Table == nil {
		return Figure{}, "", false
	}
	q := model.QuantityOf(latest, "value")
	if unit := indicator.Get("unit_of_measure"); unit != "antal" { // a number says itself that it is one
		q.Unit = unit
	}
	f := s.write(q, i18n.Plain, false)
	f.Source, f.Record = s.source(latest), latest.Ref()
	return f, s.l.Period(at), true
}
