package sheet

import (
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"rodatraden/data/followup"
	"rodatraden/data/importer"
	"rodatraden/data/model"
	"rodatraden/data/schema"
	"rodatraden/data/spreadsheet"
)

// SuggestOptions are what is known before a file is looked at.
type SuggestOptions struct {
	Period   string // what the file is about, where that is known
	Variance string // the package's own rule, where that is known
	// Known returns the rows of a standing table that names in the file may be; nil knows none.
	// followup.Standing gives such rows.
	Known func(table string) [][]string
	// Say gives the two sentences of a finding as a text for the comments; nil writes its code.
	Say func(followup.Finding) string
}

// How much of a sheet is looked at.
const (
	sampleRows   = 3000
	headerWithin = 40 // the rows that a header may be among
)

// Suggest looks at a file and writes a mapping for it, which works on that file as it stands. What it is
// not sure of is a finding, and the same sentence is a comment at the place in the mapping. Where nothing
// in the file is recognised the report has a fault and the mapping is nil.
func Suggest(file string, opt SuggestOptions) (mapping []byte, report followup.Report, err error) {
	b, report, err := openFile(file)
	if err != nil {
		return nil, report, err
	}
	defer b.Close()
	mapping, own, err := suggest(filepath.Base(file), b, opt)
	return mapping, followup.Join(report, own), err
}

func suggest(file string, b book, opt SuggestOptions) ([]byte, followup.Report, error) {
	g := &guess{file: file, book: b, opt: opt, out: importer.Suggestion{Say: opt.Say}, read: numbers{usualWords.or(usualWords), b.Workbook()}}
	best := (*sample)(nil)
	for _, s := range b.Sheets() {
		if s.Hidden {
			continue
		}
		seen, err := g.sample(s)
		if err != nil {
			return nil, g.out.Report(), err
		}
		seen.header()
		if best == nil || seen.score > best.score {
			best = seen
		}
	}
	if best == nil || best.score <= 0 || !g.shape(best) {
		g.out.Fault(followup.Finding{Severity: followup.Fault, Code: GuessNothing, File: file})
		return nil, g.out.Report(), nil
	}
	g.s = best
	g.write()
	return g.out.Bytes(), g.out.Report(), nil
}

// guess is the making of one suggestion.
type guess struct {
	file string
	book book
	opt  SuggestOptions
	read numbers
	out  importer.Suggestion
	s    *sample

	table   string
	name    int   // the column of names: lines or indicators
	numbers []int // the columns of figures
	wide    bool
	byMonth bool
	period  model.Period
}

// shape decides what the sheet is: a column a measure, a row a fact, or a column a month.
func (g *guess) shape(s *sample) bool {
	g.s = s
	indicator, value := s.column(roleIndicator), s.column(roleValue)
	measures := s.columns(roleMeasure)
	months := s.columns(roleMonth)
	switch {
	case indicator > 0 && value > 0:
		g.table, g.numbers = "observations", []int{value}
		known, all := 0, 0
		for _, name := range g.distinct(indicator) {
			all++
			if m, _ := measureOf(name); m != "" {
				known++
			}
		}
		if all > 0 && known*2 > all {
			g.table = "amounts"
			g.name = s.column(roleName)
		} else {
			g.name = indicator
		}
	case len(measures) > 0:
		g.table, g.wide, g.numbers = "amounts", true, measures
		if value > 0 && s.money[value] != "" { // 'Utfall' beside 'Budget'
			g.numbers = append(g.numbers, value)
			slices.Sort(g.numbers)
		}
	case len(months) > 1:
		g.table, g.wide, g.byMonth, g.numbers = "observations", true, true, months
		if g.unit(0) != "" {
			g.table = "amounts"
		}
		if indicator > 0 {
			g.name = indicator
		}
	default:
		return false
	}
	if g.name == 0 {
		g.name = g.textColumn()
	}
	return g.name > 0
}

// textColumn is the column of names: the one that its header calls so, or the first with words.
func (g *guess) textColumn() int {
	if c := g.s.column(roleName); c > 0 {
		return c
	}
	for column := 1; column <= g.s.head.width(); column++ {
		if slices.Contains(g.numbers, column) {
			continue
		}
		words, all := 0, 0
		for _, row := range g.s.data {
			if c := row.Cell(column); c.Kind != spreadsheet.Blank {
				all++
				if c.Kind == spreadsheet.Text && !figureForm.MatchString(fold(c.Text)) {
					words++
				}
			}
		}
		if all > 0 && words*3 >= all*2 {
			return column
		}
	}
	return 0
}

// distinct are the texts of a column below the header, in their order.
func (g *guess) distinct(column int) []string {
	var out []string
	seen := map[string]bool{}
	for _, row := range g.s.data {
		text := fold(row.Cell(column).Text)
		if text != "" && !seen[text] {
			seen[text] = true
			out = append(out, text)
		}
	}
	return out
}

// unit is the unit of money that the sheet names for a column, or for any where the column is 0.
func (g *guess) unit(column int) string {
	if column > 0 {
		if unit := unitNamedIn(g.s.head.text(column)); unit != "" {
			return unit
		}
	}
	unit := ""
	for _, text := range g.s.head.above {
		if u := unitNamedIn(text); u != "" {
			unit = u
		}
	}
	return unit
}

// figuresOf reads the figures of a column, by the place of the row in the data.
func (g *guess) figuresOf(column int) map[int]figure {
	out := map[int]figure{}
	for i, row := range g.s.data {
		if f, _, bad := g.read.read(row.Cell(column), true); bad == "" && f.known {
			out[i] = f
		}
	}
	return out
}

// signs decides what costs and deficits look like, and what an unsure variance is one of.
func (g *guess) signs() (costs string, deficit string, findings []followup.Finding) {
	figures := map[model.Measure]map[int]figure{}
	positive, negative := 0, 0
	var variances []int
	for _, column := range g.numbers {
		m := g.s.money[column]
		if strings.HasPrefix(string(m), "variance_") {
			variances = append(variances, column)
			continue
		}
		read := g.figuresOf(column)
		figures[m] = read
		for _, f := range read {
			switch f.value.Sign() {
			case 1:
				positive++
			case -1:
				negative++
			}
		}
	}
	costs, deficit = "positive", "minus"
	if negative > positive {
		costs = "negative"
	}
	if positive+negative > 0 {
		findings = append(findings, g.finding(GuessCosts, "Costs", costs, "Negative", strconv.Itoa(negative), "Positive", strconv.Itoa(positive)))
	} else {
		findings = append(findings, g.finding(GuessCostsUnknown))
	}
	best := 0
	for _, column := range variances {
		stated := g.figuresOf(column)
		fits, of, minus := 0, 0, true
		var is model.Measure
		for _, pair := range []struct{ variance, budget, actual model.Measure }{
			{model.VarianceForecast, model.BudgetYear, model.ForecastYear},
			{model.VarianceYTD, model.BudgetYTD, model.OutcomeYTD},
			{model.VarianceOutcome, model.BudgetYear, model.OutcomeYear},
		} {
			if g.s.sure[column] && pair.variance != g.s.money[column] {
				continue
			}
			first, second, all := 0, 0, 0
			for i, v := range stated {
				budget, a := figures[pair.budget][i]
				actual, b := figures[pair.actual][i]
				if !a || !b || v.value.IsZero() {
					continue
				}
				all++
				qv, qb, qa := amountOf(v), amountOf(budget), amountOf(actual)
				slack := half(qv).Add(half(qb)).Add(half(qa))
				difference := qb.Kronor().Sub(qa.Kronor())
				if difference.Sub(qv.Kronor()).Abs().LessThanOrEqual(slack) {
					first++
				} else if difference.Add(qv.Kronor()).Abs().LessThanOrEqual(slack) {
					second++
				}
			}
			if n := max(first, second); n > fits {
				fits, of, is = n, all, pair.variance
				minus = (first >= second) == (costs == "positive")
			}
		}
		if is != "" {
			g.s.money[column] = is
			if fits > best {
				best = fits
				deficit = map[bool]string{true: "minus", false: "plus"}[minus]
			}
			findings = append(findings, g.finding(GuessVariance, "Column", g.s.head.text(column), "Measure", string(is),
				"Deficit", map[bool]string{true: "minus", false: "plus"}[minus], "Fits", strconv.Itoa(fits), "Of", strconv.Itoa(of)))
		} else {
			findings = append(findings, g.finding(GuessVarianceUnknown, "Column", g.s.head.text(column), "Measure", string(g.s.money[column])))
		}
	}
	return costs, deficit, findings
}

func amountOf(f figure) model.Quantity {
	return model.Quantity{Value: f.value, Known: true, Unit: f.unit}
}

func (g *guess) finding(code string, args ...string) followup.Finding {
	f := followup.Finding{Severity: followup.Assumed, Code: code, File: g.file}
	if g.s != nil && g.book.Workbook() {
		f.Sheet = g.s.sheet.Name
	}
	for i := 0; i+1 < len(args); i += 2 {
		if f.Args == nil {
			f.Args = map[string]string{}
		}
		f.Args[args[i]] = args[i+1]
	}
	return f
}

var periodPart = regexp.MustCompile(`(?i)[-_ ]*(?:(?:19|20)[0-9]{2}(?:[-_]?(?:0[1-9]|1[0-2]))?(?:[-_]?[0-3][0-9])?)[-_ ]*`)

// stem is the file's name without its ending.
func (g *guess) stem() string { return strings.TrimSuffix(g.file, filepath.Ext(g.file)) }

// when finds the period that the file is about.
func (g *guess) when() (p model.Period, from string) {
	if p, ok := model.ParsePeriod(g.opt.Period); ok && g.opt.Period != "" {
		return p, ""
	}
	texts := slices.Clone(g.s.head.above)
	slices.Reverse(texts)
	texts = append(texts, g.s.sheet.Name, strings.ReplaceAll(g.stem(), "_", " "))
	for _, column := range g.numbers {
		if !g.byMonth {
			texts = append(texts, g.s.head.text(column))
		}
	}
	var year model.Period
	yearFrom := ""
	for _, text := range texts {
		if p, ok := readPeriod(text, 0); ok && len(text) < 200 {
			if p.To.Month > 0 {
				return inGrain(p, map[bool]string{true: "month"}[isDay(p)]), fold(text)
			}
			if yearFrom == "" {
				year, yearFrom = p, fold(text)
			}
		}
	}
	return year, yearFrom
}

// known finds the record of a table that a name is, by what the record is called.
func (g *guess) known(table, name string) string {
	if g.opt.Known == nil {
		return ""
	}
	t := schema.MustGet(table)
	id := t.Column("id")
	found := ""
	for _, row := range g.opt.Known(table) {
		label := fold(t.LabelOf(row))
		if label == fold(name) {
			return row[id]
		}
		if i := t.Column("aliases"); i >= 0 && slices.ContainsFunc(t.Fields[i].Values(row[i]), func(a string) bool { return fold(a) == fold(name) }) {
			return row[id]
		}
		if found == "" && alike(label) == alike(name) {
			found = row[id]
		}
	}
	return found
}

// totalGuess is a total with the columns that it agrees in, of those that can be compared.
type totalGuess struct {
	Total
	fits, of int
}

// totals finds the rows that are sums, and of what.
func (g *guess) totals() []totalGuess {
	var found []totalGuess
	type column struct{ since, all running }
	columns := map[int]*column{}
	figures := map[int]map[int]figure{}
	for _, n := range g.numbers {
		columns[n], figures[n] = &column{}, g.figuresOf(n)
	}
	rowOf := map[string]int{}
	for i, row := range g.s.data {
		name := fold(row.Cell(g.name).Text)
		if name == "" {
			for _, c := range row.Cells {
				if c.Kind == spreadsheet.Text {
					name = fold(c.Text)
					break
				}
			}
		}
		if row.Hidden || strings.HasPrefix(alike(name), "varav") {
			continue
		}
		if !isTotal(name) {
			for _, n := range g.numbers {
				if f, there := figures[n][i]; there {
					rf := rowFigure{figure: f, bound: &bound{}}
					columns[n].since.add(rf)
					columns[n].all.add(rf)
				}
			}
			continue
		}
		// fits counts the columns in which a sum is the total.
		fits := func(sum func(n int) running) (fits, of int) {
			for _, n := range g.numbers {
				f, there := figures[n][i]
				s := sum(n)
				if !there || s.items == 0 {
					continue
				}
				of++
				q := amountOf(f)
				if q.Kronor().Sub(s.sum).Abs().LessThanOrEqual(s.slack.Add(half(q))) {
					fits++
				}
			}
			return fits, of
		}
		var former []string
		for _, t := range found {
			former = append(former, t.Name)
		}
		t := totalGuess{Total: Total{Name: name}}
		try := func(of []string, sum func(n int) running) {
			if n, all := fits(sum); n > t.fits {
				t.Of, t.fits, t.of = of, n, all
			}
		}
		try(nil, func(n int) running { return columns[n].since })
		try([]string{"*"}, func(n int) running { return columns[n].all })
		if len(former) > 1 {
			try(former, func(n int) running {
				var sum running
				for _, name := range former {
					if f, there := figures[n][rowOf[name]]; there {
						sum.add(rowFigure{figure: f, bound: &bound{}})
					}
				}
				return sum
			})
		}
		if len(t.Of) == 0 {
			for _, n := range g.numbers {
				columns[n].since = running{}
			}
		}
		t.Keep = g.table == "amounts" && g.known("budget_lines", name) != ""
		rowOf[name] = i
		found = append(found, t)
	}
	return found
}

// names are the distinct names of rows with figures that are no totals.
func (g *guess) names(column int) []string {
	var out []string
	seen := map[string]bool{}
	for _, row := range g.s.data {
		name := fold(row.Cell(column).Text)
		if name == "" || row.Hidden || seen[name] || isTotal(name) || strings.HasPrefix(alike(name), "varav") {
			continue
		}
		figures := slices.ContainsFunc(g.numbers, func(n int) bool { return row.Cell(n).Kind != spreadsheet.Blank })
		if !figures {
			continue
		}
		seen[name] = true
		out = append(out, name)
	}
	return out
}

// alone keeps the first column of each measure: two would state one fact twice.
func (g *guess) alone() {
	if g.table != "amounts" || !g.wide || g.byMonth {
		return
	}
	seen := map[model.Measure]bool{}
	g.numbers = slices.DeleteFunc(g.numbers, func(column int) bool {
		m := g.s.money[column]
		twice := seen[m]
		seen[m] = true
		return twice
	})
}

// repeated are the names that stand on several rows with figures, which cannot be told apart where a row is a
// record.
func (g *guess) repeated() []string {
	var out []string
	count := map[string]int{}
	for _, row := range g.s.data {
		name := fold(row.Cell(g.name).Text)
		if name == "" || row.Hidden || isTotal(name) || strings.HasPrefix(alike(name), "varav") ||
			!slices.ContainsFunc(g.numbers, func(n int) bool { return row.Cell(n).Kind != spreadsheet.Blank }) {
			continue
		}
		if count[alike(name)]++; count[alike(name)] == 2 {
			out = append(out, name)
		}
	}
	return out
}

// idOfStem is a source's id by the file's name, without the period that is in it.
func (g *guess) idOfStem() string {
	stem := strings.Trim(periodPart.ReplaceAllString(g.stem(), "-"), "-_ ")
	if stem == "" {
		stem = "underlag"
	}
	return importer.ID(stem)
}
