package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/ui/look"
)

// Button is a verb with an icon. At most one on a screen is primary.
type Button struct {
	press
	primary bool
	frame   frame
	core    *canvas.Rectangle // of a primary button, inside the gap that sets its ring off
	icon    *canvas.Image
	name    string
	label   string
	bold    bool
	text    *canvas.Text
	after   *canvas.Image // a chevron, of a picker
	onward  *canvas.Image // after the text, of a button that leads on
	plain   bool          // icon alone, in a square
}

const (
	buttonPad  = 16 // left of the icon or the text
	buttonEnd  = 15 // right of the text
	buttonGap  = 8  // between icon and text
	pickerPad  = 12 // left and right of a picker's text and chevron
	pickerGap  = 5  // between a picker's text and its chevron
	buttonEdge = 1
)

// NewButton returns a button with an icon ("" for none) and a verb.
func NewButton(env Env, icon, text string, do func()) *Button {
	b := &Button{name: icon, label: text}
	return newButton(env, b, b, do)
}

// NewPrimaryButton returns the one button of a screen that does what is done next.
func NewPrimaryButton(env Env, icon, text string, do func()) *Button {
	b := &Button{name: icon, label: text, primary: true}
	return newButton(env, b, b, do)
}

// NewNextButton returns a button whose icon stands after its verb: what lies ahead.
func NewNextButton(env Env, icon, text string, do func()) *Button {
	b := &Button{label: text, onward: NewIcon(env, icon, look.Ink, look.MarkIcon)}
	return newButton(env, b, b, do)
}

// NewForwardButton returns a primary button that leads on: it has an arrow after its verb.
func NewForwardButton(env Env, text string, do func()) *Button {
	b := &Button{label: text, primary: true, onward: NewIcon(env, "arrow-right", look.Paper, look.MarkIcon)}
	return newButton(env, b, b, do)
}

// NewIconButton returns a square button with an icon. name is what it does, for those who cannot
// see it.
func NewIconButton(env Env, icon, name string, do func()) *Button {
	b := &Button{name: icon, label: name, plain: true}
	return newButton(env, b, b, do)
}

// newButton makes a button; self is the widget that it is a part of, which may be itself.
func newButton(env Env, b *Button, self interface {
	fyne.Widget
	fyne.Focusable
}, do func()) *Button {
	b.env, b.do = env, do
	b.frame = env.newFrame()
	b.core = env.fill(look.Ink)
	b.core.Hidden = !b.primary
	b.objects = []fyne.CanvasObject{b.frame.outer, b.frame.inner, b.core}
	b.tall = func(float32) float32 { return env.touch() }
	b.lay = b.layout
	b.paint = func() { b.layout(b.Size()) }
	b.draw()
	b.start(self, env)
	b.least = b.natural().Width
	return b
}

// ink returns the colour of text and icon.
func (b *Button) ink() fyne.ThemeColorName {
	if b.primary {
		return look.Paper
	}
	return look.Ink
}

// draw makes icon and text anew.
func (b *Button) draw() {
	b.objects = b.objects[:3]
	b.icon, b.text = nil, nil
	if b.name != "" {
		tone := b.ink()
		if b.name == "thread" && !b.primary {
			tone = look.Thread
		}
		b.icon = NewIcon(b.env, b.name, tone, look.MarkIcon)
		b.objects = append(b.objects, b.icon)
	}
	if !b.plain {
		b.text = b.env.letters(span{text: b.label, role: look.Body, bold: b.bold, tone: b.ink()})
		b.objects = append(b.objects, b.text)
	}
	if b.after != nil {
		b.objects = append(b.objects, b.after)
	}
	if b.onward != nil {
		b.objects = append(b.objects, b.onward)
	}
}

// SetText changes the verb and the icon: "Lägg till" becomes "Tillagd".
func (b *Button) SetText(icon, text string) {
	b.name, b.label = icon, text
	b.draw()
	b.least = b.natural().Width
	b.Refresh()
}

// Label returns what the button does, in words.
func (b *Button) Label() string { return b.label }

func (b *Button) natural() fyne.Size {
	height := b.env.touch()
	switch {
	case b.plain:
		return fyne.NewSize(max(height, b.env.size(look.MarkIcon)+2*pickerPad), height)
	case b.after != nil:
		return fyne.NewSize(2*pickerPad+ceil(wide(b.text))+pickerGap+b.env.size(look.NavIcon), height)
	}
	width := float32(buttonPad + buttonEnd)
	if b.icon != nil {
		width += b.env.size(look.MarkIcon) + buttonGap
	}
	if b.onward != nil {
		width += buttonGap + b.env.size(look.MarkIcon)
	}
	return fyne.NewSize(width+ceil(wide(b.text)), height)
}

// MinSize is the room that the button wants.
func (b *Button) MinSize() fyne.Size { return b.natural() }

func (b *Button) baseline() float32 {
	return round((b.env.touch()-b.env.line(look.Body))/2) + b.env.base(look.Body)
}

func (b *Button) layout(size fyne.Size) {
	edge, thick := look.Line2, float32(buttonEdge)
	ground := look.Surface
	if b.hovered {
		ground = look.Selected
	}
	if b.primary {
		edge, ground = look.Ink, look.Ink
	}
	if b.focused {
		edge, thick = look.Blue, b.env.size(look.FocusLine)
	}
	b.frame.outer.FillColor, b.frame.inner.FillColor = b.env.Theme.Tone(edge), b.env.Theme.Tone(ground)
	b.frame.set(0, 0, size.Width, size.Height, b.env.size(look.Radius), thick)
	if b.primary {
		gap := float32(0)
		if b.focused {
			b.frame.inner.FillColor = b.env.Theme.Tone(look.Paper)
			gap = thick + 1
		}
		b.core.CornerRadius = max(b.env.size(look.Radius)-gap, 0)
		place(b.core, gap, gap, size.Width-2*gap, size.Height-2*gap)
	}

	side := b.env.size(look.MarkIcon)
	middle := round((size.Height - side) / 2)
	if b.plain {
		place(b.icon, (size.Width-side)/2, middle, side, side)
		return
	}
	baseline := round((size.Height-b.env.line(look.Body))/2) + b.env.base(look.Body)
	x := float32(buttonPad)
	if b.after != nil {
		x = pickerPad
		chevron := b.env.size(look.NavIcon)
		place(b.after, size.Width-pickerPad-chevron, round((size.Height-chevron)/2), chevron, chevron)
	} else if spare := size.Width - b.natural().Width; spare > 0 {
		x += round(spare / 2) // wider than it wants: what it says stays in the middle
	}
	if b.icon != nil {
		place(b.icon, x, middle, side, side)
		x += side + buttonGap
	}
	onLine(b.text, x, baseline)
	if b.onward != nil {
		place(b.onward, x+ceil(wide(b.text))+buttonGap, middle, side, side)
	}
}
