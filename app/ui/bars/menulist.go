package bars

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
)

// menuList is a menu that is dropped: its commands with their keys. The arrows, Home, End and a
// letter move, Enter gives the command, Left and Right go to the menu beside, and Esc closes. Where
// the window is too low for it, it shows the rows around the one that is marked.
type menuList struct {
	widget.BaseWidget
	bars    *Bars
	th      *look.Theme
	menu    int        // which of the menus
	rows    []*Command // nil is a line between
	at      int        // the marked row; −1 is none
	first   int        // the topmost row in sight
	held    *widget.PopUp
	objects []fyne.CanvasObject
}

const (
	menuAir  = 14 // over and under a row's text together, at any text size
	menuPad  = 12 // left and right
	menuLine = 9  // the height of a line between
	menuKeys = 32 // between the longest command and the keys
	menuEdge = 8  // to the window's edge
)

// newMenuList drops a menu under its name.
func (b *Bars) newMenuList(menu int, under fyne.CanvasObject) *menuList {
	th := b.of.Theme()
	l := &menuList{bars: b, th: th, menu: menu, rows: b.of.Menus()[menu].Commands, at: -1}
	l.ExtendBaseWidget(l)
	l.move(0, 1)

	pad := th.Size(theme.SizeNameInnerPadding) / 2 // that Fyne's pop-up adds around what it holds
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(under)
	room := b.of.Canvas().Size()
	wide := min(l.wide(), room.Width-2*menuEdge)
	y := at.Y + under.Size().Height + pad
	high := l.within(room.Height - y - menuEdge)
	x := min(at.X+pad, room.Width-menuEdge-wide)
	edge := &menuEdges{l, canvas.NewRectangle(th.Tone(look.Line2)), canvas.NewRectangle(th.Tone(look.Surface)), pad}
	l.held = widget.NewPopUp(container.New(edge, edge.outer, edge.inner, l), b.of.Canvas())
	l.held.Resize(fyne.NewSize(wide+2*pad, high+2*pad))
	l.held.ShowAtPosition(fyne.NewPos(x-pad, y-pad))
	b.of.Canvas().Focus(l)
	return l
}

// menuEdges draws an edge around a menu, so far outside it: what scrolls is cut at its own bounds.
type menuEdges struct {
	list         *menuList
	outer, inner *canvas.Rectangle
	outside      float32
}

// Layout is called by Fyne.
func (e *menuEdges) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	w, h := size.Width+2*e.outside, size.Height+2*e.outside
	Place(e.outer, -e.outside, -e.outside, w, h)
	Place(e.inner, 1-e.outside, 1-e.outside, w-2, h-2)
	Place(e.list, 0, 0, size.Width, size.Height)
}

// MinSize is that of the menu.
func (e *menuEdges) MinSize([]fyne.CanvasObject) fyne.Size { return e.list.MinSize() }

// close takes the menu away; the focus is where it was.
func (l *menuList) close() { l.held.Hide() }

func (l *menuList) rowHeight(i int) float32 {
	if l.rows[i] == nil {
		return menuLine
	}
	return l.th.Line(look.Body) + menuAir
}

// within is the height of as many whole rows as a room has.
func (l *menuList) within(room float32) float32 {
	var high float32
	for i := range l.rows {
		if next := high + l.rowHeight(i); next <= room || i == 0 {
			high = next
			continue
		}
		break
	}
	return high
}

// wide is what the longest row takes.
func (l *menuList) wide() float32 {
	var name, keys float32
	for _, c := range l.rows {
		if c == nil {
			continue
		}
		name = max(name, Width(Letters(l.th, l.name(c), look.Body, look.Ink, false)))
		if k := c.Shortcut(); k != nil {
			keys = max(keys, Width(Letters(l.th, KeyName(k, l.bars.of.L()), look.Caption, look.Ink2, false)))
		}
	}
	return Round(l.left() + name + menuKeys + keys + menuPad)
}

func (l *menuList) left() float32 { return menuPad + l.th.Size(look.MarkIcon) + 8 }

func (l *menuList) name(c *Command) string { return l.bars.text("ui.command." + c.ID) }

func (l *menuList) usable(i int) bool {
	return i >= 0 && i < len(l.rows) && l.rows[i] != nil && (l.rows[i].Off == nil || !l.rows[i].Off())
}

// move marks the first usable row from a place on, in a direction; where there is none nothing moves.
func (l *menuList) move(from, by int) {
	for i := from; i >= 0 && i < len(l.rows); i += by {
		if l.usable(i) {
			l.mark(i)
			return
		}
	}
}

func (l *menuList) mark(i int) {
	l.at = i
	l.draw()
	canvas.Refresh(l)
}

// give gives a row's command, when the menu is gone.
func (l *menuList) give(i int) {
	if !l.usable(i) {
		return
	}
	l.close()
	l.bars.of.Give(l.rows[i])
}

// CreateRenderer is called by Fyne.
func (l *menuList) CreateRenderer() fyne.WidgetRenderer { return menuListRenderer{l} }

type menuListRenderer struct{ l *menuList }

func (r menuListRenderer) Layout(fyne.Size) { r.l.draw() }
func (r menuListRenderer) MinSize() fyne.Size {
	return fyne.NewSize(100, r.l.th.Line(look.Body)+menuAir)
}
func (r menuListRenderer) Objects() []fyne.CanvasObject { return r.l.objects }
func (r menuListRenderer) Destroy()                     {}
func (r menuListRenderer) Refresh() {
	r.l.draw()
	for _, o := range r.l.objects {
		o.Refresh()
	}
}

// draw makes what is in sight.
func (l *menuList) draw() {
	size := l.Size()
	if size.Height <= 0 {
		return
	}
	l.scroll(size.Height)
	l.objects = nil
	var y float32
	for i := l.first; i < len(l.rows) && y+l.rowHeight(i) <= size.Height+1; i++ {
		l.drawRow(i, y, size.Width)
		y += l.rowHeight(i)
	}
}

// scroll moves the rows so that the marked one is in sight.
func (l *menuList) scroll(high float32) {
	if l.at < l.first {
		l.first = max(l.at, 0)
	}
	for l.first < l.at {
		var y float32
		for i := l.first; i <= l.at; i++ {
			y += l.rowHeight(i)
		}
		if y <= high+1 {
			break
		}
		l.first++
	}
}

func (l *menuList) drawRow(i int, y, wide float32) {
	th, c := l.th, l.rows[i]
	high := l.rowHeight(i)
	if c == nil {
		line := canvas.NewRectangle(th.Tone(look.Line))
		Place(line, 0, y+menuLine/2, wide, 1)
		l.objects = append(l.objects, line)
		return
	}
	if i == l.at {
		ground, bar := canvas.NewRectangle(th.Tone(look.Selected)), canvas.NewRectangle(th.Tone(look.Blue))
		Place(ground, 0, y, wide, high)
		Place(bar, 0, y, th.Size(look.Bar), high)
		l.objects = append(l.objects, ground, bar)
	}
	tone := look.Ink
	if !l.usable(i) {
		tone = look.Ink2
	}
	baseline := y + (high-th.Line(look.Body))/2 + th.Baseline(look.Body)
	if c.Checked != nil && c.Checked() {
		side := th.Size(look.MarkIcon)
		tick := part.NewIcon(l.bars.of.Env(), "check", look.Ink, look.MarkIcon)
		Place(tick, menuPad, y+(high-side)/2, side, side)
		l.objects = append(l.objects, tick)
	}
	name := Letters(th, l.name(c), look.Body, tone, false)
	Stand(name, l.left(), baseline)
	l.objects = append(l.objects, name)
	if k := c.Shortcut(); k != nil {
		keys := Letters(th, KeyName(k, l.bars.of.L()), look.Caption, look.Ink2, false)
		Stand(keys, wide-menuPad-Width(keys), baseline)
		l.objects = append(l.objects, keys)
	}
}

// rowAt is the row at a height; −1 where there is none.
func (l *menuList) rowAt(y float32) int {
	var top float32
	for i := l.first; i < len(l.rows); i++ {
		if top += l.rowHeight(i); y < top {
			return i
		}
	}
	return -1
}

// Tapped gives the command under the finger.
func (l *menuList) Tapped(e *fyne.PointEvent) { l.give(l.rowAt(e.Position.Y)) }

// Scrolled moves the mark, and the rows with it.
func (l *menuList) Scrolled(e *fyne.ScrollEvent) {
	switch {
	case e.Scrolled.DY < 0:
		l.move(l.at+1, 1)
	case e.Scrolled.DY > 0:
		l.move(l.at-1, -1)
	}
}

// MouseIn marks what is pointed at.
func (l *menuList) MouseIn(e *desktop.MouseEvent) { l.MouseMoved(e) }

// MouseMoved marks what is pointed at.
func (l *menuList) MouseMoved(e *desktop.MouseEvent) {
	if i := l.rowAt(e.Position.Y); i != l.at && l.usable(i) {
		l.mark(i)
	}
}

// MouseOut leaves the mark where it is: the keys go on from there.
func (l *menuList) MouseOut() {}

// FocusGained and FocusLost are called by Fyne; an open menu always shows its mark.
func (l *menuList) FocusGained() {}

// FocusLost is called by Fyne.
func (l *menuList) FocusLost() {}

// TypedRune goes to the next command that begins with a letter.
func (l *menuList) TypedRune(r rune) {
	letter := strings.ToLower(string(r))
	n := len(l.rows)
	for step := 1; step <= n; step++ {
		i := (l.at + step + n) % n
		if l.usable(i) && strings.HasPrefix(strings.ToLower(l.name(l.rows[i])), letter) {
			l.mark(i)
			return
		}
	}
}

// TypedKey moves, gives and closes.
func (l *menuList) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyDown:
		l.move(l.at+1, 1)
	case fyne.KeyUp:
		l.move(l.at-1, -1)
	case fyne.KeyHome:
		l.move(0, 1)
	case fyne.KeyEnd:
		l.move(len(l.rows)-1, -1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		l.give(l.at)
	case fyne.KeyEscape, fyne.KeyF10:
		l.close()
	case fyne.KeyLeft, fyne.KeyRight:
		n := len(l.bars.of.Menus())
		to := l.menu + 1
		if e.Name == fyne.KeyLeft {
			to = l.menu + n - 1
		}
		l.bars.OpenMenu(to%n, true)
	}
}
