package alvbro

import (
	"cmp"
	"slices"
)

// known is how much of a year's variance the administration sees through a month, in thousandths: all
// forecasts are late, and some things are seen later than others.
var known = [13]int{0, 200, 330, 430, 560, 620, 690, 720, 800, 860, 910, 960, 1000}

// guess is what a forecast says that a driver makes of the year.
type guess struct {
	title  string
	tenths int
}

// forecast is what is forecast of an area in a month: its drivers as they are seen, and the variance, which holds
// a little more that nobody has named.
func (t *teller) forecast(y, m, area int) (drivers []guess, variance int) {
	a := t.years[y].areas[area]
	c := t.chance.of("forecast", t.c.Areas[area].ID).at(y)
	if m == 12 {
		for _, d := range a.drivers {
			drivers = append(drivers, guess{d.title, divide(d.tkr, 100)})
		}
		return drivers, a.varianceTo(12)
	}
	for j, d := range a.drivers {
		n := divide(d.tkr, 100)
		switch {
		case t.script != nil && y == t.script.year: // it goes on from what was told in April
			n = d.given + divide((n-d.given)*(m-4), 8)
		case d.from > m+1:
			n = 0
		default:
			sees := known[m]
			if d.slow {
				sees -= 170 * (12 - m) / 10
			}
			n = share(n, sees+c.of(d.title).at(j, m).bell(45))
		}
		if n != 0 {
			drivers = append(drivers, guess{d.title, n})
		}
		variance += n
	}
	if c.of("unnamed").at(m).once(350) {
		variance += c.of("unnamed").at(m, 1).between(-1, 1) * max(1, a.frame/900)
	}
	return drivers, variance
}

// causes are the drivers of all areas as a list for the committee, the greatest first. Two areas may name the same.
func (t *teller) causes(y, m int) (all []guess, variance int) {
	for i := range t.c.Areas {
		drivers, v := t.forecast(y, m, i)
		variance += v
		for _, d := range drivers {
			if at := slices.IndexFunc(all, func(g guess) bool { return g.title == d.title }); at >= 0 {
				all[at].tenths += d.tenths
			} else {
				all = append(all, d)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b guess) int { return cmp.Compare(abs(b.tenths), abs(a.tenths)) })
	return slices.DeleteFunc(all, func(g guess) bool { return g.tenths == 0 }), variance
}
