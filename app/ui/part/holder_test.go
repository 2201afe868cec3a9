package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// newHolderForTest stands a block at a place with a width and the height that it asks for.
func newHolderForTest(b Block, x, y, width float32) fyne.CanvasObject {
	b.Move(fyne.NewPos(x, y))
	b.Resize(fyne.NewSize(width, b.HeightAt(width)))
	return container.NewWithoutLayout(b)
}
