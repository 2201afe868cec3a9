package page

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
)

// detail fills what is told of an intervention beside its numbers.
func (s *interventionState) detail(out *Intervention, r model.Record, followed bool) {
	if followed && len(s.effects) > 0 {
		out.Effect = s.effect(s.effects[0])
	}
	out.Finding = s.finding(out)
	out.Told, out.Said = s.followedWith(r), s.said(r, out.Effect)
	out.Fields, out.Links, out.Impacts = s.fields(r), s.linksOfRow(r), s.impactsOfRow(r)
	out.Absent = s.absent(r)
}

// effect is a report's own statement: its words where they are quoted, and the finding that they stand in.
func (s *interventionState) effect(gap effectGap) *EffectStatement {
	out := &EffectStatement{Verbatim: gap.record.Get("as_written"), Text: gap.record.Get("text"), Source: s.source(gap.record), Record: gap.record.Ref()}
	for _, point := range s.pointsOn[gap.indicator.Ref()] {
		if out.Verbatim == "" && point.Get("kind") == "finding" && point.Source() == gap.record.Source() {
			out.Text = point.Get("text")
		}
	}
	return out
}

// speaker is what a report that states a gap is called in a sentence: granskningen.
func (s *interventionState) speaker(gap effectGap) string {
	for _, report := range s.audit.reports.toldBy(gap.record.Package) {
		if key := "interventions.by." + report.Get("kind"); s.l.Has(key) {
			return s.l.Text(key)
		}
	}
	return s.l.Text("interventions.by.report")
}

// finding says what is told of the effect: a report's own word that it is not told; how many of those who
// completed support themselves; or how it is missing.
func (s *interventionState) finding(out *Intervention) string {
	steps := map[string]*LadderStep{}
	for i := range out.Ladder {
		steps[out.Ladder[i].Step] = &out.Ladder[i]
	}
	for _, step := range out.Course {
		steps[step.Step] = &step
	}
	supporting, completed, remaining := steps["self_supporting"], steps["completed"], steps["remaining_after_12_months"]
	switch {
	case supporting.Share != nil:
		return s.l.Text("interventions.finding.share", "Some", supporting.Figure.Number, "All", completed.Figure.Number, "When", s.short(supporting.observed.period))
	case supporting.observed != nil:
		return s.l.Text("interventions.finding.effect", "Number", supporting.Figure.Number, "When", s.short(supporting.observed.period))
	case remaining.observed != nil:
		return s.l.Text("interventions.finding.remaining", "Number", remaining.Figure.Number, "When", s.short(remaining.observed.period))
	case out.Effect != nil:
		return s.l.Text("interventions.finding.stated", "By", i18n.Capital(s.speaker(s.effects[0])))
	case supporting.Mark.Kind == MarkNotYet:
		return s.l.Text("interventions.finding.not_yet")
	}
	status := model.NotQuoted
	if supporting.Mark.Kind == MarkMissing {
		status = model.NotReported
	}
	return s.l.Text("interventions.finding.absent", "Absent", s.l.Status(status))
}

// followedWith is what an intervention is followed with that is no step of its course.
func (s *interventionState) followedWith(r model.Record) []InterventionSaid {
	out := []InterventionSaid{}
	for _, indicator := range s.followedBy[r.Ref()] {
		if indicator.Get("step") != "" {
			continue
		}
		said := InterventionSaid{Label: s.l.Text("interventions.told"), Text: indicator.Get("title"), Note: indicator.Get("note"), Source: s.source(indicator), Record: indicator.Ref()}
		if keys := s.keys[indicator.ID()]; len(keys) > 0 {
			list := s.series[keys[0]]
			o := list[len(list)-1]
			f := s.observed(o, shownUnit(indicator))
			said.Label = s.l.Text("interventions.told_when", "When", s.l.Period(o.period))
			said.Source, said.Record, said.Note = f.Source, o.record.Ref(), o.record.Get("text")
			switch {
			case f.Present():
				said.Text += ": " + f.Text
			case model.Status(f.Status) == model.NotQuoted:
				said.Mark = Mark{MarkNotQuoted, s.l.Status(model.NotQuoted)}
			case model.Status(f.Status) == model.NotReported:
				said.Mark = Mark{MarkMissing, s.l.Status(model.NotReported)}
			}
		}
		out = append(out, said)
	}
	return out
}

// ofWork finds the points about a unit that are about its interventions: the format ties a point to one
// record, and that may be the unit.
var ofWork = regexp.MustCompile(`(?i)insats|projekt|arbetsmarknadsåtgärd`)

// saidKinds is the order in which points are told: what a report finds before what others think.
var saidKinds = []string{"gap", "recommendation", "criticism", "risk", "finding", "view"}

// said are the points of audits about an intervention, its indicators, the effect of all interventions,
// and the interventions of its unit, the newest report's first. What stands as the statement is not told again.
func (s *interventionState) said(r model.Record, effect *EffectStatement) []InterventionSaid {
	subjects := []string{r.Ref()}
	for _, indicator := range s.followedBy[r.Ref()] {
		subjects = append(subjects, indicator.Ref())
	}
	if effect != nil {
		subjects = append(subjects, s.effects[0].indicator.Ref())
	}
	var points []model.Record
	seen := map[string]bool{}
	add := func(p model.Record) {
		if !seen[p.ID()] && !(effect != nil && p.Get("kind") == "finding" && p.Source() == s.effects[0].record.Source() && p.Get("about") == s.effects[0].indicator.Ref()) {
			points = append(points, p)
		}
		seen[p.ID()] = true
	}
	for _, ref := range subjects {
		for _, p := range s.pointsOn[ref] {
			add(p)
		}
	}
	for _, p := range slices.Clone(points) { // what a gap is said to lead to
		for _, link := range s.linksOf[p.Ref()] {
			id, is := strings.CutPrefix(otherEnd(link, p.Ref()), "audit_points:")
			if other, known := s.audit.byID[id]; is && known && other.Get("kind") == "recommendation" {
				add(other)
			}
		}
	}
	if unit := r.Get("unit"); unit != "" {
		for _, p := range s.pointsOn["units:"+unit] {
			if ofWork.MatchString(p.Get("title") + " " + p.Get("text")) {
				add(p)
			}
		}
	}
	slices.SortStableFunc(points, func(x, y model.Record) int {
		return cmp.Or(s.audit.newestFirst(x.Get("report"), y.Get("report")), cmp.Compare(slices.Index(saidKinds, x.Get("kind")), slices.Index(saidKinds, y.Get("kind"))))
	})
	out := []InterventionSaid{}
	for _, p := range points {
		kind := s.l.Text("page.kind.audit_points." + p.Get("kind"))
		if strength := p.Get("strength"); strength != "" {
			kind = joined(", ", kind, s.l.Text("audit.quoted", "Words", strength))
		}
		out = append(out, InterventionSaid{Label: joined(", ", kind, s.audit.sayer(p)), Text: p.Get("text"), Source: s.source(p), Record: p.Ref()})
	}
	return out
}

// fields are the facts of an intervention that are told, in the order of a reader's questions: why, for
// whom, by whom, with what, how long, on what ground it was begun and how it is followed up.
func (s *interventionState) fields(r model.Record) []NamedText {
	out := []NamedText{}
	add := func(column, text string) {
		if text != "" {
			out = append(out, NamedText{s.l.Text("interventions.field." + column), text})
		}
	}
	for _, column := range []string{"aim", "target_group", "referred_by"} {
		add(column, r.Get(column))
	}
	if u, ok := s.units.record(r.Get("unit")); ok {
		add("unit", u.Get("name"))
	}
	for _, column := range []string{"operator", "funding", "staffing", "duration", "basis", "follow_up", "note"} {
		add(column, r.Get(column))
	}
	if whole, ok := s.byRef["interventions:"+r.Get("parent")]; ok {
		add("parent", whole.Get("title"))
	}
	return out
}

// absent says in one mark what is not told of how an intervention was decided on, of how it is followed
// up, and of the goal that it is to serve.
func (s *interventionState) absent(r model.Record) []Mark {
	var words []string
	for _, column := range []string{"basis", "follow_up"} {
		if r.Get(column) == "" {
			words = append(words, i18n.Small(s.l.Text("interventions.field."+column)))
		}
	}
	if !slices.ContainsFunc(s.linksOf[r.Ref()], func(link model.Record) bool { return isGoal(otherEnd(link, r.Ref())) }) {
		words = append(words, s.l.Text("interventions.goal"))
	}
	if len(words) == 0 {
		return []Mark{}
	}
	m := Mark{MarkNotQuoted, ""}
	status := model.AbsentIn(r.Package.Extent)
	if status == model.NotReported {
		m.Kind = MarkMissing
	}
	m.Text = i18n.Capital(s.l.List(words)) + ": " + s.l.Status(status)
	return []Mark{m}
}

// isGoal reports whether a reference is to a goal, or to the goals of a level.
func isGoal(ref string) bool {
	_, _, group := groupName(ref)
	return group || strings.HasPrefix(ref, "goals:")
}

// linksOfRow are what the material ties an intervention to, goals first, and what it says is not tied.
func (s *interventionState) linksOfRow(r model.Record) []InterventionSaid {
	links := slices.Clone(s.linksOf[r.Ref()])
	slices.SortStableFunc(links, func(x, y model.Record) int {
		return cmp.Compare(btoi(!isGoal(otherEnd(x, r.Ref()))), btoi(!isGoal(otherEnd(y, r.Ref()))))
	})
	out := []InterventionSaid{}
	for _, link := range links {
		other := otherEnd(link, r.Ref())
		if strings.HasPrefix(other, "indicators:") { // its numbers stand in the ladder
			continue
		}
		said := InterventionSaid{
			Label: s.linkLabel(link, other), Note: link.Get("text"), Source: s.source(link), Record: link.Ref(),
			Text: s.l.Text("interventions.link", "From", i18n.Capital(s.named(link.Get("from"))), "Relation", link.Get("relation"), "To", s.named(link.Get("to"))),
		}
		switch link.Get("strength") {
		case "stated_absent":
			said.Mark = Mark{MarkMissing, s.l.Text("goals.link.absent")}
		case "partial":
			said.Mark = Mark{MarkPartly, s.l.Text("interventions.link_partly")}
		case "stated_for_group":
			said.Mark = Mark{MarkPartly, s.l.Text("interventions.link_group")}
		}
		out = append(out, said)
	}
	return out
}

// linkLabel is what a link leads to: Mål, Insats.
func (s *interventionState) linkLabel(link model.Record, other string) string {
	if isGoal(other) {
		return s.l.Text("interventions.link_goal")
	}
	table, _, _ := strings.Cut(other, ":")
	if key := "page.kind." + table; s.l.Has(key) {
		return s.l.Text(key)
	}
	return i18n.Capital(link.Get("relation"))
}

// named is what a record, or a group of them, is called.
func (s *interventionState) named(ref string) string {
	table, id, ok := strings.Cut(ref, ":")
	if !ok {
		return s.wordOf(ref)
	}
	return s.refersTo(table, id)
}

// impactsOfRow are what an intervention is expected to lead to.
func (s *interventionState) impactsOfRow(r model.Record) []InterventionSaid {
	out := []InterventionSaid{}
	for _, impact := range s.impactsOf[r.Ref()] {
		label := s.l.Text("savings.perspective.unsaid")
		if p := impact.Get("perspective"); p != "" {
			label = s.l.Text("savings.perspective." + p)
		}
		if h := impact.Get("horizon"); s.l.Has("interventions.horizon." + h) {
			label = joined(", ", label, s.l.Text("interventions.horizon."+h))
		}
		said := InterventionSaid{Label: label, Text: impact.Get("title"), Note: impact.Get("text"), Source: s.source(impact), Record: impact.Ref()}
		switch risk := impact.Get("risk"); risk {
		case "":
		case "not_reported":
			said.Mark = Mark{MarkMissing, s.l.Text("interventions.risk", "Risk", s.l.Status(model.NotReported))}
		default:
			said.Mark = Mark{MarkNeutral, s.l.Text("interventions.risk", "Risk", i18n.Small(s.cellNamed(impact, "risk")))}
		}
		out = append(out, said)
	}
	return out
}
