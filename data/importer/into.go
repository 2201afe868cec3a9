package importer

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"rodatraden/data/fault"
	"rodatraden/data/followup"
	"rodatraden/data/home"
	"rodatraden/data/schema"
)

// Change is what an import did to one table of a folder, in rows.
type Change struct {
	Table     string `json:"table"`
	Added     int    `json:"added"`
	Changed   int    `json:"changed"`
	Unchanged int    `json:"unchanged"`
	Removed   int    `json:"removed"` // rows of the same sources, from an earlier import, that are no more
}

// theirs are the columns that a person writes in beside what was imported. They are kept where an import
// has nothing to say in them.
var theirs = []string{"note", "revision_note"}

// Into puts facts in the tables of a source folder, which is made if it is not there. A row replaces the
// one with the same key, in its place; new rows come last. Rows whose source is one of the
// facts' sources and that the facts no longer hold are removed: an import owns what it has made. Where a
// table that is there cannot be read, nothing is written, and the report says why; the error is then of
// the kind Faults.
func Into(dir string, facts *Facts) ([]Change, followup.Report, error) {
	const op = "importer.Into"
	sources := map[string]bool{}
	for _, row := range facts.Rows("sources") {
		sources[row[schema.MustGet("sources").Column("id")]] = true
	}
	var changes []Change
	var report followup.Report
	content := map[string][]byte{}
	for _, t := range schema.All() {
		file := filepath.Join(dir, t.Name+".csv")
		raw, err := os.ReadFile(file)
		there := err == nil
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, report, fault.New(op, fault.Local, file, err)
		}
		fresh := facts.Rows(t.Name)
		if !there && len(fresh) == 0 {
			continue
		}
		table := &followup.Table{Schema: t}
		if there {
			read, found := followup.ReadTable(t, t.Name+".csv", raw)
			if read == nil || found.Faults() > 0 {
				report = followup.Join(report, found)
				continue
			}
			table = read
		}
		c := merge(table, fresh, sources)
		if c.Added+c.Changed+c.Removed == 0 {
			if len(fresh) > 0 {
				changes = append(changes, c)
			}
			continue
		}
		out, err := table.Canonical()
		if err != nil {
			return nil, report, fault.New(op, fault.Local, file, err)
		}
		changes = append(changes, c)
		if !bytes.Equal(out, raw) {
			content[file] = out
		}
	}
	if report.Faults() > 0 {
		return nil, report, fault.New(op, fault.Faults, dir, nil)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, report, fault.New(op, fault.Local, dir, err)
	}
	for _, file := range slices.Sorted(maps.Keys(content)) {
		if err := home.Replace(file, content[file]); err != nil {
			return nil, report, fault.New(op, fault.Local, file, err)
		}
	}
	return changes, report, nil
}

// merge puts fresh rows in a table.
func merge(table *followup.Table, fresh [][]string, sources map[string]bool) Change {
	t := table.Schema
	c := Change{Table: t.Name}
	source := t.Column("source")
	at := map[string]int{}
	for n, row := range table.Rows {
		at[t.IdentityOf(row)] = n
	}
	kept := make([]bool, len(table.Rows))
	for _, row := range fresh {
		n, there := at[t.IdentityOf(row)]
		if !there {
			at[t.IdentityOf(row)] = len(table.Rows)
			table.Rows = append(table.Rows, row)
			kept = append(kept, true)
			c.Added++
			continue
		}
		row = slices.Clone(row)
		for _, name := range theirs {
			if i := t.Column(name); i >= 0 && row[i] == "" {
				row[i] = table.Rows[n][i]
			}
		}
		if slices.Equal(row, table.Rows[n]) {
			c.Unchanged++
		} else {
			c.Changed++
		}
		table.Rows[n], kept[n] = row, true
	}
	if source >= 0 && len(sources) > 0 {
		rows := table.Rows[:0:0]
		for n, row := range table.Rows {
			if !kept[n] && sources[row[source]] {
				c.Removed++
				continue
			}
			rows = append(rows, row)
		}
		table.Rows = rows
	}
	return c
}
