package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"

	"rodatraden/data/fault"
	"rodatraden/data/model"
)

func (l *Library) table(op, name string) (*table, error) {
	if t := l.layout.byName[name]; t != nil {
		return t, nil
	}
	return nil, fault.New(op, fault.Usage, name, nil)
}

// Current returns the rows of the statements that win at the scope's moment, by key (its time
// before its other columns) and then in the order of their file. A withdrawn key has none.
//
// Faults: NotFound where nothing of the committee is installed, Usage where there is no such table
// or column.
func (l *Library) Current(ctx context.Context, s Scope, table string, where ...Match) ([]model.Record, error) {
	const op = "store.Current"
	t, err := l.table(op, table)
	if err != nil {
		return nil, err
	}
	conditions, args, err := t.conditions(where)
	if err != nil {
		return nil, err
	}
	var records []model.Record
	err = l.read(ctx, op, s.path(), func(v *view) error {
		c, err := v.committee(s)
		if err != nil {
			return err
		}
		records, err = v.current(c, t, s.moment(), t.byRow(where), conditions, args)
		return err
	})
	return records, err
}

// byRow reports whether the rows' ids are the quickest way in.
func (t *table) byRow(where []Match) bool {
	return slices.ContainsFunc(where, func(m Match) bool {
		return m.Column == "id" && !m.Prefix && !t.inKey[t.Column("id")]
	})
}

func (v *view) current(c *committee, t *table, at int64, byRow bool, conditions string, args []any) ([]model.Record, error) {
	// CROSS JOIN keeps SQLite from another order than the one written.
	where := " WHERE k._committee = ?" + conditions
	join := " FROM $_key AS k CROSS JOIN $_won AS i ON " + t.winning + " CROSS JOIN $_row AS r ON " + t.rowOfWinner
	if byRow {
		// + takes the column's type away, without which the index on the expression is not used.
		join = " FROM package AS p CROSS JOIN $_row AS r ON " + packageOfRow("r._row") + " = +p.id" +
			" CROSS JOIN $_key AS k ON k._key = r._key CROSS JOIN $_won AS i ON " + t.winning + " AND i._package = p.id"
		where = " WHERE p.committee = ?" + conditions
	}
	query := strings.ReplaceAll("SELECT "+t.joined+join, "$_", t.Name+"_") + where
	found, err := v.records(c, t, query, append([]any{at, at, c.id}, args...)...)
	if err != nil {
		return nil, err
	}
	// Sorted here: SQLite would write every cell into its sorter and read it back. Mostly they come
	// in order.
	slices.SortFunc(found, func(a, b numbered) int {
		if n := t.compareKeys(a.Cells, b.Cells); n != 0 {
			return n
		}
		return cmp.Compare(a.row, b.row)
	})
	all := make([]model.Record, len(found))
	for i, r := range found {
		all[i] = r.Record
	}
	return all, nil
}

// numbered is a record with its row's number.
type numbered struct {
	model.Record
	row int64
}

// records runs a query of rows that are read as one text.
func (v *view) records(c *committee, t *table, query string, args ...any) ([]numbered, error) {
	var joined sql.NullString
	if err := v.QueryRowContext(v.ctx, query, args...).Scan(&joined); err != nil || joined.String == "" {
		return nil, err
	}
	width := len(t.Fields)
	all := make([]numbered, 0, strings.Count(joined.String, string(rune(rowEnd)))+1)
	room := make([]string, cap(all)*width) // of all rows, one after the other
	for line := range strings.SplitSeq(joined.String, string(rune(rowEnd))) {
		number, line, _ := strings.Cut(line, string(rune(separator)))
		row, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return nil, err
		}
		cells := room[:width:width]
		room = room[width:]
		for i := range cells {
			cells[i], line, _ = strings.Cut(line, string(rune(separator)))
		}
		all = append(all, numbered{model.Record{Table: t.Table, Package: c.byID[row>>rowBits], Key: t.keyOf(cells), Cells: cells}, row})
	}
	return all, nil
}

// History returns what the packages known at the scope's moment state, by the packages' rank and
// then by key: each statement with all its rows, withdrawals too. It reads what was told, not
// what won. The matches may name key columns only, since a withdrawal has no others.
//
// Faults: as Current, and Usage for a column outside the key.
func (l *Library) History(ctx context.Context, s Scope, table string, where ...Match) ([]Statement, error) {
	const op = "store.History"
	t, err := l.table(op, table)
	if err != nil {
		return nil, err
	}
	conditions, args, err := t.conditions(where)
	if err != nil {
		return nil, err
	}
	for _, m := range where {
		if !t.inKey[t.Column(m.Column)] {
			return nil, fault.New(op, fault.Usage, t.Name+"."+m.Column, nil)
		}
	}
	var told []Statement
	err = l.read(ctx, op, s.path(), func(v *view) error {
		c, err := v.committee(s)
		if err != nil {
			return err
		}
		args = append([]any{c.id, s.moment(), s.moment()}, args...)
		if told, err = v.stated(c, t, conditions, args); err != nil {
			return err
		}
		withdrawn, err := v.withdrawn(c, t, conditions, args)
		told = append(told, withdrawn...)
		return err
	})
	slices.SortFunc(told, func(a, b Statement) int {
		if n := byRank(a.Package, b.Package); n != 0 {
			return n
		}
		return strings.Compare(a.Key, b.Key)
	})
	return told, err
}

func (v *view) stated(c *committee, t *table, conditions string, args []any) ([]Statement, error) {
	found, err := v.records(c, t, t.history+conditions, args...)
	if err != nil {
		return nil, err
	}
	// A package's rows of a key become neighbours, in the order of its file.
	slices.SortFunc(found, func(a, b numbered) int {
		if n := cmp.Compare(a.row>>rowBits, b.row>>rowBits); n != 0 {
			return n
		}
		if n := strings.Compare(a.Key, b.Key); n != 0 {
			return n
		}
		return cmp.Compare(a.row, b.row)
	})
	var all []Statement
	for _, r := range found {
		last := len(all) - 1
		if last < 0 || all[last].Key != r.Key || all[last].Package != r.Package {
			all = append(all, Statement{Table: t.Table, Package: r.Package, Key: r.Key})
			last++
		}
		all[last].Rows = append(all[last].Rows, r.Record)
	}
	return all, nil
}

func (v *view) withdrawn(c *committee, t *table, conditions string, args []any) ([]Statement, error) {
	rows, err := v.QueryContext(v.ctx, t.withdrawals+conditions, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []Statement
	var pkg int64
	key := make([]string, len(t.KeyColumns()))
	into := []any{&pkg}
	for i := range key {
		into = append(into, &key[i])
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		all = append(all, Statement{Table: t.Table, Package: c.byID[pkg], Key: t.joinKey(key)})
	}
	return all, rows.Err()
}

// Record returns the record that a reference, table:id, means at the scope's moment.
//
// Faults: Usage where the text is no reference, NotFound where nobody states the record then, it is
// withdrawn, or this program knows no such table.
func (l *Library) Record(ctx context.Context, s Scope, ref string) (model.Record, error) {
	const op = "store.Record"
	name, id, ok := strings.Cut(ref, ":")
	if !ok {
		return model.Record{}, fault.New(op, fault.Usage, ref, nil)
	}
	if l.layout.byName[name] == nil {
		return model.Record{}, fault.New(op, fault.NotFound, ref, nil)
	}
	records, err := l.Current(ctx, s, name, Is("id", id))
	if err != nil {
		return model.Record{}, err
	}
	if len(records) == 0 {
		return model.Record{}, fault.New(op, fault.NotFound, ref, nil)
	}
	return records[0], nil
}
