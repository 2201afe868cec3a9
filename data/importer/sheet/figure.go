package sheet

import (
	"slices"

	"rodatraden/data/followup"
	"rodatraden/data/model"
	"rodatraden/data/spreadsheet"
)

// rowFigure is what a row says in one column of numbers.
type rowFigure struct {
	*bound
	figure
	earlier *figure
	covered bool // a merged number above or beside it is told instead
	bad     bool
	blank   bool // nothing stands there
}

// says reports whether the cell says anything of the number.
func (f rowFigure) says() bool { return f.known || f.status != model.Absent || f.inWords != "" }

// figures reads the row's numbers. broken tells that one could not be read.
func (p *part) figures(row spreadsheet.Row) (out []rowFigure, broken bool) {
	out = make([]rowFigure, 0, len(p.makers))
	for _, b := range p.makers {
		f := rowFigure{bound: b}
		c := row.Cell(b.at)
		f.blank = c.Kind == spreadsheet.Blank || c.Kind == spreadsheet.Text && fold(c.Text) == ""
		if r, in := p.merges.of(row.Number, b.at); in {
			if r.FirstRow != row.Number || r.FirstColumn != b.at {
				f.covered = true
			} else if !f.blank {
				p.tell(followup.Assumed, NumberMerged, row.Number, b, fold(c.Text), "Shown", fold(c.Text),
					"Cells", spreadsheet.CellName(r.FirstRow, r.FirstColumn)+":"+spreadsheet.CellName(r.LastRow, r.LastColumn))
			}
		}
		if !f.blank && !f.covered {
			f.figure, f.earlier, f.bad = p.figure(row.Number, b, c)
			broken = broken || f.bad
		}
		out = append(out, f)
	}
	return out, broken
}

// anything reports whether a row says anything of a number.
func anything(figures []rowFigure) bool {
	return slices.ContainsFunc(figures, func(f rowFigure) bool {
		return f.says() || f.bad || f.covered || f.earlier != nil
	})
}

// figure reads a cell's number and tells what was done with it.
func (p *part) figure(row int, b *bound, c spreadsheet.Cell) (f figure, earlier *figure, bad bool) {
	f, earlier, code := p.read.read(c, p.money)
	shown := fold(c.Text)
	if code != "" {
		p.tell(followup.Fault, code, row, b, shown, "Shown", shown)
		return figure{}, nil, true
	}
	p.notes(row, b, shown, f.notes)
	if earlier != nil {
		if b.Parentheses == nil {
			p.tell(followup.Skipped, Parentheses, row, b, shown, "Shown", shown)
		} else {
			p.notes(row, b, shown, slices.DeleteFunc(slices.Clone(earlier.notes), func(n note) bool { return n.code == Parentheses }))
		}
	}
	if p.money && f.unit != "" && f.unit != b.unit && b.unit != "" {
		p.tell(followup.Assumed, UnitInCell, row, b, shown, "Shown", shown, "Unit", b.unit, "Found", f.unit)
	}
	return f, earlier, false
}

func (p *part) notes(row int, b *bound, shown string, notes []note) {
	for _, n := range notes {
		switch n.code {
		case NumberDecimals:
			p.tell(followup.Warning, n.code, row, b, shown, n.args...)
		case ParenthesesFormat:
			p.tell(followup.Warning, n.code, row, b, shown, n.args...)
		case NumberWords:
			p.tell(followup.Assumed, n.code, row, b, shown, n.args...)
		case WordAbsent:
			p.often(followup.Skipped, b, row, n.code, n.args...)
		default:
			p.often(followup.Assumed, b, row, n.code, n.args...)
		}
	}
}

// hasText reports whether a row says in words what it does not in a number.
func (p *part) hasText(row spreadsheet.Row) bool {
	for _, b := range p.columns {
		if b.at > 0 && (b.Field == "text" || b.Field == "trend" || b.Field == "status") && fold(row.Cell(b.at).Text) != "" {
			return true
		}
	}
	return false
}
