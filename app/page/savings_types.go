package page

// Savings is Besparingar: what was decided, whether the amounts agree, what came of each measure, and
// what each was expected to lead to.
type Savings struct {
	Head
	Reconciliation Reconciliation `json:"reconciliation"`
	Waterfall      *Waterfall     `json:"waterfall,omitempty"` // where measures have amounts
	Measures       Measures       `json:"measures"`
	Several        *Several       `json:"several,omitempty"` // where no measure is known, and consequences of some are
}

// Reconciliation lays every total told beside the sum of the measures.
type Reconciliation struct {
	Title  string       `json:"title"` // the finding
	Rows   []SavingsSum `json:"rows"`
	Source *Source      `json:"source"` // where the rows stand, where that is one document
}

// SumKind says what a row of the reconciliation is.
type SumKind string

// The kinds of rows.
const (
	SumStated     SumKind = "stated"     // a total as told
	SumOfMeasures SumKind = "sum"        // computed, exact
	SumDifference SumKind = "difference" // computed, against a total told
	SumPosts      SumKind = "posts"      // posts told, which are no money
	SumEffect     SumKind = "effect"     // what is realised
)

// SavingsSum is one row of the reconciliation.
type SavingsSum struct {
	Kind   SumKind `json:"kind"`
	Label  string  `json:"label"`
	Figure Figure  `json:"figure"`
	Effect *Figure `json:"effect,omitempty"` // what of a total is counted on within the year
	Sum    *Figure `json:"sum,omitempty"`    // of the total's own measures, where it is the same; computed
	Beside string  `json:"beside"`           // what is said of it, and what is not
}

// Waterfall is the measures with amounts, largest first, as they add up.
type Waterfall struct {
	Title     string         `json:"title"` // the finding
	Unit      string         `json:"unit"`  // that all amounts are drawn in
	Rows      []WaterfallRow `json:"rows"`
	Total     WaterfallRow   `json:"total"`
	Reference *WaterfallRow  `json:"reference,omitempty"` // a total told, to compare with
	Note      string         `json:"note"`
	Source    *Source        `json:"source"`
}

// WaterfallRow is one measure, or several that are drawn as one.
type WaterfallRow struct {
	Label    string   `json:"label"`
	Amount   Figure   `json:"amount"`
	Effect   Figure   `json:"effect"`
	Measures []string `json:"measures,omitempty"` // table:id of those in it
}

// Measures is every measure known, largest first, those without amount last.
type Measures struct {
	Title   string   `json:"title"`
	Rows    []Saving `json:"rows"`
	Without int      `json:"without_amount"` // how many of the rows, at the end
	Source  *Source  `json:"source"`         // where all rows share one
}

// Saving is one measure with what came of it and what it was expected to lead to.
type Saving struct {
	Record       string        `json:"record"` // table:id
	Title        string        `json:"title"`
	Short        string        `json:"short"`            // a shorter name, for charts
	Amount       Figure        `json:"amount"`           // as told, with its own unit
	Effect       Figure        `json:"effect"`           // as last told
	EffectPeriod string        `json:"effect_period"`    // of the effect: januari–april 2025
	Status       string        `json:"status,omitempty"` // in words
	Consequences []Consequence `json:"consequences"`     // one row a perspective
	Revisit      *Revisit      `json:"revisit,omitempty"`
	Source       *Source       `json:"source"`

	ConsequencesNote string `json:"consequences_note,omitempty"` // that it is not said which measures are meant
}

// Several is what measures that are not told one by one were expected to lead to.
type Several struct {
	Title        string        `json:"title"`
	Consequences []Consequence `json:"consequences"`
	Revisit      *Revisit      `json:"revisit,omitempty"`
}

// Consequence is what a measure was expected to lead to, seen from one perspective.
type Consequence struct {
	Perspective string     `json:"perspective"`
	Short       ImpactCell `json:"short"`
	Long        ImpactCell `json:"long"`
	Either      []Impact   `json:"either,omitempty"` // of which it is not told when
}

// ImpactCell is what is told for one perspective and horizon, or how it is not.
type ImpactCell struct {
	Impacts []Impact `json:"impacts"`
	Absent  Mark     `json:"absent"` // where Impacts is empty
}

// Impact is one consequence in words.
type Impact struct {
	Text   string  `json:"text"`
	Beside string  `json:"beside,omitempty"` // flera åtgärder
	Record string  `json:"record"`
	Source *Source `json:"source"`
}

// Revisit asks whether a consequence came true, with what is known of it since.
type Revisit struct {
	Question  string  `json:"question"`
	Text      string  `json:"text"`
	Indicator string  `json:"indicator,omitempty"` // that shows it, by its title
	Figure    *Figure `json:"figure,omitempty"`    // the indicator's latest value
	Record    string  `json:"record"`
	Source    *Source `json:"source"`
}
