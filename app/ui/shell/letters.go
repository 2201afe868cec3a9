package shell

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/ui/look"
)

// letters returns a text in a role and a tone of the theme.
func letters(th *look.Theme, text string, role fyne.ThemeSizeName, tone fyne.ThemeColorName, bold bool) *canvas.Text {
	t := canvas.NewText(text, th.Tone(tone))
	t.TextSize = th.Size(role)
	t.TextStyle.Bold = bold
	return t
}

// stand places a text with its left end at x and its letters on a baseline, both on whole pixels.
func stand(t *canvas.Text, x, baseline float32) {
	size, ascent := fyne.CurrentApp().Driver().RenderedTextSize(t.Text, t.TextSize, t.TextStyle, t.FontSource)
	t.Move(fyne.NewPos(round(x), round(baseline)-float32(math.Ceil(float64(ascent)))))
	t.Resize(size)
}

// width returns how wide a text is.
func width(t *canvas.Text) float32 { return t.MinSize().Width }

// place moves and sizes an object on whole pixels.
func place(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(round(x), round(y)))
	o.Resize(fyne.NewSize(round(w), round(h)))
}

func round(v float32) float32 { return float32(math.Round(float64(v))) }

// wrap breaks a text into lines no wider than a width; a word that is wider stands alone.
func wrap(th *look.Theme, text string, role fyne.ThemeSizeName, tone fyne.ThemeColorName, bold bool, room float32) []*canvas.Text {
	var out []*canvas.Text
	line := ""
	for _, word := range splitWords(text) {
		try := word
		if line != "" {
			try = line + " " + word
		}
		if line != "" && width(letters(th, try, role, tone, bold)) > room {
			out = append(out, letters(th, line, role, tone, bold))
			try = word
		}
		line = try
	}
	if line != "" {
		out = append(out, letters(th, line, role, tone, bold))
	}
	return out
}
