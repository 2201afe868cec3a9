package part

import (
	"fyne.io/fyne/v2"
)

// FilterHead is the top of a page of results: the headline, where the words are written if that is on
// the page, the filters, and buttons. The buttons stand at the end of the filters' line; where they
// have no room there beside the headline, and else under the filters.
type FilterHead struct {
	block
	head  Block
	entry Block  // nil where it is elsewhere
	chips *Chips // nil where there is nothing to choose among
	tools *Row   // nil where there are none
}

const (
	filterGap  = 12  // between the lines
	filterHead = 620 // room that the headline wants beside the buttons, at 100 %
)

// NewFilterHead returns the top of a page of results; entry, chips and tools may be nil.
func NewFilterHead(env Env, head, entry Block, chips *Chips, tools *Row) *FilterHead {
	f := &FilterHead{entry: entry, tools: tools}
	f.tall = func(width float32) float32 { return f.flow(width, false) }
	f.lay = func(size fyne.Size) { f.flow(size.Width, true) }
	f.init(f, env)
	f.set(head, chips)
	return f
}

// Put exchanges the headline and the filters.
func (f *FilterHead) Put(head Block, chips *Chips) {
	f.set(head, chips)
	f.forget()
	if p := f.env.page; p != nil {
		p.Reflow()
	}
}

func (f *FilterHead) set(head Block, chips *Chips) {
	f.head, f.chips = head, chips
	f.objects = []fyne.CanvasObject{head}
	if f.entry != nil {
		f.objects = append(f.objects, f.entry)
	}
	if chips != nil {
		f.objects = append(f.objects, chips)
	}
	if f.tools != nil {
		f.objects = append(f.objects, f.tools)
	}
}

func (f *FilterHead) flow(width float32, placing bool) float32 {
	set := func(o Block, x, y, w, h float32) {
		if placing {
			place(o, x, y, w, h)
			settle(o)
		}
	}
	var tools fyne.Size
	if f.tools != nil {
		tools = f.tools.natural()
	}
	left := width - tools.Width - filterGap
	inLine := f.tools != nil && (f.chips == nil && !f.env.Narrow || f.chips != nil && f.chips.natural() <= left)
	inHead := f.tools != nil && !inLine && left >= filterHead*f.env.Theme.TextScale()
	room := width
	if inHead || inLine && f.chips == nil {
		room = left
	}
	high := f.head.HeightAt(room)
	set(f.head, 0, 0, room, high)
	if room == left && f.tools != nil {
		high = max(high, tools.Height)
		set(f.tools, width-tools.Width, round((high-tools.Height)/2), tools.Width, tools.Height)
	}
	y := high
	if f.entry != nil {
		h := f.entry.HeightAt(width)
		set(f.entry, 0, y+filterGap, width, h)
		y += filterGap + h
	}
	if f.chips != nil {
		room = width
		if inLine {
			room = left
			set(f.tools, width-tools.Width, y+filterGap, tools.Width, tools.Height)
		}
		h := f.chips.HeightAt(room)
		set(f.chips, 0, y+filterGap, room, h)
		y += filterGap + h
	}
	if f.tools != nil && !inLine && !inHead {
		h := f.tools.HeightAt(width)
		set(f.tools, 0, y+filterGap, width, h)
		y += filterGap + h
	}
	return y
}

// pieces lets the page stop between the lines.
func (f *FilterHead) pieces(at fyne.Position) []piece {
	var out []piece
	add := func(b Block) { out = append(out, piecesOf(b, at.Add(b.Position()), false)...) }
	add(f.head)
	if f.entry != nil {
		add(f.entry)
	}
	if f.chips != nil {
		add(f.chips)
	}
	if f.tools != nil {
		add(f.tools)
	}
	return out
}

// settle lays out the parts too, whose heights may have changed within the same size.
func (f *FilterHead) settle() {
	f.stale = true
	f.block.settle()
}
