package notes

import (
	"strings"
	"time"
)

// digits are those of a place, in the order in which they sort.
const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

// width is of a place that no one has chosen: microseconds since 1970, for 400 years.
const width = 9

// longest is more than any place that comes of moving things, and not so much that an imported one
// could be a burden.
const longest = 4096

// A place sorts as text and never ends in the lowest digit, so that there is always room between
// two different ones, and before the first. Two devices may come to the same place for two entries;
// their ids then tell which is first.

// validPlace reports whether the place is one.
func validPlace(p string) bool {
	return p != "" && len(p) <= longest && p[len(p)-1] != digits[0] && strings.Trim(p, digits) == ""
}

// placeAt returns the place of something written at the time: after what was written before it.
func placeAt(t time.Time) string {
	n := max(t.UnixMicro(), 0)
	var p [width]byte
	for i := width - 1; i >= 0; i-- {
		p[i] = digits[n%int64(len(digits))]
		n /= int64(len(digits))
	}
	if p[width-1] == digits[0] {
		p[width-1] = digits[1]
	}
	return string(p[:])
}

// between returns a place after lo and before hi, which must be after lo. An empty lo is the
// beginning, an empty hi the end.
func between(lo, hi string) string {
	switch {
	case hi == "" && lo != "":
		return after(lo)
	case lo == "" && hi != "":
		return before(hi)
	}
	return middle(lo, hi)
}

// after counts lo up, so that the place is no longer than lo where that can be: things are mostly put
// last, and places must not grow by that.
func after(lo string) string {
	for i := min(len(lo), width) - 1; i >= 0; i-- {
		d := digit(lo, i)
		switch {
		case d == len(digits)-1:
		case i == width-1:
			return lo[:i] + digits[d+1:d+2]
		default:
			return lo[:i] + digits[d+1:d+2] + strings.Repeat("0", width-i-2) + "1"
		}
	}
	return middle(lo, "")
}

// before counts hi down.
func before(hi string) string {
	for i := min(len(hi), width) - 1; i >= 0; i-- {
		d := digit(hi, i)
		switch {
		case d == 0, d == 1 && i == width-1: // which would end in the lowest digit
		default:
			return hi[:i] + digits[d-1:d] + strings.Repeat("z", width-i-1)
		}
	}
	return middle("", hi)
}

// middle halves the room at the first digit where there is any.
func middle(lo, hi string) string {
	var p strings.Builder
	bounded := hi != ""
	for i := 0; ; i++ {
		a, b := digit(lo, i), len(digits)
		if bounded {
			b = digit(hi, i)
		}
		if b-a > 1 {
			p.WriteByte(digits[(a+b)/2])
			return p.String()
		}
		if b > a { // neighbours: whatever follows a is below b
			bounded = false
		}
		p.WriteByte(digits[a])
	}
}

// digit returns the value of a place's digit; behind its end they are all 0.
func digit(p string, i int) int {
	if i >= len(p) {
		return 0
	}
	return strings.IndexByte(digits, p[i])
}
