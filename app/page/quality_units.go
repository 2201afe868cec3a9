package page

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
)

// everyUnit is what stands for all units in a key, and everyPart for the whole of a number.
const (
	everyUnit = "all"
	noUnit    = "unknown"
	everyPart = "all"
)

// ofYear is what a series is told of a whole year; nil where nothing is.
func (q *qualityState) ofYear(k seriesKey, year int) *observation {
	for i, o := range q.series[k] {
		if isYear(o.period) && o.period.From.Year == year {
			return &q.series[k][i]
		}
	}
	return nil
}

// yearTold is the last whole year, up to the package's end, that units are told for one by one; 0 where
// fewer than two are.
func (q *qualityState) yearTold(indicator string) int {
	units := map[int]int{}
	for _, k := range q.keys[indicator] {
		if k.part != everyPart || k.unit == everyUnit || k.unit == noUnit {
			continue
		}
		for _, o := range q.series[k] {
			if isYear(o.period) && !o.span.to.After(q.end.to) {
				units[o.period.From.Year]++
			}
		}
	}
	last := 0
	for year, n := range units {
		if n > 1 {
			last = max(last, year)
		}
	}
	return last
}

// unitTables are the tables of what units report: deviations and complaints beside each other where
// they are of the same year, each other indicator by itself. tabled is told what has a table.
func (q *qualityState) unitTables(tabled map[string]bool) []UnitTable {
	var groups [][]model.Record
	for _, topic := range qualityTopics {
		for i, r := range q.of(topic) {
			year := q.yearTold(r.ID())
			if topic == topicAppeal || year == 0 {
				continue
			}
			tabled[r.ID()] = true
			if n := len(groups); topic == topicComplaint && i == 0 && n == 1 && len(groups[0]) == 1 && groups[0][0].Get("topic") == topicDeviation && q.yearTold(groups[0][0].ID()) == year {
				groups[0] = append(groups[0], r)
				continue
			}
			groups = append(groups, []model.Record{r})
		}
	}
	var out []UnitTable
	for _, indicators := range groups {
		out = append(out, q.unitTable(indicators))
	}
	return out
}

// unitTable is the table of one indicator, or of two.
func (q *qualityState) unitTable(indicators []model.Record) UnitTable {
	year := q.yearTold(indicators[0].ID())
	t := UnitTable{Rows: []UnitRow{}, Columns: []UnitColumn{}}
	earlier := false
	var units []string
	for _, r := range indicators {
		for _, k := range q.keys[r.ID()] {
			if k.part != everyPart || q.ofYear(k, year) == nil && q.ofYear(k, year-1) == nil {
				continue
			}
			earlier = earlier || q.ofYear(k, year-1) != nil
			if !slices.Contains(units, k.unit) {
				units = append(units, k.unit)
			}
		}
	}
	slices.SortFunc(units, func(a, b string) int {
		return cmp.Or(cmp.Compare(btoi(a == everyUnit), btoi(b == everyUnit)), cmp.Compare(q.areaOf(a), q.areaOf(b)), strings.Compare(a, b))
	})
	var sources []*Source
	for _, r := range indicators {
		c := UnitColumn{Topic: r.Get("topic"), Title: q.l.Text("quality.topic." + r.Get("topic")), Now: strconv.Itoa(year), Record: r.Ref()}
		if earlier {
			c.Then = strconv.Itoa(year - 1)
		}
		t.Columns = append(t.Columns, c)
	}
	for _, unit := range units {
		row := UnitRow{Unit: cmp.Or(q.unitName(unit), q.l.Text("quality.unit.unknown")), Cells: []UnitCell{}}
		if u, ok := q.units.record(unit); ok {
			row.Record = u.Ref()
		}
		if unit == everyUnit {
			row.Unit, row.Total = q.l.Text(q.totalWord(indicators)), true
		}
		for _, r := range indicators {
			cell := q.unitCell(seriesKey{r.ID(), unit, everyPart}, r, year)
			sources = append(sources, cell.Now.Source)
			row.Cells = append(row.Cells, cell)
		}
		t.Rows = append(t.Rows, row)
	}
	if !slices.Contains(units, everyUnit) {
		q.addSum(&t)
	}
	t.Source = shared(sources...)
	t.Title = q.unitTitle(t, year)
	t.Habit = q.habit(indicators[0], &t, year)
	t.Note = q.unitNote(indicators, t, year)
	return t
}

// areaOf is the place, among the areas of the budget, of the one that a unit is or belongs to; those of
// none come last.
func (q *qualityState) areaOf(unit string) int {
	for range len(q.areas) + 1 { // a ring of parents ends
		if i := slices.IndexFunc(q.areas, func(line model.BudgetLine) bool { return line.Unit == unit }); i >= 0 {
			return i
		}
		u, ok := q.units.record(unit)
		if !ok {
			break
		}
		unit = u.Get("parent")
	}
	return len(q.areas)
}

// totalWord is what the row of all units is called: a sum, but not of shares.
func (q *qualityState) totalWord(indicators []model.Record) string {
	if slices.ContainsFunc(indicators, func(r model.Record) bool { return !q.sums(r) }) {
		return "quality.unit.all"
	}
	return "quality.unit.sum"
}

// sums reports whether an indicator of units may be added up.
func (q *qualityState) sums(r model.Record) bool {
	return r.Get("timing") == "during" && r.Get("unit_of_measure") != "%"
}

// unitCell is what is told of one unit for the year and the year before.
func (q *qualityState) unitCell(k seriesKey, r model.Record, year int) UnitCell {
	of := func(y int) (Figure, *observation) {
		if o := q.ofYear(k, y); o != nil {
			f := q.observed(*o, shownUnit(r))
			f.Words = "" // a mark says it in a cell
			return f, o
		}
		return q.write(model.Quantity{Status: model.AbsentIn(q.extentOf(r.ID(), y))}, i18n.Plain, false), nil
	}
	var cell UnitCell
	var then, now *observation
	cell.Then, then = of(year - 1)
	cell.Now, now = of(year)
	if then != nil && now != nil && then.Known && now.Known {
		d := model.Difference(now.Quantity, then.Quantity)
		if d.Unit = shownUnit(r); d.Unit == "%" {
			d.Unit = q.l.Text("goals.points", "Count", countOf(d))
		}
		cell.Change = q.computed(d, i18n.Signed, false)
	}
	if year == q.year && q.full() && q.toldHere(r.ID(), year) { // what an earlier report lacked was counted there
		q.gap("observation "+strings.Join([]string{k.indicator, k.unit}, "|"), cell.Now.Status == string(model.NotReported))
	}
	return cell
}

// toldHere reports whether the package itself tells of an indicator's year.
func (q *qualityState) toldHere(indicator string, year int) bool {
	return slices.ContainsFunc(q.keys[indicator], func(k seriesKey) bool {
		o := q.ofYear(k, year)
		return o != nil && o.record.Package.ID == q.about.ID
	})
}

// extentOf is the extent of the package that tells of an indicator's year.
func (q *qualityState) extentOf(indicator string, year int) model.Extent {
	for _, k := range q.keys[indicator] {
		if o := q.ofYear(k, year); o != nil {
			return o.record.Package.Extent
		}
	}
	return q.about.Extent
}

// addSum adds up the units where no sum is told and every unit is.
func (q *qualityState) addSum(t *UnitTable) {
	row := UnitRow{Unit: q.l.Text("quality.unit.sum"), Total: true, Cells: []UnitCell{}}
	for i := range t.Columns {
		r, ok := q.indicator(t.Columns[i].Record)
		if !ok || !q.sums(r) {
			return
		}
		add := func(of func(UnitCell) Figure) Figure {
			var all []model.Quantity
			for _, row := range t.Rows {
				all = append(all, of(row.Cells[i]).quantity())
			}
			sum := model.Sum(all)
			if !sum.Known {
				sum.Status = q.absentStatus()
			}
			return q.computed(sum, i18n.Plain, false)
		}
		cell := UnitCell{Then: add(func(c UnitCell) Figure { return c.Then }), Now: add(func(c UnitCell) Figure { return c.Now })}
		if cell.Then.Present() && cell.Now.Present() {
			cell.Change = q.computed(model.Difference(cell.Now.quantity(), cell.Then.quantity()), i18n.Signed, false)
		}
		row.Cells = append(row.Cells, cell)
	}
	t.Rows = append(t.Rows, row)
}

func (q *qualityState) indicator(ref string) (model.Record, bool) {
	i := slices.IndexFunc(q.indicators, func(r model.Record) bool { return r.Ref() == ref })
	if i < 0 {
		return model.Record{}, false
	}
	return q.indicators[i], true
}

// total is the row of all units; nil where there is none.
func (t UnitTable) total() *UnitRow {
	for i := range t.Rows {
		if t.Rows[i].Total {
			return &t.Rows[i]
		}
	}
	return nil
}

// unitTitle is the finding of a table: the sum and what has become of it.
func (q *qualityState) unitTitle(t UnitTable, year int) string {
	title, total := t.Columns[0].Title, t.total()
	if total == nil {
		return q.l.Text("quality.table.units", "Title", title, "Year", strconv.Itoa(year))
	}
	cell := total.Cells[0]
	switch {
	case !cell.Now.Present():
		return q.l.Text("quality.table.absent", "Title", title, "Absent", cell.Now.Text)
	case cell.Change.Present():
		return q.l.Text("quality.table.change", "Title", title, "Amount", cell.Now.Text, "Change", cell.Change.Text, "Year", strconv.Itoa(year-1))
	}
	return q.l.Text("quality.table.year", "Title", title, "Amount", cell.Now.Text, "Year", strconv.Itoa(year))
}

// habit is the hint on how units report: where one tells of fewer deviations while most others tell of
// more. It marks the unit's row and names the table after it.
func (q *qualityState) habit(r model.Record, t *UnitTable, year int) *Habit {
	if r.Get("topic") != topicDeviation {
		return nil
	}
	fell, rose, compared := -1, 0, 0
	fallen := 0
	for i, row := range t.Rows {
		c := row.Cells[0].Change
		if row.Total || !c.Present() {
			continue
		}
		compared++
		switch c.quantity().Value.Sign() {
		case 1:
			rose++
		case -1:
			if fallen++; fell < 0 || c.quantity().Value.LessThan(t.Rows[fell].Cells[0].Change.quantity().Value) {
				fell = i
			}
		}
	}
	if fallen != 1 || 2*rose <= compared-1 {
		return nil
	}
	row := &t.Rows[fell]
	row.Lit = true
	key := "quality.habit.title_now"
	if year != q.year {
		key = "quality.habit.title"
	}
	t.Title = q.l.Text(key, "Unit", row.Unit, "Now", row.Cells[0].Now.Number, "Then", row.Cells[0].Then.Number, "Year", strconv.Itoa(year), "Before", strconv.Itoa(year-1))
	text := q.l.Text("quality.habit.fewer")
	if q.unexplained(r, year) {
		text = joined(" ", text, q.l.Text("quality.habit.no_reason", "Count", rose, "Number", q.l.Counted(rose)))
	}
	return &Habit{Label: q.l.Text("quality.habit.label"), Text: joined(" ", text, q.l.Text("quality.table.computed"))}
}

// unexplained reports whether nothing is told of why an indicator's numbers of a year are what they
// are, in a whole report.
func (q *qualityState) unexplained(r model.Record, year int) bool {
	if q.extentOf(r.ID(), year) != model.Full {
		return false
	}
	about := func(rows []model.Record, column string) bool {
		return slices.ContainsFunc(rows, func(one model.Record) bool { return one.Get(column) == r.Ref() })
	}
	if about(q.causes, "subject") || about(q.points, "about") {
		return false
	}
	return !slices.ContainsFunc(q.keys[r.ID()], func(k seriesKey) bool {
		o := q.ofYear(k, year)
		return o != nil && (o.record.Get("note") != "" || o.record.Get("text") != "")
	})
}

// unitNote says why numbers are not there, that units do not add up to what is told of all, and what
// the program worked out.
func (q *qualityState) unitNote(indicators []model.Record, t UnitTable, year int) string {
	var parts []string
	changes := false
	for c, r := range indicators {
		var all []model.Quantity
		for _, row := range t.Rows {
			cell := row.Cells[c]
			changes = changes || cell.Change.Present()
			if !row.Total {
				all = append(all, cell.Now.quantity())
			}
			record := strings.TrimPrefix(row.Record, "units:")
			if row.Total {
				record = everyUnit
			}
			o := q.ofYear(seriesKey{r.ID(), record, everyPart}, year)
			switch {
			case o == nil || o.record.Get("note") == "":
			case row.Total:
				parts = append(parts, sentence(o.record.Get("note")))
			default:
				parts = append(parts, q.l.Text("quality.table.note", "Unit", row.Unit, "Note", i18n.Small(sentence(o.record.Get("note")))))
			}
		}
		if total := t.total(); total != nil && q.sums(r) {
			told, sum := total.Cells[c].Now, model.Sum(all)
			if told.Present() && !told.Computed && sum.Known && !sum.Value.Equal(told.quantity().Value) {
				parts = append(parts, q.l.Text("quality.table.no_sum", "Title", t.Columns[c].Title, "Sum", q.l.Number(sum, i18n.Plain), "Told", told.Number))
			}
			if told.Present() && told.Computed {
				parts = append(parts, q.l.Text("quality.table.summed"))
			}
		}
	}
	if changes && t.Habit == nil {
		parts = append(parts, q.l.Text("quality.table.computed"))
	}
	return joined(" ", parts...)
}
