package diagram

import (
	"image"

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

// layOut tries names beside the bars on one line, then on two, then at the size of an axis, and last
// names above the bars.
func (v Savings) layOut(s Spec) (*scene, bool) {
	try := func(how names, size float64) attempt {
		return func(sc *scene, in image.Rectangle) { v.draw(sc, v.head(sc, in, s.bare()), how, size, !s.bare()) }
	}
	return layOut(s, &v.Words, try(namesOneLine, sizeLabel), try(namesTwoLines, sizeLabel),
		try(namesOneLine, sizeAxis), try(namesAbove, sizeLabel))
}

// head writes the legend of what there is.
func (v Savings) head(sc *scene, in image.Rectangle, bare bool) image.Rectangle {
	if bare && !v.Legend {
		return in
	}
	w := &v.Words
	entries := []entry{{Budget, w.Decided}}
	seen := map[Kind]bool{}
	for _, r := range v.rows() {
		switch {
		case r.Realised.has():
			seen[Outcome] = true
		case r.Realised.Status == NotReported:
			seen[Unreported] = true
		case r.Realised.Status == NotQuoted:
			seen[Unquoted] = true
		}
	}
	for _, e := range []entry{{Outcome, w.Realised}, {Unreported, joinWords(w.Realised, w.NotReported)},
		{Unquoted, joinWords(w.Realised, w.NotQuoted)}} {
		if seen[e.kind] {
			entries = append(entries, e)
		}
	}
	in = sc.legend(in, entries...)
	in.Min.Y += sc.px(4)
	return in
}

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

// stop is where the bar of a row lies on the scale: its amount from one end to the other, and how
// far from the first end what is realised reaches.
type stop struct{ from, to, done float64 }

// savings is a Savings with its pixels.
type savings struct {
	*Savings
	sc    *scene
	in    image.Rectangle
	how   names
	size  float64 // of names and texts
	all   []Saving
	texts []string   // beside the bars
	lines [][]string // the names
	stops []stop
	from  int // where the bars begin; names end before it
	scale axis
	total int // the top of the total row; the foot of the rows where there is none
}

// stops returns the bars, each from where the one before it ended, and the total from zero.
func (v Savings) stops(rows []Saving) []stop {
	stops := make([]stop, len(rows))
	sum := 0.0
	for i, r := range rows {
		if i == len(v.Rows) {
			sum = 0
		}
		s := stop{from: sum, to: sum + r.Amount.float(), done: sum}
		if r.Amount.has() {
			s.done += r.Realised.float()
		}
		stops[i], sum = s, s.to
	}
	return stops
}

// span returns the scale from zero over every bar and the reference, and no further; its ticks are
// the round numbers within. To the right of each bar it leaves the room that is taken there.
func (v *savings) span(taken []int) axis {
	values := make([]float64, 0, 3*len(v.stops)+1)
	for _, s := range v.stops {
		values = append(values, s.from, s.to, s.done)
	}
	values = append(values, v.Reference.Value.float())
	a := axis{from: v.from, to: v.in.Max.X}
	for _, x := range values {
		a.low, a.high = min(a.low, x), max(a.high, x)
	}
	if a.low == a.high {
		a.high = 1
	}
	for _, t := range newAxis(values, 0, 1, 5).ticks {
		if t.value >= a.low && t.value <= a.high {
			a.ticks = append(a.ticks, t)
		}
	}
	for i, s := range v.stops {
		part := (max(s.from, s.to, s.done) - a.low) / (a.high - a.low)
		if room := float64(v.in.Max.X - taken[i] - v.from); part > 0 {
			a.to = min(a.to, v.from+floor(room/part))
		}
	}
	return a
}

// text is what stands beside the bar. An effect that is not reported or not quoted is told by the
// frame.
func (v Savings) text(r Saving) string {
	w := &v.Words
	amount := w.figure(r.Amount)
	switch {
	case r.Text != "":
		return r.Text
	case r.Amount.has() && r.Realised.has():
		return joinWords(joinWords(w.figure(r.Realised), w.Of), amount)
	case r.Realised.has(), r.Realised.Status == Confidential, r.Realised.Status == NotApplicable:
		return amount + " · " + w.named(w.Realised, r.Realised)
	}
	return amount
}

func (v Savings) says(r Saving) string {
	w := &v.Words
	return sentence(r.Name, w.named(w.Decided, r.Amount), w.named(w.Realised, r.Realised))
}

func (v Savings) draw(sc *scene, in image.Rectangle, how names, size float64, numbered bool) {
	p := &savings{Savings: &v, sc: sc, in: in, how: how, size: size, all: v.rows()}
	if len(p.all) == 0 {
		return
	}
	above, ok := p.columns()
	if !ok {
		sc.bad = true
		return
	}

	// The heights: all rows have the same, names above their bars take their lines besides.
	note := p.note()
	foot := len(note) * sc.tx(19)
	if len(note) > 0 {
		foot += sc.px(5)
	}
	if numbered {
		foot += sc.tx(18)
	}
	least := sc.tx(size + 4)
	switch how {
	case namesTwoLines:
		least = sc.tx(36)
	case namesAbove:
		least = sc.px(12)
	}
	rule := 0
	if v.hasTotal() {
		rule = sc.px(3)
	}
	row := min((in.Dy()-foot-rule-above)/len(p.all), max(sc.tx(38), least))
	if row < least {
		sc.bad = true
		return
	}
	thick := row * 72 / 100

	y := in.Min.Y
	joint := -1 // the foot of the bar before, where a line joins it to the next
	for i, r := range p.all {
		if p.isTotal(i) {
			sc.hline(ground, sc.pale(sc.theme.Edge, 0.5), in.Min.X, in.Max.X, y+sc.px(1), sc.ruled())
			y += rule
			joint, p.total = -1, y
		}
		top := y
		if how == namesAbove {
			y += max(1, len(p.lines[i])) * sc.tx(19)
		}
		bar := image.Rect(p.from, y+(row-thick)/2, p.from, y+(row-thick)/2+thick)
		if joint >= 0 && how != namesAbove {
			sc.vline(ground, sc.pale(sc.theme.Edge, 0.8), p.scale.at(p.stops[i].from), joint, bar.Min.Y, sc.hair())
		}
		joint = -1
		if r.Amount.has() {
			bar = p.bar(i, bar)
			joint = bar.Max.Y
		} else {
			bar.Min.X = max(p.from, min(p.scale.at(p.stops[i].from), p.scale.to))
			bar.Max.X = min(bar.Min.X+sc.px(40), in.Max.X)
			sc.mark(r.Amount.Status, bar)
		}
		p.write(i, bar, top)
		y += row
		sc.hit(image.Rect(in.Min.X, top, in.Max.X, y), i, r.ID, v.says(r))
	}
	if !v.hasTotal() {
		p.total = y
	}
	if numbered {
		sc.gridlines(p.scale, in.Min.Y, y)
	}
	if numbered || p.scale.low < 0 {
		sc.zeroUpright(p.scale.zero(), in.Min.Y, y)
	}
	p.compare(note, y)
	if numbered {
		number := style{regular, sizeAxis, sc.theme.Muted}
		sc.numbers(p.scale, y+foot-sc.tx(4), number, &v.Words)
	}
}

func (v *savings) isTotal(i int) bool { return i == len(v.Rows) }

// columns places names, bars and what stands beside each bar, and returns the height of names above
// their bars. It reports whether there was room.
func (v *savings) columns() (above int, ok bool) {
	sc, in := v.sc, v.in
	strong := style{bold, v.size, sc.theme.Text}
	v.texts, v.lines = make([]string, len(v.all)), make([][]string, len(v.all))
	taken := make([]int, len(v.all))
	longest := 0
	for i, r := range v.all {
		v.texts[i] = v.text(r)
		width := sc.width(v.texts[i], v.beside(i))
		v.lines[i] = []string{r.Name}
		room := in.Dx()
		switch v.how {
		case namesTwoLines:
			room = in.Dx() * 38 / 100
			v.lines[i] = sc.wrap(r.Name, strong, room)
		case namesAbove:
			room = in.Dx() - sc.px(12) - width
			v.lines[i] = sc.wrap(r.Name, strong, room)
			above += max(1, len(v.lines[i])) * sc.tx(19)
		}
		w := sc.widest(strong, v.lines[i]...)
		longest = max(longest, w)
		if v.how == namesTwoLines && len(v.lines[i]) > 2 || w > room {
			return 0, false
		}
		taken[i] = 2 // a thin bar is drawn two pixels wide
		if v.how != namesAbove {
			taken[i] += width + sc.px(8)
		}
		if !r.Amount.has() {
			taken[i] += sc.px(40)
		}
	}
	v.from = in.Min.X
	if v.how != namesAbove {
		v.from += max(longest, min(sc.px(150), in.Dx()*27/100)) + sc.px(10)
	}
	v.stops = v.Savings.stops(v.all)
	v.scale = v.span(taken)
	return above, v.scale.to-v.from >= max(sc.px(60), in.Dx()/5)
}

// beside is how the text beside the bar of row i is written.
func (v *savings) beside(i int) style {
	switch {
	case v.all[i].Amount.missing():
		return style{italic, v.size, v.sc.theme.Muted}
	case v.isTotal(i):
		return style{bold, v.size, v.sc.theme.Text}
	}
	return style{regular, v.size, v.sc.theme.Text}
}

// bar draws the amount of row i and what of it is realised at the height of r, and returns all that
// it takes. An amount other than 0 is seen however small it is.
func (v *savings) bar(i int, r image.Rectangle) image.Rectangle {
	sc, row, s := v.sc, v.all[i], v.stops[i]
	span := func(to float64) image.Rectangle {
		b := image.Rect(v.scale.at(s.from), r.Min.Y, v.scale.at(to), r.Max.Y)
		if b.Dx() < 2 {
			b.Max.X = b.Min.X + 2
		}
		return b
	}
	r.Min.X = v.scale.at(s.from)
	r.Max.X = r.Min.X
	if row.Realised.has() && !row.Realised.V.IsZero() {
		c := sc.theme.Outcome
		if row.Realised.V.Sign() < 0 && row.Amount.V.Sign() >= 0 {
			c = sc.theme.Negative // the saving became a cost
		}
		b := span(s.done)
		sc.rect(data, c, b.Min.X, b.Min.Y, b.Max.X, b.Max.Y)
		r.Min.X, r.Max.X = min(r.Min.X, b.Min.X), max(r.Max.X, b.Max.X)
	}
	if row.Amount.V.IsZero() {
		return r
	}
	b := span(s.to)
	r.Min.X, r.Max.X = min(r.Min.X, b.Min.X), max(r.Max.X, b.Max.X)

	effect := row.Realised.Status
	if v.isTotal(i) {
		effect = None // the rows tell what is not known
	}
	if effect == NotQuoted {
		sc.unquoted(b)
	}
	switch edge := max(1, sc.px(2)); {
	case row.Selected:
		sc.frame(data, sc.theme.Thread, b, edge)
		if inner := b.Inset(edge + sc.px(1)); effect == NotReported && !inner.Empty() {
			sc.dashedFrame(inner)
		}
	case effect == NotReported:
		sc.dashedFrame(b)
	case effect != NotQuoted:
		sc.frame(data, sc.theme.Budget, b, sc.ruled())
	}
	return r
}

// write puts the name of row i to the left of its bar or above, and the text to the right.
func (v *savings) write(i int, bar image.Rectangle, top int) {
	sc, st := v.sc, v.beside(i)
	name := style{regular, v.size, sc.theme.Text}
	if v.all[i].Selected || v.isTotal(i) {
		name.face = bold
	}
	if v.how == namesAbove {
		for j, l := range v.lines[i] {
			sc.write(l, name, v.in.Min.X, top+j*sc.tx(19)+sc.tx(14), left)
		}
		sc.write(v.texts[i], st, v.in.Max.X, top+sc.tx(14), right)
		return
	}
	middle := (bar.Min.Y + bar.Max.Y) / 2
	y := middle - (len(v.lines[i])-1)*sc.tx(17)/2
	for _, l := range v.lines[i] {
		sc.write(l, name, v.from-sc.px(10), sc.middle(y, name), right)
		y += sc.tx(17)
	}
	sc.write(v.texts[i], st, bar.Max.X+sc.px(8), sc.middle(middle, st), left)
}

// note returns the lines of what the total is compared with.
func (v *savings) note() []string {
	if !v.Reference.Value.has() {
		return nil
	}
	return v.sc.wrap(sentence(v.Reference.Label, v.Words.figure(v.Reference.Value)), v.compared(), v.in.Dx())
}

func (v *savings) compared() style { return style{bold, sizeLabel, v.sc.theme.Outcome} }

// compare draws the dashed line of the reference down to its note. It begins below the last text of
// the rows that stands in its way, and leaves out that of the total.
func (v *savings) compare(note []string, bottom int) {
	if len(note) == 0 {
		return
	}
	sc := v.sc
	x := v.scale.at(v.Reference.Value.float())
	air, t := sc.px(3), max(1, sc.px(1.5))
	var in image.Rectangle // the total's text, where it stands in the way
	top := v.in.Min.Y
	for _, b := range sc.boxes {
		switch {
		case x+t <= b.Min.X-air || b.Max.X+air <= x:
		case b.Min.Y >= v.total:
			in = in.Union(b.Inset(-air))
		default:
			top = max(top, b.Max.Y+air)
		}
	}
	end := bottom + sc.px(3)
	sc.fill(words, sc.theme.Outcome, func() {
		for y := top; y < end; y += sc.px(8) {
			piece := image.Rect(x, y, x+t, min(y+sc.px(5), end))
			if !piece.Overlaps(in) {
				sc.rects = append(sc.rects, piece)
			}
		}
	})
	st := v.compared()
	for i, l := range note {
		half := sc.width(l, st)/2 + 1
		sc.write(l, st, max(v.in.Min.X+half, min(x, v.in.Max.X-half)), end+sc.tx(15)+i*sc.tx(19), centre)
	}
}
