package page

import (
	"rodatraden/app/i18n"
	"rodatraden/data/followup"
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
	Where string        `json:"where"`           // Bladet Belopp, cell E7; or amounts.csv rad 7
	Label string        `json:"label,omitempty"` // the column's title: Tal
	Sides []CheckedSide `json:"sides,omitempty"` // both figures, where two differ
	Reply string        `json:"reply,omitempty"` // where a note answers it: kolumnen Anmärkning (note) på rad 7
}

// CheckedSide is one of two figures that differ, as it is written in the tables.
type CheckedSide struct {
	Label string `json:"label"`
	Value string `json:"value"`
}

// CheckedOf tells a report of a package, or of an import, in words. name is what it is called, path where
// it lies.
func CheckedOf(l *i18n.Localizer, name, path string, r followup.Report) Checked {
	c := Checked{Package: name, Path: path, Findings: []CheckedFinding{}}
	for _, f := range r.Findings {
		wrong, do := FindingSentences(l, f)
		c.Findings = append(c.Findings, CheckedFinding{Finding: f, Wrong: wrong, Do: do})
	}
	return c
}

// FindingSentences returns what is wrong and what to do about a finding.
func FindingSentences(l *i18n.Localizer, f followup.Finding) (wrong, do string) {
	args := []any{"Value", f.Value, "Column", f.Column, "File", f.File, "Row", f.Row}
	for k, v := range f.Args {
		args = append(args, k, v)
	}
	return l.Text("check."+f.Code+".wrong", args...), l.Text("check."+f.Code+".do", args...)
}
