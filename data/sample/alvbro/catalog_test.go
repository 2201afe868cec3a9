package alvbro

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

var idForm = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,90}[a-z0-9])?$`)

func TestEveryCatalogIsWhole(t *testing.T) {
	all := committees()
	if len(all) < 3 || all[0].ID != soc || !all[0].Chronicle {
		t.Fatalf("%d catalogs, the first of %s", len(all), all[0].ID)
	}
	seen := map[string]bool{}
	for _, c := range all {
		t.Run(c.ID, func(t *testing.T) {
			if seen[c.ID] || seen[c.Name] || len(c.ID) > 40 {
				t.Errorf("%s is no id of its own, or too long", c.ID)
			}
			seen[c.ID], seen[c.Name] = true, true
			ids := map[string]string{}
			own := func(kind, id string) {
				if !idForm.MatchString(id) {
					t.Errorf("%s %q is no id", kind, id)
				}
				if ids[id] != "" {
					t.Errorf("%s %s is %s too", kind, id, ids[id])
				}
				ids[id] = kind
			}
			for _, id := range []string{"vision-alvbro", "inriktning-hallbar-ekonomi", "kf-god-hushallning", "namnd-budget-i-balans", "namnd-kompetens"} {
				own("goal", id)
			}
			for _, id := range []string{balance, "sjukfranvaro", "personalomsattning", "avvikelser", "klagomal", "overklaganden", "missforhallanden", "tillsvidareanstallda"} {
				own("indicator", id)
			}
			own("unit", "kommunfullmaktige")
			is := func(kind, id string) {
				if !strings.Contains(" "+kind+" ", " "+ids[id]+" ") || ids[id] == "" {
					t.Errorf("%q is no %s", id, kind)
				}
			}
			within := func(what, value string, of ...string) {
				if !slices.Contains(of, value) {
					t.Errorf("%s is %q, and not one of %v", what, value, of)
				}
			}
			short := func(title string, most int) {
				if n := len([]rune(title)); n == 0 || n > most {
					t.Errorf("%q has %d letters of at most %d", title, n, most)
				}
			}
			atLeast := func(what string, n, least int) {
				if n < least {
					t.Errorf("%d %s, and not %d", n, what, least)
				}
			}
			own("unit", c.ID)
			own("unit", c.Administration.ID)
			atLeast("areas", len(c.Areas), 4)
			for _, a := range c.Areas {
				own("area", a.ID)
				parse(a.Budget, 1)
				if _, there := seasons[a.Season]; !there || a.Swing <= 0 {
					t.Errorf("%s has the season %q and the swing %d", a.ID, a.Season, a.Swing)
				}
				atLeast("pressures on "+a.ID, len(a.Pressure), 3)
				for _, d := range a.Pressure {
					short(d.Title, 45)
					if d.Sign != 1 && d.Sign != -1 {
						t.Errorf("%q is neither dearer nor cheaper", d.Title)
					}
				}
				for _, u := range a.Units {
					own("unit", u.ID)
				}
			}
			for _, ch := range c.Changes {
				is("unit", ch.Unit)
				within("change", ch.Kind, "renamed", "split", "became_unit")
				for _, u := range ch.To {
					own("unit", u.ID)
				}
				if ch.Year < startYear+2 || (ch.Kind == "became_unit") != (len(ch.To) == 0) {
					t.Errorf("%s changes in %d to %d", ch.Unit, ch.Year, len(ch.To))
				}
			}
			for _, g := range c.Goals {
				if g.Parent != "" {
					is("goal", g.Parent)
				}
				own("goal", g.ID)
				within("level", g.Level, "focus_area", "direction", "council_goal", "committee_goal", "area_goal", "unit_goal", "partnership_goal")
				short(g.Title, 70)
				if g.Owner != "" {
					is("area unit", g.Owner)
				}
			}
			atLeast("indicators", len(c.Indicators), 8)
			for _, i := range c.Indicators {
				own("indicator", i.ID)
				is("goal", i.Goal)
				within("timing", i.Timing, "level", "during", "rolling")
				within("direction", i.Direction, "up", "down", "none")
				for _, n := range []string{i.Start, i.Drift, i.Noise, i.Low, i.High, i.Target, i.Toward} {
					if n != "" && n != "0" {
						parse(n, i.Decimals)
					}
				}
				if i.Start == "" || i.Noise == "" {
					t.Errorf("%s has no start or no noise", i.ID)
				}
			}
			for _, i := range c.Interventions {
				own("intervention", i.ID)
				is("area unit", i.Unit)
				if i.Goal != "" {
					is("goal", i.Goal)
				}
				within("kind", i.Kind, "intervention", "project", "model", "activity")
				for _, s := range i.Steps {
					if stepIDs[s.Step] == "" || s.Share <= 0 {
						t.Errorf("%s has the step %q of %d", i.ID, s.Step, s.Share)
					}
				}
				if (i.Volume == 0) != (len(i.Steps) == 0) {
					t.Errorf("%s has %d places and %d steps", i.ID, i.Volume, len(i.Steps))
				}
			}
			atLeast("savings", len(c.Savings), 12)
			for _, s := range c.Savings {
				own("saving", s.ID)
				is("area unit", s.Unit)
				short(s.Title, 45)
				for _, i := range s.Impacts {
					within("perspective", i.Perspective, "service_users", "staff", "economy", "organisation")
					within("horizon", i.Horizon, "short", "long", "not_stated")
					within("risk", i.Risk, "low", "medium", "high", "not_reported")
					if i.Revisit != "" {
						is("indicator", i.Revisit)
					}
				}
			}
			for _, a := range c.Assumptions {
				is("area", a.About)
			}
			atLeast("assumptions", len(c.Assumptions), 4)
			atLeast("assignments", len(c.Assignments), 6)
			within("scale", c.Scale, "4x4", "5x5")
			atLeast("controls", len(c.Controls), 7)
			for _, k := range c.Controls {
				own("control", k.ID)
				is("area unit", k.Unit)
				if most := int(c.Scale[0] - '0'); k.Likelihood < 1 || k.Likelihood > most || k.Consequence < 1 || k.Consequence > most {
					t.Errorf("%s is off its scale", k.ID)
				}
			}
			atLeast("units that report", len(c.Quality.Units), 3)
			for _, u := range c.Quality.Units {
				is("area unit", u)
			}
			atLeast("themes", len(c.Quality.Themes), 4)
			for _, s := range c.Steering {
				own("steering", s.ID)
				within("level", s.Level, "national", "municipality", "committee", "operative")
				if s.BasedOn != "" {
					is("steering", s.BasedOn)
				}
			}
			for _, s := range c.Collaborating {
				own("collaboration", s.ID)
				is("area unit", s.Unit)
				within("form", s.Form, "written", "oral", "agreement", "assignment", "not_stated")
			}
			atLeast("audits", len(c.Audits), 3)
			for _, a := range c.Audits {
				is("area", a.Area)
				for _, q := range a.Questions {
					short(q.Recommendation.Title, 60)
					if q.Text == "" || q.About == "" || q.Finding.Text == "" || q.Recommendation.Text == "" || q.Answer.Text == "" || (q.Staff == "") != (q.Head == "") {
						t.Errorf("a question of %s is not whole: %q", a.ID, q.Text)
					}
				}
			}
		})
	}
}
