package sie

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// Record is one record of a file: a label and its fields, as bytes in the file's encoding, or a brace that
// opens or closes a voucher. What it holds is valid until the scanner's next record.
type Record struct {
	Row    int    // the line in the file, the first is 1
	Label  []byte // with its #, as it stands; { or } alone
	Fields []Field
	Open   bool // a quotation mark or an object list is not closed on the line
}

// Field is one field of a record. An object list is one field, whose parts are texts by turns: the number of
// a dimension, an object.
type Field struct {
	Text []byte // without outer quotation marks; of an object list as it stands between the braces
	List bool
}

// Text returns a field, nothing where the record has none such.
func (r *Record) Text(n int) []byte {
	if n >= len(r.Fields) {
		return nil
	}
	return r.Fields[n].Text
}

// maxRecord is the length in bytes of the longest record.
const maxRecord = 1 << 20

// errLongRecord is what Scanner.Err says where a record is longer than that: such a file is not SIE.
var errLongRecord = errors.New("a record is too long")

// Scanner gives the records of a file one after the other, in bounded memory. Lines that are no records are
// given too, with the line in place of the label.
type Scanner struct {
	in     *bufio.Reader
	record Record
	long   []byte // a line that the reader's buffer does not hold
	rest   []byte // of a line that has another line's end in it
	plain  []byte // fields without their escapes
	row    int
	ended  bool // the last line had its end
	err    error
}

// NewScanner returns a scanner of what r gives.
func NewScanner(r io.Reader) *Scanner { return &Scanner{in: bufio.NewReaderSize(r, 1<<16)} }

// Record returns the record that Next went to.
func (s *Scanner) Record() *Record { return &s.record }

// Err returns what stopped the scanner before the end of the file.
func (s *Scanner) Err() error { return s.err }

// Ended reports whether the last line had a line's end.
func (s *Scanner) Ended() bool { return s.ended }

// Next goes to the next record that is not blank; it returns false at the end of the file.
func (s *Scanner) Next() bool {
	for {
		line, more := s.line()
		if !more {
			return false
		}
		if s.row == 1 {
			line = bytes.TrimPrefix(line, bom)
		}
		line = bytes.TrimLeft(line, " \t\x00\x1a")
		if len(line) == 0 {
			continue
		}
		s.split(line)
		return true
	}
}

var bom = []byte("\uFEFF")

// line reads the next line, without its end.
func (s *Scanner) line() ([]byte, bool) {
	if s.err != nil {
		return nil, false
	}
	line := s.rest
	if line == nil {
		var ok bool
		if line, ok = s.read(); !ok {
			return nil, false
		}
	}
	s.rest = nil
	s.row++
	// Files come with the line ends of three kinds of computers.
	if at := bytes.IndexByte(line, '\r'); at >= 0 {
		if at+1 < len(line) {
			s.rest = line[at+1:]
		}
		line = line[:at]
	}
	return line, true
}

// read reads to the next line feed.
func (s *Scanner) read() ([]byte, bool) {
	line, err := s.in.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		s.long = append(s.long[:0], line...)
		for errors.Is(err, bufio.ErrBufferFull) {
			line, err = s.in.ReadSlice('\n')
			s.long = append(s.long, line...)
			if len(s.long) > maxRecord {
				s.err = errLongRecord
				return nil, false
			}
		}
		line = s.long
	}
	if err != nil && !errors.Is(err, io.EOF) {
		s.err = err
		return nil, false
	}
	if len(line) == 0 {
		return nil, false
	}
	if n := len(line) - 1; line[n] == '\n' {
		s.ended = true
		line = line[:n]
	} else {
		s.ended = false
	}
	return line, true
}

// split makes a record of a line that is not blank.
func (s *Scanner) split(line []byte) {
	r := &s.record
	*r = Record{Row: s.row, Fields: r.Fields[:0]}
	s.plain = s.plain[:0]
	switch {
	case line[0] == '{' || line[0] == '}':
		r.Label = line[:1]
		return
	case line[0] != '#':
		r.Label = line
		return
	}
	at := 0
	for at < len(line) && line[at] != ' ' && line[at] != '\t' && line[at] != '{' && line[at] != '"' {
		at++
	}
	r.Label = line[:at]
	for {
		for at < len(line) && (line[at] == ' ' || line[at] == '\t' || line[at] == '}') {
			at++
		}
		if at == len(line) {
			return
		}
		switch line[at] {
		case '"':
			var text []byte
			text, at = s.quoted(line, at)
			r.Fields = append(r.Fields, Field{Text: text})
		case '{':
			start := at + 1
			at = start
			for at < len(line) && line[at] != '}' {
				if line[at] == '"' {
					_, at = s.quoted(line, at)
					continue
				}
				at++
			}
			r.Fields = append(r.Fields, Field{Text: line[start:at], List: true})
			if at == len(line) {
				r.Open = true
				return
			}
			at++
		default:
			start := at
			for at < len(line) && line[at] != ' ' && line[at] != '\t' && line[at] != '{' {
				at++
			}
			r.Fields = append(r.Fields, Field{Text: line[start:at]})
		}
	}
}

// quoted reads the text that begins with the quotation mark at a place in the line, and returns the place
// after it.
func (s *Scanner) quoted(line []byte, at int) ([]byte, int) {
	at++
	end := bytes.IndexByte(line[at:], '"')
	if end >= 0 && bytes.IndexByte(line[at:at+end], '\\') < 0 {
		return line[at : at+end], at + end + 1
	}
	// A text is grown in one buffer for the whole record: what earlier fields hold stays.
	start := len(s.plain)
	for at < len(line) {
		switch c := line[at]; {
		case c == '\\' && at+1 < len(line) && (line[at+1] == '"'):
			s.plain = append(s.plain, '"')
			at += 2
		case c == '"':
			return s.plain[start:len(s.plain):len(s.plain)], at + 1
		default:
			s.plain = append(s.plain, c)
			at++
		}
	}
	s.record.Open = true
	return s.plain[start:len(s.plain):len(s.plain)], at
}

// objects gives the parts of an object list, two by two.
func (s *Scanner) objects(list []byte, each func(dimension, object []byte)) (even bool) {
	var dimension []byte
	have := false
	at := 0
	for {
		for at < len(list) && (list[at] == ' ' || list[at] == '\t') {
			at++
		}
		if at == len(list) {
			return !have
		}
		var part []byte
		if list[at] == '"' {
			part, at = s.quoted(list, at)
		} else {
			start := at
			for at < len(list) && list[at] != ' ' && list[at] != '\t' {
				at++
			}
			part = list[start:at]
		}
		if have {
			each(dimension, part)
		}
		dimension, have = part, !have
	}
}
