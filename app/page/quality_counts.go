package page

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
)

// quantity is the number of a figure.
func (f Figure) quantity() model.Quantity {
	if f.Value == nil {
		return model.Quantity{Status: model.Status(f.Status)}
	}
	v, err := decimal.NewFromString(*f.Value)
	return model.Quantity{Value: v, Known: err == nil, Unit: f.AmountUnit, Approximate: f.Approximate, Status: model.Status(f.Status)}
}

// appealParts are the words for what became of appealed decisions.
var appealParts = map[string]AppealKind{
	"oförändrade": AppealUnchanged, "oförändrat": AppealUnchanged, "unchanged": AppealUnchanged,
	"ändrade": AppealChanged, "ändrat": AppealChanged, "changed": AppealChanged,
	"pågår": AppealPending, "pågående": AppealPending, "pending": AppealPending,
}

// decidedPart are the words for those that have been decided.
var decidedPart = []string{"avgjorda", "avgjort", "decided"}

// appealed is what is told of the appeals of a year.
type appealed struct {
	total, decided *observation
	parts          map[AppealKind]observation
}

// appealsOf reads the appeals of a year.
func (q *qualityState) appealsOf(indicator string, year int) appealed {
	a := appealed{parts: map[AppealKind]observation{}}
	for _, k := range q.keys[indicator] {
		o := q.ofYear(k, year)
		if o == nil || k.unit != everyUnit {
			continue
		}
		switch kind, known := appealParts[k.part]; {
		case k.part == everyPart:
			a.total = o
		case slices.Contains(decidedPart, k.part):
			a.decided = o
		case known:
			a.parts[kind] = *o
		}
	}
	return a
}

// decidedOf is how many were decided: as told, else unchanged and changed together.
func (q *qualityState) decidedOf(a appealed) Figure {
	if a.decided != nil && a.decided.Known {
		return q.observed(*a.decided, "")
	}
	return q.computed(model.Sum([]model.Quantity{a.parts[AppealUnchanged].Quantity, a.parts[AppealChanged].Quantity}), i18n.Plain, false)
}

// appeals is the last year of which it is told what became of the appealed decisions; nil where none
// is. tabled is told what it shows.
func (q *qualityState) appeals(tabled map[string]bool) *Appeals {
	for _, r := range q.of(topicAppeal) {
		year := 0
		for _, k := range q.keys[r.ID()] {
			for _, o := range q.series[k] {
				if _, known := appealParts[k.part]; known && k.unit == everyUnit && o.Known && isYear(o.period) && !o.span.to.After(q.end.to) {
					year = max(year, o.period.From.Year)
				}
			}
		}
		if year == 0 {
			continue
		}
		tabled[r.ID()] = true
		return q.appealsIn(r, year)
	}
	return nil
}

func (q *qualityState) appealsIn(r model.Record, year int) *Appeals {
	told := q.appealsOf(r.ID(), year)
	a := &Appeals{Decided: q.decidedOf(told), Parts: []AppealPart{}}
	absent := func() Figure {
		return q.write(model.Quantity{Status: model.AbsentIn(q.extentOf(r.ID(), year))}, i18n.Plain, false)
	}
	a.Total = absent()
	if told.total != nil {
		a.Total = q.observed(*told.total, "")
	}
	here := year == q.year && q.full() && q.toldHere(r.ID(), year)
	var known []model.Quantity
	sources := []*Source{a.Total.Source}
	for _, kind := range []AppealKind{AppealUnchanged, AppealChanged, AppealPending} {
		f := absent()
		if o, ok := told.parts[kind]; ok {
			f = q.observed(o, "")
			f.Words = ""
		}
		if here {
			q.gap("appeals "+string(kind), f.Status == string(model.NotReported))
		}
		if f.Present() {
			known = append(known, f.quantity())
		}
		sources = append(sources, f.Source)
		label := q.l.Text("quality.appeal."+string(kind), "Number", cmp.Or(f.Number, f.Text), "Count", q.whole(f))
		if !f.Present() {
			label = q.l.Text("quality.appeal.absent."+string(kind), "Absent", f.Text)
		}
		a.Parts = append(a.Parts, AppealPart{kind, label, f})
	}
	if rest := model.Combine(a.Total.quantity(), known, -1); rest.Known && rest.Value.IsPositive() {
		f := q.computed(rest, i18n.Plain, false)
		a.Parts = append(a.Parts, AppealPart{AppealRest, q.l.Text("quality.appeal.rest", "Number", f.Number), f})
	} else if rest.Known && rest.Value.IsNegative() {
		a.Note = q.l.Text("quality.appeal.beyond", "Total", a.Total.Number)
	}
	changed := a.Parts[1].Figure
	a.Title = q.l.Text("quality.appeal.title", "Title", r.Get("title"), "Year", strconv.Itoa(year))
	if changed.Present() && a.Decided.Present() {
		a.Title = q.l.Text("quality.appeal.changed_of", "Number", changed.Number, "Count", q.whole(changed), "Decided", a.Decided.Number)
	}
	if a.Total.Present() {
		a.Caption = q.l.Text("quality.appeal.total", "Number", a.Total.Number, "Year", strconv.Itoa(year))
	}
	before := q.appealsOf(r.ID(), year-1)
	if o, ok := before.parts[AppealChanged]; ok && o.Known && before.total != nil && before.total.Known {
		if decided := q.decidedOf(before); decided.Present() {
			a.Note = joined(" ", a.Note, q.l.Text("quality.appeal.before", "Year", strconv.Itoa(year-1), "Number", q.observed(o, "").Number,
				"Decided", decided.Number, "Total", q.observed(*before.total, "").Number))
		}
	}
	a.Source = shared(sources...)
	return a
}

// whole is a figure's number for choosing between one and several.
func (q *qualityState) whole(f Figure) int {
	if n, ok := f.whole(); ok {
		return n
	}
	return 2
}

// countGroups are the counts that have no table: each with its own time and units, the parts of one
// under it.
func (q *qualityState) countGroups(tabled map[string]bool) []CountGroup {
	var out []CountGroup
	for _, topic := range qualityTopics {
		g := CountGroup{Topic: topic, Rows: []Counted{}}
		var scopes []string
		var sources []*Source
		for _, r := range q.of(topic) {
			if tabled[r.ID()] {
				continue
			}
			scopes = append(scopes, q.addCounts(&g, r, &sources)...)
		}
		if len(g.Rows) == 0 {
			continue
		}
		g.Title = q.l.Text("quality.counts." + topic)
		if len(slices.Compact(slices.Sorted(slices.Values(scopes)))) > 1 {
			g.Title = q.l.Text("quality.counts_apart." + topic)
			g.Note = q.l.Text("quality.counts.scope")
		}
		g.Source = shared(sources...)
		out = append(out, g)
	}
	return out
}

// addCounts adds the rows of one indicator; scopes are the time and units of each that is a number.
func (q *qualityState) addCounts(g *CountGroup, r model.Record, sources *[]*Source) (scopes []string) {
	type wholeOf struct {
		unit string
		span span
	}
	parts := map[wholeOf][]observation{}
	for _, k := range q.keys[r.ID()] {
		for _, o := range q.series[k] {
			if of := (wholeOf{k.unit, o.span}); k.part != everyPart {
				parts[of] = append(parts[of], o)
			}
		}
	}
	add := func(o observation, label string, part bool) Figure {
		f := q.observed(o, r.Get("unit_of_measure"))
		if !f.Present() {
			f.Words = o.record.Get("as_written")
		}
		*sources = append(*sources, f.Source)
		var beside []string
		note := sentence(o.record.Get("note"))
		if !part { // what else is said of it stands in its record
			beside, note = append(beside, q.timeOf(o), q.unitOf(o.record.Get("unit"))), ""
		}
		if !f.Present() {
			note = joined(" ", sentence(o.record.Get("text")), note)
		}
		g.Rows = append(g.Rows, Counted{Label: label, Beside: joined(" · ", append(beside, note)...), Figure: f, Part: part, Record: o.record.Ref()})
		return f
	}
	for _, o := range q.wholes(r.ID()) {
		if total := add(o, r.Get("title"), false); total.Present() {
			scopes = append(scopes, r.ID()+"|"+o.record.Get("unit")+"|"+o.record.Get("period"))
		}
		of := wholeOf{o.record.Get("unit"), o.span}
		var known []model.Quantity
		var unsized []string
		for _, part := range largestFirst(parts[of]) {
			name := part.record.Get("part")
			f := add(part, i18n.Capital(name), true)
			if f.Present() {
				known = append(known, f.quantity())
			} else {
				unsized = append(unsized, q.unsized(name, f.Words))
			}
		}
		delete(parts, of)
		q.addRest(g, o, r.Get("unit_of_measure"), known, unsized)
	}
	for _, k := range q.keys[r.ID()] { // parts of what no whole is told of
		for _, o := range q.series[k] {
			if _, left := parts[wholeOf{k.unit, o.span}]; left && k.part != everyPart {
				add(o, joined(", ", r.Get("title"), k.part), false)
			}
		}
	}
	return scopes
}

// wholes are the values of an indicator that are of no part, up to the package's end: by time, those of
// no known time last.
func (q *qualityState) wholes(indicator string) []observation {
	var out []observation
	for _, k := range q.keys[indicator] {
		for _, o := range q.series[k] {
			if k.part == everyPart && (o.period.Unknown || !o.span.to.After(q.end.to)) {
				out = append(out, o)
			}
		}
	}
	out = largestFirst(out)
	slices.SortStableFunc(out, func(a, b observation) int {
		return cmp.Or(cmp.Compare(btoi(a.period.Unknown), btoi(b.period.Unknown)), a.span.to.Compare(b.span.to))
	})
	return out
}

// largestFirst orders values; those without a number come last.
func largestFirst(values []observation) []observation {
	out := slices.Clone(values)
	slices.SortStableFunc(out, func(a, b observation) int {
		return cmp.Or(cmp.Compare(btoi(!a.Known), btoi(!b.Known)), b.Value.Cmp(a.Value))
	})
	return out
}

// addRest is what of a whole is in no part that has a number. Where parts are told without a number
// they may be all of it or hardly any: at most so much is unaccounted for.
func (q *qualityState) addRest(g *CountGroup, whole observation, unit string, known []model.Quantity, unsized []string) {
	if len(known) == 0 || !whole.Known {
		return
	}
	rest := model.Combine(whole.Quantity, known, -1)
	if !rest.Known || !rest.Value.IsPositive() {
		return
	}
	rest.Unit = unit
	f := q.computed(rest, i18n.Plain, false)
	var terms []string
	for _, one := range append([]model.Quantity{whole.Quantity}, known...) {
		terms = append(terms, q.l.Number(one, i18n.Plain))
	}
	note := q.l.Text("quality.counts.rest_note", "Terms", strings.Join(terms, " "+minus+" "), "Rest", f.Number)
	if len(unsized) > 0 {
		f.Text, f.Number = q.l.Text("quality.counts.at_most", "Amount", f.Text), q.l.Text("quality.counts.at_most", "Amount", f.Number)
		note = q.l.Text("quality.counts.rest_unsized", "Terms", strings.Join(terms, " "+minus+" "), "Rest", q.l.Number(rest, i18n.Plain), "Parts", q.l.List(unsized), "Count", len(unsized))
	}
	g.Rows = append(g.Rows, Counted{Label: q.l.Text("quality.counts.rest"), Beside: note, Figure: f, Part: true})
}

// unsized names a part whose size is told in words, or not at all: missnöje med beslut (ett fåtal).
func (q *qualityState) unsized(part, words string) string {
	if words == "" {
		return part
	}
	return q.l.Text("quality.counts.unsized", "Part", part, "Words", words)
}

const minus = "\u2212"

// timeOf is the time that a number is of, in words.
func (q *qualityState) timeOf(o observation) string {
	if o.period.Unknown || o.period.From.IsZero() && o.period.To.IsZero() {
		return q.l.Text("quality.counts.no_time")
	}
	return i18n.Capital(q.l.Period(o.period))
}

// unitOf is whose a number is, in words.
func (q *qualityState) unitOf(unit string) string {
	switch {
	case unit == everyUnit:
		return q.l.Text("quality.counts.all_units")
	case q.unitName(unit) != "":
		return q.unitName(unit)
	}
	return q.l.Text("quality.counts.no_unit")
}
