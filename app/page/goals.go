package page

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
	"rodatraden/data/store"
)

// BuildGoals makes Mål of the chosen states.
func BuildGoals(ctx context.Context, lib Library, c Choice, l *i18n.Localizer) (*Goals, error) {
	lib = newSparing(lib, c)
	g, e, err := goalStates(ctx, lib, c, l)
	if err != nil {
		return nil, err
	}
	return g.page(e), nil
}

// goalStates are what is known of goals at the chosen states; e is nil where nothing is compared with.
func goalStates(ctx context.Context, lib Library, c Choice, l *i18n.Localizer) (g, e *goalState, err error) {
	return atBoth(c,
		func(scope store.Scope) (*goalTables, error) { return loadGoals(ctx, lib, scope) },
		func(t *goalTables, about *model.Package, at int64) *goalState {
			return newGoalState(t, c.Packages, about, at, l)
		})
}

// goalTables is everything told that Mål is made from.
type goalTables struct {
	names                                                                Tables
	goals, assessments, indicators, targets, observations, breaks, links []Told
}

// loadGoals reads everything told by a time of goals and what follows them.
func loadGoals(ctx context.Context, lib Library, scope store.Scope) (*goalTables, error) {
	t := new(goalTables)
	return t, loadEach(ctx, lib, scope, []wanted{
		{table: "goals", into: &t.goals}, {table: "assessments", into: &t.assessments}, {table: "indicators", into: &t.indicators},
		{table: "targets", into: &t.targets},
		{table: "observations", into: &t.observations}, {table: "series_breaks", into: &t.breaks}, {table: "links", into: &t.links},
		{table: "sources", into: &t.names.Sources}, {table: "documents", into: &t.names.Documents}, {table: "units", into: &t.names.Units},
	})
}

// goalState is what is known at one time of goals, seen from one package. Its report is the package
// itself, whatever its kind: a plan sets goals and an audit may judge them.
type goalState struct {
	*state
	goals       []model.Record // as they stand, in the order that they were first told
	indicators  []model.Record
	assessments ledger
	judged      map[string][]Told   // the assessments that stand, by what they are of
	targets     map[string][]target // by indicator, as they stand
	breaks      ledger
	links       []model.Record
	linksOf     map[string][]model.Record   // by what they tie, a record or a group
	series      map[seriesKey][]observation // by time
	keys        map[string][]seriesKey      // by indicator: the whole first
	end         span                        // whose to is the last day that the package is about

	prevShown *model.Package // the whole package of the same kind before; nil where there is none
	gaps      Gaps
	lastYear  int             // of the goals, the last that some are told for
	counted   map[string]bool // what gaps has counted already, by what it is
}

func newGoalState(t *goalTables, packages []*model.Package, about *model.Package, at int64, l *i18n.Localizer) *goalState {
	s := newState(&t.names, packages, about, at, l)
	end := i18n.PackageEnd(about)
	s.report, s.year, s.month = about, end.Year(), int(end.Month())
	g := &goalState{
		state: s, goals: newLedger(t.goals, about, at).asTold(end).standing(), indicators: newLedger(t.indicators, about, at).standing(),
		assessments: newLedger(t.assessments, about, at), targets: targetsOf(newLedger(t.targets, about, at)),
		breaks: newLedger(t.breaks, about, at), links: newLedger(t.links, about, at).standing(),
		end: span{about.From, end}, counted: map[string]bool{},
	}
	g.judged = bySubject(g.assessments)
	g.collect(newLedger(t.observations, about, at))
	g.linksOf = map[string][]model.Record{}
	for _, link := range g.links {
		g.linksOf[link.Get("from")] = append(g.linksOf[link.Get("from")], link)
		if to := link.Get("to"); to != link.Get("from") {
			g.linksOf[to] = append(g.linksOf[to], link)
		}
	}
	for _, r := range g.goals {
		if r.Package.Kind == model.Plan {
			g.lastYear = max(g.lastYear, min(g.goalYear(r), i18n.PackageEnd(r.Package).Year()))
		}
	}
	for _, p := range s.packages {
		if p.ID != about.ID && p.Kind == about.Kind && p.Extent == model.Full && !withdraws(p) {
			g.prevShown = p
		}
	}
	return g
}

// page makes the page; e is the state that it is compared with, nil where there is none.
func (g *goalState) page(e *goalState) *Goals {
	before := earlier{}
	if e != nil {
		before.state = e.state
	}
	p := &Goals{Head: g.head("goals", before), Caption: strconv.Itoa(g.standingYear())}
	g.countStated()
	p.Levels = g.levels()
	p.Tree = len(p.Levels) > 0 && p.Levels[0].Level == treeLevel
	p.Title = g.l.Text("goals.title")
	if p.Tree {
		p.Title = g.l.Text("goals.title_tree")
	}
	entries := p.entries()
	p.Selected = mostTold(entries)
	if len(entries) == 0 {
		p.Empty = g.l.Text("goals.empty." + map[bool]string{true: "full", false: "excerpt"}[g.full()])
	}
	p.Gaps = g.gaps
	p.Headline = g.goalsHeadline(p, e)
	p.Sub = g.goalsSub(p, e)
	return p
}

// entries are the goals of all levels, in the order of the list.
func (p *Goals) entries() []*Goal {
	var out []*Goal
	for i := range p.Levels {
		for k := range p.Levels[i].Goals {
			out = append(out, &p.Levels[i].Goals[k])
		}
	}
	return out
}

// Entry returns the entry of a record; nil where the page has none.
func (p *Goals) Entry(record string) *Goal {
	for _, g := range p.entries() {
		if g.Record == record {
			return g
		}
	}
	return nil
}

// Records are the records of the entries, in the order of the list.
func (p *Goals) Records() []string {
	var out []string
	for _, g := range p.entries() {
		out = append(out, g.Record)
	}
	return out
}

// mostTold is the record of the entry that most is told of.
func mostTold(entries []*Goal) string {
	best, most := "", -1
	for _, g := range entries {
		if n := g.told(); n > most {
			best, most = g.Record, n
		}
	}
	return best
}

// told weighs how much is told of a goal: its assessments, then the values of its indicators.
func (g *Goal) told() int {
	n := 0
	for _, a := range g.Assessments {
		n += 4 * btoi(a.Former == "")
	}
	for _, s := range g.series() {
		n += btoi(s.Now.Present()) + btoi(len(s.Points) > 1)
	}
	return n
}

// series are the chart's indicator and those of the rows.
func (g *Goal) series() []Series {
	if g.Main == nil {
		return g.Others
	}
	return append([]Series{*g.Main}, g.Others...)
}

// entry makes what is common to every entry: the assessments and indicators of a subject.
func (g *goalState) entry(subject string, indicators []model.Record) Goal {
	out := Goal{Record: subject, Others: []Series{}}
	g.judge(&out, subject)
	g.follow(&out, indicators)
	return out
}

// goal makes the entry of one goal.
func (g *goalState) goal(r model.Record) Goal {
	indicators, forGroup := g.indicatorsOf(r)
	out := g.entry(r.Ref(), indicators)
	out.Level, out.LevelTitle = r.Get("level"), g.l.Text("goals.level_one."+r.Get("level"))
	out.Title, out.Text = r.Get("title"), cmp.Or(r.Get("text"), r.Get("title"))
	out.Parent = r.Get("parent")
	out.Ended = g.ended(r)
	out.About = g.aboutGoal(r)
	if forGroup {
		out.Note = joined(" ", g.l.Text("goals.note.group"), out.Note)
	}
	if out.Main == nil { // a chart needs the room; the note stands in the record
		out.Note = joined(" ", sentence(r.Get("note")), out.Note)
	}
	out.Source = g.source(r)
	if out.Main != nil && out.Main.Source != nil {
		out.Source = out.Main.Source
	}
	return out
}

// aboutGoal is a line of what is told of the goal itself: whose it is, what kind, from when.
func (g *goalState) aboutGoal(r model.Record) string {
	var parts []string
	if u, ok := g.units.record(r.Get("owner")); ok {
		parts = append(parts, u.Get("name"))
	}
	if n := r.Get("nature"); n != "" {
		parts = append(parts, g.l.Text("goals.nature."+n))
	}
	return i18n.Capital(joined(" · ", parts...))
}

// standsNow reports whether a goal holds at the package's end.
func (g *goalState) standsNow(r model.Record) bool {
	if r.Get("valid_from") == "" && r.Get("valid_to") == "" && g.goalYear(r) < g.lastYear {
		return false // of the year that it was told for: goals of a later one are known
	}
	if from, ok := model.ParsePeriod(r.Get("valid_from")); ok && !from.From.IsZero() && from.From.First().After(g.end.to) {
		return false
	}
	to, ok := model.ParsePeriod(r.Get("valid_to"))
	if !ok {
		return r.Get("end_reason") == ""
	}
	return !to.Unknown && (to.To.IsZero() || !to.To.Last().Before(g.end.to))
}

// standingYear is the year that the goals are told for: the page's, or an earlier one where the last
// plan that is known is of that year and does not say how long its goals stand.
func (g *goalState) standingYear() int {
	year := 0
	for _, r := range g.goals {
		switch {
		case !g.standsNow(r):
		case r.Get("valid_from") != "" || r.Get("valid_to") != "" || r.Package.Kind != model.Plan:
			return g.year
		default:
			year = max(year, g.goalYear(r))
		}
	}
	if year == 0 {
		return g.year
	}
	return min(year, g.year)
}

// ended says that a goal is no longer followed, and why; "" where it stands.
func (g *goalState) ended(r model.Record) string {
	if g.standsNow(r) {
		return ""
	}
	when := g.l.Text("goals.ended")
	if to, ok := model.ParsePeriod(r.Get("valid_to")); ok && !to.To.IsZero() {
		when = g.l.Text("goals.ended_in", "When", g.l.Date(to.To))
	}
	return joined(": ", when, i18n.Small(r.Get("end_reason")))
}

// recentlyEnded reports whether a goal ended so lately that a reader should still be told: in the
// year of the package or the one before.
func (g *goalState) recentlyEnded(r model.Record) bool {
	to, ok := model.ParsePeriod(r.Get("valid_to"))
	if ok && !to.To.IsZero() {
		return to.To.Year >= g.year-1 && to.To.Last().Before(g.end.to)
	}
	return g.goalYear(r) >= g.year-1 && (r.Get("end_reason") != "" || ok && to.Unknown)
}

// indicatorsOf are a goal's indicators: those that name it, and those that a link ties to it. forGroup
// says that one is only tied to the goals of its level as a group.
func (g *goalState) indicatorsOf(goal model.Record) (out []model.Record, forGroup bool) {
	for _, r := range g.indicators {
		if r.Get("subject") == goal.Ref() {
			out = append(out, r)
			continue
		}
		for _, link := range g.linksOf[r.Ref()] {
			switch other := otherEnd(link, r.Ref()); {
			case link.Get("strength") == "stated_absent":
				continue
			case other == goal.Ref():
				out = append(out, r)
			case g.inGroup(goal, other):
				out = append(out, r)
				forGroup = true
			default:
				continue
			}
			break
		}
	}
	return out, forGroup
}

// otherEnd is what a link ties a record to; "" where it does not tie it.
func otherEnd(link model.Record, ref string) string {
	switch ref {
	case link.Get("from"):
		return link.Get("to")
	case link.Get("to"):
		return link.Get("from")
	}
	return ""
}

// inGroup reports whether a goal is one of a named group, council-goals-2021: it is set for that year, or
// says that it holds then.
func (g *goalState) inGroup(goal model.Record, group string) bool {
	level, year, ok := groupName(group)
	if !ok || level != goal.Get("level") {
		return false
	}
	from, dated := model.ParsePeriod(goal.Get("valid_from"))
	if !dated || from.From.IsZero() || from.From.Year >= year {
		return year == g.goalYear(goal)
	}
	to, ends := model.ParsePeriod(goal.Get("valid_to"))
	return !ends || !to.Unknown && (to.To.IsZero() || to.To.Year >= year)
}

// goalYear is the year that a goal is set for, to find its group: that of the page where it stands.
func (g *goalState) goalYear(goal model.Record) int {
	if from, ok := model.ParsePeriod(goal.Get("valid_from")); ok && !from.From.IsZero() {
		return from.From.Year
	}
	return i18n.PackageEnd(goal.Package).Year()
}

// goalGroups names the levels as links do, in the order of the chain from the vision down.
var goalGroups = []struct{ name, level string }{
	{"visions", "vision"}, {"focus-areas", "focus_area"}, {"directions", "direction"}, {"council-goals", "council_goal"},
	{"committee-goals", "committee_goal"}, {"area-goals", "area_goal"}, {"unit-goals", "unit_goal"},
	{"partnership-goals", "partnership_goal"}, {"", "not_stated"},
}

// groupName reads the name of a group of goals.
func groupName(name string) (level string, year int, ok bool) {
	at := strings.LastIndexByte(name, '-')
	if at < 0 || strings.Contains(name, ":") {
		return "", 0, false
	}
	year, err := strconv.Atoi(name[at+1:])
	i := slices.IndexFunc(goalGroups, func(one struct{ name, level string }) bool { return one.name == name[:at] })
	if err != nil || i < 0 {
		return "", 0, false
	}
	return goalGroups[i].level, year, true
}

// rank is a level's place in the chain.
func rank(level string) int {
	return slices.IndexFunc(goalGroups, func(one struct{ name, level string }) bool { return one.level == level })
}
