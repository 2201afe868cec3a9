// Package search shows what a search found, in everything known at the chosen package.
package search

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/part"
)

// View is the page of results.
type View struct{ page *part.Page }

// New returns the view of what was found. An empty query shows what can be searched for.
func New(env part.Env, found *page.SearchPage) *View {
	v := &View{page: part.NewPage(env)}
	env = v.page.Env()
	items := []part.Item{{Block: part.NewHeadline(env, found.Headline, found.Sub)}}
	group := &part.Group{}
	for _, g := range groups(found.Hits) {
		section := part.NewSection(env, g[0].Group, part.WithCaption(env.L.Text("ui.search.count", "Count", len(g))))
		items = append(items, part.Item{Block: section, Gap: 12, Keep: true})
		for _, row := range part.NewHitRows(env, g, group) {
			items = append(items, part.Item{Block: row})
		}
	}
	if more := found.Total - len(found.Hits); more > 0 {
		items = append(items, part.Item{Block: part.NewNote(env, env.L.Text("ui.search.more", "Count", more)), Gap: 8})
	}
	v.page.SetContent(part.NewColumn(env, items...))
	return v
}

// Object returns what is shown.
func (v *View) Object() fyne.CanvasObject { return v.page }

// groups parts the hits by their group, in the order in which each group first stands.
func groups(hits []page.SearchHit) [][]page.SearchHit {
	var out [][]page.SearchHit
	at := map[string]int{}
	for _, h := range hits {
		i, ok := at[h.Group]
		if !ok {
			i = len(out)
			at[h.Group] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], h)
	}
	return out
}
