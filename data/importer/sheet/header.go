package sheet

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"rodatraden/data/followup"
	"rodatraden/data/spreadsheet"
)

// merges are the merged blocks of a sheet.
type merges []spreadsheet.Range

// of finds the block that a cell is in.
func (m merges) of(row, column int) (spreadsheet.Range, bool) {
	for _, r := range m {
		if r.FirstRow <= row && row <= r.LastRow && r.FirstColumn <= column && column <= r.LastColumn {
			return r, true
		}
	}
	return spreadsheet.Range{}, false
}

// headers puts together the headers of a sheet's columns from their rows.
type headers struct {
	rows   []spreadsheet.Row // the header rows that hold something
	merges merges
	above  []string // the texts above them
}

// width is the last column with a header.
func (h *headers) width() int {
	last := 0
	for _, row := range h.rows {
		if n := len(row.Cells); n > 0 {
			last = max(last, row.Cells[n-1].Column)
			if r, in := h.merges.of(row.Number, last); in {
				last = max(last, min(r.LastColumn, 16384))
			}
		}
	}
	return last
}

// cell is what a row of the header says of a column: its own cell, or the one that is merged over it.
func (h *headers) cell(row spreadsheet.Row, column int) spreadsheet.Cell {
	if r, in := h.merges.of(row.Number, column); in && r.FirstRow == row.Number {
		c := row.Cell(r.FirstColumn)
		c.Column = column
		return c
	}
	return row.Cell(column)
}

// text is the header of a column: what its rows say, joined by spaces.
func (h *headers) text(column int) string {
	var parts []string
	for _, row := range h.rows {
		if s := fold(h.cell(row, column).Text); s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " ")
}

// dated is the date in a column's header, where Excel has made one of it.
func (h *headers) dated(column int) string {
	for _, row := range h.rows {
		if c := h.cell(row, column); c.Kind == spreadsheet.Date {
			return c.Text
		}
	}
	return ""
}

// bears reports whether a column bears a header that a mapping names.
func (h *headers) bears(column int, header string) bool {
	if alike(h.text(column)) == alike(header) {
		return true
	}
	date := h.dated(column)
	if date == "" {
		return false
	}
	// Excel shows the date 2019-04-01 as apr-19.
	is, ok1 := readPeriod(date, 0)
	wanted, ok2 := readPeriod(header, yearOf(is))
	return ok1 && ok2 && within(is, wanted) && yearOf(is) == yearOf(wanted) && wanted.To.Month > 0
}

var figureForm = regexp.MustCompile(`^[-−–+(]? ?[0-9][0-9 ]*([.,][0-9]+)?\)?( ?%)?$`)

// isFigure reports whether a header's cell holds a figure, and not a year, a month or a number of a column.
func isFigure(c spreadsheet.Cell) bool {
	if c.Kind != spreadsheet.Number && c.Kind != spreadsheet.Text {
		return false
	}
	text := fold(c.Text)
	if !figureForm.MatchString(text) {
		return false
	}
	if n, err := strconv.Atoi(text); err == nil && (n >= 1900 && n <= 2100 || n >= 0 && n < 100) {
		return false
	}
	if _, is := readPeriod(text, 0); is && compactForm.MatchString(text) {
		return false // 201904
	}
	return true
}

// bound is a column of the mapping in the sheet.
type bound struct {
	*Column
	at     int // the sheet's column; 0 where the file lacks it
	header string
	field  int
	number bool
	unit   string
	counts map[string]*tally
}

// tally counts what happens often in a column and is told once.
type tally struct {
	severity followup.Severity
	count    int
	row      int
	cell     string
	args     []string
}

// bind finds the mapping's columns in the sheet. It reports whether all are there.
func (p *part) bind() bool {
	p.bound = true
	ok := true
	width := p.head.width()
	var all []string
	for column := 1; column <= width; column++ {
		if text := p.head.text(column); text != "" {
			all = append(all, text)
		}
	}
	for i := range p.part.Columns {
		col := &p.part.Columns[i]
		b := &bound{Column: col, header: fold(col.Header), field: p.table.Column(col.Field), counts: map[string]*tally{}}
		b.number = p.isNumber(b.field)
		var found []int
		for column := 1; column <= width && col.Header != ""; column++ {
			if p.head.bears(column, col.Header) {
				found = append(found, column)
			}
		}
		switch {
		case col.At != "":
			b.at = columnOf(col.At)
			if col.Header != "" && !slices.Contains(found, b.at) {
				p.fault(ColumnNotThere, col.Header, "Column", col.Header, "At", strings.ToUpper(col.At), "Is", p.head.text(b.at))
				ok = false
			} else if b.header == "" {
				b.header = p.head.text(b.at)
			}
			if cell, is := p.figureAt(b.at); is {
				p.headerNumber(cell)
				ok = false
			}
		case len(found) == 1:
			b.at = found[0]
		case len(found) > 1:
			var letters []string
			for _, column := range found {
				letters = append(letters, spreadsheet.ColumnName(column))
			}
			p.fault(ColumnTwice, col.Header, "Column", col.Header, "Columns", strings.Join(letters, ", "))
			ok = false
		case col.Optional:
		default:
			ok = false
			if cell, is := p.swallowed(col.Header, width); is {
				p.headerNumber(cell)
				break
			}
			p.fault(ColumnMissing, col.Header, "Column", col.Header, "Rows", rowList(p.part.Header), "Nearest", nearest(col.Header, all), "Headers", strings.Join(all, " | "))
		}
		if b.header == "" && b.at > 0 {
			b.header = spreadsheet.ColumnName(b.at)
		}
		p.columns = append(p.columns, b)
	}
	if !ok || !p.fixed() {
		return false
	}
	p.unused(width)
	return p.units() && p.periods()
}

// fixed gives what every row has; {sheet} stands for what the sheet's name is in the dictionary.
func (p *part) fixed() bool {
	p.set = with(p.part.Set)
	ok := true
	for _, name := range sortedKeys(p.set) {
		if p.set[name] != sheetWord {
			continue
		}
		sheet := fold(p.sheet.Name)
		value, known := p.r.names[name][sheet]
		if !known {
			value = sheet
		}
		if fits, _ := holds(p.table.Fields[p.table.Column(name)], value); !fits || !known && p.r.names[name] != nil {
			p.fault(NameUnknown, "", "Name", sheet, "Dictionary", "names."+name, "Nearest", nearest(sheet, sortedKeys(p.r.names[name])))
			ok = false
		}
		p.set[name] = value
	}
	return ok
}

// figureAt finds a figure in a column's header.
func (p *part) figureAt(column int) (cell placed, is bool) {
	for _, row := range p.head.rows {
		if c := row.Cell(column); isFigure(c) {
			return placed{row.Number, c}, true
		}
	}
	return placed{}, false
}

type placed struct {
	row int
	spreadsheet.Cell
}

// endsInFigure is a header that a figure follows in the same cell.
var endsInFigure = regexp.MustCompile(`\pL.* [-−–(]?[0-9][0-9 ]*([.,][0-9]+)?\)?$`)

// swallowed finds the figure that tells that a header holds a row of figures as well, so that it is not the
// one that was sought.
func (p *part) swallowed(header string, width int) (placed, bool) {
	longer := false
	for column := 1; column <= width && !longer; column++ {
		longer = strings.HasPrefix(alike(p.head.text(column)), alike(header)+" ")
	}
	if !longer {
		return placed{}, false
	}
	for _, row := range p.head.rows {
		for _, c := range row.Cells {
			if isFigure(c) {
				return placed{row.Number, c}, true
			}
			text := fold(c.Text)
			if _, period := readPeriod(text, 2000); !period && c.Kind == spreadsheet.Text && endsInFigure.MatchString(text) {
				return placed{row.Number, c}, true
			}
		}
	}
	return placed{}, false
}

// headerNumber tells once that a header has swallowed a row.
func (p *part) headerNumber(c placed) {
	if p.swallowedTold {
		return
	}
	p.swallowedTold = true
	f := p.finding(followup.Fault, HeaderNumber, "Rows", rowList(p.part.Header), "Shown", fold(c.Text))
	f.Row, f.Cell, f.Value = c.row, spreadsheet.CellName(c.row, c.Column), fold(c.Text)
	p.c.Add(f)
}

// unused tells which columns the mapping says nothing of.
func (p *part) unused(width int) {
	var names []string
	for column := 1; column <= width; column++ {
		if slices.ContainsFunc(p.columns, func(b *bound) bool { return b.at == column }) {
			continue
		}
		if text := p.head.text(column); text != "" {
			names = append(names, text+" ("+spreadsheet.ColumnName(column)+")")
		}
	}
	if len(names) > 0 {
		f := p.finding(followup.Skipped, ColumnUnused, "Columns", strings.Join(names, ", "))
		f.Row = p.headRow()
		p.c.Add(f)
	}
}

// units decides the unit of money of each column of numbers.
func (p *part) units() bool {
	if !p.money {
		return true
	}
	ok := true
	above := ""
	for _, text := range p.head.above {
		if unit := unitNamedIn(text); unit != "" {
			above = unit
		}
	}
	aboveTold := false
	for _, b := range p.columns {
		if !b.number || b.at == 0 {
			continue
		}
		inHeader := unitNamedIn(p.head.text(b.at))
		said := b.Unit
		if said == "" {
			said = p.part.Unit
		}
		switch {
		case said != "" && inHeader != "" && inHeader != said:
			p.headFinding(followup.Warning, UnitContradicts, b, "Unit", said, "Found", inHeader, "Text", p.head.text(b.at))
		case said != "" && inHeader == "" && above != "" && above != said && !aboveTold:
			aboveTold = true
			p.headFinding(followup.Warning, UnitContradicts, b, "Unit", said, "Found", above, "Text", p.textWith(above))
		case said == "" && (inHeader != "" || above != ""):
			said = inHeader
			text := p.head.text(b.at)
			if said == "" {
				said, text = above, p.textWith(above)
			}
			p.headFinding(followup.Assumed, UnitFromFile, b, "Unit", said, "Text", text)
		case said == "" && !slices.ContainsFunc(p.columns, func(b *bound) bool { return b.Field == "amount_unit" }):
			p.fault(UnitMissing, b.header, "Column", b.header)
			ok = false
		}
		b.unit = said
	}
	return ok
}

// textWith is the text above the header that names a unit.
func (p *part) textWith(unit string) string {
	for _, text := range slices.Backward(p.head.above) {
		if unitNamedIn(text) == unit {
			return text
		}
	}
	return ""
}

func (p *part) headFinding(s followup.Severity, code string, b *bound, args ...string) {
	f := p.finding(s, code, append([]string{"Column", b.header}, args...)...)
	f.Row, f.Column = p.headRow(), b.header
	if b.at > 0 && f.Row > 0 && p.r.book.Workbook() {
		f.Cell = spreadsheet.CellName(f.Row, b.at)
	}
	p.c.Add(f)
}

// headRow is the last row of the header.
func (p *part) headRow() int {
	if n := len(p.part.Header); n > 0 {
		return p.part.Header[n-1]
	}
	return 0
}

// columnOf reads the letters of a column.
func columnOf(letters string) int {
	n := 0
	for _, r := range strings.ToUpper(letters) {
		n = n*26 + int(r-'A') + 1
	}
	return n
}

func rowList(rows []int) string {
	var out []string
	for _, n := range rows {
		out = append(out, strconv.Itoa(n))
	}
	return strings.Join(out, ", ")
}
