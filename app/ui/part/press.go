package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
)

// press is what everything that can be pressed is built on: focus with its ring, Enter and Space,
// the pointing hand, and a place in a group.
type press struct {
	block
	self    fyne.Focusable
	do      func() // what a press does; nil where the thing is only read
	paint   func() // shows the state; set by the part
	group   *Group // the list it is a row of, if any
	onKey   func(fyne.KeyName) bool
	ref     string // the record that a press opens; empty where it opens none
	focused bool
	hovered bool
}

// start makes the part a widget.
func (p *press) start(self interface {
	fyne.Widget
	fyne.Focusable
}, env Env) {
	p.self = self
	p.init(self, env)
}

// opens makes a press open a record.
func (p *press) opens(ref string) {
	p.ref = ref
	p.do = func() { p.env.open(ref) }
}

// Record returns the record that a press opens, "table:id"; "" where it opens none.
func (p *press) Record() string { return p.ref }

// Tapped is called by Fyne when the part is pressed.
func (p *press) Tapped(*fyne.PointEvent) { p.activate() }

// Pressable reports whether a press does something.
func (p *press) Pressable() bool { return p.do != nil }

func (p *press) activate() {
	if p.do != nil {
		p.do()
	}
}

// FocusGained is called by Fyne; the page scrolls so that the part is seen.
func (p *press) FocusGained() {
	p.focused = true
	p.changed()
	if p.env.page != nil {
		p.env.page.reveal(p.self.(fyne.CanvasObject))
	}
}

// FocusLost is called by Fyne.
func (p *press) FocusLost() {
	p.focused = false
	p.changed()
}

// Focused reports whether the part has the focus.
func (p *press) Focused() bool { return p.focused }

// TypedRune is called by Fyne; Space comes as a key too.
func (p *press) TypedRune(rune) {}

// TypedKey is called by Fyne while the part has the focus.
func (p *press) TypedKey(e *fyne.KeyEvent) {
	if p.onKey != nil && p.onKey(e.Name) {
		return
	}
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		p.activate()
		return
	case fyne.KeyEscape:
		if p.env.Escape != nil {
			p.env.Escape()
		}
		return
	}
	if p.group != nil && p.group.typed(p.self, e.Name) {
		return
	}
	if p.env.page != nil {
		p.env.page.TypedKey(e)
	}
}

// Cursor is a pointing hand over what does something.
func (p *press) Cursor() desktop.Cursor {
	if p.do == nil {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// MouseIn, MouseMoved and MouseOut are called by Fyne. Nothing needs hover; it only answers it.
func (p *press) MouseIn(*desktop.MouseEvent) {
	p.hovered = p.do != nil
	p.changed()
}

// MouseMoved is called by Fyne.
func (p *press) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is called by Fyne.
func (p *press) MouseOut() {
	p.hovered = false
	p.changed()
}

func (p *press) changed() {
	if p.paint != nil {
		p.paint()
	}
	canvas.Refresh(p.self.(fyne.CanvasObject))
}

// Group is the rows of one list, between which the arrow keys move.
type Group struct {
	rows []fyne.Focusable
}

func (g *Group) add(row fyne.Focusable) { g.rows = append(g.rows, row) }

// typed moves the focus from a row; it reports whether the key did.
func (g *Group) typed(from fyne.Focusable, key fyne.KeyName) bool {
	at := -1
	for i, r := range g.rows {
		if r == from {
			at = i
		}
	}
	to, ok := step(key, at, len(g.rows))
	if at < 0 || !ok {
		return false
	}
	focus(g.rows[to])
	return true
}

// step is the row that a key leads to from one of count rows; ok is false where it leads to none.
func step(key fyne.KeyName, from, count int) (to int, ok bool) {
	switch key {
	case fyne.KeyDown:
		to = from + 1
	case fyne.KeyUp:
		to = from - 1
	case fyne.KeyHome:
		to = 0
	case fyne.KeyEnd:
		to = count - 1
	default:
		return from, false
	}
	return to, to >= 0 && to < count
}

// focus gives an object on a canvas the focus. A row of a long column is built first.
func focus(f fyne.Focusable) {
	if r, ok := f.(rests); ok {
		r.rest(false)
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(f.(fyne.CanvasObject)); c != nil {
		c.Focus(f)
	}
}
