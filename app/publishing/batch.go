package publishing

import (
	"bytes"
	"cmp"
	"context"
	"io/fs"
	"path/filepath"
	"slices"

	"rodatraden/app/checked"
	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/data/followup"
	"rodatraden/data/template"
)

// Batch is what is to be published together: packages, sources and workbooks, as they were read and
// checked. Packages come in the library's order, those that could not be made packages of at the end.
type Batch struct {
	desk       *Desk
	reads      []Read
	repository string              // its id; empty where there is none
	published  []*followup.Package // that they were joined with
}

// Read is one package as it was opened and checked.
type Read struct {
	Path    string
	Package *followup.Package // nil where the faults are such that there is none
	Report  followup.Report
	Book    *template.Source // of a workbook
	Problem error            // why the file could not be read at all

	// Published tells that the repository has this very package already.
	Published bool

	before []*followup.Package // what the workbook knows of earlier packages, where nothing else is known of them
}

// Packages returns what was read.
func (b *Batch) Packages() []Read { return b.reads }

// Found returns the packages of the files of which there are any; none of no batch.
func (b *Batch) Found() []*followup.Package {
	var out []*followup.Package
	if b == nil {
		return nil
	}
	for _, r := range b.reads {
		if r.Package != nil {
			out = append(out, r.Package)
		}
	}
	return out
}

// Problem returns the first reason why a file could not be read at all; nil where there is none.
func (b *Batch) Problem() error {
	for _, r := range b.reads {
		if r.Problem != nil {
			return r.Problem
		}
	}
	return nil
}

// Faulty returns the packages that have faults.
func (b *Batch) Faulty() []Read {
	return slices.DeleteFunc(slices.Clone(b.reads), func(r Read) bool { return r.Report.Faults() == 0 })
}

// Faults counts what stops a publish.
func (b *Batch) Faults() int { return b.count(followup.Report.Faults) }

// Warnings counts what should be looked at, and is not answered.
func (b *Batch) Warnings() int { return b.count(followup.Report.Warnings) }

// Answered counts the warnings that are answered.
func (b *Batch) Answered() int { return b.count(followup.Report.Answered) }

func (b *Batch) count(of func(followup.Report) int) int {
	n := 0
	for _, r := range b.reads {
		n += of(r.Report)
	}
	return n
}

// IsBuilt reports whether it is a package with its final form, and no source of one.
func (r *Read) IsBuilt() bool { return r.Package != nil && r.Package.ManifestBytes() != nil }

// Checked is what was found, in words.
func (r *Read) Checked(l *i18n.Localizer) page.Checked {
	return checked.Of(l, filepath.Base(r.Path), r.Path, r.Report)
}

// found adds what a later check found, at its place in the workbook where the package is one.
func (r *Read) found(report followup.Report) {
	if r.Book != nil {
		report = r.Book.Locate(report)
	}
	r.Report = followup.Join(r.Report, report)
}

// Gather finds and opens packages, sources and workbooks and checks each for itself. It asks nothing of
// the repository; Join does.
//
// Faults: NotFound where a path is not there or a folder holds nothing to publish. What is wrong with a
// file is told by its Read.
func (d *Desk) Gather(paths []string) (*Batch, error) {
	found, err := Find(paths)
	if err != nil {
		return nil, err
	}
	b := &Batch{desk: d, reads: make([]Read, len(found))}
	for i, path := range found {
		b.reads[i] = d.read(path)
	}
	slices.SortStableFunc(b.reads, func(p, q Read) int {
		if p.Package == nil || q.Package == nil {
			return cmp.Compare(given(p.Package == nil), given(q.Package == nil))
		}
		return cmp.Compare(p.Package.Manifest.Followup.Order, q.Package.Manifest.Followup.Order)
	})
	return b, nil
}

// Read is Gather and Join: what a person who has chosen files wants to know of them.
func (d *Desk) Read(ctx context.Context, paths []string) (*Batch, error) {
	b, err := d.Gather(paths)
	if err != nil {
		return nil, err
	}
	return b, b.Join(ctx)
}

func (d *Desk) read(path string) Read {
	r := Read{Path: path}
	if !IsWorkbook(path) {
		r.Package, r.Report, r.Problem = followup.Open(path)
		return r
	}
	book, err := d.openBook(path)
	if book != nil {
		r.Report = book.Report
	}
	switch {
	case err != nil && r.Report.Faults() == 0:
		r.Problem = err
		return r
	case err != nil:
		return r // the report says why
	}
	r.Book = book
	if _, err := fs.Stat(book.FS, followup.ManifestName); err != nil && r.Report.Faults() > 0 {
		return r // it is no workbook of ours, which is all there is to say
	}
	pkg, report, err := followup.OpenFS(book.FS)
	if err != nil {
		r.Problem = err
		return r
	}
	r.Package = pkg
	r.found(report)
	return r
}

// openBook reads a workbook in the desk's language, or in the other where that understands more of it: it may have
// been made by somebody whose program speaks that.
func (d *Desk) openBook(path string) (*template.Source, error) {
	book, err := template.Open(path, checked.BookWords{Localizer: d.l})
	if err != nil || book.Report.Faults() == 0 {
		return book, err
	}
	other := i18n.English
	if d.l.Lang() == other {
		other = i18n.Swedish
	}
	again, err := template.Open(path, checked.BookWords{Localizer: i18n.New(other)})
	if err == nil && again.Report.Faults() < book.Report.Faults() {
		return again, nil
	}
	return book, nil
}

func given(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// Join checks each package against those that it will join: those of its committee that are published, and
// those of the batch that come before it in the library's order. A batch is joined once. A desk without a
// repository checks it alone: packages of several repositories may then be checked at once.
//
// Faults: those of reading the repository; what is wrong with a package is told by its Read.
func (b *Batch) Join(ctx context.Context) error {
	id, published, err := b.desk.publishedBefore(ctx, b.reads)
	if err != nil {
		return err
	}
	b.repository, b.published = id, published
	alone := b.desk.Address() == ""
	known := map[string][]*followup.Package{}
	for i := range b.reads {
		r := &b.reads[i]
		p := r.Package
		if p == nil || r.Problem != nil {
			continue
		}
		if r.Published = slices.ContainsFunc(published, func(q *followup.Package) bool {
			return p.ManifestBytes() != nil && bytes.Equal(p.ManifestBytes(), q.ManifestBytes())
		}); r.Published {
			continue // it has joined them already
		}
		group := ""
		if alone {
			f := p.Manifest.Followup
			group = f.Municipality.Code + "/" + string(f.Audience)
		}
		others := append(slices.Clone(published), known[group]...)
		if alone && r.Book != nil && r.Book.Before != nil && len(others) == 0 {
			r.before = []*followup.Package{r.Book.Before}
		}
		r.found(followup.CheckAgainst(p, append(others, r.before...)))
		known[group] = append(known[group], p)
	}
	return nil
}
