package part

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// ThreadLink is the line from a step of the thread to the next, drawn as it is known: solid, dashed, grey
// with a cross, or dots. The first press tells of it, the second opens where it is stated.
type ThreadLink struct {
	press
	link   *page.ThreadLink
	chosen bool
	ground *canvas.Rectangle
	ring   *ring
	draw   func() []fyne.CanvasObject // the line, in the form that the map has
}

// The measures of the lines.
const (
	dashLong = 8
	dashGap  = 5
	dotSide  = 2
	dotGap   = 4
)

func newThreadLink(env Env, m *ThreadMap, at int) *ThreadLink {
	l := &ThreadLink{ground: env.fill(look.Selected), ring: env.newRing()}
	l.ground.CornerRadius = env.size(look.Radius)
	l.tall = func(float32) float32 { return env.touch() }
	l.draw = func() []fyne.CanvasObject { return nil }
	l.lay = func(fyne.Size) {
		l.objects = append([]fyne.CanvasObject{l.ground}, l.draw()...)
		l.objects = append(l.objects, l.ring.objects()...)
	}
	l.paint = func() {
		l.ring.show(l.focused)
		l.ground.Hidden = !l.chosen && !l.hovered
	}
	l.do = func() {
		if l.chosen {
			m.acts.Source(at)
			return
		}
		focus(l)
		m.acts.Link(at)
	}
	l.onKey = func(key fyne.KeyName) bool {
		switch key {
		case fyne.KeyReturn, fyne.KeyEnter:
			m.acts.Link(at)
			m.acts.Source(at)
			return true
		case fyne.KeyLeft, fyne.KeyRight:
			to := at
			if key == fyne.KeyRight {
				to++
			}
			m.acts.Link(at)
			focus(m.nodes[to])
			return true
		}
		return false
	}
	l.paint()
	l.start(l, env)
	return l
}

func (l *ThreadLink) fill(link *page.ThreadLink) {
	l.link = link
	l.forget()
}

func (l *ThreadLink) choose(on bool) {
	l.chosen = on
	l.changed()
}

// Label returns what is known of the link.
func (l *ThreadLink) Label() string { return l.link.Title }

// Chosen reports whether the link is told of.
func (l *ThreadLink) Chosen() bool { return l.chosen }

// across makes the link a line from the left edge to the right.
func (l *ThreadLink) across() {
	l.set(func() []fyne.CanvasObject {
		size := l.Size()
		high := min(l.env.touch(), size.Height)
		place(l.ground, threadEdge, (size.Height-high)/2, size.Width-2*threadEdge, high)
		l.ring.set(threadEdge, (size.Height-high)/2, size.Width-2*threadEdge, high)
		return drawThread(l.env, l.link.Grade, threadEdge, round(size.Height/2), size.Width-2*threadEdge, false)
	})
}

// down makes the link a line from the top to the bottom, at a distance from the left edge.
func (l *ThreadLink) down(x float32) {
	l.set(func() []fyne.CanvasObject {
		size := l.Size()
		inset := nodeSide * l.env.Theme.TextScale()
		place(l.ground, x-threadGapLeast/2, inset, threadGapLeast, max(size.Height-2*inset, 0))
		l.ring.set(x-threadGapLeast/2, inset, threadGapLeast, max(size.Height-2*inset, 0))
		return drawThread(l.env, l.link.Grade, x, 0, size.Height, true)
	})
}

// turn makes the link a line that leaves a node to the right above the link's own place, goes back
// between the rows, and enters a node at the left below it.
func (l *ThreadLink) turn(from, width, to, between float32) {
	l.set(func() []fyne.CanvasObject {
		size := l.Size()
		y := round(between / 2)
		place(l.ground, 0, 0, 0, 0)
		l.ring.set(0, 1, size.Width, min(size.Height, between)-2)
		grade, thick := l.link.Grade, l.env.size(look.ThreadLine)
		left, right := -threadOut+thick/2, width+threadOut-thick/2 // the middles of the upright stretches
		bent, in := float32(threadRound), threadRound-thick/2      // a corner's side, and how far past the middle it reaches
		if grade != page.LinkStated {
			in = 0
		}
		arm := grade
		if grade == page.LinkBroken {
			arm = linkArm // one cross says it
		}
		out := drawThread(l.env, arm, width, from, right-in-width, false)
		out = append(out, drawThread(l.env, arm, right, from+in, y-from-2*in, true)...)
		out = append(out, drawThread(l.env, grade, left+in, y, right-left-2*in, false)...)
		out = append(out, drawThread(l.env, arm, left, y+in, to-y-2*in, true)...)
		out = append(out, drawThread(l.env, arm, left+in, to, -left-in, false)...)
		if grade != page.LinkStated {
			return out
		}
		for _, c := range []struct {
			x, y         float32
			below, after bool // where the corner's own middle lies, seen from its square
		}{
			{right - in, from - thick/2, true, false}, {right - in, y - in, false, false},
			{left - thick/2, y - thick/2, true, true}, {left - thick/2, to - in, false, true},
		} {
			bend := canvas.NewRaster(bendOf(l.env.Theme.Tone(look.Thread), bent, thick, c.below, c.after))
			place(bend, c.x, c.y, bent, bent)
			out = append(out, bend)
		}
		return out
	})
}

func (l *ThreadLink) set(draw func() []fyne.CanvasObject) {
	l.draw = draw
	l.forget()
	l.settle()
}

// linkArm is a stretch of a broken link beside the one that has its cross.
const linkArm page.LinkGrade = "arm"

// drawThread draws a line of a grade from a point, to the right or down, around its middle.
func drawThread(env Env, grade page.LinkGrade, x, y, long float32, down bool) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	stroke := func(tone fyne.ThemeColorName, from, length, thick float32) {
		if length <= 0 {
			return
		}
		r := env.fill(tone)
		if down {
			place(r, x-thick/2, y+from, thick, length)
		} else {
			place(r, x+from, y-thick/2, length, thick)
		}
		out = append(out, r)
	}
	thread, hair := env.size(look.ThreadLine), env.size(look.Rule)
	switch grade {
	case page.LinkStated:
		stroke(look.Thread, 0, long, thread)
	case page.LinkPartly:
		// Whole dashes from edge to edge, with gaps that share what is over.
		n := max(int((long+dashGap)/(dashLong+dashGap)), 1)
		gap := float32(0)
		if n > 1 {
			gap = (long - float32(n)*dashLong) / float32(n-1)
		}
		for i := range n {
			stroke(look.Thread, round(float32(i)*(dashLong+gap)), min(dashLong, long), thread)
		}
	case linkArm:
		stroke(look.Line2, 0, long, hair)
	case page.LinkBroken:
		side := env.size(look.MarkIcon)
		arm := (long - side) / 2
		stroke(look.Line2, 0, arm, hair)
		stroke(look.Line2, long-arm, arm, hair)
		cross := NewIcon(env, "close", look.Ink2, look.MarkIcon)
		if down {
			place(cross, x-side/2, y+arm, side, side)
		} else {
			place(cross, x+arm, y-side/2, side, side)
		}
		out = append(out, cross)
	default:
		for at := float32(0); at+dotSide <= long; at += dotSide + dotGap {
			stroke(look.Ink2, at, dotSide, dotSide)
		}
	}
	return out
}

// bendOf draws a quarter of a ring: the corner of a line so thick, in a square of a side. Its middle lies
// below the square or above it, and after it or before it. It is drawn at the device's pixels.
func bendOf(tone color.NRGBA, side, thick float32, below, after bool) func(w, h int) image.Image {
	const fine = 4 // samples a pixel, each way
	return func(w, h int) image.Image {
		out := image.NewNRGBA(image.Rect(0, 0, w, h))
		unit := side / float32(max(w, 1))
		for y := range h {
			for x := range w {
				hits := 0
				for i := range fine * fine {
					px, py := (float32(x)+(float32(i%fine)+0.5)/fine)*unit, (float32(y)+(float32(i/fine)+0.5)/fine)*unit
					if after {
						px = side - px
					}
					if below {
						py = side - py
					}
					if far := px*px + py*py; far <= side*side && far >= (side-thick)*(side-thick) {
						hits++
					}
				}
				c := tone
				c.A = uint8(int(tone.A) * hits / (fine * fine))
				out.SetNRGBA(x, y, c)
			}
		}
		return out
	}
}

// ThreadLegend says what the lines mean.
type ThreadLegend struct {
	block
	grades []page.LinkGrade
	texts  []*lines
}

const (
	legendLine  = 43 // the line of one entry
	legendWords = 8  // between it and the words
	legendApart = 26 // between two entries
)

// NewThreadLegend returns the legend of the four kinds of link, as a report of an extent has them: full or
// excerpt.
func NewThreadLegend(env Env, extent string) *ThreadLegend {
	l := &ThreadLegend{grades: []page.LinkGrade{page.LinkStated, page.LinkPartly, page.LinkBroken, page.LinkNotQuoted}}
	for _, g := range l.grades {
		l.texts = append(l.texts, env.text(look.Caption, env.L.Text("ui.thread.legend."+string(g)+"."+extent)))
	}
	l.tall = func(width float32) float32 { return l.flow(width, false) }
	l.lay = func(size fyne.Size) {
		l.objects = nil
		l.flow(size.Width, true)
	}
	l.init(l, env)
	return l
}

func (l *ThreadLegend) flow(width float32, placing bool) float32 {
	line := l.env.line(look.Caption)
	var x, y float32
	for i, text := range l.texts {
		lead := float32(legendLine + legendWords)
		room := min(text.natural(), width-lead)
		if x > 0 && x+lead+room > width+0.5 {
			x, y = 0, y+line
		}
		if placing {
			middle := y + l.env.base(look.Caption) - round(l.env.size(look.Caption)*0.3)
			l.objects = append(l.objects, drawThread(l.env, l.grades[i], x, middle, legendLine, false)...)
			l.objects = append(l.objects, text.objects(x+lead, y, room)...)
		}
		x += lead + room + legendApart
		if high := text.height(room); high > line { // a line of its own, broken
			x, y = 0, y+high
		}
	}
	if x == 0 {
		return y
	}
	return y + line
}

// ThreadFoot tells of one link: how it is known, what the material says of it, where, and the ways to the
// links before and after it.
type ThreadFoot struct {
	block
	title, text *lines
	bar         *canvas.Rectangle
	link        *Link // nil where nothing is linked to
	prev, next  *Button
}

const (
	footLead  = 20 // from the left edge to the words
	footApart = 16
	footRoom  = 420 // least room for the words beside the buttons, at 100 %
	footAir   = 11  // under the line above
)

// NewThreadFoot returns the foot of a link. prev and next may be nil where there is none.
func NewThreadFoot(env Env, link *page.ThreadLink, prev, next *Button) *ThreadFoot {
	f := &ThreadFoot{prev: prev, next: next, bar: env.fill(look.Thread)}
	f.title = env.newLines(look.Body, span{text: link.Title, role: look.Body, bold: true, tone: look.Ink})
	f.text = env.muted(look.Caption, link.Text)
	if link.Source != nil && link.Source.Record != "" {
		f.link = NewSourceLink(env, link.Source.Record, link.Source.Label)
	}
	f.tall = func(width float32) float32 { return f.flow(width, nil) }
	f.lay = func(size fyne.Size) {
		objects := []fyne.CanvasObject{}
		f.flow(size.Width, &objects)
		f.objects = objects
	}
	f.init(f, env)
	return f
}

// Focus gives the button of a word the focus.
func (f *ThreadFoot) Focus(word string) {
	for _, b := range []*Button{f.prev, f.next} {
		if b.Label() == word {
			focus(b)
		}
	}
}

// Link returns the link to where it is stated; nil where there is none.
func (f *ThreadFoot) Link() *Link { return f.link }

func (f *ThreadFoot) acts() []wants {
	var out []wants
	if f.link != nil {
		out = append(out, f.link)
	}
	return append(out, f.prev, f.next)
}

func (f *ThreadFoot) flow(width float32, objects *[]fyne.CanvasObject) float32 {
	acts := f.acts()
	var taken float32
	for _, a := range acts {
		taken += a.natural().Width + footApart
	}
	room := width - footLead - taken
	beside := room >= footRoom*f.env.Theme.TextScale()
	if !beside {
		room = width - footLead
	}
	words := f.title.height(room) + f.text.height(room)
	high := words
	if beside {
		high = max(words, f.env.touch())
	}
	if objects != nil {
		top := footAir + round((high-words)/2)
		place(f.bar, 0, top, f.env.size(look.ThreadLine), words)
		*objects = append(*objects, f.bar)
		*objects = append(*objects, f.title.objects(footLead, top, room)...)
		*objects = append(*objects, f.text.objects(footLead, top+f.title.height(room), room)...)
	}
	if beside {
		x := width
		for i := len(acts) - 1; i >= 0; i-- {
			n := acts[i].natural()
			x -= n.Width
			if objects != nil {
				place(acts[i], x, footAir+round((high-n.Height)/2), n.Width, n.Height)
			}
			x -= footApart
		}
	} else {
		x, y, tallest := float32(0), footAir+words+rowGap, float32(0)
		for _, a := range acts {
			n := a.natural()
			w := min(n.Width, width)
			if x > 0 && x+w > width+0.5 {
				x, y, tallest = 0, y+tallest+rowGap, 0
			}
			if objects != nil {
				place(a, x, y, w, n.Height)
			}
			x, tallest = x+w+footApart, max(tallest, n.Height)
		}
		high = y + tallest - footAir
	}
	if objects != nil {
		for _, a := range acts {
			*objects = append(*objects, a)
		}
	}
	return footAir + high
}
