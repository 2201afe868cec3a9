package page

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"rodatraden/app/i18n"
	"rodatraden/data/compare"
	"rodatraden/data/model"
)

// earlier is the state that a page is compared with; nil where there is none.
type earlier struct{ *state }

// other is the report that the earlier state tells of, where it is another than the page's; nil
// where there is nothing to compare with.
func (e earlier) other(s *state) *model.Package {
	if e.state == nil || e.report == nil || s.report == nil || e.report.ID == s.report.ID {
		return nil
	}
	return e.report
}

// against says in a sentence what the page's chief variance is compared with: "i mars", or "prognosen
// i november" where how a year ended is compared with how it was expected to end.
func (s *state) against(e earlier) string {
	when := s.when(e.report)
	if s.chiefKey(e).measure != s.varianceMeasure() {
		return s.l.Text("page.than_forecast", "When", when)
	}
	return when
}

// of is what the earlier state told of a fact, beside what the page tells now.
func (e earlier) of(k factKey) (Figure, model.Quantity) {
	if f, ok := e.current(k); ok {
		return e.reported(f.rows[0]), f.rows[0].Quantity
	}
	return e.absent(k.span), model.Quantity{}
}

// absent is how the earlier state lacks a fact: a whole report about another year could not have
// told it.
func (e earlier) absent(sp span) Figure {
	status := e.absentStatus()
	if status == model.NotReported && sp.to.Year() != e.year {
		status = model.NotApplicable
	}
	return e.write(model.Quantity{Status: status}, i18n.Plain, false)
}

// chiefKey is the fact that the page's chief variance is compared with. How a year ended is
// compared with how it was expected to end, where that is what the earlier state told.
func (s *state) chiefKey(e earlier) factKey {
	k := s.variance(s.root.ID)
	if s.annual() && e.report != nil && !e.annual() && e.year == s.year {
		k.measure = model.VarianceForecast
	}
	return k
}

// comparison is the difference between two figures of one thing.
func (s *state) comparison(label string, before, now Figure, b, n model.Quantity, better bool) Change {
	c := Change{Label: label, Before: before, Now: now, Record: cmp.Or(now.Record, before.Record)}
	d := model.Difference(n, b)
	if !d.Known {
		c.Delta = s.write(model.Quantity{Status: model.NotApplicable}, i18n.Plain, false)
		return c
	}
	c.Delta = s.computed(d, i18n.Signed, better)
	c.Mark = s.differenceMark(d, n.Kronor().Equal(b.Kronor()), better)
	return c
}

// differenceMark words a difference: ca 2 mkr bättre, 21,3 mkr mer, oförändrat.
func (s *state) differenceMark(d model.Quantity, equal, better bool) Mark {
	kind, word := MarkSame, "same"
	switch sign := d.Value.Sign(); {
	case equal:
	case sign == 0:
		word = "about_same"
	case better && sign > 0:
		kind, word = MarkBetter, "better"
	case better:
		kind, word = MarkWorse, "worse"
	case sign > 0:
		kind, word = MarkNeutral, "more"
	default:
		kind, word = MarkNeutral, "less"
	}
	if kind == MarkSame {
		return Mark{kind, i18n.Capital(s.l.Text("page.word." + word))}
	}
	return Mark{kind, s.l.Text("page.mark.difference", "Amount", s.size(d), "Word", s.l.Text("page.word."+word))}
}

// firstMark marks the first that is told of a year.
func (s *state) firstMark() Mark {
	return Mark{MarkNew, s.l.Text("page.mark.first_of_year", "Year", strconv.Itoa(s.year))}
}

// newMark marks what was not there before: in an excerpt it may have stood there all the same.
func (s *state) newMark(e earlier) Mark {
	if e.absentStatus() == model.NotQuoted {
		return Mark{MarkNew, s.l.Text("page.mark.new_in_excerpt")}
	}
	return Mark{MarkNew, s.l.Text("page.mark.new")}
}

// change compares a fact with the earlier state. ok is false where nothing changed, or where an
// excerpt merely does not repeat it.
func (s *state) change(label string, e earlier, nowKey, beforeKey factKey) (Change, bool) {
	before, b := e.of(beforeKey)
	now, n := s.figure(nowKey), s.quantity(nowKey)
	better := deviation(nowKey.measure)
	c := s.comparison(label, before, now, b, n, better)
	c.Note = s.explanation(nowKey, e)
	switch {
	case now.Present() && before.Present():
		return c, before.Text != now.Text
	case now.Present() && before.Status == string(model.NotApplicable):
		c.Before, c.Mark = s.unstated(), s.firstMark()
		if stands(nowKey.measure) {
			c.Mark = s.newMark(e)
			return c, true
		}
		return c, nowKey == s.variance(s.root.ID)
	case now.Present():
		c.Mark = s.newMark(e)
		return c, true
	case before.Present() && now.Status == string(model.NotReported):
		c.Mark = Mark{MarkMissing, s.l.Status(model.NotReported)}
		return c, true
	}
	return c, false
}

// explanation is what the package says of why it tells a fact anew, where it was told since the
// earlier state.
func (s *state) explanation(k factKey, e earlier) string {
	f, ok := s.current(k)
	if !ok || e.state != nil && e.knows(f.pkg) {
		return ""
	}
	return f.rows[0].Record.Get("revision_note")
}

// chiefChange is the change of the variance that the page is chiefly about, also where it is none.
func (s *state) chiefChange(e earlier) *Change {
	if e.state == nil || s.root.ID == "" || s.report == nil {
		return nil
	}
	c, _ := s.change(s.chiefLabel(e), e, s.variance(s.root.ID), s.chiefKey(e))
	return &c
}

// chiefLabel names the change of the chief variance. How a year ended beside how it was expected to
// end says so.
func (s *state) chiefLabel(e earlier) string {
	switch {
	case s.annual() && s.chiefKey(e).measure != s.varianceMeasure():
		return s.l.Text("page.key.against", "Label", s.l.Text("page.key.variance_year", "Year", strconv.Itoa(s.year)), "What", s.against(e))
	case s.annual():
		return s.l.Text("page.key.outcome")
	}
	return s.l.Text("page.key.forecast")
}

// changes are the differences between the two states, in order of weight: the year's variance, its
// parts and causes, the year so far, budgets, gaps, what was told anew with a reason or withdrawn,
// and last what changed silently. A reason that several share is told once.
func (s *state) changes(e earlier) []Change {
	out := []Change{}
	if e.state == nil {
		return out
	}
	if s.report != nil && s.root.ID != "" {
		if c, changed := s.change(s.chiefLabel(e), e, s.variance(s.root.ID), s.chiefKey(e)); changed {
			out = append(out, c)
		}
		causes, told := s.causeChanges(e)
		if s.full() {
			out = append(out, s.areaChanges(e, nil)...)
			out = append(out, s.soFarChanges(e)...)
			out = append(out, causes...)
		} else {
			out = append(out, causes...)
			out = append(out, s.areaChanges(e, told)...)
			out = append(out, s.soFarChanges(e)...)
		}
	}
	for _, c := range s.standingChanges(e) {
		if len(out) > 0 && c.Label == s.l.Text("page.key.budget_year", "Year", strconv.Itoa(s.year)) {
			out = slices.Insert(out, 1, c) // what the variance is reckoned from
			continue
		}
		out = append(out, c)
	}
	if s.report != nil {
		out = append(out, s.wordChanges(e)...)
		out = append(out, s.newGaps(e)...)
	}
	slices.SortStableFunc(out, func(a, b Change) int {
		return cmp.Compare(btoi(a.Mark.Kind == MarkMissing), btoi(b.Mark.Kind == MarkMissing))
	})
	out = append(out, s.explainedChanges(e)...)
	out = append(out, s.withdrawnChanges(e)...)
	said := map[string]bool{}
	for i := range out {
		if said[out[i].Note] {
			out[i].Note = ""
		}
		said[out[i].Note] = true
	}
	return append(out, s.silentChanges(e)...)
}

// causeChanges compares the amounts of the causes, by title. told holds the titles that are told of.
func (s *state) causeChanges(e earlier) (out []Change, told map[string]bool) {
	told = map[string]bool{}
	now, before := s.chiefCauses(), causeList{}
	for _, list := range e.causeLists() {
		if list.line.ID == now.line.ID && list.span == now.span {
			before = list
		}
	}
	find := func(list causeList, title string) (model.Cause, bool) {
		for _, r := range list.rows {
			if r.Title == title && r.Known {
				return r, true
			}
		}
		return model.Cause{}, false
	}
	for _, r := range now.rows {
		if !r.Known || told[r.Title] {
			continue
		}
		told[r.Title] = true
		f := s.causeFigure(r)
		label := s.causeLabel(r.Title)
		if b, ok := find(before, r.Title); ok {
			bf := e.causeFigure(b)
			if bf.Text != f.Text {
				out = append(out, s.comparison(label, bf, f, b.Quantity, r.Quantity, true))
			}
			continue
		}
		absent := e.absent(now.span)
		if absent.Status == string(model.NotApplicable) {
			continue
		}
		c := s.comparison(label, absent, f, model.Quantity{}, r.Quantity, true)
		c.Mark = s.newMark(e)
		if e.full() && before.known {
			c.Before = s.unstated()
			c.Mark.Text = s.l.Text("page.mark.new_cause")
		}
		out = append(out, c)
	}
	for _, b := range before.rows {
		if _, still := find(now, b.Title); still || !b.Known || !s.full() {
			continue
		}
		c := s.comparison(s.causeLabel(b.Title), e.causeFigure(b), s.unstated(), b.Quantity, model.Quantity{}, true)
		c.Mark = Mark{MarkFallen, s.l.Text("page.mark.no_longer")}
		out = append(out, c)
	}
	slices.SortStableFunc(out, bySize)
	return out, told
}

// causeLabel names a cause beside the areas of a whole report, or as a part of the variance.
func (s *state) causeLabel(title string) string {
	if s.full() {
		return s.l.Text("page.key.cause", "Title", title)
	}
	return s.l.Text("page.key.part", "Title", i18n.Small(title))
}

// unstated stands for a cause that a whole report's list does not hold: that is no gap.
func (s *state) unstated() Figure {
	text := s.l.Text("page.unstated")
	return Figure{Status: string(model.NotApplicable), Text: text, Number: text}
}

func (s *state) causeFigure(c model.Cause) Figure {
	f := s.write(c.Quantity, i18n.Signed, true)
	f.Source, f.Place, f.Record = s.source(c.Record), c.Place, c.Record.Ref()
	return f
}

// bySize puts the changes with the greatest numbers first.
func bySize(a, b Change) int { return cmp.Compare(b.size(), a.size()) }

// size is how far a change reaches, in kronor; only for ordering.
func (c Change) size() float64 {
	for _, f := range []Figure{c.Delta, c.Now, c.Before} {
		if f.Value != nil {
			v, err := strconv.ParseFloat(strings.TrimPrefix(*f.Value, "-"), 64)
			if err != nil {
				return 0
			}
			for range model.MoneyExponent(f.AmountUnit) {
				v *= 10
			}
			return v
		}
	}
	return 0
}

// areaChanges compares the lines' parts of the variance, but for those told of as causes.
func (s *state) areaChanges(e earlier, told map[string]bool) []Change {
	var out []Change
	for _, line := range s.areas {
		if told[line.Title] {
			continue
		}
		k := s.variance(line.ID)
		before := k
		before.measure = s.chiefKey(e).measure
		if c, changed := s.change(s.l.Text("page.key.part", "Title", line.Title), e, k, before); changed {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, bySize)
	return out
}

// standingChanges are what stands for a year and is told anew: budgets, changed frames, demands to save.
func (s *state) standingChanges(e earlier) []Change {
	type standing struct {
		key   factKey
		place int
	}
	var keys []standing
	for _, c := range amountsOf(s.found, compare.New, compare.Changed) {
		if k := c.key; stands(k.measure) {
			keys = append(keys, standing{k, s.placeOf(k.line)})
		}
	}
	rank := map[model.Measure]int{model.BudgetYear: 0, model.FrameChange: 1, model.EfficiencyDemand: 2}
	slices.SortFunc(keys, func(a, b standing) int {
		return cmp.Or(cmp.Compare(rank[a.key.measure], rank[b.key.measure]), cmp.Compare(a.place, b.place),
			a.key.span.from.Compare(b.key.span.from), cmp.Compare(a.key.line, b.key.line))
	})
	var out []Change
	for _, st := range keys {
		label := s.l.Text("page.key."+string(st.key.measure), "Year", s.spanText(st.key.span))
		if st.place >= 0 {
			label = s.l.Text("page.key.of_line", "Label", label, "Line", s.areas[st.place].Title)
		}
		if c, changed := s.change(label, e, st.key, st.key); changed {
			out = append(out, c)
		}
	}
	return out
}

// placeOf is a line's place among the areas, −1 of the committee as a whole.
func (s *state) placeOf(line string) int {
	return slices.IndexFunc(s.areas, func(l model.BudgetLine) bool { return l.ID == line })
}

// soFarChanges compares the deviation of the year so far: the committee's, and of an excerpt also
// the lines'.
func (s *state) soFarChanges(e earlier) []Change {
	if s.annual() {
		return nil
	}
	var out []Change
	lines := []model.BudgetLine{s.root}
	if !s.full() {
		lines = append(lines, s.areas...)
	}
	for _, line := range lines {
		now := factKey{line.ID, model.VarianceYTD, yearTo(s.year, s.month)}
		before := now
		if e.year == s.year && e.report != nil {
			before.span = yearTo(e.year, e.month)
		}
		label := s.l.Text("page.key.so_far_to", "Month", s.l.Month(s.month))
		if before.span != now.span {
			label = s.l.Text("page.key.against", "Label", label, "What", s.l.Month(e.month))
		}
		if line.ID != s.root.ID {
			label = s.l.Text("page.key.of_line", "Label", line.Title, "Line", s.l.Period(now.span.period()))
		}
		if c, changed := s.change(label, e, now, before); changed {
			out = append(out, c)
		}
	}
	return out
}

// wordChanges are what the report says of an amount in words alone.
func (s *state) wordChanges(e earlier) []Change {
	var out []Change
	for _, w := range s.worded() {
		c := Change{
			Label: strings.TrimRight(w.Words, "."), Before: e.absent(yearSpan(s.year)), Now: w, Record: w.Record,
			Delta: s.write(model.Quantity{Status: model.NotApplicable}, i18n.Plain, false), Mark: s.newMark(e),
		}
		out = append(out, c)
	}
	return out
}

// worded are the amounts that the report itself tells in words alone.
func (s *state) worded() []Figure {
	var out []Figure
	if s.report == nil {
		return out
	}
	for _, line := range append([]model.BudgetLine{s.root}, s.areas...) {
		for _, m := range []model.Measure{model.OutcomeYTD, model.OutcomeYear, model.ForecastYear, model.VarianceForecast, model.VarianceYTD, model.VarianceOutcome} {
			for _, k := range cellKeys(line.ID, m, s.report)[:1] {
				if f, ok := s.current(k); ok && !f.rows[0].Known && f.rows[0].Text != "" {
					out = append(out, s.reported(f.rows[0]))
				}
			}
		}
	}
	return out
}

// newGaps are the places of the table that the report fills no more: the amounts that have fallen away,
// or that it says are not reported. Those of the variance are told of already.
func (s *state) newGaps(e earlier) []Change {
	if !s.full() || e.report == nil || e.report.Extent != model.Full {
		return nil
	}
	type place struct {
		line    string
		measure model.Measure
	}
	gone := map[place]bool{}
	for _, c := range amountsOf(s.found, compare.Fallen, compare.Next, compare.Changed) {
		if len(c.Now) == 0 || c.Now[0].Get("status") == string(model.NotReported) {
			gone[place{c.key.line, c.key.measure}] = true
		}
	}
	var out []Change
	for _, line := range s.tableLines() {
		for _, c := range s.columns() {
			if c.measure == s.varianceMeasure() || !gone[place{line.ID, c.measure}] {
				continue
			}
			now, before := s.cell(line.ID, c.measure), e.cell(line.ID, c.measure)
			if now.Status != string(model.NotReported) || !before.Present() {
				continue
			}
			out = append(out, Change{
				Label:  s.l.Text("page.key.of_line", "Label", line.Title, "Line", i18n.Small(s.l.Text(c.name))),
				Before: before, Now: now, Delta: s.write(model.Quantity{Status: model.NotApplicable}, i18n.Plain, false),
				Mark: Mark{MarkMissing, s.l.Status(model.NotReported)}, Record: cmp.Or(now.Record, before.Record),
			})
		}
	}
	return out
}

// amountChange is an amount that differs between the two states.
type amountChange struct {
	compare.Change
	key factKey
}

// amountsOf are the amounts among the changes that differ in one of the ways.
func amountsOf(found []compare.Change, kinds ...compare.Kind) []amountChange {
	var out []amountChange
	for _, c := range found {
		if c.Table.Name != "amounts" || !slices.Contains(kinds, c.Kind) {
			continue
		}
		if k, ok := factKeyOf(c.Key); ok {
			out = append(out, amountChange{c, k})
		}
	}
	return out
}

// numbers are what was told and what is told; each is what its statement says the most exactly.
func (c amountChange) numbers() (before, now model.Amount) {
	if told := (&fact{records: c.Before}).amounts(); len(told) > 0 {
		before = told[0]
	}
	if told := (&fact{records: c.Now}).amounts(); len(told) > 0 {
		now = told[0]
	}
	return before, now
}

// revised is the difference that a number told anew makes; the changes stand in the order of the lines.
func (s *state) revised(found []amountChange, more func(c *Change, why string)) []Change {
	slices.SortStableFunc(found, func(a, b amountChange) int {
		return cmp.Or(cmp.Compare(s.placeOf(a.key.line), s.placeOf(b.key.line)), cmp.Compare(a.key.measure, b.key.measure), a.key.span.to.Compare(b.key.span.to))
	})
	var out []Change
	for _, r := range found {
		before, now := r.numbers()
		if !before.Known || !now.Known {
			continue
		}
		c := s.comparison(s.factLabel(r.key), s.reported(before), s.reported(now), before.Quantity, now.Quantity, deviation(r.key.measure))
		more(&c, r.Reason)
		out = append(out, c)
	}
	return out
}

// silentChanges are the numbers that a whole report tells anew, after their period had ended, without a
// word of why.
func (s *state) silentChanges(e earlier) []Change {
	return s.revised(amountsOf(s.toldAgain, compare.Silent), func(c *Change, _ string) {
		c.Mark = Mark{MarkSilent, s.l.Text("page.mark.silent")}
		c.Note = s.l.Text("page.silent", "Label", c.Label, "Before", c.Before.Number, "Now", c.Now.Text)
	})
}

// explainedChanges are the outcomes of earlier months that a package tells anew and says why. The
// variance that follows an outcome is not told of beside it, nor what the page compares anyway.
func (s *state) explainedChanges(e earlier) []Change {
	outcomes := slices.DeleteFunc(amountsOf(s.toldAgain, compare.Revised), func(c amountChange) bool {
		return c.key.measure != model.OutcomeYTD && c.key.measure != model.OutcomeYear
	})
	return s.revised(outcomes, func(c *Change, why string) { c.Note = why })
}

// withdrawnChanges are the numbers that are taken back, with the reason that is given. Of a package that
// is taken back as a whole the line under the headline tells.
func (s *state) withdrawnChanges(e earlier) []Change {
	var out []Change
	for _, c := range amountsOf(s.found, compare.Withdrawn) {
		told, _ := c.numbers()
		row, there := s.withdrawnRow("amounts", c.Key)
		if !told.Known || !there {
			continue
		}
		text := s.l.Text("page.withdrawn")
		out = append(out, Change{
			Label: s.factLabel(c.key), Before: s.reported(told), Now: Figure{Status: string(model.NotApplicable), Text: text, Number: text},
			Delta: s.write(model.Quantity{Status: model.NotApplicable}, i18n.Plain, false),
			Mark:  Mark{MarkFallen, s.l.Text("page.mark.withdrawn")}, Note: c.Reason, Record: row.Ref(),
		})
	}
	slices.SortFunc(out, func(a, b Change) int { return cmp.Compare(a.Label, b.Label) })
	return out
}

// factLabel names a fact with its time: Utfall till och med mars.
func (s *state) factLabel(k factKey) string {
	when := s.spanText(k.span)
	if k.span == yearTo(s.year, int(k.span.to.Month())) && k.span != yearSpan(s.year) {
		when = s.l.Text("page.to_month", "Month", s.l.Month(int(k.span.to.Month())))
	}
	label := s.l.Text("page.fact."+string(k.measure), "When", when)
	if k.line != s.root.ID {
		if line, ok := s.lines[k.line]; ok {
			return s.l.Text("page.key.of_line", "Label", label, "Line", line.Title)
		}
	}
	return label
}

// spanText writes a span as it stands after a label: 2025, från 2021, januari–mars 2018.
func (s *state) spanText(sp span) string {
	p := model.Period{}
	if !sp.from.IsZero() && !sp.to.IsZero() {
		p = sp.period()
	} else if !sp.from.IsZero() {
		p.From = model.Date{Year: sp.from.Year()}
	} else {
		p.To = model.Date{Year: sp.to.Year()}
	}
	if p.From.Month == 0 && p.To.Month == 0 && p.From.Year == p.To.Year {
		return strconv.Itoa(p.From.Year)
	}
	return s.l.Period(p)
}

// changesNote says what is worked out, and what an excerpt before means.
func (s *state) changesNote(e earlier, changes []Change) string {
	if e.state == nil {
		return s.l.Text("page.changes.nothing_compared")
	}
	var parts []string
	if slices.ContainsFunc(changes, func(c Change) bool { return c.Delta.Present() }) {
		parts = append(parts, s.l.Text("page.computed_differences"))
	}
	if len(changes) == 0 {
		parts = append(parts, s.l.Text("page.changes.none"))
	}
	if slices.ContainsFunc(changes, func(c Change) bool { return c.Mark.Kind == MarkNew }) && e.absentStatus() == model.NotQuoted {
		if m := s.l.PackageMonth(e.about); m != "" {
			parts = append(parts, s.l.Text("page.changes.excerpt_month", "Month", i18n.Capital(m)))
		} else {
			parts = append(parts, s.l.Text("page.changes.excerpt", "Package", s.l.PackageShort(e.about)))
		}
	}
	return joined(" ", parts...)
}
