package kolada

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/cenkalti/backoff/v5"

	"rodatraden/data/fault"
	"rodatraden/data/followup"
	"rodatraden/data/importer"
)

// Base is where Kolada answers.
const Base = "https://api.kolada.se/v3"

// Options say where and how Kolada is asked. The zero value asks Base and keeps no answers.
type Options struct {
	Base     string                                     // "" is Base; https, or http on this computer
	Cache    string                                     // the folder that keeps the answers; "" keeps none
	Age      time.Duration                              // answers in Cache younger than this are used without asking; 0 is a day
	Offline  string                                     // a folder in the form of a cache: answers are read here, and nobody is asked
	Client   *http.Client                               // nil is one with the system's proxy
	Backoff  func() backoff.BackOff                     // pauses between tries after 429 and 5xx; nil is exponential with jitter
	Wait     func(context.Context, time.Duration) error // how a pause is made; nil waits
	Stall    time.Duration                              // silence after which the server is given up; 0 is 30 seconds
	Now      func() time.Time                           // nil is the computer's clock
	Progress func(done, of int, address string)         // told before each list is asked for; of is how many are known of so far
}

// source is the File of every finding about what Kolada says.
const source = "Kolada"

// most is how many ids, and years, one address may name.
const most = 25

// perPage asks for as long pages as Kolada gives.
const perPage = "?per_page=5000"

// Read asks Kolada for the key figures of a query. What was read, left out and taken for granted is told in
// the report, and so is what is wrong: an unknown key figure, a value that is no number. Where anything is,
// there are no facts, and the error is of the kind Faults. Where Kolada could not be asked the error is of
// the kind that says why (Offline, HTTP, Intercepted, Limit, Format, NotFound, LocalCorrupt) and the report
// says it to a person.
func Read(ctx context.Context, q Query, o Options) (*importer.Facts, followup.Report, error) {
	w, err := newWeb(o)
	if err != nil {
		return nil, followup.Report{}, err
	}
	var found followup.Collector
	a := &asker{web: w, cache: o.Cache, offline: o.Offline, age: o.Age, progress: o.Progress, found: &found}
	if a.age == 0 {
		a.age = 24 * time.Hour
	}
	r := &reading{asker: a, q: q}
	err = r.read(ctx)
	var t *trouble
	if errors.As(err, &t) {
		found.Add(followup.Finding{Severity: followup.Fault, Code: t.code, File: source, Args: t.args})
		err = t.err
	}
	report := found.Report()
	if err == nil && report.Faults() > 0 {
		err = fault.New("kolada.Read", fault.Faults, source, nil)
	}
	if err != nil {
		return nil, report, err
	}
	return r.facts, report, nil
}

// reading is one import on its way.
type reading struct {
	*asker
	q      Query
	kpis   []keyFigure // in the query's order
	places []place     // the committee's own first
	told   map[fact]value
	facts  *importer.Facts

	rounded                int // values of the key figure that is being written, and the first of them
	roundedFrom, roundedTo string
}

// place is whose values are asked for.
type place struct {
	id, name string
	unit     string // its id in the package
	members  []member
}

// fact is what tells a value from every other.
type fact struct{ kpi, place, year, part string }

// tell records what is to be told of what was asked, or of what was answered.
func (r *reading) tell(s followup.Severity, code, column, value string, args ...string) {
	f := followup.Finding{Severity: s, Code: code, File: source, Column: column, Value: value, Args: map[string]string{}}
	for i := 0; i+1 < len(args); i += 2 {
		f.Args[args[i]] = args[i+1]
	}
	r.found.Add(f)
}

// faulty reports whether the answer is no already.
func (r *reading) faulty() bool { return r.found.Report().Faults() > 0 }

func (r *reading) read(ctx context.Context) error {
	ids := r.wanted()
	if r.faulty() {
		return nil
	}
	if err := r.findPlaces(ctx); err != nil {
		return err
	}
	if err := r.findKPIs(ctx, ids); err != nil {
		return err
	}
	if r.faulty() {
		return nil
	}
	if err := r.findValues(ctx); err != nil {
		return err
	}
	r.write()
	return nil
}

// wanted are the key figures asked for, each once.
func (r *reading) wanted() []string {
	var ids []string
	for _, given := range r.q.KPIs {
		id := strings.ToUpper(strings.TrimSpace(given))
		switch {
		case id == "":
		case !kpiForm.MatchString(id):
			r.tell(followup.Fault, KPIForm, "", given, "KPI", given)
		case !slices.Contains(ids, id):
			ids = append(ids, id)
		}
	}
	if len(r.q.KPIs) == 0 || strings.TrimSpace(r.q.Municipality) == "" {
		r.tell(followup.Fault, QueryEmpty, "", "")
	}
	return ids
}

// findPlaces finds the municipalities and groups that are asked for.
func (r *reading) findPlaces(ctx context.Context) error {
	areas, err := ask[area](ctx, r.asker, "/municipality"+perPage)
	if err != nil {
		return err
	}
	for i, given := range append([]string{r.q.Municipality}, r.q.Compare...) {
		at := slices.IndexFunc(areas, func(a area) bool {
			return placeForm.MatchString(a.ID) && (a.ID == strings.TrimSpace(given) || strings.EqualFold(a.Title, strings.TrimSpace(given)))
		})
		if at < 0 {
			var names []string
			for _, a := range areas {
				names = append(names, a.ID, a.Title)
			}
			r.tell(followup.Fault, MunicipalityUnknown, "", given, "Municipality", given, "Suggestion", followup.Nearest(given, names))
			continue
		}
		p := place{id: areas[at].ID, name: tidy(areas[at].Title)}
		if i == 0 {
			p.unit = "all"
		}
		r.add(p)
	}
	if len(r.q.Groups)+len(r.q.Similar) == 0 || len(r.places) == 0 {
		return nil
	}
	groups, err := ask[group](ctx, r.asker, "/municipality_groups"+perPage)
	if err != nil {
		return err
	}
	for _, given := range r.q.Groups {
		id := strings.ToUpper(strings.TrimSpace(given))
		at := slices.IndexFunc(groups, func(g group) bool { return g.ID == id })
		if at < 0 || !placeForm.MatchString(id) {
			r.tell(followup.Fault, GroupUnknown, "", given, "Group", given)
			continue
		}
		r.add(groups[at].place())
	}
	r.findSimilar(groups)
	return nil
}

// add adds a place, once.
func (r *reading) add(p place) {
	if slices.ContainsFunc(r.places, func(other place) bool { return other.id == p.id }) {
		return
	}
	if p.unit == "" {
		p.unit = r.q.Mapping.Unit[p.id]
	}
	r.places = append(r.places, p)
}

func (g group) place() place { return place{id: g.ID, name: tidy(g.Title), members: g.Members} }

// similar reads the title of a group of those like a municipality, 'Liknande kommuner IFO, Trollhättan,
// 2024': what they are alike in, whom, and when.
func (g group) similar() (alike, like string, year int, ok bool) {
	rest, ok := strings.CutPrefix(tidy(g.Title), "Liknande kommuner")
	parts := strings.Split(strings.TrimLeft(rest, ", "), ", ")
	if !ok || len(parts) != 3 {
		return "", "", 0, false
	}
	year, err := strconv.Atoi(strings.TrimSpace(parts[2]))
	return strings.TrimSpace(parts[0]), strings.TrimSpace(parts[1]), year, err == nil
}

// findSimilar finds the latest group of each area asked for that holds those like the committee's own.
func (r *reading) findSimilar(groups []group) {
	if len(r.q.Similar) == 0 {
		return
	}
	latest, years := map[string]group{}, map[string]int{}
	var alike []string
	for _, g := range groups {
		in, like, year, ok := g.similar()
		if !ok || !placeForm.MatchString(g.ID) || !strings.EqualFold(like, r.places[0].name) || r.places[0].unit != "all" {
			continue
		}
		if _, there := latest[in]; !there {
			alike = append(alike, in)
		}
		if year > years[in] {
			latest[in], years[in] = g, year
		}
	}
	slices.Sort(alike)
	for _, given := range r.q.Similar {
		var chosen []string
		for _, in := range alike {
			if given == AllSimilar || strings.EqualFold(in, strings.TrimSpace(given)) {
				chosen = append(chosen, in)
			}
		}
		if len(chosen) == 0 {
			there := strings.Join(alike, ", ")
			r.tell(followup.Fault, SimilarUnknown, "", given, "Area", given, "Municipality", r.places[0].name, "There", there)
		}
		for _, in := range chosen {
			r.add(latest[in].place())
		}
	}
}

// findKPIs asks what the key figures are.
func (r *reading) findKPIs(ctx context.Context, ids []string) error {
	known := map[string]keyFigure{}
	sorted := slices.Sorted(slices.Values(ids))
	r.of = r.done + (len(ids)+most-1)/most
	for part := range slices.Chunk(sorted, most) {
		got, err := r.describe(ctx, part)
		if err != nil {
			return err
		}
		for _, k := range got {
			known[k.ID] = k
		}
	}
	var all []string
	for _, id := range ids {
		k, there := known[id]
		if there {
			r.kpis = append(r.kpis, k)
			continue
		}
		if all == nil {
			all = []string{}
			if list, err := ask[keyFigure](ctx, r.asker, "/kpi"+perPage); err == nil { // only for a hint
				for _, k := range list {
					all = append(all, k.ID)
				}
			}
		}
		r.tell(followup.Fault, KPIUnknown, id, id, "KPI", id, "Suggestion", followup.Nearest(id, all))
	}
	return nil
}

// describe asks what some key figures are. One that is not there may hide the others.
func (r *reading) describe(ctx context.Context, ids []string) ([]keyFigure, error) {
	got, err := ask[keyFigure](ctx, r.asker, "/kpi/"+strings.Join(ids, ",")+perPage)
	var t *trouble
	if !errors.As(err, &t) || t.status != http.StatusNotFound {
		return got, err
	}
	got = nil
	if len(ids) > 1 {
		for _, id := range ids {
			one, err := r.describe(ctx, []string{id})
			if err != nil {
				return nil, err
			}
			got = append(got, one...)
		}
	}
	return got, nil
}

// findValues asks for the values, by as many key figures, municipalities and years as one address takes.
func (r *reading) findValues(ctx context.Context) error {
	var kpis, places, years []string
	for _, k := range r.kpis {
		kpis = append(kpis, k.ID)
	}
	for _, p := range r.places {
		places = append(places, p.id)
	}
	for _, y := range r.q.Years {
		years = append(years, strconv.Itoa(y))
	}
	for _, list := range []*[]string{&kpis, &places, &years} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	var paths []string
	for k := range slices.Chunk(kpis, most) {
		for p := range slices.Chunk(places, most) {
			path := "/data/kpi/" + strings.Join(k, ",") + "/municipality/" + strings.Join(p, ",")
			if len(years) == 0 {
				paths = append(paths, path+perPage)
			}
			for y := range slices.Chunk(years, most) {
				paths = append(paths, path+"/year/"+strings.Join(y, ",")+perPage)
			}
		}
	}
	r.of = r.done + len(paths)
	r.told = map[fact]value{}
	var missing error
	for _, path := range paths {
		data, err := ask[datum](ctx, r.asker, path)
		var t *trouble
		if errors.As(err, &t) && t.code == OfflineMissing {
			// All that must be fetched is told at once.
			if missing != nil {
				r.found.Add(followup.Finding{Severity: followup.Fault, Code: t.code, File: source, Args: t.args})
			} else {
				missing = err
			}
			continue
		}
		if err != nil {
			return err
		}
		for _, d := range data {
			r.take(d, kpis, places, years)
		}
	}
	return missing
}

// parts are the genders as the package names the parts of a number.
var parts = map[string]string{"": "all", "T": "all", "K": "K", "M": "M"}

// take keeps what was asked for of an answer.
func (r *reading) take(d datum, kpis, places, years []string) {
	year := string(d.Period)
	if n, err := strconv.Atoi(year); err != nil || len(year) != 4 || n < 1000 {
		r.tell(followup.Fault, PeriodForm, d.KPI, year, "KPI", d.KPI, "Period", year)
		return
	}
	if !slices.Contains(kpis, d.KPI) || !slices.Contains(places, d.Municipality) || len(years) > 0 && !slices.Contains(years, year) {
		r.tell(followup.Skipped, Unasked, d.KPI, "", "KPI", d.KPI, "Municipality", d.Municipality, "Period", year)
		return
	}
	for _, v := range d.Values {
		part, known := parts[v.Gender]
		if !known {
			r.tell(followup.Skipped, GenderUnknown, d.KPI, v.Gender, "KPI", d.KPI, "Gender", v.Gender, "Period", year)
			continue
		}
		at := fact{d.KPI, d.Municipality, year, part}
		if was, there := r.told[at]; there && (string(was.Value) != string(v.Value) || was.Status != v.Status) {
			r.tell(followup.Fault, Twice, d.KPI, string(v.Value), "KPI", d.KPI, "Municipality", r.nameOf(d.Municipality), "Period", year,
				"One", fmt.Sprint(string(was.Value), was.Status), "Other", fmt.Sprint(string(v.Value), v.Status))
		}
		r.told[at] = v
	}
}

// nameOf is what a place that is asked for is called.
func (r *reading) nameOf(id string) string {
	for _, p := range r.places {
		if p.id == id {
			return p.name
		}
	}
	return id
}
