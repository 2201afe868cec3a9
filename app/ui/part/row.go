package part

import (
	"fyne.io/fyne/v2"
)

// Row lays buttons and links beside each other, the last at the right end if it shall, and breaks
// into more rows where one is too short.
type Row struct {
	block
	items []wants
	last  bool
}

// wants is what knows how wide it wants to be.
type wants interface {
	fyne.CanvasObject
	natural() fyne.Size
}

const rowGap = 12 // between two buttons

// NewRow returns buttons, links and chips beside each other.
func NewRow(env Env, items ...wants) *Row { return newRow(env, false, items) }

// NewSpreadRow returns them with the last one at the right end.
func NewSpreadRow(env Env, items ...wants) *Row { return newRow(env, true, items) }

func newRow(env Env, last bool, items []wants) *Row {
	r := &Row{items: items, last: last}
	for _, it := range items {
		r.objects = append(r.objects, it)
	}
	r.tall = func(width float32) float32 { return r.flow(width, false) }
	r.lay = func(size fyne.Size) { r.flow(size.Width, true) }
	r.init(r, env)
	return r
}

func (r *Row) flow(width float32, placing bool) float32 {
	var x, y, high float32
	for i, it := range r.items {
		n := it.natural()
		w := min(n.Width, width)
		if x > 0 && x+w > width+0.5 {
			x, y, high = 0, y+high+rowGap, 0
		}
		left := x
		if r.last && i == len(r.items)-1 {
			left = width - w
		}
		if placing {
			place(it, left, y, w, n.Height)
		}
		x, high = x+w+rowGap, max(high, n.Height)
	}
	return y + high
}

// NewFootRow returns buttons beside each other and a link at the right end; link may be nil.
func NewFootRow(env Env, link *Link, buttons ...*Button) *Row {
	items := make([]wants, 0, len(buttons)+1)
	for _, b := range buttons {
		items = append(items, b)
	}
	if link != nil {
		items = append(items, link)
	}
	return newRow(env, link != nil, items)
}

// natural is the room that all want beside each other.
func (r *Row) natural() fyne.Size {
	var out fyne.Size
	for i, it := range r.items {
		n := it.natural()
		if i > 0 {
			out.Width += rowGap
		}
		out.Width, out.Height = out.Width+n.Width, max(out.Height, n.Height)
	}
	return out
}

// NewButtons returns buttons beside each other, in as many rows as they need.
func NewButtons(env Env, buttons ...*Button) *Row {
	items := make([]wants, len(buttons))
	for i, b := range buttons {
		items[i] = b
	}
	return newRow(env, false, items)
}
