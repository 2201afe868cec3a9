// Package search shows what a search found, in everything known at the chosen package: the hits by
// group, and beside them what is told of the one that is chosen. In the narrow layout a hit leads to its
// own page.
package search

import (
	"slices"

	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
)

// View is the page of results. Another group, another year and another hit change what they must and
// leave the rest as it is.
type View struct {
	page   *part.Page
	env    part.Env
	found  *page.SearchPage
	place  Place
	chosen Chosen

	head   *part.FilterHead
	list   *part.Slot
	detail *part.Slot // nil in the narrow layout
	years  *part.Picker
	saving *part.Button
	hits   []page.SearchHit // in the order of the rows
	rows   *part.List
	shown  []*part.HitRow
}

// Place is what surrounds the results. What it lacks is not offered.
type Place struct {
	Entry   fyne.CanvasObject // where the words are written, where that is on the page; nil where it is not
	High    float32           // its height
	ToEntry func()            // puts the reader there, wherever it is
	Clear   func()            // takes the words away

	Chosen Chosen
	Choose func(Chosen)                                          // remembers what is chosen
	Ask    func(ask page.SearchAsk, then func(*page.SearchPage)) // searches again; what is no longer asked for is dropped
	Tell   func(ref string, then func(*page.SearchDetail))       // what is told of a hit, in the same way
	Open   func(page, choose string)                             // a page with something chosen on it

	Saved          bool       // the words are kept
	Save           func(bool) // keeps them, or no longer; nil where nothing can be kept
	Kept, Recent   []Kept     // what has been searched for before
	Search, Forget func(words string)
}

// Kept is a search that can be made again, with how much it finds.
type Kept struct {
	Words string
	Count int
}

// The room between the parts of the page, and how its two columns share it.
const (
	underHeadline = 12
	underChips    = 10
	underHead     = 8
	underDetail   = 12
	betweenParts  = 8
	listPart      = 680
	detailPart    = 438
)

// New returns the view of what was found. Where nothing was it says what to do; where nothing has
// been searched for the headline says what can be.
func New(env part.Env, found *page.SearchPage, place Place) *View {
	v := &View{page: part.NewPage(env), found: found, place: place, chosen: place.Chosen}
	v.env = v.page.Env()
	if v.chosen.Record == "" && found.Detail != nil {
		v.chosen.Record = found.Detail.Ref
	}
	var entry part.Block
	if place.Entry != nil {
		entry = part.NewHolder(v.env, place.Entry, place.High)
	}
	v.head = part.NewFilterHead(v.env, v.newHead(), entry, v.newChips(), v.tools())
	items := []part.Item{{Block: v.head}}
	switch {
	case found.Query == "":
		items = append(items, v.before()...)
	case found.Total == 0:
		items = append(items,
			part.Item{Block: part.NewProse(v.env, look.Body, page.Passage{Text: env.L.Text("ui.search.none.do")}), Gap: underHeadline},
			part.Item{Block: part.NewRow(v.env, part.NewButton(v.env, "close", env.L.Text("ui.search.clear"), place.Clear)), Gap: underHeadline})
	default:
		items = append(items, v.results())
	}
	v.page.SetContent(part.NewColumn(v.env, items...))
	if d := found.Detail; v.detail != nil && (d == nil || d.Ref != v.chosen.Record) {
		v.tell()
	}
	return v
}

// Object returns what is shown.
func (v *View) Object() fyne.CanvasObject { return v.page }

// Page returns the page that scrolls.
func (v *View) Page() *part.Page { return v.page }

// First returns the hit to which Down goes from the words: the chosen one, or the first; nil where
// nothing was found.
func (v *View) First() fyne.Focusable {
	if len(v.shown) == 0 {
		return nil
	}
	return v.shown[max(v.rows.Chosen(), 0)]
}

// newHead is the headline.
func (v *View) newHead() part.Block {
	headline := v.found.Headline
	if v.found.Query != "" && v.found.Total == 0 {
		headline = v.env.L.Text("ui.search.none", "Query", short(v.found.Query))
	}
	return part.NewHeadline(v.env, headline, v.found.Sub)
}

// results is the hits, with what is told of the chosen one beside them.
func (v *View) results() part.Item {
	env := v.env
	v.list = part.NewSlot(env, v.newList())
	if env.Narrow {
		return part.Item{Block: v.list, Gap: underChips}
	}
	v.detail = part.NewFootedDetail(env, v.newDetail(v.found.Detail))
	right := part.NewColumn(env, part.Item{Block: v.detail, Grow: part.Whole})
	split := part.NewSplit(env, part.NewColumn(env, part.Item{Block: v.list}), right, listPart, detailPart)
	return part.Item{Block: split, Gap: underChips, Grow: part.Whole}
}

// newChips are the groups to choose among, each with how many hits it has; nil where there is one.
func (v *View) newChips() *part.Chips {
	if len(v.found.Groups) < 2 {
		return nil
	}
	texts := []string{v.env.L.Text("ui.search.all") + " " + v.env.L.Int(v.found.Total)}
	at := 0
	for i, g := range v.found.Groups {
		texts = append(texts, g.Title+" "+v.env.L.Int(g.Count))
		if g.Name == v.found.Group {
			at = i + 1
		}
	}
	return part.NewChips(v.env, texts, at, func(i int) {
		v.chosen.Group = ""
		if i > 0 {
			v.chosen.Group = v.found.Groups[i-1].Name
		}
		v.ask(nil)
	})
}

// tools are the button that keeps the search and the years to choose among; nil where there are
// neither.
func (v *View) tools() *part.Row {
	env := v.env
	if v.found.Query == "" {
		return nil
	}
	if v.place.Save != nil {
		v.saving = part.NewButton(env, "", "", func() {
			v.place.Saved = !v.place.Saved
			v.place.Save(v.place.Saved)
			v.dressSaving()
		})
		v.dressSaving()
	}
	if len(v.found.Years) > 1 {
		choices := []part.Choice{{Name: env.L.Text("ui.search.years")}}
		at := 0
		for i, y := range v.found.Years {
			choices = append(choices, part.Choice{Name: y.Year, Detail: env.L.Text("ui.search.count", "Count", y.Count)})
			if y.Year == v.found.Year {
				at = i + 1
			}
		}
		v.years = part.NewPicker(env, env.L.Text("ui.search.year"), choices, at, false, func(i int) {
			v.years.Choose(i)
			v.chosen.Year = ""
			if i > 0 {
				v.chosen.Year = v.found.Years[i-1].Year
			}
			v.ask(nil)
		})
	}
	switch {
	case v.saving != nil && v.years != nil:
		return part.NewRow(env, v.saving, v.years)
	case v.saving != nil:
		return part.NewRow(env, v.saving)
	case v.years != nil:
		return part.NewRow(env, v.years)
	}
	return nil
}

func (v *View) dressSaving() {
	if v.place.Saved {
		v.saving.SetText("check", v.env.L.Text("ui.search.saved"))
		return
	}
	v.saving.SetText("plus", v.env.L.Text("ui.search.save"))
}

// ask searches again for what is chosen now, and then shows it.
func (v *View) ask(then func()) {
	if v.place.Ask == nil {
		return
	}
	v.chosen.Record = ""
	ask := page.SearchAsk{Words: v.found.Query, Group: v.chosen.Group, Year: v.chosen.Year}
	v.place.Ask(ask, func(found *page.SearchPage) {
		v.take(found)
		if then != nil {
			then()
		}
	})
}

// take shows other hits of the same words.
func (v *View) take(found *page.SearchPage) {
	before := v.found
	v.found = found
	v.chosen.Group, v.chosen.Year = found.Group, found.Year
	if found.Detail != nil {
		v.chosen.Record = found.Detail.Ref
	}
	if found.Year != before.Year {
		v.head.Put(v.newHead(), v.newChips())
	}
	v.list.Put(v.newList())
	if v.detail != nil {
		v.page.ScrollTo(0)
		v.detail.Put(v.newDetail(found.Detail))
	}
	v.remember()
}

func (v *View) remember() {
	if v.place.Choose != nil {
		v.place.Choose(v.chosen)
	}
}

// newList is the hits under the names of their groups. The arrows go from row to row through all.
func (v *View) newList() part.Block {
	env := v.env
	if v.place.ToEntry != nil {
		env.Escape = v.place.ToEntry
	}
	v.hits, v.shown = nil, nil
	var choose func(int)
	if !env.Narrow {
		choose = func(i int) {
			v.chosen.Record = v.hits[i].Ref
			v.tell()
			v.remember()
		}
	}
	v.rows = part.NewList(env, choose, v.open)
	var items []part.Item
	for _, g := range v.found.Groups {
		var hits []page.SearchHit
		for _, h := range v.found.Hits {
			if h.Group == g.Title {
				hits = append(hits, h)
			}
		}
		if len(hits) == 0 {
			continue
		}
		count := env.L.Text("ui.rows.of", "Shown", env.L.Int(len(hits)), "Total", env.L.Int(g.Count))
		var rest func()
		if len(hits) < g.Count && v.found.Group != g.Name && len(v.found.Groups) > 1 && v.place.Ask != nil {
			rest = func() { v.expand(g.Name) }
		}
		items = append(items, part.Item{Block: part.NewGroupHead(env, icon(g.Name), g.Title, count, len(items) == 0, rest), Keep: true})
		for _, row := range part.NewHitRows(v.rows, hits) {
			v.shown = append(v.shown, row)
			items = append(items, part.Item{Block: row})
		}
		v.hits = append(v.hits, hits...)
	}
	if more := v.left(); more > 0 {
		items = append(items, part.Item{Block: part.NewNote(env, env.L.Text("ui.search.more", "Count", more, "Number", env.L.Int(more))), Gap: betweenParts})
	}
	for i, h := range v.hits {
		if h.Ref == v.chosen.Record {
			v.rows.Mark(i)
			break
		}
	}
	return part.NewLongColumn(env, items...)
}

// left is how many hits of what stands alone are not shown, and are not to be had by opening a group.
func (v *View) left() int {
	for _, g := range v.found.Groups {
		if g.Name == v.found.Group || len(v.found.Groups) == 1 {
			return g.Count - len(v.found.Hits)
		}
	}
	return 0
}

// expand shows a whole group, as its chip does; the keys go on from its first hit.
func (v *View) expand(group string) {
	v.chosen.Group = group
	v.ask(func() {
		v.head.Put(v.newHead(), v.newChips())
		if first := v.First(); first != nil {
			if c := fyne.CurrentApp().Driver().CanvasForObject(v.page); c != nil {
				c.Focus(first)
			}
		}
	})
}

// tell shows what is told of the chosen hit, when it is known.
func (v *View) tell() {
	if v.place.Tell == nil {
		return
	}
	v.place.Tell(v.chosen.Record, func(d *page.SearchDetail) {
		v.found.Detail = d
		v.detail.Put(v.newDetail(d))
	})
}

// open opens a hit: beside the list as the button under the detail does, else its own page.
func (v *View) open(i int) {
	if d := v.found.Detail; v.detail != nil && d != nil && d.Ref == v.hits[i].Ref {
		v.opens(d)
		return
	}
	v.record(v.hits[i].Ref)
}

func (v *View) record(ref string) {
	if v.env.Open != nil {
		v.env.Open(ref)
	}
}

// opens goes to the page that tells of a hit, with it chosen, or where there is none to its own.
func (v *View) opens(d *page.SearchDetail) {
	if d.Page == "" || v.place.Open == nil {
		v.record(d.Ref)
		return
	}
	v.place.Open(d.Page, d.Select)
}

// icon is the drawing of a group: that of the page with its name, or a document.
func icon(group string) string {
	if slices.Contains(page.Names(), group) {
		return group
	}
	return "document"
}

// short keeps a headline a headline, whatever was searched for.
func short(query string) string {
	const most = 30
	if r := []rune(query); len(r) > most {
		return string(r[:most]) + "…"
	}
	return query
}
