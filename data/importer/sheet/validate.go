package sheet

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"rodatraden/data/followup"
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
	letterForm  = regexp.MustCompile(`^[A-Za-z]{1,3}$`)
	placeholder = strings.NewReplacer("{period}", "2019-04", "{year}", "2019", "{month}", "april")
)

// madeOf says which further cells a record needs that is made of its name.
var madeOf = map[string]string{"budget_lines": "kind", "units": "kind", "indicators": ""}

// checker gathers what is wrong with a mapping.
type checker struct {
	m *Mapping
	c followup.Collector
}

// put records a fault at a word, or at what it should stand in.
func (c *checker) put(code, at string, args ...string) {
	f := followup.Finding{
		Severity: followup.Fault, Code: code, File: c.m.file, Row: c.m.places.Of(at), Column: at, Args: map[string]string{"Word": at},
	}
	for i := 0; i+1 < len(args); i += 2 {
		f.Args[args[i]] = args[i+1]
		if args[i] == "Value" {
			f.Value = args[i+1]
		}
	}
	c.c.Add(f)
}

// oneOf checks a setting against the words that it may be.
func (c *checker) oneOf(at, value string, allowed []string, required bool) {
	switch {
	case value == "" && required:
		c.put(MappingMissing, at, "Allowed", strings.Join(allowed, ", "))
	case value != "" && !slices.Contains(allowed, value):
		c.put(MappingValue, at, "Value", value, "Allowed", strings.Join(allowed, ", "))
	}
}

func (c *checker) period(at, value string, words []string) {
	if _, ok := model.ParsePeriod(value); value != "" && !ok && !slices.Contains(words, value) {
		c.put(MappingPeriod, at, "Value", value, "Allowed", strings.Join(words, ", "))
	}
}

// check checks all of a mapping.
func (m *Mapping) check() followup.Report {
	c := &checker{m: m}
	amounts := slices.ContainsFunc(m.Parts, func(p Part) bool { return p.Table == "amounts" })
	c.oneOf("variance", m.Variance, rules, amounts)
	c.period("period", m.Period, nil)
	c.oneOf("words.decimal", m.Words.Decimal, decimals, false)
	if m.Source.ID == "" {
		c.put(MappingMissing, "source.id", "Allowed", "manad-{period}")
	}
	source := func(at, value, table, field string) {
		t := schema.MustGet(table)
		f := t.Fields[t.Column(field)]
		value = placeholder.Replace(value)
		if value == "" {
			return
		}
		if allowed := f.Allowed(); allowed != nil {
			c.oneOf(at, value, allowed, false)
		} else if f.As == schema.Period {
			c.period(at, value, nil)
		} else if f.Pattern != nil && !f.Pattern.MatchString(value) {
			c.put(MappingValue, at, "Value", value, "Allowed", "a–z, 0–9, -")
		}
	}
	source("source.id", m.Source.ID, "sources", "id")
	source("source.document_id", m.Source.DocumentID, "documents", "id")
	source("source.kind", m.Source.Kind, "documents", "kind")
	source("source.form", m.Source.Form, "sources", "form")
	source("source.said_by", m.Source.SaidBy, "sources", "said_by")
	source("source.date", m.Source.Date, "sources", "date")
	if len(m.Parts) == 0 {
		c.put(MappingMissing, "part", "Allowed", "[[part]]")
	}
	for i := range m.Parts {
		c.part(fmt.Sprintf("part[%d]", i), &m.Parts[i])
	}
	return c.c.Report()
}

func (c *checker) part(at string, p *Part) {
	t, there := schema.Get(p.Table)
	if !there {
		var names []string
		for _, t := range schema.All() {
			names = append(names, t.Name)
		}
		c.put(MappingTable, at+".table", "Table", p.Table, "Nearest", nearest(p.Table, names))
		return
	}
	if _, err := path.Match(p.File, ""); err != nil {
		c.put(MappingValue, at+".file", "Value", p.File, "Allowed", "*.csv")
	}
	switch s := p.Sheet.(type) {
	case nil, string:
	case int64:
		if s < 1 {
			c.put(MappingValue, at+".sheet", "Value", strconv.FormatInt(s, 10), "Allowed", "1, 2, …")
		}
	default:
		c.put(MappingValue, at+".sheet", "Value", fmt.Sprint(s), "Allowed", `"Blad1", 1, "*"`)
	}
	for i, n := range p.Header {
		if n < 1 || i > 0 && n <= p.Header[i-1] {
			c.put(MappingRows, at+".header_rows")
			break
		}
	}
	if h := len(p.Header); p.First < 0 || h > 0 && p.First > 0 && p.First <= p.Header[h-1] {
		c.put(MappingRows, at+".first_row")
	}
	if p.Last < 0 || p.Last > 0 && p.Last < p.First {
		c.put(MappingRows, at+".last_row")
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
		c.put(MappingMissing, at+".column", "Allowed", "[[part.column]]")
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
			c.put(MappingMissing, at+".column", "Allowed", fmt.Sprintf("field = %q", name))
		}
	}
	for i, f := range t.Fields {
		if f.Required && !stated[f.Name] && f.Name != "id" && f.As != schema.Period && !slices.Contains(t.KeyColumns(), i) {
			c.put(MappingMissing, at+".column", "Allowed", fmt.Sprintf("field = %q", f.Name))
		}
	}
	for i, total := range p.Totals {
		if fold(total.Name) == "" {
			c.put(MappingMissing, fmt.Sprintf("%s.total[%d].name", at, i), "Allowed", `"Summa*"`)
		}
	}
}

func (c *checker) column(at string, t *schema.Table, col *Column, header bool) {
	if col.At != "" && !letterForm.MatchString(col.At) {
		c.put(MappingValue, at+".at", "Value", col.At, "Allowed", "A, B, …")
	}
	if col.At == "" && (col.Header == "" || !header) {
		word := ".header"
		if !header {
			word = ".at" // without header rows a column has its letter only
		}
		c.put(MappingMissing, at+word, "Allowed", "A, B, …")
	}
	f := t.Column(col.Field)
	if f < 0 {
		c.put(MappingField, at+".field", "Field", col.Field, "Table", t.Name, "Nearest", nearest(col.Field, fieldNames(t)))
		return
	}
	field := t.Fields[f]
	if col.Names != "" && c.m.Names[col.Names] == nil {
		c.put(MappingNames, at+".names", "Value", col.Names)
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
			c.put(MappingMake, at+".make", "Field", col.Field)
		} else {
			c.set(at+".make", made, col.Make)
			if needs != "" && col.Make[needs] == "" {
				c.put(MappingMissing, at+".make."+needs, "Allowed", strings.Join(made.Fields[made.Column(needs)].Enum, ", "))
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
			c.put(MappingField, at+"."+name, "Field", name, "Table", t.Name, "Nearest", nearest(name, fieldNames(t)))
			continue
		}
		f, value := t.Fields[i], cells[name]
		if value == sheetWord && strings.HasSuffix(at, "].set") && !strings.Contains(at, "column") {
			continue
		}
		if f.As == schema.Period {
			c.period(at+"."+name, value, periodWords)
		} else if ok, allowed := holds(f, value); !ok {
			c.put(MappingValue, at+"."+name, "Value", value, "Allowed", allowed)
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
