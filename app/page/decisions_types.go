package page

// DecisionsPage is Beslut: what was decided and assigned, what became of it, and what steers the work.
type DecisionsPage struct {
	Head
	Decided        DecidedList    `json:"decided"`
	Steering       SteeringList   `json:"steering"`
	Collaborations Collaborations `json:"collaborations"`
	Documents      DocumentList   `json:"documents"`
	Selected       string         `json:"selected,omitempty"` // the record that is chosen where nothing else is: the first whose day has passed, or the newest
	Empty          string         `json:"empty,omitempty"`    // said where nothing of it is told
}

// DecidedList is the decisions and assignments in the order that they were taken, the newest last. Rows
// are those of the package's own year, those of the last year before it in which anything was decided, and every
// older assignment without an answer; Older is all the others.
type DecidedList struct {
	Title     string        `json:"title"`
	Rows      []DecisionRow `json:"rows"`
	Older     []DecisionRow `json:"older"`
	OlderText string        `json:"older_text,omitempty"` // how many, and why they stand apart
}

// DecisionRow is a decision, or several that were taken together or are told as one.
type DecisionRow struct {
	Record string `json:"record"` // table:id of the first of them
	When   string `json:"when"`
	Kind   string `json:"kind"` // in words: Uppdrag, Godkänd
	Text   string `json:"text"` // in short; Parts have all of it
	New    *Mark  `json:"new,omitempty"`
	Open   bool   `json:"open"` // an assignment without a known answer
	Late   bool   `json:"late"` // and its day has passed

	Figure     Figure `json:"figure"` // the one that those who decided had before them
	FigureWord string `json:"figure_word,omitempty"`
	FigureNote string `json:"figure_note,omitempty"` // that it has been corrected since

	Became     Mark   `json:"became"` // without text where nothing was to come of it
	BecameNote string `json:"became_note,omitempty"`

	Parts  []DecisionPart `json:"parts"` // every decision of the row, and what answers it
	Source *Source        `json:"source"`
}

// DecisionPart is one decision in its own words.
type DecisionPart struct {
	Label  string  `json:"label"` // kind, day, report
	Text   string  `json:"text"`
	Note   string  `json:"note,omitempty"`
	Source *Source `json:"source"`
	Record string  `json:"record"`
}

// SteeringList is the documents that steer the work: first those of which more than the name is told.
type SteeringList struct {
	Title  string        `json:"title"` // the finding
	Rows   []SteeringRow `json:"rows"`
	Source *Source       `json:"source"`               // of what the title says
	AllNew bool          `json:"mostly_new,omitempty"` // most of it is new since the state compared with, so that no row is marked
}

// SteeringRow is one document.
type SteeringRow struct {
	Record string  `json:"record"`
	Title  string  `json:"title"`
	Beside string  `json:"beside"` // level, how often it is seen over, when it was adopted, what it builds on
	State  Mark    `json:"state"`
	Note   string  `json:"note,omitempty"` // by what it is replaced, or that the program reads it so
	New    *Mark   `json:"new,omitempty"`
	Source *Source `json:"source"`
}

// Collaborations is those with whom the committee works, the oral ones first.
type Collaborations struct {
	Title  string             `json:"title"`
	Rows   []CollaborationRow `json:"rows"`
	Source *Source            `json:"source"`
	AllNew bool               `json:"mostly_new,omitempty"`
}

// CollaborationRow is what is told of working with the same partners.
type CollaborationRow struct {
	Record  string  `json:"record"`
	Title   string  `json:"title"` // the partners
	Beside  string  `json:"beside"`
	Written *Mark   `json:"written,omitempty"` // that what is told orally is not told in writing
	Form    Mark    `json:"form"`
	Note    string  `json:"note,omitempty"` // who says so
	New     *Mark   `json:"new,omitempty"`
	Source  *Source `json:"source"`
}

// DocumentList is the documents of the committee's material: those that can be opened, the newest first,
// and then those of which only the name is known.
type DocumentList struct {
	Title    string        `json:"title"`
	Rows     []DocumentRow `json:"rows"`
	Openable int           `json:"openable"`
}

// DocumentRow is one document.
type DocumentRow struct {
	Record string `json:"record"`
	Title  string `json:"title"`
	Beside string `json:"beside"`
	Opens  bool   `json:"opens"`
	Mark   Mark   `json:"mark"`
}

// Records are those that can be chosen on the page.
func (p *DecisionsPage) Records() []string {
	out := []string{}
	for _, list := range [][]DecisionRow{p.Decided.Rows, p.Decided.Older} {
		for _, r := range list {
			out = append(out, r.Record)
		}
	}
	return out
}
