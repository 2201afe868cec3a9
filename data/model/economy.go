package model

import (
	"github.com/shopspring/decimal"

	"rodatraden/data/schema"
)

// BudgetLine is a row of the economy: the committee as a whole, an area or a post.
type BudgetLine struct {
	Record Record
	ID     string
	Parent string // the line that this one is a part of, or ""
	Unit   string
	Title  string
	Kind   string // cost, income or net
	Order  string
}

// Measure says what an amount is.
type Measure string

// The measures. Those from VarianceYTD are deviations: minus is a deficit.
const (
	BudgetYear         Measure = "budget_year"
	BudgetYTD          Measure = "budget_ytd"
	OutcomeYTD         Measure = "outcome_ytd"
	OutcomeYTDPrevious Measure = "outcome_ytd_previous"
	OutcomeYear        Measure = "outcome_year"
	ForecastYear       Measure = "forecast_year"
	VarianceYTD        Measure = "variance_ytd"
	VarianceOutcome    Measure = "variance_outcome"
	VarianceForecast   Measure = "variance_forecast"
	FrameChange        Measure = "frame_change"
	EfficiencyDemand   Measure = "efficiency_demand"
	SavingRealised     Measure = "saving_realised"
)

// Amount is budget, outcome, forecast or variance of a line for a period.
type Amount struct {
	Quantity
	Record  Record
	Line    string
	Measure Measure
	Period  Period
	Place   string
	Text    string
}

// Cause is what is said to explain a variance.
type Cause struct {
	Quantity
	Record     Record
	Subject    string // table:id of the line
	Period     Period
	Title      string
	Place      string
	Exhaustive string // yes, no or not_stated: whether the report calls its list complete
}

// AmountOf reads an amount from its record. Cells that a check would have refused read as absent.
func AmountOf(r Record) Amount {
	p, _ := ParsePeriod(r.Get("period"))
	return Amount{
		Quantity: QuantityOf(r, "value"), Record: r, Line: r.Get("line"),
		Measure: Measure(r.Get("measure")), Period: p, Place: r.Get("place"), Text: r.Get("text"),
	}
}

// CauseOf reads a cause from its record.
func CauseOf(r Record) Cause {
	p, _ := ParsePeriod(r.Get("period"))
	e := r.Get("exhaustive")
	if e == "" {
		e = "not_stated"
	}
	return Cause{
		Quantity: QuantityOf(r, "amount"), Record: r, Subject: r.Get("subject"), Period: p,
		Title: r.Get("title"), Place: r.Get("place"), Exhaustive: e,
	}
}

// BudgetLineOf reads a budget line from its record.
func BudgetLineOf(r Record) BudgetLine {
	return BudgetLine{
		Record: r, ID: r.ID(), Parent: r.Get("parent"), Unit: r.Get("unit"),
		Title: r.Get("title"), Kind: r.Get("kind"), Order: r.Get("order"),
	}
}

// UnitColumn names the column with the unit of a table's number: amount_unit of an amount or a
// value, posts_unit of posts. It is empty where the number has none, or has the one that its
// indicator says.
func UnitColumn(t *schema.Table, number string) string {
	for _, name := range []string{number + "_unit", "amount_unit"} {
		if t.Column(name) >= 0 && (name != "amount_unit" || number == "value" || number == "amount") {
			return name
		}
	}
	return ""
}

// QuantityOf reads the number in the named column of a record with its companions.
func QuantityOf(r Record, column string) Quantity {
	if r.Table == nil {
		return Quantity{}
	}
	at := func(companion string) string {
		if i := r.Table.Companion(column, companion); i >= 0 && i < len(r.Cells) {
			return r.Cells[i]
		}
		return ""
	}
	q := Quantity{
		Unit: r.Get(UnitColumn(r.Table, column)), AsWritten: at("as_written"),
		Approximate: at("approximate") == "true", Status: Status(at("status")),
	}
	if v, err := decimal.NewFromString(r.Get(column)); err == nil {
		q.Value, q.Known = v, true
		if q.Status == Absent {
			q.Status = Reported
		}
	}
	return q
}
