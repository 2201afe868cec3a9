// Package crowdtest makes a package that is hard on the pages, for their tests: it holds more goals,
// savings and audit points than any committee has, parents in a ring, an indicator of many years, an
// amount beyond any budget, and titles as long as a cell may be.
package crowdtest

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"testing/fstest"

	"rodatraden/data/followup"
	"rodatraden/data/schema"
)

// Committee and Name are those of the package.
const (
	Committee = "crowded"
	Name      = "asn-2021-crowded"
)

// How much it holds.
const (
	Goals         = 200
	Savings       = 400
	Points        = 300
	Questions     = 60
	Interventions = 60
	Observations  = 500
	Controls      = 200
	Decisions     = 300
	Units         = 80     // that report what is told of quality
	TitleLength   = 30_000 // characters
)

const manifest = `{
  "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
  "name": "` + Name + `", "title": "Uppföljning av allt", "version": "1.0.0", "created": "2026-01-01T00:00:00Z",
  "followup": {
    "format": 1, "municipality": {"code": "9999", "name": "Älvbro"}, "fictional": true,
    "committee": {"id": "` + Committee + `", "name": "Arbetsmarknads- och socialnämnden"},
    "kind": "annual", "extent": "full", "period": {"from": "2021-01-01", "to": "2021-12-31"}, "as_at": "2021-12-31",
    "order": 10, "published": "2022-02-01T12:00:00+01:00", "published_basis": "stated", "variance": "budget-minus-actual", "audience": "public"
  }
}`

// tables are the rows of the package's tables, each its cells by column.
type tables map[string][]map[string]string

func (t tables) add(table string, cells ...string) {
	row := map[string]string{}
	for i := 0; i+1 < len(cells); i += 2 {
		row[cells[i]] = cells[i+1]
	}
	t[table] = append(t[table], row)
}

// Package builds it.
func Package() (*followup.Package, error) {
	files := fstest.MapFS{"datapackage.json": {Data: []byte(manifest)}}
	all := rows()
	parents := all.takeParents()
	for name, rows := range all {
		t := schema.MustGet(name)
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		line := make([]string, len(t.Fields))
		for i, f := range t.Fields {
			line[i] = f.Name
		}
		_ = w.Write(line)
		for _, row := range rows {
			for i, f := range t.Fields {
				line[i] = row[f.Name]
			}
			_ = w.Write(line)
		}
		w.Flush()
		files[name+".csv"] = &fstest.MapFile{Data: b.Bytes()}
	}
	p, report, err := followup.BuildFS(files, followup.BuildOptions{})
	if err != nil && len(report.Findings) > 0 {
		f := report.Findings[0]
		return nil, fmt.Errorf("%w: %s %s %d %s", err, f.Code, f.File, f.Row, f.Column)
	}
	if err != nil {
		return nil, err
	}
	for _, t := range p.Tables {
		if at := t.Schema.Column("parent"); parents[t.Schema.Name] != nil {
			for i := range t.Rows {
				t.Rows[i][at] = parents[t.Schema.Name][t.Rows[i][t.Schema.Column("id")]]
			}
		}
	}
	return p, nil
}

// takeParents takes the parents out of the rows, by table and id: no package is built with a ring, but
// one that another program signed, or two packages together, may hold one.
func (t tables) takeParents() map[string]map[string]string {
	out := map[string]map[string]string{}
	for name, rows := range t {
		for _, row := range rows {
			if row["parent"] == "" {
				continue
			}
			if out[name] == nil {
				out[name] = map[string]string{}
			}
			out[name][row["id"]] = row["parent"]
			delete(row, "parent")
		}
	}
	return out
}

// long is a title as long as it may be: words, or one word that no line can hold.
func long(words bool) string {
	if words {
		return strings.Repeat("Uppföljning av ", TitleLength/15)
	}
	return strings.Repeat("uppföljning", TitleLength/11)
}

func rows() tables {
	t := tables{}
	id := func(name string, i int) string { return name + "-" + strconv.Itoa(i) }
	title := func(name string, i int) string {
		if i < 2 {
			return long(i == 0)
		}
		return id(name, i)
	}
	t.add("units", "id", "unit", "name", "Enheten", "kind", "unit")
	levels := []string{"council_goal", "committee_goal", "area_goal", "unit_goal"}
	for i := range Goals {
		// every fourth goal is in a ring with the next, the others under one that is
		parent := id("goal", (i/4*4+4)%Goals)
		t.add("goals", "id", id("goal", i), "parent", parent, "level", levels[i%len(levels)], "title", title("Mål", i), "text", title("Text", i), "valid_from", "2021", "valid_to", "2021")
		t.add("indicators", "id", id("indicator", i), "title", title("Indikator", i), "unit_of_measure", "antal", "direction", "up")
		t.add("assessments", "id", id("assessed", i), "subject", "goals:"+id("goal", i), "period", "2021", "about", "outcome", "verbatim", title("Delvis uppfyllt", i), "status", "partly")
		t.add("observations", "id", id("seen", i), "indicator", id("indicator", i), "unit", "all", "period", "2021", "part", "all", "value", strconv.Itoa(i), "status", "reported")
		for _, ahead := range []int{0, 1} { // each indicator follows two goals
			t.add("links", "id", id(id("link", i), ahead), "from", "indicators:"+id("indicator", i), "to", "goals:"+id("goal", (i+ahead)%(Goals-20)), "strength", "stated")
		}
	}
	for i := range Observations {
		t.add("observations", "id", id("month", i), "indicator", id("indicator", 0), "unit", "all", "period", fmt.Sprintf("%04d-%02d", 1979+i/12, i%12+1), "part", "all", "value", strconv.Itoa(100+i), "status", "reported")
	}
	for i := range Savings {
		amount := strconv.Itoa(i * 7)
		if i == 0 {
			amount = "1000000000000"
		}
		t.add("savings", "id", id("saving", i), "title", title("Besparing", i), "amount", amount, "amount_unit", "tkr", "amount_status", "reported", "effect_from", "2021-01", "status", "decided")
		t.add("impacts", "id", id("impact", i), "subject", "savings:"+id("saving", i/50), "title", title("Följd", i), "horizon", "short", "perspective", "service_users", "text", title("Följd", i))
	}
	t.add("audit_reports", "id", "review", "kind", "review", "title", long(true), "date", "2020", "overall", long(false))
	kinds := []string{"recommendation", "risk", "criticism", "finding", "gap", "view"}
	for i := range Points {
		t.add("audit_points", "id", id("point", i), "report", "review", "parent", id("point", (i+1)%Points), "kind", kinds[i%len(kinds)], "title", title("Punkt", i), "text", title("Text", i))
		t.add("status_events", "id", id("event", i), "point", id("point", i), "date", "2021", "actor", "administration", "status", "started", "text", title("på väg", i))
	}
	for i := range Questions { // a ring of questions, and one that is its own part
		parent := id("question", (i+1)%(Questions-1))
		if i == Questions-1 {
			parent = id("question", i)
		}
		t.add("audit_questions", "id", id("question", i), "report", "review", "parent", parent, "text", title("Fråga", i))
		for _, place := range []string{"svar", "sammanfattning"} {
			t.add("assessments", "id", id("answer-"+place, i), "subject", "audit_questions:"+id("question", i), "period", "2021", "about", "outcome", "place", place, "verbatim", title("Delvis", i), "status", "partly")
		}
	}
	for i := range Interventions { // a ring of interventions, every third with two steps over the years
		t.add("interventions", "id", id("intervention", i), "parent", id("intervention", (i+1)%Interventions), "title", title("Insats", i), "kind", "intervention")
		for _, step := range []string{"enrolled", "completed"} {
			if i%3 > 0 {
				continue
			}
			t.add("indicators", "id", id(step, i), "subject", "interventions:"+id("intervention", i), "title", title("Steg", i), "unit_of_measure", "personer", "step", step)
			for year := 2002; year <= 2021; year++ {
				t.add("observations", "id", id(id(step, i), year), "indicator", id(step, i), "unit", "all", "period", strconv.Itoa(year), "part", "all", "value", strconv.Itoa(1000+i), "status", "reported")
			}
		}
	}
	decided := []string{"approve", "assign", "adopt_measures", "report", "notify", "note"}
	for i := range Decisions { // every decision answers the next, so that the answers go round
		t.add("decisions", "id", id("decision", i), "date", fmt.Sprintf("%04d-%02d-%02d", 2021-i/200, i%12+1, i%28+1), "kind", decided[i%len(decided)], "text", title("Beslut", i),
			"answers", id("decision", (i+1)%Decisions), "due", "2021-12-30")
		t.add("steering_documents", "id", id("steers", i), "title", title("Riktlinje", i), "level", "committee", "adopted_on", "2020", "replaces", id("steers", (i+1)%Decisions), "states", "contradictory|outdated")
		t.add("collaborations", "id", id("together", i), "title", title("Samverkan", i), "partners", title("Part", i), "form", "oral", "text", title("Muntligt", i))
		t.add("documents", "id", id("document", i), "title", title("Dokument", i), "kind", "minutes")
	}
	for i := range Controls {
		t.add("controls", "id", id("control", i), "year", "2021", "risk", title("Kontroll", i), "method", title("Egenkontroll", i), "responsible", title("Ansvarig", i),
			"likelihood", strconv.Itoa(i%9+1), "consequence", strconv.Itoa(i/9%9+1), "scale", "9x9")
		t.add("assessments", "id", id("controlled", i), "subject", "controls:"+id("control", i), "period", "2021", "about", "outcome", "verbatim", title("Avvikelse", i), "status", "deviation")
	}
	for _, topic := range []string{"deviation", "complaint", "misconduct"} {
		t.add("indicators", "id", topic, "title", long(true), "unit_of_measure", "antal", "timing", "during", "topic", topic)
		for i := range Units {
			for year := 2020; year <= 2021; year++ {
				t.add("observations", "id", topic+"-"+id(strconv.Itoa(year), i), "indicator", topic, "unit", id("reports", i), "period", strconv.Itoa(year), "part", "all",
					"value", strconv.Itoa(1_000_000_000*i+year), "status", "reported")
			}
		}
	}
	for i := range Units {
		t.add("units", "id", id("reports", i), "name", title("Enhet", i), "kind", "unit", "parent", id("reports", (i+1)%Units))
	}
	t.add("indicators", "id", "appeals", "title", long(true), "unit_of_measure", "antal", "timing", "during", "topic", "appeal")
	for _, part := range [][2]string{{"all", "1000000000002"}, {"oförändrade", "1"}, {"ändrade", "1000000000000"}, {"pågår", "0"}} {
		t.add("observations", "id", "appeals-"+part[1], "indicator", "appeals", "unit", "all", "period", "2021", "part", part[0], "value", part[1], "status", "reported")
	}
	return t
}
