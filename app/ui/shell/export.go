package shell

import (
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"

	"rodatraden/app/export"
	"rodatraden/app/page"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
)

// newExport offers the page that the reader was on as a file.
func (s *Shell) newExport() view {
	return s.leaf(s.l.Text("ui.export.headline"), s.l.Text("ui.export.sub"), func(env part.Env) []part.Item {
		var buttons []*part.Button
		for _, kind := range []string{"csv", "json"} {
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
	place.Page = place.Argument
	ask := dialog.NewFileSave(func(to fyne.URIWriteCloser, err error) {
		if err != nil || to == nil {
			return
		}
		s.write(to, kind, place)
	}, s.config.Window)
	ask.SetFileName(place.Page + "-" + s.choice.Package.Name + "." + kind)
	ask.Show()
}

func (s *Shell) write(to io.WriteCloser, kind string, place Place) {
	m := s.make(s.ctx, place, s.l)
	err := m.err
	if err == nil {
		if kind == "json" {
			err = export.JSON(to, m.data)
		} else {
			err = export.CSV(to, m.data)
		}
	}
	if closed := to.Close(); err == nil {
		err = closed
	}
	if err != nil {
		s.log.Error("export", "error", err)
		wrong, do := sentences(s, err)
		dialog.ShowInformation(s.l.Text("ui.export.failed"), wrong+"\n"+do, s.config.Window)
	}
}
