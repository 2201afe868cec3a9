// Package changes shows Alla ändringar: every fact that differs between the two states.
package changes

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/part"
)

// View is the page on the screen. It is made for one Env and one page, and made anew when either
// changes; choosing another filter changes only the list.
type View struct {
	page   *part.Page
	env    part.Env
	data   *page.ChangesPage
	at     part.Place
	filter string

	head *part.ChipHead
	list *part.Slot
}

// The room between the parts of the page.
const (
	underHeadline = 11
	underChips    = 4
	betweenGroups = 10
	overNote      = 8
	betweenNarrow = 16
)

// New returns the view of a page.
func New(env part.Env, p *page.ChangesPage, at part.Place) *View {
	v := &View{page: part.NewPage(env), data: p, at: at, filter: page.ChangesAll}
	v.env = v.page.Env()
	for _, f := range p.Filters {
		if f.Name == at.Argument {
			v.filter = f.Name
		}
	}
	v.build()
	return v
}

// Object returns what fills the content area.
func (v *View) Object() fyne.CanvasObject { return v.page }

// Page returns the page that scrolls.
func (v *View) Page() *part.Page { return v.page }

func (v *View) build() {
	env, p := v.env, v.data
	head := part.Item{Block: part.NewHeadline(env, p.Headline, p.Sub)}
	if p.Empty != "" {
		items := []part.Item{head, {Block: part.NewRule(env), Gap: underHeadline, Keep: true}, {Block: part.NewEmpty(env, "overview", p.Empty), Gap: betweenNarrow}}
		if env.OpenPage != nil {
			button := part.NewButton(env, "", env.L.Text("ui.changes.to_overview"), func() { env.OpenPage("overview") })
			items = append(items, part.Item{Block: part.NewRow(env, button), Gap: betweenNarrow})
		}
		v.page.SetContent(part.NewColumn(env, items...))
		return
	}
	v.head = part.NewChipHead(env, v.chips())
	v.list = part.NewSlot(env, v.newList())
	// With large text in a low window the chips, a head and a row would not fit together.
	v.page.SetContent(part.NewColumn(env, head,
		part.Item{Block: v.head, Gap: underHeadline, Keep: !env.Narrow}, part.Item{Block: v.list, Gap: underChips}))
}

// chips are the filters.
func (v *View) chips() *part.Chips {
	var texts []string
	at := 0
	for i, f := range v.data.Filters {
		texts = append(texts, f.Label)
		if f.Name == v.filter {
			at = i
		}
	}
	return part.NewChips(v.env, texts, at, func(i int) { v.choose(v.data.Filters[i].Name) })
}

// choose shows what another filter chooses.
func (v *View) choose(name string) {
	v.filter = name
	v.list.Put(v.newList())
	if v.at.Choose != nil {
		v.at.Choose(name)
	}
}

// newList is the changes that the filter chooses, under their heads. Hundreds of them are no more
// than what the window shows.
func (v *View) newList() part.Block {
	env := v.env
	moving := &part.Group{}
	var items []part.Item
	var rows []part.Block
	for _, group := range parted(v.data.Chosen(v.filter)) {
		count := env.L.Int(len(group))
		head := part.Item{Block: part.NewSubhead(env, group[0].Head, count, ""), Keep: true}
		if len(items) > 0 {
			head.Block, head.Gap = part.NewBareSubhead(env, group[0].Head, count, ""), betweenGroups
		}
		items = append(items, head)
		for _, r := range part.NewChangeRows(env, group, moving) {
			rows = append(rows, r)
			items = append(items, part.Item{Block: r})
		}
	}
	if v.data.Note != "" {
		items = append(items, part.Item{Block: part.NewNote(env, v.data.Note), Gap: overNote})
	}
	v.head.Follow(rows...)
	return part.NewLongColumn(env, items...)
}

// parted parts the changes by their heads, in the order in which they stand.
func parted(all []page.FactChange) [][]page.FactChange {
	var out [][]page.FactChange
	for i, c := range all {
		if i == 0 || all[i-1].Group != c.Group {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], c)
	}
	return out
}
