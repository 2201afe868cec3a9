package spreadsheet

import (
	"slices"
	"strconv"
)

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
	// Text is what stands there; a line break in it is a line feed.
	//
	// Of a Number it is the shortest decimal number with a decimal point that is the stored one (18.4, also
	// where 18.399999999999999 is stored; never with an exponent), before what the format makes of it:
	// 5.1 % is 0.051. Of a number with decimals no more than fifteen digits are told: Excel shows no more,
	// and what is beyond them is noise (0.1+0.2 is 0.3).
	//
	// Of a Date it is 2006-01-02 or, with a time of day, 2006-01-02T15:04:05; of a time alone 15:04:05, with
	// hours beyond 23 where the format counts them (37:30:00). The day that Excel believes in, 1900-02-29,
	// and its 1900-01-00 are told as they are shown.
	//
	// Of a Boolean it is TRUE or FALSE; of a Broken cell what Excel shows, or the formula after an =.
	Text    string
	Format  Format // of a Number or a Date
	Formula bool   // the value was worked out by a formula
}

// Format is how a number is shown.
type Format struct {
	Code      string // as Excel writes it; empty is General
	Decimals  int    // that are always shown, no more and no fewer; -1 where the format fixes none, as General does
	Percent   bool   // shown multiplied by a hundred
	Thousands int    // how many times it is shown divided by a thousand
}

// Row is the cells of one row that are not Blank, from left to right.
type Row struct {
	Number int // 1 is the first; of separated text the line that the row begins on
	Hidden bool
	Cells  []Cell
}

// Cell returns the cell in a column, Blank where there is none.
func (r Row) Cell(column int) Cell {
	i, there := slices.BinarySearchFunc(r.Cells, column, func(c Cell, column int) int { return c.Column - column })
	if there {
		return r.Cells[i]
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

// ColumnName returns the letters of a column: 1 is A, 28 is AB.
func ColumnName(column int) string {
	var letters []byte
	for ; column > 0; column = (column - 1) / 26 {
		letters = append(letters, byte('A'+(column-1)%26))
	}
	slices.Reverse(letters)
	return string(letters)
}

// CellName returns the name of a cell, as a Finding's Cell has it: B7.
func CellName(row, column int) string { return ColumnName(column) + strconv.Itoa(row) }
