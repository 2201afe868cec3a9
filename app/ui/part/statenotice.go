package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// StateNotice is a band that tells of the state of something: a bar of ink at its left, an icon or a mark,
// a title in bold with a text under it, and at the right what can be done.
type StateNotice struct {
	block
	ground, bar *canvas.Rectangle
	icon        *canvas.Image // or nil
	title, text *lines
	action      *Button // or nil
}

const (
	statePad = 16 // beside the icon
	stateAir = 6  // over and under the words
)

// NewStateNotice returns the band; action may be nil.
func NewStateNotice(env Env, told page.StateNotice, action *Button) *StateNotice {
	n := &StateNotice{ground: env.fill(look.Selected), bar: env.fill(look.Ink), action: action}
	switch {
	case told.Mark != "":
		n.icon = NewIcon(env, "status-"+string(told.Mark), markTones[told.Mark], look.NavIcon)
	case told.Icon != "":
		n.icon = NewIcon(env, told.Icon, look.Ink, look.NavIcon)
	}
	n.title = env.newLines(look.Body, span{text: told.Title, role: look.Body, bold: true, tone: look.Ink})
	n.text = env.text(look.Caption, told.Text)
	n.tall = func(width float32) float32 { return n.flow(width, nil) }
	n.lay = func(size fyne.Size) {
		objects := []fyne.CanvasObject{n.ground, n.bar}
		n.flow(size.Width, &objects)
		place(n.ground, 0, 0, size.Width, size.Height)
		place(n.bar, 0, 0, env.size(look.ThreadLine), size.Height)
		n.objects = objects
	}
	n.init(n, env)
	return n
}

func (n *StateNotice) flow(width float32, objects *[]fyne.CanvasObject) float32 {
	env := n.env
	side := env.size(look.NavIcon)
	left := env.size(look.ThreadLine) + statePad
	if n.icon != nil {
		left += side + statePad
	}
	room := width - left - noticePad
	var button fyne.Size
	under := false
	if n.action != nil {
		button = n.action.natural()
		if under = room-button.Width-noticePad < width/2; !under {
			room -= button.Width + noticePad
		}
	}
	words := n.title.height(room) + n.text.height(room)
	high := words + 2*stateAir
	if n.action != nil && !under {
		high = max(high, button.Height+2*stateAir)
	}
	whole := high
	if under {
		whole += button.Height + stateAir
	}
	if objects == nil {
		return whole
	}
	y := round((high - words) / 2)
	if n.icon != nil {
		place(n.icon, env.size(look.ThreadLine)+statePad, round((high-side)/2), side, side)
		*objects = append(*objects, n.icon)
	}
	*objects = append(*objects, n.title.objects(left, y, room)...)
	*objects = append(*objects, n.text.objects(left, y+n.title.height(room), room)...)
	if n.action != nil {
		if under {
			place(n.action, left, high, button.Width, button.Height)
		} else {
			place(n.action, width-button.Width-noticePad, round((high-button.Height)/2), button.Width, button.Height)
		}
		*objects = append(*objects, n.action)
	}
	return whole
}
