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

// write writes the suggestion.
func (g *guess) write() {
	s := g.s
	g.comment(g.finding(GuessMapping, "File", g.file))
	costs, deficit, signs := "", "", []followup.Finding(nil)
	money := g.table == "amounts"
	if money {
		if !g.wide || g.byMonth {
			for _, column := range g.numbers {
				s.money[column] = model.OutcomeYTD // of the signs alone
			}
		}
		costs, deficit, signs = g.signs()
		g.alone()
		if g.opt.Variance != "" {
			g.out.Set("variance", g.opt.Variance)
		} else {
			rule := followup.BudgetMinusActual
			if costs == "negative" {
				rule = followup.ActualMinusBudget
			}
			g.comment(g.finding(GuessRule, "Rule", rule))
			g.out.Set("variance", rule)
		}
	}
	var from string
	g.period, from = g.when()
	periodColumn := s.column(rolePeriod)
	placed := "-{period}"
	switch {
	case g.period.Text == "":
		placed = ""
		if periodColumn == 0 && !g.byMonth {
			g.comment(g.finding(GuessPeriodUnknown))
			g.out.Set("period", "unknown")
		}
	case from != "":
		g.comment(g.finding(GuessPeriod, "Period", g.period.Text, "Text", from))
		g.out.Set("period", g.period.Text)
	default:
		g.out.Set("period", g.period.Text)
	}
	g.out.Line("\n[source]")
	id := g.idOfStem() + placed
	g.comment(g.finding(GuessSource, "ID", id, "Title", g.stem()))
	g.out.Set("id", id)
	g.out.Set("document", g.stem())

	unitColumn := 0
	if !g.wide && g.table == "observations" {
		unitColumn = s.column(roleName)
	}
	field := "indicator"
	if money {
		field = "line"
	}
	makeLines := g.dictionary(field, map[string]string{"line": "budget_lines", "indicator": "indicators"}[field], g.name)
	if g.wide && periodColumn == 0 {
		twice := g.repeated()
		makeLines = slices.DeleteFunc(makeLines, func(name string) bool { return slices.Contains(twice, name) })
	}
	makeUnits := []string(nil)
	if unitColumn > 0 {
		makeUnits = g.dictionary("unit", "units", unitColumn)
	}
	measureColumn := 0
	if money && !g.wide {
		measureColumn = s.column(roleIndicator)
		g.out.Line("\n[names.measure]")
		for _, name := range g.distinct(measureColumn) {
			if m, sure := measureOf(name); m != "" {
				if !sure {
					g.comment(g.finding(GuessMeasure, "Column", name, "Measure", string(m)))
				}
				g.out.Line(importer.Quoted(name) + " = " + importer.Quoted(string(m)))
			}
		}
	}

	g.out.Line("\n[[part]]")
	if !money {
		g.comment(g.finding(GuessTable, "Table", g.table))
	}
	g.out.Set("table", g.table)
	if g.book.Workbook() {
		if seen := slices.DeleteFunc(g.book.Sheets(), func(s spreadsheet.Sheet) bool { return s.Hidden }); len(seen) > 1 {
			var names []string
			for _, s := range seen {
				names = append(names, s.Name)
			}
			g.comment(g.finding(GuessSheet, "Sheet", s.sheet.Name, "Sheets", strings.Join(names, ", ")))
		}
		g.out.Set("sheet", s.sheet.Name)
	}
	g.comment(g.finding(GuessHeader, "Rows", rowList(s.headerRows)))
	g.out.Line("header_rows = [" + rowList(s.headerRows) + "]")
	names := g.distinct(g.name)
	var skip []string
	if slices.ContainsFunc(names, func(n string) bool { return strings.HasPrefix(alike(n), "varav") }) {
		skip = append(skip, "varav*")
	}
	if g.wide && s.column(rolePeriod) == 0 {
		if twice := g.repeated(); len(twice) > 0 {
			g.comment(g.finding(GuessRepeated, "Names", strings.Join(twice, ", ")))
			skip = append(skip, twice...)
		}
	}
	if len(skip) > 0 {
		g.out.List("skip", skip)
	}
	unit := ""
	if money && s.column(roleUnit) == 0 {
		unit = g.writeUnit()
	}
	if money {
		for _, f := range signs {
			g.comment(f)
		}
		g.out.Set("costs", costs)
		g.out.Set("deficit", deficit)
	}
	switch {
	case !money && unitColumn == 0 && s.column(rolePart) == 0:
		g.out.Line(`set = { unit = "all", part = "all" }`)
	case !money && unitColumn == 0:
		g.out.Line(`set = { unit = "all" }`)
	case !money && s.column(rolePart) == 0:
		g.out.Line(`set = { part = "all" }`)
	}
	if unused := g.unused(unitColumn, measureColumn); len(unused) > 0 {
		g.comment(g.finding(GuessUnused, "Columns", strings.Join(unused, ", ")))
	}

	g.column(g.name, field)
	g.makes(makeLines, field)
	if unitColumn > 0 {
		g.column(unitColumn, "unit")
		g.makes(makeUnits, "unit")
	}
	if measureColumn > 0 {
		g.column(measureColumn, "measure")
	}
	if periodColumn > 0 && !g.byMonth {
		g.column(periodColumn, "period")
	}
	if c := s.column(rolePart); c > 0 && !money {
		g.column(c, "part")
	}
	if c := s.column(roleUnit); c > 0 && money {
		g.column(c, "amount_unit")
	}
	if money && g.byMonth {
		g.comment(g.finding(GuessMonths, "First", s.head.text(g.numbers[0]), "Last", s.head.text(g.numbers[len(g.numbers)-1])))
	}
	for _, c := range g.numbers {
		g.column(c, "value")
		if money && g.wide {
			m := s.money[c]
			if !s.sure[c] && !g.byMonth && !strings.HasPrefix(string(m), "variance_") {
				g.comment(g.finding(GuessMeasure, "Column", s.head.text(c), "Measure", string(m)))
			}
			g.out.Line(`set = { measure = ` + importer.Quoted(string(m)) + ` }`)
			if own := unitNamedIn(s.head.text(c)); own != "" && own != unit {
				g.out.Set("unit", own)
			}
		}
		if g.byMonth {
			g.out.Set("period", "header")
			if p, _ := g.headerPeriod(c, yearOf(g.period)); p.Text == "" {
				g.comment(g.finding(GuessPeriodUnknown))
			}
		}
	}
	if c := s.column(roleNote); c > 0 && (!g.wide || len(g.numbers) == 1) {
		g.column(c, "note")
	}
	for _, t := range g.totals() {
		g.out.Line("\n[[part.total]]")
		if t.fits > 0 {
			g.comment(g.finding(GuessTotal, "Name", t.Name, "Fits", strconv.Itoa(t.fits), "Of", strconv.Itoa(t.of)))
		} else {
			g.comment(g.finding(GuessTotalUnsure, "Name", t.Name))
		}
		g.out.Set("name", t.Name)
		if len(t.Of) > 0 {
			g.out.List("of", t.Of)
		}
		if t.Keep {
			g.out.Line("keep = true")
		}
	}
}

func (g *guess) headerPeriod(column, year int) (model.Period, bool) {
	if date := g.s.head.dated(column); date != "" {
		return readPeriod(date, year)
	}
	return readPeriod(g.s.head.text(column), year)
}

// dictionary writes the names that are known records, and returns those that are not.
func (g *guess) dictionary(field, table string, column int) (unknown []string) {
	var lines []string
	for _, name := range g.names(column) {
		if id := g.known(table, name); id != "" {
			lines = append(lines, importer.Quoted(name)+" = "+importer.Quoted(id))
		} else {
			unknown = append(unknown, name)
		}
	}
	if field == "line" {
		for _, name := range g.distinct(column) {
			if id := g.known(table, name); id != "" && isTotal(name) {
				lines = append(lines, importer.Quoted(name)+" = "+importer.Quoted(id))
			}
		}
	}
	if len(lines) > 0 {
		g.out.Line("\n[names." + field + "]")
		for _, line := range lines {
			g.out.Line(line)
		}
	}
	return unknown
}

// makes writes that records are made of the names that are not known.
func (g *guess) makes(unknown []string, field string) {
	if len(unknown) == 0 {
		return
	}
	made := map[string]string{"line": `{ kind = "net" }`, "unit": `{ kind = "unit" }`, "indicator": "{}"}[field]
	t := map[string]string{"line": "budget_lines", "unit": "units", "indicator": "indicators"}[field]
	g.comment(g.finding(GuessMake, "Names", strings.Join(unknown, ", "), "Table", schema.MustGet(t).Title, "Kind", map[string]string{"line": "net", "unit": "unit"}[field]))
	g.out.Line("make = " + made)
}

// writeUnit writes the unit of the part's figures.
func (g *guess) writeUnit() string {
	count := map[string]int{}
	best := ""
	for _, c := range g.numbers {
		u := g.unit(c)
		count[u]++
		if u != "" && (best == "" || count[u] > count[best]) {
			best = u
		}
	}
	if best == "" {
		best = "tkr"
		g.comment(g.finding(GuessUnitUnknown, "Unit", best))
	} else {
		g.comment(g.finding(GuessUnit, "Unit", best))
	}
	g.out.Set("unit", best)
	return best
}

// unused are the headers of columns that the suggestion does nothing with.
func (g *guess) unused(unitColumn, measureColumn int) []string {
	var out []string
	for c := 1; c <= g.s.head.width(); c++ {
		text := g.s.head.text(c)
		used := c == g.name || c == unitColumn || c == measureColumn || slices.Contains(g.numbers, c) ||
			g.s.roles[c] == rolePeriod && !g.byMonth || g.s.roles[c] == rolePart && g.table != "amounts" ||
			g.s.roles[c] == roleUnit && g.table == "amounts" || g.s.roles[c] == roleNote && (!g.wide || len(g.numbers) == 1)
		if text != "" && !used {
			out = append(out, text)
		}
	}
	return out
}

// column begins a column of the part.
func (g *guess) column(c int, field string) {
	g.out.Line("\n[[part.column]]")
	header := g.s.head.text(c)
	twice := 0
	for other := 1; other <= g.s.head.width(); other++ {
		if alike(g.s.head.text(other)) == alike(header) {
			twice++
		}
	}
	if header != "" {
		g.out.Set("header", header)
	}
	if header == "" || twice > 1 {
		g.out.Set("at", spreadsheet.ColumnName(c))
	}
	g.out.Set("field", field)
}

// comment tells a guess, in the report and where it was made.
func (g *guess) comment(f followup.Finding) {
	f.Row = 0
	g.out.Tell(f)
}
