package page

// Passage page: what opens behind a source link or a search hit.

// RecordView is one record as known: its cells in words, where it stands, and what was said of it
// before.
type RecordView struct {
	Ref     string      `json:"ref"`  // table:id
	Kind    string      `json:"kind"` // the table in words: Belopp
	Title   string      `json:"title"`
	Fields  []NamedText `json:"fields"`
	Source  *Source     `json:"source"`
	Stated  string      `json:"stated"`  // Står i Delårsrapport april 2019
	History []NamedText `json:"history"` // who said what when, oldest first

	Document *Attached `json:"document,omitempty"` // the file behind it; nil where it is not about one
}

// NamedText is a label and a text.
type NamedText struct {
	Label string `json:"label"`
	Text  string `json:"text"`
}

// SearchPage is the results of a search as known.
type SearchPage struct {
	Head
	Query string      `json:"query"`
	Total int         `json:"total"`
	Hits  []SearchHit `json:"hits"`
}

// SearchHit is one record found.
type SearchHit struct {
	Ref   string `json:"ref"`
	Group string `json:"group"` // Ekonomi, Beslut och dokument
	Title []Run  `json:"title"`
	Line  []Run  `json:"line"` // kind, package, and the words around the hit
	When  string `json:"when"` // the year
}

// Run is a piece of a hit's text.
type Run struct {
	Text string `json:"text"`
	Hit  bool   `json:"hit,omitempty"`
}
