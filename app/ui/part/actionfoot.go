package part

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/ui/look"
)

// ActionFoot is what stands at the foot of a page where things are done: buttons at the left, and at the
// right the one that leads on with a word beside it. Where they have no room beside each other the latter
// go under.
type ActionFoot struct {
	block
	left *Row
	note *lines
	on   *Button // or nil
}

// NewActionFoot returns the foot; on may be nil, and note empty.
func NewActionFoot(env Env, left []*Button, note string, on *Button) *ActionFoot {
	f := &ActionFoot{left: NewButtons(env, left...), note: env.muted(look.Caption, note), on: on}
	f.tall = func(width float32) float32 { return f.flow(width, nil) }
	f.lay = func(size fyne.Size) {
		objects := []fyne.CanvasObject{f.left}
		f.flow(size.Width, &objects)
		f.objects = objects
	}
	f.objects = []fyne.CanvasObject{f.left}
	if on != nil {
		f.objects = append(f.objects, on)
	}
	f.init(f, env)
	return f
}

// leftWidth is what the buttons take on one row.
func (f *ActionFoot) leftWidth() float32 {
	var x float32
	for _, b := range f.left.items {
		x += b.natural().Width + rowGap
	}
	return max(x-rowGap, 0)
}

func (f *ActionFoot) flow(width float32, objects *[]fyne.CanvasObject) float32 {
	var on fyne.Size
	if f.on != nil {
		on = f.on.natural()
	}
	note := f.note.natural()
	left := min(f.leftWidth(), width)
	high := f.left.HeightAt(left)
	if objects != nil {
		place(f.left, 0, 0, left, high)
		settle(f.left)
	}
	right := on.Width
	if note > 0 && right > 0 {
		right += rowGap
	}
	right += note
	y := float32(0)
	if left > 0 && left+columnGap+right > width {
		y = high + rowGap
	}
	x := width - right
	if y > 0 || x < 0 {
		x = 0
	}
	line := max(on.Height, high)
	if y > 0 {
		line = on.Height
	}
	words := f.note.height(min(note+1, width))
	stacked := right > width && note > 0 && on.Width > 0 // not even they fit beside each other
	if stacked {
		words = f.note.height(width)
		line = words + rowGap/2 + on.Height
	}
	line = max(line, words)
	if objects != nil {
		if note > 0 {
			at := y + round((line-words)/2)
			room := min(note+1, width)
			if stacked {
				at, room = y, width
			}
			*objects = append(*objects, f.note.objects(x, at, room)...)
		}
		if f.on != nil {
			bx, by := x+right-on.Width, y+round((line-on.Height)/2)
			if stacked {
				bx, by = 0, y+line-on.Height
			}
			place(f.on, bx, by, on.Width, on.Height)
			*objects = append(*objects, f.on)
		}
	}
	return max(high, y+line)
}
