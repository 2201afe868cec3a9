package part

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// ladderBox is one step in its box: filled with the colour of outcomes where a number is reported; else
// empty, its edge a line, or dotted where an excerpt does not repeat it.
type ladderBox struct {
	env    Env
	filled bool
	dotted bool
	number *lines // of a filled box
	beside *lines // what is counted, and when
	unit   *lines // the same on two lines
	when   *lines
	mark   *inline // of an empty one
	last   *lines
	frame  frame
	dots   *canvas.Raster
}

const (
	ladderRadius = 4
	ladderWords  = 96 // least room for words
)

func newLadderBox(env Env, step *page.LadderStep) *ladderBox {
	b := &ladderBox{env: env, filled: step.Figure.Present(), frame: env.newFrame()}
	if b.filled {
		b.number = env.newLines(look.Section, span{text: step.Figure.Number, role: look.Section, bold: true, tone: look.OnBlue})
		words := func(text string) *lines {
			return env.newLines(look.Caption, span{text: text, role: look.Caption, tone: look.OnBlue})
		}
		b.beside, b.unit, b.when = words(step.Beside), words(step.Figure.Unit), words(step.When)
		b.frame.outer.FillColor, b.frame.inner.FillColor = env.Theme.Tone(look.Blue), env.Theme.Tone(look.Blue)
		return b
	}
	b.dotted = step.Mark.Kind == page.MarkNotQuoted
	b.mark = env.newInline(step.Mark, look.Caption, look.Ink2)
	b.last = env.muted(look.Caption, step.Last)
	b.frame.outer.FillColor, b.frame.inner.FillColor = env.Theme.Tone(look.Line), env.Theme.Tone(look.Paper)
	if b.dotted {
		b.dots = canvas.NewRaster(dottedFrame(env.Theme.Tone(look.Line2)))
	}
	return b
}

// need is the least width in which nothing of the box is broken but between its two texts.
func (b *ladderBox) need() float32 {
	if b.filled {
		return max(b.number.natural(), min(b.unit.natural(), b.wraps()), min(b.when.natural(), b.wraps())) + 2*ladderPad
	}
	return max(min(b.mark.natural(), b.wraps()+ladderPad), min(b.last.natural(), b.wraps())) + 2*ladderPad
}

// wraps is the width from which small words may be broken into lines.
func (b *ladderBox) wraps() float32 { return round(ladderWords * b.env.Theme.TextScale()) }

// abreast is the width in which number and words stand beside each other; 0 where there is no number.
func (b *ladderBox) abreast() float32 {
	if !b.filled {
		return 0
	}
	return b.number.natural() + ladderBeyond + b.beside.natural() + 2*ladderPad
}

// content is the height of what stands in the box.
func (b *ladderBox) content(width float32, oneLine bool) float32 {
	room := width - 2*ladderPad
	if !b.filled {
		high := b.mark.height(room)
		if b.last.natural() > 0 {
			high += b.last.height(room)
		}
		return high
	}
	if oneLine {
		return b.env.line(look.Section)
	}
	high := b.number.height(room) + b.when.height(room)
	if b.unit.natural() > 0 && !b.unitBeside(room) {
		high += b.unit.height(room)
	}
	return high
}

// unitBeside reports whether what is counted stands by its number.
func (b *ladderBox) unitBeside(room float32) bool {
	return b.number.natural()+ladderBeyond+b.unit.natural() <= room
}

func (b *ladderBox) height(width float32, oneLine bool) float32 {
	return b.content(width, oneLine) + 2*ladderAir
}

func (b *ladderBox) objects(x, y, w, h float32, oneLine bool) []fyne.CanvasObject {
	env := b.env
	var out []fyne.CanvasObject
	switch {
	case b.dotted:
		place(b.frame.inner, x, y, w, h)
		b.frame.inner.CornerRadius = ladderRadius
		place(b.dots, x, y, w, h)
		out = append(out, b.frame.inner, b.dots)
	default:
		b.frame.set(x, y, w, h, ladderRadius, env.size(look.Hairline))
		out = append(out, b.frame.outer, b.frame.inner)
	}
	room := w - 2*ladderPad
	top := y + round((h-b.content(w, oneLine))/2)
	left := x + ladderPad
	switch {
	case !b.filled:
		out = append(out, b.mark.objects(left, top, room)...)
		if b.last.natural() > 0 {
			out = append(out, b.last.objects(left, top+b.mark.height(room), room)...)
		}
	case oneLine:
		out = append(out, b.number.objects(left, top, room)...)
		beyond := b.number.natural() + ladderBeyond
		out = append(out, b.beside.objects(left+beyond, top+env.base(look.Section)-env.base(look.Caption), room-beyond)...)
	default:
		out = append(out, b.number.objects(left, top, room)...)
		y := top + b.number.height(room)
		switch {
		case b.unit.natural() == 0:
		case b.unitBeside(room):
			beyond := b.number.natural() + ladderBeyond
			out = append(out, b.unit.objects(left+beyond, top+env.base(look.Section)-env.base(look.Caption), room-beyond)...)
		default:
			out = append(out, b.unit.objects(left, y, room)...)
			y += b.unit.height(room)
		}
		out = append(out, b.when.objects(left, y, room)...)
	}
	return out
}

// dottedFrame draws an edge of dots at the device's pixels, once for each size.
func dottedFrame(tone color.NRGBA) func(w, h int) image.Image {
	var drawn *image.NRGBA
	return func(w, h int) image.Image {
		if drawn != nil && drawn.Bounds().Dx() == w && drawn.Bounds().Dy() == h {
			return drawn
		}
		drawn = image.NewNRGBA(image.Rect(0, 0, w, h))
		const dot, every = 1, 3
		for i := ladderRadius; i < w-ladderRadius; i++ {
			if i%every < dot {
				drawn.SetNRGBA(i, 0, tone)
				drawn.SetNRGBA(i, h-1, tone)
			}
		}
		for i := ladderRadius; i < h-ladderRadius; i++ {
			if i%every < dot {
				drawn.SetNRGBA(0, i, tone)
				drawn.SetNRGBA(w-1, i, tone)
			}
		}
		for _, c := range [][2]int{{1, 2}, {2, 1}} { // the corners are round
			for _, x := range []int{c[0], w - 1 - c[0]} {
				for _, y := range []int{c[1], h - 1 - c[1]} {
					if image.Pt(x, y).In(drawn.Bounds()) {
						drawn.SetNRGBA(x, y, tone)
					}
				}
			}
		}
		return drawn
	}
}
