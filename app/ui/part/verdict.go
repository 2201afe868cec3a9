package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// Verdict is an assessment: at the left its own words with who says them and where, at the right, apart,
// how the program reads them. It opens the assessment's record.
type Verdict struct {
	linedRow
	by, words, told, reading, result *lines
	mark                             page.Mark
	bars                             [2]*canvas.Rectangle
}

const (
	verdictPad   = 12  // between a bar and its words
	verdictRight = 214 // the reading's room of a width of 750
	verdictWide  = 750
	verdictFold  = 520 // under this, at 100 %, the reading stands under the words
	verdictAir   = 7   // over the line below
)

// NewVerdict returns the block of an assessment.
func NewVerdict(env Env, a page.Assessment) *Verdict {
	v := &Verdict{mark: a.Reading}
	for i := range v.bars {
		v.bars[i] = env.fill(look.Line2)
	}
	by := a.By
	if a.Former != "" {
		by = a.Former + " · " + by
	}
	v.by = env.muted(look.Caption, by)
	if a.Verbatim != "" {
		v.words = env.newLines(look.Body, span{text: "”" + a.Verbatim + "”", role: look.Body, italic: true, tone: look.Ink})
	} else {
		v.words = env.newLines(look.Body, span{text: env.L.Text("format.status.not_quoted"), role: look.Body, italic: true, tone: look.Ink2})
	}
	var told string
	for _, text := range []string{a.Action, a.Told} {
		if text != "" {
			told = joinSentences(told, text)
		}
	}
	v.told = env.muted(look.Caption, told)
	heading := env.L.Text("goals.reading")
	v.reading = env.muted(look.Caption, heading)
	spans := []span{{text: a.Reading.Text, role: look.Body, bold: true, tone: look.Ink}}
	if absent(a.Reading.Kind) {
		spans[0].bold, spans[0].italic, spans[0].tone = false, true, look.Ink2
	}
	if a.Beside != "" {
		spans = append(spans, span{text: ", " + a.Beside, role: look.Body, tone: look.Ink})
	}
	if a.Before != "" {
		spans = append(spans, span{text: "\n" + a.Before, role: look.Body, tone: look.Ink2})
	}
	v.result = env.newLines(look.Body, spans...)
	v.opens(a.Record)
	v.begin(v, env, v.flow)
	return v
}

func joinSentences(a, b string) string {
	if a == "" {
		return ended(b)
	}
	return ended(a) + " " + ended(b)
}

func (v *Verdict) flow(width float32, objects *[]fyne.CanvasObject) float32 {
	env := v.env
	left := env.size(look.Bar) + verdictPad
	side := env.size(look.MarkIcon)
	resultLeft := left
	if _, ok := markTones[v.mark.Kind]; ok {
		resultLeft += side + markGap
	}
	draw := func(more ...fyne.CanvasObject) {
		if objects != nil {
			*objects = append(*objects, more...)
		}
	}
	said := func(x, y, w float32) float32 {
		room := w - left
		high := v.by.height(room)
		draw(v.by.objects(x+left, y, room)...)
		draw(v.words.objects(x+left, y+high, room)...)
		high += v.words.height(room)
		if v.told.natural() > 0 {
			draw(v.told.objects(x+left, y+high, room)...)
			high += v.told.height(room)
		}
		return high
	}
	read := func(x, y, w float32) float32 {
		high := v.reading.height(w - left)
		draw(v.reading.objects(x+left, y, w-left)...)
		draw(v.result.objects(x+resultLeft, y+high, w-resultLeft)...)
		if resultLeft > left {
			icon := NewIcon(env, "status-"+string(v.mark.Kind), markTones[v.mark.Kind], look.MarkIcon)
			place(icon, x+left, y+high+env.base(look.Body)-round(side*13/16), side, side)
			draw(icon)
		}
		return high + v.result.height(w-resultLeft)
	}
	bar := func(i int, x, y, high float32) {
		place(v.bars[i], x, y, env.size(look.Bar), high)
		draw(v.bars[i])
	}
	if width < verdictFold*env.Theme.TextScale() {
		high := said(0, 0, width)
		bar(0, 0, 0, high)
		low := read(0, high+verdictAir, width)
		bar(1, 0, high+verdictAir, low)
		return high + low + 2*verdictAir + 1
	}
	right := round(max(width*verdictRight/verdictWide, v.least()))
	high := max(said(0, 0, width-right-verdictPad), read(width-right, 0, right))
	bar(0, 0, 0, high)
	bar(1, width-right, 0, high)
	return high + verdictAir + 1
}

// least is the room that the reading wants: its longest word and its shape.
func (v *Verdict) least() float32 {
	return min(v.reading.natural(), verdictRight*v.env.Theme.TextScale()) + verdictPad + v.env.size(look.Bar)
}
