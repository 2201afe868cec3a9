package search

import (
	"rodatraden/app/page"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
)

const betweenLists = 16

// before is what stands where nothing is searched for: how it is done, and what was searched for before.
func (v *View) before() []part.Item {
	env := v.env
	items := []part.Item{{Block: part.NewProse(env, look.Body, page.Passage{Text: env.L.Text("ui.search.how")}), Gap: underHeadline}}
	if len(v.place.Kept) > 0 {
		items = append(items, part.Item{Block: part.NewSection(env, env.L.Text("ui.search.kept")), Gap: betweenLists, Keep: true})
		for _, k := range v.place.Kept {
			forget := part.NewIconButton(env, "close", env.L.Text("ui.search.forget", "Words", k.Words), func() { v.place.Forget(k.Words) })
			items = append(items, part.Item{Block: part.NewBeside(env, v.again(k), forget)})
		}
	}
	if len(v.place.Recent) > 0 {
		items = append(items, part.Item{Block: part.NewSection(env, env.L.Text("ui.search.recent")), Gap: betweenLists, Keep: true})
		for _, k := range v.place.Recent {
			items = append(items, part.Item{Block: v.again(k)})
		}
	}
	return items
}

// again is a search that can be made again.
func (v *View) again(k Kept) part.Block {
	label := k.Words + " · " + v.env.L.Text("ui.search.count", "Count", k.Count)
	return part.NewLinkRow(v.env, "search", label, func() { v.place.Search(k.Words) })
}
