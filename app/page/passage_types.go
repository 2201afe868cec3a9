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

	Own      []OwnEntry `json:"own,omitempty"`  // what the reader has written about it
	Read     string     `json:"read,omitempty"` // Läst 12 november 2026; ändrad sedan dess. Empty where it says what it said then
	MarkRead bool       `json:"-"`              // that it has been read is not known yet, as it is now

	digest string // of what it says, as notes.Copy has it
}

// OwnEntry is one of the reader's entries in short.
type OwnEntry struct {
	ID    string `json:"id"`
	Kind  string `json:"kind"`  // note, question, bookmark, verdict
	Label string `json:"label"` // the same in words, with how far a question has come
	Text  string `json:"text"`  // its first line
}

// NamedText is a label and a text.
type NamedText struct {
	Label string `json:"label"`
	Text  string `json:"text"`
}
