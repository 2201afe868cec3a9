package part

import (
	"strings"
	"time"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"rodatraden/app/ui/look"
)

// Choice is one of the things that a picker picks among. Where a name has no room the next shorter
// one is taken; a name is never cut.
type Choice struct {
	Name    string
	Shorter []string // from long to short
	Detail  string   // muted, at the right of the list's row
}

// Picker is a button with a chevron that opens a list. Down and Enter open it; in the list the
// arrows, Home, End and typing move, Enter picks and Esc leaves.
type Picker struct {
	Button
	choices []Choice
	at      int
	picked  func(int)
	shown   *PickList
	pop     *widget.PopUp
	name    string // what is picked, in words: Nämnd
}

// NewPicker returns a picker of choices of which one is picked. name says what is picked, for those
// who cannot see where it stands; bold is for the package that the page is about.
func NewPicker(env Env, name string, choices []Choice, at int, bold bool, picked func(int)) *Picker {
	p := &Picker{choices: choices, at: at, picked: picked, name: name}
	p.bold = bold
	p.after = NewIcon(env, "chevron-down", look.Ink, look.NavIcon)
	if at >= 0 && at < len(choices) {
		p.label = choices[at].Name
	}
	newButton(env, &p.Button, p, p.Open)
	p.onKey = func(key fyne.KeyName) bool {
		if key == fyne.KeyDown || key == fyne.KeyUp {
			p.Open()
			return true
		}
		return false
	}
	return p
}

// Widths returns the widths that the picker has with its name and with each shorter one, from the
// widest to the narrowest.
func (p *Picker) Widths() []float32 {
	out := []float32{p.wide(p.name0())}
	if p.at >= 0 && p.at < len(p.choices) {
		for _, s := range p.choices[p.at].Shorter {
			out = append(out, p.wide(s))
		}
	}
	return out
}

// Shorten chooses the name at a step: 0 is the whole one.
func (p *Picker) Shorten(step int) {
	names := []string{p.name0()}
	if p.at >= 0 && p.at < len(p.choices) {
		names = append(names, p.choices[p.at].Shorter...)
	}
	p.SetText("", names[min(max(step, 0), len(names)-1)])
}

func (p *Picker) name0() string {
	if p.at >= 0 && p.at < len(p.choices) {
		return p.choices[p.at].Name
	}
	return ""
}

func (p *Picker) wide(text string) float32 {
	return 2*pickerPad + ceil(p.env.measure(span{text: text, role: look.Body, bold: p.bold})) + pickerGap + p.env.size(look.NavIcon)
}

// Chosen returns which choice is picked.
func (p *Picker) Chosen() int { return p.at }

// Choose shows another choice as the picked one, and tells no one.
func (p *Picker) Choose(i int) {
	p.at = i
	p.Shorten(0)
}

// Opened reports whether the list is shown.
func (p *Picker) Opened() bool { return p.pop != nil && p.pop.Visible() }

// List returns the open list, or nil.
func (p *Picker) List() *PickList {
	if !p.Opened() {
		return nil
	}
	return p.shown
}

// Open shows the list under the button, with the focus in it.
func (p *Picker) Open() {
	driver := fyne.CurrentApp().Driver()
	c := driver.CanvasForObject(p.self.(fyne.CanvasObject))
	if c == nil || len(p.choices) == 0 || p.Opened() {
		return
	}
	at := driver.AbsolutePositionForObject(p.self.(fyne.CanvasObject))
	room := c.Size()
	p.shown = NewPickList(p.env, p.choices, p.at, func(i int) {
		p.Close()
		if i >= 0 && i != p.at && p.picked != nil {
			p.picked(i)
		}
	})
	width := min(max(p.shown.natural(), p.Size().Width), room.Width-2*popupMargin)
	below := room.Height - at.Y - p.Size().Height - popupMargin
	above := at.Y - popupMargin
	y := at.Y + p.Size().Height + popupGap
	height := p.shown.heightWithin(max(below, above) - popupGap)
	if height > below-popupGap && above > below {
		y = at.Y - popupGap - height
	}
	x := min(max(at.X, popupMargin), room.Width-popupMargin-width)
	// Fyne's pop-up adds padding around what it holds, which the edge goes around.
	pad := p.env.size(theme.SizeNameInnerPadding) / 2
	p.pop = widget.NewPopUp(newEdged(p.env, p.shown, pad), c)
	p.pop.Resize(fyne.NewSize(width+2*pad, height+2*pad))
	p.pop.ShowAtPosition(fyne.NewPos(x-pad, y-pad))
	c.Focus(p.shown)
}

// edged is a list with an edge around it, so far outside.
type edged struct{ block }

func newEdged(env Env, list *PickList, outside float32) *edged {
	e := &edged{}
	f := env.newFrame()
	e.objects = []fyne.CanvasObject{f.outer, f.inner, list}
	e.tall = func(float32) float32 { return list.row() }
	e.lay = func(size fyne.Size) {
		f.set(-outside, -outside, size.Width+2*outside, size.Height+2*outside, 0, buttonEdge)
		place(list, 0, 0, size.Width, size.Height)
	}
	e.init(e, env)
	return e
}

// Close hides the list; the focus returns to the button.
func (p *Picker) Close() {
	if p.pop == nil {
		return
	}
	p.pop.Hide()
	p.pop, p.shown = nil, nil
	focus(p.self)
}

const (
	popupMargin = 8 // from a list to the window's edge
	popupGap    = 4 // between a button and its list
	pickCheck   = 8 // between a row's edge, the tick and the text
)

// PickList is the list that a picker opens. Only the rows in sight are drawn.
type PickList struct {
	press
	choices []Choice
	picked  int // has the tick
	at      int // has the selection
	first   int // the topmost row in sight
	done    func(int)
	ring    *ring
	typed   string
	typedAt time.Time
	turned  float32 // how far a wheel or a finger has moved since the last row
}

// NewPickList returns a list; done is told which choice was taken, or −1 where none was.
func NewPickList(env Env, choices []Choice, picked int, done func(int)) *PickList {
	l := &PickList{choices: choices, picked: picked, at: max(picked, 0), done: done, ring: env.newRing()}
	l.env = env
	l.tall = func(float32) float32 { return l.row() }
	l.lay = func(fyne.Size) { l.draw() }
	l.paint = func() { l.draw() }
	l.do = func() { l.done(l.at) }
	l.onKey = l.key
	l.start(l, env)
	return l
}

func (l *PickList) row() float32 { return l.env.touch() }

// rows returns how many rows are in sight.
func (l *PickList) rows() int { return max(int(l.Size().Height/l.row()), 1) }

// heightWithin returns the height of whole rows that fits, up to twelve.
func (l *PickList) heightWithin(room float32) float32 {
	n := min(len(l.choices), 12, max(int(room/l.row()), 1))
	return float32(n) * l.row()
}

func (l *PickList) natural() float32 {
	var w float32
	for _, c := range l.choices {
		need := l.env.measure(span{text: c.Name, role: look.Body, bold: true})
		if c.Detail != "" {
			need += asideGap + l.env.measure(span{text: c.Detail, role: look.Caption})
		}
		w = max(w, need)
	}
	return ceil(w) + 4*pickCheck + l.env.size(look.MarkIcon) + thumbWidth
}

// At returns the row that the arrows stand on.
func (l *PickList) At() int { return l.at }

// MinSize is one row; the picker gives it more.
func (l *PickList) MinSize() fyne.Size { return fyne.NewSize(l.row(), l.row()) }

func (l *PickList) draw() {
	size, env := l.Size(), l.env
	n := l.rows()
	l.first = min(max(l.first, l.at-n+1), l.at)
	l.first = max(min(l.first, len(l.choices)-n), 0)
	l.objects = nil
	icon := env.size(look.MarkIcon)
	for i := l.first; i < len(l.choices) && i < l.first+n; i++ {
		y := float32(i-l.first) * l.row()
		if i == l.at {
			ground := env.fill(look.Selected)
			place(ground, 0, y, size.Width, l.row())
			l.objects = append(l.objects, ground)
			l.ring.set(0, y, size.Width, l.row())
		}
		baseline := y + round((l.row()-env.line(look.Body))/2) + env.base(look.Body)
		if i == l.picked {
			tick := NewIcon(env, "check", look.Ink, look.MarkIcon)
			place(tick, pickCheck, baseline-round(icon*13/16), icon, icon)
			l.objects = append(l.objects, tick)
		}
		left := 2*pickCheck + icon
		room := size.Width - left - 2*pickCheck - thumbWidth
		detail := env.letters(span{text: l.choices[i].Detail, role: look.Caption, tone: look.Ink2})
		if l.choices[i].Detail != "" {
			room -= wide(detail) + asideGap
			toRight(detail, size.Width-2*pickCheck-thumbWidth, baseline)
			l.objects = append(l.objects, detail)
		}
		name := span{text: l.nameFor(i, room), role: look.Body, bold: i == l.picked, tone: look.Ink}
		text := env.letters(name)
		onLine(text, left, baseline)
		l.objects = append(l.objects, text)
	}
	if len(l.choices) > n {
		track := size.Height - 2*thumbInset
		long := max(track*float32(n)/float32(len(l.choices)), 2*thumbWidth)
		thumb := env.fill(look.Line2)
		thumb.CornerRadius = thumbWidth / 2
		place(thumb, size.Width-thumbWidth-thumbInset,
			thumbInset+(track-long)*float32(l.first)/float32(len(l.choices)-n), thumbWidth, long)
		l.objects = append(l.objects, thumb)
	}
	l.ring.show(l.focused)
	l.objects = append(l.objects, l.ring.objects()...)
}

// nameFor returns the longest of a choice's names that has room.
func (l *PickList) nameFor(i int, room float32) string {
	c := l.choices[i]
	name := c.Name
	for _, s := range append([]string{c.Name}, c.Shorter...) {
		name = s
		if l.env.measure(span{text: s, role: look.Body, bold: i == l.picked}) <= room {
			break
		}
	}
	return name
}

// go moves the selection.
func (l *PickList) moveTo(i int) {
	l.at = min(max(i, 0), len(l.choices)-1)
	l.draw()
	canvas.Refresh(l)
}

func (l *PickList) key(key fyne.KeyName) bool {
	switch key {
	case fyne.KeyDown:
		l.moveTo(l.at + 1)
	case fyne.KeyUp:
		l.moveTo(l.at - 1)
	case fyne.KeyPageDown:
		l.moveTo(l.at + l.rows())
	case fyne.KeyPageUp:
		l.moveTo(l.at - l.rows())
	case fyne.KeyHome:
		l.moveTo(0)
	case fyne.KeyEnd:
		l.moveTo(len(l.choices) - 1)
	case fyne.KeyEscape:
		l.done(-1)
	case fyne.KeySpace:
		if l.typed == "" {
			return false // picks
		}
	default:
		return false
	}
	return true
}

// typePause is how long after a letter the next one begins a new word.
const typePause = time.Second

// TypedRune moves to the first choice that begins with what has been typed, or has a word that does.
func (l *PickList) TypedRune(r rune) {
	now := time.Now()
	if now.Sub(l.typedAt) > typePause {
		l.typed = ""
	}
	l.typedAt = now
	l.typed += string(unicode.ToLower(r))
	if i := l.match(l.typed); i >= 0 {
		l.moveTo(i)
	}
}

func (l *PickList) match(prefix string) int {
	for i, c := range l.choices {
		if strings.HasPrefix(strings.ToLower(c.Name), prefix) {
			return i
		}
	}
	for i, c := range l.choices {
		if strings.Contains(strings.ToLower(c.Name), " "+prefix) {
			return i
		}
	}
	return -1
}

// Tapped takes the row under the finger.
func (l *PickList) Tapped(e *fyne.PointEvent) {
	i := l.first + int(e.Position.Y/l.row())
	if i >= 0 && i < len(l.choices) {
		l.done(i)
	}
}

// Scrolled moves by whole rows.
func (l *PickList) Scrolled(e *fyne.ScrollEvent) { l.pull(-e.Scrolled.DY) }

// Dragged moves by whole rows as the finger goes.
func (l *PickList) Dragged(e *fyne.DragEvent) { l.pull(-e.Dragged.DY) }

// DragEnd is called by Fyne.
func (l *PickList) DragEnd() { l.turned = 0 }

func (l *PickList) pull(by float32) {
	l.turned += by
	step := l.row() / 2
	for abs(l.turned) >= step {
		to := 1
		if l.turned < 0 {
			to = -1
		}
		l.turned -= float32(to) * step
		n := l.rows()
		l.first = max(min(l.first+to, len(l.choices)-n), 0)
		l.at = min(max(l.at, l.first), l.first+n-1)
	}
	l.draw()
	canvas.Refresh(l)
}
