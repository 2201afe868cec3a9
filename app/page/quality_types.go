package page

// Quality is Kvalitet: the internal control of a year with what came of it, what the units report and
// are told, and what became of the decisions that were appealed.
type Quality struct {
	Head
	Control    *InternalControl `json:"control,omitempty"` // nil where no control of the year is known
	Matrices   []RiskMatrix     `json:"matrices"`          // one a scale: values are never compared between two
	Tables     []UnitTable      `json:"tables"`            // counts of whole years, by unit
	Appeals    *Appeals         `json:"appeals,omitempty"`
	Counts     []CountGroup     `json:"counts"` // counts that stand in no table: other times, other units, parts of a whole
	Views      *ToldGroup       `json:"views,omitempty"`
	SelfChecks *ToldGroup       `json:"self_checks,omitempty"`
	Changes    []FactChange     `json:"changes"`         // of quality, since the state that the page is compared with
	ByYear     bool             `json:"by_year"`         // that state is the same report of the year before, whose numbers stand in the tables
	Empty      string           `json:"empty,omitempty"` // said where nothing of all this is told
}

// InternalControl is the controls of a year, the highest risk first.
type InternalControl struct {
	Title  string    `json:"title"`
	Year   int       `json:"year"`
	Rows   []Control `json:"rows"`
	Stated *Counted  `json:"stated,omitempty"` // how many the material says that there are
	Note   string    `json:"note,omitempty"`
	Source *Source   `json:"source"` // where the results stand, else where the plan does
}

// Control is one control, or a risk or a way to control that is all that is told of one.
type Control struct {
	Record      string  `json:"record"`
	Title       string  `json:"title"`
	Beside      string  `json:"beside,omitempty"` // that only the way to control is told
	Likelihood  Figure  `json:"likelihood"`
	Consequence Figure  `json:"consequence"`
	Scale       string  `json:"scale,omitempty"` // 4 × 4
	Risk        Figure  `json:"risk"`            // their product, where the scale is told too
	Result      Mark    `json:"result"`
	Status      string  `json:"status,omitempty"` // as assessed; empty where no result is told
	Said        *Source `json:"said"`             // where the result stands
	Assessment  string  `json:"-"`                // the record of the result

	About  []ToldField `json:"about"` // method, responsible, units, action
	Source *Source     `json:"source"`

	likelihood, consequence int
	of                      [2]int // the scale's steps
	way                     bool   // only the way to control is told
}

// ToldField is a labelled text of a record, or the mark of its absence.
type ToldField struct {
	Label  string  `json:"label"`
	Text   string  `json:"text,omitempty"`
	Mark   *Mark   `json:"mark,omitempty"`   // of a result, with its words
	Absent *Mark   `json:"absent,omitempty"` // where nothing is told
	Source *Source `json:"source"`
	Record string  `json:"record"`
}

// RiskMatrix is the controls on the scale that their plan uses.
type RiskMatrix struct {
	Title  string      `json:"title"`
	Scale  string      `json:"scale"`
	Rows   []RiskRow   `json:"rows"` // the greatest likelihood first
	Across int         `json:"across"`
	Notes  [][]Passage `json:"notes"`
}

// RiskRow is a likelihood on the scale.
type RiskRow struct {
	Likelihood int        `json:"likelihood"`
	Cells      []RiskCell `json:"cells"`
}

// RiskCell is a likelihood and a consequence, with the controls that have them.
type RiskCell struct {
	Consequence int    `json:"consequence"`
	Risk        int    `json:"risk"`
	Controls    int    `json:"controls"`
	Text        string `json:"text"` // 2 st; empty where none is
}

// UnitTable is what units report of a year beside the year before.
type UnitTable struct {
	Title   string       `json:"title"` // the finding
	Columns []UnitColumn `json:"columns"`
	Rows    []UnitRow    `json:"rows"` // the sum last
	Habit   *Habit       `json:"habit,omitempty"`
	Note    string       `json:"note,omitempty"`
	Source  *Source      `json:"source"`
}

// UnitColumn is one indicator of a table: the year before and the year.
type UnitColumn struct {
	Topic  string `json:"topic"`
	Title  string `json:"title"`
	Then   string `json:"then,omitempty"` // 2023; empty where the year before is not told
	Now    string `json:"now"`
	Record string `json:"record"`
}

// UnitRow is one unit, or the sum.
type UnitRow struct {
	Unit   string     `json:"unit"`
	Record string     `json:"record,omitempty"`
	Cells  []UnitCell `json:"cells"` // one a column
	Total  bool       `json:"total"`
	Lit    bool       `json:"lit"` // the habit's unit
}

// UnitCell is what one unit reported.
type UnitCell struct {
	Then   Figure `json:"then"`
	Now    Figure `json:"now"`
	Change Figure `json:"change"` // computed; without status where a year lacks
}

// Habit is how the program reads that one unit reports fewer while most others report more: it may be
// that less is reported. It ranks nothing.
type Habit struct {
	Label string `json:"label"` // Appens tolkning: rapporteringsvana.
	Text  string `json:"text"`
}

// AppealKind says what became of appealed decisions.
type AppealKind string

// The parts of the appeals.
const (
	AppealUnchanged AppealKind = "unchanged"
	AppealChanged   AppealKind = "changed"
	AppealPending   AppealKind = "pending"
	AppealRest      AppealKind = "rest" // of which it is not told
)

// Appeals is the appealed decisions of a year.
type Appeals struct {
	Title   string       `json:"title"`
	Caption string       `json:"caption"` // 48 under 2024
	Total   Figure       `json:"total"`
	Decided Figure       `json:"decided"`
	Parts   []AppealPart `json:"parts"`
	Note    string       `json:"note,omitempty"` // the year before
	Source  *Source      `json:"source"`
}

// AppealPart is a part of the bar.
type AppealPart struct {
	Kind   AppealKind `json:"kind"`
	Label  string     `json:"label"` // 31 oförändrade
	Figure Figure     `json:"figure"`
}

// CountGroup is counts of one topic, each with the time and the units that it is of.
type CountGroup struct {
	Topic  string    `json:"topic"`
	Title  string    `json:"title"`
	Rows   []Counted `json:"rows"`
	Note   string    `json:"note,omitempty"`
	Source *Source   `json:"source"`
}

// Counted is one count.
type Counted struct {
	Label  string `json:"label"`
	Beside string `json:"beside,omitempty"` // its time, its units, what is said of it
	Figure Figure `json:"figure"`
	Part   bool   `json:"part"` // of the one over it
	Record string `json:"record,omitempty"`
}

// ToldGroup is what is told in words.
type ToldGroup struct {
	Title string      `json:"title"`
	Rows  []Statement `json:"rows"`
	Count int         `json:"count"` // of what the rows tell of
}

// Records are the controls of the page, in the order of the list.
func (p *Quality) Records() []string {
	out := []string{}
	if p.Control != nil {
		for _, c := range p.Control.Rows {
			out = append(out, c.Record)
		}
	}
	return out
}
