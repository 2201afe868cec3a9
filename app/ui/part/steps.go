package part

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/ui/look"
)

// Steps shows how far along a way the reader has come: what lies behind is ticked, the place is ringed
// in the thread's colour, what lies ahead is hollow. Where the names have no room only the place is told.
type Steps struct {
	block
	names []string
	here  int // from 1; more than there are is past them all
	nodes []stepNode
	short *lines
}

// stepNode is a circle with a tick or a number, and its name.
type stepNode struct {
	outer, inner *canvas.Circle
	tick         *canvas.Image // or nil
	number       *canvas.Text  // or nil
	name         *canvas.Text
	line         *canvas.Rectangle // to the next; nil after the last
}

const (
	stepSide  = 28 // of a circle, at 100 %
	stepGap   = 12 // between a circle and its name
	stepApart = 16 // between a name and the line, and the line and the next circle
	stepLine  = 24 // the shortest line
	stepEdge  = 2
)

// NewSteps returns the steps by name, and which of them the reader is at, from 1. The last one is past
// when done.
func NewSteps(env Env, names []string, here int, done bool) *Steps {
	s := &Steps{names: names, here: here}
	if done {
		s.here = len(names) + 1
	}
	for i, name := range names {
		n := stepNode{outer: canvas.NewCircle(env.Theme.Tone(look.Line2)), inner: canvas.NewCircle(env.Theme.Tone(look.Paper))}
		tone := look.Ink2
		switch at := i + 1; {
		case at < s.here:
			tone = look.Ink
			n.outer.FillColor, n.inner.FillColor = env.Theme.Tone(look.Ink), env.Theme.Tone(look.Ink)
			n.tick = NewIcon(env, "check", look.Paper, look.MarkIcon)
		case at == s.here:
			tone = look.Ink
			n.outer.FillColor = env.Theme.Tone(look.Thread)
			n.number = env.letters(span{text: strconv.Itoa(at), role: look.Caption, bold: true, tone: look.Ink})
		default:
			n.number = env.letters(span{text: strconv.Itoa(at), role: look.Caption, tone: look.Ink2})
		}
		n.name = env.letters(span{text: name, role: look.Body, bold: i+1 == s.here, tone: tone})
		if i < len(names)-1 {
			n.line = env.fill(look.Line2)
		}
		s.nodes = append(s.nodes, n)
	}
	at := min(here, len(names))
	s.short = env.newLines(look.Body, span{text: env.L.Text("subscribe.step.nth", "Nth", at, "Of", len(names), "Step", names[at-1]), role: look.Body, bold: true, tone: look.Ink})
	s.tall = func(width float32) float32 {
		if !s.fits(width) {
			return s.short.height(width)
		}
		return s.side()
	}
	s.lay = s.layout
	s.init(s, env)
	return s
}

func (s *Steps) side() float32 { return round(stepSide * max(1, s.env.Theme.TextScale())) }

// taken is what circles and names take, without the lines.
func (s *Steps) taken() float32 {
	var sum float32
	for _, n := range s.nodes {
		sum += s.side() + stepGap + ceil(wide(n.name))
		if n.line != nil {
			sum += 2 * stepApart
		}
	}
	return sum
}

func (s *Steps) fits(width float32) bool {
	return s.taken()+stepLine*float32(len(s.nodes)-1) <= width
}

func (s *Steps) layout(size fyne.Size) {
	if !s.fits(size.Width) {
		s.objects = s.short.objects(0, 0, size.Width)
		return
	}
	s.objects = nil
	env, side := s.env, s.side()
	long := (size.Width - s.taken()) / float32(max(len(s.nodes)-1, 1))
	var x float32
	for i, n := range s.nodes {
		edge := float32(1)
		if i+1 == s.here {
			edge = stepEdge
		}
		place(n.outer, x, 0, side, side)
		place(n.inner, x+edge, edge, side-2*edge, side-2*edge)
		s.objects = append(s.objects, n.outer, n.inner)
		if n.tick != nil {
			icon := env.size(look.MarkIcon)
			place(n.tick, x+(side-icon)/2, (side-icon)/2, icon, icon)
			s.objects = append(s.objects, n.tick)
		}
		if n.number != nil {
			onLine(n.number, x+(side-wide(n.number))/2, round((side-env.line(look.Caption))/2)+env.base(look.Caption))
			s.objects = append(s.objects, n.number)
		}
		x += side + stepGap
		onLine(n.name, x, round((side-env.line(look.Body))/2)+env.base(look.Body))
		s.objects = append(s.objects, n.name)
		x += ceil(wide(n.name))
		if n.line != nil {
			place(n.line, x+stepApart, side/2, max(long, 1), 1)
			s.objects = append(s.objects, n.line)
			x += 2*stepApart + long
		}
	}
}
