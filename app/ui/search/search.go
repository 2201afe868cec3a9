// Package search shows what a search found, in everything known at the chosen package.
package search

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
)

// View is the page of results.
type View struct {
	page   *part.Page
	env    part.Env
	found  *page.SearchPage
	place  Place
	groups [][]page.SearchHit
	over   []part.Item // what stands over the hits, made once
	under  []part.Item // what stands under them
	chosen int         // the group that is shown; 0 is all
	rows   []*part.HitRow
}

// Place is what surrounds the results.
type Place struct {
	Entry fyne.CanvasObject // where the words are written, where that is on the page; nil where it is not
	High  float32           // its height
	Clear func()            // takes the words away
}

const (
	underHeadline = 12
	betweenGroups = 10
)

// New returns the view of what was found. Where nothing was it says what to do; where nothing has
// been searched for the headline says what can be.
func New(env part.Env, found *page.SearchPage, place Place) *View {
	v := &View{page: part.NewPage(env), found: found, place: place}
	v.env = v.page.Env()
	v.groups = groups(found.Hits)
	v.over, v.under = v.head(), v.foot()
	v.fill()
	return v
}

// Object returns what is shown.
func (v *View) Object() fyne.CanvasObject { return v.page }

// Page returns the page that scrolls.
func (v *View) Page() *part.Page { return v.page }

// First returns the first hit, to which Down goes from the words; nil where nothing was found.
func (v *View) First() fyne.Focusable {
	if len(v.rows) == 0 {
		return nil
	}
	return v.rows[0]
}

// head makes what stands over the hits.
func (v *View) head() []part.Item {
	env, found := v.env, v.found
	headline := found.Headline
	if found.Query != "" && found.Total == 0 {
		headline = env.L.Text("ui.search.none", "Query", short(found.Query))
	}
	items := []part.Item{{Block: part.NewHeadline(env, headline, found.Sub)}}
	add := func(b part.Block) { items = append(items, part.Item{Block: b, Gap: underHeadline}) }
	if v.place.Entry != nil {
		add(part.NewHolder(env, v.place.Entry, v.place.High))
	}
	switch {
	case found.Query == "":
		add(part.NewProse(env, look.Body, page.Passage{Text: env.L.Text("ui.search.how")}))
	case found.Total == 0:
		add(part.NewProse(env, look.Body, page.Passage{Text: env.L.Text("ui.search.none.do")}))
		add(part.NewRow(env, part.NewButton(env, "close", env.L.Text("ui.search.clear"), v.place.Clear)))
	case len(v.groups) > 1:
		add(part.NewChips(env, v.filters(), v.chosen, func(i int) {
			v.chosen = i
			v.fill()
		}))
	}
	return items
}

// foot says how many hits are not shown.
func (v *View) foot() []part.Item {
	more := v.found.Total - len(v.found.Hits)
	if more <= 0 {
		return nil
	}
	return []part.Item{{Block: part.NewNote(v.env, v.env.L.Text("ui.search.more", "Count", more)), Gap: 8}}
}

// fill puts the hits of the chosen group on the page.
func (v *View) fill() {
	items := append(append(slices.Clone(v.over), v.list()...), v.under...)
	v.page.SetContent(part.NewColumn(v.env, items...))
}

// list is the hits under the names of their groups. The arrows go from row to row through all.
func (v *View) list() []part.Item {
	v.rows = nil
	var items []part.Item
	moving := &part.Group{}
	for i, hits := range v.groups {
		if v.chosen != 0 && v.chosen != i+1 {
			continue
		}
		gap := float32(0)
		if len(items) == 0 {
			gap = betweenGroups
		}
		count := v.env.L.Text("ui.search.count", "Count", len(hits))
		items = append(items, part.Item{Block: newHead(v.env, icon(v.env.L, hits[0].Group), hits[0].Group, count, len(items) == 0), Gap: gap, Keep: true})
		for _, row := range part.NewHitRows(v.env, hits, moving) {
			v.rows = append(v.rows, row)
			items = append(items, part.Item{Block: row})
		}
	}
	return items
}

// filters are the words of the chips: everything, and each group with how many it has. Where not all
// that was found is here the counts are left out: they would be wrong.
func (v *View) filters() []string {
	whole := v.found.Total == len(v.found.Hits)
	with := func(name string, n int) string {
		if !whole {
			return name
		}
		return fmt.Sprintf("%s %s", name, v.env.L.Int(n))
	}
	texts := []string{with(v.env.L.Text("ui.search.all"), v.found.Total)}
	for _, hits := range v.groups {
		texts = append(texts, with(hits[0].Group, len(hits)))
	}
	return texts
}

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

// short keeps a headline a headline, whatever was searched for.
func short(query string) string {
	const most = 30
	if r := []rune(query); len(r) > most {
		return string(r[:most]) + "…"
	}
	return query
}
