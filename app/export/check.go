package export

import (
	"io"
	"strings"

	"rodatraden/app/i18n"
	"rodatraden/app/legible"
	"rodatraden/app/page"
	"rodatraden/data/fault"
	"rodatraden/data/followup"
)

// checkCopy is the page of what checks and imports answered.
type checkCopy struct {
	Language, Title, Sub, Committee string
	Words                           map[string]string
	About                           []string
	Groups                          []checkGroup
}

// checkGroup is what must be done in one way: correct, answer, read through.
type checkGroup struct {
	Title  string
	Places []checkPlace
}

// checkPlace is the findings of one sheet or file.
type checkPlace struct {
	Package  string // where there are several
	Title    string // Belopp, amounts.csv
	Findings []checkFinding
}

type checkFinding struct {
	page.CheckedFinding
	Place string // Where, as a line begins
	Alone bool   // the value stands in no line beside another that it differs from
	Empty bool   // the cell is
	In    string // where the answer is written
}

// checkGroups are the groups in the order in which they are told.
var checkGroups = []struct {
	name string
	of   func(f followup.Finding) bool
}{
	{"fault", func(f followup.Finding) bool { return f.Severity == followup.Fault }},
	{"warning", func(f followup.Finding) bool { return f.Severity == followup.Warning && !f.Answered() }},
	{"skipped", func(f followup.Finding) bool { return f.Severity == followup.Skipped }},
	{"assumed", func(f followup.Finding) bool { return f.Severity == followup.Assumed }},
	{"answered", func(f followup.Finding) bool { return f.Answered() }},
}

// CheckHTML writes what checks and imports answered as one page to mail to whoever must answer: it refers
// to nothing outside itself, and can be read on a phone, printed and filled in by hand. What stands in the
// files is text, never markup, and what of it cannot be seen is named.
func CheckHTML(w io.Writer, l *i18n.Localizer, packages []page.Checked) error {
	c := checkCopy{Language: l.Lang(), Words: map[string]string{}}
	for _, id := range []string{"value", "empty", "do", "reply"} {
		c.Words[id] = l.Text("checked." + id)
	}
	names := make([]string, len(packages))
	for i, p := range packages {
		names[i] = p.Package
	}
	c.Committee = strings.Join(names, ", ")
	if len(packages) > 3 {
		c.Committee = l.Text("checked.packages", "Count", len(packages))
	}
	counts := map[string]int{}
	for _, g := range checkGroups {
		group := checkGroup{Title: l.Text("checked.group." + g.name)}
		for _, p := range packages {
			for _, f := range p.Findings {
				if !g.of(f.Finding) {
					continue
				}
				counts[g.name]++
				at := checkPlace{Title: placeTitle(f)}
				if len(packages) > 1 {
					at.Package = p.Package
				}
				if n := len(group.Places); n == 0 || group.Places[n-1].Title != at.Title || group.Places[n-1].Package != at.Package {
					group.Places = append(group.Places, at)
				}
				in := ""
				if f.Reply != "" && g.name == "warning" {
					in = l.Text("checked.reply.in", "Where", f.Reply) + " " + f.Shown
				}
				where := f.Where
				if f.Sheet != "" {
					where = i18n.Capital(where)
				}
				last := &group.Places[len(group.Places)-1]
				last.Findings = append(last.Findings, checkFinding{
					CheckedFinding: f, Place: where, Alone: f.Value != "" && len(f.Sides) < 2,
					Empty: f.Value == "" && f.Row > 0 && f.Label != f.Column, In: in,
				})
			}
		}
		if len(group.Places) > 0 {
			c.Groups = append(c.Groups, group)
		}
	}
	count := func(groups ...string) string {
		var parts []string
		for _, name := range groups {
			if n := counts[name]; n > 0 {
				parts = append(parts, l.Text("checked."+plural[name], "Count", n))
			}
		}
		return i18n.Capital(strings.Join(parts, ", "))
	}
	if c.Title = count("fault", "warning"); c.Title == "" {
		c.Title = l.Text("checked.nothing")
	}
	c.Sub = count("skipped", "assumed", "answered")
	for _, name := range []string{"fault", "warning"} {
		if counts[name] > 0 {
			c.About = append(c.About, l.Text("checked.about."+name))
		}
	}
	if err := reading.ExecuteTemplate(legible.NewWriter(w), "check.tmpl", c); err != nil {
		return fault.New("export.CheckHTML", fault.Local, "", err)
	}
	return nil
}

var plural = map[string]string{"fault": "faults", "warning": "warnings", "skipped": "skipped", "assumed": "assumed", "answered": "answered"}

// placeTitle is what the findings of one sheet or file stand under.
func placeTitle(f page.CheckedFinding) string {
	if f.Sheet != "" {
		return f.Sheet
	}
	if table := page.TableFound(f.File); table != "" {
		return table + ", " + f.File
	}
	return f.File
}
