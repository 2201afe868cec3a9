// Package decisions shows Beslut: what was decided and assigned with what became of it; beside the table,
// or under it, the documents that steer the work, with whom it is done together, and the committee's
// documents. What is chosen stands whole under its row, or on a page of its own.
package decisions

import (
	"slices"

	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/part"
)

// The room between the parts of the page, how its two columns share it, and how many rows of each list
// beside the table are shown before the reader asks for more.
const (
	underHeadline = 12
	betweenParts  = 12
	betweenNarrow = 16
	tablePart     = 680
	besidePart    = 438
	rowsBeside    = 3
	rowsDocuments = 2
)

// View is the page on the screen. It is made for one Env and one page, and made anew when either
// changes; choosing another decision changes only what stands whole.
type View struct {
	page   *part.Page
	env    part.Env
	data   *page.DecisionsPage
	at     part.Place
	chosen string
	older  bool            // the reader has asked to see those that stand apart
	all    map[string]bool // and every row of a list beside the table

	list   *part.List
	wholes []*part.Slot // wide: under each row, where the chosen one stands whole
}

// New returns the view of a page.
func New(env part.Env, p *page.DecisionsPage, at part.Place) *View {
	v := &View{page: part.NewPage(env), data: p, at: at, all: map[string]bool{}}
	v.env = v.page.Env()
	if slices.Contains(p.Records(), at.Argument) {
		v.chosen = at.Argument
	}
	v.older = slices.ContainsFunc(p.Decided.Older, func(r page.DecisionRow) bool { return r.Record == v.chosen })
	if v.chosen == "" && !env.Narrow {
		v.chosen = p.Selected
	}
	v.build()
	return v
}

// Object returns what fills the content area.
func (v *View) Object() fyne.CanvasObject { return v.page }

// Page returns the page that scrolls.
func (v *View) Page() *part.Page { return v.page }

// Chosen returns the table:id of what is chosen, or "".
func (v *View) Chosen() string { return v.chosen }

// Leave goes from the page of a decision back to the list, in the narrow layout; it reports whether it did.
func (v *View) Leave() bool {
	if !v.env.Narrow || v.chosen == "" || v.at.Back == nil {
		return false
	}
	v.at.Back()
	return true
}

func (v *View) build() {
	v.page.Clear()
	env, p := v.env, v.data
	if env.Narrow && v.chosen != "" {
		v.page.SetContent(part.NewColumn(env, v.alone()...))
		return
	}
	head := part.Item{Block: part.NewHeadline(env, p.Headline, p.Sub)}
	if p.Empty != "" {
		items := []part.Item{head, {Block: part.NewRule(env), Gap: underHeadline, Keep: true}, {Block: part.NewEmpty(env, "decisions", p.Empty), Gap: betweenNarrow}}
		if env.OpenPage != nil {
			button := part.NewButton(env, "", env.L.Text("ui.decided.to_overview"), func() { env.OpenPage("overview") })
			items = append(items, part.Item{Block: part.NewRow(env, button), Gap: betweenNarrow})
		}
		v.page.SetContent(part.NewColumn(env, append(items, v.documents(betweenNarrow)...)...))
		return
	}
	if env.Narrow {
		items := append([]part.Item{head}, v.table(underHeadline)...)
		items = append(items, v.steering(betweenNarrow)...)
		items = append(items, v.together(betweenNarrow)...)
		items = append(items, v.documents(betweenNarrow)...)
		if buttons := v.asks(); len(buttons) > 0 {
			items = append(items, part.Item{Block: part.NewButtons(env, buttons...), Gap: betweenNarrow})
		}
		v.page.SetContent(part.NewColumn(env, items...))
		return
	}
	left := v.table(0)
	buttons := v.asks()
	if env.Follow != nil && len(v.shown()) > 0 {
		buttons = append(buttons, part.NewButton(env, "thread", env.L.Text("ui.follow"), func() {
			if v.chosen != "" {
				env.Follow(v.chosen)
			}
		}))
	}
	if len(buttons) > 0 {
		left = append(left, part.Item{Block: part.NewButtons(env, buttons...), Gap: betweenParts})
	}
	right := slices.Concat(v.steering(0), v.together(betweenParts), v.documents(betweenParts))
	split := part.NewSplit(env, part.NewColumn(env, left...), part.NewColumn(env, right...), tablePart, besidePart)
	v.page.SetContent(part.NewColumn(env, head, part.Item{Block: split, Gap: underHeadline, Grow: part.Whole}))
}

// shown are the decisions in the table.
func (v *View) shown() []page.DecisionRow {
	if v.older {
		return slices.Concat(v.data.Decided.Older, v.data.Decided.Rows)
	}
	return v.data.Decided.Rows
}

// table is the decisions, and the way to those that stand apart.
func (v *View) table(gap float32) []part.Item {
	env, decided := v.env, v.data.Decided
	rows := v.shown()
	var choose func(int)
	open := func(i int) { // in the narrow layout the row leads to its page
		if v.at.Turn != nil {
			v.at.Turn(rows[i].Record)
		}
	}
	if !env.Narrow {
		choose = func(i int) {
			was := v.chosen
			v.chosen = rows[i].Record
			for at, slot := range v.wholes {
				if rows[at].Record == was || at == i {
					slot.Put(v.whole(rows[at].Record))
				}
			}
			if v.at.Choose != nil {
				v.at.Choose(v.chosen)
			}
		}
		open = func(i int) {
			if env.Open != nil {
				env.Open(rows[i].Record)
			}
		}
	}
	v.list = part.NewList(env, choose, open)
	head, made := part.NewDecisionRows(v.list, rows, [4]string{
		env.L.Text("decided.column.when"), env.L.Text("decided.column.decision"), env.L.Text("decided.column.beside"), env.L.Text("decided.column.became"),
	})
	section := part.NewSection(env, decided.Title)
	items := []part.Item{{Block: section, Gap: gap, Keep: true}}
	if len(made) > 0 {
		items = append(items, part.Item{Block: head, Keep: true})
	}
	v.wholes = nil
	var last []part.Item // what stands under the way to the others
	for i, r := range made {
		section.Follow(r)
		items = append(items, part.Item{Block: r})
		if rows[i].Record == v.chosen {
			v.list.Mark(i)
		}
		if env.Narrow {
			continue
		}
		slot := part.NewSlot(env, v.whole(rows[i].Record))
		v.wholes = append(v.wholes, slot)
		if last = []part.Item{{Block: slot}}; i+1 < len(made) {
			items = append(items, last...)
		}
	}
	if decided.OlderText != "" {
		text := decided.OlderText
		if v.older {
			text = env.L.Text("ui.decided.fewer")
		}
		items = append(items, part.Item{Block: part.NewRow(env, part.NewFoldLink(env, text, v.older, func() {
			v.older = !v.older
			if !env.Narrow && !slices.ContainsFunc(v.shown(), func(r page.DecisionRow) bool { return r.Record == v.chosen }) {
				v.chosen = v.data.Selected
			}
			v.build()
		}))})
	}
	return append(items, last...)
}

func (v *View) row() *page.DecisionRow {
	for _, list := range [][]page.DecisionRow{v.data.Decided.Rows, v.data.Decided.Older} {
		for i := range list {
			if list[i].Record == v.chosen {
				return &list[i]
			}
		}
	}
	return nil
}

// whole is a decision in its own words, under its row, where it is the chosen one.
func (v *View) whole(record string) part.Block {
	row := v.row()
	if row == nil || record != v.chosen {
		return part.NewColumn(v.env)
	}
	return part.NewColumn(v.env, v.parts(row)...)
}

func (v *View) parts(row *page.DecisionRow) []part.Item {
	var said []part.Sourced
	for _, p := range row.Parts {
		said = append(said, part.Sourced{Label: p.Label, Text: page.Passage{Text: p.Text}, Note: p.Note, Source: p.Source, Record: p.Record})
	}
	var items []part.Item
	for _, r := range part.NewSourcedRows(v.env, said) {
		items = append(items, part.Item{Block: r})
	}
	return items
}

// alone is the chosen decision as a page of its own, with the way back.
func (v *View) alone() []part.Item {
	env, row := v.env, v.row()
	facts := []part.Stated{{Title: env.L.Text("decided.column.beside"), Mark: figureMark(row.Figure, row.FigureWord), Note: row.FigureNote, Record: row.Figure.Record}}
	if row.Became.Text != "" {
		facts = append(facts, part.Stated{Title: env.L.Text("decided.column.became"), Mark: row.Became, Note: row.BecameNote})
	}
	items := []part.Item{
		{Block: part.NewHeadline(env, row.Kind+": "+row.Text, row.When)},
		{Block: part.NewRule(env), Gap: underHeadline, Keep: true},
	}
	for _, r := range part.NewStatedRows(env, facts) {
		items = append(items, part.Item{Block: r})
	}
	items = append(items, v.parts(row)...)
	buttons := []*part.Button{part.NewButton(env, "back", env.L.Text("ui.decided.all"), func() { v.Leave() })}
	if env.Follow != nil {
		buttons = append(buttons, part.NewFollowButton(env, row.Record, "ui.follow"))
	}
	return append(items, part.Item{Block: part.NewButtons(env, buttons...), Gap: betweenNarrow})
}

// asks are the buttons that ask about what was approved without action, and about the other gaps of the page.
func (v *View) asks() []*part.Button {
	env := v.env
	if env.Asking == nil {
		return nil
	}
	var buttons []*part.Button
	var others []page.Ask
	for _, a := range v.data.Asks {
		if a.Rule == "approved-without-action" && len(buttons) == 0 {
			buttons = append(buttons, part.NewAskButton(env, a, env.L.Text("ui.ask.actions")))
			continue
		}
		others = append(others, a)
	}
	return append(buttons, part.NewGapButtons(env, others)...)
}

// figureMark is the figure that a decision stood beside, or how it is missing.
func figureMark(f page.Figure, word string) page.Mark {
	switch {
	case f.Present():
		return page.Mark{Text: f.Text + ", " + word}
	case f.Status == "not_quoted":
		return page.Mark{Kind: page.MarkNotQuoted, Text: f.Text}
	case f.Status == "not_reported":
		return page.Mark{Kind: page.MarkMissing, Text: f.Text}
	}
	return page.Mark{Text: f.Text}
}

func (v *View) steering(gap float32) []part.Item {
	list := v.data.Steering
	var rows []part.Stated
	for _, r := range list.Rows {
		rows = append(rows, part.Stated{Title: r.Title, Beside: r.Beside, Mark: r.State, Note: r.Note, New: r.New, Record: r.Record})
	}
	return v.beside("steering", list.Title, list.Source, rows, rowsBeside, gap)
}

func (v *View) together(gap float32) []part.Item {
	list := v.data.Collaborations
	var rows []part.Stated
	for _, r := range list.Rows {
		rows = append(rows, part.Stated{Title: r.Title, Beside: r.Beside, Under: r.Written, Mark: r.Form, Note: r.Note, New: r.New, Record: r.Record})
	}
	return v.beside("together", list.Title, list.Source, rows, rowsBeside, gap)
}

func (v *View) documents(gap float32) []part.Item {
	list := v.data.Documents
	var rows []part.Stated
	for _, r := range list.Rows {
		rows = append(rows, part.Stated{Title: r.Title, Beside: r.Beside, Mark: r.Mark, Record: r.Record})
	}
	return v.beside("documents", list.Title, nil, rows, rowsDocuments, gap)
}

// beside is a list of so many rows, and the way to the others.
func (v *View) beside(name, title string, source *page.Source, all []part.Stated, most int, gap float32) []part.Item {
	env := v.env
	var right part.SectionRight
	if source != nil && source.Record != "" {
		right = part.WithSource(source.Record, source.Label)
	}
	section := part.NewSection(env, title, right)
	items := []part.Item{{Block: section, Gap: gap, Keep: true}}
	rows := all
	if !v.all[name] && len(all) > most+1 {
		rows = all[:most]
	}
	for _, r := range part.NewStatedRows(env, rows) {
		items = append(items, part.Item{Block: r})
	}
	if len(all) > most+1 {
		text := env.L.Text("ui.decided.fewer")
		if n := len(all) - len(rows); n > 0 {
			text = env.L.Text("ui.decided.more", "Count", n, "Number", env.L.Int(n))
		}
		items = append(items, part.Item{Block: part.NewRow(env, part.NewFoldLink(env, text, v.all[name], func() {
			v.all[name] = !v.all[name]
			v.build()
		}))})
	}
	return items
}
