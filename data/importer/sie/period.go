package sie

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"rodatraden/data/followup"
	"rodatraden/data/model"
)

// resolve settles what period the import is of, and in which years it lies.
func (l *ledger) resolve(opt Options) bool {
	text := opt.Period
	if text == "" {
		text = l.m.Period
	}
	if text == "" {
		var last model.Date
		for _, f := range l.files {
			if !f.AsAt.IsZero() && f.AsAt.Last().After(last.Last()) {
				last = f.AsAt
			}
		}
		if last.IsZero() {
			l.find(followup.Fault, PeriodMissing, l.files[0].Name, 0, "")
			return false
		}
		text = dateText(model.Date{Year: last.Year, Month: last.Month})
		l.find(followup.Assumed, PeriodAssumed, l.files[0].Name, 0, text, "Period", text)
	}
	p, ok := model.ParsePeriod(text)
	if !ok || p.Unknown || p.Approximate || p.From.IsZero() || p.To.IsZero() || p.From.Day != 0 || p.To.Day != 0 {
		l.find(followup.Fault, PeriodForm, l.m.file, 0, text, "Period", text)
		return false
	}
	from, to := monthOf(model.Date{Year: p.From.Year, Month: max(1, p.From.Month)}), monthOf(model.Date{Year: p.To.Year, Month: 12})
	if p.To.Month > 0 {
		to = monthOf(p.To)
	}
	l.period = to
	if !l.findYear(text) {
		return false
	}
	if span := strings.Contains(text, "/") || p.From.Month == 0; span && from != l.year.first() {
		l.find(followup.Fault, PeriodStart, l.files[0].Name, 0, text, "Period", text, "Year", l.year.String())
		return false
	}
	ok = true
	for _, f := range l.files {
		y, there := f.Years[0]
		last := dateOf(l.period).Last()
		if there && !f.AsAt.IsZero() && l.period >= y.first() && l.period <= y.last() && f.AsAt.First().Before(last) && last.Before(y.To.First().AddDate(0, 0, 1)) {
			l.find(followup.Fault, AsAtEarlier, f.Name, 0, dateText(f.AsAt), "Date", dateText(f.AsAt), "Period", text)
			ok = false
		}
	}
	return ok
}

// findYear finds the financial year that the period lies in, and the one before.
func (l *ledger) findYear(text string) bool {
	var own, other []Year
	var all []string
	stated := false
	for _, f := range l.files {
		for _, index := range slices.Backward(slices.Sorted(maps.Keys(f.Years))) {
			y := f.Years[index]
			stated = true
			if s := y.String(); !slices.Contains(all, s) {
				all = append(all, s)
			}
			switch within := l.period >= y.first() && l.period <= y.last(); {
			case within && index == 0:
				own = append(own, y)
			case within:
				other = append(other, y)
			}
		}
	}
	found := append(own, other...)
	switch {
	case !stated:
		n := l.period / 12
		l.year = Year{model.Date{Year: n, Month: 1, Day: 1}, model.Date{Year: n, Month: 12, Day: 31}}
		l.find(followup.Assumed, YearAssumed, l.files[0].Name, 0, "", "Year", strconv.Itoa(n))
	case len(found) == 0:
		l.find(followup.Fault, PeriodOutside, l.files[0].Name, 0, text, "Period", text, "Years", strings.Join(all, ", "))
		return false
	default:
		l.year = found[0]
	}
	for _, y := range found {
		if !y.equals(l.year) {
			l.find(followup.Fault, YearsDiffer, l.files[0].Name, 0, "", "First", l.year.String(), "Second", y.String())
			return false
		}
	}
	l.before = l.period - 12
	l.previous = Year{shift(l.year.From), shift(l.year.To)}
	for _, f := range l.files {
		for _, y := range f.Years {
			if y.last() == l.year.first()-1 && !y.equals(l.previous) {
				l.find(followup.Skipped, PreviousOther, f.Name, 0, "", "Year", l.year.String(), "Previous", y.String())
				l.before = -1
				return true
			}
		}
	}
	if l.year.last()-l.year.first() != 11 { // a year earlier would lie in the same year, or in no year
		l.find(followup.Skipped, PreviousOdd, l.files[0].Name, 0, "", "Year", l.year.String())
		l.before = -1
	}
	return true
}

// equals reports whether two years have the same months.
func (y Year) equals(other Year) bool { return y.first() == other.first() && y.last() == other.last() }

// shift is a day a year earlier, the 28th where there is no other.
func shift(d model.Date) model.Date {
	d.Year--
	if last := (model.Date{Year: d.Year, Month: d.Month}).Last().Day(); d.Day > last {
		d.Day = last
	}
	return d
}

// whole reports whether the period is a whole year.
func (l *ledger) whole() bool { return l.period == l.year.last() }
