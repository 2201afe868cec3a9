package publish

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"rodatraden/app/publishing/steps"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
)

// preview lays a page of what is to be published beside the same page as it is published now. In a narrow
// window one of them is shown. Each scrolls by itself, under a head that chooses which page.
type preview struct {
	env    part.Env
	heads  [2]*part.Page // in full, and sparer where the window is low
	sides  []pane
	divide *canvas.Rectangle
}

// pane is one of the two pages under what it is.
type pane struct {
	label *part.Page
	body  fyne.CanvasObject
}

// lowRoom is the least height of a page of the preview, at 100 % text: under it the head becomes sparer.
const lowRoom = 240

func newPreview(env part.Env, p *steps.Page, shown steps.Shown, over []steps.Block, does Does) fyne.CanvasObject {
	d := &preview{env: env, divide: canvas.NewRectangle(env.Theme.Tone(look.Line))}
	for i := range d.heads {
		v := &View{page: part.NewPage(env), does: does}
		v.env = v.page.Env()
		var items []part.Item
		if i == 0 {
			items = append(items, part.Item{Block: part.NewHeadline(v.env, p.Headline, p.Sub)})
			if p.Notice != nil {
				items = append(items, part.Item{Block: part.NewStateNotice(v.env, *p.Notice, nil), Gap: near})
			}
			items = append(items, v.blocks(over)...)
		}
		at := 0
		if shown.Old {
			at = 1
		}
		words := []string{shown.New, shown.Before}
		if i == 1 {
			words = []string{env.L.Text("steps.preview.new.short"), env.L.Text("steps.preview.before.short")}
		}
		side := part.NewChips(v.env, words, at, func(i int) { does.Do(steps.Act("side/" + strconv.Itoa(i))) })
		switch {
		case !env.Narrow || shown.Before == "":
			items = append(items, part.Item{Block: d.chooser(v, shown, i == 1), Gap: near})
		case i == 1:
			items = append(items, part.Item{Block: part.NewBeside(v.env, side, d.lists(v, shown))})
		default:
			items = append(items, part.Item{Block: d.chooser(v, shown, false), Gap: near}, part.Item{Block: side, Gap: near})
		}
		does.Name("side."+strconv.Itoa(at), side.Chip(at))
		items[0].Gap = 0
		v.page.SetContent(part.NewColumn(v.env, items...))
		d.heads[i] = v.page
	}
	objects := []fyne.CanvasObject{d.heads[0], d.heads[1], d.divide}
	olds := []bool{false, true}
	switch {
	case shown.Before == "":
		olds = olds[:1]
	case env.Narrow && shown.Old:
		olds = olds[1:]
	case env.Narrow:
		olds = olds[:1]
	}
	for _, old := range olds {
		inner := env
		inner.Narrow = true
		words := shown.New
		if old {
			words = shown.Before
		}
		side := pane{body: does.Draw(inner, old)}
		if !env.Narrow {
			side.label = part.NewPage(env)
			side.label.SetContent(part.NewColumn(side.label.Env(), part.Item{Block: part.NewSection(side.label.Env(), words)}))
			objects = append(objects, side.label)
		}
		d.sides = append(d.sides, side)
		objects = append(objects, side.body)
	}
	return container.New(d, objects...)
}

// chooser chooses which page of which package is shown: all beside each other, or in a list where they have
// no room. The spare one is the list alone.
func (d *preview) chooser(v *View, shown steps.Shown, spare bool) part.Block {
	which := d.packages(v, shown)
	if !v.env.Narrow && !spare {
		chips := part.NewChips(v.env, shown.Titles, shown.At, func(i int) { turn(v, i) })
		v.does.Name("page."+strconv.Itoa(shown.At), chips.Chip(shown.At))
		if which == nil {
			return chips
		}
		return part.NewColumn(v.env, part.Item{Block: part.NewRow(v.env, which)}, part.Item{Block: chips, Gap: near})
	}
	if spare {
		return d.lists(v, shown)
	}
	list := d.list(v, shown)
	n := len(shown.Pages)
	before := part.NewButton(v.env, "chevron-left", v.env.L.Text("steps.do.page.before"), func() { turn(v, (shown.At+n-1)%n) })
	after := part.NewNextButton(v.env, "chevron-right", v.env.L.Text("steps.do.page.after"), func() { turn(v, (shown.At+1)%n) })
	v.does.Name("pages.before", before)
	v.does.Name("pages.after", after)
	if which != nil {
		return part.NewRow(v.env, which, list, before, after)
	}
	return part.NewRow(v.env, list, before, after)
}

// packages is the packages to pick among; nil where there is one.
func (d *preview) packages(v *View, shown steps.Shown) *part.Picker {
	if len(shown.Of) == 0 {
		return nil
	}
	which := part.NewPicker(v.env, v.env.L.Text("steps.preview.package"), choices(shown.Of), shown.Which, true, func(i int) { v.does.Do(steps.Act("package/" + strconv.Itoa(i))) })
	v.does.Name("package", which)
	return which
}

// lists is the packages, where there are several, and the pages to pick among.
func (d *preview) lists(v *View, shown steps.Shown) *part.Row {
	if which := d.packages(v, shown); which != nil {
		return part.NewRow(v.env, which, d.list(v, shown))
	}
	return part.NewRow(v.env, d.list(v, shown))
}

// list is the pages to pick among.
func (d *preview) list(v *View, shown steps.Shown) *part.Picker {
	list := part.NewPicker(v.env, v.env.L.Text("steps.preview.page"), choices(shown.Titles), shown.At, true, func(i int) { turn(v, i) })
	v.does.Name("pages", list)
	return list
}

func turn(v *View, i int) { v.does.Do(steps.Act("page/" + strconv.Itoa(i))) }

// choices are names to pick among.
func choices(names []string) []part.Choice {
	var out []part.Choice
	for _, name := range names {
		out = append(out, part.Choice{Name: name})
	}
	return out
}

// MinSize is small: what does not fit scrolls.
func (d *preview) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(1, 1) }

// Layout is called by Fyne.
func (d *preview) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	th := d.env.Theme
	margin := th.Size(look.Margin)
	high := func(p *part.Page) float32 { return p.Tall(size.Width) }
	head := d.heads[0]
	if size.Height-high(head) < lowRoom*th.TextScale() {
		head = d.heads[1]
	}
	for _, h := range d.heads {
		h.Hidden = h != head
	}
	top := min(high(head), size.Height)
	if len(d.sides) > 0 && d.sides[0].label == nil {
		top -= margin // the page under it has its own
	}
	head.Move(fyne.NewPos(0, 0))
	head.Resize(fyne.NewSize(size.Width, high(head)))
	wide := size.Width
	d.divide.Hidden = len(d.sides) < 2
	if len(d.sides) == 2 {
		wide = float32(int(size.Width / 2))
		d.divide.Move(fyne.NewPos(wide, top))
		d.divide.Resize(fyne.NewSize(1, size.Height-top))
	}
	for i, side := range d.sides {
		x, y := wide*float32(i), top
		if side.label != nil {
			tall := side.label.Tall(wide) - margin
			side.label.Move(fyne.NewPos(x, y-margin))
			side.label.Resize(fyne.NewSize(wide, tall+margin))
			y += tall - margin
		}
		side.body.Move(fyne.NewPos(x, y))
		side.body.Resize(fyne.NewSize(wide-float32(i), max(size.Height-y, 0)))
	}
}
