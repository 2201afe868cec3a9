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
// published with it. What is restated is warned of once, when it is first told.

// row is a row of a table in its package.
type row struct {
	t   *Table
	n   int
	pkg *Package
}

func (r row) get(column string) string { return r.t.cell(r.n, column) }

// standingRows are the rows of a table that stand, the winner of each key, in the order that they were told.
func standingRows(packages []*Package, table string) []row {
	ranked := slices.Clone(packages)
	rankOf := func(p *Package) rank {
		day, _ := time.Parse(time.DateOnly, p.Manifest.Followup.AsAt)
		return rank{day, p.Manifest.Followup.Order}
	}
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
	before map[ref]bool // records told before
	rows   map[string][]row
	all    []*Package
}

// checkCompleteness warns of what a whole report leaves out. then are the packages known when p is
// told, without it.
func checkCompleteness(c *collector, p *Package, then []*Package) {
	if p.Manifest.Followup.Extent != model.Full || c.quiet {
		return
	}
	k := &complete{collector: c, p: p, before: hold(then).records, rows: map[string][]row{}, all: append(then[:len(then):len(then)], p)}
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

// fresh visits the rows of a table that the package is the first to tell, and that have no note.
func (k *complete) fresh(table string, visit func(t *Table, n int)) {
	t := k.p.table(table)
	if t == nil {
		return
	}
	for n := range t.Rows {
		if !k.before[ref{table, t.cell(n, "id")}] && t.cell(n, "note") == "" {
			visit(t, n)
		}
	}
}

// goals warns of goals that no indicator follows. Visions, focus areas and directions need none.
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
	k.fresh("goals", func(t *Table, n int) {
		switch t.cell(n, "level") {
		case "vision", "focus_area", "direction":
			return
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
	t := k.p.table("observations")
	if t == nil {
		return
	}
	told := map[string]bool{}
	for n := range t.Rows {
		id := t.cell(n, "indicator")
		target, there := last[id]
		p, ok := model.ParsePeriod(t.cell(n, "period"))
		if !there || !ok || target.To.IsZero() || p.To.IsZero() || told[id] || t.cell(n, "note") != "" || t.cell(n, "value") == "" {
			continue
		}
		if target.To.Year < p.To.Year {
			told[id] = true
			k.warn(TargetOlder, t.at(n, "period"), "ID", id, "Target", target.Text, "Value", p.Text)
		}
	}
}

// savings warns of measures without amount, day of effect or impact analysis.
func (k *complete) savings() {
	analysed := map[string]bool{}
	for _, r := range k.standing("impacts") {
		analysed[r.get("subject")] = true
	}
	k.fresh("savings", func(t *Table, n int) {
		if s := t.cell(n, "status"); s == "cancelled" {
			return
		}
		title := t.cell(n, "title")
		if t.cell(n, "amount") == "" {
			k.warn(SavingNoAmount, t.at(n, "amount"), "Saving", title)
		}
		if t.cell(n, "effect_from") == "" {
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
		if is && t.cell(n, "measure") == string(model.SavingRealised) && q.Known && decided.Known && t.cell(n, "note") == "" &&
			q.Kronor().Sub(half(q)).GreaterThan(decided.Kronor().Add(half(decided))) {
			k.warn(RealisedBeyond, t.at(n, "value"), "Saving", id, "Realised", figure(q), "Decided", figure(decided))
		}
	}
}

// totals warns where a stated total is not the sum of the measures of the same decision.
func (k *complete) totals() {
	t := k.p.table("savings_totals")
	if t == nil {
		return
	}
	parts := map[string][]model.Quantity{}
	for _, r := range k.standing("savings") {
		if d := r.get("decision"); d != "" {
			if q := r.t.quantityIn(r.n, r.t.Schema.Column("amount")); q.Known {
				parts[d] = append(parts[d], q)
			}
		}
	}
	for n := range t.Rows {
		d := t.cell(n, "decision")
		q := t.quantity(n)
		if t.cell(n, "measure") != "decided" || d == "" || !q.Known || q.Approximate || len(parts[d]) == 0 || t.cell(n, "note") != "" || addsUp(q, parts[d]) {
			continue
		}
		k.warn(TotalDiffers, t.at(n, "value"), "Label", t.cell(n, "label"), "Total", figure(q), "Sum", figure(model.Sum(parts[d])))
	}
}

// beyondEnrolment are the steps of the effect ladder that tell what became of those who took part.
var beyondEnrolment = map[string]bool{"completed": true, "self_supporting": true, "studying": true, "remaining_after_12_months": true}

// results warns, once a year, of interventions that tell who take part and not what became of them.
func (k *complete) results() {
	t := k.p.table("observations")
	if t == nil || k.p.Manifest.Followup.Kind != model.Annual {
		return
	}
	step, subject := map[string]string{}, map[string]string{}
	for _, r := range k.standing("indicators") {
		step[r.get("id")], subject[r.get("id")] = r.get("step"), r.get("subject")
	}
	beyond, first := map[string]bool{}, map[string]int{}
	for n := range t.Rows {
		id := t.cell(n, "indicator")
		s := subject[id]
		if !strings.HasPrefix(s, "interventions:") || step[id] == "" || t.cell(n, "value") == "" {
			continue
		}
		if beyondEnrolment[step[id]] {
			beyond[s] = true
		} else if _, there := first[s]; !there || t.cell(n, "note") != "" {
			first[s] = n
		}
	}
	for n := range t.Rows {
		if s := subject[t.cell(n, "indicator")]; first[s] == n && s != "" && !beyond[s] && t.cell(n, "note") == "" {
			if _, is := first[s]; is {
				k.warn(NoResult, t.at(n, "indicator"), "ID", strings.TrimPrefix(s, "interventions:"))
			}
		}
	}
}

// answers warns of recommendations and criticism that nobody has answered by an interim or annual
// report of a day after the auditors wanted the answer, and of answers without owner or date.
func (k *complete) answers() {
	f := k.p.Manifest.Followup
	if f.Kind != model.Interim && f.Kind != model.Annual {
		return
	}
	answered, owned, dated := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, r := range k.standing("responses") {
		for _, id := range strings.Split(r.get("points"), "|") {
			answered[id] = true
			owned[id] = owned[id] || r.get("responsible") != ""
			dated[id] = dated[id] || r.get("due") != ""
		}
	}
	for _, r := range k.standing("status_events") {
		dated[r.get("point")] = dated[r.get("point")] || r.get("due") != ""
	}
	wanted := map[string]string{}
	for _, r := range k.standing("audit_reports") {
		wanted[r.get("id")] = r.get("response_due")
	}
	for _, r := range k.standing("audit_points") {
		if kind := r.get("kind"); kind != "recommendation" && kind != "criticism" || r.pkg == k.p || r.get("note") != "" {
			continue
		}
		if due, ok := model.ParsePeriod(wanted[r.get("report")]); ok && !due.To.IsZero() && due.To.Last().Format(time.DateOnly) > f.AsAt {
			continue
		}
		if id := r.get("id"); !answered[id] {
			k.warn(PointNoAnswer, place{file: "responses.csv", column: "points", value: id}, "Point", r.get("title"))
		}
	}
	t := k.p.table("responses")
	if t == nil {
		return
	}
	for n := range t.Rows {
		if t.cell(n, "note") != "" {
			continue
		}
		ids := strings.Split(t.cell(n, "points"), "|")
		if !slices.ContainsFunc(ids, func(id string) bool { return owned[id] }) {
			k.warn(AnswerNoOwner, t.at(n, "responsible"))
		}
		if !slices.ContainsFunc(ids, func(id string) bool { return dated[id] }) {
			k.warn(AnswerNoDate, t.at(n, "due"))
		}
	}
}

// controls warns, in the year's annual or quality report, of controls in the plan without a result.
func (k *complete) controls() {
	f := k.p.Manifest.Followup
	if f.Kind != model.Annual && f.Kind != model.Quality {
		return
	}
	result := map[string]bool{}
	for _, r := range k.standing("assessments") {
		result[r.get("subject")] = true
	}
	tells := f.Kind == model.Quality || k.p.table("controls") != nil
	for _, r := range k.standing("controls") {
		if year := r.get("year"); tells && len(f.Period.To) >= 4 && year == f.Period.To[:4] && !result["controls:"+r.get("id")] && r.get("note") == "" {
			k.warn(ControlNoResult, place{file: "assessments.csv", column: "subject", value: "controls:" + r.get("id")}, "Control", cmp.Or(r.get("risk"), r.get("method")))
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
