package template

import (
	"maps"
	"strconv"
	"strings"

	"rodatraden/data/followup"
	"rodatraden/data/schema"
	"rodatraden/data/spreadsheet"
)

// Locate puts sheet and cell on findings about the source's files, where their rows stand in the workbook,
// and the right line on those about a file beside it. A fault in a cell that the Source's own report has
// told of is left out: it follows from that.
func (s *Source) Locate(r followup.Report) followup.Report {
	out := followup.Report{Findings: make([]followup.Finding, 0, len(r.Findings))}
	for _, f := range r.Findings {
		f = s.locate(f)
		if f.Severity == followup.Fault && s.follows(f) {
			continue
		}
		out.Findings = append(out.Findings, f)
	}
	return followup.Join(out)
}

// follows reports whether a fault follows from one that has been told: it is about the same cell, or says
// that a number is missing whose cell could not be read.
func (s *Source) follows(f followup.Finding) bool {
	if s.told[cellPlace{f.Sheet, f.Cell}] {
		return true
	}
	column := s.columns[f.Sheet][f.Args["Column"]]
	return f.Sheet != "" && column > 0 && (f.Code == followup.StatusMissing || f.Code == followup.ValueMissing) &&
		s.told[cellPlace{f.Sheet, spreadsheet.CellName(f.Row, column)}]
}

func (s *Source) locate(f followup.Finding) followup.Finding {
	if f.Sheet != "" {
		return f
	}
	if f.File == followup.ManifestName {
		if cell, ok := s.manifest[f.Column]; ok {
			f.Sheet, f.Cell, f.Row = cell.sheet, cell.cell, 0
		} else if cell, ok := s.manifest["title"]; ok { // about the report as a whole
			f.Sheet, f.Row = cell.sheet, 0
		}
		return f
	}
	lines, ok := s.lines[f.File]
	if !ok {
		if t, is := schema.Get(strings.TrimSuffix(f.File, ".csv")); is && f.Row == 0 && s.columns[sheetName(t)] != nil {
			f.Sheet = sheetName(t) // a row should be there
		}
		return f
	}
	if first, err := strconv.Atoi(f.Args["First"]); err == nil { // another row with the same key
		if at, ok := lines[first]; ok {
			f.Args = maps.Clone(f.Args)
			f.Args["First"] = strconv.Itoa(at.row)
			if at.sheet != "" {
				f.Args["First"] += " (" + at.sheet + ")"
			}
		}
	}
	at, ok := lines[f.Row]
	if !ok {
		return f
	}
	f.Row = at.row
	if at.sheet == "" {
		return f
	}
	column := s.columns[at.sheet][f.Column]
	if column == 0 { // about the whole row
		column = firstColumn(s.columns[at.sheet])
	}
	f.Sheet, f.Cell = at.sheet, spreadsheet.CellName(at.row, column)
	return f
}

// firstColumn is the first column of a sheet that is a table's.
func firstColumn(columns map[string]int) int {
	first := 0
	for _, c := range columns {
		if c > 0 && (first == 0 || c < first) {
			first = c
		}
	}
	return max(1, first)
}

// sheetName is the name of a table's sheet.
func sheetName(t *schema.Table) string { return t.Title }
