package template

import (
	"maps"
	"strconv"

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
		if f.Severity == followup.Fault && s.told[cellPlace{f.Sheet, f.Cell}] {
			continue
		}
		out.Findings = append(out.Findings, f)
	}
	return followup.Join(out)
}

func (s *Source) locate(f followup.Finding) followup.Finding {
	if f.Sheet != "" {
		return f
	}
	if f.File == followup.ManifestName {
		if cell, ok := s.manifest[f.Column]; ok {
			f.Sheet, f.Cell, f.Row = cell.sheet, cell.cell, 0
		}
		return f
	}
	lines, ok := s.lines[f.File]
	if !ok {
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
