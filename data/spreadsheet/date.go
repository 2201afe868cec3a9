package spreadsheet

import (
	"fmt"
	"math"
	"time"
)

// The last day that Excel knows is 9999-12-31.
const (
	lastDay1900 = 2_958_465
	lastDay1904 = 2_957_003
)

// unreadable is what Excel shows where a number cannot be a date.
const unreadable = "########"

const secondsOfDay = 24 * 60 * 60

// dateText is a stored number as the date or time that it is shown as. In workbooks that count from
// 1904, from1904 is set.
func dateText(v float64, s *section, from1904 bool) (text string, ok bool) {
	last := float64(lastDay1900)
	if from1904 {
		last = lastDay1904
	}
	if v < 0 || v >= last+1 {
		return unreadable, false
	}
	day := int(math.Floor(v))
	seconds := int(math.Round((v - math.Floor(v)) * secondsOfDay))
	if seconds == secondsOfDay {
		day, seconds = day+1, 0
	}
	if s.elapsed && !s.day {
		seconds += day * secondsOfDay
		return clockText(seconds), true
	}
	if float64(day) > last {
		return unreadable, false
	}
	if day == 0 && !s.day {
		return clockText(seconds), true
	}
	text = dayText(day, from1904)
	if seconds > 0 {
		text += "T" + clockText(seconds)
	}
	return text, true
}

// dayText is the date of a day's number. Excel has kept a mistake of the program before it, that 1900 was
// a leap year, and calls the day before the first the 0th of January.
func dayText(day int, from1904 bool) string {
	switch {
	case from1904:
		return time.Date(1904, 1, 1+day, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	case day == 0:
		return "1900-01-00"
	case day == 60:
		return "1900-02-29"
	case day < 60:
		day++
	}
	return time.Date(1899, 12, 30+day, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

func clockText(seconds int) string {
	return fmt.Sprintf("%02d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
}

// isoDate reads a date as a cell of the type d holds it.
func isoDate(s string) (text string, ok bool) {
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return t.Format(time.DateOnly), true
	}
	if t, err := time.Parse("15:04:05", s); err == nil {
		return t.Format("15:04:05"), true
	}
	for _, layout := range []string{"2006-01-02T15:04:05", time.RFC3339, "2006-01-02T15:04"} {
		t, err := time.Parse(layout, s)
		if err != nil {
			continue
		}
		if t.Hour()+t.Minute()+t.Second() == 0 {
			return t.Format(time.DateOnly), true
		}
		return t.Format("2006-01-02T15:04:05"), true
	}
	return "", false
}
