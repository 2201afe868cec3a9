package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// span is a run of text in one role, weight, slant and tone.
type span struct {
	text         string
	role         fyne.ThemeSizeName
	bold, italic bool
	tone         fyne.ThemeColorName
	hit          bool // stands on the ground of a search hit
}

// alike reports whether two spans differ in nothing but their text.
func (s span) alike(o span) bool {
	s.text, o.text = "", ""
	return s == o
}

func (s span) style() fyne.TextStyle { return fyne.TextStyle{Bold: s.bold, Italic: s.italic} }

// face returns the face to draw a span with: ours, named outright, where it has every letter. A text
// from a package may hold what it lacks; then Fyne looks for another face.
func (e Env) face(s span) fyne.Resource {
	if look.Has(s.text) {
		return e.Theme.Font(s.style())
	}
	return nil
}

// measure returns how wide a span is.
func (e Env) measure(s span) float32 {
	if s.text == "" {
		return 0
	}
	size, _ := fyne.CurrentApp().Driver().RenderedTextSize(s.text, e.size(s.role), s.style(), e.face(s))
	return size.Width
}

// letters returns the span as an object, not yet placed.
func (e Env) letters(s span) *canvas.Text {
	t := canvas.NewText(s.text, e.Theme.Tone(s.tone))
	t.TextSize = e.size(s.role)
	t.TextStyle = s.style()
	t.FontSource = e.face(s)
	return t
}

// onLine places a text with its left end at x and its letters standing on baseline.
func onLine(t *canvas.Text, x, baseline float32) {
	size, ascent := fyne.CurrentApp().Driver().RenderedTextSize(t.Text, t.TextSize, t.TextStyle, t.FontSource)
	t.Move(fyne.NewPos(round(x), round(baseline)-ceil(ascent)))
	t.Resize(size)
}

// toRight places a text with its right end at x.
func toRight(t *canvas.Text, x, baseline float32) {
	size := t.MinSize()
	onLine(t, x-size.Width, baseline)
}

// passages turns page's runs into spans: ink, muted runs in ink2.
func passages(role fyne.ThemeSizeName, runs []page.Passage) []span {
	out := make([]span, 0, len(runs))
	for _, r := range runs {
		s := span{text: r.Text, role: role, bold: r.Bold, italic: r.Italic, tone: look.Ink}
		if r.Muted {
			s.tone = look.Ink2
		}
		out = append(out, s)
	}
	return out
}

// hits turns a search hit's runs into spans: what was found is bold on its own ground.
func hits(role fyne.ThemeSizeName, tone fyne.ThemeColorName, runs []page.Run) []span {
	out := make([]span, 0, len(runs))
	for _, r := range runs {
		s := span{text: r.Text, role: role, tone: tone}
		if r.Hit {
			s.bold, s.hit, s.tone = true, true, look.Ink
		}
		out = append(out, s)
	}
	return out
}
