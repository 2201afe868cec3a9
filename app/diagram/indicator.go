package diagram

import (
	"image"
	"strings"

	"github.com/wcharczuk/go-chart/v2"
)

// Indicator follows one measure from period to period. Only neighbours that may be compared are
// joined by a line; where that is uncertain the line is dotted, and across a break there is none.
type Indicator struct {
	Words   Words
	Title   string // the table's title
	Finding string // the finding in a sentence
	Points  []IndicatorPoint
	Breaks  []Break
}

// IndicatorPoint is a period. It keeps its place where its Value is missing; the mark stands there.
type IndicatorPoint struct {
	ID    string
	Label string // under the chart: "augusti 2021"
	Short string // instead of Label where that has no room: "aug"; empty for Label
	Value Value
	Part  bool // a part of a year: hollow, and not joined with a year by a whole line
	// Uncertain says that it may not be comparable with the point before: the line between is
	// dotted, as at a break that is not certain, but nothing is written.
	Uncertain bool
	Target    Value // of this period; drawn only where it is a number, told in the table where it is not None
}

// Break is where a series ceases to be comparable with itself.
type Break struct {
	After   int    // the point before it, or Somewhere
	Certain bool   // a zigzag and no line across; otherwise, and anywhere Somewhere, a dotted line
	Note    string // what is told of it, beside the words: "Vilka år anges inte."
}

// Somewhere is the place of a break that the material does not place: the whole line is dotted.
const Somewhere = -1

// Describe gives the finding.
func (n Indicator) Describe() string { return describe(n.Finding, n.Title) }

// Fits reports whether the chart can be read at this size.
func (n Indicator) Fits(s Spec) bool {
	_, ok := n.layOut(s)
	return ok
}

// Chart lays the chart out.
func (n Indicator) Chart(s Spec, hits *[]Hit) chart.Chart {
	sc, _ := n.layOut(s)
	return sc.chart(hits)
}

// layOut tries whole names and what is told of breaks inside the chart, then under it, then the same
// with short names.
func (n Indicator) layOut(s Spec) (*scene, bool) {
	try := func(short, below bool) attempt {
		return func(sc *scene, in image.Rectangle) { n.draw(sc, in, short, below) }
	}
	return layOut(s, &n.Words, try(false, false), try(false, true), try(true, false), try(true, true))
}

// Table gives a row a period, and one a break that has no place among them. The columns for targets
// and notes are there where something stands in them.
func (n Indicator) Table() Table {
	w := &n.Words
	type row struct {
		label, value, target string
		notes                []string
	}
	rows := make([]row, 0, len(n.Points)+len(n.Breaks))
	targets, notes := false, false
	for i, p := range n.Points {
		targets = targets || p.Target.Status != None
		rows = append(rows, row{label: p.Label, value: w.cell(p.Value), target: w.cell(p.Target), notes: n.notes(i)})
	}
	for _, b := range n.Breaks {
		if !n.placed(b) {
			rows = append(rows, row{label: w.broken(b), notes: []string{b.Note}})
		}
	}
	for _, r := range rows {
		notes = notes || len(r.notes) > 0
	}
	t := Table{Title: n.Title, Columns: []string{w.Period, w.Measured}, Numeric: []bool{false, true}}
	if targets {
		t.Columns, t.Numeric = append(t.Columns, w.Target), append(t.Numeric, true)
	}
	if notes {
		t.Columns, t.Numeric = append(t.Columns, w.Note), append(t.Numeric, false)
	}
	for _, r := range rows {
		cells := []string{r.label, r.value}
		if targets {
			cells = append(cells, r.target)
		}
		if notes {
			cells = append(cells, strings.Join(r.notes, " · "))
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

// placed reports whether a break lies between two of the points.
func (n Indicator) placed(b Break) bool { return b.After >= 0 && b.After < len(n.Points)-1 }

// notes are what is told of a point beside its figures: that it is a part of a year, and a break
// before it.
func (n Indicator) notes(i int) (notes []string) {
	if n.Points[i].Part && n.Words.PartOfYear != "" {
		notes = append(notes, n.Words.PartOfYear)
	}
	for _, b := range n.Breaks {
		if n.placed(b) && b.After == i-1 {
			notes = append(notes, joinWords(n.Words.broken(b), b.Note))
		}
	}
	return notes
}

// says is a point in words.
func (n Indicator) says(i int) string {
	p := &n.Points[i]
	parts := append([]string{n.Words.cell(p.Value), n.Words.named(n.Words.Target, p.Target)}, n.notes(i)...)
	return sentence(p.Label, parts...)
}

// broken returns the words for a break.
func (w *Words) broken(b Break) string {
	if b.Certain {
		return w.Break
	}
	return w.PossibleBreak
}
