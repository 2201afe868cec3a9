package diagram

import (
	"image"
	"image/color"

	"github.com/wcharczuk/go-chart/v2"
)

// GroupedBars sets budget, outcome and forecast of each area beside each other as horizontal bars,
// and the variance in a panel of its own, since a variance of a few parts in a hundred cannot be
// seen between two long bars.
type GroupedBars struct {
	Words   Words
	Title   string // the table's title
	Finding string // the finding in a sentence
	Areas   []Area
	Legend  bool // write the legend even where the picture has no headline
}

// Area is a row. In Variance minus is a deficit, whatever the signs of the amounts.
type Area struct {
	ID, Name                            string
	Budget, Outcome, Forecast, Variance Value
}

// Describe gives the finding.
func (g GroupedBars) Describe() string { return describe(g.Finding, g.Title) }

func describe(finding, title string) string {
	if finding != "" {
		return finding
	}
	return title
}

// Table gives a row an area.
func (g GroupedBars) Table() Table {
	w := &g.Words
	t := Table{
		Title:   g.Title,
		Columns: []string{w.Area, w.Budget, w.Outcome, w.Forecast, w.Variance},
		Numeric: []bool{false, true, true, true, true},
	}
	for _, a := range g.Areas {
		t.Rows = append(t.Rows, []string{a.Name, w.cell(a.Budget), w.cell(a.Outcome), w.cell(a.Forecast), w.cell(a.Variance)})
	}
	return t
}

// Fits reports whether the chart can be read at this size.
func (g GroupedBars) Fits(s Spec) bool {
	_, ok := g.layOut(s)
	return ok
}

// Chart lays the chart out.
func (g GroupedBars) Chart(s Spec, hits *[]Hit) chart.Chart {
	sc, _ := g.layOut(s)
	return sc.chart(hits)
}

// layOut tries names beside the bars, at the size of a label and then of an axis, and last names
// above the bars with the variance as a figure beside the name.
func (g GroupedBars) layOut(s Spec) (*scene, bool) {
	return layOut(s, &g.Words,
		func(sc *scene, in image.Rectangle) { g.beside(sc, g.head(sc, in, s.bare()), sizeLabel) },
		func(sc *scene, in image.Rectangle) { g.beside(sc, g.head(sc, in, s.bare()), sizeAxis) },
		func(sc *scene, in image.Rectangle) { g.above(sc, g.head(sc, in, s.bare())) },
	)
}

func (g GroupedBars) head(sc *scene, in image.Rectangle, bare bool) image.Rectangle {
	if bare && !g.Legend {
		return in
	}
	top := in.Min.Y
	in = sc.legend(in, entry{Budget, g.Words.Budget}, entry{Outcome, g.Words.Outcome}, entry{Forecast, g.Words.Forecast})
	in.Min.Y += sc.px(4)
	panel := style{bold, sizeLabel, sc.theme.Text}
	sc.try(g.Words.Variance, panel, in.Max.X, sc.middle(top+sc.tx(14)/2, panel), right)
	return in
}

// amounts returns an area's bars from the top.
func (a Area) amounts() [3]Value { return [3]Value{a.Budget, a.Outcome, a.Forecast} }

func (g GroupedBars) values() (amounts, variances []float64, hasVariance bool) {
	amounts, variances = make([]float64, 0, 3*len(g.Areas)), make([]float64, 0, len(g.Areas))
	for _, a := range g.Areas {
		for _, v := range a.amounts() {
			amounts = append(amounts, v.float())
		}
		variances = append(variances, a.Variance.float())
		hasVariance = hasVariance || a.Variance.Status != None
	}
	return amounts, variances, hasVariance
}

// bars is how the bars of one row stand.
type bars struct {
	thick, gap int
	figures    bool // there is room for the amounts at the ends of the bars
}

// fitBars chooses bars for rows of a height.
func (sc *scene) fitBars(row int) bars {
	b := bars{thick: min((row-sc.px(5))/3, sc.tx(22))}
	if gap := sc.px(2); b.thick-gap >= sc.tx(13) {
		b.figures, b.gap = true, gap
		b.thick -= gap
	}
	return b
}

func (b bars) height() int { return 3*b.thick + 2*b.gap }

func (g GroupedBars) beside(sc *scene, in image.Rectangle, size float64) {
	name := style{regular, size, sc.theme.Text}
	number := style{regular, sizeAxis, sc.theme.Muted}
	amounts, variances, hasVariance := g.values()

	rows := max(1, len(g.Areas))
	foot := in.Max.Y - sc.tx(18)
	row := min((foot-in.Min.Y)/rows, sc.tx(92))
	if row < sc.tx(size+2) || row < sc.px(13) {
		sc.bad = true
		return
	}
	bottom := in.Min.Y + row*rows
	b := sc.fitBars(row)

	// From the left: names, bars, variance.
	names := 0
	for _, a := range g.Areas {
		names = max(names, sc.width(a.Name, name))
	}
	names = max(names, in.Dx()*1912/10000)
	from, to := in.Min.X+names+sc.px(10), in.Max.X
	if hasVariance {
		to = in.Min.X + in.Dx()*706/1000
	}
	if to-from < in.Dx()/5 || to-from < sc.px(60) {
		sc.bad = true
		return
	}
	scale := newAxis(amounts, from, to, 5)
	if b.figures {
		scale = g.reserve(sc, scale, amounts, from, to)
	}
	sc.gridlines(scale, in.Min.Y, bottom)
	sc.numbers(scale, bottom+sc.tx(15), number, &g.Words)

	for i, a := range g.Areas {
		top := in.Min.Y + i*row
		sc.write(a.Name, name, from-sc.px(10), sc.middle(top+row/2, name), right)
		g.row(sc, scale, a, image.Rect(from, top, to, top+row), b)
		sc.hit(image.Rect(in.Min.X, top, in.Max.X, top+row), i, a.ID, g.says(a))
		if i > 0 {
			sc.hline(ground, sc.theme.Grid, in.Min.X, in.Max.X, top, sc.hair())
		}
	}
	sc.zeroUpright(scale.zero(), in.Min.Y, bottom)
	if hasVariance {
		g.panel(sc, image.Rect(to+sc.px(24), in.Min.Y, in.Max.X, bottom), row, variances, number)
	}
}

// says is the row in words.
func (g GroupedBars) says(a Area) string {
	w := &g.Words
	return sentence(a.Name, w.named(w.Budget, a.Budget), w.named(w.Outcome, a.Outcome),
		w.named(w.Forecast, a.Forecast), w.named(w.Variance, a.Variance))
}

// reserve narrows the scale so that the figures at the ends of the bars stay within from and to.
func (g GroupedBars) reserve(sc *scene, scale axis, amounts []float64, from, to int) axis {
	st := style{regular, sizeAxis, sc.theme.Text}
	room := 0
	negative := false
	for _, a := range g.Areas {
		for _, v := range a.amounts() {
			if v.has() {
				room = max(room, sc.width(g.Words.figure(v), st)+sc.px(8))
				negative = negative || v.V.Sign() < 0
			}
		}
	}
	if negative {
		from += room
	}
	if scale.at(scale.high) > to-room {
		to -= room
	}
	return newAxis(amounts, from, to, 5)
}

// gridlines draws the upright lines of a level axis, but for zero.
func (sc *scene) gridlines(a axis, top, bottom int) {
	for _, t := range a.ticks {
		if t.value != 0 {
			sc.vline(ground, sc.theme.Grid, a.at(t.value), top, bottom, sc.hair())
		}
	}
}

// numbers writes as many of an axis' numbers as have room: every one, every second, and so on, zero
// always among them.
func (sc *scene) numbers(a axis, y int, st style, w *Words) {
	zero := 0
	for i, t := range a.ticks {
		if t.value == 0 {
			zero = i
		}
	}
	for stride := 1; ; stride++ {
		kept, ok := len(sc.boxes), true
		ops := len(sc.ops[words])
		for i := zero % stride; i < len(a.ticks) && ok; i += stride {
			text, x := drawable(w.number(a.ticks[i].exact)), a.at(a.ticks[i].value)
			_, box := sc.place(text, st, x, y, centre)
			x += max(0, -box.Min.X) - max(0, box.Max.X-sc.w) // at an edge of the picture it stands inside
			ok = sc.try(text, st, x, y, centre)
		}
		if ok || stride > len(a.ticks) {
			return
		}
		sc.boxes, sc.ops[words] = sc.boxes[:kept], sc.ops[words][:ops]
	}
}

// row draws the bars of an area within r, whose width is the plot's.
func (g GroupedBars) row(sc *scene, scale axis, a Area, r image.Rectangle, b bars) {
	figure := style{regular, sizeAxis, sc.theme.Text}
	word := style{italic, sizeAxis, sc.theme.Muted}
	colours := [3]color.RGBA{sc.theme.Budget, sc.theme.Outcome, sc.theme.Forecast}
	values := a.amounts()
	y := func(i int) int { return r.Min.Y + (r.Dy()-b.height())/2 + i*(b.thick+b.gap) }
	zero := scale.zero()
	for i := 0; i < len(values); {
		v := values[i]
		if v.missing() {
			// One mark covers a run of values that are missing in the same way.
			last := i
			for last+1 < len(values) && values[last+1].Status == v.Status {
				last++
			}
			box := image.Rect(zero, y(i), zero+min(sc.px(40), r.Dx()/3), y(last)+b.thick)
			sc.mark(v.Status, box)
			// Where the place is low the word stands clear of the bars above and below, if it can.
			text, y := g.Words.figure(v), (box.Min.Y+box.Max.Y)/2
			clear := box.Max.X
			if box.Dy() < sc.inkHeight(text, word)+sc.px(4) {
				for _, j := range []int{i - 1, last + 1} {
					if j >= 0 && j < len(values) && values[j].has() {
						clear = max(clear, scale.at(values[j].float()))
					}
				}
			}
			if !sc.writeFrom(text, word, clear+sc.px(6), y, r.Max.X) && !sc.writeFrom(text, word, box.Max.X+sc.px(6), y, r.Max.X) {
				sc.bad = true
			}
			i = last + 1
			continue
		}
		if v.has() {
			bar := image.Rect(zero, y(i), scale.at(v.float()), y(i)+b.thick)
			sc.bar(Kind(i), colours[i], bar, v.V.IsZero())
			if v.V.IsZero() && !b.figures && b.thick >= sc.inkHeight(g.Words.figure(v), figure) {
				sc.try(g.Words.figure(v), figure, zero+sc.px(6), sc.middle(y(i)+b.thick/2, figure), left)
			}
			if b.figures {
				at, a := bar.Max.X+sc.px(6), left
				if v.V.Sign() < 0 {
					at, a = bar.Min.X-sc.px(6), right
				}
				sc.write(g.Words.figure(v), figure, at, sc.middle(y(i)+b.thick/2, figure), a)
			}
		}
		i++
	}
}

// bar draws an amount. An amount other than 0 is seen however small it is.
func (sc *scene) bar(k Kind, c color.RGBA, r image.Rectangle, zero bool) {
	if zero {
		return
	}
	if r.Dx() < 2 {
		r.Max.X = r.Min.X + 2
	}
	switch k {
	case Budget:
		sc.frame(data, c, r, sc.edge())
	case Outcome:
		sc.rect(data, c, r.Min.X, r.Min.Y, r.Max.X, r.Max.Y)
	case Forecast:
		sc.hatch(data, c, r)
	}
}

// writeFrom writes a word to the right of x, past others that stand in its way, and reports whether
// it had room before limit.
func (sc *scene) writeFrom(text string, st style, x, y, limit int) bool {
	baseline := sc.middle(y, st)
	for range 4 {
		_, box := sc.place(drawable(text), st, x, baseline, left)
		if box.Max.X > limit {
			break
		}
		if sc.free(box) {
			sc.write(text, st, x, baseline, left)
			return true
		}
		for _, other := range sc.boxes {
			if other.Min.Y < box.Max.Y && box.Min.Y < other.Max.Y && other.Max.X <= limit {
				x = max(x, other.Max.X+sc.px(8))
			}
		}
	}
	return false
}

// panel draws the variances, all on one scale of their own.
func (g GroupedBars) panel(sc *scene, r image.Rectangle, row int, variances []float64, number style) {
	label := style{bold, sizeLabel, sc.theme.Text}
	word := style{italic, sizeAxis, sc.theme.Muted}
	gap := sc.px(6)
	before, after := 0, 0
	low, high := 0.0, 0.0
	for i, a := range g.Areas {
		v := a.Variance
		low, high = min(low, variances[i]), max(high, variances[i])
		switch w := sc.width(g.Words.figure(v), label) + gap; {
		case v.missing():
			after = max(after, sc.px(18)+sc.width(g.Words.figure(v), word)+gap)
		case v.has() && v.V.Sign() < 0:
			before = max(before, w)
		case v.has():
			after = max(after, w)
		}
	}
	room := r.Dx() - before - after
	if room < sc.px(16) {
		sc.bad = true
		return
	}
	span := high - low
	if span == 0 {
		span = 1
	}
	length := float64(min(room, max(sc.px(16), r.Dx()*43/100)))
	pixels := func(v float64) int { return round(v / span * length) }
	zero := r.Min.X + before + pixels(-low)

	thick := min(row*45/100, sc.tx(34))
	for i, a := range g.Areas {
		v := a.Variance
		y := r.Min.Y + i*row + row/2
		switch {
		case v.missing():
			box := image.Rect(zero+gap, y-sc.tx(5), zero+gap+sc.px(12), y+sc.tx(5))
			sc.mark(v.Status, box)
			if !sc.writeFrom(g.Words.figure(v), word, box.Max.X+gap, y, r.Max.X) {
				sc.bad = true
			}
		case v.has():
			st := label
			st.ink = sc.signed(v)
			end := zero + pixels(variances[i])
			bar := image.Rect(zero, y-thick/2, end, y-thick/2+thick)
			switch v.V.Sign() {
			case -1:
				sc.rect(data, st.ink, min(bar.Min.X, zero-1), bar.Min.Y, zero, bar.Max.Y)
				sc.write(g.Words.figure(v), st, min(bar.Min.X, zero-1)-gap, sc.middle(y, st), right)
			case 1:
				sc.rect(data, st.ink, zero, bar.Min.Y, max(end, zero+1), bar.Max.Y)
				sc.write(g.Words.figure(v), st, max(end, zero+1)+gap, sc.middle(y, st), left)
			default:
				st.face = regular
				sc.write(g.Words.figure(v), st, zero+gap, sc.middle(y, st), left)
			}
		}
	}
	sc.zeroUpright(zero, r.Min.Y, r.Max.Y)
	sc.try(g.Words.number(tick{}.exact), number, zero, r.Max.Y+sc.tx(15), centre)
}

// above writes each name over its bars, with the variance as a figure to the right.
func (g GroupedBars) above(sc *scene, in image.Rectangle) {
	name := style{regular, sizeLabel, sc.theme.Text}
	figure := style{bold, sizeLabel, sc.theme.Text}
	number := style{regular, sizeAxis, sc.theme.Muted}
	amounts, _, _ := g.values()

	// Names take the lines that they need; what is left is shared by the bars.
	line := sc.tx(19)
	lines := make([][]string, len(g.Areas))
	taken := 0
	for i, a := range g.Areas {
		room := in.Dx() - sc.px(12) - sc.width(g.Words.figure(a.Variance), figure)
		lines[i] = sc.wrap(a.Name, name, room)
		for _, l := range lines[i] {
			if sc.width(l, name) > room {
				sc.bad = true
			}
		}
		taken += max(1, len(lines[i])) * line
	}
	rows := max(1, len(g.Areas))
	foot := in.Max.Y - sc.tx(18)
	row := min((foot-in.Min.Y-taken)/rows, sc.tx(50))
	if row < sc.px(16) || in.Dx() < sc.px(120) {
		sc.bad = true
		return
	}
	b := sc.fitBars(row - sc.px(4))
	b.figures = false
	bottom := in.Min.Y + taken + row*rows
	scale := newAxis(amounts, in.Min.X, in.Max.X-sc.px(2), 4)
	sc.numbers(scale, bottom+sc.tx(15), number, &g.Words)
	y := in.Min.Y
	for i, a := range g.Areas {
		top := y
		figure.ink = sc.signed(a.Variance)
		st := figure
		if a.Variance.missing() {
			st = style{italic, sizeLabel, sc.theme.Muted}
		}
		sc.write(g.Words.figure(a.Variance), st, in.Max.X, y+sc.tx(14), right)
		for _, l := range lines[i] {
			sc.write(l, name, in.Min.X, y+sc.tx(14), left)
			y += line
		}
		if len(lines[i]) == 0 {
			y += line
		}
		sc.gridlines(scale, y, y+row)
		sc.zeroUpright(scale.zero(), y, y+row)
		g.row(sc, scale, a, image.Rect(in.Min.X, y, in.Max.X, y+row), b)
		y += row
		sc.hit(image.Rect(in.Min.X, top, in.Max.X, y), i, a.ID, g.says(a))
	}
}
