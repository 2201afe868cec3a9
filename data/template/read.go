package template

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/fnv"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"rodatraden/data/fault"
	"rodatraden/data/followup"
	"rodatraden/data/importer"
	"rodatraden/data/schema"
	"rodatraden/data/spreadsheet"
)

// Open reads a workbook that has been filled in. All that is wrong in it stands in the Source's report. The
// error is for what could not be read at all: then the Source holds only a report, which says why where the
// file is there and is no workbook, or is nil where the disk did not answer.
func Open(path string, w Words) (*Source, error) {
	book, report, err := spreadsheet.Open(path)
	if err != nil {
		return &Source{Report: report}, err
	}
	defer book.Close()
	if !book.Workbook() {
		return &Source{Report: report}, fault.New("template.Open", fault.Usage, path, errors.New("separated text, no workbook"))
	}
	r := newReading(w)
	r.keep(report)
	if err := r.book(filepath.Base(path), book); err != nil {
		return &Source{Report: r.c.Report()}, err
	}
	return r.source(strings.TrimSuffix(path, filepath.Ext(path)))
}

// reading is a workbook while it is read.
type reading struct {
	c          followup.Collector
	w          Words
	words      map[*schema.Table]map[int]map[string]string // the value of each word, by table and field
	rows       map[string][]*record                        // by table, in the order of the sheets
	before     map[string][][]string                       // told before, and the same
	records    *records
	properties map[string]string // of the manifest, by path
	lines      []string          // the paths of the manifest's sheet
	cells      map[string]cellPlace
	columns    map[string]map[string]int // of each sheet, by field
	ours       bool                      // any of the sheets is ours
}

// record is one row of a table's sheet.
type record struct {
	t       *schema.Table
	sheet   string
	number  int
	cells   []string
	columns []int // of each field; 0 where the sheet has none
	raw     []string
	mark    string
	open    []int // fields whose references are not resolved yet
	broken  bool  // a cell of it was told as a fault
}

type cellPlace struct{ sheet, cell string }

func newReading(w Words) *reading {
	return &reading{
		w: w, rows: map[string][]*record{}, before: map[string][][]string{}, records: newRecords(),
		properties: map[string]string{}, cells: map[string]cellPlace{}, columns: map[string]map[string]int{},
	}
}

func (r *reading) keep(report followup.Report) {
	for _, f := range report.Findings {
		r.c.Add(f)
	}
}

// sheets is what is read: a workbook's sheets, row by row.
type sheets interface {
	Sheets() []spreadsheet.Sheet
	Rows(sheet string, visit func(spreadsheet.Row) error) (followup.Report, error)
}

// book reads every sheet that is ours.
func (r *reading) book(name string, book sheets) error {
	for _, s := range book.Sheets() {
		in := &sheetReading{reading: r, name: s.Name}
		report, err := book.Rows(s.Name, in.row)
		if in.kind != nil || in.manifest || in.known {
			r.keep(report)
		}
		if err != nil {
			return err
		}
	}
	if !r.ours {
		r.c.Add(followup.Finding{Severity: followup.Fault, Code: NotTemplate, File: name})
	} else if len(r.lines) == 0 {
		r.c.Add(followup.Finding{Severity: followup.Fault, Code: SheetMissing, File: followup.ManifestName,
			Args: map[string]string{"Sheet": r.w.Text("template.sheet.report")}})
	}
	r.finish()
	return nil
}

// sheetReading is one sheet while it is read.
type sheetReading struct {
	*reading
	name     string
	kind     *schema.Table
	manifest bool
	known    bool // the hidden sheet of facts told before
	markAt   int  // the column of the fingerprints; 0 where there is none
	columns  []int
	headed   bool
	seen     int // rows without a heading
}

// row reads one row.
func (s *sheetReading) row(row spreadsheet.Row) error {
	switch {
	case s.manifest:
		s.property(row)
	case s.known:
		s.knownRow(row)
	case s.kind != nil && !s.headed:
		s.headed = true
		if !s.isHeading(row) {
			s.record(row)
		}
	case s.kind != nil:
		s.record(row)
	case s.seen < 10:
		s.seen++
		s.begin(row)
	}
	return nil
}

// begin looks for what says that a sheet is ours: the machine row or, where it is lost, the headings of
// the table that the sheet is named after.
func (s *sheetReading) begin(row spreadsheet.Row) {
	for _, c := range row.Cells {
		name, ok := strings.CutPrefix(strings.TrimSpace(c.Text), mark)
		if !ok {
			continue
		}
		switch {
		case c.Text == manifestMark:
			s.manifest, s.ours = true, true
			return
		case c.Text == knownMark:
			s.known = true
			return
		}
		t, ok := schema.Get(name)
		if !ok {
			continue
		}
		s.markAt = c.Column
		s.map_(t, row, func(i int) string { return t.Fields[i].Name })
		return
	}
	for _, t := range schema.All() {
		if !strings.EqualFold(sheetName(t), strings.TrimSpace(s.name)) {
			continue
		}
		heads := headings(t)
		matching := 0
		for _, c := range row.Cells {
			if slices.Contains(heads, heading(c)) {
				matching++
			}
		}
		if matching >= 2 {
			s.map_(t, row, func(i int) string { return heads[i] })
			s.headed = true
		}
	}
}

// heading is a heading's words without the mark of what is required.
func heading(c spreadsheet.Cell) string {
	return strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(c.Text), requiredMark))
}

// map_ finds the columns of a table's fields.
func (s *sheetReading) map_(t *schema.Table, row spreadsheet.Row, name func(int) string) {
	s.kind, s.ours = t, true
	s.columns = make([]int, len(t.Fields))
	for i := range t.Fields {
		for _, c := range row.Cells {
			if heading(c) != name(i) {
				continue
			}
			if s.columns[i] == 0 {
				s.columns[i] = c.Column
				continue
			}
			s.c.Add(followup.Finding{
				Severity: followup.Fault, Code: ColumnTwice, File: t.Name + ".csv", Row: row.Number, Column: t.Fields[i].Name,
				Sheet: s.name, Cell: spreadsheet.CellName(row.Number, c.Column), Args: map[string]string{"Column": headings(t)[i]},
			})
		}
	}
	at := map[string]int{}
	for i, f := range t.Fields {
		at[f.Name] = s.columns[i]
	}
	s.reading.columns[s.name] = at
}

// isHeading reports whether a row is the one with the headings.
func (s *sheetReading) isHeading(row spreadsheet.Row) bool {
	heads := headings(s.kind)
	for i, column := range s.columns {
		if column > 0 && heading(row.Cell(column)) == heads[i] {
			return true
		}
	}
	return false
}

// record reads one row of a table.
func (s *sheetReading) record(row spreadsheet.Row) {
	t := s.kind
	rec := &record{t: t, sheet: s.name, number: row.Number, cells: make([]string, len(t.Fields)), raw: make([]string, len(t.Fields)), columns: s.columns}
	// One pass over the cells: a row has many.
	field := map[int]int{}
	for i, column := range s.columns {
		if column > 0 {
			field[column] = i
		}
	}
	empty := true
	for _, c := range row.Cells {
		if c.Column == s.markAt && s.markAt > 0 {
			rec.mark = c.Text
			continue
		}
		i, ok := field[c.Column]
		if !ok {
			continue
		}
		value, p := s.value(t, i, c, rec)
		if p != nil {
			s.tell(rec, i, plain(c), p)
			empty = false
		}
		rec.cells[i] = value
		if value != "" || rec.raw[i] != "" {
			empty = false
		}
	}
	if !empty {
		s.rows[t.Name] = append(s.rows[t.Name], rec)
	}
}

// value reads a cell as the package has it. A reference is kept as it stands until all records are known.
func (s *sheetReading) value(t *schema.Table, i int, c spreadsheet.Cell, rec *record) (string, *problem) {
	f := t.Fields[i]
	switch {
	case c.Kind == spreadsheet.Blank:
		return "", nil
	case f.As == schema.Decimal:
		return number(c)
	case f.Type == "integer":
		return whole(c)
	case len(values(t, f)) > 0:
		return s.listed(c, t, i)
	case f.As == schema.Period:
		return period(c, s.w)
	case len(f.Refers) > 0:
		v, p := text(c)
		if rec.raw[i] = strings.TrimSpace(v); p == nil && rec.raw[i] != "" {
			rec.open = append(rec.open, i)
		}
		return "", p
	case f.As == schema.Resource || f.Name == "id":
		v, p := text(c)
		return strings.TrimSpace(v), p
	}
	return text(c)
}

// listed is listed with the words looked up once.
func (r *reading) listed(c spreadsheet.Cell, t *schema.Table, i int) (string, *problem) {
	f := t.Fields[i]
	if c.Kind == spreadsheet.Text && !f.List {
		if r.words == nil {
			r.words = map[*schema.Table]map[int]map[string]string{}
		}
		if r.words[t] == nil {
			r.words[t] = map[int]map[string]string{}
		}
		if r.words[t][i] == nil {
			r.words[t][i] = map[string]string{}
			for _, v := range values(t, f) {
				r.words[t][i][word(r.w, t, f, v)] = v
			}
		}
		if v, ok := r.words[t][i][c.Text]; ok {
			return v, nil
		}
	}
	return listed(c, r.w, t, f)
}

// tell records what is wrong with a cell.
func (r *reading) tell(rec *record, field int, value string, p *problem) {
	severity := followup.Fault
	if p.assumed {
		severity = followup.Assumed
	} else {
		rec.broken = true
	}
	args := maps.Clone(p.args)
	if args == nil {
		args = map[string]string{}
	}
	args["Column"] = headings(rec.t)[field]
	r.c.Add(followup.Finding{
		Severity: severity, Code: p.code, File: rec.t.Name + ".csv", Row: rec.number, Column: rec.t.Fields[field].Name,
		Sheet: rec.sheet, Cell: spreadsheet.CellName(rec.number, max(1, rec.columns[field])), Value: value, Args: args,
	})
}

// finish gives the records their ids and resolves what they refer to.
func (r *reading) finish() {
	known := map[string]map[string]string{} // ids by key
	taken := map[string]map[string]string{} // keys by id
	claim := func(t *schema.Table, row []string) {
		id := row[t.Column("id")]
		if known[t.Name] == nil {
			known[t.Name], taken[t.Name] = map[string]string{}, map[string]string{}
		}
		known[t.Name][t.IdentityOf(row)], taken[t.Name][id] = id, t.IdentityOf(row)
		r.records.add(t, row)
	}
	each := func(visit func(t *schema.Table, rec *record)) {
		for _, t := range schema.All() {
			for _, rec := range r.rows[t.Name] {
				visit(t, rec)
			}
		}
	}
	// What has an id, then what needs no other record to be named, can be referred to; with the references
	// known the facts have their keys.
	for _, t := range schema.All() {
		for _, row := range r.before[t.Name] {
			claim(t, row)
		}
	}
	each(func(t *schema.Table, rec *record) { r.records.add(t, rec.cells) })
	each(func(t *schema.Table, rec *record) {
		if id := t.Column("id"); rec.cells[id] == "" && byName(t, rec) {
			rec.cells[id] = r.makeID(rec, nil, nil)
			r.records.add(t, rec.cells)
			r.records.fresh[t.Name+":"+rec.cells[id]] = true
		}
	})
	r.resolve(false)
	each(func(t *schema.Table, rec *record) {
		if rec.cells[t.Column("id")] != "" {
			claim(t, rec.cells)
		}
	})
	each(func(t *schema.Table, rec *record) {
		if id := t.Column("id"); rec.cells[id] == "" {
			rec.cells[id] = r.makeID(rec, known[t.Name], taken[t.Name])
			claim(t, rec.cells)
		}
	})
	r.resolve(true)
	r.sort()
}

// byName reports whether a record is named by its words alone.
func byName(t *schema.Table, rec *record) bool {
	columns := t.KeyColumns()
	return len(columns) == 1 && t.Fields[columns[0]].Name == "id" && t.LabelOf(rec.cells) != ""
}

// makeID makes the id of a record that has none. A fact that was told before keeps the id that it had; a
// record whose id another has got is told apart by its cells.
func (r *reading) makeID(rec *record, known, taken map[string]string) string {
	t := rec.t
	key := t.IdentityOf(rec.cells)
	if id := known[key]; id != "" {
		return id
	}
	id := importer.RowID(t, rec.cells)
	of, there := taken[id]
	if there && of != key || r.records.ids[t.Name][id] {
		sum := sha256.Sum256([]byte(strings.Join(rec.cells, "\x00") + strings.Join(rec.raw, "\x00")))
		id = importer.ID(cut(id, 100) + "-" + hex.EncodeToString(sum[:4]))
	}
	return id
}

func cut(s string, most int) string { return strings.TrimRight(s[:min(len(s), most)], "-") }

// resolve resolves the references that are still open; the last time what cannot be is told.
func (r *reading) resolve(last bool) {
	for _, t := range schema.All() {
		for _, rec := range r.rows[t.Name] {
			rec.open = slices.DeleteFunc(rec.open, func(i int) bool {
				f := t.Fields[i]
				parts := []string{rec.raw[i]}
				if f.List {
					parts = items(rec.raw[i])
				}
				for n, part := range parts {
					v, how := r.records.resolve(t, f, r.w, part)
					if how != found {
						if last {
							code := map[outcome]string{notFound: ReferenceNone, several: ReferenceMany}[how]
							r.tell(rec, i, part, &problem{code: code, args: map[string]string{"Tables": tableTitles(f)}})
						}
						return last
					}
					parts[n] = v
				}
				rec.cells[i] = strings.Join(parts, "|")
				return true
			})
		}
	}
}

func tableTitles(f schema.Field) string {
	var titles []string
	for _, t := range targets(f) {
		titles = append(titles, sheetName(t))
	}
	return strings.Join(titles, ", ")
}

// sort parts what was told before, and what was expected and left out, from what the package tells.
func (r *reading) sort() {
	for _, t := range schema.All() {
		told := r.rows[t.Name][:0:0]
		for _, rec := range r.rows[t.Name] {
			switch prints, before := strings.CutPrefix(rec.mark, beforeMark); {
			case rec.broken:
				told = append(told, rec)
			case rec.mark == expectedMark && silent(rec):
				r.c.Add(followup.Finding{
					Severity: followup.Skipped, Code: ExpectedMissing, File: t.Name + ".csv", Row: rec.number, Sheet: rec.sheet,
					Cell: spreadsheet.CellName(rec.number, max(1, rec.columns[firstNumber(t)])),
					Args: map[string]string{"What": r.what(rec)},
				})
			case before && r.unchanged(rec, prints):
				r.before[t.Name] = append(r.before[t.Name], rec.cells)
			default:
				told = append(told, rec)
			}
		}
		r.rows[t.Name] = told
	}
}

// what names a fact to a person: Ekonomiskt bistånd, Budget helår, 2025.
func (r *reading) what(rec *record) string {
	var parts []string
	for _, name := range rec.t.Label {
		i := rec.t.Column(name)
		f := rec.t.Fields[i]
		switch part := rec.cells[i]; {
		case part == "":
		case rec.raw[i] != "":
			named := strings.TrimSpace(bracketed.ReplaceAllString(rec.raw[i], "$1"))
			if _, title, ok := strings.Cut(named, ": "); ok && f.Qualified() {
				named = title
			}
			parts = append(parts, cmp.Or(named, part))
		default:
			parts = append(parts, word(r.w, rec.t, f, part))
		}
	}
	return strings.Join(parts, ", ")
}

func firstNumber(t *schema.Table) int {
	return max(0, slices.IndexFunc(t.Fields, func(f schema.Field) bool { return f.As == schema.Decimal }))
}

// silent reports whether an expected fact says nothing: no number, no words for it, and not why.
func silent(rec *record) bool {
	for i, f := range rec.t.Fields {
		if (f.As == schema.Decimal || f.Name == "status" || f.Name == "text" || f.Name == "as_written") && rec.cells[i] != "" {
			return false
		}
	}
	return true
}

// The marks of what was put in the workbook when it was made.
const (
	beforeMark   = "tidigare "
	expectedMark = "väntat"
)

// fingerprint is the mark of a record that was told before: a hash of each cell that says something.
func fingerprint(t *schema.Table, row []string) string {
	var parts []string
	for i, f := range t.Fields {
		if row[i] != "" {
			parts = append(parts, f.Name+":"+hashOf(row[i]))
		}
	}
	return beforeMark + strings.Join(parts, " ")
}

func hashOf(cell string) string {
	h := fnv.New64a()
	h.Write([]byte(cell))
	return fmt.Sprintf("%016x", h.Sum64())
}

// unchanged reports whether a record is the same as when the workbook was made. What a column told that is
// no longer there cannot be told anew: a changed record then is a fault.
func (r *reading) unchanged(rec *record, prints string) bool {
	was := map[string]string{}
	for _, part := range strings.Fields(prints) {
		name, hash, _ := strings.Cut(part, ":")
		was[name] = hash
	}
	changed, gone, key := false, -1, -1
	for i, f := range rec.t.Fields {
		if rec.columns[i] == 0 {
			if was[f.Name] != "" {
				gone = i
			}
			continue
		}
		now := ""
		if rec.cells[i] != "" {
			now = hashOf(rec.cells[i])
		}
		if now == was[f.Name] {
			continue
		}
		changed = true
		if slices.Contains(rec.t.KeyColumns(), i) || slices.Contains(rec.t.RowColumns(), i) {
			key = i
		}
	}
	id := rec.t.Column("id")
	switch {
	case !changed:
		return true
	case was["id"] != hashOf(rec.cells[id]): // a copied row with an id of its own
	case key >= 0 && key != id:
		r.tell(rec, key, rec.cells[key], &problem{code: KeyChanged})
	case gone >= 0:
		r.tell(rec, gone, "", &problem{code: ColumnGone})
	}
	return false
}
