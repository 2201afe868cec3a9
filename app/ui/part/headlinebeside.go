package part

import "fyne.io/fyne/v2"

// NewHeadlineBeside returns the top of a page with buttons at its right end, or under it where they have
// no room.
func NewHeadlineBeside(env Env, headline, sub string, buttons ...*Button) Block {
	if len(buttons) == 0 {
		return NewHeadline(env, headline, sub)
	}
	b := &headlineBeside{head: NewHeadline(env, headline, sub), row: NewButtons(env, buttons...)}
	for i, button := range buttons {
		if i > 0 {
			b.wants += rowGap
		}
		b.wants += button.natural().Width
	}
	b.objects = []fyne.CanvasObject{b.head, b.row}
	b.tall = func(width float32) float32 { return b.flow(width, false) }
	b.lay = func(size fyne.Size) { b.flow(size.Width, true) }
	b.init(b, env)
	return b
}

type headlineBeside struct {
	block
	head  Block
	row   *Row
	wants float32 // of the buttons, on one row
}

const headlineLeast = 0.5 // of the width, for the words beside buttons

func (b *headlineBeside) flow(width float32, placing bool) float32 {
	room := width - b.wants - asideGap
	if room < width*headlineLeast {
		head, row := b.head.HeightAt(width), b.row.HeightAt(width)
		if placing {
			place(b.head, 0, 0, width, head)
			place(b.row, 0, head+rowGap, width, row)
		}
		return head + rowGap + row
	}
	head, row := b.head.HeightAt(room), b.row.HeightAt(b.wants)
	high := max(head, row)
	if placing {
		place(b.head, 0, 0, room, head)
		place(b.row, width-b.wants, min(round((high-row)/2)+2, high-row), b.wants, row)
	}
	return high
}
