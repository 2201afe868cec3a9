package bars

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
)

// NavItem is one page of the navigation: beside the content, or under it in narrow windows.
type NavItem struct {
	Pressed
	icon    *canvas.Image
	text    *canvas.Text
	bar     *canvas.Rectangle
	count   *canvas.Text // at the right end; beside the content alone
	current bool
	below   bool // under the content: icon above the word
	beside  bool // under the content, with the icon beside the word
}

// NewNavItem returns a page of the navigation; below is under the content.
func (b *Bars) NewNavItem(icon, text string, current, below bool, press func()) *NavItem {
	th := b.of.Theme()
	n := &NavItem{current: current, below: below}
	n.Prepare(b, press)
	n.icon = part.NewIcon(b.of.Env(), icon, look.Ink, look.NavIcon)
	n.text = Letters(th, text, look.Body, look.Ink, current)
	n.count = Letters(th, "", look.Caption, look.Ink2, false)
	n.bar = canvas.NewRectangle(th.Tone(look.Thread))
	if !current {
		n.bar.Hide()
	} else if !below {
		n.Resting = look.Selected
	}
	n.ExtendBaseWidget(n)
	return n
}

func (n *NavItem) CreateRenderer() fyne.WidgetRenderer {
	objects := append([]fyne.CanvasObject{n.Ground, n.bar, n.icon, n.text, n.count}, n.Edges()...)
	return &Drawn{Shown: objects, Lay: n.lay, Least: func() fyne.Size {
		return fyne.NewSize(24+n.icon.Size().Width+Width(n.text), n.height())
	}}
}

// underIcon is between an icon and the word under it.
const underIcon = 3

const countEnd = 14 // between a count and the navigation's edge

// SetCount tells a number at the right end; "" tells none.
func (n *NavItem) SetCount(text string) {
	if n.below || n.count.Text == text {
		return
	}
	n.count.Text = text
	n.lay(n.Size())
	canvas.Refresh(n)
}

// side is the side of the icon: under the content it is larger than beside it, and grows later.
func (n *NavItem) side() float32 {
	if n.below {
		return LowIcon(n.Theme)
	}
	return n.Theme.Size(look.NavIcon)
}

// LowIcon is the side of an icon under the content.
func LowIcon(th *look.Theme) float32 { return max(24, Round(0.8*th.Size(look.NavIcon))) }

func (n *NavItem) height() float32 {
	return n.Theme.Size(look.TouchLine)
}

func (n *NavItem) lay(size fyne.Size) {
	n.Frame(size)
	side := n.side()
	line, base := n.Theme.Line(look.Body), n.Theme.Baseline(look.Body)
	switch {
	case !n.below:
		Place(n.bar, 0, 0, n.Theme.Size(look.Bar), size.Height)
		Place(n.icon, 16, (size.Height-side)/2, side, side)
		Stand(n.text, 16+side+10, (size.Height-line)/2+base)
		Stand(n.count, size.Width-countEnd-Width(n.count), (size.Height-line)/2+base)
	case n.beside:
		Place(n.bar, 0, 0, size.Width, n.Theme.Size(look.ThreadLine))
		x := (size.Width - side - 10 - Width(n.text)) / 2
		Place(n.icon, x, (size.Height-side)/2+2, side, side)
		Stand(n.text, x+side+10, (size.Height-line)/2+2+base)
	default:
		Place(n.bar, 0, 0, size.Width, n.Theme.Size(look.ThreadLine))
		top := (size.Height-side-underIcon-line)/2 + 2
		Place(n.icon, (size.Width-side)/2, top, side, side)
		Stand(n.text, (size.Width-Width(n.text))/2, top+side+underIcon+base)
	}
}

// SetBeside chooses whether the icon stands beside the word, under the content.
func (n *NavItem) SetBeside(beside bool) {
	n.beside = beside
	n.lay(n.Size())
}

// SetIcon draws another icon, in a tone.
func (n *NavItem) SetIcon(icon string, tone fyne.ThemeColorName) {
	n.icon = part.NewIcon(n.bars.of.Env(), icon, tone, look.NavIcon)
}
