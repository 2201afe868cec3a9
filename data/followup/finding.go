package followup

import (
	"fmt"
	"strings"
)

// Severity says whether a finding stops the package.
type Severity string

// A Fault stops the package. A Warning is published with it, answered or not.
const (
	Fault   Severity = "fault"
	Warning Severity = "warning"
)

// Finding is one thing that a check found: where, what is wrong, and by its code what to do. The
// sentences are `check.<code>.wrong` and `check.<code>.do` in the translations.
type Finding struct {
	Severity Severity          `json:"severity"`
	Code     string            `json:"code"`          // snake_case, one a rule
	File     string            `json:"file"`          // path in the package
	Row      int               `json:"row,omitempty"` // the line in the file, header 1; 0 for the whole file
	Column   string            `json:"column,omitempty"`
	Value    string            `json:"value,omitempty"` // as it stands, shortened to 80 characters
	Args     map[string]string `json:"args,omitempty"`  // what the sentences name
}

// String gives the form for logs.
func (f Finding) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s %s", f.Severity, f.Code, f.File)
	if f.Row > 0 {
		fmt.Fprintf(&b, ":%d", f.Row)
	}
	if f.Column != "" {
		fmt.Fprintf(&b, " %s=%q", f.Column, f.Value)
	}
	return b.String()
}

// Report is everything that a check found, in the order of files and rows.
type Report struct {
	Findings []Finding `json:"findings"`
}

// Faults counts the findings that stop the package.
func (r Report) Faults() int { return r.count(Fault) }

// Warnings counts the findings that do not.
func (r Report) Warnings() int { return r.count(Warning) }

func (r Report) count(s Severity) int {
	n := 0
	for _, f := range r.Findings {
		if f.Severity == s {
			n++
		}
	}
	return n
}
