package bars

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

// Field is a line to write in, as the design draws it: a frame that shows the focus, an icon, a hint
// at the right while it is empty and rests, and a cross that clears it. What is written in is Fyne's
// entry, without its own frame.
type Field struct {
	widget.BaseWidget
	th           *look.Theme
	Entry        *Entry
	held         *container.ThemeOverride
	outer, inner *canvas.Rectangle
	icon         *canvas.Image // or nil
	hint         *canvas.Text  // or nil
	cross        *cross
	several      bool // lines
}

// Entry is where one writes in a field. The window's shortcuts work in it.
type Entry struct {
	widget.Entry
	bars   *Bars
	field  *Field
	Rests  bool                    // it has not the focus
	Escape func()                  // Esc in an entry that is empty, or is not cleared by it
	Key    func(fyne.KeyName) bool // further keys; reports whether it took the key
}

const (
	fieldPad   = 15 // from the edge to the icon
	fieldGap   = 8  // between the icon and the text
	fieldEnd   = 13 // from the hint to the edge
	fieldEdge  = 1
	fieldTop   = 10 // over several lines
	entryInset = 8  // that Fyne's entry keeps around its text
)

// NewField returns a line to write in: with an icon or "", words while it is empty, a hint at its right or "", and its text.
func (b *Bars) NewField(icon, placeholder, hint, text string) *Field {
	th := b.of.Theme()
	f := &Field{th: th, outer: canvas.NewRectangle(th.Tone(look.Line2)), inner: canvas.NewRectangle(th.Tone(look.Surface))}
	f.Entry = &Entry{bars: b, field: f, Rests: true}
	f.Entry.ExtendBaseWidget(f.Entry)
	f.Entry.PlaceHolder = placeholder
	f.Entry.Text = text
	f.Entry.CursorColumn = len([]rune(text))
	f.held = container.NewThemeOverride(f.Entry, frameless{th})
	if icon != "" {
		f.icon = part.NewIcon(b.of.Env(), icon, look.Ink2, look.MarkIcon)
	}
	if hint != "" {
		f.hint = Letters(th, hint, look.Caption, look.Ink2, false)
	}
	f.cross = newCross(b, func() {
		f.Entry.SetText("")
		b.Focus(f.Entry)
	})
	f.ExtendBaseWidget(f)
	return f
}

// NewWriting returns a field for a view's texts, which has a name; escape is what Esc does in it.
func (b *Bars) NewWriting(w part.Writing, escape func()) *Field {
	f := b.NewField("", w.Hint, "", w.Text)
	if w.Lines > 1 {
		f.SeveralLines()
	}
	f.Entry.Password = w.Secret
	if w.Enter != nil {
		f.Entry.OnSubmitted = func(string) { w.Enter() }
	}
	f.OnChange(w.Changed)
	f.Entry.Escape = escape
	b.Control("write."+w.Name, f.Entry)
	return f
}

// SeveralLines lets the text break, and have lines of its own.
func (f *Field) SeveralLines() {
	f.several = true
	f.Entry.MultiLine, f.Entry.Wrapping = true, fyne.TextWrapWord
	f.Entry.Scroll = fyne.ScrollVerticalOnly
	f.Entry.CursorRow, f.Entry.CursorColumn = 0, 0
}

// OnChange is told when the text changes.
func (f *Field) OnChange(do func(string)) {
	f.Entry.OnChanged = func(text string) {
		f.show()
		if do != nil {
			do(text)
		}
	}
}

// OnClear is what the cross does; without it the field is emptied.
func (f *Field) OnClear(do func()) { f.cross.do = do }

// show shows the hint, the cross and the ring as they should be.
func (f *Field) show() {
	if f.hint != nil {
		f.hint.Hidden = f.Entry.Text != "" || !f.Entry.Rests || !f.hintFits()
	}
	f.cross.Hidden = f.several || f.Entry.Text == ""
	edge, thick := look.Line2, float32(fieldEdge)
	if !f.Entry.Rests {
		edge, thick = look.Blue, f.th.Size(look.FocusLine)
	}
	f.outer.FillColor = f.th.Tone(edge)
	size := f.Size()
	radius := f.th.Size(look.Radius)
	f.outer.CornerRadius, f.inner.CornerRadius = radius, max(radius-thick, 0)
	Place(f.outer, 0, 0, size.Width, size.Height)
	Place(f.inner, thick, thick, size.Width-2*thick, size.Height-2*thick)
	canvas.Refresh(f)
}

// hintFits reports whether the hint has room after the words that say what to write.
func (f *Field) hintFits() bool {
	words := Letters(f.th, f.Entry.PlaceHolder, look.Body, look.Ink2, false)
	return f.left()+Width(words)+fieldGap+Width(f.hint)+fieldEnd <= f.Size().Width
}

// left is where the text begins.
func (f *Field) left() float32 {
	if f.icon == nil {
		return fieldPad
	}
	return fieldPad + f.th.Size(look.MarkIcon) + fieldGap
}

// Tapped takes a press beside the line, on the icon or the hint, as one on it.
func (f *Field) Tapped(*fyne.PointEvent) { f.Entry.bars.Focus(f.Entry) }

// CreateRenderer is called by Fyne.
func (f *Field) CreateRenderer() fyne.WidgetRenderer {
	objects := []fyne.CanvasObject{f.outer, f.inner}
	if f.icon != nil {
		objects = append(objects, f.icon)
	}
	objects = append(objects, f.held)
	if f.hint != nil {
		objects = append(objects, f.hint)
	}
	return &Drawn{Shown: append(objects, f.cross), Lay: f.lay, Least: func() fyne.Size {
		return fyne.NewSize(80, f.th.Size(look.Control))
	}}
}

func (f *Field) lay(size fyne.Size) {
	f.show()
	left := f.left()
	if f.icon != nil {
		side := f.th.Size(look.MarkIcon)
		Place(f.icon, fieldPad, (size.Height-side)/2, side, side)
	}
	right := size.Width - fieldEnd
	line, base := f.th.Line(look.Caption), f.th.Baseline(look.Caption)
	if f.hint != nil {
		w := Width(f.hint)
		Stand(f.hint, right-w, (size.Height-line)/2+base-1)
	}
	// The cross can be pressed in the whole of the field's end.
	Place(f.cross, size.Width-size.Height-2, 0, size.Height, size.Height)
	// Fyne's entry writes its first line under its inset: it is moved so that the line is in the middle.
	letters := fyne.MeasureText("A", f.th.Size(look.Body), fyne.TextStyle{}).Height
	if f.several {
		Place(f.held, left-entryInset, fieldTop-entryInset, size.Width-2*(left-entryInset), size.Height-2*(fieldTop-entryInset))
		return
	}
	y := max(Round(size.Height/2-entryInset-letters/2), 0)
	Place(f.held, left-entryInset, y, size.Width-size.Height-left+entryInset, size.Height-y)
}

// FocusGained shows the ring.
func (e *Entry) FocusGained() {
	e.Rests = false
	e.field.show()
	e.Entry.FocusGained()
}

// FocusLost hides it.
func (e *Entry) FocusLost() {
	e.Rests = true
	e.field.show()
	e.Entry.FocusLost()
}

// AcceptsTab lets Tab go on to the next thing, also from several lines.
func (e *Entry) AcceptsTab() bool { return false }

// TypedKey gives the window the keys that a line to write in has no use for.
func (e *Entry) TypedKey(k *fyne.KeyEvent) {
	if e.Key != nil && e.Key(k.Name) {
		return
	}
	switch k.Name {
	case fyne.KeyEscape:
		e.Escape()
	case fyne.KeyPageDown, fyne.KeyPageUp, fyne.KeyF1, fyne.KeyF10:
		e.bars.of.Typed(k)
	default:
		e.Entry.TypedKey(k)
	}
}

// TypedShortcut gives the window those that are its own.
func (e *Entry) TypedShortcut(sc fyne.Shortcut) {
	if !e.bars.giveShortcut(sc) {
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

func newCross(b *Bars, do func()) *cross {
	c := &cross{th: b.of.Theme(), icon: part.NewIcon(b.of.Env(), "close", look.Ink2, look.MarkIcon), do: do}
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer is called by Fyne.
func (c *cross) CreateRenderer() fyne.WidgetRenderer {
	return &Drawn{Shown: []fyne.CanvasObject{c.icon}, Lay: func(size fyne.Size) {
		side := c.th.Size(look.MarkIcon)
		Place(c.icon, (size.Width-side)/2, (size.Height-side)/2, side, side)
	}, Least: func() fyne.Size { return fyne.NewSquareSize(c.th.Size(look.MarkIcon)) }}
}

// Tapped clears.
func (c *cross) Tapped(*fyne.PointEvent) { c.do() }

// Cursor is a pointing hand.
func (c *cross) Cursor() desktop.Cursor { return desktop.PointerCursor }

// frameless is a theme in which Fyne's entry has no frame of its own.
type frameless struct{ *look.Theme }

// Color leaves the ground to the field.
func (f frameless) Color(name fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	if name == theme.ColorNameInputBackground {
		return color.Transparent
	}
	return f.Theme.Color(name, v)
}

// Size leaves the edge to the field.
func (f frameless) Size(name fyne.ThemeSizeName) float32 {
	if name == theme.SizeNameInputBorder {
		return 0
	}
	return f.Theme.Size(name)
}
