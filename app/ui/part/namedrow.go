package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// NamedRow is a label with its text beside it, or under it where the row is short: a field of a
// record, a key and what it does.
type NamedRow struct {
	block
	label, text *lines
	line        *canvas.Rectangle
}

const namedRoom = 200 // for the label, at 100 %

// NewNamedRows returns a row for each label and text.
func NewNamedRows(env Env, rows []page.NamedText) []*NamedRow {
	out := make([]*NamedRow, len(rows))
	for i, n := range rows {
		r := &NamedRow{label: env.muted(look.Caption, n.Label), text: env.text(look.Body, n.Text), line: env.fill(look.Line)}
		r.tall = func(width float32) float32 { return r.flow(width, nil) }
		r.lay = func(size fyne.Size) {
			var objects []fyne.CanvasObject
			r.flow(size.Width, &objects)
			place(r.line, 0, size.Height-1, size.Width, 1)
			r.objects = append(objects, r.line)
		}
		r.init(r, env)
		out[i] = r
	}
	return out
}

func (r *NamedRow) flow(width float32, objects *[]fyne.CanvasObject) float32 {
	room := round(namedRoom * r.env.Theme.TextScale())
	const pad = 6
	if room > width/2 {
		h := r.label.height(width)
		if objects != nil {
			*objects = append(*objects, r.label.objects(0, pad, width)...)
			*objects = append(*objects, r.text.objects(0, pad+h, width)...)
		}
		return h + r.text.height(width) + 2*pad + 1
	}
	// The label's letters stand on the baseline of the text's first line.
	down := r.env.base(look.Body) - r.env.base(look.Caption)
	if objects != nil {
		*objects = append(*objects, r.label.objects(0, pad+down, room-16)...)
		*objects = append(*objects, r.text.objects(room, pad, width-room)...)
	}
	return max(r.label.height(room-16)+down, r.text.height(width-room)) + 2*pad + 1
}
