package compare

import (
	"context"
	"path/filepath"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"rodatraden/data/followup"
	"rodatraden/data/model"
	"rodatraden/data/store"
)

// drawLibrary makes reports that correct, restate, withdraw and replace each other, told in another
// order than that of what they are about.
func drawLibrary(t *rapid.T) []*followup.Package {
	orders := rapid.SliceOfNDistinct(rapid.Int64Range(1, 12), 2, 7, rapid.ID[int64]).Draw(t, "orders")
	kinds := rapid.SampledFrom([]model.Kind{model.Monthly, model.Interim, model.Annual, model.Quality, model.Plan})
	days := rapid.SampledFrom([]string{"2019-03-31", "2019-04-30", "2019-12-31", "2020-03-31", "2020-04-30"})
	var all []pack
	for _, order := range orders {
		p := newPack(order, kinds.Draw(t, "kind"), days.Draw(t, "as at"))
		if rapid.IntRange(0, 3).Draw(t, "excerpt") == 0 {
			p.excerpt()
		}
		if rapid.IntRange(0, 5).Draw(t, "empty") > 0 {
			fill(t, p)
		}
		all = append(all, p)
	}
	var out []*followup.Package
	for _, p := range all {
		if rapid.Bool().Draw(t, "supersedes") {
			q := rapid.SampledFrom(all).Draw(t, "what")
			if q.Manifest.Followup.Order < p.Manifest.Followup.Order {
				p.supersedes(q)
				p.Manifest.Followup.Reason = "Fel i underlaget"
			}
		}
		out = append(out, p.Package)
	}
	return out
}

func fill(t *rapid.T, p pack) {
	one := func(label string, values ...string) string { return rapid.SampledFrom(values).Draw(t, label) }
	some := func(label string) bool { return rapid.Bool().Draw(t, label) }
	value := func() string { return one("value", "-18", "-18.0", "-18000", "2", "") }
	status := func() string { return one("status", "", "reported", "preliminary", "not_reported", "not_applicable") }
	note := func() string { return one("note", "", "", "Avstämt") }
	unit := func() string { return one("unit", "mkr", "tkr") }
	end := p.Manifest.Followup.AsAt[:7]
	year := end[:4]
	periods := []string{year, year + "-01/" + end, end, "2019", "2019-01/2019-03", "2019-03", "2018-04/2019-03", "2019-03-31", "2019/.."}

	for range rapid.IntRange(0, 6).Draw(t, "amounts") {
		line, measure := one("line", "a", "b", "savings:s"), one("measure", "variance_forecast", "variance_outcome", "outcome_ytd", "budget_year", "forecast_year", "outcome_year")
		period := one("period", periods...)
		if key := line + "|" + measure + "|" + period; !has(p, "amounts", key) {
			if one("taken back", "no", "no", "no", "yes") == "yes" {
				p.withdraw("amounts", key, "Fel")
				continue
			}
			p.amount(line, measure, period, value(), "amount_unit="+unit(), "status="+status(), "revision_note="+note(), "approximate="+one("approximate", "", "true", "false"))
			if some("two places") {
				p.amount(line, measure, period, value(), "place=x", "amount_unit=mkr")
			}
		}
	}
	for range rapid.IntRange(0, 2).Draw(t, "causes") {
		period := one("period", periods...)
		if has(p, "causes", "budget_lines:a|"+period) {
			continue
		}
		for _, title := range []string{"Placeringar", "Hyror"} {
			if some("cause") {
				p.row("causes", "subject=budget_lines:a", "period="+period, "title="+title, "amount="+value(), "amount_unit=mkr", "exhaustive="+one("exhaustive", "", "not_stated", "yes"))
			}
			if some("cause in a place") {
				p.row("causes", "subject=budget_lines:a", "period="+period, "title="+title, "place=y", "amount="+value(), "amount_unit=mkr")
			}
		}
	}
	for range rapid.IntRange(0, 3).Draw(t, "assessments") {
		subject, period, about := one("subject", "goals:g", "goals:h", "controls:c", `goals:odd|\`), one("period", periods...), one("about", "outcome", "forecast")
		if !has(p, "assessments", escape(subject)+"|"+period+"|"+about) {
			p.row("assessments", "subject="+subject, "period="+period, "about="+about, "status="+one("judged", "met", "not_met", "not_assessed"), "action="+one("action", "", "Ingen"))
		}
	}
	for range rapid.IntRange(0, 3).Draw(t, "observations") {
		indicator, period := one("indicator", "i", "j"), one("period", periods...)
		if !has(p, "observations", indicator+"|all|"+period+"|all") {
			p.row("observations", "indicator="+indicator, "unit=all", "period="+period, "part=all", "value="+value(), "status="+status(), "text="+one("text", "", "fler"))
		}
	}
	ends := func() string { return one("ends", "", "2019", "2018-12", "2020-03") }
	if some("goals") {
		p.row("goals", "id=g", "title=Mål", "valid_to="+ends()).row("goals", "id=h", "title=Mål", "parent=g")
	}
	if some("indicators") {
		p.row("indicators", "id=i", "subject="+one("of", "goals:g", "units:u", "")).row("indicators", "id=j", "title=Antal")
	}
	if some("lines") {
		p.row("budget_lines", "id=a", "unit=u", "title=Hela").row("budget_lines", "id=b", "parent="+one("parent", "", "a"), "title=Del")
	}
	if some("units") {
		p.row("units", "id=u", "kind="+one("kind", "committee", "unit"), "valid_to="+ends(), "aliases="+one("aliases", "", "x|y", "y|x"))
	}
	if some("controls") {
		p.row("controls", "id=c", "year="+one("year", "2018", "2019", "2020"))
	}
	day := func() string { return one("day", "", "2019-06-30", "2019-09-30", "2019-12") }
	for _, id := range []string{"r1", "r2"} {
		if some("response") {
			p.row("responses", "id="+id, "points="+one("points", "pt", "pt|pu", "pu"), "date="+one("date", "2019-03-01", "2019-04-01"), "due="+day())
		}
	}
	for range rapid.IntRange(0, 3).Draw(t, "events") {
		point, date, actor := one("point", "pt", "pu"), one("date", "2019-03-31", "2019-04", "2019-12-31"), one("actor", "administration", "audit")
		if !has(p, "status_events", point+"|"+date+"|"+actor) {
			p.row("status_events", "point="+point, "date="+date, "actor="+actor, "status="+one("state", "started", "done"), "due="+day(), "text="+one("text", "", "pågår"))
		}
	}
	if some("decision") {
		p.row("decisions", "id=d", "date=2019-03-28", "due="+day(), "revision_note="+note())
	}
	if some("saving") {
		p.row("savings", "id=s", "amount="+value(), "amount_unit="+unit(), "posts="+one("posts", "", "2", "2.0"), "posts_unit="+one("posts unit", "fte", "posts"),
			"status="+one("saving", "decided", "done"))
	} else if some("saving taken back") {
		p.withdraw("savings", "s", "Fel")
	}
}

func escape(key string) string {
	if key == `goals:odd|\` {
		return `goals:odd\|\\`
	}
	return key
}

// has reports whether the package speaks of the key already.
func has(p pack, table, key string) bool {
	for _, t := range p.Tables {
		for _, row := range t.Rows {
			if t.Schema.Name == table && t.Schema.KeyOf(row) == key ||
				t.Schema.Name == "withdrawn" && row[t.Schema.Column("table")] == table && row[t.Schema.Column("key")] == key {
				return true
			}
		}
	}
	return false
}

// drawReports makes reports of few facts, told of their own time, taken back and left out.
func drawReports(t *rapid.T) []*followup.Package {
	one := func(label string, values ...string) string { return rapid.SampledFrom(values).Draw(t, label) }
	days := []string{"2019-03-31", "2019-04-30", "2019-08-31", "2019-10-31", "2019-12-31", "2020-03-31", "2020-04-30"}
	kinds := rapid.SampledFrom([]model.Kind{model.Monthly, model.Interim, model.Annual})
	var all []*followup.Package
	for i := range rapid.IntRange(3, len(days)).Draw(t, "reports") {
		p := newPack(int64(i+1), kinds.Draw(t, "kind"), days[i])
		if one("extent", "full", "full", "full", "excerpt") == "excerpt" {
			p.excerpt()
		}
		end := days[i][:7]
		period := one("period", end[:4], end, end[:4]+"-01/"+end)
		tell := func(table, key string, cells ...string) {
			switch one(key, "told", "told", "left out", "taken back", "nothing to say") {
			case "told":
				p.row(table, append(cells, "status="+one("status", "", "reported"))...)
			case "nothing to say":
				p.row(table, append(cells, "status=not_reported")...)
			case "taken back":
				p.withdraw(table, key, "Fel")
			}
		}
		for _, line := range []string{"a", "b"} {
			for _, m := range []string{"variance_forecast", "variance_outcome"} {
				tell("amounts", line+"|"+m+"|"+period, "line="+line, "measure="+m, "period="+period, "value=1", "amount_unit=mkr")
			}
		}
		for _, indicator := range []string{"i", "j"} {
			tell("observations", indicator+"|all|"+period+"|all", "indicator="+indicator, "unit=all", "period="+period, "part=all", "value=1")
		}
		about := one("about", "outcome", "forecast")
		for _, goal := range []string{"g", "h"} {
			tell("assessments", "goals:"+goal+"|"+period+"|"+about, "subject=goals:"+goal, "period="+period, "about="+about)
		}
		ends := func() string { return one("ends", "", days[i], end, "2019", "2018") }
		p.row("goals", "id=g", "valid_to="+ends()).row("goals", "id=h", "valid_to="+ends())
		p.row("indicators", "id=i", "subject=goals:g").row("units", "id=u", "valid_to="+ends()).row("budget_lines", "id=a", "unit=u")
		all = append(all, p.Package)
	}
	return all
}

func TestAnyLibrarysStatesDifferAsThePlainestComparisonSays(t *testing.T) {
	agree(t, drawLibrary)
}

func TestWhatFallsFromAnyReportsIsWhatThePlainestComparisonSays(t *testing.T) {
	agree(t, drawReports)
}

// agree draws libraries, and compares their states in both ways.
func agree(t *testing.T, draw func(*rapid.T) []*followup.Package) {
	l, err := store.Open(filepath.Join(t.TempDir(), "library.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	ctx := context.Background()
	rapid.Check(t, func(t *rapid.T) {
		if err := l.Clear(ctx); err != nil {
			t.Fatal(err)
		}
		sources := draw(t)
		for _, p := range sources {
			if err := l.Install(ctx, "demo", p.Manifest.ID, p); err != nil {
				t.Fatal(err)
			}
		}
		packages, err := l.Packages(ctx, "demo", "sn")
		if err != nil {
			t.Fatal(err)
		}
		moments := rapid.SampledFrom([]int64{3, 6, 9, 12, store.Latest})
		r := reference(sources)
		for range 4 {
			before := State{rapid.SampledFrom(packages).Draw(t, "before"), 0}
			now := State{rapid.SampledFrom(packages).Draw(t, "now"), 0}
			before.At, now.At = max(before.About.Order, moments.Draw(t, "then")), max(now.About.Order, moments.Draw(t, "at"))
			want := r.between(r.state(before.About.Name, before.At), r.state(now.About.Name, now.At))
			for name, lib := range map[string]Library{"index": l, "history": whole{l}} {
				if diff := unlike(t, lib, before, now, want); diff != "" {
					t.Fatalf("by %s, from %s at %s to %s at %s (-reference +Between):\n%s", name, before.About.Name,
						strconv.FormatInt(before.At, 10), now.About.Name, strconv.FormatInt(now.At, 10), diff)
				}
			}
		}
		clear(said) // nothing of these packages is asked for again
	})
}
