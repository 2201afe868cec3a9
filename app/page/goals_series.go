package page

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
	"rodatraden/data/schema"
)

// seriesKey tells apart what may be compared over time: an indicator, of a unit, as a whole or a part.
type seriesKey struct{ indicator, unit, part string }

// observation is what is told of an indicator for a period, by the place that says it most exactly.
type observation struct {
	model.Quantity
	record model.Record
	period model.Period
	span   span
}

// collect sorts every observation told into series.
func (g *goalState) collect(told ledger) {
	g.series, g.keys = map[seriesKey][]observation{}, map[string][]seriesKey{}
	for _, key := range told.keys {
		parts := schema.SplitKey(key)
		t, ok := told.winner(key)
		if !ok || len(t.Rows) == 0 || len(parts) != 4 {
			continue
		}
		p, _ := model.ParsePeriod(parts[2])
		rows := slices.Clone(t.Rows)
		slices.SortStableFunc(rows, func(a, b model.Record) int {
			x, y := model.QuantityOf(a, "value"), model.QuantityOf(b, "value")
			return cmp.Compare(btoi(x.Approximate || !x.Known), btoi(y.Approximate || !y.Known))
		})
		k := seriesKey{parts[0], parts[1], parts[3]}
		if g.series[k] == nil {
			g.keys[k.indicator] = append(g.keys[k.indicator], k)
		}
		g.series[k] = append(g.series[k], observation{model.QuantityOf(rows[0], "value"), rows[0], p, spanOf(p)})
	}
	for _, list := range g.series {
		slices.SortStableFunc(list, func(a, b observation) int { return a.span.to.Compare(b.span.to) })
	}
	for _, keys := range g.keys {
		slices.SortStableFunc(keys, func(a, b seriesKey) int { return cmp.Compare(a.order(), b.order()) })
	}
}

// order puts the whole before its parts.
func (k seriesKey) order() int {
	n := 0
	if k.part != "all" && k.part != "T" {
		n += 2
	}
	return n + btoi(k.unit != "all" && k.unit != "unknown")
}

// now is what is told of the package's own time; nil where nothing is.
func (g *goalState) now(k seriesKey) *observation {
	for i, o := range g.series[k] {
		if o.span.to.Equal(g.end.to) {
			return &g.series[k][i]
		}
	}
	return nil
}

// last is the last number, or words, told of a time before the package's end; nil where none is.
func (g *goalState) last(k seriesKey) *observation {
	for i := len(g.series[k]) - 1; i >= 0; i-- {
		o := &g.series[k][i]
		if o.span.to.Before(g.end.to) && (o.Known || o.record.Get("text") != "") {
			return o
		}
	}
	return nil
}

// recent reports whether an indicator is told of for the package's year or the one before.
func (g *goalState) recent(indicator string) bool {
	for _, k := range g.keys[indicator] {
		for _, o := range g.series[k] {
			if o.span.to.Year() >= g.year-1 || o.record.Package.ID == g.about.ID {
				return true
			}
		}
	}
	return g.target(indicator, model.Record{}).Present()
}

// valueOf is a series' last value up to the package's end, and its time.
func (g *goalState) valueOf(k seriesKey) (Figure, string) {
	o := g.now(k)
	if o == nil || !o.Known {
		o = g.last(k)
	}
	if o == nil {
		return Figure{}, ""
	}
	return g.observed(*o, ""), g.l.Period(o.period)
}

// whole is a figure's number where it has one without decimals.
func (f Figure) whole() (int, bool) {
	if f.Value == nil {
		return 0, false
	}
	n, err := strconv.Atoi(*f.Value)
	return n, err == nil
}

// observed is the figure of one observation, in its indicator's unit.
func (g *goalState) observed(o observation, unit string) Figure {
	q := o.Quantity
	q.Unit = unit
	sign := i18n.Plain
	if o.record.Get("kind") == "difference" {
		sign = i18n.Signed
	}
	f := g.write(q, sign, false)
	if text := cmp.Or(o.record.Get("text"), o.AsWritten); !q.Known && text != "" && q.Status != model.NotReported && q.Status != model.NotQuoted {
		f.Words = text // a mark says the rest
	}
	if f.Status == string(model.NotApplicable) {
		f.Words = cmp.Or(f.Words, strings.TrimRight(o.record.Get("note"), "."))
	}
	f.Place, f.Record, f.Source = o.record.Get("place"), o.record.Ref(), g.source(o.record)
	return f
}

// follow fills an entry's indicators: the one with most values over time is drawn, the rest are rows.
func (g *goalState) follow(out *Goal, indicators []model.Record) {
	var all []Series
	for _, r := range indicators {
		keys := g.keys[r.ID()]
		if len(keys) == 0 {
			keys = []seriesKey{{r.ID(), "all", "all"}}
		}
		for i, k := range keys {
			if i > 0 && g.now(k) == nil && k.part != followedUp {
				continue // a part that is told now and then is told where it is told
			}
			all = append(all, g.one(r, k))
		}
	}
	var named []string
	all = slices.DeleteFunc(all, func(s Series) bool {
		bare := !s.Now.Present() && s.Now.Words == "" && s.Last == "" && s.Target.Record == "" && s.Now.Status != string(model.NotReported)
		if bare {
			named = append(named, s.Title)
		}
		return bare
	})
	if len(named) > 0 {
		out.Note = g.l.Text("goals.note.named", "Titles", g.l.List(named))
	}
	if len(all) == 0 {
		return
	}
	out.Columns.Name = g.l.Text("goals.column.all", "Count", len(all))
	best := -1
	for i, s := range all {
		if n := len(s.Points); n > 1 && s.key.order() < 2 && !g.countsGoals(s.key.indicator) && (best < 0 || n > len(all[best].Points)) {
			best = i
		}
	}
	if best >= 0 {
		main := all[best]
		out.Main = &main
		all = slices.Delete(all, best, best+1)
		out.Columns.Name = g.l.Text("goals.column.others", "Count", len(all))
	}
	slices.SortStableFunc(all, func(a, b Series) int { return cmp.Compare(a.weight(), b.weight()) })
	out.Others = append(out.Others, all...)
	g.columns(out)
	g.notes(out)
}

// weight orders rows: what has a number, what is missing though it was last known or has a target, what
// is told in words alone. A part follows its whole.
func (s Series) weight() int {
	switch {
	case s.Now.Present():
		return 0
	case s.Last != "" || s.Target.Record != "":
		return 1
	}
	return 2
}

// shownUnit is the unit that is written after a number: that something is counted is said by its name.
func shownUnit(r model.Record) string {
	if unit := r.Get("unit_of_measure"); unit != "antal" {
		return unit
	}
	return ""
}

// one is a series as the page shows it.
func (g *goalState) one(r model.Record, k seriesKey) Series {
	unit := shownUnit(r)
	s := Series{Record: r.Ref(), Title: g.seriesTitle(r, k), Unit: unit, Note: r.Get("note"), key: k, Breaks: []SeriesBreak{}}
	if k.order() < 2 && !g.countsGoals(k.indicator) { // what is to be reached is said of the whole
		s.Target = g.target(k.indicator, r)
	}
	now, last := g.now(k), g.last(k)
	shown := now
	switch {
	case now != nil:
		s.Now, s.When = g.observed(*now, unit), g.short(now.period)
		g.note(&s, now.record)
		if !s.Now.Present() && last != nil {
			s.Last = g.lastText(*last, unit)
		}
		if s.Now.Status == string(model.NotReported) {
			g.gap(k.name(), true)
			s.Now.Text = g.l.Text("goals.absent_in", "Absent", s.Now.Text, "When", g.monthOrYear())
		} else if g.due(k) {
			g.gap(k.name(), false)
		}
	case g.about.Kind.Report() && (!g.full() || g.due(k)):
		s.Now = g.write(model.Quantity{Status: g.absentStatus()}, i18n.Plain, false)
		s.When = g.short(g.period())
		if last != nil {
			s.Last = g.lastText(*last, unit)
		}
		if g.full() {
			g.gap(k.name(), true)
		}
	case last != nil: // nothing was to be told now: what was told last stands, with its time
		s.Now, s.When, shown = g.observed(*last, unit), g.short(last.period), last
	default:
		s.Now = g.write(model.Quantity{Status: model.AbsentIn(r.Package.Extent)}, i18n.Plain, false)
	}
	s.Source = s.Now.Source
	if s.Source == nil && last != nil {
		s.Source = g.source(last.record)
	}
	if s.Source == nil {
		s.Source = g.source(r)
	}
	g.points(&s, r, unit)
	g.breaksOf(&s)
	if shown != nil && shown.Known {
		g.change(&s, *shown, r)
	}
	return s
}

func (k seriesKey) name() string {
	return "observation " + strings.Join([]string{k.indicator, k.unit, k.part}, "|")
}

// note adds what an observation says of itself.
func (g *goalState) note(s *Series, r model.Record) {
	note := r.Get("note")
	if s.Now.Words != "" && strings.HasPrefix(note, s.Now.Words) {
		return
	}
	if with := r.Get("compared_with"); with != "" {
		note = joined(" ", g.l.Text("goals.note.compared", "Title", s.Title, "With", with), note)
	}
	s.Note = joined(" ", s.Note, note)
	s.told = note
}

// lastText is what was last known, with its time: 5,1 % år 2020.
func (g *goalState) lastText(o observation, unit string) string {
	f := g.observed(o, unit)
	message := "goals.last"
	if isYear(o.period) {
		message = "goals.last_year"
	}
	return g.l.Text(message, "Amount", cmp.Or(f.Words, f.Text), "When", g.l.Period(o.period))
}

func isYear(p model.Period) bool { return p.From == p.To && p.From.Month == 0 && p.From.Year > 0 }

// seriesTitle is an indicator's title, with its part or unit where the series is not of the whole.
func (g *goalState) seriesTitle(r model.Record, k seriesKey) string {
	parts := []string{r.Get("title")}
	if k.part != "all" && k.part != "T" {
		part := k.part
		if key := "goals.part." + k.part; g.l.Has(key) {
			part = g.l.Text(key)
		}
		parts = append(parts, part)
	}
	// The unit is told where it tells series apart.
	if slices.ContainsFunc(g.keys[k.indicator], func(other seriesKey) bool { return other.unit != k.unit }) {
		if u, ok := g.units.record(k.unit); ok && !strings.Contains(parts[0], u.Get("name")) {
			parts = append(parts, u.Get("name"))
		}
	}
	return joined(", ", parts...)
}

// due reports whether a whole package was to tell of a series: the one of its kind before did.
func (g *goalState) due(k seriesKey) bool {
	return g.full() && g.prevShown != nil && slices.ContainsFunc(g.series[k], func(o observation) bool {
		return o.record.Package.ID == g.prevShown.ID && o.span.to.Equal(i18n.PackageEnd(g.prevShown))
	})
}

// period is the package's own time as a page writes it: a month, or a year.
func (g *goalState) period() model.Period {
	d := model.Date{Year: g.year, Month: g.month}
	if g.about.Kind == model.Annual || !g.about.Kind.Report() {
		d.Month = 0
	}
	return model.Period{From: d, To: d}
}

// monthOrYear is how a sentence of the page points at its own time: augusti.
func (g *goalState) monthOrYear() string {
	if m := g.l.PackageMonth(g.about); m != "" {
		return m
	}
	return strconv.Itoa(g.year)
}

// short writes a period for a narrow place: aug 2021, jan–aug 2021.
func (g *goalState) short(p model.Period) string {
	if p.From.Month == 0 || p.To.Month == 0 {
		return g.l.Period(p)
	}
	if p.From.Year != p.To.Year {
		return g.l.MonthShort(p.From.Month) + " " + strconv.Itoa(p.From.Year) + i18n.Dash + g.l.MonthShort(p.To.Month) + " " + strconv.Itoa(p.To.Year)
	}
	return g.l.MonthSpan(p.From.Month, p.To.Month) + " " + strconv.Itoa(p.To.Year)
}

// wholeYear reports whether a value is of, or at the end of, a whole year.
func wholeYear(o observation) bool { return o.span.to.Month() == time.December }

// anyTime reports whether values of an indicator compare whatever the month: a level, or twelve
// months up to each.
func anyTime(r model.Record) bool { return r.Get("timing") == "level" || r.Get("timing") == "rolling" }

// partOfYear reports whether a value may be of a part of a year where the others are of years.
func (g *goalState) partOfYear(k seriesKey, o observation, r model.Record) bool {
	return !wholeYear(o) && (!anyTime(r) || r.Package.Extent == model.Excerpt && slices.ContainsFunc(g.series[k], func(other observation) bool { return isYear(other.period) }))
}

// mostPoints is how many values a chart shows.
const mostPoints = 8

// points are a series' values over time: of the years, and last of the package's own time. Of what can
// be compared whatever the month, every value.
func (g *goalState) points(s *Series, r model.Record, unit string) {
	list := g.series[s.key]
	var shown []observation
	for _, o := range list {
		if o.period.Unknown || o.record.Get("kind") == "difference" || o.record.Get("kind") == "rank" || o.span.to.After(g.end.to) {
			continue
		}
		if anyTime(r) || wholeYear(o) || o.span.to.Equal(g.end.to) {
			shown = append(shown, o)
		}
	}
	if !slices.ContainsFunc(shown, wholeYear) {
		shown = slices.DeleteFunc(slices.Clone(list), func(o observation) bool {
			return o.period.Unknown || o.record.Get("kind") == "difference" || o.span.to.After(g.end.to)
		})
	}
	shown = shown[max(0, len(shown)-mostPoints):]
	known := 0
	for _, o := range shown {
		known += btoi(o.Known)
	}
	s.Points = []SeriesPoint{}
	if known == 0 {
		return
	}
	for _, o := range shown {
		s.Points = append(s.Points, SeriesPoint{
			Label: g.l.Period(o.period), Short: g.short(o.period), Figure: g.observed(o, unit),
			Target: g.targetFor(s.key.indicator, o.span.to.Year(), unit), Part: g.partOfYear(s.key, o, r), at: o.span,
		})
	}
}

// breaksOf finds where a series may not compare with itself.
func (g *goalState) breaksOf(s *Series) {
	for _, r := range g.breaks.standing() {
		if r.Get("indicator") != s.key.indicator || len(s.Points) < 2 {
			continue
		}
		b := SeriesBreak{After: -1, Certain: r.Get("certainty") == "stated", Note: sentence(r.Get("reason")), Record: r.Ref(), Source: g.source(r)}
		if p, ok := model.ParsePeriod(r.Get("between")); ok && !p.Unknown && !p.From.IsZero() {
			for i, point := range s.Points[:len(s.Points)-1] {
				if !point.at.to.After(p.From.Last()) {
					b.After = i
				}
			}
			if b.After < 0 || s.Points[b.After+1].at.to.Before(p.To.First()) {
				continue // outside what is shown
			}
			s.Points[b.After+1].Uncertain = true
		} else {
			b.Note = joined(" ", b.Note, g.l.Text("goals.break.somewhere"))
			for i := range s.Points[1:] {
				s.Points[i+1].Uncertain = true
			}
		}
		s.Breaks = append(s.Breaks, b)
	}
}

// countOf is 1 of a quantity whose unit is told in the singular: +1, −1 and not 0,1.
func countOf(q model.Quantity) int {
	if q.Value.String() == "1" || q.Value.String() == "-1" {
		return 1
	}
	return 2
}

// change is what has become of a value since the same time of the year before, or else since that
// year as a whole.
func (g *goalState) change(s *Series, now observation, r model.Record) {
	before, ok := g.yearBefore(s.key, now)
	if !ok {
		return
	}
	d := model.Difference(now.Quantity, before.Quantity)
	unit := r.Get("unit_of_measure")
	if d.Unit = unit; unit == "%" {
		d.Unit = g.l.Text("goals.points", "Count", countOf(d))
	}
	s.partly = wholeYear(before) && g.partOfYear(s.key, now, r)
	s.Change = g.computed(d, i18n.Signed, false)
	s.Than = g.short(before.period)
	if now.span.to.Month() == before.span.to.Month() && g.l.PackageMonth(g.about) != "" && before.period.From.Month > 0 {
		s.Than = g.l.MonthShort(int(before.span.to.Month())) + " " + strconv.Itoa(before.span.to.Year())
	}
	s.Mark = g.changeMark(d, unit, r.Get("direction"), s.partly || g.broken(*s, before.span, now.span))
}

// yearBefore is the value that one is compared with.
func (g *goalState) yearBefore(k seriesKey, now observation) (observation, bool) {
	var whole observation
	found := false
	for _, o := range g.series[k] {
		if !o.Known || o.record.Get("kind") != now.record.Get("kind") || o.span.to.Year() != now.span.to.Year()-1 {
			continue
		}
		if o.span.to.Month() == now.span.to.Month() {
			return o, true
		}
		if wholeYear(o) {
			whole, found = o, true
		}
	}
	return whole, found
}

// broken reports whether a series may not compare between two times.
func (g *goalState) broken(s Series, from, to span) bool {
	for _, r := range g.breaks.standing() {
		if r.Get("indicator") != s.key.indicator {
			continue
		}
		p, ok := model.ParsePeriod(r.Get("between"))
		if !ok || p.Unknown || p.From.IsZero() || !p.From.Last().Before(from.from) && p.From.Last().Before(to.to) {
			return true
		}
	}
	return false
}

// amounts are the units in which something is more or less, not more or fewer.
var amounts = map[string]bool{
	"%": true, "mkr": true, "tkr": true, "kr": true, "dagar": true, "månader": true, "timmar": true, "år": true, "poäng": true,
	"veckor": true, "index": true, "": true,
}

// changeMark words a change: +11 procentenheter, 317 färre, oförändrat. Better and worse are said only
// where the indicator has a direction and the values compare.
func (g *goalState) changeMark(d model.Quantity, unit, direction string, uncertain bool) Mark {
	if d.Value.IsZero() {
		return Mark{MarkSame, g.l.Text("goals.same")}
	}
	text := g.l.Amount(d, i18n.Signed)
	if !amounts[unit] {
		number := g.l.Number(d, i18n.Unsigned)
		text = g.l.Text(map[bool]string{true: "goals.more", false: "goals.fewer"}[d.Value.IsPositive()], "Number", number)
	}
	if uncertain || direction == "" || direction == "none" {
		return Mark{MarkNeutral, text}
	}
	if (direction == "up") == d.Value.IsPositive() {
		return Mark{MarkBetter, text}
	}
	return Mark{MarkWorse, text}
}

// target is what an indicator is to reach in the package's year, or the mark of its absence.
func (g *goalState) target(indicator string, r model.Record) Figure {
	if f := g.targetFor(indicator, g.year, targetUnit(r)); f.Status != "" {
		if f.Status == string(model.NotReported) {
			g.gap("target "+indicator, true)
		}
		return f
	}
	if r.Table == nil {
		return Figure{}
	}
	extent := g.about.Extent
	if r.Package.Extent == model.Excerpt {
		extent = model.Excerpt
	}
	f := g.write(model.Quantity{Status: model.AbsentIn(extent)}, i18n.Plain, false)
	if extent == model.Full { // targets carry over: where none was ever set none is missing
		f.Status, f.Text = string(model.NotApplicable), g.l.Text("goals.no_target")
		if g.targetFor(indicator, g.year-1, "").Status != "" && g.tells(indicator) {
			f.Status, f.Text = string(model.NotReported), g.l.Status(model.NotReported)
			g.gap("target "+indicator, true)
		}
	}
	return f
}

// tells reports whether the package tells of an indicator, or was to.
func (g *goalState) tells(indicator string) bool {
	return slices.ContainsFunc(g.keys[indicator], func(k seriesKey) bool { return g.now(k) != nil || g.due(k) })
}

// targetUnit is shownUnit, of an indicator that may not be known.
func targetUnit(r model.Record) string {
	if r.Table == nil {
		return ""
	}
	return shownUnit(r)
}

// target is what an indicator is to reach in a period.
type target struct {
	record model.Record
	period model.Period
	span   span
}

// targetsOf sorts the targets that stand by indicator; those of an unknown time are for none.
func targetsOf(told ledger) map[string][]target {
	out := map[string][]target{}
	for _, r := range told.standing() {
		if p, ok := model.ParsePeriod(r.Get("period")); ok && !p.Unknown {
			out[r.Get("indicator")] = append(out[r.Get("indicator")], target{r, p, spanOf(p)})
		}
	}
	return out
}

// targetFor is what an indicator is to reach in a year; without status where nothing is told.
func (g *goalState) targetFor(indicator string, year int, unit string) Figure {
	var found *model.Record
	exact := false
	for _, t := range g.targets[indicator] {
		if !t.span.from.IsZero() && t.span.from.Year() > year || !t.span.to.IsZero() && t.span.to.Year() < year || exact {
			continue
		}
		found, exact = &t.record, isYear(t.period) && t.period.From.Year == year
	}
	if found == nil {
		return Figure{}
	}
	q := model.QuantityOf(*found, "value")
	q.Unit = unit
	f := g.write(q, i18n.Plain, false)
	if c := found.Get("comparator"); q.Known && c != "" && c != "equal" {
		f.Text = g.l.Text("goals.comparator."+c, "Amount", f.Text)
		f.Number = g.l.Text("goals.comparator."+c, "Amount", f.Number)
	}
	if text := found.Get("text"); !q.Known && text != "" {
		f.Words = text
	}
	f.Record, f.Source = found.Ref(), g.source(*found)
	return f
}

// columns puts the rows' small charts on one axis and names the columns.
func (g *goalState) columns(out *Goal) {
	type slot struct {
		label string
		at    time.Time
	}
	var axis []slot
	first, whens, thans := 0, map[string]bool{}, map[string]bool{}
	for _, s := range out.Others {
		for _, p := range s.Points {
			if y := p.at.to.Year(); first == 0 || y < first {
				first = y
			}
		}
		if s.When != "" {
			whens[s.When] = true
		}
		if s.Than != "" {
			thans[s.Than] = true
		}
	}
	if out.Main != nil && len(out.Others) > 0 {
		for _, p := range out.Main.Points {
			first = min(cmp.Or(first, p.at.to.Year()), p.at.to.Year())
		}
	}
	if first > 0 {
		first = max(first, g.year-mostPoints+1)
		for y := first; y < g.year; y++ {
			axis = append(axis, slot{strconv.Itoa(y), time.Date(y, 12, 31, 0, 0, 0, 0, time.UTC)})
		}
		axis = append(axis, slot{g.short(g.period()), g.end.to})
		out.Axis = axis[0].label + i18n.Dash + axis[len(axis)-1].label
		if len(axis) == 1 {
			out.Axis = axis[0].label
		}
	}
	for i := range out.Others {
		s := &out.Others[i]
		for _, a := range axis {
			point := SeriesPoint{Label: a.label, Short: a.label}
			for _, p := range s.Points {
				if p.at.to.Equal(a.at) {
					point = p
				}
			}
			s.Spark = append(s.Spark, point)
		}
	}
	out.Columns.Now = i18n.Capital(g.short(g.period()))
	if g.l.PackageMonth(g.about) == "" && g.about.Kind.Report() {
		out.Columns.Now = strconv.Itoa(g.year)
	}
	if !g.about.Kind.Report() {
		out.Columns.Now = g.l.Text("goals.column.last")
	}
	out.Columns.Against = g.l.Text("goals.column.before")
	if len(thans) == 1 {
		for than := range thans {
			out.Columns.Against = g.l.Text("goals.column.against", "When", than)
		}
	}
	out.Columns.Target = g.l.Text("goals.column.target", "Year", strconv.Itoa(g.year))
}

// longestNote is how much is told under the rows; all of it stands in the records.
const longestNote = 220

// notes says what the program worked out, where a part of a year stands against a year, and what the
// rows say of themselves.
func (g *goalState) notes(out *Goal) {
	var parts []string
	computed, partly := false, ""
	for _, s := range out.series() {
		computed = computed || s.Change.Computed
		if s.partly {
			partly = s.When
		}
	}
	switch {
	case partly != "":
		parts = append(parts, g.l.Text("goals.note.computed_partly", "When", i18n.Small(g.monthOrYear())))
	case computed:
		parts = append(parts, g.l.Text("goals.note.computed"))
	}
	for _, s := range out.series() {
		if note := sentence(s.told); s.told != "" && !slices.Contains(parts, note) && utf8.RuneCountInString(joined(" ", append(parts, note)...)) <= longestNote {
			parts = append(parts, note)
		}
	}
	out.Note = joined(" ", append(parts, out.Note)...)
}
