package notes

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
)

// Kind is what an entry is.
type Kind string

// The kinds.
const (
	Note     Kind = "note"
	Question Kind = "question" // to be asked at a meeting; a review rule's, or the reader's own
	Bookmark Kind = "bookmark"
	Read     Kind = "read"     // the record has been read, as it was in About.Copy
	Verdict  Kind = "verdict"  // the reader's own, on a recommendation
	Silenced Kind = "silenced" // a rule's question that the reader does not want while Facts are these
	Search   Kind = "search"   // a saved one; Title is its words
)

// Kinds returns every kind.
func Kinds() []Kind { return []Kind{Note, Question, Bookmark, Read, Verdict, Silenced, Search} }

// State is how far a question has come.
type State string

// The states. A question is NotAsked from the beginning.
const (
	NotAsked State = "not_asked"
	Asked    State = "asked"
	Answered State = "answered"
)

// Opinion is the reader's own verdict on whether a recommendation has been carried out.
type Opinion string

// The opinions; "" is none yet.
const (
	Done          Opinion = "done"
	Partly        Opinion = "partly"
	NotDone       Opinion = "not_done"
	NotAssessable Opinion = "not_assessable"
)

// To whom a question is put: one of these, or any words of the reader's.
const (
	Administration = "administration"
	Presidium      = "presidium"
	Audit          = "audit"
)

// Copy is what the record said when the entry was written.
type Copy struct {
	Kind    string `json:"kind,omitempty"` // of record: the table's name
	Title   string `json:"title,omitempty"`
	Text    string `json:"text,omitempty"`
	Source  string `json:"source,omitempty"`  // in words: the report and its page
	Package string `json:"package,omitempty"` // its title
	When    string `json:"when,omitempty"`    // the package's date, as 2019-04-30
	Digest  string `json:"digest,omitempty"`  // of the record, by Digest: tells whether it has changed
}

// About is what an entry is about. Only Repository and Committee are always there, and for a search
// not even they.
type About struct {
	Repository string `json:"repository,omitempty"`
	Committee  string `json:"committee,omitempty"`
	Ref        string `json:"ref,omitempty"`     // table:id; empty where it is about no single record
	Package    string `json:"package,omitempty"` // the name of the package that was read
	Copy       Copy   `json:"copy,omitzero"`
}

// Entry is one thing that the reader has written or marked.
type Entry struct {
	ID    string // given by Put where it is empty
	Kind  Kind
	About About

	Title   string  // a question's words; a saved search's
	Text    string  // the reader's own words
	To      string  // Administration, Presidium, Audit, or any words
	State   State   // of a question
	Answer  string  // to a question
	Verdict Opinion // of a verdict
	Rule    string  // the id of the review rule that raised it; may be empty
	Facts   string  // the digest of what the rule saw
	Place   string  // in the meeting's order: sorts as text; given by Put and Move

	Created, Changed time.Time // UTC; given by Put
	Conflict         []Version // what other devices wrote in fields that now say something else

	// Base names the revisions that this entry was read from. It goes back to Put as it came, which
	// so can tell what the reader has changed from what another device has in the meantime.
	Base []string
}

// Version is what a field said on another device.
type Version struct {
	Field  Field
	Words  string
	When   time.Time // it was written, UTC
	Device string
}

// Field names a field that a reader writes in.
type Field string

// The fields of which a conflict is told.
const (
	TitleField   Field = "title"
	TextField    Field = "text"
	ToField      Field = "to"
	StateField   Field = "state"
	AnswerField  Field = "answer"
	VerdictField Field = "verdict"
)

// Digest is for Copy.Digest and Entry.Facts: equal where all the words are.
func Digest(words ...string) string {
	h := sha256.New()
	for _, w := range words {
		fmt.Fprintf(h, "%d:%s", len(w), w)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// space is the namespace of the ids that two devices come to by themselves.
var space = uuid.MustParse("6c0b9a52-7d0e-5b6f-9c1e-3a8f5e2d4b71")

// newID returns the id of an entry that has none: that of the thing itself where two devices can
// only mean one by it, and otherwise one that no other entry has.
func newID(e Entry) string {
	of := func(words ...string) string {
		words = append([]string{string(e.Kind), e.About.Repository, e.About.Committee}, words...)
		return uuid.NewSHA1(space, []byte(Digest(words...))).String()
	}
	switch {
	case e.Kind == Search:
		return of(strings.ToLower(strings.Join(strings.Fields(e.Title), " ")))
	case (e.Kind == Question || e.Kind == Silenced) && e.Rule != "":
		return of(e.Rule, e.About.Ref)
	case (e.Kind == Bookmark || e.Kind == Read || e.Kind == Verdict) && e.About.Ref != "":
		return of(e.About.Ref)
	}
	return uuid.Must(uuid.NewV7()).String()
}
