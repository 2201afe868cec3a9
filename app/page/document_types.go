package page

// Document page: a text of a package, to be read within the window.

// Document is a Markdown text as blocks, and the other texts of its package to go on to.
type Document struct {
	Ref      string      `json:"ref"`      // table:id of the record that the text belongs to
	Kind     string      `json:"kind"`     // Text, Dokument
	Title    string      `json:"title"`    // the record's
	Stated   string      `json:"stated"`   // Står i Delårsrapport april 2019
	Source   *Source     `json:"source"`   // where it stands; null where that is not told
	Blocks   []TextBlock `json:"blocks"`   // in reading order
	Chapters []Chapter   `json:"chapters"` // the package's texts in reading order, this one too
	LeftOut  int         `json:"left_out"` // blocks of raw HTML, which is never shown
	Cut      bool        `json:"cut"`      // the text is longer than is shown
}

// Chapter is a text of a package.
type Chapter struct {
	Ref     string `json:"ref"`
	Heading string `json:"heading"`
	Number  int    `json:"number"` // its place in the reading order, from 1
	Here    bool   `json:"here"`   // it is the one that is read
}

// Next returns the text that stands by places after the one that is read, −1 before it; nil where
// there is none.
func (d *Document) Next(by int) *Chapter {
	for i := range d.Chapters {
		if to := i + by; d.Chapters[i].Here && to >= 0 && to < len(d.Chapters) {
			return &d.Chapters[to]
		}
	}
	return nil
}

// TextBlock is a heading, a paragraph, a table or a rule of a text. Lists and quotes are no blocks of
// their own: what stands in them says so.
type TextBlock struct {
	Kind   BlockKind    `json:"kind"`
	Level  int          `json:"level,omitempty"`  // of a heading, from 1 to 6
	Depth  int          `json:"depth,omitempty"`  // how many lists it stands in
	Mark   string       `json:"mark,omitempty"`   // before the first block of a list's item: •, 3.
	Quoted int          `json:"quoted,omitempty"` // how many quotes it stands in
	Runs   []TextRun    `json:"runs,omitempty"`
	Rows   [][]TextCell `json:"rows,omitempty"` // of a table, the heads first
}

// BlockKind is what a block of a text is.
type BlockKind string

// The kinds of blocks.
const (
	HeadingBlock   BlockKind = "heading"
	ParagraphBlock BlockKind = "paragraph"
	CodeBlock      BlockKind = "code" // lines that are kept as they are
	TableBlock     BlockKind = "table"
	RuleBlock      BlockKind = "rule"
)

// TextRun is a piece of a text in one weight and slant, which may lead somewhere: to an https address,
// or to another text of the package.
type TextRun struct {
	Passage
	Code    bool   `json:"code,omitempty"`
	Address string `json:"address,omitempty"` // https://…
	Opens   string `json:"opens,omitempty"`   // table:id
}

// TextCell is a cell of a table.
type TextCell struct {
	Runs  []TextRun `json:"runs"`
	Right bool      `json:"right,omitempty"` // it stands at the right of its column
}

// Attached is the file that a record names, or a passage's document, and what can be done with it.
type Attached struct {
	Ref    string       `json:"ref"`              // the record whose file it is
	Kind   AttachedKind `json:"kind"`             // empty where it is absent
	Title  string       `json:"title"`            // what the file is called; never a name of the publisher's
	Absent *Mark        `json:"absent,omitempty"` // the package does not hold the file

	Repository string `json:"-"`
	Hash       string `json:"-"` // "sha256:" and 64 hexadecimal digits
	Bytes      int64  `json:"-"`
}

// AttachedKind is how a file is opened.
type AttachedKind string

// The ways in which files are opened.
const (
	AttachedText AttachedKind = "markdown" // read within the window
	AttachedPDF  AttachedKind = "pdf"      // by the system's viewer
)
