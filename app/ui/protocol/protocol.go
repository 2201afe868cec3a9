// Package protocol shows the minutes of the presidium's review: of each point what is told, and the reader's
// own verdict, to copy and to export.
package protocol

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
)

// Place is what the view asks of the window. What is nil is not offered.
type Place struct {
	Copy   func(text string)
	Export func()
}

// View is the page on the screen.
type View struct{ page *part.Page }

// The room between the parts of the page.
const (
	underHeadline = 11
	betweenItems  = 12
	underTitle    = 4
	overOwn       = 16
)

// New returns the view of the minutes.
func New(env part.Env, p *page.Protocol, at Place) *View {
	v := &View{page: part.NewPage(env)}
	env = v.page.Env()
	var buttons []*part.Button
	if at.Copy != nil && len(p.Items) > 0 {
		buttons = append(buttons, part.NewButton(env, "document", env.L.Text("ui.protocol.copy"), func() { at.Copy(p.Text()) }))
	}
	if at.Export != nil && len(p.Items) > 0 {
		buttons = append(buttons, part.NewPrimaryButton(env, "export", env.L.Text("ui.questions.export"), at.Export))
	}
	items := []part.Item{{Block: part.NewHeadlineBeside(env, p.Headline, p.Sub, buttons...)}}
	if len(p.Items) == 0 {
		items = append(items, part.Item{Block: part.NewEmpty(env, "audit", p.Empty), Gap: underHeadline})
	}
	for i, it := range p.Items {
		gap := float32(betweenItems)
		if i == 0 {
			gap = underHeadline
		}
		title := env.L.Int(it.Number) + ". " + it.Title
		items = append(items, part.Item{Block: part.NewDetailHead(env, it.Kind, title, it.Source), Gap: gap, Keep: true})
		if it.Text != "" && it.Text != it.Title {
			items = append(items, part.Item{Block: part.NewProse(env, look.Body, page.Passage{Text: it.Text}), Gap: underTitle, Keep: true})
		}
		for _, row := range part.NewFields(env, it.Lines) {
			items = append(items, part.Item{Block: row})
		}
		items = append(items, part.Item{Block: part.NewStatusMark(env, it.Mark, look.Body), Gap: underTitle, Keep: it.Comment != ""})
		if it.Comment != "" {
			items = append(items, part.Item{Block: part.NewProse(env, look.Body, page.Passage{Text: it.Comment}), Gap: underTitle})
		}
	}
	items = append(items, part.Item{Block: part.NewNote(env, p.Own), Gap: overOwn})
	if env.OpenPage != nil {
		back := part.NewButton(env, "back", env.L.Text("ui.protocol.to_audit"), func() { env.OpenPage("audit") })
		items = append(items, part.Item{Block: part.NewRow(env, back), Gap: overOwn})
	}
	v.page.SetContent(part.NewColumn(env, items...))
	return v
}

// Object returns what fills the content area.
func (v *View) Object() fyne.CanvasObject { return v.page }

// Page returns the page that scrolls.
func (v *View) Page() *part.Page { return v.page }
