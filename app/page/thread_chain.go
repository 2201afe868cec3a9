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

// score says how strong a thread is: its links that are stated, stated in part, and broken, and what is
// stated past a level of which nothing is told. What comes first decides.
type score [4]int

func (a score) plus(b score) score {
	for i := range a {
		a[i] += b[i]
	}
	return a
}

func (a score) compare(b score) int { return slices.Compare(a[:], b[:]) }

// reach is the best way on from a node: how strong it is, and the next node of it.
type reach struct {
	score
	next *threadNode
}

// between is what is known of the link from a node to one of a level below, and how much it is worth.
func (s *threadState) between(a, b *threadNode) (*threadTie, score) {
	key := [2]*threadNode{a, b}
	if b.level-a.level > 1 {
		switch t := s.over[key]; {
		case t == nil:
			return nil, score{}
		case t.grade == LinkStated:
			return t, score{3: 2}
		default:
			return t, score{3: 1}
		}
	}
	t := s.ties[key]
	switch grade := s.gradeOf(t, a, b); grade {
	case LinkStated:
		return t, score{0: 1}
	case LinkPartly:
		return t, score{1: 1}
	case LinkBroken:
		return t, score{2: 1}
	}
	return t, score{}
}

// gradeOf is how a link between two nodes is known. Where nothing is said of them it is broken if whole
// reports tell of both; else it may stand in what the excerpts leave out.
func (s *threadState) gradeOf(t *threadTie, a, b *threadNode) LinkGrade {
	switch {
	case t != nil:
		return t.grade
	case a.full() && b.full():
		return LinkBroken
	}
	return LinkNotQuoted
}

// weigh finds the best way from every node to both ends. Of ways that are as strong, the one through the
// first of a level is taken.
func (s *threadState) weigh() {
	var walked []int // the levels that a thread goes through
	for level, nodes := range s.levels {
		if slices.ContainsFunc(nodes, func(n *threadNode) bool { return n.live }) {
			walked = append(walked, level)
		}
	}
	for level := len(s.levels) - 1; level >= 0; level-- {
		if i := slices.IndexFunc(walked, func(l int) bool { return l > level }); i >= 0 {
			for _, n := range s.levels[level] {
				n.down = best(s.levels[walked[i]], func(other *threadNode) score {
					_, worth := s.between(n, other)
					return other.down.score.plus(worth)
				})
			}
		}
	}
	slices.Reverse(walked)
	for level := range s.levels {
		if i := slices.IndexFunc(walked, func(l int) bool { return l < level }); i >= 0 {
			for _, n := range s.levels[level] {
				n.up = best(s.levels[walked[i]], func(other *threadNode) score {
					_, worth := s.between(other, n)
					return other.up.score.plus(worth)
				})
			}
		}
	}
}

func best(nodes []*threadNode, worth func(*threadNode) score) reach {
	var out reach
	for _, n := range nodes {
		if !n.live {
			continue
		}
		if w := worth(n); out.next == nil || w.compare(out.score) > 0 {
			out = reach{w, n}
		}
	}
	return out
}

// strongest is the first node of the strongest thread; nil where there is none.
func (s *threadState) strongest() *threadNode {
	for _, nodes := range s.levels {
		if first := best(nodes, func(n *threadNode) score { return n.down.score }); first.next != nil {
			return first.next
		}
	}
	return nil
}

// Through returns the best thread through a record: through the node that it is, or that it belongs to.
// Where it belongs to none, and where ref is empty, it is the strongest of all. It reads nothing.
func (p *Thread) Through(ref string) ThreadChain {
	s := p.state
	n := s.nodeFor(ref)
	c := ThreadChain{At: -1, Steps: []ChainStep{}, Links: []ThreadLink{}}
	if n != nil {
		c.Followed, c.At = ref, n.level
	} else if n = s.strongest(); ref != "" {
		c.Note = s.l.Text("thread.outside")
	}
	var nodes [len(threadLevels)]*threadNode
	for at := n; at != nil; at = at.down.next {
		nodes[at.level] = at
	}
	for at := n; at != nil; at = at.up.next {
		nodes[at.level] = at
	}
	for level := range nodes {
		c.Steps = append(c.Steps, s.stepOf(level, nodes[:]))
	}
	for level := range len(nodes) - 1 {
		c.Links = append(c.Links, s.linkOf(level, nodes[:]))
	}
	c.Chosen = c.firstLink()
	s.tell(&c)
	return c
}

// firstLink is the link that is told of first: at the record that was followed, or the strongest.
func (c *ThreadChain) firstLink() int {
	order := []LinkGrade{LinkStated, LinkPartly, LinkBroken, LinkNotQuoted}
	at, rank := 0, len(order)
	for i, l := range c.Links {
		if c.At >= 0 && i != c.At && i != c.At-1 {
			continue
		}
		if r := slices.Index(order, l.Grade); r < rank {
			at, rank = i, r
		}
	}
	return at
}

// stepOf is a chain's place on a level.
func (s *threadState) stepOf(level int, nodes []*threadNode) ChainStep {
	out := ChainStep{Number: strconv.Itoa(level + 1), Level: threadLevels[level], Title: s.levelTitle(level)}
	n := nodes[level]
	if n == nil {
		out.Absent = s.untold(level)
		if link, told := s.groups[level-1]; told {
			note, _, _ := strings.Cut(link.Get("note"), ";")
			out.Sub = beginning(strings.TrimRight(note, "."), mostTitle)
		}
		return out
	}
	out.Node = &n.ThreadNode
	out.Others = s.othersOf(n, nodes)
	return out
}

// othersOf is what could stand in a node's place. Where a recommendation has no answer that is known, the
// decisions' place says so.
func (s *threadState) othersOf(n *threadNode, nodes []*threadNode) *ThreadOthers {
	out := &ThreadOthers{Records: []string{}, Names: []string{}, Forms: []string{}}
	var one *threadNode
	for _, other := range s.levels[n.level] {
		if other.standing && other != n {
			out.Records = append(out.Records, other.Record)
			out.Names = append(out.Names, cmp.Or(other.label, other.Name))
			one = other
		}
	}
	count := len(out.Records)
	if point := nodes[atRecommendation]; n.level == atDecision && point != nil && !s.answered(point) {
		out.Forms = append(out.Forms, s.l.Text("thread.answer"))
		out.Mark = s.mark(model.AbsentIn(point.record.Package.Extent))
		return out
	}
	id := "thread.others." + threadLevels[n.level]
	if n.level == atSaving && one != nil && one.Figure == nil {
		id = "thread.others.saving_without"
	}
	counted := s.l.Text(id, "Count", count, "Number", s.l.Int(count))
	switch count {
	case 0:
		return nil
	case 1:
		out.Forms = append(out.Forms, cmp.Or(one.label, one.Name))
		if short := phrase(one.Name); one.label == "" && short != "" {
			out.Forms = append(out.Forms, short)
		}
	}
	out.Forms = append(out.Forms, counted)
	return out
}

// answered reports whether a decision or an answer is known to a recommendation.
func (s *threadState) answered(point *threadNode) bool {
	if slices.ContainsFunc(s.responses, func(r model.Record) bool { return slices.Contains(split(r.Get("points")), point.record.ID()) }) {
		return true
	}
	return slices.ContainsFunc(s.levels[atDecision], func(d *threadNode) bool {
		t := s.ties[[2]*threadNode{point, d}]
		return t != nil && t.grade != LinkBroken
	})
}

// phrase is a shorter name for what has a long one: up to its verb, or its last word; "" where neither
// says enough.
func phrase(name string) string {
	const enough = 8 // letters
	words := strings.Fields(name)
	for i, word := range words {
		if slices.Contains([]string{"om", "att", "hur", "och"}, word) {
			break // what follows is what it is about
		}
		head := strings.TrimRight(strings.Join(words[:i], " "), ",")
		if i > 0 && slices.Contains([]string{"ger", "ska", "är", "som", "till"}, word) && utf8.RuneCountInString(head) >= enough {
			return head
		}
	}
	if last := words[len(words)-1]; len(words) > 1 && utf8.RuneCountInString(last) >= enough {
		return i18n.Capital(last)
	}
	return ""
}

// linkOf is a chain's link from a level to the next.
func (s *threadState) linkOf(level int, nodes []*threadNode) ThreadLink {
	a, b := nodes[level], nodes[level+1]
	out := ThreadLink{From: level + 1, To: level + 2}
	switch {
	case a != nil && b != nil:
		t, _ := s.between(a, b)
		out.Grade = s.gradeOf(t, a, b)
		s.explain(&out, t, a, b)
	default:
		s.explainGap(&out, level, nodes)
	}
	grade := string(out.Grade)
	if out.Grade == LinkNotQuoted && s.full() {
		grade = "not_told"
	}
	out.Title = s.l.Text("thread.link."+grade, "From", s.l.Int(out.From), "To", s.l.Int(out.To))
	return out
}

// mostSaid is how many letters of what a link says are told; its record has it all.
const mostSaid = 420

// explain says what the material says of the link between two nodes.
func (s *threadState) explain(out *ThreadLink, t *threadTie, a, b *threadNode) {
	if t == nil {
		if link, told := s.groups[a.level]; told {
			s.explainBy(out, link, joined(" ", s.saidOf(link), sentence(link.Get("note"))))
			return
		}
		id := "thread.untold.excerpt"
		if out.Grade == LinkBroken {
			id = "thread.untold.full"
		}
		out.Text = s.l.Text(id, "From", a.Name, "To", b.Name)
		return
	}
	s.explainBy(out, t.record, s.wordsOf(t))
}

func (s *threadState) explainBy(out *ThreadLink, by model.Record, text string) {
	out.Text, out.Source, out.Record = beginning(text, mostSaid), s.source(by), by.Ref()
}

// saidOf is what a link says.
func (s *threadState) saidOf(link model.Record) string {
	if text := link.Get("text"); text != "" {
		return sentence(text)
	}
	return sentence(s.l.Text("interventions.link", "From", i18n.Capital(s.nodeName(link.Get("from"))), "Relation", link.Get("relation"), "To", s.nodeName(link.Get("to"))))
}

// nodeName is what a record or a group is called.
func (s *threadState) nodeName(ref string) string {
	if n := s.byRef[ref]; n != nil {
		return n.Name
	}
	if r, ok := s.rows[ref]; ok {
		return beginning(s.title(r), mostTitle)
	}
	return s.named(ref)
}

// wordsOf says how a tie is stated.
func (s *threadState) wordsOf(t *threadTie) string {
	say := func(id string, more ...any) string {
		return s.l.Text("thread.tie."+id, append([]any{"From", t.from.Name, "To", t.to.Name}, more...)...)
	}
	switch {
	case t.record.Table.Name == "links" && t.how != tiedThrough:
		return s.saidOf(t.record)
	case t.how == tiedByAbsence:
		return sentence(t.record.Get("text"))
	case t.how == tiedByUnit:
		line := t.to
		if line.level != atBudget {
			line = t.from
		}
		id := "unit." + threadLevels[s.byRef[t.record.Ref()].level]
		if t.via.ID() == line.record.Get("unit") {
			id += "_same"
		}
		return say(id, "Unit", beginning(t.via.Get("name"), mostTitle), "Line", line.Name, "Year", strconv.Itoa(s.year))
	case t.how == tiedByParent:
		return say("parent")
	case t.how == tiedThrough && t.to.level <= atArea:
		return say("through", "Via", beginning(s.title(t.via), mostTitle))
	case t.how == tiedThrough && t.to.level == atIndicator:
		return say("measures_above", "Via", beginning(s.title(t.via), mostTitle))
	case t.how == tiedThrough:
		return say("finding", "Via", beginning(s.title(t.via), mostTitle))
	case t.how == tiedByResponse:
		if text := t.record.Get("text"); text != "" {
			return sentence(text)
		}
		return say("response")
	case t.record.Table.Name == "status_events":
		return say("evidence")
	case t.record.Table.Name == "indicators":
		if t.to.level == atIndicator {
			return say("measures", "Subject", t.from.Name)
		}
		return say("measures", "Subject", t.to.Name)
	}
	return say("about")
}

// untold is how a level is marked of which nothing is told. In whole reports goals, what follows them and
// the budget were to be told once a plan is known; the rest may not be there to tell.
func (s *threadState) untold(level int) Mark {
	switch {
	case !s.full():
		return s.mark(model.NotQuoted)
	case (level <= atIndicator || level == atBudget) && slices.ContainsFunc(s.packages, func(p *model.Package) bool {
		return p.Kind == model.Plan && p.Extent == model.Full && !withdraws(p)
	}):
		return s.mark(model.NotReported)
	}
	return Mark{MarkNotYet, s.l.Text("thread.not_told")}
}

// explainGap says what is known of a link to or from a level of which nothing is told: what ties the
// levels as wholes, or what is stated past the level.
func (s *threadState) explainGap(out *ThreadLink, level int, nodes []*threadNode) {
	missing := level
	if nodes[level] != nil {
		missing = level + 1
	}
	mark := s.untold(missing)
	if out.Grade = LinkNotQuoted; mark.Kind == MarkMissing || nodes[level+1] == nil && s.untold(level+1).Kind == MarkMissing {
		out.Grade = LinkBroken
	}
	untold := s.l.Text("thread.untold.step", "Level", s.levelTitle(missing), "Absent", mark.Text)
	if link, told := s.groups[level]; told {
		s.explainBy(out, link, joined(" ", s.saidOf(link), sentence(link.Get("note"))))
		return
	}
	out.Text = untold
	if nodes[level] != nil || level == 0 || nodes[level-1] == nil || nodes[level+1] == nil {
		return
	}
	if t := s.over[[2]*threadNode{nodes[level-1], nodes[level+1]}]; t != nil {
		s.explainBy(out, t.record, joined(" ", untold, s.wordsOf(t)))
	}
}

// tell writes a chain's headline, its line, and what it lacks.
func (s *threadState) tell(c *ThreadChain) {
	count := map[LinkGrade]int{}
	for _, l := range c.Links {
		count[l.Grade]++
	}
	all, broken, untold := len(c.Links), count[LinkBroken], count[LinkNotQuoted]
	c.Gaps = Gaps{Expected: all - untold, NotReported: broken}
	if s.about.Extent == model.Excerpt { // nothing was to be expected but what a report itself says is not there
		c.Gaps.Expected = broken
	}
	var parts []string
	for _, grade := range []LinkGrade{LinkStated, LinkPartly, LinkBroken} {
		if n := count[grade]; n > 0 {
			id := "thread.part." + string(grade)
			if len(parts) == 0 {
				id = "thread.first." + string(grade)
			}
			parts = append(parts, s.l.Text(id, "Count", n, "Number", s.l.Counted(n), "Total", s.l.Counted(all)))
		}
	}
	short, extent := s.l.Text("thread.headline.short"), string(s.about.Extent)
	switch {
	case len(s.byRef) == 0:
		c.Headline = fit(s.l.Text("thread.headline.none", "Package", s.within(s.about)), short)
	case len(parts) == 0:
		c.Headline = fit(s.l.Text("thread.headline.untold."+extent, "Total", s.l.Counted(all)), short)
	default:
		c.Headline = fit(s.l.Text("thread.headline", "Parts", s.l.List(parts)), short)
	}
	sub := append(s.standing(), c.Note)
	if untold > 0 {
		sub = append(sub, i18n.Capital(s.l.Text("thread.sub.untold."+extent, "Count", untold, "Number", s.l.Counted(untold))))
	}
	known := s.l.Text("decided.sub.known", "Package", s.within(s.about))
	if joined("", sub...) != "" {
		known = i18n.Small(known)
	}
	c.Sub = joined(" · ", append(sub, known)...)
}
