package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"rodatraden/app/ui/look"
)

// menuBar is the row of menus at the top. It is drawn by us, as the design has it, and its menus
// are Fyne's own. On computers where menus belong to the system the bar is not shown.
type menuBar struct {
	line  *canvas.Rectangle
	items []*menuTitle
}

// menuTitle is one menu's name in the bar.
type menuTitle struct {
	pressed
	text *canvas.Text
}

func (s *Shell) newMenuBar() *fyne.Container {
	b := &menuBar{line: canvas.NewRectangle(s.theme.Tone(look.Line))}
	objects := []fyne.CanvasObject{b.line}
	for i, m := range s.menus() {
		t := &menuTitle{text: letters(s.theme, s.l.Text("ui.menu."+m.id), look.Caption, look.Ink, false)}
		t.prepare(s.theme, func() { s.dropMenu(i, b.items[i]) })
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
			default:
				return false
			}
			if to >= 0 && to < len(b.items) {
				s.focus(b.items[to])
			}
			return true
		}
		t.ExtendBaseWidget(t)
		b.items = append(b.items, t)
		objects = append(objects, t)
	}
	return container.New(b, objects...)
}

// dropMenu shows a menu under its name.
func (s *Shell) dropMenu(i int, under fyne.CanvasObject) {
	all := s.mainMenu()
	if i >= len(all) {
		return
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(under)
	widget.ShowPopUpMenuAtPosition(all[i], s.canvas(), at.AddXY(0, under.Size().Height))
}

func (t *menuTitle) CreateRenderer() fyne.WidgetRenderer {
	return &drawn{
		objects: append([]fyne.CanvasObject{t.ground, t.text}, t.edges()...),
		lay: func(size fyne.Size) {
			t.frame(size)
			stand(t.text, 8, (size.Height-t.th.Line(look.Caption))/2+t.th.Baseline(look.Caption))
		},
		least: func() fyne.Size { return fyne.NewSize(width(t.text)+16, t.th.Line(look.Caption)) },
	}
}

// Layout sets the names in a row from the left edge.
func (b *menuBar) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	place(b.line, 0, size.Height-1, size.Width, 1)
	x := float32(8)
	for _, t := range b.items {
		w := t.MinSize().Width
		place(t, x, 0, w, size.Height-1)
		x += w + 1
	}
}

// MinSize is the bar's height at the text size.
func (b *menuBar) MinSize([]fyne.CanvasObject) fyne.Size {
	if len(b.items) == 0 {
		return fyne.Size{}
	}
	return fyne.NewSize(300, b.items[0].th.Line(look.Caption)+8)
}
