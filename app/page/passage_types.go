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
