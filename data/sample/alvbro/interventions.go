package alvbro

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// stepIDs are how the steps of the ladder are named in ids.
var stepIDs = map[string]string{
	"places": "platser", "referred": "anvisade", "enrolled": "inskrivna", "completed": "avslutade",
	"self_supporting": "sjalvforsorjande", "studying": "studerar", "remaining_after_12_months": "kvar-12-man",
}

// beyond are the steps that tell what became of those who took part.
var beyond = []string{"completed", "self_supporting", "studying", "remaining_after_12_months"}

// planInterventions tells of the interventions that have begun or begin in a plan's year.
func (t *teller) planInterventions(p *pack, y int) {
	for _, i := range t.c.Interventions {
		if i.Starts[:4] > of(y) || t.seen["intervention "+i.ID] {
			continue
		}
		src := p.source(11, "5.1", "Insatser")
		t.seen["intervention "+i.ID] = true
		p.add("interventions", cells{"id": i.ID, "title": i.Title, "unit": t.current(i.Unit, y), "kind": i.Kind, "forms": i.Forms, "aim": i.Aim, "target_group": i.Target, "referred_by": i.ReferredBy,
			"funding": i.Funding, "staffing": i.Staffing, "duration": i.Duration, "starts": i.Starts, "ends": i.Ends, "basis": i.Basis, "follow_up": i.FollowUp, "source": src})
		t.prior["intervention "+i.ID] = iso(p.asAt)
		if i.Goal != "" {
			p.add("links", cells{"id": "lank-insats-" + i.ID + "-" + i.Goal, "from": "interventions:" + i.ID, "to": "goals:" + i.Goal, "relation": "bidrar till", "strength": "stated", "source": src})
		} else {
			to := "namnd-budget-i-balans"
			for _, g := range t.c.Goals {
				if g.Level == "committee_goal" && t.followed(g.ID) {
					to = g.ID
				}
			}
			p.add("links", cells{"id": "lank-insats-" + i.ID + "-" + to, "from": "interventions:" + i.ID, "to": "goals:" + to, "relation": "bidrar till", "strength": "stated_absent",
				"text": "Planen säger att insatsen inte är kopplad till något mål", "source": src})
			t.plant(p, "insats-utan-mal", "links", []string{"lank-insats-" + i.ID + "-" + to}, "", fmt.Sprintf("%s är inte kopplad till något mål; planen säger det själv.", i.Title))
		}
		for _, s := range i.Steps {
			id := i.ID + "-" + stepIDs[s.Step]
			if t.seen["indicator "+id] {
				continue
			}
			t.seen["indicator "+id] = true
			measure, timing, direction := "personer", "during", "none"
			if s.Step == "places" {
				measure, timing = "platser", "level"
			}
			if slices.Contains(beyond, s.Step) {
				direction = "up"
			}
			definition := ""
			if s.Step == "remaining_after_12_months" {
				definition = "Av dem som avslutades ett år före perioden"
			}
			p.add("indicators", cells{"id": id, "subject": "interventions:" + i.ID, "title": i.Title + ", " + s.Word, "definition": definition, "unit_of_measure": measure, "timing": timing, "step": s.Step,
				"direction": direction, "nature": "key_figure", "decimals": "0", "origin": "own", "source": src})
		}
	}
}

// ladderRows tells how many have taken part in each intervention, and what became of them.
func (t *teller) ladderRows(p *pack, y, m int) {
	for _, i := range t.c.Interventions {
		if !t.seen["intervention "+i.ID] || i.Starts > month(y, m) || i.Ends != "" && i.Ends < month(y, min(m, 6)) {
			continue
		}
		t.mute(p, i, y, m)
		if len(i.Steps) == 0 {
			continue
		}
		src := p.source(13, "5.2", "Insatser")
		c := t.chance.of("ladder", i.ID)
		broken := t.has("trappa-bryts", y) && m == 8 && y > startYear && t.brokenLadder(y) == i.ID
		places := i.Volume
		for k := startYear + 1; k <= y; k++ { // it grows and shrinks by the year
			places += c.of("places").at(k).between(-i.Volume/20, i.Volume/14)
		}
		completed, tells, result := 0, "", false
		for _, s := range i.Steps {
			id := i.ID + "-" + stepIDs[s.Step]
			base := places
			if slices.Contains(beyond[1:], s.Step) {
				base = completed
			}
			part := c.of(s.Step).at(y)
			n := share(base, s.Share+part.bell(s.Share/10))
			period := until(y, m)
			switch {
			case s.Step == "places":
				n, period = places, month(y, m)
			case !slices.Contains(beyond[1:], s.Step):
				n = divide(n*m, 12)
			}
			if m == 12 {
				period = of(y)
			}
			if s.Step == "completed" {
				completed = n
			}
			row := cells{"id": id + "-" + strings.ReplaceAll(period, "/", "-"), "indicator": id, "unit": "all", "period": period, "part": "all", "kind": "level", "status": "reported", "source": src}
			switch {
			case broken && slices.Contains(beyond, s.Step):
				row["status"] = "not_reported"
				if s.Step == "completed" {
					t.plant(p, "trappa-bryts", "observations", []string{row["id"]}, "", fmt.Sprintf("%s: antalet deltagare redovisas, inte vad som blev av dem.", i.Title))
				}
			case n < 5 && s.Step != "places": // so few can be recognised
				row["status"], row["as_written"], row["text"] = "trend_only", "ett fåtal", "Ett fåtal."
				if !t.seen["few "+i.ID] {
					t.seen["few "+i.ID] = true
					t.plant(p, "ett-fatal-i-trappan", "observations", []string{row["id"]}, "", fmt.Sprintf("%s: ”ett fåtal” är inget tal. Andelen går inte att räkna.", i.Title))
				}
			default:
				row["value"] = strconv.Itoa(n)
				result = result || slices.Contains(beyond, s.Step)
				if tells == "" {
					tells = row["id"]
				}
			}
			if slices.Contains(beyond, s.Step) && row["status"] != "not_reported" {
				result = true
			}
			p.add("observations", row)
		}
		if !result && tells != "" && !t.seen["ladder "+i.ID] {
			t.plant(p, "insats-utan-resultat", "observations", []string{tells}, "no_result", fmt.Sprintf("%s har bara antalet som deltar. Resultat bortom inskrivning saknas.", i.Title))
		}
		t.seen["ladder "+i.ID] = true
	}
}

// brokenLadder is the intervention whose results are left out in a year.
func (t *teller) brokenLadder(y int) string {
	var of []string
	for _, i := range t.c.Interventions {
		if len(i.Steps) > 3 {
			of = append(of, i.ID)
		}
	}
	if len(of) == 0 {
		return ""
	}
	return one(t.chance.of("broken ladder").at(y), of)
}

// mute plants an intervention that is half a year old and has no figure at all in an annual report.
func (t *teller) mute(p *pack, i Intervention, y, m int) {
	if len(i.Steps) > 0 || m != 12 || t.seen["ladder "+i.ID] {
		return
	}
	begun := t.prior["intervention "+i.ID]
	if starts := i.Starts + "-01"; starts > begun {
		begun = starts
	}
	day, err := time.Parse(time.DateOnly, begun)
	if err != nil || day.AddDate(0, 6, 0).After(p.asAt) {
		return
	}
	t.seen["ladder "+i.ID] = true
	t.plant(p, "insats-utan-resultat", "observations", []string{i.ID}, "no_result", fmt.Sprintf("%s har pågått i mer än ett halvår och har inget tal alls i årsredovisningen.", i.Title))
}
