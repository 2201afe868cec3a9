package sie

import (
	"errors"

	"rodatraden/data/fault"
	"rodatraden/data/followup"
	"rodatraden/data/importer"
)

// Options are what changes from one time to the next.
type Options struct {
	Period string // goes before the mapping's
}

// Read reads files by a mapping into budget lines and amounts. Several files are parts of one bookkeeping: a
// year each, or months of vouchers each; what two of them state is a fault. What was read, left out and
// taken for granted is in the report. The error is of the kind Faults where the report has faults; otherwise
// it is for a file that could not be read at all.
func Read(files []string, m Mapping, opt Options) (*importer.Facts, followup.Report, error) {
	return nil, followup.Report{}, fault.New("sie.Read", fault.Build, "", errors.New("not built"))
}
