package template

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"rodatraden/data/fault"
	"rodatraden/data/followup"
	"rodatraden/data/schema"
	"rodatraden/data/spreadsheet"
)

// requiredMark ends the heading of a column that every row must fill in.
const requiredMark = "*"

// Write makes a workbook at path. It never replaces a file: Exists. What a workbook cannot hold without
// loss is refused: Format, Limit.
func Write(path string, c Content, w Words) error {
	const op = "template.Write"
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return fault.New(op, fault.Exists, path, err)
	}
	if err := c.check(); err != nil {
		return err
	}
	b := &writing{File: excelize.NewFile(), c: c, w: w, styles: map[look]int{}, labels: map[string]string{}, lists: map[string]string{}}
	defer b.Close()
	if err := b.write(); err != nil {
		return fault.New(op, fault.Local, path, err)
	}
	return save(op, b.File, path)
}

// save writes a workbook that is on the disk, whole, when it returns.
func save(op string, f *excelize.File, path string) error {
	part, err := os.CreateTemp(filepath.Dir(path), ".rodatraden-*.part")
	if err != nil {
		return fault.New(op, fault.Local, path, err)
	}
	defer os.Remove(part.Name())
	_, err = f.WriteTo(part)
	if err = errors.Join(err, part.Chmod(0o644), part.Sync(), part.Close()); err != nil {
		return fault.New(op, fault.Local, path, err)
	}
	if err := os.Link(part.Name(), path); err != nil { // unlike a renaming it never replaces
		if errors.Is(err, fs.ErrExist) {
			return fault.New(op, fault.Exists, path, nil)
		}
		if err := os.Rename(part.Name(), path); err != nil {
			return fault.New(op, fault.Local, path, err)
		}
	}
	return nil
}

// each visits every row of the content, in the order in which a sheet has them.
func (c Content) each(t *schema.Table, visit func(row []string, mark string, like []string) error) error {
	for _, row := range c.Before[t.Name] {
		if err := visit(row, fingerprint(t, row), nil); err != nil {
			return err
		}
	}
	for _, row := range c.Rows[t.Name] {
		if err := visit(row, "", nil); err != nil {
			return err
		}
	}
	for _, e := range c.Expected[t.Name] {
		if err := visit(e.Row, expectedMark, e.Like); err != nil {
			return err
		}
	}
	return nil
}

// unwritable is what a workbook would give back as something else.
var unwritable = regexp.MustCompile(`_x[dD][89a-fA-F][0-9a-fA-F]{2}_`)

// check refuses what a workbook cannot hold.
func (c Content) check() error {
	for _, t := range schema.All() {
		n := 0
		err := c.each(t, func(row []string, _ string, _ []string) error {
			n++
			if len(row) != len(t.Fields) {
				return fault.New("template.Write", fault.Format, fmt.Sprintf("%s %d", t.Name, n), errors.New("not as many cells as columns"))
			}
			for i, cell := range row {
				if err := holdable(cell); err != nil {
					kind := fault.Format
					if errors.Is(err, errLong) {
						kind = fault.Limit
					}
					return fault.New("template.Write", kind, fmt.Sprintf("%s %d %s", t.Name, n, t.Fields[i].Name), err)
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	texts, err := flat(c.Manifest)
	if err != nil {
		return fault.New("template.Write", fault.Format, followup.ManifestName, err)
	}
	for path, text := range texts {
		if err := holdable(text); err != nil {
			return fault.New("template.Write", fault.Format, followup.ManifestName+" "+path, err)
		}
	}
	return nil
}

var errLong = errors.New(followup.LimitCell)

func holdable(s string) error {
	if len(s) > followup.MaxCellUnits && len(utf16.Encode([]rune(s))) > followup.MaxCellUnits {
		return errLong
	}
	for _, r := range s {
		if unicode.IsControl(r) && r != '\n' || r == 0xFFFE || r == 0xFFFF {
			return fmt.Errorf("%s: U+%04X", followup.ControlCharacter, r)
		}
	}
	if !utf8.ValidString(s) || unwritable.MatchString(s) {
		return errors.New("a text that no workbook holds")
	}
	return nil
}

// writing is a workbook while it is made.
type writing struct {
	*excelize.File
	c      Content
	w      Words
	styles map[look]int
	labels map[string]string // of the records, by table:id
	lists  map[string]string // the range of each list, by its values
	listed int               // columns of the list sheet
}

// names of the sheets that are no table's.
func (b *writing) guideSheet() string   { return b.w.Text("template.sheet.guide") }
func (b *writing) exampleSheet() string { return b.w.Text("template.sheet.example") }
func (b *writing) reportSheet() string  { return b.w.Text("template.sheet.report") }
func (b *writing) listSheet() string    { return b.w.Text("template.sheet.lists") }
func (b *writing) knownSheet() string   { return b.w.Text("template.sheet.known") }

func (b *writing) write() error {
	for _, t := range schema.All() {
		_ = b.c.each(t, func(row []string, _ string, _ []string) error {
			b.labels[t.Name+":"+row[t.Column("id")]] = t.LabelOf(row)
			return nil
		})
	}
	if err := b.SetSheetName("Sheet1", b.guideSheet()); err != nil {
		return err
	}
	names := []string{b.exampleSheet(), b.reportSheet()}
	for _, t := range tables() {
		names = append(names, sheetName(t))
	}
	for _, name := range append(names, b.listSheet(), b.knownSheet()) {
		if _, err := b.NewSheet(name); err != nil {
			return err
		}
	}
	for _, name := range []string{b.listSheet(), b.knownSheet()} {
		if err := b.SetSheetVisible(name, false); err != nil {
			return err
		}
	}
	steps := []func() error{b.guide, b.example, b.report}
	for _, t := range tables() {
		steps = append(steps, func() error { return b.table(t) })
	}
	for _, step := range append(steps, b.known) {
		if err := step(); err != nil {
			return err
		}
	}
	load := true
	return b.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &load})
}

// label is what a record is called, which may be one that stands in Known.
func (b *writing) label(table, id string) (string, bool) {
	s, ok := b.labels[table+":"+id]
	return s, ok
}

// shown is what a cell of a field says to a person.
func (b *writing) shown(t *schema.Table, f schema.Field, cell string) string {
	switch {
	case cell == "":
		return ""
	case len(values(t, f)) > 0:
		parts := f.Values(cell)
		for i, v := range parts {
			parts[i] = word(b.w, t, f, v)
		}
		return strings.Join(parts, "\n")
	case f.As == schema.Period && cell == "unknown":
		return b.w.Text("template.word.unknown")
	case len(f.Refers) > 0:
		parts := f.Values(cell)
		for i, v := range parts {
			parts[i] = b.reference(t, f, v)
		}
		return strings.Join(parts, "\n")
	}
	return cell
}

func (b *writing) reference(t *schema.Table, f schema.Field, value string) string {
	if slices.Contains(f.Words, value) {
		return word(b.w, t, f, value)
	}
	table, id, ok := f.Target(value)
	if !ok {
		return "[" + value + "]"
	}
	to, known := schema.Get(table)
	title, there := b.label(table, id)
	if known && there {
		return written(f, to, title, id)
	}
	return "[" + value + "]"
}

// table writes a table's sheet.
func (b *writing) table(t *schema.Table) error {
	sheet := sheetName(t)
	if err := b.printed(sheet, "$1:$3"); err != nil {
		return err
	}
	fields := order(t)
	at := map[int]int{} // the column of each field
	for n, i := range fields {
		at[i] = n + 2
	}
	last := len(fields) + 1
	rows := 0
	_ = b.c.each(t, func([]string, string, []string) error { rows++; return nil })
	end := firstRow + rows + spareRows - 1
	sw, err := b.NewStreamWriter(sheet)
	if err != nil {
		return err
	}
	if err := b.columns(sw, t, fields, last); err != nil {
		return err
	}
	if err := sw.SetPanes(&excelize.Panes{Freeze: true, XSplit: 2, YSplit: headingRow, TopLeftCell: "C4", ActivePane: "bottomRight"}); err != nil {
		return err
	}
	if err := b.validations(t, sheet, at, end); err != nil {
		return err
	}
	if err := b.remarks(t, sheet, at); err != nil {
		return err
	}
	if err := b.AutoFilter(sheet, fmt.Sprintf("B%d:%s%d", headingRow, spreadsheet.ColumnName(last), end), nil); err != nil {
		return err
	}
	if err := sw.SetRow("A1", []any{nil, b.cell(look{role: titleRole}, t.Title+" – "+t.Description)}, excelize.RowOpts{Height: 24}); err != nil {
		return err
	}
	machine, heads := []any{mark + t.Name}, []any{nil}
	titles := headings(t)
	for _, i := range fields {
		machine = append(machine, t.Fields[i].Name)
		if needed(t, i) {
			heads = append(heads, b.cell(look{role: requiredRole}, titles[i]+" "+requiredMark))
		} else {
			heads = append(heads, b.cell(look{role: headingRole}, titles[i]))
		}
	}
	if err := sw.SetRow("A2", machine, excelize.RowOpts{Hidden: true}); err != nil {
		return err
	}
	if err := sw.SetRow("A3", heads, excelize.RowOpts{Height: 32}); err != nil {
		return err
	}
	n := firstRow
	err = b.c.each(t, func(row []string, mark string, like []string) error {
		role := newRole
		switch {
		case strings.HasPrefix(mark, beforeMark):
			role = beforeRole
		case mark == expectedMark:
			role = expectedRole
		}
		line := []any{nil}
		if mark != "" {
			line[0] = mark
		}
		lines := 1
		for _, i := range fields {
			role := role
			if role == expectedRole && row[i] != "" {
				role = beforeRole // it is known
			}
			line = append(line, b.value(t, i, row[i], role, like))
			lines = max(lines, linesOf(b.shown(t, t.Fields[i], row[i]), width(t, t.Fields[i])))
		}
		line = append(line, b.titleCell(t, at, n, row))
		n++
		return sw.SetRow("A"+strconv.Itoa(n-1), line, excelize.RowOpts{Height: heightOf(lines)})
	})
	if err != nil {
		return err
	}
	blank := make([]string, len(t.Fields))
	for ; n <= end; n++ { // lists of references know of rows to come
		line := make([]any, last)
		if err := sw.SetRow("A"+strconv.Itoa(n), append(line, b.titleCell(t, at, n, blank))); err != nil {
			return err
		}
	}
	return sw.Flush()
}

// linesOf is how many lines a text needs in a column.
func linesOf(text string, width float64) int {
	n := 0
	for line := range strings.SplitSeq(text, "\n") {
		n += 1 + int(float64(utf8.RuneCountInString(line))*1.1/width)
	}
	return n
}

// heightOf is the height of a row of so many lines. Not every program makes room for lines of its own accord;
// a very long text is read in its cell.
func heightOf(lines int) float64 { return 15 * float64(min(lines, 12)) }

// needed reports whether a row must fill a field in; the id is made where there is none.
func needed(t *schema.Table, i int) bool {
	f := t.Fields[i]
	return f.Name != "id" && (f.Required || slices.Contains(t.KeyColumns(), i))
}

// columns sets how wide the columns are and what an empty cell in them holds.
func (b *writing) columns(sw *excelize.StreamWriter, t *schema.Table, fields []int, last int) error {
	err := errors.Join(sw.SetColWidth(1, 1, 4), sw.SetColVisible(1, 1, false),
		sw.SetColWidth(last+1, last+1, 20), sw.SetColVisible(last+1, last+1, false))
	for n, i := range fields {
		err = errors.Join(err, sw.SetColWidth(n+2, n+2, width(t, t.Fields[i])),
			sw.SetColStyle(n+2, n+2, b.style(lookOf(t.Fields[i], newRole))))
	}
	return err
}

// width is the width of a column, in characters.
func width(t *schema.Table, f schema.Field) float64 {
	switch {
	case f.Name == "id":
		return 28
	case f.As == schema.Decimal, f.Type == "integer", f.Type == "boolean":
		return 14
	case f.As == schema.Period:
		return 16
	case len(values(t, f)) > 0:
		return 24 // Avvikelse, prognos helår
	case f.Qualified():
		return 44
	case len(f.Refers) > 0:
		return 32
	case f.Name == "text", f.Name == "verbatim", f.Name == "wording", f.Name == "definition", f.Name == "aim", f.Name == "action":
		return 56
	case slices.Contains(t.Label, f.Name), f.Name == "note":
		return 40
	}
	return 24
}

// titleCell is the hidden cell that says what a row is called in lists: Title [id].
func (b *writing) titleCell(t *schema.Table, at map[int]int, row int, cells []string) any {
	if t.Name == withdrawn {
		return nil
	}
	var parts, shown []string
	for _, name := range t.Label {
		i := t.Column(name)
		parts = append(parts, spreadsheet.CellName(row, at[i]))
		if s := b.shown(t, t.Fields[i], cells[i]); s != "" {
			shown = append(shown, s)
		}
	}
	id := t.Column("id")
	cell := spreadsheet.CellName(row, at[id])
	title := strings.Join(parts, `&" "&`)
	formula := fmt.Sprintf(`TRIM(LEFT(SUBSTITUTE(%s,CHAR(10)," "),%d)&IF(%s="",""," ["&%s&"]"))`, title, maxLabel, cell, cell)
	value := label(strings.Join(shown, " "))
	if cells[id] != "" {
		value = strings.TrimSpace(value + " [" + cells[id] + "]")
	}
	return excelize.Cell{Formula: formula, Value: value}
}

// value is the cell of a field.
func (b *writing) value(t *schema.Table, i int, cell string, role role, like []string) any {
	f := t.Fields[i]
	l := lookOf(f, role)
	switch {
	case f.As == schema.Decimal && cell == "":
		if like != nil && like[i] != "" {
			l.decimals = 1 + decimalsOf(like[i])
		}
		return b.cell(l, nil)
	case f.As == schema.Decimal:
		l.decimals = 1 + decimalsOf(cell)
		if v, ok := exact(cell); ok {
			return b.cell(l, v)
		}
		return b.cell(look{role: role, text: true, right: true}, strings.Replace(cell, ".", ",", 1))
	case f.Type == "integer" && cell != "":
		if v, ok := exact(cell); ok {
			return b.cell(l, v)
		}
	case cell == "":
		return b.cell(l, nil)
	}
	return b.cell(l, b.shown(t, f, cell))
}

func decimalsOf(number string) int {
	_, decimals, _ := strings.Cut(number, ".")
	return len(decimals)
}

// exact is a number that Excel holds without loss: it keeps fifteen digits.
func exact(number string) (float64, bool) {
	digits := 0
	for _, r := range number {
		if r >= '0' && r <= '9' {
			digits++
		}
	}
	v, err := strconv.ParseFloat(number, 64)
	return v, err == nil && digits <= 15 && (v != 0 || !strings.HasPrefix(number, "-"))
}

// known writes the hidden sheet of facts that earlier packages told.
func (b *writing) known() error {
	sw, err := b.NewStreamWriter(b.knownSheet())
	if err != nil {
		return err
	}
	if err := sw.SetRow("A1", []any{knownMark}); err != nil {
		return err
	}
	n := 2
	for _, t := range schema.All() {
		for _, row := range b.c.Known[t.Name] {
			var line []any
			for _, cell := range knownCells(t, row) {
				line = append(line, cell)
			}
			if err := sw.SetRow("A"+strconv.Itoa(n), line); err != nil {
				return err
			}
			n++
		}
	}
	return sw.Flush()
}

// report writes the sheet of the report's own data.
func (b *writing) report() error {
	sheet := b.reportSheet()
	if err := b.printed(sheet, ""); err != nil {
		return err
	}
	sw, err := b.NewStreamWriter(sheet)
	if err != nil {
		return err
	}
	err = errors.Join(sw.SetColWidth(1, 1, 4), sw.SetColVisible(1, 1, false), sw.SetColWidth(2, 2, 34),
		sw.SetColWidth(3, 3, 52), sw.SetColWidth(4, 4, 72))
	if err != nil {
		return err
	}
	given, err := flat(b.c.Manifest)
	if err != nil {
		return err
	}
	if given["followup.as_at"] == given["followup.period.to"] && b.c.Manifest.Followup.Kind.Report() {
		given["followup.as_at"] = "" // it follows
	}
	err = sw.SetRow("A1", []any{manifestMark, b.cell(look{role: titleRole}, b.w.Text("template.sheet.report"))}, excelize.RowOpts{Height: 24})
	for n, p := range properties(b.c.Manifest) {
		row := n + 2
		name := b.w.Text("template.property." + p.label)
		role := headingRole
		if p.required {
			name, role = name+" "+requiredMark, requiredRole
		}
		value := given[p.path]
		for _, v := range p.listed() {
			if v == value {
				value = p.word(b.w, v)
			}
		}
		var shown any = value
		if value == "" {
			shown = nil
		}
		help := b.w.Text("template.help." + p.label)
		err = errors.Join(err, sw.SetRow("A"+strconv.Itoa(row), []any{
			p.path, b.cell(look{role: role}, name), b.cell(look{role: newRole, text: true}, shown),
			b.cell(look{role: helpRole}, help),
		}, excelize.RowOpts{Height: 3 + heightOf(max(linesOf(value, 52), linesOf(help, 72)))}))
		if len(p.listed()) > 0 {
			var words []string
			for _, v := range p.listed() {
				words = append(words, p.word(b.w, v))
			}
			list, lerr := b.list(words)
			err = errors.Join(err, lerr, b.choose(sheet, "C"+strconv.Itoa(row), list, true))
		}
	}
	return errors.Join(err, sw.Flush())
}

// guide writes the sheet that says how it is done.
func (b *writing) guide() error {
	sheet := b.guideSheet()
	if err := b.printed(sheet, ""); err != nil {
		return err
	}
	err := b.SetColWidth(sheet, "A", "A", 110)
	lines := strings.Split(b.w.Text("template.guide"), "\n")
	for n, line := range append([]string{sheet}, lines...) {
		cell := "A" + strconv.Itoa(n+1)
		l := look{role: proseRole}
		if n == 0 {
			l.role = titleRole
		}
		err = errors.Join(err, b.SetCellStr(sheet, cell, line), b.SetCellStyle(sheet, cell, cell, b.style(l)),
			b.SetRowHeight(sheet, n+1, 4+heightOf(linesOf(line, 100))))
	}
	return err
}

// printed sets how a sheet comes on paper: across, as wide as the page, the headings on every page.
func (b *writing) printed(sheet, headings string) error {
	yes, a4, across, wide, high := true, 9, "landscape", 1, 0
	err := errors.Join(
		b.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &yes}),
		b.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &a4, Orientation: &across, FitToWidth: &wide, FitToHeight: &high}),
	)
	if headings != "" {
		err = errors.Join(err, b.SetDefinedName(&excelize.DefinedName{
			Name: "_xlnm.Print_Titles", RefersTo: "'" + sheet + "'!" + headings, Scope: sheet,
		}))
	}
	return err
}
