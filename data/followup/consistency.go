package followup

import (
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
	checkFew(c, p, measures)
}

// measuresOf reads what the indicators of a package's own table are measured in.
func measuresOf(p *Package) map[string]string {
	measures := map[string]string{}
	if t := p.table("indicators"); t != nil {
		for n := range t.Rows {
			measures[t.cell(n, "id")] = t.cell(n, "unit_of_measure")
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
			measures[r.get("id")] = r.get("unit_of_measure")
		}
	}
	checkWholes(c, p, measures)
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
	i := t.Schema.Column("parent")
	if i < 0 || len(t.Schema.Fields[i].Refers) != 1 || t.Schema.Fields[i].Refers[0] != t.Schema.Name {
		return
	}
	parents := make(map[string]string, len(t.Rows))
	for n := range t.Rows {
		parents[t.cell(n, "id")] = t.cell(n, "parent")
	}
	for n := range t.Rows {
		id := t.cell(n, "id")
		at, steps := parents[id], 0
		for at != "" && at != id && steps <= len(parents) {
			at, steps = parents[at], steps+1
		}
		if at == id && id != "" {
			c.fault(ParentCircle, t.at(n, "parent"), "ID", id)
		}
	}
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
		if t.cell(n, "reason") == "" && t.cell(n, "note") == "" && p.Manifest.Followup.Extent == model.Full {
			c.warn(BreakNoReason, t.at(n, "reason"), "ID", t.cell(n, "indicator"))
		}
	}
}

// wholeKey is what the parts of one whole have in common.
type wholeKey struct{ indicator, unit, period string }

// checkWholes warns where a part of an outcome is greater than the whole, where women and men
// together are not all, and of a share that is none. A share, or a time, of a part may be greater than
// that of the whole; a number may not. A note answers it.
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
		k := wholeKey{t.cell(n, "indicator"), t.cell(n, "unit"), t.cell(n, "period")}
		q := t.quantityIn(n, value)
		unit, told := measures[k.indicator]
		if kind := t.cell(n, "kind"); !told || !q.Known || kind == "difference" || kind == "rank" {
			continue
		}
		if strings.Contains(unit, "%") || strings.HasPrefix(strings.ToLower(unit), "procent") {
			if q.Value.GreaterThan(decimal.NewFromInt(100)) && t.cell(n, "note") == "" {
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
	for n := range t.Rows {
		k := wholeKey{t.cell(n, "indicator"), t.cell(n, "unit"), t.cell(n, "period")}
		whole, told := wholes[k]
		if at, mine := parts[k][t.cell(n, "part")]; !told || !mine || at != n {
			continue
		}
		if t.cell(n, "note") != "" {
			continue
		}
		if q := t.quantityIn(n, value); q.Value.GreaterThan(whole.Value) {
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

// peopleUnits are the units of measure that count people or households, by how they begin.
var peopleUnits = []string{
	"person", "individ", "ungdom", "barn", "klient", "brukare", "elev", "deltagare", "anställd", "medarbetare", "hushåll",
	"invånare", "patient", "boende", "familjer", "biståndsmottagare", "sökande", "arbetslös",
}

// counts reports whether a unit of measure counts people or households.
func counts(unit string) bool {
	unit = strings.ToLower(strings.TrimSpace(unit))
	for _, word := range peopleUnits {
		if strings.HasPrefix(unit, word) {
			return true
		}
	}
	return false
}

// adds reports whether the parts of what is measured in a unit add up to the whole: people, matters,
// money, and what is merely counted.
func adds(unit string) bool {
	unit = strings.ToLower(strings.TrimSpace(unit))
	for _, word := range []string{"ärende", "klagomål", "synpunkt", "avvikelse", "beslut", "överklag", "antal", "st", "anmälning", "kr", "tkr", "mkr", "plats", "insats", "rapport"} {
		if strings.HasPrefix(unit, word) {
			return true
		}
	}
	return counts(unit)
}

// checkFew flags counts of one to four people, who can be recognised. A note answers it.
func checkFew(c *collector, p *Package, measures map[string]string) {
	t := p.table("observations")
	if t == nil {
		return
	}
	value := t.Schema.Column("value")
	for n := range t.Rows {
		q := t.quantityIn(n, value)
		kind := t.cell(n, "kind")
		if !counts(measures[t.cell(n, "indicator")]) || !q.Known || kind == "difference" || kind == "rank" || t.cell(n, "note") != "" {
			continue
		}
		if v := q.Value; v.GreaterThanOrEqual(decimal.NewFromInt(1)) && v.LessThan(decimal.NewFromInt(5)) {
			c.warn(FewPeople, t.at(n, "value"), "ID", t.cell(n, "indicator"))
		}
	}
}
