package page

// Goals is Mål: the goals level by level, how each is judged, and the indicators that it is followed
// with. Every goal's own page stands in it, so that choosing another asks for nothing.
type Goals struct {
	Head
	Title    string      `json:"title"`
	Caption  string      `json:"caption"` // the year; of a tree how many goals on how many levels
	Tree     bool        `json:"tree"`    // every parent is stated: the goals stand under each other
	Levels   []GoalLevel `json:"levels"`
	Selected string      `json:"selected"`        // the entry that says most, by its record
	Empty    string      `json:"empty,omitempty"` // what is said where no goal is known
}

// GoalLevel is the goals of one level, or the whole tree.
type GoalLevel struct {
	Level  string    `json:"level"` // focus_area …, tree, counted, unowned, ended
	Title  string    `json:"title"`
	Count  int       `json:"count"`
	Link   *GoalLink `json:"link"`   // to the level above; null for the first
	Goals  []Goal    `json:"goals"`  // none where only that the level exists is known
	Absent *Mark     `json:"absent"` // then
}

// LinkGrade says how a link is known. DESIGN.md section 5 has its drawing.
type LinkGrade string

// The grades of a link.
const (
	LinkStated    LinkGrade = "stated"
	LinkPartly    LinkGrade = "partial"
	LinkBroken    LinkGrade = "broken"
	LinkNotQuoted LinkGrade = "not_quoted"
)

// GoalLink is the link between a level and the one above it, from what links state and nothing else.
type GoalLink struct {
	Grade  LinkGrade `json:"grade"`
	Text   string    `json:"text"`
	Source *Source   `json:"source"`
	Record string    `json:"record,omitempty"`
}

// Goal is one entry of the list with its detail: a goal, goals that a report counts without naming
// them, or the indicators that no goal is stated for.
type Goal struct {
	Record      string       `json:"record"`
	Level       string       `json:"level"`
	LevelTitle  string       `json:"level_title"`
	Parent      string       `json:"parent,omitempty"`
	Depth       int          `json:"depth"`
	Title       string       `json:"title"`
	Text        string       `json:"text"`  // the whole goal
	About       string       `json:"about"` // owner, nature, from when: one line
	Ended       string       `json:"ended,omitempty"`
	Assessments []Assessment `json:"assessments"` // current; else the last known, which says so
	Absent      *Mark        `json:"absent"`      // how the package lacks an assessment; null where it has one, or none was due
	Main        *Series      `json:"main"`        // drawn as a chart
	Axis        string       `json:"axis"`        // what the rows' small charts have in common: 2018–aug 2021
	Columns     GoalColumns  `json:"columns"`
	Others      []Series     `json:"others"`
	Note        string       `json:"note"`
	Source      *Source      `json:"source"`

	judged verdicts
}

// GoalColumns are the heads of the rows of indicators.
type GoalColumns struct {
	Name    string `json:"name"`
	Now     string `json:"now"`
	Against string `json:"against"`
	Target  string `json:"target"`
}

// Assessment is what is said of how a goal goes, and beside it how the program reads it. The two are
// never mixed.
type Assessment struct {
	By       string  `json:"by"`       // Ordagrant, Granskning 2021 om delårsrapporten
	Verbatim string  `json:"verbatim"` // the assessment's own words; empty where they are not quoted
	Status   string  `json:"status"`
	Reading  Mark    `json:"reading"`
	Beside   string  `json:"beside,omitempty"` // after the reading: prognos
	Place    string  `json:"place,omitempty"`
	Period   string  `json:"period"`
	Former   string  `json:"former,omitempty"` // what was last known, where the package lacks one: Senast kända, april 2025
	Before   string  `json:"before,omitempty"` // how the one before was read, where it was otherwise
	Action   string  `json:"action,omitempty"`
	Note     string  `json:"note,omitempty"`
	Told     string  `json:"-"` // Note, where it is the report's own and not of how an excerpt is read
	Source   *Source `json:"source"`
	Record   string  `json:"record"`
}

// Series is one indicator over time.
type Series struct {
	Record string        `json:"record"` // indicators:id
	Title  string        `json:"title"`
	Unit   string        `json:"unit"`
	Now    Figure        `json:"now"`    // of the package's period; else the mark of its absence
	When   string        `json:"when"`   // the period of Now: aug 2021
	Last   string        `json:"last"`   // where Now is absent: 5,1 % år 2020
	Change Figure        `json:"change"` // computed, against the year before
	Mark   Mark          `json:"mark"`
	Than   string        `json:"than"`   // what Change is against: 2020
	Target Figure        `json:"target"` // for the year
	Points []SeriesPoint `json:"points"`
	Spark  []SeriesPoint `json:"-"` // Points on the axis that the rows share; a point without a figure is nothing
	Breaks []SeriesBreak `json:"breaks"`
	Note   string        `json:"note,omitempty"`
	Source *Source       `json:"source"`

	key    seriesKey
	told   string // what the value now says of itself
	partly bool   // Change is a part of a year against a year
}

// SeriesPoint is one value at its time.
type SeriesPoint struct {
	Label     string `json:"label"` // augusti 2021
	Short     string `json:"short"` // aug 2021
	Figure    Figure `json:"figure"`
	Target    Figure `json:"target"`
	Part      bool   `json:"part"`      // part of a year
	Uncertain bool   `json:"uncertain"` // may not be comparable with the point before

	at span
}

// SeriesBreak is where values may not, or do not, compare.
type SeriesBreak struct {
	After   int     `json:"after"` // the point before it; −1 where the place is not told
	Certain bool    `json:"certain"`
	Note    string  `json:"note"`
	Source  *Source `json:"source"`
	Record  string  `json:"record"`
}
