package template

import (
	"errors"
	"strings"

	"rodatraden/data/spreadsheet"
)

// exampleTables are the tables that the example shows: of each its sheet's name, headings and rows, a line
// each, the cells parted by |. They are of an invented municipality.
func exampleTables(w Words) [][][]string {
	var out [][][]string
	for _, block := range strings.Split(w.Text("template.example.tables"), "\n\n") {
		var rows [][]string
		for _, line := range strings.Split(block, "\n") {
			cells := strings.Split(line, "|")
			for i := range cells {
				cells[i] = strings.TrimSpace(cells[i])
			}
			rows = append(rows, cells)
		}
		out = append(out, rows)
	}
	return out
}

// example writes the sheet with the example. Nothing in it is read.
func (b *writing) example() error {
	sheet := b.exampleSheet()
	if err := b.printed(sheet, ""); err != nil {
		return err
	}
	row := 1
	put := func(column int, l look, text string) error {
		cell := spreadsheet.CellName(row, column)
		return errors.Join(b.SetCellStr(sheet, cell, text), b.SetCellStyle(sheet, cell, cell, b.style(l)))
	}
	err := errors.Join(b.SetColWidth(sheet, "A", "A", 44), b.SetColWidth(sheet, "B", "H", 26),
		put(1, look{role: titleRole}, b.w.Text("template.example.title")))
	row = 3
	for _, rows := range exampleTables(b.w) {
		for n, cells := range rows {
			for i, text := range cells {
				l := look{role: newRole, text: true}
				switch n {
				case 0:
					l = look{role: titleRole}
				case 1:
					l = look{role: headingRole}
				}
				err = errors.Join(err, put(i+1, l, text))
			}
			row++
		}
		row++
	}
	return errors.Join(err, b.SetRowHeight(sheet, 1, 24))
}
