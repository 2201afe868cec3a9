package diagram

import (
	"strings"

	"github.com/shopspring/decimal"
)

// Status tells what is known about a value.
type Status uint8

// The states. Only Reported and Preliminary have a number.
const (
	None          Status = iota // nothing belongs here: a month still to come, a series not used
	Reported                    // stands in the report
	Preliminary                 // stands in the report, which calls it preliminary
	NotReported                 // the report lacks it: redovisas inte
	NotQuoted                   // the excerpt at hand does not repeat it: återges inte
	NotApplicable               // cannot exist: ej tillämplig
	Confidential                // exists, may not be shown: sekretess
	NoReport                    // there is no report for the month
)

// Value is one amount or its absence. V has the sign that the diagram draws; Text is the figure as
// people read it ("−18", "ca +2"), with the source's own precision, and is never made here when it
// is given.
type Value struct {
	V      decimal.Decimal
	Status Status
	Text   string
}

// Known returns a reported value.
func Known(v decimal.Decimal, text string) Value {
	return Value{V: v, Status: Reported, Text: text}
}

// Missing returns a value that is not there, and why.
func Missing(s Status) Value { return Value{Status: s} }

// has reports whether there is a number.
func (v Value) has() bool { return v.Status == Reported || v.Status == Preliminary }

// missing reports whether a mark stands in the number's place.
func (v Value) missing() bool { return v.Status > Preliminary }

// largest is the greatest magnitude that is drawn; what lies beyond is drawn as this.
const largest = 1e18

// float returns the number for drawing, always finite.
func (v Value) float() float64 {
	if !v.has() {
		return 0
	}
	return float(v.V)
}

// float rounds a number to a float for drawing. Ordinary amounts need no arithmetic of long numbers.
func float(d decimal.Decimal) float64 {
	if d.IsZero() {
		return 0
	}
	digits, exponent := d.NumDigits(), int64(d.Exponent())
	switch magnitude := int64(digits) + exponent; {
	case magnitude > 18:
		return largest * float64(d.Sign())
	case magnitude < -18:
		return 0
	case digits > 15:
		return d.InexactFloat64()
	}
	return powered(d.CoefficientInt64(), int32(exponent))
}

// Words holds what is written in the diagrams and is not data, in the reader's language.
type Words struct {
	NotReported   string // "redovisas inte"
	NotQuoted     string // "återges inte"
	NotApplicable string // "ej tillämplig"
	Confidential  string // "sekretess"
	NoReport      string // "ingen rapport"
	Preliminary   string // "preliminär"

	Budget   string // "Budget"
	Outcome  string // "Utfall"
	Forecast string // "Prognos"
	Variance string // "Avvikelse"

	Target        string // "Mål"
	Break         string // "Seriebrott"
	PossibleBreak string // "Möjligt seriebrott"
	PartOfYear    string // "del av år"

	Decided  string // "Beslutat"
	Realised string // "Realiserat"
	Of       string // "av", between what is realised and what was decided

	InBalance string // "budget i balans": the line that the forecast journey hangs from
	Better    string // "bättre"
	Worse     string // "sämre"

	// Heads of the table's columns.
	Area, Month, Report, Cause, Amount, Change, Note, Period, Measured, Saving string

	// SeeTable stands where the diagram has no room: "Diagrammet får inte plats. Visa som tabell."
	SeeTable string

	// Number writes a number of an axis, and a value whose Text is empty. It must be safe for
	// concurrent use. Without it numbers have a decimal point and a true minus.
	Number func(decimal.Decimal) string
}

// number writes d.
func (w *Words) number(d decimal.Decimal) string {
	if w.Number != nil {
		return w.Number(d)
	}
	return strings.Replace(d.String(), "-", "−", 1)
}

// absence returns the word for a state without a number.
func (w *Words) absence(s Status) string {
	switch s {
	case NotReported:
		return w.NotReported
	case NotQuoted:
		return w.NotQuoted
	case NotApplicable:
		return w.NotApplicable
	case Confidential:
		return w.Confidential
	case NoReport:
		return w.NoReport
	}
	return ""
}

// figure returns the value as it stands in the picture: its figure or the word for its absence.
func (w *Words) figure(v Value) string {
	switch {
	case v.has() && v.Text != "":
		return v.Text
	case v.has():
		return w.number(v.V)
	}
	return w.absence(v.Status)
}

// cell returns the value as it stands in a table, where a preliminary figure says so.
func (w *Words) cell(v Value) string {
	s := w.figure(v)
	if v.Status == Preliminary && w.Preliminary != "" {
		s += " (" + w.Preliminary + ")"
	}
	return s
}

// sentence joins what a hit says: "Äldreomsorg: Budget 186,5 · Utfall 61,5".
func sentence(head string, parts ...string) string {
	var b strings.Builder
	b.WriteString(head)
	mark := ": "
	if head == "" {
		mark = ""
	}
	for _, p := range parts {
		if p = strings.TrimSpace(p); p == "" {
			continue
		}
		b.WriteString(mark)
		b.WriteString(p)
		mark = " · "
	}
	return b.String()
}

// named returns "Budget 98,4", or nothing where there is nothing to tell.
func (w *Words) named(name string, v Value) string {
	if v.Status == None {
		return ""
	}
	return strings.TrimSpace(name + " " + w.cell(v))
}
