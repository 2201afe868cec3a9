// Package help is the page on which the help of one of the program's pages is read: the text, what the
// marks mean, and the way to the help of the other pages.
package help

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
)

// Goes says where the presses on the page lead.
type Goes struct {
	Back func()
	Read func(id string) // the help of another page
}

// View is the page.
type View struct{ page *part.Page }

// New returns the page of a help text.
func New(env part.Env, h *page.Help, goes Goes) *View {
	v := &View{page: part.NewPage(env)}
	env = v.page.Env()
	var text []part.Item
	for i, b := range h.Blocks {
		gap := float32(12)
		switch {
		case i == 0:
			gap = 0
		case b.Kind == page.HeadingBlock:
			gap = 16
		case b.Depth > 0:
			gap = 4
		}
		text = append(text, part.Item{Block: part.NewReading(env, b), Gap: gap, Keep: b.Kind == page.HeadingBlock})
	}
	text = append(text, part.Item{Block: part.NewRow(env, part.NewButton(env, "back", env.L.Text("ui.back"), goes.Back)), Gap: 24})
	head := part.Item{Block: part.NewHeadline(env, h.Title, h.Sub)}
	beside := append(marks(env, h.Marks), contents(env, h.Chapters, len(h.Marks) > 0, goes.Read)...)
	if env.Narrow {
		v.page.SetContent(part.NewColumn(env, head, part.Item{Block: part.NewMeasure(env, part.NewColumn(env, text...)), Gap: 12},
			part.Item{Block: part.NewMeasure(env, part.NewColumn(env, beside...)), Gap: 24}))
		return v
	}
	left := part.NewColumn(env, part.Item{Block: part.NewMeasure(env, part.NewColumn(env, text...))})
	v.page.SetContent(part.NewColumn(env, head, part.Item{Block: part.NewSplit(env, left, part.NewColumn(env, beside...), 680, 438), Gap: 12}))
	return v
}

// Object returns what is shown.
func (v *View) Object() fyne.CanvasObject { return v.page }

// Page returns the page that scrolls.
func (v *View) Page() *part.Page { return v.page }

// marks tells what each mark means.
func marks(env part.Env, all []page.HelpMark) []part.Item {
	var items []part.Item
	for i, m := range all {
		gap := float32(10)
		if i == 0 {
			items = append(items, part.Item{Block: part.NewSection(env, env.L.Text("help.marks")), Keep: true})
			gap = 8
		}
		items = append(items, part.Item{Block: part.NewStatusMark(env, m.Mark, look.Body), Gap: gap, Keep: true},
			part.Item{Block: part.NewProse(env, look.Caption, page.Passage{Text: m.Means, Muted: true}), Gap: 2})
	}
	return items
}

// contents leads to the help of every page.
func contents(env part.Env, chapters []page.Chapter, under bool, read func(id string)) []part.Item {
	section := part.NewSection(env, env.L.Text("help.contents"))
	items := []part.Item{{Block: section, Keep: true}}
	if under {
		items[0].Gap = 24
	}
	for i, row := range part.NewChapters(env, chapters, read) {
		gap := float32(0)
		if i == 0 {
			gap = 4
		}
		items = append(items, part.Item{Block: row, Gap: gap})
		section.Follow(row)
	}
	return items
}
