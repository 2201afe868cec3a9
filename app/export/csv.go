package export

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"rodatraden/app/page"
	"rodatraden/data/fault"
)

// header names the columns of the CSV: one row a figure or statement. They stay as they are in
// every language, for those who read the file by program.
var header = []string{
	"section", "label", "column", "value", "amount_unit", "status", "approximate", "computed", "text", "note", "source", "record",
}

// CSV writes a page's tables, one row a figure or statement: UTF-8, comma, decimal point, header
// row. `value` holds a number or nothing. Every other cell is text: one that a spreadsheet would
// take for a formula, since it begins with = + - or @, is written with ' before it.
func CSV(w io.Writer, p any) error {
	t, err := tableOf("export.CSV", p)
	if err != nil {
		return err
	}
	out := csv.NewWriter(w)
	_ = out.Write(header) // the writer remembers its first fault
	for _, row := range t.rows {
		for i, cell := range row {
			if header[i] != "value" {
				row[i] = text(cell)
			}
		}
		_ = out.Write(row)
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fault.New("export.CSV", fault.Local, "", err)
	}
	return nil
}

// table gathers what a page tells, a row a figure or statement, in the columns of the header.
type table struct{ rows [][]string }

func tableOf(op string, p any) (*table, error) {
	t := &table{}
	switch p := p.(type) {
	case *page.Overview:
		t.overview(p)
	case *page.Economy:
		t.economy(p)
	case *page.Goals:
		t.goals(p)
	case *page.Thread:
		t.thread(p)
	case *page.Savings:
		t.savings(p)
	case *page.Audit:
		t.audit(p)
	case *page.Interventions:
		t.interventions(p)
	case *page.Quality:
		t.quality(p)
	case *page.DecisionsPage:
		t.decided(p)
	case *page.Questions:
		t.questions(p)
	case *page.Protocol:
		t.protocol(p)
	case *page.ChangesPage:
		t.changed(p)
	case *page.SearchPage:
		t.search(p)
	case *page.RecordView:
		t.record(p)
	default:
		return nil, fault.New(op, fault.Usage, "", fmt.Errorf("%T is no page", p))
	}
	if asked, ok := p.(interface{ ToAsk() []page.Ask }); ok {
		t.asks(asked.ToAsk())
	}
	return t, nil
}

func (t *table) write(row []string) { t.rows = append(t.rows, row) }

// formula is what a cell begins with that a spreadsheet would reckon with.
const formula = "=+-@"

func text(s string) string {
	if s != "" && strings.ContainsRune(formula, rune(s[0])) {
		return "'" + s
	}
	return s
}

// figure writes one number, there or not.
func (t *table) figure(section, label, column string, f page.Figure, note string) {
	value := ""
	if f.Value != nil {
		value = *f.Value
	}
	if note == "" {
		note = f.LastKnown
	}
	source := ""
	if f.Source != nil {
		source = f.Source.Label
	}
	words := f.Text
	if f.Words != "" {
		words = f.Words
	}
	t.write([]string{
		section, label, column, value, f.AmountUnit, f.Status,
		strconv.FormatBool(f.Approximate), strconv.FormatBool(f.Computed), words, note, source, f.Record,
	})
}

// statement writes one thing told in words.
func (t *table) statement(section, label, column, words, note string, source *page.Source, record string) {
	t.told(section, label, column, "", words, note, source, record)
}

// told writes one thing told in words that has a status.
func (t *table) told(section, label, column, status, words, note string, source *page.Source, record string) {
	from := ""
	if source != nil {
		from = source.Label
	}
	t.write([]string{
		section, label, column, "", "", status, "", "", words, note, from, record,
	})
}

func (t *table) head(h page.Head) {
	t.statement("page", h.Page, "headline", h.Headline, h.Sub, nil, "")
	t.statement("page", h.Page, "package", h.About.Title, h.About.Name, nil, "")
	if h.Report != nil {
		t.statement("page", h.Page, "report", h.Report.Title, h.Report.Name, nil, "")
	}
	if h.Compare != nil {
		t.statement("page", h.Page, "compared_with", h.Compare.Title, h.Compare.Name, nil, "")
	}
}

func (t *table) overview(o *page.Overview) {
	t.head(o.Head)
	for _, k := range o.KeyFigures {
		note := k.Mark.Text
		if k.Figure.LastKnown != "" {
			note = k.Figure.LastKnown
		}
		t.figure("key_figures", k.Label, k.Beside, k.Figure, note)
	}
	t.changes("changes", o.Changes)
	t.journey(o.Journey)
	t.decisions(o.Decisions)
	t.statements("assumptions", o.Assumptions)
}

func (t *table) economy(e *page.Economy) {
	t.head(e.Head)
	t.figure("forecast", "", "", e.Forecast, "")
	if e.Change != nil {
		t.changes("change", []page.Change{*e.Change})
	}
	t.journey(e.Journey)
	for _, row := range e.Table.Rows {
		for i, f := range row.Cells {
			t.figure("table", row.Title, e.Table.Columns[i], f, "")
		}
	}
	if e.Months != nil {
		for _, m := range e.Months.Points {
			if m.Future {
				continue
			}
			t.figure("months", m.Label, "budget", m.Budget, "")
			t.figure("months", m.Label, "outcome", m.Outcome, "")
			t.figure("months", m.Label, "variance", m.Variance, "")
		}
	}
	for _, item := range e.Causes.Items {
		t.figure("causes", item.Title, item.Place, item.Figure, "")
	}
	if e.Causes.Remainder != nil {
		t.figure("causes", e.Causes.RemainderLabel, "", *e.Causes.Remainder, e.Causes.Note)
	}
	t.figure("causes", e.Causes.SumLabel, "", e.Causes.Sum, "")
	t.decisions(e.Decisions)
	t.statements("assumptions", e.Assumptions)
	t.changes("notices", e.Notices)
}

func (t *table) goals(p *page.Goals) {
	t.head(p.Head)
	for _, level := range p.Levels {
		if level.Link != nil {
			t.statement("links", level.Title, string(level.Link.Grade), level.Link.Text, "", level.Link.Source, level.Link.Record)
		}
		if level.Absent != nil {
			t.statement("goals", level.Title, level.Level, level.Absent.Text, "", nil, "")
		}
		for _, g := range level.Goals {
			t.statement("goals", g.Title, level.Level, g.Text, g.Ended, g.Source, g.Record)
			if g.Absent != nil {
				t.statement("assessments", g.Title, "", g.Absent.Text, "", nil, g.Record)
			}
			for _, a := range g.Assessments {
				t.statement("assessments", g.Title, a.Period, a.Verbatim, a.Former, a.Source, a.Record)
				t.statement("readings", g.Title, a.Period, a.Reading.Text, a.Before, nil, a.Record)
			}
			if g.Main != nil {
				t.series(g.Title, *g.Main)
			}
			for _, s := range g.Others {
				t.series(g.Title, s)
			}
		}
	}
}

// series writes an indicator of a goal: each value over time, what it is now, and its target.
func (t *table) series(goal string, s page.Series) {
	for _, p := range s.Points {
		t.figure("indicators", goal+": "+s.Title, p.Label, p.Figure, "")
	}
	if !s.Now.Present() {
		t.figure("indicators", goal+": "+s.Title, s.When, s.Now, s.Last)
	}
	if s.Change.Computed {
		t.figure("changes", goal+": "+s.Title, s.Than, s.Change, s.Mark.Text)
	}
	t.figure("targets", goal+": "+s.Title, "", s.Target, "")
	for _, b := range s.Breaks {
		t.statement("breaks", goal+": "+s.Title, "", b.Note, "", b.Source, b.Record)
	}
}

func (t *table) changes(section string, changes []page.Change) {
	for _, c := range changes {
		note := c.Note
		if note == "" {
			note = c.Mark.Text
		}
		t.figure(section, c.Label, "before", c.Before, "")
		t.figure(section, c.Label, "now", c.Now, "")
		t.figure(section, c.Label, "difference", c.Delta, note)
	}
}

func (t *table) journey(j page.Journey) {
	for _, st := range j.Steps {
		t.figure("journey", st.Label, string(st.Kind), st.Figure, st.AlsoText)
		for _, also := range st.Also {
			t.figure("journey", st.Label, string(st.Kind), also, also.Place)
		}
		if st.Delta != nil {
			t.figure("journey", st.Label, "difference", *st.Delta, st.Word)
		}
	}
}

func (t *table) decisions(d page.Decisions) { t.statements("decisions", d.Rows) }

func (t *table) statements(section string, rows []page.Statement) {
	for _, s := range rows {
		t.statement(section, s.When, s.Kind, s.Text, s.Beside, s.Source, s.Record)
	}
}

func (t *table) search(p *page.SearchPage) {
	t.head(p.Head)
	plain := func(runs []page.Run) string {
		var b strings.Builder
		for _, r := range runs {
			b.WriteString(r.Text)
		}
		return b.String()
	}
	count := func(section, label string, n int) {
		t.write([]string{section, label, "hits", strconv.Itoa(n), "", "", "false", "true", strconv.Itoa(n), "", "", ""})
	}
	for _, g := range p.Groups {
		count("groups", g.Title, g.Count)
	}
	for _, y := range p.Years {
		count("years", y.Year, y.Count)
	}
	for _, h := range p.Hits {
		t.statement("hits", h.When, h.Group, plain(h.Title), plain(h.Line), nil, h.Ref)
	}
}

func (t *table) record(v *page.RecordView) {
	t.statement("record", v.Kind, "", v.Title, v.Stated, v.Source, v.Ref)
	for _, f := range v.Fields {
		t.statement("fields", f.Label, "", f.Text, "", nil, "")
	}
	for _, h := range v.History {
		t.statement("history", h.Label, "", h.Text, "", nil, "")
	}
}
