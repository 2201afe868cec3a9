package sheet

import (
	"rodatraden/data/fault"
	"rodatraden/data/followup"
)

// SuggestOptions are what is known before a file is looked at.
type SuggestOptions struct {
	Period   string // what the file is about, where that is known
	Variance string // the package's own rule, where that is known
	// Known returns the rows of a standing table that names in the file may be; nil knows none.
	// followup.Standing gives such rows.
	Known func(table string) [][]string
	// Say gives the two sentences of a finding as a text for the comments; nil writes its code.
	Say func(followup.Finding) string
}

// Suggest looks at a file and writes a mapping for it, which works on that file as it stands. What it is
// not sure of is a finding, and the same sentence is a comment at the place in the mapping.
func Suggest(file string, opt SuggestOptions) (mapping []byte, report followup.Report, err error) {
	return nil, followup.Report{}, fault.New("sheet.Suggest", fault.Build, file, errNotBuilt)
}
