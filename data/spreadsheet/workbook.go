package spreadsheet

import (
	"bytes"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"rodatraden/data/fault"
	"rodatraden/data/followup"
)

// workbook is the content of an .xlsx.
type workbook struct {
	file     string // what findings call it
	parts    parts
	main     string // the part that lists the sheets
	related  map[string]relation
	sheets   []Sheet
	paths    []string // of the sheets
	from1904 bool

	prepared bool
	strings  []string
	styles   []*numberFormat // by the number that a cell names
	general  *numberFormat
}

// The causes where an archive is not a workbook that is read.
var (
	errMacro      = errors.New("it has macros")
	errBinary     = errors.New("it is a binary workbook")
	errOpenDoc    = errors.New("it is an OpenDocument")
	errNoSheets   = errors.New("it has no sheets")
	errNoWorkbook = errors.New("the archive holds no workbook")
)

// openWorkbook reads which sheets there are.
func openWorkbook(file string, p parts) (*workbook, error) {
	for name := range p {
		if strings.HasSuffix(name, "/vbaproject.bin") {
			return nil, errMacro
		}
	}
	w := &workbook{file: file, parts: p, main: "/xl/workbook.xml", general: parseFormat("")}
	top, err := p.relations("")
	if err != nil {
		return nil, err
	}
	for _, id := range slices.Sorted(maps.Keys(top)) {
		if top[id].kind == "officeDocument" {
			w.main = top[id].target
		}
	}
	switch {
	case strings.HasSuffix(strings.ToLower(w.main), ".bin"), p["/xl/workbook.bin"] != nil && p[partName(w.main)] == nil:
		return nil, errBinary
	case p[partName(w.main)] == nil && p["/mimetype"] != nil && p["/content.xml"] != nil:
		return nil, errOpenDoc
	case p[partName(w.main)] == nil, strings.HasPrefix(w.main, "/word/"), strings.HasPrefix(w.main, "/ppt/"):
		return nil, errNoWorkbook
	}
	if w.related, err = p.relations(w.main); err != nil {
		return nil, err
	}
	err = p.read(w.main, maxSmall, "workbook", func(m *markup) error {
		return m.children(func(tag string) error {
			switch tag {
			case "workbookPr":
				w.from1904 = truth(m.attr("date1904"))
			case "sheets":
				return m.children(func(tag string) error { return w.addSheet(m) })
			}
			return nil
		})
	})
	if err == nil && len(w.sheets) == 0 {
		err = errNoSheets
	}
	return w, err
}

func (w *workbook) addSheet(m *markup) error {
	to, there := w.related[string(m.attrOf("id"))]
	switch {
	case to.kind == "xlMacrosheet", to.kind == "xlIntlMacrosheet":
		return errMacro
	case !there || to.kind != "worksheet":
		return nil
	}
	state := string(m.attr("state"))
	w.sheets = append(w.sheets, Sheet{
		Name:   unescape(string(m.attr("name"))),
		Hidden: state == "hidden" || state == "veryHidden",
	})
	w.paths = append(w.paths, to.target)
	return nil
}

func truth(s []byte) bool { return string(s) == "1" || string(s) == "true" }

// prepare reads what all sheets share: texts and number formats.
func (w *workbook) prepare() error {
	if w.prepared {
		return nil
	}
	for _, id := range slices.Sorted(maps.Keys(w.related)) {
		var err error
		switch to := w.related[id]; to.kind {
		case "sharedStrings":
			w.strings, err = readStrings(w.parts, to.target)
		case "styles":
			err = w.readStyles(to.target)
		}
		if err != nil && !errors.Is(err, errNoPart) { // cells that ask for it are told
			return err
		}
	}
	w.prepared = true
	return nil
}

// readStyles reads how the cells of each style show numbers.
func (w *workbook) readStyles(name string) error {
	own := map[int]*numberFormat{}
	var ids []int
	err := w.parts.read(name, maxSmall, "styleSheet", func(m *markup) error {
		return m.children(func(tag string) error {
			switch tag {
			case "numFmts":
				return m.children(func(string) error {
					if id, err := strconv.Atoi(string(m.attr("numFmtId"))); err == nil {
						own[id] = parseFormat(unescape(string(m.attr("formatCode"))))
					}
					return nil
				})
			case "cellXfs":
				return m.children(func(string) error {
					id, _ := strconv.Atoi(string(m.attr("numFmtId")))
					ids = append(ids, id)
					return nil
				})
			}
			return nil
		})
	})
	w.styles = make([]*numberFormat, len(ids))
	for i, id := range ids {
		if own[id] == nil {
			own[id] = parseFormat(builtIn[id])
		}
		w.styles[i] = own[id]
	}
	return err
}

// style is the format of a cell that names a style.
func (w *workbook) style(s []byte) *numberFormat {
	n := 0
	if len(s) > 0 {
		var err error
		if n, err = strconv.Atoi(string(s)); err != nil {
			return w.general
		}
	}
	if n < 0 || n >= len(w.styles) {
		return w.general
	}
	return w.styles[n]
}

func (w *workbook) rows(sheet int, c *followup.Collector, visit func(Row) error) error {
	s := &sheetReader{workbook: w, sheet: w.sheets[sheet].Name, report: c, visit: visit}
	err := w.prepare()
	if err == nil {
		err = w.parts.read(w.paths[sheet], maxSheet, "worksheet", s.read)
	}
	return s.told(err)
}

func (w *workbook) merged(sheet int, c *followup.Collector) ([]Range, error) {
	var all []Range
	s := &sheetReader{workbook: w, sheet: w.sheets[sheet].Name, report: c}
	err := w.parts.read(w.paths[sheet], maxSheet, "worksheet", func(m *markup) error {
		return m.children(func(tag string) error {
			if tag != "mergeCells" {
				return nil
			}
			return m.children(func(string) error {
				if r, ok := parseRange(m.attr("ref")); ok {
					all = append(all, r)
				}
				if len(all) > followup.MaxRows {
					return errUnpack
				}
				return nil
			})
		})
	})
	return all, s.told(err)
}

// parseRange reads B2:D4, or B2 alone.
func parseRange(ref []byte) (Range, bool) {
	first, last, two := bytes.Cut(ref, []byte(":"))
	row, column, ok := parseCellName(first)
	r := Range{row, column, row, column}
	if ok && two {
		r.LastRow, r.LastColumn, ok = parseCellName(last)
	}
	return r, ok && r.LastRow >= r.FirstRow && r.LastColumn >= r.FirstColumn
}

// The size of a sheet in Excel.
const (
	lastRow    = 1 << 20
	lastColumn = 1 << 14
)

// parseCellName reads B7.
func parseCellName(name []byte) (row, column int, ok bool) {
	i := 0
	for ; i < len(name); i++ {
		b := name[i] &^ 0x20
		if b < 'A' || b > 'Z' {
			break
		}
		if column = column*26 + int(b-'A') + 1; column > lastColumn {
			return 0, 0, false
		}
	}
	row, ok = parseRow(name[i:])
	return row, column, ok && column > 0
}

func parseRow(digits []byte) (row int, ok bool) {
	for _, b := range digits {
		if b < '0' || b > '9' {
			return 0, false
		}
		if row = row*10 + int(b-'0'); row > lastRow {
			return 0, false
		}
	}
	return row, row > 0
}

// told makes an error of what ended the reading of a sheet, and tells the report of it.
func (s *sheetReader) told(err error) error {
	var visitor *visitorError
	if errors.As(err, &visitor) {
		return visitor.err
	}
	if err == nil {
		return nil
	}
	f := followup.Finding{Severity: followup.Fault, File: s.file, Sheet: s.sheet}
	if s.row > 0 {
		f.Row, f.Cell = s.row, CellName(s.row, max(1, s.column))
	}
	return refuse("spreadsheet.Rows", s.report, f, err)
}

// refuse tells a report why a file, or a sheet of it, is not read, and returns the error of it.
func refuse(op string, c *followup.Collector, f followup.Finding, err error) error {
	kind := fault.Format
	f.Severity = followup.Fault
	for _, r := range refusals {
		if errors.Is(err, r.cause) {
			f.Code, kind = r.code, r.kind
			if r.limit > 0 {
				f.Args = map[string]string{"Limit": strconv.Itoa(r.limit)}
			}
			break
		}
	}
	if f.Code == "" {
		return fault.New(op, fault.Local, f.File, err)
	}
	c.Add(f)
	return fault.New(op, kind, f.File, err)
}

// refusals are the causes for which a file is not read.
var refusals = []struct {
	cause error
	code  string
	kind  fault.Kind
	limit int
}{
	{errEmpty, FileEmpty, fault.Format, 0},
	{errLocked, Encrypted, fault.Secret, 0},
	{errOldExcel, OldExcel, fault.Format, 0},
	{errBinary, Binary, fault.Format, 0},
	{errOpenDoc, OpenDoc, fault.Format, 0},
	{errMacro, Macro, fault.Format, 0},
	{errWebPage, WebPage, fault.Format, 0},
	{errUnknown, Unknown, fault.Format, 0},
	{errNoWorkbook, NoWorkbook, fault.Format, 0},
	{errNoSheets, NoSheets, fault.Format, 0},
	{errTooBig, LimitFile, fault.Limit, MaxBytes / 1_000_000},
	{errUnpack, LimitUnpack, fault.Limit, 0},
	{errRows, LimitRows, fault.Limit, followup.MaxRows},
	{errColumns, LimitColumn, fault.Limit, followup.MaxColumns},
	{errQuote, QuoteOpen, fault.Format, 0},
	{errMarkup, Damaged, fault.Format, 0},
	{errNoPart, Damaged, fault.Format, 0},
	{errZip, Damaged, fault.Format, 0},
}
