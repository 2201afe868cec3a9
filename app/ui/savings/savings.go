// Package savings shows Besparingar: whether the totals told and the measures add up, how the
// measures do, each measure with its effect, and what the chosen one was expected to lead to. In the
// narrow layout the list and the chosen measure are two pages.
package savings

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/diagram"
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
	data   *page.Savings
	at     part.Place
	chosen int // the measure whose consequences are shown; −1 where there is none
	chart  *part.Chart
	toggle *part.Button
	tables bool
	all    bool                // the reader has asked to see every measure
	lists  []*part.MeasureList // one in each form of the page
}

// The room between the parts of the page, how its two columns share it, the chart's height at 100 %,
// and how many measures are shown where there is room, and at least.
const (
	underHeadline = 12
	underTitle    = 2
	betweenWide   = 8
	betweenDense  = 4 // and over the chart, under many totals
	betweenNarrow = 16
	aboveFoot     = 6
	overChart     = 6
	chartHigh     = 144
	chartNarrow   = 240
	chartGrow     = 90
	sumsPart      = 568
	listPart      = 550
	rowsMost      = 6
	rowsLeast     = 2
	rowsScrolling = 3
	manyTotals    = 6
	lowWindow     = 540 // a page no higher has no room for a chart that grows
)

// New returns the view of a page.
func New(env part.Env, p *page.Savings, at part.Place) *View {
	v := &View{page: part.NewPage(env), data: p, at: at, chosen: -1}
	v.env = v.page.Env()
	for i, m := range p.Measures.Rows {
		if m.Record == at.Argument {
			v.chosen = i
		}
	}
	if v.chosen < 0 && !env.Narrow && len(p.Measures.Rows) > 0 {
		v.chosen = 0
	}
	if p.Waterfall != nil && (!env.Narrow || v.chosen < 0) {
		high := float32(chartHigh)
		if env.Narrow {
			high = chartNarrow
		}
		v.chart = part.NewChart(v.env, v.diagram(), high)
		v.toggle = part.NewTableToggle(v.env, v.tables, v.ToggleTables, v.chart)
	}
	v.build()
	return v
}

// Object returns what fills the content area.
func (v *View) Object() fyne.CanvasObject { return v.page }

// Page returns the page that scrolls.
func (v *View) Page() *part.Page { return v.page }

// Leave goes from the page of a measure back to the list, in the narrow layout; it reports whether it did.
func (v *View) Leave() bool {
	if !v.env.Narrow || v.chosen < 0 || v.at.Back == nil {
		return false
	}
	v.at.Back()
	return true
}

// ToggleTables turns the chart into its table, and back.
func (v *View) ToggleTables() {
	if v.chart == nil {
		return
	}
	v.tables = !v.tables
	v.chart.ShowTable(v.tables)
}

// Chosen returns the table:id of the measure whose consequences are shown, or "".
func (v *View) Chosen() string {
	if v.chosen < 0 {
		return ""
	}
	return v.data.Measures.Rows[v.chosen].Record
}

func (v *View) diagram() diagram.Savings {
	return scene.Savings(*v.data.Waterfall, v.Chosen(), v.env.L)
}

func (v *View) build() {
	v.page.Clear()
	v.lists = nil
	switch {
	case v.env.Narrow && v.chosen >= 0:
		v.page.SetContent(v.detailPage())
		return
	case v.env.Narrow:
		v.page.SetContent(v.narrow())
		return
	case len(v.data.Measures.Rows) == 0:
		v.page.SetContent(v.wide(v.left(chartGrow), 0))
		return
	}
	if v.all {
		v.page.SetContent(v.wide(v.left(0), 0))
		return
	}
	left := v.left(chartGrow)
	var forms []func() part.Block
	for n := rowsMost; n >= rowsLeast; n-- {
		forms = append(forms, func() part.Block { return v.wide(left, n) })
	}
	// Where none fits whole the page scrolls: the chart keeps its place in the first windowful.
	v.page.SetContentsOr(func() part.Block {
		spare := min(max(v.page.Size().Height-lowWindow, 0), chartGrow)
		return v.wide(v.left(spare), rowsScrolling)
	}, forms...)
}

// choose shows another measure's consequences. Everything is there already.
func (v *View) choose(row int) {
	if v.env.Narrow {
		if v.at.Turn != nil {
			v.at.Turn(v.data.Measures.Rows[row].Record)
		}
		return
	}
	on := fyne.CurrentApp().Driver().CanvasForObject(v.page)
	v.chosen, v.all = row, false
	if v.chart != nil {
		v.chart.Draw(v.diagram())
	}
	v.build()
	if v.at.Choose != nil {
		v.at.Choose(v.Chosen())
	}
	for _, l := range v.lists {
		if r := l.Row(row); r != nil && on != nil && l.Size().Width > 0 {
			on.Focus(r)
		}
	}
}

func (v *View) head() part.Item {
	return part.Item{Block: part.NewHeadline(v.env, v.data.Headline, v.data.Sub)}
}

// wide is the page in two columns, with so many of the measures; 0 is all.
func (v *View) wide(left *part.Column, shown int) part.Block {
	right := v.measures(0, shown)
	right = append(right, v.consequences(betweenWide)...)
	right = append(right, v.revisit(betweenWide, true)...)
	split := part.NewSplit(v.env, left, part.NewColumn(v.env, right...), sumsPart, listPart)
	return part.NewColumn(v.env, v.head(), part.Item{Block: split, Gap: underHeadline, Grow: part.Whole})
}

// left is the sums and the chart, which may grow so much higher.
func (v *View) left(grow float32) *part.Column {
	gap := float32(betweenWide)
	if len(v.data.Reconciliation.Rows) > manyTotals {
		gap = betweenDense
	}
	items := append(v.sums(0), v.waterfall(gap, grow)...)
	return part.NewColumn(v.env, items...)
}

// narrow is the list's page in one column.
func (v *View) narrow() part.Block {
	items := append([]part.Item{v.head()}, v.sums(underHeadline)...)
	items = append(items, v.waterfall(betweenNarrow, chartGrow)...)
	items = append(items, v.measures(betweenNarrow, 0)...)
	items = append(items, v.consequences(betweenNarrow)...)
	items = append(items, v.revisit(betweenNarrow, false)...)
	return part.NewColumn(v.env, items...)
}

// sums lays the totals beside the sums.
func (v *View) sums(gap float32) []part.Item {
	env, r := v.env, v.data.Reconciliation
	var right part.SectionRight
	if r.Source != nil && r.Source.Record != "" {
		right = part.WithSource(r.Source.Record, r.Source.Label)
	}
	section := part.NewSection(env, r.Title, right)
	items := []part.Item{{Block: section, Gap: gap, Keep: true}}
	for _, row := range part.NewSumRows(env, r.Rows) {
		section.Follow(row)
		items = append(items, part.Item{Block: row})
	}
	return items
}

// waterfall is the chart of the measures, with what its frames mean.
func (v *View) waterfall(gap, grow float32) []part.Item {
	env, w := v.env, v.data.Waterfall
	if w == nil || v.chart == nil {
		return nil
	}
	right, note := v.legend()
	if note != "" {
		note = w.Note + " " + note
	} else {
		note = w.Note
	}
	foot := part.NewBeside(env, part.NewNote(env, note), v.toggle)
	return []part.Item{
		{Block: part.NewSection(env, w.Title, right), Gap: gap, Keep: true},
		{Block: v.chart, Gap: min(gap, overChart), Grow: grow},
		{Block: foot, Gap: aboveFoot, Foot: true},
	}
}

// legend is what stands beside the chart's title, and what is left to say under it.
func (v *View) legend() (part.SectionRight, string) {
	env := v.env
	told, absent := false, map[string]bool{}
	for _, r := range v.data.Waterfall.Rows {
		told = told || r.Effect.Present()
		absent[r.Effect.Status] = true
	}
	kind, mark := "", page.Mark{}
	switch {
	case absent["not_reported"]:
		kind, mark = "dashed", page.Mark{Kind: page.MarkMissing, Text: env.L.Text("format.status.not_reported")}
	case absent["not_quoted"]:
		kind, mark = "dotted", page.Mark{Kind: page.MarkNotQuoted, Text: env.L.Text("format.status.not_quoted")}
	}
	if !told {
		if kind == "" {
			return nil, ""
		}
		return part.WithMark(env.L.Text("ui.savings."+kind), mark), ""
	}
	right := part.WithLegend(
		part.Swatch{Pattern: part.Hollow, Tone: look.Budget, Text: env.L.Text("ui.savings.decided")},
		part.Swatch{Pattern: part.Solid, Tone: look.Blue, Text: env.L.Text("ui.savings.realised")},
	)
	if kind == "" {
		return right, ""
	}
	return right, env.L.Text("ui.savings."+kind+"_note", "Absent", mark.Text)
}

// measures is the list, with so many of them around the chosen one; 0 is all.
func (v *View) measures(gap float32, shown int) []part.Item {
	env, m := v.env, v.data.Measures
	if len(m.Rows) == 0 {
		return []part.Item{{Block: part.NewSection(env, m.Title), Gap: gap}}
	}
	chosen := v.chosen
	if env.Narrow {
		chosen = -1
	}
	list := part.NewMeasureList(env, m.Rows, chosen, shown, v.choose)
	v.lists = append(v.lists, list)
	section := part.NewSection(env, m.Title, list.WithColumn(env.L.Text("ui.savings.effect")))
	items := []part.Item{{Block: section, Gap: gap, Keep: true}, {Block: list}}
	turn := func() {
		v.all = !v.all
		v.build()
	}
	switch {
	case v.all && !env.Narrow:
		items = append(items, part.Item{Block: part.NewRow(env, part.NewFoldLink(env, env.L.Text("ui.savings.fewer"), true, turn))})
	case shown > 0 && shown < len(m.Rows):
		with, without := list.Hidden()
		id := "more_without"
		switch {
		case without == 0:
			id = "more"
		case with == 0:
			id, with = "without", without
		}
		text := env.L.Text("ui.savings."+id, "Count", with, "Number", env.L.Int(with), "Without", env.L.Int(without))
		items = append(items, part.Item{Block: part.NewRow(env, part.NewFoldLink(env, text, false, turn))})
	}
	return items
}

// consequences is what the chosen measure was expected to lead to, or what measures that are not told
// were.
func (v *View) consequences(gap float32) []part.Item {
	env := v.env
	title, rows := env.L.Text("ui.savings.consequences"), []page.Consequence(nil)
	var right part.SectionRight
	switch several := v.data.Several; {
	case v.chosen >= 0:
		m := v.data.Measures.Rows[v.chosen]
		rows = m.Consequences
		if m.ConsequencesNote != "" {
			right = part.WithCaption(m.ConsequencesNote)
		}
	case several != nil:
		title, rows = several.Title, several.Consequences
	default:
		return nil
	}
	return []part.Item{
		{Block: part.NewSection(env, title, right), Gap: gap, Keep: true},
		{Block: part.NewConsequenceTable(env, rows), Gap: underTitle},
	}
}

// revisit asks whether a consequence came true.
func (v *View) revisit(gap float32, foot bool) []part.Item {
	var r *page.Revisit
	switch {
	case v.chosen >= 0:
		r = v.data.Measures.Rows[v.chosen].Revisit
	case v.data.Several != nil:
		r = v.data.Several.Revisit
	}
	if r == nil {
		return nil
	}
	var ask *part.Button
	if found := page.About(v.data.Asks, r.Record); len(found) > 0 && v.env.Asking != nil {
		ask = part.NewAddButton(v.env, found[0])
	}
	return []part.Item{{Block: part.NewAsked(v.env, r, ask), Gap: gap, Foot: foot}}
}

// detailPage is the chosen measure's own page, in the narrow layout.
func (v *View) detailPage() part.Block {
	env, m := v.env, v.data.Measures.Rows[v.chosen]
	items := []part.Item{{Block: part.NewHeadline(env, m.Title, m.Status)}}
	label := env.L.Text("ui.savings.effect")
	if m.EffectPeriod != "" {
		label = env.L.Text("ui.savings.effect_of", "Period", m.EffectPeriod)
	}
	rows := []page.SavingsSum{
		{Kind: page.SumStated, Label: env.L.Text("ui.savings.amount"), Figure: m.Amount},
		{Kind: page.SumEffect, Label: label, Figure: m.Effect, Beside: m.Effect.Words},
	}
	items = append(items, part.Item{Block: part.NewSection(env, env.L.Text("ui.savings.measure")), Gap: underHeadline, Keep: true})
	for _, row := range part.NewSumRows(env, rows) {
		items = append(items, part.Item{Block: row})
	}
	items = append(items, v.consequences(betweenNarrow)...)
	items = append(items, v.revisit(betweenNarrow, false)...)
	if m.Source != nil && m.Source.Record != "" {
		items = append(items, part.Item{Block: part.NewRow(env, part.NewSourceLink(env, m.Source.Record, m.Source.Label)), Gap: aboveFoot})
	}
	buttons := []*part.Button{part.NewButton(env, "back", env.L.Text("ui.savings.back"), v.at.Back)}
	if env.Follow != nil {
		buttons = append(buttons, part.NewFollowButton(env, m.Record, "ui.follow"))
	}
	items = append(items, part.Item{Block: part.NewButtons(env, buttons...), Gap: aboveFoot})
	return part.NewColumn(env, items...)
}
