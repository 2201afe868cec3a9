package spreadsheet

import (
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"rodatraden/data/followup"
)

// errRows and errColumns are the causes where a sheet holds more than a table may.
var (
	errRows    = errors.New("too many rows")
	errColumns = errors.New("too many columns")
)

// visitorError carries an error of the visitor past the faults of the file.
type visitorError struct{ err error }

func (e *visitorError) Error() string { return e.err.Error() }

// used counts the rows and columns of a sheet that hold something.
type used struct {
	rows, columns int
	column        [lastColumn + 1]bool
}

func (u *used) add(column int) error {
	if column > lastColumn {
		return errColumns
	}
	if !u.column[column] {
		u.column[column] = true
		if u.columns++; u.columns > followup.MaxColumns {
			return errColumns
		}
	}
	return nil
}

func (u *used) addRow() error {
	if u.rows++; u.rows > MaxRows {
		return errRows
	}
	return nil
}

// sheetReader reads the cells of one sheet.
type sheetReader struct {
	*workbook
	sheet  string
	report *followup.Collector
	visit  func(Row) error

	m           *markup
	row, column int // where it is
	cells       []Cell
	used        used
	text        textOf
	value       []byte // of <v>
	formula     []byte // of <f>
}

// read reads a sheet, from its outermost element on.
func (s *sheetReader) read(m *markup) error {
	s.m = m
	return m.children(func(tag string) error {
		if tag == "sheetData" {
			return s.readRows()
		}
		return nil
	})
}

func (s *sheetReader) readRows() error {
	m := s.m
	for {
		p, err := m.next()
		switch {
		case err != nil:
			return err
		case p == closing:
			s.row = 0
			return nil
		case p != opening:
			continue
		case m.tag != "row":
			if err := m.skip(); err != nil {
				return err
			}
			continue
		}
		number := s.row + 1
		if r := m.attr("r"); r != nil {
			var ok bool
			if number, ok = parseRow(r); !ok || number <= s.row {
				return malformed("rows out of order")
			}
		}
		if number > lastRow {
			return malformed("a row beyond the last")
		}
		s.row, s.column = number, 0
		hidden := truth(m.attr("hidden"))
		if err := s.readCells(); err != nil {
			return err
		}
		if len(s.cells) == 0 {
			continue
		}
		if err := s.used.addRow(); err != nil {
			return err
		}
		if err := s.visit(Row{Number: s.row, Hidden: hidden, Cells: slices.Clone(s.cells)}); err != nil {
			return &visitorError{err}
		}
	}
}

func (s *sheetReader) readCells() error {
	s.cells = s.cells[:0]
	m := s.m
	for {
		p, err := m.next()
		switch {
		case err != nil:
			return err
		case p == closing:
			return nil
		case p != opening:
			continue
		case m.tag != "c":
			if err := m.skip(); err != nil {
				return err
			}
			continue
		}
		column := s.column + 1
		if r := m.attr("r"); r != nil {
			row, at, ok := parseCellName(r)
			if !ok || row != s.row || at <= s.column {
				return malformed("cells out of order")
			}
			column = at
		}
		s.column = column
		cell, err := s.readCell()
		if err != nil {
			return err
		}
		if cell.Kind == Blank {
			continue
		}
		if err := s.used.add(column); err != nil {
			return err
		}
		s.cells = append(s.cells, cell)
	}
}

// readCell reads the cell that has just opened.
func (s *sheetReader) readCell() (Cell, error) {
	m := s.m
	kind := cellType(m.attr("t"))
	style := s.style(m.attr("s"))
	cell := Cell{Column: s.column}
	s.value, s.formula = s.value[:0], s.formula[:0]
	var valued bool
	s.text.reset()
	for {
		p, err := m.next()
		if err != nil {
			return cell, err
		}
		if p == closing {
			break
		}
		if p != opening {
			continue
		}
		switch m.tag {
		case "v":
			valued = true
			s.value, err = s.inner(s.value)
		case "f":
			cell.Formula = true
			s.formula, err = s.inner(s.formula)
		case "is":
			err = s.text.read(m)
		default:
			err = m.skip()
		}
		if err != nil {
			return cell, err
		}
	}
	switch {
	case kind == inlineText:
		s.setText(&cell, s.text.string())
	case kind == formulaText && (valued || !cell.Formula):
		s.setText(&cell, unescape(string(s.value)))
	case len(trimSpace(s.value)) == 0:
		if cell.Formula {
			cell.Kind, cell.Text = Broken, cut("="+string(s.formula))
		}
	default:
		return cell, s.setValue(&cell, kind, style)
	}
	return cell, nil
}

// setValue gives a cell what stands in its <v>.
func (s *sheetReader) setValue(cell *Cell, kind valueType, style *numberFormat) error {
	value := trimSpace(s.value)
	switch kind {
	case sharedText:
		n, err := strconv.Atoi(string(value))
		if err != nil || n < 0 || n >= len(s.strings) {
			return malformed("a text that is not there")
		}
		s.setText(cell, s.strings[n])
	case boolean:
		cell.Kind, cell.Text = Boolean, "FALSE"
		if truth(value) {
			cell.Text = "TRUE"
		}
	case broken:
		cell.Kind, cell.Text = Broken, cut(string(value))
	case iso:
		if text, ok := isoDate(string(value)); ok {
			cell.Kind, cell.Text = Date, text
			cell.Format = style.sections[0].format
			break
		}
		s.setText(cell, string(value))
	default:
		text, v, ok := numberText(string(value))
		if !ok || math.IsInf(v, 0) {
			s.setText(cell, string(value))
			break
		}
		section := style.of(v)
		cell.Kind, cell.Text, cell.Format = Number, text, section.format
		if section.date() {
			cell.Kind = Date
			if cell.Text, ok = dateText(v, section, s.from1904); !ok {
				cell.Kind = Broken
			}
		}
	}
	return nil
}

// setText gives a cell a text, told where it is too long.
func (s *sheetReader) setText(cell *Cell, text string) {
	if text == "" {
		return
	}
	if followup.Units(text) > followup.MaxCellUnits {
		s.report.Add(followup.Finding{
			Severity: followup.Fault, Code: LimitCell, File: s.file, Sheet: s.sheet, Row: s.row, Cell: CellName(s.row, cell.Column),
			Value: text, Args: map[string]string{"Limit": strconv.Itoa(followup.MaxCellUnits)},
		})
		text = cut(text)
	}
	cell.Kind, cell.Text = Text, text
}

// cut makes a text as long as a cell may be.
func cut(text string) string {
	if len(text) <= followup.MaxCellUnits {
		return text
	}
	n := 0
	for i, r := range text {
		if n += utf16.RuneLen(r); n > followup.MaxCellUnits {
			return text[:i]
		}
	}
	return text
}

// valueType is what the t of a cell says.
type valueType int

const (
	number valueType = iota
	sharedText
	inlineText
	formulaText
	boolean
	broken
	iso
)

func cellType(t []byte) valueType {
	switch string(t) {
	case "s":
		return sharedText
	case "inlineStr":
		return inlineText
	case "str":
		return formulaText
	case "b":
		return boolean
	case "e":
		return broken
	case "d":
		return iso
	}
	return number
}

// maxHeld is how many bytes are held of one text. What is beyond is told by the length alone, as it is
// beyond what a cell may hold; escapes take seven bytes a unit.
const maxHeld = 7*followup.MaxCellUnits + 16

// inner appends the text of the element that has just opened.
func (s *sheetReader) inner(to []byte) ([]byte, error) {
	m := s.m
	for {
		p, err := m.next()
		switch {
		case err != nil:
			return to, err
		case p == closing:
			return to, nil
		case p == words:
			if len(to) < maxHeld {
				to = append(to, m.text...)
			}
		default:
			if err := m.skip(); err != nil {
				return to, err
			}
		}
	}
}

// textOf gathers a text that may be written in several formats: <si> and <is>. How it is
// pronounced is no part of it.
type textOf struct {
	all  []byte
	part []byte
}

func (t *textOf) reset() { t.all = t.all[:0] }

// read reads the element that has just opened.
func (t *textOf) read(m *markup) error {
	for within := m.depth(); ; {
		p, err := m.next()
		switch {
		case err != nil:
			return err
		case p == closing && m.depth() < within:
			return nil
		case p != opening:
			continue
		}
		switch m.tag {
		case "r":
		case "t":
			if err := t.readPart(m); err != nil {
				return err
			}
		default:
			if err := m.skip(); err != nil {
				return err
			}
		}
	}
}

// readPart reads a <t>. Spaces around it count only where it says so.
func (t *textOf) readPart(m *markup) error {
	preserve := m.preserve()
	t.part = t.part[:0]
	for within := m.depth(); m.depth() >= within; {
		p, err := m.next()
		if err != nil {
			return err
		}
		if p == words && len(t.part) < maxHeld {
			t.part = append(t.part, m.text...)
		}
	}
	part := t.part
	if !preserve {
		part = trimSpace(part)
	}
	if len(t.all) < maxHeld {
		t.all = append(t.all, part...)
	}
	return nil
}

func (t *textOf) string() string { return unescape(string(t.all)) }

// unescape reads the escapes of a workbook's texts, and makes line endings line feeds: _x000A_ is a line feed,
// and _x005F_x000A_ the text _x000A_.
func unescape(s string) string {
	if !strings.Contains(s, "_x") && !strings.Contains(s, "\r") {
		return s
	}
	var b strings.Builder
	var high rune // half of a character, while the other is awaited
	flush := func() {
		if high != 0 {
			b.WriteRune(utf8.RuneError)
			high = 0
		}
	}
	for i := 0; i < len(s); {
		unit, is := escaped(s[i:])
		if !is {
			flush()
			b.WriteByte(s[i])
			i++
			continue
		}
		i += len("_x0000_")
		switch {
		case high != 0 && unit >= 0xDC00 && unit < 0xE000:
			b.WriteRune(utf16.DecodeRune(high, unit))
			high = 0
			continue
		case unit >= 0xD800 && unit < 0xDC00:
			flush()
			high = unit
			continue
		}
		flush()
		b.WriteRune(unit) // the second half of a character alone becomes U+FFFD
	}
	flush()
	return strings.ReplaceAll(strings.ReplaceAll(b.String(), "\r\n", "\n"), "\r", "\n")
}

// escaped reads an escape at the beginning of a text.
func escaped(s string) (unit rune, is bool) {
	if len(s) < len("_x0000_") || s[0] != '_' || s[1] != 'x' || s[6] != '_' {
		return 0, false
	}
	v, err := strconv.ParseUint(s[2:6], 16, 16)
	return rune(v), err == nil
}
