package keeping

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
)

// Asks is what the buttons of the page that asks do.
type Asks struct {
	Word fyne.CanvasObject // to write the word in
	High float32

	Erase func()
	Keep  func()

	Name func(name string, f fyne.Focusable) // remembers what can have the focus, by name
}

// Asked is a page of a few texts and buttons.
type Asked struct{ page *part.Page }

// Object returns the page.
func (a *Asked) Object() fyne.CanvasObject { return a.page }

// Page returns the page that scrolls.
func (a *Asked) Page() *part.Page { return a.page }

// NewErase returns the page that asks before everything is erased: what goes, what stays, and the word to
// write. The focus stands on the button that keeps it all.
func NewErase(env part.Env, p *page.Erasing, asks Asks) *Asked {
	a := &Asked{page: part.NewPage(env)}
	env = a.page.Env()
	l := env.L
	items := []part.Item{{Block: part.NewHeadline(env, p.Headline, p.Sub)}}
	list := func(title string, kind page.MarkKind, texts []string) {
		items = append(items, part.Item{Block: part.NewSection(env, title), Gap: 16, Keep: true})
		for _, text := range texts {
			items = append(items, part.Item{Block: part.NewStatusMark(env, page.Mark{Kind: kind, Text: text}, look.Body), Gap: 8})
		}
	}
	list(l.Text("notes.erase.gone"), page.MarkFallen, p.Gone)
	list(l.Text("notes.erase.stays"), page.MarkDone, p.Stays)
	erase := part.NewButton(env, "close", l.Text("notes.erase.do"), asks.Erase)
	keep := part.NewButton(env, "back", l.Text("notes.erase.keep"), asks.Keep)
	asks.Name("erase", erase)
	asks.Name("keep", keep)
	items = append(items,
		part.Item{Block: part.NewProse(env, look.Body, page.Passage{Text: p.Ask, Bold: true}), Gap: 20, Keep: true},
		part.Item{Block: part.NewHolder(env, asks.Word, asks.High), Gap: 8, Keep: true},
		part.Item{Block: part.NewButtons(env, erase, keep), Gap: 16})
	a.page.SetContent(part.NewColumn(env, items...))
	return a
}

// NewErased returns the page that tells that everything has been erased: nothing else can be done than
// to quit.
func NewErased(env part.Env, p *page.Erased, quit func(), name func(string, fyne.Focusable)) *Asked {
	a := &Asked{page: part.NewPage(env)}
	env = a.page.Env()
	items := []part.Item{{Block: part.NewHeadline(env, p.Headline, p.Sub)}}
	for _, text := range p.Told {
		items = append(items, part.Item{Block: part.NewProse(env, look.Body, page.Passage{Text: text}), Gap: 12})
	}
	button := part.NewPrimaryButton(env, "", env.L.Text("notes.erased.quit"), quit)
	name("quit", button)
	a.page.SetContent(part.NewColumn(env, append(items, part.Item{Block: part.NewRow(env, button), Gap: 24})...))
	return a
}
