package part

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// AppealBar is the appealed decisions of a year as one bar: what stood solid, what was changed
// hatched, what is pending in a dashed frame. Each part carries its number, and under the bar stands
// what the parts are. A press opens where it is told.
type AppealBar struct {
	press
	parts []barPart
	ring  *ring
}

type barPart struct {
	share       float32 // its number
	number      *canvas.Text
	plate       *canvas.Rectangle // behind the number, on the hatch
	box, swatch fyne.CanvasObject // nil box: no number is told
	label       *lines
	absent      *inline // where the number is not told
}

const (
	barHigh     = 22
	barGap      = 1
	barNumber   = 12 // left of a number
	barPlate    = 3  // around a number on the hatch
	barLegend   = 6  // over what the parts are
	barSwatchIn = 12 // side of a sample
	barTouch    = 40
)

var appealPatterns = map[page.AppealKind]Swatch{
	page.AppealUnchanged: {Pattern: Solid, Tone: look.Blue},
	page.AppealChanged:   {Pattern: Altered, Tone: look.Negative},
	page.AppealPending:   {Pattern: Pending, Tone: look.Line2},
	page.AppealRest:      {Pattern: Hollow, Tone: look.Budget},
}

// NewAppealBar returns the bar of a year's appeals.
func NewAppealBar(env Env, a *page.Appeals) *AppealBar {
	b := &AppealBar{ring: env.newRing()}
	for _, p := range a.Parts {
		one := barPart{label: env.text(look.Caption, p.Label)}
		if p.Figure.Present() {
			n, _ := strconv.ParseFloat(*p.Figure.Value, 32)
			one.share = float32(n)
			tone := look.Ink
			if p.Kind == page.AppealUnchanged {
				tone = look.OnBlue
			}
			one.number = env.letters(span{text: p.Figure.Number, role: look.Caption, bold: true, tone: tone})
			if p.Kind == page.AppealChanged {
				one.plate = env.fill(look.Paper)
			}
			one.box, one.swatch = newSwatch(env, appealPatterns[p.Kind]), newSwatch(env, appealPatterns[p.Kind])
		} else {
			m := env.absence(p.Figure)
			m.Text = p.Label
			one.absent = env.newInline(m, look.Caption, look.Ink2)
		}
		b.parts = append(b.parts, one)
	}
	if a.Total.Record != "" {
		b.opens(a.Total.Record)
	} else if len(a.Parts) > 0 && a.Parts[0].Figure.Record != "" {
		b.opens(a.Parts[0].Figure.Record)
	}
	b.tall = func(width float32) float32 { return b.flow(width, nil) }
	b.lay = func(size fyne.Size) {
		objects := []fyne.CanvasObject{}
		b.flow(size.Width, &objects)
		b.ring.set(-2, -2, size.Width+4, size.Height+4)
		b.objects = append(objects, b.ring.objects()...)
	}
	b.paint = func() { b.ring.show(b.focused) }
	b.paint()
	b.steady = true
	b.start(b, env)
	return b
}

func (b *AppealBar) flow(width float32, objects *[]fyne.CanvasObject) float32 {
	env := b.env
	draw := func(more ...fyne.CanvasObject) {
		if objects != nil {
			*objects = append(*objects, more...)
		}
	}
	high := round(barHigh * env.Theme.TextScale())
	widths := b.widths(width)
	var x float32
	for i, p := range b.parts {
		if p.number == nil || widths[i] == 0 {
			continue
		}
		place(p.box, x, 0, widths[i], high)
		draw(p.box)
		base := round((high-env.line(look.Caption))/2) + env.base(look.Caption)
		n := ceil(wide(p.number))
		at := x + min(barNumber, max((widths[i]-n)/2, 0))
		if p.plate != nil {
			place(p.plate, at-barPlate, barPlate, n+2*barPlate, high-2*barPlate)
			draw(p.plate)
		}
		onLine(p.number, at, base)
		draw(p.number)
		x += widths[i] + barGap
	}
	y := high + barLegend
	if x == 0 {
		y = 0
	}
	y = b.legend(y, width, draw)
	return max(y, env.touch())
}

// Shares returns how wide the parts of the bar are.
func (b *AppealBar) Shares() []float32 { return b.widths(b.Size().Width) }

// widths shares the bar after the numbers; a part has always room for its own.
func (b *AppealBar) widths(width float32) []float32 {
	out := make([]float32, len(b.parts))
	var total, least float32
	n := 0
	for _, p := range b.parts {
		if p.number != nil && p.share > 0 {
			total += p.share
			n++
		}
	}
	if total == 0 {
		return out
	}
	room := width - barGap*float32(n-1)
	for i, p := range b.parts {
		if p.number != nil && p.share > 0 {
			out[i] = ceil(wide(p.number)) + 4*barPlate
			least += max(out[i]-room*p.share/total, 0) // taken from those that have more than they need
		}
	}
	var over float32
	for i, p := range b.parts {
		over += max(room*p.share/total-out[i], 0)
	}
	var used float32
	last := -1
	for i, p := range b.parts {
		if out[i] == 0 {
			continue
		}
		if want := room * p.share / total; want > out[i] {
			out[i] = want - least*(want-out[i])/over
		}
		out[i] = round(out[i])
		used += out[i]
		last = i
	}
	out[last] += room - used
	return out
}

// legend says what the parts are: spread over the width, or under each other where one line is too
// short.
func (b *AppealBar) legend(y, width float32, draw func(...fyne.CanvasObject)) float32 {
	env := b.env
	side := round(barSwatchIn * env.Theme.TextScale())
	natural := func(p barPart) float32 {
		if p.absent != nil {
			return p.absent.natural()
		}
		return side + swatchText + p.label.natural()
	}
	var total float32
	for _, p := range b.parts {
		total += natural(p)
	}
	gap := float32(0)
	if n := len(b.parts); n > 1 {
		gap = (width - total) / float32(n-1)
	}
	stacked := gap < swatchGap
	var x float32
	for _, p := range b.parts {
		if stacked {
			x = 0
		}
		var high float32
		if p.absent != nil {
			draw(p.absent.objects(x, y, width-x)...)
			high = p.absent.height(width - x)
		} else {
			place(p.swatch, x, y+env.base(look.Caption)-round(side*11/12), side, side)
			draw(p.swatch)
			draw(p.label.objects(x+side+swatchText, y, width-x-side-swatchText)...)
			high = p.label.height(width - x - side - swatchText)
		}
		if stacked {
			y += high
		}
		x += natural(p) + gap
	}
	if !stacked {
		y += env.line(look.Caption)
	}
	return y
}
