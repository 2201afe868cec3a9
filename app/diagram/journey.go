package diagram

import (
	"image"
	"image/color"

	"github.com/wcharczuk/go-chart/v2"
)

// ForecastJourney shows how the forecast for the whole year moved from report to report. The bars
// hang from the line where the budget is in balance, or stand on it where a surplus is expected.
type ForecastJourney struct {
	Words   Words
	Title   string // the table's title
	Finding string // the finding in a sentence
	Reports []Report
	Legend  bool // write the legend even where the picture has no headline
}

// Report is a column: the outcome of the year before, or a forecast. A month without a report keeps
// its place with a Value of NoReport.
type Report struct {
	ID      string
	Label   string // over the bar: "April 2019, delår"
	Short   string // instead of Label where that has no room: "apr"
	Outcome bool   // an outcome and no forecast: solid
	Value   Value
	Note    string // beside the bar: "anges också som cirka 34"
	Change  Change // since the report before
}

// Change is how a forecast moved, as coarse as its coarsest part.
type Change struct {
	Text string // "ca +2"; empty where there is nothing to compare with
	Sign int    // above 0 better, below 0 worse, 0 neither
}

// Describe gives the finding.
func (f ForecastJourney) Describe() string { return describe(f.Finding, f.Title) }

// Table gives a row a report.
func (f ForecastJourney) Table() Table {
	w := &f.Words
	t := Table{
		Title:   f.Title,
		Columns: []string{w.Report, w.Variance, w.Change, w.Note},
		Numeric: []bool{false, true, true, false},
	}
	for _, r := range f.Reports {
		t.Rows = append(t.Rows, []string{r.Label, w.cell(r.Value), joinWords(r.Change.Text, w.moved(r.Change)), r.Note})
	}
	return t
}

// moved returns the word for a change.
func (w *Words) moved(c Change) string {
	switch {
	case c.Text == "":
		return ""
	case c.Sign > 0:
		return w.Better
	case c.Sign < 0:
		return w.Worse
	}
	return ""
}

func (sc *scene) moved(c Change) color.RGBA {
	switch {
	case c.Sign > 0:
		return sc.theme.Positive
	case c.Sign < 0:
		return sc.theme.Negative
	}
	return sc.theme.Muted
}

// Fits reports whether the chart can be read at this size.
func (f ForecastJourney) Fits(s Spec) bool {
	_, ok := f.layOut(s)
	return ok
}

// Chart lays the chart out.
func (f ForecastJourney) Chart(s Spec, hits *[]Hit) chart.Chart {
	sc, _ := f.layOut(s)
	return sc.chart(hits)
}

// layOut tries columns with whole labels, then with short ones, then with changes as figures alone,
// and last the reports as rows under each other.
func (f ForecastJourney) layOut(s Spec) (*scene, bool) {
	columns := func(short, figures bool) attempt {
		return func(sc *scene, in image.Rectangle) { f.columns(sc, f.head(sc, in, s.bare()), short, figures) }
	}
	return layOut(s, &f.Words, columns(false, false), columns(true, false), columns(true, true),
		func(sc *scene, in image.Rectangle) { f.rows(sc, f.head(sc, in, s.bare())) })
}

func (f ForecastJourney) head(sc *scene, in image.Rectangle, bare bool) image.Rectangle {
	if bare && !f.Legend {
		return in
	}
	var entries []entry
	outcome, forecast := false, false
	for _, r := range f.Reports {
		outcome, forecast = outcome || r.Outcome, forecast || !r.Outcome
	}
	if outcome {
		entries = append(entries, entry{Outcome, f.Words.Outcome})
	}
	if forecast {
		entries = append(entries, entry{Forecast, f.Words.Forecast})
	}
	in = sc.legend(in, entries...)
	in.Min.Y += sc.px(4)
	return in
}

func (f ForecastJourney) says(r Report) string {
	return sentence(r.Label, f.Words.cell(r.Value), joinWords(r.Change.Text, f.Words.moved(r.Change)), r.Note)
}

func (r Report) label(short bool) string {
	if short && r.Short != "" {
		return r.Short
	}
	return r.Label
}

// slots divides the width: every report has the same, but one with a note has what the note needs.
// A bar takes no more than a part of its slot.
type slots struct {
	edges []int // one more than reports
	bar   int
}

func (f ForecastJourney) slots(sc *scene, in image.Rectangle, part float64) slots {
	n := len(f.Reports)
	s := slots{edges: make([]int, n+1)}
	width := float64(in.Dx() - sc.px(8))
	each := width / (float64(n) + 0.048)
	s.bar = round(min(each*part, max(65*sc.k, each*0.3)))

	// A note stands beside its bar, in the slot's own room.
	note := style{regular, sizeLabel, sc.theme.Muted}
	need := make([]float64, n)
	flexible, fixed := n, 0.0
	for i, r := range f.Reports {
		if r.Note == "" {
			continue
		}
		// What follows leaves room of its own before its bar.
		least := s.bar + sc.px(28+10+12) + sc.widest(note, f.noteLines(sc, r.Note)...) - (round(each)-s.bar)/2
		need[i] = max(float64(least), each*1.048)
		fixed += need[i]
		flexible--
	}
	if flexible > 0 {
		each = (width - fixed) / float64(flexible)
	}
	s.bar = min(s.bar, max(1, round(each*part)))
	x := float64(in.Min.X)
	for i := range f.Reports {
		s.edges[i] = round(x)
		if need[i] > 0 {
			x += need[i]
		} else {
			x += each
		}
	}
	s.edges[n] = round(x)
	return s
}

// noteLines breaks a note into two lines of about the same length.
func (f ForecastJourney) noteLines(sc *scene, note string) []string {
	st := style{regular, sizeLabel, sc.theme.Muted}
	whole := sc.width(note, st)
	for part := whole/2 + 1; part < whole; part += max(1, sc.tx(6)) {
		if lines := sc.wrap(note, st, part); len(lines) <= 2 {
			return lines
		}
	}
	return []string{drawable(note)}
}

// barAt returns where the bar of slot i begins. In a slot with a note the bar stands to the left.
func (f ForecastJourney) barAt(s slots, i int) int {
	from, to := s.edges[i], s.edges[i+1]
	if f.Reports[i].Note != "" {
		return from + min((to-from)*165/1000, (to-from-s.bar)/2)
	}
	return (from+to)/2 - s.bar/2
}

func (f ForecastJourney) extremes() (low, high float64) {
	for _, r := range f.Reports {
		low, high = min(low, r.Value.float()), max(high, r.Value.float())
	}
	return low, high
}

func (f ForecastJourney) columns(sc *scene, in image.Rectangle, short, figures bool) {
	label := style{regular, sizeLabel, sc.theme.Muted}
	figure := style{bold, sizeFigure, sc.theme.Text}
	low, high := f.extremes()
	span := high - low
	part := 0.5
	if figures {
		part = 0.36 // narrow bars leave room between them
	}
	s := f.slots(sc, in, part)
	if s.bar < sc.px(12) {
		sc.bad = true
		return
	}

	// Labels on top, then the bars with a figure beyond each end that is used.
	top := in.Min.Y + sc.tx(21)
	bottom := in.Max.Y
	if high > 0 {
		top += sc.tx(22)
	}
	if low < 0 || span == 0 {
		bottom -= sc.tx(22)
	}
	if bottom-top < sc.tx(36) {
		sc.bad = true
		return
	}
	zero := top
	pixels := 0.0
	if span > 0 {
		pixels = float64(bottom-top-sc.ruled()) / span
		zero = top + round(high*pixels)
	}
	hang := zero + sc.ruled() // the lower edge of the line
	end := func(v Value) int {
		if v.V.Sign() > 0 {
			return zero - max(1, round(v.float()*pixels))
		}
		return hang + max(1, round(-v.float()*pixels))
	}

	for i, r := range f.Reports {
		x := f.barAt(s, i)
		middle := x + s.bar/2
		sc.write(r.label(short), label, middle, in.Min.Y+sc.tx(14), centre)
		sc.hit(image.Rect(s.edges[i], in.Min.Y, s.edges[i+1], in.Max.Y), i, r.ID, f.says(r))
		switch {
		case r.Value.missing():
			f.gap(sc, r.Value, image.Rect(x, hang, x+s.bar, in.Max.Y), image.Rect(s.edges[i], in.Min.Y+sc.tx(21), s.edges[i+1], in.Max.Y))
		case r.Value.has():
			y := end(r.Value)
			if !r.Value.V.IsZero() {
				sc.column(r, image.Rect(x, min(y, hang), x+s.bar, max(y, zero)))
			}
			at := y + sc.tx(18)
			switch {
			case r.Value.V.IsZero():
				at = hang + sc.tx(18)
			case r.Value.V.Sign() > 0:
				at = y - sc.tx(7)
			}
			sc.write(f.Words.figure(r.Value), figure, middle, at, centre)
			limit := in.Max.X
			if i+1 < len(f.Reports) {
				limit = f.barAt(s, i+1) - sc.px(8)
			}
			f.note(sc, r, x+s.bar+sc.px(10), limit, y, hang)
		}
	}
	for i := 1; i < len(f.Reports); i++ {
		f.change(sc, i, f.barAt(s, i-1)+s.bar, f.barAt(s, i), hang, zero, end, figures)
	}
	sc.zeroLevel(in.Min.X, in.Max.X, zero)
	f.balance(sc, in, s, zero)
}

// column draws a bar whose root is hidden under the line.
func (sc *scene) column(r Report, box image.Rectangle) {
	if r.Outcome {
		sc.rect(data, sc.theme.Outcome, box.Min.X, box.Min.Y, box.Max.X, box.Max.Y)
		return
	}
	sc.hatch(data, sc.theme.Forecast, box)
}

// gap marks a report without a figure: a month without a report by a band over its whole place, the
// rest by a frame that hangs where the bar would.
func (f ForecastJourney) gap(sc *scene, v Value, bar, slot image.Rectangle) {
	st := style{italic, sizeLabel, sc.theme.Muted}
	if v.Status == NoReport {
		st.face = regular
		slot.Min.X, slot.Max.X = bar.Min.X-sc.px(6), bar.Max.X+sc.px(6)
		sc.mark(v.Status, slot)
		bar.Max.Y = bar.Min.Y + sc.tx(2)
	} else {
		bar.Max.Y = min(bar.Max.Y-sc.tx(40), bar.Min.Y+sc.tx(40))
		if bar.Dy() < sc.px(8) {
			sc.bad = true
			return
		}
		sc.mark(v.Status, bar)
	}
	y := bar.Max.Y + sc.tx(16)
	for _, line := range sc.wrap(f.Words.figure(v), st, max(bar.Dx()+sc.px(24), sc.tx(60))) {
		sc.write(line, st, (bar.Min.X+bar.Max.X)/2, y, centre)
		y += sc.tx(17)
	}
}

// note writes what else is said of the figure, at the free end of the bar.
func (f ForecastJourney) note(sc *scene, r Report, x, limit, y, hang int) {
	if r.Note == "" {
		return
	}
	st := style{regular, sizeLabel, sc.theme.Muted}
	lines := f.noteLines(sc, r.Note)
	row := sc.tx(17)
	baseline := y - sc.tx(3) - (len(lines)-1)*row
	if r.Value.V.Sign() > 0 {
		baseline = y + sc.tx(13)
	} else if least := hang + sc.tx(15); baseline < least {
		baseline = least
	}
	for i, line := range lines {
		if box := sc.write(line, st, x, baseline+i*row, left); box.Max.X > limit {
			sc.bad = true
		}
	}
}

// change writes how the forecast moved, between its bar and the one before.
func (f ForecastJourney) change(sc *scene, i, from, to, hang, zero int, end func(Value) int, figures bool) {
	c := f.Reports[i].Change
	if c.Text == "" {
		return
	}
	number := style{bold, sizeLabel, sc.moved(c)}
	word := style{regular, sizeLabel, sc.moved(c)}
	lines := []string{c.Text}
	if w := f.Words.moved(c); w != "" && !figures {
		lines = append(lines, w)
	}
	if sc.widest(number, lines...) > to-from-sc.px(4) {
		sc.bad = true
		return
	}
	// At half the height of the two bars, or of the one where the other is missing.
	sum, n := 0, 0
	for _, v := range []Value{f.Reports[i-1].Value, f.Reports[i].Value} {
		if v.has() {
			sum, n = sum+(end(v)+hang)/2, n+1
		}
	}
	middle := hang + sc.tx(30)
	if n > 0 {
		middle = sum / n
	}
	row := sc.tx(17)
	half := (len(lines) - 1) * row / 2
	if middle >= zero {
		middle = max(middle, hang+sc.tx(10)+half)
	} else {
		middle = min(middle, zero-sc.tx(10)-half)
	}
	y := sc.middle(middle, number) - half
	sc.write(lines[0], number, (from+to)/2, y, centre)
	if len(lines) > 1 {
		sc.write(lines[1], word, (from+to)/2, y+row, centre)
	}
}

// balance names the line at its right end, where there is room.
func (f ForecastJourney) balance(sc *scene, in image.Rectangle, s slots, zero int) {
	n := len(f.Reports)
	if f.Words.InBalance == "" || n == 0 {
		return
	}
	st := style{bold, sizeLabel, sc.theme.Text}
	label := style{regular, sizeLabel, sc.theme.Muted}
	bar := f.barAt(s, n-1)
	end := bar + s.bar/2 + max(s.bar, sc.width(f.Reports[n-1].Label, label))/2
	if end+sc.px(20)+sc.width(f.Words.InBalance, st) <= in.Max.X {
		sc.try(f.Words.InBalance, st, in.Max.X, zero-sc.tx(7), right)
	}
}

// rows draws the reports under each other: label and figure on a line, the bar and the change on the
// next.
func (f ForecastJourney) rows(sc *scene, in image.Rectangle) {
	label := style{regular, sizeLabel, sc.theme.Muted}
	figure := style{bold, sizeLabel, sc.theme.Text}
	missing := style{italic, sizeLabel, sc.theme.Muted}
	low, high := f.extremes()
	span := max(high-low, 1e-9)

	moved := 0
	for _, r := range f.Reports {
		moved = max(moved, sc.width(joinWords(r.Change.Text, f.Words.moved(r.Change)), figure))
	}
	from, to := in.Min.X, in.Max.X-moved-sc.px(10)
	line := sc.tx(19)
	y := in.Min.Y
	zero := from + round(-low/span*float64(to-from))
	if to-from < sc.px(60) {
		sc.bad = true
		return
	}
	for i, r := range f.Reports {
		top := y
		sc.write(r.label(false), label, from, y+sc.tx(14), left)
		st := figure
		if r.Value.missing() {
			st = missing
		}
		sc.write(f.Words.figure(r.Value), st, in.Max.X, y+sc.tx(14), right)
		y += line
		bar := image.Rect(zero, y+sc.px(2), zero+round(r.Value.float()/span*float64(to-from)), y+sc.tx(14))
		switch {
		case r.Value.missing():
			sc.mark(r.Value.Status, image.Rect(from, bar.Min.Y, from+sc.px(40), bar.Max.Y))
		case r.Value.has() && !r.Value.V.IsZero():
			bar.Max.X = max(bar.Max.X, bar.Min.X+2)
			sc.column(r, bar)
		}
		if r.Change.Text != "" {
			number := style{bold, sizeLabel, sc.moved(r.Change)}
			sc.write(joinWords(r.Change.Text, f.Words.moved(r.Change)), number, in.Max.X, y+sc.tx(13), right)
		}
		y += line
		if r.Note != "" {
			for _, l := range sc.wrap(r.Note, label, in.Dx()) {
				sc.write(l, label, from, y+sc.tx(13), left)
				y += line
			}
		}
		sc.zeroUpright(zero, top+line, y)
		y += sc.px(4)
		sc.hit(image.Rect(in.Min.X, top, in.Max.X, y), i, r.ID, f.says(r))
	}
	if y > in.Max.Y+sc.px(4) {
		sc.bad = true
	}
}
