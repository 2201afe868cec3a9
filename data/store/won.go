package store

import "slices"

// told is what the clock needs of a package.
type told struct {
	id           int64
	order        int64  // known from
	supersededAt int64  // known until; forever while it is
	asAt         string // a date, which sorts as text
}

// outranks reports whether p's statements replace q's.
func (p told) outranks(q told) bool {
	if p.asAt != q.asAt {
		return p.asAt > q.asAt
	}
	return p.order > q.order
}

// span is an interval of the library's time in which one package's statement of a key wins: from
// inclusive, to exclusive.
type span struct{ from, to, pkg int64 }

// winners returns who wins when, among the packages that state a key: in order of time, no two
// neighbours of the same package, nothing where none is known.
func winners(stating []told) []span {
	var moments []int64
	for _, p := range stating {
		if p.order < p.supersededAt {
			moments = append(moments, p.order, p.supersededAt)
		}
	}
	slices.Sort(moments)
	moments = slices.Compact(moments)
	var won []span
	for i, from := range moments {
		if from == forever {
			break
		}
		to := forever
		if i+1 < len(moments) {
			to = moments[i+1]
		}
		best := -1
		for n, p := range stating {
			if p.order <= from && from < p.supersededAt && (best < 0 || p.outranks(stating[best])) {
				best = n
			}
		}
		if best < 0 {
			continue
		}
		pkg := stating[best].id
		if last := len(won) - 1; last >= 0 && won[last].to == from && won[last].pkg == pkg {
			won[last].to = to
		} else {
			won = append(won, span{from, to, pkg})
		}
	}
	return won
}
