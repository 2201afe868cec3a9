// Package checked puts what a check or an import found in words: of a workbook in those that stand in it.
package checked

import (
	"strconv"
	"strings"
	"unicode"

	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/data/followup"
	"rodatraden/data/schema"
	"rodatraden/data/template"
)

// Of tells a report of a package, or of an import, in words. name is what it is called, path where
// it lies.
func Of(l *i18n.Localizer, name, path string, r followup.Report) page.Checked {
	c := page.Checked{Package: name, Path: path, Findings: []page.CheckedFinding{}}
	for _, f := range r.Findings {
		told := page.CheckedFinding{Finding: f, Where: whereFound(l, f), Label: columnFound(l, f, f.File, f.Column)}
		told.Wrong, told.Do = Sentences(l, f)
		for _, side := range sidesOf[f.Code] {
			if v := f.Args[side.arg]; v != "" {
				told.Sides = append(told.Sides, page.CheckedSide{Label: l.Text("checked.side." + side.label), Value: v})
			}
		}
		if to, ok := f.Reply(); ok {
			told.Reply, told.Shown = replyTo(l, f, to)
		}
		c.Findings = append(c.Findings, told)
	}
	return c
}

// Sentences returns what is wrong and what to do about a finding.
func Sentences(l *i18n.Localizer, f followup.Finding) (wrong, do string) {
	return template.Sentences(f, BookWords{l})
}

// BookWords are the texts of a workbook to fill in.
type BookWords struct{ *i18n.Localizer }

// Value implements template.Words.
func (w BookWords) Value(table, column, value string) string {
	return page.ValueWord(w.Localizer, table, column, value)
}

// whereFound is where a finding stands, without its package.
func whereFound(l *i18n.Localizer, f followup.Finding) string {
	switch {
	case f.Sheet != "" && f.Cell != "":
		return l.Text("checked.where.cell", "Sheet", f.Sheet, "Cell", f.Cell)
	case f.Sheet != "":
		return l.Text("checked.where.sheet", "Sheet", f.Sheet)
	case f.Row > 0:
		return l.Text("checked.where.row", "File", f.File, "Row", strconv.Itoa(f.Row))
	}
	return f.File
}

// columnFound is a column as a workbook calls it; in a file, by its title with its name there, or by its
// name where it has no title.
func columnFound(l *i18n.Localizer, f followup.Finding, file, column string) string {
	f.File, f.Column = file, column
	if label := template.Label(f, BookWords{l}); label != "" {
		return label
	}
	if t, ok := schema.Get(strings.TrimSuffix(file, ".csv")); ok {
		if i := t.Column(column); i >= 0 {
			return t.Fields[i].Title + " (" + column + ")"
		}
	}
	return column
}

// replyTo says where an answer to a warning is written, and how it is shown.
func replyTo(l *i18n.Localizer, f followup.Finding, to followup.Reply) (where, shown string) {
	column := columnFound(l, f, to.File, to.Column)
	switch row := strings.TrimLeftFunc(f.Cell, unicode.IsLetter); {
	case to.Row == 0 && f.Sheet != "" && page.TableFound(to.File) == "":
		return l.Text("checked.reply.property", "Column", column, "Sheet", l.Text("template.sheet.report")), l.Text("checked.shown.manifest")
	case to.Row == 0 && f.Sheet != "":
		return l.Text("checked.reply.sheet", "Column", column, "Sheet", page.TableFound(to.File)), l.Text("checked.shown.row")
	case to.Row == 0 && page.TableFound(to.File) == "":
		return l.Text("checked.reply.manifest", "Column", column, "File", to.File), l.Text("checked.shown.manifest")
	case to.Row == 0:
		return l.Text("checked.reply.stated", "Column", column, "Table", page.TableFound(to.File), "File", to.File), l.Text("checked.shown.row")
	case f.Sheet != "" && row != "":
		return l.Text("checked.reply.cell", "Column", column, "Sheet", f.Sheet, "Row", row), l.Text("checked.shown.row")
	}
	return l.Text("checked.reply.row", "Column", column, "File", to.File, "Row", strconv.Itoa(to.Row)), l.Text("checked.shown.row")
}

// sidesOf are the figures that differ, by what the finding names them, as they shall be told.
var sidesOf = map[string][]struct{ arg, label string }{
	followup.AsWrittenDiffers:   {{"AsWritten", "printed"}, {"Value", "number"}},
	followup.AsWrittenSign:      {{"AsWritten", "printed"}, {"Value", "number"}},
	followup.AsWrittenPrecision: {{"AsWritten", "printed"}, {"Value", "number"}},
	followup.PartsDiffer:        {{"Total", "stated"}, {"Sum", "sum"}},
	followup.VarianceDiffers:    {{"Stated", "stated"}, {"Computed", "computed"}},
	followup.CausesDiffer:       {{"Stated", "stated"}, {"Sum", "sum"}},
	followup.PartBeyondWhole:    {{"Value", "part"}, {"Whole", "whole"}},
	followup.GendersDiffer:      {{"Whole", "whole"}, {"Sum", "sum"}},
	followup.SharesDiffer:       {{"Sum", "sum"}},
	followup.TotalDiffers:       {{"Total", "stated"}, {"Sum", "sum"}},
	followup.RealisedBeyond:     {{"Decided", "decided"}, {"Realised", "realised"}},
}
