package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/ui/look"
)

// Link is blue text with an icon, whose pressed area is a touch target although the text is small.
type Link struct {
	press
	text      *canvas.Text
	icon      *canvas.Image
	iconFirst bool
	iconSide  float32
	ring      *ring
}

const linkGap = 5 // between the icon and the text

// NewSourceLink returns a link to a source: a document and where it stands. It opens the passage.
func NewSourceLink(env Env, record, label string) *Link {
	l := &Link{iconFirst: true, iconSide: env.size(look.LinkIcon)}
	l.icon = NewIcon(env, "document", look.Blue, look.LinkIcon)
	l.do = func() { env.open(record) }
	return l.make(env, label)
}

// NewMoreLink returns a link with a chevron after it.
func NewMoreLink(env Env, text string, do func()) *Link {
	l := &Link{iconSide: env.size(look.MarkIcon)}
	l.icon = NewIcon(env, "chevron-right", look.Blue, look.MarkIcon)
	l.do = do
	return l.make(env, text)
}

// NewFoldLink returns a link with a chevron that says whether more is shown below, or less.
func NewFoldLink(env Env, text string, less bool, do func()) *Link {
	l := &Link{iconSide: env.size(look.MarkIcon)}
	name := "chevron-down"
	if less {
		name = "chevron-up"
	}
	l.icon = NewIcon(env, name, look.Blue, look.MarkIcon)
	l.do = do
	return l.make(env, text)
}

func (l *Link) make(env Env, text string) *Link {
	l.text = env.letters(span{text: text, role: look.Caption, tone: look.Blue})
	l.ring = env.newRing()
	l.objects = append([]fyne.CanvasObject{l.icon, l.text}, l.ring.objects()...)
	l.tall = func(float32) float32 { return env.touch() }
	l.lay = l.layout
	l.paint = func() { l.ring.show(l.focused) }
	l.start(l, env)
	l.least = l.natural().Width
	return l
}

// Label returns the link's text.
func (l *Link) Label() string { return l.text.Text }

func (l *Link) natural() fyne.Size {
	return fyne.NewSize(l.iconSide+linkGap+ceil(wide(l.text)), l.env.touch())
}

// baseline returns where the text stands in the pressed area.
func (l *Link) baseline() float32 {
	return round((l.env.touch()-l.env.line(look.Caption))/2) + l.env.base(look.Caption)
}

func (l *Link) layout(size fyne.Size) {
	baseline := l.baseline()
	iconTop := baseline - round(l.iconSide*12/15)
	width := ceil(wide(l.text))
	if l.iconFirst {
		place(l.icon, 0, iconTop, l.iconSide, l.iconSide)
		onLine(l.text, l.iconSide+linkGap, baseline)
	} else {
		onLine(l.text, 0, baseline)
		place(l.icon, width+linkGap, iconTop, l.iconSide, l.iconSide)
	}
	line := l.env.line(look.Caption)
	l.ring.set(-2, baseline-l.env.base(look.Caption)-2, l.natural().Width+4, line+4)
}
