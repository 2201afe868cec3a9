package followup

import (
	"slices"
	"strconv"
	"strings"

	"rodatraden/data/schema"
)

// readTable reads the rows of one table. strict makes a column that the schema does not know a
// fault; otherwise it is passed over.
func readTable(c *collector, t *schema.Table, file string, raw []byte, strict bool) *Table {
	s := readSheet(c, file, raw)
	if s == nil {
		return nil
	}
	out := &Table{Schema: t, file: file, lines: s.lines}
	from := make([]int, len(t.Fields)) // the sheet's column of each field, or -1
	names := make([]string, len(t.Fields))
	for i, f := range t.Fields {
		from[i], names[i] = slices.Index(s.header, f.Name), f.Name
		if from[i] < 0 && (f.Required || slices.Contains(t.KeyColumns(), i)) {
			c.fault(ColumnMissing, place{file: file, row: 1, column: f.Name}, "Column", f.Name)
		}
	}
	if strict {
		for _, name := range s.header {
			if name != "" && t.Column(name) < 0 {
				c.fault(ColumnUnknown, place{file: file, row: 1, column: name}, "Column", name, "Suggestion", nearest(name, names))
			}
		}
	}
	out.Rows = make([][]string, len(s.rows))
	cells := make([]string, len(s.rows)*len(t.Fields)) // one allocation for all rows
	for n, given := range s.rows {
		row := cells[n*len(t.Fields) : (n+1)*len(t.Fields) : (n+1)*len(t.Fields)]
		for i, f := range t.Fields {
			if from[i] < 0 {
				continue
			}
			row[i] = given[from[i]]
			checkCell(c, f, slices.Contains(t.KeyColumns(), i), row[i], place{file: file, row: s.lines[n], column: f.Name, value: row[i]})
		}
		out.Rows[n] = row
	}
	out.checkKeys(c)
	out.checkNumbers(c)
	return out
}

// checkKeys finds two rows with one key, and two rows with one id.
func (t *Table) checkKeys(c *collector) {
	id := t.Schema.Column("id")
	keyIsID := slices.Equal(t.Schema.KeyColumns(), []int{id}) && len(t.Schema.RowColumns()) == 0
	keys, ids := make(map[string]int, len(t.Rows)), make(map[string]int, len(t.Rows))
	for n, row := range t.Rows {
		if name := row[id]; name != "" {
			if first, there := ids[name]; there {
				c.fault(IDTwice, t.at(n, "id"), "ID", name, "First", strconv.Itoa(t.line(first)))
			} else {
				ids[name] = n
			}
		}
		if keyIsID || slices.ContainsFunc(t.Schema.KeyColumns(), func(i int) bool { return row[i] == "" }) {
			continue
		}
		key := t.Schema.IdentityOf(row)
		if first, there := keys[key]; there {
			c.fault(KeyTwice, place{file: t.name(), row: t.line(n), value: showKey(t.Schema, row)},
				"Key", showKey(t.Schema, row), "Columns", strings.Join(keyNames(t.Schema), ", "), "First", strconv.Itoa(t.line(first)))
		} else {
			keys[key] = n
		}
	}
}

// showKey writes a row's key for people.
func showKey(t *schema.Table, row []string) string {
	var parts []string
	for _, i := range slices.Concat(t.KeyColumns(), t.RowColumns()) {
		if row[i] != "" {
			parts = append(parts, row[i])
		}
	}
	return strings.Join(parts, ", ")
}

func keyNames(t *schema.Table) []string {
	var names []string
	for _, i := range slices.Concat(t.KeyColumns(), t.RowColumns()) {
		names = append(names, t.Fields[i].Name)
	}
	return names
}

// name is the file that the table was read from.
func (t *Table) name() string {
	if t.file != "" {
		return t.file
	}
	return t.Schema.Name + ".csv"
}

// line is the line of row n in its file; the rows of a table that was not read from a file count
// from 2.
func (t *Table) line(n int) int {
	if n < len(t.lines) {
		return t.lines[n]
	}
	return n + 2
}

// at is the place of a cell.
func (t *Table) at(n int, column string) place {
	p := place{file: t.name(), row: t.line(n), column: column}
	if i := t.Schema.Column(column); i >= 0 {
		p.value = t.Rows[n][i]
	}
	p.note = t.cell(n, noteColumn)
	return p
}

// cell returns the named cell of row n, or "" where the table has no such column.
func (t *Table) cell(n int, column string) string {
	if i := t.Schema.Column(column); i >= 0 {
		return t.Rows[n][i]
	}
	return ""
}

// ReadTable reads the file of one table of a source and checks what can be seen of it alone. The table
// is nil where it has no header to read by.
func ReadTable(t *schema.Table, file string, raw []byte) (*Table, Report) {
	var c collector
	table := readTable(&c, t, file, raw, true)
	return table, c.report()
}

// Canonical gives the table's file as a built package holds it: every column of the schema, comma, LF,
// quotation marks only where they are needed.
func (t *Table) Canonical() ([]byte, error) {
	header := make([]string, len(t.Schema.Fields))
	for i, f := range t.Schema.Fields {
		header[i] = f.Name
	}
	return writeSheet(header, t.Rows)
}
