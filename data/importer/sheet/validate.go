package sheet

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"rodatraden/data/followup"
	"rodatraden/data/importer"
	"rodatraden/data/model"
	"rodatraden/data/schema"
)

// The words that a mapping's settings may be.
var (
	rules       = []string{followup.BudgetMinusActual, followup.ActualMinusBudget, followup.VarianceNotStated}
	moneyUnits  = []string{"kr", "tkr", "mkr"}
	costWords   = []string{"positive", "negative"}
	deficits    = []string{"minus", "plus"}
	hiddenWords = []string{"skip", "read"}
	blankWords  = []string{"absent", "not_reported"}
	decimals    = []string{",", "."}
	// periodWords stand in place of a period: what to make of the one that is imported, or where one stands.
	periodWords = []string{"day", "month", "tertial", "ytd", "year", "year_before", "header", "sheet"}
	grains      = []string{"day", "month", "tertial", "ytd", "year"}
)

// sheetWord stands in a part's set for the sheet's name.
const sheetWord = "{sheet}"

var (
	letterForm = regexp.MustCompile(`^[A-Za-z]{1,3}$`)
)

// madeOf says which further cells a record needs that is made of its name.
var madeOf = map[string]string{"budget_lines": "kind", "units": "kind", "indicators": ""}

// checker gathers what is wrong with a mapping.
type checker struct {
	*importer.Checker
	m *Mapping
}

// oneOf checks a setting against the words that it may be.
func (c *checker) oneOf(at, value string, allowed []string, required bool) {
	if value == "" && required {
		c.Put(MappingMissing, at, "Allowed", strings.Join(allowed, ", "))
	}
	c.OneOf(at, value, allowed)
}

func (c *checker) period(at, value string, words []string) {
	if _, ok := model.ParsePeriod(value); value != "" && !ok && !slices.Contains(words, value) {
		c.Put(MappingPeriod, at, "Value", value, "Allowed", strings.Join(words, ", "))
	}
}

// check checks all of a mapping.
func (m *Mapping) check() followup.Report {
	c := &checker{importer.NewChecker(m.file, m.places), m}
	amounts := slices.ContainsFunc(m.Parts, func(p Part) bool { return p.Table == "amounts" })
	c.oneOf("variance", m.Variance, rules, amounts)
	c.period("period", m.Period, nil)
	c.oneOf("words.decimal", m.Words.Decimal, decimals, false)
	if m.Source.ID == "" {
		c.Put(MappingMissing, "source.id", "Allowed", "manad-{period}")
	}
	m.Source.Check(c.Checker)
	if len(m.Parts) == 0 {
		c.Put(MappingMissing, "part", "Allowed", "[[part]]")
	}
	for i := range m.Parts {
		c.part(fmt.Sprintf("part[%d]", i), &m.Parts[i])
	}
	return c.Report()
}

func (c *checker) part(at string, p *Part) {
	t, there := schema.Get(p.Table)
	if !there {
		var names []string
		for _, t := range schema.All() {
			names = append(names, t.Name)
		}
		c.Put(MappingTable, at+".table", "Table", p.Table, "Nearest", nearest(p.Table, names))
		return
	}
	if _, err := path.Match(p.File, ""); err != nil {
		c.Put(importer.MappingLike, at+".file", "Value", p.File, "Allowed", "*.csv")
	}
	switch s := p.Sheet.(type) {
	case nil, string:
	case int64:
		if s < 1 {
			c.Put(importer.MappingLike, at+".sheet", "Value", strconv.FormatInt(s, 10), "Allowed", "1, 2, …")
		}
	default:
		c.Put(importer.MappingLike, at+".sheet", "Value", fmt.Sprint(s), "Allowed", `"Blad1", 1, "*"`)
	}
	for i, n := range p.Header {
		if n < 1 || i > 0 && n <= p.Header[i-1] {
			c.Put(MappingRows, at+".header_rows")
			break
		}
	}
	if h := len(p.Header); p.First < 0 || h > 0 && p.First > 0 && p.First <= p.Header[h-1] {
		c.Put(MappingRows, at+".first_row")
	}
	if p.Last < 0 || p.Last > 0 && p.Last < p.First {
		c.Put(MappingRows, at+".last_row")
	}
	money := t.Name == "amounts"
	c.oneOf(at+".hidden", p.Hidden, hiddenWords, false)
	c.oneOf(at+".blank", p.Blank, blankWords, false)
	c.oneOf(at+".unit", p.Unit, moneyUnits, false)
	c.oneOf(at+".costs", p.Costs, costWords, money)
	c.oneOf(at+".deficit", p.Deficit, deficits, money)
	c.period(at+".period", p.Period, periodWords)
	c.set(at+".set", t, p.Set)
	if len(p.Columns) == 0 {
		c.Put(MappingMissing, at+".column", "Allowed", "[[part.column]]")
	}
	stated := map[string]bool{}
	for name := range p.Set {
		stated[name] = true
	}
	for i := range p.Columns {
		c.column(fmt.Sprintf("%s.column[%d]", at, i), t, &p.Columns[i], len(p.Header) > 0)
		stated[p.Columns[i].Field] = true
		for name := range p.Columns[i].Set {
			stated[name] = true
		}
	}
	for _, i := range t.KeyColumns() {
		// An id is made, and a period is known without a column.
		if name := t.Fields[i].Name; !stated[name] && name != "id" && t.Fields[i].As != schema.Period {
			c.Put(MappingMissing, at+".column", "Allowed", fmt.Sprintf("field = %q", name))
		}
	}
	for i, f := range t.Fields {
		if f.Required && !stated[f.Name] && f.Name != "id" && f.As != schema.Period && !slices.Contains(t.KeyColumns(), i) {
			c.Put(MappingMissing, at+".column", "Allowed", fmt.Sprintf("field = %q", f.Name))
		}
	}
	for i, total := range p.Totals {
		if fold(total.Name) == "" {
			c.Put(MappingMissing, fmt.Sprintf("%s.total[%d].name", at, i), "Allowed", `"Summa*"`)
		}
	}
}

func (c *checker) column(at string, t *schema.Table, col *Column, header bool) {
	if col.At != "" && !letterForm.MatchString(col.At) {
		c.Put(importer.MappingLike, at+".at", "Value", col.At, "Allowed", "A, B, …")
	}
	if col.At == "" && (col.Header == "" || !header) {
		word := ".header"
		if !header {
			word = ".at" // without header rows a column has its letter only
		}
		c.Put(MappingMissing, at+word, "Allowed", "A, B, …")
	}
	f := t.Column(col.Field)
	if f < 0 {
		c.Put(MappingField, at+".field", "Field", col.Field, "Table", t.Name, "Nearest", nearest(col.Field, fieldNames(t)))
		return
	}
	field := t.Fields[f]
	if col.Names != "" && c.m.Names[col.Names] == nil {
		c.Put(MappingNames, at+".names", "Value", col.Names)
	}
	if col.Make != nil {
		var made *schema.Table
		if len(field.Refers) > 0 {
			made = schema.MustGet(field.Refers[0])
		}
		needs, can := "", false
		if made != nil {
			needs, can = madeOf[made.Name]
		}
		if !can {
			c.Put(MappingMake, at+".make", "Field", col.Field)
		} else {
			c.set(at+".make", made, col.Make)
			if needs != "" && col.Make[needs] == "" {
				c.Put(MappingMissing, at+".make."+needs, "Allowed", strings.Join(made.Fields[made.Column(needs)].Enum, ", "))
			}
		}
	}
	c.oneOf(at+".unit", col.Unit, moneyUnits, false)
	c.oneOf(at+".grain", col.Grain, grains, false)
	c.period(at+".period", col.Period, periodWords)
	c.set(at+".set", t, col.Set)
	if col.Parentheses != nil {
		c.set(at+".parentheses", t, col.Parentheses)
	}
}

// set checks fixed cells against their fields.
func (c *checker) set(at string, t *schema.Table, cells map[string]string) {
	for _, name := range sortedKeys(cells) {
		i := t.Column(name)
		if i < 0 {
			c.Put(MappingField, at+"."+name, "Field", name, "Table", t.Name, "Nearest", nearest(name, fieldNames(t)))
			continue
		}
		f, value := t.Fields[i], cells[name]
		if value == sheetWord && strings.HasSuffix(at, "].set") && !strings.Contains(at, "column") {
			continue
		}
		if f.As == schema.Period {
			c.period(at+"."+name, value, periodWords)
		} else if ok, allowed := holds(f, value); !ok {
			code := importer.MappingLike
			if f.Allowed() != nil {
				code = importer.MappingValue
			}
			c.Put(code, at+"."+name, "Value", value, "Allowed", allowed)
		}
	}
}

// holds reports whether a field can hold a value, and else what it can.
func holds(f schema.Field, value string) (ok bool, allowed string) {
	if value == "" {
		return true, ""
	}
	if words := f.Allowed(); words != nil {
		for _, v := range f.Values(value) {
			if !slices.Contains(words, v) {
				return false, strings.Join(words, ", ")
			}
		}
		return true, ""
	}
	switch {
	case f.Type == "boolean":
		return value == "true" || value == "false", "true, false"
	case f.Type == "integer":
		_, err := strconv.ParseInt(value, 10, 64)
		return err == nil, "0, 1, 2, …"
	case f.As == schema.Period:
		_, ok := model.ParsePeriod(value)
		return ok, "2019, 2019-04, 2019-01/2019-04"
	case f.Pattern != nil && !f.Pattern.MatchString(value):
		if len(f.Refers) > 0 && f.Qualified() && f.Bare == "" {
			return false, f.Refers[0] + ":id"
		}
		return false, "a–z, 0–9, -"
	}
	return true, ""
}

func fieldNames(t *schema.Table) []string {
	names := make([]string, len(t.Fields))
	for i, f := range t.Fields {
		names[i] = f.Name
	}
	return names
}
