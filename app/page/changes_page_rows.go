package page

import (
	"cmp"
	"slices"
	"strings"

	"rodatraden/app/i18n"
	"rodatraden/data/compare"
	"rodatraden/data/model"
	"rodatraden/data/schema"
)

// rows makes a row of every fact that differs, in the order of the changes. A statement of several
// rows, as a list of causes is, gives one for each that differs.
func (d *differing) rows(found []compare.Change) []FactChange {
	out := []FactChange{}
	for _, c := range found {
		if toldBeside[c.Table.Name] {
			continue
		}
		for _, p := range pairs(c) {
			out = append(out, d.row(c, p))
		}
	}
	return out
}

// toldBeside are the tables whose rows are told with the facts that they belong to: where a fact stands,
// and that it is withdrawn.
var toldBeside = map[string]bool{"sources": true, "withdrawn": true}

// pair is a row as it was told and as it is told; one of them may have no Table.
type pair struct {
	before, now model.Record
	columns     []int // that differ, where both are there
}

// either is the row as it is told, or else as it was.
func (p pair) either() model.Record {
	if p.now.Table != nil {
		return p.now
	}
	return p.before
}

// pairs are the rows of two statements that are about the same, as the comparison matches them, with the
// columns that differ and that a reader would read. A row that has a fellow already is the same fact told
// more often, and is left out; so is a pair that differs in nothing.
func pairs(c compare.Change) []pair {
	var out []pair
	seen := map[*model.Record]bool{}
	for _, p := range c.Pairs() {
		if p.Before != nil && seen[p.Before] || p.Now != nil && seen[p.Now] {
			continue
		}
		var found pair
		if p.Before != nil {
			found.before, seen[p.Before] = *p.Before, true
		}
		if p.Now != nil {
			found.now, seen[p.Now] = *p.Now, true
		}
		if found.whole() {
			if found.columns = readable(c.Table, p.Differences()); len(found.columns) == 0 {
				continue
			}
		}
		out = append(out, found)
	}
	return out
}

// readable are the columns of the cells that a reader would read, in the order of the table: what says
// more of a number, as its unit and status do, stands with the number.
func readable(t *schema.Table, cells []compare.Cell) []int {
	var out []int
	for _, c := range cells {
		at := t.Column(c.Column)
		for i, f := range t.Fields {
			if f.As != schema.Decimal {
				continue
			}
			if c.Column == model.UnitColumn(t, f.Name) || slices.ContainsFunc([]string{"as_written", "approximate", "status"}, func(name string) bool { return t.Companion(f.Name, name) == at }) {
				at = i
				break
			}
		}
		if f := t.Fields[at]; !unread[f.Name] && !undiffering[f.Name] && f.As != schema.Resource && !slices.Contains(out, at) {
			out = append(out, at)
		}
	}
	slices.Sort(out)
	return out
}

// whole reports whether both of the pair's rows are there.
func (p pair) whole() bool { return p.before.Table != nil && p.now.Table != nil }

// countChanges counts the rows that Alla ändringar has of the changes.
func countChanges(found []compare.Change) int {
	n := 0
	for _, c := range found {
		if toldBeside[c.Table.Name] {
			continue
		}
		n += len(pairs(c))
	}
	return n
}

// row tells of one pair.
func (d *differing) row(c compare.Change, p pair) FactChange {
	r := p.either()
	kind := c.Kind
	if len(c.Before) > 0 && len(c.Now) > 0 { // a list, of which a part is new or gone
		switch {
		case p.before.Table == nil:
			kind = compare.New
		case p.now.Table == nil:
			kind = compare.Fallen
		}
	}
	row := FactChange{Kind: string(kind), Group: d.groupOf(r), Also: []CellChange{}, Source: d.sourceOf(p), weight: c.Weight, rank: auditRank(r)}
	row.Head = d.l.Text("changes.group." + row.Group)
	row.Label = d.factName(c, p)
	columns := p.columns
	chief, number := d.chief(kind, r, columns)
	if chief >= 0 && len(columns) > 0 && !spoken[r.Table.Fields[chief].Name] && (!number || d.numbers(r)[0].Name != r.Table.Fields[chief].Name) {
		row.Label = d.l.Text("changes.name.column", "Name", row.Label, "Column", i18n.Small(d.fieldTitle(r.Table, r.Table.Fields[chief])))
	}
	switch {
	case number:
		row.Before, row.Now = d.number(d.then(p.before), p.before, chief), d.number(d.state, p.now, chief)
	case chief >= 0:
		row.Before, row.Now = d.words(p.before, chief), d.words(p.now, chief)
	default:
		row.Before, row.Now = inWords(d.gist(p.before)), inWords(d.gist(p.now))
	}
	for _, at := range columns {
		if at != chief {
			row.Also = append(row.Also, CellChange{d.fieldTitle(r.Table, r.Table.Fields[at]), d.cellIn(p.before, at), d.cellIn(p.now, at)})
		}
	}
	row.Delta = d.write(model.Quantity{Status: model.NotApplicable}, i18n.Plain, false)
	better := r.Table.Name == "amounts" && deviation(model.Measure(r.Get("measure"))) || r.Table.Name == "causes"
	if row.Before.Present() && row.Now.Present() {
		row.Delta = d.difference(p, chief, better)
	}
	d.tell(&row, c, kind, p, chief, better)
	row.Record = d.opens(c, p)
	return row
}

// auditRanks are the tables of an audit in the order in which its changes are read, the first first.
var auditRanks = []string{"status_events", "responses", "audit_points", "assessments", "audit_questions", "audit_reports"}

// auditRank puts what must be answered before what it is said of, and both before the report itself.
func auditRank(r model.Record) int {
	rank := 10 * (slices.Index(auditRanks, r.Table.Name) + 1)
	if r.Table.Name != "audit_points" {
		return rank
	}
	if kind := kindRank(r.Get("kind")); kind >= 0 {
		return rank + kind
	}
	return rank + len(listedKinds)
}

// tell marks a row by its kind, says what stands where nothing does, and why.
func (d *differing) tell(row *FactChange, c compare.Change, kind compare.Kind, p pair, chief int, better bool) {
	if p.before.Table == nil {
		row.Before = d.e.absentBefore(d)
	}
	switch kind {
	case compare.New:
		row.Mark = d.newMark(d.e)
	case compare.Fallen:
		row.Now = d.write(model.Quantity{Status: model.NotReported}, i18n.Plain, false)
		row.Mark = Mark{MarkFallen, d.l.Text("changes.mark.fallen")}
		switch {
		case d.about.Extent == model.Excerpt && (c.Occasion == nil || !d.knows(c.Occasion)): // it may stand there all the same
			row.Kind = NotRepeated
			row.Now = d.write(model.Quantity{Status: model.NotQuoted}, i18n.Plain, false)
			row.Mark = Mark{MarkNotQuoted, d.l.Status(model.NotQuoted)}
		case c.Kind != compare.Fallen: // of a list that is told still
			row.Now, row.Mark.Text = d.unstated(), d.l.Text("page.mark.no_longer")
		}
		row.Note = d.l.Text("changes.told_then", "Occasion", d.within(p.before.Package))
	case compare.Withdrawn:
		text := d.l.Text("page.withdrawn")
		row.Now = inWords(text)
		row.Mark, row.Note = Mark{MarkFallen, d.l.Text("page.mark.withdrawn")}, c.Reason
	case compare.Extended:
		row.Mark = Mark{MarkNotDone, d.l.Text("changes.mark.extended", "Count", c.Times, "Number", d.l.Int(c.Times))}
	case compare.Silent:
		row.Mark = Mark{MarkSilent, d.l.Text("page.mark.silent")}
		if row.Before.Text != "" && row.Now.Text != "" {
			row.Note = d.l.Text("changes.silent")
		}
	default:
		row.Mark = d.moved(*row, kind, p, chief, better)
		row.Note = p.now.Get("revision_note")
		if c.Reason != "" {
			row.Note = c.Reason
		}
	}
}

// moved marks a value that is told otherwise: by how much, where both are numbers, and else that it is.
func (d *differing) moved(row FactChange, kind compare.Kind, p pair, chief int, better bool) Mark {
	if row.Delta.Present() {
		column := p.now.Table.Fields[chief].Name
		now, before := model.QuantityOf(p.now, column), model.QuantityOf(p.before, column)
		if model.Money(now.Unit) {
			return d.differenceMark(model.Difference(now, before), now.Kronor().Equal(before.Kronor()), better)
		}
		return Mark{MarkNeutral, row.Delta.Text}
	}
	if p.now.Table.Name == "assessments" && p.before.Table != nil {
		x, y := readings[p.now.Get("status")].verdict, readings[p.before.Get("status")].verdict
		switch {
		case x == y || x == unjudged || y == unjudged:
		case x < y:
			return Mark{MarkBetter, d.l.Text("page.besides.goal_better")}
		default:
			return Mark{MarkWorse, d.l.Text("page.besides.goal_worse")}
		}
	}
	return Mark{MarkNeutral, d.l.Text("changes.mark." + string(kind))}
}

// absentBefore is how the earlier state lacks what is new: an excerpt may have left it out.
func (e earlier) absentBefore(d *differing) Figure {
	if e.about.Extent == model.Excerpt {
		return d.write(model.Quantity{Status: model.NotQuoted}, i18n.Plain, false)
	}
	return d.unstated()
}

// undiffering are columns besides those of a record's page that a reader asks nothing of when they differ.
var undiffering = map[string]bool{"decimals": true, "origin": true}

// chiefWords are the columns of words that a change is chiefly about, where several differ.
var chiefWords = []string{"status", "state", "states", "held", "verbatim", "due", "effect_from", "valid_to", "response_due", "review", "text", "title", "heading", "name"}

// spoken are the columns that need no name of their own: they are what a record says.
var spoken = map[string]bool{
	"status": true, "state": true, "states": true, "held": true, "verbatim": true, "text": true, "title": true, "heading": true, "name": true,
}

// chief returns the column that a row is about, and whether that is a number. Where only one of two
// rows is there it is about its number, and about nothing in particular where it has none: −1.
func (d *differing) chief(kind compare.Kind, r model.Record, columns []int) (at int, number bool) {
	if len(columns) == 0 {
		for i, f := range r.Table.Fields {
			if f.As == schema.Decimal && (model.QuantityOf(r, f.Name).Known || f.Name == "value") {
				return i, true
			}
		}
		return -1, false
	}
	rank := func(i int) int {
		f := r.Table.Fields[i]
		day := kind == compare.Extended && f.As == schema.Period
		word := slices.Index(chiefWords, f.Name)
		switch {
		case day:
			return 0
		case kind == compare.Status && word >= 0:
			return 1 + word
		case f.As == schema.Decimal:
			return 100
		case word >= 0:
			return 101 + word
		}
		return 1000
	}
	at = slices.MinFunc(columns, func(a, b int) int { return cmp.Compare(rank(a), rank(b)) })
	return at, r.Table.Fields[at].As == schema.Decimal
}

// number is the figure of a row's number, in the state that tells it; without Text where the row is
// not there.
func (d *differing) number(s *state, r model.Record, at int) Figure {
	if r.Table == nil {
		return Figure{}
	}
	f := r.Table.Fields[at]
	q := model.QuantityOf(r, f.Name)
	better := r.Table.Name == "causes"
	if r.Table.Name == "amounts" {
		better = deviation(model.Measure(r.Get("measure")))
	}
	out := s.write(q, d.signOf(r), better)
	if unit := d.unitOf(r, f, q); unit != "" && q.Known {
		out.Unit = unit
		out.AmountUnit = cmp.Or(out.AmountUnit, unit)
		if !strings.HasSuffix(out.Text, unit) {
			out.Text = joined("\u00a0", out.Text, unit)
		}
	}
	if !q.Known {
		if words := cmp.Or(r.Get("text"), q.AsWritten); words != "" && q.Status != model.NotReported && q.Status != model.NotQuoted {
			out.Status, out.Text, out.Number = string(model.NotApplicable), words, words
		}
	}
	out.Source, out.Place, out.Record = s.source(r), r.Get("place"), ""
	return out
}

// difference is the computed difference of a pair's number; without a number where the units do not
// agree.
func (d *differing) difference(p pair, at int, better bool) Figure {
	f := p.now.Table.Fields[at]
	now, before := model.QuantityOf(p.now, f.Name), model.QuantityOf(p.before, f.Name)
	if model.Money(now.Unit) != model.Money(before.Unit) || !model.Money(now.Unit) && now.Unit != before.Unit {
		return d.write(model.Quantity{Status: model.NotApplicable}, i18n.Plain, false)
	}
	out := d.computed(model.Difference(now, before), i18n.Signed, better)
	unit := d.unitOf(p.now, f, now)
	if unit == "%" {
		unit = d.l.Text("page.unit.points", "Count", countOf(model.Difference(now, before)))
	}
	if unit != "" && out.Present() && !strings.HasSuffix(out.Text, unit) {
		out.Unit, out.Text = unit, joined("\u00a0", out.Text, unit)
		out.AmountUnit = cmp.Or(out.AmountUnit, unit)
	}
	return out
}

// words is what a row says in a column; without Text where the row is not there.
func (d *differing) words(r model.Record, at int) Figure {
	if r.Table == nil {
		return Figure{}
	}
	return inWords(cmp.Or(d.cellIn(r, at), d.l.Text("page.unstated")))
}

// cellIn is what a row says in a column, in words.
func (d *differing) cellIn(r model.Record, at int) string {
	if r.Table == nil || r.Cells[at] == "" {
		return ""
	}
	f := r.Table.Fields[at]
	if f.As == schema.Decimal {
		return d.numberText(r, f)
	}
	return d.cellText(r, f, r.Cells[at])
}

// gist is what a row without a number says in short: how it is judged, how far it has come, or else what
// it is.
func (d *differing) gist(r model.Record) string {
	if r.Table == nil {
		return ""
	}
	switch r.Table.Name {
	case "assessments":
		return cmp.Or(r.Get("verbatim"), d.cellNamed(r, "status"), d.kind(r))
	case "causes":
		return d.l.Text("changes.no_amount")
	case "status_events": // the source's own words; the status may be read out of them
		return cmp.Or(r.Get("text"), d.cellNamed(r, "status"), d.kind(r))
	case "links":
		return cmp.Or(r.Get("relation"), d.kind(r))
	case "savings":
		return cmp.Or(d.cellNamed(r, "status"), d.kind(r))
	}
	return d.kind(r)
}

// sourceOf is where what is told stands, or else where it stood.
func (d *differing) sourceOf(p pair) *Source {
	if p.now.Table != nil {
		return d.source(p.now)
	}
	return d.then(p.before).source(p.before)
}

// then is the state that tells of what was told: the earlier one, or this one where it was told between
// the two.
func (d *differing) then(r model.Record) *state {
	if r.Table == nil || d.e.knows(r.Package) {
		return d.e.state
	}
	return d.state
}

// opens is what a press on the row opens: the record as it is told, why it is withdrawn, or the record
// as it was told where that is still known.
func (d *differing) opens(c compare.Change, p pair) string {
	switch {
	case p.now.Table != nil:
		return p.now.Ref()
	case c.Kind == compare.Withdrawn:
		if r, there := d.withdrawnRow(c.Table.Name, c.Key); there {
			return r.Ref()
		}
	}
	if d.knows(p.before.Package) {
		return p.before.Ref()
	}
	return ""
}
