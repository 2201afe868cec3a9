package template

import (
	"regexp"
	"slices"
	"strings"

	"rodatraden/data/followup"
	"rodatraden/data/schema"
)

// named is a name of the package's in a sentence about a finding: a column, a table or its file, a property
// of the manifest, a listed value; or several, parted by commas or |.
var named = regexp.MustCompile("`([^`]*)`")

// Sentences says what is wrong and what to do. In a sentence about a workbook the columns, sheets and values
// are called what they are called there; about a file, as they stand in it.
func Sentences(f followup.Finding, w Words) (wrong, do string) {
	args := []any{"Value", f.Value, "Column", f.Column, "File", f.File, "Row", f.Row}
	for name, arg := range f.Args {
		args = append(args, name, arg)
	}
	say := func(part string) string {
		return named.ReplaceAllStringFunc(w.Text("check."+f.Code+part, args...), func(s string) string {
			return callAll(f, w, strings.Trim(s, "`"))
		})
	}
	return say(".wrong"), say(".do")
}

// Label is the column of a finding as it is called in the workbook, and "" for a finding that is not about
// a column of one.
func Label(f followup.Finding, w Words) string {
	if f.Sheet == "" || f.Column == "" {
		return ""
	}
	return call(f, w, f.Column)
}

func callAll(f followup.Finding, w Words, names string) string {
	if f.Sheet == "" {
		return names
	}
	parting := ", "
	if strings.Contains(names, "|") {
		parting = "|"
	}
	parts := strings.Split(names, parting)
	for i, name := range parts {
		parts[i] = call(f, w, name)
	}
	return strings.Join(parts, parting)
}

// call is what a name of the package's is called in the workbook that the finding is about; the name itself
// where there is nothing else.
func call(f followup.Finding, w Words, name string) string {
	if name == followup.ManifestName {
		return w.Text("template.named.sheet", "Sheet", w.Text("template.sheet.report"))
	}
	if table, ok := strings.CutSuffix(name, ".csv"); ok {
		if t, ok := schema.Get(table); ok {
			return w.Text("template.named.sheet", "Sheet", sheetName(t))
		}
	}
	if f.File == followup.ManifestName || strings.HasPrefix(name, "followup.") {
		return callProperty(w, name)
	}
	t, ok := schema.Get(strings.TrimSuffix(f.File, ".csv"))
	if !ok {
		return name
	}
	if i := t.Column(name); i >= 0 {
		return headings(t)[i]
	}
	if slices.Contains(manifestOnly, name) {
		return callProperty(w, name)
	}
	if to, ok := schema.Get(name); ok {
		return sheetName(to)
	}
	// A listed value: of the column that the finding is about, else of whichever has it; or a column of the
	// table that the sentence says a row should be written in.
	if about := t.Column(f.Column); about >= 0 && listsValue(t, t.Fields[about], name) {
		return word(w, t, t.Fields[about], name)
	}
	all := append([]*schema.Table{t}, schema.All()...)
	for _, other := range all {
		for _, field := range other.Fields {
			if listsValue(other, field, name) {
				return word(w, other, field, name)
			}
		}
	}
	for _, other := range all {
		if i := other.Column(name); i >= 0 {
			return headings(other)[i]
		}
	}
	return name
}

// manifestOnly are properties of the report's own data that sentences about tables name.
var manifestOnly = []string{"variance"}

func listsValue(t *schema.Table, f schema.Field, value string) bool {
	return slices.Contains(values(t, f), value) || slices.Contains(f.Words, value)
}

// callProperty is what a property of the manifest, or a value of one, is called in the sheet of the report's
// own data.
func callProperty(w Words, name string) string {
	path := numbered.ReplaceAllString(name, "")
	for _, p := range properties(followup.Manifest{}) {
		if p.label == path || p.label == "followup."+path || p.label == "followup.period."+path {
			return w.Text("template.property." + p.label)
		}
	}
	for _, p := range properties(followup.Manifest{}) {
		if slices.Contains(p.listed(), name) {
			return p.word(w, name)
		}
	}
	return name
}
