package model

import "time"

// Municipality is a Swedish municipality.
type Municipality struct {
	Code string `json:"code"` // SCB's four digits
	Name string `json:"name"`
}

// Committee is a committee of one municipality, as one repository publishes it.
type Committee struct {
	Repository   string       `json:"repository"` // the subscription's id; "demo" for the demo library
	ID           string       `json:"id"`         // unique in its repository
	Name         string       `json:"name"`
	Municipality Municipality `json:"municipality"`
	Fictional    bool         `json:"fictional"` // an invented municipality, which every page says
}

// Extent says how much of a report a package holds.
type Extent string

// A Full package is the whole report: what is absent was not reported. An Excerpt is parts known
// through another document: what is absent is not quoted.
const (
	Full    Extent = "full"
	Excerpt Extent = "excerpt"
)

// Kind says what sort of report a package is.
type Kind string

// The kinds of packages.
const (
	Monthly      Kind = "monthly"
	Interim      Kind = "interim"
	Annual       Kind = "annual"
	Plan         Kind = "plan"
	Audit        Kind = "audit"
	Quality      Kind = "quality"
	DecisionKind Kind = "decision"
	Other        Kind = "other"
)

// Report reports whether packages of the kind report an economy of their own: a plan, an audit or
// minutes do not.
func (k Kind) Report() bool { return k == Monthly || k == Interim || k == Annual }

// Package is what one committee was told on one occasion, without its rows.
type Package struct {
	Committee      Committee
	Name           string // unique in the committee: asn-2019-04-interim
	ID             string // UUID
	Title          string
	Kind           Kind
	Extent         Extent
	From, To       time.Time // the days that the report covers, UTC midnight; zero where not said
	AsAt           time.Time // the day whose knowledge is stated, UTC midnight
	Order          int64     // the library's clock, unique in the committee
	Published      string    // as in the manifest: a time stamp with zone, or a date; may be empty
	PublishedBasis string    // stated, derived or unknown
	Supersedes     string    // the id of the package that this one replaces, or ""
	SupersededAt   int64     // the order of the package that replaced this one; 0 while none has
	MeetingDate    string    // the meeting it is for, a date; may be empty
	MeetingItem    string
	Variance       string // budget-minus-actual, actual-minus-budget-costs-negative or not_stated
	Audience       string // public or presidium
	Reason         string // why an empty package withdraws another
	Rows           int    // rows in all tables; 0 in a package that withdraws another
}

// KnownAt reports whether the package is known at the library's time t: told by then, and by then
// not replaced.
func (p Package) KnownAt(t int64) bool {
	return p.Order <= t && (p.SupersededAt == 0 || p.SupersededAt > t)
}

// Less reports whether p ranks below q: what q states of a fact replaces what p states of it.
func (p Package) Less(q Package) bool {
	if !p.AsAt.Equal(q.AsAt) {
		return p.AsAt.Before(q.AsAt)
	}
	return p.Order < q.Order
}
