package alvbro

import "slices"

// chance is a source of chance that is a pure function of its key: what one draw is for decides what
// it gives, and no draw moves another.
type chance uint64

// chanceOf begins with a seed.
func chanceOf(seed uint64) chance { return chance(mix(seed ^ 0x9e3779b97f4a7c15)) }

// of is the chance of something named within c.
func (c chance) of(names ...string) chance {
	h := uint64(c)
	for _, name := range names {
		for i := range len(name) {
			h = (h ^ uint64(name[i])) * 0x100000001b3
		}
		h = mix(h + 0x1f)
	}
	return chance(h)
}

// at is the chance of something numbered within c.
func (c chance) at(numbers ...int) chance {
	h := uint64(c)
	for _, n := range numbers {
		h = mix(h*31 + uint64(n) + 0x632be59bd9b4e019)
	}
	return chance(h)
}

// mix is the last step of splitmix64.
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// n is 0 to n-1.
func (c chance) n(n int) int { return int(mix(uint64(c)) >> 1 % uint64(n)) }

// between is low to high, both included.
func (c chance) between(low, high int) int { return low + c.n(high-low+1) }

// once is true so many times in a thousand.
func (c chance) once(permille int) bool { return c.n(1000) < permille }

// bell is around 0, at most spread to either side, and seldom far out.
func (c chance) bell(spread int) int {
	if spread <= 0 {
		return 0
	}
	sum := 0
	for i := range 3 {
		sum += c.at(i).between(-spread, spread)
	}
	return sum / 3
}

// order is the numbers 0 to n-1 in an order of chance.
func (c chance) order(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	for i := n - 1; i > 0; i-- {
		j := c.at(i).n(i + 1)
		all[i], all[j] = all[j], all[i]
	}
	return all
}

// some are k of the numbers 0 to n-1, in order.
func (c chance) some(k, n int) []int {
	all := c.order(n)[:min(k, n)]
	slices.Sort(all)
	return all
}

// one picks one of several.
func one[T any](c chance, of []T) T { return of[c.n(len(of))] }
