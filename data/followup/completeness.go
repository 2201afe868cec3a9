package followup

import (
	"slices"
	"strings"
	"time"

	"rodatraden/data/model"
)

// Completeness: what a whole report leaves out and a reader will look for. Each is told once, in
// the first whole report that should have held it, and a note in the row answers it, in that report:
// the publisher has seen that it is missing and tells the reader why. An excerpt leaves out what it does not
// repeat, and is told nothing.

// checkGaps warns of what a row itself leaves out.
func checkGaps(c *collector, p *Package) {
	if p.Manifest.Followup.Extent != model.Full {
		return
	}
	each := func(table, column string, gap func(r row) bool, code string) {
		p.each(table, func(r row) {
			if gap(r) && r.get("note") == "" {
				c.warn(code, r.at(column), "ID", r.get("id"), "Title", r.get("title"), "Indicator", r.get("indicator"))
			}
		})
	}
	oral := func(r row) bool { return r.get("form") == "oral" }
	each("sources", "form", oral, OralOnly)
	each("collaborations", "form", oral, OralCollaboration)
	each("series_breaks", "reason", func(r row) bool { return r.get("reason") == "" }, BreakWithoutReason)
}

// each visits the rows that the package states in a table.
func (p *Package) each(table string, visit func(r row)) {
	t := p.table(table)
	if t == nil {
		return
	}
	for n := range t.Rows {
		visit(row{p, t, n})
	}
}

func (r row) at(column string) place { return r.t.at(r.n, column) }

// full reports whether a package is a whole report.
func (p *Package) full() bool { return p.Manifest.Followup.Extent == model.Full }

// is reports whether a package is of one of the kinds.
func (p *Package) is(kinds ...model.Kind) bool {
	return slices.Contains(kinds, p.Manifest.Followup.Kind)
}

// each visits the records of a table in the order of their ids.
func (h holding) each(table string, visit func(id string, r row)) {
	var ids []string
	for k := range h.rows {
		if k.table == table {
			ids = append(ids, k.id)
		}
	}
	slices.Sort(ids)
	for _, id := range ids {
		visit(id, h.rows[ref{table, id}])
	}
}

// checkComplete warns of what p, which joins those before it, leaves out.
func (l *joining) checkComplete(before []*Package, with holding) {
	if !l.p.full() {
		return
	}
	known := toldBefore(before)
	l.checkGoals(known, with)
	l.checkTargets(before, with)
	l.checkSavings(known, with)
	l.checkInterventions(before, with)
	l.checkRecommendations(before, with)
	l.checkControls(before, with)
}

// toldBefore is the records that whole reports have stated: what they lack has been told.
func toldBefore(packages []*Package) map[ref]bool {
	known := map[ref]bool{}
	for _, q := range packages {
		if !q.full() {
			continue
		}
		for _, table := range []string{"goals", "savings"} {
			q.each(table, func(r row) { known[ref{table, r.get("id")}] = true })
		}
	}
	return known
}

// answers reports whether p itself states the row, with a note. What was noted in an earlier package
// did not know of what p leaves out.
func (l *joining) answers(r row) bool { return r.p == l.p && r.get("note") != "" }

// checkGoals warns of a goal that nothing measures. A vision, a focus area and a direction are
// carried by the goals under them, and so may a goal of the council's be.
func (l *joining) checkGoals(known map[ref]bool, with holding) {
	measured := map[string]bool{}
	with.each("indicators", func(_ string, r row) {
		if goal, is := strings.CutPrefix(r.get("subject"), "goals:"); is {
			measured[goal] = true
		}
	})
	with.each("links", func(_ string, r row) {
		for _, way := range [][2]string{{"from", "to"}, {"to", "from"}} {
			goal, is := strings.CutPrefix(r.get(way[0]), "goals:")
			if is && strings.HasPrefix(r.get(way[1]), "indicators:") && r.get("strength") != "stated_absent" {
				measured[goal] = true
			}
		}
	})
	below := map[string]bool{} // goals with a measured one under them
	for id := range measured {
		for up, steps := id, 0; up != "" && steps <= len(with.rows); steps++ {
			r, there := with.rows[ref{"goals", up}]
			if !there {
				break
			}
			up = r.get("parent")
			below[up] = true
		}
	}
	l.p.each("goals", func(r row) {
		id := r.get("id")
		switch r.get("level") {
		case "vision", "focus_area", "direction":
			return
		case "council_goal":
			if below[id] {
				return
			}
		}
		if !measured[id] && !known[ref{"goals", id}] && r.get("note") == "" {
			l.warn(GoalWithoutIndicator, r.at("title"), "Title", r.get("title"))
		}
	})
}

// checkTargets warns of an indicator whose value is of a later time than its last target.
func (l *joining) checkTargets(before []*Package, with holding) {
	last := map[string]model.Period{} // by indicator
	with.each("targets", func(_ string, r row) {
		p, ok := model.ParsePeriod(r.get("period"))
		if !ok || p.Unknown {
			return
		}
		was, there := last[r.get("indicator")]
		if !there || p.To.IsZero() || !was.To.IsZero() && was.To.Last().Before(p.To.Last()) {
			last[r.get("indicator")] = p
		}
	})
	older := func(r row) (target model.Period, older bool) {
		target, there := last[r.get("indicator")]
		p, ok := model.ParsePeriod(r.get("period"))
		return target, there && ok && r.get("value") != "" && !target.To.IsZero() && !p.To.IsZero() && target.To.Last().Before(p.To.Last())
	}
	known := map[string]bool{}
	for _, q := range before {
		if q.full() {
			q.each("observations", func(r row) {
				if _, is := older(r); is {
					known[r.get("indicator")] = true
				}
			})
		}
	}
	l.p.each("observations", func(r row) {
		indicator := r.get("indicator")
		target, is := older(r)
		if !is || known[indicator] {
			return
		}
		known[indicator] = true
		if r.get("note") == "" {
			l.warn(TargetOlder, r.at("period"), "Indicator", l.title(with, "indicators", indicator), "Period", r.get("period"), "Target", target.Text)
		}
	})
}

// title is what a record is called, or its id.
func (l *joining) title(with holding, table, id string) string {
	if r, there := with.rows[ref{table, id}]; there && r.get("title") != "" {
		return r.get("title")
	}
	return id
}

// checkSavings warns of a saving of which nobody can tell later whether it gave what it should.
func (l *joining) checkSavings(known map[ref]bool, with holding) {
	analysed := map[string]bool{}
	with.each("impacts", func(_ string, r row) { analysed[r.get("subject")] = true })
	l.p.each("savings", func(r row) {
		id := r.get("id")
		if known[ref{"savings", id}] || r.get("status") == "cancelled" || r.get("note") != "" {
			return
		}
		title := []string{"Title", r.get("title")}
		status := model.Status(r.get("amount_status"))
		if r.get("amount") == "" && status != model.NotApplicable && status != model.Confidential {
			l.warn(SavingWithoutAmount, r.at("amount"), title...)
		}
		if from := r.get("effect_from"); from == "" || from == "unknown" {
			l.warn(SavingWithoutEffectDate, r.at("effect_from"), title...)
		}
		if !analysed["savings:"+id] {
			l.warn(SavingWithoutImpact, r.at("title"), title...)
		}
	})
}

// checkInterventions warns of an intervention of which a report tells only how many have got a
// place, and of one that is half a year old and has no figure in an annual report.
func (l *joining) checkInterventions(before []*Package, with holding) {
	if !l.p.is(model.Monthly, model.Interim, model.Annual, model.Quality) {
		return
	}
	of := map[string]string{}    // an indicator's intervention
	started := map[string]bool{} // indicators of those who have begun, no further
	with.each("indicators", func(id string, r row) {
		if i, is := strings.CutPrefix(r.get("subject"), "interventions:"); is {
			of[id] = i
			started[id] = slices.Contains([]string{"places", "referred", "enrolled"}, r.get("step"))
		}
	})
	parents := map[string]bool{}
	with.each("interventions", func(_ string, r row) { parents[r.get("parent")] = true })
	result, figures := map[string]bool{}, map[string]bool{} // by intervention: any beyond enrolment; any
	first := map[string]row{}                               // what p tells of those who have begun
	since := map[string]time.Time{}                         // when each was first told
	for _, q := range append(before[:len(before):len(before)], l.p) {
		q.each("interventions", func(r row) {
			if was, there := since[r.get("id")]; !there || rankOf(q).asAt.Before(was) {
				since[r.get("id")] = rankOf(q).asAt
			}
		})
		q.each("observations", func(r row) {
			i, known := of[r.get("indicator")]
			status := model.Status(r.get("status"))
			if !known || status == model.NotReported || status == model.NotQuoted || !q.is(model.Monthly, model.Interim, model.Annual, model.Quality) {
				return
			}
			if !started[r.get("indicator")] {
				for up, steps := i, 0; up != "" && steps <= len(with.rows); steps++ {
					result[up] = true
					up = l.parent(with, "interventions", up)
				}
				return
			}
			if _, there := first[i]; q == l.p && !there && !figures[i] {
				first[i] = r
			}
			if q.full() && q != l.p {
				figures[i] = true
			}
		})
	}
	with.each("interventions", func(id string, r row) {
		if result[id] {
			return
		}
		if at, there := first[id]; there {
			if at.get("note") == "" {
				l.warn(InterventionWithoutResult, at.at("indicator"), "Title", r.get("title"))
			}
			return
		}
		if figures[id] || parents[id] || !l.p.is(model.Annual) || l.answers(r) {
			return
		}
		ended := func(q *Package) bool {
			p, ok := model.ParsePeriod(r.get("ends"))
			from, err := time.Parse(time.DateOnly, q.Manifest.Followup.Period.From)
			return ok && err == nil && !p.To.IsZero() && p.To.Last().Before(from)
		}
		begun := since[id]
		if p, ok := model.ParsePeriod(r.get("starts")); ok && !p.From.IsZero() && p.From.First().After(begun) {
			begun = p.From.First()
		}
		owes := func(q *Package) bool {
			return q.full() && q.is(model.Annual) && !ended(q) && !begun.AddDate(0, 6, 0).After(rankOf(q).asAt)
		}
		if owes(l.p) && !slices.ContainsFunc(before, owes) {
			l.warn(InterventionWithoutResult, l.at("followup.kind", string(l.p.Manifest.Followup.Kind)), "Title", r.get("title"))
		}
	})
}

func (l *joining) parent(with holding, table, id string) string {
	if r, there := with.rows[ref{table, id}]; there {
		return r.get("parent")
	}
	return ""
}

// checkRecommendations warns of a recommendation that the first report after the day by which it
// should be answered has no answer to, and of an answer without owner or date.
func (l *joining) checkRecommendations(before []*Package, with holding) {
	answered, dated := map[string]bool{}, map[string]bool{}
	with.each("responses", func(_ string, r row) {
		for _, point := range strings.Split(r.get("points"), "|") {
			answered[point] = true
		}
	})
	with.each("status_events", func(_ string, r row) {
		dated[r.get("point")] = dated[r.get("point")] || r.get("due") != ""
	})
	recommended := func(point string) bool {
		r, there := with.rows[ref{"audit_points", point}]
		return there && r.get("kind") == "recommendation"
	}
	l.p.each("responses", func(r row) {
		points := slices.DeleteFunc(strings.Split(r.get("points"), "|"), func(point string) bool { return !recommended(point) })
		if len(points) == 0 || r.get("note") != "" {
			return
		}
		titles := make([]string, len(points))
		for i, point := range points {
			titles[i] = l.title(with, "audit_points", point)
		}
		title := []string{"Title", strings.Join(titles, "; ")}
		if r.get("responsible") == "" {
			l.warn(RecommendationWithoutOwner, r.at("responsible"), title...)
		}
		if r.get("due") == "" && slices.ContainsFunc(points, func(point string) bool { return !dated[point] }) {
			l.warn(RecommendationWithoutDate, r.at("due"), title...)
		}
	})
	with.each("audit_points", func(id string, r row) {
		if r.get("kind") != "recommendation" || answered[id] {
			return
		}
		var wanted time.Time
		if report, there := with.rows[ref{"audit_reports", r.get("report")}]; there {
			if p, ok := model.ParsePeriod(report.get("response_due")); ok && !p.To.IsZero() {
				wanted = p.To.Last()
			}
		}
		// The page of the audit holds a report to the same.
		due := func(q *Package) bool {
			return q.full() && q.is(model.Interim, model.Annual) && rankOf(r.p).below(rankOf(q)) && !rankOf(q).asAt.Before(wanted)
		}
		if due(l.p) && !slices.ContainsFunc(before, due) {
			l.warn(RecommendationWithoutAnswer, l.at("followup.kind", string(l.p.Manifest.Followup.Kind)), "Title", r.get("title"))
		}
	})
}

// checkControls warns of a control in the plan that has no result when its year is over: in the
// report that tells the results of others of that year, or else in the next interim report. A row
// that says that it is not assessed answers with a note.
func (l *joining) checkControls(before []*Package, with holding) {
	years := map[string]string{} // of the controls
	with.each("controls", func(id string, r row) { years["controls:"+id] = r.get("year") })
	told := map[*Package]map[string]bool{} // the years of which a package tells results
	has := map[string]bool{}
	for _, q := range append(before[:len(before):len(before)], l.p) {
		told[q] = map[string]bool{}
		q.each("assessments", func(r row) {
			if year, is := years[r.get("subject")]; is {
				told[q][year] = true
			}
			if s := r.get("status"); s != "not_assessed" && s != "not_quoted" || r.get("note") != "" {
				has[r.get("subject")] = true
			}
		})
	}
	with.each("controls", func(id string, r row) {
		year, ok := model.ParsePeriod(r.get("year"))
		if has["controls:"+id] || l.answers(r) || !ok || year.To.IsZero() {
			return
		}
		owes := func(q *Package) bool {
			return q.full() && !rankOf(q).asAt.Before(year.To.Last()) && rankOf(r.p).below(rankOf(q)) && (told[q][r.get("year")] || q.is(model.Interim))
		}
		if !owes(l.p) || slices.ContainsFunc(before, owes) {
			return
		}
		at := l.at("followup.kind", string(l.p.Manifest.Followup.Kind))
		if told[l.p][r.get("year")] {
			at = place{file: l.p.table("assessments").name(), column: "subject"}
		}
		name := r.get("risk")
		if name == "" {
			name = r.get("method")
		}
		if name == "" {
			name = id
		}
		l.warn(ControlWithoutResult, at, "Title", name, "Year", r.get("year"))
	})
}
