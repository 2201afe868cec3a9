package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/ui/look"
)

// Chips is a row of filters of which one is chosen. Left and Right choose the next one.
type Chips struct {
	block
	chips  []*chip
	chosen int
	change func(int)
}

const (
	chipPad = 15 // left and right of the text
	chipGap = 8  // between two chips
)

// NewChips returns filters with their counts in the words; change is told which was chosen.
func NewChips(env Env, texts []string, chosen int, change func(int)) *Chips {
	c := &Chips{chosen: chosen, change: change}
	for i, text := range texts {
		chip := newChip(env, c, i, text)
		c.chips = append(c.chips, chip)
		c.objects = append(c.objects, chip)
	}
	c.tall = func(width float32) float32 { return c.flow(width, false) }
	c.lay = func(size fyne.Size) { c.flow(size.Width, true) }
	c.init(c, env)
	return c
}

// Choose chooses a filter, as a press does.
func (c *Chips) Choose(i int) {
	if i < 0 || i >= len(c.chips) || i == c.chosen {
		return
	}
	c.chosen = i
	for _, chip := range c.chips {
		chip.paint()
		canvas.Refresh(chip)
	}
	if c.change != nil {
		c.change(i)
	}
}

// Chosen returns which filter is chosen.
func (c *Chips) Chosen() int { return c.chosen }

// Chip returns one of the filters, for what remembers the focus.
func (c *Chips) Chip(i int) fyne.Focusable { return c.chips[i] }

// natural returns the width on one row.
func (c *Chips) natural() float32 {
	var x float32
	for _, chip := range c.chips {
		x += chip.wide() + chipGap
	}
	return max(x-chipGap, 0)
}

func (c *Chips) flow(width float32, placing bool) float32 {
	var x, y float32
	high := c.env.touch()
	for _, chip := range c.chips {
		w := min(chip.wide(), width)
		if x > 0 && x+w > width+0.5 {
			x, y = 0, y+high+chipGap
		}
		if placing {
			place(chip, x, y, w, high)
		}
		x += w + chipGap
	}
	return y + high
}

type chip struct {
	press
	chips *Chips
	at    int
	frame frame
	text  *canvas.Text
}

func newChip(env Env, chips *Chips, at int, text string) *chip {
	c := &chip{chips: chips, at: at, frame: env.newFrame()}
	c.text = env.letters(span{text: text, role: look.Body, tone: look.Ink})
	c.objects = []fyne.CanvasObject{c.frame.outer, c.frame.inner, c.text}
	c.tall = func(float32) float32 { return env.touch() }
	c.do = func() { chips.Choose(at) }
	c.onKey = func(key fyne.KeyName) bool {
		to := at
		switch key {
		case fyne.KeyRight:
			to++
		case fyne.KeyLeft:
			to--
		}
		if to == at || to < 0 || to >= len(chips.chips) {
			return false
		}
		focus(chips.chips[to]) // first: what is chosen may make everything anew
		chips.Choose(to)
		return true
	}
	c.paint = c.draw
	c.lay = func(size fyne.Size) {
		c.draw()
		onLine(c.text, chipPad, round((size.Height-env.line(look.Body))/2)+env.base(look.Body))
	}
	c.start(c, env)
	return c
}

func (c *chip) wide() float32 { return ceil(wide(c.text)) + 2*chipPad }

func (c *chip) draw() {
	tone := c.env.Theme.Tone
	edge, thick := look.Line2, float32(buttonEdge)
	ground, ink := look.Paper, look.Ink
	if c.hovered {
		ground = look.Selected
	}
	if c.chips.chosen == c.at {
		edge, ground, ink = look.Ink, look.Ink, look.Paper
	}
	if c.focused {
		edge, thick = look.Blue, c.env.size(look.FocusLine)+1
	}
	c.frame.outer.FillColor, c.frame.inner.FillColor, c.text.Color = tone(edge), tone(ground), tone(ink)
	c.frame.set(0, 0, c.Size().Width, c.Size().Height, c.Size().Height/2, thick)
}
