package model

import (
	"github.com/shopspring/decimal"
)

// Status says whether a number is there, and if not, why.
type Status string

// The states of a number. Absent is what a page uses where no row states the number at all: the
// page then says NotReported or NotQuoted by the extent of the package.
const (
	Reported      Status = "reported"
	Preliminary   Status = "preliminary"
	NotReported   Status = "not_reported" // redovisas inte
	NotQuoted     Status = "not_quoted"   // återges inte
	TrendOnly     Status = "trend_only"
	NotApplicable Status = "not_applicable"
	Confidential  Status = "confidential"
	Absent        Status = ""
)

// AbsentIn returns the state of what a package of this extent lacks.
func AbsentIn(e Extent) Status {
	if e == Full {
		return NotReported
	}
	return NotQuoted
}

// Quantity is a number as reported.
type Quantity struct {
	Value       decimal.Decimal // with the source's digits: its exponent is the precision
	Known       bool            // false where the status says that there is no number
	Unit        string          // kr, tkr, mkr; fte, posts; empty where the table's number has none
	AsWritten   string
	Approximate bool
	Status      Status
}

// Money reports whether a unit is one of money.
func Money(unit string) bool { return unit == "kr" || unit == "tkr" || unit == "mkr" }

// MoneyExponent gives the power of ten of a money unit in kronor; 0 for kr and for no unit.
func MoneyExponent(unit string) int32 {
	switch unit {
	case "mkr":
		return 6
	case "tkr":
		return 3
	}
	return 0
}

// Kronor returns the value in kronor, exactly.
func (q Quantity) Kronor() decimal.Decimal { return q.Value.Shift(MoneyExponent(q.Unit)) }

// Step returns the power of ten, in kronor, of the last digit that was reported: −18 mkr is 6,
// −16,8 mkr is 5.
func (q Quantity) Step() int32 { return q.Value.Exponent() + MoneyExponent(q.Unit) }

// Difference returns a − b as PACKAGE.md counts: rounded half away from zero to the least precise
// of the two, in the unit of that one, and Approximate where rounding lost something or either
// part was approximate. It is not Known unless both are.
func Difference(a, b Quantity) Quantity { return Combine(a, []Quantity{b}, -1) }

// Combine returns first plus sign times the sum of the rest, rounded like Difference.
func Combine(first Quantity, rest []Quantity, sign int64) Quantity {
	coarsest := first
	exact := first.Kronor()
	approximate := first.Approximate
	known := first.Known
	for _, q := range rest {
		exact = exact.Add(q.Kronor().Mul(decimal.NewFromInt(sign)))
		known = known && q.Known
		approximate = approximate || q.Approximate
		if q.Step() > coarsest.Step() {
			coarsest = q
		}
	}
	if !known {
		return Quantity{Status: Absent}
	}
	rounded := exact.Round(-coarsest.Step())
	out := Quantity{
		Value:       rounded.Shift(-MoneyExponent(coarsest.Unit)),
		Known:       true,
		Unit:        coarsest.Unit,
		Approximate: approximate || !rounded.Equal(exact),
		Status:      Reported,
	}
	out.Value = withExponent(out.Value, coarsest.Value.Exponent())
	return out
}

// Sum returns the exact sum of listed items in the finest unit and precision listed. It is not
// Known where the list is empty or an item is not.
func Sum(items []Quantity) Quantity {
	if len(items) == 0 {
		return Quantity{Status: Absent}
	}
	finest := items[0]
	exact := decimal.Zero
	out := Quantity{Known: true, Status: Reported}
	for _, q := range items {
		if !q.Known {
			return Quantity{Status: Absent}
		}
		exact = exact.Add(q.Kronor())
		out.Approximate = out.Approximate || q.Approximate
		if MoneyExponent(q.Unit) < MoneyExponent(finest.Unit) ||
			MoneyExponent(q.Unit) == MoneyExponent(finest.Unit) && q.Step() < finest.Step() {
			finest = q
		}
	}
	step := finest.Step()
	for _, q := range items {
		step = min(step, q.Step())
	}
	out.Unit = finest.Unit
	out.Value = withExponent(exact.Shift(-MoneyExponent(out.Unit)), step-MoneyExponent(out.Unit))
	return out
}

// withExponent gives the value the exponent, adding zeros but never losing a digit.
func withExponent(v decimal.Decimal, exponent int32) decimal.Decimal {
	if exponent > 0 {
		exponent = 0
	}
	if v.Exponent() == exponent {
		return v
	}
	if v.Exponent() < exponent {
		shorter := v.Round(-exponent)
		if !shorter.Equal(v) {
			return v
		}
		v = shorter
	}
	return decimal.NewFromBigInt(v.Shift(-exponent).BigInt(), exponent)
}
