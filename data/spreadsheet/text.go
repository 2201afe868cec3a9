package spreadsheet

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	textunicode "golang.org/x/text/encoding/unicode"

	"rodatraden/data/followup"
)

// errQuote is the cause where a quotation mark opens and none closes.
var errQuote = errors.New("a quotation mark is not closed")

// separated is the content of a file of separated text.
type separated struct {
	file      string
	r         io.ReaderAt
	skip      int64 // a byte order mark
	size      int64
	encoding  *encoding.Decoder // nil where the file is sound UTF-8
	separator byte
	line      int // that the first row stands on: 2 where the first says the separator
}

// separators are what may part the cells of a row, the least common in figures first.
const separators = "\t;|,"

// openText finds out how a text is written.
func openText(file string, r io.ReaderAt, size int64, c *followup.Collector) (*separated, error) {
	t := &separated{file: file, r: r, size: size, line: 1}
	if err := t.findEncoding(c); err != nil {
		return nil, err
	}
	sample := make([]byte, 64<<10)
	n, err := io.ReadFull(t.reader(), sample)
	whole := err == io.EOF || err == io.ErrUnexpectedEOF
	if err != nil && !whole {
		return nil, err
	}
	sample = sample[:n]
	if n == 0 {
		return nil, errEmpty
	}
	if isMarkup(sample) {
		return nil, errWebPage
	}
	if says, is := separatorLine(sample); is {
		t.separator, t.line = says, 2
		return t, nil
	}
	var others string
	t.separator, others = findSeparator(sample, whole)
	if others != "" {
		c.Add(followup.Finding{
			Severity: followup.Assumed, Code: SeparatorSeen, File: file,
			Args: map[string]string{"Separator": separatorArg(t.separator), "Other": separatorArg(others[0])},
		})
	}
	return t, nil
}

// separatorArg is how the sentences know a separator.
func separatorArg(b byte) string {
	if b == '\t' {
		return "tab"
	}
	return string(b)
}

// findEncoding reads the file through. What is not UTF-8 or UTF-16 is taken to be Windows-1252, unless most
// of it is UTF-8.
func (t *separated) findEncoding(c *followup.Collector) error {
	head := make([]byte, min(t.size, 4<<10))
	if n, err := t.r.ReadAt(head, 0); n < len(head) {
		return err
	}
	if order, wide := followup.UTF16Order(head); wide {
		t.encoding = textunicode.UTF16(order, textunicode.UseBOM).NewDecoder()
		return nil
	}
	if bytes.HasPrefix(head, []byte("\uFEFF")) {
		t.skip = 3
	}
	seen, err := scanUTF8(io.NewSectionReader(t.r, t.skip, t.size-t.skip))
	if err != nil || seen.bad == 0 {
		return err
	}
	code := Encoding
	if t.skip > 0 || seen.good > seen.bad {
		code = Unreadable
		t.encoding = textunicode.UTF8.NewDecoder()
	} else {
		t.encoding = charmap.Windows1252.NewDecoder()
	}
	word := t.wordAt(t.skip + seen.at)
	f := followup.Finding{Severity: followup.Assumed, Code: code, File: t.file, Row: seen.line, Value: word, Args: map[string]string{"Word": word}}
	if code == Unreadable {
		f.Severity = followup.Warning
	}
	c.Add(f)
	return nil
}

// utf8Seen is what a file holds of UTF-8.
type utf8Seen struct {
	good, bad int   // characters beyond ASCII, and bytes that are none
	at        int64 // the first of those bytes
	line      int   // that it stands on
}

// scanUTF8 reads a text through.
func scanUTF8(r io.Reader) (utf8Seen, error) {
	seen := utf8Seen{line: 1}
	buf := make([]byte, 256<<10)
	var from int64
	kept := 0
	for {
		n, err := r.Read(buf[kept:])
		if err != nil && err != io.EOF {
			return seen, err
		}
		s := buf[:kept+n]
		i := 0
		for i < len(s) {
			if s[i] < utf8.RuneSelf {
				if s[i] == '\n' && seen.bad == 0 {
					seen.line++
				}
				i++
				continue
			}
			if err == nil && !utf8.FullRune(s[i:]) {
				break
			}
			_, size := utf8.DecodeRune(s[i:])
			if size > 1 {
				seen.good++
			} else {
				if seen.bad == 0 {
					seen.at = from + int64(i)
				}
				seen.bad++
			}
			i += size
		}
		from += int64(i)
		kept = copy(buf, s[i:])
		if err == io.EOF {
			return seen, nil
		}
	}
}

// wordAt is the word around a byte, as it is read.
func (t *separated) wordAt(at int64) string {
	const around = 40
	from := max(t.skip, at-around)
	buf := make([]byte, 2*around)
	n, _ := t.r.ReadAt(buf, from)
	buf = buf[:n]
	const ends = " ,;|\t\n\r\""
	i := int(at - from)
	first := 1 + bytes.LastIndexAny(buf[:i], ends)
	last := len(buf)
	if j := bytes.IndexAny(buf[i:], ends); j >= 0 {
		last = i + j
	}
	t.encoding.Reset()
	word, err := t.encoding.Bytes(buf[first:last])
	if err != nil {
		return ""
	}
	return strings.ToValidUTF8(string(word), "\uFFFD")
}

// reader reads the file as UTF-8, from its beginning.
func (t *separated) reader() io.Reader {
	var r io.Reader = io.NewSectionReader(t.r, t.skip, t.size-t.skip)
	if t.encoding != nil {
		t.encoding.Reset()
		r = t.encoding.Reader(r)
	}
	return r
}

// separatorLine reads the line sep=; with which some files begin.
func separatorLine(s []byte) (separator byte, is bool) {
	line := s
	if i := bytes.IndexAny(s, "\r\n"); i >= 0 {
		line = s[:i]
	}
	line = bytes.Trim(line, `"`)
	if len(line) != 5 || !strings.EqualFold(string(line[:4]), "sep=") || line[4] >= utf8.RuneSelf || line[4] == '"' {
		return 0, false
	}
	return line[4], true
}

// findSeparator tells what parts the cells: that which parts the most rows of the sample alike. others
// are those that would do as well.
func findSeparator(sample []byte, whole bool) (best byte, others string) {
	const rows = 200
	var alike [len(separators)]float64 // the part of the rows that are of one length, above one cell
	most := 0.0
	for i := range separators {
		lengths := map[int]int{}
		n := 0
		s := newSplitter(bytes.NewReader(sample), separators[i])
		for n < rows {
			cells, err := s.next()
			if err != nil || !whole && s.done() {
				break // the last row may be cut
			}
			if len(cells) == 1 && cells[0].text == "" {
				continue
			}
			n++
			lengths[len(cells)]++
		}
		for length, count := range lengths {
			if length > 1 {
				alike[i] = max(alike[i], float64(count)/float64(n))
			}
		}
		most = max(most, alike[i])
	}
	if most == 0 {
		return ';', ""
	}
	for i, part := range alike {
		if part < 0.9*most {
			continue
		}
		switch b := separators[i]; {
		case best == 0:
			best = b
		case best == '\t', b == ',' && decimalCommas(sample): // no rivals
		default:
			others += string(b)
		}
	}
	return best, others
}

// decimalCommas reports whether every comma stands between digits.
func decimalCommas(s []byte) bool {
	digit := func(i int) bool { return i >= 0 && i < len(s) && s[i] >= '0' && s[i] <= '9' }
	for i, b := range s {
		if b == ',' && !(digit(i-1) && digit(i+1)) {
			return false
		}
	}
	return true
}

func (t *separated) rows(_ int, c *followup.Collector, visit func(Row) error) error {
	s := newSplitter(t.reader(), t.separator)
	var u used
	for {
		fields, err := s.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return refuse("spreadsheet.Rows", c, followup.Finding{File: t.file, Row: s.row}, err)
		}
		if s.row < t.line {
			continue
		}
		row := Row{Number: s.row}
		for i, f := range fields {
			if f.text == "" {
				continue
			}
			if f.long {
				c.Add(followup.Finding{
					Severity: followup.Fault, Code: LimitCell, File: t.file, Row: s.row, Column: ColumnName(i + 1),
					Value: f.text, Args: map[string]string{"Limit": strconv.Itoa(followup.MaxCellUnits)},
				})
			}
			if row.Cells == nil {
				row.Cells = make([]Cell, 0, len(fields)-i)
			}
			row.Cells = append(row.Cells, Cell{Column: i + 1, Kind: Text, Text: f.text})
			if err = u.add(i + 1); err != nil {
				break
			}
		}
		if err == nil && len(row.Cells) > 0 {
			err = u.addRow()
		}
		if err != nil {
			return refuse("spreadsheet.Rows", c, followup.Finding{File: t.file, Row: s.row}, err)
		}
		if len(row.Cells) == 0 {
			continue
		}
		if err := visit(row); err != nil {
			return err
		}
	}
}

func (t *separated) merged(int, *followup.Collector) ([]Range, error) { return nil, nil }
