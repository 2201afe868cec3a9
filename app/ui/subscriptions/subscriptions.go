// Package subscriptions shows how each subscription stands, and asks before one is ended.
package subscriptions

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
)

// Does is what the page's buttons do.
type Does struct {
	Fetch     func() // what is new, of every subscription; nil while something is fetched
	Subscribe func()
	Ask       func(repository string) // asks whether one shall be ended
	End       func(repository string)
	Keep      func()
	Back      func()

	Name func(name string, f fyne.Focusable) // remembers what can have the focus, by name
}

// View is the page as it is shown.
type View struct {
	page *part.Page
	env  part.Env
	does Does
}

// New returns the view of a page.
func New(env part.Env, p *page.Subscriptions, does Does) *View {
	v := &View{page: part.NewPage(env), does: does}
	v.env = v.page.Env()
	if p.Ending != nil {
		v.ask(p.Ending)
	} else {
		v.fill(p)
	}
	return v
}

// Object returns the page.
func (v *View) Object() fyne.CanvasObject { return v.page }

// Page returns the page that scrolls.
func (v *View) Page() *part.Page { return v.page }

func (v *View) button(name, icon, text string, do func()) *part.Button {
	b := part.NewButton(v.env, icon, text, do)
	v.does.Name(name, b)
	return b
}

func (v *View) fill(p *page.Subscriptions) {
	env, l := v.env, v.env.L
	items := []part.Item{{Block: part.NewHeadline(env, p.Headline, p.Sub)}}
	for _, one := range p.All {
		items = append(items, v.subscription(one)...)
	}
	var buttons []*part.Button
	if len(p.All) > 0 && v.does.Fetch != nil {
		fetch := part.NewPrimaryButton(env, "", l.Text("ui.command.sync"), v.does.Fetch)
		v.does.Name("fetch", fetch)
		buttons = append(buttons, fetch)
	}
	buttons = append(buttons, v.button("subscribe", "plus", l.Text("ui.command.subscribe"), v.does.Subscribe),
		v.button("back", "back", l.Text("ui.back"), v.does.Back))
	items = append(items, part.Item{Block: part.NewButtons(env, buttons...), Gap: 16})
	v.page.SetContent(part.NewColumn(env, items...))
}

// subscription is what is known of one, and the way to end it.
func (v *View) subscription(one page.Subscribed) []part.Item {
	env, l := v.env, v.env.L
	left := []part.Item{{Block: part.NewSection(env, one.Title), Keep: true}}
	for _, row := range part.NewCheckRows(env, one.Checks) {
		left = append(left, part.Item{Block: row})
	}
	left = append(left,
		part.Item{Block: part.NewBareSubhead(env, l.Text("subscriptions.words"), "", ""), Gap: 12, Keep: true},
		part.Item{Block: part.NewFingerprint(env, one.Words), Gap: 5},
		part.Item{Block: part.NewNote(env, l.Text("subscriptions.words.hint"))})
	right := []part.Item{{Block: part.NewRule(env), Keep: true}}
	for _, row := range part.NewFields(env, one.Facts) {
		right = append(right, part.Item{Block: row})
	}
	end := v.button("end."+one.Repository, "close", l.Text("subscriptions.end"), func() { v.does.Ask(one.Repository) })
	right = append(right, part.Item{Block: part.NewButtons(env, end), Gap: 12})
	if env.Narrow {
		left[0].Gap = 16
		return append(left, right[1:]...)
	}
	return []part.Item{{Block: part.NewSplit(env, part.NewColumn(env, left...), part.NewColumn(env, right...), 540, 570), Gap: 16}}
}

// ask asks whether a subscription shall be ended. The focus stands on the button that keeps it.
func (v *View) ask(e *page.Ending) {
	env, l := v.env, v.env.L
	prose := func(text string) part.Item {
		return part.Item{Block: part.NewProse(env, look.Body, page.Passage{Text: text}), Gap: 12}
	}
	items := []part.Item{{Block: part.NewHeadline(env, e.Title, "")}, prose(e.Text), prose(e.Notes)}
	buttons := part.NewButtons(env,
		v.button("end", "close", l.Text("subscriptions.end.do"), func() { v.does.End(e.Repository) }),
		v.button("keep", "", l.Text("subscriptions.end.keep"), v.does.Keep))
	v.page.SetContent(part.NewColumn(env, append(items, part.Item{Block: buttons, Gap: 24})...))
}
