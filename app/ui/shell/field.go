package shell

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
)

// field is a line to write in, as the design draws it: a frame that shows the focus, an icon, a hint
// at the right while it is empty and rests, and a cross that clears it. What is written in is Fyne's
// entry, without its own frame.
type field struct {
	widget.BaseWidget
	th           *look.Theme
	entry        *entry
	held         *container.ThemeOverride
	outer, inner *canvas.Rectangle
	icon         *canvas.Image // or nil
	hint         *canvas.Text  // or nil
	cross        *cross
	several      bool // lines
}

// entry is where one writes in a field. The window's shortcuts work in it.
type entry struct {
	widget.Entry
	shell  *Shell
	field  *field
	rests  bool                    // it has not the focus
	escape func()                  // Esc in an entry that is empty, or is not cleared by it
	key    func(fyne.KeyName) bool // further keys; reports whether it took the key
}

const (
	fieldPad   = 15 // from the edge to the icon
	fieldGap   = 8  // between the icon and the text
	fieldEnd   = 13 // from the hint to the edge
	fieldEdge  = 1
	fieldTop   = 10 // over several lines
	entryInset = 8  // that Fyne's entry keeps around its text
)

func (s *Shell) newField(icon, placeholder, hint, text string) *field {
	th := s.theme
	f := &field{th: th, outer: canvas.NewRectangle(th.Tone(look.Line2)), inner: canvas.NewRectangle(th.Tone(look.Surface))}
	f.entry = &entry{shell: s, field: f, rests: true}
	f.entry.ExtendBaseWidget(f.entry)
	f.entry.PlaceHolder = placeholder
	f.entry.Text = text
	f.entry.CursorColumn = len([]rune(text))
	f.held = container.NewThemeOverride(f.entry, bare{th})
	if icon != "" {
		f.icon = part.NewIcon(s.env(), icon, look.Ink2, look.MarkIcon)
	}
	if hint != "" {
		f.hint = letters(th, hint, look.Caption, look.Ink2, false)
	}
	f.cross = newCross(s, func() {
		f.entry.SetText("")
		s.focus(f.entry)
	})
	f.ExtendBaseWidget(f)
	return f
}

// severalLines lets the text break, and have lines of its own.
func (f *field) severalLines() {
	f.several = true
	f.entry.MultiLine, f.entry.Wrapping = true, fyne.TextWrapWord
	f.entry.Scroll = fyne.ScrollVerticalOnly
	f.entry.CursorRow, f.entry.CursorColumn = 0, 0
}

// onChange is told when the text changes.
func (f *field) onChange(do func(string)) {
	f.entry.OnChanged = func(text string) {
		f.show()
		if do != nil {
			do(text)
		}
	}
}

// show shows the hint, the cross and the ring as they should be.
func (f *field) show() {
	if f.hint != nil {
		f.hint.Hidden = f.entry.Text != "" || !f.entry.rests || !f.hintFits()
	}
	f.cross.Hidden = f.several || f.entry.Text == ""
	edge, thick := look.Line2, float32(fieldEdge)
	if !f.entry.rests {
		edge, thick = look.Blue, f.th.Size(look.FocusLine)
	}
	f.outer.FillColor = f.th.Tone(edge)
	size := f.Size()
	radius := f.th.Size(look.Radius)
	f.outer.CornerRadius, f.inner.CornerRadius = radius, max(radius-thick, 0)
	place(f.outer, 0, 0, size.Width, size.Height)
	place(f.inner, thick, thick, size.Width-2*thick, size.Height-2*thick)
	canvas.Refresh(f)
}

// hintFits reports whether the hint has room after the words that say what to write.
func (f *field) hintFits() bool {
	words := letters(f.th, f.entry.PlaceHolder, look.Body, look.Ink2, false)
	return f.left()+width(words)+fieldGap+width(f.hint)+fieldEnd <= f.Size().Width
}

// left is where the text begins.
func (f *field) left() float32 {
	if f.icon == nil {
		return fieldPad
	}
	return fieldPad + f.th.Size(look.MarkIcon) + fieldGap
}

// Tapped takes a press beside the line, on the icon or the hint, as one on it.
func (f *field) Tapped(*fyne.PointEvent) { f.entry.shell.focus(f.entry) }

// CreateRenderer is called by Fyne.
func (f *field) CreateRenderer() fyne.WidgetRenderer {
	objects := []fyne.CanvasObject{f.outer, f.inner}
	if f.icon != nil {
		objects = append(objects, f.icon)
	}
	objects = append(objects, f.held)
	if f.hint != nil {
		objects = append(objects, f.hint)
	}
	return &drawn{objects: append(objects, f.cross), lay: f.lay, least: func() fyne.Size {
		return fyne.NewSize(80, f.th.Size(look.Control))
	}}
}

func (f *field) lay(size fyne.Size) {
	f.show()
	left := f.left()
	if f.icon != nil {
		side := f.th.Size(look.MarkIcon)
		place(f.icon, fieldPad, (size.Height-side)/2, side, side)
	}
	right := size.Width - fieldEnd
	line, base := f.th.Line(look.Caption), f.th.Baseline(look.Caption)
	if f.hint != nil {
		w := width(f.hint)
		stand(f.hint, right-w, (size.Height-line)/2+base-1)
	}
	// The cross can be pressed in the whole of the field's end.
	place(f.cross, size.Width-size.Height-2, 0, size.Height, size.Height)
	// Fyne's entry writes its first line under its inset: it is moved so that the line is in the middle.
	letters := fyne.MeasureText("A", f.th.Size(look.Body), fyne.TextStyle{}).Height
	if f.several {
		place(f.held, left-entryInset, fieldTop-entryInset, size.Width-2*(left-entryInset), size.Height-2*(fieldTop-entryInset))
		return
	}
	y := max(round(size.Height/2-entryInset-letters/2), 0)
	place(f.held, left-entryInset, y, size.Width-size.Height-left+entryInset, size.Height-y)
}

// FocusGained shows the ring.
func (e *entry) FocusGained() {
	e.rests = false
	e.field.show()
	e.Entry.FocusGained()
}

// FocusLost hides it.
func (e *entry) FocusLost() {
	e.rests = true
	e.field.show()
	e.Entry.FocusLost()
}

// AcceptsTab lets Tab go on to the next thing, also from several lines.
func (e *entry) AcceptsTab() bool { return false }

// TypedKey gives the window the keys that a line to write in has no use for.
func (e *entry) TypedKey(k *fyne.KeyEvent) {
	if e.key != nil && e.key(k.Name) {
		return
	}
	switch k.Name {
	case fyne.KeyEscape:
		e.escape()
	case fyne.KeyPageDown, fyne.KeyPageUp, fyne.KeyF1, fyne.KeyF10:
		e.shell.typedKey(k)
	default:
		e.Entry.TypedKey(k)
	}
}

// TypedShortcut gives the window those that are its own.
func (e *entry) TypedShortcut(sc fyne.Shortcut) {
	if !e.shell.giveShortcut(sc) {
		e.Entry.TypedShortcut(sc)
	}
}

// cross clears a field. Esc in the field does the same, so it needs no focus of its own.
type cross struct {
	widget.BaseWidget
	th   *look.Theme
	icon *canvas.Image
	do   func()
}

func newCross(s *Shell, do func()) *cross {
	c := &cross{th: s.theme, icon: part.NewIcon(s.env(), "close", look.Ink2, look.MarkIcon), do: do}
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer is called by Fyne.
func (c *cross) CreateRenderer() fyne.WidgetRenderer {
	return &drawn{objects: []fyne.CanvasObject{c.icon}, lay: func(size fyne.Size) {
		side := c.th.Size(look.MarkIcon)
		place(c.icon, (size.Width-side)/2, (size.Height-side)/2, side, side)
	}, least: func() fyne.Size { return fyne.NewSquareSize(c.th.Size(look.MarkIcon)) }}
}

// Tapped clears.
func (c *cross) Tapped(*fyne.PointEvent) { c.do() }

// Cursor is a pointing hand.
func (c *cross) Cursor() desktop.Cursor { return desktop.PointerCursor }

// bare is a theme in which Fyne's entry has no frame of its own.
type bare struct{ *look.Theme }

// Color leaves the ground to the field.
func (b bare) Color(name fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	if name == theme.ColorNameInputBackground {
		return color.Transparent
	}
	return b.Theme.Color(name, v)
}

// Size leaves the edge to the field.
func (b bare) Size(name fyne.ThemeSizeName) float32 {
	if name == theme.SizeNameInputBorder {
		return 0
	}
	return b.Theme.Size(name)
}
