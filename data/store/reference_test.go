package store

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"rodatraden/data/followup"
	"rodatraden/data/schema"
)

// reference is the library as slow and as plain as it can be: a list of packages, asked anew each
// time, straight from the definition.
type reference []*followup.Package

func (r reference) of(committee string) reference {
	return slices.DeleteFunc(slices.Clone(r), func(p *followup.Package) bool { return p.Manifest.Followup.Committee.ID != committee })
}

// known returns the packages with order ≤ T that no package with order ≤ T supersedes, by rank.
func (r reference) known(at int64) reference {
	told := slices.DeleteFunc(slices.Clone(r), func(p *followup.Package) bool { return p.Manifest.Followup.Order > at })
	known := slices.DeleteFunc(slices.Clone(told), func(p *followup.Package) bool {
		return slices.ContainsFunc(told, func(q *followup.Package) bool { return q.Manifest.Followup.Supersedes == p.Manifest.ID })
	})
	slices.SortFunc(known, func(p, q *followup.Package) int {
		a, b := p.Manifest.Followup, q.Manifest.Followup
		if a.AsAt != b.AsAt {
			return strings.Compare(a.AsAt, b.AsAt)
		}
		return int(a.Order - b.Order)
	})
	return known
}

// statement returns what the package says of the key; ok is false where it says nothing.
func statement(p *followup.Package, table *schema.Table, key string) (rows [][]string, ok bool) {
	for _, row := range p.Table(table.Name) {
		if table.KeyOf(row) == key {
			rows = append(rows, row)
		}
	}
	withdrawn := schema.MustGet("withdrawn")
	for _, row := range p.Table("withdrawn") {
		if row[withdrawn.Column("table")] == table.Name && row[withdrawn.Column("key")] == key {
			return rows, true
		}
	}
	return rows, rows != nil
}

// keys returns every key of the table that any package speaks of, sorted.
func (r reference) keys(table *schema.Table) []string {
	var all []string
	withdrawn := schema.MustGet("withdrawn")
	for _, p := range r {
		for _, row := range p.Table(table.Name) {
			all = append(all, table.KeyOf(row))
		}
		for _, row := range p.Table("withdrawn") {
			if row[withdrawn.Column("table")] == table.Name {
				all = append(all, row[withdrawn.Column("key")])
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// current lists the rows of the winning statements, sorted.
func (r reference) current(at int64, table *schema.Table) []string {
	var all []string
	for _, key := range r.keys(table) {
		for _, p := range slices.Backward(r.known(at)) {
			if rows, ok := statement(p, table, key); ok {
				for _, row := range rows {
					all = append(all, line(p.Manifest.Name, key, row))
				}
				break
			}
		}
	}
	slices.Sort(all)
	return all
}

// history lists every statement by rank, then by key, then as its file does.
func (r reference) history(at int64, table *schema.Table) []string {
	var all []string
	for _, p := range r.known(at) {
		for _, key := range r.keys(table) {
			if rows, ok := statement(p, table, key); ok {
				if rows == nil {
					all = append(all, line(p.Manifest.Name, key, nil))
				}
				for _, row := range rows {
					all = append(all, line(p.Manifest.Name, key, row))
				}
			}
		}
	}
	return all
}

// search lists the current rows that hold every word, sorted.
func (r reference) search(at int64, text string) []string {
	var all []string
	for _, table := range schema.All() {
		for _, key := range r.keys(table) {
			for _, p := range slices.Backward(r.known(at)) {
				rows, ok := statement(p, table, key)
				for _, row := range rows {
					if holds(table, row, text) {
						all = append(all, line(p.Manifest.Name, key, row))
					}
				}
				if ok {
					break
				}
			}
		}
	}
	slices.Sort(all)
	return all
}

func holds(table *schema.Table, row []string, text string) bool {
	for _, word := range strings.Fields(strings.ToLower(text)) {
		has := false
		for i, f := range table.Fields {
			if f.As != schema.Text {
				continue
			}
			cell := strings.ToLower(row[i])
			if len([]rune(word)) >= 3 {
				has = has || strings.Contains(cell, word)
				continue
			}
			for _, w := range strings.FieldsFunc(cell, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }) {
				has = has || strings.HasPrefix(w, word)
			}
		}
		if !has {
			return false
		}
	}
	return true
}

func line(pkg, key string, row []string) string { return fmt.Sprintf("%s %s %q", pkg, key, row) }
