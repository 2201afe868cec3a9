// Package page makes what each page says: plain structs, built by functions that read the library
// and nothing else. The window, the exports and the headless pictures render the same structs, so
// they cannot disagree. Every text in them is written for people, in the language asked for; every
// number that a text tells stands beside it as a Figure.
package page

// Head is what every page says of itself.
type Head struct {
	Page      string       `json:"page"` // overview, economy, goals, savings, audit
	Language  string       `json:"language"`
	Committee CommitteeRef `json:"committee"`
	About     PackageRef   `json:"package"`          // the package that the page is about
	Report    *PackageRef  `json:"report,omitempty"` // the report whose economy is told, where About is no report
	Compare   *PackageRef  `json:"compared_with"`    // null where compared with nothing
	KnownAt   int64        `json:"known_at"`         // the library's time
	Headline  string       `json:"headline"`         // a sentence with the finding, at most 80 characters
	Sub       string       `json:"sub"`              // how it is known, what was counted
	Gaps      Gaps         `json:"gaps"`
	Asks      []Ask        `json:"asks"` // what there is to ask about on the page; on Översikt all there is
}

// Gaps counts what the page expected and did not get. In an excerpt nothing is expected.
type Gaps struct {
	Expected    int `json:"expected"`
	NotReported int `json:"not_reported"`
}

// CommitteeRef names a committee.
type CommitteeRef struct {
	Repository   string `json:"repository"`
	ID           string `json:"id"`
	Name         string `json:"name"`
	Municipality string `json:"municipality"`
	Fictional    bool   `json:"fictional"`
}

// PackageRef names a package in the forms that a page and its pickers need.
type PackageRef struct {
	Name   string `json:"name"`   // asn-2019-04-interim
	Title  string `json:"title"`  // Delårsrapport april 2019
	Short  string `json:"short"`  // Delår april 2019
	When   string `json:"when"`   // april 2019
	Month  string `json:"month"`  // april; empty where it is about no month
	Extent string `json:"extent"` // full or excerpt
	Kind   string `json:"kind"`
	Order  int64  `json:"order"`
	Reason string `json:"reason,omitempty"` // why it withdraws what it replaced
}

// Figure is one number, there or not. Value is a decimal string as reported, null where Status
// says that there is none. Text is what a person reads: −18 mkr, ca +3 mkr, återges inte.
type Figure struct {
	Value       *string `json:"value"`
	AmountUnit  string  `json:"amount_unit"`
	Status      string  `json:"status"`
	Approximate bool    `json:"approximate"`
	Computed    bool    `json:"computed"`
	Text        string  `json:"text"`
	Source      *Source `json:"source"`

	Number    string `json:"-"`                    // Text without its unit: −18, ca +3
	Unit      string `json:"-"`                    // mkr
	Sign      int    `json:"-"`                    // −1, 0 or 1: of a deviation, worse or better
	Place     string `json:"place,omitempty"`      // where in the report, when told in several places
	Record    string `json:"record,omitempty"`     // table:id of the row, to open it
	LastKnown string `json:"last_known,omitempty"` // senast kända −18 mkr (april 2019)
	Words     string `json:"words,omitempty"`      // what is said where no number is: Kostnaderna minskar.
}

// Present reports whether there is a number.
func (f Figure) Present() bool { return f.Value != nil }

// Source says where a figure or a statement stands.
type Source struct {
	Record   string `json:"record"`   // sources:id, to open the passage's record
	Label    string `json:"label"`    // Förstudie 2019, avsnitt 4
	Document string `json:"document"` // the document's title
	Section  string `json:"section,omitempty"`
	Page     string `json:"page,omitempty"`
	SaidIn   string `json:"said_in,omitempty"` // the document it is said to stand in
	Package  string `json:"package"`           // the package that states it
}

// Mark is a status mark: a shape and a word, never colour alone. DESIGN.md section 5 names them.
type Mark struct {
	Kind MarkKind `json:"kind"`
	Text string   `json:"text"`
}

// MarkKind chooses a status mark's shape and colour.
type MarkKind string

// The status marks.
const (
	MarkDone      MarkKind = "done"
	MarkNotYet    MarkKind = "not_yet"
	MarkPartly    MarkKind = "partly"
	MarkNotDone   MarkKind = "not_done"
	MarkMissing   MarkKind = "missing"    // redovisas inte
	MarkNotQuoted MarkKind = "not_quoted" // återges inte
	MarkNew       MarkKind = "new"
	MarkFallen    MarkKind = "fallen"
	MarkSilent    MarkKind = "silent"
	MarkOral      MarkKind = "oral"
	MarkBetter    MarkKind = "better"
	MarkWorse     MarkKind = "worse"
	MarkNeutral   MarkKind = "neutral" // more, fewer, uncertain
	MarkSame      MarkKind = "same"
)

// Passage is a run of text for people, in one weight and slant.
type Passage struct {
	Text   string `json:"text"`
	Bold   bool   `json:"bold,omitempty"`
	Italic bool   `json:"italic,omitempty"`
	Muted  bool   `json:"muted,omitempty"`
}
