package part

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// KeyFigures is the numbers at the top of a page, four beside each other, two by two, or under each
// other, with lines between them.
type KeyFigures struct {
	block
	figures []*KeyFigure
	lines   []*canvas.Rectangle
}

const (
	figuresPad   = 8   // from the rule above to the labels
	figuresEnd   = 13  // from the marks to the next section
	figureGutter = 16  // from a line between figures to the next one
	figuresRow   = 11  // from the marks to the line above the next row of figures
	figureLeast  = 150 // a figure's least width at 100 %
	fourAcross   = 1150
)

// NewKeyFigures returns at most four key figures.
func NewKeyFigures(env Env, figures []page.KeyFigure) *KeyFigures {
	k := &KeyFigures{}
	rule := env.fill(look.Ink)
	k.objects = append(k.objects, rule)
	group := &Group{}
	for _, f := range figures[:min(len(figures), 4)] {
		kf := NewKeyFigure(env, f)
		kf.group = group
		group.add(kf)
		k.figures = append(k.figures, kf)
		k.objects = append(k.objects, kf)
	}
	for range 4 {
		l := env.fill(look.Line)
		k.lines = append(k.lines, l)
		k.objects = append(k.objects, l)
	}
	k.tall = func(width float32) float32 { return k.flow(width, false) }
	k.lay = func(size fyne.Size) {
		place(rule, 0, 0, size.Width, env.size(look.Rule))
		k.flow(size.Width, true)
	}
	k.init(k, env)
	return k
}

// across returns how many figures stand beside each other.
func (k *KeyFigures) across(width float32) int {
	n := 4
	if k.env.Narrow && width < fourAcross {
		n = 2
	}
	n = min(n, len(k.figures))
	for n > 1 && width/float32(n) < figureLeast*k.env.Theme.TextScale() {
		n = (n + 1) / 2
	}
	return max(n, 1)
}

func (k *KeyFigures) flow(width float32, placing bool) float32 {
	across := k.across(width)
	part := width / float32(across)
	top := k.env.size(look.Rule)
	line := 0
	next := func() *canvas.Rectangle {
		line++
		k.lines[line-1].Show()
		return k.lines[line-1]
	}
	for _, l := range k.lines {
		if placing {
			l.Hide()
		}
	}
	short := k.env.Theme.TextScale() > 1.25
	for i, f := range k.figures {
		f.shorten(short || !f.labelFits(k.room(i%across, part)))
	}
	for first := 0; first < len(k.figures); first += across {
		row := k.figures[first:min(first+across, len(k.figures))]
		var high float32
		for i, f := range row {
			high = max(high, f.HeightAt(k.room(i, part)))
		}
		if first > 0 {
			if placing {
				place(next(), 0, top+figuresRow-1, width, 1)
			}
			top += figuresRow
		}
		for i, f := range row {
			if placing {
				x := round(part * float32(i))
				if i > 0 {
					place(next(), x, top, 1, figuresPad+high)
					x += 1 + figureGutter
				}
				place(f, x, top+figuresPad, k.room(i, part), high)
				f.settle()
			}
		}
		top += figuresPad + high
	}
	return top + figuresEnd
}

// pieces lets the page stop between rows of figures.
func (k *KeyFigures) pieces(at fyne.Position) []piece {
	var out []piece
	var top float32
	across := k.across(k.Size().Width)
	for first := 0; first < len(k.figures); first += across {
		last := k.figures[min(first+across, len(k.figures))-1]
		bottom := last.Position().Y + last.Size().Height
		if first+across >= len(k.figures) {
			bottom = k.Size().Height
		}
		out = append(out, piece{block: k, x: at.X, y: at.Y + top, w: k.Size().Width, h: bottom - top})
		top = bottom
	}
	return out
}

// room returns the width of the i-th figure in a row.
func (k *KeyFigures) room(i int, part float32) float32 {
	if i == 0 {
		return part - figureGutter
	}
	return part - 1 - 2*figureGutter
}

// KeyFigure is one number with its label, its unit on the same baseline, and a mark under it.
type KeyFigure struct {
	press
	figure      page.KeyFigure
	short       bool
	label, tiny *lines
	ring        *ring
}

const (
	unitGap       = 7 // between the number and its unit
	labelToNumber = 1
	numberToMark  = 7
)

// NewKeyFigure returns a key figure. Where there is no number it says which kind of absence it is
// and what was last known; never 0 and never a dash.
func NewKeyFigure(env Env, f page.KeyFigure) *KeyFigure {
	k := &KeyFigure{figure: f, label: env.muted(look.Body, f.Label)}
	k.tiny = k.label
	if f.Short != "" {
		k.tiny = env.muted(look.Body, f.Short)
	}
	if f.Figure.Record != "" {
		k.opens(f.Figure.Record)
	}
	k.ring = env.newRing()
	k.tall = func(width float32) float32 { return k.flow(width, nil) }
	k.lay = func(size fyne.Size) {
		var objects []fyne.CanvasObject
		k.flow(size.Width, &objects)
		k.ring.set(-4, -4, size.Width+8, size.Height+8)
		k.objects = append(objects, k.ring.objects()...)
	}
	k.paint = func() { k.ring.show(k.focused) }
	k.steady = true
	k.start(k, env)
	return k
}

// shorten chooses between the label and the shorter one.
func (k *KeyFigure) shorten(on bool) {
	if k.short != on {
		k.short = on
		k.forget()
	}
}

func (k *KeyFigure) labelFits(width float32) bool { return k.label.count(width) == 1 }

// flow returns the height at a width and, where objects is given, what to draw.
func (k *KeyFigure) flow(width float32, objects *[]fyne.CanvasObject) float32 {
	env := k.env
	draw := func(more ...fyne.CanvasObject) {
		if objects != nil {
			*objects = append(*objects, more...)
		}
	}
	label := k.label
	if k.short {
		label = k.tiny
	}
	draw(label.objects(0, 0, width)...)
	y := label.height(width) + labelToNumber

	if f := k.figure.Figure; f.Present() {
		y += k.number(y, width, draw)
	} else {
		y += k.nothing(y, width, draw)
	}
	if m := k.figure.Mark; m.Text != "" {
		y += numberToMark
		mark := env.newInline(m, look.Caption, look.Ink)
		draw(mark.objects(0, y, width)...)
		y += mark.height(width)
	}
	return y
}

// number draws the number and its unit; the unit goes under it where both do not fit.
func (k *KeyFigure) number(y, width float32, draw func(...fyne.CanvasObject)) float32 {
	env, f := k.env, k.figure.Figure
	tone := signTone(f)
	digits := span{text: numberText(f), role: look.KeyFigure, bold: true, tone: tone}
	unit := span{text: f.Unit, role: look.Section, tone: tone}
	if k.figure.Beside != "" {
		unit.text = k.figure.Beside
	}
	baseline := y + env.base(look.KeyFigure)
	d := env.letters(digits)
	onLine(d, 0, baseline)
	draw(d)
	high := env.line(look.KeyFigure)
	if unit.text == "" {
		return high
	}
	w := env.measure(digits)
	if w+unitGap+env.measure(unit) <= width {
		u := env.letters(unit)
		onLine(u, w+unitGap, baseline)
		draw(u)
		return high
	}
	under := env.newLines(look.Section, unit)
	draw(under.objects(0, y+high, width)...)
	return high + under.height(width)
}

// nothing draws the absence in the number's place, with what was last known under it.
func (k *KeyFigure) nothing(y, width float32, draw func(...fyne.CanvasObject)) float32 {
	env, f := k.env, k.figure.Figure
	word := env.newLines(look.Headline, span{text: f.Text, role: look.Headline, italic: true, tone: look.Ink2})
	high := max(env.line(look.KeyFigure), word.height(width))
	// It stands on the number's baseline.
	top := y
	if word.count(width) == 1 {
		top = y + env.base(look.KeyFigure) - env.base(look.Headline)
	}
	draw(word.objects(0, top, width)...)
	if f.LastKnown != "" {
		known := env.muted(look.Caption, upperFirst(f.LastKnown))
		draw(known.objects(0, y+high, width)...)
		high += known.height(width)
	}
	return high
}

// numberText returns the figure without its unit.
func numberText(f page.Figure) string {
	if f.Number != "" {
		return f.Number
	}
	if f.Unit != "" {
		return strings.TrimRight(strings.TrimSuffix(f.Text, f.Unit), " \u00a0\u202f")
	}
	return f.Text
}

// signTone returns the colour of a figure: a deviation's sign, otherwise ink.
func signTone(f page.Figure) fyne.ThemeColorName {
	switch {
	case f.Sign < 0:
		return look.Negative
	case f.Sign > 0:
		return look.Positive
	}
	return look.Ink
}

func upperFirst(s string) string {
	for i, r := range s {
		return strings.ToUpper(string(r)) + s[i+len(string(r)):]
	}
	return s
}
