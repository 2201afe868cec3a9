package alvbro

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"sync"
	"time"

	"rodatraden/assets"
	"rodatraden/data/followup"
)

// chronicle is the years of a committee that are written by hand: package sources as they lie in the
// program, and their rows.
type chronicle struct {
	year  int // the last that it tells of
	packs []written
}

type written struct {
	place, name string // 230, socialnamnden-2025-04-interim
	files       fs.FS
	manifest    followup.Manifest
	rows        map[string][]cells
}

const chronicleDir = "demo/alvbro"

var writtenForm = regexp.MustCompile(`^([0-9]+)-(.+)$`)

// readChronicle reads socialnämnden's first two years.
var readChronicle = sync.OnceValue(func() *chronicle {
	c := &chronicle{year: 2025}
	entries, err := fs.ReadDir(assets.Demo, chronicleDir)
	if err != nil {
		panic(err) // embedded
	}
	for _, e := range entries {
		m := writtenForm.FindStringSubmatch(e.Name())
		if m == nil || !e.IsDir() {
			continue
		}
		files, err := fs.Sub(assets.Demo, path.Join(chronicleDir, e.Name()))
		if err != nil {
			panic(err) // it is there
		}
		w := written{place: m[1], name: m[2], files: files, rows: map[string][]cells{}}
		inside, err := fs.ReadDir(files, ".")
		if err != nil {
			panic(err)
		}
		for _, f := range inside {
			raw, err := fs.ReadFile(files, f.Name())
			table, is := strings.CutSuffix(f.Name(), ".csv")
			switch {
			case f.Name() == "datapackage.json" && err == nil:
				if err := json.Unmarshal(raw, &w.manifest); err != nil {
					panic(err) // the tests build it
				}
			case is && err == nil:
				w.rows[table] = readRows(raw)
			}
		}
		c.packs = append(c.packs, w)
	}
	return c
})

func readRows(raw []byte) (rows []cells) {
	lines, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
	if err != nil || len(lines) == 0 {
		panic(err) // the tests build it
	}
	for _, line := range lines[1:] {
		r := cells{}
		for i, column := range lines[0] {
			r[column] = line[i]
		}
		rows = append(rows, r)
	}
	return rows
}

// through are the packages of so many years from May 2023.
func (c *chronicle) through(years int) []written {
	if years > 1 {
		return c.packs
	}
	for i, w := range c.packs {
		if w.name == "socialnamnden-2024-04-interim" {
			return c.packs[:i+1]
		}
	}
	return c.packs
}

func (c *chronicle) sources(years int) (all []Source) {
	for _, w := range c.through(years) {
		all = append(all, Source{Name: w.name, Committee: soc, Files: w.files})
	}
	return all
}

// placeForm is where the list names a package by its place.
var placeForm = regexp.MustCompile(`\([0-9]{3}\)|Ersätter [0-9]{3}`)

// planted reads what the chronicle's own list says of it.
func (c *chronicle) planted(years int) (all []Planted) {
	raw, err := fs.ReadFile(assets.Demo, chronicleDir+"/README.md")
	if err != nil {
		panic(err) // embedded
	}
	byPlace := map[string]string{}
	for _, w := range c.through(years) {
		byPlace[w.place] = w.name
	}
	_, list, _ := strings.Cut(string(raw), "## Vad som är inlagt")
	for _, line := range strings.Split(list, "\n") {
		columns := strings.Split(strings.Trim(line, "| "), " | ")
		if len(columns) != 3 {
			continue
		}
		var of []string
		for _, place := range regexp.MustCompile(`\b[0-9]{3}\b`).FindAllString(columns[0], -1) {
			if name := byPlace[place]; name != "" {
				of = append(of, name)
			}
		}
		if len(of) > 0 {
			notice := strings.TrimRight(columns[1], ".") + ". " + strings.TrimRight(columns[2], ".") + "."
			notice = placeForm.ReplaceAllStringFunc(notice, func(s string) string { // their folders have no numbers
				place := s[len(s)-4:]
				if strings.HasPrefix(s, "(") {
					place = s[1:]
				}
				name := byPlace[strings.Trim(place, " )")]
				if name == "" {
					return s
				}
				return strings.Replace(s, strings.Trim(place, " )"), name, 1)
			})
			all = append(all, Planted{Trap: chronicleTrap, Package: strings.Join(of, ", "), Notice: notice})
		}
	}
	return all
}

// latest is the last row that is told of each id of a table, and the ids in the order they were first told.
func (c *chronicle) latest(table string) (ids []string, of map[string]cells) {
	of = map[string]cells{}
	for _, w := range c.packs {
		for _, r := range w.rows[table] {
			if of[r["id"]] == nil {
				ids = append(ids, r["id"])
			}
			of[r["id"]] = r
		}
	}
	return ids, of
}

// amount is what was told last of a line.
func (c *chronicle) amount(line, measure, period string) (n int, there bool) {
	for _, w := range c.packs {
		for _, r := range w.rows["amounts"] {
			if r["line"] == line && r["measure"] == measure && r["period"] == period && r["value"] != "" {
				n, there = parse(r["value"], 1), true
			}
		}
	}
	return n, there
}

// resume makes what was told be known, and returns the month to go on from.
func (t *teller) resume() (y, m int) {
	last := t.script.packs[len(t.script.packs)-1]
	t.order = last.manifest.Followup.Order
	for _, w := range t.script.packs {
		for _, r := range w.rows["amounts"] {
			if r["measure"] == "outcome_ytd" && r["value"] != "" {
				t.told[r["line"]+" "+r["period"]] = parse(r["value"], 1)
			}
		}
		for _, r := range w.rows["goals"] {
			t.goals[r["id"]] = true
		}
		for _, r := range w.rows["indicators"] {
			t.seen["indicator "+r["id"]] = true
		}
	}
	meeting, _ := time.Parse(time.DateOnly, last.manifest.Followup.Meeting.Date)
	t.news = append(t.news, news{id: "beslut-" + iso(meeting) + "-godkand", day: meeting, kind: "approve", package_: last.name, text: "Delårsrapporten överlämnas till kommunstyrelsen"})
	t.open = append(t.open, &assignment{id: "beslut-2025-03-27-uppdrag", text: "Åtgärder för Barn och familj", given: time.Date(2025, 3, 27, 0, 0, 0, 0, time.UTC), due: time.Date(2025, 5, 15, 0, 0, 0, 0, time.UTC)})
	for _, w := range t.script.packs {
		for table, kind := range map[string]string{"interventions": "intervention ", "steering_documents": "steering ", "collaborations": "collaboration "} {
			for _, r := range w.rows[table] {
				t.seen[kind+r["id"]] = true
			}
		}
	}
	for _, i := range t.c.Interventions {
		t.seen["ladder "+i.ID] = true
	}
	aimed := map[string]string{}
	for _, w := range t.script.packs {
		for _, r := range w.rows["targets"] {
			aimed[r["indicator"]] = r["period"]
		}
	}
	for id, period := range aimed {
		if period < of(t.script.year) {
			t.prior["target "+id] = period // and no newer
		}
	}
	t.resumeSavings()
	t.resumePoints()
	return 2025, 5
}

// area is the truth of an area in a year that is told by hand; after April 2025 it goes on from there.
func (c *chronicle) area(t *teller, a Area, y int) areaYear {
	now := areaYear{}
	now.frame, _ = c.amount(a.ID, "budget_year", of(y))
	for m := 1; m <= 12; m++ {
		now.plan[m], _ = c.amount(a.ID, "budget_ytd", until(y, m))
	}
	now.plan[12] = now.frame
	if y < c.year {
		cost, _ := c.amount(a.ID, "outcome_year", of(y))
		now.variance[12] = (now.frame - cost) * 100
		return now
	}
	draw := t.chance.of("economy", a.ID).at(y)
	given, _ := c.amount(a.ID, "variance_forecast", of(y))
	final := given + share(given, draw.of("final").between(-250, 350))
	title := a.Pressure[0].Title
	for _, p := range a.Pressure {
		if (p.Sign < 0) == (given < 0) {
			title = p.Title
			break
		}
	}
	now.drivers = []driver{{title: title, tkr: final * 100, from: 1, given: given}}
	for m := 2; m <= 4; m++ {
		cost, _ := c.amount(a.ID, "outcome_ytd", until(y, m))
		now.variance[m] = (now.plan[m] - cost) * 100
	}
	for m := 5; m <= 12; m++ {
		now.variance[m] = now.variance[4] + divide((final*100-now.variance[4])*(m-4), 8)
		if m < 12 {
			now.variance[m] += draw.of("wobble").at(m).bell(a.Swing * now.frame / 120)
		}
	}
	return now
}
