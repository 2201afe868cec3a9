package spreadsheet

// Kind is what a cell holds.
type Kind int

// The kinds of cells.
const (
	Blank   Kind = iota // nothing, or nothing but a format
	Text                // words, also digits that somebody wrote as text
	Number              // a number, not shown as a date
	Date                // a number that is shown as a date or a time
	Boolean             // TRUE or FALSE
	Broken              // an error such as #REF!, or a formula that nobody has worked out
)

// Cell is one cell as it stands. Every cell of separated text is Text or Blank.
type Cell struct {
	Column int // 1 is A
	Kind   Kind
	// Text is what stands there. Of a Number it is the shortest decimal number with a decimal point that
	// is the stored one (18.4, also where 18.399999999999999 is stored; never with an exponent), before
	// what the format makes of it: 5.1 % is 0.051. Of a Date it is 2006-01-02 or, with a time of day,
	// 2006-01-02T15:04:05; of a Boolean TRUE or FALSE; of a Broken cell what Excel shows.
	Text    string
	Format  Format // of a Number or a Date
	Formula bool   // the value was worked out by a formula
}

// Format is how a number is shown.
type Format struct {
	Code     string // as Excel writes it; empty is General
	Decimals int    // that are always shown; -1 where the format fixes none, as General does
	Percent  bool   // shown multiplied by a hundred
}

// Row is the cells of one row that are not Blank, from left to right.
type Row struct {
	Number int // 1 is the first; of separated text the line that the row begins on
	Hidden bool
	Cells  []Cell
}

// Cell returns the cell in a column, Blank where there is none.
func (r Row) Cell(column int) Cell {
	for _, c := range r.Cells {
		if c.Column == column {
			return c
		}
	}
	return Cell{Column: column}
}

// Range is a block of merged cells, all ends included.
type Range struct{ FirstRow, FirstColumn, LastRow, LastColumn int }

// Sheet is one sheet of a workbook. Separated text has one, named as the file without its ending.
type Sheet struct {
	Name   string
	Hidden bool
}
