package sheet

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"rodatraden/data/followup"
	"rodatraden/data/importer"
	"rodatraden/data/model"
	"rodatraden/data/schema"
	"rodatraden/data/spreadsheet"
)

// cells reads what all rows that a row makes have in common. It reports whether they can be made.
func (p *part) cells(row spreadsheet.Row, name string) (map[string]string, bool) {
	out := make(map[string]string, len(p.columns)+8)
	for field, value := range p.set {
		out[field] = value
	}
	ok := true
	for _, b := range p.columns {
		if b.number || b.at == 0 {
			continue
		}
		c := p.own(row, b)
		text := fold(c.Text)
		if text == "" && b.Fill {
			c = p.filled[b]
			text = fold(c.Text)
		} else if b.Fill {
			p.filled[b] = c
		}
		if text == "" {
			if slices.Contains(p.table.KeyColumns(), b.field) && out[b.Field] == "" {
				p.tell(followup.Skipped, RowNameless, row.Number, b, name, "Name", name)
				return nil, false
			}
			continue
		}
		value, state := p.value(row.Number, b, c, text)
		switch state {
		case left:
			return nil, false
		case wrong:
			ok = false
		default:
			out[b.Field] = value
		}
	}
	if ok && p.periodColumn != nil && p.part.Only && !p.r.period.Unknown && p.r.period.Text != "" {
		// A grain has not been made of it: any date in the period counts.
		if period, is := model.ParsePeriod(out["period"]); is && !within(period, p.r.period) {
			p.others++
			return nil, false
		}
	}
	if grain := p.grain(); grain != "" && ok {
		if period, is := model.ParsePeriod(out["period"]); is {
			out["period"] = inGrain(period, grain).Text
		}
	}
	return out, ok
}

func (p *part) grain() string {
	if p.periodColumn == nil {
		return ""
	}
	return p.periodColumn.Grain
}

// own is what a column says of a row: its own cell, or the merged one that lies over it.
func (p *part) own(row spreadsheet.Row, b *bound) spreadsheet.Cell {
	r, in := p.merges.of(row.Number, b.at)
	if !in {
		return row.Cell(b.at)
	}
	c := p.held[r]
	if r.FirstRow == row.Number && r.LastRow > r.FirstRow && c.Kind != spreadsheet.Blank {
		p.tell(followup.Assumed, MergedName, row.Number, b, fold(c.Text), "Name", fold(c.Text),
			"Cells", spreadsheet.CellName(r.FirstRow, r.FirstColumn)+":"+spreadsheet.CellName(r.LastRow, r.LastColumn))
	}
	return c
}

// state is what becomes of a cell.
type state int

const (
	taken state = iota
	left        // the row is left out
	wrong       // a fault
)

// value reads a cell of a field that is not the table's number.
func (p *part) value(row int, b *bound, c spreadsheet.Cell, text string) (string, state) {
	f := p.table.Fields[b.field]
	bad := func(code, allowed, near string) (string, state) {
		p.tell(followup.Fault, code, row, b, text, "Shown", text, "Field", b.Field, "Allowed", allowed, "Nearest", near)
		return "", wrong
	}
	if c.Kind == spreadsheet.Broken || errorForm.MatchString(text) && b.Make == nil {
		return bad(CellBroken, "", "")
	}
	names := p.names(b)
	if id, known := names[text]; known {
		if ok, allowed := holds(f, id); !ok {
			return bad(CellForm, allowed, "")
		}
		return id, taken
	}
	if b.Make != nil && !isAnID(names, text) {
		return p.record(row, b, f, text), taken
	}
	switch {
	case f.As == schema.Period:
		period, ok := readPeriod(text, yearOf(p.r.period))
		if !ok {
			return bad(PeriodForm, "", "")
		}
		return period.Text, taken
	case f.As == schema.Decimal:
		n, _, ok := p.figure(row, b, c)
		if ok {
			return "", wrong
		}
		if !n.known {
			return "", taken
		}
		return plain(n.value), taken
	case b.Field == "amount_unit":
		unit := unitOf(text)
		if unit == "" {
			return bad(UnitWord, strings.Join(moneyUnits, ", "), "")
		}
		return unit, taken
	case f.Type == "boolean":
		switch strings.ToLower(text) {
		case "true", "ja", "x", "1", "sant":
			return "true", taken
		case "false", "nej", "0", "falskt":
			return "false", taken
		}
		return bad(CellForm, "ja, nej", "")
	case f.As == schema.Text || f.Pattern == nil && f.Allowed() == nil && f.Type == "string":
		return norm.NFC.String(strings.TrimSpace(c.Text)), taken
	}
	ok, allowed := holds(f, text)
	refers := len(f.Refers) > 0 || f.Allowed() != nil
	switch {
	case names != nil && refers && !(ok && isAnID(names, text)):
		if ok && f.Allowed() != nil {
			return text, taken // a word of the format's own
		}
		p.tell(followup.Skipped, NameUnknown, row, b, text, "Name", text, "Dictionary", "names."+cmp.Or(b.Names, b.Field), "Nearest", nearest(text, sortedKeys(names)))
		return "", left
	case !ok:
		return bad(CellForm, allowed, nearest(text, f.Allowed()))
	}
	return text, taken
}

// names is the dictionary of a column, nil where it has none.
func (p *part) names(b *bound) map[string]string { return p.r.names[cmp.Or(b.Names, b.Field)] }

// isAnID reports whether a text is what a dictionary gives, rather than what it is asked for.
func isAnID(names map[string]string, text string) bool {
	for _, id := range names {
		if id == text {
			return true
		}
	}
	return false
}

// record makes the record that a cell names and returns how it is referred to.
func (p *part) record(row int, b *bound, f schema.Field, name string) string {
	t := schema.MustGet(f.Refers[0])
	id := importer.ID(name)
	key := t.Name + ":" + id
	other, there := p.r.made[key]
	if !there && isAnID(p.names(b), id) {
		other, there = id, true // the dictionary's own
	}
	switch {
	case !there:
		p.r.made[key] = name
		label := "title"
		if t.Column(label) < 0 {
			label = "name"
		}
		cells := with(b.Make, map[string]string{"id": id, label: name, "source": p.r.id})
		if t.Column("order") >= 0 {
			cells["order"] = strconv.Itoa(len(p.r.facts.Rows(t.Name)) + 1)
		}
		p.r.facts.Add(t.Name, cells)
		p.r.count[t.Name]++
		p.tell(followup.Assumed, NameMade, row, b, name, "Name", name, "ID", id, "Table", t.Title)
	case other != name:
		p.r.made[key] = other
		p.tell(followup.Assumed, NameAlike, row, b, name, "Name", name, "Other", other, "ID", id)
	}
	if f.Qualified() && f.Bare != t.Name {
		return t.Name + ":" + id
	}
	return id
}

// hasPeriod reports whether the table's facts are about a period.
func (p *part) hasPeriod() bool {
	i := p.table.Column("period")
	return i >= 0 && slices.Contains(p.table.KeyColumns(), i)
}

// periodOf is the period that the mapping gives a column, "" where the row or the import decides.
func (p *part) periodOf(b *bound) string {
	for _, word := range []string{b.Set["period"], b.Period} {
		if word != "" {
			return word
		}
	}
	if p.periodColumn != nil {
		return ""
	}
	if word := p.part.Set["period"]; word != "" {
		return word
	}
	return p.part.Period
}

// word makes a period of the mapping's word for one. natural is the time that the column's measure is about.
func (p *part) word(word string, b *bound, natural string) (model.Period, bool) {
	switch word {
	case "header":
		text := p.head.dated(b.at)
		if text == "" {
			text = b.header
		}
		period, ok := readPeriod(text, yearOf(p.r.period))
		grain := natural
		if b.Grain != "" {
			grain = b.Grain
		} else if isDay(period) && natural == "" {
			grain = "month"
		}
		return inGrain(period, grain), ok
	case "sheet":
		period, ok := readPeriod(p.sheet.Name, yearOf(p.r.period))
		return inGrain(period, natural), ok
	}
	if slices.Contains(periodWords, word) {
		return inGrain(p.r.period, word), true
	}
	period, ok := model.ParsePeriod(word)
	return period, ok
}

// periods checks that every row will have a period, before any is read.
func (p *part) periods() bool {
	ok := true
	if !p.hasPeriod() {
		return true
	}
	var column bool
	for _, b := range p.columns {
		if b.Field == "period" && b.at > 0 {
			column, p.periodColumn = true, b
		}
	}
	missing := false
	check := func(b *bound, word string) {
		switch {
		case word == "" && column:
		case word == "header" || word == "sheet":
			if _, is := p.word(word, b, ""); !is {
				p.fault(PeriodNotInHeader, b.header, "Text", map[bool]string{true: p.sheet.Name, false: b.header}[word == "sheet"])
				ok = false
			}
		case word == "" || slices.Contains(periodWords, word):
			missing = missing || p.r.period.Text == ""
		}
	}
	for _, b := range p.columns {
		if b.at > 0 && b.number {
			check(b, p.periodOf(b))
		}
	}
	if !slices.ContainsFunc(p.columns, func(b *bound) bool { return b.number }) {
		check(&bound{Column: &Column{}}, p.periodOf(&bound{Column: &Column{}}))
	}
	if missing {
		p.c.Add(followup.Finding{
			Severity: followup.Fault, Code: PeriodMissing, File: p.r.m.file, Row: p.r.m.places["period"], Args: map[string]string{"Table": p.table.Name},
		})
	}
	return ok && !missing
}
