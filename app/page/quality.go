package page

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
	"rodatraden/data/store"
)

// BuildQuality makes Kvalitet of the chosen states.
func BuildQuality(ctx context.Context, lib Library, c Choice, l *i18n.Localizer) (*Quality, error) {
	lib = newSparing(lib, c)
	q, e, err := atBoth(c,
		func(scope store.Scope) (*qualityTables, error) { return loadQuality(ctx, lib, scope) },
		func(t *qualityTables, about *model.Package, at int64) *qualityState {
			return newQualityState(t, c.Packages, about, at, l)
		})
	if err != nil {
		return nil, err
	}
	p := q.page(e)
	if p.Changes, err = changesUnder(ctx, lib, c, "quality", l); err != nil {
		return nil, err
	}
	p.Sub = q.qualitySub(p, e)
	return p, nil
}

// qualityTables is everything told that Kvalitet is made from.
type qualityTables struct {
	goalTables
	controls, causes, points []Told
}

// The topics of the page, in its order.
const (
	topicDeviation  = "deviation"
	topicComplaint  = "complaint"
	topicMisconduct = "misconduct"
	topicAppeal     = "appeal"
)

var qualityTopics = []string{topicDeviation, topicComplaint, topicMisconduct, topicAppeal}

// controlUnits are the units of measure of an indicator that counts controls.
var controlUnits = []string{"kontrollmoment", "kontroller"}

// ofQuality reports whether an indicator is one that the page tells of.
func ofQuality(r model.Record) bool {
	return slices.Contains(qualityTopics, r.Get("topic")) || countsControls(r)
}

func countsControls(r model.Record) bool {
	return slices.Contains(controlUnits, r.Get("unit_of_measure"))
}

// loadQuality reads everything told by a time of controls and of what units report.
func loadQuality(ctx context.Context, lib Library, scope store.Scope) (*qualityTables, error) {
	t := new(qualityTables)
	err := loadEach(ctx, lib, scope, []wanted{
		{table: "controls", into: &t.controls}, {table: "indicators", into: &t.indicators},
		{"assessments", &t.assessments, []store.Match{store.Starts("subject", "controls:", "units:", "indicators:")}},
		{"causes", &t.causes, []store.Match{store.Starts("subject", "indicators:")}},
		{table: "audit_points", into: &t.points},
		{table: "sources", into: &t.names.Sources}, {table: "documents", into: &t.names.Documents}, {table: "units", into: &t.names.Units},
		{table: "budget_lines", into: &t.names.Lines},
	})
	if err != nil {
		return nil, err
	}
	var indicators []string
	for _, told := range t.indicators {
		for _, r := range told.Rows {
			if ofQuality(r) && !slices.Contains(indicators, r.ID()) {
				indicators = append(indicators, r.ID())
			}
		}
	}
	if len(indicators) == 0 {
		return t, nil
	}
	return t, loadTable(ctx, lib, scope, "observations", &t.observations, store.Is("indicator", indicators...))
}

// qualityState is what is known at one time of quality, seen from one package. Values over time are
// read as those of goals are.
type qualityState struct {
	*goalState
	controls []model.Record  // of the package's year, as they stand
	before   []model.Record  // of the year before
	planned  map[string]bool // every control known, of whatever year, by id
	causes   []model.Record  // of indicators
	points   []model.Record  // of audits
}

func newQualityState(t *qualityTables, packages []*model.Package, about *model.Package, at int64, l *i18n.Localizer) *qualityState {
	q := &qualityState{
		goalState: newGoalState(&t.goalTables, packages, about, at, l),
		causes:    newLedger(t.causes, about, at).standing(),
		points:    inReadingOrder(newLedger(t.points, about, at).standing()),
		planned:   map[string]bool{},
	}
	q.indicators = slices.DeleteFunc(q.indicators, func(r model.Record) bool { return !ofQuality(r) })
	for _, r := range newLedger(t.controls, about, at).standing() {
		q.planned[r.ID()] = true
		p, ok := model.ParsePeriod(r.Get("year"))
		if !ok || p.Unknown {
			continue
		}
		switch spanOf(p).to.Year() {
		case q.year:
			q.controls = append(q.controls, r)
		case q.year - 1:
			q.before = append(q.before, r)
		}
	}
	return q
}

// inReadingOrder puts records in the order of their report.
func inReadingOrder(rows []model.Record) []model.Record {
	slices.SortStableFunc(rows, func(a, b model.Record) int {
		return cmp.Or(compareRank(a.Package, b.Package), cmp.Compare(readingPlace(a), readingPlace(b)))
	})
	return rows
}

// of are the indicators of a topic, in the order that they were told.
func (q *qualityState) of(topic string) []model.Record {
	return slices.DeleteFunc(slices.Clone(q.indicators), func(r model.Record) bool { return r.Get("topic") != topic })
}

// page makes the page; e is the state that it is compared with, nil where there is none.
func (q *qualityState) page(e *qualityState) *Quality {
	before := earlier{}
	if e != nil {
		before.state = e.state
	}
	p := &Quality{Head: q.head("quality", before), Matrices: []RiskMatrix{}, Tables: []UnitTable{}, Counts: []CountGroup{}}
	p.Control = q.internalControl()
	if p.Control != nil {
		p.Matrices = q.matrices(p.Control.Rows)
	}
	tabled := map[string]bool{}
	p.Tables = append(p.Tables, q.unitTables(tabled)...)
	p.Appeals = q.appeals(tabled)
	p.Counts = append(p.Counts, q.countGroups(tabled)...)
	p.Views = q.views()
	p.SelfChecks = q.selfChecks()
	if e != nil {
		p.ByYear = e.about.Kind == q.about.Kind && e.year == q.year-1 && !q.about.Kind.Report()
	}
	p.Gaps = q.gaps
	if p.Control == nil && len(p.Tables) == 0 && p.Appeals == nil && len(p.Counts) == 0 && p.Views == nil && p.SelfChecks == nil {
		p.Empty = q.l.Text("quality.empty." + string(q.about.Extent))
	}
	p.Headline = q.qualityHeadline(p)
	return p
}

// unitName is what a unit is called; "" where it is not one of those known.
func (q *qualityState) unitName(id string) string {
	if u, ok := q.units.record(id); ok {
		return u.Get("name")
	}
	return ""
}

// unitNames are what units are called that stand in one cell.
func (q *qualityState) unitNames(ids string) string {
	var names []string
	for _, id := range strings.Split(ids, "|") {
		if name := q.unitName(id); name != "" {
			names = append(names, name)
		}
	}
	return q.l.List(names)
}
