package sheet

import (
	"slices"
	"strconv"
	"strings"

	"rodatraden/data/followup"
	"rodatraden/data/importer"
	"rodatraden/data/model"
	"rodatraden/data/schema"
	"rodatraden/data/spreadsheet"
)

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
	key := t.IdentityOf(row)
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
