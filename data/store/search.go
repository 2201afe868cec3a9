package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"rodatraden/data/fault"
	"rodatraden/data/model"
	"rodatraden/data/schema"
)

// Results is what a search found.
type Results struct {
	Found []Found // every one: title hits first; then by table, the newest package first
	Hits  []Hit   // those that were chosen
}

// Found is a record that a search found, before it is read: enough to count by.
type Found struct {
	Table   *schema.Table
	Package *model.Package // that states it
	When    string         // what it is about in time, as its table's column of time says; "" where that has none

	table *table
	row   int64
	title bool // every word stands in the title
}

// First chooses the first hits, at most so many.
func First(limit int) func([]Found) []Found {
	return func(found []Found) []Found { return found[:max(0, min(limit, len(found)))] }
}

// Hit is one record in which all the words were found.
type Hit struct {
	Record model.Record
	Title  Marked // what a person would call the record
	Column string // where the snippet comes from; empty where all that was found stands in the title
	Text   Marked // the snippet: the words around the first hit of the cell that holds most of them
}

// Search finds the records, of the statements that win at the scope's moment, which hold every word
// of the text: in their cells of text, and in the Markdown that they name. Capitals and small
// letters are the same; å, ä and ö are letters of their own. Three letters and more are found
// anywhere in a word, one or two where a word begins. Any text may be searched for; one without a
// word finds nothing. A text beyond 256 characters or 16 words is cut.
//
// All that is found is told; what choose returns of it is read, and is told as hits in that order.
//
// Faults: NotFound where nothing of the committee is installed.
func (l *Library) Search(ctx context.Context, s Scope, text string, choose func([]Found) []Found) (Results, error) {
	var results Results
	q := parseQuery(text)
	err := l.read(ctx, "store.Search", s.path(), func(v *view) error {
		c, err := v.committee(s)
		if err != nil || q.empty() {
			return err
		}
		tables, err := v.tablesWith(c, q)
		if err != nil {
			return err
		}
		for _, t := range tables {
			found, err := v.search(c, t, s.moment(), q)
			if err != nil {
				return err
			}
			results.Found = append(results.Found, found...)
		}
		slices.SortFunc(results.Found, Found.before)
		for _, f := range choose(results.Found) {
			hit, err := v.hit(c, f, q)
			if err != nil {
				return err
			}
			results.Hits = append(results.Hits, hit)
		}
		return nil
	})
	return results, err
}

// MarkWords marks in any text what a search for the words marks in it.
func MarkWords(words, text string) Marked { return parseQuery(words).mark(text) }

func (f Found) place() int64 { return f.row & (maxRows - 1) }

func (f Found) before(g Found) int {
	switch {
	case f.title && !g.title:
		return -1
	case g.title && !f.title:
		return 1
	}
	if n := cmp.Compare(f.table.number, g.table.number); n != 0 {
		return n
	}
	if n := byRank(g.Package, f.Package); n != 0 {
		return n
	}
	return cmp.Compare(f.place(), g.place())
}

func everywhere(match string) string { return match }

// tablesWith returns the tables that have the words in any passage of the committee's, so that the
// others need not be asked.
func (v *view) tablesWith(c *committee, q query) ([]*table, error) {
	where, args := q.where(passageBase(c.id, 0), passageBase(c.id+1, 0)-1, everywhere)
	var tables []*table
	err := v.each(fmt.Sprintf("SELECT DISTINCT (f.rowid >> %d) & %d FROM %s", runningBits, maxTables-1, where), args,
		func(scan func(...any) error) error {
			var number int
			err := scan(&number)
			tables = append(tables, v.library.layout.tables[number])
			return err
		})
	return tables, err
}

// search asks the word indexes about one committee and one table.
func (v *view) search(c *committee, t *table, at int64, q query) ([]Found, error) {
	from, to := passageBase(c.id, t.number), passageBase(c.id, t.number+1)-1
	titles := map[int64]bool{}
	if len(t.words.title) > 0 {
		where, args := q.where(from, to, inTitle)
		err := v.each("SELECT f.rowid FROM "+where, args, func(scan func(...any) error) error {
			var passage int64
			err := scan(&passage)
			titles[passage] = true
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	where, args := q.where(from, to, everywhere)
	// The index is asked first, once; CROSS JOIN and the order of the subquery keep it so.
	query := "SELECT f.rowid, r._row, i._package, " + t.when + " FROM (SELECT f.rowid FROM " + where + ") AS f " + t.found
	var all []Found
	err := v.each(query, append(args, at, at), func(scan func(...any) error) error {
		var passage, row, pkg int64
		var when string
		err := scan(&passage, &row, &pkg, &when)
		all = append(all, Found{Table: t.Table, Package: c.byID[pkg], When: when, table: t, row: row, title: titles[passage]})
		return err
	})
	return all, err
}

// where writes what follows FROM: the passages, f, numbered from..to that hold every word.
func (q query) where(from, to int64, narrow func(match string) string) (string, []any) {
	const one = "%[1]s AS f WHERE %[1]s MATCH ? AND f.rowid BETWEEN ? AND ?"
	switch {
	case len(q.starts) == 0:
		return fmt.Sprintf(one, "passage_part"), []any{narrow(q.matchParts()), from, to}
	case len(q.parts) == 0:
		return fmt.Sprintf(one, "passage_word"), []any{narrow(q.matchStarts()), from, to}
	}
	return fmt.Sprintf(one, "passage_part") +
			" AND +f.rowid IN (SELECT rowid FROM passage_word WHERE passage_word MATCH ? AND rowid BETWEEN ? AND ?)",
		[]any{narrow(q.matchParts()), from, to, narrow(q.matchStarts()), from, to}
}

func (v *view) each(query string, args []any, do func(scan func(...any) error) error) error {
	rows, err := v.QueryContext(v.ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := do(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// hit reads a found row and marks the words in it.
func (v *view) hit(c *committee, f Found, q query) (Hit, error) {
	records, err := v.records(c, f.table, f.table.row, f.row)
	if err != nil {
		return Hit{}, err
	}
	if len(records) != 1 {
		return Hit{}, fault.New("store.Search", fault.LocalCorrupt, v.library.path, fmt.Errorf("%s lacks the row %d", f.table.Name, f.row))
	}
	r := records[0].Record
	h := Hit{Record: r, Title: q.mark(f.table.LabelOf(r.Cells))}
	most := 0
	consider := func(column int, text string) {
		if snippet, n := q.snippet(text); n > most {
			h.Column, h.Text, most = f.table.Fields[column].Name, snippet, n
		}
	}
	for _, i := range f.table.words.body {
		consider(i, r.Cells[i])
	}
	for _, i := range f.table.words.resources {
		if r.Cells[i] == "" {
			continue
		}
		words, err := v.wordsOf(f.row>>rowBits, r.Cells[i])
		if err != nil {
			return Hit{}, err
		}
		consider(i, words)
	}
	return h, nil
}

// wordsOf returns the words of a package's resource; "" where it is no Markdown.
func (v *view) wordsOf(pkg int64, resource string) (string, error) {
	var words string
	err := v.each("SELECT c.words FROM document d JOIN content c ON c.hash = d.hash WHERE d.package = ? AND d.name = ?",
		[]any{pkg, resource}, func(scan func(...any) error) error { return scan(&words) })
	return words, err
}
