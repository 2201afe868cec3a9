package part

import (
	"fyne.io/fyne/v2"
)

// Item is a block's place in a Column.
type Item struct {
	Block Block
	Gap   float32 // above it
	Keep  bool    // never stands alone at the bottom of the window without what follows
	Grow  float32 // how much higher than it needs the block may become, to fill the column
	Foot  bool    // it and what follows it stand at the bottom of the column, when there is room
}

// Column lays blocks under each other.
type Column struct {
	block
	items []Item
	spans []spanOf // where each item stands, of the last layout
	long  bool     // only the rows near the window are built
}

// spanOf is an item's extent within its column.
type spanOf struct{ top, height float32 }

// NewColumn returns a column of items.
func NewColumn(env Env, items ...Item) *Column {
	c := &Column{items: items}
	for _, it := range items {
		c.objects = append(c.objects, it.Block)
	}
	c.tall = func(width float32) float32 {
		_, total := c.measure(width)
		return total
	}
	c.lay = c.layout
	c.init(c, env)
	return c
}

// NewLongColumn returns a column of so many items that only those near the window are built. Off a
// page it is as any other.
func NewLongColumn(env Env, items ...Item) *Column {
	if env.page == nil {
		return NewColumn(env, items...)
	}
	for _, it := range items {
		if r, ok := it.Block.(rests); ok {
			r.rest(true)
		}
	}
	c := NewColumn(env, items...)
	c.long = true
	return c
}

// measure returns the height of each item and of all with their gaps.
func (c *Column) measure(width float32) (heights []float32, total float32) {
	heights = make([]float32, len(c.items))
	for i, it := range c.items {
		heights[i] = it.Block.HeightAt(width)
		total += it.Gap + heights[i]
	}
	return heights, total
}

func (c *Column) layout(size fyne.Size) {
	heights, total := c.measure(size.Width)
	spare := max(size.Height-total, 0)
	for i, it := range c.items {
		more := min(it.Grow, spare)
		if c, ok := it.Block.(*Chart); ok && (c.asTable || c.leastHeight(size.Width) == 0) {
			more = 0 // a table has no use for it
		}
		heights[i] += more
		spare -= more
	}
	c.spans = c.spans[:0]
	var y float32
	for i, it := range c.items {
		if it.Foot {
			y += spare
			spare = 0
		}
		y += it.Gap
		place(it.Block, 0, y, size.Width, heights[i])
		settle(it.Block)
		c.spans = append(c.spans, spanOf{y, heights[i]})
		y += heights[i]
	}
}

// settle lays out anew a block that holds blocks, whose heights may have changed within the same
// size, and any other that has forgotten its layout.
func settle(b Block) {
	switch b := b.(type) {
	case *Column:
		b.stale = true
		b.settle()
	case *Split:
		b.stale = true
		b.settle()
	case *Row:
		b.stale = true
		b.settle()
	case *Beside:
		b.stale = true
		b.settle()
	case interface{ settle() }:
		b.settle()
	}
}

// pieces returns the blocks that must not be cut, with their places. Blocks that hold blocks are
// asked for theirs.
func (c *Column) pieces(at fyne.Position) []piece {
	var out []piece
	for i, it := range c.items {
		if i >= len(c.spans) {
			break
		}
		from := len(out)
		out = append(out, piecesOf(it.Block, at.Add(it.Block.Position()), it.Keep)...)
		for i := range out[from:] {
			out[from+i].long = out[from+i].long || c.long
		}
	}
	return out
}

// Split lays two columns beside each other with the design's gap between them.
type Split struct {
	block
	left, right *Column
	parts       [2]float32
	gap         float32
}

// NewSplit returns two columns whose widths are as parts: 680 and 438. In a width where the parts
// do not fit they shrink alike.
func NewSplit(env Env, left, right *Column, leftPart, rightPart float32) *Split {
	s := &Split{left: left, right: right, parts: [2]float32{leftPart, rightPart}, gap: gutter(env)}
	s.objects = []fyne.CanvasObject{left, right}
	s.tall = func(width float32) float32 {
		l, r := s.widths(width)
		return max(left.HeightAt(l), right.HeightAt(r))
	}
	s.lay = func(size fyne.Size) {
		l, r := s.widths(size.Width)
		place(left, 0, 0, l, size.Height)
		place(right, l+s.gap, 0, r, size.Height)
		settle(left)
		settle(right)
	}
	s.init(s, env)
	return s
}

func (s *Split) widths(width float32) (left, right float32) {
	left = round((width - s.gap) * s.parts[0] / (s.parts[0] + s.parts[1]))
	return left, width - s.gap - left
}

func (s *Split) pieces(at fyne.Position) []piece {
	return append(s.left.pieces(at.Add(s.left.Position())), s.right.pieces(at.Add(s.right.Position()))...)
}

// piece is a block that is shown whole or not at all.
type piece struct {
	block      Block
	x, y, w, h float32
	keep       bool
	long       bool // of a long column
}

func piecesOf(b Block, at fyne.Position, keep bool) []piece {
	if many, ok := b.(interface {
		pieces(fyne.Position) []piece
	}); ok {
		return many.pieces(at)
	}
	return []piece{{block: b, x: at.X, y: at.Y, w: b.Size().Width, h: b.Size().Height, keep: keep}}
}

// Whole is the Grow of a block that takes all that is left.
const Whole = 1e5
