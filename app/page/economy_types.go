package page

import "rodatraden/data/model"

// Economy is Ekonomi: forecast, budget, outcome and what explains the variance.
type Economy struct {
	Head
	Forecast    Figure      `json:"forecast"` // the variance forecast of the whole committee
	Change      *Change     `json:"change"`   // against what it is compared with
	Journey     Journey     `json:"journey"`
	Areas       *Areas      `json:"areas,omitempty"`  // where lines have budget, outcome or forecast
	Months      *Months     `json:"months,omitempty"` // where there is a monthly course
	Table       LineTable   `json:"table"`
	Causes      Causes      `json:"causes"`
	Decisions   Decisions   `json:"decisions"`
	Assumptions []Statement `json:"assumptions"`
	Notices     []Change    `json:"notices"` // silent changes, each with its sentence
	Source      *Source     `json:"source"`  // where the page's figures share one
}

// Journey is how the full-year forecast moved from report to report.
type Journey struct {
	Title  string  `json:"title"` // the finding
	Unit   string  `json:"unit"`
	Steps  []Step  `json:"steps"`
	Note   string  `json:"note"`
	Source *Source `json:"source"`

	NoReport string `json:"-"` // what stands at a month without a report: ingen rapport, ingen känd rapport
}

// StepKind says what a step of the journey is.
type StepKind string

// The kinds of steps.
const (
	StepOutcome  StepKind = "outcome"
	StepForecast StepKind = "forecast"
	StepMissing  StepKind = "missing"   // a report without the figure: its Figure says how
	StepNoReport StepKind = "no_report" // a month without a report keeps its place
)

// Step is one bar of the journey.
type Step struct {
	Kind     StepKind `json:"kind"`
	Label    string   `json:"label"` // Utfall 2018, Februari 2019, April 2019, delår
	Short    string   `json:"short"` // feb
	Package  string   `json:"package,omitempty"`
	Figure   Figure   `json:"figure"`
	Also     []Figure `json:"also,omitempty"`      // the same figure told in other places
	AlsoText string   `json:"also_text,omitempty"` // anges också som cirka 34
	Delta    *Figure  `json:"delta,omitempty"`     // against the step before that has a figure of the same kind
	Word     string   `json:"word,omitempty"`      // bättre, sämre, oförändrat

	quantity model.Quantity
	month    int // of a step without a report
}

// Areas is budget, outcome and forecast per line, with the variance.
type Areas struct {
	Title string    `json:"title"`
	Unit  string    `json:"unit"`
	Names [3]string `json:"names"` // budget helår, utfall jan–apr, prognos helår
	Rows  []AreaRow `json:"rows"`
	Note  string    `json:"note"`
}

// AreaRow is one line of Areas.
type AreaRow struct {
	Line     string `json:"line"`
	Title    string `json:"title"`
	Budget   Figure `json:"budget"`
	Outcome  Figure `json:"outcome"`
	Forecast Figure `json:"forecast"`
	Variance Figure `json:"variance"`
}

// Months is the year month by month, accumulated, for the whole committee.
type Months struct {
	Title    string         `json:"title"`
	Unit     string         `json:"unit"`
	Year     int            `json:"year"`
	Points   [12]MonthPoint `json:"points"`
	Budget   Figure         `json:"budget"`   // of the whole year
	Forecast Figure         `json:"forecast"` // of the whole year
	Variance Figure         `json:"variance"` // forecast for the whole year
	Note     string         `json:"note"`     // Januari: ingen rapport, lämnas som lucka.
	NoReport string         `json:"-"`        // as Journey.NoReport
}

// MonthPoint is one month: what had been budgeted and spent by its end.
type MonthPoint struct {
	Label    string `json:"label"`    // jan
	Reported bool   `json:"reported"` // a report told of this month
	Future   bool   `json:"future"`   // after the page's report: nothing was expected yet
	Budget   Figure `json:"budget"`
	Outcome  Figure `json:"outcome"`
	Variance Figure `json:"variance"`
}

// LineTable is the conventional table of a Swedish follow-up.
type LineTable struct {
	Title   string    `json:"title"`
	Unit    string    `json:"unit"`    // Belopp i mkr
	Columns []string  `json:"columns"` // six: Budget helår … Avvikelse
	Rows    []LineRow `json:"rows"`
	Note    string    `json:"note"`
	Source  *Source   `json:"source"`
}

// LineRow is one budget line of the table.
type LineRow struct {
	Line  string   `json:"line"`
	Title string   `json:"title"`
	Total bool     `json:"total"`
	Depth int      `json:"depth"` // 0 for the committee and its areas, deeper for their parts
	Cells []Figure `json:"cells"` // as LineTable.Columns
	Trend []Figure `json:"trend"` // the line's variance forecast, report by report of the year
}

// Causes is what is said to explain the forecast variance.
type Causes struct {
	Title          string      `json:"title"`
	Unit           string      `json:"unit"` // mkr, helår 2019
	Items          []CauseItem `json:"items"`
	Remainder      *Figure     `json:"remainder"` // computed; null where nothing can be computed
	RemainderLabel string      `json:"remainder_label,omitempty"`
	Sum            Figure      `json:"sum"` // the variance explained
	SumLabel       string      `json:"sum_label"`
	Exhaustive     string      `json:"exhaustive"` // yes, no or not_stated
	Status         string      `json:"status"`     // reported, not_reported or not_quoted
	Note           string      `json:"note"`
	Source         *Source     `json:"source"`
}

// CauseItem is one cause.
type CauseItem struct {
	Title  string  `json:"title"`
	Figure Figure  `json:"figure"` // not present where the cause has no amount
	Place  string  `json:"place,omitempty"`
	Source *Source `json:"source"`
}
