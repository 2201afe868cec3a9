package diagram

import (
	"github.com/wcharczuk/go-chart/v2"
)

// Savings is a waterfall of amounts that were decided, each frame filled as far as the saving is
// told to be realised: an effect that a report lacks is an empty dashed frame, one that the excerpt
// at hand does not repeat a dotted frame.
type Savings struct {
	Words     Words
	Title     string // the table's title
	Finding   string // the finding in a sentence
	Rows      []Saving
	Total     Saving    // under a rule, from zero; a zero Total is not drawn
	Reference Reference // a line through the rows to compare the total with; a zero one is not drawn
	Legend    bool      // write the legend even where the picture has no headline
}

// Saving is a row: one measure, or several that the caller adds up. All amounts of a chart are in
// one unit; their Texts have the units that the source gives.
type Saving struct {
	ID, Name string
	Amount   Value  // as decided; below zero what was to be saved became a cost
	Realised Value  // the effect as reported; None where none is expected
	Text     string // beside the bar; empty for the amount, "450 tkr av 1 mkr" where realised is known
	Selected bool   // with the thread's edge and a bold name
}

// Reference is an amount told somewhere else.
type Reference struct {
	Label string // "uppges beslutat i februari"; the figure is written after it
	Value Value
}

// Describe gives the finding.
func (v Savings) Describe() string { return describe(v.Finding, v.Title) }

// Fits reports whether the chart can be read at this size.
func (v Savings) Fits(s Spec) bool {
	_, ok := v.layOut(s)
	return ok
}

// Chart lays the chart out.
func (v Savings) Chart(s Spec, hits *[]Hit) chart.Chart {
	sc, _ := v.layOut(s)
	return sc.chart(hits)
}

func (v Savings) layOut(s Spec) (*scene, bool) { return layOut(s, &v.Words) }

// hasTotal reports whether there is a total row.
func (v Savings) hasTotal() bool { return v.Total.Amount.Status != None || v.Total.Name != "" }

// rows returns all that is drawn, the total last.
func (v Savings) rows() []Saving {
	rows := make([]Saving, 0, len(v.Rows)+1)
	rows = append(rows, v.Rows...)
	if v.hasTotal() {
		rows = append(rows, v.Total)
	}
	return rows
}

// Table gives a row a saving, then the total and what it is compared with.
func (v Savings) Table() Table {
	w := &v.Words
	t := Table{
		Title:   v.Title,
		Columns: []string{w.Saving, w.Decided, w.Realised},
		Numeric: []bool{false, true, true},
	}
	for _, r := range v.rows() {
		t.Rows = append(t.Rows, []string{r.Name, w.cell(r.Amount), w.cell(r.Realised)})
	}
	if r := v.Reference; r.Value.Status != None {
		t.Rows = append(t.Rows, []string{r.Label, w.cell(r.Value), ""})
	}
	return t
}
