package compare

import (
	"cmp"
	"slices"
	"time"

	"rodatraden/data/model"
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

// dueColumns are the columns with a day by which something shall be done. That of an audit point is
// looked for in pointPutOff.
var dueColumns = map[string]string{"responses": "due", "decisions": "due", "audit_reports": "response_due"}

// moved reports whether a status is among what differs.
func moved(c Change) bool {
	return slices.ContainsFunc(c.Cells, func(cell Cell) bool { return slices.Contains(statusColumns[c.Table.Name], cell.Column) })
}

// restated is what has become of a fact that is told otherwise for the same period. The first row
// with another number decides.
func (c *comparison) restated(change Change) Kind {
	t := change.Table
	if !slices.Contains(t.KeyColumns(), t.Column("period")) {
		return Changed
	}
	for _, p := range change.Pairs() {
		if p.Before == nil || p.Now == nil || !valueDiffers(*p.Before, *p.Now) {
			continue
		}
		if !c.toldSince(p.Now.Package) || !ended(*p.Before, *p.Now) {
			return Changed
		}
		switch {
		case noteOf(change.Now) != "":
			return Revised
		case p.Now.Package.Extent != model.Full || model.Status(p.Before.Get("status")) == model.Preliminary:
			return Changed
		}
		return Silent
	}
	return Changed
}

// toldSince reports whether a package came after the state before: neither known then, nor replaced
// by then.
func (c *comparison) toldSince(p *model.Package) bool {
	return !c.before.knows(p) && (p.SupersededAt == 0 || p.SupersededAt > c.before.At)
}

// ended reports whether a number's period had ended both when it was told and when it was told anew:
// what was told earlier was a running figure or an expectation.
func ended(before, now model.Record) bool {
	p, ok := model.ParsePeriod(now.Get("period"))
	if !ok || p.To.IsZero() || before.Package.AsAt.Before(p.To.Last()) || now.Package.AsAt.Before(p.To.Last()) {
		return false
	}
	if now.Table.Name != "amounts" {
		return true
	}
	switch m := now.Get("measure"); model.Measure(m) {
	case model.ForecastYear, model.VarianceForecast:
		return false
	default:
		return !stands(m)
	}
}

// valueDiffers reports whether both rows hold a number of the table's, and another one.
func valueDiffers(before, now model.Record) bool {
	return slices.ContainsFunc(shapes[now.Table.Name].numbers, func(n number) bool {
		return before.Cells[n.value] != "" && now.Cells[n.value] != "" && !n.same(before, now)
	})
}

// putOff reports whether a day by which something shall be done is later than it was.
func putOff(c Change) bool {
	column := dueColumns[c.Table.Name]
	return column != "" && len(c.Before) > 0 && len(c.Now) > 0 && later(c.Before[0].Get(column), c.Now[0].Get(column))
}

// later reports whether the second of two days comes after the first.
func later(a, b string) bool {
	p, q := lastDay(a), lastDay(b)
	return !p.IsZero() && p.Before(q)
}

// lastDay is the last day of a date or a period; zero where it says none.
func lastDay(text string) time.Time {
	p, ok := model.ParsePeriod(text)
	if !ok || p.To.IsZero() {
		return time.Time{}
	}
	return p.To.Last()
}

// times counts how many times a key's day has been put off, as known now.
func (c *comparison) times(l *ledger, key int) (int, error) {
	var days []string
	for i, s := range l.keys[key].Said {
		if !c.today[s.Package] {
			continue
		}
		rows, err := l.read(ref{key, i})
		if err != nil {
			return 0, err
		}
		if len(rows) > 0 {
			days = append(days, rows[0].Get(dueColumns[l.table.Name]))
		}
	}
	return extensions(days), nil
}

// extensions counts the days that are later than every one before.
func extensions(days []string) int {
	last, n := "", 0
	for _, day := range days {
		if last == "" {
			last = day
		} else if later(last, day) {
			last = day
			n++
		}
	}
	return n
}

// events compares what is last known of each audit point from each who speaks of it: the event of the
// latest date, and of those the one of greatest rank. An event that is told beside a later one is a
// step on the way, and told of only where it is told otherwise.
func (c *comparison) events(l *ledger) ([]Change, error) {
	type voice struct{ point, actor string }
	var wanted []ref
	for key := range l.keys {
		wanted = append(wanted, l.winner(c.then, key), l.winner(c.today, key))
	}
	if err := l.load(wanted...); err != nil {
		return nil, err
	}
	last := func(s side) map[voice]ref {
		out := map[voice]ref{}
		for key := range l.keys {
			r, told := l.standing(s, key)
			if !told {
				continue
			}
			row := l.rows[r][0]
			v := voice{row.Get("point"), row.Get("actor")}
			if best, seen := out[v]; !seen || compareEvents(l.rows[best][0], row) < 0 {
				out[v] = r
			}
		}
		return out
	}
	then, today := last(c.then), last(c.today)
	var all []Change
	for key := range l.keys {
		if !c.differs(l, key) {
			continue
		}
		p := pair{key: key, before: l.winner(c.then, key), now: l.winner(c.today, key)}
		if p.before == p.now || !l.told(p.before) && !l.told(p.now) {
			continue
		}
		if l.told(p.now) && !l.told(p.before) {
			row := l.rows[p.now][0]
			v := voice{row.Get("point"), row.Get("actor")}
			if today[v] != p.now {
				continue
			}
			if before, told := then[v]; told {
				if compareEvents(l.rows[before][0], row) > 0 {
					continue // what was last known is not told yet now
				}
				p.before, p.next = before, true
			}
		}
		change, ok, err := c.change(l, p)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		if len(change.Now) > 0 {
			if err := c.pointPutOff(l, &change); err != nil {
				return nil, err
			}
		}
		all = append(all, change)
	}
	return all, nil
}

// compareEvents orders two events of one point by their dates, and then by rank.
func compareEvents(a, b model.Record) int {
	return cmp.Or(lastDay(a.Get("date")).Compare(lastDay(b.Get("date"))), byRank(a.Package, b.Package), cmp.Compare(a.Key, b.Key))
}

// pointPutOff makes an event that puts off the day of its point an extension. The day that held
// before is the last that the point's answer or an event gave; the cell says it also where the event
// before gave none.
func (c *comparison) pointPutOff(l *ledger, change *Change) error {
	point, due := change.Now[0].Get("point"), change.Now[0].Get("due")
	before, err := c.pointDays(l, c.then, point)
	if err != nil {
		return err
	}
	held := ""
	for _, day := range before {
		if day != "" {
			held = day
		}
	}
	if !later(held, due) {
		return nil
	}
	now, err := c.pointDays(l, c.today, point)
	if err != nil {
		return err
	}
	change.Kind, change.Times = Extended, extensions(now)
	at := slices.IndexFunc(change.Cells, func(cell Cell) bool { return cell.Column == "due" })
	if at < 0 {
		at = 0
		for at < len(change.Cells) && l.table.Column(change.Cells[at].Column) < l.table.Column("due") {
			at++
		}
		change.Cells = slices.Insert(change.Cells, at, Cell{Column: "due", Now: due})
	}
	change.Cells[at].Before = held
	return nil
}

// pointDays returns the days by which an audit point was to be done, as a state knows them, in the
// order that they were given: by its answers, and by the events.
func (c *comparison) pointDays(events *ledger, s side, point string) ([]string, error) {
	responses, err := c.ledger("responses")
	if err != nil {
		return nil, err
	}
	var found []model.Record
	for _, of := range []struct {
		*ledger
		column string
	}{{responses, "points"}, {events, "point"}} {
		var wanted []ref
		for key := range of.keys {
			wanted = append(wanted, of.winner(s, key))
		}
		if err := of.load(wanted...); err != nil {
			return nil, err
		}
		field := of.table.Fields[of.table.Column(of.column)]
		for _, r := range wanted {
			for _, row := range of.rows[r] {
				if slices.Contains(field.Values(row.Get(of.column)), point) {
					found = append(found, row)
				}
			}
		}
	}
	slices.SortFunc(found, func(a, b model.Record) int {
		return cmp.Or(lastDay(a.Get("date")).Compare(lastDay(b.Get("date"))), byRank(a.Package, b.Package),
			cmp.Compare(a.Table.Order, b.Table.Order), cmp.Compare(a.Key, b.Key))
	})
	days := make([]string, len(found))
	for i, r := range found {
		days[i] = r.Get("due")
	}
	return days, nil
}
