package bars

import (
	"math"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/legible"
	"rodatraden/app/ui/look"
)

// Letters returns a legible text on one line, in a role and a tone of the theme.
func Letters(th *look.Theme, text string, role fyne.ThemeSizeName, tone fyne.ThemeColorName, bold bool) *canvas.Text {
	t := canvas.NewText(legible.Line(text), th.Tone(tone))
	t.TextSize = th.Size(role)
	t.TextStyle.Bold = bold
	t.FontSource = th.Font(t.TextStyle)
	return t
}

// Stand places a text with its left end at x and its letters on a baseline, both on whole pixels.
func Stand(t *canvas.Text, x, baseline float32) {
	size, ascent := fyne.CurrentApp().Driver().RenderedTextSize(t.Text, t.TextSize, t.TextStyle, t.FontSource)
	t.Move(fyne.NewPos(Round(x), Round(baseline)-float32(math.Ceil(float64(ascent)))))
	t.Resize(size)
}

// Width returns how wide a text is.
func Width(t *canvas.Text) float32 { return t.MinSize().Width }

// Place moves and sizes an object on whole pixels.
func Place(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(Round(x), Round(y)))
	o.Resize(fyne.NewSize(Round(w), Round(h)))
}

// Round returns the nearest whole number.
func Round(v float32) float32 { return float32(math.Round(float64(v))) }

// Wrap breaks a text into lines no wider than a width, at plain spaces: what a no-break space joins
// stays together. A word that is wider than a line, such as a path, is broken between letters.
func Wrap(th *look.Theme, text string, role fyne.ThemeSizeName, tone fyne.ThemeColorName, bold bool, room float32) []*canvas.Text {
	var out []*canvas.Text
	fits := func(text string) bool { return room <= 0 || Width(Letters(th, text, role, tone, bold)) <= room }
	line := ""
	flush := func() {
		if line != "" {
			out = append(out, Letters(th, line, role, tone, bold))
		}
		line = ""
	}
	for _, word := range strings.Split(legible.Line(text), " ") {
		if word == "" {
			continue
		}
		if line != "" && fits(line+" "+word) {
			line += " " + word
			continue
		}
		flush()
		if fits(word) {
			line = word
			continue
		}
		for letter := range legible.Letters(word) {
			if line != "" && !fits(line+letter) {
				flush()
			}
			line += letter
		}
	}
	flush()
	return out
}
