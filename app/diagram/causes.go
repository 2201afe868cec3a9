package diagram

import (
	"image"

	"github.com/wcharczuk/go-chart/v2"
)

// Causes is a waterfall of the amounts that a report gives as causes, what they leave unexplained,
// and the sum that they should explain. The remainder has no colour, only a dashed outline with a
// question mark: nobody has said what it is.
type Causes struct {
	Words     Words
	Title     string // the table's title
	Finding   string // the finding in a sentence
	Causes    []Cause
	Remainder Cause // V is the exact remainder, Text as coarse as its parts; None where nothing is left
	Sum       Cause // the forecast that the causes explain
}

// Cause is a named amount; minus is a deficit.
type Cause struct {
	ID, Name string
	Value    Value
}

// Describe gives the finding.
func (c Causes) Describe() string { return describe(c.Finding, c.Title) }

// rows returns all that is drawn, the sum last.
func (c Causes) rows() []Cause {
	rows := make([]Cause, 0, len(c.Causes)+2)
	rows = append(rows, c.Causes...)
	if c.Remainder.Value.Status != None {
		rows = append(rows, c.Remainder)
	}
	if c.Sum.Value.Status != None || c.Sum.Name != "" {
		rows = append(rows, c.Sum)
	}
	return rows
}

// Table gives a row a cause, then the remainder and the sum.
func (c Causes) Table() Table {
	t := Table{Title: c.Title, Columns: []string{c.Words.Cause, c.Words.Amount}, Numeric: []bool{false, true}}
	for _, r := range c.rows() {
		t.Rows = append(t.Rows, []string{r.Name, c.Words.cell(r.Value)})
	}
	return t
}

// Fits reports whether the chart can be read at this size.
func (c Causes) Fits(s Spec) bool {
	_, ok := c.layOut(s)
	return ok
}

// Chart lays the chart out.
func (c Causes) Chart(s Spec, hits *[]Hit) chart.Chart {
	sc, _ := c.layOut(s)
	return sc.chart(hits)
}

// layOut tries names on one line, then on two, and last above their bars.
func (c Causes) layOut(s Spec) (*scene, bool) {
	return layOut(s, &c.Words,
		func(sc *scene, in image.Rectangle) { c.draw(sc, in, namesOneLine) },
		func(sc *scene, in image.Rectangle) { c.draw(sc, in, namesTwoLines) },
		func(sc *scene, in image.Rectangle) { c.draw(sc, in, namesAbove) },
	)
}

type names int

const (
	namesOneLine names = iota
	namesTwoLines
	namesAbove
)

func (c Causes) draw(sc *scene, in image.Rectangle, how names) {
	rows := c.rows()
	if len(rows) == 0 {
		return
	}
	strong := style{bold, sizeLabel, sc.theme.Text}
	figure := style{bold, sizeFigure, sc.theme.Text}
	word := style{italic, sizeLabel, sc.theme.Muted}

	// The columns: names, bars, figures.
	figures, longest := 0, 0
	lines := make([][]string, len(rows))
	room := in.Dx() * 38 / 100
	if how == namesAbove {
		room = in.Dx()
	}
	for i, r := range rows {
		st := figure
		if r.Value.missing() {
			st = word
		}
		figures = max(figures, sc.width(c.Words.figure(r.Value), st))
		lines[i] = []string{r.Name}
		if how != namesOneLine {
			if how == namesAbove {
				room = in.Dx() - sc.px(12) - sc.width(c.Words.figure(r.Value), st)
			}
			lines[i] = sc.wrap(r.Name, strong, room)
		}
		w := sc.widest(strong, lines[i]...)
		longest = max(longest, w)
		if how == namesTwoLines && len(lines[i]) > 2 || how != namesOneLine && w > room {
			sc.bad = true
			return
		}
	}
	from, to := in.Min.X+longest+sc.px(24), in.Max.X-figures-sc.px(24)
	if how == namesAbove {
		from, to = in.Min.X, in.Max.X-sc.ruled()
	}
	if to-from < sc.px(60) {
		sc.bad = true
		return
	}

	// The heights. Every row has the same; names above their bars take their lines besides.
	text := 0
	line := sc.tx(19)
	least := sc.tx(18)
	switch how {
	case namesAbove:
		for _, l := range lines {
			text += len(l) * line
		}
		least = sc.px(12)
	case namesTwoLines:
		least = sc.tx(36)
	}
	row := min((in.Dy()-sc.px(8)-text)/len(rows), max(sc.tx(56), least))
	if row < least {
		sc.bad = true
		return
	}
	thick := row * 74 / 100

	scale := c.scale(rows, from, to)
	zero := scale.zero()
	y := in.Min.Y + sc.px(3)
	sum := 0.0
	joint := -1 // the foot of the bar before, where a line joins it to the next
	for i, r := range rows {
		isSum := i == len(rows)-1 && c.hasSum()
		if isSum {
			sc.hline(ground, sc.pale(sc.theme.Edge, 0.5), in.Min.X, in.Max.X, y, sc.ruled())
			y += max(sc.px(4), (row-thick)*45/100)
		}
		top := y
		if how == namesAbove {
			y += len(lines[i]) * line
		}
		bar := image.Rect(zero, y, zero, y+thick)
		if !isSum && joint >= 0 && how != namesAbove {
			x := scale.at(sum)
			sc.vline(ground, sc.pale(sc.theme.Edge, 0.8), min(x, to-sc.hair()), joint, bar.Min.Y, sc.hair())
		}
		joint = -1
		switch {
		case isSum:
			bar.Max.X = scale.at(r.Value.float())
			c.sum(sc, r.Value, bar, from)
		case r.Value.has():
			bar.Min.X = scale.at(sum)
			sum += r.Value.float()
			bar.Max.X = scale.at(sum)
			c.step(sc, r.Value, bar, i == len(c.Causes))
			joint = bar.Max.Y
		default:
			bar.Min.X = min(scale.at(sum), to-sc.px(40))
			bar.Max.X = bar.Min.X + sc.px(40)
			sc.mark(r.Value.Status, bar)
		}
		if how == namesAbove {
			sc.zeroUpright(min(zero, in.Max.X-sc.ruled()), y-sc.px(2), y+thick+sc.px(2))
		}
		c.write(sc, r, lines[i], isSum, in, image.Rect(in.Min.X, top, in.Max.X, y+thick), how)
		y += row
		sc.hit(image.Rect(in.Min.X, top, in.Max.X, y), i, r.ID, sentence(r.Name, c.Words.cell(r.Value)))
	}
	if how != namesAbove {
		sc.zeroUpright(zero, in.Min.Y, min(in.Max.Y, y+sc.px(1)))
	}
}

func (c Causes) hasSum() bool { return c.Sum.Value.Status != None || c.Sum.Name != "" }

// scale spans zero, every stop of the waterfall and the sum, and no more.
func (c Causes) scale(rows []Cause, from, to int) axis {
	a := axis{from: from, to: to}
	at := 0.0
	for i, r := range rows {
		v := r.Value.float()
		if i < len(rows)-1 || !c.hasSum() {
			at += v
			v = at
		}
		a.low, a.high = min(a.low, v), max(a.high, v)
	}
	if a.low == a.high {
		a.low = -1
	}
	return a
}

// step draws one stop of the waterfall.
func (c Causes) step(sc *scene, v Value, bar image.Rectangle, remainder bool) {
	bar = bar.Canon()
	if bar.Dx() < 1 {
		bar.Max.X++
	}
	switch {
	case remainder:
		bar.Max.X = max(bar.Max.X, bar.Min.X+sc.px(4))
		sc.dashedFrame(bar)
		mark := style{regular, sizeLabel, sc.theme.Muted}
		if sc.width("?", mark)+sc.px(6) <= bar.Dx() && sc.tx(15) <= bar.Dy() {
			sc.write("?", mark, (bar.Min.X+bar.Max.X)/2, sc.middle((bar.Min.Y+bar.Max.Y)/2, mark), centre)
		}
	case v.V.IsZero():
	default:
		sc.rect(data, sc.signed(v), bar.Min.X, bar.Min.Y, bar.Max.X, bar.Max.Y)
	}
}

func (c Causes) sum(sc *scene, v Value, bar image.Rectangle, from int) {
	switch {
	case v.missing():
		x := max(from, bar.Min.X-sc.px(40))
		sc.mark(v.Status, image.Rect(x, bar.Min.Y, x+sc.px(40), bar.Max.Y))
	case v.has() && !v.V.IsZero():
		bar = bar.Canon()
		bar.Max.X = max(bar.Max.X, bar.Min.X+2)
		sc.hatch(data, sc.theme.Forecast, bar)
	}
}

// write puts the name and the figure of a row.
func (c Causes) write(sc *scene, r Cause, lines []string, isSum bool, in, row image.Rectangle, how names) {
	name := style{regular, sizeLabel, sc.theme.Text}
	figure := style{bold, sizeFigure, sc.theme.Text}
	if isSum {
		name.face = bold
	}
	if r.Value.missing() {
		figure = style{italic, sizeLabel, sc.theme.Muted}
	}
	if how == namesAbove {
		for j, l := range lines {
			sc.write(l, name, in.Min.X, row.Min.Y+j*sc.tx(19)+sc.tx(14), left)
		}
		sc.write(c.Words.figure(r.Value), figure, in.Max.X, row.Min.Y+sc.tx(14), right)
		return
	}
	middle := (row.Min.Y + row.Max.Y) / 2
	y := middle - (len(lines)-1)*sc.tx(17)/2
	for _, l := range lines {
		sc.write(l, name, in.Min.X, sc.middle(y, name), left)
		y += sc.tx(17)
	}
	sc.write(c.Words.figure(r.Value), figure, in.Max.X, sc.middle(middle, figure), right)
}
