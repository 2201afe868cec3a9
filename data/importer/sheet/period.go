package sheet

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"rodatraden/data/importer"
	"rodatraden/data/model"
)

// monthOf reads a month's name, which may be cut short to three letters or more, or 0.
func monthOf(word string) int {
	word = strings.TrimSuffix(strings.ToLower(word), ".")
	if len(word) < 3 {
		return 0
	}
	for i, name := range importer.MonthNames {
		if strings.HasPrefix(name, word) {
			return i + 1
		}
	}
	switch word {
	case "okt", "oct":
		return 10
	case "may":
		return 5
	}
	return 0
}

var (
	isoForm     = regexp.MustCompile(`([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?(?:[T ][0-9:.]+)?`)
	compactForm = regexp.MustCompile(`(?:^|[^0-9])((?:19|20)[0-9]{2})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])?(?:[^0-9]|$)`)
	slashForm   = regexp.MustCompile(`(?:^|[^0-9])([0-9]{1,2})/([0-9]{1,2})[ -]((?:19|20)[0-9]{2})(?:[^0-9]|$)`)
	tertialForm = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:t|tertial ?)([123])(?:[^0-9]|$)`)
	yearForm    = regexp.MustCompile(`(?:^|[^0-9])((?:19|20)[0-9]{2})(?:[^0-9]|$)`)
	// 'jan–apr', 'april', 'apr-19'
	monthForm = regexp.MustCompile(`(?i)(\pL{3,9})\.?(?: ?[-–] ?(\pL{3,9})\.?)?(?:([ -])([0-9]{2}))?(?:[^0-9\pL]|$)`)
)

// readPeriod finds the period that a text names. The year of a month that is named without one is the
// given one; 0 knows none.
func readPeriod(text string, year int) (model.Period, bool) {
	text = fold(text)
	if p, ok := model.ParsePeriod(text); ok && !p.Unknown {
		return p, true
	}
	date := func(parts ...string) (model.Period, bool) {
		s := parts[0]
		for _, part := range parts[1:] {
			if part != "" {
				s += "-" + fmt.Sprintf("%02s", part)
			}
		}
		return model.ParsePeriod(s)
	}
	if m := isoForm.FindStringSubmatch(text); m != nil {
		return date(m[1], m[2], m[3])
	}
	if m := compactForm.FindStringSubmatch(text); m != nil {
		return date(m[1], m[2], m[3])
	}
	if m := slashForm.FindStringSubmatch(text); m != nil {
		return date(m[3], m[2], m[1])
	}
	if m := yearForm.FindStringSubmatch(text); m != nil {
		year, _ = strconv.Atoi(m[1])
		if found, ok := monthIn(text, year); ok {
			return found, true
		}
		if t := tertialForm.FindStringSubmatch(text); t != nil {
			return tertial(year, t[1])
		}
		return model.ParsePeriod(m[1])
	}
	if found, ok := monthIn(text, year); ok {
		return found, true
	}
	if t := tertialForm.FindStringSubmatch(text); t != nil && year > 0 {
		return tertial(year, t[1])
	}
	return model.Period{}, false
}

// monthIn finds a month's name, or two that begin and end a time.
func monthIn(text string, year int) (model.Period, bool) {
	for _, m := range monthForm.FindAllStringSubmatch(text, -1) {
		from, to := monthOf(m[1]), monthOf(m[2])
		if from == 0 {
			continue
		}
		y := year
		// 'apr-19' is how Excel shows a month; 'apr 19' may be a day.
		if short, err := strconv.Atoi(m[4]); err == nil && (m[3] == "-" || y == 0) {
			y = 2000 + short
		}
		if y == 0 {
			return model.Period{}, false
		}
		if to > 0 {
			return model.ParsePeriod(fmt.Sprintf("%04d-%02d/%04d-%02d", y, from, y, to))
		}
		return model.ParsePeriod(fmt.Sprintf("%04d-%02d", y, from))
	}
	return model.Period{}, false
}

func tertial(year int, n string) (model.Period, bool) {
	i := int(n[0] - '0')
	return model.ParsePeriod(fmt.Sprintf("%04d-%02d/%04d-%02d", year, 4*i-3, year, 4*i))
}

// inGrain makes of a period the one that it stands for: of 2019-04-25 the month 2019-04, the year 2019, or
// 2019-01/2019-04 up to it. A period whose end is not known stays as it is.
func inGrain(p model.Period, grain string) model.Period {
	if grain == "" || p.To.IsZero() || p.Approximate {
		return p
	}
	end := p.To.Last()
	y, m := end.Year(), int(end.Month())
	text := p.Text
	switch grain {
	case "day":
		return p
	case "month":
		text = fmt.Sprintf("%04d-%02d", y, m)
	case "tertial":
		m = (m + 3) / 4 * 4
		text = fmt.Sprintf("%04d-%02d/%04d-%02d", y, m-3, y, m)
	case "ytd":
		text = importer.Months(model.Date{Year: y, Month: 1}, model.Date{Year: y, Month: m})
	case "year":
		text = fmt.Sprintf("%04d", y)
	case "year_before":
		text = fmt.Sprintf("%04d", y-1)
	}
	if out, ok := model.ParsePeriod(text); ok {
		return out
	}
	return p
}

// grainOf is the time that a measure of money is about: the year, or the year so far.
func grainOf(measure string) string {
	switch model.Measure(measure) {
	case model.BudgetYear, model.ForecastYear, model.OutcomeYear, model.VarianceForecast, model.VarianceOutcome:
		return "year"
	case model.BudgetYTD, model.OutcomeYTD, model.OutcomeYTDPrevious, model.VarianceYTD:
		return "ytd"
	}
	return ""
}

// within reports whether a period lies in another.
func within(p, whole model.Period) bool {
	if p.From.IsZero() || p.To.IsZero() || whole.From.IsZero() || whole.To.IsZero() {
		return false
	}
	return !p.From.First().Before(whole.From.First()) && !p.To.Last().After(whole.To.Last())
}

// isDay reports whether a period is one day.
func isDay(p model.Period) bool { return p.From == p.To && p.From.Day > 0 }

// yearOf is the year that a period ends in, or 0.
func yearOf(p model.Period) int {
	if p.To.IsZero() {
		return 0
	}
	return p.To.Year
}
