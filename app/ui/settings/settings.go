// Package settings is the page on which the reader says how the program shall be.
package settings

import (
	"strconv"

	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
)

// Does is what comes of a choice, and what the page is given to write in.
type Does struct {
	Entry fyne.CanvasObject // for the folder of the backups
	High  float32           // its height

	Choose func(group, value string) // of one of the groups
	Browse func()                    // for a folder, in a dialog; nil where there is nobody to choose
	Use    func()                    // the folder that is written in the entry
	Reset  func()                    // the program's own folder
	Back   func()

	Name func(name string, f fyne.Focusable) // remembers what can have the focus, by name
}

// View is the page as it is shown.
type View struct{ page *part.Page }

// New returns the view of a page.
func New(env part.Env, p *page.Settings, does Does) *View {
	v := &View{page: part.NewPage(env)}
	env = v.page.Env()
	l := env.L
	button := func(name, icon, text string, do func()) *part.Button {
		b := part.NewButton(env, icon, text, do)
		does.Name(name, b)
		return b
	}
	var left, right []part.Item
	for _, g := range p.Groups {
		left = append(left, group(env, g, does)...)
	}
	left[0].Gap = 0

	right = append(right,
		part.Item{Block: part.NewSection(env, p.Backup.Title), Keep: true},
		part.Item{Block: part.NewHolder(env, does.Entry, does.High), Gap: 8})
	if p.Backup.Path == "" {
		right = append(right, part.Item{Block: part.NewNote(env, p.Backup.Own)})
	}
	right = append(right, part.Item{Block: part.NewNote(env, p.Backup.Hint)})
	var buttons []*part.Button
	if does.Browse != nil {
		buttons = append(buttons, button("browse", "document", l.Text("settings.backup.browse"), does.Browse))
	}
	buttons = append(buttons, button("use", "check", l.Text("settings.backup.use"), does.Use))
	if p.Backup.Path != "" {
		buttons = append(buttons, button("reset", "", l.Text("settings.backup.reset"), does.Reset))
	}
	right = append(right, part.Item{Block: part.NewButtons(env, buttons...), Gap: 8},
		part.Item{Block: part.NewSection(env, p.Where), Gap: 20, Keep: true})
	for _, row := range part.NewFields(env, p.Places) {
		right = append(right, part.Item{Block: row})
	}

	items := []part.Item{{Block: part.NewHeadline(env, p.Headline, p.Sub)}}
	if env.Narrow {
		left[0].Gap, right[0].Gap = 16, 20
		items = append(append(items, left...), right...)
	} else {
		items = append(items, part.Item{Block: part.NewSplit(env, part.NewColumn(env, left...), part.NewColumn(env, right...), 540, 570), Gap: 16})
	}
	items = append(items, part.Item{Block: part.NewRow(env, button("back", "back", l.Text("ui.back"), does.Back)), Gap: 16})
	v.page.SetContent(part.NewColumn(env, items...))
	return v
}

// group is one thing to choose. Its chips have names, so that the chosen one keeps the focus when the
// page is made anew in other looks.
func group(env part.Env, g page.SettingGroup, does Does) []part.Item {
	var texts []string
	for _, c := range g.Choices {
		texts = append(texts, c.Text)
	}
	chips := part.NewChips(env, texts, g.Chosen, func(i int) { does.Choose(g.ID, g.Choices[i].Value) })
	for i := range g.Choices {
		does.Name(g.ID+"."+strconv.Itoa(i), chips.Chip(i))
	}
	items := []part.Item{
		{Block: part.NewSection(env, g.Title), Gap: 20, Keep: true},
		{Block: chips, Gap: 8},
	}
	if g.Hint != "" {
		items = append(items, part.Item{Block: part.NewProse(env, look.Caption, page.Passage{Text: g.Hint, Muted: true}), Gap: 6})
	}
	return items
}

// Object returns the page.
func (v *View) Object() fyne.CanvasObject { return v.page }

// Page returns the page that scrolls.
func (v *View) Page() *part.Page { return v.page }
