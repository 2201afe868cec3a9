package part

import (
	"bytes"
	"fmt"
	"image/color"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/ui/look"
	"rodatraden/assets"
)

// NewIcon returns one of our drawings by its file's name without ending, in a tone, as a square of
// the theme's size name. A name that is not there is a fault of the program and panics.
func NewIcon(env Env, name string, tone fyne.ThemeColorName, size fyne.ThemeSizeName) *canvas.Image {
	img := canvas.NewImageFromResource(icon(name, env.Theme.Tone(tone), env.Theme.Tone(look.Paper)))
	img.FillMode = canvas.ImageFillContain
	side := env.size(size)
	img.SetMinSize(fyne.NewSquareSize(side))
	img.Resize(fyne.NewSquareSize(side))
	return img
}

// icon returns a drawing with its colours put in: `currentColor` and the ground, `white`. Fyne keeps
// drawn pictures by resource name, so the colours are in the name.
func icon(name string, ink, ground color.NRGBA) fyne.Resource {
	key := fmt.Sprintf("%s-%02x%02x%02x-%02x%02x%02x.svg", name, ink.R, ink.G, ink.B, ground.R, ground.G, ground.B)
	if r, ok := icons.Load(key); ok {
		return r.(fyne.Resource)
	}
	raw, err := assets.Icons.ReadFile("icons/" + name + ".svg")
	if err != nil {
		panic(err)
	}
	raw = bytes.ReplaceAll(raw, []byte("currentColor"), []byte(hexOf(ink)))
	raw = bytes.ReplaceAll(raw, []byte(`"white"`), []byte(`"`+hexOf(ground)+`"`))
	r := fyne.NewStaticResource(key, raw)
	icons.Store(key, r)
	return r
}

var icons sync.Map // key to fyne.Resource

func hexOf(c color.NRGBA) string { return fmt.Sprintf("#%02X%02X%02X", c.R, c.G, c.B) }
