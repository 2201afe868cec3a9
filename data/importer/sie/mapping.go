package sie

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"rodatraden/data/followup"
	"rodatraden/data/importer"
	"rodatraden/data/model"
	"rodatraden/data/schema"
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
	TotalDimension int `toml:"total_dimension"`
	// Source may say nothing: see Mapping.source.
	Source importer.Source `toml:"source"`
	Lines  []Line          `toml:"line"`

	file   string
	places importer.Places
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
	return importer.ReadMapping(path, DecodeMapping)
}

// DecodeMapping is ReadMapping for the bytes of a file.
func DecodeMapping(file string, raw []byte) (Mapping, followup.Report) {
	m := Mapping{file: file, places: importer.PlacesOf(raw)}
	report := importer.DecodeMapping(file, raw, &m)
	if report.Faults() > 0 {
		return m, report
	}
	return m, followup.Join(report, m.check())
}

// maxDecimals is how many decimals an amount is stated with at most.
const maxDecimals = 6

// kinds are the kinds of budget lines.
var kinds = schema.MustGet("budget_lines").Fields[schema.MustGet("budget_lines").Column("kind")].Enum

var idForm = schema.MustGet("budget_lines").Fields[schema.MustGet("budget_lines").Column("id")].Pattern

// check says what is wrong with a mapping.
func (m *Mapping) check() followup.Report {
	c := importer.NewChecker(m.file, m.places)
	find := func(code string, line int, name, value string, args ...string) {
		c.Put(code, m.word(line, name), append(args, "Value", value)...)
	}
	if m.Variance != followup.BudgetMinusActual && m.Variance != followup.ActualMinusBudget {
		find(MapVariance, -1, "variance", m.Variance, "Allowed", followup.BudgetMinusActual+", "+followup.ActualMinusBudget)
	}
	if !model.Money(m.AmountUnit) {
		find(importer.MappingValue, -1, "amount_unit", m.AmountUnit, "Allowed", "kr, tkr, mkr")
	}
	if m.Decimals < 0 || m.Decimals > maxDecimals {
		find(MapDecimals, -1, "decimals", strconv.Itoa(m.Decimals), "Limit", strconv.Itoa(maxDecimals))
	}
	m.Source.Check(c)
	if len(m.Lines) == 0 {
		find(MapNoLines, -1, "", "")
	}
	at := map[string]int{}
	parts := map[string]bool{}
	for n, l := range m.Lines {
		if !idForm.MatchString(l.ID) {
			find(MapID, n, "id", l.ID)
			continue
		}
		if first, twice := at[l.ID]; twice {
			find(MapTwice, n, "id", l.ID, "First", strconv.Itoa(m.row(first, "id")))
			continue
		}
		at[l.ID] = n
		parts[l.Parent] = true
	}
	for n, l := range m.Lines {
		if !idForm.MatchString(l.ID) {
			continue // told, and nothing to call it by
		}
		if l.Title == "" {
			find(MapTitle, n, "title", "", "Line", l.ID)
		}
		if !slices.Contains(kinds, l.Kind) {
			find(MapKind, n, "kind", l.Kind, "Line", l.ID, "Allowed", strings.Join(kinds, ", "))
		}
		if at[l.ID] == n && m.circles(at, n) {
			find(MapCircle, n, "parent", l.Parent, "Line", l.ID)
		}
		if len(l.Accounts) == 0 && !parts[l.ID] {
			find(MapNothing, n, "accounts", "", "Line", l.ID)
		}
		if len(l.Accounts) == 0 && len(l.Objects)+len(l.Except) > 0 {
			find(MapNothing, n, "accounts", "", "Line", l.ID)
		}
		entries := func(name string, texts []string) {
			for _, text := range texts {
				if _, ok := parseEntry(text); !ok {
					find(MapRange, n, name, text, "Line", l.ID)
				}
			}
		}
		entries("accounts", l.Accounts)
		entries("except", l.Except)
		for _, d := range slices.Sorted(maps.Keys(l.Objects)) {
			if !digits(d) || len(l.Objects[d]) == 0 {
				find(MapDimension, n, d, d, "Line", l.ID)
			}
			entries(d, l.Objects[d])
		}
	}
	return c.Report()
}

// circles reports whether a line is a part of itself.
func (m *Mapping) circles(at map[string]int, n int) bool {
	seen := map[int]bool{}
	for start := n; ; {
		seen[n] = true
		parent := m.Lines[n].Parent
		next, there := at[parent]
		if parent == "" || !there {
			return false
		}
		if next == start {
			return true
		}
		if seen[next] {
			return false
		}
		n = next
	}
}

// word is the place of a name in the mapping: in the line with a number, or before all lines.
func (m *Mapping) word(line int, name string) string {
	if line < 0 {
		return name
	}
	at := fmt.Sprintf("line[%d]", line)
	if object := at + ".objects." + name; m.places[object] > 0 {
		return object
	}
	return at + "." + name
}

// row is the line of a name in the mapping file.
func (m *Mapping) row(line int, name string) int { return m.places.Of(m.word(line, name)) }

// source is where the figures stand: the bookkeeping, written by the administration, on the day that the
// files were made, where the mapping says nothing else.
func (m *Mapping) source(made string) importer.Source {
	s := m.Source
	s.ID, s.Date = cmp.Or(s.ID, "bokforing-{period}"), cmp.Or(s.Date, made)
	s.Form, s.SaidBy = cmp.Or(s.Form, "written"), cmp.Or(s.SaidBy, "administration")
	return s
}
