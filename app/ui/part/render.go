package part

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"

	"rodatraden/app/ui/look"
)

// Render draws an object in a theme, in a window of w by h logical pixels and scale device pixels
// to each of them. No screen is needed. It sets the running app's theme.
func Render(obj fyne.CanvasObject, theme *look.Theme, w, h, scale float32) image.Image {
	c := Headless(obj, theme, w, h, scale)
	return c.Capture()
}

// Headless returns a canvas without a screen that holds the object, laid out for w by h.
func Headless(obj fyne.CanvasObject, theme *look.Theme, w, h, scale float32) fyne.Canvas {
	fyne.CurrentApp().Settings().SetTheme(theme)
	c := software.NewCanvas()
	c.SetPadded(false)
	c.SetScale(scale)
	c.SetContent(obj)
	c.Resize(fyne.NewSize(w, h))
	return c
}
