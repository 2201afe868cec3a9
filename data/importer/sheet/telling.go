package sheet

import (
	"strconv"
	"strings"

	"rodatraden/data/followup"
	"rodatraden/data/spreadsheet"
)

// finding tells something of the sheet.
func (p *part) finding(s followup.Severity, code string, args ...string) followup.Finding {
	f := p.r.finding(s, code, args...)
	if p.r.book.Workbook() {
		f.Sheet = p.sheet.Name
	}
	return f
}

// fault tells of a fault in the header.
func (p *part) fault(code, column string, args ...string) {
	f := p.finding(followup.Fault, code, args...)
	f.Row, f.Column = p.headRow(), column
	p.c.Add(f)
}

// tell tells something of a row, and of a cell in it.
func (p *part) tell(s followup.Severity, code string, row int, b *bound, value string, args ...string) {
	f := p.finding(s, code, args...)
	f.Row, f.Value = row, value
	if b != nil {
		f.Column = b.header
		f.Cell = p.cellName(row, b.at)
		if f.Args == nil {
			f.Args = map[string]string{}
		}
		f.Args["Column"] = b.header
	}
	p.c.Add(f)
}

func (p *part) cellName(row, column int) string {
	if column == 0 || !p.r.book.Workbook() {
		return ""
	}
	return spreadsheet.CellName(row, column)
}

// often counts what happens often in a column; the first is shown.
func (p *part) often(s followup.Severity, b *bound, row int, code string, args ...string) {
	key := code
	if code == WordAbsent || code == WordStatus || code == WordText {
		key += " " + strings.Join(args, " ")
	}
	t := b.counts[key]
	if t == nil {
		t = &tally{severity: s, row: row, cell: p.cellName(row, b.at), args: args}
		b.counts[key] = t
	}
	t.count++
}

// close tells what was counted.
func (p *part) close() {
	for _, b := range p.columns {
		for _, key := range sortedKeys(b.counts) {
			t := b.counts[key]
			code, _, _ := strings.Cut(key, " ")
			f := p.finding(t.severity, code, append(append([]string{}, t.args...), "Column", b.header, "Count", strconv.Itoa(t.count))...)
			f.Row, f.Cell, f.Column = t.row, t.cell, b.header
			p.c.Add(f)
		}
	}
	if p.others > 0 {
		p.c.Add(p.finding(followup.Skipped, PeriodOther, "Count", strconv.Itoa(p.others), "Period", p.r.period.Text))
	}
	if p.ended > 0 && p.beyond > 0 {
		f := p.finding(followup.Skipped, ReadingEnded, "Row", strconv.Itoa(p.ended), "Count", strconv.Itoa(p.beyond), "Name", p.endedAt)
		f.Row = p.ended
		p.c.Add(f)
	}
	ready := len(p.columns) == len(p.part.Columns) && p.bound && p.sums.made
	if !ready {
		return
	}
	for _, name := range p.sums.missing() {
		p.c.Add(p.finding(followup.Warning, TotalMissing, "Name", name))
	}
	negated := map[bool]bool{}
	if p.table.Name == "amounts" && p.rows > 0 {
		for _, m := range p.measures {
			if p.negates(m) {
				negated[strings.HasPrefix(m, "variance_")] = true
			}
		}
		if negated[false] {
			p.c.Add(p.finding(followup.Assumed, CostsNegated, "Rule", p.r.m.Variance))
		}
		if negated[true] {
			p.c.Add(p.finding(followup.Assumed, VariancesNegated))
		}
	}
	if p.rows == 0 {
		p.c.Add(p.finding(followup.Warning, RowsNone))
	}
}
