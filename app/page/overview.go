package page

import (
	"strconv"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
)

// head fills what every page says of itself but its headline and the line under it.
func (s *state) head(name string, e earlier) Head {
	c := s.about.Committee
	h := Head{
		Page: name, Language: s.l.Lang(),
		Committee: CommitteeRef{
			Repository: c.Repository, ID: c.ID, Name: c.Name, Municipality: c.Municipality.Name, Fictional: c.Fictional,
		},
		About: s.ref(s.about), KnownAt: s.at, Asks: []Ask{},
	}
	if s.report != nil && s.report.ID != s.about.ID {
		r := s.ref(s.report)
		h.Report = &r
	}
	if e.state != nil {
		r := s.ref(e.about)
		h.Compare = &r
	}
	return h
}

// overview makes Översikt.
func (s *state) overview(e earlier, b besides) *Overview {
	o := &Overview{Head: s.head("overview", e)}
	_, o.Gaps = s.table()
	o.Changes = b.among(s.changes(e), s.found)
	o.ChangesNote = s.changesNote(e, o.Changes)
	o.AllChanges = countChanges(s.found)
	o.KeyFigures = b.beside(s.keyFigures(e, o.Gaps))
	o.Journey = s.journey()
	o.Decisions = s.decisionsSection()
	o.Assumptions = s.assumptionsSection()
	o.Headline = s.overviewHeadline(e)
	s.tellThrough(o)
	o.Sub = s.sub(s.counted(e, o.Changes), o.Gaps)
	o.askedWords = func(n int) string { return s.l.Text("questions.count.questions", "Count", n, "Number", s.l.Int(n)) }
	return o
}

// tellThrough notes where the report's own facts of goals, savings and audit stand, so that the line
// under the headline can say through what they are known.
func (s *state) tellThrough(o *Overview) {
	if s.report == nil {
		return
	}
	see := func(f Figure) {
		if f.Source != nil && f.Source.Package == s.report.Name {
			s.used = append(s.used, *f.Source)
		}
	}
	for _, k := range o.KeyFigures {
		see(k.Figure)
	}
	for _, c := range o.Changes {
		see(c.Now)
	}
}

// counted says how much is new since the earlier state: 12 ändringar, varav 1 utan förklaring, 2
// nya beslut. What is not known to have changed is told of first, so that it is not missed.
func (s *state) counted(e earlier, changes []Change) string {
	if e.state == nil {
		return ""
	}
	silent := 0
	for _, c := range changes {
		silent += btoi(c.Mark.Kind == MarkSilent)
	}
	parts := []string{s.l.Text("page.sub.changes", "Count", len(changes), "Number", s.l.Int(len(changes)))}
	if len(changes) == 0 {
		parts[0] = s.l.Text("page.sub.no_changes")
	}
	if silent > 0 {
		parts = append(parts, s.l.Text("page.sub.silent", "Count", silent, "Number", s.l.Int(silent)))
	}
	if n := s.newDecisions(e); n > 0 {
		parts = append(parts, s.l.Text("page.sub.decisions", "Count", n, "Number", s.l.Int(n)))
	}
	return joined(", ", parts...)
}

// newDecisions counts the decisions of the page that the earlier state did not know.
func (s *state) newDecisions(e earlier) int {
	known := map[string]bool{}
	for _, r := range e.decisions.standing() {
		known[r.ID()] = true
	}
	n := 0
	for _, d := range s.decisionsOf() {
		n += btoi(!known[d.record.ID()])
	}
	return n
}

// economy makes Ekonomi.
func (s *state) economy(e earlier) *Economy {
	p := &Economy{Head: s.head("economy", e)}
	p.Table, p.Gaps = s.table()
	p.Forecast = s.figure(s.variance(s.root.ID))
	p.Change = s.chiefChange(e)
	p.Journey = s.journey()
	p.Journey.Title = s.courseTitle(p.Journey)
	p.Areas = s.areasSection()
	p.Months = s.monthsSection()
	p.Causes = s.causesSection()
	p.Decisions = s.decisionsSection()
	p.Assumptions = s.assumptionsSection()
	p.Notices = s.silentChanges(e)
	if p.Notices == nil {
		p.Notices = []Change{}
	}
	p.Source = shared(p.Table.Source, p.Causes.Source)
	p.Headline = s.economyHeadline(e)
	middle := s.changeInWords(e, p.Change)
	if s.report != nil && !s.full() {
		middle = s.l.Text("page.sub.no_gap")
	}
	p.Sub = s.sub(middle, p.Gaps)
	return p
}

// changeInWords is the change of the chief variance: 0,7 mkr sämre än i mars (−6,9), uträknat av
// appen.
func (s *state) changeInWords(e earlier, c *Change) string {
	if c == nil || e.other(s) == nil || !c.Before.Present() || !c.Now.Present() {
		return ""
	}
	when := s.against(e)
	if c.Mark.Kind == MarkSame {
		return s.l.Text("page.sub.same", "When", when, "Before", c.Before.Number)
	}
	return s.l.Text("page.sub.changed", "Change", c.Mark.Text, "When", when, "Before", c.Before.Number)
}

const keyFiguresShown = 4

// keyFigures are the numbers of the economy that a reader should take to the meeting: how the year is
// expected to end, where it lies, how it went so far, what is not explained or not reported.
func (s *state) keyFigures(e earlier, gaps Gaps) []KeyFigure {
	out := []KeyFigure{}
	if s.about.Kind == model.Plan {
		out = append(out, s.standingFigures(earlier{}, i18n.PackageEnd(s.about).Year(), true)...)
	}
	if s.report != nil && s.root.ID != "" {
		out = append(out, s.chiefFigure(e))
		out = append(out, s.partFigures(e)...)
		if s.full() && gaps.NotReported > 0 {
			out = append(out, s.gapFigure(gaps))
		}
		if f, ok := s.soFarFigure(e); ok {
			out = append(out, f)
		}
		if f, ok := s.remainderFigure(); ok {
			out = append(out, f)
		}
		out = append(out, s.lineFigures()...)
		if s.about.Kind != model.Plan || i18n.PackageEnd(s.about).Year() != s.year {
			out = append(out, s.standingFigures(e, s.year, false)...)
		}
	}
	for i, k := range out {
		if k.Figure.Status == string(model.Preliminary) {
			out[i].Label = s.l.Text("page.key.preliminary", "Label", k.Label)
			out[i].Short = s.l.Text("page.key.preliminary", "Label", k.Short)
		}
	}
	return out
}

func (s *state) chiefFigure(e earlier) KeyFigure {
	k := KeyFigure{Label: s.l.Text("page.key.forecast"), Short: s.l.Text("page.key.forecast_short"), Figure: s.figure(s.variance(s.root.ID))}
	if s.annual() {
		k.Label = s.l.Text("page.key.outcome_year", "Year", strconv.Itoa(s.year))
		k.Short = s.l.Text("page.key.outcome_short", "Year", strconv.Itoa(s.year))
	}
	if e.state != nil && k.Figure.Present() {
		before, b := e.of(s.chiefKey(e))
		k.Mark = s.figureMark(e, k.Figure, before, s.quantity(s.variance(s.root.ID)), b)
	}
	return k
}

// figureMark says how a key figure stands against the earlier state.
func (s *state) figureMark(e earlier, now, before Figure, n, b model.Quantity) Mark {
	if e.other(s) == nil {
		return Mark{}
	}
	switch {
	case !before.Present() && e.year != s.year:
		return s.firstMark()
	case !before.Present():
		kind := MarkNotQuoted
		if before.Status == string(model.NotReported) {
			kind = MarkMissing
		}
		return Mark{kind, s.l.Text("page.mark.before", "When", s.name(e.report), "State", before.Text)}
	}
	m := s.comparison("", before, now, b, n, true).Mark
	if m.Kind == MarkSame {
		return Mark{m.Kind, s.l.Text("page.mark.same_as", "Word", m.Text, "When", s.since(e.report))}
	}
	return Mark{m.Kind, s.l.Text("page.mark.than", "Difference", m.Text, "When", s.against(e))}
}

// partFigures are the greatest parts of the chief variance: of a whole report the area that it
// lies in, of an excerpt the two greatest causes.
func (s *state) partFigures(e earlier) []KeyFigure {
	var out []KeyFigure
	chief := s.quantity(s.variance(s.root.ID))
	if s.full() {
		if area, q, ok := s.worstArea(chief.Value.Sign()); ok && chief.Known {
			k := s.variance(area.ID)
			kf := KeyFigure{Label: s.l.Text("page.key.part", "Title", area.Title), Short: area.Title, Figure: s.figure(k)}
			if e.state != nil {
				beforeKey := k
				beforeKey.measure = s.chiefKey(e).measure
				before, b := e.of(beforeKey)
				kf.Mark = s.figureMark(e, kf.Figure, before, q, b)
			}
			out = append(out, kf)
		}
		return out
	}
	causes := s.chiefCauses()
	var earlierCauses causeList
	if e.state != nil {
		earlierCauses = e.chiefCauses()
	}
	for _, r := range causes.rows {
		if !r.Known || len(out) == 2 {
			continue
		}
		kf := KeyFigure{
			Label: s.l.Text("page.key.part", "Title", i18n.Small(r.Title)), Short: r.Title, Figure: s.causeFigure(r),
		}
		if e.state != nil {
			before, b := e.absent(causes.span), model.Quantity{}
			for _, earlierCause := range earlierCauses.rows {
				if earlierCauses.span == causes.span && earlierCause.Title == r.Title && earlierCause.Known {
					before, b = e.causeFigure(earlierCause), earlierCause.Quantity
				}
			}
			kf.Mark = s.figureMark(e, kf.Figure, before, r.Quantity, b)
		}
		out = append(out, kf)
	}
	return out
}

// soFarFigure is how the year so far stands against its budget, and how it stood then.
func (s *state) soFarFigure(e earlier) (KeyFigure, bool) {
	if s.annual() {
		return KeyFigure{}, false
	}
	_, _, f := s.monthFigures(s.month, false, true)
	if !f.Present() {
		return KeyFigure{}, false
	}
	month := s.l.Month(s.month)
	kf := KeyFigure{
		Label: s.l.Text("page.key.so_far_to", "Month", month), Short: s.l.Text("page.key.so_far_short", "Month", month), Figure: f,
	}
	switch {
	case f.Computed:
		kf.Mark = Mark{Text: s.l.Text("page.computed")}
	case e.other(s) != nil && e.year == s.year:
		before, b := e.of(factKey{s.root.ID, model.VarianceYTD, yearTo(e.year, e.month)})
		kf.Mark = s.figureMark(e, f, before, s.quantity(factKey{s.root.ID, model.VarianceYTD, yearTo(s.year, s.month)}), b)
	}
	return kf, true
}

func (s *state) gapFigure(gaps Gaps) KeyFigure {
	n := strconv.Itoa(gaps.NotReported)
	return KeyFigure{
		Label: s.l.Text("page.key.gaps"), Short: s.l.Text("page.key.gaps_short"),
		Figure: Figure{
			Value: &n, Status: string(model.Reported), Computed: true,
			Text: s.l.Int(gaps.NotReported), Number: s.l.Int(gaps.NotReported),
		},
		Beside: s.l.Text("page.key.gaps_of", "Total", s.l.Int(gaps.Expected)),
		Mark:   Mark{MarkMissing, s.l.Status(model.NotReported)},
	}
}

// remainderFigure is what the causes leave of the variance.
func (s *state) remainderFigure() (KeyFigure, bool) {
	list := s.chiefCauses()
	rest := remainder(s.quantity(s.variance(s.root.ID)), list.amounts())
	if !rest.Known || rest.Value.IsZero() || rounded(s.quantity(s.variance(s.root.ID)), list.amounts()) {
		return KeyFigure{}, false
	}
	kind := "other"
	if list.complete() {
		kind = "unexplained"
	}
	return KeyFigure{
		Label: s.l.Text("page.key." + kind), Short: s.l.Text("page.key." + kind + "_short"),
		Figure: s.computed(rest, i18n.Signed, false), Mark: Mark{Text: s.l.Text("page.computed")},
	}, true
}

// lineFigures are the lines' own deviations of the year so far, told where the committee's is not.
func (s *state) lineFigures() []KeyFigure {
	var out []KeyFigure
	if s.full() || s.annual() {
		return nil
	}
	for _, line := range s.areas {
		k := factKey{line.ID, model.VarianceYTD, yearTo(s.year, s.month)}
		if s.quantity(k).Known {
			out = append(out, KeyFigure{
				Label: line.Title, Short: line.Title, Figure: s.figure(k),
				Mark: Mark{Text: i18n.Capital(s.l.Period(k.span.period()))},
			})
		}
	}
	return out
}

// standingFigures are the committee's budget of a year and how its frame changed, as long as the
// budget is the one that the frame made.
func (s *state) standingFigures(e earlier, year int, own bool) []KeyFigure {
	var out []KeyFigure
	for _, m := range []model.Measure{model.BudgetYear, model.FrameChange} {
		k := factKey{s.root.ID, m, yearSpan(year)}
		f, told := s.last(k)
		if s.root.ID == "" || !told || len(f.rows) == 0 || !f.rows[0].Known || own && f.pkg.ID != s.about.ID {
			continue
		}
		if m == model.FrameChange && s.outgrown(f, year) {
			continue
		}
		label := s.l.Text("page.key."+string(m), "Year", strconv.Itoa(year))
		kf := KeyFigure{Label: label, Short: label, Figure: s.reported(f.rows[0])}
		if e.other(s) != nil && e.year == s.year {
			before, b := e.of(k)
			if c := s.comparison("", before, kf.Figure, b, f.rows[0].Quantity, false); c.Mark.Kind == MarkNeutral {
				kf.Mark = Mark{c.Mark.Kind, s.l.Text("page.mark.than", "Difference", c.Mark.Text, "When", s.when(e.report))}
			}
		}
		out = append(out, kf)
	}
	return out
}

// outgrown reports whether the budget of a year has been told anew, otherwise, since the package that
// told how its frame changed.
func (s *state) outgrown(frame fact, year int) bool {
	told := s.told(factKey{s.root.ID, model.BudgetYear, yearSpan(year)})
	for _, f := range told {
		if f.pkg.ID == frame.pkg.ID && len(f.rows) > 0 {
			last := told[len(told)-1]
			return len(last.rows) == 0 || !last.rows[0].Kronor().Equal(f.rows[0].Kronor())
		}
	}
	return false
}
