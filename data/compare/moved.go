package compare

import (
	"cmp"
	"slices"
	"strings"

	"rodatraden/data/model"
	"rodatraden/data/schema"
	"rodatraden/data/store"
)

// statusColumns are the columns whose change is a status or an assessment that moves.
var statusColumns = map[string][]string{
	"assessments":        {"verbatim", "status"},
	"savings":            {"status"},
	"savings_totals":     {"state"},
	"status_events":      {"status"},
	"steering_documents": {"states"},
	"assumptions":        {"held"},
}

// dueColumns are the columns with a day by which something shall be done.
var dueColumns = map[string]string{
	"responses": "due", "decisions": "due", "status_events": "due", "audit_reports": "response_due",
}

// moved reports whether a status is among what differs.
func moved(t *schema.Table, cells []Cell) bool {
	return slices.ContainsFunc(cells, func(c Cell) bool { return slices.Contains(statusColumns[t.Name], c.Column) })
}

// restated is what has become of a fact that is told otherwise for the same period.
func (c *comparison) restated(t *schema.Table, out Change) Kind {
	period := t.Column("period")
	if !slices.Contains(t.KeyColumns(), period) || len(out.Cells) == 0 {
		return Changed
	}
	for _, pair := range matched(t, out.Before, out.Now) {
		b, n := pair[0], pair[1]
		if b == nil || n == nil || !valueDiffers(t, *b, *n) {
			continue
		}
		p, ok := model.ParsePeriod(n.Cells[period])
		if !ok || p.To.IsZero() || b.Package.AsAt.Before(p.To.Last()) || n.Package.AsAt.Before(p.To.Last()) || c.before.knows(n.Package) {
			return Changed
		}
		if t.Name == "amounts" {
			switch model.Measure(n.Get("measure")) {
			case model.BudgetYear, model.FrameChange, model.EfficiencyDemand, model.ForecastYear, model.VarianceForecast:
				return Changed
			}
		}
		switch {
		case noteOf(out.Now) != "":
			return Revised
		case n.Package.Extent != model.Full || statusOf(b.Cells, shapes[t.Name].numbers[0]) == string(model.Preliminary):
			return Changed
		}
		return Silent
	}
	return Changed
}

// valueDiffers reports whether both rows hold the table's number, and another one.
func valueDiffers(t *schema.Table, b, n model.Record) bool {
	for _, number := range shapes[t.Name].numbers {
		if b.Cells[number.value] != "" && n.Cells[number.value] != "" && !sameNumber(t.Fields[number.value].Name, number, b, n) {
			return true
		}
	}
	return false
}

// putOff reports whether a day by which something shall be done is later than it was.
func putOff(t *schema.Table, out Change) bool {
	column := dueColumns[t.Name]
	if column == "" || len(out.Before) == 0 || len(out.Now) == 0 {
		return false
	}
	return later(out.Before[0].Get(column), out.Now[0].Get(column))
}

// later reports whether the second of two days comes after the first.
func later(a, b string) bool {
	p, ok := model.ParsePeriod(a)
	q, known := model.ParsePeriod(b)
	return ok && known && !p.To.IsZero() && !q.To.IsZero() && p.To.Last().Before(q.To.Last())
}

// times counts how many times a key's day has been put off, as known now.
func (c *comparison) times(t *schema.Table, l *ledger, key string) int {
	var days []string
	for _, s := range l.byKey[key] {
		if c.now.knows(s.Package) && len(s.Rows) > 0 {
			days = append(days, s.Rows[0].Get(dueColumns[t.Name]))
		}
	}
	return extensions(days)
}

// extensions counts the days that are later than every one before.
func extensions(days []string) int {
	last, n := "", 0
	for _, day := range days {
		switch {
		case day == "":
		case last == "":
			last = day
		case later(last, day):
			last = day
			n++
		}
	}
	return n
}

// events compares what is last known of each audit point by each who speaks of it: the event of the
// latest date, and of those the one of greatest rank.
func (c *comparison) events(t *schema.Table, l *ledger) ([]Change, error) {
	groups := map[string][]string{}
	var order []string
	for _, key := range l.keys {
		parts := schema.SplitKey(key)
		group := parts[0] + "\x00" + parts[2]
		if groups[group] == nil {
			order = append(order, group)
		}
		groups[group] = append(groups[group], key)
	}
	none := &pairing{table: t}
	var all []Change
	for _, group := range order {
		keys := groups[group]
		last := func(s State) (best *store.Statement) {
			for _, key := range keys {
				w := l.winner(s, key)
				if w != nil && len(w.Rows) > 0 && (best == nil || compareEvents(*best, *w) < 0) {
					best = w
				}
			}
			return best
		}
		b, n := last(c.before), last(c.now)
		for _, key := range keys {
			if !c.differs(l.byKey[key]) {
				continue
			}
			isLast := n != nil && key == n.Key
			if !isLast {
				// An event that is told beside a later one is a step on the way.
				change, ok, err := c.key(t, l, key, none)
				if err != nil {
					return nil, err
				}
				if ok && change.Kind != New {
					all = append(all, change)
				}
				continue
			}
			if b == nil || b.Key == key {
				change, ok, err := c.key(t, l, key, none)
				if err != nil {
					return nil, err
				}
				if ok {
					if change.Kind == Extended {
						change.Times, err = c.pointTimes(l, change.Now[0].Get("point"))
					}
					all = append(all, change)
				}
				if err != nil {
					return nil, err
				}
				continue
			}
			if compareEvents(*n, *b) < 0 {
				continue
			}
			change := Change{Kind: Next, Table: t, Key: key, Before: b.Rows, Now: n.Rows, Reason: noteOf(n.Rows)}
			change.Cells = differences(t, b.Rows, n.Rows)
			if moved(t, change.Cells) {
				change.Kind = Status
			}
			if putOff(t, change) {
				change.Kind = Extended
				var err error
				if change.Times, err = c.pointTimes(l, n.Rows[0].Get("point")); err != nil {
					return nil, err
				}
			}
			all = append(all, change)
		}
	}
	return all, nil
}

// compareEvents orders two events of one point by their dates, and then by rank.
func compareEvents(a, b store.Statement) int {
	p, _ := model.ParsePeriod(a.Rows[0].Get("date"))
	q, _ := model.ParsePeriod(b.Rows[0].Get("date"))
	when := func(p model.Period) string {
		if p.To.IsZero() {
			return ""
		}
		return p.To.Last().Format("2006-01-02")
	}
	return cmp.Or(cmp.Compare(when(p), when(q)), byRank(a.Package, b.Package), cmp.Compare(a.Key, b.Key))
}

// pointTimes counts how many times the day of an audit point has been put off, as known now: from
// the day in its answer, through the events.
func (c *comparison) pointTimes(events *ledger, point string) (int, error) {
	type day struct {
		date, due string
		pkg       *model.Package
	}
	var days []day
	responses, err := c.ledger(schema.MustGet("responses"))
	if err != nil {
		return 0, err
	}
	for _, key := range responses.keys {
		for _, r := range responses.rows(c.now, key) {
			if slices.Contains(strings.Split(r.Get("points"), "|"), point) {
				days = append(days, day{r.Get("date"), r.Get("due"), r.Package})
			}
		}
	}
	for _, key := range events.keys {
		for _, r := range events.rows(c.now, key) {
			if r.Get("point") == point {
				days = append(days, day{r.Get("date"), r.Get("due"), r.Package})
			}
		}
	}
	slices.SortStableFunc(days, func(a, b day) int { return cmp.Or(cmp.Compare(a.date, b.date), byRank(a.pkg, b.pkg)) })
	var dues []string
	for _, d := range days {
		dues = append(dues, d.due)
	}
	return extensions(dues), nil
}
