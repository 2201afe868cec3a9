package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// NewAnswerTrail returns the steps from what the auditors said to what shows that it was done, as
// rows with nodes at the left: filled where the material answers, hollow where it does not. The line
// between two of them has the thread's colour only where both are filled.
func NewAnswerTrail(env Env, steps []page.TrailStep) []*SourcedRow {
	group := &Group{}
	var rows []*SourcedRow
	var labels float32
	add := func(s Sourced, at trailPlace) {
		r := newSourcedRow(env, s)
		r.trail, r.absent, r.group = &at, &labels, group
		group.add(r)
		rows = append(rows, r)
	}
	for i, s := range steps {
		labels = max(labels, env.muted(look.Caption, s.Label).natural())
		up, down := noLine, noLine
		if i > 0 {
			up = between(steps[i-1], s)
		}
		if i < len(steps)-1 {
			down = between(s, steps[i+1])
		}
		if !s.Filled {
			add(Sourced{Label: s.Label, Absent: s.Absent}, trailPlace{node: hollow, up: up, down: down})
			continue
		}
		for k, line := range s.Lines {
			said := Sourced{Text: page.Passage{Text: line.Text}, Source: line.Source, Record: line.Record}
			at := trailPlace{up: down, down: down} // a further answer to the step
			if k == 0 {
				said.Label, at = s.Label, trailPlace{node: filled, up: up, down: down}
			}
			add(said, at)
		}
	}
	return rows
}

// lineKind is how two steps hang together.
type lineKind int

const (
	noLine lineKind = iota
	grayLine
	threadLine
)

func between(a, b page.TrailStep) lineKind {
	if a.Filled && b.Filled {
		return threadLine
	}
	return grayLine
}

type nodeKind int

const (
	noNode nodeKind = iota
	filled
	hollow
)

// trailPlace is a row's part of the trail: its node, and the line above and below it.
type trailPlace struct {
	node     nodeKind
	up, down lineKind
}

const (
	trailRoom  = 28 // from the trail's left edge to the text, at 100 %
	trailInset = 6  // of the row's ring and fill, left of its text
	nodeSide   = 14 // at 100 %
	nodeEdge   = 2
)

func trailLead(env Env) float32 { return round(trailRoom * env.Theme.TextScale()) }

// objects places the node at the row's first line, and the lines to the row's edges.
func (t *trailPlace) objects(env Env, height float32) []fyne.CanvasObject {
	side := round(nodeSide * env.Theme.TextScale())
	side += float32(int(side) % 2) // so that the line meets its middle
	middle := round(8 * env.Theme.TextScale())
	centre := round(env.line(look.Caption) / 2)
	var out []fyne.CanvasObject
	stroke := func(kind lineKind, from, to float32) {
		if kind == noLine || to <= from {
			return
		}
		tone, thick := look.Line2, env.size(look.Hairline)
		if kind == threadLine {
			tone, thick = look.Thread, env.size(look.ThreadLine)
		}
		l := env.fill(tone)
		place(l, middle-thick/2, from, thick, to-from)
		out = append(out, l)
	}
	if t.node == noNode {
		stroke(t.up, 0, height)
		return out
	}
	stroke(t.up, 0, centre-side/2)
	stroke(t.down, centre+side/2, height)
	// Two circles, since painters do not agree on which side of its line a stroke lies.
	disc := func(tone fyne.ThemeColorName, side float32) {
		c := canvas.NewCircle(env.Theme.Tone(tone))
		place(c, middle-side/2, centre-side/2, side, side)
		out = append(out, c)
	}
	if t.node == filled {
		disc(look.Thread, side)
		return out
	}
	disc(look.Ink2, side)
	disc(look.Paper, side-2*nodeEdge)
	return out
}
