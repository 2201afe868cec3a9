package page

import "math"

// SearchAsk is what is searched for, and how much of what is found is asked for.
type SearchAsk struct {
	Words  string
	Group  string // one of the groups, by its name; empty is all
	Year   string // empty is all
	Limit  int    // at most so many hits
	Few    bool   // of each group only the first ones, as the page shows them before a group is opened
	Detail bool   // with what is told of one hit
	Record string // that hit; where it is not among them it is the first
}

// EveryHit is a limit that leaves none out.
const EveryHit = math.MaxInt

// SearchPage is the results of a search as known. The counts are of everything that was found, also
// of what is not among the hits.
type SearchPage struct {
	Head
	Query  string        `json:"query"`
	Group  string        `json:"group,omitempty"` // that the hits are of, by its name; empty is all
	Year   string        `json:"year,omitempty"`  // that the hits and the counts are of; empty is all
	Total  int           `json:"total"`
	Groups []SearchGroup `json:"groups"` // those with hits of the year, in the page's order
	Years  []SearchYear  `json:"years"`  // those with hits, the latest first
	Hits   []SearchHit   `json:"hits"`

	Detail *SearchDetail `json:"detail,omitempty"`
}

// SearchGroup is a heading that hits stand under.
type SearchGroup struct {
	Name  string `json:"name"`  // goals
	Title string `json:"title"` // Mål och indikatorer
	Count int    `json:"count"`
}

// SearchYear is a year that hits are about.
type SearchYear struct {
	Year  string `json:"year"`
	Count int    `json:"count"`
}

// SearchHit is one record found.
type SearchHit struct {
	Ref   string `json:"ref"`
	Group string `json:"group"` // Ekonomi, Beslut och dokument
	Title []Run  `json:"title"`
	Where []Run  `json:"where"` // kind and package
	Line  []Run  `json:"line"`  // the same, and the words around the hit
	When  string `json:"when"`  // the year
}

// Run is a piece of a hit's text.
type Run struct {
	Text string `json:"text"`
	Hit  bool   `json:"hit,omitempty"`
}

// SearchDetail is what stands beside the hits of the one that is chosen.
type SearchDetail struct {
	Ref    string          `json:"ref"`
	Kind   string          `json:"kind"`  // Nämndmål · Verksamhetsplan med budget 2021
	Title  []Run           `json:"title"` // in full
	Read   []SearchReading `json:"read"`  // how it goes, as the program reads it
	Fields []SearchField   `json:"fields"`
	More   int             `json:"more,omitempty"`  // so many fields that only its own page has
	Thread []ThreadStep    `json:"thread"`          // what it stands between; none where it has no place in the thread
	Alone  *Mark           `json:"alone,omitempty"` // instead, where it has a place and no link is known
	Source *Source         `json:"source"`
	Page   string          `json:"opens,omitempty"`  // the page that tells of it; empty where only its own does
	Select string          `json:"select,omitempty"` // what is chosen there
}

// SearchReading is one assessment of a hit.
type SearchReading struct {
	Label  string `json:"label"` // Appens tolkning, augusti 2021
	Mark   Mark   `json:"mark"`
	Beside string `json:"beside,omitempty"` // prognos
}

// SearchField is a cell of a hit, or a figure that is told of it.
type SearchField struct {
	Label string `json:"label"`
	Text  []Run  `json:"text"`
}

// ThreadStep is a place of the thread: the hit's own, or the nearest one over or under it that a link
// leads to.
type ThreadStep struct {
	Record string    `json:"record,omitempty"` // empty of a group
	Level  string    `json:"level"`            // KF-mål
	Grade  LinkGrade `json:"grade,omitempty"`  // of the link; empty of the hit's own place
	Link   string    `json:"link,omitempty"`   // the grade in words: delvis, angivet för målen som grupp
	Title  string    `json:"title,omitempty"`
	Absent *Mark     `json:"absent,omitempty"` // where nothing of the place is known
	Chosen bool      `json:"chosen,omitempty"`
	More   int       `json:"more,omitempty"` // so many others in the same place
}
