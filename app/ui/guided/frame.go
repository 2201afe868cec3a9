package guided

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"rodatraden/app/page"
	"rodatraden/app/publishing/steps"
	"rodatraden/app/ui/bars"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/publish"
)

// frame lays the window: bars at the edges, the step in the middle. Where width divided by text scale is
// under narrowUnder the steps stand over the page instead of beside it.
type frame struct{ g *Guide }

const (
	narrowUnder = 1000 // logical pixels at 100 % text
	sideWide    = 232  // of the steps beside the page, at 100 %
	footAir     = 8    // over and under what stands at the foot
	lowUnder    = 400  // where a narrow window has no bar over the step, at 100 % text
)

// Layout is called by Fyne whenever the window changes its size.
func (f *frame) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	g := f.g
	narrow := size.Width/g.theme.TextScale() < narrowUnder
	was := g.form()
	had := ""
	if !g.size.IsZero() {
		had = g.bars.Focused()
	}
	g.size, g.narrow = size, narrow
	if g.form() != was {
		g.dress()
		g.bars.Refocus(had)
	}
	top := float32(0)
	if len(g.menu.Objects) > 0 {
		top = g.menu.MinSize().Height
	}
	bars.Place(g.menu, 0, 0, size.Width, top)
	left := float32(0)
	if !narrow {
		left = g.sideWidth()
	}
	bars.Place(g.beside, 0, top, left, size.Height-top)
	y := top
	if g.above.Hidden = g.low(); !g.above.Hidden {
		y += g.rowHeight()
	}
	bars.Place(g.above, left, top, size.Width-left, g.rowHeight())
	low := g.footHeight(size.Width - left)
	bars.Place(g.under, left, size.Height-low, size.Width-left, low)
	bars.Place(g.body, left, y, size.Width-left, size.Height-low-y)
}

// MinSize lets the window become small; pages scroll.
func (f *frame) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(480, 360) }

// form is what the window's size decides of how it is drawn.
func (g *Guide) form() [5]bool {
	return [5]bool{g.size.IsZero(), g.narrow, g.tablet(), g.roomWide() < sideBySide, g.low()}
}

// low reports whether the window is so low for its text that the step needs the room of the bar over it
// better: what stands there has keys, and a place in the menus.
func (g *Guide) low() bool { return g.narrow && g.size.Height/g.theme.TextScale() < lowUnder }

func (g *Guide) tablet() bool { return g.size.Width < narrowUnder }

func (g *Guide) sideWidth() float32 { return bars.Round(sideWide * max(1, g.theme.TextScale())) }

// high is the height of what stands in the bars.
func (g *Guide) high() float32 {
	if g.tablet() {
		return g.theme.Size(look.TouchLine)
	}
	return g.theme.Size(look.Control)
}

func (g *Guide) rowHeight() float32 { return g.high() + 16 }

// footHeight is the height of the foot at a width.
func (g *Guide) footHeight(width float32) float32 {
	if g.foot == nil {
		return 0
	}
	return g.foot.HeightAt(width-2*g.theme.Size(look.Gutter)) + 2*footAir + 1
}

// foot lays what stands at the foot under a line.
type foot struct {
	g    *Guide
	line *canvas.Rectangle
}

// Layout is called by Fyne.
func (f *foot) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	gutter := f.g.theme.Size(look.Gutter)
	bars.Place(f.line, 0, 0, size.Width, 1)
	bars.Place(f.g.foot, gutter, 1+footAir, size.Width-2*gutter, size.Height-2*footAir-1)
}

// MinSize is small: the frame gives the foot its height.
func (f *foot) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, 1) }

// restyle makes the theme of the settings and gives it to Fyne, for what Fyne draws itself.
func (g *Guide) restyle() {
	g.theme = look.Chosen(g.settings.Theme, g.config.Kind, g.settings.TextSize)
	fyne.CurrentApp().Settings().SetTheme(g.theme)
}

// dress makes everything in the window anew for the language, the theme, the width and the step.
func (g *Guide) dress() {
	if g.size.IsZero() {
		return // not laid out yet: the frame dresses when it is
	}
	g.bars.CloseLists()
	g.bars.Forget("")
	if g.config.NoMenu {
		fill(g.menu)
	} else {
		fill(g.menu, g.paper(), g.bars.NewMenuBar())
	}
	if g.config.NoMenu && g.config.Window != nil {
		g.config.Window.SetMainMenu(fyne.NewMainMenu(g.bars.MainMenu()...))
	}
	title := bars.Title{Text: g.l.Text("ui.name"), Brand: true, Size: g.settings.TextSize, Larger: g.largerText, Help: func() { g.open("help") }, High: g.rowHeight(), Gap: 12}
	if !g.narrow {
		title.Brand, title.Text = false, ""
		if s := g.known.Standing; s != nil && s.There {
			title.Text = g.l.Text("steps.bar", "Address", s.Address)
			if s.Municipality != "" {
				title.Text = s.Municipality + " · " + title.Text
			}
		}
	}
	var over *fyne.Container
	g.top, over = g.bars.NewTitleBar(title)
	fill(g.above, g.paper(), over)
	fill(g.beside)
	if !g.narrow {
		fill(g.beside, g.paper(), g.newSide())
	}
	g.fillStep()
}

// fillStep makes the step and what leads on from it.
func (g *Guide) fillStep() {
	g.bars.Start().Resize(fyne.Size{})
	g.foot, g.view, g.scroll = nil, nil, nil
	if g.leaf != "" {
		p := g.newLeaf()
		g.scroll = p
		fill(g.body, g.paper(), g.bars.Start(), p)
		fill(g.under)
		g.root.Refresh()
		return
	}
	p := g.page()
	does := publish.Does{
		Do: g.act, Name: g.bars.Control, Draw: g.drawPane,
		Changed: func(field, text string) { g.known.Written[field] = text },
	}
	env := g.env()
	if g.narrow {
		env.Sub = func(sub string) string { return join(g.where(), sub) }
	}
	if g.at == steps.Preview && g.roomWide() < sideBySide {
		env.Narrow = true
	}
	g.view = publish.New(env, p, does)
	g.scroll = g.view.Page()
	fill(g.body, g.paper(), g.bars.Start(), g.view.Object())
	fill(g.under)
	if g.foot = publish.NewFoot(g.env(), p, does); g.foot != nil {
		f := &foot{g, canvas.NewRectangle(g.theme.Tone(look.Line))}
		fill(g.under, g.paper(), container.New(f, f.line, g.foot))
	}
	g.root.Refresh()
}

// sideBySide is how wide the step must be, at 100 % text, for two pages to stand beside each other.
const sideBySide = 960

// roomWide is how wide the step is, at 100 % text.
func (g *Guide) roomWide() float32 {
	wide := g.size.Width
	if !g.narrow {
		wide -= g.sideWidth()
	}
	return wide / g.theme.TextScale()
}

// page makes the page of the place that is shown.
func (g *Guide) page() *steps.Page {
	g.known.Now = g.desk.Now()
	return steps.Build(g.at, g.known, g.l)
}

// where tells which step one is at, where the steps do not stand beside the page; "" at no step.
func (g *Guide) where() string {
	for i, n := range steps.Order {
		if n == g.at {
			return g.l.Text("subscribe.step.nth", "Nth", i+1, "Of", len(steps.Order), "Step", g.l.Text("ui.command.step."+string(n)))
		}
	}
	return ""
}

// draw shows what has been come to, where it stands: the focus and the scrolling stay.
func (g *Guide) draw() {
	if g.size.IsZero() {
		return
	}
	if g.leaf == "" && g.view != nil && g.known.Sending != nil && g.view.Show(g.page()) {
		return
	}
	had, offset, was := g.bars.Focused(), float32(0), g.scroll
	if was != nil {
		offset = was.Offset()
	}
	g.dress()
	if was != nil && g.scroll != nil && offset > 0 {
		g.scroll.ScrollTo(offset)
	}
	if g.wants != "" {
		had, g.wants = g.wants, ""
	}
	g.bars.Refocus(had)
}

// newSide is the steps beside the page, each with how it stands.
func (g *Guide) newSide() *fyne.Container {
	item := g.bars.NewNavItem("overview", g.l.Text("ui.command.step.home"), g.at == steps.Home && g.leaf == "", false, func() { g.Go(steps.Home) })
	g.bars.Control("step.home", item)
	items := []*bars.NavItem{item}
	for i, n := range steps.Order {
		mark := g.known.Mark(n)
		name := g.l.Text("steps.nth", "Nth", i+1, "Step", g.l.Text("ui.command.step."+string(n)))
		item := g.bars.NewNavItem("status-"+string(mark), name, g.at == n && g.leaf == "", false, func() { g.Go(n) })
		item.SetIcon("status-"+string(mark), map[page.MarkKind]fyne.ThemeColorName{page.MarkDone: look.Positive, page.MarkNotDone: look.Negative, page.MarkNotYet: look.Ink2}[mark])
		item.SetCount(g.known.Stop(n, g.l))
		g.bars.Control("step."+string(n), item)
		items = append(items, item)
	}
	var rows []string
	if s := g.known.Standing; s != nil && s.There {
		rows = append(rows, g.l.Text("steps.foot.until", "Day", g.l.Day(s.Until().Local())))
		if s.Presidium {
			rows = append(rows, g.l.Text("steps.publish.readers.presidium"))
		} else {
			rows = append(rows, g.l.Text("steps.publish.readers.public"))
		}
	}
	return g.bars.NewSide(items, rows, g.sideWidth(), g.rowHeight())
}

func fill(holder *fyne.Container, objects ...fyne.CanvasObject) {
	holder.Objects = objects
	holder.Refresh()
}

func join(parts ...string) string {
	var said []string
	for _, p := range parts {
		if p != "" {
			said = append(said, p)
		}
	}
	return strings.Join(said, " · ")
}
