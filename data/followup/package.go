package followup

import (
	"io"

	"rodatraden/data/model"
	"rodatraden/data/schema"
)

// Format is the format that this program writes, and the highest that it reads.
const Format = 1

// Package is a follow-up package: its manifest, its tables in memory, and its documents wherever
// they lie.
type Package struct {
	Manifest Manifest
	Tables   []Table // in schema order; only those that the package holds
	Files    Files   // opens the documents; never nil

	raw        []byte     // datapackage.json as it stands; nil in a source
	supersedes string     // the name of the package that a source says it replaces, where it gave no id
	documents  []Resource // of a source: its documents and texts, as a build lists them
}

// ManifestBytes returns datapackage.json exactly as it stands in a built package: what is hashed
// and signed. It returns nil for a source, which has no final form yet.
func (p *Package) ManifestBytes() []byte { return p.raw }

// Documents returns the package's documents and texts.
func (p *Package) Documents() []Resource {
	if p.raw != nil || len(p.Manifest.Resources) > 0 {
		return documentsOf(p.Manifest.Resources)
	}
	return p.documents
}

// Table is the rows that a package states in one table.
type Table struct {
	Schema *schema.Table
	Rows   [][]string // in the schema's order of columns, NFC; a column that the file lacks is empty

	file  string // that it was read from; the schema's name and .csv where none is said
	lines []int  // of the rows in the file
}

// Table returns the rows of the named table; none where the package does not hold it.
func (p *Package) Table(name string) [][]string {
	for _, t := range p.Tables {
		if t.Schema.Name == name {
			return t.Rows
		}
	}
	return nil
}

// Info returns what the library keeps of the manifest. repository is the subscription's id.
func (p *Package) Info(repository string) model.Package {
	rows := 0
	for _, t := range p.Tables {
		rows += len(t.Rows)
	}
	info := p.Manifest.info(repository)
	info.Rows = rows
	return info
}

// Files opens the bytes of a package's resources. The bytes have been checked against the
// resource's hash by the time Open's reader is at its end.
type Files interface {
	Open(r Resource) (io.ReadCloser, error)
}

// table returns the named table, or nil where the package does not hold it.
func (p *Package) table(name string) *Table {
	for i := range p.Tables {
		if p.Tables[i].Schema.Name == name {
			return &p.Tables[i]
		}
	}
	return nil
}
