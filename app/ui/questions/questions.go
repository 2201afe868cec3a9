// Package questions shows Mina frågor: what the reader has written, in the order of the meeting, what
// the rules suggest to ask about, and beside the list, or as a page of its own, what is chosen.
package questions

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/part"
)

// Place is where the view stands, and what it asks of the window. What is nil is not offered.
type Place struct {
	part.Place
	Save    func(was, now page.Entry) // keeps what has been written; it may wait a little
	Move    func(id string, by int)   // up or down in the meeting's order
	Delete  func(id string)           //
	Silence func(a page.Ask)          // a suggestion, while it rests on the same facts
	Restore func(id string)           // what has been silenced
	New     func()                    // writes a note
	Export  func()                    // for the meeting
	Keep    func()                    // moves the notes, or backs them up
}

// View is the page on the screen. It is made for one Env and one page, and made anew when either
// changes; what is written and chosen on it changes only what it concerns.
type View struct {
	page   *part.Page
	env    part.Env
	data   *page.Questions
	at     Place
	chosen Chosen
	flat   bool // in the order of the meeting, without subjects

	top    *part.Slot
	head   *part.ChipHead
	list   *part.Slot
	detail *part.Slot // nil in the narrow layout
	rows   map[string]*part.EntryRow
	saved  map[string]page.Entry // what each entry said when it was last saved
}

// The room between the parts of the page, and how its two columns share it.
const (
	underHeadline = 11
	underChips    = 8
	betweenParts  = 8
	underSubhead  = 6
	betweenNarrow = 16
	betweenGroups = 0
	listPart      = 568
	detailPart    = 550
)

// New returns the view of a page.
func New(env part.Env, p *page.Questions, at Place) *View {
	v := &View{page: part.NewPage(env), data: p, at: at, saved: map[string]page.Entry{}}
	for _, e := range p.Entries() {
		v.saved[e.ID] = e
	}
	v.env = v.page.Env()
	v.chosen = ParseChosen(at.Argument).among(p)
	if v.chosen.ID == "" && !env.Narrow {
		v.chosen.ID = v.first()
	}
	v.build()
	return v
}

// Object returns what fills the content area.
func (v *View) Object() fyne.CanvasObject { return v.page }

// Page returns the page that scrolls.
func (v *View) Page() *part.Page { return v.page }

// Chosen returns the id of the entry that is chosen; "" where none is.
func (v *View) Chosen() string { return v.chosen.ID }

// Leave goes from the detail of the narrow layout back to the list; it reports whether it did.
func (v *View) Leave() bool {
	if !v.env.Narrow || v.chosen.ID == "" || v.at.Back == nil {
		return false
	}
	v.at.Back()
	return true
}

func (v *View) build() {
	env := v.env
	if env.Narrow && v.chosen.ID != "" {
		v.page.SetContent(part.NewColumn(env, v.alone()...))
		return
	}
	v.top = part.NewSlot(env, v.newTop())
	v.head = part.NewChipHead(env, v.chips())
	v.list = part.NewSlot(env, v.newList())
	left := []part.Item{{Block: v.head, Keep: true}, {Block: v.list, Gap: underChips}}
	if !env.Narrow && v.chosen.ID != "" { // what is chosen stands where the notes are explained otherwise
		left = append(left, v.keep()...)
	}
	head := part.Item{Block: v.top}
	if env.Narrow {
		left[0].Gap = underHeadline
		v.page.SetContent(part.NewColumn(env, append([]part.Item{head}, left...)...))
		return
	}
	v.detail = part.NewDetail(env, v.newDetail())
	split := part.NewSplit(env, part.NewColumn(env, left...), part.NewColumn(env, part.Item{Block: v.detail, Grow: part.Whole}), listPart, detailPart)
	v.page.SetContent(part.NewColumn(env, head, part.Item{Block: split, Gap: underHeadline, Grow: part.Whole}))
}

// newTop is the headline with the page's own buttons.
func (v *View) newTop() part.Block {
	env := v.env
	var buttons []*part.Button
	if v.at.New != nil {
		buttons = append(buttons, part.NewButton(env, "plus", env.L.Text("ui.questions.new"), v.at.New))
	}
	if v.at.Export != nil && len(v.data.Entries()) > 0 {
		buttons = append(buttons, part.NewPrimaryButton(env, "export", env.L.Text("ui.questions.export"), v.at.Export))
	}
	return part.NewHeadlineBeside(env, v.data.Headline, v.data.Sub, buttons...)
}

// chips are the filters that choose something.
func (v *View) chips() *part.Chips {
	var texts, names []string
	at := 0
	for _, f := range v.data.Filters {
		if f.Count == 0 && f.Name != page.FilterAll && f.Name != v.chosen.Filter {
			continue
		}
		if f.Name == v.chosen.Filter {
			at = len(names)
		}
		texts, names = append(texts, f.Label+" "+v.env.L.Int(f.Count)), append(names, f.Name)
	}
	return part.NewChips(v.env, texts, at, func(i int) { v.filter(names[i]) })
}

// filter shows what another filter chooses. What was chosen stays so where it is among that.
func (v *View) filter(name string) {
	v.chosen.Filter = name
	before := v.chosen.ID
	if !v.env.Narrow && !slices.Contains(v.ids(), v.chosen.ID) {
		v.chosen.ID = v.first()
	}
	v.list.Put(v.newList())
	if v.detail != nil && v.chosen.ID != before {
		v.detail.Put(v.newDetail())
	}
	v.remember()
}

func (v *View) remember() {
	if v.at.Choose != nil {
		v.at.Choose(v.chosen.String())
	}
}

// ids are what the filter chooses, in the order of the list.
func (v *View) ids() []string {
	var out []string
	switch v.chosen.Filter {
	case page.FilterAsks:
		for _, a := range v.data.Asks {
			out = append(out, a.ID)
		}
	case page.FilterSilent:
		for _, s := range v.data.Silent {
			out = append(out, s.Ask.ID)
		}
	default:
		for _, e := range v.entries() {
			out = append(out, e.ID)
		}
	}
	return out
}

// entries are those of the filter, in the order of their subjects or of the meeting.
func (v *View) entries() []page.Entry {
	all := v.data.Chosen(v.chosen.Filter)
	if v.flat {
		slices.SortStableFunc(all, func(a, b page.Entry) int { return place(a) - place(b) })
	}
	return all
}

// place is a number in the meeting's order; what has none comes last.
func place(e page.Entry) int {
	if e.Number == 0 {
		return 1 << 30
	}
	return e.Number
}

func (v *View) first() string {
	if all := v.ids(); len(all) > 0 {
		return all[0]
	}
	return ""
}

// newList is the rows of the filter that is chosen.
func (v *View) newList() part.Block {
	env := v.env
	ids := v.ids()
	var choose func(int)
	open := func(i int) { // in the narrow layout the row leads to its page
		if v.at.Turn != nil {
			v.at.Turn(Chosen{ids[i], v.chosen.Filter}.String())
		}
	}
	if !env.Narrow {
		choose = func(i int) {
			v.chosen.ID = ids[i]
			v.detail.Put(v.newDetail())
			v.remember()
		}
		open = func(i int) {
			if record := v.record(ids[i]); record != "" && env.Open != nil {
				env.Open(record)
			}
		}
	}
	list := part.NewList(env, choose, open)
	if v.chosen.Filter != page.FilterAsks && v.chosen.Filter != page.FilterSilent {
		list.OnSpace(func(i int) { v.toggleAsked(ids[i]) })
	}
	v.rows = map[string]*part.EntryRow{}
	var items []part.Item
	var rows []part.Block
	add := func(b part.Block) {
		rows = append(rows, b)
		items = append(items, part.Item{Block: b})
	}
	switch {
	case v.chosen.Filter == page.FilterAsks:
		items = append(items, part.Item{Block: part.NewHairline(env), Keep: true})
		for _, r := range part.NewSuggestionRows(list, v.data.Asks) {
			add(r)
		}
	case v.chosen.Filter == page.FilterSilent:
		items = append(items, part.Item{Block: part.NewHairline(env), Keep: true})
		var asks []page.Ask
		for _, s := range v.data.Silent {
			asks = append(asks, s.Ask)
		}
		for _, r := range part.NewSuggestionRows(list, asks) {
			add(r)
		}
	case len(ids) == 0:
		items = append(items, part.Item{Block: part.NewEmpty(env, "questions", v.data.Empty), Gap: betweenNarrow})
		if env.OpenPage != nil {
			button := part.NewButton(env, "", env.L.Text("ui.questions.to_overview"), func() { env.OpenPage("overview") })
			items = append(items, part.Item{Block: part.NewRow(env, button), Gap: betweenNarrow})
		}
	case v.flat:
		v.entryRows(list, v.entries(), add)
	default:
		for _, g := range v.data.Groups {
			shown := slices.DeleteFunc(slices.Clone(g.Rows), func(e page.Entry) bool { return !slices.Contains(ids, e.ID) })
			if len(shown) == 0 {
				continue
			}
			items = append(items, part.Item{Block: part.NewGroupHead(env, "", g.Title, g.Count, false, nil), Keep: true})
			v.entryRows(list, shown, add)
		}
	}
	v.head.Follow(rows...)
	v.head.Put(v.order())
	for i, id := range ids {
		if id == v.chosen.ID {
			list.Mark(i)
		}
	}
	return part.NewColumn(env, items...)
}

func (v *View) entryRows(list *part.List, entries []page.Entry, add func(part.Block)) {
	for i, r := range part.NewEntryRows(list, entries) {
		v.rows[entries[i].ID] = r
		add(r)
	}
}

// order is the button that shows the questions by subject, or as they shall be asked.
func (v *View) order() *part.Button {
	if len(v.data.Order) < 2 || v.chosen.Filter == page.FilterAsks || v.chosen.Filter == page.FilterSilent {
		return nil
	}
	words := "ui.questions.by_meeting"
	if v.flat {
		words = "ui.questions.by_subject"
	}
	return part.NewButton(v.env, "sort", v.env.L.Text(words), func() {
		v.flat = !v.flat
		v.list.Put(v.newList())
	})
}

// record is what an entry or a suggestion hangs on.
func (v *View) record(id string) string {
	if e := v.entry(id); e != nil && e.Hangs != nil && !e.Hangs.Gone {
		return e.Hangs.Record
	}
	if a := v.ask(id); a != nil {
		return a.Record
	}
	return ""
}

func (v *View) entry(id string) *page.Entry {
	for g := range v.data.Groups {
		for i := range v.data.Groups[g].Rows {
			if e := &v.data.Groups[g].Rows[i]; e.ID == id {
				return e
			}
		}
	}
	return nil
}

func (v *View) ask(id string) *page.Ask {
	for i := range v.data.Asks {
		if v.data.Asks[i].ID == id {
			return &v.data.Asks[i]
		}
	}
	for i := range v.data.Silent {
		if v.data.Silent[i].Ask.ID == id {
			return &v.data.Silent[i].Ask
		}
	}
	return nil
}

// Chosen is an entry or a suggestion, and the filter that it was chosen under. Both may be empty.
type Chosen struct{ ID, Filter string }

// chosenBy parts the two. An Ask's id holds a space.
const chosenBy = "\t"

// ParseChosen reads what String wrote: an id, or a filter after a tab, or both. A filter alone may stand
// by itself.
func ParseChosen(argument string) Chosen {
	id, filter, both := strings.Cut(argument, chosenBy)
	if !both && slices.Contains([]string{page.FilterAll, page.FilterQuestions, page.FilterNotes, page.FilterAsks, page.FilterSilent}, id) {
		return Chosen{Filter: id}
	}
	return Chosen{id, filter}
}

// String writes the choice for a place.
func (c Chosen) String() string {
	if c.Filter == "" || c.Filter == page.FilterAll {
		return c.ID
	}
	return c.ID + chosenBy + c.Filter
}

// among returns the choice as it is on a page, which may lack either.
func (c Chosen) among(p *page.Questions) Chosen {
	switch c.Filter {
	case page.FilterQuestions, page.FilterNotes:
	case page.FilterAsks:
		if len(p.Asks) == 0 {
			c.Filter = page.FilterAll
		}
	case page.FilterSilent:
		if len(p.Silent) == 0 {
			c.Filter = page.FilterAll
		}
	default:
		c.Filter = page.FilterAll
	}
	v := View{data: p, chosen: c}
	if !slices.Contains(v.ids(), c.ID) {
		c.ID = ""
	}
	return c
}
