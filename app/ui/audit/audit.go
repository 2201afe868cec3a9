// Package audit shows Revision: the points that the auditors have made with their two keys, and the
// questions that they have answered; beside the list, or as a page of its own, what is chosen.
package audit

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/part"
)

// View is the page on the screen. It is made for one Env and one page, and made anew when either
// changes; choosing another point changes only the detail.
type View struct {
	page   *part.Page
	env    part.Env
	data   *page.Audit
	at     part.Place
	chosen Chosen

	head   *part.ChipHead
	list   *part.Slot
	detail *part.Slot // nil in the narrow layout
	rows   *part.List
}

// The room between the parts of the page, and how its two columns share it.
const (
	underHeadline = 11
	underChips    = 8
	betweenParts  = 8
	underHead     = 6
	underSubhead  = 6
	betweenNarrow = 16
	listPart      = 464
	detailPart    = 654
)

// New returns the view of a page.
func New(env part.Env, p *page.Audit, at part.Place) *View {
	v := &View{page: part.NewPage(env), data: p, at: at}
	v.env = v.page.Env()
	v.chosen = ParseChosen(at.Argument).among(p)
	if v.chosen.Record == "" && !env.Narrow {
		v.chosen.Record = first(p, v.chosen.Filter)
	}
	v.build()
	return v
}

// Object returns what fills the content area.
func (v *View) Object() fyne.CanvasObject { return v.page }

// Page returns the page that scrolls.
func (v *View) Page() *part.Page { return v.page }

// Leave goes from the detail of the narrow layout back to the list; it reports whether it did.
func (v *View) Leave() bool {
	if !v.env.Narrow || v.chosen.Record == "" || v.at.Back == nil {
		return false
	}
	v.at.Back()
	return true
}

func (v *View) build() {
	env, p := v.env, v.data
	if env.Narrow && v.chosen.Record != "" {
		v.page.SetContent(part.NewColumn(env, v.alone()...))
		return
	}
	head := part.Item{Block: part.NewHeadline(env, p.Headline, p.Sub)}
	if len(p.Points) == 0 && len(p.Questions) == 0 {
		items := []part.Item{head, {Block: part.NewRule(env), Gap: underHeadline, Keep: true}, {Block: part.NewEmpty(env, "audit", p.Empty), Gap: betweenNarrow}}
		if env.OpenPage != nil {
			button := part.NewButton(env, "", env.L.Text("ui.audit.to_overview"), func() { env.OpenPage("overview") })
			items = append(items, part.Item{Block: part.NewRow(env, button), Gap: betweenNarrow})
		}
		v.page.SetContent(part.NewColumn(env, items...))
		return
	}
	v.head = part.NewChipHead(env, v.chips())
	v.list = part.NewSlot(env, v.newList())
	left := []part.Item{{Block: v.head, Keep: true}, {Block: v.list, Gap: underChips}}
	if env.Narrow {
		left[0].Gap = underHeadline
		v.page.SetContent(part.NewColumn(env, append([]part.Item{head}, left...)...))
		return
	}
	v.detail = part.NewDetail(env, v.newDetail())
	right := part.NewColumn(env, part.Item{Block: v.detail})
	split := part.NewSplit(env, part.NewColumn(env, left...), right, listPart, detailPart)
	v.page.SetContent(part.NewColumn(env, head, part.Item{Block: split, Gap: underHeadline, Grow: part.Whole}))
}

// chips are the filters.
func (v *View) chips() *part.Chips {
	var texts []string
	at := 0
	for i, f := range v.data.Filters {
		texts = append(texts, f.Label)
		if f.Name == v.chosen.Filter {
			at = i
		}
	}
	return part.NewChips(v.env, texts, at, func(i int) { v.filter(v.data.Filters[i].Name) })
}

// filter shows what another filter chooses. What was chosen stays so where it is among that.
func (v *View) filter(name string) {
	v.chosen.Filter = name
	before := v.chosen.Record
	if !v.env.Narrow && !holds(v.data, name, v.chosen.Record) {
		v.chosen.Record = first(v.data, name)
	}
	v.list.Put(v.newList())
	if v.detail != nil && v.chosen.Record != before {
		v.detail.Put(v.newDetail())
	}
	v.remember()
}

func (v *View) remember() {
	if v.at.Choose != nil {
		v.at.Choose(v.chosen.String())
	}
}

// newList is the rows of the filter that is chosen.
func (v *View) newList() part.Block {
	env, p := v.env, v.data
	records := records(p, v.chosen.Filter)
	var choose func(int)
	open := func(i int) { // in the narrow layout the row leads to its page
		if v.at.Turn != nil {
			v.at.Turn(Chosen{records[i], v.chosen.Filter}.String())
		}
	}
	if !env.Narrow {
		choose = func(i int) {
			v.chosen.Record = records[i]
			v.detail.Put(v.newDetail())
			v.remember()
		}
		open = func(i int) {
			if env.Open != nil {
				env.Open(records[i])
			}
		}
	}
	v.rows = part.NewList(env, choose, open)
	var rows []part.Block
	if v.chosen.Filter == page.AuditQuestions {
		for _, r := range part.NewQuestionRows(v.rows, p.Questions) {
			rows = append(rows, r)
		}
	} else {
		for _, r := range part.NewPointRows(v.rows, p.Chosen(v.chosen.Filter)) {
			rows = append(rows, r)
		}
	}
	v.head.Follow(rows...)
	items := []part.Item{{Block: part.NewHairline(env), Keep: true}}
	for _, r := range rows {
		items = append(items, part.Item{Block: r})
	}
	for i, record := range records {
		if record == v.chosen.Record {
			v.rows.Mark(i)
		}
	}
	return part.NewColumn(env, items...)
}
