// Package document is the page on which a text of a package is read.
package document

import (
	"net/url"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
)

// Goes says where the presses on the page lead.
type Goes struct {
	Back  func()
	Read  func(ref string)     // another text of the package
	Leave func(address string) // an https address; whoever is told asks the reader first
}

// View is the page.
type View struct {
	page  *part.Page
	data  *page.Document
	goes  Goes
	parts [][]page.TextBlock
	at    int // of the parts, the one that is shown
}

// New returns the page of a text.
func New(env part.Env, d *page.Document, goes Goes) *View {
	v := &View{page: part.NewPage(env), data: d, goes: goes, parts: partsOf(d.Blocks)}
	v.fill()
	return v
}

// Object returns what is shown.
func (v *View) Object() fyne.CanvasObject { return v.page }

// Page returns the page that scrolls.
func (v *View) Page() *part.Page { return v.page }

// A longer text than this is shown a part at a time: what is on the canvas is looked through whenever
// the window is drawn.
const (
	partRunes  = 30_000
	partBlocks = 400
)

// partsOf shares a text in parts of some pages, which begin at headings where there are any.
func partsOf(blocks []page.TextBlock) [][]page.TextBlock {
	var out [][]page.TextBlock
	from, size := 0, 0
	for i, b := range blocks {
		n := 1
		for _, r := range b.Runs {
			n += utf8.RuneCountInString(r.Text)
		}
		for _, row := range b.Rows {
			n += 20
			for _, c := range row {
				for _, r := range c.Runs {
					n += utf8.RuneCountInString(r.Text)
				}
			}
		}
		full := size+n > partRunes || i-from >= partBlocks
		chapter := b.Kind == page.HeadingBlock && size > partRunes*3/4
		if i > from && (full || chapter) {
			out = append(out, blocks[from:i])
			from, size = i, 0
		}
		size += n
	}
	return append(out, blocks[from:])
}

// turn shows another part from its beginning.
func (v *View) turn(to int) {
	v.at = to
	v.page.Clear()
	v.fill()
	v.page.ScrollTo(0)
}

func (v *View) fill() {
	env, d := v.page.Env(), v.data
	items := []part.Item{}
	add := func(b part.Block, gap float32) { items = append(items, part.Item{Block: b, Gap: gap}) }
	note := func(text string) { add(part.NewProse(env, look.Caption, page.Passage{Text: text, Muted: true}), 12) }
	if len(v.parts) > 1 {
		note(env.L.Text("document.part", "Part", v.at+1, "Total", len(v.parts)))
	}
	if len(d.Blocks) == 0 {
		note(env.L.Text("document.empty"))
	}
	for i, b := range v.parts[v.at] {
		items = append(items, v.block(env, b, i == 0)...)
	}
	if d.LeftOut > 0 {
		note(env.L.Text("document.html", "Count", d.LeftOut))
	}
	if d.Cut && v.at == len(v.parts)-1 {
		note(env.L.Text("document.cut"))
	}
	var buttons []*part.Button
	button := func(icon, text string, do func()) {
		buttons = append(buttons, part.NewButton(env, icon, env.L.Text(text), do))
	}
	if v.at > 0 {
		button("chevron-left", "document.part.previous", func() { v.turn(v.at - 1) })
	}
	if v.at+1 < len(v.parts) {
		button("chevron-right", "document.part.next", func() { v.turn(v.at + 1) })
	}
	if c := d.Next(-1); c != nil {
		button("chevron-left", "document.previous", func() { v.goes.Read(c.Ref) })
	}
	if c := d.Next(1); c != nil {
		button("chevron-right", "document.next", func() { v.goes.Read(c.Ref) })
	}
	button("back", "ui.back", v.goes.Back)
	add(part.NewButtons(env, buttons...), 24)
	text := part.NewColumn(env, items...)

	head := part.Item{Block: part.NewHeadline(env, d.Title, d.Kind+" · "+d.Stated)}
	beside := v.beside(env)
	switch {
	case len(beside) == 0:
		v.page.SetContent(part.NewColumn(env, head, part.Item{Block: part.NewMeasure(env, text), Gap: 12}))
	case env.Narrow:
		v.page.SetContent(part.NewColumn(env, head, part.Item{Block: part.NewMeasure(env, text), Gap: 12},
			part.Item{Block: part.NewMeasure(env, part.NewColumn(env, beside...)), Gap: 24}))
	default:
		left := part.NewColumn(env, part.Item{Block: part.NewMeasure(env, text)})
		v.page.SetContent(part.NewColumn(env, head, part.Item{Block: part.NewSplit(env, left, part.NewColumn(env, beside...), 680, 438), Gap: 12}))
	}
}

// beside is what stands by the text: where it stands, and the package's other texts.
func (v *View) beside(env part.Env) []part.Item {
	var items []part.Item
	if len(v.data.Chapters) > 1 {
		section := part.NewSection(env, env.L.Text("document.chapters"))
		items = append(items, part.Item{Block: section, Keep: true})
		for i, row := range part.NewChapters(env, v.data.Chapters, v.goes.Read) {
			gap := float32(0)
			if i == 0 {
				gap = 4
			}
			items = append(items, part.Item{Block: row, Gap: gap})
			section.Follow(row)
		}
	}
	if s := v.data.Source; s != nil && s.Record != "" {
		items = append(items, part.Item{Block: part.NewLinkRow(env, "document", s.Label, func() { v.open(env, s.Record) }), Gap: 8})
	}
	return items
}

func (v *View) open(env part.Env, ref string) {
	if env.Open != nil {
		env.Open(ref)
	}
}

// block is a block of the text, and under it the links in it.
func (v *View) block(env part.Env, b page.TextBlock, first bool) []part.Item {
	gap := float32(12)
	switch {
	case first:
		gap = 0
	case b.Kind == page.HeadingBlock && b.Level == 1:
		gap = 24
	case b.Kind == page.HeadingBlock:
		gap = 16
	case b.Depth > 0:
		gap = 4
	}
	var out []part.Item
	runs := b.Runs
	switch b.Kind {
	case page.TableBlock:
		if len(b.Rows) == 0 {
			return nil
		}
		out = append(out, part.Item{Block: part.NewReadingTable(env, b.Rows), Gap: gap})
		for _, row := range b.Rows {
			for _, c := range row {
				runs = append(runs, c.Runs...)
			}
		}
	default:
		out = append(out, part.Item{Block: part.NewReading(env, b), Gap: gap, Keep: b.Kind == page.HeadingBlock})
	}
	told := map[string]bool{}
	for i := 0; i < len(runs); i++ {
		r := runs[i]
		to := r.Address + r.Opens
		if to == "" || told[to] {
			continue
		}
		told[to] = true
		words := r.Text
		for i+1 < len(runs) && runs[i+1].Address+runs[i+1].Opens == to { // one link in several weights
			i++
			words += runs[i].Text
		}
		out = append(out, part.Item{Block: v.link(env, words, r)})
	}
	return out
}

// link is a link on a row of its own: what it says, and outside the package also whose address it is.
func (v *View) link(env part.Env, words string, r page.TextRun) part.Block {
	if r.Opens != "" {
		return part.NewLinkRow(env, "document", words, func() { v.goes.Read(r.Opens) })
	}
	if u, err := url.Parse(r.Address); err == nil && words != r.Address {
		words += " · " + u.Host
	}
	return part.NewLinkRow(env, "chevron-right", words, func() { v.goes.Leave(r.Address) })
}
