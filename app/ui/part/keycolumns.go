package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// KeyColumns is what is said of a point, beside each other: each with a label, a mark and a
// note. Where they have no room they stand under each other.
type KeyColumns struct {
	block
	columns []*KeyColumn
	parts   []float32
}

// KeyColumn is one of them. Pressed, it opens the record that says so.
type KeyColumn struct {
	press
	bar, under *canvas.Rectangle
	label      *lines
	mark       *inline
	note       *lines // nil where there is none
	ring       *ring
}

const (
	keyLeft  = 15 // text begins here, after the bar
	keyRight = 12
	keyStack = 140 // a column narrower than this, at 100 %, stands under the one before
	keyUnder = 12  // between two that stand under each other
)

// KeyText is what a column says.
type KeyText struct {
	Label  string
	Mark   page.Mark
	Note   string // under the mark
	Record string
}

// NewKeyColumns returns a column for each text, as wide as parts are to each other.
func NewKeyColumns(env Env, texts []KeyText, parts ...float32) *KeyColumns {
	k := &KeyColumns{parts: parts}
	for _, t := range texts {
		c := newKeyColumn(env, t)
		k.columns = append(k.columns, c)
		k.objects = append(k.objects, c)
	}
	k.tall = func(width float32) float32 { return k.flow(width, false) }
	k.lay = func(size fyne.Size) { k.flow(size.Width, true) }
	k.init(k, env)
	return k
}

func (k *KeyColumns) flow(width float32, placing bool) float32 {
	var total float32
	for _, p := range k.parts {
		total += p
	}
	var y, x, high float32
	if width/float32(len(k.columns)) < keyStack*k.env.Theme.TextScale() {
		for i, c := range k.columns {
			if i > 0 {
				y += keyUnder
			}
			h := c.HeightAt(width)
			if placing {
				place(c, 0, y, width, h)
			}
			y += h
		}
		return y
	}
	at := make([]float32, len(k.columns)+1)
	for i, c := range k.columns {
		at[i] = x
		x = round(x + width*k.parts[i]/total)
		high = max(high, c.HeightAt(x-at[i]))
	}
	at[len(k.columns)] = width
	if placing {
		for i, c := range k.columns {
			place(c, at[i], 0, at[i+1]-at[i], high)
		}
	}
	return high
}

func newKeyColumn(env Env, t KeyText) *KeyColumn {
	c := &KeyColumn{bar: env.fill(look.Line2), under: env.fill(look.Selected), ring: env.newRing()}
	c.label = env.muted(look.Caption, t.Label)
	tone := look.Ink
	if absent(t.Mark.Kind) {
		tone = look.Ink2
	}
	c.mark = env.newInline(t.Mark, look.Body, tone)
	if !absent(t.Mark.Kind) && t.Mark.Kind != page.MarkNotYet { // what is said is bold, not what is yet to be said
		for i := range c.mark.text.spans {
			c.mark.text.spans[i].bold = true
		}
	}
	if t.Note != "" {
		c.note = env.muted(look.Caption, t.Note)
	}
	if t.Record != "" {
		c.opens(t.Record)
	}
	c.tall = func(width float32) float32 { return c.flow(width, nil) }
	c.lay = func(size fyne.Size) {
		objects := []fyne.CanvasObject{c.under}
		c.flow(size.Width, &objects)
		place(c.under, 0, 0, size.Width, size.Height)
		place(c.bar, 0, 0, env.size(look.Bar), size.Height)
		c.ring.set(0, 0, size.Width, size.Height)
		c.objects = append(append(objects, c.bar), c.ring.objects()...)
	}
	c.paint = func() {
		c.ring.show(c.focused)
		c.under.Hidden = !c.hovered
	}
	c.paint()
	c.steady = true
	c.start(c, env)
	return c
}

func (c *KeyColumn) flow(width float32, objects *[]fyne.CanvasObject) float32 {
	env := c.env
	room := width - keyLeft - keyRight
	var y float32
	draw := func(more []fyne.CanvasObject) {
		if objects != nil {
			*objects = append(*objects, more...)
		}
	}
	draw(c.label.objects(keyLeft, y, room))
	y += c.label.height(room)
	draw(c.mark.objects(keyLeft, y+1, room))
	y += c.mark.height(room) + 1
	if c.note != nil {
		draw(c.note.objects(keyLeft, y, room))
		y += c.note.height(room)
	}
	return max(y, env.touch())
}

// Pressable reports whether the column opens something: of an absence there is nothing to open.
func (c *KeyColumn) Pressable() bool { return c.do != nil }
