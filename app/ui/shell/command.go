package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"rodatraden/app/ui/bars"
	"rodatraden/app/ui/questions"
)

// menus returns every command there is, in the order of the main menu. None has Ctrl and Alt
// together: on Windows that is AltGr, with which people write @ and €.
func (s *Shell) menus() []bars.Menu {
	demo := func() bool { return s.desk.Demo() }
	return []bars.Menu{
		{ID: "file", Commands: []*bars.Command{
			{ID: "sync", Key: fyne.KeyR, Mod: bars.Ctrl, Run: s.sync, Off: func() bool { return s.fetching != nil || demo() }},
			{ID: "subscribe", Key: fyne.KeyO, Mod: bars.Ctrl, Run: s.askSubscription},
			{ID: subscriptions, Key: fyne.KeyO, Mod: bars.CtrlShift, Run: func() { s.open(subscriptions) }, Off: demo},
			{ID: "settings", Key: fyne.KeyComma, Mod: bars.Ctrl, Run: s.showSettings},
			nil,
			{ID: "note", Key: fyne.KeyN, Mod: bars.Ctrl, Run: s.newNote, Off: s.noChoice},
			{ID: "question", Key: fyne.KeyQ, Mod: bars.CtrlShift, Run: s.newQuestion, Off: s.noChoice},
			{ID: "gap", Key: fyne.KeyF, Mod: bars.CtrlShift, Run: s.askGap, Off: func() bool { return s.gap() == nil }},
			{ID: "asked", Key: fyne.KeyM, Mod: bars.Ctrl, Run: s.toggleAsked, Off: func() bool { v, ok := s.view.(*questions.View); return !ok || v.Chosen() == "" }},
			{ID: "bookmark", Key: fyne.KeyB, Mod: bars.Ctrl, Run: s.bookmark, Off: func() bool { return s.subject() == "" },
				Checked: func() bool { return s.shown.own.Bookmarks[s.subject()] != "" }},
			nil,
			{ID: "document", Key: fyne.KeyD, Mod: bars.Ctrl, Run: s.openDocument, Off: func() bool { return s.attached() == nil }},
			{ID: keepingPage, Key: fyne.KeyM, Mod: bars.CtrlShift, Run: s.showKeeping},
			{ID: "export", Key: fyne.KeyP, Mod: bars.Ctrl, Run: s.askExport, Off: func() bool { return !s.exportable() }},
			nil,
			{ID: "quit", Key: fyne.KeyQ, Mod: bars.Ctrl, Run: s.quit},
		}},
		{ID: "view", Commands: append([]*bars.Command{
			{ID: "table", Key: fyne.KeyT, Mod: bars.Ctrl, Run: s.toggleTables, Off: func() bool { return s.charts() == nil }},
			nil,
		}, s.looking().Commands()...)},
		{ID: "go", Commands: append(s.pageCommands(),
			nil,
			&bars.Command{
				ID: "page.changes", Key: fyne.KeyA, Mod: bars.CtrlShift, Run: func() { s.open("changes") },
				Checked: func() bool { return s.place.Page == "changes" },
			},
			&bars.Command{ID: "follow", Key: fyne.KeyL, Mod: bars.Ctrl, Run: s.followChosen, Off: func() bool { return s.followed() == "" }},
			&bars.Command{
				ID: "page.protocol", Key: fyne.KeyG, Mod: bars.CtrlShift, Run: func() { s.open("protocol") },
				Checked: func() bool { return s.place.Page == "protocol" },
			},
			&bars.Command{ID: "search", Key: fyne.KeyF, Mod: bars.Ctrl, Run: s.focusSearch, Also: []desktop.CustomShortcut{{KeyName: fyne.KeyK, Modifier: bars.Ctrl}}},
			nil,
			&bars.Command{ID: "committee", Key: fyne.KeyN, Mod: bars.CtrlShift, Run: func() { s.top.openPicker(0) }, Off: s.noPickers},
			&bars.Command{ID: "package", Key: fyne.KeyP, Mod: bars.CtrlShift, Run: func() { s.top.openPicker(1) }, Off: s.noPickers},
			&bars.Command{ID: "compare", Key: fyne.KeyJ, Mod: bars.CtrlShift, Run: func() { s.top.openPicker(2) }, Off: s.noPickers},
			nil,
			&bars.Command{ID: "back", Key: fyne.KeyLeft, Mod: bars.Alt, Run: func() { s.step(-1) }, Off: func() bool { return !s.trail.canStep(-1) }},
			&bars.Command{ID: "forward", Key: fyne.KeyRight, Mod: bars.Alt, Run: func() { s.step(1) }, Off: func() bool { return !s.trail.canStep(1) }},
		)},
		{ID: "help", Commands: []*bars.Command{
			{ID: "help", Key: fyne.KeyH, Mod: bars.Ctrl, Run: s.showHelp, Also: []desktop.CustomShortcut{{KeyName: fyne.KeyF1}}},
			{ID: "keys", Key: fyne.KeyH, Mod: bars.CtrlShift, Run: s.showKeys},
			{ID: "about", Key: fyne.KeyI, Mod: bars.CtrlShift, Run: s.showAbout},
		}},
	}
}

// commands returns every command, without the lines between.
func (s *Shell) commands() []*bars.Command { return bars.Commands(s.menus()) }

func (s *Shell) noChoice() bool { return s.choice.Package == nil }

func (s *Shell) noPickers() bool { return s.top == nil || len(s.top.pickers) == 0 }

// pageCommands returns one command a page, Alt and its number.
func (s *Shell) pageCommands() []*bars.Command {
	keys := []fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7, fyne.Key8, fyne.Key9, fyne.Key0}
	var out []*bars.Command
	for _, p := range pages {
		out = append(out, &bars.Command{
			ID: "page." + p.id, Key: keys[p.number-1], Mod: bars.Alt, Run: func() { s.open(p.id) },
			Checked: func() bool { return s.place.Page == p.id },
		})
	}
	return out
}

// give carries out a command, unless it cannot be given now.
func (s *Shell) give(c *bars.Command) {
	if s.erased != nil && c.ID != "quit" {
		return // there is nothing to give it about
	}
	if c.Off == nil || !c.Off() {
		c.Run()
	}
}
