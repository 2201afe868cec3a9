package model

import (
	"strings"
	"time"
)

// Period is a point or span of time as PACKAGE.md writes it: 2019, 2019-04, 2019-04-25,
// 2019-01/2019-04, 2021/.. (from then on), ../2021 (until then), each with a trailing ~ where it
// is approximate, or unknown.
type Period struct {
	Text        string // as written
	From, To    Date   // zero where open or unknown
	Approximate bool
	Unknown     bool
}

// Date is a year, a month or a day.
type Date struct{ Year, Month, Day int } // Month and Day are 0 where the date is coarser

// IsZero reports whether the date says nothing.
func (d Date) IsZero() bool { return d.Year == 0 }

// First returns the first day of the date, UTC midnight.
func (d Date) First() time.Time {
	return time.Date(d.Year, time.Month(max(1, d.Month)), max(1, d.Day), 0, 0, 0, 0, time.UTC)
}

// Last returns the last day of the date, UTC midnight.
func (d Date) Last() time.Time {
	switch {
	case d.Month == 0:
		return time.Date(d.Year, 12, 31, 0, 0, 0, 0, time.UTC)
	case d.Day == 0:
		return time.Date(d.Year, time.Month(d.Month)+1, 0, 0, 0, 0, 0, time.UTC)
	}
	return d.First()
}

// ParsePeriod reads a period; ok is false where the text is none, or ends before it begins.
func ParsePeriod(s string) (p Period, ok bool) {
	p.Text = s
	s, p.Approximate = strings.CutSuffix(s, "~")
	if s == "unknown" {
		p.Unknown = true
		return p, !p.Approximate
	}
	from, to, span := strings.Cut(s, "/")
	if !span {
		to = from
	}
	if from != ".." {
		if p.From, ok = ParseDate(from); !ok {
			return p, false
		}
	}
	if to != ".." {
		if p.To, ok = ParseDate(to); !ok {
			return p, false
		}
	}
	if p.From.IsZero() && p.To.IsZero() {
		return p, false
	}
	if !p.From.IsZero() && !p.To.IsZero() && p.To.Last().Before(p.From.First()) {
		return p, false
	}
	return p, true
}

// ParseDate reads 2019, 2019-04 or 2019-04-25.
func ParseDate(s string) (Date, bool) {
	var d Date
	parts := []struct {
		into     *int
		from, to int
	}{{&d.Year, 0, 4}, {&d.Month, 5, 7}, {&d.Day, 8, 10}}
	for i, part := range parts {
		if i > 0 && len(s) == parts[i-1].to {
			break
		}
		if len(s) < part.to || i > 0 && s[part.from-1] != '-' {
			return Date{}, false
		}
		for _, c := range []byte(s[part.from:part.to]) {
			if c < '0' || c > '9' {
				return Date{}, false
			}
			*part.into = *part.into*10 + int(c-'0')
		}
		if *part.into == 0 {
			return Date{}, false
		}
	}
	if len(s) > len("2019-04-25") || d.Month > 12 || d.Day > 0 && d.Day > (Date{Year: d.Year, Month: d.Month}).Last().Day() {
		return Date{}, false
	}
	return d, true
}
