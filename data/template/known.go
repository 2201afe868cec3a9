package template

import (
	"rodatraden/data/schema"
	"rodatraden/data/spreadsheet"
)

// knownMark stands first in the hidden sheet of facts that earlier packages told and that are told anew
// each time: their keys keep their ids, and other records may refer to them.
const knownMark = mark + "known"

// knownCells are the cells of a line there: the table, the id, the cells of its key.
func knownCells(t *schema.Table, row []string) []string {
	out := []string{t.Name, row[t.Column("id")]}
	for _, i := range keyFields(t) {
		out = append(out, row[i])
	}
	return out
}

func keyFields(t *schema.Table) []int {
	return append(t.KeyColumns()[:len(t.KeyColumns()):len(t.KeyColumns())], t.RowColumns()...)
}

// knownRow reads such a line.
func (r *reading) knownRow(row spreadsheet.Row) {
	t, ok := schema.Get(row.Cell(1).Text)
	if !ok {
		return
	}
	cells := make([]string, len(t.Fields))
	for n, i := range keyFields(t) {
		cells[i] = row.Cell(3 + n).Text
	}
	cells[t.Column("id")] = row.Cell(2).Text
	r.before[t.Name] = append(r.before[t.Name], cells)
}
