package sie

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"rodatraden/data/followup"
	"rodatraden/data/importer"
	"rodatraden/data/model"
)

// stated is an amount of a line in kronor, with the file's sign; it is not known where nothing says it.
type stated struct {
	sum   decimal.Decimal
	known bool
}

// asked is one amount that every line is asked for.
type asked struct {
	measure     model.Measure
	period      string
	from        source
	first, last int
}

// asks are the amounts that the sources can give, in the order of the schema.
func (l *ledger) asks() []asked {
	ytd := months(l.year.first(), l.period)
	year := span(l.year.first(), l.year.last())
	var all []asked
	if !l.budget.none() {
		all = append(all, asked{model.BudgetYear, year, l.budget, l.year.first(), l.year.last()},
			asked{model.BudgetYTD, ytd, l.budget, l.year.first(), l.period})
	}
	if !l.outcome.none() {
		if l.m.Months && l.outcome.kind != results {
			for m := l.year.first(); m < l.period; m++ {
				all = append(all, asked{model.OutcomeYTD, months(l.year.first(), m), l.outcome, l.year.first(), m})
			}
		}
		all = append(all, asked{model.OutcomeYTD, ytd, l.outcome, l.year.first(), l.period})
	}
	if !l.outcomeBefore.none() {
		all = append(all, asked{model.OutcomeYTDPrevious, ytd, l.outcomeBefore, l.previous.first(), l.before})
	}
	if !l.outcome.none() && l.whole() {
		all = append(all, asked{model.OutcomeYear, year, l.outcome, l.year.first(), l.year.last()})
	}
	return all
}

// span writes the months from first to last as a period: 2019, 2019-04, 2019-01/2019-04.
func span(first, last int) string {
	if first%12 == 0 && last == first+11 {
		return dateText(model.Date{Year: first / 12})
	}
	return months(first, last)
}

// months writes the months from first to last, even where they are a year: 2019-01/2019-12.
func months(first, last int) string { return importer.Months(dateOf(first), dateOf(last)) }

// facts makes the rows.
func (l *ledger) facts() *importer.Facts {
	var out importer.Facts
	src := l.source(&out)
	for n, line := range l.m.Lines {
		out.Add("budget_lines", map[string]string{
			"id": line.ID, "parent": line.Parent, "unit": line.Unit, "title": line.Title, "kind": line.Kind,
			"order": strconv.Itoa(cmp.Or(line.Order, n+1)), "source": src,
		})
	}
	asks := l.asks()
	told := make([]map[string]string, len(l.lines)) // the amounts of each line, for the report
	for n := range told {
		told[n] = map[string]string{}
	}
	for _, a := range asks {
		amounts := l.amounts(a)
		for n, line := range l.m.Lines {
			if !amounts[n].known {
				continue
			}
			value := l.value(line.Kind, amounts[n].sum)
			told[n][argOf[a.measure]] = importer.Shown(value) + " " + l.m.AmountUnit // of several months the last one stands
			out.Add("amounts", map[string]string{
				"line": line.ID, "measure": string(a.measure), "period": a.period, "value": value,
				"amount_unit": l.m.AmountUnit, "status": string(model.Reported), "source": src,
			})
		}
	}
	for n := range l.m.Lines {
		if len(told[n]) == 0 {
			continue
		}
		var args []string
		for _, name := range slices.Sorted(maps.Values(argOf)) {
			args = append(args, name, told[n][name])
		}
		l.line(followup.Assumed, LineRead, n, "id", args...)
	}
	return &out
}

// argOf is what the sentence on a line's amounts calls a measure.
var argOf = map[model.Measure]string{
	model.BudgetYear: "BudgetYear", model.BudgetYTD: "BudgetYTD", model.OutcomeYTD: "OutcomeYTD",
	model.OutcomeYTDPrevious: "Previous", model.OutcomeYear: "OutcomeYear",
}

// value writes an amount with the package's sign, unit and decimals.
func (l *ledger) value(kind string, sum decimal.Decimal) string {
	if (l.m.Variance == followup.ActualMinusBudget) != (kind == "income" && l.m.Variance == followup.BudgetMinusActual) {
		sum = sum.Neg()
	}
	places := int32(l.m.Decimals)
	return sum.Shift(-model.MoneyExponent(l.m.AmountUnit)).Round(places).StringFixed(places)
}

// amounts works out what every line is asked for: of a line that is made of accounts the sum of those, of
// another the exact sum of its parts, before they are rounded.
func (l *ledger) amounts(a asked) []stated {
	out := make([]stated, len(l.lines))
	for n := range l.lines {
		if len(l.lines[n].Accounts) > 0 {
			out[n] = l.own(n, a)
		}
	}
	var whole func(n int) stated
	whole = func(n int) stated {
		if len(l.lines[n].Accounts) > 0 {
			return out[n]
		}
		var s stated
		for part := range l.lines {
			if l.lines[part].Parent == l.lines[n].ID {
				p := whole(part)
				s.sum, s.known = s.sum.Add(p.sum), s.known || p.known
			}
		}
		return s
	}
	for n := range l.lines {
		out[n] = whole(n)
	}
	return out
}

// own is what a line is made of itself.
func (l *ledger) own(n int, a asked) stated {
	line := &l.lines[n]
	once := func(what string) bool {
		what += " " + line.ID + " " + a.from.kind.label() + " " + a.from.year.String()
		first := !l.told[what]
		l.told[what] = true
		return first
	}
	if !slices.ContainsFunc(a.from.files, func(f *File) bool {
		return slices.ContainsFunc(f.Accounts, func(acc Account) bool { return line.takes(acc.Number) })
	}) {
		if once("empty") {
			l.line(followup.Warning, LineEmpty, n, "accounts", "Files", l.names(a.from.files))
		}
		return stated{}
	}
	if !l.knows(line, a.from) {
		if once("objects") {
			l.line(followup.Warning, ObjectsMissing, n, "accounts", "Label", a.from.kind.label(), "Files", l.names(a.from.files), "Year", a.from.year.String())
		}
		return stated{}
	}
	sum, rows := l.sum(line, a.from, a.first, a.last)
	if rows > 0 {
		return stated{sum, true}
	}
	if a.from.kind == budgets {
		// A budget of nothing for a part of the year is one where the year has a budget.
		if a.last < l.year.last() {
			if _, all := l.sum(line, a.from, l.year.first(), l.year.last()); all > 0 {
				return stated{known: true}
			}
		}
		if once("budget") {
			l.line(followup.Skipped, LineNoBudget, n, "accounts")
		}
		return stated{}
	}
	// A SIE file leaves out what is nought.
	if a.measure == model.OutcomeYTD && a.last == l.period && once("nought") {
		l.line(followup.Assumed, LineNought, n, "accounts", "Period", a.period)
	}
	return stated{known: true}
}

// source makes the rows that say where the figures stand, and returns the id of the source.
func (l *ledger) source(out *importer.Facts) string {
	text := span(l.year.first(), l.period)
	if !l.whole() {
		text = dateText(dateOf(l.period))
	}
	period, _ := model.ParsePeriod(text)
	made := ""
	var last model.Date
	for _, f := range l.files {
		if last.IsZero() || !f.Made.IsZero() && f.Made.First().After(last.First()) {
			last = f.Made
		}
	}
	if !last.IsZero() {
		made = dateText(last)
	}
	id, _ := l.m.source(made).Add(out, period)
	return id
}
