package search

import (
	"slices"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
)

// newDetail is what is told of a hit: what it is, how it goes or what it says, what it stands between in
// the thread, and where it stands; at the foot where it can be followed. In a low window the buttons come
// before the thread. nil is not known yet.
func (v *View) newDetail(d *page.SearchDetail) part.Block {
	env := v.env
	if d == nil {
		return part.NewColumn(env, part.Item{Block: part.NewRule(env)})
	}
	footed := slices.Concat(v.says(d), v.between(d, len(d.Fields) > 0), v.links(d), v.buttons(d, true))
	low := slices.Concat(v.says(d), v.buttons(d, false), v.between(d, false), v.links(d))
	return part.NewFits(env, part.NewColumn(env, footed...), part.NewColumn(env, low...))
}

// says is what a hit is, and how it goes or what it says.
func (v *View) says(d *page.SearchDetail) []part.Item {
	env := v.env
	items := []part.Item{{Block: part.NewHitDetailHead(env, d.Kind, d.Title)}}
	for _, r := range d.Read {
		items = append(items, part.Item{Block: part.NewJudged(env, r), Gap: underHead})
	}
	for i, row := range part.NewHitFields(env, d.Fields) {
		item := part.Item{Block: row}
		if i == 0 {
			item.Gap = underHead
		}
		items = append(items, item)
	}
	return items
}

// between is what a hit stands between in the thread; lined says that a row's line stands over it.
func (v *View) between(d *page.SearchDetail, lined bool) []part.Item {
	if len(d.Thread) == 0 && d.Alone == nil {
		return nil
	}
	env := v.env
	head, title := part.NewSubhead, env.L.Text("ui.search.between")
	if lined {
		head = part.NewBareSubhead
	}
	if d.Alone != nil {
		title = env.L.Text("ui.search.thread")
	}
	items := []part.Item{{Block: head(env, title, "", ""), Gap: underDetail, Keep: true}}
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
	return append(items, part.Item{Block: part.NewHairline(env), Gap: underHead})
}

// links lead to where a hit stands and, where the button leads elsewhere, to its own page.
func (v *View) links(d *page.SearchDetail) []part.Item {
	env := v.env
	var whole, source *part.Link
	if d.Page != "" {
		whole = part.NewMoreLink(env, env.L.Text("ui.search.whole"), func() { v.record(d.Ref) })
	}
	if src := d.Source; src != nil && src.Record != "" {
		source = part.NewSourceLink(env, src.Record, src.Label)
	}
	switch {
	case source != nil && whole != nil:
		return []part.Item{{Block: part.NewSpreadRow(env, source, whole)}}
	case source != nil:
		return []part.Item{{Block: part.NewRow(env, source)}}
	case whole != nil:
		return []part.Item{{Block: part.NewRow(env, whole)}}
	}
	return nil
}

// buttons open a hit and follow it in the thread; at the foot they have a line over them.
func (v *View) buttons(d *page.SearchDetail, foot bool) []part.Item {
	env := v.env
	open := env.L.Text("ui.search.open")
	if d.Page != "" {
		open = env.L.Text("ui.search.open_in", "Page", env.L.Text("ui.page."+d.Page))
	}
	all := []*part.Button{part.NewPrimaryButton(env, "", open, func() { v.opens(d) })}
	if env.Follow != nil {
		all = append(all, part.NewFollowButton(env, d.Ref, "ui.follow"))
	}
	row := part.Item{Block: part.NewButtons(env, all...), Gap: betweenParts}
	if !foot {
		return []part.Item{row}
	}
	return []part.Item{{Block: part.NewHairline(env), Gap: betweenParts, Foot: true}, row}
}
