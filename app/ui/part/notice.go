package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// Notice is a filled band with something that needs to be seen: a silent change, a state of the
// connection. It may have a mark, a bar at its left, and an action at its right.
type Notice struct {
	block
	ground, bar *canvas.Rectangle
	mark        *inline
	text        *lines
	action      *Button
}

const (
	noticePad = 12 // within the band, left and right
	noticeAir = 4  // over and under the text, at least
)

// NewNotice returns a band with runs of text. kind may be empty; action may be nil.
func NewNotice(env Env, kind page.MarkKind, action *Button, runs ...page.Passage) *Notice {
	n := &Notice{ground: env.fill(look.Selected), action: action}
	n.text = env.newLines(look.Caption, passages(look.Caption, runs)...)
	n.mark = env.newInline(page.Mark{Kind: kind}, look.Caption, look.Ink)
	return n.make(env)
}

// NewBarNotice returns a band with a bar of ink at its left: the state of something, no alarm.
func NewBarNotice(env Env, action *Button, runs ...page.Passage) *Notice {
	n := &Notice{ground: env.fill(look.Selected), bar: env.fill(look.Ink), action: action}
	n.text = env.newLines(look.Caption, passages(look.Caption, runs)...)
	n.mark = env.newInline(page.Mark{}, look.Caption, look.Ink)
	return n.make(env)
}

func (n *Notice) make(env Env) *Notice {
	n.tall = func(width float32) float32 { return n.flow(width, nil) }
	n.lay = func(size fyne.Size) {
		objects := []fyne.CanvasObject{n.ground}
		n.flow(size.Width, &objects)
		place(n.ground, 0, 0, size.Width, size.Height)
		if n.bar != nil {
			place(n.bar, 0, 0, env.size(look.ThreadLine), size.Height)
			objects = append(objects, n.bar)
		}
		n.objects = objects
	}
	n.init(n, env)
	return n
}

func (n *Notice) flow(width float32, objects *[]fyne.CanvasObject) float32 {
	env := n.env
	left := noticePad + n.mark.lead()
	right := width - noticePad
	least := env.size(look.Control)
	var button fyne.Size
	under := false
	if n.action != nil {
		button = n.action.natural()
		least = button.Height
		if right-button.Width-left < width/3 {
			under = true // no room beside the text
		} else {
			right = width - button.Width - 2*noticePad
		}
	}
	text := n.text.height(right - left)
	high := max(least, text+2*noticeAir)
	if under {
		high = text + 2*noticeAir + button.Height + noticeAir
	}
	if objects == nil {
		return high
	}
	top := round((high - text) / 2)
	if under {
		top = noticeAir
	}
	if n.mark.kind != "" {
		*objects = append(*objects, n.mark.objects(noticePad, top, n.mark.lead())...)
	}
	*objects = append(*objects, n.text.objects(left, top, right-left)...)
	if n.action != nil {
		if under {
			place(n.action, left, top+text+noticeAir, button.Width, button.Height)
		} else {
			place(n.action, width-button.Width, round((high-button.Height)/2), button.Width, button.Height)
		}
		*objects = append(*objects, n.action)
	}
	return high
}
