package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// Hangs is the record that an entry hangs on, as it was when the entry was written, with what has become
// of it since. Pressed it opens the record.
type Hangs struct {
	press
	bar, ground   *canvas.Rectangle
	label, title  *lines
	note, changed *lines // nil where there is none
	mark          *inline
	bare          bool  // there is no mark
	link          *Link // nil where nothing is linked to
	ring          *ring
}

const (
	hangsLeft = 18
	hangsPad  = 14
	hangsAir  = 8
)

// NewHangs returns the box.
func NewHangs(env Env, h *page.Hangs) *Hangs {
	b := &Hangs{bar: env.fill(look.Thread), ground: env.fill(look.Surface), ring: env.newRing()}
	b.label = env.muted(look.Caption, env.L.Text("ui.questions.hangs"))
	b.title = env.text(look.Body, h.Title)
	b.mark, b.bare = env.newInline(h.Mark, look.Caption, look.Ink2), h.Mark.Text == ""
	if h.Note != "" {
		b.note = env.muted(look.Caption, h.Note)
	}
	if h.Changed != "" {
		b.changed = env.newLines(look.Caption, span{text: h.Changed, role: look.Caption, bold: true, tone: look.Ink})
	}
	switch {
	case h.Source != nil && h.Source.Record != "":
		b.link = NewSourceLink(env, h.Source.Record, h.Source.Label)
	case h.Told != "":
		b.label = env.muted(look.Caption, env.L.Text("ui.questions.hangs.told", "Source", h.Told))
	}
	if !h.Gone {
		b.opens(h.Record)
	}
	b.tall = func(width float32) float32 { return b.flow(width, nil) }
	b.lay = func(size fyne.Size) {
		place(b.ground, 0, 0, size.Width, size.Height)
		place(b.bar, 0, 0, env.size(look.ThreadLine), size.Height)
		b.ring.set(0, 0, size.Width, size.Height)
		objects := []fyne.CanvasObject{b.ground, b.bar}
		b.flow(size.Width, &objects)
		b.objects = append(objects, b.ring.objects()...)
	}
	b.paint = func() { b.ring.show(b.focused) }
	b.steady = true
	b.start(b, env)
	return b
}

func (b *Hangs) flow(width float32, objects *[]fyne.CanvasObject) float32 {
	env := b.env
	room := width - hangsLeft - hangsPad
	y := float32(hangsAir)
	draw := func(more ...fyne.CanvasObject) {
		if objects != nil {
			*objects = append(*objects, more...)
		}
	}
	draw(b.label.objects(hangsLeft, y, room)...)
	high := b.label.height(room)
	if b.link != nil {
		n := b.link.natural()
		x, top := width-hangsPad-n.Width, y+env.base(look.Caption)-b.link.baseline()
		if b.label.natural()+asideGap+n.Width > room {
			x, top = hangsLeft, y+high
			high += n.Height
		}
		if objects != nil {
			place(b.link, x, max(top, 0), min(n.Width, room), n.Height)
			draw(b.link)
		}
	}
	y += high + 2
	wants := b.mark.natural()
	beside := room - wants - asideGap
	if b.bare {
		beside = room
	}
	if beside >= room*0.5 {
		draw(b.title.objects(hangsLeft, y, beside)...)
		if !b.bare {
			draw(b.mark.objects(width-hangsPad-wants, y+env.base(look.Body)-env.base(look.Caption), wants)...)
		}
		y += b.title.height(beside)
	} else {
		draw(b.title.objects(hangsLeft, y, room)...)
		y += b.title.height(room)
		draw(b.mark.objects(hangsLeft, y, room)...)
		y += b.mark.height(room)
	}
	for _, l := range []*lines{b.note, b.changed} {
		if l != nil {
			draw(l.objects(hangsLeft, y, room)...)
			y += l.height(room)
		}
	}
	return y + hangsAir
}
