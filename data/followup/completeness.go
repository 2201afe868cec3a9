package followup

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"rodatraden/data/model"
)

// What is complete can only be said of whole reports, and only where it is known what the committee's
// earlier packages told. Each warning is answered by a note in the row that it points at: the note is
// published with it. Where no row is there to point at, a note in the package itself does: one that was
// written before knows nothing of what this report leaves out. What is left out is warned of once, in
// the first whole report that should have held it.

// row is a row of a table in its package.
type row struct {
	t   *Table
	n   int
	pkg *Package
}

func (r row) get(column string) string { return r.t.cell(r.n, column) }

// Standing returns the rows of a table that stand when the packages have been told, the winner of each
// key, in the order that they were told. The cells are in the schema's order.
func Standing(packages []*Package, table string) [][]string {
	var out [][]string
	for _, r := range standingRows(packages, table) {
		out = append(out, r.t.Rows[r.n])
	}
	return out
}

// standingRows are the rows of a table that stand, the winner of each key, in the order that they were told.
func standingRows(packages []*Package, table string) []row {
	ranked := slices.Clone(packages)
	slices.SortStableFunc(ranked, func(a, b *Package) int {
		switch x, y := rankOf(a), rankOf(b); {
		case x.below(y):
			return -1
		case y.below(x):
			return 1
		}
		return 0
	})
	rows := map[string][]row{}
	var keys []string
	for _, p := range ranked {
		if w := p.table("withdrawn"); w != nil {
			for n := range w.Rows {
				if w.cell(n, "table") == table {
					delete(rows, w.cell(n, "key"))
				}
			}
		}
		t := p.table(table)
		if t == nil {
			continue
		}
		mine := map[string][]row{}
		for n := range t.Rows {
			key := t.Schema.KeyOf(t.Rows[n])
			if _, seen := rows[key]; !seen && mine[key] == nil {
				keys = append(keys, key)
			}
			mine[key] = append(mine[key], row{t, n, p})
		}
		for key, r := range mine {
			rows[key] = r
		}
	}
	var out []row
	seen := map[string]bool{}
	for _, key := range keys {
		if !seen[key] {
			seen[key] = true
			out = append(out, rows[key]...)
		}
	}
	return out
}

// complete is a package seen in the library that it joins.
type complete struct {
	*collector
	p      *Package
	before map[ref]bool // records that whole reports told before
	rows   map[string][]row
	then   []*Package // known when p is told
	all    []*Package // those, and p
}

// checkCompleteness warns of what a whole report leaves out. then are the packages known when p is
// told, without it.
func checkCompleteness(c *collector, p *Package, then []*Package, held *holdings) {
	if p.Manifest.Followup.Extent != model.Full || c.quiet {
		return
	}
	whole := slices.DeleteFunc(slices.Clone(then), func(q *Package) bool { return !q.full() })
	k := &complete{collector: c, p: p, before: held.of(whole).records, rows: map[string][]row{}, then: then, all: append(then[:len(then):len(then)], p)}
	k.goals()
	k.targets()
	k.savings()
	k.totals()
	k.results()
	k.answers()
	k.controls()
	k.oral()
}

func (k *complete) standing(table string) []row {
	if rows, read := k.rows[table]; read {
		return rows
	}
	k.rows[table] = standingRows(k.all, table)
	return k.rows[table]
}

// full reports whether a package is a whole report.
func (p *Package) full() bool { return p.Manifest.Followup.Extent == model.Full }

// is reports whether a package is of one of the kinds.
func (p *Package) is(kinds ...model.Kind) bool {
	return slices.Contains(kinds, p.Manifest.Followup.Kind)
}

// each visits the rows that a package states in a table.
func (p *Package) each(table string, visit func(r row)) {
	if t := p.table(table); t != nil {
		for n := range t.Rows {
			visit(row{t, n, p})
		}
	}
}

func (r row) quantity(column string) model.Quantity {
	return r.t.quantityIn(r.n, r.t.Schema.Column(column))
}

// turn reports whether p is the first package that owes something.
func (k *complete) turn(owes func(q *Package) bool) bool {
	return owes(k.p) && !slices.ContainsFunc(k.then, owes)
}

// noteOf is the note of a row that the package states itself: one that was written before knows nothing of
// what this report leaves out.
func (k *complete) noteOf(r row) string {
	if r.pkg != k.p {
		return ""
	}
	return r.get(noteColumn)
}

// since tells when each record of a table was first told: telling it anew answers nothing.
func (k *complete) since(table string) map[string]rank {
	first := map[string]rank{}
	for _, q := range k.all {
		q.each(table, func(r row) {
			if was, there := first[r.get("id")]; !there || rankOf(q).below(was) {
				first[r.get("id")] = rankOf(q)
			}
		})
	}
	return first
}

// fresh visits the rows of a table that the package is the first to tell.
func (k *complete) fresh(table string, visit func(t *Table, n int)) {
	t := k.p.table(table)
	if t == nil {
		return
	}
	for n := range t.Rows {
		if !k.before[ref{table, t.cell(n, "id")}] {
			visit(t, n)
		}
	}
}

// goals warns of goals that no indicator follows. Visions, focus areas and directions need none: the
// goals under them are followed, and so may those of the council be.
func (k *complete) goals() {
	followed := map[string]bool{}
	for _, r := range k.standing("indicators") {
		followed[r.get("subject")] = true
	}
	for _, r := range k.standing("links") {
		for _, ends := range [2][2]string{{"from", "to"}, {"to", "from"}} {
			if strings.HasPrefix(r.get(ends[0]), "indicators:") && r.get("strength") != "stated_absent" {
				followed[r.get(ends[1])] = true
			}
		}
	}
	parents := map[string]string{}
	for _, r := range k.standing("goals") {
		parents[r.get("id")] = r.get("parent")
	}
	below := map[string]bool{} // goals with a followed one under them
	for id := range parents {
		if !followed["goals:"+id] {
			continue
		}
		for up, steps := parents[id], 0; up != "" && steps <= len(parents); up, steps = parents[up], steps+1 {
			below[up] = true
		}
	}
	k.fresh("goals", func(t *Table, n int) {
		switch t.cell(n, "level") {
		case "vision", "focus_area", "direction":
			return
		case "council_goal":
			if below[t.cell(n, "id")] {
				return
			}
		}
		if t.cell(n, "valid_to") == "" && !followed["goals:"+t.cell(n, "id")] {
			k.warn(GoalNoIndicator, t.at(n, "title"), "Goal", t.cell(n, "title"))
		}
	})
}

// targets warns of outcomes whose indicator has targets, all of them for a time before.
func (k *complete) targets() {
	last := map[string]model.Period{}
	for _, r := range k.standing("targets") {
		if p, ok := model.ParsePeriod(r.get("period")); ok && !p.Unknown {
			if was, there := last[r.get("indicator")]; !there || !p.To.IsZero() && !was.To.IsZero() && was.To.Last().Before(p.To.Last()) || p.To.IsZero() {
				last[r.get("indicator")] = p
			}
		}
	}
	older := func(r row) bool {
		target, there := last[r.get("indicator")]
		p, ok := model.ParsePeriod(r.get("period"))
		return there && ok && !target.To.IsZero() && !p.To.IsZero() && r.get("value") != "" && target.To.Year < p.To.Year
	}
	told := map[string]bool{}
	for _, q := range k.then {
		if q.full() {
			q.each("observations", func(r row) {
				if older(r) {
					told[r.get("indicator")] = true
				}
			})
		}
	}
	first := map[string]row{} // of each indicator, one with a note where there is one
	var order []string
	k.p.each("observations", func(r row) {
		id := r.get("indicator")
		if !older(r) || told[id] {
			return
		}
		at, there := first[id]
		if !there {
			order = append(order, id)
		}
		if !there || at.get(noteColumn) == "" && r.get(noteColumn) != "" {
			first[id] = r
		}
	})
	for _, id := range order {
		r := first[id]
		k.warn(TargetOlder, r.t.at(r.n, "period"), "ID", id, "Target", last[id].Text, "Value", r.get("period"))
	}
}

// savings warns of measures without amount, day of effect or impact analysis. One of the whole decision
// will do, unless it says that nobody has judged it.
func (k *complete) savings() {
	analysed := map[string]bool{}
	for _, r := range k.standing("impacts") {
		if strings.HasPrefix(r.get("subject"), "savings:") || r.get("risk") != "not_reported" {
			analysed[r.get("subject")] = true
		}
	}
	k.fresh("savings", func(t *Table, n int) {
		if s := t.cell(n, "status"); s == "cancelled" {
			return
		}
		title := t.cell(n, "title")
		if s := model.Status(t.cell(n, "amount_status")); t.cell(n, "amount") == "" && s != model.NotApplicable && s != model.Confidential {
			k.warn(SavingNoAmount, t.at(n, "amount"), "Saving", title)
		}
		if from := t.cell(n, "effect_from"); from == "" || from == "unknown" {
			k.warn(SavingNoEffectDate, t.at(n, "effect_from"), "Saving", title)
		}
		if d := t.cell(n, "decision"); !analysed["savings:"+t.cell(n, "id")] && (d == "" || !analysed["decisions:"+d]) {
			k.warn(SavingNoImpact, t.at(n, "title"), "Saving", title)
		}
	})
	amounts := map[string]model.Quantity{}
	for _, r := range k.standing("savings") {
		amounts[r.get("id")] = r.t.quantityIn(r.n, r.t.Schema.Column("amount"))
	}
	t := k.p.table("amounts")
	if t == nil {
		return
	}
	for n := range t.Rows {
		id, is := strings.CutPrefix(t.cell(n, "line"), "savings:")
		decided, q := amounts[id], t.quantity(n)
		if p, ok := model.ParsePeriod(t.cell(n, "period")); !ok || p.From.IsZero() || p.To.IsZero() || p.To.Last().After(p.From.First().AddDate(1, 0, 0)) {
			continue // what several years have given is more than one year's
		}
		if is && t.cell(n, "measure") == string(model.SavingRealised) && q.Known && decided.Known && !q.Approximate && !decided.Approximate &&
			q.Kronor().Sub(half(q)).GreaterThan(decided.Kronor().Add(half(decided))) {
			k.warn(RealisedBeyond, t.at(n, "value"), "Saving", id, "Realised", figure(q), "Decided", figure(decided))
		}
	}
}

// totals warns where a stated total is not the sum of the measures of the same decision. Where one of
// them has no exact amount, the total may be more.
func (k *complete) totals() {
	parts, more := map[string][]model.Quantity{}, map[string]bool{}
	for _, r := range k.standing("savings") {
		d := r.get("decision")
		if q := r.quantity("amount"); q.Known && !q.Approximate {
			parts[d] = append(parts[d], q)
		} else {
			more[d] = true
		}
	}
	of := map[string]int{} // the totals of a decision: of several, none is its sum
	for _, r := range k.standing("savings_totals") {
		if r.get("measure") == "decided" {
			of[r.get("decision")]++
		}
	}
	same := func(r row) ref { return ref{r.get("label"), r.get("value") + " " + r.get("amount_unit")} }
	told := map[ref]bool{}
	for _, q := range k.then {
		if q.full() {
			q.each("savings_totals", func(r row) { told[same(r)] = true })
		}
	}
	k.p.each("savings_totals", func(r row) {
		d, q := r.get("decision"), r.quantity("value")
		if r.get("measure") != "decided" || d == "" || of[d] != 1 || !q.Known || q.Approximate || len(parts[d]) == 0 || told[same(r)] || addsUp(q, parts[d]) {
			return
		}
		sum := model.Sum(parts[d])
		if more[d] && sum.Kronor().LessThan(q.Kronor()) {
			return
		}
		k.warn(TotalDiffers, r.t.at(r.n, "value"), "Label", r.get("label"), "Total", figure(q), "Sum", figure(sum))
	})
}

// towardsResult are the steps of the effect ladder that tell who takes part. What tells anything else
// of an intervention tells what became of them.
var towardsResult = map[string]bool{"places": true, "referred": true, "enrolled": true}

// results warns of interventions that tell who take part and nobody has yet told what became of them,
// and of those that are half a year old and have no figure at all in an annual report.
func (k *complete) results() {
	reports := func(q *Package) bool { return q.is(model.Monthly, model.Interim, model.Annual, model.Quality) }
	if !reports(k.p) {
		return
	}
	step, subject := map[string]string{}, map[string]string{}
	for _, r := range k.standing("indicators") {
		if id, is := strings.CutPrefix(r.get("subject"), "interventions:"); is {
			step[r.get("id")], subject[r.get("id")] = r.get("step"), id
		}
	}
	parents, parts := map[string]string{}, map[string]bool{}
	for _, r := range k.standing("interventions") {
		parents[r.get("id")] = r.get("parent")
		parts[r.get("parent")] = true
	}
	beyond, told, first := map[string]bool{}, map[string]bool{}, map[string]row{}
	since := map[string]time.Time{} // when each was first told
	for _, q := range k.all {
		q.each("interventions", func(r row) {
			if was, there := since[r.get("id")]; !there || rankOf(q).asAt.Before(was) {
				since[r.get("id")] = rankOf(q).asAt
			}
		})
		if !reports(q) {
			continue
		}
		q.each("observations", func(r row) {
			id, is := subject[r.get("indicator")]
			if s := model.Status(r.get("status")); !is || s == model.NotReported || s == model.NotQuoted {
				return
			}
			if !towardsResult[step[r.get("indicator")]] {
				for up, steps := id, 0; up != "" && steps <= len(parents); up, steps = parents[up], steps+1 {
					beyond[up] = true
				}
				return
			}
			if q == k.p {
				if _, there := first[id]; !there || r.get(noteColumn) != "" {
					first[id] = r
				}
			} else if q.full() {
				told[id] = true
			}
		})
	}
	for _, r := range k.standing("interventions") {
		id := r.get("id")
		at, tells := first[id]
		switch {
		case beyond[id] || told[id]:
		case tells:
			k.warn(NoResult, at.t.at(at.n, "indicator"), "ID", id)
		case !parts[id]:
			begun := since[id]
			if p, ok := model.ParsePeriod(r.get("starts")); ok && !p.From.IsZero() && p.From.First().After(begun) {
				begun = p.From.First()
			}
			ended, ends := model.ParsePeriod(r.get("ends"))
			if k.turn(func(q *Package) bool {
				from, _ := time.Parse(time.DateOnly, q.Manifest.Followup.Period.From)
				over := ends && !ended.To.IsZero() && ended.To.Last().Before(from)
				return q.full() && q.is(model.Annual) && !over && !begun.AddDate(0, 6, 0).After(rankOf(q).asAt)
			}) {
				k.warn(NoResult, place{file: "observations.csv", column: "indicator", note: k.noteOf(r)}, "ID", id)
			}
		}
	}
}

// answers warns of recommendations and criticism that nobody has answered by an interim or annual
// report of a day after the auditors wanted the answer, and of answers without owner or date. The page
// of the audit says from the same day on that an answer is not reported.
func (k *complete) answers() {
	answered, dated, points := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, r := range k.standing("responses") {
		for _, id := range strings.Split(r.get("points"), "|") {
			answered[id] = true
		}
	}
	for _, r := range k.standing("status_events") {
		dated[r.get("point")] = dated[r.get("point")] || r.get("due") != ""
	}
	wanted := map[string]time.Time{}
	for _, r := range k.standing("audit_reports") {
		if due, ok := model.ParsePeriod(r.get("response_due")); ok && !due.To.IsZero() {
			wanted[r.get("id")] = due.To.Last()
		}
	}
	since := k.since("audit_points")
	for _, r := range k.standing("audit_points") {
		if kind := r.get("kind"); kind != "recommendation" && kind != "criticism" {
			continue
		}
		points[r.get("id")] = true
		due := func(q *Package) bool {
			return q.full() && q.is(model.Interim, model.Annual) && since[r.get("id")].below(rankOf(q)) && !rankOf(q).asAt.Before(wanted[r.get("report")])
		}
		if id := r.get("id"); !answered[id] && k.turn(due) {
			k.warn(PointNoAnswer, place{file: "responses.csv", column: "points", value: id, note: k.noteOf(r)}, "Point", r.get("title"))
		}
	}
	k.fresh("responses", func(t *Table, n int) {
		ids := slices.DeleteFunc(strings.Split(t.cell(n, "points"), "|"), func(id string) bool { return !points[id] })
		if len(ids) == 0 {
			return // the answer to a risk or a view binds nobody
		}
		if t.cell(n, "responsible") == "" {
			k.warn(AnswerNoOwner, t.at(n, "responsible"))
		}
		if t.cell(n, "due") == "" && slices.ContainsFunc(ids, func(id string) bool { return !dated[id] }) {
			k.warn(AnswerNoDate, t.at(n, "due"))
		}
	})
}

// controls warns of controls in the plan that have no result when their year is over: in the report
// that tells the results of others of that year, or else in the next interim report. A row that says
// that a control is not assessed answers with its note.
func (k *complete) controls() {
	years := map[string]string{}
	for _, r := range k.standing("controls") {
		years["controls:"+r.get("id")] = r.get("year")
	}
	result := map[string]bool{}
	said := map[string]row{}                // where the package says that a control is not assessed
	tells := map[*Package]map[string]bool{} // the years of which a package tells results
	for _, q := range k.all {
		tells[q] = map[string]bool{}
		q.each("assessments", func(r row) {
			if year, is := years[r.get("subject")]; is {
				tells[q][year] = true
			}
			id := r.get("subject")
			switch s := r.get("status"); {
			case s != "not_assessed" && s != "not_quoted", q != k.p && r.get(noteColumn) != "":
				result[id] = true
			case q == k.p:
				if was, there := said[id]; !there || was.get(noteColumn) == "" {
					said[id] = r
				}
			}
		})
	}
	since := k.since("controls")
	for _, r := range k.standing("controls") {
		year, ok := model.ParsePeriod(r.get("year"))
		id := "controls:" + r.get("id")
		if result[id] || !ok || year.To.IsZero() {
			continue
		}
		if k.turn(func(q *Package) bool {
			return q.full() && !rankOf(q).asAt.Before(year.To.Last()) && since[r.get("id")].below(rankOf(q)) && (tells[q][r.get("year")] || q.is(model.Interim))
		}) {
			at := place{file: "assessments.csv", column: "subject", value: id}
			if row, told := said[id]; told {
				at = row.t.at(row.n, "subject")
			}
			at.note = cmp.Or(at.note, k.noteOf(r))
			k.warn(ControlNoResult, at, "Control", cmp.Or(r.get("risk"), r.get("method"), r.get("id")))
		}
	}
}

// oral warns of collaboration that the committee has only been told of.
func (k *complete) oral() {
	k.fresh("collaborations", func(t *Table, n int) {
		if t.cell(n, "form") == "oral" {
			k.warn(OralOnly, t.at(n, "form"), "ID", t.cell(n, "id"))
		}
	})
}
