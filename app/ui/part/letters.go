package part

import (
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/legible"
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

// face returns the face to draw a span with: ours, named outright. It has every letter of what is
// legible, so that Fyne never looks for another among those of the computer.
func (e Env) face(s span) fyne.Resource { return e.Theme.Font(s.style()) }

// measure returns how wide a span is on one line.
func (e Env) measure(s span) float32 {
	if s.text == "" {
		return 0
	}
	size, _ := extent(legible.Line(s.text), e.size(s.role), s.style(), e.face(s))
	return size.Width
}

// extent returns a text's size and how far below its top the letters stand. Shaping a text takes ten
// microseconds and a page asks for the same words again at every layout, so the answers are kept:
// our faces never change.
func extent(text string, size float32, style fyne.TextStyle, face fyne.Resource) (fyne.Size, float32) {
	key := extentKey{text, size, face.Name()}
	extents.Lock()
	got, ok := extents.known[key]
	extents.Unlock()
	if !ok {
		got.size, got.ascent = fyne.CurrentApp().Driver().RenderedTextSize(text, size, style, face)
		extents.Lock()
		if len(extents.known) >= maxExtents {
			clear(extents.known)
		}
		extents.known[key] = got
		extents.Unlock()
	}
	return got.size, got.ascent
}

type extentKey struct {
	text string
	size float32
	face string
}

const maxExtents = 20000 // some pages' worth in every text size

var extents = struct {
	sync.Mutex
	known map[extentKey]struct {
		size   fyne.Size
		ascent float32
	}
}{known: map[extentKey]struct {
	size   fyne.Size
	ascent float32
}{}}

// wide returns how wide a text object is.
func wide(t *canvas.Text) float32 {
	size, _ := extent(t.Text, t.TextSize, t.TextStyle, t.FontSource)
	return size.Width
}

// letters returns the span as an object on one line, not yet placed. With shell's it is where every text
// comes on the canvas, and where it is made legible.
func (e Env) letters(s span) *canvas.Text {
	t := canvas.NewText(legible.Line(s.text), e.Theme.Tone(s.tone))
	t.TextSize = e.size(s.role)
	t.TextStyle = s.style()
	t.FontSource = e.face(s)
	return t
}

// onLine places a text with its left end at x and its letters standing on baseline.
func onLine(t *canvas.Text, x, baseline float32) {
	size, ascent := extent(t.Text, t.TextSize, t.TextStyle, t.FontSource)
	t.Move(fyne.NewPos(round(x), round(baseline)-ceil(ascent)))
	t.Resize(size)
}

// toRight places a text with its right end at x.
func toRight(t *canvas.Text, x, baseline float32) {
	onLine(t, x-wide(t), baseline)
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
