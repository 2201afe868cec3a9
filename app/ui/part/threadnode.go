package part

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// ThreadNode is what stands on a step of the thread: its name, what stands under it, and what is missing
// in it; or the mark of what is not told. The first press shows its link, the second opens it; Left and
// Right go to the steps beside it, Up and Down to what else could stand there.
type ThreadNode struct {
	press
	present bool
	air     float32
	words   *page.ChainStep
	title   *lines
	sub     *lines
	mark    *inline
	frame   frame
	ring    *ring
}

const (
	threadPad  = 12 // left and right of a node's text
	threadAir  = 8  // over and under it, at least
	tightAir   = 5  // the same in a low window
	threadEdge = 2
	threadRing = 3 // how far outside its edge the ring of focus lies
)

func newThreadNode(env Env, m *ThreadMap, step int) *ThreadNode {
	n := &ThreadNode{frame: env.newFrame(), ring: env.newRing(), air: threadAir}
	if m.low {
		n.air = tightAir
	}
	n.tall = func(width float32) float32 { return n.need(width) }
	n.lay = n.layout
	n.paint = func() { n.ring.show(n.focused) }
	n.do = func() {
		if n.focused && n.present {
			m.acts.Open(step)
			return
		}
		focus(n)
		m.acts.Link(min(step, len(m.links)-1))
	}
	n.onKey = func(key fyne.KeyName) bool {
		switch key {
		case fyne.KeyLeft:
			return m.step(step, -1)
		case fyne.KeyRight:
			return m.step(step, 1)
		case fyne.KeyUp, fyne.KeyDown:
			by := 1
			if key == fyne.KeyUp {
				by = -1
			}
			m.acts.Turn(step, by)
			return true
		}
		return false
	}
	n.start(n, env)
	return n
}

func (n *ThreadNode) fill(s *page.ChainStep) {
	env := n.env
	n.words, n.present = s, s.Node != nil
	title, sub, mark := "", s.Sub, s.Absent
	if n.present {
		title, sub, mark = s.Node.Title, s.Node.Sub, s.Node.Mark
	}
	n.title = env.newLines(look.Node, span{text: title, role: look.Node, bold: true, tone: look.Ink})
	n.sub = env.muted(look.Caption, sub)
	n.mark = nil
	if mark.Text != "" {
		role := look.Caption
		if !n.present {
			role = look.Body
		}
		n.mark = env.newInline(mark, role, look.Ink2)
	}
	edge, ground := look.Thread, look.Surface
	if !n.present {
		edge, ground = look.Line, look.Paper
	}
	n.frame.outer.FillColor, n.frame.inner.FillColor = env.Theme.Tone(edge), env.Theme.Tone(ground)
	n.forget()
}

// Label returns what stands on the step, in words.
func (n *ThreadNode) Label() string {
	if n.present {
		return n.words.Node.Title
	}
	return n.words.Absent.Text
}

// content is the height of what stands in the node.
func (n *ThreadNode) content(room float32) float32 {
	var high float32
	if n.present {
		high += n.title.height(room)
	}
	if n.mark != nil {
		high += n.mark.height(room)
	}
	if n.sub.natural() > 0 {
		high += n.sub.height(room)
	}
	return high
}

// need is the least height of the node at a width.
func (n *ThreadNode) need(width float32) float32 {
	return max(ceil(n.content(max(width-2*threadPad, 1)))+2*n.air, n.env.touch())
}

func (n *ThreadNode) layout(size fyne.Size) {
	env := n.env
	n.frame.set(0, 0, size.Width, size.Height, env.size(look.Radius), threadEdge)
	n.ring.set(-threadRing, -threadRing, size.Width+2*threadRing, size.Height+2*threadRing)
	n.objects = []fyne.CanvasObject{n.frame.outer, n.frame.inner}
	room := size.Width - 2*threadPad
	y := round((size.Height - n.content(room)) / 2)
	put := func(objects []fyne.CanvasObject, high float32) {
		n.objects = append(n.objects, objects...)
		y += high
	}
	if n.present {
		put(n.title.objects(threadPad, y, room), n.title.height(room))
	} else if n.mark != nil { // the mark stands in the name's place
		put(n.mark.objects(threadPad, y, room), n.mark.height(room))
	}
	if n.sub.natural() > 0 {
		put(n.sub.objects(threadPad, y, room), n.sub.height(room))
	}
	if n.present && n.mark != nil {
		put(n.mark.objects(threadPad, y, room), n.mark.height(room))
	}
	n.objects = append(n.objects, n.ring.objects()...)
}

// ThreadOther is what could stand in a node's place: one, or how many. A press puts the one there, or
// opens the list of them.
type ThreadOther struct {
	Picker
	others *page.ThreadOthers
	edge   frame
	ring   *ring
}

func newThreadOther(env Env, others *page.ThreadOthers, choose func(record int)) *ThreadOther {
	o := &ThreadOther{others: others, edge: env.newFrame(), ring: env.newRing()}
	o.at, o.picked = -1, choose
	for _, name := range others.Names {
		o.choices = append(o.choices, Choice{Name: name})
	}
	do := o.Open
	if len(others.Records) == 1 {
		do = func() { choose(0) }
	}
	newButton(env, &o.Button, o, do)
	if len(others.Records) == 0 {
		o.do = nil
	}
	o.edge.outer.FillColor, o.edge.inner.FillColor = env.Theme.Tone(look.Line), env.Theme.Tone(look.Paper)
	o.lay = o.layout
	o.paint = func() {
		o.ring.show(o.focused)
		ground := look.Paper
		if o.hovered {
			ground = look.Selected
		}
		o.edge.inner.FillColor = env.Theme.Tone(ground)
	}
	o.onKey = func(key fyne.KeyName) bool {
		if key == fyne.KeyDown && o.do != nil {
			o.activate()
			return true
		}
		return false
	}
	o.forget()
	return o
}

// Label returns what the box says in full.
func (o *ThreadOther) Label() string { return o.others.Forms[0] }

// MinSize is what a press needs.
func (o *ThreadOther) MinSize() fyne.Size { return fyne.NewSquareSize(o.env.touch()) }

func (o *ThreadOther) layout(size fyne.Size) {
	env := o.env
	o.edge.set(0, 0, size.Width, size.Height, env.size(look.Radius), env.size(look.Hairline))
	o.ring.set(-1, -1, size.Width+2, size.Height+2)
	room := size.Width - 2*threadPad
	text := o.words(room)
	o.objects = append([]fyne.CanvasObject{o.edge.outer, o.edge.inner}, text.objects(threadPad, round((size.Height-text.height(room))/2), room)...)
	o.objects = append(o.objects, o.ring.objects()...)
}

// words is the fullest form that has room on one line.
func (o *ThreadOther) words(room float32) *lines {
	var out *lines
	for _, form := range o.others.Forms {
		spans := []span{{text: form, role: look.Node, tone: look.Ink2}}
		if o.others.Mark.Text != "" {
			spans[0].text += " "
			spans = append(spans, span{text: o.others.Mark.Text, role: look.Node, italic: true, tone: look.Ink2})
		}
		if out = o.env.newLines(look.Node, spans...); out.natural() <= room {
			break
		}
	}
	return out
}
