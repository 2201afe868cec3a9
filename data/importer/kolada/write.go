package kolada

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"rodatraden/data/followup"
	"rodatraden/data/importer"
	"rodatraden/data/model"
)

// document is the id of the document that every source of an import is in.
const document = "kolada"

// write makes the rows. Nothing in them depends on the day.
func (r *reading) write() {
	r.facts = &importer.Facts{}
	r.facts.Add("documents", map[string]string{
		"id": document, "title": "Kolada", "kind": "other", "sender": "Rådet för främjande av kommunala analyser (RKA)",
	})
	years := map[fact][]string{}
	for at := range r.told {
		k := fact{kpi: at.kpi, place: at.place}
		years[k] = append(years[k], at.year)
	}
	for _, k := range r.kpis {
		src := r.source(k.ID, k.ID)
		indicator := r.indicator(k, src)
		r.rounded = 0
		for _, p := range r.places {
			all := years[fact{kpi: k.ID, place: p.id}]
			slices.Sort(all)
			all = slices.Compact(all)
			r.tellAbsent(k, p, all)
			if len(all) == 0 {
				continue
			}
			unit := r.unit(p)
			for _, year := range all {
				for _, part := range []string{"all", "K", "M"} {
					if v, told := r.told[fact{k.ID, p.id, year, part}]; told {
						r.observation(k, p, v, map[string]string{
							"indicator": indicator, "unit": unit, "period": year, "part": part, "kind": "level", "source": src,
						})
					}
				}
			}
		}
		if r.rounded > 0 {
			r.tell(followup.Assumed, Rounded, k.ID, r.roundedFrom, "KPI", k.ID, "Count", strconv.Itoa(r.rounded), "Value", r.roundedFrom, "Rounded", r.roundedTo)
		}
		r.tellNotFinal(k, years[fact{kpi: k.ID, place: r.places[0].id}])
	}
	values := len(r.facts.Rows("observations"))
	r.tell(followup.Assumed, Fetched, "", "", "Date", r.oldest.Format(time.DateOnly), "Values", strconv.Itoa(values), "KPIs", strconv.Itoa(len(r.kpis)))
}

// source adds where in Kolada something stands.
func (r *reading) source(id, section string) string {
	return r.facts.Add("sources", map[string]string{
		"id": importer.ID(document, id), "document": document, "section": section, "form": "written", "said_by": "external", "note": "Källa: Kolada",
	})
}

// indicator adds a key figure, unless the mapping says that it is there already.
func (r *reading) indicator(k keyFigure, src string) string {
	title, definition := tidy(k.Title), tidy(k.Description)
	if end := discontinued.FindStringSubmatch(title); end != nil {
		r.tell(followup.Warning, Discontinued, k.ID, title, "KPI", k.ID, "Title", title, "Year", end[1])
	}
	if said := sentenceWith(definition, compares); said != "" {
		r.tell(followup.Assumed, Comparability, k.ID, "", "KPI", k.ID, "Sentence", said)
	}
	f := r.q.Mapping.figure(k.ID)
	if f.Indicator != "" {
		return f.Indicator
	}
	unit := cmp.Or(f.Unit, unitOf(title))
	if unit == "" {
		r.tell(followup.Assumed, UnitUnknown, k.ID, title, "KPI", k.ID, "Title", title)
	}
	row := map[string]string{
		"id": importer.ID(k.ID), "subject": f.Subject, "title": cmp.Or(f.Title, title, k.ID), "definition": definition, "unit_of_measure": unit,
		"timing": cmp.Or(f.Timing, "not_stated"), "topic": f.Topic, "direction": cmp.Or(f.Direction, "none"), "nature": cmp.Or(f.Nature, "key_figure"),
		"origin": "kolada:" + k.ID, "source": src,
	}
	if f.Decimals != nil {
		row["decimals"] = strconv.Itoa(*f.Decimals)
	}
	return r.facts.Add("indicators", row)
}

// unit adds whom values are of, unless it is the committee's own or there already. The source of each is
// its own, so that an import of other key figures leaves it where it is.
func (r *reading) unit(p place) string {
	if p.unit != "" {
		return p.unit
	}
	row := map[string]string{"id": importer.ID(document, p.id), "name": p.name, "kind": "external", "source": r.source(p.id, p.id)}
	if strings.HasPrefix(p.id, "G") {
		row["note"] = "Ovägt medelvärde av gruppens kommuner, beräknat av Kolada."
		var names []string
		for _, m := range p.members {
			if name := tidy(m.Title); name != "" {
				names = append(names, name)
			}
		}
		if len(names) > 0 {
			row["note"] = "Ovägt medelvärde, beräknat av Kolada, av " + enumerate(names) + "."
		}
	}
	return r.facts.Add("units", row)
}

func enumerate(names []string) string {
	if len(names) == 1 {
		return names[0]
	}
	return strings.Join(names[:len(names)-1], ", ") + " och " + names[len(names)-1]
}

// stated reports whether a status is that of a number.
func stated(status string) bool {
	return status == string(model.Reported) || status == string(model.Preliminary)
}

// observation adds one value, or why there is none.
func (r *reading) observation(k keyFigure, p place, v value, row map[string]string) {
	args := []string{"KPI", k.ID, "Municipality", p.name, "Period", row["period"], "Status", v.Status}
	status, known := r.q.Mapping.Status[v.Status]
	if !known {
		switch v.Status {
		case "":
			status, known = string(model.Reported), true
		case "Missing":
			status, known = string(model.NotReported), true
		}
	}
	switch {
	case !known:
		r.tell(followup.Warning, StatusUnknown, k.ID, v.Status, args...)
		return
	case stated(status) && v.null():
		status = string(model.NotReported)
		r.tell(followup.Assumed, NullNoStatus, k.ID, "", args...)
	case stated(status):
		decimals := mostDecimals
		if d := r.q.Mapping.figure(k.ID).Decimals; d != nil {
			decimals = *d
		}
		number, rounded, ok := v.number(decimals)
		if !ok {
			r.tell(followup.Fault, ValueForm, k.ID, string(v.Value), append(args, "Value", string(v.Value))...)
			return
		}
		if rounded {
			if r.rounded++; r.rounded == 1 {
				r.roundedFrom, r.roundedTo = string(v.Value), number
			}
		}
		row["value"] = number
	case !v.null():
		r.tell(followup.Warning, StatusWithValue, k.ID, string(v.Value), append(args, "Value", string(v.Value))...)
	}
	row["status"] = status
	if n := v.contributors(); row["value"] != "" && len(p.members) > 0 && n > 0 && n < len(p.members) {
		row["note"] = fmt.Sprintf("Medelvärdet är av %d av gruppens %d kommuner.", n, len(p.members))
	}
	r.facts.Add("observations", row)
}

// tellAbsent tells the years that were asked for and not answered: nothing is known of them, not even
// that they are missing.
func (r *reading) tellAbsent(k keyFigure, p place, there []string) {
	var absent []string
	for _, y := range r.q.Years {
		if year := strconv.Itoa(y); !slices.Contains(there, year) {
			absent = append(absent, year)
		}
	}
	slices.Sort(absent)
	absent = slices.Compact(absent)
	if len(absent) == 0 && len(there) > 0 {
		return
	}
	r.tell(followup.Skipped, NoValues, k.ID, "", "KPI", k.ID, "Municipality", p.name, "Years", spans(absent))
}

// spans writes years shortly: 2015–2017, 2020.
func spans(years []string) string {
	var out []string
	for i := 0; i < len(years); {
		j := i
		for j+1 < len(years) && follows(years[j], years[j+1]) {
			j++
		}
		if j > i {
			out = append(out, years[i]+"–"+years[j])
		} else {
			out = append(out, years[i])
		}
		i = j + 1
	}
	return strings.Join(out, ", ")
}

func follows(a, b string) bool {
	x, _ := strconv.Atoi(a)
	y, _ := strconv.Atoi(b)
	return y == x+1
}

// tellNotFinal tells that the latest year's values may change, where Kolada says that they are not final.
func (r *reading) tellNotFinal(k keyFigure, years []string) {
	final, err := time.Parse(time.DateOnly, k.Final)
	if err == nil && r.oldest.Before(final) && slices.Contains(years, string(k.Latest)) {
		r.tell(followup.Assumed, NotFinal, k.ID, string(k.Latest), "KPI", k.ID, "Year", string(k.Latest), "Date", k.Final)
	}
}

// discontinued is how a title says that a key figure has ended: (-2024), (- 2024).
var discontinued = regexp.MustCompile(`\(\s*[-–]\s*([0-9]{4})\)\s*\.?$`)

var moneyUnit = regexp.MustCompile(`^(kr|tkr|mkr)(/[\pL0-9]+)?$`)

// unitOf is the unit of measure, where a title says it: andel (%), kr/inv, antal/1000 inv.
func unitOf(title string) string {
	title = strings.TrimSpace(discontinued.ReplaceAllString(title, ""))
	if strings.Contains(title, "(%)") {
		return "%"
	}
	last := strings.TrimSpace(title[strings.LastIndex(title, ",")+1:])
	first, _, _ := strings.Cut(last, " ")
	switch {
	case strings.HasPrefix(last, "antal/"):
		return last
	case first == "antal":
		return "antal"
	case last == "miljoner kronor":
		return "mkr"
	case moneyUnit.MatchString(first):
		return first
	}
	return ""
}

// compares is the word by which a description speaks of what can be compared.
var compares = regexp.MustCompile(`(?i)jämförbar`)

// sentenceWith is the first sentence of a text in which something is found.
func sentenceWith(text string, what *regexp.Regexp) string {
	at := what.FindStringIndex(text)
	if at == nil {
		return ""
	}
	from := strings.LastIndex(text[:at[0]], ". ") + 1
	to := strings.Index(text[at[0]:], ". ")
	if to < 0 {
		to = len(text) - at[0]
	}
	return strings.TrimRight(strings.TrimSpace(text[from:at[0]+to]), ".")
}

// tidy makes a text fit for a cell: one line, no control characters, no spaces around.
func tidy(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, text)
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > 8000 {
		text = string(runes[:7999]) + "…"
	}
	return text
}
