package page

// Audit is Revision: what the auditors have pointed out, what the administration says of it and what
// the auditors confirm. Every point's and question's own page stands in it, so that choosing another
// asks for nothing.
type Audit struct {
	Head
	Points    []AuditPoint    `json:"points"`    // recommendations, risks and criticism: the newest report's first
	Questions []AuditQuestion `json:"questions"` // every question of every report known, the newest report's first
	Filters   []AuditFilter   `json:"filters"`
	Empty     string          `json:"empty,omitempty"` // what is said where nothing is known
}

// AuditFilter is one way to choose among the points and questions.
type AuditFilter struct {
	Name  string `json:"name"` // all, new, remaining, done, questions
	Label string `json:"label"`
	Count int    `json:"count"`
}

// The names of the filters.
const (
	AuditAll       = "all"
	AuditNew       = "new"       // told since the state that the page is compared with
	AuditRemaining = "remaining" // told before it, and not done by the auditors' last word
	AuditDone      = "done"      // both keys say so
	AuditQuestions = "questions"
)

// AuditPoint is a recommendation, a risk or a criticism with its detail.
type AuditPoint struct {
	Record   string `json:"record"`
	Kind     string `json:"kind"`      // recommendation, risk, criticism
	KindYear string `json:"kind_year"` // Rekommendation 2021
	Title    string `json:"title"`
	Text     string `json:"text"`
	New      bool   `json:"new"`
	Remains  bool   `json:"remains"`
	Done     bool   `json:"done"`

	Says     AuditKey `json:"says"`     // Förvaltningen uppger
	Confirms AuditKey `json:"confirms"` // Revisionen bekräftar
	Deadline Deadline `json:"deadline"`

	Trail     []TrailStep `json:"trail"` // recommendation, response, action, evidence
	TrailNote string      `json:"trail_note"`
	Before    []NamedText `json:"before"` // what to know before an answer is decided
	Related   []Related   `json:"related"`
	Source    *Source     `json:"source"`

	report string
	order  int64
}

// AuditKey is one of the two keys to a point: it is done only when both say so.
type AuditKey struct {
	Label   string      `json:"label"`
	Mark    Mark        `json:"mark"`
	Status  string      `json:"status"`  // as stated; empty where nothing is
	History []AuditSaid `json:"history"` // every word of the key, the last one too
	Source  *Source     `json:"source"`
	Record  string      `json:"record,omitempty"`
}

// AuditSaid is what was said of a point at a time.
type AuditSaid struct {
	Label  string  `json:"label"` // when
	Text   string  `json:"text"`
	Source *Source `json:"source"`
	Record string  `json:"record"`
}

// Deadline is when a point shall be done: the first day that was told, and each that replaced it.
type Deadline struct {
	Label      string      `json:"label"`
	Mark       Mark        `json:"mark"` // the day that holds, or the mark of its absence
	Note       string      `json:"note"` // förlängd 2 gånger, först 30 september 2024
	First      string      `json:"first"`
	Extensions []AuditSaid `json:"extensions"`
	Source     *Source     `json:"source"`
	Record     string      `json:"record,omitempty"`
}

// TrailStep is a step from what the auditors said to what shows that it was done.
type TrailStep struct {
	Step   string      `json:"step"`
	Label  string      `json:"label"`
	Filled bool        `json:"filled"`
	Absent Mark        `json:"absent"` // where it is not filled
	Lines  []TrailLine `json:"lines"`
}

// TrailLine is one answer to a step.
type TrailLine struct {
	Text   string  `json:"text"`
	Source *Source `json:"source"`
	Record string  `json:"record"`
}

// Related is a finding, a gap, a view or an earlier point that the material ties to a point.
type Related struct {
	Kind   string  `json:"kind"`
	Text   string  `json:"text"`
	By     string  `json:"by,omitempty"`
	Source *Source `json:"source"`
	Record string  `json:"record"`
}

// AuditQuestion is a question that an audit answers, with every answer.
type AuditQuestion struct {
	Record  string        `json:"record"`
	Report  string        `json:"report"` // Granskning 2021
	Year    string        `json:"year"`
	Text    string        `json:"text"`
	Depth   int           `json:"depth"` // 1 for a part of the question before
	Answers []AuditAnswer `json:"answers"`
	Differs bool          `json:"differs"` // two places answer it otherwise
	Mark    Mark          `json:"mark"`    // of the list: how it is answered, or that the answers differ
	Absent  *Mark         `json:"absent"`  // where no answer is told
	Note    string        `json:"note"`
	Source  *Source       `json:"source"`

	Overall       string  `json:"overall"` // of the report: its overall assessment
	OverallSource *Source `json:"overall_source"`
	OverallRecord string  `json:"overall_record"`
}

// AuditAnswer is what one place in a report answers.
type AuditAnswer struct {
	Place    string  `json:"place"`
	Verbatim string  `json:"verbatim"`
	Status   string  `json:"status"`
	Reading  Mark    `json:"reading"` // how the program reads it
	Note     string  `json:"note,omitempty"`
	Source   *Source `json:"source"`
	Record   string  `json:"record"`
}
