package alvbro

import "strings"

// number is an indicator's number in a catalog, in units of its last decimal.
func (i Indicator) number(s string) int { return parse(s, i.Decimals) }

// better is 1 where more is better and -1 where less is.
func (i Indicator) better() int {
	if i.Direction == "down" {
		return -1
	}
	return 1
}

// counts reports whether it counts things whose parts sum to the whole.
func (i Indicator) counts() bool {
	return i.Decimals == 0 && !strings.Contains(i.Measure, "%") && !strings.Contains(i.Measure, "/") && !strings.Contains(i.Measure, " ") &&
		i.Measure != "dagar" && i.Measure != "timmar" && i.Measure != "minuter" && i.Measure != "poäng" && i.Measure != "månader"
}

// value is the truth of an indicator in a month: what it is then, or has been so far in the year.
func (t *teller) value(i Indicator, y, m int) int {
	c := t.chance.of("indicator", i.ID)
	noise := i.number(i.Noise)
	steps := (y-startYear)*12 + m
	v := i.number(i.Start) + divide(i.number(i.Drift)*steps, 12)
	v += c.of("year").at(y).bell(noise) + c.of("wave").at(y/2).bell(noise)
	if i.Adds {
		v = divide(v*m, 12)
		if m < 12 {
			v += c.of("month").at(y, m).bell(noise / 3)
		}
	} else {
		v += c.of("month").at(y, m).bell(divide(noise*2, 3))
	}
	v += t.shift(i, y)
	low, high := 0, 1<<40
	if i.Low != "" {
		low = i.number(i.Low)
	}
	switch {
	case i.High != "":
		high = i.number(i.High)
	case strings.Contains(i.Measure, "%"):
		high = parse("99"+"."[:min(1, i.Decimals)]+strings.Repeat("0", i.Decimals), i.Decimals)
	}
	if i.Adds {
		low = divide(low*m, 12)
	}
	return max(low, min(high, v))
}

// target is what is aimed at in a year; ok is false where there is none.
func (t *teller) target(i Indicator, y int) (n int, ok bool) {
	if i.Target == "" || i.Key {
		return 0, false
	}
	n = i.number(i.Target)
	if i.Toward != "" {
		n += i.number(i.Toward) * (y - startYear - 1)
	}
	if i.better() > 0 && strings.Contains(i.Measure, "%") {
		n = min(n, parse("100"+"."[:min(1, i.Decimals)]+strings.Repeat("0", i.Decimals), i.Decimals))
	}
	low := 0
	if i.Low != "" {
		low = i.number(i.Low)
	}
	return max(n, low), true
}

// period is how the time of a value is written in a report on a month.
func (i Indicator) period(y, m int) string {
	switch {
	case m == 12:
		return of(y)
	case i.Timing == "during":
		return until(y, m)
	case i.Timing == "rolling":
		return month(y-1, m+1) + "/" + month(y, m)
	}
	return month(y, m)
}

// shift is what a break of the series has moved an indicator by, from its year on.
func (t *teller) shift(i Indicator, y int) int {
	n := 0
	for k := startYear + 1; k <= y; k++ {
		if b := t.breakOf(k); b != nil && b.ID == i.ID {
			n += t.chance.of("break", i.ID).at(k).between(3, 5) * max(1, i.number(i.Noise)) * one(t.chance.of("break way").at(k), []int{-1, 1}) / 2
		}
	}
	return n
}

// breakOf is the indicator whose series breaks in a year, or nil.
func (t *teller) breakOf(y int) *Indicator {
	for _, trap := range []string{"seriebrott", "mojligt-seriebrott"} {
		if t.has(trap, y) {
			if i := t.pick(trap, y, func(i Indicator) bool { return i.Start != "" && !i.Adds }); i != nil {
				return i
			}
		}
	}
	return nil
}

// pick is the indicator, of those that fit, that a year's trap is about; nil where none fits.
func (t *teller) pick(trap string, y int, fits func(Indicator) bool) *Indicator {
	var of []int
	for k, i := range t.c.Indicators {
		if fits(i) {
			of = append(of, k)
		}
	}
	if len(of) == 0 {
		return nil
	}
	return &t.c.Indicators[one(t.chance.of("trap indicator", trap).at(y), of)]
}
