// Package record shows one record: what it says, where it stands, and who said what before.
package record

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/part"
)

// View is the page of one record.
type View struct{ page *part.Page }

// New returns the view of a record; back goes to where the reader came from.
func New(env part.Env, r *page.RecordView, back func()) *View {
	v := &View{page: part.NewPage(env)}
	env = v.page.Env()
	items := []part.Item{{Block: part.NewHeadline(env, r.Title, r.Kind+" · "+r.Stated)}}
	rows := func(title string, named []page.NamedText) {
		if len(named) == 0 {
			return
		}
		items = append(items, part.Item{Block: part.NewSection(env, title), Gap: 16, Keep: true})
		for _, row := range part.NewFields(env, named) {
			items = append(items, part.Item{Block: row})
		}
	}
	rows(env.L.Text("ui.record.says"), r.Fields)
	rows(env.L.Text("ui.record.history"), r.History)
	if r.Source != nil && r.Source.Record != "" && r.Source.Record != r.Ref {
		items = append(items, part.Item{Block: part.NewRow(env, part.NewSourceLink(env, r.Source.Record, r.Source.Label)), Gap: 8})
	}
	items = append(items, part.Item{Block: part.NewRow(env, part.NewButton(env, "back", env.L.Text("ui.back"), back)), Gap: 16})
	v.page.SetContent(part.NewColumn(env, items...))
	return v
}

// Object returns what is shown.
func (v *View) Object() fyne.CanvasObject { return v.page }

// Page returns the page that scrolls.
func (v *View) Page() *part.Page { return v.page }
