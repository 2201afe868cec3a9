package followup

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"rodatraden/data/model"
)

// checkConsistency checks what the rows of one package say of each other and of themselves, beyond
// their cells: times that end before they begin, scales that are passed, circles, parts that are
// greater than their whole, and groups so small that people can be recognised.
func checkConsistency(c *collector, p *Package) {
	for i := range p.Tables {
		t := &p.Tables[i]
		checkEnds(c, t)
		checkCircles(c, t)
	}
	checkScales(c, p)
	checkPostsUnits(c, p)
	checkBreaks(c, p)
	measures := measuresOf(p)
	checkWholes(c, p, measures)
	checkShares(c, p, measures)
	checkFew(c, p, measures)
}

// measuresOf reads what the indicators of a package's own table are measured in.
func measuresOf(p *Package) map[string]string {
	measures := map[string]string{}
	if t := p.table("indicators"); t != nil {
		for n := range t.Rows {
			measures[t.cell(n, "id")] = measureOf(t.cell(n, "unit_of_measure"), t.cell(n, "title"))
		}
	}
	return measures
}

// checkKnownIndicators checks the outcomes of indicators that packages before p told: most are told
// once, and followed for years.
func checkKnownIndicators(c *collector, p *Package, then []*Package) {
	own, measures := measuresOf(p), map[string]string{}
	for _, r := range standingRows(then, "indicators") {
		if _, told := own[r.get("id")]; !told {
			measures[r.get("id")] = measureOf(r.get("unit_of_measure"), r.get("title"))
		}
	}
	checkWholes(c, p, measures)
	checkShares(c, p, measures)
	checkFew(c, p, measures)
}

// ends are the columns that tell when something begins and ends, or is said and shall be done.
var ends = [][2]string{{"valid_from", "valid_to"}, {"starts", "ends"}, {"date", "due"}}

func checkEnds(c *collector, t *Table) {
	for _, pair := range ends {
		if t.Schema.Column(pair[0]) < 0 || t.Schema.Column(pair[1]) < 0 {
			continue
		}
		for n := range t.Rows {
			from, ok := model.ParsePeriod(t.cell(n, pair[0]))
			to, also := model.ParsePeriod(t.cell(n, pair[1]))
			if ok && also && !from.From.IsZero() && !to.To.IsZero() && to.To.Last().Before(from.From.First()) {
				c.fault(EndsBeforeStart, t.at(n, pair[1]), "From", from.Text, "To", to.Text)
			}
		}
	}
}

// checkCircles finds records that are parts of themselves, by way of others in the package.
func checkCircles(c *collector, t *Table) {
	if !hasParents(t) {
		return
	}
	parents := parentsOf(t)
	for n := range t.Rows {
		if id := t.cell(n, "id"); id != "" && circles(parents, id) {
			c.fault(ParentCircle, t.at(n, "parent"), "ID", id)
		}
	}
}

// checkKnownCircles finds those that are parts of themselves by way of records that packages before p
// told.
func checkKnownCircles(c *collector, p *Package, then []*Package) {
	for i := range p.Tables {
		t := &p.Tables[i]
		if !hasParents(t) {
			continue
		}
		own, parents := parentsOf(t), map[string]string{}
		for _, r := range standingRows(append(then[:len(then):len(then)], p), t.Schema.Name) {
			parents[r.get("id")] = r.get("parent")
		}
		for n := range t.Rows {
			if id := t.cell(n, "id"); circles(parents, id) && !circles(own, id) {
				c.fault(ParentCircle, t.at(n, "parent"), "ID", id)
			}
		}
	}
}

// hasParents reports whether the records of a table are parts of each other.
func hasParents(t *Table) bool {
	i := t.Schema.Column("parent")
	return i >= 0 && len(t.Schema.Fields[i].Refers) == 1 && t.Schema.Fields[i].Refers[0] == t.Schema.Name
}

func parentsOf(t *Table) map[string]string {
	parents := make(map[string]string, len(t.Rows))
	for n := range t.Rows {
		parents[t.cell(n, "id")] = t.cell(n, "parent")
	}
	return parents
}

// circles reports whether the way up from a record comes back to it.
func circles(parents map[string]string, id string) bool {
	at, steps := parents[id], 0
	for at != "" && at != id && steps <= len(parents) {
		at, steps = parents[at], steps+1
	}
	return at == id
}

// checkScales checks that a control's likelihood and consequence lie on its own scale.
func checkScales(c *collector, p *Package) {
	t := p.table("controls")
	if t == nil {
		return
	}
	for n := range t.Rows {
		for i, column := range [2]string{"likelihood", "consequence"} {
			sides := strings.Split(t.cell(n, "scale"), "x")
			v, err := strconv.Atoi(t.cell(n, column))
			if err != nil || len(sides) != 2 {
				continue
			}
			if most, err := strconv.Atoi(sides[i]); err == nil && (v < 1 || v > most) {
				c.fault(OffScale, t.at(n, column), "Column", column, "Scale", t.cell(n, "scale"))
			}
		}
	}
}

// checkPostsUnits checks that posts are counted in posts, and money in money; and that a share is one.
func checkPostsUnits(c *collector, p *Package) {
	if t := p.table("savings_totals"); t != nil {
		for n := range t.Rows {
			unit := t.cell(n, "amount_unit")
			if unit != "" && (t.cell(n, "measure") == "posts") == model.Money(unit) {
				c.fault(UnitOfOther, t.at(n, "amount_unit"), "Measure", t.cell(n, "measure"), "Unit", unit)
			}
		}
	}
	if t := p.table("savings"); t != nil {
		share := t.Schema.Column("share")
		for n := range t.Rows {
			if q := t.quantityIn(n, share); q.Known && (q.Value.IsNegative() || q.Value.GreaterThan(decimal.NewFromInt(100))) {
				c.fault(ShareBeyond, t.at(n, "share"))
			}
		}
	}
}

// checkBreaks checks that a break stands between two periods, and warns where nothing says why.
func checkBreaks(c *collector, p *Package) {
	t := p.table("series_breaks")
	if t == nil {
		return
	}
	for n := range t.Rows {
		between := t.cell(n, "between")
		period, ok := model.ParsePeriod(between)
		if ok && !period.Unknown && (!strings.Contains(between, "/") || period.From.IsZero() || period.To.IsZero()) {
			c.fault(BreakPeriods, t.at(n, "between"))
		}
		if t.cell(n, "reason") == "" && p.Manifest.Followup.Extent == model.Full {
			c.warn(BreakNoReason, t.at(n, "reason"), "ID", t.cell(n, "indicator"))
		}
	}
}

// wholeKey is what the parts of one whole have in common.
type wholeKey struct{ indicator, unit, period, place string }

func wholeOf(t *Table, n int) wholeKey {
	return wholeKey{t.cell(n, "indicator"), t.cell(n, "unit"), t.cell(n, "period"), t.cell(n, "place")}
}

// checkWholes warns where a part of an outcome is greater than the whole, where women and men
// together are not all, and of a share that is none. A share, or a time, of a part may be greater than
// that of the whole; a number may not.
//
// measures are those of the indicators to check, by id.
func checkWholes(c *collector, p *Package, measures map[string]string) {
	t := p.table("observations")
	if t == nil {
		return
	}
	value := t.Schema.Column("value")
	wholes := map[wholeKey]model.Quantity{}
	parts := map[wholeKey]map[string]int{}
	for n := range t.Rows {
		k := wholeOf(t, n)
		q := t.quantityIn(n, value)
		unit, told := measures[k.indicator]
		if kind := t.cell(n, "kind"); !told || !q.Known || kind == "difference" || kind == "rank" {
			continue
		}
		if percent(unit) {
			if q.Value.GreaterThan(decimal.NewFromInt(100)) {
				c.warn(PercentBeyond, t.at(n, "value"), "ID", k.indicator)
			}
			continue
		}
		if !adds(unit) {
			continue
		}
		if part := t.cell(n, "part"); part == "all" {
			wholes[k] = q
		} else {
			if parts[k] == nil {
				parts[k] = map[string]int{}
			}
			parts[k][part] = n
		}
	}
	for k, of := range parts {
		if _, told := wholes[k]; !told {
			if n, both := of["T"]; both {
				wholes[k] = t.quantityIn(n, value)
			}
		}
	}
	for n := range t.Rows {
		k := wholeOf(t, n)
		whole, told := wholes[k]
		if at, mine := parts[k][t.cell(n, "part")]; !told || !mine || at != n {
			continue
		}
		if q := t.quantityIn(n, value); q.Value.GreaterThan(whole.Value) && !q.Approximate && !whole.Approximate {
			c.warn(PartBeyondWhole, t.at(n, "value"), "Part", t.cell(n, "part"), "Value", figure(q), "Whole", figure(whole))
		}
		women, men := parts[k]["K"], parts[k]["M"]
		_, hasWomen := parts[k]["K"]
		_, hasMen := parts[k]["M"]
		if t.cell(n, "part") == "K" && hasWomen && hasMen {
			sum := model.Sum([]model.Quantity{t.quantityIn(women, value), t.quantityIn(men, value)})
			if !sum.Value.Equal(whole.Value) && !whole.Approximate && !sum.Approximate {
				c.warn(GendersDiffer, t.at(n, "value"), "Sum", figure(sum), "Whole", figure(whole))
			}
		}
	}
}

func percent(unit string) bool {
	return strings.Contains(unit, "%") || strings.HasPrefix(strings.ToLower(unit), "procent")
}

// checkShares warns where the parts of a hundred per cent do not make it. Where all is exactly 100 and
// every part is less, they can be nothing but its parts: were they groups of their own, all of them
// together could not reach what none of them does.
func checkShares(c *collector, p *Package, measures map[string]string) {
	t := p.table("observations")
	if t == nil {
		return
	}
	value := t.Schema.Column("value")
	hundred := decimal.NewFromInt(100)
	wholes, parts := map[wholeKey]int{}, map[wholeKey][]model.Quantity{}
	groups := map[wholeKey]bool{} // whose parts are groups of their own, or not all known
	for n := range t.Rows {
		k, q := wholeOf(t, n), t.quantityIn(n, value)
		if unit, told := measures[k.indicator]; !told || !percent(unit) {
			continue
		}
		switch {
		case t.cell(n, "part") == "all":
			if q.Known && q.Value.Equal(hundred) {
				wholes[k] = n
			}
		case !q.Known || q.Approximate || !q.Value.LessThan(hundred):
			groups[k] = true
		default:
			parts[k] = append(parts[k], q)
		}
	}
	for n := range t.Rows {
		k := wholeOf(t, n)
		if at, told := wholes[k]; told && at == n && !groups[k] && len(parts[k]) > 1 && !addsUp(t.quantityIn(n, value), parts[k]) {
			c.warn(SharesDiffer, t.at(n, "value"), "ID", k.indicator, "Period", k.period, "Sum", figure(model.Sum(parts[k])))
		}
	}
}

// people are the words that count people or households. A longer word that ends in one of them counts
// too: barnfamiljer, visstidsanställda.
var people = []string{
	"personer", "individer", "människor", "invånare", "medborgare", "barn", "elever", "studerande", "ungdomar",
	"flickor", "pojkar", "kvinnor", "klienter", "brukare", "patienter", "deltagare", "sökande", "biståndstagare",
	"biståndsmottagare", "bidragstagare", "arbetslösa", "nyanlända", "anställda", "medarbetare", "vårdnadshavare",
	"föräldrar", "hushåll", "familjer", "inskrivna", "anvisade", "placerade",
}

// peopleAlone are words of people that other words end in as well.
var peopleAlone = []string{"person", "män", "unga", "vuxna", "äldre", "chefer"}

func person(word string) bool {
	return slices.Contains(peopleAlone, word) || slices.ContainsFunc(people, func(p string) bool { return strings.HasSuffix(word, p) })
}

// counts reports whether a unit of measure counts people or households.
func counts(unit string) bool {
	unit = strings.ToLower(strings.TrimSpace(unit))
	return unit == "boende" || person(unit)
}

// joiners end what a title says is counted: 'klagomål från brukare' counts complaints.
var joiners = []string{
	"av", "från", "om", "med", "för", "till", "i", "på", "hos", "per", "vid", "som", "där", "under", "inom", "bland", "mot",
}

// measureOf is what an indicator is measured in. Where that says only that something is counted, its
// title may say that it is people.
func measureOf(unit, title string) string {
	if !slices.Contains([]string{"", "antal", "st", "stycken"}, strings.ToLower(strings.TrimSpace(unit))) {
		return unit
	}
	counted, _, _ := strings.Cut(strings.ToLower(title), ",")
	for _, word := range strings.Fields(counted) {
		if slices.Contains(joiners, word) {
			break
		}
		if person(word) {
			return "personer"
		}
	}
	return unit
}

// adds reports whether the parts of what is measured in a unit add up to the whole: people, matters,
// money, and what is merely counted.
func adds(unit string) bool {
	unit = strings.ToLower(strings.TrimSpace(unit))
	if strings.Contains(unit, "/") || strings.Contains(unit, " per ") {
		return false // kr/inv.
	}
	for _, word := range []string{"ärende", "klagomål", "synpunkt", "avvikelse", "beslut", "överklag", "antal", "st", "anmälning", "kr", "tkr", "mkr", "plats", "insats", "rapport"} {
		if strings.HasPrefix(unit, word) {
			return true
		}
	}
	return counts(unit)
}

// checkFew flags counts of one to four people, who can be recognised.
func checkFew(c *collector, p *Package, measures map[string]string) {
	t := p.table("observations")
	if t == nil {
		return
	}
	value := t.Schema.Column("value")
	for n := range t.Rows {
		q := t.quantityIn(n, value)
		kind := t.cell(n, "kind")
		if !counts(measures[t.cell(n, "indicator")]) || !q.Known || kind == "difference" || kind == "rank" {
			continue
		}
		if v := q.Value; v.IsInteger() && v.IsPositive() && v.LessThan(decimal.NewFromInt(5)) { // a mean is no count
			c.warn(FewPeople, t.at(n, "value"), "ID", t.cell(n, "indicator"))
		}
	}
}
