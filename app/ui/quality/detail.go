package quality

import (
	"strings"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
)

// alone is a control on a page of its own: how its risk is weighed, what came of it, and what the plan
// says of it.
func (v *View) alone(c *page.Control) []part.Item {
	env := v.env
	sub := v.data.Control.Title
	if i := strings.IndexByte(sub, ','); i > 0 {
		sub = sub[:i]
	}
	items := []part.Item{{Block: part.NewHeadline(env, c.Title, sub)}}
	risk := []page.Passage{{Text: env.L.Text("ui.quality.weights", "Likelihood", c.Likelihood.Text, "Consequence", c.Consequence.Text)}}
	if c.Risk.Present() {
		risk = []page.Passage{{Text: env.L.Text("ui.quality.risk_of", "Likelihood", c.Likelihood.Text, "Consequence", c.Consequence.Text, "Risk", c.Risk.Text, "Scale", c.Scale)}}
	}
	items = append(items,
		part.Item{Block: v.section(env.L.Text("ui.quality.risk"), c.Source), Gap: underHeadline, Keep: true},
		part.Item{Block: part.NewProse(env, look.Body, risk...), Gap: underTitle},
		part.Item{Block: v.section(env.L.Text("ui.quality.result"), c.Said), Gap: betweenNarrow, Keep: true})
	var said, plan []part.Sourced
	for _, f := range c.About {
		one := part.Sourced{Label: f.Label, Text: page.Passage{Text: f.Text}, Record: f.Record}
		if f.Absent != nil {
			one.Absent = *f.Absent
		}
		if f.Mark != nil {
			one.Mark = *f.Mark
		}
		if strings.HasPrefix(f.Record, "assessments:") {
			said = append(said, one)
			continue
		}
		plan = append(plan, one)
	}
	add := func(rows []part.Sourced) {
		for _, r := range part.NewSourcedRows(env, rows) {
			items = append(items, part.Item{Block: r})
		}
	}
	if len(said) == 0 {
		items = append(items, part.Item{Block: part.NewStatusMark(env, c.Result, look.Body), Gap: underTitle})
	}
	add(said)
	items = append(items, part.Item{Block: v.section(env.L.Text("ui.quality.plan"), c.Source), Gap: betweenNarrow, Keep: true})
	add(plan)
	back := part.NewButton(env, "back", env.L.Text("ui.back"), func() { v.Leave() })
	return append(items, part.Item{Block: part.NewRow(env, back), Gap: betweenNarrow})
}
