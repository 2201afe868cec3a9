package part

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/app/ui/canvastest"
	"rodatraden/app/ui/look"
)

// stand returns an Env in Swedish at 100 %, whose theme is the running app's.
func stand(t *testing.T) Env { return standing(t, look.Light, 1) }

func standing(t *testing.T, kind look.Kind, scale float32) Env {
	t.Helper()
	test.NewTempApp(t)
	theme := look.New(kind, scale)
	test.ApplyTheme(t, theme)
	return Env{L: i18n.New("sv"), Theme: theme, Headless: true}
}

// lay gives a block a width and the height that it asks for there.
func lay(b Block, width float32) fyne.Size {
	size := fyne.NewSize(width, b.HeightAt(width))
	b.Resize(size)
	return size
}

// inWindow puts blocks under each other in a test window, where they can have the focus.
func inWindow(t *testing.T, objects ...fyne.CanvasObject) fyne.Window {
	t.Helper()
	w := test.NewTempWindow(t, container.NewVBox(objects...))
	w.SetPadded(false)
	w.Resize(fyne.NewSize(700, 500))
	return w
}

func key(name fyne.KeyName) *fyne.KeyEvent { return &fyne.KeyEvent{Name: name} }

func texts(b Block) []string {
	var out []string
	for _, p := range canvastest.Texts(b, b.Size()) {
		out = append(out, p.Text)
	}
	return out
}

// number is a reported figure with its sign.
func number(n, unit string, sign int) page.Figure {
	v := n
	return page.Figure{Value: &v, Status: "reported", Text: n + "\u00a0" + unit, Number: n, Unit: unit, Sign: sign}
}

var (
	notQuoted   = page.Figure{Status: "not_quoted", Text: "återges inte"}
	notReported = page.Figure{Status: "not_reported", Text: "redovisas inte"}
)

// differ reports whether two pictures are not the same.
func differ(a, b image.Image) bool {
	if a.Bounds() != b.Bounds() {
		return true
	}
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y++ {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x++ {
			if a.At(x, y) != b.At(x, y) {
				return true
			}
		}
	}
	return false
}
