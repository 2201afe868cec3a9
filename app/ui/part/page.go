package part

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"rodatraden/app/ui/look"
)

// Page is what fills the content area: padding, a block of any height, and scrolling where it does
// not fit.
//
// At rest no row is cut in half: the page stops where rows begin, and what does not fit whole at an
// edge waits outside it. A bar at the right shows that more follows, and a section some of whose
// rows wait says how many are shown.
type Page struct {
	block
	content Block
	choices []func() Block // what the content is chosen among, by what fits
	made    []Block        // those of them that have been made
	rest    func() Block   // the content where none of them fits; nil for the first of them
	rested  Block          // it, when it has been made
	restAt  fyne.Size      // for which size
	busy    bool           // a layout is under way: what asks for another gets this one
	offset  float32        // how much of the content lies above the window
	want    float32        // where the wheel has turned to; the offset is the last stop before it
	dragged bool           // a finger is on the page: it follows the finger, whole rows or not

	covers   []*cover
	bar      *scrollBar
	sections []counting
	details  []*Slot // beside lists: what is chosen stands no further down than the window's top
}

var (
	_ fyne.Scrollable   = (*Page)(nil)
	_ fyne.Draggable    = (*Page)(nil)
	_ desktop.Hoverable = (*Page)(nil)
)

// NewPage returns an empty page. The blocks on it are made with the Env that Env returns.
func NewPage(env Env) *Page {
	p := &Page{}
	p.tall = func(float32) float32 { return 1 }
	p.lay = func(fyne.Size) { p.arrange() }
	p.bar = newScrollBar(p, env)
	p.init(p, env)
	p.env.page = p
	return p
}

// Env returns the page's Env, for what stands on it.
func (p *Page) Env() Env { return p.env }

// SetContent puts the block on the page.
func (p *Page) SetContent(b Block) { p.SetContents(func() Block { return b }) }

// SetContentsOr is SetContents with a form of its own for where none fits whole: the page scrolls. That
// one is made anew for each size of the page.
func (p *Page) SetContentsOr(rest func() Block, forms ...func() Block) {
	p.choices, p.made, p.content = forms, nil, nil
	p.rest, p.rested = rest, nil
	p.Refresh()
}

// SetContents gives the page forms of the same content, from the fullest to the sparest. The first
// that fits the window whole is shown; where none does, the first, and the page scrolls. A form is
// made when it is first tried.
func (p *Page) SetContents(forms ...func() Block) {
	p.SetContentsOr(nil, forms...)
}

// Clear takes everything off the page but keeps where it is scrolled to, before it is filled anew.
func (p *Page) Clear() {
	p.content, p.choices, p.made, p.sections, p.details = nil, nil, nil, nil, nil
	p.rest, p.rested = nil, nil
}

// choose finds the form of the content for a size.
func (p *Page) choose(width, height float32) {
	for i, form := range p.choices {
		if i >= len(p.made) {
			p.made = append(p.made, form())
		}
		if p.made[i].HeightAt(width) <= height {
			p.content = p.made[i]
			return
		}
	}
	switch {
	case p.rest != nil:
		if p.rested == nil || p.restAt != p.Size() {
			p.rested, p.restAt = p.rest(), p.Size()
		}
		p.content = p.rested
	case len(p.made) > 0:
		p.content = p.made[0]
	}
}

// MinSize is small: the page scrolls.
func (p *Page) MinSize() fyne.Size { return fyne.NewSize(1, 1) }

// Reflow lays the page out anew after a block has changed its height.
func (p *Page) Reflow() {
	p.arrange()
	canvas.Refresh(p)
}

// Tall returns the height at which a page of a width shows all of its first form: for a page that stands
// over others instead of scrolling.
func (p *Page) Tall(width float32) float32 {
	if len(p.choices) == 0 {
		return 0
	}
	if len(p.made) == 0 {
		p.made = append(p.made, p.choices[0]())
	}
	return p.made[0].HeightAt(max(width-2*p.env.size(look.Gutter), 1)) + 2*p.env.size(look.Margin)
}

// Offset returns how far the page is scrolled, for a page built anew in its place.
func (p *Page) Offset() float32 { return p.offset }

// ScrollTo scrolls to the stop at or before an offset.
func (p *Page) ScrollTo(offset float32) {
	p.want = offset
	p.Reflow()
}

func gutter(env Env) float32 { return env.size(look.Gutter) }

// view returns the height of the window on the content; padding scrolls with the content.
func (p *Page) view() float32 { return p.Size().Height }

// total returns the height of content and padding.
func (p *Page) total() float32 {
	if p.content == nil {
		return 0
	}
	return p.content.Size().Height + 2*p.env.size(look.Margin)
}

func (p *Page) furthest() float32 { return max(p.total()-p.view(), 0) }

// arrange places content, covers and bar for the size and the offset.
func (p *Page) arrange() {
	size := p.Size()
	if p.busy {
		return
	}
	p.busy = true
	defer func() { p.busy = false }()
	if len(p.choices) == 0 || size.Width <= 0 {
		p.objects = []fyne.CanvasObject{p.bar}
		p.bar.Hide()
		return
	}
	side, margin := p.env.size(look.Gutter), p.env.size(look.Margin)
	width := max(size.Width-2*side, 1)
	p.choose(width, size.Height-2*margin)
	p.measure(width, size.Height-2*margin)
	if p.follow() {
		p.measure(width, size.Height-2*margin)
	}
	p.content.Move(fyne.NewPos(side, round(margin-p.offset)))
	p.wake()
	p.cover()

	p.objects = []fyne.CanvasObject{p.content}
	for _, c := range p.covers {
		p.objects = append(p.objects, c)
	}
	p.objects = append(p.objects, p.bar)
	p.bar.follow()
	p.count()
}

// measure gives the content its height and finds where the page stands.
func (p *Page) measure(width, least float32) {
	height := max(p.content.HeightAt(width), least)
	p.content.Resize(fyne.NewSize(round(width), round(height)))
	settle(p.content)
	p.want = min(max(p.want, 0), p.furthest())
	if p.dragged {
		p.offset = p.want
	} else {
		p.offset = p.stopAt(p.want)
	}
}

// follow lets the details come up to the window's top; it reports whether one moved.
func (p *Page) follow() bool {
	moved := false
	for _, d := range p.details {
		moved = d.follow(p.offset, p.topOf(d), p.view(), p.env.size(look.Margin)) || moved
	}
	return moved
}

// topOf returns where a slot stands under the top of the window that is not scrolled, less the room
// that is kept over what stands at the window's top.
func (p *Page) topOf(s *Slot) float32 {
	first := s.pieces(fyne.Position{})
	if len(first) == 0 {
		return 0
	}
	for _, q := range p.parts() {
		if q.block == first[0].block {
			return q.y - s.shift - p.env.size(look.Margin)/2
		}
	}
	return 0
}

// parts returns the pieces of the content with y counted from the top of the content's padding.
func (p *Page) parts() []piece {
	if p.content == nil {
		return nil
	}
	return piecesOf(p.content, fyne.NewPos(p.env.size(look.Gutter), p.env.size(look.Margin)), false)
}

// stops returns the offsets at which the page can rest. Beside a list it rests where the list's rows
// begin, whatever the detail shows, and within the detail only where that is longer.
func (p *Page) stops() []float32 {
	end := p.furthest()
	stops := []float32{0, end}
	margin := p.env.size(look.Margin) / 2
	parts := p.parts()
	detail := map[Block]bool{}
	for _, d := range p.details {
		for _, q := range d.pieces(fyne.Position{}) {
			detail[q.block] = true
		}
	}
	var last float32
	for _, q := range parts {
		if !detail[q.block] {
			last = max(last, q.y)
		}
	}
	for _, q := range parts {
		if detail[q.block] && q.y < last {
			continue
		}
		stops = append(stops, q.y-margin)
		for y := q.y + p.view()*0.8; y < q.y+q.h; y += p.view() * 0.8 {
			stops = append(stops, round(y)) // within what is higher than the window
		}
	}
	stops = slices.DeleteFunc(stops, func(s float32) bool { return s < 0 || s > end })
	slices.Sort(stops)
	return slices.Compact(stops)
}

func (p *Page) stopAt(want float32) float32 {
	var at float32
	for _, s := range p.stops() {
		if s <= want+0.5 {
			at = s
		}
	}
	return at
}

// cover lays paper over what would be cut at the edges.
func (p *Page) cover() {
	var rects [][4]float32
	top, bottom := p.offset, p.offset+p.view()
	if !p.dragged && p.furthest() > 0 {
		parts := p.parts()
		for i, q := range parts {
			if q.h > p.view()*0.7 {
				continue // what is higher than the window can only be seen cut
			}
			if q.y < bottom && q.y+q.h > bottom+0.5 {
				from := q.y
				for k := i - 1; k >= 0 && parts[k].keep && parts[k].x == q.x; k-- {
					from = parts[k].y
				}
				if from > top {
					rects = append(rects, [4]float32{q.x, from - top, q.w, bottom - from})
				}
			}
			if q.y < top-0.5 && q.y+q.h > top {
				rects = append(rects, [4]float32{q.x, 0, q.w, q.y + q.h - top})
			}
		}
	}
	for len(p.covers) < len(rects) {
		p.covers = append(p.covers, newCover(p.env))
	}
	for i, c := range p.covers {
		if i >= len(rects) {
			c.Hide()
			continue
		}
		r := rects[i]
		// A ring or an edge may reach a pixel outside its block.
		place(c, r[0]-2, r[1], r[2]+4, r[3])
		c.Show()
	}
}

// whole returns the blocks that stand whole within the window.
func (p *Page) whole() map[Block]bool {
	out := map[Block]bool{}
	for _, q := range p.parts() {
		if q.y >= p.offset-0.5 && q.y+q.h <= p.offset+p.view()+0.5 {
			out[q.block] = true
		}
	}
	return out
}

// shown reports whether a block stands whole within the window.
func (p *Page) shown(b Block) bool { return p.whole()[b] }

// overscan is how far outside the window the rows of a long column are built, in windows: so far that
// Tab always finds the next one.
const overscan = 0.5

// wake builds the rows of long columns that stand in the window or near it, and lets go of the others.
func (p *Page) wake() {
	room := p.view() * overscan
	parts := slices.DeleteFunc(p.parts(), func(q piece) bool { return !q.long })
	near := map[Block]bool{}
	for _, q := range parts {
		if q.y+q.h >= p.offset-room && q.y <= p.offset+p.view()+room {
			near[q.block] = true
		}
	}
	for _, q := range parts {
		if r, ok := q.block.(rests); ok {
			r.rest(!near[q.block])
		}
	}
}

// counting is the head of rows that says how many of them are shown, where not all are.
type counting interface {
	Block
	followed() []Block
	showing(n int)
}

// count lets every section say how many of its rows are shown.
func (p *Page) count() {
	if len(p.sections) == 0 {
		return
	}
	whole := p.whole()
	for _, s := range p.sections {
		shown := 0
		if p.furthest() > 0 && !whole[s] {
			s.showing(0)
			continue
		}
		for _, b := range s.followed() {
			if p.furthest() == 0 || whole[b] {
				shown++
			}
		}
		s.showing(shown)
	}
}

// reveal scrolls so that an object on the page, which has just got the focus, is seen.
func (p *Page) reveal(o fyne.CanvasObject) {
	for _, q := range p.parts() {
		if !holds(q.block, o) {
			continue
		}
		switch {
		case q.y < p.offset:
			p.want = q.y - p.env.size(look.Margin)/2
		case q.y+q.h > p.offset+p.view():
			// The first stop from which the whole piece is seen.
			p.want = p.furthest()
			for _, s := range p.stops() {
				if s+p.view() >= q.y+q.h {
					p.want = s
					break
				}
			}
		default:
			return
		}
		p.Reflow()
		return
	}
}

// holds reports whether o is b or stands in it.
func holds(b, o fyne.CanvasObject) bool {
	if b == o {
		return true
	}
	if holder, ok := b.(interface{ within() []fyne.CanvasObject }); ok {
		for _, inner := range holder.within() {
			if holds(inner, o) {
				return true
			}
		}
	}
	return false
}

func (b *block) within() []fyne.CanvasObject { return b.objects }

// step scrolls to the next stop in a direction.
func (p *Page) step(down bool) {
	stops := p.stops()
	if down {
		for _, s := range stops {
			if s > p.offset+0.5 {
				p.want = s
				break
			}
		}
	} else {
		for _, s := range slices.Backward(stops) {
			if s < p.offset-0.5 {
				p.want = s
				break
			}
		}
	}
	p.Reflow()
}

// notch is what one turn of a mouse wheel tells at least; a touchpad tells less, and often.
const notch = 9

// Scrolled is called by Fyne when a wheel turns or two fingers move.
func (p *Page) Scrolled(e *fyne.ScrollEvent) {
	before := p.offset
	p.want = min(max(p.want-e.Scrolled.DY, 0), p.furthest())
	p.Reflow()
	if p.offset == before && (e.Scrolled.DY >= notch || e.Scrolled.DY <= -notch) {
		p.step(e.Scrolled.DY < 0)
	}
}

// Dragged is called by Fyne while a finger, or the mouse, pulls the page.
func (p *Page) Dragged(e *fyne.DragEvent) {
	p.dragged = true
	p.want = min(max(p.want-e.Dragged.DY, 0), p.furthest())
	p.Reflow()
}

// DragEnd is called by Fyne when the finger leaves the page, which then rests at the nearest stop.
func (p *Page) DragEnd() {
	p.dragged = false
	nearest, found := p.want, false
	for _, s := range p.stops() {
		if d := abs(s - p.want); !found || d < abs(nearest-p.want) {
			nearest, found = s, true
		}
	}
	p.want = nearest
	p.Reflow()
}

func abs(v float32) float32 { return max(v, -v) }

// TypedKey scrolls by the keyboard; it reports whether the key was one for scrolling.
func (p *Page) TypedKey(e *fyne.KeyEvent) bool {
	switch e.Name {
	case fyne.KeyPageDown:
		p.want = min(p.offset+p.view()*0.9, p.furthest())
		if p.stopAt(p.want) <= p.offset {
			p.step(true)
			return true
		}
	case fyne.KeyPageUp:
		p.want = p.offset - p.view()*0.9
	case fyne.KeyHome:
		p.want = 0
	case fyne.KeyEnd:
		p.want = p.furthest()
	case fyne.KeyDown:
		p.step(true)
		return true
	case fyne.KeyUp:
		p.step(false)
		return true
	default:
		return false
	}
	p.Reflow()
	return true
}

// MouseIn, MouseMoved and MouseOut make a press on a cover stop at the page.
func (p *Page) MouseIn(*desktop.MouseEvent)    {}
func (p *Page) MouseMoved(*desktop.MouseEvent) {}
func (p *Page) MouseOut()                      {}

// cover is paper over a row that is not shown whole. It takes the presses meant for nothing.
type cover struct {
	block
	paper *canvas.Rectangle
}

func newCover(env Env) *cover {
	c := &cover{paper: env.fill(look.Paper)}
	c.objects = []fyne.CanvasObject{c.paper}
	c.tall = func(float32) float32 { return 0 }
	c.lay = func(size fyne.Size) { place(c.paper, 0, 0, size.Width, size.Height) }
	c.init(c, env)
	return c
}

// Tapped does nothing: what lies under the cover is not seen.
func (c *cover) Tapped(*fyne.PointEvent) {}

// scrollBar shows where the window stands on the content, and can be pulled.
type scrollBar struct {
	block
	page  *Page
	thumb *canvas.Rectangle
}

func newScrollBar(p *Page, env Env) *scrollBar {
	b := &scrollBar{page: p, thumb: env.fill(look.Line2)}
	b.objects = []fyne.CanvasObject{b.thumb}
	b.tall = func(float32) float32 { return 0 }
	b.lay = func(fyne.Size) { b.follow() }
	b.init(b, env)
	return b
}

// The bar's thumb is 8 wide and stands 2 from the edge; the gutter beside it can be pressed too.
const (
	thumbWidth = 8
	thumbInset = 2
	thumbEnds  = 8  // above and below the track
	thumbLeast = 40 // so that it can be caught
)

func (b *scrollBar) follow() {
	p := b.page
	if p.furthest() == 0 {
		b.Hide()
		return
	}
	side := p.env.size(look.Gutter)
	b.Show()
	place(b, p.Size().Width-side, 0, side, p.view())
	track := p.view() - 2*thumbEnds
	long := min(max(track*p.view()/p.total(), thumbLeast), track)
	b.thumb.CornerRadius = thumbWidth / 2
	place(b.thumb, side-thumbWidth-thumbInset, thumbEnds+(track-long)*p.offset/p.furthest(), thumbWidth, long)
}

// Dragged pulls the page by its bar.
func (b *scrollBar) Dragged(e *fyne.DragEvent) {
	p := b.page
	room := p.view() - 2*thumbEnds - b.thumb.Size().Height
	if room <= 0 {
		return
	}
	p.dragged = true
	p.want = min(max(p.want+e.Dragged.DY*p.furthest()/room, 0), p.furthest())
	p.Reflow()
}

// DragEnd lets the page rest at the nearest stop.
func (b *scrollBar) DragEnd() { b.page.DragEnd() }

// Tapped goes a windowful towards the press.
func (b *scrollBar) Tapped(e *fyne.PointEvent) {
	key := fyne.KeyPageDown
	if e.Position.Y < b.thumb.Position().Y {
		key = fyne.KeyPageUp
	}
	b.page.TypedKey(&fyne.KeyEvent{Name: key})
}
