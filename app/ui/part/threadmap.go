package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// ThreadMap is a thread through the ten levels: two rows of five steps, of which the line leaves the
// fifth to the right, turns between the rows and enters the sixth from the left. Where there is no room
// for five beside each other the steps stand under each other, with the line at the left.
type ThreadMap struct {
	block
	acts   ThreadActs
	low    bool // the nodes are no higher than they need
	air    airs
	told   int   // the link that the foot tells of
	foot   Block // under the rows; upright, under the step that the link leads from
	line   *canvas.Rectangle
	titles []*lines
	nodes  []*ThreadNode
	others []*ThreadOther // nil where nothing else could stand there
	links  []*ThreadLink
	zones  []*threadZone // the rows, or the steps of the upright form
}

// ThreadActs are what the presses on a thread do.
type ThreadActs struct {
	Link   func(link int)             // shows what the material says of a link
	Source func(link int)             // opens where a link is stated
	Open   func(step int)             // opens what stands on a step
	Choose func(step int, record int) // puts another of its records on a step
	Turn   func(step, by int)         // puts the next of its records, or the one before, on a step
}

// The measures of the two rows, as the picture has them.
const (
	threadAcross   = 5
	threadGap      = 43 // between two nodes, of a map as wide as threadWide
	threadWide     = 1142
	threadGapLeast = 40  // a link is pressed there
	threadNodeWide = 165 // under this, at 100 %, the thread stands upright
	threadNodeHigh = 104
	threadOut      = 13 // how far the line goes outside the nodes
	threadRound    = 6  // the turn's corners
	threadOverFoot = 12 // over the line of the foot
)

// airs are the gaps of the two rows.
type airs struct {
	title   float32 // between the level's name and its node
	under   float32 // between a node and what could stand there
	between float32 // between the rows; the line turns in its middle
}

var (
	roomy = airs{7, 7, 33}
	tight = airs{3, 4, 24} // of a map whose nodes are no higher than they need
)

// The measures of the upright form.
const (
	uprightLead  = 52  // from the left edge to the nodes
	uprightLine  = 22  // to the line
	uprightGap   = 16  // between two steps
	uprightTitle = 4   // between the level's name and its node
	uprightFold  = 560 // under this, at 100 %, what else could stand there stands under its node
	uprightShare = 0.64
	uprightApart = 12
)

// NewThreadMap returns the map of a chain. low makes the nodes no higher than they need.
func NewThreadMap(env Env, c *page.ThreadChain, low bool, acts ThreadActs) *ThreadMap {
	m := &ThreadMap{acts: acts, low: low, air: roomy, line: env.fill(look.Line)}
	if low {
		m.air = tight
	}
	m.env = env
	for i := range c.Steps {
		m.nodes = append(m.nodes, newThreadNode(env, m, i))
		m.titles = append(m.titles, nil)
		m.others = append(m.others, nil)
	}
	for i := range c.Links {
		m.links = append(m.links, newThreadLink(env, m, i))
	}
	m.fill(c)
	m.tall = func(width float32) float32 { return m.flow(fyne.NewSize(width, 0), false) }
	m.lay = func(size fyne.Size) { m.flow(size, true) }
	m.init(m, env)
	return m
}

// Put puts another chain on the map: the nodes and links stay where the focus is.
func (m *ThreadMap) Put(c *page.ThreadChain) {
	m.fill(c)
	m.Refresh()
}

func (m *ThreadMap) fill(c *page.ThreadChain) {
	env := m.env
	for i := range c.Steps {
		s := &c.Steps[i]
		m.titles[i] = env.newLines(look.Caption,
			span{text: s.Number, role: look.Caption, tone: look.Ink2},
			span{text: "\u00a0\u00a0\u00a0", role: look.Caption, tone: look.Ink2},
			span{text: s.Title, role: look.Caption, bold: true, tone: look.Ink})
		m.nodes[i].fill(s)
		if m.others[i] = nil; s.Others != nil {
			m.others[i] = newThreadOther(env, s.Others, func(record int) { m.acts.Choose(i, record) })
		}
	}
	for i := range c.Links {
		m.links[i].fill(&c.Links[i])
	}
}

// Node returns the node of a step.
func (m *ThreadMap) Node(step int) *ThreadNode { return m.nodes[step] }

// Other returns what could stand on a step; nil where nothing could.
func (m *ThreadMap) Other(step int) *ThreadOther { return m.others[step] }

// Link returns the link from a step to the next.
func (m *ThreadMap) Link(link int) *ThreadLink { return m.links[link] }

// Tell shows which link is told of, and what is told of it.
func (m *ThreadMap) Tell(link int, foot Block) {
	m.told, m.foot = link, foot
	for i, l := range m.links {
		l.choose(i == link)
	}
	m.Refresh()
}

// Foot returns what is told of a link.
func (m *ThreadMap) Foot() Block { return m.foot }

// Upright reports whether the steps stand under each other.
func (m *ThreadMap) Upright(width float32) bool {
	_, wide := m.pitch(width)
	return m.env.Narrow || wide < threadNodeWide*m.env.Theme.TextScale()
}

// pitch is the gap between two nodes of a row and how wide each is.
func (m *ThreadMap) pitch(width float32) (gap, wide float32) {
	gap = max(round(width*threadGap/threadWide), threadGapLeast)
	return gap, (width - (threadAcross-1)*gap) / threadAcross
}

// step moves the focus to another step.
func (m *ThreadMap) step(from, by int) bool {
	to := from + by
	if to < 0 || to >= len(m.nodes) {
		return true
	}
	m.acts.Link(min(from, to))
	focus(m.nodes[to])
	return true
}

func (m *ThreadMap) flow(size fyne.Size, placing bool) float32 {
	if placing {
		m.gather()
		m.zones = nil
		defer m.settleAll()
	}
	if m.Upright(size.Width) {
		return m.upright(size.Width, placing)
	}
	y := m.rows(size.Width, placing)
	if m.foot == nil {
		return y
	}
	hair, high := m.env.size(look.Hairline), m.foot.HeightAt(size.Width)
	y += threadOverFoot + hair + high
	if placing { // at the bottom, where there is room
		y = max(y, size.Height)
		place(m.line, 0, y-high-hair, size.Width, hair)
		m.objects = append(m.objects, m.line)
		m.putFoot(0, y-high, size.Width, high)
		m.zones[len(m.zones)-1].at[1] -= hair
		m.zones[len(m.zones)-1].at[3] += hair
	}
	return y
}

// settleAll lays out what has been filled anew and has its size as before.
func (m *ThreadMap) settleAll() {
	for i, n := range m.nodes {
		n.settle()
		if o := m.others[i]; o != nil {
			o.settle()
		}
	}
}

// putFoot places the foot, as a part of its own.
func (m *ThreadMap) putFoot(x, y, w, h float32) {
	place(m.foot, x, y, w, h)
	settle(m.foot)
	m.objects = append(m.objects, m.foot)
	z := m.zone(0, 0, x, y, w, h)
	z.add(m.foot)
	m.zones = append(m.zones, z)
}

// gather puts what is drawn in the order that Tab goes: every step, what could stand there, its link.
func (m *ThreadMap) gather() {
	m.objects = nil
	for i, n := range m.nodes {
		m.objects = append(m.objects, n)
		if m.others[i] != nil {
			m.objects = append(m.objects, m.others[i])
		}
		if i < len(m.links) {
			m.objects = append(m.objects, m.links[i])
		}
	}
}

func (m *ThreadMap) rows(width float32, placing bool) float32 {
	env := m.env
	gap, wide := m.pitch(width)
	var y float32
	for first := 0; first < len(m.nodes); first += threadAcross {
		last := min(first+threadAcross, len(m.nodes))
		high := float32(0)
		if !m.low {
			high = round(threadNodeHigh * env.Theme.TextScale())
		}
		titles, under := float32(0), float32(0)
		for i := first; i < last; i++ {
			high = max(high, m.nodes[i].need(wide))
			titles = max(titles, m.titles[i].height(wide))
			if m.others[i] != nil {
				under = m.air.under + env.touch()
			}
		}
		top := y + titles + m.air.title
		end := top + high + under
		if placing {
			m.row(first, last, y, top, high, gap, wide)
			m.zones = append(m.zones, m.zone(first, last, 0, y, width, end-y))
		}
		y = end
		if last < len(m.nodes) {
			if placing {
				// The line turns between the rows; it is pressed there, over the names of the levels.
				l := m.links[last-1]
				place(l, 0, y, width, max(m.air.between, env.touch()))
				l.turn(m.nodeMiddle(last-1)-y, width, m.middleOf(last, y+m.air.between, wide)-y, m.air.between)
				m.zones[len(m.zones)-1].add(l)
			}
			y += m.air.between
		}
	}
	return y
}

// nodeMiddle is the middle of a node that has been placed.
func (m *ThreadMap) nodeMiddle(i int) float32 {
	return m.nodes[i].Position().Y + round(m.nodes[i].Size().Height/2)
}

// middleOf is where the middle of the row that begins with a step will be.
func (m *ThreadMap) middleOf(first int, y, wide float32) float32 {
	high, titles := float32(0), float32(0)
	if !m.low {
		high = round(threadNodeHigh * m.env.Theme.TextScale())
	}
	for i := first; i < min(first+threadAcross, len(m.nodes)); i++ {
		high = max(high, m.nodes[i].need(wide))
		titles = max(titles, m.titles[i].height(wide))
	}
	return round(y+titles+m.air.title) + round(round(high)/2)
}

// row places the steps of one row and the links between them.
func (m *ThreadMap) row(first, last int, y, top, high, gap, wide float32) {
	for i := first; i < last; i++ {
		x := float32(i-first) * (wide + gap)
		m.objects = append(m.objects, m.titles[i].objects(round(x), y, wide)...)
		right := round(x + wide)
		x = round(x)
		place(m.nodes[i], x, top, right-x, high)
		if m.others[i] != nil {
			place(m.others[i], x, top+high+m.air.under, right-x, m.env.touch())
		}
		if i < last-1 {
			next := round(float32(i-first+1) * (wide + gap))
			place(m.links[i], right, top, next-right, high)
			m.links[i].across()
		}
	}
}

func (m *ThreadMap) upright(width float32, placing bool) float32 {
	env := m.env
	scale := env.Theme.TextScale()
	lead := round(uprightLead * max(scale, 1))
	room := width - lead
	beside := room >= uprightFold*scale
	wide := room
	if beside {
		wide = round(room * uprightShare)
	}
	var y float32
	var middles []float32
	var steps []*threadZone
	line := round(uprightLine * max(scale, 1))
	for i, n := range m.nodes {
		if i > 0 {
			y += uprightGap
		}
		top := y + m.titles[i].height(room) + uprightTitle
		high := max(n.need(wide), env.touch())
		end := top + high
		other := m.others[i]
		if other != nil && !beside {
			end += m.air.under + env.touch()
		} else if other != nil {
			high = max(high, env.touch())
		}
		if placing {
			m.objects = append(m.objects, m.titles[i].objects(lead, y, room)...)
			place(n, lead, top, wide, high)
			switch {
			case other == nil:
			case beside:
				place(other, lead+wide+uprightApart, top+round((high-env.touch())/2), room-wide-uprightApart, env.touch())
			default:
				place(other, lead, top+high+m.air.under, wide, env.touch())
			}
			from := y
			if i > 0 {
				from -= uprightGap // with the link that leads to it
			}
			m.zones = append(m.zones, m.zone(i, i+1, 0, from, width, end-from))
			steps = append(steps, m.zones[len(m.zones)-1])
			middles = append(middles, top+round(high/2))
		}
		y = end
		if m.foot != nil && m.told == i {
			high := m.foot.HeightAt(room)
			if placing {
				m.putFoot(lead, y, room, high)
			}
			y += high
		}
	}
	if placing {
		for i, l := range m.links {
			place(l, 0, middles[i], 2*line, middles[i+1]-middles[i])
			l.down(line)
			steps[i+1].add(l)
		}
		for i, n := range m.nodes {
			m.dot(line, middles[i], n.present)
		}
	}
	return y
}

// dot is a step's place on the upright line.
func (m *ThreadMap) dot(x, y float32, present bool) {
	env := m.env
	side := round(nodeSide * env.Theme.TextScale())
	side += float32(int(side) % 2)
	disc := func(tone fyne.ThemeColorName, side float32) {
		c := canvas.NewCircle(env.Theme.Tone(tone))
		place(c, x-side/2, y-side/2, side, side)
		m.objects = append(m.objects, c)
	}
	if present {
		disc(look.Thread, side)
		return
	}
	disc(look.Ink2, side)
	disc(look.Paper, side-2*nodeEdge)
}

// threadZone is a part of the map that is shown whole or not at all.
type threadZone struct {
	block
	holds []fyne.CanvasObject
	at    [4]float32
}

func (m *ThreadMap) zone(first, last int, x, y, w, h float32) *threadZone {
	z := &threadZone{at: [4]float32{x, y, w, h}}
	z.tall = func(float32) float32 { return h }
	z.lay = func(fyne.Size) {}
	for i := first; i < last; i++ {
		z.add(m.nodes[i])
		if m.others[i] != nil {
			z.add(m.others[i])
		}
		if i < last-1 {
			z.add(m.links[i])
		}
	}
	z.init(z, m.env)
	return z
}

func (z *threadZone) add(o fyne.CanvasObject)     { z.holds = append(z.holds, o) }
func (z *threadZone) within() []fyne.CanvasObject { return z.holds }

// pieces are the rows, or the steps of the upright form.
func (m *ThreadMap) pieces(at fyne.Position) []piece {
	var out []piece
	for _, z := range m.zones {
		out = append(out, piece{block: z, x: at.X + z.at[0], y: at.Y + z.at[1], w: z.at[2], h: z.at[3]})
	}
	return out
}
