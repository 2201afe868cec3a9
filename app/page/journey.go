package page

import (
	"slices"
	"strconv"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
)

// journey tells how the forecast moved: how the year before ended, then report by report up to the
// page's. For an annual report the year's own outcome ends it.
func (s *state) journey() Journey {
	j := Journey{Unit: "mkr", Steps: []Step{}, NoReport: s.noReport()}
	if s.root.ID == "" || s.report == nil {
		j.Title = s.journeyTitle(nil)
		return j
	}
	before := factKey{s.root.ID, model.VarianceOutcome, yearSpan(s.year - 1)}
	if f, ok := s.settled(before); ok {
		j.Steps = append(j.Steps, s.step(StepOutcome, before, f.pkg, f.rows))
	}
	k := factKey{s.root.ID, model.VarianceForecast, yearSpan(s.year)}
	told := map[string][]model.Amount{}
	for _, f := range s.told(k) {
		told[f.pkg.ID] = f.rows
	}
	lastMonth := 0
	for _, p := range s.packages {
		end := i18n.PackageEnd(p)
		report := p.Kind.Report() && !withdraws(p)
		if end.Year() != s.year || !report && told[p.ID] == nil || s.report.Less(*p) {
			continue
		}
		if p.Kind == model.Annual {
			k := factKey{s.root.ID, model.VarianceOutcome, yearSpan(s.year)}
			f, _ := s.current(k)
			j.Steps = append(j.Steps, s.step(StepOutcome, k, p, f.rows))
			continue
		}
		if month := int(end.Month()); report {
			for m := lastMonth + 1; lastMonth > 0 && m < month; m++ {
				j.Steps = append(j.Steps, s.unreported(m))
			}
			lastMonth = month
		}
		j.Steps = append(j.Steps, s.step(StepForecast, k, p, told[p.ID]))
	}
	var last *model.Quantity
	for i := range j.Steps {
		q := j.Steps[i].quantity
		if j.Steps[i].Kind == StepForecast {
			if last != nil {
				s.setDelta(&j.Steps[i], *last, q)
			}
			last = &q
		}
	}
	for _, st := range j.Steps {
		if st.Figure.Present() {
			j.Unit = st.Figure.Unit
		}
	}
	j.Title = s.journeyTitle(j.Steps)
	sources := make([]*Source, len(j.Steps))
	for i := range j.Steps {
		sources[i] = j.Steps[i].Figure.Source
	}
	j.Source = shared(sources...)
	j.Note = s.journeyNote(j.Steps)
	return j
}

// step makes one bar of what a package tells; a package that does not tell it keeps its place.
func (s *state) step(kind StepKind, k factKey, p *model.Package, rows []model.Amount) Step {
	st := Step{Kind: kind, Package: p.Name, Short: s.l.MonthShort(int(i18n.PackageEnd(p).Month()))}
	if kind == StepOutcome {
		st.Short = strconv.Itoa(k.span.from.Year())
		st.Label = s.l.Text("page.journey.outcome", "Year", st.Short)
	} else {
		st.Label = i18n.Capital(s.l.PackageWhen(p))
		if p.Kind == model.Interim {
			st.Label = s.l.Text("page.journey.interim", "When", st.Label)
		}
	}
	if len(rows) == 0 {
		st.Kind = StepMissing
		st.Figure = s.write(model.Quantity{Status: model.AbsentIn(p.Extent)}, i18n.Plain, false)
		return st
	}
	st.Figure = s.reported(rows[0])
	st.quantity = rows[0].Quantity
	if !st.Figure.Present() {
		st.Kind = StepMissing
		return st
	}
	var others []string
	for _, a := range rows[1:] {
		st.Also = append(st.Also, s.reported(a))
		others = append(others, s.alsoText(a))
	}
	if len(others) > 0 {
		st.AlsoText = s.l.Text("page.journey.also", "Figures", s.l.List(others))
	}
	return st
}

// alsoText writes a number told in another place as that place words it: cirka 34.
func (s *state) alsoText(a model.Amount) string {
	q := a.Quantity
	if !q.Known {
		return s.reported(a).Text
	}
	about := q.Approximate
	q.Approximate = false
	text := s.l.Number(q, i18n.Unsigned)
	if about {
		return s.l.Text("page.journey.about", "Number", text)
	}
	return text
}

// unreported keeps the place of a month without a report.
func (s *state) unreported(month int) Step {
	when := s.l.Date(model.Date{Year: s.year, Month: month})
	st := Step{Kind: StepNoReport, Label: i18n.Capital(when), Short: s.l.MonthShort(month), month: month}
	st.Figure = Figure{Status: string(model.NotApplicable), Text: s.noReport(), Number: s.noReport()}
	return st
}

// noReport is what stands at a month without a report. Where one of the year's reports is known as
// an excerpt, or the year is the one that the library begins in, a further report may well have
// been made: none is known.
func (s *state) noReport() string {
	for i, p := range s.packages {
		if s.ofYear(p) && (i == 0 || p.Extent == model.Excerpt) {
			return s.l.Text("page.no_report_known")
		}
	}
	return s.l.Text("page.no_report")
}

// ofYear reports whether a package is one of the year's reports up to the page's.
func (s *state) ofYear(p *model.Package) bool {
	return s.report != nil && p.Kind.Report() && !withdraws(p) && i18n.PackageEnd(p).Year() == s.year && !s.report.Less(*p)
}

// setDelta tells a step's change against the step before that has a figure.
func (s *state) setDelta(st *Step, before, now model.Quantity) {
	d := model.Difference(now, before)
	if !d.Known {
		return
	}
	f := s.computed(d, i18n.Signed, true)
	st.Delta = &f
	switch d.Value.Sign() {
	case 1:
		st.Word = s.l.Text("page.word.better")
	case -1:
		st.Word = s.l.Text("page.word.worse")
	default:
		st.Word = s.l.Text("page.word.same")
	}
}

// forecasts are the steps that have a forecast.
func forecasts(steps []Step) []Step {
	var out []Step
	for _, st := range steps {
		if st.Kind == StepForecast && st.Figure.Present() {
			out = append(out, st)
		}
	}
	return out
}

// journeyTitle says how the forecast moved: the finding of Översikt.
func (s *state) journeyTitle(steps []Step) string {
	known := forecasts(steps)
	if len(steps) == 0 {
		return s.l.Text("page.journey.none", "Absent", s.l.Status(s.absentStatus()))
	}
	last := steps[len(steps)-1]
	if len(known) == 0 {
		if last.Kind == StepOutcome {
			return s.l.Text("page.journey.only_outcome", "Year", last.Short, "Amount", last.Figure.Text)
		}
		if s.annual() {
			return s.l.Text("page.journey.none_outcome", "Year", s.year, "Absent", last.Figure.Text)
		}
		return s.l.Text("page.journey.none_year", "Year", s.year, "Absent", s.l.Status(s.absentStatus()))
	}
	final := known[len(known)-1]
	month := s.stepMonth(final)
	if last.Kind == StepOutcome && len(steps) > 1 {
		d := model.Difference(last.quantity, final.quantity)
		switch {
		case !d.Known:
		case d.Value.Sign() > 0:
			return s.l.Text("page.journey.ended_better", "Amount", s.size(d), "When", month)
		case d.Value.Sign() < 0:
			return s.l.Text("page.journey.ended_worse", "Amount", s.size(d), "When", month)
		default:
			return s.l.Text("page.journey.ended_same", "When", month)
		}
	}
	if last.Kind == StepMissing {
		message := "page.journey.missing"
		if s.annual() {
			message = "page.journey.missing_outcome"
		}
		return s.l.Text(message, "Absent", last.Figure.Text, "Amount", final.Figure.Text, "When", month)
	}
	if len(known) == 1 {
		return s.l.Text("page.journey.first", "Amount", final.Figure.Text, "When", month)
	}
	turn := func(i int) int { return known[i].quantity.Kronor().Cmp(known[i-1].quantity.Kronor()) }
	end := len(known) - 1
	way := turn(end)
	run := 1
	for run < end && turn(end-run) == way {
		run++
	}
	turned := run < end && turn(end-run) == -way && run == 1
	switch {
	case way == 0:
		return s.l.Text("page.journey.same", "When", s.stepMonth(known[end-run]))
	case turned && way > 0 && final.Figure.Sign < 0:
		return s.l.Text("page.journey.turned_below", "When", month)
	case turned && way > 0:
		return s.l.Text("page.journey.turned_up", "When", month)
	case turned:
		return s.l.Text("page.journey.turned_down", "When", month)
	case way < 0 && run > 1:
		return s.l.Text("page.journey.worse_run", "Times", s.l.Counted(run))
	case way > 0 && run > 1:
		return s.l.Text("page.journey.better_run", "Times", s.l.Counted(run))
	case way < 0:
		return s.l.Text("page.journey.worse", "When", month)
	}
	return s.l.Text("page.journey.better", "When", month)
}

// courseTitle says which figures the forecast has had: the finding of Ekonomi.
func (s *state) courseTitle(j Journey) string {
	known := forecasts(j.Steps)
	last := len(known) - 1
	if last < 1 || s.annual() || j.Steps[len(j.Steps)-1].Kind != StepForecast {
		return j.Title
	}
	switch {
	case last == 1:
		return s.l.Text("page.journey.was_two", "First", known[0].Figure.Number, "Last", known[1].Figure.Text)
	case last == 2:
		return s.l.Text("page.journey.was_three", "First", known[0].Figure.Number,
			"Second", known[1].Figure.Number, "Last", known[2].Figure.Text)
	}
	return s.l.Text("page.journey.from_to", "First", known[0].Figure.Number, "When", s.stepMonth(known[0]),
		"Last", known[last].Figure.Text, "Now", s.stepMonth(known[last]))
}

func (s *state) stepMonth(st Step) string {
	for _, p := range s.packages {
		if p.Name == st.Package {
			if m := s.l.PackageMonth(p); m != "" {
				return m
			}
			return s.l.PackageShort(p)
		}
	}
	return st.Label
}

// journeyNote says what is worked out, which months have no report, and when uncertainty is said.
func (s *state) journeyNote(steps []Step) string {
	var parts []string
	var without []int
	for _, st := range steps {
		if st.Kind == StepNoReport {
			without = append(without, st.month)
		}
		if st.Delta != nil && len(parts) == 0 {
			parts = append(parts, s.l.Text("page.computed_differences"))
		}
	}
	if len(without) > 0 {
		parts = append(parts, s.l.Text("page.journey.without", "Months", i18n.Capital(s.l.Months(without)), "NoReport", s.noReport()))
	}
	if u := s.uncertainty(); u != "" {
		parts = append(parts, u)
	}
	return joined(" ", parts...)
}

// uncertainty says in which of the year's reports the forecast is called uncertain, and what is
// said of it: the uncertainty that the most reports tell of. A year that has ended is not uncertain.
func (s *state) uncertainty() string {
	if s.report == nil || s.annual() {
		return ""
	}
	months := map[string][]int{}
	best := ""
	for _, p := range s.packages {
		m := int(i18n.PackageEnd(p).Month())
		if !s.ofYear(p) {
			continue
		}
		for _, r := range s.assumptions.toldBy(p) {
			text := r.Get("text")
			if r.Get("kind") != "uncertainty" || slices.Contains(months[text], m) {
				continue
			}
			months[text] = append(months[text], m)
			if len(months[text]) >= len(months[best]) {
				best = text
			}
		}
	}
	if best == "" {
		return ""
	}
	return s.l.Text("page.journey.uncertain", "Months", s.l.Months(months[best]), "Text", sentence(best))
}

// sentence ends a text with a full stop.
func sentence(text string) string {
	if n := len(text); n > 0 && text[n-1] != '.' && text[n-1] != '!' && text[n-1] != '?' {
		return text + "."
	}
	return text
}
