package sie

import (
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"rodatraden/data/followup"
)

// unseen says what the mapping names and no file has.
func (l *ledger) unseen() {
	accounts := map[string]bool{}
	objects := map[string]map[string]bool{}
	see := func(o Object) {
		if objects[o.Dimension] == nil {
			objects[o.Dimension] = map[string]bool{}
		}
		objects[o.Dimension][o.ID] = true
	}
	for _, f := range l.files {
		for _, a := range f.Accounts {
			accounts[a.Number] = true
		}
		for _, o := range f.Objects {
			see(o)
		}
		for _, list := range f.lists {
			for _, o := range list {
				see(o)
			}
		}
	}
	matches := func(text string, among map[string]bool) bool {
		e, _ := parseEntry(text)
		for name := range among {
			if e.has(name) {
				return true
			}
		}
		return false
	}
	for n, line := range l.lines {
		for _, text := range append(slices.Clone(line.Accounts), line.Except...) {
			if !matches(text, accounts) {
				l.line(followup.Assumed, AccountUnseen, n, "accounts", "Account", text)
			}
		}
		for _, d := range line.filter {
			if len(objects[d.dimension]) == 0 {
				continue // told as a whole
			}
			for _, text := range line.Objects[d.dimension] {
				if !matches(text, objects[d.dimension]) {
					l.line(followup.Warning, ObjectUnseen, n, d.dimension, "Dimension", d.dimension, "Object", text)
				}
			}
		}
	}
}

// leftOver says of every account what no line takes of its outcome, or of its budget where it has no outcome,
// and what two lines take.
func (l *ledger) leftOver() {
	told := map[string]bool{}
	kept := map[string]int{}
	for _, s := range []source{l.outcome, l.budget} {
		for _, f := range s.files {
			first, last := l.year.first(), l.period
			switch s.kind {
			case results:
				first, last = s.index[f], s.index[f]
			case budgets:
				last = l.year.last()
			}
			for i, a := range f.Accounts {
				if told[a.Number] {
					continue
				}
				total, rows := l.groups[f].sumOf(s.kind, i, first, last, nil, l.complete, nil)
				if rows == 0 {
					continue
				}
				told[a.Number] = l.account(s, f, a, total, func(x filter) decimal.Decimal {
					sum, _ := l.groups[f].sumOf(s.kind, i, first, last, x, l.complete, nil)
					return sum
				})
				if !told[a.Number] && a.kept() && s.kind != budgets {
					kept[f.Name]++
				}
			}
		}
	}
	for name, n := range kept {
		l.find(followup.Skipped, KeptLeft, name, 0, "", "Count", strconv.Itoa(n))
	}
}

// account says of one account what is left, or taken twice, of a total; part gives what a filter takes of it.
func (l *ledger) account(s source, f *File, a Account, total decimal.Decimal, part func(filter) decimal.Decimal) (told bool) {
	find := func(severity followup.Severity, code string, args ...string) bool {
		args = append([]string{"Account", a.Number, "Name", a.Name, "Label", s.kind.label()}, args...)
		l.find(severity, code, f.Name, 0, a.Number, args...)
		return true
	}
	var takers []int
	for n := range l.lines {
		if l.lines[n].takes(a.Number) {
			takers = append(takers, n)
		}
	}
	if len(takers) == 0 {
		return !a.kept() && !total.IsZero() && find(followup.Skipped, AccountLeft, "Amount", figure(total))
	}
	if first, second, twice := l.twice(takers, f); twice {
		return find(followup.Warning, AccountTwice, "First", l.lines[first].ID, "Second", l.lines[second].ID, "Amount", figure(total))
	}
	sum := decimal.Zero
	for _, n := range takers {
		if len(l.lines[n].filter) == 0 {
			return false // all of it is taken
		}
		if !l.knows(&l.lines[n], s) {
			return false // told of the line
		}
		if !slices.ContainsFunc(takers, func(m int) bool { return m != n && l.within(n, m) }) {
			sum = sum.Add(part(l.lines[n].filter)) // a part of another that takes it is in that
		}
	}
	return !sum.Equal(total) && find(followup.Skipped, AccountPart, "Amount", figure(total.Sub(sum)), "Total", figure(total))
}

// within reports whether line n is a part of line m.
func (l *ledger) within(n, m int) bool {
	for steps := 0; steps <= len(l.lines); steps++ {
		parent := l.lines[n].Parent
		if parent == "" {
			return false
		}
		if parent == l.lines[m].ID {
			return true
		}
		if n = slices.IndexFunc(l.lines, func(c compiled) bool { return c.ID == parent }); n < 0 {
			return false // a line that is stated elsewhere
		}
	}
	return false
}

// twice finds two lines that take the same money: neither is a part of the other, and no dimension tells
// their objects apart.
func (l *ledger) twice(takers []int, f *File) (first, second int, found bool) {
	for i, n := range takers {
		for _, m := range takers[i+1:] {
			if !l.within(n, m) && !l.within(m, n) && !l.apart(n, m, f) {
				return n, m, true
			}
		}
	}
	return 0, 0, false
}

// apart is apart for the filters of two lines, worked out once.
func (l *ledger) apart(n, m int, f *File) bool {
	pair := linePair{f, n, m}
	is, known := l.pairs[pair]
	if !known {
		is = apart(l.lines[n].filter, l.lines[m].filter, f)
		l.pairs[pair] = is
	}
	return is
}

type linePair struct {
	file *File
	n, m int
}

// apart reports whether two filters share no object of some dimension.
func apart(a, b filter, f *File) bool {
	for _, x := range a {
		for _, y := range b {
			if x.dimension != y.dimension {
				continue
			}
			both := func(o Object) bool {
				return o.Dimension == x.dimension && x.objects.has(o.ID) && y.objects.has(o.ID)
			}
			if !slices.ContainsFunc(f.Objects, both) &&
				!slices.ContainsFunc(f.lists, func(l list) bool { return slices.ContainsFunc(l, both) }) {
				return true
			}
		}
	}
	return false
}
