package followup

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
)

// sheet is a CSV file as it stands: header, rows, and the line on which each row begins. Every row
// is as long as the header, every cell is NFC and keeps the limits.
type sheet struct {
	header []string
	rows   [][]string
	lines  []int
}

// readSheet reads a CSV file. What is wrong becomes findings; rows that cannot be read are left
// out, and reading goes on. It returns nil where there is no header to read by.
func readSheet(c *collector, file string, raw []byte) *sheet {
	text, ok := decodeText(c, file, raw)
	if !ok {
		return nil
	}
	if len(bytes.TrimSpace(text)) == 0 {
		c.fault(FileEmpty, place{file: file})
		return nil
	}
	if i := bytes.IndexByte(text, '\r'); i >= 0 && !bytes.Contains(text, []byte{'\n'}) {
		c.fault(LineEnding, place{file: file})
		text = bytes.ReplaceAll(text, []byte{'\r'}, []byte{'\n'})
	}
	r := csv.NewReader(bytes.NewReader(text))
	r.FieldsPerRecord = -1
	if sep := otherSeparator(text); sep != 0 {
		name := string(sep)
		if sep == '\t' {
			name = "tab"
		}
		c.fault(Separator, place{file: file, row: 1}, "Separator", name)
		r.Comma = sep
	}
	header, line, err := nextRow(c, file, text, r)
	if err != nil {
		return nil
	}
	s := &sheet{header: header}
	if len(header) > MaxColumns {
		c.fault(LimitColumns, place{file: file, row: line}, "Limit", strconv.Itoa(MaxColumns), "Found", strconv.Itoa(len(header)))
		return nil
	}
	seen := map[string]bool{}
	for i, name := range header {
		name = s.cell(c, place{file: file, row: line, column: name}, name)
		header[i] = name
		switch {
		case strings.TrimSpace(name) == "":
			c.fault(ColumnUnnamed, place{file: file, row: line}, "Number", strconv.Itoa(i+1))
		case seen[name]:
			c.fault(ColumnTwice, place{file: file, row: line, column: name}, "Column", name)
		}
		seen[name] = true
	}
	noteAt := slices.Index(header, noteColumn)
	for {
		row, line, err := nextRow(c, file, text, r)
		if err == io.EOF {
			return s
		}
		if err != nil {
			continue
		}
		if len(s.rows) == MaxRows {
			c.fault(LimitRows, place{file: file, row: line}, "Limit", strconv.Itoa(MaxRows))
			return s
		}
		if len(row) != len(header) {
			c.fault(RowLength, place{file: file, row: line, value: strings.Join(row, ",")},
				"Want", strconv.Itoa(len(header)), "Found", strconv.Itoa(len(row)))
			continue
		}
		empty, note := true, ""
		if noteAt >= 0 {
			note = row[noteAt]
		}
		for i, cell := range row {
			row[i] = s.cell(c, place{file: file, row: line, column: header[i], note: note}, cell)
			empty = empty && row[i] == ""
		}
		if empty {
			c.fault(RowEmpty, place{file: file, row: line})
			continue
		}
		s.rows = append(s.rows, row)
		s.lines = append(s.lines, line)
	}
}

// nextRow reads one row, and the line on which it begins. A quotation mark out of place is a
// finding and an error that reading can go on after.
func nextRow(c *collector, file string, text []byte, r *csv.Reader) ([]string, int, error) {
	from := r.InputOffset()
	row, err := r.Read()
	if err == io.EOF {
		return nil, 0, err
	}
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		c.fault(Quote, place{file: file, row: parse.StartLine, value: firstLine(text[from:])})
		return nil, parse.StartLine, err
	}
	if err != nil {
		c.fault(Quote, place{file: file})
		return nil, 0, io.EOF
	}
	line, _ := r.FieldPos(0)
	return row, line, nil
}

// firstLine returns the first line that is not empty.
func firstLine(text []byte) string {
	line, _, _ := bytes.Cut(bytes.TrimLeft(text, "\r\n"), []byte{'\n'})
	return strings.TrimSuffix(string(line), "\r")
}

// cell checks what holds for every cell of every table, and returns it in NFC.
func (s *sheet) cell(c *collector, at place, cell string) string {
	cell = composed(cell)
	at.value = cell
	if n := Units(cell); n > MaxCellUnits {
		c.fault(LimitCell, at, "Limit", strconv.Itoa(MaxCellUnits), "Found", strconv.Itoa(n))
	}
	if r, found := firstControl(cell, "\n"); found {
		c.fault(ControlCharacter, at, "Character", runeName(r))
	}
	if garbled(cell) {
		at.note = composed(at.note)
		c.warn(Garbled, at)
	}
	return cell
}

// otherSeparator tells a header that is parted by something else than commas.
func otherSeparator(text []byte) rune {
	header, _, _ := bytes.Cut(text, []byte{'\n'})
	if bytes.ContainsRune(header, ',') {
		return 0
	}
	for _, sep := range []byte{';', '\t', '|'} {
		if bytes.IndexByte(header, sep) >= 0 {
			return rune(sep)
		}
	}
	return 0
}

// writeSheet gives the canonical form: comma, LF, quotation marks only where they are needed.
func writeSheet(header []string, rows [][]string) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	if err := w.Write(header); err != nil {
		return nil, err
	}
	if err := w.WriteAll(rows); err != nil { // flushes
		return nil, err
	}
	return b.Bytes(), nil
}
