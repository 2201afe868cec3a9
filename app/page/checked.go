package page

import (
	"strings"

	"rodatraden/data/followup"
	"rodatraden/data/schema"
)

// Checked is what a check found in one package, or an import in the files that it read: the same for the
// terminal, for machines and for the page that is mailed to whoever must answer.
type Checked struct {
	Package  string           `json:"package"`
	Path     string           `json:"path"`
	Findings []CheckedFinding `json:"findings"`
}

// CheckedFinding is a finding in words.
type CheckedFinding struct {
	followup.Finding
	Wrong string        `json:"wrong"`
	Do    string        `json:"do"`
	Where string        `json:"where"`           // bladet Belopp, cell E7; or amounts.csv, rad 7
	Label string        `json:"label,omitempty"` // the column by its title: Belopp (value)
	Sides []CheckedSide `json:"sides,omitempty"` // both figures, where two differ
	Reply string        `json:"reply,omitempty"` // where a note answers a warning: kolumnen Anmärkning (note), rad 7
	Shown string        `json:"shown,omitempty"` // how the answer is shown to those who read
}

// CheckedSide is one of two figures that differ, as it is written in the tables.
type CheckedSide struct {
	Label string `json:"label"`
	Value string `json:"value"`
}

// TableFound is the table that a file holds, by its title, or "" where it holds none.
func TableFound(file string) string {
	name, is := strings.CutSuffix(file, ".csv")
	if t, ok := schema.Get(name); is && ok {
		return t.Title
	}
	return ""
}
