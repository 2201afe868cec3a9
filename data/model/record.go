package model

import (
	"rodatraden/data/schema"
)

// Record is one row of a table as one package states it.
type Record struct {
	Table   *schema.Table
	Package *Package // who states it; shared between records, not to be changed
	Key     string   // the key of its statement, as schema.Table.KeyOf gives it
	Cells   []string // in the schema's order of columns
}

// Get returns the named cell, or "" where the table has no such column.
func (r Record) Get(column string) string {
	if r.Table == nil {
		return ""
	}
	i := r.Table.Column(column)
	if i < 0 || i >= len(r.Cells) {
		return ""
	}
	return r.Cells[i]
}

// ID returns the record's lasting id.
func (r Record) ID() string { return r.Get("id") }

// Ref returns the record's name in references and links: table:id.
func (r Record) Ref() string {
	if r.Table == nil {
		return ""
	}
	return r.Table.Name + ":" + r.ID()
}

// Source returns the id of the record's row in sources, or "".
func (r Record) Source() string { return r.Get("source") }
