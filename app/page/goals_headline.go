package page

import (
	"slices"
	"strconv"
	"strings"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
)

// goalsHeadline is the finding of Mål: how many goals are judged to be reached, how many of those that
// are counted are followed up, or what has become of the indicator that is told of most.
func (g *goalState) goalsHeadline(p *Goals, e *goalState) string {
	entries := p.entries()
	short := g.l.Text("goals.headline.short")
	if len(entries) == 0 {
		return fit(g.l.Text("goals.headline.none", "Package", g.within(g.about)), short)
	}
	var out []string
	out = append(out, g.judgedHeadline(entries)...)
	for _, one := range entries {
		if one.Level == countedLevel && g.toldNow(one) {
			out = append(out, g.countedHeadline(one)...)
		}
	}
	if selected := p.Entry(p.Selected); selected != nil && selected.Main != nil {
		out = append(out, g.seriesHeadline(*selected.Main)...)
	}
	if e != nil {
		for _, one := range entries {
			if one.Ended != "" && slices.ContainsFunc(e.goals, func(r model.Record) bool { return r.Ref() == one.Record && e.standsNow(r) }) {
				out = append(out, g.l.Text("goals.headline.ended", "Title", one.Title))
			}
		}
	}
	if n := goalCount(entries); n > 0 {
		out = append(out, g.standingHeadline(entries, n)...)
	}
	return fit(append(out, short)...)
}

// toldNow reports whether the package itself tells of an entry.
func (g *goalState) toldNow(one *Goal) bool {
	return slices.ContainsFunc(one.series(), func(s Series) bool { return g.now(s.key) != nil })
}

// judgedHeadline counts how the goals are judged, where at least two are: 5 av 16 mål väntas nås.
func (g *goalState) judgedHeadline(entries []*Goal) []string {
	judged, good, bad, forecast := 0, 0, 0, 0
	for _, one := range entries {
		if len(one.judged) == 0 || !strings.HasPrefix(one.Record, "goals:") || one.judged.all(unjudged) {
			continue
		}
		judged++
		if slices.ContainsFunc(one.Assessments, func(a Assessment) bool { return a.Beside == g.l.Text("goals.about.forecast") }) {
			forecast++
			good += btoi(one.judged.all(reached, onWay))
		} else {
			good += btoi(one.judged.all(reached))
		}
		bad += btoi(one.judged.all(missed))
	}
	if judged < 2 {
		return nil
	}
	what := "reached"
	if 2*forecast > judged {
		what = "expected"
	}
	args := []any{"Count", judged, "Good", g.l.Int(good), "Total", g.l.Int(judged), "Bad", g.l.Int(bad), "Absent", g.l.Status(model.NotReported)}
	missing := 0
	for _, one := range entries {
		missing += btoi(one.Absent != nil && one.Absent.Kind == MarkMissing)
	}
	var out []string
	if missing > 0 {
		out = append(out, g.l.Text("goals.headline."+what+"_gap", append(args, "Missing", g.l.Int(missing))...))
	}
	if bad > 0 {
		out = append(out, g.l.Text("goals.headline."+what+"_not", args...))
	}
	return append(out, g.l.Text("goals.headline."+what, args...))
}

// countedHeadline says how many of the goals that a report counts are followed up, and how those that
// are were judged.
func (g *goalState) countedHeadline(one *Goal) []string {
	finding := g.l.Text("goals.headline.counted", "Title", one.LevelTitle, "Counted", i18n.Small(one.Title))
	if one.judged.all(reached) {
		return []string{g.l.Text("goals.headline.counted_reached", "Finding", finding), finding}
	}
	return []string{finding}
}

// seriesHeadline says what has become of an indicator, and whether the years can be compared.
func (g *goalState) seriesHeadline(s Series) []string {
	if !s.Now.Present() || !s.Change.Computed {
		return nil
	}
	title, _, _ := strings.Cut(s.Title, ", ")
	change := s.Mark.Text
	finding := g.l.Text("goals.headline.changed", "Title", title, "Change", change, "When", s.Than)
	if s.Mark.Kind == MarkSame {
		finding = g.l.Text("goals.headline.same", "Title", title, "When", s.Than)
	} else if !amounts[s.Unit] {
		way := map[bool]string{true: "more", false: "fewer"}[s.Change.Value != nil && !strings.HasPrefix(*s.Change.Value, "-")]
		finding = g.l.Text("goals.headline."+way, "Title", i18n.Small(title))
	}
	if len(s.Breaks) == 0 {
		return []string{finding}
	}
	return []string{
		g.l.Text("goals.headline.uncertain", "Finding", finding), g.l.Text("goals.headline.uncertain_short", "Finding", finding), finding,
	}
}

// goalCount counts the goals that stand.
func goalCount(entries []*Goal) int {
	n := 0
	for _, one := range entries {
		n += btoi(strings.HasPrefix(one.Record, "goals:") && one.Ended == "")
	}
	return n
}

// standingHeadline says how many goals stand, where nothing is told of how they go.
func (g *goalState) standingHeadline(entries []*Goal, n int) []string {
	args := []any{"Count", n, "Number", i18n.Capital(g.l.CountedNeuter(n)), "Year", strconv.Itoa(g.standingYear())}
	if slices.ContainsFunc(entries, func(one *Goal) bool { return len(one.judged) > 0 }) || !g.about.Kind.Report() {
		return []string{g.l.Text("goals.headline.standing", args...)}
	}
	return []string{g.l.Text("goals.headline.unjudged", append(args, "Absent", g.l.Status(g.absentStatus()))...), g.l.Text("goals.headline.standing", args...)}
}

// goalsSub is the line under the headline: how the package is known, from when the goals are where it
// tells none of them, what was judged otherwise than before, and what is missing.
func (g *goalState) goalsSub(p *Goals, e *goalState) string {
	var parts []string
	if from := g.goalsFrom(); from != nil && from.ID != g.about.ID {
		parts = append(parts, g.l.Text("goals.sub.from", "Package", from.Title))
	}
	if e != nil {
		changed := 0
		for _, one := range p.entries() {
			if len(one.judged) == 0 || !strings.HasPrefix(one.Record, "goals:") {
				continue
			}
			now, _ := g.judgements(one.Record)
			then, former := e.judgements(one.Record)
			if len(then) == 0 {
				then = former
			}
			changed += btoi(len(then) > 0 && then[0].Get("about") == now[0].Get("about") && g.reading(now) != e.reading(then))
		}
		if changed > 0 {
			parts = append(parts, g.l.Text("goals.sub.changed", "Count", changed, "Number", g.l.Int(changed), "When", g.since(e.about)))
		}
	}
	switch n := p.Gaps.NotReported; {
	case g.full() && p.Gaps.Expected > n:
		parts = append(parts, g.l.Text("goals.sub.reported", "Count", p.Gaps.Expected,
			"Number", g.l.Int(p.Gaps.Expected-n), "Total", g.l.Int(p.Gaps.Expected)))
	case n > 0:
		parts = append(parts, g.l.Text("goals.sub.not_reported", "Count", n, "Number", g.l.Int(n)))
	}
	for i, src := range g.used { // 4.1, fotnot 6 is in 4.1
		g.used[i].Section, _, _ = strings.Cut(src.Section, ", ")
	}
	return g.sub(joined(" · ", parts...), Gaps{})
}

// goalsFrom is the package of greatest rank that tells of goals that stand.
func (g *goalState) goalsFrom() *model.Package {
	var from *model.Package
	for _, r := range g.goals {
		if g.standsNow(r) && (from == nil || from.Less(*r.Package)) {
			from = r.Package
		}
	}
	return from
}
