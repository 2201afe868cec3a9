package review

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"rodatraden/data/model"
	"rodatraden/data/store"
)

// followed is what several rules look up in tables as they stand, each made when it is first asked for.
type followed struct {
	of        map[string]map[string][]model.Record // the rows of a table by the cell of a column, by table.column
	heads     map[string]map[string][]int          // the places of a table's keys by their first column
	points    []point                              // of audits, nil before they are asked for
	ties      map[string][]tie                     // the indicators that links tie, by the goal or group that they are tied to
	lastGoals int                                  // of the goals' years, the last that a plan tells some for; −1 where none does
}

// tie is an indicator that a link ties to something.
type tie struct{ indicator, strength string }

// Under returns the rows of what stands in a table under one value of its key's first column, where keep
// says so of the rest of the key; ordered as Standing orders them. It reads no others.
func (m *material) Under(name, first string, keep func(rest string) bool) []model.Record {
	t := m.table(name)
	heads := m.followed.heads[name]
	if heads == nil {
		heads = map[string][]int{}
		for i, k := range t.index.Keys {
			head, _, _ := strings.Cut(k.Key, "|")
			heads[head] = append(heads[head], i)
		}
		if m.followed.heads == nil {
			m.followed.heads = map[string]map[string][]int{}
		}
		m.followed.heads[name] = heads
	}
	var wanted []store.Said
	for _, i := range heads[first] {
		k := t.index.Keys[i]
		if keep != nil && !keep(k.Key[len(first)+1:]) {
			continue
		}
		if said, ok := m.winner(k); ok {
			wanted = append(wanted, said)
		}
	}
	slices.SortStableFunc(wanted, store.Said.Compare)
	return slices.Concat(m.rows(t, wanted)...)
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

// Values returns what stands of an indicator for the times that end in a year or later and have begun by the
// state's last day, in the order in which they end. Differences and ranks are no values, and what is of no
// stated time is left out.
func (m *material) Values(indicator string, since int) []value {
	var out []value
	late := func(rest string) bool { // unit|period|part
		_, rest, _ = strings.Cut(rest, "|")
		return endYear(rest) >= since
	}
	for _, r := range m.Under("observations", indicator, late) {
		if v, ok := m.valueOf(r); ok {
			out = append(out, v)
		}
	}
	slices.SortStableFunc(out, func(a, b value) int { return a.To.Compare(b.To) })
	return out
}

// endYear is the year that the period at the beginning of a part of a key ends in; 0 where that is not told.
func endYear(rest string) int {
	period, _, _ := strings.Cut(rest, "|")
	if _, end, span := strings.Cut(period, "/"); span {
		period = end
	}
	year, _ := strconv.Atoi(period[:min(4, len(period))])
	return year
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

// Whole returns the values since a year of an indicator's series of the whole: of everybody, or of the only
// unit that is told of; nil where several are and none is the whole.
func (m *material) Whole(indicator string, since int) []value {
	var out []value
	units := map[string]bool{}
	for _, v := range m.Values(indicator, since) {
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

// groups are how links name the goals of a level as a group: committee-goals-2021.
var groups = map[string]string{
	"vision": "visions", "focus_area": "focus-areas", "direction": "directions", "council_goal": "council-goals", "committee_goal": "committee-goals",
	"area_goal": "area-goals", "unit_goal": "unit-goals", "partnership_goal": "partnership-goals",
}

// tied are the indicators that links tie to a goal or to a group of goals.
func (m *material) tied(to string) []tie {
	if m.followed.ties == nil {
		m.followed.ties = map[string][]tie{}
		for _, link := range m.Standing("links") {
			from, to := link.Get("from"), link.Get("to")
			if strings.HasPrefix(from, "indicators:") {
				from, to = to, from
			}
			if strings.HasPrefix(to, "indicators:") && link.Get("strength") != "stated_absent" {
				m.followed.ties[from] = append(m.followed.ties[from], tie{to, link.Get("strength")})
			}
		}
	}
	return m.followed.ties[to]
}

// followedAtAll reports whether an indicator names a goal, or a link ties one to it or to the goals of its
// level and year.
func (m *material) followedAtAll(goal model.Record) bool {
	group := groups[goal.Get("level")] + "-" + strconv.Itoa(m.goalYear(goal))
	return len(m.Of("indicators", "subject", goal.Ref())) > 0 || len(m.tied(goal.Ref())) > 0 || len(m.tied(group)) > 0
}

// IndicatorsOf returns what follows a goal: the indicators that name it, and those of which a link states it.
func (m *material) IndicatorsOf(goal model.Record) []model.Record {
	out := slices.Clone(m.Of("indicators", "subject", goal.Ref()))
	for _, t := range m.tied(goal.Ref()) {
		r, ok := m.Get(t.indicator)
		if ok && t.strength == "stated" && !slices.ContainsFunc(out, func(o model.Record) bool { return o.ID() == r.ID() }) {
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
