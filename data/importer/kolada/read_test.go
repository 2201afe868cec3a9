package kolada

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rodatraden/data/fault"
	"rodatraden/data/followup"
	"rodatraden/data/importer"
	"rodatraden/data/schema"
)

func cell(name string, row []string, column string) string {
	return row[schema.MustGet(name).Column(column)]
}

func TestAKeyFigureBecomesAnIndicatorWithItsValuesForWomenMenAndAll(t *testing.T) {
	s := newServer(t)
	s.has("N31807", "1488", "2023", `{"gender": "K", "count": 1, "status": "", "value": 5.20}, {"gender": "M", "count": 1, "status": "", "value": 4.9},
		{"gender": "T", "count": 1, "status": "", "value": 5.04638291}`)
	s.has("N31807", "1488", `"2024"`, whole("0.0"))
	s.has("N31807", "1488", "2025", `{"gender": "T", "count": 1, "status": "Missing", "value": null}`)
	facts, report := s.read(t, trollhattan)

	same(t, table(t, facts, "indicators", "id", "title", "unit_of_measure", "nature", "direction", "origin", "source"),
		"n31807|Invånare som någon gång under året erhållit ekonomiskt bistånd, andel (%) av bef.|%|key_figure|none|kolada:N31807|kolada-n31807\n")
	if d := cell("indicators", facts.Rows("indicators")[0], "definition"); !strings.HasPrefix(d, "Antal invånare (inklusive barn)") {
		t.Errorf("%q", d)
	}
	same(t, table(t, facts, "observations", "indicator", "unit", "period", "part", "value", "status", "source"), ""+
		"n31807|all|2023|all|5.04638291|reported|kolada-n31807\n"+
		"n31807|all|2023|K|5.20|reported|kolada-n31807\n"+
		"n31807|all|2023|M|4.9|reported|kolada-n31807\n"+
		"n31807|all|2024|all|0.0|reported|kolada-n31807\n"+
		"n31807|all|2025|all||not_reported|kolada-n31807\n")
	same(t, table(t, facts, "sources", "id", "document", "section", "note"), "kolada-n31807|kolada|N31807|Källa: Kolada\n")
	same(t, table(t, facts, "documents", "id", "title", "kind"), "kolada|Kolada|other\n")
	if n := len(facts.Rows("units")); n != 0 {
		t.Errorf("%d units: the committee's own municipality is none", n)
	}
	if f := told(report, Fetched); len(f) != 1 || f[0].Args["Date"] != "2026-06-01" || f[0].Args["Values"] != "5" {
		t.Errorf("%v", f)
	}
}

func TestWhatIsOfOtherMunicipalitiesIsOfUnitsOutsideAndAGroupHasKoladasOwnMean(t *testing.T) {
	s := newServer(t)
	s.has("N31807", "1488", "2024", whole("4.7"))
	s.has("N31807", "0000", "2024", whole("3.1"))
	s.has("N31807", "G176426", "2024", `{"gender": "T", "count": 6, "status": "", "value": 4.123}`)
	facts, _ := s.read(t, Query{KPIs: []string{"n31807"}, Municipality: "Trollhättan", Compare: []string{"Riket", "1488"}, Groups: []string{"G176426"}, Years: []int{2024}})
	same(t, table(t, facts, "units", "id", "name", "kind", "source", "note"), ""+
		"kolada-0000|Riket|external|kolada-0000|\n"+
		"kolada-g176426|Liknande kommuner socioekonomi, Trollhättan, 2024|external|kolada-g176426|"+
		"Ovägt medelvärde, beräknat av Kolada, av Norrköping, Eslöv, Kristianstad, Halmstad, Borås, Örebro och Västerås.\n")
	same(t, table(t, facts, "observations", "unit", "period", "value", "note"), ""+
		"all|2024|4.7|\nkolada-0000|2024|3.1|\nkolada-g176426|2024|4.123|Medelvärdet är av 6 av gruppens 7 kommuner.\n")
}

func TestTheLatestGroupOfThoseAlikeIsChosen(t *testing.T) {
	s := newServer(t)
	s.groups = append(s.groups,
		[]byte(`{"id": "G1", "title": "Liknande kommuner IFO, Trollhättan, 2021", "members": []}`),
		[]byte(`{"id": "G2", "title": "Liknande kommuner IFO, Borås, 2025", "members": []}`))
	_, report := s.read(t, Query{KPIs: []string{"N31807"}, Municipality: "1488", Similar: []string{"ifo", "Övergripande"}, Years: []int{2024}})
	var names []string
	for _, f := range told(report, NoValues) {
		names = append(names, f.Args["Municipality"])
	}
	want := []string{"Trollhättan", "Liknande kommuner IFO, Trollhättan, 2024", "Liknande kommuner, övergripande, Trollhättan, 2025"}
	if !slices.Equal(names, want) {
		t.Errorf("%q", names)
	}
	_, report = s.read(t, Query{KPIs: []string{"N31807"}, Municipality: "1488", Similar: []string{AllSimilar}, Years: []int{2024}})
	if n := len(told(report, NoValues)); n != 13 {
		t.Errorf("%d of twelve areas and the municipality", n)
	}
}

func TestMoreThanOneAddressTakesAreAskedForByParts(t *testing.T) {
	s := newServer(t)
	var q Query
	q.Municipality = "1488"
	for _, raw := range s.kpis[:60] {
		id := string(raw[strings.Index(string(raw), `"id"`)+7:][:6])
		q.KPIs = append(q.KPIs, id)
		s.has(id, "1488", "2001", whole("1"))
		s.has(id, "1490", "2026", whole("2"))
	}
	for _, a := range s.areas[22:60] {
		q.Compare = append(q.Compare, string(a[strings.Index(string(a), `"id"`)+7:][:4]))
	}
	q.Compare = append(q.Compare, "1490")
	q.Years, _ = Years("1999-2026")
	facts, _ := s.read(t, q)
	if n := len(facts.Rows("observations")); n != 120 {
		t.Errorf("%d values", n)
	}
	lists := map[string]int{}
	for _, p := range s.paths() {
		lists[strings.Split(p, "/")[1]]++
	}
	if want := fmt.Sprint(map[string]int{"municipality": 1, "kpi": 3, "data": 3 * 2 * 2}); fmt.Sprint(lists) != want {
		t.Errorf("%v, want %v", lists, want)
	}
}

func TestEveryPageIsFollowedUntilOneIsEmpty(t *testing.T) {
	s := newServer(t)
	for year := 2001; year <= 2025; year++ {
		s.has("N31807", "1488", fmt.Sprint(year), whole(fmt.Sprint(year)+".5"))
	}
	s.perPage = 7
	q := trollhattan
	q.Years = nil
	facts, _ := s.read(t, q)
	if n := len(facts.Rows("observations")); n != 25 {
		t.Errorf("%d years", n)
	}
	pages := 0
	for _, p := range s.paths() {
		if strings.HasPrefix(p, "/data/") {
			pages++
		}
	}
	if pages != 5 { // four with values, and the empty one that the fourth points at
		t.Errorf("%d pages", pages)
	}
}

func TestTheMappingSaysWhatKoladaDoesNotKnow(t *testing.T) {
	m, report := DecodeMapping("kolada.toml", []byte(`
[kpi.N31807]
title = "Andel med ekonomiskt bistånd"
subject = "goals:arbete"
direction = "down"
nature = "indicator"
timing = "during"
decimals = 1

[kpi.N31816]
indicator = "langvarigt"

[status]
Hemlig = "confidential"

[unit]
0000 = "riket"
`))
	if len(report.Findings) > 0 {
		t.Fatal(report.Findings)
	}
	s := newServer(t)
	s.has("N31807", "1488", "2024", whole("4.6500001"))
	s.has("N31807", "0000", "2024", `{"gender": "T", "count": 1, "status": "Hemlig", "value": null}`)
	s.has("N31816", "1488", "2024", whole("1.25"))
	facts, r := s.read(t, Query{KPIs: []string{"N31807", "N31816"}, Municipality: "1488", Compare: []string{"0000"}, Years: []int{2024}, Mapping: m})
	same(t, table(t, facts, "indicators", "id", "title", "subject", "direction", "nature", "timing", "decimals"),
		"n31807|Andel med ekonomiskt bistånd|goals:arbete|down|indicator|during|1\n")
	same(t, table(t, facts, "observations", "indicator", "unit", "value", "status"),
		"n31807|all|4.7|reported\nn31807|riket||confidential\nlangvarigt|all|1.25|reported\n")
	if len(facts.Rows("units")) != 0 {
		t.Error("a unit that is there already is made again")
	}
	if f := told(r, Rounded); len(f) != 1 || f[0].Args["Rounded"] != "4.7" {
		t.Errorf("%v", f)
	}
}

func TestYearsAreReadAsAPersonWritesThem(t *testing.T) {
	for text, want := range map[string]string{
		"2015-2018": "[2015 2016 2017 2018]", "2019": "[2019]", "2020, 2015–2016,2015": "[2015 2016 2020]",
	} {
		if got, err := Years(text); err != nil || fmt.Sprint(got) != want {
			t.Errorf("%s: %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "2015-", "19", "2020-2015", "1000-9999", "tjugo"} {
		if got, err := Years(text); fault.KindOf(err) != fault.Usage {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
}

const manifest = `{
  "name": "nn-2025-annual", "title": "Årsredovisning 2025", "created": "2026-02-02T08:00:00+01:00",
  "licenses": [{"name": "CC0-1.0"}], "sources": [{"title": "Årsredovisning"}], "contributors": [{"title": "Förvaltningen", "roles": ["publisher"]}],
  "followup": {"format": 1, "municipality": {"code": "9999", "name": "Älvbro"}, "fictional": true, "committee": {"id": "nn", "name": "Nämnden"},
    "kind": "annual", "extent": "full", "period": {"from": "2025-01-01", "to": "2025-12-31"}, "as_at": "2025-12-31", "order": 1,
    "published": "2026-02", "published_basis": "stated", "supersedes": null, "variance": "budget-minus-actual", "audience": "public"}
}`

func TestWhatIsImportedChecksCleanAndDoneAgainChangesNothing(t *testing.T) {
	s := newServer(t)
	for i, year := range []string{"2023", "2024", "2025"} {
		for _, place := range []string{"1488", "0000", "G176426"} {
			s.has("N31807", place, year, fmt.Sprintf(`{"gender": "T", "count": 7, "status": "", "value": 4.%d}, {"gender": "K", "status": "Missing", "value": null}`, i))
			s.has("U30446", place, year, `{"gender": "T", "count": 1, "status": "Missing", "value": null}`)
		}
	}
	q := Query{KPIs: []string{"N31807", "U30446"}, Municipality: "1488", Compare: []string{"0000"}, Groups: []string{"G176426"}, Years: []int{2023, 2024, 2025}}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "datapackage.json"), []byte(manifest), 0o644); err != nil {
		t.Fatal(err)
	}
	facts, _ := s.read(t, q)
	if _, _, err := importer.Into(dir, facts); err != nil {
		t.Fatal(err)
	}
	_, report, err := followup.Open(dir)
	if err != nil || len(report.Findings) > 0 {
		t.Errorf("%v %v", err, report.Findings)
	}
	before, _ := os.ReadFile(filepath.Join(dir, "observations.csv"))

	slices.Reverse(s.data) // Kolada's order is not the tables'
	o := s.options(nil)
	later := today.AddDate(0, 3, 0)
	o.Now = func() time.Time { return later }
	again, _, err := Read(context.Background(), q, o)
	if err != nil {
		t.Fatal(err)
	}
	changes, _, err := importer.Into(dir, again)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range changes {
		if c.Added+c.Changed+c.Removed > 0 {
			t.Errorf("%+v", c)
		}
	}
	if after, _ := os.ReadFile(filepath.Join(dir, "observations.csv")); string(after) != string(before) {
		t.Errorf("%s\n%s", before, after)
	}

	// Another key figure leaves what the first ones said, and whom they are of.
	s.has("N31816", "1488", "2024", whole("1.5"))
	other, _ := s.read(t, Query{KPIs: []string{"N31816"}, Municipality: "1488", Years: []int{2024}})
	if changes, _, err = importer.Into(dir, other); err != nil {
		t.Fatal(err)
	}
	for _, c := range changes {
		if c.Changed+c.Removed > 0 {
			t.Errorf("%+v", c)
		}
	}
	if _, report, err = followup.Open(dir); err != nil || len(report.Findings) > 0 {
		t.Errorf("%v %v", err, report.Findings)
	}
}
