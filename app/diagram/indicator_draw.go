package diagram

import (
	"image"
)

// course is an Indicator with its pixels.
type course struct {
	*Indicator
	sc          *scene
	short       bool // names
	below       bool // what is told of breaks and absences stands under the chart
	top, bottom int  // of the plot
	from, to    int
	scale       axis
	told        map[Status]bool // absences whose word has been written beside a mark
}

// joint says how two neighbours are joined.
type joint int

const (
	apart joint = iota
	dotted
	whole
)

// joint of a point with the one before it.
func (c *course) joint(i int) joint {
	a, b := &c.Points[i-1], &c.Points[i]
	if !a.Value.has() || !b.Value.has() {
		return apart
	}
	how := whole
	if a.Part != b.Part || b.Uncertain {
		how = dotted
	}
	for _, br := range c.Breaks {
		switch {
		case br.After == i-1 && br.Certain:
			return apart
		case br.After == i-1, !c.placed(br):
			how = dotted
		}
	}
	return how
}

func (n Indicator) draw(sc *scene, in image.Rectangle, short, below bool) {
	c := &course{Indicator: &n, sc: sc, short: short, below: below, told: map[Status]bool{}}
	if len(n.Points) == 0 {
		sc.bad = true
		return
	}
	number := style{regular, sizeAxis, sc.theme.Muted}
	named := style{regular, sizeLabel, sc.theme.Muted}
	c.top, c.bottom = in.Min.Y+sc.tx(20), in.Max.Y-sc.tx(20)
	var under []footnote
	if below {
		under = c.footnotes(in.Dx())
		c.bottom -= len(under) * sc.tx(18)
	}
	values := make([]float64, 0, 2*len(n.Points))
	for _, p := range n.Points {
		values = append(values, p.Value.float(), p.Target.float())
	}
	high := c.bottom - c.top
	if high < sc.tx(36) {
		sc.bad = true
		return
	}
	c.scale = newAxis(values, c.bottom, c.top, max(1, min(4, high/sc.tx(38))))
	numbers := 0
	for _, t := range c.scale.ticks {
		numbers = max(numbers, sc.width(n.Words.number(t.exact), number))
	}
	c.from, c.to = in.Min.X+numbers+sc.px(8), in.Max.X
	target, at := c.lastTarget()
	targetStyle := style{bold, sizeLabel, sc.theme.Positive}
	if at == len(n.Points)-1 {
		c.to -= sc.width(target, targetStyle) + sc.px(8)
	}
	if c.to-c.from < sc.px(60) || float64(c.to-c.from)/float64(len(n.Points)) < float64(sc.px(7)) {
		sc.bad = true
		return
	}

	for _, t := range c.scale.ticks {
		y := c.scale.at(t.value)
		if t.value == 0 {
			sc.zeroLevel(c.from, c.to, y)
		} else {
			sc.hline(ground, sc.theme.Grid, c.from, c.to, y, sc.hair())
		}
		sc.write(n.Words.number(t.exact), number, c.from-sc.px(8), sc.middle(y, number), right)
	}
	c.targets()
	c.joints()
	c.dots()
	name := func(i int) string {
		if p := n.Points[i]; short && p.Short != "" {
			return p.Short
		}
		return n.Points[i].Label
	}
	y := in.Max.Y - sc.tx(5) - len(under)*sc.tx(18)
	if short {
		sc.thinned(len(n.Points), len(n.Points)-1, c.x, name, named, y)
	} else {
		for i := range n.Points {
			sc.write(name(i), named, min(c.x(i), in.Max.X-sc.width(name(i), named)/2), y, centre)
		}
	}
	if at == len(n.Points)-1 {
		level := c.scale.at(n.Points[at].Target.float())
		sc.write(target, targetStyle, c.to+sc.px(8), sc.middle(level, targetStyle), left)
	} else if at >= 0 {
		level := c.scale.at(n.Points[at].Target.float())
		sc.bad = sc.bad || !sc.try(target, targetStyle, c.x(at), level-sc.px(5), centre) &&
			!sc.try(target, targetStyle, c.x(at), level+sc.tx(16), centre)
	}
	c.figures()
	c.absences()
	c.breaks(in, under)
	c.earlierTargets(at)
	for i, p := range n.Points {
		sc.hit(image.Rect(c.edge(i), in.Min.Y, c.edge(i+1), in.Max.Y), i, p.ID, n.says(i))
	}
}

// x is the middle of a point's column. The first and the last stand near the ends.
func (c *course) x(i int) int {
	n := len(c.Points)
	if n == 1 {
		return (c.from + c.to) / 2
	}
	inset := min(float64(c.sc.tx(50)), float64(c.to-c.from)/float64(2*n))
	return c.from + round(inset+float64(i)*(float64(c.to-c.from)-2*inset)/float64(n-1))
}

// edge is where a point's column begins.
func (c *course) edge(i int) int {
	switch i {
	case 0:
		return c.from
	case len(c.Points):
		return c.to
	}
	return (c.x(i-1) + c.x(i)) / 2
}

func (c *course) at(i int) image.Point {
	return image.Pt(c.x(i), c.scale.at(c.Points[i].Value.float()))
}

// lastTarget is the newest target that is a number, as it is written, and whose it is; -1 where
// there is none.
func (c *course) lastTarget() (string, int) {
	for i := len(c.Points) - 1; i >= 0; i-- {
		if t := c.Points[i].Target; t.has() {
			return joinWords(c.Words.Target, c.Words.figure(t)), i
		}
	}
	return "", -1
}

// targets draws a level line over the columns that have one; equal neighbours share it.
func (c *course) targets() {
	for i := 0; i < len(c.Points); i++ {
		t := c.Points[i].Target
		if !t.has() {
			continue
		}
		from := c.edge(i)
		for i+1 < len(c.Points) && c.Points[i+1].Target.has() && c.Points[i+1].Target.V.Equal(t.V) {
			i++
		}
		y := c.scale.at(t.float())
		c.sc.line(data, c.sc.theme.Positive, 1.5, c.sc.dashes(8, 3, 2, 3), image.Pt(from, y), image.Pt(c.edge(i+1), y))
	}
}

// earlierTargets writes the targets before the last one over or under their lines, where they have
// room; the table and the hits tell them all.
func (c *course) earlierTargets(last int) {
	sc := c.sc
	st := style{bold, sizeLabel, sc.theme.Positive}
	for i := 0; i < last; i++ {
		t, first := c.Points[i].Target, i
		if !t.has() {
			continue
		}
		for i+1 < len(c.Points) && c.Points[i+1].Target.has() && c.Points[i+1].Target.V.Equal(t.V) {
			i++
		}
		if i >= last {
			return
		}
		text := joinWords(c.Words.Target, c.Words.figure(t))
		from, wide := c.edge(first)+sc.px(2), sc.width(text, st)
		to, level := c.edge(i+1)-sc.px(2)-wide, c.scale.at(t.float())
		for _, spot := range []image.Point{{to, level - sc.tx(5)}, {to, level + sc.tx(16)}, {from, level - sc.tx(5)}, {from, level + sc.tx(16)}} {
			_, box := sc.place(drawable(text), st, spot.X, spot.Y, left)
			if to >= from && !c.covers(box) && !sc.crosses(box) && sc.try(text, st, spot.X, spot.Y, left) {
				break
			}
		}
	}
}

// joints draws the lines between neighbours, each stretch of one kind in one stroke, and a zigzag
// where a series is broken.
func (c *course) joints() {
	sc := c.sc
	for i := 1; i < len(c.Points); {
		how := c.joint(i)
		first := i - 1
		for i++; i < len(c.Points) && c.joint(i) == how && how != apart; i++ {
		}
		if how == apart {
			continue
		}
		ps := make([]image.Point, 0, i-first)
		for k := first; k < i; k++ {
			ps = append(ps, c.at(k))
		}
		if how == dotted {
			sc.line(data, sc.theme.Outcome, 2, sc.dashes(2, 4), ps...)
			continue
		}
		sc.line(data, sc.theme.Outcome, 2.5, nil, straighten(ps)...)
	}
	for _, b := range c.Breaks {
		if b.Certain && c.placed(b) {
			c.zigzag(c.edge(b.After + 1))
		}
	}
}

// zigzag parts the chart from top to bottom.
func (c *course) zigzag(x int) {
	sc := c.sc
	wide, step := sc.px(4), max(2, sc.px(6))
	sc.rect(data, sc.theme.Paper, x-2*wide, c.top, x+2*wide, c.bottom)
	var ps []image.Point
	for i, y := 0, c.top; y <= c.bottom; i, y = i+1, y+step {
		ps = append(ps, image.Pt(x-wide+2*wide*(i%2), y))
	}
	sc.line(data, sc.theme.Muted, 1.5, nil, ps...)
}

// dots draws a dot at every value: hollow for a part of a year and for what is preliminary.
func (c *course) dots() {
	sc := c.sc
	for i, p := range c.Points {
		switch {
		case !p.Value.has():
		case p.Part:
			sc.ring(data, sc.theme.Outcome, c.at(i), 5.5, 2)
		case p.Value.Status == Preliminary:
			sc.ring(data, sc.theme.Outcome, c.at(i), 4.5, 1.75)
		default:
			sc.dot(data, sc.theme.Outcome, c.at(i), 5)
		}
	}
}

// figures writes the values at their dots: the last and the first always, the others where they
// have room. The axis and the table tell those that have none.
func (c *course) figures() {
	size := sizeFigure
	if len(c.Points) > 8 {
		size = sizeLabel
	}
	st := style{bold, size, c.sc.theme.Text}
	order := make([]int, 0, len(c.Points))
	for i := len(c.Points) - 1; i >= 0; i-- {
		if c.Points[i].Value.has() {
			order = append(order, i)
		}
	}
	if n := len(order); n > 2 { // the first before those between
		first := order[n-1]
		copy(order[2:], order[1:n-1])
		order[1] = first
	}
	for n, i := range order {
		if !c.figure(i, st) && n < 2 {
			c.sc.bad = true
		}
	}
}

// figure writes a value over its dot, or under it: where the line does not run.
func (c *course) figure(i int, st style) bool {
	sc, p := c.sc, c.at(i)
	over, under := p.Y-sc.px(10), p.Y+sc.px(9)+sc.inkHeight("0", st)
	ys := [2]int{over, under}
	if c.Points[i].Value.float() < 0 {
		ys = [2]int{under, over}
	}
	text := c.Words.figure(c.Points[i].Value)
	for _, careful := range []bool{true, false} {
		for _, y := range ys {
			_, box := sc.place(drawable(text), st, p.X, y, centre)
			if careful && (sc.crosses(box) || box.Max.Y > c.bottom && p.Y <= c.bottom-sc.px(2)) {
				continue
			}
			if box.Max.Y < c.bottom+sc.tx(8) && sc.try(text, st, p.X, y, centre) {
				return true
			}
		}
	}
	return false
}

// absences draws the mark of what is missing on the line of zero, with its word above it where that
// has room. Every kind of absence has its word somewhere.
func (c *course) absences() {
	sc := c.sc
	word := style{italic, sizeLabel, sc.theme.Muted}
	zero := c.scale.zero()
	for i, p := range c.Points {
		if !p.Value.missing() {
			continue
		}
		half := min(sc.px(14), (c.edge(i+1)-c.edge(i))/3)
		box := image.Rect(c.x(i)-half, zero-sc.px(22), c.x(i)+half, zero)
		sc.mark(p.Value.Status, box)
		text := c.Words.absence(p.Value.Status)
		_, ink := sc.place(text, word, c.x(i), box.Min.Y-sc.px(5), centre)
		if !sc.crosses(ink) && sc.try(text, word, c.x(i), box.Min.Y-sc.px(5), centre) {
			c.told[p.Value.Status] = true
		}
	}
	if !c.below {
		for _, p := range c.Points {
			if p.Value.missing() && !c.told[p.Value.Status] {
				sc.bad = true
			}
		}
	}
}

// footnote is a line under the chart: a word, and what is told of it.
type footnote struct {
	word, note string
	status     Status // of an absence: its mark stands before its word
}

// footnotes are what has to be told of breaks and absences where it has no room in the chart: each
// break's note beside its word, or broken into lines under it.
func (c *course) footnotes(width int) []footnote {
	strong, muted := c.breakStyles()
	var out []footnote
	for _, b := range c.Breaks {
		word := c.Words.broken(b)
		beside := c.sc.width(word, strong) + c.sc.px(12) + c.sc.width(b.Note, muted)
		if b.Note == "" || beside <= width {
			out = append(out, footnote{word: word, note: b.Note})
			continue
		}
		out = append(out, footnote{word: word})
		for _, line := range c.sc.wrap(b.Note, muted, width) {
			out = append(out, footnote{note: line})
		}
	}
	seen := map[Status]bool{}
	for _, p := range c.Points {
		if s := p.Value.Status; p.Value.missing() && !seen[s] {
			seen[s] = true
			out = append(out, footnote{word: c.Words.absence(s), status: s})
		}
	}
	return out
}

func (c *course) breakStyles() (strong, muted style) {
	return style{bold, sizeLabel, c.sc.theme.Text}, style{regular, sizeLabel, c.sc.theme.Muted}
}

// breaks tells of every break: beside its zigzag, in the free part of the chart, or under it.
func (c *course) breaks(in image.Rectangle, under []footnote) {
	sc := c.sc
	strong, muted := c.breakStyles()
	if c.below {
		y := in.Max.Y - len(under)*sc.tx(18) + sc.tx(12)
		for _, f := range under {
			x := in.Min.X
			switch {
			case f.status != None:
				sc.mark(f.status, image.Rect(x, y-sc.tx(10), x+sc.tx(18), y+sc.tx(2)))
				sc.write(f.word, style{italic, sizeLabel, sc.theme.Muted}, x+sc.tx(24), y, left)
			case f.word != "":
				sc.write(f.word, strong, x, y, left)
				x += sc.width(f.word, strong) + sc.px(12)
				fallthrough
			default:
				sc.write(f.note, muted, x, y, left)
			}
			y += sc.tx(18)
		}
		return
	}
	for _, b := range c.Breaks {
		if !c.tellBreak(b, strong, muted) {
			sc.bad = true
		}
	}
}

// tellBreak writes a break's words on one line where nothing else stands; its note may go under
// them. It reports whether there was room.
func (c *course) tellBreak(b Break, strong, muted style) bool {
	sc := c.sc
	word := c.Words.broken(b)
	gap := sc.px(14)
	wide := sc.width(word, strong)
	if b.Note != "" {
		wide += gap + sc.width(b.Note, muted)
	}
	var xs []int
	if c.placed(b) {
		x := c.edge(b.After+1) + sc.px(14)
		xs = []int{x, x - sc.px(28) - wide}
	} else {
		xs = []int{c.from + (c.to-c.from-wide)/2, c.to - wide, c.from + sc.px(8)}
	}
	step := max(1, sc.tx(9))
	for _, x := range xs {
		if x < c.from || x+wide > sc.w {
			continue
		}
		for y := c.scale.zero() - sc.px(12); y > c.top; y -= step {
			box := image.Rect(x, y-sc.tx(13), x+wide, y+sc.tx(5))
			if sc.crosses(box) || !sc.free(box) || c.covers(box) {
				continue
			}
			sc.write(word, strong, x, y, left)
			if b.Note != "" {
				sc.write(b.Note, muted, x+sc.width(word, strong)+gap, y, left)
			}
			return true
		}
	}
	return false
}

// covers reports whether a box lies over a dot or a mark.
func (c *course) covers(box image.Rectangle) bool {
	r := c.sc.px(8)
	for i, p := range c.Points {
		switch {
		case p.Value.has():
			at := c.at(i)
			if box.Overlaps(image.Rect(at.X-r, at.Y-r, at.X+r, at.Y+r)) {
				return true
			}
		case p.Value.missing():
			if box.Overlaps(image.Rect(c.x(i)-2*r, c.scale.zero()-3*r, c.x(i)+2*r, c.scale.zero())) {
				return true
			}
		}
	}
	return false
}
