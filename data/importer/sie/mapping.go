package sie

import (
	"os"
	"path/filepath"

	"rodatraden/data/fault"
	"rodatraden/data/followup"
	"rodatraden/data/importer"
)

// Mapping says which accounts, and which of their objects, make which budget line.
type Mapping struct {
	Variance   string `toml:"variance"`    // the package's own rule, as in its datapackage.json: it decides the signs
	Period     string `toml:"period"`      // 2019-04, 2019-01/2019-04 or 2019; empty is as far as the file goes
	AmountUnit string `toml:"amount_unit"` // kr, tkr or mkr
	Decimals   int    `toml:"decimals"`    // that amounts are rounded to, half away from zero
	Months     bool   `toml:"months"`      // the outcome to the end of every month before, too
	// TotalDimension is the dimension whose objects an account's every amount is booked on; 0 where
	// nothing is said.
	TotalDimension int    `toml:"total_dimension"`
	Source         Source `toml:"source"`
	Lines          []Line `toml:"line"`

	file string
	raw  []byte
}

// Source is where the figures stand. In its texts {period}, {year} and {month} stand for the period's.
type Source struct {
	ID         string `toml:"id"`          // of the row in sources; empty is bokforing-{period}
	Document   string `toml:"document"`    // the document's title; empty makes no row in documents
	DocumentID string `toml:"document_id"` // empty follows the title
	Kind       string `toml:"kind"`        // of document
	Sender     string `toml:"sender"`
	Section    string `toml:"section"`
	Form       string `toml:"form"`    // empty is written
	SaidBy     string `toml:"said_by"` // empty is administration
	Date       string `toml:"date"`    // empty is the day that the files were made
}

// Line is a budget line and what it is made of.
type Line struct {
	ID       string              `toml:"id"`
	Parent   string              `toml:"parent"`
	Unit     string              `toml:"unit"` // the id of a row in units
	Title    string              `toml:"title"`
	Kind     string              `toml:"kind"`  // cost, income or net
	Order    int                 `toml:"order"` // 0 is its place in the mapping
	Accounts []string            `toml:"accounts"`
	Except   []string            `toml:"except"`
	Objects  map[string][]string `toml:"objects"` // by the number of their dimension
}

// ReadMapping reads a mapping file and checks it, all at once. The error is for a file that could not be
// read at all.
func ReadMapping(path string) (Mapping, followup.Report, error) {
	const op = "sie.ReadMapping"
	var probe map[string]any
	if _, err := importer.ReadMapping(path, &probe); err != nil { // the limits of any mapping
		return Mapping{}, followup.Report{}, err
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return Mapping{}, followup.Report{}, fault.New(op, fault.Local, path, err)
	}
	m, report := DecodeMapping(filepath.Base(path), raw)
	return m, report, nil
}

// DecodeMapping is ReadMapping for the bytes of a file.
func DecodeMapping(file string, raw []byte) (Mapping, followup.Report) {
	m := Mapping{file: file, raw: raw}
	report := importer.DecodeMapping(file, raw, &m)
	return m, report
}
