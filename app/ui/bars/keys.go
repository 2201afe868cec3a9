package bars

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"rodatraden/app/ui/part"
)

// Keys lists every command with its keys, menu by menu, and the keys that work within a page.
func (b *Bars) Keys(env part.Env) []part.Item {
	l := b.of.L()
	var items []part.Item
	section := func(title string, rows []part.Key) {
		items = append(items,
			part.Item{Block: part.NewSection(env, title), Gap: 16, Keep: true},
			part.Item{Block: part.NewKeyList(env, rows)})
	}
	for _, m := range b.of.Menus() {
		var rows []part.Key
		for _, c := range m.Commands {
			if c == nil || c.Shortcut() == nil {
				continue
			}
			keys := KeyName(c.Shortcut(), l)
			for _, k := range c.Also {
				if k.KeyName != fyne.KeyEqual && k.Modifier&Shift == 0 { // other ways to press Ctrl++
					keys += ", " + KeyName(&k, l)
				}
			}
			rows = append(rows, part.Key{Keys: keys, Does: b.text("ui.command." + c.ID)})
		}
		section(b.text("ui.menu."+m.ID), rows)
	}
	if !b.of.NoMenu {
		var rows []part.Key
		for i, m := range b.of.Menus() {
			keys := KeyName(&desktop.CustomShortcut{KeyName: b.LetterOf(i), Modifier: Alt}, l)
			rows = append(rows, part.Key{Keys: keys, Does: l.Text("ui.keys.opens", "Menu", b.text("ui.menu."+m.ID))})
		}
		section(b.text("ui.keys.menus"), append(rows, part.Key{Keys: "F10", Does: b.text("ui.keys.bar")}))
	}
	var within []part.Key
	for _, k := range []string{"tab", "arrows", "ends", "enter", "esc", "menu"} {
		within = append(within, part.Key{Keys: b.text("ui.keys." + k), Does: b.text("ui.keys." + k + ".does")})
	}
	section(b.text("ui.keys.within"), within)
	return items
}
