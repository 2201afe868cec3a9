package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/ui/look"
)

// sizeButton is the button for larger text: A+ in bold, or the size where it is not 100 %.
type sizeButton struct {
	pressed
	outer, inner *canvas.Rectangle
	text         *canvas.Text
	told         string // how large the text is
}

const sizePad = 15 // left and right of the text

func (s *Shell) newSizeButton() *sizeButton {
	b := &sizeButton{outer: canvas.NewRectangle(s.theme.Tone(look.Line2)), inner: canvas.NewRectangle(s.theme.Tone(look.Surface))}
	b.prepare(s, s.largerText)
	if s.settings.TextSize != 100 {
		b.told = s.l.Text("ui.top.text", "Size", s.settings.TextSize)
	}
	b.text = letters(s.theme, "", look.Body, look.Ink, true)
	b.tell(true)
	b.paint = b.draw
	b.ExtendBaseWidget(b)
	return b
}

// tell chooses whether the size is told, where there is room for it.
func (b *sizeButton) tell(size bool) {
	b.text.Text, b.text.TextStyle.Bold = "A+", true
	if size && b.told != "" {
		b.text.Text, b.text.TextStyle.Bold = b.told, false
	}
}

func (b *sizeButton) draw() {
	edge, ground, thick := look.Line2, look.Surface, float32(fieldEdge)
	if b.hovered {
		ground = look.Selected
	}
	if b.focused {
		edge, thick = look.Blue, b.th.Size(look.FocusLine)
	}
	b.outer.FillColor, b.inner.FillColor = b.th.Tone(edge), b.th.Tone(ground)
	radius := b.th.Size(look.Radius)
	b.outer.CornerRadius, b.inner.CornerRadius = radius, max(radius-thick, 0)
	size := b.Size()
	place(b.outer, 0, 0, size.Width, size.Height)
	place(b.inner, thick, thick, size.Width-2*thick, size.Height-2*thick)
	canvas.Refresh(b)
}

// CreateRenderer is called by Fyne.
func (b *sizeButton) CreateRenderer() fyne.WidgetRenderer {
	return &drawn{objects: []fyne.CanvasObject{b.outer, b.inner, b.text}, lay: func(size fyne.Size) {
		b.draw()
		stand(b.text, (size.Width-width(b.text))/2, (size.Height-b.th.Line(look.Body))/2+b.th.Baseline(look.Body))
	}, least: b.natural}
}

// MinSize is the room that the button wants.
func (b *sizeButton) MinSize() fyne.Size { return b.natural() }

func (b *sizeButton) natural() fyne.Size {
	high := b.shell.barHigh()
	return fyne.NewSize(max(round(width(b.text))+2*sizePad, round(40*b.th.TextScale()), 48), high)
}
