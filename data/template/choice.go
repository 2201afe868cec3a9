package template

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"rodatraden/data/schema"
	"rodatraden/data/spreadsheet"
)

// maxChoices is how many records a list of several tables' records shows.
const maxChoices = 5000

// validations gives the columns of a sheet what may be chosen in them, and what is asked about.
func (b *writing) validations(t *schema.Table, sheet string, at map[int]int, end int) error {
	for i, f := range t.Fields {
		column := spreadsheet.ColumnName(at[i])
		cells := fmt.Sprintf("%s%d:%s%d", column, firstRow, column, max(end, 5000))
		var err error
		switch {
		case len(values(t, f)) > 0:
			var words []string
			for _, v := range values(t, f) {
				words = append(words, word(b.w, t, f, v))
			}
			var list string
			if list, err = b.list(words); err == nil {
				err = b.choose(sheet, cells, list, !f.List)
			}
		case len(f.Refers) > 0 && !f.Qualified() && len(f.Words) == 0:
			err = b.choose(sheet, cells, b.titles(schema.MustGet(f.Refers[0])), false)
		case len(f.Refers) > 0:
			var list string
			if list, err = b.list(b.choices(t, f)); err == nil && list != "" {
				err = b.choose(sheet, cells, list, false)
			}
		case f.As == schema.Period:
			err = b.times(sheet, cells, column+strconv.Itoa(firstRow))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// list puts words on the list sheet, once, and returns their range.
func (b *writing) list(words []string) (string, error) {
	if len(words) == 0 {
		return "", nil
	}
	key := strings.Join(words, "\x00")
	if at, made := b.lists[key]; made {
		return at, nil
	}
	b.listed++
	column := spreadsheet.ColumnName(b.listed)
	for n, s := range words {
		if err := b.SetCellStr(b.listSheet(), column+strconv.Itoa(n+1), s); err != nil {
			return "", err
		}
	}
	b.lists[key] = fmt.Sprintf("'%s'!$%s$1:$%s$%d", b.listSheet(), column, column, len(words))
	return b.lists[key], nil
}

// titles is the range of what a table's records are called, as long as there are any: it grows when rows
// are written.
func (b *writing) titles(t *schema.Table) string {
	rows := 0
	_ = b.c.each(t, func([]string, string, []string) error { rows++; return nil })
	column := spreadsheet.ColumnName(len(t.Fields) + 2)
	from := fmt.Sprintf("'%s'!$%s$%d", sheetName(t), column, firstRow)
	all := fmt.Sprintf("%s:$%s$%d", from, column, firstRow+rows+spareRows-1)
	return fmt.Sprintf(`OFFSET(%s,0,0,MAX(1,SUMPRODUCT(MAX((%s<>"")*(ROW(%s)-%d)))),1)`, from, all, all, firstRow-1)
}

// choices are the records that a field of several tables may refer to when the workbook is made. Those that
// are written later are given by their titles.
func (b *writing) choices(t *schema.Table, f schema.Field) []string {
	var out []string
	for _, v := range f.Words {
		out = append(out, word(b.w, t, f, v))
	}
	for _, to := range targets(f) {
		_ = b.c.each(to, func(row []string, _ string, _ []string) error {
			if id := row[to.Column("id")]; id != "" && len(out) < maxChoices {
				out = append(out, written(f, to, to.LabelOf(row), id))
			}
			return nil
		})
	}
	return out
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// choose gives cells a list to choose from; only what stands in it may be typed where strict.
func (b *writing) choose(sheet, cells, list string, strict bool) error {
	v := excelize.NewDataValidation(true)
	v.Sqref = cells
	v.SetSqrefDropList(escaper.Replace(list))
	v.ShowErrorMessage = strict
	if strict {
		v.SetError(excelize.DataValidationErrorStyleStop, b.w.Text("template.choose.title"), b.w.Text("template.choose.text"))
	}
	return b.AddDataValidation(sheet, v)
}

// times asks about what does not look like a time; it may stay, and is checked when the workbook is read.
func (b *writing) times(sheet, cells, first string) error {
	v := excelize.NewDataValidation(true)
	v.Sqref = cells
	v.Type = "custom"
	v.Formula1 = escaper.Replace(fmt.Sprintf(`OR(ISNUMBER(%[1]s),%[1]s="%[2]s",ISNUMBER(VALUE(LEFT(SUBSTITUTE(%[1]s,"../",""),4))))`,
		first, b.w.Text("template.word.unknown")))
	v.SetError(excelize.DataValidationErrorStyleWarning, b.w.Text("template.time.title"), b.w.Text("template.time.text"))
	return b.AddDataValidation(sheet, v)
}

// remarks puts what each column holds in a comment on its heading.
func (b *writing) remarks(t *schema.Table, sheet string, at map[int]int) error {
	var err error
	for i, f := range t.Fields {
		lines := []string{b.meaning(f), b.form(t, f)}
		if needed(t, i) {
			lines = append(lines, b.w.Text("template.form.required"))
		}
		lines = append(lines, b.w.Text("template.form.name", "Name", f.Name))
		text := strings.Join(slices.DeleteFunc(lines, func(s string) bool { return s == "" }), "\n")
		err = errors.Join(err, b.AddComment(sheet, excelize.Comment{
			Cell: spreadsheet.CellName(headingRow, at[i]), Author: b.w.Text("template.author"), Text: text,
			Width: 320, Height: uint(60 + 18*(len(text)/42+strings.Count(text, "\n"))),
		}))
	}
	return err
}

// inWorkbook takes out of a description how tables have it where the workbook has it otherwise: references
// are chosen or given by their titles.
var inWorkbook = strings.NewReplacer(", som tabell:id", "", "; en besparing skrivs savings:id", ", eller besparingen")

// meaning is what a field holds, in words of the workbook.
func (b *writing) meaning(f schema.Field) string {
	out := inWorkbook.Replace(f.Description)
	if f.Type == "boolean" {
		out = strings.NewReplacer("true ", b.w.Text("template.yes")+" ", "false ", b.w.Text("template.no")+" ").Replace(out)
	}
	r, n := utf8.DecodeRuneInString(out)
	return string(unicode.ToUpper(r)) + out[n:]
}

// form says how a field is written.
func (b *writing) form(t *schema.Table, f schema.Field) string {
	form := cmp.Or(map[bool]string{f.Name == "id": "id"}[true], map[bool]string{f.As == schema.Decimal: "number"}[true],
		map[bool]string{f.As == schema.Period: "period"}[true], map[bool]string{len(values(t, f)) > 0: "choice"}[true],
		map[bool]string{len(f.Refers) > 0: "reference"}[true], map[bool]string{f.As == schema.Resource: "file"}[true])
	switch {
	case f.List && form == "choice", f.List && form == "reference":
		form += "s"
	case form == "" && f.List:
		form = "several"
	case form == "":
		return ""
	}
	return b.w.Text("template.form." + form)
}
