package followup

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"rodatraden/data/model"
)

// checkFacts finds what a row says against itself.
func checkFacts(c *collector, p *Package) {
	for _, span := range []struct{ table, from, to string }{
		{"units", "valid_from", "valid_to"}, {"goals", "valid_from", "valid_to"}, {"interventions", "starts", "ends"},
	} {
		p.each(span.table, func(r row) {
			from, ok := model.ParsePeriod(r.get(span.from))
			to, there := model.ParsePeriod(r.get(span.to))
			if ok && there && !from.From.IsZero() && !to.To.IsZero() && to.To.Last().Before(from.From.First()) {
				c.fault(EndBeforeStart, r.at(span.to), "From", r.get(span.from), "To", r.get(span.to))
			}
		})
	}
	p.each("series_breaks", func(r row) {
		b, ok := model.ParsePeriod(r.get("between"))
		if ok && !b.Unknown && (b.From.IsZero() || b.To.IsZero() || b.From == b.To) {
			c.fault(BetweenForm, r.at("between"))
		}
	})
	p.each("controls", func(r row) {
		var most [2]int
		if n, _ := fmt.Sscanf(r.get("scale"), "%dx%d", &most[0], &most[1]); n != 2 {
			return
		}
		for i, column := range []string{"likelihood", "consequence"} {
			if n, err := strconv.Atoi(r.get(column)); err == nil && (n < 1 || n > most[i]) {
				c.fault(BeyondScale, r.at(column), "Column", column, "Scale", r.get("scale"), "Most", strconv.Itoa(most[i]))
			}
		}
	})
	p.each("savings_totals", func(r row) {
		unit := r.get("amount_unit")
		if unit != "" && (r.get("measure") == "posts") == model.Money(unit) {
			c.fault(UnitOfMeasure, r.at("amount_unit"), "Unit", unit, "Measure", r.get("measure"))
		}
	})
	p.each("savings", func(r row) {
		share := r.quantity("share")
		if share.Known && (share.Value.IsNegative() || share.Value.GreaterThan(decimal.NewFromInt(100))) {
			c.fault(ShareBeyond, r.at("share"))
		}
	})
}

func (r row) quantity(column string) model.Quantity {
	return r.t.quantityIn(r.n, r.t.Schema.Column(column))
}

// checkParents finds records that are their own parent, themselves or through others.
func (l *joining) checkParents(with holding) {
	for i := range l.p.Tables {
		t := &l.p.Tables[i]
		if t.Schema.Column("parent") < 0 {
			continue
		}
		l.p.each(t.Schema.Name, func(r row) {
			id := r.get("id")
			chain := []string{id}
			seen := map[string]bool{}
			for up := l.parent(with, t.Schema.Name, id); up != "" && !seen[up]; up = l.parent(with, t.Schema.Name, up) {
				chain = append(chain, up)
				if up == id {
					l.fault(ParentCycle, r.at("parent"), "Chain", strings.Join(chain, " → "))
					return
				}
				seen[up] = true
			}
		})
	}
}

// checkSums warns of figures that cannot all be right. Both figures are told, and neither is changed.
func (l *joining) checkSums(before []*Package, with holding) {
	l.checkTotals(before, with)
	l.checkRealised(with)
	l.checkObservations(with)
}

// checkTotals warns where a stated total is not the sum of the savings of its decision. Where some of
// them has no amount the total may be more. In an excerpt there may be savings that are not quoted.
func (l *joining) checkTotals(before []*Package, with holding) {
	if !l.p.full() {
		return
	}
	type told struct{ label, value, unit string }
	known := map[told]bool{}
	as := func(r row) told { return told{r.get("label"), r.get("value"), r.get("amount_unit")} }
	for _, q := range before {
		if q.full() {
			q.each("savings_totals", func(r row) { known[as(r)] = true })
		}
	}
	totals := map[string]int{} // of a decision
	with.each("savings_totals", func(_ string, r row) {
		if r.get("measure") == "decided" {
			totals[r.get("decision")]++
		}
	})
	l.p.each("savings_totals", func(r row) {
		decision, total := r.get("decision"), r.quantity("value")
		if r.get("measure") != "decided" || decision == "" || totals[decision] != 1 || !total.Known || total.Approximate || known[as(r)] {
			return
		}
		var items []model.Quantity
		all := true
		with.each("savings", func(_ string, s row) {
			if s.get("decision") != decision {
				return
			}
			q := s.quantity("amount")
			if q.Known && !q.Approximate {
				items = append(items, q)
			} else {
				all = false
			}
		})
		if len(items) == 0 || addsUp(total, items) {
			return
		}
		sum := model.Sum(items)
		if !all && sum.Kronor().LessThan(total.Kronor()) {
			return
		}
		l.warn(SavingsDiffer, r.at("value"), "Label", r.get("label"), "Stated", figure(total), "Sum", figure(sum), "Count", strconv.Itoa(len(items)))
	})
}

// checkRealised warns where a saving is said to have given more in a year than was decided.
func (l *joining) checkRealised(with holding) {
	l.p.each("amounts", func(r row) {
		id, is := strings.CutPrefix(r.get("line"), "savings:")
		saving, there := with.rows[ref{"savings", id}]
		period, ok := model.ParsePeriod(r.get("period"))
		if !is || !there || !ok || r.get("measure") != "saving_realised" {
			return
		}
		if period.From.IsZero() || period.To.IsZero() || period.To.Last().After(period.From.First().AddDate(1, 0, 0)) {
			return // what several years have given is more than one year's
		}
		decided, realised := saving.quantity("amount"), r.quantity("value")
		if !decided.Known || !realised.Known || decided.Approximate || realised.Approximate {
			return
		}
		if realised.Kronor().GreaterThan(decided.Kronor().Add(half(decided)).Add(half(realised))) {
			l.warn(RealisedBeyond, r.at("value"), "Title", saving.get("title"), "Period", r.get("period"), "Realised", figure(realised), "Decided", figure(decided))
		}
	})
}

// checkObservations warns of parts that are more than their whole, of shares that do not make a whole,
// and of so few people that somebody may be known by the figure.
func (l *joining) checkObservations(with holding) {
	type whole struct{ indicator, unit, period, place string }
	groups := map[whole][]row{}
	var order []whole
	l.p.each("observations", func(r row) {
		if kind := r.get("kind"); kind != "" && kind != "level" || !r.quantity("value").Known {
			return
		}
		k := whole{r.get("indicator"), r.get("unit"), r.get("period"), r.get("place")}
		if groups[k] == nil {
			order = append(order, k)
		}
		groups[k] = append(groups[k], r)
	})
	for _, k := range order {
		indicator, known := with.rows[ref{"indicators", k.indicator}]
		if !known {
			continue // told
		}
		title := indicator.get("title")
		measure, of := strings.ToLower(indicator.get("unit_of_measure")), indicator.get("title")+" "+indicator.get("definition")
		if countsPeople(measure, title) {
			for _, r := range groups[k] {
				l.checkFew(r, title)
			}
		}
		switch {
		case share(measure):
			l.checkShares(groups[k], title)
		case counts(measure, of):
			l.checkPartsOf(groups[k], title)
		}
	}
}

// checkFew warns of one to four people.
func (l *joining) checkFew(r row, title string) {
	v := r.quantity("value").Value
	if v.IsInteger() && v.IsPositive() && v.LessThanOrEqual(decimal.NewFromInt(4)) && r.get("note") == "" {
		l.warn(FewPeople, r.at("value"), "Indicator", title, "Period", r.get("period"), "Part", r.get("part"))
	}
}

// checkPartsOf warns where a part of a count, or women and men together, are more than all.
func (l *joining) checkPartsOf(rows []row, title string) {
	all := wholeOf(rows)
	if all == nil || all.quantity("value").Approximate {
		return
	}
	total := all.quantity("value")
	beyond := func(items ...model.Quantity) bool {
		most := total.Value
		sum := decimal.Zero
		for _, q := range append(items, total) {
			if q.Value.Exponent() < 0 { // a count of whole things is not rounded
				most = most.Add(half(q))
			}
		}
		for _, q := range items {
			sum = sum.Add(q.Value)
		}
		return sum.GreaterThan(most)
	}
	tell := func(at row, parts string, sum model.Quantity) {
		l.warn(PartsBeyond, at.at("value"), "Indicator", title, "Period", at.get("period"), "Parts", parts, "Sum", figure(sum), "Whole", figure(total))
	}
	var genders []model.Quantity
	told := false
	for _, r := range rows {
		q := r.quantity("value")
		if part := r.get("part"); part == "all" || part == "T" || q.Approximate {
			continue
		}
		if r.get("part") == "K" || r.get("part") == "M" {
			genders = append(genders, q)
		}
		if beyond(q) {
			told = true
			tell(r, r.get("part"), q)
		}
	}
	if !told && len(genders) == 2 && beyond(genders...) {
		tell(*all, "K + M", model.Sum(genders))
	}
}

// checkShares warns where the parts of a hundred per cent do not make it. Where all is exactly 100 and
// every part is less, they can be nothing but its parts: were they groups of their own, all of them
// together could not reach what none of them does.
func (l *joining) checkShares(rows []row, title string) {
	all := wholeOf(rows)
	hundred := decimal.NewFromInt(100)
	if all == nil || !all.quantity("value").Value.Equal(hundred) {
		return
	}
	var items []model.Quantity
	var names []string
	for _, r := range rows {
		if part := r.get("part"); part == "all" || part == "T" {
			continue
		}
		q := r.quantity("value")
		if q.Approximate || !q.Value.LessThan(hundred) {
			return
		}
		items, names = append(items, q), append(names, r.get("part"))
	}
	if len(items) > 1 && !addsUp(all.quantity("value"), items) {
		l.warn(SharesDiffer, all.at("value"), "Indicator", title, "Period", all.get("period"),
			"Sum", figure(model.Sum(items)), "Parts", strings.Join(names, ", "))
	}
}

// wholeOf is the row of all, or of both genders.
func wholeOf(rows []row) *row {
	for _, part := range []string{"all", "T"} {
		for i := range rows {
			if rows[i].get("part") == part {
				return &rows[i]
			}
		}
	}
	return nil
}

func share(measure string) bool { return measure == "%" || measure == "procent" }

// people are the words that an indicator of people is measured in. A longer word that ends in one of
// them counts too: barnfamiljer, visstidsanställda.
var people = []string{
	"personer", "individer", "människor", "invånare", "medborgare", "barn", "elever", "studerande", "ungdomar",
	"flickor", "pojkar", "kvinnor", "klienter", "brukare", "patienter", "deltagare", "sökande", "biståndstagare",
	"biståndsmottagare", "bidragstagare", "arbetslösa", "nyanlända", "anställda", "medarbetare", "vårdnadshavare",
	"föräldrar", "hushåll", "familjer", "inskrivna", "anvisade", "placerade",
}

// peopleAlone are those that end other words: äldreboende is no people.
var peopleAlone = []string{"person", "män", "unga", "vuxna", "äldre", "chefer"}

// anything are the measures that do not say what is counted; the title does.
var anything = []string{"", "antal", "st", "stycken"}

// otherCounts are further words that are counted one by one.
var otherCounts = []string{
	"ärenden", "beslut", "mål", "platser", "placeringar", "insatser", "avvikelser", "klagomål", "synpunkter", "anmälningar",
	"rapporter", "överklaganden", "ansökningar", "utredningar", "besök", "dygn", "brister", "kontrollmoment", "boende",
}

// joiners end what a title says is counted: 'klagomål från brukare' counts complaints.
var joiners = []string{
	"av", "från", "om", "med", "för", "till", "i", "på", "hos", "per", "vid", "som", "där", "under", "inom", "bland", "mot",
}

func person(word string) bool {
	return slices.Contains(peopleAlone, word) || slices.ContainsFunc(people, func(p string) bool { return strings.HasSuffix(word, p) })
}

// countsPeople reports whether an indicator counts people: by its measure, or by its title where the
// measure says only that something is counted.
func countsPeople(measure, title string) bool {
	if measure == "boende" || person(measure) {
		return true
	}
	if !slices.Contains(anything, measure) {
		return false
	}
	counted, _, _ := strings.Cut(strings.ToLower(title), ",")
	for _, word := range strings.Fields(counted) {
		if slices.Contains(joiners, word) {
			return false
		}
		if person(word) {
			return true
		}
	}
	return false
}

// averages are words of what is no count though it is measured in people or cases.
var averages = []string{"medel", "snitt", "median", " per ", "möter"}

// counts reports whether an indicator counts things, so that no part is more than the whole.
func counts(measure, of string) bool {
	if slices.ContainsFunc(averages, func(w string) bool { return strings.Contains(strings.ToLower(of), w) }) {
		return false
	}
	return person(measure) || measure != "" && slices.Contains(anything, measure) || slices.Contains(otherCounts, measure)
}
