package sie

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"rodatraden/data/fault"
	"rodatraden/data/followup"
	"rodatraden/data/importer"
	"rodatraden/data/model"
)

// Options are what changes from one time to the next.
type Options struct {
	Period string // goes before the mapping's
}

// Read reads files by a mapping into budget lines and amounts. Several files are parts of one bookkeeping: a
// year each, or months of vouchers each; what two of them state is a fault. What was read, left out and
// taken for granted is in the report. The error is of the kind Faults where the report has faults; otherwise
// it is for a file that could not be read at all.
func Read(files []string, m Mapping, opt Options) (*importer.Facts, followup.Report, error) {
	const op = "sie.Read"
	var reports []followup.Report
	var read []*File
	for _, path := range files {
		f, report, err := ParseFile(path)
		if err != nil {
			return nil, followup.Join(reports...), err
		}
		reports = append(reports, report)
		read = append(read, f)
	}
	parsed := followup.Join(reports...)
	checked := m.check()
	if parsed.Faults() > 0 || checked.Faults() > 0 {
		return nil, followup.Join(parsed, checked), fault.New(op, fault.Faults, strings.Join(files, ", "), nil)
	}
	facts, report := FactsOf(read, m, opt)
	report = followup.Join(parsed, checked, report)
	if report.Faults() > 0 {
		return nil, report, fault.New(op, fault.Faults, strings.Join(files, ", "), nil)
	}
	return facts, report, nil
}

// FactsOf makes budget lines and amounts of files that were read without faults, by a mapping without faults.
// Where the report has faults the facts are not to be used.
func FactsOf(files []*File, m Mapping, opt Options) (*importer.Facts, followup.Report) {
	l := ledger{m: m, files: files, groups: map[*File]groups{}, told: map[string]bool{}, pairs: map[linePair]bool{}, seen: map[fileKind]map[string]bool{}}
	if len(files) == 0 {
		l.find(followup.Fault, FilesNone, m.file, 0, "")
		return nil, l.c.Report()
	}
	for _, f := range files {
		l.groups[f] = f.groups()
	}
	for _, line := range m.Lines {
		l.lines = append(l.lines, compile(line))
	}
	if m.TotalDimension > 0 {
		l.complete = strconv.Itoa(m.TotalDimension)
	}
	if !l.resolve(opt) {
		return nil, l.c.Report()
	}
	l.sources()
	l.results()
	l.unseen()
	facts := l.facts()
	l.leftOver()
	return facts, l.c.Report()
}

// ledger is files, a mapping and a period on the way to facts.
type ledger struct {
	c        followup.Collector
	m        Mapping
	files    []*File
	groups   map[*File]groups
	lines    []compiled
	complete string          // the dimension whose objects every amount is booked on
	told     map[string]bool // findings that are told once
	seen     map[fileKind]map[string]bool
	pairs    map[linePair]bool // of lines whose objects some dimension tells apart

	year     Year
	period   int // its last month
	previous Year
	before   int // the month of the year before that the period's last answers to

	outcome, outcomeBefore, budget source
}

// source is where the figures of a year are taken from.
type source struct {
	kind  kind
	files []*File
	index map[*File]int // of the year, where the kind is results
}

// none reports whether there is nothing to take figures from.
func (s source) none() bool { return len(s.files) == 0 }

// compiled is a line of the mapping, ready to be asked.
type compiled struct {
	Line
	accounts, except selection
	filter           filter
}

func compile(l Line) compiled {
	out := compiled{Line: l, accounts: selectionOf(l.Accounts), except: selectionOf(l.Except)}
	dimensions := slices.SortedFunc(maps.Keys(l.Objects), byNumber)
	for _, d := range dimensions {
		out.filter = append(out.filter, dimensionFilter{d, selectionOf(l.Objects[d])})
	}
	return out
}

// takes reports whether a line is made of an account, or of a part of it.
func (l compiled) takes(account string) bool {
	return l.accounts.has(account) && !l.except.has(account)
}

func (l *ledger) find(s followup.Severity, code, file string, row int, value string, args ...string) {
	l.c.Add(finding(s, code, file, row, value, args...))
}

// names are the files', parted by commas.
func (l *ledger) names(files []*File) string {
	var out []string
	for _, f := range files {
		out = append(out, f.Name)
	}
	return strings.Join(out, ", ")
}

// line finds a line's place in the mapping for a finding.
func (l *ledger) line(s followup.Severity, code string, n int, name string, args ...string) {
	line := l.m.Lines[n]
	l.find(s, code, l.m.file, l.m.row(n, name), "", append([]string{"Line", line.ID, "Title", line.Title}, args...)...)
}

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
	s := source{kind: k, files: own}
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
	s := source{kind: results, files: own, index: index}
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

// sum adds up what a line is made of in a source, in the months from first to last; rows is how many figures
// it was found in.
func (l *ledger) sum(line *compiled, s source, first, last int) (sum decimal.Decimal, rows int) {
	for _, f := range s.files {
		from, to := first, last
		if s.kind == results {
			from, to = s.index[f], s.index[f]
		}
		for i, a := range f.Accounts {
			if !line.takes(a.Number) {
				continue
			}
			d, n := l.groups[f].sumOf(s.kind, i, from, to, line.filter, l.complete, l.differs(f, s.kind, a))
			sum = sum.Add(d)
			rows += n
		}
	}
	return sum, rows
}

// differs tells that an account has no total and that its objects, seen from different sides, sum to
// different amounts.
func (l *ledger) differs(f *File, k kind, a Account) func(int, map[string]money) {
	return func(month int, sides map[string]money) {
		once := fmt.Sprint("sides ", f.Name, k, a.Number, month)
		if l.told[once] {
			return
		}
		l.told[once] = true
		var parts []string
		for _, side := range slices.Sorted(maps.Keys(sides)) {
			parts = append(parts, side+": "+figure(sides[side].kronor()))
		}
		l.find(followup.Fault, SidesDiffer, f.Name, 0, a.Number, "Account", a.Number, "Month", dateText(dateOf(month)),
			"Label", k.label(), "Sides", strings.Join(parts, "; "))
	}
}

// knows reports whether a source can say what a line is: a filter on objects needs figures by object.
func (l *ledger) knows(line *compiled, s source) bool {
	for _, d := range line.filter {
		if !slices.ContainsFunc(s.files, func(f *File) bool { return l.sides(f, s.kind)[d.dimension] }) {
			return false
		}
	}
	return true
}

// sides are the dimensions that a file has figures of a kind by, worked out once.
func (l *ledger) sides(f *File, k kind) map[string]bool {
	at := fileKind{f, k}
	if l.seen[at] == nil {
		l.seen[at] = map[string]bool{}
		for c := range f.cells {
			if c.kind == k {
				for _, o := range f.lists[c.list] {
					l.seen[at][o.Dimension] = true
				}
			}
		}
	}
	return l.seen[at]
}

type fileKind struct {
	file *File
	kind kind
}

// results compares the balances of months, or the vouchers, with the result of the year that a file states.
func (l *ledger) results() {
	for _, f := range l.files {
		for _, index := range slices.Backward(slices.Sorted(maps.Keys(f.Years))) {
			y := f.Years[index]
			if !l.hasResults(f, index) {
				continue
			}
			k := saldos
			if !f.hasMonths(saldos, y) {
				k = vouchers
				if !f.hasMonths(vouchers, y) {
					continue
				}
			}
			for i, a := range f.Accounts {
				stated, n := l.groups[f].sumOf(results, i, index, index, nil, "", nil)
				sum, rows := l.groups[f].sumOf(k, i, y.first(), y.last(), nil, l.complete, nil)
				if n == 0 && (rows == 0 || a.kept() || !a.Result && a.Type == "") || sum.Equal(stated) {
					continue
				}
				l.find(followup.Warning, ResultDiffers, f.Name, 0, a.Number, "Account", a.Number, "Year", y.String(),
					"Label", k.label(), "Sum", figure(sum), "Result", figure(stated))
			}
		}
	}
}

func (f *File) hasMonths(k kind, y Year) bool {
	for at := range f.cells {
		if at.kind == k && int(at.month) >= y.first() && int(at.month) <= y.last() {
			return true
		}
	}
	return false
}
