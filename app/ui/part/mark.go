package part

import (
	"strings"

	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// markTones gives each status mark its colour; its shape is the drawing of its name. Better and
// worse follow what is better and worse, not what is up and down.
var markTones = map[page.MarkKind]fyne.ThemeColorName{
	page.MarkDone:      look.Positive,
	page.MarkNotYet:    look.Ink2,
	page.MarkPartly:    look.Orange,
	page.MarkNotDone:   look.Negative,
	page.MarkMissing:   look.Ink2,
	page.MarkNotQuoted: look.Ink2,
	page.MarkNew:       look.Blue,
	page.MarkFallen:    look.Negative,
	page.MarkSilent:    look.Orange,
	page.MarkOral:      look.Orange,
	page.MarkBetter:    look.Positive,
	page.MarkWorse:     look.Negative,
	page.MarkNeutral:   look.Ink2,
	page.MarkSame:      look.Ink2,
}

// absent reports whether a mark is one of the two kinds of absence, whose words are italic.
func absent(k page.MarkKind) bool { return k == page.MarkMissing || k == page.MarkNotQuoted }

const markGap = 6 // between a mark's shape and its word

// inline is a shape and words beside it, wherever they stand.
type inline struct {
	env  Env
	kind page.MarkKind // empty: words only
	text *lines
}

// newInline returns a mark with its words in a role and a tone. Of an absence the words are italic:
// all of them, or those after the colon ("Mars: återges inte").
func (e Env) newInline(m page.Mark, role fyne.ThemeSizeName, tone fyne.ThemeColorName) *inline {
	words := []span{{text: m.Text, role: role, tone: tone}}
	if absent(m.Kind) {
		if i := strings.LastIndex(m.Text, ": "); i >= 0 {
			words[0].text = m.Text[:i+2]
			words = append(words, span{text: m.Text[i+2:], role: role, italic: true, tone: tone})
		} else {
			words[0].italic = true
		}
	}
	in := &inline{env: e, text: e.newLines(role, words...)}
	if _, ok := markTones[m.Kind]; ok {
		in.kind = m.Kind
	}
	return in
}

// lead returns the room that the shape takes.
func (m *inline) lead() float32 {
	if m.kind == "" {
		return 0
	}
	return m.env.size(look.MarkIcon) + markGap
}

func (m *inline) natural() float32             { return m.lead() + m.text.natural() }
func (m *inline) height(width float32) float32 { return m.text.height(max(width-m.lead(), 1)) }

// objects places the mark from (x, y); the shape stands by the first line.
func (m *inline) objects(x, y, width float32) []fyne.CanvasObject {
	out := m.text.objects(x+m.lead(), y, max(width-m.lead(), 1))
	if m.kind != "" {
		shape := NewIcon(m.env, "status-"+string(m.kind), markTones[m.kind], look.MarkIcon)
		side := m.env.size(look.MarkIcon)
		// The shape's middle is that of small letters and figures together.
		baseline := y + m.env.base(m.text.role)
		place(shape, x, baseline-round(side*13/16), side, side)
		out = append(out, shape)
	}
	return out
}

// StatusMark is a shape and a word, never colour alone.
type StatusMark struct {
	block
	mark *inline
}

// NewStatusMark returns a mark in a text role.
func NewStatusMark(env Env, m page.Mark, role fyne.ThemeSizeName) *StatusMark {
	tone := look.Ink
	if absent(m.Kind) {
		tone = look.Ink2
	}
	s := &StatusMark{mark: env.newInline(m, role, tone)}
	s.tall = s.mark.height
	s.lay = func(size fyne.Size) { s.objects = s.mark.objects(0, 0, size.Width) }
	s.least = s.mark.natural()
	s.init(s, env)
	return s
}

// absence returns the mark of a figure that is not there, or a mark without kind where it is.
func (e Env) absence(f page.Figure) page.Mark {
	switch {
	case f.Present():
		return page.Mark{}
	case f.Status == "not_quoted":
		return page.Mark{Kind: page.MarkNotQuoted, Text: f.Text}
	case f.Status == "not_reported" || f.Status == "":
		return page.Mark{Kind: page.MarkMissing, Text: f.Text}
	}
	return page.Mark{Text: f.Text} // ej tillämplig, sekretess: words of their own
}
