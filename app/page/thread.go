package page

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
	"rodatraden/data/store"
)

// BuildThread makes Röda tråden of the chosen states.
func BuildThread(ctx context.Context, lib Library, c Choice, l *i18n.Localizer) (*Thread, error) {
	t, err := loadThread(ctx, newSparing(lib, c), c)
	if err != nil {
		return nil, err
	}
	s := newThreadState(t, c, l)
	p := &Thread{Head: s.head("thread", earlier{}), state: s, Levels: []ThreadLevel{}, Ties: s.listed()}
	if c.Compare != nil {
		r := s.ref(c.Compare)
		p.Compare = &r
	}
	for i, nodes := range s.levels {
		level := ThreadLevel{Level: threadLevels[i], Title: s.levelTitle(i), Nodes: []ThreadNode{}}
		for _, n := range nodes {
			level.Nodes = append(level.Nodes, n.ThreadNode)
			level.Standing += btoi(n.standing)
		}
		p.Levels = append(p.Levels, level)
	}
	p.Chain = p.Through("")
	p.Headline, p.Sub, p.Gaps = p.Chain.Headline, p.Chain.Sub, p.Chain.Gaps
	if len(s.byRef) == 0 {
		p.Empty = s.l.Text("thread.empty." + map[bool]string{true: "full", false: "excerpt"}[s.full()])
	}
	return p, nil
}

// threadLevels are the ten levels in their order.
var threadLevels = [...]string{
	"focus_area", "council_goal", "committee_goal", "area_goal", "indicator",
	"intervention", "budget", "saving", "recommendation", "decision",
}

// The levels that are spoken of by themselves.
const (
	atFocus = iota
	atCouncil
	atCommittee
	atArea
	atIndicator
	atIntervention
	atBudget
	atSaving
	atRecommendation
	atDecision
)

// threadMaterial is everything told that Röda tråden is made from.
type threadMaterial struct {
	interventions     interventionTables
	responses, events []Told
	belonging         [][]Told // the tables whose records belong to some node without being one
}

// belongingTables are those whose records can be followed to the node that they are about. Amounts and
// observations are many: their ids say what they are about.
var belongingTables = []string{
	"assessments", "targets", "series_breaks", "causes", "assumptions", "impacts", "audit_questions", "controls",
	"collaborations", "steering_documents", "savings_totals", "texts",
}

// loadThread reads everything told by the choice's time that the thread goes through. Of the observations
// it reads those of the last two years, and of the amounts the budget of the year.
func loadThread(ctx context.Context, lib Library, c Choice) (*threadMaterial, error) {
	t := &threadMaterial{belonging: make([][]Told, len(belongingTables))}
	g, a := &t.interventions.goals, &t.interventions.audit
	year := i18n.PackageEnd(c.Package).Year()
	scope := c.scope(c.At)
	each, ctx := errgroup.WithContext(ctx)
	for _, w := range []wanted{
		{table: "interventions", into: &t.interventions.interventions}, {table: "goals", into: &g.goals}, {table: "indicators", into: &g.indicators},
		{"observations", &g.observations, []store.Match{store.Starts("period", fmt.Sprintf("%04d", year-1), fmt.Sprintf("%04d", year))}},
		{"amounts", &g.names.Amounts, []store.Match{store.Is("measure", string(model.BudgetYear)), store.Starts("period", fmt.Sprintf("%04d", year))}},
		{table: "budget_lines", into: &g.names.Lines}, {table: "units", into: &g.names.Units},
		{table: "sources", into: &g.names.Sources}, {table: "documents", into: &g.names.Documents},
	} {
		each.Go(func() error { return loadTable(ctx, lib, scope, w.table, w.into, w.where...) })
	}
	for _, w := range []wanted{
		{table: "links", into: &g.links}, {table: "savings", into: &t.interventions.savings}, {table: "decisions", into: &g.names.Decisions},
		{table: "audit_reports", into: &a.reports}, {table: "audit_points", into: &a.points}, {table: "responses", into: &t.responses}, {table: "status_events", into: &t.events},
	} {
		each.Go(func() error { return loadStanding(ctx, lib, c, w.table, w.into) })
	}
	for i, name := range belongingTables {
		each.Go(func() error { return loadStanding(ctx, lib, c, name, &t.belonging[i]) })
	}
	if err := each.Wait(); err != nil {
		return nil, err
	}
	a.names = Tables{Sources: g.names.Sources, Documents: g.names.Documents, Units: g.names.Units, Lines: g.names.Lines}
	return t, nil
}

// loadStanding reads what stands in a table: of what is told anew in every report no more than the last,
// where nothing that is known ranks above the chosen package.
func loadStanding(ctx context.Context, lib Library, c Choice, table string, into *[]Told) error {
	if !c.highest() {
		return loadTable(ctx, lib, c.scope(c.At), table, into)
	}
	records, err := lib.Current(ctx, c.scope(c.At), table)
	if err != nil {
		return err
	}
	said := map[string]int{}
	for _, r := range records {
		key := r.Package.ID + " " + r.Key
		if at, seen := said[key]; seen {
			(*into)[at].Rows = append((*into)[at].Rows, r)
			continue
		}
		said[key] = len(*into)
		*into = append(*into, Told{Package: r.Package, Key: r.Key, Rows: []model.Record{r}})
	}
	slices.SortStableFunc(*into, func(a, b Told) int { return compareRank(a.Package, b.Package) })
	return nil
}

// threadState is what is known at one time of the thread, seen from one package.
type threadState struct {
	*interventionState
	responses, events []model.Record
	followedUp        map[string]bool // the interventions whose steps are counted

	levels  [len(threadLevels)][]*threadNode
	byRef   map[string]*threadNode
	ties    map[[2]*threadNode]*threadTie // between levels beside each other
	over    map[[2]*threadNode]*threadTie // between levels further apart, where the one above stands first
	groups  map[int]model.Record          // by the level above: what ties two levels as wholes and no record of them
	rows    map[string]model.Record       // all that may belong to a node
	aboutIt map[string][]string           // by reference, the records that are about it
}

func newThreadState(t *threadMaterial, c Choice, l *i18n.Localizer) *threadState {
	s := &threadState{
		interventionState: newInterventionState(&t.interventions, c.Packages, c.Package, c.At, l),
		responses:         newLedger(t.responses, c.Package, c.At).standing(), events: newLedger(t.events, c.Package, c.At).standing(),
		byRef: map[string]*threadNode{}, ties: map[[2]*threadNode]*threadTie{}, over: map[[2]*threadNode]*threadTie{},
		groups: map[int]model.Record{}, rows: map[string]model.Record{}, aboutIt: map[string][]string{},
	}
	s.followedUp = s.followed()
	savings := newLedger(t.interventions.savings, c.Package, c.At).standing()
	s.remember(s.goals, s.indicators, s.interventionState.rows, savings, s.audit.points, s.audit.reports.standing(), s.decisions.standing(), s.links, s.responses, s.events)
	for _, told := range t.belonging {
		s.remember(newLedger(told, c.Package, c.At).standing())
	}
	s.place(savings)
	s.tie()
	s.weigh()
	return s
}

// remember takes rows that can be followed, and what they name.
func (s *threadState) remember(lists ...[]model.Record) {
	for _, r := range slices.Concat(lists...) {
		s.rows[r.Ref()] = r
		for _, ref := range aboutWhat(r) {
			s.aboutIt[ref] = append(s.aboutIt[ref], r.Ref())
		}
	}
}

// unfollowed are the columns that say where a thing is told or who decides it, and not what it is about.
var unfollowed = []string{"source", "body", "adopted_by", "revisit", "evidence"}

// aboutWhat are the records that a row names as what it is about or a part of.
func aboutWhat(r model.Record) []string {
	var out []string
	for i, f := range r.Table.Fields {
		if len(f.Refers) == 0 || r.Cells[i] == "" || slices.Contains(unfollowed, f.Name) {
			continue
		}
		for _, v := range f.Values(r.Cells[i]) {
			if table, id, ok := f.Target(strings.TrimSpace(v)); ok {
				out = append(out, table+":"+id)
			}
		}
	}
	return out
}

func (s *threadState) levelTitle(level int) string {
	return s.l.Text("thread.level." + threadLevels[level])
}
