package diagram

import (
	"math"
	"sort"

	"github.com/shopspring/decimal"
)

// axis is a linear scale from values to device pixels, with its gridlines. It always spans zero.
type axis struct {
	low, high float64 // the values at its two ends
	from, to  int     // their pixels; to may lie before from
	ticks     []tick
}

// tick is a round number of the axis.
type tick struct {
	value float64
	exact decimal.Decimal
}

// newAxis spans zero and all values, out to round numbers, with at most lines gridlines beside zero.
func newAxis(values []float64, from, to, lines int) axis {
	a := axis{from: from, to: to}
	for _, v := range values {
		a.low, a.high = min(a.low, v), max(a.high, v)
	}
	if a.low == a.high {
		a.high = 1
		a.ticks = []tick{{0, decimal.Zero}}
		return a
	}
	step, exponent, first, last := roundSteps(a.low, a.high, max(1, lines))
	for i := first; i <= last; i++ {
		a.ticks = append(a.ticks, tick{powered(step*i, exponent), plain(decimal.New(step*i, exponent))})
	}
	a.low, a.high = min(a.low, a.ticks[0].value), max(a.high, a.ticks[len(a.ticks)-1].value)
	return a
}

// plain drops the zeros after the last decimal that says something, so that a formatter which keeps
// a number's decimals writes 0 and 50, and not 0,00 and 50,0.
func plain(d decimal.Decimal) decimal.Decimal {
	if p, err := decimal.NewFromString(d.String()); err == nil {
		return p
	}
	return d
}

// roundSteps finds the finest of 1, 2, 2.5 and 5 times a power of ten that takes no more than lines
// steps from low to high, and the multiples that enclose them. A step is a whole number times a
// power of ten.
func roundSteps(low, high float64, lines int) (step int64, exponent int32, first, last int64) {
	exponent = int32(math.Floor(math.Log10((high-low)/float64(lines)))) - 2
	for ; ; exponent++ {
		for _, step := range []int64{10, 20, 25, 50} {
			size := powered(step, exponent)
			f, l := math.Floor(low/size+1e-9), math.Ceil(high/size-1e-9)
			if l-f <= float64(lines) {
				return step, exponent, int64(f), int64(l)
			}
		}
	}
}

// powered is n times a power of ten, as near as a float comes.
func powered(n int64, exponent int32) float64 {
	if exponent < 0 {
		return float64(n) / math.Pow10(int(-exponent))
	}
	return float64(n) * math.Pow10(int(exponent))
}

// at returns the pixel of a value; values beyond the ends stop there.
func (a axis) at(v float64) int {
	v = max(a.low, min(a.high, v))
	return a.from + round((v-a.low)/(a.high-a.low)*float64(a.to-a.from))
}

// zero returns the pixel of zero.
func (a axis) zero() int { return a.at(0) }

// label is something that wants to stand at a height and needs room around it.
type label struct {
	want, room int // the middle it wants, and how much it takes
	at         int // the middle it gets
}

// spread moves labels apart, each as little as may be, within from and to, keeping their order by
// where they want to be. It reports whether they had room.
func spread(labels []label, from, to int) bool {
	if len(labels) == 0 {
		return true
	}
	order := make([]int, len(labels))
	total := 0
	for i := range order {
		order[i] = i
		total += labels[i].room
	}
	sort.SliceStable(order, func(a, b int) bool { return labels[order[a]].want < labels[order[b]].want })

	// Labels that meet make a cluster, which stands where its members are moved least on average.
	type cluster struct{ first, last, top, room int }
	var stack []cluster
	for n, i := range order {
		l := labels[i]
		stack = append(stack, cluster{n, n, l.want - l.room/2, l.room})
		for {
			c := &stack[len(stack)-1]
			c.top = max(from, min(c.top, to-c.room))
			if len(stack) == 1 {
				break
			}
			b := &stack[len(stack)-2]
			if b.top+b.room <= c.top {
				break
			}
			b.last, b.room = c.last, b.room+c.room
			offset, sum := 0, 0
			for m := b.first; m <= b.last; m++ {
				l := labels[order[m]]
				sum += l.want - l.room/2 - offset
				offset += l.room
			}
			b.top = sum / (b.last - b.first + 1)
			stack = stack[:len(stack)-1]
		}
	}
	for _, c := range stack {
		y := c.top
		for m := c.first; m <= c.last; m++ {
			l := &labels[order[m]]
			l.at = y + l.room/2
			y += l.room
		}
	}
	return total <= to-from
}
