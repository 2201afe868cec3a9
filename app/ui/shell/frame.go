package shell

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/ui/bars"
	"rodatraden/app/ui/look"
)

// frame lays the window: bars at the edges, the page in the middle. Where width divided by text
// scale is under narrowUnder it takes the narrow layout, and what stands in the bars is made anew.
type frame struct{ s *Shell }

// narrowUnder is where the narrow layout begins, in logical pixels at 100 % text.
const narrowUnder = 1000

// Layout is called by Fyne whenever the window changes its size.
func (f *frame) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	s := f.s
	narrow := size.Width/s.theme.TextScale() < narrowUnder
	tablet := size.Width < narrowUnder
	if s.size.IsZero() || narrow != s.narrow || tablet != s.tablet() {
		offset, had := s.offset(), ""
		if !s.size.IsZero() {
			had = s.focused()
		}
		s.size, s.narrow = size, narrow
		s.dress()
		s.scrollTo(offset)
		s.refocus(had)
	}
	s.size = size
	s.top.measure(size.Width)

	top := float32(0)
	if len(s.menu.Objects) > 0 {
		top = s.menu.MinSize().Height
	}
	bars.Place(s.menu, 0, 0, size.Width, top)
	left := float32(0)
	bare := s.bare()
	if !narrow && !bare {
		left = s.sideWidth()
	}
	bars.Place(s.beside, 0, top, left, size.Height-top)
	bars.Place(s.above, left, top, size.Width-left, s.topHeight())
	y := top + s.topHeight()
	told := float32(0)
	if len(s.told.Objects) > 0 {
		told = s.toldHeight(size.Width - left)
	}
	bars.Place(s.told, left, y, size.Width-left, told)
	y += told
	low := float32(0)
	if narrow && !bare {
		low = s.bottomHeight()
	}
	bars.Place(s.under, 0, size.Height-low, size.Width, low)
	bars.Place(s.body, left, y, size.Width-left, size.Height-low-y)
}

// middle lays the page on its paper: a page that stands alone in the window in the middle of it.
type middle struct{ s *Shell }

// Layout is called by Fyne; the first object is the paper.
func (m *middle) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	s, left, wide := m.s, float32(0), size.Width
	if s.bare() && !s.narrow {
		wide = min(wide, bars.Round(aloneWide*max(1, s.theme.TextScale()))+2*s.theme.Size(look.Gutter))
		left = bars.Round((size.Width - wide) / 2)
	}
	for i, o := range objects {
		if i == 0 {
			bars.Place(o, 0, 0, size.Width, size.Height)
			continue
		}
		bars.Place(o, left, 0, wide, size.Height)
	}
}

// MinSize is nothing: pages scroll.
func (m *middle) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// aloneWide is the width of a page that stands alone in the window, which it stands in the middle of.
const aloneWide = 1142

// MinSize lets the window become small; pages scroll.
func (f *frame) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(480, 360) }

// tablet reports whether the window is one of a tablet, not only narrow for its text.
func (s *Shell) tablet() bool { return s.size.Width < narrowUnder }

// sideWidth is the width of the navigation beside the content.
func (s *Shell) sideWidth() float32 { return bars.Round(176 * max(1, s.theme.TextScale())) }

// rowHeight is the height of the bar over the content while it is one row.
func (s *Shell) rowHeight() float32 {
	if s.tablet() {
		return s.barHigh() + 20
	}
	return s.barHigh() + 16
}

// topHeight is the height of the bar over the content.
func (s *Shell) topHeight() float32 {
	if s.top != nil && s.top.two {
		return s.rowHeight() + s.barHigh() + rowGap
	}
	return s.rowHeight()
}
