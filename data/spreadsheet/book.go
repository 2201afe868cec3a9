package spreadsheet

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rodatraden/data/fault"
	"rodatraden/data/followup"
)

// Book is an open workbook, or a file of separated text. It is read from the file as it is asked for;
// one goroutine at a time may ask.
type Book struct {
	sheets   []Sheet
	workbook bool
	content  content
	file     io.Closer // nil where nothing is to be closed
}

// content is what the two sorts of files have in common.
type content interface {
	// rows visits the rows of a sheet that hold something. Its error is the visitor's, or a fault that
	// c has been told of.
	rows(sheet int, c *followup.Collector, visit func(Row) error) error
	// merged returns the merged blocks of a sheet.
	merged(sheet int, c *followup.Collector) ([]Range, error)
}

// Open opens a file. What sort of file it is, its content tells and not its name. A file that cannot be
// read is an error of the kind NotFound, Local, Format, Limit or Secret (a password is needed); of the
// last three the report says what is wrong and what to do. The report also tells what was
// taken for granted.
func Open(path string) (*Book, followup.Report, error) {
	const op = "spreadsheet.Open"
	f, err := os.Open(path)
	if err != nil {
		kind := fault.Local
		if errors.Is(err, os.ErrNotExist) {
			kind = fault.NotFound
		}
		return nil, followup.Report{}, fault.New(op, kind, path, err)
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("no file")
	}
	if err != nil {
		f.Close()
		return nil, followup.Report{}, fault.New(op, fault.Local, path, err)
	}
	b, report, err := Read(filepath.Base(path), f, info.Size())
	if err != nil {
		f.Close()
		return nil, report, err
	}
	b.file = f
	return b, report, nil
}

// Read is Open for bytes that lie elsewhere. The name is what findings call the file.
func Read(name string, r io.ReaderAt, size int64) (*Book, followup.Report, error) {
	var c followup.Collector
	b, err := read(name, r, size, &c)
	return b, c.Report(), err
}

// Workbook reports whether the file is a workbook: its rows then stand in sheets, and cells have names.
// Otherwise it is separated text, and a row's number is the line it begins on.
func (b *Book) Workbook() bool { return b.workbook }

// Sheets are the sheets that hold cells, in the file's order; those with only a chart are left out.
func (b *Book) Sheets() []Sheet { return slices.Clone(b.sheets) }

// Rows visits the rows of a sheet that hold something, from the top, as they are read: no more than one is
// held at a time. An error of visit ends it and is returned. A fault in the file is told in the
// report; where nothing can be read beyond it, an error of the kind Format or Limit is returned too, and
// the rows visited are not the whole sheet. A sheet that there is none of is an error of the kind NotFound.
func (b *Book) Rows(sheet string, visit func(Row) error) (followup.Report, error) {
	var c followup.Collector
	i, err := b.sheet("spreadsheet.Rows", sheet)
	if err == nil {
		err = b.content.rows(i, &c, visit)
	}
	return c.Report(), err
}

// Merged returns the merged blocks of a sheet, in the file's order. What they hold stands in their first
// cell. Separated text has none.
func (b *Book) Merged(sheet string) ([]Range, followup.Report, error) {
	var c followup.Collector
	i, err := b.sheet("spreadsheet.Merged", sheet)
	if err != nil {
		return nil, c.Report(), err
	}
	all, err := b.content.merged(i, &c)
	return all, c.Report(), err
}

// Close closes the file.
func (b *Book) Close() error {
	if b.file == nil {
		return nil
	}
	return b.file.Close()
}

// sheet finds a sheet by its name: as it stands or, as Excel has it, in other letters of the same.
func (b *Book) sheet(op, name string) (int, error) {
	i := slices.IndexFunc(b.sheets, func(s Sheet) bool { return s.Name == name })
	if i < 0 {
		i = slices.IndexFunc(b.sheets, func(s Sheet) bool { return strings.EqualFold(s.Name, name) })
	}
	if i < 0 {
		return 0, fault.New(op, fault.NotFound, name, nil)
	}
	return i, nil
}
