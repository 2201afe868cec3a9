package page

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
)

// longest is the most letters that a headline may have.
const longest = 80

// fit returns the first sentence that is short enough; the last one is short in any case.
func fit(sentences ...string) string {
	for _, s := range sentences {
		if s != "" && utf8.RuneCountInString(s) <= longest {
			return s
		}
	}
	return sentences[len(sentences)-1]
}

// finding says how the year is expected to end, or ended: Underskottet väntas bli 18 mkr.
func (s *state) finding(q model.Quantity) string {
	tense := "expected"
	if s.annual() {
		tense = "was"
	}
	kind := map[int]string{-1: "deficit", 0: "balance", 1: "surplus"}[q.Value.Sign()]
	return s.l.Text("page.headline."+kind+"_"+tense, "Amount", s.size(q), "Year", strconv.Itoa(s.year))
}

// findingWithChange adds how it changed: ca 2 mkr mindre än i mars.
func (s *state) findingWithChange(e earlier) string {
	now := s.quantity(s.variance(s.root.ID))
	finding := s.finding(now)
	if e.other(s) == nil {
		return finding
	}
	_, before := e.of(s.chiefKey(e))
	d := model.Difference(now, before)
	if !d.Known {
		return finding
	}
	when := s.against(e)
	word := "better"
	signs := [2]int{now.Value.Sign(), before.Value.Sign()}
	switch {
	case now.Kronor().Equal(before.Kronor()):
		word = "same"
	case d.Value.IsZero():
		word = "about_same"
	case signs == [2]int{-1, -1} && d.Value.Sign() > 0, signs == [2]int{1, 1} && d.Value.Sign() < 0:
		word = "smaller"
	case signs[0] == signs[1]:
		word = "larger"
	case d.Value.Sign() < 0:
		word = "worse"
	}
	changed := s.l.Text("page.headline.change."+word, "Finding", finding, "Amount", s.size(d), "When", when)
	if b := s.budgetChange(e); b.Known && !b.Value.IsZero() { // a deficit shrinks also when the budget grows
		way := map[int]string{-1: "cut", 1: "raised"}[b.Value.Sign()]
		return fit(s.l.Text("page.headline.budget_"+way, "Finding", changed, "Amount", s.size(b)), changed, finding)
	}
	return fit(changed, finding)
}

// budgetChange is how the budget of the year has changed since the earlier state told of the same
// year.
func (s *state) budgetChange(e earlier) model.Quantity {
	if e.year != s.year {
		return model.Quantity{}
	}
	k := factKey{s.root.ID, model.BudgetYear, yearSpan(s.year)}
	_, before := e.of(k)
	return model.Difference(s.quantity(k), before)
}

// shortest is the headline that fits whatever the numbers are.
func (s *state) shortest() string { return s.l.Text("page.headline.short") }

// overviewHeadline is the finding of Översikt.
func (s *state) overviewHeadline(e earlier) string {
	if plan := s.planHeadline(); plan != "" {
		return fit(plan, s.shortest())
	}
	if s.report == nil {
		return fit(s.l.Text("page.headline.no_report", "Package", s.l.PackageShort(s.about)), s.shortest())
	}
	now := s.quantity(s.variance(s.root.ID))
	if now.Known {
		return fit(append(s.findingWithGap(now), s.findingWithChange(e), s.finding(now), s.shortest())...)
	}
	return s.absentHeadline()
}

// findingWithGap says that areas of a whole report lack the figure that the finding adds up: what
// it has become since the report before may be no more than that. Nothing is returned where none
// does.
func (s *state) findingWithGap(now model.Quantity) []string {
	areas := s.silentAreas()
	if len(areas) == 0 {
		return nil
	}
	what := "forecast"
	if s.annual() {
		what = "outcome"
	}
	finding, absent := s.finding(now), s.l.Status(model.NotReported)
	several := s.l.Text("page.headline.gap_"+what, "Finding", finding, "Count", len(areas), "Number", s.l.CountedNeuter(len(areas)), "Absent", absent)
	if len(areas) > 1 {
		return []string{several}
	}
	return []string{s.l.Text("page.headline.gap_"+what+"_of", "Finding", finding, "Area", areas[0].Title, "Absent", absent), several}
}

// silentAreas are the areas of a whole report's table whose variance it does not report.
func (s *state) silentAreas() []model.BudgetLine {
	var out []model.BudgetLine
	for _, line := range s.tableLines() {
		if s.full() && line.ID != s.root.ID && s.depth(line) == 0 && s.cell(line.ID, s.varianceMeasure()).Status == string(model.NotReported) {
			out = append(out, line)
		}
	}
	return out
}

// planHeadline is the budget that a plan itself tells.
func (s *state) planHeadline() string {
	if s.about.Kind != model.Plan || s.root.ID == "" {
		return ""
	}
	year := i18n.PackageEnd(s.about).Year()
	budget, told := s.last(factKey{s.root.ID, model.BudgetYear, yearSpan(year)})
	if !told || budget.pkg.ID != s.about.ID || len(budget.rows) == 0 || !budget.rows[0].Known {
		return ""
	}
	amount := s.l.Amount(budget.rows[0].Quantity, i18n.Plain)
	frame, told := s.last(factKey{s.root.ID, model.FrameChange, yearSpan(year)})
	if told && frame.pkg.ID == s.about.ID && len(frame.rows) > 0 && frame.rows[0].Known {
		word := map[int]string{-1: "less", 0: "same", 1: "more"}[frame.rows[0].Value.Sign()]
		return s.l.Text("page.headline.budget_"+word, "Year", strconv.Itoa(year), "Amount", amount, "Change", s.size(frame.rows[0].Quantity))
	}
	return s.l.Text("page.headline.budget", "Year", strconv.Itoa(year), "Amount", amount)
}

// absentHeadline says what is known where the chief figure is not: of an excerpt first what it
// does tell.
func (s *state) absentHeadline() string {
	absent := s.l.Status(s.absentStatus())
	key := s.variance(s.root.ID)
	if f, ok := s.current(key); ok {
		absent = s.reported(f.rows[0]).Text
	}
	var told []string
	for _, line := range s.areas {
		k := factKey{line.ID, model.VarianceYTD, yearTo(s.year, s.month)}
		if q := s.quantity(k); q.Known && !s.annual() {
			word := map[int]string{-1: "worse", 0: "same", 1: "better"}[q.Value.Sign()]
			told = append(told, s.l.Text("page.headline.line_"+word, "Line", line.Title, "Amount", s.size(q), "Period", s.l.Period(k.span.period())))
		}
	}
	for _, w := range s.worded() {
		told = append(told, s.l.Text("page.headline.words", "Text", strings.TrimRight(w.Words, "."), "Absent", absent))
	}
	what := "forecast"
	if s.annual() {
		what = "outcome"
	}
	year := strconv.Itoa(s.year)
	var known []string
	keys := []factKey{key}
	if s.annual() {
		keys = append(keys, factKey{s.root.ID, model.VarianceForecast, yearSpan(s.year)})
	}
	for _, k := range keys {
		if a, p, ok := s.lastNumber(k); ok {
			known = append(known, s.l.Text("page.headline.absent_"+what+"_last", "Absent", absent, "Year", year,
				"Amount", s.l.Amount(a.Quantity, i18n.Signed), "When", s.l.PackageWhen(p)))
		}
	}
	if budget := s.quantity(factKey{s.root.ID, model.BudgetYear, yearSpan(s.year)}); budget.Known {
		known = append(known, s.l.Text("page.headline.absent_"+what+"_budget", "Absent", absent, "Year", year,
			"Amount", s.l.Amount(budget, i18n.Plain)))
	}
	known = append(known, s.l.Text("page.headline.absent_"+what, "Absent", absent, "Year", year))
	if s.full() {
		return fit(known...)
	}
	return fit(slices.Concat(told, known)...)
}

// economyHeadline is the finding of Ekonomi: causes that add up to more than the variance, the area
// that it lies in, or how it changed.
func (s *state) economyHeadline(e earlier) string {
	if s.report == nil {
		return fit(s.l.Text("page.headline.no_report", "Package", s.l.PackageShort(s.about)), s.shortest())
	}
	now := s.quantity(s.variance(s.root.ID))
	if !now.Known {
		return s.absentHeadline()
	}
	candidates := s.findingWithGap(now)
	causes := s.chiefCauses().amounts()
	if rest := remainder(now, causes); overshoots(now, rest) && !rounded(now, causes) {
		what := "forecast"
		if s.annual() {
			what = "outcome"
		}
		candidates = append(candidates, s.l.Text("page.headline.causes_beyond_"+what, "Count", len(causes), "Number", i18n.Capital(s.l.Counted(len(causes))),
			"Sum", s.l.Amount(model.Sum(causes), i18n.Signed), "Variance", s.l.Amount(now, i18n.Signed)))
	}
	if area, q, ok := s.worstArea(now.Value.Sign()); ok {
		message := "page.headline.area"
		if q.Kronor().Abs().GreaterThan(now.Kronor().Abs()) { // a part cannot account for more than the whole
			tense := "goes"
			if s.annual() {
				tense = "went"
			}
			message += map[bool]string{true: "_over_", false: "_under_"}[q.Value.Sign() < 0] + tense
		}
		candidates = append(candidates, s.l.Text(message, "Finding", s.finding(now), "Area", area.Title, "Amount", s.size(q)))
	}
	return fit(append(candidates, s.findingWithChange(e), s.finding(now), s.shortest())...)
}

// worstArea is the area whose variance goes furthest the same way as the committee's, where at
// least two areas tell theirs.
func (s *state) worstArea(sign int) (model.BudgetLine, model.Quantity, bool) {
	var worst model.BudgetLine
	var most model.Quantity
	known := 0
	for _, line := range s.areas {
		q := s.quantity(s.variance(line.ID))
		if s.depth(line) > 0 || !q.Known {
			continue
		}
		known++
		if q.Value.Sign() == sign && sign != 0 && (!most.Known || q.Kronor().Abs().GreaterThan(most.Kronor().Abs())) {
			worst, most = line, q
		}
	}
	return worst, most, known >= 2 && most.Known
}

// sub is the line under the headline: how the package is known, and what was counted.
func (s *state) sub(middle string, gaps Gaps) string {
	parts := s.standing()
	if s.report != nil && (s.report.Extent == model.Excerpt || s.report.ID != s.about.ID) {
		title := s.report.Title
		if s.report.ID != s.about.ID {
			title = s.l.Text("page.sub.economy_of", "Report", title)
		}
		if s.report.Extent == model.Excerpt {
			if through := s.knownThrough(); strings.HasPrefix(through, title) { // told by itself
				title = through
			} else if through != "" {
				title = s.l.Text("page.sub.known_through", "Report", title, "Sources", through)
			} else {
				title = s.l.Text("page.sub.excerpt", "Report", title)
			}
		}
		parts = append(parts, title)
	}
	parts = append(parts, middle)
	switch {
	case s.full() && gaps.Expected > 0:
		parts = append(parts, s.l.Text("page.sub.reported", "Count", gaps.Expected, "Number", s.l.Int(gaps.Expected-gaps.NotReported), "Total", s.l.Int(gaps.Expected)))
	case gaps.NotReported > 0:
		parts = append(parts, s.l.Text("page.sub.not_reported", "Count", gaps.NotReported, "Number", s.l.Int(gaps.NotReported)))
	}
	return cmp.Or(joined(" · ", parts...), s.about.Title)
}

// standing says what a reader needs to know of the package before anything in it: that it is taken
// back, what it replaces, that its municipality is invented.
func (s *state) standing() []string {
	var parts []string
	switch replaced := s.replaced(s.about); {
	case withdraws(s.about):
		parts = append(parts, s.l.Text("page.sub.withdrawn", "Reason", cmp.Or(s.about.Reason, s.l.Text("page.sub.no_reason"))))
	case replaced != nil:
		parts = append(parts, s.l.Text("page.sub.replaces", "Report", replaced.Title))
	}
	if s.about.Reason != "" && !withdraws(s.about) {
		parts = append(parts, strings.TrimSuffix(s.about.Reason, "."))
	}
	if s.about.Committee.Fictional {
		parts = append(parts, s.l.Text("page.sub.fictional", "Municipality", s.about.Committee.Municipality.Name))
	}
	return parts
}

// knownThrough lists the documents and sections through which the report's own facts on the page
// are known: Förstudie 2019, avsnitt 3.3 och 4.
func (s *state) knownThrough() string {
	var documents []string
	sections := map[string][]string{}
	for _, src := range s.used {
		document, _, _ := strings.Cut(src.Label, ", ")
		if _, seen := sections[document]; !seen {
			documents = append(documents, document)
			sections[document] = nil
		}
		if src.Section != "" && !slices.Contains(sections[document], src.Section) {
			sections[document] = append(sections[document], src.Section)
		}
	}
	if len(documents) == 0 {
		return s.through()
	}
	parts := make([]string, 0, len(documents))
	for _, d := range documents {
		parts = append(parts, joined(", ", d, s.sectionList(sections[d])))
	}
	return s.l.List(parts)
}

// through lists the documents that the report's sources point into, where none of its facts is
// shown.
func (s *state) through() string {
	var documents []string
	for _, r := range s.sources.toldBy(s.report) {
		if d, ok := s.documents.record(r.Get("document")); ok && !slices.Contains(documents, s.shortDocument(d)) {
			documents = append(documents, s.shortDocument(d))
		}
	}
	return s.l.List(documents)
}

// sectionList writes sections together: avsnitt 3.3 och 4, bilaga 1 och 2.
func (s *state) sectionList(sections []string) string {
	slices.SortFunc(sections, compareSections)
	var words []string
	for i := 0; i < len(sections); {
		message, number := sectionParts(sections[i])
		numbers := []string{number}
		for i++; i < len(sections); i++ {
			next, number := sectionParts(sections[i])
			if message == "" || next != message {
				break
			}
			numbers = append(numbers, number)
		}
		words = append(words, s.sectionText(message, numbers...))
	}
	return s.l.List(words)
}

// compareSections orders 3.3 before 4 before 10.
func compareSections(a, b string) int {
	fields := func(s string) []string {
		return strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '.' })
	}
	return slices.CompareFunc(fields(a), fields(b), func(x, y string) int {
		m, errX := strconv.Atoi(x)
		n, errY := strconv.Atoi(y)
		if errX == nil && errY == nil {
			return m - n
		}
		return strings.Compare(x, y)
	})
}
