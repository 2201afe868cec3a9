package page

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"
	"time"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
	"rodatraden/data/store"
)

// BuildInterventions makes Insatser of the chosen states.
func BuildInterventions(ctx context.Context, lib Library, c Choice, l *i18n.Localizer) (*Interventions, error) {
	s, e, err := interventionStates(ctx, newSparing(lib, c), c, l)
	if err != nil {
		return nil, err
	}
	p := s.page(e)
	p.Changes, err = changesUnder(ctx, lib, c, "interventions", l)
	return p, err
}

// interventionStates are what is known of interventions at the chosen states; e is nil where nothing is
// compared with.
func interventionStates(ctx context.Context, lib Library, c Choice, l *i18n.Localizer) (s, e *interventionState, err error) {
	return atBoth(c,
		func(scope store.Scope) (*interventionTables, error) { return loadInterventions(ctx, lib, scope) },
		func(t *interventionTables, about *model.Package, at int64) *interventionState {
			return newInterventionState(t, c.Packages, about, at, l)
		})
}

// interventionTables is everything told that Insatser is made from: what follows goals follows
// interventions too, and the auditors speak of both.
type interventionTables struct {
	goals                           goalTables
	audit                           auditTables
	interventions, impacts, savings []Told
}

// loadInterventions reads everything told by a time of interventions. Of the observations it reads those
// that may be shown.
func loadInterventions(ctx context.Context, lib Library, scope store.Scope) (*interventionTables, error) {
	t := new(interventionTables)
	g, a := &t.goals, &t.audit
	err := loadEach(ctx, lib, scope, []wanted{
		{table: "interventions", into: &t.interventions}, {table: "impacts", into: &t.impacts}, {table: "savings", into: &t.savings},
		{table: "goals", into: &g.goals}, {table: "indicators", into: &g.indicators}, {table: "series_breaks", into: &g.breaks}, {table: "links", into: &g.links},
		{table: "audit_reports", into: &a.reports}, {table: "audit_points", into: &a.points},
		{table: "sources", into: &g.names.Sources}, {table: "documents", into: &g.names.Documents}, {table: "units", into: &g.names.Units},
		{table: "budget_lines", into: &g.names.Lines},
	})
	if err != nil {
		return nil, err
	}
	a.names.Sources, a.names.Documents, a.names.Units = g.names.Sources, g.names.Documents, g.names.Units
	var indicators []string
	for _, told := range g.indicators {
		for _, r := range told.Rows {
			if mayFollow(r) && !slices.Contains(indicators, r.ID()) {
				indicators = append(indicators, r.ID())
			}
		}
	}
	if len(indicators) == 0 {
		return t, nil
	}
	return t, loadTable(ctx, lib, scope, "observations", &g.observations, store.Is("indicator", indicators...))
}

// mayFollow reports whether an indicator may be about interventions: it names one, or a link may tie it
// to one, or it is about everybody.
func mayFollow(r model.Record) bool {
	subject := r.Get("subject")
	return strings.HasPrefix(subject, "interventions:") || r.Get("topic") == "" && (subject == "" || strings.HasPrefix(subject, "units:") || ofEveryone.MatchString(r.Get("title")))
}

// interventionState is what is known at one time of interventions, seen from one package. Its report is
// the package itself, whatever its kind.
type interventionState struct {
	*goalState
	audit      *auditState
	statements ledger         // of interventions
	rows       []model.Record // as they stand
	byRef      map[string]model.Record
	followedBy map[string][]model.Record // indicators, by the intervention that they follow
	impactsOf  map[string][]model.Record
	pointsOn   map[string][]model.Record    // points of audits, by what they are about
	followUps  map[*model.Package]time.Time // the whole packages that tell of any step, and how far each tells
	effects    []effectGap
}

func newInterventionState(t *interventionTables, packages []*model.Package, about *model.Package, at int64, l *i18n.Localizer) *interventionState {
	g := newGoalState(&t.goals, packages, about, at, l)
	s := &interventionState{
		goalState: g, audit: newAuditState(&t.audit, packages, about, at, l),
		statements: newLedger(t.interventions, about, at).asTold(g.end.to),
		byRef:      map[string]model.Record{}, followedBy: map[string][]model.Record{},
		impactsOf: map[string][]model.Record{}, pointsOn: map[string][]model.Record{},
	}
	s.rows = s.statements.standing()
	for _, r := range s.rows {
		s.byRef[r.Ref()] = r
	}
	for _, r := range slices.Concat(s.rows, g.goals, g.indicators, newLedger(t.savings, about, at).standing(), s.audit.points) {
		s.referred[r.Ref()] = r
	}
	for _, r := range g.indicators {
		if ref := s.follows(r); ref != "" {
			s.followedBy[ref] = append(s.followedBy[ref], r)
		}
	}
	for _, r := range newLedger(t.impacts, about, at).standing() {
		s.impactsOf[r.Get("subject")] = append(s.impactsOf[r.Get("subject")], r)
	}
	for _, r := range s.audit.points {
		if ref := r.Get("about"); ref != "" {
			s.pointsOn[ref] = append(s.pointsOn[ref], r)
		}
	}
	s.followUps = map[*model.Package]time.Time{}
	for _, indicators := range s.followedBy {
		for _, r := range indicators {
			for _, k := range s.keys[r.ID()] {
				for _, o := range s.series[k] {
					if p := o.record.Package; p.Extent == model.Full && o.span.to.After(s.followUps[p]) {
						s.followUps[p] = o.span.to
					}
				}
			}
		}
	}
	s.effects = s.statedGaps()
	return s
}

// follows is the intervention that an indicator follows: the one it names, or one that a link ties it to.
func (s *interventionState) follows(indicator model.Record) string {
	if subject := indicator.Get("subject"); subject != "" {
		if _, known := s.byRef[subject]; known {
			return subject
		}
		return ""
	}
	for _, link := range s.linksOf[indicator.Ref()] {
		other := otherEnd(link, indicator.Ref())
		if _, known := s.byRef[other]; known && link.Get("strength") == "stated" {
			return other
		}
	}
	return ""
}

// page makes the page; e is the state that it is compared with, nil where there is none.
func (s *interventionState) page(e *interventionState) *Interventions {
	before := earlier{}
	if e != nil {
		before.state = e.state
	}
	p := &Interventions{Head: s.head("interventions", before), Steps: []string{}, Rows: []Intervention{}}
	for i, step := range ladder {
		p.Steps = append(p.Steps, s.l.Text("interventions.numbered", "Number", s.l.Int(i+1), "Step", s.stepName(step)))
	}
	p.Everyone = s.everyone()
	followed := s.followed()
	for _, r := range s.rows {
		p.Rows = append(p.Rows, s.intervention(r, e, followed[r.ID()]))
	}
	s.order(p, followed)
	if len(p.Rows) > 0 {
		p.Selected = p.Rows[0].Record
	} else {
		p.Empty = s.l.Text("interventions.empty." + map[bool]string{true: "full", false: "excerpt"}[s.full()])
	}
	counts := s.tally(p)
	p.Gaps = counts.gaps(s.full())
	p.Headline = s.headline(p, counts)
	p.Sub = s.subline(p, counts)
	return p
}

// followed are the interventions whose steps are counted: those that have a number, that a whole package
// tells of, or that a report of a whole year accounts for. What a study or an interim excerpt only names
// is named. Where none is followed, all are.
func (s *interventionState) followed() map[string]bool {
	out := map[string]bool{}
	for _, r := range s.rows {
		if s.accounted(r) || slices.ContainsFunc(ladder, func(step string) bool {
			t := s.lastStep(r, step)
			return t.known != nil
		}) {
			out[r.ID()] = true
		}
	}
	if len(out) == 0 {
		for _, r := range s.rows {
			out[r.ID()] = true
		}
	}
	return out
}

// accounted reports whether an intervention stands in a whole package, or in one that tells of a year.
func (s *interventionState) accounted(r model.Record) bool {
	return slices.ContainsFunc(s.statements.byKey[r.Key], func(t Told) bool {
		kind := t.Package.Kind
		return len(t.Rows) > 0 && (t.Package.Extent == model.Full || kind == model.Annual || kind == model.Quality || kind == model.Plan)
	})
}

// order puts those that are followed first, of these those with most numbers, of these the largest; then
// those that are only named, the last told first.
func (s *interventionState) order(p *Interventions, followed map[string]bool) {
	id := func(r Intervention) string { return strings.TrimPrefix(r.Record, "interventions:") }
	slices.SortStableFunc(p.Rows, func(x, y Intervention) int {
		fx, fy := followed[id(x)], followed[id(y)]
		if !fx && !fy {
			return cmp.Or(compareRank(s.byRef[y.Record].Package, s.byRef[x.Record].Package), cmp.Compare(x.Title, y.Title))
		}
		return cmp.Or(cmp.Compare(btoi(fy), btoi(fx)), cmp.Compare(y.numbers(), x.numbers()), y.Ladder[0].compare(x.Ladder[0]), cmp.Compare(x.Title, y.Title))
	})
	for _, r := range p.Rows {
		p.Followed += btoi(followed[id(r)])
	}
}

// numbers counts the steps that have one.
func (r *Intervention) numbers() int {
	n := 0
	for _, step := range r.Ladder {
		n += btoi(step.Figure.Present())
	}
	return n
}

// compare orders steps by their numbers; what has none is least.
func (l LadderStep) compare(other LadderStep) int {
	x, y := l.observed, other.observed
	if x == nil || y == nil {
		return cmp.Compare(btoi(x != nil), btoi(y != nil))
	}
	return x.Value.Cmp(y.Value)
}

// intervention makes one row with its detail.
func (s *interventionState) intervention(r model.Record, e *interventionState, followed bool) Intervention {
	out := Intervention{Record: r.Ref(), Title: r.Get("title"), Sub: s.inShort(r), Source: s.source(r), Ladder: []LadderStep{}, Course: []LadderStep{}}
	if e != nil && len(e.rows) > 0 {
		if _, known := e.byRef[r.Ref()]; !known {
			fresh := s.newMark(earlier{e.state})
			out.New = &fresh
		}
	}
	for _, step := range ladder {
		out.Ladder = append(out.Ladder, s.step(r, step, followed))
	}
	s.course(&out, r)
	s.overTime(&out)
	s.detail(&out, r, followed)
	return out
}

// ofSources are the words of a note that is about what a source says, and not about the intervention.
var ofSources = regexp.MustCompile(`(?i)källan|återges|sägs|tolkning|står i`)

// briefly is how many letters stand under a name without breaking its row.
const briefly = 42

// inShort is in a few words what an intervention is: of what kind since when, how it is followed up, for
// whom. The first that is short enough is told.
func (s *interventionState) inShort(r model.Record) string {
	kind := s.l.Text("page.value.interventions.kind." + cmp.Or(r.Get("kind"), "intervention"))
	from, begins := model.ParsePeriod(r.Get("starts"))
	to, ends := model.ParsePeriod(r.Get("ends"))
	begins, ends = begins && !from.Unknown, ends && !to.Unknown
	switch {
	case begins && ends:
		return i18n.Capital(s.l.Text("interventions.from_to", "Kind", kind, "From", s.l.Period(from), "To", s.l.Period(to)))
	case begins && spanOf(from).from.After(s.end.to):
		return i18n.Capital(s.l.Text("interventions.from_later", "Kind", kind, "From", s.l.Period(from)))
	case begins:
		return i18n.Capital(s.l.Text("interventions.from", "Kind", kind, "From", s.l.Period(from)))
	}
	note, _, _ := strings.Cut(strings.SplitN(r.Get("note"), ". ", 2)[0], ";")
	if ofSources.MatchString(note) { // said of how the source is read
		note = ""
	}
	for _, told := range []string{r.Get("follow_up"), r.Get("target_group"), r.Get("duration"), note} {
		if told = strings.TrimRight(told, "."); told != "" && len([]rune(told)) <= briefly {
			return told
		}
	}
	words := []string{kind}
	add := func(word string) {
		if len([]rune(strings.Join(append(words, word), ", "))) <= briefly {
			words = append(words, word)
		}
	}
	if whole, ok := s.byRef["interventions:"+r.Get("parent")]; ok {
		add(s.l.Text("interventions.part_of", "Title", whole.Get("title")))
	}
	for _, form := range strings.Split(r.Get("forms"), "|") {
		if form != "" {
			add(s.l.Text("page.value.forms." + form))
		}
	}
	return i18n.Capital(strings.Join(words, ", "))
}
