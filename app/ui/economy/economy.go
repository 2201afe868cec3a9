// Package economy shows Ekonomi: the forecast and how it moved, budget, outcome and forecast line
// by line, what explains the variance, and what was decided. A full report has charts of its areas
// and of the year; an excerpt keeps the same places with what it has.
package economy

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/scene"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
)

// View is the page on the screen. It is made for one Env and one page, and made anew when either
// changes.
type View struct {
	page   *part.Page
	env    part.Env
	data   *page.Economy
	charts []*part.Chart // of every form of the page
	tables bool          // the charts are shown as tables
	all    bool          // the reader has asked to see every decision
}

// The room between the parts of the page, and the charts' heights at 100 %.
const (
	underHeadline = 12
	underTitle    = 3 // and rows of words, in an excerpt
	betweenWide   = 10
	betweenFull   = 4
	betweenNarrow = 16
	aboveFoot     = 6
	overChart     = 6 // and its finding, in an excerpt
	journeyHigh   = 144
	journeyGrow   = 90
	areasHigh     = 156
	monthsHigh    = 170
	causesHigh    = 126
)

// New returns the view of a page.
func New(env part.Env, p *page.Economy) *View {
	v := &View{page: part.NewPage(env), data: p}
	v.env = v.page.Env()
	v.build()
	return v
}

// Object returns what fills the content area.
func (v *View) Object() fyne.CanvasObject { return v.page }

// Page returns the page that scrolls.
func (v *View) Page() *part.Page { return v.page }

// ToggleTables turns every chart into its table, and back.
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
	forms := []func() part.Block{func() part.Block { return v.wide(0) }}
	for n := min(len(v.data.Decisions.Rows)-1, 4); n > 0 && !v.all; n-- {
		forms = append(forms, func() part.Block { return v.wide(n) })
	}
	v.page.SetContents(forms...)
}

// full reports whether the page is about a full report, which stands closer.
func (v *View) full() bool { return v.data.Areas != nil || v.data.Months != nil }

func (v *View) head() part.Item {
	return part.Item{Block: part.NewHeadline(v.env, v.data.Headline, v.data.Sub)}
}

// narrow is the page in one column.
func (v *View) narrow() part.Block {
	gap := float32(betweenNarrow)
	items := []part.Item{v.head()}
	if v.data.Areas != nil {
		items = append(items, v.areas(underHeadline)...)
	} else {
		items = append(items, v.journey(underHeadline)...)
	}
	items = append(items, v.months(gap)...)
	items = append(items, v.table(gap)...)
	items = append(items, v.causes(gap)...)
	items = append(items, v.notices(gap)...)
	items = append(items, v.decisions(gap, 0)...)
	items = append(items, part.Item{Block: part.NewRow(v.env, v.toggle()), Gap: gap})
	return part.NewColumn(v.env, items...)
}

// wide is the page in two columns, with so many of the decisions; 0 is all.
func (v *View) wide(decisions int) part.Block {
	env, p := v.env, v.data
	var left, right []part.Item
	if p.Areas != nil {
		left = v.areas(0)
	} else {
		left = v.journey(0)
	}
	gap := float32(betweenWide)
	if v.full() {
		gap = betweenFull
	}
	if right = v.months(0); len(right) > 0 {
		right = append(right, v.causes(gap)...)
	} else {
		right = v.causes(0)
	}
	right = append(right, v.decisions(gap, decisions)...)
	var link *part.Link
	if src := p.Decisions.Source; src != nil && src.Record != "" && !v.full() {
		link = part.NewSourceLink(env, src.Record, src.Label)
	}
	if buttons := v.asks(); link != nil || len(buttons) > 0 {
		right = append(right, part.Item{Block: part.NewFootRow(env, link, buttons...), Gap: aboveFoot, Foot: true})
	}
	left = append(left, v.table(betweenWide)...)
	left = append(left, v.foot()...)
	split := part.NewSplit(env, part.NewColumn(env, left...), part.NewColumn(env, right...), 680, 438)
	return part.NewColumn(env, v.head(), part.Item{Block: split, Gap: underHeadline, Grow: part.Whole})
}

// chart adds a chart to the page.
func (v *View) chart(c *part.Chart) *part.Chart {
	c.ShowTable(v.tables)
	v.charts = append(v.charts, c)
	return c
}

// journey is how the forecast moved from report to report.
func (v *View) journey(gap float32) []part.Item {
	env, j := v.env, v.data.Journey
	items := []part.Item{
		{Block: part.NewSection(env, j.Title, part.WithLegend(part.JourneyLegend(env, j)...)), Gap: gap, Keep: true},
		{Block: v.chart(part.NewChart(env, scene.Journey(j, env.L), journeyHigh)), Gap: overChart, Grow: journeyGrow},
	}
	if j.Note != "" {
		items = append(items, part.Item{Block: part.NewNote(env, j.Note)})
	}
	return items
}

// areas is budget, outcome and forecast of each line.
func (v *View) areas(gap float32) []part.Item {
	env, a := v.env, v.data.Areas
	if a == nil {
		return nil
	}
	legend := part.WithLegend(
		part.Swatch{Pattern: part.Hollow, Tone: look.Budget, Text: a.Names[0]},
		part.Swatch{Pattern: part.Solid, Tone: look.Blue, Text: a.Names[1]},
		part.Swatch{Pattern: part.Hatch, Tone: look.Orange, Text: a.Names[2]},
		part.Swatch{Pattern: part.Bare, Text: env.L.Text("ui.economy.variance", "Unit", a.Unit)},
	)
	items := []part.Item{
		{Block: part.NewSection(env, a.Title, legend), Gap: gap, Keep: true},
		{Block: v.chart(part.NewChart(env, scene.Areas(*a, env.L), areasHigh)), Grow: journeyGrow},
	}
	if a.Note != "" && a.Note != v.data.Table.Note { // one note is enough for both
		items = append(items, part.Item{Block: part.NewNote(env, a.Note)})
	}
	return items
}

// months is the year added up month by month.
func (v *View) months(gap float32) []part.Item {
	env, m := v.env, v.data.Months
	if m == nil {
		return nil
	}
	items := []part.Item{
		{Block: part.NewSection(env, m.Title, part.WithCaption(env.L.Text("ui.economy.accumulated", "Unit", m.Unit))), Gap: gap, Keep: true},
		{Block: v.chart(part.NewChart(env, scene.Months(*m, env.L), monthsHigh)), Grow: journeyGrow},
	}
	if m.Note != "" {
		items = append(items, part.Item{Block: part.NewNote(env, m.Note)})
	}
	return items
}

// table is the conventional table. Of a full report its source stands at its head; of an excerpt, at
// the foot of the column.
func (v *View) table(gap float32) []part.Item {
	env, t := v.env, v.data.Table
	if len(t.Rows) == 0 {
		return nil
	}
	var right part.SectionRight
	if t.Source != nil && t.Source.Record != "" && v.full() {
		right = part.WithSource(t.Source.Record, t.Source.Label)
	}
	section := part.NewSection(env, t.Title, right)
	table := part.NewLineTable(env, t, v.page.Reflow)
	items := []part.Item{{Block: section, Gap: gap, Keep: true}, {Block: table.Head, Keep: true}}
	for _, r := range table.Rows {
		section.Follow(r)
		items = append(items, part.Item{Block: r})
	}
	if t.Note != "" {
		items = append(items, part.Item{Block: part.NewNote(env, t.Note)})
	}
	if env.Narrow && !v.full() && t.Source != nil && t.Source.Record != "" {
		items = append(items, part.Item{Block: part.NewSourceLink(env, t.Source.Record, t.Source.Label)})
	}
	return items
}

// causes is what is said to explain the variance, and what it leaves.
func (v *View) causes(gap float32) []part.Item {
	env, c := v.env, v.data.Causes
	section := part.NewSection(env, c.Title, part.WithCaption(c.Unit))
	items := []part.Item{{Block: section, Gap: gap, Keep: true}}
	switch {
	case c.Status == "not_quoted":
		mark := page.Mark{Kind: page.MarkNotQuoted, Text: env.L.Text("format.status.not_quoted")}
		items = append(items, part.Item{Block: part.NewStatusMark(env, mark, look.Caption)})
	case c.Status == "not_reported":
		mark := page.Mark{Kind: page.MarkMissing, Text: env.L.Text("format.status.not_reported")}
		items = append(items, part.Item{Block: part.NewStatusMark(env, mark, look.Caption)})
	default:
		chart := part.Item{Block: v.chart(part.NewChart(env, scene.Causes(c, env.L), causesHigh))}
		if !v.full() {
			chart.Gap = overChart
		}
		items = append(items, chart)
	}
	if c.Note != "" {
		items = append(items, part.Item{Block: part.NewNote(env, c.Note)})
	}
	return items
}

// decisions is what was decided on the reports up to the page's: the newest, where not all are
// shown.
func (v *View) decisions(gap float32, limit int) []part.Item {
	env, d := v.env, v.data.Decisions
	rows := d.Rows
	var right part.SectionRight
	if limit > 0 && limit < len(rows) {
		rows = rows[len(rows)-limit:]
		more := func() {
			v.all = true
			v.build()
		}
		right = part.WithLink(more, env.L.Text("ui.rows.more", "Shown", limit, "Total", len(d.Rows)),
			env.L.Text("ui.rows.all", "Total", len(d.Rows)))
	}
	section := part.NewSection(env, d.Title, right)
	items := []part.Item{{Block: section, Gap: gap, Keep: true}}
	for i, r := range part.NewStatements(env, rows, v.full()) {
		section.Follow(r)
		item := part.Item{Block: r}
		if i == 0 && !v.full() {
			item.Gap = underTitle
		}
		items = append(items, item)
	}
	if env.Narrow && d.Source != nil && d.Source.Record != "" {
		items = append(items, part.Item{Block: part.NewSourceLink(env, d.Source.Record, d.Source.Label)})
	}
	return items
}

// notices is every silent change with what the source says and does not say of it.
func (v *View) notices(gap float32) []part.Item {
	var items []part.Item
	for i, n := range v.data.Notices {
		if i > 0 {
			gap = aboveFoot
		}
		items = append(items, part.Item{Block: v.notice(n), Gap: gap})
	}
	return items
}

func (v *View) notice(c page.Change) *part.Notice {
	note := c.Note
	if note == "" {
		note = v.env.L.Text("ui.economy.changed", "What", c.Label, "Before", c.Before.Number, "Now", c.Now.Text)
	}
	var ask *part.Button
	if found := page.About(v.data.Asks, c.Record); len(found) > 0 && v.env.Asking != nil {
		ask = part.NewAskButton(v.env, found[0], v.env.L.Text("ui.ask.question"))
	}
	return part.NewNotice(v.env, c.Mark.Kind, ask,
		page.Passage{Text: c.Mark.Text + ". ", Bold: true}, page.Passage{Text: note})
}

// asks are the buttons that ask about what the causes leave, and about the other gaps of the page.
func (v *View) asks() []*part.Button {
	env := v.env
	if env.Asking == nil || v.full() {
		return nil // there a silent change has its question beside it, and the rest are asked from Översikt
	}
	var buttons []*part.Button
	var others []page.Ask
	for _, a := range v.data.Asks {
		switch {
		case a.Rule == "causes-remainder" && len(buttons) == 0:
			buttons = append(buttons, part.NewAskButton(env, a, env.L.Text("ui.ask.rest")))
		case a.Rule != "silently-revised":
			others = append(others, a)
		}
	}
	return append(buttons, part.NewGapButtons(env, others)...)
}

// foot is what stands at the bottom of the left column: the button that shows the charts as tables,
// beside the silent changes of a full report or the source of an excerpt.
func (v *View) foot() []part.Item {
	env, p := v.env, v.data
	if n := len(p.Notices); n > 0 {
		items := v.notices(aboveFoot)
		items[0].Foot = true
		items[n-1].Block = part.NewBeside(env, items[n-1].Block, part.NewTableIcon(env, v.tables, v.ToggleTables, v.charts...))
		return items
	}
	if src := p.Table.Source; src != nil && src.Record != "" && !v.full() {
		return []part.Item{{Block: part.NewSpreadRow(env, v.toggle(), part.NewSourceLink(env, src.Record, src.Label)), Gap: aboveFoot, Foot: true}}
	}
	return []part.Item{{Block: part.NewRow(env, v.toggle()), Gap: aboveFoot, Foot: true}}
}

// toggle is the button that shows the charts as tables.
func (v *View) toggle() *part.Button {
	return part.NewTableToggle(v.env, v.tables, v.ToggleTables, v.charts...)
}
