package sheet

import (
	"errors"
	"slices"
	"strings"
	"unicode"

	"rodatraden/data/followup"
	"rodatraden/data/model"
	"rodatraden/data/schema"
	"rodatraden/data/spreadsheet"
)

// part reads one part of the mapping from one sheet, row by row.
type part struct {
	r     *reader
	part  *Part
	sheet spreadsheet.Sheet
	table *schema.Table
	c     *followup.Collector
	read  numbers

	money  bool // its numbers are money, in a unit of its own
	number int  // the field of the table's number, or -1
	first  int  // the first row

	merges merges // those that the row at hand may be in
	coming merges // those that begin further down
	held   map[spreadsheet.Range]spreadsheet.Cell
	filled map[*bound]spreadsheet.Cell

	head          headers
	bound         bool
	swallowedTold bool
	columns       []*bound
	set           map[string]string // what every row has
	makers        []*bound          // the columns of numbers that make rows
	periodColumn  *bound

	sums     sums
	next     int      // the row that would follow without a gap
	rows     int      // read
	others   int      // of another period
	measures []string // of the amounts that were made
	ended    int      // the row that reading ended at
	beyond   int      // rows that hold something after it
	endedAt  string
}

func (r *reader) readPart(p *Part, s spreadsheet.Sheet) (followup.Report, error) {
	b := &part{r: r, part: p, sheet: s, table: schema.MustGet(p.Table), c: &r.c, number: -1,
		read: numbers{r.words, r.book.Workbook()}, held: map[spreadsheet.Range]spreadsheet.Cell{}, filled: map[*bound]spreadsheet.Cell{}}
	b.money = b.table.Name == "amounts"
	for i, f := range b.table.Fields {
		if f.As == schema.Decimal {
			b.number = i
			b.money = model.UnitColumn(b.table, f.Name) == "amount_unit"
			break
		}
	}
	b.first = p.First
	if n := len(p.Header); b.first == 0 && n > 0 {
		b.first = p.Header[n-1] + 1
	}
	all, report, err := r.book.Merged(s.Name)
	if err != nil {
		return report, err
	}
	b.coming = slices.Clone(all)
	slices.SortStableFunc(b.coming, func(a, b spreadsheet.Range) int { return a.FirstRow - b.FirstRow })
	for _, m := range all {
		if slices.Contains(p.Header, m.FirstRow) {
			b.head.merges = append(b.head.merges, m)
		}
	}
	seen, err := r.book.Rows(s.Name, b.visit)
	report = followup.Join(report, seen)
	if errors.Is(err, errEnough) {
		err = nil
	}
	if err != nil {
		return report, err
	}
	if !b.bound {
		b.start() // a sheet without rows below its header
	}
	b.close()
	return report, nil
}

// isNumber reports whether a field holds the table's number.
func (p *part) isNumber(field int) bool { return field == p.number }

// start binds the columns.
func (p *part) start() bool {
	if !p.bind() {
		return false
	}
	for _, b := range p.columns {
		if b.at == 0 {
			continue
		}
		if b.number {
			p.makers = append(p.makers, b)
		}
		if b.Field == "period" {
			p.periodColumn = b
		}
	}
	p.sums = newSums(p.part.Totals)
	return true
}

func (p *part) visit(row spreadsheet.Row) error {
	p.clean(row)
	p.advance(row)
	if slices.Contains(p.part.Header, row.Number) {
		row.Cells = slices.Clone(row.Cells) // it is kept
		p.head.rows = append(p.head.rows, row)
		return nil
	}
	if row.Number < p.first {
		if n := len(p.part.Header); n > 0 && row.Number < p.part.Header[0] {
			for _, c := range row.Cells {
				if c.Kind == spreadsheet.Text {
					p.head.above = append(p.head.above, c.Text)
				}
			}
		}
		return nil
	}
	if !p.bound && !p.start() {
		return errEnough
	}
	if p.part.Last > 0 && row.Number > p.part.Last && p.ended == 0 {
		p.end(row, "")
	}
	if p.ended == 0 && p.part.UntilBlank && p.next > 0 && row.Number > p.next {
		p.end(row, "")
	}
	if p.ended > 0 {
		if !empty(row) {
			p.beyond++
		}
		return nil
	}
	if empty(row) {
		return nil // p.next stays: what follows it comes after a gap
	}
	p.next = row.Number + 1
	if !p.r.book.Workbook() {
		for _, c := range row.Cells { // a row of text goes on over the line breaks in its cells
			p.next += strings.Count(c.Text, "\n")
		}
	}
	return p.data(row)
}

// clean puts spaces in the place of control characters, which the tables do not hold.
func (p *part) clean(row spreadsheet.Row) {
	for i, c := range row.Cells {
		if c.Kind != spreadsheet.Text || !strings.ContainsFunc(c.Text, control) {
			continue
		}
		row.Cells[i].Text = strings.Map(func(r rune) rune {
			if control(r) {
				return ' '
			}
			return r
		}, c.Text)
		if slices.ContainsFunc(p.columns, func(b *bound) bool { return b.at == c.Column }) {
			f := p.finding(followup.Assumed, CellControl, "Shown", fold(row.Cells[i].Text))
			f.Row, f.Cell = row.Number, p.cellName(row.Number, c.Column)
			p.c.Add(f)
		}
	}
}

func control(r rune) bool { return unicode.IsControl(r) && r != '\n' }

// advance keeps the merged blocks that a row may be in, and what they hold.
func (p *part) advance(row spreadsheet.Row) {
	p.merges = slices.DeleteFunc(p.merges, func(r spreadsheet.Range) bool {
		if r.LastRow < row.Number {
			delete(p.held, r)
			return true
		}
		return false
	})
	for len(p.coming) > 0 && p.coming[0].FirstRow <= row.Number {
		r := p.coming[0]
		p.coming = p.coming[1:]
		if r.LastRow >= row.Number {
			p.merges = append(p.merges, r)
		}
	}
	for _, r := range p.merges {
		if r.FirstRow == row.Number {
			p.held[r] = row.Cell(r.FirstColumn)
		}
	}
}

func empty(row spreadsheet.Row) bool {
	for _, c := range row.Cells {
		if c.Kind != spreadsheet.Blank && (c.Kind != spreadsheet.Text || fold(c.Text) != "") {
			return false
		}
	}
	return true
}

func (p *part) end(row spreadsheet.Row, word string) { p.ended, p.endedAt = row.Number, word }

// data reads one row.
func (p *part) data(row spreadsheet.Row) error {
	name := p.nameOf(row)
	if row.Hidden {
		if p.part.Hidden != "read" {
			p.tell(followup.Skipped, RowHidden, row.Number, nil, name, "Name", name)
			return nil
		}
		p.tell(followup.Assumed, RowHiddenRead, row.Number, nil, name, "Name", name)
	}
	total := p.sums.total(name)
	stop := slices.ContainsFunc(p.part.Until, func(w string) bool { return like(w, name) })
	if total == nil && stop {
		p.end(row, name)
		p.beyond++
		return nil
	}
	if slices.ContainsFunc(p.part.Skip, func(w string) bool { return like(w, name) }) {
		p.tell(followup.Skipped, RowSkipped, row.Number, nil, name, "Name", name)
		return nil
	}
	figures, broken := p.figures(row)
	if total != nil {
		p.checkTotal(row, name, total, figures)
		if stop {
			p.end(row, name)
		}
		if !total.Keep {
			p.tell(followup.Skipped, TotalRow, row.Number, nil, name, "Name", name)
			return nil
		}
	}
	if len(p.makers) > 0 && !broken && !anything(figures) && p.part.Blank != "not_reported" && p.table.Fields[p.number].Name == "value" && !p.hasText(row) {
		p.tell(followup.Skipped, RowNoNumbers, row.Number, nil, name, "Name", name)
		return nil
	}
	if total == nil && name != "" {
		p.sums.add(name, figures) // also where the package does not know the name: the file's sum holds it
	}
	cells, ok := p.cells(row, name)
	if !ok {
		return nil
	}
	return p.make(row, cells, figures)
}

// nameOf is what a row is called: the first text in its columns that hold no numbers, or else in the row.
func (p *part) nameOf(row spreadsheet.Row) string {
	for _, b := range p.columns {
		if b.number || b.at == 0 || p.table.Fields[b.field].As == schema.Period {
			continue
		}
		if s := fold(row.Cell(b.at).Text); s != "" {
			return s
		}
	}
	for _, c := range row.Cells {
		if c.Kind == spreadsheet.Text {
			if s := fold(c.Text); s != "" {
				return s
			}
		}
	}
	return ""
}
