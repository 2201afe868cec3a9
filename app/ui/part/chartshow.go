package part

import (
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/diagram"
)

// Draw draws another diagram in the chart's place: the same one with another choice. What was drawn
// stands until the new picture is there.
func (c *Chart) Draw(d diagram.Diagram) {
	c.choose(-1)
	c.mu.Lock()
	c.diagram, c.drawn = d, pixels{}
	c.mu.Unlock()
	c.least.width = -1
	c.table = NewDataTable(c.env, d.Table())
	c.forget()
	c.Refresh()
	canvas.Refresh(c.raster)
}
