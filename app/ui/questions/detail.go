package questions

import (
	"slices"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
	"rodatraden/data/notes"
)

const fieldLines = 3

// newDetail is what is chosen, beside the list.
func (v *View) newDetail() part.Block {
	env := v.env
	if e := v.entry(v.chosen.ID); e != nil {
		items := []part.Item{{Block: part.NewDetailHead(env, v.label(e), e.Title, nil)}}
		return part.NewColumn(env, append(items, v.about(e)...)...)
	}
	if a := v.ask(v.chosen.ID); a != nil {
		items := []part.Item{{Block: part.NewDetailHead(env, a.Kind, a.Text, a.Source)}}
		return part.NewColumn(env, append(items, v.suggestion(a)...)...)
	}
	return part.NewColumn(env, v.privacy()...)
}

// alone is what is chosen as a page of its own, with the way back.
func (v *View) alone() []part.Item {
	env := v.env
	var items []part.Item
	if e := v.entry(v.chosen.ID); e != nil {
		items = append([]part.Item{{Block: part.NewHeadline(env, e.Title, v.label(e))}}, v.about(e)...)
	} else if a := v.ask(v.chosen.ID); a != nil {
		items = append([]part.Item{{Block: part.NewHeadline(env, a.Text, a.Kind)}}, v.suggestion(a)...)
	}
	back := part.NewButton(env, "back", env.L.Text("ui.back"), func() { v.Leave() })
	return append(items, part.Item{Block: part.NewRow(env, back), Gap: betweenNarrow})
}

// label says which entry it is.
func (v *View) label(e *page.Entry) string {
	return v.env.L.Text("ui.questions.label."+e.Kind, "Number", v.env.L.Int(e.Number))
}

// about is an entry under its head: what it hangs on, the reader's own words, to whom and how far.
func (v *View) about(e *page.Entry) []part.Item {
	env, question := v.env, e.Kind == string(notes.Question)
	var items []part.Item
	add := func(gap float32, blocks ...part.Block) {
		for i, b := range blocks {
			item := part.Item{Block: b, Keep: i < len(blocks)-1}
			if i == 0 {
				item.Gap = gap
			}
			items = append(items, item)
		}
	}
	if e.Hangs != nil {
		add(betweenParts, part.NewHangs(env, e.Hangs))
	}
	if len(e.Conflicts) > 0 {
		add(betweenParts, v.subhead("ui.questions.conflicts"))
		for _, r := range part.NewFields(env, e.Conflicts) {
			add(0, r)
		}
	}
	if question && e.Ask == "" {
		add(betweenParts, v.subhead("ui.questions.question"), v.field(e, "question", "ui.questions.question.hint", 1, &e.Title))
	}
	if e.Kind != string(notes.Bookmark) {
		add(betweenParts, v.subhead("ui.questions.text"), v.field(e, "text", "ui.questions.text.hint", fieldLines, &e.Text))
	}
	if question {
		add(betweenParts, v.subhead("ui.questions.to"), v.addressees(e))
		add(betweenParts, v.subhead("ui.questions.state"), v.states(e))
		if e.State == string(notes.Answered) {
			add(betweenParts, v.subhead("ui.questions.answer"), v.field(e, "answer", "ui.questions.answer.hint", fieldLines, &e.Answer))
		}
	}
	if v.env.Narrow {
		items = append(items, v.privacy()...)
	}
	items = append(items, part.Item{Block: v.buttons(e), Gap: betweenNarrow, Foot: true})
	return items
}

func (v *View) subhead(words string) part.Block {
	return part.NewBareSubhead(v.env, v.env.L.Text(words), "", "")
}

// field is where the reader writes one of an entry's texts.
func (v *View) field(e *page.Entry, name, hint string, lines int, text *string) part.Block {
	env := v.env
	return part.NewWriting(env, part.Writing{Name: name, Text: *text, Hint: env.L.Text(hint), Lines: lines, Changed: func(now string) {
		*text = now
		v.save(e)
	}})
}

func (v *View) save(e *page.Entry) {
	if v.at.Save != nil {
		v.at.Save(v.saved[e.ID], *e)
	}
	v.saved[e.ID] = *e
}

// addressees is to whom a question is put.
func (v *View) addressees(e *page.Entry) part.Block {
	names := []string{notes.Administration, notes.Presidium, notes.Audit}
	at := slices.Index(names, e.To)
	var texts []string
	for _, n := range names {
		texts = append(texts, v.env.L.Text("questions.to."+n))
	}
	if at < 0 && e.To != "" {
		at, names, texts = len(names), append(names, e.To), append(texts, e.To)
	}
	return part.NewChips(v.env, texts, at, func(i int) {
		e.To, e.ToText = names[i], texts[i]
		v.save(e)
	})
}

// states is how far a question has come. An answered one has a field for the answer.
func (v *View) states(e *page.Entry) part.Block {
	names := []string{string(notes.NotAsked), string(notes.Asked), string(notes.Answered)}
	var texts []string
	for _, n := range names {
		texts = append(texts, v.env.L.Text("questions.state."+n))
	}
	return part.NewChips(v.env, texts, max(slices.Index(names, e.State), 0), func(i int) { v.setState(e, names[i]) })
}

// setState says how far a question has come.
func (v *View) setState(e *page.Entry, state string) {
	was := e.State
	v.data.SetState(e.ID, state, v.env.L)
	v.save(e)
	if row := v.rows[e.ID]; row != nil {
		row.Set(*e)
	}
	if v.top != nil {
		v.top.Put(v.newTop())
	}
	if answered := string(notes.Answered); was == answered || state == answered {
		v.redraw()
	}
}

// redraw makes the detail anew.
func (v *View) redraw() {
	if v.detail != nil {
		v.detail.Put(v.newDetail())
		return
	}
	v.page.Clear()
	v.build()
}

// ToggleAsked says that the chosen question has been asked, or has not; it reports whether one is chosen.
func (v *View) ToggleAsked() bool { return v.toggleAsked(v.chosen.ID) }

func (v *View) toggleAsked(id string) bool {
	e := v.entry(id)
	if e == nil || e.Kind != string(notes.Question) {
		return false
	}
	state := string(notes.Asked)
	if e.State != string(notes.NotAsked) {
		state = string(notes.NotAsked)
	}
	v.setState(e, state)
	if v.detail != nil || v.chosen.ID == id {
		v.redraw()
	}
	return true
}

// buttons are what can be done with an entry.
func (v *View) buttons(e *page.Entry) part.Block {
	env := v.env
	var all []*part.Button
	if env.Follow != nil && e.Hangs != nil && !e.Hangs.Gone {
		all = append(all, part.NewFollowButton(env, e.Hangs.Record, "ui.follow"))
	}
	if v.at.Move != nil && e.Number > 0 {
		if e.Number > 1 {
			all = append(all, part.NewButton(env, "", env.L.Text("ui.questions.up"), func() { v.at.Move(e.ID, -1) }))
		}
		if e.Number < len(v.data.Order) {
			all = append(all, part.NewButton(env, "", env.L.Text("ui.questions.down"), func() { v.at.Move(e.ID, 1) }))
		}
	}
	if v.at.Delete != nil {
		all = append(all, part.NewButton(env, "", env.L.Text("ui.questions.delete"), func() { v.at.Delete(e.ID) }))
	}
	return part.NewButtons(env, all...)
}

// suggestion is what a rule suggests to ask about: why, what it looked at, and what can be done with it.
func (v *View) suggestion(a *page.Ask) []part.Item {
	env := v.env
	items := []part.Item{
		{Block: part.NewProse(env, look.Body, page.Passage{Text: a.Reason}), Gap: underSubhead},
		{Block: part.NewHangs(env, &page.Hangs{Record: a.Record, Title: a.Title, Source: a.Source}), Gap: betweenParts},
		{Block: part.NewNote(env, env.L.Text("ui.questions.rule"))},
	}
	silenced := slices.IndexFunc(v.data.Silent, func(s page.Silent) bool { return s.Ask.ID == a.ID })
	var all []*part.Button
	switch {
	case silenced >= 0 && v.at.Restore != nil:
		id := v.data.Silent[silenced].ID
		all = append(all, part.NewButton(env, "", env.L.Text("ui.questions.restore"), func() { v.at.Restore(id) }))
	case silenced < 0:
		if env.Asking != nil {
			all = append(all, part.NewAddButton(env, *a))
		}
		if v.at.Silence != nil {
			all = append(all, part.NewButton(env, "", env.L.Text("ui.questions.silence"), func() { v.at.Silence(*a) }))
		}
	}
	if env.Follow != nil {
		all = append(all, part.NewFollowButton(env, a.Record, "ui.follow"))
	}
	return append(items, part.Item{Block: part.NewButtons(env, all...), Gap: betweenNarrow, Foot: true})
}

// privacy is what notes mean under the rules on public documents and personal data.
func (v *View) privacy() []part.Item {
	items := []part.Item{{Block: part.NewSubhead(v.env, v.env.L.Text("ui.questions.privacy"), "", ""), Gap: betweenNarrow}}
	for _, text := range v.data.Privacy {
		items = append(items, part.Item{Block: part.NewNote(v.env, text)})
	}
	return append(items, v.keep()...)
}

// keep leads to where the notes are moved and backed up.
func (v *View) keep() []part.Item {
	if v.at.Keep == nil {
		return nil
	}
	return []part.Item{{Block: part.NewRow(v.env, part.NewMoreLink(v.env, v.env.L.Text("notes.move"), v.at.Keep)), Gap: betweenParts}}
}
