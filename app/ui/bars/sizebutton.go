package bars

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/ui/look"
)

// SizeButton is the button for larger text: A+ in bold, or the size where it is not 100 %.
type SizeButton struct {
	Pressed
	outer, inner *canvas.Rectangle
	text         *canvas.Text
	told         string // how large the text is
}

const sizePad = 15 // left and right of the text

// NewSizeButton returns the button, of a window whose text has a size in per cent.
func (bars *Bars) NewSizeButton(size int, larger func()) *SizeButton {
	th := bars.of.Theme()
	b := &SizeButton{outer: canvas.NewRectangle(th.Tone(look.Line2)), inner: canvas.NewRectangle(th.Tone(look.Surface))}
	b.Prepare(bars, larger)
	if size != 100 {
		b.told = bars.of.L().Text("ui.top.text", "Size", size)
	}
	b.text = Letters(th, "", look.Body, look.Ink, true)
	b.Tell(true)
	b.Paint = b.draw
	b.ExtendBaseWidget(b)
	return b
}

// Tell chooses whether the size is told, where there is room for it.
func (b *SizeButton) Tell(size bool) {
	b.text.Text, b.text.TextStyle.Bold = "A+", true
	if size && b.told != "" {
		b.text.Text, b.text.TextStyle.Bold = b.told, false
	}
}

func (b *SizeButton) draw() {
	edge, ground, thick := look.Line2, look.Surface, float32(fieldEdge)
	if b.Hovered {
		ground = look.Selected
	}
	if b.HasFocus {
		edge, thick = look.Blue, b.Theme.Size(look.FocusLine)
	}
	b.outer.FillColor, b.inner.FillColor = b.Theme.Tone(edge), b.Theme.Tone(ground)
	radius := b.Theme.Size(look.Radius)
	b.outer.CornerRadius, b.inner.CornerRadius = radius, max(radius-thick, 0)
	size := b.Size()
	Place(b.outer, 0, 0, size.Width, size.Height)
	Place(b.inner, thick, thick, size.Width-2*thick, size.Height-2*thick)
	canvas.Refresh(b)
}

// CreateRenderer is called by Fyne.
func (b *SizeButton) CreateRenderer() fyne.WidgetRenderer {
	return &Drawn{Shown: []fyne.CanvasObject{b.outer, b.inner, b.text}, Lay: func(size fyne.Size) {
		b.draw()
		Stand(b.text, (size.Width-Width(b.text))/2, (size.Height-b.Theme.Line(look.Body))/2+b.Theme.Baseline(look.Body))
	}, Least: b.natural}
}

// MinSize is the room that the button wants.
func (b *SizeButton) MinSize() fyne.Size { return b.natural() }

func (b *SizeButton) natural() fyne.Size {
	high := b.bars.of.High()
	return fyne.NewSize(max(Round(Width(b.text))+2*sizePad, Round(40*b.Theme.TextScale()), 48), high)
}
