package shell

import (
	"slices"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
)

// The leaves are pages of the program itself, which say nothing of a committee. Esc leaves them.
var leaves map[string]func(*Shell) view

func init() { // a literal would be an initialization cycle: the leaves go to each other
	leaves = map[string]func(*Shell) view{
		"keys":      (*Shell).newKeys,
		"about":     (*Shell).newAbout,
		"help":      (*Shell).newHelp,
		subscribing: (*Shell).newSubscribe,
		"settings":  (*Shell).newSettings,
		keepingPage: (*Shell).newKeeping,
		erasePage:   (*Shell).newErase,
		"export":    (*Shell).newExport,
		"more":      (*Shell).newMore,
		"link":      (*Shell).newLink,
	}
}

func (s *Shell) showMore() { s.open("more") }
func (s *Shell) quit() {
	if s.config.Window != nil {
		s.config.Window.Close()
	}
}

func (s *Shell) showKeys()  { s.open("keys") }
func (s *Shell) showAbout() { s.open("about") }
func (s *Shell) askExport() {
	if s.exportable() {
		what := s.place.Page
		if s.place.searched() != "" {
			what += "\n" + s.place.Argument
		}
		s.Go(s.at("export", what))
	}
}

// exportable reports whether the page that is shown can be saved as a file.
func (s *Shell) exportable() bool {
	return s.shown.err == nil && s.choice.Package != nil && (slices.Contains(page.Names(), s.shown.place.Page) || s.shown.place.searched() != "")
}

// leaf returns a page of blocks under a headline, with a button that goes back.
func (s *Shell) leaf(headline, sub string, blocks func(env part.Env) []part.Item) view {
	p := part.NewPage(s.env())
	env := p.Env()
	items := []part.Item{{Block: part.NewHeadline(env, headline, sub)}}
	items = append(items, blocks(env)...)
	items = append(items, part.Item{Block: part.NewRow(env, part.NewButton(env, "back", s.l.Text("ui.back"), s.leave)), Gap: 24})
	p.SetContent(part.NewColumn(env, items...))
	return paged{p}
}

// newKeys lists every command with its keys.
func (s *Shell) newKeys() view {
	return s.leaf(s.l.Text("ui.keys.headline"), s.l.Text("ui.keys.sub"), s.bars.Keys)
}

// newAbout says what the program is and where everything lies.
func (s *Shell) newAbout() view {
	return s.leaf(s.l.Text("ui.about.headline"), s.l.Text("ui.about.sub", "Version", Version), func(env part.Env) []part.Item {
		prose := func(text string) part.Item {
			return part.Item{Block: part.NewProse(env, look.Body, page.Passage{Text: text}), Gap: 8}
		}
		items := []part.Item{prose(s.l.Text("ui.about.what")), prose(s.l.Text("ui.about.trust"))}
		if s.desk.Demo() {
			items = append(items, prose(s.l.Text("ui.about.demo")))
		}
		return append(items,
			part.Item{Block: part.NewSection(env, s.l.Text("ui.about.where")), Gap: 16, Keep: true},
			prose(s.desk.Home().Dir()),
			part.Item{Block: part.NewSection(env, s.l.Text("ui.about.licences")), Gap: 16, Keep: true},
			prose(s.l.Text("ui.about.licence")))
	})
}

// newMore is the menus as a page, for windows that have no bar of menus.
func (s *Shell) newMore() view {
	return s.leaf(s.l.Text("ui.more"), "", func(env part.Env) []part.Item {
		var items []part.Item
		var others []*part.Button
		low := s.lowPages()
		for _, p := range pages {
			if !slices.Contains(low, p) {
				others = append(others, part.NewButton(env, p.icon, s.l.Text("ui.page."+p.id), func() { s.open(p.id) }))
			}
		}
		others = append(others, part.NewButton(env, "", s.l.Text("ui.page.changes"), func() { s.open("changes") }),
			part.NewButton(env, "", s.l.Text("ui.page.protocol"), func() { s.open("protocol") }))
		if len(others) > 0 {
			items = append(items,
				part.Item{Block: part.NewSection(env, s.l.Text("ui.menu.go")), Gap: 16, Keep: true},
				part.Item{Block: part.NewButtons(env, others...)})
		}
		for _, m := range s.menus() {
			if m.ID == "go" {
				continue // the other pages and the search have their own places here
			}
			var buttons []*part.Button
			for _, c := range m.Commands {
				if c == nil || c.Off != nil && c.Off() {
					continue
				}
				icon := ""
				if c.Checked != nil && c.Checked() {
					icon = "check"
				}
				buttons = append(buttons, part.NewButton(env, icon, s.l.Text("ui.command."+c.ID), func() { s.give(c) }))
			}
			items = append(items,
				part.Item{Block: part.NewSection(env, s.l.Text("ui.menu."+m.ID)), Gap: 16, Keep: true},
				part.Item{Block: part.NewButtons(env, buttons...)})
		}
		if text := s.shown.standing.Storage; text != "" {
			items = append(items, part.Item{Block: part.NewNote(env, text), Gap: 16})
		}
		return items
	})
}
