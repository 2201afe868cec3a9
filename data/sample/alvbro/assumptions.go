package alvbro

import (
	"fmt"
	"strconv"
)

// assumption is what a year's budget stands on, as it was told.
type assertion struct {
	id, about, kind, text string
	y                     int
	held                  string
	note                  string
}

// planAssumptions tells what a plan takes for granted.
func (t *teller) planAssumptions(p *pack, y int) {
	src := p.source(15, "3.2", "Antaganden och osäkerheter")
	t.newAssumptions(y)
	for _, a := range t.asserts {
		if a.y == y {
			p.add("assumptions", cells{"id": a.id, "about": a.about, "kind": a.kind, "text": a.text, "period": of(y), "source": src})
		}
	}
}

func (t *teller) newAssumptions(y int) {
	c := t.chance.of("assumptions").at(y)
	for _, k := range c.some(c.of("many").between(2, 3), len(t.c.Assumptions)) {
		a := t.c.Assumptions[k]
		n := assertion{about: "budget_lines:" + a.About, kind: "assumption", text: a.Text, y: y, held: one(c.of("held").at(k), []string{"yes", "yes", "no", "no", "not_reported"})}
		n.id = "antagande-" + of(y) + "-" + a.About
		if a.Uncertain {
			n.kind, n.id = "uncertainty", "osakerhet-"+of(y)+"-"+a.About
			n.held = one(c.of("held").at(k), []string{"", "not_reported"})
		}
		if n.held == "no" {
			n.note = a.Failed
		}
		t.asserts = append(t.asserts, n)
	}
}

// assumptionRows tells which held: some in August, all in the annual report.
func (t *teller) assumptionRows(p *pack, y, m int) {
	first := true
	for _, a := range t.asserts {
		first = first && a.y != y
	}
	if first {
		if t.script != nil && y == t.script.year {
			return
		}
		t.newAssumptions(y)
	}
	for _, a := range t.asserts {
		if a.y != y {
			continue
		}
		row := cells{"id": a.id, "about": a.about, "kind": a.kind, "text": a.text, "period": of(y), "source": p.source(9, "3.4", "Antaganden och osäkerheter")}
		switch {
		case m == 12:
			row["held"], row["note"] = a.held, a.note
			if a.held == "not_reported" && a.kind == "assumption" {
				t.plant(p, "antagande-foljs-inte-upp", "assumptions", []string{a.id}, "", fmt.Sprintf("Årsredovisningen säger inte om antagandet höll: ”%s”.", a.text))
			}
		case m == 8 && a.held == "no":
			row["held"], row["note"] = "no", a.note
		case !first && m == 4:
			continue
		}
		p.add("assumptions", row)
	}
}

// budgetTalk states a budget for the next year in May that is taken back in June.
func (t *teller) budgetTalk(p *pack, y, m int) {
	if !t.has("belopp-aterkallas", y) {
		return
	}
	a := t.c.Areas[t.chance.of("belopp-aterkallas").at(y).n(len(t.c.Areas))]
	key := "talk " + strconv.Itoa(y)
	next := of(y + 1)
	switch {
	case m == 5:
		t.seen[key] = true
		n := share(t.years[y].areas[t.areaOf(a.ID)].budget(m), 1000+a.Growth+12)
		id := a.ID + "-budget-year-" + next
		p.add("amounts", cells{"id": id, "line": a.ID, "measure": "budget_year", "period": next, "value": mkr(n), "amount_unit": "mkr", "status": "reported", "source": p.source(3, "2.1", "Budget, utfall och prognos per område")})
		t.plant(p, "belopp-aterkallas", "amounts", []string{id}, "", fmt.Sprintf("Budget %s för %s, %s, uppges i maj och återtas i juni. Beloppet används inte mer.", next, a.Name, printed(n)))
	case m == 6 && t.seen[key]:
		p.add("withdrawn", cells{"id": "aterkallad-" + a.ID + "-budget-year-" + next, "table": "amounts", "key": a.ID + "|budget_year|" + next,
			"reason": "Beloppet i majrapporten var ett arbetsmaterial och inte beslutat.", "source": p.source(3, "2.1", "Budget, utfall och prognos per område")})
	}
}
