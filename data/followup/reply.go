package followup

import (
	"strings"

	"rodatraden/data/schema"
)

// Reply is where a note answers a warning. The note is published with what the warning is about.
type Reply struct {
	File   string
	Row    int // the warning's own; 0 where a row must be stated for it, or in the manifest
	Column string
}

// restated are the tables whose rows answer what is missing, and has no row of its own.
var restated = map[string]string{
	NoResult: "interventions", PointNoAnswer: "audit_points", ControlNoResult: "assessments",
}

// Reply returns where a note answers the warning; ok is false where nothing but mending helps.
func (f Finding) Reply() (r Reply, ok bool) {
	switch {
	case f.Severity != Warning, !answerable(f.Code, f.Column):
		return Reply{}, false
	case f.Code == OrderPast, f.Code == LeftDangling && f.File == ManifestName:
		return Reply{ManifestName, 0, reasonColumn}, true
	case f.Row == 0 && restated[f.Code] != "":
		return Reply{restated[f.Code] + ".csv", 0, noteColumn}, true
	case f.Row == 0:
		return Reply{}, false
	}
	name, isTable := strings.CutSuffix(f.File, ".csv")
	if t, there := schema.Get(name); !isTable || !there || t.Column(noteColumn) < 0 {
		return Reply{}, false
	}
	return Reply{f.File, f.Row, noteColumn}, true
}

// The columns that hold the answers: of a table's rows, and of the manifest.
const (
	noteColumn   = "note"
	reasonColumn = "followup.reason"
)

// answerable reports whether a note may answer a warning of a code that is about a column. What looks
// like a personal number is answered by whoever builds the package, in overrides.csv; and a note that is
// garbled does not answer for itself.
func answerable(code, column string) bool {
	return code != PersonalNumber && code != OverrideUnused && !(code == Garbled && column == noteColumn)
}
