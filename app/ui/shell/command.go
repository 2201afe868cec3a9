package shell

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"rodatraden/app/i18n"
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
	ctrl     = fyne.KeyModifierShortcutDefault
	alt      = fyne.KeyModifierAlt
	shift    = fyne.KeyModifierShift
	ctrlAlt  = fyne.KeyModifierShortcutDefault | fyne.KeyModifierAlt
	ctrlMaj  = fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift
	keyPlus  = fyne.KeyPlus
	keyMinus = fyne.KeyMinus
)

// menus returns every command there is, in the order of the main menu.
func (s *Shell) menus() []menu {
	text := func(size int) *command {
		return &command{
			id: "text." + strconv.Itoa(size), run: func() { s.setText(size) },
			checked: func() bool { return s.settings.TextSize == size },
		}
	}
	theme := func(name string, key fyne.KeyName) *command {
		return &command{
			id: "theme." + name, key: key, mod: ctrlAlt, run: func() { s.setTheme(name) },
			checked: func() bool { return s.settings.Theme == name },
		}
	}
	language := func(name string, key fyne.KeyName) *command {
		return &command{
			id: "language." + name, key: key, mod: ctrlAlt, run: func() { s.setLanguage(name) },
			checked: func() bool { return s.l.Lang() == name },
		}
	}
	return []menu{
		{id: "file", commands: []*command{
			{id: "sync", key: fyne.KeyR, mod: ctrl, run: s.sync, off: func() bool { return s.desk.Demo() }},
			{id: "subscribe", key: fyne.KeyO, mod: ctrl, run: s.askSubscription},
			nil,
			{id: "export", key: fyne.KeyP, mod: ctrl, run: s.askExport},
			nil,
			{id: "quit", key: fyne.KeyQ, mod: ctrl, run: s.quit},
		}},
		{id: "view", commands: []*command{
			{id: "table", key: fyne.KeyT, mod: ctrl, run: s.toggleTables, off: func() bool { return s.charts() == nil }},
			nil,
			{id: "larger", key: keyPlus, mod: ctrl, run: func() { s.stepText(1) }, also: []desktop.CustomShortcut{
				{KeyName: fyne.KeyEqual, Modifier: ctrl}, {KeyName: keyPlus, Modifier: ctrlMaj}, {KeyName: fyne.KeyEqual, Modifier: ctrlMaj}}},
			{id: "smaller", key: keyMinus, mod: ctrl, run: func() { s.stepText(-1) }},
			{id: "normal", key: fyne.Key0, mod: ctrl, run: func() { s.setText(100) }},
			text(100), text(125), text(150), text(200),
			nil,
			theme("light", fyne.Key1), theme("dark", fyne.Key2), theme("contrast", fyne.Key3),
			nil,
			language(i18n.Swedish, fyne.KeyS), language(i18n.English, fyne.KeyE),
		}},
		{id: "go", commands: append(s.pageCommands(),
			nil,
			&command{id: "search", key: fyne.KeyF, mod: ctrl, run: s.focusSearch, also: []desktop.CustomShortcut{{KeyName: fyne.KeyK, Modifier: ctrl}}},
			nil,
			&command{id: "committee", key: fyne.KeyN, mod: ctrlAlt, run: func() { s.top.openPicker(0) }},
			&command{id: "package", key: fyne.KeyP, mod: ctrlAlt, run: func() { s.top.openPicker(1) }},
			&command{id: "compare", key: fyne.KeyJ, mod: ctrlAlt, run: func() { s.top.openPicker(2) }},
			nil,
			&command{id: "back", key: fyne.KeyLeft, mod: alt, run: func() { s.step(-1) }, off: func() bool { return !s.trail.canStep(-1) }},
			&command{id: "forward", key: fyne.KeyRight, mod: alt, run: func() { s.step(1) }, off: func() bool { return !s.trail.canStep(1) }},
		)},
		{id: "help", commands: []*command{
			{id: "keys", key: fyne.KeyH, mod: ctrlAlt, run: s.showKeys, also: []desktop.CustomShortcut{{KeyName: fyne.KeyF1}}},
			{id: "about", key: fyne.KeyI, mod: ctrlAlt, run: s.showAbout},
		}},
	}
}

// pageCommands returns one command a page, Alt+1 the first.
func (s *Shell) pageCommands() []*command {
	keys := []fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7, fyne.Key8, fyne.Key9, fyne.Key0}
	var out []*command
	for i, p := range pages {
		out = append(out, &command{
			id: "page." + p.id, key: keys[i], mod: alt, run: func() { s.open(p.id) },
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

// addShortcuts gives the canvas every command's shortcuts.
func (s *Shell) addShortcuts(canvas fyne.Canvas) {
	for _, m := range s.menus() {
		for _, c := range m.commands {
			if c == nil {
				continue
			}
			give := func(fyne.Shortcut) { s.give(c) }
			if k := c.shortcut(); k != nil {
				canvas.AddShortcut(k, give)
			}
			for _, k := range c.also {
				canvas.AddShortcut(&k, give)
			}
		}
	}
}

// giveShortcut carries out the command that has a shortcut; it reports whether there is one.
func (s *Shell) giveShortcut(shortcut fyne.Shortcut) bool {
	custom, ok := shortcut.(*desktop.CustomShortcut)
	if !ok {
		return false
	}
	for _, m := range s.menus() {
		for _, c := range m.commands {
			if c == nil {
				continue
			}
			keys := c.also
			if k := c.shortcut(); k != nil {
				keys = append([]desktop.CustomShortcut{*k}, keys...)
			}
			if slices.Contains(keys, *custom) {
				s.give(c)
				return true
			}
		}
	}
	return false
}

// give carries out a command, unless it cannot be given now.
func (s *Shell) give(c *command) {
	if c.off == nil || !c.off() {
		c.run()
	}
}

// mainMenu makes Fyne's menus of ours: for the bar at the top, and for the system's own bar on
// computers that have one.
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
