// Package interventions shows Insatser: the effect ladder of every intervention, and under it what is
// told of the one that is chosen. In the narrow layout the list and the detail are two pages.
package interventions

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/part"
)

// View is the page on the screen. It is made for one Env and one page, and made anew when either
// changes.
type View struct {
	page   *part.Page
	env    part.Env
	data   *page.Interventions
	at     part.Place
	chosen int // the row whose detail is shown; −1 where none is
	all    bool
	list   *part.LadderList
}

// The room between the parts of the page, how its two columns share it, and how many rows are shown
// before the reader asks for all.
const (
	underHeadline = 11
	underTable    = 12
	underFold     = 2
	underTitle    = 6
	underQuote    = 2
	betweenParts  = 8
	betweenNarrow = 16
	valuesPart    = 464
	toldPart      = 654
	rowsShown     = 6
)

// New returns the view of a page, with the row of the place chosen, or where there is none the first.
func New(env part.Env, p *page.Interventions, at part.Place) *View {
	v := &View{page: part.NewPage(env), data: p, at: at, chosen: -1}
	v.env = v.page.Env()
	chosen := at.Argument
	if p.Row(chosen) == nil && !env.Narrow {
		chosen = p.Selected
	}
	for i, r := range p.Rows {
		if r.Record == chosen {
			v.chosen = i
		}
	}
	v.build()
	return v
}

// Object returns what fills the content area.
func (v *View) Object() fyne.CanvasObject { return v.page }

// Page returns the page that scrolls.
func (v *View) Page() *part.Page { return v.page }

// Chosen returns the record whose detail is shown, or "".
func (v *View) Chosen() string {
	if v.chosen < 0 {
		return ""
	}
	return v.data.Rows[v.chosen].Record
}

// Leave goes from the detail of the narrow layout back to the list; it reports whether it did.
func (v *View) Leave() bool {
	if !v.env.Narrow || v.chosen < 0 || v.at.Back == nil {
		return false
	}
	v.at.Back()
	return true
}

func (v *View) build() {
	env, p := v.env, v.data
	v.page.Clear()
	v.list = nil
	head := part.Item{Block: part.NewHeadline(env, p.Headline, p.Sub)}
	switch {
	case len(p.Rows) == 0:
		items := []part.Item{head, {Block: part.NewRule(env), Gap: underHeadline, Keep: true}, {Block: part.NewEmpty(env, "interventions", p.Empty), Gap: betweenNarrow}}
		v.page.SetContent(part.NewColumn(env, append(items, part.Moved(v.env, betweenNarrow, v.data.Compare, v.data.Changes)...)...))
	case !env.Narrow:
		items := append([]part.Item{head}, v.table()...)
		split := part.NewSplit(env, part.NewColumn(env, v.values(0)...), part.NewColumn(env, v.told(0)...), valuesPart, toldPart)
		items = append(items, part.Item{Block: split, Gap: v.underTable()})
		v.page.SetContent(part.NewColumn(env, append(items, part.Moved(v.env, betweenNarrow, v.data.Compare, v.data.Changes)...)...))
	case v.chosen >= 0:
		v.page.SetContent(part.NewColumn(env, v.alone()...))
	default:
		items := append([]part.Item{head}, v.table()...)
		items = append(items, v.everyone(betweenNarrow)...)
		v.page.SetContent(part.NewColumn(env, append(items, part.Moved(v.env, betweenNarrow, v.data.Compare, v.data.Changes)...)...))
	}
}

// underTable is the room under the table, or under the link that has room of its own.
func (v *View) underTable() float32 {
	if v.shown() < len(v.data.Rows) || v.all {
		return underFold
	}
	return underTable
}

// shown is how many rows the table shows: those that are followed up, as far as there is room.
func (v *View) shown() int {
	if v.all {
		return len(v.data.Rows)
	}
	most := rowsShown
	if v.env.Narrow {
		most = v.data.Followed
	}
	return min(max(min(v.data.Followed, most), 1), len(v.data.Rows))
}

// table is the ladders, and the link to the rows that are not shown.
func (v *View) table() []part.Item {
	env := v.env
	chosen, shown := v.chosen, v.shown()
	if env.Narrow {
		chosen = -1
	}
	v.list = part.NewLadderList(env, v.data, chosen, shown, v.choose)
	items := []part.Item{{Block: v.list, Gap: underHeadline}}
	turn := func() {
		v.all = !v.all
		v.build()
	}
	switch followed, named := v.list.Hidden(); {
	case v.all:
		items = append(items, part.Item{Block: part.NewRow(env, part.NewFoldLink(env, env.L.Text("ui.interventions.fewer"), true, turn))})
	case followed+named > 0:
		id := "ui.interventions.all"
		if followed == 0 && v.data.Followed < len(v.data.Rows) && shown == v.data.Followed {
			id = "ui.interventions.all_unfollowed"
		}
		text := env.L.Text(id, "Count", followed+named, "Number", env.L.Int(followed+named))
		items = append(items, part.Item{Block: part.NewRow(env, part.NewFoldLink(env, text, false, turn))})
	}
	return items
}

// choose shows another row's detail, or in the narrow layout opens it. Everything is there already.
func (v *View) choose(row int) {
	if v.env.Narrow {
		if v.at.Turn != nil {
			v.at.Turn(v.data.Rows[row].Record)
		}
		return
	}
	on := fyne.CurrentApp().Driver().CanvasForObject(v.page)
	v.chosen, v.all = row, false
	v.build()
	if v.at.Choose != nil {
		v.at.Choose(v.Chosen())
	}
	if r := v.list.Row(row); r != nil && on != nil {
		on.Focus(r)
	}
}

// alone is the chosen row as a page of its own, with the way back.
func (v *View) alone() []part.Item {
	env, r := v.env, &v.data.Rows[v.chosen]
	items := []part.Item{{Block: part.NewHeadline(env, r.Title, r.Sub)}}
	steps := r.Course
	if len(steps) == 0 {
		steps = r.Ladder
	}
	items = append(items, part.Item{Block: part.NewSection(env, env.L.Text("ui.interventions.steps")), Gap: underHeadline, Keep: true})
	items = append(items, v.course(steps)...)
	items = append(items, v.values(betweenNarrow)...)
	items = append(items, v.told(betweenNarrow)...)
	buttons := []*part.Button{part.NewButton(env, "back", env.L.Text("ui.interventions.back"), func() { v.Leave() })}
	if env.Follow != nil {
		buttons = append(buttons, part.NewFollowButton(env, r.Record, "ui.follow"))
	}
	return append(items, part.Item{Block: part.NewButtons(env, buttons...), Gap: betweenNarrow})
}
