// Package thread shows Röda tråden: one thread through the ten levels, the links of it as they are known,
// and what the material says of one link. Another record on a level leads the thread through that one; all
// of it is there already.
package thread

import (
	"slices"

	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/part"
)

// View is the page on the screen. It is made for one Env and one page, and made anew when either
// changes. Another thread, or another link, is shown in place.
type View struct {
	page  *part.Page
	env   part.Env
	data  *page.Thread
	at    part.Place
	chain page.ThreadChain
	link  int    // the link that is told of
	last  string // the record that the thread was led through last

	maps []*part.ThreadMap // of each form of the page that has been made
	head []*part.Slot      // of each form
}

// The room between the parts of the page.
const (
	underHeadline = 9
	underLegend   = 8
	underRule     = 10
	underRuleLow  = 5 // in a low window
	betweenNarrow = 16
)

// New returns the view of a page, with the thread through the record of the place, or where there is none
// the strongest.
func New(env part.Env, p *page.Thread, at part.Place) *View {
	v := &View{page: part.NewPage(env), data: p, at: at, chain: p.Chain, last: at.Argument}
	v.env = v.page.Env()
	if at.Argument != "" {
		v.chain = p.Through(at.Argument)
	}
	v.link = v.chain.Chosen
	v.build()
	return v
}

// Object returns what fills the content area.
func (v *View) Object() fyne.CanvasObject { return v.page }

// Page returns the page that scrolls.
func (v *View) Page() *part.Page { return v.page }

// Chosen returns the record that the thread was led through, or "".
func (v *View) Chosen() string { return v.last }

// Chain returns the thread that is shown.
func (v *View) Chain() page.ThreadChain { return v.chain }

// build fills the page: in a window that is too low with nodes no higher than they need.
func (v *View) build() {
	env, p := v.env, v.data
	v.page.Clear()
	if p.Empty != "" {
		v.page.SetContent(part.NewColumn(env,
			part.Item{Block: part.NewHeadline(env, v.chain.Headline, v.chain.Sub)},
			part.Item{Block: part.NewRule(env), Gap: underHeadline, Keep: true},
			part.Item{Block: part.NewEmpty(env, "thread", p.Empty), Gap: betweenNarrow}))
		return
	}
	v.page.SetContents(func() part.Block { return v.form(false) }, func() part.Block { return v.form(true) })
}

func (v *View) form(low bool) part.Block {
	env := v.env
	m := part.NewThreadMap(env, &v.chain, low, part.ThreadActs{Link: v.tell, Source: v.openSource, Open: v.openStep, Choose: v.choose, Turn: v.turn})
	m.Tell(v.link, v.newFoot())
	head := part.NewSlot(env, v.headline())
	v.maps, v.head = append(v.maps, m), append(v.head, head)
	under := float32(underRule)
	if low {
		under = underRuleLow
	}
	return part.NewColumn(env,
		part.Item{Block: head},
		part.Item{Block: part.NewThreadLegend(env, v.data.About.Extent), Gap: underHeadline},
		part.Item{Block: part.NewRule(env), Gap: underLegend, Keep: true},
		part.Item{Block: m, Gap: under, Grow: part.Whole},
	)
}

// headline is the finding, with the button that asks about what is broken.
func (v *View) headline() part.Block {
	head := part.NewHeadline(v.env, v.chain.Headline, v.chain.Sub)
	if ask := part.NewGapButton(v.env, v.data.AsksOf(&v.chain)); ask != nil {
		return part.NewBeside(v.env, head, ask)
	}
	return head
}

func (v *View) newFoot() part.Block {
	env := v.env
	way := func(by int) func() {
		return func() {
			if to := v.link + by; to >= 0 && to < len(v.chain.Links) {
				v.tell(to)
			}
		}
	}
	prev := part.NewButton(env, "chevron-left", env.L.Text("ui.thread.previous"), way(-1))
	next := part.NewNextButton(env, "chevron-right", env.L.Text("ui.thread.next"), way(1))
	return part.NewThreadFoot(env, &v.chain.Links[v.link], prev, next)
}

// tell shows what the material says of a link.
func (v *View) tell(link int) {
	if link == v.link {
		return
	}
	v.link = link
	v.retell()
}

func (v *View) retell() {
	on := fyne.CurrentApp().Driver().CanvasForObject(v.page)
	var word string
	if on != nil {
		if b, ok := on.Focused().(*part.Button); ok {
			word = b.Label()
		}
	}
	for _, m := range v.maps {
		m.Tell(v.link, v.newFoot())
	}
	v.page.Reflow()
	for _, m := range v.maps {
		if f, ok := m.Foot().(*part.ThreadFoot); ok && word != "" && fyne.CurrentApp().Driver().CanvasForObject(m) == on {
			f.Focus(word) // the button that was pressed has been made anew
		}
	}
}

// openSource opens where a link is stated.
func (v *View) openSource(link int) {
	switch l := v.chain.Links[link]; {
	case v.env.Open == nil:
	case l.Source != nil && l.Source.Record != "":
		v.env.Open(l.Source.Record)
	case l.Record != "":
		v.env.Open(l.Record)
	}
}

// openStep opens what stands on a step.
func (v *View) openStep(step int) {
	if n := v.chain.Steps[step].Node; n != nil && v.env.Open != nil {
		v.env.Open(n.Record)
	}
}

// choose leads the thread through another record of a step.
func (v *View) choose(step, record int) { v.lead(step, v.chain.Steps[step].Others.Records[record]) }

// turn leads the thread through the next record of a step's level, or the one before.
func (v *View) turn(step, by int) {
	level := v.data.Levels[step]
	now := v.chain.Steps[step].Node
	if now == nil || level.Standing == 0 {
		return
	}
	at := slices.IndexFunc(level.Nodes[:level.Standing], func(n page.ThreadNode) bool { return n.Record == now.Record })
	if at < 0 { // it is only followed: the others begin with the first
		at = min(-by, 0)
	}
	if to := at + by; to >= 0 && to < level.Standing {
		v.lead(step, level.Nodes[to].Record)
	}
}

// lead shows the thread through a record, with the focus on its step.
func (v *View) lead(step int, record string) {
	v.chain, v.last = v.data.Through(record), record
	v.link = v.chain.Chosen
	for i, m := range v.maps {
		m.Put(&v.chain)
		m.Tell(v.link, v.newFoot())
		v.head[i].Put(v.headline())
	}
	v.page.Reflow()
	if v.at.Choose != nil {
		v.at.Choose(record)
	}
	if on := fyne.CurrentApp().Driver().CanvasForObject(v.page); on != nil {
		for _, m := range v.maps {
			if fyne.CurrentApp().Driver().CanvasForObject(m) == on {
				on.Focus(m.Node(step))
			}
		}
	}
}
