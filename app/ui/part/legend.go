package part

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/ui/look"
)

// Pattern is how a swatch is filled: with the colour there is always a pattern.
type Pattern int

// The patterns.
const (
	Solid  Pattern = iota // outcome
	Hatch                 // forecast
	Hollow                // budget
	Bare                  // words alone: what stands under them
)

// Swatch is one entry of a legend.
type Swatch struct {
	Pattern Pattern
	Tone    fyne.ThemeColorName
	Text    string
}

// Legend tells what the patterns of a chart mean.
type Legend struct {
	block
	swatches []Swatch
	boxes    []fyne.CanvasObject
	texts    []*canvas.Text
}

const (
	swatchSide = 14
	swatchText = 6  // between a swatch and its word
	swatchGap  = 16 // between two of them
	bareGap    = 12 // more before words alone
)

// NewLegend returns swatches on one line, or on several where one is too short.
func NewLegend(env Env, swatches ...Swatch) *Legend {
	l := &Legend{swatches: swatches}
	for _, s := range swatches {
		box := newSwatch(env, s)
		text := env.letters(span{text: s.Text, role: look.Caption, tone: look.Ink2})
		l.boxes, l.texts = append(l.boxes, box), append(l.texts, text)
		l.objects = append(l.objects, box, text)
	}
	l.tall = func(width float32) float32 { return l.flow(width, false) }
	l.lay = func(size fyne.Size) { l.flow(size.Width, true) }
	l.init(l, env)
	return l
}

func (l *Legend) side() float32 { return round(swatchSide * l.env.Theme.TextScale()) }

func (l *Legend) each(i int) float32 {
	if l.swatches[i].Pattern == Bare {
		return bareGap + ceil(wide(l.texts[i]))
	}
	return l.side() + swatchText + ceil(wide(l.texts[i]))
}

// flow places the entries, if it shall, and returns the height.
func (l *Legend) flow(width float32, placing bool) float32 {
	var x, y float32
	for i := range l.swatches {
		w := l.each(i)
		if x > 0 && x+w > width+0.5 {
			x, y = 0, y+l.env.line(look.Caption)
		}
		if placing {
			baseline := y + l.env.base(look.Caption)
			top := baseline - round(l.side()*11/14)
			place(l.boxes[i], x, top, l.side(), l.side())
			onLine(l.texts[i], x+w-ceil(wide(l.texts[i])), baseline)
		}
		x += w + swatchGap
	}
	return y + l.env.line(look.Caption)
}

func (l *Legend) natural() fyne.Size {
	var w float32
	for i := range l.swatches {
		if i > 0 {
			w += swatchGap
		}
		w += l.each(i)
	}
	return fyne.NewSize(w, l.env.line(look.Caption))
}

func (l *Legend) baseline() float32 { return l.env.base(look.Caption) }

// newSwatch returns the small picture of a pattern.
func newSwatch(env Env, s Swatch) fyne.CanvasObject {
	ink, paper := env.Theme.Tone(s.Tone), env.Theme.Tone(look.Paper)
	switch s.Pattern {
	case Bare:
		return canvas.NewRectangle(color.Transparent)
	case Solid:
		return canvas.NewRectangle(ink)
	}
	return canvas.NewRaster(func(w, h int) image.Image { return drawSwatch(s.Pattern, ink, paper, w, h) })
}

// drawSwatch draws an edge one part in fourteen thick, and within it nothing or lines at 45°.
func drawSwatch(p Pattern, ink, paper color.NRGBA, w, h int) image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	thick := max(w/swatchSide, 1)
	if p == Hollow {
		thick = max(w*3/2/swatchSide, 1)
	}
	period := max(w*5/swatchSide, 3)
	for y := range h {
		for x := range w {
			edge := x < thick || y < thick || x >= w-thick || y >= h-thick
			along := (x + y) % period
			line := p == Hatch && along*10 < period*4
			if edge || line {
				img.SetNRGBA(x, y, ink)
			} else {
				img.SetNRGBA(x, y, paper)
			}
		}
	}
	return img
}
