package part

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/diagram"
	"rodatraden/app/ui/look"
)

// Pattern is how a swatch is filled: with the colour there is always a pattern.
type Pattern int

// The patterns.
const (
	Solid   Pattern = iota // outcome
	Hatch                  // forecast
	Hollow                 // budget
	Bare                   // words alone: what stands under them
	Altered                // hatched: decisions that were changed
	Pending                // a dashed frame: not decided yet
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

// newSwatch returns the small picture of a pattern, drawn as the charts draw it.
func newSwatch(env Env, s Swatch) fyne.CanvasObject {
	var kind diagram.Kind
	switch s.Pattern {
	case Solid:
		return canvas.NewRectangle(env.Theme.Tone(s.Tone))
	case Hatch:
		kind = diagram.Forecast
	case Hollow:
		kind = diagram.Budget
	case Altered:
		kind = diagram.Altered
	case Pending:
		kind = diagram.Pending
	default:
		return canvas.NewRectangle(color.Transparent)
	}
	theme := DiagramTheme(env.Theme)
	var swatch *canvas.Raster
	swatch = canvas.NewRaster(func(w, h int) image.Image {
		side := swatch.Size()
		spec := diagram.Spec{W: int(round(side.Width)), H: int(round(side.Height)), Scale: float64(w) / float64(side.Width), Theme: &theme}
		img, err := diagram.Swatch(kind, spec)
		if err != nil {
			return image.NewUniform(color.Transparent)
		}
		return img
	})
	return swatch
}
