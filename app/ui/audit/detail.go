package audit

import (
	"slices"

	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
	"rodatraden/data/notes"
)

// newDetail is what is chosen, beside the list.
func (v *View) newDetail() part.Block {
	if q := v.question(); q != nil {
		items := []part.Item{{Block: part.NewDetailHead(v.env, q.Report, q.Text, q.Source)}}
		return part.NewColumn(v.env, append(items, v.answers(q)...)...)
	}
	if p := v.point(); p != nil {
		items := []part.Item{{Block: part.NewDetailHead(v.env, p.KindYear, p.Title, nil)}}
		return part.NewColumn(v.env, append(items, v.about(p)...)...)
	}
	return part.NewColumn(v.env)
}

// alone is what is chosen as a page of its own, with the way back.
func (v *View) alone() []part.Item {
	env := v.env
	var items []part.Item
	if q := v.question(); q != nil {
		items = []part.Item{{Block: part.NewHeadline(env, q.Text, q.Report)}}
		if q.Source != nil && q.Source.Record != "" {
			items = append(items, part.Item{Block: part.NewRow(env, part.NewSourceLink(env, q.Source.Record, q.Source.Label))})
		}
		items = append(items, v.answers(q)...)
	} else if p := v.point(); p != nil {
		items = append([]part.Item{{Block: part.NewHeadline(env, p.Title, p.KindYear)}}, v.about(p)...)
	}
	if _, link := items[min(len(items)-1, 1)].Block.(*part.Row); !link && len(items) > 1 {
		items[1].Gap = underHeadline // a link brings its own room
	}
	back := part.NewButton(env, "back", env.L.Text("ui.back"), func() { v.Leave() })
	return append(items, part.Item{Block: part.NewRow(env, back), Gap: betweenNarrow})
}

func (v *View) point() *page.AuditPoint {
	i := slices.IndexFunc(v.data.Points, func(p page.AuditPoint) bool { return p.Record == v.chosen.Record })
	if i < 0 {
		return nil
	}
	return &v.data.Points[i]
}

func (v *View) question() *page.AuditQuestion {
	i := slices.IndexFunc(v.data.Questions, func(q page.AuditQuestion) bool { return q.Record == v.chosen.Record })
	if i < 0 {
		return nil
	}
	return &v.data.Questions[i]
}

// about is a point under its head: the two keys and the day, the trail of answers, what to know
// before an answer is decided, what was said earlier, and what belongs to the point.
func (v *View) about(p *page.AuditPoint) []part.Item {
	env := v.env
	keys := part.NewKeyColumns(env, []part.KeyText{key(p.Says), key(p.Confirms), deadline(p.Deadline)}, 252, 224, 178)
	items := []part.Item{
		{Block: keys, Gap: underHead},
		{Block: part.NewSubhead(env, env.L.Text("ui.audit.trail"), p.TrailNote, "thread"), Gap: betweenParts, Keep: true},
	}
	for i, r := range part.NewAnswerTrail(env, p.Trail) {
		item := part.Item{Block: r}
		if i == 0 {
			item.Gap = underSubhead
		}
		items = append(items, item)
	}
	items = append(items, v.verdict(p)...)
	lined := false // a row's line stands over the next heading
	if len(p.Before) > 0 {
		items = append(items, v.subhead("ui.audit.before", lined))
		lined = true
		for _, r := range part.NewFields(env, p.Before) {
			items = append(items, part.Item{Block: r})
		}
	}
	if all := v.earlier(p); len(all) > 0 {
		items = append(items, v.subhead("ui.audit.earlier", lined))
		for _, r := range part.NewStatements(env, all, false) {
			items = append(items, part.Item{Block: r})
		}
		lined = true
	}
	if len(p.Related) > 0 {
		var rows []part.Sourced
		for _, r := range p.Related {
			label := r.Kind
			if r.By != "" {
				label = env.L.Text("ui.audit.by", "Kind", r.Kind, "By", r.By)
			}
			rows = append(rows, part.Sourced{Label: label, Text: page.Passage{Text: r.Text}, Source: r.Source, Record: r.Record})
		}
		items = append(items, v.subhead("ui.audit.related", lined))
		items = append(items, v.sourced(rows)...)
	}
	return items
}

// opinions are the reader's own verdicts, in the order of their chips.
var opinions = []notes.Opinion{notes.Done, notes.Partly, notes.NotDone, notes.NotAssessable}

// verdict is the presidium's own verdict on a point, with a comment: kept here alone.
func (v *View) verdict(p *page.AuditPoint) []part.Item {
	env := v.env
	if env.Judging == nil {
		return nil
	}
	was, comment := env.Judging.Verdict(p.Record)
	var texts []string
	for _, o := range opinions {
		texts = append(texts, env.L.Text("audit.verdict."+string(o)))
	}
	save := func() { env.Judging.Judge(p.Record, was, comment) }
	chips := part.NewChips(env, texts, slices.Index(opinions, notes.Opinion(was)), func(i int) { was = string(opinions[i]) })
	buttons := []*part.Button{part.NewPrimaryButton(env, "", env.L.Text("ui.audit.verdict.save"), save)}
	if env.Follow != nil {
		buttons = append(buttons, part.NewFollowButton(env, p.Record, "ui.follow.short"))
	}
	if env.OpenPage != nil {
		buttons = append(buttons, part.NewButton(env, "", env.L.Text("ui.audit.protocol"), func() { env.OpenPage("protocol") }))
	}
	buttons = append(buttons, part.NewGapButtons(env, page.About(v.data.Asks, p.Record))...)
	field := part.Writing{Name: "verdict", Text: comment, Hint: env.L.Text("ui.audit.verdict.hint"), Lines: 1, Changed: func(now string) { comment = now }}
	return []part.Item{
		{Block: part.NewSubhead(env, env.L.Text("ui.audit.verdict"), env.L.Text("ui.audit.verdict.here"), "lock"), Gap: betweenNarrow, Keep: true},
		{Block: chips, Gap: underSubhead, Keep: true},
		{Block: part.NewWritingRow(env, field, buttons...), Gap: underSubhead},
	}
}

// key is one of the two keys: its last word.
func key(k page.AuditKey) part.KeyText {
	return part.KeyText{Label: k.Label, Mark: k.Mark, Record: k.Record}
}

// deadline is when the point shall be done, and how often that was put off.
func deadline(d page.Deadline) part.KeyText {
	return part.KeyText{Label: d.Label, Mark: d.Mark, Note: d.Note, Record: d.Record}
}

// earlier is what was said before the last word of each key, the last first, and each day that was
// put off.
func (v *View) earlier(p *page.AuditPoint) []page.Statement {
	var out []page.Statement
	add := func(label string, said page.AuditSaid) {
		kind := v.env.L.Text("ui.audit.earlier.kind", "Label", label)
		out = append(out, page.Statement{When: said.Label, Kind: kind, Text: said.Text, Source: said.Source, Record: said.Record})
	}
	for _, k := range []page.AuditKey{p.Says, p.Confirms} {
		if n := len(k.History); n > 1 {
			for _, said := range slices.Backward(k.History[:n-1]) {
				add(k.Label, said)
			}
		}
	}
	for _, said := range p.Deadline.Extensions {
		add(p.Deadline.Label, said)
	}
	return out
}

// answers is a question under its head: every place that answers it, whether they differ, and what
// the report says of the whole.
func (v *View) answers(q *page.AuditQuestion) []part.Item {
	env := v.env
	var items []part.Item
	if q.Differs || q.Absent != nil {
		items = append(items, part.Item{Block: part.NewStatusMark(env, q.Mark, look.Body), Gap: underHead})
	}
	if len(q.Answers) > 0 {
		var rows []part.Sourced
		for _, a := range q.Answers {
			said := part.Sourced{Label: i18n.Capital(a.Place), Source: a.Source, Record: a.Record, Mark: a.Reading, Read: env.L.Text("ui.audit.reading"), Note: a.Note}
			if a.Verbatim != "" {
				said.Text = page.Passage{Text: env.L.Text("audit.answered", "Words", a.Verbatim), Italic: true}
			}
			rows = append(rows, said)
		}
		items = append(items, v.subhead("ui.audit.answers", false))
		items = append(items, v.sourced(rows)...)
	}
	if q.Note != "" {
		items = append(items, part.Item{Block: part.NewNote(env, q.Note)})
	}
	if q.Overall != "" {
		items = append(items, v.subhead("ui.audit.overall", len(q.Answers) > 0 && q.Note == ""))
		items = append(items, v.sourced([]part.Sourced{{
			Label: q.Report, Text: page.Passage{Text: q.Overall}, Source: q.OverallSource, Record: q.OverallRecord,
		}})...)
	}
	return items
}

// subhead is the heading of a part of the detail; lined says that a row's line stands over it.
func (v *View) subhead(words string, lined bool) part.Item {
	make := part.NewSubhead
	if lined {
		make = part.NewBareSubhead
	}
	return part.Item{Block: make(v.env, v.env.L.Text(words), "", ""), Gap: betweenParts, Keep: true}
}

func (v *View) sourced(all []part.Sourced) []part.Item {
	var items []part.Item
	for _, r := range part.NewSourcedRows(v.env, all) {
		items = append(items, part.Item{Block: r})
	}
	return items
}
