package shell

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
)

// pageInfo is one page of the navigation. Its names are ui.page.<id> and, where room is short,
// ui.page.<id>.short.
type pageInfo struct {
	id, icon string
	number   int  // among the ten pages of the navigation: Alt and its last digit go there
	low      bool // has a place under the content; the others are found under more
}

// pages are those that work, in the order of the navigation.
var pages = []pageInfo{
	{"overview", "overview", 1, true},
	{"economy", "economy", 2, true},
	{"goals", "goals", 3, true},
	{"thread", "thread", 4, true},
	{"savings", "savings", 5, false},
	{"audit", "audit", 6, false},
	{"interventions", "interventions", 7, false},
	{"quality", "quality", 8, false},
	{"decisions", "decisions", 9, false},
	{"questions", "questions", 10, true},
}

// InNavigation reports whether a page stands in the navigation.
func InNavigation(id string) bool {
	return slices.ContainsFunc(pages, func(p pageInfo) bool { return p.id == id })
}

// navItem is one page of the navigation: beside the content, or under it in narrow windows.
type navItem struct {
	pressed
	icon    *canvas.Image
	text    *canvas.Text
	bar     *canvas.Rectangle
	count   *canvas.Text // at the right end; beside the content alone
	current bool
	below   bool // under the content: icon above the word
	beside  bool // under the content, with the icon beside the word
}

func newNavItem(s *Shell, icon, text string, current, below bool, press func()) *navItem {
	th := s.theme
	n := &navItem{current: current, below: below}
	n.prepare(s, press)
	n.icon = part.NewIcon(s.env(), icon, look.Ink, look.NavIcon)
	n.text = letters(th, text, look.Body, look.Ink, current)
	n.count = letters(th, "", look.Caption, look.Ink2, false)
	n.bar = canvas.NewRectangle(th.Tone(look.Thread))
	if !current {
		n.bar.Hide()
	} else if !below {
		n.resting = look.Selected
	}
	n.ExtendBaseWidget(n)
	return n
}

func (n *navItem) CreateRenderer() fyne.WidgetRenderer {
	objects := append([]fyne.CanvasObject{n.ground, n.bar, n.icon, n.text, n.count}, n.edges()...)
	return &drawn{objects: objects, lay: n.lay, least: func() fyne.Size {
		return fyne.NewSize(24+n.icon.Size().Width+width(n.text), n.height())
	}}
}

// underIcon is between an icon and the word under it.
const underIcon = 3

const countEnd = 14 // between a count and the navigation's edge

// setCount tells a number at the right end; "" tells none.
func (n *navItem) setCount(text string) {
	if n.below || n.count.Text == text {
		return
	}
	n.count.Text = text
	n.lay(n.Size())
	canvas.Refresh(n)
}

// side is the side of the icon: under the content it is larger than beside it, and grows later.
func (n *navItem) side() float32 {
	if n.below {
		return lowIcon(n.th)
	}
	return n.th.Size(look.NavIcon)
}

func lowIcon(th *look.Theme) float32 { return max(24, round(0.8*th.Size(look.NavIcon))) }

func (n *navItem) height() float32 {
	return n.th.Size(look.TouchLine)
}

func (n *navItem) lay(size fyne.Size) {
	n.frame(size)
	side := n.side()
	line, base := n.th.Line(look.Body), n.th.Baseline(look.Body)
	switch {
	case !n.below:
		place(n.bar, 0, 0, n.th.Size(look.Bar), size.Height)
		place(n.icon, 16, (size.Height-side)/2, side, side)
		stand(n.text, 16+side+10, (size.Height-line)/2+base)
		stand(n.count, size.Width-countEnd-width(n.count), (size.Height-line)/2+base)
	case n.beside:
		place(n.bar, 0, 0, size.Width, n.th.Size(look.ThreadLine))
		x := (size.Width - side - 10 - width(n.text)) / 2
		place(n.icon, x, (size.Height-side)/2+2, side, side)
		stand(n.text, x+side+10, (size.Height-line)/2+2+base)
	default:
		place(n.bar, 0, 0, size.Width, n.th.Size(look.ThreadLine))
		top := (size.Height-side-underIcon-line)/2 + 2
		place(n.icon, (size.Width-side)/2, top, side, side)
		stand(n.text, (size.Width-width(n.text))/2, top+side+underIcon+base)
	}
}

// side is the navigation beside the content: name, pages, and the foot that says what is read.
type side struct {
	shell *Shell
	brand *canvas.Image
	name  *canvas.Text
	lines [3]*canvas.Rectangle // right edge, under the name, over the foot
	items []*navItem
	foot  []*canvas.Text
	gaps  []float32 // over each line of the foot
	rows  []int     // the row of the foot that each line is of
}

func (s *Shell) newSide() *fyne.Container {
	th := s.theme
	d := &side{shell: s}
	d.brand = part.NewIcon(s.env(), "thread", look.Thread, look.NavIcon)
	d.name = letters(th, s.l.Text("ui.name"), look.Section, look.Ink, true)
	objects := []fyne.CanvasObject{d.brand, d.name}
	for i := range d.lines {
		d.lines[i] = canvas.NewRectangle(th.Tone(look.Line))
		objects = append(objects, d.lines[i])
	}
	for _, p := range pages {
		item := newNavItem(s, p.icon, s.l.Text("ui.page."+p.id), s.shown.place.Page == p.id, false, func() { s.open(p.id) })
		if p.id == "questions" {
			s.counters = append(s.counters[:0], item)
			item.setCount(s.ownCount())
		}
		s.control("page."+p.id, item)
		d.items = append(d.items, item)
		objects = append(objects, item)
	}
	d.linkItems()
	rows := s.footing()
	for i, row := range rows {
		tone, gap := look.Ink2, float32(0)
		if i == 0 {
			tone = look.Ink
		} else if i == len(rows)-1 {
			gap = footGap
		}
		for _, t := range wrap(th, row, look.Caption, tone, false, s.sideWidth()-28) {
			d.foot = append(d.foot, t)
			d.gaps = append(d.gaps, gap)
			d.rows = append(d.rows, i)
			gap = 0
			objects = append(objects, t)
		}
	}
	return container.New(d, objects...)
}

const (
	footGap = 3  // over where it is stored
	footAir = 10 // over and under the foot
)

func (d *side) footHeight() float32 {
	var high float32
	for i, t := range d.foot {
		if !t.Hidden {
			high += d.gaps[i] + d.shell.theme.Line(look.Caption)
		}
	}
	return high
}

// linkItems lets Up and Down move between the pages.
func (d *side) linkItems() {
	for i, item := range d.items {
		item.key = func(k fyne.KeyName) bool {
			to := i
			switch k {
			case fyne.KeyUp:
				to--
			case fyne.KeyDown:
				to++
			default:
				return false
			}
			if to >= 0 && to < len(d.items) {
				d.shell.focus(d.items[to])
			}
			return true
		}
	}
}

// Layout places everything from the top, and the foot from the bottom.
func (d *side) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	th := d.shell.theme
	top := d.shell.topHeight()
	icon := th.Size(look.NavIcon) * 1.2
	place(d.brand, 16, (top-icon)/2, icon, icon)
	stand(d.name, 16+icon+8, (top-th.Line(look.Section))/2+th.Baseline(look.Section))
	place(d.lines[0], size.Width-1, 0, 1, size.Height)
	place(d.lines[1], 0, top-1, size.Width-1, 1)
	each := d.fit(size.Height)
	y := top + 6
	for _, item := range d.items {
		place(item, 0, y, size.Width-1, each)
		y += each
	}
	line := th.Line(look.Caption)
	y = size.Height - footAir - d.footHeight()
	place(d.lines[2], 0, y-footAir, size.Width-1, 1)
	for i, t := range d.foot {
		if t.Hidden {
			continue
		}
		y += d.gaps[i]
		stand(t, 16, y+th.Baseline(look.Caption))
		y += line
	}
}

// fit finds how high each page of the navigation is. In a low window they come closer together, and what
// still has no room over the foot takes the place of its last rows, but never of the first.
func (d *side) fit(height float32) float32 {
	room := height - d.shell.topHeight() - 6 - 2*footAir
	pages, least := float32(len(d.items)), d.shell.theme.Size(look.Control)
	for _, t := range d.foot {
		t.Show()
	}
	for i := len(d.rows) - 1; i > 0 && d.rows[i] > 0 && pages*least+d.footHeight() > room; i-- {
		for k, row := range d.rows {
			if row == d.rows[i] {
				d.foot[k].Hide()
			}
		}
	}
	return min(d.shell.theme.Size(look.TouchLine), max(least, float32(int((room-d.footHeight())/pages))))
}

// MinSize is the width of the navigation and the least height of what it holds.
func (d *side) MinSize([]fyne.CanvasObject) fyne.Size {
	h := d.shell.topHeight() + 6 + 2*footAir + d.shell.theme.Line(look.Caption) + float32(len(d.items))*d.shell.theme.Size(look.Control)
	return fyne.NewSize(d.shell.sideWidth(), h)
}

// bottomHeight is the height of the navigation under the content: 76, or more where the icon stands
// over a word in large text.
func (s *Shell) bottomHeight() float32 {
	const least = 76
	if s.size.Width > besideFrom {
		return least
	}
	return max(least, lowIcon(s.theme)+s.theme.Line(look.Body)+26)
}

// besideFrom is how wide a bar must be for its icons to stand beside the words.
const besideFrom = 1000

// bottom is the navigation under the content, in narrow windows.
type bottom struct {
	line  *canvas.Rectangle
	items []*navItem
}

func (s *Shell) newBottom() *fyne.Container {
	b := &bottom{line: canvas.NewRectangle(s.theme.Tone(look.Line2))}
	objects := []fyne.CanvasObject{b.line}
	add := func(id, icon, text string, current bool, press func()) {
		item := newNavItem(s, icon, text, current, true, press)
		i := len(b.items)
		item.key = func(k fyne.KeyName) bool {
			to := i
			switch k {
			case fyne.KeyLeft:
				to--
			case fyne.KeyRight:
				to++
			default:
				return false
			}
			if to >= 0 && to < len(b.items) {
				s.focus(b.items[to])
			}
			return true
		}
		s.control("page."+id, item)
		b.items = append(b.items, item)
		objects = append(objects, item)
	}
	for _, p := range s.lowPages() {
		add(p.id, p.icon, s.l.Text("ui.page."+p.id+".short"), s.shown.place.Page == p.id, func() { s.open(p.id) })
	}
	add("more", "more", s.l.Text("ui.more"), s.underMore(), s.showMore)
	return container.New(b, objects...)
}

// underMore reports whether what is shown is found under more.
func (s *Shell) underMore() bool {
	page := s.shown.place.Page
	return page == "more" || InNavigation(page) && !slices.ContainsFunc(s.lowPages(), func(p pageInfo) bool { return p.id == page })
}

// lowPages are those that have a place under the content: fewer where their words have no room beside
// each other. The first and the last stay longest.
func (s *Shell) lowPages() []pageInfo {
	low := slices.DeleteFunc(slices.Clone(pages), func(p pageInfo) bool { return !p.low })
	for len(low) > 2 {
		widest := width(letters(s.theme, s.l.Text("ui.more"), look.Body, look.Ink, true))
		for _, p := range low {
			widest = max(widest, width(letters(s.theme, s.l.Text("ui.page."+p.id+".short"), look.Body, look.Ink, true)))
		}
		if s.size.Width > besideFrom { // the icon stands beside the word
			widest += lowIcon(s.theme) + 10
		}
		if widest+lowGap <= s.size.Width/float32(len(low)+1) {
			break
		}
		low = slices.Delete(low, len(low)-2, len(low)-1)
	}
	return low
}

const lowGap = 4 // between the words of two places

// Layout gives each place an equal part of the width. The icon stands beside the word where the
// bar is much wider than high.
func (b *bottom) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	place(b.line, 0, 0, size.Width, 1)
	each := size.Width / float32(len(b.items))
	for i, item := range b.items {
		item.beside = size.Width > besideFrom
		left, right := round(each*float32(i)), round(each*float32(i+1))
		place(item, left, 1, right-left, size.Height-1)
		item.lay(item.Size())
	}
}

// MinSize is small: the frame gives the bar its height.
func (b *bottom) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, 1) }
