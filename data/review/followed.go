package review

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"rodatraden/data/model"
)

// followed is what several rules look up in tables as they stand, each made when it is first asked for.
type followed struct {
	of        map[string]map[string][]model.Record // the rows of a table by the cell of a column, by table.column
	values    map[string][]value                   // by indicator
	points    []point                              // of audits, nil before they are asked for
	lastGoals int                                  // of the goals' years, the last that a plan tells some for; −1 before it is known
}

// Of returns the rows of what stands in a table that have a value in a column, as Standing orders them.
func (m *material) Of(table, column, value string) []model.Record {
	name := table + "." + column
	by := m.followed.of[name]
	if by == nil {
		by = map[string][]model.Record{}
		for _, r := range m.Standing(table) {
			cell := r.Get(column)
			by[cell] = append(by[cell], r)
		}
		if m.followed.of == nil {
			m.followed.of = map[string]map[string][]model.Record{}
		}
		m.followed.of[name] = by
	}
	return by[value]
}

// value is what stands of an indicator for a time, a unit and a part.
type value struct {
	model.Quantity // with the indicator's unit of measure
	Record         model.Record
	Period         model.Period
	From, To       time.Time
	Unit, Part     string
}

// year is the year of a value that is of, or at the end of, a whole one; 0 of any other.
func (v value) year() int {
	if v.Period.From == v.Period.To && v.Period.From.Month == 0 {
		return v.Period.From.Year
	}
	return 0
}

// Values returns what stands of an indicator for the times that have begun by the state's last day, in the
// order in which they end. Differences and ranks are no values, and what is of no stated time is left out.
func (m *material) Values(indicator string) []value {
	if m.followed.values == nil {
		m.followed.values = map[string][]value{}
		for _, r := range m.Standing("observations") {
			if v, ok := m.valueOf(r); ok {
				m.followed.values[r.Get("indicator")] = append(m.followed.values[r.Get("indicator")], v)
			}
		}
		for _, all := range m.followed.values {
			slices.SortStableFunc(all, func(a, b value) int { return a.To.Compare(b.To) })
		}
	}
	return m.followed.values[indicator]
}

func (m *material) valueOf(r model.Record) (value, bool) {
	p, ok := model.ParsePeriod(r.Get("period"))
	if kind := r.Get("kind"); !ok || p.From.IsZero() || p.To.IsZero() || kind == "difference" || kind == "rank" {
		return value{}, false
	}
	v := value{model.QuantityOf(r, "value"), r, p, p.From.First(), p.To.Last(), r.Get("unit"), r.Get("part")}
	if i, ok := m.Get("indicators:" + r.Get("indicator")); ok && i.Get("unit_of_measure") != "antal" {
		v.Quantity.Unit = i.Get("unit_of_measure")
	}
	return v, !v.From.After(m.end)
}

// Whole returns the values of an indicator's series of the whole: of everybody, or of the only unit that is
// told of; nil where several are and none is the whole.
func (m *material) Whole(indicator string) []value {
	var out []value
	units := map[string]bool{}
	for _, v := range m.Values(indicator) {
		if v.Part == "all" || v.Part == "T" {
			units[v.Unit] = true
			out = append(out, v)
		}
	}
	switch {
	case len(units) < 2:
	case units["all"]:
		out = slices.DeleteFunc(out, func(v value) bool { return v.Unit != "all" })
	default:
		return nil
	}
	return out
}

// numbers keeps the values that are numbers.
func numbers(values []value) []value {
	return slices.DeleteFunc(slices.Clone(values), func(v value) bool { return !v.Known })
}

// lately reports whether a value is of a time within the state's year or the one before.
func (m *material) lately(v value) bool { return v.To.Year() >= m.year-1 }

// full reports whether a whole report tells a record.
func full(r model.Record) bool { return r.Package.Extent == model.Full }

// Holds reports whether a goal holds at the state's last day.
func (m *material) Holds(goal model.Record) bool {
	from, begins := model.ParsePeriod(goal.Get("valid_from"))
	if goal.Get("valid_from") == "" && goal.Get("valid_to") == "" && m.goalYear(goal) < m.lastGoalYear() {
		return false // of the year that it was told for: goals of a later one are known
	}
	if begins && !from.From.IsZero() && from.From.First().After(m.end) {
		return false
	}
	to, ends := model.ParsePeriod(goal.Get("valid_to"))
	if !ends {
		return goal.Get("end_reason") == ""
	}
	return !to.Unknown && (to.To.IsZero() || !to.To.Last().Before(m.end))
}

// goalYear is the year that a goal is set for.
func (m *material) goalYear(goal model.Record) int {
	if from, ok := model.ParsePeriod(goal.Get("valid_from")); ok && !from.From.IsZero() {
		return from.From.Year
	}
	return yearOf(goal.Package)
}

func (m *material) lastGoalYear() int {
	if m.followed.lastGoals == 0 {
		m.followed.lastGoals = -1
		for _, r := range m.Standing("goals") {
			if r.Package.Kind == model.Plan {
				m.followed.lastGoals = max(m.followed.lastGoals, min(m.goalYear(r), yearOf(r.Package)))
			}
		}
	}
	return m.followed.lastGoals
}

// endOf is the last day that a package is about.
func endOf(p *model.Package) time.Time {
	if p.To.IsZero() {
		return p.AsAt
	}
	return p.To
}

// groups are how links name the goals of a level as a group: committee-goals-2021.
var groups = map[string]string{
	"visions": "vision", "focus-areas": "focus_area", "directions": "direction", "council-goals": "council_goal", "committee-goals": "committee_goal",
	"area-goals": "area_goal", "unit-goals": "unit_goal", "partnership-goals": "partnership_goal",
}

// inGroup reports whether the end of a link names the group that a goal is of.
func (m *material) inGroup(goal model.Record, name string) bool {
	at := strings.LastIndexByte(name, '-')
	if at < 0 || groups[name[:at]] != goal.Get("level") {
		return false
	}
	year, err := strconv.Atoi(name[at+1:])
	return err == nil && year == m.goalYear(goal)
}

// IndicatorsOf returns what follows a goal: the indicators that name it, and those that a link ties to it
// or, where group is set, to the goals of its level.
func (m *material) IndicatorsOf(goal model.Record, group bool) []model.Record {
	out := slices.Clone(m.Of("indicators", "subject", goal.Ref()))
	for _, link := range m.Standing("links") {
		from, to := link.Get("from"), link.Get("to")
		if strings.HasPrefix(from, "indicators:") {
			from, to = to, from
		}
		if !strings.HasPrefix(to, "indicators:") || link.Get("strength") == "stated_absent" {
			continue
		}
		if !group && (from != goal.Ref() || link.Get("strength") != "stated") || group && from != goal.Ref() && !m.inGroup(goal, from) {
			continue
		}
		if r, ok := m.Get(to); ok && !slices.ContainsFunc(out, func(o model.Record) bool { return o.ID() == r.ID() }) {
			out = append(out, r)
		}
	}
	return out
}

// day is the last day of what a cell says, with how it says it; ok is false where it says none.
func day(cell string) (p model.Period, last time.Time, ok bool) {
	p, ok = model.ParsePeriod(cell)
	if !ok || p.Unknown || p.To.IsZero() {
		return p, time.Time{}, false
	}
	return p, p.To.Last(), true
}

// records are those of some values.
func records(values ...value) []model.Record {
	out := make([]model.Record, len(values))
	for i, v := range values {
		out[i] = v.Record
	}
	return out
}
