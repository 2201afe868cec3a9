// Package subscribe is the page on which one subscribes: the file, the words to compare, and the packages
// as they come.
package subscribe

import (
	"reflect"

	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
)

// Does is what the page's buttons do, and what it is given to write in.
type Does struct {
	Entry fyne.CanvasObject // for a path or an address
	High  float32           // its height

	Choose  func() // a file, in a dialog; nil where there is nobody to choose
	Read    func() // what is written in the entry
	Stop    func() // the reading
	Good    func() // the words are those of the letter
	Bad     func() // they are not
	Again   func() // takes back that they are
	Pause   func()
	GoOn    func()
	Retry   func()
	Start   func() // reads what has come
	Back    func()
	Details func() // of the subscription

	Name func(name string, f fyne.Focusable) // remembers what can have the focus, by name
}

// View is the page as it is shown.
type View struct {
	page *part.Page
	env  part.Env
	does Does
	told *page.Subscribing

	head *part.FetchHead // nil while nothing is fetched
	rows []*part.FetchRow
}

// New returns the view of a page.
func New(env part.Env, p *page.Subscribing, does Does) *View {
	if p.Step > 1 {
		env.Sub = nil // what is read meanwhile has nothing to do with what is subscribed to
	}
	v := &View{page: part.NewPage(env), does: does}
	v.env = v.page.Env()
	v.fill(p)
	return v
}

// Object returns the page.
func (v *View) Object() fyne.CanvasObject { return v.page }

// Page returns the page that scrolls.
func (v *View) Page() *part.Page { return v.page }

// Step is the step that the view shows.
func (v *View) Step() int { return v.told.Step }

// Show brings the view to another state of the page, and reports whether it could: where no more has
// changed than how far the packages have come. Otherwise the view has to be made anew.
func (v *View) Show(p *page.Subscribing) bool {
	if v.head == nil || p.Fetching == nil || len(p.Fetching.Rows) != len(v.rows) || !reflect.DeepEqual(still(v.told), still(p)) {
		return false
	}
	v.told = p
	v.head.Set(p.Fetching.Sum, p.Fetching.Part)
	grown := false
	for i, row := range v.rows {
		grown = row.Set(p.Fetching.Rows[i]) || grown
	}
	if grown {
		v.page.Reflow()
	}
	return true
}

// still is a page without what moves while packages come.
func still(p *page.Subscribing) page.Subscribing {
	out := *p
	if p.Fetching != nil {
		out.Fetching = &page.Fetching{Title: p.Fetching.Title}
	}
	return out
}

func (v *View) fill(p *page.Subscribing) {
	v.told = p
	env := v.env
	items := []part.Item{
		{Block: part.NewHeadline(env, p.Headline, p.Sub)},
		{Block: part.NewSteps(env, p.Steps, p.Step, p.Step == len(p.Steps)), Gap: 12},
	}
	if n := p.Notice; n != nil {
		var action *part.Button
		if n.Do != "" {
			action = v.button("retry", "", n.Do, v.does.Retry)
		}
		items = append(items, part.Item{Block: part.NewStateNotice(env, *n, action), Gap: 12})
	}
	if p.Step == 1 {
		items = append(items, v.file(p)...)
		v.page.SetContent(part.NewColumn(env, items...))
		return
	}
	left, right := v.compared(p), v.coming(p)
	if env.Narrow {
		if p.Fetching != nil {
			left, right = right, left // the words have been compared
		}
		left[0].Gap, right[0].Gap = 14, 16
		items = append(append(items, left...), right...)
	} else {
		items = append(items, part.Item{Block: part.NewSplit(env, part.NewColumn(env, left...), part.NewColumn(env, right...), 540, 570), Gap: 14})
	}
	items = append(items, part.Item{Block: v.foot(p), Gap: 16, Foot: true})
	v.page.SetContent(part.NewColumn(env, items...))
}

// button is a button with a name, so that it keeps the focus when the page is made anew.
func (v *View) button(name, icon, text string, do func()) *part.Button {
	b := part.NewButton(v.env, icon, text, do)
	v.does.Name(name, b)
	return b
}

func (v *View) primary(name, icon, text string, do func()) *part.Button {
	b := part.NewPrimaryButton(v.env, icon, text, do)
	v.does.Name(name, b)
	return b
}

// file asks for the subscription file.
func (v *View) file(p *page.Subscribing) []part.Item {
	env, l := v.env, v.env.L
	items := []part.Item{
		{Block: part.NewSection(env, l.Text("subscribe.where")), Gap: 16, Keep: true},
		{Block: part.NewHolder(env, v.does.Entry, v.does.High), Gap: 8},
		{Block: part.NewNote(env, l.Text("subscribe.drop"))},
	}
	var buttons []*part.Button
	if p.Reading {
		items = append(items, part.Item{Block: part.NewProse(env, look.Body, page.Passage{Text: l.Text("subscribe.reading")}), Gap: 12})
		buttons = append(buttons, v.button("call off", "close", l.Text("ui.stop"), v.does.Stop))
	} else {
		name, text := "read", l.Text("subscribe.read")
		if p.Notice != nil {
			name, text = "read again", l.Text("ui.retry")
		}
		buttons = append(buttons, v.primary(name, "", text, v.does.Read))
		if v.does.Choose != nil {
			buttons = append(buttons, v.button("choose", "document", l.Text("subscribe.open"), v.does.Choose))
		}
	}
	buttons = append(buttons, v.button("back", "back", l.Text("ui.back"), v.does.Back))
	return append(items, part.Item{Block: part.NewButtons(env, buttons...), Gap: 16})
}

// compared is the words and what has been checked.
func (v *View) compared(p *page.Subscribing) []part.Item {
	env, l := v.env, v.env.L
	var right part.SectionRight
	if p.Letter.Compared != nil {
		right = part.WithMark("", *p.Letter.Compared)
	}
	hint := part.NewProse(env, look.Caption, page.Passage{Text: p.Letter.Hint, Muted: true})
	items := []part.Item{
		{Block: part.NewSection(env, p.Letter.Title, right), Keep: true},
		{Block: part.NewFingerprint(env, p.Letter.Words), Gap: 5},
	}
	if p.Letter.Compared != nil {
		items = append(items, part.Item{Block: part.NewBeside(env, hint, v.button("again", "", l.Text("subscribe.letter.again"), v.does.Again)), Gap: 8})
	} else {
		items = append(items, part.Item{Block: hint, Gap: 8})
	}
	items = append(items, part.Item{Block: part.NewHairline(env), Gap: 8})
	for _, row := range part.NewCheckRows(env, p.Checks) {
		items = append(items, part.Item{Block: row})
	}
	return items
}

// coming is what is to be fetched, or is.
func (v *View) coming(p *page.Subscribing) []part.Item {
	env, l := v.env, v.env.L
	v.head, v.rows = nil, nil
	if p.Fetching == nil {
		items := []part.Item{{Block: part.NewSection(env, l.Text("subscribe.offer")), Keep: true}}
		for _, row := range part.NewFields(env, p.Offer) {
			items = append(items, part.Item{Block: row})
		}
		return append(items, part.Item{Block: part.NewNote(env, l.Text("subscribe.offer.note"))})
	}
	f := p.Fetching
	v.head = part.NewFetchHead(env, f.Title, f.Sum, f.Part)
	v.rows = part.NewFetchRows(env, f.Rows)
	rows := make([]part.Item, len(v.rows))
	for i, row := range v.rows {
		rows[i] = part.Item{Block: row}
	}
	return []part.Item{{Block: v.head, Keep: true}, {Block: part.NewLongColumn(env, rows...)}}
}

// foot is what can be done.
func (v *View) foot(p *page.Subscribing) part.Block {
	l := v.env.L
	var left []*part.Button
	var on *part.Button
	switch {
	case p.Fetching == nil:
		left = append(left, v.button("bad", "close", p.CallOff, v.does.Bad))
		on = v.primary("good", "check", l.Text("subscribe.letter.good"), v.does.Good)
	case p.CanPause:
		left = append(left, v.button("pause", "pause", l.Text("subscribe.pause"), v.does.Pause))
	case p.CanGoOn:
		left = append(left, v.button("pause", "", l.Text("subscribe.go_on"), v.does.GoOn))
	default:
		left = append(left, v.button("details", "", l.Text("ui.command.subscriptions"), v.does.Details))
	}
	if p.Fetching != nil && !p.CanRead && p.Step == len(p.Steps) {
		on = v.primary("back", "", l.Text("ui.back"), v.does.Back)
	}
	if p.CanRead {
		on = part.NewForwardButton(v.env, l.Text("subscribe.start"), v.does.Start)
		v.does.Name("start", on)
	}
	return part.NewActionFoot(v.env, left, p.Foot, on)
}
