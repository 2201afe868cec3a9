package page

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"

	"rodatraden/app/i18n"
	"rodatraden/data/fault"
	"rodatraden/data/model"
	"rodatraden/data/store"
)

// BuildSearchDetail makes what stands beside the hits of the one that is chosen: what it says, as its
// own page and the page that it belongs to tell it, with the words marked.
//
// Faults: those of BuildRecord.
func BuildSearchDetail(ctx context.Context, lib Library, c Choice, words, ref string, l *i18n.Localizer) (*SearchDetail, error) {
	lib = newReadOnce(newSparing(lib, c))
	s, err := loadNames(ctx, lib, c, l)
	if err != nil {
		return nil, err
	}
	r, err := s.find(ctx, lib, c, ref)
	if err != nil {
		return nil, err
	}
	if err := s.loadReferred(ctx, lib, c, r); err != nil {
		return nil, err
	}
	f := &found{state: s, lib: lib, choice: c, words: words}
	if f.goals, err = s.goalsAround(ctx, lib, c, r); err != nil {
		return nil, err
	}
	return f.detail(ctx, r)
}

// goalsAround is what is known of goals and links, with as much of what follows the goals as a record's
// own words take: the assessments of a goal, the values of an indicator.
func (s *state) goalsAround(ctx context.Context, lib Library, c Choice, r model.Record) (*goalState, error) {
	t := new(goalTables)
	tables := []wanted{{table: "goals", into: &t.goals}, {table: "links", into: &t.links}, {table: "indicators", into: &t.indicators}}
	switch r.Table.Name {
	case "goals":
		tables = append(tables, wanted{"assessments", &t.assessments, []store.Match{store.Is("subject", r.Ref())}})
	case "indicators":
		tables = append(tables, wanted{"observations", &t.observations, []store.Match{store.Is("indicator", r.ID())}})
	}
	if err := loadEach(ctx, lib, c.scope(c.At), tables); err != nil {
		return nil, err
	}
	g := newGoalState(t, c.Packages, c.Package, c.At, s.l)
	g.sources, g.documents, g.units, g.referred = s.sources, s.documents, s.units, s.referred
	return g, nil
}

// found is a hit with what is known around it.
type found struct {
	*state
	goals  *goalState
	lib    Library
	choice Choice
	words  string // that it was found by
}

func (f *found) detail(ctx context.Context, r model.Record) (*SearchDetail, error) {
	d := &SearchDetail{
		Ref: r.Ref(), Kind: f.searchKind(r), Title: f.marked(f.title(r)), Read: []SearchReading{}, Fields: []SearchField{}, Source: f.source(r),
	}
	fields := f.fields(r)
	switch r.Table.Name {
	case "goals":
		var judged Goal
		f.goals.judge(&judged, r.Ref())
		d.Title, d.Read = f.marked(cmp.Or(r.Get("text"), r.Get("title"))), f.read(judged)
		fields = nil
		if ended := f.goals.ended(r); ended != "" {
			fields = []NamedText{{Label: f.l.Text("search.about_goal"), Text: ended}}
		}
	case "indicators":
		fields = append(f.values(r), fields...)
	case "texts":
		body, err := chapter(ctx, f.lib, r)
		if err != nil {
			return nil, err
		}
		fields = append(f.beginning(body), fields...)
	}
	d.Fields, d.More = f.telling(fields, d.Title)
	chain, err := f.chain(ctx, r)
	if err != nil {
		return nil, err
	}
	if d.Page, d.Select, err = f.told(ctx, chain); err != nil {
		return nil, err
	}
	d.Thread, d.Alone, err = f.thread(ctx, chain)
	return d, err
}

// marked marks the words in a text.
func (f *found) marked(text string) []Run { return runs(store.MarkWords(f.words, text)) }

// mostFields is how many fields stand beside the hits; the record's own page has them all.
const mostFields = 4

// telling are the fields that tell most, and how many are left out: those in which the words stand, then
// the first ones. What the title tells already is not among them.
func (f *found) telling(fields []NamedText, title []Run) (out []SearchField, more int) {
	out = []SearchField{}
	said := wordsOf(title)
	var kept []SearchField
	room := mostFields
	for _, named := range fields {
		if strings.Contains(said, named.Text) {
			continue
		}
		one := SearchField{Label: named.Label, Text: f.marked(named.Text)}
		kept = append(kept, one)
		room -= btoi(one.found())
	}
	for _, one := range kept {
		switch {
		case one.found() && len(out) < mostFields:
		case !one.found() && room > 0:
			room--
		default:
			more++
			continue
		}
		out = append(out, one)
	}
	return out, more
}

// found reports whether a word that was searched for stands in the field.
func (s SearchField) found() bool {
	return slices.ContainsFunc(s.Text, func(r Run) bool { return r.Hit })
}

// wordsOf is a text without its marks.
func wordsOf(all []Run) string {
	var b strings.Builder
	for _, r := range all {
		b.WriteString(r.Text)
	}
	return b.String()
}

// read is how the program reads the assessments of a goal, and where it has none how it lacks them.
func (f *found) read(goal Goal) []SearchReading {
	out := []SearchReading{}
	if goal.Absent != nil {
		out = append(out, SearchReading{Mark: *goal.Absent})
	}
	for _, a := range goal.Assessments {
		label := joined(", ", f.l.Text("goals.reading"), a.Period)
		if a.Former != "" {
			label = joined(" · ", f.l.Text("goals.reading"), i18n.Small(a.Former))
		}
		one := SearchReading{Label: label, Mark: a.Reading, Beside: a.Beside}
		if !slices.Contains(out, one) { // told in several places
			out = append(out, one)
		}
	}
	return out
}

// values are an indicator's figures of the package's own time, or the last that is known.
func (f *found) values(r model.Record) []NamedText {
	var out []NamedText
	f.referred[r.Ref()] = r
	for _, k := range f.goals.keys[r.ID()] {
		o := f.goals.now(k)
		if o == nil || !o.Known {
			o = f.goals.last(k)
		}
		if o == nil {
			continue
		}
		name := f.goals.seriesTitle(r, k)
		part, _ := strings.CutPrefix(name, r.Get("title"))
		label := joined(", ", i18n.Capital(f.l.Period(o.period)), strings.TrimPrefix(part, ", "))
		out = append(out, NamedText{Label: label, Text: f.value(o.record)})
	}
	return out
}

// owners are the columns that name what a record tells of: that has the place in the thread, and the
// page.
var owners = map[string]string{
	"amounts": "line", "causes": "subject", "assessments": "subject", "indicators": "subject", "targets": "indicator",
	"observations": "indicator", "series_breaks": "indicator", "impacts": "subject", "responses": "points", "status_events": "point",
	"assumptions": "about",
}

// chain is a record and what it tells of, the record itself first.
func (f *found) chain(ctx context.Context, r model.Record) ([]model.Record, error) {
	out := []model.Record{r}
	for len(out) < 4 {
		i := r.Table.Column(owners[r.Table.Name])
		if owners[r.Table.Name] == "" || i < 0 || r.Cells[i] == "" {
			break
		}
		table, id, ok := r.Table.Fields[i].Target(r.Table.Fields[i].Values(r.Cells[i])[0])
		if !ok {
			break
		}
		owner, err := f.record(ctx, table+":"+id)
		if err != nil {
			return nil, err
		}
		if owner.Table == nil || slices.ContainsFunc(out, func(r model.Record) bool { return r.Ref() == owner.Ref() }) {
			break
		}
		out = append(out, owner)
		r = owner
	}
	return out, nil
}

// record is a record with what names it; none where the material names one that nothing is told of.
func (f *found) record(ctx context.Context, ref string) (model.Record, error) {
	if i := slices.IndexFunc(f.goals.goals, func(r model.Record) bool { return r.Ref() == ref }); i >= 0 {
		return f.goals.goals[i], nil
	}
	r, err := f.find(ctx, f.lib, f.choice, ref)
	if kind := fault.KindOf(err); kind == fault.NotFound || kind == fault.Usage {
		return model.Record{}, nil
	}
	if err != nil {
		return model.Record{}, err
	}
	return r, f.loadReferred(ctx, f.lib, f.choice, r)
}

// pageOf is the page that tells of the records of a table; documents, sources, texts and units have
// none but their own.
func pageOf(table string) string {
	switch group := groups[groupOf(table)].name; {
	case table == "collaborations":
		return "decisions"
	case table == "documents" || table == "texts" || table == "sources" || !slices.Contains(Names(), group):
		return ""
	default:
		return group
	}
}

// told finds the page that tells of a record, or of what it tells of, and what is chosen there. A page
// that does not mention it is not it.
func (f *found) told(ctx context.Context, chain []model.Record) (page, choose string, err error) {
	alone := f.choice
	alone.Compare = nil // of what has changed nothing is asked
	made := map[string]any{}
	for _, r := range chain {
		name := pageOf(r.Table.Name)
		if name == "" {
			continue
		}
		if made[name] == nil {
			if made[name], err = Build(ctx, f.lib, alone, name, nil, f.l); err != nil {
				return "", "", err
			}
		}
		if choose, ok := placeOn(made[name], r.Ref()); ok {
			return name, choose, nil
		}
	}
	return "", "", nil
}

// placeOn returns what is chosen on a page so that a record is told of there; empty where the page
// tells of it whatever is chosen.
func placeOn(page any, ref string) (choose string, ok bool) {
	if goals, is := page.(*Goals); is {
		for _, g := range goals.entries() {
			if g.Record == ref ||
				slices.ContainsFunc(g.series(), func(s Series) bool { return s.Record == ref }) ||
				slices.ContainsFunc(g.Assessments, func(a Assessment) bool { return a.Record == ref }) {
				return g.Record, true
			}
		}
		return "", false
	}
	if listed, is := page.(interface{ Records() []string }); is && slices.Contains(listed.Records(), ref) {
		return ref, true
	}
	text, err := json.Marshal(page)
	return "", err == nil && strings.Contains(string(text), `"`+ref+`"`)
}
