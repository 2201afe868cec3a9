package shell

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
	th    *look.Theme
	line  *canvas.Rectangle
	items []*menuTitle
}

// menuTitle is one menu's name in the bar.
type menuTitle struct {
	pressed
	text *canvas.Text
	lead float32 // room left of the name
}

const (
	menuFirst = 16 // where the first name begins
	menuGap   = 22 // between two names, at 100 %
)

func (s *Shell) newMenuBar() *fyne.Container {
	b := &menuBar{th: s.theme, line: canvas.NewRectangle(s.theme.Tone(look.Line))}
	objects := []fyne.CanvasObject{b.line}
	for i, m := range s.menus() {
		t := &menuTitle{text: letters(s.theme, s.l.Text("ui.menu."+m.id), look.Caption, look.Ink, false)}
		t.prepare(s, func() { s.openMenu(i, true) })
		t.key = func(k fyne.KeyName) bool {
			to := i
			switch k {
			case fyne.KeyLeft:
				to--
			case fyne.KeyRight:
				to++
			case fyne.KeyDown:
				t.press()
				return true
			case fyne.KeyEscape:
				s.refocus("page")
				return true
			default:
				return false
			}
			n := len(b.items)
			s.focus(b.items[(to+n)%n])
			return true
		}
		t.ExtendBaseWidget(t)
		s.control("menu."+m.id, t)
		b.items = append(b.items, t)
		objects = append(objects, t)
	}
	return container.New(b, objects...)
}

// openMenu goes to a menu, and drops it if it shall. Where no bar is shown the menus are a page.
func (s *Shell) openMenu(i int, drop bool) {
	all := s.menus()
	if i >= len(all) {
		return
	}
	title, ok := s.controls["menu."+all[i].id].(*menuTitle)
	if !ok {
		s.open("more")
		return
	}
	s.closeLists()
	s.focus(title)
	if drop {
		s.dropped = s.newMenuList(i, title)
	}
}

// closeLists closes what is open over the window: a menu, a picker's list.
func (s *Shell) closeLists() {
	if s.dropped != nil {
		s.dropped.close()
		s.dropped = nil
	}
	if s.top != nil {
		for _, p := range s.top.pickers {
			if p.Opened() {
				p.Close()
			}
		}
	}
}

// letterOf is the letter that opens a menu together with Alt: the first of its name that no menu
// before it has.
func (s *Shell) letterOf(i int) fyne.KeyName {
	taken := ""
	for n, m := range s.menus() {
		for _, r := range strings.ToUpper(s.l.Text("ui.menu." + m.id)) {
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

// addLetters gives the canvas the menus' letters, in the place of those of another language.
func (s *Shell) addLetters() {
	if s.config.NoMenu {
		return
	}
	for _, letter := range s.letters {
		s.canvas().RemoveShortcut(letter)
		delete(s.bound, letter.ShortcutName())
	}
	s.letters = nil
	for i := range s.menus() {
		letter := &desktop.CustomShortcut{KeyName: s.letterOf(i), Modifier: alt}
		s.letters = append(s.letters, letter)
		s.bind(letter, func() { s.openMenu(i, true) })
	}
}

// CreateRenderer is called by Fyne.
func (t *menuTitle) CreateRenderer() fyne.WidgetRenderer {
	return &drawn{
		objects: append([]fyne.CanvasObject{t.ground, t.text}, t.edges()...),
		lay: func(size fyne.Size) {
			t.frame(size)
			stand(t.text, t.lead, (size.Height-t.th.Line(look.Caption))/2+t.th.Baseline(look.Caption))
		},
		least: func() fyne.Size { return fyne.NewSize(width(t.text)+menuGap, t.th.Line(look.Caption)) },
	}
}

// Layout sets the names in a row from the left edge; the room between two is halved between them.
func (b *menuBar) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	place(b.line, 0, size.Height-1, size.Width, 1)
	gap := round(menuGap * b.th.TextScale())
	x := float32(menuFirst)
	for _, t := range b.items {
		w := width(t.text)
		t.lead = min(gap/2, x)
		place(t, x-t.lead, 0, t.lead+w+gap/2, size.Height-1)
		x += w + gap
	}
}

// MinSize is the bar's height: 27, and more only where the letters would not have room. In large text
// the page needs it better.
func (b *menuBar) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(300, max(27, round(1.25*b.th.Size(look.Caption))))
}
