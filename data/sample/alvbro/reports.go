package alvbro

import (
	"fmt"
	"strconv"

	"rodatraden/data/model"
)

// monthly tells a month's follow-up.
func (t *teller) monthly(y, m int) {
	if t.skips(y, m) {
		return
	}
	meeting := t.meetingFor(y, m)
	p := t.begin(model.Monthly, y, m, meeting.AddDate(0, 0, -t.chance.of("publish").at(y, m).between(6, 9)), meeting, 5)
	t.areas(p)
	t.told_(p, y, m)
	told := t.economyRows(p, y, m)
	t.causeRows(p, y, m, told)
	t.savingNews(p, y, m)
	t.budgetTalk(p, y, m)
	t.text(p, 3, "2.1", "budget_lines:"+t.c.Total, t.monthlyWords(p, y, m, told))
	t.decide(p, y, m, told)
	if m == 10 && t.has("rattat-paket", y) {
		t.corrected(y)
	}
}

// skips reports whether a month goes without a report.
func (t *teller) skips(y, m int) bool {
	if !t.has("manad-utan-rapport", y) || m != t.month_("manad-utan-rapport", y, 3, 5, 9) || m == 5 && t.has("belopp-aterkallas", y) {
		return false
	}
	t.seen[fmt.Sprint("skipped ", y)] = true
	return true
}

// interim tells an interim report, of April or August.
func (t *teller) interim(y, m int) {
	meeting := t.meetingFor(y, m)
	p := t.begin(model.Interim, y, m, meeting.AddDate(0, 0, -t.chance.of("publish").at(y, m).between(7, 11)), meeting, 4)
	t.areas(p)
	t.told_(p, y, m)
	told := t.economyRows(p, y, m)
	t.monthByMonth(p, y, m)
	t.causeRows(p, y, m, told)
	t.assumptionRows(p, y, m)
	t.goalRows(p, y, m)
	t.savingRows(p, y, m)
	t.ladderRows(p, y, m)
	t.auditRows(p, y, m)
	t.text(p, 2, "Sammanfattning", "budget_lines:"+t.c.Total, t.interimWords(p, y, m, told))
	t.decide(p, y, m, told)
}

// monthByMonth repeats the committee's outcome through each month that has been told.
func (t *teller) monthByMonth(p *pack, y, m int) {
	src := p.spoken(7, "3.2", "manader", "figure", "administration", p.date, "Utfall per månad")
	quiet := 0
	if t.has("tyst-andring", y) && m == 8 {
		quiet = t.month_("tyst-andring", y, 3, 5, 6)
	}
	for k := 2; k < m; k++ {
		n, there := t.told[t.c.Total+" "+until(y, k)]
		if !there {
			continue
		}
		if k == quiet {
			more := t.chance.of("tyst-andring").at(y).between(3, 8)
			t.plant(p, "tyst-andring", "amounts", []string{t.c.Total + "-outcome-ytd-" + month(y, k)}, "",
				fmt.Sprintf("Nämndens utfall till och med %s är %s. I månadens egen rapport var det %s. Ingen förklaring ges, och områdena är inte ändrade.", months[k], printed(n+more), printed(n)))
			n += more
		}
		p.add("amounts", cells{"id": t.c.Total + "-outcome-ytd-" + month(y, k), "line": t.c.Total, "measure": "outcome_ytd", "period": until(y, k), "value": mkr(n), "amount_unit": "mkr", "status": "reported", "source": src})
	}
}

// annual tells the annual report of a year.
func (t *teller) annual(y int) {
	meeting := t.meetingFor(y, 12)
	p := t.begin(model.Annual, y, 0, meeting.AddDate(0, 0, -t.chance.of("publish").at(y, 12).between(6, 9)), meeting, 4)
	t.areas(p)
	t.told_(p, y, 12)
	t.lines(p)
	src := t.economySource(p)
	period, year := until(y, 12), of(y)
	var sum [3]int
	tell := func(line string, budget, cost, before int) {
		row := func(measure, period, id string, n int) {
			p.add("amounts", cells{"id": line + "-" + id, "line": line, "measure": measure, "period": period, "value": mkr(n), "amount_unit": "mkr", "status": "reported", "source": src})
		}
		row("budget_year", year, "budget-year-"+year, budget)
		row("budget_ytd", period, "budget-ytd-"+month(y, 12), budget)
		row("outcome_ytd", period, "outcome-ytd-"+month(y, 12), cost)
		row("outcome_ytd_previous", period, "outcome-ytd-previous-"+month(y, 12), before)
		row("variance_ytd", period, "variance-ytd-"+month(y, 12), budget-cost)
		row("outcome_year", year, "outcome-year-"+year, cost)
		row("variance_outcome", year, "variance-outcome-"+year, budget-cost)
		row("outcome_year", of(y-1), "outcome-year-"+of(y-1), before)
		t.told[line+" "+period] = cost
	}
	for i, a := range t.c.Areas {
		truth := t.years[y].areas[i]
		budget, cost, before := truth.budget(12), truth.costTo(12), t.before(i, y, 12)
		tell(a.ID, budget, cost, before)
		for j, n := range []int{budget, cost, before} {
			sum[j] += n
		}
	}
	tell(t.c.Total, sum[0], sum[1], sum[2])
	variance := sum[0] - sum[1]
	t.causeRows(p, y, 12, variance)
	t.assumptionRows(p, y, 12)
	t.goalRows(p, y, 12)
	t.savingRows(p, y, 12)
	t.ladderRows(p, y, 12)
	t.auditRows(p, y, 12)
	t.text(p, 2, "Sammanfattning", "budget_lines:"+t.c.Total, t.annualWords(p, y, variance))
	t.decide(p, y, 12, variance)
}

// plan tells the plan and budget for a year, adopted in the December before it.
func (t *teller) plan(y int) {
	meeting := t.meetingFor(y-1, 11)
	p := t.begin(model.Plan, y, 0, meeting.AddDate(0, 0, 6), meeting, 8)
	p.asAt, p.manifest.Followup.AsAt = meeting, iso(meeting)
	t.allUnits(p, y)
	t.lines(p)
	src, monthly := p.source(9, "3.1", "Budget per område"), p.source(14, "Bilaga 1", "Budget per månad")
	year := of(y)
	var frames, before int
	tell := func(line string, frame, before int) {
		p.add("amounts", cells{"id": line + "-budget-year-" + year, "line": line, "measure": "budget_year", "period": year, "value": mkr(frame), "amount_unit": "mkr", "status": "reported", "source": src})
		p.add("amounts", cells{"id": line + "-frame-change-" + year, "line": line, "measure": "frame_change", "period": year, "value": mkr(frame - before), "amount_unit": "mkr", "status": "reported", "source": src})
	}
	for i, a := range t.c.Areas {
		now, was := t.years[y].areas[i].frame, t.years[y-1].areas[i].budget(12)
		tell(a.ID, now, was)
		frames, before = frames+now, before+was
	}
	tell(t.c.Total, frames, before)
	for m := 1; m <= 12; m++ {
		sum := 0
		row := func(line string, n int) {
			p.add("amounts", cells{"id": line + "-budget-ytd-" + month(y, m), "line": line, "measure": "budget_ytd", "period": until(y, m), "value": mkr(n), "amount_unit": "mkr", "status": "reported", "source": monthly})
		}
		for i, a := range t.c.Areas {
			n := t.years[y].areas[i].plan[m]
			row(a.ID, n)
			sum += n
		}
		row(t.c.Total, sum)
	}
	t.planDecisions(p, y)
	t.planGoals(p, y)
	t.planSavings(p, y)
	t.planInterventions(p, y)
	t.planControls(p, y)
	t.planAssumptions(p, y)
	t.text(p, 2, "Sammanfattning", "budget_lines:"+t.c.Total, t.planWords(p, y, frames, before))
}

// corrected replaces September's follow-up after October's has come.
func (t *teller) corrected(y int) {
	var old *pack
	for _, q := range t.out {
		if q.y == y && q.m == 9 && q.manifest.Followup.Kind == model.Monthly {
			old = q
		}
	}
	if old == nil {
		return
	}
	i := t.chance.of("rattat-paket").at(y).n(len(t.c.Areas))
	a := t.c.Areas[i]
	more := max(2, t.years[y].areas[i].frame/120)
	published := t.meetingFor(y, 10).AddDate(0, 0, 6)
	p := t.begin(model.Monthly, y, 9, published, t.meetingFor(y, 11), 6)
	p.manifest.Name += "-2"
	p.manifest.ID = uuid(strconv.FormatUint(t.seed, 10), p.manifest.Name)
	p.manifest.Title += ", rättad"
	p.manifest.Followup.Supersedes = old.manifest.ID
	const why = "Fakturor för september var inte registrerade."
	for table, rows := range old.rows {
		for _, r := range rows {
			if table == "documents" || table == "texts" {
				continue
			}
			n := cells{}
			for k, v := range r {
				n[k] = v
			}
			if table == "sources" {
				n["date"] = p.date
			}
			if table == "amounts" && (n["line"] == a.ID || n["line"] == t.c.Total) && n["value"] != "" {
				v := parse(n["value"], 1)
				switch n["measure"] {
				case "outcome_ytd", "forecast_year":
					v += more
				case "variance_ytd", "variance_forecast":
					v -= more
				}
				if v != parse(n["value"], 1) {
					n["value"], n["revision_note"] = mkr(v), why
					if n["measure"] == "outcome_ytd" {
						t.told[n["line"]+" "+until(y, 9)] = v
					}
				}
			}
			p.add(table, n)
			if table == "sources" {
				p.said[n["id"]] = true
			}
		}
	}
	t.exact(p)
	t.plant(p, "rattat-paket", "amounts", []string{a.ID + "-outcome-ytd-" + month(y, 9), a.ID + "-variance-forecast-" + of(y)}, "",
		fmt.Sprintf("Ersätter uppföljningen för september efter att oktobers har kommit. %s blir %s dyrare; oktobers siffror är inte ändrade.", a.Name, printed(more)))
	t.text(p, 3, "2.1", "budget_lines:"+t.c.Total, fmt.Sprintf("Uppföljningen för september är rättad. %s Utfallet för %s blir %s högre, och prognosen med det. Orsakslistan är inte ändrad.", why, a.Name, printed(more)))
	p.row("documents", p.document)["note"] = "Ersätter uppföljningen som publicerades " + old.date + ". Skäl: " + why
}

// exact takes the word that a list of causes is whole from a package whose variance was changed after it.
func (t *teller) exact(p *pack) {
	for _, r := range p.rows["causes"] {
		if r["exhaustive"] == "yes" {
			r["exhaustive"] = "not_stated"
		}
	}
}
