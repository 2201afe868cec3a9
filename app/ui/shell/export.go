package shell

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"

	"rodatraden/app/export"
	"rodatraden/app/page"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
	"rodatraden/app/ui/search"
	"rodatraden/data/fault"
)

// newExport offers the page that the reader was on as a file.
func (s *Shell) newExport() view {
	return s.leaf(s.l.Text("ui.export.headline"), s.l.Text("ui.export.sub"), func(env part.Env) []part.Item {
		var buttons []*part.Button
		kinds := []string{"html", "csv", "json"}
		if s.place.Argument == "protocol" {
			kinds = append(kinds, "txt")
		}
		for _, kind := range kinds {
			buttons = append(buttons, part.NewButton(env, "document", s.l.Text("ui.export."+kind), func() { s.export(kind) }))
		}
		return []part.Item{
			{Block: part.NewProse(env, look.Body, page.Passage{Text: s.l.Text("ui.export.what")}), Gap: 12},
			{Block: part.NewButtons(env, buttons...), Gap: 12},
		}
	})
}

// export asks where the file shall lie and writes it.
func (s *Shell) export(kind string) {
	if s.config.Window == nil {
		return
	}
	place := s.place
	place.Page, place.Argument, _ = strings.Cut(place.Argument, "\n")
	ask := dialog.NewFileSave(func(to fyne.URIWriteCloser, err error) {
		if err != nil || to == nil {
			return
		}
		s.write(to, kind, place)
	}, s.config.Window)
	ask.SetFileName(place.Page + "-" + s.choice.Package.Name + "." + kind)
	ask.Show()
}

// write makes the page and writes it, off the UI goroutine, and tells where it lies.
func (s *Shell) write(to fyne.URIWriteCloser, kind string, place Place) {
	s.background(func() func() {
		m := s.make(s.ctx, place, nil)
		err := m.err
		if place.searched() != "" && err == nil {
			m.data, err = s.everyHit(s.ctx, m.choice, search.ParseChosen(place.Argument))
		}
		if err == nil {
			err = export.Write(to, kind, m.data, s.l)
		}
		if closed := to.Close(); err == nil {
			err = closed
		}
		return func() {
			if err != nil {
				s.log.Error("export", "kind", fault.KindOf(err), "error", err)
				s.sayTrouble(err)
				return
			}
			s.say(&news{text: s.l.Text("ui.export.saved", "Path", to.URI().Path())})
		}
	})
}
