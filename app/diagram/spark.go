package diagram

import (
	"image"

	"github.com/wcharczuk/go-chart/v2"
)

// Spark is a trend for a table's row: a line with gaps where values are missing, dotted where it is
// uncertain whether neighbours may be compared, a dot at the last value, and where wanted a dashed
// line to compare with. It has no words; the row has them.
//
// The points divide the width evenly. In rows of the same width that have a point for the same
// periods, with a Value of None where a row has nothing, the same periods stand above each other.
type Spark struct {
	Words     Words
	Title     string // the table's title
	Finding   string // the finding in a sentence
	Points    []SparkPoint
	Reference Value // for instance the budget; None for no line
	Dots      bool  // a dot at every value, for a few that stand far apart
}

// SparkPoint is a value at a time.
type SparkPoint struct {
	ID, Label string
	Value     Value
	Part      bool // a part of a year: hollow, and not joined with a year by a whole line
	Uncertain bool // may not be comparable with the point before: the line between is dotted
}

// Describe gives the finding.
func (p Spark) Describe() string { return describe(p.Finding, p.Title) }

// Table gives a row a point.
func (p Spark) Table() Table {
	t := Table{Title: p.Title, Columns: []string{p.Words.Period, p.Words.Amount}, Numeric: []bool{false, true}}
	for _, v := range p.Points {
		t.Rows = append(t.Rows, []string{v.Label, p.Words.cell(v.Value)})
	}
	return t
}

// Fits reports whether the trend can be seen at this size.
func (p Spark) Fits(s Spec) bool {
	_, ok := p.layOut(s)
	return ok
}

// Chart lays the chart out.
func (p Spark) Chart(s Spec, hits *[]Hit) chart.Chart {
	sc, _ := p.layOut(s)
	return sc.chart(hits)
}

func (p Spark) layOut(s Spec) (*scene, bool) { return layOut(s, &p.Words, p.draw) }

func (p Spark) draw(sc *scene, in image.Rectangle) {
	in = in.Inset(sc.px(6))
	n := len(p.Points)
	if in.Dx() < sc.px(24) || in.Dy() < sc.px(8) || in.Dx() < 2*n {
		sc.bad = true
		return
	}
	low, high, any := 0.0, 0.0, false
	see := func(v Value) {
		switch f := v.float(); {
		case !v.has():
		case !any:
			low, high, any = f, f, true
		default:
			low, high = min(low, f), max(high, f)
		}
	}
	see(p.Reference)
	for _, v := range p.Points {
		see(v.Value)
	}
	y := func(v Value) int {
		if high == low {
			return (in.Min.Y + in.Max.Y) / 2
		}
		return in.Max.Y - round((v.float()-low)/(high-low)*float64(in.Dy()))
	}
	slot := float64(in.Dx()) / float64(max(1, n-1))
	x := func(i int) int {
		if n == 1 {
			return in.Max.X
		}
		return in.Min.X + round(float64(i)*slot)
	}
	if p.Reference.has() {
		sc.brokenLine(ground, sc.theme.Budget, in.Min.X, in.Max.X, y(p.Reference), sc.edge(), sc.px(6), sc.px(3))
	}
	for i, v := range p.Points {
		half := round(slot / 2)
		sc.hit(image.Rect(x(i)-half, 0, x(i)+half+1, sc.h), i, v.ID, sentence(v.Label, p.Words.cell(v.Value)))
	}
	newest := -1
	at := func(i int) image.Point { return image.Pt(x(i), y(p.Points[i].Value)) }
	for i := 0; i < n; {
		if !p.Points[i].Value.has() {
			i++
			continue
		}
		how, first := apart, i
		for i++; i < n && p.Points[i].Value.has(); i++ {
			next := whole
			if p.Points[i].Uncertain || p.Points[i].Part != p.Points[i-1].Part {
				next = dotted
			}
			if how != apart && next != how {
				break
			}
			how = next
		}
		newest = i - 1
		if newest == first {
			if !p.Dots { // a value between two gaps
				sc.dot(data, sc.theme.Outcome, at(first), 1.5)
			}
			continue
		}
		ps := make([]image.Point, 0, i-first)
		for k := first; k < i; k++ {
			ps = append(ps, at(k))
		}
		if how == dotted {
			sc.line(data, sc.theme.Outcome, 2, sc.dashes(2, 4), ps...)
		} else {
			sc.line(data, sc.theme.Outcome, 2, nil, ps...)
		}
		if i < n && p.Points[i].Value.has() {
			i-- // the next stretch begins where this one ends
		}
	}
	for i, v := range p.Points {
		switch {
		case !v.Value.has() || i != newest && !p.Dots:
		case v.Part:
			sc.dot(words, sc.theme.Paper, at(i), 5.5)
			sc.ring(words, sc.theme.Outcome, at(i), 4.5, 1.75)
		case i == newest && !p.Dots:
			sc.dot(words, sc.theme.Paper, at(i), 5)
			sc.dot(words, sc.theme.Outcome, at(i), 3.5)
		default:
			sc.dot(words, sc.theme.Outcome, at(i), 4)
		}
	}
}
