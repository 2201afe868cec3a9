package sie

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// group is what a file says of one account in one month, of one kind: the total, and what is booked on
// objects.
type group struct {
	month int
	rows  []groupRow
}

type groupRow struct {
	list list
	sum  money
}

// groups are the figures of a file by kind and account, in the order of months.
type groups map[groupKey][]group

type groupKey struct {
	kind    kind
	account int
}

// group orders the figures of a file.
func (f *File) groups() groups {
	keys := make([]key, 0, len(f.cells))
	for k := range f.cells {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b key) int {
		switch {
		case a.kind != b.kind:
			return int(a.kind) - int(b.kind)
		case a.account != b.account:
			return int(a.account - b.account)
		case a.month != b.month:
			return int(a.month - b.month)
		}
		return int(a.list - b.list)
	})
	out := groups{}
	for _, k := range keys {
		at := groupKey{k.kind, int(k.account)}
		all := out[at]
		if len(all) == 0 || all[len(all)-1].month != int(k.month) {
			all = append(all, group{month: int(k.month)})
		}
		last := &all[len(all)-1]
		last.rows = append(last.rows, groupRow{f.lists[k.list], f.cells[k].sum})
		out[at] = all
	}
	return out
}

// filter is which objects a line takes, by dimension; none takes everything.
type filter []dimensionFilter

type dimensionFilter struct {
	dimension string
	objects   selection
}

// project gives a row's objects on the filter's dimensions; ok is false where it lacks one.
func (x filter) project(l list) (objects []string, ok bool) {
	for _, d := range x {
		o, there := l.on(d.dimension)
		if !there {
			return nil, false
		}
		objects = append(objects, o)
	}
	return objects, true
}

// takes reports whether the filter takes objects that project gave.
func (x filter) takes(objects []string) bool {
	for i, d := range x {
		if !d.objects.has(objects[i]) {
			return false
		}
	}
	return true
}

// taken is what a filter takes of a group.
type taken struct {
	sum   money
	rows  int              // that it was found in; 0 where the file says nothing
	sides map[string]money // where the sums of several sides differ: each, by its dimensions
}

// add adds all rows that the filter takes: each is money of its own.
func (g group) add(x filter) taken {
	var t taken
	for _, r := range g.rows {
		if objects, ok := x.project(r.list); ok && x.takes(objects) {
			t.sum.add(r.sum)
			t.rows++
		}
	}
	return t
}

// part is the rows that are alike on the filter's dimensions: one of those dimensions alone, and those that
// say more of the same money.
type part struct {
	objects []string
	exact   *money
	sides   map[string]*money
}

// take takes what the filter does of balances, which a file states once as a total and again by object.
// total is the dimension whose objects every amount is booked on, empty where nothing is said.
func (g group) take(x filter, total string) taken {
	parts := map[string]*part{}
	var order []*part
	var all, grand money // grand is the account's total
	stated, mixed := false, false
	for i := range g.rows {
		r := &g.rows[i]
		if len(r.list) == 0 {
			stated = true
			grand.add(r.sum)
		}
		objects, ok := x.project(r.list)
		if !ok {
			continue
		}
		all.add(r.sum)
		name := strings.Join(objects, "\x00")
		p := parts[name]
		if p == nil {
			p = &part{objects: objects, sides: map[string]*money{}}
			parts[name] = p
			order = append(order, p)
		}
		into := &p.exact
		if len(r.list) > len(x) {
			side := r.list.dimensions()
			if p.sides[side] == nil {
				p.sides[side] = &money{}
			}
			p.sides[side].add(r.sum)
			mixed = mixed || p.exact != nil
			continue
		}
		if *into == nil {
			*into = &money{}
		}
		(*into).add(r.sum)
		mixed = mixed || len(p.sides) > 0
	}
	var t, whole taken
	for _, p := range order {
		sum, sides := p.total(x, total)
		whole.sum.add(sum)
		if !x.takes(p.objects) {
			continue
		}
		t.rows++
		t.sum.add(sum)
		if sides != nil {
			t.sides = sides
		}
	}
	// An object may have rows of its own beside rows that say more of it. Mostly those are parts of the
	// first; where only all of them together are the account's total, they are not.
	if len(x) > 0 && mixed && stated && !same(whole.sum, grand) && same(all, grand) {
		return g.add(x)
	}
	return t
}

// total is a part's own row, or the sum of those that say more, seen from one side.
func (p *part) total(x filter, complete string) (money, map[string]money) {
	if p.exact != nil {
		return *p.exact, nil
	}
	var first *money
	differ := false
	for _, sum := range p.sides {
		if first == nil {
			first = sum
		}
		differ = differ || !same(*first, *sum)
	}
	if !differ {
		return *first, nil
	}
	if complete != "" {
		dimensions := []string{complete}
		for _, d := range x {
			if d.dimension != complete {
				dimensions = append(dimensions, d.dimension)
			}
		}
		slices.SortFunc(dimensions, byNumber)
		if sum := p.sides[strings.Join(dimensions, "+")]; sum != nil {
			return *sum, nil
		}
	}
	sides := map[string]money{}
	for side, sum := range p.sides {
		sides[side] = *sum
	}
	return money{}, sides
}

// same reports whether two amounts are equal.
func same(a, b money) bool {
	if a.rest == nil && b.rest == nil {
		return a.ore == b.ore
	}
	return a.kronor().Equal(b.kronor())
}

// sumOf adds up what a filter takes of an account in the months from first to last. differs is told each
// month whose sides differ.
func (gs groups) sumOf(k kind, account, first, last int, x filter, total string, differs func(month int, sides map[string]money)) (decimal.Decimal, int) {
	var sum money
	rows := 0
	for _, g := range gs[groupKey{k, account}] {
		if g.month < first || g.month > last {
			continue
		}
		var t taken
		if k == vouchers {
			t = g.add(x)
		} else {
			t = g.take(x, total)
		}
		if t.sides != nil && differs != nil {
			differs(g.month, t.sides)
		}
		sum.add(t.sum)
		rows += t.rows
	}
	return sum.kronor(), rows
}
