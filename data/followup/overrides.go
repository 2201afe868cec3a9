package followup

import (
	"slices"
	"strconv"
	"strings"
)

// overridesName is a file that only a source holds: which numbers look like personal numbers and
// are not, each with a reason. It is not published.
//
//	file,row,column,value,reason
//	sources.csv,,wording,556677-8899,Organisationsnummer
//
// An empty row or column stands for any. Of the value only the digits are compared.
const overridesName = "overrides.csv"

type override struct {
	file, row, column, value string
	line                     int
	used                     bool
}

var overrideColumns = []string{"file", "row", "column", "value", "reason"}

func readOverrides(c *collector, raw []byte) []*override {
	s := readSheet(c, overridesName, raw)
	if s == nil {
		return nil
	}
	at := map[string]int{}
	for _, name := range overrideColumns {
		if at[name] = slices.Index(s.header, name); at[name] < 0 {
			c.fault(ColumnMissing, place{file: overridesName, row: 1, column: name}, "Column", name)
		}
	}
	for _, name := range s.header {
		if name != "" && !slices.Contains(overrideColumns, name) {
			c.fault(ColumnUnknown, place{file: overridesName, row: 1, column: name}, "Column", name, "Suggestion", nearest(name, overrideColumns))
		}
	}
	var all []*override
	for n, row := range s.rows {
		get := func(name string) string {
			if at[name] < 0 {
				return ""
			}
			return strings.TrimSpace(row[at[name]])
		}
		for _, name := range []string{"file", "value"} {
			if at[name] >= 0 && get(name) == "" {
				c.fault(Required, place{file: overridesName, row: s.lines[n], column: name}, "Column", name)
			}
		}
		if get("reason") == "" {
			c.fault(OverrideReason, place{file: overridesName, row: s.lines[n], column: "reason"})
			continue
		}
		all = append(all, &override{file: get("file"), row: get("row"), column: get("column"), value: onlyDigits(get("value")), line: s.lines[n]})
	}
	return all
}

// checkPersonal finds the personal numbers of a text that no override answers for. In a built
// package they only warn: it does not hold the answers that its source gave.
func (r *reading) checkPersonal(at place, text string) {
	severity := Fault
	if r.built {
		severity = Warning
	}
	for _, number := range personalNumbers(text) {
		answered := false
		for _, o := range r.overrides {
			if o.file == at.file && o.value == onlyDigits(number) && (o.column == "" || o.column == at.column) &&
				(o.row == "" || o.row == strconv.Itoa(at.row)) {
				o.used, answered = true, true
			}
		}
		if !answered {
			at.value = number
			r.add(severity, PersonalNumber, at, nil)
		}
	}
}

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}
