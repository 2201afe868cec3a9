package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/ui/look"
)

// ChipHead is the head of a list that filters choose among: a rule, the filters, and at the right end
// how many of the rows are shown when not all are.
type ChipHead struct {
	block
	rule   *canvas.Rectangle
	chips  *Chips
	rows   []Block
	seen   int // of so many rows in total, when the page last told
	total  int
	counts *canvas.Text
	right  *Button // at the right end of the filters; nil where there is none
}

// NewChipHead returns the head of a list with its filters.
func NewChipHead(env Env, chips *Chips) *ChipHead {
	h := &ChipHead{rule: env.fill(look.Ink), chips: chips}
	h.counts = env.letters(span{role: look.Caption, tone: look.Ink2})
	h.tall = func(width float32) float32 {
		high := h.top() + chips.HeightAt(width)
		if h.under(width) {
			high += chipGap + h.right.natural().Height
		}
		return high
	}
	h.lay = h.layout
	h.init(h, env)
	if env.page != nil {
		env.page.sections = append(env.page.sections, h)
	}
	return h
}

// Put puts a button at the right end, or under the filters where it has no room beside them; nil takes it
// away.
func (h *ChipHead) Put(right *Button) {
	h.right = right
	h.forget()
}

// under reports whether the button stands under the filters.
func (h *ChipHead) under(width float32) bool {
	return h.right != nil && h.chips.natural()+asideGap+h.right.natural().Width > width
}

// Follow tells the head which rows are its own now.
func (h *ChipHead) Follow(rows ...Block) { h.rows = rows }

func (h *ChipHead) followed() []Block { return h.rows }

func (h *ChipHead) top() float32 { return h.env.size(look.Rule) + sectionPad }

// showing is told by the page.
func (h *ChipHead) showing(n int) {
	if h.seen == n && h.total == len(h.rows) {
		return
	}
	h.seen, h.total = n, len(h.rows)
	h.layout(h.Size())
	canvas.Refresh(h)
}

// count returns how many rows are shown as text, as long as there is room for; "" where all are, or
// where there is no room: that there is more is seen by the scroll bar too.
func (h *ChipHead) count(width float32) string {
	if h.seen == 0 || h.seen >= len(h.rows) {
		return ""
	}
	for _, key := range []string{"ui.rows.shown", "ui.rows.of"} {
		h.counts.Text = h.env.L.Text(key, "Shown", h.seen, "Total", len(h.rows))
		if h.chips.natural()+asideGap+wide(h.counts) <= width {
			return h.counts.Text
		}
	}
	return ""
}

func (h *ChipHead) layout(size fyne.Size) {
	place(h.rule, 0, 0, size.Width, h.env.size(look.Rule))
	place(h.chips, 0, h.top(), size.Width, h.chips.HeightAt(size.Width))
	h.objects = []fyne.CanvasObject{h.rule, h.chips}
	if h.right != nil {
		n := h.right.natural()
		x, y := size.Width-n.Width, h.top()
		if h.under(size.Width) {
			x, y = 0, h.top()+h.chips.HeightAt(size.Width)+chipGap
		}
		place(h.right, x, y, n.Width, n.Height)
		h.objects = append(h.objects, h.right)
		return
	}
	if h.counts.Text = h.count(size.Width); h.counts.Text != "" {
		toRight(h.counts, size.Width, h.top()+round((h.env.touch()-h.env.line(look.Caption))/2)+h.env.base(look.Caption))
		h.objects = append(h.objects, h.counts)
	}
}
