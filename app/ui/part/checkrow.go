package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// CheckRow is one thing that has been checked, or not yet: a shape, what it is about in bold, and what is
// known of it.
type CheckRow struct {
	block
	mark  *canvas.Image
	label *lines
	text  *lines
	line  *canvas.Rectangle
	room  float32 // of the label
}

const (
	checkAir  = 6  // over and under a row
	checkGap  = 12 // between the shape and the label
	checkHigh = 36
)

// NewCheckRows returns a row for each.
func NewCheckRows(env Env, checks []page.Check) []Block {
	var rows []*CheckRow
	var room float32
	for _, c := range checks {
		r := &CheckRow{
			mark:  NewIcon(env, "status-"+string(c.Mark), markTones[c.Mark], look.MarkIcon),
			label: env.newLines(look.Body, span{text: c.Label, role: look.Body, bold: true, tone: look.Ink}),
			text:  env.newLines(look.Body, passages(look.Body, c.Runs)...), line: env.fill(look.Line),
		}
		room = max(room, r.label.natural())
		r.tall = func(width float32) float32 { return r.flow(width, nil) }
		r.lay = func(size fyne.Size) {
			objects := []fyne.CanvasObject{r.line, r.mark}
			r.flow(size.Width, &objects)
			place(r.line, 0, size.Height-1, size.Width, 1)
			r.objects = objects
		}
		r.init(r, env)
		rows = append(rows, r)
	}
	out := make([]Block, len(rows))
	for i, r := range rows {
		r.room = room + columnGap*2
		out[i] = r
	}
	return out
}

func (r *CheckRow) flow(width float32, objects *[]fyne.CanvasObject) float32 {
	env := r.env
	side := env.size(look.MarkIcon)
	left := side + checkGap
	under := left+r.room > width*0.55
	var text, high float32
	if under {
		text = width - left
		high = r.label.height(text) + r.text.height(text)
	} else {
		text = width - left - r.room
		high = max(r.label.height(r.room), r.text.height(text))
	}
	whole := max(high+2*checkAir, round(checkHigh*env.Theme.TextScale())-1)
	if objects != nil {
		y := round((whole - high) / 2)
		place(r.mark, 0, y+env.base(look.Body)-round(side*13/16), side, side)
		if under {
			*objects = append(*objects, r.label.objects(left, y, text)...)
			*objects = append(*objects, r.text.objects(left, y+r.label.height(text), text)...)
		} else {
			*objects = append(*objects, r.label.objects(left, y, r.room)...)
			*objects = append(*objects, r.text.objects(left+r.room, y, text)...)
		}
	}
	return whole + 1
}
