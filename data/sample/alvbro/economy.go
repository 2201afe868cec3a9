package alvbro

import (
	"fmt"
	"strconv"
)

// line tells the figures of the lines of a report on a month, and returns the forecast variance of the whole as
// it is told.
func (t *teller) economyRows(p *pack, y, m int) int {
	src := t.economySource(p)
	t.lines(p)
	period, of := until(y, m), strconv.Itoa(y)
	var sum [5]int // budget of the year and so far, outcome, outcome of the year before, forecast variance
	without := -1  // the area whose forecast is not told
	if t.has("prognos-saknas", y) && m == t.month_("prognos-saknas", y, 3, 5) && p.manifest.Followup.Kind == "monthly" {
		without = t.worst(y, m)
	}
	early := -1 // the area whose outcome is preliminary in October
	if t.has("preliminart", y) && m == 10 {
		early = t.chance.of("preliminart").at(y).n(len(t.c.Areas))
	}
	for i, a := range t.c.Areas {
		truth := t.years[y].areas[i]
		_, v := t.forecast(y, m, i)
		budget, soFar, cost, before := truth.budget(m), truth.budgetTo(m), truth.costTo(m), t.before(i, y, m)
		status, note := "reported", ""
		if i == early {
			cost -= max(1, truth.frame/500)
			status = "preliminary"
		}
		t.told[a.ID+" "+period] = cost
		row := func(measure, period, id string, n int) cells {
			return cells{"id": a.ID + "-" + id, "line": a.ID, "measure": measure, "period": period, "value": mkr(n), "amount_unit": "mkr", "status": "reported", "source": src}
		}
		year := row("budget_year", of, "budget-year-"+of, budget)
		if truth.from == m {
			year["revision_note"] = "Fullmäktige har höjt budgeten med " + printed(truth.raised) + "."
			t.plant(p, "budget-hojs", "amounts", []string{year["id"]}, "", fmt.Sprintf("Budgeten för %s höjs med %s under året. Prognosens avvikelse blir bättre utan att något kostar mindre.", a.Name, printed(truth.raised)))
		}
		p.add("amounts", year)
		p.add("amounts", row("budget_ytd", period, "budget-ytd-"+month(y, m), soFar))
		out := row("outcome_ytd", period, "outcome-ytd-"+month(y, m), cost)
		out["status"], out["note"] = status, note
		if i == early {
			out["note"] = "Fakturor för oktober saknas."
			t.plant(p, "preliminart", "amounts", []string{out["id"]}, "", fmt.Sprintf("Utfallet för %s till och med oktober är preliminärt, och nämndens utfall med det. Slutligt tal kommer i novemberrapporten.", a.Name))
		}
		p.add("amounts", out)
		p.add("amounts", row("outcome_ytd_previous", period, "outcome-ytd-previous-"+month(y, m), before))
		if i == without {
			p.add("amounts", cells{"id": a.ID + "-forecast-year-" + of, "line": a.ID, "measure": "forecast_year", "period": of, "status": "not_reported", "source": src})
			p.add("amounts", cells{"id": a.ID + "-variance-forecast-" + of, "line": a.ID, "measure": "variance_forecast", "period": of, "status": "not_reported", "source": src})
			t.plant(p, "prognos-saknas", "amounts", []string{a.ID + "-forecast-year-" + of}, "", fmt.Sprintf("Prognosen för %s redovisas inte. Nämndens prognos räknar området som i balans och ser därför bättre ut.", a.Name))
			v = 0
		} else {
			p.add("amounts", row("forecast_year", of, "forecast-year-"+of, budget-v))
			p.add("amounts", row("variance_forecast", of, "variance-forecast-"+of, v))
		}
		p.add("amounts", row("variance_ytd", period, "variance-ytd-"+month(y, m), soFar-cost))
		for j, n := range []int{budget, soFar, cost, before, v} {
			sum[j] += n
		}
	}
	total := t.c.Total
	t.told[total+" "+period] = sum[2]
	row := func(measure, period, id string, n int) {
		p.add("amounts", cells{"id": total + "-" + id, "line": total, "measure": measure, "period": period, "value": mkr(n), "amount_unit": "mkr", "status": "reported", "source": src})
	}
	row("budget_year", of, "budget-year-"+of, sum[0])
	row("budget_ytd", period, "budget-ytd-"+month(y, m), sum[1])
	row("outcome_ytd", period, "outcome-ytd-"+month(y, m), sum[2])
	if early >= 0 {
		p.row("amounts", total+"-outcome-ytd-"+month(y, m))["status"] = "preliminary"
	}
	before := sum[3]
	if t.has("siffror-byter-plats", y) && m == t.month_("siffror-byter-plats", y, 2, 5, 9, 11) {
		if n := swapped(before); n != before {
			t.plant(p, "siffror-byter-plats", "amounts", []string{total + "-outcome-ytd-previous-" + month(y, m)}, "parts_differ",
				fmt.Sprintf("Områdenas utfall föregående år ger %s, men totalen uppges vara %s. Två siffror har bytt plats; skillnaden är mer än avrundning.", printed(before), printed(n)))
			before = n
		}
	}
	row("outcome_ytd_previous", period, "outcome-ytd-previous-"+month(y, m), before)
	row("forecast_year", of, "forecast-year-"+of, sum[0]-sum[4])
	if t.has("tva-stallen", y) && m == 8 && abs(sum[4]) >= 15 {
		t.twoPlaces(p, total, of, src, sum[4])
	} else {
		row("variance_forecast", of, "variance-forecast-"+of, sum[4])
	}
	row("variance_ytd", period, "variance-ytd-"+month(y, m), sum[1]-sum[2])
	if m == 11 && t.has("preliminart", y) {
		t.final(p, y, src)
	}
	return sum[4]
}

// twoPlaces tells the variance exactly in a table and about in the summary.
func (t *teller) twoPlaces(p *pack, total, of, src string, variance int) {
	whole := divide(variance, 10)
	word := "överskott"
	if whole < 0 {
		word = "underskott"
	}
	p.add("amounts", cells{"id": total + "-variance-forecast-" + of + "-avsnitt-3-1", "line": total, "measure": "variance_forecast", "period": of, "place": "avsnitt 3.1",
		"value": mkr(variance), "amount_unit": "mkr", "as_written": signed(variance), "status": "reported", "source": src})
	p.add("amounts", cells{"id": total + "-variance-forecast-" + of + "-sammanfattning", "line": total, "measure": "variance_forecast", "period": of, "place": "sammanfattning",
		"value": strconv.Itoa(whole), "amount_unit": "mkr", "as_written": fmt.Sprintf("ett %s om cirka %d mkr", word, abs(whole)), "approximate": "true", "status": "reported", "source": src})
	t.plant(p, "tva-stallen", "amounts", []string{total + "-variance-forecast-" + of + "-avsnitt-3-1", total + "-variance-forecast-" + of + "-sammanfattning"}, "",
		fmt.Sprintf("Sammanfattningen säger cirka %d mkr, avsnitt 3.1 %s. Båda står kvar som de är tryckta.", abs(whole), signed(variance)))
}

// final restates in November what was preliminary in October.
func (t *teller) final(p *pack, y int, src string) {
	i := t.chance.of("preliminart").at(y).n(len(t.c.Areas))
	a, truth := t.c.Areas[i], t.years[y].areas[i]
	period := until(y, 10)
	more := max(1, truth.frame/500)
	for _, l := range []string{a.ID, t.c.Total} {
		if _, there := t.told[l+" "+period]; !there {
			return // October was not told
		}
		t.told[l+" "+period] += more
		p.add("amounts", cells{"id": l + "-outcome-ytd-" + month(y, 10), "line": l, "measure": "outcome_ytd", "period": period, "value": mkr(t.told[l+" "+period]), "amount_unit": "mkr",
			"status": "reported", "source": src, "revision_note": "Slutligt; var preliminärt i oktober."})
	}
}

// before is the outcome a year earlier, as it was told then.
func (t *teller) before(area, y, m int) int {
	if n, there := t.told[t.c.Areas[area].ID+" "+until(y-1, m)]; there {
		return n
	}
	return t.years[y-1].areas[area].costTo(m)
}

// worst is the area with the greatest deficit in a month's forecast.
func (t *teller) worst(y, m int) int {
	at, least := 0, 1<<30
	for i := range t.c.Areas {
		if _, v := t.forecast(y, m, i); v < least {
			at, least = i, v
		}
	}
	return at
}

// swapped changes places of the last two whole figures of an amount: 402.8 becomes 420.8.
func swapped(tenths int) int {
	ones, tens := tenths/10%10, tenths/100%10
	return tenths + (ones-tens)*100 + (tens-ones)*10
}

// lines are the budget lines, which every report repeats.
func (t *teller) lines(p *pack) {
	for i, a := range t.c.Areas {
		p.add("budget_lines", cells{"id": a.ID, "parent": t.c.Total, "unit": a.ID, "title": a.Name, "kind": "cost", "order": strconv.Itoa(i + 1)})
	}
	p.add("budget_lines", cells{"id": t.c.Total, "unit": t.c.ID, "title": "Nämnden totalt", "kind": "cost", "order": strconv.Itoa(len(t.c.Areas) + 1)})
}

func (t *teller) economySource(p *pack) string {
	if p.manifest.Followup.Kind == "monthly" {
		return p.source(3, "2.1", "Budget, utfall och prognos per område")
	}
	return p.source(6, "3.1", "Budget, utfall och prognos per område")
}

// leftOver is the least rest of a list of at most five causes that rounding cannot account for, in tenths of mkr.
const leftOver = 4

// causeRows tell why the year is expected to differ: the greatest causes, and now and then all of them.
func (t *teller) causeRows(p *pack, y, m, told int) {
	all, variance := t.causes(y, m)
	src := p.source(4, "2.2", "Orsaker till avvikelsen")
	if p.manifest.Followup.Kind != "monthly" {
		src = p.source(8, "3.3", "Orsaker till avvikelsen")
	}
	c := t.chance.of("causes").at(y, m)
	keep := min(len(all), c.of("keep").between(3, 5))
	planted := t.has("orsaker-lamnar-rest", y) && (m == 4 || m == 8) && m == t.month_("orsaker-lamnar-rest", y, 4, 8) && told == variance && !t.has("tva-stallen", y)
	for planted && keep > 1 && abs(variance-sumOf(all[:keep])) < leftOver {
		keep--
	}
	list := all[:keep]
	sum := sumOf(list)
	exhaustive := one(c.of("exhaustive"), []string{"no", "no", "not_stated", "yes"})
	if told != variance && exhaustive == "yes" { // a forecast is missing
		exhaustive = "not_stated"
	}
	rest := variance - sum
	switch {
	case planted && abs(rest) >= leftOver && keep > 0:
		exhaustive = "yes"
		t.plant(p, "orsaker-lamnar-rest", "causes", []string{t.causeID(of(y), list[0].title)}, "causes_differ",
			fmt.Sprintf("Orsakslistan sägs vara fullständig men ger %s av %s; %s är oförklarat.", signed(sum), signed(variance), signed(rest)))
	case exhaustive == "yes" && rest != 0:
		list = append(list[:keep:keep], guess{"Övriga mindre avvikelser", rest})
	}
	for _, g := range list {
		p.add("causes", cells{"id": t.causeID(of(y), g.title), "subject": "budget_lines:" + t.c.Total, "period": of(y), "title": g.title,
			"amount": mkr(g.tenths), "amount_unit": "mkr", "status": "reported", "exhaustive": exhaustive, "source": src})
	}
}

func sumOf(list []guess) (sum int) {
	for _, g := range list {
		sum += g.tenths
	}
	return sum
}

func (t *teller) causeID(period, title string) string {
	return t.c.Total + "-" + period + "-" + slug(title)
}

func of(y int) string { return strconv.Itoa(y) }
