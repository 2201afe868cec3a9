package shell

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/app/ui/bars"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/pageview"
	"rodatraden/app/ui/part"
	"rodatraden/app/ui/protocol"
	"rodatraden/app/ui/record"
	"rodatraden/data/syncing"
)

// restyle makes the theme of the settings and gives it to Fyne, for what Fyne draws itself.
func (s *Shell) restyle() {
	s.theme = look.Chosen(s.settings.Theme, s.config.Kind, s.settings.TextSize)
	fyne.CurrentApp().Settings().SetTheme(s.theme)
}

// dress makes everything in the window anew for the language, the theme, the width and the page.
func (s *Shell) dress() {
	if s.size.IsZero() {
		return // not laid out yet: the frame dresses when it is
	}
	s.dressBars()
	s.drawn = s.looks()
	s.view = s.newView()
	s.fillBody()
}

// dressBars makes what surrounds the page anew.
func (s *Shell) dressBars() {
	if s.size.IsZero() {
		return
	}
	s.bars.CloseLists()
	s.words = s.draft()
	s.dressed = s.shown.place
	s.bars.Forget("")
	if s.config.NoMenu || s.size.Width < narrowUnder {
		fill(s.menu)
	} else {
		fill(s.menu, s.paper(), s.bars.NewMenuBar())
	}
	if s.config.NoMenu && s.config.Window != nil {
		s.config.Window.SetMainMenu(fyne.NewMainMenu(s.bars.MainMenu()...))
	}
	s.top = s.newTopBar()
	fill(s.above, s.paper(), s.top.object)
	if s.bare() {
		fill(s.beside)
		fill(s.under)
	} else if s.narrow {
		fill(s.beside)
		fill(s.under, s.paper(), s.newBottom())
	} else {
		fill(s.beside, s.paper(), s.newSide())
		fill(s.under)
	}
	s.fillNotice()
	s.root.Refresh()
}

// fillBody puts the view in the window, with the bars around it in their places.
func (s *Shell) fillBody() {
	s.bars.Start().Resize(fyne.Size{})
	fill(s.body, s.paper(), s.bars.Start(), s.view.Object())
	s.root.Refresh()
}

// scrollTo scrolls the page, in pixels at 100 % text.
func (s *Shell) scrollTo(offset float32) {
	if v, ok := s.view.(scrolled); ok && offset > 0 {
		v.Page().ScrollTo(offset * s.drawn.scale())
	}
}

func fill(holder *fyne.Container, objects ...fyne.CanvasObject) {
	holder.Objects = objects
	holder.Refresh()
}

func (s *Shell) paper() fyne.CanvasObject { return canvas.NewRectangle(s.theme.Tone(look.Paper)) }

// newView makes the view of what was made.
func (s *Shell) newView() view {
	env := s.env()
	if leaf, ok := leaves[s.shown.place.Page]; ok {
		return leaf(s)
	}
	switch {
	case s.shown.err != nil:
		return s.newTrouble(s.shown.err)
	case s.shown.place.Page == subscriptions:
		all, _ := s.shown.data.([]syncing.Status)
		return s.newSubscriptions(all)
	case s.shown.empty:
		return s.newEmpty()
	case s.shown.place.Page == "search":
		return s.newResults(env)
	}
	at := part.Place{Argument: s.shown.place.Argument, Choose: s.choose, Turn: s.turn, Back: s.turnBack}
	if v := pageview.New(env, s.shown.data, at); v != nil {
		return v
	}
	switch data := s.shown.data.(type) {
	case *page.Protocol:
		return protocol.New(env, data, protocol.Place{Copy: s.copyText, Export: s.askExport})
	case *page.Questions:
		return s.newQuestions(env, data, at)
	case *page.RecordView:
		return record.New(env, data, record.Goes{Back: func() { s.step(-1) }, Open: s.openDocument})
	case *page.Document:
		return s.newDocument(env, data)
	}
	return plain{container.NewStack()} // nothing is ready yet: under 0.3 s nothing is shown
}

// withFoot adds what the foot of the navigation says to a page's own line, where the navigation has
// no foot: in full where the line has room for it, and else in few words.
func (s *Shell) withFoot(sub string) string {
	if !s.narrow {
		return sub
	}
	if p := s.choice.Package; p != nil {
		// The bar over the page says which report it is.
		if rest, found := strings.CutPrefix(sub, p.Title+", "); found {
			sub = i18n.Capital(rest)
		}
	}
	line := s.line(sub, s.origin(false))
	if bars.Width(bars.Letters(s.theme, line, look.Caption, look.Ink2, false)) <= s.size.Width-2*s.theme.Size(look.Gutter) {
		return line
	}
	return s.line(sub, s.origin(true))
}

// line adds rows to a line, but those that it says already.
func (s *Shell) line(line string, rows []string) string {
	for _, row := range rows {
		if strings.Contains(strings.ToLower(line), strings.ToLower(row)) {
			continue
		}
		if line != "" {
			line += " · " + s.inline(row)
			continue
		}
		line = row
	}
	return line
}

// plain is a view of one object.
type plain struct{ object fyne.CanvasObject }

// Object returns the object.
func (p plain) Object() fyne.CanvasObject { return p.object }

// paged is a view of a page that the shell itself fills.
type paged struct{ page *part.Page }

// Object returns the page.
func (p paged) Object() fyne.CanvasObject { return p.page }

// Page returns the page.
func (p paged) Page() *part.Page { return p.page }

// charts returns the view's charts, or nil where it has none.
func (s *Shell) charts() charted {
	if c, ok := s.view.(charted); ok {
		return c
	}
	return nil
}

func (s *Shell) toggleTables() {
	if c := s.charts(); c != nil {
		c.ToggleTables()
	}
}

// newTrouble is the view of a page that could not be made: what is wrong, what to do, and the way to
// try again.
func (s *Shell) newTrouble(err error) view {
	wrong, do := sentences(s, err)
	if errors.Is(err, context.Canceled) {
		wrong, do = s.l.Text("ui.stopped"), s.l.Text("ui.stopped.do")
	}
	p := part.NewPage(s.env())
	env := p.Env()
	p.SetContent(part.NewColumn(env,
		part.Item{Block: part.NewHeadline(env, wrong, do)},
		part.Item{Block: part.NewRow(env, part.NewPrimaryButton(env, "", s.l.Text("ui.retry"), s.again)), Gap: 16},
	))
	return paged{p}
}

// newEmpty is the view of a library that nothing has been fetched to: it says what to do.
func (s *Shell) newEmpty() view {
	p := part.NewPage(s.env())
	env := p.Env()
	p.SetContent(part.NewColumn(env,
		part.Item{Block: part.NewHeadline(env, s.l.Text("ui.empty.headline"), s.shown.standing.Material)},
		part.Item{Block: part.NewProse(env, look.Body, page.Passage{Text: s.l.Text("ui.empty.what")}), Gap: 12},
		part.Item{Block: part.NewRow(env,
			part.NewPrimaryButton(env, "", s.l.Text("ui.command.sync"), s.sync),
			part.NewButton(env, "", s.l.Text("ui.details"), func() { s.open(subscriptions) })), Gap: 16},
	))
	return paged{p}
}
