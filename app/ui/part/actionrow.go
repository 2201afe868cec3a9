package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/ui/look"
)

// ActionRow is a thing, perhaps with a note under it, and at the right the button that does something with it, or
// under them where the row is short.
type ActionRow struct {
	block
	name, note *lines // note is nil where there is none
	button     *Button
	line       *canvas.Rectangle
}

const actionAir = 6 // over and under a row

// NewActionRow returns the row.
func NewActionRow(env Env, name, note string, button *Button) *ActionRow {
	r := &ActionRow{name: env.text(look.Body, name), button: button, line: env.fill(look.Line)}
	if note != "" {
		r.note = env.muted(look.Caption, note)
	}
	r.tall = func(width float32) float32 { return r.flow(width, nil) }
	r.lay = func(size fyne.Size) {
		objects := []fyne.CanvasObject{r.line}
		r.flow(size.Width, &objects)
		place(r.line, 0, size.Height-1, size.Width, 1)
		r.objects = objects
	}
	r.steady = true
	r.init(r, env)
	return r
}

func (r *ActionRow) flow(width float32, objects *[]fyne.CanvasObject) float32 {
	button := r.button.natural()
	room := width - button.Width - rowGap
	under := room < width*0.5
	if under {
		room = width
	}
	words := r.name.height(room)
	if r.note != nil {
		words += r.note.height(room)
	}
	high := max(words, button.Height)
	top, left := round((high-words)/2), width-button.Width
	at := round((high - button.Height) / 2)
	if under {
		high, top, left, at = words+actionAir+button.Height, 0, 0, words+actionAir
	}
	if objects != nil {
		*objects = append(*objects, r.name.objects(0, actionAir+top, room)...)
		if r.note != nil {
			*objects = append(*objects, r.note.objects(0, actionAir+top+r.name.height(room), room)...)
		}
		place(r.button, left, actionAir+at, min(button.Width, width), button.Height)
		*objects = append(*objects, r.button)
	}
	return high + 2*actionAir + 1
}
