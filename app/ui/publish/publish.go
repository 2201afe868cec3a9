// Package publish draws the steps of the guided window.
package publish

import (
	"strconv"

	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/publishing/steps"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
)

// Does is what the window does for a page.
type Does struct {
	Do      func(steps.Act)
	Changed func(field, text string)
	Name    func(name string, f fyne.Focusable)            // remembers what can have the focus, by name
	Draw    func(env part.Env, old bool) fyne.CanvasObject // a page of the preview, as it will be or as it is
}

// View is a page as it is shown.
type View struct {
	object   fyne.CanvasObject
	page     *part.Page
	env      part.Env
	does     Does
	progress *part.FetchHead // nil where nothing is under way
	title    string          // of the progress
}

// New returns the view of a page.
func New(env part.Env, p *steps.Page, does Does) *View {
	v := &View{page: part.NewPage(env), does: does}
	v.env, v.object = v.page.Env(), v.page
	for i, block := range p.Main {
		if shown, ok := block.(steps.Shown); ok {
			v.object = newPreview(env, p, shown, p.Main[:i], does)
			v.page = nil
			return v
		}
	}
	v.page.SetContent(part.NewColumn(v.env, v.items(p)...))
	return v
}

// Object returns the page.
func (v *View) Object() fyne.CanvasObject { return v.object }

// Page returns the page that scrolls; nil where its parts scroll by themselves.
func (v *View) Page() *part.Page { return v.page }

// Show tells how far what is under way has come, and reports whether that was all that had changed.
func (v *View) Show(p *steps.Page) bool {
	if v.progress == nil {
		return false
	}
	for _, block := range p.Main {
		if now, ok := block.(steps.Progress); ok && now.Title == v.title {
			v.progress.Set(now.Sum, now.Part)
			return true
		}
	}
	return false
}

const (
	underHead = 14 // from the headline to the rest
	between   = 20 // from one section to the next
	near      = 8
)

func (v *View) items(p *steps.Page) []part.Item {
	env := v.env
	items := []part.Item{{Block: part.NewHeadline(env, p.Headline, p.Sub)}}
	if n := p.Notice; n != nil {
		var action *part.Button
		if n.Do != "" && p.Act != "" {
			action = v.button(steps.Press{Act: p.Act, Text: n.Do}, false)
		}
		items = append(items, part.Item{Block: part.NewStateNotice(env, *n, action), Gap: 12})
	}
	main := v.blocks(p.Main)
	if len(main) > 0 {
		main[0].Gap = underHead
	}
	items = append(items, main...)
	left, right := v.blocks(p.Left), v.blocks(p.Right)
	switch {
	case len(left) == 0 && len(right) == 0:
	case env.Narrow:
		left[0].Gap = underHead
		if len(right) > 0 {
			right[0].Gap = between
		}
		items = append(append(items, left...), right...)
	default:
		left[0].Gap = 0
		if len(right) > 0 {
			right[0].Gap = 0
		}
		items = append(items, part.Item{Block: part.NewSplit(env, part.NewColumn(env, left...), part.NewColumn(env, right...), 540, 530), Gap: underHead})
	}
	return items
}

// blocks draws blocks one under the other.
func (v *View) blocks(all []steps.Block) []part.Item {
	env := v.env
	var items []part.Item
	add := func(b part.Block, gap float32) { items = append(items, part.Item{Block: b, Gap: gap}) }
	for _, block := range all {
		switch b := block.(type) {
		case steps.Section:
			var right []part.SectionRight
			switch {
			case b.Mark != nil && b.Right != "":
				right = append(right, part.WithMark(b.Right, *b.Mark))
			case b.Mark != nil:
				right = append(right, part.WithMark("", *b.Mark))
			case b.Right != "":
				right = append(right, part.WithCaption(b.Right))
			}
			items = append(items, part.Item{Block: part.NewSection(env, b.Title, right...), Gap: between, Keep: true})
		case steps.Prose:
			role := look.Body
			if b.Muted {
				role = look.Caption
			}
			add(part.NewProse(env, role, page.Passage{Text: b.Text, Muted: b.Muted}), near)
		case steps.Facts:
			for i, row := range part.NewFields(env, b) {
				gap := float32(0)
				if i == 0 && len(items) > 0 {
					gap = near
				}
				add(row, gap)
			}
		case steps.Checks:
			for _, row := range part.NewCheckRows(env, b) {
				add(row, 0)
			}
		case steps.Words:
			add(part.NewFingerprint(env, b), near)
		case steps.Field:
			items = append(items, v.field(b)...)
		case steps.Options:
			items = append(items, v.options(b)...)
		case steps.Presses:
			var buttons []*part.Button
			for _, press := range b {
				buttons = append(buttons, v.button(press, false))
			}
			add(part.NewButtons(env, buttons...), 12)
		case steps.Row:
			add(v.row(b), 0)
		case steps.Group:
			gap := float32(near)
			if b.First {
				gap = 4
			}
			items = append(items, part.Item{Block: part.NewGroupHead(env, "", b.Title, b.Count, false, nil), Gap: gap, Keep: true})
		case steps.Found:
			add(v.found(b), 0)
		case steps.Progress:
			v.progress, v.title = part.NewFetchHead(env, b.Title, b.Sum, b.Part), b.Title
			add(v.progress, between)
		}
	}
	return items
}

func (v *View) button(p steps.Press, primary bool) *part.Button {
	do := func() { v.does.Do(p.Act) }
	var b *part.Button
	if primary {
		b = part.NewPrimaryButton(v.env, p.Icon, p.Text, do)
	} else {
		b = part.NewButton(v.env, p.Icon, p.Text, do)
	}
	v.does.Name("do."+string(p.Act), b)
	return b
}

// field is a line to write in under what it is for.
func (v *View) field(f steps.Field) []part.Item {
	w := part.Writing{Name: f.Name, Text: f.Text, Hint: f.Hint, Secret: f.Secret, Changed: func(text string) { v.does.Changed(f.Name, text) }}
	if f.Enter != "" {
		w.Enter = func() { v.does.Do(f.Enter) }
	}
	return []part.Item{
		{Block: part.NewNote(v.env, f.Label), Gap: near, Keep: true},
		{Block: part.NewWriting(v.env, w), Gap: 2},
	}
}

func (v *View) options(o steps.Options) []part.Item {
	chips := part.NewChips(v.env, o.Texts, o.Chosen, func(i int) { v.does.Do(o.Act + steps.Act("/"+strconv.Itoa(i))) })
	for i := range o.Texts {
		v.does.Name(string(o.Act)+"."+strconv.Itoa(i), chips.Chip(i))
	}
	items := []part.Item{{Block: part.NewNote(v.env, o.Label), Gap: near, Keep: true}, {Block: chips, Gap: 2}}
	if o.Explain != "" {
		items = append(items, part.Item{Block: part.NewProse(v.env, look.Caption, page.Passage{Text: o.Explain, Muted: true}), Gap: 6})
	}
	return items
}

func (v *View) row(r steps.Row) part.Block {
	if r.Do != nil {
		return part.NewActionRow(v.env, r.Title, r.Under, v.button(*r.Do, false))
	}
	stated := part.Stated{Title: r.Title, Beside: r.Under}
	if r.Mark != nil {
		stated.Mark = *r.Mark
	}
	return part.NewStatedRows(v.env, []part.Stated{stated})[0]
}

func (v *View) found(f steps.Found) part.Block {
	var jump *part.Button
	if f.Jump != nil {
		jump = v.button(*f.Jump, false)
	}
	return part.NewFoundRow(v.env, part.Found{Mark: f.Mark, Where: f.Where, Wrong: f.Wrong, Do: f.Do, Sides: f.Sides, Reply: f.Reply}, jump)
}

// NewFoot returns what stands at the foot of the window: the way back, and the one button that leads on;
// nil where there is neither.
func NewFoot(env part.Env, p *steps.Page, does Does) *part.ActionFoot {
	v := &View{env: env, does: does}
	var left []*part.Button
	switch {
	case p.Call != nil:
		left = append(left, v.button(*p.Call, false))
	case p.Back:
		left = append(left, v.button(steps.Press{Act: "back", Icon: "back", Text: env.L.Text("ui.back")}, false))
	}
	var on *part.Button
	if p.Next != nil {
		if p.Next.Icon == "" {
			on = part.NewForwardButton(env, p.Next.Text, func() { does.Do(p.Next.Act) })
			does.Name("do."+string(p.Next.Act), on)
		} else {
			on = v.button(*p.Next, true)
		}
	}
	if len(left) == 0 && on == nil && p.Note == "" {
		return nil
	}
	return part.NewActionFoot(env, left, p.Note, on)
}
