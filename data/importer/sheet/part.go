package sheet

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"rodatraden/data/followup"
	"rodatraden/data/importer"
	"rodatraden/data/model"
	"rodatraden/data/schema"
	"rodatraden/data/spreadsheet"
)

// part reads one part of the mapping from one sheet, row by row.
type part struct {
	r     *reader
	part  *Part
	sheet spreadsheet.Sheet
	table *schema.Table
	c     *followup.Collector
	read  numbers

	money  bool // its numbers are money, in a unit of its own
	number int  // the field of the table's number, or -1
	first  int  // the first row

	merges merges // those that the row at hand may be in
	coming merges // those that begin further down
	held   map[spreadsheet.Range]spreadsheet.Cell
	filled map[*bound]spreadsheet.Cell

	head          headers
	bound         bool
	swallowedTold bool
	columns       []*bound
	set           map[string]string // what every row has
	makers        []*bound          // the columns of numbers that make rows
	periodColumn  *bound

	sums     sums
	next     int      // the row that would follow without a gap
	rows     int      // read
	others   int      // of another period
	measures []string // of the amounts that were made
	ended    int      // the row that reading ended at
	beyond   int      // rows that hold something after it
	endedAt  string
}

func (r *reader) readPart(p *Part, s spreadsheet.Sheet) (followup.Report, error) {
	b := &part{r: r, part: p, sheet: s, table: schema.MustGet(p.Table), c: &r.c, number: -1,
		read: numbers{r.words, r.book.Workbook()}, held: map[spreadsheet.Range]spreadsheet.Cell{}, filled: map[*bound]spreadsheet.Cell{}}
	b.money = b.table.Name == "amounts"
	for i, f := range b.table.Fields {
		if f.As == schema.Decimal {
			b.number = i
			b.money = model.UnitColumn(b.table, f.Name) == "amount_unit"
			break
		}
	}
	b.first = p.First
	if n := len(p.Header); b.first == 0 && n > 0 {
		b.first = p.Header[n-1] + 1
	}
	all, report, err := r.book.Merged(s.Name)
	if err != nil {
		return report, err
	}
	b.coming = slices.Clone(all)
	slices.SortStableFunc(b.coming, func(a, b spreadsheet.Range) int { return a.FirstRow - b.FirstRow })
	b.head.merges = all
	seen, err := r.book.Rows(s.Name, b.visit)
	report = followup.Join(report, seen)
	if errors.Is(err, errEnough) {
		err = nil
	}
	if err != nil {
		return report, err
	}
	if !b.bound {
		b.start() // a sheet without rows below its header
	}
	b.close()
	return report, nil
}

// isNumber reports whether a field holds the table's number.
func (p *part) isNumber(field int) bool { return field == p.number }

// start binds the columns.
func (p *part) start() bool {
	if !p.bind() {
		return false
	}
	for _, b := range p.columns {
		if b.at == 0 {
			continue
		}
		if b.number {
			p.makers = append(p.makers, b)
		}
		if b.Field == "period" {
			p.periodColumn = b
		}
	}
	p.sums = newSums(p.part.Totals)
	return true
}

func (p *part) visit(row spreadsheet.Row) error {
	p.clean(row)
	p.advance(row)
	if slices.Contains(p.part.Header, row.Number) {
		p.head.rows = append(p.head.rows, row)
		return nil
	}
	if row.Number < p.first {
		if n := len(p.part.Header); n > 0 && row.Number < p.part.Header[0] {
			for _, c := range row.Cells {
				if c.Kind == spreadsheet.Text {
					p.head.above = append(p.head.above, c.Text)
				}
			}
		}
		return nil
	}
	if !p.bound && !p.start() {
		return errEnough
	}
	if p.part.Last > 0 && row.Number > p.part.Last && p.ended == 0 {
		p.end(row, "")
	}
	if p.ended == 0 && p.part.UntilBlank && p.next > 0 && row.Number > p.next {
		p.end(row, "")
	}
	if p.ended > 0 {
		if !empty(row) {
			p.beyond++
		}
		return nil
	}
	if empty(row) {
		return nil // p.next stays: what follows it comes after a gap
	}
	p.next = row.Number + 1
	if !p.r.book.Workbook() {
		for _, c := range row.Cells { // a row of text goes on over the line breaks in its cells
			p.next += strings.Count(c.Text, "\n")
		}
	}
	return p.data(row)
}

// clean puts spaces in the place of control characters, which the tables do not hold.
func (p *part) clean(row spreadsheet.Row) {
	for i, c := range row.Cells {
		if c.Kind != spreadsheet.Text || !strings.ContainsFunc(c.Text, control) {
			continue
		}
		row.Cells[i].Text = strings.Map(func(r rune) rune {
			if control(r) {
				return ' '
			}
			return r
		}, c.Text)
		if slices.ContainsFunc(p.columns, func(b *bound) bool { return b.at == c.Column }) {
			f := p.finding(followup.Assumed, CellControl, "Shown", fold(row.Cells[i].Text))
			f.Row, f.Cell = row.Number, p.cellName(row.Number, c.Column)
			p.c.Add(f)
		}
	}
}

func control(r rune) bool { return unicode.IsControl(r) && r != '\n' }

// advance keeps the merged blocks that a row may be in, and what they hold.
func (p *part) advance(row spreadsheet.Row) {
	p.merges = slices.DeleteFunc(p.merges, func(r spreadsheet.Range) bool {
		if r.LastRow < row.Number {
			delete(p.held, r)
			return true
		}
		return false
	})
	for len(p.coming) > 0 && p.coming[0].FirstRow <= row.Number {
		r := p.coming[0]
		p.coming = p.coming[1:]
		if r.LastRow >= row.Number {
			p.merges = append(p.merges, r)
		}
	}
	for _, r := range p.merges {
		if r.FirstRow == row.Number {
			p.held[r] = row.Cell(r.FirstColumn)
		}
	}
}

func empty(row spreadsheet.Row) bool {
	for _, c := range row.Cells {
		if c.Kind != spreadsheet.Blank && (c.Kind != spreadsheet.Text || fold(c.Text) != "") {
			return false
		}
	}
	return true
}

func (p *part) end(row spreadsheet.Row, word string) { p.ended, p.endedAt = row.Number, word }

// finding tells something of the sheet.
func (p *part) finding(s followup.Severity, code string, args ...string) followup.Finding {
	f := p.r.finding(s, code, args...)
	if p.r.book.Workbook() {
		f.Sheet = p.sheet.Name
	}
	return f
}

// fault tells of a fault in the header.
func (p *part) fault(code, column string, args ...string) {
	f := p.finding(followup.Fault, code, args...)
	f.Row, f.Column = p.headRow(), column
	p.c.Add(f)
}

// tell tells something of a row, and of a cell in it.
func (p *part) tell(s followup.Severity, code string, row int, b *bound, value string, args ...string) {
	f := p.finding(s, code, args...)
	f.Row, f.Value = row, value
	if b != nil {
		f.Column = b.header
		f.Cell = p.cellName(row, b.at)
		if f.Args == nil {
			f.Args = map[string]string{}
		}
		f.Args["Column"] = b.header
	}
	p.c.Add(f)
}

func (p *part) cellName(row, column int) string {
	if column == 0 || !p.r.book.Workbook() {
		return ""
	}
	return spreadsheet.CellName(row, column)
}

// often counts what happens often in a column; the first is shown.
func (p *part) often(s followup.Severity, b *bound, row int, code string, args ...string) {
	key := code
	if code == WordAbsent || code == WordStatus || code == WordText {
		key += " " + strings.Join(args, " ")
	}
	t := b.counts[key]
	if t == nil {
		t = &tally{severity: s, row: row, cell: p.cellName(row, b.at), args: args}
		b.counts[key] = t
	}
	t.count++
}

// data reads one row.
func (p *part) data(row spreadsheet.Row) error {
	name := p.nameOf(row)
	if row.Hidden {
		if p.part.Hidden != "read" {
			p.tell(followup.Skipped, RowHidden, row.Number, nil, name, "Name", name)
			return nil
		}
		p.tell(followup.Assumed, RowHiddenRead, row.Number, nil, name, "Name", name)
	}
	total := p.sums.total(name)
	stop := slices.ContainsFunc(p.part.Until, func(w string) bool { return like(w, name) })
	if total == nil && stop {
		p.end(row, name)
		p.beyond++
		return nil
	}
	if slices.ContainsFunc(p.part.Skip, func(w string) bool { return like(w, name) }) {
		p.tell(followup.Skipped, RowSkipped, row.Number, nil, name, "Name", name)
		return nil
	}
	figures, broken := p.figures(row)
	if total != nil {
		p.checkTotal(row, name, total, figures)
		if stop {
			p.end(row, name)
		}
		if !total.Keep {
			p.tell(followup.Skipped, TotalRow, row.Number, nil, name, "Name", name)
			return nil
		}
	}
	if len(p.makers) > 0 && !broken && !anything(figures) && p.part.Blank != "not_reported" && p.table.Fields[p.number].Name == "value" && !p.hasText(row) {
		p.tell(followup.Skipped, RowNoNumbers, row.Number, nil, name, "Name", name)
		return nil
	}
	if total == nil && name != "" {
		p.sums.add(name, figures) // also where the package does not know the name: the file's sum holds it
	}
	cells, ok := p.cells(row, name)
	if !ok {
		return nil
	}
	return p.make(row, cells, figures)
}

// nameOf is what a row is called: the first text in its columns that hold no numbers, or else in the row.
func (p *part) nameOf(row spreadsheet.Row) string {
	for _, b := range p.columns {
		if b.number || b.at == 0 || p.table.Fields[b.field].As == schema.Period {
			continue
		}
		if s := fold(row.Cell(b.at).Text); s != "" {
			return s
		}
	}
	for _, c := range row.Cells {
		if c.Kind == spreadsheet.Text {
			if s := fold(c.Text); s != "" {
				return s
			}
		}
	}
	return ""
}

// read figures of a row.
type rowFigure struct {
	*bound
	figure
	earlier *figure
	covered bool // a merged number above or beside it is told instead
	bad     bool
	blank   bool // nothing stands there
}

// says reports whether the cell says anything of the number.
func (f rowFigure) says() bool { return f.known || f.status != model.Absent || f.inWords != "" }

// figures reads the row's numbers. broken tells that one could not be read.
func (p *part) figures(row spreadsheet.Row) (out []rowFigure, broken bool) {
	out = make([]rowFigure, 0, len(p.makers))
	for _, b := range p.makers {
		f := rowFigure{bound: b}
		c := row.Cell(b.at)
		f.blank = c.Kind == spreadsheet.Blank || c.Kind == spreadsheet.Text && fold(c.Text) == ""
		if r, in := p.merges.of(row.Number, b.at); in {
			if r.FirstRow != row.Number || r.FirstColumn != b.at {
				f.covered = true
			} else if !f.blank {
				p.tell(followup.Assumed, NumberMerged, row.Number, b, fold(c.Text), "Shown", fold(c.Text),
					"Cells", spreadsheet.CellName(r.FirstRow, r.FirstColumn)+":"+spreadsheet.CellName(r.LastRow, r.LastColumn))
			}
		}
		if !f.blank && !f.covered {
			f.figure, f.earlier, f.bad = p.figure(row.Number, b, c)
			broken = broken || f.bad
		}
		out = append(out, f)
	}
	return out, broken
}

// anything reports whether a row says anything of a number.
func anything(figures []rowFigure) bool {
	return slices.ContainsFunc(figures, func(f rowFigure) bool {
		return f.says() || f.bad || f.covered || f.earlier != nil
	})
}

// figure reads a cell's number and tells what was done with it.
func (p *part) figure(row int, b *bound, c spreadsheet.Cell) (f figure, earlier *figure, bad bool) {
	f, earlier, code := p.read.read(c, p.money)
	shown := fold(c.Text)
	if code != "" {
		p.tell(followup.Fault, code, row, b, shown, "Shown", shown)
		return figure{}, nil, true
	}
	p.notes(row, b, shown, f.notes)
	if earlier != nil {
		if b.Parentheses == nil {
			p.tell(followup.Skipped, Parentheses, row, b, shown, "Shown", shown)
		} else {
			p.notes(row, b, shown, slices.DeleteFunc(slices.Clone(earlier.notes), func(n note) bool { return n.code == Parentheses }))
		}
	}
	if p.money && f.unit != "" && f.unit != b.unit && b.unit != "" {
		p.tell(followup.Assumed, UnitInCell, row, b, shown, "Shown", shown, "Unit", b.unit, "Found", f.unit)
	}
	return f, earlier, false
}

func (p *part) notes(row int, b *bound, shown string, notes []note) {
	for _, n := range notes {
		switch n.code {
		case NumberDecimals:
			p.tell(followup.Warning, n.code, row, b, shown, n.args...)
		case ParenthesesFormat:
			p.tell(followup.Warning, n.code, row, b, shown, n.args...)
		case NumberWords:
			p.tell(followup.Assumed, n.code, row, b, shown, n.args...)
		case WordAbsent:
			p.often(followup.Skipped, b, row, n.code, n.args...)
		default:
			p.often(followup.Assumed, b, row, n.code, n.args...)
		}
	}
}

// hasText reports whether a row says in words what it does not in a number.
func (p *part) hasText(row spreadsheet.Row) bool {
	for _, b := range p.columns {
		if b.at > 0 && (b.Field == "text" || b.Field == "trend" || b.Field == "status") && fold(row.Cell(b.at).Text) != "" {
			return true
		}
	}
	return false
}

// make makes the table's rows of a row.
func (p *part) make(row spreadsheet.Row, cells map[string]string, figures []rowFigure) error {
	if len(p.makers) == 0 {
		return p.dated(row.Number, &bound{Column: &Column{}}, cells, "")
	}
	essence := p.table.Fields[p.number].Name == "value" // a row without it states nothing
	for _, f := range figures {
		if f.bad {
			continue
		}
		if f.earlier != nil && f.Parentheses != nil {
			out := with(cells, f.Set, f.Parentheses)
			p.put(out, f.bound, *f.earlier)
			if err := p.dated(row.Number, f.bound, out, f.Parentheses["period"]); err != nil {
				return err
			}
		}
		out := with(cells, f.Set)
		switch {
		case f.says():
			p.put(out, f.bound, f.figure)
		case f.covered, f.earlier != nil:
			if essence {
				continue
			}
		case f.blank && p.part.Blank == "not_reported" && out["status"] == "":
			p.often(followup.Assumed, f.bound, row.Number, BlankNotReported)
			p.status(out, model.NotReported)
		case essence && (out["text"] != "" || out["trend"] != "" || out["status"] != ""):
			if out["status"] == "" && out["text"] == "" {
				p.status(out, model.TrendOnly)
			}
		case essence:
			if f.blank {
				p.often(followup.Skipped, f.bound, row.Number, BlankAbsent)
			}
			continue
		}
		if err := p.dated(row.Number, f.bound, out, ""); err != nil {
			return err
		}
	}
	return nil
}

// with returns the cells and those that go before them.
func with(cells map[string]string, over ...map[string]string) map[string]string {
	out := make(map[string]string, len(cells)+6)
	for name, cell := range cells {
		out[name] = cell
	}
	for _, m := range over {
		for name, cell := range m {
			out[name] = cell
		}
	}
	return out
}

// status says why there is no number.
func (p *part) status(cells map[string]string, s model.Status) {
	if i := p.table.Companion(p.table.Fields[p.number].Name, "status"); i >= 0 {
		cells[p.table.Fields[i].Name] = string(s)
	}
}

// put puts a figure in a row with what is to be said of it.
func (p *part) put(cells map[string]string, b *bound, f figure) {
	name := p.table.Fields[b.field].Name
	say := func(companion, value string) {
		if i := p.table.Companion(name, companion); i >= 0 && value != "" {
			cells[p.table.Fields[i].Name] = value
		}
	}
	if f.known {
		v := f.value
		if b.Negate != p.negates(cells["measure"]) {
			v = v.Neg()
		}
		cells[name] = plain(v)
		if unit := model.UnitColumn(p.table, name); unit == "amount_unit" {
			switch {
			case f.unit != "":
				cells[unit] = f.unit
			case cells[unit] == "":
				cells[unit] = b.unit
			}
		}
	}
	say("as_written", f.asWritten)
	if f.inWords != "" && p.table.Column("text") >= 0 {
		cells["text"] = f.inWords
		return
	}
	if f.approximate {
		say("approximate", "true")
	}
	if i := p.table.Companion(name, "status"); i >= 0 && cells[p.table.Fields[i].Name] == "" {
		status := f.status
		if f.known && status == model.Absent {
			status = model.Reported
		}
		say("status", string(status))
	}
}

// negates reports whether figures of a measure change sign on their way into the package.
func (p *part) negates(measure string) bool {
	if p.table.Name == "causes" {
		return p.part.Deficit == "plus"
	}
	if p.table.Name != "amounts" {
		return false
	}
	switch model.Measure(measure) {
	case model.VarianceYTD, model.VarianceOutcome, model.VarianceForecast:
		return p.part.Deficit == "plus"
	case model.EfficiencyDemand, model.SavingRealised:
		return false // a saving is no cost
	}
	switch p.r.m.Variance {
	case followup.BudgetMinusActual:
		return p.part.Costs == "negative"
	case followup.ActualMinusBudget:
		return p.part.Costs == "positive"
	}
	return false
}

// dated gives a row its period and adds it.
func (p *part) dated(row int, b *bound, cells map[string]string, given string) error {
	if !p.hasPeriod() {
		return p.add(row, b, cells)
	}
	natural := ""
	if p.table.Name == "amounts" {
		natural = grainOf(cells["measure"])
	}
	word := given
	if word == "" {
		word = p.periodOf(b)
	}
	switch {
	case word != "":
		period, ok := p.word(word, b, natural)
		if !ok {
			return nil // told already
		}
		cells["period"] = period.Text
	case p.periodColumn != nil:
		period, _ := model.ParsePeriod(cells["period"])
		if grain := p.periodColumn.Grain; grain == "" {
			switch {
			case natural != "":
				period = inGrain(period, natural)
			case p.part.Only:
				period = p.r.period
			case isDay(period):
				p.often(followup.Assumed, p.periodColumn, row, DateGrain, "Shown", period.Text, "Taken", inGrain(period, "month").Text)
				period = inGrain(period, "month")
			}
		}
		cells["period"] = period.Text
	default:
		cells["period"] = inGrain(p.r.period, natural).Text
	}
	return p.add(row, b, cells)
}

// add adds a row to the facts, where no row has its key.
func (p *part) add(line int, b *bound, cells map[string]string) error {
	t := p.table
	if b != nil && b.at == 0 {
		b = nil // of a table without numbers
	}
	row := make([]string, len(t.Fields))
	for name, cell := range cells {
		row[t.Column(name)] = cell
	}
	if cells["source"] == "" {
		cells["source"] = p.r.id
	}
	if keys := t.KeyColumns(); len(keys) == 1 && t.Fields[keys[0]].Name == "id" && cells["id"] == "" {
		id := importer.RowID(t, row)
		cells["id"], row[keys[0]] = id, id
	}
	for i, f := range t.Fields {
		if f.Required && row[i] == "" && f.Name != "id" {
			p.tell(followup.Fault, CellForm, line, b, "", "Field", f.Name, "Shown", "", "Allowed", strings.Join(f.Allowed(), ", "), "Nearest", "")
			return nil
		}
	}
	if p.money && row[p.number] != "" && row[t.Column("amount_unit")] == "" {
		column := ""
		if b != nil {
			column = b.header
		}
		p.tell(followup.Fault, UnitMissing, line, b, row[p.number], "Column", column)
		return nil
	}
	key := t.KeyOf(row) + "\x00" + t.RowKeyOf(row)
	place := p.place(line, b)
	known := p.r.keys[t.Name]
	if known == nil {
		known = map[string]string{}
		p.r.keys[t.Name] = known
	}
	if first, twice := known[key]; twice {
		shown := strings.TrimRight(strings.ReplaceAll(key, "\x00", "|"), "|")
		p.tell(followup.Fault, KeyTwice, line, b, shown, "Key", strings.Join(schema.SplitKey(shown), ", "), "First", first, "Second", place)
		return nil
	}
	if id := cells["id"]; id != "" {
		if first, twice := known["id "+id]; twice {
			p.tell(followup.Fault, KeyTwice, line, b, id, "Key", id, "First", first, "Second", place)
			return nil
		}
		known["id "+id] = place
	}
	if limit := p.r.limit; p.r.rows[t.Name] >= limit {
		p.tell(followup.Fault, RowsLimit, line, nil, "", "Limit", strconv.Itoa(limit), "Table", t.Name)
		return errEnough
	}
	known[key] = place
	if m := cells["measure"]; m != "" && !slices.Contains(p.measures, m) {
		p.measures = append(p.measures, m)
	}
	p.r.facts.Add(t.Name, cells)
	p.r.count[t.Name]++
	p.r.rows[t.Name]++
	p.rows++
	return nil
}

// place names a cell to a person.
func (p *part) place(line int, b *bound) string {
	if !p.r.book.Workbook() {
		if b != nil && len(p.makers) > 1 {
			return p.r.file + ":" + strconv.Itoa(line) + " " + b.header
		}
		return p.r.file + ":" + strconv.Itoa(line)
	}
	if b == nil {
		return p.sheet.Name + "!" + strconv.Itoa(line)
	}
	return p.sheet.Name + "!" + p.cellName(line, b.at)
}

// close tells what was counted.
func (p *part) close() {
	for _, b := range p.columns {
		for _, key := range sortedKeys(b.counts) {
			t := b.counts[key]
			code, _, _ := strings.Cut(key, " ")
			f := p.finding(t.severity, code, append(append([]string{}, t.args...), "Column", b.header, "Count", strconv.Itoa(t.count))...)
			f.Row, f.Cell, f.Column = t.row, t.cell, b.header
			p.c.Add(f)
		}
	}
	if p.others > 0 {
		p.c.Add(p.finding(followup.Skipped, PeriodOther, "Count", strconv.Itoa(p.others), "Period", p.r.period.Text))
	}
	if p.ended > 0 && p.beyond > 0 {
		f := p.finding(followup.Skipped, ReadingEnded, "Row", strconv.Itoa(p.ended), "Count", strconv.Itoa(p.beyond), "Name", p.endedAt)
		f.Row = p.ended
		p.c.Add(f)
	}
	ready := len(p.columns) == len(p.part.Columns) && p.bound && p.sums.made
	if !ready {
		return
	}
	for _, name := range p.sums.missing() {
		p.c.Add(p.finding(followup.Warning, TotalMissing, "Name", name))
	}
	negated := map[bool]bool{}
	if p.table.Name == "amounts" && p.rows > 0 {
		for _, m := range p.measures {
			if p.negates(m) {
				negated[strings.HasPrefix(m, "variance_")] = true
			}
		}
		if negated[false] {
			p.c.Add(p.finding(followup.Assumed, CostsNegated, "Rule", p.r.m.Variance))
		}
		if negated[true] {
			p.c.Add(p.finding(followup.Assumed, VariancesNegated))
		}
	}
	if p.rows == 0 {
		p.c.Add(p.finding(followup.Warning, RowsNone))
	}
}
