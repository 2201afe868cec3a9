package alvbro

import (
	"fmt"
	"strconv"
	"strings"
)

// own are the goals that every committee of Älvbro has, with their indicators.
var ownGoals = []Goal{
	{ID: "vision-alvbro", Level: "vision", Title: "Ett tryggt Älvbro där alla kan klara sig själva", Aspire: true},
	{ID: "inriktning-hallbar-ekonomi", Parent: "vision-alvbro", Level: "direction", Title: "Ekonomin håller över tid", Aspire: true},
	{ID: "kf-god-hushallning", Parent: "inriktning-hallbar-ekonomi", Level: "council_goal", Title: "Varje nämnd håller sin budget"},
	{ID: "namnd-budget-i-balans", Parent: "kf-god-hushallning", Level: "committee_goal", Title: "Verksamheten ryms i budgeten"},
	{ID: "namnd-kompetens", Level: "committee_goal", Title: "Medarbetare stannar och utvecklas"},
}

// balance follows namnd-budget-i-balans; its value is computed from the report's own figures.
const balance = "avvikelse-mot-budget"

// ownIndicators are those of the own goals; how great they are differs between committees.
func (t *teller) ownIndicators() []Indicator {
	c := t.chance.of("own")
	sick, leave := c.of("sick").between(48, 84), c.of("leave").between(82, 136)
	return []Indicator{
		{ID: balance, Goal: "namnd-budget-i-balans", Title: "Avvikelse mot periodens budget", Definition: "Avvikelse delad med periodens budget", Measure: "%", Timing: "during", Direction: "up", Decimals: 1, Target: "0.0"},
		{ID: "sjukfranvaro", Goal: "namnd-kompetens", Title: "Sjukfrånvaro", Measure: "%", Timing: "during", Direction: "down", Decimals: 1, Start: decimals(sick, 1), Drift: "-0.1", Noise: "0.4", Low: "3.0", Target: decimals(sick-c.of("sick less").between(2, 7), 1)},
		{ID: "personalomsattning", Goal: "namnd-kompetens", Title: "Personalomsättning", Definition: "Tillsvidareanställda som slutat de senaste tolv månaderna", Measure: "%", Timing: "rolling", Direction: "down", Decimals: 1, Start: decimals(leave, 1), Drift: "-0.1", Noise: "0.9", Low: "4.0", Target: decimals(leave-c.of("leave less").between(-3, 12), 1)},
	}
}

// complete gives the committee its own goals and indicators, before those of its catalog.
func (t *teller) completeCatalog(c *Committee) *Committee {
	full := *c
	full.Goals = append(append([]Goal{}, ownGoals[:4]...), c.Goals...)
	at := 0
	for i, g := range full.Goals {
		if g.Level == "committee_goal" {
			at = i + 1
		}
	}
	full.Goals = append(full.Goals[:at:at], append([]Goal{ownGoals[4]}, full.Goals[at:]...)...)
	t.c = &full
	full.Indicators = append(append([]Indicator{}, c.Indicators...), t.ownIndicators()...)
	return &full
}

// followed reports whether an indicator follows a goal.
func (t *teller) followed(goal string) bool {
	for _, i := range t.c.Indicators {
		if i.Goal == goal {
			return true
		}
	}
	return false
}

// below reports whether a goal under this one is followed.
func (t *teller) below(goal string) bool {
	for _, g := range t.c.Goals {
		if g.Parent == goal && (t.followed(g.ID) || t.below(g.ID)) {
			return true
		}
	}
	return false
}

// endOf is the year in which a goal ended, and how it is said; 0 where it goes on.
func (t *teller) endOf(goal string, y int) (year int, hearsay bool) {
	for k := startYear + 2; k <= y; k++ {
		for _, trap := range []string{"mal-upphor", "mal-enligt-uppgift"} {
			if t.has(trap, k) {
				if g := t.pickGoal(trap, k); g != nil && g.ID == goal {
					return k, trap == "mal-enligt-uppgift"
				}
			}
		}
	}
	return 0, false
}

// pickGoal is the goal of an area that a year's trap is about.
func (t *teller) pickGoal(trap string, y int) *Goal {
	var of []int
	for k, g := range t.c.Goals {
		if g.Level == "area_goal" && t.followed(g.ID) {
			of = append(of, k)
		}
	}
	if len(of) < 2 {
		return nil
	}
	return &t.c.Goals[one(t.chance.of("trap goal", trap).at(y), of)]
}

// planGoals tells the goals of a year, how they hang together, their indicators and targets.
func (t *teller) planGoals(p *pack, y int) {
	src, measure := p.source(5, "2.1", "Mål"), p.source(6, "2.2", "Indikatorer och målvärden")
	for _, g := range t.c.Goals {
		ended, hearsay := t.endOf(g.ID, y)
		if ended > 0 && ended < y {
			continue
		}
		owner := g.Owner
		switch {
		case owner != "":
			owner = t.current(owner, y)
		case g.Level == "council_goal":
			owner = "kommunfullmaktige"
		case g.Level == "committee_goal":
			owner = t.c.ID
		}
		from := of(startYear + 1)
		if g.Level == "council_goal" || g.Level == "focus_area" || g.Level == "direction" {
			from = of(startYear)
		}
		if g.Level == "vision" {
			from = "2020"
		}
		row := cells{"id": g.ID, "parent": g.Parent, "level": g.Level, "title": g.Title, "owner": owner, "valid_from": from, "nature": "measurable", "source": src}
		if g.Aspire {
			row["nature"] = "aspirational"
		}
		if g.ID == "namnd-kompetens" {
			row["note"] = "Planen säger att målet bidrar till fullmäktiges mål tillsammans, inte till vilket."
		}
		switch {
		case ended == y && hearsay:
			row["valid_to"], row["end_reason"] = "unknown", "Borttaget, enligt uppgift"
			row["note"] = "När målet togs bort och vem som beslutade framgår inte."
			t.plant(p, "mal-enligt-uppgift", "goals", []string{g.ID}, "", fmt.Sprintf("Målet ”%s” är borttaget enligt uppgift; ingen tid anges. Dess indikator redovisas fortfarande.", g.Title))
		case ended == y:
			row["valid_to"], row["end_reason"] = of(y-1), one(t.chance.of("ended").at(y), []string{"Ingår i förvaltningens utvecklingsplan", "Målet anses uppnått", "Ersätts av fullmäktiges mål"})
			t.plant(p, "mal-upphor", "goals", []string{g.ID}, "", fmt.Sprintf("Målet ”%s” gäller till och med %d, med skäl. Indikatorn får inget värde mer.", g.Title, y-1))
		}
		p.add("goals", row)
		if t.goals[g.ID] {
			continue
		}
		t.goals[g.ID] = true
		t.goalGap(p, g, ended)
		if g.Parent != "" {
			strength, text := "stated", ""
			if g.Level == "partnership_goal" {
				strength, text = "partial", "Planen säger att målet bidrar delvis; målet delas med andra"
			}
			p.add("links", cells{"id": "lank-" + g.ID + "-" + g.Parent, "from": "goals:" + g.ID, "to": "goals:" + g.Parent, "relation": "bidrar till", "strength": strength, "text": text, "source": src})
		}
	}
	group := "council-goals-" + of(y)
	p.add("links", cells{"id": "lank-namnd-kompetens-" + group, "from": "goals:namnd-kompetens", "to": group, "relation": "bidrar till", "strength": "stated_for_group", "text": "Bidrar till fullmäktiges mål som helhet", "source": src})
	for _, i := range t.c.Indicators {
		if !t.seen["indicator "+i.ID] {
			t.seen["indicator "+i.ID] = true
			p.add("indicators", t.indicatorRow(i, measure))
		}
		if ended, hearsay := t.endOf(i.Goal, y); ended == 0 || hearsay {
			t.targetRow(p, i, y, measure)
		}
	}
}

// goalGap notes where a goal that is told for the first time has nothing above or below it.
func (t *teller) goalGap(p *pack, g Goal, ended int) {
	lonely := !t.followed(g.ID)
	switch g.Level {
	case "vision", "focus_area", "direction":
		return
	case "council_goal":
		lonely = lonely && !t.below(g.ID)
	}
	if g.Parent == "" && g.ID != "namnd-kompetens" {
		finding := ""
		if lonely && ended == 0 {
			finding = "goal_no_indicator"
		}
		t.plant(p, "kedja-bruten", "goals", []string{g.ID}, finding, fmt.Sprintf("Målet ”%s” har inget överordnat mål; planen säger inte vart det bidrar.", g.Title))
		return
	}
	if lonely && ended == 0 {
		t.plant(p, "mal-utan-indikator", "goals", []string{g.ID}, "goal_no_indicator", fmt.Sprintf("Målet ”%s” har ingen indikator. Det går inte att se om det nås.", g.Title))
	}
}

func (t *teller) indicatorRow(i Indicator, src string) cells {
	nature, origin := "indicator", i.Origin
	if i.Key {
		nature = "key_figure"
	}
	if origin == "" {
		origin = "own"
	}
	topic := ""
	if i.ID == "personalomsattning" {
		topic = "staffing"
	}
	return cells{"id": i.ID, "subject": "goals:" + i.Goal, "title": i.Title, "definition": i.Definition, "unit_of_measure": i.Measure, "timing": i.Timing, "topic": topic,
		"direction": i.Direction, "nature": nature, "decimals": strconv.Itoa(i.Decimals), "origin": origin, "source": src}
}

// targetRow tells what is aimed at in a year.
func (t *teller) targetRow(p *pack, i Indicator, y int, src string) {
	n, ok := t.target(i, y)
	if !ok {
		return
	}
	aimed := func(i Indicator) bool { _, ok := t.target(i, y); return ok && i.ID != balance }
	id := i.ID + "-" + of(y)
	if old := t.olderTarget(y); old != nil && old.ID == i.ID {
		return // told where the value is
	}
	if t.has("malvarde-ord", y) && y > startYear+1 {
		if w := t.pick("malvarde-ord", y, aimed); w != nil && w.ID == i.ID {
			word := "öka"
			if i.better() < 0 {
				word = "minska"
			}
			p.add("targets", cells{"id": id, "indicator": i.ID, "period": of(y), "as_written": word, "status": "trend_only", "text": word, "source": src})
			t.plant(p, "malvarde-ord", "targets", []string{id}, "", fmt.Sprintf("Målvärdet för ”%s” är ett ord, *%s*. Året före var det ett tal.", i.Title, word))
			return
		}
	}
	if t.has("malvarde-lattas", y) && y > startYear+1 {
		if w := t.pick("malvarde-lattas", y, aimed); w != nil && w.ID == i.ID {
			was, _ := t.target(i, y-1)
			n = was - i.better()*max(1, 2*i.number(i.Noise))
			t.plant(p, "malvarde-lattas", "targets", []string{id}, "", fmt.Sprintf("Målvärdet för ”%s” är lättare att nå än året före: %s i stället för %s.", i.Title, swedish(decimals(n, i.Decimals)), swedish(decimals(was, i.Decimals))))
		}
	}
	comparator, word := "at_least", "minst"
	if i.better() < 0 {
		comparator, word = "at_most", "högst"
	}
	percent := ""
	if strings.Contains(i.Measure, "%") {
		percent = " %"
	}
	p.add("targets", cells{"id": id, "indicator": i.ID, "period": of(y), "value": decimals(n, i.Decimals), "comparator": comparator,
		"as_written": word + " " + swedish(decimals(n, i.Decimals)) + percent, "status": "reported", "source": src})
}

// olderTarget is the indicator whose target is not set anew for a year, or nil.
func (t *teller) olderTarget(y int) *Indicator {
	if y < startYear+2 || !t.has("malvarde-aldre", y) {
		return nil
	}
	i := t.pick("malvarde-aldre", y, func(i Indicator) bool { _, ok := t.target(i, y); return ok && i.ID != balance && !i.Yearly })
	if i == nil {
		return nil
	}
	if ended, _ := t.endOf(i.Goal, y); ended > 0 {
		return nil
	}
	return i
}

// reading is what a report says of an indicator.
type reading struct {
	n     int
	there bool
}

// goalRows tells the indicators' values and what is said of the goals.
func (t *teller) goalRows(p *pack, y, m int) {
	if len(t.goals) == 0 {
		return // no plan has been told
	}
	src := p.source(11, "4.2", "Indikatorer")
	read := map[string]reading{}
	for _, i := range t.c.Indicators {
		if ended, hearsay := t.endOf(i.Goal, y); ended > 0 && !hearsay {
			continue
		}
		read[i.ID] = t.observe(p, i, y, m, src)
	}
	t.breaks(p, y, m, src)
	if y <= startYear {
		return // the goals are of the first plan's year
	}
	t.assess(p, y, m, read)
}

// observe tells an indicator's value, and its parts.
func (t *teller) observe(p *pack, i Indicator, y, m int, src string) reading {
	period := i.period(y, m)
	id := i.ID + "-" + strings.ReplaceAll(period, "/", "-")
	row := cells{"id": id, "indicator": i.ID, "unit": "all", "period": period, "part": "all", "kind": "level", "status": "reported", "source": src}
	missing := func(status, note string) reading {
		row["status"], row["note"] = status, note
		p.add("observations", row)
		return reading{}
	}
	late := func(trap string, at int) bool {
		if !t.has(trap, y) || m != at {
			return false
		}
		w := t.pick(trap, y, func(i Indicator) bool { return i.Start != "" && !i.Yearly && (trap != "sekretess" || !i.Adds) })
		return w != nil && w.ID == i.ID
	}
	switch {
	case i.ID == balance:
		var budget, cost int
		for k := range t.c.Areas {
			a := t.years[y].areas[k]
			budget, cost = budget+a.budgetTo(m), cost+a.costTo(m)
		}
		if told, there := t.told[t.c.Total+" "+until(y, m)]; there {
			cost = told
		}
		n := divide((budget-cost)*1000, max(1, budget))
		row["value"] = decimals(n, 1)
		p.add("observations", row)
		return reading{n, true}
	case i.Yearly && m < 12:
		return missing("not_applicable", one(t.chance.of("yearly", i.ID), []string{"Mäts en gång om året.", "Redovisas i årsredovisningen.", "Redovisas en gång om året."}))
	case late("indikator-forsvinner", 8):
		t.plant(p, "indikator-forsvinner", "observations", []string{i.ID}, "", fmt.Sprintf("”%s” saknas helt, fast den fanns i rapporten före. Det sägs inte varför.", i.Title))
		return reading{}
	case late("inget-varde", 8):
		t.plant(p, "inget-varde", "observations", []string{id}, "", fmt.Sprintf("Rapporten säger själv att ”%s” inte redovisas. Det senaste värdet är från april, och målvärdet gäller hela året.", i.Title))
		return missing("not_reported", "Underlaget var inte klart när rapporten skrevs.")
	case late("sekretess", 4):
		t.plant(p, "sekretess", "observations", []string{id}, "", fmt.Sprintf("”%s” är sekretess. Det är inte en lucka.", i.Title))
		return missing("confidential", "Få personer; redovisas inte öppet.")
	}
	n := t.value(i, y, m)
	row["value"] = decimals(n, i.Decimals)
	p.add("observations", row)
	t.parts(p, i, y, m, n, row)
	t.observed(p, i, y, m, n, row)
	return reading{n, true}
}

// parts tells an indicator's value for girls and boys, or for units, where it is.
func (t *teller) parts(p *pack, i Indicator, y, m, n int, whole cells) {
	c := t.chance.of("parts", i.ID).at(y, m)
	add := func(suffix, unit, part string, n int) {
		row := cells{}
		for k, v := range whole {
			row[k] = v
		}
		row["id"], row["unit"], row["part"], row["value"] = whole["id"]+"-"+suffix, unit, part, decimals(n, i.Decimals)
		p.add("observations", row)
	}
	if i.Genders {
		k, man := n+c.of("K").bell(i.number(i.Noise)), n
		if i.counts() {
			k = share(n, 480+c.of("K").bell(50))
			man = n - k
		} else {
			man = 2*n - k // the two are as many
		}
		if strings.Contains(i.Measure, "%") {
			most := parse("100"+"."[:min(1, i.Decimals)]+strings.Repeat("0", i.Decimals), i.Decimals)
			k, man = min(k, most), min(man, most)
		}
		add("k", "all", "K", k)
		add("m", "all", "M", man)
	}
	if !i.Units {
		return
	}
	units := t.unitsOf(i, y)
	rest := n
	for j, u := range units {
		v := n + c.of(u).bell(2*i.number(i.Noise))
		if i.counts() {
			if v = share(n, 1000/len(units)+c.of(u).bell(120/len(units))); j == len(units)-1 {
				v = rest
			}
			rest -= v
		} else if strings.Contains(i.Measure, "%") {
			v = min(v, parse("100"+"."[:min(1, i.Decimals)]+strings.Repeat("0", i.Decimals), i.Decimals))
		}
		add(u, u, "all", v)
	}
}

// unitsOf are the units that an indicator is told for: those of its goal's area, or the areas.
func (t *teller) unitsOf(i Indicator, y int) (all []string) {
	for _, g := range t.c.Goals {
		if g.ID == i.Goal && g.Owner != "" {
			for _, a := range t.c.Areas {
				if a.ID == g.Owner && len(a.Units) > 1 {
					for _, u := range a.Units {
						all = append(all, t.current(u.ID, y))
					}
					return all
				}
			}
		}
	}
	for _, a := range t.c.Areas {
		all = append(all, a.ID)
	}
	return all
}

// observed plants what lies beside a value.
func (t *teller) observed(p *pack, i Indicator, y, m, n int, row cells) {
	if old := t.olderTarget(y); old != nil && old.ID == i.ID && m == 4 && !t.seen["older "+i.ID] {
		t.seen["older "+i.ID] = true
		t.plant(p, "malvarde-aldre", "observations", []string{row["id"]}, "target_older", fmt.Sprintf("Målvärdet för ”%s” gäller %d; värdet är från %d.", i.Title, y-1, y))
	}
	if period := t.prior["target "+i.ID]; period != "" && y == t.script.year {
		delete(t.prior, "target "+i.ID)
		t.plant(p, "malvarde-aldre", "observations", []string{row["id"]}, "target_older", fmt.Sprintf("Målvärdet för ”%s” gäller %s; värdet är från %d.", i.Title, period, y))
	}
	picked := func(trap string) bool {
		if !t.has(trap, y) || m != 8 {
			return false
		}
		w := t.pick(trap, y, func(i Indicator) bool { return i.Adds && i.counts() })
		return w != nil && w.ID == i.ID
	}
	if picked("del-av-ar") {
		before := t.value(i, y-1, 12)
		row["compared_with"], row["text"] = of(y-1), fmt.Sprintf("%d mot %d året före", n, before)
		row["trend"] = "down"
		if n >= before {
			row["trend"] = "up"
		}
		t.plant(p, "del-av-ar", "observations", []string{row["id"]}, "", fmt.Sprintf("”%s” jämför åtta månader (%d) med hela %d (%d). Det säger inget om utvecklingen.", i.Title, n, y-1, before))
	}
	if picked("annan-namnare") {
		before := t.value(i, y-1, 8)
		d := n - before
		if d += d / 3; abs(d) < 5 {
			d = -5 - t.chance.of("other unit").at(y).n(9)
		}
		other := "personer"
		if strings.HasPrefix(i.Measure, "person") || i.Measure == "elever" || i.Measure == "barn" {
			other = "familjer"
		}
		word := "fler"
		if d < 0 {
			word = "färre"
		}
		p.add("observations", cells{"id": row["id"] + "-" + other, "indicator": i.ID, "unit": "all", "period": row["period"], "part": other, "value": strconv.Itoa(d), "kind": "difference",
			"as_written": fmt.Sprintf("%d %s", abs(d), word), "compared_with": until(y-1, 8), "status": "reported", "source": row["source"], "note": "Texten räknar " + other + ", tabellen räknar " + i.Measure + "."})
		t.plant(p, "annan-namnare", "observations", []string{row["id"] + "-" + other}, "", fmt.Sprintf("”%d %s” är %s. Tabellen för ”%s” räknar %s, så talen går inte ihop.", abs(d), word, other, i.Title, i.Measure))
	}
}

// breaks tells where a series is broken.
func (t *teller) breaks(p *pack, y, m int, src string) {
	b := t.breakOf(y)
	if b == nil || m != 8 {
		return
	}
	between := of(y-1) + "/" + of(y)
	row := cells{"id": "brott-" + b.ID + "-" + of(y), "indicator": b.ID, "between": between, "certainty": "stated", "source": src,
		"reason": one(t.chance.of("break why").at(y), []string{"Enkätens frågor byttes; svaren kan inte jämföras med tidigare år", "Sättet att räkna ändrades vid årsskiftet", "Uppgiften hämtas ur ett nytt system"})}
	trap := "seriebrott"
	notice := fmt.Sprintf("Serien för ”%s” bryts mellan %d och %d. Skillnaden mellan åren är inte en förändring i verksamheten.", b.Title, y-1, y)
	if !t.has("seriebrott", y) {
		trap = "mojligt-seriebrott"
		row["id"] = "brott-" + b.ID + "-ovisst" // the same each time that it is said of the series
		row["certainty"], row["between"], row["reason"] = "possible", "unknown", "Rapporten säger att åren inte säkert kan jämföras, men inte vilka"
		notice = fmt.Sprintf("Åren för ”%s” är kanske inte jämförbara. Rapporten säger inte vilka.", b.Title)
	}
	p.add("series_breaks", row)
	t.plant(p, trap, "series_breaks", []string{row["id"]}, "", notice)
}
