// Package goals shows Mål: the goals level by level at the left, and at the right what is told of the
// one that is chosen. In the narrow layout the list and the detail are two pages.
package goals

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
	data   *page.Goals
	at     part.Place
	rows   map[string]*part.GoalRow // by record, of the list that is shown
	slot   *part.Slot               // the detail, beside the list
	chart  *part.Chart              // of the detail; nil where it has none
	chosen string
	open   bool // the narrow layout shows the detail
	tables bool
}

// The room between the parts of the page, how its two columns share it, and the chart's height at 100 %.
const (
	underHeadline = 12
	underText     = 4
	underVerdict  = 5
	overTable     = 2
	narrowGap     = 12
	chartHigh     = 136
	chartGrow     = 150
	listPart      = 368
	detailPart    = 750
)

// New returns the view of a page, with the entry of the place chosen, or where there is none the one
// that most is told of.
func New(env part.Env, p *page.Goals, at part.Place) *View {
	v := &View{page: part.NewPage(env), data: p, at: at, chosen: p.Selected}
	v.env = v.page.Env()
	if p.Entry(at.Argument) != nil {
		v.chosen, v.open = at.Argument, at.Argument != ""
	}
	v.build()
	return v
}

// Object returns what fills the content area.
func (v *View) Object() fyne.CanvasObject { return v.page }

// Page returns the page that scrolls.
func (v *View) Page() *part.Page { return v.page }

// Chosen returns the record of the entry that is shown.
func (v *View) Chosen() string { return v.chosen }

// ToggleTables turns the chart into its table, and back.
func (v *View) ToggleTables() {
	v.tables = !v.tables
	if v.chart != nil {
		v.chart.ShowTable(v.tables)
	}
}

func (v *View) build() {
	v.page.Clear()
	v.rows, v.slot, v.chart = map[string]*part.GoalRow{}, nil, nil
	switch {
	case v.data.Empty != "":
		v.page.SetContent(part.NewColumn(v.env, v.head(), part.Item{
			Block: part.NewProse(v.env, look.Body, page.Passage{Text: v.data.Empty}), Gap: underHeadline,
		}))
	case !v.env.Narrow:
		v.page.SetContent(v.wide())
	case v.open:
		back := part.NewButton(v.env, "back", v.env.L.Text("ui.back"), func() { v.Leave() })
		items := append([]part.Item{{Block: part.NewRow(v.env, back)}}, v.detail(narrowGap)...)
		v.page.SetContent(part.NewColumn(v.env, items...))
	default:
		v.page.SetContent(part.NewColumn(v.env, append([]part.Item{v.head()}, v.levels(narrowGap)...)...))
	}
}

func (v *View) head() part.Item {
	return part.Item{Block: part.NewHeadline(v.env, v.data.Headline, v.data.Sub)}
}

// wide is the list with the detail beside it.
func (v *View) wide() part.Block {
	v.slot = part.NewDetail(v.env, part.NewColumn(v.env, v.detail(0)...))
	left := part.NewColumn(v.env, v.levels(0)...)
	right := part.NewColumn(v.env, part.Item{Block: v.slot, Grow: part.Whole})
	split := part.NewSplit(v.env, left, right, listPart, detailPart)
	return part.NewColumn(v.env, v.head(), part.Item{Block: split, Gap: underHeadline, Grow: part.Whole})
}

// levels is the list of the goals.
func (v *View) levels(gap float32) []part.Item {
	env, p := v.env, v.data
	section := part.NewSection(env, p.Title, part.WithCaption(p.Caption))
	items := []part.Item{{Block: section, Gap: gap, Keep: true}}
	group := &part.Group{}
	for _, level := range p.Levels {
		if level.Link != nil {
			items = append(items, part.Item{Block: part.NewGoalLinkRow(env, *level.Link)})
		}
		items = append(items, part.Item{Block: part.NewLevelHead(env, level), Keep: len(level.Goals) > 0})
		for _, g := range level.Goals {
			row := part.NewGoalRow(env, g, group, func() { v.Choose(g.Record) })
			row.Choose(g.Record == v.chosen && !env.Narrow)
			v.rows[g.Record] = row
			items = append(items, part.Item{Block: row})
		}
	}
	return items
}

// Choose shows an entry: beside the list, which stays as it is, or in the narrow layout as a page of its own.
func (v *View) Choose(record string) {
	if v.data.Entry(record) == nil {
		return
	}
	if v.env.Narrow {
		if v.at.Turn != nil {
			v.at.Turn(record)
		}
		return
	}
	if row := v.rows[v.chosen]; row != nil {
		row.Choose(false)
	}
	v.chosen = record
	v.rows[record].Choose(true)
	v.chart = nil
	v.slot.Put(part.NewColumn(v.env, v.detail(0)...))
	if v.at.Choose != nil {
		v.at.Choose(record)
	}
}

// Leave goes from the detail of the narrow layout back to the list; it reports whether it did.
func (v *View) Leave() bool {
	if !v.env.Narrow || !v.open || v.at.Back == nil {
		return false
	}
	v.at.Back()
	return true
}

// detail is what is told of the chosen entry.
func (v *View) detail(gap float32) []part.Item {
	env, g := v.env, v.data.Entry(v.chosen)
	if g == nil {
		return []part.Item{{Block: part.NewSection(env, ""), Gap: gap}}
	}
	items := []part.Item{{Block: part.NewSection(env, g.Text), Gap: gap}}
	for _, line := range []string{g.Ended, g.About} {
		if line != "" && (g.Main == nil || line == g.Ended) { // a chart needs the room
			items = append(items, part.Item{Block: part.NewProse(env, look.Caption, page.Passage{Text: line, Muted: true})})
		}
	}
	if g.Absent != nil {
		items = append(items, part.Item{Block: part.NewStatusMark(env, *g.Absent, look.Caption), Gap: underText})
	}
	for _, a := range g.Assessments {
		items = append(items, part.Item{Block: part.NewVerdict(env, a), Gap: underText})
	}
	if g.Main != nil {
		v.chart = part.NewChart(env, scene.Indicator(*g.Main, env.L), chartHigh)
		v.chart.ShowTable(v.tables)
		items = append(items,
			part.Item{Block: part.NewSeriesTitle(env, *g.Main), Gap: underVerdict, Keep: true},
			part.Item{Block: v.chart, Grow: chartGrow})
	}
	if len(g.Others) > 0 {
		table := part.NewSeriesTable(env, g.Axis, g.Columns, g.Others, func(s page.Series) diagram.Diagram { return scene.IndicatorTrend(s, env.L) })
		items = append(items, part.Item{Block: table.Head, Gap: overTable, Keep: true})
		for _, r := range table.Rows {
			items = append(items, part.Item{Block: r})
		}
	}
	if g.Main == nil && len(g.Others) == 0 {
		items = append(items, part.Item{Block: part.NewNote(env, env.L.Text("ui.goals.no_indicator"))})
	}
	if g.Note != "" {
		items = append(items, part.Item{Block: part.NewNote(env, g.Note)})
	}
	return append(items, v.foot(*g)...)
}

// recordsOf are a goal and the indicators that follow it.
func recordsOf(g page.Goal) []string {
	all := []string{g.Record}
	if g.Main != nil {
		all = append(all, g.Main.Record)
	}
	for _, s := range g.Others {
		all = append(all, s.Record)
	}
	return all
}

// foot is the way to the thread, what there is to ask, the button that shows the chart as a table, and where the entry stands.
func (v *View) foot(g page.Goal) []part.Item {
	env := v.env
	var link *part.Link
	if src := g.Source; src != nil && src.Record != "" {
		link = part.NewSourceLink(env, src.Record, src.Label)
	}
	var buttons []*part.Button
	if env.Follow != nil && page.CanFollow(g.Record) {
		buttons = append(buttons, part.NewFollowButton(env, g.Record, "ui.follow"))
	}
	buttons = append(buttons, part.NewGapButtons(env, page.About(v.data.Asks, recordsOf(g)...))...)
	if v.chart != nil {
		buttons = append(buttons, part.NewTableIcon(env, v.tables, v.ToggleTables, v.chart))
	}
	if len(buttons) == 0 && link == nil {
		return nil
	}
	return []part.Item{{Block: part.NewFootRow(env, link, buttons...), Gap: underText, Foot: true}}
}
