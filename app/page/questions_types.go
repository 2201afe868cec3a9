package page

import "time"

// Questions is Mina frågor: what the reader has written about a committee, in the order of the meeting,
// and what the rules suggest to ask about.
type Questions struct {
	Head
	Filters []QuestionFilter `json:"filters"`
	Groups  []QuestionGroup  `json:"groups"`  // questions by subject, then notes and bookmarks
	Order   []string         `json:"order"`   // the questions' ids in the order of the meeting
	Silent  []Silent         `json:"silent"`  // what the reader has silenced, and that rests on the same facts
	Privacy []string         `json:"privacy"` // what notes mean under the rules on public documents and personal data
	Empty   string           `json:"empty,omitempty"`
}

// QuestionFilter is a choice of rows, with how many there are in its words.
type QuestionFilter struct {
	Name  string `json:"name"` // one of the filters below
	Label string `json:"label"`
	Count int    `json:"count"`
}

// The filters.
const (
	FilterAll       = "all"
	FilterQuestions = "questions"
	FilterNotes     = "notes"
	FilterAsks      = "asks"   // what the rules suggest, and that is not among the questions
	FilterSilent    = "silent" // what the reader has silenced
)

// QuestionGroup is the entries of one subject.
type QuestionGroup struct {
	Name  string  `json:"name"`
	Title string  `json:"title"`
	Count string  `json:"count"` // 3 frågor
	Rows  []Entry `json:"rows"`
}

// Entry is one thing that the reader has written: a question, a note or a bookmark.
type Entry struct {
	ID      string    `json:"id"`
	Kind    string    `json:"kind"`   // note, question, bookmark
	Ask     string    `json:"ask"`    // the id of the Ask that it was; empty where the reader wrote it
	Number  int       `json:"number"` // of a question, in the order of the meeting; 0 of others
	Title   string    `json:"title"`
	Where   string    `json:"where"` // in few words what it hangs on
	Text    string    `json:"text"`  // the reader's own words
	To      string    `json:"to"`    // administration, presidium, audit, or the reader's own words
	ToText  string    `json:"to_text"`
	State   string    `json:"state"` // not_asked, asked, answered
	Mark    Mark      `json:"mark"`
	Answer  string    `json:"answer"`
	Changed time.Time `json:"changed"` // when it was written, UTC

	Hangs     *Hangs      `json:"hangs"`               // what it hangs on; null where on nothing
	Conflicts []NamedText `json:"conflicts,omitempty"` // what another device wrote in the same place
}

// Hangs is the record that an entry hangs on, as it was when the entry was written, and what has become
// of it since.
type Hangs struct {
	Record  string  `json:"record"`
	Title   string  `json:"title"`
	Mark    Mark    `json:"mark"`    // what it said then: a figure, or an absence with its mark
	Note    string  `json:"note"`    // where and when it was told
	Source  *Source `json:"source"`  // as it is now
	Told    string  `json:"told"`    // the source's words then, where there is none now
	Changed string  `json:"changed"` // what has become of it; empty where it says the same
	Gone    bool    `json:"gone"`    // nobody tells it any longer
}

// Silent is a question that the reader does not want while it rests on the same facts.
type Silent struct {
	ID  string `json:"id"` // of the entry that silences it
	Ask Ask    `json:"ask"`
}
