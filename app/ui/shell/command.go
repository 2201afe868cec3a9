package shell

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"rodatraden/app/i18n"
	"rodatraden/app/ui/questions"
)

// command is one thing that the reader can ask of the window. Every command stands in the main
// menu with its shortcut; there is no command that only a mouse, or only a key, can give.
type command struct {
	id      string // its words are ui.command.<id>
	key     fyne.KeyName
	mod     fyne.KeyModifier
	also    []desktop.CustomShortcut // further shortcuts, not told in the menu
	run     func()
	checked func() bool // nil where the command is no choice
	off     func() bool // nil where it can always be given
}

func (c command) shortcut() *desktop.CustomShortcut {
	if c.key == "" {
		return nil
	}
	return &desktop.CustomShortcut{KeyName: c.key, Modifier: c.mod}
}

// menu is one of the main menus.
type menu struct {
	id       string     // its words are ui.menu.<id>
	commands []*command // nil is a line between
}

const (
	ctrl      = fyne.KeyModifierShortcutDefault
	alt       = fyne.KeyModifierAlt
	shift     = fyne.KeyModifierShift
	ctrlShift = fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift
	keyPlus   = fyne.KeyPlus
	keyMinus  = fyne.KeyMinus
)

// menus returns every command there is, in the order of the main menu. None has Ctrl and Alt
// together: on Windows that is AltGr, with which people write @ and €.
func (s *Shell) menus() []menu {
	text := func(size int, key fyne.KeyName) *command {
		return &command{
			id: "text." + strconv.Itoa(size), key: key, mod: ctrlShift, run: func() { s.setText(size) },
			checked: func() bool { return s.settings.TextSize == size },
		}
	}
	theme := func(name string, key fyne.KeyName) *command {
		return &command{
			id: "theme." + name, key: key, mod: ctrlShift, run: func() { s.setTheme(name) },
			checked: func() bool { return s.settings.Theme == name },
		}
	}
	language := func(name string, key fyne.KeyName) *command {
		return &command{
			id: "language." + name, key: key, mod: ctrlShift, run: func() { s.setLanguage(name) },
			checked: func() bool { return s.l.Lang() == name },
		}
	}
	demo := func() bool { return s.desk.Demo() }
	return []menu{
		{id: "file", commands: []*command{
			{id: "sync", key: fyne.KeyR, mod: ctrl, run: s.sync, off: func() bool { return s.fetching != nil || demo() }},
			{id: "subscribe", key: fyne.KeyO, mod: ctrl, run: s.askSubscription},
			{id: subscriptions, key: fyne.KeyO, mod: ctrlShift, run: func() { s.open(subscriptions) }, off: demo},
			{id: "settings", key: fyne.KeyComma, mod: ctrl, run: s.showSettings},
			nil,
			{id: "note", key: fyne.KeyN, mod: ctrl, run: s.newNote, off: s.noChoice},
			{id: "question", key: fyne.KeyQ, mod: ctrlShift, run: s.newQuestion, off: s.noChoice},
			{id: "gap", key: fyne.KeyF, mod: ctrlShift, run: s.askGap, off: func() bool { return s.gap() == nil }},
			{id: "asked", key: fyne.KeyM, mod: ctrl, run: s.toggleAsked, off: func() bool { v, ok := s.view.(*questions.View); return !ok || v.Chosen() == "" }},
			{id: "bookmark", key: fyne.KeyB, mod: ctrl, run: s.bookmark, off: func() bool { return s.subject() == "" },
				checked: func() bool { return s.shown.own.Bookmarks[s.subject()] != "" }},
			nil,
			{id: "document", key: fyne.KeyD, mod: ctrl, run: s.openDocument, off: func() bool { return s.attached() == nil }},
			{id: keepingPage, key: fyne.KeyM, mod: ctrlShift, run: s.showKeeping},
			{id: "export", key: fyne.KeyP, mod: ctrl, run: s.askExport, off: func() bool { return !s.exportable() }},
			nil,
			{id: "quit", key: fyne.KeyQ, mod: ctrl, run: s.quit},
		}},
		{id: "view", commands: []*command{
			{id: "table", key: fyne.KeyT, mod: ctrl, run: s.toggleTables, off: func() bool { return s.charts() == nil }},
			nil,
			{id: "larger", key: keyPlus, mod: ctrl, run: func() { s.stepText(1) }, also: []desktop.CustomShortcut{
				{KeyName: fyne.KeyEqual, Modifier: ctrl}, {KeyName: keyPlus, Modifier: ctrlShift}, {KeyName: fyne.KeyEqual, Modifier: ctrlShift}}},
			{id: "smaller", key: keyMinus, mod: ctrl, run: func() { s.stepText(-1) }},
			{id: "normal", key: fyne.Key0, mod: ctrl, run: func() { s.setText(100) }},
			text(100, fyne.Key4), text(125, fyne.Key5), text(150, fyne.Key6), text(200, fyne.Key7),
			nil,
			theme("light", fyne.Key1), theme("dark", fyne.Key2), theme("contrast", fyne.Key3),
			nil,
			language(i18n.Swedish, fyne.KeyS), language(i18n.English, fyne.KeyE),
		}},
		{id: "go", commands: append(s.pageCommands(),
			nil,
			&command{
				id: "page.changes", key: fyne.KeyA, mod: ctrlShift, run: func() { s.open("changes") },
				checked: func() bool { return s.place.Page == "changes" },
			},
			&command{id: "follow", key: fyne.KeyL, mod: ctrl, run: s.followChosen, off: func() bool { return s.followed() == "" }},
			&command{
				id: "page.protocol", key: fyne.KeyG, mod: ctrlShift, run: func() { s.open("protocol") },
				checked: func() bool { return s.place.Page == "protocol" },
			},
			&command{id: "search", key: fyne.KeyF, mod: ctrl, run: s.focusSearch, also: []desktop.CustomShortcut{{KeyName: fyne.KeyK, Modifier: ctrl}}},
			nil,
			&command{id: "committee", key: fyne.KeyN, mod: ctrlShift, run: func() { s.top.openPicker(0) }, off: s.noPickers},
			&command{id: "package", key: fyne.KeyP, mod: ctrlShift, run: func() { s.top.openPicker(1) }, off: s.noPickers},
			&command{id: "compare", key: fyne.KeyJ, mod: ctrlShift, run: func() { s.top.openPicker(2) }, off: s.noPickers},
			nil,
			&command{id: "back", key: fyne.KeyLeft, mod: alt, run: func() { s.step(-1) }, off: func() bool { return !s.trail.canStep(-1) }},
			&command{id: "forward", key: fyne.KeyRight, mod: alt, run: func() { s.step(1) }, off: func() bool { return !s.trail.canStep(1) }},
		)},
		{id: "help", commands: []*command{
			{id: "help", key: fyne.KeyH, mod: ctrl, run: s.showHelp, also: []desktop.CustomShortcut{{KeyName: fyne.KeyF1}}},
			{id: "keys", key: fyne.KeyH, mod: ctrlShift, run: s.showKeys},
			{id: "about", key: fyne.KeyI, mod: ctrlShift, run: s.showAbout},
		}},
	}
}

// commands returns every command, without the lines between.
func (s *Shell) commands() []*command {
	var out []*command
	for _, m := range s.menus() {
		for _, c := range m.commands {
			if c != nil {
				out = append(out, c)
			}
		}
	}
	return out
}

func (s *Shell) noChoice() bool { return s.choice.Package == nil }

func (s *Shell) noPickers() bool { return s.top == nil || len(s.top.pickers) == 0 }

// pageCommands returns one command a page, Alt and its number.
func (s *Shell) pageCommands() []*command {
	keys := []fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7, fyne.Key8, fyne.Key9, fyne.Key0}
	var out []*command
	for _, p := range pages {
		out = append(out, &command{
			id: "page." + p.id, key: keys[p.number-1], mod: alt, run: func() { s.open(p.id) },
			checked: func() bool { return s.place.Page == p.id },
		})
	}
	return out
}

// keyName writes a shortcut as people know it: Ctrl+K, Alt+1, Ctrl++.
func keyName(c *desktop.CustomShortcut, l *i18n.Localizer) string {
	var parts []string
	for _, m := range []struct {
		mod  fyne.KeyModifier
		name string
	}{{ctrl, "Ctrl"}, {alt, "Alt"}, {shift, l.Text("ui.key.shift")}} {
		if c.Modifier&m.mod != 0 {
			parts = append(parts, m.name)
		}
	}
	name := string(c.KeyName)
	switch c.KeyName {
	case fyne.KeyLeft:
		name = l.Text("ui.key.left")
	case fyne.KeyRight:
		name = l.Text("ui.key.right")
	case keyMinus:
		name = "−"
	}
	return strings.Join(append(parts, name), "+")
}

// addShortcuts gives the canvas every command's shortcuts, once: a command finds out for itself what
// the window shows when it is given.
func (s *Shell) addShortcuts() {
	for _, c := range s.commands() {
		keys := c.also
		if k := c.shortcut(); k != nil {
			keys = append([]desktop.CustomShortcut{*k}, keys...)
		}
		for _, k := range keys {
			s.bind(&k, func() { s.give(c) })
		}
	}
}

// bind gives the canvas a shortcut, unless the key comes without Ctrl and Alt: then typedKey has it.
func (s *Shell) bind(k *desktop.CustomShortcut, do func()) {
	if k.Modifier == 0 {
		return
	}
	ready := func() {
		if s.clear() {
			do()
		}
	}
	s.bound[k.ShortcutName()] = ready
	s.canvas().AddShortcut(k, func(fyne.Shortcut) { ready() })
}

// clear closes the lists that are open over the window and reports whether nothing else is: while a
// dialog waits for an answer the window's commands wait too.
func (s *Shell) clear() bool {
	s.closeLists()
	return s.canvas().Overlays().Top() == nil
}

// giveShortcut carries out what a shortcut does, for what has the focus and takes shortcuts itself;
// it reports whether there is anything.
func (s *Shell) giveShortcut(shortcut fyne.Shortcut) bool {
	custom, ok := shortcut.(*desktop.CustomShortcut)
	if !ok {
		return false
	}
	do, ok := s.bound[custom.ShortcutName()]
	if ok {
		do()
	}
	return ok
}

// give carries out a command, unless it cannot be given now.
func (s *Shell) give(c *command) {
	if s.erased != nil && c.id != "quit" {
		return // there is nothing to give it about
	}
	if c.off == nil || !c.off() {
		c.run()
	}
}

// mainMenu makes Fyne's menus of ours, for the system's own bar on computers that have one.
func (s *Shell) mainMenu() []*fyne.Menu {
	var out []*fyne.Menu
	for _, m := range s.menus() {
		items := make([]*fyne.MenuItem, 0, len(m.commands))
		for _, c := range m.commands {
			if c == nil {
				items = append(items, fyne.NewMenuItemSeparator())
				continue
			}
			item := fyne.NewMenuItem(s.l.Text("ui.command."+c.id), func() { s.give(c) })
			if k := c.shortcut(); k != nil {
				item.Shortcut = k
			}
			item.Checked = c.checked != nil && c.checked()
			item.Disabled = c.off != nil && c.off()
			item.IsQuit = c.id == "quit"
			items = append(items, item)
		}
		out = append(out, fyne.NewMenu(s.l.Text("ui.menu."+m.id), items...))
	}
	return out
}

var textSizes = []int{100, 125, 150, 200}

// stepText makes the text one size larger or smaller.
func (s *Shell) stepText(by int) {
	i := slices.Index(textSizes, s.settings.TextSize)
	if i = i + by; i >= 0 && i < len(textSizes) {
		s.setText(textSizes[i])
	}
}
