package store

import (
	"context"
	"database/sql"
	"errors"

	"rodatraden/data/fault"
	"rodatraden/data/model"
	"rodatraden/data/schema"
)

// Document is a file that a package holds beside its tables.
type Document struct {
	Package   *model.Package // shared, not to be changed
	Name      string         // the resource's
	Path      string         // in the package
	MediaType string         // application/pdf, text/markdown
	Hash      string         // "sha256:" and 64 hexadecimal digits: the blob's name
	Bytes     int64
}

// Markdown reports whether the library holds the document's text, for Text.
func (d Document) Markdown() bool { return d.MediaType == markdownType }

// Documents returns the documents of the packages known at the scope's moment, by the packages'
// rank and the documents' names.
func (l *Library) Documents(ctx context.Context, s Scope) ([]Document, error) {
	var all []Document
	err := l.read(ctx, "store.Documents", s.path(), func(v *view) error {
		c, err := v.committee(s)
		if err != nil {
			return err
		}
		all, err = v.documents(c, "p.committee = ? AND p.ord <= ? AND p.superseded_at > ?", c.id, s.moment(), s.moment())
		return err
	})
	return all, err
}

// Document returns the document that the record names in one of its columns: a report in the table
// `documents`, a chapter in `texts`.
//
// Faults: NotFound where the record names none, or its package does not hold it.
func (l *Library) Document(ctx context.Context, r model.Record) (Document, error) {
	const op = "store.Document"
	name := resourceOf(r)
	if name == "" || r.Package == nil {
		return Document{}, fault.New(op, fault.NotFound, r.Ref(), nil)
	}
	var d Document
	err := l.read(ctx, op, r.Ref(), func(v *view) error {
		c, err := v.committee(Scope{Repository: r.Package.Committee.Repository, Committee: r.Package.Committee.ID})
		if err != nil {
			return err
		}
		found, err := v.documents(c, "p.committee = ? AND p.uuid = ? AND d.name = ?", c.id, r.Package.ID, name)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return fault.New(op, fault.NotFound, r.Ref(), nil)
		}
		d = found[0]
		return nil
	})
	return d, err
}

func resourceOf(r model.Record) string {
	for i, f := range r.Table.Fields {
		if f.As == schema.Resource && r.Cells[i] != "" {
			return r.Cells[i]
		}
	}
	return ""
}

func (v *view) documents(c *committee, where string, args ...any) ([]Document, error) {
	rows, err := v.QueryContext(v.ctx, "SELECT p.id, d.name, d.path, d.media_type, d.hash, d.bytes"+
		" FROM package p JOIN document d ON d.package = p.id WHERE "+where+" ORDER BY p.as_at, p.ord, d.name", args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []Document
	for rows.Next() {
		var d Document
		var pkg int64
		if err := rows.Scan(&pkg, &d.Name, &d.Path, &d.MediaType, &d.Hash, &d.Bytes); err != nil {
			return nil, err
		}
		d.Package = c.byID[pkg]
		all = append(all, d)
	}
	return all, rows.Err()
}

// Text returns a Markdown document's text, composed (NFC), by its hash.
//
// Faults: NotFound where the library holds no such text.
func (l *Library) Text(ctx context.Context, hash string) (string, error) {
	const op = "store.Text"
	var text string
	err := l.read(ctx, op, hash, func(v *view) error {
		err := v.QueryRowContext(v.ctx, "SELECT body FROM content WHERE hash = ?", hash).Scan(&text)
		if errors.Is(err, sql.ErrNoRows) {
			return fault.New(op, fault.NotFound, hash, nil)
		}
		return err
	})
	return text, err
}
