// Package overview shows Översikt: the key figures, what changed since the report that it is
// compared with, how the forecast moved, what was decided and what the forecast rests on.
package overview

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/scene"
	"rodatraden/app/ui/part"
)

// View is the page on the screen. It is made for one Env and one page, and made anew when either
// changes.
type View struct {
	page   *part.Page
	charts []*part.Chart   // one in each form of the page
	all    map[string]bool // lists that the reader has asked to see whole
	env    part.Env
	data   *page.Overview
	tables bool
}

// The room between the parts of the page, and how much of a list is shown before "visa allt".
const (
	underHeadline = 12
	underTitle    = 3 // and rows of words
	betweenWide   = 10
	betweenNarrow = 16
	changesShown  = 4
	asksShown     = 3
	rowsShown     = 3
	overChart     = 6
	chartHigh     = 124
	chartNarrow   = 190
	chartGrow     = 110
)

// New returns the view of a page.
func New(env part.Env, p *page.Overview) *View {
	v := &View{page: part.NewPage(env), data: p, all: map[string]bool{}}
	v.env = v.page.Env()
	v.build()
	return v
}

// Object returns what fills the content area.
func (v *View) Object() fyne.CanvasObject { return v.page }

// Page returns the page that scrolls.
func (v *View) Page() *part.Page { return v.page }

// ToggleTables turns the chart into its table, and back.
func (v *View) ToggleTables() {
	v.tables = !v.tables
	for _, c := range v.charts {
		c.ShowTable(v.tables)
	}
}

func (v *View) build() {
	v.page.Clear()
	v.charts = nil
	if v.env.Narrow {
		v.page.SetContent(v.narrow())
		return
	}
	var ways []func() part.Block
	least := rowsShown - 2
	if len(v.data.Asks) > 0 {
		least = 0 // what was decided and assumed stands on its own pages too
	}
	for rows := rowsShown; rows >= least; rows-- {
		ways = append(ways, func() part.Block { return v.wide(asksShown, rows) })
	}
	if len(v.data.Asks) > 0 {
		ways = append(ways, func() part.Block { return v.wide(asksShown-1, 0) })
	}
	v.page.SetContents(ways...)
}

func (v *View) head() []part.Item {
	return []part.Item{
		{Block: part.NewHeadline(v.env, v.data.Headline, v.data.Sub)},
		{Block: part.NewKeyFigures(v.env, v.data.KeyFigures), Gap: underHeadline},
	}
}

// narrow is the page in one column: what to ask comes before what changed, and that before how it went.
func (v *View) narrow() part.Block {
	gap := float32(betweenNarrow)
	items := append(v.head(), v.asks(0, asksShown)...)
	items = append(items, v.changes(gap)...)
	items = append(items, v.journey(gap)...)
	items = append(items, v.decisions(gap, 0)...)
	items = append(items, v.assumptions(gap, 0)...)
	items = append(items, part.Item{Block: v.buttons(false), Gap: gap})
	return part.NewColumn(v.env, items...)
}

// wide is the page in two columns, with so many questions, and so many rows of what else is told in
// words.
func (v *View) wide(asks, rows int) part.Block {
	env := v.env
	left := append(v.changes(0), v.journey(betweenWide)...)
	right := v.asks(0, asks)
	if rows > 0 {
		right = append(right, v.decisions(gapAfter(right), rows)...)
		right = append(right, v.assumptions(betweenWide, rows)...)
	}
	right = append(right, part.Item{Block: v.buttons(true), Gap: underHeadline, Foot: true})
	split := part.NewSplit(env, part.NewColumn(env, left...), part.NewColumn(env, right...), 680, 438)
	return part.NewColumn(env, append(v.head(), part.Item{Block: split, Grow: part.Whole})...)
}

// gapAfter is the room over a section that follows others.
func gapAfter(items []part.Item) float32 {
	if len(items) == 0 {
		return 0
	}
	return betweenWide
}

// asks is what there is to ask about, the heaviest first. All of it is read among the reader's own.
func (v *View) asks(gap float32, limit int) []part.Item {
	env, all := v.env, v.data.Asks
	if len(all) == 0 {
		return nil
	}
	var right part.SectionRight
	if len(all) > limit && env.OpenPage != nil {
		right = part.WithLink(func() { env.OpenPage("questions/asks") }, env.L.Text("ui.asks.more", "Shown", limit, "Total", len(all)), env.L.Text("ui.rows.all", "Total", len(all)))
	}
	section := part.NewSection(env, env.L.Text("ui.asks.title"), right)
	items := []part.Item{{Block: section, Gap: gap, Keep: true}}
	for _, r := range part.NewAskRows(env, all[:min(limit, len(all))]) {
		section.Follow(r)
		items = append(items, part.Item{Block: r})
	}
	return items
}

// changes is what is new since the report that the page is compared with.
func (v *View) changes(gap float32) []part.Item {
	env, p := v.env, v.data
	rows, right := shown(v, "changes", p.Changes, changesShown, false)
	if all := v.allChanges(); all != nil && !env.Narrow {
		rows, right = p.Changes[:min(changesShown, len(p.Changes))], part.WithLink(all, v.changesWords())
	}
	section := part.NewSection(env, env.L.Text("ui.overview.changes"), right)
	items := []part.Item{{Block: section, Gap: gap, Keep: true}}
	for _, r := range part.NewDiffRows(env, rows) {
		section.Follow(r)
		items = append(items, part.Item{Block: r})
	}
	if p.ChangesNote != "" {
		items = append(items, part.Item{Block: part.NewNote(env, p.ChangesNote)})
	}
	return items
}

// journey is how the forecast moved from report to report.
func (v *View) journey(gap float32) []part.Item {
	env, j := v.env, v.data.Journey
	high := float32(chartHigh)
	if env.Narrow {
		high = chartNarrow
	}
	chart := part.NewChart(env, scene.Journey(j, env.L), high)
	chart.ShowTable(v.tables)
	v.charts = append(v.charts, chart)
	return []part.Item{
		{Block: part.NewSection(env, j.Title, part.WithLegend(part.JourneyLegend(env, j)...)), Gap: gap, Keep: true},
		{Block: chart, Gap: overChart, Grow: chartGrow},
	}
}

// decisions is what was decided on the reports up to the page's.
func (v *View) decisions(gap float32, limit int) []part.Item {
	d := v.data.Decisions
	return v.statements("decisions", d.Title, d.Rows, d.Source, gap, limit)
}

// assumptions is what the forecast rests on, and what is called uncertain.
func (v *View) assumptions(gap float32, limit int) []part.Item {
	if len(v.data.Assumptions) == 0 {
		return nil
	}
	return v.statements("assumptions", v.env.L.Text("ui.overview.assumptions"), v.data.Assumptions, nil, gap, limit)
}

func (v *View) statements(name, title string, all []page.Statement, source *page.Source, gap float32, limit int) []part.Item {
	env := v.env
	rows, right := shown(v, name, all, limit, true)
	section := part.NewSection(env, title, right)
	items := []part.Item{{Block: section, Gap: gap, Keep: true}}
	for i, r := range part.NewStatements(env, rows, false) {
		section.Follow(r)
		item := part.Item{Block: r}
		if i == 0 {
			item.Gap = underTitle
		}
		items = append(items, item)
	}
	if source != nil && source.Record != "" && env.Narrow {
		items = append(items, part.Item{Block: part.NewSourceLink(env, source.Record, source.Label)})
	}
	return items
}

// buttons lead to the reader's own questions and to the thread, and turn the chart into a table. Where they
// shall stand on one row the last has its icon alone.
func (v *View) buttons(short bool) part.Block {
	env := v.env
	var buttons []*part.Button
	if env.Asking != nil && env.OpenPage != nil {
		buttons = append(buttons, part.NewPrimaryButton(env, "questions", env.L.Text("ui.page.questions"), func() { env.OpenPage("questions") }))
	}
	if f, ok := v.chief(); ok && env.Follow != nil {
		buttons = append(buttons, part.NewFollowButton(env, f.Record, "ui.follow.figure", "Figure", f.Text))
	}
	if short {
		return part.NewButtons(env, append(buttons, part.NewTableIcon(env, v.tables, v.ToggleTables, v.charts[len(v.charts)-1]))...)
	}
	if all := v.allChanges(); all != nil {
		buttons = append(buttons, part.NewButton(env, "", v.changesWords(), all))
	}
	return part.NewButtons(env, append(buttons, v.toggle())...)
}

// allChanges goes to everything that has changed; nil where nothing has.
func (v *View) allChanges() func() {
	if v.data.AllChanges == 0 || v.env.OpenPage == nil {
		return nil
	}
	return func() { v.env.OpenPage("changes") }
}

func (v *View) changesWords() string {
	return v.env.L.Text("ui.changes.open", "Count", v.data.AllChanges, "Number", v.env.L.Int(v.data.AllChanges))
}

// chief is the first key figure, where it is told.
func (v *View) chief() (page.Figure, bool) {
	if k := v.data.KeyFigures; len(k) > 0 && k[0].Figure.Present() && k[0].Figure.Record != "" {
		return k[0].Figure, true
	}
	return page.Figure{}, false
}

// toggle is the button that shows the chart as a table.
func (v *View) toggle() *part.Button {
	return part.NewTableToggle(v.env, v.tables, v.ToggleTables, v.charts[len(v.charts)-1])
}

// shown returns the rows of a list that are shown, and the link to the rest. The last of them are
// the newest where newest is set; the narrow layout, which scrolls, shows all.
func shown[T any](v *View, name string, all []T, limit int, newest bool) ([]T, part.SectionRight) {
	if v.env.Narrow || v.all[name] || len(all) <= limit {
		return all, nil
	}
	rows := all[:limit]
	if newest {
		rows = all[len(all)-limit:]
	}
	more := func() {
		v.all[name] = true
		v.build()
	}
	return rows, part.WithLink(more, v.env.L.Text("ui.rows.more", "Shown", len(rows), "Total", len(all)),
		v.env.L.Text("ui.rows.all", "Total", len(all)))
}
