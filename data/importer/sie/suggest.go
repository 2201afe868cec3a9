package sie

import (
	"errors"

	"rodatraden/data/fault"
	"rodatraden/data/followup"
)

// SuggestOptions are what is known before a file is looked at.
type SuggestOptions struct {
	Period   string // what the file is about, where that is known
	Variance string // the package's own rule, where that is known
	// Say gives the two sentences of a finding as a text for the comments; nil writes its code.
	Say func(followup.Finding) string
}

// Suggest writes a mapping from the accounts and objects of a file, which works on that file as it stands.
// What it is not sure of is a finding, and the same sentence is a comment in the mapping.
func Suggest(file string, opt SuggestOptions) (mapping []byte, report followup.Report, err error) {
	return nil, followup.Report{}, fault.New("sie.Suggest", fault.Build, file, errors.New("not built"))
}
