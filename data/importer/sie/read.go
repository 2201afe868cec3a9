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
	l.elsewhere()
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

// elsewhere tells of lines that are parts of a line that the mapping does not make: a committee's own, which a
// person states.
func (l *ledger) elsewhere() {
	for n, line := range l.lines {
		if line.Parent != "" && !slices.ContainsFunc(l.lines, func(c compiled) bool { return c.ID == line.Parent }) {
			l.line(followup.Assumed, MapParent, n, "parent", "Parent", line.Parent)
		}
	}
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

// knows reports whether a source can say what a line is: a filter on objects needs figures by object, of the
// same year.
func (l *ledger) knows(line *compiled, s source) bool {
	for _, d := range line.filter {
		if !slices.ContainsFunc(s.files, func(f *File) bool { return l.sides(f, s)[d.dimension] }) {
			return false
		}
	}
	return true
}

// sides are the dimensions that a file has figures of a source by, worked out once.
func (l *ledger) sides(f *File, s source) map[string]bool {
	first, last := s.months(f)
	at := fileKind{f, s.kind, first}
	if l.seen[at] == nil {
		l.seen[at] = map[string]bool{}
		for c := range f.cells {
			if c.kind == s.kind && int(c.month) >= first && int(c.month) <= last {
				for _, o := range f.lists[c.list] {
					l.seen[at][o.Dimension] = true
				}
			}
		}
	}
	return l.seen[at]
}

type fileKind struct {
	file  *File
	kind  kind
	first int
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
