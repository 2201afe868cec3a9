package export

import (
	"strconv"

	"rodatraden/app/page"
)

// quality writes Kvalitet: every control with its weights, its result and what the plan says of it; the
// scale; what units report, a row a year and its change; appeals; the counts that stand for themselves;
// and what is told in words.
func (t *table) quality(p *page.Quality) {
	t.head(p.Head)
	if c := p.Control; c != nil {
		if c.Stated != nil {
			t.figure("controls", c.Stated.Label, "stated", c.Stated.Figure, c.Stated.Beside)
		}
		for _, one := range c.Rows {
			t.control(one)
		}
		if c.Note != "" {
			t.statement("controls", c.Title, "note", c.Note, "", c.Source, "")
		}
	}
	for _, m := range p.Matrices {
		for _, row := range m.Rows {
			for _, cell := range row.Cells {
				if cell.Controls > 0 {
					t.write([]string{"scale", m.Scale, strconv.Itoa(row.Likelihood) + " × " + strconv.Itoa(cell.Consequence),
						strconv.Itoa(cell.Controls), "", "", "false", "true", cell.Text, "", "", ""})
				}
			}
		}
	}
	for _, table := range p.Tables {
		for i, c := range table.Columns {
			for _, r := range table.Rows {
				label := c.Title + ": " + r.Unit
				if c.Then != "" {
					t.figure("units", label, c.Then, r.Cells[i].Then, "")
				}
				t.figure("units", label, c.Now, r.Cells[i].Now, "")
				if r.Cells[i].Change.Present() {
					t.figure("units", label, c.Then+"–"+c.Now, r.Cells[i].Change, "")
				}
			}
		}
		if h := table.Habit; h != nil {
			t.statement("readings", h.Label, "", h.Text, "", nil, "")
		}
		if table.Note != "" {
			t.statement("units", table.Title, "note", table.Note, "", table.Source, "")
		}
	}
	if a := p.Appeals; a != nil {
		t.figure("appeals", a.Caption, "total", a.Total, a.Note)
		t.figure("appeals", a.Title, "decided", a.Decided, "")
		for _, one := range a.Parts {
			t.figure("appeals", one.Label, string(one.Kind), one.Figure, "")
		}
	}
	for _, g := range p.Counts {
		whole := g.Title
		for _, r := range g.Rows {
			label := r.Label
			if r.Part {
				label = whole + ": " + r.Label
			} else {
				whole = r.Label
			}
			t.figure("counts", label, g.Topic, r.Figure, r.Beside)
		}
		if g.Note != "" {
			t.statement("counts", g.Title, "note", g.Note, "", g.Source, "")
		}
	}
	for section, g := range []*page.ToldGroup{p.Views, p.SelfChecks} {
		if g != nil {
			t.statements([]string{"views", "self_checks"}[section], g.Rows)
		}
	}
	t.differing(p.Changes)
}

// control writes one control.
func (t *table) control(c page.Control) {
	t.figure("controls", c.Title, "likelihood", c.Likelihood, c.Scale)
	t.figure("controls", c.Title, "consequence", c.Consequence, c.Scale)
	t.figure("controls", c.Title, "risk", c.Risk, c.Scale)
	status := c.Status
	if status == "" {
		status = absence(c.Result)
	}
	t.told("controls", c.Title, "result", status, c.Result.Text, c.Beside, c.Said, c.Assessment)
	for _, f := range c.About {
		switch {
		case f.Absent != nil:
			t.told("controls", c.Title, f.Label, absence(*f.Absent), f.Absent.Text, "", f.Source, f.Record)
		case f.Mark == nil: // the result has its own row
			t.statement("controls", c.Title, f.Label, f.Text, "", f.Source, f.Record)
		}
	}
}
