package alvbro

import (
	"fmt"
	"strings"
)

// areas are the rows of units that every report repeats: the committee, its administration and areas.
func (t *teller) areas(p *pack) {
	p.add("units", cells{"id": t.c.ID, "name": t.c.Name, "kind": "committee", "mandate": t.c.Mandate})
	a := t.c.Administration
	p.add("units", cells{"id": a.ID, "parent": t.c.ID, "name": a.Name, "kind": "administration", "mandate": a.Mandate})
	for _, a := range t.c.Areas {
		p.add("units", cells{"id": a.ID, "parent": t.c.Administration.ID, "name": a.Name, "kind": "area", "mandate": a.Mandate})
	}
}

// allUnits are those of a plan: the units in the areas too, as they are from a year on.
func (t *teller) allUnits(p *pack, y int) {
	t.areas(p)
	for _, a := range t.c.Areas {
		for _, u := range a.Units {
			t.unitRows(p, a, u, y)
		}
	}
	p.add("units", cells{"id": "kommunfullmaktige", "name": "Kommunfullmäktige", "kind": "external", "mandate": "Beslutar nämndens ram"})
}

// unitRows are a unit's, and after a change those of its successors; the old one is told once more, with
// its end, in the first plan after the change.
func (t *teller) unitRows(p *pack, a Area, u SubUnit, y int) {
	row := cells{"id": u.ID, "parent": a.ID, "name": u.Name, "kind": "unit", "mandate": u.Mandate, "target_group": u.People}
	for _, ch := range t.c.Changes {
		if ch.Unit == u.ID && ch.Kind == "became_unit" {
			switch {
			case y < ch.Year:
				row["kind"], row["parent"] = "area", t.c.Administration.ID
			case y == ch.Year:
				row["note"] = ch.Why + "."
				t.plant(p, "omrade-blir-enhet", "units", []string{u.ID}, "", fmt.Sprintf("%s är ett område till och med %d och en enhet därefter. Det är samma verksamhet.", u.Name, y-1))
			}
			continue
		}
		if ch.Unit != u.ID || y < ch.Year {
			continue
		}
		var to []string
		for _, s := range ch.To {
			to = append(to, s.ID)
			p.add("units", cells{"id": s.ID, "parent": a.ID, "name": s.Name, "kind": "unit", "mandate": s.Mandate, "target_group": u.People,
				"valid_from": decimals(ch.Year, 0), "aliases": map[string]string{"renamed": u.Name}[ch.Kind]})
		}
		row["valid_to"], row["successors"], row["note"] = decimals(ch.Year-1, 0), strings.Join(to, "|"), ch.Why+"."
		if y == ch.Year {
			trap := "enhet-byter-namn"
			if ch.Kind == "split" {
				trap = "enhet-delas"
			}
			t.plant(p, trap, "units", append([]string{u.ID}, to...), "", u.Name+" upphör och "+list(names(ch.To))+" tar över från "+decimals(ch.Year, 0)+". Värden före och efter gäller inte samma enhet.")
		}
	}
	p.add("units", row)
}

func names(units []Unit) (all []string) {
	for _, u := range units {
		all = append(all, u.Name)
	}
	return all
}

// current is the unit that a unit has become by a year: the first of its successors.
func (t *teller) current(id string, y int) string {
	for _, ch := range t.c.Changes {
		if ch.Unit == id && y >= ch.Year && len(ch.To) > 0 {
			return ch.To[0].ID
		}
	}
	return id
}

// unitName is the name of an area or a unit.
func (t *teller) unitName(id string) string {
	for _, a := range t.c.Areas {
		if a.ID == id {
			return a.Name
		}
		for _, u := range a.Units {
			if u.ID == id {
				return u.Name
			}
		}
	}
	for _, ch := range t.c.Changes {
		for _, u := range ch.To {
			if u.ID == id {
				return u.Name
			}
		}
	}
	return t.c.Administration.Name
}

// areaOf is the area that a unit lies in, by its place; -1 where it is none of theirs.
func (t *teller) areaOf(id string) int {
	for i, a := range t.c.Areas {
		if a.ID == id {
			return i
		}
		for _, u := range a.Units {
			if u.ID == id {
				return i
			}
		}
	}
	return -1
}
