package part

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// Writing is a field that a view needs. The window makes it, so that the window's keys work in it.
type Writing struct {
	Name    string // for the focus
	Text    string
	Hint    string // while it is empty
	Lines   int    // 1 is a line that does not break
	Changed func(text string)
}

const writingAir = 24 // over and under several lines together

// NewWriting returns the block of a field; where nothing can be written, its text.
func NewWriting(env Env, w Writing) Block {
	if env.Write == nil {
		return NewProse(env, look.Body, page.Passage{Text: w.Text})
	}
	high := env.touch()
	if w.Lines > 1 {
		high = env.line(look.Body)*float32(w.Lines) + writingAir
	}
	return NewHolder(env, env.Write(w), high)
}

// Judging is the reader's own verdicts on what the auditors recommend.
type Judging interface {
	Verdict(record string) (verdict, comment string) // empty where there is none
	Judge(record, verdict, comment string)
}

// NewWritingRow returns a field with buttons at its right end, or under it where they have no room.
func NewWritingRow(env Env, w Writing, buttons ...*Button) Block {
	r := &writingRow{field: NewWriting(env, w), row: NewButtons(env, buttons...)}
	for i, b := range buttons {
		if i > 0 {
			r.wants += rowGap
		}
		r.wants += b.natural().Width
	}
	r.objects = []fyne.CanvasObject{r.field, r.row}
	r.tall = func(width float32) float32 { return r.flow(width, false) }
	r.lay = func(size fyne.Size) { r.flow(size.Width, true) }
	r.init(r, env)
	return r
}

type writingRow struct {
	block
	field Block
	row   *Row
	wants float32 // of the buttons, on one row
}

func (r *writingRow) flow(width float32, placing bool) float32 {
	room := width - r.wants - rowGap
	if room < width/2 {
		field, row := r.field.HeightAt(width), r.row.HeightAt(width)
		if placing {
			place(r.field, 0, 0, width, field)
			place(r.row, 0, field+rowGap, width, row)
		}
		return field + rowGap + row
	}
	high := max(r.field.HeightAt(room), r.row.HeightAt(r.wants))
	if placing {
		place(r.field, 0, 0, room, r.field.HeightAt(room))
		place(r.row, width-r.wants, 0, r.wants, high)
	}
	return high
}
