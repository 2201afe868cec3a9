package search

import (
	"rodatraden/app/page"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
)

// newDetail is what is told of a hit: what it is, how it goes or what it says, what it stands between in
// the thread, and where it stands; at the foot where it can be followed. nil is not known yet.
func (v *View) newDetail(d *page.SearchDetail) part.Block {
	env := v.env
	if d == nil {
		return part.NewColumn(env, part.Item{Block: part.NewRule(env)})
	}
	items := []part.Item{{Block: part.NewHitDetailHead(env, d.Kind, d.Title)}}
	for _, r := range d.Read {
		items = append(items, part.Item{Block: part.NewJudged(env, r), Gap: underHead})
	}
	lined := false // a row's line stands over what follows
	for i, row := range part.NewHitFields(env, d.Fields) {
		item := part.Item{Block: row}
		if i == 0 {
			item.Gap = underHead
		}
		items = append(items, item)
		lined = true
	}
	if len(d.Thread) > 0 || d.Alone != nil {
		head := part.NewSubhead
		if lined {
			head = part.NewBareSubhead
		}
		title := env.L.Text("ui.search.between")
		if d.Alone != nil {
			title = env.L.Text("ui.search.thread")
		}
		items = append(items, part.Item{Block: head(env, title, "", ""), Gap: underDetail, Keep: true})
		for i, row := range part.NewThreadSteps(env, d.Thread) {
			item := part.Item{Block: row}
			if i == 0 {
				item.Gap = underHead
			}
			items = append(items, item)
		}
		if d.Alone != nil {
			items = append(items, part.Item{Block: part.NewStatusMark(env, *d.Alone, look.Caption), Gap: underHead})
		}
		items = append(items, part.Item{Block: part.NewHairline(env), Gap: underHead})
	}
	return part.NewColumn(env, append(items, v.foot(d)...)...)
}

// foot is where a hit stands and its own page, and under a line the buttons.
func (v *View) foot(d *page.SearchDetail) []part.Item {
	env := v.env
	whole := part.NewMoreLink(env, env.L.Text("ui.search.whole"), func() { v.record(d.Ref) })
	links := part.NewRow(env, whole)
	if src := d.Source; src != nil && src.Record != "" {
		link := part.NewSourceLink(env, src.Record, src.Label)
		links = part.NewRow(env, link)
		if d.Page != "" {
			links = part.NewSpreadRow(env, link, whole)
		}
	}
	items := []part.Item{}
	if d.Page != "" || d.Source != nil {
		items = append(items, part.Item{Block: links})
	}
	open := part.NewPrimaryButton(env, "", env.L.Text("ui.search.open"), func() { v.opens(d) })
	if d.Page != "" {
		open = part.NewPrimaryButton(env, "", env.L.Text("ui.search.open_in", "Page", env.L.Text("ui.page."+d.Page)), func() { v.opens(d) })
	}
	buttons := []*part.Button{open}
	if env.Follow != nil {
		buttons = append(buttons, part.NewButton(env, "thread", env.L.Text("ui.search.follow"), func() { env.Follow(d.Ref) }))
	}
	return append(items,
		part.Item{Block: part.NewHairline(env), Gap: betweenParts, Foot: true},
		part.Item{Block: part.NewButtons(env, buttons...), Gap: betweenParts})
}
