package alvbro

import (
	"fmt"
	"strconv"
	"strings"
)

// A money amount is tenths of a million kronor, as the reports round; tkr is thousands of kronor.

// decimals writes a whole number of units of the last of so many decimals: 984 with one is 98.4.
func decimals(n, places int) string {
	if places == 0 {
		return strconv.Itoa(n)
	}
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	s := fmt.Sprintf("%0*d", places+1, n)
	return sign + s[:len(s)-places] + "." + s[len(s)-places:]
}

// parse is the inverse of decimals. It panics on what is no such number: catalogs are tested.
func parse(s string, places int) int {
	if s == "" {
		return 0
	}
	whole, part, _ := strings.Cut(s, ".")
	if len(part) != places {
		panic(fmt.Sprintf("%q has not %d decimals", s, places))
	}
	n, err := strconv.Atoi(whole + part)
	if err != nil {
		panic(err)
	}
	return n
}

// swedish writes a number as it is printed: decimal comma and a true minus.
func swedish(number string) string {
	return strings.NewReplacer("-", "−", ".", ",").Replace(number)
}

// mkr writes tenths of a million as a cell, and printed is the same with its unit.
func mkr(tenths int) string { return decimals(tenths, 1) }

func printed(tenths int) string { return swedish(mkr(tenths)) + " mkr" }

// signed is printed with a plus where it is more than nothing.
func signed(tenths int) string {
	if tenths > 0 {
		return "+" + printed(tenths)
	}
	return printed(tenths)
}

// divide divides and rounds half away from zero.
func divide(n, by int) int {
	if by < 0 {
		n, by = -n, -by
	}
	if n < 0 {
		return -((-n + by/2) / by)
	}
	return (n + by/2) / by
}

// share is so many thousandths of n, rounded.
func share(n, permille int) int { return divide(n*permille, 1000) }

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// slug makes part of an id of words.
func slug(words string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(words) {
		switch r {
		case 'å', 'ä':
			r = 'a'
		case 'ö':
			r = 'o'
		case 'é':
			r = 'e'
		}
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
			continue
		}
		gap = true
	}
	return b.String()
}
