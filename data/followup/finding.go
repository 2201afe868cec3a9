package followup

import (
	"fmt"
	"strings"
)

// Severity says whether a finding stops the package.
type Severity string

// A Fault stops the package. A Warning is published with it, answered by a note or not. What reads other
// files into a source also tells what it left out and what it took for granted.
const (
	Fault   Severity = "fault"
	Warning Severity = "warning"
	Skipped Severity = "skipped"
	Assumed Severity = "assumed"
)

// Finding is one thing that a check found: where, what is wrong, and by its code what to do. The
// sentences are `check.<code>.wrong` and `check.<code>.do` in the translations.
type Finding struct {
	Severity Severity          `json:"severity"`
	Code     string            `json:"code"`          // snake_case, one a rule
	File     string            `json:"file"`          // path in the package
	Row      int               `json:"row,omitempty"` // the line in the file, header 1; 0 for the whole file
	Column   string            `json:"column,omitempty"`
	Sheet    string            `json:"sheet,omitempty"`  // of a workbook that the row was read from
	Cell     string            `json:"cell,omitempty"`   // in that sheet: B7
	Value    string            `json:"value,omitempty"`  // as it stands, shortened to 80 characters
	Args     map[string]string `json:"args,omitempty"`   // what the sentences name
	Answer   string            `json:"answer,omitempty"` // of a Warning: the note that answers it, and is published
}

// Answered reports whether a note answers the warning.
func (f Finding) Answered() bool { return f.Severity == Warning && f.Answer != "" }

// String gives the form for logs.
func (f Finding) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s %s", f.Severity, f.Code, f.File)
	if f.Sheet != "" {
		fmt.Fprintf(&b, "[%s!%s]", f.Sheet, f.Cell)
	}
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

// Collector gathers the findings of what reads other files into a source, as a check gathers its own:
// those alike beyond a hundred are told as one, values are shortened. The zero value is ready.
type Collector struct{ c collector }

// Add records a finding.
func (c *Collector) Add(f Finding) { c.c.put(f) }

// Report returns the findings in the order of files and rows.
func (c *Collector) Report() Report { return c.c.report() }

// Faults counts the findings that stop the package.
func (r Report) Faults() int { return r.count(Fault) }

// Warnings counts the warnings that no note answers.
func (r Report) Warnings() int { return r.count(Warning) }

// Answered counts the warnings that a note answers.
func (r Report) Answered() int {
	n := 0
	for _, f := range r.Findings {
		if f.Answered() {
			n++
		}
	}
	return n
}

func (r Report) count(s Severity) int {
	n := 0
	for _, f := range r.Findings {
		if f.Severity == s && !f.Answered() {
			n++
		}
	}
	return n
}
