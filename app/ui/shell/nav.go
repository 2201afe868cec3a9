package shell

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"rodatraden/app/ui/bars"
	"rodatraden/app/ui/look"
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

// newSide is the navigation beside the content.
func (s *Shell) newSide() *fyne.Container {
	var items []*bars.NavItem
	for _, p := range pages {
		item := s.bars.NewNavItem(p.icon, s.l.Text("ui.page."+p.id), s.shown.place.Page == p.id, false, func() { s.open(p.id) })
		if p.id == "questions" {
			s.counters = append(s.counters[:0], item)
			item.SetCount(s.ownCount())
		}
		s.control("page."+p.id, item)
		items = append(items, item)
	}
	return s.bars.NewSide(items, s.footing(), s.sideWidth(), s.topHeight())
}

// bottomHeight is the height of the navigation under the content: 76, or more where the icon stands
// over a word in large text.
func (s *Shell) bottomHeight() float32 {
	const least = 76
	if s.size.Width > besideFrom {
		return least
	}
	return max(least, bars.LowIcon(s.theme)+s.theme.Line(look.Body)+26)
}

// besideFrom is how wide a bar must be for its icons to stand beside the words.
const besideFrom = 1000

// bottom is the navigation under the content, in narrow windows.
type bottom struct {
	line  *canvas.Rectangle
	items []*bars.NavItem
}

func (s *Shell) newBottom() *fyne.Container {
	b := &bottom{line: canvas.NewRectangle(s.theme.Tone(look.Line2))}
	objects := []fyne.CanvasObject{b.line}
	add := func(id, icon, text string, current bool, press func()) {
		item := s.bars.NewNavItem(icon, text, current, true, press)
		i := len(b.items)
		item.Key = func(k fyne.KeyName) bool {
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
		widest := bars.Width(bars.Letters(s.theme, s.l.Text("ui.more"), look.Body, look.Ink, true))
		for _, p := range low {
			widest = max(widest, bars.Width(bars.Letters(s.theme, s.l.Text("ui.page."+p.id+".short"), look.Body, look.Ink, true)))
		}
		if s.size.Width > besideFrom { // the icon stands beside the word
			widest += bars.LowIcon(s.theme) + 10
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
	bars.Place(b.line, 0, 0, size.Width, 1)
	each := size.Width / float32(len(b.items))
	for i, item := range b.items {
		item.SetBeside(size.Width > besideFrom)
		left, right := bars.Round(each*float32(i)), bars.Round(each*float32(i+1))
		bars.Place(item, left, 1, right-left, size.Height-1)
	}
}

// MinSize is small: the frame gives the bar its height.
func (b *bottom) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, 1) }
