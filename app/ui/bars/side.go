package bars

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
)

// Side is the navigation beside the content: the program's name, the places, and the foot that says what
// is read.
type Side struct {
	th    *look.Theme
	wide  float32
	top   float32 // the height of the bar over the content, which the name stands beside
	brand *canvas.Image
	name  *canvas.Text
	lines [3]*canvas.Rectangle // right edge, under the name, over the foot
	items []*NavItem
	foot  []*canvas.Text
	gaps  []float32 // over each line of the foot
	rows  []int     // the row of the foot that each line is of
}

// NewSide returns the navigation of places, between which Up and Down move, so wide, beside a bar so high.
func (b *Bars) NewSide(items []*NavItem, foot []string, wide, top float32) *fyne.Container {
	th := b.of.Theme()
	d := &Side{th: th, wide: wide, top: top, items: items}
	d.brand = part.NewIcon(b.of.Env(), "thread", look.Thread, look.NavIcon)
	d.name = Letters(th, b.text("ui.name"), look.Section, look.Ink, true)
	objects := []fyne.CanvasObject{d.brand, d.name}
	for i := range d.lines {
		d.lines[i] = canvas.NewRectangle(th.Tone(look.Line))
		objects = append(objects, d.lines[i])
	}
	for _, item := range items {
		objects = append(objects, item)
	}
	d.linkItems(b)
	for i, row := range foot {
		tone, gap := look.Ink2, float32(0)
		if i == 0 {
			tone = look.Ink
		} else if i == len(foot)-1 {
			gap = footGap
		}
		for _, t := range Wrap(th, row, look.Caption, tone, false, wide-28) {
			d.foot = append(d.foot, t)
			d.gaps = append(d.gaps, gap)
			d.rows = append(d.rows, i)
			gap = 0
			objects = append(objects, t)
		}
	}
	return container.New(d, objects...)
}

const (
	footGap = 3  // over where it is stored
	footAir = 10 // over and under the foot
)

func (d *Side) footHeight() float32 {
	var high float32
	for i, t := range d.foot {
		if !t.Hidden {
			high += d.gaps[i] + d.th.Line(look.Caption)
		}
	}
	return high
}

// linkItems lets Up and Down move between the pages.
func (d *Side) linkItems(b *Bars) {
	for i, item := range d.items {
		item.Key = func(k fyne.KeyName) bool {
			to := i
			switch k {
			case fyne.KeyUp:
				to--
			case fyne.KeyDown:
				to++
			default:
				return false
			}
			if to >= 0 && to < len(d.items) {
				b.Focus(d.items[to])
			}
			return true
		}
	}
}

// Layout places everything from the top, and the foot from the bottom.
func (d *Side) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	th := d.th
	top := d.top
	icon := th.Size(look.NavIcon) * 1.2
	Place(d.brand, 16, (top-icon)/2, icon, icon)
	Stand(d.name, 16+icon+8, (top-th.Line(look.Section))/2+th.Baseline(look.Section))
	Place(d.lines[0], size.Width-1, 0, 1, size.Height)
	Place(d.lines[1], 0, top-1, size.Width-1, 1)
	each := d.fit(size.Height)
	y := top + 6
	for _, item := range d.items {
		Place(item, 0, y, size.Width-1, each)
		y += each
	}
	line := th.Line(look.Caption)
	y = size.Height - footAir - d.footHeight()
	Place(d.lines[2], 0, y-footAir, size.Width-1, 1)
	for i, t := range d.foot {
		if t.Hidden {
			continue
		}
		y += d.gaps[i]
		Stand(t, 16, y+th.Baseline(look.Caption))
		y += line
	}
}

// fit finds how high each page of the navigation is. In a low window they come closer together, and what
// still has no room over the foot takes the place of its last rows, but never of the first.
func (d *Side) fit(height float32) float32 {
	room := height - d.top - 6 - 2*footAir
	pages, least := float32(len(d.items)), d.th.Size(look.Control)
	for _, t := range d.foot {
		t.Show()
	}
	for i := len(d.rows) - 1; i > 0 && d.rows[i] > 0 && pages*least+d.footHeight() > room; i-- {
		for k, row := range d.rows {
			if row == d.rows[i] {
				d.foot[k].Hide()
			}
		}
	}
	return min(d.th.Size(look.TouchLine), max(least, float32(int((room-d.footHeight())/pages))))
}

// MinSize is the width of the navigation and the least height of what it holds.
func (d *Side) MinSize([]fyne.CanvasObject) fyne.Size {
	h := d.top + 6 + 2*footAir + d.th.Line(look.Caption) + float32(len(d.items))*d.th.Size(look.Control)
	return fyne.NewSize(d.wide, h)
}
