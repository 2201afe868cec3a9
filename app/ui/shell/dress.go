package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"rodatraden/app/page"
	"rodatraden/app/ui/economy"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/overview"
	"rodatraden/app/ui/part"
	"rodatraden/app/ui/record"
	"rodatraden/app/ui/search"
)

// restyle makes the theme of the settings and gives it to Fyne, for what Fyne draws itself.
func (s *Shell) restyle() {
	kind := look.Light
	switch s.settings.Theme {
	case "dark":
		kind = look.Dark
	case "contrast":
		kind = look.Contrast.In(s.config.Kind.IsDark())
	}
	s.theme = look.New(kind, float32(s.settings.TextSize)/100)
	fyne.CurrentApp().Settings().SetTheme(s.theme)
}

// dress makes everything in the window anew for the language, the theme, the width and the page.
func (s *Shell) dress() {
	if s.size.IsZero() {
		return // not laid out yet: the frame dresses when it is
	}
	if s.config.NoMenu || s.size.Width < narrowUnder {
		fill(s.menu)
	} else {
		fill(s.menu, s.paper(), s.newMenuBar())
	}
	s.top = s.newTopBar()
	fill(s.above, s.paper(), s.top.object)
	if s.narrow {
		fill(s.beside)
		fill(s.under, s.paper(), s.newBottom())
	} else {
		fill(s.beside, s.paper(), s.newSide())
		fill(s.under)
	}
	s.dressNotice()
	s.view = s.newView()
	fill(s.body, s.paper(), s.view.Object())
	s.root.Refresh()
}

// dressNotice makes what stands under the top bar anew.
func (s *Shell) dressNotice() {
	s.band = nil
	if notice := s.newNotice(); notice != nil {
		fill(s.told, s.paper(), notice)
	} else {
		fill(s.told)
	}
	s.root.Refresh()
}

func fill(holder *fyne.Container, objects ...fyne.CanvasObject) {
	holder.Objects = objects
	holder.Refresh()
}

func (s *Shell) paper() fyne.CanvasObject { return canvas.NewRectangle(s.theme.Tone(look.Paper)) }

// newView makes the view of what was made.
func (s *Shell) newView() view {
	env := s.env()
	if leaf, ok := leaves[s.place.Page]; ok {
		return leaf(s)
	}
	if s.shown.err != nil {
		return s.newTrouble(s.shown.err)
	}
	switch data := s.shown.data.(type) {
	case *page.Overview:
		return overview.New(env, data)
	case *page.Economy:
		return economy.New(env, data)
	case *page.SearchPage:
		return search.New(env, data)
	case *page.RecordView:
		return record.New(env, data, func() { s.step(-1) })
	}
	return plain{container.NewStack()} // nothing is ready yet: under 0.3 s nothing is shown
}

// plain is a view of one object.
type plain struct{ object fyne.CanvasObject }

func (p plain) Object() fyne.CanvasObject { return p.object }

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

// newTrouble is the view of a page that could not be made: what is wrong, and what to do.
func (s *Shell) newTrouble(err error) view {
	wrong, do := sentences(s, err)
	p := part.NewPage(s.env())
	p.SetContent(part.NewColumn(p.Env(),
		part.Item{Block: part.NewHeadline(p.Env(), wrong, do)},
	))
	return plain{p}
}
