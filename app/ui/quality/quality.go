// Package quality shows Kvalitet: the internal control of a year with its risks, what units report
// beside the year before, what became of appealed decisions, and what is told besides. A control has a
// page of its own.
package quality

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/part"
)

// View is the page on the screen. It is made for one Env and one page, and made anew when either
// changes.
type View struct {
	page *part.Page
	env  part.Env
	data *page.Quality
	at   part.Place
}

// The room between the parts of the page, and how its two columns share it.
const (
	underHeadline = 10
	overControls  = 2 // over the heads of columns
	overUnits     = 2
	underTitle    = 6
	betweenParts  = 10
	betweenRight  = 9 // of the right column
	aroundHint    = 7
	betweenNarrow = 16
	leftPart      = 680
	rightPart     = 438
)

// New returns the view of a page.
func New(env part.Env, p *page.Quality, at part.Place) *View {
	v := &View{page: part.NewPage(env), data: p, at: at}
	v.env = v.page.Env()
	v.build()
	return v
}

// Object returns what fills the content area.
func (v *View) Object() fyne.CanvasObject { return v.page }

// Page returns the page that scrolls.
func (v *View) Page() *part.Page { return v.page }

// Leave goes from the page of a control back to the whole; it reports whether it did.
func (v *View) Leave() bool {
	if v.chosen() == nil || v.at.Back == nil {
		return false
	}
	v.at.Back()
	return true
}

// chosen is the control that has the page; nil where none has, or another package lacks it.
func (v *View) chosen() *page.Control {
	if v.data.Control == nil || v.at.Argument == "" {
		return nil
	}
	i := slices.IndexFunc(v.data.Control.Rows, func(c page.Control) bool { return c.Record == v.at.Argument })
	if i < 0 {
		return nil
	}
	return &v.data.Control.Rows[i]
}

func (v *View) build() {
	env, p := v.env, v.data
	if c := v.chosen(); c != nil {
		v.page.SetContent(part.NewColumn(env, v.alone(c)...))
		return
	}
	head := part.Item{Block: part.NewHeadline(env, p.Headline, p.Sub)}
	switch {
	case p.Empty != "":
		items := []part.Item{head, {Block: part.NewRule(env), Gap: underHeadline, Keep: true}, {Block: part.NewEmpty(env, "quality", p.Empty), Gap: betweenNarrow}}
		if env.OpenPage != nil {
			button := part.NewButton(env, "", env.L.Text("ui.quality.to_overview"), func() { env.OpenPage("overview") })
			items = append(items, part.Item{Block: part.NewRow(env, button), Gap: betweenNarrow})
		}
		v.page.SetContent(part.NewColumn(env, items...))
	case env.Narrow:
		items := slices.Concat(v.control(), v.matrices(), v.tables(), v.appeals(), v.counts(), v.told(p.Views), v.told(p.SelfChecks), v.moved())
		items = append(spaced(items, underHeadline, betweenNarrow), v.asks(betweenNarrow)...)
		v.page.SetContent(part.NewColumn(env, append([]part.Item{head}, items...)...))
	default:
		left := slices.Concat(v.control(), v.matrices(), v.told(p.SelfChecks))
		right := slices.Concat(v.first(), v.appeals(), v.rest(), v.counts())
		if len(right) == 0 || len(p.Tables) == 0 && p.Appeals == nil {
			right = append(right, v.told(p.Views)...)
		} else {
			left = append(left, v.told(p.Views)...)
		}
		left = append(left, v.moved()...)
		if len(left) == 0 || len(right) == 0 { // one column has it all
			all := append(spaced(append(left, right...), underHeadline, betweenParts), v.asks(betweenParts)...)
			v.page.SetContent(part.NewColumn(env, append([]part.Item{head}, all...)...))
			return
		}
		split := part.NewSplit(env, part.NewColumn(env, spaced(left, 0, betweenParts)...), part.NewColumn(env, append(spaced(right, 0, betweenRight), v.asks(betweenRight)...)...), leftPart, rightPart)
		v.page.SetContent(part.NewColumn(env, head, part.Item{Block: split, Gap: underHeadline, Grow: part.Whole}))
	}
}

// asks is the button that asks about the gaps of the page.
func (v *View) asks(gap float32) []part.Item {
	if b := part.NewGapButton(v.env, v.data.Asks); b != nil {
		return []part.Item{{Block: part.NewButtons(v.env, b), Gap: gap, Foot: true}}
	}
	return nil
}

// spaced puts room over every section, and first over the first.
func spaced(items []part.Item, first, between float32) []part.Item {
	for i := range items {
		if _, section := items[i].Block.(*part.Section); section {
			items[i].Gap = between
			if i == 0 {
				items[i].Gap = first
			}
		}
	}
	return items
}

// section is a heading that leads to where its rows stand.
func (v *View) section(title string, source *page.Source) *part.Section {
	if source == nil || source.Record == "" {
		return part.NewSection(v.env, title)
	}
	labels := []string{source.Label}
	if i := strings.LastIndex(source.Label, ", "); i >= 0 { // the page alone, where there is no room for more
		labels = append(labels, source.Label[i+len(", "):])
	}
	return part.NewSection(v.env, title, part.WithSource(source.Record, labels...))
}

// control is the controls of the year.
func (v *View) control() []part.Item {
	c := v.data.Control
	if c == nil {
		return nil
	}
	section := v.section(c.Title, c.Source)
	items := []part.Item{{Block: section, Keep: true}}
	if c.Stated != nil {
		for _, r := range part.NewCountRows(v.env, []page.Counted{*c.Stated}) {
			items = append(items, part.Item{Block: r})
		}
	}
	if len(c.Rows) > 0 {
		table := part.NewControlTable(v.env, c.Rows, func(i int) { v.open(c.Rows[i].Record) })
		items = append(items, part.Item{Block: table.Head, Gap: overControls, Keep: true})
		for _, r := range table.Rows {
			items = append(items, part.Item{Block: r})
			section.Follow(r)
		}
	}
	if c.Note != "" {
		items = append(items, part.Item{Block: part.NewNote(v.env, c.Note)})
	}
	return items
}

// open shows a control on a page of its own.
func (v *View) open(record string) {
	if v.at.Turn != nil {
		v.at.Turn(record)
	}
}

// matrices are the controls on their scales.
func (v *View) matrices() []part.Item {
	var items []part.Item
	for _, m := range v.data.Matrices {
		items = append(items, part.Item{Block: part.NewSection(v.env, m.Title), Keep: true}, part.Item{Block: part.NewRiskMatrix(v.env, m), Gap: underTitle})
	}
	return items
}

// tables are what units report; first the one that weighs most, and rest the others.
func (v *View) tables() []part.Item { return append(v.first(), v.rest()...) }

func (v *View) first() []part.Item {
	if len(v.data.Tables) == 0 {
		return nil
	}
	return v.table(v.data.Tables[0])
}

func (v *View) rest() []part.Item {
	var items []part.Item
	for i, t := range v.data.Tables {
		if i > 0 {
			items = append(items, v.table(t)...)
		}
	}
	return items
}

func (v *View) table(t page.UnitTable) []part.Item {
	section := v.section(t.Title, t.Source)
	rows := part.NewUnitTable(v.env, t)
	items := []part.Item{{Block: section, Keep: true}, {Block: rows.Head, Gap: overUnits, Keep: true}}
	for _, r := range rows.Rows {
		items = append(items, part.Item{Block: r})
		section.Follow(r)
	}
	if t.Habit != nil {
		items = append(items, part.Item{Block: part.NewHint(v.env, t.Habit.Label, t.Habit.Text), Gap: aroundHint})
	}
	if t.Note != "" {
		items = append(items, part.Item{Block: part.NewNote(v.env, t.Note)})
	}
	return items
}

// appeals is what became of appealed decisions.
func (v *View) appeals() []part.Item {
	a := v.data.Appeals
	if a == nil {
		return nil
	}
	items := []part.Item{
		{Block: part.NewSection(v.env, a.Title, part.WithCaption(a.Caption)), Keep: true},
		{Block: part.NewAppealBar(v.env, a), Gap: aroundHint},
	}
	if a.Note != "" {
		items = append(items, part.Item{Block: part.NewNote(v.env, a.Note)})
	}
	return items
}

// counts are those that stand in no table.
func (v *View) counts() []part.Item {
	var items []part.Item
	for _, g := range v.data.Counts {
		section := v.section(g.Title, g.Source)
		items = append(items, part.Item{Block: section, Keep: true})
		for _, r := range part.NewCountRows(v.env, g.Rows) {
			items = append(items, part.Item{Block: r})
			section.Follow(r)
		}
		if g.Note != "" {
			items = append(items, part.Item{Block: part.NewNote(v.env, g.Note)})
		}
	}
	return items
}

// told is what is told in words.
func (v *View) told(g *page.ToldGroup) []part.Item {
	if g == nil {
		return nil
	}
	section := part.NewSection(v.env, g.Title)
	items := []part.Item{{Block: section, Keep: true}}
	for _, r := range part.NewStatements(v.env, g.Rows, false) {
		items = append(items, part.Item{Block: r})
		section.Follow(r)
	}
	return items
}

// moved is what is new since the state compared with. Of the year before the tables tell it already.
func (v *View) moved() []part.Item {
	if v.data.ByYear {
		return nil
	}
	return part.Moved(v.env, 0, v.data.Compare, v.data.Changes)
}
