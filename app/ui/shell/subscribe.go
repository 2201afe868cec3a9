package shell

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"rodatraden/app/page"
	"rodatraden/app/terminal"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
)

func sentences(s *Shell, err error) (wrong, do string) { return terminal.Sentences(s.l, err) }

// newSubscribe asks for a subscription file, by name or address, and shows the publisher's
// fingerprint, to compare with the letter, before anything is followed.
func (s *Shell) newSubscribe() view {
	entry := &addressEntry{shell: s}
	entry.ExtendBaseWidget(entry)
	entry.SetPlaceHolder(s.l.Text("ui.subscribe.where"))
	entry.SetText(s.place.Argument)
	p := part.NewPage(s.env())
	env := p.Env()
	answer := func(blocks ...part.Item) {
		items := []part.Item{
			{Block: part.NewHeadline(env, s.l.Text("ui.subscribe.headline"), s.l.Text("ui.subscribe.sub"))},
			{Block: part.NewHolder(env, entry, env.Theme.Size(look.Control)), Gap: 12},
		}
		items = append(items, blocks...)
		p.SetContent(part.NewColumn(env, items...))
	}
	back := func() *part.Button {
		return part.NewButton(env, "back", s.l.Text("ui.back"), func() { s.step(-1) })
	}
	prose := func(text string) part.Item {
		return part.Item{Block: part.NewProse(env, look.Body, page.Passage{Text: text}), Gap: 12}
	}
	var ask func()
	ask = func() {
		read, err := s.desk.ReadSubscription(s.ctx, strings.TrimSpace(entry.Text))
		if err != nil {
			wrong, do := sentences(s, err)
			answer(prose(wrong), prose(do), part.Item{Block: part.NewRow(env, part.NewPrimaryButton(env, "", s.l.Text("ui.subscribe.read"), ask), back()), Gap: 16})
			return
		}
		half := (len(read.Fingerprint) + 1) / 2
		words := func(w []string) part.Item {
			return part.Item{Block: part.NewProse(env, look.Section, page.Passage{Text: strings.Join(w, "   "), Bold: true}), Gap: 4}
		}
		follow := part.NewPrimaryButton(env, "check", s.l.Text("ui.subscribe.follow"), func() {
			if err := s.desk.Follow(read); err != nil {
				wrong, do := sentences(s, err)
				answer(prose(wrong), prose(do), part.Item{Block: part.NewRow(env, back()), Gap: 16})
				return
			}
			s.Go(Place{Page: "overview", Package: page.Latest, Compare: page.Previous})
			s.sync()
		})
		answer(
			prose(fmt.Sprintf("%s: %s", read.Name, s.l.Text("ui.subscribe.compare"))),
			words(read.Fingerprint[:half]), words(read.Fingerprint[half:]),
			part.Item{Block: part.NewRow(env, follow, back()), Gap: 16},
		)
	}
	entry.OnSubmitted = func(string) { ask() }
	answer(part.Item{Block: part.NewRow(env, part.NewPrimaryButton(env, "", s.l.Text("ui.subscribe.read"), ask), back()), Gap: 16})
	return plain{p}
}

// addressEntry is a line to write in, in which the window's shortcuts and Esc work.
type addressEntry struct {
	widget.Entry
	shell *Shell
}

// TypedKey lets Esc go back.
func (e *addressEntry) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyEscape {
		e.shell.step(-1)
		return
	}
	e.Entry.TypedKey(k)
}

// TypedShortcut gives the window those that the entry has no use for.
func (e *addressEntry) TypedShortcut(sc fyne.Shortcut) {
	if !e.shell.giveShortcut(sc) {
		e.Entry.TypedShortcut(sc)
	}
}

func newBox(layout fyne.Layout, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(layout, objects...)
}
