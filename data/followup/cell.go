package followup

import (
	"regexp"
	"slices"
	"strings"

	"rodatraden/data/model"
	"rodatraden/data/schema"
)

var (
	numberForm  = regexp.MustCompile(`^-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,9})?$`)
	integerForm = regexp.MustCompile(`^-?(0|[1-9][0-9]{0,17})$`)
	commaNumber = regexp.MustCompile(`^[-−–]?[0-9][0-9 \x{A0}\x{202F}]*(,[0-9]+)?$`)
	// qualifiedForm is a reference that may point into several tables.
	qualifiedForm = regexp.MustCompile(`^[a-z_]+:[a-z0-9-]+$`)
)

// checkCell checks one cell against its column's schema and reports whether it holds.
func checkCell(c *collector, f schema.Field, key bool, cell string, at place) bool {
	if strings.TrimSpace(cell) == "" {
		switch {
		case f.Required || key:
			c.fault(Required, at, "Column", f.Name)
		case cell != "":
			c.fault(SpacesAround, at, "Column", f.Name)
		default:
			return true
		}
		return false
	}
	code, args := wrongWith(f, cell)
	if code == "" {
		return true
	}
	// A space at the end cannot be seen; it is told as such where nothing else is wrong.
	if trimmed := strings.TrimSpace(cell); trimmed != cell {
		if again, _ := wrongWith(f, trimmed); again == "" {
			code, args = SpacesAround, nil
		}
	}
	c.fault(code, at, append(args, "Column", f.Name)...)
	return false
}

// wrongWith returns the code of what is wrong with a cell that is not empty, or "".
func wrongWith(f schema.Field, cell string) (code string, args []string) {
	switch {
	case f.As == schema.Decimal || f.Type == "number":
		if !numberForm.MatchString(cell) {
			if commaNumber.MatchString(strings.TrimSpace(cell)) {
				return DecimalComma, []string{"Suggestion", machineNumber(cell)}
			}
			return NumberForm, nil
		}
	case f.Type == "integer":
		if !integerForm.MatchString(cell) {
			return IntegerForm, nil
		}
	case f.Type == "boolean":
		if cell != "true" && cell != "false" {
			return BooleanForm, nil
		}
	}
	if len(f.Enum) > 0 {
		values := []string{cell}
		if f.List {
			values = strings.Split(cell, "|")
		}
		for _, v := range values {
			if !slices.Contains(f.Enum, v) {
				return Enum, []string{"Allowed", strings.Join(f.Enum, ", "), "Suggestion", nearest(v, f.Enum)}
			}
		}
	}
	if f.Pattern != nil && !fits(f.Pattern, cell) {
		if allowed := f.Allowed(); f.List && allowed != nil {
			wrong := cell
			for _, v := range f.Values(cell) {
				if !slices.Contains(allowed, v) {
					wrong = v
					break
				}
			}
			return Enum, []string{"Allowed", strings.Join(allowed, ", "), "Suggestion", nearest(wrong, allowed)}
		}
		switch {
		case f.As == schema.Period:
			return PeriodForm, nil
		case f.Name == "id":
			return IDForm, nil
		case len(f.Refers) > 0 && f.Qualified():
			return ReferenceForm, []string{"Tables", strings.Join(f.Refers, ", ")}
		case len(f.Refers) > 0:
			return IDForm, nil
		}
		return Pattern, nil
	}
	if f.As == schema.Period {
		if _, ok := model.ParsePeriod(cell); !ok {
			return PeriodUnreal, nil
		}
	}
	return "", nil
}

// fits matches a cell with a column's pattern. Most cells are ids, whose pattern the regexp package
// takes ten times as long for.
func fits(p *regexp.Regexp, cell string) bool {
	if p.String() != idForm.String() {
		return p.MatchString(cell)
	}
	if cell == "" || len(cell) > 120 || cell[0] == '-' || cell[len(cell)-1] == '-' {
		return false
	}
	for i := range len(cell) {
		if b := cell[i]; (b < 'a' || b > 'z') && (b < '0' || b > '9') && b != '-' {
			return false
		}
	}
	return true
}

// machineNumber writes a number with decimal comma and grouped thousands as the format wants it.
func machineNumber(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case ',':
			return '.'
		case '−', '–':
			return '-'
		case ' ', '\u00A0', '\u202F':
			return -1
		}
		return r
	}, strings.TrimSpace(s))
}
