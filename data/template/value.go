package template

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/shopspring/decimal"
	"golang.org/x/text/unicode/norm"

	"rodatraden/data/schema"
	"rodatraden/data/spreadsheet"
)

// problem is what is wrong with a cell, or was taken for granted in it.
type problem struct {
	code    string
	assumed bool
	args    map[string]string
}

// clean is a text as the package holds it: NFC, lines parted by LF alone, nothing where there is nothing
// to see.
func clean(s string) string {
	s = norm.NFC.String(strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n"))
	if strings.TrimSpace(s) == "" {
		return ""
	}
	return s
}

// plain is what a cell says where it holds no number of its own: a number as General shows it in Swedish.
func plain(c spreadsheet.Cell) string {
	if c.Kind == spreadsheet.Number {
		return strings.Replace(c.Text, ".", ",", 1)
	}
	return clean(c.Text)
}

// text reads a cell of words.
func text(c spreadsheet.Cell) (string, *problem) {
	switch c.Kind {
	case spreadsheet.Broken:
		return "", &problem{code: BrokenCell}
	case spreadsheet.Date:
		return "", &problem{code: TextDate}
	}
	return plain(c), nil
}

// numberForm is a number as it is typed, without spaces and with a decimal point.
var numberForm = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)

// thousands is a number whose point may part thousands or be a decimal point.
var thousands = regexp.MustCompile(`^-?[1-9][0-9]{0,2}(\.[0-9]{3})+$`)

// number reads a cell of a number, with the decimals that it is written with.
func number(c spreadsheet.Cell) (string, *problem) {
	switch c.Kind {
	case spreadsheet.Blank:
		return "", nil
	case spreadsheet.Broken:
		return "", &problem{code: BrokenCell}
	case spreadsheet.Date:
		return "", &problem{code: NumberDate}
	case spreadsheet.Boolean:
		return "", &problem{code: NumberForm}
	case spreadsheet.Number:
		return stored(c)
	}
	s := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return -1
		case r == '−' || r == '–':
			return '-'
		}
		return r
	}, c.Text)
	if s == "" {
		return "", nil
	}
	typed := strings.TrimPrefix(s, "+")
	if strings.Count(typed, ",") == 1 && !strings.Contains(typed, ".") {
		typed = strings.Replace(typed, ",", ".", 1)
	} else if thousands.MatchString(typed) {
		return "", &problem{code: NumberForm}
	}
	if !numberForm.MatchString(typed) {
		return "", &problem{code: NumberForm}
	}
	return typed, nil
}

// stored reads a number that Excel holds as one.
func stored(c spreadsheet.Cell) (string, *problem) {
	v, err := decimal.NewFromString(c.Text)
	if err != nil {
		return "", &problem{code: NumberForm}
	}
	if c.Format.Percent {
		v = v.Shift(2)
	}
	if fixed := c.Format.Decimals; fixed >= 0 {
		shown := v.Round(int32(fixed))
		out := shown.StringFixed(int32(fixed))
		if !shown.Equal(v) {
			return out, &problem{code: NumberRounded, assumed: true, args: map[string]string{
				"Shown": printed(out), "Stored": printed(v.String()),
			}}
		}
		return out, nil
	}
	if -v.Exponent() > maxDecimals {
		return "", &problem{code: NumberDecimals, args: map[string]string{"Stored": printed(v.String())}}
	}
	return v.String(), nil
}

// printed is a number as a report prints it.
func printed(number string) string {
	return strings.NewReplacer(".", ",", "-", "−").Replace(number)
}

// yearForm is a number that can be a year.
var yearForm = regexp.MustCompile(`^[12][0-9]{3}$`)

// period reads a cell of a time.
func period(c spreadsheet.Cell, w Words) (string, *problem) {
	switch c.Kind {
	case spreadsheet.Broken:
		return "", &problem{code: BrokenCell}
	case spreadsheet.Number:
		if !yearForm.MatchString(c.Text) {
			return "", &problem{code: PeriodNumber}
		}
		return c.Text, nil
	case spreadsheet.Date:
		day, time, _ := strings.Cut(c.Text, "T")
		year, month, date := dateParts(c.Format.Code)
		switch {
		case time != "" || len(day) != len("2006-01-02"):
		case year && month && date:
			return day, nil
		case year && month && strings.HasSuffix(day, "-01"):
			return day[:len("2006-01")], nil
		case year && !month && !date && strings.HasSuffix(day, "-01-01"):
			return day[:len("2006")], nil
		}
		return "", &problem{code: PeriodDate}
	}
	s := strings.TrimSpace(clean(c.Text))
	if strings.EqualFold(s, w.Text("template.word.unknown")) {
		return "unknown", nil
	}
	return s, nil
}

var (
	quoted  = regexp.MustCompile(`"[^"]*"|\\.|\[[^\]]*\]|;.*`)
	minutes = regexp.MustCompile(`h|s`)
)

// dateParts tells which parts of a day a format shows.
func dateParts(code string) (year, month, day bool) {
	code = strings.ToLower(quoted.ReplaceAllString(code, ""))
	if minutes.MatchString(code) {
		return false, false, false
	}
	// e is the year in some languages' formats.
	return strings.ContainsAny(code, "ye"), strings.Contains(code, "m"), strings.Contains(code, "d")
}

// whole reads a cell of a whole number; what is none stays as it is, and the check tells it.
func whole(c spreadsheet.Cell) (string, *problem) {
	out, p := number(c)
	if p == nil || p.assumed {
		return strings.TrimSuffix(out, ".0"), p
	}
	return out, p
}

// listed reads a cell of one or several listed values, in words or as the package has them.
func listed(c spreadsheet.Cell, w Words, t *schema.Table, f schema.Field) (string, *problem) {
	switch c.Kind {
	case spreadsheet.Blank:
		return "", nil
	case spreadsheet.Broken:
		return "", &problem{code: BrokenCell}
	case spreadsheet.Boolean:
		if f.Type == "boolean" {
			return strings.ToLower(c.Text), nil
		}
	}
	parts := []string{strings.TrimSpace(plain(c))}
	if f.List {
		parts = items(parts[0])
	}
	for i, part := range parts {
		v, ok := valueOf(w, t, f, part)
		if !ok && part != "" {
			return "", &problem{code: ValueUnknown, args: map[string]string{"Allowed": allowed(w, t, f)}}
		}
		parts[i] = v
	}
	return strings.Join(parts, "|"), nil
}

// allowed writes the listed values for people.
func allowed(w Words, t *schema.Table, f schema.Field) string {
	var words []string
	for _, v := range values(t, f) {
		words = append(words, word(w, t, f, v))
	}
	return strings.Join(words, ", ")
}

// items parts what a cell of several values holds: a line each, or parted by |.
func items(s string) []string {
	var out []string
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '|' }) {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	if out == nil {
		return []string{""}
	}
	return out
}
