package page

import (
	"slices"
	"strconv"
	"time"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
)

// total is what is told under one label: what was decided, what of it has effect in the year, posts.
type total struct {
	label                  string
	decided, effect, posts model.Quantity
	rows                   map[string]model.Record // by measure
	at                     time.Time               // when it was decided, or else stated; zero where neither is told
}

// get is a cell of the total's row: of what was decided, or else of what there is.
func (t *total) get(column string) string {
	for _, measure := range []string{"decided", "posts", "effect_this_year"} {
		if r, ok := t.rows[measure]; ok {
			return r.Get(column)
		}
	}
	return ""
}

func (t *total) row(measure string) model.Record { return t.rows[measure] }

// stated is when the total was told.
func (t *total) stated() (model.Period, bool) {
	p, ok := model.ParsePeriod(t.get("stated_on"))
	return p, ok && !p.Unknown && !(p.From.IsZero() && p.To.IsZero())
}

// year is the one that an effect within the year is of: that which the total's label names, or else
// that of the package that tells it.
func (t *total) year() string {
	if years := yearForm.FindAllString(t.label, -1); len(years) == 1 {
		return years[0]
	}
	for _, measure := range []string{"effect_this_year", "decided", "posts"} {
		if r, ok := t.rows[measure]; ok {
			return strconv.Itoa(i18n.PackageEnd(r.Package).Year())
		}
	}
	return ""
}

// end is the last day of when it was told; zero where that is not said.
func (t *total) end() time.Time {
	if p, ok := t.stated(); ok {
		return spanOf(p).to
	}
	return time.Time{}
}

// statedTotals are the totals as known, by when they were decided, or else stated.
func (s *savings) statedTotals() []*total {
	var out []*total
	byLabel := map[string]*total{}
	for _, r := range s.totals.standing() {
		t := byLabel[r.Get("label")]
		if t == nil {
			t = &total{label: r.Get("label"), rows: map[string]model.Record{}}
			byLabel[t.label] = t
			out = append(out, t)
		}
		q := model.QuantityOf(r, "value")
		if q.Status == model.Absent {
			q.Status = model.AbsentIn(r.Package.Extent)
		}
		t.rows[r.Get("measure")] = r
		switch r.Get("measure") {
		case "decided":
			t.decided = q
		case "effect_this_year":
			t.effect = q
		case "posts":
			t.posts = q
		}
	}
	for _, t := range out {
		t.at = t.end()
		if d, ok := s.decisions.record(t.get("decision")); ok {
			if p, ok := model.ParsePeriod(d.Get("date")); ok && !p.Unknown && !p.From.IsZero() {
				t.at = spanOf(p).to
			}
		}
	}
	slices.SortStableFunc(out, func(a, b *total) int { return a.at.Compare(b.at) })
	return out
}

// latestTotal is the total that was decided last; nil where none has a number.
func (s *savings) latestTotal() *total {
	var last *total
	for _, t := range s.statedTotals() {
		if t.decided.Known && (last == nil || t.get("state") != "proposed" || last.get("state") == "proposed") {
			last = t
		}
	}
	return last
}

// compared is a total with the measures that it is compared with.
type compared struct {
	total    *total
	measures []*measure // with amounts
	linked   bool       // the measures are said to belong to the total's decision
}

// comparisons pairs totals with measures: by their decision where that is told; what is left of the
// measures is compared with the last of the totals that are left.
func (s *savings) comparisons(totals []*total) []compared {
	var out []compared
	left := s.withAmounts()
	var alone []*total
	for _, t := range totals {
		if !t.decided.Known {
			continue
		}
		var own []*measure
		if d := t.get("decision"); d != "" {
			own = slices.Collect(filter(left, func(m *measure) bool { return m.decision() == d }))
			left = slices.DeleteFunc(slices.Clone(left), func(m *measure) bool { return m.decision() == d })
		}
		if len(own) == 0 {
			alone = append(alone, t)
			continue
		}
		out = append(out, compared{t, own, true})
	}
	if len(left) == 0 {
		return out
	}
	c := compared{measures: left}
	if len(alone) > 0 {
		c.total = alone[len(alone)-1]
	}
	return append(out, c)
}

// decidedFor is what was decided for the measures, where every one of them is said to belong to a
// decision whose total is told, and whether they add up to it.
func (s *savings) decidedFor() (sum model.Quantity, agree, ok bool) {
	var decided []model.Quantity
	agree = true
	for _, c := range s.comparisons(s.statedTotals()) {
		if !c.linked {
			return model.Quantity{}, false, false
		}
		decided = append(decided, c.total.decided)
		agree = agree && model.Difference(model.Sum(quantities(c.measures)), c.total.decided).Value.IsZero()
	}
	sum = model.Sum(decided)
	return sum, agree, sum.Known
}

func filter[T any](all []T, keep func(T) bool) func(func(T) bool) {
	return func(yield func(T) bool) {
		for _, x := range all {
			if keep(x) && !yield(x) {
				return
			}
		}
	}
}

// reconciliation lays the totals beside the sums.
func (s *savings) reconciliation() Reconciliation {
	totals := s.statedTotals()
	pairs := s.comparisons(totals)
	out := Reconciliation{Rows: []SavingsSum{}}
	differ, compares := false, false
	sums := func(c compared) {
		sum := model.Sum(quantities(c.measures))
		row := SavingsSum{
			Kind: SumOfMeasures, Figure: s.computed(sum, i18n.Plain, false), Beside: s.l.Text("page.computed"),
			Label: s.l.Text("savings.sum.of", "Count", len(c.measures), "Number", s.l.Int(len(c.measures))),
		}
		row.Figure.Source = s.sourceOf(c.measures)
		if c.total == nil {
			out.Rows = append(out.Rows, row)
			return
		}
		compares = true
		d := model.Difference(sum, c.total.decided)
		if d.Value.IsZero() {
			if last := len(out.Rows) - 1; c.linked && out.Rows[last].Kind == SumStated {
				stated := &out.Rows[last] // one row says both
				stated.Sum = &row.Figure
				stated.Beside = s.l.Text("savings.sum.adds_up", "Count", len(c.measures), "Number", s.l.Int(len(c.measures)))
				if stated.Effect != nil {
					stated.Beside = s.l.Text("savings.sum.adds_up_effect", "Effect", besideUnit(*stated.Effect, stated.Figure), "Year", c.total.year())
				}
				return
			}
			row.Beside = s.l.Text("savings.sum.agrees")
			out.Rows = append(out.Rows, row)
			return
		}
		differ = true
		diff := SavingsSum{
			Kind: SumDifference, Label: s.differenceLabel(c.total), Figure: s.computed(d, i18n.Signed, false),
			Beside: s.mayHold(c, d),
		}
		stated := c.total.row("decided")
		diff.Figure.Source, diff.Figure.Record = s.source(stated), stated.Ref()
		out.Rows = append(out.Rows, row, diff)
	}
	for i, t := range totals {
		if _, told := t.rows["decided"]; told {
			out.Rows = append(out.Rows, s.totalRow(t, totals[i+1:]))
		} else if _, told := t.rows["effect_this_year"]; told {
			r := t.row("effect_this_year")
			out.Rows = append(out.Rows, SavingsSum{
				Kind: SumStated, Label: t.label, Figure: s.statedFigure(r, t.effect), Beside: s.l.Text("savings.sum.effect_year", "Year", t.year()),
			})
		}
		if j := slices.IndexFunc(pairs, func(c compared) bool { return c.linked && c.total == t }); j >= 0 {
			sums(pairs[j])
		}
	}
	for _, c := range pairs {
		if !c.linked {
			sums(c)
		}
	}
	for _, t := range totals {
		if _, told := t.rows["posts"]; told {
			out.Rows = append(out.Rows, s.postsRow(t))
		}
	}
	if s.expects() {
		out.Rows = append(out.Rows, s.effectRow())
	}
	var sources []*Source
	for _, r := range out.Rows {
		sources = append(sources, r.Figure.Source)
	}
	out.Source = s.documentSource(sources...)
	switch {
	case differ:
		out.Title = s.l.Text("savings.sums.differ")
	case compares:
		out.Title = s.l.Text("savings.sums.agree")
	case len(totals) == 0 && len(s.measures) == 0:
		out.Title = s.l.Text("savings.sums.none", "Absent", s.l.Status(s.absentStatus()))
	default:
		out.Title = s.l.Text("savings.sums.apart")
	}
	return out
}

// expects reports whether anything known should have had an effect by now.
func (s *savings) expects() bool {
	return slices.ContainsFunc(s.measures, func(m *measure) bool { return m.effect.Status != model.NotApplicable }) ||
		len(s.measures) == 0 && s.totals.keys != nil
}

// sourceOf is where measures stand.
func (s *savings) sourceOf(ms []*measure) *Source {
	var sources []*Source
	for _, m := range ms {
		sources = append(sources, s.source(m.record))
	}
	return s.documentSource(sources...)
}

// totalRow is a total as told, with what of it is counted on in the year. later are the totals after
// it: whether they are of the same decision is said, or that it is not.
func (s *savings) totalRow(t *total, later []*total) SavingsSum {
	r := t.row("decided")
	row := SavingsSum{Kind: SumStated, Label: s.totalLabel(t), Figure: s.statedFigure(r, t.decided)}
	if er, told := t.rows["effect_this_year"]; told {
		f := s.statedFigure(er, t.effect)
		row.Effect = &f
		row.Beside = s.l.Text("savings.sum.effect", "Effect", besideUnit(f, row.Figure), "Year", t.year())
		return row
	}
	for _, next := range later {
		if _, told := next.rows["decided"]; !told {
			continue
		}
		mine, theirs := t.get("decision"), next.get("decision")
		switch {
		case mine != "" && mine == theirs:
			row.Beside = s.l.Text("savings.sum.same_decision")
		case !s.dated(mine) || !s.dated(theirs):
			row.Beside = s.l.Text("savings.sum.decision_unsaid")
		}
		break
	}
	return row
}

// besideUnit writes a figure that stands beside another: without its unit where that is the same.
func besideUnit(f, beside Figure) string {
	if f.Present() && f.Unit == beside.Unit {
		return f.Number
	}
	return f.Text
}

// dated reports whether a decision is one whose time is known, so that two of them can be told apart.
func (s *savings) dated(id string) bool {
	d, ok := s.decisions.record(id)
	if !ok {
		return false
	}
	p, ok := model.ParsePeriod(d.Get("date"))
	return ok && !p.Unknown && !p.From.IsZero()
}

// totalLabel is what a total is called: as it is told, or when it was stated where it is only stated.
func (s *savings) totalLabel(t *total) string {
	if p, ok := t.stated(); ok && t.get("state") != "proposed" && !s.decidedBy(t.get("decision")) && p.From == p.To && p.From.Day == 0 && !p.Approximate {
		return s.l.Text("savings.sum.said", "When", s.l.Period(p))
	}
	return t.label
}

func (s *savings) statedFigure(r model.Record, q model.Quantity) Figure {
	f := s.write(q, i18n.Plain, false)
	f.Source, f.Record = s.source(r), r.Ref()
	return f
}

// differenceLabel names what a sum differs from.
func (s *savings) differenceLabel(t *total) string {
	p, ok := t.stated()
	switch {
	case !ok || p.From != p.To || p.From.Day > 0 || p.From.Month == 0 || p.Approximate:
		return s.l.Text("savings.sum.difference_label", "Label", i18n.Small(t.label))
	case p.From.Year == i18n.PackageEnd(s.about).Year():
		return s.l.Text("savings.sum.difference", "When", s.l.Month(p.From.Month))
	}
	return s.l.Text("savings.sum.difference", "When", s.l.Period(p))
}

// mayHold says what a difference may consist of, as far as anything known says: measures decided
// after the total was stated, or measures without amount. Else that it is computed, and no more.
func (s *savings) mayHold(c compared, d model.Quantity) string {
	if d.Value.Sign() < 0 {
		without := 0
		for _, m := range s.measures {
			without += btoi(!m.amount.Known && (!c.linked || m.decision() == c.total.get("decision")))
		}
		if without > 0 {
			return s.l.Text("savings.sum.may_lack", "Count", without, "Number", s.l.Int(without))
		}
	}
	if after := c.total.at; d.Value.Sign() > 0 && !c.linked && !after.IsZero() {
		var whens []string
		for _, r := range s.decisions.standing() {
			p, ok := model.ParsePeriod(r.Get("date"))
			if r.Get("kind") != "adopt_measures" || !ok || p.Unknown || p.From.IsZero() || !p.From.First().After(after) {
				continue
			}
			when := s.l.Period(p)
			if p.From.Month > 0 && p.From.Year == i18n.PackageEnd(s.about).Year() {
				when = s.l.Month(p.From.Month)
			}
			if !slices.Contains(whens, when) {
				whens = append(whens, when)
			}
		}
		if len(whens) > 0 {
			return s.l.Text("savings.sum.may_hold", "When", s.l.List(whens))
		}
	}
	return s.l.Text("page.computed")
}

// postsRow is a number of posts. Where it is the number of measures too they are told apart.
func (s *savings) postsRow(t *total) SavingsSum {
	r := t.row("posts")
	q := t.posts
	row := SavingsSum{Kind: SumPosts, Figure: s.statedFigure(r, q)}
	if q.Known {
		unit := s.l.Text("savings.unit."+q.Unit, "Count", int(q.Value.IntPart()))
		row.Figure.Unit = unit
		row.Figure.Text = row.Figure.Number + "\u00a0" + unit
		if n := len(s.withAmounts()); n > 0 && q.Value.Equal(q.Value.Truncate(0)) && (q.Value.IntPart() == int64(n) || q.Value.IntPart() == int64(len(s.measures))) {
			row.Beside = s.l.Text("savings.posts.alike", "Number", row.Figure.Number)
		}
	}
	state := t.get("state")
	if state == "" {
		state = "decided"
	}
	row.Label = s.l.Text("savings.posts.of", "Label", i18n.Small(t.label))
	if p, ok := t.stated(); ok && p.From == p.To && p.From.Month > 0 && p.From.Day == 0 {
		when := s.l.Period(p)
		if p.From.Year == i18n.PackageEnd(s.about).Year() {
			when = s.l.Month(p.From.Month)
		}
		row.Label = s.l.Text("savings.posts."+state, "When", when)
	}
	return row
}

// effectRow is what the measures are told to have given, or how that is not told.
func (s *savings) effectRow() SavingsSum {
	row := SavingsSum{Kind: SumEffect, Label: s.l.Text("savings.effect.so_far")}
	sum, period, ms := s.realised()
	if !sum.Known {
		status := s.absentStatus()
		for _, m := range s.measures {
			if m.effect.Status == model.NotReported {
				status = model.NotReported
			}
		}
		row.Figure = s.write(model.Quantity{Status: status}, i18n.Plain, false)
		return row
	}
	row.Label = s.l.Text("savings.effect.of", "Period", s.l.Period(period.period()))
	row.Figure = s.computed(sum, i18n.Plain, false)
	var sources []*Source
	for _, m := range ms {
		sources = append(sources, s.source(m.told.Record))
	}
	row.Figure.Source = s.documentSource(sources...)
	row.Beside = s.l.Text("savings.effect.summed", "Count", len(ms), "Number", s.l.Int(len(ms)))
	if missing := s.silent(); missing > 0 {
		row.Beside = s.l.Text("savings.effect.lacks", "Count", missing, "Number", s.l.Int(missing), "Absent", s.l.Status(model.NotReported))
	}
	return row
}

// silent is how many measures' effects are not reported.
func (s *savings) silent() int {
	n := 0
	for _, m := range s.measures {
		n += btoi(m.effect.Status == model.NotReported)
	}
	return n
}
