package page

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
)

// Places in the thread beyond the goals' levels, from the indicators down.
var threadTables = []string{"indicators", "interventions", "budget_lines", "savings", "audit_points", "decisions"}

// placeOf is a table's place in the thread after the goals' levels.
func placeOf(table string) (float64, bool) {
	i := slices.Index(threadTables, table)
	return float64(len(goalGroups) + i), i >= 0
}

// neighbour is what a link ties a record to: another record, or a group of goals.
type neighbour struct {
	end   string
	place float64
	grade LinkGrade
	link  string
}

// notOfThread are tables whose records tell of something that has a place in the thread without having
// one by that.
var notOfThread = map[string]bool{"causes": true, "assumptions": true, "series_breaks": true}

// thread is what a record stands between, nearest over and under, from what the material states and
// nothing else; of what tells of another record, that one. alone is how a record that was to be linked
// to something lacks it.
func (f *found) thread(ctx context.Context, chain []model.Record) (steps []ThreadStep, alone *Mark, err error) {
	steps = []ThreadStep{}
	i := slices.IndexFunc(chain, func(r model.Record) bool { _, ok := f.placeOf(r); return ok })
	if i < 0 || notOfThread[chain[0].Table.Name] {
		return steps, nil, nil
	}
	r := chain[i]
	place, _ := f.placeOf(r)
	all := f.neighbours(r, place)
	over, err := f.side(ctx, all, place, true)
	if err != nil {
		return nil, nil, err
	}
	under, err := f.side(ctx, all, place, false)
	if err != nil {
		return nil, nil, err
	}
	if r.Table.Name == "goals" {
		over, under = f.orLevel(r, over, -1), f.orLevel(r, under, 1)
	}
	if len(over)+len(under) == 0 {
		if linked(r) {
			alone = f.absentLink()
		}
		return steps, alone, nil
	}
	steps = append(steps, over...)
	steps = append(steps, ThreadStep{Record: r.Ref(), Level: f.levelOf(r), Title: f.title(r), Chosen: true})
	return append(steps, under...), nil, nil
}

// placeOf is a record's place in the thread.
func (f *found) placeOf(r model.Record) (float64, bool) {
	if r.Table.Name == "goals" {
		return float64(rank(r.Get("level"))), true
	}
	return placeOf(r.Table.Name)
}

// linked reports whether a record is of a kind that material links to others: of budget lines, decisions
// and what auditors note it need not.
func linked(r model.Record) bool {
	switch r.Table.Name {
	case "audit_points":
		return r.Get("kind") == "recommendation"
	case "budget_lines", "decisions":
		return false
	}
	return true
}

// levelOf names a record's place in the thread.
func (f *found) levelOf(r model.Record) string {
	if r.Table.Name == "goals" {
		return f.l.Text("goals.level_one." + r.Get("level"))
	}
	return f.kind(r)
}

// neighbours are everything that a record is tied to, by links, as a parent, or as what it follows.
func (f *found) neighbours(r model.Record, place float64) []neighbour {
	var out []neighbour
	add := func(end string, up bool, grade LinkGrade, words string) {
		at, ok := f.placeOfEnd(end)
		if !ok || at == place { // without a place of its own it stands by the link's direction
			off := 0.5
			if !ok { // and further off than what has one
				off = 100
			}
			if at = place + off; up {
				at = place - off
			}
		}
		if !slices.ContainsFunc(out, func(n neighbour) bool { return n.end == end }) {
			out = append(out, neighbour{end, at, grade, words})
		}
	}
	for _, column := range []string{"parent", "subject"} {
		if i := r.Table.Column(column); i >= 0 && r.Cells[i] != "" {
			if table, id, ok := r.Table.Fields[i].Target(r.Cells[i]); ok {
				add(table+":"+id, true, LinkStated, "stated")
			}
		}
	}
	for _, other := range slices.Concat(f.goals.goals, f.goals.indicators) {
		for _, column := range []string{"parent", "subject"} {
			if i := other.Table.Column(column); i >= 0 && other.Cells[i] != "" {
				if table, id, ok := other.Table.Fields[i].Target(other.Cells[i]); ok && table+":"+id == r.Ref() {
					add(other.Ref(), false, LinkStated, "stated")
				}
			}
		}
	}
	self := func(end string) bool { return end == r.Ref() }
	is := func(end string) bool { return self(end) || r.Table.Name == "goals" && f.goals.inGroup(r, end) }
	// What a link says of the record itself comes before what one says of its group.
	links := slices.Clone(f.goals.links)
	slices.SortStableFunc(links, func(a, b model.Record) int {
		whole := func(link model.Record) int { return btoi(!self(link.Get("from")) && !self(link.Get("to"))) }
		return cmp.Compare(whole(a), whole(b))
	})
	for _, link := range links {
		from, to := link.Get("from"), link.Get("to")
		if is(from) == is(to) {
			continue
		}
		grade, words := LinkStated, "stated"
		switch link.Get("strength") {
		case "stated_for_group":
			if grade, words = LinkPartly, "group"; isRecord(link) {
				words = "several"
			}
		case "partial":
			grade, words = LinkPartly, "partial"
		case "stated_absent":
			grade, words = LinkBroken, "absent"
		default:
			if !isRecord(link) {
				grade, words = LinkPartly, "group"
			}
		}
		if is(to) {
			add(from, true, grade, words)
		} else {
			add(to, false, grade, words)
		}
	}
	return out
}

// placeOfEnd is the place in the thread of what a link's end names.
func (f *found) placeOfEnd(end string) (float64, bool) {
	if level, _, ok := groupName(end); ok {
		return float64(rank(level)), true
	}
	table, _, _ := strings.Cut(end, ":")
	if table == "goals" {
		i := slices.IndexFunc(f.goals.goals, func(r model.Record) bool { return r.Ref() == end })
		if i < 0 {
			return 0, false
		}
		return float64(rank(f.goals.goals[i].Get("level"))), true
	}
	return placeOf(table)
}

// grades in the order in which neighbours of one place stand.
var grades = []LinkGrade{LinkStated, LinkPartly, LinkBroken}

// side is the nearest of the neighbours over a place or under it: the first of them, and how many there
// are besides.
func (f *found) side(ctx context.Context, all []neighbour, place float64, over bool) ([]ThreadStep, error) {
	away := func(n neighbour) float64 { return max(n.place-place, place-n.place) }
	all = slices.DeleteFunc(slices.Clone(all), func(n neighbour) bool { return n.place < place != over })
	slices.SortStableFunc(all, func(a, b neighbour) int {
		return cmp.Or(cmp.Compare(away(a), away(b)), cmp.Compare(slices.Index(grades, a.grade), slices.Index(grades, b.grade)))
	})
	for i, n := range all {
		step, ok, err := f.step(ctx, n)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		for _, other := range all[i+1:] {
			step.More += btoi(away(other) == away(n))
		}
		return []ThreadStep{step}, nil
	}
	return nil, nil
}

// step writes one neighbour; a group of goals of which none is known has its place without a name.
func (f *found) step(ctx context.Context, n neighbour) (ThreadStep, bool, error) {
	out := ThreadStep{Grade: n.grade, Link: f.l.Text("search.link." + n.link)}
	if level, _, ok := groupName(n.end); ok {
		out.Level = f.l.Text("goals.level_one." + level)
		var members []model.Record
		for _, r := range f.goals.goals {
			if f.goals.inGroup(r, n.end) {
				members = append(members, r)
			}
		}
		if len(members) == 0 {
			out.Grade, out.Link, out.Absent = "", "", f.absent()
			return out, true, nil
		}
		out.Title = f.l.Text("search.group", "Group", i18n.Capital(f.wordOf(n.end)), "Count", len(members), "Number", f.l.Int(len(members)))
		return out, true, nil
	}
	r, err := f.record(ctx, n.end)
	if err != nil || r.Table == nil {
		return out, false, err
	}
	out.Record, out.Level, out.Title = r.Ref(), f.levelOf(r), f.title(r)
	return out, true, nil
}

// orLevel is the steps, or where no link leads to any that side, the level next to a goal's own with
// what is known of it: that it is there, and that no link to it is told.
func (f *found) orLevel(r model.Record, steps []ThreadStep, way int) []ThreadStep {
	g := f.goals
	if len(steps) > 0 || !g.standsNow(r) {
		return steps
	}
	levels := g.knownLevels(slices.DeleteFunc(slices.Clone(g.goals), func(r model.Record) bool { return !g.standsNow(r) }))
	levels = slices.DeleteFunc(levels, func(level string) bool { return level == "partnership_goal" || level == "not_stated" })
	at := slices.Index(levels, r.Get("level"))
	if at < 0 {
		return nil
	}
	at += way
	switch {
	case at >= 0 && at < len(levels):
		return []ThreadStep{{Level: f.l.Text("goals.level_one." + levels[at]), Absent: f.absentLink()}}
	case at == len(levels):
		return []ThreadStep{{Level: f.kindOf("indicators"), Absent: f.absentLink()}}
	}
	return nil
}

// absent is how something is absent from what the page is about.
func (f *found) absent() *Mark {
	if f.about.Extent == model.Full {
		return &Mark{MarkMissing, f.l.Status(model.NotReported)}
	}
	return &Mark{MarkNotQuoted, f.l.Status(model.NotQuoted)}
}

// absentLink is how a link is absent.
func (f *found) absentLink() *Mark {
	m := f.absent()
	m.Text = f.l.Text("search.link.none", "Absent", m.Text)
	return m
}
