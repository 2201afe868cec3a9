package guided

import (
	"strings"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
)

// Open shows help, keys or about over the step.
func (g *Guide) Open(leaf string) { g.open(leaf) }

// open shows a page of the program itself over the step: help, keys or about. Esc leaves it.
func (g *Guide) open(leaf string) {
	if g.leaf != leaf {
		g.leaf = leaf
		g.draw()
		g.bars.FocusStart()
	}
}

// newLeaf makes the page.
func (g *Guide) newLeaf() *part.Page {
	p := part.NewPage(g.env())
	env := p.Env()
	prose := func(text string) part.Item {
		return part.Item{Block: part.NewProse(env, look.Body, page.Passage{Text: text}), Gap: 10}
	}
	var items []part.Item
	switch g.leaf {
	case "keys":
		items = append(items, part.Item{Block: part.NewHeadline(env, g.l.Text("ui.keys.headline"), g.l.Text("ui.keys.sub"))})
		items = append(items, g.bars.Keys(env)...)
	case "about":
		items = append(items, part.Item{Block: part.NewHeadline(env, g.l.Text("steps.about.headline"), g.l.Text("steps.about.sub", "Version", g.config.Version))}, prose(g.l.Text("steps.about.what")), prose(g.l.Text("steps.about.trust")),
			part.Item{Block: part.NewSection(env, g.l.Text("ui.about.where")), Gap: 16, Keep: true}, prose(g.config.Home),
			part.Item{Block: part.NewSection(env, g.l.Text("ui.about.licences")), Gap: 16, Keep: true}, prose(g.l.Text("ui.about.licence")))
	default:
		items = append(items, part.Item{Block: part.NewHeadline(env, g.l.Text("steps.help.headline"), g.l.Text("steps.help.sub"))})
		for _, id := range []string{string(g.at), "whole"} {
			if !g.l.Has("steps.help." + id) {
				continue
			}
			items = append(items, part.Item{Block: part.NewSection(env, g.l.Text("steps.help."+id+".title")), Gap: 16, Keep: true})
			for paragraph := range strings.SplitSeq(g.l.Text("steps.help."+id), "\n") {
				items = append(items, prose(paragraph))
			}
		}
	}
	back := part.NewButton(env, "back", g.l.Text("ui.back"), g.leave)
	g.bars.Control("leaf.back", back)
	items = append(items, part.Item{Block: part.NewRow(env, back), Gap: 24})
	p.SetContent(part.NewColumn(env, items...))
	return p
}
