package page

import (
	"cmp"
	"slices"

	"rodatraden/data/model"
)

// The levels that are none of the chain's.
const (
	treeLevel    = "tree"
	countedLevel = "counted" // goals that a report counts without naming them
	unownedLevel = "unowned" // indicators that no goal is stated for
	endedLevel   = "ended"
)

// followedUp is the part of an indicator's observations that counts how many are followed up.
const followedUp = "followed_up"

// levels lists the goals level by level, or as a tree where every parent is stated.
func (g *goalState) levels() []GoalLevel {
	var standing, ended []model.Record
	for _, r := range g.goals {
		switch {
		case g.standsNow(r):
			standing = append(standing, r)
		case g.recentlyEnded(r):
			ended = append(ended, r)
		}
	}
	out := []GoalLevel{}
	if g.tree(standing) {
		out = append(out, g.treeOf(standing))
	} else {
		out = g.byLevel(standing)
	}
	out = append(out, g.countedLevels()...)
	if level := (GoalLevel{Level: endedLevel, Title: g.l.Text("goals.level.ended")}); len(ended) > 0 {
		for _, r := range ended {
			level.Goals = append(level.Goals, g.goal(r))
		}
		level.Count = len(ended)
		out = append(out, level)
	}
	if u := g.unowned(); len(u) > 0 {
		entry := g.entry("", u)
		entry.Level, entry.Title = unownedLevel, g.l.Text("goals.unowned")
		entry.Text = g.l.Text("goals.unowned_text", "Absent", g.l.Status(g.absentStatus()))
		if len(entry.series()) > 0 {
			entry.Record = entry.series()[0].Record
			out = append(out, GoalLevel{Level: unownedLevel, Title: g.l.Text("goals.level.unowned"), Count: len(u), Goals: []Goal{entry}})
		}
	}
	return out
}

// tree reports whether every goal under the highest level has a stated parent that stands.
func (g *goalState) tree(goals []model.Record) bool {
	top, ids, below := 99, map[string]int{}, 0
	for _, r := range goals {
		top = min(top, rank(r.Get("level")))
		ids[r.ID()] = rank(r.Get("level"))
	}
	for _, r := range goals {
		if rank(r.Get("level")) == top {
			continue
		}
		below++
		if at, ok := ids[r.Get("parent")]; !ok || at >= rank(r.Get("level")) {
			return false
		}
	}
	return below > 0
}

// treeOf lists the goals each followed by those under it.
func (g *goalState) treeOf(goals []model.Record) GoalLevel {
	out := GoalLevel{Level: treeLevel, Title: g.l.Text("goals.level.tree"), Count: len(goals)}
	children, ids := map[string][]model.Record{}, map[string]bool{}
	for _, r := range goals {
		ids[r.ID()] = true
	}
	for _, r := range goals {
		parent := r.Get("parent")
		if !ids[parent] {
			parent = ""
		}
		children[parent] = append(children[parent], r)
	}
	listed := map[string]bool{}
	var list func(goals []model.Record, depth int)
	list = func(goals []model.Record, depth int) {
		for _, r := range goals {
			if listed[r.ID()] {
				continue
			}
			listed[r.ID()] = true
			goal := g.goal(r)
			goal.Depth = depth
			out.Goals = append(out.Goals, goal)
			list(children[r.ID()], depth+1)
		}
	}
	list(children[""], 0)
	list(goals, 0) // those whose parents go round in a ring
	return out
}

// byLevel lists the levels from the vision down, with the link from each to the one above it. A level
// of which only links tell has its place without goals.
func (g *goalState) byLevel(goals []model.Record) []GoalLevel {
	by := map[string][]model.Record{}
	for _, r := range goals {
		by[r.Get("level")] = append(by[r.Get("level")], r)
	}
	known := g.knownLevels(goals)
	out := []GoalLevel{}
	var above []model.Record // the goals of every higher level: a level may be passed over
	for _, level := range known {
		row := GoalLevel{Level: level, Title: g.l.Text("goals.level." + level), Count: len(by[level]), Goals: []Goal{}}
		for _, r := range by[level] {
			row.Goals = append(row.Goals, g.goal(r))
		}
		if len(by[level]) == 0 {
			row.Absent = &Mark{MarkNotQuoted, g.l.Status(model.NotQuoted)}
			if g.full() {
				row.Absent = &Mark{MarkMissing, g.l.Status(model.NotReported)}
			}
		} else if len(above) > 0 {
			row.Link = g.link(above, by[level])
		}
		above = append(above, by[level]...)
		out = append(out, row)
	}
	return out
}

// knownLevels are the levels of goals, and those that links of their year tell of, from the vision down.
func (g *goalState) knownLevels(goals []model.Record) []string {
	var known []string
	see := func(level string) {
		if !slices.Contains(known, level) {
			known = append(known, level)
		}
	}
	for _, r := range goals {
		see(r.Get("level"))
	}
	if len(known) > 0 {
		for _, link := range g.links {
			for _, end := range []string{link.Get("from"), link.Get("to")} {
				if level, year, ok := groupName(end); ok && year == g.groupYear(goals) && link.Get("strength") != "stated_absent" {
					see(level)
				}
			}
		}
	}
	slices.SortFunc(known, func(a, b string) int { return cmp.Compare(rank(a), rank(b)) })
	return known
}

// groupYear is the year of the groups that the links of the page's goals name.
func (g *goalState) groupYear(goals []model.Record) int {
	year := 0
	for _, r := range goals {
		year = max(year, g.goalYear(r))
	}
	return year
}

// link grades the link between two levels from what the material states: for each goal, for the
// goals as a group, that there is none, or nothing.
func (g *goalState) link(above, below []model.Record) *GoalLink {
	var group, absent, one model.Record
	tied := map[string]bool{}
	for _, link := range g.links {
		a, b := g.endsAt(link, above), g.endsAt(link, below)
		if len(a) == 0 || len(b) == 0 {
			continue
		}
		whole := len(a) == 1 && len(b) == 1 && isRecord(link)
		switch link.Get("strength") {
		case "stated_absent":
			absent = link
		case "stated":
			if whole {
				tied[b[0].ID()], one = true, link
				continue
			}
			group = link
		default:
			group = link
		}
	}
	for _, r := range below {
		if slices.ContainsFunc(above, func(up model.Record) bool { return up.ID() == r.Get("parent") }) {
			tied[r.ID()] = true
			if one.Table == nil {
				one = r
			}
		}
	}
	out := &GoalLink{}
	from := one
	switch {
	case len(tied) == len(below):
		out.Grade, out.Text = LinkStated, g.l.Text("goals.link.stated")
	case len(tied) > 0:
		out.Grade = LinkPartly
		out.Text = g.l.Text("goals.link.some", "Number", g.l.Int(len(tied)), "Total", g.l.Int(len(below)))
	case group.Table != nil:
		out.Grade, out.Text, from = LinkPartly, g.l.Text("goals.link.group"), group
	case absent.Table != nil:
		out.Grade, out.Text, from = LinkBroken, g.l.Text("goals.link.absent"), absent
	case below[0].Package.Extent == model.Full:
		out.Grade, out.Text = LinkBroken, g.l.Text("goals.link.broken")
	default:
		out.Grade, out.Text = LinkNotQuoted, g.l.Text("goals.link.not_quoted", "Absent", g.l.Status(model.NotQuoted))
	}
	if from.Table != nil {
		out.Source, out.Record = g.source(from), from.Ref()
	}
	return out
}

// isRecord reports whether a link ties one record to another, and not groups.
func isRecord(link model.Record) bool {
	_, _, from := groupName(link.Get("from"))
	_, _, to := groupName(link.Get("to"))
	return !from && !to
}

// endsAt are the goals, of these, that an end of a link is.
func (g *goalState) endsAt(link model.Record, goals []model.Record) []model.Record {
	for _, end := range []string{link.Get("from"), link.Get("to")} {
		var out []model.Record
		for _, r := range goals {
			if r.Ref() == end || g.inGroup(r, end) {
				out = append(out, r)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// countedLevels are the goals that reports count without naming them, as long as the year is told of.
func (g *goalState) countedLevels() []GoalLevel {
	var out []GoalLevel
	for _, r := range g.indicators {
		if !g.countsGoals(r.ID()) || !g.recent(r.ID()) {
			continue
		}
		entry := g.entry(r.Ref(), []model.Record{r})
		entry.Level = countedLevel
		part := g.keyOf(r.ID(), followedUp)
		all, _ := g.valueOf(g.keyOf(r.ID(), "all"))
		some, when := g.valueOf(part)
		if !all.Present() || !some.Present() {
			continue
		}
		now := g.now(part)
		entry.Title = g.l.Text("goals.counted", "Number", some.Number, "Total", all.Number)
		entry.Text = g.l.Text("goals.counted_text", "Title", r.Get("title"), "Number", some.Number, "Total", all.Number, "When", when)
		entry.LevelTitle = r.Get("title")
		if now == nil && g.about.Kind.Report() {
			entry.Title = g.l.Text("goals.counted_then", "Number", some.Number, "Total", all.Number, "When", when)
		}
		if r.Package.Extent == model.Excerpt {
			entry.Note = joined(" ", g.l.Text("goals.counted_unnamed", "Absent", g.l.Status(model.NotQuoted)), entry.Note)
		}
		entry.Source = g.source(r)
		if len(entry.Others) > 0 && entry.Others[0].Source != nil {
			entry.Source = entry.Others[0].Source
		}
		n, _ := all.whole()
		out = append(out, GoalLevel{Level: countedLevel, Title: g.l.Text("goals.level.counted", "Title", r.Get("title")), Count: n, Goals: []Goal{entry}})
	}
	return out
}

// keyOf is the series of a part of an indicator, of whichever unit it is told first.
func (g *goalState) keyOf(indicator, part string) seriesKey {
	for _, k := range g.keys[indicator] {
		if k.part == part {
			return k
		}
	}
	return seriesKey{indicator, "all", part}
}

// countsGoals reports whether an indicator counts goals, and how many of them are followed up.
func (g *goalState) countsGoals(indicator string) bool {
	return slices.ContainsFunc(g.keys[indicator], func(k seriesKey) bool { return k.part == followedUp })
}

// unowned are the indicators that are told of and tied to no goal, intervention, unit or topic.
func (g *goalState) unowned() []model.Record {
	owned := map[string]bool{}
	for _, goal := range g.goals {
		mine, _ := g.indicatorsOf(goal)
		for _, r := range mine {
			owned[r.ID()] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(g.indicators), func(r model.Record) bool {
		return owned[r.ID()] || r.Get("subject") != "" || r.Get("topic") != "" || r.Get("step") != "" || g.countsGoals(r.ID()) || !g.recent(r.ID())
	})
}
