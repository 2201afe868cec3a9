package bars

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"rodatraden/app/ui/look"
)

// menuBar is the row of menus at the top. On computers where menus belong to the system the bar is not shown.
type menuBar struct {
	bars  *Bars
	th    *look.Theme
	line  *canvas.Rectangle
	items []*menuTitle
}

// menuTitle is one menu's name in the bar.
type menuTitle struct {
	Pressed
	text *canvas.Text
	lead float32 // room left of the name
}

const (
	menuFirst = 16 // where the first name begins
	menuGap   = 22 // between two names, at 100 %
)

// NewMenuBar makes the row of menus.
func (b *Bars) NewMenuBar() *fyne.Container {
	m := &menuBar{bars: b, th: b.of.Theme(), line: canvas.NewRectangle(b.of.Theme().Tone(look.Line))}
	objects := []fyne.CanvasObject{m.line}
	for i, one := range b.of.Menus() {
		t := &menuTitle{text: Letters(m.th, b.text("ui.menu."+one.ID), look.Caption, look.Ink, false)}
		t.Prepare(b, func() { b.OpenMenu(i, true) })
		t.Key = func(k fyne.KeyName) bool {
			to := i
			switch k {
			case fyne.KeyLeft:
				to--
			case fyne.KeyRight:
				to++
			case fyne.KeyDown:
				t.Press()
				return true
			case fyne.KeyEscape:
				b.Refocus("page")
				return true
			default:
				return false
			}
			n := len(m.items)
			b.Focus(m.items[(to+n)%n])
			return true
		}
		t.ExtendBaseWidget(t)
		b.Control("menu."+one.ID, t)
		m.items = append(m.items, t)
		objects = append(objects, t)
	}
	return container.New(m, objects...)
}

// OpenMenu goes to a menu, and drops it if it shall. Where no bar is shown the menus are a page.
func (b *Bars) OpenMenu(i int, drop bool) {
	all := b.of.Menus()
	if i >= len(all) {
		return
	}
	title, ok := b.controls["menu."+all[i].ID].(*menuTitle)
	if !ok {
		b.of.More()
		return
	}
	b.CloseLists()
	b.Focus(title)
	if drop {
		b.dropped = b.newMenuList(i, title)
	}
}

// CloseLists closes what is open over the window.
func (b *Bars) CloseLists() {
	if b.dropped != nil {
		b.dropped.close()
		b.dropped = nil
	}
	if b.of.CloseLists != nil {
		b.of.CloseLists()
	}
}

// LetterOf is the letter that opens a menu together with Alt: the first of its name that no menu
// before it has.
func (b *Bars) LetterOf(i int) fyne.KeyName {
	taken := ""
	for n, m := range b.of.Menus() {
		for _, r := range strings.ToUpper(b.text("ui.menu." + m.ID)) {
			if r < unicode.MaxASCII && unicode.IsLetter(r) && !strings.ContainsRune(taken, r) {
				taken += string(r)
				if n == i {
					return fyne.KeyName(r)
				}
				break
			}
		}
	}
	return ""
}

// AddLetters gives the canvas the menus' letters, in the place of those of another language.
func (b *Bars) AddLetters() {
	if b.of.NoMenu {
		return
	}
	for _, letter := range b.letters {
		b.of.Canvas().RemoveShortcut(letter)
		delete(b.bound, letter.ShortcutName())
	}
	b.letters = nil
	for i := range b.of.Menus() {
		letter := &desktop.CustomShortcut{KeyName: b.LetterOf(i), Modifier: Alt}
		b.letters = append(b.letters, letter)
		b.bind(letter, func() { b.OpenMenu(i, true) })
	}
}

// CreateRenderer is called by Fyne.
func (t *menuTitle) CreateRenderer() fyne.WidgetRenderer {
	return &Drawn{
		Shown: append([]fyne.CanvasObject{t.Ground, t.text}, t.Edges()...),
		Lay: func(size fyne.Size) {
			t.Frame(size)
			Stand(t.text, t.lead, (size.Height-t.Theme.Line(look.Caption))/2+t.Theme.Baseline(look.Caption))
		},
		Least: func() fyne.Size { return fyne.NewSize(Width(t.text)+menuGap, t.Theme.Line(look.Caption)) },
	}
}

// Layout sets the names in a row from the left edge; the room between two is halved between them.
func (b *menuBar) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	Place(b.line, 0, size.Height-1, size.Width, 1)
	gap := Round(menuGap * b.th.TextScale())
	x := float32(menuFirst)
	for _, t := range b.items {
		w := Width(t.text)
		t.lead = min(gap/2, x)
		Place(t, x-t.lead, 0, t.lead+w+gap/2, size.Height-1)
		x += w + gap
	}
}

// MinSize is the bar's height: 27, and more only where the letters would not have room. In large text
// the page needs it better.
func (b *menuBar) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(300, max(27, Round(1.25*b.th.Size(look.Caption))))
}
