package bars

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"rodatraden/app/i18n"
)

// TextSizes are the sizes of text that can be chosen, in per cent.
var TextSizes = []int{100, 125, 150, 200}

// Looks is how a window looks, and how that is chosen.
type Looks struct {
	Text        func() int
	Theme       func() string
	Language    func() string
	SetText     func(int)
	SetTheme    func(string)
	SetLanguage func(string)
}

// Commands are those of a menu: the size of the text, the theme and the language.
func (o Looks) Commands() []*Command {
	text := func(size int, key fyne.KeyName) *Command {
		return &Command{
			ID: "text." + strconv.Itoa(size), Key: key, Mod: CtrlShift, Run: func() { o.SetText(size) },
			Checked: func() bool { return o.Text() == size },
		}
	}
	theme := func(name string, key fyne.KeyName) *Command {
		return &Command{
			ID: "theme." + name, Key: key, Mod: CtrlShift, Run: func() { o.SetTheme(name) },
			Checked: func() bool { return o.Theme() == name },
		}
	}
	language := func(name string, key fyne.KeyName) *Command {
		return &Command{
			ID: "language." + name, Key: key, Mod: CtrlShift, Run: func() { o.SetLanguage(name) },
			Checked: func() bool { return o.Language() == name },
		}
	}
	return []*Command{
		{ID: "larger", Key: fyne.KeyPlus, Mod: Ctrl, Run: func() { o.step(1) }, Also: []desktop.CustomShortcut{
			{KeyName: fyne.KeyEqual, Modifier: Ctrl}, {KeyName: fyne.KeyPlus, Modifier: CtrlShift}, {KeyName: fyne.KeyEqual, Modifier: CtrlShift}}},
		{ID: "smaller", Key: fyne.KeyMinus, Mod: Ctrl, Run: func() { o.step(-1) }},
		{ID: "normal", Key: fyne.Key0, Mod: Ctrl, Run: func() { o.SetText(100) }},
		text(100, fyne.Key4), text(125, fyne.Key5), text(150, fyne.Key6), text(200, fyne.Key7),
		nil,
		theme("light", fyne.Key1), theme("dark", fyne.Key2), theme("contrast", fyne.Key3),
		nil,
		language(i18n.Swedish, fyne.KeyS), language(i18n.English, fyne.KeyE),
	}
}

// step makes the text one size larger or smaller.
func (o Looks) step(by int) {
	i := slices.Index(TextSizes, o.Text()) + by
	if i >= 0 && i < len(TextSizes) {
		o.SetText(TextSizes[i])
	}
}

// Larger is what the button A+ does: the next size, and from the largest back to the first.
func (o Looks) Larger() {
	for _, size := range TextSizes {
		if size > o.Text() {
			o.SetText(size)
			return
		}
	}
	o.SetText(TextSizes[0])
}
