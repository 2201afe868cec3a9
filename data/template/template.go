package template

import (
	"io/fs"

	"rodatraden/data/followup"
)

// Words gives the texts of a workbook in one language.
type Words interface {
	// Text is a message of the translations; args are names and values by turns.
	Text(id string, args ...any) string
	// Value is a listed value of a table's column in words, or "" where there are none.
	Value(table, column, value string) string
}

// Content is what a new workbook holds. Rows are in the schema's order of columns. The zero value is an
// empty workbook.
type Content struct {
	Manifest followup.Manifest     // partly filled in; resources are left out
	Rows     map[string][][]string // by table: what this package tells
	Before   map[string][][]string // by table: what earlier packages told, and stands
	Known    map[string][][]string // by table: facts of earlier packages that are not shown; their keys keep their ids
	Expected map[string][]Expected // by table: what is to be expected of this package
}

// Expected is a fact that the package should tell: its key, and what can be known beforehand.
type Expected struct {
	Row  []string // its values are empty
	Like []string // the fact as it was told last time: the new one has its decimals
}

// Source is a workbook that has been filled in, and the folder beside it with documents/, texts/,
// overrides.csv and tables that were imported.
type Source struct {
	// FS is the source of a package, for followup.BuildTo.
	FS fs.FS
	// Report is what was found in reading the workbook. With a fault nothing should be built: FS lacks
	// what could not be read.
	Report followup.Report
	// Before is what the workbook says was told before and has not been changed, as a package that this
	// one joins; nil where there is none. It stands in for the real packages where they are not at hand.
	Before *followup.Package

	lines    map[string]map[int]place  // where each line of a table's file stands
	columns  map[string]map[string]int // of each sheet, by field
	manifest map[string]cellPlace      // by property
	told     map[cellPlace]bool        // cells with faults in Report
}
