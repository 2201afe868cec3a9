package alvbro

import "time"

// The generator's years: those told of begin in May 2023, and the year before is known as the year to
// compare with.
const (
	firstYear  = 2022
	startYear  = 2023
	startMonth = 5
	lastYear   = startYear + 10
)

// year is the truth of a committee's economy in a year, which the reports tell of.
type year struct {
	y     int
	areas []areaYear
}

// areaYear is the truth of an area. The variance is budget − cost, so far into the year, in tkr.
type areaYear struct {
	frame    int     // the budget that the plan sets, tenths of mkr
	raised   int     // more from a month on
	from     int     // that month; 0: never
	plan     [13]int // the plan's budget through each month
	variance [13]int
	drivers  []driver
}

// driver is what moves an area's cost in a year.
type driver struct {
	title string
	tkr   int  // of the whole year; minus is dearer
	from  int  // the month in which it begins
	slow  bool // is seen late
	given int  // what the chronicle forecast of it last, tenths of mkr
}

// accrued is how much of a driver has come through a month, in thousandths.
func (d driver) accrued(m int) int {
	if m < d.from {
		return 0
	}
	return (m - d.from + 1) * 1000 / (13 - d.from)
}

// budget is the year's budget as it stands in a month.
func (a areaYear) budget(m int) int {
	if a.from > 0 && m >= a.from {
		return a.frame + a.raised
	}
	return a.frame
}

// budgetTo is the budget through a month as it stands then.
func (a areaYear) budgetTo(m int) int {
	n := a.plan[m]
	if a.from > 0 && m >= a.from {
		n += divide(a.raised*(m-a.from+1), 13-a.from)
	}
	return n
}

// varianceTo and costTo are the outcome through a month.
func (a areaYear) varianceTo(m int) int { return divide(a.variance[m], 100) }

func (a areaYear) costTo(m int) int { return a.budgetTo(m) - a.varianceTo(m) }

// seasons are how a year's cost lies over its months, in thousandths.
var seasons = map[string][12]int{
	"flat":   {83, 81, 84, 83, 84, 84, 82, 83, 84, 84, 83, 85},
	"school": {88, 86, 89, 87, 89, 78, 52, 74, 90, 90, 89, 88},
	"winter": {112, 104, 97, 82, 72, 68, 64, 66, 74, 81, 86, 94},
	"summer": {66, 66, 72, 81, 92, 104, 108, 101, 86, 80, 73, 71},
	"autumn": {76, 76, 79, 80, 82, 84, 78, 84, 92, 93, 90, 86},
}

// spread lays a year's budget over its months.
func spread(budget int, season string) (through [13]int) {
	sum := 0
	for m, weight := range seasons[season] {
		sum += weight
		through[m+1] = share(budget, sum)
	}
	through[12] = budget
	return through
}

// economy makes the truth of every year of a committee. Where its first years are written by hand,
// those are taken from them and the years after follow.
func (t *teller) economy() map[int]*year {
	all := map[int]*year{}
	for y := firstYear; y <= lastYear; y++ {
		this := &year{y: y}
		for i, a := range t.c.Areas {
			c := t.chance.of("economy", a.ID).at(y)
			var before *areaYear
			if last := all[y-1]; last != nil {
				before = &last.areas[i]
			}
			var now areaYear
			if t.script != nil && y <= t.script.year {
				now = t.script.area(t, a, y)
			} else {
				now = t.areaYear(c, a, y, before)
			}
			this.areas = append(this.areas, now)
		}
		all[y] = this
	}
	return all
}

// areaYear makes a year of an area after the one before it.
func (t *teller) areaYear(c chance, a Area, y int, before *areaYear) areaYear {
	now := areaYear{}
	if before == nil {
		now.frame = share(parse(a.Budget, 1), 1000-a.Growth)
	} else {
		frame := before.budget(12)
		now.frame = share(frame, 1000+a.Growth+c.of("growth").between(-8, 8))
		if deficit := -before.varianceTo(12); deficit > 0 { // part of what was lacking is given
			now.frame += share(deficit, c.of("given").between(0, 600))
		}
	}
	if y == startYear {
		now.frame = parse(a.Budget, 1)
	}
	now.plan = spread(now.frame, a.Season)
	if c.of("raised").once(90) {
		now.from, now.raised = c.of("raised month").between(5, 9), max(2, share(now.frame, c.of("raised by").between(4, 11)))
	}
	// What moves the year: some goes on from the year before, some is new.
	unit := now.frame * 100 * a.Swing / 1000 // tkr
	used := map[string]bool{}
	if before != nil {
		for j, d := range before.drivers {
			if len(now.drivers) < 2 && c.of("stays").at(j).once(520) {
				d.tkr, d.from = share(d.tkr, c.of("stays by").at(j).between(350, 1150)), 1
				now.drivers = append(now.drivers, d)
				used[d.title] = true
			}
		}
	}
	for j, k := range c.of("which").order(len(a.Pressure)) {
		p := a.Pressure[k]
		if used[p.Title] || len(now.drivers) >= 3 || len(now.drivers) > 0 && c.of("more").at(j).once(450) {
			continue
		}
		now.drivers = append(now.drivers, driver{title: p.Title, tkr: p.Sign * share(unit, c.of("size").at(j).between(220, 1100)),
			from: max(1, c.of("begins").at(j).between(-4, 7)), slow: c.of("slow").at(j).once(400)})
	}
	now.accrue(c, unit/8)
	return now
}

// accrue makes the variance through each month: what the drivers have moved, and a small wobble that
// is over at the year's end.
func (a *areaYear) accrue(c chance, wobble int) {
	rest := c.of("rest").bell(wobble)
	for m := 1; m <= 12; m++ {
		v := rest * m / 12
		for _, d := range a.drivers {
			v += share(d.tkr, d.accrued(m))
		}
		if m < 12 {
			v += c.of("wobble").at(m).bell(wobble)
		}
		a.variance[m] = v
	}
}

// weekdays are those on which committees meet.
var weekdays = []time.Weekday{time.Tuesday, time.Wednesday, time.Thursday}
