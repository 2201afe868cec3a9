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

// leftOver says of every account what no line takes of its outcome, and what two lines take.
func (l *ledger) leftOver() {
	if l.outcome.none() {
		return
	}
	kept := map[string]int{}
	for _, f := range l.outcome.files {
		first, last := l.year.first(), l.period
		if l.outcome.kind == results {
			first, last = l.outcome.index[f], l.outcome.index[f]
		}
		for i, a := range f.Accounts {
			total, rows := l.groups[f].sumOf(l.outcome.kind, i, first, last, nil, l.complete, nil)
			if rows == 0 {
				continue
			}
			var takers []int
			for n := range l.lines {
				if l.lines[n].takes(a.Number) {
					takers = append(takers, n)
				}
			}
			if len(takers) == 0 {
				if a.kept() {
					kept[f.Name]++
				} else if !total.IsZero() {
					l.find(followup.Skipped, AccountLeft, f.Name, 0, a.Number, "Account", a.Number, "Name", a.Name, "Amount", figure(total))
				}
				continue
			}
			if first, second, twice := l.twice(takers, f); twice {
				l.find(followup.Warning, AccountTwice, f.Name, 0, a.Number, "Account", a.Number, "Name", a.Name,
					"First", l.lines[first].ID, "Second", l.lines[second].ID, "Amount", figure(total))
				continue
			}
			if slices.ContainsFunc(takers, func(n int) bool { return len(l.lines[n].filter) == 0 }) {
				continue
			}
			sum := decimal.Zero
			for _, n := range takers {
				if slices.ContainsFunc(takers, func(m int) bool { return m != n && l.within(n, m) }) {
					continue // a part of another that takes it
				}
				d, _ := l.groups[f].sumOf(l.outcome.kind, i, first, last, l.lines[n].filter, l.complete, nil)
				sum = sum.Add(d)
			}
			if !sum.Equal(total) {
				l.find(followup.Skipped, AccountPart, f.Name, 0, a.Number, "Account", a.Number, "Name", a.Name,
					"Amount", figure(total.Sub(sum)), "Total", figure(total))
			}
		}
	}
	for name, n := range kept {
		l.find(followup.Skipped, KeptLeft, name, 0, "", "Count", strconv.Itoa(n))
	}
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
		n = slices.IndexFunc(l.lines, func(c compiled) bool { return c.ID == parent })
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
