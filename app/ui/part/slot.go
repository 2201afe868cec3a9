package part

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/ui/look"
)

// Slot holds a block that another can take the place of without the page being filled anew: the detail
// beside a list. Beside a list longer than the window it follows along; where it is higher than the
// window itself it begins where the page was scrolled to when the row was chosen.
type Slot struct {
	block
	inner Block
	down  float32 // how far it has followed
	high  float32 // of the inner block
	from  float32 // where the page was scrolled to when the block was put there

	follows bool // it is not higher than the window, and moves with the page
}

// NewSlot returns a slot with a block in it.
func NewSlot(env Env, inner Block) *Slot {
	s := &Slot{inner: inner}
	s.objects = []fyne.CanvasObject{inner}
	s.tall = func(width float32) float32 { return s.inner.HeightAt(width) }
	s.lay = func(fyne.Size) { s.arrange() }
	s.init(s, env)
	if env.page != nil {
		env.page.slots = append(env.page.slots, s)
	}
	return s
}

// Set puts another block in the slot.
func (s *Slot) Set(inner Block) {
	s.inner = inner
	s.objects = []fyne.CanvasObject{inner}
	s.stale = true
	if s.env.page != nil {
		s.from = s.env.page.offset
		s.env.page.Reflow()
	}
	s.Refresh()
}

func (s *Slot) settle() {
	s.stale = true
	s.arrangeIn(s.Size())
}

// arrange gives the inner block its place: all of the slot, or of a slot higher than the window as much
// as the window shows.
func (s *Slot) arrange() {
	size := s.Size()
	if size.Width <= 0 {
		return
	}
	need := s.inner.HeightAt(size.Width)
	s.high = max(need, size.Height)
	s.down, s.follows = 0, false
	if p := s.env.page; p != nil {
		margin := s.env.size(look.Margin)
		top, ok := within(p.content, s)
		if rest := p.view() - 2*margin - top; ok && size.Height > rest+0.5 {
			s.high = min(max(need, rest), size.Height)
			s.follows = s.high <= p.view()-2*margin
			if s.follows {
				s.from = p.offset
			}
			s.down = s.from - top - margin/2
			s.down = round(min(max(s.down, 0), size.Height-s.high))
		}
	}
	place(s.inner, 0, s.down, size.Width, s.high)
	settle(s.inner)
}

// within is how far down an object stands in another.
func within(in, o fyne.CanvasObject) (float32, bool) {
	if in == o {
		return 0, true
	}
	if holder, ok := in.(interface{ within() []fyne.CanvasObject }); ok {
		for _, inner := range holder.within() {
			if y, ok := within(inner, o); ok {
				return inner.Position().Y + y, true
			}
		}
	}
	return 0, false
}

// pieces are those of the block in the slot; where it follows the page they do not say where it rests.
func (s *Slot) pieces(at fyne.Position) []piece {
	out := piecesOf(s.inner, at.Add(s.inner.Position()), false)
	for i := range out {
		out[i].follows = s.follows
	}
	return out
}
