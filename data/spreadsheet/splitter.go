package spreadsheet

import (
	"io"

	"rodatraden/data/followup"
)

// splitter parts text into rows and cells, holding no more than a row. Cells in quotation marks may hold
// the separator, line breaks and, doubled, quotation marks; text after the mark that closes belongs to the
// cell, as in Excel. Lines end in LF, CR or both.
type splitter struct {
	r         io.Reader
	buf       []byte
	pos, end  int
	err       error
	separator byte

	line   int // of what is read next
	row    int // the line that the last row began on
	record []byte
	fields []field
}

// field is one cell of separated text.
type field struct {
	text string
	end  int  // in the record
	long bool // longer than a cell may be, and cut
}

// maxField is how many bytes are held of one cell: as many as the most units can take.
const maxField = 3 * followup.MaxCellUnits

// maxRecord is how many bytes are held of one row: as many full cells as a table has columns.
const maxRecord = maxField * followup.MaxColumns

func newSplitter(r io.Reader, separator byte) *splitter {
	return &splitter{r: r, buf: make([]byte, 64<<10), separator: separator, line: 1}
}

// done reports whether all is read.
func (s *splitter) done() bool { return s.pos == s.end && !s.fill() }

// fill reads further, and reports whether there was more.
func (s *splitter) fill() bool {
	s.pos, s.end = 0, 0
	for range 100 {
		if s.err != nil {
			return false
		}
		s.end, s.err = s.r.Read(s.buf)
		if s.end > 0 {
			return true
		}
	}
	if s.err == nil {
		s.err = io.ErrNoProgress
	}
	return false
}

// next reads a row; it is good until the next. At the end it is io.EOF.
func (s *splitter) next() ([]field, error) {
	s.record, s.fields, s.row = s.record[:0], s.fields[:0], s.line
	if s.done() {
		return nil, s.err
	}
	for {
		more, err := s.field()
		if err != nil {
			return nil, err
		}
		if !more {
			break
		}
		if len(s.fields) > lastColumn || len(s.record) > maxRecord {
			return nil, errColumns
		}
	}
	all, from := string(s.record), 0
	for i := range s.fields {
		f := &s.fields[i]
		f.text = all[from:f.end]
		from = f.end
		if f.long || len(f.text) > followup.MaxCellUnits && followup.Units(f.text) > followup.MaxCellUnits {
			f.long = true
			f.text = cut(f.text)
		}
	}
	return s.fields, nil
}

// field reads one cell, and reports whether the row goes on after it.
func (s *splitter) field() (more bool, err error) {
	var long bool
	start := len(s.record)
	keep := func(b []byte) {
		if room := maxField - (len(s.record) - start); len(b) > room {
			b, long = b[:room], true
		}
		s.record = append(s.record, b...)
	}
	end := func() {
		s.fields = append(s.fields, field{end: len(s.record), long: long})
	}
	if !s.done() && s.buf[s.pos] == '"' {
		s.pos++
		if err := s.quoted(keep); err != nil {
			return false, err
		}
	}
	for {
		if s.done() {
			if s.err != io.EOF {
				return false, s.err
			}
			end()
			return false, nil
		}
		i := s.pos
		for i < s.end {
			if b := s.buf[i]; b == s.separator || b == '\n' || b == '\r' {
				break
			}
			i++
		}
		keep(s.buf[s.pos:i])
		s.pos = i
		if i == s.end {
			continue
		}
		b := s.buf[i]
		s.pos++
		end()
		if b == s.separator {
			return true, nil
		}
		if b == '\r' {
			s.afterReturn()
		}
		s.line++
		return false, nil
	}
}

// quoted reads what stands in quotation marks, to beyond the one that closes.
func (s *splitter) quoted(keep func([]byte)) error {
	for {
		if s.done() {
			if s.err != io.EOF {
				return s.err
			}
			return errQuote
		}
		i := s.pos
		for i < s.end {
			if b := s.buf[i]; b == '"' || b == '\n' || b == '\r' {
				break
			}
			i++
		}
		keep(s.buf[s.pos:i])
		s.pos = i
		if i == s.end {
			continue
		}
		b := s.buf[i]
		s.pos++
		switch b {
		case '"':
			if s.done() || s.buf[s.pos] != '"' {
				return nil
			}
			s.pos++
			keep([]byte{'"'})
			continue
		case '\r':
			s.afterReturn()
		}
		s.line++
		keep([]byte{'\n'})
	}
}

// afterReturn passes the line feed of a carriage return.
func (s *splitter) afterReturn() {
	if !s.done() && s.buf[s.pos] == '\n' {
		s.pos++
	}
}
