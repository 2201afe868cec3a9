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
	at     time.Time      // for the order; zero where no time is known
	year   int
}

// sameDay is the order of what was decided on one day: what was approved and where it went, and last
// what weighs most.
var sameDay = []string{"approve", "adopt_document", "forward", "notify", "respond", "report", "note", "assign", "adopt_measures"}

// decisionsOf are the decisions of the page's year, and those of another that its report tells, in
// the order that they were taken: first those of no known time, last the newest.
func (s *state) decisionsOf() []decided {
	return slices.DeleteFunc(s.everyDecision(), func(d decided) bool {
		onReport := d.taken == nil || d.taken.Kind.Report() || d.taken.Kind == model.Plan
		return !onReport || d.year != s.year && (s.report == nil || d.record.Package.ID != s.report.ID)
	})
}

// everyDecision is every decision known, in the order that they were taken.
func (s *state) everyDecision() []decided {
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
			d.year = r.Package.AsAt.Year()
		}
		out = append(out, d)
	}
	slices.SortStableFunc(out, func(a, b decided) int {
		return cmp.Or(a.at.Compare(b.at), cmp.Compare(slices.Index(sameDay, a.kind()), slices.Index(sameDay, b.kind())))
	})
	return out
}

func (d decided) kind() string { return d.record.Get("kind") }

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
			When: s.decidedWhen(item), Kind: s.decisionKind(r), Text: r.Get("text"),
			Beside: joined(". ", s.stoodBeside(item), s.became(item)), Source: s.source(r), Record: r.Ref(),
		}
		sources = append(sources, row.Source)
		d.Rows = append(d.Rows, row)
	}
	d.Source = shared(sources...)
	return d
}

// decisionKind names what was decided. What is reported to have been decided, without a day and in
// answer to nothing, is only stated.
func (s *state) decisionKind(r model.Record) string {
	kind := r.Get("kind")
	if p, ok := model.ParsePeriod(r.Get("date")); kind == "report" && (ok && !p.From.IsZero() || r.Get("answers") != "") {
		kind = "reported"
	}
	return s.l.Text("page.decision." + kind)
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

// stoodBeside is the figure told by the report that a decision was taken on: Prognos −20,1 mkr. What
// is approved always says.
func (s *state) stoodBeside(d decided) string {
	told, now, ok := s.stood(d)
	if !ok || !told.Known && d.kind() != "approve" {
		return ""
	}
	message := "page.decision.forecast"
	if d.taken.Kind == model.Annual {
		message = "page.decision.outcome"
	}
	if now.Known {
		return s.l.Text(message+"_corrected", "Amount", s.l.Amount(told.Quantity, i18n.Signed), "Now", s.l.Amount(now.Quantity, i18n.Signed))
	}
	return s.l.Text(message, "Amount", s.l.Amount(told.Quantity, i18n.Signed))
}

// stood is the variance of the year that those who decided had before them, also where the report was
// replaced later: then now is the one that replaced it, where that differs. ok is false where a decision
// was taken on no report.
func (s *state) stood(d decided) (told, now model.Amount, ok bool) {
	p := d.taken
	if p == nil || !p.Kind.Report() {
		return told, now, false
	}
	told, replaced := s.formerly[p.ID]
	if !replaced {
		return s.toldOf(p), now, true
	}
	for _, by := range s.packages {
		if a := s.toldOf(by); by.Supersedes == p.ID && told.Known && a.Known && !a.Kronor().Equal(told.Kronor()) {
			now = a
			break
		}
	}
	return told, now, true
}

// chiefOf is the variance of the year that a report tells.
func (s *state) chiefOf(p *model.Package) factKey {
	m := model.VarianceForecast
	if p.Kind == model.Annual {
		m = model.VarianceOutcome
	}
	return factKey{s.root.ID, m, yearSpan(i18n.PackageEnd(p).Year())}
}

// toldOf is the variance of the year as a known report tells it.
func (s *state) toldOf(p *model.Package) model.Amount {
	for _, f := range s.told(s.chiefOf(p)) {
		if f.pkg.ID == p.ID && len(f.rows) > 0 {
			return f.rows[0]
		}
	}
	return untold(p)
}

// untold is the variance that a report does not tell.
func untold(p *model.Package) model.Amount {
	return model.Amount{Quantity: model.Quantity{Status: model.AbsentIn(p.Extent)}}
}

// became is what became of an assignment that a whole report tells of: the day of its answer, or
// that its day has passed and no answer is known. In an excerpt what answers what may be somebody's
// reading, and an answer may stand in what is not quoted.
func (s *state) became(d decided) string {
	if d.kind() != "assign" || d.record.Package.Extent != model.Full {
		return ""
	}
	for _, r := range s.answersTo(d.record.ID()) {
		if p, ok := model.ParsePeriod(r.Get("date")); ok && p.From.Month > 0 {
			if p.From.Day > 0 && p.From.Year == s.year {
				return s.l.Text("page.decision.answered", "When", s.l.DayMonth(p.From))
			}
			return s.l.Text("page.decision.answered", "When", s.l.Date(p.From))
		}
	}
	if s.pastDue(d) {
		return s.l.Text("page.decision.unanswered")
	}
	return ""
}

// answersTo are the decisions that answer one.
func (s *state) answersTo(id string) []model.Record {
	var out []model.Record
	for _, r := range s.decisions.standing() {
		if r.Get("answers") == id {
			out = append(out, r)
		}
	}
	return out
}

// pastDue reports whether the day by which an assignment was to be answered has passed.
func (s *state) pastDue(d decided) bool {
	due, ok := model.ParsePeriod(d.record.Get("due"))
	return ok && !due.To.IsZero() && due.To.Last().Before(s.about.AsAt)
}

// decisionsTitle says the weightiest of what was decided.
func (s *state) decisionsTitle(list []decided) string {
	count := map[string]int{}
	var approved *model.Package // the report, where one alone was approved
	for _, d := range list {
		count[d.kind()]++
		if d.kind() == "approve" {
			approved = d.taken
		}
	}
	approvals, assigned := count["approve"], count["assign"]
	first := s.l.Text("page.decisions.approved", "Count", approvals, "Number", i18n.Capital(s.l.Counted(approvals)))
	if approvals == 1 && approved != nil {
		first = s.approvedOne(approved)
	}
	second := func(kind string, n int) string {
		return s.l.Text("page.decisions.second", "First", first, "Second", i18n.Small(s.l.Text("page.decisions."+kind, "Count", n, "Number", s.l.CountedNeuter(n))))
	}
	switch {
	case len(list) == 0:
		return s.l.Text("page.decisions.none", "Absent", s.l.Status(s.absentStatus()))
	case approvals > 0 && count["adopt_measures"] > 0:
		return second("measures", count["adopt_measures"])
	case count["adopt_measures"] > 0:
		return s.l.Text("page.decisions.measures", "Count", count["adopt_measures"])
	case approvals == 1 && count["forward"] > 0:
		return s.l.Text("page.decisions.approved_forwarded")
	case approvals > 0 && assigned > 0:
		return second("assigned", assigned)
	case approvals > 0:
		return first
	case assigned > 0:
		return s.l.Text("page.decisions.assigned", "Count", assigned, "Number", i18n.Capital(s.l.CountedNeuter(assigned)))
	}
	return s.l.Text("page.decisions.count", "Count", len(list), "Number", i18n.Capital(s.l.CountedNeuter(len(list))))
}

// approvedOne says that one report was approved: its forecast, where it told one.
func (s *state) approvedOne(p *model.Package) string {
	switch {
	case p.Kind == model.Annual:
		return s.l.Text("page.decisions.approved_annual", "Year", i18n.PackageEnd(p).Year())
	case s.toldOf(p).Known || s.formerly[p.ID].Known:
		return s.l.Text("page.decisions.approved_forecast")
	}
	return s.l.Text("page.decisions.approved_report", "When", s.l.PackageWhen(p))
}

// assumptionsSection is what the forecast rests on, or what the year's reports call uncertain, as
// last told: those told last, and those that did not hold, at the end.
func (s *state) assumptionsSection() []Statement {
	type told struct {
		statement Statement
		by        *model.Package
		failed    bool
	}
	var list []told
	seen := map[string]int{}
	if s.report == nil {
		return []Statement{}
	}
	for _, r := range s.assumptions.standing() {
		year := i18n.PackageEnd(r.Package).Year()
		if p, ok := model.ParsePeriod(r.Get("period")); ok && !p.From.IsZero() {
			year = p.From.Year
		}
		if year != s.year {
			continue
		}
		t := told{
			statement: Statement{
				When: s.name(r.Package), Kind: s.l.Text("page.assumption." + r.Get("kind")),
				Text: r.Get("text"), Beside: s.heldText(r), Source: s.source(r), Record: r.Ref(),
			},
			by: r.Package, failed: r.Get("kind") == "assumption" && r.Get("held") == "no",
		}
		if t.statement.Beside != "" {
			t.statement.Beside = joined(" ", sentence(t.statement.Beside), r.Get("note"))
		}
		key := r.Get("kind") + "\x00" + r.Get("text")
		if i, again := seen[key]; again {
			list[i] = t
			continue
		}
		seen[key] = len(list)
		list = append(list, t)
	}
	slices.SortStableFunc(list, func(a, b told) int {
		return cmp.Or(compareRank(a.by, b.by), cmp.Compare(btoi(a.failed), btoi(b.failed)))
	})
	out := make([]Statement, len(list))
	for i, t := range list {
		out[i] = t.statement
	}
	return out
}

// heldText says whether an assumption held, or an uncertainty remains; "" where nothing is said.
func (s *state) heldText(r model.Record) string {
	held := r.Get("held")
	if held == "" {
		return ""
	}
	return s.l.Text("page.assumption." + r.Get("kind") + "." + held)
}
