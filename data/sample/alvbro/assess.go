package alvbro

import (
	"fmt"
	"strconv"
)

// verdict is how a goal goes: 2 it is reached, 1 in part or uncertain, 0 not, -1 cannot be said.
type verdict int

// scales and words of the two kinds of report.
const (
	scaleForecast = "Bedöms nås, nås delvis, osäkert, bedöms inte nås, kan inte bedömas"
	scaleOutcome  = "Uppnås, uppnås delvis, uppnås inte, kan inte bedömas"
)

// say words a verdict; between two, chance decides of partly and uncertain.
func (t *teller) say(v verdict, c chance, m int) (verbatim, status string) {
	if m == 12 {
		switch v {
		case 2:
			return "Uppnås", "met"
		case 1:
			return "Uppnås delvis", "partly"
		case 0:
			return "Uppnås inte", "not_met"
		}
		return "Kan inte bedömas", "not_assessed"
	}
	switch v {
	case 2:
		return "Bedöms nås", "expected"
	case 1:
		if c.once(500) {
			return "Osäkert", "uncertain"
		}
		return "Bedöms nås delvis", "partly"
	case 0:
		return "Bedöms inte nås", "not_expected"
	}
	return "Kan inte bedömas", "not_assessed"
}

// judge weighs an indicator's value against its target.
func (t *teller) judge(i Indicator, y, m int, r reading) verdict {
	aim, ok := t.target(i, y)
	if !ok || !r.there {
		return -1
	}
	n := r.n
	if i.Adds {
		n = divide(n*12, m)
	}
	near := i.number(i.Noise)
	if i.ID == balance {
		near = 5
	}
	switch d := (n - aim) * i.better(); {
	case d >= 0:
		return 2
	case d >= -near:
		return 1
	}
	return 0
}

// assess tells what the report says of each goal. A goal with indicators follows them, one above others those.
func (t *teller) assess(p *pack, y, m int, read map[string]reading) {
	src := p.source(10, "4.1", "Mål och bedömningar")
	about, scale := "forecast", scaleForecast
	if m == 12 {
		about, scale = "outcome", scaleOutcome
	}
	verdicts := map[string][]verdict{}
	for _, i := range t.c.Indicators {
		if v := t.judge(i, y, m, read[i.ID]); v >= 0 {
			verdicts[i.Goal] = append(verdicts[i.Goal], v)
		}
	}
	of_ := map[string]verdict{}
	for k := len(t.c.Goals) - 1; k >= 0; k-- { // those below first
		g := t.c.Goals[k]
		v := weigh(verdicts[g.ID])
		of_[g.ID] = v
		if ended, _ := t.endOf(g.ID, y); g.Parent != "" && v >= 0 && ended == 0 && len(verdicts[g.Parent]) < 3 {
			verdicts[g.Parent] = append(verdicts[g.Parent], v)
		}
	}
	quiet := t.dropped(y, m)
	t.councilLeft(p, y, m, quiet)
	for _, g := range t.c.Goals {
		if ended, _ := t.endOf(g.ID, y); ended > 0 || g.Level == "vision" || g.Level == "focus_area" || g.Level == "direction" || quiet[g.ID] {
			continue
		}
		c := t.chance.of("say", g.ID).at(y, m)
		v := of_[g.ID]
		if g.Aspire && v < 0 {
			v = -1
		}
		if v == 0 && t.has("bedomning-motsager", y) && m == 12 && t.followed(g.ID) && !t.seen["contra "+of(y)] && g.ID != "namnd-budget-i-balans" {
			t.seen["contra "+of(y)] = true
			t.plant(p, "bedomning-motsager", "assessments", []string{g.ID + "-" + of(y) + "-" + about}, "", fmt.Sprintf("Målet ”%s” *uppnås*, fast ingen av dess indikatorer når målvärdet. Rapporten säger inte hur det går ihop.", g.Title))
			v = 2
		}
		word, status := t.say(v, c, m)
		row := cells{"id": g.ID + "-" + of(y) + "-" + about, "subject": "goals:" + g.ID, "period": of(y), "about": about, "verbatim": word, "status": status, "scale": scale, "source": src}
		if v == 0 && c.of("action").once(550) {
			row["action"] = one(c.of("which"), []string{"Förvaltningen tar fram åtgärder till nästa uppföljning", "Frågan tas upp i planen för nästa år", "Ansvarig chef redovisar en plan", "Arbetet får mer tid", "Rapporten anger ingen åtgärd utöver planen"})
		}
		if m == 12 && g.Level == "committee_goal" && v >= 0 && v < 2 && t.has("tva-bedomningar", y) && !t.seen["twice "+of(y)] {
			t.seen["twice "+of(y)] = true
			more := cells{}
			for k, n := range row {
				more[k] = n
			}
			row["id"], row["place"] = row["id"]+"-avsnitt-5-1", "avsnitt 5.1"
			more["id"], more["place"] = more["id"]+"-sammanfattning", "sammanfattning"
			more["verbatim"], more["status"] = t.say(v+1, c, m)
			p.add("assessments", more)
			t.plant(p, "tva-bedomningar", "assessments", []string{row["id"], more["id"]}, "", fmt.Sprintf("”%s”: *%s* i sammanfattningen och *%s* i avsnitt 5.1.", g.Title, lower(more["verbatim"]), lower(word)))
		}
		p.add("assessments", row)
	}
	if gone := len(quiet); gone > 0 && !t.seen["dropped "+strconv.Itoa(y)+"-"+strconv.Itoa(m)] && m == 12 {
		for _, g := range t.c.Goals {
			if quiet[g.ID] && t.firstDropped(g.ID, y) {
				t.plant(p, "mal-slutar-foljas", "assessments", []string{g.ID}, "", fmt.Sprintf("”%s” bedöms inte längre, fast målet står kvar i planen. Årets mål som följs upp är färre än de som beslutats.", g.Title))
			}
		}
	}
}

// councilLeft leaves one of the council's goals out of April's report, which says how many it follows up.
func (t *teller) councilLeft(p *pack, y, m int, quiet map[string]bool) {
	if m != 4 || !t.has("fullmaktiges-mal-saknas", y) {
		return
	}
	var council []Goal
	for _, g := range t.c.Goals {
		if g.Level == "council_goal" {
			council = append(council, g)
		}
	}
	if len(council) < 2 || len(council) >= len(digits) {
		return
	}
	g := council[len(council)-1]
	quiet[g.ID] = true
	t.prior["council all "+p.manifest.Name], t.prior["council told "+p.manifest.Name] = digits[len(council)], capital(digits[len(council)-1])
	t.plant(p, "fullmaktiges-mal-saknas", "assessments", []string{g.ID}, "", fmt.Sprintf("%d av fullmäktiges %d mål följs upp. Vilket som saknas sägs inte; det är ”%s”.", len(council)-1, len(council), g.Title))
}

// digits are small numbers in words.
var digits = []string{"noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta"}

// dropped are the goals that are no longer assessed.
func (t *teller) dropped(y, m int) map[string]bool {
	gone := map[string]bool{}
	for k := startYear + 1; k <= y; k++ {
		if t.has("mal-slutar-foljas", k) && (k < y || m == 12) {
			if g := t.pickGoal("mal-slutar-foljas", k); g != nil {
				gone[g.ID] = true
			}
		}
	}
	return gone
}

func (t *teller) firstDropped(goal string, y int) bool {
	if g := t.pickGoal("mal-slutar-foljas", y); !t.has("mal-slutar-foljas", y) || g == nil || g.ID != goal {
		return false
	}
	return !t.dropped(y-1, 12)[goal]
}

// weigh is the verdict of several: all, none, or something between.
func weigh(all []verdict) verdict {
	if len(all) == 0 {
		return -1
	}
	sum := 0
	for _, v := range all {
		sum += int(v)
	}
	switch {
	case sum == 2*len(all):
		return 2
	case sum*3 < len(all)*2:
		return 0
	}
	return 1
}
