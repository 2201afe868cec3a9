package bars

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"rodatraden/app/i18n"
)

// Command is one thing that one can ask of the window. Every command stands in the main menu with its
// shortcut; there is no command that only a mouse, or only a key, can give.
type Command struct {
	ID      string // its words are ui.command.<id>
	Key     fyne.KeyName
	Mod     fyne.KeyModifier
	Also    []desktop.CustomShortcut // further shortcuts, not told in the menu
	Run     func()
	Checked func() bool // nil where the command is no choice
	Off     func() bool // nil where it can always be given
}

// Shortcut returns the command's keys; nil where it has none.
func (c Command) Shortcut() *desktop.CustomShortcut {
	if c.Key == "" {
		return nil
	}
	return &desktop.CustomShortcut{KeyName: c.Key, Modifier: c.Mod}
}

// Menu is one of the main menus.
type Menu struct {
	ID       string     // its words are ui.menu.<id>
	Commands []*Command // nil is a line between
}

// The modifiers of shortcuts. None has Ctrl and Alt together: on Windows that is AltGr, with which people
// write @ and €.
const (
	Ctrl      = fyne.KeyModifierShortcutDefault
	Alt       = fyne.KeyModifierAlt
	Shift     = fyne.KeyModifierShift
	CtrlShift = fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift
)

// Commands returns every command of the menus, without the lines between.
func Commands(menus []Menu) []*Command {
	var out []*Command
	for _, m := range menus {
		for _, c := range m.Commands {
			if c != nil {
				out = append(out, c)
			}
		}
	}
	return out
}

// KeyName writes a shortcut as people know it: Ctrl+K, Alt+1, Ctrl++.
func KeyName(c *desktop.CustomShortcut, l *i18n.Localizer) string {
	var parts []string
	for _, m := range []struct {
		mod  fyne.KeyModifier
		name string
	}{{Ctrl, "Ctrl"}, {Alt, "Alt"}, {Shift, l.Text("ui.key.shift")}} {
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
	case fyne.KeyMinus:
		name = "−"
	}
	return strings.Join(append(parts, name), "+")
}

// addShortcuts gives the canvas every command's shortcuts, once: a command finds out for itself what
// the window shows when it is given.
func (b *Bars) addShortcuts() {
	for _, c := range Commands(b.of.Menus()) {
		keys := c.Also
		if k := c.Shortcut(); k != nil {
			keys = append([]desktop.CustomShortcut{*k}, keys...)
		}
		for _, k := range keys {
			b.bind(&k, func() { b.of.Give(c) })
		}
	}
}

// bind gives the canvas a shortcut, unless the key comes without Ctrl and Alt: then Typed has it.
func (b *Bars) bind(k *desktop.CustomShortcut, do func()) {
	if k.Modifier == 0 {
		return
	}
	ready := func() {
		if b.clear() {
			do()
		}
	}
	b.bound[k.ShortcutName()] = ready
	b.of.Canvas().AddShortcut(k, func(fyne.Shortcut) { ready() })
}

// clear closes the lists that are open over the window and reports whether nothing else is: while a
// dialog waits for an answer the window's commands wait too.
func (b *Bars) clear() bool {
	b.CloseLists()
	return b.of.Canvas().Overlays().Top() == nil
}

// giveShortcut carries out what a shortcut does, for what has the focus and takes shortcuts itself;
// it reports whether there is anything.
func (b *Bars) giveShortcut(shortcut fyne.Shortcut) bool {
	custom, ok := shortcut.(*desktop.CustomShortcut)
	if !ok {
		return false
	}
	do, ok := b.bound[custom.ShortcutName()]
	if ok {
		do()
	}
	return ok
}

// GiveKey gives the command that has a key without Ctrl and Alt; it reports whether there is one.
func (b *Bars) GiveKey(name fyne.KeyName) bool {
	for _, c := range Commands(b.of.Menus()) {
		for _, k := range c.Also {
			if k.Modifier == 0 && k.KeyName == name {
				b.of.Give(c)
				return true
			}
		}
	}
	return false
}

// MainMenu makes Fyne's menus of ours, for the system's own bar on computers that have one.
func (b *Bars) MainMenu() []*fyne.Menu {
	var out []*fyne.Menu
	for _, m := range b.of.Menus() {
		items := make([]*fyne.MenuItem, 0, len(m.Commands))
		for _, c := range m.Commands {
			if c == nil {
				items = append(items, fyne.NewMenuItemSeparator())
				continue
			}
			item := fyne.NewMenuItem(b.text("ui.command."+c.ID), func() { b.of.Give(c) })
			if k := c.Shortcut(); k != nil {
				item.Shortcut = k
			}
			item.Checked = c.Checked != nil && c.Checked()
			item.Disabled = c.Off != nil && c.Off()
			item.IsQuit = c.ID == "quit"
			items = append(items, item)
		}
		out = append(out, fyne.NewMenu(b.text("ui.menu."+m.ID), items...))
	}
	return out
}
