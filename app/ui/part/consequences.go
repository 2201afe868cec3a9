package part

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// ConsequenceTable is what a measure was expected to lead to: a row a perspective, a column a horizon. A
// consequence opens its record.
type ConsequenceTable struct {
	block
	rows [][]*impactCell // by row: short, long, and of no told horizon; nil where there is none
	name []*lines
	head [2]*lines
	cuts []float32 // where the page may stop, from the top
}

const (
	perspectiveRoom = 108 // of 550
	impactAir       = 5   // over and under a mark
	impactEnds      = 3   // over and under the words of a cell
	impactBetween   = 2   // over and under each of them
)

// NewConsequenceTable returns the table of a measure.
func NewConsequenceTable(env Env, rows []page.Consequence) *ConsequenceTable {
	t := &ConsequenceTable{}
	t.env = env
	t.head = [2]*lines{env.muted(look.Caption, env.L.Text("ui.savings.short")), env.muted(look.Caption, env.L.Text("ui.savings.long"))}
	t.fill(rows)
	t.tall = func(width float32) float32 { return t.flow(width, nil) }
	t.lay = func(size fyne.Size) {
		var objects []fyne.CanvasObject
		t.flow(size.Width, &objects)
		t.objects = objects
	}
	t.init(t, env)
	return t
}

func (t *ConsequenceTable) fill(rows []page.Consequence) {
	group := &Group{}
	for _, c := range rows {
		t.name = append(t.name, t.env.newLines(look.Caption, span{text: c.Perspective, role: look.Caption, bold: true, tone: look.Ink}))
		var cells []*impactCell
		for _, in := range []page.ImpactCell{c.Short, c.Long, {Impacts: c.Either}} {
			cells = append(cells, newImpactCell(t.env, in, group))
		}
		if len(c.Either) > 0 && len(c.Short.Impacts)+len(c.Long.Impacts) == 0 {
			cells[0], cells[1] = nil, nil // the horizons' marks would say what the text says
		}
		if len(c.Either) == 0 {
			cells[2] = nil
		}
		t.rows = append(t.rows, cells)
	}
}

func (t *ConsequenceTable) flow(width float32, objects *[]fyne.CanvasObject) float32 {
	env := t.env
	draw := func(more ...fyne.CanvasObject) {
		if objects != nil {
			*objects = append(*objects, more...)
		}
	}
	hair := func(tone fyne.ThemeColorName, y float32) {
		line := env.fill(tone)
		place(line, 0, y, width, 1)
		draw(line)
	}
	first := round(min(perspectiveRoom*env.Theme.TextScale(), width/3))
	stacked := width < 420*env.Theme.TextScale()
	middle := first + round((width-first)*150/442)
	if stacked {
		middle = first
	}
	var y float32
	t.cuts = t.cuts[:0]
	if !stacked {
		draw(t.head[0].objects(first, y, middle-first)...)
		draw(t.head[1].objects(middle, y, width-middle)...)
		y += env.line(look.Caption) + 2
		hair(look.Line2, y)
		y++
	}
	put := func(c *impactCell, x, y, w float32) float32 {
		if c == nil {
			return 0
		}
		high := c.height(w)
		if objects != nil {
			draw(c.objects(x, y, w)...)
		}
		return high
	}
	for i, cells := range t.rows {
		draw(t.name[i].objects(0, y+impactAir, first-8)...)
		high := t.name[i].height(first-8) + 2*impactAir
		if stacked {
			top := y
			for j, c := range cells {
				if c == nil {
					continue
				}
				if j < 2 {
					draw(t.head[j].objects(first, top+impactAir, width-first)...)
					top += env.line(look.Caption)
				}
				top += put(c, first, top, width-first)
				t.cuts = append(t.cuts, top)
			}
			high = max(high, top-y)
		} else {
			beside := max(put(cells[0], first, y, middle-first-12), put(cells[1], middle, y, width-middle))
			if cells[2] != nil {
				t.cuts = append(t.cuts, y+beside)
			}
			high = max(high, beside+put(cells[2], first, y+beside, width-first))
		}
		y += high
		hair(look.Line, y)
		y++
		if stacked && len(t.cuts) > 0 && t.cuts[len(t.cuts)-1] > y-impactAir-2 {
			t.cuts = t.cuts[:len(t.cuts)-1] // the row's line goes with its last words
		}
		t.cuts = append(t.cuts, y)
	}
	return y
}

// pieces lets the page stop between the rows, and between what is told of each horizon.
func (t *ConsequenceTable) pieces(at fyne.Position) []piece {
	var out []piece
	var top float32
	for _, cut := range t.cuts {
		out = append(out, piece{block: t, x: at.X, y: at.Y + top, w: t.Size().Width, h: cut - top})
		top = cut
	}
	return out
}

// impactCell is the consequences of one cell, or the mark of their absence.
type impactCell struct {
	mark    *inline
	impacts []*ImpactText
}

func newImpactCell(env Env, c page.ImpactCell, group *Group) *impactCell {
	out := &impactCell{}
	if len(c.Impacts) == 0 {
		out.mark = env.newInline(c.Absent, look.Caption, look.Ink2)
		return out
	}
	for _, i := range c.Impacts {
		out.impacts = append(out.impacts, newImpactText(env, i, group))
	}
	return out
}

func (c *impactCell) height(width float32) float32 {
	if c.mark != nil {
		return c.mark.height(width) + 2*impactAir
	}
	high := float32(2 * impactEnds)
	for _, i := range c.impacts {
		high += i.HeightAt(width)
	}
	return high
}

func (c *impactCell) objects(x, y, width float32) []fyne.CanvasObject {
	if c.mark != nil {
		return c.mark.objects(x, y+impactAir, width)
	}
	var out []fyne.CanvasObject
	y += impactEnds
	for _, i := range c.impacts {
		high := i.HeightAt(width)
		place(i, x, y, width, high)
		out = append(out, i)
		y += high
	}
	return out
}

// ImpactText is one consequence, which opens its record: a row of a dense table.
type ImpactText struct {
	press
	text *lines
	ring *ring
}

func newImpactText(env Env, i page.Impact, group *Group) *ImpactText {
	t := &ImpactText{ring: env.newRing()}
	runs := []page.Passage{{Text: i.Text}}
	if i.Beside != "" {
		runs = append(runs, page.Passage{Text: " (" + i.Beside + ")", Muted: true})
	}
	t.text = env.newLines(look.Caption, passages(look.Caption, runs)...)
	t.group = group
	group.add(t)
	t.opens(i.Record)
	t.tall = func(width float32) float32 {
		high := t.text.height(width) + 2*impactBetween
		if env.Narrow {
			high = max(high, env.touch())
		}
		return high
	}
	t.lay = func(size fyne.Size) {
		t.objects = append(t.text.objects(0, impactBetween, size.Width), t.ring.objects()...)
		t.ring.set(-4, 0, size.Width+4, size.Height)
	}
	t.paint = func() { t.ring.show(t.focused) }
	t.steady = true
	t.start(t, env)
	return t
}
