package page

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/sync/errgroup"

	"rodatraden/app/i18n"
	"rodatraden/data/compare"
	"rodatraden/data/model"
)

// besides is what Översikt tells beside the economy, of goals, savings and audit: the same states that
// their own pages are made from, so that they cannot disagree.
type besides struct {
	goals, goalsThen     *goalState // Then is the state compared with; nil where there is none
	audit, auditThen     *auditState
	savings, savingsThen *savings
}

func loadBesides(ctx context.Context, lib Library, c Choice, l *i18n.Localizer) (b besides, err error) {
	each, ctx := errgroup.WithContext(ctx)
	each.Go(func() (err error) {
		b.goals, b.goalsThen, err = goalStates(ctx, lib, c, l)
		return err
	})
	each.Go(func() (err error) {
		b.audit, b.auditThen, err = auditStates(ctx, lib, c, l)
		return err
	})
	each.Go(func() (err error) {
		b.savings, b.savingsThen, err = savingStates(ctx, lib, c, l)
		return err
	})
	return b, each.Wait()
}

// beside puts the key figures of audit, savings and goals among those of the economy: an audit's own
// first, the others after the two that weigh most there.
func (b besides) beside(economy []KeyFigure) []KeyFigure {
	if b.goals == nil { // the economy alone is asked for
		return economy[:min(len(economy), keyFiguresShown)]
	}
	var first, after []KeyFigure
	if b.audit.about.Kind == model.Audit {
		first = b.audit.keyFigures(b.auditThen)
	}
	if k, ok := b.savings.keyFigure(); ok {
		after = append(after, k)
	}
	if k, ok := b.goals.keyFigure(); ok {
		after = append(after, k)
	}
	at := 2
	if len(economy) > 2 && economy[2].Mark.Kind == MarkMissing && economy[2].Figure.Computed { // what a whole report lacks comes before
		at = 3
	}
	at = min(len(economy), at, max(keyFiguresShown-len(first)-btoi(len(after) > 0), 1))
	out := append([]KeyFigure{}, slices.Concat(first, economy[:at], after, economy[at:])...)
	return out[:min(len(out), keyFiguresShown)]
}

// among puts what is new of audit, savings and goals among the changes of the economy: before what is
// missing or has changed silently, which stand last.
func (b besides) among(economy []Change, found []compare.Change) []Change {
	if b.goalsThen == nil {
		return economy
	}
	at := slices.IndexFunc(economy, func(c Change) bool { return c.Mark.Kind == MarkMissing || c.Mark.Kind == MarkSilent })
	if at < 0 {
		at = len(economy)
	}
	anew := toldAnew(found)
	own := slices.Concat(b.audit.changes(b.auditThen, anew), b.savings.changes(b.savingsThen, anew), b.goals.changes(b.goalsThen, anew))
	if b.audit.about.Kind == model.Audit { // what it is about comes first
		at = 0
	}
	return append([]Change{}, slices.Concat(economy[:at], own, economy[at:])...)
}

// anew are the records that the comparison of the two states finds to be new, or told otherwise.
type anew map[string]compare.Change

func toldAnew(found []compare.Change) anew {
	out := anew{}
	for _, c := range found {
		for _, r := range c.Now {
			out[r.Ref()] = c
		}
	}
	return out
}

// has reports whether a record is one of them.
func (a anew) has(r model.Record) bool {
	_, is := a[r.Ref()]
	return is
}

// count is the figure of a count that the program made.
func (s *state) count(n int, text string) Figure {
	v := strconv.Itoa(n)
	return Figure{Value: &v, Status: string(model.Reported), Computed: true, Text: text, Number: s.l.Int(n)}
}

// shares is the figure of some out of all: 2 av 3.
func (s *state) shares(some, all Figure) Figure {
	f := some
	f.Text = s.l.Text("page.besides.of", "Some", some.Number, "All", all.Number)
	return f
}

// The goals.

// followed is a count of goals and how many of them are followed up, now and the last time before.
type followed struct {
	indicator            model.Record
	some, all            *observation
	someBefore, allSince *observation
}

// followedUp are those that the package tells of.
func (g *goalState) followedUp() []followed {
	var out []followed
	for _, r := range g.indicators {
		if !g.countsGoals(r.ID()) {
			continue
		}
		part, whole := g.keyOf(r.ID(), followedUp), g.keyOf(r.ID(), "all")
		f := followed{r, g.now(part), g.now(whole), g.last(part), g.last(whole)}
		if f.some != nil && f.some.Known && f.all != nil && f.all.Known {
			out = append(out, f)
		}
	}
	return out
}

// goalsIn is a count of goals; what it is of stands beside it.
func (g *goalState) goalsIn(f followed, o *observation) Figure {
	out := g.observed(*o, "")
	out.AmountUnit = f.indicator.Get("unit_of_measure")
	return out
}

// keyFigure is how many of the goals that are counted are followed up, or else how many of those that
// are judged are reached, or expected to be.
func (g *goalState) keyFigure() (KeyFigure, bool) {
	for _, f := range g.followedUp() {
		k := KeyFigure{
			Label: g.l.Text("page.besides.goals_followed"), Short: g.l.Text("page.besides.goals_followed_short"),
			Figure: g.goalsIn(f, f.some), Beside: g.l.Text("page.besides.of_goals", "Total", g.observed(*f.all, "").Number),
		}
		k.Mark = g.followedMark(f)
		return k, true
	}
	good, total, expected := g.judgedGoals()
	if total < 2 {
		return KeyFigure{}, false
	}
	key := "goals_reached"
	if expected {
		key = "goals_expected"
	}
	return KeyFigure{
		Label: g.l.Text("page.besides." + key), Short: g.l.Text("page.besides." + key + "_short"), Figure: g.count(good, g.l.Int(good)),
		Beside: g.l.Text("page.besides.of_goals", "Total", g.l.Int(total)), Mark: Mark{Text: g.l.Text("page.besides.judged")},
	}, true
}

// followedMark compares with the last time that goals were counted.
func (g *goalState) followedMark(f followed) Mark {
	if f.someBefore == nil || !f.someBefore.Known {
		return Mark{}
	}
	when := g.l.Period(f.someBefore.period)
	n, _ := g.observed(*f.some, "").whole()
	before, _ := g.observed(*f.someBefore, "").whole()
	switch {
	case n < before:
		return Mark{MarkFallen, g.l.Text("page.besides.goals_fewer", "Count", before-n, "Number", i18n.Capital(g.l.CountedNeuter(before-n)), "When", when)}
	case n > before:
		return Mark{MarkNeutral, g.l.Text("page.besides.goals_more", "Count", n-before, "Number", i18n.Capital(g.l.CountedNeuter(n-before)), "When", when)}
	}
	return Mark{MarkSame, g.l.Text("page.besides.goals_same", "When", when)}
}

// judgedGoals counts the goals that the package judges, and those of them that are reached; expected
// says that most judgements are of how it will go.
func (g *goalState) judgedGoals() (good, total int, expected bool) {
	forecasts := 0
	for _, r := range g.goals {
		now, _ := g.judgements(r.Ref())
		var v verdicts
		for _, row := range now {
			v = append(v, readings[row.Get("status")].verdict)
			forecasts += btoi(row.Get("about") == "forecast")
		}
		if len(v) == 0 || v.all(unjudged) {
			continue
		}
		total++
		good += btoi(v.all(reached) || v.all(reached, onWay) && now[0].Get("about") == "forecast")
	}
	return good, total, 2*forecasts > total
}

// changes are what is new of goals since the state compared with.
func (g *goalState) changes(e *goalState, told anew) []Change {
	out := []Change{}
	none := g.write(model.Quantity{Status: model.NotApplicable}, i18n.Plain, false)
	for _, f := range g.followedUp() {
		if !told.has(f.some.record) || f.someBefore == nil || f.allSince == nil || !f.someBefore.Known || !f.allSince.Known {
			continue
		}
		now := g.shares(g.goalsIn(f, f.some), g.goalsIn(f, f.all))
		before := g.shares(g.goalsIn(f, f.someBefore), g.goalsIn(f, f.allSince))
		if now.Text == before.Text {
			continue
		}
		c := Change{Label: g.l.Text("page.besides.goals_change", "When", g.l.Period(f.someBefore.period)), Before: before, Now: now, Delta: none, Record: f.some.record.Ref()}
		c.Mark = Mark{MarkNeutral, g.followedMark(f).Text}
		n, _ := now.whole()
		b, _ := before.whole()
		if n < b {
			c.Mark = Mark{MarkFallen, g.l.Text("page.besides.goals_fallen", "Count", b-n, "Number", i18n.Capital(g.l.CountedNeuter(b-n)))}
		}
		out = append(out, c)
	}
	for _, r := range g.assessments.toldBy(g.about) {
		id, is := strings.CutPrefix(r.Get("subject"), "units:")
		unit, named := g.units.record(id)
		if !is || !named || r.Get("status") == "descriptive" || !told.has(r) {
			continue
		}
		now := inWords(cmp.Or(r.Get("verbatim"), i18n.Small(g.assessed(r.Get("status")).Text)))
		now.Source, now.Record = g.source(r), r.Ref()
		out = append(out, Change{
			Label: g.l.Text("page.besides.unit_judged", "Unit", unit.Get("name")), Before: g.write(model.Quantity{Status: e.absentStatus()}, i18n.Plain, false), Now: now,
			Delta: none, Mark: g.newMark(earlier{e.state}), Record: r.Ref(),
		})
	}
	for _, r := range g.goals {
		if c, changed := g.judgedAnew(r, e); changed {
			out = append(out, c)
		}
		if !g.standsNow(r) && slices.ContainsFunc(e.goals, func(o model.Record) bool { return o.ID() == r.ID() && e.standsNow(o) }) {
			out = append(out, Change{
				Label: r.Get("title"), Before: inWords(g.l.Text("page.besides.goal_stood")), Now: inWords(g.l.Text("page.besides.goal_ended")), Delta: none,
				Mark: Mark{MarkFallen, g.l.Text("page.besides.goals_fallen", "Count", 1, "Number", i18n.Capital(g.l.CountedNeuter(1)))},
				Note: r.Get("end_reason"), Record: r.Ref(),
			})
		}
	}
	return out
}

// inWords is a figure that is words and no number.
func inWords(text string) Figure {
	return Figure{Status: string(model.NotApplicable), Text: text, Number: text}
}

// judgedAnew is how a goal is read otherwise than the last time that it was judged.
func (g *goalState) judgedAnew(r model.Record, e *goalState) (Change, bool) {
	now, _ := g.judgements(r.Ref())
	then, former := e.judgements(r.Ref())
	if len(then) == 0 {
		then = former
	}
	if len(now) == 0 || len(then) == 0 || e.knows(now[0].Package) {
		return Change{}, false
	}
	a, b := g.reading(now), e.reading(then)
	if a.Text == "" || b.Text == "" || a == b {
		return Change{}, false
	}
	kind := MarkNeutral
	x, y := readings[now[0].Get("status")].verdict, readings[then[0].Get("status")].verdict
	word := "goal_judged"
	switch {
	case x == y: // how it went, and how it will go, in other words
		return Change{}, false
	case x == unjudged || y == unjudged:
	case x < y:
		kind, word = MarkBetter, "goal_better"
	case x > y:
		kind, word = MarkWorse, "goal_worse"
	}
	return Change{
		Label: r.Get("title"), Before: inWords(i18n.Small(b.Text)), Now: inWords(i18n.Small(a.Text)),
		Delta: g.write(model.Quantity{Status: model.NotApplicable}, i18n.Plain, false),
		Mark:  Mark{kind, g.l.Text("page.besides." + word)}, Record: now[0].Ref(),
	}, true
}

// The savings.

// keyFigure is what savings are told to have given of what was decided for the year, or else what of
// the last total for the year is counted on.
func (s *savings) keyFigure() (KeyFigure, bool) {
	year := i18n.PackageEnd(s.about).Year()
	if sum, at, ms := s.realised(); sum.Known && at.to.Year() == year {
		all := model.Sum(quantities(s.expectedBy(at.to)))
		k := KeyFigure{
			Label: s.l.Text("page.besides.savings_realised", "Year", strconv.Itoa(year)), Short: s.l.Text("page.besides.savings_realised_short"),
			Figure: s.computed(sum, i18n.Plain, false), Mark: Mark{Text: s.l.Text("page.computed")},
		}
		if all.Known && len(ms) > 0 {
			k.Beside = s.l.Text("page.besides.of_amount", "Total", s.l.Amount(all, i18n.Plain))
			if all.Unit == sum.Unit {
				k.Figure.Unit = "" // the unit stands after what it is of
			}
		}
		if n := s.silent(); n > 0 {
			k.Mark = Mark{MarkMissing, s.l.Text("page.besides.savings_silent", "Count", n, "Number", s.l.Int(n), "Absent", s.l.Status(model.NotReported))}
		}
		return k, true
	}
	t := s.latestTotal()
	if t == nil || t.year() != strconv.Itoa(year) || !t.decided.Known {
		return KeyFigure{}, false
	}
	k := KeyFigure{
		Label: s.l.Text("page.besides.savings_decided", "Year", t.year()), Short: s.l.Text("page.besides.savings_short"),
		Figure: s.statedFigure(t.row("decided"), t.decided),
	}
	if t.effect.Known {
		k.Label = s.l.Text("page.besides.savings_effect", "Year", t.year())
		k.Figure = s.statedFigure(t.row("effect_this_year"), t.effect)
		k.Beside = s.l.Text("page.besides.of_amount", "Total", s.l.Amount(t.decided, i18n.Plain))
		if t.effect.Unit == t.decided.Unit {
			k.Figure.Unit = ""
		}
	}
	row := s.effectRow()
	m := s.mark(model.Status(row.Figure.Status))
	m.Text = s.l.Text("page.besides.savings_so_far", "State", row.Figure.Text)
	k.Mark = m
	return k, true
}

// changes are what is new of savings: totals told since, how many measures are known, and what they
// have given.
func (s *savings) changes(e *savings, told anew) []Change {
	out := []Change{}
	for _, t := range s.statedTotals() {
		r := t.row("decided")
		if !t.decided.Known || r.Package == nil || !told.has(r) {
			continue
		}
		c := s.comparison(t.label, s.write(model.Quantity{Status: e.absentStatus()}, i18n.Plain, false), s.statedFigure(r, t.decided), model.Quantity{}, t.decided, false)
		c.Mark = s.newMark(earlier{e.state})
		out = append(out, c)
	}
	if n, before := len(s.measures), len(e.measures); n != before {
		none := s.write(model.Quantity{Status: model.NotApplicable}, i18n.Plain, false)
		c := Change{
			Label: s.l.Text("page.besides.measures"), Before: s.count(before, s.l.Int(before)), Now: s.count(n, s.l.Int(n)), Delta: none,
			Mark: s.newMark(earlier{e.state}), Record: s.measures[max(n-1, 0)].record.Ref(),
		}
		if before == 0 {
			c.Before = s.write(model.Quantity{Status: e.absentStatus()}, i18n.Plain, false)
		}
		out = append(out, c)
	}
	now, at, _ := s.realised()
	then, atThen, _ := e.realised()
	if now.Known && (!then.Known || at != atThen) && at.to.Year() == i18n.PackageEnd(s.about).Year() {
		label := s.l.Text("page.besides.savings_given", "Period", s.l.Period(at.period()))
		before := s.write(model.Quantity{Status: e.absentStatus()}, i18n.Plain, false)
		if then.Known && atThen.from.Equal(at.from) {
			label = s.l.Text("page.key.against", "Label", label, "What", s.l.Period(atThen.period()))
			before = s.computed(then, i18n.Plain, false)
		} else {
			then = model.Quantity{}
		}
		c := s.comparison(label, before, s.computed(now, i18n.Plain, false), then, now, false)
		if !then.Known {
			c.Mark = Mark{MarkNew, s.l.Text("page.mark.first_of_year", "Year", strconv.Itoa(at.to.Year()))}
			c.Before = s.unstated()
		}
		c.Record = s.measures[0].record.Ref()
		out = append(out, c)
	}
	return out
}

// The audit.

// keyFigures are what an audit itself adds and what it says remains.
func (a *auditState) keyFigures(e *auditState) []KeyFigure {
	var out []KeyFigure
	fresh := map[string]int{}
	remain := 0
	for _, r := range a.listed() {
		known := false
		if e != nil {
			_, known = e.byID[r.ID()]
		}
		if !known {
			fresh[r.Get("kind")]++
		}
		if c := a.confirms(r); known && c.Status != "" && c.Status != "done" {
			remain++
		}
	}
	for _, kind := range listedKinds {
		if n := fresh[kind]; n > 0 && len(out) == 0 {
			out = append(out, KeyFigure{
				Label: a.l.Text("page.besides.new_" + kind), Short: a.l.Text("page.besides.new_" + kind + "_short"),
				Figure: a.count(n, a.l.Int(n)), Mark: Mark{MarkNew, a.l.Text("page.mark.new")},
			})
		}
	}
	if remain > 0 {
		out = append(out, KeyFigure{
			Label: a.l.Text("page.besides.remain"), Short: a.l.Text("page.besides.remain_short"), Figure: a.count(remain, a.l.Int(remain)),
			Mark: Mark{MarkNotDone, a.l.Text("page.besides.remain_mark")},
		})
	}
	return out
}

// changes are the points told since the state compared with, and those whose keys or days have moved.
func (a *auditState) changes(e *auditState, told anew) []Change {
	out := []Change{}
	none := a.write(model.Quantity{Status: model.NotApplicable}, i18n.Plain, false)
	rows := a.listed()
	slices.SortStableFunc(rows, func(x, y model.Record) int {
		return cmp.Or(a.newestFirst(x.Get("report"), y.Get("report")), cmp.Compare(kindRank(x.Get("kind")), kindRank(y.Get("kind"))), cmp.Compare(readingPlace(x), readingPlace(y)))
	})
	for _, r := range rows {
		if told[r.Ref()].Kind == compare.New {
			out = append(out, Change{
				Label: r.Get("title"), Before: a.unstated(), Now: inWords(a.kindYear(r)), Delta: none, Mark: Mark{MarkNew, a.l.Text("page.mark.new")}, Record: r.Ref(),
			})
			continue
		}
		for _, keys := range [2][2]AuditKey{{e.says(r), a.says(r)}, {e.confirms(r), a.confirms(r)}} {
			before, now := keys[0], keys[1]
			if _, is := told[now.Record]; !is || now.Status == "" || now.Mark == before.Mark {
				continue
			}
			c := Change{
				Label: a.l.Text("page.besides.key", "Point", r.Get("title"), "Who", i18n.Small(now.Label)), Before: inWords(plainWords(before.Mark.Text)), Now: inWords(plainWords(now.Mark.Text)), Delta: none,
				Mark: Mark{now.Mark.Kind, i18n.Capital(a.l.Text("page.value.status_events.status." + now.Status))}, Record: now.Record,
			}
			if before.Status == "" {
				c.Before.Status = string(model.NotQuoted)
				if before.Mark.Kind == MarkMissing {
					c.Before.Status = string(model.NotReported)
				}
				if before.Mark.Kind == MarkNotYet {
					c.Before.Status = string(model.NotApplicable)
				}
			}
			out = append(out, c)
		}
		if before, now := e.deadline(r), a.deadline(r); before.First != "" && now.Mark.Text != before.Mark.Text {
			out = append(out, Change{
				Label: a.l.Text("page.besides.due", "Point", r.Get("title")), Before: inWords(before.Mark.Text), Now: inWords(now.Mark.Text), Delta: none,
				Mark: Mark{MarkNotDone, i18n.Capital(now.Note)}, Record: now.Record,
			})
		}
	}
	return out
}

// plainWords drops the year from a key's words: beside each other they need none.
func plainWords(text string) string {
	if i := strings.LastIndex(text, ", "); i > 0 && yearForm.MatchString(text[i:]) && len(text)-i <= 6 {
		return text[:i]
	}
	return text
}
