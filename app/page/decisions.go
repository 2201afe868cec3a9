package page

import (
	"cmp"
	"slices"
	"time"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
)

// decided is a decision with what orders it.
type decided struct {
	record model.Record
	date   model.Period
	taken  *model.Package // on which report; nil where it is not said
	at     time.Time      // for the order
	year   int
}

// decisionsOf are the decisions of the page's year, and those of another that its report tells, in
// the order they were taken.
func (s *state) decisionsOf() []decided {
	var out []decided
	for _, r := range s.decisions.standing() {
		d := decided{record: r, taken: s.packageNamed(r.Get("package"))}
		if p, ok := model.ParsePeriod(r.Get("date")); ok {
			d.date = p
		}
		switch {
		case d.date.From.Month > 0:
			d.at, d.year = d.date.From.First(), d.date.From.Year
		case d.taken != nil:
			d.at = i18n.PackageEnd(d.taken)
			d.year = cmp.Or(d.date.From.Year, d.at.Year())
		case !d.date.From.IsZero():
			d.at, d.year = d.date.From.Last(), d.date.From.Year
		default:
			d.at = r.Package.AsAt
			d.year = d.at.Year()
		}
		onReport := d.taken == nil || d.taken.Kind.Report() || d.taken.Kind == model.Plan
		if onReport && (d.year == s.year || s.report != nil && r.Package.ID == s.report.ID) {
			out = append(out, d)
		}
	}
	slices.SortStableFunc(out, func(a, b decided) int { return a.at.Compare(b.at) })
	return out
}

func (s *state) packageNamed(name string) *model.Package {
	if name == "" {
		return nil
	}
	for _, p := range s.all {
		if p.Name == name && p.Order <= s.at {
			return p
		}
	}
	return nil
}

// decisionsSection is what was decided on the year's reports.
func (s *state) decisionsSection() Decisions {
	list := s.decisionsOf()
	d := Decisions{Rows: []Statement{}, Title: s.decisionsTitle(list)}
	sources := make([]*Source, 0, len(list))
	for _, item := range list {
		r := item.record
		row := Statement{
			When: s.decidedWhen(item), Kind: s.l.Text("page.decision." + r.Get("kind")),
			Text: r.Get("text"), Source: s.source(r), Record: r.Ref(),
		}
		if item.taken != nil {
			row.Beside = s.stoodBeside(item.taken)
		}
		sources = append(sources, row.Source)
		d.Rows = append(d.Rows, row)
	}
	d.Source = shared(sources...)
	return d
}

// decidedWhen is the day of a decision, or the month of the report that it was taken on.
func (s *state) decidedWhen(d decided) string {
	switch {
	case d.date.From.Month > 0 && d.date.From.Year != s.year:
		return i18n.Capital(s.l.Period(d.date))
	case d.date.From.Day > 0 && d.date.From == d.date.To:
		return s.l.DayMonth(d.date.From)
	case d.date.From.Month > 0:
		return i18n.Capital(s.l.Month(d.date.From.Month))
	case d.taken != nil:
		return s.name(d.taken)
	case !d.date.From.IsZero():
		return s.l.Period(d.date)
	}
	return s.l.Text("page.decision.undated")
}

// stoodBeside is the forecast that the report told which a decision was taken on: Prognos
// −20,1 mkr.
func (s *state) stoodBeside(p *model.Package) string {
	year := i18n.PackageEnd(p).Year()
	k, message := factKey{s.root.ID, model.VarianceForecast, yearSpan(year)}, "page.decision.forecast"
	if p.Kind == model.Annual {
		k.measure, message = model.VarianceOutcome, "page.decision.outcome"
	}
	for _, f := range s.told(k) {
		if f.pkg.ID == p.ID && len(f.rows) > 0 && f.rows[0].Known {
			return s.l.Text(message, "Amount", s.l.Amount(f.rows[0].Quantity, i18n.Signed))
		}
	}
	return ""
}

// decisionsTitle says the weightiest of what was decided.
func (s *state) decisionsTitle(list []decided) string {
	count := map[string]int{}
	for _, d := range list {
		count[d.record.Get("kind")]++
	}
	approved, assigned := count["approve"], count["assign"]
	clause := func(kind string, n int) string {
		return s.l.Text("page.decisions."+kind, "Count", n, "Number", i18n.Capital(s.l.Counted(n)))
	}
	second := func(kind string, n int) string {
		return s.l.Text("page.decisions.second", "First", clause("approved", approved), "Second", i18n.Small(s.l.Text("page.decisions."+kind, "Count", n, "Number", s.l.CountedNeuter(n))))
	}
	switch {
	case len(list) == 0:
		return s.l.Text("page.decisions.none", "Absent", s.l.Status(s.absentStatus()))
	case approved > 0 && count["adopt_measures"] > 0:
		return second("measures", count["adopt_measures"])
	case count["adopt_measures"] > 0:
		return s.l.Text("page.decisions.measures", "Count", count["adopt_measures"])
	case approved == 1 && count["forward"] > 0:
		return s.l.Text("page.decisions.approved_forwarded")
	case approved > 0 && assigned > 0:
		return second("assigned", assigned)
	case approved > 0:
		return clause("approved", approved)
	case assigned > 0:
		return s.l.Text("page.decisions.assigned", "Count", assigned, "Number", i18n.Capital(s.l.CountedNeuter(assigned)))
	}
	return s.l.Text("page.decisions.count", "Count", len(list), "Number", i18n.Capital(s.l.CountedNeuter(len(list))))
}

// assumptionsSection is what the forecast rests on, or what the year's reports call uncertain, as
// last told.
func (s *state) assumptionsSection() []Statement {
	out := []Statement{}
	seen := map[string]int{}
	if s.report == nil {
		return out
	}
	for _, r := range s.assumptions.standing() {
		end := i18n.PackageEnd(r.Package)
		year := end.Year()
		if p, ok := model.ParsePeriod(r.Get("period")); ok && !p.From.IsZero() {
			year = p.From.Year
		}
		if year != s.year {
			continue
		}
		key := r.Get("kind") + "\x00" + r.Get("text")
		if i, told := seen[key]; told {
			out[i].When = s.name(r.Package)
			out[i].Source, out[i].Record = s.source(r), r.Ref()
			continue
		}
		seen[key] = len(out)
		st := Statement{
			When: s.name(r.Package), Kind: s.l.Text("page.assumption." + r.Get("kind")),
			Text: r.Get("text"), Source: s.source(r), Record: r.Ref(),
		}
		if held := r.Get("held"); held != "" {
			st.Beside = s.l.Text("page.assumption.held." + held)
		}
		out = append(out, st)
	}
	return out
}
