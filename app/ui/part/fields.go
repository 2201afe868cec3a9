package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// FieldRow is a label and a text beside it, or under it where the row is short: a cell of a record,
// or what was said of it before.
type FieldRow struct {
	block
	label, text *lines
	room        float32
	line        *canvas.Rectangle
}

const fieldAir = 6 // over and under a row

// NewFields returns a row for each label and text.
func NewFields(env Env, fields []page.NamedText) []Block {
	texts := make([]*lines, len(fields))
	labels := make([]string, len(fields))
	for i, f := range fields {
		labels[i], texts[i] = f.Label, env.text(look.Body, f.Text)
	}
	return newFields(env, labels, texts)
}

func newFields(env Env, labels []string, texts []*lines) []Block {
	var rows []*FieldRow
	var room float32
	for i, text := range texts {
		r := &FieldRow{label: env.muted(look.Caption, labels[i]), text: text, line: env.fill(look.Line)}
		room = max(room, r.label.natural())
		r.tall = func(width float32) float32 { return r.flow(width, nil) }
		r.lay = func(size fyne.Size) {
			objects := []fyne.CanvasObject{r.line}
			r.flow(size.Width, &objects)
			place(r.line, 0, size.Height-1, size.Width, 1)
			r.objects = objects
		}
		r.init(r, env)
		rows = append(rows, r)
	}
	out := make([]Block, len(rows))
	for i, r := range rows {
		r.room = min(room+columnGap*2, round(220*env.Theme.TextScale()))
		out[i] = r
	}
	return out
}

func (r *FieldRow) flow(width float32, objects *[]fyne.CanvasObject) float32 {
	env := r.env
	draw := func(l *lines, x, y, w float32) {
		if objects != nil {
			*objects = append(*objects, l.objects(x, y, w)...)
		}
	}
	if r.room > width*0.45 {
		draw(r.label, 0, fieldAir, width)
		high := r.label.height(width)
		draw(r.text, 0, fieldAir+high, width)
		return high + r.text.height(width) + 2*fieldAir + 1
	}
	label, text := r.room-columnGap, width-r.room
	draw(r.label, 0, fieldAir+env.base(look.Body)-env.base(look.Caption), label)
	draw(r.text, r.room, fieldAir, text)
	return max(r.label.height(label)+2, r.text.height(text)) + 2*fieldAir + 1
}
