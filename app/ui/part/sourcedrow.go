package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// Sourced is something said, with where it stands.
type Sourced struct {
	Label  string       // what it is: a step, a kind, a place
	Text   page.Passage // empty where only the mark is told
	Source *page.Source
	Record string // what a press opens; empty opens nothing

	Absent page.Mark // beside the label, where nothing is said
	Mark   page.Mark // under the text: how the program reads it
	Read   string    // after the mark: Appens tolkning
	Note   string    // under all of that
}

// SourcedRow is a label with a link to its source at the right end of the line, and under them what
// is said. A press on the row opens the record, on the link the passage.
type SourcedRow struct {
	press
	said  Sourced
	label *lines
	text  *lines
	link  *Link
	under *canvas.Rectangle
	line  *canvas.Rectangle // under the row; nil in a trail
	ring  *ring

	cuts   []float32   // where the row may be cut if it must: after each line of a text but its last
	trail  *trailPlace // nil outside a trail
	absent *float32    // the longest label's width: the marks of absence begin alike in all rows
}

const (
	sourcedTop    = 6 // over and under a row with a line
	sourcedBottom = 7
	trailBottom   = 9
	absentGap     = 21 // between the longest label and the marks of absence
)

// NewSourcedRows returns a row for each thing said, with a line under it.
func NewSourcedRows(env Env, all []Sourced) []*SourcedRow {
	group := &Group{}
	rows := make([]*SourcedRow, len(all))
	room := new(float32)
	for i, one := range all {
		r := newSourcedRow(env, one)
		r.line, r.group, r.absent = env.fill(look.Line), group, room
		if r.label != nil {
			*room = max(*room, r.label.natural())
		}
		group.add(r)
		rows[i] = r
	}
	return rows
}

func newSourcedRow(env Env, one Sourced) *SourcedRow {
	r := &SourcedRow{said: one, under: env.fill(look.Selected), ring: env.newRing(), absent: new(float32)}
	if one.Label != "" {
		r.label = env.muted(look.Caption, one.Label)
	}
	if one.Text.Text != "" {
		r.text = env.newLines(look.Node, passages(look.Node, []page.Passage{one.Text})...)
	}
	if one.Source != nil && one.Source.Record != "" {
		r.link = NewSourceLink(env, one.Source.Record, one.Source.Label)
	}
	if one.Record != "" {
		r.opens(one.Record)
	}
	r.tall = func(width float32) float32 { return r.flow(width, nil) }
	r.lay = func(size fyne.Size) {
		objects := []fyne.CanvasObject{r.under}
		r.flow(size.Width, &objects)
		place(r.under, r.lead(), 0, size.Width-r.lead(), size.Height-1)
		if r.line != nil {
			place(r.line, 0, size.Height-1, size.Width, 1)
			objects = append(objects, r.line)
		}
		if r.trail != nil {
			objects = append(objects, r.trail.objects(env, size.Height)...)
		}
		r.ring.set(r.lead(), 0, size.Width-r.lead(), size.Height-1)
		r.objects = append(objects, r.ring.objects()...)
	}
	r.paint = func() {
		r.ring.show(r.focused)
		r.under.Hidden = !r.hovered
	}
	r.paint()
	r.steady = true
	r.start(r, env)
	return r
}

// Pressable reports whether the row opens something.
func (r *SourcedRow) Pressable() bool { return r.do != nil }

// pieces lets the page stop between the lines of a row that a window hardly holds.
func (r *SourcedRow) pieces(at fyne.Position) []piece {
	size := r.Size()
	if p := r.env.page; p == nil || size.Height <= p.view()/2 {
		return []piece{{block: r, x: at.X, y: at.Y, w: size.Width, h: size.Height}}
	}
	var out []piece
	var top float32
	for _, cut := range append(r.cuts, size.Height) {
		out = append(out, piece{block: r, x: at.X, y: at.Y + top, w: size.Width, h: cut - top})
		top = cut
	}
	return out
}

// cut notes where a text that begins at y may be cut.
func (r *SourcedRow) cut(text *lines, y, width float32) {
	for i := 1; i < text.count(width); i++ {
		r.cuts = append(r.cuts, y+float32(i)*r.env.line(text.role))
	}
}

// lead is the room that the trail takes at the left.
func (r *SourcedRow) lead() float32 {
	if r.trail == nil {
		return 0
	}
	return trailLead(r.env) - trailInset
}

// flow lays the row out from its top and returns its height.
func (r *SourcedRow) flow(width float32, objects *[]fyne.CanvasObject) float32 {
	env := r.env
	top, bottom, left := float32(sourcedTop), float32(sourcedBottom+1), float32(0)
	if r.trail != nil {
		top, bottom, left = 0, trailBottom, trailLead(env)
	}
	draw := func(more []fyne.CanvasObject) {
		if objects != nil {
			*objects = append(*objects, more...)
		}
	}
	room := width - left
	y := top
	r.cuts = r.cuts[:0]
	// The link stands on the first line of the row, whatever that is, or under everything.
	first := r.label
	if first == nil {
		first = r.text
	}
	var link fyne.Size
	beside := false
	if r.link != nil && first != nil {
		link = r.link.natural()
		wants := first.natural()
		if first == r.text {
			wants = min(wants, room/2)
		}
		beside = wants+asideGap+link.Width <= room
	}
	if r.link != nil && beside && objects != nil {
		baseline := y + env.base(first.role)
		place(r.link, width-link.Width, baseline-r.link.baseline(), link.Width, link.Height)
	}
	if r.label != nil {
		draw(r.label.objects(left, y, room))
		high := r.label.height(room)
		if r.said.Absent.Kind != "" {
			mark := env.newInline(r.said.Absent, look.Caption, look.Ink2)
			if at := left + *r.absent + absentGap; at+mark.natural() <= width {
				draw(mark.objects(at, y, width-at))
			} else {
				draw(mark.objects(left, y+high, room))
				high += mark.height(room)
			}
		}
		y += high
	}
	if r.text != nil {
		space := room
		if r.label == nil && beside {
			space -= link.Width + asideGap
		}
		draw(r.text.objects(left, y, space))
		r.cut(r.text, y, space)
		y += r.text.height(space)
	}
	if r.said.Mark.Kind != "" {
		tone := look.Ink
		if absent(r.said.Mark.Kind) {
			tone = look.Ink2
		}
		mark := env.newInline(r.said.Mark, look.Caption, tone)
		if r.said.Read != "" {
			mark.text.spans = append(mark.text.spans, span{text: " · " + r.said.Read, role: look.Caption, tone: look.Ink2})
		}
		draw(mark.objects(left, y+2, room))
		y += mark.height(room) + 2
	}
	if r.said.Note != "" {
		note := env.muted(look.Caption, r.said.Note)
		draw(note.objects(left, y, room))
		r.cut(note, y, room)
		y += note.height(room)
	}
	if r.link != nil && !beside {
		n := r.link.natural()
		if objects != nil {
			place(r.link, left, y, min(n.Width, room), n.Height)
		}
		y += n.Height
	}
	if r.link != nil && objects != nil {
		*objects = append(*objects, r.link)
	}
	high := y + bottom
	if r.do != nil {
		high = max(high, env.touch()+1)
	}
	return high
}
