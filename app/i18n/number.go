package i18n

import (
	"strings"

	"github.com/shopspring/decimal"

	"rodatraden/data/model"
)

// Characters that numbers are written with.
const (
	minus       = "\u2212" // −, never a hyphen; no break follows it
	thinSpace   = "\u202f" // narrow no-break space, between thousands
	solidSpace  = "\u00a0" // no-break space, before a unit
	Dash        = "\u2013" // between the ends of a span
	groupedFrom = 4        // digits before the decimal sign from which thousands are parted
)

// Sign says when a plus is written; a minus always is.
type Sign int

// The ways to sign a number.
const (
	Plain    Sign = iota // −18, 18: budgets, outcomes
	Signed               // −18, +18: deviations and differences
	Unsigned             // 18, 18: where a word says which way
)

// Decimal writes a number with every digit that it was reported with: −18 stays −18, 489.0 is
// 489,0 in Swedish.
func (l *Localizer) Decimal(d decimal.Decimal, sign Sign) string {
	digits := d.Abs().StringFixed(max(0, -d.Exponent()))
	whole, part, _ := strings.Cut(digits, ".")
	var b strings.Builder
	switch {
	case d.IsZero() || sign == Unsigned:
	case d.IsNegative():
		b.WriteString(minus)
	case sign == Signed:
		b.WriteByte('+')
	}
	for i := range len(whole) {
		if i > 0 && len(whole) >= groupedFrom && (len(whole)-i)%3 == 0 {
			b.WriteString(thinSpace)
		}
		b.WriteByte(whole[i])
	}
	if part != "" {
		b.WriteString(l.words().decimal)
		b.WriteString(part)
	}
	return b.String()
}

// Int writes a whole number, thousands parted. Years are not numbers: write them as they are.
func (l *Localizer) Int(n int) string { return l.Decimal(decimal.NewFromInt(int64(n)), Plain) }

// Number writes a quantity without its unit: −18, ca +3. Where there is no number it writes the
// state in words.
func (l *Localizer) Number(q model.Quantity, sign Sign) string {
	if !q.Known {
		return l.Status(q.Status)
	}
	s := l.Decimal(q.Value, sign)
	if q.Approximate {
		return l.words().approx + solidSpace + s
	}
	return s
}

// Amount writes a quantity with its unit: −18 mkr, ca +3 mkr. Where there is no number it writes
// the state in words.
func (l *Localizer) Amount(q model.Quantity, sign Sign) string {
	s := l.Number(q, sign)
	if q.Known && q.Unit != "" {
		s += solidSpace + l.Unit(q.Unit)
	}
	return s
}

// Unit writes the unit of a quantity: mkr as it is, fte as årsarbetare.
func (l *Localizer) Unit(unit string) string {
	if key := "format.unit." + unit; l.Has(key) {
		return l.Text(key)
	}
	return unit
}

// Status writes the state of a number: redovisas inte, återges inte, preliminärt. A number that is
// simply reported needs no word.
func (l *Localizer) Status(s model.Status) string {
	switch s {
	case model.Reported:
		return ""
	case model.Absent:
		s = model.NotQuoted
	}
	return l.Text("format.status." + string(s))
}
