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

// threadNode is one record on its level.
type threadNode struct {
	ThreadNode
	record   model.Record
	level    int
	standing bool   // can be chosen among the others of its level
	live     bool   // the thread may go through it without its being asked for
	weight   int    // the heavier is gone through before the lighter, where the material says as much of both
	order    int    // among those of its level
	label    string // what it is called among others; its name where it is empty

	up, down reach // the best thread through it, to the first level and to the last
}

// full reports whether a report that is whole tells of it: then what it does not say is not there.
func (n *threadNode) full() bool { return n.record.Package.Extent == model.Full }

// goalLevels are the levels of the thread that are goals, by the level that the goal says. Goals of the
// other levels are passed through.
var goalLevels = map[string]int{"focus_area": atFocus, "council_goal": atCouncil, "committee_goal": atCommittee, "area_goal": atArea, "unit_goal": atArea}

// mostMentions is how many letters one mention weighs: of goals that are mentioned as often, more is told of
// the one that is told at greater length.
const mostMentions = 1 << 20

// place puts every record on its level: those that stand first, of them the heaviest.
func (s *threadState) place(savings []model.Record) {
	mentions := map[string]int{}
	for _, link := range s.links {
		mentions[link.Get("from")]++
		mentions[link.Get("to")]++
	}
	add := func(level int, r model.Record, n threadNode) *threadNode {
		n.Record, n.level, n.record = r.Ref(), level, r
		if n.Source == nil {
			n.Source = s.source(r)
		}
		s.levels[level] = append(s.levels[level], &n)
		s.byRef[n.Record] = &n
		return &n
	}
	for _, r := range s.goals {
		if level, ok := goalLevels[r.Get("level")]; ok {
			now := s.standsNow(r)
			n := add(level, r, s.goalNode(r))
			n.standing, n.live, n.weight = now, now, mostMentions*mentions[r.Ref()]+utf8.RuneCountInString(r.Get("text"))
		}
	}
	s.placeIndicators(mentions, add)
	for _, r := range s.interventionState.rows {
		n := add(atIntervention, r, s.interventionNode(r))
		n.standing, n.live, n.weight = s.followedUp[r.ID()], true, mentions[r.Ref()]
	}
	s.placeLines(add)
	for _, r := range savings {
		n := add(atSaving, r, s.savingNode(r))
		n.live = r.Get("status") != "proposed"
		if q := model.QuantityOf(r, "amount"); q.Known {
			n.standing = n.live
			n.weight = int(q.Kronor().IntPart())
		}
	}
	for _, r := range s.audit.points {
		if kind := r.Get("kind"); kind == "recommendation" || kind == "criticism" {
			n := add(atRecommendation, r, nodeOf(r.Get("title"), s.audit.reportName(r.Get("report"))))
			n.standing, n.live = kind == "recommendation", kind == "recommendation" // criticism is only followed
		}
	}
	slices.SortStableFunc(s.levels[atRecommendation], func(a, b *threadNode) int {
		return cmp.Or(s.audit.newestFirst(a.record.Get("report"), b.record.Get("report")), cmp.Compare(readingPlace(a.record), readingPlace(b.record)))
	})
	for _, d := range slices.Backward(s.everyDecision()) {
		add(atDecision, d.record, s.decisionNode(d)).live = true
	}
	for level := range s.levels {
		s.choosable(level)
	}
}

// choosable lets all of a level be chosen among where none stands before the others, and orders it.
func (s *threadState) choosable(level int) {
	nodes := s.levels[level]
	if !slices.ContainsFunc(nodes, func(n *threadNode) bool { return n.standing }) && level > atArea && level != atDecision {
		for _, n := range nodes {
			n.standing = n.live
		}
	}
	slices.SortStableFunc(nodes, func(a, b *threadNode) int {
		return cmp.Or(cmp.Compare(btoi(b.standing), btoi(a.standing)), cmp.Compare(btoi(b.live), btoi(a.live)), cmp.Compare(b.weight, a.weight))
	})
	for i, n := range nodes {
		n.order = i
	}
}

type adder func(level int, r model.Record, n threadNode) *threadNode

// placeIndicators puts the indicators on their level. Those can be chosen among that are tied to a goal
// and have a number; else those that are tied to one; else those that have a number.
func (s *threadState) placeIndicators(mentions map[string]int, add adder) {
	best, ranks := 0, map[*threadNode]int{}
	for _, r := range s.indicators {
		one := s.indicatorNode(r)
		number := one.Figure != nil && one.Figure.Present() || s.lastNumberOf(r) != nil
		n := add(atIndicator, r, one)
		n.live, n.weight = true, mentions[r.Ref()]+mentions[r.Get("subject")]
		ranks[n] = 2*btoi(s.measuresGoal(r)) + btoi(number)
		best = max(best, ranks[n])
	}
	for n, rank := range ranks {
		n.standing = rank == best
	}
}

// measuresGoal reports whether the material ties an indicator to a goal, or to the goals of a level.
func (s *threadState) measuresGoal(r model.Record) bool {
	return strings.HasPrefix(r.Get("subject"), "goals:") || slices.ContainsFunc(s.linksOf[r.Ref()], func(link model.Record) bool {
		return link.Get("strength") != "stated_absent" && isGoal(otherEnd(link, r.Ref()))
	})
}

// placeLines puts the budget lines on their level, the areas before the committee as a whole. Those can
// be chosen among that have a budget for the year.
func (s *threadState) placeLines(add adder) {
	lines := slices.Clone(s.areas)
	if s.root.ID != "" {
		lines = append(lines, s.root)
	}
	for _, line := range lines {
		one, budgeted := s.lineNode(line)
		n := add(atBudget, line.Record, one)
		n.standing, n.live = budgeted, true
	}
}

// nodeOf is a node of a title and what stands under it. What is longer than any name is told by its
// beginning; the record has it all.
func nodeOf(title, sub string) threadNode {
	title = beginning(title, mostTitle)
	return threadNode{ThreadNode: ThreadNode{Title: title, Sub: beginning(sub, mostTitle), Name: title}}
}

// beginning is a text that is no longer than so many letters, or as much of it as leads up to a pause, or
// to a word with dots after it.
func beginning(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	head := string([]rune(text)[:most])
	if at := strings.LastIndexAny(head, ".:;,–"); at > len(head)/2 {
		return strings.TrimSpace(head[:at])
	}
	if at := strings.LastIndexByte(head, ' '); at > 0 {
		head = head[:at]
	}
	return strings.TrimSpace(head) + " …"
}

// goalNode tells a goal by its title, and under it the rest of what it says, where that is short, or whose
// it is. A long title is told in two parts.
func (s *threadState) goalNode(r model.Record) threadNode {
	title := r.Get("title")
	n := nodeOf(title, "")
	title = n.Title
	if rest, longer := strings.CutPrefix(r.Get("text"), title); longer && rest != "" && utf8.RuneCountInString(rest) <= briefSub {
		n.Sub = i18n.Capital(strings.Trim(rest, " ,;"))
		return n
	}
	if utf8.RuneCountInString(title) > longTitle {
		n.Title, n.Sub = twoParts(title)
	}
	if owner, ok := s.units.record(r.Get("owner")); ok && n.Sub == "" && owner.Get("kind") != "committee" {
		n.Sub = beginning(owner.Get("name"), mostTitle)
	}
	return n
}

// How many letters a title may have before it is told in two parts, and what may stand under a title.
const (
	longTitle = 30
	briefSub  = 72
	mostTitle = 90
)

// twoParts parts a title where a phrase begins.
func twoParts(title string) (head, rest string) {
	words := strings.Fields(title)
	for i := 2; i < len(words); i++ {
		if begins(words[i]) {
			return strings.TrimRight(strings.Join(words[:i], " "), ","), strings.Join(words[i:], " ")
		}
	}
	return title, ""
}

// wholeSeries is an indicator's series of the whole.
func (s *threadState) wholeSeries(r model.Record) (seriesKey, bool) {
	keys := s.keys[r.ID()]
	if len(keys) == 0 {
		return seriesKey{}, false
	}
	return keys[0], true
}

// lastOf is what is told last of an indicator up to the package's end; with known, the last number.
func (s *threadState) lastOf(r model.Record, known bool) *observation {
	k, ok := s.wholeSeries(r)
	if !ok {
		return nil
	}
	for i := len(s.series[k]) - 1; i >= 0; i-- {
		o := &s.series[k][i]
		kind := o.record.Get("kind")
		if !o.span.to.After(s.end.to) && !o.period.Unknown && kind != "difference" && kind != "rank" && (o.Known || !known) {
			return o
		}
	}
	return nil
}

func (s *threadState) lastNumberOf(r model.Record) *observation { return s.lastOf(r, true) }

// indicatorNode tells an indicator by its last number.
func (s *threadState) indicatorNode(r model.Record) threadNode {
	unit := shownUnit(r)
	n := nodeOf(r.Get("title"), "")
	title := n.Title
	o := s.lastOf(r, false)
	if o == nil {
		return n
	}
	f := s.observed(*o, unit)
	n.Figure = &f
	switch {
	case f.Present() && (unit == "%" || unit == "" || f.Unit == ""):
		n.Title, n.Sub = s.l.Text("thread.value", "Name", title, "Value", f.Text), i18n.Capital(s.l.Period(o.period))
	case f.Present():
		n.Title, n.Sub = s.l.Text("thread.value", "Name", title, "Value", f.Number), i18n.Capital(joined(", ", unit, s.l.Period(o.period)))
	default:
		if n.Mark = s.mark(model.Status(f.Status)); n.Mark.Text == "" {
			n.Mark = Mark{MarkNeutral, beginning(cmp.Or(f.Words, f.Text), mostTitle)}
		}
		if last := s.lastNumberOf(r); last != nil {
			n.Sub = s.l.Text("thread.last", "Amount", s.observed(*last, unit).Text, "When", s.l.Period(last.period))
		} else {
			n.Sub = i18n.Capital(s.l.Period(o.period))
		}
	}
	n.label = n.Title
	if n.Source = s.source(r); f.Source != nil {
		n.Source = f.Source
	}
	return n
}

// interventionNode tells an intervention by what it is, and that its effect is not told where that is so.
func (s *threadState) interventionNode(r model.Record) threadNode {
	n := nodeOf(r.Get("title"), s.inShort(r))
	if s.step(r, "self_supporting", s.followedUp[r.ID()]).Mark.Kind == MarkMissing {
		n.Mark = Mark{MarkMissing, s.l.Text("thread.no_effect")}
	}
	return n
}

// lineNode tells a budget line by its budget for the year; budgeted says that it has one.
func (s *threadState) lineNode(line model.BudgetLine) (n threadNode, budgeted bool) {
	year := strconv.Itoa(s.year)
	f := s.figure(factKey{line.ID, model.BudgetYear, yearSpan(s.year)})
	if !f.Present() {
		n = nodeOf(line.Title, s.l.Text("thread.no_budget", "Year", year))
		if n.Mark = s.mark(model.Status(f.Status)); n.Mark.Text == "" {
			n.Mark = Mark{MarkNeutral, f.Text}
		}
		return n, false
	}
	n = nodeOf(f.Text, beginning(line.Title, mostTitle)+" "+year)
	n.Figure, n.Source = &f, f.Source
	name := beginning(line.Title, mostTitle)
	if u, ok := s.units.record(line.Unit); ok && line.ID == s.root.ID && u.Get("kind") == "committee" {
		name = s.l.Text("thread.committee")
	}
	n.Name = beginning(line.Title, mostTitle)
	n.label = s.l.Text("thread.value", "Name", name, "Value", f.Text)
	return n, true
}

// savingNode tells a measure by its amount, and whose it is.
func (s *threadState) savingNode(r model.Record) threadNode {
	n := nodeOf(r.Get("title"), "")
	name := n.Name
	if q := model.QuantityOf(r, "amount"); q.Known {
		f := s.write(q, i18n.Plain, false)
		f.Source, f.Record = s.source(r), r.Ref()
		n.Figure = &f
		n.Title = s.l.Text("thread.value", "Name", shortMeasure(name), "Value", f.Text)
		n.label = n.Title
	} else {
		status := q.Status
		if status == model.Absent {
			status = model.AbsentIn(r.Package.Extent)
		}
		n.Title = shortMeasure(name)
		n.Mark = s.mark(status)
		n.Mark.Text = s.l.Text("thread.no_amount", "Absent", n.Mark.Text)
	}
	unit := ""
	if u, ok := s.units.record(r.Get("unit")); ok {
		unit = u.Get("name")
	}
	n.Sub = joined(" ", beginning(unit, mostTitle), s.yearFrom(r))
	return n
}

// yearFrom is the year that a measure takes effect from, or of the report that tells of it.
func (s *threadState) yearFrom(r model.Record) string {
	if p, ok := model.ParsePeriod(r.Get("effect_from")); ok && !p.From.IsZero() {
		return strconv.Itoa(p.From.Year)
	}
	return strconv.Itoa(i18n.PackageEnd(r.Package).Year())
}

// decisionNode tells a decision by its kind and its day. Of one that says that none was taken it tells
// which follow-ups were approved instead.
func (s *threadState) decisionNode(d decided) threadNode {
	none := Mark{MarkMissing, s.l.Text("decided.no_measures")}
	if n := len(s.deniedBy(d.record)); n > 0 {
		node := nodeOf(s.l.Text("thread.approved", "Count", n, "Number", s.l.Int(n)), "")
		node.Mark, node.standing = none, true
		return node
	}
	text := d.record.Get("text")
	n := nodeOf(joined(", ", s.decisionKind(d.record), s.dayOf(d)), upToPause(text))
	n.Name = beginning(text, mostTitle)
	if n.Sub == "" { // it pauses nowhere
		n.Sub = beginning(d.record.Package.Title, mostTitle)
	}
	if noMeasure.MatchString(text) {
		n.Mark, n.Sub = none, ""
		if d.taken != nil {
			n.Sub = beginning(d.taken.Title, mostTitle)
		}
	}
	return n
}

// dayOf is when a decision was taken, as far as it is told.
func (s *threadState) dayOf(d decided) string {
	switch {
	case !d.date.Unknown && !d.date.From.IsZero():
		return s.l.Period(d.date)
	case d.taken != nil:
		return s.l.PackageWhen(d.taken)
	}
	return ""
}

// deniedBy are the links which say that reports led to no such decision as this.
func (s *threadState) deniedBy(r model.Record) []model.Record {
	return slices.DeleteFunc(slices.Clone(s.linksOf[r.Ref()]), func(link model.Record) bool {
		return link.Get("strength") != "stated_absent" || link.Get("to") != r.Ref() || !strings.HasPrefix(link.Get("from"), "documents:")
	})
}

// upToPause is as much of a text as there is room for under a title: all of it, or up to where it pauses.
func upToPause(text string) string {
	for utf8.RuneCountInString(text) > briefSub {
		at := strings.LastIndexAny(text, ".:;,–")
		if at <= 0 {
			return ""
		}
		text = strings.TrimSpace(text[:at])
	}
	return text
}
