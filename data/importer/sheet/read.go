package sheet

import (
	"rodatraden/data/fault"
	"rodatraden/data/followup"
	"rodatraden/data/importer"
)

// Options are what changes from one time to the next.
type Options struct {
	Period string // goes before the mapping's
}

// Read reads files by a mapping. What is wrong, what was left out and what was taken for granted is in the
// report; where it has faults the facts are what could be read, and are not to be imported. The error is
// for a file that could not be read at all, of the kinds of data/spreadsheet.
func Read(files []string, m Mapping, opt Options) (*importer.Facts, followup.Report, error) {
	return nil, followup.Report{}, fault.New("sheet.Read", fault.Build, "", errNotBuilt)
}
