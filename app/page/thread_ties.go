package page

import (
	"slices"

	"rodatraden/data/model"
)

// threadTie is what the material says of how two records hang together.
type threadTie struct {
	from, to *threadNode // the one of the level above first
	grade    LinkGrade
	how      tieKind
	record   model.Record // what states it
	via      model.Record // what lies between them, where something does
}

// tieKind says how a tie is stated. What is said of two records themselves goes before what is said of
// them through something else.
type tieKind int

const (
	tiedByUnit     tieKind = iota // both belong to a unit, or one to a part of it
	tiedThrough                   // each hangs together with a record between them
	tiedByGroup                   // a link says so of a group
	tiedPartly                    // a link says so in part
	tiedByAbsence                 // it is said that there is none
	tiedByResponse                // an answer's decision
	tiedBySubject                 // one says that it is about the other
	tiedByParent                  // one says that it is a part of the other
	tiedByLink                    // a link says so
)

// put keeps a tie between two nodes, unless more has been said of them already.
func (s *threadState) put(a, b *threadNode, t threadTie) {
	if a == nil || b == nil || a.level == b.level {
		return
	}
	if a.level > b.level {
		a, b = b, a
	}
	t.from, t.to = a, b
	into := s.ties
	if b.level-a.level > 1 {
		if into = s.over; t.grade == LinkBroken {
			return
		}
	}
	key := [2]*threadNode{a, b}
	if had := into[key]; had == nil || had.how < t.how {
		into[key] = &t
	}
}

// tie finds what the material states of how the nodes hang together: in links, and in what records name.
func (s *threadState) tie() {
	s.tieLinks()
	s.tieGoals()
	s.tieIndicators()
	s.tieUnits()
	s.tieRecommendations()
	for _, n := range s.levels[atSaving] {
		s.put(n, s.byRef["decisions:"+n.record.Get("decision")], threadTie{grade: LinkStated, how: tiedBySubject, record: n.record})
	}
	for _, ties := range []map[[2]*threadNode]*threadTie{s.ties, s.over} {
		for key := range ties {
			if key[1].level == atDecision {
				key[1].standing = true
			}
		}
	}
	s.choosable(atDecision)
}

// tieLinks takes what is stated in links. A link to or from a group is said of each of its records; one
// between two groups says of no two of their records that they hang together, where only an excerpt is
// known: the report may have said which.
func (s *threadState) tieLinks() {
	for _, link := range s.links {
		from, fromGroup, above := s.endOf(link.Get("from"))
		to, toGroup, below := s.endOf(link.Get("to"))
		t := threadTie{grade: LinkPartly, how: tiedByGroup, record: link}
		switch {
		case fromGroup && toGroup && link.Package.Extent == model.Excerpt:
			if below-above == 1 && link.Get("strength") != "stated_absent" {
				s.groups[above] = link
			}
			continue
		case link.Get("strength") == "stated_absent":
			t.grade, t.how = LinkBroken, tiedByAbsence
		case fromGroup || toGroup || link.Get("strength") == "stated_for_group":
		case link.Get("strength") == "partial":
			t.how = tiedPartly
		default:
			t.grade, t.how = LinkStated, tiedByLink
		}
		for _, a := range from {
			for _, b := range to {
				s.put(a, b, t)
			}
		}
	}
}

// endOf are the nodes that an end of a link is, and the level of a group.
func (s *threadState) endOf(ref string) (nodes []*threadNode, group bool, level int) {
	if n := s.byRef[ref]; n != nil {
		return []*threadNode{n}, false, n.level
	}
	name, _, group := groupName(ref)
	level, of := goalLevels[name]
	if !group || !of {
		return nil, group, -1
	}
	for _, n := range s.levels[level] {
		if s.inGroup(n.record, ref) {
			nodes = append(nodes, n)
		}
	}
	return nodes, true, level
}

// tieGoals ties every goal to those that it says it is a part of. Where a goal of no level of the thread
// lies between, or one of the same level, the tie is through that.
func (s *threadState) tieGoals() {
	for _, level := range []int{atCouncil, atCommittee, atArea} {
		for _, n := range s.levels[level] {
			below := n.record
			for i, above := range s.ancestors(n.record) {
				t := threadTie{grade: LinkStated, how: tiedByParent, record: n.record}
				if i > 0 {
					t.grade, t.how, t.via = LinkPartly, tiedThrough, below
				}
				s.put(s.byRef[above.Ref()], n, t)
				below = above
			}
		}
	}
}

// ancestors are the goals that a goal is a part of, the nearest first.
func (s *threadState) ancestors(r model.Record) []model.Record {
	var out []model.Record
	seen := map[string]bool{r.Ref(): true}
	for {
		above, known := s.rows["goals:"+r.Get("parent")]
		if !known || seen[above.Ref()] {
			return out
		}
		seen[above.Ref()] = true
		out, r = append(out, above), above
	}
}

// tieIndicators ties every indicator to the goal or intervention that it says it is about, and to the area
// goals under a goal of a higher level that it measures.
func (s *threadState) tieIndicators() {
	for _, n := range s.levels[atIndicator] {
		subject := s.byRef[n.record.Get("subject")]
		s.put(subject, n, threadTie{grade: LinkStated, how: tiedBySubject, record: n.record})
		s.tieUnder(subject, n, n.record)
		for _, link := range s.linksOf[n.record.Ref()] {
			if link.Get("strength") == "stated" {
				s.tieUnder(s.byRef[otherEnd(link, n.record.Ref())], n, link)
			}
		}
	}
}

func (s *threadState) tieUnder(measured, n *threadNode, by model.Record) {
	if measured == nil || measured.level >= atArea {
		return
	}
	for _, area := range s.levels[atArea] {
		if slices.ContainsFunc(s.ancestors(area.record), func(r model.Record) bool { return r.Ref() == measured.Record }) {
			s.put(area, n, threadTie{grade: LinkPartly, how: tiedThrough, record: by, via: measured.record})
		}
	}
}

// tieUnits ties interventions and savings to the budgets of the unit that they belong to, of what became
// of it, and of what it is a part of: stated for the unit, and not for them.
func (s *threadState) tieUnits() {
	lines := map[string][]*threadNode{} // by unit
	for _, n := range s.levels[atBudget] {
		whole := s.byRef["budget_lines:"+n.record.Get("parent")]
		if unit := n.record.Get("unit"); unit != "" && (whole == nil || whole.record.Get("unit") != unit) { // all of the unit's, and no part
			lines[unit] = append(lines[unit], n)
		}
	}
	around := map[string][]string{}
	for _, level := range []int{atIntervention, atSaving} {
		for _, n := range s.levels[level] {
			unit := n.record.Get("unit")
			if unit == "" {
				continue
			}
			if _, known := around[unit]; !known {
				around[unit] = s.unitsAround(unit)
			}
			for _, other := range around[unit] {
				for _, line := range lines[other] {
					via, _ := s.units.record(unit)
					s.put(n, line, threadTie{grade: LinkPartly, how: tiedByUnit, record: n.record, via: via})
				}
			}
		}
	}
}

// unitsAround are a unit, what became of it and what it is a part of, the nearest first.
func (s *threadState) unitsAround(unit string) []string {
	out := []string{unit}
	for i := 0; i < len(out); i++ {
		r, ok := s.units.record(out[i])
		if !ok {
			continue
		}
		for _, next := range append([]string{r.Get("parent")}, split(r.Get("successors"))...) {
			if next != "" && !slices.Contains(out, next) {
				out = append(out, next)
			}
		}
	}
	return out
}

// tieRecommendations ties every recommendation to the saving that it is about or rests on, and to the
// decisions that answer it. Where its report says that no decision was taken, the tie is that there is
// none.
func (s *threadState) tieRecommendations() {
	points := map[string]*threadNode{}
	for _, n := range s.levels[atRecommendation] {
		points[n.record.ID()] = n
		s.put(n, s.byRef[n.record.Get("about")], threadTie{grade: LinkStated, how: tiedBySubject, record: n.record})
		if finding, known := s.rows["audit_points:"+n.record.Get("parent")]; known {
			s.put(n, s.byRef[finding.Get("about")], threadTie{grade: LinkPartly, how: tiedThrough, record: n.record, via: finding})
		}
	}
	for _, r := range s.events {
		s.put(points[r.Get("point")], s.byRef[r.Get("evidence")], threadTie{grade: LinkStated, how: tiedBySubject, record: r})
	}
	for _, r := range s.responses {
		for _, point := range split(r.Get("points")) {
			s.put(points[point], s.byRef["decisions:"+r.Get("decision")], threadTie{grade: LinkStated, how: tiedByResponse, record: r})
		}
	}
	for _, n := range s.levels[atDecision] {
		for _, link := range s.deniedBy(n.record) {
			for _, point := range points {
				if point.record.Package.ID == link.Package.ID {
					s.put(point, n, threadTie{grade: LinkBroken, how: tiedByAbsence, record: n.record})
				}
			}
		}
	}
}

// listed are the ties between levels beside each other, in the order of the levels.
func (s *threadState) listed() []ThreadTie {
	out := []ThreadTie{}
	for level := 0; level+1 < len(s.levels); level++ {
		for _, a := range s.levels[level] {
			for _, b := range s.levels[level+1] {
				if t := s.ties[[2]*threadNode{a, b}]; t != nil {
					out = append(out, ThreadTie{From: a.Record, To: b.Record, Grade: t.grade, Record: t.record.Ref()})
				}
			}
		}
	}
	return out
}
