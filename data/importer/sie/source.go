package sie

import (
	"maps"
	"slices"
	"strconv"

	"rodatraden/data/followup"
)

// source is where the figures of a year are taken from.
type source struct {
	kind  kind
	year  Year
	files []*File
	index map[*File]int // of the year, where the kind is results
}

// months are where a file keeps the figures of the year: by month, or by the number of the year where the kind
// is results.
func (s source) months(f *File) (first, last int) {
	if s.kind == results {
		return s.index[f], s.index[f]
	}
	return s.year.first(), s.year.last()
}

// none reports whether there is nothing to take figures from.
func (s source) none() bool { return len(s.files) == 0 }

// sources settles where figures are taken from: outcome from balances of months, else from vouchers, else
// from the result of the year; never from two of them.
func (l *ledger) sources() {
	l.outcome = l.outcomeOf(l.year, l.period)
	if l.before >= 0 {
		l.outcomeBefore = l.outcomeOf(l.previous, l.before)
	}
	l.budget = l.monthly(budgets, l.year)
	if l.outcome.none() {
		l.find(followup.Warning, OutcomeMissing, l.files[0].Name, 0, "", "Year", l.year.String(), "Period", dateText(dateOf(l.period)))
	} else if l.outcome.kind != saldos {
		l.find(followup.Assumed, OutcomeFrom, l.outcome.files[0].Name, 0, "", "Label", l.outcome.kind.label(), "Files", l.names(l.outcome.files))
	}
	if l.budget.none() {
		l.find(followup.Warning, BudgetMissing, l.files[0].Name, 0, "", "Year", l.year.String())
	}
	if l.before >= 0 && l.outcomeBefore.none() {
		code := PreviousNone
		if !l.yearly(l.previous).none() {
			code = PreviousYear
		}
		l.find(followup.Skipped, code, l.files[0].Name, 0, "", "Year", l.previous.String())
	}
	for _, f := range l.outcome.files {
		if n := f.Counts["#TRANS"]; l.outcome.kind != vouchers && n > 0 {
			l.find(followup.Skipped, VouchersLeft, f.Name, 0, "", "Count", strconv.Itoa(n), "Label", l.outcome.kind.label())
		}
	}
	l.booked()
}

// booked warns where nothing is booked in the period's last month, and no file says that it is of that day.
func (l *ledger) booked() {
	if l.outcome.none() || l.outcome.kind == results {
		return
	}
	last := -1
	for _, f := range l.outcome.files {
		if !f.AsAt.IsZero() {
			return
		}
		for k := range f.cells {
			if k.kind == l.outcome.kind && int(k.month) >= l.year.first() && int(k.month) <= l.year.last() {
				last = max(last, int(k.month))
			}
		}
	}
	if last < l.period {
		l.find(followup.Warning, PeriodNoBooked, l.outcome.files[0].Name, 0, "", "Last", dateText(dateOf(last)), "Period", dateText(dateOf(l.period)))
	}
}

// outcomeOf is where the outcome of a year to a month is taken from.
func (l *ledger) outcomeOf(y Year, to int) source {
	for _, k := range []kind{saldos, vouchers} {
		s := l.monthly(k, y)
		if s.none() {
			continue
		}
		if k == saldos && to < y.last() && l.lastAlone(s, y) {
			return source{}
		}
		return s
	}
	s := l.yearly(y)
	if s.none() {
		return s
	}
	for _, f := range s.files {
		end := y.last()
		if s.index[f] == 0 && !f.AsAt.IsZero() {
			end = monthOf(f.AsAt)
		}
		if end != to {
			return source{}
		}
	}
	return s
}

// lastAlone reports whether nothing but the last month of a year has balances: some programs write the whole
// of an earlier year as its last month.
func (l *ledger) lastAlone(s source, y Year) bool {
	for _, f := range s.files {
		for k := range f.cells {
			if k.kind == s.kind && int(k.month) >= y.first() && int(k.month) < y.last() {
				return false
			}
		}
	}
	return true
}

// monthly finds the files with monthly figures of a kind for a year. A year that a file calls its own goes
// before one that another file has beside its own.
func (l *ledger) monthly(k kind, y Year) source {
	var own, other []*File
	holds := map[int][]*File{}
	for _, f := range l.files {
		months := map[int]bool{}
		for at := range f.cells {
			if at.kind == k && int(at.month) >= y.first() && int(at.month) <= y.last() {
				months[int(at.month)] = true
			}
		}
		if len(months) == 0 {
			continue
		}
		for m := range months {
			holds[m] = append(holds[m], f)
		}
		if mine, ok := f.Years[0]; ok && !mine.equals(y) {
			other = append(other, f)
		} else {
			own = append(own, f)
		}
	}
	s := source{kind: k, year: y, files: own}
	if len(own) == 0 {
		s.files = other
	}
	for _, m := range slices.Sorted(maps.Keys(holds)) {
		if l.overlap(s, holds[m], k, dateText(dateOf(m))) {
			break
		}
	}
	return s
}

// yearly finds the files with the result of a year.
func (l *ledger) yearly(y Year) source {
	var own, other []*File
	index := map[*File]int{}
	for _, f := range l.files {
		for i, of := range f.Years {
			if !of.equals(y) || !l.hasResults(f, i) {
				continue
			}
			index[f] = i
			if i == 0 {
				own = append(own, f)
			} else {
				other = append(other, f)
			}
		}
	}
	s := source{kind: results, year: y, files: own, index: index}
	if len(own) == 0 {
		s.files = other
	}
	l.overlap(s, s.files, results, y.String())
	return s
}

func (l *ledger) hasResults(f *File, index int) bool {
	for at := range f.cells {
		if at.kind == results && int(at.month) == index {
			return true
		}
	}
	return false
}

// overlap is a fault where more than one of a source's files hold the same: which is right, or whether both
// are parts, nobody can tell.
func (l *ledger) overlap(s source, files []*File, k kind, when string) bool {
	var both []*File
	for _, f := range files {
		if slices.Contains(s.files, f) {
			both = append(both, f)
		}
	}
	if len(both) < 2 {
		return false
	}
	if once := "overlap " + k.label() + when; !l.told[once] {
		l.told[once] = true
		l.find(followup.Fault, FilesOverlap, both[1].Name, 0, "", "First", both[0].Name, "Second", both[1].Name, "Label", k.label(), "Period", when)
	}
	return true
}
