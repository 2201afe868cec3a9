package part

import (
	"fyne.io/fyne/v2"
)

// Slot holds a block that can be exchanged for another without the page around it being made anew.
type Slot struct {
	block
	inner   Block
	follows bool
	shift   float32 // how far below its place the block stands
	footed  bool    // the block ends where the window does, if the slot is higher
	room    float32 // of the window, for such a block
}

// NewSlot returns a slot with a block in it.
func NewSlot(env Env, inner Block) *Slot { return newSlot(env, inner, false) }

// NewDetail returns a slot beside a list: what is shown in it stands at the top of the window although
// the list is long and scrolled, and comes along when the reader scrolls back up.
func NewDetail(env Env, inner Block) *Slot { return newSlot(env, inner, true) }

// NewFootedDetail is NewDetail for a block with a foot: it stands at the bottom of the window although the
// list is longer.
func NewFootedDetail(env Env, inner Block) *Slot {
	s := newSlot(env, inner, true)
	s.footed = true
	return s
}

func newSlot(env Env, inner Block, follows bool) *Slot {
	s := &Slot{inner: inner, follows: follows}
	s.objects = []fyne.CanvasObject{inner}
	s.tall = func(width float32) float32 { return s.shift + s.inner.HeightAt(width) }
	s.lay = func(size fyne.Size) {
		high := size.Height - s.shift
		if s.footed && s.room > 0 {
			high = min(high, max(s.room, s.inner.HeightAt(size.Width)))
		}
		place(s.inner, 0, s.shift, size.Width, high)
		settle(s.inner)
	}
	s.init(s, env)
	if follows && env.page != nil {
		env.page.details = append(env.page.details, s)
	}
	return s
}

// Put exchanges the block, and lays the page out for it.
func (s *Slot) Put(inner Block) {
	s.inner = inner
	s.objects = []fyne.CanvasObject{inner}
	s.forget()
	p := s.env.page
	if p == nil {
		s.settle()
		return
	}
	if s.follows {
		p.want = p.offset
		s.shift = p.offset // no further down than the top of the window: the page sees to it
	}
	p.Reflow()
}

// Holds returns the block.
func (s *Slot) Holds() Block { return s.inner }

// settle lays out the block too, whose height may have changed within the same size.
func (s *Slot) settle() {
	s.stale = true
	s.block.settle()
}

func (s *Slot) pieces(at fyne.Position) []piece {
	return piecesOf(s.inner, at.Add(s.inner.Position()), false)
}

// follow moves the slot's block up to where the window begins, if it stands below that, and gives one
// with a foot the room that the window has for it; it reports whether anything changed. top is where the
// slot stands on the page, view the window's height and margin what is kept at its edges.
func (s *Slot) follow(offset, top, view, margin float32) bool {
	changed := false
	if most := max(offset-top, 0); s.shift > most {
		s.shift, changed = most, true
	}
	room := view - margin
	if s.shift == 0 {
		room = view - top - margin*3/2
	}
	if s.footed && s.room != room {
		s.room, changed = room, true
	}
	if changed {
		s.forget()
	}
	return changed
}
