package bars

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
)

// Title is what stands in a bar over a page that nothing is chosen in.
type Title struct {
	Text   string
	Brand  bool // the text is the program's name, in bold after its mark
	Size   int  // of the text, per cent
	Larger func()
	Help   func()
	High   float32 // of the bar
	Gap    float32 // between two things in it
}

// TitleBar is a bar over the page with a title, the size of the text and help.
type TitleBar struct {
	th     *look.Theme
	told   Title
	each   float32 // the height of what stands in it
	line   *canvas.Rectangle
	brand  *canvas.Image // or nil
	text   *canvas.Text
	larger *SizeButton
	help   *part.Button
}

// NewTitleBar returns the bar, and the object that it is.
func (b *Bars) NewTitleBar(told Title) (*TitleBar, *fyne.Container) {
	th := b.of.Theme()
	t := &TitleBar{th: th, told: told, each: b.of.High(), line: canvas.NewRectangle(th.Tone(look.Line))}
	objects := []fyne.CanvasObject{t.line}
	t.text = Letters(th, told.Text, look.Caption, look.Ink2, false)
	if told.Brand {
		t.brand = part.NewIcon(b.of.Env(), "thread", look.Thread, look.NavIcon)
		t.text = Letters(th, told.Text, look.Section, look.Ink, true)
		objects = append(objects, t.brand)
	}
	t.larger = b.NewSizeButton(told.Size, told.Larger)
	b.Control("text", t.larger)
	t.help = part.NewButton(b.of.Env(), "", b.text("ui.menu.help"), told.Help)
	b.Control("help", t.help)
	return t, container.New(t, append(objects, t.text, t.larger, t.help)...)
}

// Measure finds out what the bar has room for at a width: the size of the text is told in short, and the
// title left out, where there is too little.
func (t *TitleBar) Measure(wide float32) {
	room := func() float32 {
		room := wide - 2*t.th.Size(look.Gutter) - t.larger.MinSize().Width - t.help.MinSize().Width - 2*t.told.Gap
		if t.brand != nil {
			room -= t.mark() + t.markGap()
		}
		return room
	}
	t.larger.Tell(true)
	if t.text.Hidden = false; Width(t.text) <= room() {
		return
	}
	t.larger.Tell(false)
	t.text.Hidden = Width(t.text) > room()
}

func (t *TitleBar) mark() float32    { return Round(t.th.Size(look.NavIcon) * 1.2) }
func (t *TitleBar) markGap() float32 { return Round(6 + 4*t.th.TextScale()) }

// Layout sets the title at the left, and the rest from the right.
func (t *TitleBar) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	t.Measure(size.Width)
	Place(t.line, 0, size.Height-1, size.Width, 1)
	y := (t.told.High - t.each) / 2
	right := size.Width - t.th.Size(look.Gutter)
	w := t.help.MinSize().Width
	Place(t.help, right-w, y, w, t.each)
	right -= w + t.told.Gap
	w = t.larger.MinSize().Width
	Place(t.larger, right-w, y, w, t.each)
	left, role := t.th.Size(look.Gutter), look.Caption
	if t.brand != nil {
		side := t.mark()
		Place(t.brand, left, (t.told.High-side)/2, side, side)
		left, role = left+side+t.markGap(), look.Section
	}
	Stand(t.text, left, (t.told.High-t.th.Line(role))/2+t.th.Baseline(role))
}

// MinSize is the bar's height.
func (t *TitleBar) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, t.told.High) }
