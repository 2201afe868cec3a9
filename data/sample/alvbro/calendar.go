package alvbro

import (
	"fmt"
	"time"
)

// months are the names of the months; 1 is januari.
var months = [13]string{"", "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"}

// month writes a month as the tables do: 2024-08.
func month(y, m int) string { return fmt.Sprintf("%04d-%02d", y, m) }

// until writes the time from January through a month.
func until(y, m int) string {
	if m == 1 {
		return month(y, 1)
	}
	return month(y, 1) + "/" + month(y, m)
}

// lastDay is the last day of a month.
func lastDay(y, m int) time.Time { return time.Date(y, time.Month(m+1), 0, 0, 0, 0, 0, time.UTC) }

func iso(day time.Time) string { return day.Format(time.DateOnly) }

// onOrAfter is the first such weekday from a day on.
func onOrAfter(y, m, d int, w time.Weekday) time.Time {
	day := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	return day.AddDate(0, 0, (int(w)-int(day.Weekday())+7)%7)
}

// meetingFor is the meeting that takes up the report of a month. Nothing is taken up in January and July.
func (t *teller) meetingFor(y, m int) time.Time {
	late := t.chance.of("meetings").n(2) * 3
	switch m {
	case 5:
		return onOrAfter(y, 6, 11+late, t.weekday)
	case 6:
		return onOrAfter(y, 8, 18+late, t.weekday)
	case 11:
		return onOrAfter(y, 12, 9+late, t.weekday)
	case 12:
		return onOrAfter(y+1, 2, 19+late, t.weekday)
	}
	return onOrAfter(y, m+1, 18+late, t.weekday)
}

// workday is a day, or the Friday before it where it lies in a weekend.
func workday(day time.Time) time.Time {
	for day.Weekday() == time.Saturday || day.Weekday() == time.Sunday {
		day = day.AddDate(0, 0, -1)
	}
	return day
}

// stamp is a time of publishing on a day, with the offset of Swedish time.
func stamp(c chance, day time.Time) string {
	begins := time.Date(day.Year(), time.March, 31, 0, 0, 0, 0, time.UTC)
	begins = begins.AddDate(0, 0, -int(begins.Weekday()))
	ends := time.Date(day.Year(), time.October, 31, 0, 0, 0, 0, time.UTC)
	ends = ends.AddDate(0, 0, -int(ends.Weekday()))
	zone := "+01:00"
	if !day.Before(begins) && day.Before(ends) {
		zone = "+02:00"
	}
	return fmt.Sprintf("%sT%02d:%02d:00%s", iso(day), c.of("hour").between(9, 15), c.of("minute").n(2)*30, zone)
}
