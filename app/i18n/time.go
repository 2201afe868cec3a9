package i18n

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"rodatraden/data/model"
)

// Month writes a month's name, 1 to 12: augusti.
func (l *Localizer) Month(m int) string {
	if m < 1 || m > 12 {
		return ""
	}
	return l.words().months[m-1]
}

// MonthShort writes a month in three letters, for axes: aug.
func (l *Localizer) MonthShort(m int) string {
	if m < 1 || m > 12 {
		return ""
	}
	return l.words().short[m-1]
}

// Date writes a date as coarse as it is: 2019, april 2019, 25 april 2019.
func (l *Localizer) Date(d model.Date) string {
	year := strconv.Itoa(d.Year)
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return year
	case d.Day == 0:
		return l.Month(d.Month) + " " + year
	}
	return l.DayMonth(d) + " " + year
}

// DayMonth writes a date without its year: 25 april, or april where no day is said.
func (l *Localizer) DayMonth(d model.Date) string {
	if d.Day == 0 {
		return l.Month(d.Month)
	}
	return strconv.Itoa(d.Day) + solidSpace + l.Month(d.Month)
}

// Day writes the day of a time stamp: 25 april 2019.
func (l *Localizer) Day(t time.Time) string {
	return l.Date(model.Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()})
}

// Period writes a point or span of time: augusti 2021, januari–juli 2021, omkring december 2018,
// från 2021.
func (l *Localizer) Period(p model.Period) string {
	var s string
	switch {
	case p.Unknown:
		return l.Text("format.period.unknown")
	case p.From.IsZero() && p.To.IsZero():
		return p.Text
	case p.To.IsZero():
		s = l.Text("format.period.from", "From", l.Date(p.From))
	case p.From.IsZero():
		s = l.Text("format.period.until", "To", l.Date(p.To))
	case p.From == p.To:
		s = l.Date(p.From)
	case p.From.Year == p.To.Year && p.From.Month == p.To.Month && p.From.Day > 0 && p.To.Day > 0:
		s = strconv.Itoa(p.From.Day) + Dash + l.Date(p.To)
	case p.From.Year == p.To.Year && p.From.Month > 0 && p.To.Month > 0:
		s = l.DayMonth(p.From) + Dash + l.Date(p.To)
	default:
		s = l.Date(p.From) + Dash + l.Date(p.To)
	}
	if p.Approximate {
		s = l.Text("format.period.about", "Period", s)
	}
	return s
}

// MonthSpan writes the months of a part of a year in short: jan–apr.
func (l *Localizer) MonthSpan(from, to int) string {
	if from == to {
		return l.MonthShort(to)
	}
	return l.MonthShort(from) + Dash + l.MonthShort(to)
}

// Months writes months of one year as running text does, those in a row as a span: januari–april
// och juli.
func (l *Localizer) Months(months []int) string {
	var spans []string
	for i := 0; i < len(months); {
		last := i
		for last+1 < len(months) && months[last+1] == months[last]+1 {
			last++
		}
		switch last - i {
		case 0:
			spans = append(spans, l.Month(months[i]))
		case 1:
			spans = append(spans, l.Month(months[i]), l.Month(months[last]))
		default:
			spans = append(spans, l.Month(months[i])+Dash+l.Month(months[last]))
		}
		i = last + 1
	}
	return l.List(spans)
}

// PackageWhen writes the time that a package is about: april 2019, or 2018 where it is about a
// whole year.
func (l *Localizer) PackageWhen(p *model.Package) string {
	end := PackageEnd(p)
	switch p.Kind {
	case model.Monthly, model.Interim:
		return l.Date(model.Date{Year: end.Year(), Month: int(end.Month())})
	case model.DecisionKind:
		return l.Day(end)
	}
	return strconv.Itoa(end.Year())
}

// PackageMonth writes the month that a package is about: april. It is empty where the package is
// about no month.
func (l *Localizer) PackageMonth(p *model.Package) string {
	if p.Kind != model.Monthly && p.Kind != model.Interim {
		return ""
	}
	return l.Month(int(PackageEnd(p).Month()))
}

// PackageEnd returns the last day that a package is about.
func PackageEnd(p *model.Package) time.Time {
	if p.To.IsZero() || p.Kind == model.DecisionKind {
		return p.AsAt
	}
	return p.To
}

// PackageShort writes a package's name for a narrow place: Delår april 2019, mars 2019.
func (l *Localizer) PackageShort(p *model.Package) string {
	switch p.Kind {
	case model.Monthly:
		return l.PackageWhen(p)
	case model.Interim, model.Annual, model.Plan, model.Quality, model.DecisionKind:
		return l.Text("format.package."+string(p.Kind), "When", l.PackageWhen(p))
	}
	return ShortTitle(p.Title, PackageEnd(p).Year())
}

const shortTitle = 40 // the longest title that is short already, in letters

// ShortTitle shortens a document's title to its first word and its year: Förstudie 2019. A title
// that is short already stays. year may be 0 where it is not known.
func ShortTitle(title string, year int) string {
	if utf8.RuneCountInString(title) <= shortTitle {
		return title
	}
	first, _, _ := strings.Cut(title, " ")
	first = strings.TrimRight(first, ",.:;")
	if year == 0 {
		return first
	}
	return first + " " + strconv.Itoa(year)
}
