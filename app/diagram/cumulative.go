package diagram

import (
	"image"
	"image/color"

	"github.com/wcharczuk/go-chart/v2"
)

// Cumulative follows the year: budget, outcome and forecast added up month by month, and in a panel
// below, on a scale of its own, the variance.
type Cumulative struct {
	Words   Words
	Title   string // the table's title
	Finding string // the finding in a sentence
	Months  []Month
}

// Month is a column. An Outcome of NoReport makes the month a band; None is a month to come. In
// Variance minus is a deficit; it is hatched where the month has no outcome.
type Month struct {
	ID                                  string
	Short                               string // under the chart: "apr"
	Name                                string // beside the last outcome: "april"
	Budget, Outcome, Forecast, Variance Value
}

// Describe gives the finding.
func (c Cumulative) Describe() string { return describe(c.Finding, c.Title) }

// Table gives a row a month.
func (c Cumulative) Table() Table {
	w := &c.Words
	t := Table{
		Title:   c.Title,
		Columns: []string{w.Month, w.Budget, w.Outcome, w.Forecast, w.Variance},
		Numeric: []bool{false, true, true, true, true},
	}
	for _, m := range c.Months {
		t.Rows = append(t.Rows, []string{m.Name, w.cell(m.Budget), w.cell(m.Outcome), w.cell(m.Forecast), w.cell(m.Variance)})
	}
	return t
}

// Fits reports whether the chart can be read at this size.
func (c Cumulative) Fits(s Spec) bool {
	_, ok := c.layOut(s)
	return ok
}

// Chart lays the chart out.
func (c Cumulative) Chart(s Spec, hits *[]Hit) chart.Chart {
	sc, _ := c.layOut(s)
	return sc.chart(hits)
}

// layOut tries the names of the lines at their right ends on one line, then on two, and last above
// the chart.
func (c Cumulative) layOut(s Spec) (*scene, bool) {
	return layOut(s, &c.Words,
		func(sc *scene, in image.Rectangle) { c.draw(sc, in, endsOneLine) },
		func(sc *scene, in image.Rectangle) { c.draw(sc, in, endsTwoLines) },
		func(sc *scene, in image.Rectangle) { c.draw(sc, in, endsAbove) },
	)
}

type ends int

const (
	endsOneLine ends = iota
	endsTwoLines
	endsAbove
)

// months is a Cumulative with its pixels.
type months struct {
	*Cumulative
	sc           *scene
	from, to     int // left and right of the columns
	top, bottom  int // of the bands
	scale        axis
	varianceZero int
	variancePx   float64 // pixels a unit of variance
	lastOutcome  int     // the last month with one, or -1
	lastForecast int
	lastBudget   int
	lastVariance int
	final        int // the last month of all
}

// x returns the middle of a month, and slot the width of one.
func (m *months) x(i int) int {
	return m.from + round((float64(i)+0.5)*m.slot())
}

func (m *months) slot() float64 { return float64(m.to-m.from) / float64(max(1, len(m.Months))) }

func (m *months) edge(i int) int { return m.from + round(float64(i)*m.slot()) }

func (m *months) point(i int, v Value) image.Point {
	return image.Pt(m.x(i), m.scale.at(v.float()))
}

func last(ms []Month, value func(*Month) Value) int {
	for i := len(ms) - 1; i >= 0; i-- {
		if value(&ms[i]).has() {
			return i
		}
	}
	return -1
}

// ending is a text to the right of the chart, in the colour of what it names. at tells which height
// it wants, once the scales are known.
type ending struct {
	name, figure string
	st           style
	at           func() int
}

func (e ending) text() string { return joinWords(e.name, e.figure) }

func joinWords(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " " + b
}

func (c Cumulative) draw(sc *scene, in image.Rectangle, where ends) {
	m := &months{Cumulative: &c, sc: sc}
	m.lastBudget = last(c.Months, func(m *Month) Value { return m.Budget })
	m.lastOutcome = last(c.Months, func(m *Month) Value { return m.Outcome })
	m.lastForecast = last(c.Months, func(m *Month) Value { return m.Forecast })
	m.lastVariance = last(c.Months, func(m *Month) Value { return m.Variance })

	number := style{regular, sizeAxis, sc.theme.Muted}
	m.final = len(c.Months) - 1
	var labels []ending
	if where == endsAbove {
		in = m.legend(in)
	} else {
		labels = m.endings(where)
	}

	// The columns: numbers to the left, names of the lines to the right.
	values := make([]float64, 0, 3*len(c.Months))
	for _, month := range c.Months {
		values = append(values, month.Budget.float(), month.Outcome.float(), month.Forecast.float())
	}
	m.to = in.Max.X
	for _, l := range labels {
		m.to = min(m.to, in.Max.X-sc.width(l.text(), l.st)-sc.px(3))
	}

	// The heights: the sum above, the variance below, the months under both.
	m.top = in.Min.Y + sc.tx(7)
	m.bottom = in.Max.Y - sc.tx(18)
	m.from = in.Min.X // for the width of a month, before the numbers are known
	keys := m.keys()
	m.bottom -= len(keys) * sc.tx(18)
	gap := sc.tx(14)
	lower := 0
	if m.lastVariance >= 0 {
		lower = (m.bottom - m.top - gap) * 30 / 100
	}
	upper := m.bottom - m.top - lower
	if lower > 0 {
		upper -= gap
	} else {
		upper -= sc.px(8)
	}
	if upper < sc.tx(36) || lower > 0 && lower < sc.tx(18) {
		sc.bad = true
		return
	}
	m.scale = newAxis(values, m.top+upper, m.top, max(1, min(5, upper/sc.tx(38))))
	numbers := sc.width(c.Words.number(tick{}.exact), number)
	for _, t := range m.scale.ticks {
		numbers = max(numbers, sc.width(c.Words.number(t.exact), number))
	}
	numbers += sc.px(5)
	if in.Dx() >= sc.px(400) {
		numbers = max(numbers, sc.px(34))
	}
	m.from = in.Min.X + numbers
	if m.slot() < float64(sc.px(7)) || m.to-m.from < sc.px(80) {
		sc.bad = true
		return
	}

	m.ground(number)
	m.names(number)
	m.lines()
	if lower > 0 {
		m.variances(lower, number, where == endsAbove)
	}
	m.place(labels, in)
	if where != endsAbove {
		m.nameOutcome()
	}
	m.absences(keys, in)
	for i := range c.Months {
		sc.hit(image.Rect(m.edge(i), in.Min.Y, m.edge(i+1), in.Max.Y), i, c.Months[i].ID, m.says(i))
	}
}

func (m *months) says(i int) string {
	w, month := &m.Words, &m.Months[i]
	if month.Outcome.Status == NoReport {
		return sentence(month.Name, w.NoReport, w.named(w.Budget, month.Budget))
	}
	return sentence(month.Name, w.named(w.Budget, month.Budget), w.named(w.Outcome, month.Outcome),
		w.named(w.Forecast, month.Forecast), w.named(w.Variance, month.Variance))
}

// ground draws the bands, the gridlines and their numbers.
func (m *months) ground(number style) {
	sc := m.sc
	for _, r := range m.runs(func(month *Month) bool { return month.Outcome.Status == NoReport }) {
		box := image.Rect(m.edge(r[0]), m.top, m.edge(r[1]), m.bottom)
		sc.mark(NoReport, box)
		word := style{regular, sizeAxis, sc.theme.Muted}
		if sc.width(m.Words.NoReport, word) <= box.Dx()-sc.px(12) {
			sc.write(m.Words.NoReport, word, (box.Min.X+box.Max.X)/2, m.top+sc.tx(15), centre)
		}
	}
	for _, t := range m.scale.ticks {
		y := m.scale.at(t.value)
		if t.value == 0 {
			sc.hline(words, sc.theme.Text, m.from, m.to, y, sc.hair())
		} else {
			sc.hline(ground, sc.theme.Grid, m.from, m.to, y, sc.hair())
		}
		sc.write(m.Words.number(t.exact), number, m.from-sc.px(5), sc.middle(y, number), right)
	}
}

// runs returns the stretches of months, first and one past the last, for which is holds.
func (m *months) runs(is func(*Month) bool) (runs [][2]int) {
	for i := 0; i < len(m.Months); i++ {
		if !is(&m.Months[i]) {
			continue
		}
		from := i
		for i < len(m.Months) && is(&m.Months[i]) {
			i++
		}
		runs = append(runs, [2]int{from, i})
	}
	return runs
}

// names writes the months.
func (m *months) names(number style) {
	m.sc.thinned(len(m.Months), 0, m.x, func(i int) string { return m.Months[i].Short }, number, m.bottom+m.sc.tx(15))
}

// lines draws the budget, the forecast and the outcome, in that order. Only neighbours that both
// have an outcome are joined.
func (m *months) lines() {
	sc := m.sc
	m.joined(sc.theme.Budget, 1.5, func(month *Month) Value { return month.Budget }, func(p image.Point) {
		half := round(m.slot() * 0.3)
		sc.hline(data, sc.theme.Budget, p.X-half, p.X+half, p.Y, sc.edge())
	})
	var forecast []image.Point
	if m.lastOutcome >= 0 && m.lastForecast > m.lastOutcome {
		forecast = append(forecast, m.point(m.lastOutcome, m.Months[m.lastOutcome].Outcome))
	}
	for i := m.lastOutcome + 1; i <= m.lastForecast; i++ {
		if m.Months[i].Forecast.has() {
			forecast = append(forecast, m.point(i, m.Months[i].Forecast))
		}
	}
	sc.line(data, sc.theme.Forecast, 2.5, sc.dashes(6, 4), forecast...)
	m.joined(sc.theme.Outcome, 2.5, func(month *Month) Value { return month.Outcome }, func(image.Point) {})
	for i := range m.Months {
		switch v := m.Months[i].Outcome; v.Status {
		case Reported:
			sc.dot(data, sc.theme.Outcome, m.point(i, v), 3.5)
		case Preliminary:
			sc.ring(data, sc.theme.Outcome, m.point(i, v), 4, 1.75)
		}
	}
	if m.lastForecast >= 0 {
		sc.ring(data, sc.theme.Forecast, m.point(m.lastForecast, m.Months[m.lastForecast].Forecast), 5.25, 2)
	}
}

// joined draws a line through each stretch of months that have the value; alone is called for a
// stretch of one.
func (m *months) joined(c color.RGBA, width float64, value func(*Month) Value, alone func(image.Point)) {
	for _, r := range m.runs(func(month *Month) bool { return value(month).has() }) {
		ps := make([]image.Point, 0, r[1]-r[0])
		for i := r[0]; i < r[1]; i++ {
			ps = append(ps, m.point(i, value(&m.Months[i])))
		}
		if len(ps) == 1 {
			alone(ps[0])
			continue
		}
		m.sc.line(data, c, width, nil, straighten(ps)...)
	}
}

// straighten drops the points that a straight line between their neighbours passes within a pixel,
// so that an even rise has no kinks from rounding.
func straighten(ps []image.Point) []image.Point {
	kept := ps[:1]
	for from := 0; from < len(ps)-1; {
		to := from + 1
		for next := to + 1; next < len(ps) && straight(ps[from:next+1]); next++ {
			to = next
		}
		kept = append(kept, ps[to])
		from = to
	}
	return kept
}

// straight reports whether all of ps, which go to the right, lie within a pixel of the line from the
// first to the last.
func straight(ps []image.Point) bool {
	a, b := ps[0], ps[len(ps)-1]
	for _, p := range ps[1 : len(ps)-1] {
		if off := (p.Y-a.Y)*(b.X-a.X) - (b.Y-a.Y)*(p.X-a.X); max(off, -off) > b.X-a.X {
			return false
		}
	}
	return true
}

// endings are the texts to the right of the chart.
func (m *months) endings(where ends) (labels []ending) {
	sc, w := m.sc, &m.Words
	add := func(e ending) {
		switch {
		case e.text() == "":
		case where == endsTwoLines && e.name != "" && e.figure != "":
			at := e.at
			labels = append(labels, ending{e.name, "", e.st, at},
				ending{"", e.figure, e.st, func() int { return at() + sc.tx(9) }})
		default:
			labels = append(labels, e)
		}
	}
	strong := func(c color.RGBA) style { return style{bold, sizeLabel, c} }
	end := func(v Value) func() int { return func() int { return m.scale.at(v.float()) } }
	if i := m.lastForecast; i >= 0 {
		v := m.Months[i].Forecast
		add(ending{w.Forecast, w.figure(v), strong(sc.theme.Forecast), end(v)})
	} else if m.forecastMissing() {
		missing := style{italic, sizeLabel, sc.theme.Muted}
		top := func() int { return m.top }
		add(ending{w.Forecast, "", missing, top})
		add(ending{"", w.figure(m.Months[m.final].Forecast), missing, top})
	}
	if i := m.lastBudget; i >= 0 {
		v := m.Months[i].Budget
		add(ending{w.Budget, w.figure(v), strong(sc.theme.Budget), end(v)})
	}
	if i := m.lastOutcome; i >= 0 && i == m.final {
		v := m.Months[i].Outcome
		add(ending{w.Outcome, w.figure(v), strong(sc.theme.Outcome), end(v)})
	}
	if i := m.lastVariance; i >= 0 {
		muted := style{regular, sizeLabel, sc.theme.Muted}
		add(ending{w.Variance, "", muted, func() int { return m.varianceZero + sc.tx(10) }})
		if v := m.Months[i].Variance; i == m.final {
			add(ending{"", w.figure(v), strong(sc.signed(v)), func() int { return m.varianceAt(v) }})
		}
	}
	return labels
}

// forecastMissing reports whether the year should have had a forecast.
func (m *months) forecastMissing() bool {
	return m.lastForecast < 0 && m.final >= 0 && m.Months[m.final].Forecast.missing()
}

// place spreads the endings along the right edge of the chart.
func (m *months) place(labels []ending, in image.Rectangle) {
	sc := m.sc
	spots := make([]label, len(labels))
	for i, l := range labels {
		spots[i] = label{want: l.at(), room: sc.tx(18)}
	}
	if !spread(spots, in.Min.Y, in.Max.Y) {
		sc.bad = true
		return
	}
	for i, l := range labels {
		sc.write(l.text(), l.st, m.to+sc.px(2), sc.middle(spots[i].at, l.st), left)
	}
}

// legend writes the names of the lines above the chart, each behind a sample, and returns what is
// left below.
func (m *months) legend(in image.Rectangle) image.Rectangle {
	sc, w := m.sc, &m.Words
	row, sample, gap := sc.tx(19), sc.px(18), sc.px(6)
	x, y := in.Min.X, in.Min.Y
	add := func(text string, c color.RGBA, draw func(x, y int)) {
		st := style{bold, sizeLabel, c}
		width := sample + gap + sc.width(text, st)
		if x > in.Min.X && x+width > in.Max.X {
			x, y = in.Min.X, y+row
		}
		draw(x, y+row/2)
		sc.write(text, st, x+sample+gap, sc.middle(y+row/2, st), left)
		x += width + sc.px(14)
	}
	if i := m.lastForecast; i >= 0 {
		add(joinWords(w.Forecast, w.figure(m.Months[i].Forecast)), sc.theme.Forecast, func(x, y int) {
			sc.line(data, sc.theme.Forecast, 2.5, sc.dashes(6, 4), image.Pt(x, y), image.Pt(x+sample, y))
		})
	} else if m.forecastMissing() {
		v := m.Months[m.final].Forecast
		add(joinWords(w.Forecast, w.figure(v)), sc.theme.Muted, func(x, y int) {
			sc.mark(v.Status, image.Rect(x, y-sc.tx(5), x+sample, y+sc.tx(5)))
		})
	}
	if i := m.lastBudget; i >= 0 {
		add(joinWords(w.Budget, w.figure(m.Months[i].Budget)), sc.theme.Budget, func(x, y int) {
			sc.hline(data, sc.theme.Budget, x, x+sample, y, sc.edge())
		})
	}
	if i := m.lastOutcome; i >= 0 {
		text := joinWords(joinWords(w.Outcome, m.Months[i].Name), w.figure(m.Months[i].Outcome))
		add(text, sc.theme.Outcome, func(x, y int) {
			sc.line(data, sc.theme.Outcome, 2.5, nil, image.Pt(x, y), image.Pt(x+sample, y))
			sc.dot(data, sc.theme.Outcome, image.Pt(x+sample/2, y), 3.5)
		})
	}
	if i := m.lastVariance; i >= 0 {
		v := m.Months[i].Variance
		add(joinWords(w.Variance, w.figure(v)), sc.signed(v), func(x, y int) {
			sc.rect(data, sc.signed(v), x+sample/3, y-sc.px(5), x+sample*2/3, y+sc.px(5))
		})
	}
	if x > in.Min.X {
		in.Min.Y = y + row + sc.px(4)
	}
	return in
}

// variances draws the panel below, whose height is given.
func (m *months) variances(height int, number style, labelled bool) {
	sc := m.sc
	low, high := 0.0, 0.0
	for i := range m.Months {
		v := m.Months[i].Variance.float()
		low, high = min(low, v), max(high, v)
	}
	span := high - low
	if span == 0 {
		span = 1
	}
	m.variancePx = float64(height-sc.px(8)) / span
	m.varianceZero = m.bottom - height + round(high*m.variancePx)
	if high > 0 && low < 0 {
		m.varianceZero = max(m.varianceZero, m.bottom-height+sc.px(2))
	}
	half := max(1, round(m.slot()*0.31))
	lastKnown := -1
	for i := range m.Months {
		month := &m.Months[i]
		v := month.Variance
		if v.missing() && month.Outcome.has() {
			sc.mark(v.Status, image.Rect(m.x(i)-half, m.varianceZero+sc.px(4), m.x(i)+half, m.varianceZero+sc.tx(14)))
		}
		if !v.has() {
			continue
		}
		if month.Outcome.has() {
			lastKnown = i
		}
		if v.V.IsZero() {
			continue
		}
		end := m.varianceAt(v)
		r := image.Rect(m.x(i)-half, m.varianceZero, m.x(i)+half, end)
		if r.Dy() < 1 {
			r.Min.Y, r.Max.Y = m.varianceZero-max(0, v.V.Sign()), m.varianceZero+1
		}
		if month.Outcome.has() {
			sc.rect(data, sc.signed(v), r.Min.X, r.Min.Y, r.Max.X, r.Max.Y)
		} else {
			sc.hatch(data, sc.signed(v), r)
		}
	}
	sc.hline(words, sc.theme.Text, m.from, m.to, m.varianceZero, sc.hair())
	sc.try(m.Words.number(tick{}.exact), number, m.from-sc.px(5), sc.middle(m.varianceZero, number), right)

	// The last variance of an outcome, and the last of all where it does not stand to the right,
	// are written beside their bars when nothing stands there.
	for _, i := range []int{lastKnown, m.lastVariance} {
		if i < 0 || i == m.lastVariance && (i == m.final && !labelled || i == lastKnown && labelled) {
			continue
		}
		m.nameVariance(i, half)
	}
}

// varianceAt returns the height of a variance in its panel.
func (m *months) varianceAt(v Value) int {
	return m.varianceZero - round(v.float()*m.variancePx)
}

// nameVariance writes a variance to the right of its bar, where no other bar is near.
func (m *months) nameVariance(i, half int) {
	sc := m.sc
	v := m.Months[i].Variance
	text, st := m.Words.figure(v), style{bold, sizeLabel, sc.signed(v)}
	x := m.x(i) + half + sc.px(5)
	for j := i + 1; j < len(m.Months); j++ {
		if m.Months[j].Variance.has() && x+sc.width(text, st) > m.x(j)-half-sc.px(10) {
			return
		}
	}
	if x+sc.width(text, st) > m.to {
		return
	}
	y := m.varianceAt(v)
	if v.V.Sign() <= 0 {
		y = max(y+sc.tx(3), m.varianceZero+sc.tx(13))
	} else {
		y = min(y+sc.tx(10), m.varianceZero-sc.tx(4))
	}
	sc.try(text, st, x, y, left)
}

// nameOutcome writes what the last outcome is beside its dot, on the side that the lines leave free.
func (m *months) nameOutcome() {
	sc, w, i := m.sc, &m.Words, m.lastOutcome
	if i < 0 || i == m.final {
		return
	}
	text := joinWords(joinWords(w.Outcome, m.Months[i].Name), w.figure(m.Months[i].Outcome))
	st := style{bold, sizeLabel, sc.theme.Outcome}
	p := m.point(i, m.Months[i].Outcome)
	side, above, below := sc.px(9), p.Y-sc.tx(9), p.Y+sc.tx(13)
	far, near := above, below
	if m.scale.high <= 0 {
		far, near = below, above
	}
	zero := m.scale.zero()
	for _, spot := range []struct {
		x, y int
		a    align
	}{
		{p.X + side, near, left}, {p.X + side, near + (near-p.Y)/3, left}, {p.X - side, far, right}, {p.X - side, near, right}, {p.X + side, far, left},
		{p.X, far - sc.tx(6), centre}, {p.X, near + sc.tx(6), centre},
	} {
		_, box := sc.place(text, st, spot.x, spot.y, spot.a)
		inside := box.Min.X >= m.from && box.Max.X <= m.to && box.Min.Y >= m.top-sc.tx(6) && (box.Max.Y <= zero) == (p.Y <= zero)
		if inside && !sc.crosses(box) && sc.try(text, st, spot.x, spot.y, spot.a) {
			return
		}
	}
	sc.bad = true
}

// keys returns the states whose word has no room where the mark stands, and which are explained
// under the chart instead.
func (m *months) keys() (keys []Status) {
	sc := m.sc
	word := style{italic, sizeAxis, sc.theme.Muted}
	for _, s := range []Status{NotReported, NotQuoted, NotApplicable, Confidential} {
		if m.lastVariance >= 0 && len(m.runs(func(month *Month) bool { return month.Outcome.has() && month.Variance.Status == s })) > 0 {
			keys = append(keys, s)
			continue
		}
		for _, r := range m.runs(func(month *Month) bool { return month.Outcome.Status == s }) {
			// The axis takes some of the width; four fifths of it is safely the columns'.
			if sc.width(m.Words.absence(s), word)+sc.px(8) > round(m.slot()*0.8*float64(r[1]-r[0])) {
				keys = append(keys, s)
				break
			}
		}
	}
	return keys
}

// absences marks the outcomes that are missing from a report, above the zero line.
func (m *months) absences(keys []Status, in image.Rectangle) {
	sc := m.sc
	word := style{italic, sizeAxis, sc.theme.Muted}
	explained := func(s Status) bool {
		for _, k := range keys {
			if k == s {
				return true
			}
		}
		return false
	}
	zero := m.scale.zero()
	for _, s := range []Status{NotReported, NotQuoted, NotApplicable, Confidential} {
		for _, r := range m.runs(func(month *Month) bool { return month.Outcome.Status == s }) {
			box := image.Rect(m.edge(r[0])+sc.px(2), zero-sc.tx(20), m.edge(r[1])-sc.px(2), zero-sc.tx(4))
			sc.mark(s, box)
			if !explained(s) {
				sc.write(m.Words.absence(s), word, (box.Min.X+box.Max.X)/2, sc.middle((box.Min.Y+box.Max.Y)/2, word), centre)
			}
		}
	}
	for i, s := range keys {
		y := in.Max.Y - (len(keys)-i)*sc.tx(18) + sc.tx(9)
		box := image.Rect(m.from, y-sc.tx(5), m.from+sc.tx(14), y+sc.tx(5))
		sc.mark(s, box)
		sc.write(m.Words.absence(s), word, box.Max.X+sc.px(6), sc.middle(y, word), left)
	}
}
