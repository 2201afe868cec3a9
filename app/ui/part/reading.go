package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// Reading is a block of a text: a heading, a paragraph, a point of a list, lines kept as they are, or
// a rule. The page may stop between any two of its lines.
type Reading struct {
	block
	text   *lines
	mark   *lines // nil where it has none
	ground *canvas.Rectangle
	bars   []*canvas.Rectangle // one a quote that it stands in
	depth  int
	rule   bool
}

const (
	readingStep = 24 // a list stands in from what it stands in
	readingBar  = 16 // so much a quote
	readingLow  = 16 // height of a rule with the air around it
	readingAir  = 8  // over and under lines that are kept as they are
	mostSteps   = 6  // lists deeper than this stand in no further
)

// NewReading returns a block of a text.
func NewReading(env Env, b page.TextBlock) *Reading {
	role, bold := look.Body, false
	if b.Kind == page.HeadingBlock {
		bold = true
		if b.Level <= 2 {
			role = look.Section
		}
	}
	runs := make([]span, 0, len(b.Runs))
	for _, run := range b.Runs {
		s := passages(role, []page.Passage{run.Passage})[0]
		s.bold = s.bold || bold
		if run.Address != "" || run.Opens != "" {
			s.tone = look.Blue
		}
		runs = append(runs, s)
	}
	r := &Reading{text: env.newLines(role, runs...), depth: min(b.Depth, mostSteps)}
	switch b.Kind {
	case page.RuleBlock:
		r.rule, r.ground = true, env.fill(look.Line2)
	case page.CodeBlock:
		r.ground = env.fill(look.Selected)
	}
	if b.Mark != "" {
		r.mark = env.text(role, b.Mark)
	}
	for range min(b.Quoted, mostSteps) {
		r.bars = append(r.bars, env.fill(look.Line2))
	}
	r.tall = func(width float32) float32 {
		if r.rule {
			return readingLow
		}
		return r.text.height(max(width-r.left(width), 1)) + 2*r.air()
	}
	r.lay = r.layout
	r.steady = true
	r.init(r, env)
	return r
}

func (r *Reading) air() float32 {
	if r.ground != nil {
		return readingAir
	}
	return 0
}

// left is where the text begins: never so far in that it has less than half the width.
func (r *Reading) left(width float32) float32 {
	left := float32(r.depth)*round(readingStep*r.env.Theme.TextScale()) + float32(len(r.bars))*readingBar + r.air()
	return min(left, round(width/2))
}

func (r *Reading) layout(size fyne.Size) {
	r.objects = nil
	left, air := r.left(size.Width), r.air()
	if r.rule {
		place(r.ground, 0, readingLow/2, size.Width, r.env.size(look.Hairline))
		r.objects = append(r.objects, r.ground)
		return
	}
	if r.ground != nil {
		place(r.ground, left-air, 0, size.Width-left+air, size.Height)
		r.objects = append(r.objects, r.ground)
	}
	for i, bar := range r.bars {
		x := float32(i) * readingBar
		if x+r.env.size(look.Bar) > left {
			break
		}
		place(bar, x, 0, r.env.size(look.Bar), size.Height)
		r.objects = append(r.objects, bar)
	}
	if r.mark != nil {
		// A mark ends where its column does: 9. and 10. stand with their points under each other.
		room := r.mark.natural()
		r.objects = append(r.objects, r.mark.objects(max(left-room-readingAir, 0), air, room)...)
	}
	r.objects = append(r.objects, r.text.objects(left, air, max(size.Width-left, 1))...)
}

// pieces lets the page stop between lines.
func (r *Reading) pieces(at fyne.Position) []piece {
	size := r.Size()
	n := r.text.count(max(size.Width-r.left(size.Width), 1))
	if r.rule || n < 2 {
		return []piece{{block: r, x: at.X, y: at.Y, w: size.Width, h: size.Height}}
	}
	var out []piece
	line := r.env.line(r.text.role)
	for i := range n {
		out = append(out, piece{block: r, x: at.X, y: at.Y + r.air() + float32(i)*line, w: size.Width, h: line})
	}
	return out
}

// LinkRow is a link out of a text, on rows of its own: what the blue words over it lead to, with a
// place that a finger finds.
type LinkRow struct {
	press
	icon  *canvas.Image
	text  *lines
	label string
	ring  *ring
}

// NewLinkRow returns a link with an icon before it.
func NewLinkRow(env Env, icon, label string, do func()) *LinkRow {
	l := &LinkRow{label: label, icon: NewIcon(env, icon, look.Blue, look.LinkIcon), ring: env.newRing()}
	l.text = env.newLines(look.Caption, span{text: label, role: look.Caption, tone: look.Blue})
	l.do = do
	side := env.size(look.LinkIcon)
	room := func(width float32) float32 { return max(width-side-linkGap, 1) }
	l.tall = func(width float32) float32 { return max(env.touch(), l.text.height(room(width))+2*linkGap) }
	l.lay = func(size fyne.Size) {
		high := l.text.height(room(size.Width))
		top := round((size.Height - high) / 2)
		place(l.icon, 0, top+round((env.line(look.Caption)-side)/2), side, side)
		l.objects = append([]fyne.CanvasObject{l.icon}, l.text.objects(side+linkGap, top, room(size.Width))...)
		wide := min(size.Width, side+linkGap+l.text.natural()+2)
		l.ring.set(-2, top-2, wide+4, high+4)
		l.objects = append(l.objects, l.ring.objects()...)
	}
	l.paint = func() { l.ring.show(l.focused) }
	l.steady = true
	l.start(l, env)
	return l
}

// Label returns the link's text.
func (l *LinkRow) Label() string { return l.label }

// ChapterRow is a text in a list of a package's texts. The one that is read is marked as the place
// where the reader is.
type ChapterRow struct {
	press
	number, text     *lines
	under, bar, line *canvas.Rectangle
	ring             *ring
	room             float32
}

const chapterAir = 8 // over and under a row's text, left of its number

// NewChapters returns a row for each text; open is told the reference of the one that is pressed.
func NewChapters(env Env, chapters []page.Chapter, open func(ref string)) []*ChapterRow {
	group := &Group{}
	var rows []*ChapterRow
	var room float32
	for _, c := range chapters {
		r := &ChapterRow{under: env.fill(look.Selected), bar: env.fill(look.Thread), line: env.fill(look.Line), ring: env.newRing()}
		r.group = group
		r.number = env.muted(look.Body, env.L.Int(c.Number))
		r.text = env.newLines(look.Body, span{text: c.Heading, role: look.Body, bold: c.Here, tone: look.Ink})
		room = max(room, r.number.natural())
		if !c.Here {
			r.do = func() { open(c.Ref) }
		}
		r.paint = func() {
			r.under.Hidden = !r.hovered && !c.Here
			r.bar.Hidden = !c.Here
			r.ring.show(r.focused)
		}
		r.tall = func(width float32) float32 {
			return max(env.touch(), r.text.height(r.wide(width))+2*chapterAir) + 1
		}
		r.lay = func(size fyne.Size) {
			text := r.text.height(r.wide(size.Width))
			top := round((size.Height - 1 - text) / 2)
			place(r.under, 0, 0, size.Width, size.Height-1)
			place(r.bar, 0, 0, env.size(look.Bar), size.Height-1)
			place(r.line, 0, size.Height-1, size.Width, 1)
			r.ring.set(0, 0, size.Width, size.Height-1)
			r.objects = []fyne.CanvasObject{r.under, r.bar}
			r.objects = append(r.objects, r.number.objects(chapterAir, top, r.room)...)
			r.objects = append(r.objects, r.text.objects(chapterAir+r.room+rowGap, top, r.wide(size.Width))...)
			r.objects = append(append(r.objects, r.line), r.ring.objects()...)
		}
		r.paint()
		r.steady = true
		r.start(r, env)
		group.add(r)
		rows = append(rows, r)
	}
	for _, r := range rows {
		r.room = room
	}
	return rows
}

func (r *ChapterRow) wide(width float32) float32 {
	return max(width-2*chapterAir-r.room-rowGap, 1)
}

// Measure keeps a block no wider than a line of text can be read at.
type Measure struct {
	block
	inner Block
	most  float32
}

// readable is the widest that running text is set at 100 %.
const readable = 680

// NewMeasure returns the block at a readable width.
func NewMeasure(env Env, inner Block) *Measure {
	m := &Measure{inner: inner, most: round(readable * env.Theme.TextScale())}
	m.objects = []fyne.CanvasObject{inner}
	m.tall = func(width float32) float32 { return inner.HeightAt(min(width, m.most)) }
	m.lay = func(size fyne.Size) {
		place(inner, 0, 0, min(size.Width, m.most), size.Height)
		settle(inner)
	}
	m.init(m, env)
	return m
}

func (m *Measure) settle() {
	m.stale = true
	m.block.settle()
}

func (m *Measure) pieces(at fyne.Position) []piece {
	return piecesOf(m.inner, at.Add(m.inner.Position()), false)
}
