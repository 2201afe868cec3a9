package interventions

import (
	"strings"

	"rodatraden/app/diagram"
	"rodatraden/app/page"
	"rodatraden/app/scene"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
)

// values is the chosen row's numbers over time with what is known of their periods, what concerns
// everybody, and what the intervention is.
func (v *View) values(gap float32) []part.Item {
	env, r := v.env, &v.data.Rows[v.chosen]
	items := []part.Item{{Block: part.NewSection(env, r.SeriesTitle), Gap: gap, Keep: true}}
	if r.New != nil {
		items = append(items, part.Item{Block: part.NewStatusMark(env, *r.New, look.Caption), Gap: underTitle})
	}
	switch {
	case r.Series != nil:
		items = append(items, part.Item{Block: part.NewTrend(env, r.Series.Points, v.trend(r)), Gap: underTitle})
	default:
		items = append(items, v.single(r)...)
	}
	if r.Note != "" {
		items = append(items, part.Item{Block: part.NewNote(env, r.Note)})
	}
	items = append(items, v.everyone(0)...)
	items = append(items, part.Item{Block: v.subhead("ui.interventions.about", len(v.data.Everyone) > 0), Gap: betweenParts, Keep: true})
	for _, field := range part.NewFields(env, r.Fields) {
		items = append(items, part.Item{Block: field})
	}
	for _, m := range r.Absent {
		items = append(items, part.Item{Block: part.NewStatusMark(env, m, look.Caption), Gap: underTitle})
	}
	if r.Source != nil && r.Source.Record != "" {
		items = append(items, part.Item{Block: part.NewRow(env, part.NewSourceLink(env, r.Source.Record, r.Source.Label))})
	}
	return items
}

func (v *View) trend(r *page.Intervention) diagram.Diagram {
	if r.Series == nil {
		return nil
	}
	return scene.IndicatorTrend(*r.Series, v.env.L)
}

// single is the one number that is told, or how it is missing.
func (v *View) single(r *page.Intervention) []part.Item {
	env := v.env
	step := r.Ladder[0]
	for _, one := range r.Ladder {
		if one.Figure.Present() {
			step = one
			break
		}
	}
	if !step.Figure.Present() {
		items := []part.Item{{Block: part.NewStatusMark(env, step.Mark, look.Body), Gap: underTitle}}
		if step.Last != "" {
			items = append(items, part.Item{Block: part.NewNote(env, step.Last)})
		}
		if step.Figure.Words != "" {
			items = append(items, v.sourced([]page.InterventionSaid{{Text: step.Figure.Words, Source: step.Figure.Source, Record: step.Figure.Record}})...)
		}
		return items
	}
	point := page.SeriesPoint{Label: step.When, Figure: step.Figure}
	return []part.Item{{Block: part.NewTrend(env, []page.SeriesPoint{point}, nil), Gap: underTitle}}
}

// everyone is what concerns everybody, said beside the ladder.
func (v *View) everyone(gap float32) []part.Item {
	var all []page.Statement
	for _, e := range v.data.Everyone {
		all = append(all, page.Statement{Text: e.Text, Source: e.Figure.Source, Record: e.Figure.Record})
	}
	var items []part.Item
	for i, r := range part.NewStatements(v.env, all, true) {
		item := part.Item{Block: r}
		if i == 0 {
			item.Gap = gap
		}
		items = append(items, item)
	}
	return items
}

// told is what is known of the chosen row's effect: a report's own statement, the steps one by one, what
// it is followed with besides, what the auditors say, what it is tied to and expected to lead to.
func (v *View) told(gap float32) []part.Item {
	env, r := v.env, &v.data.Rows[v.chosen]
	items := []part.Item{{Block: part.NewSection(env, r.Finding), Gap: gap, Keep: true}}
	if r.Effect != nil {
		items = append(items, v.effect(r.Effect)...)
	}
	if !env.Narrow { // there they stand first on its page
		items = append(items, v.course(r.Course)...)
	}
	_, lined := items[len(items)-1].Block.(*part.SumRow)
	if len(r.Told) > 0 {
		items = append(items, v.besides(r.Told)...)
		lined = true
	}
	for _, one := range []struct {
		title string
		said  []page.InterventionSaid
	}{{"ui.interventions.links", r.Links}, {"ui.interventions.impacts", r.Impacts}, {"ui.interventions.said", r.Said}} {
		if len(one.said) == 0 {
			continue
		}
		items = append(items, part.Item{Block: v.subhead(one.title, lined), Gap: betweenParts, Keep: true})
		items = append(items, v.sourced(one.said)...)
		lined = true
	}
	buttons := part.NewGapButtons(env, page.About(v.data.Asks, r.Record))
	if env.Follow != nil && !env.Narrow { // there it stands beside the way back
		buttons = append(buttons, part.NewFollowButton(env, r.Record, "ui.follow"))
	}
	if len(buttons) > 0 {
		items = append(items, part.Item{Block: part.NewButtons(env, buttons...), Gap: betweenParts, Foot: true})
	}
	return items
}

// besides is what an intervention is followed with beside its steps, each in a line.
func (v *View) besides(all []page.InterventionSaid) []part.Item {
	var rows []page.Statement
	for _, one := range all {
		text := one.Text
		if one.Note != "" {
			text += ". " + one.Note
		} else if one.Mark.Text != "" {
			text += ": " + one.Mark.Text
		}
		if one.Source != nil {
			text = strings.TrimRight(text, ".") + " (" + one.Source.Label + ")."
		}
		rows = append(rows, page.Statement{When: one.Label, Text: text, Source: one.Source, Record: one.Record})
	}
	var items []part.Item
	for _, r := range part.NewStatements(v.env, rows, true) {
		items = append(items, part.Item{Block: r})
	}
	return items
}

// effect is a report's own statement, in its own words where they are quoted.
func (v *View) effect(e *page.EffectStatement) []part.Item {
	env := v.env
	said := page.Passage{Text: e.Text}
	if e.Verbatim != "" {
		said = page.Passage{Text: env.L.Text("ui.interventions.verbatim", "Words", e.Verbatim), Italic: true}
	}
	items := []part.Item{{Block: part.NewProse(env, look.Body, said), Gap: underTitle, Keep: e.Source != nil}}
	if e.Source != nil && e.Source.Record != "" {
		items = append(items, part.Item{Block: part.NewRow(env, part.NewSourceLink(env, e.Source.Record, e.Source.Label)), Gap: -underQuote})
	}
	return items
}

// course is steps one by one, each with its share of the step before.
func (v *View) course(steps []page.LadderStep) []part.Item {
	env := v.env
	var rows []page.SavingsSum
	shares, note := false, ""
	for _, step := range steps {
		beside := step.When
		if step.Share != nil {
			shares = true
			beside += " · " + step.Share.Text + " " + step.Of
		}
		if step.Last != "" {
			beside = step.Last
		}
		if step.Note != "" {
			note = step.Label + ": " + step.Note + "."
		}
		rows = append(rows, page.SavingsSum{Label: step.Label, Figure: step.Figure, Beside: beside})
	}
	var items []part.Item
	for i, row := range part.NewSumRows(env, rows) {
		item := part.Item{Block: row}
		if i == 0 {
			item.Gap = underTitle
		}
		items = append(items, item)
	}
	if shares {
		note = joined(env.L.Text("ui.interventions.computed"), note)
	}
	if note != "" {
		items = append(items, part.Item{Block: part.NewNote(env, note)})
	}
	return items
}

func joined(a, b string) string {
	if b == "" {
		return a
	}
	return a + " " + b
}

// subhead is the heading of a part of the detail; lined says that a row's line stands over it.
func (v *View) subhead(words string, lined bool) *part.Subhead {
	if lined {
		return part.NewBareSubhead(v.env, v.env.L.Text(words), "", "")
	}
	return part.NewSubhead(v.env, v.env.L.Text(words), "", "")
}

func (v *View) sourced(all []page.InterventionSaid) []part.Item {
	var rows []part.Sourced
	for _, one := range all {
		row := part.Sourced{Label: one.Label, Text: page.Passage{Text: one.Text}, Source: one.Source, Record: one.Record, Mark: one.Mark, Note: one.Note}
		rows = append(rows, row)
	}
	var items []part.Item
	for _, r := range part.NewSourcedRows(v.env, rows) {
		items = append(items, part.Item{Block: r})
	}
	return items
}
