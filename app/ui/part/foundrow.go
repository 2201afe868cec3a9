package part

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// Found is something that a check found.
type Found struct {
	Mark  page.Mark
	Where string // where it stands
	Wrong string
	Do    string
	Sides []page.NamedText // figures that differ
	Reply string           // where it is answered, or how
}

// FoundRow is one thing that a check found: at the left whether it stops, then where it stands, what is
// wrong and what to do, and at the right the button that goes there. Where the row is short they stand
// under each other.
type FoundRow struct {
	block
	mark   *inline
	texts  []*lines
	button *Button // or nil
	line   *canvas.Rectangle
	cuts   []float32 // where the row may be cut if it must: after each line of its texts
}

const (
	foundAir   = 8   // over and under a row
	foundMark  = 112 // room of the mark at 100 %
	foundLeast = 300 // room that the words want at 100 %
)

// NewFoundRow returns the row; button may be nil.
func NewFoundRow(env Env, f Found, button *Button) *FoundRow {
	r := &FoundRow{mark: env.newInline(f.Mark, look.Caption, look.Ink), button: button, line: env.fill(look.Line)}
	add := func(l *lines, there bool) {
		if there {
			r.texts = append(r.texts, l)
		}
	}
	add(env.muted(look.Caption, f.Where), f.Where != "")
	add(env.newLines(look.Body, span{text: f.Wrong, role: look.Body, bold: true, tone: look.Ink}), f.Wrong != "")
	add(env.text(look.Body, f.Do), f.Do != "")
	for _, side := range f.Sides {
		add(env.newLines(look.Caption, span{text: side.Label + ": ", role: look.Caption, tone: look.Ink2}, span{text: side.Text, role: look.Caption, bold: true, tone: look.Ink}), true)
	}
	add(env.muted(look.Caption, f.Reply), f.Reply != "")
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

func (r *FoundRow) flow(width float32, objects *[]fyne.CanvasObject) float32 {
	env := r.env
	r.cuts = r.cuts[:0]
	draw := func(more []fyne.CanvasObject) {
		if objects != nil {
			*objects = append(*objects, more...)
		}
	}
	mark := max(round(foundMark*env.Theme.TextScale()), ceil(r.mark.natural())+columnGap)
	var button fyne.Size
	if r.button != nil {
		button = r.button.natural()
	}
	x, room := mark, width-mark-button.Width-rowGap
	y := float32(foundAir)
	under := room < foundLeast*env.Theme.TextScale()
	if under {
		draw(r.mark.objects(0, y, width))
		y += r.mark.height(width)
		x, room = 0, width
	} else {
		draw(r.mark.objects(0, y, mark))
	}
	top := y
	for _, l := range r.texts {
		draw(l.objects(x, y, room))
		for i := range l.count(room) {
			if at := y + float32(i)*env.line(l.role); at >= top+button.Height || under {
				r.cuts = append(r.cuts, at)
			}
		}
		y += l.height(room)
	}
	switch {
	case r.button == nil:
	case under:
		y += rowGap / 2
		if objects != nil {
			place(r.button, 0, y, min(button.Width, width), button.Height)
		}
		y += button.Height
	default:
		if objects != nil {
			place(r.button, width-button.Width, top, button.Width, button.Height)
		}
		y = max(y, top+button.Height)
	}
	if r.button != nil {
		draw([]fyne.CanvasObject{r.button})
	}
	return y + foundAir + 1
}

// pieces lets a row that is high for its window be cut between the lines of its texts.
func (r *FoundRow) pieces(at fyne.Position) []piece {
	size := r.Size()
	if p := r.env.page; p == nil || size.Height <= p.view()/2 {
		return []piece{{block: r, x: at.X, y: at.Y, w: size.Width, h: size.Height}}
	}
	var out []piece
	var top float32
	for _, cut := range append(slices.Clone(r.cuts), size.Height) {
		if cut > top {
			out = append(out, piece{block: r, x: at.X, y: at.Y + top, w: size.Width, h: cut - top})
			top = cut
		}
	}
	return out
}
